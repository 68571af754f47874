//! `results`: every indicator with baseline, target, value today and how far it has come.

use clap::ArgMatches;
use serde_json::{Value, json};

use super::explain::exact;
use super::figures::unit;
use super::{Answer, Outcome, Session, place};
use crate::locale::Locale;
use crate::store::{Basis, ResultLine, Unit};

pub fn run(session: &mut Session, _matches: &ArgMatches) -> Answer {
    let here = session.place()?;
    let store = session.open(&here)?;
    // As the status does: the figures of the demo end in 2020.
    session.as_of = session.as_of.or_else(|| here.demo.then(place::last_demo_day));
    let lines = store.results(&session.asker())?;
    let locale = session.locale.clone();
    if session.out.json {
        let list: Vec<Value> = lines.iter().map(|line| as_json(&locale, line)).collect();
        session.out.json(&list.into())?;
        return Ok(Outcome::Done);
    }
    let heads = [
        ("cli-head-code", false),
        ("cli-head-indicator", false),
        ("cli-head-baseline", true),
        ("cli-head-goal", true),
        ("cli-head-today", true),
        ("cli-head-standing", false),
        ("cli-head-from", false),
    ];
    let heads = heads.map(|(key, number)| (locale.text(key), number));
    let rows: Vec<Vec<String>> = lines.iter().map(|line| row(&locale, line)).collect();
    session.out.table(&heads, &rows)?;
    Ok(Outcome::Done)
}

fn row(locale: &Locale, line: &ResultLine) -> Vec<String> {
    let value = |value: Option<i64>| value.map_or_else(String::new, |value| shown(locale, line.unit, value));
    vec![
        line.code.clone(),
        line.name.clone(),
        value(line.baseline),
        value(line.target),
        value(line.value),
        locale.text(&format!("standing-{}", line.standing.word())),
        line.basis.map_or_else(String::new, |basis| locale.text(&format!("basis-{}", basis.word()))),
    ]
}

fn shown(locale: &Locale, unit: Unit, value: i64) -> String {
    match unit {
        Unit::Usd => locale.amount(value, 2),
        Unit::Count => locale.integer(value),
        Unit::Tenths => locale.percent(value, 1),
    }
}

fn as_json(locale: &Locale, line: &ResultLine) -> Value {
    let value = |value: Option<i64>| value.map(|value| exact(line.unit, value));
    let published = line.published.as_ref().map(|published| {
        json!({
            "value": exact(line.unit, published.value), "as_of": published.as_of, "source": published.source,
            "note": published.note,
        })
    });
    json!({
        "code": line.code, "name": line.name, "area": line.area, "unit": unit(line.unit), "measure": line.measure,
        "baseline": value(line.baseline), "baseline_of": line.baseline_of, "target": value(line.target),
        "target_text": line.target_text, "comparator": line.comparator, "due": line.due, "value": value(line.value),
        "basis": line.basis.map(Basis::word), "standing": line.standing.word(),
        "how": locale.say(&line.how), "published": published,
        "difference": line.published.as_ref().zip(line.value)
            .map(|(published, value)| exact(line.unit, value.saturating_sub(published.value))),
    })
}
