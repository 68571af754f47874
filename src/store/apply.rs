//! The one door: every change of every origin is applied here, in one transaction with its history. A save made from
//! an older version merges field by field; a field that both changed is refused with who and when, and nothing is written.

use std::collections::BTreeMap;
use std::time::Instant;

use rusqlite::{OptionalExtension, params};

use super::lock::Held;
use super::log::{LONG_WAIT, Noted};
use super::seal::{ChangeRow, Digest, Unsealed};
use super::{Store, StoreError};
use crate::access::Asker;
use crate::domain::change::{Action, Change, Clash, Conflict, FieldChange, Merged, Op, Origin, Saved};
use crate::domain::field::Field;
use crate::domain::kind::Kind;
use crate::domain::record::{Id, Record};
use crate::domain::rules;
use crate::domain::say::{Problem, Say};

/// Why a change was not made; inside the door only.
enum Refused {
    Problems(Vec<Problem>),
    Conflict(Box<Conflict>),
    Store(StoreError),
}

impl<E: Into<StoreError>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Store(error.into())
    }
}

/// What one change came to: its row of history.
pub(super) struct Applied {
    pub id: Id,
    fields: BTreeMap<&'static str, (String, String)>,
    digest: Digest,
    merged: Vec<Merged>,
    remarks: Vec<Say>,
}

/// An action being written: its id and how many changes it has so far.
pub(super) struct Writing {
    pub action: Id,
    seq: i64,
    /// It takes another action back: what stood there is put back, and no rule fills over it.
    takes_back: bool,
    /// What the file says against a change is asked when all of them are made.
    defers: bool,
    /// What no seal covers yet.
    pub(super) unsealed: Unsealed,
}

impl Writing {
    /// How many changes it has so far.
    pub(super) const fn seq(&self) -> i64 {
        self.seq
    }
}

impl Store {
    /// Applies an action whole or not at all, with its history.
    ///
    /// # Errors
    /// When the file is busy, full, read-only or damaged; nothing was written then.
    pub fn apply(&mut self, asker: &Asker, action: &Action) -> Result<Saved, StoreError> {
        self.transaction(|store| store.apply_inside(asker, action, None, false).map(|(_, done)| done))
    }

    /// Applies an action that is put together in the transaction that writes it, and checked as a whole.
    pub(super) fn apply_made(
        &mut self,
        asker: &Asker,
        make: impl FnOnce(&mut Self) -> Result<Action, StoreError>,
    ) -> Result<Saved, StoreError> {
        self.transaction(|store| {
            let action = make(store)?;
            store.apply_inside(asker, &action, None, true).map(|(_, done)| done)
        })
    }

    /// Runs `work` in one write transaction, queued behind other writers; a refusal rolls everything back.
    fn transaction(&mut self, work: impl FnOnce(&mut Self) -> Result<Saved, Refused>) -> Result<Saved, StoreError> {
        match self.in_turn(work) {
            Ok(saved) => Ok(saved),
            Err(Refused::Problems(problems)) => Ok(Saved::Rejected(problems)),
            Err(Refused::Conflict(conflict)) => Ok(Saved::Conflict(conflict)),
            Err(Refused::Store(error)) => Err(error),
        }
    }

    /// Writes one part of an action that takes several transactions; an import.
    pub(super) fn write_part(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.in_turn(|store| work(store).map_err(Refused::Store)).map_err(refused)
    }

