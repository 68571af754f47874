//! `export iati --out FOLDER`: the activity file and the organisation file of what may be published, held against the
//! standard as soon as they are written.

use std::path::PathBuf;

use serde_json::json;

use super::super::{Answer, Outcome, Session, Stop, place};
use crate::domain::say::Say;
use crate::worker::publish::{Publication, publish};

/// Writes what is published as of today or the day asked for.
pub(in crate::cli) fn export(session: &mut Session, out: Option<&PathBuf>) -> Answer {
    let out = out.ok_or_else(|| Say::new("iati-export-where"))?;
    let here = session.place()?;
    let store = session.open(&here)?;
    // As the screens do: the figures of the demo end in 2020.
    session.as_of = session.as_of.or_else(|| here.demo.then(place::last_demo_day));
    let published = publish(&store, &session.asker(), out)?;
    report(session, &published)?;
    Ok(if published.is_sound() { Outcome::Done } else { Outcome::Problems })
}

fn report(session: &mut Session, published: &Publication) -> Result<(), Stop> {
    let Publication { activities, organisation, done, findings } = published;
    let [critical, errors, warnings] = findings;
    if session.out.json {
        return session.out.json(&json!({
            "activities_file": activities.display().to_string(),
            "organisation_file": organisation.as_ref().map(|path| path.display().to_string()),
            "activities": done.activities, "transactions": done.transactions, "kept_back": done.kept_back,
            "critical": critical, "errors": errors, "warnings": warnings,
        }));
    }
    let counted = [
        ("activities", done.activities.to_string()),
        ("transactions", done.transactions.to_string()),
        ("path", activities.display().to_string()),
    ];
    say(session, "iati-published", &counted)?;
    if let Some(path) = organisation {
        say(session, "iati-published-organisation", &[("path", path.display().to_string())])?;
    }
    for (key, why) in [
        ("iati-kept-confidential", "confidential"),
        ("iati-kept-embargo", "embargo"),
        ("iati-kept-agreement", "agreement"),
    ] {
        if let Some(count) = done.kept_back.get(why) {
            say(session, key, &[("count", count.to_string())])?;
        }
    }
    if *findings == [0; 3] {
        return say(session, "iati-sound", &[]);
    }
    let counted =
        [("critical", critical.to_string()), ("errors", errors.to_string()), ("warnings", warnings.to_string())];
    say(session, "iati-found", &counted)
}

fn say(session: &mut Session, key: &'static str, args: &[(&'static str, String)]) -> Result<(), Stop> {
    let args: Vec<(&str, &str)> = args.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let words = session.locale.with(key, &args);
    session.out.line(&words)
}
