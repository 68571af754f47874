//! `docs/fields.md` and `docs/keys.md` say what the tables say. They are written by this test, never by hand:
//! `UPDATE_DOCS=1 cargo test docs`.

use std::fmt::Write as _;
use std::path::Path;

use pledgebook::domain::field::{Field, Input};
use pledgebook::domain::kind::{Extra, Kind, Shows};
use pledgebook::keys::{BINDINGS, Binding, Context};
use pledgebook::locale::Locale;

fn english() -> Locale {
    Locale::load("en").expect("English is spoken")
}

fn dashed(name: &str) -> String {
    name.replace('_', "-")
}

/// Compares a page with what the tables give now, or writes it when asked to.
fn compare(page: &str, wanted: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(page);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, wanted).expect("docs can be written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = found.lines().zip(wanted.lines()).find(|(found, wanted)| found != wanted);
    assert!(
        found == wanted,
        "docs/{page} is not what the tables say; run UPDATE_DOCS=1 cargo test docs. First difference: {differs:?}"
    );
}

/// A cell of a table: a bar would end it.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[test]
fn the_page_of_fields_is_what_the_tables_say() {
    compare("fields.md", &fields_page(&english()));
}

fn fields_page(words: &Locale) -> String {
    let mut page = String::from(
        "# Fields\n\nEvery kind of record with its fields, from the field tables and the English words. Generated: \
         `UPDATE_DOCS=1 cargo test docs`.\n\nThe name in the first column is the column of the file, the header in CSV, \
         the key in JSON and the word of filters (`category=PC1`).\nA *computed* field is filled by a rule when the \
         record is saved; a *computed column* is never stored and is counted for the rows shown.\n",
    );
    for kind in Kind::ALL {
        let name = kind.name();
        let title = words.text(&format!("kind-{}", dashed(name)));
        write!(page, "\n## {title} (`{name}`)\n\n").expect("text grows");
        page.push_str("| field | label | takes | | what is wanted |\n|---|---|---|---|---|\n");
        for field in kind.fields() {
            page.push_str(&field_row(words, kind, field));
        }
        if !kind.info().extras.is_empty() {
            let extras: Vec<String> = kind.info().extras.iter().map(|extra| extra_words(words, extra)).collect();
            writeln!(page, "\nComputed columns: {}.", extras.join(", ")).expect("text grows");
        }
    }
    page
}

fn field_row(words: &Locale, kind: Kind, field: &Field) -> String {
    let [label, hint] =
        ["field", "hint"].map(|part| words.text(&format!("{part}-{}-{}", dashed(kind.name()), dashed(field.name))));
    let marks: Vec<&str> = [
        (field.required, "required"),
        (field.unique, "unique"),
        (field.searched, "searched"),
        (field.computed, "computed"),
    ]
    .into_iter()
    .filter_map(|(holds, mark)| holds.then_some(mark))
    .collect();
    let (takes, marks) = (takes(field.input), marks.join(", "));
    format!("| `{}` | {} | {} | {marks} | {} |\n", field.name, cell(&label), cell(&takes), cell(&hint))
}

fn takes(input: Input) -> String {
    match input {
        Input::Line => "text".to_owned(),
        Input::Lines => "text of several lines".to_owned(),
        Input::Code => "code".to_owned(),
        Input::Day => "day".to_owned(),
        Input::Span => "day or year".to_owned(),
        Input::Year => "year".to_owned(),
        Input::Count => "whole number".to_owned(),
        Input::Money(currency) => format!("amount in the currency of `{currency}`"),
        Input::Usd => "amount in USD".to_owned(),
        Input::Rate => "rate".to_owned(),
        Input::Percent => "per cent".to_owned(),
        Input::Split(along) => format!("split by {}", along.word()),
        Input::Currency => "currency code".to_owned(),
        Input::Choice(choices) => choices.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
        Input::Refs(kind) => format!("several `{}` by code or name, `;` between", kind.name()),
        Input::Ref(kind) => format!("a `{}` by code or name", kind.name()),
        Input::Flag => "`yes` or `no`".to_owned(),
    }
}

fn extra_words(words: &Locale, extra: &Extra) -> String {
    let label = words.with(&format!("column-{}", dashed(extra.name)), &[("year", "YEAR"), ("before", "YEAR-1")]);
    let shows = match extra.shows {
        Shows::Usd => "US dollars",
        Shows::Count => "a count",
        Shows::Text => "text",
        Shows::Day => "day",
        Shows::Share => "thousandths of a whole",
        Shows::Word => "a word",
    };
    format!("`{}` ({label}; {shows})", extra.name)
}

#[test]
fn the_page_of_keys_is_what_the_bindings_say() {
    compare("keys.md", &keys_page(&english()));
}

fn keys_page(words: &Locale) -> String {
    let mut page = String::from(
        "# Keys\n\nEvery key that does something, from the table of bindings and the English words. Generated: \
         `UPDATE_DOCS=1 cargo test docs`.\n\nThe same key does the same thing everywhere. `^S` is Ctrl-S, `S-Tab` is \
         Shift-Tab. Where letters are text (forms, lists to choose from, lines being typed) and in the help, only the \
         keys listed there work; elsewhere those of \"Everywhere\" work too.\n",
    );
    for context in Context::ALL {
        let own: Vec<&Binding> = BINDINGS.iter().filter(|binding| binding.context == context).collect();
        if own.is_empty() {
            continue;
        }
        let heading = words.text(&format!("context-{}", context.name()));
        write!(page, "\n## {heading}\n\n| keys | |\n|---|---|\n").expect("text grows");
        for binding in own {
            let keys: Vec<String> = binding.keys.iter().map(|key| format!("`{}`", cell(&key.to_string()))).collect();
            let help = words.text(&format!("help-{}", binding.command.name()));
            writeln!(page, "| {} | {} |", keys.join(" "), cell(&help)).expect("text grows");
        }
    }
    page
}

#[test]
fn links_between_pages_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut broken = Vec::new();
    for page in [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/architecture.md",
        "docs/coverage.md",
        "docs/decisions.md",
    ] {
        let path = root.join(page);
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{page}: {error}"));
        let links = text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link);
        for link in links.filter(|link| !link.starts_with("http")) {
            let file = link.split('#').next().unwrap_or_default();
            if !path.parent().is_some_and(|folder| folder.join(file).exists()) {
                broken.push(format!("{page}: {link}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
