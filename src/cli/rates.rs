//! `rates fill`: money that has no value in US dollars takes the rate of its day, where there is one by now. It changes no
//! rate that a record has.

use clap::{ArgMatches, Command};
use serde_json::json;

use super::{Answer, Outcome, Session, parse};
use crate::locale::Locale;

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command.arg(parse::wanted(locale, "what", "fill", "cli-arg-rates").value_parser(["fill"]))
}

pub fn run(session: &mut Session, _matches: &ArgMatches) -> Answer {
    let place = session.place()?;
    let mut store = session.open(&place)?;
    let title = session.locale.text("cli-rates-title");
    let done = store.fill_rates(&session.asker(), &title)?;
    if session.out.json {
        let kinds = done.kinds.iter();
        let kinds = kinds.map(|(kind, filled, left)| json!({ "kind": kind.name(), "filled": filled, "left": left }));
        let kinds: Vec<_> = kinds.collect();
        session.out.json(&json!({ "kinds": kinds, "action": done.action.map(|id| id.to_string()) }))?;
        return Ok(Outcome::Done);
    }
    for (kind, filled, left) in &done.kinds {
        let kind = session.locale.text(&format!("kind-{}", kind.name().replace('_', "-")));
        let (filled, left) = (filled.to_string(), left.to_string());
        let words =
            session.locale.with("cli-rates-of", &[("kind", kind.as_str()), ("filled", &filled), ("left", &left)]);
        session.out.line(&words)?;
    }
    if done.kinds.is_empty() {
        let words = session.locale.text("cli-rates-none");
        session.out.line(&words)?;
    }
    Ok(Outcome::Done)
}
