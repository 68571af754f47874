//! Indicators: one table says from which records each is computed; what the table does not name is recorded by hand. A
//! value that no record gives yet is the last one written down, else the last one a paper prints, and says so. It refuses
//! to guess: what cannot be formed is not zero.

use super::super::record::name_sql;
use super::super::{Store, StoreError};
use super::duties;
use super::evidence::{ALL, Evidence, share_out};
use super::explain::{part, tenths};
use super::results::Pass;
use super::shares::{Over, RECEIVED, SHARES, UNEARMARKED};
use super::sight::Sight;
use super::{About, FIGURES, Figure, FigureInfo, FigureLine, Of, Part, PartValue, Published, Unit};
use crate::access::Asker;
use crate::domain::kind::Kind;
use crate::domain::money::{part_of, read_plain};
use crate::domain::record::Id;
use crate::domain::say::Say;

pub(super) const BY_CATEGORY: &str = include_str!("by-category.sql");
/// Partners that are neither governments nor entities of the United Nations (HSP/EB.2020/12, Figure 10, column 6).
pub(super) const NON_TRADITIONAL: &str = "NOT IN ('PC1', 'PC3')";
const SIGNED: &str = include_str!("signed-portions.sql");
const ACCOUNTS: &str = include_str!("accounts.sql");
const ENGAGED: &str = include_str!("engaged.sql");
const DELIVERED: &str = include_str!("delivered.sql");
const COMMITMENTS: &str = include_str!("compact.sql");
/// All that was received, one row a contribution.
const INCOME: Evidence = Evidence::money(RECEIVED, &[("{scope}", ALL)]);
/// The same, one row a donor.
pub(super) const BY_DONOR: Evidence = Evidence::counted(include_str!("by-donor.sql"), &[]);

