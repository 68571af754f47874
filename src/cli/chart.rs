//! `chart NAME`: the numbers of a chart with a bar beside each row, or as JSON.

use clap::{ArgMatches, Command};
use serde_json::{Value, json};

use super::explain::exact;
use super::{Answer, Outcome, Session, Stop, parse, place};
use crate::domain::chart::{Chart, Label, Picture, Shape, cells, length};
use crate::locale::Locale;
use crate::store::Unit;

/// Columns of a bar.
const BAR: usize = 24;

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command.arg(parse::wanted(locale, "name", "NAME", "cli-arg-chart"))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let name = matches.get_one::<String>("name").expect("required");
    let known = || Picture::ALL.map(Picture::name).join(", ");
    let picture = Picture::named(name)
        .ok_or_else(|| crate::domain::say::Say::new("cli-no-chart").with("name", name).with("known", known()))?;
    let here = session.place()?;
    let store = session.open(&here)?;
    session.as_of = session.as_of.or_else(|| here.demo.then(place::last_demo_day));
    let chart = store.chart(&session.asker(), picture)?;
    if session.out.json {
        let value = as_json(&session.locale, &chart);
        session.out.json(&value)?;
    } else {
        as_text(session, &chart)?;
    }
    Ok(Outcome::Done)
}

fn words(locale: &Locale, label: &Label) -> String {
    match label {
        Label::Name(name) => name.clone(),
        Label::Words(say) => locale.say(say),
    }
}

fn usd(value: Option<i64>) -> Value {
    value.map_or(Value::Null, |cents| exact(Unit::Usd, cents))
}

fn as_json(locale: &Locale, chart: &Chart) -> Value {
    let rows = chart.rows.iter().map(|row| {
        let values = row.values.iter().map(|value| usd(*value));
        json!({
            "name": words(locale, &row.label), "values": values.collect::<Vec<_>>(), "target": usd(row.whole),
            "share_percent": row.share.map(|tenths| exact(Unit::Tenths, tenths)),
        })
    });
    json!({
        "chart": chart.picture.name(), "currency": "USD",
        "years": chart.years.map(|(from, until)| json!({ "from": from, "until": until })),
        "series": chart.series.iter().map(|label| words(locale, label)).collect::<Vec<_>>(),
        "rows": rows.collect::<Vec<_>>(),
        "notes": chart.notes.iter().map(|say| locale.say(say)).collect::<Vec<_>>(),
    })
}

fn as_text(session: &mut Session, chart: &Chart) -> Result<(), Stop> {
    let locale = session.locale.clone();
    session.out.line(&locale.text(&format!("picture-{}", chart.picture.name())))?;
    session.out.lines(&locale.text(&format!("picture-about-{}", chart.picture.name())))?;
    for say in &chart.notes {
        session.out.line(&locale.say(say))?;
    }
    let wholes = chart.rows.iter().any(|row| row.whole.is_some());
    let shares = chart.rows.iter().any(|row| row.share.is_some());
    let bars = chart.picture.shape() != Shape::Heat;
    let millions = |cents: Option<i64>| cents.map_or_else(|| "-".to_owned(), |cents| locale.millions(cents, 2));
    let mut heads = vec![(locale.text("chart-unit"), false)];
    heads.extend(chart.series.iter().map(|label| (words(&locale, label), true)));
    heads.extend(wholes.then(|| (locale.text("home-target"), true)));
    heads.extend(shares.then(|| (locale.text("chart-share"), true)));
    heads.extend(bars.then(|| (String::new(), false)));
    let rows: Vec<Vec<String>> = chart
        .rows
        .iter()
        .map(|row| {
            let mut cells_of = vec![words(&locale, &row.label)];
            cells_of.extend(row.values.iter().map(|value| millions(*value)));
            cells_of.extend(wholes.then(|| millions(row.whole)));
            let share = || row.share.map_or_else(|| "-".to_owned(), |tenths| locale.percent(tenths, 1));
            cells_of.extend(shares.then(share));
            let whole = if wholes { row.whole.unwrap_or(0) } else { chart.largest_row() };
            cells_of.extend(bars.then(|| "#".repeat(cells(length(&row.values), whole, BAR))));
            cells_of
        })
        .collect();
    session.out.table(&heads, &rows)
}
