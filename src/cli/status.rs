//! `status`: Home as text or JSON: income by fund, the core budget, donors by status, what is missing.

use clap::{ArgMatches, Command};
use serde_json::{Value, json};

use super::explain::{exact, read};
use super::{Answer, Outcome, Session, Stop, parse, place};
use crate::locale::{Locale, moment};
use crate::store::{FlagshipLine, FundLine, Home, Need, ServerStatus, Unit};

pub fn arguments(command: Command, locale: &Locale) -> Command {
    command.arg(parse::flag(locale, "server", "cli-arg-server"))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let here = session.place()?;
    let store = session.open(&here)?;
    if matches.get_flag("server") {
        let status = store.server_status(&session.asker())?;
        return server(session, &status);
    }
    // As the screens do: the figures of the demo end in 2020, and a status of today would be empty.
    session.as_of = session.as_of.or_else(|| here.demo.then(place::last_demo_day));
    let home = store.home(&session.asker())?;
    if session.out.json {
        let value = as_json(&session.locale, &home);
        session.out.json(&value)?;
    } else {
        as_text(session, &home)?;
    }
    Ok(Outcome::Done)
}

fn usd(value: Option<i64>) -> Value {
    value.map_or(Value::Null, |cents| exact(Unit::Usd, cents))
}

fn as_json(locale: &Locale, home: &Home) -> Value {
    let funds = home.funds.iter().map(|fund| {
        let years: serde_json::Map<String, Value> =
            home.years.iter().zip(&fund.by_year).map(|(year, cents)| (year.to_string(), usd(*cents))).collect();
        json!({
            "code": fund.code, "name": fund_name(locale, fund), "target": usd(fund.target), "received": usd(fund.received),
            "by_year": years, "signed_to_come": usd(fund.to_come), "pipeline_weighted": usd(fund.weighted),
            "gap": usd(fund.gap),
        })
    });
    let needs = home.needs.iter().map(|need| {
        json!({
            "mark": need.mark.to_string(), "words": need_words(locale, need), "kind": need.kind.name(), "query": need.query, "usd": need.usd.map(|_| usd(need.usd)),
        })
    });
    json!({
        "year": home.year, "currency": "USD",
        "plan": home.plan.as_ref().map(|(name, first, last)| json!({ "name": name, "first": first, "last": last })),
        "funds": funds.collect::<Vec<_>>(),
        "core": {
            "approved": usd(home.core.approved), "published": usd(home.core.published),
            "published_as_of": home.core.published_as_of, "recorded": usd(home.core.recorded),
            "source": home.core.source, "gap_published": usd(home.core.gaps().0), "gap_recorded": usd(home.core.gaps().1),
            "expected": usd(home.core.expected), "expected_kind": home.core.expected_kind,
            "reserve": usd(home.core.reserve),
        },
        "pledged_outstanding": usd(home.pledged),
        "flagships": home.flagships.iter().map(flagship).collect::<Vec<_>>(),
        "donors": {
            "giving": home.donors, "core": home.core_donors, "new": home.new, "returning": home.returning,
            "continuing": home.continuing, "lapsed": home.lapsed,
        },
        "largest_share_percent": home.largest_share.map(|tenths| exact(Unit::Tenths, tenths)),
        "largest_count": home.largest_count,
        "without_rate": home.without_rate,
        "needs": needs.collect::<Vec<_>>(),
    })
}

fn need_words(locale: &Locale, need: &Need) -> String {
    locale.say(&need.words(|cents| locale.millions(cents, 2)))
}

fn flagship(line: &FlagshipLine) -> Value {
    json!({
        "code": line.code, "partners": line.partners, "min_partners": line.min_partners,
        "raised": usd(Some(line.raised)), "min_investment": usd(line.min_investment),
    })
}

fn fund_name(locale: &Locale, fund: &FundLine) -> String {
    if fund.code.is_empty() { locale.text("cli-fund-not-stated") } else { fund.name.clone() }
}

fn as_text(session: &mut Session, home: &Home) -> Result<(), Stop> {
    let locale = session.locale.clone();
    if let Some((name, first, last)) = &home.plan {
        session.out.line(&format!("{name} {first}-{last}"))?;
    }
    let amount = |cents: Option<i64>| cents.map_or_else(|| "-".to_owned(), |cents| locale.amount(cents, 2));
    let mut heads = vec![
        (locale.text("cli-head-fund"), false),
        (locale.text("cli-head-target"), true),
        (locale.text("cli-head-received"), true),
    ];
    heads.extend(home.years.iter().map(|year| (year.to_string(), true)));
    heads.extend(["home-signed", "home-pipeline", "home-gap"].map(|key| (locale.text(key), true)));
    let rows: Vec<Vec<String>> = home
        .funds
        .iter()
        .map(|fund| {
            let start = vec![fund_name(&locale, fund), amount(fund.target), amount(fund.received)];
            let rest = fund.by_year.iter().copied().chain([fund.to_come, fund.weighted, fund.gap]);
            start.into_iter().chain(rest.map(&amount)).collect()
        })
        .collect();
    session.out.table(&heads, &rows)?;
    for line in lines(&locale, home) {
        session.out.line(&line)?;
    }
    Ok(())
}

