//! History is sealed: whatever the program writes holds, and whatever is changed behind its back is found and named.

use std::path::{Path, PathBuf};

use pledgebook::domain::change::{Action, Change, FieldChange, Op, Origin, Saved};
use pledgebook::domain::kind::Kind;
use pledgebook::domain::record::{Id, Record};
use pledgebook::store::{Chain, Store};
use rusqlite::Connection;

use crate::cli::Home;
use crate::support::{asker, clock, demo};

fn norway(store: &mut Store) -> Record {
    let id = store.resolve(&asker("ana", "en"), Kind::Partner, "Norway").unwrap();
    store.load(&asker("ana", "en"), Kind::Partner, id).unwrap().unwrap()
}

fn apply(store: &mut Store, title: &str, changes: Vec<Change>) {
    let action = Action { origin: Origin::Form, title: title.to_owned(), changes };
    assert!(matches!(store.apply(&asker("ana", "en"), &action).unwrap(), Saved::Done { .. }));
}

fn edit(store: &mut Store, field: &'static str, to: &str) {
    let record = norway(store);
    let op = Op::Edit(vec![FieldChange { field, from: record.get(field).to_owned(), to: to.to_owned() }]);
    apply(store, &format!("{field} {to}"), vec![Change { kind: record.kind, id: record.id, version: 0, op }]);
}

/// A file in which a bit of everything happened.
fn lived_in(folder: &tempfile::TempDir) -> PathBuf {
    let mut store = demo(folder);
    let ana = asker("ana", "en");
    edit(&mut store, "website", "one.example.org");
    edit(&mut store, "notes", "Met the ambassador.");
    store.undo(&ana).unwrap();
    store.redo(&ana).unwrap();
    store.undo(&ana).unwrap();
    let amount = vec![
        ("partner", norway(&mut store).id.to_string()),
        ("received", "2020-06-30".to_owned()),
        ("amount", "5000.00".to_owned()),
        ("currency", "NOK".to_owned()),
        ("rate", "9.5".to_owned()),
    ];
    let gift = Change { kind: Kind::Contribution, id: 0, version: 0, op: Op::Add(amount) };
    apply(&mut store, "a gift", vec![gift]);
    edit(&mut store, "acronym", "NO");
    store.path().to_owned()
}

fn check(path: &Path) -> Chain {
    Store::open(path, clock()).unwrap().0.check_chain().unwrap()
}

/// Changes the file as another program would, and gives the keys of what is found then.
fn found_after(path: &Path, sql: &str) -> Vec<&'static str> {
    let copy = path.with_extension("copy");
    std::fs::copy(path, &copy).unwrap();
    let connection = Connection::open(&copy).unwrap();
    connection.execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}")).unwrap();
    drop(connection);
    let keys = check(&copy).broken.iter().map(|broken| broken.say.key).collect();
    std::fs::remove_file(&copy).unwrap();
    keys
}

#[test]
fn what_the_program_wrote_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let chain = check(&lived_in(&folder));
    assert_eq!(chain.broken, []);
    assert_eq!(chain.seals, 9, "two of the demo, seven of ana");
    assert_eq!((chain.before, chain.head.len()), (0, 64));
    assert!(chain.records > 2000, "{}", chain.records);
}

#[test]
fn history_changed_by_hand_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = lived_in(&folder);
    let website = "SELECT action FROM change WHERE fields LIKE '%one.example.org%' LIMIT 1";
    for (sql, wanted) in [
        (format!("UPDATE change SET fields = replace(fields, 'one.', 'two.') WHERE action = ({website})"), "seal-broken"),
        (format!("UPDATE action SET who = 'ben' WHERE id = ({website})"), "seal-broken"),
        (format!("UPDATE action SET at = '2020-11-20T10:00:00Z' WHERE id = ({website})"), "seal-broken"),
        (format!("UPDATE action SET address = '192.0.2.1' WHERE id = ({website})"), "seal-broken"),
        (format!("DELETE FROM change WHERE action = ({website})"), "seal-broken"),
        (format!("DELETE FROM action WHERE id = ({website})"), "seal-no-action"),
        ("DELETE FROM seal WHERE id = 4".to_owned(), "seal-missing"),
        (
            "INSERT INTO action (id, at, who, origin, title, records) SELECT max(id) + 1, at, who, origin, 'x', 0 FROM action"
                .to_owned(),
            "seal-not-sealed",
        ),
        (
            format!("INSERT INTO change (action, seq, kind, record, op, fields) SELECT ({website}), 7, kind, record, op, fields FROM change LIMIT 1"),
            "seal-changes-beyond",
        ),
        ("UPDATE action SET undone_by = NULL".to_owned(), "seal-mark"),
    ] {
        let found = found_after(&path, &sql);
        assert!(found.contains(&wanted), "{sql}: {found:?}");
    }
    assert_eq!(check(&path).broken, []);
}

