//! Two records that are one become one and two again: money adds up to the cent at each step, nothing that was written
//! down is lost, nothing is moved unseen, and pairs that were told apart are not offered again.

use pledgebook::domain::alike::Reason;
use pledgebook::domain::change::{Action, Change, FieldChange, Op, Origin, Saved};
use pledgebook::domain::kind::Kind;
use pledgebook::domain::merge::Side;
use pledgebook::domain::query::{Query, Window};
use pledgebook::domain::record::{Id, Record};
use pledgebook::store::{Store, Wish};

use crate::cli::Home;
use crate::support::{Person, asker, clock, demo};

fn apply(store: &mut Store, kind: Kind, id: Id, op: Op) -> Id {
    let changes = vec![Change { kind, id, version: 0, op }];
    match store.apply(&asker("ana", "en"), &Action { origin: Origin::Form, title: "done".to_owned(), changes }).unwrap()
    {
        Saved::Done { ids, .. } => ids[0],
        refused => panic!("{}: {refused:?}", kind.name()),
    }
}

fn add(store: &mut Store, kind: Kind, fields: &[(&'static str, &str)]) -> Id {
    let fields = fields.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
    apply(store, kind, 0, Op::Add(fields))
}

fn load(store: &Store, kind: Kind, id: Id) -> Record {
    store.load(&asker("ana", "en"), kind, id).unwrap().unwrap()
}

fn id(store: &Store, kind: Kind, text: &str) -> Id {
    store.resolve(&asker("ana", "en"), kind, text).unwrap()
}

/// The demo with Norway a second time, as somebody else spelt it, and everything a donor can have.
struct Twice {
    store: Store,
    keep: Id,
    lose: Id,
    gift: Id,
    agreement: Id,
    talk: Id,
    old: Id,
    new: Id,
}

fn twice(folder: &tempfile::TempDir) -> Twice {
    let mut store = demo(folder);
    let keep = id(&store, Kind::Partner, "Norway");
    let sweden = id(&store, Kind::Partner, "Sweden").to_string();
    let country = id(&store, Kind::Country, "NOR").to_string();
    let lose = add(
        &mut store,
        Kind::Partner,
        &[
            ("name", "Kingdom of Norway"),
            ("country", &country),
            ("donor", "yes"),
            ("website", "https://www.regjeringen.no"),
            ("notes", "Spelt by the regional office."),
            ("code", "KON"),
        ],
    );
    let (of, kept) = (lose.to_string(), keep.to_string());
    let gift = |store: &mut Store, amount: &str, currency: &str| {
        add(
            store,
            Kind::Contribution,
            &[("partner", &of), ("received", "2020-05-04"), ("amount", amount), ("currency", currency)],
        )
    };
    gift(&mut store, "1000000.01", "USD");
    gift(&mut store, "-0.02", "USD");
    // No rate: it is in no total, and must be in none afterwards either, though a rate is published by then.
    let without = gift(&mut store, "500", "JPY");
    add(&mut store, Kind::Rate, &[("currency", "JPY"), ("day", "2020-05-01"), ("rate", "107"), ("source", "UN")]);
    let signed = id(&store, Kind::Stage, "SIGNED").to_string();
    let agreement = add(
        &mut store,
        Kind::Agreement,
        &[
            ("partner", &of),
            ("title", "Housing"),
            ("stage", &signed),
            ("signed", "2020-02-01"),
            ("amount", "700000.10"),
            ("currency", "USD"),
        ],
    );
    let pledge = |store: &mut Store, title: &str, replaces: &str| {
        let fields = [
            ("partner", of.as_str()),
            ("title", title),
            ("said", "2020-01-05"),
            ("amount", "9.00"),
            ("currency", "USD"),
            ("replaces", replaces),
        ];
        add(store, Kind::Pledge, &fields)
    };
    let old = pledge(&mut store, "first", "");
    let new = pledge(&mut store, "second", &old.to_string());
    add(&mut store, Kind::Contact, &[("name", "Kari"), ("partner", &of)]);
    let talk = add(
        &mut store,
        Kind::Dialogue,
        &[("day", "2020-03-03"), ("kind", "call"), ("title", "Both"), ("partners", &format!("{of} {sweden} {kept}"))],
    );
    let desk = id(&store, Kind::FocalPoint, "NORDIC").to_string();
    let other = add(&mut store, Kind::FocalPoint, &[("name", "Second desk")]).to_string();
    for point in [&desk, &other] {
        let role = if *point == desk { "deputy" } else { "lead" };
        add(
            &mut store,
            Kind::Assignment,
            &[("focal_point", point), ("partner", &of), ("role", role), ("from_day", "2020-01-01")],
        );
    }
    Twice { store, keep, lose, gift: without, agreement, talk, old, new }
}

/// What everything and what each of the two comes to.
fn figures(store: &Store, donors: &[Id]) -> Vec<Option<i64>> {
    let all = asker("ana", "en");
    let mut values = Vec::new();
    for name in ["income", "core-received", "signed", "pledged-outstanding", "signed-not-received"] {
        values.push(store.figure(&all, name, Some(2020)).or_else(|_| store.figure(&all, name, None)).unwrap().value);
    }
    for donor in donors {
        values.push(store.figure(&all, &format!("donor:{donor}"), None).unwrap().value);
    }
    values
}

fn wish(store: &Store, keep: Id, lose: Id, choices: Vec<(&'static str, Side)>) -> Wish {
    let (keep, lose) = (load(store, Kind::Partner, keep), load(store, Kind::Partner, lose));
    Wish { kind: Kind::Partner, keep, lose, choices, origin: Origin::Form }
}

fn merged(store: &mut Store, wish: &Wish) -> Id {
    match store.merge(&asker("ana", "en"), wish).unwrap() {
        Saved::Done { action, .. } => action,
        refused => panic!("{refused:?}"),
    }
}

#[test]
fn two_spellings_of_a_donor_are_merged_and_unmerged_and_money_adds_up_to_the_cent_at_each_step() {
    let folder = tempfile::tempdir().unwrap();
    let Twice { mut store, keep, lose, gift, agreement, talk, old, new } = twice(&folder);
    let before = figures(&store, &[keep, lose]);
    let (kept_before, lost_before) = (load(&store, Kind::Partner, keep), load(&store, Kind::Partner, lose));
    assert_eq!(before[6], Some(100_000_001 - 2), "the second spelling gave this much");
    let one = wish(&store, keep, lose, vec![]);
    let action = merged(&mut store, &one);
    let after = figures(&store, &[keep, lose]);
    assert_eq!(after[..5], before[..5], "no total of the house moves");
    assert_eq!(after[5], before[5].zip(before[6]).map(|(one, other)| one + other), "the donor gave what both gave");
    assert_eq!(after[6].unwrap_or(0), 0);
    assert_eq!(load(&store, Kind::Contribution, gift).get("usd"), "", "money without a rate waits to be asked for");
    for (kind, id) in [(Kind::Agreement, agreement), (Kind::Pledge, old), (Kind::Pledge, new)] {
        assert_eq!(load(&store, kind, id).reference("partner"), Some(keep));
    }
    let sweden = id(&store, Kind::Partner, "Sweden");
    assert_eq!(load(&store, Kind::Dialogue, talk).references("partners").collect::<Vec<_>>(), [keep, sweden]);
    let kept = load(&store, Kind::Partner, keep);
    assert_eq!(kept.get("website"), "https://www.regjeringen.no");
    assert!(kept.get("notes").ends_with("Spelt by the regional office."), "{}", kept.get("notes"));
    assert!(kept.get("aliases").contains("Kingdom of Norway; KON"), "{}", kept.get("aliases"));
    assert_eq!(id(&store, Kind::Partner, "kingdom of norway"), keep, "found by the name that was lost");
    let gone = load(&store, Kind::Partner, lose);
    assert!(gone.deleted);
    assert_eq!(gone.pairs().collect::<Vec<_>>().len(), lost_before.pairs().count());
    assert!(gone.pairs().zip(lost_before.pairs()).all(|((_, now), (_, then))| now == then), "it lies there as it was");
    let leads = Query::read(Kind::Assignment, "partner=Norway role=lead to_day=-").unwrap();
    assert_eq!(store.count(&asker("ana", "en"), &leads).unwrap().total, 1);

    let (title, undone) = store.undo(&asker("ana", "en")).unwrap();
    assert!(matches!(undone, Saved::Done { .. }), "{undone:?}");
    assert_eq!(title, "Kingdom of Norway → Norway");
    assert_eq!(figures(&store, &[keep, lose]), before);
    for (was, now) in
        [(kept_before, load(&store, Kind::Partner, keep)), (lost_before, load(&store, Kind::Partner, lose))]
    {
        let texts = |record: &Record| record.pairs().map(|(_, text)| text.to_owned()).collect::<Vec<_>>();
        assert_eq!(texts(&was), texts(&now), "as it was, field by field");
        assert!(!now.deleted);
    }
    assert_eq!(load(&store, Kind::Dialogue, talk).references("partners").collect::<Vec<_>>(), [lose, sweden, keep]);
    assert_eq!(load(&store, Kind::Pledge, new).reference("partner"), Some(lose));
    assert_eq!(load(&store, Kind::Contribution, gift).get("usd"), "");
    let (_, redone) = store.redo(&asker("ana", "en")).unwrap();
    assert!(matches!(redone, Saved::Done { .. }), "{redone:?}");
    assert_eq!(figures(&store, &[keep, lose]), after);
    assert!(store.undo_action(&asker("ana", "en"), action).is_err() || figures(&store, &[keep, lose]) == before);
    assert_eq!(store.integrity().unwrap(), Vec::<String>::new());
}

#[test]
fn what_is_chosen_is_taken_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let Twice { mut store, keep, lose, .. } = twice(&folder);
    let one = wish(&store, keep, lose, vec![("name", Side::Lost), ("code", Side::Lost), ("notes", Side::Kept)]);
    merged(&mut store, &one);
    let kept = load(&store, Kind::Partner, keep);
    assert_eq!((kept.get("name"), kept.get("code")), ("Kingdom of Norway", "KON"));
    assert_eq!(kept.get("notes"), one.keep.get("notes"));
    assert!(!kept.get("aliases").contains("Kingdom of Norway"));
    assert!(kept.get("aliases").contains("Norway; NOR"), "{}", kept.get("aliases"));
    store.undo(&asker("ana", "en")).unwrap();
    assert_eq!(load(&store, Kind::Partner, lose).get("code"), "KON");
}

#[test]
fn the_first_merge_of_a_day_finds_a_backup_of_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let Twice { mut store, keep, lose, .. } = twice(&folder);
    let one = wish(&store, keep, lose, vec![]);
    merged(&mut store, &one);
    store.undo(&asker("ana", "en")).unwrap();
    let again = wish(&store, keep, lose, vec![]);
    merged(&mut store, &again);
    let backups = pledgebook::store::backups_of(store.path()).unwrap();
    assert_eq!(backups.iter().map(|backup| backup.note.reason.as_str()).collect::<Vec<_>>(), ["merge"]);
    let before = Store::open(&backups[0].path, clock()).unwrap().0;
    assert!(!load(&before, Kind::Partner, lose).deleted);
    assert!(load(&store, Kind::Partner, lose).deleted);
}

#[test]
fn a_merge_meets_what_others_changed_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let Twice { mut store, keep, lose, .. } = twice(&folder);
    let stale = wish(&store, keep, lose, vec![]);
    // Somebody else adds a gift to the second spelling, which nobody saw: it is moved all the same.
    let late = add(
        &mut store,
        Kind::Contribution,
        &[("partner", &lose.to_string()), ("received", "2020"), ("amount", "5.00"), ("currency", "USD")],
    );
    let edit = |record: &Record, field: &'static str, to: &str| {
        Op::Edit(vec![FieldChange { field, from: record.get(field).to_owned(), to: to.to_owned() }])
    };
    let other = load(&store, Kind::Partner, lose);
    apply(&mut store, Kind::Partner, lose, edit(&other, "notes", "changed"));
    let refused = store.merge(&asker("ana", "en"), &stale).err().unwrap();
    assert_eq!(refused.say().key, "merge-changed");
    let stale = wish(&store, keep, lose, vec![]);
    let other = load(&store, Kind::Partner, keep);
    apply(&mut store, Kind::Partner, keep, edit(&other, "website", "norway.no"));
    let conflict = store.merge(&asker("ana", "en"), &stale).unwrap();
    assert!(matches!(conflict, Saved::Conflict(_)), "{conflict:?}");
    assert!(!load(&store, Kind::Partner, lose).deleted, "nothing was merged");
    let fresh = wish(&store, keep, lose, vec![]);
    merged(&mut store, &fresh);
    assert_eq!(load(&store, Kind::Contribution, late).reference("partner"), Some(keep));
}

