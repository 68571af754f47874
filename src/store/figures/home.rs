//! Everything Home shows, counted in one go: money is read once into a ledger of a few years, where each figure alone
//! would read it again. Tests hold it against the figures one by one.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasherDefault;

use rusqlite::ToSql;

use super::super::order::{IdHasher, IdMap, IdSet};
use super::super::{Store, StoreError};
use super::commitments::{Commitment, Commitments, Secured};
use super::explain::{cents, named, tenths};
use super::sight::Sight;
use super::{CoreLine, FlagshipLine, FundLine, Home, Need};
use crate::access::Asker;
use crate::domain::day::Day;
use crate::domain::kind::Kind;
use crate::domain::money::part_of;
use crate::domain::query::Query;
use crate::domain::record::Id;
use crate::domain::say::Say;

/// A fund with what the plan asks of it, US dollar cents.
pub(super) struct Fund {
    pub id: Id,
    pub code: String,
    pub name: String,
    pub deleted: bool,
    pub target: Option<i64>,
}

/// The published core budget of a year, US dollar cents.
pub(super) struct CoreBudget {
    pub id: Id,
    pub code: String,
    pub approved: Option<i64>,
    pub received: Option<i64>,
    pub as_of: String,
    pub source: String,
    pub note: String,
    pub expected: Option<i64>,
    pub expected_kind: String,
    pub reserve: Option<i64>,
}

/// How many signed parts and contributions tie a partner to a flagship programme: programme, partner.
pub(super) type Ties = HashMap<(Id, Id), usize, BuildHasherDefault<IdHasher>>;

/// Cents by year and fund; no fund is the one that is not stated.
pub(super) type ByFund = BTreeMap<(i16, Option<Id>), i128>;

/// What each donor gave in one year, by donor.
type Gifts = Vec<(Id, i64)>;

/// Money of some years, by fund and by donor: a list a year, since rows come year by year, and lists that are in order
/// are held against each other in less time and room than a table of all donors takes.
#[derive(Default)]
struct Ledger {
    first: i16,
    year: i16,
    /// Cents by year and fund.
    funds: ByFund,
    /// Unearmarked cents of the year by donor.
    core: Gifts,
    /// From `first` to `year`.
    years: Vec<Gifts>,
}

impl Ledger {
    fn of(first: i16, year: i16) -> Self {
        let years = (first..=year).map(|_| Gifts::new()).collect();
        Self { first, year, years, ..Self::default() }
    }

    fn add(&mut self, year: i16, core: bool, partner: Id, usd: i64) {
        if let Some(gifts) = usize::try_from(year - self.first).ok().and_then(|at| self.years.get_mut(at)) {
            gifts.push((partner, usd));
        }
        if core && year == self.year {
            self.core.push((partner, usd));
        }
    }

    /// Itself with one sum a donor, when no sum went beyond what cents can be.
    fn settle(mut self) -> Result<Self, StoreError> {
        for gifts in self.years.iter_mut().chain([&mut self.core]) {
            sum_up(gifts)?;
        }
        Ok(self)
    }

    /// Every donor with its cents by year, oldest first.
    fn each_donor(&self, mut visit: impl FnMut(Id, &[i64])) {
        let mut left: Vec<&[(Id, i64)]> = self.years.iter().map(Vec::as_slice).collect();
        let mut money = vec![0; left.len()];
        while let Some(donor) = left.iter().filter_map(|gifts| gifts.first()).map(|(donor, _)| *donor).min() {
            for (gifts, sum) in left.iter_mut().zip(&mut money) {
                *sum = 0;
                if let Some(((_, usd), rest)) = gifts.split_first().filter(|((of, _), _)| *of == donor) {
                    (*sum, *gifts) = (*usd, rest);
                }
            }
            visit(donor, &money);
        }
    }

    /// How many donors are so.
    fn count(&self, is_so: impl Fn(Id, &[i64]) -> bool) -> usize {
        let mut count = 0;
        self.each_donor(|donor, money| count += usize::from(is_so(donor, money)));
        count
    }

    fn into_funds(self) -> ByFund {
        self.funds
    }

