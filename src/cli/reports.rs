//! `reports plan AGREEMENT`: the reports an agreement usually owes, shown and written as one action.

use clap::{ArgMatches, Command};
use serde_json::json;

use super::{Answer, Outcome, Session, parse};
use crate::domain::kind::Kind;
use crate::locale::Locale;

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command
        .arg(parse::wanted(locale, "do", "plan", "cli-arg-reports-do").value_parser(["plan"]))
        .arg(parse::wanted(locale, "agreement", "AGREEMENT", "cli-arg-reports-agreement"))
        .arg(parse::flag(locale, "dry-run", "cli-arg-reports-dry"))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let place = session.place()?;
    let mut store = session.open(&place)?;
    let asker = session.asker();
    let text = matches.get_one::<String>("agreement").expect("required");
    let agreement = store.resolve(&asker, Kind::Agreement, text)?;
    let plan = store.report_plan(&asker, agreement)?;
    if session.out.json {
        let rows = plan.rows.iter().map(|row| {
            json!({
                "title": row.title, "kind": row.kind, "content": row.content, "period_start": row.starts.to_string(),
                "period_end": row.ends.to_string(), "due": row.due.to_string(), "taken": row.taken, "exists": row.exists,
            })
        });
        let rows: Vec<_> = rows.collect();
        session.out.json(&json!({ "agreement": plan.title, "reports": rows }))?;
    } else {
        let heads = [("field-report-due", false), ("field-report-title", false), ("field-report-period-start", false)];
        let mut heads: Vec<(String, bool)> = heads.map(|(key, number)| (session.locale.text(key), number)).to_vec();
        heads.push((session.locale.text("field-report-period-end"), false));
        let rows = plan.rows.iter().filter(|row| row.taken);
        let rows: Vec<Vec<String>> = rows
            .map(|row| vec![row.due.to_string(), row.title.clone(), row.starts.to_string(), row.ends.to_string()])
            .collect();
        session.out.table(&heads, &rows)?;
    }
    let Some(action) = plan.action().filter(|_| !matches.get_flag("dry-run")) else { return Ok(Outcome::Done) };
    let saved = store.apply(&asker, &action)?;
    session.saved(Kind::Report, &saved)
}
