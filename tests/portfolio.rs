//! A portfolio passed on in one action and taken back with one undo, and series of tasks laid out for a partner.

use pledgebook::domain::change::Saved;
use pledgebook::domain::kind::Kind;
use pledgebook::domain::query::{Query, Window};
use pledgebook::domain::record::Record;

use crate::book::Book;

fn all(book: &mut Book, kind: Kind) -> Vec<Record> {
    let rows = book.store.list(&book.asker.clone(), &Query::all(kind), Window { from: 0, limit: 10_000 }).unwrap();
    rows.records
}

/// Twelve donors of one desk, each with an agreement that owes a report, an action and a task.
fn desk(book: &mut Book) {
    book.add(Kind::FocalPoint, &[("name", "Desk"), ("code", "DESK"), ("active", "yes")]);
    book.add(Kind::FocalPoint, &[("name", "Heir"), ("code", "HEIR"), ("active", "yes")]);
    for at in 0..12 {
        let name = format!("Donor {at}");
        book.add(Kind::Partner, &[("name", &name), ("donor", "yes")]);
        let led = [("focal_point", "DESK"), ("partner", name.as_str()), ("role", "lead"), ("from_day", "2021-01-10")];
        book.add(Kind::Assignment, &led);
        let signed = [("partner", name.as_str()), ("title", &name), ("stage", "SIGNED"), ("signed", "2021-02-01")];
        let money = [("amount", "100k"), ("currency", "USD")];
        let agreement = book.add(Kind::Agreement, &[&signed[..], &money[..]].concat());
        let of = agreement.to_string();
        let report = [("agreement", of.as_str()), ("title", "Annual"), ("kind", "annual"), ("due", "2022-03-31")];
        book.add(Kind::Report, &[&report[..], &[("owner", "DESK")]].concat());
        book.add(Kind::FollowUp, &[("what", "call"), ("partner", &name), ("owner", "DESK")]);
        book.add(
            Kind::Engagement,
            &[("action", "visit"), ("partner", &name), ("owner", "DESK"), ("status", "planned")],
        );
    }
}

#[test]
fn twelve_donors_are_handed_over_in_one_action_and_taken_back_with_one_undo() {
    let mut book = Book::new("2021-09-01");
    desk(&mut book);
    let kinds = [Kind::Assignment, Kind::Report, Kind::FollowUp, Kind::Engagement, Kind::Handover];
    let values = |book: &mut Book| -> Vec<Vec<String>> {
        kinds
            .iter()
            .flat_map(|kind| all(book, *kind))
            .map(|record| record.pairs().map(|(_, text)| text.to_owned()).collect())
            .collect()
    };
    let before = values(&mut book);
    let asker = book.asker.clone();
    let [from, to] = ["DESK", "HEIR"].map(|code| book.store.resolve(&asker, Kind::FocalPoint, code).unwrap());
    let stays = book.store.resolve(&asker, Kind::Partner, "Donor 3").unwrap();
    let all_of_it = book.store.passing(&asker, (from, to), &[], "what to know").unwrap();
    assert_eq!(all_of_it.after.each_ref().map(|load| load.leads), [0, 12]);
    let passing = book.store.passing(&asker, (from, to), &[stays], "what to know").unwrap();
    assert_eq!(passing.before.each_ref().map(|load| load.leads), [12, 0]);
    assert_eq!(passing.before[0].at_stake, 120_000_000);
    let saved = book.store.apply(&asker, &passing.action).unwrap();
    assert!(matches!(saved, Saved::Done { .. }), "{saved:?}");
    for (point, then) in [(from, &passing.after[0]), (to, &passing.after[1])] {
        assert_eq!(&book.store.workload(&asker, point).unwrap(), then);
    }
    assert_eq!(passing.after[1].reports, 11);
    let handover = all(&mut book, Kind::Handover).remove(0);
    assert_eq!((handover.references("donors").count(), handover.get("brief")), (11, "what to know"));
    book.store.undo(&asker).unwrap();
    assert_eq!(values(&mut book), before);
}

