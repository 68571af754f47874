//! What if: agreements moved in memory, and what that does to the funds and flagship programmes. Whole cents, worked out
//! from what stands now and from the rows that were moved; it refuses to know any file.

use std::collections::{BTreeMap, HashMap};

use super::day::Day;
use super::money::{Currency, Money, part_of, read_money, split};
use super::record::Id;
use super::say::Say;

/// What a stage means for money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// On its way: weighed by its chance.
    Open,
    Signed,
    /// Lost or withdrawn: nothing.
    Closed,
}

/// A stage an agreement can stand in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    pub id: Id,
    pub code: String,
    pub name: String,
    /// What it weighs, hundredths of a per cent.
    pub chance: i64,
    pub means: Means,
}

/// An agreement as recorded; money in US dollar cents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deal {
    pub id: Id,
    pub title: String,
    pub partner: Id,
    pub partner_name: String,
    pub fund: Option<Id>,
    pub stage: Id,
    /// None without a rate or an amount.
    pub usd: Option<i64>,
    /// What it is in its own money.
    pub money: Option<Money>,
    /// The day of signature, or on which it is expected.
    pub day: Option<Day>,
    /// Its own years of use, and flagship programmes, with their part.
    pub years: Vec<(i16, i64)>,
    pub flagships: Vec<(Id, i64)>,
    /// Of amendments: all, what of it lies after the plan, and for flagship programmes.
    pub added: i64,
    pub added_later: i64,
    pub added_flagships: Vec<(Id, i64)>,
    /// Received and written off.
    pub settled: i64,
}

/// What is moved of one agreement; none: as recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Move {
    pub stage: Option<Id>,
    pub day: Option<Day>,
    /// US dollar cents.
    pub usd: Option<i64>,
}

/// Every agreement that was moved.
pub type Moves = BTreeMap<Id, Move>;

/// How a fund, or all of them together, stands; US dollar cents, none where nothing is recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// 0: the fund is not stated.
    pub id: Id,
    /// Empty: the fund is not stated.
    pub code: String,
    pub name: String,
    pub target: Option<i64>,
    pub to_come: Option<i64>,
    pub weighted: Option<i64>,
    pub gap: Option<i64>,
}

/// How a flagship programme stands; US dollar cents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Programme {
    pub id: Id,
    pub code: String,
    /// Different partners with a signed agreement or a contribution.
    pub partners: usize,
    pub min_partners: Option<i64>,
    pub raised: i64,
    pub min_investment: Option<i64>,
}

/// What stands now, and the agreements that can be moved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Base {
    /// The last year of the plan; none without a plan.
    pub until: Option<i16>,
    pub deals: Vec<Deal>,
    /// How many are open or were signed lately; more than `deals` where only the largest are held.
    pub total: usize,
    /// In the order of the pipeline.
    pub stages: Vec<Stage>,
    pub funds: Vec<Standing>,
    pub programmes: Vec<Programme>,
    /// How many signed parts and contributions tie a partner to a programme, for the partners of the deals.
    pub ties: HashMap<(Id, Id), usize>,
}

/// The same thing now and as it would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair<T> {
    pub now: T,
    pub then: T,
}

/// Everything compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    pub funds: Vec<Pair<Standing>>,
    /// All funds together.
    pub all: Pair<Standing>,
    pub programmes: Vec<Pair<Programme>>,
}

/// What an agreement adds to a fund.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Adds {
    to_come: Option<i64>,
    weighted: Option<i64>,
}

impl Move {
    fn is_none(self) -> bool {
        self == Self::default()
    }
}

impl Deal {
    /// US dollar cents of an amount as typed: in US dollars, or in its own currency at the rate it carries.
    ///
    /// # Errors
    /// When it is no amount, below zero, or of a currency it has no rate for.
    pub fn read_usd(&self, text: &str) -> Result<i64, Say> {
        let typed = read_money(text, Currency::USD)?;
        if typed.minor < 0 {
            return Err(Say::new("whatif-negative"));
        }
        if typed.currency == Currency::USD {
            return Ok(typed.minor);
        }
        let own = self.money.filter(|money| money.currency == typed.currency).zip(self.usd);
        own.and_then(|(money, usd)| part_of(usd, typed.minor, money.minor))
            .ok_or_else(|| Say::new("whatif-currency").with("currency", typed.currency))
    }
}

