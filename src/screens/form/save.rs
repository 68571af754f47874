//! From a form to a change: what is saved, what was refused and why, and what stays when two changed the same.

use super::Form;
use crate::domain::change::{Action, Change, FieldChange, Merged, Op, Origin, Saved};
use crate::domain::record::Record;
use crate::domain::say::{Problem, Say};
use crate::message::Effect;
use crate::screens::conflict::ConflictScreen;
use crate::screens::{Here, Out, Turn};
use crate::widgets::cell::label_key;
use crate::widgets::line::Line;

impl Form {
    pub(super) fn save(&mut self, here: &Here, out: &mut Out<'_>) {
        self.leave(here);
        // What was refused as a whole, as on a full disk, is tried again.
        self.whole = None;
        for at in 0..self.fields.len() {
            let picks = self.fields[at].field.input.is_picked();
            if !picks {
                self.read(at, here);
            }
        }
        let record = self.record();
        if self.problems() == 0 {
            self.show_problems(record.check());
            self.forgive_filled();
        }
        if self.problems() > 0 {
            if let Some(at) = self.fields.iter().position(|edited| edited.problem.is_some()) {
                self.cursor.at = at;
            }
            return out.say(Say::new("form-problems").with("count", self.problems()));
        }
        let Some(op) = self.op() else {
            self.drop_draft(out);
            out.say(Say::new("form-nothing"));
            return out.turn(Turn::Close);
        };
        let change = Change { kind: record.kind, id: record.id, version: record.version, op };
        let action = Action { origin: Origin::Form, title: self.history_title(&record, here), changes: vec![change] };
        self.save_seq = out.ask(Effect::Save { action, draft: self.draft });
    }

    pub(super) fn history_title(&self, record: &Record, here: &Here) -> String {
        let mut named = record.clone();
        for edited in &self.fields {
            if edited.field.input.target().is_some() {
                named.put_label(edited.field.name, edited.line.text());
            }
        }
        named.title(here.locale.code())
    }

    pub(super) fn op(&self) -> Option<Op> {
        if self.base.id == 0 {
            let fields = self
                .fields
                .iter()
                .filter(|edited| !edited.value.is_empty())
                .map(|edited| (edited.field.name, edited.value.clone()));
            return Some(Op::Add(fields.collect()));
        }
        let changes: Vec<FieldChange> = self
            .fields
            .iter()
            .filter(|edited| edited.value != self.base.get(edited.field.name))
            .map(|edited| FieldChange {
                field: edited.field.name,
                from: self.base.get(edited.field.name).to_owned(),
                to: edited.value.clone(),
            })
            .collect();
        (!changes.is_empty()).then_some(Op::Edit(changes))
    }

    /// What a save fills in need not be typed.
    fn forgive_filled(&mut self) {
        let Some(filled) = &self.filled else { return };
        for edited in &mut self.fields {
            let wanted = edited.problem.as_ref().is_some_and(|say| say.key == "value-missing");
            if wanted && !filled.get(edited.field.name).is_empty() {
                edited.problem = None;
            }
        }
    }

    pub(super) fn show_problems(&mut self, problems: Vec<Problem>) {
        for problem in problems {
            let edited = problem.field.and_then(|name| self.fields.iter_mut().find(|edited| edited.field.name == name));
            match edited {
                Some(edited) => edited.problem = Some(problem.say),
                None => self.whole = Some(problem.say),
            }
        }
    }

    pub(super) fn saved(&mut self, saved: Saved, here: &Here, out: &mut Out<'_>) {
        match saved {
            Saved::Done { merged, remarks, .. } => {
                let record = self.record();
                let title = self.history_title(&record, here);
                if let Some(remark) = remarks.first() {
                    let remark = here.locale.say(remark);
                    out.say(Say::new("said-saved-remark").with("title", title).with("remark", remark));
                } else if merged.is_empty() {
                    out.say(Say::new("said-saved").with("title", title));
                } else {
                    let name =
                        |one: &Merged| format!("{} ({})", here.text(&label_key(record.kind, one.field)), one.who);
                    let names: Vec<String> = merged.iter().map(name).collect();
                    out.say(Say::new("said-saved-merged").with("title", title).with("fields", names.join(", ")));
                }
                out.turn(Turn::Close);
            }
            Saved::Rejected(problems) => {
                self.show_problems(problems);
                if let Some(at) = self.fields.iter().position(|edited| edited.problem.is_some()) {
                    self.cursor.at = at;
                }
                out.say(Say::new("form-problems").with("count", self.problems()));
            }
            Saved::Conflict(conflict) => {
                self.keep(out);
                out.open(ConflictScreen::new((*conflict).clone()));
                self.conflict = Some(conflict);
            }
        }
    }

    /// What was chosen field by field: what stands in the file is the new ground, mine on top where mine was chosen.
    pub(super) fn resolve(&mut self, kept: &[String], here: &Here, out: &mut Out<'_>) {
        let Some(conflict) = self.conflict.take() else { return };
        self.base.version = conflict.version;
        for (clash, choice) in conflict.clashes.iter().zip(kept) {
            self.base.put(clash.field, clash.theirs.as_str());
            if let Some(edited) = self.fields.iter_mut().find(|edited| edited.field.name == clash.field)
                && edited.value != *choice
            {
                edited.value.clone_from(choice);
                edited.line = Line::of(choice);
                edited.settled.clone_from(choice);
            }
        }
        self.save(here, out);
    }
}
