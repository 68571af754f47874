//! Reports owed to donors: what is late and the money it holds back, the chain of a report by keys, and the rate of
//! reports on time of any past day.

use pledgebook::domain::day::Day;
use pledgebook::domain::kind::Kind;
use pledgebook::domain::record::Id;
use pledgebook::store::{Duty, Part, PartValue};

use crate::book::{Book, keys};
use crate::support::Person;

/// A file with an agreement of Norway that owes reports; one is late and holds back an instalment of USD 1.2 million.
pub struct Owed {
    pub book: Book,
    pub late: Id,
}

/// The file of the tests of duties, on 12 October 2021.
pub fn owed() -> Owed {
    let mut book = Book::demo("2021-10-12");
    let signed = [
        ("partner", "Norway"),
        ("title", "Climate resilience"),
        ("stage", "SIGNED"),
        ("amount", "4m"),
        ("currency", "USD"),
        ("signed", "2020-06-01"),
        ("starts", "2020-06-01"),
        ("ends", "2022-05-31"),
    ];
    let agreement = book.add(Kind::Agreement, &signed);
    let of = agreement.to_string();
    let mut report = |title: &str, kind: &str, due: &str| {
        let fields = [("agreement", of.as_str()), ("title", title), ("kind", kind), ("due", due)];
        book.add(Kind::Report, &[&fields[..], &[("content", "both"), ("owner", "Focal point, Nordic donors")]].concat())
    };
    let late = report("Annual report 2020", "annual", "2021-09-12");
    report("Annual report 2021", "annual", "2022-01-05");
    report("Final report", "final", "2022-11-27");
    report("Newsletter", "informal", "2021-05-01");
    let id = late.to_string();
    let instalment = [("agreement", of.as_str()), ("due", "2021-12-01"), ("amount", "1.2m"), ("report", id.as_str())];
    book.add(Kind::Instalment, &instalment);
    Owed { book, late }
}

fn sitting(book: &Book, lang: &'static str, width: u16, height: u16) -> Person {
    let mut ana = Person::at(book.store.again().unwrap(), "ana", lang, width, height);
    ana.on(book.asker.today);
    ana.press("1");
    ana
}

#[test]
fn what_is_late_says_the_money_it_holds_back_and_the_days() {
    let owed = owed();
    let mut ana = sitting(&owed.book, "en", 80, 24);
    ana.press("7");
    let screen = ana.screen();
    assert!(screen.contains("Reports owed · 3 · holding USD 1,200,000"), "{screen}");
    assert!(ana.line("2020").contains("!! -30"), "{screen}");
    assert!(ana.line("Annual report 2021").contains("·  85"), "{screen}");
    ana.press("]");
    assert!(ana.screen().contains("Late reports · 1 · holding USD 1,200,000"), "{}", ana.screen());
}

#[test]
fn the_chain_of_a_report_is_walked_by_keys_and_taken_back() {
    let owed = owed();
    let mut ana = sitting(&owed.book, "en", 80, 24);
    ana.press("7 t Enter ^U \"1 oct 2021\" Enter t Enter ^U \"5 oct 2021\" Enter");
    assert!(ana.screen().contains("Annual report 2020: Cleared"), "{}", ana.screen());
    ana.press("t Enter ^U \"10 oct 2021\" Enter \"e-mail; L-17\" Enter Enter");
    assert!(ana.screen().contains("Annual report 2020: Submitted"), "{}", ana.screen());
    let report = owed.book.get(Kind::Report, owed.late);
    assert_eq!((report.get("submitted"), report.get("submitted_by")), ("2021-10-10", "ana"), "{report:?}");
    assert_eq!((report.get("channel"), report.get("reference")), ("e-mail", "L-17"));
    ana.press("] ] t Enter Enter");
    assert!(ana.screen().contains("Accepted"), "{}", ana.screen());
    ana.press("u u");
    assert_eq!(owed.book.text(Kind::Report, owed.late, "submitted"), "");
    assert_eq!(owed.book.text(Kind::Report, owed.late, "cleared"), "2021-10-05");
}

