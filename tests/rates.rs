//! Exchange rates from published lists: what is read, what is asked, what is refused, and what money is worth at them.
//! The lists are in the shapes that are published; their numbers are made.

use std::fs;
use std::path::Path;

use pledgebook::domain::kind::Kind;
use pledgebook::domain::record::Id;
use pledgebook::store::PartValue;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;

use crate::book::Book;
use crate::cli::Home;

/// A home with an empty file and the made lists.
fn home() -> Home {
    let home = Home::with_file();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/rates");
    for name in ["un.csv", "dataset.csv", "averages.csv"] {
        home.write(name, fs::read(folder.join(name)).unwrap());
    }
    home
}

fn import(home: &Home, name: &str, more: &[&str]) -> Value {
    home.json(&[&["--db", "a.db", "import", "rate", name, "--apply"], more].concat())
}

fn counts(answer: &Value) -> [u64; 4] {
    ["new", "changed", "same", "rejected"].map(|name| answer[name].as_u64().unwrap())
}

/// `CURRENCY DAY RATE` of every rate, in order.
fn rates(home: &Home) -> Vec<String> {
    let list = home.json(&["--db", "a.db", "list", "rate", "--sort", "currency,day"]);
    let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    list.as_array()
        .unwrap()
        .iter()
        .map(|row| format!("{} {} {}", text(row, "currency"), text(row, "day"), text(row, "rate")))
        .collect()
}

#[test]
fn the_list_of_operational_rates_is_read_as_it_is_published() {
    let home = home();
    let answer = import(&home, "un.csv", &[]);
    assert_eq!(counts(&answer), [6, 0, 2, 4], "{answer:#}");
    assert_eq!(
        rates(&home),
        [
            "EUR 2021-01-01 0.815",
            "EUR 2021-01-15 0.8230000001",
            "SDG 2021-01-01 55.25",
            "USD 2021-01-01 1",
            "VND 2021-01-01 23160",
            "VND 2021-02-01 23075"
        ]
    );
    let shown = home.json(&["--db", "a.db", "list", "rate", "currency=EUR"]);
    assert_eq!(shown[0]["source"], "UN operational rates of exchange");
    let again = import(&home, "un.csv", &[]);
    assert_eq!(counts(&again), [0, 0, 8, 4], "{again:#}");
    assert_eq!(counts(&import(&home, "dataset.csv", &[])), [0, 0, 2, 0]);
}

#[test]
fn what_is_no_rate_of_its_currency_is_listed_with_its_reason() {
    let home = home();
    let answer = import(&home, "un.csv", &[]);
    let problems = answer["problems"].as_array().unwrap();
    let said: Vec<(u64, &str)> =
        problems.iter().map(|row| (row["line"].as_u64().unwrap(), row["reason"].as_str().unwrap())).collect();
    assert_eq!(said.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [9, 11, 12, 13]);
    assert!(said[0].1.contains("the other way round it would be 11235.95506"), "{}", said[0].1);
    assert!(said[1].1.contains("is 55.25 and this one is 375, a move of +578.7 %"), "{}", said[1].1);
    assert!(said[2].1.contains("no currency “ZZZ”"), "{}", said[2].1);
    assert_eq!(said[3].1, "The same record stands on line 7 already.");
    let chinese = import(&home, "un.csv", &["--lang", "zh"]);
    let reasons = chinese["problems"].to_string();
    assert!(reasons.contains("反过来则是 11235.95506"), "{reasons}");
    assert!(reasons.contains("变动 +578.7%"), "{reasons}");
}

#[test]
fn a_list_that_was_checked_is_taken_and_undone_whole() {
    let home = home();
    let args = ["--set", "checked=yes", "--where", "code=SDG"];
    assert_eq!(counts(&import(&home, "un.csv", &args)), [2, 0, 0, 0]);
    home.done(&["--db", "a.db", "undo"]);
    assert_eq!(rates(&home), Vec::<String>::new());
    home.done(&["--db", "a.db", "redo"]);
    assert_eq!(rates(&home), ["SDG 2021-01-01 55.25", "SDG 2021-02-22 375"]);
}

#[test]
fn averages_are_rounded_to_ten_digits_and_said_to_be() {
    let home = home();
    let answer = import(&home, "averages.csv", &[]);
    assert_eq!(counts(&answer), [3, 0, 1, 0], "{answer:#}");
    assert_eq!(answer["read_as"], 2);
    assert_eq!(rates(&home), ["AFN 2019-12-31 77.73794884", "AFN 2020-12-31 76.81353575", "XOF 2020-12-31 655.957"]);
    assert_eq!(counts(&import(&home, "averages.csv", &[])), [0, 0, 4, 0]);
}

