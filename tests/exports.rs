//! What is written to files: every kind, every field and every currency reads in again without a change; each format says
//! the same; what is stopped leaves nothing; a right that is missing is missing in every format.

use std::sync::atomic::Ordering;

use pledgebook::access::Imports;
use pledgebook::domain::change::{Action, Change, Op, Origin, Saved};
use pledgebook::domain::export::{Format, Plan, shown};
use pledgebook::domain::field::{Along, Field, Input};
use pledgebook::domain::kind::Kind;
use pledgebook::domain::query::{Query, Window};
use pledgebook::domain::record::{Id, Record};
use pledgebook::locale::{Locale, Signed};
use pledgebook::message::{Effect, Reply};
use pledgebook::store::Store;
use pledgebook::worker::{Places, perform};
use serde_json::Value;

use crate::cli::Home;
use crate::support::{Person, asker, clock, demo};

/// What a screen would ask for.
pub fn plan(query: &Query, format: Format) -> Plan {
    let asker = asker("ana", "en");
    let signed = Signed { who: &asker.who, today: asker.today, as_of: None };
    Locale::load("en").unwrap().export(query, format, shown(query, format), signed)
}

/// Exports every kind of `a.db` and reads each file in again: nothing may be new, changed or refused.
fn nothing_changes(home: &Home) {
    for (format, ending) in
        [("csv", "csv"), ("csv-spreadsheet", "csv"), ("xlsx", "xlsx"), ("json", "json"), ("jsonl", "jsonl")]
    {
        home.done(&["--db", "a.db", "export", "--format", format, "--out", "all"]);
        let mut rows = 0;
        for kind in Kind::ALL {
            let name = kind.name();
            let file = format!("all/{name}.{ending}");
            // Without a record JSON has no keys, and so nothing that names its columns.
            if ending.starts_with("json") && std::fs::read(home.path(&file)).unwrap().len() < 5 {
                continue;
            }
            let answer = home.json(&["--db", "a.db", "import", name, &file, "--apply"]);
            let counts = ["new", "changed", "rejected"].map(|count| answer[count].as_u64().unwrap());
            assert_eq!(counts, [0, 0, 0], "{file}: {answer}");
            assert!(answer["action"].is_null(), "{file}");
            rows += answer["same"].as_u64().unwrap();
        }
        assert!(rows > 1000, "{rows}");
    }
}

#[test]
fn every_kind_of_the_demo_reads_in_again_without_a_change() {
    let home = Home::new();
    home.done(&["--demo", "backup", "a.db"]);
    nothing_changes(&home);
}

/// Any record of a kind that is there.
fn any(store: &mut Store, kind: Kind) -> Option<Record> {
    let rows = store.list(&asker("ana", "en"), &Query::all(kind), Window { from: 0, limit: 1 }).unwrap();
    rows.records.into_iter().next()
}

/// A value that a field takes, as files write it.
fn sample(store: &mut Store, kind: Kind, field: &Field) -> String {
    let all = asker("ana", "en");
    match (kind, field.name) {
        // What rules ask of the fields of one record together.
        (Kind::Agreement, "years") => return "2020 600.500; 2021 400.500".to_owned(),
        (Kind::Agreement | Kind::Amendment, "amount") => return "1001.000".to_owned(),
        (Kind::Amendment, "years") => return "2020 1001.000".to_owned(),
        (Kind::Rate, "currency") => return "ISK".to_owned(),
        (Kind::Engagement | Kind::Milestone, "status") => return "done".to_owned(),
        (Kind::FollowUp, "status") => return "verified".to_owned(),
        (Kind::Agreement, "stage") => return "SIGNED".to_owned(),
        (Kind::Handover, "to_point") => return "NORDIC".to_owned(),
        (Kind::Account, "code") => return "x-account".to_owned(),
        (Kind::AccountKey, "key") => return KEY.to_owned(),
        (Kind::RoleRight, "kinds") => return "fund".to_owned(),
        _ => {}
    }
    match field.input {
        Input::Line => format!(" =1+1, \"quoted\" – {} 中文 ", field.name),
        Input::Lines => format!("first of {}\n- second; with, marks\nمرحبا", field.name),
        Input::Code => format!("X-{}", kind.name()),
        Input::Day => "2020-03-31".to_owned(),
        Input::Span => "2020-03-01".to_owned(),
        Input::Year => "2021".to_owned(),
        Input::Count => "7".to_owned(),
        Input::Money(_) => "234.567".to_owned(),
        Input::Usd => "1234567.80".to_owned(),
        Input::Rate => "0.3071234567".to_owned(),
        Input::Percent => "7.25".to_owned(),
        Input::Split(along) => {
            let key = along
                .kind()
                .and_then(|kind| any(store, kind))
                .map_or("2020".to_owned(), |record| record.get("code").to_owned());
            assert!(along != Along::Year);
            format!("{key} 1001.000")
        }
        Input::Currency => "KWD".to_owned(),
        Input::Choice(words) => words[0].to_owned(),
        Input::Ref(to) | Input::Refs(to) => any(store, to).map_or_else(String::new, |there| {
            store
                .written(to, there.id)
                .unwrap()
                .filter(|text| store.resolve(&all, to, text).is_ok())
                .unwrap_or(there.id.to_string())
        }),
        Input::Flag => "yes".to_owned(),
    }
}

