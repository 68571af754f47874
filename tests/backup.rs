//! Nothing is lost: backups made while people write are whole, a killed one looks like none, older ones go by rule, and a
//! restore writes over nothing. Parts that need another process are children of `files`.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use pledgebook::domain::backup::Reason;
use pledgebook::domain::change::Saved;
use pledgebook::domain::day::Day;
use pledgebook::domain::kind::Kind;
use pledgebook::message::{Effect, Reply, Request, ScreenId};
use pledgebook::store::{
    Backup, Clock, Draft, Store, backup_folder, backups_of, find_backup, last_backup, replaced_of, restore, sha256,
};
use pledgebook::worker::{Places, Worker};

use crate::cli::Home;
use crate::files::{asker, child, clock, demo, first, load, on_a_small_disk, open, say, says, this_binary, write};
use crate::support::Person;

const DAY: i64 = 86_400_000;

/// A clock that is moved by hand; noon of 21 November 2020 at first, a second on with each look.
fn moved_by_hand() -> (Arc<AtomicI64>, Clock) {
    let now = Arc::new(AtomicI64::new(1_605_960_000_000));
    let read = Arc::clone(&now);
    (now, Arc::new(move || read.fetch_add(1_000, Ordering::Relaxed)))
}

fn save(store: &mut Store, website: &str) {
    let record = first(store);
    assert!(matches!(write(store, &record, "website", website).unwrap(), Saved::Done { .. }));
}

fn website(path: &Path) -> String {
    first(&mut open(path).unwrap()).get("website").to_owned()
}

fn is_whole(path: &Path) {
    let store = open(path).unwrap();
    assert_eq!(store.integrity().unwrap(), Vec::<String>::new(), "{}", path.display());
    assert_eq!(store.check_chain().unwrap().broken, [], "{}", path.display());
}

fn reasons(path: &Path) -> Vec<String> {
    backups_of(path).unwrap().iter().map(|backup| backup.note.reason.clone()).collect()
}

/// Everything that lies in the folder of backups but its lock.
fn lying(path: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(backup_folder(path)) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| !name.ends_with("-lock"));
    names.sort();
    names
}

/// Writes into a backup, as somebody would who means it.
fn rewrite(path: &Path, bytes: &[u8]) {
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(path, bytes).unwrap();
}

fn stopped(mut child: Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_backup_says_what_it_holds_and_is_private() {
    let home = Home::with_file();
    home.done(&["--db", "a.db", "add", "partner", "name=Norway"]);
    let made = home.json(&["--db", "a.db", "backup"]);
    let path = PathBuf::from(made["path"].as_str().unwrap());
    let there = home.path("").join(&path);
    assert_eq!(made["note"]["sha256"], sha256(&there).unwrap());
    assert_eq!(made["note"]["counts"]["partner"], 1);
    assert_eq!(made["note"]["reason"], "hand");
    assert_eq!(made["note"]["seal"], home.json(&["--db", "a.db", "check"])["seals"]["last"]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&there), mode(there.parent().unwrap())), (0o400, 0o700));
    assert_eq!(mode(&PathBuf::from(format!("{}.json", there.display()))), 0o400);
    home.done(&["--db", path.to_str().unwrap(), "show", "partner", "Norway"]);
    let listed = home.json(&["--db", "a.db", "restore", "--verify"]);
    assert_eq!(listed["backups"][0]["whole"], true);
    assert!(home.done(&["--db", "a.db", "restore"]).contains("by hand"));
    assert!(home.done(&["--db", "a.db", "restore", "--lang", "zh"]).contains("手动"));
}

#[test]
fn a_backup_at_a_path_writes_over_nothing() {
    let home = Home::with_file();
    assert!(home.done(&["--db", "a.db", "backup", "copy.db"]).contains("SHA-256"));
    home.done(&["--db", "copy.db", "check"]);
    assert!(home.ends(2, &["--db", "a.db", "backup", "copy.db"]).contains("copy.db"));
    fs::remove_file(home.path("copy.db")).unwrap();
    assert!(home.ends(2, &["--db", "a.db", "backup", "copy.db"]).contains("copy.db.json"));
}

