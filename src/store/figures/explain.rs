//! A figure with everything that explains it: the records that add up to it, those left out and why, what the papers
//! print beside it, and the definition used where they leave it open.

use super::super::record::name_sql;
use super::super::{Store, StoreError};
use super::indicators::INCOMES;
use super::shares::SHARES;
use super::sight::Sight;
use super::{FIGURES, Figure, FigureInfo, FigureLine, LeftOut, Of, Part, PartValue, Published, Unit};
use crate::access::Asker;
use crate::domain::day::{Day, Span};
use crate::domain::kind::Kind;
use crate::domain::money::{Currency, Money, read_plain, split};
use crate::domain::record::{Id, Record};
use crate::domain::say::Say;

/// Which contributions a figure is about, as a condition of its queries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    All,
    /// Unearmarked: Foundation non-earmarked (HSP/EB.1/2/Rev.1, para 48).
    Core,
    Fund,
    /// Every fund a plan has a target for, read once.
    Planned,
    Partner,
    /// A donor and every body under it.
    Below,
    One,
}

impl Scope {
    const fn sql(self) -> &'static str {
        match self {
            Self::All => "1 = 1",
            Self::Core => {
                "c.earmarking = (SELECT e.id FROM earmarking e WHERE e.code = 'UNEARMARKED' AND e.deleted = 0)"
            }
            Self::Fund => "c.fund IS NOT DISTINCT FROM :of",
            Self::Planned => "c.fund IN (SELECT t.fund FROM plan_target t WHERE t.deleted = 0 AND t.plan = :of)",
            Self::Partner => "c.partner = :of",
            Self::Below => {
                "c.partner IN (WITH RECURSIVE below (id) AS (SELECT :of UNION SELECT u.id FROM below b \
                 CROSS JOIN partner u WHERE u.parent = b.id AND u.deleted = 0) SELECT b.id FROM below b)"
            }
            Self::One => "c.id = :of",
        }
    }
}

/// Which donors of `donors.sql` a figure counts.
const STATUSES: &[(&str, &str)] = &[
    ("donors", "s.last = :year"),
    ("donors-new", "s.status = 'new'"),
    ("donors-returning", "s.status = 'returning'"),
    ("donors-continuing", "s.status = 'continuing'"),
    ("donors-lapsed", "s.status = 'lapsed'"),
    ("donors-last-not-this", "s.last = :before"),
    ("donors-some-not-this", "s.last < :year"),
];

/// The SQL of the contributions behind a sum, or of those it leaves out.
pub(super) fn scoped(sql: &str, scope: Scope, lang: &str) -> String {
    named(sql, Kind::Partner, lang).replace("{scope}", scope.sql())
}

/// The SQL of the donors a figure of status counts; none for a figure of something else.
pub(super) fn by_status(figure: &str, lang: &str) -> Option<String> {
    let (_, which) = STATUSES.iter().find(|(name, _)| *name == figure)?;
    let sql = include_str!("donors.sql").replace("{status}", include_str!("status.sql")).replace("{which}", which);
    Some(named(&sql, Kind::Partner, lang))
}

/// Puts the name of the record `p` in the reader's language into a query.
pub(super) fn named(sql: &str, kind: Kind, lang: &str) -> String {
    sql.replace("{name}", &name_sql(kind, "p", lang))
}

/// A sum in cents that has to fit 64 bits.
pub(super) fn cents(sum: i128) -> Result<i64, StoreError> {
    i64::try_from(sum).map_err(|_| Say::new("money-too-large").with("text", sum).into())
}

/// A part of a whole in tenths of a per cent, rounded half away from zero; none of a whole that is not above zero.
pub(super) fn tenths(part: i128, whole: i128) -> Option<i64> {
    if whole <= 0 {
        return None;
    }
    let half = if part < 0 { -whole } else { whole };
    i64::try_from((part * 2000 + half) / (whole * 2)).ok()
}

/// What a figure is made of, in a unit.
pub(super) const fn part(say: Say, unit: Unit, value: i64) -> Part {
    Part { say, value: PartValue::In(unit, value) }
}

