//! The screens of money: the pipeline, agreements, pledges, instalments, and what is entered in them by keys alone.

use pledgebook::domain::kind::Kind;

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
    let first = book.store.list(
        &book.asker,
        &pledgebook::domain::query::Query::all(Kind::Instalment),
        pledgebook::domain::query::Window { from: 0, limit: 1 },
    );
    let first = first.unwrap().records[0].id.to_string();
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
