//! The import screen by keys: the messy statistics of all entities in under two dozen, what was said remembered the second
//! time, changes seen field by field, and one action that is taken back as one.

use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use pledgebook::access::Imports;
use pledgebook::domain::given::Recipe;
use pledgebook::domain::kind::Kind;
use pledgebook::domain::query::Query;
use pledgebook::message::{Effect, ImportAsk, ImportFrom, Reply, Request, ScreenId};
use pledgebook::store::Store;
use pledgebook::worker::{Places, Worker};

use crate::support::{Person, asker, clock};

fn person(folder: &tempfile::TempDir, lang: &'static str) -> Person {
    let store = Store::create(&folder.path().join("a.pledgebook"), clock()).unwrap();
    Person::at(store, "ana", lang, 80, 24)
}

fn count(person: &mut Person, kind: Kind) -> usize {
    person.store.count(&asker("ana", "en"), &Query::all(kind)).unwrap().total
}

/// Moves the cursor to the line that begins with a name.
fn to(person: &mut Person, name: &str) {
    person.press("Home");
    for _ in 0..80 {
        let screen = person.screen();
        if screen.lines().any(|line| line.strip_prefix("▸ ").is_some_and(|line| line.starts_with(name))) {
            return;
        }
        person.press("Down");
    }
    panic!("no line begins with {name:?}:\n{}", person.screen());
}

fn fixture() -> String {
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/entities.csv").to_owned()
}

fn import(person: &mut Person, path: &str) {
    person.press(&format!("i \"{path}\" Enter"));
}

#[test]
fn the_messy_statistics_come_in_by_keys_and_what_was_said_is_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = person(&folder, "en");
    import(&mut person, &fixture());
    assert!(person.line("Form").contains("UTF-8 with a byte order mark, delimiter ,"));
    for (theirs, ours) in [("calendar_year", "Received"), ("rev_type", "Earmarking"), ("entity", "-")] {
        assert!(person.line(theirs).contains(ours), "{}", person.screen());
    }
    person.press("f \"entity\" Enter \"unhabitat\" Enter");
    assert!(person.line("Only rows with").contains("entity = unhabitat"));
    to(&mut person, "Make new partners");
    person.press("Enter");
    to(&mut person, "Trial");
    person.press("Enter");
    assert!(person.line("New ").contains('4'), "{}", person.screen());
    assert!(person.line("Left out").contains('2'));
    assert_eq!(count(&mut person, Kind::Contribution), 0, "a trial writes nothing");
    person.press("^S");
    assert!(person.screen().contains("Written as one action"), "{}", person.screen());
    assert_eq!(count(&mut person, Kind::Contribution), 4);
    person.press("u");
    assert_eq!((count(&mut person, Kind::Contribution), count(&mut person, Kind::Partner)), (0, 0));
    person.press("q");
    import(&mut person, &fixture());
    assert!(person.line("Columns named").contains("all as ana said on 2020-11-21"), "{}", person.screen());
    // Whether a new name is a new partner is asked again.
    person.press("^S Enter");
    assert!(person.screen().contains("Make all partners nobody knows"), "{}", person.screen());
    person.press("\"make\" Enter ^S");
    assert_eq!(count(&mut person, Kind::Contribution), 4, "{}", person.screen());
}

#[test]
fn what_could_mean_two_things_is_asked_where_the_cursor_rests() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("in.csv");
    std::fs::write(&file, "donor;received;amount;currency\nNorway;01/02/2020;1.250;EUR\n").unwrap();
    let mut person = person(&folder, "en");
    import(&mut person, file.to_str().unwrap());
    assert!(person.line("Decimals").starts_with('▸'), "{}", person.screen());
    assert!(person.line("Decimals").contains("“1.250” could be 1.25 / 1250"));
    person.press("^S");
    assert!(person.screen().contains("A question is open"));
    person.press("Enter \"comma\" Enter");
    assert!(person.line("Days").starts_with('▸'), "{}", person.screen());
    person.press("Enter");
    assert!(person.line("day, month, year").contains("01/02/2020 = 2020-02-01"), "{}", person.screen());
    person.press("Enter Enter");
    assert!(person.line("Rejected").contains('1'), "nobody knows the donor: {}", person.screen());
    assert!(person.line("“Norway”").starts_with('▸'), "{}", person.screen());
    person.press("Enter Enter ^S ^S");
    let query = Query::all(Kind::Contribution);
    let window = pledgebook::domain::query::Window { from: 0, limit: 9 };
    let rows = person.store.list(&asker("ana", "en"), &query, window).unwrap().records;
    assert_eq!((rows[0].get("received"), rows[0].get("amount")), ("2020-02-01", "1250.00"));
}

