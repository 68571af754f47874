//! One record or many: marks, the bin, and one field of all that are marked changed as one action.

use super::{Records, words_items};
use crate::domain::change::{Action, Change, FieldChange, Op, Origin, Saved};
use crate::domain::field::{Input, Reading};
use crate::domain::record::{Id, Record};
use crate::domain::say::Say;
use crate::keys::Command;
use crate::message::Effect;
use crate::screens::choose::{Choose, refused};
use crate::screens::duplicates::Duplicates;
use crate::screens::merge::MergeScreen;
use crate::screens::prompt::Prompt;
use crate::screens::{Here, Out, Picked, Purpose};
use crate::widgets::cell::{kind_key, label_key};

impl Records {
    /// The records a command is for: those marked, else the one selected.
    pub(super) fn chosen_ids(&self) -> Vec<Id> {
        if self.marks.is_empty() {
            self.current().map(|record| record.id).into_iter().collect()
        } else {
            self.marks.iter().copied().collect()
        }
    }

    pub(super) fn delete(&mut self, here: &Here, out: &mut Out<'_>) {
        let ids = self.chosen_ids();
        let title = match (ids.as_slice(), self.current()) {
            ([one], Some(record)) if record.id == *one => record.title(here.locale.code()),
            _ => self.several(here, ids.len()),
        };
        let kind = self.kind();
        let changes: Vec<Change> = ids.into_iter().map(|id| Change { kind, id, version: 0, op: Op::Delete }).collect();
        if !changes.is_empty() {
            self.deleting = Some(title.clone());
            let origin = if changes.len() > 1 { Origin::Bulk } else { Origin::Form };
            out.ask(Effect::Save { action: Action { origin, title, changes }, draft: 0 });
        }
    }

    pub(super) fn several(&self, here: &Here, count: usize) -> String {
        let kind = here.text(&kind_key(self.kind()));
        here.locale.with("list-several", &[("count", &count.to_string()), ("kind", &kind)])
    }

    pub(super) fn mark(&mut self, here: &Here, out: &mut Out<'_>) {
        if let Some(id) = self.current().map(|record| record.id) {
            if !self.marks.remove(&id) {
                self.marks.insert(id);
            }
            self.step(Command::Down, here, out);
        }
    }

    /// The two that are marked side by side; without marks every pair of the kind that may be one.
    pub(super) fn duplicates(&self, out: &mut Out<'_>) {
        let marked: Vec<Id> = self.marks.iter().copied().collect();
        match marked[..] {
            [] => out.open(Duplicates::all(self.kind())),
            [keep, lose] => out.open(MergeScreen::new(self.kind(), keep, lose)),
            _ => out.say(Say::new("merge-two")),
        }
    }

    pub(super) fn begin_bulk(&mut self, here: &Here, out: &mut Out<'_>) {
        out.open(Choose::of(
            Say::new("bulk-field").with("count", self.chosen_ids().len()),
            Purpose::BulkField,
            self.field_items(here, true),
        ));
    }

    pub(super) fn ask_bulk_value(&self, name: &str, here: &Here, out: &mut Out<'_>) {
        let Some(field) = self.kind().field(name) else { return };
        let label = here.text(&label_key(self.kind(), field.name));
        let title = Say::new("bulk-value").with("field", label);
        let purpose = Purpose::BulkValue(field.name);
        match field.input {
            Input::Ref(kind) => out.open(Choose::records(title, purpose, kind)),
            Input::Choice(words) => out.open(Choose::of(title, purpose, words_items(here, words))),
            Input::Flag => out.open(Choose::of(title, purpose, words_items(here, &["yes", "no"]))),
            _ => out.open(Prompt::new(title, purpose, "")),
        }
    }

    pub(super) fn bulk_value(&mut self, field: &'static str, picked: Picked, here: &Here, out: &mut Out<'_>) {
        let text = match picked {
            Picked::Record(_, id, _) => id.to_string(),
            Picked::Text(text) => match self.read_bulk(field, &text, here) {
                Ok(text) => text,
                Err(say) => return out.say(say),
            },
            _ => return,
        };
        self.bulk = Some((field, text));
        self.bulk_seq = out.ask(Effect::LoadMany { kind: self.kind(), ids: self.chosen_ids() });
    }

    pub(super) fn read_bulk(&self, field: &str, text: &str, here: &Here) -> Result<String, Say> {
        let reading = Reading::typed(here.asker.today, crate::domain::money::Currency::USD);
        let input = self.kind().field(field).map_or(Input::Line, |field| field.input);
        input.read(text, &reading).map(|read| read.text)
    }

    /// The records to change are here: one action for all of them.
    pub(super) fn bulk_loaded(&mut self, records: &[Record], here: &Here, out: &mut Out<'_>) {
        let Some((field, to)) = self.bulk.take() else { return };
        let edit =
            |record: &Record| Op::Edit(vec![FieldChange { field, from: record.get(field).to_owned(), to: to.clone() }]);
        let changes = records.iter().filter(|record| record.get(field) != to).map(|record| Change {
            kind: record.kind,
            id: record.id,
            version: record.version,
            op: edit(record),
        });
        let changes: Vec<Change> = changes.collect();
        if changes.is_empty() {
            return out.say(Say::new("bulk-nothing"));
        }
        let title = format!("{} · {}", self.several(here, changes.len()), here.text(&label_key(self.kind(), field)));
        out.ask(Effect::Save { action: Action { origin: Origin::Bulk, title, changes }, draft: 0 });
    }

    pub(super) fn saved(&mut self, saved: &Saved, here: &Here, out: &mut Out<'_>) {
        match saved {
            Saved::Done { ids, .. } => {
                self.marks.clear();
                out.say(match self.deleting.take() {
                    Some(title) => Say::new("said-deleted").with("title", title),
                    None => Say::new("said-changed").with("count", ids.len()),
                });
            }
            Saved::Rejected(problems) => refused(problems.clone(), here, out),
            Saved::Conflict(conflict) => out.say(Say::new("store-conflict").with("title", &conflict.title)),
        }
    }
}