/// How the value of an indicator comes from records.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way {
    /// The sum of the records of a query; none where there is no record.
    Sum(Evidence),
    /// The same, where no record means zero as soon as this condition finds anything.
    Count(Evidence, &'static str),
    /// A part of a whole, both counted.
    Share(Evidence, Evidence),
    /// Another figure by name.
    Figure(&'static str),
    /// The least of a figure over the flagship programmes.
    Least(&'static str),
    /// Money of the plan's years against as many years before.
    Growth,
    /// An item of the accounts, audited or projected.
    Account(Evidence),
    /// Core contributions against the approved core budget of the year.
    CoreShare,
    /// How many partner categories with a target of their own reached it.
    Reached,
}

/// From which records one indicator is computed, over which years, and the words that say so.
#[derive(Clone, Copy, Debug)]
pub(super) struct Computed {
    pub code: &'static str,
    pub over: Over,
    pub way: Way,
    /// The message that says how.
    pub rule: &'static str,
}

const fn computed(code: &'static str, over: Over, way: Way, rule: &'static str) -> Computed {
    Computed { code, over, way, rule }
}

const fn fund(scope: &'static [(&'static str, &'static str)]) -> Way {
    Way::Sum(Evidence::money(RECEIVED, scope))
}

macro_rules! of_fund {
    ($code:literal) => {
        fund(&[(
            "{scope}",
            concat!("c.fund = (SELECT f.id FROM fund f WHERE f.code = '", $code, "' AND f.deleted = 0)"),
        )])
    };
}

macro_rules! delivered {
    ($of:literal) => {
        Way::Sum(Evidence::counted(DELIVERED, &[("{scope}", concat!("d.type = '", $of, "'"))]))
    };
}

macro_rules! engaged {
    ($which:literal) => {
        Way::Count(
            Evidence::counted(ENGAGED, &[("{scope}", $which)]),
            "SELECT 1 FROM country_engagement WHERE deleted = 0 LIMIT 1",
        )
    };
}

const ANY_MONEY: &str = "SELECT 1 FROM contribution c WHERE c.deleted = 0 AND c.year BETWEEN :from AND :until AND c.known <= :known LIMIT 1";
const ANY_FLAGSHIP: &str = "SELECT 1 FROM flagship f WHERE f.deleted = 0 LIMIT 1";
const ANY_MILESTONE: &str = "SELECT 1 FROM milestone m WHERE m.deleted = 0 AND m.indicator = (SELECT i.id FROM indicator i WHERE i.deleted = 0 AND i.code = :code) LIMIT 1";
const MILESTONE: Way = Way::Count(Evidence::counted(include_str!("milestones.sql"), &[]), ANY_MILESTONE);
const POSTS: Way = Way::Sum(Evidence::counted(include_str!("posts.sql"), &[]));

/// Every indicator that records give. Those of training have no records yet: a line here makes the switch.
pub(super) static COMPUTED: &[Computed] = &[
    computed("IND-INC-TOTAL", Over::Plan, fund(&[("{scope}", ALL)]), "figure-rule-income"),
    computed("IND-INC-GROWTH", Over::Plan, Way::Growth, "way-growth"),
    computed("IND-INC-RB", Over::Plan, of_fund!("RB"), "figure-rule-fund"),
    computed("IND-INC-FNE", Over::Plan, of_fund!("FNE"), "figure-rule-fund"),
    computed("IND-INC-FE", Over::Plan, of_fund!("FE"), "figure-rule-fund"),
    computed("IND-INC-TC", Over::Plan, of_fund!("TC"), "figure-rule-fund"),
    computed("IND-INC-PSC", Over::Plan, of_fund!("PSC"), "figure-rule-fund"),
    computed(
        "IND-A2",
        Over::Plan,
        Way::Count(Evidence::counted(include_str!("gave-core.sql"), &[]), ANY_MONEY),
        "way-core-donors",
    ),
    computed(
        "IND-B1",
        Over::Year,
        Way::Count(Evidence::counted(include_str!("programmes.sql"), &[]), ANY_FLAGSHIP),
        "way-programmes",
    ),
    computed("IND-B2", Over::Day, Way::Least("flagship-partners"), "way-least-partners"),
    computed("IND-B3", Over::Day, Way::Least("flagship-raised"), "way-least-raised"),
    computed("IND-C1", Over::Plan, Way::Figure("pooled-share"), "figure-rule-pooled-share"),
    computed("IND-R2B", Over::Plan, Way::Figure("country-pooled-share"), "figure-rule-country-pooled-share"),
    computed(
        "IND-R2C",
        Over::Day,
        Way::Share(
            Evidence::counted(COMMITMENTS, &[("{scope}", "f.status = 'implemented'")]),
            Evidence::counted(COMMITMENTS, &[("{scope}", "f.status IS NOT NULL")]),
        ),
        "way-commitments",
    ),
    computed("IND-D1", Over::Plan, Way::Figure("service-fee-share"), "figure-rule-service-fee-share"),
    computed(
        "IND-E1",
        Over::Day,
        engaged!("e.committee IN ('new', 'upgraded') AND e.mandate = 'yes'"),
        "way-committees",
    ),
    computed("IND-E2", Over::Plan, Way::Figure("domestic-share"), "figure-rule-domestic-share"),
    computed("IND-F1", Over::SoFar, Way::Share(duties::GOOD, duties::DUE), "way-good-reports"),
    computed("IND-L4", Over::SoFar, Way::Share(duties::GOOD_2021, duties::DUE_2021), "way-good-reports"),
    computed("IND-R5A", Over::SoFar, Way::Figure("reports-on-time"), "figure-rule-reports-on-time"),
    computed("IND-R5B", Over::SoFar, Way::Share(duties::STANDARD, duties::SUBMITTED), "way-standard-reports"),
    computed("IND-DONOR-REPORTING", Over::SoFar, Way::Share(duties::SUBMITTED, duties::DUE), "way-submitted-reports"),
    computed("IND-DIALOGUES", Over::SoFar, Way::Count(duties::WITH_STATES, duties::ANY_DIALOGUE), "way-dialogues"),
    computed("IND-G1", Over::Year, Way::Figure("focal-points"), "figure-rule-focal-points"),
    computed("IND-H1", Over::Plan, Way::Figure("private-income"), "figure-rule-private-income"),
    computed("IND-I1", Over::Plan, Way::Figure("foundation-income"), "figure-rule-foundation-income"),
    computed("IND-L1", Over::Day, MILESTONE, "way-milestone"),
    computed("IND-L2", Over::Day, MILESTONE, "way-milestone"),
    computed("IND-L3", Over::Day, MILESTONE, "way-milestone"),
    computed("IND-L5", Over::Day, MILESTONE, "way-milestone"),
    computed("IND-L6", Over::Day, MILESTONE, "way-milestone"),
    computed("IND-R3C", Over::Day, Way::Figure("multi-year-share"), "figure-rule-multi-year-share"),
    computed("IND-R4B", Over::Plan, Way::Reached, "way-reached"),
    computed(
        "IND-R6C",
        Over::Plan,
        Way::Sum(Evidence::money(BY_CATEGORY, &[("{scope}", NON_TRADITIONAL)])),
        "way-non-traditional",
    ),
    computed("IND-TOP10", Over::Year, Way::Figure("largest-ten-share"), "figure-rule-largest-ten-share"),
    computed("IND-CORE-RECEIVED", Over::Year, Way::CoreShare, "way-core-share"),
    computed("IND-NEW-DONORS", Over::Year, Way::Figure("donors-new"), "figure-rule-donors-new"),
    computed("IND-RETURNED", Over::Year, Way::Figure("donors-returning"), "figure-rule-donors-returning"),
    computed(
        "IND-SOFT",
        Over::Day,
        Way::Sum(Evidence::money(
            SIGNED,
            &[
                ("{along}", "earmarking"),
                ("{item}", "o.item = (SELECT e.id FROM earmarking e WHERE e.code = 'SOFT' AND e.deleted = 0)"),
            ],
        )),
        "way-soft",
    ),
    computed("IND-REQ-2020", Over::Due, Way::Sum(Evidence::counted(include_str!("budgeted.sql"), &[])), "way-budget"),
    computed("IND-FNE-2020", Over::Due, fund(&[("{scope}", UNEARMARKED)]), "figure-rule-core-received"),
    computed(
        "IND-RESERVE",
        Over::Due,
        Way::Account(Evidence::counted(ACCOUNTS, &[("{scope}", "l.item = 'RESERVE'")])),
        "way-reserve",
    ),
    computed(
        "IND-COST-RECOVERY",
        Over::Due,
        Way::Account(Evidence::counted(ACCOUNTS, &[("{scope}", "l.item = 'COST_RECOVERY'")])),
        "way-account",
    ),
    computed("IND-POSTS-2020", Over::Due, POSTS, "way-posts"),
    computed("IND-POSTS-2023", Over::SoFar, POSTS, "way-posts"),
    computed("IND-SP4-2020", Over::Day, MILESTONE, "way-milestone"),
    computed("IND-DEL-TC", Over::Due, delivered!("field-project"), "way-delivered"),
    computed("IND-DEL-WS", Over::Due, delivered!("training"), "way-delivered"),
    computed("IND-DEL-PUB", Over::Due, delivered!("publication"), "way-delivered"),
    computed("IND-DEL-TM", Over::Due, delivered!("technical-material"), "way-delivered"),
    computed("IND-COMPACT-30", Over::Year, Way::Figure("unearmarked-share"), "figure-rule-unearmarked-share"),
    computed(
        "IND-COMPACT-POOL",
        Over::Year,
        Way::Figure("earmarked-pooled-share"),
        "figure-rule-earmarked-pooled-share",
    ),
    computed("IND-UNCT", Over::Day, engaged!("e.team IN ('resident', 'non-resident')"), "way-teams"),
    computed(
        "IND-CCA",
        Over::Day,
        engaged!("(e.assessment = 'yes' OR e.framework IN ('adopted', 'signed'))"),
        "way-assessments",
    ),
    computed("IND-UNSDCF", Over::Day, engaged!("e.framework = 'signed'"), "way-frameworks"),
];

/// Income of one partner category, with the indicator that holds its target.
pub(super) struct CategoryIncome {
    pub figure: &'static str,
    category: &'static str,
    pub evidence: Evidence,
    target: &'static str,
}

pub(super) static INCOMES: &[CategoryIncome] = &[
    CategoryIncome {
        figure: "private-income",
        category: "PC5",
        evidence: Evidence::money(BY_CATEGORY, &[("{scope}", "= 'PC5'")]),
        target: "IND-H1",
    },
    CategoryIncome {
        figure: "foundation-income",
        category: "PC8",
        evidence: Evidence::money(BY_CATEGORY, &[("{scope}", "= 'PC8'")]),
        target: "IND-I1",
    },
];

/// An indicator as its record says.
#[derive(Clone, Debug, Default)]
pub(super) struct Indicator {
    pub id: Id,
    pub code: String,
    pub name: String,
    pub area: String,
    /// `sum`, `ratio`, `count`, `level` or `milestone`.
    pub kind: String,
    /// The printed unit: `USD million`, `per cent`, a word for what is counted.
    pub measure: String,
    pub comparator: String,
    target: String,
    pub target_text: String,
    pub due: Option<i16>,
    pub starts: String,
    pub ends: String,
    baseline: String,
    pub baseline_of: String,
    pub source: String,
}

impl Indicator {
    /// The unit its values are kept in.
    pub fn unit(&self) -> Unit {
        if self.measure.starts_with("USD") {
            Unit::Usd
        } else if ["per cent", "share", "reports"].contains(&self.measure.as_str()) {
            Unit::Tenths
        } else {
            Unit::Count
        }
    }

    /// A number as printed in its measure, in its unit; exact, but tenths of a per cent, which are rounded half up.
    pub fn read(&self, text: &str) -> Option<i64> {
        let digits = match self.unit() {
            Unit::Usd if self.measure.starts_with("USD million") => 8,
            Unit::Usd if self.measure.starts_with("USD thousand") => 5,
            Unit::Usd => 2,
            Unit::Count => 0,
            Unit::Tenths => return read_plain(text, 4).ok().and_then(|fine| part_of(fine, 1, 1000)),
        };
        read_plain(text, digits).ok()
    }

    /// The target in its unit; none where none is printed as a number.
    pub fn target(&self) -> Option<i64> {
        self.read(&self.target)
    }

    /// The baseline in its unit.
    pub fn baseline(&self) -> Option<i64> {
        self.read(&self.baseline)
    }

    /// From which records it is computed; none when it is recorded by hand.
    pub fn computed(&self) -> Option<&'static Computed> {
        COMPUTED.iter().find(|computed| computed.code == self.code)
    }

    /// The years it is of.
    pub fn over(&self) -> Over {
        self.computed().map_or(Over::Day, |computed| computed.over)
    }
}

/// What was observed of an indicator: printed in a paper, or written down.
#[derive(Clone, Debug)]
pub(super) struct Observed {
    pub indicator: Id,
    pub id: Id,
    /// As printed: a day, a month, a year or years.
    pub when: String,
    /// The last day it can be of.
    last: String,
    pub value: i64,
    pub recorded: bool,
    pub source: String,
    pub note: String,
}

impl Observed {
    fn year(&self) -> i16 {
        self.last.get(..4).and_then(|year| year.parse().ok()).unwrap_or(0)
    }
}

/// A value with where it comes from: records that are final, or a projection among the accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Worth {
    pub value: i64,
    pub projected: bool,
}

