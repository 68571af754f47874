//! The next step of a duty by key: a report drafted, cleared, submitted, sent back or accepted, an action done or
//! verified, each with its real day. It only asks and proposes: what is written passes the door like every other save.

use super::choose::{Choose, Item};
use super::prompt::Prompt;
use super::{Here, Out, Picked, Purpose};
use crate::domain::change::{Action, Change, FieldChange, Op, Origin, Saved};
use crate::domain::day::read_day;
use crate::domain::kind::Kind;
use crate::domain::record::Record;
use crate::domain::say::Say;
use crate::message::Effect;

/// One step: its word, the message key of its name, and the field its day is kept in; none: it has no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    word: &'static str,
    name: &'static str,
    day: Option<&'static str>,
}

const fn step(word: &'static str, name: &'static str, day: Option<&'static str>) -> Step {
    Step { word, name, day }
}

/// The chain of a report, in its order.
const REPORT: [Step; 5] = [
    step("drafted", "step-drafted", Some("drafted")),
    step("cleared", "step-cleared", Some("cleared")),
    step("submitted", "step-submitted", Some("submitted")),
    step("accepted", "step-accepted", Some("accepted")),
    step("sent-back", "step-sent-back", Some("sent_back")),
];

/// What becomes of an action.
const ACTION: [Step; 4] = [
    step("done", "step-done", Some("done_on")),
    step("verified", "step-verified", Some("verified_on")),
    step("dropped", "step-dropped", None),
    step("pending", "step-pending", None),
];

/// Whether records of a kind go through steps.
#[must_use]
pub fn has_steps(kind: Kind) -> bool {
    !steps(kind).is_empty()
}

const fn steps(kind: Kind) -> &'static [Step] {
    match kind {
        Kind::Report => &REPORT,
        Kind::FollowUp => &ACTION,
        _ => &[],
    }
}

/// A step being taken: of which record, and what was answered so far.
#[derive(Debug, Default)]
pub struct Stepping {
    record: Option<Record>,
    step: Option<Step>,
    edits: Vec<(&'static str, String)>,
    seq: u64,
    said: Option<Say>,
}

impl Stepping {
    /// Asks which step a record takes, the one that comes next first.
    pub fn begin(&mut self, record: &Record, here: &Here, out: &mut Out<'_>) {
        let steps = steps(record.kind);
        if steps.is_empty() {
            return out.say(Say::new("step-not-here"));
        }
        let next = next(record);
        let items = steps.iter().cycle().skip(next).take(steps.len());
        let items = items.map(|step| Item::text(here.text(step.name), "", step.word)).collect();
        let title = Say::new("step-title").with("title", record.title(here.locale.code()));
        *self = Self { record: Some(record.clone()), ..Self::default() };
        out.open(Choose::of(title, Purpose::Step, items));
    }

    /// Turns an action that is open into one that is done today, and back.
    pub fn turn(&mut self, record: &Record, here: &Here, out: &mut Out<'_>) {
        let done = record.get("status") != "pending";
        let step = ACTION[if done { 3 } else { 0 }];
        *self = Self { record: Some(record.clone()), step: Some(step), ..Self::default() };
        if !done {
            self.edits.push(("done_on", here.asker.today.to_string()));
        }
        self.save(here, out);
    }

    /// Takes an answer and asks on, or saves; whether it was one of its own.
    pub fn chosen(&mut self, purpose: &Purpose, picked: &Picked, here: &Here, out: &mut Out<'_>) -> bool {
        match (purpose, picked) {
            (Purpose::Step, Picked::Text(word)) => self.take(word, here, out),
            (Purpose::StepDay, Picked::Text(text)) => self.take_day(text, here, out),
            (Purpose::StepProof, Picked::Text(text)) => self.take_proof(text, here, out),
            (Purpose::StepDocument, Picked::Record(_, id, _)) => {
                self.edits.push(("document", id.to_string()));
                self.save(here, out);
            }
            (Purpose::StepDocument, _) => self.save(here, out),
            _ => return false,
        }
        true
    }

    fn take(&mut self, word: &str, here: &Here, out: &mut Out<'_>) {
        let kind = self.record.as_ref().map(|record| record.kind);
        self.step = kind.and_then(|kind| steps(kind).iter().copied().find(|step| step.word == word));
        match self.step {
            Some(step) if step.day.is_some() => self.ask_day("today", here, out),
            Some(_) => self.save(here, out),
            None => {}
        }
    }

