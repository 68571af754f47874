//! Duties over their life: reports and the money they hold back, actions, checks of private partners, handovers, and
//! fields that name several records, from both sides and on every day.

use pledgebook::access::Asker;
use pledgebook::domain::change::Saved;
use pledgebook::domain::day::Day;
use pledgebook::domain::kind::Kind;
use pledgebook::domain::query::{Query, Window};
use pledgebook::domain::record::{Id, Record};
use pledgebook::domain::say::{Problem, Say};

use crate::book::{Book, keys};
use crate::cli::Home;

fn as_of(book: &Book, day: &str) -> Asker {
    Asker { as_of: Day::parse_iso(day), ..book.asker.clone() }
}

fn list(book: &mut Book, asker: &Asker, kind: Kind, query: &str) -> Vec<Record> {
    let query = Query::read(kind, query).unwrap();
    book.store.list(asker, &query, Window { from: 0, limit: 100 }).unwrap().records
}

fn titles(book: &mut Book, asker: &Asker, kind: Kind, query: &str) -> Vec<String> {
    list(book, asker, kind, query).iter().map(|record| record.title("en")).collect()
}

fn refused(saved: Result<Id, Vec<Problem>>) -> Vec<(String, &'static str)> {
    let problems = saved.expect_err("it was saved");
    problems.iter().map(|problem| (problem.field.unwrap_or("").to_owned(), problem.say.key)).collect()
}

fn only(field: &str, key: &'static str) -> Vec<(String, &'static str)> {
    vec![(field.to_owned(), key)]
}

fn undo(book: &mut Book) {
    let (_, saved) = book.store.undo(&book.asker.clone()).unwrap();
    assert!(matches!(saved, Saved::Done { .. }), "{saved:?}");
}

/// A donor with a signed agreement of USD 5 million.
fn agreement(book: &mut Book) -> Id {
    book.add(Kind::Partner, &[("name", "Norway"), ("donor", "yes"), ("category", "PC1")]);
    book.add(
        Kind::Agreement,
        &[
            ("partner", "Norway"),
            ("title", "Core"),
            ("stage", "SIGNED"),
            ("signed", "2020-01-10"),
            ("amount", "5m"),
            ("currency", "USD"),
        ],
    )
}

/// Its annual report of 2020, due at the end of March 2021.
fn report(book: &mut Book, agreement: Id) -> Id {
    let id = agreement.to_string();
    let typed = [("agreement", id.as_str()), ("title", "Annual 2020"), ("kind", "annual"), ("due", "2021-03-31")];
    book.add(Kind::Report, &typed)
}

#[test]
fn a_report_is_not_accepted_before_it_is_submitted_nor_submitted_before_its_draft() {
    let mut book = Book::new("2021-05-01");
    let agreement = agreement(&mut book);
    let id = report(&mut book, agreement);
    let set = |book: &mut Book, typed: &[(&str, &str)]| refused(book.try_set(Kind::Report, id, typed));
    assert_eq!(set(&mut book, &[("accepted", "2021-04-20")]), only("accepted", "value-accepted-before-submitted"));
    let early = [("submitted", "2021-04-10"), ("accepted", "2021-04-09")];
    assert_eq!(set(&mut book, &early), only("accepted", "value-ends-before"));
    let uncleared = [("drafted", "2021-04-10"), ("submitted", "2021-04-09")];
    assert_eq!(set(&mut book, &uncleared), only("submitted", "value-ends-before"));
    let cleared = [("drafted", "2021-04-01"), ("cleared", "2021-04-10"), ("submitted", "2021-04-09")];
    assert_eq!(set(&mut book, &cleared), only("submitted", "value-ends-before"));
    assert_eq!(set(&mut book, &[("submitted", "2021-05-02")]), only("submitted", "value-day-ahead"));
    assert_eq!(set(&mut book, &[("period_start", "2021-01-01"), ("period_end", "2020-12-31")]).len(), 1);
    book.set(Kind::Report, id, &[("submitted", "2021-04-10"), ("accepted", "2021-04-10")]);
    assert_eq!(book.text(Kind::Report, id, "submitted_by"), "ana");
    assert_eq!(book.text(Kind::Report, id, "drafted_by"), "", "nobody drafted it here");
}

