//! What if: the pipeline in memory. Stages, days and amounts are moved and compared with what stands now; it refuses to
//! save, and asks before it forgets.

mod paint;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::choose::{Choose, Item};
use super::prompt::Prompt;
use super::{Cursor, Here, Out, Picked, Purpose, Shown, Turn};
use crate::domain::day::read_day;
use crate::domain::money::plain_text;
use crate::domain::record::Id;
use crate::domain::say::Say;
use crate::domain::whatif::{Deal, Trial};
use crate::keys::{Command, Context};
use crate::message::{Effect, Reply};

/// The screen of the pipeline that is tried out.
#[derive(Debug, Default)]
pub struct WhatIf {
    trial: Trial,
    loaded: bool,
    failed: Option<Say>,
    cursor: Cursor,
    /// Leaving was asked once while something is moved.
    leaving: bool,
    /// The whole comparison instead of the list, where both do not fit.
    compares: bool,
    seq: u64,
}

impl WhatIf {
    fn selected(&self) -> Option<&Deal> {
        self.trial.base.deals.get(self.cursor.at)
    }

    fn with_selected(&mut self, work: impl FnOnce(&mut Trial, Id)) {
        if let Some(id) = self.selected().map(|deal| deal.id) {
            work(&mut self.trial, id);
        }
    }

    fn choose_stage(&self, here: &Here, out: &mut Out<'_>) {
        let Some(deal) = self.selected() else { return };
        let item = |stage: &crate::domain::whatif::Stage| {
            let note = here.locale.percent(stage.chance, 2);
            Item::text(stage.name.clone(), note, stage.id.to_string())
        };
        let items = self.trial.base.stages.iter().map(item).collect();
        out.open(Choose::of(Say::new("whatif-stage").with("title", &deal.title), Purpose::Stage, items));
    }

    fn ask_amount(&self, out: &mut Out<'_>) {
        let Some(deal) = self.selected() else { return };
        let usd = self.trial.moved(deal.id).usd.or(deal.usd);
        let text = usd.map_or_else(String::new, |cents| plain_text(cents, 2));
        out.open(Prompt::new(Say::new("whatif-amount"), Purpose::Amount, &text));
    }

    fn ask_day(&self, out: &mut Out<'_>) {
        let Some(deal) = self.selected() else { return };
        let day = self.trial.moved(deal.id).day.or(deal.day);
        let text = day.map_or_else(String::new, |day| day.to_string());
        out.open(Prompt::new(Say::new("whatif-day"), Purpose::Day, &text));
    }

    fn leave(&mut self, out: &mut Out<'_>) {
        if self.trial.moves.is_empty() || self.leaving {
            return out.turn(Turn::Close);
        }
        self.leaving = true;
        out.say(Say::new("whatif-leave").with("count", self.trial.moves.len()));
    }

    /// Moves that need no answer; whether it was one.
    fn moved(&mut self, command: Command) -> bool {
        match command {
            Command::StageUp => self.with_selected(|trial, id| trial.step_stage(id, true)),
            Command::StageDown => self.with_selected(|trial, id| trial.step_stage(id, false)),
            Command::PutBack => self.with_selected(Trial::put_back),
            Command::PutAllBack => self.trial.put_all_back(),
            Command::Undo => {
                self.trial.undo();
            }
            Command::Redo => {
                self.trial.redo();
            }
            _ => return false,
        }
        true
    }
}

impl Shown for WhatIf {
    fn context(&self) -> Context {
        Context::WhatIf
    }

    fn title(&self, here: &Here) -> String {
        let base = &self.trial.base;
        let [count, shown, total] = [self.trial.moves.len(), base.deals.len(), base.total]
            .map(|n| here.locale.integer(n.try_into().unwrap_or(0)));
        let key = if base.deals.len() < base.total { "whatif-title-largest" } else { "whatif-title" };
        here.locale.with(key, &[("count", &count), ("shown", &shown), ("total", &total)])
    }

    fn refresh(&mut self, _here: &Here, out: &mut Out<'_>) {
        self.seq = out.ask(Effect::WhatIf);
    }

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        self.leaving &= command == Command::Back;
        match command {
            _ if self.moved(command) => {}
            Command::Open => self.choose_stage(here, out),
            Command::SetAmount => self.ask_amount(out),
            Command::SetDay => self.ask_day(out),
            Command::NextSection | Command::PreviousSection => self.compares = !self.compares,
            Command::Copy => {
                out.ask(Effect::Copy(self.text(here)));
            }
            Command::Export => {
                out.ask(Effect::ExportText { name: format!("what-if {}", here.asker.day()), text: self.text(here) });
            }
            Command::Back => self.leave(out),
            moving => {
                self.cursor.command(moving, self.trial.base.deals.len(), self.rows_shown(here));
            }
        }
    }

    fn reply(&mut self, seq: u64, reply: Reply, here: &Here, _out: &mut Out<'_>) {
        match reply {
            Reply::WhatIf(base) if seq == self.seq => {
                let held = self.selected().map(|deal| deal.id);
                self.trial.rebase(*base);
                let at = held.and_then(|id| self.trial.base.deals.iter().position(|deal| deal.id == id));
                self.cursor.at = at.unwrap_or(self.cursor.at);
                let (count, shown) = (self.trial.base.deals.len(), self.rows_shown(here));
                self.cursor.keep(count, shown);
                (self.loaded, self.failed) = (true, None);
            }
            Reply::Failed(say) if seq == self.seq => self.failed = Some(say),
            Reply::Stopped if seq == self.seq => self.failed = Some(Say::new("store-stopped")),
            _ => {}
        }
    }

    fn chosen(&mut self, purpose: Purpose, picked: Picked, here: &Here, out: &mut Out<'_>) {
        let (Some(deal), Picked::Text(text)) = (self.selected(), picked) else { return };
        let id = deal.id;
        let done = match purpose {
            Purpose::Stage => {
                text.parse().map(|stage| self.trial.set_stage(id, stage)).map_err(|_| Say::new("store-refused"))
            }
            Purpose::Day => read_day(text.trim(), here.asker.today).map(|day| self.trial.set_day(id, day)),
            Purpose::Amount => deal.read_usd(&text).map(|usd| self.trial.set_usd(id, usd)),
            _ => Ok(()),
        };
        if let Err(say) = done {
            out.say(say);
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        self.paint(buffer, area, here)
    }
}
