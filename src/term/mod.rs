//! The terminal: what is written to it (`lean`, `screen`) and what comes from it (`input`, `decode`, `line`).
//!
//! `Screen` takes the terminal over and gives it back on close, drop, panic and stop; a frame is one write of only what
//! changed. `Input` waits for keys, signals, a lost line and a worker's wake in one place. Nothing outside this folder
//! touches a terminal, and nothing here knows what is drawn. It refuses to read the environment and to wait
//! for an answer of the terminal.

mod decode;
mod error;
mod input;
pub mod lean;
mod line;
mod screen;
#[cfg(test)]
mod tests;

pub use error::TermError;
pub use input::{Event, Input, Waker};
pub use lean::{ColorMode, Lean};
pub use line::dead_line;
pub use screen::{Screen, Setup, say_after_panic, size};
