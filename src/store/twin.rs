//! Two readings of one moment at the same time, on two connections, where a file is so large that one after the other
//! takes longer than a person waits. It refuses to be used where something stands in front of the tables.

use std::{fs, panic, thread};

use super::{Store, StoreError};

/// From so many bytes on a reading in two is quicker than in one with a connection that is open already.
const LARGE: u64 = if cfg!(debug_assertions) { 0 } else { 64 << 20 };

/// Pages the second connection keeps, KiB: what it reads it reads once, in the order of an index.
const KEPT: u32 = 256;

impl Store {
    /// Reads `one` on a connection beside and `other` on this one, both of the same moment; one after the other in a
    /// small file, where a past day or rights stand in front of the tables, and where somebody saved between the two.
    pub(super) fn at_once<A: Send, B>(
        &self,
        one: impl Fn(&Self) -> Result<A, StoreError> + Sync,
        other: impl Fn() -> Result<B, StoreError>,
    ) -> Result<(A, B), StoreError> {
        let large = fs::metadata(&self.path).is_ok_and(|file| file.len() > LARGE);
        if !large || self.past.borrow().is_some() || !self.connection.is_autocommit() {
            return Ok((one(self)?, other()?));
        }
        let beside = self.again()?;
        beside.connection.execute_batch(&format!("PRAGMA cache_size = -{KEPT}"))?;
        // Nobody saved from before its moment began until this one had: then both are the same.
        let before = self.data_version()?;
        beside.connection.execute_batch("BEGIN")?;
        beside.newest_action()?;
        let here = self.connection.unchecked_transaction()?;
        if self.data_version()? != before {
            drop(here);
            return Ok((one(self)?, other()?));
        }
        let (first, second) = thread::scope(|scope| {
            let first = scope.spawn(|| {
                let beside = beside;
                one(&beside)
            });
            let second = other();
            (first.join().unwrap_or_else(|panicked| panic::resume_unwind(panicked)), second)
        });
        here.commit()?;
        Ok((first?, second?))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn actions(store: &Store) -> Result<i64, StoreError> {
        Ok(store.connection.query_row("SELECT count(*) FROM action", [], |row| row.get(0))?)
    }

    #[test]
    fn both_read_the_same_moment_whatever_is_saved_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let clock: crate::store::Clock = Arc::new(|| 1_606_000_000_000);
        let store = Store::create(&path, clock.clone()).unwrap();
        let other = Store::open(&path, clock).unwrap().0;
        let (saved, wait) = std::sync::mpsc::channel();
        let wait = std::sync::Mutex::new(wait);
        let before = actions(&store).unwrap();
        let one = |beside: &Store| {
            wait.lock().unwrap().recv_timeout(std::time::Duration::from_secs(10)).unwrap();
            actions(beside)
        };
        let read = store.at_once(one, || {
            let sql = "INSERT INTO action (id, at, who, origin, title, records) VALUES (1, '', 'ben', 'form', '', 0)";
            other.connection.execute(sql, []).unwrap();
            saved.send(()).unwrap();
            actions(&store)
        });
        assert_eq!(read.unwrap(), (before, before));
        assert_eq!(actions(&store).unwrap(), before + 1, "afterwards it is seen");
        assert!(store.connection.is_autocommit());
    }

    #[test]
    fn what_fails_on_either_side_is_told_and_nothing_is_left_open() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(&folder.path().join("a.db"), Arc::new(|| 1_606_000_000_000)).unwrap();
        assert!(store.at_once(|_| Err::<(), _>(StoreError::Stopped), || Ok(())).is_err());
        assert!(store.at_once(|_| Ok(()), || Err::<(), _>(StoreError::Stopped)).is_err());
        assert!(store.connection.is_autocommit());
    }
}