impl Base {
    /// The agreement with this id.
    #[must_use]
    pub fn deal(&self, id: Id) -> Option<&Deal> {
        self.deals.iter().find(|deal| deal.id == id)
    }

    /// The stage with this id.
    #[must_use]
    pub fn stage(&self, id: Id) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == id)
    }

    fn means(&self, id: Id) -> Means {
        self.stage(id).map_or(Means::Closed, |stage| stage.means)
    }

    /// What is now beside what would be. Money of years of use after the plan does not count; a day moved to another
    /// year moves the years of use along.
    #[must_use]
    pub fn compare(&self, moves: &Moves) -> Compared {
        let mut funds = self.funds.clone();
        let mut programmes = self.programmes.clone();
        let mut ties = self.ties.clone();
        for deal in &self.deals {
            let Some(moved) = moves.get(&deal.id) else { continue };
            if let Some(line) = funds.iter_mut().find(|line| line.id == deal.fund.unwrap_or(0)) {
                shift(line, self.adds(deal, Move::default()), self.adds(deal, *moved));
            }
            self.shift_programmes(&mut programmes, &mut ties, deal, *moved);
        }
        let all = Pair { now: together(&self.funds), then: together(&funds) };
        let pairs = self.funds.iter().cloned().zip(funds).map(|(now, then)| Pair { now, then });
        let programmes = self.programmes.iter().cloned().zip(programmes).map(|(now, then)| Pair { now, then });
        Compared { funds: pairs.collect(), all, programmes: programmes.collect() }
    }

    /// What an agreement adds when moved so.
    fn adds(&self, deal: &Deal, moved: Move) -> Adds {
        let stage = moved.stage.unwrap_or(deal.stage);
        let Some(usd) = moved.usd.or(deal.usd) else { return Adds::default() };
        let later = self.later(deal, moved, usd).saturating_add(deal.added_later);
        match self.means(stage) {
            Means::Open => {
                let expected = usd.saturating_sub(later).max(0);
                let chance = self.stage(stage).map_or(0, |stage| stage.chance);
                Adds { to_come: None, weighted: part_of(expected, chance, 10_000) }
            }
            Means::Signed => {
                let whole = usd.saturating_add(deal.added).saturating_sub(later);
                Adds { to_come: Some(whole.saturating_sub(deal.settled).max(0)), weighted: None }
            }
            Means::Closed => Adds::default(),
        }
    }

    /// What of an agreement's own amount lies after the plan.
    fn later(&self, deal: &Deal, moved: Move, usd: i64) -> i64 {
        let Some(until) = self.until else { return 0 };
        let years = parts(&deal.years, deal.usd, usd);
        if years.is_empty() {
            // Without years of use it counts whole, until somebody says that it is signed after the plan.
            return if moved.day.is_some_and(|day| day.year() > until) { usd } else { 0 };
        }
        let from = deal.day.map_or(years[0].0, Day::year);
        let by = moved.day.map_or(0, |day| day.year() - from);
        years.iter().filter(|(year, _)| year.saturating_add(by) > until).map(|(_, cents)| cents).sum()
    }

    /// Signed parts raise money for a programme and make their partner one of its partners.
    fn shift_programmes(
        &self,
        programmes: &mut [Programme],
        ties: &mut HashMap<(Id, Id), usize>,
        deal: &Deal,
        moved: Move,
    ) {
        let was = self.means(deal.stage) == Means::Signed;
        let is = self.means(moved.stage.unwrap_or(deal.stage)) == Means::Signed;
        let own = parts(&deal.flagships, deal.usd, moved.usd.or(deal.usd).unwrap_or(0));
        for (signs, sign, parts) in [(was, -1, &deal.flagships), (is, 1, &own)] {
            if !signs {
                continue;
            }
            for (flagship, cents) in parts.iter().chain(&deal.added_flagships) {
                let Some(line) = programmes.iter_mut().find(|line| line.id == *flagship) else { continue };
                line.raised = line.raised.saturating_add(sign * cents);
                let tie = ties.entry((*flagship, deal.partner)).or_default();
                let tied = *tie > 0;
                *tie = tie.saturating_add_signed(if sign > 0 { 1 } else { -1 });
                match (tied, *tie > 0) {
                    (false, true) => line.partners += 1,
                    (true, false) => line.partners = line.partners.saturating_sub(1),
                    _ => {}
                }
            }
        }
    }
}

