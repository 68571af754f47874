//! History as auditors take it away: every change of a span of days in the order it was made, with who, when, from where
//! and the seal that covers it, one after the other so that it needs no memory. It refuses to change anything.

use rusqlite::{Row, params};

use super::history::{ENTRY, Entry, RecordChange, entry, record_change};
use super::seal::hex;
use super::{Store, StoreError};
use crate::access::Asker;
use crate::domain::change::FieldChange;
use crate::domain::day::Day;
use crate::domain::record::{Id, Record};

/// One change of an action, or an action without any, with its seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audited<'a> {
    pub entry: &'a Entry,
    /// None: the action changed no record.
    pub change: Option<RecordChange>,
    /// The number of the seal that covers it and its hash in hexadecimal; none: it was never sealed.
    pub seal: Option<&'a (i64, String)>,
}

/// Which days are asked for, by the instant of the action in UTC, and whether what was added says its values.
#[derive(Clone, Copy, Debug, Default)]
pub struct Span {
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub values: bool,
}

/// A seal of one action: from which change on, before which, and its number and hash.
type Sealing = (i64, i64, (i64, String));

impl Store {
    /// Hands over every change of a span of days, oldest first, as of one moment.
    ///
    /// # Errors
    /// When whoever sits here may not, when the file cannot be read, or as `each`.
    pub fn audit<E: From<StoreError>>(
        &self,
        asker: &Asker,
        span: Span,
        mut each: impl FnMut(&Audited<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.owner_only()?;
        self.take_down()?;
        self.connection.execute_batch("BEGIN").map_err(StoreError::from)?;
        let handed = self.audit_inside(asker, span, &mut each);
        self.connection.execute_batch("COMMIT").map_err(StoreError::from)?;
        handed
    }

    fn audit_inside<E: From<StoreError>>(
        &self,
        asker: &Asker,
        span: Span,
        each: &mut impl FnMut(&Audited<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let from = span.from.map(|day| day.to_string());
        // Instants of a day are longer than its name, and less than the next day's.
        let before = span.to.map(|day| day.plus_days(1).to_string());
        let sql = format!(
            "SELECT {ENTRY} FROM action WHERE (CAST(?1 AS TEXT) IS NULL OR at >= ?1) \
             AND (CAST(?2 AS TEXT) IS NULL OR at < ?2) ORDER BY id"
        );
        let mut actions = self.connection.prepare(&sql).map_err(StoreError::from)?;
        let mut rows = actions.query(params![from, before]).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            let entry = entry(row).map_err(StoreError::from)?;
            self.audit_action(asker, &entry, span.values, each)?;
        }
        Ok(())
    }

    fn audit_action<E: From<StoreError>>(
        &self,
        asker: &Asker,
        entry: &Entry,
        values: bool,
        each: &mut impl FnMut(&Audited<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let seals = self.seals_of(entry.id)?;
        let covering = |seq: i64| {
            let after = seals.partition_point(|(from, ..)| *from <= seq);
            seals[..after].last().filter(|(_, to, _)| seq < *to).map(|(.., seal)| seal)
        };
        let sql = "SELECT c.action, a.at, a.who, a.origin, c.kind, c.record, c.op, c.fields, c.seq \
                   FROM change c JOIN action a ON a.id = c.action WHERE c.action = ?1 ORDER BY c.seq";
        let mut statement = self.connection.prepare_cached(sql).map_err(StoreError::from)?;
        let mut rows = statement.query([entry.id]).map_err(StoreError::from)?;
        let mut any = false;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            let seal = covering(row.get(8).map_err(StoreError::from)?);
            let Some(change) = self.audited_change(asker, row, values)? else { continue };
            any = true;
            each(&Audited { entry, change: Some(change), seal })?;
        }
        if !any {
            each(&Audited { entry, change: None, seal: seals.first().map(|(.., seal)| seal) })?;
        }
        Ok(())
    }

    fn audited_change(&self, asker: &Asker, row: &Row<'_>, values: bool) -> Result<Option<RecordChange>, StoreError> {
        let Some(mut change) = record_change(row)? else { return Ok(None) };
        if values && change.op == "add" {
            change.fields = self.first_values(asker, &change)?;
        }
        self.name_references(asker, &mut change)?;
        Ok(Some(change))
    }

    /// What a record held after the action that added it.
    fn first_values(&self, asker: &Asker, change: &RecordChange) -> Result<Vec<FieldChange>, StoreError> {
        let record = self.as_it_stood(asker, change.kind, change.record, change.action + 1)?;
        let filled = record.iter().flat_map(Record::pairs).filter(|(_, text)| !text.is_empty());
        Ok(filled
            .map(|(field, text)| FieldChange { field: field.name, from: String::new(), to: text.to_owned() })
            .collect())
    }

    /// The seals of an action in the order of its changes; what was done before the chain has the first of it.
    fn seals_of(&self, action: Id) -> Result<Vec<Sealing>, StoreError> {
        let own =
            "SELECT from_seq, to_seq, id, hash FROM main.seal WHERE action = ?1 AND from_seq IS NOT NULL ORDER BY id";
        let begun = "SELECT 0, 9223372036854775807, id, hash FROM main.seal WHERE action >= ?1 AND from_seq IS NULL";
        for sql in [own, begun] {
            let mut statement = self.connection.prepare_cached(sql)?;
            let read = |row: &Row<'_>| {
                let hash: Vec<u8> = row.get(3)?;
                Ok((row.get(0)?, row.get(1)?, (row.get(2)?, hex(&hash))))
            };
            let found: Vec<Sealing> = statement.query_map([action], read)?.collect::<Result<_, _>>()?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Ok(Vec::new())
    }
}
