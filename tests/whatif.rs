//! A what-if begins with what Home shows, moves nothing in the file, and foretells to the cent what Home will show when
//! the same is saved.

use crate::support::{Person, asker, demo};
use pledgebook::domain::change::{Action, Change, FieldChange, Op, Origin, Saved};
use pledgebook::domain::day::Day;
use pledgebook::domain::kind::Kind;
use pledgebook::domain::record::Id;
use pledgebook::domain::whatif::{Standing, Trial};
use pledgebook::store::{FundLine, Home, Store};

fn save(store: &mut Store, kind: Kind, id: Id, op: Op) -> Id {
    let change = Change { kind, id, version: i64::from(id != 0), op };
    let action = Action { origin: Origin::Form, title: String::new(), changes: vec![change] };
    match store.apply(&asker("ana", "en"), &action).unwrap() {
        Saved::Done { ids, .. } => ids[0],
        refused => panic!("{refused:?}"),
    }
}

fn add(store: &mut Store, kind: Kind, fields: &[(&'static str, &str)]) -> Id {
    let references = [
        ("partner", Kind::Partner),
        ("stage", Kind::Stage),
        ("fund", Kind::Fund),
        ("flagship", Kind::Flagship),
        ("agreement", Kind::Agreement),
    ];
    let value = |name: &str, text: &str| match references.iter().find(|(known, _)| *known == name) {
        Some((_, kind)) => store.resolve(&asker("ana", "en"), *kind, text).unwrap().to_string(),
        None => text.to_owned(),
    };
    let fields = fields.iter().map(|(name, text)| (*name, value(name, text))).collect();
    save(store, kind, 0, Op::Add(fields))
}

/// Sweden softly pledged, with years after the plan; Norway signed and paid in part, with an addition; Spain hopes.
fn pipeline(store: &mut Store) -> [Id; 3] {
    let sweden = add(
        store,
        Kind::Agreement,
        &[
            ("partner", "Sweden"),
            ("title", "Normative work"),
            ("stage", "SOFT"),
            ("amount", "10000000.00"),
            ("currency", "USD"),
            ("fund", "FE"),
            ("expected", "2020-12-01"),
            ("flagship", "FP1"),
        ],
    );
    let norway = add(
        store,
        Kind::Agreement,
        &[
            ("partner", "Norway"),
            ("title", "City plans"),
            ("stage", "SIGNED"),
            ("amount", "7000000.00"),
            ("currency", "USD"),
            ("fund", "FNE"),
            ("signed", "2020-03-01"),
            ("flagship", "FP2"),
            ("years", "2020 3000000.00; 2023 2000000.00; 2024 2000000.00"),
        ],
    );
    add(
        store,
        Kind::Amendment,
        &[
            ("agreement", "City plans"),
            ("day", "2020-06-01"),
            ("kind", "addition"),
            ("amount", "1000000.00"),
            ("currency", "USD"),
        ],
    );
    add(
        store,
        Kind::Contribution,
        &[
            ("partner", "Norway"),
            ("received", "2020-05-01"),
            ("amount", "2500000.33"),
            ("currency", "USD"),
            ("agreement", "City plans"),
        ],
    );
    let spain = add(
        store,
        Kind::Agreement,
        &[
            ("partner", "Spain"),
            ("title", "Water"),
            ("stage", "IDEA"),
            ("amount", "1234567.89"),
            ("currency", "USD"),
            ("fund", "TC"),
            ("expected", "2021-02-01"),
            ("flagship", "FP1"),
            ("years", "2022 600000.00; 2024 634567.89"),
        ],
    );
    [sweden, norway, spain]
}

fn same_funds(home: &[FundLine], lines: &[Standing], exact: bool) {
    assert_eq!(home.len(), lines.len());
    for (fund, line) in home.iter().zip(lines) {
        assert_eq!((fund.id, &fund.code, fund.target, fund.gap), (line.id, &line.code, line.target, line.gap));
        let sums = |to_come: Option<i64>, weighted: Option<i64>| (to_come.unwrap_or(0), weighted.unwrap_or(0));
        assert_eq!(sums(fund.to_come, fund.weighted), sums(line.to_come, line.weighted), "{}", line.code);
        assert!(!exact || (fund.to_come, fund.weighted) == (line.to_come, line.weighted), "{}", line.code);
    }
}

fn home(store: &Store) -> Home {
    store.home(&asker("ana", "en")).unwrap()
}

#[test]
fn nothing_moved_is_home_and_what_is_moved_is_home_once_saved() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    let [sweden, norway, spain] = pipeline(&mut store);
    let chart = store.chart(&asker("ana", "en"), pledgebook::domain::chart::Picture::Forecast).unwrap();
    let forecast = store.figure(&asker("ana", "en"), "forecast", None).unwrap().value.unwrap();
    assert_eq!(
        chart.rows.iter().filter_map(pledgebook::domain::chart::Row::sum).sum::<i64>(),
        forecast,
        "the chart is the figure by year"
    );
    let before = (store.data_version().unwrap(), store.newest_action().unwrap());
    let now = home(&store);
    let mut trial = Trial::of(store.what_if(&asker("ana", "en"), &[]).unwrap());
    let funds = |trial: &Trial| trial.compare().funds.into_iter().map(|pair| pair.then).collect::<Vec<_>>();
    same_funds(&now.funds, &funds(&trial), true);
    for (line, pair) in now.flagships.iter().zip(trial.compare().programmes) {
        assert_eq!((line.partners, line.raised), (pair.now.partners, pair.now.raised));
    }
    let stage = |code: &str| trial.base.stages.iter().find(|stage| stage.code == code).unwrap().id;
    let (soft, signed, lost) = (stage("SOFT"), stage("SIGNED"), stage("LOST"));
    trial.set_stage(sweden, signed);
    trial.set_stage(spain, soft);
    trial.set_usd(spain, 300_000_001);
    trial.set_stage(norway, lost);
    let to_come = trial.compare().all;
    assert_eq!(to_come.now.to_come, Some(350_000_000 - 33), "8 m less 2 m after the plan, less what came");
    assert_eq!(to_come.then.to_come, Some(1_000_000_000));
    assert_eq!((store.data_version().unwrap(), store.newest_action().unwrap()), before, "the file was not touched");
    let edit = |pairs: &[(&'static str, &str, &str)]| {
        Op::Edit(
            pairs
                .iter()
                .map(|(field, from, to)| FieldChange { field, from: (*from).to_owned(), to: (*to).to_owned() })
                .collect(),
        )
    };
    let [soft, signed, lost] = [soft, signed, lost].map(|id| id.to_string());
    save(&mut store, Kind::Agreement, sweden, edit(&[("stage", &soft, &signed), ("signed", "", "2020-12-01")]));
    let idea = trial.base.deal(spain).unwrap().stage.to_string();
    // The same proportions: 600,000.00 of 1,234,567.89 of the new amount.
    save(
        &mut store,
        Kind::Agreement,
        spain,
        edit(&[
            ("stage", &idea, &soft),
            ("amount", "1234567.89", "3000000.01"),
            ("years", "2022 600000.00; 2024 634567.89", "2022 1458000.01; 2024 1542000.00"),
        ]),
    );
    save(&mut store, Kind::Agreement, norway, edit(&[("stage", &signed, &lost), ("signed", "2020-03-01", "")]));
    let then = home(&store);
    same_funds(&then.funds, &funds(&trial), false);
    for (line, pair) in then.flagships.iter().zip(trial.compare().programmes) {
        assert_eq!((line.partners, line.raised), (pair.then.partners, pair.then.raised), "{}", line.code);
    }
    trial.put_all_back();
    same_funds(&now.funds, &funds(&trial), true);
}

#[test]
fn the_screen_moves_in_memory_and_leaves_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    pipeline(&mut store);
    let before = (store.data_version().unwrap(), store.newest_action().unwrap());
    let mut ana = Person::at(store, "ana", "en", 80, 24);
    ana.press("w");
    assert!(ana.line("What if").contains("3 agreements · nothing moved"), "{}", ana.screen());
    assert!(ana.line("Sweden").starts_with('▸'), "{}", ana.screen());
    ana.press("> >");
    assert!(ana.line("Normative work").contains("Signed"), "{}", ana.screen());
    insta::assert_snapshot!("what-if-80x24", ana.screen());
    ana.press("u");
    assert!(ana.line("Normative work").contains("Hard"), "{}", ana.screen());
    ana.press("u U a").press(&"Bs ".repeat(11)).press("\"20.8m\" Enter");
    assert!(ana.line("Normative work").contains("20.8"), "{}", ana.screen());
    ana.press("t").press(&"Bs ".repeat(10)).press("\"1 mar 24\" Enter");
    assert!(ana.line("Normative work").contains("2024-03-01"), "{}", ana.screen());
    ana.press("r");
    assert!(ana.line("Normative work").contains("2020-12-01"), "{}", ana.screen());
    ana.press("Enter \"lost\" Enter Down >");
    assert!(ana.line("What if").contains("1 moved"), "only two of three stages can be stepped: {}", ana.screen());
    ana.press("Down > q");
    assert!(ana.screen().contains("2 agreements are moved in memory only"), "{}", ana.screen());
    ana.press("R u Esc Esc");
    assert!(ana.line("Where we stand").contains("plan 2020"), "{}", ana.screen());
    assert_eq!((ana.store.data_version().unwrap(), ana.store.newest_action().unwrap()), before);
    ana.press(": \"what if\" Enter");
    assert!(ana.line("What if").contains("nothing moved"), "{}", ana.screen());
}

#[test]
fn both_languages_stand_in_their_columns() {
    for (lang, name) in [("en", "what-if-120x40"), ("zh", "what-if-zh-120x40")] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = demo(&folder);
        pipeline(&mut store);
        let mut ana = Person::at(store, "ana", lang, 120, 40);
        ana.press("w > >");
        insta::assert_snapshot!(name, ana.screen());
    }
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    pipeline(&mut store);
    let mut ana = Person::at(store, "ana", "zh", 80, 24);
    ana.press("w > > ]");
    insta::assert_snapshot!("what-if-whole-zh-80x24", ana.screen());
}

#[test]
fn a_past_day_is_tried_out_as_it_stood() {
    let folder = tempfile::tempdir().unwrap();
    let store = demo(&folder);
    let past = pledgebook::access::Asker { as_of: Day::new(2019, 12, 31), ..asker("ana", "en") };
    let base = store.what_if(&past, &[]).unwrap();
    same_funds(&store.home(&past).unwrap().funds, &base.funds, true);
    assert!(base.deals.is_empty());
}
