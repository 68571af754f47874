//! How people write numbers: digits of several scripts, grouping marks and decimal marks of several habits.
//! It refuses to guess: one point or comma before exactly three digits comes back as two readings.

use std::fmt;

use super::style::Decimal;

/// The most digits a number may have before it counts as too large for anything kept here.
const MOST_DIGITS: usize = 30;

/// An exact decimal number, `mantissa` times ten to the `exponent`, without trailing zeros in the mantissa.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exact {
    mantissa: i128,
    exponent: i32,
}

/// Why an exact number is no whole count of a given unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// It has decimals below the unit.
    TooFine,
    /// It does not fit 64 bits.
    TooLarge,
}

/// What a written number can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Only one thing.
    One(Exact),
    /// Two things: thousands when the mark groups, or a fraction when it is the decimal mark.
    Two {
        /// The value when the mark groups thousands.
        grouped: Exact,
        /// The value when the mark opens the decimals.
        decimal: Exact,
    },
}

impl Exact {
    /// The number `mantissa` times ten to the `exponent`.
    #[must_use]
    pub const fn new(mut mantissa: i128, mut exponent: i32) -> Self {
        if mantissa == 0 {
            exponent = 0;
        }
        while mantissa != 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            exponent += 1;
        }
        Self { mantissa, exponent }
    }

    /// The number written as these digits before and after the decimal mark.
    fn of_digits(whole: &str, decimals: &str) -> Option<Self> {
        let digits = [whole.trim_start_matches('0'), decimals].concat();
        let kept = digits.trim_end_matches('0');
        if kept.len() > MOST_DIGITS {
            return Some(Self::new(i128::MAX, 0));
        }
        let mantissa = if kept.is_empty() { 0 } else { kept.parse().ok()? };
        let dropped = digits.len() - kept.len();
        let exponent = i32::try_from(dropped).ok()? - i32::try_from(decimals.len()).ok()?;
        Some(Self::new(mantissa, exponent))
    }

    /// The number times ten to the `power`.
    #[must_use]
    pub const fn times_ten_to(self, power: i32) -> Self {
        Self::new(self.mantissa, self.exponent + power)
    }

    /// The number with the other sign.
    #[must_use]
    pub const fn negated(self) -> Self {
        Self::new(-self.mantissa, self.exponent)
    }

    /// The mantissa, which has no trailing zeros, and its power of ten.
    #[must_use]
    pub const fn parts(self) -> (i128, i32) {
        (self.mantissa, self.exponent)
    }

    /// The number in units of ten to the minus `digits`, exactly.
    ///
    /// # Errors
    /// When it has finer decimals than the unit or does not fit.
    pub fn in_units(self, digits: u8) -> Result<i64, Misfit> {
        if self.mantissa == 0 {
            return Ok(0);
        }
        let power = self.exponent + i32::from(digits);
        let power = u32::try_from(power).map_err(|_| Misfit::TooFine)?;
        10_i128
            .checked_pow(power)
            .and_then(|unit| self.mantissa.checked_mul(unit))
            .and_then(|units| i64::try_from(units).ok())
            .ok_or(Misfit::TooLarge)
    }
}

impl fmt::Display for Exact {
    /// The plain decimal form, without grouping or needless zeros: `1234`, `-0.05`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let digits = self.mantissa.unsigned_abs().to_string();
        let Ok(decimals) = usize::try_from(-self.exponent) else {
            let zeros = "0".repeat(self.exponent.unsigned_abs() as usize);
            return write!(f, "{sign}{digits}{zeros}");
        };
        if decimals == 0 {
            return write!(f, "{sign}{digits}");
        }
        let padded = format!("{digits:0>width$}", width = decimals + 1);
        let (whole, fraction) = padded.split_at(padded.len() - decimals);
        write!(f, "{sign}{whole}.{fraction}")
    }
}

/// The text with full-width and Arabic digits and marks as ASCII, and every space of typography as a plain one.
#[must_use]
pub fn plain_signs(text: &str) -> String {
    text.chars().map(plain_sign).collect()
}