#[test]
fn a_report_is_not_accepted_before_it_was_submitted_and_an_extension_names_its_consent() {
    let mut owed = owed();
    let refused = owed.book.try_set(Kind::Report, owed.late, &[("accepted", "2021-10-01")]).unwrap_err();
    assert_eq!(keys(&refused), [("accepted", "value-accepted-before-submitted")]);
    let refused = owed.book.try_set(Kind::Report, owed.late, &[("due", "2021-12-31")]).unwrap_err();
    assert_eq!(keys(&refused), [("consent", "value-consent-missing")]);
    owed.book.set(Kind::Report, owed.late, &[("due", "2021-12-31"), ("consent", "letter of 1 October")]);
    assert_eq!(owed.book.text(Kind::Report, owed.late, "first_due"), "2021-09-12");
}

/// The value of a figure in tenths of a per cent, and its parts by key.
fn rate(book: &Book, name: &str, year: Option<i16>) -> (Option<i64>, Vec<(&'static str, i64)>) {
    let figure = book.figure(name, year);
    let value = |part: &Part| match part.value {
        PartValue::In(_, value) => value,
        _ => 0,
    };
    (figure.value, figure.parts.iter().map(|part| (part.say.key, value(part))).collect())
}

#[test]
fn the_rate_of_a_past_day_stays_whatever_is_recorded_later() {
    let mut owed = owed();
    let before = rate(&owed.book, "reports-on-time", None);
    assert_eq!(before.0, Some(0));
    owed.book.on("2021-10-20");
    owed.book.set(
        Kind::Report,
        owed.late,
        &[("due", "2021-10-31"), ("consent", "letter"), ("submitted", "2021-10-19")],
    );
    let now = rate(&owed.book, "reports-on-time", None);
    assert_eq!(now.0, None, "with the extension nothing is due yet");
    owed.book.on("2021-11-02");
    let (value, parts) = rate(&owed.book, "reports-on-time:Norway", Some(2021));
    assert_eq!(value, Some(1000));
    for part in
        [("part-on-time", 1), ("part-due", 1), ("part-extended", 1), ("part-by-extended", 1000), ("part-by-first", 0)]
    {
        assert!(parts.contains(&part), "{part:?} of {parts:?}");
    }
    owed.book.asker.as_of = Day::parse_iso("2021-10-12");
    let (value, parts) = rate(&owed.book, "reports-on-time", None);
    assert_eq!(value, before.0);
    assert!(before.1.iter().all(|part| parts.contains(part)), "{parts:?}");
    assert_eq!(rate(&owed.book, "money-held", None).0, Some(120_000_000));
}

#[test]
fn money_is_held_back_until_a_late_report_is_submitted() {
    let mut owed = owed();
    assert_eq!(owed.book.figure("money-held", None).value, Some(120_000_000));
    let late = owed.book.figure("reports-late", None);
    assert_eq!((late.value, late.lines[0].usd), (Some(1), Some(120_000_000)));
    owed.book.set(Kind::Report, owed.late, &[("submitted", "2021-10-11")]);
    assert_eq!(owed.book.figure("money-held", None).value, Some(0));
    assert_eq!(owed.book.figure("reports-late", None).value, Some(0));
    let indicator = owed.book.figure("IND-DONOR-REPORTING", None);
    assert_eq!(indicator.value, Some(1000), "one report was due, and it was submitted");
    assert_eq!(owed.book.figure("IND-F1", None).value, Some(0), "late, and nobody marked its quality");
}

#[test]
fn home_says_the_money_late_reports_hold_and_submitting_clears_it() {
    let mut owed = owed();
    let day = [("day", "2021-03-01"), ("kind", "meeting"), ("title", "Bilateral on FP4"), ("partners", "Norway")];
    owed.book.add(Kind::Dialogue, &day);
    for (what, due) in [("Send brief", "2021-10-15"), ("Call back", "2021-10-10"), ("Think", "")] {
        owed.book.add(Kind::FollowUp, &[("what", what), ("partner", "Norway"), ("due", due), ("status", "pending")]);
    }
    let mut ana = sitting(&owed.book, "en", 80, 40);
    ana.press("@ \"2021-10-12\" Enter");
    let home = ana.screen();
    assert!(home.contains("! 1 report late, holding USD 1.2 m"), "{home}");
    assert!(home.contains("! 1 action overdue") && home.contains("~ 1 action due by Friday"), "{home}");
    ana.press("@ ^U Enter 7 t s u b m Enter Enter Enter Enter @ \"2021-10-12\" Enter 1");
    assert!(!ana.screen().contains("report late"), "{}", ana.screen());
    ana.press("/ n o Enter");
    let page = ana.screen();
    for line in [
        "Last dialogue 1 Mar 2021: Bilateral on FP4",
        "2 reports owed, next 5 Jan 2022: Annual report 2021",
        "3 open promises, first 10 Oct 2021: Call back",
        "Focal point, Nordic donors (lead)",
    ] {
        assert!(page.contains(line), "{line}: {page}");
    }
}

#[test]
fn reports_and_what_is_open_with_a_donor_stand_in_their_columns() {
    let mut owed = owed();
    let day = [("day", "2021-03-01"), ("kind", "meeting"), ("title", "Bilateral on FP4"), ("partners", "Norway")];
    let dialogue = owed.book.add(Kind::Dialogue, &day).to_string();
    let action = [("what", "Send brief"), ("partner", "Norway"), ("dialogue", &dialogue), ("due", "2021-10-10")];
    owed.book.add(Kind::FollowUp, &action);
    for (lang, width, height) in [("en", 80, 24), ("zh", 80, 24), ("en", 120, 40), ("zh", 120, 40)] {
        let mut ana = sitting(&owed.book, lang, width, height);
        let mut screens = String::new();
        for keys in ["7", "]", "8", "]", "[ Enter", "2 / n o r Enter"] {
            ana.press(keys);
            screens.push_str(&ana.screen());
        }
        insta::assert_snapshot!(format!("duties-{lang}-{width}x{height}"), screens);
    }
}

#[test]
fn the_reports_of_an_agreement_are_proposed_changed_and_written_as_one() {
    let mut owed = owed();
    let agreement = owed.book.get(Kind::Report, owed.late).reference("agreement").unwrap();
    let amended = [("agreement", agreement.to_string()), ("day", "2021-09-01".to_owned())];
    let amended: Vec<(&str, &str)> = amended.iter().map(|(field, text)| (*field, text.as_str())).collect();
    let extension = [("kind", "no-cost-extension"), ("new_ends", "2023-05-31"), ("what", "A year more")];
    owed.book.add(Kind::Amendment, &[&amended[..], &extension[..]].concat());
    let asker = owed.book.asker.clone();
    let plan = owed.book.store.report_plan(&asker, agreement).unwrap();
    let taken = |plan: &pledgebook::store::ReportPlan| -> Vec<(String, String)> {
        let rows = plan.rows.iter().filter(|row| row.taken);
        rows.map(|row| (row.due.to_string(), row.ends.to_string())).collect()
    };
    let pair = |due: &str, ends: &str| (due.to_owned(), ends.to_owned());
    // The reports of 2020 and 2021 and the final one are there by their titles; the amendment added a year.
    assert!(taken(&plan).contains(&pair("2023-03-31", "2022-12-31")), "{:?}", plan.rows);
    assert!(taken(&plan).contains(&pair("2023-08-29", "2023-05-31")), "{:?}", plan.rows);
    assert!(plan.rows.iter().any(|row| row.kind == "final" && row.exists), "{:?}", plan.rows);
    let before = taken(&plan).len();
    assert_eq!(before, 2, "what is there for 2020 and 2021 is not proposed");
    let mut ana = sitting(&owed.book, "en", 80, 24);
    ana.press("6 ] / \"climate\" Enter r");
    assert!(ana.screen().contains("Reports to plan · Norway · Climate resilience"), "{}", ana.screen());
    ana.press("^S");
    assert!(ana.screen().contains(&format!("{before} reports planned")), "{}", ana.screen());
    let again = owed.book.store.report_plan(&asker, agreement).unwrap();
    assert_eq!(taken(&again), [], "what is there is not proposed again");
    ana.press("u");
    assert_eq!(taken(&owed.book.store.report_plan(&asker, agreement).unwrap()).len(), before);
}

#[test]
fn my_work_is_mine_and_says_what_others_changed_until_i_looked() {
    let mut owed = owed();
    for (what, owner, due) in [
        ("Send brief", "Focal point, Nordic donors", "2021-10-10"),
        ("Not mine", "Focal point, Gulf donors", "2021-10-10"),
    ] {
        owed.book.add(Kind::FollowUp, &[("what", what), ("owner", owner), ("due", due), ("status", "pending")]);
    }
    let ben = pledgebook::access::Asker { who: "ben".to_owned(), ..owed.book.asker.clone() };
    let ana = std::mem::replace(&mut owed.book.asker, ben);
    owed.book.set(Kind::Report, owed.late, &[("notes", "the ministry called")]);
    owed.book.asker = ana;
    let work = owed.book.store.work(&owed.book.asker, None).unwrap();
    let titles: Vec<(&str, Option<i32>)> = work.items.iter().map(|item| (item.title.as_str(), item.days)).collect();
    assert!(
        titles.contains(&("Annual report 2020", Some(-30))) && titles.contains(&("Send brief", Some(-2))),
        "{titles:?}"
    );
    assert!(!titles.iter().any(|(title, _)| *title == "Not mine"), "{titles:?}");
    let money: Vec<_> = work.items.iter().filter(|item| item.duty == Duty::Instalment).map(|item| item.days).collect();
    assert_eq!(money, [Some(50)], "an instalment that is due soon is shown before it is late");
    let mut person = sitting(&owed.book, "en", 80, 24);
    person.press("m");
    let screen = person.screen();
    assert!(
        screen.contains("Changed by others") && screen.contains("ben  Reports to donors · Annual report 2020"),
        "{screen}"
    );
    person.press("Esc m");
    assert!(!person.screen().contains("Changed by others"), "{}", person.screen());
    for (lang, width, height) in [("en", 80, 24), ("zh", 80, 24), ("en", 120, 40), ("zh", 120, 40)] {
        let mut ana = sitting(&owed.book, lang, width, height);
        ana.press("m");
        insta::assert_snapshot!(format!("my-work-{lang}-{width}x{height}"), ana.screen());
    }
}

#[test]
fn the_rate_on_time_is_asked_of_a_donor_an_agreement_a_focal_point_and_an_office() {
    let mut book = Book::demo("2021-09-01");
    book.add(Kind::FocalPoint, &[("name", "Desk"), ("code", "DESK"), ("office", "Nairobi"), ("active", "yes")]);
    for (donor, submitted) in [("Norway", "2021-03-01"), ("Sweden", "2021-06-01")] {
        let signed = [("partner", donor), ("title", donor), ("stage", "SIGNED"), ("signed", "2021-01-15")];
        let money = [("amount", "1m"), ("currency", "USD")];
        let agreement = book.add(Kind::Agreement, &[&signed[..], &money[..]].concat()).to_string();
        let report = [("agreement", agreement.as_str()), ("title", donor), ("kind", "annual"), ("due", "2021-03-31")];
        let owner = if donor == "Norway" { "DESK" } else { "NORDIC" };
        book.add(Kind::Report, &[&report[..], &[("owner", owner), ("submitted", submitted)]].concat());
    }
    let rate = |whose: &str| book.figure(&format!("reports-on-time:{whose}"), Some(2021)).value;
    assert_eq!(book.figure("reports-on-time", Some(2021)).value, Some(500));
    assert_eq!([rate("Norway"), rate("Sweden")], [Some(1000), Some(0)]);
    assert_eq!([rate("DESK"), rate("NORDIC"), rate("Nairobi")], [Some(1000), Some(0), Some(1000)]);
    assert!(book.store.figure(&book.asker, "reports-on-time:nobody", None).is_err());
}
