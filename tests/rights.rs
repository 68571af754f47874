//! Rights on a shared file: what each role may do, what never reaches whoever may not see it, and who keeps the others.

use pledgebook::access::{Asker, Deed, Imports, May};
use pledgebook::domain::change::{Action, Change, FieldChange, Op, Origin, Saved};
use pledgebook::domain::day::Day;
use pledgebook::domain::export::Format;
use pledgebook::domain::kind::Kind;
use pledgebook::domain::query::{Query, Window};
use pledgebook::domain::record::Id;
use pledgebook::domain::say::Say;
use pledgebook::message::{Effect, Reply};
use pledgebook::store::Store;
use pledgebook::worker::{Places, perform};

use crate::exports::plan;
use crate::support::{asker, clock, demo};

const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl laptop of the desk";
const ROLES: [&str; 5] = ["viewer", "officer", "manager", "finance", "administrator"];

/// The demo with an account of each role; the officer sits at the Nordic desk.
struct Shared {
    folder: tempfile::TempDir,
    owner: Store,
}

fn op_on(kind: Kind, id: Id, op: Op) -> Action {
    let changes = vec![Change { kind, id, version: 0, op }];
    Action { origin: Origin::Form, title: "what was done".to_owned(), changes }
}

fn add(store: &mut Store, kind: Kind, fields: &[(&'static str, &str)]) -> Saved {
    let fields = fields.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
    store.apply(&asker("ana", "en"), &op_on(kind, 0, Op::Add(fields))).unwrap()
}

fn change(store: &mut Store, kind: Kind, id: Id, field: &'static str, to: &str) -> Saved {
    let all = Asker { as_of: None, ..asker("ana", "en") };
    let from = store.load(&all, kind, id).unwrap().map_or_else(String::new, |record| record.get(field).to_owned());
    let edit = FieldChange { field, from, to: to.to_owned() };
    store.apply(&all, &op_on(kind, id, Op::Edit(vec![edit]))).unwrap()
}

/// Moves an agreement to a signed stage, on the day it was signed.
fn sign(store: &mut Store, agreement: Id, idea: &str, signed: &str) -> Saved {
    let edits = [("stage", idea, signed), ("signed", "", "2020-12-01")];
    let edits = edits.map(|(field, from, to)| FieldChange { field, from: from.to_owned(), to: to.to_owned() });
    store.apply(&asker("ana", "en"), &op_on(Kind::Agreement, agreement, Op::Edit(edits.to_vec()))).unwrap()
}

fn done(saved: Saved) -> Id {
    match saved {
        Saved::Done { ids, .. } => ids[0],
        refused => panic!("{refused:?}"),
    }
}

fn refusal(saved: Saved) -> Say {
    match saved {
        Saved::Rejected(problems) => problems[0].say.clone(),
        other => panic!("{other:?}"),
    }
}

fn arg<'a>(say: &'a Say, name: &str) -> &'a str {
    say.args.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text.as_str())
}

impl Shared {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut owner = demo(&folder);
        for role in ROLES {
            let mut fields = vec![("code", role), ("role", role)];
            let desk = owner.resolve(&asker("ana", "en"), Kind::FocalPoint, "NORDIC").unwrap().to_string();
            if role == "officer" {
                fields.push(("focal_point", &desk));
            }
            done(add(&mut owner, Kind::Account, &fields));
        }
        Self { folder, owner }
    }

    fn login(&self, name: &str) -> Store {
        let store = Store::open(self.owner.path(), clock()).unwrap().0;
        store.sit(name, "192.0.2.7").unwrap();
        store
    }

    fn id(&self, kind: Kind, text: &str) -> Id {
        self.owner.resolve(&asker("ana", "en"), kind, text).unwrap()
    }

    fn export(&self, store: &mut Store, kind: Kind) -> Result<String, Say> {
        let places = Places { exports: self.folder.path().join("out"), imports: Imports::Anywhere };
        let query = Query::all(kind);
        let plan = Box::new(plan(&query, Format::ALL[0]));
        match perform(store, &places, &asker("ana", "en"), Effect::Export { query, plan }) {
            Reply::Exported(path) => Ok(std::fs::read_to_string(path).unwrap()),
            Reply::Failed(say) => Err(say),
            other => panic!("{other:?}"),
        }
    }
}

