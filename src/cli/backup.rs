//! `backup FILE`: a whole, checked copy, while others write. It refuses to write over anything.

use std::path::PathBuf;

use clap::{ArgMatches, Command, value_parser};

use super::{Answer, Outcome, Session, parse};
use crate::domain::say::Say;
use crate::locale::Locale;

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command.arg(parse::wanted(locale, "file", "FILE", "cli-arg-backup").value_parser(value_parser!(PathBuf)))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let target = matches.get_one::<PathBuf>("file").expect("required");
    if target.exists() {
        return Err(Say::new("store-exists").with("path", target.display()).into());
    }
    let place = session.place()?;
    let store = session.open(&place)?;
    store.backup_to(target)?;
    let path = target.display().to_string();
    if session.out.json {
        session.out.json(&serde_json::json!({ "file": path }))?;
    } else {
        let words = session.locale.with("cli-backed-up", &[("path", &path)]);
        session.out.line(&words)?;
    }
    Ok(Outcome::Done)
}