const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl laptop";

fn add(store: &mut Store, kind: Kind, fields: Vec<(&'static str, String)>) -> Id {
    let changes = vec![Change { kind, id: 0, version: 0, op: Op::Add(fields) }];
    match store.apply(&asker("ana", "en"), &Action { origin: Origin::Form, title: "new".to_owned(), changes }).unwrap()
    {
        Saved::Done { ids, .. } => ids[0],
        refused => panic!("{}: {refused:?}", kind.name()),
    }
}

/// Adds a record of a kind with every field filled that may be.
fn add_full(store: &mut Store, kind: Kind) -> Id {
    let all = asker("ana", "en");
    let mut fields: Vec<(&'static str, String)> = Vec::new();
    for field in kind.fields().iter().filter(|field| !field.computed) {
        let text = sample(store, kind, field);
        if matches!(field.input, Input::Money(_) | Input::Split(_)) {
            fields.push((field.name, text));
            continue;
        }
        let read = store.read_value(&all, field, &text, pledgebook::domain::money::Currency::parse("KWD").unwrap());
        fields.push((
            field.name,
            read.unwrap_or_else(|error| panic!("{} {}: {text:?}: {error}", kind.name(), field.name)).text,
        ));
    }
    add(store, kind, fields)
}

#[test]
fn every_field_and_every_currency_reads_in_again_without_a_change() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    let empty = |store: &Store, kind: Kind, id: Id| -> Vec<&'static str> {
        let full = store.load(&asker("ana", "en"), kind, id).unwrap().unwrap();
        let empty = full.pairs().filter(|(field, text)| text.is_empty() && !field.computed);
        empty.map(|(field, _)| field.name).collect()
    };
    // Some point to what comes after them.
    let first: Vec<Id> = Kind::ALL.into_iter().map(|kind| add_full(&mut store, kind)).collect();
    for (kind, id) in Kind::ALL.into_iter().zip(first) {
        if !empty(&store, kind, id).is_empty() {
            let again = add_full(&mut store, kind);
            assert_eq!(empty(&store, kind, again), [""; 0], "{}", kind.name());
        }
    }
    let donor = any(&mut store, Kind::Partner).unwrap().id.to_string();
    for (amount, currency) in [
        ("5000000", "JPY"),
        ("1.234", "KWD"),
        ("-999.001", "BHD"),
        ("0.0001", "CLF"),
        ("92233720368547758.07", "USD"),
        ("-0.01", "EUR"),
    ] {
        let fields = [("partner", donor.as_str()), ("received", "2019"), ("amount", amount), ("currency", currency)];
        add(&mut store, Kind::Contribution, fields.map(|(name, text)| (name, text.to_owned())).to_vec());
    }
    drop(store);
    let home = Home::new();
    std::fs::copy(folder.path().join("demo.pledgebook"), home.path("a.db")).unwrap();
    nothing_changes(&home);
    let csv = std::fs::read_to_string(home.path("all/contribution.csv")).unwrap();
    for written in
        [",5000000,JPY,", ",1.234,KWD,", ",-999.001,BHD,", ",0.0001,CLF,", ",92233720368547758.07,USD,", ",-0.01,EUR,"]
    {
        assert!(csv.contains(written), "{written}");
    }
}

