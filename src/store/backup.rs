//! Backups: whole copies of one moment, made while people write, verified, with a note beside each that says what it holds;
//! older ones go by rule. A copy without its note is none: it refuses to leave a half-made one that looks good.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::backup::{Backup as Copying, StepResult};
use rusqlite::{Connection, InterruptHandle, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::hash::{sha256, sha256_while};
use super::lock::WriteLock;
use super::open::{beside, remove_with_side_files};
use super::seal::hex;
use super::{Clock, Store, StoreError, instant};
use crate::domain::backup::{Made, Reason, surplus};
use crate::domain::day::Day;
use crate::domain::record::Id;
use crate::domain::say::Say;

/// Pages copied at a time; then it looks whether it is to stop, and the disk is given what it has so far, so that nobody's
/// save waits behind all of it.
const PART: i32 = 2_000;
/// Room that stays free on the disk, in bytes: a backup never takes the last of it from who saves.
const SPARE: u64 = 1_000_000;
/// How long a backup waits for another one of the same file.
const PATIENCE: Duration = Duration::from_secs(300);
/// The beginning of the name of what is not whole yet.
const PART_NAME: &str = ".part-";

/// What a backup holds, as it was found when it was verified; kept beside it as `NAME.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The name of the backup in its folder.
    pub file: String,
    /// When it was made, UTC.
    pub at: String,
    /// The word of `Reason`.
    pub reason: String,
    pub schema: i64,
    /// Its length.
    pub bytes: u64,
    /// Of the whole file, in lower-case hexadecimal.
    pub sha256: String,
    /// Rows of each table.
    pub counts: BTreeMap<String, i64>,
    /// The newest action in it, and when that was.
    pub action: Id,
    pub changed: String,
    /// The last seal of its history; empty in a file of before seals.
    pub seal: String,
    /// The version of the program that made it.
    pub program: String,
}

/// A backup that was whole when it was made and has its length still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    pub path: PathBuf,
    pub note: Note,
}

impl Backup {
    /// The day it was made, UTC.
    #[must_use]
    pub fn day(&self) -> &str {
        self.note.at.get(..10).unwrap_or_default()
    }

    /// Reads all of it again.
    ///
    /// # Errors
    /// Says when it is not what it was; or when it cannot be read.
    pub fn verify(&self) -> Result<(), StoreError> {
        if sha256(&self.path)? == self.note.sha256 {
            return Ok(());
        }
        Err(Say::new("backup-changed").with("path", self.path.display()).into())
    }

    fn made(&self) -> Option<Made> {
        let at: jiff::Timestamp = self.note.at.parse().ok()?;
        let reason = Reason::named(&self.note.reason)?;
        Some(Made { day: Day::parse_iso(self.day())?, at: at.as_millisecond(), reason })
    }
}

/// Stops a backup from another thread.
#[derive(Default)]
pub struct Stopper {
    stopped: AtomicBool,
    running: Mutex<Option<InterruptHandle>>,
}

impl Stopper {
    /// The backup under way ends without a trace, and none begins any more.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        if let Some(handle) = self.running.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
            handle.interrupt();
        }
    }

    /// A wish that came before is over.
    fn renew(&self) {
        self.stopped.store(false, Ordering::SeqCst);
    }

    fn watch(&self, copy: &Connection) {
        *self.running.lock().unwrap_or_else(PoisonError::into_inner) = Some(copy.get_interrupt_handle());
    }

    fn check(&self) -> Result<(), StoreError> {
        if !self.stopped.load(Ordering::SeqCst) {
            return Ok(());
        }
        let interrupt = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_INTERRUPT);
        Err(rusqlite::Error::SqliteFailure(interrupt, None).into())
    }
}

/// The folder of the backups of a file.
#[must_use]
pub fn backup_folder(data: &Path) -> PathBuf {
    beside(data, "-backups")
}

