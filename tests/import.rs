//! Files of others as people have them, on the real binary: text and workbooks, titles above the header, days and amounts
//! that could mean two things, names nobody knows, what is remembered, and damage of every kind.

use std::fs;

use serde_json::Value;

use crate::cli::Home;
use crate::workbooks::{ods, sheet, xlsx};

fn import(home: &Home, kind: &str, name: &str, more: &[&str]) -> Value {
    home.json(&[&["--db", "a.db", "import", kind, name], more].concat())
}

/// New, changed, same, rejected.
fn counts(answer: &Value) -> [u64; 4] {
    ["new", "changed", "same", "rejected"].map(|name| answer[name].as_u64().unwrap_or_else(|| panic!("{answer}")))
}

fn amounts(home: &Home) -> Vec<String> {
    let rows = home.json(&["--db", "a.db", "list", "contribution", "sort=received"]);
    let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    rows.as_array().unwrap().iter().map(|row| format!("{} {}", text(row, "received"), text(row, "amount"))).collect()
}

#[test]
fn what_could_mean_two_things_is_asked_with_both_readings_and_never_guessed() {
    let home = Home::with_file();
    home.write("in.csv", "donor;received;amount;currency\nNorway;01/02/2020;1.250;EUR\nNorway;03/02/2020;2.500;EUR\n");
    let run = |more: &[&str]| home.ends(2, &[&["--db", "a.db", "import", "contribution", "in.csv"], more].concat());
    let told = run(&[]);
    assert!(told.contains("“1.250” could be 1.25 or 1250"), "{told}");
    let told = run(&["--decimal", "comma"]);
    assert!(told.contains("“01/02/2020” could be 2020-02-01 or 2020-01-02"), "{told}");
    let said = ["--decimal", "comma", "--days", "dmy", "--create", "partner", "--apply"];
    assert_eq!(counts(&import(&home, "contribution", "in.csv", &said)), [2, 0, 0, 0]);
    assert_eq!(amounts(&home), ["2020-02-01 1250.00", "2020-02-03 2500.00"]);
}

#[test]
fn a_file_that_shows_how_it_writes_is_not_asked_about() {
    let home = Home::with_file();
    home.write(
        "in.csv",
        "donor;received;amount;currency\nNorway;01/02/2020;1.250;EUR\nNorway;31/01/2020;2.500,50;EUR\n\
         Norway;02/01/2020;(1 250);EUR\nNorway;03/01/2020;-1.250.000;EUR\nNorway;04/01/2020;１２,５;EUR\nNorway;05/01/2020;٢٠٫٥;EUR\n",
    );
    let answer = import(&home, "contribution", "in.csv", &["--create", "partner", "--apply"]);
    assert_eq!(counts(&answer), [6, 0, 0, 0], "{answer}");
    let wanted = [
        "2020-01-02 -1250.00",
        "2020-01-03 -1250000.00",
        "2020-01-04 12.50",
        "2020-01-05 20.50",
        "2020-01-31 2500.50",
        "2020-02-01 1250.00",
    ];
    assert_eq!(amounts(&home), wanted);
    home.write(
        "odd.csv",
        "donor;received;amount;currency\nNorway;2020;1.250;EUR\nNorway;2020;2,5;EUR\nNorway;2021;1,250.50;EUR\n",
    );
    let told = home.ends(1, &["--db", "a.db", "import", "contribution", "odd.csv", "--decimal", "comma"]);
    assert!(told.contains("“1,250.50” is not written as the rest of the file"), "{told}");
}

#[test]
fn our_own_exports_come_back_without_a_change_whatever_their_currency() {
    let home = Home::with_file();
    home.write(
        "in.csv",
        "partner,received,amount,currency\nKuwait,2020,295.600,KWD\nKuwait,2020-03-04,1.234,KWD\nJapan,2020,1000,JPY\n",
    );
    let answer = import(&home, "contribution", "in.csv", &["--create", "partner", "--decimal", "point", "--apply"]);
    assert_eq!(counts(&answer), [3, 0, 0, 0], "{answer}");
    home.done(&["--db", "a.db", "export", "contribution", "--out", "out.csv"]);
    assert!(fs::read_to_string(home.path("out.csv")).unwrap().contains(",295.600,KWD"));
    assert_eq!(counts(&import(&home, "contribution", "out.csv", &["--apply"])), [0, 0, 3, 0]);
}

