//! The store at 100,000 donors, 100,000 agreements and 1,000,000 contributions: what a key, a letter and a start wait
//! for, and what runs beside the screen. The file is made at the first run (about a minute) and kept under `target/`.

#[allow(dead_code, reason = "the generator writes the file for import too")]
mod generated;

use std::path::PathBuf;
use std::sync::Arc;

use divan::{Bencher, black_box};
use pledgebook::access::Imports;
use pledgebook::domain::change::{Action, Change, FieldChange, Op, Origin, Saved};
use pledgebook::domain::kind::Kind;
use pledgebook::domain::query::{Query, Window};
use pledgebook::domain::record::{Id, Record};
use pledgebook::message::{Effect, Reply};
use pledgebook::store::{Clock, FIGURES, Of, Store};
use pledgebook::worker::{Places, perform};

use generated::{Size, reader};

const SIZE: Size = Size { donors: 100_000, contributions: 1_000_000, agreements: 100_000, seed: 7 };
/// Rows of a terminal of 40 lines.
const ROWS: usize = 36;

fn main() {
    drop(opened());
    divan::main();
}

fn clock() -> Clock {
    Arc::new(|| 1_751_241_600_000)
}

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("generated-100000-1000000-100000-7.pledgebook")
}

fn opened() -> Store {
    let path = file();
    if !path.exists() {
        let growing = path.with_extension("growing");
        let mut store = Store::create(&growing, clock()).expect("a new file");
        generated::fill(&mut store, SIZE).expect("made records fit the schema");
        drop(store);
        std::fs::rename(growing, &path).expect("the same folder");
    }
    Store::open(&path, clock()).expect("the generated file").0
}

fn query(kind: Kind, text: &str) -> Query {
    Query::read(kind, text).expect("a query that reads")
}

/// A window of a list nobody asked for before: as at a start, or after a save.
fn first_time(bencher: Bencher<'_, '_>, query: &Query) {
    bencher
        .with_inputs(opened)
        .bench_local_refs(|store| store.list(&reader(), query, Window { from: 0, limit: ROWS }).expect("a list"));
}

/// Windows of a list on the screen, all over it.
fn scrolled(bencher: Bencher<'_, '_>, query: &Query) {
    let mut store = opened();
    let total = store.count(&reader(), query).expect("a count").total;
    let mut step = 0;
    bencher.bench_local(|| {
        step = (step + 7919) % 100;
        let from = total.saturating_sub(ROWS) * step / 99;
        store.list(&reader(), black_box(query), Window { from, limit: ROWS }).expect("a list")
    });
}

/// What follows a letter: a count and a first window, of a list that is on the screen already.
fn searched(bencher: Bencher<'_, '_>, kind: Kind, typed: &str) {
    let mut store = opened();
    store.list(&reader(), &Query::all(kind), Window { from: 0, limit: ROWS }).expect("a list");
    let mut query = Query::all(kind);
    let mut spaces = 0;
    bencher.bench_local(|| {
        // Each time as if for the first time: a space more means the same words.
        spaces = (spaces + 1) % 200;
        query.search = format!("{typed}{:spaces$}", "");
        let rows = store.list(&reader(), &query, Window { from: 0, limit: ROWS }).expect("a list");
        (rows, store.count(&reader(), &query).expect("a count"))
    });
}

#[divan::bench]
fn open(bencher: Bencher<'_, '_>) {
    drop(opened());
    bencher.bench_local(opened);
}

#[divan::bench_group(sample_count = 20)]
mod first_window {
    use super::{Bencher, Kind, Query, first_time, query};

    #[divan::bench(args = ["", "sort=name", "sort=-last_year", "stage=giving", "country=NOR", "sort=country"])]
    fn donors(bencher: Bencher<'_, '_>, text: &str) {
        first_time(bencher, &query(Kind::Partner, text));
    }

    #[divan::bench(args = ["", "sort=-usd", "received=2020", "sort=amount", "agreement!=- early=yes"])]
    fn contributions(bencher: Bencher<'_, '_>, text: &str) {
        first_time(bencher, &query(Kind::Contribution, text));
    }

    #[divan::bench(args = ["", "sort=-usd", "late=late sort=expected", "stage=SOFT", "stage=SIGNED sort=-open", "flagship=FP1", "usd=- amount!=-"])]
    fn agreements(bencher: Bencher<'_, '_>, text: &str) {
        first_time(bencher, &query(Kind::Agreement, text));
    }

