//! Days and years: civil dates without a time or a zone, how people type them, and the day or year money came.
//! It refuses to know what today is (callers say) and to guess which of two numbers is the month.

use std::fmt;

use jiff::civil::{Date, Weekday};
use jiff::{Span as Distance, Unit};

use super::fold::fold;
use super::number::plain_signs;
use super::say::Say;
use super::style::DayOrder;

/// A day of the calendar, from 0001-01-01 to 9999-12-31.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// The day of a year, month and day of the month, when the calendar has it.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().and_then(Self::within)
    }

    fn within(date: Date) -> Option<Self> {
        (date.year() > 0).then_some(Self(date))
    }

    /// The day of an ISO 8601 text, strictly `2021-08-31`.
    #[must_use]
    pub fn parse_iso(text: &str) -> Option<Self> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else {
            return None;
        };
        let number = |digits: &[u8]| {
            digits
                .iter()
                .try_fold(0_i16, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + i16::from(digit - b'0')))
        };
        let month = i8::try_from(number(&[m1, m2])?).ok()?;
        let day = i8::try_from(number(&[d1, d2])?).ok()?;
        Self::new(number(&[y1, y2, y3, y4])?, month, day)
    }

    /// The first of January of a year; years outside 1 to 9999 count as the nearest of these.
    ///
    /// # Panics
    /// Never: every year has a first of January.
    #[must_use]
    pub fn start_of_year(year: i16) -> Self {
        Self::new(year.clamp(1, 9999), 1, 1).expect("every year opens with the first of January")
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day_of_month(self) -> i8 {
        self.0.day()
    }

    /// The day so many days later (earlier when negative), kept within the calendar.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        self.plus(i64::from(days), 'd').unwrap_or(if days < 0 {
            Self::start_of_year(1)
        } else {
            Self::start_of_year(9999).end_of_year()
        })
    }

    /// The day so many working days later, Monday to Friday; holidays are not known.
    #[must_use]
    pub fn plus_working_days(self, days: i32) -> Self {
        let mut day = self;
        for _ in 0..days.max(0) {
            day = day.plus_days(1);
            while matches!(day.0.weekday(), Weekday::Saturday | Weekday::Sunday) {
                day = day.plus_days(1);
            }
        }
        day
    }

    /// The day so many days (`d`), weeks (`w`), months (`m`) or years (`y`) later; the end of a shorter month stands
    /// in for a day it does not have. None beyond the calendar.
    fn plus(self, count: i64, unit: char) -> Option<Self> {
        let none = Distance::new();
        let distance = match unit {
            'd' => none.try_days(count),
            'w' => none.try_weeks(count),
            'm' => none.try_months(count),
            'y' => none.try_years(count),
            _ => return None,
        };
        let date = self.0.checked_add(distance.ok()?).ok()?;
        Self::within(date)
    }

    /// Whole days from this day to the other, negative when the other is earlier.
    ///
    /// # Panics
    /// Never: two days of the calendar are always a number of days apart.
    #[must_use]
    pub fn days_until(self, other: Self) -> i32 {
        self.0.until((Unit::Day, other.0)).expect("the calendar's days are a number of days apart").get_days()
    }

    /// The last day of its month.
    #[must_use]
    pub fn end_of_month(self) -> Self {
        Self(self.0.last_of_month())
    }

    /// The last day of its quarter of the calendar year.
    ///
    /// # Panics
    /// Never: every quarter has a last month.
    #[must_use]
    pub fn end_of_quarter(self) -> Self {
        let month = (self.month() + 2) / 3 * 3;
        Self::new(self.year(), month, 1).expect("a quarter ends in March, June, September or December").end_of_month()
    }

    /// The thirty-first of December of its year.
    #[must_use]
    pub fn end_of_year(self) -> Self {
        Self(self.0.last_of_year())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day_of_month())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A day, or a whole year where no more is known, as when old money came in.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Span {
    /// A known day.
    Day(Day),
    /// Some day of a year, 1 to 9999.
    Year(i16),
}

impl Span {
    /// The span `Display` writes: `2019-05-03` or `2019`.
    #[must_use]
    pub fn parse_iso(text: &str) -> Option<Self> {
        let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_year {
            return text.parse().ok().filter(|year| *year > 0).map(Self::Year);
        }
        Day::parse_iso(text).map(Self::Day)
    }