/// The backups of a file, newest first.
///
/// # Errors
/// When the folder is there and cannot be read.
pub fn backups_of(data: &Path) -> Result<Vec<Backup>, StoreError> {
    let folder = backup_folder(data);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if !hidden && path.extension().is_some_and(|ending| ending == "json") {
            found.extend(read_note(&path.with_extension("")));
        }
    }
    found.sort_by(|one, other| (&other.note.at, &other.path).cmp(&(&one.note.at, &one.path)));
    Ok(found)
}

/// The newest good backup of a file; none when there is none, or its folder cannot be read.
#[must_use]
pub fn last_backup(data: &Path) -> Option<Backup> {
    backups_of(data).ok()?.into_iter().next()
}

/// The backup at a path by the note beside it; none without one, or when its length is another.
pub(super) fn read_note(path: &Path) -> Option<Backup> {
    let note: Note = serde_json::from_slice(&fs::read(beside(path, ".json")).ok()?).ok()?;
    let there = fs::metadata(path).is_ok_and(|file| file.len() == note.bytes);
    there.then(|| Backup { path: path.to_owned(), note })
}

/// Makes today's backup beside the screen.
pub struct Keeper {
    path: PathBuf,
    clock: Clock,
    stopper: Arc<Stopper>,
}

impl Keeper {
    /// For the file of a store.
    #[must_use]
    pub fn of(store: &Store) -> Self {
        Self { path: store.path.clone(), clock: store.clock.clone(), stopper: Arc::default() }
    }

    /// Stops it.
    #[must_use]
    pub fn stopper(&self) -> Arc<Stopper> {
        Arc::clone(&self.stopper)
    }

    /// Makes today's backup on a connection of its own, if none was made and somebody did anything since the last.
    ///
    /// # Errors
    /// When it cannot be made; nothing is left of it then.
    pub fn daily(&self) -> Result<Option<Backup>, StoreError> {
        let today = instant((self.clock)());
        if day_is_kept(&self.path, &today)? {
            return Ok(None);
        }
        let store = Store::open(&self.path, self.clock.clone())?.0;
        store.daily_backup(&self.stopper)
    }
}

impl Keeper {
    /// Copies the log into the file, on a connection of its own.
    ///
    /// # Errors
    /// When the file cannot be opened or written.
    pub fn copy_home(&self) -> Result<(), StoreError> {
        Store::open(&self.path, self.clock.clone())?.0.copy_home()
    }
}

fn day_is_kept(data: &Path, now: &str) -> Result<bool, StoreError> {
    let of_today = |backup: &Backup| backup.note.reason == Reason::Day.word() && now.starts_with(backup.day());
    Ok(backups_of(data)?.iter().any(of_today))
}

impl Store {
    /// Makes a backup in the folder of the file, and lets go of those that younger ones replace.
    ///
    /// # Errors
    /// When there is no room or the folder cannot be written; nothing is left of it then.
    pub fn back_up(&self, reason: Reason) -> Result<Backup, StoreError> {
        let folder = Folder::of(&self.path)?;
        let Some(_alone) = folder.lock.wait()? else { return Err(Say::new("backup-busy").into()) };
        self.backing.renew();
        folder.make(&self.connection, &self.now(), reason, &self.backing)
    }

    /// What stops a backup that this connection makes.
    #[must_use]
    pub fn backup_stopper(&self) -> Arc<Stopper> {
        Arc::clone(&self.backing)
    }

    /// The same before something that changes much; none is made when the newest one holds everything already.
    ///
    /// # Errors
    /// As `back_up`.
    pub fn back_up_before(&self, reason: Reason) -> Result<Option<Backup>, StoreError> {
        if self.newest_is_kept()? { Ok(None) } else { self.back_up(reason).map(Some) }
    }

    /// The first merge of a day finds a backup of that day. A merge is one action and is taken back as one, so that those
    /// after it need none of their own.
    pub(super) fn back_up_before_merge(&self) -> Result<(), StoreError> {
        if self.read_only || last_backup(&self.path).is_some_and(|backup| backup.day() == self.utc_day()) {
            return Ok(());
        }
        self.back_up_before(Reason::Merge).map(drop)
    }