impl Store {
    /// The indicators in the order of the papers, all or one.
    pub(super) fn indicators(&self, asker: &Asker, of: Option<Id>) -> Result<Vec<Indicator>, StoreError> {
        let sql = include_str!("indicators.sql").replace("{name}", &name_sql(Kind::Indicator, "i", asker.lang));
        self.rows(&sql, &Sight { of, ..Sight::of(asker) }, |row| {
            Ok(Indicator {
                id: row.get(0)?,
                code: row.get(1)?,
                name: row.get(2)?,
                area: row.get(3)?,
                kind: row.get(4)?,
                measure: row.get(5)?,
                comparator: row.get(6)?,
                target: row.get(7)?,
                target_text: row.get(8)?,
                due: row.get(9)?,
                starts: row.get(10)?,
                ends: row.get(11)?,
                baseline: row.get(12)?,
                baseline_of: row.get(13)?,
                source: row.get(14)?,
            })
        })
    }

    /// What was observed up to the day of indicators, those whose values are numbers, oldest first.
    pub(super) fn observations(
        &self,
        indicators: &[Indicator],
        of: Option<Id>,
        sight: &Sight,
    ) -> Result<Vec<Observed>, StoreError> {
        let sight = Sight { of, ..sight.clone() };
        let found = self.rows(include_str!("observations.sql"), &sight, |row| {
            let (indicator, text): (Id, String) = (row.get(0)?, row.get(4)?);
            let value = indicators.iter().find(|known| known.id == indicator).and_then(|known| known.read(&text));
            let basis: String = row.get(5)?;
            let observed = Observed {
                indicator,
                id: row.get(1)?,
                when: row.get(2)?,
                last: row.get(3)?,
                value: 0,
                recorded: basis == "recorded",
                source: row.get(6)?,
                note: row.get(7)?,
            };
            Ok(value.map(|value| Observed { value, ..observed }))
        })?;
        Ok(found.into_iter().flatten().collect())
    }

