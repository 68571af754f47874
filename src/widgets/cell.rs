//! How a field of a record is written on the screen, in the reader's language. Empty is a dash, never zero.

use crate::domain::clean::width;
use crate::domain::day::{Day, Span};
use crate::domain::field::Input;
use crate::domain::kind::{Extra, Kind, Shows};
use crate::domain::money::{Currency, Money};
use crate::domain::record::Record;
use crate::locale::Locale;
use crate::theme::Theme;
use crate::widgets::paint::bar;

/// A day as the language writes it.
#[must_use]
pub fn day(locale: &Locale, day: Day) -> String {
    locale.day(day.year(), day.month(), day.day_of_month())
}

/// A text form as the language writes it; `currency` is that of the record.
#[must_use]
pub fn text(locale: &Locale, input: Input, text: &str, currency: Currency) -> String {
    if text.is_empty() {
        return String::new();
    }
    let written = match input {
        Input::Money(_) => money(locale, text, currency),
        Input::Usd => money(locale, text, Currency::USD),
        Input::Percent => Some(locale.per_cent(text)),
        Input::Split(_) => Some(locale.split(text, currency)),
        Input::Day => Day::parse_iso(text).map(|known| day(locale, known)),
        Input::Span => Span::parse_iso(text).map(|span| span_text(locale, span)),
        Input::Choice(_) | Input::Flag => Some(locale.text(&format!("choice-{text}"))),
        Input::Lines => text.lines().next().map(str::to_owned),
        _ => None,
    };
    written.unwrap_or_else(|| text.to_owned())
}

fn money(locale: &Locale, text: &str, currency: Currency) -> Option<String> {
    Money::from_text(text, currency).ok().map(|money| locale.amount(money.minor, currency.minor_units()))
}

fn span_text(locale: &Locale, span: Span) -> String {
    match span {
        Span::Day(known) => day(locale, known),
        Span::Year(year) => year.to_string(),
    }
}

/// A field of a record as the screen shows it; a reference by its name, empty as nothing.
#[must_use]
pub fn field(locale: &Locale, record: &Record, name: &str) -> String {
    let Some(declared) = record.kind.field(name) else { return String::new() };
    if declared.input.target().is_some() {
        return record.shown(name).to_owned();
    }
    if is_name(record.kind, name) {
        return record.title(locale.code());
    }
    if name == "name_en" {
        // The name in the reader's language where the record has one.
        let own = record.get(&format!("name_{}", locale.code()));
        return if own.is_empty() { record.get(name) } else { own }.to_owned();
    }
    text(locale, declared.input, record.get(name), record.currency())
}

/// Whether a column is where the record is named: it shows the name in the reader's language.
fn is_name(kind: Kind, column: &str) -> bool {
    kind.info().title.len() == 1 && kind.name_fields("").first() == Some(&column)
}

/// A cell of a list: a field, or the computed column at its place among the extras of the query's columns.
#[must_use]
pub fn list(locale: &Locale, theme: Theme, record: &Record, columns: &[&'static str], column: &str) -> String {
    let shown = match record.kind.extra(column) {
        None => field(locale, record, column),
        Some(extra) => {
            let place = columns
                .iter()
                .filter(|name| record.kind.extra(name).is_some() && record.kind.field(name).is_none())
                .position(|name| *name == column);
            extra_text(locale, extra.shows, place.and_then(|place| record.extras.get(place)).map_or("", String::as_str))
        }
    };
    if let Some(Extra { shows: Shows::Share, .. }) = record.kind.extra(column)
        && let Ok(thousandths) = shown.parse::<i64>()
    {
        return format!("{} {:>4}", bar(thousandths, 1000, 5, theme), locale.percent(thousandths / 10, 0));
    }
    if shown.is_empty() { theme.empty().to_owned() } else { shown }
}

/// A computed value as the screen shows it: money in whole dollars.
#[must_use]
pub fn extra_text(locale: &Locale, shows: Shows, text: &str) -> String {
    match (shows, text.parse::<i64>()) {
        (_, _) if text.is_empty() => String::new(),
        (Shows::Usd, Ok(cents)) => locale.whole(cents, 2),
        (Shows::Count, Ok(count)) => locale.integer(count),
        (Shows::Word, _) => locale.text(&format!("choice-{text}")),
        (Shows::Day, _) => Day::parse_iso(text).map_or_else(|| text.to_owned(), |known| day(locale, known)),
        _ => text.to_owned(),
    }
}

/// The heading of a column.
#[must_use]
pub fn heading(locale: &Locale, kind: Kind, column: &str, year: i16) -> String {
    if kind.field(column).is_none() {
        let (this, before) = (year.to_string(), (year - 1).to_string());
        return locale.with(&format!("column-{}", column.replace('_', "-")), &[("year", &this), ("before", &before)]);
    }
    if is_name(kind, column) || column == "name_en" {
        return locale.text("column-name");
    }
    locale.text(&label_key(kind, column))
}

/// The message key of a field's label: `field-KIND-NAME`.
#[must_use]
pub fn label_key(kind: Kind, field: &str) -> String {
    format!("field-{}-{}", kind.name(), field).replace('_', "-")
}

/// The message key of a kind in the plural: `kind-NAME`.
#[must_use]
pub fn kind_key(kind: Kind) -> String {
    format!("kind-{}", kind.name()).replace('_', "-")
}

/// The same in a language, whose days may be wider.
#[must_use]
pub fn measured(locale: &Locale, kind: Kind, column: &str) -> (u16, bool) {
    let (wide, right) = measure(kind, column);
    let shows_day = kind.field(column).is_some_and(|field| matches!(field.input, Input::Day | Input::Span))
        || kind.extra(column).is_some_and(|extra| extra.shows == Shows::Day);
    let day = u16::try_from(width(&locale.day(2020, 12, 28))).unwrap_or(wide);
    (if shows_day { wide.max(day) } else { wide }, right)
}

/// Columns a column of a list needs, and whether it is flush right.
#[must_use]
pub fn measure(kind: Kind, column: &str) -> (u16, bool) {
    match (kind.field(column), kind.extra(column)) {
        (Some(field), _) => (field.width, field.input.is_number()),
        (None, Some(extra)) => match extra.shows {
            Shows::Usd => (13, true),
            Shows::Count => (9, true),
            Shows::Text => (20, false),
            Shows::Day => (11, false),
            Shows::Share => (10, false),
            Shows::Word => (12, false),
        },
        (None, None) => (10, false),
    }
}
