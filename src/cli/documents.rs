//! `documents`: which key documents the register lacks; `--check` reads the local files it points to and says which are
//! gone or have changed; `--hash` keeps the hash of those that have none. A link that no longer opens is shown and kept.

use std::path::Path;

use clap::{ArgMatches, Command};
use serde_json::{Value, json};

use super::{Answer, Outcome, Session, Stop, parse};
use crate::domain::change::{Action, Change, FieldChange, Op, Origin, Saved};
use crate::domain::kind::Kind;
use crate::domain::query::{Query, Window};
use crate::domain::record::Record;
use crate::locale::Locale;
use crate::store::Store;
use crate::store::sha256;

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command.arg(parse::flag(locale, "check", "cli-arg-documents-check")).arg(parse::flag(
        locale,
        "hash",
        "cli-arg-documents-hash",
    ))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let place = session.place()?;
    let mut store = session.open(&place)?;
    if matches.get_flag("hash") {
        return hash(session, &mut store);
    }
    if matches.get_flag("check") {
        return check(session, &mut store);
    }
    let lacking = store.missing_documents(&session.asker())?;
    if session.out.json {
        let rows = lacking.iter().map(|row| json!({ "partner": row.name, "missing": row.kinds }));
        session.out.json(&Value::Array(rows.collect()))?;
    } else {
        for row in &lacking {
            let kinds: Vec<String> =
                row.kinds.iter().map(|kind| session.locale.text(&format!("choice-{kind}"))).collect();
            session.out.line(&format!("{}: {}", row.name, kinds.join(", ")))?;
        }
    }
    Ok(if lacking.is_empty() { Outcome::Done } else { Outcome::Problems })
}

/// What became of the file a document points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Same,
    Changed,
    NotHashed,
    Gone,
}

impl Fate {
    const fn words(self) -> &'static str {
        match self {
            Self::Same => "documents-same",
            Self::Changed => "documents-changed",
            Self::NotHashed => "documents-not-hashed",
            Self::Gone => "documents-gone",
        }
    }
}

/// The documents whose link is a local path; addresses on the network are never opened.
fn local(session: &Session, store: &mut Store) -> Result<Vec<Record>, Stop> {
    let rows = store.list(&session.asker(), &Query::all(Kind::Document), Window { from: 0, limit: usize::MAX / 2 })?;
    let is_local = |record: &Record| !record.get("link").is_empty() && !record.get("link").contains("://");
    Ok(rows.records.into_iter().filter(is_local).collect())
}

fn check(session: &mut Session, store: &mut Store) -> Answer {
    let mut found: Vec<(Record, Fate)> = Vec::new();
    for record in local(session, store)? {
        let fate = match sha256(Path::new(record.get("link"))) {
            Err(_) => Fate::Gone,
            Ok(_) if record.get("sha256").is_empty() => Fate::NotHashed,
            Ok(hash) if hash == record.get("sha256") => Fate::Same,
            Ok(_) => Fate::Changed,
        };
        found.push((record, fate));
    }
    if session.out.json {
        let rows: Vec<Value> = found
            .iter()
            .map(|(record, fate)| {
                json!({ "document": record.get("title"), "link": record.get("link"), "state": fate.words() })
            })
            .collect();
        session.out.json(&Value::Array(rows))?;
    } else {
        for (record, fate) in &found {
            let words = session.locale.text(fate.words());
            session.out.line(&format!("{} · {} · {words}", record.get("title"), record.get("link")))?;
        }
    }
    let wrong = found.iter().any(|(_, fate)| matches!(fate, Fate::Gone | Fate::Changed));
    Ok(if wrong { Outcome::Problems } else { Outcome::Done })
}

fn hash(session: &mut Session, store: &mut Store) -> Answer {
    let mut changes = Vec::new();
    for record in local(session, store)? {
        if !record.get("sha256").is_empty() {
            continue;
        }
        if let Ok(hash) = sha256(Path::new(record.get("link"))) {
            let edit = FieldChange { field: "sha256", from: String::new(), to: hash };
            let op = Op::Edit(vec![edit]);
            changes.push(Change { kind: Kind::Document, id: record.id, version: record.version, op });
        }
    }
    let count = changes.len().to_string();
    if changes.is_empty() {
        let words = session.locale.with("documents-hashed", &[("count", &count)]);
        session.out.line(&words)?;
        return Ok(Outcome::Done);
    }
    let title = session.locale.text("documents-hash-title");
    let saved = store.apply(&session.asker(), &Action { origin: Origin::Command, title, changes })?;
    if matches!(saved, Saved::Done { .. }) {
        let words = session.locale.with("documents-hashed", &[("count", &count)]);
        session.out.line(&words)?;
    }
    session.saved(Kind::Document, &saved)
}