    /// An indicator as a figure, by its code; none when there is none.
    pub(super) fn indicator(
        &self,
        asker: &Asker,
        code: &str,
        year: Option<i16>,
        sight: Sight,
    ) -> Result<Option<Figure>, StoreError> {
        let Some(id) = self.by_code(Kind::Indicator, code)? else { return Ok(None) };
        let known = self.indicators(asker, Some(id))?;
        let Some(indicator) = known.first() else { return Ok(None) };
        let sight = self.sight_of(asker, indicator, year, sight)?;
        let info = FigureInfo { name: "indicator", unit: indicator.unit(), source: "", of: Of::All };
        let mut figure = match indicator.computed() {
            Some(computed) => self.by_records(asker, computed, info, year, &sight)?,
            None => Figure::empty(info, None, None),
        };
        let observed = self.observations(&known, Some(id), &sight)?;
        let mut rule = indicator.computed().map(|computed| Say::new(computed.rule));
        if figure.value.is_none() {
            let (basis, by_hand) = by_hand(indicator, &observed, &sight);
            figure = Figure { value: by_hand.iter().map(|one| one.value).reduce(i64::saturating_add), ..figure };
            figure.lines = by_hand.into_iter().map(line).collect();
            rule = Some(basis);
        } else {
            figure.published = printed(indicator, &observed, &sight);
        }
        figure.info = info;
        figure.parts.retain(|part| part.say.key != "part-target");
        let beside = [(Say::new("part-baseline").with("of", &indicator.baseline_of), indicator.baseline())];
        let beside = beside.into_iter().chain([(Say::new("part-target"), indicator.target())]);
        figure.parts.extend(beside.filter_map(|(say, value)| Some(part(say, info.unit, value?))));
        let rule = rule.unwrap_or(Say::new("way-none"));
        figure.about = Some(About { title: indicator.name.clone(), rule, source: indicator.source.clone() });
        Ok(Some(figure))
    }