#[test]
fn backups_made_while_another_process_writes_are_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = demo(&folder);
    let mut saver = child(&this_binary(), "save", &path).spawn().unwrap();
    let mut said = says(&mut saver);
    said.by_ref().take(3).for_each(drop);
    let store = open(&path).unwrap();
    let made: Vec<Backup> = (0..6).map(|_| store.back_up(Reason::Hand).unwrap()).collect();
    stopped(saver);
    let mut saves: Vec<usize> = Vec::new();
    for backup in &made {
        backup.verify().unwrap();
        let copy = folder.path().join("looked-at");
        fs::copy(&backup.path, &copy).unwrap();
        fs::set_permissions(&copy, fs::Permissions::from_mode(0o600)).unwrap();
        is_whole(&copy);
        saves.push(website(&copy).parse().unwrap());
    }
    assert!(saves.is_sorted() && saves[0] < saves[5], "people went on saving: {saves:?}");
    drop(store);
    is_whole(&path);
}

pub fn back_up_without_end(file: &Path) {
    let (_, clock) = moved_by_hand();
    let store = Store::open(file, clock).unwrap().0;
    say("begun");
    loop {
        store.back_up(Reason::Hand).unwrap();
    }
}

#[test]
fn a_backup_that_is_killed_leaves_nothing_that_looks_good() {
    let folder = tempfile::tempdir().unwrap();
    let path = demo(&folder);
    let mut parts = 0;
    for millis in [0, 3, 7, 12, 20, 30, 45, 60, 90, 130, 170, 210] {
        let mut maker = child(&this_binary(), "back-up", &path).spawn().unwrap();
        assert_eq!(says(&mut maker).next().as_deref(), Some("begun"));
        std::thread::sleep(Duration::from_millis(millis));
        stopped(maker);
        parts += lying(&path).iter().filter(|name| name.starts_with(".part")).count();
        for backup in backups_of(&path).unwrap() {
            backup.verify().unwrap();
        }
    }
    assert!(parts > 0, "one of twelve was killed in the middle");
    let last = open(&path).unwrap().back_up(Reason::Hand).unwrap();
    let copy = folder.path().join("looked-at");
    fs::copy(&last.path, &copy).unwrap();
    is_whole(&copy);
    assert!(lying(&path).iter().all(|name| !name.starts_with(".part")), "{:?}", lying(&path));
}

#[test]
fn a_backup_cut_short_or_changed_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = demo(&folder);
    let store = open(&path).unwrap();
    let backup = store.back_up(Reason::Hand).unwrap();
    assert_eq!(last_backup(&path), Some(backup.clone()));
    let mut bytes = fs::read(&backup.path).unwrap();
    bytes[100_000] ^= 1;
    rewrite(&backup.path, &bytes);
    assert_eq!(backup.verify().unwrap_err().say().key, "backup-changed");
    let before = fs::read(&path).unwrap();
    let clock: Clock = clock();
    assert_eq!(restore(&path, &backup.path, &clock, &asker()).unwrap_err().say().key, "backup-changed");
    assert!(fs::read(&path).unwrap() == before && replaced_of(&path).unwrap().is_empty());
    rewrite(&backup.path, &bytes[..bytes.len() - 1]);
    assert_eq!(last_backup(&path), None);
}

#[test]
fn a_day_is_backed_up_once_as_it_found_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = demo(&folder);
    let (now, clock) = moved_by_hand();
    let mut store = Store::open(&path, clock).unwrap().0;
    let stopper = pledgebook::store::Stopper::default();
    let daily = |store: &Store| store.daily_backup(&stopper).unwrap().map(|backup| backup.path);
    assert_eq!(daily(&store), None, "nobody did anything yet");
    save(&mut store, "first");
    let kept = daily(&store).unwrap();
    save(&mut store, "second");
    assert_eq!(daily(&store), None, "the day has one");
    now.fetch_add(DAY, Ordering::Relaxed);
    let next = daily(&store).unwrap();
    save(&mut store, "third");
    assert_eq!((website(&kept).as_str(), website(&next).as_str()), ("first", "second"));
    now.fetch_add(DAY, Ordering::Relaxed);
    store.back_up(Reason::Hand).unwrap();
    assert_eq!(daily(&store), None, "what is there holds everything");
    assert_eq!(reasons(&path), ["hand", "day", "day"]);
}

