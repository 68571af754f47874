//! What is signed, what is on its way, and what is owed: agreements read once with what was added, received and given up
//! under each. Three states of money, never added together but where a gap or a forecast says so.

use std::collections::HashMap;

use rusqlite::Row;
use rusqlite::types::ValueRef;

use super::super::extras::PLEDGE_OUTSTANDING;
use super::super::order::IdMap;
use super::super::record::name_sql;
use super::super::{Store, StoreError};
use super::explain::{cents, named, part};
use super::sight::Sight;
use super::{Figure, FigureInfo, FigureLine, LeftOut, Unit};
use crate::access::Asker;
use crate::domain::day::Day;
use crate::domain::kind::Kind;
use crate::domain::money::{Currency, Money, part_of};
use crate::domain::record::Id;
use crate::domain::say::Say;

/// An agreement that is signed or on its way, US dollar cents.
#[derive(Clone, Debug, Default)]
pub(super) struct Commitment {
    pub id: Id,
    pub partner: Id,
    pub fund: Option<Id>,
    /// Not signed yet; hundredths of a per cent its stage weighs.
    pub open: bool,
    pub chance: i64,
    /// None without a rate or an amount.
    pub usd: Option<i64>,
    /// On its way, and its expected day has passed.
    pub late: bool,
    starts: Option<Iso>,
    /// Only where it is to be shown: a hundred thousand are held at once for Home.
    shown: Option<Box<Shown>>,
    pub added: i64,
    pub received: i64,
    pub given_up: i64,
    /// Of its years of use, what lies after the plan.
    pub later: i64,
}

impl Commitment {
    /// The partner and what the agreement is called; empty where it was read untitled.
    fn title(&self) -> String {
        self.shown.as_ref().map_or_else(String::new, |shown| shown.title.clone())
    }

    /// A line of a figure that adds so many cents for it.
    fn line(&self, adds: i64) -> FigureLine {
        line(Kind::Agreement, self.id, self.title(), self.signed(), adds)
    }

    /// The day of signature as text; empty where it was read untitled, or is on its way.
    fn signed(&self) -> String {
        self.shown.as_ref().map_or_else(String::new, |shown| shown.signed.clone())
    }

    /// Signed and not received, of years up to the end of the plan: what came is taken to be of the earliest years.
    pub fn to_come(&self) -> i64 {
        let whole = self.usd.unwrap_or(0).saturating_add(self.added).saturating_sub(self.later);
        whole.saturating_sub(self.received).saturating_sub(self.given_up).max(0)
    }

    /// Signed and not received, whatever its years of use.
    pub fn open_balance(&self) -> i64 {
        let whole = self.usd.unwrap_or(0).saturating_add(self.added);
        whole.saturating_sub(self.received).saturating_sub(self.given_up).max(0)
    }

    /// On its way, of years up to the end of the plan, not weighed.
    pub fn expected(&self) -> i64 {
        self.usd.unwrap_or(0).saturating_sub(self.later).max(0)
    }

    /// The same by the chance of its stage, half a cent away from zero.
    pub fn weighted(&self) -> i64 {
        part_of(self.expected(), self.chance, 10_000).unwrap_or(0)
    }
}

/// How an agreement is shown.
#[derive(Clone, Debug, Default)]
struct Shown {
    /// What it is in its own money, for those left out.
    money: Option<Money>,
    signed: String,
    title: String,
}

/// Agreements in the order of their ids, and found by the ids of their amendments too.
#[derive(Debug, Default)]
pub(super) struct Commitments {
    pub all: Vec<Commitment>,
    ids: Vec<Id>,
    amendments: IdMap<u32>,
    /// Those under which money may have come before they began, and the day they did where it was read.
    pub early: Vec<(Id, Option<String>)>,
}

impl Commitments {
    /// Where the agreement stands that an owner is, or amends. Owners are asked for about in order: looking begins where
    /// it ended, at `from`, and takes a few steps before it looks everywhere.
    fn place(&self, owner: Id, from: &mut usize) -> Option<usize> {
        let near = self.ids.get(*from..).unwrap_or_default().iter().take(STEPS);
        match near.zip(*from..).find(|(id, _)| **id >= owner) {
            Some((id, at)) if *id == owner => *from = at,
            Some((_, at)) if at > *from => return self.amended(owner),
            _ => match self.ids.binary_search(&owner) {
                Ok(at) => *from = at,
                Err(_) => return self.amended(owner),
            },
        }
        Some(*from)
    }