#[test]
fn an_extension_needs_consent_and_keeps_the_first_day() {
    let mut book = Book::new("2021-02-01");
    let agreement = agreement(&mut book);
    let id = report(&mut book, agreement);
    assert_eq!(book.text(Kind::Report, id, "first_due"), "2021-03-31");
    let problems = book.try_set(Kind::Report, id, &[("due", "2021-06-30")]).unwrap_err();
    assert_eq!(keys(&problems), [("consent", "value-consent-missing")]);
    assert_eq!(problems[0].say, Say::new("value-consent-missing").with("first", "2021-03-31"));
    book.set(Kind::Report, id, &[("due", "2021-06-30"), ("consent", "Letter of 28 January")]);
    book.set(Kind::Report, id, &[("due", "2021-09-30")]);
    assert_eq!(book.text(Kind::Report, id, "first_due"), "2021-03-31");
    undo(&mut book);
    undo(&mut book);
    assert_eq!(
        ["due", "first_due", "consent"].map(|field| book.text(Kind::Report, id, field)),
        ["2021-03-31", "2021-03-31", ""]
    );
    book.set(Kind::Report, id, &[("due", "2021-03-01")]);
    assert_eq!(book.text(Kind::Report, id, "first_due"), "2021-03-31", "sooner needs nobody's consent");
}

#[test]
fn a_report_is_sent_back_after_it_went_out_and_releases_money_of_its_own_agreement() {
    let mut book = Book::new("2021-03-01");
    let one = agreement(&mut book);
    let other = [("partner", "Norway"), ("title", "Water"), ("amount", "5"), ("currency", "USD")];
    let other = book.add(Kind::Agreement, &other);
    let id = report(&mut book, one);
    let back = refused(book.try_set(Kind::Report, id, &[("sent_back", "2021-02-20")]));
    assert_eq!(back, only("sent_back", "value-accepted-before-submitted"));
    book.set(Kind::Report, id, &[("submitted", "2021-02-10"), ("sent_back", "2021-02-20")]);
    let releases = |book: &mut Book, of: Id| {
        let (of, id) = (of.to_string(), id.to_string());
        let typed = [("agreement", of.as_str()), ("due", "2021-06-01"), ("amount", "1"), ("currency", "USD")];
        book.try_add(Kind::Instalment, &[&typed[..], &[("report", id.as_str())]].concat())
    };
    assert_eq!(refused(releases(&mut book, other)), only("report", "value-report-of-another"));
    assert!(releases(&mut book, one).is_ok());
}

/// What a report is on a day as it was known then: how it stands, days late, US dollars held back.
fn standing(book: &mut Book, day: &str) -> [String; 3] {
    let asker = as_of(book, day);
    let rows = list(book, &asker, Kind::Report, "columns=standing,late,holds");
    std::array::from_fn(|at| rows[0].extras[at].clone())
}

#[test]
fn a_report_stands_late_and_holds_money_as_it_was_known_on_each_day() {
    let mut book = Book::new("2021-01-05");
    let agreement = agreement(&mut book);
    let id = report(&mut book, agreement);
    let of = agreement.to_string();
    let waits = id.to_string();
    let second = [("agreement", of.as_str()), ("due", "2021-04-30"), ("amount", "1.2m"), ("currency", "USD")];
    let instalment = book.add(Kind::Instalment, &[&second[..], &[("report", waits.as_str())]].concat());
    book.on("2021-03-20").set(Kind::Report, id, &[("drafted", "2021-03-18")]);
    // A part comes although the report is late, another part is written off.
    let paid = instalment.to_string();
    let money = [("partner", "Norway"), ("received", "2021-04-05"), ("amount", "200k"), ("currency", "USD")];
    book.on("2021-04-05").add(Kind::Contribution, &[&money[..], &[("instalment", paid.as_str())]].concat());
    let off = [("day", "2021-04-08"), ("amount", "100k"), ("currency", "USD"), ("reason", "not spent")];
    book.on("2021-04-08").add(Kind::WriteOff, &[&[("instalment", paid.as_str())], &off[..]].concat());
    book.on("2021-04-12").set(Kind::Report, id, &[("cleared", "2021-04-09"), ("submitted", "2021-04-10")]);
    book.on("2021-04-20").set(Kind::Report, id, &[("sent_back", "2021-04-19"), ("sent_back_reason", "no outputs")]);
    book.on("2021-05-03").set(Kind::Report, id, &[("submitted", "2021-05-02")]);
    book.on("2021-05-15").set(Kind::Report, id, &[("accepted", "2021-05-14"), ("accepted_by", "Desk")]);
    let life = [
        ("2021-01-31", "not-due", "", "120000000"),
        ("2021-03-01", "due", "", "120000000"),
        ("2021-03-20", "drafted", "", "120000000"),
        ("2021-03-31", "drafted", "", "120000000"),
        ("2021-04-01", "overdue", "1", "120000000"),
        ("2021-04-06", "overdue", "6", "100000000"),
        // Sent on the 10th, known on the 12th: on the 11th people saw it late.
        ("2021-04-11", "overdue", "11", "90000000"),
        ("2021-04-12", "submitted", "", "90000000"),
        ("2021-04-20", "sent-back", "", "90000000"),
        ("2021-05-03", "submitted", "", "90000000"),
        ("2021-05-15", "accepted", "", ""),
    ];
    for (day, how, late, holds) in life {
        assert_eq!(standing(&mut book, day), [how, late, holds], "{day}");
    }
    assert_eq!(book.extra(Kind::Report, id, "partner"), "Norway");
}