impl Store {
    /// A figure by name with the records behind it; without a year of the asker's year, `income` and `fund:` of the
    /// years of the plan, `donor:` of all years.
    ///
    /// # Errors
    /// Says when there is no such figure or record; or when the file cannot be read.
    pub fn figure(&self, asker: &Asker, name: &str, year: Option<i16>) -> Result<Figure, StoreError> {
        self.stand(asker)?;
        let (head, of) = name.split_once(':').map_or((name, None), |(head, of)| (head, Some(of)));
        let fits = |info: &FigureInfo| match info.of {
            Of::All => of.is_none(),
            Of::One => of.is_some(),
            Of::Either => true,
        };
        let info = FIGURES.iter().copied().find(|info| info.name == head && fits(info));
        let sight = self.sight(asker)?;
        let sight = sight.clone().in_year(year.unwrap_or(sight.year));
        let mut figure = match info {
            Some(info) => self.form(asker, info, of, year, sight)?,
            None => self.indicator(asker, name, year, sight)?.ok_or_else(|| unknown(name))?,
        };
        let since = self.changed_since_then();
        if since > 0 {
            let say = Say::new("part-changed-since").with("day", asker.day());
            figure.parts.push(part(say, Unit::Count, since));
        }
        Ok(figure)
    }

    /// A figure of the register.
    pub(super) fn form(
        &self,
        asker: &Asker,
        info: FigureInfo,
        of: Option<&str>,
        year: Option<i16>,
        sight: Sight,
    ) -> Result<Figure, StoreError> {
        if let Some(share) = SHARES.iter().find(|share| share.figure == info.name) {
            return self.share(asker, info, share, year, sight);
        }
        if let Some(income) = INCOMES.iter().find(|income| income.figure == info.name) {
            return self.income_of_category(asker, info, income, year, sight);
        }
        if info.name.starts_with("flagship-") {
            return self.of_programme(asker, info, of, year, sight);
        }
        if super::duties::NAMES.contains(&info.name) {
            return self.duty(asker, info, of, year, sight);
        }
        let (either, of) = (of, of.unwrap_or_default());
        match info.name {
            "income" => self.income(asker, info, year, sight),
            "fund" => self.income_of_fund(asker, info, of, year, sight),
            "core-received" => self.core_received(asker, info, &sight),
            "core-gap" => self.core_gap(asker, info, &sight),
            "core-donors" => self.core_donors(asker, info, &sight),
            "largest-ten-share" => self.largest_share(asker, info, &sight),
            "focal-points" => self.focal_points(info, year, sight),
            "donor" => self.money_of_donor(asker, info, of, year, sight),
            "donor-with-bodies" => self.money_with_bodies(asker, info, of, year, sight),
            "contribution" => self.one_contribution(asker, info, of, sight),
            "pledged-outstanding" => self.pledged(asker, info, &sight),
            "signed" | "signed-not-received" | "pipeline" | "pipeline-weighted" => {
                self.of_agreements(asker, info, either, year, sight)
            }
            "fund-gap" => self.fund_gap(asker, info, either, sight),
            "instalments-overdue" => self.instalments_overdue(asker, info, &sight),
            "support-cost" | "levy" => self.charges(asker, info, year, sight),
            "forecast" => self.forecast(asker, info, sight),
            _ => self.donors(asker, info, &sight),
        }
    }

    fn blank(&self, asker: &Asker, info: FigureInfo, sight: &Sight, scope: Scope) -> Result<Figure, StoreError> {
        Ok(Figure { left_out: self.left_out(asker, sight, scope)?, ..Figure::empty(info, Some(sight.year), None) })
    }