    /// What an indicator is asked with: the years it is of.
    pub(super) fn sight_of(
        &self,
        asker: &Asker,
        indicator: &Indicator,
        year: Option<i16>,
        sight: Sight,
    ) -> Result<Sight, StoreError> {
        let over = indicator.over();
        let due = if over == Over::Due { indicator.due } else { None };
        let sight = Sight { code: indicator.code.clone(), of: None, ..sight };
        match (year, due) {
            (None, Some(due)) => Ok(sight.in_year(due)),
            _ => Ok(self.over(asker, over, year, sight)?.0),
        }
    }

    /// The value of an indicator from records; none where they do not give it.
    pub(super) fn worth(
        &self,
        asker: &Asker,
        computed: &Computed,
        year: Option<i16>,
        sight: &Sight,
        pass: Option<&Pass>,
    ) -> Result<Option<Worth>, StoreError> {
        let value = match &computed.way {
            Way::Sum(evidence) => self.sum_in(pass, evidence, sight)?,
            Way::Account(evidence) => return self.account(asker, evidence, sight),
            Way::Count(evidence, condition) => match self.sum_of(evidence, sight)? {
                None if self.finds(condition, sight)? => Some(0),
                value => value,
            },
            Way::Share(given, whole) => self.sum_of(whole, sight)?.and_then(|whole| {
                let given = self.sum_of(given, sight).ok().flatten().unwrap_or(0);
                tenths(given.into(), whole.into())
            }),
            Way::Figure(name) => self.value_by_name(asker, name, year, sight, pass)?,
            Way::Least(figure) if pass.is_some() => pass.and_then(|pass| pass.least(figure)),
            Way::Least(figure) => self
                .least_programme(asker, figure, sight)?
                .and_then(|(_, all)| all.iter().map(|(_, _, value)| *value).min()),
            Way::Growth => self.growth(sight, pass)?,
            Way::CoreShare => self.core_share(sight)?,
            Way::Reached => self.reached(asker, sight, pass)?.map(|lines| lines.iter().map(|line| line.amount).sum()),
        };
        Ok(value.map(|value| Worth { value, projected: false }))
    }

