//! The records of a list for a file, row by row and of one moment: as texts, references by what leads back to them. It
//! holds no more than a few hundred rows and eight bytes for each row of the list, and refuses to know formats.

use std::collections::{HashMap, HashSet};

use rusqlite::OptionalExtension;

use super::{Store, StoreError};
use crate::access::{Asker, Deed, May};
use crate::domain::export::{Column, From, Holds};
use crate::domain::field::Input;
use crate::domain::fold::fold;
use crate::domain::kind::{Kind, Shows};
use crate::domain::money::{Currency, plain_text};
use crate::domain::query::Query;
use crate::domain::record::{Id, Record};

/// Rows read at a time.
const CHUNK: usize = 500;
/// References whose writing is remembered at most.
const REMEMBERED: usize = 50_000;

/// How references are written: both lead back to the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// By code, else name: for files that are read in again.
    Codes,
    /// By name, else code: for files that people read.
    Names,
}

/// Takes one row of texts.
pub type TakeRow<'a> = &'a mut dyn FnMut(&[String]) -> Result<(), StoreError>;

/// References as they are written, each asked for once.
struct References {
    naming: Naming,
    /// By kind, id, and whether it is one of several in its cell.
    known: HashMap<(Kind, Id, bool), String>,
    /// Names, folded, that several records of a kind share.
    shared: HashMap<Kind, HashSet<String>>,
}

impl Store {
    /// Hands every row of a list over, all of one moment; gives how many there were.
    ///
    /// # Errors
    /// Names the right that is missing; when the list cannot be read, the row cannot be taken, or it is stopped.
    pub fn export(
        &mut self,
        asker: &Asker,
        query: &Query,
        columns: &[Column],
        naming: Naming,
        take: TakeRow<'_>,
    ) -> Result<usize, StoreError> {
        self.check_export(query.kind)?;
        self.stand(asker)?;
        self.connection.execute_batch("BEGIN")?;
        let done = self.export_rows(asker, query, columns, naming, take);
        // Nothing was written: it only ends the moment that was read.
        self.roll_back();
        done
    }

    fn export_rows(
        &mut self,
        asker: &Asker,
        query: &Query,
        columns: &[Column],
        naming: Naming,
        take: TakeRow<'_>,
    ) -> Result<usize, StoreError> {
        let ids = self.order(asker, query)?;
        let shown = columns.iter().filter_map(|column| match column.from {
            From::Extra(extra) => Some(extra.name),
            _ => None,
        });
        let reads = Query { columns: shown.collect(), ..query.clone() };
        let own = self.may(query.kind, Deed::Export) == May::Own;
        let mut references = References { naming, known: HashMap::new(), shared: HashMap::new() };
        let mut row = Vec::with_capacity(columns.len());
        let (mut read, mut taken) = (0, 0);
        for chunk in ids.chunks(CHUNK) {
            self.go_on(read, Some(ids.len()))?;
            for record in self.rows_of(asker, &reads, chunk)? {
                if own && !self.is_own(asker, record.kind, record.id)? {
                    continue;
                }
                row.clear();
                let mut extras = record.extras.iter();
                for column in columns {
                    row.push(self.cell(asker, &record, column, &mut extras, &mut references)?);
                }
                take(&row)?;
                taken += 1;
            }
            read += chunk.len();
        }
        Ok(taken)
    }

    fn cell<'a>(
        &self,
        asker: &Asker,
        record: &Record,
        column: &Column,
        extras: &mut impl Iterator<Item = &'a String>,
        references: &mut References,
    ) -> Result<String, StoreError> {
        Ok(match column.from {
            From::Id => record.id.to_string(),
            From::Version => record.version.to_string(),
            From::Usd => Currency::USD.code().to_owned(),
            From::Extra(extra) => extra_text(extra.shows, extras.next().map_or("", String::as_str)),
            From::Field(field) => {
                let text = record.get(field.name);
                match field.input {
                    Input::Ref(kind) | Input::Refs(kind) if !text.is_empty() => {
                        let each = text.split(' ').map(|id| self.reference(asker, kind, id, column.holds, references));
                        each.collect::<Result<Vec<_>, _>>()?.join("; ")
                    }
                    _ => text.to_owned(),
                }
            }
        })
    }

    /// A reference as it is written: where its code or name does not lead back to it, its id does.
    fn reference(
        &self,
        asker: &Asker,
        kind: Kind,
        text: &str,
        holds: Holds,
        references: &mut References,
    ) -> Result<String, StoreError> {
        let Ok(id) = text.parse::<Id>() else { return Ok(text.to_owned()) };
        let several = holds == Holds::Texts;
        if let Some(known) = references.known.get(&(kind, id, several)) {
            return Ok(known.clone());
        }
        let (code, name) = (self.written(kind, id)?, self.name_of(asker, kind, id)?);
        let candidates = match references.naming {
            Naming::Codes => [code, None],
            Naming::Names => [name, code],
        };
        let mut found = text.to_owned();
        for candidate in candidates.into_iter().flatten() {
            let one = !(several && candidate.contains([';', '；']));
            if one && self.leads_back(asker, kind, &candidate, id, references)? {
                found = candidate;
                break;
            }
        }
        if references.known.len() >= REMEMBERED {
            references.known.clear();
        }
        references.known.insert((kind, id, several), found.clone());
        Ok(found)
    }

    /// Whether `resolve` would find this record by a text, without asking the whole table for each.
    fn leads_back(
        &self,
        asker: &Asker,
        kind: Kind,
        text: &str,
        id: Id,
        references: &mut References,
    ) -> Result<bool, StoreError> {
        let text = text.trim();
        if text.is_empty() || text.parse::<Id>().is_ok() {
            return Ok(false);
        }
        let by_code = self.ids_by_code(kind, text)?;
        if !by_code.is_empty() {
            return Ok(by_code == [id]);
        }
        let sql = format!("SELECT folded FROM {} WHERE id = ?1 AND deleted = 0", kind.name());
        let named: Option<String> =
            self.connection.prepare_cached(&sql)?.query_row([id], |row| row.get(0)).optional()?;
        let Some(named) = named else { return Ok(false) };
        if named != fold(text) {
            return Ok(self.resolve(asker, kind, text).is_ok_and(|leads| leads == id));
        }
        if let Some(shared) = references.shared.get(&kind) {
            return Ok(!named.is_empty() && !shared.contains(&named));
        }
        let sql = format!("SELECT folded FROM {} WHERE deleted = 0 GROUP BY folded HAVING count(*) > 1", kind.name());
        let mut statement = self.connection.prepare(&sql)?;
        let shared: HashSet<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let alone = !named.is_empty() && !shared.contains(&named);
        references.shared.insert(kind, shared);
        Ok(alone)
    }
}

/// A computed value as files write it: money as an exact decimal.
fn extra_text(shows: Shows, text: &str) -> String {
    match (shows, text.parse()) {
        (Shows::Usd, Ok(cents)) => plain_text(cents, 2),
        _ => text.to_owned(),
    }
}
