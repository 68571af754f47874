//! Opens a file or makes one: checks that it is ours and not newer, migrates older ones after a backup, and sets the
//! connection up. Every pragma of the product is in this file.

use std::cell::RefCell;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use super::{
    Clock, Ids, Store, StoreError, backup, instant,
    lock::{PATIENCE, WriteLock},
};
use crate::domain::say::Say;

/// The schema this program writes; older files are migrated, newer ones refused.
pub const SCHEMA_VERSION: i64 = 7;
/// "PLGB": marks a file as ours.
const APPLICATION_ID: i64 = 0x504C_4742;
/// What is left of the log beside the file once an import has let it grow, in bytes.
const LOG_KEPT: i64 = 4_000_000;
/// From so many bytes on only an import makes the log longer, or one that was killed left it so.
const LOG_OF_IMPORT: i64 = 64_000_000;
/// An import writes more often than this, in milliseconds.
const RESTS: i64 = 5_000;
const SCHEMA: &str = include_str!("../../schema.sql");

/// Steps from one schema to the next: `MIGRATIONS[0]` goes from 1 to 2, and so on.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/2.sql"),
    include_str!("migrations/3.sql"),
    include_str!("migrations/4.sql"),
    include_str!("migrations/5.sql"),
    include_str!("migrations/6.sql"),
    include_str!("migrations/7.sql"),
];

/// What happened when a file was opened, for the person to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// It was there.
    Found,
    /// It was older and was migrated; the backup that was taken first.
    Migrated { from: i64, backup: PathBuf },
}

impl Store {
    /// Opens an existing file.
    ///
    /// # Errors
    /// Says whether it is missing, not SQLite, not ours, newer, damaged or not to be read.
    pub fn open(path: &Path, clock: Clock) -> Result<(Self, Opened), StoreError> {
        Self::open_after(path, clock, |connection, path, now| Ok(backup::before_migration(connection, path, now)?.path))
    }

    /// Opens an existing file; one of an older layout is migrated after `kept` gave the place of a backup of it.
    pub(super) fn open_after(
        path: &Path,
        clock: Clock,
        kept: impl FnOnce(&Connection, &Path, &str) -> Result<PathBuf, StoreError>,
    ) -> Result<(Self, Opened), StoreError> {
        check_is_sqlite(path)?;
        let (connection, read_only) = connect_to_one(path)?;
        let version = check_is_ours(&connection, path)?;
        let opened = if version < SCHEMA_VERSION {
            if read_only {
                return Err(Say::new("store-older-read-only").with("path", path.display()).into());
            }
            migrate(&connection, path, version, MIGRATIONS, |connection, path| {
                kept(connection, path, &instant(clock()))
            })?
            .map_or(Opened::Found, |backup| Opened::Migrated { from: version, backup })
        } else {
            Opened::Found
        };
        let mut store = Self::around(connection, path, clock, read_only);
        if opened != Opened::Found {
            store.seed_missing()?;
        }
        Ok((store, opened))
    }

    /// Opens a file of whatever layout this program knows and changes nothing of it.
    pub(super) fn open_as_it_is(path: &Path, clock: Clock) -> Result<Self, StoreError> {
        check_is_sqlite(path)?;
        let (connection, read_only) = connect_to_one(path)?;
        check_is_ours(&connection, path)?;
        Ok(Self::around(connection, path, clock, read_only))
    }

    /// Makes one file of it and its log, where nobody else has it open; else the log keeps what is in it.
    pub(super) fn fold_log(&self) {
        let fold = "PRAGMA busy_timeout = 1000; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE";
        let _log_stays = self.connection.execute_batch(fold);
    }