    /// The calendar year it lies in.
    #[must_use]
    pub fn year(self) -> i16 {
        match self {
            Self::Day(day) => day.year(),
            Self::Year(year) => year,
        }
    }

    /// The first day it can be: the first of January for a year.
    #[must_use]
    pub fn first_day(self) -> Day {
        match self {
            Self::Day(day) => day,
            Self::Year(year) => Day::start_of_year(year),
        }
    }

    /// The last day it can be: the thirty-first of December for a year.
    #[must_use]
    pub fn last_day(self) -> Day {
        match self {
            Self::Day(day) => day,
            Self::Year(year) => Day::start_of_year(year).end_of_year(),
        }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => fmt::Display::fmt(day, f),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A day or a year of four digits as people type them; days as `read_day` reads them.
///
/// # Errors
/// When it is neither, or `read_day` refuses it.
pub fn read_span(text: &str, today: Day) -> Result<Span, Say> {
    read_span_in(text, today, None)
}

/// As `read_span`, of a file whose days have a known order.
///
/// # Errors
/// As `read_span`.
pub fn read_span_in(text: &str, today: Day, order: Option<DayOrder>) -> Result<Span, Say> {
    let plain = plain_signs(text.trim());
    let year = plain.trim_end_matches('年').trim();
    if let Some(Span::Year(year)) = Span::parse_iso(year) {
        return Ok(Span::Year(year));
    }
    read_day_in(text, today, order).map(Span::Day).map_err(|say| match say.key {
        "day-wanted" => Say { key: "span-wanted", ..say },
        _ => say,
    })
}

/// A day as people type it: `2021-08-31`, `31 aug 21`, `31.8.2021`, `2021年8月31日`, `today`, `+30d`, `eoy`, `friday`
/// (the next one). Two-digit years from 00 to 69 are of this century, the others of the last.
///
/// # Errors
/// When it is no day, not in the calendar, or could be two days; then both are in the message.
pub fn read_day(text: &str, today: Day) -> Result<Day, Say> {
    read_day_in(text, today, None)
}

/// As `read_day`, of a file that writes days as three numbers in a known order.
///
/// # Errors
/// As `read_day`, with one reading only where the order is known.
pub fn read_day_in(text: &str, today: Day, order: Option<DayOrder>) -> Result<Day, Say> {
    let typed = text.trim();
    if let Some(day) = Day::parse_iso(typed) {
        return Ok(day);
    }
    let plain = plain_signs(typed).to_lowercase();
    if let Some((count, unit)) = distance(&plain) {
        let day = count.and_then(|count| today.plus(count, unit));
        return day.ok_or_else(|| Say::new("day-too-far").with("text", typed));
    }
    let folded = fold(&plain);
    match named_day(&folded, today) {
        Some(day) => Ok(day),
        None => written_day(typed, &plain, &folded, order),
    }
}

/// The count and unit of `+30d` or `-2w`; the count is none when it is beyond counting.
fn distance(plain: &str) -> Option<(Option<i64>, char)> {
    let sign = match plain.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let unit = plain.chars().last().filter(|unit| "dwmy".contains(*unit))?;
    let digits = plain[1..plain.len() - 1].trim();
    let counts = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let count = digits.parse::<i32>().ok();
    counts.then(|| (count.map(|count| sign * i64::from(count)), unit))
}

/// The day a single word names as seen from today; the word is folded.
fn named_day(word: &str, today: Day) -> Option<Day> {
    Some(match word {
        "today" | "aujourd hui" | "hoy" | "сегодня" | "今 天" => today,
        "tomorrow" | "demain" | "manana" | "завтра" | "明 天" => today.plus_days(1),
        "yesterday" | "hier" | "ayer" | "вчера" | "昨 天" => today.plus_days(-1),
        "eom" => today.end_of_month(),
        "eoq" => today.end_of_quarter(),
        "eoy" => today.end_of_year(),
        _ => {
            let ahead = today.0.weekday().until(weekday(word)?);
            today.plus_days(if ahead == 0 { 7 } else { i32::from(ahead) })
        }
    })
}

/// The weekday of its English name or at least three letters of it.
fn weekday(word: &str) -> Option<Weekday> {
    const NAMES: [(&str, Weekday); 7] = [
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ];
    let (_, weekday) = NAMES.iter().find(|(name, _)| word.len() >= 3 && name.starts_with(word))?;
    Some(*weekday)
}

/// The months in English, French, Spanish and Russian (as said alone and after a day), folded.
const MONTHS: [&[&str]; 12] = [
    &["january", "janvier", "enero", "январь", "января"],
    &["february", "fevrier", "febrero", "февраль", "февраля"],
    &["march", "mars", "marzo", "март", "марта"],
    &["april", "avril", "abril", "апрель", "апреля"],
    &["may", "mai", "mayo", "маи", "мая"],
    &["june", "juin", "junio", "июнь", "июня"],
    &["july", "juillet", "julio", "июль", "июля"],
    &["august", "aout", "agosto", "август", "августа"],
    &["september", "septembre", "septiembre", "setiembre", "сентябрь", "сентября"],
    &["october", "octobre", "octubre", "октябрь", "октября"],
    &["november", "novembre", "noviembre", "ноябрь", "ноября"],
    &["december", "decembre", "diciembre", "декабрь", "декабря"],
];

/// The month a folded word names by at least three letters, when only one month begins so.
fn month_named(word: &str) -> Option<i8> {
    if word.chars().count() < 3 {
        return None;
    }
    let mut begun = (1_i8..).zip(MONTHS).filter_map(|(month, names)| {
        let begins = names.iter().any(|name| name.starts_with(word));
        begins.then_some(month)
    });
    begun.next().filter(|_| begun.next().is_none())
}

/// Words that stand in a written day and say nothing, folded: ordinals, prepositions, the words for year and day.
const FILLERS: &[&str] = &[
    "st", "nd", "rd", "th", "er", "o", "of", "the", "le", "de", "del", "г", "года", "год", "年", "月", "日", "号", "號",
];

/// A piece of a written day.
#[derive(Clone, Copy)]
enum Piece<'a> {
    Number(&'a str),
    Month(i8),
}

/// The pieces of a folded text, split where digits and letters meet; none when a word is neither month nor filler.
fn pieces(folded: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    for word in folded.split(' ').flat_map(runs) {
        if word.as_bytes()[0].is_ascii_digit() {
            pieces.push(Piece::Number(word));
        } else if !FILLERS.contains(&word) {
            pieces.push(Piece::Month(month_named(word)?));
        }
    }
    Some(pieces)
}

/// A word cut where digits and letters meet.
fn runs(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let is_digit = rest.chars().next()?.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != is_digit).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        Some(run)
    })
}

