//! Files of the IATI standard read into records: money for us by whatever name, every version, nothing twice, all of it
//! taken back with one undo; and what was published comes back as it was.

use std::fmt::Write as _;
use std::io::Write;

use pledgebook::domain::field::Input;
use pledgebook::domain::iati::Entry;
use pledgebook::domain::kind::Kind;
use pledgebook::domain::query::{Query, Window};
use pledgebook::domain::record::Record;
use pledgebook::exchange::iati::check::Standard;
use pledgebook::exchange::iati::read::{Entries, Next};
use pledgebook::exchange::origin::Origin;
use pledgebook::store::{Fate, IatiTally, Store, Taken, Told};
use proptest::prelude::*;

use crate::book::Book;
use crate::cli::Home;
use crate::iati::{book, file_of, published};

fn others() -> Vec<u8> {
    include_bytes!("fixtures/iati/others.xml").to_vec()
}

/// Reads a file into the store; what was told, a line each.
fn import(book: &mut Book, bytes: &[u8], apply: bool) -> (IatiTally, Vec<String>) {
    let mut said = Vec::new();
    let mut taking = book.store.import_iati(&book.asker, "file.xml", apply).unwrap();
    let mut entries = Entries::new(bytes);
    while let Some(next) = entries.take_next().unwrap() {
        let Next::Entry(entry) = next else { panic!("{next:?}") };
        taking.take(&entry, &mut |told| said.push(line(&told))).unwrap();
    }
    (taking.finish().unwrap(), said)
}

fn line(told: &Told) -> String {
    match told {
        Told::Note { line, entry, say } => format!("{line} {entry} note {}", say.key),
        Told::Taken(Taken { line, entry, kind, fate }) => {
            let fate = match fate {
                Fate::New => "new".to_owned(),
                Fate::Same => "same".to_owned(),
                Fate::Rejected(refusals) => format!("{} {}", refusals[0].field.unwrap_or("-"), refusals[0].say.key),
                Fate::Changed(_) => "changed".to_owned(),
            };
            format!("{line} {entry} {} {fate}", kind.name())
        }
    }
}

fn all(store: &mut Store, book_asker: &pledgebook::access::Asker, kind: Kind) -> Vec<Record> {
    let mut query = Query::all(kind);
    query.columns.clear();
    store.list(book_asker, &query, Window { from: 0, limit: 100_000 }).unwrap().records
}

/// Every record of the kinds an import makes, as texts with names in place of ids.
fn whole(book: &mut Book) -> String {
    let mut text = String::new();
    for kind in [Kind::Partner, Kind::Pledge, Kind::Agreement, Kind::Amendment, Kind::Contribution, Kind::Document] {
        let mut lines: Vec<String> = all(&mut book.store, &book.asker, kind)
            .iter()
            .map(|record| {
                let cells = record.pairs().map(|(field, text)| match field.input {
                    Input::Ref(_) => record.shown(field.name).to_owned(),
                    _ => text.to_owned(),
                });
                cells.collect::<Vec<_>>().join("|")
            })
            .collect();
        lines.sort();
        for line in lines {
            writeln!(text, "{} {line}", kind.name()).unwrap();
        }
    }
    text
}

