//! A figure published for a day is the same figure forever: whatever is added, changed, deleted, restored or undone
//! later, what people saw at the end of a day is what they see when they ask for that day.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use pledgebook::access::Asker;
use pledgebook::domain::change::{Action, Change, FieldChange, Op, Origin, Saved};
use pledgebook::domain::day::Day;
use pledgebook::domain::kind::Kind;
use pledgebook::domain::query::{Query, Window};
use pledgebook::domain::record::{Id, Record};
use pledgebook::store::{Clock, FIGURES, Figure, Store};
use proptest::prelude::*;

use crate::book::Book;

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;
/// The first instant of 1 March 2021, UTC: the day the files of these tests are made.
const MADE: i64 = 1_614_556_800_000;
/// The most rows a list of these tests has.
const ALL: Window = Window { from: 0, limit: 500 };

/// A clock whose hands tests set; it moves a second each time it is read.
struct Hands(Arc<AtomicI64>);

impl Hands {
    fn at(millis: i64) -> Self {
        Self(Arc::new(AtomicI64::new(millis)))
    }

    fn clock(&self) -> Clock {
        let now = self.0.clone();
        Arc::new(move || now.fetch_add(1_000, Ordering::Relaxed))
    }

    /// The morning of the day so many days after the file was made.
    fn set_to(&self, days: i32) {
        self.0.store(MADE + i64::from(days) * DAY + DAY / 3, Ordering::Relaxed);
    }
}

fn day(days: i32) -> Day {
    Day::new(2021, 3, 1).unwrap().plus_days(days)
}

fn now() -> Asker {
    Asker { who: "ana".to_owned(), lang: "en", today: Day::new(2021, 12, 31).unwrap(), as_of: None }
}

fn as_of(day: Day) -> Asker {
    Asker { as_of: Some(day), ..now() }
}

fn made(path: &Path, hands: &Hands) -> Store {
    Store::create(path, hands.clock()).unwrap()
}

fn apply(store: &mut Store, asker: &Asker, kind: Kind, id: Id, version: i64, op: Op) -> Saved {
    let changes = vec![Change { kind, id, version, op }];
    store.apply(asker, &Action { origin: Origin::Form, title: String::new(), changes }).unwrap()
}

