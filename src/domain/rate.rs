//! Exchange rates: units of local currency per US dollar, and what an amount is worth in dollars at one.
//! It refuses zero, negative and overlong rates, and it never guesses a rate that is not there.

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};

use super::day::Day;
use super::money::Currency;
use super::number::{self, Exact, Reading};
use super::say::Say;

/// The most significant digits a rate may have.
const SIGNIFICANT_DIGITS: u32 = 10;
/// A rate that moves by more than so many per cent of its neighbour asks whether it is right.
const MOST_MOVE: u32 = 20;
/// The most decimal places, and digits before the point, a rate may have.
const MOST_PLACES: i32 = 15;

/// Units of local currency per US dollar: above zero, at most ten significant digits, between 10^-15 and 10^15.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(Decimal);

impl Rate {
    /// The rate of the US dollar itself.
    pub const ONE: Self = Self(Decimal::ONE);

    /// The rate of a decimal, when it is above zero and within the limits.
    #[must_use]
    pub fn new(units_per_dollar: Decimal) -> Option<Self> {
        let scale = i32::try_from(units_per_dollar.scale()).ok()?;
        Self::of_exact(Exact::new(units_per_dollar.mantissa(), -scale))
    }

    fn of_exact(value: Exact) -> Option<Self> {
        let (mantissa, exponent) = value.parts();
        let digits = mantissa.checked_ilog10()? + 1;
        let before_point = i32::try_from(digits).ok()? + exponent;
        if digits > SIGNIFICANT_DIGITS || exponent < -MOST_PLACES || before_point > MOST_PLACES {
            return None;
        }
        let grown = mantissa * 10_i128.pow(exponent.max(0).unsigned_abs());
        let scale = exponent.min(0).unsigned_abs();
        Some(Self(Decimal::from_i128_with_scale(grown, scale)))
    }

    /// The nearest rate with ten significant digits, rounded half away from zero.
    fn nearest(value: Exact) -> Option<Self> {
        let (mantissa, exponent) = value.parts();
        let over = (mantissa.checked_ilog10()? + 1).saturating_sub(SIGNIFICANT_DIGITS);
        let unit = 10_i128.checked_pow(over)?;
        Self::of_exact(Exact::new((mantissa + unit / 2) / unit, exponent + i32::try_from(over).ok()?))
    }

    /// US dollars per unit of local currency, to ten significant digits; none when it would not be a rate.
    #[must_use]
    pub fn inverse(self) -> Option<Self> {
        let half_up = RoundingStrategy::MidpointAwayFromZero;
        Self::new(Decimal::ONE.checked_div(self.0)?.round_sf_with_strategy(SIGNIFICANT_DIGITS, half_up)?)
    }

    /// The rate `Display` writes, read strictly: ASCII digits and at most one point.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        read_rate(text).ok().filter(|_| plain)
    }

    /// Units of local currency per US dollar.
    #[must_use]
    pub const fn value(self) -> Decimal {
        self.0
    }
}

