//! Everything that was done, newest first: who, when, how, to what; each action opens to its records and fields, and
//! can be taken back days later.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::page::change_lines;
use super::{Cursor, Here, Out, Shown, Turn};
use crate::domain::change::Saved;
use crate::domain::record::Id;
use crate::domain::say::Say;
use crate::keys::{Command, Context};
use crate::locale::moment;
use crate::message::{Effect, Reply};
use crate::store::{Entry, RecordChange};
use crate::widgets::paint::put;
use crate::widgets::table::{Column, Table};

const MARGIN: usize = 100;

/// The list of actions, or one of them opened.
#[derive(Debug, Default)]
pub struct History {
    entries: Vec<Entry>,
    from: usize,
    total: usize,
    cursor: Cursor,
    opened: Option<(Id, Vec<RecordChange>)>,
    inside: Cursor,
    list_seq: u64,
    open_seq: u64,
}

impl History {
    fn shown(here: &Here) -> usize {
        usize::from(here.height.saturating_sub(5)).max(1)
    }

    fn current(&self) -> Option<&Entry> {
        self.cursor.at.checked_sub(self.from).and_then(|index| self.entries.get(index))
    }

    fn ask(&mut self, here: &Here, out: &mut Out<'_>) {
        let from = self.cursor.top.saturating_sub(MARGIN);
        self.list_seq = out.ask(Effect::Actions { from, limit: Self::shown(here) + 2 * MARGIN });
    }

    fn lines(&self, here: &Here) -> Vec<String> {
        let Some((_, changes)) = &self.opened else { return Vec::new() };
        let mut lines = Vec::new();
        for change in changes {
            let kind = here.text(&crate::widgets::cell::kind_key(change.kind).replace("kind-", "one-"));
            lines.push(format!("{kind} {}", change.record));
            lines.extend(change_lines(here, change));
        }
        lines
    }

    fn step(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        if self.opened.is_some() {
            let count = self.lines(here).len();
            self.inside.command(command, count, Self::shown(here));
        } else if self.cursor.command(command, self.total, Self::shown(here)) {
            let last = self.cursor.top + Self::shown(here);
            let missing = self.cursor.top < self.from || last.min(self.total) > self.from + self.entries.len();
            if missing {
                self.ask(here, out);
            }
        }
    }

    fn draw_list(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let column = |key: &str, width: u16, right: bool| Column { heading: here.text(key), width, right };
        let columns = [
            column("history-what", 30, false),
            column("history-when", 16, false),
            column("history-who", 14, false),
            column("history-how", 12, false),
            column("history-records", 8, true),
        ];
        let shown = usize::from(area.height.saturating_sub(1));
        let entries = self.entries.iter().skip(self.cursor.top.saturating_sub(self.from)).take(shown);
        let rows: Vec<Vec<String>> = entries
            .map(|entry| {
                let undone = if entry.undone_by.is_some() {
                    format!(" · {}", here.text("history-undone"))
                } else {
                    String::new()
                };
                let how = here.text(&format!("origin-{}", entry.origin.word()));
                vec![
                    format!("{}{undone}", entry.title),
                    moment(&entry.at),
                    entry.who.clone(),
                    how,
                    here.locale.integer(entry.records),
                ]
            })
            .collect();
        let selected = (!rows.is_empty()).then(|| self.cursor.at.saturating_sub(self.cursor.top));
        Table { columns: &columns, rows: &rows, selected, marked: &[], theme: here.theme }.draw(buffer, area)
    }
}

impl Shown for History {
    fn context(&self) -> Context {
        Context::History
    }

    fn title(&self, here: &Here) -> String {
        let name = here.text("screen-history");
        match (&self.opened, self.current()) {
            (Some(_), Some(entry)) => format!("{name} · {} · {} · {}", entry.title, entry.who, moment(&entry.at)),
            _ => format!("{name} · {}", here.locale.integer(i64::try_from(self.total).unwrap_or(0))),
        }
    }

    fn refresh(&mut self, here: &Here, out: &mut Out<'_>) {
        self.ask(here, out);
    }

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        match command {
            Command::Open => {
                if let (None, Some(id)) = (&self.opened, self.current().map(|entry| entry.id)) {
                    self.open_seq = out.ask(Effect::ActionChanges(id));
                }
            }
            Command::UndoThis => {
                if let Some(id) = self.current().map(|entry| entry.id) {
                    out.ask(Effect::UndoAction(id));
                }
            }
            Command::Back if self.opened.is_some() => self.opened = None,
            Command::Back => out.turn(Turn::Close),
            moving => self.step(moving, here, out),
        }
    }

    fn reply(&mut self, seq: u64, reply: Reply, here: &Here, out: &mut Out<'_>) {
        match reply {
            Reply::Actions { from, entries, total } if seq == self.list_seq => {
                (self.from, self.entries, self.total) = (from, entries, total);
                self.cursor.keep(total, Self::shown(here));
            }
            Reply::Changes(changes) if seq == self.open_seq => {
                self.inside = Cursor::default();
                self.opened = self.current().map(|entry| entry.id).map(|id| (id, changes));
            }
            Reply::Undone { title, saved: Saved::Done { .. }, .. } => {
                out.say(Say::new("said-undone").with("title", title));
            }
            Reply::Undone { saved: Saved::Conflict(conflict), .. } => {
                out.say(Say::new("undo-clash").with("title", conflict.title));
            }
            Reply::Undone { saved: Saved::Rejected(problems), .. } => {
                out.say(problems.first().map_or(Say::new("store-refused"), |problem| problem.say.clone()));
            }
            Reply::Failed(say) => out.say(say),
            _ => {}
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        if self.opened.is_none() {
            return self.draw_list(buffer, area, here);
        }
        let lines = self.lines(here);
        for (row, line) in lines.iter().skip(self.inside.top).take(usize::from(area.height)).enumerate() {
            let y = area.y + u16::try_from(row).unwrap_or(0);
            put(buffer, area.x + 2, y, line, area.width.saturating_sub(2), ratatui::style::Style::new());
        }
        let row = u16::try_from(self.inside.at.saturating_sub(self.inside.top)).unwrap_or(0);
        put(buffer, area.x, area.y + row, here.theme.pointer(), 1, here.theme.accent());
        Some((area.x, area.y + row))
    }
}