#[test]
fn money_for_us_arrives_by_whatever_we_are_called() {
    let mut book = Book::new("2021-08-31");
    let (dry, said) = import(&mut book, &others(), false);
    assert_eq!((dry.activities, dry.transactions, dry.about_us, dry.ours, dry.action), (4, 12, 4, 10, None));
    assert_eq!(all(&mut book.store, &book.asker, Kind::Contribution).len(), 0);
    let (tally, again) = import(&mut book, &others(), true);
    assert_eq!((&said, tally.counts()), (&again, dry.counts()));
    assert!(tally.action.is_some());
    for wanted in [
        "39 SE-0-11433 note iati-implied",
        "39 SE-0-11433 agreement new",
        "64 SE-0-11433 note iati-rounded",
        "69 SE-0-11433 note iati-nothing",
        "80 XM-DAC-41114-1 note iati-names-us",
        "102 XM-FUND-BAD contribution received iati-no-day",
        "107 XM-FUND-BAD contribution amount iati-amount",
        "113 XM-FUND-BAD contribution currency value-currency-unknown",
    ] {
        let (_, end) = wanted.split_once(' ').unwrap();
        assert!(said.iter().any(|line| line.ends_with(end)), "{wanted} in {said:#?}");
    }
    let money = all(&mut book.store, &book.asker, Kind::Contribution);
    let mut amounts: Vec<String> = money
        .iter()
        .map(|one| format!("{} {} {}", one.shown("partner"), one.get("amount"), one.get("currency")))
        .collect();
    amounts.sort();
    assert_eq!(
        amounts,
        [
            "Emergency Fund 799992.00 USD",
            "Emergency Fund 99999.00 USD",
            "Emergency Fund 99999.00 USD",
            "Sweden 816993.46 SEK"
        ]
    );
    let shelter = money.iter().find(|one| one.get("amount") == "799992.00").unwrap();
    assert_eq!((shelter.shown("country"), shelter.shown("earmarking")), ("Lebanon", "Tightly earmarked"));
    assert_eq!((shelter.get("notes"), shelter.get("reference")), ("Shelter in Beirut", "T1"));
    let agreement = &all(&mut book.store, &book.asker, Kind::Agreement)[0];
    assert_eq!((agreement.get("title"), agreement.get("amount")), ("Sustainable cities", "1600000.40"));
    assert_eq!((agreement.get("signed"), agreement.get("ends")), ("2018-03-30", "2020-12-31"));
    assert_eq!(agreement.get("years"), "2018 1000000.40; 2019 600000.00");
    assert_eq!(agreement.get("countries"), "ETH 960000.24; KEN 640000.16");
    assert_eq!((agreement.get("iati"), agreement.get("notes")), ("SE-0-11433", "sector 2:140 Water"));
    let amendment = &all(&mut book.store, &book.asker, Kind::Amendment)[0];
    assert_eq!((amendment.get("kind"), amendment.get("amount")), ("reduction", "-50000.00"));
    assert_eq!(all(&mut book.store, &book.asker, Kind::Document)[0].get("category"), "a09");
    let partners = all(&mut book.store, &book.asker, Kind::Partner);
    let sweden = partners.iter().find(|one| one.get("name") == "Sweden").unwrap();
    assert_eq!((sweden.get("iati"), sweden.get("code"), sweden.get("donor")), ("SE-0", "SWE", "yes"));
    assert_eq!(partners.len(), 2);
}

#[test]
fn the_same_file_twice_changes_nothing_and_one_undo_takes_it_back() {
    let mut book = Book::demo("2021-08-31");
    let before = whole(&mut book);
    let (first, _) = import(&mut book, &others(), true);
    let after = whole(&mut book);
    assert_ne!(before, after);
    let (second, said) = import(&mut book, &others(), true);
    assert_eq!(second.action, None, "{said:#?}");
    assert_eq!((second.counts()[0], second.counts()[1]), (0, 0), "{said:#?}");
    assert_eq!(whole(&mut book), after);
    book.store.undo_action(&book.asker, first.action.unwrap()).unwrap();
    assert_eq!(whole(&mut book), before);
}

#[test]
fn partners_are_known_by_identifier_and_by_name_and_keep_what_they_have() {
    let mut book = Book::new("2021-08-31");
    book.add(Kind::Partner, &[("name", "Swedish Government"), ("donor", "yes"), ("iati", "SE-GOV; se-0")]);
    book.add(Kind::Partner, &[("name", "应急基金"), ("aliases", "Emergency Fund"), ("donor", "yes")]);
    import(&mut book, &others(), true);
    let partners = all(&mut book.store, &book.asker, Kind::Partner);
    let known: Vec<(&str, &str)> = partners.iter().map(|one| (one.get("name"), one.get("iati"))).collect();
    assert_eq!(known.len(), 2);
    assert!(known.contains(&("Swedish Government", "SE-GOV; se-0")) && known.contains(&("应急基金", "XM-FUND")));
}

#[test]
fn version_1_arrives_as_version_2_would() {
    let mut book = Book::new("2021-08-31");
    let (tally, said) = import(&mut book, include_bytes!("fixtures/iati/old.xml"), true);
    assert_eq!((tally.activities, tally.ours, tally.counts()), (1, 2, [3, 0, 0, 0]), "{said:#?}");
    let agreement = &all(&mut book.store, &book.asker, Kind::Agreement)[0];
    assert_eq!(
        (agreement.get("title"), agreement.get("amount"), agreement.get("currency")),
        ("Slum upgrading", "2500000.00", "GBP")
    );
    assert_eq!((agreement.get("starts"), agreement.shown("country")), ("2010-04-30", "United Republic of Tanzania"));
    let money = &all(&mut book.store, &book.asker, Kind::Contribution)[0];
    assert_eq!((money.get("received"), money.get("amount")), ("2011-01-31", "1000000.00"));
    assert_eq!(money.reference("agreement"), Some(agreement.id));
}

