//! `import iati FILE`: activities and organisations of others, or our own, into records. Nothing is written without
//! `--apply`; what is not taken is told with its line and kept in a file beside.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};

use super::super::{Answer, Outcome, Printer, Session, Stop};
use crate::domain::say::Say;
use crate::exchange::iati::read::{Entries, Next, open};
use crate::exchange::write::Out;
use crate::store::{Fate, IatiTally, Taken, Taking, Told};

/// Most notes and refusals that are shown; all refusals are in the file of rejects.
const SHOWN: usize = 10_000;
/// Activities between two words about progress.
const PROGRESS: usize = 500;

/// What is told besides the tally.
struct Seen {
    broken: usize,
    notes: Vec<Value>,
    refused: Vec<Value>,
    rejects_path: PathBuf,
    rejects: Option<Out<File>>,
}

/// Reads a file into records, or only says what would come of it.
pub(in crate::cli) fn import(session: &mut Session, path: &Path, apply: bool) -> Answer {
    let file = open(path)?;
    let place = session.place()?;
    let mut store = session.open(&place)?;
    let asker = session.asker();
    let title = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP] {
        signal_hook::flag::register(signal, stop.clone())?;
    }
    let mut rejects_path = path.as_os_str().to_owned();
    rejects_path.push(".rejects.csv");
    let mut seen =
        Seen { broken: 0, notes: Vec::new(), refused: Vec::new(), rejects_path: rejects_path.into(), rejects: None };
    let mut entries = Entries::new(file);
    let mut taking = store.import_iati(&asker, &title, apply)?;
    let tally = match take_all(session, path, &mut entries, &mut taking, &mut seen, &stop) {
        Ok(()) => {
            Printer::progress("");
            taking.finish()?
        }
        Err(stop) => {
            taking.abandon()?;
            return Err(stop);
        }
    };
    if let Some(out) = seen.rejects.take() {
        out.finish()?;
    }
    report(session, path, &entries.version, &tally, &seen, apply)?;
    let bad = seen.broken > 0 || tally.counts()[3] > 0;
    Ok(if bad { Outcome::Problems } else { Outcome::Done })
}

fn take_all(
    session: &mut Session,
    path: &Path,
    entries: &mut Entries<impl std::io::Read>,
    taking: &mut Taking,
    seen: &mut Seen,
    stop: &AtomicBool,
) -> Result<(), Stop> {
    let unreadable = |error| Say::new("import-unreadable").with("path", path.display()).with("error", error);
    let mut count = 0;
    while let Some(next) = entries.take_next().map_err(unreadable)? {
        if stop.load(Ordering::Relaxed) {
            return Err(Say::new("store-stopped").into());
        }
        match next {
            Next::Refused { line, say } => {
                let place = session.locale.with("iati-finding", &[("line", &line.to_string())]);
                return Err(Say::new("iati-refused")
                    .with("place", place)
                    .with("reason", session.locale.say(&say))
                    .into());
            }
            Next::Broken { line, activity, say } => {
                seen.broken += 1;
                let reason = session.locale.say(&say);
                seen.reject(session, &[&line.to_string(), &activity, "", "", "", &reason])?;
            }
            Next::Entry(entry) => {
                count += 1;
                if count % PROGRESS == 0 {
                    Printer::progress(&session.locale.with("iati-progress", &[("count", &count.to_string())]));
                }
                let mut told = Vec::new();
                taking.take(&entry, &mut |one| told.push(one))?;
                for one in told {
                    seen.tell(session, one)?;
                }
            }
        }
    }
    Ok(())
}

impl Seen {
    fn tell(&mut self, session: &mut Session, told: Told) -> Result<(), Stop> {
        match told {
            Told::Note { line, entry, say } => {
                let words = session.locale.say(&say);
                if self.notes.len() < SHOWN {
                    self.notes.push(json!({ "line": line, "activity": entry, "note": words }));
                    if !session.out.json {
                        show(session, line, &entry, &words)?;
                    }
                }
                Ok(())
            }
            Told::Taken(Taken { line, entry, kind, fate: Fate::Rejected(refusals) }) => {
                for refusal in refusals {
                    let reason = session.locale.say(&refusal.say);
                    let field = refusal.field.unwrap_or_default();
                    self.reject(session, &[&line.to_string(), &entry, kind.name(), field, &refusal.value, &reason])?;
                }
                Ok(())
            }
            Told::Taken(_) => Ok(()),
        }
    }

