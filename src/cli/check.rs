//! `check`: whether the file is whole, every value still reads, every reference leads somewhere, and history and records
//! are as they were sealed; `check iati FILE`: a file for others.

use std::path::PathBuf;

use clap::{ArgMatches, Command, value_parser};
use serde_json::{Map, Value, json};

use super::{Answer, Outcome, Session, Stop, iati, list, parse};
use crate::domain::field::{Input, Reading};
use crate::domain::kind::Kind;
use crate::domain::query::{Query, SortKey};
use crate::domain::record::Record;
use crate::domain::say::Say;
use crate::locale::Locale;
use crate::store::{Chain, Store};

pub fn arguments(command: Command, locale: &Locale) -> Command {
    let file = parse::optional(locale, "file", "FILE", "iati-about-check").value_parser(value_parser!(PathBuf));
    command.arg(parse::optional(locale, "what", "iati", "iati-about-check")).arg(file).arg(parse::option(
        locale,
        "seal",
        "SEAL",
        "cli-arg-seal",
    ))
}

/// What was looked at, and what is wrong.
#[derive(Default)]
struct Looked {
    found: Vec<Value>,
    /// Records outside the bin by kind.
    counts: Map<String, Value>,
    chain: Chain,
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    match matches.get_one::<String>("what").map(String::as_str) {
        None => {}
        Some("iati") => {
            let path = matches.get_one::<PathBuf>("file").ok_or_else(|| Say::new("iati-check-file"))?;
            return iati::check(session, path);
        }
        Some(other) => return Err(Say::new("iati-check-what").with("text", other).into()),
    }
    let place = session.place()?;
    let mut store = session.open(&place)?;
    let mut looked = Looked::default();
    for line in store.integrity()? {
        looked.found.push(json!({ "reason": session.locale.with("cli-check-broken", &[("what", &line)]) }));
    }
    check_seals(session, &store, matches, &mut looked)?;
    for kind in Kind::ALL {
        let count = check_kind(session, &mut store, kind, &mut looked.found)?;
        looked.counts.insert(kind.name().to_owned(), count.into());
    }
    report(session, &looked)?;
    Ok(if looked.found.is_empty() { Outcome::Done } else { Outcome::Problems })
}

/// Holds history and records against their seals, and asks for a seal that was noted down.
fn check_seals(session: &Session, store: &Store, matches: &ArgMatches, looked: &mut Looked) -> Result<(), Stop> {
    match store.check_chain() {
        Ok(chain) => looked.chain = chain,
        // A damaged page is told with all the others.
        Err(error) => looked.found.push(json!({ "reason": session.locale.say(&error.say()) })),
    }
    for broken in &looked.chain.broken {
        let (kind, id) = broken.record.map_or((None, None), |(kind, id)| (Some(kind.name()), Some(id.to_string())));
        let reason = session.locale.say(&broken.say);
        looked.found.push(json!({ "kind": kind, "id": id, "field": null, "reason": reason }));
    }
    if let Some(noted) = matches.get_one::<String>("seal")
        && !store.has_seal(noted)?
    {
        let reason = session.locale.with("cli-check-no-seal", &[("seal", noted)]);
        looked.found.push(json!({ "reason": reason }));
    }
    Ok(())
}

fn report(session: &mut Session, looked: &Looked) -> Result<(), Stop> {
    let chain = &looked.chain;
    if session.out.json {
        return session.out.json(&json!({
            "problems": looked.found, "counts": looked.counts,
            "seals": { "count": chain.seals, "last": chain.head, "actions_before": chain.before, "records": chain.records },
        }));
    }
    for problem in &looked.found {
        let part = |name: &str| problem[name].as_str().unwrap_or_default().to_owned();
        let line = [part("kind"), part("id"), part("field"), part("reason")];
        session
            .out
            .line(line.iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join("  ").as_str())?;
    }
    if looked.found.is_empty() {
        let words = session.locale.text("cli-check-whole");
        session.out.line(&words)?;
    }
    let numbers = [chain.records, chain.seals].map(|number| session.locale.integer(number));
    let words = session
        .locale
        .with("cli-check-seals", &[("records", &numbers[0]), ("seals", &numbers[1]), ("last", &chain.head)]);
    session.out.line(&words)
}

fn check_kind(session: &mut Session, store: &mut Store, kind: Kind, found: &mut Vec<Value>) -> Result<usize, Stop> {
    let mut query = Query::all(kind);
    query.columns.clear();
    // Any order will do; that by the first field costs least.
    query.sort = vec![SortKey { column: kind.fields()[0].name, descending: false }];
    list::pages(session, store, &query, usize::MAX, |session, store, records| {
        for record in records {
            check_record(session, store, &record, found)?;
        }
        Ok(())
    })
}

fn check_record(session: &Session, store: &Store, record: &Record, found: &mut Vec<Value>) -> Result<(), Stop> {
    let mut tell = |field: Option<&str>, reason: String| {
        found.push(json!({
            "kind": record.kind.name(), "id": record.id.to_string(), "field": field, "reason": reason,
        }));
    };
    let reading = Reading::typed(session.world.today, record.currency());
    for (field, text) in record.pairs().filter(|(_, text)| !text.is_empty()) {
        let reads = match field.input {
            Input::Refs(target) => {
                let mut there = true;
                for id in text.split(' ') {
                    let known = id.parse().map_or(Ok(None), |id| store.name_of(&session.asker(), target, id))?;
                    there = there && known.is_some();
                }
                if there { Ok(()) } else { Err(session.locale.with("cli-check-reference", &[("text", text)])) }
            }
            Input::Ref(target) => {
                let there = match text.parse() {
                    Ok(id) => {
                        !record.label(field.name).is_empty() || store.name_of(&session.asker(), target, id)?.is_some()
                    }
                    Err(_) => false,
                };
                if there { Ok(()) } else { Err(session.locale.with("cli-check-reference", &[("text", text)])) }
            }
            input => match input.read(text, &reading) {
                Ok(read) if read.text == text => Ok(()),
                Ok(read) => Err(session.locale.with("cli-check-form", &[("text", text), ("wanted", &read.text)])),
                Err(say) => Err(session.locale.say(&say)),
            },
        };
        if let Err(reason) = reads {
            tell(Some(field.name), reason);
        }
    }
    for problem in record.check() {
        tell(problem.field, session.locale.say(&problem.say));
    }
    Ok(())
}