#[test]
fn a_title_above_the_header_is_passed_over_and_columns_are_found_by_likeness_in_any_language() {
    let home = Home::with_file();
    home.write("in.csv", "Contributions 2020,,,\n,,,\n捐助方,收款日,Ammount,Currency\nNorway,2020,5.00,USD\n");
    let answer = import(&home, "contribution", "in.csv", &["--create", "partner", "--apply"]);
    assert_eq!(answer["header_line"], 3, "{answer}");
    let fields: Vec<&str> =
        answer["columns"].as_array().unwrap().iter().map(|c| c["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["partner", "received", "amount", "currency"]);
    assert_eq!(counts(&answer), [1, 0, 0, 0]);
}

#[test]
fn names_nobody_knows_are_shown_with_their_nearest_and_what_is_said_of_them_is_remembered() {
    let home = Home::with_file();
    home.write("p.csv", "name,acronym,iati\nSwedish International Development Agency,SIDA,SE-0\nNorway,,\n");
    import(&home, "partner", "p.csv", &["--apply"]);
    home.write("in.csv", "Bailleur,Annee,amount,currency\nSIDA,2020,5.00,USD\nSE-0,2020,6.00,USD\nNorwya,2020,7.00,USD\nNorwya,2021,7.00,USD\n");
    let maps = ["--map", "Bailleur=partner", "--map", "Annee=received"];
    let dry = import(&home, "contribution", "in.csv", &maps);
    assert_eq!(counts(&dry), [2, 0, 0, 2], "an acronym and an IATI identifier are known");
    assert_eq!(dry["unknown"][0]["value"], "Norwya");
    assert_eq!(dry["unknown"][0]["rows"], 2);
    assert_eq!(dry["unknown"][0]["near"][0]["value"], "Norway", "{dry}");
    let said = [&maps[..], &["--value", "partner:Norwya=Norway", "--where", "Annee=2020", "--apply"]].concat();
    assert_eq!(counts(&import(&home, "contribution", "in.csv", &said)), [3, 0, 0, 0]);
    let told = home.done(&["--db", "a.db", "import", "contribution", "in.csv"]);
    assert!(told.contains("said on") && told.contains("new 0, changed 0, same 3, rejected 0"), "{told}");
    let forgotten = home.ends(2, &["--db", "a.db", "import", "contribution", "in.csv", "--forget"]);
    assert!(forgotten.contains("No column gives partner, received"), "{forgotten}");
}

#[test]
fn a_file_of_rejects_is_mended_and_loaded_again() {
    let home = Home::with_file();
    home.write("in.csv", "donor,received,amount,currency\nNorway,2020,5.00,USD\nNorway,2020-02-30,6.00,USD\n");
    let more = ["--create", "partner", "--apply"];
    assert_eq!(counts(&import(&home, "contribution", "in.csv", &more)), [1, 0, 0, 1]);
    let rejects = fs::read_to_string(home.path("in.csv.rejects.csv")).unwrap();
    assert!(rejects.contains("Norway,2020-02-30,6.00,USD,3,received,2020-02-30,"), "{rejects}");
    home.write("mended.csv", rejects.replacen("2020-02-30", "2020-02-29", 1));
    let answer = import(&home, "contribution", "mended.csv", &more);
    assert_eq!((counts(&answer), &answer["unused_columns"]), ([1, 0, 0, 0], &Value::Array(Vec::new())));
}

#[test]
fn what_is_piped_in_is_read_like_a_file() {
    let home = Home::with_file();
    let mut command = assert_cmd::Command::cargo_bin("pledgebook").unwrap();
    command.current_dir(home.path("")).env_clear().env("HOME", home.path("")).env("LANG", "C.UTF-8");
    command.args(["--db", "a.db", "import", "contribution", "-", "--create", "partner", "--json"]);
    let output = command.write_stdin("donor\treceived\tamount\tcurrency\nNorway\t2020\t5.00\tUSD\n").output().unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((counts(&answer), &answer["delimiter"]), ([1, 0, 0, 0], &"tab".into()));
}

#[test]
fn workbooks_are_read_with_their_numbers_and_days() {
    let home = Home::with_file();
    let gifts = sheet(&[
        &["Gifts of 2020"],
        &[],
        &["donor", "received", "amount", "currency", "notes"],
        &["Norway", "@43862", "#1250000.5", "EUR"],
        &["Norway", "#43863", "#0.30000000000000004", "EUR", "a note"],
        &["Norway", "#2020", "1 250,50", "EUR"],
    ]);
    let book = xlsx(&[("About", "<sheetData/>"), ("Gifts", &gifts)], false);
    home.write("in.xlsx", book);
    let more = ["--sheet", "gifts", "--create", "partner", "--apply"];
    let answer = import(&home, "contribution", "in.xlsx", &more);
    assert_eq!(counts(&answer), [3, 0, 0, 0], "{answer}");
    assert_eq!((&answer["sheet"], &answer["header_line"]), (&"Gifts".into(), &3.into()));
    assert_eq!(amounts(&home), ["2020 1250.50", "2020-02-01 1250000.50", "2020-02-02 0.30"]);
    assert_eq!(counts(&import(&home, "contribution", "in.xlsx", &more)), [0, 0, 3, 0]);
    let told = home.ends(2, &["--db", "a.db", "import", "contribution", "in.xlsx", "--sheet", "none"]);
    assert!(told.contains("About, Gifts"), "{told}");
    let since_1904 = sheet(&[&["donor", "received", "amount", "currency"], &["Chad", "#42400", "#1", "USD"]]);
    home.write("mac.xlsx", xlsx(&[("S", &since_1904)], true));
    import(&home, "contribution", "mac.xlsx", &["--create", "partner", "--apply"]);
    assert!(amounts(&home).contains(&"2020-02-01 1.00".to_owned()), "{:?}", amounts(&home));
}

#[test]
fn cells_of_workbooks_that_nobody_can_read_are_refused_at_their_place() {
    let home = Home::with_file();
    let rows = sheet(&[
        &["donor", "received", "amount", "currency", "notes"],
        &["Norway", "#2020", "=A1*2", "USD"],
        &["Norway", "#2020", "!#REF!", "USD"],
        &["Norway", "#2020", "#5", "USD"],
        &["", "#2020", "#6", "USD"],
        &["Norway", "#2020", "#7", "USD", "=NOW()", "extra"],
        &["Norway", "#2020", "#8", "USD"],
    ]);
    let rows = rows + "<mergeCells count=\"1\"><mergeCell ref=\"A4:A5\"/></mergeCells>";
    home.write("in.xlsx", xlsx(&[("S", &rows)], false));
    let answer = import(&home, "contribution", "in.xlsx", &["--create", "partner", "--apply", "--map", "notes=-"]);
    let problems: Vec<(u64, &str)> = answer["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| (problem["line"].as_u64().unwrap(), problem["reason"].as_str().unwrap()))
        .collect();
    let has = |line: u64, words: &str| problems.iter().any(|(at, reason)| *at == line && reason.contains(words));
    assert!(has(2, "C2 is a formula") && has(3, "C3 shows #REF!"), "{problems:?}");
    assert!(has(4, "A4:A5 are merged") && has(5, "A4:A5 are merged"), "{problems:?}");
    assert!(has(6, "6 cells where the header has 5"), "{problems:?}");
    assert_eq!(counts(&answer), [1, 0, 0, 5], "{answer}");
}

#[test]
fn documents_of_open_office_are_read_too() {
    let text = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let number = |value: &str| format!("<table:table-cell office:value-type=\"float\" office:value=\"{value}\"/>");
    let day = "<table:table-cell office:value-type=\"date\" office:date-value=\"2020-02-01\"/>";
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let header = row(&["donor", "received", "amount", "currency"].map(text));
    let home = Home::with_file();
    let merged = "<table:table-cell table:number-rows-spanned=\"2\" office:value-type=\"string\"><text:p>Chad</text:p></table:table-cell>";
    let rows = [
        header.clone(),
        row(&[text("Norway"), day.into(), number("1250000.5"), text("EUR")]),
        row(&[merged.into(), number("2020"), number("5"), text("EUR")]),
        row(&["<table:covered-table-cell/>".into(), number("2020"), number("6"), text("EUR")]),
        row(&[text("Norway"), number("2021"), "<table:table-cell table:formula=\"of:=1+1\"/>".into(), text("EUR")]),
    ];
    home.write("in.ods", ods(&rows.concat()));
    let answer = import(&home, "contribution", "in.ods", &["--create", "partner", "--apply"]);
    assert_eq!(counts(&answer), [1, 0, 0, 3], "{answer}");
    assert_eq!(amounts(&home), ["2020-02-01 1250000.50"]);
    let bomb = header
        + "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell \
         table:number-columns-repeated=\"16000\" office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
    home.write("bomb.ods", ods(&bomb));
    let told = home.ends(2, &["--db", "a.db", "import", "contribution", "bomb.ods"]);
    assert!(told.contains("more than 5000000 cells"), "{told}");
}

#[test]
fn damaged_locked_and_overlarge_workbooks_are_refused_in_words() {
    let home = Home::with_file();
    let book = xlsx(
        &[("S", &sheet(&[&["donor", "received", "amount", "currency"], &["Norway", "#2020", "#5", "USD"]]))],
        false,
    );
    home.write("cut.xlsx", &book[..book.len() / 2]);
    home.write("locked.xlsx", [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 600]].concat());
    for at in (0..book.len()).step_by(97) {
        let mut torn = book.clone();
        torn[at] ^= 0x5A;
        home.write("torn.xlsx", torn);
        let code = home.exit_code(&["--db", "a.db", "import", "contribution", "torn.xlsx", "--create", "partner"]);
        assert!((0..=2).contains(&code), "a changed byte at {at} ended with {code}");
    }
    for (file, words) in [("cut.xlsx", "damaged or cut short"), ("locked.xlsx", "has a password")] {
        let told = home.ends(2, &["--db", "a.db", "import", "contribution", file]);
        assert!(told.contains(words), "{file}: {told}");
    }
}

#[test]
fn instalments_of_one_file_are_held_against_their_agreement_together() {
    let home = Home::with_file();
    home.write("p.csv", "name,code\nNorway,N1\n");
    import(&home, "partner", "p.csv", &["--apply"]);
    home.write("a.csv", "title,partner,stage,signed,amount,currency,starts,ends\nOne,N1,SIGNED,2020-01-01,100.00,USD,2020-01-01,2021-12-31\n");
    let answer = import(&home, "agreement", "a.csv", &["--apply"]);
    assert_eq!(counts(&answer), [1, 0, 0, 0], "{answer}");
    home.write("i.csv", "agreement,due,amount,currency\nOne,2020-02-01,60.00,USD\nOne,2020-03-01,30.00,USD\nOne,2020-04-01,20.00,USD\nOne,2020-05-01,10.00,USD\n");
    let dry = import(&home, "instalment", "i.csv", &[]);
    assert_eq!(counts(&dry), [3, 0, 0, 1], "{dry}");
    assert_eq!((&dry["problems"][0]["line"], &dry["problems"][0]["field"]), (&4.into(), &"amount".into()));
    assert_eq!(counts(&import(&home, "instalment", "i.csv", &["--apply"])), [3, 0, 0, 1]);
    let rows = home.json(&["--db", "a.db", "list", "instalment", "sort=due"]);
    let numbers: Vec<u64> = rows.as_array().unwrap().iter().map(|row| row["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, [1, 2, 3]);
}

#[test]
fn partners_nobody_knows_are_counted_with_the_way_to_make_them() {
    let home = Home::with_file();
    home.write("in.csv", "donor,year,amount_usd\nAtlantis,2019,10.00\nAtlantis,2020,10.00\nLemuria,2020,5.00\n");
    let said = home.ends(1, &["--db", "a.db", "import", "contribution", "in.csv"]);
    assert!(said.contains("2 partners are not known. Add --create partner"), "{said}");
    let said = home.done(&["--db", "a.db", "import", "contribution", "in.csv", "--create", "partner"]);
    assert!(!said.contains("not known"), "{said}");
}
