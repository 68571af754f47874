//! A file with a hand to write in it: tests say what is typed, field by field, and read what came of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use pledgebook::access::Asker;
use pledgebook::domain::change::{Action, Change, FieldChange, Op, Origin, Saved};
use pledgebook::domain::day::Day;
use pledgebook::domain::field::{Input, Reading};
use pledgebook::domain::kind::Kind;
use pledgebook::domain::money::Currency;
use pledgebook::domain::record::{Id, Record};
use pledgebook::domain::say::Problem;
use pledgebook::store::{Figure, Store};

/// A file, who asks, and a clock the test moves.
pub struct Book {
    _folder: tempfile::TempDir,
    pub store: Store,
    pub asker: Asker,
    clock: Arc<AtomicI64>,
}

impl Book {
    /// A new file with the reference data, on a day.
    pub fn new(today: &str) -> Self {
        let clock = Arc::new(AtomicI64::new(0));
        let read = Arc::clone(&clock);
        let folder = tempfile::tempdir().unwrap();
        let day = Day::parse_iso(today).unwrap();
        clock.store(noon(day), Ordering::Relaxed);
        let store = Store::create(
            &folder.path().join("book.pledgebook"),
            Arc::new(move || read.fetch_add(1000, Ordering::Relaxed)),
        );
        let asker = Asker { who: "ana".to_owned(), lang: "en", today: day, as_of: None };
        Self { _folder: folder, store: store.unwrap(), asker, clock }
    }

    /// The same with the public figures of the demo.
    pub fn demo(today: &str) -> Self {
        let mut book = Self::new(today);
        book.store.fill_demo("ana").unwrap();
        book
    }

    /// Lets it be noon of a day.
    pub fn on(&mut self, today: &str) -> &mut Self {
        self.asker.today = Day::parse_iso(today).unwrap();
        self.clock.store(noon(self.asker.today), Ordering::Relaxed);
        self
    }

    /// What is typed into a field, in its text form; references by code or name.
    fn read(&self, kind: Kind, field: &str, typed: &str, currency: Currency) -> (&'static str, String) {
        let field = kind.field(field).unwrap_or_else(|| panic!("{} has no field {field}", kind.name()));
        let text = match field.input {
            _ if typed.is_empty() => String::new(),
            Input::Refs(target) => self.store.resolve_all(&self.asker, target, typed).unwrap(),
            Input::Ref(target) => self.store.resolve(&self.asker, target, typed).unwrap().to_string(),
            input => input.read(typed, &Reading::typed(self.asker.today, currency)).unwrap().text,
        };
        (field.name, text)
    }

    /// Saves a new record; its problems when it is refused.
    pub fn try_add(&mut self, kind: Kind, typed: &[(&str, &str)]) -> Result<Id, Vec<Problem>> {
        let currency = typed.iter().find(|(field, _)| *field == "currency");
        let currency = currency.and_then(|(_, code)| Currency::parse(code)).unwrap_or(Currency::USD);
        let fields = typed.iter().map(|(field, text)| self.read(kind, field, text, currency)).collect();
        self.save(Change { kind, id: 0, version: 0, op: Op::Add(fields) })
    }

    /// Saves a new record.
    pub fn add(&mut self, kind: Kind, typed: &[(&str, &str)]) -> Id {
        self.try_add(kind, typed).unwrap_or_else(|problems| panic!("{} refused: {problems:?}", kind.name()))
    }

    /// Changes fields of a record; its problems when it is refused.
    pub fn try_set(&mut self, kind: Kind, id: Id, typed: &[(&str, &str)]) -> Result<Id, Vec<Problem>> {
        let record = self.get(kind, id);
        let edits = typed.iter().map(|(field, text)| {
            let (field, to) = self.read(kind, field, text, record.currency());
            FieldChange { field, from: record.get(field).to_owned(), to }
        });
        let op = Op::Edit(edits.collect());
        self.save(Change { kind, id, version: record.version, op })
    }

    /// Changes fields of a record.
    pub fn set(&mut self, kind: Kind, id: Id, typed: &[(&str, &str)]) {
        self.try_set(kind, id, typed).unwrap_or_else(|problems| panic!("{} refused: {problems:?}", kind.name()));
    }

    /// Puts a record into the bin; its problems when it is refused.
    pub fn try_delete(&mut self, kind: Kind, id: Id) -> Result<Id, Vec<Problem>> {
        let version = self.get(kind, id).version;
        self.save(Change { kind, id, version, op: Op::Delete })
    }

    fn save(&mut self, change: Change) -> Result<Id, Vec<Problem>> {
        let action = Action { origin: Origin::Form, title: String::new(), changes: vec![change] };
        match self.store.apply(&self.asker, &action).unwrap() {
            Saved::Done { ids, .. } => Ok(ids[0]),
            Saved::Rejected(problems) => Err(problems),
            Saved::Conflict(conflict) => panic!("{conflict:?}"),
        }
    }

    /// A record as it is kept.
    pub fn get(&self, kind: Kind, id: Id) -> Record {
        self.store.load(&self.asker, kind, id).unwrap().unwrap()
    }

    /// A field of a record.
    pub fn text(&self, kind: Kind, id: Id, field: &str) -> String {
        self.get(kind, id).get(field).to_owned()
    }

    /// A computed column of a record.
    pub fn extra(&mut self, kind: Kind, id: Id, name: &'static str) -> String {
        let query = pledgebook::domain::query::Query::read(kind, &format!("columns={name}")).unwrap();
        let window = pledgebook::domain::query::Window { from: 0, limit: 1000 };
        let rows = self.store.list(&self.asker, &query, window).unwrap();
        rows.records.into_iter().find(|record| record.id == id).map(|record| record.extras[0].clone()).unwrap()
    }

    /// A figure as anybody asks for it.
    pub fn figure(&self, name: &str, year: Option<i16>) -> Figure {
        let figure = self.store.figure(&self.asker, name, year).unwrap();
        let sum: i64 = figure.lines.iter().map(|line| line.amount).sum();
        assert!(figure.value.is_none_or(|value| value == sum), "{name}: {:?} from lines of {sum}", figure.value);
        figure
    }
}

fn noon(day: Day) -> i64 {
    let epoch = Day::parse_iso("1970-01-01").unwrap();
    (i64::from(epoch.days_until(day)) * 24 + 12) * 3_600_000
}

/// The fields problems are about, and their keys.
pub fn keys(problems: &[Problem]) -> Vec<(&str, &str)> {
    problems.iter().map(|problem| (problem.field.unwrap_or(""), problem.say.key)).collect()
}
