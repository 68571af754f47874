//! What the papers ask for has its place: the page that lists it names commands that run and tests that are there; and
//! what no other test shows is shown here.

use std::path::Path;

use pledgebook::domain::kind::Kind;
use pledgebook::domain::query::{Query, Window};

use crate::book::Book;
use crate::cli::Home;

/// The rows of the table of the page, cell by cell.
fn rows() -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/coverage.md");
    let text = std::fs::read_to_string(path).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| FN-"));
    rows.map(|line| line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// What stands between backquotes.
fn quoted(cell: &str) -> &str {
    cell.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')).unwrap_or_else(|| panic!("{cell}"))
}

/// The words of a command line; double quotes keep spaces together.
fn words(line: &str) -> Vec<&str> {
    let pieces = line.split('"').enumerate();
    pieces.flat_map(|(at, piece)| if at % 2 == 1 { vec![piece] } else { piece.split_whitespace().collect() }).collect()
}

#[test]
fn every_function_the_papers_ask_for_has_a_row() {
    let rows = rows();
    let codes: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    let counts = [("DIS", 7), ("FP", 4), ("FD", 3), ("RF", 2), ("FL", 2), ("PE", 3), ("DR", 3), ("CB", 2)];
    let wanted: Vec<String> = counts
        .into_iter()
        .chain([("BU", 2), ("CE", 3), ("CO", 1)])
        .flat_map(|(area, count)| (1..=count).map(move |number| format!("FN-{area}-{number}")))
        .collect();
    assert_eq!(codes, wanted);
    assert_eq!(codes.len(), 32);
    assert!(rows.iter().all(|row| row.len() == 6 && row.iter().all(|cell| !cell.is_empty())), "{rows:#?}");
}

#[test]
fn the_commands_of_the_page_run() {
    let home = Home::new();
    for row in rows() {
        let line = words(quoted(&row[4]));
        assert_eq!(line[0], "pledgebook", "{row:?}");
        home.done(&[&line[1..], &["--demo"]].concat());
    }
}

#[test]
fn the_tests_of_the_page_are_there() {
    for row in rows() {
        let (module, name) = quoted(&row[5]).split_once("::").unwrap();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/{module}.rs"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{row:?}: {error}"));
        assert!(text.contains(&format!("fn {name}()")), "{row:?}");
    }
}

/// How many rows a list has.
fn count(book: &mut Book, kind: Kind, query: &str) -> usize {
    let query = Query::read(kind, query).unwrap();
    book.store.list(&book.asker, &query, Window { from: 0, limit: 1000 }).unwrap().records.len()
}

#[test]
fn the_eight_categories_have_their_objectives_and_strategies() {
    let mut book = Book::new("2020-12-31");
    assert_eq!(count(&mut book, Kind::Category, ""), 8);
    for number in 1..=8 {
        let of = format!("category=PC{number}");
        assert!(count(&mut book, Kind::Objective, &of) > 0, "{of}");
        assert!(count(&mut book, Kind::Strategy, &of) > 0, "{of}");
    }
}

#[test]
fn companies_without_a_focal_point_are_found_until_they_have_one() {
    let mut book = Book::demo("2020-12-31");
    book.add(Kind::Partner, &[("name", "Cement & Co"), ("category", "PC5"), ("donor", "yes")]);
    let without = "category=PC5 focal_point=- cement";
    assert_eq!(count(&mut book, Kind::Partner, without), 1);
    let point = book.add(Kind::FocalPoint, &[("name", "Private sector focal point"), ("code", "PSFP")]).to_string();
    let lead = [("focal_point", point.as_str()), ("partner", "Cement & Co"), ("role", "lead")];
    book.add(Kind::Assignment, &[&lead[..], &[("from_day", "2020-12-01")]].concat());
    assert_eq!(count(&mut book, Kind::Partner, without), 0);
}

#[test]
fn partners_are_found_by_the_domain_of_change_and_outcome_they_serve() {
    let mut book = Book::demo("2020-12-31");
    let serves = [("action", "Heat plans"), ("partner", "Norway"), ("subprogramme", "SP3"), ("status", "active")];
    book.add(Kind::Engagement, &[&serves[..], &[("outcome_area", "OBJ-1")]].concat());
    assert_eq!(count(&mut book, Kind::Engagement, "subprogramme=SP3 outcome_area=OBJ-1"), 1);
    assert_eq!(count(&mut book, Kind::Engagement, "subprogramme=SP1 partner=Norway"), 0);
}

#[test]
fn what_was_published_about_a_donor_is_found_with_it() {
    let mut book = Book::demo("2020-12-31");
    let story = [("title", "Urban Impact, first quarter"), ("partner", "Norway"), ("kind", "communication")];
    book.add(Kind::Document, &[&story[..], &[("day", "2020-03-31"), ("language", "en")]].concat());
    assert_eq!(count(&mut book, Kind::Document, "kind=communication partner=Norway"), 1);
}
