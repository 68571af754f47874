//! Two records side by side that are one: what is moved, and for each field that differs whose text stays. Nothing is
//! written before it is saved, and then it is one action; what is not taken stays on the record in the bin.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::choose::refused;
use super::{Cursor, Here, Out, Shown, Turn};
use crate::domain::change::{Origin, Saved};
use crate::domain::clean::{cut, pad_right};
use crate::domain::kind::Kind;
use crate::domain::merge::{Side, may_both};
use crate::domain::record::{Id, Record};
use crate::domain::say::Say;
use crate::keys::{Command, Context};
use crate::message::{Effect, Reply};
use crate::store::{Merging, Wish};
use crate::widgets::cell::{field as shown, label_key};
use crate::widgets::paint::{put, wrap};

/// Lines at the foot that show the field under the cursor whole.
const FOOT: u16 = 5;

/// Two records about to be merged.
#[derive(Debug)]
pub struct MergeScreen {
    kind: Kind,
    keep: Id,
    lose: Id,
    merging: Option<Merging>,
    sides: Vec<Side>,
    failed: Option<Say>,
    cursor: Cursor,
    seq: u64,
    saving: u64,
}

impl MergeScreen {
    /// Two records side by side, the first to be kept.
    #[must_use]
    pub fn new(kind: Kind, keep: Id, lose: Id) -> Self {
        let cursor = Cursor::default();
        Self { kind, keep, lose, merging: None, sides: Vec::new(), failed: None, cursor, seq: 0, saving: 0 }
    }

    fn choose(&mut self, side: Side, out: &mut Out<'_>) {
        let Some((name, _)) = self.merging.as_ref().and_then(|merging| merging.fields.get(self.cursor.at)) else {
            return;
        };
        if side == Side::Both && !self.kind.field(name).is_some_and(may_both) {
            return out.say(Say::new("conflict-no-both"));
        }
        self.sides[self.cursor.at] = side;
        if self.cursor.at + 1 < self.sides.len() {
            self.cursor.at += 1;
        }
    }

    fn save(&mut self, out: &mut Out<'_>) {
        let Some(merging) = &self.merging else { return };
        let choices = merging.fields.iter().zip(&self.sides).map(|((name, _), side)| (*name, *side)).collect();
        let (keep, lose) = (merging.keep.clone(), merging.lose.clone());
        let wish = Wish { kind: self.kind, keep, lose, choices, origin: Origin::Form };
        self.saving = out.ask(Effect::Merge(Box::new(wish)));
    }

    fn head(merging: &Merging, here: &Here) -> Vec<String> {
        let lang = here.locale.code();
        let names = [("keep", merging.keep.title(lang)), ("lose", merging.lose.title(lang))];
        let names: Vec<(&str, &str)> = names.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let moved = here.locale.moved(merging.moved.iter().map(|one| (one.kind, one.records, one.usd)));
        let moved = if moved.is_empty() { here.text("merge-nothing") } else { moved.join(" · ") };
        let mut lines =
            vec![here.locale.with("merge-into", &names), here.locale.with("merge-moves", &[("what", &moved)])];
        if merging.deputies > 0 {
            lines.push(here.locale.with("merge-deputies", &[("count", &merging.deputies.to_string())]));
        }
        lines
    }

    /// One field: its name, and both texts, a mark before what stays.
    fn line(&self, name: &str, side: Side, merging: &Merging, here: &Here, width: u16) -> String {
        let label = pad_right(&cut(&here.text(&label_key(self.kind, name)), 16), 16);
        let room = usize::from(width.saturating_sub(26)) / 2;
        let text = |record: &Record, taken: bool| {
            let text = shown(&here.locale, record, name);
            let text = if text.is_empty() { here.theme.empty().to_owned() } else { text };
            format!("{} {}", if taken { "*" } else { " " }, pad_right(&cut(&text, room), room))
        };
        format!("{label}  {}  {}", text(&merging.keep, side != Side::Lost), text(&merging.lose, side != Side::Kept))
    }

    fn draw_fields(&self, merging: &Merging, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let rows = usize::from(area.height);
        let mut cursor = self.cursor;
        cursor.keep(merging.fields.len(), rows);
        let fields = merging.fields.iter().zip(&self.sides).enumerate().skip(cursor.top).take(rows);
        for (y, (at, ((name, _), side))) in (area.y..).zip(fields) {
            if at == cursor.at {
                put(buffer, area.x, y, here.theme.pointer(), 1, here.theme.accent());
            }
            let line = self.line(name, *side, merging, here, area.width);
            put(buffer, area.x + 2, y, &line, area.width.saturating_sub(2), Style::new());
        }
        let row = u16::try_from(cursor.at - cursor.top).unwrap_or(0);
        (!merging.fields.is_empty()).then_some((area.x, area.y + row))
    }

