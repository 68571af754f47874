//! The command line on the real binary: what it prints, how it ends, what it makes of files of others, and that bad input
//! is told in words and loses nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use pledgebook::reference;
use serde_json::Value;

/// A home of its own for a run of the program.
pub struct Home(tempfile::TempDir);

impl Home {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// With a new file called `a.db`.
    pub fn with_file() -> Self {
        let home = Self::new();
        home.done(&["init", "a.db"]);
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).unwrap();
    }

    fn command(&self) -> Command {
        let mut command = Command::cargo_bin("pledgebook").unwrap();
        command.current_dir(self.0.path()).env_clear().env("HOME", self.0.path()).env("LANG", "en_GB.UTF-8");
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command().args(args).output().unwrap()
    }

    /// Runs and expects an exit code; gives what was printed.
    pub fn ends(&self, code: i32, args: &[&str]) -> String {
        let output = self.run(args);
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{args:?}\n{out}\n{err}");
        if code == 2 { err } else { out + &err }
    }

    /// How a run ends; below 0 when by a signal.
    pub fn exit_code(&self, args: &[&str]) -> i32 {
        self.run(args).status.code().unwrap_or(-1)
    }

    pub fn done(&self, args: &[&str]) -> String {
        self.ends(0, args)
    }

    pub fn json(&self, args: &[&str]) -> Value {
        let output = self.command().args(args).arg("--json").output().unwrap();
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{args:?}: {error}: {output:?}"))
    }

    /// Imports `name` into contributions of `a.db` and gives the answer.
    fn import(&self, name: &str, more: &[&str]) -> Value {
        let args = [&["--db", "a.db", "import", "contribution", name], more].concat();
        self.json(&args)
    }
}

/// A file that ships with the product.
fn shipped(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/reference/demo").join(name).display().to_string()
}

fn cents(text: &str) -> i64 {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "00"));
    format!("{whole}{decimals:0<2}").parse().unwrap()
}

#[test]
fn the_demo_lists_the_real_donors() {
    let home = Home::new();
    let list = home.json(&["list", "partner", "--demo"]);
    let names: Vec<&str> = list.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert!(names.len() > 100, "{}", names.len());
    for name in ["Norway", "Sweden", "European Union"] {
        assert!(names.contains(&name), "{name}");
    }
    let norway = home.json(&["list", "partner", "norw", "--demo", "--columns", "name,country,total"]);
    assert_eq!(norway[0]["country"], "NOR");
    assert_eq!(norway[0]["total_currency"], "USD");
    assert!(norway[0]["total"].as_str().unwrap().contains('.'));
    assert!(norway[0]["notes"].is_null());
}

#[test]
fn the_demo_is_thrown_away() {
    let home = Home::new();
    home.done(&["rm", "partner", "Norway", "--demo"]);
    home.done(&["show", "partner", "Norway", "--demo"]);
}

#[test]
fn core_money_of_2019_is_what_its_records_add_up_to() {
    let home = Home::new();
    let figure = home.json(&["explain", "core-received", "--year", "2019", "--demo"]);
    assert_eq!(figure["value"], "5137774.71");
    assert_eq!(figure["unit"], "USD");
    let lines = figure["records"].as_array().unwrap();
    let sum: i64 = lines.iter().map(|line| cents(line["amount"].as_str().unwrap())).sum();
    assert_eq!(sum, 513_777_471);
    let donors = home.json(&["explain", "core-donors", "--year", "2020", "--demo"]);
    assert_eq!(donors["value"], 22);
    home.ends(2, &["explain", "nonsense", "--demo"]);
    let gap = home.done(&["explain", "core-gap", "--as-of", "2021-08-31", "--demo"]);
    assert!(gap.contains("10,000,000.00 USD") && gap.contains("Published: 8,000,000.00 USD"), "{gap}");
    assert!(gap.contains("records differ by 2,000,000.00 USD"), "{gap}");
}

