//! `figures`: the register of figures: name, words, unit, rule, source.

use clap::ArgMatches;
use serde_json::json;

use super::{Answer, Outcome, Session};
use crate::locale::Locale;
use crate::store::{FIGURES, FigureInfo, Unit};

/// How a unit is named in JSON: money by its currency.
pub const fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Usd => "USD",
        Unit::Count => "count",
        Unit::Tenths => "percent",
    }
}

/// The words of a figure.
pub fn words(locale: &Locale, info: &FigureInfo) -> String {
    locale.text(&format!("figure-{}", info.name))
}

/// The rule of a figure in words.
pub fn rule(locale: &Locale, info: &FigureInfo) -> String {
    locale.text(&format!("figure-rule-{}", info.name))
}

pub fn run(session: &mut Session, _matches: &ArgMatches) -> Answer {
    let locale = session.locale.clone();
    if session.out.json {
        let list: Vec<_> = FIGURES
            .iter()
            .map(|info| {
                json!({
                    "name": info.name, "words": words(&locale, info), "unit": unit(info.unit),
                    "rule": rule(&locale, info), "source": info.source,
                })
            })
            .collect();
        session.out.json(&list.into())?;
        return Ok(Outcome::Done);
    }
    for info in FIGURES {
        session.out.line(&format!("{}: {} ({})", info.name, words(&locale, info), unit(info.unit)))?;
        session.out.lines(&format!("    {}\n    {}", rule(&locale, info), info.source))?;
    }
    Ok(Outcome::Done)
}
