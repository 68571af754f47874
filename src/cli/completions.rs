//! `completions SHELL`: a script for a shell, made from the table of sub-commands.

use clap::{ArgMatches, Command, value_parser};
use clap_complete::Shell;

use super::{Answer, Outcome, Session, parse};
use crate::locale::Locale;

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command.arg(parse::wanted(locale, "shell", "SHELL", "cli-arg-shell").value_parser(value_parser!(Shell)))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let shell = *matches.get_one::<Shell>("shell").expect("required");
    // The generator does not take a reader that goes away; a buffer does.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut parse::command(&session.locale), "pledgebook", &mut script);
    std::io::Write::write_all(session.out.raw(), &script)?;
    Ok(Outcome::Done)
}
