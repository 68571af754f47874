//! The sheets of results in a new file: sums of the papers, each with its source, and the known differences where a
//! paper does not add up.

use std::collections::BTreeMap;

use pledgebook::domain::kind::Kind;
use pledgebook::domain::money::Currency;
use pledgebook::domain::query::{Query, Window};
use pledgebook::domain::record::Record;
use pledgebook::store::Store;

use crate::support::{asker, clock};

fn new_file(folder: &tempfile::TempDir) -> Store {
    Store::create(&folder.path().join("new.pledgebook"), clock()).unwrap()
}

fn list(store: &mut Store, kind: Kind, query: &str) -> Vec<Record> {
    let query = Query::read(kind, query).unwrap();
    store.list(&asker("ana", "en"), &query, Window { from: 0, limit: 1000 }).unwrap().records
}

fn all(kind: Kind) -> Vec<Record> {
    list(&mut new_file(&tempfile::tempdir().unwrap()), kind, "")
}

/// An amount in US dollars as the thousands and tenths the papers print: 251,602.3 thousand is 2516023.
fn tenths(text: &str) -> i64 {
    let cents = pledgebook::domain::money::read_money(text, Currency::USD).unwrap().minor;
    assert_eq!(cents % 10_000, 0, "{text} is finer than the papers print");
    cents / 10_000
}

fn sums<'r>(records: &'r [Record], by: &str, number: impl Fn(&Record) -> i64) -> BTreeMap<&'r str, i64> {
    let mut sums = BTreeMap::new();
    for record in records {
        let at = record.kind.fields().iter().find(|field| field.name == by).unwrap();
        *sums.entry(record.shown(at.name)).or_insert(0) += number(record);
    }
    sums
}

fn amount(record: &Record) -> i64 {
    tenths(record.get("amount_usd"))
}

fn count(record: &Record, field: &str) -> i64 {
    record.get(field).parse().unwrap_or(0)
}

/// HSP/EB.1/2/Rev.1, Table 1.1.
#[test]
fn the_budget_of_2020_adds_up_to_table_1_1_by_fund_and_priority() {
    let lines = all(Kind::BudgetLine);
    assert_eq!(lines.iter().map(amount).sum::<i64>(), 2_516_023);
    let by_fund = [
        ("Foundation earmarked", 634_737),
        ("Foundation non-earmarked", 189_274),
        ("Programme support", 106_410),
        ("Regular budget", 111_628),
        ("Technical cooperation", 1_473_974),
    ];
    assert_eq!(sums(&lines, "fund", amount), by_fund.into());
    let mut by_priority = BTreeMap::new();
    for line in &lines {
        *by_priority.entry(line.get("code").split('-').nth(1).unwrap()).or_insert(0) += amount(line);
    }
    let printed = [
        ("EDM", 60_322),
        ("PMO", 11_169),
        ("PS", 111_287),
        ("SP1", 544_023),
        ("SP2", 561_586),
        ("SP3", 386_275),
        ("SP4", 841_361),
    ];
    assert_eq!(by_priority, printed.into());
}

/// Printed totals and what the lines beside them add up to: equal but for what is known to be misprinted.
#[test]
fn printed_totals_differ_from_the_lines_only_where_that_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let totals = list(&mut new_file(&folder), Kind::BudgetTotal, "columns=lines,difference");
    assert_eq!(totals.len(), 65);
    let mut known = BTreeMap::new();
    for total in &totals {
        // Computed columns are in cents.
        let [lines, difference] = [0, 1].map(|at| total.extras[at].parse::<i64>().unwrap() / 10_000);
        assert_eq!(amount(total) - lines, difference, "{}", total.get("code"));
        assert_eq!(difference != 0, total.get("note").starts_with("INC-"), "{}", total.get("code"));
        if difference != 0 {
            known.insert(format!("{} {}", &total.get("note")[..6], total.get("code")), difference);
        }
    }
    let wanted = [
        ("INC-01 P51-TOTAL", -34_023),
        ("INC-03 T1.2-B2-POSTS-EDM", -40_000),
        ("INC-04 T7.1-CONSULTANTS-SP2", -1_553),
        ("INC-05 T4.1-TOTAL-PMO", -6_778),
        ("INC-07 T1.2-CONSULTANTS-EDM", -2_580),
        ("INC-07 T1.2-CONSULTANTS-PS", -1_406),
        ("INC-07 T1.2-CONSULTANTS-TOTAL", -3_986),
        ("INC-07 T1.2-OTHER_STAFF-EDM", 2_580),
        ("INC-07 T1.2-OTHER_STAFF-PS", 1_406),
        ("INC-07 T1.2-OTHER_STAFF-TOTAL", 3_986),
        ("INC-07 T1.3-CONSULTANTS-FE", -3_986),
        ("INC-07 T1.3-OTHER_STAFF-FE", 3_986),
    ];
    assert_eq!(known, wanted.map(|(code, tenths)| (code.to_owned(), tenths)).into());
}

