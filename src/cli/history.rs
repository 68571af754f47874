//! `history`: actions newest first, or the life of one record; or every change of a span of days for auditors, oldest first,
//! with its seal, as CSV or JSON.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use clap::{ArgMatches, Command, value_parser};
use serde_json::json;

use super::{Answer, Outcome, Session, Stop, parse, print};
use crate::domain::day::{Day, read_day};
use crate::domain::record::Id;
use crate::domain::say::Say;
use crate::exchange::write::Out;
use crate::locale::Locale;
use crate::store::{Audited, Entry, RecordChange, Span, Store};

/// Lines printed when nothing else was asked for.
const SHOWN: usize = 50;

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command
        .arg(parse::optional(locale, "kind", "KIND", "cli-arg-kind").requires("which"))
        .arg(parse::optional(locale, "which", "WHICH", "cli-arg-which"))
        .arg(parse::option(locale, "limit", "N", "cli-arg-limit").value_parser(value_parser!(usize)))
        .arg(parse::flag(locale, "csv", "cli-arg-history-csv").conflicts_with_all(["jsonl", "json"]))
        .arg(parse::flag(locale, "jsonl", "cli-arg-history-jsonl").conflicts_with("json"))
        .arg(parse::option(locale, "from", "DAY", "cli-arg-history-from"))
        .arg(parse::option(locale, "to", "DAY", "cli-arg-history-to"))
        .arg(parse::option(locale, "out", "FILE", "cli-arg-history-out").value_parser(value_parser!(PathBuf)))
        .arg(parse::flag(locale, "values", "cli-arg-history-values"))
        .arg(parse::flag(locale, "safe", "cli-arg-safe"))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let limit = matches.get_one::<usize>("limit").copied().unwrap_or(SHOWN);
    let place = session.place()?;
    let store = session.open(&place)?;
    let takes_away = ["csv", "jsonl", "values"].iter().any(|flag| matches.get_flag(flag))
        || ["from", "to", "out"].iter().any(|option| matches.contains_id(option));
    if takes_away {
        return for_auditors(session, &store, matches);
    }
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

/// The heading of the CSV: a row for each field that changed, and one for a change without fields.
const COLUMNS: [&str; 16] = [
    "action",
    "at",
    "who",
    "address",
    "origin",
    "title",
    "undoes",
    "undone_by",
    "kind",
    "record",
    "op",
    "field",
    "from",
    "to",
    "seal",
    "seal_hash",
];

fn for_auditors(session: &mut Session, store: &Store, matches: &ArgMatches) -> Answer {
    let today = session.world.today;
    let day = |name: &str| -> Result<Option<Day>, Say> {
        matches.get_one::<String>(name).map(|text| read_day(text, today)).transpose()
    };
    let span = Span { from: day("from")?, to: day("to")?, values: matches.get_flag("values") };
    let form = match (matches.get_flag("csv"), matches.get_flag("jsonl")) {
        (true, _) => Form::Csv { safe: matches.get_flag("safe") },
        (_, true) => Form::Lines,
        _ if session.out.json => Form::List,
        _ => Form::Csv { safe: matches.get_flag("safe") },
    };
    let Some(path) = matches.get_one::<PathBuf>("out") else {
        write_audit(session, store, span, form, std::io::stdout().lock())?;
        return Ok(Outcome::Done);
    };
    let cannot = |error: std::io::Error| Say::new("cli-cannot-write").with("path", path.display()).with("error", error);
    let file = File::create(path).map_err(cannot)?;
    let count = match write_audit(session, store, span, form, &file) {
        // What does not end would be taken for all of it.
        Err(stop) => {
            let _half = std::fs::remove_file(path);
            return Err(stop);
        }
        Ok(count) => count,
    };
    file.sync_all().map_err(cannot)?;
    let shown = path.display().to_string();
    let words =
        session.locale.with("cli-history-written", &[("count", &session.locale.integer(count)), ("path", &shown)]);
    session.out.note(&words);
    Ok(Outcome::Done)
}

/// How history is taken away.
#[derive(Clone, Copy)]
enum Form {
    Csv {
        safe: bool,
    },
    /// A JSON object a line.
    Lines,
    /// One JSON list.
    List,
}

/// Writes every change, one after the other; how many there were.
fn write_audit(session: &Session, store: &Store, span: Span, form: Form, out: impl Write) -> Result<i64, Stop> {
    let (asker, mut count) = (session.asker(), 0);
    let mut out = BufWriter::new(out);
    if let Form::Csv { safe } = form {
        let mut file = Out::new(&mut out, safe);
        file.row(COLUMNS)?;
        store.audit(&asker, span, |audited| -> Result<(), Stop> {
            count += 1;
            for row in as_rows(audited) {
                file.row(row)?;
            }
            Ok(())
        })?;
        file.finish()?;
    } else {
        let list = matches!(form, Form::List);
        store.audit(&asker, span, |audited| -> Result<(), Stop> {
            if list {
                out.write_all(if count == 0 { b"[\n" } else { b",\n" })?;
            }
            count += 1;
            serde_json::to_writer(&mut out, &as_object(audited)).map_err(std::io::Error::from)?;
            if !list {
                out.write_all(b"\n")?;
            }
            Ok(())
        })?;
        if list {
            out.write_all(if count == 0 { b"[]\n" } else { b"\n]\n" })?;
        }
    }
    out.flush()?;
    Ok(count)
}

fn as_object(audited: &Audited<'_>) -> serde_json::Value {
    let mut object = as_json(audited.entry);
    if let Some(change) = &audited.change {
        let change = change_as_json(change);
        for name in ["kind", "record", "op", "fields"] {
            object[name] = change[name].clone();
        }
    }
    object["seal"] = audited.seal.map(|(number, _)| *number).into();
    object["seal_hash"] = audited.seal.map(|(_, hash)| hash.as_str()).into();
    object
}

fn as_rows(audited: &Audited<'_>) -> Vec<Vec<String>> {
    let entry = audited.entry;
    let number = |id: Option<Id>| id.map(|id| id.to_string()).unwrap_or_default();
    let head = [
        entry.id.to_string(),
        entry.at.clone(),
        entry.who.clone(),
        entry.address.clone().unwrap_or_default(),
        entry.origin.word().to_owned(),
        entry.title.clone(),
        number(entry.undoes),
        number(entry.undone_by),
    ];
    let of = audited.change.as_ref();
    let what = of.map_or_else(Default::default, |change| {
        [change.kind.name().to_owned(), change.record.to_string(), change.op.clone()]
    });
    let (seal, hash) = audited.seal.map_or_else(Default::default, |(seal, hash)| (seal.to_string(), hash.clone()));
    let row = |field: &str, from: &str, to: &str| {
        let tail = [field, from, to].map(ToOwned::to_owned).into_iter().chain([seal.clone(), hash.clone()]);
        head.iter().chain(&what).cloned().chain(tail).collect()
    };
    let fields = of.map_or(&[][..], |change| &change.fields);
    if fields.is_empty() {
        vec![row("", "", "")]
    } else {
        fields.iter().map(|edit| row(edit.field, &edit.from, &edit.to)).collect()
    }
}