    /// Whether a condition finds anything.
    pub(super) fn finds(&self, condition: &str, sight: &Sight) -> Result<bool, StoreError> {
        Ok(!self.rows(condition, sight, |_| Ok(()))?.is_empty())
    }

    fn account(&self, asker: &Asker, evidence: &Evidence, sight: &Sight) -> Result<Option<Worth>, StoreError> {
        let lines = self.lines_of(asker, evidence, sight)?;
        let projected = lines.iter().any(|line| line.when.ends_with("projected"));
        let value = lines.iter().map(|line| line.amount).reduce(i64::saturating_add);
        Ok(value.map(|value| Worth { value, projected }))
    }

    fn value_by_name(
        &self,
        asker: &Asker,
        name: &'static str,
        year: Option<i16>,
        sight: &Sight,
        pass: Option<&Pass>,
    ) -> Result<Option<i64>, StoreError> {
        if let Some(value) = pass.and_then(|pass| pass.figure(name, sight)) {
            return Ok(value);
        }
        if let Some(share) = SHARES.iter().find(|share| share.figure == name) {
            return self.value_of_share(share, sight, pass);
        }
        if let Some(income) = INCOMES.iter().find(|income| income.figure == name) {
            return self.given_by(income, sight, pass);
        }
        Ok(self.form(asker, register(name), None, year, sight.clone())?.value)
    }

    /// Money of as many years before those a figure is of.
    fn before(sight: &Sight) -> Sight {
        let years = sight.until - sight.from + 1;
        sight.clone().over(sight.from - years, sight.from - 1)
    }

    fn growth(&self, sight: &Sight, pass: Option<&Pass>) -> Result<Option<i64>, StoreError> {
        let sums = (self.sum_in(pass, &INCOME, sight)?, self.sum_in(pass, &INCOME, &Self::before(sight))?);
        let (Some(now), Some(before)) = sums else { return Ok(None) };
        Ok(tenths(now.into(), before.into()).map(|share| share - 1000))
    }

    fn core_share(&self, sight: &Sight) -> Result<Option<i64>, StoreError> {
        let approved = self.core_budget(sight)?.and_then(|budget| budget.approved);
        let received = self.core_sum(sight)?;
        Ok(approved.zip(received).and_then(|(approved, received)| tenths(received.into(), approved.into())))
    }

    /// The partner categories that reached a target of their own; none where none of them gave.
    fn reached(
        &self,
        asker: &Asker,
        sight: &Sight,
        pass: Option<&Pass>,
    ) -> Result<Option<Vec<FigureLine>>, StoreError> {
        let (mut lines, mut any) = (Vec::new(), false);
        for income in INCOMES {
            let (given, id) = (self.given_by(income, sight, pass)?, self.by_code(Kind::Category, income.category)?);
            any |= given.is_some();
            let target = self.target_of(asker, income)?;
            if let (Some(given), Some(id), Some(target)) = (given, id, target)
                && given >= target
            {
                let title = self.name_of(asker, Kind::Category, id)?.unwrap_or_default();
                let when = format!("{}-{}", sight.from, sight.until);
                lines.push(FigureLine {
                    kind: Kind::Category,
                    id,
                    title,
                    when,
                    amount: 1,
                    usd: Some(given),
                    correction: false,
                });
            }
        }
        Ok(any.then_some(lines))
    }

    /// What a category gave; zero as soon as anybody gave anything.
    fn given_by(&self, income: &CategoryIncome, sight: &Sight, pass: Option<&Pass>) -> Result<Option<i64>, StoreError> {
        match self.sum_in(pass, &income.evidence, sight)? {
            None if self.finds(ANY_MONEY, sight)? => Ok(Some(0)),
            given => Ok(given),
        }
    }

    fn target_of(&self, asker: &Asker, income: &CategoryIncome) -> Result<Option<i64>, StoreError> {
        let Some(id) = self.by_code(Kind::Indicator, income.target)? else { return Ok(None) };
        Ok(self.indicators(asker, Some(id))?.first().and_then(Indicator::target))
    }