/// Year, month and day of the month as written, before the calendar is asked.
type Triple = (i16, i8, i8);

/// A day written in numbers and month names.
fn written_day(typed: &str, plain: &str, folded: &str, order: Option<DayOrder>) -> Result<Day, Say> {
    let wanted = || Say::new("day-wanted").with("text", typed);
    let readings = pieces(folded).and_then(|pieces| readings(&pieces, plain, order)).ok_or_else(wanted)?;
    let mut days: Vec<Day> = readings.iter().filter_map(|&(y, m, d)| Day::new(y, m, d)).collect();
    days.dedup();
    match days[..] {
        [day] => Ok(day),
        [first, second, ..] => {
            Err(Say::new("day-two-readings").with("text", typed).with("first", first).with("second", second))
        }
        [] => Err(not_in_calendar(typed, &readings)),
    }
}

/// What the pieces can mean, the likelier first; none when they are no day at all.
fn readings(pieces: &[Piece], plain: &str, order: Option<DayOrder>) -> Option<Vec<Triple>> {
    let one = |y, m, d| Some(vec![(year(y)?, m, small(d)?)]);
    match *pieces {
        [Piece::Number(ymd)] if ymd.len() == 8 => Some(vec![(year(&ymd[..4])?, small(&ymd[4..6])?, small(&ymd[6..])?)]),
        [Piece::Number(y), Piece::Month(m), Piece::Number(d)] if y.len() == 4 => one(y, m, d),
        [Piece::Number(d), Piece::Month(m), Piece::Number(y)]
        | [Piece::Month(m), Piece::Number(d), Piece::Number(y)] => one(y, m, d),
        [Piece::Number(a), Piece::Number(b), Piece::Number(c)] => match order {
            Some(order) => ordered(a, b, c, order).map(|triple| vec![triple]),
            None => numeric(a, b, c, plain),
        },
        _ => None,
    }
}

