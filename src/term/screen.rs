//! The screen: raw mode, alternate screen and cursor, given back whatever happens.
//! It refuses to wait for anything the terminal is asked, so that no answer can be late or missing.

use std::io::{self, IsTerminal, Write};
use std::panic::{self, PanicHookInfo};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::thread::{self, ThreadId};

use ratatui::layout::Rect;
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};
use signal_hook::consts::SIGTSTP;

use super::error::TermError;
use super::lean::{ColorMode, Lean, send_whole};
use super::line::{Direct, stands_alone};

const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h";
/// Style, margins, screen and paste mode as they were; cleared first for terminals without an alternate screen.
const LEAVE: &[u8] = b"\x1b[m\x1b[r\x1b[?2004l\x1b[?25h\x1b[H\x1b[J\x1b[?1049l";
/// The longest encoded copy (bytes) that common terminals take.
const LONGEST_COPY: usize = 74_994;

/// What the caller knows of the terminal from the environment and the settings.
#[derive(Clone, Copy, Debug)]
pub struct Setup<'a> {
    /// The terminal's name, as in `TERM`.
    pub term: &'a str,
    /// The colours it may be sent.
    pub colors: ColorMode,
    /// Whether long frames are wrapped in synchronized output; terminals that do not know it ignore it.
    pub synchronized: bool,
}

/// The terminal while the program has it.
pub struct Screen {
    terminal: Terminal<Lean<Direct>>,
}

impl Screen {
    /// Takes the terminal over; from here on it is given back on close, drop and panic.
    ///
    /// # Errors
    /// When input or output is no terminal, it cannot place its cursor, or the system refuses.
    pub fn open(setup: &Setup<'_>) -> Result<Self, TermError> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(TermError::NoTerminal);
        }
        if matches!(setup.term, "" | "dumb" | "unknown") {
            return Err(TermError::Dumb(setup.term.to_owned()));
        }
        let (cols, rows) = size();
        let backend = Lean::new(Direct, cols, rows, setup.colors, setup.synchronized);
        let viewport = Viewport::Fixed(Rect::new(0, 0, cols, rows));
        let terminal = Terminal::with_options(backend, TerminalOptions { viewport })?;
        install_hook();
        enter()?;
        Ok(Self { terminal })
    }

    /// Draws a frame and writes what changed, in one write; nothing when nothing did.
    ///
    /// # Errors
    /// When the line does not take it.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> Result<(), TermError> {
        self.terminal.draw(|frame| {
            draw(frame);
            send_whole(frame.buffer_mut());
        })?;
        Ok(())
    }

    /// Takes a new window size, in columns and rows; the next frame paints everything.
    ///
    /// # Errors
    /// Never with this backend; kept because ratatui's resize can fail.
    pub fn resize(&mut self, cols: u16, rows: u16) -> Result<(), TermError> {
        self.terminal.backend_mut().resize(cols, rows);
        self.terminal.resize(Rect::new(0, 0, cols, rows))?;
        Ok(())
    }

    /// Makes the next frame paint everything, after something else wrote on the screen.
    pub fn repaint(&mut self) {
        self.terminal.backend_mut().repaint();
    }

    /// Asks the terminal where its cursor is; gives the answer to expect, by which the line is timed. Nothing is asked
    /// where the answer could be taken for a key: with the cursor in the first row it looks like F3.
    ///
    /// # Errors
    /// When the line does not take it.
    pub fn ask_place(&mut self) -> Result<Option<Vec<u8>>, TermError> {
        let backend = self.terminal.backend_mut();
        let Some((x, y)) = backend.place().filter(|(_, y)| *y > 0) else { return Ok(None) };
        backend.write_unseen(b"\x1b[6n")?;
        Ok(Some(format!("\x1b[{};{}R", y + 1, x + 1).into_bytes()))
    }

    /// Puts text on the clipboard of the person's own computer (OSC 52), where the terminal allows it.
    ///
    /// # Errors
    /// When the text is longer than terminals take, or the line does not take it.
    pub fn copy(&mut self, text: &str) -> Result<(), TermError> {
        let encoded = base64(text.as_bytes());
        if encoded.len() > LONGEST_COPY {
            return Err(TermError::CopyTooLong);
        }
        self.terminal.backend_mut().write_unseen(format!("\x1b]52;c;{encoded}\x07").as_bytes())?;
        Ok(())
    }

    /// Gives the terminal back and stops the program until the shell continues it.
    ///
    /// # Errors
    /// When no shell could continue it, or the terminal cannot be taken over again.
    pub fn suspend(&mut self) -> Result<(), TermError> {
        if stands_alone() {
            return Err(TermError::NoShell);
        }
        leave();
        signal_hook::low_level::emulate_default_handler(SIGTSTP)?;
        self.resume()
    }

    /// Takes the terminal over again after a stop that may have come without warning.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn resume(&mut self) -> Result<(), TermError> {
        // The shell has set its own modes in between, so they are read anew.
        crossterm::terminal::disable_raw_mode()?;
        enter()?;
        self.terminal.backend_mut().was_reset();
        let (cols, rows) = size();
        self.resize(cols, rows)
    }

    /// Gives the terminal back; what other threads died of meanwhile is said on standard error.
    pub fn close(self) {}
}

