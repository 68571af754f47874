//! What a what-if begins with: the agreements that can be moved, and how funds and flagship programmes stand now. It
//! reads and never writes; what is moved stays in memory.

use super::super::{Store, StoreError};
use super::commitments::{Commitment, Commitments};
use super::explain;
use super::sight::Sight;
use crate::access::Asker;
use crate::domain::day::Day;
use crate::domain::kind::Kind;
use crate::domain::money::{Currency, Money};
use crate::domain::record::Id;
use crate::domain::say::Say;
use crate::domain::whatif::{Base, Deal, Means, Programme, Stage, Standing};

/// How many agreements a what-if holds: the largest.
const MOST: usize = 2000;

/// Open ones, and those signed in the year before the day; the indexes on stage and day of signature have them.
const LATELY: &str = "(s.state = 'open' OR (s.state = 'signed' AND a.signed >= :since))";

impl Store {
    /// The agreements that are open or were signed in the last twelve months, largest first, besides those named, and
    /// how the funds of the plan and the flagship programmes stand on the asker's day.
    ///
    /// # Errors
    /// Says which of the named is no agreement of that day; or when the file cannot be read.
    pub fn what_if(&self, asker: &Asker, named: &[Id]) -> Result<Base, StoreError> {
        self.stand(asker)?;
        let sight = self.sight(asker)?;
        let plan = self.plan_of(asker, &sight)?;
        let (from, until) = plan.as_ref().map_or((sight.year, sight.year), |(_, _, from, until)| (*from, *until));
        let sight = sight.over(from, until);
        let commitments = self.commitments(asker, &sight, false)?;
        let (programmes, ties) = self.flagship_lines(&sight, &commitments)?;
        let mut base = Base {
            until: plan.is_some().then_some(until),
            stages: self.stages(asker, &sight)?,
            funds: self.standings(asker, &sight, plan.map(|(id, ..)| id), &commitments.all)?,
            programmes: programmes.into_iter().map(programme).collect(),
            ties: ties.into_iter().collect(),
            ..Base::default()
        };
        self.deals(asker, &sight, named, &commitments, &mut base)?;
        let held: std::collections::HashSet<Id> = base.deals.iter().map(|deal| deal.partner).collect();
        base.ties.retain(|(_, partner), _| held.contains(partner));
        Ok(base)
    }

    fn standings(
        &self,
        asker: &Asker,
        sight: &Sight,
        plan: Option<Id>,
        commitments: &[Commitment],
    ) -> Result<Vec<Standing>, StoreError> {
        let lines = self.fund_lines(asker, sight, plan, commitments)?;
        let standing = |line: super::FundLine| Standing {
            id: line.id,
            code: line.code,
            name: line.name,
            target: line.target,
            to_come: line.to_come,
            weighted: line.weighted,
            gap: line.gap,
        };
        Ok(lines.into_iter().map(standing).collect())
    }

    fn stages(&self, asker: &Asker, sight: &Sight) -> Result<Vec<Stage>, StoreError> {
        self.rows(&explain::named(include_str!("stages.sql"), Kind::Stage, asker.lang), sight, |row| {
            let means = match row.get_ref(4)?.as_str()? {
                "open" => Means::Open,
                "signed" => Means::Signed,
                _ => Means::Closed,
            };
            Ok(Stage { id: row.get(0)?, code: row.get(1)?, name: row.get(2)?, chance: row.get(3)?, means })
        })
    }

    fn deals(
        &self,
        asker: &Asker,
        sight: &Sight,
        named: &[Id],
        commitments: &Commitments,
        base: &mut Base,
    ) -> Result<(), StoreError> {
        let sql = explain::named(include_str!("whatif.sql"), Kind::Partner, asker.lang);
        base.deals = self.rows(&sql.replace("{which}", LATELY), sight, deal)?;
        base.total = base.deals.len();
        base.deals.sort_by_key(|deal| (std::cmp::Reverse(deal.usd), deal.id));
        base.deals.truncate(MOST);
        for id in named {
            if base.deal(*id).is_none() {
                let one = Sight { of: Some(*id), ..sight.clone() };
                let found = self.rows(&sql.replace("{which}", "a.id = :of"), &one, deal)?.pop();
                base.deals.push(found.ok_or_else(|| Say::new("whatif-not-there").with("id", id))?);
                base.total += 1;
            }
        }
        for deal in &mut base.deals {
            self.portions_of(sight, deal)?;
            if let Some(one) = commitments.of(deal.id) {
                let own: i64 = deal.years.iter().filter(|(year, _)| *year > sight.until).map(|(_, usd)| usd).sum();
                deal.added = one.added;
                deal.added_later = one.later.saturating_sub(own);
                deal.settled = one.received.saturating_add(one.given_up);
            }
        }
        Ok(())
    }

    fn portions_of(&self, sight: &Sight, deal: &mut Deal) -> Result<(), StoreError> {
        let one = Sight { of: Some(deal.id), ..sight.clone() };
        self.rows(include_str!("portions.sql"), &one, |row| {
            let (item, usd, added): (Id, i64, i64) = (row.get(1)?, row.get(2)?, row.get(3)?);
            match (row.get_ref(0)?.as_str()?, added) {
                ("year", _) => deal.years.push((i16::try_from(item).unwrap_or(i16::MAX), usd)),
                (_, 0) => deal.flagships.push((item, usd)),
                _ => deal.added_flagships.push((item, usd)),
            }
            Ok(())
        })?;
        Ok(())
    }
}

fn deal(row: &rusqlite::Row<'_>) -> rusqlite::Result<Deal> {
    let currency: Option<String> = row.get(8)?;
    let money: Option<i64> = row.get(7)?;
    // An open agreement counts by the day it is expected, whatever day of signature somebody wrote beside it.
    let day: Option<String> = row.get(if row.get_ref(10)?.as_str()? == "signed" { 9 } else { 11 })?;
    Ok(Deal {
        id: row.get(0)?,
        partner: row.get(1)?,
        partner_name: row.get(2)?,
        title: row.get(3)?,
        fund: row.get(4)?,
        stage: row.get(5)?,
        usd: row.get(6)?,
        money: money
            .zip(currency.and_then(|code| Currency::parse(&code)))
            .map(|(minor, currency)| Money::new(minor, currency)),
        day: day.and_then(|day| Day::parse_iso(&day)),
        ..Deal::default()
    })
}

fn programme(line: super::FlagshipLine) -> Programme {
    Programme {
        id: line.id,
        code: line.code,
        partners: line.partners,
        min_partners: line.min_partners,
        raised: line.raised,
        min_investment: line.min_investment,
    }
}
