//! What tells a row of a file that came in before: a fingerprint of what it says, kept with the record made from it.
//! An import keeps them part by part as they come and puts them in order at its end, since each belongs on a page of
//! its own. It refuses to judge rows.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rusqlite::params;

use super::{Store, StoreError};
use crate::domain::kind::Kind;
use crate::domain::record::{Id, Record};

/// A fingerprint and the record made from the row.
pub(super) type Kept = (i64, Id);

/// Bytes of one of them where they are kept as they come.
const BYTES: usize = 16;
/// Most of them put in order at once: 4 MB.
const ONE_PASS: i64 = 250_000;
/// Most of them put in order in one transaction: a few pages beside one another.
const ONE_PART: usize = 500;

/// Rows of earlier files that are still to be met in this one.
#[derive(Default)]
pub(super) struct Earlier {
    /// Records with a smaller id were there before this import.
    first: Id,
    any: bool,
    met: HashMap<i64, usize>,
    /// What an import that was cut short left out of order, sorted.
    left: Vec<Kept>,
}

impl Earlier {
    /// Whether a row is one of those there, each counted once.
    pub(super) fn meets(&mut self, store: &Store, kind: Kind, fingerprint: i64) -> Result<bool, StoreError> {
        if !self.any {
            return Ok(false);
        }
        if let Entry::Vacant(place) = self.met.entry(fingerprint) {
            let from = self.left.partition_point(|(left, _)| *left < fingerprint);
            let left = self.left[from..].iter().take_while(|(left, _)| *left == fingerprint);
            let there = store.rows_still_there(kind, fingerprint, self.first, left)?;
            if there > 0 {
                place.insert(there);
            }
        }
        let Some(count) = self.met.get_mut(&fingerprint).filter(|count| **count > 0) else { return Ok(false) };
        *count -= 1;
        Ok(true)
    }
}

impl Store {
    /// The rows of files that came in before this moment.
    pub(super) fn earlier_rows(&mut self) -> Result<Earlier, StoreError> {
        let any = "SELECT EXISTS (SELECT 1 FROM import_row) OR EXISTS (SELECT 1 FROM import_part)";
        let any = self.connection.query_row(any, [], |row| row.get(0))?;
        let mut left = self.rows_as_they_came(Id::MAX, |_| true)?;
        left.sort_unstable();
        Ok(Earlier { first: self.next_id(), any, met: HashMap::new(), left })
    }