/// One character of `plain_signs`.
fn plain_sign(c: char) -> char {
    let shifted = |first: char| char::from_u32(u32::from(c) - u32::from(first) + u32::from('0'));
    match c {
        '٠'..='٩' => shifted('٠').unwrap_or(c),
        '۰'..='۹' => shifted('۰').unwrap_or(c),
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '￥' => '¥',
        '\u{2212}' | '\u{2010}'..='\u{2014}' => '-',
        '٫' => '.',
        '٬' | '’' | '‘' => '\'',
        _ if c.is_whitespace() => ' ',
        _ => c,
    }
}

/// What an unsigned number can mean, written in ASCII digits with `.`, `,`, `'` or single spaces; none when it is no
/// number or its groups are not of three digits.
#[must_use]
pub fn read_number(body: &str) -> Option<Reading> {
    let marks: Vec<(usize, char)> = body.char_indices().filter(|(_, c)| !c.is_ascii_digit()).collect();
    let Some((&(at, last), before)) = marks.split_last() else {
        return one(body, "");
    };
    if !marks.iter().all(|(_, c)| matches!(c, '.' | ',' | '\'' | ' ')) {
        return None;
    }
    if !matches!(last, '.' | ',') || before.iter().any(|&(_, mark)| mark == last) {
        return one(&joined_groups(body, last)?, "");
    }
    let (head, tail) = (&body[..at], &body[at + 1..]);
    match before.first() {
        Some(&(_, group)) => one(&joined_groups(head, group)?, tail).filter(|_| !tail.is_empty()),
        None => read_around_one_mark(head, tail),
    }
}

/// The number as somebody writes it whose decimals open with a known mark: the other marks set thousands apart. None when
/// it is no number, or not written so.
#[must_use]
pub fn read_number_in(body: &str, decimal: Decimal) -> Option<Exact> {
    let (whole, decimals) = match body.split_once(decimal.mark()) {
        Some((_, "")) => return None,
        Some((whole, decimals)) => (whole, decimals),
        None => (body, ""),
    };
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(decimals) || whole.is_empty() && decimals.is_empty() {
        return None;
    }
    let digits = match whole.chars().find(|c| !c.is_ascii_digit()) {
        None => whole.to_owned(),
        // Nobody sets thousands apart from a zero.
        Some(group) if "., '".contains(group) && !whole.starts_with('0') => joined_groups(whole, group)?,
        Some(_) => return None,
    };
    Exact::of_digits(&digits, decimals)
}

/// What a number with a single point or comma can mean.
fn read_around_one_mark(head: &str, tail: &str) -> Option<Reading> {
    if tail.is_empty() {
        return None;
    }
    let decimal = Exact::of_digits(head, tail)?;
    if tail.len() != 3 || head.len() > 3 || head.is_empty() || head.starts_with('0') {
        return Some(Reading::One(decimal));
    }
    let grouped = decimal.times_ten_to(3);
    Some(Reading::Two { grouped, decimal })
}

/// A number that means one thing; none when there is not a single digit.
fn one(whole: &str, decimals: &str) -> Option<Reading> {
    if whole.is_empty() && decimals.is_empty() {
        return None;
    }
    Exact::of_digits(whole, decimals).map(Reading::One)
}

