//! `capture LINE`: a dialogue, an action or a note in one line, as on the screens; several in a row stay under the last
//! dialogue of the day.

use clap::{ArgAction, ArgMatches, Command};
use serde_json::json;

use super::{Answer, Outcome, Session, parse};
use crate::domain::kind::Kind;
use crate::locale::Locale;

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command
        .arg(parse::wanted(locale, "line", "LINE", "cli-arg-capture").action(ArgAction::Append).num_args(1..))
        .arg(parse::option(locale, "under", "DIALOGUE", "cli-arg-capture-under"))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let place = session.place()?;
    let mut store = session.open(&place)?;
    let asker = session.asker();
    let words: Vec<String> = matches.get_many::<String>("line").into_iter().flatten().cloned().collect();
    let under = matches.get_one::<String>("under");
    let under = under.map(|text| store.resolve(&asker, Kind::Dialogue, text)).transpose()?;
    let kept = store.capture(&asker, &words.join(" "), under)?;
    for remark in &kept.remarks {
        let words = session.locale.say(remark);
        session.out.note(&words);
    }
    if session.out.json {
        let under = kept.under.as_ref().map(|(id, title)| json!({ "id": id.to_string(), "title": title }));
        let answer =
            json!({ "kind": kept.kind.name(), "id": kept.id.to_string(), "title": kept.title, "under": under });
        session.out.json(&answer)?;
    } else {
        let key = if kept.kind == Kind::FollowUp { "capture-action" } else { "capture-dialogue" };
        let words = format!("{}: {}", session.locale.text(key), kept.title);
        session.out.line(&words)?;
    }
    Ok(Outcome::Done)
}