    fn in_turn<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, Refused>) -> Result<T, Refused> {
        if self.read_only {
            return Err(Refused::Store(Say::new("store-read-only").into()));
        }
        if let Some(work) = self.first_save.take() {
            work(self);
        }
        let lock = std::mem::replace(&mut self.lock, super::lock::WriteLock::none());
        let outcome = self.queued(&lock, work);
        self.lock = lock;
        outcome
    }

    fn queued<T>(
        &mut self,
        lock: &super::lock::WriteLock,
        work: impl FnOnce(&mut Self) -> Result<T, Refused>,
    ) -> Result<T, Refused> {
        let begun = Instant::now();
        let _turn = lock.turn()?;
        self.check_same_file()?;
        self.take_down()?;
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        self.waited(begun);
        self.forget_rights();
        let may = self.check_layout().and_then(|()| self.read_rights());
        let done = may.map_err(Refused::Store).and_then(|()| work(self));
        self.forget_rights();
        let done = done.and_then(|done| Ok(self.connection.execute_batch("COMMIT").map(|()| done)?));
        if done.is_ok() {
            self.sorted = None;
        } else {
            self.roll_back();
        }
        done
    }

    /// Waits for the turn of a statement of its own: drafts, views, choices. They are outside history, so that nothing
    /// known of the records is forgotten for them.
    pub(super) fn turn(&self) -> Result<Held<'_>, StoreError> {
        if self.read_only {
            return Err(Say::new("store-read-only").into());
        }
        let begun = Instant::now();
        let held = self.lock.turn()?;
        self.waited(begun);
        self.check_same_file()?;
        self.check_layout()?;
        Ok(held)
    }

    /// What is written into a file that was moved away is lost to everybody who opens the one in its place.
    fn check_same_file(&self) -> Result<(), StoreError> {
        if self.is_same_file() {
            return Ok(());
        }
        Err(Say::new("store-replaced").with("path", self.path.display()).into())
    }

    fn waited(&self, begun: Instant) {
        let millis = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        if millis > LONG_WAIT {
            self.note(Noted::Waited { who: self.seated().unwrap_or_default(), millis });
        }
    }

    pub(super) fn roll_back(&self) {
        // A full disk may have rolled back already; then this says so and there is nothing left to do.
        let _rolled_back_already = self.connection.execute_batch("ROLLBACK");
    }

    /// Writes one action inside a transaction that is open; `undoes` links it to the action it takes back, and `defers`
    /// has it checked as a whole.
    fn apply_inside(
        &mut self,
        asker: &Asker,
        action: &Action,
        undoes: Option<Id>,
        defers: bool,
    ) -> Result<(Writing, Saved), Refused> {
        let mut writing = self.begin_action(asker, action.origin, &action.title, undoes)?;
        writing.defers = defers;
        let mut ids = Vec::with_capacity(action.changes.len());
        let mut merged = Vec::new();
        let mut remarks = Vec::new();
        for change in &action.changes {
            let applied = self.apply_change(asker, &mut writing, change)?;
            ids.push(applied.id);
            merged.extend(applied.merged);
            remarks.extend(applied.remarks);
        }
        if defers {
            none_of(self.check_moved(asker, &action.changes)?)?;
        }
        let asked = if undoes.is_none() { self.ask_about_rates(asker, &action.changes, &ids)? } else { Vec::new() };
        if !asked.is_empty() {
            return Err(Refused::Problems(asked));
        }
        self.end_action(&mut writing)?;
        let done = Saved::Done { action: writing.action, ids, merged, remarks };
        Ok((writing, done))
    }

    pub(super) fn begin_action(
        &mut self,
        asker: &Asker,
        origin: Origin,
        title: &str,
        undoes: Option<Id>,
    ) -> Result<Writing, StoreError> {
        self.pass_known_ids()?;
        let id = self.next_id();
        // Whoever sits here is who they logged in as, whatever name they ask under.
        let seated = self.seat.borrow().as_ref().map(|seat| (seat.name.clone(), seat.address.clone()));
        let (who, address) = seated.unwrap_or_else(|| (asker.who.clone(), String::new()));
        self.connection
            .prepare_cached(
                "INSERT INTO action (id, at, who, origin, title, records, undoes, address) \
                 VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, NULLIF(?7, ''))",
            )?
            .execute(params![id, self.now(), who, origin.word(), title, undoes, address])?;
        Ok(Writing { action: id, seq: 0, takes_back: undoes.is_some(), defers: false, unsealed: Unsealed::default() })
    }

    /// Others may have made ids in the same millisecond, or with a clock ahead of ours: ours come after theirs.
    pub(super) fn pass_known_ids(&mut self) -> Result<(), StoreError> {
        let last =
            "SELECT max(COALESCE((SELECT max(id) FROM action), 0), COALESCE((SELECT max(record) FROM change), 0))";
        let known: Id = self.connection.prepare_cached(last)?.query_row([], |row| row.get(0))?;
        self.ids.pass(known);
        Ok(())
    }

    /// Ends an action, or one part of it, with its seal.
    pub(super) fn end_action(&self, writing: &mut Writing) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("UPDATE action SET records = ?2 WHERE id = ?1")?
            .execute(params![writing.action, writing.seq])?;
        self.seal(writing)
    }

    /// Applies one change of an action whose transaction is open; a refusal is an error here.
    pub(super) fn write_change(
        &mut self,
        asker: &Asker,
        writing: &mut Writing,
        change: &Change,
    ) -> Result<Id, StoreError> {
        self.apply_change(asker, writing, change).map(|applied| applied.id).map_err(refused)
    }

    /// Writes a new record that `settle_resolved` found nothing wrong with.
    pub(super) fn write_settled(
        &mut self,
        asker: &Asker,
        writing: &mut Writing,
        record: &Record,
    ) -> Result<(), StoreError> {
        let digest = self.insert(record)?;
        let problems = self.check_may_stand(asker, &Op::Add(Vec::new()), None, record)?;
        none_of(problems).map_err(refused)?;
        self.write_added(writing, record, digest)
    }

    /// Fills and checks a record whose references were resolved already: as the door does, without looking them up again.
    pub(super) fn settle_resolved(&self, asker: &Asker, record: &mut Record) -> Result<Vec<Problem>, StoreError> {
        self.fill_money(asker, record, None)?;
        Self::fill_duties(asker, record);
        Self::fill_access(record);
        rules::fill(record);
        let mut problems = record.check();
        problems.extend(self.check_uniques(record)?);
        problems.extend(self.check_no_circle(asker, record)?);
        problems.extend(self.check_money(asker, record)?);
        problems.extend(self.check_duties(asker, record)?);
        problems.extend(self.check_access(record)?);
        if record.kind == Kind::Assignment {
            problems.extend(self.check_one_lead(record)?);
        }
        Ok(problems)
    }

    fn apply_change(&mut self, asker: &Asker, writing: &mut Writing, change: &Change) -> Result<Applied, Refused> {
        let held = change.kind == Kind::Account || self.seat.borrow().is_some();
        let loads = held && !matches!(change.op, Op::Add(_));
        let before = if loads { self.load(asker, change.kind, change.id)? } else { None };
        none_of(self.check_may(asker, change, before.as_ref())?)?;
        let applied = match &change.op {
            Op::Add(fields) => self.add(asker, change, fields)?,
            Op::Edit(edits) => self.edit(asker, writing, change, edits)?,
            Op::Delete => self.put_in_bin(asker, writing, change, true)?,
            Op::Restore => self.put_in_bin(asker, writing, change, false)?,
        };
        if held && let Some(after) = self.load(asker, change.kind, applied.id)? {
            none_of(self.check_may_stand(asker, &change.op, before.as_ref(), &after)?)?;
            none_of(self.check_last_administrator(before.as_ref(), &after)?.into_iter().collect())?;
        }
        self.write_history(writing, change, &applied)?;
        Ok(applied)
    }

    fn write_history(&self, writing: &mut Writing, change: &Change, applied: &Applied) -> Result<(), StoreError> {
        let fields = if applied.fields.is_empty() { String::new() } else { history_json(&applied.fields) };
        let (kind, op) = (change.kind.name(), change.op.word());
        let digest = Some(applied.digest.as_slice());
        self.write_row(writing, &ChangeRow { seq: writing.seq, kind, record: applied.id, op, fields: &fields, digest })
    }

    /// Writes the history of a new record.
    pub(super) fn write_added(&self, writing: &mut Writing, record: &Record, digest: Digest) -> Result<(), StoreError> {
        let (kind, digest) = (record.kind.name(), Some(digest.as_slice()));
        self.write_row(writing, &ChangeRow { seq: writing.seq, kind, record: record.id, op: "add", fields: "", digest })
    }

    fn write_row(&self, writing: &mut Writing, row: &ChangeRow<'_>) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO change (action, seq, kind, record, op, fields, digest) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![writing.action, row.seq, row.kind, row.record, row.op, row.fields, row.digest])?;
        writing.unsealed.take(row);
        writing.seq += 1;
        Ok(())
    }

    fn add(&mut self, asker: &Asker, change: &Change, fields: &[(&'static str, String)]) -> Result<Applied, Refused> {
        let mut record = Record::new(change.kind);
        record.id = if change.id == 0 { self.next_id() } else { change.id };
        record.version = 1;
        for (field, text) in fields {
            record.put(field, text.as_str());
        }
        self.settle(asker, &mut record, None, &[], false)?;
        let digest = self.insert(&record)?;
        let remarks = self.remarks(asker, &record)?;
        Ok(Applied { id: record.id, fields: BTreeMap::new(), digest, merged: Vec::new(), remarks })
    }

    /// Rules and references, then the fields that rules fill; none over what `kept` puts back.
    fn settle(
        &self,
        asker: &Asker,
        record: &mut Record,
        before: Option<&Record>,
        kept: &[FieldChange],
        defers: bool,
    ) -> Result<(), Refused> {
        self.fill_money(asker, record, before)?;
        Self::fill_duties(asker, record);
        Self::fill_access(record);
        for change in kept {
            record.put(change.field, change.to.as_str());
        }
        rules::fill(record);
        if defers {
            return Ok(());
        }
        let mut problems = record.check();
        problems.extend(self.check_against_file(asker, record)?);
        if problems.is_empty() { Ok(()) } else { Err(Refused::Problems(problems)) }
    }

    fn edit(
        &mut self,
        asker: &Asker,
        writing: &Writing,
        change: &Change,
        edits: &[FieldChange],
    ) -> Result<Applied, Refused> {
        let before = self.there(asker, change)?;
        if before.deleted {
            return Err(self.deleted_meanwhile(asker, &before, edits)?);
        }
        let mut after = before.clone();
        let mut clashes = Vec::new();
        for edit in edits {
            let now = before.get(edit.field);
            if before.version == change.version || now == edit.from || now == edit.to {
                after.put(edit.field, edit.to.as_str());
            } else {
                clashes.push(self.clash(&before, change.version, edit)?);
            }
        }
        let merged = self.changed_since(&before, change.version)?;
        if !clashes.is_empty() {
            return Err(Refused::Conflict(Box::new(conflict(asker, &before, edits, clashes, merged))));
        }
        let kept = if writing.takes_back { edits } else { &[] };
        self.settle(asker, &mut after, Some(&before), kept, writing.defers)?;
        after.version = before.version + 1;
        let digest = self.update(&after)?;
        let theirs = merged.into_iter().filter(|name| edits.iter().all(|edit| edit.field != *name));
        let merged = theirs.map(|field| self.merged(after.id, field)).collect::<Result<_, _>>()?;
        let remarks = self.remarks(asker, &after)?;
        Ok(Applied { id: after.id, fields: differences(&before, &after), digest, merged, remarks })
    }

    fn there(&self, asker: &Asker, change: &Change) -> Result<Record, Refused> {
        self.load(asker, change.kind, change.id)?.ok_or_else(|| {
            let say = Say::new("value-no-such-record").with("text", change.id).with("kind", change.kind.name());
            Refused::Problems(vec![Problem::whole(say)])
        })
    }

    fn put_in_bin(
        &mut self,
        asker: &Asker,
        writing: &Writing,
        change: &Change,
        deleted: bool,
    ) -> Result<Applied, Refused> {
        let mut record = self.there(asker, change)?;
        if record.deleted == deleted {
            let key = if deleted { "value-already-deleted" } else { "value-not-deleted" };
            return Err(Refused::Problems(vec![Problem::whole(Say::new(key).with("title", record.title(asker.lang)))]));
        }
        record.deleted = deleted;
        record.version += 1;
        let problems = match (deleted, writing.defers) {
            (true, _) => self.check_nothing_hangs(asker, &record)?,
            (false, true) => Vec::new(),
            (false, false) => self.check_against_file(asker, &record)?,
        };
        if !problems.is_empty() {
            return Err(Refused::Problems(problems));
        }
        let digest = self.update(&record)?;
        Ok(Applied { id: record.id, fields: BTreeMap::new(), digest, merged: Vec::new(), remarks: Vec::new() })
    }

    /// Who last changed a field after a version was read, as a clash.
    fn clash(&self, now: &Record, _read: i64, edit: &FieldChange) -> Result<Clash, StoreError> {
        let (who, at) = self.last_changed(now.id, Some(edit.field))?;
        Ok(Clash {
            field: edit.field,
            before: edit.from.clone(),
            theirs: now.get(edit.field).to_owned(),
            mine: edit.to.clone(),
            who,
            at,
        })
    }

    /// Who changed a field that merged.
    fn merged(&self, record: Id, field: &'static str) -> Result<Merged, StoreError> {
        Ok(Merged { field, who: self.last_changed(record, Some(field))?.0 })
    }

    pub(super) fn last_changed(&self, record: Id, field: Option<&str>) -> Result<(String, String), StoreError> {
        let sql = "SELECT a.who, a.at FROM change c JOIN action a ON a.id = c.action \
                   WHERE c.record = ?1 AND (CAST(?2 AS TEXT) IS NULL OR c.fields LIKE '%\"' || ?2 || '\":[%') \
                   ORDER BY c.action DESC, c.seq DESC LIMIT 1";
        let found = self
            .connection
            .prepare_cached(sql)?
            .query_row(params![record, field], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        Ok(found.unwrap_or_default())
    }

    /// Fields that others changed after a version was read.
    fn changed_since(&self, now: &Record, version: i64) -> Result<Vec<&'static str>, StoreError> {
        let missed = now.version - version;
        if missed <= 0 {
            return Ok(Vec::new());
        }
        let sql = "SELECT fields FROM change WHERE record = ?1 ORDER BY action DESC, seq DESC LIMIT ?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut names: Vec<&'static str> = Vec::new();
        for fields in statement.query_map(params![now.id, missed], |row| row.get::<_, String>(0))? {
            names.extend(super::history::read_fields(now.kind, &fields?).into_iter().map(|change| change.field));
        }
        names.sort_unstable();
        names.dedup();
        Ok(names)
    }

    fn deleted_meanwhile(&self, asker: &Asker, now: &Record, edits: &[FieldChange]) -> Result<Refused, StoreError> {
        let deleted = self.last_changed(now.id, None)?;
        let mut conflict = conflict(asker, now, edits, Vec::new(), Vec::new());
        conflict.deleted = Some(deleted);
        Ok(Refused::Conflict(Box::new(conflict)))
    }

    /// The rules that need other records: unique fields, references that are there, one lead at a time.
    pub(super) fn check_against_file(&self, asker: &Asker, record: &Record) -> Result<Vec<Problem>, StoreError> {
        let mut problems = self.check_uniques(record)?;
        problems.extend(self.check_no_circle(asker, record)?);
        for (field, text) in record.pairs().filter(|(_, text)| !text.is_empty()) {
            if let Some(kind) = field.input.target() {
                for id in text.split(' ') {
                    problems.extend(self.check_reference(field, kind, id)?);
                }
            }
        }
        if record.kind == Kind::Assignment {
            problems.extend(self.check_one_lead(record)?);
        }
        if problems.is_empty() {
            problems.extend(self.check_money(asker, record)?);
            problems.extend(self.check_duties(asker, record)?);
            problems.extend(self.check_access(record)?);
        }
        Ok(problems)
    }

    fn check_uniques(&self, record: &Record) -> Result<Vec<Problem>, StoreError> {
        let mut problems = Vec::new();
        for (field, text) in record.pairs().filter(|(field, text)| field.unique && !text.is_empty()) {
            problems.extend(self.check_unique(record, field, text)?);
        }
        Ok(problems)
    }

    /// No record stands under itself, by however many between.
    fn check_no_circle(&self, asker: &Asker, record: &Record) -> Result<Option<Problem>, StoreError> {
        let (Some(parent), Some(field)) = (record.reference("parent"), record.kind.field("parent")) else {
            return Ok(None);
        };
        if field.input.target() != Some(record.kind) || record.id == 0 || parent == record.id {
            return Ok(None);
        }
        let sql =
            "WITH RECURSIVE above (id) AS (SELECT ?1 UNION SELECT t.parent FROM {kind} t JOIN above a ON t.id = a.id \
                   WHERE t.parent IS NOT NULL) SELECT 1 FROM above WHERE id = ?2"
                .replace("{kind}", record.kind.name());
        if !self.connection.prepare_cached(&sql)?.exists(params![parent, record.id])? {
            return Ok(None);
        }
        let name = self.name_of(asker, record.kind, parent)?.unwrap_or_default();
        Ok(Some(Problem::at(field.name, Say::new("value-parent-circle").with("name", name))))
    }

    fn check_unique(&self, record: &Record, field: &Field, text: &str) -> Result<Option<Problem>, StoreError> {
        let sql =
            format!("SELECT id FROM {} WHERE {} = ?1 AND deleted = 0 AND id <> ?2", record.kind.name(), field.name);
        let other: Option<Id> =
            self.connection.prepare_cached(&sql)?.query_row(params![text, record.id], |row| row.get(0)).optional()?;
        Ok(other.map(|_| Problem::at(field.name, Say::new("value-taken").with("text", text))))
    }

    fn check_reference(&self, field: &Field, kind: Kind, text: &str) -> Result<Option<Problem>, StoreError> {
        let sql = format!("SELECT 1 FROM {} WHERE id = ?1", kind.name());
        let there = text.parse::<Id>().ok().map(|id| self.connection.prepare_cached(&sql)?.exists([id])).transpose()?;
        if there == Some(true) {
            return Ok(None);
        }
        Ok(Some(Problem::at(field.name, Say::new("value-no-such-record").with("text", text).with("kind", kind.name()))))
    }

    /// A partner has one lead focal point at a time (HSP/EB.2020/12 para 30: one dedicated person for a donor).
    fn check_one_lead(&self, record: &Record) -> Result<Option<Problem>, StoreError> {
        if record.get("role") != "lead" {
            return Ok(None);
        }
        let sql = "SELECT COALESCE(f.name, ''), a.from_day, COALESCE(a.to_day, '') FROM assignment a JOIN focal_point f ON f.id = a.focal_point \
                   WHERE a.deleted = 0 AND a.role = 'lead' AND a.partner = ?1 AND a.id <> ?2 \
                   AND (CAST(?4 AS TEXT) IS NULL OR a.from_day <= ?4) AND (a.to_day IS NULL OR a.to_day >= ?3) LIMIT 1";
        let until = Some(record.get("to_day")).filter(|text| !text.is_empty());
        let other: Option<(String, String, String)> = self
            .connection
            .prepare_cached(sql)?
            .query_row(params![record.reference("partner"), record.id, record.get("from_day"), until], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()?;
        Ok(other.map(|(name, from, _)| {
            Problem::at("from_day", Say::new("value-second-lead").with("name", name).with("from", from))
        }))
    }

    /// Applies an action that takes `undoes` back, and marks that one; used by undo and redo.
    pub(super) fn apply_undoing(&mut self, asker: &Asker, action: &Action, undoes: Id) -> Result<Saved, StoreError> {
        self.transaction(|store| {
            // What takes a merge back puts records out of the bin and what pointed to them back: neither stands alone.
            let has = |wanted: fn(&Op) -> bool| action.changes.iter().any(|change| wanted(&change.op));
            let defers = has(|op| matches!(op, Op::Restore)) && has(|op| matches!(op, Op::Edit(_)));
            let (writing, done) = store.apply_inside(asker, action, Some(undoes), defers)?;
            store.mark_undone(undoes, writing.action)?;
            Ok(done)
        })
    }

    /// Marks an action as taken back. One that it had taken back itself stands again, and so on down the line.
    pub(super) fn mark_undone(&self, undone: Id, by: Id) -> Result<(), StoreError> {
        let sql = "UPDATE action SET undone_by = ?2 WHERE id = ?1 RETURNING undoes";
        let mut mark = self.connection.prepare_cached(sql)?;
        let (mut next, mut last, mut stands) = (Some(undone), by, false);
        while let Some(action) = next {
            next = mark.query_row(params![action, (!stands).then_some(last)], |row| row.get(0))?;
            (last, stands) = (action, !stands);
        }
        Ok(())
    }
}

/// Goes on only where nothing is wrong.
fn none_of(problems: Vec<Problem>) -> Result<(), Refused> {
    if problems.is_empty() { Ok(()) } else { Err(Refused::Problems(problems)) }
}

/// A refusal where none may be answered any more: in the middle of an action that is being written.
fn refused(refused: Refused) -> StoreError {
    match refused {
        Refused::Store(error) => error,
        Refused::Problems(problems) => {
            problems.into_iter().next().map_or(Say::new("store-refused"), |problem| problem.say).into()
        }
        Refused::Conflict(conflict) => Say::new("store-conflict").with("title", conflict.title).into(),
    }
}

fn conflict(
    asker: &Asker,
    now: &Record,
    edits: &[FieldChange],
    clashes: Vec<Clash>,
    theirs: Vec<&'static str>,
) -> Conflict {
    let clashing = |name: &str| clashes.iter().any(|clash| clash.field == name);
    Conflict {
        kind: now.kind,
        id: now.id,
        version: now.version,
        title: now.title(asker.lang),
        theirs_only: theirs.into_iter().filter(|name| !clashing(name)).collect(),
        mine_only: edits.iter().map(|edit| edit.field).filter(|name| !clashing(name)).collect(),
        deleted: None,
        clashes,
    }
}

fn differences(before: &Record, after: &Record) -> BTreeMap<&'static str, (String, String)> {
    before
        .pairs()
        .zip(after.pairs())
        .filter(|((_, from), (_, to))| from != to)
        .map(|((field, from), (_, to))| (field.name, (from.to_owned(), to.to_owned())))
        .collect()
}

fn history_json(fields: &BTreeMap<&'static str, (String, String)>) -> String {
    serde_json::to_string(fields).expect("text keys and values are JSON")
}
