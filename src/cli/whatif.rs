//! `whatif AGREEMENT=STAGE ...`: what would change if agreements stood elsewhere, later or larger. Nothing is written.

use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::{Value, json};

use super::explain::exact;
use super::{Answer, Outcome, Session, Stop, parse, place};
use crate::domain::day::read_day;
use crate::domain::kind::Kind;
use crate::domain::record::Id;
use crate::domain::say::Say;
use crate::domain::whatif::{Base, Pair, Programme, Standing, Trial};
use crate::locale::Locale;
use crate::store::{Store, Unit};

pub fn arguments(command: Command, locale: &Locale) -> Command {
    let moves: Arg = parse::optional(locale, "moves", "AGREEMENT=STAGE", "cli-arg-moves");
    command.arg(moves.action(ArgAction::Append).num_args(0..))
}

/// What one argument moves.
enum What {
    Stage,
    Day,
    Amount,
}

/// `AGREEMENT=STAGE`, `AGREEMENT:amount=20m`, `AGREEMENT:day=2021-06-30`.
fn read_move(text: &str) -> Result<(&str, What, &str), Say> {
    let (left, value) = text.rsplit_once('=').ok_or_else(|| Say::new("cli-no-move").with("text", text))?;
    let (name, what) = match left.rsplit_once(':') {
        Some((name, "amount")) => (name, What::Amount),
        Some((name, "day")) => (name, What::Day),
        Some((name, "stage")) => (name, What::Stage),
        _ => (left, What::Stage),
    };
    Ok((name, what, value))
}

pub fn run(session: &mut Session, matches: &ArgMatches) -> Answer {
    let here = session.place()?;
    let store = session.open(&here)?;
    session.as_of = session.as_of.or_else(|| here.demo.then(place::last_demo_day));
    let words: Vec<&String> = matches.get_many::<String>("moves").unwrap_or_default().collect();
    let mut moves = Vec::new();
    for word in words {
        let (name, what, value) = read_move(word)?;
        moves.push((agreement(session, &store, name)?, what, value));
    }
    let ids: Vec<Id> = moves.iter().map(|(id, ..)| *id).collect();
    let mut trial = Trial::of(store.what_if(&session.asker(), &ids)?);
    for (id, what, value) in moves {
        apply(session, &mut trial, id, &what, value)?;
    }
    if session.out.json {
        let value = as_json(&session.locale, &trial);
        session.out.json(&value)?;
    } else {
        as_text(session, &trial)?;
    }
    Ok(Outcome::Done)
}

/// The agreement of a name: its id, its title, or its reference.
fn agreement(session: &Session, store: &Store, name: &str) -> Result<Id, Stop> {
    Ok(store.resolve(&session.asker(), Kind::Agreement, name)?)
}

fn apply(session: &Session, trial: &mut Trial, id: Id, what: &What, value: &str) -> Result<(), Stop> {
    match what {
        What::Stage => {
            let wanted = value.trim().to_lowercase();
            let fits = |text: &str| text.to_lowercase() == wanted;
            let stages = &trial.base.stages;
            let found = stages.iter().find(|stage| fits(&stage.code) || fits(&stage.name)).map(|stage| stage.id);
            let known = || stages.iter().map(|stage| stage.code.as_str()).collect::<Vec<_>>().join(", ");
            let stage = found.ok_or_else(|| Say::new("whatif-no-stage").with("name", value).with("known", known()))?;
            trial.set_stage(id, stage);
        }
        What::Day => trial.set_day(id, read_day(value.trim(), session.world.today)?),
        What::Amount => {
            let deal = trial.base.deal(id).expect("every agreement that was named is in the base");
            let usd = deal.read_usd(value)?;
            trial.set_usd(id, usd);
        }
    }
    Ok(())
}

fn usd(value: Option<i64>) -> Value {
    value.map_or(Value::Null, |cents| exact(Unit::Usd, cents))
}

fn standing(line: &Standing) -> Value {
    json!({ "to_come": usd(line.to_come), "pipeline_weighted": usd(line.weighted), "gap": usd(line.gap) })
}