fn lines(locale: &Locale, home: &Home) -> Vec<String> {
    let usd = |cents: Option<i64>| {
        cents.map_or_else(|| locale.text("cli-not-formed"), |cents| read(locale, Unit::Usd, cents))
    };
    let count = |n: usize| n.to_string();
    let (gap_published, gap_recorded) = home.core.gaps();
    let mut lines = vec![
        locale.with(
            "cli-status-core-gap",
            &[
                ("published", &usd(gap_published)),
                ("recorded", &usd(gap_recorded)),
                ("expected", &usd(home.core.expected)),
                ("reserve", &usd(home.core.reserve)),
            ],
        ),
        locale.with(
            "cli-status-core",
            &[
                ("year", &home.year.to_string()),
                ("approved", &usd(home.core.approved)),
                ("published", &usd(home.core.published)),
                ("recorded", &usd(home.core.recorded)),
            ],
        ),
        locale.with(
            "cli-status-donors",
            &[
                ("year", &home.year.to_string()),
                ("donors", &count(home.donors)),
                ("core", &count(home.core_donors)),
                ("new", &count(home.new)),
                ("returning", &count(home.returning)),
                ("continuing", &count(home.continuing)),
                ("lapsed", &count(home.lapsed)),
            ],
        ),
    ];
    if let Some(tenths) = home.largest_share {
        let share = read(locale, Unit::Tenths, tenths);
        lines.push(locale.with("cli-status-largest", &[("count", &count(home.largest_count)), ("share", &share)]));
    }
    lines.extend(home.pledged.map(|_| locale.with("cli-status-pledged", &[("amount", &usd(home.pledged))])));
    if home.without_rate > 0 {
        lines.push(locale.with("cli-status-without-rate", &[("count", &count(home.without_rate))]));
    }
    lines.extend(home.needs.iter().map(|need| format!("{} {}", need.mark, need_words(locale, need))));
    lines
}

/// How the shared server fares.
fn server(session: &mut Session, status: &ServerStatus) -> Answer {
    if session.out.json {
        session.out.json(&server_json(status))?;
        return Ok(Outcome::Done);
    }
    let text = |session: &Session, key: &str| session.locale.text(key);
    let mut lines = vec![session.locale.with(
        "server-size",
        &[("size", &megabytes(&session.locale, status.bytes)), ("log", &megabytes(&session.locale, status.log_bytes))],
    )];
    lines.push(status.backup.as_ref().map_or_else(
        || text(session, "server-no-backup"),
        |backup| {
            let size = megabytes(&session.locale, backup.note.bytes);
            session.locale.with("server-backup", &[("at", &moment(&backup.note.at)), ("size", &size)])
        },
    ));
    lines.push(session.locale.with("server-sessions", &[("count", &status.sessions.len().to_string())]));
    for (visitor, title) in &status.sessions {
        lines.push(joined(&[&visitor.who, &visitor.address, &moment(&visitor.since), title]));
    }
    lines.push(text(session, "server-logins"));
    for login in &status.logins {
        lines.push(joined(&[&login.who, &login.address, &moment(&login.at), &login.ended]));
    }
    lines.push(text(session, "server-slow"));
    for slow in &status.slow {
        lines.push(joined(&[&format!("{} ms", slow.millis), &slow.doing, &slow.who, &moment(&slow.at)]));
    }
    for line in &lines {
        session.out.line(line)?;
    }
    Ok(Outcome::Done)
}

fn megabytes(locale: &Locale, bytes: u64) -> String {
    locale.amount(i64::try_from(bytes / 10_000).unwrap_or(i64::MAX), 2)
}

fn joined(parts: &[&str]) -> String {
    let filled: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    format!("  {}", filled.join("  "))
}

fn server_json(status: &ServerStatus) -> Value {
    let sessions = status.sessions.iter().map(|(visitor, title)| {
        let record = visitor.record.map(|(kind, id)| json!({ "kind": kind.name(), "id": id, "title": title }));
        json!({
            "who": visitor.who, "address": visitor.address, "since": visitor.since, "pid": visitor.pid,
            "record": record, "editing": visitor.writes,
        })
    });
    let logins = status
        .logins
        .iter()
        .map(|login| json!({ "who": login.who, "address": login.address, "at": login.at, "ended": login.ended }));
    let slow = status
        .slow
        .iter()
        .map(|slow| json!({ "at": slow.at, "who": slow.who, "doing": slow.doing, "millis": slow.millis }));
    let growth = status.growth.iter().map(|(days, bytes)| json!({ "days": days, "bytes": bytes }));
    json!({
        "sessions": sessions.collect::<Vec<_>>(), "logins": logins.collect::<Vec<_>>(), "slow": slow.collect::<Vec<_>>(),
        "waits": {
            "over_100_ms": status.waits.count, "median_millis": status.waits.median, "worst_millis": status.waits.worst,
            "last": status.waits.last,
        },
        "noted_since": status.since, "bytes": status.bytes, "log_bytes": status.log_bytes,
        "growth": growth.collect::<Vec<_>>(),
        "backup": status.backup.as_ref().map(|backup| json!({
            "file": backup.path.display().to_string(), "at": backup.note.at, "bytes": backup.note.bytes,
        })),
    })
}
