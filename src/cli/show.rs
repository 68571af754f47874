//! `show KIND WHICH`: one record, every field.

use clap::{ArgMatches, Command};

use super::{Answer, Outcome, Session, Stop, parse, print};
use crate::domain::kind::Kind;
use crate::domain::record::Record;
use crate::domain::say::Say;
use crate::locale::Locale;
use crate::store::Store;

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command.arg(parse::wanted(locale, "kind", "KIND", "cli-arg-kind")).arg(parse::wanted(
        locale,
        "which",
        "WHICH",
        "cli-arg-which",
    ))
}

/// The kind and the record that the arguments name, by id, code or name.
pub fn named(session: &Session, store: &Store, matches: &ArgMatches) -> Result<(Kind, Record), Stop> {
    let kind = super::kind(matches.get_one::<String>("kind").expect("required"))?;
    let which = matches.get_one::<String>("which").expect("required");
    let asker = session.asker();
    let id = store.resolve(&asker, kind, which)?;
    let none = || Say::new("value-no-such-record").with("text", which).with("kind", kind.name());
    Ok((kind, store.load(&asker, kind, id)?.ok_or_else(none)?))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let place = session.place()?;
    let store = session.open(&place)?;
    let (_, record) = named(session, &store, matches)?;
    print_record(session, &store, &record)?;
    Ok(Outcome::Done)
}

/// Prints a record as JSON or as one field a line.
pub fn print_record(session: &mut Session, store: &Store, record: &Record) -> Result<(), Stop> {
    if session.out.json {
        let object = print::AsJson::default().object(store, record, None)?;
        return session.out.json(&object);
    }
    let mut rows = vec![vec!["id".to_owned(), record.id.to_string()]];
    for (field, text) in record.pairs() {
        if !text.is_empty() {
            rows.push(vec![
                print::label(&session.locale, record.kind, field.name),
                print::shown(&session.locale, record, field),
            ]);
        }
    }
    let widest = rows.iter().map(|row| crate::domain::clean::width(&row[0])).max().unwrap_or(0);
    for row in rows {
        let name = crate::domain::clean::pad_right(&row[0], widest);
        session.out.lines(&format!("{name}  {}", row[1]))?;
    }
    Ok(())
}
