//! What happens to the program from outside: keys, pastes, a new window size, signals, a lost line, a worker's wake.
//! It refuses to read before it has looked for a lost line, and never spins on one.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use signal_hook::SigId;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::low_level;

use super::decode::{Decoder, Typed};
use super::error::TermError;
use super::line;
use super::screen::size;
use crate::keys::Key;

/// More events than this are left for the next batch, so that a flood of keys cannot keep the screen from being drawn.
const BATCH: usize = 1_024;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted, its lines separated by line feeds.
    Paste(String),
    /// The window has this many columns and rows now.
    Resize(u16, u16),
    /// The line is lost: nothing can be read or written any more.
    Hangup,
    /// The program is asked to end.
    Terminate,
    /// The program is asked to stop until it is continued.
    Suspend,
    /// The program was continued after a stop.
    Continued,
    /// A worker has something to say.
    Wake,
    /// The terminal gave the answer that was expected.
    Answered,
}

/// Wakes the thread that waits in [`Input`]; any thread may hold one.
#[derive(Clone, Debug)]
pub struct Waker {
    woken: Arc<AtomicBool>,
    pipe: Arc<UnixStream>,
}

impl Waker {
    /// Makes the waiting thread return with [`Event::Wake`]; many calls before it looks are one event.
    pub fn wake(&self) {
        self.woken.store(true, Ordering::SeqCst);
        // A full pipe wakes as well as one more byte would.
        let _ = (&*self.pipe).write(&[1]);
    }
}

/// The signals that are listened to, in the order in which they are reported.
const SIGNALS: [i32; 6] = [SIGCONT, SIGWINCH, SIGTSTP, SIGINT, SIGTERM, SIGHUP];

/// Everything that can happen from outside, in one place to wait for.
#[derive(Debug)]
pub struct Input {
    bell: UnixStream,
    waker: Waker,
    signals: Vec<(i32, Arc<AtomicBool>)>,
    registered: Vec<SigId>,
    decoder: Decoder,
    queue: VecDeque<Event>,
    lost: bool,
}

impl Input {
    /// Starts to listen to signals; keys are read only while somebody waits.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn open() -> Result<Self, TermError> {
        let (bell, pipe) = UnixStream::pair()?;
        bell.set_nonblocking(true)?;
        pipe.set_nonblocking(true)?;
        let mut signals = Vec::new();
        let mut registered = Vec::new();
        for signal in SIGNALS {
            let flag = Arc::new(AtomicBool::new(false));
            // The flag first: it must be set when the bell rings.
            registered.push(signal_hook::flag::register(signal, Arc::clone(&flag))?);
            registered.push(low_level::pipe::register(signal, pipe.try_clone()?)?);
            signals.push((signal, flag));
        }
        let waker = Waker { woken: Arc::default(), pipe: Arc::new(pipe) };
        Ok(Self { bell, waker, signals, registered, decoder: Decoder::default(), queue: VecDeque::new(), lost: false })
    }

    /// A handle with which worker threads wake the one that waits.
    #[must_use]
    pub fn waker(&self) -> Waker {
        self.waker.clone()
    }

    /// Takes these bytes, once, for an answer of the terminal and not for a key.
    pub fn expect(&mut self, answer: Vec<u8>) {
        self.decoder.expect(answer);
    }

    /// The next event; none when the time has passed.
    pub fn next(&mut self, timeout: Option<Duration>) -> Option<Event> {
        if self.queue.is_empty() {
            self.gather(timeout);
        }
        self.queue.pop_front()
    }

    /// Everything that is there after waiting for the first, keys typed ahead included; empty when the time has passed.
    pub fn batch(&mut self, timeout: Option<Duration>) -> Vec<Event> {
        if self.queue.is_empty() {
            self.gather(timeout);
        }
        self.queue.drain(..).collect()
    }

    fn gather(&mut self, timeout: Option<Duration>) {
        let mut patience = timeout;
        while !self.lost && self.queue.len() < BATCH {
            let begun = self.decoder.patience();
            let ready = line::wait(self.bell.as_raw_fd(), begun.or(patience));
            if ready.wake {
                self.empty_pipe();
            }
            if ready.keyboard && !ready.lost {
                self.read();
            }
            self.lost |= ready.lost;
            self.signals();
            if !ready.keyboard && !ready.wake {
                self.settle();
                break;
            }
            // Only what is there already, from now on.
            patience = Some(Duration::ZERO);
        }
        if self.lost {
            self.queue.push_back(Event::Hangup);
        }
    }

    fn read(&mut self) {
        let mut buffer = [0; 4_096];
        match line::read(&mut buffer) {
            Some(count) => {
                let typed = self.decoder.feed(&buffer[..count]);
                self.typed(typed);
            }
            None => self.lost = true,
        }
    }

    fn settle(&mut self) {
        if self.decoder.patience().is_some() {
            let typed = self.decoder.settle();
            self.typed(typed);
        }
    }

    fn typed(&mut self, typed: Vec<Typed>) {
        self.queue.extend(typed.into_iter().map(|one| match one {
            Typed::Key(key) => Event::Key(key),
            Typed::Paste(text) => Event::Paste(text),
            Typed::Answer => Event::Answered,
        }));
    }

    fn empty_pipe(&mut self) {
        let mut bytes = [0; 64];
        while matches!(self.bell.read(&mut bytes), Ok(count) if count > 0) {}
        if self.waker.woken.swap(false, Ordering::SeqCst) {
            self.queue.push_back(Event::Wake);
        }
    }

    fn signals(&mut self) {
        for (signal, flag) in &self.signals {
            if !flag.swap(false, Ordering::SeqCst) {
                continue;
            }
            let event = match *signal {
                SIGWINCH => {
                    let (cols, rows) = size();
                    Event::Resize(cols, rows)
                }
                SIGCONT => Event::Continued,
                SIGTSTP => Event::Suspend,
                SIGHUP => {
                    self.lost = true;
                    continue;
                }
                _ => Event::Terminate,
            };
            self.queue.push_back(event);
        }
    }
}

impl Drop for Input {
    fn drop(&mut self) {
        for id in self.registered.drain(..) {
            low_level::unregister(id);
        }
    }
}
