//! Restoring: a backup is copied, verified and brought up to date beside the file, and then takes its place. It refuses to
//! write over anything: what stood there is kept beside it, whole, and can be restored in turn.

use std::fs::{self, File};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::backup::{Backup, Stopper, backup_folder, backups_of, copy_now, read_note, sync_folder};
use super::lock::WriteLock;
use super::open::{beside, check_is_ours, open_immutable, remove_with_side_files};
use super::{Clock, Store, StoreError, instant};
use crate::access::Asker;
use crate::domain::change::Origin;
use crate::domain::day::{Day, read_day};
use crate::domain::record::Id;
use crate::domain::say::Say;

/// How the name of a file that was replaced goes on after its own.
const REPLACED: &str = "-replaced-";

/// What became of a restore.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Where what stood there is kept; none when nothing did.
    pub kept: Option<PathBuf>,
    /// Forms not saved yet that were taken along.
    pub drafts: usize,
}

/// A file that a restore put aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    pub path: PathBuf,
    pub bytes: u64,
}

/// The files that restores put aside, newest first.
///
/// # Errors
/// When the folder of the file cannot be read.
pub fn replaced_of(data: &Path) -> Result<Vec<Replaced>, StoreError> {
    let start = beside(Path::new(data.file_name().unwrap_or_default()), REPLACED).to_string_lossy().into_owned();
    let mut found = Vec::new();
    for entry in fs::read_dir(folder_of(data))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let side = ["-wal", "-shm", "-lock", "-journal"].iter().any(|ending| name.ends_with(ending));
        if name.starts_with(&start) && !side {
            found.push(Replaced { path: entry.path(), bytes: entry.metadata()?.len() });
        }
    }
    found.sort_by(|one, other| other.path.cmp(&one.path));
    Ok(found)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// The backup somebody means: a path, the name of a backup, or a day, for which it is the newest that holds nothing later
/// than that day (UTC).
///
/// # Errors
/// Says what there is when nothing is meant.
pub fn find_backup(data: &Path, which: &str, today: Day) -> Result<PathBuf, StoreError> {
    let folder = backup_folder(data);
    let beside_file = folder_of(data).join(which);
    for path in [folder.join(which), folder.join(format!("{which}.db")), beside_file, PathBuf::from(which)] {
        if path.is_file() {
            return Ok(path);
        }
    }
    let backups = backups_of(data)?;
    let none = |key| {
        let mut known: Vec<&str> = backups.iter().map(Backup::day).collect();
        known.dedup();
        Say::new(key)
            .with("which", which)
            .with("known", if known.is_empty() { "-".to_owned() } else { known.join(", ") })
    };
    let day = read_day(which, today).map_err(|_| none("restore-none-such"))?.to_string();
    let of_day = backups.iter().find(|backup| backup.note.changed.get(..10).is_some_and(|changed| changed <= &*day));
    of_day.map(|backup| backup.path.clone()).ok_or_else(|| none("restore-none-of-day").into())
}

/// Puts a backup in the place of a file, which need not be there or readable any more.
///
/// # Errors
/// When the backup is not whole, there is no room, or others save without end; the file stands as it stood then.
pub fn restore(data: &Path, backup: &Path, clock: &Clock, who: &Asker) -> Result<Restored, StoreError> {
    // A link to the file stays one.
    let real = fs::canonicalize(data).unwrap_or_else(|_| data.to_owned());
    let coming = beside(&real, &format!("-restoring-{}", std::process::id()));
    remove_with_side_files(&coming);
    let lock = WriteLock::beside(data);
    let restored = copy_back(&real, backup, &coming).and_then(|()| {
        let store = made_ready(backup, &coming, clock)?;
        let _turn = lock.turn()?;
        put_in_place(&real, backup, store, clock, who)
    });
    remove_with_side_files(&coming);
    restored
}

/// A verified copy of the backup, with the rights of the file it is to replace.
fn copy_back(data: &Path, backup: &Path, coming: &Path) -> Result<(), StoreError> {
    let noted = read_note(backup);
    if let Some(noted) = &noted {
        noted.verify()?;
    }
    let source = open_source(backup, noted.is_some())?;
    check_is_ours(&source, backup)?;
    let mode = fs::metadata(data).map_or(0o600, |file| file.mode() & 0o777);
    copy_now(&source, coming, mode, &Stopper::default())?;
    if let Ok(there) = fs::metadata(data) {
        // Only root may give a file away; for anybody else it is theirs already, or their group's.
        let _as_it_was = std::os::unix::fs::chown(coming, Some(there.uid()), Some(there.gid()));
        fs::set_permissions(coming, there.permissions())?;
    }
    Ok(())
}

/// A backup is only read, so that it stays what its note says; a file that was put aside may have a log to be read first.
fn open_source(path: &Path, noted: bool) -> Result<Connection, StoreError> {
    let opened =
        if noted { open_immutable(path) } else { Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE) };
    opened.map_err(|error| Say::new("store-unreadable").with("path", path.display()).with("error", error).into())
}

/// Brings the copy up to date; whatever layout it has, the backup it came from stays.
fn made_ready(backup: &Path, coming: &Path, clock: &Clock) -> Result<Store, StoreError> {
    Ok(Store::open_after(coming, clock.clone(), |_, _, _| Ok(backup.to_owned()))?.0)
}