#[test]
fn nothing_is_moved_that_the_person_may_not_see_or_change() {
    let folder = tempfile::tempdir().unwrap();
    let Twice { mut store, keep, lose, talk, .. } = twice(&folder);
    for role in ["officer", "manager", "viewer"] {
        add(&mut store, Kind::Account, &[("code", role), ("role", role)]);
    }
    let open =
        Op::Edit(vec![FieldChange { field: "confidentiality", from: String::new(), to: "confidential".to_owned() }]);
    apply(&mut store, Kind::Dialogue, talk, open);
    let path = store.path().to_owned();
    let wished = wish(&store, keep, lose, vec![]);
    for role in ["officer", "viewer"] {
        let mut sat = Store::open(&path, clock()).unwrap().0;
        sat.sit(role, "192.0.2.7").unwrap();
        let refused = sat.merge(&asker(role, "en"), &wished);
        assert!(!matches!(refused, Ok(Saved::Done { .. })), "{role}: {refused:?}");
        assert!(!load(&store, Kind::Partner, lose).deleted);
    }
}

#[test]
fn pairs_are_offered_with_why_and_not_again_once_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let Twice { mut store, keep, lose, .. } = twice(&folder);
    let all = asker("ana", "en");
    let found = store.duplicates(&all, Kind::Partner, Some(keep)).unwrap();
    let pair = &found[0];
    assert_eq!((pair.one.0, pair.other.0), (keep, lose));
    assert_eq!(pair.reasons, [Reason::Core, Reason::Place]);
    store.tell_apart(&all, Kind::Partner, (lose, keep), true).unwrap();
    assert!(store.duplicates(&all, Kind::Partner, Some(keep)).unwrap().iter().all(|pair| pair.other.0 != lose));
    let apart = store.told_apart(&all, Kind::Partner).unwrap();
    assert_eq!(apart.len(), 1);
    assert_eq!(apart[0].apart.as_ref().unwrap().0, "ana");
    store.tell_apart(&all, Kind::Partner, (keep, lose), false).unwrap();
    assert_eq!(store.duplicates(&all, Kind::Partner, Some(keep)).unwrap()[0].other.0, lose);
    assert_eq!(store.duplicates(&all, Kind::Fund, None).err().unwrap().say().key, "alike-not-this-kind");
}

