//! What a locale says: fallback, arguments, plurals, the choice of a language, and that threads may share one.

use super::*;

fn of(code: &'static str, own: &str, english: &str) -> Locale {
    let behind = OnceLock::new();
    behind.set(bundle(FALLBACK, &[english])).ok().expect("a new cell is empty");
    let style = Style::of(code).expect("a known style");
    Locale(Arc::new(Inner { code, style, own: bundle(code, &[own]), english: behind }))
}

#[test]
fn every_language_loads_under_its_own_code() {
    for code in codes() {
        assert_eq!(Locale::load(code).expect("a listed language").code(), code);
    }
    assert!(Locale::load("tlh").is_none());
}

#[test]
fn a_missing_message_falls_back_to_english_then_to_its_key() {
    let locale = of("zh", "here = 这里\n", "here = here\nthere = there\n");
    assert_eq!(locale.text("here"), "这里");
    assert_eq!(locale.text("there"), "there");
    assert_eq!(locale.text("no-where"), "no-where");
    assert!(locale.has("there") && !locale.has("no-where"));
}

#[test]
fn arguments_stand_without_invisible_marks() {
    let locale = of("zh", "left = 还有 { $n } 天，{ $who }\n", "");
    assert_eq!(locale.with("left", &[("n", "5"), ("who", "日本")]), "还有 5 天，日本");
    assert_eq!(locale.say(&Say::new("left").with("n", 5).with("who", "日本")), "还有 5 天，日本");
}

#[test]
fn an_argument_not_given_shows_its_name() {
    assert_eq!(of("zh", "left = { $n } 天\n", "").text("left"), "{$n} 天");
}

#[test]
fn plural_forms_follow_the_language() {
    let english = of("en", "rows = { $n ->\n    [0] no rows\n    [one] one row\n   *[other] { $n } rows\n }\n", "");
    let said = |n| english.with("rows", &[("n", n)]);
    assert_eq!([said("0"), said("1"), said("2")], ["no rows", "one row", "2 rows"]);
    assert_eq!(said("1,001"), "1,001 rows");

    let russian = "rows = { $n ->\n    [one] { $n } строка\n    [few] { $n } строки\n   *[many] { $n } строк\n }\n";
    let russian = of("ru", russian, "");
    let said = |n| russian.with("rows", &[("n", n)]);
    assert_eq!([said("21"), said("3"), said("11")], ["21 строка", "3 строки", "11 строк"]);
}

#[test]
fn a_number_is_shown_exactly_as_given() {
    let locale = of("en", "it = { $n }\n", "");
    let numbers =
        ["1234567", "-3", "007", "+5", "1.50", "9007199254740992", "9007199254740993", "-9223372036854775808", "1e3"];
    for number in numbers {
        assert_eq!(locale.with("it", &[("n", number)]), number);
    }
}

#[test]
fn the_language_is_the_one_wanted_then_that_of_the_environment_then_english() {
    assert_eq!(choose(Some("zh"), Some("en_GB.UTF-8")), "zh");
    assert_eq!(choose(None, Some("zh_CN.UTF-8")), "zh");
    assert_eq!(choose(Some("zh-Hans"), None), "zh");
    assert_eq!(choose(Some("tlh"), Some("ZH")), "zh");
    assert_eq!(choose(None, Some("C.UTF-8")), "en");
    assert_eq!(choose(None, Some("")), "en");
    assert_eq!(choose(None, None), "en");
}

#[test]
fn threads_may_share_a_locale() {
    fn shared<T: Send + Sync + Clone + 'static>() {}
    shared::<Locale>();
}

#[test]
fn keys_are_the_ids_at_the_margin() {
    let source =
        "# note = x\none = 1\n    .attribute = y\n-term = z\n\ntwo-b =\n    { $n ->\n       *[other] a = b\n    }\n";
    assert_eq!(ids(source).collect::<Vec<_>>(), ["one", "two-b"]);
}

#[test]
fn per_cent_and_splits_are_written_as_the_language_writes_numbers() {
    let shown = |code: &'static str, text: &str| of(code, "", "").split(text, Currency::USD);
    assert_eq!(of("en", "", "").per_cent("7.5"), "7.5%");
    assert_eq!(of("fr", "", "").per_cent("13"), "13\u{a0}%");
    assert_eq!(shown("en", "2020 5200000.00; 2021 -0.50"), "2020 5,200,000.00 · 2021 -0.50");
    assert_eq!(shown("es", "FP1 60%; FP3"), "FP1 60\u{a0}% · FP3");
    assert_eq!(shown("en", "FP1 odd"), "FP1 odd");
}

#[test]
fn a_long_text_is_quoted_only_so_far_that_the_reason_is_seen() {
    let english = Locale::load("en").unwrap();
    let long = "挪威王国".repeat(60);
    let said = english.say(&Say::new("day-wanted").with("text", &long));
    assert!(said.contains("…” is not a day") && said.chars().count() < 130, "{said}");
}
