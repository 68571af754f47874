//! Files as people have them: missing, foreign, damaged, locked, read-only, on a full disk, under a process that is
//! killed. Parts that need another process run this test binary again with `CHILD` naming what it is to do.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use pledgebook::access::Asker;
use pledgebook::domain::change::{Action, Change, FieldChange, Op, Origin, Saved};
use pledgebook::domain::day::Day;
use pledgebook::domain::kind::Kind;
use pledgebook::domain::query::{Query, Window};
use pledgebook::domain::record::{Id, Record};
use pledgebook::store::{Clock, Store, StoreError};

const CHILD: &str = "PLEDGEBOOK_TEST_CHILD";
const FILE: &str = "PLEDGEBOOK_TEST_FILE";
/// The user nobody, whom permission bits bind.
const NOBODY: u32 = 65_534;

pub fn clock() -> Clock {
    Arc::new(|| 1_606_000_000_000)
}

pub fn asker() -> Asker {
    Asker { who: "ana".to_owned(), lang: "en", today: Day::new(2020, 12, 31).unwrap(), as_of: None }
}

pub fn demo(folder: &tempfile::TempDir) -> PathBuf {
    let path = folder.path().join("demo.pledgebook");
    Store::create(&path, clock()).unwrap().fill_demo("ana").unwrap();
    path
}

pub fn open(path: &Path) -> Result<Store, StoreError> {
    Store::open(path, clock()).map(|(store, _)| store)
}

/// The message key of a refusal to open.
fn refused(path: &Path) -> String {
    open(path).err().expect("it opened").say().key.to_owned()
}

/// Any partner: the first by name.
pub fn first(store: &mut Store) -> Record {
    let query = Query::read(Kind::Partner, "sort=name").unwrap();
    store.list(&asker(), &query, Window { from: 0, limit: 1 }).unwrap().records.remove(0)
}

pub fn load(store: &Store, id: Id) -> Record {
    store.load(&asker(), Kind::Partner, id).unwrap().unwrap()
}

pub fn write(store: &mut Store, record: &Record, field: &'static str, to: &str) -> Result<Saved, StoreError> {
    let op = Op::Edit(vec![FieldChange { field, from: record.get(field).to_owned(), to: to.to_owned() }]);
    let change = Change { kind: record.kind, id: record.id, version: record.version, op };
    store.apply(&asker(), &Action { origin: Origin::Form, title: record.title("en"), changes: vec![change] })
}

fn key_of(outcome: Result<Saved, StoreError>) -> String {
    match outcome {
        Ok(saved) => format!("{saved:?}"),
        Err(error) => error.say().key.to_owned(),
    }
}

/// This test binary, to do one thing named in `children`.
pub fn child(binary: &Path, what: &str, file: &Path) -> Command {
    let mut command = Command::new(binary);
    command.args(["--exact", "files::children", "--nocapture", "--test-threads=1"]);
    command.env(CHILD, what).env(FILE, file).stdin(Stdio::piped()).stdout(Stdio::piped());
    command
}

pub fn this_binary() -> PathBuf {
    std::env::current_exe().unwrap()
}

/// Lines a child says, each after `> `.
pub fn says(child: &mut Child) -> impl Iterator<Item = String> + use<> {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    lines.filter_map(|line| line.split_once("> ").map(|(_, said)| said.to_owned()))
}

pub fn say(line: impl std::fmt::Display) {
    println!("> {line}");
    std::io::stdout().flush().unwrap();
}

/// What children do; nothing where no parent asked.
#[test]
fn children() {
    let (Ok(what), Ok(file)) = (std::env::var(CHILD), std::env::var(FILE)) else { return };
    let file = PathBuf::from(file);
    match what.split_once(' ').unwrap_or((&what, "")) {
        ("hold", _) => hold(&file),
        ("read", _) => read_without_writing(&file),
        ("fill-disk", _) => fill_disk(&file),
        ("save", _) => save_without_end(&file),
        ("append", tag) => append(&file, tag),
        ("back-up", _) => crate::backup::back_up_without_end(&file),
        ("back-up-full", _) => crate::backup::back_up_on_a_full_disk(&file),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_not_a_file_of_ours_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    assert_eq!(refused(&path), "store-no-file");
    assert_eq!(refused(folder.path()), "store-unreadable");
    fs::write(&path, "").unwrap();
    assert_eq!(refused(&path), "store-not-sqlite");
    fs::write(&path, "donor,amount\nNorway,1\n".repeat(100)).unwrap();
    assert_eq!(refused(&path), "store-not-sqlite");
    let theirs = folder.path().join("theirs.sqlite");
    rusqlite::Connection::open(&theirs).unwrap().execute_batch("CREATE TABLE donors (id INTEGER)").unwrap();
    assert_eq!(refused(&theirs), "store-not-ours");
    fs::write(&theirs, [&b"SQLite format 3\0"[..], &[0xFF; 4096]].concat()).unwrap();
    assert_eq!(refused(&theirs), "store-damaged");
    assert_eq!(Store::create(&theirs, clock()).err().unwrap().say().key, "store-exists");
}

#[test]
fn a_file_of_a_newer_program_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = demo(&folder);
    rusqlite::Connection::open(&path).unwrap().execute_batch("PRAGMA user_version = 99").unwrap();
    let before = fs::read(&path).unwrap();
    assert_eq!(refused(&path), "store-newer");
    assert!(before == fs::read(&path).unwrap());
}