#[test]
fn the_first_broken_place_is_told_with_who_and_when() {
    let folder = tempfile::tempdir().unwrap();
    let path = lived_in(&folder);
    let connection = Connection::open(&path).unwrap();
    connection.execute("UPDATE action SET title = 'something else' WHERE title LIKE 'website%'", []).unwrap();
    drop(connection);
    let broken = check(&path).broken;
    assert_eq!(broken.len(), 1, "what follows it holds: {broken:?}");
    let said = pledgebook::locale::Locale::load("en").unwrap().say(&broken[0].say);
    assert!(
        said.contains("“something else” of 2020-11-21T") && said.contains("by ana") && said.contains("seal 3"),
        "{said}"
    );
}

#[test]
fn a_record_changed_by_hand_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = lived_in(&folder);
    let gift = "(SELECT max(id) FROM contribution)";
    for (sql, wanted) in [
        (format!("UPDATE contribution SET amount = amount + 1 WHERE id = {gift}"), "seal-record-changed"),
        (format!("UPDATE contribution SET year = 2019 WHERE id = {gift}"), "seal-record-changed"),
        (format!("UPDATE contribution SET deleted = 1 WHERE id = {gift}"), "seal-record-changed"),
        (format!("DELETE FROM contribution WHERE id = {gift}"), "seal-record-gone"),
        ("UPDATE fund SET target_usd = 1 WHERE code = 'FNE'".to_owned(), "seal-record-changed"),
        ("INSERT INTO region (id, version, code, name_en) VALUES (77, 1, 'X', 'X')".to_owned(), "seal-record-unknown"),
        ("UPDATE change SET digest = NULL".to_owned(), "seal-record-changed"),
        ("INSERT INTO portion VALUES (1, 'year', 2020, 5, 5)".to_owned(), "seal-beside"),
        ("INSERT INTO mention VALUES (1, 2)".to_owned(), "seal-beside"),
    ] {
        let found = found_after(&path, &sql);
        assert!(found.contains(&wanted), "{sql}: {found:?}");
    }
}

#[test]
fn a_chain_made_anew_lacks_the_seal_that_was_noted_down() {
    let folder = tempfile::tempdir().unwrap();
    let path = lived_in(&folder);
    let noted = check(&path).head;
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch("UPDATE action SET who = 'ben' WHERE title LIKE 'website%'; DELETE FROM seal; UPDATE change SET digest = NULL")
        .unwrap();
    drop(connection);
    let mut store = Store::open(&path, clock()).unwrap().0;
    edit(&mut store, "website", "anew.example.org");
    let chain = store.check_chain().unwrap();
    assert_eq!(chain.broken, [], "it is a chain");
    assert!(chain.before > 0, "but it began late");
    assert!(!store.has_seal(&noted).unwrap());
    assert!(store.has_seal(&chain.head).unwrap() && store.has_seal(&chain.head[..12].to_uppercase()).unwrap());
}

#[test]
fn an_older_file_is_sealed_as_it_is_and_watched_from_then_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.pledgebook");
    crate::migration::first_schema(&path);
    let mut store = Store::open(&path, clock()).unwrap().0;
    edit(&mut store, "website", "three.example.org");
    let chain = store.check_chain().unwrap();
    assert_eq!((chain.broken.as_slice(), chain.before), (&[][..], 1));
    drop(store);
    for (sql, wanted) in [
        ("UPDATE action SET who = 'ben' WHERE title = 'gifts.csv'", "seal-broken-before"),
        ("UPDATE change SET op = 'edit' WHERE record = 900001", "seal-broken-before"),
        ("UPDATE contribution SET amount = amount + 1 WHERE id = 900001", "seal-record-changed"),
        ("UPDATE earmarking SET name_en = 'Hard' WHERE id = 327681", "seal-record-changed"),
    ] {
        let found = found_after(&path, sql);
        assert!(found.contains(&wanted), "{sql}: {found:?}");
    }
}

#[test]
fn an_undo_that_is_taken_back_from_history_leaves_what_it_undid_standing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    let ana = asker("ana", "en");
    edit(&mut store, "website", "one.example.org");
    let taken_back = |store: &Store| -> Vec<Option<Id>> {
        let mut entries = store.actions(&ana, 0, 10).unwrap();
        entries.retain(|entry| entry.title.starts_with("website"));
        entries.iter().map(|entry| entry.undone_by).collect()
    };
    store.undo(&ana).unwrap();
    let ids = |store: &Store| store.actions(&ana, 0, 3).unwrap().iter().map(|entry| entry.id).collect::<Vec<_>>();
    let undo = ids(&store)[0];
    store.undo_action(&ana, undo).unwrap();
    let again = ids(&store)[0];
    assert_eq!(taken_back(&store), [None, Some(again), None]);
    store.undo_action(&ana, again).unwrap();
    let last = ids(&store)[0];
    assert_eq!(taken_back(&store), [None, Some(last), None, Some(undo)]);
    assert_eq!(store.check_chain().unwrap().broken, []);
}

