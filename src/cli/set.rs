//! `set KIND WHICH field=value ...`: changes fields of one record; `field=` empties one.

use clap::{ArgMatches, Command};

use super::{Answer, Outcome, Session, add, parse, show};
use crate::domain::change::{Action, Change, FieldChange, Op, Origin, Saved};
use crate::locale::Locale;

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command
        .arg(parse::wanted(locale, "kind", "KIND", "cli-arg-kind"))
        .arg(parse::wanted(locale, "which", "WHICH", "cli-arg-which"))
        .arg(add::values_argument(locale))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let place = session.place()?;
    let mut store = session.open(&place)?;
    let (kind, record) = show::named(session, &store, matches)?;
    let currency = kind.field("currency").map(|_| record.currency());
    let values = match add::read_values(session, &store, kind, matches, currency)? {
        Ok(values) => values,
        Err(problems) => {
            session.problems(kind, &problems)?;
            return Ok(Outcome::Problems);
        }
    };
    let edits: Vec<FieldChange> = values
        .into_iter()
        .map(|(field, to)| FieldChange { field, from: record.get(field).to_owned(), to })
        .filter(|edit| edit.from != edit.to)
        .collect();
    if edits.is_empty() {
        show::print_record(session, &store, &record)?;
        return Ok(Outcome::Done);
    }
    let change = Change { kind, id: record.id, version: record.version, op: Op::Edit(edits) };
    let asker = session.asker();
    let title = store.title(&asker, &record)?;
    let saved = store.apply(&asker, &Action { origin: Origin::Command, title, changes: vec![change] })?;
    if matches!(saved, Saved::Done { .. })
        && let Some(now) = store.load(&asker, kind, record.id)?
    {
        show::print_record(session, &store, &now)?;
    }
    session.saved(kind, &saved)
}
