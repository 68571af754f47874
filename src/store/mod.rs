//! The only SQL: opens the file, lists and loads records, applies changes through one door, keeps history, drafts and
//! views, and answers figures. It refuses to draw, to read clocks by itself and to write anywhere else.

mod apply;
mod audit;
mod backup;
mod briefs;
mod capture;
mod codes;
mod draft;
mod duplicates;
mod duties;
mod error;
mod export;
mod extras;
mod figures;
mod fill;
mod fingerprint;
mod hash;
mod history;
mod iati;
mod import;
mod list;
mod lock;
mod log;
mod lookup;
mod matrix;
mod memo;
mod merge;
mod money;
mod open;
mod order;
mod owed;
mod pace;
mod past;
mod place;
mod portfolio;
mod presence;
mod rates;
mod recall;
mod record;
mod restore;
mod rights;
mod schedule;
mod seal;
mod search;
mod seat;
mod seed;
mod server;
mod standing;
mod totals;
mod trail;
mod twin;
mod undo;
mod view;
mod work;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use rusqlite::Connection;

pub use audit::{Audited, Span};
pub use backup::{Backup, Keeper, Note, Stopper, backup_folder, backups_of, last_backup};
pub use briefs::{BriefOf, Session};
pub use capture::Kept;
pub use draft::Draft;
pub use duplicates::Likely;
pub use error::StoreError;
pub use export::{Naming, TakeRow};
pub use figures::*;
pub use hash::sha256;
pub use history::{Binned, Entry, RecordChange};
pub use iati::{PublishedCounts, Publishing};
pub use import::{Fate, IatiTally, Importing, Job, Refusal, Taken, Taking, Tally, Told};
pub use list::{Counted, Rows, is_quick};
pub use log::{Line as LogLine, Noted};
pub use lookup::Candidate;
pub use matrix::{Matrix, MatrixRow};
pub use merge::{Merging, Moved, Wish};
pub use open::{Opened, SCHEMA_VERSION};
pub use owed::{Dated, OWED_COLUMNS, Relations};
pub use place::LeftOff;
pub use portfolio::{Load, Passing};
pub use presence::Visitor;
pub use rates::RatesFilled;
pub use restore::{Replaced, Restored, find_backup, replaced_of, restore};
pub use schedule::{Planned, ReportPlan};
pub use seal::{Broken, Chain};
pub use server::{Login, ServerStatus, Slow, Waits};
pub use standing::{OPEN_COLUMNS, StateMoney, YearOfUse};
pub use totals::{AGES, Totals};
pub use view::View;
pub use work::{Duty, Work, WorkChange, WorkItem};

use crate::domain::record::Id;

/// Reads the clock: milliseconds since 1970, UTC. Handed down, so that tests can pin it.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// One connection to one file.
pub struct Store {
    connection: Connection,
    path: PathBuf,
    clock: Clock,
    ids: Ids,
    lock: lock::WriteLock,
    read_only: bool,
    /// Orders that no index gives, kept while nothing changes: the ids of a list, sorted.
    sorted: Option<list::Sorted>,
    /// What stands in front of the tables for somebody who reads a past day; none: what is recorded now is read.
    past: RefCell<Option<past::Past>>,
    /// Who of a shared file sits here; none: its owner, or somebody alone with a file.
    seat: RefCell<Option<seat::Seat>>,
    /// What an import asked already; none while no import runs.
    memo: RefCell<Option<memo::Memo>>,
    /// This session as others see it; none: it is not shown.
    presence: Option<presence::Presence>,
    /// Device and number of the file that was opened: another one may be put in its place.
    opened: Option<(u64, u64)>,
    /// What is done once before the first save.
    first_save: Option<FirstSave>,
    pace: pace::Pace,
    /// Stops a backup that is made on this connection.
    backing: Arc<Stopper>,
}

/// Done once before the first save of a connection.
type FirstSave = Box<dyn FnOnce(&Store) + Send>;

/// Makes ids: milliseconds since 2020, 10 bits of the connection, 12 bits of sequence; 63 bits, ordered by time.
#[derive(Debug)]
struct Ids {
    last: Id,
    connection: Id,
}

/// 2020-01-01T00:00:00Z in milliseconds since 1970.
const EPOCH: i64 = 1_577_836_800_000;

/// Connections this process has opened: with the process id they tell makers of ids apart.
static CONNECTIONS: AtomicU32 = AtomicU32::new(0);

impl Ids {
    fn new() -> Self {
        let number = CONNECTIONS.fetch_add(1, Ordering::Relaxed);
        let connection = Id::from(std::process::id().wrapping_mul(7).wrapping_add(number) & 0x3FF);
        Self { last: 0, connection }
    }

    fn next(&mut self, millis: i64) -> Id {
        let born = ((millis - EPOCH).max(1) << 22) | (self.connection << 12);
        self.last = born.max(self.last + 1);
        self.last
    }

    /// Never again gives an id up to this one.
    fn pass(&mut self, known: Id) {
        self.last = self.last.max(known);
    }
}

impl Store {
    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether nothing can be saved: the file or its folder is read-only.
    #[must_use]
    pub const fn read_only(&self) -> bool {
        self.read_only
    }

    /// Has something done once before the first save: a backup of the day.
    pub fn before_first_save(&mut self, work: impl FnOnce(&Self) + Send + 'static) {
        self.first_save = Some(Box::new(work));
    }

    /// A number that changes when another connection saved.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        Ok(self.connection.query_row("PRAGMA data_version", [], |row| row.get(0))?)
    }

    /// Whether the file is still the one that was opened: not moved away, and none put in its place.
    #[must_use]
    pub fn is_same_file(&self) -> bool {
        open::identity(&self.path) == self.opened
    }

    /// Stops what this connection is doing, from another thread.
    pub fn stopper(&self) -> impl Fn() + Send + 'static {
        let (handle, flag, backing) = (self.connection.get_interrupt_handle(), self.stop_flag(), self.backup_stopper());
        move || {
            flag.store(true, Ordering::Relaxed);
            backing.stop();
            handle.interrupt();
        }
    }

    /// The newest action of anybody; 0 in a file without any.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn newest_action(&self) -> Result<Id, StoreError> {
        let sql = "SELECT COALESCE(max(id), 0) FROM action";
        Ok(self.connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    }

    /// The day it is in UTC, as the clock of the store says.
    #[must_use]
    pub fn utc_day(&self) -> String {
        self.now()[..10].to_owned()
    }

    /// The instant it is, `2026-11-21T10:44:05Z`.
    fn now(&self) -> String {
        instant((self.clock)())
    }

    fn next_id(&mut self) -> Id {
        let millis = (self.clock)();
        self.ids.next(millis)
    }
}

/// Milliseconds since 1970 as an ISO 8601 instant in UTC, to the second.
#[must_use]
pub fn instant(millis: i64) -> String {
    let stamp = jiff::Timestamp::from_millisecond(millis).unwrap_or_default();
    stamp.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_ordered_even_when_the_clock_stands_or_goes_back() {
        let mut ids = Ids::new();
        let made: Vec<Id> = [5, 5, 5, 4, 6].iter().map(|ms| ids.next(EPOCH + ms)).collect();
        assert!(made.windows(2).all(|pair| pair[0] < pair[1]), "{made:?}");
    }
}