    /// Makes a new file with the schema and the reference data of the papers.
    ///
    /// # Errors
    /// When something is there already or the folder cannot be written.
    pub fn create(path: &Path, clock: Clock) -> Result<Self, StoreError> {
        if path.exists() {
            return Err(Say::new("store-exists").with("path", path.display()).into());
        }
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder).map_err(|error| cannot_make(path, &error))?;
        }
        // Built beside and renamed, so that a half-made file is never found.
        let growing = beside(path, &format!("-new-{}", std::process::id()));
        remove_with_side_files(&growing);
        let made = build(&growing, clock.clone()).and_then(|()| Ok(fs::rename(&growing, path)?));
        remove_with_side_files(&growing);
        made.map_err(|error| match error {
            StoreError::Io(error) => cannot_make(path, &error),
            StoreError::Sql(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::CannotOpen) => {
                Say::new("store-cannot-make").with("path", path.display()).with("error", error).into()
            }
            other => other,
        })?;
        Ok(Self::open(path, clock)?.0)
    }

    fn around(connection: Connection, path: &Path, clock: Clock, read_only: bool) -> Self {
        let lock = WriteLock::beside(path);
        Self {
            connection,
            path: path.to_owned(),
            clock,
            ids: Ids::new(),
            lock,
            read_only,
            sorted: None,
            past: RefCell::default(),
            seat: RefCell::default(),
            memo: RefCell::default(),
            presence: None,
            opened: identity(path),
            first_save: None,
            pace: super::pace::Pace::default(),
            backing: std::sync::Arc::default(),
        }
    }

    /// A second connection to the same file for the same person, for work beside the screen.
    ///
    /// # Errors
    /// As `open`.
    pub fn again(&self) -> Result<Self, StoreError> {
        let again = Self::open(&self.path, self.clock.clone())?.0;
        again.seat.replace(self.seat.borrow().clone());
        again.forget_rights();
        Ok(again)
    }

    /// Opens what lies at the path now in place of the file that was there, for the same person.
    ///
    /// # Errors
    /// As `open`; then the connection stays at the file it has.
    pub fn reopen(&mut self) -> Result<(), StoreError> {
        let mut again = self.again()?;
        again.ids.pass(self.ids.last);
        let presence = self.presence.take();
        *self = Self { presence, ..again };
        self.read_rights()
    }

    /// How long a save waits for other writers before it says that the file is busy; ten seconds where nobody set it.
    ///
    /// # Errors
    /// When the engine does not take it.
    pub fn set_patience(&mut self, patience: Duration) -> Result<(), StoreError> {
        self.lock.patience = patience;
        Ok(self.connection.busy_timeout(patience)?)
    }

    /// Refuses to write into a file whose layout a newer program changed since it was opened.
    pub(super) fn check_layout(&self) -> Result<(), StoreError> {
        let version: i64 = self.connection.prepare_cached("PRAGMA user_version")?.query_row([], |row| row.get(0))?;
        if version == SCHEMA_VERSION { Ok(()) } else { Err(newer(&self.path, version)) }
    }

    /// The pace of an import: its commits do not wait for the disk, and copying home is left to `copy_home`. A power cut
    /// may take the last of them back, whole transactions from the end, and the file can be read in again; the last
    /// commit, without hurry, waits for all of them. The pages of the indexes that any row may touch are kept in memory,
    /// some 100 MB: read again for each row they cost more than everything else. Off: as every other save.
    pub(super) fn hurry(&self, on: bool) -> Result<(), StoreError> {
        let (mode, kept, log) = if on { ("NORMAL", 96_000, -1) } else { ("FULL", 6_000, LOG_KEPT) };
        Ok(self.connection.execute_batch(&format!(
            "PRAGMA synchronous = {mode}; PRAGMA cache_size = -{kept}; PRAGMA journal_size_limit = {log}; \
             PRAGMA shrink_memory;"
        ))?)
    }

    /// Copies what was committed from the log into the file, between two transactions: others who save do not wait.
    pub(super) fn copy_home(&self) -> Result<(), StoreError> {
        Ok(self.connection.execute_batch("PRAGMA wal_checkpoint(PASSIVE)")?)
    }

    /// When the log was last written, in milliseconds since 1970, where it is so long that it should be copied home: no save does that itself, since
    /// whoever saves would wait for it. While it grows beyond every day's work somebody reads a file in, and does so too.
    #[must_use]
    pub fn long_log(&self) -> Option<i64> {
        let log = fs::metadata(beside(&self.path, "-wal")).ok().filter(|_| !self.read_only)?;
        let written = log.mtime() * 1000 + log.mtime_nsec() / 1_000_000;
        let rests = (self.clock)() - written > RESTS;
        let is_long = i64::try_from(log.len()).is_ok_and(|bytes| bytes > LOG_KEPT && (bytes < LOG_OF_IMPORT || rests));
        is_long.then_some(written)
    }

    /// What the engine finds wrong with the file; empty when it is whole.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    pub fn integrity(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection.prepare("PRAGMA integrity_check(20)")?;
        let mut lines: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        lines.retain(|line| line != "ok");
        let mut broken = self.connection.prepare("PRAGMA foreign_key_check")?;
        let broken: Vec<String> = broken
            .query_map([], |row| {
                Ok(format!("{} {}", row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?.unwrap_or(0)))
            })?
            .collect::<Result<_, _>>()?;
        lines.extend(broken);
        Ok(lines)
    }
}

