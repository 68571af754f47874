//! The promises the compiled-in files keep: complete, unique, consistent with one another and with the published sums.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

const CEB: [&Sheet; 2] = [&CEB_CONTRIBUTOR_TYPE, &CEB_REVENUE_TYPE];
const DEMO: [&Sheet; 2] = [&DEMO_GOVERNMENT_CONTRIBUTIONS, &DEMO_OTHER_CONTRIBUTIONS];

fn codes(sheet: &Sheet) -> BTreeSet<String> {
    rows(sheet).map(|row| row.get("code").to_owned()).collect()
}

fn find(sheet: &Sheet, code: &str) -> Row {
    rows(sheet).find(|row| row.get("code") == code).unwrap_or_else(|| panic!("{} has no {code}", sheet.name))
}

/// An amount with at most two decimals as whole cents.
fn cents(amount: &str) -> i64 {
    let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
    assert!(fraction.len() <= 2, "{amount}");
    format!("{whole}{fraction:0<2}").parse().unwrap()
}

#[test]
fn every_sheet_reads_whole_and_holds_what_the_papers_and_standards_list() {
    let counts: Vec<_> = ALL.iter().chain(&CEB).chain(&DEMO).map(|sheet| (sheet.name, rows(sheet).count())).collect();
    assert_eq!(
        counts,
        [
            ("region", 16),
            ("currency", 178),
            ("country", 250),
            ("fund", 5),
            ("earmarking", 6),
            ("category", 8),
            ("objective", 26),
            ("strategy", 43),
            ("donor_type", 48),
            ("flagship", 5),
            ("subprogramme", 7),
            ("indicator", 64),
            ("observation", 27),
            ("core_budget", 5),
            ("plan", 1),
            ("plan_target", 5),
            ("stage", 6),
            ("charge", 3),
            ("object", 11),
            ("budget_line", 248),
            ("budget_total", 65),
            ("finance_line", 133),
            ("post_line", 101),
            ("deliverable", 120),
            ("milestone", 6),
            ("commitment", 2),
            ("reform_fact", 19),
            ("region_funding", 4),
            ("report_rule", 3),
            ("engagement_plan", 2),
            ("engagement_step", 9),
            ("outcome", 50),
            ("topic", 6),
            ("role_right", 109),
            ("term", 66),
            ("ceb_contributor_type", 34),
            ("ceb_revenue_type", 41),
            ("demo/government_contributions", 468),
            ("demo/other_contributions", 111),
        ]
    );
}

#[test]
fn the_text_is_plain_utf_8_lines() {
    for sheet in ALL.iter().chain(&CEB).chain(&DEMO) {
        assert!(!sheet.csv.contains('\r') && !sheet.csv.starts_with('\u{feff}'), "{}", sheet.name);
        for row in rows(sheet) {
            for (column, cell) in row.cells() {
                assert_eq!(cell.trim(), cell, "{} {column}", sheet.name);
                assert!(!cell.chars().any(char::is_control), "{} {column} {cell:?}", sheet.name);
            }
        }
    }
}

#[test]
fn codes_are_present_and_unique_in_each_sheet() {
    for sheet in ALL.iter().chain(&CEB).filter(|sheet| sheet.name != "role_right") {
        assert_eq!(codes(sheet).len(), rows(sheet).count(), "{}", sheet.name);
        assert!(!codes(sheet).contains(""), "{}", sheet.name);
    }
}

#[test]
fn references_resolve_and_point_backwards_in_load_order() {
    let order = |name: &str| ALL.iter().position(|sheet| sheet.name == name).unwrap();
    for (kind, column, target) in [
        ("region", "parent", "region"),
        ("country", "region", "region"),
        ("country", "currency", "currency"),
        ("objective", "category", "category"),
        ("strategy", "category", "category"),
        ("donor_type", "category", "category"),
        ("flagship", "fund", "fund"),
        ("observation", "indicator", "indicator"),
        ("plan_target", "plan", "plan"),
        ("plan_target", "fund", "fund"),
        ("budget_line", "fund", "fund"),
        ("budget_line", "priority", "subprogramme"),
        ("budget_line", "object", "object"),
        ("budget_total", "fund", "fund"),
        ("budget_total", "priority", "subprogramme"),
        ("budget_total", "object", "object"),
        ("post_line", "fund", "fund"),
        ("post_line", "priority", "subprogramme"),
        ("deliverable", "subprogramme", "subprogramme"),
        ("milestone", "indicator", "indicator"),
        ("region_funding", "region", "region"),
        ("engagement_plan", "category", "category"),
        ("engagement_step", "plan", "engagement_plan"),
        ("outcome", "indicator", "indicator"),
    ] {
        assert!(order(target) <= order(kind), "{kind} is loaded before {target}");
        let known = codes(ALL[order(target)]);
        let used: BTreeSet<_> = rows(ALL[order(kind)]).map(|row| row.get(column).to_owned()).collect();
        assert!(used.iter().any(|code| !code.is_empty()), "{kind} has no {column}");
        for code in used.iter().filter(|code| !code.is_empty()) {
            assert!(known.contains(code), "{kind} {column} {code}");
        }
    }
}

