//! Many made records at once: for demos, benches and trials, never for what people typed. It writes through the one
//! mapper with its history, as one action, and refuses nothing but what the schema refuses.

use super::{Store, StoreError};
use crate::access::Asker;
use crate::domain::change::Origin;
use crate::domain::record::Record;

/// Memory for pages while filling, KiB: the file is written in the order of no index.
const PAGES: i64 = 600_000;

impl Store {
    /// Puts finished records with ids of their own into a file nobody else uses yet; how many there were.
    ///
    /// # Errors
    /// When the file cannot be written or a record breaks the schema; nothing was written then.
    pub fn fill(
        &mut self,
        asker: &Asker,
        title: &str,
        records: impl Iterator<Item = Record>,
    ) -> Result<usize, StoreError> {
        self.owner_only()?;
        self.take_down()?;
        let before: i64 = self.connection.query_row("PRAGMA cache_size", [], |row| row.get(0))?;
        self.connection
            .execute_batch(&format!("PRAGMA cache_size = -{PAGES}; PRAGMA synchronous = OFF; BEGIN IMMEDIATE"))?;
        let filled = self.fill_inside(asker, title, records);
        let end = if filled.is_ok() {
            "COMMIT; INSERT INTO search (search) VALUES ('optimize'); ANALYZE"
        } else {
            "ROLLBACK"
        };
        self.connection.execute_batch(end)?;
        self.connection.execute_batch(&format!(
            "PRAGMA cache_size = {before}; PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE)"
        ))?;
        self.sorted = None;
        filled
    }

    fn fill_inside(
        &mut self,
        asker: &Asker,
        title: &str,
        records: impl Iterator<Item = Record>,
    ) -> Result<usize, StoreError> {
        let mut writing = self.begin_action(asker, Origin::Made, title, None)?;
        for record in records {
            let digest = self.insert(&record)?;
            self.write_added(&mut writing, &record, digest)?;
        }
        self.end_action(&mut writing)?;
        Ok(usize::try_from(writing.seq()).unwrap_or(0))
    }
}
