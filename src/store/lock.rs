//! The queue of writers: an exclusive lock on a file beside the data file, held around every write transaction, so
//! that the kernel queues those who wait (SQLite's own busy handler lets them starve).

use std::fs::{File, OpenOptions};
use std::io;
use std::os::fd::AsRawFd;
use std::path::Path;
use std::time::{Duration, Instant};

use super::StoreError;
use crate::domain::say::Say;

/// Longest wait for other writers before "busy" is said.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// The side file, none when the folder cannot be written, and how long to wait for it.
#[derive(Debug)]
pub(super) struct WriteLock {
    file: Option<File>,
    pub(super) patience: Duration,
}

/// Held while one transaction writes.
#[derive(Debug)]
pub(super) struct Held<'a>(Option<&'a File>);

impl WriteLock {
    /// Opens the side file of a data file. Whoever comes first makes it, with the rights of the data file, so that a
    /// group that shares the one shares the queue; a file that can only be read can be locked all the same.
    pub(super) fn beside(path: &Path) -> Self {
        let mut name = path.as_os_str().to_owned();
        name.push("-lock");
        let made = OpenOptions::new().create_new(true).write(true).open(&name);
        if let (Ok(_), Ok(data)) = (&made, std::fs::metadata(path)) {
            // Without it others only wait less fairly.
            let _as_the_data = std::fs::set_permissions(&name, data.permissions());
        }
        let file = made.or_else(|_| OpenOptions::new().read(true).open(&name)).ok();
        Self { file, patience: PATIENCE }
    }

    /// No side file: for the moment the real one is in use.
    pub(super) const fn none() -> Self {
        Self { file: None, patience: PATIENCE }
    }

    /// Waits for its turn.
    pub(super) fn turn(&self) -> Result<Held<'_>, StoreError> {
        self.wait()?.ok_or_else(|| Say::new("store-busy").into())
    }

    /// Waits for its turn; none when the others took longer than patience allows.
    pub(super) fn wait(&self) -> io::Result<Option<Held<'_>>> {
        let Some(file) = &self.file else { return Ok(Some(Held(None))) };
        let until = Instant::now() + self.patience;
        loop {
            // SAFETY: the descriptor belongs to a file that outlives the call.
            if unsafe { libc::flock(file.as_raw_fd(), libc::LOCK_EX | libc::LOCK_NB) } == 0 {
                return Ok(Some(Held(Some(file))));
            }
            let error = io::Error::last_os_error();
            if error.kind() != io::ErrorKind::WouldBlock && error.kind() != io::ErrorKind::Interrupted {
                return Err(error);
            }
            if Instant::now() >= until {
                return Ok(None);
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        if let Some(file) = self.0 {
            // SAFETY: as above; unlocking a file we hold cannot fail in a way that matters.
            unsafe { libc::flock(file.as_raw_fd(), libc::LOCK_UN) };
        }
    }
}
