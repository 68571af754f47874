//! History as it is read: actions newest first, and the life of one record. It refuses to change anything.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Row, params};

use super::{Store, StoreError};
use crate::access::Asker;
use crate::domain::change::{FieldChange, Origin};
use crate::domain::kind::Kind;
use crate::domain::record::{Id, Record};

/// One action: who did what when, and whether it was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: Id,
    /// Instant, UTC.
    pub at: String,
    pub who: String,
    pub origin: Origin,
    pub title: String,
    /// How many records it changed.
    pub records: i64,
    pub undoes: Option<Id>,
    pub undone_by: Option<Id>,
    /// Where they came from, when it was known.
    pub address: Option<String>,
}

/// What an action did to one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordChange {
    pub action: Id,
    pub at: String,
    pub who: String,
    pub origin: Origin,
    pub kind: Kind,
    pub record: Id,
    /// `add`, `edit`, `delete` or `restore`.
    pub op: String,
    pub fields: Vec<FieldChange>,
}

/// A record in the bin: who put it there, when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binned {
    pub record: Record,
    pub at: String,
    pub who: String,
}

/// Most records of a kind the bin shows.
const BIN_SHOWN: usize = 500;

pub(super) const ENTRY: &str = "id, at, who, origin, title, records, undoes, undone_by, address";

pub(super) fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let origin: String = row.get(3)?;
    Ok(Entry {
        id: row.get(0)?,
        at: row.get(1)?,
        who: row.get(2)?,
        origin: Origin::named(&origin).unwrap_or(Origin::Command),
        title: row.get(4)?,
        records: row.get(5)?,
        undoes: row.get(6)?,
        undone_by: row.get(7)?,
        address: row.get(8)?,
    })
}

/// Reads the JSON of one history row; names the kind no longer has are left out.
pub(super) fn read_fields(kind: Kind, json: &str) -> Vec<FieldChange> {
    let pairs: BTreeMap<String, (String, String)> = serde_json::from_str(json).unwrap_or_default();
    let order = |name: &str| kind.fields().iter().position(|field| field.name == name);
    let mut changes: Vec<(usize, FieldChange)> = pairs
        .into_iter()
        .filter_map(|(name, (from, to))| {
            order(&name).map(|at| (at, FieldChange { field: kind.fields()[at].name, from, to }))
        })
        .collect();
    changes.sort_by_key(|(at, _)| *at);
    changes.into_iter().map(|(_, change)| change).collect()
}

impl Store {
    /// History is of no day, so that a past that stands is left standing; what is hidden is hidden from it too.
    fn hide_from(&self, asker: &Asker) -> Result<(), StoreError> {
        if self.seat.borrow().is_some() { self.stand(asker) } else { Ok(()) }
    }

    /// Actions newest first, `limit` of them after skipping `from`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn actions(&self, asker: &Asker, from: usize, limit: usize) -> Result<Vec<Entry>, StoreError> {
        self.hide_from(asker)?;
        let sql = format!("SELECT {ENTRY} FROM action ORDER BY id DESC LIMIT ?1 OFFSET ?2");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params![count(limit), count(from)], entry)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many actions there are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn action_count(&self, asker: &Asker) -> Result<usize, StoreError> {
        self.hide_from(asker)?;
        let n: i64 = self.connection.query_row("SELECT count(*) FROM action", [], |row| row.get(0))?;
        Ok(usize::try_from(n).unwrap_or(0))
    }

    /// One action.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn action(&self, asker: &Asker, id: Id) -> Result<Option<Entry>, StoreError> {
        self.hide_from(asker)?;
        let sql = format!("SELECT {ENTRY} FROM action WHERE id = ?1");
        Ok(self.connection.prepare_cached(&sql)?.query_row([id], entry).optional()?)
    }

    /// What an action did, record by record, at most `limit` of them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn action_changes(&self, asker: &Asker, action: Id, limit: usize) -> Result<Vec<RecordChange>, StoreError> {
        self.changes(asker, "c.action = ?1 ORDER BY c.seq LIMIT ?2", action, limit)
    }

    /// The life of one record, newest first, at most `limit` changes.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn record_history(&self, asker: &Asker, record: Id, limit: usize) -> Result<Vec<RecordChange>, StoreError> {
        self.changes(asker, "c.record = ?1 ORDER BY c.action DESC, c.seq DESC LIMIT ?2", record, limit)
    }

    /// The records in the bin, last deleted first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn bin(&self, asker: &Asker) -> Result<Vec<Binned>, StoreError> {
        let asker = &asker.present();
        self.stand(asker)?;
        let mut binned = Vec::new();
        for kind in Kind::ALL {
            let sql = format!("SELECT id FROM {} WHERE deleted = 1 ORDER BY id DESC LIMIT ?1", kind.name());
            let ids: Vec<Id> = self
                .connection
                .prepare_cached(&sql)?
                .query_map([count(BIN_SHOWN)], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            for record in self.load_all(asker, kind, &ids)? {
                let (who, at) = self.last_changed(record.id, None)?;
                binned.push(Binned { record, at, who });
            }
        }
        binned.sort_by(|one, other| other.at.cmp(&one.at));
        Ok(binned)
    }

    fn changes(&self, asker: &Asker, rest: &str, id: Id, limit: usize) -> Result<Vec<RecordChange>, StoreError> {
        let sql = format!(
            "SELECT c.action, a.at, a.who, a.origin, c.kind, c.record, c.op, c.fields FROM change c JOIN action a ON a.id = c.action WHERE {rest}"
        );
        self.hide_from(asker)?;
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params![id, count(limit)])?;
        let mut changes = Vec::new();
        while let Some(row) = rows.next()? {
            changes.extend(record_change(row)?);
        }
        for change in &mut changes {
            self.name_references(asker, change)?;
        }
        Ok(changes)
    }

    /// History keeps ids of references; people read names.
    pub(super) fn name_references(&self, asker: &Asker, change: &mut RecordChange) -> Result<(), StoreError> {
        for edit in &mut change.fields {
            let Some(kind) = change.kind.field(edit.field).and_then(|field| field.input.target()) else { continue };
            for text in [&mut edit.from, &mut edit.to] {
                let mut names = Vec::new();
                for id in text.split(' ').filter(|id| !id.is_empty()) {
                    let name = id.parse().map_or(Ok(None), |id: Id| self.name_of(asker, kind, id))?;
                    names.push(name.unwrap_or_else(|| id.to_owned()));
                }
                *text = names.join("; ");
            }
        }
        Ok(())
    }
}

pub(super) fn record_change(row: &Row<'_>) -> rusqlite::Result<Option<RecordChange>> {
    let (origin, kind, fields): (String, String, String) = (row.get(3)?, row.get(4)?, row.get(7)?);
    let Some(kind) = Kind::named(&kind) else { return Ok(None) };
    Ok(Some(RecordChange {
        action: row.get(0)?,
        at: row.get(1)?,
        who: row.get(2)?,
        origin: Origin::named(&origin).unwrap_or(Origin::Command),
        kind,
        record: row.get(5)?,
        op: row.get(6)?,
        fields: read_fields(kind, &fields),
    }))
}

/// A count as the engine takes it.
pub(super) fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
