//! Who has the file open and on which record: a small file for each session in a folder beside the data, locked as long
//! as the session lives. It refuses to be a lock on any record, and to touch the data file, so that nobody is woken by it.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::Write;
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Store;
use super::log::Noted;
use super::open::beside;
use crate::domain::kind::Kind;
use crate::domain::record::Id;

/// A session that has the file open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visitor {
    /// Unlike that of any other session of the file.
    pub session: Id,
    pub who: String,
    /// Where they came from; empty where nobody said.
    pub address: String,
    pub pid: u32,
    /// Instant they came, UTC.
    pub since: String,
    /// The record they are on; none: on none.
    #[serde(skip)]
    pub record: Option<(Kind, Id)>,
    /// They are in its form, not on its page.
    #[serde(skip)]
    pub writes: bool,
}

/// This session's own file, locked until it is dropped or the process dies.
#[derive(Debug)]
pub(super) struct Presence {
    folder: PathBuf,
    path: PathBuf,
    session: Id,
    record: Option<(Kind, Id)>,
    _locked: File,
}

impl Drop for Presence {
    fn drop(&mut self) {
        // What stays is nobody's: its lock is gone, and whoever comes next clears it away.
        let _cleared_later = fs::remove_file(&self.path);
    }
}

impl Store {
    /// Shows this session to the others, and notes that it came. Where the folder cannot be written it stays unseen, which is no error: nothing
    /// depends on being seen.
    pub fn enter(&mut self, who: &str, address: &str) {
        let session = self.next_id();
        let visitor = Visitor {
            session,
            who: who.to_owned(),
            address: address.to_owned(),
            pid: std::process::id(),
            since: self.now(),
            record: None,
            writes: false,
        };
        self.presence = Presence::show(&folder_of(&self.path), &self.path, &visitor).ok();
        self.turn_log();
        let bytes = fs::metadata(&self.path).map_or(0, |data| data.len());
        self.note(Noted::Came { who: visitor.who, address: visitor.address, bytes });
    }

    /// The number of this session, for what it leaves behind; 0 where it is not shown.
    #[must_use]
    pub fn session(&self) -> Id {
        self.presence.as_ref().map_or(0, |presence| presence.session)
    }

    /// Says which record this session is on, if on any, and whether in its form.
    pub fn stand_at(&mut self, record: Option<(Kind, Id)>, writes: bool) {
        let Some(presence) = &mut self.presence else { return };
        let path = presence.folder.join(name(record, writes, presence.session));
        if path != presence.path && fs::rename(&presence.path, &path).is_ok() {
            (presence.path, presence.record) = (path, record);
        }
    }

    /// The other sessions that are on the record of this one, by name.
    #[must_use]
    pub fn beside_me(&self) -> Vec<Visitor> {
        let Some(presence) = self.presence.as_ref().filter(|presence| presence.record.is_some()) else {
            return Vec::new();
        };
        visitors(&presence.folder, |record, session| record == presence.record && session != presence.session)
    }

    /// Every session that has the file open, by name.
    #[must_use]
    pub fn visitors(&self) -> Vec<Visitor> {
        visitors(&folder_of(&self.path), |_, _| true)
    }
}

impl Presence {
    fn show(folder: &Path, data: &Path, visitor: &Visitor) -> std::io::Result<Self> {
        let mode = fs::metadata(data)?.permissions().mode() & 0o666;
        if fs::create_dir(folder).is_ok() {
            // Whoever may read the data may look into the folder.
            fs::set_permissions(folder, Permissions::from_mode(mode | (mode & 0o444) >> 2))?;
        }
        clear(folder);
        // Locked before it has its name: whoever sees an unlocked file clears it away.
        let growing = folder.join(format!(".{}", visitor.session));
        let mut file = OpenOptions::new().create_new(true).write(true).open(&growing)?;
        fs::set_permissions(&growing, Permissions::from_mode(mode))?;
        lock(&file, libc::LOCK_EX | libc::LOCK_NB);
        file.write_all(&serde_json::to_vec(visitor)?)?;
        let path = folder.join(name(None, false, visitor.session));
        fs::rename(&growing, &path)?;
        Ok(Self { folder: folder.to_owned(), path, session: visitor.session, record: None, _locked: file })
    }
}

fn folder_of(data: &Path) -> PathBuf {
    beside(data, "-here")
}

/// A record by its kind.
type OnRecord = Option<(Kind, Id)>;