/// Device and number of the file at a path; none where there is none.
pub(super) fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|file| (file.dev(), file.ino()))
}

pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Removes a file and what SQLite and the lock left beside it; what is not there is no error.
pub(super) fn remove_with_side_files(path: &Path) {
    for ending in ["", "-wal", "-shm", "-journal", "-lock"] {
        let _gone_already = fs::remove_file(beside(path, ending));
    }
}

fn cannot_make(path: &Path, error: &std::io::Error) -> StoreError {
    Say::new("store-cannot-make").with("path", path.display()).with("error", error).into()
}

/// Builds a whole new file; durability is bought at the end, by closing it, since nobody waits on it before.
fn build(path: &Path, clock: Clock) -> Result<(), StoreError> {
    let connection = Connection::open(path)?;
    connection
        .execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON; BEGIN;")?;
    connection.execute_batch(SCHEMA)?;
    connection
        .execute_batch(&format!("PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION};"))?;
    let mut store = Store::around(connection, path, clock, false);
    store.seed()?;
    store.connection.execute_batch("COMMIT; ANALYZE; PRAGMA synchronous = FULL; PRAGMA journal_mode = WAL;")?;
    Ok(())
}

fn check_is_sqlite(path: &Path) -> Result<(), StoreError> {
    use std::io::Read;
    let shown = path.display();
    let mut file = match fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(Say::new("store-no-file").with("path", shown).into());
        }
        Err(error) => return Err(Say::new("store-unreadable").with("path", shown).with("error", error).into()),
    };
    let mut head = [0; 16];
    let read = file
        .read(&mut head)
        .map_err(|error| Say::new("store-unreadable").with("path", shown.to_string()).with("error", error))?;
    if read < 16 || &head != b"SQLite format 3\0" {
        return Err(Say::new("store-not-sqlite").with("path", shown).into());
    }
    Ok(())
}

/// Connects to the file that stands at the path before and after: a restore may put another one there.
fn connect_to_one(path: &Path) -> Result<(Connection, bool), StoreError> {
    loop {
        let before = identity(path);
        let connected = connect(path).map_err(unreadable)?;
        if identity(path) == before {
            return Ok(connected);
        }
    }
}

fn connect(path: &Path) -> Result<(Connection, bool), StoreError> {
    let may_write = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let writable = fs::OpenOptions::new().write(true).open(path).is_ok() && folder_writable(path);
    let connection = if writable { Connection::open_with_flags(path, may_write)? } else { open_read_only(path)? };
    connection.busy_timeout(PATIENCE)?;
    connection.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -6000; PRAGMA temp_store = FILE;",
    )?;
    if writable {
        let _mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
        connection.execute_batch(&format!(
            "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = {LOG_KEPT}; PRAGMA wal_autocheckpoint = 0;"
        ))?;
    }
    // One plan for a statement whatever it is asked with: else each new value plans a kept statement anew, which takes
    // longer than the look-up it is for.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    add_functions(&connection)?;
    Ok((connection, !writable))
}

