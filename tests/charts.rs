//! Charts show the same numbers as the figures and lists they lead to, in both languages, at both sizes, and without
//! Unicode.

use crate::support::{Person, asker, demo};
use pledgebook::domain::chart::{Chart, Lead, Picture};
use pledgebook::domain::query::{Query, Window};
use pledgebook::store::{Store, Unit};

fn chart(store: &Store, picture: Picture) -> Chart {
    store.chart(&asker("ana", "en"), picture).unwrap()
}

fn sum(chart: &Chart, rows: std::ops::Range<usize>) -> i64 {
    chart.rows[rows].iter().flat_map(|row| &row.values).flatten().sum()
}

#[test]
fn what_a_bar_shows_is_what_its_figure_says_and_its_list_opens() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    for picture in Picture::ALL {
        let chart = chart(&store, picture);
        assert!(picture == Picture::Ageing || chart.rows.iter().any(|row| row.sum().is_some()), "{}", picture.name());
        for row in &chart.rows {
            for (at, value) in row.values.iter().enumerate() {
                match row.lead(at) {
                    Some(Lead::Figure(name, year)) => {
                        let figure = store.figure(&asker("ana", "en"), name, *year).unwrap();
                        let alike = ["fund:", "core-received", "donor:"].iter().any(|head| name.starts_with(head));
                        assert!(
                            !alike
                                || row.whole.is_some()
                                || value.is_none()
                                || picture == Picture::Targets
                                || figure.value == *value,
                            "{name}"
                        );
                        assert!(name != "income" || figure.value == row.sum(), "{} {name}", picture.name());
                        assert!(alike || figure.info.unit != Unit::Count, "{name}");
                    }
                    Some(Lead::List(kind, query)) => {
                        let query = Query::read(*kind, query).unwrap();
                        let rows = store.list(&asker("ana", "en"), &query, Window { from: 0, limit: 1 }).unwrap();
                        assert_eq!(rows.records.is_empty(), value.is_none(), "{} {query:?}", picture.name());
                    }
                    None => assert_eq!(picture, Picture::World, "the other countries"),
                }
            }
        }
    }
}

/// Source: UN CEB financial statistics 2020, revenue by government donor and by non-government donor.
#[test]
fn every_chart_of_the_year_adds_up_to_its_income() {
    let folder = tempfile::tempdir().unwrap();
    let store = demo(&folder);
    let income = store.figure(&asker("ana", "en"), "income", Some(2020)).unwrap().value.unwrap();
    assert_eq!(income, 13_087_733_228);
    for picture in [Picture::Regions, Picture::Categories, Picture::Concentration] {
        let chart = chart(&store, picture);
        assert_eq!(sum(&chart, 0..chart.rows.len()), income, "{}", picture.name());
    }
    let world = chart(&store, Picture::World);
    let regions = chart(&store, Picture::Regions).rows;
    assert_eq!(world.rows[11..], regions, "ten countries, the others, then the regions");
    let homeless = regions.iter().find(|row| row.share == Some(405)).unwrap();
    assert_eq!(sum(&world, 0..11) + homeless.sum().unwrap(), income);
    let largest = chart(&store, Picture::Concentration);
    let share = store.figure(&asker("ana", "en"), "largest-ten-share", Some(2020)).unwrap();
    assert_eq!(largest.rows[9].share, share.value);
    let years = chart(&store, Picture::Years);
    assert_eq!(years.rows.last().unwrap().sum(), Some(income));
    for picture in [Picture::Funds, Picture::Earmarking] {
        let chart = chart(&store, picture);
        assert_eq!(chart.rows.iter().filter_map(|row| row.values[10]).sum::<i64>(), income, "{}", picture.name());
    }
}

fn leaf_through(lang: &'static str, ascii: bool, width: u16, height: u16) -> String {
    let folder = tempfile::tempdir().unwrap();
    let store = demo(&folder);
    let mut ana = if ascii {
        Person::at_ascii(store, "ana", lang, width, height)
    } else {
        Person::at(store, "ana", lang, width, height)
    };
    ana.press("p");
    let mut all = String::new();
    for _ in Picture::ALL {
        all = all + &ana.screen() + &"=".repeat(usize::from(width)) + "\n";
        ana.press("]");
    }
    all
}

#[test]
fn charts_look_so_in_english() {
    insta::assert_snapshot!("charts-80x24", leaf_through("en", false, 80, 24));
    insta::assert_snapshot!("charts-120x40", leaf_through("en", false, 120, 40));
}

#[test]
fn charts_look_so_in_chinese_and_without_unicode_marks() {
    insta::assert_snapshot!("charts-zh-80x24", leaf_through("zh", false, 80, 24));
    let ascii = leaf_through("en", true, 80, 24);
    let marks = ascii.lines().skip(2).filter(|line| ["█", "▒", "░", "▸"].iter().any(|mark| line.contains(mark)));
    assert_eq!(marks.count(), 0);
    insta::assert_snapshot!("charts-ascii-80x24", ascii);
}

#[test]
fn keys_lead_from_a_bar_to_what_is_behind_it_and_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut ana = Person::at(demo(&folder), "ana", "en", 80, 24);
    ana.press("p ] ] Down Down Down Down Down Left =");
    assert!(ana.line("Explain").contains("2019"), "{}", ana.screen());
    ana.press("Esc ] ] Enter");
    assert!(ana.line("Partners ·").contains('7'), "{}", ana.screen());
    ana.press("Esc ] ] ] , Down Enter");
    assert!(ana.line("Explain").contains("2019"), "{}", ana.screen());
    ana.press("Esc x");
    assert!(ana.screen().contains("Written:"), "{}", ana.screen());
}