fn add(store: &mut Store, kind: Kind, fields: &[(&'static str, &str)]) -> Id {
    let fields = fields.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
    match apply(store, &now(), kind, 0, 0, Op::Add(fields)) {
        Saved::Done { ids, .. } => ids[0],
        refused => panic!("{refused:?}"),
    }
}

fn give(store: &mut Store, partner: Id, received: &str, amount: &str) -> Id {
    let fields = [("partner", &*partner.to_string()), ("received", received), ("amount", amount), ("currency", "USD")];
    add(store, Kind::Contribution, &fields)
}

/// Changes one field of a record from what it is to something else.
fn edit(store: &mut Store, kind: Kind, id: Id, field: &'static str, to: &str) -> Saved {
    let there = store.load(&now(), kind, id).unwrap().unwrap();
    let change = FieldChange { field, from: there.get(field).to_owned(), to: to.to_owned() };
    apply(store, &now(), kind, id, there.version, Op::Edit(vec![change]))
}

fn list(store: &mut Store, asker: &Asker, kind: Kind, query: &str) -> Vec<Record> {
    store.list(asker, &Query::read(kind, query).unwrap(), ALL).unwrap().records
}

fn income(store: &Store, asker: &Asker) -> Option<i64> {
    store.figure(asker, "income", Some(2021)).unwrap().value
}

/// A figure without the line that tells what was changed since.
fn plain(mut figure: Figure) -> Figure {
    figure.parts.retain(|part| part.say.key != "part-changed-since");
    figure
}

/// Everything people can see as of a day, in text; each thing with its name.
fn seen(store: &mut Store, asker: &Asker) -> Vec<String> {
    let mut seen = vec![format!("{:?}", store.home(asker).unwrap())];
    for info in
        FIGURES.iter().filter(|info| !matches!(info.name, "donor" | "donor-with-bodies" | "contribution" | "fund"))
    {
        seen.push(format!("{:?}", plain(store.figure(asker, info.name, None).unwrap())));
    }
    seen.push(format!("{:?}", plain(store.figure(asker, "fund:", None).unwrap())));
    for kind in Kind::ALL.into_iter().filter(|kind| !matches!(kind, Kind::Country | Kind::Currency)) {
        seen.push(format!("{:?}", list(store, asker, kind, "")));
    }
    for (kind, query) in LISTS {
        let rows = list(store, asker, *kind, query);
        let count = store.count(asker, &Query::read(*kind, query).unwrap()).unwrap().total;
        assert_eq!(rows.len(), count, "{query}");
        seen.push(format!("{query}: {rows:?}"));
    }
    for partner in list(store, asker, Kind::Partner, "") {
        let id = partner.id;
        let page = (store.donor_years(asker, id).unwrap(), store.donor_status(asker, id).unwrap());
        seen.push(format!(
            "{id} {page:?} {:?} {:?}",
            store.lead_of(asker, id).unwrap(),
            store.load(asker, Kind::Partner, id)
        ));
    }
    seen
}

/// Lists that come on different ways: by index, sorted, filtered, with computed columns.
const LISTS: &[(Kind, &str)] = &[
    (Kind::Partner, "sort=-this_year columns=name,this_year,total,focal_point,status"),
    (Kind::Partner, "sort=-total columns=name,total"),
    (Kind::Partner, "two_years>0"),
    (Kind::Partner, "stage=giving"),
    (Kind::Contribution, "sort=received"),
    (Kind::Contribution, "sort=-received"),
    (Kind::Contribution, "sort=-usd"),
    (Kind::Contribution, "sort=amount earmarking=UNEARMARKED"),
    (Kind::FocalPoint, "sort=name columns=name,leads,this_year"),
    (Kind::Category, "sort=code columns=code,partners,donors"),
];

/// What somebody does; numbers choose among what is there.
#[derive(Clone, Debug)]
enum Deed {
    Partner(String),
    Give(usize, String, i64, &'static str),
    EditGift(usize, &'static str, String),
    EditPartner(usize, &'static str, String),
    Lead(usize),
    EndLead(usize, i32),
    Quiet(i64),
    Delete(usize),
    Restore(usize),
    Undo(usize),
    Night,
}

fn deed() -> impl Strategy<Value = Deed> {
    let at = any::<usize>;
    let when = prop_oneof![
        (2017..=2021).prop_map(|year: i32| year.to_string()),
        (0..8).prop_map(|days| day(days).to_string())
    ];
    let gift = prop_oneof![
        (1..9_i64).prop_map(|n| ("amount", format!("{n}000.00"))),
        when.clone().prop_map(|when| ("received", when)),
        prop::sample::select(&["USD", "JPY"][..]).prop_map(|code| ("currency", code.to_owned())),
        prop::sample::select(&["UNEARMARKED", ""][..]).prop_map(|code| ("earmarking", code.to_owned())),
        at().prop_map(|n| ("partner", n.to_string())),
    ];
    let partner = prop_oneof![
        "[a-z]{1,6}".prop_map(|name| ("name", name)),
        prop::sample::select(&["giving", "closed"][..]).prop_map(|stage| ("stage", stage.to_owned())),
        prop::sample::select(&["PC1", "PC2"][..]).prop_map(|code| ("category", code.to_owned())),
    ];
    prop_oneof![
        1 => "[a-z]{1,6}".prop_map(Deed::Partner),
        3 => (at(), when, -3..9_i64, prop::sample::select(&["USD", "JPY"][..]))
            .prop_map(|(at, when, amount, code)| Deed::Give(at, when, amount * 500, code)),
        4 => (at(), gift).prop_map(|(at, (field, text))| Deed::EditGift(at, field, text)),
        2 => (at(), partner).prop_map(|(at, (field, text))| Deed::EditPartner(at, field, text)),
        1 => at().prop_map(Deed::Lead),
        1 => (at(), 0..8_i32).prop_map(|(at, days)| Deed::EndLead(at, days)),
        1 => (1..4_i64).prop_map(Deed::Quiet),
        2 => at().prop_map(Deed::Delete),
        1 => at().prop_map(Deed::Restore),
        2 => at().prop_map(Deed::Undo),
        3 => Just(Deed::Night),
    ]
}

/// One of the records of a kind that are there now.
fn one(store: &mut Store, kind: Kind, at: usize) -> Option<Record> {
    let mut all = list(store, &now(), kind, "");
    if all.is_empty() { None } else { Some(all.swap_remove(at % all.len())) }
}

/// The text of a field as records keep it: references by code or by place.
fn kept(store: &mut Store, field: &str, text: &str) -> String {
    let kind = match field {
        "category" => Kind::Category,
        "earmarking" if !text.is_empty() => Kind::Earmarking,
        "partner" => {
            let at = text.parse().unwrap_or_default();
            return one(store, Kind::Partner, at).map_or_else(String::new, |partner| partner.id.to_string());
        }
        _ => return text.to_owned(),
    };
    store.resolve(&now(), kind, text).unwrap().to_string()
}

/// Does one deed through the door; what is refused changes nothing and is no error.
fn do_it(store: &mut Store, deed: &Deed) {
    match deed {
        Deed::Partner(name) => drop(add(store, Kind::Partner, &[("name", name), ("donor", "yes")])),
        Deed::Give(at, when, amount, currency) => {
            let Some(partner) = one(store, Kind::Partner, *at) else { return };
            let (partner, amount) = (partner.id.to_string(), amount.to_string());
            let amount = if *currency == "USD" { format!("{amount}.00") } else { amount };
            let fields = [("partner", &*partner), ("received", when), ("amount", &*amount), ("currency", *currency)];
            let fields = fields.map(|(name, text)| (name, text.to_owned())).to_vec();
            apply(store, &now(), Kind::Contribution, 0, 0, Op::Add(fields));
        }
        Deed::EditGift(at, field, text) => change_one(store, Kind::Contribution, *at, field, text),
        Deed::EditPartner(at, field, text) => change_one(store, Kind::Partner, *at, field, text),
        Deed::EndLead(at, days) => change_one(store, Kind::Assignment, *at, "to_day", &day(*days).to_string()),
        Deed::Quiet(years) => {
            let quiet = store.resolve(&now(), Kind::Setting, "returning-after-years").unwrap();
            edit(store, Kind::Setting, quiet, "value", &years.to_string());
        }
        Deed::Lead(at) => lead(store, *at),
        Deed::Delete(at) => {
            let kind = if at % 3 == 0 { Kind::Partner } else { Kind::Contribution };
            let Some(there) = one(store, kind, *at) else { return };
            apply(store, &now(), kind, there.id, there.version, Op::Delete);
        }
        Deed::Restore(at) => {
            let mut bin = store.bin(&now()).unwrap();
            if !bin.is_empty() {
                let there = bin.swap_remove(at % bin.len()).record;
                apply(store, &now(), there.kind, there.id, there.version, Op::Restore);
            }
        }
        Deed::Undo(back) => {
            let actions = store.actions(&now(), 0, 40).unwrap();
            // What was taken back already, and what is not to be taken back, is refused.
            let _refused = store.undo_action(&now(), actions[back % actions.len()].id);
        }
        Deed::Night => {}
    }
}

fn change_one(store: &mut Store, kind: Kind, at: usize, field: &'static str, text: &str) {
    let Some(there) = one(store, kind, at) else { return };
    let to = kept(store, field, text);
    let change = FieldChange { field, from: there.get(field).to_owned(), to };
    apply(store, &now(), kind, there.id, there.version, Op::Edit(vec![change]));
}

fn lead(store: &mut Store, at: usize) {
    let Some(partner) = one(store, Kind::Partner, at) else { return };
    let desk = match one(store, Kind::FocalPoint, at) {
        Some(desk) => desk.id,
        None => add(store, Kind::FocalPoint, &[("name", "Desk"), ("active", "yes")]),
    };
    let fields = [("focal_point", desk.to_string()), ("partner", partner.id.to_string())];
    let mut fields = fields.to_vec();
    fields.extend([("role", "lead".to_owned()), ("from_day", "2021-01-01".to_owned())]);
    apply(store, &now(), Kind::Assignment, 0, 0, Op::Add(fields));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]

    #[test]
    fn what_was_seen_at_the_end_of_a_day_is_seen_forever(deeds in prop::collection::vec(deed(), 10..45)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("past.pledgebook");
        let hands = Hands::at(MADE);
        let mut store = made(&path, &hands);
        add(&mut store, Kind::Partner, &[("name", "Norway"), ("donor", "yes")]);
        let mut days = Vec::new();
        for deed in deeds.iter().chain([&Deed::Night]) {
            do_it(&mut store, deed);
            if matches!(deed, Deed::Night) {
                let today = day(i32::try_from(days.len()).unwrap());
                days.push((today, seen(&mut store, &as_of(today))));
                hands.set_to(i32::try_from(days.len()).unwrap());
            }
        }
        // Once more something on the last morning, so that every day has something after it.
        do_it(&mut store, &Deed::Partner("late".to_owned()));
        let present = seen(&mut store, &now());
        let mut other = store.again().unwrap();
        for (day, then) in days.iter().rev().chain(&days) {
            for (place, (was, is)) in then.iter().zip(seen(&mut store, &as_of(*day))).enumerate() {
                prop_assert_eq!(was, &is, "{} {}", day, place);
            }
            prop_assert_eq!(then, &seen(&mut other, &as_of(*day)));
        }
        prop_assert_eq!(present, seen(&mut store, &now()));
    }
}

/// A donor, and a gift of the day the file was made.
fn with_gift(folder: &tempfile::TempDir, hands: &Hands) -> (Store, Id, Id) {
    let mut store = made(&folder.path().join("past.pledgebook"), hands);
    let norway = add(&mut store, Kind::Partner, &[("name", "Norway"), ("donor", "yes")]);
    let gift = give(&mut store, norway, "2021-02-01", "100.00");
    (store, norway, gift)
}

#[test]
fn of_days_before_the_file_was_made_all_that_is_recorded_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let hands = Hands::at(MADE);
    let (mut store, norway, gift) = with_gift(&folder, &hands);
    hands.set_to(3);
    edit(&mut store, Kind::Contribution, gift, "amount", "300.00");
    give(&mut store, norway, "2021-01-15", "7.00");
    assert_eq!(income(&store, &as_of(Day::new(2021, 2, 28).unwrap())), Some(30_700));
    assert_eq!(income(&store, &as_of(Day::new(2021, 1, 20).unwrap())), Some(700));
    for days in 0..3 {
        assert_eq!(income(&store, &as_of(day(days))), Some(10_000));
    }
    assert_eq!(income(&store, &as_of(day(3))), Some(30_700));
}

#[test]
fn a_day_ends_at_midnight_utc() {
    let folder = tempfile::tempdir().unwrap();
    let hands = Hands::at(MADE);
    let (mut store, norway, _) = with_gift(&folder, &hands);
    hands.0.store(MADE + DAY - 3_000, Ordering::Relaxed);
    give(&mut store, norway, "2021-02-02", "20.00");
    hands.0.store(MADE + DAY, Ordering::Relaxed);
    give(&mut store, norway, "2021-02-03", "3.00");
    assert_eq!(income(&store, &as_of(day(0))), Some(12_300 - 300));
    assert_eq!(income(&store, &as_of(day(1))), Some(12_300));
}

#[test]
fn who_reads_a_past_day_writes_to_what_is() {
    let folder = tempfile::tempdir().unwrap();
    let hands = Hands::at(MADE);
    let (mut store, norway, gift) = with_gift(&folder, &hands);
    hands.set_to(1);
    edit(&mut store, Kind::Contribution, gift, "amount", "300.00");
    let then = as_of(day(0));
    let read = store.load(&then, Kind::Contribution, gift).unwrap().unwrap();
    assert_eq!((read.get("amount"), read.version), ("100.00", 1));

    // A field nobody changed since is saved beside what is there now; one that was changed is asked about.
    let notes = vec![FieldChange { field: "notes", from: String::new(), to: "seen".to_owned() }];
    let saved = apply(&mut store, &then, Kind::Contribution, gift, read.version, Op::Edit(notes));
    assert!(matches!(saved, Saved::Done { .. }), "{saved:?}");
    let amount = vec![FieldChange { field: "amount", from: "100.00".to_owned(), to: "1.00".to_owned() }];
    let saved = apply(&mut store, &then, Kind::Contribution, gift, read.version, Op::Edit(amount));
    assert!(matches!(saved, Saved::Conflict(_)), "{saved:?}");
    let is = store.load(&now(), Kind::Contribution, gift).unwrap().unwrap();
    assert_eq!((is.get("amount"), is.get("notes"), is.version), ("300.00", "seen", 3));

    // A record that was not there yet can be pointed to, and undo takes back what was done last.
    let fields = [("name", "Sweden"), ("donor", "yes")].map(|(name, text)| (name, text.to_owned())).to_vec();
    let Saved::Done { ids, .. } = apply(&mut store, &then, Kind::Partner, 0, 0, Op::Add(fields)) else { panic!() };
    assert_eq!(store.load(&then, Kind::Partner, ids[0]).unwrap(), None);
    give(&mut store, ids[0], "2021-02-04", "5.00");
    store.undo(&then).unwrap();
    assert_eq!(income(&store, &then), Some(10_000));
    assert_eq!(income(&store, &now()), Some(30_000));
    assert_eq!(store.name_of(&then, Kind::Partner, norway).unwrap().as_deref(), Some("Norway"));
}

#[test]
fn what_somebody_else_saves_does_not_change_a_past_day_either() {
    let folder = tempfile::tempdir().unwrap();
    let hands = Hands::at(MADE);
    let (mut mine, norway, gift) = with_gift(&folder, &hands);
    let mut theirs = mine.again().unwrap();
    hands.set_to(1);
    let then = as_of(day(0));
    assert_eq!(income(&mine, &then), Some(10_000));
    edit(&mut theirs, Kind::Contribution, gift, "amount", "300.00");
    assert_eq!(income(&mine, &then), Some(10_000));
    apply(&mut theirs, &now(), Kind::Contribution, gift, 2, Op::Delete);
    edit(&mut theirs, Kind::Partner, norway, "name", "Norge");
    assert_eq!(income(&mine, &then), Some(10_000));
    let listed = list(&mut mine, &then, Kind::Contribution, "sort=received");
    assert_eq!((listed.len(), listed[0].label("partner")), (1, "Norway"));
    assert_eq!(list(&mut mine, &now(), Kind::Contribution, "sort=received"), []);
}

/// Splits are kept beside the records they are of, and are read as they stood like these.
#[test]
fn what_was_signed_and_how_it_was_split_is_what_it_was_on_the_day() {
    let mut book = Book::new("2021-03-01");
    book.add(Kind::Partner, &[("name", "Sweden"), ("donor", "yes")]);
    let typed = |title: &'static str, amount: &'static str, flagship: &'static str| {
        vec![
            ("partner", "Sweden"),
            ("title", title),
            ("stage", "SIGNED"),
            ("amount", amount),
            ("currency", "USD"),
            ("fund", "FE"),
            ("earmarking", "SOFT"),
            ("signed", "2021-02-01"),
            ("starts", "2021-01-01"),
            ("ends", "2023-12-31"),
            ("years", "2021-2023"),
            ("flagship", flagship),
        ]
    };
    let work = book.add(Kind::Agreement, &typed("Work", "9m", "FP1"));
    let other = book.add(Kind::Agreement, &typed("Other", "3m", "FP2"));
    let more =
        [("agreement", "Work"), ("day", "2021-02-15"), ("kind", "addition"), ("amount", "600k"), ("years", "2022")];
    let more = book.add(Kind::Amendment, &[&more[..], &[("currency", "USD")]].concat());
    let then = seen(&mut book.store, &as_of(day(0)));
    assert!(then.iter().any(|text| text.contains("1260000000")), "both agreements and the addition are signed");

    book.on("2021-03-03");
    book.set(Kind::Agreement, work, &[("years", "2022-2023"), ("flagship", "FP3")]);
    book.try_delete(Kind::Amendment, more).unwrap();
    book.try_delete(Kind::Agreement, other).unwrap();
    let flagship = book.store.resolve(&now(), Kind::Flagship, "FP1").unwrap();
    book.set(Kind::Flagship, flagship, &[("code", "FP9")]);
    book.add(Kind::Agreement, &typed("Late", "7m", "FP2"));
    let is = seen(&mut book.store, &as_of(day(2)));
    assert_eq!(then.len(), is.len());
    for (was, is) in then.iter().zip(seen(&mut book.store, &as_of(day(0)))) {
        assert_eq!(*was, is);
    }
    assert_eq!(is, seen(&mut book.store, &as_of(day(2))));
    assert_ne!(then, is);
}

#[test]
fn a_figure_of_a_past_day_says_how_many_records_were_changed_since() {
    let folder = tempfile::tempdir().unwrap();
    let hands = Hands::at(MADE);
    let (mut store, norway, gift) = with_gift(&folder, &hands);
    let line = |store: &Store, asker: &Asker| {
        let figure = store.figure(asker, "income", Some(2021)).unwrap();
        figure.parts.into_iter().find(|part| part.say.key == "part-changed-since").map(|part| part.value)
    };
    assert_eq!(line(&store, &as_of(day(0))), None);
    hands.set_to(1);
    edit(&mut store, Kind::Contribution, gift, "amount", "300.00");
    edit(&mut store, Kind::Contribution, gift, "amount", "301.00");
    give(&mut store, norway, "2021-02-04", "5.00");
    let two = pledgebook::store::PartValue::In(pledgebook::store::Unit::Count, 2);
    assert_eq!(line(&store, &as_of(day(0))), Some(two));
    assert_eq!(line(&store, &as_of(day(1))), None);
    assert_eq!(line(&store, &now()), None);
}