/// The digits of a number grouped by one mark, when every group but the first has three.
fn joined_groups(text: &str, mark: char) -> Option<String> {
    let (first, rest) = text.split_once(mark)?;
    let is_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let whole = (1..=3).contains(&first.len())
        && is_digits(first)
        && rest.split(mark).all(|group| group.len() == 3 && is_digits(group));
    whole.then(|| text.replace(mark, ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        match read_number(&plain_signs(text)) {
            Some(Reading::One(value)) => value.to_string(),
            Some(Reading::Two { grouped, decimal }) => format!("{grouped} or {decimal}"),
            None => "no".into(),
        }
    }

    #[test]
    fn habits_of_many_countries_are_read() {
        for (text, value) in [
            ("1250000", "1250000"),
            ("1,250,000.50", "1250000.5"),
            ("1 250 000,50", "1250000.5"),
            ("1\u{a0}250\u{202f}000,50", "1250000.5"),
            ("1.250.000,50", "1250000.5"),
            ("1'250'000.50", "1250000.5"),
            ("1’250’000", "1250000"),
            ("1.234.567", "1234567"),
            ("1 250", "1250"),
            ("0.125", "0.125"),
            ("1234.567", "1234.567"),
            (".5", "0.5"),
            ("１２．５", "12.5"),
            ("٢٠٫٨", "20.8"),
            ("۱۲۳", "123"),
            ("000", "0"),
        ] {
            assert_eq!(read(text), value, "{text}");
        }
    }

    #[test]
    fn one_mark_before_three_digits_has_two_readings() {
        assert_eq!(read("1.234"), "1234 or 1.234");
        assert_eq!(read("12,500"), "12500 or 12.5");
    }

    #[test]
    fn crooked_groups_are_no_number() {
        for text in [
            "",
            ".",
            "5.",
            "1,23,456",
            "1,2345,678",
            "1  250",
            "1.234,",
            "1,234.5.6",
            "1 2",
            "1-2",
            "1.250.00",
            "1234,567.8",
            "1,250 000.5",
            ",123,456",
        ] {
            assert_eq!(read(text), "no", "{text}");
        }
    }

    #[test]
    fn a_known_mark_leaves_one_reading() {
        let read = |text: &str, decimal| {
            read_number_in(&plain_signs(text), decimal).map_or("no".to_owned(), |value| value.to_string())
        };
        for (text, point, comma) in [
            ("1.234", "1.234", "1234"),
            ("12,500", "12500", "12.5"),
            ("1.250.000", "no", "1250000"),
            ("1,250,000.50", "1250000.5", "no"),
            ("1 250 000,50", "no", "1250000.5"),
            ("1'250'000.50", "1250000.5", "no"),
            ("12.5", "12.5", "no"),
            ("1234.567", "1234.567", "no"),
            ("0.125", "0.125", "no"),
            ("1250", "1250", "1250"),
            ("１．２５０", "1.25", "1250"),
            (".5", "0.5", "no"),
            ("5.", "no", "no"),
            ("1,23,456", "no", "no"),
            ("", "no", "no"),
        ] {
            assert_eq!([read(text, Decimal::Point), read(text, Decimal::Comma)], [point, comma], "{text}");
        }
    }

    proptest! {
        /// Whoever knows the mark reads one of the readings that are there without it.
        #[test]
        fn a_known_mark_gives_one_of_the_readings(text in "[0-9.,' ]{1,12}") {
            let known = Decimal::ALL.map(|decimal| read_number_in(&text, decimal));
            match read_number(&text) {
                Some(Reading::Two { grouped, decimal }) => {
                    let both = [Some(grouped), Some(decimal)];
                    prop_assert!(known.iter().all(|value| both.contains(value)) && known[0] != known[1], "{known:?}");
                }
                Some(Reading::One(value)) => {
                    prop_assert!(known.iter().all(|known| known.is_none_or(|known| known == value)), "{known:?}");
                    prop_assert!(known.iter().any(Option::is_some), "{known:?}");
                }
                None => {}
            }
        }

        #[test]
        fn an_exact_number_is_read_back(mantissa in 0..=10_i128.pow(17), decimals in 4..9_i32) {
            let exact = Exact::new(mantissa, -decimals);
            let text = exact.to_string();
            prop_assume!(!matches!(read_number(&text), Some(Reading::Two { .. })));
            prop_assert_eq!(read_number(&text), Some(Reading::One(exact)));
        }

        #[test]
        fn reading_never_panics(text in ".{0,20}") {
            let _ = read_number(&plain_signs(&text));
        }
    }
}