/// Takes along what is only in the file, and swaps the two while nobody writes.
fn put_in_place(
    data: &Path,
    backup: &Path,
    mut store: Store,
    clock: &Clock,
    who: &Asker,
) -> Result<Restored, StoreError> {
    let coming = store.path.clone();
    // What cannot be opened any more has nothing to take along, and is kept as it lies.
    let standing = Store::open_as_it_is(data, clock.clone()).ok();
    let mut drafts = 0;
    if let Some(standing) = &standing {
        // A damaged file gives what can be read of it.
        drafts = store.take_drafts(standing).unwrap_or_default();
        store.ids.pass(standing.newest_action().unwrap_or_default());
        standing.fold_log();
    }
    store.note_restore(who, backup)?;
    drop(store);
    File::open(&coming)?.sync_all()?;
    let kept = swap(data, &coming, &instant(clock()))?;
    Ok(Restored { kept, drafts })
}

/// Gives the new file the name of the old one, which keeps its log and gets a name that says what it is.
fn swap(data: &Path, coming: &Path, now: &str) -> Result<Option<PathBuf>, StoreError> {
    let stem = format!("{REPLACED}{}", now.replace(':', "-"));
    let free = |path: &PathBuf| !path.exists();
    let mut names = std::iter::once(beside(data, &stem)).chain((2..).map(|n| beside(data, &format!("{stem}-{n}"))));
    let kept = names.find(free).expect("numbers do not end");
    let there = data.exists();
    // At no moment is there no file; where a file cannot have two names, for one.
    if there && fs::hard_link(data, &kept).is_err() {
        fs::rename(data, &kept)?;
    }
    let moved = move_log(data, &kept).and_then(|()| fs::rename(coming, data));
    if let Err(error) = moved {
        // As it stood: the log back to its file, and its one name.
        let _moved_back = move_log(&kept, data);
        let _one_name = if data.exists() { fs::remove_file(&kept) } else { fs::rename(&kept, data) };
        return Err(error.into());
    }
    sync_folder(data)?;
    Ok(there.then_some(kept))
}

/// The log of a file belongs to it alone: under another file of its name it would be read as that one's.
fn move_log(from: &Path, to: &Path) -> std::io::Result<()> {
    for ending in ["-wal", "-shm"] {
        match fs::rename(beside(from, ending), beside(to, ending)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

impl Store {
    /// The backups of the file, newest first, for whoever looks after it.
    ///
    /// # Errors
    /// Names the right that is missing; or when the folder cannot be read.
    pub fn backups(&self) -> Result<Vec<Backup>, StoreError> {
        self.leaders_only()?;
        backups_of(&self.path)
    }

    /// The files that restores put aside, newest first, for whoever looks after the file.
    ///
    /// # Errors
    /// As `backups`.
    pub fn replaced(&self) -> Result<Vec<Replaced>, StoreError> {
        self.leaders_only()?;
        replaced_of(&self.path)
    }

    /// Makes a backup for whoever looks after the file.
    ///
    /// # Errors
    /// Names the right that is missing; or as `back_up`.
    pub fn back_up_by_hand(&self) -> Result<Backup, StoreError> {
        self.leaders_only()?;
        self.back_up(crate::domain::backup::Reason::Hand)
    }

    /// Puts a backup in the place of the file and goes on with it.
    ///
    /// # Errors
    /// Names the right that is missing; or as `restore`.
    pub fn restore(&mut self, backup: &Path, asker: &Asker) -> Result<Restored, StoreError> {
        self.leaders_only()?;
        let who = Asker { who: self.seated().unwrap_or_else(|| asker.who.clone()), ..asker.clone() };
        let restored = restore(&self.path, backup, &self.clock, &who)?;
        self.reopen()?;
        Ok(restored)
    }

    /// Copies the drafts of another file whose records are in this one.
    fn take_drafts(&self, other: &Self) -> Result<usize, StoreError> {
        let mut found = other.connection.prepare("SELECT * FROM draft")?;
        let columns: Vec<String> = found.column_names().map(ToOwned::to_owned).collect();
        let place = |name: &str| columns.iter().position(|column| column == name).unwrap_or_default();
        let (kind, record) = (place("kind"), place("record"));
        let marks = vec!["?"; columns.len()].join(", ");
        let sql = format!("INSERT OR IGNORE INTO draft ({}) VALUES ({marks})", columns.join(", "));
        let mut insert = self.connection.prepare(&sql)?;
        let mut rows = found.query([])?;
        let mut taken = 0;
        while let Some(row) = rows.next()? {
            let (kind, record): (String, Id) = (row.get(kind)?, row.get(record)?);
            let Some(kind) = crate::domain::kind::Kind::named(&kind) else { continue };
            let sql = format!("SELECT 1 FROM {} WHERE id = ?1", kind.name());
            if record == 0 || self.connection.prepare_cached(&sql)?.exists([record])? {
                let values: Vec<rusqlite::types::Value> =
                    (0..columns.len()).map(|at| row.get(at)).collect::<Result<_, _>>()?;
                taken += insert.execute(rusqlite::params_from_iter(values))?;
            }
        }
        Ok(taken)
    }

    /// History says that the file was restored, by whom and from what.
    fn note_restore(&mut self, who: &Asker, backup: &Path) -> Result<(), StoreError> {
        let name = backup.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        let mut writing = self.begin_action(who, Origin::Made, &format!("restored: {name}"), None)?;
        self.end_action(&mut writing)?;
        Ok(self.connection.execute_batch("COMMIT")?)
    }
}