    /// Today's backup, if none was made and somebody did anything since the last; none while another one is under way.
    ///
    /// # Errors
    /// As `back_up`.
    pub fn daily_backup(&self, stopper: &Stopper) -> Result<Option<Backup>, StoreError> {
        if self.read_only || day_is_kept(&self.path, &self.now())? || self.newest_is_kept()? || !self.was_used()? {
            return Ok(None);
        }
        let mut folder = Folder::of(&self.path)?;
        folder.lock.patience = Duration::ZERO;
        let Some(_alone) = folder.lock.wait()? else { return Ok(None) };
        folder.make(&self.connection, &self.now(), Reason::Day, stopper).map(Some)
    }

    /// Whether the newest backup holds all of history.
    fn newest_is_kept(&self) -> Result<bool, StoreError> {
        let seal = self.newest_seal()?;
        Ok(!seal.is_empty() && last_backup(&self.path).is_some_and(|backup| backup.note.seal == seal))
    }

    /// Whether anybody did anything in it since it was made.
    fn was_used(&self) -> Result<bool, StoreError> {
        Ok(self.connection.prepare("SELECT 1 FROM main.action WHERE origin <> 'made' LIMIT 1")?.exists([])?)
    }

    /// Copies the file to another path, with a note beside it, while people write.
    ///
    /// # Errors
    /// When something is there, there is no room or the copy is not whole; nothing is left of it then.
    pub fn backup_to(&self, target: &Path) -> Result<Backup, StoreError> {
        for path in [target.to_owned(), beside(target, ".json")] {
            if path.exists() {
                return Err(Say::new("store-exists").with("path", path.display()).into());
            }
        }
        let part = beside(target, &format!("{PART_NAME}{}", std::process::id()));
        let mode = private(&self.path).1;
        copy_and_note(&self.connection, &part, target, mode, &self.now(), Reason::Hand, &Stopper::default())
    }
}

/// Backs up a file of an earlier layout before it is changed.
pub(super) fn before_migration(connection: &Connection, data: &Path, now: &str) -> Result<Backup, StoreError> {
    let folder = Folder::of(data)?;
    let Some(_alone) = folder.lock.wait()? else { return Err(Say::new("backup-busy").into()) };
    folder.make(connection, now, Reason::Migration, &Stopper::default())
}

/// The modes of a folder of backups and of a backup: for nobody but the owner, or those who may write the file; and a
/// backup is only read.
fn private(data: &Path) -> (u32, u32) {
    let shared = fs::metadata(data).is_ok_and(|file| file.mode() & 0o020 != 0);
    if shared { (0o770, 0o440) } else { (0o700, 0o400) }
}

/// The folder of the backups of one file, in which one is made at a time.
struct Folder {
    data: PathBuf,
    path: PathBuf,
    lock: WriteLock,
    mode: u32,
}

impl Folder {
    fn of(data: &Path) -> Result<Self, StoreError> {
        let path = backup_folder(data);
        let (folder, mode) = private(data);
        let made = fs::DirBuilder::new().mode(folder).recursive(true).create(&path);
        made.map_err(|error| Say::new("backup-cannot").with("path", path.display()).with("error", error))?;
        let mut lock = WriteLock::beside(&path.join("backups"));
        lock.patience = PATIENCE;
        Ok(Self { data: data.to_owned(), path, lock, mode })
    }

    fn make(
        &self,
        connection: &Connection,
        now: &str,
        reason: Reason,
        stopper: &Stopper,
    ) -> Result<Backup, StoreError> {
        self.sweep()?;
        let target = self.free_name(now, reason);
        let part = self.path.join(format!("{PART_NAME}{}", std::process::id()));
        let made = copy_and_note(connection, &part, &target, self.mode, now, reason, stopper)?;
        self.prune()?;
        Ok(made)
    }

    fn free_name(&self, now: &str, reason: Reason) -> PathBuf {
        let stem = format!("{}-{}", now.replace(':', "-"), reason.word());
        let named = |ending: &str| self.path.join(format!("{stem}{ending}.db"));
        let mut target = named("");
        for number in 2.. {
            if !target.exists() {
                break;
            }
            target = named(&format!("-{number}"));
        }
        target
    }

