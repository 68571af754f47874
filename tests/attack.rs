//! What somebody with bad intent types, pastes, imports or writes into the file: it stays text. Ways out of the screens
//! over SSH are tried in `ssh.rs`, paths in the in-tray beside its code.

use std::time::{Duration, Instant};

use pledgebook::access::Imports;
use pledgebook::domain::change::{Action, Change, FieldChange, Op, Origin, Saved};
use pledgebook::domain::export::Format;
use pledgebook::domain::field::Input;
use pledgebook::domain::kind::Kind;
use pledgebook::domain::query::{Query, Window};
use pledgebook::domain::record::Id;
use pledgebook::message::{Effect, Reply};
use pledgebook::store::Store;
use pledgebook::worker::{Places, perform};

use crate::exports::plan;
use crate::pty::{ENTER, Home, SAVE, open_form};
use crate::support::{asker, demo};

/// Statements, quotes, comments and the grammar of searches.
const SQL: [&str; 6] = [
    "Robert'); DROP TABLE partner;--",
    "\" OR 1=1; DELETE FROM action; /*",
    "' UNION SELECT key FROM account_key --",
    "name:* NEAR(\"x\" OR NOT) ^ {a b} : -",
    "%' ESCAPE '_",
    "\\'; ATTACH 'x' AS y; --",
];

/// Sequences, overrides, invisible marks.
const CRAFTED: &str = "Bad\u{1b}[2J\u{1b}]0;taken\u{7}\u{9b}31m\u{202e}\u{2066}\u{200f}\r\n\u{0}\u{8}Name";

/// Whether the text went into a field; numbers, days and words of a list refuse it.
fn set(store: &mut Store, kind: Kind, id: Id, field: &'static str, to: &str) -> bool {
    let record = store.load(&asker("ana", "en"), kind, id).unwrap().unwrap();
    let edit = FieldChange { field, from: record.get(field).to_owned(), to: to.to_owned() };
    let changes = vec![Change { kind, id, version: record.version, op: Op::Edit(vec![edit]) }];
    let saved = store.apply(&asker("ana", "en"), &Action { origin: Origin::Form, title: to.to_owned(), changes });
    matches!(saved, Ok(Saved::Done { .. }))
}

fn first(store: &mut Store, kind: Kind) -> Option<Id> {
    let rows = store.list(&asker("ana", "en"), &Query::all(kind), Window { from: 0, limit: 1 }).unwrap();
    rows.records.first().map(|record| record.id)
}

fn counts(store: &mut Store) -> Vec<usize> {
    Kind::ALL.map(|kind| store.order(&asker("ana", "en"), &Query::all(kind)).unwrap().len()).to_vec()
}

#[test]
fn sql_in_every_field_search_and_filter_is_text() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    let before = counts(&mut store);
    let mut written = 0;
    for kind in Kind::ALL {
        let Some(id) = first(&mut store, kind) else { continue };
        for field in kind.fields().iter().filter(|field| !field.computed) {
            for text in SQL {
                if set(&mut store, kind, id, field.name, text) {
                    let record = store.load(&asker("ana", "en"), kind, id).unwrap().unwrap();
                    assert_eq!(record.get(field.name), text, "{kind:?} {}", field.name);
                    written += 1;
                }
            }
        }
        for text in SQL {
            let query = Query { search: text.to_owned(), ..Query::all(kind) };
            store.list(&asker("ana", "en"), &query, Window { from: 0, limit: 5 }).unwrap();
            store.candidates(&asker("ana", "en"), kind, text, 5).unwrap();
            for field in kind.fields().iter().filter(|field| field.input == Input::Line) {
                let query = Query::all(kind).only(field.name, pledgebook::domain::query::Test::Is, text);
                store.list(&asker("ana", "en"), &query, Window { from: 0, limit: 5 }).unwrap();
            }
        }
    }
    assert!(written > 300, "{written} fields took the text");
    assert_eq!(counts(&mut store), before);
    assert_eq!(store.integrity().unwrap(), Vec::<String>::new());
}

/// What a program writes to a terminal holds none of what the text would have done there.
fn assert_tame(text: &str, whose: &str) {
    for sequence in ["\u{1b}[2J", "\u{1b}]", "\u{7}", "\u{9b}", "\u{202e}", "\u{2066}", "\u{200f}", "\u{0}"] {
        assert!(!text.contains(sequence), "{whose}: {sequence:?}");
    }
}

#[test]
fn what_was_written_into_the_file_behind_the_program_does_nothing_to_a_terminal() {
    let (home, file) = Home::with_demo();
    let behind = rusqlite::Connection::open(&file).unwrap();
    behind.execute("UPDATE partner SET name = ?1, notes = ?1, acronym = ?1 WHERE code = 'NOR'", [CRAFTED]).unwrap();
    behind
        .execute("UPDATE action SET title = ?1, who = ?1 WHERE id = (SELECT max(id) FROM action)", [CRAFTED])
        .unwrap();
    drop(behind);
    let db = file.to_str().unwrap();
    for args in [
        &["list", "partner", "--limit", "200"][..],
        &["show", "partner", "NOR"],
        &["history"],
        &["brief", "donor", "NOR"],
        &["explain", "donors", "--year", "2020"],
    ] {
        let said = home.done(&[&["--db", db], args].concat());
        assert_tame(&said, &args.join(" "));
    }
    let mut terminal = home.start_on(&file);
    terminal.wait_for("Needs you");
    terminal.press(&["2", "/", "norw", ENTER]);
    terminal.wait_for("4,101,619");
    terminal.press(&["e", "\u{1b}", "0", ENTER]);
    terminal.settle();
    let bytes = terminal.line().bytes.clone();
    assert_tame(&String::from_utf8(bytes).unwrap(), "the screens");
}

#[test]
fn a_megabyte_pasted_is_refused_in_words_and_keys_go_on() {
    let (home, file) = Home::with_demo();
    let mut terminal = home.start_on(&file);
    open_form(&mut terminal);
    let begun = Instant::now();
    terminal.send(&format!("\u{1b}[200~{}\u{1b}[201~", "norad ".repeat(175_000)));
    terminal.wait_for("draft kept");
    terminal.send(SAVE);
    terminal.wait_for("at most");
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
    terminal.press(&["\u{15}", "NORAD", SAVE]);
    terminal.wait_for("Saved: Norway");
}

#[test]
fn what_is_exported_for_a_spreadsheet_runs_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    let id = store.resolve(&asker("ana", "en"), Kind::Partner, "NOR").unwrap();
    for (field, formula) in [("name", "=cmd|'/C calc'!A0"), ("acronym", "@SUM(1)"), ("website", "+1-HYPERLINK(\"x\")")]
    {
        assert!(set(&mut store, Kind::Partner, id, field, formula), "{field}");
    }
    let places = Places { exports: folder.path().join("out"), imports: Imports::Anywhere };
    let mut query = Query::all(Kind::Partner);
    query.columns = vec!["name", "acronym", "website"];
    let plan = Box::new(plan(&query, Format::Csv { mark: true, safe: true }));
    let Reply::Exported(path) = perform(&mut store, &places, &asker("ana", "en"), Effect::Export { query, plan })
    else {
        panic!("not exported")
    };
    let mut rows = csv::Reader::from_path(path).unwrap();
    for cell in rows.records().map(Result::unwrap).flat_map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>()) {
        assert!(!cell.starts_with(['=', '@', '+', '-']), "{cell}");
    }
}