/// The ways a list is written, and what each leaves behind.
fn written(store: &mut Store, folder: &tempfile::TempDir, query: &Query, format: Format) -> Vec<u8> {
    let places = Places { exports: folder.path().join("out"), imports: Imports::Anywhere };
    let effect = Effect::Export { query: query.clone(), plan: Box::new(plan(query, format)) };
    match perform(store, &places, &asker("ana", "en"), effect) {
        Reply::Exported(path) => {
            assert!(path.ends_with(&format!("-1.{}", format.ending())), "{path}");
            let bytes = std::fs::read(&path).unwrap();
            std::fs::remove_file(path).unwrap();
            bytes
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_format_says_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    let query = Query::read(Kind::Contribution, "norway columns=partner,received,amount,usd").unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let csv = text(written(&mut store, &folder, &query, Format::ALL[0]));
    let rows: Vec<Vec<&str>> = csv.lines().skip(1).map(|line| line.split(',').collect()).collect();
    assert!(rows.len() > 10 && csv.starts_with("partner,received,amount,currency,usd,id\n"), "{csv}");
    let safe = text(written(&mut store, &folder, &query, Format::ALL[1]));
    assert_eq!(safe, format!("\u{feff}{csv}"), "amounts below zero are no formulas");
    let lines = text(written(&mut store, &folder, &query, Format::JsonLines));
    let objects: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let list: Vec<Value> = serde_json::from_slice(&written(&mut store, &folder, &query, Format::Json)).unwrap();
    assert_eq!(objects, list);
    assert_eq!(list.len(), rows.len());
    for (row, object) in rows.iter().zip(&list) {
        let shown =
            ["partner", "received", "amount", "currency", "usd", "id"].map(|name| object[name].as_str().unwrap());
        assert_eq!(row, &shown);
        assert_eq!((&object["schema"], &object["record"]), (&1.into(), &"contribution".into()));
    }
    let book = written(&mut store, &folder, &query, Format::Xlsx);
    assert!(book.starts_with(b"PK"));
}

#[test]
fn what_is_stopped_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    let places = Places { exports: folder.path().join("out"), imports: Imports::Anywhere };
    for format in Format::ALL {
        store.stop_flag().store(true, Ordering::Relaxed);
        let query = Query::all(Kind::Contribution);
        let plan = Box::new(plan(&query, format));
        let reply = perform(&mut store, &places, &asker("ana", "en"), Effect::Export { query, plan });
        assert!(matches!(reply, Reply::Stopped), "{reply:?}");
        assert_eq!(std::fs::read_dir(&places.exports).unwrap().count(), 0);
    }
}

#[test]
fn whoever_may_not_export_may_not_in_any_format() {
    let folder = tempfile::tempdir().unwrap();
    let mut owner = demo(&folder);
    for role in ["viewer", "officer"] {
        add(&mut owner, Kind::Account, vec![("code", role.to_owned()), ("role", role.to_owned())]);
    }
    let places = Places { exports: folder.path().join("out"), imports: Imports::Anywhere };
    let secret = Kind::Partner.field("confidentiality").unwrap().name;
    let norway = any(&mut owner, Kind::Partner).unwrap();
    let edit = pledgebook::domain::change::FieldChange {
        field: secret,
        from: norway.get(secret).to_owned(),
        to: "confidential".to_owned(),
    };
    let changes =
        vec![Change { kind: Kind::Partner, id: norway.id, version: norway.version, op: Op::Edit(vec![edit]) }];
    owner.apply(&asker("ana", "en"), &Action { origin: Origin::Form, title: String::new(), changes }).unwrap();
    for format in Format::ALL {
        let query = Query::all(Kind::Partner);
        let effects = || {
            let plan = Box::new(plan(&query, format));
            [
                Effect::Export { query: query.clone(), plan: plan.clone() },
                Effect::ExportToCopy { query: query.clone(), plan },
            ]
        };
        let sit = |name: &str| {
            let store = Store::open(owner.path(), clock()).unwrap().0;
            store.sit(name, "192.0.2.7").unwrap();
            store
        };
        for effect in effects() {
            let reply = perform(&mut sit("viewer"), &places, &asker("viewer", "en"), effect);
            assert!(matches!(&reply, Reply::Failed(say) if say.key == "right-missing"), "{reply:?}");
        }
        let all = written(&mut Store::open(owner.path(), clock()).unwrap().0, &folder, &query, Format::ALL[0]);
        let bytes = written(&mut sit("officer"), &folder, &query, Format::ALL[0]);
        let lines = |bytes: &[u8]| String::from_utf8_lossy(bytes).lines().count();
        assert_eq!(lines(&bytes), lines(&all) - 1, "the confidential donor is not there");
        assert!(!String::from_utf8(bytes).unwrap().contains(&norway.id.to_string()));
    }
}

#[test]
fn the_format_is_asked_and_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = Person::at(demo(&folder), "ana", "en", 80, 24);
    ana.press("2 / n o r Tab x");
    assert!(ana.screen().contains("CSV for a spreadsheet"), "{}", ana.screen());
    ana.press("\"jsonl\" Enter");
    assert!(ana.screen().contains("partner-1.jsonl"), "{}", ana.screen());
    ana.press("x");
    let screen = ana.screen();
    let first = screen.lines().position(|line| line.contains("JSON lines")).unwrap();
    assert!(first < screen.lines().position(|line| line.contains("Spreadsheet")).unwrap(), "{screen}");
    assert_eq!(ana.store.preference("ana", "export").unwrap().as_deref(), Some("jsonl"));
    ana.press("Enter");
    assert!(ana.screen().contains("partner-2.jsonl"), "{}", ana.screen());
}
