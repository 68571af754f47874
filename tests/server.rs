//! How the shared server fares: who is in, the last logins, what was slow, what waited, how large the file is; for its owner
//! and administrators alone, on the screen and on the command line.

use pledgebook::domain::kind::Kind;
use pledgebook::store::{Noted, Store};

use crate::pty::{ENTER, Home, me};
use crate::support::{Person, asker, clock, demo};

fn open(path: &std::path::Path) -> Store {
    Store::open(path, clock()).unwrap().0
}

#[test]
fn the_last_login_of_each_what_was_slow_and_what_waited_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    let path = store.path().to_owned();
    for (who, address) in [("ana", "192.0.2.7"), ("ben", ""), ("ana", "192.0.2.8")] {
        open(&path).enter(who, address);
    }
    store.note(Noted::Left { who: "ana".to_owned(), how: "idle".to_owned() });
    for millis in [120, 400, 150] {
        store.note(Noted::Waited { who: "ben".to_owned(), millis });
        store.note(Noted::Slow { who: "ben".to_owned(), doing: "Home".to_owned(), millis });
    }
    let norway = store.resolve(&asker("ana", "en"), Kind::Partner, "NOR").unwrap();
    store.enter("cleo", "");
    store.stand_at(Some((Kind::Partner, norway)), true);
    let status = open(&path).server_status(&asker("ana", "en")).unwrap();
    let [(cleo, title)] = status.sessions.as_slice() else { panic!("{:?}", status.sessions) };
    assert_eq!((cleo.who.as_str(), title.as_str(), cleo.writes), ("cleo", "Norway", true));
    let logins: Vec<_> =
        status.logins.iter().map(|one| (one.who.as_str(), one.address.as_str(), one.ended.as_str())).collect();
    assert_eq!(logins, [("cleo", "", ""), ("ana", "192.0.2.8", "idle"), ("ben", "", "")]);
    assert_eq!((status.waits.count, status.waits.median, status.waits.worst), (3, 150, 400));
    assert_eq!(status.slow.iter().map(|slow| slow.millis).collect::<Vec<_>>(), [150, 400, 120]);
    assert_eq!(status.backup, None);
    let kept = open(&path).back_up_by_hand().unwrap();
    let status = open(&path).server_status(&asker("ana", "en")).unwrap();
    assert_eq!(status.backup, Some(kept));
    assert!(status.bytes > 1_000_000 && status.growth.is_empty(), "{status:?}");
}

#[test]
fn growth_is_told_over_the_days_that_were_noted() {
    let folder = tempfile::tempdir().unwrap();
    let store = demo(&folder);
    let bytes = std::fs::metadata(store.path()).unwrap().len();
    let line = |day: &str, bytes: u64| {
        format!(
            "{{\"at\":\"2020-{day}T08:00:00Z\",\"what\":\"came\",\"who\":\"ana\",\"address\":\"\",\"bytes\":{bytes}}}\n"
        )
    };
    let log = format!("{}-log", store.path().display());
    // The clock of the tests stands on 21 November 2020; a line that a full disk cut is passed over.
    let text =
        line("10-01", bytes - 900) + &line("11-01", bytes - 500) + "{\"at\":\"20\n" + &line("11-20", bytes - 100);
    std::fs::write(log, text).unwrap();
    let status = store.server_status(&asker("ana", "en")).unwrap();
    assert_eq!(status.growth, [(7, 500), (30, 900)]);
}

#[test]
fn a_log_that_has_grown_is_put_aside() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    let log = format!("{}-log", store.path().display());
    store.note(Noted::Left { who: "first".to_owned(), how: "left".to_owned() });
    let mut text = std::fs::read_to_string(&log).unwrap();
    text.push_str(&format!("{}\n", " ".repeat(1_100_000)));
    std::fs::write(&log, text).unwrap();
    store.enter("second", "");
    assert!(std::fs::metadata(&log).unwrap().len() < 1_000);
    assert_eq!(store.noted().len(), 2);
}

#[test]
fn only_the_owner_and_administrators_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let store = demo(&folder);
    let path = store.path().to_owned();
    drop(store);
    let home = Home(folder);
    let db = path.to_str().unwrap();
    for role in ["viewer", "officer", "manager", "finance", "administrator"] {
        home.done(&["--db", db, "account", "add", role, "--role", role]);
        let seated = open(&path);
        seated.sit(role, "192.0.2.7").unwrap();
        let refused = seated.server_status(&asker("ana", "en")).err().map(|error| error.say().key);
        assert_eq!(refused, (role != "administrator").then_some("right-leader"), "{role}");
    }
    let store = open(&path);
    store.sit("viewer", "").unwrap();
    let mut viewer = Person::at(store, "viewer", "en", 80, 24);
    let screen = viewer.press("0 G Enter").screen();
    assert!(screen.contains("for administrators") && !screen.contains("Last logins"), "{screen}");
}

#[test]
fn screen_and_command_line_say_the_same() {
    let (home, file) = Home::with_demo();
    let mut terminal = home.start_on(&file);
    terminal.wait_for("Needs you");
    terminal.press(&["0", "G", ENTER]);
    terminal.wait_for("Sessions now: 1");
    terminal.wait_for("Last logins");
    let said = home.done(&["--db", file.to_str().unwrap(), "status", "--server", "--json"]);
    let status: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(status["sessions"][0]["who"], me().as_str());
    assert_eq!(status["logins"][0]["who"], me().as_str());
    assert_eq!(status["bytes"], std::fs::metadata(&file).unwrap().len());
    let text = home.done(&["--db", file.to_str().unwrap(), "status", "--server"]);
    assert!(text.contains("Sessions now: 1") && text.contains(&me()), "{text}");
    terminal.send("q");
    terminal.settle();
    terminal.send("q");
    terminal.ends_restored();
    let said = home.done(&["--db", file.to_str().unwrap(), "status", "--server", "--json"]);
    let status: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(
        (&status["sessions"], &status["logins"][0]["ended"]),
        (&serde_json::json!([]), &serde_json::json!("left"))
    );
}
