//! What is asked about one donor: its money by year, its status in a year, who looks after it.

use super::super::{Store, StoreError, extras};
use super::YearMoney;
use super::explain::named;
use super::sight::Sight;
use crate::access::Asker;
use crate::domain::kind::Kind;
use crate::domain::record::Id;

/// A body of a donor: its id, its name, and what it gave itself in US dollar cents; none: nothing is recorded.
pub type Body = (Id, String, Option<i64>);

impl Store {
    /// A donor and every body under it with what each gave itself; empty where there is none under it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn bodies_of(&self, asker: &Asker, partner: Id) -> Result<Vec<Body>, StoreError> {
        self.stand(asker)?;
        let bodies = self.bodies(asker, &Sight { partner, ..Sight::of(asker) }.over(0, i16::MAX))?;
        Ok(if bodies.len() > 1 { bodies } else { Vec::new() })
    }

    /// The donor of the sight first, then those under it by name.
    pub(super) fn bodies(&self, asker: &Asker, sight: &Sight) -> Result<Vec<Body>, StoreError> {
        let sql = named(include_str!("below.sql"), Kind::Partner, asker.lang);
        self.rows(&sql, sight, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
    }

    /// Money of a donor by year, newest first, US dollar cents; years without a record are left out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn donor_years(&self, asker: &Asker, partner: Id) -> Result<Vec<YearMoney>, StoreError> {
        self.stand(asker)?;
        let sight = Sight { partner, ..Sight::of(asker) };
        self.rows(include_str!("donor-years.sql"), &sight, |row| {
            Ok(YearMoney { year: row.get(0)?, core: row.get(1)?, earmarked: row.get(2)? })
        })
    }

    /// Status of a donor in the asker's year: `new`, `returning`, `continuing`, `lapsed`, or empty.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn donor_status(&self, asker: &Asker, partner: Id) -> Result<String, StoreError> {
        self.stand(asker)?;
        // Named outright, so that the past, too, is read by index.
        let status = extras::PARTNER_STATUS.replace("= t.id", "= :partner");
        let sight = Sight { partner, quiet: self.quiet_years()?, ..Sight::of(asker) };
        let sql = format!("SELECT {status} FROM partner t WHERE t.id = :partner");
        let found: Vec<Option<String>> = self.rows(&sql, &sight, |row| row.get(0))?;
        Ok(found.into_iter().flatten().next().unwrap_or_default())
    }

    /// The lead focal point of a partner on the asker's day: name, and the day it began.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn lead_of(&self, asker: &Asker, partner: Id) -> Result<Option<(String, String)>, StoreError> {
        self.stand(asker)?;
        let sight = Sight { partner, ..Sight::of(asker) };
        let found = self.rows(include_str!("lead.sql"), &sight, |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(found.into_iter().next())
    }
}
