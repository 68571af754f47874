//! What the queries of figures have in common, and how donors and shares are counted.

use std::sync::Arc;

use super::super::Store;
use super::FIGURES;
use super::explain::{Scope, by_status, named, scoped, tenths};
use super::flagship::OF_PROGRAMMES;
use super::indicators::{BY_DONOR, COMPUTED, INCOMES, Way};
use super::shares::SHARES;
use super::sight::Sight;
use crate::access::Asker;
use crate::domain::day::Day;
use crate::domain::kind::Kind;

/// Every query of a figure that reads contributions, as it is run.
fn queries() -> Vec<String> {
    let plain = [
        include_str!("income.sql"),
        include_str!("core-received.sql"),
        include_str!("donor-years.sql"),
        include_str!("earlier.sql"),
        include_str!("ledger.sql"),
        include_str!("oldest.sql"),
        include_str!("chart-years.sql"),
        include_str!("chart-donors.sql"),
    ];
    let mut all: Vec<String> = plain.map(str::to_owned).to_vec();
    for sql in [include_str!("core-donors.sql"), include_str!("largest.sql")] {
        all.push(named(sql, Kind::Partner, "en"));
    }
    for scope in [Scope::All, Scope::Core, Scope::Fund, Scope::Partner, Scope::One] {
        all.push(scoped(include_str!("lines.sql"), scope, "en"));
        all.push(scoped(include_str!("left-out.sql"), scope, "en"));
    }
    all.extend(FIGURES.iter().filter_map(|info| by_status(info.name, "en")));
    all
}

fn demo(folder: &tempfile::TempDir) -> Store {
    let mut store = Store::create(&folder.path().join("demo.pledgebook"), Arc::new(|| 1_606_000_000_000)).unwrap();
    store.fill_demo("ana").unwrap();
    store
}

fn asker(year: i16) -> Asker {
    Asker { who: "ana".to_owned(), lang: "en", today: Day::new(year, 12, 31).unwrap(), as_of: None }
}

/// Here one silent donor is many already, so that whole years are looked through.
#[test]
fn donors_silent_for_years_are_found_a_year_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let store = demo(&folder);
    let mut returning = 0;
    for year in 2013..=2020 {
        let home = store.home(&asker(year)).unwrap();
        let count = |name: &str| store.figure(&asker(year), name, None).unwrap().lines.len();
        assert_eq!((home.new, home.returning), (count("donors-new"), count("donors-returning")), "{year}");
        returning += home.returning;
    }
    assert!(returning > 0);
}

#[test]
fn every_query_opens_with_the_paragraph_it_comes_from() {
    for sql in queries() {
        let first = sql.lines().next().unwrap_or_default();
        let cites = ["para", "Figure", "chapter"].iter().any(|word| first.contains(word));
        assert!(first.starts_with("-- ") && cites, "{first}");
    }
}

#[test]
fn shares_are_rounded_half_up_and_none_of_nothing() {
    assert_eq!(tenths(1, 3), Some(333));
    assert_eq!(tenths(1, 2000), Some(1));
    assert_eq!(tenths(1, 2001), Some(0));
    assert_eq!(tenths(-1, 3), Some(-333));
    assert_eq!(tenths(-1, 2000), Some(-1));
    assert_eq!(tenths(5, 0), None);
    assert_eq!(tenths(5, -5), None);
}

/// Every query of records, as it is summed and as it is listed.
fn evidence() -> Vec<String> {
    let mut all = Vec::new();
    for share in SHARES {
        all.extend([share.part, share.whole]);
    }
    for of in OF_PROGRAMMES {
        all.extend([of.one, of.all]);
    }
    all.extend(INCOMES.iter().map(|income| income.evidence));
    for computed in COMPUTED {
        match computed.way {
            Way::Sum(one) | Way::Count(one, _) | Way::Account(one) => all.push(one),
            Way::Share(part, whole) => all.extend([part, whole]),
            Way::Growth => all.push(BY_DONOR),
            Way::Figure(_) | Way::Least(_) | Way::CoreShare | Way::Reached => {}
        }
    }
    all.iter().flat_map(|one| [one.sum_sql("en"), one.lines_sql("en")]).collect()
}

/// Large tables are reached by an index; a whole year of contributions is read from the index that holds all it asks.
#[test]
fn no_indicator_reads_a_large_table_through() {
    let folder = tempfile::tempdir().unwrap();
    let store = demo(&folder);
    let queries = evidence();
    assert!(queries.len() > 80, "{}", queries.len());
    for sql in queries {
        let plan: Vec<String> =
            store.rows(&format!("EXPLAIN QUERY PLAN {sql}"), &Sight::of(&asker(2020)), |row| row.get(3)).unwrap();
        let made_here = |table: &str| {
            let ends = [format!("CO-ROUTINE {table}"), format!("MATERIALIZE {table}")];
            plan.iter().any(|step| ends.contains(step))
        };
        for (step, table) in plan.iter().flat_map(|step| ["a", "c", "g", "m", "o", "p"].map(|table| (step, table))) {
            let through = step == &format!("SCAN {table}") || step.starts_with(&format!("SCAN {table} USING"));
            let few =
                ["_bin", "_pooled", "_service_fee", "_country", "_flagship"].iter().any(|mark| step.contains(mark));
            assert!(!through || few || made_here(table), "{step}\n{sql}\n{}", plan.join("\n"));
        }
    }
}
