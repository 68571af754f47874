//! What the queries of figures are asked with: years, days and settings, bound by the names the SQL gives them.

use rusqlite::Row;
use rusqlite::types::Value;

use super::super::{Store, StoreError};
use crate::access::Asker;
use crate::domain::record::Id;

/// The values a query of a figure may name; each binds those it does name.
#[derive(Clone, Debug)]
pub(super) struct Sight {
    /// The year a figure is of.
    pub year: i16,
    /// First and last year of money that is summed.
    pub from: i16,
    pub until: i16,
    /// Last day of money that counts, and the day assignments are read on.
    pub known: String,
    pub day: String,
    /// A year before that day: agreements signed since are recent.
    pub since: String,
    /// The settings: years without a gift that make a donor returning, and how many donors are the largest.
    pub quiet: i64,
    pub largest: i64,
    /// The setting: an agreement that runs over more months than this is of several years.
    pub months: i64,
    /// The setting: days without a dialogue after which a donor is silent.
    pub silent: i64,
    /// The record a query is about where it may be of several kinds: a donor, an agreement, a focal point.
    pub partner: Id,
    /// The office of the people it is about; empty: of any.
    pub office: String,
    /// The record or fund a figure is of; none for the fund that is not stated.
    pub of: Option<Id>,
    /// The indicator a paper prints a value or a target of.
    pub code: String,
}

impl Sight {
    /// The asker's year and day.
    pub fn of(asker: &Asker) -> Self {
        let year = asker.year();
        Self {
            year,
            from: year,
            until: year,
            known: asker.known(),
            day: asker.day().to_string(),
            since: asker.day().plus_days(-365).to_string(),
            quiet: 2,
            largest: 10,
            months: 12,
            silent: 180,
            partner: 0,
            office: String::new(),
            of: None,
            code: String::new(),
        }
    }

    /// The same for one year.
    #[must_use]
    pub fn in_year(self, year: i16) -> Self {
        Self { year, from: year, until: year, ..self }
    }

    /// The same over the years from one to another.
    #[must_use]
    pub fn over(self, from: i16, until: i16) -> Self {
        Self { from, until, ..self }
    }

    /// The same as it was known at the end of its year, where that is past.
    #[must_use]
    pub fn until_end(self) -> Self {
        let last = format!("{:04}-12-31", self.year);
        Self { known: self.known.min(last.clone()), day: self.day.min(last), ..self }
    }

    fn value(&self, name: &str) -> Value {
        match name {
            ":year" => Value::Integer(i64::from(self.year)),
            ":before" => Value::Integer(i64::from(self.year) - 1),
            ":from" => Value::Integer(i64::from(self.from)),
            ":until" => Value::Integer(i64::from(self.until)),
            ":known" => Value::Text(self.known.clone()),
            ":day" => Value::Text(self.day.clone()),
            ":since" => Value::Text(self.since.clone()),
            ":quiet" => Value::Integer(self.quiet),
            ":largest" => Value::Integer(self.largest),
            ":months" => Value::Integer(self.months),
            ":silent" => Value::Integer(self.silent),
            ":partner" => Value::Integer(self.partner),
            ":office" => Value::Text(self.office.clone()),
            ":code" => Value::Text(self.code.clone()),
            ":of" => self.of.map_or(Value::Null, Value::Integer),
            _ => unreachable!("every name in the queries of figures is one of these"),
        }
    }
}

impl Store {
    /// What figures are asked with by this person, the settings of the file among it.
    pub(super) fn sight(&self, asker: &Asker) -> Result<Sight, StoreError> {
        let quiet = self.quiet_years()?;
        let (largest, months) = (self.setting("largest-donors", 10)?, self.setting("multi-year-months", 12)?);
        let silent = self.setting("silent-days", 180)?;
        Ok(Sight { quiet, largest, months, silent, ..Sight::of(asker) })
    }

    /// The rows of a query, its names bound.
    pub(super) fn rows<T>(
        &self,
        sql: &str,
        sight: &Sight,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        for index in 1..=statement.parameter_count() {
            let value = statement.parameter_name(index).map_or(Value::Null, |name| sight.value(name));
            statement.raw_bind_parameter(index, value)?;
        }
        Ok(statement.raw_query().mapped(read).collect::<Result<_, _>>()?)
    }
}