    fn amended(&self, owner: Id) -> Option<usize> {
        self.amendments.get(&owner).map(|at| *at as usize)
    }

    /// The agreement with an id or with an amendment of that id.
    pub fn of(&self, owner: Id) -> Option<&Commitment> {
        self.place(owner, &mut 0).map(|at| &self.all[at])
    }
}

/// Agreements that are passed over one by one before all of them are looked through.
const STEPS: usize = 8;

/// Sums of one fund, or of all: US dollar cents; none where nothing is recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Secured {
    pub to_come: Option<i64>,
    pub expected: Option<i64>,
    pub weighted: Option<i64>,
}

impl Secured {
    /// Sums over the agreements `of` chooses.
    pub fn of<'a>(commitments: impl Iterator<Item = &'a Commitment>) -> Result<Self, StoreError> {
        let mut sums = [None::<i128>; 3];
        let mut add = |at: usize, cents: i64| sums[at] = Some(sums[at].unwrap_or(0) + i128::from(cents));
        for one in commitments.filter(|one| one.usd.is_some()) {
            if one.open {
                add(1, one.expected());
                add(2, one.weighted());
            } else {
                add(0, one.to_come());
            }
        }
        let [to_come, expected, weighted] = sums;
        Ok(Self {
            to_come: to_come.map(cents).transpose()?,
            expected: expected.map(cents).transpose()?,
            weighted: weighted.map(cents).transpose()?,
        })
    }
}

/// What is asked of agreements: which of them, and what each adds.
struct Asked {
    figure: &'static str,
    open: bool,
    adds: fn(&Commitment) -> i64,
}

const ASKED: &[Asked] = &[
    Asked { figure: "signed-not-received", open: false, adds: Commitment::to_come },
    Asked { figure: "pipeline", open: true, adds: Commitment::expected },
    Asked { figure: "pipeline-weighted", open: true, adds: Commitment::weighted },
];

/// Ages of what is overdue: the last day of each, and its words.
pub(super) const AGES: [(i32, &str); 4] =
    [(30, "part-age-30"), (90, "part-age-90"), (365, "part-age-365"), (i32::MAX, "part-age-older")];

/// An instalment whose day has passed, with what is open of it.
#[derive(Clone, Debug)]
pub(super) struct Overdue {
    pub id: Id,
    pub agreement: Id,
    pub due: String,
    pub open: Money,
    /// US dollar cents; none without a rate.
    pub usd: Option<i64>,
}

/// What came for an instalment or was given up of it, in minor units of its own currency and US dollar cents.
struct Taken {
    currency: [u8; 3],
    minor: i64,
    usd: Option<i64>,
}

/// Of a row that begins with its instalment.
fn taken(row: &Row<'_>) -> rusqlite::Result<Taken> {
    Ok(Taken { currency: code(row.get_ref(1)?), minor: row.get(2)?, usd: row.get(3)? })
}

/// An instalment whose day has passed, in minor units of its currency and US dollar cents: a hundred thousand are held
/// at once.
struct Due {
    id: Id,
    agreement: Id,
    day: Iso,
    currency: [u8; 3],
    minor: i64,
    usd: Option<i64>,
    took: i64,
}

impl Due {
    /// Takes what came in its own currency as it is, in another by its part of the dollars.
    fn take(&mut self, taken: &Taken) {
        let minor = if self.currency == taken.currency {
            taken.minor
        } else {
            taken.usd.zip(self.usd).and_then(|(usd, worth)| part_of(self.minor, usd, worth)).unwrap_or(0)
        };
        self.took = self.took.saturating_add(minor);
    }

    /// With what is open of it; none where its currency or day cannot be read.
    fn overdue(self) -> Option<Overdue> {
        let open = self.minor.saturating_sub(self.took);
        let currency = std::str::from_utf8(&self.currency).ok().and_then(Currency::parse)?;
        let usd = self.usd.and_then(|usd| part_of(usd, open, self.minor));
        let due = String::from_utf8(self.day.to_vec()).ok()?;
        Some(Overdue { id: self.id, agreement: self.agreement, due, open: Money::new(open, currency), usd })
    }
}