/// The name of a session's file says where it is, so that looking around reads one folder and no file.
fn name(record: OnRecord, writes: bool, session: Id) -> String {
    let (kind, record) = record.map_or(("none", 0), |(kind, record)| (kind.name(), record));
    format!("{kind}-{record}-{}-{session}", if writes { "writes" } else { "reads" })
}

fn read_name(name: &str) -> Option<(OnRecord, bool, Id)> {
    let mut parts = name.split('-');
    let (kind, record) = (Kind::named(parts.next()?), parts.next()?.parse().ok()?);
    let (doing, session) = (parts.next()?, parts.next()?.parse().ok()?);
    Some((kind.map(|kind| (kind, record)), doing == "writes", session))
}

/// The sessions whose record and number are wanted and who are alive.
fn visitors(folder: &Path, wanted: impl Fn(OnRecord, Id) -> bool) -> Vec<Visitor> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let live = entries.filter_map(|entry| {
        let (record, writes, session) = read_name(entry.file_name().to_str()?)?;
        if !wanted(record, session) || is_left(&entry.path()) {
            return None;
        }
        // It may have moved on meanwhile; then it is seen where it is the next time.
        let about = serde_json::from_slice::<Visitor>(&fs::read(entry.path()).ok()?).ok()?;
        Some(Visitor { record, writes, ..about })
    });
    let mut found: Vec<Visitor> = live.collect();
    found.sort_by(|one, other| (&one.who, one.session).cmp(&(&other.who, other.session)));
    found
}

/// Whether the session of a file is over: nobody holds it.
fn is_left(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| lock(&file, libc::LOCK_SH | libc::LOCK_NB))
}

/// Removes what sessions left behind that ended without being asked.
fn clear(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let theirs = entry.file_name().to_str().and_then(read_name).is_some();
        if theirs && is_left(&entry.path()) {
            // Somebody else may have cleared it in the same moment.
            let _gone_already = fs::remove_file(entry.path());
        }
    }
}

fn lock(file: &File, how: libc::c_int) -> bool {
    // SAFETY: the descriptor belongs to a file that outlives the call.
    unsafe { libc::flock(file.as_raw_fd(), how) == 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Clock;

    fn stores(count: usize) -> (tempfile::TempDir, Vec<Store>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let clock: Clock = std::sync::Arc::new(|| 1_606_000_000_000);
        drop(Store::create(&path, clock.clone()).unwrap());
        let open = |_| Store::open(&path, clock.clone()).unwrap().0;
        (folder, (0..count).map(open).collect())
    }

    fn names(found: &[Visitor]) -> Vec<(&str, bool)> {
        found.iter().map(|one| (one.who.as_str(), one.writes)).collect()
    }

    #[test]
    fn others_on_a_record_are_seen_and_go_with_their_session() {
        let (_folder, mut stores) = stores(3);
        for (store, who) in stores.iter_mut().zip(["ana", "ben", "cleo"]) {
            store.enter(who, "192.0.2.7");
        }
        stores[0].stand_at(Some((Kind::Partner, 7)), false);
        stores[1].stand_at(Some((Kind::Partner, 7)), true);
        stores[2].stand_at(Some((Kind::Partner, 8)), false);
        assert_eq!(names(&stores[0].beside_me()), [("ben", true)]);
        assert_eq!(names(&stores[1].beside_me()), [("ana", false)]);
        assert_eq!(names(&stores[2].beside_me()), []);
        assert_eq!(stores[2].visitors().len(), 3);
        stores[1].stand_at(None, false);
        assert_eq!(names(&stores[0].beside_me()), []);
        stores[1].stand_at(Some((Kind::Partner, 7)), false);
        stores.remove(1);
        assert_eq!(names(&stores[0].beside_me()), []);
        assert_eq!(names(&stores[0].visitors()), [("ana", false), ("cleo", false)]);
    }

    #[test]
    fn what_a_killed_session_left_is_nobody_and_is_cleared_away() {
        let (_folder, mut stores) = stores(2);
        let left = folder_of(&stores[0].path).join("partner-7-writes-99");
        stores[0].enter("ana", "");
        fs::write(&left, "{}").unwrap();
        assert_eq!(names(&stores[0].beside_me()), []);
        stores[1].enter("ben", "");
        assert!(!left.exists());
        assert_eq!(stores[0].visitors().len(), 2);
    }

    #[test]
    fn where_the_folder_cannot_be_written_nobody_is_shown() {
        let (folder, mut stores) = stores(1);
        fs::write(folder.path().join("a.db-here"), "a file of somebody").unwrap();
        stores[0].enter("ana", "");
        assert_eq!((stores[0].session(), stores[0].visitors().len()), (0, 0));
    }
}
