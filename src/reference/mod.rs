//! The reference data that ships with the product: one CSV file per kind, compiled in, and their reading.
//! It refuses to interpret the cells: the kinds of `domain` do that when the files are loaded.
//!
//! Countries are given to the regions of UN-Habitat's four regional offices. Arab States (AS) are the members of
//! the League of Arab States; of the others, the M49 region decides: Africa is AF, Asia and Oceania are AP, Latin
//! America and the Caribbean is LAC, Northern America is NAM (a region money comes from). Europe and Antarctica
//! have no region. `README.md` beside this file gives the source and licence of each file.

pub mod iati;

use std::sync::{Arc, LazyLock};

use csv::StringRecord;

/// A compiled-in CSV file: UTF-8, one header line, comma separated.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    /// The record kind whose rows it holds, which is also the file name without its ending.
    pub name: &'static str,
    /// The whole text of the file.
    pub csv: &'static str,
}

macro_rules! sheet {
    ($name:literal) => {
        Sheet { name: $name, csv: include_str!(concat!($name, ".csv")) }
    };
}

/// The regions, offices and country groups the papers name.
pub static REGION: Sheet = sheet!("region");
/// The active currencies of ISO 4217; `minor_units` is empty for codes no money is paid in (metals, units of account).
pub static CURRENCY: Sheet = sheet!("currency");
/// The countries and areas of ISO 3166, and Kosovo, with names in the six languages of the United Nations.
pub static COUNTRY: Sheet = sheet!("country");
/// The five funds; targets are whole US dollars for 2020-2023.
pub static FUND: Sheet = sheet!("fund");
/// The levels of earmarking.
pub static EARMARKING: Sheet = sheet!("earmarking");
/// The eight partner categories.
pub static CATEGORY: Sheet = sheet!("category");
/// The numbered objectives of each partner category.
pub static OBJECTIVE: Sheet = sheet!("objective");
/// The numbered strategies of each partner category.
pub static STRATEGY: Sheet = sheet!("strategy");
/// The donor and partner types, each with its category.
pub static DONOR_TYPE: Sheet = sheet!("donor_type");
/// The five flagship programmes; the least investment is whole US dollars.
pub static FLAGSHIP: Sheet = sheet!("flagship");
/// The subprogrammes and the other parts of the work programme.
pub static SUBPROGRAMME: Sheet = sheet!("subprogramme");
/// The indicators and targets of the papers.
pub static INDICATOR: Sheet = sheet!("indicator");
/// The values of indicators the papers report, each at a day, month, year or span of years.
pub static OBSERVATION: Sheet = sheet!("observation");
/// Core money approved, received and expected by budget year, in US dollars.
pub static CORE_BUDGET: Sheet = sheet!("core_budget");
/// The strategic plan.
pub static PLAN: Sheet = sheet!("plan");
/// The income target of each fund under a plan, in whole US dollars.
pub static PLAN_TARGET: Sheet = sheet!("plan_target");
/// How far an agreement has come, and what that weighs.
pub static STAGE: Sheet = sheet!("stage");
/// What is charged on money, with the source of each rate.
pub static CHARGE: Sheet = sheet!("charge");
/// The objects of expenditure of the budget.
pub static OBJECT: Sheet = sheet!("object");
/// The budget of 2020 by fund, priority and object, in whole US dollars: the finest tables that agree with the others.
pub static BUDGET_LINE: Sheet = sheet!("budget_line");
/// Totals of the budget as the paper prints them, also those that are wrong, in whole US dollars.
pub static BUDGET_TOTAL: Sheet = sheet!("budget_total");
/// The finances of the Foundation 2014 to 2020 as printed, in whole US dollars.
pub static FINANCE_LINE: Sheet = sheet!("finance_line");
/// The posts of 2020 by grade, and the new posts of the years to 2023.
pub static POST_LINE: Sheet = sheet!("post_line");
/// What the subprogrammes planned for 2020.
pub static DELIVERABLE: Sheet = sheet!("deliverable");
/// The milestones among the indicators.
pub static MILESTONE: Sheet = sheet!("milestone");
/// The commitments of the Funding Compact the papers name.
pub static COMMITMENT: Sheet = sheet!("commitment");
/// Figures on the reform of the development system.
pub static REFORM_FACT: Sheet = sheet!("reform_fact");
/// What part of the funding of each region is official development assistance.
pub static REGION_FUNDING: Sheet = sheet!("region_funding");
/// Goal, objectives, results, indicators and activities of the strategy.
pub static OUTCOME: Sheet = sheet!("outcome");
/// The six topics of the structured funding dialogue.
pub static TOPIC: Sheet = sheet!("topic");
/// The reports an agreement usually owes; intervals are proposed.
pub static REPORT_RULE: Sheet = sheet!("report_rule");
/// Series of tasks for a partner; intervals are proposed.
pub static ENGAGEMENT_PLAN: Sheet = sheet!("engagement_plan");
/// The tasks of those series.
pub static ENGAGEMENT_STEP: Sheet = sheet!("engagement_step");
/// What each role may do, as it ships.
pub static ROLE_RIGHT: Sheet = sheet!("role_right");
/// The glossary of resource mobilization in English and Chinese.
pub static TERM: Sheet = sheet!("term");

