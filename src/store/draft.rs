//! Drafts: what somebody typed and has not saved. Written at every pause of typing, outside history, so that a dropped
//! line, a kill or a refused save loses nothing.

use rusqlite::{OptionalExtension, Row, params};

use super::{Store, StoreError};
use crate::access::Asker;
use crate::domain::kind::Kind;
use crate::domain::record::Id;

/// A form that was left before it was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// 0: not kept yet.
    pub id: Id,
    /// Instant of the last key kept, UTC.
    pub at: String,
    pub kind: Kind,
    /// The record edited; 0 for a new one.
    pub record: Id,
    /// The version it was read at.
    pub version: i64,
    /// JSON of the form: what was typed, what was read, where the cursor stood.
    pub content: String,
}

fn draft(row: &Row<'_>) -> rusqlite::Result<Option<Draft>> {
    let kind: String = row.get(2)?;
    let Some(kind) = Kind::named(&kind) else { return Ok(None) };
    Ok(Some(Draft {
        id: row.get(0)?,
        at: row.get(1)?,
        kind,
        record: row.get(3)?,
        version: row.get(4)?,
        content: row.get(5)?,
    }))
}

impl Store {
    /// Keeps a draft; gives its id, new when it had none.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_draft(&mut self, asker: &Asker, kept: &Draft) -> Result<Id, StoreError> {
        let id = if kept.id == 0 { self.next_id() } else { kept.id };
        let sql = "INSERT INTO draft (id, who, at, kind, record, version, content) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
                   ON CONFLICT (id) DO UPDATE SET at = excluded.at, version = excluded.version, content = excluded.content \
                   WHERE draft.who = excluded.who";
        let row = params![id, asker.who, self.now(), kept.kind.name(), kept.record, kept.version, kept.content];
        let _turn = self.turn()?;
        self.connection.prepare_cached(sql)?.execute(row)?;
        Ok(id)
    }

    /// Forgets a draft that was saved or thrown away.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn drop_draft(&mut self, id: Id) -> Result<(), StoreError> {
        let sql = "DELETE FROM draft WHERE id = ?1 AND (?2 IS NULL OR who = ?2)";
        let _turn = self.turn()?;
        self.connection.prepare_cached(sql)?.execute(params![id, self.seated()])?;
        Ok(())
    }

    /// This person's drafts, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn drafts(&self, asker: &Asker) -> Result<Vec<Draft>, StoreError> {
        let sql = "SELECT id, at, kind, record, version, content FROM draft WHERE who = ?1 ORDER BY at DESC, id DESC";
        let mut statement = self.connection.prepare_cached(sql)?;
        let found = statement.query_map([&asker.who], draft)?.collect::<Result<Vec<_>, _>>()?;
        Ok(found.into_iter().flatten().collect())
    }

    /// This person's draft of one record, if there is one.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn draft_of(&self, asker: &Asker, kind: Kind, record: Id) -> Result<Option<Draft>, StoreError> {
        let sql = "SELECT id, at, kind, record, version, content FROM draft WHERE who = ?1 AND kind = ?2 AND record = ?3 ORDER BY at DESC LIMIT 1";
        let found = self
            .connection
            .prepare_cached(sql)?
            .query_row(params![asker.who, kind.name(), record], draft)
            .optional()?;
        Ok(found.flatten())
    }
}