#[test]
fn check_tells_on_the_command_line_what_was_changed_by_hand() {
    let home = Home::with_file();
    home.done(&["--db", "a.db", "add", "partner", "name=Norway"]);
    let last = home.json(&["--db", "a.db", "check"])["seals"]["last"].as_str().unwrap().to_owned();
    assert!(home.done(&["--db", "a.db", "check", "--seal", &last[..10]]).contains(&last));
    home.ends(1, &["--db", "a.db", "check", "--seal", "0000"]);
    let connection = Connection::open(home.path("a.db")).unwrap();
    connection.execute("UPDATE partner SET name = 'Sweden' WHERE name = 'Norway'", []).unwrap();
    let said = home.ends(1, &["--db", "a.db", "check"]);
    assert!(said.contains("partner") && said.contains("behind the program’s back"), "{said}");
    assert!(home.ends(1, &["--db", "a.db", "check", "--lang", "zh"]).contains("绕过本程序"));
}

fn rows_of(home: &Home, args: &[&str]) -> Vec<Vec<String>> {
    let text = home.done(&[&["--db", "a.db", "history", "--csv"], args].concat());
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(ToOwned::to_owned).collect()).collect()
}

#[test]
fn auditors_take_history_away_with_its_seals() {
    let home = Home::with_file();
    home.done(&["--db", "a.db", "add", "partner", "name==HYPERLINK(1)", "stage=giving"]);
    home.done(&["--db", "a.db", "set", "partner", "=HYPERLINK(1)", "website=a.example.org", "notes=Called, on Monday"]);
    home.done(&["--db", "a.db", "undo"]);
    let rows = rows_of(&home, &["--from", "today"]);
    let column = |name: &str| rows[0].iter().position(|known| known == name).unwrap();
    let of = |name: &str| rows.iter().map(|row| row[column(name)].clone()).collect::<Vec<_>>();
    assert_eq!(of("origin").iter().filter(|origin| *origin == "made").count(), rows.len() - 1 - 5, "shipped rows");
    let own: Vec<&Vec<String>> = rows.iter().rev().take(5).rev().collect();
    let cells = |name: &str| own.iter().map(|row| row[column(name)].as_str()).collect::<Vec<_>>();
    assert_eq!(cells("op"), ["add", "edit", "edit", "edit", "edit"]);
    assert_eq!(cells("field"), ["", "website", "notes", "website", "notes"]);
    assert_eq!(cells("to"), ["", "a.example.org", "Called, on Monday", "", ""]);
    let head = home.json(&["--db", "a.db", "check"])["seals"]["last"].as_str().unwrap().to_owned();
    assert_eq!(cells("seal_hash").last(), Some(&head.as_str()));
    assert!(home.ends(1, &["--db", "a.db", "check", "--seal", "x"]).contains("not in the chain"));
    for hash in cells("seal_hash") {
        home.done(&["--db", "a.db", "check", "--seal", hash]);
    }
    assert_eq!(rows_of(&home, &["--from", "tomorrow"]).len(), 1, "the heading");
    assert_eq!(rows_of(&home, &["--to", "yesterday"]).len(), 1);
    let values = rows_of(&home, &["--values", "--safe"]);
    let first = values.iter().find(|row| row[column("field")] == "name" && row[column("op")] == "add").unwrap();
    let named = values.iter().find(|row| row[column("to")] == "'=HYPERLINK(1)").expect("made harmless");
    assert_eq!((first[column("from")].as_str(), named[column("kind")].as_str()), ("", "partner"));
}

#[test]
fn history_is_taken_away_as_lines_and_lists_and_into_files() {
    let home = Home::with_file();
    home.done(&["--db", "a.db", "add", "partner", "name=Norway"]);
    let lines = home.done(&["--db", "a.db", "history", "--jsonl"]);
    let objects: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(objects.last().unwrap()["kind"], "partner");
    assert_eq!(objects.last().unwrap()["seal"], 2);
    let list = home.json(&["--db", "a.db", "history", "--from", "2000-01-01"]);
    assert_eq!(list.as_array().unwrap().len(), objects.len());
    let said = home.done(&["--db", "a.db", "history", "--csv", "--out", "history.csv"]);
    assert!(said.contains("history.csv"), "{said}");
    let text = std::fs::read_to_string(home.path("history.csv")).unwrap();
    assert_eq!(text.lines().count(), objects.len() + 1);
    assert!(
        home.ends(2, &["--db", "a.db", "history", "--csv", "--out", "none/history.csv"]).contains("none/history.csv")
    );
}
