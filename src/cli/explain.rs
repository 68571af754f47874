//! `explain NAME`: a figure with its rule, the records that add up to it, and what was left out.

use clap::{ArgMatches, Command, value_parser};
use serde_json::{Value, json};

use super::figures::{rule, unit, words};
use super::{Answer, Outcome, Session, Stop, parse};
use crate::domain::money::plain_text;
use crate::locale::Locale;
use crate::store::{Figure, PartValue, Published, Unit};

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command
        .arg(parse::wanted(locale, "name", "NAME", "cli-arg-figure"))
        .arg(parse::option(locale, "year", "YEAR", "cli-arg-year").value_parser(value_parser!(i16)))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let name = matches.get_one::<String>("name").expect("required");
    let year = matches.get_one::<i16>("year").copied();
    let place = session.place()?;
    let store = session.open(&place)?;
    let figure = store.figure(&session.asker(), name, year)?;
    if session.out.json {
        let value = as_json(&session.locale, name, &figure, session);
        session.out.json(&value)?;
    } else {
        as_text(session, &figure)?;
    }
    Ok(Outcome::Done)
}

/// A value for a program: money and shares are exact decimals in text, counts are numbers.
pub fn exact(unit: Unit, value: i64) -> Value {
    match unit {
        Unit::Usd => plain_text(value, 2).into(),
        Unit::Tenths => plain_text(value, 1).into(),
        Unit::Count => value.into(),
    }
}

/// A value for a person.
pub fn read(locale: &Locale, unit: Unit, value: i64) -> String {
    match unit {
        Unit::Usd => format!("{} USD", locale.amount(value, 2)),
        Unit::Count => locale.integer(value),
        Unit::Tenths => locale.percent(value, 1),
    }
}

fn as_json(locale: &Locale, name: &str, figure: &Figure, session: &Session) -> Value {
    let of = figure.info.unit;
    let records = figure.lines.iter().map(|line| {
        let mut object = json!({
            "id": line.id.to_string(), "kind": line.kind.name(), "title": line.title, "when": line.when,
            "amount": exact(of, line.amount),
        });
        if let Some(cents) = line.usd {
            object["usd"] = plain_text(cents, 2).into();
        }
        object
    });
    let left_out = figure.left_out.iter().map(|left| {
        json!({
            "id": left.id.to_string(), "kind": left.kind.name(), "title": left.title,
            "reason": locale.say(&left.reason),
        })
    });
    let parts =
        figure.parts.iter().map(|part| json!({ "words": locale.say(&part.say), "value": part_value(&part.value) }));
    let published = figure.published.as_ref().map(|published| {
        json!({
            "value": exact(of, published.value), "source": published.source, "as_of": published.as_of,
            "note": published.note,
        })
    });
    json!({
        "figure": name, "words": title(locale, figure), "year": figure.year,
        "as_of": session.as_of.map(|day| day.to_string()),
        "value": figure.value.map(|value| exact(of, value)), "unit": unit(of),
        "rule": how(locale, figure), "source": source(figure),
        "definition": figure.definition.as_ref().map(|say| locale.say(say)),
        "records": records.collect::<Vec<_>>(), "left_out": left_out.collect::<Vec<_>>(),
        "parts": parts.collect::<Vec<_>>(), "published": published,
    })
}

/// What a figure is called: by the register, or by the record of the indicator.
fn title(locale: &Locale, figure: &Figure) -> String {
    figure.about.as_ref().map_or_else(|| words(locale, &figure.info), |about| about.title.clone())
}

fn how(locale: &Locale, figure: &Figure) -> String {
    figure.about.as_ref().map_or_else(|| rule(locale, &figure.info), |about| locale.say(&about.rule))
}

fn source(figure: &Figure) -> &str {
    figure.about.as_ref().map_or(figure.info.source, |about| &about.source)
}

/// What a paper prints, and by how much records differ from it.
fn as_published(locale: &Locale, figure: &Figure, published: &Published) -> String {
    let of = figure.info.unit;
    let mut said = vec![read(locale, of, published.value), published.source.clone(), published.as_of.clone()];
    if let Some(value) = figure.value.filter(|value| *value != published.value) {
        let difference = read(locale, of, value.saturating_sub(published.value));
        said.push(locale.with("explain-differs", &[("difference", &difference)]));
    }
    said.push(published.note.clone());
    said.retain(|piece| !piece.is_empty());
    format!("{}: {}", locale.text("explain-published"), said.join(" · "))
}

fn part_value(value: &PartValue) -> Value {
    match value {
        PartValue::In(unit, value) => exact(*unit, *value),
        PartValue::Money(money) => money.to_string().into(),
        PartValue::Text(text) => text.as_str().into(),
    }
}

fn as_text(session: &mut Session, figure: &Figure) -> Result<(), Stop> {
    let (locale, of) = (session.locale.clone(), figure.info.unit);
    let year = figure.year.map_or(String::new(), |year| format!(" {year}"));
    let value = figure.value.map_or_else(|| locale.text("cli-not-formed"), |value| read(&locale, of, value));
    session.out.line(&format!("{}{year}: {value}", title(&locale, figure)))?;
    session.out.lines(&how(&locale, figure))?;
    session.out.line(source(figure))?;
    if let Some(definition) = &figure.definition {
        session.out.lines(&locale.say(definition))?;
    }
    for part in &figure.parts {
        let value = match &part.value {
            PartValue::In(unit, value) => read(&locale, *unit, *value),
            PartValue::Money(money) => money.to_string(),
            PartValue::Text(text) => text.clone(),
        };
        session.out.line(&format!("{}: {value}", locale.say(&part.say)))?;
    }
    if let Some(published) = &figure.published {
        session.out.lines(&as_published(&locale, figure, published))?;
    }
    let heads = [
        (locale.text("cli-head-record"), false),
        (locale.text("cli-head-when"), false),
        (locale.text("cli-head-adds"), true),
    ];
    let rows: Vec<Vec<String>> = figure
        .lines
        .iter()
        .map(|line| vec![line.title.clone(), line.when.clone(), read(&locale, of, line.amount)])
        .collect();
    session.out.line("")?;
    session.out.table(&heads, &rows)?;
    for left in &figure.left_out {
        let say = [("title", left.title.as_str()), ("reason", &locale.say(&left.reason))];
        let words = locale.with("cli-left-out", &say);
        session.out.line(&words)?;
    }
    Ok(())
}
