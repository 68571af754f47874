//! Donors by flagship programme: what each has signed for or given to each, US dollars. It adds signed agreements and what
//! came outside any agreement, as the figures of programmes do, and nothing that is on its way.

use std::collections::BTreeMap;

use super::{Store, StoreError};
use crate::access::Asker;
use crate::domain::kind::Kind;
use crate::domain::record::Id;

/// The table of donors by programme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// The programmes, by code.
    pub programmes: Vec<(Id, String)>,
    /// The donors, those that gave most first.
    pub rows: Vec<MatrixRow>,
}

/// One donor's money by programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatrixRow {
    pub partner: Id,
    pub name: String,
    /// US dollar cents by programme, in their order; none where there is no record.
    pub cents: Vec<Option<i64>>,
}

impl MatrixRow {
    /// Over all programmes, US dollar cents.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.cents.iter().flatten().sum()
    }
}

impl Matrix {
    /// Over all donors, US dollar cents by programme; none where no donor has a record.
    #[must_use]
    pub fn totals(&self) -> Vec<Option<i64>> {
        let of = |at: usize| self.rows.iter().filter_map(|row| row.cents[at]).reduce(|sum, more| sum + more);
        (0..self.programmes.len()).map(of).collect()
    }
}

impl Store {
    /// Who funds which programme, on the asker's day.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn matrix(&self, asker: &Asker) -> Result<Matrix, StoreError> {
        self.stand(asker)?;
        let mut matrix = Matrix::default();
        let sql = "SELECT t.id, t.code FROM flagship t WHERE t.deleted = 0 ORDER BY t.code";
        let mut statement = self.connection.prepare_cached(sql)?;
        for row in statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))? {
            matrix.programmes.push(row?);
        }
        let mut found: BTreeMap<Id, MatrixRow> = BTreeMap::new();
        for at in 0..matrix.programmes.len() {
            for (partner, name, cents) in self.donors_of_programme(asker, matrix.programmes[at].0)? {
                let programmes = matrix.programmes.len();
                let row = || MatrixRow { partner, name, cents: vec![None; programmes] };
                found.entry(partner).or_insert_with(row).cents[at] = Some(cents);
            }
        }
        matrix.rows.extend(found.into_values());
        matrix.rows.sort_by_key(|row| (std::cmp::Reverse(row.total()), row.partner));
        Ok(matrix)
    }

    /// The donors of one programme with their US dollar cents, those that gave most first; by the index on its splits and
    /// on its contributions.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn donors_of_programme(&self, asker: &Asker, programme: Id) -> Result<Vec<(Id, String, i64)>, StoreError> {
        self.stand(asker)?;
        let money = include_str!("extras/flagship-money.sql").replace("t.id", "?1");
        let name = super::record::name_sql(Kind::Partner, "p", asker.lang);
        let sql = format!(
            "SELECT g.partner, (SELECT {name} FROM partner p WHERE p.id = g.partner), \
             CAST(SUM(COALESCE(g.usd, 0)) AS BIGINT) AS usd FROM {money} GROUP BY g.partner ORDER BY usd DESC, g.partner"
        );
        let mut statement = self.connection.prepare_cached(&self.sighted(&sql, asker)?)?;
        let rows = statement.query_map([programme], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
