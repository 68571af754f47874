//! How the queries of figures reach the money: never by reading the whole table, which holds a million rows.

use std::sync::Arc;

use super::super::Store;
use super::FIGURES;
use super::explain::{Scope, by_status, named, scoped, tenths};
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
fn no_figure_reads_the_whole_table_of_contributions() {
    let folder = tempfile::tempdir().unwrap();
    let store = demo(&folder);
    let asker = asker(2020);
    let queries = queries();
    assert_eq!(queries.len(), 6 + 2 + 10 + 7);
    for sql in queries {
        let plan: Vec<String> =
            store.rows(&format!("EXPLAIN QUERY PLAN {sql}"), &Sight::of(&asker), |row| row.get(3)).unwrap();
        let reads_all = |step: &String| step == "SCAN c" || step == "SCAN contribution";
        assert!(!plan.iter().any(reads_all), "{sql}\n{}", plan.join("\n"));
        let money: Vec<&String> = plan.iter().filter(|step| step.contains(" c ")).collect();
        assert!(!money.is_empty() && money.iter().all(|step| step.contains("USING")), "{sql}\n{}", plan.join("\n"));
    }
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
    assert_eq!(tenths(5, 0), None);
    assert_eq!(tenths(5, -5), None);
}
