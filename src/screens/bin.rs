//! The bin: deleted records of every kind, newest first, each restored with one key.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::page::Page;
use super::{Cursor, Here, Out, Shown, Turn};
use crate::domain::change::{Action, Change, Op, Origin, Saved};
use crate::domain::record::Record;
use crate::domain::say::Say;
use crate::keys::{Command, Context};
use crate::locale::moment;
use crate::message::{Effect, Reply};
use crate::store::Binned;
use crate::widgets::cell::kind_key;
use crate::widgets::paint::put;
use crate::widgets::table::{Column, Table};

/// The list of deleted records.
#[derive(Debug, Default)]
pub struct Bin {
    binned: Vec<Binned>,
    loaded: bool,
    cursor: Cursor,
    seq: u64,
    saving: u64,
}

impl Bin {
    fn current(&self) -> Option<&Record> {
        self.binned.get(self.cursor.at).map(|binned| &binned.record)
    }
}

impl Shown for Bin {
    fn context(&self) -> Context {
        Context::Bin
    }

    fn title(&self, here: &Here) -> String {
        format!("{} · {}", here.text("screen-bin"), here.locale.integer(i64::try_from(self.binned.len()).unwrap_or(0)))
    }

    fn refresh(&mut self, _here: &Here, out: &mut Out<'_>) {
        self.seq = out.ask(Effect::Bin);
    }

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        match command {
            Command::Restore => {
                if let Some(record) = self.current() {
                    let change = Change { kind: record.kind, id: record.id, version: record.version, op: Op::Restore };
                    let action =
                        Action { origin: Origin::Form, title: record.title(here.locale.code()), changes: vec![change] };
                    self.saving = out.ask(Effect::Save { action, draft: 0 });
                }
            }
            Command::Open => {
                if let Some(record) = self.current() {
                    out.open(Page::new(record.kind, record.id, record.title(here.locale.code())));
                }
            }
            Command::Back => out.turn(Turn::Close),
            moving => {
                self.cursor.command(moving, self.binned.len(), usize::from(here.height.saturating_sub(5)));
            }
        }
    }

    fn reply(&mut self, seq: u64, reply: Reply, here: &Here, out: &mut Out<'_>) {
        match reply {
            Reply::Bin(binned) if seq == self.seq => {
                (self.binned, self.loaded) = (binned, true);
                self.cursor.keep(self.binned.len(), usize::from(here.height.saturating_sub(5)));
            }
            Reply::Saved(Saved::Done { .. }) if seq == self.saving => {
                out.say(Say::new("said-restored").with("count", 1));
            }
            Reply::Saved(Saved::Rejected(problems)) => {
                out.say(problems.first().map_or(Say::new("store-refused"), |problem| problem.say.clone()));
            }
            _ => {}
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        if self.loaded && self.binned.is_empty() {
            put(buffer, area.x + 2, area.y, &here.text("bin-empty"), area.width.saturating_sub(2), here.theme.quiet());
            return None;
        }
        let column = |key: &str, width: u16| Column { heading: here.text(key), width, right: false };
        let columns =
            [column("history-what", 34), column("bin-kind", 16), column("history-when", 16), column("history-who", 14)];
        let rows: Vec<Vec<String>> = self
            .binned
            .iter()
            .skip(self.cursor.top)
            .take(usize::from(area.height.saturating_sub(1)))
            .map(|binned| {
                let kind = here.text(&kind_key(binned.record.kind).replace("kind-", "one-"));
                vec![binned.record.title(here.locale.code()), kind, moment(&binned.at), binned.who.clone()]
            })
            .collect();
        let selected = (!rows.is_empty()).then(|| self.cursor.at.saturating_sub(self.cursor.top));
        Table { columns: &columns, rows: &rows, selected, marked: &[], theme: here.theme }.draw(buffer, area)
    }
}
