//! Money: whole minor units of a currency, how people type it, how files carry it, and how it is split.
//! It refuses floating point, silent rounding, sums across currencies and guesses about `1.234`.

use std::cmp::Reverse;
use std::fmt;

use super::number::{self, Exact, Misfit, Reading};
use super::say::Say;
use super::style::Decimal;
use crate::reference;

/// A currency of ISO 4217 that money is paid in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The US dollar, in which every total is given.
    pub const USD: Self = Self(*b"USD");

    /// The currency of a three-letter code in either case; none when ISO 4217 does not know it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let code: [u8; 3] = text.trim().as_bytes().try_into().ok()?;
        let currency = Self(code.map(|letter| letter.to_ascii_uppercase()));
        reference::minor_units(std::str::from_utf8(&currency.0).ok()?)?;
        Some(currency)
    }

    /// The three capital letters of the code.
    ///
    /// # Panics
    /// Never: a code that is no ASCII is not parsed.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a currency is made of ASCII letters only")
    }

    /// Decimal places of the currency: 2 for USD, 0 for JPY, 3 for KWD.
    ///
    /// # Panics
    /// Never: a code without decimal places is not parsed.
    #[must_use]
    pub fn minor_units(self) -> u8 {
        reference::minor_units(self.code()).expect("a currency is only made when it is known")
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An exact amount: signed minor units (cents for USD) of one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    /// Signed count of the currency's smallest unit; negative is a correction or a refund.
    pub minor: i64,
    /// The currency the units belong to.
    pub currency: Currency,
}

impl Money {
    /// An amount of signed minor units.
    #[must_use]
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// The sum of two amounts of one currency, exact.
    ///
    /// # Errors
    /// When the currencies differ or the sum does not fit 64 bits.
    pub fn checked_add(self, other: Self) -> Result<Self, Say> {
        self.same_currency(other)?;
        let minor = self.minor.checked_add(other.minor);
        minor.map_or_else(|| Err(too_large(&format!("{self} + {other}"))), |minor| Ok(Self { minor, ..self }))
    }

    /// The difference of two amounts of one currency, exact.
    ///
    /// # Errors
    /// When the currencies differ or the difference does not fit 64 bits.
    pub fn checked_sub(self, other: Self) -> Result<Self, Say> {
        self.same_currency(other)?;
        let minor = self.minor.checked_sub(other.minor);
        minor.map_or_else(|| Err(too_large(&format!("{self} - {other}"))), |minor| Ok(Self { minor, ..self }))
    }

    fn same_currency(self, other: Self) -> Result<(), Say> {
        if self.currency == other.currency {
            return Ok(());
        }
        Err(Say::new("money-two-currencies").with("first", self.currency).with("second", other.currency))
    }

    /// The exact decimal with all places of the currency and no currency code: `1250000.50`, `-3.00`, `1000` for JPY.
    #[must_use]
    pub fn to_text(self) -> String {
        plain_text(self.minor, self.currency.minor_units())
    }

    /// The amount `to_text` writes, read strictly in the given currency.
    ///
    /// # Errors
    /// As `read_plain`.
    pub fn from_text(text: &str, currency: Currency) -> Result<Self, Say> {
        let minor = read_plain(text, currency.minor_units())?;
        Ok(Self { minor, currency })
    }

    /// The amount and its currency as a form shows it and `read_money` takes it back: `1250000.50 USD`.
    #[must_use]
    pub fn to_typed(self) -> String {
        // Three decimals after one to three digits would have two readings; a fourth, empty place leaves one.
        let guard = if self.currency.minor_units() == 3 { "0" } else { "" };
        format!("{}{guard} {}", self.to_text(), self.currency)
    }
}

impl fmt::Display for Money {
    /// The exact decimal, ungrouped, and the currency code: `1250000.50 USD`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.to_text(), self.currency)
    }
}

/// Minor units as a decimal with `digits` places, ungrouped: `plain_text(-300, 2)` is `-3.00`.
#[must_use]
pub fn plain_text(minor: i64, digits: u8) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    let places = usize::from(digits);
    let padded = format!("{:0>width$}", minor.unsigned_abs(), width = places + 1);
    let (whole, fraction) = padded.split_at(padded.len() - places);
    let point = if places == 0 { "" } else { "." };
    format!("{sign}{whole}{point}{fraction}")
}

