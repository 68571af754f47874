//! Shares, flagship programmes and indicators, against records made by hand, the public statistics (UN CEB financial
//! statistics) and the papers; and that what records give is explained to them.

use pledgebook::domain::kind::Kind;
use pledgebook::locale;
use pledgebook::reference::{INDICATOR, rows};
use pledgebook::store::{Basis, Figure, PartValue, ResultLine, Standing, Unit};

use crate::book::Book;

/// A signed agreement of Norway in US dollars, with other fields.
fn sign(book: &mut Book, title: &str, amount: &str, more: &[(&str, &str)]) -> i64 {
    let mut fields = vec![
        ("partner", "NOR"),
        ("title", title),
        ("stage", "SIGNED"),
        ("amount", amount),
        ("currency", "USD"),
        ("signed", "2021-02-01"),
    ];
    fields.retain(|(field, _)| more.iter().all(|(other, _)| other != field));
    fields.extend(more);
    book.add(Kind::Agreement, &fields)
}

/// Money received, in US dollars, of Norway unless another partner is named.
fn give(book: &mut Book, received: &str, amount: &str, more: &[(&str, &str)]) -> i64 {
    let mut fields = vec![("partner", "NOR"), ("received", received), ("amount", amount), ("currency", "USD")];
    fields.retain(|(field, _)| more.iter().all(|(other, _)| other != field));
    fields.extend(more);
    book.add(Kind::Contribution, &fields)
}

fn in_2021() -> Book {
    let mut book = Book::new("2021-08-31");
    for (code, name) in [("NOR", "Norway"), ("SWE", "Sweden"), ("BRA", "Brazil")] {
        let typed = [("name", name), ("code", code), ("country", code), ("category", "PC1"), ("donor", "yes")];
        book.add(Kind::Partner, &typed);
    }
    book
}

fn value(book: &Book, name: &str) -> Option<i64> {
    book.figure(name, None).value
}

fn parts(figure: &Figure) -> Vec<(&'static str, i64)> {
    let number = |value: &PartValue| if let PartValue::In(_, number) = value { Some(*number) } else { None };
    figure.parts.iter().filter_map(|part| Some((part.say.key, number(&part.value)?))).collect()
}

fn line(book: &Book, code: &str) -> ResultLine {
    book.store.results(&book.asker).unwrap().into_iter().find(|line| line.code == code).unwrap()
}

#[test]
fn agreements_over_several_years_are_counted_by_their_months() {
    let mut book = in_2021();
    assert_eq!(value(&book, "multi-year-share"), None, "no agreement is signed");
    sign(&mut book, "A year", "100", &[("starts", "2021-01-01"), ("ends", "2021-12-31")]);
    sign(&mut book, "A year and a day", "100", &[("starts", "2021-01-01"), ("ends", "2022-01-01")]);
    sign(&mut book, "No end", "100", &[]);
    book.add(
        Kind::Agreement,
        &[
            ("partner", "SWE"),
            ("title", "Soft"),
            ("stage", "SOFT"),
            ("amount", "9"),
            ("currency", "USD"),
            ("starts", "2021-01-01"),
            ("ends", "2024-12-31"),
        ],
    );
    let figure = book.figure("multi-year-share", None);
    assert_eq!(figure.value, Some(333));
    assert_eq!(parts(&figure), [("part-part", 1), ("part-whole", 3)]);
    assert_eq!(figure.lines.len(), 1);
    assert_eq!(figure.lines[0].title, "Norway · A year and a day");
    let definition = figure.definition.unwrap();
    assert!(definition.args.contains(&("months", "12".to_owned())), "{definition}");
    assert_eq!(value(&book, "IND-R3C"), Some(333));
    let setting = book.store.resolve(&book.asker, Kind::Setting, "multi-year-months").unwrap();
    book.set(Kind::Setting, setting, &[("value", "24")]);
    assert_eq!(value(&book, "multi-year-share"), Some(0));
    assert_eq!(book.figure("multi-year-share", Some(2020)).value, None, "nothing was signed by the end of 2020");
}

