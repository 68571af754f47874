//! The rules of exchange rates that need the other rates of the file: one that moves far from its neighbours in time is
//! asked about once, and counts as asked when it is marked as checked. It refuses to correct a rate.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

use rusqlite::params;

use super::{Store, StoreError};
use crate::access::Asker;
use crate::domain::change::{Change, Op};
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
}