fn code(value: ValueRef<'_>) -> [u8; 3] {
    value.as_bytes().ok().and_then(|code| code.try_into().ok()).unwrap_or_default()
}

fn money_of(row: &Row<'_>, amount: usize, currency: usize) -> rusqlite::Result<Option<Money>> {
    let code: String = row.get(currency)?;
    let minor: Option<i64> = row.get(amount)?;
    Ok(minor.zip(Currency::parse(&code)).map(|(minor, currency)| Money::new(minor, currency)))
}

fn line(kind: Kind, id: Id, title: String, when: String, amount: i64) -> FigureLine {
    FigureLine { kind, id, title, when, amount, usd: None, correction: amount < 0 }
}

fn total(figure: &mut Figure) -> Result<(), StoreError> {
    let sum = figure.lines.iter().map(|line| i128::from(line.amount)).reduce(|sum, more| sum + more);
    figure.value = sum.map(cents).transpose()?;
    figure.lines.sort_by_key(|line| (std::cmp::Reverse(line.amount), line.id));
    Ok(())
}

impl Store {
    /// Every agreement that is signed or on its way, by the years of the sight; titled where they will be shown.
    pub(super) fn commitments(&self, asker: &Asker, sight: &Sight, titled: bool) -> Result<Commitments, StoreError> {
        let mut all = self.agreements(asker, sight, titled)?;
        all.sort_unstable_by_key(|one| one.id);
        let ids = all.iter().map(|one| one.id).collect();
        let mut found = Commitments { all, ids, ..Commitments::default() };
        let mut from = 0;
        self.rows(include_str!("added.sql"), sight, |row| {
            if let Some(at) = found.place(row.get(1)?, &mut from) {
                found.amendments.insert(row.get(0)?, u32::try_from(at).expect("fewer than ids"));
                let one = &mut found.all[at];
                one.added = one.added.saturating_add(row.get::<_, Option<i64>>(2)?.unwrap_or(0));
            }
            Ok(())
        })?;
        self.paid(sight, &mut found)?;
        self.beside(include_str!("given-up.sql"), sight, &mut found, |one, usd| one.given_up = usd)?;
        self.beside(include_str!("later-years.sql"), sight, &mut found, |one, usd| {
            one.later = one.later.saturating_add(usd);
        })?;
        Ok(found)
    }

    /// What came under each agreement, and those under which some came before they began.
    fn paid(&self, sight: &Sight, found: &mut Commitments) -> Result<(), StoreError> {
        let mut sums = vec![0_i128; found.all.len()];
        let mut from = 0;
        let mut under: Option<(Id, Option<usize>)> = None;
        self.rows(include_str!("paid.sql"), sight, |row| {
            let agreement: Id = row.get(0)?;
            if under.is_none_or(|(same, _)| same != agreement) {
                let at = found.place(agreement, &mut from);
                under = Some((agreement, at));
                // Its first money. Of an agreement that is neither signed nor on its way the day it began was not read.
                let starts = at.map(|at| found.all[at].starts);
                if starts.is_none_or(|starts| row.get_ref(2).is_ok_and(|first| before(first, starts))) {
                    let day = starts.flatten().and_then(|day| String::from_utf8(day.to_vec()).ok());
                    found.early.push((agreement, day));
                }
            }
            if let Some((_, Some(at))) = under {
                sums[at] += i128::from(row.get::<_, Option<i64>>(1)?.unwrap_or(0));
            }
            Ok(())
        })?;
        for (one, sum) in found.all.iter_mut().zip(sums) {
            one.received = cents(sum)?;
        }
        Ok(())
    }

    fn agreements(&self, asker: &Asker, sight: &Sight, titled: bool) -> Result<Vec<Commitment>, StoreError> {
        let (shown, join) = if titled {
            let name = name_sql(Kind::Partner, "p", asker.lang);
            let shown = format!("a.amount, a.currency, a.signed, {name} || ' · ' || a.title");
            (shown, "JOIN partner p ON p.id = a.partner")
        } else {
            ("NULL".to_owned(), "")
        };
        let sql = include_str!("commitments.sql").replace("{shown}", &shown).replace("{join}", join);
        self.rows(&sql, sight, |row| {
            let open = row.get_ref(3)?.as_str()? == "open";
            Ok(Commitment {
                id: row.get(0)?,
                partner: row.get(1)?,
                fund: row.get(2)?,
                open,
                chance: row.get(4)?,
                usd: row.get(5)?,
                late: open && row.get_ref(7)?.as_str_or_null()?.is_some_and(|day| *day < *sight.day),
                starts: iso(row.get_ref(6)?),
                shown: if titled { Some(Box::new(shown_of(row)?)) } else { None },
                ..Commitment::default()
            })
        })
    }

