//! Results: every indicator with baseline, target, value today and how far it has come. The rule of the standing is in
//! docs/decisions.md. It refuses to call a projection reached.

use std::collections::BTreeMap;

use super::super::{Store, StoreError};
use super::evidence::{ALL, Evidence};
use super::home::ByFund;
use super::indicators::{BY_CATEGORY, Indicator, NON_TRADITIONAL, by_hand, printed};
use super::shares::{Over, RECEIVED, of_fund};
use super::sight::Sight;
use super::{FlagshipLine, Home, Published, Unit};
use crate::access::Asker;
use crate::domain::day::Day;
use crate::domain::kind::Kind;
use crate::domain::record::Id;
use crate::domain::say::Say;

/// How far an indicator has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// As its comparator says against its target.
    Met,
    /// Not met, and not below the straight line from where it began to its target.
    OnTrack,
    /// Below that line, or not met when it was due.
    Behind,
    /// Neither records nor papers give a value, or only a projection for a time that is over.
    NoData,
    /// A value without a target to be held against.
    NoTarget,
}

impl Standing {
    /// All of them, best first.
    pub const ALL: [Self; 5] = [Self::Met, Self::OnTrack, Self::Behind, Self::NoData, Self::NoTarget];

    /// The word of JSON and of message keys: `standing-WORD`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::OnTrack => "on-track",
            Self::Behind => "behind",
            Self::NoData => "no-data",
            Self::NoTarget => "no-target",
        }
    }
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// Computed from records.
    Records,
    /// From records that are projections themselves.
    Projected,
    /// Written down by somebody.
    Recorded,
    /// Printed in a paper.
    Paper,
}

impl Basis {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Records, Self::Projected, Self::Recorded, Self::Paper];

    /// The word of JSON and of message keys: `basis-WORD`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Records => "records",
            Self::Projected => "projected",
            Self::Recorded => "recorded",
            Self::Paper => "paper",
        }
    }
}

/// An indicator where it stands on the asker's day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultLine {
    pub id: Id,
    pub code: String,
    pub name: String,
    /// The group of the framework it belongs to, as its record says.
    pub area: String,
    pub unit: Unit,
    /// The unit as printed, for what is counted.
    pub measure: String,
    /// In its unit, and what it was of, as printed.
    pub baseline: Option<i64>,
    pub baseline_of: String,
    /// In its unit; none where the paper prints no number, but may say something.
    pub target: Option<i64>,
    pub target_text: String,
    pub comparator: String,
    pub due: Option<i16>,
    pub value: Option<i64>,
    pub basis: Option<Basis>,
    pub standing: Standing,
    /// How the value was come by.
    pub how: Say,
    /// What papers print for the same years, beside a value from records.
    pub published: Option<Published>,
}

/// A value of an indicator in the course of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrendPoint {
    /// The year, or the day as printed.
    pub label: String,
    /// In the unit of the indicator.
    pub value: i64,
    pub basis: Basis,
}

/// What several indicators share, read once for all of them; tests hold Results against the figures one by one.
pub(super) struct Pass {
    home: Home,
    by_fund: ByFund,
    /// Cents by the code of a category, in the years of the plan.
    by_category: BTreeMap<String, i128>,
    plan: (i16, i16),
    /// The years it holds.
    years: (i16, i16),
    funds: Vec<(Id, String)>,
}

impl Pass {
    /// What a query of contributions adds up to, where it asks for whole funds or for all; none where it does not.
    fn sum(&self, evidence: &Evidence, sight: &Sight) -> Option<Option<i64>> {
        if sight.from < self.years.0 || sight.until > self.years.1 {
            return None;
        }
        if let Some(sum) = self.of_categories(evidence, sight) {
            return Some(Some(sum));
        }
        let fund = self.funds.iter().find(|(_, scope)| evidence.asks(RECEIVED, scope)).map(|(id, _)| *id);
        if fund.is_none() && !evidence.asks(RECEIVED, ALL) {
            return None;
        }
        let known = self.by_fund.range((sight.from, None)..=(sight.until, Some(Id::MAX)));
        let fits = known.filter(|((_, of), _)| fund.is_none() || *of == fund).map(|(_, usd)| *usd);
        Some(fits.reduce(|sum, usd| sum + usd).and_then(|sum| i64::try_from(sum).ok()))
    }

    /// What partners of some categories gave in the years of the plan. Where that is nothing, whether there is any record
    /// is not known here; and what is dated after this year is not held by donor.
    fn of_categories(&self, evidence: &Evidence, sight: &Sight) -> Option<i64> {
        let later = self.by_fund.range((self.home.year + 1, None)..).next().is_some();
        if (sight.from, sight.until) != self.plan || later {
            return None;
        }
        let sum = if evidence.asks(BY_CATEGORY, NON_TRADITIONAL) {
            let usual = |code: &str| ["PC1", "PC3"].contains(&code);
            self.by_category.iter().filter(|(code, _)| !usual(code)).map(|(_, usd)| *usd).sum()
        } else {
            *self.by_category.iter().find(|(code, _)| evidence.asks(BY_CATEGORY, &format!("= '{code}'")))?.1
        };
        i64::try_from(sum).ok().filter(|sum| *sum != 0)
    }

