//! Several people in one file: who else is on a record, what is kept when the file is exchanged under an open session,
//! and that drafts wait their turn like saves.

use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use pledgebook::access::Imports;
use pledgebook::domain::change::{Action, Change, FieldChange, Op, Origin, Saved};
use pledgebook::domain::kind::Kind;
use pledgebook::domain::record::Id;
use pledgebook::message::{APP, Effect, Envelope, Reply, Request};
use pledgebook::store::{Draft, Noted, Store};
use pledgebook::worker::{Places, Worker};

use crate::pty::{ENTER, ESC, Home, SAVE, me, open_form};
use crate::support::{asker, clock, demo};

fn open(path: &Path) -> Store {
    Store::open(path, clock()).unwrap().0
}

fn norway(store: &Store) -> Id {
    store.resolve(&asker("ana", "en"), Kind::Partner, "NOR").unwrap()
}

fn edit(store: &Store, field: &'static str, to: &str) -> Action {
    let id = norway(store);
    let record = store.load(&asker("ana", "en"), Kind::Partner, id).unwrap().unwrap();
    let edit = FieldChange { field, from: record.get(field).to_owned(), to: to.to_owned() };
    let changes = vec![Change { kind: Kind::Partner, id, version: record.version, op: Op::Edit(vec![edit]) }];
    Action { origin: Origin::Form, title: "Norway".to_owned(), changes }
}

fn draft(id: Id, content: &str) -> Draft {
    Draft { id, at: String::new(), kind: Kind::Partner, record: 0, version: 0, content: content.to_owned() }
}

#[test]
fn who_else_is_on_a_record_is_shown_and_gone_with_them() {
    let (home, file) = Home::with_demo();
    let mut ana = home.start_on(&file);
    ana.wait_for("Needs you");
    ana.press(&["/", "norw", ENTER]);
    ana.wait_for("4,101,619");
    assert!(!ana.screen().contains("also here"), "{}", ana.screen());
    let mut ben = home.start_on(&file);
    ben.wait_for("Needs you");
    ben.press(&["/", "norw", ENTER]);
    ben.wait_for("also here: ");
    ana.wait_for("also here: ");
    ben.send("e");
    ana.wait_for("(editing)");
    ben.press(&[ESC]);
    ana.wait_until("no form", |line| !line.parser.screen().contents().contains("(editing)"));
    // It is no lock: both edit, and a session that is killed is seen no longer.
    ana.send("e");
    ben.wait_for("(editing)");
    ben.signal("KILL");
    ana.wait_until("nobody", |line| !line.parser.screen().contents().contains("also here"));
    let before = ana.settle();
    std::thread::sleep(Duration::from_millis(1_600));
    assert_eq!(ana.settle(), before, "nothing is sent while nobody does anything");
}

#[test]
fn a_save_that_merged_says_who_changed_what() {
    let (home, file) = Home::with_demo();
    let mut ana = home.start_on(&file);
    open_form(&mut ana);
    ana.send("NORAD");
    ana.wait_for("draft kept");
    home.done(&["--db", file.to_str().unwrap(), "set", "partner", "NOR", "website=https://norad.no"]);
    ana.send(SAVE);
    ana.wait_for(&format!("Merged with what others changed meanwhile: Website ({})", me()));
    let there = open(&file);
    let record = there.load(&asker("ana", "en"), Kind::Partner, norway(&there)).unwrap().unwrap();
    assert_eq!((record.get("acronym"), record.get("website")), ("NORAD", "https://norad.no"));
}

/// Puts another file where one is, as a restore does: aside with the old, the new one renamed into its place.
fn exchange(path: &Path, other: &Path) -> PathBuf {
    let aside = path.with_extension("aside");
    for ending in ["", "-wal", "-shm"] {
        let named = |path: &Path| PathBuf::from(format!("{}{ending}", path.display()));
        if named(path).exists() {
            std::fs::rename(named(path), named(&aside)).unwrap();
        }
    }
    std::fs::rename(other, path).unwrap();
    aside
}