#[test]
fn what_the_papers_name_is_not_merged() {
    let folder = tempfile::tempdir().unwrap();
    let store = demo(&folder);
    let funds = [id(&store, Kind::Fund, "FNE"), id(&store, Kind::Fund, "FE")];
    let say = |kind, one, other| store.merging(&asker("ana", "en"), kind, one, other).err().unwrap().say().key;
    assert_eq!(say(Kind::Fund, funds[0], funds[1]), "merge-not-this-kind");
    let norway = id(&store, Kind::Partner, "Norway");
    assert_eq!(say(Kind::Partner, norway, norway), "merge-the-same");
}

#[test]
fn two_are_found_laid_side_by_side_and_merged_by_keys() {
    let folder = tempfile::tempdir().unwrap();
    let Twice { store, keep, lose, .. } = twice(&folder);
    let mut ana = Person::at(store, "ana", "en", 80, 24);
    ana.press("2 / n o r w a y Enter D");
    let screen = ana.screen();
    assert!(screen.contains("May be one: Norway") && screen.contains("Kingdom of Norway"), "{screen}");
    ana.press("Enter");
    let screen = ana.screen();
    assert!(screen.contains("“Kingdom of Norway” becomes “Norway”"), "{screen}");
    assert!(screen.contains("Contributions: 3 · USD 999,999.99"), "{screen}");
    assert!(screen.contains("1 lead becomes a deputy"), "{screen}");
    ana.press("~");
    assert!(ana.screen().contains("“Norway” becomes “Kingdom of Norway”"), "{}", ana.screen());
    ana.press("~ t ^S");
    assert!(ana.screen().contains("Merged into Norway"), "{}", ana.screen());
    assert!(load(&ana.store, Kind::Partner, lose).deleted);
    assert_eq!(load(&ana.store, Kind::Partner, keep).get("name"), "Kingdom of Norway");
    ana.press("u");
    assert!(!load(&ana.store, Kind::Partner, lose).deleted);
    ana.press("!");
    assert!(ana.screen().contains("Two, not one"), "{}", ana.screen());
    ana.press("]");
    assert!(ana.screen().contains("Told apart: Norway"), "{}", ana.screen());
    assert!(ana.screen().contains("Kingdom of Norway"), "{}", ana.screen());
}

