//! `init`: makes a new file with the schema and the reference data of the papers. It refuses to touch one that is there.

use clap::{ArgMatches, Command};

use super::{Answer, Outcome, Session, parse};
use crate::locale::Locale;
use crate::store::Store;

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command.arg(parse::optional(locale, "file", "FILE", "cli-arg-init-file"))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    if let Some(file) = matches.get_one::<String>("file") {
        session.db = Some(file.into());
    }
    let place = session.place()?;
    Store::create(&place.path, session.world.clock.clone())?;
    let path = place.path.display().to_string();
    if session.out.json {
        session.out.json(&serde_json::json!({ "file": path }))?;
    } else {
        let words = session.locale.with("cli-made", &[("path", &path)]);
        session.out.line(&words)?;
    }
    Ok(Outcome::Done)
}