#[test]
fn ceb_spellings_are_unique_and_name_known_types_and_levels() {
    for sheet in CEB {
        let spellings: BTreeSet<_> = rows(sheet).map(|row| row.get("spelling").to_owned()).collect();
        assert_eq!(spellings.len(), rows(sheet).count(), "{}", sheet.name);
    }
    let levels = codes(&EARMARKING);
    for row in rows(&CEB_REVENUE_TYPE) {
        assert!(row.get("earmarking").is_empty() || levels.contains(row.get("earmarking")), "{row:?}");
        assert!(["yes", "no"].contains(&row.get("in_kind")), "{row:?}");
    }
    for row in rows(&CEB_CONTRIBUTOR_TYPE).filter(|row| !row.get("donor_type").is_empty()) {
        assert_eq!(find(&DONOR_TYPE, row.get("donor_type")).get("category"), row.get("category"), "{row:?}");
    }
}

#[test]
fn every_code_of_the_demo_figures_is_known() {
    let spelled = |sheet| rows(sheet).map(|row| row.get("spelling").to_owned()).collect::<BTreeSet<_>>();
    let (contributors, revenues) = (spelled(&CEB_CONTRIBUTOR_TYPE), spelled(&CEB_REVENUE_TYPE));
    for row in rows(&DEMO_OTHER_CONTRIBUTIONS) {
        assert!(contributors.contains(row.get("contributor_type")), "{row:?}");
        assert!(revenues.contains(row.get("revenue_type")), "{row:?}");
    }
    let countries = codes(&COUNTRY);
    for row in rows(&DEMO_GOVERNMENT_CONTRIBUTIONS) {
        assert!(countries.contains(row.get("iso3")) || row.get("donor") == "Kosovo", "{row:?}");
    }
}

#[test]
fn unearmarked_money_of_the_demo_adds_up_to_the_published_sums() {
    let mut sums = BTreeMap::new();
    for row in rows(&DEMO_GOVERNMENT_CONTRIBUTIONS).filter(|row| row.get("earmarking") == "unearmarked") {
        *sums.entry(row.get("year").to_owned()).or_insert(0) += cents(row.get("amount_usd"));
    }
    let published = [
        ("2013", 856_020_400),
        ("2014", 755_475_619),
        ("2016", 232_952_338),
        ("2017", 261_630_670),
        ("2018", 359_344_608),
        ("2019", 513_777_471),
        ("2020", 486_111_490),
    ];
    assert_eq!(sums, published.map(|(year, sum)| (year.to_owned(), sum)).into());
}

#[test]
fn names_are_given_in_every_language_the_source_has() {
    for sheet in ALL {
        for row in rows(sheet) {
            for (column, cell) in row.cells().filter(|(column, _)| column.starts_with("name_")) {
                assert!(!cell.is_empty(), "{} {} {column}", sheet.name, row.get("code"));
            }
        }
    }
    for row in rows(&TERM) {
        assert!(!row.get("term_en").is_empty() && !row.get("term_zh").is_empty(), "{row:?}");
    }
}

#[test]
fn country_names_carry_no_article() {
    for (code, column, name) in [
        ("AFG", "name_fr", "Afghanistan"),
        ("GMB", "name_en", "Gambia"),
        ("IRN", "name_en", "Iran (Islamic Republic of)"),
        ("NLD", "name_es", "Países Bajos"),
        ("COK", "name_zh", "库克群岛"),
        ("CHN", "name_zh", "中国"),
        ("NOR", "name_ar", "النرويج"),
    ] {
        assert_eq!(find(&COUNTRY, code).get(column), name, "{code}");
    }
}

#[test]
fn countries_are_those_of_the_united_nations_and_sit_in_their_regions() {
    let count = |column, value| rows(&COUNTRY).filter(|row| row.get(column) == value).count();
    assert_eq!(count("member_state", "yes"), 193);
    assert_eq!(count("region", "AS"), 22);
    for (code, region) in [("KEN", "AF"), ("EGY", "AS"), ("JPN", "AP"), ("BRB", "LAC"), ("CAN", "NAM"), ("NOR", "")] {
        assert_eq!(find(&COUNTRY, code).get("region"), region, "{code}");
    }
    assert_eq!(find(&COUNTRY, "XKX").get("member_state"), "no");
}

#[test]
fn fund_targets_add_up_to_the_plan() {
    let sum = |sheet| rows(sheet).map(|row| row.get("target_usd").parse::<i64>().unwrap()).sum::<i64>();
    assert_eq!(sum(&FUND), 1_095_000_000);
    assert_eq!(sum(&PLAN_TARGET), 1_095_000_000);
    assert_eq!(find(&FUND, "FNE").get("requirement_2020_usd"), "18927400");
}

#[test]
fn core_budget_is_in_whole_dollars() {
    let row = find(&CORE_BUDGET, "CB-2020");
    assert_eq!((row.get("approved_usd"), row.get("received_usd")), ("18900000", "5400000"));
    assert_eq!(find(&CORE_BUDGET, "CB-2022").get("approved_usd"), "");
}

#[test]
fn minor_units_follow_iso_4217() {
    for (currency, units) in [("JPY", Some(0)), ("USD", Some(2)), ("KWD", Some(3)), ("CLF", Some(4))] {
        assert_eq!(minor_units(currency), units, "{currency}");
    }
    for unknown in ["XAU", "usd", "US", "", "ZZZ"] {
        assert_eq!(minor_units(unknown), None, "{unknown}");
    }
    assert!(currency_codes().is_sorted());
    assert!(currency_codes().all(|code| minor_units(code).is_some()));
    assert!(currency_codes().count() > 150);
}

#[test]
fn an_absent_column_reads_as_empty() {
    assert_eq!(find(&FUND, "RB").get("no such column"), "");
}
