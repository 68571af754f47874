//! Exchange rates beside each other: one that moves far from its neighbours in time is asked about until it is marked as
//! checked, and money without a value takes the rate of its day when somebody asks for it. It refuses to correct a rate
//! and to change one that a record has.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

use rusqlite::params;

use super::apply::Writing;
use super::{Store, StoreError};
use crate::access::Asker;
use crate::domain::change::{Change, FieldChange, Op, Origin};
use crate::domain::day::Day;
use crate::domain::kind::Kind;
use crate::domain::rate::{Rate, ask_about_move};
use crate::domain::record::{Id, Record};
use crate::domain::say::Problem;

/// A known rate, and whether somebody confirmed that it moves as it does.
#[derive(Clone, Copy, Debug)]
struct Known {
    rate: Rate,
    checked: bool,
}

/// Most records given a rate in one transaction, so that others who save wait no longer than a moment.
const CHUNK: usize = 500;

/// What came of giving money the rate of its day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RatesFilled {
    /// By kind of record that lacked a value: how many got one, and how many still lack it.
    pub kinds: Vec<(Kind, usize, usize)>,
    /// The action in history; none when nothing was written.
    pub action: Option<Id>,
}

/// The rates of one currency by day.
type Course = BTreeMap<Day, Known>;

/// The rates of the file and those that rows of an import add before they are written.
#[derive(Default)]
pub(super) struct Courses {
    by_currency: HashMap<String, Course>,
    /// What rows said of a currency and day, and on which line: published lists repeat a currency for every country
    /// that uses it.
    said: HashMap<[String; 2], (String, u64)>,
}

/// What is to be asked about a rate beside those of its currency: held against the last one before it, and against the
/// next one unless that was confirmed to move from one before.
fn ask(course: &Course, record: &Record) -> Option<Problem> {
    let day = record.day("day")?;
    let asks = record.get("checked") != "yes" && record.get("currency") != "USD";
    let rate = record.rate("rate").filter(|_| asks)?;
    let before = course.range(..=day).next_back();
    let after = course.range((Bound::Excluded(day), Bound::Unbounded)).next();
    let after = after.filter(|(_, known)| before.is_none() || !known.checked);
    let asked = before.into_iter().chain(after).find_map(|(day, known)| ask_about_move(*day, known.rate, rate))?;
    Some(Problem::at("rate", asked))
}

/// The fields that place a rate among the others.
const TELLING: [&str; 3] = ["currency", "day", "rate"];

fn known(record: &Record) -> Option<(Day, Known)> {
    let known = Known { rate: record.rate("rate")?, checked: record.get("checked") == "yes" };
    Some((record.day("day")?, known))
}

fn place(record: &Record) -> [String; 2] {
    ["currency", "day"].map(|field| record.get(field).to_owned())
}

impl Courses {
    /// Whether an earlier row of the same file said the very same, or on which line one said something else of the
    /// currency and day; none when no row did.
    pub(super) fn earlier(&self, record: &Record) -> Option<Result<(), u64>> {
        let (rate, line) = self.said.get(&place(record)).filter(|_| record.kind == Kind::Rate)?;
        Some(if rate == record.get("rate") { Ok(()) } else { Err(*line) })
    }

    /// What is to be asked about a rate of a row, which takes the place of `before`; one that need not be asked about
    /// is a neighbour of the next.
    pub(super) fn meet(
        &mut self,
        store: &Store,
        before: Option<&Record>,
        record: &Record,
    ) -> Result<Option<Problem>, StoreError> {
        let same = |before: &Record| TELLING.iter().all(|field| before.get(field) == record.get(field));
        if record.kind != Kind::Rate || before.is_some_and(same) {
            return Ok(None);
        }
        for record in before.into_iter().chain([record]) {
            let currency = record.get("currency");
            if !self.by_currency.contains_key(currency) {
                self.by_currency.insert(currency.to_owned(), store.course(currency, 0)?);
            }
        }
        if let Some(before) = before {
            self.take_out(before);
        }
        let asked = ask(&self.by_currency[record.get("currency")], record);
        if let Some(stays) = if asked.is_none() { Some(record) } else { before } {
            self.put_in(stays);
        }
        Ok(asked)
    }

    fn take_out(&mut self, record: &Record) {
        if let Some((course, day)) = self.by_currency.get_mut(record.get("currency")).zip(record.day("day")) {
            course.remove(&day);
        }
    }

    fn put_in(&mut self, record: &Record) {
        if let Some((course, (day, known))) = self.by_currency.get_mut(record.get("currency")).zip(known(record)) {
            course.insert(day, known);
        }
    }

    /// Keeps what a row said that was taken.
    pub(super) fn keep(&mut self, line: u64, record: &Record) {
        if record.kind == Kind::Rate {
            self.said.insert(place(record), (record.get("rate").to_owned(), line));
        }
    }
}

