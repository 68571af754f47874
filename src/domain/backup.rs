//! Why a backup was made, and which of them stay: fourteen days, eight weeks, twelve months. Nothing here touches a file.

use super::day::Day;

/// Why a backup was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The first of a day somebody worked on, as the day found the file.
    Day,
    /// Somebody asked for it.
    Hand,
    /// A file was about to be read in.
    Import,
    /// What another office did was about to be taken in.
    Merge,
    /// A newer program was about to change the layout.
    Migration,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 5] = [Self::Day, Self::Hand, Self::Import, Self::Merge, Self::Migration];

    /// The word in the name of the backup, shown as `backup-reason-WORD`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Hand => "hand",
            Self::Import => "import",
            Self::Merge => "merge",
            Self::Migration => "migration",
        }
    }

    /// The reason with this word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }

    /// Whether it goes by itself when younger ones do its work; what somebody asked for stays until somebody removes it,
    /// and so does the last file of an older layout.
    #[must_use]
    pub const fn goes(self) -> bool {
        matches!(self, Self::Day | Self::Import | Self::Merge)
    }
}

/// When a backup was made, in UTC, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    pub day: Day,
    /// Milliseconds since 1970, for order within a day.
    pub at: i64,
    pub reason: Reason,
}

/// How many of each stay: the first of each of the last days, weeks and months that have one.
const DAYS: usize = 14;
const WEEKS: usize = 8;
const MONTHS: usize = 12;
/// The youngest stay whatever day they are of: what was done last can always be taken back.
const YOUNGEST: usize = 3;

/// Which backups go: those of the kind that goes, but for the three youngest and the first of each of the last 14 days, 8
/// weeks (from Monday) and 12 months that have one. The first, because it holds what the day before left.
#[must_use]
pub fn surplus(made: &[Made]) -> Vec<usize> {
    let mut going: Vec<usize> = (0..made.len()).filter(|at| made[*at].reason.goes()).collect();
    going.sort_by_key(|at| (made[*at].at, *at));
    let mut stays = vec![false; made.len()];
    for at in going.iter().rev().take(YOUNGEST) {
        stays[*at] = true;
    }
    for (most, period) in [(DAYS, day_of as fn(Day) -> i32), (WEEKS, week_of), (MONTHS, month_of)] {
        let mut firsts: Vec<(i32, usize)> = Vec::new();
        for at in &going {
            let period = period(made[*at].day);
            if firsts.iter().all(|(known, _)| *known != period) {
                firsts.push((period, *at));
            }
        }
        firsts.sort_unstable();
        for (_, at) in firsts.iter().rev().take(most) {
            stays[*at] = true;
        }
    }
    going.retain(|at| !stays[*at]);
    going
}

fn day_of(day: Day) -> i32 {
    Day::start_of_year(1970).days_until(day)
}

/// 1 January 1970 was a Thursday.
fn week_of(day: Day) -> i32 {
    (day_of(day) + 3).div_euclid(7)
}

fn month_of(day: Day) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LENGTH: i64 = 86_400_000;

    fn made(day: i32, hour: i64, reason: Reason) -> Made {
        let at = i64::from(day) * LENGTH + hour * 3_600_000;
        Made { day: Day::start_of_year(1970).plus_days(day), at, reason }
    }

    fn left(all: &[Made]) -> Vec<Made> {
        let gone = surplus(all);
        all.iter().enumerate().filter(|(at, _)| !gone.contains(at)).map(|(_, made)| *made).collect()
    }

    #[test]
    fn after_two_years_of_days_there_are_fourteen_days_eight_weeks_and_twelve_months() {
        let first = day_of(Day::new(2020, 1, 1).unwrap());
        let mut kept: Vec<Made> = Vec::new();
        for day in first..=day_of(Day::new(2021, 11, 28).unwrap()) {
            kept.push(made(day, 8, Reason::Day));
            kept = left(&kept);
        }
        let days: Vec<String> = kept.iter().map(|made| made.day.to_string()).collect();
        let wanted = [
            "2020-12-01",
            "2021-01-01",
            "2021-02-01",
            "2021-03-01",
            "2021-04-01",
            "2021-05-01",
            "2021-06-01",
            "2021-07-01",
            "2021-08-01",
            "2021-09-01",
            "2021-10-01",
            "2021-10-04",
            "2021-10-11",
            "2021-10-18",
            "2021-10-25",
            "2021-11-01",
            "2021-11-08",
            "2021-11-15",
            "2021-11-16",
            "2021-11-17",
            "2021-11-18",
            "2021-11-19",
            "2021-11-20",
            "2021-11-21",
            "2021-11-22",
            "2021-11-23",
            "2021-11-24",
            "2021-11-25",
            "2021-11-26",
            "2021-11-27",
            "2021-11-28",
        ];
        assert_eq!(days, wanted);
    }

    #[test]
    fn of_a_day_the_first_stays_and_of_all_the_three_youngest() {
        let day = [8, 9, 10, 11, 12].map(|hour| made(100, hour, if hour == 8 { Reason::Day } else { Reason::Import }));
        assert_eq!(surplus(&day), [1]);
        let later: Vec<Made> = day.into_iter().chain([8, 9, 10].map(|hour| made(101, hour, Reason::Day))).collect();
        assert_eq!(left(&later).iter().map(|made| made.at % LENGTH / 3_600_000).collect::<Vec<_>>(), [8, 8, 9, 10]);
    }

    fn any_made() -> impl Strategy<Value = Made> {
        (18_000..19_500_i32, 0..24_i64, prop::sample::select(&Reason::ALL[..]))
            .prop_map(|(day, hour, reason)| made(day, hour, reason))
    }

    proptest! {
        #[test]
        fn what_stays_is_enough_and_no_more(all in prop::collection::vec(any_made(), 0..200)) {
            let kept = left(&all);
            let asked = |made: &&Made| !made.reason.goes();
            prop_assert_eq!(kept.iter().filter(asked).count(), all.iter().filter(asked).count());
            prop_assert!(surplus(&kept).is_empty(), "what stays once stays");
            let by_rule = kept.iter().filter(|made| made.reason.goes()).count();
            prop_assert!(by_rule <= DAYS + WEEKS + MONTHS + YOUNGEST);
            let youngest = |of: &[Made]| of.iter().filter(|made| made.reason.goes()).map(|made| made.at).max();
            prop_assert_eq!(youngest(&all), youngest(&kept));
            // A day of the last fourteen that had one has one, and none of its own is older.
            let mut days: Vec<Day> = all.iter().filter(|made| made.reason.goes()).map(|made| made.day).collect();
            days.sort_unstable();
            days.dedup();
            for day in days.iter().rev().take(DAYS) {
                let first = |of: &[Made]| {
                    of.iter().filter(|made| made.reason.goes() && made.day == *day).map(|made| made.at).min()
                };
                prop_assert_eq!(first(&all), first(&kept));
            }
        }

        #[test]
        fn the_order_they_come_in_says_nothing(all in prop::collection::vec(any_made(), 0..60)) {
            let mut turned = all.clone();
            turned.reverse();
            let ats = |made: Vec<Made>| {
                let mut ats: Vec<i64> = made.into_iter().map(|made| made.at).collect();
                ats.sort_unstable();
                ats
            };
            prop_assert_eq!(ats(left(&all)), ats(left(&turned)));
        }
    }
}
