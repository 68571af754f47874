//! The backup of the day, and copying the log into the file, on a thread of its own: neither a key nor a save waits for
//! them. It refuses to say anything to whoever does not look after the file.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use crate::message::{APP, Envelope, Reply};
use crate::store::{Keeper, Stopper, Store};

/// The thread that keeps backups, and what stops it.
pub(super) struct Keeping {
    stopper: Arc<Stopper>,
    thread: JoinHandle<()>,
}

impl Keeping {
    /// Starts it for the file of a store; what comes back is told when a day begins.
    pub fn start(store: &Store, replies: Sender<Envelope>, wake: impl Fn() + Send + 'static) -> (Self, Days) {
        let keeper = Keeper::of(store);
        let (stopper, tells) = (keeper.stopper(), store.may_look_after());
        let (sender, chores) = channel();
        let thread = thread::spawn(move || keep(&keeper, &chores, tells, &replies, wake));
        (Self { stopper, thread }, Days { seen: None, log: None, keeper: sender })
    }

    /// Ends it; a backup under way leaves nothing behind.
    pub fn finish(self) {
        self.stopper.stop();
        // One that panicked has printed why; there is nothing to add.
        let _panicked = self.thread.join();
    }
}

/// What is kept.
#[derive(Clone, Copy)]
enum Chore {
    Day,
    Log,
}

fn keep(keeper: &Keeper, chores: &Receiver<Chore>, tells: bool, replies: &Sender<Envelope>, wake: impl Fn()) {
    while let Ok(chore) = chores.recv() {
        let done = match chore {
            Chore::Day => keeper.daily().map(drop),
            Chore::Log => keeper.copy_home(),
        };
        let Err(error) = done else { continue };
        if tells && !error.is_stopped() {
            if replies.send(Envelope { to: APP, seq: 0, reply: Reply::Failed(error.say()) }).is_err() {
                return;
            }
            wake();
        }
    }
}

/// Notices that a day began, in UTC, by the clock of the store, and that the log is long.
pub(super) struct Days {
    seen: Option<String>,
    /// When the log that was copied last had been written.
    log: Option<i64>,
    keeper: Sender<Chore>,
}

impl Days {
    /// Looks while nothing else is to be done, so that the first picture and the keys after it have the disk to themselves.
    pub fn rest(&mut self, store: &Store) {
        let today = store.utc_day();
        if self.seen.as_ref() != Some(&today) {
            self.seen = Some(today);
            self.ask(Chore::Day);
        }
        let log = store.long_log();
        if log.is_some() && log != self.log {
            self.log = log;
            self.ask(Chore::Log);
        }
    }

    fn ask(&self, chore: Chore) {
        // A keeper that is gone has said why.
        let _gone = self.keeper.send(chore);
    }

    /// Looks before something is done, in a session that was left open over midnight.
    pub fn work(&mut self, store: &Store) {
        if self.seen.is_some() {
            self.rest(store);
        }
    }
}
