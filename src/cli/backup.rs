//! `backup`: a whole, verified copy, while others write, among the backups of the file or at a path. It refuses to write
//! over anything.

use std::path::PathBuf;

use clap::{ArgMatches, Command, value_parser};
use serde_json::{Value, json};

use super::{Answer, Outcome, Session, parse};
use crate::domain::backup::Reason;
use crate::locale::Locale;
use crate::store::Backup;

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command.arg(parse::optional(locale, "file", "FILE", "cli-arg-backup").value_parser(value_parser!(PathBuf)))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let place = session.place()?;
    let store = session.open(&place)?;
    let made = match matches.get_one::<PathBuf>("file") {
        Some(target) => store.backup_to(target)?,
        None => store.back_up(Reason::Hand)?,
    };
    if session.out.json {
        session.out.json(&as_json(&made))?;
    } else {
        let rows: i64 = made.note.counts.values().sum();
        let words = session.locale.with(
            "cli-backed-up",
            &[
                ("path", &made.path.display().to_string()),
                ("rows", &session.locale.integer(rows)),
                ("size", &megabytes(made.note.bytes)),
                ("sha", &made.note.sha256),
            ],
        );
        session.out.lines(&words)?;
    }
    Ok(Outcome::Done)
}

/// A backup as scripts read it: its note with its path.
pub(super) fn as_json(backup: &Backup) -> Value {
    let note = serde_json::to_value(&backup.note).unwrap_or_default();
    json!({ "path": backup.path.display().to_string(), "note": note })
}

/// A length in millions of bytes, one decimal.
pub(super) fn megabytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    format!("{}.{}", tenths / 10, tenths % 10)
}