/// What was published is read into an empty file, and published again: the same bytes.
fn comes_back(book: &Book, today: &str) {
    let (entries, _) = published(&book.store, &book.asker);
    let first = file_of(&entries);
    let mut empty = Book::new(today);
    let (_, said) = import(&mut empty, &first, true);
    let rejected: Vec<&String> =
        said.iter().filter(|line| !line.ends_with(" new") && !line.ends_with(" same")).collect();
    assert_eq!(rejected, Vec::<&String>::new());
    let own = entries.iter().find(|entry| matches!(entry, Entry::Institution(_))).unwrap();
    let mut taking = empty.store.import_iati(&empty.asker, "organisation.xml", true).unwrap();
    taking.take(own, &mut |_| {}).unwrap();
    taking.finish().unwrap();
    let (again, _) = published(&empty.store, &empty.asker);
    let second = file_of(&again);
    let lines =
        |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().lines().map(str::to_owned).collect::<Vec<_>>();
    let (first, second) = (lines(&first), lines(&second));
    for (at, (one, two)) in first.iter().zip(&second).enumerate() {
        assert_eq!(one, two, "line {} after {:?}", at + 1, &first[at.saturating_sub(8)..at]);
    }
    assert_eq!(first.len(), second.len());
    assert_eq!(again.last(), Some(own));
}

#[test]
fn the_demo_comes_back_as_it_was_published() {
    comes_back(&Book::demo("2021-08-31"), "2021-08-31");
}

#[test]
fn agreements_pledges_documents_and_values_come_back_as_they_were_published() {
    let (mut book, _) = book();
    book.add(
        Kind::Pledge,
        &[("partner", "Sweden"), ("title", "Alone"), ("said", "2021-01-02"), ("amount", "5m"), ("currency", "SEK")],
    );
    book.add(
        Kind::Observation,
        &[("code", "X1"), ("indicator", "IND-A2"), ("observed", "2021-08-30"), ("value", "61")],
    );
    book.add(
        Kind::Document,
        &[("title", "Strategy"), ("kind", "strategy"), ("category", "b02"), ("link", "https://example.org/s.pdf")],
    );
    comes_back(&book, "2021-08-31");
}

#[test]
fn a_broken_file_says_its_lines_and_gives_the_rest() {
    let home = Home::with_file();
    let text = String::from_utf8(others()).unwrap();
    let broken = text.replacen("<title><narrative>Paid by us", "<title><narrative>Paid & by us", 1);
    home.write("broken.xml", &broken);
    let said = home.json(&["--db", "a.db", "import", "iati", "broken.xml"]);
    assert_eq!((&said["activities"], &said["broken"], &said["new"]), (&3.into(), &1.into(), &9.into()));
    let line = broken.lines().position(|line| line.contains("Paid & by us")).unwrap() + 1;
    let first = said["problems"].as_array().unwrap().iter().find(|one| one["activity"] == "XM-DAC-41114-1").unwrap();
    assert_eq!(first["line"], line);
    let rejects = std::fs::read_to_string(home.path("broken.xml.rejects.csv")).unwrap();
    assert_eq!(rejects.lines().count(), 5, "{rejects}");
    home.ends(1, &["--db", "a.db", "import", "iati", "broken.xml", "--apply"]);
    assert_eq!(home.json(&["--db", "a.db", "list", "contribution"]).as_array().unwrap().len(), 4);
    home.done(&["--db", "a.db", "undo"]);
    assert_eq!(home.json(&["--db", "a.db", "list", "contribution"]).as_array().unwrap().len(), 0);
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]><iati-activities/>";
    home.write("bomb.xml", bomb);
    let refused = home.ends(2, &["--db", "a.db", "import", "iati", "bomb.xml", "--apply"]);
    assert!(refused.contains("DOCTYPE"), "{refused}");
    home.ends(2, &["--db", "a.db", "import", "iati", "nothing.xml"]);
}

#[test]
fn an_activity_met_twice_is_taken_once() {
    let mut book = Book::new("2021-08-31");
    let text = String::from_utf8(others()).unwrap();
    let start = text.find(" <iati-activity default-currency=\"SEK\"").unwrap();
    let end = text[start..].find("</iati-activity>").unwrap() + start + "</iati-activity>".len();
    let twice = format!("<iati-activities version=\"2.03\">{0}{0}</iati-activities>", &text[start..end]);
    let (_, said) = import(&mut book, twice.as_bytes(), true);
    assert!(said.iter().any(|line| line.ends_with("agreement iati import-met-before")), "{said:#?}");
    assert_eq!(all(&mut book.store, &book.asker, Kind::Agreement).len(), 1);
    assert_eq!(all(&mut book.store, &book.asker, Kind::Contribution).len(), 1);
}