#[test]
fn the_command_line_merges_says_what_it_moved_and_takes_it_back() {
    let home = Home::with_file();
    for name in ["name=Norad Fund", "name=The Norad Fund"] {
        home.done(&["--db", "a.db", "add", "partner", name, "donor=yes"]);
    }
    home.done(&[
        "--db",
        "a.db",
        "add",
        "contribution",
        "partner=The Norad Fund",
        "received=2019",
        "amount=12.50",
        "currency=USD",
    ]);
    let listed = home.json(&["--db", "a.db", "duplicates"]);
    assert_eq!(listed["pairs"][0]["reasons"], serde_json::json!(["core"]));
    let args = ["--db", "a.db", "merge", "partner", "Norad Fund", "The Norad Fund"];
    let dry = home.json(&[&args[..], &["--dry-run"]].concat());
    assert_eq!((&dry["moved"][0]["usd_cents"], &dry["action"]), (&1250.into(), &serde_json::Value::Null));
    home.ends(2, &[&args[..], &["--take", "name=neither"]].concat());
    let done = home.json(&args);
    assert!(done["action"].is_string());
    let gift = home.json(&["--db", "a.db", "list", "contribution"]);
    assert_eq!(gift[0]["partner"], "Norad Fund");
    home.done(&["--db", "a.db", "undo"]);
    assert_eq!(home.json(&["--db", "a.db", "list", "contribution"])[0]["partner"], "The Norad Fund");
    home.done(&["--db", "a.db", "duplicates", "--not-same", "Norad Fund", "The Norad Fund"]);
    assert_eq!(home.json(&["--db", "a.db", "duplicates"])["pairs"], serde_json::json!([]));
    home.done(&["--db", "a.db", "check"]);
}

