//! Files of the IATI standard: what is published is valid by the official schema and by the rules, keeps what is
//! confidential at home, and is the same file for the same records; and files of others are checked with their lines.

use std::path::Path;
use std::process::Command;

use pledgebook::access::Asker;
use pledgebook::domain::day::Day;
use pledgebook::domain::iati::{Activity, Entry, Narrative};
use pledgebook::domain::kind::Kind;
use pledgebook::domain::record::Id;
use pledgebook::domain::say::Say;
use pledgebook::exchange::iati::check::{Finding, Grade, Standard};
use pledgebook::exchange::iati::write::{Kind as FileKind, Out};
use pledgebook::locale::Locale;
use pledgebook::store::{PublishedCounts, Store};

use crate::book::Book;
use crate::cli::Home;
use crate::support::{Person, demo};

/// Everything that is published as of a day, in the order it comes.
pub fn published(store: &Store, asker: &Asker) -> (Vec<Entry>, PublishedCounts) {
    let (english, chinese) = (Locale::load("en").unwrap(), Locale::load("zh").unwrap());
    let words = move |code: &'static str, say: &Say| if code == "zh" { chinese.say(say) } else { english.say(say) };
    let mut entries = Vec::new();
    let done = store.publish(asker, &words, &mut |entry| {
        entries.push(entry);
        Ok(())
    });
    (entries, done.unwrap())
}

/// The activity file of what is published.
pub fn file_of(entries: &[Entry]) -> Vec<u8> {
    let mut out = Out::new(Vec::new(), FileKind::Activities, "2021-08-31T00:00:00Z").unwrap();
    for entry in entries {
        if let Entry::Activity(activity) = entry {
            out.activity(activity).unwrap();
        }
    }
    out.finish().unwrap()
}

fn activities(entries: &[Entry]) -> Vec<&Activity> {
    entries
        .iter()
        .filter_map(|entry| if let Entry::Activity(one) = entry { Some(one.as_ref()) } else { None })
        .collect()
}

fn findings(bytes: &[u8]) -> Vec<Finding> {
    let mut all = Vec::new();
    let today = Day::new(2021, 8, 31).unwrap();
    Standard::shipped()
        .check_bytes(bytes, today, &mut |finding| {
            all.push(finding);
            true
        })
        .unwrap();
    all
}

