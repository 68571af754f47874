//! What can go wrong with a terminal, said so that a person can act on it.
//! It refuses to speak itself: words are looked up by the caller.

use std::io;

use thiserror::Error;

use crate::domain::say::Say;

/// Why the terminal cannot be used.
#[derive(Debug, Error)]
pub enum TermError {
    /// Input or output is no terminal.
    #[error("input and output must be a terminal")]
    NoTerminal,
    /// The terminal cannot place its cursor.
    #[error("terminal {0:?} cannot place its cursor")]
    Dumb(String),
    /// Nobody could continue the program after a stop.
    #[error("no shell to return to")]
    NoShell,
    /// More text than terminals take in one copy.
    #[error("too long to copy")]
    CopyTooLong,
    /// The system refused.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl TermError {
    /// The message to be said.
    #[must_use]
    pub fn say(&self) -> Say {
        match self {
            Self::NoTerminal => Say::new("term-no-terminal"),
            Self::Dumb(name) => Say::new("term-dumb").with("name", name),
            Self::NoShell => Say::new("term-no-shell"),
            Self::CopyTooLong => Say::new("term-copy-too-long"),
            Self::Io(error) => Say::new("term-io").with("error", error),
        }
    }
}