    fn ask_day(&self, text: &str, here: &Here, out: &mut Out<'_>) {
        let step = self.step.map_or_else(String::new, |step| here.text(step.name));
        out.open(Prompt::new(Say::new("step-day").with("step", step), Purpose::StepDay, text));
    }

    fn take_day(&mut self, text: &str, here: &Here, out: &mut Out<'_>) {
        let Some((step, field)) = self.step.and_then(|step| Some((step, step.day?))) else { return };
        let day = match read_day(text.trim(), here.asker.today) {
            Ok(day) => day,
            Err(say) => {
                self.ask_day(text, here, out);
                return out.say(say);
            }
        };
        self.edits.push((field, day.to_string()));
        match step.word {
            "submitted" => out.open(Prompt::new(Say::new("step-proof"), Purpose::StepProof, "")),
            "sent-back" => out.open(Prompt::new(Say::new("step-reason"), Purpose::StepProof, "")),
            _ => self.save(here, out),
        }
    }

    /// How it was sent, `channel; reference`, or why it came back.
    fn take_proof(&mut self, text: &str, here: &Here, out: &mut Out<'_>) {
        if self.step.is_some_and(|step| step.word == "sent-back") {
            self.edits.push(("sent_back_reason", text.trim().to_owned()));
            return self.save(here, out);
        }
        let (channel, reference) = text.split_once([';', '；']).unwrap_or((text, ""));
        for (field, text) in [("channel", channel.trim()), ("reference", reference.trim())] {
            if !text.is_empty() {
                self.edits.push((field, text.to_owned()));
            }
        }
        let none = Item::text(here.text("step-no-document"), "", "");
        let title = Say::new("step-document");
        out.open(Choose::records(title, Purpose::StepDocument, Kind::Document).after(vec![none]));
    }

    fn save(&mut self, here: &Here, out: &mut Out<'_>) {
        let (Some(record), Some(step)) = (self.record.take(), self.step) else { return };
        if record.kind == Kind::FollowUp {
            self.edits.push(("status", step.word.to_owned()));
            if step.day.is_none() {
                let days = [("done_on", String::new()), ("verified_on", String::new()), ("verified_by", String::new())];
                self.edits.extend(days);
            }
        }
        let changed = self.edits.drain(..).filter(|(field, to)| record.get(field) != to);
        let edit = |(field, to): (&'static str, String)| FieldChange { field, from: record.get(field).to_owned(), to };
        let edits: Vec<FieldChange> = changed.map(edit).collect();
        if edits.is_empty() {
            return out.say(Say::new("bulk-nothing"));
        }
        let title = record.title(here.locale.code());
        self.said = Some(Say::new("said-step").with("title", &title).with("step", here.text(step.name)));
        let change = Change { kind: record.kind, id: record.id, version: record.version, op: Op::Edit(edits) };
        let action = Action { origin: Origin::Form, title, changes: vec![change] };
        self.seq = out.ask(Effect::Save { action, draft: 0 });
    }

    /// What to say of a save that was a step; none when it was another.
    pub fn said(&mut self, seq: u64, saved: &Saved) -> Option<Say> {
        if seq != self.seq || self.seq == 0 {
            return None;
        }
        Some(match saved {
            Saved::Done { .. } => self.said.take()?,
            Saved::Rejected(problems) => {
                problems.first().map_or(Say::new("store-refused"), |problem| problem.say.clone())
            }
            Saved::Conflict(conflict) => Say::new("store-conflict").with("title", &conflict.title),
        })
    }
}

/// The place of the step that comes next.
fn next(record: &Record) -> usize {
    if record.kind == Kind::FollowUp {
        return match record.get("status") {
            "pending" => 0,
            "done" => 1,
            _ => 3,
        };
    }
    let back = !record.get("sent_back").is_empty() && record.get("submitted") <= record.get("sent_back");
    let open = |field: &str| record.get(field).is_empty() || (back && field == "submitted");
    ["drafted", "cleared", "submitted", "accepted"].iter().position(|field| open(field)).unwrap_or(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_step_that_comes_next_is_offered_first() {
        let mut report = Record::new(Kind::Report);
        assert_eq!(next(&report), 0);
        for (field, place) in [("drafted", 1), ("cleared", 2), ("submitted", 3)] {
            report.put(field, "2021-03-01");
            assert_eq!(next(&report), place, "{field}");
        }
        report.put("sent_back", "2021-03-05");
        assert_eq!(next(&report), 2, "what was sent back is submitted again");
        report.put("submitted", "2021-03-09");
        assert_eq!(next(&report), 3);
    }
}
