//! What money promises: exact reading and writing, no guesses, splits that add up.

use super::*;
use proptest::prelude::*;

fn currency(code: &str) -> Currency {
    Currency::parse(code).unwrap()
}

fn read(text: &str) -> String {
    match read_money(text, Currency::USD) {
        Ok(money) => money.to_string(),
        Err(say) => say.to_string(),
    }
}

#[test]
fn amounts_are_read_as_people_type_them() {
    for (text, money) in [
        ("20.8m USD", "20800000.00 USD"),
        ("800k EUR", "800000.00 EUR"),
        ("800kEUR", "800000.00 EUR"),
        ("USD 5", "5.00 USD"),
        ("usd5", "5.00 USD"),
        ("€5", "5.00 EUR"),
        ("5 €", "5.00 EUR"),
        ("1.5m€", "1500000.00 EUR"),
        ("1,250,000.50", "1250000.50 USD"),
        ("1 250 000,50", "1250000.50 USD"),
        ("1\u{a0}250\u{202f}000,50 EUR", "1250000.50 EUR"),
        ("1.250.000,50", "1250000.50 USD"),
        ("1'250'000.50 CHF", "1250000.50 CHF"),
        ("1,234,567", "1234567.00 USD"),
        ("1,234.56", "1234.56 USD"),
        ("1.234,56", "1234.56 USD"),
        ("(1,250)", "-1250.00 USD"),
        ("(1,250.00) EUR", "-1250.00 EUR"),
        ("EUR (5)", "-5.00 EUR"),
        ("-5", "-5.00 USD"),
        ("\u{2212}5", "-5.00 USD"),
        ("-$5", "-5.00 USD"),
        ("2bn", "2000000000.00 USD"),
        ("２０．８m", "20800000.00 USD"),
        ("١٢٣٤٫٥", "1234.50 USD"),
        ("2万", "20000.00 USD"),
        ("1.5亿元", "150000000.00 CNY"),
        ("3 млн руб.", "3000000.00 RUB"),
        ("JPY 1000", "1000 JPY"),
        ("2 milliards", "2000000000.00 USD"),
        ("5 MAD", "5.00 MAD"),
        ("0.125k", "125.00 USD"),
        ("5.000000", "5.00 USD"),
        ("999999999999999", "999999999999999.00 USD"),
        ("-0", "0.00 USD"),
        ("1.2500 KWD", "1.250 KWD"),
    ] {
        assert_eq!(read(text), money, "{text}");
    }
}

#[test]
fn two_readings_are_both_shown() {
    for (text, first, second) in [
        ("1.234", "1234 USD", "1.234 USD"),
        ("1,234", "1234 USD", "1.234 USD"),
        ("-12,500 EUR", "-12500 EUR", "-12.5 EUR"),
        ("1.234m", "1234000000 USD", "1234000 USD"),
        ("(1,250) KWD", "-1250 KWD", "-1.25 KWD"),
    ] {
        let said = format!("money-two-readings text={text} first={first} second={second}");
        assert_eq!(read(text), said);
    }
}

#[test]
fn a_sign_of_several_currencies_follows_the_field() {
    assert_eq!(read("$5"), "5.00 USD");
    let read_in = |text, code| read_money(text, currency(code)).map(|money| money.to_string());
    assert_eq!(read_in("$5", "CAD").unwrap(), "5.00 CAD");
    assert_eq!(read_in("$5", "EUR").unwrap(), "5.00 USD");
    assert_eq!(read_in("¥5", "JPY").unwrap(), "5 JPY");
    assert_eq!(read_in("5 kr", "USD").unwrap_err().key, "money-sign-shared");
}

#[test]
fn what_is_no_amount_says_why() {
    for (text, said) in [
        ("", "money-wanted text="),
        ("five", "money-wanted text=five"),
        ("5 apples", "money-wanted text=5 apples"),
        ("1,23,456", "money-wanted text=1,23,456"),
        ("(5", "money-wanted text=(5"),
        ("(-5)", "money-wanted text=(-5)"),
        ("--5", "money-wanted text=--5"),
        ("5 XYZ", "money-currency-unknown code=XYZ"),
        ("5 XAU", "money-currency-unknown code=XAU"),
        ("USD 5 EUR", "money-two-currencies first=USD second=EUR"),
        ("1.2345", "money-too-many-decimals text=1.2345 currency=USD digits=2"),
        ("10.5 JPY", "money-too-many-decimals text=10.5 JPY currency=JPY digits=0"),
        ("99999999999bn", "money-too-large text=99999999999bn"),
        ("100000000000000000", "money-too-large text=100000000000000000"),
    ] {
        assert_eq!(read(text), said);
    }
    let long = "9".repeat(60);
    assert_eq!(read(&long), format!("money-too-large text={long}"));
}

