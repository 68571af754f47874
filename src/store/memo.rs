//! What an import asks of the file for every row, asked once: codes of reference lists and the courses of published
//! rates. It is kept only while an import of other kinds runs, and forgets when somebody else saves.

use std::collections::{BTreeMap, HashMap};

use super::{Store, StoreError};
use crate::domain::day::Day;
use crate::domain::kind::Kind;
use crate::domain::record::{Id, Record};

/// Rate, day and source of a currency, by day.
type Course = BTreeMap<Day, [String; 3]>;

/// Instalments of one agreement in one currency that were taken and are not written yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pending {
    /// What they add to those of the file, in signed minor units.
    pub sum: i128,
    /// The highest number among them.
    pub number: i64,
}

/// Answers of the file, as of one state of it.
#[derive(Debug, Default)]
pub(super) struct Memo {
    data_version: i64,
    pending: HashMap<(Id, String), Pending>,
    codes: HashMap<(Kind, String), Option<Id>>,
    courses: HashMap<String, Course>,
}

impl Store {
    /// Begins to keep answers for an import of a kind that is none of those asked for.
    pub(super) fn keep_memo(&self, importing: Kind) -> Result<(), StoreError> {
        let kept = !matches!(importing, Kind::Rate | Kind::Fund | Kind::Earmarking);
        let data_version = self.data_version()?;
        self.memo.replace(kept.then(|| Memo { data_version, ..Memo::default() }));
        Ok(())
    }

    /// Forgets what was kept when another connection saved since.
    pub(super) fn refresh_memo(&self) -> Result<(), StoreError> {
        let data_version = self.data_version()?;
        let mut memo = self.memo.borrow_mut();
        if let Some(memo) = memo.as_mut().filter(|memo| memo.data_version != data_version) {
            let pending = std::mem::take(&mut memo.pending);
            *memo = Memo { data_version, pending, ..Memo::default() };
        }
        Ok(())
    }

    pub(super) fn drop_memo(&self) {
        self.memo.replace(None);
    }

    /// Takes note of an instalment that waits to be written, so that the next of its agreement is held against it too.
    pub(super) fn note_pending(&self, before: Option<&Record>, after: &Record) {
        let Some(agreement) = after.reference("agreement").filter(|_| after.kind == Kind::Instalment) else { return };
        let mut memo = self.memo.borrow_mut();
        let Some(memo) = memo.as_mut() else { return };
        let minor = |record: &Record| record.money("amount").map_or(0, |amount| i128::from(amount.minor));
        let code = after.currency().code().to_owned();
        let pending = memo.pending.entry((agreement, code)).or_default();
        pending.sum += minor(after) - before.map_or(0, minor);
        pending.number = pending.number.max(after.get("number").parse().unwrap_or(0));
    }

    /// What waits is written: the file itself knows it now.
    pub(super) fn nothing_pending(&self) {
        if let Some(memo) = self.memo.borrow_mut().as_mut() {
            memo.pending.clear();
        }
    }

    /// The instalments of an agreement in a currency that wait to be written.
    pub(super) fn pending(&self, agreement: Id, currency: &str) -> Pending {
        let memo = self.memo.borrow();
        memo.as_ref().and_then(|memo| memo.pending.get(&(agreement, currency.to_owned())).copied()).unwrap_or_default()
    }

    /// The highest number of the instalments of an agreement that wait to be written.
    pub(super) fn pending_number(&self, agreement: Id) -> i64 {
        let memo = self.memo.borrow();
        let of = |memo: &Memo| {
            let own = memo.pending.iter().filter(|((known, _), _)| *known == agreement);
            own.map(|(_, pending)| pending.number).max()
        };
        memo.as_ref().and_then(of).unwrap_or(0)
    }

    /// As `by_code`, of lists that stay as they are while an import runs.
    pub(super) fn by_known_code(&self, kind: Kind, code: &str) -> Result<Option<Id>, StoreError> {
        let mut memo = self.memo.borrow_mut();
        let Some(memo) = memo.as_mut() else { return self.by_code(kind, code) };
        let asked = (kind, code.to_owned());
        if let Some(known) = memo.codes.get(&asked) {
            return Ok(*known);
        }
        let found = self.by_code(kind, code)?;
        memo.codes.insert(asked, found);
        Ok(found)
    }

    /// The newest kept rate of a currency effective on a day; the outer none: nothing is kept.
    pub(super) fn kept_rate(&self, currency: &str, day: Day) -> Result<Option<Option<[String; 3]>>, StoreError> {
        let mut memo = self.memo.borrow_mut();
        let Some(memo) = memo.as_mut() else { return Ok(None) };
        if !memo.courses.contains_key(currency) {
            memo.courses.insert(currency.to_owned(), self.published_course(currency)?);
        }
        let last = memo.courses[currency].range(..=day).next_back();
        Ok(Some(last.map(|(_, known)| known.clone())))
    }

    /// Every published rate of a currency; of several of a day the newest.
    fn published_course(&self, currency: &str) -> Result<Course, StoreError> {
        let sql = "SELECT day, rate, source FROM rate WHERE deleted = 0 AND currency = ?1 ORDER BY day, id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([currency])?;
        let mut course = Course::new();
        while let Some(row) = rows.next()? {
            let (day, rate, source): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            course.extend(Day::parse_iso(&day).map(|at| (at, [rate, day, source])));
        }
        Ok(course)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::access::Asker;

    /// Two rates of one day: the newer one counts, kept or not.
    #[test]
    fn what_is_kept_is_what_the_file_answers() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::create(&folder.path().join("memo.pledgebook"), Arc::new(|| 1_606_000_000_000)).unwrap();
        let today = Day::new(2020, 11, 22).unwrap();
        let asker = Asker { who: "ana".to_owned(), lang: "en", today, as_of: None };
        let rates = [("2020-01-01", "8.78"), ("2020-02-01", "9.2"), ("2020-02-01", "9.3"), ("2020-02-15", "9.25")];
        let records = rates.iter().zip(900_000_000_001..).map(|((day, rate), id)| {
            let record = Record::new(Kind::Rate).with("currency", "NOK").with("day", *day).with("rate", *rate);
            let mut record = record.with("source", "list");
            (record.id, record.version) = (id, 1);
            record
        });
        store.fill(&asker, "rates", records).unwrap();
        let ask = |store: &Store| -> Vec<Option<[String; 3]>> {
            let days = [-30, 0, 30, 31, 44, 45, 400];
            days.map(|after| store.published_rate("NOK", Day::start_of_year(2020).plus_days(after)).unwrap()).into()
        };
        let asked = ask(&store);
        assert_eq!(asked[0], None);
        assert_eq!(asked[3].as_ref().unwrap()[0], "9.3");
        store.keep_memo(Kind::Contribution).unwrap();
        assert_eq!(ask(&store), asked);
        assert_eq!(ask(&store), asked);
        for _ in 0..2 {
            assert_eq!(store.by_known_code(Kind::Fund, "FNE").unwrap(), store.by_code(Kind::Fund, "FNE").unwrap());
        }
        store.drop_memo();
        assert!(store.kept_rate("NOK", today).unwrap().is_none());
    }
}
