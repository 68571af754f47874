//! How one amount is split over years or programmes: typed as amounts, per cent or even shares, kept as amounts that add
//! up to the whole to the last minor unit (largest remainder). It refuses to know which codes there are.

use std::fmt;

use super::field::Along;
use super::money::{Currency, Money, plain_text, read_money, read_plain, split};
use super::say::Say;

/// What one piece takes of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Share {
    /// As much as each other piece that names nothing, of what the others leave.
    Even,
    /// Hundredths of a per cent of the whole.
    Percent(i64),
    /// Signed minor units of the record's currency.
    Amount(i64),
}

/// One key with its share.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    key: String,
    share: Share,
}

/// A split as typed or kept: `2020-2023`, `FP1 60%; FP3`, `2020 5200000.00; 2021 5200000.00`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    pieces: Vec<Piece>,
    currency: Currency,
}

impl Split {
    /// The keys in order: years, or codes of records.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().map(|piece| piece.key.as_str())
    }

    /// Each key with its signed minor units of a whole; they add up to it exactly.
    ///
    /// # Errors
    /// When fixed amounts leave too much or too little, with what they come to and what the whole is.
    pub fn amounts(&self, whole: Money) -> Result<Vec<(String, i64)>, Say> {
        if let [only] = self.pieces.as_slice() {
            return Ok(vec![(only.key.clone(), whole.minor)]);
        }
        let percents = self.percents(whole)?;
        let fixed: i128 = self.pieces.iter().zip(&percents).map(|(piece, part)| part_of(piece, *part)).sum();
        let evens = self.pieces.iter().filter(|piece| piece.share == Share::Even).count();
        let left = i128::from(whole.minor) - fixed;
        let same_sign = left == 0 || (left > 0) == (whole.minor > 0);
        if (evens == 0 && left != 0) || !same_sign {
            return Err(self.wrong_sum(fixed, whole));
        }
        let left = i64::try_from(left).map_err(|_| self.wrong_sum(fixed, whole))?;
        let mut shares = split(left, &vec![1; evens]).into_iter();
        let amount = |(piece, percent): (&Piece, &i64)| match piece.share {
            Share::Even => shares.next().unwrap_or(0),
            Share::Percent(_) => *percent,
            Share::Amount(minor) => minor,
        };
        let amounts: Vec<i64> = self.pieces.iter().zip(&percents).map(amount).collect();
        Ok(self.pieces.iter().map(|piece| piece.key.clone()).zip(amounts).collect())
    }

    /// The same split with the amount of each piece, as it is kept.
    ///
    /// # Errors
    /// As `amounts`.
    pub fn settled(&self, whole: Money) -> Result<Self, Say> {
        let pieces = self.amounts(whole)?.into_iter().map(|(key, minor)| Piece { key, share: Share::Amount(minor) });
        Ok(Self { pieces: pieces.collect(), currency: whole.currency })
    }

    /// The minor units of the pieces given in per cent, none of the others; what is not given is one more weight, so
    /// that a hundred per cent is the whole.
    fn percents(&self, whole: Money) -> Result<Vec<i64>, Say> {
        let hundredths = |piece: &Piece| if let Share::Percent(hundredths) = piece.share { hundredths } else { 0 };
        let sum: i64 = self.pieces.iter().map(hundredths).sum();
        let rest = 10_000 - sum;
        if rest < 0 {
            return Err(Say::new("value-split-percent").with("sum", super::field::percent_text(sum)));
        }
        let weights = self.pieces.iter().map(hundredths).chain([rest]);
        let weights: Vec<u64> = weights.map(i64::unsigned_abs).collect();
        let mut parts = split(whole.minor, &weights);
        parts.pop();
        Ok(parts)
    }

    fn wrong_sum(&self, fixed: i128, whole: Money) -> Say {
        let digits = self.currency.minor_units();
        let sum = i64::try_from(fixed).map_or_else(|_| fixed.to_string(), |minor| plain_text(minor, digits));
        Say::new("value-split-sum").with("sum", sum).with("whole", whole.to_text())
    }
}

fn part_of(piece: &Piece, percent: i64) -> i128 {
    match piece.share {
        Share::Even => 0,
        Share::Percent(_) => i128::from(percent),
        Share::Amount(minor) => i128::from(minor),
    }
}

impl fmt::Display for Split {
    /// The one text form: `2020 5200000.00; 2021 5200000.00`, even shares by their key alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, piece) in self.pieces.iter().enumerate() {
            let between = if at == 0 { "" } else { "; " };
            write!(f, "{between}{}", piece.key)?;
            match piece.share {
                Share::Even => {}
                Share::Percent(hundredths) => write!(f, " {}%", super::field::percent_text(hundredths))?,
                Share::Amount(minor) => write!(f, " {}", plain_text(minor, self.currency.minor_units()))?,
            }
        }
        Ok(())
    }
}

/// A split as people type it: pieces set apart by `;`, `·`, a comma with a space, or a new line; each a key, then an
/// amount, a per cent, or nothing for an even share; `2020-2023` is each of these years.
///
/// # Errors
/// When a piece has no key, a key stands twice, a year is none, or an amount does not read or is in another currency.
pub fn read_split(text: &str, along: Along, currency: Currency) -> Result<Split, Say> {
    let mut pieces: Vec<Piece> = Vec::new();
    for piece in text.replace(", ", ";").split([';', '；', '·', '\n']).map(str::trim).filter(|piece| !piece.is_empty())
    {
        let (key, rest) = piece.split_once(char::is_whitespace).unwrap_or((piece, ""));
        let share = read_share(rest.trim(), currency)?;
        let keys = read_keys(key.trim_end_matches([':', '：', '=']), along)?;
        if keys.len() > 1 && share != Share::Even {
            return Err(Say::new("value-split-range").with("text", piece));
        }
        pieces.extend(keys.into_iter().map(|key| Piece { key, share }));
    }
    if along == Along::Year {
        pieces.sort_by(|one, other| one.key.cmp(&other.key));
    }
    let twice = |at: usize| pieces[..at].iter().any(|other| other.key == pieces[at].key);
    if let Some(at) = (0..pieces.len()).find(|at| twice(*at)) {
        return Err(Say::new("value-split-twice").with("text", &pieces[at].key));
    }
    Ok(Split { pieces, currency })
}