    /// Hands the money of a query to the records it is of.
    fn beside(
        &self,
        sql: &str,
        sight: &Sight,
        found: &mut Commitments,
        put: impl Fn(&mut Commitment, i64),
    ) -> Result<(), StoreError> {
        let mut from = 0;
        self.rows(sql, sight, |row| {
            if let Some(at) = found.place(row.get(0)?, &mut from) {
                put(&mut found.all[at], row.get::<_, Option<i64>>(1)?.unwrap_or(0));
            }
            Ok(())
        })?;
        Ok(())
    }

    /// The figures of agreements, of one fund where its code is given; empty: money whose fund is not stated.
    pub(super) fn of_agreements(
        &self,
        asker: &Asker,
        info: FigureInfo,
        fund: Option<&str>,
        year: Option<i16>,
        sight: Sight,
    ) -> Result<Figure, StoreError> {
        let (sight, definition) = self.years_of_plan(asker, year, sight)?;
        let asked = ASKED.iter().find(|asked| asked.figure == info.name);
        let Some(asked) = asked else { return self.signed(asker, info, year, &sight) };
        let fund = fund.map(|code| self.fund_named(asker, code)).transpose()?;
        let mut figure = Figure::empty(info, year, definition);
        let mut outside: i128 = 0;
        for one in self.commitments(asker, &sight, true)?.all {
            if one.open != asked.open || fund.as_ref().is_some_and(|(id, _)| *id != one.fund) {
                continue;
            }
            if one.usd.is_none() {
                figure.left_out.push(left_out(&one));
                continue;
            }
            let adds = (asked.adds)(&one);
            outside += i128::from(if one.open { one.later.max(0) } else { one.open_balance() - adds });
            let weighs = one.open.then_some(one.usd.unwrap_or(0));
            if adds != 0 {
                figure.lines.push(FigureLine { usd: weighs, ..one.line(adds) });
            }
        }
        figure.of = fund.map(|(_, name)| name);
        if outside != 0 {
            figure.parts.push(part(Say::new("part-after-plan"), Unit::Usd, cents(outside)?));
        }
        total(&mut figure)?;
        Ok(figure)
    }

    /// The fund with this code; none with its name for the one that is not stated.
    fn fund_named(&self, asker: &Asker, code: &str) -> Result<(Option<Id>, String), StoreError> {
        if code.is_empty() {
            return Ok((None, String::new()));
        }
        let id = self.resolve(asker, Kind::Fund, code)?;
        Ok((Some(id), self.name_of(asker, Kind::Fund, id)?.unwrap_or_default()))
    }