#[test]
fn older_backups_go_by_rule_and_those_by_hand_stay() {
    let folder = tempfile::tempdir().unwrap();
    let path = demo(&folder);
    let (now, clock) = moved_by_hand();
    let mut store = Store::open(&path, clock).unwrap().0;
    let stopper = pledgebook::store::Stopper::default();
    for day in 0..40 {
        save(&mut store, &day.to_string());
        store.daily_backup(&stopper).unwrap().expect("a new day");
        if day == 2 {
            store.back_up(Reason::Hand).unwrap();
        }
        now.fetch_add(DAY, Ordering::Relaxed);
    }
    let days: Vec<String> = backups_of(&path)
        .unwrap()
        .iter()
        .map(|backup| format!("{} {}", &backup.day()[5..], backup.note.reason))
        .rev()
        .collect();
    let mut wanted: Vec<String> =
        ["11-21 day", "11-23 day", "11-23 hand", "11-30 day", "12-01 day", "12-07 day", "12-14 day"]
            .map(ToOwned::to_owned)
            .to_vec();
    wanted.extend((17..=30).map(|day| format!("12-{day} day")));
    assert_eq!(days, wanted);
    assert_eq!(lying(&path).len(), 2 * wanted.len(), "each with its note and nothing else");
}

#[test]
fn the_command_line_backs_up_before_the_first_save_of_a_day_and_before_an_import() {
    let home = Home::with_file();
    home.done(&["--db", "a.db", "add", "partner", "name=Norway"]);
    assert_eq!(reasons(&home.path("a.db")), Vec::<String>::new(), "nothing was there to lose");
    home.done(&["--db", "a.db", "list", "partner"]);
    home.done(&["--db", "a.db", "set", "partner", "Norway", "website=later.example.org"]);
    assert_eq!(reasons(&home.path("a.db")), ["day"]);
    let first = backups_of(&home.path("a.db")).unwrap().remove(0);
    assert_eq!(website(&first.path), "");
    home.write("gifts.csv", "partner,received,amount,currency\nNorway,2019,5000,USD\n");
    home.done(&["--db", "a.db", "import", "contribution", "gifts.csv"]);
    assert_eq!(reasons(&home.path("a.db")), ["day"], "looking reads nothing in");
    home.done(&["--db", "a.db", "import", "contribution", "gifts.csv", "--apply"]);
    assert_eq!(reasons(&home.path("a.db")), ["import", "day"]);
    home.done(&["--db", "a.db", "check"]);
}

#[test]
fn an_older_layout_is_backed_up_among_the_others_before_it_is_migrated() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.pledgebook");
    crate::migration::first_schema(&path);
    drop(open(&path).unwrap());
    let backup = last_backup(&path).unwrap();
    assert_eq!((backup.note.reason.as_str(), backup.note.schema), ("migration", 1));
    restore(&path, &backup.path, &clock(), &asker()).unwrap();
    assert_eq!(reasons(&path), ["migration"], "it is there already");
    is_whole(&path);
}

pub fn back_up_on_a_full_disk(file: &Path) {
    let mut store = Store::create(file, clock()).unwrap();
    store.fill_demo("ana").unwrap();
    save(&mut store, "before");
    let mut outcomes = Vec::new();
    for _ in 0..4 {
        outcomes.push(store.back_up(Reason::Hand).err().map_or("made", |error| error.say().key));
    }
    say(outcomes.last().unwrap());
    say(lying(file).iter().all(|name| !name.starts_with(".part")));
    say(lying(file).len() == 2 * backups_of(file).unwrap().len());
    save(&mut store, "after");
    say(website(file));
}

#[test]
fn a_full_disk_takes_no_half_backup_and_no_save() {
    let (said, may_mount) = on_a_small_disk("back-up-full");
    if may_mount {
        assert_eq!(said, ["backup-no-room", "true", "true", "after"]);
    } else {
        assert_eq!(said[1..], ["true", "true", "after"], "{said:?}");
    }
}