    /// All income of a year; none where there is no record.
    fn income(&self, year: i16) -> Option<i128> {
        self.funds.range((year, None)..=(year, Some(Id::MAX))).map(|(_, usd)| *usd).reduce(|sum, usd| sum + usd)
    }
}

/// Puts gifts into the order of donors, with one sum for each.
fn sum_up(gifts: &mut Gifts) -> Result<(), StoreError> {
    gifts.sort_unstable_by_key(|(donor, _)| *donor);
    let mut beyond = None;
    gifts.dedup_by(|next, sum| {
        let same = next.0 == sum.0;
        if same {
            match sum.1.checked_add(next.1) {
                Some(more) => sum.1 = more,
                None => beyond = Some(i128::from(sum.1) + i128::from(next.1)),
            }
        }
        same
    });
    gifts.shrink_to_fit();
    beyond.map_or(Ok(()), |sum| cents(sum).map(|_| ()))
}

/// A plan: its id, its name, its first and its last year.
pub(super) type PlanYears = (Id, String, i16, i16);

/// The years of a plan; where there is none, the year that is looked at.
fn years_of(sight: &Sight, plan: Option<&PlanYears>) -> (i16, i16) {
    plan.map_or((sight.year, sight.year), |(_, _, from, until)| (*from, *until))
}

/// What contributions by donor, and then instalments, give to Home.
struct Given {
    home: Home,
    without_lead: usize,
    silent: usize,
    by_fund: ByFund,
    overdue: usize,
}

/// What agreements give to Home.
struct Promised {
    commitments: Vec<Commitment>,
    flagships: Vec<FlagshipLine>,
    pledged: Option<i64>,
    late: usize,
    early: usize,
}

/// A donor's cents of the year so many years back, `0` this year.
fn back(money: &[i64], years: usize) -> i128 {
    money.len().checked_sub(years + 1).map_or(0, |place| i128::from(money[place]))
}

/// Whether a donor gave in this year and the last, taken together.
fn gave_lately(money: &[i64]) -> bool {
    back(money, 0) + back(money, 1) > 0
}

