//! The screens of money: the pipeline, agreements, pledges, instalments, and what is entered in them by keys alone.

use pledgebook::domain::kind::Kind;
use pledgebook::domain::query::{Query, Window};
use pledgebook::domain::record::Record;

use crate::book::Book;
use crate::support::Person;

/// A file with money of every state, of Sweden, Norway and Japan.
fn money() -> Book {
    let mut book = Book::demo("2020-12-31");
    let rate = [("currency", "EUR"), ("day", "2020-01-01"), ("rate", "0.89"), ("source", "UN operational rates")];
    book.add(Kind::Rate, &rate);
    let sida = [
        ("partner", "Sweden"),
        ("title", "Normative work 2020-2023"),
        ("stage", "SIGNED"),
        ("amount", "20.8m"),
        ("currency", "USD"),
        ("fund", "FE"),
        ("earmarking", "SOFT"),
        ("signed", "2020-06-01"),
        ("starts", "2020-01-01"),
        ("ends", "2023-12-31"),
        ("years", "2020-2023"),
        ("flagship", "FP1"),
    ];
    let sida = book.add(Kind::Agreement, &sida).to_string();
    let open = |book: &mut Book, partner, title, stage, amount, expected| {
        let typed = [
            ("partner", partner),
            ("title", title),
            ("stage", stage),
            ("amount", amount),
            ("currency", "USD"),
            ("expected", expected),
            ("stage_since", "2020-03-01"),
            ("flagship", "FP2"),
        ];
        book.add(Kind::Agreement, &typed)
    };
    open(&mut book, "Norway", "Climate resilience in informal settlements", "HARD", "4m", "2020-11-30");
    open(&mut book, "Japan", "Housing recovery", "IDEA", "1,500,000", "2021-03-31");
    open(&mut book, "Norway", "Urban basic services", "SOFT", "", "2021-06-30");
    for (due, amount) in [("2020-12-20", "1m"), ("2020-07-01", "2.2m"), ("2019-06-01", "500k"), ("2021-06-01", "5.2m")]
    {
        book.add(Kind::Instalment, &[("agreement", &sida), ("due", due), ("amount", amount)]);
    }
    let first = rows(&mut book, Kind::Instalment)[0].id.to_string();
    let gift = [("instalment", first.as_str()), ("received", "2020-02-01"), ("amount", "200k"), ("currency", "USD")];
    book.add(Kind::Contribution, &gift);
    let pledge = [
        ("partner", "Germany"),
        ("title", "Core support"),
        ("said", "2020-10-05"),
        ("amount", "3m"),
        ("currency", "USD"),
    ];
    book.add(Kind::Pledge, &pledge);
    book
}

fn person(book: &Book, lang: &'static str, width: u16, height: u16) -> Person {
    Person::at(book.store.again().unwrap(), "ana", lang, width, height)
}

#[test]
fn each_state_of_money_is_a_list_with_its_sums() {
    let book = money();
    let mut ana = person(&book, "en", 80, 24);
    ana.press("6");
    let screen = ana.screen();
    assert!(screen.contains("Pipeline · 3 · USD 5,500,000 · weighted 4,050,000"), "{screen}");
    let late = ana.line("Climate");
    assert!(
        late.contains("Hard") && late.contains("305") && late.contains("4,000,000") && late.contains("late"),
        "{late}"
    );
    ana.press("]");
    assert!(ana.screen().contains("Agreements · 1 · USD 20,800,000 · open USD 20,600,000"), "{}", ana.screen());
    ana.press("] ]");
    let screen = ana.screen();
    assert!(screen.contains("Instalments · 4 · open USD 8,700,000"), "{screen}");
    assert!(ana.line("2,200,000").contains("300,000"), "{screen}");
}

#[test]
fn a_sub_view_keeps_its_order_and_its_selection() {
    let book = money();
    let mut ana = person(&book, "en", 120, 40);
    ana.press("6 s \"weighted\" Enter j j");
    let (selected, title) = (ana.line("▸"), ana.line("Pipeline ·"));
    assert!(title.contains("by Weighted USD"), "{title}");
    ana.press("] ] [ [");
    assert_eq!((ana.line("▸"), ana.line("Pipeline ·")), (selected, title));
}

#[test]
fn funding_stands_in_its_columns() {
    let book = money();
    for (lang, width, height) in [("en", 80, 24), ("zh", 80, 24), ("en", 120, 40), ("zh", 120, 40)] {
        let mut ana = person(&book, lang, width, height);
        let mut screens = String::new();
        ana.press("6");
        for _ in 0..4 {
            screens.push_str(ana.screen().trim_end());
            screens.push_str("\n\n");
            ana.press("]");
        }
        insta::assert_snapshot!(format!("funding-{lang}-{width}x{height}"), screens);
    }
}

