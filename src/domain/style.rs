//! How a file writes its numbers and days: which mark opens the decimals, which of three numbers is the month. What a
//! file leaves open is asked of a person with two readings; this module refuses to guess it.

use serde::{Deserialize, Serialize};

use super::day::{Day, read_day, read_day_in};
use super::money::{Currency, number_in, read_money};

/// The mark that opens the decimals; the other one sets thousands apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decimal {
    /// `1,250,000.50`
    Point,
    /// `1.250.000,50`
    Comma,
}

/// The order of day, month and year in a day written as three numbers; a year of four digits that comes first is always
/// followed by the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DayOrder {
    /// `31/08/2021`
    Dmy,
    /// `08/31/2021`
    Mdy,
    /// `21/08/31`
    Ymd,
}

/// How one file writes; none where it was neither asked nor needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    pub decimal: Option<Decimal>,
    pub days: Option<DayOrder>,
}

impl Style {
    /// How programs write: a point opens decimals, days are ISO 8601.
    pub const PLAIN: Self = Self { decimal: Some(Decimal::Point), days: Some(DayOrder::Ymd) };
}

impl Decimal {
    /// Both, the point first.
    pub const ALL: [Self; 2] = [Self::Point, Self::Comma];

    /// The word of the command line and of what is remembered.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::Comma => "comma",
        }
    }

    /// The one of a word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }

    /// The mark itself.
    #[must_use]
    pub const fn mark(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }
}

impl DayOrder {
    /// All, day first first.
    pub const ALL: [Self; 3] = [Self::Dmy, Self::Mdy, Self::Ymd];

    /// The word of the command line and of what is remembered.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Dmy => "dmy",
            Self::Mdy => "mdy",
            Self::Ymd => "ymd",
        }
    }

    /// The one of a word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// A text of the file that can be read in several ways, and what it is in each of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample<T> {
    pub text: String,
    pub readings: Vec<(T, String)>,
}

/// What the texts of a file say about one question of style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence<T> {
    /// Ways that some text can only be read in.
    shown: Vec<T>,
    /// The first text that can be read in several.
    open: Option<Sample<T>>,
}

impl<T> Default for Evidence<T> {
    fn default() -> Self {
        Self { shown: Vec::new(), open: None }
    }
}

/// What is known about one question of style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known<T> {
    /// Every text means one thing by itself.
    NotNeeded,
    /// The file shows it: some texts can be read in one way only, and none in another.
    Shown(T),
    /// A person has to say it.
    Ask(Sample<T>),
}

impl<T: Copy + PartialEq> Evidence<T> {
    fn show(&mut self, way: T) {
        if !self.shown.contains(&way) {
            self.shown.push(way);
        }
    }

    /// What is known by now.
    #[must_use]
    pub fn known(&self) -> Known<T> {
        match (&self.open, self.shown.as_slice()) {
            (None, _) => Known::NotNeeded,
            (Some(open), [one]) if open.readings.iter().any(|(way, _)| way == one) => Known::Shown(*one),
            (Some(open), _) => Known::Ask(open.clone()),
        }
    }
}

impl Evidence<Decimal> {
    /// Looks at one amount of the file.
    pub fn look(&mut self, text: &str, currency: Currency) {
        // Most amounts carry no mark at all, or a point and two decimals.
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return;
        }
        let [point, comma] = Decimal::ALL.map(|way| number_in(text, way));
        match (point, comma) {
            (Some(_), None) => self.show(Decimal::Point),
            (None, Some(_)) => self.show(Decimal::Comma),
            (Some(point), Some(comma))
                if point != comma && self.open.is_none() && read_money(text, currency).is_err() =>
            {
                let readings = vec![(Decimal::Point, point.to_string()), (Decimal::Comma, comma.to_string())];
                self.open = Some(Sample { text: text.trim().to_owned(), readings });
            }
            _ => {}
        }
    }
}

impl Evidence<DayOrder> {
    /// Looks at one day of the file.
    pub fn look(&mut self, text: &str, today: Day) {
        if Day::parse_iso(text).is_some() || text.bytes().all(|byte| byte.is_ascii_digit()) {
            return;
        }
        let mut readings: Vec<(DayOrder, String)> = DayOrder::ALL
            .into_iter()
            .filter_map(|way| Some((way, read_day_in(text, today, Some(way)).ok()?.to_string())))
            .collect();
        match readings.as_slice() {
            [(way, _)] => self.show(*way),
            [] => {}
            [(_, first), rest @ ..] if rest.iter().all(|(_, other)| other == first) => {}
            _ if read_day(text, today).is_err() && self.open.is_none() => {
                readings.dedup_by(|later, earlier| later.1 == earlier.1);
                self.open = Some(Sample { text: text.trim().to_owned(), readings });
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimals(texts: &[&str]) -> Known<Decimal> {
        let mut evidence = Evidence::default();
        for text in texts {
            Evidence::<Decimal>::look(&mut evidence, text, Currency::USD);
        }
        evidence.known()
    }

    fn days(texts: &[&str]) -> Known<DayOrder> {
        let mut evidence = Evidence::default();
        let today = Day::start_of_year(2021);
        for text in texts {
            Evidence::<DayOrder>::look(&mut evidence, text, today);
        }
        evidence.known()
    }

    #[test]
    fn decimals_are_known_when_the_file_shows_them_and_asked_when_it_does_not() {
        assert_eq!(decimals(&["1250", "3", "5000.50", "12,50"]), Known::NotNeeded);
        assert_eq!(decimals(&["1.250", "12,50"]), Known::Shown(Decimal::Comma));
        assert_eq!(decimals(&["1.250", "1,250.50"]), Known::Shown(Decimal::Point));
        let Known::Ask(sample) = decimals(&["7", "1.250", "2.500"]) else { panic!("nothing shows it") };
        assert_eq!(sample.text, "1.250");
        assert_eq!(sample.readings, [(Decimal::Point, "1.25".to_owned()), (Decimal::Comma, "1250".to_owned())]);
        assert!(matches!(decimals(&["1.250", "12,50", "1,250.50"]), Known::Ask(_)), "both are shown");
    }

    #[test]
    fn days_are_known_when_the_file_shows_them_and_asked_when_it_does_not() {
        assert_eq!(days(&["2020-01-02", "3 May 2020", "2020", "31.12.2020"]), Known::NotNeeded);
        assert_eq!(days(&["01/02/2020", "31/01/2020"]), Known::Shown(DayOrder::Dmy));
        assert_eq!(days(&["01/02/2020", "01/31/2020"]), Known::Shown(DayOrder::Mdy));
        let Known::Ask(sample) = days(&["01/02/2020"]) else { panic!("nothing shows it") };
        let readings: Vec<&str> = sample.readings.iter().map(|(_, day)| day.as_str()).collect();
        assert_eq!(readings, ["2020-02-01", "2020-01-02"]);
        assert!(matches!(days(&["01/02/2020", "31/01/2020", "01/31/2020"]), Known::Ask(_)), "both are shown");
    }
}