/// Holds a file against the official schema with xmllint; skipped where there is none, but not in CI.
fn valid(path: &Path, schema: &str) {
    let Ok(version) = Command::new("xmllint").arg("--version").output() else {
        assert!(std::env::var_os("CI").is_none(), "no xmllint: .ci/run installs it");
        println!("skipped: no xmllint");
        return;
    };
    assert!(version.status.success());
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/reference/iati").join(schema);
    let output =
        Command::new("xmllint").args(["--nonet", "--noout", "--schema"]).arg(schema).arg(path).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn valid_bytes(bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("activities.xml");
    std::fs::write(&path, bytes).unwrap();
    valid(&path, "iati-activities-schema.xsd");
}

/// Two governments with agreements, one confidential, a private person, a pledge and money of every kind.
pub fn book() -> (Book, Id) {
    let mut book = Book::demo("2021-08-31");
    book.add(Kind::Rate, &[("currency", "NOK"), ("day", "2020-01-01"), ("rate", "9"), ("source", "list")]);
    let pledge = book.add(
        Kind::Pledge,
        &[
            ("partner", "Norway"),
            ("title", "Said in Nairobi"),
            ("said", "2019-05-30"),
            ("amount", "12m"),
            ("currency", "NOK"),
        ],
    );
    let pledge = pledge.to_string();
    let cities = book.add(
        Kind::Agreement,
        &[
            ("partner", "Norway"),
            ("title", "Cities & <climate>"),
            ("stage", "SIGNED"),
            ("signed", "2020-02-01"),
            ("starts", "2020-03-01"),
            ("ends", "2023-02-28"),
            ("amount", "10000000.01"),
            ("currency", "NOK"),
            ("fund", "FE"),
            ("earmarking", "SOFT"),
            ("years", "2020; 2021; 2022"),
            ("countries", "KEN 60%; UGA"),
            ("subprogrammes", "SP1 30%; SP4"),
            ("flagship", "FP1"),
            ("reference", "NOR-20/0001"),
            ("iati", "NO-BRC-1-20/0001"),
            ("pledge", &pledge),
        ],
    );
    let of_cities = cities.to_string();
    book.add(
        Kind::Amendment,
        &[
            ("agreement", &of_cities),
            ("day", "2021-01-10"),
            ("kind", "addition"),
            ("amount", "500000"),
            ("currency", "NOK"),
            ("new_ends", "2023-12-31"),
        ],
    );
    for (day, amount) in [("2020-04-01", "4000000.00"), ("2021-04-01", "3000000.00")] {
        book.add(
            Kind::Contribution,
            &[
                ("partner", "Norway"),
                ("agreement", &of_cities),
                ("received", day),
                ("amount", amount),
                ("currency", "NOK"),
                ("form", "in-kind"),
            ],
        );
    }
    let title = [("title", "The paper"), ("kind", "agreement"), ("category", "a09"), ("language", "en")];
    let link =
        [("agreement", of_cities.as_str()), ("link", "https://example.org/a.pdf?x=1&y=2"), ("day", "2020-02-01")];
    book.add(Kind::Document, &[&title[..], &link[..]].concat());
    let hidden = [("partner", "Sweden"), ("title", "Secret"), ("stage", "SIGNED"), ("signed", "2020-05-01")];
    let amount = [("amount", "777"), ("currency", "USD"), ("confidentiality", "confidential")];
    book.add(Kind::Agreement, &[&hidden[..], &amount[..]].concat());
    book.add(Kind::Partner, &[("name", "Ana Private"), ("donor", "yes"), ("type", "FOU-INDIV"), ("category", "PC8")]);
    for (partner, received) in [("Ana Private", "2021-02-02"), ("Sweden", "2021-08-30")] {
        let money = [("amount", "55.00"), ("currency", "USD"), ("earmarking", "UNEARMARKED")];
        book.add(Kind::Contribution, &[&[("partner", partner), ("received", received)][..], &money[..]].concat());
    }
    (book, cities)
}

fn set(book: &mut Book, code: &str, value: &str) {
    let id = book.store.resolve(&book.asker, Kind::Setting, code).unwrap();
    book.set(Kind::Setting, id, &[("value", value)]);
}

#[test]
fn what_is_published_is_valid_by_schema_and_rules() {
    let (book, _) = book();
    let (entries, _) = published(&book.store, &book.asker);
    let bytes = file_of(&entries);
    assert_eq!(findings(&bytes), Vec::new());
    valid_bytes(&bytes);
}

#[test]
fn the_demo_is_valid_on_the_command_line_and_the_same_twice() {
    let home = Home::new();
    let said = home.json(&["--demo", "export", "iati", "--out", "one"]);
    assert_eq!((&said["critical"], &said["errors"], &said["warnings"]), (&0.into(), &0.into(), &0.into()));
    assert!(said["transactions"].as_u64().unwrap() > 500);
    valid(&home.path("one/activities.xml"), "iati-activities-schema.xsd");
    valid(&home.path("one/organisation.xml"), "iati-organisations-schema.xsd");
    home.done(&["--demo", "export", "iati", "--out", "two.xml"]);
    let read = |name: &str| std::fs::read(home.path(name)).unwrap();
    assert_eq!(read("one/activities.xml"), read("two.xml"));
    home.ends(2, &["--demo", "export", "iati"]);
    let checked = home.json(&["check", "iati", "one/activities.xml"]);
    assert_eq!(checked["transactions"], said["transactions"]);
}

#[test]
fn an_agreement_is_an_activity_with_everything_the_field_keeps_of_it() {
    let (book, _) = book();
    let (entries, done) = published(&book.store, &book.asker);
    let all = activities(&entries);
    let cities = all.iter().find(|one| one.identifier == "XM-DAC-41120-NOR-20-0001").unwrap();
    assert_eq!(Narrative::best(&cities.titles), "Cities & <climate>");
    assert_eq!((cities.status.as_str(), cities.humanitarian, cities.scope.as_str()), ("2", true, "3"));
    let coded = |all: &[pledgebook::domain::iati::Coded]| -> Vec<String> {
        all.iter().map(|one| format!("{}:{} {}", one.vocabulary, one.code, one.percentage).trim().to_owned()).collect()
    };
    assert_eq!(coded(&cities.countries), ["1:KE 60", "1:UG 40"]);
    assert_eq!(coded(&cities.sectors), ["1:43030", "99:SP1 30", "99:SP4 70", "98:FP1"]);
    assert_eq!(coded(&cities.tags), ["99:FUND-FE", "99:EARMARKING-SOFT"]);
    assert_eq!(coded(&cities.aid_types), ["1:B03", "2:2"]);
    let days: Vec<String> = cities.dates.iter().map(|(kind, day)| format!("{kind} {day}")).collect();
    assert_eq!(days, ["2 2020-03-01", "3 2023-12-31"]);
    let budgets: Vec<&str> = cities.budgets.iter().map(|budget| budget.value.text.as_str()).collect();
    assert_eq!(budgets, ["3333333.34", "3333333.34", "3333333.33"]);
    let money: Vec<String> = cities
        .transactions
        .iter()
        .map(|one| {
            format!("{} {} {} {} {}", one.kind, one.day.unwrap(), one.value.text, one.value.currency, one.channel)
        })
        .collect();
    assert_eq!(
        money,
        [
            "13 2019-05-30 12000000.00 NOK ",
            "11 2020-02-01 10000000.01 NOK ",
            "11 2021-01-10 500000.00 NOK ",
            "1 2020-04-01 4000000.00 NOK 4",
            "1 2021-04-01 3000000.00 NOK 4",
        ]
    );
    assert_eq!(cities.transactions[1].provider_activity, "NO-BRC-1-20/0001");
    assert_eq!(cities.links[0].url, "https://example.org/a.pdf?x=1&y=2");
    assert_eq!(done.kept_back.get("confidential"), Some(&1));
}

#[test]
fn what_is_confidential_withheld_or_under_embargo_stays() {
    let (mut book, _) = book();
    let text = |book: &Book| String::from_utf8(file_of(&published(&book.store, &book.asker).0)).unwrap();
    let whole = text(&book);
    assert!(!whole.contains("Secret") && !whole.contains("777.00"), "confidential agreements never leave");
    assert!(!whole.contains("Ana Private") && whole.contains("Name withheld"), "private persons are not named");
    assert!(whole.contains("2021-08-30"));
    set(&mut book, "iati-embargo", "30");
    assert!(!text(&book).contains("2021-08-30"));
    set(&mut book, "iati-embargo", "2019-12-31");
    assert!(!text(&book).contains("&lt;climate"));
    set(&mut book, "iati-embargo", "soon");
    let words = |_: &'static str, say: &Say| say.key.to_owned();
    let refused = book.store.publish(&book.asker, &words, &mut |_| Ok(())).unwrap_err();
    assert_eq!(refused.say().key, "iati-embargo");
    set(&mut book, "iati-embargo", "0");
    set(&mut book, "iati-levels", "open confidential");
    let open = text(&book);
    assert!(
        !open.contains("Secret") && !open.contains("&lt;climate"),
        "unmarked stays when only what is open may leave"
    );
    set(&mut book, "iati-levels", "open unmarked");
    set(&mut book, "iati-parts", "none");
    let least = text(&book);
    for part in ["<budget", "<document-link", "<result", "NOR-20/0001\"", "code=\"13\""] {
        assert!(whole.contains(part) && !least.contains(part), "{part}");
    }
    let norway = book.store.resolve(&book.asker, Kind::Partner, "Norway").unwrap();
    book.set(Kind::Partner, norway, &[("confidentiality", "confidential")]);
    assert!(!text(&book).contains("Norway"), "nor does what hangs on a confidential donor");
}

#[test]
fn flagship_programmes_can_be_published_instead_of_their_agreements() {
    let (mut book, _) = book();
    let second = [("partner", "Sweden"), ("title", "More cities"), ("stage", "SIGNED"), ("signed", "2020-06-01")];
    let money = [("amount", "1m"), ("currency", "SEK"), ("flagship", "FP1"), ("country", "KEN"), ("fund", "FE")];
    book.add(Kind::Agreement, &[&second[..], &money[..]].concat());
    set(&mut book, "iati-unit", "flagship");
    let (entries, _) = published(&book.store, &book.asker);
    let all = activities(&entries);
    let programme = all.iter().find(|one| one.identifier == "XM-DAC-41120-FP1").unwrap();
    let donors: Vec<&str> = programme.participants.iter().map(|one| Narrative::best(&one.organisation.names)).collect();
    assert_eq!(donors[..2], ["Norway", "Sweden"]);
    assert_eq!(programme.transactions.iter().filter(|one| one.kind == "11").count(), 3);
    let bytes = file_of(&entries);
    assert_eq!(findings(&bytes), Vec::new());
    valid_bytes(&bytes);
}

#[test]
fn a_file_of_others_is_checked_with_lines_grades_and_words_in_both_languages() {
    let home = Home::new();
    let (book, _) = book();
    let text = String::from_utf8(file_of(&published(&book.store, &book.asker).0)).unwrap();
    let wrong = text
        .replacen("<activity-status code=\"4\"/>", "<activity-status code=\"99\"/>", 1)
        .replacen("<transaction-date iso-date=\"2010-12-31\"/>", "<transaction-date iso-date=\"2010-12-32\"/>", 1)
        .replacen("<iati-identifier>XM-DAC-41120-2011", "<iati-identifier>OTHER", 1)
        .replacen("</iati-activities>", "", 1);
    home.write("wrong.xml", &wrong);
    let line_of = |part: &str| wrong.lines().position(|line| line.contains(part)).unwrap() + 1;
    let said = home.json(&["check", "iati", "wrong.xml"]);
    let all: Vec<String> = said["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {} {}", one["grade"].as_str().unwrap(), one["line"], one["rule"].as_str().unwrap()))
        .collect();
    let last = wrong.lines().count() + 1;
    for (grade, line, rule) in [
        ("error", line_of("code=\"99\""), "codes"),
        ("critical", line_of("2010-12-32"), "schema"),
        ("warning", line_of("OTHER"), "1.1.21"),
        ("critical", last, "xml"),
    ] {
        assert!(all.contains(&format!("{grade} {line} {rule}")), "{grade} {line} {rule} in {all:?}");
    }
    let chinese = home.ends(1, &["check", "iati", "wrong.xml", "--lang", "zh"]);
    assert!(chinese.contains("不在代码表 ActivityStatus 中") && chinese.contains("严重"), "{chinese}");
    home.ends(2, &["check", "iati", "nothing.xml"]);
    home.ends(2, &["check", "iati"]);
    home.ends(2, &["check", "nonsense"]);
}

