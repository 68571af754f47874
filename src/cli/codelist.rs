//! `codelist`: the code lists of the IATI standard, as they ship and as newer official files say; `update FILE` reads one.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command, value_parser};
use serde_json::json;

use super::{Answer, Outcome, Session, Stop, parse};
use crate::domain::iati::Code;
use crate::domain::say::Say;
use crate::exchange::iati::codes::{Codes, List, read_list};
use crate::locale::Locale;
use crate::worker::publish::standard;

/// Bytes of a file beyond which it is no code list.
const LARGEST: u64 = 16 << 20;

pub fn arguments(command: Command, locale: &Locale) -> Command {
    let what =
        parse::optional(locale, "what", "WHAT", "cli-arg-codelist-what").value_parser(["list", "show", "update"]);
    let which = parse::optional(locale, "which", "LIST|FILE", "cli-arg-codelist-which");
    command.arg(what).arg(which.value_parser(value_parser!(PathBuf)))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let what = matches.get_one::<String>("what").map_or("list", String::as_str);
    let which = matches.get_one::<PathBuf>("which").map(PathBuf::as_path);
    let wanted = || which.ok_or_else(|| Say::new("codelist-which").with("what", what));
    match what {
        "update" => update(session, wanted()?),
        "show" => show(session, &wanted()?.to_string_lossy()),
        _ => list(session),
    }
}

fn codes(session: &mut Session) -> Result<Codes, Stop> {
    let place = session.place()?;
    let store = session.open(&place)?;
    Ok(standard(&store, &session.asker())?.codes)
}

fn list(session: &mut Session) -> Answer {
    let codes = codes(session)?;
    if session.out.json {
        let each = codes.lists().into_iter().map(|list| json!({ "list": list.name, "codes": list.codes.len() }));
        session.out.json(&json!(each.collect::<Vec<_>>()))?;
        return Ok(Outcome::Done);
    }
    for list in codes.lists() {
        session.out.line(&format!("{}  {}", list.name, list.codes.len()))?;
    }
    Ok(Outcome::Done)
}

fn show(session: &mut Session, name: &str) -> Answer {
    let codes = codes(session)?;
    let list = codes.list(name).ok_or_else(|| Say::new("codelist-unknown").with("name", name))?;
    if session.out.json {
        let each = list.codes.iter().map(|code| {
            json!({
                "code": code.code, "name": code.name, "category": code.category, "withdrawn": code.withdrawn,
                "withdrawn_on": code.withdrawn_on,
            })
        });
        session.out.json(&json!({ "list": list.name, "open": list.open, "codes": each.collect::<Vec<_>>() }))?;
        return Ok(Outcome::Done);
    }
    let gone = session.locale.text("codelist-withdrawn");
    for code in &list.codes {
        let end = if code.withdrawn { format!("  [{gone} {}]", code.withdrawn_on) } else { String::new() };
        session.out.line(&format!("{}  {}{end}", code.code, code.name))?;
    }
    Ok(Outcome::Done)
}

fn update(session: &mut Session, path: &Path) -> Answer {
    let unreadable =
        |error: std::io::Error| Say::new("import-unreadable").with("path", path.display()).with("error", error);
    if fs::metadata(path).map_err(unreadable)?.len() > LARGEST {
        return Err(Say::new("codelist-wanted").into());
    }
    let text = fs::read(path).map_err(unreadable)?;
    let newer = read_list(String::from_utf8_lossy(&text).trim_start_matches('\u{feff}'))?;
    let place = session.place()?;
    let mut store = session.open(&place)?;
    let known = standard(&store, &session.asker())?.codes;
    let differ = differences(&known, &newer);
    let source = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let added = differ.iter().filter(|code| known.get(&newer.name, &code.code).is_none()).count();
    let gone = |code: &&Code| code.withdrawn && known.get(&newer.name, &code.code).is_some_and(|old| !old.withdrawn);
    let withdrawn = differ.iter().filter(gone).count();
    if !differ.is_empty() {
        let saved = store.keep_codes(&session.asker(), &newer.name, &differ, &source)?;
        if session.saved(crate::domain::kind::Kind::ListCode, &saved)? == Outcome::Problems {
            return Ok(Outcome::Problems);
        }
    }
    let changed = differ.len() - added - withdrawn;
    if session.out.json {
        session.out.json(&json!({
            "list": newer.name, "codes": newer.codes.len(), "new": added, "changed": changed, "withdrawn": withdrawn,
        }))?;
        return Ok(Outcome::Done);
    }
    let counts = [added, changed, withdrawn].map(|count| count.to_string());
    let words = session.locale.with(
        "codelist-updated",
        &[("list", &newer.name), ("new", &counts[0]), ("changed", &counts[1]), ("withdrawn", &counts[2])],
    );
    session.out.line(&words)?;
    Ok(Outcome::Done)
}

/// What a newer file of a list says otherwise. A code it no longer has is withdrawn and stays readable; of a list that is
/// not known at all every code is new.
fn differences(known: &Codes, newer: &List) -> Vec<Code> {
    let mut differ: Vec<Code> =
        newer.codes.iter().filter(|code| known.get(&newer.name, &code.code) != Some(code)).cloned().collect();
    let there = |code: &Code| newer.codes.iter().any(|other| other.code == code.code);
    let old = known.list(&newer.name).map(|list| list.codes.as_slice()).unwrap_or_default();
    let left = old.iter().filter(|code| !code.withdrawn && !there(code));
    differ.extend(left.map(|code| Code { withdrawn: true, ..code.clone() }));
    differ
}