    /// An indicator from records, with those that add up to it.
    fn by_records(
        &self,
        asker: &Asker,
        computed: &Computed,
        info: FigureInfo,
        year: Option<i16>,
        sight: &Sight,
    ) -> Result<Figure, StoreError> {
        if let Way::Figure(name) = computed.way {
            return self.form(asker, register(name), None, year, sight.clone());
        }
        let worth = self.worth(asker, computed, year, sight, None)?;
        let one_year = sight.from == sight.until && computed.over != Over::Day;
        let mut figure = Figure::empty(info, one_year.then_some(sight.year), None);
        figure.value = worth.map(|worth| worth.value);
        if sight.from < sight.until && computed.over != Over::Day {
            let years = format!("{}-{}", sight.from, sight.until);
            figure.parts.push(Part { say: Say::new("part-years"), value: PartValue::Text(years) });
        }
        self.show_records(asker, computed, sight, &mut figure)?;
        Ok(figure)
    }

    fn show_records(
        &self,
        asker: &Asker,
        computed: &Computed,
        sight: &Sight,
        figure: &mut Figure,
    ) -> Result<(), StoreError> {
        let value = figure.value.unwrap_or(0);
        match &computed.way {
            Way::Sum(evidence) | Way::Count(evidence, _) => {
                figure.lines = self.lines_of(asker, evidence, sight)?;
                figure.left_out = self.left_out_of(asker, evidence, sight)?;
            }
            Way::Account(evidence) => {
                figure.lines = self.lines_of(asker, evidence, sight)?;
                figure.parts.extend(self.required_reserve(computed, sight)?);
            }
            Way::Share(given, whole) => {
                figure.lines = share_out(value, self.lines_of(asker, given, sight)?);
                let counted = [("part-part", given), ("part-whole", whole)];
                for (key, evidence) in counted {
                    let count = self.sum_of(evidence, sight)?.unwrap_or(0);
                    figure.parts.push(part(Say::new(key), Unit::Count, count));
                }
            }
            Way::Least(name) => self.show_least(asker, name, sight, figure)?,
            Way::Growth => {
                let before = Self::before(sight);
                figure.lines = share_out(value + 1000, self.lines_of(asker, &BY_DONOR, sight)?);
                figure.lines.extend(share_out(-1000, self.lines_of(asker, &BY_DONOR, &before)?));
                for years in [sight, &before] {
                    let say = Say::new("part-income-of").with("from", years.from).with("until", years.until);
                    figure.parts.extend(self.sum_of(&BY_DONOR, years)?.map(|sum| part(say, Unit::Usd, sum)));
                }
            }
            Way::CoreShare => {
                let evidence = Evidence::money(RECEIVED, &[("{scope}", UNEARMARKED)]);
                figure.lines = share_out(value, self.lines_of(asker, &evidence, sight)?);
                figure.left_out = self.left_out_of(asker, &evidence, sight)?;
                let approved = self.core_budget(sight)?.and_then(|budget| budget.approved);
                let beside =
                    [(Say::new("part-approved"), approved), (Say::new("part-received"), self.core_sum(sight)?)];
                figure.parts.extend(beside.into_iter().filter_map(|(say, value)| Some(part(say, Unit::Usd, value?))));
            }
            Way::Reached => figure.lines = self.reached(asker, sight, None)?.unwrap_or_default(),
            Way::Figure(_) => {}
        }
        if figure.value.is_none() {
            figure.lines.clear();
        }
        Ok(())
    }

    /// The programme where the figure is least, by its records, and all of them as parts.
    fn show_least(
        &self,
        asker: &Asker,
        name: &'static str,
        sight: &Sight,
        figure: &mut Figure,
    ) -> Result<(), StoreError> {
        let Some((least, all)) = self.least_programme(asker, name, sight)? else { return Ok(()) };
        let of = super::flagship::of_programmes(name);
        let sight = Sight { of: Some(least), ..sight.clone() };
        figure.lines = self.lines_of(asker, &of.one, &sight)?;
        figure.left_out = self.left_out_of(asker, &of.one, &sight)?;
        for (id, programme, value) in all {
            if id == least {
                figure.of = Some(programme.clone());
            }
            figure.parts.push(part(Say::new("part-programme").with("name", programme), figure.info.unit, value));
        }
        Ok(())
    }

