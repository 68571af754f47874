//! One line being typed: keys in, text and cursor out.

use tui_input::{Input, InputRequest};

use crate::domain::clean::{clean_line, clean_lines, width};
use crate::keys::Key;

/// A line of text with a cursor.
#[derive(Clone, Debug, Default)]
pub struct Line(Input);

impl Line {
    /// A line with text, the cursor at its end.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(Input::new(text.to_owned()))
    }

    /// What is typed so far.
    #[must_use]
    pub fn text(&self) -> &str {
        self.0.value()
    }

    /// Characters before the cursor.
    #[must_use]
    pub fn before(&self) -> usize {
        self.0.cursor()
    }

    /// Puts the cursor behind so many characters.
    pub fn go(&mut self, before: usize) {
        self.0.handle(InputRequest::SetCursor(before));
    }

    /// Columns before the cursor.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.0.visual_cursor()
    }

    /// Columns to skip so that the cursor is seen in `room`.
    #[must_use]
    pub fn scroll(&self, room: usize) -> usize {
        self.0.visual_scroll(room.saturating_sub(1))
    }

    /// Puts text in at the cursor, cleaned.
    pub fn paste(&mut self, text: &str) {
        self.insert(&clean_line(text));
    }

    /// Puts several lines in at the cursor, cleaned.
    pub fn paste_lines(&mut self, text: &str) {
        self.insert(&clean_lines(text));
    }

    /// In one go: letter by letter a page of text would take seconds.
    fn insert(&mut self, text: &str) {
        let before = self.before();
        let at = self.text().char_indices().nth(before).map_or(self.text().len(), |(at, _)| at);
        let mut whole = self.text().to_owned();
        whole.insert_str(at, text);
        self.0 = Input::new(whole).with_cursor(before + text.chars().count());
    }

    /// Breaks the line at the cursor; only fields of several lines do.
    pub fn break_line(&mut self) {
        self.0.handle(InputRequest::InsertChar('\n'));
    }

    /// Row of the cursor among the lines and columns before it in its row.
    #[must_use]
    pub fn row_and_column(&self) -> (usize, usize) {
        let before: String = self.text().chars().take(self.0.cursor()).collect();
        let row = before.matches('\n').count();
        (row, width(before.rsplit('\n').next().unwrap_or_default()))
    }

    /// Takes a key; whether it was one for a line of text.
    pub fn key(&mut self, key: Key) -> bool {
        let request = match key {
            Key::Char(c) => InputRequest::InsertChar(c),
            Key::Backspace | Key::Ctrl('h') => InputRequest::DeletePrevChar,
            Key::Delete => InputRequest::DeleteNextChar,
            Key::Left => InputRequest::GoToPrevChar,
            Key::Right => InputRequest::GoToNextChar,
            Key::Home | Key::Ctrl('a') => InputRequest::GoToStart,
            Key::End | Key::Ctrl('e') => InputRequest::GoToEnd,
            Key::Ctrl('w') => InputRequest::DeletePrevWord,
            Key::Ctrl('u') => InputRequest::DeleteLine,
            Key::Ctrl('k') => InputRequest::DeleteTillEnd,
            _ => return false,
        };
        self.0.handle(request);
        true
    }
}