/// A strict decimal of a machine file (`-?[0-9]+(\.[0-9]+)?`) in units of ten to the minus `digits`, never rounded.
///
/// # Errors
/// When it is written otherwise, has non-zero decimals beyond `digits`, or does not fit 64 bits.
pub fn read_plain(text: &str, digits: u8) -> Result<i64, Say> {
    let wanted = || Say::new("money-plain-wanted").with("text", text);
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction.as_bytes()),
        Some(_) => return Err(wanted()),
        None => (unsigned, &[][..]),
    };
    let all = || whole.bytes().chain(fraction.iter().copied());
    if whole.is_empty() || !all().all(|byte| byte.is_ascii_digit()) {
        return Err(wanted());
    }
    let places = usize::from(digits);
    if fraction.iter().skip(places).any(|&digit| digit != b'0') {
        return Err(Say::new("money-plain-decimals").with("text", text).with("digits", digits));
    }
    let zeros = std::iter::repeat_n(b'0', places.saturating_sub(fraction.len()));
    let kept = fraction.iter().copied().take(places);
    // Counted below zero, where i64 reaches one further, so that every i64 is read back.
    let below = whole
        .bytes()
        .chain(kept)
        .chain(zeros)
        .try_fold(0_i64, |sum, digit| sum.checked_mul(10)?.checked_sub(i64::from(digit - b'0')));
    let value = below.and_then(|below| if unsigned.len() < text.len() { Some(below) } else { below.checked_neg() });
    value.ok_or_else(|| too_large(text))
}

fn too_large(text: &str) -> Say {
    Say::new("money-too-large").with("text", text)
}

/// Words and signs that multiply, in lower case, with their power of ten; longer spellings before their own beginnings.
const MULTIPLIERS: &[(&str, i32)] = &[
    ("thousand", 3),
    ("millions", 6),
    ("millones", 6),
    ("million", 6),
    ("millón", 6),
    ("milliards", 9),
    ("milliard", 9),
    ("billion", 9),
    ("тыс", 3),
    ("млн", 6),
    ("млрд", 9),
    ("mln", 6),
    ("mio", 6),
    ("mrd", 9),
    ("mn", 6),
    ("md", 9),
    ("bn", 9),
    ("百万", 6),
    ("千万", 7),
    ("十亿", 9),
    ("千", 3),
    ("万", 4),
    ("萬", 4),
    ("亿", 8),
    ("億", 8),
    ("k", 3),
    ("m", 6),
    ("b", 9),
];

/// Currency signs that mean one currency, in lower case.
const SIGNS: &[(&str, &str)] = &[
    ("€", "EUR"),
    ("£", "GBP"),
    ("₽", "RUB"),
    ("руб", "RUB"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₺", "TRY"),
    ("₦", "NGN"),
    ("us$", "USD"),
    ("a$", "AUD"),
    ("au$", "AUD"),
    ("c$", "CAD"),
    ("ca$", "CAD"),
    ("hk$", "HKD"),
    ("nz$", "NZD"),
    ("美元", "USD"),
    ("欧元", "EUR"),
    ("人民币", "CNY"),
    ("日元", "JPY"),
    ("円", "JPY"),
    ("元", "CNY"),
];

/// Currency signs of several currencies: the currency of the field decides when it is one of them.
const SHARED_SIGNS: &[(&str, &[&str])] = &[
    ("$", &["USD", "AUD", "CAD", "HKD", "MXN", "NZD", "SGD"]),
    ("¥", &["CNY", "JPY"]),
    ("kr", &["DKK", "ISK", "NOK", "SEK"]),
];

/// An amount as people type it, exact: `20.8m USD`, `€5`, `1 250 000,50`, `(1,250)`; without a currency it is in
/// `default`. Parentheses or a minus make it negative.
///
/// # Errors
/// When it is no amount, has two readings (both are in the message), more decimals than its currency, an unknown
/// currency, or does not fit 64 bits.
pub fn read_money(text: &str, default: Currency) -> Result<Money, Say> {
    read_money_in(text, default, None)
}

/// As `read_money`, of a file whose decimals open with a known mark; an amount that is written otherwise is refused.
///
/// # Errors
/// As `read_money`, with one reading only where the mark is known.
pub fn read_money_in(text: &str, default: Currency, decimal: Option<Decimal>) -> Result<Money, Say> {
    let written = number::plain_signs(text.trim());
    let parts = Parts::of(&written).ok_or_else(|| wanted(text))?;
    let (currency, power) = parts.words(text, default)?;
    let value = match known_mark(text, decimal) {
        Some(decimal) => parts.shift(parts.value_in(text, decimal)?, power),
        None => parts.value(text, currency, power)?,
    };
    match value.in_units(currency.minor_units()) {
        Ok(minor) => Ok(Money { minor, currency }),
        Err(Misfit::TooLarge) => Err(too_large(text.trim())),
        Err(Misfit::TooFine) => Err(Say::new("money-too-many-decimals")
            .with("text", text.trim())
            .with("currency", currency)
            .with("digits", currency.minor_units())),
    }
}

/// The number an amount is written with, by the mark that opens decimals, whatever its currency has room for; none when
/// it is not written so.
#[must_use]
pub fn number_in(text: &str, decimal: Decimal) -> Option<Exact> {
    let written = number::plain_signs(text.trim());
    let parts = Parts::of(&written)?;
    parts.value_in(text, known_mark(text, Some(decimal))?).ok()
}

/// The Arabic decimal mark says itself what it is.
fn known_mark(text: &str, decimal: Option<Decimal>) -> Option<Decimal> {
    if text.contains('٫') { Some(Decimal::Point) } else { decimal }
}

fn wanted(text: &str) -> Say {
    Say::new("money-wanted").with("text", text.trim())
}

/// A typed amount taken apart: what stands before the number, the number, what stands after it, and its sign.
struct Parts<'a> {
    before: String,
    body: &'a str,
    after: String,
    negative: bool,
    bracketed: bool,
}