impl fmt::Display for Rate {
    /// The canonical form, without trailing zeros: `655.957`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A rate as people type it; a point always opens decimals here, since most rates have three and more of them.
///
/// # Errors
/// When it is no number above zero, has more than ten significant digits, or a lone comma leaves two readings.
pub fn read_rate(text: &str) -> Result<Rate, Say> {
    Rate::of_exact(read_exact(text)?)
        .ok_or_else(|| Say::new("rate-too-long").with("text", text.trim()).with("digits", SIGNIFICANT_DIGITS))
}

/// A rate of somebody's file, where averages carry digits that mean nothing: rounded half away from zero to ten
/// significant digits.
///
/// # Errors
/// As `read_rate`, but only a rate that is far too large or small is too long.
pub fn read_published_rate(text: &str) -> Result<Rate, Say> {
    Rate::nearest(read_exact(text)?)
        .ok_or_else(|| Say::new("rate-too-long").with("text", text.trim()).with("digits", SIGNIFICANT_DIGITS))
}

fn read_exact(text: &str) -> Result<Exact, Say> {
    let typed = text.trim();
    let plain = number::plain_signs(typed);
    let value = match number::read_number(&plain) {
        Some(Reading::One(value)) => value,
        Some(Reading::Two { decimal, .. }) if plain.contains('.') => decimal,
        Some(Reading::Two { grouped, decimal }) => {
            return Err(Say::new("rate-two-readings")
                .with("text", typed)
                .with("first", grouped)
                .with("second", decimal));
        }
        None => return Err(Say::new("rate-wanted").with("text", typed)),
    };
    if value.parts().0 == 0 {
        return Err(Say::new("rate-above-zero").with("text", typed));
    }
    Ok(value)
}

/// Refuses a rate other than exactly 1 for the US dollar.
///
/// # Errors
/// When the currency is the US dollar and the rate is not 1.
pub fn check_rate(currency: Currency, rate: Rate) -> Result<(), Say> {
    if currency == Currency::USD && rate != Rate::ONE {
        return Err(Say::new("rate-dollar-is-one").with("text", rate));
    }
    Ok(())
}

/// US cents of signed minor units at a rate (USD = amount / rate), rounded half away from zero to the cent; none when
/// it does not fit. An amount in US dollars is its own value whatever the rate.
#[must_use]
pub fn usd_cents(minor: i64, currency: Currency, rate: Rate) -> Option<i64> {
    if currency == Currency::USD {
        return Some(minor);
    }
    let scale = i32::try_from(rate.0.scale()).ok()?;
    let power = scale + 2 - i32::from(currency.minor_units());
    let shift = 10_u128.checked_pow(power.unsigned_abs())?;
    let (mut above, mut below) = (u128::from(minor.unsigned_abs()), rate.0.mantissa().unsigned_abs());
    if power >= 0 {
        above = above.checked_mul(shift)?;
    } else {
        below = below.checked_mul(shift)?;
    }
    // Half away from zero on the size alone: the remainder is compared, nothing is doubled that could overflow.
    let rounds_up = above % below >= below - above % below;
    let cents = i128::try_from(above / below + u128::from(rounds_up)).ok()?;
    i64::try_from(if minor < 0 { -cents } else { cents }).ok()
}

/// Whether the new rate differs from the old by more than so many per cent of the old.
#[must_use]
pub fn moves_more_than(old: Rate, new: Rate, percent: u32) -> bool {
    let moved = (new.0 - old.0).abs();
    moved * Decimal::ONE_HUNDRED > old.0 * Decimal::from(percent)
}

/// What to ask of a new rate that moves by more than 20 per cent of a known one of that day: from, to, by how much,
/// and the inverse where that lies nearer. None when it need not be asked.
#[must_use]
pub fn ask_about_move(day: Day, known: Rate, new: Rate) -> Option<Say> {
    if !moves_more_than(known, new, MOST_MOVE) {
        return None;
    }
    // By ratio, the inverse is nearer exactly when one dollar is more than a unit here and less than a unit there.
    let across = (known.0 > Decimal::ONE && new.0 < Decimal::ONE) || (known.0 < Decimal::ONE && new.0 > Decimal::ONE);
    let inverse = new.inverse().filter(|_| across);
    let say = Say::new(if inverse.is_some() { "rate-upside-down" } else { "rate-moves" })
        .with("day", day)
        .with("old", known)
        .with("new", new)
        .with("percent", percent_moved(known, new));
    Some(match inverse {
        Some(inverse) => say.with("inverse", inverse),
        None => say,
    })
}

/// By how many per cent of the old the new rate differs, to one decimal, signed: `+25`, `-99.9`.
fn percent_moved(old: Rate, new: Rate) -> String {
    let moved = (new.0 - old.0).checked_div(old.0).and_then(|part| part.checked_mul(Decimal::ONE_HUNDRED));
    // Ratios beyond 28 digits are the only ones that do not fit.
    let Some(moved) = moved else { return "+10^28".to_owned() };
    let rounded = moved.round_dp_with_strategy(1, RoundingStrategy::ToZero).normalize();
    format!("{}{rounded}", if rounded.is_sign_negative() { "" } else { "+" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn currency(code: &str) -> Currency {
        Currency::parse(code).unwrap()
    }

    fn rate(text: &str) -> Rate {
        read_rate(text).unwrap()
    }

    #[test]
    fn rates_are_read_and_written_without_trailing_zeros() {
        for (text, written) in [
            ("655.957", "655.957"),
            ("1.234", "1.234"),
            ("0,846", "0.846"),
            ("0.8460", "0.846"),
            ("1,507.50", "1507.5"),
            ("1 507,5", "1507.5"),
            ("120", "120"),
            ("12000000000", "12000000000"),
            ("１１０．５", "110.5"),
        ] {
            assert_eq!(rate(text).to_string(), written, "{text}");
            assert_eq!(Rate::parse(written), Some(rate(text)));
        }
    }

    #[test]
    fn what_is_no_rate_says_why() {
        for (text, key) in [
            ("", "rate-wanted"),
            ("abc", "rate-wanted"),
            ("-1", "rate-wanted"),
            ("0", "rate-above-zero"),
            ("0.000", "rate-above-zero"),
            ("1,507", "rate-two-readings"),
            ("1.2345678901", "rate-too-long"),
            ("0.00000000000000000001", "rate-too-long"),
            ("9999999999999999999999", "rate-too-long"),
        ] {
            assert_eq!(read_rate(text).unwrap_err().key, key, "{text}");
        }
        assert_eq!(Rate::new(Decimal::ZERO), None);
        assert_eq!(Rate::new(Decimal::NEGATIVE_ONE), None);
        assert!(check_rate(Currency::USD, rate("1.00")).is_ok());
        assert!(check_rate(Currency::USD, rate("1.01")).is_err());
        assert!(check_rate(currency("EUR"), rate("0.9")).is_ok());
    }

    #[test]
    fn dollars_are_amount_over_rate_rounded_half_away_from_zero() {
        for (minor, code, per_dollar, cents) in [
            (100_000, "EUR", "0.8", 125_000),
            (1, "EUR", "2", 1),
            (-1, "EUR", "2", -1),
            (1, "EUR", "2.0001", 0),
            (1000, "JPY", "110", 909),
            (1_000, "KWD", "0.3", 333),
            (15, "KWD", "1", 2),
            (14, "KWD", "1", 1),
            (655_957, "XOF", "655.957", 100_000),
            (500, "USD", "7", 500),
            (0, "EUR", "0.9", 0),
        ] {
            let converted = usd_cents(minor, currency(code), rate(per_dollar));
            assert_eq!(converted, Some(cents), "{minor} {code} at {per_dollar}");
        }
        assert_eq!(usd_cents(i64::MAX, currency("EUR"), rate("0.5")), None);
        assert_eq!(usd_cents(i64::MIN, currency("EUR"), Rate::ONE), Some(i64::MIN));
    }

    #[test]
    fn a_jump_is_seen_both_ways_and_only_beyond_the_limit() {
        assert!(!moves_more_than(rate("100"), rate("110"), 10));
        assert!(moves_more_than(rate("100"), rate("110.01"), 10));
        assert!(moves_more_than(rate("100"), rate("89.99"), 10));
    }

    #[test]
    fn a_rate_that_moves_far_is_asked_about() {
        let asked = |old: &str, new: &str| {
            ask_about_move(Day::new(2021, 1, 1).unwrap(), rate(old), rate(new)).map(|say| {
                let said = |name: &str| {
                    say.args.iter().find(|(known, _)| *known == name).map(|(_, text)| text.clone()).unwrap_or_default()
                };
                (say.key, said("percent"), said("inverse"))
            })
        };
        let with = |key, percent: &str, inverse: &str| Some((key, percent.to_owned(), inverse.to_owned()));
        assert_eq!(asked("100", "120"), None);
        assert_eq!(asked("100", "80"), None);
        assert_eq!(asked("100", "125"), with("rate-moves", "+25", ""));
        assert_eq!(asked("0.9", "0.5"), with("rate-moves", "-44.4", ""));
        assert_eq!(asked("23160", "0.000089"), with("rate-upside-down", "-99.9", "11235.95506"));
        assert_eq!(asked("0.85", "1.1764"), with("rate-upside-down", "+38.4", "0.8500510031"));
        assert_eq!(asked("0.000000000000001", "999999999900000").unwrap().1, "+10^28");
    }

    #[test]
    fn published_rates_are_rounded_to_ten_digits() {
        for (text, read) in [
            ("14.4451109778044", "14.44511098"),
            ("57.56", "57.56"),
            ("0.99999999999", "1"),
            ("0.0000123456789051", "0.00001234567891"),
            ("23160.25", "23160.25"),
        ] {
            assert_eq!(read_published_rate(text).map(|rate| rate.to_string()), Ok(read.to_owned()), "{text}");
        }
        assert_eq!(read_published_rate("0.0000000000000000001").unwrap_err().key, "rate-too-long");
        assert_eq!(read_published_rate("0").unwrap_err().key, "rate-above-zero");
    }

    fn any_rate() -> impl Strategy<Value = Rate> {
        (1..10_000_000_000_i64, 0..12_u32)
            .prop_map(|(mantissa, scale)| Rate::new(Decimal::new(mantissa, scale)).unwrap())
    }

    proptest! {
        #[test]
        fn a_rate_is_read_back(rate in any_rate()) {
            prop_assert_eq!(read_rate(&rate.to_string()), Ok(rate));
            prop_assert_eq!(Rate::parse(&rate.to_string()), Some(rate));
        }

        #[test]
        fn a_published_rate_keeps_its_ten_digits(rate in any_rate()) {
            prop_assert_eq!(read_published_rate(&rate.to_string()), Ok(rate));
        }

        #[test]
        fn the_inverse_is_offered_where_it_is_nearer(old in 1..999_999_999_i64, new in 1..999_999_999_i64) {
            let rate = |mantissa| Rate::new(Decimal::new(mantissa, 5)).unwrap();
            let (old, new) = (rate(old), rate(new));
            if let Some(say) = ask_about_move(Day::new(2021, 1, 1).unwrap(), old, new) {
                let (o, n) = (old.value(), new.value());
                let ratio = (n / o).max(o / n);
                let turned = (n * o).max(Decimal::ONE / (n * o));
                prop_assert_eq!(say.key == "rate-upside-down", turned < ratio, "{} {}", turned, ratio);
            }
        }

        #[test]
        fn dollars_are_within_half_a_cent(minor in -1_000_000_000_000..1_000_000_000_000_i64, rate in any_rate()) {
            if let Some(cents) = usd_cents(minor, currency("EUR"), rate) {
                prop_assert_eq!(usd_cents(-minor, currency("EUR"), rate), Some(-cents));
                let mantissa = rate.value().mantissa();
                let shifted = i128::from(minor) * 10_i128.pow(rate.value().scale());
                let off = (shifted - i128::from(cents) * mantissa).abs();
                prop_assert!(off * 2 <= mantissa);
            }
        }
    }
}