#[test]
fn the_register_holds_every_figure_with_its_rule_and_source() {
    let list = Home::new().json(&["figures"]);
    let find = |name: &str| list.as_array().unwrap().iter().find(|figure| figure["name"] == name).cloned();
    for name in [
        "income",
        "core-received",
        "core-gap",
        "core-donors",
        "largest-ten-share",
        "donors-new",
        "donors-returning",
        "donors-continuing",
        "donors-lapsed",
        "focal-points",
    ] {
        let figure = find(name).unwrap_or_else(|| panic!("{name}"));
        for part in ["words", "unit", "rule", "source"] {
            let text = figure[part].as_str().unwrap();
            assert!(!text.is_empty() && !text.starts_with("figure-"), "{name} {part}: {text}");
        }
    }
}

/// Donor, year and level of earmarking.
type Key = (String, String, String);

/// The level a file says: in words, or by a code of the CEB statistics.
fn level(text: &str) -> String {
    let mut known = reference::rows(&reference::CEB_REVENUE_TYPE).filter(|row| row.get("spelling") == text);
    known.next().map_or_else(|| text.to_uppercase(), |row| row.get("earmarking").to_owned())
}

/// Totals of a file by donor, year and earmarking, in cents.
fn totals_of(path: &str) -> BTreeMap<Key, i64> {
    let mut totals = BTreeMap::new();
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let said = header.iter().position(|column| ["earmarking", "revenue_type"].contains(&column)).unwrap();
    for row in reader.records() {
        let row = row.unwrap();
        let key = (row[at("donor")].to_owned(), row[at("year")].to_owned(), level(&row[said]));
        *totals.entry(key).or_default() += cents(&row[at("amount_usd")]);
    }
    totals
}

#[test]
fn both_public_files_come_in_whole_and_only_once() {
    let home = Home::with_file();
    for (file, rows) in [("government_contributions.csv", 468), ("other_contributions.csv", 111)] {
        let file = shipped(file);
        let dry = home.import(&file, &["--create", "partner"]);
        assert_eq!((&dry["new"], &dry["applied"]), (&rows.into(), &false.into()));
        let first = home.import(&file, &["--create", "partner", "--apply"]);
        assert_eq!((&first["new"], &first["rejected"]), (&rows.into(), &0.into()));
        let again = home.import(&file, &["--create", "partner", "--apply"]);
        assert_eq!((&again["new"], &again["same"]), (&0.into(), &rows.into()));
    }
    let list = home.json(&["--db", "a.db", "list", "contribution"]);
    let mut found: BTreeMap<Key, i64> = BTreeMap::new();
    for row in list.as_array().unwrap() {
        let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        let key = (name_of(&home, &text("partner")), text("received"), text("earmarking"));
        *found.entry(key).or_default() += cents(&text("usd"));
    }
    let mut wanted = totals_of(&shipped("government_contributions.csv"));
    for (key, sum) in totals_of(&shipped("other_contributions.csv")) {
        *wanted.entry(key).or_default() += sum;
    }
    assert_eq!(found, wanted);
    assert_eq!(list.as_array().unwrap().len(), 579);
    let figure = home.json(&["--db", "a.db", "explain", "core-received", "--year", "2019"]);
    assert_eq!(figure["value"], "5137774.71");
}

/// Contributions name partners by code; the files by name.
fn name_of(home: &Home, code: &str) -> String {
    thread_local! { static NAMES: std::cell::RefCell<BTreeMap<String, String>> = const { std::cell::RefCell::new(BTreeMap::new()) }; }
    NAMES.with_borrow_mut(|names| {
        if names.is_empty() {
            for row in home.json(&["--db", "a.db", "list", "partner"]).as_array().unwrap() {
                let name = row["name"].as_str().unwrap().to_owned();
                names.insert(row["code"].as_str().unwrap_or(&name).to_owned(), name);
            }
        }
        names[code].clone()
    })
}

#[test]
fn an_import_is_one_action_taken_back_as_one() {
    let home = Home::with_file();
    let file = shipped("other_contributions.csv");
    home.import(&file, &["--create", "partner", "--apply"]);
    home.done(&["--db", "a.db", "undo"]);
    assert_eq!(home.json(&["--db", "a.db", "list", "contribution"]), Value::Array(Vec::new()));
    let again = home.import(&file, &["--create", "partner", "--apply"]);
    assert_eq!(again["new"], 111);
}