impl<'a> Parts<'a> {
    /// The parts of a text with at least one digit and at most one sign.
    fn of(written: &'a str) -> Option<Self> {
        let is_digit = |c: char| c.is_ascii_digit();
        let first = written.find(is_digit)?;
        let end = written.rfind(is_digit)? + 1;
        let first = first - usize::from(written[..first].ends_with(['.', ',']));
        let (before, after) = (&written[..first], &written[end..]);
        let count = |text: &str, sign: char| text.matches(sign).count();
        let signs = count(before, '-') + count(before, '+');
        let (open, close) = (count(before, '('), count(after, ')'));
        if open != close || signs + open > 1 {
            return None;
        }
        Some(Self {
            before: before.replace(['-', '+', '('], " ").to_lowercase(),
            body: &written[first..end],
            after: after.replace(')', " ").to_lowercase(),
            negative: open == 1 || count(before, '-') == 1,
            bracketed: open == 1,
        })
    }

    /// The currency and the power of ten that the words around the number say.
    fn words(&self, text: &str, default: Currency) -> Result<(Currency, i32), Say> {
        let mut currency = None;
        let mut power = None;
        for (word, may_multiply) in (self.before.split_whitespace().map(|word| (word, false)))
            .chain(self.after.split_whitespace().map(|word| (word, true)))
        {
            let mut rest = word.trim_end_matches('.');
            if may_multiply
                && power.is_none()
                && Currency::parse(rest).is_none()
                && let Some((end, ten)) = multiplier(rest)
            {
                power = Some(ten);
                rest = end;
            }
            if rest.is_empty() {
                continue;
            }
            let named = read_currency(rest, default)?.ok_or_else(|| unknown(rest, text))?;
            if let Some(other) = currency.replace(named).filter(|other| *other != named) {
                return Err(Say::new("money-two-currencies").with("first", other).with("second", named));
            }
        }
        Ok((currency.unwrap_or(default), power.unwrap_or(0)))
    }

    fn shift(&self, value: Exact, power: i32) -> Exact {
        let value = value.times_ten_to(power);
        if self.negative { value.negated() } else { value }
    }

    /// The number without its sign, written with a known decimal mark.
    fn value_in(&self, text: &str, decimal: Decimal) -> Result<Exact, Say> {
        number::read_number_in(self.body, decimal).ok_or_else(|| {
            if number::read_number(self.body).is_none() {
                return wanted(text);
            }
            Say::new("money-other-mark").with("text", text.trim()).with("mark", decimal.mark())
        })
    }

