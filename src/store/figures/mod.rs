//! Figures: named queries, one `.sql` file each, every one explained to the records that add up to it. Nothing here is
//! stored; nothing here is rounded but shares, and they say so.

mod charts;
mod commitments;
mod documents;
mod donor;
mod duties;
mod evidence;
mod explain;
mod flagship;
mod home;
mod indicators;
mod results;
mod shares;
mod sheets;
mod sight;
mod whatif;

pub use results::{Basis, ResultLine, Standing, TrendPoint};
pub use sheets::{Label, Sheet, SheetCell, SheetName, SheetRow};

pub use documents::Lacking;
pub use donor::Body;

use crate::domain::kind::Kind;
use crate::domain::money::Money;
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
    /// For figures of one record the part before the colon: `donor`, `contribution`, `fund`.
    pub name: &'static str,
    pub unit: Unit,
    /// Paper and paragraph of the rule.
    pub source: &'static str,
    pub of: Of,
}

/// Whether a figure is asked with a colon and what it is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Of everything.
    All,
    /// Of one record: `donor:ID`.
    One,
    /// Of everything, or of one: `fund-gap`, `fund-gap:FNE`.
    Either,
}

/// A figure with everything that explains it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    pub info: FigureInfo,
    /// The name of the one record it is of: a donor, a fund (empty: not stated), the donor of a contribution.
    pub of: Option<String>,
    /// The year it is of; none: all years.
    pub year: Option<i16>,
    /// None where it cannot be formed, which is not zero.
    pub value: Option<i64>,
    /// The records it comes from, largest first; their amounts add up to the value, whatever its unit.
    pub lines: Vec<FigureLine>,
    pub left_out: Vec<LeftOut>,
    /// The figure as the papers print it, beside what records give.
    pub published: Option<Published>,
    /// What it is made of, and what it stands beside: a target, the whole of a share.
    pub parts: Vec<Part>,
    /// The definition used, where the papers leave it open.
    pub definition: Option<Say>,
    /// For an indicator: what it is called, how it is computed and where it is printed, which its record says.
    pub about: Option<About>,
}

/// The words of a figure that stand in a record and not in the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    pub title: String,
    /// How it is computed, or that it is recorded by hand.
    pub rule: Say,
    /// Paper and paragraph.
    pub source: String,
}

impl Figure {
    /// A figure of nothing yet.
    const fn empty(info: FigureInfo, year: Option<i16>, definition: Option<Say>) -> Self {
        Self {
            info,
            of: None,
            year,
            value: None,
            lines: Vec::new(),
            left_out: Vec::new(),
            published: None,
            parts: Vec::new(),
            definition,
            about: None,
        }
    }
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
    /// The money behind it, US dollar cents, where the figure counts or is a share.
    pub usd: Option<i64>,
    /// Set for corrections: negative amounts.
    pub correction: bool,
}

/// One thing a figure is made of: its words (`part-*`) and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub say: Say,
    pub value: PartValue,
}

/// The value of a part, which need not be in the unit of the figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartValue {
    /// US dollar cents, a count, or tenths of a per cent.
    In(Unit, i64),
    /// An amount in its own currency.
    Money(Money),
    /// Plain text: a rate in units of local currency per US dollar, a day.
    Text(String),
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
    /// Said and not signed, cents; shown, in no sum.
    pub pledged: Option<i64>,
    pub flagships: Vec<FlagshipLine>,
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
    /// Signed and still to come in the years of the plan, cents; none: no agreement.
    pub to_come: Option<i64>,
    /// On its way to be signed, by the chance of its stage, cents; never part of the gap.
    pub weighted: Option<i64>,
    /// What the target still lacks: less received, less signed and to come; below zero where it is passed.
    pub gap: Option<i64>,
}

/// A flagship programme against what it needs (HSP/EB.2020/12, chapter V, section B).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlagshipLine {
    pub id: Id,
    pub code: String,
    /// Different partners with a signed agreement or a contribution.
    pub partners: usize,
    pub min_partners: Option<i64>,
    /// Signed for it, and received outside agreements, cents.
    pub raised: i64,
    pub min_investment: Option<i64>,
}

/// The core budget of a year: published beside what records give, US dollar cents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoreLine {
    pub approved: Option<i64>,
    pub published: Option<i64>,
    pub published_as_of: String,
    pub recorded: Option<i64>,
    pub source: String,
    /// Expected and never counted: endowment, one-off contributions; what it is.
    pub expected: Option<i64>,
    pub expected_kind: String,
    /// The general financial reserve: as printed, else its share of the approved budget (HSP/EB.1/2/Rev.1, para 60).
    pub reserve: Option<i64>,
}

impl CoreLine {
    /// Approved less what was received: as published, and as records give it; none without an approved budget.
    #[must_use]
    pub fn gaps(&self) -> (Option<i64>, Option<i64>) {
        let of = |received: Option<i64>| self.approved.zip(received).map(|(approved, received)| approved - received);
        (of(self.published), self.approved.map(|approved| approved - self.recorded.unwrap_or(0)))
    }
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
    /// The money it holds back, US dollar cents, where it holds any.
    pub usd: Option<i64>,
}