impl Store {
    /// The rates of a currency outside the bin but one; of several of a day the newest.
    fn course(&self, currency: &str, but: Id) -> Result<Course, StoreError> {
        let sql = "SELECT day, rate, COALESCE(checked, '') FROM rate \
                   WHERE deleted = 0 AND currency = ?1 AND id <> ?2 ORDER BY day, id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params![currency, but])?;
        let mut course = Course::new();
        while let Some(row) = rows.next()? {
            let (day, rate, checked): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let read = Day::parse_iso(&day).zip(Rate::parse(&rate));
            course.extend(read.map(|(day, rate)| (day, Known { rate, checked: checked == "yes" })));
        }
        Ok(course)
    }

    /// What is to be asked about the rates an action wrote, once all of them stand. Undo asks nothing: it puts back what
    /// stood there.
    pub(super) fn ask_about_rates(
        &self,
        asker: &Asker,
        changes: &[Change],
        ids: &[Id],
    ) -> Result<Vec<Problem>, StoreError> {
        let mut problems = Vec::new();
        for (change, id) in changes.iter().zip(ids).filter(|(change, _)| change.kind == Kind::Rate) {
            let moved = match &change.op {
                Op::Add(_) => true,
                Op::Edit(edits) => edits.iter().any(|edit| TELLING.contains(&edit.field)),
                Op::Delete | Op::Restore => false,
            };
            if moved && let Some(record) = self.load(asker, Kind::Rate, *id)? {
                problems.extend(ask(&self.course(record.get("currency"), *id)?, &record));
            }
        }
        Ok(problems)
    }

    /// Whether the rate on a record was given with the amount instead of taken from the rates of the file, even if the
    /// row it was taken from was corrected since.
    pub(super) fn rate_by_hand(&self, record: &Record) -> Result<bool, StoreError> {
        if record.get("rate").is_empty() || record.get("currency") == "USD" {
            return Ok(false);
        }
        let sql = "SELECT 1 FROM rate WHERE currency = ?1 AND day = ?2 AND source = ?3";
        let row = params![record.get("currency"), record.get("rate_day"), record.get("rate_source")];
        Ok(!self.connection.prepare_cached(sql)?.exists(row)?)
    }

    /// Gives all money without a value in US dollars the rate of its day, where there is one by now: one action of history.
    ///
    /// # Errors
    /// When the file cannot be written; what was written until then stands as an action that can be undone.
    pub fn fill_rates(&mut self, asker: &Asker, title: &str) -> Result<RatesFilled, StoreError> {
        self.take_down()?;
        let mut done = RatesFilled::default();
        let mut writing = None;
        for kind in Kind::ALL.into_iter().filter(|kind| kind.field("rate_source").is_some()) {
            let ids = self.without_value(kind)?;
            let mut filled = 0;
            for ids in ids.chunks(CHUNK) {
                filled += self.fill_rates_of(asker, title, &mut writing, kind, ids)?;
            }
            if !ids.is_empty() {
                done.kinds.push((kind, filled, ids.len() - filled));
            }
        }
        done.action = writing.map(|writing| writing.action);
        Ok(done)
    }

    /// Records outside the bin with an amount in another currency and no value in US dollars.
    fn without_value(&self, kind: Kind) -> Result<Vec<Id>, StoreError> {
        let sql = format!(
            "SELECT id FROM {} WHERE deleted = 0 AND usd IS NULL AND amount IS NOT NULL AND currency <> 'USD' ORDER BY id",
            kind.name()
        );
        let mut statement = self.connection.prepare(&sql)?;
        Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// One transaction of `fill_rates`; how many records got a value.
    fn fill_rates_of(
        &mut self,
        asker: &Asker,
        title: &str,
        writing: &mut Option<Writing>,
        kind: Kind,
        ids: &[Id],
    ) -> Result<usize, StoreError> {
        let mut filled = 0;
        self.write_part(|store| {
            for id in ids {
                let Some(change) = store.rate_of_its_day(asker, kind, *id)? else { continue };
                if writing.is_none() {
                    *writing = Some(store.begin_action(asker, Origin::Command, title, None)?);
                }
                let writing = writing.as_mut().expect("begun above");
                store.write_change(asker, writing, &change)?;
                filled += 1;
            }
            writing.as_mut().map_or(Ok(()), |writing| store.end_action(writing))
        })?;
        Ok(filled)
    }

    /// The change that gives a record the rate of its day; none where there is no such rate or a rule refuses the record.
    fn rate_of_its_day(&self, asker: &Asker, kind: Kind, id: Id) -> Result<Option<Change>, StoreError> {
        let Some(before) = self.load(asker, kind, id)?.filter(|record| !record.deleted) else { return Ok(None) };
        let mut after = before.clone();
        self.fill_rate(asker, &mut after, None)?;
        if after.get("rate").is_empty() || !before.get("rate").is_empty() {
            return Ok(None);
        }
        let edits = ["rate", "rate_day", "rate_source"].map(|field| FieldChange {
            field,
            from: before.get(field).to_owned(),
            to: after.get(field).to_owned(),
        });
        if !self.settle_resolved(asker, &mut after)?.is_empty() || after.get("usd").is_empty() {
            return Ok(None);
        }
        Ok(Some(Change { kind, id, version: before.version, op: Op::Edit(edits.into()) }))
    }
}