#[test]
fn an_extension_makes_an_agreement_one_of_several_years() {
    let mut book = in_2021();
    let id = sign(&mut book, "A year", "100", &[("starts", "2021-01-01"), ("ends", "2021-12-31")]);
    assert_eq!(value(&book, "multi-year-share"), Some(0));
    let extension = [
        ("agreement", id.to_string()),
        ("day", "2021-06-01".into()),
        ("kind", "no-cost-extension".into()),
        ("new_ends", "2022-06-30".into()),
    ];
    let typed: Vec<(&str, &str)> = extension.iter().map(|(field, text)| (*field, text.as_str())).collect();
    book.add(Kind::Amendment, &typed);
    assert_eq!(value(&book, "multi-year-share"), Some(1000));
}

#[test]
fn pooled_money_is_so_by_itself_or_by_its_agreement() {
    let mut book = in_2021();
    let pooled = sign(
        &mut book,
        "Fund of many",
        "900",
        &[("fund", "TC"), ("several_contributors", "yes"), ("joint_governance", "yes"), ("un_implementation", "yes")],
    );
    let under = pooled.to_string();
    give(&mut book, "2021-03-01", "300", &[("agreement", &under), ("fund", "TC")]);
    give(&mut book, "2021-03-02", "50", &[("agreement", &under), ("fund", "TC"), ("pooled", "no")]);
    give(&mut book, "2021-03-03", "100", &[("fund", "TC"), ("pooled", "yes")]);
    give(&mut book, "2021-03-04", "150", &[("fund", "TC")]);
    give(&mut book, "2021-03-05", "1000", &[("fund", "FE"), ("pooled", "yes")]);
    let figure = book.figure("pooled-share", None);
    assert_eq!(parts(&figure), [("part-part", 40_000), ("part-whole", 60_000)]);
    assert_eq!(figure.value, Some(667));
    assert_eq!(figure.lines.iter().map(|line| line.amount).collect::<Vec<_>>(), [500, 167]);
    assert_eq!(value(&book, "IND-C1"), Some(667));
    assert_eq!(book.figure("pooled-share", Some(2020)).value, None, "no technical cooperation in 2020");
}

#[test]
fn fees_for_services_are_so_by_themselves_or_by_their_agreement() {
    let mut book = in_2021();
    let service = sign(&mut book, "Advice", "100", &[("service_fee", "yes")]).to_string();
    give(&mut book, "2021-03-01", "25", &[("agreement", &service)]);
    give(&mut book, "2021-03-02", "25", &[("service_fee", "yes")]);
    give(&mut book, "2021-03-03", "950", &[]);
    assert_eq!(value(&book, "service-fee-share"), Some(50));
    assert_eq!(value(&book, "IND-D1"), Some(50));
}

#[test]
fn domestic_money_is_that_of_donors_of_the_country_in_emerging_economies() {
    let mut book = in_2021();
    let brazil = sign(&mut book, "Cities", "100", &[("country", "BRA")]).to_string();
    give(&mut book, "2021-03-01", "30", &[("partner", "BRA"), ("agreement", &brazil)]);
    give(&mut book, "2021-03-02", "10", &[("partner", "BRA"), ("country", "BRA")]);
    give(&mut book, "2021-03-03", "60", &[("country", "BRA")]);
    give(&mut book, "2021-03-04", "500", &[("country", "NOR")]);
    assert_eq!(value(&book, "domestic-share"), None, "no country is marked");
    book.add(Kind::CountryEngagement, &[("country", "BRA"), ("emerging", "yes")]);
    assert_eq!(value(&book, "domestic-share"), Some(400));
    assert_eq!(value(&book, "IND-E2"), Some(400));
}

#[test]
fn unearmarked_money_is_held_against_all_of_the_year() {
    let book = Book::demo("2020-12-31");
    let figure = book.figure("unearmarked-share", Some(2020));
    let income = book.figure("income", Some(2020)).value.unwrap();
    // UN CEB financial statistics 2020, revenue by government donor: 4,861,114.90 unearmarked.
    assert_eq!(parts(&figure), [("part-part", 486_111_490), ("part-whole", income)]);
    assert_eq!(figure.value, Some(37));
    assert_eq!(value(&book, "IND-COMPACT-30"), Some(37));
}