    /// A figure of donors that Home counts too.
    pub fn figure(&self, name: &str, sight: &Sight) -> Option<Option<i64>> {
        if sight.year != self.home.year {
            return None;
        }
        let gave = self.by_fund.range((sight.year, None)..=(sight.year, Some(Id::MAX))).next().is_some();
        let count = |count: usize| i64::try_from(count).ok().filter(|_| gave);
        match name {
            "donors-new" => Some(count(self.home.new)),
            "donors-returning" => Some(count(self.home.returning)),
            "largest-ten-share" => Some(self.home.largest_share),
            _ => None,
        }
    }

    /// The least of a figure over the programmes.
    pub fn least(&self, figure: &str) -> Option<i64> {
        let of = |line: &FlagshipLine| match figure {
            "flagship-partners" => i64::try_from(line.partners).unwrap_or(i64::MAX),
            _ => line.raised,
        };
        self.home.flagships.iter().map(of).min()
    }
}

impl Store {
    /// What the records of a query add up to: as it was read for all indicators, else read now.
    pub(super) fn sum_in(
        &self,
        pass: Option<&Pass>,
        evidence: &Evidence,
        sight: &Sight,
    ) -> Result<Option<i64>, StoreError> {
        match pass.and_then(|pass| pass.sum(evidence, sight)) {
            Some(sum) => Ok(sum),
            None => self.sum_of(evidence, sight),
        }
    }

    fn pass(&self, asker: &Asker, sight: &Sight, plan: Option<(i16, i16)>) -> Result<Pass, StoreError> {
        let (from, until) = plan.unwrap_or((sight.year, sight.year));
        let earlier = from - (until - from + 1);
        let (home, by_fund, by_category) = self.shared_with_results(asker, sight, earlier, (from, until))?;
        let funds = self.funds(asker, None)?.into_iter().filter(|fund| !fund.deleted);
        let funds = funds.map(|fund| (fund.id, of_fund(&fund.code))).collect();
        Ok(Pass { home, by_fund, by_category, plan: (from, until), years: (earlier, until.max(sight.year)), funds })
    }

    /// Every indicator where it stands on the asker's day, in the order of the papers.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn results(&self, asker: &Asker) -> Result<Vec<ResultLine>, StoreError> {
        self.stand(asker)?;
        let sight = self.sight(asker)?;
        let indicators = self.indicators(asker, None)?;
        let observed = self.observations(&indicators, None, &sight)?;
        let plan = self.plan_of(asker, &sight)?.map(|(_, _, from, until)| (from, until));
        let pass = self.pass(asker, &sight, plan)?;
        let mut lines = Vec::with_capacity(indicators.len());
        for indicator in indicators {
            let sight = self.sight_of(asker, &indicator, None, sight.clone())?;
            let mut line = blank(&indicator);
            let worth = match indicator.computed() {
                Some(computed) => {
                    self.worth(asker, computed, None, &sight, Some(&pass))?.map(|worth| (worth, computed.rule))
                }
                None => None,
            };
            if let Some((worth, rule)) = worth {
                line.value = Some(worth.value);
                line.basis = Some(if worth.projected { Basis::Projected } else { Basis::Records });
                line.how = Say::new(rule);
                line.published = printed(&indicator, &observed, &sight);
            } else {
                let (say, found) = by_hand(&indicator, &observed, &sight);
                line.value = found.iter().map(|one| one.value).reduce(i64::saturating_add);
                line.basis = found.last().map(|one| if one.recorded { Basis::Recorded } else { Basis::Paper });
                line.how = say;
            }
            line.standing = standing(&indicator, &line, asker.day(), years_of(&indicator, &sight, plan));
            lines.push(line);
        }
        Ok(lines)
    }

    /// The values of an indicator in the course of time: of each year records give one for, and what was observed, in
    /// the order of time.
    ///
    /// # Errors
    /// Says when there is no such indicator; or when the file cannot be read.
    pub fn trend(&self, asker: &Asker, code: &str) -> Result<Vec<TrendPoint>, StoreError> {
        self.stand(asker)?;
        let id = self.resolve(asker, Kind::Indicator, code)?;
        let known = self.indicators(asker, Some(id))?;
        let sight = self.sight(asker)?;
        let mut points: Vec<TrendPoint> = self
            .observations(&known, Some(id), &sight)?
            .into_iter()
            .map(|one| {
                let basis = if one.recorded { Basis::Recorded } else { Basis::Paper };
                TrendPoint { label: one.when, value: one.value, basis }
            })
            .collect();
        if let Some((indicator, computed)) = known.first().and_then(|one| Some((one, one.computed()?))) {
            for year in self.first_year(asker, indicator, &sight)?..=sight.year {
                let sight = self.sight_of(asker, indicator, Some(year), sight.clone())?;
                if let Some(worth) = self.worth(asker, computed, Some(year), &sight, None)? {
                    let basis = if worth.projected { Basis::Projected } else { Basis::Records };
                    points.push(TrendPoint { label: year.to_string(), value: worth.value, basis });
                }
            }
        }
        points.sort_by(|one, other| one.label.cmp(&other.label));
        Ok(points)
    }

    /// The year a trend begins: of money that is known to have come, eight years back at most; else of the plan.
    fn first_year(&self, asker: &Asker, indicator: &Indicator, sight: &Sight) -> Result<i16, StoreError> {
        let plan = self.plan_of(asker, sight)?.map_or(sight.year, |(_, _, from, _)| from);
        if indicator.over() == Over::Day {
            return Ok(plan.min(sight.year));
        }
        Ok((sight.year - 7).min(plan))
    }
}