impl Need {
    /// The words, with the money as `written` writes cents in millions.
    #[must_use]
    pub fn words(&self, written: impl Fn(i64) -> String) -> Say {
        let Some(usd) = self.usd else { return self.say.clone() };
        let count = self.say.args.first().map_or("", |(_, count)| count);
        Say::new("need-reports-holding").with("count", count).with("amount", written(usd))
    }
}

const fn figure(name: &'static str, unit: Unit, source: &'static str) -> FigureInfo {
    FigureInfo { name, unit, source, of: Of::All }
}

const fn of(of: Of, name: &'static str, unit: Unit, source: &'static str) -> FigureInfo {
    FigureInfo { name, unit, source, of }
}

const FLAGSHIP: &str = "HSP/EB.2020/12, chapter V, section B, Figure 10";
const STATUS: &str = "EB2021-S2-4, para 4(c)";

/// Every figure, in the order of the register; some are asked with a colon and what they are of: `donor:ID`,
/// `contribution:ID`, `fund:CODE`, and `fund:` for money whose fund is not stated. Besides these every indicator is a
/// figure by its code, which its record declares.
pub static FIGURES: &[FigureInfo] = &[
    figure("income", Unit::Usd, "HSP/EB.2020/12, para 7, Figure 10"),
    figure("core-received", Unit::Usd, "HSP/EB.1/2/Rev.1, paras 46, 48; EB2021-S2-4, para 2"),
    figure("core-gap", Unit::Usd, "EB2021-S2-4, para 2"),
    figure("core-donors", Unit::Count, "HSP/EB.2020/12, chapter V, section A"),
    figure("largest-ten-share", Unit::Tenths, "HSP/EB.2020/12, Figure 3"),
    figure("donors", Unit::Count, STATUS),
    figure("donors-new", Unit::Count, STATUS),
    figure("donors-returning", Unit::Count, STATUS),
    figure("donors-continuing", Unit::Count, STATUS),
    figure("donors-lapsed", Unit::Count, STATUS),
    figure("donors-last-not-this", Unit::Count, STATUS),
    figure("donors-some-not-this", Unit::Count, STATUS),
    figure("focal-points", Unit::Count, "HSP/EB.2020/12, chapter V, section G; EB2021-S2-4, para 4(c)"),
    of(Of::One, "donor", Unit::Usd, "EB2021-S2-4, para 4(g)"),
    of(Of::One, "donor-with-bodies", Unit::Usd, "EB2021-S2-4, para 4(g)"),
    of(Of::One, "contribution", Unit::Usd, "EB2021-S2-4, para 4(g)"),
    of(Of::One, "fund", Unit::Usd, "HSP/EB.2020/12, para 7, Figure 10"),
    figure("pledged-outstanding", Unit::Usd, "EB2021-S2-4, para 4(g)"),
    figure("signed", Unit::Usd, "EB2021-S2-4, para 4(d)"),
    of(Of::Either, "signed-not-received", Unit::Usd, "EB2021-S2-4, paras 4(d), 4(g)"),
    of(Of::Either, "pipeline", Unit::Usd, "HSP/EB.2020/12, para 30"),
    of(Of::Either, "pipeline-weighted", Unit::Usd, "HSP/EB.2020/12, para 30"),
    of(Of::Either, "fund-gap", Unit::Usd, "HSP/EB.2020/12, para 7, Figure 10"),
    figure("instalments-overdue", Unit::Usd, "EB2021-S2-4, para 4(g)"),
    figure("support-cost", Unit::Usd, "HSP/EB.1/2/Rev.1, para 59"),
    figure("levy", Unit::Usd, "EB2022-S1-11, para 26"),
    figure("forecast", Unit::Usd, "HSP/EB.2020/12, para 7, Figure 10"),
    figure("multi-year-share", Unit::Tenths, "HSP/EB.2020/12, Figure 10, column 3"),
    figure("pooled-share", Unit::Tenths, "HSP/EB.2020/12, chapter V, section C"),
    figure("service-fee-share", Unit::Tenths, "HSP/EB.2020/12, chapter V, section D"),
    figure("domestic-share", Unit::Tenths, "HSP/EB.2020/12, chapter V, section E"),
    figure("unearmarked-share", Unit::Tenths, "EB2022-S1-11, para 25"),
    figure("country-pooled-share", Unit::Tenths, "HSP/EB.2020/12, Figure 10, column 2"),
    figure("earmarked-pooled-share", Unit::Tenths, "EB2022-S1-11, para 25"),
    of(Of::Either, "flagship-partners", Unit::Count, FLAGSHIP),
    of(Of::Either, "flagship-raised", Unit::Usd, FLAGSHIP),
    of(
        Of::Either,
        "reports-on-time",
        Unit::Tenths,
        "HSP/EB.2020/12, chapter V, sections F and L; EB2021-S2-4, para 4(g)",
    ),
    figure("reports-late", Unit::Count, "EB2021-S2-4, para 4(g)"),
    figure("money-held", Unit::Usd, "EB2021-S2-4, para 4(g)"),
    figure("dialogues", Unit::Count, "EB2021-S2-4, para 4(b)"),
    figure("actions-overdue", Unit::Count, "EB2021-S2-4, para 4(b)"),
    figure("silent-donors", Unit::Count, STATUS),
    figure("private-income", Unit::Usd, "HSP/EB.2020/12, chapter V, section H"),
    figure("foundation-income", Unit::Usd, "HSP/EB.2020/12, chapter V, section J"),
];

#[cfg(test)]
mod tests;