/// What each role does with a contact of a donor of the Nordic desk, then with one of another desk.
const WITH_CONTACTS: [(&str, [&str; 2]); 5] = [
    ("viewer", ["read", "read"]),
    ("officer", ["read add change delete restore export confidential", "read export"]),
    (
        "manager",
        ["read add change delete restore export confidential", "read add change delete restore export confidential"],
    ),
    ("finance", ["read export", "read export"]),
    (
        "administrator",
        ["read add change delete restore export confidential", "read add change delete restore export confidential"],
    ),
];

#[test]
fn each_role_does_what_the_table_says_and_no_more() {
    let mut shared = Shared::new();
    for (role, expected) in WITH_CONTACTS {
        for (donor, expected) in ["Norway", "Germany"].into_iter().zip(expected) {
            let of = shared.id(Kind::Partner, donor).to_string();
            let there = done(add(&mut shared.owner, Kind::Contact, &[("name", "There"), ("partner", &of)]));
            let binned = done(add(&mut shared.owner, Kind::Contact, &[("name", "Binned"), ("partner", &of)]));
            let delete = |id| op_on(Kind::Contact, id, Op::Delete);
            done(shared.owner.apply(&asker("ana", "en"), &delete(binned)).unwrap());
            let mut store = shared.login(role);
            let me = asker(role, "en");
            let mut could = Vec::new();
            let mut tried = |deed: &'static str, saved: Saved| match saved {
                Saved::Done { .. } => could.push(deed),
                refused => {
                    let say = refusal(refused);
                    assert!(["right-missing", "right-own"].contains(&say.key), "{role} {deed}: {say}");
                    assert_eq!((arg(&say, "role"), arg(&say, "action"), arg(&say, "kind")), (role, deed, "contact"));
                }
            };
            if store.load(&me, Kind::Contact, there).unwrap().is_some() {
                tried("read", Saved::Done { action: 0, ids: vec![], merged: vec![], remarks: vec![] });
            }
            tried("add", add(&mut store, Kind::Contact, &[("name", "New"), ("partner", &of)]));
            tried("change", change(&mut store, Kind::Contact, there, "post", "Director"));
            tried("delete", store.apply(&me, &delete(there)).unwrap());
            tried("restore", store.apply(&me, &op_on(Kind::Contact, binned, Op::Restore)).unwrap());
            let exported = shared.export(&mut store, Kind::Contact);
            match exported {
                Ok(_) => tried("export", Saved::Done { action: 0, ids: vec![], merged: vec![], remarks: vec![] }),
                Err(say) => assert_eq!((say.key, arg(&say, "action")), ("right-missing", "export")),
            }
            if store.may(Kind::Contact, Deed::Change) != May::No && expected.contains("change") {
                tried("confidential", change(&mut store, Kind::Contact, binned, "confidentiality", "confidential"));
            }
            assert_eq!(could.join(" "), expected, "{role}, {donor}");
        }
    }
}

#[test]
fn who_does_not_approve_cannot_sign_or_write_off() {
    let shared = Shared::new();
    let norway = shared.id(Kind::Partner, "Norway").to_string();
    let [idea, signed] = ["IDEA", "SIGNED"].map(|code| shared.id(Kind::Stage, code).to_string());
    let fields = [
        ("partner", norway.as_str()),
        ("title", "Housing"),
        ("stage", &idea),
        ("amount", "1000.00"),
        ("currency", "USD"),
    ];
    let mut officer = shared.login("officer");
    let agreement = done(add(&mut officer, Kind::Agreement, &fields));
    let say = refusal(sign(&mut officer, agreement, &idea, &signed));
    assert_eq!((say.key, arg(&say, "action"), arg(&say, "kind")), ("right-missing", "approve", "agreement"));
    let say = refusal(change(&mut officer, Kind::Agreement, agreement, "approver", "myself"));
    assert_eq!(arg(&say, "action"), "approve");
    let mut finance = shared.login("finance");
    assert_eq!(arg(&refusal(sign(&mut finance, agreement, &idea, &signed)), "action"), "approve");
    done(sign(&mut shared.login("manager"), agreement, &idea, &signed));
    let of = agreement.to_string();
    let due = [("agreement", of.as_str()), ("due", "2021-01-31"), ("amount", "1000.00"), ("currency", "USD")];
    let instalment = done(add(&mut finance, Kind::Instalment, &due)).to_string();
    let lost = [
        ("instalment", instalment.as_str()),
        ("day", "2020-12-01"),
        ("amount", "10.00"),
        ("currency", "USD"),
        ("reason", "fee"),
    ];
    assert_eq!(refusal(add(&mut shared.login("manager"), Kind::WriteOff, &lost)).key, "right-missing");
    done(add(&mut finance, Kind::WriteOff, &lost));
}

