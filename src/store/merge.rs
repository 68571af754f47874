//! Two records that are one become one: every reference is moved, chosen texts are taken over, lost names are kept as
//! other names, and the lost record goes to the bin as it was. It is one action, checked as a whole and taken back as
//! one. It refuses to move what the person may not see.

use std::collections::BTreeMap;

use rusqlite::params;

use super::{Store, StoreError};
use crate::access::{Asker, group};
use crate::domain::change::{Action, Change, FieldChange, Op, Origin, Saved};
use crate::domain::field::{Field, Input};
use crate::domain::kind::Kind;
use crate::domain::merge::{Choice, Side, chosen, other_names, proposed};
use crate::domain::record::{Id, Record};
use crate::domain::say::{Problem, Say};

/// Two records side by side, and what a merge would move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merging {
    pub keep: Record,
    pub lose: Record,
    /// The fields whose texts differ, with what is proposed, in the order of the table.
    pub fields: Vec<Choice>,
    pub moved: Vec<Moved>,
    /// Leads of the lost donor that the kept one has for the same days: they become deputies.
    pub deputies: usize,
}

/// Records of one kind that point to the lost one by one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    pub kind: Kind,
    pub field: &'static str,
    pub records: usize,
    /// Their US dollar cents, where they have any.
    pub usd: Option<i64>,
}

/// What is to be merged: the records as they were read, and the choices that are not as proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub kind: Kind,
    pub keep: Record,
    pub lose: Record,
    pub choices: Vec<Choice>,
    pub origin: Origin,
}

/// The records that point to one, field by field.
type Pointing = BTreeMap<(Kind, Id), Vec<&'static str>>;

/// Whether records of a kind can be merged: what people write down, not what the papers and rules are made of.
#[must_use]
pub fn may_merge(kind: Kind) -> bool {
    matches!(group(kind), "relations" | "portfolio" | "money" | "duties") && kind != Kind::Rate
}

/// Every field of every kind that points to a kind.
fn pointers(kind: Kind) -> impl Iterator<Item = (Kind, &'static str, Input)> {
    Kind::ALL.into_iter().flat_map(move |other| {
        let fields = other.fields().iter().filter(move |field| field.input.target() == Some(kind));
        fields.map(move |field| (other, field.name, field.input))
    })
}

/// The condition under which a field of the file's own table names a record.
fn names(field: &str, input: Input) -> String {
    match input {
        Input::Refs(_) => format!("' ' || {field} || ' ' LIKE '% ' || ?1 || ' %'"),
        _ => format!("{field} = ?1"),
    }
}

impl Store {
    /// Two records side by side: where they differ, what is proposed, and what would be moved.
    ///
    /// # Errors
    /// Says why they cannot be merged; or when the file cannot be read.
    pub fn merging(&self, asker: &Asker, kind: Kind, keep: Id, lose: Id) -> Result<Merging, StoreError> {
        self.stand(asker)?;
        let (keep, lose) = self.pair(asker, kind, keep, lose)?;
        let differing = kind.fields().iter().filter(|field| !field.computed);
        let fields = differing
            .filter(|field| keep.get(field.name) != lose.get(field.name))
            .map(|field| (field.name, proposed(field, keep.get(field.name), lose.get(field.name))));
        let fields = fields.collect();
        let mut moved = Vec::new();
        for (other, field, input) in pointers(kind) {
            let usd = if other.field("usd").is_some() { "CAST(SUM(usd) AS BIGINT)" } else { "NULL" };
            let test = names(field, input);
            let sql = format!("SELECT count(*), {usd} FROM {} WHERE deleted = 0 AND {test}", other.name());
            let (records, usd): (i64, Option<i64>) =
                self.connection.prepare_cached(&sql)?.query_row([lose.id], |row| Ok((row.get(0)?, row.get(1)?)))?;
            if records > 0 {
                moved.push(Moved { kind: other, field, records: usize::try_from(records).unwrap_or(0), usd });
            }
        }
        let deputies = self.second_leads(&keep, &lose)?.iter().filter(|(_, same)| !same).count();
        Ok(Merging { keep, lose, fields, moved, deputies })
    }