impl Drop for Screen {
    fn drop(&mut self) {
        leave();
        for words in locked(&LATE).drain(..) {
            tell(&words);
        }
    }
}

/// The window's size in columns and rows; 80 by 24 where the terminal does not say.
#[must_use]
pub fn size() -> (u16, u16) {
    // Not `terminal::size`, which starts another program when the system does not know.
    match crossterm::terminal::window_size() {
        Ok(window) if window.columns > 0 && window.rows > 0 => (window.columns, window.rows),
        _ => (80, 24),
    }
}

/// Sets the words, in the person's language, that follow the report of a panic: where the draft is kept.
pub fn say_after_panic(words: String) {
    *locked(&WORDS) = words;
}

/// The thread that has the terminal in the program's mode, if any.
static OWNER: Mutex<Option<ThreadId>> = Mutex::new(None);
static TAKEN: AtomicBool = AtomicBool::new(false);
static WORDS: Mutex<String> = Mutex::new(String::new());
/// Panics of other threads, kept until the screen is free.
static LATE: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn enter() -> io::Result<()> {
    crossterm::terminal::enable_raw_mode()?;
    *locked(&OWNER) = Some(thread::current().id());
    TAKEN.store(true, Ordering::SeqCst);
    Direct.write_all(ENTER)
}

/// Gives the terminal back if it is taken; failures are ignored, as there is nobody left to tell.
fn leave() -> bool {
    let taken = TAKEN.swap(false, Ordering::SeqCst);
    if taken {
        let _ = Direct.write_all(LEAVE);
        let _ = crossterm::terminal::disable_raw_mode();
    }
    taken
}

/// Writes to standard error, which may be gone: `eprintln` would panic.
fn tell(words: &str) {
    let _ = writeln!(io::stderr(), "{words}");
}

fn install_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |info| on_panic(info, &report)));
    });
}

fn on_panic(info: &PanicHookInfo<'_>, report: &dyn Fn(&PanicHookInfo<'_>)) {
    let elsewhere = *locked(&OWNER) != Some(thread::current().id());
    if elsewhere && TAKEN.load(Ordering::SeqCst) {
        // The screen's own thread goes on and must not find its terminal taken away.
        locked(&LATE).push(info.to_string());
        return;
    }
    let taken = leave();
    report(info);
    let words = locked(&WORDS).clone();
    if taken && !words.is_empty() {
        tell(&words);
    }
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |i: usize| usize::from(three.get(i).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for i in 0..4 {
            let letter = char::from(LETTERS[bits >> (18 - 6 * i) & 63]);
            text.push(if i <= three.len() { letter } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_pads_to_fours() {
        for (text, encoded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("国", "5Zu9"), ("foob", "Zm9vYg==")]
        {
            assert_eq!(base64(text.as_bytes()), encoded);
        }
    }
}