/// A secret donor with a gift, a secret dialogue with an open donor, and a donor that was open until today.
fn secrets(shared: &mut Shared) -> [Id; 3] {
    let secret = [
        ("name", "Zorblax Foundation"),
        ("donor", "yes"),
        ("intelligence", "quixotic heirs"),
        ("confidentiality", "confidential"),
    ];
    let donor = done(add(&mut shared.owner, Kind::Partner, &secret));
    let of = donor.to_string();
    let gift = [("partner", of.as_str()), ("received", "2020-05-01"), ("amount", "777.00"), ("currency", "USD")];
    done(add(&mut shared.owner, Kind::Contribution, &gift));
    let germany = shared.id(Kind::Partner, "Germany");
    let talk = [
        ("day", "2020-11-01"),
        ("kind", "call"),
        ("title", "Zorblax call"),
        ("partners", &germany.to_string()),
        ("confidentiality", "confidential"),
    ];
    let dialogue = done(add(&mut shared.owner, Kind::Dialogue, &talk));
    let later = done(add(&mut shared.owner, Kind::Partner, &[("name", "Zorblax Trust"), ("donor", "yes")]));
    done(change(&mut shared.owner, Kind::Partner, later, "confidentiality", "confidential"));
    [donor, dialogue, later]
}

#[test]
fn what_is_confidential_never_reaches_a_viewer() {
    let mut shared = Shared::new();
    let count = |store: &mut Store, kind, as_of| {
        store.count(&Asker { as_of, ..asker("viewer", "en") }, &Query::all(kind)).unwrap().total
    };
    let mut before = shared.login("viewer");
    let kinds = [Kind::Partner, Kind::Dialogue, Kind::Contribution];
    let days = [None, Day::new(2020, 11, 21), Day::new(2020, 12, 30)];
    let counted = days.map(|as_of| kinds.map(|kind| count(&mut before, kind, as_of)));
    let actions = before.action_count(&asker("viewer", "en")).unwrap();
    let [donor, dialogue, later] = secrets(&mut shared);
    let places = Places { exports: shared.folder.path().join("out"), imports: Imports::Anywhere };
    for (as_of, counted) in days.into_iter().zip(counted) {
        let me = Asker { as_of, ..asker("viewer", "en") };
        let mut store = shared.login("viewer");
        assert_eq!(kinds.map(|kind| count(&mut store, kind, as_of)), counted, "{as_of:?}");
        for (kind, id) in [(Kind::Partner, donor), (Kind::Dialogue, dialogue), (Kind::Partner, later)] {
            assert_eq!(store.load(&me, kind, id).unwrap(), None);
            assert_eq!(store.name_of(&me, kind, id).unwrap(), None);
            assert!(store.record_history(&me, id, 100).unwrap().is_empty());
        }
        for typed in ["zorblax", "quixotic", "zorblak"] {
            assert!(store.search_all(&me, &Kind::ALL, typed, 30).unwrap().is_empty(), "{typed}");
            for kind in [Kind::Partner, Kind::Contribution, Kind::Dialogue] {
                assert_eq!(store.count(&me, &Query::read(kind, typed).unwrap()).unwrap().total, 0, "{kind:?} {typed}");
            }
            assert!(store.candidates(&me, Kind::Partner, typed, 20).unwrap().is_empty());
        }
        assert!(store.resolve(&me, Kind::Partner, "Zorblax Foundation").is_err());
        for figure in ["income", "income-of-year"] {
            if let Ok(figure) = store.figure(&me, figure, Some(2020)) {
                assert!(!format!("{figure:?}").contains("Zorblax"), "{figure:?}");
            }
        }
        for effect in [Effect::Home, Effect::Bin, Effect::SearchAll("zorblax".to_owned()), Effect::Matrix] {
            assert!(!format!("{:?}", perform(&mut store, &places, &me, effect)).contains("Zorblax"));
        }
        let entries = store.actions(&me, 0, 100).unwrap();
        assert!(
            entries.iter().all(|entry| store
                .action_changes(&me, entry.id, 500)
                .unwrap()
                .iter()
                .all(|one| one.record != donor))
        );
    }
    let store = shared.login("viewer");
    assert_eq!(store.action_count(&asker("viewer", "en")).unwrap(), actions);
    assert!(!shared.export(&mut shared.login("officer"), Kind::Partner).unwrap().contains("Zorblax"));
    assert!(shared.export(&mut shared.login("manager"), Kind::Partner).unwrap().contains("Zorblax"));
}