#[test]
fn a_programme_counts_what_is_signed_for_it_and_what_is_given_beside() {
    let mut book = in_2021();
    let split = sign(&mut book, "Two programmes", "100", &[("flagships", "FP1: 60; FP2: 40")]).to_string();
    sign(&mut book, "Later", "7", &[("partner", "SWE"), ("flagship", "FP1"), ("signed", "2021-08-30")]);
    book.add(
        Kind::Amendment,
        &[
            ("agreement", &split),
            ("day", "2021-05-01"),
            ("kind", "addition"),
            ("amount", "5"),
            ("currency", "USD"),
            ("flagship", "FP1"),
        ],
    );
    give(&mut book, "2021-03-01", "60", &[("agreement", &split), ("flagship", "FP1")]);
    give(&mut book, "2021-03-02", "11", &[("partner", "BRA"), ("flagship", "FP1")]);
    let soft = [
        ("partner", "SWE"),
        ("title", "Hoped for"),
        ("stage", "SOFT"),
        ("amount", "900"),
        ("currency", "USD"),
        ("flagship", "FP1"),
    ];
    book.add(Kind::Agreement, &soft);
    let raised = book.figure("flagship-raised:FP1", None);
    assert_eq!(raised.value, Some(8_300), "60 of the split, 5 added, 7 of Sweden, 11 given alone");
    assert_eq!(parts(&raised), [("part-target", 3_000_000_000)]);
    assert_eq!(value(&book, "flagship-raised:FP2"), Some(4_000));
    assert_eq!(value(&book, "flagship-raised"), Some(12_300));
    assert_eq!(value(&book, "flagship-partners:FP1"), Some(3));
    assert_eq!(value(&book, "flagship-partners"), Some(3));
    assert_eq!(value(&book, "IND-B2"), Some(0), "the programme with fewest partners has none");
    let home = book.store.home(&book.asker).unwrap();
    for programme in home.flagships {
        let of = |name: &str| value(&book, &format!("{name}:{}", programme.code));
        assert_eq!(of("flagship-raised"), Some(programme.raised), "{}", programme.code);
        assert_eq!(of("flagship-partners"), i64::try_from(programme.partners).ok(), "{}", programme.code);
    }
    book.asker.as_of = pledgebook::domain::day::Day::parse_iso("2021-08-29");
    assert_eq!(value(&book, "flagship-raised:FP1"), Some(7_600), "Sweden signs on 30 August");
}

#[test]
fn softly_earmarked_money_counts_when_it_is_signed() {
    let mut book = in_2021();
    // EB2021-S2-4, para 4(d): Sida, USD 20.8 million over four years.
    let printed = line(&book, "IND-SOFT");
    assert_eq!((printed.value, printed.basis), (Some(2_080_000_000), Some(Basis::Paper)));
    let id = sign(
        &mut book,
        "Normative work",
        "20.8m",
        &[("partner", "SWE"), ("earmarking", "SOFT"), ("stage", "HARD"), ("signed", "")],
    );
    assert_eq!(line(&book, "IND-SOFT").basis, Some(Basis::Paper));
    book.set(Kind::Agreement, id, &[("stage", "SIGNED"), ("signed", "2020-11-01")]);
    let signed = line(&book, "IND-SOFT");
    assert_eq!((signed.value, signed.basis), (Some(2_080_000_000), Some(Basis::Records)));
    assert_eq!(signed.published.unwrap().value, 2_080_000_000);
}

#[test]
fn income_of_companies_and_foundations_is_held_against_their_targets() {
    let mut book = in_2021();
    book.add(Kind::Partner, &[("name", "Works"), ("code", "W"), ("category", "PC5"), ("donor", "yes")]);
    book.add(Kind::Partner, &[("name", "Trust"), ("code", "T"), ("category", "PC8"), ("donor", "yes")]);
    give(&mut book, "2021-03-01", "43.8m", &[("partner", "W")]);
    give(&mut book, "2019-03-01", "1m", &[("partner", "W")]);
    give(&mut book, "2021-03-02", "15,499,999.99", &[("partner", "T")]);
    assert_eq!(value(&book, "private-income"), Some(4_380_000_000));
    assert_eq!(value(&book, "foundation-income"), Some(1_549_999_999));
    assert_eq!(parts(&book.figure("private-income", None)), [("part-target", 4_380_000_000)]);
    assert_eq!(line(&book, "IND-H1").standing, Standing::Met);
    assert_eq!(line(&book, "IND-I1").standing, Standing::OnTrack, "a cent is missing");
    assert_eq!(value(&book, "IND-R4B"), Some(1), "one of the two");
    assert_eq!(value(&book, "IND-R6C"), Some(5_929_999_999));
}