#[test]
fn what_is_owed_is_counted_for_the_donor_and_the_focal_point() {
    let mut book = Book::new("2021-01-05");
    let agreement = agreement(&mut book);
    let point = book.add(Kind::FocalPoint, &[("name", "Desk"), ("code", "DESK"), ("active", "yes")]);
    let id = report(&mut book, agreement);
    book.set(Kind::Report, id, &[("owner", "DESK")]);
    let of = agreement.to_string();
    let talk = [("agreement", of.as_str()), ("title", "Update"), ("kind", "informal"), ("due", "2021-01-31")];
    let informal = book.add(Kind::Report, &talk);
    book.add(Kind::FollowUp, &[("what", "Send the brief"), ("partner", "Norway"), ("owner", "DESK")]);
    book.on("2021-04-10");
    let norway = book.get(Kind::Agreement, agreement).reference("partner").unwrap();
    let owed =
        |book: &mut Book| ["owed", "late_reports", "promises"].map(|name| book.extra(Kind::Partner, norway, name));
    assert_eq!(owed(&mut book), ["1", "1", "1"], "an informal report never counts");
    assert_eq!(["standing", "late"].map(|name| book.extra(Kind::Report, informal, name)), ["due", ""]);
    let load = |book: &mut Book| ["reports_due", "promises"].map(|name| book.extra(Kind::FocalPoint, point, name));
    assert_eq!(load(&mut book), ["1", "1"]);
    book.set(Kind::Report, id, &[("submitted", "2021-04-10")]);
    assert_eq!((owed(&mut book), load(&mut book)), (["0", "0", "1"].map(str::to_owned), ["0", "1"].map(str::to_owned)));
}

#[test]
fn an_action_may_have_no_owner_and_knows_when_it_was_done() {
    let mut book = Book::new("2021-03-01");
    let id = book.add(Kind::FollowUp, &[("what", "Send the brief"), ("due", "2021-03-10")]);
    assert_eq!(book.text(Kind::FollowUp, id, "status"), "pending");
    let asker = book.asker.clone();
    assert_eq!(titles(&mut book, &asker, Kind::FollowUp, "owner="), ["Send the brief"]);
    assert_eq!(
        refused(book.try_set(Kind::FollowUp, id, &[("done_on", "2021-03-02")])),
        only("done_on", "value-done-on-without-done")
    );
    book.on("2021-03-14");
    assert_eq!(book.extra(Kind::FollowUp, id, "late"), "4");
    book.set(Kind::FollowUp, id, &[("status", "done")]);
    assert_eq!(book.text(Kind::FollowUp, id, "done_on"), "2021-03-14");
    assert_eq!(book.extra(Kind::FollowUp, id, "late"), "");
    let early = [("status", "verified"), ("verified_on", "2021-03-13")];
    assert_eq!(refused(book.try_set(Kind::FollowUp, id, &early)), only("verified_on", "value-ends-before"));
    book.on("2021-03-20").set(Kind::FollowUp, id, &[("status", "verified")]);
    let all = ["done_on", "verified_on", "verified_by"].map(|field| book.text(Kind::FollowUp, id, field));
    assert_eq!(all, ["2021-03-14", "2021-03-20", "ana"]);
    undo(&mut book);
    undo(&mut book);
    let all = ["status", "done_on", "verified_on", "verified_by"].map(|field| book.text(Kind::FollowUp, id, field));
    assert_eq!(all, ["pending", "", "", ""]);
}