#[test]
fn what_is_hidden_cannot_be_changed_or_pointed_at() {
    let mut shared = Shared::new();
    let [donor, dialogue, _] = secrets(&mut shared);
    let mut officer = shared.login("officer");
    let of = donor.to_string();
    let pledge = [("partner", of.as_str()), ("amount", "5.00"), ("currency", "USD")];
    assert_eq!(refusal(add(&mut officer, Kind::Pledge, &pledge)).key, "value-no-such-record");
    let op = Op::Edit(vec![FieldChange { field: "place", from: String::new(), to: "Bonn".to_owned() }]);
    let say = refusal(officer.apply(&asker("officer", "en"), &op_on(Kind::Dialogue, dialogue, op)).unwrap());
    assert_eq!(say.key, "value-no-such-record");
    let newest = shared.owner.actions(&asker("ana", "en"), 0, 1).unwrap()[0].id;
    assert!(shared.login("viewer").undo_action(&asker("viewer", "en"), newest).is_err());
}

#[test]
fn an_officer_reads_what_is_confidential_of_the_own_portfolio() {
    let mut shared = Shared::new();
    let ids = ["Norway", "Germany"].map(|name| shared.id(Kind::Partner, name));
    let talks = ids.map(|id| {
        let talk = [
            ("day", "2020-11-01"),
            ("kind", "call"),
            ("title", "Call"),
            ("partners", &id.to_string()),
            ("confidentiality", "confidential"),
        ];
        done(add(&mut shared.owner, Kind::Dialogue, &talk))
    });
    let mut officer = shared.login("officer");
    let me = asker("officer", "en");
    assert_eq!(talks.map(|id| officer.load(&me, Kind::Dialogue, id).unwrap().is_some()), [true, false]);
    done(change(&mut officer, Kind::Partner, ids[0], "notes", "mine"));
    let say = refusal(change(&mut officer, Kind::Partner, ids[1], "notes", "not mine"));
    assert_eq!((say.key, arg(&say, "action"), arg(&say, "kind")), ("right-own", "change", "partner"));
    // Nobody moves a record into, or out of, somebody else's portfolio.
    let contact = done(add(&mut officer, Kind::Contact, &[("name", "Kari"), ("partner", &ids[0].to_string())]));
    assert_eq!(refusal(change(&mut officer, Kind::Contact, contact, "partner", &ids[1].to_string())).key, "right-own");
    // A desk that passes the donor on has no more right to it, from that moment.
    let assignment = shared.owner.list(&me, &Query::all(Kind::Assignment), Window { from: 0, limit: 100 }).unwrap();
    let led = assignment.records.iter().find(|one| one.reference("partner") == Some(ids[0])).unwrap().id;
    done(change(&mut shared.owner, Kind::Assignment, led, "to_day", "2020-12-01"));
    assert_eq!(refusal(change(&mut officer, Kind::Partner, ids[0], "notes", "still mine?")).key, "right-own");
    assert_eq!(officer.load(&me, Kind::Dialogue, talks[0]).unwrap(), None);
}

