//! `undo` and `redo`: the newest action of this person, or any action by its id.

use clap::{ArgMatches, Command, value_parser};

use super::{Answer, Session, parse};
use crate::domain::change::Saved;
use crate::domain::kind::Kind;
use crate::domain::record::Id;
use crate::locale::Locale;

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command.arg(parse::optional(locale, "action", "ACTION", "cli-arg-action").value_parser(value_parser!(Id)))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let place = session.place()?;
    let mut store = session.open(&place)?;
    let asker = session.asker();
    let done = match matches.get_one::<Id>("action") {
        Some(action) => store.undo_action(&asker, *action)?,
        None => store.undo(&asker)?,
    };
    say(session, &done, "cli-undone")
}

/// The `redo` sub-command.
pub fn redo(session: &mut Session, _matches: &ArgMatches) -> Answer {
    let place = session.place()?;
    let mut store = session.open(&place)?;
    let asker = session.asker();
    let done = store.redo(&asker)?;
    say(session, &done, "cli-redone")
}

fn say(session: &mut Session, (title, saved): &(String, Saved), key: &'static str) -> Answer {
    if let Saved::Done { action, ids, .. } = saved {
        let words = session.locale.with(key, &[("title", title), ("records", &ids.len().to_string())]);
        if session.out.json {
            let answer = serde_json::json!({ "action": action.to_string(), "title": title, "records": ids.len() });
            session.out.json(&answer)?;
        } else {
            session.out.line(&words)?;
        }
    }
    session.saved(Kind::Partner, saved)
}