/// A file with pieces cut out, doubled or replaced.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let edits = proptest::collection::vec(
        (any::<proptest::sample::Index>(), 0_usize..40, proptest::collection::vec(any::<u8>(), 0..12), 0..5_u8),
        1..12,
    );
    edits.prop_map(|edits| {
        let mut bytes = others();
        for (at, length, put, how) in edits {
            let at = at.index(bytes.len().max(1)).min(bytes.len());
            let end = (at + length).min(bytes.len());
            let words: [&[u8]; 4] = [b"<", b"\"", b"&x;", b"</iati-activity><iati-activity>"];
            match how {
                0 => drop(bytes.splice(at..end, put)),
                1 => drop(bytes.splice(at..at, words[length % 4].to_vec())),
                2 => bytes.truncate(bytes.len().min(at + 200)),
                3 => drop(bytes.splice(at..at, bytes[at..end].to_vec())),
                _ => drop(bytes.splice(at..end, [])),
            }
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Whatever the bytes: nothing panics, nothing hangs, lines stay within the file.
    #[test]
    fn no_bytes_make_the_reader_or_the_check_panic(bytes in mutated()) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let lines = u64::try_from(text.split('\n').count()).unwrap();
        let mut entries = Entries::new(text.as_bytes());
        let mut steps = 0;
        while let Some(next) = entries.take_next().unwrap() {
            steps += 1;
            prop_assert!(steps <= text.len() + 2);
            if let Next::Broken { line, .. } | Next::Refused { line, .. } = next {
                prop_assert!(line >= 1 && line <= lines, "{line} of {lines}");
            }
        }
        let standard = standard();
        standard.check_bytes(text.as_bytes(), pledgebook::domain::day::Day::start_of_year(2021), &mut |finding| {
            assert!(finding.line >= 1 && finding.line <= lines);
            true
        }).unwrap();
    }

    /// Bytes of no form at all.
    #[test]
    fn any_bytes_are_read_to_their_end(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(&bytes).unwrap();
        let mut entries = Entries::new(pledgebook::exchange::iati::read::open(&Origin::File(file.path().to_owned())).unwrap());
        while let Some(_next) = entries.take_next().unwrap() {}
    }
}

fn standard() -> &'static Standard {
    static STANDARD: std::sync::LazyLock<Standard> = std::sync::LazyLock::new(Standard::shipped);
    &STANDARD
}

/// A hundred megabytes of money for us, read by the program; prints how long it took. Run with `--release`.
#[test]
#[ignore = "a measurement, not a test"]
fn measure_a_file_of_a_hundred_megabytes() {
    let home = Home::with_file();
    let mut out = std::io::BufWriter::new(std::fs::File::create(home.path("big.xml")).unwrap());
    writeln!(out, "<iati-activities version=\"2.03\">").unwrap();
    for activity in 0..160 {
        writeln!(
            out,
            "<iati-activity default-currency=\"USD\" xml:lang=\"en\"><iati-identifier>XM-DAC-41120-G{activity}</iati-identifier>\
             <reporting-org ref=\"XM-DAC-41120\" type=\"40\"/><title><narrative>Contributions</narrative></title>"
        )
        .unwrap();
        for number in 0..2_000 {
            let (month, day, donor) = (1 + number % 12, 1 + number % 28, number % 500);
            writeln!(
                out,
                "<transaction ref=\"R{activity}-{number}\"><transaction-type code=\"1\"/><transaction-date \
                 iso-date=\"2019-{month:02}-{day:02}\"/><value currency=\"USD\" value-date=\"2019-01-01\">{}.50</value>\
                 <provider-org ref=\"XX-{donor}\" type=\"10\"><narrative>Donor number {donor}</narrative></provider-org>\
                 <receiver-org ref=\"XM-DAC-41120\" type=\"40\"/></transaction>",
                1_000 + number * 7 + activity
            )
            .unwrap();
        }
        writeln!(out, "</iati-activity>").unwrap();
    }
    writeln!(out, "</iati-activities>").unwrap();
    out.flush().unwrap();
    let size = std::fs::metadata(home.path("big.xml")).unwrap().len();
    let begun = std::time::Instant::now();
    let said = home.json(&["--db", "a.db", "import", "iati", "big.xml", "--apply"]);
    println!("{size} bytes, {} contributions: {:?}", said["new"], begun.elapsed());
}