/// What three numbers mean in a known order; a year of four digits that comes first says itself what it is.
fn ordered(a: &str, b: &str, c: &str, order: DayOrder) -> Option<Triple> {
    match order {
        _ if a.len() == 4 => Some((year(a)?, small(b)?, small(c)?)),
        DayOrder::Ymd => Some((year(a)?, small(b)?, small(c)?)),
        DayOrder::Mdy => Some((year(c)?, small(a)?, small(b)?)),
        DayOrder::Dmy => Some((year(c)?, small(b)?, small(a)?)),
    }
}

/// What three numbers can mean: year first when it has four digits, day first between points, else day or month first.
fn numeric(a: &str, b: &str, c: &str, plain: &str) -> Option<Vec<Triple>> {
    if a.len() == 4 {
        return Some(vec![(year(a)?, small(b)?, small(c)?)]);
    }
    let day_first = (year(c)?, small(b)?, small(a)?);
    if plain.contains('.') {
        return Some(vec![day_first]);
    }
    let mut readings = vec![day_first, (year(c)?, small(a)?, small(b)?)];
    if plain.contains('-') && c.len() == 2 {
        readings.extend(year(a).zip(small(b)).zip(small(c)).map(|((y, m), d)| (y, m, d)));
    }
    Some(readings)
}

