//! Golden values typed from the Unicode CLDR patterns, and properties that hold for every amount.

use super::*;
use proptest::prelude::*;

fn style(code: &str) -> &'static Style {
    Style::of(code).expect("a known style")
}

fn six(write: impl Fn(&Style) -> String) -> [String; 6] {
    ["en", "fr", "es", "zh", "ru", "ar"].map(|code| write(style(code)))
}

#[test]
fn integers_are_grouped() {
    let expected = ["1,234,567", "1\u{a0}234\u{a0}567", "1.234.567", "1,234,567", "1\u{a0}234\u{a0}567", "1,234,567"];
    assert_eq!(six(|s| s.integer(1_234_567)), expected);
    assert_eq!(six(|s| s.integer(1234)), ["1,234", "1\u{a0}234", "1234", "1,234", "1\u{a0}234", "1,234"]);
    assert_eq!(six(|s| s.integer(12_345)), ["12,345", "12\u{a0}345", "12.345", "12,345", "12\u{a0}345", "12,345"]);
    assert_eq!(six(|s| s.integer(-999)), ["-999"; 6].map(str::to_owned));
    assert_eq!(style("en").integer(0), "0");
    assert_eq!(style("en").integer(-100_000), "-100,000");
    assert_eq!(style("en").integer(i64::MIN), "-9,223,372,036,854,775,808");
}

#[test]
fn amounts_show_every_minor_unit() {
    let expected = [
        "2,392,920.35",
        "2\u{a0}392\u{a0}920,35",
        "2.392.920,35",
        "2,392,920.35",
        "2\u{a0}392\u{a0}920,35",
        "2,392,920.35",
    ];
    assert_eq!(six(|s| s.amount(239_292_035, 2)), expected);
    assert_eq!(style("es").amount(123_456, 2), "1234,56");
    assert_eq!(style("en").amount(5, 2), "0.05");
    assert_eq!(style("en").amount(-5, 2), "-0.05");
    assert_eq!(style("en").amount(0, 2), "0.00");
    assert_eq!(style("en").amount(1500, 0), "1,500");
    assert_eq!(style("en").amount(1_234_567, 3), "1,234.567");
}

#[test]
fn whole_units_round_half_away_from_zero() {
    let whole = |minor| style("en").whole(minor, 2);
    assert_eq!([whole(150), whole(149), whole(-150), whole(-149)], ["2", "1", "-2", "-1"]);
    assert_eq!([whole(49), whole(-49), whole(-50)], ["0", "0", "-1"]);
    assert_eq!(whole(99_999_950), "1,000,000");
    assert_eq!(style("en").whole(1500, 0), "1,500");
}

#[test]
fn millions_have_one_decimal() {
    let expected = ["1,226.0", "1\u{a0}226,0", "1226,0", "1,226.0", "1\u{a0}226,0", "1,226.0"];
    assert_eq!(six(|s| s.millions(122_600_000_000, 2)), expected);
    let millions = |minor| style("en").millions(minor, 2);
    assert_eq!([millions(12_600_000_000), millions(-14_000_000)], ["126.0", "-0.1"]);
    assert_eq!([millions(5_000_000), millions(4_999_999), millions(-4_999_999)], ["0.1", "0.0", "0.0"]);
    assert_eq!(style("en").millions(17_650_000, 0), "17.7");
    assert_eq!(style("en").millions(i64::MAX, 2), "92,233,720,368.5");
}

#[test]
fn percentages_carry_their_sign_as_the_language_sets_it() {
    let expected = ["88.4%", "88,4\u{a0}%", "88,4\u{a0}%", "88.4%", "88,4\u{a0}%", "88.4%"];
    assert_eq!(six(|s| s.percent(884, 1)), expected);
    assert_eq!(style("en").percent(13, 0), "13%");
    assert_eq!(style("en").percent(-125, 2), "-1.25%");
}

#[test]
fn days_are_written_out() {
    let expected =
        ["31 Dec 2020", "31 déc. 2020", "31 dic 2020", "2020年12月31日", "31 дек. 2020\u{a0}г.", "31 ديسمبر 2020"];
    assert_eq!(six(|s| s.day(2020, 12, 31)), expected);
    let short = ["1 May", "1 mai", "1 may", "5月1日", "1 мая", "1 مايو"];
    assert_eq!(six(|s| s.day_short(2021, 5, 1)), short);
}

#[test]
fn every_language_has_twelve_months() {
    for style in STYLES {
        assert_eq!(style.months.split(' ').count(), 12, "{}", style.code);
    }
}

proptest! {
    #[test]
    fn an_amount_reads_back(minor: i64, units in 0_u8..=4) {
        for style in STYLES {
            let digits: String = style.amount(minor, units).chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
            prop_assert_eq!(digits.parse::<i64>(), Ok(minor));
        }
    }

    #[test]
    fn rounding_is_off_by_half_a_unit_at_most(minor: i64, units in 0_u8..=9) {
        let unit = 10_i128.pow(u32::from(units));
        let off = rounded(minor, units) * unit - i128::from(minor);
        prop_assert!(off.abs() * 2 <= unit);
        prop_assert_eq!(rounded(minor, units), -rounded_of_the_opposite(minor, units));
    }
}

fn rounded_of_the_opposite(minor: i64, units: u8) -> i128 {
    minor.checked_neg().map_or_else(|| -rounded(minor, units), |opposite| rounded(opposite, units))
}