#[test]
fn accounts_and_rights_are_seen_and_kept_by_administrators() {
    let shared = Shared::new();
    let me = asker("viewer", "en");
    for role in ["viewer", "officer", "manager", "finance"] {
        let mut store = shared.login(role);
        assert_eq!(store.count(&me, &Query::all(Kind::Account)).unwrap().total, 0, "{role}");
        assert!(store.count(&me, &Query::all(Kind::RoleRight)).unwrap().total > 100, "{role}");
        assert_eq!(
            refusal(add(&mut store, Kind::Account, &[("code", "eve"), ("role", "administrator")])).key,
            "right-missing"
        );
        let row = [("role", role), ("kinds", "account"), ("action", "add"), ("may", "yes")];
        assert_eq!(refusal(add(&mut store, Kind::RoleRight, &row)).key, "right-missing");
    }
    let mut admin = shared.login("administrator");
    assert_eq!(admin.count(&me, &Query::all(Kind::Account)).unwrap().total, 5);
    let own = shared.id(Kind::Account, "administrator");
    for (field, to) in [("suspended", "yes"), ("role", "viewer")] {
        assert_eq!(refusal(change(&mut admin, Kind::Account, own, field, to)).key, "account-last-administrator");
    }
    let gone = admin.apply(&me, &op_on(Kind::Account, own, Op::Delete)).unwrap();
    assert_eq!(refusal(gone).key, "account-last-administrator");
    let row = [("role", "administrator"), ("kinds", "access"), ("action", "change"), ("may", "no")];
    assert_eq!(refusal(add(&mut admin, Kind::RoleRight, &row)).key, "right-administrator");
    let row = [("role", "viewer"), ("kinds", "donors"), ("action", "read"), ("may", "no")];
    assert_eq!(refusal(add(&mut admin, Kind::RoleRight, &row)).key, "right-no-kinds");
    let row = [("role", "viewer"), ("kinds", "all"), ("action", "read"), ("may", "no")];
    assert_eq!(refusal(add(&mut admin, Kind::RoleRight, &row)).key, "right-twice");
    let row = [("role", "viewer"), ("kinds", "contribution"), ("action", "read"), ("may", "no")];
    let mut viewer = shared.login("viewer");
    assert!(viewer.count(&me, &Query::all(Kind::Contribution)).unwrap().total > 500);
    done(add(&mut admin, Kind::RoleRight, &row));
    assert_eq!(viewer.count(&me, &Query::all(Kind::Contribution)).unwrap().total, 0, "rights hold at once");
}

#[test]
fn a_suspended_account_reads_nothing_more() {
    let mut shared = Shared::new();
    let mut viewer = shared.login("viewer");
    let me = asker("viewer", "en");
    let account = shared.id(Kind::Account, "viewer");
    assert!(viewer.count(&me, &Query::all(Kind::Partner)).unwrap().total > 0);
    done(change(&mut shared.owner, Kind::Account, account, "suspended", "yes"));
    let say = viewer.count(&me, &Query::all(Kind::Partner)).unwrap_err().say();
    assert_eq!(say.key, "account-no-entry");
    assert!(viewer.load(&me, Kind::Partner, shared.id(Kind::Partner, "Norway")).is_err());
    assert!(Store::open(shared.owner.path(), clock()).unwrap().0.sit("viewer", "").is_err());
    assert!(Store::open(shared.owner.path(), clock()).unwrap().0.sit("nobody", "").is_err());
}

#[test]
fn history_says_who_logged_in_whatever_name_they_ask_under() {
    let shared = Shared::new();
    let mut officer = shared.login("officer");
    let norway = shared.id(Kind::Partner, "Norway");
    done(change(&mut officer, Kind::Partner, norway, "notes", "seen"));
    assert_eq!(shared.owner.actions(&asker("ana", "en"), 0, 1).unwrap()[0].who, "officer");
}

#[test]
fn a_key_is_one_public_key_of_one_account() {
    let mut shared = Shared::new();
    let [viewer, officer] = ["viewer", "officer"].map(|name| shared.id(Kind::Account, name).to_string());
    let id = done(add(&mut shared.owner, Kind::AccountKey, &[("account", &viewer), ("key", KEY)]));
    let key = shared.owner.load(&asker("ana", "en"), Kind::AccountKey, id).unwrap().unwrap();
    assert_eq!(key.get("fingerprint"), "SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU");
    assert_eq!(key.get("comment"), "laptop of the desk");
    let twice = add(&mut shared.owner, Kind::AccountKey, &[("account", &officer), ("key", KEY)]);
    assert_eq!(refusal(twice).key, "account-key-taken");
    let options = format!("command=\"sh\" {KEY}");
    let refused = add(&mut shared.owner, Kind::AccountKey, &[("account", &officer), ("key", &options)]);
    assert_eq!(refusal(refused).key, "account-key-form");
    assert_eq!(
        refusal(add(&mut shared.owner, Kind::Account, &[("code", "a;b"), ("role", "viewer")])).key,
        "account-login-form"
    );
}

#[test]
fn a_file_without_accounts_is_nobodys_to_refuse() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = demo(&folder);
    assert!(!store.is_shared().unwrap());
    assert_eq!(store.may(Kind::Account, Deed::Delete), May::Yes);
    done(add(&mut store, Kind::Partner, &[("name", "Anybody"), ("confidentiality", "confidential")]));
    assert_eq!(store.count(&asker("ana", "en"), &Query::read(Kind::Partner, "anybody").unwrap()).unwrap().total, 1);
}