/// Whether the damage is noticed: at opening, by a look at the whole, or as an error of either. It never panics.
fn noticed(path: &Path) -> bool {
    match open(path) {
        Err(error) => error.say().key == "store-damaged",
        Ok(mut store) => {
            let listed = store.list(&asker(), &Query::all(Kind::Contribution), Window { from: 0, limit: 1000 });
            let listed = listed.err().is_none_or(|error| error.say().key == "store-damaged");
            listed
                && store.integrity().map_or_else(|error| error.say().key == "store-damaged", |found| !found.is_empty())
        }
    }
}

#[test]
fn a_file_cut_short_is_damaged_wherever_it_was_cut() {
    let folder = tempfile::tempdir().unwrap();
    let whole = fs::read(demo(&folder)).unwrap();
    let cut = folder.path().join("cut");
    for tenths in 1..10 {
        fs::write(&cut, &whole[..whole.len() * tenths / 10]).unwrap();
        assert!(noticed(&cut), "{tenths} tenths of it");
    }
}

#[test]
fn garbage_in_a_page_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let whole = fs::read(demo(&folder)).unwrap();
    let damaged = folder.path().join("damaged");
    for page in (1..whole.len() / 4096).step_by(whole.len() / 4096 / 12) {
        let mut bytes = whole.clone();
        bytes[page * 4096..(page + 1) * 4096].fill(0xA5);
        fs::write(&damaged, bytes).unwrap();
        assert!(noticed(&damaged), "page {page}");
    }
}

fn hold(file: &Path) {
    let connection = rusqlite::Connection::open(file).unwrap();
    connection.execute_batch("BEGIN EXCLUSIVE; UPDATE setting SET note = 'held'").unwrap();
    say("held");
    // Until the parent closes the pipe.
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
    connection.execute_batch("ROLLBACK").unwrap();
}

#[test]
fn a_file_another_program_holds_is_busy_and_then_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = demo(&folder);
    let mut store = open(&path).unwrap();
    let record = first(&mut store);
    let mut holder = child(&this_binary(), "hold", &path).spawn().unwrap();
    let mut said = says(&mut holder);
    assert_eq!(said.next().as_deref(), Some("held"));
    store.set_patience(Duration::from_millis(100)).unwrap();
    let error = write(&mut store, &record, "website", "busy.example.org").unwrap_err();
    assert!(error.is_busy());
    assert_eq!(error.say().key, "store-busy");
    assert_eq!(load(&store, record.id), load(&store, record.id), "reading goes on");
    drop(holder.stdin.take());
    said.for_each(drop);
    holder.wait().unwrap();
    assert!(matches!(write(&mut store, &record, "website", "free.example.org").unwrap(), Saved::Done { .. }));
}

fn read_without_writing(file: &Path) {
    let mut store = open(file).unwrap();
    say(store.read_only());
    let record = first(&mut store);
    say(!record.get("name").is_empty());
    say(key_of(write(&mut store, &record, "website", "never")));
}

/// Opens as the user nobody (who runs as root runs a copy of this binary as nobody, since permission bits do not bind
/// root): `file` and `folder` are the modes the two are given.
fn read_as_nobody(file: u32, folder: u32) -> Vec<String> {
    let place = tempfile::tempdir().unwrap();
    let within = tempfile::tempdir_in(place.path()).unwrap();
    let path = demo(&within);
    let binary = place.path().join("binary");
    fs::copy(this_binary(), &binary).unwrap();
    for (path, mode) in [(place.path(), 0o755), (&path, file), (within.path(), folder)] {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }
    let mut command = child(&binary, "read", &path);
    // SAFETY: geteuid has no way to fail.
    if unsafe { libc::geteuid() } == 0 {
        command.uid(NOBODY).gid(NOBODY);
    }
    let mut reader = command.spawn().unwrap();
    let said = says(&mut reader).collect();
    reader.wait().unwrap();
    fs::set_permissions(within.path(), fs::Permissions::from_mode(0o755)).unwrap();
    said
}

#[test]
fn a_file_that_may_not_be_written_is_read_and_says_so() {
    assert_eq!(read_as_nobody(0o444, 0o755), ["true", "true", "store-read-only"]);
    assert_eq!(read_as_nobody(0o644, 0o555), ["true", "true", "store-read-only"]);
}

