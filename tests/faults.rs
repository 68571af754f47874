//! What goes wrong under the program: a crowd, kills and power cuts in the middle of saves, a full disk, a disk that turns
//! read-only, a clock that is set back, a newer program beside. Nothing that was answered is lost, nothing is half there.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use pledgebook::domain::change::{Action, Change, FieldChange, Op, Origin, Saved};
use pledgebook::domain::kind::Kind;
use pledgebook::store::Store;

use crate::crowd::{self, Crowd};
use crate::pty::{BINARY, Home, SAVE, open_form};
use crate::support::{asker, clock, demo};

/// This test binary as one process of a crowd.
fn itself(test: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]);
    command
}

/// No test by itself: what the processes below run.
#[test]
fn part_of_a_crowd() {
    crowd::take_part();
}

/// No test by itself: what is killed below.
#[test]
fn saves_until_killed() {
    crowd::save_until_killed();
}

fn demo_file() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = demo(&folder).path().to_owned();
    (folder, path)
}

#[test]
fn a_crowd_of_processes_loses_no_save() {
    let (_folder, file) = demo_file();
    let start = || itself("faults::part_of_a_crowd");
    crowd::prepare(&file, 8);
    let told = Crowd::start(&file, 8, Duration::from_secs(4), 40, 2, start).end();
    crowd::check(&file, &told);
    assert!(told.iter().map(|one| one.own + one.shared).sum::<u64>() > 8, "{told:?}");
}

#[test]
fn what_was_answered_before_a_kill_is_there() {
    let (_folder, file) = demo_file();
    let kills = crowd::kill_while_saving(&file, 60, || itself("faults::saves_until_killed"));
    assert!(kills > 1);
}

#[test]
fn what_a_power_cut_leaves_is_whole_and_holds_what_was_answered() {
    let (_folder, file) = demo_file();
    crowd::cut_the_power(&file, 8, || itself("faults::saves_until_killed"));
}

/// A small disk of its own in memory; none where the system does not let it be made.
struct Disk(tempfile::TempDir);

impl Disk {
    fn of(megabytes: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("size={megabytes}m");
        let made = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "none"]).arg(folder.path()).output();
        if made.is_ok_and(|output| output.status.success()) {
            return Some(Self(folder));
        }
        eprintln!("skipped: no disk can be mounted here; as root one can");
        None
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Takes all that is free but so many kilobytes.
    fn fill(&self, left: u64) {
        use std::io::Write;
        let mut ballast = std::fs::File::create(self.path("ballast")).unwrap();
        while ballast.write(&[0; 4_096]).is_ok() {}
        let taken = ballast.metadata().unwrap().len();
        ballast.set_len(taken - left * 1_024).unwrap();
    }

    fn empty(&self) {
        std::fs::remove_file(self.path("ballast")).unwrap();
    }

    fn remount(&self, how: &str) {
        let done = Command::new("mount").args(["-o", &format!("remount,{how}")]).arg(self.0.path()).status().unwrap();
        assert!(done.success(), "{how}");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // What still runs on it was started by a test that failed; the disk goes with the last of it.
        let _busy = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

fn run(home: &Home, args: &[&str]) -> Output {
    Command::new(BINARY).args(args).env_clear().envs(home.env()).current_dir(&home.0).output().unwrap()
}

fn demo_on(disk: &Disk) -> PathBuf {
    let folder = tempfile::tempdir().unwrap();
    let file = disk.path("a.db");
    std::fs::copy(demo(&folder).path(), &file).unwrap();
    file
}

#[test]
fn a_full_disk_refuses_a_save_in_words_and_keeps_the_form() {
    let Some(disk) = Disk::of(12) else { return };
    let home = Home::new();
    let file = demo_on(&disk);
    let mut terminal = home.start_on(&file);
    open_form(&mut terminal);
    terminal.press(&["NO"]);
    terminal.wait_for("draft kept");
    disk.fill(0);
    terminal.press(&["R", "A", "D", SAVE]);
    terminal.wait_for("disk is full");
    let refused = run(
        &home,
        &["--db", file.to_str().unwrap(), "set", "partner", "NOR", &format!("notes={}", "x".repeat(19_000))],
    );
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("full"), "{refused:?}");
    disk.empty();
    terminal.send(SAVE);
    terminal.wait_for("Saved: Norway");
    let saved = home.done(&["--db", file.to_str().unwrap(), "show", "partner", "NOR"]);
    assert!(saved.contains("NORAD"), "{saved}");
    home.done(&["--db", file.to_str().unwrap(), "check"]);
}