    /// Removes what a backup that was killed left: nobody else makes one now.
    fn sweep(&self) -> Result<(), StoreError> {
        for entry in fs::read_dir(&self.path)? {
            let path = entry?.path();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let orphan = name.ends_with(".db.json") && !path.with_extension("").exists();
            if name.starts_with(PART_NAME) || orphan {
                fs::remove_file(&path)?;
            }
        }
        Ok(())
    }

    fn prune(&self) -> Result<(), StoreError> {
        let backups: Vec<(Backup, Made)> =
            backups_of(&self.data)?.into_iter().filter_map(|backup| backup.made().map(|made| (backup, made))).collect();
        for at in surplus(&backups.iter().map(|(_, made)| *made).collect::<Vec<_>>()) {
            let path = &backups[at].0.path;
            // Without its note it is no backup any more, whatever happens next.
            fs::remove_file(beside(path, ".json"))?;
            fs::remove_file(path)?;
            remove_with_side_files(path);
        }
        Ok(())
    }
}

/// What the file holds at the moment that is copied.
#[derive(PartialEq, Eq)]
pub(super) struct Facts {
    schema: i64,
    counts: BTreeMap<String, i64>,
    action: Id,
    changed: String,
    seal: String,
}

impl Facts {
    fn of(connection: &Connection) -> Result<Self, StoreError> {
        // What search keeps for itself follows from the rest.
        let tables = "SELECT name FROM main.sqlite_schema WHERE type = 'table' \
                      AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search%' ORDER BY name";
        let mut tables = connection.prepare(tables)?;
        let tables: Vec<String> = tables.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let mut counts = BTreeMap::new();
        for table in tables {
            let sql = format!("SELECT count(*) FROM main.{table}");
            counts.insert(table, connection.query_row(&sql, [], |row| row.get(0))?);
        }
        let last = "SELECT id, at FROM main.action ORDER BY id DESC LIMIT 1";
        let last = connection.query_row(last, [], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let (action, changed) = last.unwrap_or_default();
        let seal = if counts.contains_key("seal") {
            let sql = "SELECT hash FROM main.seal ORDER BY id DESC LIMIT 1";
            connection.query_row(sql, [], |row| row.get::<_, Vec<u8>>(0)).optional()?
        } else {
            None
        };
        let schema = connection.query_row("PRAGMA main.user_version", [], |row| row.get(0))?;
        Ok(Self { schema, counts, action, changed, seal: hex(&seal.unwrap_or_default()) })
    }
}

/// Copies to a name nobody takes for a backup, verifies, writes the note, and only then gives the copy its name.
fn copy_and_note(
    connection: &Connection,
    part: &Path,
    target: &Path,
    mode: u32,
    now: &str,
    reason: Reason,
    stopper: &Stopper,
) -> Result<Backup, StoreError> {
    let note_part = beside(part, ".json");
    let made = (|| {
        let facts = copy_now(connection, part, mode, stopper)?;
        stopper.check()?;
        let note = Note {
            file: target.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            at: now.to_owned(),
            reason: reason.word().to_owned(),
            schema: facts.schema,
            bytes: fs::metadata(part)?.len(),
            sha256: sha256_while(part, || stopper.check())?,
            counts: facts.counts,
            action: facts.action,
            changed: facts.changed,
            seal: facts.seal,
            program: env!("CARGO_PKG_VERSION").to_owned(),
        };
        let mut file = new_file(&note_part, mode)?;
        file.write_all(&serde_json::to_vec_pretty(&note).map_err(std::io::Error::from)?)?;
        file.sync_all()?;
        only_to_read(&note_part, mode)?;
        only_to_read(part, mode)?;
        fs::rename(&note_part, beside(target, ".json"))?;
        fs::rename(part, target)?;
        sync_folder(target)?;
        Ok(Backup { path: target.to_owned(), note })
    })();
    if made.is_err() {
        remove_with_side_files(part);
        remove_with_side_files(&note_part);
    }
    made.map_err(|error| no_room(error, target))
}

/// A full disk is said as one, wherever it was met.
fn no_room(error: StoreError, target: &Path) -> StoreError {
    let full = match &error {
        StoreError::Sql(error) => error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull),
        StoreError::Io(error) => error.kind() == std::io::ErrorKind::StorageFull,
        StoreError::Said(_) | StoreError::Stopped => false,
    };
    if full { Say::new("backup-disk-full").with("path", target.display()).into() } else { error }
}

