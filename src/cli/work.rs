//! `work`: what is late or due of the person who asks, as text, JSON, or a calendar file.

use clap::{ArgMatches, Command, value_parser};
use serde_json::json;

use super::{Answer, Outcome, Session, parse};
use crate::domain::say::Say;
use crate::exchange::calendar::{Event, calendar};
use crate::locale::Locale;
use crate::store::{Duty, Work, WorkItem, instant};

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command
        .arg(parse::option(locale, "ics", "FILE", "cli-arg-work-ics").value_parser(value_parser!(std::path::PathBuf)))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let place = session.place()?;
    let store = session.open(&place)?;
    let asker = session.asker();
    let work = store.work(&asker, None)?;
    if let Some(path) = matches.get_one::<std::path::PathBuf>("ics") {
        let events: Vec<Event> = work.items.iter().filter_map(|item| event(item, &session.locale)).collect();
        let name = session.locale.with("work-calendar", &[("who", &asker.who)]);
        let text = calendar(&name, &instant((session.world.clock)()), &events);
        let cannot =
            |error: std::io::Error| Say::new("cli-cannot-write").with("path", path.display()).with("error", error);
        std::fs::write(path, text).map_err(cannot)?;
        let words = session.locale.with("said-exported", &[("path", &path.display().to_string())]);
        session.out.note(&words);
        return Ok(Outcome::Done);
    }
    if session.out.json {
        session.out.json(&as_json(&work))?;
        return Ok(Outcome::Done);
    }
    as_text(session, &work)
}

/// A duty in a calendar; one without a day, and silence, have no place there.
fn event(item: &WorkItem, locale: &Locale) -> Option<Event> {
    let day = item.day.filter(|_| item.duty != Duty::Silent)?;
    let title =
        if item.partner.is_empty() { item.title.clone() } else { format!("{} · {}", item.title, item.partner) };
    let uid = format!("{}-{}@pledgebook", item.kind.name(), item.id);
    Some(Event { uid, day, title, note: locale.text(heading(item.duty)) })
}

const fn heading(duty: Duty) -> &'static str {
    match duty {
        Duty::Report => "work-reports",
        Duty::Action => "work-actions",
        Duty::Engagement => "work-engagements",
        Duty::Instalment => "work-instalments",
        Duty::Silent => "work-silent",
    }
}

fn as_json(work: &Work) -> serde_json::Value {
    let items = work.items.iter().map(|item| {
        json!({
            "duty": item.duty.word(), "kind": item.kind.name(), "id": item.id.to_string(),
            "day": item.day.map(|day| day.to_string()), "days": item.days, "title": item.title, "partner": item.partner,
        })
    });
    let changed = work.changed.iter().map(|one| {
        json!({ "kind": one.kind.name(), "id": one.id.to_string(), "title": one.title, "who": one.who, "at": one.at })
    });
    json!({
        "focal_point": work.point, "items": items.collect::<Vec<_>>(), "changed": changed.collect::<Vec<_>>(),
    })
}

fn as_text(session: &mut Session, work: &Work) -> Answer {
    if work.point.is_none() {
        let words = session.locale.with("work-nobody", &[("who", &session.world.user)]);
        session.out.note(&words);
    }
    let heads = ["cli-head-duty", "cli-head-when", "cli-head-days", "cli-head-record", "cli-head-partner"];
    let heads = heads.map(|key| (session.locale.text(key), key == "cli-head-days"));
    let rows = work.items.iter().map(|item| {
        vec![
            session.locale.text(heading(item.duty)),
            item.day.map_or_else(String::new, |day| day.to_string()),
            item.days.map_or_else(String::new, |days| days.to_string()),
            item.title.clone(),
            item.partner.clone(),
        ]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    session.out.table(&heads, &rows)?;
    for one in &work.changed {
        session.out.line(&format!("{}  {}  {}", one.at, one.who, one.title))?;
    }
    Ok(Outcome::Done)
}