    /// The field under the cursor, whole as far as there is room.
    fn draw_whole(&self, merging: &Merging, buffer: &mut Buffer, area: Rect, here: &Here) {
        let Some((name, _)) = merging.fields.get(self.cursor.at) else { return };
        let room = area.width.saturating_sub(6);
        let mut y = area.y;
        for (mark, record) in [("m", &merging.keep), ("t", &merging.lose)] {
            let text = if record.label(name).is_empty() { record.get(name) } else { record.label(name) };
            let lines = wrap(text, usize::from(room));
            for (at, line) in lines.iter().take(2).enumerate() {
                if y < area.bottom() {
                    put(buffer, area.x + 2, y, if at == 0 { mark } else { "" }, 2, here.theme.heading());
                    put(buffer, area.x + 4, y, line, room, here.theme.quiet());
                    y += 1;
                }
            }
        }
    }
}

impl Shown for MergeScreen {
    fn context(&self) -> Context {
        Context::Merge
    }

    fn title(&self, here: &Here) -> String {
        here.text("merge-title")
    }

    fn refresh(&mut self, _here: &Here, out: &mut Out<'_>) {
        self.seq = out.ask(Effect::Merging { kind: self.kind, keep: self.keep, lose: self.lose });
    }

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        match command {
            Command::Theirs => self.choose(Side::Lost, out),
            Command::MineWins => self.choose(Side::Kept, out),
            Command::Both => self.choose(Side::Both, out),
            Command::Save => self.save(out),
            Command::Swap => {
                (self.keep, self.lose) = (self.lose, self.keep);
                self.merging = None;
                self.refresh(here, out);
            }
            Command::Back | Command::Quit => out.turn(Turn::Close),
            moving => {
                self.cursor.command(moving, self.sides.len(), usize::from(here.height.saturating_sub(12)));
            }
        }
    }

    fn reply(&mut self, seq: u64, reply: Reply, here: &Here, out: &mut Out<'_>) {
        match reply {
            Reply::Merging(merging) if seq == self.seq => {
                // What was chosen holds as long as nobody changed the records.
                let same = self.merging.as_ref().is_some_and(|known| known.fields == merging.fields);
                if !same {
                    self.sides = merging.fields.iter().map(|(_, side)| *side).collect();
                    self.cursor = Cursor::default();
                }
                (self.merging, self.failed) = (Some(*merging), None);
            }
            Reply::Failed(say) if seq == self.seq => self.failed = Some(say),
            Reply::Failed(_) if seq == self.saving => self.refresh(here, out),
            Reply::Saved(Saved::Done { ids, .. }) if seq == self.saving => {
                let title =
                    self.merging.as_ref().map_or_else(String::new, |merging| merging.keep.title(here.locale.code()));
                out.say(Say::new("said-merged").with("title", title).with("count", ids.len()));
                out.turn(Turn::Close);
            }
            Reply::Saved(Saved::Rejected(problems)) if seq == self.saving => refused(problems, here, out),
            Reply::Saved(Saved::Conflict(conflict)) if seq == self.saving => {
                out.say(Say::new("store-conflict").with("title", &conflict.title));
                self.refresh(here, out);
            }
            _ => {}
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let room = area.width.saturating_sub(2);
        if let Some(say) = &self.failed {
            put(buffer, area.x + 1, area.y, &here.locale.say(say), room, Style::new());
            return None;
        }
        let merging = self.merging.as_ref()?;
        let mut y = area.y;
        for line in Self::head(merging, here).iter().flat_map(|line| wrap(line, usize::from(room))).take(6) {
            put(buffer, area.x + 1, y, &line, room, Style::new());
            y += 1;
        }
        y += 1;
        let (mine, theirs) = (here.text("merge-kept"), here.text("merge-lost"));
        let column = usize::from(area.width.saturating_sub(26)) / 2;
        let heads = format!("{}  {}  {theirs}", " ".repeat(18), pad_right(&cut(&mine, column), column));
        put(buffer, area.x + 2, y, &heads, room, here.theme.heading());
        let top = y + 1;
        let foot = FOOT.min(area.bottom().saturating_sub(top));
        let fields = Rect { y: top, height: area.bottom().saturating_sub(top + foot), ..area };
        let place = self.draw_fields(merging, buffer, fields, here);
        self.draw_whole(merging, buffer, Rect { y: fields.bottom() + 1, height: foot.saturating_sub(1), ..area }, here);
        place
    }
}