/// Writes notes until the disk is full, and then looks at what is there.
fn fill_disk(file: &Path) {
    let mut store = Store::create(file, clock()).unwrap();
    store.fill_demo("ana").unwrap();
    let id = first(&mut store).id;
    let mut saved = String::new();
    let error = (0..10_000).find_map(|number| {
        let record = load(&store, id);
        let note = format!("{number} {}", "n".repeat(40_000));
        let outcome = write(&mut store, &record, "notes", &note);
        if outcome.is_ok() {
            saved = note;
        }
        outcome.err()
    });
    say(error.expect("the disk is small").say().key);
    say(!saved.is_empty());
    say(load(&store, id).get("notes") == saved);
    drop(store);
    let store = open(file).unwrap();
    say(load(&store, id).get("notes") == saved && store.integrity().unwrap().is_empty());
}

/// On a file system of 6 MB in a mount namespace of its own, as root; who may not mount runs under a limit of file size
/// instead, which fails a write much like a full disk. Gives what the child said, and whether it was a disk.
pub fn on_a_small_disk(what: &str) -> (Vec<String>, bool) {
    let folder = tempfile::tempdir().unwrap();
    let mounted = "mount -t tmpfs -o size=6m tmpfs \"$0\" && exec \"$@\"";
    let limited = "trap '' XFSZ; ulimit -f 6000; exec \"$@\"";
    let mut small = Command::new("unshare");
    small.args(["-m", "sh", "-c", "mount -t tmpfs -o size=6m tmpfs \"$0\""]).arg(folder.path()).stderr(Stdio::null());
    let may_mount = small.status().is_ok_and(|status| status.success());
    let mut command = Command::new(if may_mount { "unshare" } else { "sh" });
    if may_mount {
        command.args(["-m", "sh", "-c", mounted]);
    } else {
        command.args(["-c", limited]);
    }
    let inner = child(&this_binary(), what, &folder.path().join("full.pledgebook"));
    command.arg(folder.path()).arg(inner.get_program()).args(inner.get_args()).stdout(Stdio::piped());
    command.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let mut filler = command.spawn().unwrap();
    let said: Vec<String> = says(&mut filler).collect();
    filler.wait().unwrap();
    (said, may_mount)
}

#[test]
fn a_full_disk_is_said_and_what_was_saved_stays() {
    let (said, may_mount) = on_a_small_disk("fill-disk");
    assert_eq!(said, [if may_mount { "store-disk-full" } else { "store-io" }, "true", "true", "true"]);
}

fn save_without_end(file: &Path) {
    let mut store = open(file).unwrap();
    let id = first(&mut store).id;
    for number in 1.. {
        let record = load(&store, id);
        let saved = write(&mut store, &record, "website", &number.to_string()).unwrap();
        assert!(matches!(saved, Saved::Done { .. }));
        say(number);
    }
}

#[test]
fn a_process_killed_while_saving_loses_no_save_it_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let path = demo(&folder);
    for kills in [3, 20, 50] {
        let mut saver = child(&this_binary(), "save", &path).spawn().unwrap();
        let mut said = says(&mut saver);
        let mut last = said.by_ref().take(kills).last().unwrap();
        saver.kill().unwrap();
        last = said.last().unwrap_or(last);
        saver.wait().unwrap();
        let mut store = open(&path).unwrap();
        let kept: usize = first(&mut store).get("website").parse().unwrap();
        let last: usize = last.parse().unwrap();
        assert!(kept == last || kept == last + 1, "{kept} kept, {last} acknowledged");
        assert_eq!(store.integrity().unwrap(), Vec::<String>::new());
        let record = first(&mut store);
        write(&mut store, &record, "website", "").unwrap();
    }
}

const APPENDED: usize = 200;

/// Adds words to one field, and again from what is there now where somebody else was quicker.
fn append(file: &Path, tag: &str) {
    let mut store = open(file).unwrap();
    let id = first(&mut store).id;
    for number in 0..APPENDED {
        loop {
            let record = load(&store, id);
            let longer = format!("{}{tag}{number};", record.get("website"));
            match write(&mut store, &record, "website", &longer).unwrap() {
                Saved::Done { .. } => break,
                Saved::Conflict(_) => {}
                Saved::Rejected(problems) => panic!("{problems:?}"),
            }
        }
    }
    say("done");
}

#[test]
fn two_processes_on_one_field_lose_no_update() {
    let folder = tempfile::tempdir().unwrap();
    let path = demo(&folder);
    let mut writers = ["append a", "append b"].map(|what| child(&this_binary(), what, &path).spawn().unwrap());
    for writer in &mut writers {
        assert_eq!(says(writer).last().as_deref(), Some("done"));
        writer.wait().unwrap();
    }
    let mut store = open(&path).unwrap();
    let record = first(&mut store);
    let words: Vec<&str> = record.get("website").split_terminator(';').collect();
    assert_eq!(words.len(), 2 * APPENDED);
    for tag in ["a", "b"] {
        let theirs: Vec<&str> = words.iter().copied().filter(|word| word.starts_with(tag)).collect();
        let expected: Vec<String> = (0..APPENDED).map(|number| format!("{tag}{number}")).collect();
        assert_eq!(theirs, expected);
    }
    assert_eq!(store.record_history(&asker(), record.id, 1000).unwrap().len(), 2 * APPENDED + 1);
    assert_eq!(store.check_chain().unwrap().broken, []);
}