#[test]
fn machine_files_are_read_strictly() {
    for (text, digits, minor) in [
        ("1250000.50", 2, 125_000_050),
        ("-3.00", 2, -300),
        ("1000", 0, 1000),
        ("1000.00", 0, 1000),
        ("5", 3, 5000),
        ("0.1", 2, 10),
        ("-0", 2, 0),
        ("-9223372036854775808", 0, i64::MIN),
    ] {
        assert_eq!(read_plain(text, digits), Ok(minor), "{text}");
    }
    for (text, key) in [
        ("", "money-plain-wanted"),
        ("-", "money-plain-wanted"),
        ("+5", "money-plain-wanted"),
        ("5.", "money-plain-wanted"),
        (".5", "money-plain-wanted"),
        ("1,250.00", "money-plain-wanted"),
        ("1.234,56", "money-plain-wanted"),
        ("1e3", "money-plain-wanted"),
        (" 5", "money-plain-wanted"),
        ("٥", "money-plain-wanted"),
        ("5.001", "money-plain-decimals"),
        ("92233720368547758.08", "money-too-large"),
    ] {
        assert_eq!(read_plain(text, 2).unwrap_err().key, key, "{text}");
    }
}

#[test]
fn sums_keep_to_one_currency_and_never_wrap() {
    let (one, huge) = (Money::new(1, Currency::USD), Money::new(i64::MAX, Currency::USD));
    assert_eq!(one.checked_add(one), Ok(Money::new(2, Currency::USD)));
    assert_eq!(one.checked_sub(huge), Ok(Money::new(2 - i64::MAX - 1, Currency::USD)));
    assert_eq!(huge.checked_add(one).unwrap_err().key, "money-too-large");
    let euro = Money::new(1, currency("EUR"));
    assert_eq!(one.checked_add(euro).unwrap_err().key, "money-two-currencies");
}

#[test]
fn splits_follow_the_largest_remainder() {
    assert_eq!(split(100, &[1, 1, 1]), [34, 33, 33]);
    assert_eq!(split(-100, &[1, 1, 1]), [-34, -33, -33]);
    assert_eq!(split(10, &[7, 2, 1, 0]), [7, 2, 1, 0]);
    assert_eq!(split(5, &[0, 0]), [3, 2]);
    assert_eq!(split(5, &[]), Vec::<i64>::new());
    assert_eq!(split(i64::MIN, &[u64::MAX]), [i64::MIN]);
}

fn any_currency() -> impl Strategy<Value = Currency> {
    let codes: Vec<&str> = reference::currency_codes().collect();
    proptest::sample::select(codes).prop_map(currency)
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(minor: i64, currency in any_currency()) {
        let money = Money::new(minor, currency);
        prop_assert_eq!(Money::from_text(&money.to_text(), currency), Ok(money));
        prop_assert_eq!(read_money(&money.to_typed(), Currency::USD), Ok(money));
    }

    #[test]
    fn small_amounts_are_read_back_too(minor in -2_000_000..2_000_000_i64, currency in any_currency()) {
        let money = Money::new(minor, currency);
        prop_assert_eq!(read_money(&money.to_typed(), Currency::USD), Ok(money));
    }

    #[test]
    fn reading_never_panics(text in ".{0,24}") {
        let _ = read_money(&text, Currency::USD);
        let _ = read_plain(&text, 2);
    }

    #[test]
    fn splits_add_up(total: i64, weights in proptest::collection::vec(any::<u64>(), 1..20)) {
        let parts = split(total, &weights);
        prop_assert_eq!(parts.iter().map(|&part| i128::from(part)).sum::<i128>(), i128::from(total));
        prop_assert!(parts.iter().all(|part| part.signum() * total.signum() >= 0));
        let sum: u128 = weights.iter().map(|&weight| u128::from(weight)).sum();
        for (&part, &weight) in parts.iter().zip(&weights) {
            let exact = u128::from(total.unsigned_abs()) * u128::from(weight) / sum.max(1);
            prop_assert!(sum == 0 || u128::from(part.unsigned_abs()).abs_diff(exact) <= 1);
            prop_assert!(sum == 0 || weight > 0 || part == 0);
        }
    }
}
