//! `import iati FILE`: activities and organisations of others, or our own, into records. Nothing is written without
//! `--apply`; what is not taken is told with its line and kept in a file beside.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use serde_json::{Value, json};

use super::super::{Answer, Outcome, Printer, Session, Stop};
use crate::domain::progress::Progress;
use crate::exchange::origin::Origin;
use crate::locale::Locale;
use crate::message::ActivitiesRead;
use crate::worker::import::iati::{Heard, Watch, read};

/// Most notes and refusals that are shown; all refusals are in the file of rejects.
const SHOWN: usize = 10_000;

/// What is told besides the tally.
#[derive(Default)]
struct Seen {
    notes: Vec<Value>,
    refused: Vec<Value>,
    lines: Vec<String>,
}

/// Reads a file into records, or only says what would come of it.
pub(in crate::cli) fn import(session: &mut Session, path: &Path, apply: bool) -> Answer {
    let piped = path == Path::new("-");
    let origin = if piped { Origin::of_pipe(std::io::stdin())? } else { Origin::File(path.to_owned()) };
    let place = session.place()?;
    let mut store = session.open(&place)?;
    let asker = session.asker();
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP] {
        signal_hook::flag::register(signal, stop.clone())?;
    }
    let mut rejects = if piped { "pasted".into() } else { path.as_os_str().to_owned() };
    rejects.push(".rejects.csv");
    let (locale, as_json) = (session.locale.clone(), session.out.json);
    let mut seen = Seen::default();
    let mut watch = Watch {
        progress: &mut |progress| Printer::progress(&far_words(&locale, progress)),
        heard: &mut |heard| seen.tell(&locale, as_json, heard),
        stop: &stop,
    };
    let found = read(&mut store, &asker, (&origin, &origin.name()), apply, Path::new(&rejects), &mut watch)?;
    Printer::progress("");
    for line in std::mem::take(&mut seen.lines) {
        session.out.line(&line)?;
    }
    report(session, path, &found, &seen)?;
    let bad = found.broken > 0 || found.tally.counts()[3] > 0;
    Ok(if bad { Outcome::Problems } else { Outcome::Done })
}

fn far_words(locale: &Locale, far: Progress) -> String {
    if far.back {
        return locale.text("import-taking-back");
    }
    let numbers = [far.rows / 1000, far.of.unwrap_or(far.rows) / 1000, far.seconds_left()].map(|one| one.to_string());
    let [done, of, left] = numbers.each_ref().map(String::as_str);
    locale.with("iati-progress", &[("done", done), ("of", of), ("left", left)])
}

impl Seen {
    fn tell(&mut self, locale: &Locale, as_json: bool, heard: &Heard<'_>) {
        let words = locale.say(heard.say);
        let Some((kind, field, value)) = heard.refused else {
            if self.notes.len() < SHOWN {
                self.notes.push(json!({ "line": heard.line, "activity": heard.entry, "note": words }));
                self.show(locale, as_json, heard, &words);
            }
            return;
        };
        if self.refused.len() < SHOWN {
            let (kind, field) = (kind.map_or("", |kind| kind.name()), field.unwrap_or_default());
            self.refused.push(json!({
                "line": heard.line, "activity": heard.entry, "kind": kind, "field": field, "value": value,
                "reason": words,
            }));
            let place: Vec<&str> = [kind, field].into_iter().filter(|text| !text.is_empty()).collect();
            let value = if value.is_empty() { String::new() } else { format!(" {value:?}") };
            let words = format!("{}{value}: {words}", place.join(" "));
            self.show(locale, as_json, heard, words.trim_start_matches(": "));
        }
    }

    fn show(&mut self, locale: &Locale, as_json: bool, heard: &Heard<'_>, words: &str) {
        if !as_json {
            let place = locale.with("iati-finding", &[("line", &heard.line.to_string())]);
            let parts = [place.as_str(), heard.entry, words].into_iter().filter(|part| !part.is_empty());
            self.lines.push(parts.collect::<Vec<_>>().join("  "));
        }
    }
}

fn report(session: &mut Session, path: &Path, found: &ActivitiesRead, seen: &Seen) -> Result<(), Stop> {
    let ActivitiesRead { version, tally, broken, applied: apply, rejects, .. } = found;
    let [new, changed, same, rejected] = tally.counts();
    if session.out.json {
        let kinds = tally.records.iter().map(|(kind, [new, changed, same, rejected])| {
            let counts = json!({ "new": new, "changed": changed, "same": same, "rejected": rejected });
            ((*kind).to_owned(), counts)
        });
        return session.out.json(&json!({
            "file": path.display().to_string(), "version": version, "applied": apply,
            "activities": tally.activities, "organisations": tally.organisations, "broken": broken,
            "transactions": tally.transactions, "about_us": tally.about_us, "transactions_to_us": tally.ours,
            "new": new, "changed": changed, "same": same, "rejected": rejected,
            "kinds": kinds.collect::<serde_json::Map<_, _>>(), "notes": seen.notes, "problems": seen.refused,
            "action": tally.action.map(|id| id.to_string()), "rejects": rejects,
        }));
    }
    let counted = [
        ("version", version.clone()),
        ("activities", tally.activities.to_string()),
        ("organisations", tally.organisations.to_string()),
        ("transactions", tally.transactions.to_string()),
    ];
    say(session, "iati-checked", &counted)?;
    let us = [("entries", tally.about_us.to_string()), ("transactions", tally.ours.to_string())];
    say(session, "iati-about-us", &us)?;
    if *broken > 0 {
        say(session, "iati-broken", &[("count", broken.to_string())])?;
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
        say(session, "import-rejects", &[("path", path.clone())])?;
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