#[test]
fn the_past_of_a_portfolio_stays() {
    let mut book = Book::new("2021-09-01");
    desk(&mut book);
    let asker = book.asker.clone();
    let [from, to] = ["DESK", "HEIR"].map(|code| book.store.resolve(&asker, Kind::FocalPoint, code).unwrap());
    let passing = book.store.passing(&asker, (from, to), &[], "").unwrap();
    book.store.apply(&asker, &passing.action).unwrap();
    let ended: Vec<Record> = all(&mut book, Kind::Assignment)
        .into_iter()
        .filter(|record| record.reference("focal_point") == Some(from))
        .collect();
    assert_eq!(ended.len(), 12);
    assert!(ended.iter().all(|record| record.get("to_day") == "2021-08-31"));
    assert!(book.store.passing(&asker, (from, to), &[], "").is_err(), "nothing is left to pass");
}

#[test]
fn a_series_of_tasks_counts_working_days_one_after_another() {
    let mut book = Book::demo("2021-09-03");
    let asker = book.asker.clone();
    let plan = book.store.resolve(&asker, Kind::EngagementPlan, "PROSPECT").unwrap();
    let norway = book.store.resolve(&asker, Kind::Partner, "Norway").unwrap();
    let action = book.store.engagement_tasks(&asker, plan, norway, asker.today).unwrap();
    book.store.apply(&asker, &action).unwrap();
    let tasks = all(&mut book, Kind::Engagement);
    let due: Vec<&str> = tasks.iter().map(|task| task.get("due")).collect();
    // Friday 3 September and 5 working days is Friday the 10th; 2 more Tuesday the 14th; 15 more 5 October.
    assert_eq!(due[..3], ["2021-09-10", "2021-09-14", "2021-10-05"]);
    assert_eq!(tasks[0].label("owner"), "Focal point, Nordic donors");
    book.store.undo(&asker).unwrap();
    assert!(all(&mut book, Kind::Engagement).is_empty());
}

#[test]
fn a_handover_carries_a_brief_made_from_the_records() {
    let home = crate::cli::Home::with_file();
    let run = |args: &[&str]| home.done(&[&["--db", "a.db"], args].concat());
    for (name, code) in [("Desk", "DESK"), ("Heir", "HEIR")] {
        run(&["add", "focal_point", &format!("name={name}"), &format!("code={code}"), "active=yes"]);
    }
    run(&["add", "partner", "name=Norway", "donor=yes"]);
    run(&["add", "assignment", "focal_point=DESK", "partner=Norway", "role=lead", "from_day=2021-01-01"]);
    run(&["add", "follow_up", "what=Send the brief on FP4", "partner=Norway", "owner=DESK"]);
    let dry = run(&["handover", "DESK", "HEIR", "--dry-run"]);
    assert!(dry.contains("1 → 0") && dry.contains("0 → 1"), "{dry}");
    run(&["handover", "DESK", "HEIR"]);
    let done = run(&["history"]);
    assert!(done.contains("Desk · Norway"), "names, not numbers: {done}");
    let kept = run(&["list", "handover", "columns=brief", "--json"]);
    assert!(kept.contains("Norway") && kept.contains("Send the brief on FP4"), "{kept}");
}

#[test]
fn a_portfolio_is_handed_over_with_a_few_keys_from_the_list_and_taken_back_with_one() {
    let mut book = Book::new("2021-09-01");
    desk(&mut book);
    let mut person = crate::support::Person::at(book.store, "ana", "en", 80, 24);
    person.on(book.asker.today);
    let listed = person.press("3").screen();
    assert!(listed.lines().last().unwrap().contains("o hand over"), "{listed}");
    assert!(!person.press("2").screen().lines().last().unwrap().contains("hand over"));
    let asked = person.press("3 o").screen();
    assert!(asked.contains("portfolio of Desk") && asked.contains("Heir") && !asked.contains("▸ Desk"), "{asked}");
    let both = person.press("Enter").screen();
    assert!(person.line("Donors led").ends_with("12           0           0          12"), "{both}");
    assert!(!both.lines().last().unwrap().contains("Enter open"), "{both}");
    let done = person.press("^S").screen();
    assert!(person.line("Heir").contains("12") && !person.line("▸ Desk").contains("12"), "{done}");
    let back = person.press("u").screen();
    assert!(person.line("▸ Desk").contains("12") && !person.line("  Heir").contains("12"), "{back}");
}
