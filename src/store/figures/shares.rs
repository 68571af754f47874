//! Figures that are a part of a whole, in tenths of a per cent: what is pooled, free of purpose, domestic, paid for
//! services or runs over years. Part and whole stand beside the share; its records share it out.

use super::super::{Store, StoreError};
use super::evidence::{ALL, Evidence, share_out};
use super::explain::{part, tenths};
use super::results::Pass;
use super::sight::Sight;
use super::{Figure, FigureInfo, Unit};
use crate::access::Asker;
use crate::domain::say::Say;

/// Technical cooperation (HSP/EB.1/2/Rev.1, para 49).
const COOPERATION: &str = "c.fund = (SELECT f.id FROM fund f WHERE f.code = 'TC' AND f.deleted = 0)";
/// What asks for the contributions of a fund, as the tables of figures write it.
pub(super) fn of_fund(code: &str) -> String {
    COOPERATION.replace("'TC'", &format!("'{code}'"))
}

/// Foundation non-earmarked money (HSP/EB.1/2/Rev.1, para 48).
pub(super) const UNEARMARKED: &str =
    "c.earmarking = (SELECT e.id FROM earmarking e WHERE e.code = 'UNEARMARKED' AND e.deleted = 0)";
/// Earmarked contributions, soft or tight; charges taken from them are no contributions (HSP/EB.2020/12, para 7(c)).
const EARMARKED: &str = "c.earmarking IN (SELECT e.id FROM earmarking e WHERE e.core = 'no' AND e.code <> 'COST_RECOVERY' AND e.deleted = 0)";
const EMERGING: &str = "COALESCE(c.country, a.country) IN (SELECT e.country FROM country_engagement e WHERE e.deleted = 0 AND e.emerging = 'yes')";
const DOMESTIC: &str = "COALESCE(c.country, a.country) IN (SELECT e.country FROM country_engagement e WHERE e.deleted = 0 AND e.emerging = 'yes') AND (a.domestic = 'yes' OR COALESCE(c.country, a.country) = (SELECT d.country FROM partner d WHERE d.id = c.partner))";
const POOLED_THERE: &str = "COALESCE(c.pooled, a.pooled) = 'yes'";

pub(super) const RECEIVED: &str = include_str!("received.sql");
const FLAGGED: &str = include_str!("flagged.sql");
const IN_COUNTRIES: &str = include_str!("in-countries.sql");
const AGREEMENTS: &str = include_str!("signed-agreements.sql");
const RUNS_LONG: &str = include_str!("runs-long.sql");

/// Which years a figure is of when none is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Over {
    /// All years of the plan.
    Plan,
    /// The years of the plan up to the asker's.
    SoFar,
    /// The asker's year.
    Year,
    /// The year an indicator is due in.
    Due,
    /// All that is known on the day.
    Day,
}

/// A part of a whole.
#[derive(Debug)]
pub(super) struct Share {
    pub figure: &'static str,
    pub part: Evidence,
    pub whole: Evidence,
    /// Whether part and whole are US dollars; else they are counted.
    pub money: bool,
    pub over: Over,
    /// What there has to be before anything is read; empty: nothing.
    needs: &'static str,
    definition: &'static str,
}

const fn of_money(
    figure: &'static str,
    over: Over,
    part: Evidence,
    whole: Evidence,
    definition: &'static str,
) -> Share {
    Share { figure, part, whole, money: true, over, needs: "", definition }
}

