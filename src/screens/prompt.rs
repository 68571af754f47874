//! One line asked for at the bottom of the screen below: a day, a name, a value. Esc leaves everything as it was.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::{Here, Out, Picked, Purpose, Shown, Turn};
use crate::domain::say::Say;
use crate::keys::{Command, Context, Key};
use crate::message::Reply;
use crate::widgets::line::Line;
use crate::widgets::paint::put;

/// A question and the answer being typed.
#[derive(Debug)]
pub struct Prompt {
    question: Say,
    purpose: Purpose,
    line: Line,
    /// What stands there was put there and not typed: the first letter takes its place, any other key goes on with it.
    offered: bool,
}

impl Prompt {
    /// Asks; `text` is offered as the answer.
    #[must_use]
    pub fn new(question: Say, purpose: Purpose, text: &str) -> Self {
        Self { question, purpose, line: Line::of(text), offered: !text.is_empty() }
    }

    /// Something is typed: an answer that was offered makes room.
    fn make_room(&mut self) {
        if std::mem::take(&mut self.offered) {
            self.line = Line::default();
        }
    }
}

impl Shown for Prompt {
    fn context(&self) -> Context {
        Context::Line
    }

    fn title(&self, _here: &Here) -> String {
        String::new()
    }

    fn refresh(&mut self, _here: &Here, _out: &mut Out<'_>) {}

    fn command(&mut self, command: Command, _here: &Here, out: &mut Out<'_>) {
        match command {
            Command::Choose => out.turn(Turn::Chosen(self.purpose.clone(), Picked::Text(self.line.text().to_owned()))),
            Command::Back => out.turn(Turn::Close),
            _ => {}
        }
    }

    fn key(&mut self, key: Key, _here: &Here, _out: &mut Out<'_>) {
        if matches!(key, Key::Char(_)) {
            self.make_room();
        }
        self.offered = false;
        self.line.key(key);
    }

    fn paste(&mut self, text: &str, _here: &Here, _out: &mut Out<'_>) {
        self.make_room();
        self.line.paste(text);
    }

    fn reply(&mut self, _seq: u64, _reply: Reply, _here: &Here, _out: &mut Out<'_>) {}

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let question = here.locale.say(&self.question);
        let x = put(buffer, area.x, area.y, &question, area.width.saturating_sub(24), here.theme.accent()) + 1;
        let room = area.right().saturating_sub(x);
        let skip = self.line.scroll(usize::from(room));
        let seen: String = self.line.text().chars().skip(skip).collect();
        let style = if self.offered { Style::new().add_modifier(Modifier::REVERSED) } else { Style::new() };
        put(buffer, x, area.y, &seen, room, style);
        let column = u16::try_from(self.line.cursor().saturating_sub(skip)).unwrap_or(0);
        Some(((x + column).min(area.right().saturating_sub(1)), area.y))
    }

    fn typing(&self) -> bool {
        true
    }
}
