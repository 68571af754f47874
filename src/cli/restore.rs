//! `restore`: lists the backups of the file, or puts one in its place. Nothing is written over: what stood there is kept
//! beside it and can be restored in turn.

use std::os::unix::fs::MetadataExt;
use std::path::Path;

use clap::{ArgMatches, Command};
use serde_json::json;

use super::backup::{as_json, megabytes};
use super::{Answer, Outcome, Session, Stop, parse};
use crate::locale::Locale;
use crate::store::{Backup, Replaced, backups_of, find_backup, replaced_of, restore};

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command
        .arg(parse::optional(locale, "which", "BACKUP|DAY", "cli-arg-restore").conflicts_with_all(["list", "verify"]))
        .arg(parse::flag(locale, "list", "cli-arg-restore-list"))
        .arg(parse::flag(locale, "verify", "cli-arg-restore-verify"))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let place = session.place()?;
    may(session, &place.path, place.open(session.world).map(|_| ()))?;
    match matches.get_one::<String>("which") {
        Some(which) => put_back(session, &place.path, which),
        None => list(session, &place.path, matches.get_flag("verify")),
    }
}

/// Whoever may open the file may restore it; one that cannot be opened any more, or is gone, its owner.
fn may(session: &Session, data: &Path, opened: Result<(), crate::store::StoreError>) -> Result<(), Stop> {
    let Err(error) = opened else { return Ok(()) };
    let lost = ["store-no-file", "store-damaged", "store-not-sqlite", "store-not-a-database-now"];
    let owner = std::fs::metadata(data).map_or(session.world.uid, |file| file.uid());
    if lost.contains(&error.say().key) && owner == session.world.uid { Ok(()) } else { Err(error.into()) }
}

fn put_back(session: &mut Session, data: &Path, which: &str) -> Answer {
    let backup = find_backup(data, which, session.world.today)?;
    let restored = restore(data, &backup, &session.world.clock, &session.asker())?;
    let (from, kept) = (backup.display().to_string(), restored.kept.map(|kept| kept.display().to_string()));
    if session.out.json {
        session.out.json(&json!({
            "file": data.display().to_string(), "from": from, "kept": kept, "drafts": restored.drafts,
        }))?;
        return Ok(Outcome::Done);
    }
    let mut words = session.locale.with("cli-restored-file", &[("path", &data.display().to_string()), ("from", &from)]);
    if let Some(kept) = kept {
        let drafts = session.locale.integer(i64::try_from(restored.drafts).unwrap_or(i64::MAX));
        words.push('\n');
        words.push_str(
            &session.locale.with(
                "cli-restored-kept",
                &[("path", &data.display().to_string()), ("kept", &kept), ("drafts", &drafts)],
            ),
        );
    }
    session.out.lines(&words)?;
    Ok(Outcome::Done)
}

fn list(session: &mut Session, data: &Path, verify: bool) -> Answer {
    let (backups, replaced) = (backups_of(data)?, replaced_of(data)?);
    let mut broken = 0;
    let mut states = Vec::new();
    for backup in &backups {
        let whole = if verify { Some(backup.verify().is_ok()) } else { None };
        broken += usize::from(whole == Some(false));
        states.push(whole);
    }
    if session.out.json {
        let entry = |(backup, whole): (&Backup, &Option<bool>)| {
            let mut object = as_json(backup);
            object["whole"] = (*whole).into();
            object
        };
        let listed: Vec<_> = backups.iter().zip(&states).map(entry).collect();
        let aside: Vec<_> =
            replaced.iter().map(|one| json!({ "path": one.path.display().to_string(), "bytes": one.bytes })).collect();
        session.out.json(&json!({ "backups": listed, "replaced": aside }))?;
    } else {
        table(session, &backups, &states, &replaced)?;
    }
    Ok(if broken == 0 { Outcome::Done } else { Outcome::Problems })
}

fn table(
    session: &mut Session,
    backups: &[Backup],
    states: &[Option<bool>],
    replaced: &[Replaced],
) -> Result<(), Stop> {
    if backups.is_empty() && replaced.is_empty() {
        let words = session.locale.text("cli-no-backups");
        return session.out.line(&words);
    }
    let heads: Vec<(String, bool)> =
        [("backup-name", false), ("backup-why", false), ("backup-changed-last", false), ("backup-megabytes", true)]
            .map(|(key, number)| (session.locale.text(key), number))
            .to_vec();
    let state = |whole: &Option<bool>| match whole {
        Some(true) => format!(" {}", session.locale.text("backup-whole")),
        Some(false) => format!(" {}", session.locale.text("backup-not-whole")),
        None => String::new(),
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (backup, whole) in backups.iter().zip(states) {
        let why = session.locale.text(&format!("backup-reason-{}", backup.note.reason));
        rows.push(vec![
            backup.note.file.clone(),
            why + &state(whole),
            backup.note.changed.clone(),
            megabytes(backup.note.bytes),
        ]);
    }
    for one in replaced {
        let name = one.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        rows.push(vec![name, session.locale.text("backup-replaced"), String::new(), megabytes(one.bytes)]);
    }
    session.out.table(&heads, &rows)
}