#[test]
fn laughs_and_outside_entities_are_refused_at_once() {
    let home = Home::new();
    let laughs: String =
        (0..30).map(|n| format!("<!ENTITY l{} \"{}\">", n + 1, format!("&l{n};").repeat(10))).collect();
    let bomb = format!(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE x [<!ENTITY l0 \"ha\">{laughs}]>\n<iati-activities version=\"2.03\"><iati-activity>&l30;</iati-activity></iati-activities>"
    );
    let outside = "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><iati-activities/>";
    let entity = "<iati-activities version=\"2.03\"><iati-activity>&passwd;</iati-activity></iati-activities>";
    for (name, text, line) in [("bomb.xml", bomb.as_str(), 2), ("outside.xml", outside, 1), ("entity.xml", entity, 1)] {
        home.write(name, text);
        home.ends(1, &["check", "iati", name]);
        let said = home.json(&["check", "iati", name]);
        assert_eq!((&said["activities"], &said["findings"][0]["line"]), (&0.into(), &line.into()), "{name}");
        assert_eq!(said["findings"][0]["grade"], Grade::Critical.word());
    }
}

#[test]
fn a_newer_code_list_is_read_and_what_it_withdraws_stays_readable() {
    let home = Home::with_file();
    let file = |codes: &str| {
        format!("<codelist name=\"ActivityStatus\" complete=\"1\"><codelist-items>{codes}</codelist-items></codelist>")
    };
    let item = |code: &str, name: &str| {
        format!(
            "<codelist-item status=\"active\"><code>{code}</code><name><narrative>{name}</narrative></name></codelist-item>"
        )
    };
    let newer = [item("1", "Pipeline/identification"), item("2", "Implementing"), item("7", "Paused")].concat();
    home.write("newer.xml", file(&newer));
    let activity = |status: &str| {
        format!(
            "<iati-activities version=\"2.03\">\n<iati-activity xml:lang=\"en\"><activity-status code=\"{status}\"/></iati-activity></iati-activities>"
        )
    };
    for status in ["7", "6", "9"] {
        home.write(&format!("{status}.xml"), activity(status));
    }
    let grade = |status: &str| {
        let said = home.json(&["--db", "a.db", "check", "iati", &format!("{status}.xml")]);
        let codes = said["findings"].as_array().unwrap().iter().find(|one| one["rule"] == "codes").cloned();
        codes.map(|one| one["grade"].as_str().unwrap().to_owned())
    };
    assert_eq!((grade("7").as_deref(), grade("6")), (Some("error"), None));
    let said = home.json(&["--db", "a.db", "codelist", "update", "newer.xml"]);
    assert_eq!((&said["new"], &said["changed"], &said["withdrawn"]), (&1.into(), &1.into(), &4.into()));
    assert_eq!((grade("7"), grade("6").as_deref(), grade("9").as_deref()), (None, Some("warning"), Some("error")));
    let again = home.json(&["--db", "a.db", "codelist", "update", "newer.xml"]);
    assert_eq!((&again["new"], &again["changed"], &again["withdrawn"]), (&0.into(), &0.into(), &0.into()));
    let shown = home.json(&["--db", "a.db", "codelist", "show", "activitystatus"]);
    let names: Vec<&str> =
        shown["codes"].as_array().unwrap().iter().map(|code| code["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"Implementing") && names.contains(&"Suspended") && names.contains(&"Paused"), "{names:?}");
    home.done(&["--db", "a.db", "undo"]);
    assert_eq!((grade("7").as_deref(), grade("6")), (Some("error"), None));
    home.write("other.xml", "<iati-activities/>");
    home.ends(2, &["--db", "a.db", "codelist", "update", "other.xml"]);
    home.ends(2, &["--db", "a.db", "codelist", "show", "nonsense"]);
}

#[test]
fn what_may_be_published_is_written_from_the_screens() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = Person::at(demo(&folder), "ana", "en", 80, 24);
    person.press(&format!("0 {}Enter", "Down ".repeat(9)));
    let text = person.screen();
    assert!(text.contains("Publish (IATI)") && text.contains("activities written, 0 records kept back"), "{text}");
    let written = folder.path().join("exports/iati 2020-12-31/activities.xml");
    valid(&written, "iati-activities-schema.xsd");
}
