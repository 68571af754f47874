//! `check`: whether the file is whole, every value still reads, and every reference leads somewhere.

use clap::ArgMatches;
use serde_json::{Value, json};

use super::{Answer, Outcome, Session, Stop, list};
use crate::domain::field::{Input, Reading};
use crate::domain::kind::Kind;
use crate::domain::query::{Query, SortKey};
use crate::domain::record::Record;
use crate::store::Store;

pub fn run(session: &mut Session, _matches: &ArgMatches) -> Answer {
    let place = session.place()?;
    let mut store = session.open(&place)?;
    let mut found = Vec::new();
    for line in store.integrity()? {
        found.push(json!({ "reason": session.locale.with("cli-check-broken", &[("what", &line)]) }));
    }
    for kind in Kind::ALL {
        check_kind(session, &mut store, kind, &mut found)?;
    }
    report(session, &found)?;
    Ok(if found.is_empty() { Outcome::Done } else { Outcome::Problems })
}

fn report(session: &mut Session, found: &[Value]) -> Result<(), Stop> {
    if session.out.json {
        return session.out.json(&json!({ "problems": found }));
    }
    for problem in found {
        let part = |name: &str| problem[name].as_str().unwrap_or_default().to_owned();
        let line = [part("kind"), part("id"), part("field"), part("reason")];
        session
            .out
            .line(line.iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join("  ").as_str())?;
    }
    if found.is_empty() {
        let words = session.locale.text("cli-check-whole");
        session.out.line(&words)?;
    }
    Ok(())
}

fn check_kind(session: &mut Session, store: &mut Store, kind: Kind, found: &mut Vec<Value>) -> Result<(), Stop> {
    let mut query = Query::all(kind);
    query.columns.clear();
    // Any order will do; that by the first field costs least.
    query.sort = vec![SortKey { column: kind.fields()[0].name, descending: false }];
    list::pages(session, store, &query, usize::MAX, |session, store, records| {
        for record in records {
            check_record(session, store, &record, found)?;
        }
        Ok(())
    })?;
    Ok(())
}

fn check_record(session: &Session, store: &Store, record: &Record, found: &mut Vec<Value>) -> Result<(), Stop> {
    let mut tell = |field: Option<&str>, reason: String| {
        found.push(json!({
            "kind": record.kind.name(), "id": record.id.to_string(), "field": field, "reason": reason,
        }));
    };
    let reading = Reading { today: session.world.today, currency: record.currency() };
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
