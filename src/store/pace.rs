//! Long work on a connection: how far it has come, told as it goes, and whether it is to stop. It refuses to know what
//! the work is.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Store, StoreError};
use crate::domain::progress::Progress;
use crate::domain::say::Say;

/// Told now and then by whoever works long.
type Listener = Box<dyn FnMut(Progress) + Send>;

/// The pace of one connection.
#[derive(Default)]
pub(super) struct Pace {
    stop: Arc<AtomicBool>,
    listener: Option<Listener>,
    /// When the work that runs began, milliseconds since 1970.
    since: i64,
}

impl Store {
    /// Has whatever runs on this connection from now on told to `listener`; a wish to stop that came before is over.
    pub fn tell_to(&mut self, listener: impl FnMut(Progress) + Send + 'static) {
        self.pace.stop.store(false, Ordering::Relaxed);
        self.pace.since = (self.clock)();
        self.pace.listener = Some(Box::new(listener));
    }

    /// What says the wish to stop, from another thread or a signal.
    #[must_use]
    pub fn stop_flag(&self) -> Arc<AtomicBool> {
        self.pace.stop.clone()
    }

    /// Tells how far long work has come, and goes on only where nobody wants it to stop.
    ///
    /// # Errors
    /// When it is to stop.
    pub fn go_on(&mut self, done: usize, of: Option<usize>) -> Result<(), StoreError> {
        if self.pace.stop.swap(false, Ordering::Relaxed) {
            return Err(StoreError::Stopped);
        }
        if self.pace.listener.is_some() {
            let millis = u64::try_from((self.clock)() - self.pace.since).unwrap_or(0);
            let count = |rows: usize| u64::try_from(rows).unwrap_or(u64::MAX);
            if let Some(listener) = &mut self.pace.listener {
                listener(Progress { rows: count(done), of: of.map(count), millis, back: false });
            }
        }
        Ok(())
    }
}

/// The words of work that was stopped.
pub(super) fn stopped() -> Say {
    Say::new("store-stopped")
}
