//! Queries whose rows are the records behind a figure. One query gives the sum, the lines that add up to it, and the
//! money that is left out for want of a rate, so that none of the three can disagree. It refuses to say what is counted:
//! that is the SQL's.

use super::super::record::name_sql;
use super::super::{Store, StoreError};
use super::sight::Sight;
use super::{FigureLine, LeftOut};
use crate::access::Asker;
use crate::domain::kind::Kind;
use crate::domain::money::{Currency, Money, split};
use crate::domain::record::Id;
use crate::domain::say::Say;

/// All that a query without a condition of its own asks.
pub(super) const ALL: &str = "1 = 1";

/// A query of records: between marks what is shown (kind, id, title, day or year, US dollar cents, its own amount and
/// currency), then what each adds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evidence {
    sql: &'static str,
    /// The words the SQL leaves open, and what stands there.
    holes: &'static [(&'static str, &'static str)],
    /// Whether its records are money, which may have no value in US dollars.
    money: bool,
}

impl Evidence {
    /// Records that are counted or carry no currency.
    pub const fn counted(sql: &'static str, holes: &'static [(&'static str, &'static str)]) -> Self {
        Self { sql, holes, money: false }
    }

    /// Records of money.
    pub const fn money(sql: &'static str, holes: &'static [(&'static str, &'static str)]) -> Self {
        Self { sql, holes, money: true }
    }

    /// The SQL of the records with a value, or of those without.
    fn sql(&self, lang: &str, valued: bool) -> String {
        let mut sql = self.sql.to_owned();
        for (hole, words) in self.holes {
            sql = sql.replace(hole, words);
        }
        let kinds =
            [("{donor}", Kind::Partner, "p"), ("{country}", Kind::Country, "n"), ("{flagship}", Kind::Flagship, "f")];
        for (hole, kind, alias) in kinds {
            sql = sql.replace(hole, &name_sql(kind, alias, lang));
        }
        sql.replace("{valued}", if valued { "NOT NULL" } else { "NULL" })
    }

    /// The SQL of the sum: the same records without the columns between the marks, so that it needs no more than an index
    /// holds.
    pub fn sum_sql(&self, lang: &str) -> String {
        let mut sql = self.sql(lang, true);
        while let (Some(from), Some(until)) = (sql.find("/*[*/"), sql.find("/*]*/")) {
            sql.replace_range(from..until + "/*]*/".len(), "");
        }
        format!("SELECT count(*), CAST(SUM(r.amount) AS BIGINT) FROM ({sql}) r")
    }

    /// Whether it asks a query with one hole filled so, and nothing else.
    pub fn asks(&self, sql: &str, scope: &str) -> bool {
        self.sql == sql && self.holes == [("{scope}", scope)]
    }

    /// The SQL of the lines.
    pub fn lines_sql(&self, lang: &str) -> String {
        self.sql(lang, true)
    }
}

impl Store {
    /// What the records add up to; none where there is no record, which is not zero.
    pub(super) fn sum_of(&self, evidence: &Evidence, sight: &Sight) -> Result<Option<i64>, StoreError> {
        let sums = self.rows(&evidence.sum_sql("en"), sight, |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))?;
        Ok(sums.into_iter().find(|(count, _)| *count > 0).and_then(|(_, sum)| sum))
    }

    /// The records that add up, largest first.
    pub(super) fn lines_of(
        &self,
        asker: &Asker,
        evidence: &Evidence,
        sight: &Sight,
    ) -> Result<Vec<FigureLine>, StoreError> {
        let mut lines = self.rows(&evidence.lines_sql(asker.lang), sight, |row| {
            let (kind, amount): (String, i64) = (row.get(0)?, row.get(7)?);
            Ok(FigureLine {
                kind: Kind::named(&kind).unwrap_or(Kind::Contribution),
                id: row.get(1)?,
                title: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
                when: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
                amount,
                usd: row.get(4)?,
                correction: amount < 0,
            })
        })?;
        lines.sort_by_key(|line| (std::cmp::Reverse((line.amount, line.usd)), line.id));
        Ok(lines)
    }

    /// The money that has no value in US dollars and is in no sum.
    pub(super) fn left_out_of(
        &self,
        asker: &Asker,
        evidence: &Evidence,
        sight: &Sight,
    ) -> Result<Vec<LeftOut>, StoreError> {
        if !evidence.money {
            return Ok(Vec::new());
        }
        let mut left = self.rows(&evidence.sql(asker.lang, false), sight, |row| {
            let (kind, id, title): (String, Id, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let (minor, code): (i64, String) = (row.get(5)?, row.get(6)?);
            let amount = Currency::parse(&code).map_or(code, |currency| Money::new(minor, currency).to_string());
            let kind = Kind::named(&kind).unwrap_or(Kind::Contribution);
            let reason = Say::new("left-no-rate").with("amount", amount);
            Ok(LeftOut { kind, id, title: title.unwrap_or_default(), reason })
        })?;
        left.sort_by_key(|left| left.id);
        Ok(left)
    }
}

/// Lines that share out a value, each in proportion to the money behind it or else to what it counts; corrections weigh
/// nothing.
pub(super) fn share_out(value: i64, lines: Vec<FigureLine>) -> Vec<FigureLine> {
    let weights: Vec<u64> = lines.iter().map(|line| line.amount.try_into().unwrap_or(0)).collect();
    let parts = split(value, &weights);
    lines.into_iter().zip(parts).map(|(line, amount)| FigureLine { amount, ..line }).collect()
}
