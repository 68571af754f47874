//! The few system calls on the terminal line: wait, read, write, and give it up.
//! The only unsafe code of the program is here; it refuses to know keys or screens.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::fd::{AsRawFd, RawFd};
use std::time::Duration;

/// The keyboard's descriptor.
const KEYBOARD: RawFd = 0;
/// The screen's descriptor.
const SCREEN: RawFd = 1;
/// Conditions after which a line never carries anything again.
const LOST: i16 = libc::POLLHUP | libc::POLLERR | libc::POLLNVAL;

/// What a wait ended with; nothing at all when the time passed or a signal came.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ready {
    pub keyboard: bool,
    pub wake: bool,
    pub lost: bool,
}

/// Waits until the keyboard or the wake descriptor has something, the line is lost, or the time has passed.
pub(super) fn wait(wake: RawFd, timeout: Option<Duration>) -> Ready {
    let ask = |fd| libc::pollfd { fd, events: libc::POLLIN, revents: 0 };
    let mut asked = [ask(KEYBOARD), ask(wake)];
    poll(&mut asked, timeout);
    let [keyboard, wake] = asked.map(|one| one.revents);
    Ready { keyboard: keyboard & libc::POLLIN != 0, wake: wake != 0, lost: keyboard & LOST != 0 }
}

fn poll(asked: &mut [libc::pollfd], timeout: Option<Duration>) {
    let millis = timeout.map_or(-1, |time| i32::try_from(time.as_millis()).unwrap_or(i32::MAX));
    let count = libc::nfds_t::try_from(asked.len()).unwrap_or(0);
    // SAFETY: the pointer and the count describe one live, writable slice.
    let answered = unsafe { libc::poll(asked.as_mut_ptr(), count, millis) };
    if answered < 0 {
        for one in asked {
            one.revents = 0;
        }
    }
}

/// Reads what the keyboard has; none when the line has ended.
pub(super) fn read(buffer: &mut [u8]) -> Option<usize> {
    // SAFETY: the pointer and the length describe one live, writable slice.
    let count = unsafe { libc::read(KEYBOARD, buffer.as_mut_ptr().cast(), buffer.len()) };
    match usize::try_from(count) {
        Ok(0) => None,
        Ok(count) => Some(count),
        Err(_) => match io::Error::last_os_error().kind() {
            io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock => Some(0),
            _ => None,
        },
    }
}

/// The screen, written to without a buffer in between.
#[derive(Debug)]
pub(super) struct Direct;

impl Write for Direct {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            // SAFETY: the pointer and the length describe one live slice.
            let count = unsafe { libc::write(SCREEN, bytes.as_ptr().cast(), bytes.len()) };
            if let Ok(count) = usize::try_from(count) {
                return Ok(count);
            }
            let error = io::Error::last_os_error();
            if error.kind() != io::ErrorKind::WouldBlock {
                return Err(error);
            }
            // Another program left the line non-blocking.
            poll(&mut [libc::pollfd { fd: SCREEN, events: libc::POLLOUT, revents: 0 }], None);
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Puts the null device over input, output and error of a line that is lost, so that nothing written later can fail.
pub fn dead_line() {
    let Ok(null) = OpenOptions::new().read(true).write(true).open("/dev/null") else { return };
    for fd in 0..=2 {
        // SAFETY: both are descriptors of this process; dup2 touches no memory.
        unsafe { libc::dup2(null.as_raw_fd(), fd) };
    }
}

/// Whether nobody is there to continue the program once it is stopped: no shell put it into a job of its own.
pub(super) fn stands_alone() -> bool {
    // SAFETY: both only read numbers of this process.
    unsafe { libc::getpgrp() == libc::getsid(0) }
}
