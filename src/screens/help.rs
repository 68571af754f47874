//! Every key with its words, made from the table of bindings: those that work here first.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Cursor, Here, Out, Shown, Turn};
use crate::domain::clean::pad_right;
use crate::keys::{BINDINGS, Command, Context};
use crate::message::Reply;
use crate::widgets::paint::{put, wrap};

/// Help over the screen whose context it was opened in.
#[derive(Debug)]
pub struct Help {
    context: Context,
    cursor: Cursor,
}

impl Help {
    /// Help that begins with the keys of a context.
    #[must_use]
    pub fn of(context: Context) -> Self {
        Self { context, cursor: Cursor::default() }
    }

    fn lines(&self, here: &Here) -> Vec<(String, bool)> {
        let mut contexts = vec![self.context];
        contexts.extend(Context::ALL.into_iter().filter(|context| *context != self.context));
        let mut lines = Vec::new();
        for line in wrap(&here.text("help-introduction"), usize::from(here.width.saturating_sub(4))) {
            lines.push((line, false));
        }
        for context in contexts {
            lines.push((String::new(), false));
            lines.push((here.text(&format!("context-{}", context.name())), true));
            for binding in BINDINGS.iter().filter(|binding| binding.context == context) {
                let keys: Vec<String> = binding.keys.iter().map(ToString::to_string).collect();
                let words = here.text(&format!("help-{}", binding.command.name()));
                let room = usize::from(here.width.saturating_sub(22));
                for (row, line) in wrap(&words, room).into_iter().enumerate() {
                    let keys = if row == 0 { keys.join(", ") } else { String::new() };
                    lines.push((format!("{}  {line}", pad_right(&keys, 16)), false));
                }
            }
        }
        lines
    }
}

impl Shown for Help {
    fn context(&self) -> Context {
        Context::Help
    }

    fn title(&self, here: &Here) -> String {
        here.text("screen-help")
    }

    fn refresh(&mut self, _here: &Here, _out: &mut Out<'_>) {}

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        if command == Command::Back {
            return out.turn(Turn::Close);
        }
        let shown = usize::from(here.height.saturating_sub(4));
        let last = self.lines(here).len().saturating_sub(shown);
        self.cursor.top = match command {
            Command::Up => self.cursor.top.saturating_sub(1),
            Command::Down => self.cursor.top + 1,
            Command::PageUp => self.cursor.top.saturating_sub(shown),
            Command::PageDown => self.cursor.top + shown,
            _ => self.cursor.top,
        }
        .min(last);
    }

    fn reply(&mut self, _seq: u64, _reply: Reply, _here: &Here, _out: &mut Out<'_>) {}

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        for (row, (line, heading)) in
            self.lines(here).iter().skip(self.cursor.top).take(usize::from(area.height)).enumerate()
        {
            let style = if *heading { here.theme.heading() } else { Style::new() };
            put(
                buffer,
                area.x + 2,
                area.y + u16::try_from(row).unwrap_or(0),
                line,
                area.width.saturating_sub(2),
                style,
            );
        }
        None
    }
}