    /// Tells what was not taken and keeps it: line, activity, kind, field, value, reason.
    fn reject(&mut self, session: &mut Session, cells: &[&str; 6]) -> Result<(), Stop> {
        let [line, activity, kind, field, value, reason] = cells;
        if self.refused.len() < SHOWN {
            self.refused.push(json!({
                "line": line.parse::<u64>().ok(), "activity": activity, "kind": kind, "field": field, "value": value,
                "reason": reason,
            }));
            if !session.out.json {
                let place: Vec<&str> = [*kind, *field].into_iter().filter(|text| !text.is_empty()).collect();
                let value = if value.is_empty() { String::new() } else { format!(" {value:?}") };
                let words = format!("{}{value}: {reason}", place.join(" "));
                show(session, line.parse().unwrap_or(0), activity, words.trim_start_matches(": "))?;
            }
        }
        let path = self.rejects_path.clone();
        let cannot = |error| Say::new("cli-cannot-write").with("path", path.display()).with("error", error);
        if self.rejects.is_none() {
            let mut out = Out::new(File::create(&path).map_err(cannot)?, false);
            out.row(["line", "activity", "kind", "field", "value", "reason"]).map_err(cannot)?;
            self.rejects = Some(out);
        }
        let out = self.rejects.as_mut().expect("opened above");
        Ok(out.row(cells.iter().copied()).map_err(cannot)?)
    }
}

fn show(session: &mut Session, line: u64, activity: &str, words: &str) -> Result<(), Stop> {
    let place = session.locale.with("iati-finding", &[("line", &line.to_string())]);
    let parts: Vec<&str> = [place.as_str(), activity, words].into_iter().filter(|part| !part.is_empty()).collect();
    session.out.line(&parts.join("  "))
}

fn report(
    session: &mut Session,
    path: &Path,
    version: &str,
    tally: &IatiTally,
    seen: &Seen,
    apply: bool,
) -> Result<(), Stop> {
    let [new, changed, same, rejected] = tally.counts();
    let rejects = (rejected + seen.broken > 0).then(|| seen.rejects_path.display().to_string());
    if session.out.json {
        let kinds = tally.records.iter().map(|(kind, [new, changed, same, rejected])| {
            let counts = json!({ "new": new, "changed": changed, "same": same, "rejected": rejected });
            ((*kind).to_owned(), counts)
        });
        return session.out.json(&json!({
            "file": path.display().to_string(), "version": version, "applied": apply,
            "activities": tally.activities, "organisations": tally.organisations, "broken": seen.broken,
            "transactions": tally.transactions, "about_us": tally.about_us, "transactions_to_us": tally.ours,
            "new": new, "changed": changed, "same": same, "rejected": rejected,
            "kinds": kinds.collect::<serde_json::Map<_, _>>(), "notes": seen.notes, "problems": seen.refused,
            "action": tally.action.map(|id| id.to_string()), "rejects": rejects,
        }));
    }
    let counted = [
        ("version", version.to_owned()),
        ("activities", tally.activities.to_string()),
        ("organisations", tally.organisations.to_string()),
        ("transactions", tally.transactions.to_string()),
    ];
    say(session, "iati-checked", &counted)?;
    let us = [("entries", tally.about_us.to_string()), ("transactions", tally.ours.to_string())];
    say(session, "iati-about-us", &us)?;
    if seen.broken > 0 {
        say(session, "iati-broken", &[("count", seen.broken.to_string())])?;
    }
    for (kind, [new, changed, same, rejected]) in &tally.records {
        let name = session.locale.text(&format!("kind-{}", kind.replace('_', "-")));
        let counts = [
            ("kind", name),
            ("new", new.to_string()),
            ("changed", changed.to_string()),
            ("same", same.to_string()),
            ("rejected", rejected.to_string()),
        ];
        say(session, "iati-counts", &counts)?;
    }
    if let Some(path) = rejects {
        say(session, "import-rejects", &[("path", path)])?;
    }
    let last = match (apply, tally.action) {
        (false, _) => "import-dry",
        (true, None) => "import-nothing",
        (true, Some(_)) => "import-applied",
    };
    say(session, last, &[])
}

fn say(session: &mut Session, key: &'static str, args: &[(&'static str, String)]) -> Result<(), Stop> {
    let args: Vec<(&str, &str)> = args.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let words = session.locale.with(key, &args);
    session.out.line(&words)
}
