//! Real files: what the door writes, what history says, what undo brings back.

use std::sync::Arc;

use pledgebook::access::Asker;
use pledgebook::domain::change::{Action, Change, FieldChange, Merged, Op, Origin, Saved};
use pledgebook::domain::day::Day;
use pledgebook::domain::kind::Kind;
use pledgebook::domain::query::{Query, Window};
use pledgebook::domain::record::{Id, Record};
use pledgebook::store::{Clock, Store};

fn clock() -> Clock {
    Arc::new(|| 1_606_000_000_000)
}

fn asker(who: &str) -> Asker {
    Asker { who: who.to_owned(), lang: "en", today: Day::new(2020, 12, 31).unwrap(), as_of: None }
}

fn demo(folder: &tempfile::TempDir) -> Store {
    let mut store = Store::create(&folder.path().join("demo.pledgebook"), clock()).unwrap();
    store.fill_demo("ana").unwrap();
    store
}

fn norway(store: &mut Store) -> Record {
    let query = Query::read(Kind::Partner, "norw").unwrap();
    let rows = store.list(&asker("ana"), &query, Window { from: 0, limit: 5 }).unwrap();
    assert_eq!(rows.total, Some(1));
    rows.records[0].clone()
}

fn edit(record: &Record, field: &'static str, to: &str) -> Action {
    let op = Op::Edit(vec![FieldChange { field, from: record.get(field).to_owned(), to: to.to_owned() }]);
    let change = Change { kind: record.kind, id: record.id, version: record.version, op };
    Action { origin: Origin::Form, title: record.title("en"), changes: vec![change] }
}

fn get(store: &Store, id: Id, field: &str) -> String {
    store.load(&asker("ana"), Kind::Partner, id).unwrap().unwrap().get(field).to_owned()
}

#[test]
fn the_demo_holds_the_public_figures() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    let count = |store: &mut Store, kind| store.count(&asker("ana"), &Query::all(kind)).unwrap().total;
    assert_eq!(count(&mut store, Kind::Contribution), 468 + 111);
    assert_eq!(count(&mut store, Kind::Fund), 5);
    assert_eq!(count(&mut store, Kind::Strategy), 43);
    let found = norway(&mut store);
    assert_eq!(found.shown("country"), "Norway");
    assert!(store.integrity().unwrap().is_empty());
}

#[test]
fn an_edit_is_undone_and_redone_as_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    let norway = norway(&mut store);
    assert!(matches!(store.apply(&asker("ana"), &edit(&norway, "notes", "called")).unwrap(), Saved::Done { .. }));
    assert_eq!(get(&store, norway.id, "notes"), "called");
    store.undo(&asker("ana")).unwrap();
    assert_eq!(get(&store, norway.id, "notes"), "");
    store.redo(&asker("ana")).unwrap();
    assert_eq!(get(&store, norway.id, "notes"), "called");
    assert!(store.redo(&asker("ana")).is_err());
    store.undo(&asker("ana")).unwrap();
    assert_eq!(get(&store, norway.id, "notes"), "");
    assert_eq!(store.record_history(&asker("ana"), norway.id, 50).unwrap().len(), 5);
}

#[test]
fn two_people_different_fields_merge_and_the_same_field_asks() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = demo(&folder);
    let mut second = first.again().unwrap();
    let read = norway(&mut first);
    first.apply(&asker("ana"), &edit(&read, "notes", "ana")).unwrap();
    let Saved::Done { merged, .. } = second.apply(&asker("ben"), &edit(&read, "website", "norway.no")).unwrap() else {
        panic!("refused")
    };
    assert_eq!(merged, [Merged { field: "notes", who: "ana".to_owned() }]);
    let Saved::Conflict(conflict) = second.apply(&asker("ben"), &edit(&read, "notes", "ben")).unwrap() else {
        panic!("not refused")
    };
    assert_eq!(
        (conflict.clashes[0].who.as_str(), conflict.clashes[0].theirs.as_str(), conflict.clashes[0].mine.as_str()),
        ("ana", "ana", "ben")
    );
    assert_eq!(get(&second, read.id, "notes"), "ana");
}

#[test]
fn windows_by_index_are_the_whole_order_cut() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    let some = store.list(&asker("ana"), &Query::all(Kind::Contribution), Window { from: 0, limit: 40 }).unwrap();
    for record in some.records.iter().step_by(3) {
        // No rate: no value in dollars, last in the order.
        let op = Op::Edit(vec![FieldChange { field: "currency", from: "USD".to_owned(), to: "NOK".to_owned() }]);
        let change = Change { kind: record.kind, id: record.id, version: record.version, op };
        let action = Action { origin: Origin::Form, title: String::new(), changes: vec![change] };
        assert!(matches!(store.apply(&asker("ana"), &action).unwrap(), Saved::Done { .. }));
    }
    for (kind, sort) in [(Kind::Contribution, "-received"), (Kind::Contribution, "-usd"), (Kind::Partner, "name")] {
        let query = Query::read(kind, &format!("sort={sort}")).unwrap();
        let whole = store.list(&asker("ana"), &query, Window { from: 0, limit: 10_000 }).unwrap().records;
        assert_eq!(store.count(&asker("ana"), &query).unwrap().total, whole.len());
        for from in [0, 1, whole.len() / 2, whole.len() - 20, whole.len() - 3, whole.len(), whole.len() + 9] {
            let rows = store.list(&asker("ana"), &query, Window { from, limit: 7 }).unwrap().records;
            assert_eq!(rows, whole.iter().skip(from).take(7).cloned().collect::<Vec<_>>(), "{sort} {from}");
        }
        for at in [0, 5, whole.len() - 1] {
            assert_eq!(store.position(&asker("ana"), &query, whole[at].id).unwrap(), Some(at), "{sort} {at}");
        }
    }
}

