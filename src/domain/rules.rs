//! Rules over several fields of one record, and the fields a rule fills. It refuses rules that need other records:
//! those are asked of the store.

use super::kind::Kind;
use super::money::Currency;
use super::rate::{check_rate, usd_cents};
use super::record::Record;
use super::say::{Problem, Say};

/// What is wrong with a record by itself.
#[must_use]
pub fn check(record: &Record) -> Vec<Problem> {
    let mut problems = missing(record);
    match record.kind {
        Kind::Contact | Kind::Assignment => ordered(record, "from_day", "to_day", &mut problems),
        Kind::Plan => ordered(record, "starts", "ends", &mut problems),
        Kind::Document => ordered(record, "day", "expires", &mut problems),
        Kind::Partner => partner(record, &mut problems),
        Kind::Engagement => engagement(record, &mut problems),
        Kind::Contribution => contribution(record, &mut problems),
        _ => {}
    }
    problems
}

fn missing(record: &Record) -> Vec<Problem> {
    record
        .pairs()
        .filter(|(field, text)| field.required && text.is_empty())
        .map(|(field, _)| Problem::at(field.name, Say::new("value-missing")))
        .collect()
}

fn ordered(record: &Record, first: &'static str, last: &'static str, problems: &mut Vec<Problem>) {
    if let (Some(start), Some(end)) = (record.day(first), record.day(last))
        && end < start
    {
        problems.push(Problem::at(last, Say::new("value-ends-before").with("start", start)));
    }
}

fn partner(record: &Record, problems: &mut Vec<Problem>) {
    if record.id != 0 && record.reference("parent") == Some(record.id) {
        problems.push(Problem::at("parent", Say::new("value-own-parent")));
    }
}

fn engagement(record: &Record, problems: &mut Vec<Problem>) {
    if record.get("status") != "done" && !record.get("done_on").is_empty() {
        problems.push(Problem::at("done_on", Say::new("value-done-on-without-done")));
    }
}

fn contribution(record: &Record, problems: &mut Vec<Problem>) {
    if Currency::parse(record.get("currency")).is_none() && !record.get("currency").is_empty() {
        problems.push(Problem::at("currency", Say::new("value-currency-unknown").with("text", record.get("currency"))));
    } else if !record.get("amount").is_empty()
        && let Err(say) = super::money::read_plain(record.get("amount"), record.currency().minor_units())
    {
        problems.push(Problem::at("amount", say));
    }
    if let (Some(currency), Some(rate)) = (Currency::parse(record.get("currency")), record.rate("rate"))
        && let Err(say) = check_rate(currency, rate)
    {
        problems.push(Problem::at("rate", say));
    }
}

/// Fills the fields that a rule fills: the US dollar value of a contribution, amount / rate rounded half away from
/// zero to the cent, empty without a rate (never zero).
pub fn fill(record: &mut Record) {
    if record.kind != Kind::Contribution {
        return;
    }
    let usd = match (record.money("amount"), record.get("currency")) {
        (Some(amount), "USD") => Some(amount.minor),
        (Some(amount), _) => record.rate("rate").and_then(|rate| usd_cents(amount.minor, amount.currency, rate)),
        (None, _) => None,
    };
    let text = usd.map_or(String::new(), |cents| super::money::Money::new(cents, Currency::USD).to_text());
    record.put("usd", text);
}