/// HSP/EB.1/2/Rev.1, Table 3.0: income is the parts of I.B, what is at hand I.A and I.B, the balance I less II.
#[test]
fn the_foundation_finances_differ_from_their_totals_only_where_that_is_known() {
    let lines = all(Kind::FinanceLine);
    let mut items: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    let mut parts: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for line in &lines {
        items.insert((line.get("year"), line.get("item")), amount(line) / 10);
        if line.get("total") == "no" {
            *parts.entry((line.get("year"), line.get("section"))).or_insert(0) += amount(line) / 10;
        }
        assert_eq!(line.get("status") == "projected", matches!(line.get("year"), "2019" | "2020"));
    }
    let mut known = Vec::new();
    for year in ["2014", "2015", "2016", "2017", "2018", "2019", "2020"] {
        let item = |name| items[&(year, name)];
        let checks = [
            ("TOTAL_B", parts[&(year, "I.B")]),
            ("TOTAL_I", item("TOTAL_A") + item("TOTAL_B")),
            ("TOTAL_II", parts[&(year, "II")]),
            ("CLOSING", item("TOTAL_I") - item("TOTAL_II")),
        ];
        for (name, computed) in checks.into_iter().filter(|(name, computed)| item(name) != *computed) {
            known.push((year, name, item(name) - computed));
        }
    }
    let wanted = [
        // INC-09: other income printed one year too early.
        ("2014", "TOTAL_B", -337),
        ("2015", "TOTAL_B", 337),
        ("2017", "TOTAL_B", -92),
        ("2018", "TOTAL_B", 92),
        // INC-10: not explained.
        ("2018", "CLOSING", -179),
        // INC-33: rounding.
        ("2020", "TOTAL_I", -1),
        ("2020", "CLOSING", 1),
    ];
    assert_eq!(known, wanted);
    for (year, name, _) in wanted {
        let code = format!("FF-{year}-{name}");
        let line = lines.iter().find(|line| line.get("code") == code).unwrap();
        assert!(line.get("note").starts_with("INC-"), "{code} has no note");
    }
}

/// HSP/EB.1/2/Rev.1, Tables 2.1 and 1.5B.
#[test]
fn posts_add_up_to_255_in_2020_and_316_by_2023() {
    let posts = all(Kind::PostLine);
    let number = |line: &Record| count(line, "posts");
    assert_eq!(sums(&posts, "year", number), [("2020", 255), ("2021", 48), ("2022", 12), ("2023", 1)].into());
    assert_eq!(posts.iter().map(number).sum::<i64>(), 316);
    let by_2023 = [("Foundation non-earmarked", 196), ("Programme support", 47), ("Regular budget", 73)];
    assert_eq!(sums(&posts, "fund", number), by_2023.into());
    let first: Vec<Record> = posts.into_iter().filter(|line| line.get("year") == "2020").collect();
    let in_2020 = [("Foundation non-earmarked", 135), ("Programme support", 47), ("Regular budget", 73)];
    assert_eq!(sums(&first, "fund", number), in_2020.into());
}

/// HSP/EB.1/2/Rev.1, tables after paras 84, 95, 109, 123; their parts in annex I add up to the same.
#[test]
fn deliverables_planned_add_up_and_so_do_their_parts() {
    let (whole, parts): (Vec<Record>, Vec<Record>) =
        all(Kind::Deliverable).into_iter().partition(|line| line.get("total") == "yes");
    let planned = |line: &Record| count(line, "planned");
    let wanted = [("days", 260), ("materials", 54), ("projects", 125), ("publications", 8)];
    assert_eq!(sums(&whole, "unit", planned), wanted.into());
    let parts: Vec<Record> = parts.into_iter().filter(|line| !line.get("unit").is_empty()).collect();
    assert_eq!(sums(&parts, "unit", planned), wanted.into());
    assert!(whole.iter().chain(&parts).all(|line| line.get("reached").is_empty()), "no paper says what was reached");
}

#[test]
fn milestones_are_those_of_the_indicators_and_none_is_done() {
    let milestones = all(Kind::Milestone);
    assert_eq!(milestones.len(), 6);
    assert!(milestones.iter().all(|one| one.get("status") == "pending" && one.get("due") == "2020-12-31"));
    assert!(milestones.iter().all(|one| one.label("indicator") == one.get("name_en")));
}

/// The papers name two commitments and not how far they have come (EB2022-S1-11, para 25).
#[test]
fn commitments_are_those_the_papers_name() {
    let commitments = all(Kind::Commitment);
    assert_eq!(commitments.iter().map(|one| one.get("code")).collect::<Vec<_>>(), ["FC-CORE", "FC-POOL"]);
    assert!(commitments.iter().all(|one| one.get("applies") == "yes" && one.get("status").is_empty()));
    assert!(all(Kind::CountryEngagement).is_empty(), "the papers give totals, not countries");
}

#[test]
fn shipped_observations_say_that_a_paper_has_them() {
    assert!(all(Kind::Observation).iter().all(|one| one.get("basis") == "paper"));
    let mut typed = Record::new(Kind::Observation);
    pledgebook::domain::rules::fill(&mut typed);
    assert_eq!(typed.get("basis"), "recorded");
}

#[test]
fn a_milestone_has_no_day_of_completion_before_it_is_done() {
    let milestone = Record::new(Kind::Milestone)
        .with("code", "M")
        .with("name_en", "Plan costed")
        .with("status", "pending")
        .with("done_on", "2020-05-01");
    let problems = pledgebook::domain::rules::check(&milestone);
    assert_eq!(problems.iter().map(|problem| problem.say.key).collect::<Vec<_>>(), ["value-done-on-without-done"]);
    assert!(pledgebook::domain::rules::check(&milestone.with("status", "done")).is_empty());
}
