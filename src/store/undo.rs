//! Undo and redo by action, days later: the inverse of an action is an action like any other, applied through the same
//! door, so that nothing is lost by undo and a field that somebody changed since is refused, not overwritten.

use std::ops::Range;

use rusqlite::OptionalExtension;

use super::{Store, StoreError, apply::Writing, history::read_fields};
use crate::access::Asker;
use crate::domain::change::{Action, Change, FieldChange, Op, Origin, Saved};
use crate::domain::kind::Kind;
use crate::domain::record::Id;
use crate::domain::say::Say;

/// Changes taken back in one transaction of several.
const PART: i64 = 500;

impl Store {
    /// Takes back the newest action of this person that stands.
    ///
    /// # Errors
    /// When there is none, or as `apply`.
    pub fn undo(&mut self, asker: &Asker) -> Result<(String, Saved), StoreError> {
        let sql = "SELECT id FROM action WHERE who = ?1 AND undone_by IS NULL AND origin IN ('form', 'bulk', 'import', 'command') ORDER BY id DESC LIMIT 1";
        match self.newest(sql, asker)? {
            Some(action) => self.take_back(asker, action, Origin::Undo),
            None => Err(Say::new("undo-nothing").into()),
        }
    }

    /// Does again what this person undid last, unless they did something else since.
    ///
    /// # Errors
    /// When there is nothing to redo, or as `apply`.
    pub fn redo(&mut self, asker: &Asker) -> Result<(String, Saved), StoreError> {
        let sql = "SELECT id FROM action WHERE who = ?1 AND undone_by IS NULL AND origin = 'undo' AND id > COALESCE( \
                   (SELECT max(id) FROM action WHERE who = ?1 AND origin IN ('form', 'bulk', 'import', 'command')), 0) ORDER BY id DESC LIMIT 1";
        match self.newest(sql, asker)? {
            Some(undo) => self.take_back(asker, undo, Origin::Redo),
            None => Err(Say::new("redo-nothing").into()),
        }
    }

    fn newest(&self, sql: &str, asker: &Asker) -> Result<Option<Id>, StoreError> {
        Ok(self.connection.prepare_cached(sql)?.query_row([&asker.who], |row| row.get(0)).optional()?)
    }

    /// Takes back any action by id, whoever did it; used by the history screen and the command line.
    ///
    /// # Errors
    /// When it was taken back already, when a field was changed since, or as `apply`.
    pub fn undo_action(&mut self, asker: &Asker, action: Id) -> Result<(String, Saved), StoreError> {
        let Some(entry) = self.action(asker, action)? else {
            return Err(Say::new("undo-no-such-action").with("id", action).into());
        };
        if entry.undone_by.is_some() {
            return Err(Say::new("undo-already").with("title", entry.title).into());
        }
        if entry.origin == Origin::Made {
            return Err(Say::new("undo-made").into());
        }
        self.take_back(asker, action, Origin::Undo)
    }

    fn take_back(&mut self, asker: &Asker, action: Id, origin: Origin) -> Result<(String, Saved), StoreError> {
        // Taken back whole or not at all: what is hidden counts here, and is refused at the door.
        self.take_down()?;
        let title: String =
            self.connection.query_row("SELECT title FROM action WHERE id = ?1", [action], |row| row.get(0))?;
        let changes = self.inverse(action, 0..i64::MAX)?;
        let saved = self.apply_undoing(asker, &Action { origin, title: title.clone(), changes }, action)?;
        Ok((title, saved))
    }

    /// Takes back an action of several transactions, part by part like it was written, so that nobody who saves waits for
    /// all of it; `told` hears how many changes of how many are taken back.
    pub(super) fn take_back_in_parts(
        &mut self,
        asker: &Asker,
        action: Id,
        told: &mut dyn FnMut(u64, u64),
    ) -> Result<(), StoreError> {
        self.take_down()?;
        let sql = "SELECT title, records FROM action WHERE id = ?1";
        let (title, of): (String, i64) =
            self.connection.query_row(sql, [action], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut undo: Option<Writing> = None;
        let mut next = of;
        while next > 0 {
            let changes = self.inverse(action, (next - PART).max(0)..next)?;
            next = (next - PART).max(0);
            self.write_part(|store| {
                if undo.is_none() {
                    undo = Some(store.begin_action(asker, Origin::Undo, &title, Some(action))?);
                }
                let undo = undo.as_mut().expect("begun above");
                for change in &changes {
                    store.write_change(asker, undo, change)?;
                }
                if next == 0 {
                    store.mark_undone(action, undo.action)?;
                }
                store.end_action(undo)
            })?;
            told(u64::try_from(of - next).unwrap_or(0), u64::try_from(of).unwrap_or(0));
        }
        Ok(())
    }

    /// The changes that take a run of changes of an action back, last first.
    fn inverse(&self, action: Id, seqs: Range<i64>) -> Result<Vec<Change>, StoreError> {
        let sql = "SELECT kind, record, op, fields FROM change WHERE action = ?1 AND seq >= ?2 AND seq < ?3 ORDER BY seq DESC";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([action, seqs.start, seqs.end])?;
        let mut changes = Vec::new();
        while let Some(row) = rows.next()? {
            let (kind, id, op, fields): (String, Id, String, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            let Some(kind) = Kind::named(&kind) else { continue };
            let op = match op.as_str() {
                "add" | "restore" => Op::Delete,
                "delete" => Op::Restore,
                _ => Op::Edit(turned(kind, &fields)),
            };
            // Version 0: whatever was saved since, each field is compared with what the action left behind.
            changes.push(Change { kind, id, version: 0, op });
        }
        Ok(changes)
    }
}

fn turned(kind: Kind, fields: &str) -> Vec<FieldChange> {
    read_fields(kind, fields)
        .into_iter()
        .filter(|change| kind.field(change.field).is_some_and(|field| !field.computed))
        .map(|change| FieldChange { field: change.field, from: change.to, to: change.from })
        .collect()
}