/// EB2021-S2-4, para 4(d): Sida, USD 20.8 million over four years from 2020, softly earmarked, and EUR 0.8 million more
/// in 2021 for subprogramme 3.
#[test]
fn the_agreement_with_sida_and_its_addition_are_entered_by_keys() {
    let mut book = Book::demo("2021-09-01");
    let rate = [("currency", "EUR"), ("day", "2021-01-01"), ("rate", "0.815"), ("source", "UN operational rates")];
    book.add(Kind::Rate, &rate);
    let mut ana = person(&book, "en", 80, 24);
    ana.on(book.asker.today);
    let agreement = "6 ] n \"sida\" Enter \"Normative work 2020-2023\" Tab \"sig\" Enter \"20.8m\" Tab Tab \"fe\" Enter \
                     \"soft\" Enter Tab \"1 jun 20\" Tab \"1 jan 20\" Tab \"31 dec 23\" Tab \"2020-2023\" Tab";
    ana.press(agreement);
    let screen = ana.screen();
    assert!(ana.line("Years of use").contains("4 × 5,200,000.00 = 20,800,000.00"), "{screen}");
    insta::assert_snapshot!("agreement-form-en-80x24", screen);
    ana.press(&"Tab ".repeat(11));
    assert!(ana.screen().contains("13% included  2,392,920.35 of 20,800,000.00"), "{}", ana.screen());
    insta::assert_snapshot!("agreement-form-charges-en-80x24", ana.screen());
    ana.press("^S");
    assert!(ana.screen().contains("Saved: Sweden · Normative work 2020-2023"), "{}", ana.screen());
    let addition = "Enter n \"amend\" Enter \"1 mar 21\" Tab \"add\" Enter \"800k EUR\" Tab Tab";
    ana.press(addition);
    assert!(ana.line("Amount").contains("= USD 981,595.09 at 0.815"), "{}", ana.screen());
    ana.press("Tab \"2021\" Tab Tab \"sp3\" Enter ^S");
    let screen = ana.screen();
    let keys = crate::support::read_keys(agreement).len() + crate::support::read_keys(addition).len() + 24;
    assert!(keys < 180, "{keys} keys, two to a second, are more than ninety seconds");
    assert!(screen.contains("Saved: "), "{screen}");
    let kept = rows(&mut book, Kind::Agreement);
    assert_eq!(kept[0].get("years"), "2020 5200000.00; 2021 5200000.00; 2022 5200000.00; 2023 5200000.00");
    assert_eq!((kept[0].get("usd"), kept[0].get("support_cost")), ("20800000.00", "2392920.35"));
    assert_eq!((kept[0].label("partner"), kept[0].label("fund")), ("Sweden", "Foundation earmarked"));
    let added = rows(&mut book, Kind::Amendment);
    let of = |field: &str| added[0].get(field).to_owned();
    assert_eq!([of("amount"), of("currency"), of("usd")], ["800000.00", "EUR", "981595.09"]);
    assert_eq!([of("rate"), of("rate_day"), of("years")], ["0.815", "2021-01-01", "2021 800000.00"]);
    assert_eq!((added[0].reference("agreement"), of("kind").as_str()), (Some(kept[0].id), "addition"));
}

fn rows(book: &mut Book, kind: Kind) -> Vec<Record> {
    let window = Window { from: 0, limit: 9 };
    book.store.list(&book.asker, &Query::all(kind), window).unwrap().records
}

/// A file whose agreement with Norway went through the stages and was amended in another currency.
fn amended() -> Book {
    let mut book = money();
    let window = Window { from: 0, limit: 9 };
    let query = Query::read(Kind::Agreement, "title~Climate").unwrap();
    let id = book.store.list(&book.asker, &query, window).unwrap().records[0].id;
    let stage = [("stage", "SOFT"), ("several_contributors", "no")];
    book.on("2020-05-01").set(Kind::Agreement, id, &stage);
    let signed = [
        ("stage", "SIGNED"),
        ("signed", "2020-09-01"),
        ("starts", "2020-09-01"),
        ("ends", "2022-12-31"),
        ("years", "2021-2022"),
        ("fund", "FE"),
        ("domestic", "no"),
        ("levy", "yes"),
    ];
    book.on("2020-09-15").set(Kind::Agreement, id, &signed);
    let of = id.to_string();
    let added = [
        ("agreement", of.as_str()),
        ("day", "2020-12-01"),
        ("kind", "addition"),
        ("amount", "800k"),
        ("currency", "EUR"),
        ("years", "2023"),
        ("new_ends", "2023-06-30"),
        ("what", "A third city."),
    ];
    book.on("2020-12-31").add(Kind::Amendment, &added);
    book.add(Kind::Instalment, &[("agreement", &of), ("due", "2020-10-15"), ("amount", "1m")]);
    book
}