    /// How many records made from rows with this fingerprint, before `first`, are still outside the bin; `left` are not
    /// in order yet, or not all of them.
    fn rows_still_there<'a>(
        &self,
        kind: Kind,
        fingerprint: i64,
        first: Id,
        left: impl Iterator<Item = &'a Kept>,
    ) -> Result<usize, StoreError> {
        let table = kind.name();
        let sql = format!(
            "SELECT count(*) FROM import_row i JOIN {table} t ON t.id = i.record WHERE i.fingerprint = ?1 AND i.record < ?2 AND t.deleted = 0"
        );
        let mut n: i64 =
            self.connection.prepare_cached(&sql)?.query_row(params![fingerprint, first], |row| row.get(0))?;
        let sql = format!(
            "SELECT count(*) FROM {table} t WHERE t.id = ?2 AND t.deleted = 0 AND NOT EXISTS (SELECT 1 FROM import_row i WHERE i.fingerprint = ?1 AND i.record = ?2)"
        );
        for (fingerprint, record) in left {
            let one: i64 =
                self.connection.prepare_cached(&sql)?.query_row(params![fingerprint, record], |row| row.get(0))?;
            n += one;
        }
        Ok(usize::try_from(n).unwrap_or(0))
    }

    /// Keeps the rows of a part as they came.
    pub(super) fn keep_rows(&self, rows: &[Kept]) -> Result<(), StoreError> {
        let bytes: Vec<u8> =
            rows.iter().flat_map(|(print, record)| [print.to_le_bytes(), record.to_le_bytes()]).flatten().collect();
        self.connection.prepare_cached("INSERT INTO import_part (rows) VALUES (?1)")?.execute([bytes])?;
        Ok(())
    }

    /// Keeps rows in order; those that are there already stay.
    pub(super) fn keep_rows_in_order(&self, rows: &[Kept]) -> Result<(), StoreError> {
        let mut insert =
            self.connection.prepare_cached("INSERT OR IGNORE INTO import_row (fingerprint, record) VALUES (?1, ?2)")?;
        for (fingerprint, record) in rows {
            insert.execute([fingerprint, record])?;
        }
        Ok(())
    }

    /// Puts everything kept as it came in order, also what an import that was cut short left. In passes over ranges of
    /// fingerprints, so that memory does not grow with the file, and in transactions as small as those of the rows.
    pub(super) fn put_rows_in_order(&mut self) -> Result<(), StoreError> {
        let sql = "SELECT COALESCE(max(id), 0), COALESCE(sum(length(rows)), 0) / ?1 FROM import_part";
        let (last, rows): (i64, i64) = self
            .connection
            .query_row(sql, [i64::try_from(BYTES).unwrap_or(1)], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let passes = u128::try_from(rows / ONE_PASS + 1).unwrap_or(1);
        let pass_of = |print: i64| (u128::from(u64::from_ne_bytes(print.to_ne_bytes())) * passes) >> 64;
        for pass in 0..passes {
            let mut rows = self.rows_as_they_came(last, |print| pass_of(print) == pass)?;
            rows.sort_unstable();
            for part in rows.chunks(ONE_PART) {
                self.write_part(|store| store.keep_rows_in_order(part))?;
            }
        }
        if last == 0 {
            return Ok(());
        }
        self.write_part(|store| {
            store.connection.execute("DELETE FROM import_part WHERE id <= ?1", [last])?;
            Ok(())
        })
    }

    /// What is kept as it came, up to a part.
    fn rows_as_they_came(&self, last: i64, wanted: impl Fn(i64) -> bool) -> Result<Vec<Kept>, StoreError> {
        let mut parts = self.connection.prepare_cached("SELECT rows FROM import_part WHERE id <= ?1")?;
        let mut parts = parts.query([last])?;
        let mut rows = Vec::new();
        while let Some(part) = parts.next()? {
            let bytes = part.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
            let number = |eight: &[u8]| i64::from_le_bytes(eight.try_into().expect("halves of sixteen bytes"));
            let pairs = bytes.chunks_exact(BYTES).map(|pair| pair.split_at(BYTES / 2));
            let pairs = pairs.map(|(print, record)| (number(print), number(record)));
            rows.extend(pairs.filter(|(print, _)| wanted(*print)));
        }
        Ok(rows)
    }
}

/// 64 bits of what a row says (FNV-1a over kind, field names and values): the same in every release and on every
/// machine.
pub(super) fn fingerprint(record: &Record) -> i64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut eat = |text: &str| {
        for byte in text.bytes().chain(std::iter::once(0)) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    eat(record.kind.name());
    for (field, text) in record.pairs().filter(|(_, text)| !text.is_empty()) {
        eat(field.name);
        eat(text);
    }
    i64::from_ne_bytes(hash.to_ne_bytes())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn rows_of_an_import_cut_short_are_met_once_each_before_and_after_they_are_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::create(&folder.path().join("a.pledgebook"), Arc::new(|| 1_606_000_000_000)).unwrap();
        let [one, other] = ["FNE", "FE"].map(|code| store.by_code(Kind::Fund, code).unwrap().unwrap());
        store.keep_rows(&[(7, one), (-7, other)]).unwrap();
        store.keep_rows(&[(7, other)]).unwrap();
        for state in ["as they came", "partly in order", "in order"] {
            let mut earlier = store.earlier_rows().unwrap();
            let met: Vec<bool> =
                [7, 7, 7, -7, -7, 1].map(|print| earlier.meets(&store, Kind::Fund, print).unwrap()).to_vec();
            assert_eq!(met, [true, true, false, true, false, false], "{state}");
            match state {
                "as they came" => store.keep_rows_in_order(&[(7, one)]).unwrap(),
                _ => store.put_rows_in_order().unwrap(),
            }
        }
        let left: i64 = store.connection.query_row("SELECT count(*) FROM import_part", [], |row| row.get(0)).unwrap();
        assert_eq!(left, 0);
    }
}