/// `fold(text)`: text as search sees it, for filters on columns that keep no folded copy. `part_of(whole, part, of)`:
/// `domain::money::part_of`, since the engine's own arithmetic would overflow or round through floating point.
fn add_functions(connection: &Connection) -> Result<(), StoreError> {
    use rusqlite::functions::FunctionFlags;
    connection.set_prepared_statement_cache_capacity(128);
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("fold", 1, flags, |context| {
        let text: Option<String> = context.get(0)?;
        Ok(text.map(|text| crate::domain::fold::fold(&text)))
    })?;
    connection.create_scalar_function("part_of", 3, flags, |context| {
        let (whole, part, of): (Option<i64>, Option<i64>, Option<i64>) =
            (context.get(0)?, context.get(1)?, context.get(2)?);
        Ok(whole.zip(part).zip(of).and_then(|((whole, part), of)| crate::domain::money::part_of(whole, part, of)))
    })?;
    Ok(())
}

/// A file in WAL mode wants to write beside itself even to be read; when it cannot, and nobody else has it open, it is
/// read as it lies.
fn open_read_only(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    if connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0)).is_ok() {
        return Ok(connection);
    }
    Ok(open_immutable(path)?)
}

/// Reads a file as it lies, which nobody writes.
pub(super) fn open_immutable(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let escaped = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    Connection::open_with_flags(format!("file:{escaped}?immutable=1"), flags)
}

fn folder_writable(path: &Path) -> bool {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    tempfile::Builder::new().prefix(".pledgebook-").tempfile_in(folder).is_ok()
}

/// A file that begins as SQLite files do and that the engine cannot read is damaged.
fn unreadable(error: StoreError) -> StoreError {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    match error {
        StoreError::Sql(error) if matches!(error.sqlite_error_code(), Some(NotADatabase | DatabaseCorrupt)) => {
            Say::new("store-damaged").with("error", error).into()
        }
        other => other,
    }
}

fn newer(path: &Path, version: i64) -> StoreError {
    let say = Say::new("store-newer").with("path", path.display());
    say.with("file", version).with("program", SCHEMA_VERSION).into()
}

pub(super) fn check_is_ours(connection: &Connection, path: &Path) -> Result<i64, StoreError> {
    let read = |pragma: &str| connection.query_row(pragma, [], |row| row.get::<_, i64>(0));
    let ours = read("PRAGMA application_id").map_err(|error| unreadable(error.into()))?;
    let version = read("PRAGMA user_version")?;
    if ours != APPLICATION_ID || version < 1 {
        return Err(Say::new("store-not-ours").with("path", path.display()).into());
    }
    if version > SCHEMA_VERSION {
        return Err(newer(path, version));
    }
    Ok(version)
}