/// Every kind in load order: a row refers only to rows of its own sheet or of sheets before it.
pub static ALL: &[&Sheet] = &[
    &REGION,
    &CURRENCY,
    &COUNTRY,
    &FUND,
    &EARMARKING,
    &CATEGORY,
    &OBJECTIVE,
    &STRATEGY,
    &DONOR_TYPE,
    &FLAGSHIP,
    &SUBPROGRAMME,
    &INDICATOR,
    &OBSERVATION,
    &CORE_BUDGET,
    &PLAN,
    &PLAN_TARGET,
    &STAGE,
    &CHARGE,
    &OBJECT,
    &BUDGET_LINE,
    &BUDGET_TOTAL,
    &FINANCE_LINE,
    &POST_LINE,
    &DELIVERABLE,
    &MILESTONE,
    &COMMITMENT,
    &REFORM_FACT,
    &REGION_FUNDING,
    &REPORT_RULE,
    &ENGAGEMENT_PLAN,
    &ENGAGEMENT_STEP,
    &OUTCOME,
    &TOPIC,
    &ROLE_RIGHT,
    &TERM,
];

/// What each spelling of a contributor type in the CEB statistics means; empty where it cannot be known.
pub static CEB_CONTRIBUTOR_TYPE: Sheet = sheet!("ceb_contributor_type");
/// What each spelling of a revenue type in the CEB statistics means; earmarking is empty where it is no contribution.
pub static CEB_REVENUE_TYPE: Sheet = sheet!("ceb_revenue_type");
/// Public figures: what governments gave UN-Habitat 2013-2020, in US dollars; negative amounts are corrections.
pub static DEMO_GOVERNMENT_CONTRIBUTIONS: Sheet = sheet!("demo/government_contributions");
/// Public figures: what others gave UN-Habitat 2010-2020, in US dollars; negative amounts are corrections.
pub static DEMO_OTHER_CONTRIBUTIONS: Sheet = sheet!("demo/other_contributions");

/// One row of a sheet, read by column name.
#[derive(Clone, Debug)]
pub struct Row {
    header: Arc<StringRecord>,
    cells: StringRecord,
}

impl Row {
    /// The cell under a column, empty when the sheet has no such column.
    #[must_use]
    pub fn get(&self, column: &str) -> &str {
        self.header.iter().position(|name| name == column).and_then(|at| self.cells.get(at)).unwrap_or_default()
    }

    /// Every column with its cell, in file order.
    pub fn cells(&self) -> impl Iterator<Item = (&str, &str)> {
        self.header.iter().zip(self.cells.iter())
    }
}

/// The rows of a sheet in file order.
///
/// # Panics
/// Never for the sheets of this module: a test reads each of them whole.
pub fn rows(sheet: &Sheet) -> impl Iterator<Item = Row> + use<> {
    let mut reader = csv::Reader::from_reader(sheet.csv.as_bytes());
    let header = Arc::new(reader.headers().expect("compiled-in sheets open with a readable header").clone());
    reader.into_records().map(move |record| Row {
        header: Arc::clone(&header),
        cells: record.expect("compiled-in sheets are valid UTF-8 with as many cells in each row as in the header"),
    })
}

/// Currencies money is paid in and their minor units, sorted by code.
static MINOR_UNITS: LazyLock<Vec<(String, u8)>> = LazyLock::new(|| {
    let mut units: Vec<_> = rows(&CURRENCY)
        .filter_map(|row| Some((row.get("code").to_owned(), row.get("minor_units").parse().ok()?)))
        .collect();
    units.sort_unstable();
    units
});

/// Decimal places of a currency by its ISO 4217 code in capitals (JPY 0, USD 2, KWD 3); none for an unknown code or
/// one no money is paid in, such as gold.
#[must_use]
pub fn minor_units(currency: &str) -> Option<u8> {
    let at = MINOR_UNITS.binary_search_by(|(code, _)| code.as_str().cmp(currency)).ok()?;
    Some(MINOR_UNITS[at].1)
}

/// The ISO 4217 codes of the currencies money is paid in, in alphabetical order.
pub fn currency_codes() -> impl Iterator<Item = &'static str> {
    MINOR_UNITS.iter().map(|(code, _)| code.as_str())
}

#[cfg(test)]
mod tests;