    fn left_out(&self, asker: &Asker, sight: &Sight, scope: Scope) -> Result<Vec<LeftOut>, StoreError> {
        self.rows(&scoped(include_str!("left-out.sql"), scope, asker.lang), sight, |row| {
            let currency = row.get::<_, String>(3)?;
            let amount = Currency::parse(&currency).map(|currency| row.get(2).map(|minor| Money::new(minor, currency)));
            let amount = amount.transpose()?.map_or(currency, |money| money.to_string());
            let reason = Say::new("left-no-rate").with("amount", amount);
            Ok(LeftOut { kind: Kind::Contribution, id: row.get(0)?, title: row.get(1)?, reason })
        })
    }

    /// The contributions behind a sum, largest first; `turned` takes them away instead of adding them.
    fn lines(&self, asker: &Asker, sight: &Sight, scope: Scope, turned: bool) -> Result<Vec<FigureLine>, StoreError> {
        let sql = scoped(include_str!("lines.sql"), scope, asker.lang);
        let mut lines: Vec<FigureLine> = self.rows(&sql, sight, |row| {
            let usd: i64 = row.get(3)?;
            Ok(FigureLine {
                kind: Kind::Contribution,
                id: row.get(0)?,
                title: row.get(1)?,
                when: row.get(2)?,
                amount: if turned { -usd } else { usd },
                usd: None,
                correction: usd < 0,
            })
        })?;
        lines.sort_by_key(|line| (std::cmp::Reverse(if turned { -line.amount } else { line.amount }), line.id));
        Ok(lines)
    }

    /// The contributions of the years of the sight to one fund, or to every fund the plan of the sight has a target for.
    pub(super) fn gifts(
        &self,
        asker: &Asker,
        sight: &Sight,
        fund: Option<Option<Id>>,
    ) -> Result<Vec<FigureLine>, StoreError> {
        match fund {
            Some(of) => self.lines(asker, &Sight { of, ..sight.clone() }, Scope::Fund, false),
            None => self.lines(asker, sight, Scope::Planned, false),
        }
    }

    /// Every contribution of the years of the sight, largest first.
    pub(super) fn all_gifts(&self, asker: &Asker, sight: &Sight) -> Result<Vec<FigureLine>, StoreError> {
        self.lines(asker, sight, Scope::All, false)
    }

    /// Donors, each counting one, with the money that makes it count.
    fn counted(&self, sql: &str, sight: &Sight) -> Result<Vec<FigureLine>, StoreError> {
        self.rows(sql, sight, |row| {
            let when: i64 = row.get(2)?;
            Ok(FigureLine {
                kind: Kind::Partner,
                id: row.get(0)?,
                title: row.get(1)?,
                when: when.to_string(),
                amount: 1,
                usd: row.get(3)?,
                correction: false,
            })
        })
    }