#[test]
fn a_restore_swaps_and_the_file_that_was_kept_swaps_back() {
    let home = Home::with_file();
    home.done(&["--db", "a.db", "add", "partner", "name=Norway"]);
    let backup = home.json(&["--db", "a.db", "backup"])["note"]["file"].as_str().unwrap().to_owned();
    home.done(&["--db", "a.db", "add", "partner", "name=Sweden"]);
    let restored = home.json(&["--db", "a.db", "restore", &backup]);
    let kept = restored["kept"].as_str().unwrap().to_owned();
    assert!(kept.contains("-replaced-"), "{kept}");
    home.done(&["--db", "a.db", "show", "partner", "Norway"]);
    home.ends(2, &["--db", "a.db", "show", "partner", "Sweden"]);
    assert!(home.done(&["--db", "a.db", "history"]).contains("restored"));
    home.done(&["--db", "a.db", "check"]);
    let listed = home.json(&["--db", "a.db", "restore", "--list"]);
    assert_eq!(listed["replaced"].as_array().unwrap().len(), 1);
    let said = home.done(&["--db", "a.db", "restore", &kept]);
    assert!(said.contains(&kept) && said.contains("comes back with"), "{said}");
    home.done(&["--db", "a.db", "show", "partner", "Sweden"]);
    home.done(&["--db", "a.db", "check"]);
    assert_eq!(home.json(&["--db", "a.db", "restore"])["replaced"].as_array().unwrap().len(), 2);
}

#[test]
fn a_day_means_the_newest_backup_that_holds_nothing_later() {
    let folder = tempfile::tempdir().unwrap();
    let path = demo(&folder);
    let (now, clock) = moved_by_hand();
    let mut store = Store::open(&path, clock).unwrap().0;
    let stopper = pledgebook::store::Stopper::default();
    for text in ["saturday", "sunday", "monday"] {
        store.daily_backup(&stopper).unwrap();
        save(&mut store, text);
        now.fetch_add(DAY, Ordering::Relaxed);
    }
    store.daily_backup(&stopper).unwrap();
    let today = Day::new(2020, 11, 24).unwrap();
    let of = |which: &str| find_backup(&path, which, today).map(|path| website(&path));
    for (which, held) in
        [("2020-11-21", "saturday"), ("22 nov 2020", "sunday"), ("yesterday", "monday"), ("today", "monday")]
    {
        assert_eq!(of(which).unwrap(), held, "{which}");
    }
    assert_eq!(of("2020-11-20").unwrap_err().say().key, "restore-none-of-day");
    assert_eq!(of("whenever").unwrap_err().say().key, "restore-none-such");
}

#[test]
fn a_file_that_is_damaged_or_gone_is_restored() {
    let home = Home::with_file();
    home.done(&["--db", "a.db", "add", "partner", "name=Norway"]);
    home.done(&["--db", "a.db", "backup"]);
    let ruined = b"SQLite format 3\0 and then nothing of use".repeat(500);
    home.write("a.db", &ruined);
    home.ends(2, &["--db", "a.db", "list", "partner"]);
    let restored = home.json(&["--db", "a.db", "restore", "today"]);
    home.done(&["--db", "a.db", "show", "partner", "Norway"]);
    assert!(fs::read(home.path(restored["kept"].as_str().unwrap())).unwrap() == ruined, "even that is kept");
    fs::remove_file(home.path("a.db")).unwrap();
    home.done(&["--db", "a.db", "restore", "today"]);
    home.done(&["--db", "a.db", "show", "partner", "Norway"]);
    home.done(&["--db", "a.db", "check"]);
}

#[test]
fn whoever_has_the_file_open_is_told_and_saves_nothing_into_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = demo(&folder);
    let mut store = open(&path).unwrap();
    save(&mut store, "kept in the backup");
    let backup = store.back_up(Reason::Hand).unwrap();
    save(&mut store, "later");
    let restored = restore(&path, &backup.path, &clock(), &asker()).unwrap();
    let record = first(&mut store);
    assert_eq!(record.get("website"), "later", "what was read stays readable");
    let refused = write(&mut store, &record, "website", "into the old one").unwrap_err();
    assert_eq!(refused.say().key, "store-replaced");
    store.reopen().unwrap();
    assert_eq!(load(&store, record.id).get("website"), "kept in the backup");
    save(&mut store, "into the new one");
    drop(store);
    is_whole(&path);
    let kept = restored.kept.unwrap();
    is_whole(&kept);
    assert_eq!((website(&path).as_str(), website(&kept).as_str()), ("into the new one", "later"));
    fs::rename(&path, folder.path().join("moved")).unwrap();
    let mut store = open(&folder.path().join("moved")).unwrap();
    fs::rename(folder.path().join("moved"), folder.path().join("moved again")).unwrap();
    let record = first(&mut store);
    assert_eq!(write(&mut store, &record, "website", "nowhere").unwrap_err().say().key, "store-replaced");
}