    /// The one value the number can have, with its sign and power of ten.
    fn value(&self, text: &str, currency: Currency, power: i32) -> Result<Exact, Say> {
        let shift = |value: Exact| self.shift(value, power);
        // Accountants' parentheses go with grouping commas, and few currencies have places for three decimals.
        let groups = self.bracketed && self.body.contains(',') && currency.minor_units() < 3;
        match number::read_number(self.body).ok_or_else(|| wanted(text))? {
            Reading::One(value) => Ok(shift(value)),
            Reading::Two { grouped, .. } if groups => Ok(shift(grouped)),
            Reading::Two { grouped, decimal } => Err(Say::new("money-two-readings")
                .with("text", text.trim())
                .with("first", format_args!("{} {currency}", shift(grouped)))
                .with("second", format_args!("{} {currency}", shift(decimal)))),
        }
    }
}

/// The power of ten a word begins with and what follows it, which must be nothing or a currency.
fn multiplier(word: &str) -> Option<(&str, i32)> {
    MULTIPLIERS.iter().find_map(|(name, power)| {
        let rest = word.strip_prefix(name)?;
        let stands = rest.is_empty()
            || Currency::parse(rest).is_some()
            || SIGNS.iter().any(|(sign, _)| *sign == rest)
            || SHARED_SIGNS.iter().any(|(sign, _)| *sign == rest);
        stands.then_some((rest, *power))
    })
}

/// The currency of a code or sign in lower case; none when it is neither, an error when the sign is shared.
fn read_currency(word: &str, default: Currency) -> Result<Option<Currency>, Say> {
    let code = SIGNS.iter().find(|(sign, _)| *sign == word);
    if let Some(currency) = Currency::parse(code.map_or(word, |(_, code)| code)) {
        return Ok(Some(currency));
    }
    let Some((sign, codes)) = SHARED_SIGNS.iter().find(|(sign, _)| *sign == word) else {
        return Ok(None);
    };
    if codes.contains(&default.code()) {
        return Ok(Some(default));
    }
    if *sign == "$" {
        return Ok(Some(Currency::USD));
    }
    Err(Say::new("money-sign-shared").with("sign", sign).with("codes", codes.join(", ")))
}

/// The refusal of a word that is no currency.
fn unknown(word: &str, text: &str) -> Say {
    if word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Say::new("money-currency-unknown").with("code", word.to_uppercase());
    }
    wanted(text)
}

/// `whole * part / of`, rounded half away from zero to the unit of `whole`; none where `of` is zero or it does not fit.
#[must_use]
pub fn part_of(whole: i64, part: i64, of: i64) -> Option<i64> {
    let (product, of) = (i128::from(whole) * i128::from(part), i128::from(of));
    if of == 0 {
        return None;
    }
    let size = (product.abs() * 2 + of.abs()) / (of.abs() * 2);
    i64::try_from(if (product < 0) == (of < 0) { size } else { -size }).ok()
}

/// A total in parts proportional to the weights by the largest remainder, so that they add up exactly; each part has
/// the total's sign, ties go to the earlier part, and weights that are all zero count as equal.
///
/// # Panics
/// Never: no part is larger than the total, and less than a unit is missing for each.
#[must_use]
pub fn split(total: i64, weights: &[u64]) -> Vec<i64> {
    let sum: u128 = weights.iter().map(|&weight| u128::from(weight)).sum();
    if sum == 0 {
        return if weights.is_empty() { Vec::new() } else { split(total, &vec![1; weights.len()]) };
    }
    let size = u128::from(total.unsigned_abs());
    let mut parts: Vec<u128> = Vec::with_capacity(weights.len());
    let mut remainders: Vec<(Reverse<u128>, usize)> = Vec::with_capacity(weights.len());
    for (at, &weight) in weights.iter().enumerate() {
        let share = size * u128::from(weight);
        parts.push(share / sum);
        remainders.push((Reverse(share % sum), at));
    }
    let missing = size - parts.iter().sum::<u128>();
    remainders.sort_unstable();
    let missing = usize::try_from(missing).expect("less than one unit is missing for each part");
    for &(_, at) in remainders.iter().take(missing) {
        parts[at] += 1;
    }
    let sign = i128::from(total.signum());
    let signed = |part: u128| i128::try_from(part).ok().map(|part| part * sign);
    parts
        .into_iter()
        .map(|part| signed(part).and_then(|part| i64::try_from(part).ok()).expect("a part is no larger than the total"))
        .collect()
}

#[cfg(test)]
mod tests;
