//! Undo and redo hold for any sequence of actions: all undone is as it began, all redone is as it was, and history only
//! grows.

use std::path::Path;
use std::sync::Arc;

use pledgebook::access::Asker;
use pledgebook::domain::change::{Action, Change, FieldChange, Op, Origin, Saved};
use pledgebook::domain::day::Day;
use pledgebook::domain::kind::Kind;
use pledgebook::domain::query::{Query, Window};
use pledgebook::domain::record::Record;
use pledgebook::store::{Clock, Store};
use proptest::prelude::*;

/// What somebody does; numbers choose among the records that are there.
#[derive(Clone, Debug)]
enum Deed {
    Add(String),
    Edit(usize, &'static str, String),
    Delete(usize),
    Bulk(usize, usize, String),
}

fn deed() -> impl Strategy<Value = Deed> {
    let words = "[a-zé翡ي]{1,6}( [a-z]{1,5})?";
    prop_oneof![
        2 => words.prop_map(Deed::Add),
        3 => (any::<usize>(), prop::sample::select(&["name", "notes", "stage", "acronym"][..]), words)
            .prop_map(|(at, field, text)| Deed::Edit(at, field, if field == "stage" { "giving".to_owned() } else { text })),
        1 => any::<usize>().prop_map(Deed::Delete),
        1 => (any::<usize>(), 1..4_usize, words).prop_map(|(at, count, text)| Deed::Bulk(at, count, text)),
    ]
}

fn asker() -> Asker {
    Asker { who: "ana".to_owned(), lang: "en", today: Day::new(2020, 12, 31).unwrap(), as_of: None }
}

fn clock() -> Clock {
    Arc::new(|| 1_606_000_000_000)
}

/// Everything people see of the partners, and how many of them search finds.
type Seen = (Vec<Vec<String>>, usize);

fn seen(store: &mut Store) -> Seen {
    let query = Query::read(Kind::Partner, "sort=name").unwrap();
    let rows = store.list(&asker(), &query, Window { from: 0, limit: 1000 }).unwrap();
    let values = |record: &Record| {
        std::iter::once(record.id.to_string()).chain(record.pairs().map(|(_, text)| text.to_owned())).collect()
    };
    let found = store.count(&asker(), &Query::read(Kind::Partner, "a").unwrap()).unwrap().total;
    (rows.records.iter().map(values).collect(), found)
}

fn there(store: &mut Store) -> Vec<Record> {
    let rows = store.list(&asker(), &Query::all(Kind::Partner), Window { from: 0, limit: 1000 });
    rows.unwrap().records
}

fn to(record: &Record, field: &'static str, text: &str) -> Change {
    let op = Op::Edit(vec![FieldChange { field, from: record.get(field).to_owned(), to: text.to_owned() }]);
    Change { kind: record.kind, id: record.id, version: record.version, op }
}

fn changes(store: &mut Store, deed: &Deed) -> Vec<Change> {
    let there = there(store);
    let one = |at: usize| there.get(at % there.len().max(1));
    match deed {
        Deed::Add(name) => {
            let op = Op::Add(vec![("name", name.clone())]);
            vec![Change { kind: Kind::Partner, id: 0, version: 0, op }]
        }
        Deed::Edit(at, field, text) => one(*at).map(|record| to(record, field, text)).into_iter().collect(),
        Deed::Delete(at) => one(*at)
            .map(|record| Change { kind: record.kind, id: record.id, version: record.version, op: Op::Delete })
            .into_iter()
            .collect(),
        Deed::Bulk(at, count, text) => {
            let from = at % there.len().max(1);
            there.iter().skip(from).take(*count).map(|record| to(record, "notes", text)).collect()
        }
    }
}

/// Does it; whether there was anything to do it to.
fn act(store: &mut Store, deed: &Deed) -> bool {
    let changes = changes(store, deed);
    if changes.is_empty() {
        return false;
    }
    let action = Action { origin: Origin::Form, title: format!("{deed:?}"), changes };
    assert!(matches!(store.apply(&asker(), &action).unwrap(), Saved::Done { .. }), "{deed:?}");
    true
}

/// Undoes or redoes `times`; history has grown by as many actions.
fn again(store: &mut Store, times: usize, undo: bool) {
    for _ in 0..times {
        let before = store.action_count(&asker()).unwrap();
        let (_, saved) = if undo { store.undo(&asker()) } else { store.redo(&asker()) }.unwrap();
        assert!(matches!(saved, Saved::Done { .. }), "{saved:?}");
        assert_eq!(store.action_count(&asker()).unwrap(), before + 1);
    }
}

fn holds(new_file: &Path, deeds: &[Deed]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.pledgebook");
    std::fs::copy(new_file, &path).unwrap();
    let (mut store, _) = Store::open(&path, clock()).unwrap();
    let began = seen(&mut store);
    let done = deeds.iter().filter(|deed| act(&mut store, deed)).count();
    let ended = seen(&mut store);
    for _ in 0..2 {
        again(&mut store, done, true);
        assert_eq!(seen(&mut store), began);
        assert_eq!(store.undo(&asker()).unwrap_err().say().key, "undo-nothing");
        again(&mut store, done, false);
        assert_eq!(seen(&mut store), ended);
        assert_eq!(store.redo(&asker()).unwrap_err().say().key, "redo-nothing");
    }
    assert!(store.integrity().unwrap().is_empty());
    assert_eq!(store.check_chain().unwrap().broken, []);
}

#[test]
fn all_undone_is_as_it_began_and_all_redone_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let new_file = folder.path().join("new.pledgebook");
    drop(Store::create(&new_file, clock()).unwrap());
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 12,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    runner
        .run(&prop::collection::vec(deed(), 1..12), |deeds| {
            holds(&new_file, &deeds);
            Ok(())
        })
        .unwrap();
}
