//! The reports proposed for an agreement, before they are written: some may be left out, days may be changed. One key
//! writes them as one action. It refuses to touch a report that is there.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::prompt::Prompt;
use super::{Cursor, Here, Out, Picked, Purpose, Shown, Turn};
use crate::domain::change::Saved;
use crate::domain::clean::{cut, pad_right};
use crate::domain::day::read_day;
use crate::domain::record::Id;
use crate::domain::say::Say;
use crate::keys::{Command, Context};
use crate::message::{Effect, Reply};
use crate::store::{Planned, ReportPlan};
use crate::widgets::cell::day;
use crate::widgets::paint::put;

/// Reports about to be planned.
#[derive(Debug)]
pub struct Schedule {
    agreement: Id,
    plan: Option<ReportPlan>,
    failed: Option<Say>,
    cursor: Cursor,
    seq: u64,
    saving: u64,
}

impl Schedule {
    /// A plan that waits to be agreed to; nothing is written before.
    #[must_use]
    pub const fn of(agreement: Id) -> Self {
        Self { agreement, plan: None, failed: None, cursor: Cursor { at: 0, top: 0 }, seq: 0, saving: 0 }
    }

    fn current(&mut self) -> Option<&mut Planned> {
        let at = self.cursor.at;
        self.plan.as_mut()?.rows.get_mut(at)
    }

    fn save(&mut self, out: &mut Out<'_>) {
        match self.plan.as_ref().and_then(ReportPlan::action) {
            Some(action) => self.saving = out.ask(Effect::Save { action, draft: 0 }),
            None => out.say(Say::new("schedule-nothing")),
        }
    }
}

fn row_text(row: &Planned, here: &Here) -> String {
    let mark = if row.exists {
        "="
    } else if row.taken {
        "+"
    } else {
        " "
    };
    let time = if row.exists {
        here.text("schedule-exists")
    } else {
        format!("{} – {}", day(&here.locale, row.starts), day(&here.locale, row.ends))
    };
    let title = pad_right(&cut(&row.title, 32), 32);
    format!("{mark} {}  {title}  {time}", pad_right(&day(&here.locale, row.due), 12))
}

impl Shown for Schedule {
    fn context(&self) -> Context {
        Context::Schedule
    }

    fn title(&self, here: &Here) -> String {
        let title = self.plan.as_ref().map_or("", |plan| plan.title.as_str());
        here.locale.with("schedule-title", &[("title", title)])
    }

    fn refresh(&mut self, _here: &Here, out: &mut Out<'_>) {
        // What was changed here is not asked for anew.
        if self.plan.is_none() {
            self.seq = out.ask(Effect::ReportPlan(self.agreement));
        }
    }

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        match command {
            Command::Mark => {
                if let Some(row) = self.current().filter(|row| !row.exists) {
                    row.taken = !row.taken;
                }
            }
            Command::Open => {
                if let Some(row) = self.current().filter(|row| !row.exists) {
                    let question = Say::new("schedule-day").with("title", &row.title);
                    out.open(Prompt::new(question, Purpose::ScheduleDay, &row.due.to_string()));
                }
            }
            Command::Save => self.save(out),
            Command::Back => out.turn(Turn::Close),
            moving => {
                let count = self.plan.as_ref().map_or(0, |plan| plan.rows.len());
                self.cursor.command(moving, count, usize::from(here.height.saturating_sub(6)));
            }
        }
    }

    fn reply(&mut self, seq: u64, reply: Reply, _here: &Here, out: &mut Out<'_>) {
        match reply {
            Reply::ReportPlan(plan) if seq == self.seq => self.plan = Some(*plan),
            Reply::Failed(say) if seq == self.seq => self.failed = Some(say),
            Reply::Saved(Saved::Done { ids, .. }) if seq == self.saving => {
                out.say(Say::new("said-planned").with("count", ids.len()));
                out.turn(Turn::Close);
            }
            Reply::Saved(Saved::Rejected(problems)) if seq == self.saving => {
                out.say(problems.first().map_or(Say::new("store-refused"), |problem| problem.say.clone()));
            }
            _ => {}
        }
    }

    fn chosen(&mut self, purpose: Purpose, picked: Picked, here: &Here, out: &mut Out<'_>) {
        let (Purpose::ScheduleDay, Picked::Text(text)) = (purpose, picked) else { return };
        match read_day(text.trim(), here.asker.today) {
            Ok(due) => {
                if let Some(row) = self.current() {
                    (row.due, row.taken) = (due, true);
                }
            }
            Err(say) => out.say(say),
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let room = area.width.saturating_sub(2);
        if let Some(say) = &self.failed {
            put(buffer, area.x + 2, area.y, &format!("! {}", here.locale.say(say)), room, here.theme.alarm());
            return None;
        }
        let plan = self.plan.as_ref()?;
        put(buffer, area.x + 2, area.y, &here.text("schedule-how"), room, here.theme.quiet());
        let mut cursor = None;
        let rows = plan.rows.iter().enumerate().skip(self.cursor.top);
        for (y, (at, row)) in (area.y + 2..area.bottom()).zip(rows) {
            if at == self.cursor.at {
                put(buffer, area.x, y, here.theme.pointer(), 1, here.theme.accent());
                cursor = Some((area.x, y));
            }
            put(buffer, area.x + 2, y, &row_text(row, here), room, Style::new());
        }
        cursor
    }
}