fn new_file(path: &Path, mode: u32) -> std::io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(mode | 0o200).open(path)
}

fn only_to_read(path: &Path, mode: u32) -> std::io::Result<()> {
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

/// A name is kept by its folder: a power cut must not take it back.
pub(super) fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    File::open(folder)?.sync_all()
}

/// Copies what is in the file at one moment; saves meanwhile neither wait nor begin the copy anew.
pub(super) fn copy_now(
    connection: &Connection,
    part: &Path,
    mode: u32,
    stopper: &Stopper,
) -> Result<Facts, StoreError> {
    let file = new_file(part, mode)?;
    connection.execute_batch("BEGIN")?;
    let copied = Facts::of(connection).and_then(|facts| {
        let size = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
        let size: i64 = connection.query_row(size, [], |row| row.get(0))?;
        check_room(part, u64::try_from(size).unwrap_or(0))?;
        copy_pages(connection, part, &file, stopper)?;
        Ok(facts)
    });
    connection.execute_batch("COMMIT")?;
    let facts = copied?;
    verify_copy(part, &facts, stopper)?;
    file.sync_all()?;
    Ok(facts)
}

fn copy_pages(connection: &Connection, part: &Path, file: &File, stopper: &Stopper) -> Result<(), StoreError> {
    let mut copy = Connection::open(part)?;
    // Nobody reads it before it is whole, and its bytes are handed to the disk here.
    copy.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -2000")?;
    let copying = Copying::new(connection, &mut copy)?;
    while !matches!(copying.step(PART)?, StepResult::Done) {
        stopper.check()?;
        file.sync_data()?;
    }
    Ok(())
}

/// The engine finds nothing wrong with the copy, and it holds what was counted.
fn verify_copy(part: &Path, facts: &Facts, stopper: &Stopper) -> Result<(), StoreError> {
    let copy = Connection::open(part)?;
    stopper.watch(&copy);
    stopper.check()?;
    let whole: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if whole != "ok" {
        return Err(Say::new("store-damaged").with("error", whole).into());
    }
    if Facts::of(&copy)? != *facts {
        return Err(Say::new("store-damaged").with("error", "count").into());
    }
    Ok(())
}

/// Asks for room before anything is written, so that a backup does not fill the disk under those who save.
fn check_room(at: &Path, wanted: u64) -> Result<(), StoreError> {
    let Some(free) = free_bytes(at) else { return Ok(()) };
    if free >= wanted + SPARE {
        return Ok(());
    }
    let megabytes = |bytes: u64| bytes.div_ceil(1_000_000);
    let folder = at.parent().unwrap_or(at).display();
    Err(Say::new("backup-no-room")
        .with("path", folder)
        .with("wanted", megabytes(wanted + SPARE))
        .with("free", megabytes(free))
        .into())
}

/// Bytes free for this user on the disk of a path; none where the system does not say.
fn free_bytes(path: &Path) -> Option<u64> {
    use std::os::unix::ffi::OsStrExt;
    let name = std::ffi::CString::new(path.as_os_str().as_bytes()).ok()?;
    // SAFETY: all zeros is a value of this struct of numbers.
    let mut answer: libc::statvfs = unsafe { std::mem::zeroed() };
    // SAFETY: the name ends with a zero and the struct outlives the call.
    let asked = unsafe { libc::statvfs(name.as_ptr(), &raw mut answer) };
    (asked == 0).then(|| answer.f_bavail.saturating_mul(answer.f_frsize))
}
