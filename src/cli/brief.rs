//! `brief WHAT WHICH`: a document written from records, as Markdown, HTML or JSON. Confidential records come in only
//! where that was asked for.

use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command, value_parser};
use serde_json::{Value, json};

use super::{Answer, Outcome, Session, Stop, parse, place};
use crate::domain::brief::{Block, Brief, Format, Point, Spoken};
use crate::domain::day::read_day;
use crate::domain::kind::Kind;
use crate::domain::say::Say;
use crate::exchange::brief::written;
use crate::locale::Locale;
use crate::store::{BriefOf, Session as BoardSession, Store};

const WHAT: [&str; 4] = ["donor", "portfolio", "flagship", "dialogue"];

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command
        .arg(parse::wanted(locale, "what", "WHAT", "cli-arg-brief-what").value_parser(WHAT))
        .arg(parse::optional(locale, "which", "WHICH", "cli-arg-brief-which"))
        .arg(parse::option(locale, "format", "FORMAT", "cli-arg-brief-format").value_parser(["md", "html"]))
        .arg(parse::option(locale, "out", "FILE", "cli-arg-out").alias("output").value_parser(value_parser!(PathBuf)))
        .arg(parse::flag(locale, "confidential", "cli-arg-brief-confidential"))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let what = matches.get_one::<String>("what").expect("required");
    let which = matches.get_one::<String>("which").map(String::as_str);
    let here = session.place()?;
    let mut store = session.open(&here)?;
    // As the screens do: the figures of the demo end in 2020.
    session.as_of = session.as_of.or_else(|| here.demo.then(place::last_demo_day));
    let of = brief_of(session, &store, what, which)?;
    let brief = store.brief(&session.asker(), &of, matches.get_flag("confidential"))?;
    let brief = session.locale.brief(&brief);
    let out = matches.get_one::<PathBuf>("out");
    let format = matches.get_one::<String>("format").map(String::as_str);
    let text = if session.out.json {
        serde_json::to_string_pretty(&as_json(&brief)).map_err(std::io::Error::from)? + "\n"
    } else if format == Some("html") || format.is_none() && out.is_some_and(|path| ends_in_html(path)) {
        let spoken = Spoken { code: session.locale.code(), right_to_left: session.locale.right_to_left() };
        written(&brief, Format::Html(spoken)).0
    } else {
        written(&brief, Format::Markdown).0
    };
    match out {
        Some(path) => write(session, path, &text)?,
        None => std::io::Write::write_all(session.out.raw(), text.as_bytes())?,
    }
    Ok(Outcome::Done)
}

fn ends_in_html(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("html") || ending.eq_ignore_ascii_case("htm"))
}

fn write(session: &mut Session, path: &Path, text: &str) -> Result<(), Stop> {
    let cannot = |error| Say::new("cli-cannot-write").with("path", path.display()).with("error", error);
    std::fs::write(path, text).map_err(cannot)?;
    let shown = path.display().to_string();
    session.out.note(&session.locale.with("said-exported", &[("path", &shown)]));
    Ok(())
}

fn brief_of(session: &Session, store: &Store, what: &str, which: Option<&str>) -> Result<BriefOf, Stop> {
    let asker = session.asker();
    let named = |kind: Kind| -> Result<_, Stop> {
        let which = which.ok_or_else(|| Say::new("cli-brief-which").with("what", what))?;
        Ok(store.resolve(&asker, kind, which)?)
    };
    Ok(match what {
        "donor" => BriefOf::Donor(named(Kind::Partner)?),
        "portfolio" => BriefOf::Portfolio(named(Kind::FocalPoint)?),
        "flagship" => BriefOf::Flagship(named(Kind::Flagship)?),
        _ => BriefOf::Session(match which {
            None => BoardSession::Next,
            Some(text) => match read_day(text, asker.today) {
                Ok(day) => BoardSession::Day(day),
                Err(_) => BoardSession::Dialogue(store.resolve(&asker, Kind::Dialogue, text)?),
            },
        }),
    })
}

fn as_json(brief: &Brief<String>) -> Value {
    let sections = brief.sections.iter().map(
        |section| json!({ "title": section.title, "blocks": section.blocks.iter().map(block).collect::<Vec<_>>() }),
    );
    json!({ "title": brief.title, "lead": brief.lead, "sections": sections.collect::<Vec<_>>() })
}

fn block(block: &Block<String>) -> Value {
    match block {
        Block::Text(text) => json!({ "text": text }),
        Block::Remark(text) => json!({ "remark": text }),
        Block::Facts(facts) => {
            json!({ "facts": facts.iter().map(|(label, value)| json!([label, value])).collect::<Vec<_>>() })
        }
        Block::Figures(figures) => {
            let each = figures
                .iter()
                .map(|figure| json!({ "label": figure.label, "value": figure.value, "note": figure.note }));
            json!({ "figures": each.collect::<Vec<_>>() })
        }
        Block::Table(table) => {
            let heads: Vec<&String> = table.heads.iter().map(|(head, _)| head).collect();
            json!({ "table": { "heads": heads, "rows": table.rows } })
        }
        Block::Chart(chart) => {
            let texts = |point: &Point<String>| -> Vec<Option<String>> {
                point.values.iter().map(|one| one.as_ref().map(|(_, text)| text.clone())).collect()
            };
            let points = chart.points.iter().map(|point| json!({ "label": point.label, "values": texts(point) }));
            json!({
                "chart": { "title": chart.title, "series": chart.series, "points": points.collect::<Vec<_>>() }
            })
        }
    }
}