#[test]
fn equal_rows_are_as_many_as_the_file_has() {
    let home = Home::with_file();
    let rows = "donor,year,amount,currency\nA,2019,5.00,USD\nA,2019,5.00,USD\n";
    home.write("two.csv", rows);
    home.write("three.csv", format!("{rows}A,2019,5.00,USD\n"));
    assert_eq!(home.import("two.csv", &["--create", "partner", "--apply"])["new"], 2);
    let three = home.import("three.csv", &["--create", "partner", "--apply"]);
    assert_eq!((&three["new"], &three["same"]), (&1.into(), &2.into()));
}

#[test]
fn statistics_of_all_entities_are_filtered_and_mapped() {
    let home = Home::with_file();
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/entities.csv");
    home.write("entities.csv", fs::read(fixture).unwrap());
    let answer = home.import("entities.csv", &["--where", "entity=unhabitat", "--create", "partner", "--apply"]);
    assert_eq!(answer["encoding"], "UTF-8 with a byte order mark");
    assert_eq!((&answer["new"], &answer["filtered"], &answer["rejected"]), (&4.into(), &2.into(), &0.into()));
    let rows = home.json(&["--db", "a.db", "list", "contribution", "sort=received"]);
    let amounts: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row["amount"].as_str().unwrap()).collect();
    assert!(amounts.contains(&"-67717.62"), "{amounts:?}");
    let private = home.json(&["--db", "a.db", "show", "partner", "Private Donors"]);
    assert_eq!((&private["category"], &private["type"]), (&"PC5".into(), &"PRI-CORP".into()));
}

#[test]
fn encodings_and_delimiters_are_seen_and_said() {
    let text = "donor;year;amount;currency\nCôte d’Or;2019;5.00;EUR\n";
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    for (bytes, encoding) in
        [(text.as_bytes().to_vec(), "UTF-8"), (utf16, "UTF-16 little-endian"), (latin, "Windows-1252 / Latin-1")]
    {
        let home = Home::with_file();
        home.write("in.csv", bytes);
        let answer = home.import("in.csv", &["--create", "partner", "--apply"]);
        assert_eq!((&answer["encoding"], &answer["delimiter"]), (&encoding.into(), &";".into()));
        assert_eq!(answer["new"], 1, "{answer}");
        assert_eq!(home.json(&["--db", "a.db", "list", "partner"])[0]["name"], "Côte d’Or");
    }
}