fn read_share(text: &str, currency: Currency) -> Result<Share, Say> {
    if text.is_empty() {
        return Ok(Share::Even);
    }
    if let Some(number) = text.strip_suffix(['%', '％']) {
        let wanted = |_| Say::new("value-percent").with("text", text);
        let hundredths = read_plain(number.trim(), 2).map_err(wanted)?;
        return Ok(Share::Percent(hundredths));
    }
    // The text form itself reads strictly; what people type reads as amounts do.
    if let Ok(minor) = read_plain(text, currency.minor_units())
        && plain_text(minor, currency.minor_units()) == text
    {
        return Ok(Share::Amount(minor));
    }
    let money = read_money(text, currency)?;
    if money.currency != currency {
        return Err(Say::new("money-two-currencies").with("first", money.currency).with("second", currency));
    }
    Ok(Share::Amount(money.minor))
}

fn read_keys(key: &str, along: Along) -> Result<Vec<String>, Say> {
    if along != Along::Year {
        return Ok(vec![key.to_uppercase()]);
    }
    let year = |text: &str| {
        let year = text.trim().parse::<i16>().ok().filter(|year| (1945..=2100).contains(year));
        year.ok_or_else(|| Say::new("value-year").with("text", key))
    };
    let (from, until) = match key.split_once(['-', '–', '—']) {
        Some((from, until)) => (year(from)?, year(until)?),
        None => (year(key)?, year(key)?),
    };
    if until < from {
        return Err(Say::new("value-year").with("text", key));
    }
    Ok((from..=until).map(|year| year.to_string()).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn usd(minor: i64) -> Money {
        Money::new(minor, Currency::USD)
    }

    fn kept(text: &str, along: Along, minor: i64) -> String {
        read_split(text, along, Currency::USD).unwrap().settled(usd(minor)).unwrap().to_string()
    }

    /// EB2021-S2-4, para 4(d): USD 20.8 million over four years from 2020.
    #[test]
    fn four_years_of_an_agreement_are_even() {
        let wanted = "2020 5200000.00; 2021 5200000.00; 2022 5200000.00; 2023 5200000.00";
        assert_eq!(kept("2020-2023", Along::Year, 2_080_000_000), wanted);
        assert_eq!(kept("2020 5.2m · 2021 5.2m · 2022 5.2m · 2023 5.2m", Along::Year, 2_080_000_000), wanted);
        assert_eq!(kept(wanted, Along::Year, 2_080_000_000), wanted);
    }

    #[test]
    fn amounts_per_cent_and_even_shares_mix() {
        assert_eq!(
            kept("2020 10m; 2021-2023", Along::Year, 1_000_000_100),
            "2020 10000000.00; 2021 0.34; 2022 0.33; 2023 0.33"
        );
        assert_eq!(kept("fp1 60%; FP3", Along::Flagship, 1001), "FP1 6.01; FP3 4.00");
        assert_eq!(kept("FP2", Along::Flagship, -500), "FP2 -5.00");
    }

    #[test]
    fn what_does_not_add_up_says_both_sums() {
        let split = read_split("2020 5m; 2021 5m", Along::Year, Currency::USD).unwrap();
        let say = split.settled(usd(1_100_000_000)).unwrap_err();
        assert_eq!(say, Say::new("value-split-sum").with("sum", "10000000.00").with("whole", "11000000.00"));
        assert!(read_split("2020 12m; 2021", Along::Year, Currency::USD).unwrap().settled(usd(1_100_000_000)).is_err());
        assert!(read_split("A 60%; B 50%", Along::Flagship, Currency::USD).unwrap().settled(usd(1)).is_err());
    }

    #[test]
    fn bad_pieces_are_told() {
        for text in ["2020 x", "20 5m", "2020; 2020", "2023-2020", "2020-2021 5m", "2020 5 EUR", "2020 5%%"] {
            assert!(read_split(text, Along::Year, Currency::USD).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_last_minor_unit(
            total in -900_000_000_000_000_000_i64..900_000_000_000_000_000,
            percents in prop::collection::vec(1_i64..2000, 0..5),
            evens in 1_usize..5,
        ) {
            let mut text: Vec<String> =
                percents.iter().enumerate().map(|(at, share)| format!("P{at} {}%", plain_text(*share, 2))).collect();
            text.extend((0..evens).map(|at| format!("E{at}")));
            let split = read_split(&text.join("; "), Along::Flagship, Currency::USD).unwrap();
            let amounts = split.amounts(usd(total)).unwrap();
            prop_assert_eq!(amounts.iter().map(|(_, minor)| i128::from(*minor)).sum::<i128>(), i128::from(total));
            let kept = split.settled(usd(total)).unwrap();
            prop_assert_eq!(&read_split(&kept.to_string(), Along::Flagship, Currency::USD).unwrap(), &kept);
            prop_assert_eq!(&kept.settled(usd(total)).unwrap(), &kept);
        }
    }
}