impl Store {
    /// Everything Home shows on the asker's day; of a large file money by donor and money by agreement are read at once.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn home(&self, asker: &Asker) -> Result<Home, StoreError> {
        self.stand(asker)?;
        let sight = self.sight(asker)?;
        let plan = self.plan_of(asker, &sight)?;
        let given = |store: &Self| store.given_by_donor(&sight, plan.as_ref());
        let (given, promised) = self.at_once(given, || self.promised(asker, &sight, plan.as_ref()))?;
        self.home_of(asker, &sight, plan, given, promised)
    }

    /// What was given, and what is late of it: all of Home that is read from contributions by donor and by instalment.
    fn given_by_donor(&self, sight: &Sight, plan: Option<&PlanYears>) -> Result<Given, StoreError> {
        let (from, until) = years_of(sight, plan);
        let ledger = self.ledger(sight, from, until)?;
        let years = if sight.year < from { vec![sight.year] } else { (from..=until.min(sight.year)).collect() };
        let mut home = Home { year: sight.year, years, ..Home::default() };
        home.core = self.core_line(sight, &ledger)?;
        self.count_donors(sight, &ledger, &mut home)?;
        let without_lead = self.without_lead(sight, &ledger)?;
        let silent = self.silent(sight, &ledger)?;
        let by_fund = ledger.into_funds();
        Ok(Given { home, without_lead, silent, by_fund, overdue: self.count_overdue(sight)? })
    }

    /// What was said and signed: all of Home that is read from agreements and what hangs on them.
    fn promised(&self, asker: &Asker, sight: &Sight, plan: Option<&PlanYears>) -> Result<Promised, StoreError> {
        let (from, until) = years_of(sight, plan);
        let commitments = self.commitments(asker, &sight.clone().over(from, until), false)?;
        let (flagships, _) = self.flagship_lines(sight, &commitments)?;
        Ok(Promised {
            flagships,
            pledged: self.pledged_sum(sight, &commitments)?,
            late: commitments.all.iter().filter(|one| one.late).count(),
            early: self.count_early(sight, &commitments.early)?,
            commitments: commitments.all,
        })
    }

    fn home_of(
        &self,
        asker: &Asker,
        sight: &Sight,
        plan: Option<PlanYears>,
        given: Given,
        promised: Promised,
    ) -> Result<Home, StoreError> {
        let Given { mut home, without_lead, silent, by_fund, overdue } = given;
        let (from, until) = years_of(sight, plan.as_ref());
        let funds = self.funds(asker, plan.as_ref().map(|(id, ..)| *id))?;
        home.funds = fund_lines(&by_fund, funds, &promised.commitments, &home.years, from..=until)?;
        home.pledged = promised.pledged;
        home.plan = plan.map(|(_, name, from, until)| (name, from, until));
        home.needs = self.needs_of_duties(asker, sight, silent)?;
        let counted = [
            ("need-no-lead", without_lead),
            ("need-instalments-overdue", overdue),
            ("need-agreements-late", promised.late),
            ("need-early", promised.early),
        ];
        home.needs.extend(self.needs(asker, &counted)?);
        home.flagships = promised.flagships;
        home.without_rate = self.how_many(asker, &Query::read(Kind::Contribution, "usd=-")?)?;
        Ok(home)
    }

    /// What Results shares with Home: donors by status and the share of the largest, programmes, money by year and fund
    /// from a year to another, and by partner category from the first year of the plan up to this one.
    pub(super) fn shared_with_results(
        &self,
        asker: &Asker,
        sight: &Sight,
        from: i16,
        plan: (i16, i16),
    ) -> Result<(Home, ByFund, BTreeMap<String, i128>), StoreError> {
        let ledger = self.ledger(sight, from, plan.1)?;
        let by_category = self.by_category(sight, &ledger, plan.0)?;
        let mut home = Home { year: sight.year, ..Home::default() };
        self.count_donors(sight, &ledger, &mut home)?;
        let by_fund = ledger.into_funds();
        (home.flagships, _) = self.flagship_lines(sight, &self.commitments(asker, sight, false)?)?;
        Ok((home, by_fund, by_category))
    }

    /// Cents by the code of the partner's category, from a year on.
    fn by_category(&self, sight: &Sight, ledger: &Ledger, from: i16) -> Result<BTreeMap<String, i128>, StoreError> {
        let mut codes: Vec<String> = Vec::new();
        let mut of: IdMap<usize> = IdMap::default();
        self.rows(include_str!("partner-categories.sql"), sight, |row| {
            let code = row.get_ref(1)?.as_str()?;
            let place = codes.iter().position(|known| known == code).unwrap_or_else(|| {
                codes.push(code.to_owned());
                codes.len() - 1
            });
            of.insert(row.get(0)?, place);
            Ok(())
        })?;
        let mut sums = vec![0; codes.len()];
        let skipped = usize::try_from(from - ledger.first).unwrap_or(0);
        ledger.each_donor(|donor, money| {
            if let Some(place) = of.get(&donor) {
                sums[*place] += money.iter().skip(skipped).map(|usd| i128::from(*usd)).sum::<i128>();
            }
        });
        Ok(codes.into_iter().zip(sums).collect())
    }

    /// The plan that covers the year, else the latest: id, name, first and last year.
    pub(super) fn plan_of(&self, asker: &Asker, sight: &Sight) -> Result<Option<PlanYears>, StoreError> {
        let sql = named(include_str!("plan.sql"), Kind::Plan, asker.lang);
        let found = self.rows(&sql, sight, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
        Ok(found.into_iter().next())
    }

    /// Every fund with its target in a plan, the bin included: money may still stand in a fund thrown away.
    pub(super) fn funds(&self, asker: &Asker, plan: Option<Id>) -> Result<Vec<Fund>, StoreError> {
        let sql = named(include_str!("funds.sql"), Kind::Fund, asker.lang);
        self.rows(&sql, &Sight { of: plan, ..Sight::of(asker) }, |row| {
            Ok(Fund {
                id: row.get(0)?,
                code: row.get(1)?,
                name: row.get(2)?,
                deleted: row.get::<_, i64>(3)? != 0,
                target: row.get(4)?,
            })
        })
    }

    pub(super) fn core_budget(&self, sight: &Sight) -> Result<Option<CoreBudget>, StoreError> {
        let found = self.rows(include_str!("core-budget.sql"), sight, |row| {
            Ok(CoreBudget {
                id: row.get(0)?,
                code: row.get(1)?,
                approved: row.get(2)?,
                received: row.get(3)?,
                as_of: row.get(4)?,
                source: row.get(5)?,
                note: row.get(6)?,
                expected: row.get(7)?,
                expected_kind: row.get(8)?,
                reserve: row.get(9)?,
            })
        })?;
        Ok(found.into_iter().next())
    }

    /// The years of the plan and those that decide a status, read once.
    fn ledger(&self, sight: &Sight, from: i16, until: i16) -> Result<Ledger, StoreError> {
        let quiet = i16::try_from(sight.quiet.max(1)).unwrap_or(1);
        let first = from.min(sight.year - quiet);
        let core = self.by_code(Kind::Earmarking, "UNEARMARKED")?;
        let mut ledger = Ledger::of(first, sight.year);
        let sight = sight.clone().over(first, until.max(sight.year));
        // The funds of one year: few, and looked through in less time than a tree is.
        let (mut at, mut funds): (i16, Vec<(Option<Id>, i128)>) = (first, Vec::new());
        self.rows(include_str!("ledger.sql"), &sight, |row| {
            let (year, fund, earmarking): (i16, Option<Id>, Option<Id>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let (partner, usd): (Id, i64) = (row.get(3)?, row.get(4)?);
            if year != at {
                ledger.funds.extend(funds.drain(..).map(|(fund, sum)| ((at, fund), sum)));
                at = year;
            }
            match funds.iter_mut().find(|(of, _)| *of == fund) {
                Some((_, sum)) => *sum += i128::from(usd),
                None => funds.push((fund, i128::from(usd))),
            }
            ledger.add(year, earmarking.is_some() && earmarking == core, partner, usd);
            Ok(())
        })?;
        ledger.funds.extend(funds.into_iter().map(|(fund, sum)| ((at, fund), sum)));
        ledger.settle()
    }

    fn core_line(&self, sight: &Sight, ledger: &Ledger) -> Result<CoreLine, StoreError> {
        let recorded =
            ledger.core.iter().map(|(_, usd)| i128::from(*usd)).reduce(|a, b| a + b).map(cents).transpose()?;
        let Some(budget) = self.core_budget(sight)? else { return Ok(CoreLine { recorded, ..CoreLine::default() }) };
        let reserve = self.reserve(&budget)?;
        Ok(CoreLine {
            approved: budget.approved,
            published: budget.received,
            published_as_of: budget.as_of,
            recorded,
            reserve,
            source: budget.source,
            expected: budget.expected,
            expected_kind: budget.expected_kind,
        })
    }

    /// The general financial reserve of a year: as printed, else its share of the approved budget, rounded half away
    /// from zero to the cent (HSP/EB.1/2/Rev.1, paras 60, 63).
    pub(super) fn reserve(&self, budget: &CoreBudget) -> Result<Option<i64>, StoreError> {
        let share = self.setting("reserve-share", 10)?;
        Ok(budget.reserve.or_else(|| budget.approved.and_then(|approved| part_of(approved, share, 100))))
    }

    /// What partners said and did not sign, cents; none where nobody said anything: the figure `pledged-outstanding`, from the
    /// agreements that are at hand.
    fn pledged_sum(&self, sight: &Sight, commitments: &Commitments) -> Result<Option<i64>, StoreError> {
        let mut signed: IdMap<i128> = IdMap::default();
        self.rows(include_str!("under-pledges.sql"), sight, |row| {
            if let Some(one) = commitments.of(row.get(1)?).filter(|one| !one.open) {
                *signed.entry(row.get(0)?).or_default() += i128::from(one.usd.unwrap_or(0));
            }
            Ok(())
        })?;
        let pledges: Vec<(Id, Option<Id>, Option<i64>, bool)> =
            self.rows(include_str!("pledge-versions.sql"), sight, |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })?;
        let earlier: IdMap<Id> =
            pledges.iter().filter_map(|(id, replaces, ..)| replaces.map(|one| (*id, one))).collect();
        let replaced: IdSet = pledges.iter().filter(|one| one.3).filter_map(|one| one.1).collect();
        let mut sum = None;
        for (id, _, usd, _) in pledges.iter().filter(|one| one.3 && !replaced.contains(&one.0)) {
            let Some(usd) = *usd else { continue };
            // What was signed under a version before counts too.
            let mut versions = vec![*id];
            while let Some(before) = versions.last().and_then(|id| earlier.get(id)).filter(|id| !versions.contains(id))
            {
                versions.push(*before);
            }
            let under: i128 = versions.iter().filter_map(|id| signed.get(id)).sum();
            *sum.get_or_insert(0) += (i128::from(usd) - under).max(0);
        }
        sum.map(cents).transpose()
    }

    /// How the funds stand over the years of the sight, as Home shows them; the money is read without its donors.
    pub(super) fn fund_lines(
        &self,
        asker: &Asker,
        sight: &Sight,
        plan: Option<Id>,
        commitments: &[Commitment],
    ) -> Result<Vec<FundLine>, StoreError> {
        let by_fund = self.by_fund(sight)?.into_iter().map(|(year, fund, usd)| ((year, fund), i128::from(usd)));
        fund_lines(&by_fund.collect(), self.funds(asker, plan)?, commitments, &[], sight.from..=sight.until)
    }

    /// Each flagship programme with its partners and what was raised for it; and how many signed parts and gifts tie
    /// each partner to a programme.
    pub(super) fn flagship_lines(
        &self,
        sight: &Sight,
        commitments: &Commitments,
    ) -> Result<(Vec<FlagshipLine>, Ties), StoreError> {
        let mut lines = self.rows(include_str!("flagships.sql"), sight, |row| {
            let (id, code) = (row.get(0)?, row.get(1)?);
            let (min_partners, min_investment) = (row.get(2)?, row.get(3)?);
            Ok(FlagshipLine { id, code, min_partners, min_investment, ..FlagshipLine::default() })
        })?;
        let mut ties = Ties::default();
        let mut raised: HashMap<Id, i128> = HashMap::new();
        self.rows(include_str!("flagship-signed.sql"), sight, |row| {
            let (flagship, owner, usd): (Id, Id, Option<i64>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            if let Some(one) = commitments.of(owner).filter(|one| !one.open) {
                *ties.entry((flagship, one.partner)).or_default() += 1;
                *raised.entry(flagship).or_default() += i128::from(usd.unwrap_or(0));
            }
            Ok(())
        })?;
        self.rows(include_str!("flagship-received.sql"), sight, |row| {
            let (flagship, partner, usd): (Id, Id, Option<i64>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            *ties.entry((flagship, partner)).or_default() += 1;
            *raised.entry(flagship).or_default() += i128::from(usd.unwrap_or(0));
            Ok(())
        })?;
        for line in &mut lines {
            line.partners = ties.keys().filter(|(flagship, _)| *flagship == line.id).count();
            line.raised = cents(raised.get(&line.id).copied().unwrap_or(0))?;
        }
        Ok((lines, ties))
    }

    fn count_donors(&self, sight: &Sight, ledger: &Ledger, home: &mut Home) -> Result<(), StoreError> {
        let governments: IdSet =
            self.rows(include_str!("governments.sql"), sight, |row| row.get(0))?.into_iter().collect();
        home.core_donors = ledger.core.iter().filter(|(id, usd)| *usd > 0 && governments.contains(id)).count();
        let quiet = usize::try_from(sight.quiet).unwrap_or(0);
        let mut given: Vec<i128> = Vec::new();
        let mut silent = Vec::new();
        ledger.each_donor(|partner, money| {
            let this = back(money, 0);
            if this <= 0 {
                home.lapsed += usize::from(back(money, 1) > 0);
                return;
            }
            given.push(this);
            if (1..=quiet).any(|years| back(money, years) > 0) {
                home.continuing += 1;
            } else if money[..money.len() - 1].iter().any(|usd| *usd > 0) {
                home.returning += 1;
            } else {
                silent.push(partner);
            }
        });
        home.new = silent.len();
        let returned = self.gave_before(sight, ledger.first, silent)?;
        home.returning += returned;
        home.new -= returned;
        home.donors = given.len();
        home.largest_count = usize::try_from(sight.largest).unwrap_or(0);
        given.sort_unstable_by(|a, b| b.cmp(a));
        let largest = given.iter().take(home.largest_count).sum();
        home.largest_share = ledger.income(sight.year).and_then(|all| tenths(largest, all));
        Ok(())
    }

    /// How many of some donors gave in a year the ledger does not hold. Many are looked for a whole year at a time,
    /// which finds most of them in the first; the few that remain one by one, a step in the index for each.
    fn gave_before(&self, sight: &Sight, first: i16, mut silent: Vec<Id>) -> Result<usize, StoreError> {
        let all = silent.len();
        let oldest: Option<i16> = self.rows(include_str!("oldest.sql"), sight, |row| row.get(0))?.pop().flatten();
        let mut from = first;
        while silent.len() > FEW && oldest.is_some_and(|oldest| oldest < from) {
            from -= 1;
            let gave = self.gave_in(&sight.clone().in_year(from), &silent)?;
            silent.retain(|id| gave.get(id).is_none_or(|usd| *usd <= 0));
        }
        let mut found = all - silent.len();
        let mut statement = self.connection.prepare_cached(include_str!("earlier.sql"))?;
        for partner in &silent {
            let named: [(&str, &dyn ToSql); 3] = [(":partner", partner), (":from", &from), (":known", &sight.known)];
            found += usize::from(statement.exists(&named)?);
        }
        Ok(found)
    }

    /// What some donors gave in one year, cents.
    fn gave_in(&self, sight: &Sight, donors: &[Id]) -> Result<IdMap<i128>, StoreError> {
        let mut gave: IdMap<i128> = donors.iter().map(|id| (*id, 0)).collect();
        self.rows(include_str!("ledger.sql"), sight, |row| {
            if let Some(sum) = gave.get_mut(&row.get(3)?) {
                *sum += i128::from(row.get::<_, i64>(4)?);
            }
            Ok(())
        })?;
        Ok(gave)
    }

    /// What is owed to the record keeper, most pressing first; nothing that is not there. Some were counted already.
    fn needs(&self, asker: &Asker, counted: &[(&str, usize)]) -> Result<Vec<Need>, StoreError> {
        let day = asker.day().to_string();
        let mut needs = Vec::new();
        for (mark, key, kind, query) in NEEDS {
            let query = query.replace("DAY", &day);
            let count = match counted.iter().find(|(known, _)| known == key) {
                Some((_, count)) => *count,
                None => self.how_many(asker, &Query::read(*kind, &query)?)?,
            };
            if count > 0 {
                needs.push(Need {
                    mark: *mark,
                    say: Say::new(key).with("count", count),
                    kind: *kind,
                    query,
                    usd: None,
                });
            }
        }
        Ok(needs)
    }

    /// How many contributions came before their agreement began, of agreements under which some may have.
    fn count_early(&self, sight: &Sight, agreements: &[(Id, Option<String>)]) -> Result<usize, StoreError> {
        let mut statement = self.connection.prepare_cached(include_str!("early.sql"))?;
        let mut found = 0;
        for (agreement, began) in agreements {
            let named: [(&str, &dyn ToSql); 3] = [(":of", agreement), (":day", began), (":known", &sight.known)];
            found += statement.query_row(&named, |row| row.get::<_, i64>(0))?;
        }
        Ok(usize::try_from(found).unwrap_or(0))
    }

    /// Donors of the two years that nobody spoke with for longer than the setting says: the figure `silent-donors`,
    /// counted from the ledger.
    fn silent(&self, sight: &Sight, ledger: &Ledger) -> Result<usize, StoreError> {
        let contacts = self.rows(include_str!("contacts.sql"), sight, |row| {
            Ok((row.get::<_, Id>(0)?, row.get::<_, Option<String>>(1)?.unwrap_or_default()))
        })?;
        let contacts: HashMap<Id, String> = contacts.into_iter().collect();
        let first = contacts.get(&0).filter(|day| !day.is_empty());
        let Some((first, day)) = first.zip(Day::parse_iso(&sight.day)) else { return Ok(0) };
        let days = i32::try_from(sight.silent).unwrap_or(i32::MAX);
        let until = day.plus_days(days.saturating_neg()).to_string();
        let silent = |id: Id| contacts.get(&id).unwrap_or(first) < &until;
        Ok(ledger.count(|id, money| gave_lately(money) && silent(id)))
    }

    /// Donors that gave in this year and the last, taken together above zero, and have no lead focal point: the list
    /// `NO_LEAD`, counted from the ledger.
    fn without_lead(&self, sight: &Sight, ledger: &Ledger) -> Result<usize, StoreError> {
        let led: IdSet = self.rows(include_str!("led.sql"), sight, |row| row.get(0))?.into_iter().collect();
        Ok(ledger.count(|id, money| gave_lately(money) && !led.contains(&id)))
    }
}

/// So many donors are looked up one by one in less time than a year's money is read.
const FEW: usize = if cfg!(test) { 1 } else { 1500 };

/// The list of donors of the last two years without a lead focal point.
const NO_LEAD: &str = "focal_point=- two_years>0";

/// What may be owed to the record keeper, most pressing first: mark, words, and the list that shows it on a `DAY`.
const NEEDS: &[(char, &str, Kind, &str)] = &[
    ('!', "need-instalments-overdue", Kind::Instalment, "overdue>0 sort=due"),
    ('!', "need-agreements-late", Kind::Agreement, "late=late sort=expected"),
    ('!', "need-engagements-overdue", Kind::Engagement, "due<DAY status!=done status!=dropped"),
    ('!', "need-documents-expired", Kind::Document, "expires<DAY"),
    ('?', "need-no-rate", Kind::Contribution, "usd=-"),
    ('?', "need-agreement-no-rate", Kind::Agreement, "usd=- amount!=-"),
    ('?', "need-early", Kind::Contribution, "agreement!=- early=yes"),
    ('?', "need-no-lead", Kind::Partner, NO_LEAD),
    ('?', "need-no-category", Kind::Partner, "category=-"),
    ('?', "need-no-fund", Kind::Contribution, "fund=-"),
    ('?', "need-no-email", Kind::Contact, "email=-"),
];

fn fund_lines(
    by_fund: &ByFund,
    funds: Vec<Fund>,
    commitments: &[Commitment],
    years: &[i16],
    plan: std::ops::RangeInclusive<i16>,
) -> Result<Vec<FundLine>, StoreError> {
    let received_in = |year: i16, fund: Option<Id>| by_fund.get(&(year, fund)).copied();
    let mut lines = Vec::new();
    let not_stated = Fund { id: 0, code: String::new(), name: String::new(), deleted: false, target: None };
    for fund in funds.into_iter().chain([not_stated]) {
        let of = (fund.id != 0).then_some(fund.id);
        let received = plan.clone().filter_map(|year| received_in(year, of)).reduce(|a, b| a + b);
        let secured = Secured::of(commitments.iter().filter(|one| one.fund == of))?;
        if fund.deleted && received.is_none() && secured == Secured::default() {
            continue;
        }
        let have = received.unwrap_or(0) + i128::from(secured.to_come.unwrap_or(0));
        let gap = fund.target.map(|target| cents(i128::from(target) - have)).transpose()?;
        let by_year: Result<Vec<_>, _> =
            years.iter().map(|year| received_in(*year, of).map(cents).transpose()).collect();
        lines.push(FundLine {
            code: fund.code,
            id: fund.id,
            name: fund.name,
            target: fund.target,
            received: received.map(cents).transpose()?,
            by_year: by_year?,
            to_come: secured.to_come,
            weighted: secured.weighted,
            gap,
        });
    }
    Ok(lines)
}