    /// The reserve a year's approved core budget asks for (HSP/EB.1/2/Rev.1, paras 60 and 63).
    fn required_reserve(&self, computed: &Computed, sight: &Sight) -> Result<Option<Part>, StoreError> {
        let approved = self.core_budget(sight)?.and_then(|budget| budget.approved);
        let percent = self.setting("reserve-share", 10)?;
        let required = approved.filter(|_| computed.rule == "way-reserve");
        Ok(required
            .and_then(|approved| part_of(approved, percent, 100))
            .map(|required| part(Say::new("part-reserve-required").with("percent", percent), Unit::Usd, required)))
    }

    /// Income of a partner category in the years of the plan, or in one year.
    pub(super) fn income_of_category(
        &self,
        asker: &Asker,
        info: FigureInfo,
        income: &CategoryIncome,
        year: Option<i16>,
        sight: Sight,
    ) -> Result<Figure, StoreError> {
        let (sight, definition) = self.over(asker, Over::Plan, year, sight)?;
        let mut figure = Figure::empty(info, year, None);
        figure.value = self.given_by(income, &sight, None)?;
        figure.lines = self.lines_of(asker, &income.evidence, &sight)?;
        figure.left_out = self.left_out_of(asker, &income.evidence, &sight)?;
        figure.definition = definition;
        let target = self.target_of(asker, income)?.filter(|_| year.is_none());
        figure.parts.extend(target.map(|target| part(Say::new("part-target"), Unit::Usd, target)));
        Ok(figure)
    }
}

/// What the register says of a figure the table names.
fn register(name: &str) -> FigureInfo {
    FIGURES
        .iter()
        .copied()
        .find(|info| info.name == name)
        .expect("the table of indicators names figures of the register")
}

fn line(observed: &Observed) -> FigureLine {
    FigureLine {
        kind: Kind::Observation,
        id: observed.id,
        title: observed.source.clone(),
        when: observed.when.clone(),
        amount: observed.value,
        usd: None,
        correction: observed.value < 0,
    }
}

/// The observations that stand for the years asked for: of a year the last one in it, of sums over years the last of
/// each, of everything else the last one.
fn standing<'a>(
    indicator: &Indicator,
    observed: impl DoubleEndedIterator<Item = &'a Observed>,
    sight: &Sight,
) -> Vec<&'a Observed> {
    let mut latest: Vec<&Observed> = Vec::new();
    let by_year = indicator.kind == "sum" && matches!(indicator.over(), Over::Plan | Over::SoFar);
    let within = by_year || matches!(indicator.over(), Over::Year | Over::Due);
    for one in observed.filter(|one| one.indicator == indicator.id).rev() {
        let fits = !within || (sight.from..=sight.until).contains(&one.year());
        if fits && latest.iter().all(|known| by_year && known.year() != one.year()) {
            latest.push(one);
        }
    }
    latest.reverse();
    latest
}

/// The value written down, else the one printed, and the words that say which.
pub(super) fn by_hand<'a>(indicator: &Indicator, observed: &'a [Observed], sight: &Sight) -> (Say, Vec<&'a Observed>) {
    let written = standing(indicator, observed.iter().filter(|one| one.recorded), sight);
    if let Some(last) = written.last() {
        return (Say::new("way-recorded").with("of", &last.when).with("source", &last.source), written);
    }
    let printed = standing(indicator, observed.iter().filter(|one| !one.recorded), sight);
    let say = printed
        .last()
        .map_or(Say::new("way-none"), |last| Say::new("way-paper").with("of", &last.when).with("source", &last.source));
    (say, printed)
}

/// What the papers print for the same years.
pub(super) fn printed(indicator: &Indicator, observed: &[Observed], sight: &Sight) -> Option<Published> {
    let found = standing(indicator, observed.iter().filter(|one| !one.recorded), sight);
    let last = found.last()?;
    let days: Vec<&str> = found.iter().map(|one| one.when.as_str()).collect();
    Some(Published {
        value: found.iter().map(|one| one.value).fold(0, i64::saturating_add),
        source: last.source.clone(),
        as_of: days.join(", "),
        note: last.note.clone(),
    })
}
