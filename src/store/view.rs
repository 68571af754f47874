//! What belongs to one person: saved views and preferences. Not history: it concerns nobody else.

use rusqlite::{OptionalExtension, params};

use super::{Store, StoreError};
use crate::access::Asker;
use crate::domain::kind::Kind;

/// A list kept under a name: the one-line form of its query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    pub name: String,
    pub query: String,
}

impl Store {
    /// This person's views of a kind, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn views(&self, asker: &Asker, kind: Kind) -> Result<Vec<View>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT name, query FROM view WHERE who = ?1 AND kind = ?2 ORDER BY name")?;
        let rows = statement
            .query_map(params![asker.who, kind.name()], |row| Ok(View { name: row.get(0)?, query: row.get(1)? }))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps a view; the same name again replaces it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_view(&mut self, asker: &Asker, kind: Kind, view: &View) -> Result<(), StoreError> {
        let sql = "INSERT INTO view (who, kind, name, query) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (who, kind, name) DO UPDATE SET query = excluded.query";
        let _turn = self.turn()?;
        self.connection.prepare_cached(sql)?.execute(params![asker.who, kind.name(), view.name, view.query])?;
        Ok(())
    }

    /// Forgets a view.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn drop_view(&mut self, asker: &Asker, kind: Kind, name: &str) -> Result<(), StoreError> {
        let sql = "DELETE FROM view WHERE who = ?1 AND kind = ?2 AND name = ?3";
        let _turn = self.turn()?;
        self.connection.prepare_cached(sql)?.execute(params![asker.who, kind.name(), name])?;
        Ok(())
    }

    /// A choice of this person alone: `language`, `theme`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn preference(&self, who: &str, name: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT value FROM preference WHERE who = ?1 AND name = ?2";
        Ok(self.connection.prepare_cached(sql)?.query_row(params![who, name], |row| row.get(0)).optional()?)
    }

    /// Keeps a choice of this person.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn prefer(&mut self, asker: &Asker, name: &str, value: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO preference (who, name, value) VALUES (?1, ?2, ?3) ON CONFLICT (who, name) DO UPDATE SET value = excluded.value";
        let _turn = self.turn()?;
        self.connection.prepare_cached(sql)?.execute(params![asker.who, name, value])?;
        Ok(())
    }

    /// Forgets a choice of this person.
    pub(super) fn forget_choice(&self, asker: &Asker, name: &str) -> Result<(), StoreError> {
        let sql = "DELETE FROM preference WHERE who = ?1 AND name = ?2";
        let _turn = self.turn()?;
        self.connection.prepare_cached(sql)?.execute(params![asker.who, name])?;
        Ok(())
    }
}
