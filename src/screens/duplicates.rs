//! Pairs of records that may be one, the surest first, each with why: Enter lays them side by side, `!` says that they
//! are two, and behind `]` stand those that were told apart.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::merge::MergeScreen;
use super::{Cursor, Here, Out, Shown, Turn};
use crate::domain::clean::{cut, pad_right};
use crate::domain::kind::Kind;
use crate::domain::record::Id;
use crate::domain::say::Say;
use crate::keys::{Command, Context};
use crate::message::{Effect, Reply};
use crate::store::Likely;
use crate::widgets::cell::kind_key;
use crate::widgets::paint::put;

/// The pairs of a kind, or of one record.
#[derive(Debug)]
pub struct Duplicates {
    kind: Kind,
    of: Option<(Id, String)>,
    /// Those that were told apart are shown.
    apart: bool,
    pairs: Option<Vec<Likely>>,
    failed: Option<Say>,
    cursor: Cursor,
    seq: u64,
}

impl Duplicates {
    /// Every pair of a kind.
    #[must_use]
    pub fn all(kind: Kind) -> Self {
        Self { kind, of: None, apart: false, pairs: None, failed: None, cursor: Cursor::default(), seq: 0 }
    }

    /// The pairs one record is in.
    #[must_use]
    pub fn of(kind: Kind, id: Id, title: String) -> Self {
        Self { of: Some((id, title)), ..Self::all(kind) }
    }

    fn shown(&self) -> &[Likely] {
        self.pairs.as_deref().unwrap_or_default()
    }

    fn ask(&mut self, out: &mut Out<'_>) {
        let of = self.of.as_ref().map(|(id, _)| *id);
        self.seq = out.ask(Effect::Duplicates { kind: self.kind, of, apart: self.apart });
    }

    fn tell(&self, out: &mut Out<'_>) {
        if let Some(pair) = self.shown().get(self.cursor.at) {
            out.ask(Effect::TellApart { kind: self.kind, one: pair.one.0, other: pair.other.0, apart: !self.apart });
            let key = if self.apart { "said-perhaps-same" } else { "said-not-same" };
            out.say(Say::new(key).with("one", &pair.one.1).with("other", &pair.other.1));
        }
    }

    fn why(pair: &Likely, here: &Here) -> String {
        match &pair.apart {
            Some((who, at)) => format!("{who} {}", crate::locale::moment(at)),
            None => pair.reasons.iter().map(|reason| here.locale.alike(*reason)).collect::<Vec<_>>().join(", "),
        }
    }

    /// The pair under the cursor with nothing cut, as far as two lines go.
    fn draw_whole(&self, buffer: &mut Buffer, area: Rect, here: &Here) {
        let Some(pair) = self.shown().get(self.cursor.at) else { return };
        let names = format!("{} · {}", pair.one.1, pair.other.1);
        for (y, text) in (area.y..area.bottom()).zip([names, Self::why(pair, here)]) {
            put(buffer, area.x + 2, y, &text, area.width.saturating_sub(2), here.theme.quiet());
        }
    }

    fn line(pair: &Likely, here: &Here, width: u16) -> String {
        let room = usize::from(width.saturating_sub(10)) / 3;
        let why = Self::why(pair, here);
        let score = if pair.apart.is_some() { here.theme.empty().to_owned() } else { pair.score.to_string() };
        let name = |text: &str| pad_right(&cut(text, room), room);
        format!("{}  {}  {}  {why}", pad_right(&score, 2), name(&pair.one.1), name(&pair.other.1))
    }
}

/// Lines of the screen that are no pairs.
const BESIDES: u16 = 8;

impl Shown for Duplicates {
    fn context(&self) -> Context {
        Context::Duplicates
    }

    fn title(&self, here: &Here) -> String {
        let kind = here.text(&kind_key(self.kind));
        let of = self.of.as_ref().map_or(kind, |(_, title)| title.clone());
        let key = if self.apart { "alike-title-apart" } else { "alike-title" };
        let count = here.locale.integer(i64::try_from(self.shown().len()).unwrap_or(0));
        let section = if self.apart { 2 } else { 1 };
        format!("{} · {count} · [ {section}/2 ]", here.locale.with(key, &[("of", &of)]))
    }

    fn refresh(&mut self, _here: &Here, out: &mut Out<'_>) {
        self.ask(out);
    }

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        match command {
            Command::Open => {
                if let Some(pair) = self.shown().get(self.cursor.at) {
                    out.open(MergeScreen::new(self.kind, pair.one.0, pair.other.0));
                }
            }
            Command::NotSame => self.tell(out),
            Command::NextSection | Command::PreviousSection => {
                self.apart = !self.apart;
                (self.pairs, self.cursor) = (None, Cursor::default());
                self.ask(out);
            }
            Command::Back => out.turn(Turn::Close),
            moving => {
                let count = self.shown().len();
                self.cursor.command(moving, count, usize::from(here.height.saturating_sub(BESIDES)));
            }
        }
    }

    fn reply(&mut self, seq: u64, reply: Reply, here: &Here, out: &mut Out<'_>) {
        match reply {
            Reply::Duplicates(pairs) if seq == self.seq => {
                self.cursor.keep(pairs.len(), usize::from(here.height.saturating_sub(BESIDES)));
                (self.pairs, self.failed) = (Some(pairs), None);
            }
            Reply::Failed(say) if seq == self.seq => self.failed = Some(say),
            Reply::Stopped if seq == self.seq => self.failed = Some(Say::new("store-stopped")),
            // A pair was told apart: the others are asked for again.
            Reply::Done => self.ask(out),
            _ => {}
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let room = area.width.saturating_sub(2);
        let said = match (&self.pairs, &self.failed) {
            (_, Some(say)) => Some(here.locale.say(say)),
            (None, None) => Some(here.text("alike-looking")),
            (Some(pairs), None) if pairs.is_empty() => Some(here.text("alike-none")),
            _ => None,
        };
        if let Some(said) = said {
            put(buffer, area.x + 2, area.y, &said, room, here.theme.quiet());
            return None;
        }
        let width = usize::from(area.width.saturating_sub(10)) / 3;
        let head = |key: &str| pad_right(&here.text(key), width);
        let heads = format!("    {}  {}  {}", head("alike-one"), head("alike-other"), here.text("alike-why"));
        put(buffer, area.x + 2, area.y, &heads, room, here.theme.heading());
        let shown = usize::from(area.height.saturating_sub(4));
        for (y, (at, pair)) in (area.y + 1..).zip(self.shown().iter().enumerate().skip(self.cursor.top).take(shown)) {
            if at == self.cursor.at {
                put(buffer, area.x, y, here.theme.pointer(), 1, here.theme.accent());
            }
            put(buffer, area.x + 2, y, &Self::line(pair, here, area.width), room, Style::new());
        }
        self.draw_whole(buffer, Rect { y: area.bottom().saturating_sub(2), height: 2, ..area }, here);
        let row = u16::try_from(self.cursor.at - self.cursor.top).unwrap_or(0);
        Some((area.x, area.y + 1 + row))
    }
}
