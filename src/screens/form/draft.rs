//! The draft of a form: what is kept of it, from its first key, and how it comes back.

use super::{Content, Form, Keeping};
use crate::domain::record::Id;
use crate::keys::Command;
use crate::message::Effect;
use crate::screens::{Here, Out, Shown};
use crate::store::Draft;
use crate::widgets::line::Line;

impl Form {
    pub(super) fn take_draft(&mut self, draft: &Draft) {
        self.draft = draft.id;
        self.keeping = Keeping::Kept;
        let Ok(content) = serde_json::from_str::<Content>(&draft.content) else { return };
        self.base.version = draft.version;
        for (name, value) in &content.base {
            if self.base.kind.field(name).is_some() && self.base.get(name) != value {
                self.base.put(name, value.as_str());
            }
        }
        for (at, edited) in self.fields.iter_mut().enumerate() {
            if let Some((line, value)) = content.typed.get(edited.field.name) {
                edited.line = Line::of(line);
                if *value != self.base.get(edited.field.name) {
                    // What could not be read is no value yet, and what is filled in later must not take its place.
                    edited.settled.clone_from(line);
                }
                edited.value.clone_from(value);
            }
            if edited.field.name == content.at {
                self.cursor.at = at;
                self.before = content.before;
            }
        }
    }

    /// Puts the cursor where it stood in its field, once the field has its text.
    pub(super) fn stand_in_line(&mut self) {
        let at = self.cursor.at;
        let line = &mut self.fields[at].line;
        if let Some(before) = self.before.take() {
            line.go(before.min(line.text().chars().count()));
        }
    }

    /// What has been typed as a draft to keep.
    pub(super) fn as_draft(&self) -> Draft {
        let typed = self
            .fields
            .iter()
            .filter(|edited| edited.value != self.base.get(edited.field.name) || edited.line.text() != edited.settled)
            .map(|edited| (edited.field.name.to_owned(), (edited.line.text().to_owned(), edited.value.clone())))
            .collect();
        let base = self
            .base
            .pairs()
            .filter(|(_, text)| !text.is_empty())
            .map(|(field, text)| (field.name.to_owned(), text.to_owned()))
            .collect();
        let named = self.base.pairs().map(|(field, _)| (field.name, self.base.label(field.name)));
        let names = named.filter(|(_, name)| !name.is_empty()).map(|(field, name)| (field.to_owned(), name.to_owned()));
        let here = &self.fields[self.cursor.at];
        let content = Content {
            base,
            typed,
            names: names.collect(),
            at: here.field.name.to_owned(),
            before: Some(here.line.before()),
        };
        let content = serde_json::to_string(&content).expect("texts are JSON");
        Draft {
            id: self.draft,
            at: String::new(),
            kind: self.base.kind,
            record: self.base.id,
            version: self.base.version,
            content,
        }
    }

    pub(super) fn keep(&mut self, out: &mut Out<'_>) {
        if let Keeping::Writing { again } = &mut self.keeping {
            *again = true;
        } else {
            self.keep_seq = out.ask(Effect::KeepDraft(self.as_draft()));
            self.keeping = Keeping::Writing { again: false };
        }
    }

    pub(super) fn kept(&mut self, id: Id, here: &Here, out: &mut Out<'_>) {
        self.draft = id;
        let again = self.keeping == Keeping::Writing { again: true };
        self.keeping = Keeping::Kept;
        if again {
            self.keep(out);
        } else if let Some(command) = self.then.take() {
            self.command(command, here, out);
        }
    }

    /// The file refused the draft: a save is tried all the same, but nobody leaves what is typed behind unasked.
    pub(super) fn not_kept(&mut self, here: &Here, out: &mut Out<'_>) {
        self.keeping = Keeping::Untouched;
        if let Some(command) = self.then.take().filter(|command| *command != Command::Back) {
            self.command(command, here, out);
        }
    }

    pub(super) fn drop_draft(&mut self, out: &mut Out<'_>) {
        if self.draft != 0 {
            out.ask(Effect::DropDraft(self.draft));
            self.draft = 0;
        }
        self.keeping = Keeping::Untouched;
    }
}
