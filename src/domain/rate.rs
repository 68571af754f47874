//! Exchange rates: units of local currency per US dollar, and what an amount is worth in dollars at one.
//! It refuses zero, negative and overlong rates, and it never guesses a rate that is not there.

use std::fmt;

use rust_decimal::Decimal;

use super::money::Currency;
use super::number::{self, Exact, Reading};
use super::say::Say;

/// The most significant digits a rate may have.
const SIGNIFICANT_DIGITS: u32 = 10;
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
    Rate::of_exact(value)
        .ok_or_else(|| Say::new("rate-too-long").with("text", typed).with("digits", SIGNIFICANT_DIGITS))
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