/// Moves a fund from what an agreement adds now to what it would add.
fn shift(line: &mut Standing, now: Adds, then: Adds) {
    let change = |was: Option<i64>, now: Option<i64>, then: Option<i64>| {
        if was.is_none() && then.is_none() {
            return None;
        }
        Some(was.unwrap_or(0).saturating_add(then.unwrap_or(0)).saturating_sub(now.unwrap_or(0)))
    };
    let before = line.to_come.unwrap_or(0);
    line.to_come = change(line.to_come, now.to_come, then.to_come);
    line.weighted = change(line.weighted, now.weighted, then.weighted);
    let more = line.to_come.unwrap_or(0).saturating_sub(before);
    line.gap = line.gap.map(|gap| gap.saturating_sub(more));
}

/// The parts of an amount that became another: in the same proportions, to the cent by the largest remainder.
fn parts<K: Copy>(parts: &[(K, i64)], was: Option<i64>, is: i64) -> Vec<(K, i64)> {
    if was == Some(is) {
        return parts.to_vec();
    }
    let known: Vec<u64> = parts.iter().map(|(_, cents)| cents.unsigned_abs()).collect();
    let covered: i64 = parts.iter().map(|(_, cents)| *cents).sum();
    // What a split over programmes leaves to none of them stays so.
    let whole = match was {
        Some(was) if was != 0 && covered != was => part_of(is, covered, was).unwrap_or(is),
        _ => is,
    };
    let weights = if known.iter().all(|weight| *weight == 0) { vec![1; known.len()] } else { known };
    parts.iter().map(|(key, _)| *key).zip(split(whole, &weights)).collect()
}

fn together(funds: &[Standing]) -> Standing {
    let sum = |of: fn(&Standing) -> Option<i64>| funds.iter().filter_map(of).reduce(i64::saturating_add);
    Standing {
        target: sum(|line| line.target),
        to_come: sum(|line| line.to_come),
        weighted: sum(|line| line.weighted),
        gap: sum(|line| line.gap),
        ..Standing::default()
    }
}

/// What somebody tries out: the base, what was moved, and the way back.
#[derive(Clone, Debug, Default)]
pub struct Trial {
    pub base: Base,
    pub moves: Moves,
    before: Vec<Moves>,
    after: Vec<Moves>,
}

impl Trial {
    /// Nothing moved yet.
    #[must_use]
    pub fn of(base: Base) -> Self {
        Self { base, ..Self::default() }
    }

    /// Takes a base read anew; moves of agreements it no longer holds are dropped.
    pub fn rebase(&mut self, base: Base) {
        self.moves.retain(|id, _| base.deal(*id).is_some());
        self.base = base;
    }

    /// What is moved of an agreement.
    #[must_use]
    pub fn moved(&self, id: Id) -> Move {
        self.moves.get(&id).copied().unwrap_or_default()
    }

    /// The stage an agreement would stand in.
    #[must_use]
    pub fn stage_of(&self, deal: &Deal) -> Option<&Stage> {
        self.base.stage(self.moved(deal.id).stage.unwrap_or(deal.stage))
    }

    /// Moves an agreement to a stage.
    pub fn set_stage(&mut self, id: Id, stage: Id) {
        let Some(deal) = self.base.deal(id) else { return };
        let stage = Some(stage).filter(|stage| *stage != deal.stage);
        self.set(id, Move { stage, ..self.moved(id) });
    }

