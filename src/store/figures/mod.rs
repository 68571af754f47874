//! Figures: named queries, one `.sql` file each, every one explained to the records that add up to it. Nothing here is
//! stored; nothing here is rounded but shares, and they say so.

use crate::domain::kind::Kind;
use crate::domain::record::Id;
use crate::domain::say::Say;

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// US dollar cents.
    Usd,
    Count,
    /// Tenths of a per cent, rounded half away from zero.
    Tenths,
}

/// What is declared about a figure; its words are `figure-NAME`, its rule in words `figure-rule-NAME`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FigureInfo {
    pub name: &'static str,
    pub unit: Unit,
    /// Paper and paragraph of the rule.
    pub source: &'static str,
}

/// A figure with everything that explains it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    pub info: FigureInfo,
    /// The year it is of; none: all years.
    pub year: Option<i16>,
    /// None where it cannot be formed, which is not zero.
    pub value: Option<i64>,
    /// The records it comes from; amounts add up to the value where the unit is money, their count where it counts.
    pub lines: Vec<FigureLine>,
    pub left_out: Vec<LeftOut>,
    /// The figure as the papers print it, beside what records give.
    pub published: Option<Published>,
    /// What it is made of: message key or name, and value in the same unit.
    pub parts: Vec<(String, i64)>,
    /// The definition used, where the papers leave it open.
    pub definition: Option<Say>,
}

/// One record behind a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureLine {
    pub kind: Kind,
    pub id: Id,
    pub title: String,
    /// The day or year it counts in.
    pub when: String,
    /// What it adds, in the unit of the figure.
    pub amount: i64,
    /// Set for corrections: negative amounts.
    pub correction: bool,
}

/// A record that was left out, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    pub kind: Kind,
    pub id: Id,
    pub title: String,
    pub reason: Say,
}

/// A figure as printed in a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// In the unit of the figure.
    pub value: i64,
    /// Document and paragraph.
    pub source: String,
    /// The day it was published for, as printed; may be empty.
    pub as_of: String,
    pub note: String,
}

/// A donor's money of one year, US dollar cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct YearMoney {
    pub year: i16,
    /// Unearmarked and assessed.
    pub core: i64,
    pub earmarked: i64,
}

/// Everything Home shows, counted in one go on one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Home {
    /// The year figures are of.
    pub year: i16,
    /// Name and years of the plan that covers the year.
    pub plan: Option<(String, i16, i16)>,
    /// Income of the plan's years by fund, "not stated" last with no code.
    pub funds: Vec<FundLine>,
    /// Years shown beside the target, oldest first.
    pub years: Vec<i16>,
    pub core: CoreLine,
    pub new: usize,
    pub returning: usize,
    pub continuing: usize,
    pub lapsed: usize,
    /// Share of the largest donors in the year's income, tenths of a per cent; none without income.
    pub largest_share: Option<i64>,
    pub largest_count: usize,
    /// Governments that gave unearmarked money above zero in the year, and all donors that gave.
    pub core_donors: usize,
    pub donors: usize,
    /// What is owed to the record keeper, most pressing first.
    pub needs: Vec<Need>,
    /// Contributions left out of sums because they carry no US dollar value.
    pub without_rate: usize,
}

/// Income of one fund.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FundLine {
    /// Empty: fund not stated.
    pub code: String,
    pub id: Id,
    pub name: String,
    /// Target of the plan, US dollar cents.
    pub target: Option<i64>,
    /// Received in the years of the plan up to the day, cents; none: no record.
    pub received: Option<i64>,
    /// Received by year, as `Home::years`.
    pub by_year: Vec<Option<i64>>,
}

/// The core budget of a year: published beside what records give, US dollar cents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoreLine {
    pub approved: Option<i64>,
    pub published: Option<i64>,
    pub published_as_of: String,
    pub recorded: Option<i64>,
    pub source: String,
}

/// Something that is missing or late: how many, and the list that shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// `!` late, `~` soon, `?` not known.
    pub mark: char,
    pub say: Say,
    /// Kind and one-line query of the list behind it.
    pub kind: Kind,
    pub query: String,
}