#[test]
fn an_import_that_meets_a_full_disk_can_be_made_again() {
    let Some(disk) = Disk::of(40) else { return };
    let home = Home::new();
    let file = demo_on(&disk);
    let mut sheet = String::from("name,code,donor\n");
    for number in 0..8_000 {
        sheet.push_str(&format!("Donor number {number} of a long list,X{number},yes\n"));
    }
    std::fs::write(home.path("donors.csv"), sheet).unwrap();
    // Room for the backup before it, and not for all of it.
    disk.fill(4_800);
    let args = ["--db", file.to_str().unwrap(), "import", "partner", "donors.csv", "--apply"];
    let stopped = run(&home, &args);
    assert_eq!(stopped.status.code(), Some(2), "{}", String::from_utf8_lossy(&stopped.stderr));
    assert!(String::from_utf8_lossy(&stopped.stderr).contains("full"), "{stopped:?}");
    disk.empty();
    home.done(&["--db", file.to_str().unwrap(), "check"]);
    let again = run(&home, &args);
    assert_ne!(again.status.code(), Some(2), "{}", String::from_utf8_lossy(&again.stderr));
    let list = home.done(&["--db", file.to_str().unwrap(), "list", "partner", "code=X7", "--json"]);
    assert_eq!(list.matches("\"X7\"").count(), 1, "{list}");
}

#[test]
fn a_disk_that_turns_read_only_refuses_in_words_and_takes_saves_again() {
    let Some(disk) = Disk::of(24) else { return };
    let home = Home::new();
    let file = demo_on(&disk);
    let store = Store::open(&file, clock()).unwrap().0;
    let mut later = store.again().unwrap();
    let action = edit(&store, "notes", "later");
    drop(store);
    // Nobody may have a file open for writing while the disk turns; whoever opens it then reads.
    drop(std::mem::replace(&mut later, Store::open(&file, clock()).unwrap().0));
    drop(later);
    disk.remount("ro");
    let refused = run(&home, &["--db", file.to_str().unwrap(), "set", "partner", "NOR", "notes=x"]);
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("read"), "{refused:?}");
    let mut reads = Store::open(&file, clock()).unwrap().0;
    assert!(reads.read_only());
    assert_eq!(reads.apply(&asker("ana", "en"), &action).unwrap_err().say().key, "store-read-only");
    disk.remount("rw");
    let mut writes = Store::open(&file, clock()).unwrap().0;
    assert!(matches!(writes.apply(&asker("ana", "en"), &action).unwrap(), Saved::Done { .. }));
}

fn edit(store: &Store, field: &'static str, to: &str) -> Action {
    let id = store.resolve(&asker("ana", "en"), Kind::Partner, "NOR").unwrap();
    let record = store.load(&asker("ana", "en"), Kind::Partner, id).unwrap().unwrap();
    let edit = FieldChange { field, from: record.get(field).to_owned(), to: to.to_owned() };
    let changes = vec![Change { kind: Kind::Partner, id, version: record.version, op: Op::Edit(vec![edit]) }];
    Action { origin: Origin::Form, title: "Norway".to_owned(), changes }
}

fn saved(store: &mut Store, to: &str) -> i64 {
    let action = edit(store, "notes", to);
    match store.apply(&asker("ana", "en"), &action).unwrap() {
        Saved::Done { action, .. } => action,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_clock_that_is_set_back_turns_nothing_round() {
    let (_folder, file) = demo_file();
    let now = Arc::new(AtomicI64::new(1_700_000_000_000));
    let hand = Arc::clone(&now);
    let mut store = Store::open(&file, Arc::new(move || hand.load(Ordering::Relaxed))).unwrap().0;
    let first = saved(&mut store, "before");
    now.store(1_650_000_000_000, Ordering::Relaxed);
    let second = saved(&mut store, "after");
    let hand = Arc::clone(&now);
    let mut other = Store::open(&file, Arc::new(move || hand.load(Ordering::Relaxed))).unwrap().0;
    let third = saved(&mut other, "later still");
    assert!(first < second && second < third, "{first} {second} {third}");
    let (title, undone) = other.undo(&asker("ana", "en")).unwrap();
    assert!(matches!(undone, Saved::Done { .. }), "{title}");
    let id = other.resolve(&asker("ana", "en"), Kind::Partner, "NOR").unwrap();
    assert_eq!(other.load(&asker("ana", "en"), Kind::Partner, id).unwrap().unwrap().get("notes"), "after");
    let newest = other.record_history(&asker("ana", "en"), id, 1).unwrap();
    assert_eq!(newest.len(), 1);
    assert_eq!(other.integrity().unwrap(), Vec::<String>::new());
}

/// Takes the file to the layout of a later program, as that one does when it opens it.
fn as_a_newer_program(file: &Path) {
    let newer = rusqlite::Connection::open(file).unwrap();
    newer.pragma_update(None, "user_version", 9_999).unwrap();
}

#[test]
fn a_program_writes_nothing_into_a_layout_it_does_not_know() {
    let (_folder, file) = demo_file();
    let mut store = Store::open(&file, clock()).unwrap().0;
    let action = edit(&store, "notes", "old");
    as_a_newer_program(&file);
    assert_eq!(store.apply(&asker("ana", "en"), &action).unwrap_err().say().key, "store-newer");
    assert_eq!(store.prefer(&asker("ana", "en"), "highlight", "yes").unwrap_err().say().key, "store-newer");
    assert_eq!(Store::open(&file, clock()).err().map(|error| error.say().key), Some("store-newer"));
}