#[test]
fn printed_numbers_are_read_in_their_unit() {
    let book = Book::new("2021-08-31");
    let target = |code: &str| line(&book, code).target;
    assert_eq!(target("IND-INC-FNE"), Some(10_920_000_000), "109.2 USD million");
    assert_eq!(target("IND-REQ-2020"), Some(25_160_230_000), "251,602.3 USD thousand");
    assert_eq!(target("IND-INC-GROWTH"), Some(486), "48.6 per cent");
    assert_eq!(target("IND-F2"), Some(500_000));
    assert_eq!(target("IND-R5B"), None, "no number in the paper");
    assert_eq!(line(&book, "IND-INC-FNE").baseline, Some(1_360_000_000));
    assert_eq!(line(&book, "IND-SP4-2020").baseline, None, "printed as a word");
}

/// Sources: HSP/EB.1/2/Rev.1, Table 1.1, paras 53 and 54, Table 3.0; EB2021-S2-4, paras 2 and 4(c).
#[test]
fn the_papers_are_reproduced_where_records_can() {
    let book = Book::demo("2021-08-31");
    let of = |code: &str| value(&book, code);
    assert_eq!(of("IND-REQ-2020"), Some(25_160_230_000));
    assert_eq!(of("IND-POSTS-2020"), Some(255));
    assert_eq!(book.figure("IND-POSTS-2023", None).value, Some(303), "255 and 48 in 2021");
    assert_eq!(of("IND-RESERVE"), Some(189_300_000));
    assert_eq!(parts(&book.figure("IND-RESERVE", None))[0], ("part-reserve-required", 189_000_000));
    assert_eq!(
        line(&book, "IND-RESERVE").standing,
        Standing::NoData,
        "a projection for a year that is over says nothing"
    );
    assert_eq!(of("IND-COST-RECOVERY"), Some(130_000_000));
    let core = book.figure("IND-CORE-RECEIVED", Some(2020));
    assert_eq!((core.value, core.published.unwrap().value), (Some(257), 286));
    let income = line(&book, "IND-INC-FNE");
    assert_eq!(income.value, Some(486_111_490), "UN CEB financial statistics 2020");
    let published = income.published.unwrap();
    assert_eq!((published.value, published.as_of.as_str()), (740_000_000, "2020, 2021-08-31"), "5.4 and 2.0 million");
}

#[test]
fn a_milestone_is_met_from_the_day_it_is_done() {
    let mut book = Book::new("2020-06-30");
    assert_eq!(line(&book, "IND-L3").standing, Standing::OnTrack);
    let id = book.store.resolve(&book.asker, Kind::Milestone, "M-L3").unwrap();
    book.set(Kind::Milestone, id, &[("status", "done"), ("done_on", "2020-06-01")]);
    assert_eq!(line(&book, "IND-L3").standing, Standing::Met);
    assert_eq!(book.figure("IND-L3", None).lines[0].kind, Kind::Milestone);
    book.on("2021-01-01");
    assert_eq!(line(&book, "IND-L1").standing, Standing::Behind, "it was due in 2020");
}

#[test]
fn what_is_delivered_is_known_when_it_is_recorded() {
    let mut book = Book::new("2020-12-31");
    assert_eq!(line(&book, "IND-DEL-PUB").standing, Standing::NoData);
    let id = book.store.resolve(&book.asker, Kind::Deliverable, "2020-SP1-PUB").unwrap();
    book.set(Kind::Deliverable, id, &[("reached", "2")]);
    assert_eq!((value(&book, "IND-DEL-PUB"), line(&book, "IND-DEL-PUB").standing), (Some(2), Standing::Behind));
}

