//! `handover` and `engage`: a portfolio passed on as one action, and a series of tasks laid out for a partner.

use clap::{ArgAction, ArgMatches, Command};
use serde_json::json;

use super::{Answer, Outcome, Session, parse};
use crate::domain::brief::Format;
use crate::domain::change::Saved;
use crate::domain::day::read_day;
use crate::domain::kind::Kind;
use crate::domain::record::Id;
use crate::exchange::brief::written;
use crate::locale::Locale;
use crate::store::{BriefOf, Load};

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command
        .arg(parse::wanted(locale, "from", "FROM", "cli-arg-handover-from"))
        .arg(parse::wanted(locale, "to", "TO", "cli-arg-handover-to"))
        .arg(parse::option(locale, "keep", "DONOR", "cli-arg-handover-keep").action(ArgAction::Append))
        .arg(parse::flag(locale, "dry-run", "cli-arg-handover-dry"))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let place = session.place()?;
    let mut store = session.open(&place)?;
    let asker = session.asker();
    let text = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    let from = store.resolve(&asker, Kind::FocalPoint, &text("from"))?;
    let to = store.resolve(&asker, Kind::FocalPoint, &text("to"))?;
    let mut kept: Vec<Id> = Vec::new();
    for name in matches.get_many::<String>("keep").into_iter().flatten() {
        kept.push(store.resolve(&asker, Kind::Partner, name)?);
    }
    let brief = session.locale.brief(&store.brief(&asker, &BriefOf::Portfolio(from), false)?);
    let passing = store.passing(&asker, (from, to), &kept, &written(&brief, Format::Markdown).0)?;
    let dry = matches.get_flag("dry-run");
    if session.out.json {
        let load = |load: &Load| {
            json!({
                "name": load.name, "leads": load.leads, "deputies": load.deputies, "reports": load.reports,
                "actions": load.actions, "engagements": load.engagements, "at_stake_cents": load.at_stake,
            })
        };
        let donors: Vec<_> =
            passing.donors.iter().map(|(_, name, goes)| json!({ "donor": name, "passed": goes })).collect();
        let answer = json!({
            "donors": donors, "before": passing.before.iter().map(load).collect::<Vec<_>>(),
            "after": passing.after.iter().map(load).collect::<Vec<_>>(), "done": !dry,
        });
        session.out.json(&answer)?;
    } else {
        for (load, then) in passing.before.iter().zip(&passing.after) {
            let words = session.locale.with(
                "cli-handover-load",
                &[
                    ("name", &load.name),
                    ("leads", &load.leads.to_string()),
                    ("leads_then", &then.leads.to_string()),
                    ("reports", &load.reports.to_string()),
                    ("reports_then", &then.reports.to_string()),
                    ("actions", &load.actions.to_string()),
                    ("actions_then", &then.actions.to_string()),
                ],
            );
            session.out.line(&words)?;
        }
    }
    if dry {
        return Ok(Outcome::Done);
    }
    let saved = store.apply(&asker, &passing.action)?;
    said(session, &saved, "said-handed-over", &passing.action.title)
}

/// What `engage` takes.
pub fn engage_arguments(command: Command, locale: &Locale) -> Command {
    command
        .arg(parse::wanted(locale, "partner", "PARTNER", "cli-arg-engage-partner"))
        .arg(parse::wanted(locale, "plan", "PLAN", "cli-arg-engage-plan"))
        .arg(parse::option(locale, "start", "DAY", "cli-arg-engage-start"))
}

/// The `engage` sub-command.
pub fn engage(session: &mut Session, matches: &ArgMatches) -> Answer {
    let place = session.place()?;
    let mut store = session.open(&place)?;
    let asker = session.asker();
    let text = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    let partner = store.resolve(&asker, Kind::Partner, &text("partner"))?;
    let plan = store.resolve(&asker, Kind::EngagementPlan, &text("plan"))?;
    let start = match matches.get_one::<String>("start") {
        Some(typed) => read_day(typed, session.world.today)?,
        None => session.world.today,
    };
    let action = store.engagement_tasks(&asker, plan, partner, start)?;
    let saved = store.apply(&asker, &action)?;
    said(session, &saved, "said-engaged", &action.title)
}

fn said(session: &mut Session, saved: &Saved, key: &'static str, title: &str) -> Answer {
    if let Saved::Done { ids, .. } = saved
        && !session.out.json
    {
        let words = session.locale.with(key, &[("title", title), ("count", &ids.len().to_string())]);
        session.out.line(&words)?;
    }
    session.saved(Kind::Handover, saved)
}