#[test]
fn drafts_of_today_are_taken_along() {
    let folder = tempfile::tempdir().unwrap();
    let path = demo(&folder);
    let mut store = open(&path).unwrap();
    let backup = store.back_up(Reason::Hand).unwrap();
    let draft = |record| Draft {
        id: 0,
        at: String::new(),
        kind: Kind::Partner,
        record,
        version: 1,
        content: "typed and not saved".to_owned(),
    };
    let known = first(&mut store).id;
    store.keep_draft(&asker(), &draft(0)).unwrap();
    store.keep_draft(&asker(), &draft(known)).unwrap();
    store.keep_draft(&asker(), &draft(12_345)).unwrap();
    let restored = restore(&path, &backup.path, &clock(), &asker()).unwrap();
    assert_eq!(restored.drafts, 2, "one is of a record that was not there yet");
    let mut records: Vec<i64> =
        open(&path).unwrap().drafts(&asker()).unwrap().iter().map(|draft| draft.record).collect();
    records.sort_unstable();
    assert_eq!(records, [0, known]);
}

/// Waits for an answer of the worker that is wanted, up to a minute.
fn wait_for(worker: &Worker, wanted: impl Fn(&Reply) -> bool) -> Reply {
    for _ in 0..600 {
        if let Some(envelope) = worker.wait(Duration::from_millis(100))
            && wanted(&envelope.reply)
        {
            return envelope.reply;
        }
    }
    panic!("no such answer in a minute");
}

#[test]
fn a_session_makes_the_backup_of_the_day_beside_itself_and_follows_a_restore() {
    let folder = tempfile::tempdir().unwrap();
    let path = demo(&folder);
    let mut store = open(&path).unwrap();
    save(&mut store, "yesterday");
    let backup = folder.path().join("by hand");
    let backup = store.backup_to(&backup).unwrap();
    save(&mut store, "today");
    let exports = folder.path().join("exports");
    let places = Places { exports, imports: pledgebook::access::Imports::Anywhere };
    let worker = Worker::start(store, &places, || {}).unwrap();
    let until = std::time::Instant::now() + Duration::from_secs(60);
    while last_backup(&path).is_none() && std::time::Instant::now() < until {
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(website(&last_backup(&path).unwrap().path), "today");
    restore(&path, &backup.path, &clock(), &asker()).unwrap();
    wait_for(&worker, |reply| matches!(reply, Reply::Replaced));
    worker.send(Request { from: ScreenId(7), seq: 1, effect: Effect::Undo }, asker());
    wait_for(&worker, |reply| matches!(reply, Reply::Undone { .. }));
    worker.finish();
    assert_eq!(website(&path), "", "undone in the file that was restored");
    is_whole(&path);
}

/// As after a power cut: what the disk holds at one moment, the process that wrote it standing still.
fn as_the_disk_holds_it(path: &Path, saver: &Child, to: &Path) {
    let signal = |name: &str| {
        let sent = Command::new("kill").args([name, &saver.id().to_string()]).status().unwrap();
        assert!(sent.success());
    };
    signal("-STOP");
    let wal = |path: &Path| PathBuf::from(format!("{}-wal", path.display()));
    fs::copy(path, to).unwrap();
    fs::copy(wal(path), wal(to)).unwrap();
    signal("-CONT");
}

#[test]
fn what_a_power_cut_leaves_opens_and_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = demo(&folder);
    let mut saver = child(&this_binary(), "save", &path).spawn().unwrap();
    let mut said = says(&mut saver);
    for cut in 0..12_usize {
        let acknowledged: usize = said.by_ref().take(5 + cut).last().unwrap().parse().unwrap();
        let copy = folder.path().join(format!("cut-{cut}"));
        as_the_disk_holds_it(&path, &saver, &copy);
        // The end of the log may not have reached the disk: a page half written, or none of the last transaction.
        let torn = folder.path().join(format!("torn-{cut}"));
        let wal = fs::read(format!("{}-wal", copy.display())).unwrap();
        fs::copy(&copy, &torn).unwrap();
        fs::write(format!("{}-wal", torn.display()), &wal[..wal.len() - wal.len().min(1_000 + 3_000 * cut)]).unwrap();
        let kept: usize = website(&copy).parse().unwrap();
        assert!(kept >= acknowledged, "{kept} kept, {acknowledged} acknowledged");
        is_whole(&copy);
        is_whole(&torn);
    }
    stopped(saver);
}