fn blank(indicator: &Indicator) -> ResultLine {
    ResultLine {
        id: indicator.id,
        code: indicator.code.clone(),
        name: indicator.name.clone(),
        area: indicator.area.clone(),
        unit: indicator.unit(),
        measure: indicator.measure.clone(),
        baseline: indicator.baseline(),
        baseline_of: indicator.baseline_of.clone(),
        target: indicator.target(),
        target_text: indicator.target_text.clone(),
        comparator: indicator.comparator.clone(),
        due: indicator.due,
        value: None,
        basis: None,
        standing: Standing::NoData,
        how: Say::new("way-none"),
        published: None,
    }
}

/// The first and the last day of the way to a target: its period, else from the beginning of the plan to the end of the
/// year it is due in or of the plan; of a figure of one year that year.
fn years_of(indicator: &Indicator, sight: &Sight, plan: Option<(i16, i16)>) -> (Day, Day) {
    let (from, until) = plan.unwrap_or((sight.year, sight.year));
    let (from, until) = match (indicator.over(), indicator.due) {
        (Over::Year, None) => (sight.year, sight.year),
        (Over::Due, Some(due)) => (due, due),
        (_, due) => (from, due.unwrap_or(until)),
    };
    let starts = Day::parse_iso(&indicator.starts).unwrap_or_else(|| Day::start_of_year(from.min(until)));
    let ends = Day::parse_iso(&indicator.ends).unwrap_or_else(|| Day::start_of_year(until).end_of_year());
    (starts, ends)
}

fn standing(indicator: &Indicator, line: &ResultLine, day: Day, (starts, ends): (Day, Day)) -> Standing {
    let Some(value) = line.value else { return Standing::NoData };
    let Some(target) = line.target else { return Standing::NoTarget };
    let met = match indicator.comparator.as_str() {
        ">=" | "by" => value >= target,
        "<=" => value <= target,
        "<" => value < target,
        "=" => value == target,
        _ => return Standing::NoTarget,
    };
    let early = day <= ends;
    if met && line.basis == Some(Basis::Projected) {
        return if early { Standing::OnTrack } else { Standing::NoData };
    }
    if met {
        return Standing::Met;
    }
    // A milestone is in time until its day is over.
    let on_track = if indicator.comparator == "by" {
        early
    } else {
        let start = if indicator.kind == "sum" { 0 } else { line.baseline.unwrap_or(0) };
        let leads_there = match indicator.comparator.as_str() {
            ">=" => start < target,
            "=" => true,
            _ => start > target,
        };
        early && leads_there && not_below((start, target), value, (starts, ends), day)
    };
    if on_track { Standing::OnTrack } else { Standing::Behind }
}

/// Whether a value has come as far from where it began to its target as the day has in the time given, in whichever
/// direction the target lies.
fn not_below((start, target): (i64, i64), value: i64, (starts, ends): (Day, Day), day: Day) -> bool {
    let whole = i128::from(starts.days_until(ends)) + 1;
    let gone = (i128::from(starts.days_until(day)) + 1).clamp(0, whole);
    let (way, done) = (i128::from(target) - i128::from(start), i128::from(value) - i128::from(start));
    done * whole * way.signum() >= way.abs() * gone
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[test]
    fn the_line_runs_straight_from_the_start_to_the_target() {
        let time = (day("2020-01-01"), day("2023-12-31"));
        assert!(not_below((0, 1461), 366, time, day("2020-12-31")), "366 of 1461 days");
        assert!(!not_below((0, 1461), 365, time, day("2020-12-31")));
        assert!(not_below((0, 100), 0, time, day("2019-12-31")), "nothing is due before it begins");
        assert!(!not_below((0, 100), 99, time, day("2023-12-31")));
        assert!(not_below((0, 100), 100, time, day("2030-01-01")));
    }

    #[test]
    fn a_target_below_the_start_is_reached_downwards() {
        let time = (day("2020-01-01"), day("2020-12-31"));
        assert!(not_below((850, 500), 850, time, day("2019-12-31")));
        assert!(!not_below((850, 500), 851, time, day("2020-06-30")));
        assert!(not_below((850, 500), 600, time, day("2020-06-30")));
    }
}