#[test]
fn a_pasted_table_shows_what_it_would_change_field_by_field() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = person(&folder, "en");
    person.press("i Esc");
    person.paste("name\tcode\twebsite\nNorway\tN1\told.example.org\nSweden\tS1\ts.example.org\n");
    to(&mut person, "Its rows are");
    person.press("Enter \"Partners\" Enter ^S ^S");
    assert_eq!(count(&mut person, Kind::Partner), 2, "{}", person.screen());
    person.press("q i Esc");
    person.paste("name\tcode\twebsite\nNorway\tN1\tnew.example.org\nSweden\tS1\ts.example.org\n");
    to(&mut person, "Its rows are");
    person.press("Enter \"Partners\" Enter ^S");
    assert!(person.line("Changed").contains('1') && person.line("Same").contains('1'), "{}", person.screen());
    to(&mut person, "Changed");
    person.press("Enter");
    assert!(person.line("old.example.org").contains("-> new.example.org"), "{}", person.screen());
}

#[test]
fn columns_are_mapped_by_hand_and_one_field_has_one_column() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("in.csv");
    std::fs::write(&file, "Bailleur,Quand,amount,Montant\nNorway,2020,1,5\n").unwrap();
    let mut person = person(&folder, "zh");
    import(&mut person, file.to_str().unwrap());
    assert!(person.line("缺少").contains("捐助方"), "{}", person.screen());
    for (column, field) in [("Bailleur", "partner"), ("Quand", "received"), ("Montant", "amount")] {
        to(&mut person, column);
        person.press(&format!("Enter \"{field}\" Enter"));
        assert!(!person.line(column).contains(" -  "), "{}", person.screen());
    }
    to(&mut person, "amount");
    assert!(person.line("▸").contains(" - "), "another column is the amount now:\n{}", person.screen());
    to(&mut person, "缺少");
    person.press("Enter \"currency\" Enter \"usd\" Enter");
    assert!(person.line("每行").contains("= usd"), "{}", person.screen());
    assert!(!person.screen().contains("缺少"), "{}", person.screen());
}

#[test]
fn a_stopped_import_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = person(&folder, "en");
    import(&mut person, &fixture());
    to(&mut person, "Make new partners");
    person.press("Enter ^S");
    person.impatient = true;
    person.press("^S");
    assert!(person.screen().contains("taken back"), "{}", person.screen());
    assert_eq!(count(&mut person, Kind::Contribution), 0);
}