#[test]
fn nothing_is_saved_into_a_file_that_was_exchanged() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    let copy = folder.path().join("copy.db");
    store.backup_to(&copy).unwrap();
    let action = edit(&store, "notes", "after");
    let aside = exchange(store.path().to_owned().as_path(), &copy);
    for refused in [
        store.apply(&asker("ana", "en"), &action).unwrap_err(),
        store.keep_draft(&asker("ana", "en"), &draft(0, "{}")).unwrap_err(),
        store.prefer(&asker("ana", "en"), "highlight", "yes").unwrap_err(),
    ] {
        assert_eq!(refused.say().key, "store-replaced");
    }
    store.reopen().unwrap();
    assert!(matches!(store.apply(&asker("ana", "en"), &action).unwrap(), Saved::Done { .. }));
    for (path, notes) in [(folder.path().join("demo.pledgebook"), "after"), (aside, "")] {
        let there = open(&path);
        let record = there.load(&asker("ana", "en"), Kind::Partner, norway(&there)).unwrap().unwrap();
        assert_eq!(record.get("notes"), notes, "{}", path.display());
    }
}

#[test]
fn a_session_goes_on_in_the_file_that_was_put_there() {
    let (home, file) = Home::with_demo();
    let store = open(&file);
    let copy = home.path("copy.db");
    store.backup_to(&copy).unwrap();
    let mut terminal = home.start_on(&file);
    open_form(&mut terminal);
    terminal.press(&["NORAD"]);
    terminal.wait_for("draft kept");
    exchange(&file, &copy);
    terminal.wait_for("Another file was put in place");
    terminal.press(&["!", SAVE]);
    terminal.wait_for("Saved: Norway");
    let there = open(&file);
    let record = there.load(&asker("ana", "en"), Kind::Partner, norway(&there)).unwrap().unwrap();
    assert_eq!(record.get("acronym"), "NORAD!");
}

/// Holds the turn of writers of a file until it is dropped.
fn hold_turn(path: &Path) -> std::fs::File {
    use std::os::fd::AsRawFd;
    let file = std::fs::File::open(format!("{}-lock", path.display())).unwrap();
    // SAFETY: the descriptor belongs to a file that outlives the call.
    assert_eq!(unsafe { libc::flock(file.as_raw_fd(), libc::LOCK_EX) }, 0);
    file
}

#[test]
fn drafts_and_choices_wait_their_turn_and_long_waits_are_noted() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    store.set_patience(Duration::from_millis(50)).unwrap();
    let held = hold_turn(store.path());
    for refused in [
        store.keep_draft(&asker("ana", "en"), &draft(0, "{}")).unwrap_err(),
        store.drop_draft(1).unwrap_err(),
        store.prefer(&asker("ana", "en"), "highlight", "yes").unwrap_err(),
        store.keep_place(&asker("ana", "en"), "{}").unwrap_err(),
    ] {
        assert_eq!(refused.say().key, "store-busy");
    }
    store.set_patience(Duration::from_secs(10)).unwrap();
    let let_go = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(250));
        drop(held);
    });
    store.keep_draft(&asker("ana", "en"), &draft(0, "{}")).unwrap();
    let_go.join().unwrap();
    let waits =
        store.noted().into_iter().filter(|line| matches!(line.noted, Noted::Waited { millis, .. } if millis >= 200));
    assert_eq!(waits.count(), 1, "{:?}", store.noted());
}

/// The next answer that is not about who else is here.
fn answer(worker: &Worker) -> Envelope {
    let until = Instant::now() + Duration::from_secs(10);
    loop {
        if let Some(envelope) = worker.wait(until.saturating_duration_since(Instant::now())) {
            return envelope;
        }
        assert!(Instant::now() < until, "no answer");
    }
}

#[test]
fn both_lanes_read_the_file_that_was_put_there_and_can_still_be_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    let path = store.path().to_owned();
    let copy = folder.path().join("copy.db");
    store.backup_to(&copy).unwrap();
    let mut other = open(&copy);
    assert!(matches!(
        other.apply(&asker("ana", "en"), &edit(&other, "notes", "restored")).unwrap(),
        Saved::Done { .. }
    ));
    drop(other);
    store.enter("ana", "");
    let places = Places { exports: folder.path().join("out"), imports: Imports::Anywhere };
    let (woken, wake) = channel();
    let worker = Worker::start(store, &places, move || woken.send(()).unwrap_or_default()).unwrap();
    exchange(&path, &copy);
    let home = Request { from: APP, seq: 1, effect: Effect::Home };
    worker.send(home, asker("ana", "en"));
    let replies: Vec<Reply> = (0..3).map(|_| answer(&worker).reply).collect();
    assert_eq!(replies.iter().filter(|reply| matches!(reply, Reply::Replaced)).count(), 2, "{replies:?}");
    assert!(replies.iter().any(|reply| matches!(reply, Reply::Home(_))), "{replies:?}");
    wake.recv().unwrap();
    worker.finish();
    assert_eq!(open(&path).visitors().len(), 0);
}