    /// Money by year and fund.
    pub(super) fn by_fund(&self, sight: &Sight) -> Result<Vec<(i16, Option<Id>, i64)>, StoreError> {
        self.rows(include_str!("income.sql"), sight, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
    }

    fn income(&self, asker: &Asker, info: FigureInfo, year: Option<i16>, sight: Sight) -> Result<Figure, StoreError> {
        let (sight, definition) = self.years_of_plan(asker, year, sight)?;
        let sums = self.by_fund(&sight)?;
        let mut figure = self.blank(asker, info, &sight, Scope::All)?;
        let mut target = None;
        for fund in self.funds(asker, sight.of)? {
            target = target.into_iter().chain(fund.target).reduce(|sum: i64, more| sum.saturating_add(more));
            for (in_year, _, usd) in sums.iter().filter(|(_, id, _)| *id == Some(fund.id)) {
                let say = Say::new("part-fund").with("fund", &fund.name).with("year", in_year);
                figure.parts.push(part(say, Unit::Usd, *usd));
            }
        }
        for (in_year, _, usd) in sums.iter().filter(|(_, id, _)| id.is_none()) {
            figure.parts.push(part(Say::new("part-fund-not-stated").with("year", in_year), Unit::Usd, *usd));
        }
        if let Some(target) = target.filter(|_| year.is_none()) {
            figure.parts.push(part(Say::new("part-target"), Unit::Usd, target));
        }
        figure.value = total(&sums)?;
        figure.year = year;
        figure.definition = definition;
        figure.lines = self.lines(asker, &sight, Scope::All, false)?;
        Ok(figure)
    }

    fn income_of_fund(
        &self,
        asker: &Asker,
        info: FigureInfo,
        code: &str,
        year: Option<i16>,
        sight: Sight,
    ) -> Result<Figure, StoreError> {
        let (mut sight, definition) = self.years_of_plan(asker, year, sight)?;
        let id = if code.is_empty() { None } else { Some(self.resolve(asker, Kind::Fund, code)?) };
        let fund = self.funds(asker, sight.of)?.into_iter().find(|fund| Some(fund.id) == id);
        sight.of = id;
        let mut sums = self.by_fund(&sight)?;
        sums.retain(|(_, known, _)| *known == id);
        let mut figure = self.blank(asker, info, &sight, Scope::Fund)?;
        let years = sums.iter().map(|(year, _, usd)| part(Say::new("part-year").with("year", year), Unit::Usd, *usd));
        figure.parts.extend(years);
        if let Some(target) = fund.as_ref().and_then(|fund| fund.target).filter(|_| year.is_none()) {
            figure.parts.push(part(Say::new("part-target"), Unit::Usd, target));
        }
        figure.of = Some(fund.map_or_else(String::new, |fund| fund.name));
        figure.value = total(&sums)?;
        figure.year = year;
        figure.definition = definition;
        figure.lines = self.lines(asker, &sight, Scope::Fund, false)?;
        Ok(figure)
    }

    /// One year, or the years of the plan that covers the asker's year, which `of` then names.
    pub(super) fn years_of_plan(
        &self,
        asker: &Asker,
        year: Option<i16>,
        sight: Sight,
    ) -> Result<(Sight, Option<Say>), StoreError> {
        match (year, self.plan_of(asker, &sight)?) {
            (None, Some((id, name, from, until))) => {
                let say = Say::new("definition-plan-years").with("plan", name).with("from", from).with("until", until);
                Ok((Sight { of: Some(id), ..sight.over(from, until) }, Some(say)))
            }
            _ => Ok((sight, None)),
        }
    }

    /// What records give as core money of a year; none where there is no record.
    pub(super) fn core_sum(&self, sight: &Sight) -> Result<Option<i64>, StoreError> {
        let sum: Vec<Option<i64>> = self.rows(include_str!("core-received.sql"), sight, |row| row.get(0))?;
        Ok(sum.into_iter().flatten().next())
    }

    fn core_received(&self, asker: &Asker, info: FigureInfo, sight: &Sight) -> Result<Figure, StoreError> {
        let mut figure = self.blank(asker, info, sight, Scope::Core)?;
        figure.value = self.core_sum(sight)?;
        figure.lines = self.lines(asker, sight, Scope::Core, false)?;
        figure.published = self.core_budget(sight)?.and_then(|budget| {
            let value = budget.received?;
            Some(Published { value, source: budget.source, as_of: budget.as_of, note: budget.note })
        });
        Ok(figure)
    }

    fn core_gap(&self, asker: &Asker, info: FigureInfo, sight: &Sight) -> Result<Figure, StoreError> {
        let mut figure = self.blank(asker, info, sight, Scope::Core)?;
        let received = self.core_sum(sight)?;
        let Some(budget) = self.core_budget(sight)? else { return Ok(figure) };
        let usd = |say: Say, value: Option<i64>| value.map(|value| part(say, Unit::Usd, value));
        figure.parts.extend(usd(Say::new("part-approved"), budget.approved));
        figure.parts.extend(usd(Say::new("part-received"), received));
        figure.parts.extend(usd(Say::new("part-received-published"), budget.received));
        figure.parts.extend(usd(Say::new("part-expected").with("kind", &budget.expected_kind), budget.expected));
        figure.parts.extend(usd(Say::new("part-reserve"), self.reserve(&budget)?));
        let Some(approved) = budget.approved else { return Ok(figure) };
        figure.value = Some(cents(i128::from(approved) - i128::from(received.unwrap_or(0)))?);
        figure.lines = vec![FigureLine {
            kind: Kind::CoreBudget,
            id: budget.id,
            title: budget.code,
            when: sight.year.to_string(),
            amount: approved,
            usd: None,
            correction: false,
        }];
        figure.lines.extend(self.lines(asker, sight, Scope::Core, true)?);
        figure.published = budget.received.map(|published| Published {
            value: approved - published,
            source: budget.source,
            as_of: budget.as_of,
            note: budget.note,
        });
        Ok(figure)
    }

    fn core_donors(&self, asker: &Asker, info: FigureInfo, sight: &Sight) -> Result<Figure, StoreError> {
        let mut figure = self.blank(asker, info, sight, Scope::Core)?;
        figure.lines = self.counted(&named(include_str!("core-donors.sql"), Kind::Partner, asker.lang), sight)?;
        figure.value = self.count_of(&figure.lines, sight)?;
        figure.parts.extend(self.target("IND-A2", sight)?);
        figure.definition = Some(Say::new("definition-core-donors"));
        Ok(figure)
    }

    /// A count; none rather than zero where the year has no record of money at all.
    fn count_of(&self, lines: &[FigureLine], sight: &Sight) -> Result<Option<i64>, StoreError> {
        if lines.is_empty() && self.by_fund(sight)?.is_empty() {
            return Ok(None);
        }
        Ok(i64::try_from(lines.len()).ok())
    }

    fn donors(&self, asker: &Asker, info: FigureInfo, sight: &Sight) -> Result<Figure, StoreError> {
        let sql = by_status(info.name, asker.lang).ok_or_else(|| unknown(info.name))?;
        let until_now = sight.clone().over(0, sight.year);
        let mut figure = self.blank(asker, info, &until_now, Scope::All)?;
        figure.lines = self.counted(&sql, sight)?;
        figure.value = self.count_of(&figure.lines, sight)?;
        figure.definition = Some(match info.name {
            "donors-new" | "donors-returning" | "donors-continuing" => {
                Say::new("definition-status").with("years", sight.quiet)
            }
            _ => Say::new("definition-gave"),
        });
        figure.published = match info.name {
            "donors-new" => self.observed("IND-NEW-DONORS", Unit::Count, sight)?,
            "donors-returning" => self.observed("IND-RETURNED", Unit::Count, sight)?,
            _ => None,
        };
        Ok(figure)
    }

    fn largest_share(&self, asker: &Asker, info: FigureInfo, sight: &Sight) -> Result<Figure, StoreError> {
        let mut figure = self.blank(asker, info, sight, Scope::All)?;
        let lines = self.counted(&named(include_str!("largest.sql"), Kind::Partner, asker.lang), sight)?;
        let given: i128 = lines.iter().filter_map(|line| line.usd).map(i128::from).sum();
        let Some(whole) = total(&self.by_fund(sight)?)? else { return Ok(figure) };
        figure.definition = Some(Say::new("definition-largest").with("count", sight.largest));
        figure.parts = vec![
            part(Say::new("part-largest").with("count", sight.largest), Unit::Usd, cents(given)?),
            part(Say::new("part-all-income"), Unit::Usd, whole),
            part(
                Say::new("part-without-largest").with("count", sight.largest),
                Unit::Usd,
                cents(i128::from(whole) - given)?,
            ),
        ];
        figure.value = tenths(given, i128::from(whole));
        if sight.largest == 10 {
            figure.published = self.observed("IND-TOP10", Unit::Tenths, sight)?;
        }
        let Some(share) = figure.value else { return Ok(figure) };
        let weights: Vec<u64> =
            lines.iter().map(|line| line.usd.and_then(|usd| usd.try_into().ok()).unwrap_or(0)).collect();
        let shares = split(share, &weights);
        figure.lines = lines.into_iter().zip(shares).map(|(line, amount)| FigureLine { amount, ..line }).collect();
        Ok(figure)
    }

    fn focal_points(&self, info: FigureInfo, year: Option<i16>, mut sight: Sight) -> Result<Figure, StoreError> {
        if let Some(last) = year.and_then(|year| Day::new(year, 12, 31)).map(|day| day.to_string()) {
            sight.day = last.min(sight.day);
        }
        let mut donors = 0;
        let lines = self.rows(include_str!("focal-points.sql"), &sight, |row| {
            donors += row.get::<_, i64>(3)?;
            Ok(FigureLine {
                kind: Kind::FocalPoint,
                id: row.get(0)?,
                title: row.get(1)?,
                when: row.get(2)?,
                amount: 1,
                usd: None,
                correction: false,
            })
        })?;
        let mut parts = vec![part(Say::new("part-donors-led"), Unit::Count, donors)];
        parts.extend(self.target("IND-G1", &sight)?);
        Ok(Figure {
            value: i64::try_from(lines.len()).ok(),
            lines,
            parts,
            definition: Some(Say::new("definition-focal-points").with("day", sight.day)),
            ..Figure::empty(info, Some(sight.year), None)
        })
    }

    fn money_of_donor(
        &self,
        asker: &Asker,
        info: FigureInfo,
        of: &str,
        year: Option<i16>,
        sight: Sight,
    ) -> Result<Figure, StoreError> {
        let id = self.resolve(asker, Kind::Partner, of)?;
        let mut sight = Sight { of: Some(id), partner: id, ..sight };
        if year.is_none() {
            sight = sight.over(0, i16::MAX);
        }
        let mut figure = self.blank(asker, info, &sight, Scope::Partner)?;
        let mut sum = None;
        for money in self.donor_years(asker, id)? {
            if (sight.from..=sight.until).contains(&money.year) {
                let usd = i128::from(money.core) + i128::from(money.earmarked);
                figure.parts.push(part(Say::new("part-year").with("year", money.year), Unit::Usd, cents(usd)?));
                sum = Some(sum.unwrap_or(0) + usd);
            }
        }
        figure.value = sum.map(cents).transpose()?;
        figure.of = self.name_of(asker, Kind::Partner, id)?;
        figure.year = year;
        figure.lines = self.lines(asker, &sight, Scope::Partner, false)?;
        Ok(figure)
    }

    /// What a donor and every body under it gave: a part for each body, no contribution twice.
    fn money_with_bodies(
        &self,
        asker: &Asker,
        info: FigureInfo,
        of: &str,
        year: Option<i16>,
        sight: Sight,
    ) -> Result<Figure, StoreError> {
        let id = self.resolve(asker, Kind::Partner, of)?;
        let mut sight = Sight { of: Some(id), partner: id, ..sight };
        if year.is_none() {
            sight = sight.over(0, i16::MAX);
        }
        let mut figure = self.blank(asker, info, &sight, Scope::Below)?;
        let mut sum = None;
        for (_, name, usd) in self.bodies(asker, &sight)? {
            if let Some(usd) = usd {
                figure.parts.push(part(Say::new("part-body").with("name", name), Unit::Usd, usd));
                sum = Some(sum.unwrap_or(0) + i128::from(usd));
            }
        }
        figure.value = sum.map(cents).transpose()?;
        figure.of = self.name_of(asker, Kind::Partner, id)?;
        figure.year = year;
        figure.lines = self.lines(asker, &sight, Scope::Below, false)?;
        Ok(figure)
    }

    /// How the US dollar value of one contribution was formed.
    fn one_contribution(&self, asker: &Asker, info: FigureInfo, of: &str, sight: Sight) -> Result<Figure, StoreError> {
        let missing = || Say::new("value-no-such-record").with("text", of).with("kind", Kind::Contribution.name());
        let id: Id = of.trim().parse().map_err(|_| missing())?;
        let record = self.load(asker, Kind::Contribution, id)?.ok_or_else(missing)?;
        let sight = Sight { of: Some(id), ..sight.over(0, i16::MAX) };
        let mut figure = self.blank(asker, info, &sight, Scope::One)?;
        let parts = [
            record.money("amount").map(|amount| (Say::new("part-amount"), PartValue::Money(amount))),
            text_part(Say::new("part-rate"), record.get("rate")),
            text_part(Say::new("part-rate-day"), record.get("rate_day")),
            text_part(Say::new("part-rate-source"), record.get("rate_source")),
            text_part(Say::new("part-rate-published"), &self.published_beside(&record)?),
        ];
        figure.parts = parts.into_iter().flatten().map(|(say, value)| Part { say, value }).collect();
        figure.of = Some(record.label("partner").to_owned());
        figure.year = record.span("received").map(Span::year);
        figure.lines = self.lines(asker, &sight, Scope::One, false)?;
        figure.value = figure.lines.first().map(|line| line.amount);
        figure.definition = Some(Say::new(if record.get("currency") == "USD" {
            "definition-usd-itself"
        } else if self.rate_by_hand(&record)? {
            "definition-usd-by-hand"
        } else {
            "definition-usd"
        }));
        Ok(figure)
    }

    /// The published rate of the day, beside one that was given with the amount; empty where there is none.
    fn published_beside(&self, record: &Record) -> Result<String, StoreError> {
        let day = record.span("received").map(Span::last_day);
        let Some(day) = day.filter(|_| !record.get("rate").is_empty()) else { return Ok(String::new()) };
        let found = if self.rate_by_hand(record)? { self.published_rate(record.get("currency"), day)? } else { None };
        Ok(found.map_or_else(String::new, |[rate, day, source]| format!("{rate} · {day} · {source}")))
    }

    /// What a paper prints of an indicator for the year.
    pub(super) fn observed(
        &self,
        code: &'static str,
        unit: Unit,
        sight: &Sight,
    ) -> Result<Option<Published>, StoreError> {
        let sight = Sight { code: code.to_owned(), ..sight.clone() };
        let found = self.rows(include_str!("observation.sql"), &sight, |row| {
            let value: Option<String> = row.get(0)?;
            let published = Published { value: 0, as_of: row.get(1)?, source: row.get(2)?, note: row.get(3)? };
            Ok((value.unwrap_or_default(), published))
        })?;
        Ok(found
            .into_iter()
            .next()
            .and_then(|(value, published)| Some(Published { value: scaled(&value, unit)?, ..published })))
    }

    /// The target of an indicator, as a part beside a count.
    fn target(&self, code: &'static str, sight: &Sight) -> Result<Option<Part>, StoreError> {
        let sight = Sight { code: code.to_owned(), ..sight.clone() };
        let found: Vec<Option<String>> = self.rows(include_str!("target.sql"), &sight, |row| row.get(0))?;
        let value = found.into_iter().flatten().next().and_then(|text| scaled(&text, Unit::Count));
        Ok(value.map(|value| part(Say::new("part-target"), Unit::Count, value)))
    }
}

/// A printed number in the unit of a figure.
fn scaled(text: &str, unit: Unit) -> Option<i64> {
    let digits = match unit {
        Unit::Usd => 2,
        Unit::Tenths => 1,
        Unit::Count => 0,
    };
    read_plain(text, digits).ok()
}

fn text_part(say: Say, text: &str) -> Option<(Say, PartValue)> {
    (!text.is_empty()).then(|| (say, PartValue::Text(text.to_owned())))
}

/// The sum of what was received; none where there is no record.
fn total(sums: &[(i16, Option<Id>, i64)]) -> Result<Option<i64>, StoreError> {
    sums.iter().map(|(_, _, usd)| i128::from(*usd)).reduce(|sum, usd| sum + usd).map(cents).transpose()
}

fn unknown(name: &str) -> Say {
    let colon = |info: &FigureInfo| match (info.name, info.of) {
        ("donor" | "donor-with-bodies" | "contribution", _) => format!("{}:ID", info.name),
        (name, Of::One) => format!("{name}:CODE"),
        (name, Of::Either) => format!("{name}[:CODE]"),
        (name, Of::All) => name.to_owned(),
    };
    let known: Vec<String> = FIGURES.iter().map(colon).collect();
    Say::new("figure-unknown").with("name", name).with("known", known.join(", "))
}
