//! Golden numbers of the public statistics (UN CEB financial statistics, revenue by government donor and by
//! non-government donor) and of the papers, and what every figure promises: its records add up to it.

use std::sync::Arc;

use pledgebook::access::Asker;
use pledgebook::domain::change::{Action, Change, Op, Origin, Saved};
use pledgebook::domain::day::Day;
use pledgebook::domain::kind::Kind;
use pledgebook::domain::query::Query;
use pledgebook::domain::record::Id;
use pledgebook::store::{FIGURES, Figure, Home, Of, PartValue, Store, Unit};
use proptest::prelude::*;

fn asker(year: i16) -> Asker {
    Asker { who: "ana".to_owned(), lang: "en", today: Day::new(year, 12, 31).unwrap(), as_of: None }
}

fn as_of(text: &str) -> Asker {
    Asker { as_of: Day::parse_iso(text), ..asker(2021) }
}

fn demo(folder: &tempfile::TempDir) -> Store {
    let mut store = Store::create(&folder.path().join("demo.pledgebook"), Arc::new(|| 1_606_000_000_000)).unwrap();
    store.fill_demo("ana").unwrap();
    store
}

fn figure(store: &Store, name: &str, year: i16) -> Figure {
    store.figure(&asker(2020), name, Some(year)).unwrap()
}

fn lines_add_up(figure: &Figure) -> bool {
    figure.value.is_none_or(|value| figure.lines.iter().map(|line| line.amount).sum::<i64>() == value)
}