#[test]
fn every_bad_row_is_told_and_kept_and_the_good_ones_come_in() {
    let home = Home::with_file();
    home.write(
        "bad.csv",
        "donor,received,amount,currency,earmarking\n\
         A,2019-02-30,5.00,USD,soft\n\
         A,2019,\"1,234.56\",EUR,\n\
         A,2019,1.234,EUR,\n\
         A,2019,5.00,XXY,\n\
         A,2019,5.00,USD,nonsense\n\
         A,2019,5.00\n\
         ,2019,5.00,USD,\n",
    );
    let answer = home.import("bad.csv", &["--create", "partner", "--decimal", "point", "--apply"]);
    let problems: Vec<(u64, &str)> = answer["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| (problem["line"].as_u64().unwrap(), problem["field"].as_str().unwrap_or("")))
        .collect();
    let wanted = [(2, "received"), (4, "amount"), (5, "currency"), (6, "earmarking"), (7, ""), (8, "partner")];
    assert_eq!(problems, wanted, "{answer}");
    assert_eq!((&answer["new"], &answer["rejected"], &answer["read_as"]), (&1.into(), &6.into(), &1.into()));
    let kept = fs::read_to_string(home.path("bad.csv.rejects.csv")).unwrap();
    assert_eq!(kept.lines().count(), 7, "{kept}");
    let header =
        "donor,received,amount,currency,earmarking,rejected-line,rejected-column,rejected-value,rejected-reason\n";
    assert!(kept.starts_with(header), "{kept}");
    assert!(kept.contains("2019-02-30"));
    let text = home.ends(1, &["--db", "a.db", "import", "contribution", "bad.csv", "--create", "partner"]);
    assert!(text.contains("“1,234.56” was read as 1234.56"), "{text}");
    assert!(text.contains("“1.234” has too many decimals"), "{text}");
}

#[test]
fn files_that_are_no_table_are_refused_in_words() {
    let home = Home::with_file();
    home.write("empty.csv", "");
    home.write("one.csv", "donor:year:amount\nA:2019:5\n");
    home.write("missing.csv", "donor,year\nA,2019\n");
    home.write("book.csv", b"PK\x03\x04\x14\0\0\0");
    home.write("twice.csv", "donor,donor\nA,B\n");
    for (file, words) in [
        ("none.csv", "cannot be read"),
        ("empty.csv", "no line that names"),
        ("one.csv", "only one column"),
        ("missing.csv", "No column gives amount, currency"),
        ("book.csv", "damaged or cut short"),
        ("twice.csv", "Two columns are called"),
        (".", "is a folder"),
    ] {
        let told = home.ends(2, &["--db", "a.db", "import", "contribution", file]);
        assert!(told.contains(words), "{file}: {told}");
    }
    assert_eq!(home.json(&["--db", "a.db", "history"]).as_array().unwrap().len(), 1);
}

#[test]
fn records_with_codes_are_changed_not_doubled() {
    let home = Home::with_file();
    home.write("p.csv", "code,name,country,stage\nX1,Test Fund,NOR,prospect\nX2,Other,SWE,giving\n");
    let import = |home: &Home| home.json(&["--db", "a.db", "import", "partner", "p.csv", "--apply"]);
    assert_eq!(import(&home)["new"], 2);
    assert_eq!(import(&home)["same"], 2);
    home.write("p.csv", "code,name,country,stage\nX1,Test Fund,NOR,giving\nX1,Again,NOR,giving\n");
    let answer = import(&home);
    assert_eq!((&answer["changed"], &answer["rejected"]), (&1.into(), &1.into()));
    assert_eq!(answer["problems"][0]["line"], 3);
    assert_eq!(home.json(&["--db", "a.db", "show", "partner", "x1"])["stage"], "giving");
}

#[test]
fn an_export_reads_in_again_without_a_change() {
    let home = Home::with_file();
    home.import(&shipped("government_contributions.csv"), &["--create", "partner", "--apply"]);
    for kind in ["contribution", "partner", "country"] {
        home.done(&["--db", "a.db", "export", kind, "--out", "x.csv"]);
        let answer = home.json(&["--db", "a.db", "import", kind, "x.csv", "--apply"]);
        assert_eq!((&answer["new"], &answer["changed"], &answer["rejected"]), (&0.into(), &0.into(), &0.into()));
        assert!(answer["same"].as_u64().unwrap() > 90, "{kind}");
        assert!(answer["action"].is_null());
    }
}

#[test]
fn adding_changing_removing_and_taking_back() {
    let home = Home::with_file();
    let db = ["--db", "a.db"];
    let with = |args: &[&'static str]| [&db[..], args].concat();
    let made = home.json(&with(&["add", "partner", "name=Fund \u{1b}[31mX", "country=NOR", "stage=giving"]));
    assert_eq!((&made["name"], &made["country"]), (&"Fund X".into(), &"NOR".into()));
    home.done(&with(&["set", "partner", "Fund X", "notes=hello", "stage="]));
    let set = home.json(&with(&["show", "partner", "fund x"]));
    assert_eq!((&set["notes"], &set["stage"], &set["version"]), (&"hello".into(), &Value::Null, &2.into()));
    home.done(&with(&["undo"]));
    assert_eq!(home.json(&with(&["show", "partner", "fund x"]))["notes"], Value::Null);
    home.done(&with(&["redo"]));
    home.done(&with(&["rm", "partner", "Fund X"]));
    home.ends(2, &with(&["show", "partner", "Fund X"]));
    home.done(&with(&["rm", "partner", "Fund X", "--back"]));
    assert_eq!(home.json(&with(&["show", "partner", "fund x"]))["notes"], "hello");
    assert_eq!(home.json(&with(&["history", "partner", "Fund X"])).as_array().unwrap().len(), 6);
    home.done(&with(&["check"]));
}

#[test]
fn problems_stand_beside_their_fields() {
    let home = Home::with_file();
    let told = home.ends(1, &["--db", "a.db", "add", "contribution", "amount=1.234 EUR", "received=2019-02-30"]);
    assert!(told.contains("could be") && told.contains("2019-02-28"), "{told}");
    let told = home.ends(1, &["--db", "a.db", "add", "contact", "post=x"]);
    assert_eq!(told.matches("must be filled").count(), 2, "{told}");
    for args in [["add", "partner", "nonsense=1"], ["add", "nonsense", "name=1"], ["add", "contribution", "usd=1"]] {
        home.ends(2, &[&["--db", "a.db"], &args[..]].concat());
    }
}

#[test]
fn a_file_that_cannot_be_used_says_why() {
    let home = Home::with_file();
    home.write("text.db", "this is not a database at all");
    fs::create_dir(home.path("folder")).unwrap();
    fs::copy(home.path("a.db"), home.path("newer.db")).unwrap();
    set_version(&home.path("newer.db"), 999);
    for (file, words) in [
        ("none.db", "pledgebook init"),
        ("text.db", "not SQLite"),
        ("folder", "cannot be read"),
        ("newer.db", "newer version"),
    ] {
        let told = home.ends(2, &["--db", file, "list", "partner"]);
        assert!(told.contains(words), "{file}: {told}");
    }
    let told = home.ends(2, &["init", "a.db"]);
    assert!(told.contains("there already"), "{told}");
}

/// The user version is four bytes at 60 of every SQLite file.
fn set_version(path: &Path, version: u32) {
    let mut bytes = fs::read(path).unwrap();
    bytes[60..64].copy_from_slice(&version.to_be_bytes());
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_read_only_file_is_read_and_not_written() {
    let home = Home::with_file();
    let mut rights = fs::metadata(home.path("a.db")).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(home.path("a.db"), rights).unwrap();
    if fs::OpenOptions::new().write(true).open(home.path("a.db")).is_ok() {
        return; // The superuser may write anything.
    }
    home.done(&["--db", "a.db", "list", "country", "--limit", "1"]);
    assert!(home.ends(2, &["--db", "a.db", "add", "partner", "name=x"]).contains("read-only"));
}

#[test]
fn arguments_that_are_not_understood_are_told_in_the_language_asked_for() {
    let home = Home::new();
    assert!(home.ends(2, &["nonsense"]).contains("There is no command “nonsense”"));
    assert!(home.ends(2, &["--lang", "zh", "nonsense"]).contains("没有“nonsense”这个命令"));
    assert!(home.ends(2, &["list"]).contains("missing"));
    assert!(home.ends(2, &["list", "partner", "--lang", "xx"]).contains("not spoken"));
    assert!(home.ends(2, &["list", "partner", "--demo", "--as-of", "soon"]).contains("is not a day"));
    for args in [&["help"][..], &["help", "import"], &["--help"], &["man"], &["completions", "bash"], &["--version"]] {
        assert!(!home.done(args).is_empty());
    }
}

#[test]
fn the_default_file_is_made_on_first_use() {
    let home = Home::new();
    home.done(&["list", "fund"]);
    assert!(home.path(".local/share/pledgebook/pledgebook.db").exists());
    home.done(&["backup", "copy.db"]);
    home.done(&["--db", "copy.db", "check"]);
    home.ends(2, &["backup", "copy.db"]);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    use std::io::Read;
    use std::process::Stdio;
    let home = Home::new();
    for args in [&["list", "contribution", "--demo", "--json"][..], &["export", "contribution", "--demo"], &["man"]] {
        let program = assert_cmd::cargo::cargo_bin("pledgebook");
        let mut child = std::process::Command::new(program)
            .args(args)
            .env("HOME", home.0.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0; 1];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn amounts_under_an_agreement_are_in_its_currency_and_said_grouped() {
    let home = Home::with_file();
    home.done(&["--db", "a.db", "add", "partner", "name=Norway", "donor=yes"]);
    let agreement = ["partner=Norway", "title=Core", "stage=SIGNED", "amount=12m", "currency=NOK", "rate=10.2"];
    home.done(&[&["--db", "a.db", "add", "agreement"], &agreement[..], &["signed=2026-02-01"]].concat());
    let first = home.done(&["--db", "a.db", "add", "instalment", "agreement=Core", "due=2026-12-15", "amount=4m"]);
    assert!(first.contains("NOK") && first.contains("4,000,000.00"), "{first}");
    let beyond = ["--db", "a.db", "add", "instalment", "agreement=Core", "due=2027-12-15", "amount=9m"];
    let said = home.ends(1, &beyond);
    assert!(said.contains("13,000,000.00 NOK") && said.contains("12,000,000.00 NOK"), "{said}");
}