#[test]
fn a_record_of_every_kind_that_people_write_can_be_merged_into_its_like() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    let norway = id(&store, Kind::Partner, "Norway").to_string();
    let one = add(&mut store, Kind::Contact, &[("name", "Kari"), ("partner", &norway), ("email", "k@no.no")]);
    let other = add(
        &mut store,
        Kind::Contact,
        &[("name", "Kari N."), ("partner", &norway), ("email", "K@no.no"), ("phone", "+47 1")],
    );
    let found = store.duplicates(&asker("ana", "en"), Kind::Contact, None).unwrap();
    assert_eq!((found[0].one.0, found[0].other.0, found[0].reasons[0]), (one, other, Reason::Email));
    let (keep, lose) = (load(&store, Kind::Contact, one), load(&store, Kind::Contact, other));
    merged(&mut store, &Wish { kind: Kind::Contact, keep, lose, choices: vec![], origin: Origin::Form });
    assert_eq!(load(&store, Kind::Contact, one).get("phone"), "+47 1");
    let rows = store.list(&asker("ana", "en"), &Query::all(Kind::Contact), Window { from: 0, limit: 9 }).unwrap();
    assert!(rows.records.iter().all(|row| row.id != other));
}

fn under(store: &mut Store, child: Id, parent: Id) -> Saved {
    let from = load(store, Kind::Partner, child).get("parent").to_owned();
    let edit = FieldChange { field: "parent", from, to: parent.to_string() };
    let changes = vec![Change { kind: Kind::Partner, id: child, version: 0, op: Op::Edit(vec![edit]) }];
    store.apply(&asker("ana", "en"), &Action { origin: Origin::Form, title: "under".to_owned(), changes }).unwrap()
}

