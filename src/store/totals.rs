//! Sums over a whole list, for the line that says what is shown: computed columns added up, and what is overdue by its
//! age. Nothing here is kept.

use rusqlite::params_from_iter;

use super::{Store, StoreError, extras};
use crate::access::Asker;
use crate::domain::kind::Kind;
use crate::domain::query::Query;

/// What a list comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub rows: usize,
    /// Each computed column asked for with its sum, US dollar cents; none where no row has a value.
    pub sums: Vec<(&'static str, Option<i64>)>,
    /// Rows that carry an amount and no rate: they are in none of the sums.
    pub without_rate: usize,
    /// Open balances of overdue instalments, US dollar cents, by days overdue: up to 30, 90, 365, and more. Empty for
    /// lists of anything else.
    pub ageing: Vec<i64>,
}

/// Last day overdue of each age but the oldest.
pub const AGES: [i64; 3] = [30, 90, 365];

impl Store {
    /// Adds up computed columns over every row of a list.
    ///
    /// # Errors
    /// Says what a clause of the filter wanted; or when the file cannot be read.
    pub fn totals(&self, asker: &Asker, query: &Query, sums: &[&'static str]) -> Result<Totals, StoreError> {
        self.stand(asker)?;
        let mut totals = Totals::default();
        let known: Vec<(&'static str, &str)> =
            sums.iter().filter_map(|name| extras::sql(query.kind, name).map(|sql| (*name, sql))).collect();
        if known.is_empty() {
            return Ok(totals);
        }
        let (condition, values) = self.condition(asker, query)?;
        let adding: Vec<String> = known.iter().map(|(_, sql)| format!("CAST(SUM({sql}) AS BIGINT)")).collect();
        let money = query.kind.field("amount").is_some() && query.kind.field("usd").is_some();
        let without = if money { "count(*) FILTER (WHERE t.amount IS NOT NULL AND t.usd IS NULL)" } else { "0" };
        let sql =
            format!("SELECT count(*), {without}, {} FROM {} t WHERE {condition}", adding.join(", "), query.kind.name());
        let mut statement = self.connection.prepare_cached(&self.sighted(&sql, asker)?)?;
        statement.query_row(params_from_iter(values), |row| {
            totals.rows = usize::try_from(row.get::<_, i64>(0)?).unwrap_or(0);
            totals.without_rate = usize::try_from(row.get::<_, i64>(1)?).unwrap_or(0);
            for (index, (name, _)) in known.iter().enumerate() {
                totals.sums.push((name, row.get(index + 2)?));
            }
            Ok(())
        })?;
        if query.kind == Kind::Instalment {
            totals.ageing = self.ageing(asker, query)?;
        }
        Ok(totals)
    }

    /// The index on the due day gives what is overdue; its open balances are put into their ages here.
    fn ageing(&self, asker: &Asker, query: &Query) -> Result<Vec<i64>, StoreError> {
        let (condition, values) = self.condition(asker, query)?;
        let of = |name: &str| extras::sql(Kind::Instalment, name).expect("instalments have it");
        let sql =
            format!("SELECT {}, {} FROM instalment t WHERE t.due < :day AND {condition}", of("overdue"), of("open"));
        let mut statement = self.connection.prepare_cached(&self.sighted(&sql, asker)?)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut ages = vec![0; AGES.len() + 1];
        while let Some(row) = rows.next()? {
            let (days, open): (Option<i64>, Option<i64>) = (row.get(0)?, row.get(1)?);
            if let (Some(days), Some(open)) = (days, open) {
                ages[AGES.iter().filter(|last| days > **last).count()] += open;
            }
        }
        Ok(ages)
    }
}