/// Gives money: the donor, the day or year, the amount as typed in US dollars or another currency, other fields.
fn give(store: &mut Store, partner: Id, received: &str, amount: &str, more: &[(&'static str, String)]) -> Id {
    let mut fields = vec![
        ("partner", partner.to_string()),
        ("received", received.to_owned()),
        ("amount", amount.to_owned()),
        ("currency", "USD".to_owned()),
    ];
    for (name, text) in more {
        fields.retain(|(known, _)| known != name);
        fields.push((name, text.clone()));
    }
    add(store, Kind::Contribution, fields)
}

fn add(store: &mut Store, kind: Kind, fields: Vec<(&'static str, String)>) -> Id {
    let change = Change { kind, id: 0, version: 0, op: Op::Add(fields) };
    let action = Action { origin: Origin::Form, title: String::new(), changes: vec![change] };
    match store.apply(&asker(2020), &action).unwrap() {
        Saved::Done { ids, .. } => ids[0],
        refused => panic!("{refused:?}"),
    }
}

/// Sources: UN CEB financial statistics 2013 to 2020, revenue by government donor.
#[test]
fn unearmarked_money_is_that_of_the_public_statistics() {
    let folder = tempfile::tempdir().unwrap();
    let store = demo(&folder);
    for (year, cents, governments) in [
        (2013, 856_020_400, 24),
        (2014, 755_475_619, 24),
        (2016, 232_952_338, 16),
        (2017, 261_630_670, 17),
        (2018, 359_344_608, 19),
        (2019, 513_777_471, 22),
        (2020, 486_111_490, 22),
    ] {
        assert_eq!(figure(&store, "core-received", year).value, Some(cents), "{year}");
        assert_eq!(figure(&store, "core-donors", year).value, Some(governments), "{year}");
    }
    let received = figure(&store, "core-received", 2019);
    assert_eq!(received.lines.len(), 23);
    assert_eq!(received.lines[0].title, "Norway");
    let corrections: Vec<_> = received.lines.iter().filter(|line| line.correction).map(|line| &line.title).collect();
    assert_eq!(corrections, ["Sweden"]);
    assert!(received.left_out.is_empty());
}

/// Sources: HSP/EB.2020/12, para 7(b) and Figure 3; EB2021-S2-4, paras 2 and 4(c).
#[test]
fn what_the_papers_print_stands_beside() {
    let folder = tempfile::tempdir().unwrap();
    let store = demo(&folder);
    let printed = |name, year| figure(&store, name, year).published.map(|published| published.value);
    assert_eq!(printed("core-received", 2019), Some(500_000_000));
    assert_eq!(printed("core-received", 2020), Some(540_000_000));
    assert_eq!(printed("core-gap", 2020), Some(1_350_000_000));
    assert_eq!(printed("core-gap", 2021), Some(800_000_000));
    assert_eq!(printed("core-gap", 2022), None);
    assert_eq!(printed("largest-ten-share", 2019), Some(850));
    assert_eq!(printed("donors-new", 2020), Some(4));
    assert_eq!(printed("donors-new", 2018), None);
    let gap = figure(&store, "core-gap", 2020);
    assert_eq!(gap.value, Some(1_890_000_000 - 486_111_490));
    assert_eq!(gap.published.unwrap().source, "EB2021-S2-4, para 2; HSP/EB.1/2/Rev.1, Table 3.1");
    assert_eq!(figure(&store, "core-gap", 2022).value, None, "nothing approved is printed for 2022");
    assert_eq!(figure(&store, "core-received", 2022).value, None, "no record is not zero");
    let focal = figure(&store, "focal-points", 2020);
    assert_eq!(focal.value, Some(3));
    let target = focal.parts.iter().find(|part| part.say.key == "part-target").unwrap();
    assert_eq!(target.value, PartValue::In(Unit::Count, 20), "HSP/EB.2020/12, chapter V, section G");
    assert_eq!(figure(&store, "focal-points", 2019).value, Some(0), "the posts began on 12 January 2020");
}

#[test]
fn the_records_of_every_figure_add_up_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = demo(&folder);
    for info in FIGURES.iter().filter(|info| info.of != Of::One) {
        for year in 2010..=2020 {
            let figure = figure(&store, info.name, year);
            assert!(figure.value.is_some() || figure.lines.is_empty(), "{} {year}", info.name);
            assert!(lines_add_up(&figure), "{} {year}", info.name);
        }
    }
    let norway = store.figure(&asker(2020), "donor:Norway", None).unwrap();
    assert_eq!((norway.of.as_deref(), norway.year), (Some("Norway"), None));
    let by_year: i64 = norway.parts.iter().map(|part| usd(&part.value)).sum();
    assert_eq!(norway.value, Some(by_year));
    for name in ["income", "donor:Norway", "fund:FNE", "fund:"] {
        let figure = store.figure(&asker(2020), name, None).unwrap();
        assert!(figure.value.is_some() && lines_add_up(&figure), "{name}");
    }
    assert_eq!(store.figure(&asker(2020), "fund:FNE", None).unwrap().value, Some(486_111_490));
    assert_eq!(store.figure(&asker(2020), "fund:RB", None).unwrap().value, None);
}

fn usd(value: &PartValue) -> i64 {
    match value {
        PartValue::In(Unit::Usd, cents) => *cents,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_figure_nobody_declared_is_refused_with_those_there_are() {
    let folder = tempfile::tempdir().unwrap();
    let store = demo(&folder);
    for name in ["nonsense", "donor", "income:FNE", "donors:NOR"] {
        let say = store.figure(&asker(2020), name, None).unwrap_err().say();
        assert_eq!(say.key, "figure-unknown", "{name}");
    }
    assert_eq!(store.figure(&asker(2020), "contribution:7", None).unwrap_err().say().key, "value-no-such-record");
}

#[test]
fn money_that_comes_later_does_not_change_an_earlier_day() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    let unearmarked = store.resolve(&asker(2020), Kind::Earmarking, "UNEARMARKED").unwrap().to_string();
    let norway = store.resolve(&asker(2020), Kind::Partner, "NOR").unwrap();
    give(&mut store, norway, "2021-03-01", "1000.00", &[("earmarking", unearmarked.clone())]);
    let day = as_of("2021-08-31");
    let before = (store.home(&day).unwrap(), store.figure(&day, "core-received", None).unwrap());
    assert_eq!(before.1.value, Some(100_000));
    give(&mut store, norway, "2021-09-01", "5000.00", &[("earmarking", unearmarked.clone())]);
    give(&mut store, norway, "2021", "7000.00", &[("earmarking", unearmarked)]);
    assert_eq!((store.home(&day).unwrap(), store.figure(&day, "core-received", None).unwrap()), before);
    assert_eq!(store.figure(&asker(2021), "core-received", None).unwrap().value, Some(1_300_000));
}

#[test]
fn money_without_a_rate_is_left_out_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    let norway = store.resolve(&asker(2020), Kind::Partner, "NOR").unwrap();
    let before = figure(&store, "income", 2020).value;
    let euro = give(&mut store, norway, "2020-05-01", "800000.00", &[("currency", "EUR".to_owned())]);
    let income = figure(&store, "income", 2020);
    assert_eq!(income.value, before);
    let left: Vec<_> = income.left_out.iter().map(|left| (left.id, left.reason.key, left.title.as_str())).collect();
    assert_eq!(left, [(euro, "left-no-rate", "Norway")]);
    assert_eq!(income.left_out[0].reason.args, [("amount", "800000.00 EUR".to_owned())]);
    let one = store.figure(&asker(2020), &format!("contribution:{euro}"), None).unwrap();
    assert_eq!((one.value, one.left_out.len()), (None, 1));
    assert_eq!(store.home(&asker(2020)).unwrap().without_rate, 1);
    let rated = [("currency", "EUR".to_owned()), ("rate", "0.8".to_owned())];
    let rated = give(&mut store, norway, "2020-05-01", "800000.00", &rated);
    let one = store.figure(&asker(2020), &format!("contribution:{rated}"), None).unwrap();
    assert_eq!(one.value, Some(100_000_000));
    assert!(one.parts.iter().any(|part| part.value == PartValue::Text("0.8".to_owned())));
}

#[test]
fn home_is_the_figures_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    for year in (2010..=2021).chain([2025]) {
        let asker = asker(year);
        let home = store.home(&asker).unwrap();
        is_the_figures(&store, &asker, &home);
        for need in &home.needs {
            let listed = store.count(&asker, &Query::read(need.kind, &need.query).unwrap()).unwrap().total;
            let said = need.say.args.iter().find(|(name, _)| *name == "count").unwrap().1.clone();
            assert_eq!(said, listed.to_string(), "{year} {}", need.query);
        }
    }
    let home = store.home(&asker(2020)).unwrap();
    assert_eq!(home.plan, Some(("UN-Habitat strategic plan 2020-2023".to_owned(), 2020, 2023)));
    assert_eq!((home.years.as_slice(), home.core_donors), ([2020].as_slice(), 22));
    assert_eq!(home.funds.last().map(|line| (line.code.as_str(), line.received.is_some())), Some(("", true)));
    assert_eq!(home.funds.iter().filter_map(|line| line.target).sum::<i64>(), 109_500_000_000);
    let needs: Vec<_> = home.needs.iter().map(|need| need.say.key).collect();
    assert!(needs.contains(&"need-no-lead") && needs.contains(&"need-no-fund"), "{needs:?}");
}

fn is_the_figures(store: &Store, asker: &Asker, home: &Home) {
    let value = |name: &str| store.figure(asker, name, None).unwrap().value;
    let count = |name: &str| store.figure(asker, name, None).unwrap().lines.len();
    assert_eq!(home.largest_share, value("largest-ten-share"));
    assert_eq!(home.core.recorded, value("core-received"));
    assert_eq!(
        [home.new, home.returning, home.continuing, home.lapsed, home.donors, home.core_donors],
        ["donors-new", "donors-returning", "donors-continuing", "donors-lapsed", "donors", "core-donors"].map(count)
    );
    for fund in &home.funds {
        assert_eq!(fund.received, value(&format!("fund:{}", fund.code)), "{}", fund.code);
    }
    let received = home.funds.iter().filter_map(|fund| fund.received).reduce(|a, b| a + b);
    assert_eq!(received, value("income"));
}

#[test]
fn a_donor_has_its_years_its_status_and_its_focal_point() {
    let folder = tempfile::tempdir().unwrap();
    let store = demo(&folder);
    let norway = store.resolve(&asker(2020), Kind::Partner, "NOR").unwrap();
    let years = store.donor_years(&asker(2020), norway).unwrap();
    assert_eq!((years[0].year, years[0].core, years[0].earmarked), (2020, 218_013_042, 192_148_816));
    assert_eq!(store.donor_status(&asker(2020), norway).unwrap(), "continuing");
    let lead = store.lead_of(&asker(2020), norway).unwrap();
    assert_eq!(lead, Some(("Focal point, Nordic donors".to_owned(), "2020-01-12".to_owned())));
    assert_eq!(store.lead_of(&asker(2019), norway).unwrap(), None);
}

#[test]
fn lists_are_narrowed_by_computed_columns() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    let mut count = |text: &str| store.count(&asker(2020), &Query::read(Kind::Partner, text).unwrap()).unwrap().total;
    let all = count("");
    assert_eq!(count("focal_point=-") + count("focal_point!=-"), all);
    assert_eq!(count("focal_point~nordic"), 4);
    assert_eq!(count("\"focal_point=Focal point, Nordic donors\""), 4);
    assert_eq!(count("this_year>24.7m"), count("this_year>24700000"));
    assert_eq!(count("name=Sweden this_year>24.7m this_year<24.8m"), 1);
    assert_eq!(count("this_year=-") + count("this_year>-1000m"), all, "empty is neither above nor below");
    assert_eq!(count("engagements>0"), 0);
    let continuing = count("status=continuing");
    assert_eq!(continuing, figure(&store, "donors-continuing", 2020).lines.len());
    let refused = store.count(&asker(2020), &Query::read(Kind::Partner, "this_year>5EUR").unwrap());
    assert_eq!(refused.unwrap_err().say().key, "money-two-currencies");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    /// Donors, years 2012 to 2020 and signed amounts at random: the four statuses are disjoint, those that gave are new,
    /// returning or continuing, and Home, the list and the figures agree.
    #[test]
    fn statuses_are_disjoint_and_cover_those_that_gave(
        gifts in prop::collection::vec((0usize..6, 2012i16..=2020, -3i64..6), 1..40),
        year in 2013i16..=2020,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::create(&folder.path().join("random.pledgebook"), Arc::new(|| 1_606_000_000_000)).unwrap();
        let donors: Vec<Id> =
            (0..6).map(|n| add(&mut store, Kind::Partner, vec![("name", format!("Donor {n}"))])).collect();
        for (donor, in_year, amount) in gifts {
            give(&mut store, donors[donor], &in_year.to_string(), &format!("{amount}.00"), &[]);
        }
        let asker = asker(year);
        let of = |name: &str| -> Vec<Id> {
            store.figure(&asker, name, None).unwrap().lines.iter().map(|line| line.id).collect()
        };
        let mut gave = Vec::new();
        for status in ["new", "returning", "continuing", "lapsed"] {
            for id in of(&format!("donors-{status}")) {
                prop_assert_eq!(store.donor_status(&asker, id).unwrap(), status);
                if status != "lapsed" {
                    prop_assert!(!gave.contains(&id));
                    gave.push(id);
                }
            }
        }
        let mut all = of("donors");
        all.sort_unstable();
        gave.sort_unstable();
        prop_assert_eq!(&gave, &all);
        prop_assert!(of("donors-lapsed").iter().all(|id| !gave.contains(id)));
        is_the_figures(&store, &asker, &store.home(&asker).unwrap());
        let listed = |store: &mut Store, status: &str| {
            store.count(&asker, &Query::read(Kind::Partner, &format!("status={status}")).unwrap()).unwrap().total
        };
        for status in ["new", "returning", "continuing", "lapsed"] {
            let counted = store.figure(&asker, &format!("donors-{status}"), None).unwrap().lines.len();
            prop_assert_eq!(listed(&mut store, status), counted);
        }
    }
}