#[test]
fn countries_are_counted_by_their_engagement_and_the_paper_stands_beside() {
    let mut book = Book::new("2022-04-30");
    assert_eq!(line(&book, "IND-UNCT").value, Some(70), "EB2022-S1-11, para 20");
    book.add(
        Kind::CountryEngagement,
        &[("country", "KEN"), ("team", "resident"), ("framework", "signed"), ("committee", "new"), ("mandate", "yes")],
    );
    let teams = line(&book, "IND-UNCT");
    assert_eq!((teams.value, teams.basis), (Some(1), Some(Basis::Records)));
    assert_eq!(teams.published.unwrap().value, 70);
    for code in ["IND-CCA", "IND-UNSDCF", "IND-E1"] {
        assert_eq!(value(&book, code), Some(1), "{code}");
    }
}

#[test]
fn what_is_written_down_goes_before_what_is_printed() {
    let mut book = Book::new("2021-08-31");
    assert_eq!(line(&book, "IND-DONOR-REPORTING").value, Some(730), "73 per cent at 31 July 2021");
    let typed = [
        ("code", "MINE"),
        ("indicator", "IND-DONOR-REPORTING"),
        ("observed", "2021-06-30"),
        ("value", "61.25"),
        ("basis", "recorded"),
        ("source", "Our own count"),
    ];
    book.add(Kind::Observation, &typed);
    let reporting = line(&book, "IND-DONOR-REPORTING");
    assert_eq!((reporting.value, reporting.basis), (Some(613), Some(Basis::Recorded)));
    assert_eq!(book.figure("IND-DONOR-REPORTING", None).lines[0].title, "Our own count");
}

#[test]
fn thirty_indicators_are_computed_from_the_records_of_the_demo_and_explained() {
    let book = Book::demo("2020-12-31");
    let lines = book.store.results(&book.asker).unwrap();
    assert_eq!(lines.len(), rows(&INDICATOR).count());
    let computed = |line: &&ResultLine| matches!(line.basis, Some(Basis::Records | Basis::Projected));
    let from_records: Vec<&ResultLine> = lines.iter().filter(computed).collect();
    assert!(from_records.len() >= 30, "{}", from_records.len());
    for line in &lines {
        let figure = book.figure(&line.code, None);
        assert_eq!((figure.value, figure.info.unit), (line.value, line.unit), "{}", line.code);
        assert_eq!(
            figure.published.as_ref().map(|one| one.value),
            line.published.as_ref().map(|one| one.value),
            "{}",
            line.code
        );
        assert!(figure.value.is_none_or(|value| value == 0 || !figure.lines.is_empty()), "{}", line.code);
        let about = figure.about.unwrap();
        assert_eq!((about.title, &about.rule), (line.name.clone(), &line.how), "{}", line.code);
    }
}

#[test]
fn indicators_read_as_the_figures_they_are() {
    let book = Book::demo("2020-12-31");
    for (code, figure) in [
        ("IND-INC-TOTAL", "income"),
        ("IND-INC-FNE", "fund:FNE"),
        ("IND-INC-TC", "fund:TC"),
        ("IND-G1", "focal-points"),
        ("IND-TOP10", "largest-ten-share"),
        ("IND-NEW-DONORS", "donors-new"),
        ("IND-RETURNED", "donors-returning"),
        ("IND-A2", "core-donors"),
    ] {
        assert_eq!(value(&book, code), value(&book, figure), "{code}: one year of the plan has money");
    }
    for year in 2013..=2020 {
        assert_eq!(
            book.figure("IND-FNE-2020", Some(year)).value,
            book.figure("core-received", Some(year)).value,
            "{year}"
        );
    }
}

#[test]
fn a_trend_holds_the_years_and_what_was_printed() {
    let book = Book::demo("2020-12-31");
    let trend = book.store.trend(&book.asker, "IND-TOP10").unwrap();
    let printed: Vec<_> =
        trend.iter().filter(|point| point.basis == Basis::Paper).map(|one| (one.label.as_str(), one.value)).collect();
    assert_eq!(printed, [("2019", 850)]);
    let years: Vec<&str> =
        trend.iter().filter(|point| point.basis == Basis::Records).map(|one| one.label.as_str()).collect();
    assert_eq!(years, ["2013", "2014", "2015", "2016", "2017", "2018", "2019", "2020"]);
    for point in trend.iter().filter(|point| point.basis == Basis::Records) {
        let year = point.label.parse().ok();
        assert_eq!(book.figure("largest-ten-share", year).value, Some(point.value), "{}", point.label);
    }
}

