//! Exchange rates from published lists: what is read, what is asked, what is refused, and what money is worth at them.
//! The lists are in the shapes that are published; their numbers are made.

use std::fs;
use std::path::Path;

use serde_json::Value;

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