#[test]
fn a_rate_typed_far_from_its_neighbours_asks_once() {
    let home = home();
    import(&home, "un.csv", &[]);
    let add = ["--db", "a.db", "add", "rate", "currency=SDG", "day=2021-02-22", "rate=375", "source=Bank"];
    let said = home.ends(1, &add);
    assert!(said.contains("set checked to yes"), "{said}");
    home.done(&[&add[..], &["checked=yes"]].concat());
    // What comes after a move that was confirmed is held against it, what comes before against what came before.
    for (day, rate, code) in [("2021-03-01", "380", 0), ("2021-02-01", "55.5", 0), ("2021-02-02", "375", 1)] {
        let (day, rate) = (format!("day={day}"), format!("rate={rate}"));
        home.ends(code, &["--db", "a.db", "add", "rate", "currency=SDG", &day, &rate, "source=Bank"]);
    }
    let dollar = home.ends(1, &["--db", "a.db", "add", "rate", "currency=USD", "day=2021-02-01", "rate=2", "source=x"]);
    assert!(dollar.contains("exactly 1"), "{dollar}");
}

/// A contribution from Norway.
fn gift<'a>(
    received: &'a str,
    amount: &'a str,
    currency: &'a str,
    more: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let given = [("partner", "Norway"), ("received", received), ("amount", amount), ("currency", currency)];
    [&given[..], more].concat()
}

fn rate(book: &mut Book, currency: &str, day: &str, rate: &str) {
    let more = [("source", "UN operational rates of exchange"), ("checked", "yes")];
    book.add(Kind::Rate, &[&[("currency", currency), ("day", day), ("rate", rate)][..], &more].concat());
}

/// Rate, day, source and value of a record.
fn valued(book: &Book, kind: Kind, id: Id) -> [String; 4] {
    ["rate", "rate_day", "rate_source", "usd"].map(|field| book.text(kind, id, field))
}

const UN: &str = "UN operational rates of exchange";

#[test]
fn several_rates_a_month_hold_each_from_its_day() {
    let mut book = Book::demo("2021-08-31");
    rate(&mut book, "EUR", "2021-01-01", "0.8");
    rate(&mut book, "EUR", "2021-01-15", "0.8230000001");
    for (day, used) in [("2021-01-14", "0.8"), ("2021-01-15", "0.8230000001"), ("2021-03-01", "0.8230000001")] {
        let id = book.add(Kind::Contribution, &gift(day, "1000000", "EUR", &[]));
        assert_eq!(book.text(Kind::Contribution, id, "rate"), used, "{day}");
    }
    let before = book.add(Kind::Contribution, &gift("2020-12-31", "1000000", "EUR", &[]));
    assert_eq!(valued(&book, Kind::Contribution, before), ["", "", "", ""]);
}

#[test]
fn the_rate_used_stays_when_the_published_one_is_corrected() {
    let mut book = Book::demo("2021-08-31");
    rate(&mut book, "EUR", "2021-01-01", "0.8");
    let id = book.add(Kind::Contribution, &gift("2021-01-14", "1000", "EUR", &[]));
    rate(&mut book, "EUR", "2021-01-10", "0.5");
    book.set(Kind::Contribution, id, &[("notes", "Seen.")]);
    assert_eq!(valued(&book, Kind::Contribution, id), ["0.8", "2021-01-01", UN, "1250.00"]);
}

#[test]
fn a_bank_rate_wins_and_says_so() {
    let mut book = Book::demo("2021-08-31");
    rate(&mut book, "EUR", "2021-01-01", "0.8");
    let typed = book.add(Kind::Contribution, &gift("2021-01-14", "1000", "EUR", &[("rate", "0.79")]));
    assert_eq!(valued(&book, Kind::Contribution, typed), ["0.79", "2021-01-14", "bank", "1265.82"]);
    let over = book.add(Kind::Contribution, &gift("2021-01-14", "1000", "EUR", &[]));
    book.set(Kind::Contribution, over, &[("rate", "0.79")]);
    assert_eq!(valued(&book, Kind::Contribution, over), ["0.79", "2021-01-14", "bank", "1265.82"]);
    let slip = [("rate", "0.79"), ("rate_source", "Slip 12"), ("rate_day", "2021-01-13")];
    let named = book.add(Kind::Contribution, &gift("2021-01-14", "1000", "EUR", &slip));
    assert_eq!(valued(&book, Kind::Contribution, named), ["0.79", "2021-01-13", "Slip 12", "1265.82"]);
    for (id, key) in
        [(typed, "definition-usd-by-hand"), (over, "definition-usd-by-hand"), (named, "definition-usd-by-hand")]
    {
        let figure = book.figure(&format!("contribution:{id}"), None);
        assert_eq!(figure.definition.unwrap().key, key);
        let beside = figure.parts.iter().find(|part| part.say.key == "part-rate-published").unwrap();
        assert_eq!(beside.value, PartValue::Text(format!("0.8 · 2021-01-01 · {UN}")));
    }
    // Emptied, it takes the published one; undone, the bank's is back.
    book.set(Kind::Contribution, over, &[("rate", "")]);
    assert_eq!(valued(&book, Kind::Contribution, over), ["0.8", "2021-01-01", UN, "1250.00"]);
    assert_eq!(book.figure(&format!("contribution:{over}"), None).definition.unwrap().key, "definition-usd");
    book.store.undo(&book.asker).unwrap();
    assert_eq!(valued(&book, Kind::Contribution, over), ["0.79", "2021-01-14", "bank", "1265.82"]);
}