#[test]
fn only_those_who_look_after_a_file_see_and_restore_its_backups() {
    let home = Home::with_file();
    for (name, role) in [("boss", "administrator"), ("desk", "officer")] {
        home.done(&["--db", "a.db", "account", "add", name, "--role", role]);
    }
    let path = home.path("a.db");
    let backup = open(&path).unwrap().back_up(Reason::Hand).unwrap();
    let mut desk = open(&path).unwrap();
    desk.sit("desk", "").unwrap();
    for refused in [
        desk.backups().map(|_| ()),
        desk.back_up_by_hand().map(|_| ()),
        desk.restore(&backup.path, &asker()).map(|_| ()),
        desk.check_chain().map(|_| ()),
    ] {
        let say = refused.unwrap_err().say();
        assert!(["right-leader", "right-owner"].contains(&say.key), "{say:?}");
    }
    assert!(!desk.may_look_after());
    let mut boss = open(&path).unwrap();
    boss.sit("boss", "192.0.2.7").unwrap();
    assert!(boss.backups().unwrap().contains(&backup));
    boss.restore(&backup.path, &asker()).unwrap();
    let entry = boss.actions(&asker(), 0, 1).unwrap().remove(0);
    assert_eq!(entry.who, "boss");
}

/// Opens the backups behind 0.
fn at_backups(store: Store, lang: &'static str, width: u16, height: u16) -> Person {
    let mut person = Person::at(store, "ana", lang, width, height);
    person.press("0 j j j j j j Enter");
    person
}

#[test]
fn backups_are_made_and_restored_on_the_screen_after_a_question() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = at_backups(crate::support::demo(&folder), "en", 80, 24);
    assert!(person.screen().contains("There are no backups yet: n makes one"), "{}", person.screen());
    person.press("n");
    assert!(person.line("Backed up: ").contains("-hand.db"));
    assert!(person.line("by hand").contains("2020-11-21"), "{}", person.screen());
    save(&mut person.store, "after the backup");
    let asked = person.press("r").screen();
    assert!(asked.contains("Restore the file of 2020-11-21") && asked.contains("No, leave everything"), "{asked}");
    person.press("Enter");
    assert_eq!(first(&mut person.store).get("website"), "after the backup", "the first answer is no");
    person.press("r Down Enter");
    assert!(person.line("Restored. What stood there is kept as").contains("-replaced-"));
    assert_eq!(first(&mut person.store).get("website"), "");
    let screen = person.screen();
    let aside = screen.lines().find(|line| line.contains("put aside by a restore")).expect(&screen);
    assert!(aside.contains("2020-11-21 "), "{aside}");
    person.press("End r Down Enter");
    assert_eq!(first(&mut person.store).get("website"), "after the backup", "what was put aside comes back");
    let told = person.press("Home Enter").screen();
    for words in ["SHA-256", "Last seal", "Rows"] {
        assert!(told.contains(words), "{told}");
    }
}

#[test]
fn the_list_of_backups_fits_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let store = crate::support::demo(&folder);
    store.back_up(Reason::Hand).unwrap();
    for (lang, width, height, words) in [("en", 120, 40, "Last change in it"), ("zh", 80, 24, "其中最后的改动")]
    {
        let store = Store::open(store.path(), clock()).unwrap().0;
        let screen = at_backups(store, lang, width, height).screen();
        assert!(screen.contains(words), "{screen}");
    }
}

#[test]
fn an_account_without_the_right_is_told_whose_backups_are() {
    let home = Home::with_file();
    home.done(&["--db", "a.db", "account", "add", "desk", "--role", "officer"]);
    let store = open(&home.path("a.db")).unwrap();
    store.sit("desk", "").unwrap();
    let screen = at_backups(store, "en", 80, 24).screen();
    assert!(screen.contains("for administrators and the owner; desk is neither"), "{screen}");
}

#[test]
fn the_log_of_a_file_somebody_reads_on_goes_along_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = demo(&folder);
    let mut store = open(&path).unwrap();
    save(&mut store, "in the backup");
    let backup = store.back_up(Reason::Hand).unwrap();
    let reader = rusqlite::Connection::open(&path).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM partner").unwrap();
    save(&mut store, "only in the log");
    let restored = restore(&path, &backup.path, &clock(), &asker()).unwrap();
    let log = |path: &Path| fs::metadata(format!("{}-wal", path.display())).map_or(0, |log| log.len());
    let kept = restored.kept.unwrap();
    assert!(log(&kept) > 0, "the reader kept it from being folded in");
    assert_eq!(log(&path), 0);
    assert_eq!(website(&path), "in the backup");
    is_whole(&path);
    reader.execute_batch("COMMIT").unwrap();
    drop((reader, store));
    assert_eq!(website(&kept), "only in the log");
    is_whole(&kept);
}