#[test]
fn an_indicator_that_somebody_adds_is_recorded_by_hand() {
    let mut book = Book::new("2024-06-30");
    book.add(
        Kind::Indicator,
        &[
            ("code", "NEW-1"),
            ("name_en", "Cities met"),
            ("unit", "cities"),
            ("comparator", ">="),
            ("target_value", "10"),
        ],
    );
    assert_eq!(line(&book, "NEW-1").standing, Standing::NoData);
    book.add(
        Kind::Observation,
        &[
            ("code", "NEW-1@1"),
            ("indicator", "NEW-1"),
            ("observed", "2024-05-01"),
            ("value", "12"),
            ("basis", "recorded"),
        ],
    );
    let line = line(&book, "NEW-1");
    assert_eq!((line.value, line.standing, line.unit), (Some(12), Standing::Met, Unit::Count));
}

#[test]
fn every_word_of_results_is_said_in_every_language() {
    let book = Book::demo("2020-12-31");
    let mut wanted: Vec<String> = Standing::ALL.iter().map(|one| format!("standing-{}", one.word())).collect();
    wanted.extend(Basis::ALL.iter().map(|one| format!("basis-{}", one.word())));
    for line in book.store.results(&book.asker).unwrap() {
        wanted.push(line.how.key.to_owned());
        wanted.push(format!("area-{}", line.area.replace('_', "-")));
    }
    for code in locale::codes() {
        let own = locale::keys(code);
        let missing: Vec<&String> = wanted.iter().filter(|key| !own.contains(*key)).collect();
        assert!(missing.is_empty(), "{code}: {missing:?}");
    }
}

mod screens {
    use crate::support::{Person, demo};

    fn person(folder: &tempfile::TempDir, lang: &'static str, width: u16, height: u16) -> Person {
        Person::at(demo(folder), "ana", lang, width, height)
    }

    #[test]
    fn results_show_every_indicator_and_its_page() {
        let folder = tempfile::tempdir().unwrap();
        for (lang, width, height) in [("en", 80, 24), ("en", 120, 40), ("zh", 80, 24), ("zh", 120, 40)] {
            let mut ana = person(&folder, lang, width, height);
            ana.press("9");
            insta::assert_snapshot!(format!("results-{lang}-{width}x{height}"), ana.screen());
        }
        let mut ana = person(&folder, "en", 80, 24);
        ana.press("9 End");
        assert!(ana.screen().contains("New-generation cooperation"), "{}", ana.screen());
    }

    #[test]
    fn an_indicator_has_a_page_with_its_course_and_is_explained() {
        let folder = tempfile::tempdir().unwrap();
        let mut ana = person(&folder, "en", 80, 24);
        ana.press("9 Down Down Down Enter");
        insta::assert_snapshot!("indicator-80x24", ana.screen());
        ana.press("=");
        assert!(ana.screen().contains("Norway"), "{}", ana.screen());
    }

    #[test]
    fn the_budget_stands_beside_what_is_printed() {
        let folder = tempfile::tempdir().unwrap();
        let mut ana = person(&folder, "en", 120, 40);
        ana.press("9 ]");
        insta::assert_snapshot!("core-years-120x40", ana.screen());
        ana.press("]");
        insta::assert_snapshot!("budget-sources-120x40", ana.screen());
        ana.press("]");
        // HSP/EB.1/2/Rev.1, Table 1.2: other staff costs, where 398.6 thousand of consultants are counted.
        assert!(ana.screen().contains("difference 398.6"), "{}", ana.screen());
        ana.press("]");
        assert!(ana.screen().contains("Operating reserve"), "{}", ana.screen());
        ana.press("]");
        assert!(
            ana.screen().lines().any(|line| line.contains("Total") && line.contains("255") && line.contains("316"))
        );
        ana.press("]");
        assert!(ana.screen().contains("Deliverables"), "{}", ana.screen());
        ana.press("[");
        assert!(ana.screen().contains("Posts"), "{}", ana.screen());
    }
}
