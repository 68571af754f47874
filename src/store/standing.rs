//! How money stands for one record's page: an agreement by its years of use, a donor by each state of its money. The
//! states stand side by side and are never added.

use rusqlite::params;

use super::{Store, StoreError, extras};
use crate::access::Asker;
use crate::domain::kind::Kind;
use crate::domain::query::{Query, Test};
use crate::domain::record::{Id, Record};

/// The columns of the instalments of a donor: the open balance and the days it is overdue are computed.
pub const OPEN_COLUMNS: [&str; 6] = ["agreement", "due", "amount", "currency", "open", "overdue"];

/// One year an agreement's money is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearOfUse {
    pub year: i16,
    /// Of the agreement itself, minor units of its currency.
    pub amount: Option<i64>,
    /// With its amendments, US dollar cents; none where one of them has no rate.
    pub usd: Option<i64>,
}

/// Money of a donor in one state: `signed`, `pipeline`, `pledged` or `overdue`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateMoney {
    pub state: &'static str,
    pub records: usize,
    /// US dollar cents: what is open of what was signed, the amounts in the pipeline, what is not signed of pledges,
    /// what is overdue of instalments. None where no amount is known.
    pub usd: Option<i64>,
}

impl Store {
    /// The computed columns of one record, by name; empty where there is nothing to compute.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn computed(&self, asker: &Asker, kind: Kind, id: Id) -> Result<Vec<(&'static str, String)>, StoreError> {
        self.stand(asker)?;
        let names: Vec<&'static str> = kind.info().extras.iter().map(|extra| extra.name).collect();
        let query = Query { columns: names.clone(), ..Query::all(kind) };
        let rows = self.rows_of(asker, &query, &[id])?;
        Ok(rows.into_iter().next().map(|row| names.into_iter().zip(row.extras).collect()).unwrap_or_default())
    }

    /// The years of use of an agreement with its amendments, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn years_of_use(&self, asker: &Asker, agreement: Id) -> Result<Vec<YearOfUse>, StoreError> {
        self.stand(asker)?;
        let sql = "SELECT p.item, SUM(CASE WHEN p.owner = ?1 THEN p.amount END), \
                   CASE WHEN count(*) = count(p.usd) THEN CAST(SUM(p.usd) AS BIGINT) END FROM portion p \
                   WHERE p.along = 'year' AND p.owner IN (SELECT ?1 UNION ALL SELECT m.id FROM amendment m \
                   WHERE m.deleted = 0 AND m.agreement = ?1 AND m.day <= ?2) GROUP BY p.item ORDER BY p.item";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(params![agreement, asker.known()], |row| {
            Ok(YearOfUse { year: row.get(0)?, amount: row.get(1)?, usd: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// A donor's money by state, those without a record left out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn money_by_state(&self, asker: &Asker, partner: Id) -> Result<Vec<StateMoney>, StoreError> {
        self.stand(asker)?;
        let of = |kind| Query::all(kind).only("partner", Test::Is, partner.to_string());
        let asked: [(&'static str, Query, &'static str); 3] = [
            ("signed", of(Kind::Agreement).only("state", Test::Is, "signed"), "open"),
            ("pipeline", of(Kind::Agreement).only("state", Test::Is, "open"), "total"),
            ("pledged", of(Kind::Pledge).only("standing", Test::Is, "outstanding"), "outstanding"),
        ];
        let mut standings = Vec::new();
        for (state, query, sum) in asked {
            let totals = self.totals(asker, &query, &[sum])?;
            let usd = totals.sums.first().and_then(|(_, cents)| *cents);
            standings.push(StateMoney { state, records: totals.rows, usd });
        }
        let overdue = self.open_instalments(asker, partner)?;
        let late: Vec<i64> = overdue.iter().filter(|row| !row.extras[1].is_empty()).map(open_of).collect();
        standings.push(StateMoney { state: "overdue", records: late.len(), usd: Some(late.iter().sum()) });
        standings.retain(|standing| standing.records > 0);
        Ok(standings)
    }

    /// Instalments of a donor's agreements of which something is open, first due first, with the columns of their list.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open_instalments(&self, asker: &Asker, partner: Id) -> Result<Vec<Record>, StoreError> {
        self.stand(asker)?;
        let open = extras::sql(Kind::Instalment, "open").expect("instalments have it");
        let sql = format!(
            "SELECT t.id FROM agreement a CROSS JOIN instalment t ON t.agreement = a.id \
             WHERE a.deleted = 0 AND a.partner = ?1 AND t.deleted = 0 AND {open} > 0 ORDER BY t.due, t.id LIMIT 400"
        );
        let mut statement = self.connection.prepare_cached(&self.sighted(&sql, asker)?)?;
        let ids: Vec<Id> = statement.query_map([partner], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let query = Query { columns: OPEN_COLUMNS.to_vec(), ..Query::all(Kind::Instalment) };
        self.rows_of(asker, &query, &ids)
    }
}

/// What is open of an instalment read with `OPEN_COLUMNS`, US dollar cents.
fn open_of(row: &Record) -> i64 {
    row.extras[0].parse().unwrap_or(0)
}