/// Takes a file from schema `from` to the last of `steps`, each in a transaction of its own, after a backup; a step that
/// fails leaves the file at the schema before it. None when another process did it meanwhile.
fn migrate(
    connection: &Connection,
    path: &Path,
    from: i64,
    steps: &[&str],
    kept: impl FnOnce(&Connection, &Path) -> Result<PathBuf, StoreError>,
) -> Result<Option<PathBuf>, StoreError> {
    let lock = WriteLock::beside(path);
    let _turn = lock.turn()?;
    if connection.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0))? != from {
        return Ok(None);
    }
    let backup = kept(connection, path)?;
    for (sql, to) in steps.iter().zip(2..).filter(|(_, to)| *to > from) {
        let step = format!("BEGIN IMMEDIATE; {sql}; PRAGMA user_version = {to}; COMMIT;");
        if let Err(error) = connection.execute_batch(&step) {
            // What failed may have rolled back already; then there is nothing left to do.
            let _rolled_back_already = connection.execute_batch("ROLLBACK");
            return Err(error.into());
        }
    }
    Ok(Some(backup))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(connection: &Connection) -> i64 {
        connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
    }

    fn new_file(folder: &tempfile::TempDir) -> (PathBuf, Connection) {
        let path = folder.path().join("old.pledgebook");
        let clock: Clock = std::sync::Arc::new(|| 1_606_000_000_000);
        drop(Store::create(&path, clock).unwrap());
        let connection = connect(&path).unwrap().0;
        connection.pragma_update(None, "user_version", 1).unwrap();
        (path, connection)
    }

    fn kept(connection: &Connection, path: &Path) -> Result<PathBuf, StoreError> {
        Ok(backup::before_migration(connection, path, "2020-11-21T12:00:00Z")?.path)
    }

    const STEPS: &[&str] = &[
        "ALTER TABLE partner ADD COLUMN fax TEXT",
        "UPDATE setting SET value = 'moved' WHERE code = 'largest-donors'; ALTER TABLE partner ADD COLUMN telex TEXT",
    ];

    #[test]
    fn the_last_step_leads_to_the_schema_of_this_program() {
        assert_eq!(i64::try_from(MIGRATIONS.len()).unwrap() + 1, SCHEMA_VERSION);
    }

    #[test]
    fn an_older_file_is_migrated_step_by_step_after_a_backup() {
        let folder = tempfile::tempdir().unwrap();
        let (path, connection) = new_file(&folder);
        let backup = migrate(&connection, &path, 1, STEPS, kept).unwrap().unwrap();
        assert_eq!(version(&connection), 3);
        connection.prepare("SELECT fax, telex FROM partner").unwrap();
        let kept = Connection::open(&backup).unwrap();
        assert_eq!(version(&kept), 1);
        assert!(kept.prepare("SELECT fax FROM partner").is_err());
    }

    #[test]
    fn a_file_half_way_takes_only_the_steps_it_lacks() {
        let folder = tempfile::tempdir().unwrap();
        let (path, connection) = new_file(&folder);
        migrate(&connection, &path, 1, &STEPS[..1], kept).unwrap();
        migrate(&connection, &path, 2, STEPS, kept).unwrap();
        assert_eq!(version(&connection), 3);
    }

    #[test]
    fn a_step_that_fails_leaves_the_schema_before_it_whole() {
        let folder = tempfile::tempdir().unwrap();
        let (path, connection) = new_file(&folder);
        let steps = [STEPS[0], "ALTER TABLE partner ADD COLUMN telex TEXT; UPDATE nothing SET x = 1"];
        assert!(migrate(&connection, &path, 1, &steps, kept).is_err());
        assert_eq!(version(&connection), 2);
        connection.prepare("SELECT fax FROM partner").unwrap();
        assert!(connection.prepare("SELECT telex FROM partner").is_err());
        assert!(connection.is_autocommit());
    }

    #[test]
    fn a_long_log_is_copied_home_by_whoever_keeps_the_file_and_by_no_save() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let store = Store::create(&path, std::sync::Arc::new(|| 1_606_000_000_000)).unwrap();
        let save = |bytes: u32| {
            let sql = format!("CREATE TABLE x (b BLOB); INSERT INTO x VALUES (zeroblob({bytes})); DROP TABLE x");
            store.connection.execute_batch(&sql).unwrap();
        };
        save(1_000);
        assert_eq!(store.long_log(), None);
        save(6_000_000);
        let written = store.long_log().expect("a log of six megabytes");
        let keeper = backup::Keeper::of(&store);
        keeper.copy_home().unwrap();
        assert_eq!(store.long_log(), Some(written), "nobody wrote since");
        // What is copied is written over from its beginning, and the log is short again.
        save(1_000);
        assert_eq!(store.long_log(), None);
    }
}