    /// What was signed in the years of the sight: agreements by the day of signature, amendments by theirs.
    fn signed(&self, asker: &Asker, info: FigureInfo, year: Option<i16>, sight: &Sight) -> Result<Figure, StoreError> {
        let mut figure = Figure::empty(info, year, Some(Say::new("definition-signed")));
        let within = |day: &str| {
            let year: Option<i16> = day.get(..4).and_then(|year| year.parse().ok());
            year.is_some_and(|year| (sight.from..=sight.until).contains(&year))
        };
        let mut titles = HashMap::new();
        for one in self.commitments(asker, sight, true)?.all.into_iter().filter(|one| !one.open) {
            titles.insert(one.id, one.title());
            match one.usd {
                Some(usd) if within(&one.signed()) => figure.lines.push(one.line(usd)),
                None if within(&one.signed()) => figure.left_out.push(left_out(&one)),
                _ => {}
            }
        }
        self.rows(include_str!("amended.sql"), sight, |row| {
            let (id, agreement, day): (Id, Id, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let Some(title) = titles.get(&agreement).filter(|_| within(&day)) else { return Ok(()) };
            match row.get::<_, Option<i64>>(3)? {
                Some(usd) => figure.lines.push(line(Kind::Amendment, id, title.clone(), day, usd)),
                None => figure.left_out.push(no_rate(Kind::Amendment, id, title.clone(), money_of(row, 4, 5)?)),
            }
            Ok(())
        })?;
        total(&mut figure)?;
        Ok(figure)
    }

    /// What partners said and did not sign yet: each pledge that stands, less what was signed under it, never below zero.
    pub(super) fn pledged(&self, asker: &Asker, info: FigureInfo, sight: &Sight) -> Result<Figure, StoreError> {
        let mut figure = Figure::empty(info, None, Some(Say::new("definition-pledged")));
        let sql =
            named(include_str!("pledges.sql"), Kind::Partner, asker.lang).replace("{outstanding}", PLEDGE_OUTSTANDING);
        self.rows(&sql, sight, |row| {
            let (id, title, said): (Id, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            match row.get::<_, Option<i64>>(6)? {
                Some(0) => {}
                Some(open) => {
                    let usd = row.get(3)?;
                    figure.lines.push(FigureLine { usd, ..line(Kind::Pledge, id, title, said, open) });
                }
                None => figure.left_out.push(no_rate(Kind::Pledge, id, title, money_of(row, 4, 5)?)),
            }
            Ok(())
        })?;
        total(&mut figure)?;
        Ok(figure)
    }

    /// Support cost or levy of what was signed in the years of the sight.
    pub(super) fn charges(
        &self,
        asker: &Asker,
        info: FigureInfo,
        year: Option<i16>,
        sight: Sight,
    ) -> Result<Figure, StoreError> {
        let (sight, definition) = self.years_of_plan(asker, year, sight)?;
        let mut figure = Figure::empty(info, year, definition);
        let levy = info.name == "levy";
        self.rows(&named(include_str!("charged.sql"), Kind::Partner, asker.lang), &sight, |row| {
            let (id, partner, title): (Id, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let title = format!("{partner} · {title}");
            let signed: String = row.get(3)?;
            let applies = row.get::<_, Option<String>>(5)?.unwrap_or_default();
            let percent: Option<i64> = row.get(7)?;
            let usd: Option<i64> = row.get(if levy { 6 } else { 4 })?;
            let missing = if levy { applies.is_empty() } else { percent.is_none() };
            if let Some(usd) = usd {
                figure.lines.push(line(Kind::Agreement, id, title, signed, usd));
            } else if missing {
                let reason = Say::new(if levy { "left-levy-not-stated" } else { "left-no-charge" });
                figure.left_out.push(LeftOut { kind: Kind::Agreement, id, title, reason });
            } else if applies != "no" || !levy {
                let reason = Say::new("left-no-usd");
                figure.left_out.push(LeftOut { kind: Kind::Agreement, id, title, reason });
            }
            Ok(())
        })?;
        total(&mut figure)?;
        Ok(figure)
    }

    /// Instalments whose day has passed and of which something is open, oldest first.
    pub(super) fn overdue(&self, sight: &Sight) -> Result<Vec<Overdue>, StoreError> {
        let mut due = self.due(sight)?;
        due.sort_unstable_by_key(|one| (one.day, one.id));
        Ok(due.into_iter().filter_map(Due::overdue).collect())
    }

    /// How many there are.
    pub(super) fn count_overdue(&self, sight: &Sight) -> Result<usize, StoreError> {
        Ok(self.due(sight)?.len())
    }

    /// The same as they are read, in the order of their ids.
    fn due(&self, sight: &Sight) -> Result<Vec<Due>, StoreError> {
        let mut due = self.rows(include_str!("overdue.sql"), sight, |row| {
            Ok(Due {
                id: row.get(0)?,
                agreement: row.get(1)?,
                day: iso(row.get_ref(2)?).unwrap_or_default(),
                minor: row.get(3)?,
                currency: code(row.get_ref(4)?),
                usd: row.get(5)?,
                took: 0,
            })
        })?;
        due.sort_unstable_by_key(|one| one.id);
        // Both are in the order of instalments, so that one walk holds them against each other.
        let mut at = 0;
        self.rows(include_str!("paid-instalments.sql"), sight, |row| {
            let instalment: Id = row.get(0)?;
            at += due[at..].iter().take_while(|one| one.id < instalment).count();
            if let Some(one) = due.get_mut(at).filter(|one| one.id == instalment) {
                one.take(&taken(row)?);
            }
            Ok(())
        })?;
        self.rows(include_str!("written-off.sql"), sight, |row| {
            let instalment: Id = row.get(0)?;
            if let Ok(at) = due.binary_search_by_key(&instalment, |one| one.id) {
                due[at].take(&taken(row)?);
            }
            Ok(())
        })?;
        due.retain(|one| one.minor > one.took);
        Ok(due)
    }

    /// What is open of instalments whose day has passed, by age.
    pub(super) fn instalments_overdue(
        &self,
        asker: &Asker,
        info: FigureInfo,
        sight: &Sight,
    ) -> Result<Figure, StoreError> {
        let mut figure = Figure::empty(info, None, Some(Say::new("definition-overdue").with("day", &sight.day)));
        let mut ages = [0_i128; AGES.len()];
        for one in self.overdue(sight)? {
            let title = self.name_of(asker, Kind::Agreement, one.agreement)?.unwrap_or_default();
            let Some(usd) = one.usd else {
                figure.left_out.push(no_rate(Kind::Instalment, one.id, title, Some(one.open)));
                continue;
            };
            let days = Day::parse_iso(&one.due).map_or(0, |due| due.days_until(asker.day()));
            ages[AGES.iter().position(|(last, _)| days <= *last).unwrap_or(0)] += i128::from(usd);
            figure.lines.push(line(Kind::Instalment, one.id, title, one.due, usd));
        }
        for ((_, words), sum) in AGES.iter().zip(ages) {
            figure.parts.push(part(Say::new(words), Unit::Usd, cents(sum)?));
        }
        total(&mut figure)?;
        figure.value = figure.value.or(Some(0));
        Ok(figure)
    }

    /// What the plan still lacks: targets, less what was received in its years, less what is signed and still to come in
    /// them. What is only on its way stands beside it.
    pub(super) fn fund_gap(
        &self,
        asker: &Asker,
        info: FigureInfo,
        fund: Option<&str>,
        sight: Sight,
    ) -> Result<Figure, StoreError> {
        let (sight, _) = self.years_of_plan(asker, None, sight)?;
        let fund = fund.map(|code| self.fund_named(asker, code)).transpose()?;
        let mut figure = Figure::empty(info, None, Some(Say::new("definition-gap")));
        let chosen = |id: Option<Id>| fund.as_ref().is_none_or(|(wanted, _)| *wanted == id);
        let mut wanted: Vec<Option<Id>> = Vec::new();
        self.rows(include_str!("targets.sql"), &sight, |row| {
            let id: Option<Id> = row.get(2)?;
            if chosen(id) {
                wanted.push(id);
                figure.lines.push(line(
                    Kind::PlanTarget,
                    row.get(0)?,
                    row.get(1)?,
                    sight.from.to_string(),
                    row.get(3)?,
                ));
            }
            Ok(())
        })?;
        let target: i128 = figure.lines.iter().map(|line| i128::from(line.amount)).sum();
        let commitments = self.commitments(asker, &sight, true)?.all;
        let of_plan = |one: &&Commitment| wanted.contains(&one.fund);
        let secured = Secured::of(commitments.iter().filter(of_plan))?;
        let mut received: i128 = 0;
        let gifts = match &fund {
            _ if wanted.is_empty() => Vec::new(),
            fund => self.gifts(asker, &sight, fund.as_ref().map(|(id, _)| *id))?,
        };
        for mut gift in gifts {
            received += i128::from(gift.amount);
            gift.amount = -gift.amount;
            figure.lines.push(gift);
        }
        for one in commitments.iter().filter(|one| !one.open && one.to_come() > 0 && of_plan(one)) {
            figure.lines.push(one.line(-one.to_come()));
        }
        for (words, value) in [
            ("part-target", Some(cents(target)?)),
            ("part-received", Some(cents(received)?)),
            ("part-signed-to-come", secured.to_come),
            ("part-pipeline-weighted", secured.weighted),
        ] {
            figure.parts.extend(value.map(|value| part(Say::new(words), Unit::Usd, value)));
        }
        figure.of = fund.map(|(_, name)| name);
        if !wanted.is_empty() {
            total(&mut figure)?;
        }
        Ok(figure)
    }

    /// What may have come by the end of the plan: received, signed and to come, and the weighted pipeline, by year of use.
    pub(super) fn forecast(&self, asker: &Asker, info: FigureInfo, sight: Sight) -> Result<Figure, StoreError> {
        let (sight, _) = self.years_of_plan(asker, None, sight)?;
        let mut figure = Figure::empty(info, None, Some(Say::new("definition-forecast")));
        figure.lines = self.all_gifts(asker, &sight)?;
        let received: i128 = figure.lines.iter().map(|line| i128::from(line.amount)).sum();
        let commitments = self.commitments(asker, &sight, true)?;
        let secured = Secured::of(commitments.all.iter())?;
        for one in &commitments.all {
            let adds = if one.open { one.weighted() } else { one.to_come() };
            if one.usd.is_none() {
                figure.left_out.push(left_out(one));
            } else if adds != 0 {
                figure.lines.push(one.line(adds));
            }
        }
        for (words, value) in [
            ("part-received", Some(cents(received)?)),
            ("part-signed-to-come", secured.to_come),
            ("part-pipeline-weighted", secured.weighted),
        ] {
            figure.parts.extend(value.map(|value| part(Say::new(words), Unit::Usd, value)));
        }
        for (year, [to_come, weighted]) in self.by_year_of_use(&sight, &commitments)? {
            let words = Say::new("part-forecast-year").with("year", year);
            figure.parts.push(part(words, Unit::Usd, cents(to_come + weighted)?));
        }
        total(&mut figure)?;
        Ok(figure)
    }

    /// What is signed and to come, and what is weighted, by year of use up to the end of the plan; cents. What came is of
    /// the earliest years; agreements without years of use are in none.
    pub(super) fn by_year_of_use(
        &self,
        sight: &Sight,
        commitments: &Commitments,
    ) -> Result<std::collections::BTreeMap<i64, [i128; 2]>, StoreError> {
        let all = &commitments.all;
        let mut came: Vec<i64> = all.iter().map(|one| one.received.saturating_add(one.given_up)).collect();
        let mut years = std::collections::BTreeMap::new();
        let mut from = 0;
        self.rows(include_str!("years-of-use.sql"), sight, |row| {
            let (owner, year, usd): (Id, i64, Option<i64>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let (Some(at), Some(usd)) = (commitments.place(owner, &mut from), usd) else { return Ok(()) };
            let one = &all[at];
            let sums: &mut [i128; 2] = years.entry(year).or_default();
            if one.open {
                sums[1] += i128::from(part_of(usd, one.chance, 10_000).unwrap_or(0));
            } else {
                let paid = came[at].clamp(0, usd.max(0));
                came[at] -= paid;
                sums[0] += i128::from(usd - paid);
            }
            Ok(())
        })?;
        years.retain(|year, _| *year <= i64::from(sight.until));
        Ok(years)
    }
}

/// A day as ten bytes, which sort as days do; a hundred thousand are held at once.
type Iso = [u8; 10];

fn iso(value: ValueRef<'_>) -> Option<Iso> {
    value.as_bytes_or_null().ok().flatten()?.try_into().ok()
}

/// Whether a day lies before another that is known.
fn before(day: ValueRef<'_>, other: Option<Iso>) -> bool {
    iso(day).zip(other).is_some_and(|(day, other)| day < other)
}

fn shown_of(row: &Row<'_>) -> rusqlite::Result<Shown> {
    Ok(Shown {
        money: money_of(row, 8, 9)?,
        signed: row.get::<_, Option<String>>(10)?.unwrap_or_default(),
        title: row.get(11)?,
    })
}

/// Why an agreement is left out of sums: no amount yet, or no rate.
fn left_out(one: &Commitment) -> LeftOut {
    let title = one.title();
    match one.shown.as_ref().and_then(|shown| shown.money) {
        Some(money) => no_rate(Kind::Agreement, one.id, title, Some(money)),
        None => LeftOut { kind: Kind::Agreement, id: one.id, title, reason: Say::new("left-no-amount") },
    }
}

fn no_rate(kind: Kind, id: Id, title: String, money: Option<Money>) -> LeftOut {
    let amount = money.map_or_else(String::new, |money| money.to_string());
    LeftOut { kind, id, title, reason: Say::new("left-no-rate").with("amount", amount) }
}