#[test]
fn an_agreement_says_where_it_stands_what_it_comes_to_and_what_changed() {
    let book = amended();
    let mut ana = person(&book, "en", 80, 24);
    ana.press("6 ] / \"climate\" Enter");
    let screen = ana.screen();
    assert!(ana.line("Stage ").contains("Signed since 1 Sep 2020, 121 days"), "{screen}");
    let before = ana.line("Before");
    assert!(
        before.contains("Hard since 1 Mar 2020, 61 days") && screen.contains("Soft since 1 May 2020, 123 days"),
        "{screen}"
    );
    assert!(ana.line("Total ").contains("USD 4,898,876.40 with 1 amendment"), "{screen}");
    assert!(ana.line("Runs").contains("1 Sep 2020 – 30 Jun 2023"), "{screen}");
    ana.press("] ]");
    assert!(ana.screen().contains("EUR 800,000.00 = USD 898,876.40 at 0.89 of 1 Jan"), "{}", ana.screen());
    assert!(ana.screen().contains("end 31 Dec 2022 → 30 Jun 2023"), "{}", ana.screen());
}

#[test]
fn pages_of_money_stand_in_their_columns() {
    let book = amended();
    for (lang, width, height) in [("en", 80, 24), ("zh", 80, 24), ("en", 120, 40), ("zh", 120, 40)] {
        let mut ana = person(&book, lang, width, height);
        ana.press("6 ] / \"climate\" Enter");
        let mut screens = ana.screen();
        ana.press("2 / n o r Enter");
        screens.push_str(&ana.screen());
        insta::assert_snapshot!(format!("pages-of-money-{lang}-{width}x{height}"), screens);
    }
}

#[test]
fn programmes_show_what_they_have_of_what_they_need_and_who_funds_which() {
    let book = amended();
    for (lang, width, height) in [("en", 80, 24), ("zh", 80, 24), ("en", 120, 40), ("zh", 120, 40)] {
        let mut ana = person(&book, lang, width, height);
        ana.press("4");
        let mut screens = ana.screen();
        ana.press("]");
        screens.push_str(&ana.screen());
        ana.press("Right Right Right [ j Enter");
        screens.push_str(&ana.screen());
        insta::assert_snapshot!(format!("programmes-{lang}-{width}x{height}"), screens);
    }
    let mut ana = person(&book, "en", 120, 40);
    ana.press("4");
    let first = ana.line("FP1");
    assert!(first.contains("1/3") && first.contains("20,800,000") && first.contains("9,200,000"), "{first}");
    let raised = book.figure("flagship-raised:FP2", None).value;
    assert_eq!(raised, Some(489_887_640));
    assert!(ana.line("FP2").contains("4,898,876"), "{}", ana.screen());
    ana.press("]");
    let screen = ana.screen();
    assert!(ana.line("All donors").contains("25,698,876"), "{screen}");
    assert!(ana.line("Norway").contains("4,898,876"), "{screen}");
}

#[test]
fn what_hangs_on_an_agreement_keeps_it_and_is_read_whole() {
    let book = amended();
    let mut ana = person(&book, "en", 80, 24);
    ana.press("6 ] / \"climate\" Enter d");
    let screen = ana.screen();
    assert!(screen.contains("1 instalments") && screen.contains("1 amendments"), "{screen}");
    assert!(screen.contains("Move or delete those"), "{screen}");
    insta::assert_snapshot!("refused-en-80x24", screen);
    ana.press("Enter");
    assert!(ana.screen().contains("Agreement · Norway"), "{}", ana.screen());
}

#[test]
fn money_is_found_by_its_donor() {
    let book = money();
    let mut ana = person(&book, "en", 80, 24);
    ana.press("6 / \"norw\"");
    assert!(ana.screen().contains("Pipeline · 2 · USD 4,000,000"), "{}", ana.screen());
    ana.press("Esc ] ] ] / \"sida\"");
    assert!(ana.screen().contains("Instalments · 4"), "{}", ana.screen());
    ana.press("Esc n \"sida\" Enter");
    assert!(ana.line("Agreement*").contains("Sweden · Normative work"), "{}", ana.screen());
}