#[test]
fn a_portfolio_goes_to_somebody_else_who_is_there() {
    let mut book = Book::new("2021-03-01");
    for (code, active) in [("OLD", "yes"), ("HEIR", "yes"), ("LEFT", "no")] {
        book.add(Kind::FocalPoint, &[("name", &format!("Desk {code}")), ("code", code), ("active", active)]);
    }
    let pass = |book: &mut Book, to: &str| {
        book.try_add(Kind::Handover, &[("from_point", "OLD"), ("to_point", to), ("day", "2021-03-01")])
    };
    assert_eq!(refused(pass(&mut book, "OLD")), only("to_point", "value-same-person"));
    let problems = pass(&mut book, "LEFT").unwrap_err();
    assert_eq!(problems, [Problem::at("to_point", Say::new("value-left").with("name", "Desk LEFT"))]);
    let id = pass(&mut book, "HEIR").unwrap();
    let heir = book.get(Kind::Handover, id).reference("to_point").unwrap();
    book.set(Kind::FocalPoint, heir, &[("active", "no")]);
    book.set(Kind::Handover, id, &[("brief", "who left later took it over all the same")]);
    assert_eq!(refused(pass(&mut book, "HEIR")), only("to_point", "value-left"));
}

/// What signing comes to for a partner of a category on a day.
fn sign(book: &mut Book, title: &str, day: &str) -> Result<Id, Vec<Problem>> {
    let money = [("amount", "1m"), ("currency", "USD"), ("stage", "SIGNED"), ("signed", day)];
    book.try_add(Kind::Agreement, &[&[("partner", "Acme"), ("title", title)], &money[..]].concat())
}

#[test]
fn a_private_partner_signs_with_a_valid_check_or_a_waiver() {
    for category in ["PC5", "PC8"] {
        let mut book = Book::new("2021-06-01");
        book.add(Kind::Partner, &[("name", "Acme"), ("category", category)]);
        let missing = only("stage", "value-no-due-diligence");
        assert_eq!(refused(sign(&mut book, "none", "2021-05-01")), missing);
        let check = |book: &mut Book, typed: &[(&str, &str)]| {
            book.add(Kind::DueDiligence, &[&[("partner", "Acme")], typed].concat())
        };
        check(&mut book, &[("day", "2021-01-01"), ("status", "pending")]);
        assert_eq!(refused(sign(&mut book, "pending", "2021-05-01")), missing);
        check(&mut book, &[("day", "2021-02-01"), ("status", "passed"), ("valid_until", "2021-05-31")]);
        let signed = sign(&mut book, "valid", "2021-05-31").unwrap();
        assert_eq!(refused(sign(&mut book, "before it", "2021-01-31")), missing);
        assert_eq!(refused(sign(&mut book, "expired", "2021-06-01")), missing);
        check(&mut book, &[("day", "2021-05-01"), ("status", "refused")]);
        assert_eq!(refused(sign(&mut book, "refused", "2021-05-31")), missing);
        book.set(Kind::Agreement, signed, &[("notes", "what is signed may be worked on")]);
        assert_eq!(refused(book.try_set(Kind::Agreement, signed, &[("signed", "2021-05-30")])), missing);
        let waiver = [("day", "2021-05-15"), ("status", "refused"), ("waiver", "yes")];
        let told = refused(book.try_add(Kind::DueDiligence, &[&[("partner", "Acme")], &waiver[..]].concat()));
        assert_eq!(told, only("waiver_reason", "value-missing"));
        check(&mut book, &[&waiver[..], &[("waiver_reason", "decided by the Executive Director")]].concat());
        sign(&mut book, "waived", "2021-05-31").unwrap();
        let soft = [("partner", "Acme"), ("title", "talks"), ("stage", "SOFT"), ("currency", "USD")];
        book.add(Kind::Agreement, &soft);
    }
}

#[test]
fn others_sign_without_a_check_and_the_categories_are_a_setting() {
    let mut book = Book::new("2021-06-01");
    let acme = book.add(Kind::Partner, &[("name", "Acme"), ("category", "PC1")]);
    sign(&mut book, "government", "2021-05-01").unwrap();
    let asker = book.asker.clone();
    let setting = book.store.resolve(&asker, Kind::Setting, "due-diligence-categories").unwrap();
    book.set(Kind::Setting, setting, &[("value", "PC1")]);
    assert_eq!(refused(sign(&mut book, "now asked", "2021-05-01")), only("stage", "value-no-due-diligence"));
    book.set(Kind::Partner, acme, &[("category", "PC5")]);
    sign(&mut book, "no longer asked", "2021-05-01").unwrap();
}