    #[divan::bench(args = ["", "overdue>0 sort=due", "standing=part"])]
    fn instalments(bencher: Bencher<'_, '_>, text: &str) {
        first_time(bencher, &query(Kind::Instalment, text));
    }

    #[divan::bench(args = ["", "standing=outstanding"])]
    fn pledges(bencher: Bencher<'_, '_>, text: &str) {
        first_time(bencher, &query(Kind::Pledge, text));
    }

    #[divan::bench]
    fn amendments(bencher: Bencher<'_, '_>) {
        first_time(bencher, &Query::all(Kind::Amendment));
    }
}

mod windows {
    use super::{Bencher, Kind, query, scrolled};

    #[divan::bench(args = ["", "sort=name"])]
    fn donors(bencher: Bencher<'_, '_>, text: &str) {
        scrolled(bencher, &query(Kind::Partner, text));
    }

    #[divan::bench(args = ["", "sort=received", "sort=-usd"])]
    fn contributions(bencher: Bencher<'_, '_>, text: &str) {
        scrolled(bencher, &query(Kind::Contribution, text));
    }
}

mod search {
    use super::{Bencher, Kind, searched};

    #[divan::bench(args = [
        "q", "qu", "qui", "quil", "quill", "quillf", "quillfeather", "o", "od", "ode", "odegard", "翡", "翡翠", "ي", "يا",
        "ياق", "ياقوت", "f", "s", "d", "foundation", "quilfeather"
    ])]
    fn donors(bencher: Bencher<'_, '_>, typed: &str) {
        searched(bencher, Kind::Partner, typed);
    }

    #[divan::bench(args = ["f", "quillfeather"])]
    fn contributions(bencher: Bencher<'_, '_>, typed: &str) {
        searched(bencher, Kind::Contribution, typed);
    }
}

#[divan::bench(sample_count = 20)]
fn count_contributions(bencher: Bencher<'_, '_>) {
    let query = Query::all(Kind::Contribution);
    bencher.with_inputs(opened).bench_local_refs(|store| store.count(&reader(), &query).expect("a count"));
}

/// Everything Home shows, nothing of it kept from before.
#[divan::bench(sample_count = 11)]
fn home(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(opened).bench_local_refs(|store| store.home(&reader()).expect("Home"));
}

/// Every indicator where it stands, nothing of it kept from before.
#[divan::bench(sample_count = 11)]
fn results(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(opened).bench_local_refs(|store| store.results(&reader()).expect("Results"));
}

/// Each figure with every record behind it, as `=` shows it.
#[divan::bench(sample_count = 3, args = FIGURES.iter().filter(|info| info.of != Of::One).map(|info| info.name))]
fn figure(bencher: Bencher<'_, '_>, name: &str) {
    bencher.with_inputs(opened).bench_local_refs(|store| store.figure(&reader(), name, None).expect("a figure"));
}

/// Some two hundred records of a kind, all over its list.
fn some(store: &mut Store, kind: Kind) -> Vec<Id> {
    let order = store.order(&reader(), &Query::all(kind)).expect("an order");
    order.iter().copied().step_by(order.len() / 200).collect()
}

/// What a page shows, as the screens ask for it; of donors the largest givers among them.
#[divan::bench(args = [Kind::Partner, Kind::Agreement, Kind::Instalment])]
fn page(bencher: Bencher<'_, '_>, kind: Kind) {
    let mut store = opened();
    let ids = some(&mut store, kind);
    let mut next = ids.iter().cycle();
    let places = Places { exports: std::env::temp_dir(), imports: Imports::Anywhere };
    bencher.bench_local(|| {
        let id = *next.next().expect("a cycle has no end");
        let reply = perform(&mut store, &places, &reader(), Effect::Page { kind, id });
        assert!(matches!(reply, Reply::Page(_)));
    });
}

fn edit(record: &Record, to: &str) -> Action {
    let op =
        Op::Edit(vec![FieldChange { field: "website", from: record.get("website").to_owned(), to: to.to_owned() }]);
    let change = Change { kind: record.kind, id: record.id, version: record.version, op };
    Action { origin: Origin::Form, title: record.title("en"), changes: vec![change] }
}

/// One field of one donor, on the disk when it returns.
#[divan::bench]
fn save_one_edit(bencher: Bencher<'_, '_>) {
    let mut store = opened();
    let id = some(&mut store, Kind::Partner)[0];
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        let record = store.load(&reader(), Kind::Partner, id).expect("a record").expect("it is there");
        let saved = store.apply(&reader(), &edit(&record, &format!("{number}.example.org"))).expect("saved");
        assert!(matches!(saved, Saved::Done { .. }));
    });
}