    /// Moves an agreement to the next stage of the pipeline, or the one before; lost and withdrawn are no steps of it.
    pub fn step_stage(&mut self, id: Id, forward: bool) {
        let Some(deal) = self.base.deal(id) else { return };
        let steps: Vec<&Stage> = self.base.stages.iter().filter(|stage| stage.means != Means::Closed).collect();
        let now = self.moved(id).stage.unwrap_or(deal.stage);
        let next = match steps.iter().position(|stage| stage.id == now) {
            Some(at) if forward => steps.get(at + 1),
            Some(at) => at.checked_sub(1).and_then(|at| steps.get(at)),
            None if forward => steps.first(),
            None => steps.last(),
        };
        if let Some(stage) = next.map(|stage| stage.id) {
            self.set_stage(id, stage);
        }
    }

    /// Moves the day of signature of an agreement.
    pub fn set_day(&mut self, id: Id, day: Day) {
        let Some(deal) = self.base.deal(id) else { return };
        let day = Some(day).filter(|day| Some(*day) != deal.day);
        self.set(id, Move { day, ..self.moved(id) });
    }

    /// Gives an agreement another amount, US dollar cents.
    pub fn set_usd(&mut self, id: Id, usd: i64) {
        let Some(deal) = self.base.deal(id) else { return };
        let usd = Some(usd).filter(|usd| Some(*usd) != deal.usd);
        self.set(id, Move { usd, ..self.moved(id) });
    }

    /// Puts an agreement back as it is recorded.
    pub fn put_back(&mut self, id: Id) {
        self.set(id, Move::default());
    }

    /// Puts every agreement back as it is recorded.
    pub fn put_all_back(&mut self) {
        self.become_moves(Moves::new());
    }

    fn set(&mut self, id: Id, moved: Move) {
        let mut moves = self.moves.clone();
        if moved.is_none() {
            moves.remove(&id);
        } else {
            moves.insert(id, moved);
        }
        self.become_moves(moves);
    }

    fn become_moves(&mut self, moves: Moves) {
        if moves != self.moves {
            self.before.push(std::mem::replace(&mut self.moves, moves));
            self.after.clear();
        }
    }