fn differences(pair: &Pair<Standing>) -> [Option<i64>; 3] {
    let change =
        |now: Option<i64>, then: Option<i64>| now.or(then).map(|_| then.unwrap_or(0).saturating_sub(now.unwrap_or(0)));
    let (now, then) = (&pair.now, &pair.then);
    [change(now.to_come, then.to_come), change(now.weighted, then.weighted), change(now.gap, then.gap)]
}

fn pair_json(name: &str, pair: &Pair<Standing>) -> Value {
    let [to_come, weighted, gap] = differences(pair);
    json!({
        "code": pair.now.code, "name": name, "target": usd(pair.now.target),
        "now": standing(&pair.now), "what_if": standing(&pair.then),
        "difference": { "to_come": usd(to_come), "pipeline_weighted": usd(weighted), "gap": usd(gap) },
    })
}

fn programme_json(pair: &Pair<Programme>) -> Value {
    let part = |line: &Programme| json!({ "partners": line.partners, "raised": usd(Some(line.raised)) });
    json!({
        "code": pair.now.code, "min_partners": pair.now.min_partners, "min_investment": usd(pair.now.min_investment),
        "now": part(&pair.now), "what_if": part(&pair.then),
    })
}

fn fund_name(locale: &Locale, line: &Standing) -> String {
    if line.code.is_empty() { locale.text("cli-fund-not-stated") } else { line.name.clone() }
}

fn moved_json(base: &Base, trial: &Trial) -> Vec<Value> {
    let one = |(id, moved): (&Id, &crate::domain::whatif::Move)| {
        let deal = base.deal(*id)?;
        let code = |stage: Id| base.stage(stage).map(|stage| stage.code.clone());
        Some(json!({
            "id": id.to_string(), "title": deal.title, "partner": deal.partner_name,
            "stage": { "now": code(deal.stage), "what_if": moved.stage.and_then(code) },
            "day": { "now": deal.day.map(|day| day.to_string()), "what_if": moved.day.map(|day| day.to_string()) },
            "usd": { "now": usd(deal.usd), "what_if": usd(moved.usd) },
        }))
    };
    trial.moves.iter().filter_map(one).collect()
}

fn as_json(locale: &Locale, trial: &Trial) -> Value {
    let compared = trial.compare();
    json!({
        "currency": "USD", "moved": moved_json(&trial.base, trial),
        "funds": compared.funds.iter().map(|pair| pair_json(&fund_name(locale, &pair.now), pair)).collect::<Vec<_>>(),
        "all": pair_json(&locale.text("whatif-all"), &compared.all),
        "flagships": compared.programmes.iter().map(programme_json).collect::<Vec<_>>(),
    })
}

fn as_text(session: &mut Session, trial: &Trial) -> Result<(), Stop> {
    let locale = session.locale.clone();
    let compared = trial.compare();
    let amount = |cents: Option<i64>| cents.map_or_else(|| "-".to_owned(), |cents| locale.amount(cents, 2));
    let keys = ["cli-head-fund", "cli-head-when", "cli-head-target", "home-signed", "home-pipeline", "home-gap"];
    let heads: Vec<(String, bool)> = keys.iter().enumerate().map(|(at, key)| (locale.text(key), at > 1)).collect();
    let mut rows = Vec::new();
    let all = (locale.text("whatif-all"), &compared.all);
    for (name, pair) in compared.funds.iter().map(|pair| (fund_name(&locale, &pair.now), pair)).chain([all]) {
        let line = |when: &str, line: &Standing| {
            let numbers = [line.target, line.to_come, line.weighted, line.gap].map(amount);
            [vec![name.clone(), locale.text(when)], numbers.to_vec()].concat()
        };
        rows.push(line("whatif-now", &pair.now));
        if pair.now != pair.then {
            rows.push(line("whatif-then", &pair.then));
            let numbers = differences(pair).map(amount);
            rows.push([vec![name, locale.text("whatif-difference"), String::new()], numbers.to_vec()].concat());
        }
    }
    session.out.table(&heads, &rows)?;
    for pair in &compared.programmes {
        let part = |line: &Programme| format!("{} {}", line.partners, amount(Some(line.raised)));
        let then = if pair.now == pair.then { String::new() } else { format!(" -> {}", part(&pair.then)) };
        session.out.line(&format!("{} {}{then}", pair.now.code, part(&pair.now)))?;
    }
    Ok(())
}
