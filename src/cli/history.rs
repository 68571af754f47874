//! `history`: actions newest first, or the life of one record.

use clap::{ArgMatches, Command, value_parser};
use serde_json::json;

use super::{Answer, Outcome, Session, Stop, parse, print};
use crate::domain::record::Id;
use crate::locale::Locale;
use crate::store::{Entry, RecordChange, Store};

/// Lines printed when nothing else was asked for.
const SHOWN: usize = 50;

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command
        .arg(parse::optional(locale, "kind", "KIND", "cli-arg-kind").requires("which"))
        .arg(parse::optional(locale, "which", "WHICH", "cli-arg-which"))
        .arg(parse::option(locale, "limit", "N", "cli-arg-limit").value_parser(value_parser!(usize)))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let limit = matches.get_one::<usize>("limit").copied().unwrap_or(SHOWN);
    let place = session.place()?;
    let store = session.open(&place)?;
    match (matches.get_one::<String>("kind"), matches.get_one::<String>("which")) {
        (Some(kind), Some(which)) => {
            let kind = super::kind(kind)?;
            let asker = session.asker();
            let id = store.resolve(&asker, kind, which)?;
            let changes = store.record_history(&asker, id, limit)?;
            of_record(session, &changes)?;
        }
        _ => of_actions(session, &store, limit)?,
    }
    Ok(Outcome::Done)
}

fn of_actions(session: &mut Session, store: &Store, limit: usize) -> Result<(), Stop> {
    let entries = store.actions(&session.asker(), 0, limit)?;
    if session.out.json {
        let list: Vec<_> = entries.iter().map(as_json).collect();
        return session.out.json(&list.into());
    }
    for entry in entries {
        let origin = word(&session.locale, "origin", entry.origin.word());
        let taken_back = entry.undone_by.map_or(String::new(), |id| {
            format!("  [{}]", session.locale.with("cli-taken-back", &[("by", &id.to_string())]))
        });
        let line = format!(
            "{}  {}  {}  {origin}  {} ({}){taken_back}",
            entry.id, entry.at, entry.who, entry.title, entry.records
        );
        session.out.line(&line)?;
    }
    Ok(())
}

fn as_json(entry: &Entry) -> serde_json::Value {
    let text = |id: Option<Id>| id.map(|id| id.to_string());
    json!({
        "id": entry.id.to_string(), "at": entry.at, "who": entry.who, "origin": entry.origin.word(),
        "title": entry.title, "records": entry.records,
        "undoes": text(entry.undoes), "undone_by": text(entry.undone_by), "address": entry.address,
    })
}

fn of_record(session: &mut Session, changes: &[RecordChange]) -> Result<(), Stop> {
    if session.out.json {
        let list: Vec<_> = changes.iter().map(change_as_json).collect();
        return session.out.json(&list.into());
    }
    for change in changes {
        let op = word(&session.locale, "op", &change.op);
        session.out.line(&format!("{}  {}  {op}", change.at, change.who))?;
        for edit in &change.fields {
            let name = print::label(&session.locale, change.kind, edit.field);
            session.out.lines(&format!("    {name}: {:?} -> {:?}", edit.from, edit.to))?;
        }
    }
    Ok(())
}

fn change_as_json(change: &RecordChange) -> serde_json::Value {
    let fields: Vec<_> =
        change.fields.iter().map(|edit| json!({ "field": edit.field, "from": edit.from, "to": edit.to })).collect();
    json!({
        "action": change.action.to_string(), "at": change.at, "who": change.who, "origin": change.origin.word(),
        "kind": change.kind.name(), "record": change.record.to_string(), "op": change.op, "fields": fields,
    })
}

fn word(locale: &Locale, prefix: &str, word: &str) -> String {
    let key = format!("{prefix}-{word}");
    if locale.has(&key) { locale.text(&key) } else { word.to_owned() }
}