    /// Takes the last move back; whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(moves) = self.before.pop() else { return false };
        self.after.push(std::mem::replace(&mut self.moves, moves));
        true
    }

    /// Does the move taken back last again; whether there was one.
    pub fn redo(&mut self) -> bool {
        let Some(moves) = self.after.pop() else { return false };
        self.before.push(std::mem::replace(&mut self.moves, moves));
        true
    }

    /// What is now beside what would be.
    #[must_use]
    pub fn compare(&self) -> Compared {
        self.base.compare(&self.moves)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const M: i64 = 100_000_000;
    const FUND: Id = 7;
    const PROGRAMME: Id = 8;

    fn base(deals: Vec<Deal>) -> Base {
        let stage = |id: Id, code: &str, chance: i64, means: Means| Stage {
            id,
            code: code.to_owned(),
            name: code.to_owned(),
            chance,
            means,
        };
        let mut base = Base {
            until: Some(2023),
            total: deals.len(),
            deals,
            stages: vec![
                stage(1, "IDEA", 3_000, Means::Open),
                stage(2, "SOFT", 6_000, Means::Open),
                stage(3, "HARD", 9_000, Means::Open),
                stage(4, "SIGNED", 10_000, Means::Signed),
                stage(5, "LOST", 0, Means::Closed),
            ],
            funds: vec![Standing { id: FUND, target: Some(100 * M), ..Standing::default() }, Standing::default()],
            programmes: vec![Programme { id: PROGRAMME, ..Programme::default() }],
            ties: HashMap::new(),
        };
        for deal in base.deals.clone() {
            let adds = base.adds(&deal, Move::default());
            let line = base.funds.iter_mut().find(|line| line.id == deal.fund.unwrap_or(0)).unwrap();
            line.to_come = line.to_come.into_iter().chain(adds.to_come).reduce(|a, b| a + b);
            line.weighted = line.weighted.into_iter().chain(adds.weighted).reduce(|a, b| a + b);
            line.gap = line.target.map(|target| target - line.to_come.unwrap_or(0));
            if base.means(deal.stage) == Means::Signed {
                for (_, cents) in &deal.flagships {
                    base.programmes[0].raised += cents;
                    *base.ties.entry((PROGRAMME, deal.partner)).or_default() += 1;
                }
            }
        }
        base.programmes[0].partners = base.ties.len();
        base
    }

    fn deal(id: Id, stage: Id, usd: i64) -> Deal {
        let day = Day::new(2021, 6, 30);
        Deal { id, partner: id % 3, stage, usd: Some(usd), fund: Some(FUND), day, ..Deal::default() }
    }

    fn trial(deals: Vec<Deal>) -> Trial {
        Trial::of(base(deals))
    }

    #[test]
    fn signing_ten_million_of_a_soft_pledge_moves_ten_six_and_ten() {
        let mut trial = trial(vec![Deal { flagships: vec![(PROGRAMME, 4 * M)], ..deal(1, 2, 10 * M) }]);
        trial.set_stage(1, 4);
        let Compared { funds, all, programmes } = trial.compare();
        let Pair { now, then } = &funds[0];
        assert_eq!((now.to_come, now.weighted, now.gap), (None, Some(6 * M), Some(100 * M)));
        assert_eq!((then.to_come, then.weighted, then.gap), (Some(10 * M), Some(0), Some(90 * M)));
        assert_eq!(funds[1].now, funds[1].then, "another fund stays as it is");
        assert_eq!((all.then.gap, all.now.gap), (Some(90 * M), Some(100 * M)));
        assert_eq!((programmes[0].then.raised, programmes[0].then.partners), (4 * M, 1));
        assert!(trial.undo());
        assert_eq!(trial.compare(), trial.base.compare(&Moves::new()));
    }

    #[test]
    fn a_day_in_a_later_year_moves_years_of_use_past_the_plan() {
        let years = vec![(2021, 3 * M), (2022, 3 * M), (2023, 4 * M)];
        let mut trial = trial(vec![Deal { years, ..deal(1, 4, 10 * M) }, deal(2, 3, 10 * M)]);
        trial.set_day(1, Day::new(2022, 1, 31).unwrap());
        assert_eq!(trial.compare().funds[0].then.to_come, Some(6 * M), "2023 became 2024");
        trial.set_day(2, Day::new(2024, 1, 31).unwrap());
        assert_eq!(trial.compare().funds[0].then.weighted, Some(0));
        trial.set_day(1, Day::new(2021, 12, 31).unwrap());
        trial.put_back(2);
        assert_eq!(trial.compare().funds[0].then, trial.compare().funds[0].now, "the same year is the same money");
    }

    #[test]
    fn another_amount_is_spread_as_the_old_one_was() {
        let years = vec![(2023, 3 * M), (2024, 3 * M)];
        let mut trial = trial(vec![Deal { years, flagships: vec![(PROGRAMME, 2 * M)], ..deal(1, 4, 6 * M) }]);
        trial.set_usd(1, 9 * M + 1);
        let compared = trial.compare();
        assert_eq!(compared.funds[0].then.to_come, Some(450_000_001));
        assert_eq!(compared.programmes[0].then.raised, 3 * M);
        trial.set_usd(1, 6 * M);
        assert!(trial.moves.is_empty(), "the recorded amount is no change");
    }

    #[test]
    fn stages_are_stepped_along_the_pipeline_and_lost_is_chosen() {
        let mut trial = trial(vec![deal(1, 3, M)]);
        let at = |trial: &Trial| trial.stage_of(&trial.base.deals[0]).unwrap().code.clone();
        trial.step_stage(1, true);
        trial.step_stage(1, true);
        assert_eq!(at(&trial), "SIGNED");
        trial.set_stage(1, 5);
        assert_eq!(trial.compare().funds[0].then.weighted, Some(0));
        trial.step_stage(1, false);
        assert_eq!(at(&trial), "SIGNED");
        trial.put_all_back();
        assert_eq!((at(&trial).as_str(), trial.moves.len()), ("HARD", 0));
        assert!(trial.undo() && trial.redo() && !trial.redo());
    }

    #[test]
    fn the_last_agreement_of_a_partner_takes_the_partner_along() {
        let flagships = vec![(PROGRAMME, M)];
        let two = [1, 4].map(|id| Deal { flagships: flagships.clone(), ..deal(id, 4, M) });
        let mut trial = trial(two.to_vec());
        assert_eq!(trial.base.programmes[0].partners, 1);
        trial.set_stage(1, 5);
        assert_eq!(trial.compare().programmes[0].then.partners, 1);
        trial.set_stage(4, 2);
        assert_eq!(trial.compare().programmes[0].then.partners, 0);
        assert_eq!(trial.compare().programmes[0].then.raised, 0);
    }

    fn deals() -> impl Strategy<Value = Vec<Deal>> {
        let one = (1..5_i64, 0..50 * M, 0..5 * M, prop::bool::ANY, prop::bool::ANY);
        prop::collection::vec(one, 1..6).prop_map(|rows| {
            let made = rows.into_iter().zip(1..).map(|((stage, usd, settled, years, flagship), id)| Deal {
                settled,
                years: if years { vec![(2022, usd / 2), (2025, usd - usd / 2)] } else { Vec::new() },
                flagships: if flagship { vec![(PROGRAMME, usd / 3)] } else { Vec::new() },
                ..deal(id, stage, usd)
            });
            made.collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn nothing_moved_or_all_undone_is_what_stands_now(
            deals in deals(),
            steps in prop::collection::vec((1..7_i64, 0..4_u8, 1..6_i64, 0..60 * M), 0..12),
        ) {
            let mut trial = trial(deals);
            let now = trial.base.clone();
            for (id, what, stage, usd) in steps {
                match what {
                    0 => trial.set_stage(id, stage),
                    1 => trial.set_usd(id, usd),
                    2 => trial.set_day(id, Day::new(2020 + i16::try_from(stage).unwrap(), 1, 1).unwrap()),
                    _ => trial.step_stage(id, usd % 2 == 0),
                }
            }
            // Any moves leave the same as a base made of agreements recorded that way, to the cent.
            let moved: Vec<Deal> = trial.base.deals.iter().map(|deal| {
                let change = trial.moved(deal.id);
                let usd = change.usd.or(deal.usd);
                Deal {
                    stage: change.stage.unwrap_or(deal.stage),
                    years: parts(&deal.years, deal.usd, usd.unwrap()).into_iter().map(|(year, cents)| {
                        (year + change.day.map_or(0, |day| day.year() - 2021), cents)
                    }).collect(),
                    flagships: parts(&deal.flagships, deal.usd, usd.unwrap()),
                    usd: usd.filter(|_| !(deal.years.is_empty() && change.day.is_some_and(|day| day.year() > 2023))),
                    ..deal.clone()
                }
            }).collect();
            let compared = trial.compare();
            let recorded = base(moved);
            let sums = |line: &Standing| (line.to_come.unwrap_or(0), line.weighted.unwrap_or(0), line.gap);
            if !trial.moves.values().any(|change| change.day.is_some_and(|day| day.year() > 2023)) {
                prop_assert_eq!(sums(&compared.funds[0].then), sums(&recorded.funds[0]));
                prop_assert_eq!(compared.programmes[0].then.raised, recorded.programmes[0].raised);
                prop_assert_eq!(compared.programmes[0].then.partners, recorded.programmes[0].partners);
            }
            while trial.undo() {}
            let compared = trial.compare();
            prop_assert!(compared.funds.iter().all(|pair| pair.now == pair.then));
            prop_assert!(compared.programmes.iter().all(|pair| pair.now == pair.then));
            prop_assert_eq!(&trial.base, &now);
            prop_assert_eq!(compared.funds.into_iter().map(|pair| pair.then).collect::<Vec<_>>(), now.funds);
        }
    }
}
