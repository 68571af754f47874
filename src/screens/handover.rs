//! Passing a portfolio on: which donors go, what both have to do before and after, and one key that does it, as one
//! action that one undo takes back.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::choose::Choose;
use super::{Cursor, Here, Out, Purpose, Shown, Turn};
use crate::domain::brief::Brief;
use crate::domain::change::Saved;
use crate::domain::clean::pad_left;
use crate::domain::kind::Kind;
use crate::domain::record::Id;
use crate::domain::say::Say;
use crate::keys::{Command, Context};
use crate::message::{Effect, Reply};
use crate::store::{BriefOf, Load, Passing};
use crate::widgets::paint::put;

/// The handover of one focal point's donors to another.
#[derive(Debug)]
pub struct Handover {
    from: Id,
    to: Id,
    /// Donors that stay where they are.
    kept: Vec<Id>,
    passing: Option<Passing>,
    /// What the receiver should know, written from the records of the portfolio.
    brief: Option<Brief<String>>,
    brief_seq: u64,
    failed: Option<Say>,
    cursor: Cursor,
    seq: u64,
    saving: u64,
}

/// Rows above the list of donors: the table of work, and its heading.
const HEAD: u16 = 10;

impl Handover {
    /// A handover that waits to be agreed to; nothing is written before.
    #[must_use]
    pub const fn new(from: Id, to: Id) -> Self {
        Self {
            from,
            to,
            kept: Vec::new(),
            passing: None,
            brief: None,
            brief_seq: 0,
            failed: None,
            cursor: Cursor { at: 0, top: 0 },
            seq: 0,
            saving: 0,
        }
    }

    /// Asks who receives what a focal point hands over; whoever is chosen comes back as the receiver.
    pub fn ask_receiver(from: Id, name: &str, out: &mut Out<'_>) {
        let title = Say::new("handover-to").with("name", name);
        out.open(Choose::records(title, Purpose::Receiver, Kind::FocalPoint).besides(from));
    }

    fn shown(here: &Here) -> usize {
        usize::from(here.height.saturating_sub(4 + HEAD))
    }

    fn ask(&mut self, out: &mut Out<'_>) {
        self.seq = out.ask(Effect::Passing { from: self.from, to: self.to, kept: self.kept.clone() });
    }

    fn turn_mark(&mut self, out: &mut Out<'_>) {
        let Some((id, ..)) = self.passing.as_ref().and_then(|passing| passing.donors.get(self.cursor.at)) else {
            return;
        };
        let id = *id;
        if self.kept.contains(&id) {
            self.kept.retain(|kept| *kept != id);
        } else {
            self.kept.push(id);
        }
        self.ask(out);
    }

    /// The table of work: what, then before and after of each.
    fn work(passing: &Passing, here: &Here) -> Vec<String> {
        let [giver, receiver] = &passing.before;
        let [left, got] = &passing.after;
        let heads = [("handover-gives", giver), ("handover-receives", receiver)];
        let names = heads.map(|(key, load)| here.locale.with(key, &[("name", &load.name)]));
        let row = |key: &str, of: &dyn Fn(&Load) -> String| {
            let cells = [giver, left, receiver, got].map(|load| pad_left(&of(load), 12));
            format!(
                "{}{}{}",
                crate::domain::clean::pad_right(&here.text(key), 24),
                cells[..2].concat(),
                cells[2..].concat()
            )
        };
        let count = |of: fn(&Load) -> usize| move |load: &Load| of(load).to_string();
        let before_after = [here.text("handover-before"), here.text("handover-after")].map(|word| pad_left(&word, 12));
        vec![
            names.join(" · "),
            format!("{}{}{}", " ".repeat(24), before_after.concat(), before_after.concat()),
            row("handover-leads", &count(|load| load.leads)),
            row("handover-deputies", &count(|load| load.deputies)),
            row("handover-reports", &count(|load| load.reports)),
            row("handover-actions", &count(|load| load.actions)),
            row("handover-engagements", &count(|load| load.engagements)),
            row("handover-at-stake", &|load| here.locale.millions(load.at_stake, 2)),
        ]
    }
}

impl Shown for Handover {
    fn context(&self) -> Context {
        Context::Handover
    }

    fn title(&self, here: &Here) -> String {
        here.text("screen-handover")
    }

    fn refresh(&mut self, _here: &Here, out: &mut Out<'_>) {
        self.ask(out);
        self.brief_seq = out.ask(Effect::Brief(BriefOf::Portfolio(self.from)));
    }

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        match command {
            Command::Mark => self.turn_mark(out),
            Command::Save => {
                if let (Some(_), Some(brief)) = (&self.passing, &self.brief) {
                    let (kept, brief) = (self.kept.clone(), Box::new(brief.clone()));
                    self.saving = out.ask(Effect::HandOver { from: self.from, to: self.to, kept, brief });
                }
            }
            Command::Back => out.turn(Turn::Close),
            moving => {
                let count = self.passing.as_ref().map_or(0, |passing| passing.donors.len());
                self.cursor.command(moving, count, Self::shown(here));
            }
        }
    }

    fn offers(&self, command: Command, _here: &Here) -> bool {
        command != Command::Open
    }

    fn reply(&mut self, seq: u64, reply: Reply, here: &Here, out: &mut Out<'_>) {
        match reply {
            Reply::Passing(passing) if seq == self.seq => {
                self.cursor.keep(passing.donors.len(), Self::shown(here));
                (self.passing, self.failed) = (Some(*passing), None);
            }
            Reply::Brief(brief) if seq == self.brief_seq => self.brief = Some(here.locale.brief(&brief)),
            Reply::Failed(say) if [self.seq, self.brief_seq, self.saving].contains(&seq) => self.failed = Some(say),
            Reply::Saved(Saved::Done { .. }) if seq == self.saving => {
                let title = self.passing.as_ref().map_or("", |passing| passing.action.title.as_str());
                out.say(Say::new("said-handed-over").with("title", title));
                out.turn(Turn::Close);
            }
            Reply::Saved(Saved::Rejected(problems)) if seq == self.saving => {
                out.say(problems.first().map_or(Say::new("store-refused"), |problem| problem.say.clone()));
            }
            Reply::Saved(Saved::Conflict(conflict)) if seq == self.saving => {
                out.say(Say::new("store-conflict").with("title", conflict.title));
                self.ask(out);
            }
            _ => {}
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let room = area.width.saturating_sub(2);
        if let Some(say) = &self.failed {
            put(buffer, area.x + 2, area.y, &format!("! {}", here.locale.say(say)), room, here.theme.alarm());
            return None;
        }
        let passing = self.passing.as_ref()?;
        for (y, text) in (area.y..).zip(Self::work(passing, here)) {
            put(buffer, area.x + 2, y, &text, room, ratatui::style::Style::new());
        }
        put(buffer, area.x + 2, area.y + HEAD - 1, &here.text("handover-donors"), room, here.theme.heading());
        let mut cursor = None;
        let donors = passing.donors.iter().enumerate().skip(self.cursor.top);
        for (y, (at, (_, name, goes))) in (area.y + HEAD..area.bottom()).zip(donors) {
            if at == self.cursor.at {
                put(buffer, area.x, y, here.theme.pointer(), 1, here.theme.accent());
                cursor = Some((area.x, y));
            }
            let mark = if *goes { "+" } else { "–" };
            put(buffer, area.x + 2, y, &format!("{mark} {name}"), room, ratatui::style::Style::new());
        }
        cursor
    }
}
