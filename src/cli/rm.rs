//! `rm`: a record into the bin, and with `--back` out of it. Nothing is ever destroyed.

use clap::{ArgMatches, Command};

use super::{Answer, Session, Stop, parse, show};
use crate::domain::change::{Action, Change, Op, Origin, Saved};
use crate::domain::fold::fold;
use crate::domain::kind::Kind;
use crate::domain::query::{Query, Window};
use crate::domain::record::Record;
use crate::domain::say::Say;
use crate::locale::Locale;
use crate::store::Store;

pub fn arguments(command: Command, locale: &Locale) -> Command {
    show::arguments(command, locale).arg(parse::flag(locale, "back", "cli-arg-back"))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let place = session.place()?;
    let mut store = session.open(&place)?;
    if !matches.get_flag("back") {
        let (kind, record) = show::named(session, &store, matches)?;
        return apply(session, &mut store, kind, &record, Op::Delete, "cli-removed");
    }
    let kind = super::kind(matches.get_one::<String>("kind").expect("required"))?;
    let record = in_bin(session, &mut store, kind, matches.get_one::<String>("which").expect("required"))?;
    apply(session, &mut store, kind, &record, Op::Restore, "cli-restored")
}

/// The record of the bin with this id, code or name.
fn in_bin(session: &Session, store: &mut Store, kind: Kind, which: &str) -> Result<Record, Stop> {
    let asker = session.asker();
    if let Some(record) = which.parse().ok().map(|id| store.load(&asker, kind, id)).transpose()?.flatten() {
        return Ok(record);
    }
    let mut query = Query::all(kind);
    query.bin = true;
    query.columns.clear();
    let rows = store.list(&asker, &query, Window { from: 0, limit: usize::MAX / 2 })?;
    let wanted = fold(which);
    let is_meant = |record: &Record| fold(&record.title("")) == wanted || record.get("code") == which;
    let mut found = rows.records.into_iter().filter(is_meant);
    match (found.next(), found.next()) {
        (Some(record), None) => Ok(record),
        (Some(first), Some(second)) => {
            let names = format!("{} ({}); {} ({})", first.title(""), first.id, second.title(""), second.id);
            Err(Say::new("value-several-records").with("text", which).with("names", names).into())
        }
        _ => Err(Say::new("value-no-such-record").with("text", which).with("kind", kind.name()).into()),
    }
}

fn apply(session: &mut Session, store: &mut Store, kind: Kind, record: &Record, op: Op, done: &'static str) -> Answer {
    let title = record.title(session.locale.code());
    let change = Change { kind, id: record.id, version: record.version, op };
    let action = Action { origin: Origin::Command, title: title.clone(), changes: vec![change] };
    let saved = store.apply(&session.asker(), &action)?;
    if matches!(saved, Saved::Done { .. }) {
        let words = session.locale.with(done, &[("title", &title)]);
        if session.out.json {
            session.out.json(&serde_json::json!({ "id": record.id.to_string(), "done": words }))?;
        } else {
            session.out.line(&words)?;
        }
    }
    session.saved(kind, &saved)
}