#[test]
fn a_body_and_those_under_it_add_up_at_both_levels_and_nothing_counts_twice() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    let all = asker("ana", "en");
    let norway = id(&store, Kind::Partner, "Norway");
    let value = |store: &Store, name: &str, of: Id| store.figure(&all, &format!("{name}:{of}"), None).unwrap().value;
    let (own, income) = (value(&store, "donor", norway).unwrap(), figures(&store, &[]));
    let ministry = add(&mut store, Kind::Partner, &[("name", "Ministry of Foreign Affairs"), ("donor", "yes")]);
    let agency = add(&mut store, Kind::Partner, &[("name", "Norad"), ("donor", "yes")]);
    let gift = |store: &mut Store, of: Id, amount: &str| {
        let fields = [
            ("partner", of.to_string()),
            ("received", "2019".to_owned()),
            ("amount", amount.to_owned()),
            ("currency", "USD".to_owned()),
        ];
        apply(store, Kind::Contribution, 0, Op::Add(fields.to_vec()))
    };
    gift(&mut store, ministry, "10.01");
    gift(&mut store, agency, "0.02");
    assert!(matches!(under(&mut store, ministry, norway), Saved::Done { .. }));
    assert!(matches!(under(&mut store, agency, ministry), Saved::Done { .. }));
    assert_eq!(value(&store, "donor", norway), Some(own), "its own money stays its own");
    assert_eq!(value(&store, "donor-with-bodies", norway), Some(own + 1_001 + 2));
    assert_eq!(value(&store, "donor-with-bodies", ministry), Some(1_003));
    assert_eq!(value(&store, "donor-with-bodies", agency), Some(2));
    let after = figures(&store, &[]);
    assert_eq!(after[0], income[0], "money of 2019 is no income of 2020, and nothing counts twice");
    let figure = store.figure(&all, &format!("donor-with-bodies:{norway}"), None).unwrap();
    assert_eq!(figure.lines.iter().map(|line| line.amount).sum::<i64>(), figure.value.unwrap());
    assert_eq!(figure.parts.len(), 3);
    let bodies = store.bodies_of(&all, norway).unwrap();
    let sums: Vec<Option<i64>> = bodies.iter().map(|(.., usd)| *usd).collect();
    assert_eq!(sums, [Some(own), Some(1_001), Some(2)]);
    assert!(store.bodies_of(&all, agency).unwrap().is_empty());
    // Above and below at once is refused, by however many between.
    for (child, parent) in [(norway, agency), (norway, ministry), (ministry, agency)] {
        let Saved::Rejected(problems) = under(&mut store, child, parent) else { panic!("{child} under {parent}") };
        assert_eq!((problems[0].field, problems[0].say.key), (Some("parent"), "value-parent-circle"));
    }
    // A merge of the ministry into the country leaves the agency under the country.
    let one = wish(&store, norway, ministry, vec![]);
    merged(&mut store, &one);
    assert_eq!(load(&store, Kind::Partner, agency).reference("parent"), Some(norway));
    assert_eq!(value(&store, "donor-with-bodies", norway), Some(own + 1_001 + 2));
    store.undo(&all).unwrap();
    assert_eq!(load(&store, Kind::Partner, agency).reference("parent"), Some(ministry));
    let mut ana = Person::at(store, "ana", "en", 120, 60);
    ana.press("2 / n o r w a y Enter");
    assert!(ana.screen().contains("With the 2 bodies under it, USD"), "{}", ana.screen());
}