#[test]
fn money_without_a_rate_takes_one_when_asked_and_gives_it_back() {
    let mut book = Book::demo("2021-08-31");
    let first = book.add(Kind::Contribution, &gift("2021-01-14", "1000", "EUR", &[]));
    let early = book.add(Kind::Contribution, &gift("2020", "1000", "EUR", &[]));
    let other = book.add(Kind::Contribution, &gift("2021-01-14", "1000", "SEK", &[]));
    let said =
        [("partner", "Norway"), ("title", "Core"), ("said", "2021-02-01"), ("amount", "80"), ("currency", "EUR")];
    let pledge = book.add(Kind::Pledge, &said);
    rate(&mut book, "EUR", "2021-01-01", "0.8");
    assert_eq!(valued(&book, Kind::Contribution, first), ["", "", "", ""], "it waits until somebody asks");
    let done = book.store.fill_rates(&book.asker, "Rates of the day").unwrap();
    assert_eq!(done.kinds, [(Kind::Pledge, 1, 0), (Kind::Contribution, 1, 2)]);
    assert_eq!(valued(&book, Kind::Contribution, first), ["0.8", "2021-01-01", UN, "1250.00"]);
    assert_eq!(valued(&book, Kind::Pledge, pledge), ["0.8", "2021-01-01", UN, "100.00"]);
    for id in [early, other] {
        assert_eq!(valued(&book, Kind::Contribution, id), ["", "", "", ""]);
    }
    assert_eq!(book.store.fill_rates(&book.asker, "").unwrap().action, None);
    let (title, _) = book.store.undo(&book.asker).unwrap();
    assert_eq!(title, "Rates of the day");
    assert_eq!(valued(&book, Kind::Contribution, first), ["", "", "", ""]);
    assert_eq!(valued(&book, Kind::Pledge, pledge), ["", "", "", ""]);
    book.store.redo(&book.asker).unwrap();
    assert_eq!(valued(&book, Kind::Contribution, first), ["0.8", "2021-01-01", UN, "1250.00"]);
}

#[test]
fn the_command_says_what_was_filled_in_both_languages() {
    let home = home();
    let none = home.done(&["--db", "a.db", "rates", "fill"]);
    assert!(none.contains("All money has a value"), "{none}");
    home.done(&["--db", "a.db", "add", "partner", "name=Utopia"]);
    for currency in ["EUR", "SEK"] {
        let currency = format!("currency={currency}");
        let gift = ["partner=Utopia", "received=2021-02-01", "amount=815", &currency];
        home.done(&[&["--db", "a.db", "add", "contribution"][..], &gift].concat());
    }
    import(&home, "dataset.csv", &[]);
    let chinese = home.done(&["--db", "a.db", "rates", "fill", "--lang", "zh"]);
    assert!(chinese.contains("1 条填入了当日汇率，1 条仍无汇率"), "{chinese}");
    let again = home.json(&["--db", "a.db", "rates", "fill"]);
    assert_eq!(again["kinds"], serde_json::json!([{ "kind": "contribution", "filled": 0, "left": 1 }]));
    let list = home.json(&["--db", "a.db", "list", "contribution", "currency=EUR", "--columns", "usd,rate"]);
    assert_eq!((list[0]["usd"].as_str(), list[0]["rate"].as_str()), (Some("1000.00"), Some("0.815")));
    home.done(&["--db", "a.db", "undo"]);
    let list = home.json(&["--db", "a.db", "rates", "fill"]);
    assert_eq!(list["kinds"][0]["filled"], 1);
    home.ends(2, &["--db", "a.db", "rates", "empty"]);
}

/// What ten significant digits are worth, worked out without the program.
fn cents_at(minor: i128, mantissa: i128, scale: u32) -> i128 {
    let (above, below) = (minor * 10_i128.pow(scale) * 2, mantissa * 2);
    (above + mantissa * minor.signum()) / below
}

#[test]
fn a_row_is_worth_its_amount_over_its_rate() {
    let book = std::cell::RefCell::new(Book::demo("2021-08-31"));
    let mut runner = TestRunner::new(Config { cases: 48, failure_persistence: None, ..Config::default() });
    let rates = (1_000_000_000..10_000_000_000_i64, 0..15_u32, 1..900_000_000_000_i64, any::<bool>());
    let held = runner.run(&rates, |(mantissa, scale, minor, back)| {
        let written = rust_decimal::Decimal::new(mantissa, scale).normalize().to_string();
        let minor = if back { -minor } else { minor };
        let amount = rust_decimal::Decimal::new(minor, 2).to_string();
        let mut book = book.borrow_mut();
        let id = book.add(Kind::Contribution, &gift("2021-01-14", &amount, "EUR", &[("rate", &written)]));
        let [rate, _, _, usd] = valued(&book, Kind::Contribution, id);
        prop_assert_eq!(rate, written);
        let cents = cents_at(i128::from(minor), i128::from(mantissa), scale);
        let wanted =
            i64::try_from(cents).map_or(String::new(), |cents| rust_decimal::Decimal::new(cents, 2).to_string());
        prop_assert_eq!(usd, wanted);
        Ok(())
    });
    held.unwrap();
}