#[test]
fn an_import_that_is_stopped_in_the_middle_of_writing_takes_back_what_it_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pledgebook");
    let mut text = String::from("donor,received,amount,currency\n");
    for row in 0..30_000 {
        writeln!(text, "Norway,2020,{row}.00,USD").unwrap();
    }
    let said = Recipe { create: true, ..Recipe::default() };
    let ask = ImportAsk {
        kind: Kind::Contribution,
        from: ImportFrom::Pasted(text.into()),
        table: 0,
        header: None,
        said,
        recall: false,
        labels: Arc::new(Vec::new()),
    };
    let places = Places { exports: folder.path().join("out"), imports: Imports::Anywhere };
    let worker = Worker::start(Store::create(&path, clock()).unwrap(), &places, || {}).unwrap();
    let send = |effect| worker.send(Request { from: ScreenId(1), seq: 1, effect }, asker("ana", "en"));
    send(Effect::ImportRun { ask: Box::new(ask), apply: true });
    let (mut read, mut back) = (0, 0);
    loop {
        match worker.wait(Duration::from_secs(120)).expect("an answer comes").reply {
            Reply::ImportProgress(progress) if progress.back => back = progress.rows,
            Reply::ImportProgress(progress) => {
                read = progress.rows;
                // Something is written by now.
                if read > 1_000 {
                    send(Effect::Stop);
                }
            }
            Reply::Stopped => break,
            Reply::Imported(report) => panic!("{report:?}"),
            _ => {}
        }
    }
    worker.finish();
    assert!(read > 1_000 && back >= 500, "{read} rows read, {back} taken back");
    let mut store = Store::open(&path, clock()).unwrap().0;
    for kind in [Kind::Contribution, Kind::Partner] {
        assert_eq!(store.count(&asker("ana", "en"), &Query::all(kind)).unwrap().total, 0);
    }
    let actions = store.actions(&asker("ana", "en"), 0, 9).unwrap();
    assert!(actions[1].undone_by.is_some(), "one action, taken back as one: {actions:?}");
}

#[test]
fn activities_of_the_standard_are_tried_looked_at_written_and_taken_back_by_keys() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/iati/others.xml");
    for (lang, about, save) in [("en", "About UN-Habitat", "^S writes it"), ("zh", "与人居署有关", "^S")] {
        let folder = tempfile::tempdir().unwrap();
        let mut person = person(&folder, lang);
        import(&mut person, path);
        let tried = person.screen();
        assert!(tried.contains("IATI 2.03") && tried.contains(about) && tried.contains(save), "{tried}");
        assert_eq!(count(&mut person, Kind::Contribution), 0, "a trial writes nothing");
        assert!(!tried.lines().last().unwrap().contains("f filter"), "{tried}");
        if lang == "zh" {
            continue;
        }
        to(&mut person, "Worth knowing");
        let notes = person.press("Enter").screen();
        assert!(notes.contains("Line "), "{notes}");
        person.press("Esc");
        to(&mut person, "Contributions");
        let new = person.press("Enter").screen();
        assert!(new.contains("New") && new.contains("Line "), "{new}");
        person.press("Esc ^S");
        assert!(person.screen().contains("u takes all of it back"), "{}", person.screen());
        let written = count(&mut person, Kind::Contribution);
        assert!(written > 0);
        assert!(person.press("^S").screen().contains("written already"));
        person.press("u");
        assert_eq!(count(&mut person, Kind::Contribution), 0);
    }
}

#[test]
fn a_table_is_told_from_a_file_of_the_standard_and_what_is_broken_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = person(&folder, "en");
    let broken = folder.path().join("broken.xml");
    std::fs::write(&broken, "<?xml version=\"1.0\"?>\n<rss/>\n").unwrap();
    import(&mut person, broken.to_str().unwrap());
    let said = person.screen();
    assert!(said.contains("Not read") && said.contains("rss"), "{said}");
    let again = person.press("Home Enter").screen();
    assert!(again.contains("File, or paste a table"), "another one is asked for: {again}");
}

#[test]
fn json_says_itself_what_its_records_are_and_somebody_may_say_otherwise() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = person(&folder, "en");
    let file = folder.path().join("partners.json");
    std::fs::write(&file, "[\n{\"schema\":1,\"record\":\"partner\",\"name\":\"Atlantis\",\"donor\":\"yes\"}\n]\n")
        .unwrap();
    import(&mut person, file.to_str().unwrap());
    let opened = person.screen();
    assert!(opened.contains("Import: Partners") && opened.contains("JSON, one object a row"), "{opened}");
    to(&mut person, "Its rows are");
    let said = person.press("Enter \"contact\" Enter").screen();
    assert!(said.contains("Import: Contacts"), "{said}");
    person.press("Esc");
    import(&mut person, file.to_str().unwrap());
    let before = count(&mut person, Kind::Partner);
    person.press("^S ^S");
    assert_eq!(count(&mut person, Kind::Partner), before + 1, "{}", person.screen());
}