    /// The two records, when they can be one.
    fn pair(&self, asker: &Asker, kind: Kind, keep: Id, lose: Id) -> Result<(Record, Record), StoreError> {
        if !may_merge(kind) {
            return Err(Say::new("merge-not-this-kind").with("kind", kind.name().replace('_', "-")).into());
        }
        if keep == lose {
            return Err(Say::new("merge-the-same").into());
        }
        let there = |id: Id| -> Result<Record, StoreError> {
            let found = self.load(asker, kind, id)?.filter(|record| !record.deleted);
            found.ok_or_else(|| Say::new("value-no-such-record").with("text", id).with("kind", kind.name()).into())
        };
        Ok((there(keep)?, there(lose)?))
    }

    /// Merges two records as one action.
    ///
    /// # Errors
    /// Says why they cannot be merged, or that one was changed meanwhile; or as `apply`.
    pub fn merge(&mut self, asker: &Asker, wish: &Wish) -> Result<Saved, StoreError> {
        self.back_up_before_merge()?;
        self.apply_made(asker, |store| store.merge_action(asker, wish))
    }

    /// The changes that make two records one, put together in the transaction that writes them.
    fn merge_action(&mut self, asker: &Asker, wish: &Wish) -> Result<Action, StoreError> {
        let (keep, lose) = self.pair(asker, wish.kind, wish.keep.id, wish.lose.id)?;
        if lose.version != wish.lose.version {
            let (who, at) = self.last_changed(lose.id, None)?;
            let say = Say::new("merge-changed").with("title", lose.title(asker.lang)).with("who", who).with("at", at);
            return Err(say.into());
        }
        let mut changes = Vec::new();
        let seconds: BTreeMap<Id, bool> = self.second_leads(&keep, &lose)?.into_iter().collect();
        for ((kind, id), fields) in self.pointing(wish.kind, lose.id)? {
            if kind == wish.kind && (id == keep.id || id == lose.id) {
                continue;
            }
            if !self.sees(asker, kind, id)? {
                return Err(Say::new("merge-hidden").with("kind", kind.name().replace('_', "-")).into());
            }
            let Some(record) = self.load(asker, kind, id)? else { continue };
            let second = seconds.get(&id).filter(|_| kind == Kind::Assignment);
            let op = match second {
                Some(true) => Op::Delete,
                _ => Op::Edit(moved_fields(&record, &fields, &keep, &lose, second.is_some())),
            };
            changes.push(Change { kind, id, version: record.version, op });
        }
        changes.push(Change { kind: wish.kind, id: lose.id, version: lose.version, op: Op::Delete });
        let edits = taken(wish, &lose);
        if !edits.is_empty() {
            let version = wish.keep.version;
            changes.push(Change { kind: wish.kind, id: keep.id, version, op: Op::Edit(edits) });
        }
        let title = format!("{} → {}", lose.title(asker.lang), keep.title(asker.lang));
        Ok(Action { origin: wish.origin, title, changes })
    }

    /// Every record outside the bin that points to one, whoever may see it.
    fn pointing(&self, kind: Kind, id: Id) -> Result<Pointing, StoreError> {
        let mut found = Pointing::new();
        for (other, field, input) in pointers(kind) {
            let sql = format!("SELECT id FROM main.{} WHERE deleted = 0 AND {}", other.name(), names(field, input));
            let mut statement = self.connection.prepare_cached(&sql)?;
            for pointing in statement.query_map([id], |row| row.get(0))? {
                found.entry((other, pointing?)).or_default().push(field);
            }
        }
        Ok(found)
    }