#[test]
fn a_link_to_a_file_stays_one_and_a_damaged_page_is_no_hindrance() {
    let folder = tempfile::tempdir().unwrap();
    let path = demo(&folder);
    let backup = open(&path).unwrap().back_up(Reason::Hand).unwrap();
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 3;
    bytes[middle..].fill(0xA5);
    fs::write(&path, &bytes).unwrap();
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let kept = restore(&link, &backup.path, &clock(), &asker()).unwrap().kept.unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    is_whole(&path);
    assert!(fs::read(&kept).unwrap() == bytes, "as it lay");
}

#[test]
fn a_program_that_is_older_than_the_file_became_saves_nothing_into_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = demo(&folder);
    let mut store = open(&path).unwrap();
    let record = first(&mut store);
    rusqlite::Connection::open(&path).unwrap().execute_batch("PRAGMA user_version = 99").unwrap();
    let refused = write(&mut store, &record, "website", "by the older program").unwrap_err();
    assert_eq!(refused.say().key, "store-newer");
    assert_eq!(load(&store, record.id).get("website"), record.get("website"));
}

#[test]
fn a_backup_that_is_stopped_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = demo(&folder);
    let mut store = open(&path).unwrap();
    save(&mut store, "something to keep");
    for millis in [0, 2, 5, 10, 20] {
        let stopper = Arc::new(pledgebook::store::Stopper::default());
        let stop = Arc::clone(&stopper);
        let thread = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(millis));
            stop.stop();
        });
        if let Err(error) = store.daily_backup(&stopper) {
            assert!(error.is_stopped(), "{error}");
            assert_eq!(lying(&path), Vec::<String>::new(), "after {millis} ms");
        }
        thread.join().unwrap();
    }
    let stopper = pledgebook::store::Stopper::default();
    stopper.stop();
    let of_another_day: Clock = Arc::new(|| 1_606_000_000_000 + DAY);
    let mut other = Store::open(&path, of_another_day).unwrap().0;
    save(&mut other, "and more");
    assert!(other.daily_backup(&stopper).unwrap_err().is_stopped());
    assert!(lying(&path).iter().all(|name| !name.starts_with(".part")));
}

#[test]
fn a_backup_on_the_way_is_stopped_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = demo(&folder);
    let mut store = open(&path).unwrap();
    save(&mut store, "first");
    // The copy waits for nobody, so it is stopped from within: one that is asked to end ends at its next step.
    let (stop, go) = (store.stopper(), std::sync::mpsc::channel());
    let stopping = std::thread::spawn(move || {
        while go.1.recv_timeout(Duration::from_micros(50)).is_err() {
            stop();
        }
    });
    let stopped = store.back_up(Reason::Hand).unwrap_err();
    go.0.send(()).unwrap();
    stopping.join().unwrap();
    assert!(stopped.is_stopped(), "{stopped:?}");
    assert_eq!(last_backup(&path), None);
    let left = fs::read_dir(backup_folder(&path)).unwrap().map(|entry| entry.unwrap().file_name());
    let left: Vec<String> = left.map(|name| name.to_string_lossy().into_owned()).collect();
    assert!(left.iter().all(|name| name.ends_with("-lock")), "nothing is left of it: {left:?}");
    // The next one is not stopped by a wish that is over.
    store.back_up(Reason::Hand).unwrap();
    let places = Places { exports: folder.path().join("out"), imports: pledgebook::access::Imports::Anywhere };
    let worker = Worker::start(store, &places, || {}).unwrap();
    worker.send(Request { from: ScreenId(1), seq: 1, effect: Effect::Stop }, asker());
    worker.send(Request { from: ScreenId(1), seq: 2, effect: Effect::BackUp }, asker());
    let made = loop {
        let envelope = worker.wait(Duration::from_secs(60)).expect("an answer");
        if envelope.seq == 2 && !matches!(envelope.reply, Reply::Far(_)) {
            break envelope.reply;
        }
    };
    assert!(matches!(made, Reply::BackedUp(_)), "{made:?}");
    worker.finish();
}