/// A year of four digits, or of two: 00 to 69 are of this century, 70 to 99 of the last.
fn year(digits: &str) -> Option<i16> {
    let year: i16 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(year),
        2 if year < 70 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

/// A month or day of the month of one or two digits.
fn small(digits: &str) -> Option<i8> {
    (digits.len() <= 2).then(|| digits.parse().ok()).flatten()
}

/// The refusal of a day no reading of which is in the calendar, with the end of the month where the month is real.
fn not_in_calendar(typed: &str, readings: &[Triple]) -> Say {
    let real = readings.iter().find_map(|&(y, m, d)| Day::new(y, m, 1).filter(|_| d > 0));
    match real {
        Some(first) => Say::new("day-not-in-month").with("text", typed).with("last", first.end_of_month()),
        None => Say::new("day-not-in-calendar").with("text", typed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A Tuesday.
    fn today() -> Day {
        Day::new(2021, 8, 31).unwrap()
    }

    fn read(text: &str) -> String {
        match read_day(text, today()) {
            Ok(day) => day.to_string(),
            Err(say) => say.to_string(),
        }
    }

    #[test]
    fn written_days_are_read_in_many_habits() {
        for text in [
            "2021-08-31",
            "31 aug 21",
            "31 August 2021",
            "31.8.2021",
            "31/8/2021",
            "8/31/2021",
            "August 31, 2021",
            "31st of August 2021",
            "31aug21",
            "2021 aug 31",
            "20210831",
            "2021/8/31",
            "2021.08.31",
            "31 août 2021",
            "31 de agosto de 2021",
            "31 августа 2021 г.",
            "2021年8月31日",
            "2021 年 8 月 31 号",
            "２０２１-０８-３１",
            "٣١/٨/٢٠٢١",
            " 31-AUG-2021 ",
        ] {
            assert_eq!(read(text), "2021-08-31", "{text}");
        }
        for (text, day) in [
            ("1er juillet 2020", "2020-07-01"),
            ("3 juil 2020", "2020-07-03"),
            ("9 мая 2020", "2020-05-09"),
            ("9 май 2020", "2020-05-09"),
            ("1 ene 70", "1970-01-01"),
            ("1 jan 69", "2069-01-01"),
            ("3.4.2021", "2021-04-03"),
            ("04/04/2021", "2021-04-04"),
            ("29 feb 2020", "2020-02-29"),
        ] {
            assert_eq!(read(text), day, "{text}");
        }
    }

    #[test]
    fn days_are_named_from_today() {
        for (text, day) in [
            ("today", "2021-08-31"),
            ("Tomorrow", "2021-09-01"),
            ("yesterday", "2021-08-30"),
            ("aujourd’hui", "2021-08-31"),
            ("mañana", "2021-09-01"),
            ("昨天", "2021-08-30"),
            ("+30d", "2021-09-30"),
            ("-2w", "2021-08-17"),
            ("+3m", "2021-11-30"),
            ("+1y", "2022-08-31"),
            ("eom", "2021-08-31"),
            ("eoq", "2021-09-30"),
            ("eoy", "2021-12-31"),
            ("fri", "2021-09-03"),
            ("friday", "2021-09-03"),
            ("tue", "2021-09-07"),
        ] {
            assert_eq!(read(text), day, "{text}");
        }
    }

    #[test]
    fn what_is_no_one_day_says_why() {
        for (text, said) in [
            ("03/04/2021", "day-two-readings text=03/04/2021 first=2021-04-03 second=2021-03-04"),
            ("3-4-21", "day-two-readings text=3-4-21 first=2021-04-03 second=2021-03-04"),
            ("2021-02-30", "day-not-in-month text=2021-02-30 last=2021-02-28"),
            ("31 jun 2021", "day-not-in-month text=31 jun 2021 last=2021-06-30"),
            ("2021-13-01", "day-not-in-calendar text=2021-13-01"),
            ("0000-01-01", "day-not-in-calendar text=0000-01-01"),
            ("+999999999y", "day-too-far text=+999999999y"),
            ("+99999999999d", "day-too-far text=+99999999999d"),
            ("", "day-wanted text="),
            ("soon", "day-wanted text=soon"),
            ("aug 2021", "day-wanted text=aug 2021"),
            ("1 jui 2021", "day-wanted text=1 jui 2021"),
            ("31 aug 121", "day-wanted text=31 aug 121"),
            ("2021-08-31 10:00", "day-wanted text=2021-08-31 10:00"),
        ] {
            assert_eq!(read(text), said);
        }
    }

    #[test]
    fn a_span_is_a_day_or_a_year() {
        let read = |text| read_span(text, today());
        assert_eq!(read("2019"), Ok(Span::Year(2019)));
        assert_eq!(read("2019年"), Ok(Span::Year(2019)));
        assert_eq!(read("3 may 2019").unwrap().to_string(), "2019-05-03");
        assert_eq!(read("soon").unwrap_err().key, "span-wanted");
        assert_eq!(read("2019-02-30").unwrap_err().key, "day-not-in-month");
        let year = Span::Year(2019);
        assert_eq!(year.last_day().to_string(), "2019-12-31");
        assert_eq!(year.first_day().to_string(), "2019-01-01");
        assert_eq!(year.to_string(), "2019");
    }

    #[test]
    fn months_are_folded_as_words_are() {
        for name in MONTHS.into_iter().flatten().chain(FILLERS) {
            assert_eq!(fold(name), *name);
        }
    }

    fn any_day() -> impl Strategy<Value = Day> {
        (1..=9999_i16, 1..=12_i8, 1..=31_i8).prop_filter_map("in the calendar", |(y, m, d)| Day::new(y, m, d))
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(day in any_day(), today in any_day(), year in 1..=9999_i16) {
            let text = day.to_string();
            prop_assert_eq!(Day::parse_iso(&text), Some(day));
            prop_assert_eq!(read_day(&text, today), Ok(day));
            prop_assert_eq!(Span::parse_iso(&text), Some(Span::Day(day)));
            let year = Span::Year(year);
            prop_assert_eq!(read_span(&year.to_string(), today), Ok(year));
        }

        #[test]
        fn days_are_as_far_as_they_were_moved(from in any_day(), to in any_day()) {
            prop_assert_eq!(from.plus_days(from.days_until(to)), to);
            prop_assert_eq!(from < to, from.days_until(to) > 0);
            prop_assert!(from <= from.end_of_month() && from.end_of_month() <= from.end_of_quarter());
            prop_assert!(from.end_of_quarter() <= from.end_of_year());
        }

        #[test]
        fn reading_never_panics(text in ".{0,20}", near in "[-+/. 0-9a-yé年月日]{0,14}") {
            let _ = read_span(&text, today());
            let _ = read_span(&near, today());
        }
    }
}