    /// The assignments of the lost donor that cannot stay as they are, since the kept one has its own for the same days:
    /// leads, and whether the same person has both.
    fn second_leads(&self, keep: &Record, lose: &Record) -> Result<Vec<(Id, bool)>, StoreError> {
        if keep.kind != Kind::Partner {
            return Ok(Vec::new());
        }
        let sql = "SELECT a.id, max(CASE WHEN a.focal_point = b.focal_point THEN 1 ELSE 0 END) \
                   FROM assignment a JOIN assignment b ON b.partner = ?1 AND b.deleted = 0 \
                   AND (b.to_day IS NULL OR b.to_day >= a.from_day) AND (a.to_day IS NULL OR a.to_day >= b.from_day) \
                   WHERE a.partner = ?2 AND a.deleted = 0 AND (a.focal_point = b.focal_point \
                   OR (a.role = 'lead' AND b.role = 'lead')) GROUP BY a.id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows =
            statement.query_map(params![keep.id, lose.id], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? != 0)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What is wrong with records after an action that is checked as a whole: at the fields it changed, and of the record.
    pub(super) fn check_moved(&self, asker: &Asker, changes: &[Change]) -> Result<Vec<Problem>, StoreError> {
        let mut problems = Vec::new();
        for change in changes {
            let concerns = |field: &str| match &change.op {
                Op::Edit(edits) => edits.iter().any(|edit| edit.field == field),
                _ => true,
            };
            let Some(record) = self.load(asker, change.kind, change.id)?.filter(|record| !record.deleted) else {
                continue;
            };
            let found = record.check().into_iter().chain(self.check_against_file(asker, &record)?);
            problems.extend(found.filter(|problem| problem.field.is_none_or(concerns)));
        }
        Ok(problems)
    }
}

/// The fields of a record that pointed to the lost one, pointing to the kept one.
fn moved_fields(
    record: &Record,
    fields: &[&'static str],
    keep: &Record,
    lose: &Record,
    second: bool,
) -> Vec<FieldChange> {
    let mut edits: Vec<FieldChange> = fields
        .iter()
        .map(|field| {
            let from = record.get(field).to_owned();
            let mut to: Vec<Id> = Vec::new();
            for id in record.references(field).map(|id| if id == lose.id { keep.id } else { id }) {
                if !to.contains(&id) {
                    to.push(id);
                }
            }
            let to = to.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
            FieldChange { field, from, to }
        })
        .collect();
    if second {
        edits.push(FieldChange { field: "role", from: record.get("role").to_owned(), to: "deputy".to_owned() });
    }
    edits
}

/// What the kept record takes over: the choices, the names that would be lost on either side, and no reference to the
/// record that is gone.
fn taken(wish: &Wish, lose: &Record) -> Vec<FieldChange> {
    let keep = &wish.keep;
    let mut after = keep.clone();
    for field in wish.kind.fields().iter().filter(|field| !field.computed) {
        let (kept, lost) = (keep.get(field.name), lose.get(field.name));
        let wished = wish.choices.iter().find(|(name, _)| *name == field.name).map(|(_, side)| *side);
        let side = if kept == lost { Side::Kept } else { wished.unwrap_or_else(|| proposed(field, kept, lost)) };
        let mut to = chosen(field, side, kept, lost);
        if field.input.target() == Some(wish.kind) {
            let ids = to.split(' ').map(|id| if id == lose.id.to_string() { lost } else { id });
            let ids = ids.filter(|id| *id != keep.id.to_string() && *id != lose.id.to_string());
            to = ids.collect::<Vec<_>>().join(" ");
        }
        after.put(field.name, to);
    }
    for record in [keep, lose] {
        let others = other_names(wish.kind, &after, record);
        if !others.is_empty() {
            let known = Some(after.get("aliases").to_owned()).filter(|text| !text.is_empty());
            after.put("aliases", known.into_iter().chain(others).collect::<Vec<_>>().join("; "));
        }
    }
    let changed = keep.pairs().zip(after.pairs()).filter(|((_, from), (_, to))| from != to);
    let edit = |((field, from), (_, to)): ((&'static Field, &str), (_, &str))| FieldChange {
        field: field.name,
        from: from.to_owned(),
        to: to.to_owned(),
    };
    changed.map(edit).collect()
}