/// The contributions of donors whose name has a word that begins with a text, in the order of the whole list.
fn sifted(store: &mut Store, asker: &Asker, whole: &Query, typed: &str) -> Vec<Id> {
    let found = store.order(asker, &Query::read(Kind::Partner, typed).unwrap()).unwrap();
    let all = store.list(asker, whole, Window { from: 0, limit: 5000 }).unwrap().records;
    all.iter().filter(|row| found.iter().any(|id| id.to_string() == row.get("partner"))).map(|row| row.id).collect()
}

#[test]
fn a_search_of_contributions_keeps_the_order_of_the_list_however_it_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    let past = Asker { as_of: Day::new(2018, 6, 30), ..asker("ana") };
    for (asker, sort) in [(asker("ana"), "-received"), (asker("ana"), "received"), (past, "-received")] {
        for typed in ["s", "no", "norw", "zzzz"] {
            let whole = Query::read(Kind::Contribution, &format!("sort={sort}")).unwrap();
            let expected = sifted(&mut store, &asker, &whole, typed);
            let query = Query { search: typed.to_owned(), ..whole };
            let window = |store: &mut Store, from| store.list(&asker, &query, Window { from, limit: 30 }).unwrap();
            let near = window(&mut store, 20);
            let ids: Vec<Id> = near.records.iter().map(|row| row.id).collect();
            assert_eq!(ids, expected.iter().skip(20).take(30).copied().collect::<Vec<_>>(), "{typed} {sort}");
            assert_eq!(store.count(&asker, &query).unwrap().total, expected.len());
            assert_eq!(*store.order(&asker, &query).unwrap(), expected);
            assert_eq!(window(&mut store, 990).total, Some(expected.len()));
        }
    }
}

#[test]
fn only_lists_that_an_index_gives_are_promised_at_once() {
    let quick = |text: &str, from| {
        let query = Query::read(Kind::Contribution, text).unwrap();
        pledgebook::store::is_quick(&query, Window { from, limit: 100 })
    };
    assert!(quick("", 900_000) && quick("sort=-usd", 0) && quick("norw", 0));
    assert!(!quick("norw", 5000) && !quick("sort=amount", 0) && !quick("norw sort=amount", 0) && !quick("fund=FNE", 0));
}

#[test]
fn arabic_names_are_found_without_their_article() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    let op = Op::Add(vec![
        ("name", "مؤسسة الياقوت".to_owned()),
        ("category", norway(&mut store).get("category").to_owned()),
    ]);
    let change = Change { kind: Kind::Partner, id: 0, version: 0, op };
    let saved =
        store.apply(&asker("ana"), &Action { origin: Origin::Form, title: String::new(), changes: vec![change] });
    assert!(matches!(saved.unwrap(), Saved::Done { .. }));
    for typed in ["ياقوت", "الياق", "مؤسسة يا"] {
        let found = store.count(&asker("ana"), &Query::read(Kind::Partner, typed).unwrap()).unwrap();
        assert_eq!(found.total, 1, "{typed}");
    }
}

#[test]
fn amounts_are_compared_in_the_units_of_each_rows_currency() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    let norway = norway(&mut store).id;
    for (amount, currency) in [("5000", "JPY"), ("5000.000", "KWD"), ("999.99", "EUR"), ("5000.00", "SEK")] {
        let fields = vec![
            ("partner", norway.to_string()),
            ("received", "2020".to_owned()),
            ("amount", amount.to_owned()),
            ("currency", currency.to_owned()),
        ];
        let change = Change { kind: Kind::Contribution, id: 0, version: 0, op: Op::Add(fields) };
        let action = Action { origin: Origin::Form, title: String::new(), changes: vec![change] };
        assert!(matches!(store.apply(&asker("ana"), &action).unwrap(), Saved::Done { .. }));
    }
    let mut found = |query: &str| {
        let query = Query::read(Kind::Contribution, query).unwrap();
        let rows = store.list(&asker("ana"), &query, Window { from: 0, limit: 20 }).unwrap();
        let mut codes: Vec<String> = rows.records.iter().map(|record| record.get("currency").to_owned()).collect();
        codes.sort();
        codes
    };
    assert_eq!(found("currency!=USD \"amount>1000.00\""), ["JPY", "KWD", "SEK"]);
    assert_eq!(found("currency!=USD \"amount<1000.00\""), ["EUR"]);
    assert_eq!(found("currency!=USD \"amount=5000.00\""), ["JPY", "KWD", "SEK"]);
}
