//! `help VERB`: the same words as `--help`.

use clap::{ArgMatches, Command};

use super::{Answer, Outcome, Session, parse};
use crate::domain::say::Say;
use crate::locale::Locale;

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command.arg(parse::optional(locale, "verb", "COMMAND", "cli-arg-verb"))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let mut command = parse::command(&session.locale);
    command.build();
    let help = match matches.get_one::<String>("verb") {
        None => command.render_help(),
        Some(name) => {
            let none = || Say::new("cli-no-command").with("name", name);
            command.find_subcommand_mut(name).ok_or_else(none)?.render_help()
        }
    };
    std::io::Write::write_all(session.out.raw(), help.to_string().as_bytes())?;
    Ok(Outcome::Done)
}