#[test]
fn a_check_stands_as_signing_takes_it() {
    let mut book = Book::new("2021-06-01");
    book.add(Kind::Partner, &[("name", "Acme"), ("category", "PC5")]);
    let reason = ("waiver_reason", "decided");
    let cases: [(&str, &[(&str, &str)]); 8] = [
        ("pending", &[("status", "pending")]),
        ("valid", &[("status", "passed")]),
        ("valid", &[("status", "conditional"), ("valid_until", "2021-06-01")]),
        ("expired", &[("status", "passed"), ("valid_until", "2021-05-31")]),
        ("refused", &[("status", "refused")]),
        ("waived", &[("status", "refused"), ("waiver", "yes"), reason]),
        ("waived", &[("status", "pending"), ("waiver", "yes"), reason, ("valid_until", "2021-06-30")]),
        ("pending", &[("status", "pending"), ("waiver", "yes"), reason, ("valid_until", "2021-05-31")]),
    ];
    for (how, typed) in cases {
        let id = book.add(Kind::DueDiligence, &[&[("partner", "Acme"), ("day", "2021-05-01")], typed].concat());
        assert_eq!(book.extra(Kind::DueDiligence, id, "standing"), how, "{typed:?}");
        let lets_sign = sign(&mut book, how, "2021-06-01").is_ok();
        assert_eq!(lets_sign, ["valid", "waived"].contains(&how), "{typed:?}");
    }
    let conflict = [("partner", "Acme"), ("day", "2021-05-01"), ("status", "passed"), ("conflict", "yes")];
    assert_eq!(refused(book.try_add(Kind::DueDiligence, &conflict)), only("status", "value-passed-with-conflict"));
    book.add(Kind::DueDiligence, &[&conflict[..], &[("waiver", "yes"), reason]].concat());
}

/// Donors to talk to, and a dialogue with two of them.
fn dialogue(book: &mut Book) -> Id {
    for name in ["Norway", "Sweden", "Denmark"] {
        book.add(Kind::Partner, &[("name", name), ("donor", "yes")]);
    }
    book.add(Kind::FocalPoint, &[("name", "Nordic desk"), ("code", "NORDIC")]);
    let talk = [("day", "2021-03-01"), ("kind", "meeting"), ("title", "Nordic group"), ("staff", "NORDIC")];
    book.add(Kind::Dialogue, &[&talk[..], &[("partners", "Sweden; Norway; Sweden")]].concat())
}

#[test]
fn several_records_are_named_in_order_and_found_from_their_side() {
    let mut book = Book::new("2021-03-01");
    let id = dialogue(&mut book);
    let asker = book.asker.clone();
    let label = |book: &Book| book.get(Kind::Dialogue, id).label("partners").to_owned();
    assert_eq!(label(&book), "Sweden; Norway", "each once, as typed");
    let find = |book: &mut Book, query: &str| titles(book, &asker, Kind::Dialogue, query).len();
    for (query, found) in [
        ("partners=Norway", 1),
        ("partners=Sweden", 1),
        ("partners=Denmark", 0),
        ("partners!=Denmark", 1),
        ("partners!=Norway", 0),
        ("partners~swed", 1),
        ("partners~zzz", 0),
        ("partners=", 0),
        ("staff=NORDIC", 1),
    ] {
        assert_eq!(find(&mut book, query), found, "{query}");
    }
    book.set(Kind::Dialogue, id, &[("partners", "Norway; Denmark")]);
    assert_eq!(label(&book), "Norway; Denmark");
    assert_eq!(["partners=Sweden", "partners=Denmark"].map(|query| find(&mut book, query)), [0, 1]);
    let told = &book.store.record_history(&asker, id, 10).unwrap()[0].fields;
    let edit = told.iter().find(|edit| edit.field == "partners").unwrap();
    assert_eq!((edit.from.as_str(), edit.to.as_str()), ("Sweden; Norway", "Norway; Denmark"));
    undo(&mut book);
    assert_eq!(label(&book), "Sweden; Norway");
    assert_eq!(["partners=Sweden", "partners=Denmark"].map(|query| find(&mut book, query)), [1, 0]);
    book.try_delete(Kind::Dialogue, id).unwrap();
    assert_eq!(find(&mut book, "partners=Norway"), 0);
    undo(&mut book);
    assert_eq!(find(&mut book, "partners=Norway"), 1);
    book.set(Kind::Dialogue, id, &[("partners", "")]);
    assert_eq!((label(&book).as_str(), find(&mut book, "partners=")), ("", 1));
}