/// Every share of two queries.
pub(super) static SHARES: &[Share] = &[
    Share {
        figure: "multi-year-share",
        part: Evidence::counted(AGREEMENTS, &[("{scope}", RUNS_LONG)]),
        whole: Evidence::counted(AGREEMENTS, &[("{scope}", ALL)]),
        money: false,
        over: Over::Day,
        needs: "",
        definition: "definition-multi-year",
    },
    of_money(
        "pooled-share",
        Over::Plan,
        Evidence::money(FLAGGED, &[("{flag}", "pooled"), ("{scope}", COOPERATION)]),
        Evidence::money(RECEIVED, &[("{scope}", COOPERATION)]),
        "definition-pooled",
    ),
    of_money(
        "service-fee-share",
        Over::Plan,
        Evidence::money(FLAGGED, &[("{flag}", "service_fee"), ("{scope}", ALL)]),
        Evidence::money(RECEIVED, &[("{scope}", ALL)]),
        "definition-service-fee",
    ),
    Share {
        figure: "domestic-share",
        part: Evidence::money(IN_COUNTRIES, &[("{scope}", DOMESTIC)]),
        whole: Evidence::money(IN_COUNTRIES, &[("{scope}", EMERGING)]),
        money: true,
        over: Over::Plan,
        needs: "SELECT 1 FROM country_engagement e WHERE e.deleted = 0 AND e.emerging = 'yes' LIMIT 1",
        definition: "definition-domestic",
    },
    of_money(
        "unearmarked-share",
        Over::Year,
        Evidence::money(RECEIVED, &[("{scope}", UNEARMARKED)]),
        Evidence::money(RECEIVED, &[("{scope}", ALL)]),
        "definition-unearmarked",
    ),
    of_money(
        "country-pooled-share",
        Over::Plan,
        Evidence::money(IN_COUNTRIES, &[("{scope}", POOLED_THERE)]),
        Evidence::money(IN_COUNTRIES, &[("{scope}", ALL)]),
        "definition-country-pooled",
    ),
    of_money(
        "earmarked-pooled-share",
        Over::Year,
        Evidence::money(FLAGGED, &[("{flag}", "pooled"), ("{scope}", EARMARKED)]),
        Evidence::money(RECEIVED, &[("{scope}", EARMARKED)]),
        "definition-earmarked-pooled",
    ),
];

impl Store {
    /// A share with the records of its part; none of a whole that is not above zero.
    pub(super) fn share(
        &self,
        asker: &Asker,
        info: FigureInfo,
        share: &Share,
        year: Option<i16>,
        sight: Sight,
    ) -> Result<Figure, StoreError> {
        let (sight, _) = self.over(asker, share.over, year, sight)?;
        let mut figure = Figure::empty(info, (share.over != Over::Plan).then_some(sight.year).or(year), None);
        let lines = self.lines_of(asker, &share.part, &sight)?;
        let given: i128 = lines.iter().map(|line| i128::from(line.amount)).sum();
        let Some(whole) = self.sum_of(&share.whole, &sight)? else { return Ok(figure) };
        let unit = if share.money { Unit::Usd } else { Unit::Count };
        let given_cents = super::explain::cents(given)?;
        figure.parts = vec![part(Say::new("part-part"), unit, given_cents), part(Say::new("part-whole"), unit, whole)];
        figure.value = tenths(given, i128::from(whole));
        figure.lines = figure.value.map(|value| share_out(value, lines)).unwrap_or_default();
        figure.left_out = self.left_out_of(asker, &share.whole, &sight)?;
        figure.definition = Some(
            Say::new(share.definition).with("from", sight.from).with("until", sight.until).with("months", sight.months),
        );
        Ok(figure)
    }

    /// The value of a share alone.
    pub(super) fn value_of_share(
        &self,
        share: &Share,
        sight: &Sight,
        pass: Option<&Pass>,
    ) -> Result<Option<i64>, StoreError> {
        if !share.needs.is_empty() && !self.finds(share.needs, sight)? {
            return Ok(None);
        }
        let Some(whole) = self.sum_in(pass, &share.whole, sight)? else { return Ok(None) };
        let given = self.sum_in(pass, &share.part, sight)?.unwrap_or(0);
        Ok(tenths(i128::from(given), i128::from(whole)))
    }

    /// What a figure is asked with: one year up to its end, or the years it is of.
    pub(super) fn over(
        &self,
        asker: &Asker,
        over: Over,
        year: Option<i16>,
        sight: Sight,
    ) -> Result<(Sight, Option<Say>), StoreError> {
        match (year, over) {
            (Some(year), _) => Ok((sight.in_year(year).until_end(), None)),
            (None, Over::Plan) => self.years_of_plan(asker, None, sight),
            (None, Over::SoFar) => {
                let (sight, say) = self.years_of_plan(asker, None, sight)?;
                let until = sight.until.min(sight.year);
                Ok((Sight { until, ..sight }, say))
            }
            (None, Over::Year | Over::Due | Over::Day) => Ok((sight, None)),
        }
    }
}
