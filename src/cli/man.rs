//! `man`: the manual page in roff, made from the table of sub-commands.

use clap::ArgMatches;

use super::{Answer, Outcome, Session, parse};

pub fn run(session: &mut Session, _matches: &ArgMatches) -> Answer {
    let command = parse::command(&session.locale);
    clap_mangen::Man::new(command).render(session.out.raw())?;
    Ok(Outcome::Done)
}