#[test]
fn a_list_goes_by_the_names_of_several_not_by_their_ids() {
    let mut book = Book::new("2021-03-01");
    dialogue(&mut book);
    book.add(Kind::Partner, &[("name", "Åland")]);
    for (title, partners) in [("b", "Denmark; Sweden"), ("c", ""), ("d", "Åland")] {
        let talk = [("day", "2021-03-02"), ("kind", "call"), ("title", title), ("partners", partners)];
        book.add(Kind::Dialogue, &talk);
    }
    let asker = book.asker.clone();
    assert_eq!(titles(&mut book, &asker, Kind::Dialogue, "sort=partners"), ["d", "b", "Nordic group", "c"]);
}

#[test]
fn several_records_are_as_they_were_on_a_past_day() {
    let mut book = Book::new("2021-03-01");
    let id = dialogue(&mut book);
    let norway = book.store.resolve(&book.asker.clone(), Kind::Partner, "Norway").unwrap();
    book.on("2021-03-10").set(Kind::Dialogue, id, &[("partners", "Denmark")]);
    book.on("2021-03-20").try_delete(Kind::Dialogue, id).unwrap();
    let now = book.asker.clone();
    for (day, with_norway, with_denmark, said) in
        [("2021-02-28", 0, 0, ""), ("2021-03-05", 1, 0, "Sweden; Norway"), ("2021-03-15", 0, 1, "Denmark")]
    {
        let then = as_of(&book, day);
        let found = ["partners=Norway", "partners=Denmark"].map(|query| list(&mut book, &then, Kind::Dialogue, query));
        assert_eq!(found.each_ref().map(Vec::len), [with_norway, with_denmark], "{day}");
        for record in found.iter().flatten() {
            assert_eq!(record.label("partners"), said);
        }
        let last = list(&mut book, &then, Kind::Partner, "name=Norway columns=last_contact");
        let contact = last.iter().find(|record| record.id == norway).map(|record| record.extras[0].as_str());
        assert_eq!(contact.unwrap_or_default(), if with_norway == 1 { "2021-03-01" } else { "" }, "{day}");
    }
    assert!(list(&mut book, &now, Kind::Dialogue, "").is_empty());
    assert!(list(&mut book, &now, Kind::Dialogue, "partners=Denmark").is_empty());
}

#[test]
fn several_records_are_written_to_files_and_read_from_them() {
    let home = Home::with_file();
    home.write("partners.csv", "name,code\nNorway,\nSweden,SWE1\nEnd; of list,\n");
    home.done(&["--db", "a.db", "import", "partner", "partners.csv", "--apply"]);
    let import = |home: &Home| home.json(&["--db", "a.db", "import", "dialogue", "talks.csv", "--apply"]);
    let show = |home: &Home, title: &str| home.json(&["--db", "a.db", "show", "dialogue", title])["partners"].clone();
    home.write(
        "talks.csv",
        "Meeting date,Type,Subject,Donor\n2021-03-01,meeting,First,Norway; swe1；Norway\n2021-03-02,call,Second,Norway; Nowhere\n2021-03-03,call,Third,\n",
    );
    let answer = import(&home);
    assert_eq!((&answer["new"], &answer["rejected"]), (&2.into(), &1.into()), "{answer}");
    assert_eq!(show(&home, "First"), serde_json::json!(["Norway", "SWE1"]));
    let odd = home.json(&["--db", "a.db", "list", "partner", "end"]);
    let odd = odd[0]["id"].to_string();
    let field = format!("partners=Sweden; {}", odd.trim_matches('"'));
    home.done(&["--db", "a.db", "set", "dialogue", "Third", &field]);
    home.done(&["--db", "a.db", "export", "dialogue", "--out", "talks.csv"]);
    let answer = import(&home);
    let counts = ["same", "new", "changed", "rejected"].map(|name| answer[name].as_u64().unwrap());
    assert_eq!(counts, [2, 0, 0, 0], "{answer}");
}
