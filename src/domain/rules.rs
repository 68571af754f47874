//! Rules over several fields of one record, and the fields a rule fills. It refuses rules that need other records:
//! those are asked of the store.

use super::field::Input;
use super::kind::Kind;
use super::money::{Currency, Money, part_of, plain_text, read_plain};
use super::rate::{check_rate, usd_cents};
use super::record::Record;
use super::say::{Problem, Say};
use super::split::read_split;

/// What is wrong with a record by itself.
#[must_use]
pub fn check(record: &Record) -> Vec<Problem> {
    let mut problems = missing(record);
    match record.kind {
        Kind::Contact | Kind::Assignment => ordered(record, "from_day", "to_day", &mut problems),
        Kind::Plan => ordered(record, "starts", "ends", &mut problems),
        Kind::Document => ordered(record, "day", "expires", &mut problems),
        Kind::Partner => partner(record, &mut problems),
        Kind::Rate => problems.extend(dollar(record)),
        Kind::Engagement | Kind::Milestone => engagement(record, &mut problems),
        Kind::Contribution => amounts(record, &mut problems),
        Kind::Pledge => pledge(record, &mut problems),
        Kind::FollowUp => follow_up(record, &mut problems),
        Kind::Report => report(record, &mut problems),
        Kind::DueDiligence => due_diligence(record, &mut problems),
        Kind::Handover if record.get("from_point") == record.get("to_point") => {
            problems.push(Problem::at("to_point", Say::new("value-same-person")));
        }
        Kind::Agreement => agreement(record, &mut problems),
        Kind::Amendment => amendment(record, &mut problems),
        Kind::Instalment | Kind::WriteOff => {
            amounts(record, &mut problems);
            above_zero(record, &mut problems);
        }
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

fn dollar(record: &Record) -> Option<Problem> {
    let refused = check_rate(Currency::parse(record.get("currency"))?, record.rate("rate")?);
    refused.err().map(|say| Problem::at("rate", say))
}

fn engagement(record: &Record, problems: &mut Vec<Problem>) {
    if record.get("status") != "done" && !record.get("done_on").is_empty() {
        problems.push(Problem::at("done_on", Say::new("value-done-on-without-done")));
    }
}

fn follow_up(record: &Record, problems: &mut Vec<Problem>) {
    let done = matches!(record.get("status"), "done" | "verified");
    if !done && !record.get("done_on").is_empty() {
        problems.push(Problem::at("done_on", Say::new("value-done-on-without-done")));
    }
    ordered(record, "done_on", "verified_on", problems);
}

/// The steps of a report follow one another; an extension names whose consent it has and keeps the first day.
fn report(record: &Record, problems: &mut Vec<Problem>) {
    ordered(record, "period_start", "period_end", problems);
    ordered(record, "drafted", "cleared", problems);
    // A report may go out without clearance, never before its draft.
    let before = if record.get("cleared").is_empty() { "drafted" } else { "cleared" };
    ordered(record, before, "submitted", problems);
    for (step, before) in [("accepted", "submitted"), ("sent_back", "drafted")] {
        ordered(record, before, step, problems);
    }
    for step in ["accepted", "sent_back"] {
        if !record.get(step).is_empty() && record.get("submitted").is_empty() {
            problems.push(Problem::at(step, Say::new("value-accepted-before-submitted")));
        }
    }
    if let (Some(first), Some(due)) = (record.day("first_due"), record.day("due"))
        && due > first
        && record.get("consent").is_empty()
    {
        problems.push(Problem::at("consent", Say::new("value-consent-missing").with("first", first)));
    }
}

fn due_diligence(record: &Record, problems: &mut Vec<Problem>) {
    ordered(record, "day", "valid_until", problems);
    if record.get("waiver") == "yes" && record.get("waiver_reason").is_empty() {
        problems.push(Problem::at("waiver_reason", Say::new("value-missing")));
    }
    if record.get("conflict") == "yes" && record.get("status") == "passed" && record.get("waiver") != "yes" {
        problems.push(Problem::at("status", Say::new("value-passed-with-conflict")));
    }
}

/// A known currency, an amount that fits its minor units, a rate that can be.
fn amounts(record: &Record, problems: &mut Vec<Problem>) {
    if Currency::parse(record.get("currency")).is_none() && !record.get("currency").is_empty() {
        problems.push(Problem::at("currency", Say::new("value-currency-unknown").with("text", record.get("currency"))));
    } else if !record.get("amount").is_empty()
        && let Err(say) = read_plain(record.get("amount"), record.currency().minor_units())
    {
        problems.push(Problem::at("amount", say));
    }
    if let (Some(currency), Some(rate)) = (Currency::parse(record.get("currency")), record.rate("rate"))
        && let Err(say) = check_rate(currency, rate)
    {
        problems.push(Problem::at("rate", say));
    }
}

fn above_zero(record: &Record, problems: &mut Vec<Problem>) {
    if record.money("amount").is_some_and(|amount| amount.minor <= 0) {
        problems.push(Problem::at("amount", Say::new("value-above-zero").with("text", record.get("amount"))));
    }
}

fn pledge(record: &Record, problems: &mut Vec<Problem>) {
    amounts(record, problems);
    above_zero(record, problems);
    if let (Ok(from), Ok(until)) = (record.get("from_year").parse::<i16>(), record.get("to_year").parse::<i16>())
        && until < from
    {
        problems.push(Problem::at("to_year", Say::new("value-ends-before").with("start", from)));
    }
    if record.id != 0 && record.reference("replaces") == Some(record.id) {
        problems.push(Problem::at("replaces", Say::new("value-replaces-itself")));
    }
}

fn agreement(record: &Record, problems: &mut Vec<Problem>) {
    amounts(record, problems);
    above_zero(record, problems);
    ordered(record, "starts", "ends", problems);
    splits(record, problems);
}

/// What an amendment changes is what its kind says (EB2021-S2-4, para 4(d): an addition to an agreement).
fn amendment(record: &Record, problems: &mut Vec<Problem>) {
    amounts(record, problems);
    splits(record, problems);
    let minor = record.money("amount").map_or(0, |amount| amount.minor);
    let wrong = match record.get("kind") {
        "addition" => minor <= 0,
        "reduction" => minor >= 0,
        "no-cost-extension" => minor != 0,
        _ => false,
    };
    if wrong {
        problems.push(Problem::at("amount", Say::new("value-amendment-amount").with("kind", record.get("kind"))));
    }
    if matches!(record.get("kind"), "extension" | "no-cost-extension") && record.get("new_ends").is_empty() {
        problems.push(Problem::at("new_ends", Say::new("value-missing")));
    }
    if let (Some(old), Some(new)) = (record.day("old_ends"), record.day("new_ends"))
        && matches!(record.get("kind"), "extension" | "no-cost-extension")
        && new <= old
    {
        problems.push(Problem::at("new_ends", Say::new("value-extends-nothing").with("ends", old)));
    }
}

/// Splits add up to the amount, to the last minor unit.
fn splits(record: &Record, problems: &mut Vec<Problem>) {
    for (field, text) in record.pairs().filter(|(_, text)| !text.is_empty()) {
        let Input::Split(along) = field.input else { continue };
        let split = read_split(text, along, record.currency());
        let added =
            split.and_then(|split| record.money("amount").map_or(Ok(()), |whole| split.amounts(whole).map(|_| ())));
        problems.extend(added.err().map(|say| Problem::at(field.name, say)));
    }
}

/// Fills the fields that a rule fills: the US dollar value of money, amount / rate rounded half away from zero to the
/// cent, empty without a rate (never zero); splits as amounts; support cost, levy and pooled of an agreement; where an observation
/// comes from when nobody says.
pub fn fill(record: &mut Record) {
    if record.kind == Kind::Observation && record.get("basis").is_empty() {
        record.put("basis", "recorded");
    }
    let money = record.kind.fields().iter().any(|field| matches!(field.input, Input::Money(_)));
    if !money {
        return;
    }
    let usd = match (record.money("amount"), record.get("currency")) {
        (Some(amount), "USD") => Some(amount.minor),
        (Some(amount), _) => record.rate("rate").and_then(|rate| usd_cents(amount.minor, amount.currency, rate)),
        (None, _) => None,
    };
    record.put("usd", dollars(usd));
    settle_splits(record);
    if record.kind == Kind::Agreement {
        fill_pooled(record);
        fill_support(record, usd);
        fill_levy(record, usd);
    }
}

fn dollars(cents: Option<i64>) -> String {
    cents.map_or(String::new(), |cents| Money::new(cents, Currency::USD).to_text())
}

/// Even shares and per cent become amounts as soon as there is an amount; what does not add up stays as typed.
fn settle_splits(record: &mut Record) {
    let Some(whole) = record.money("amount") else { return };
    for field in record.kind.fields() {
        if let Input::Split(along) = field.input
            && !record.get(field.name).is_empty()
            && let Ok(split) = read_split(record.get(field.name), along, whole.currency)
            && let Ok(settled) = split.settled(whole)
        {
            record.put(field.name, settled.to_string());
        }
    }
}

/// Pooled is more than one contributor, joint governance and United Nations implementation; one no decides, and
/// without an answer to all three it is not known (EB2022-S1-11, para 25).
fn fill_pooled(record: &mut Record) {
    let tests =
        ["several_contributors", "joint_governance", "un_implementation"].map(|name| record.get(name).to_owned());
    let pooled = if tests.iter().any(|answer| answer == "no") {
        "no"
    } else if tests.iter().all(|answer| answer == "yes") {
        "yes"
    } else {
        ""
    };
    record.put("pooled", pooled);
}

/// A charge at a rate in hundredths of a per cent, and what is left of the amount without it, in the same unit, rounded
/// half away from zero. Included: net = amount / (1 + rate). On top: charge = amount x rate, and the net is the amount
/// (HSP/EB.1/2/Rev.1, para 59).
#[must_use]
pub fn charged(amount: i64, percent: i64, included: bool) -> Option<(i64, i64)> {
    if included {
        let net = part_of(amount, 10_000, 10_000 + percent)?;
        return Some((amount - net, net));
    }
    Some((part_of(amount, percent, 10_000)?, amount))
}

fn fill_support(record: &mut Record, usd: Option<i64>) {
    let percent = read_plain(record.get("support_percent"), 2).ok();
    let included = record.get("support_basis") != "on-top";
    let of = |amount: Option<i64>| charged(amount?, percent?, included);
    let digits = record.currency().minor_units();
    let own = of(record.money("amount").map(|amount| amount.minor));
    let text = |minor: Option<i64>| minor.map_or(String::new(), |minor| plain_text(minor, digits));
    record.put("support_cost", text(own.map(|(cost, _)| cost)));
    record.put("net", text(own.map(|(_, net)| net)));
    record.put("support_usd", dollars(of(usd).map(|(cost, _)| cost)));
}

/// The coordination levy of the value in US dollars, where it was said to apply (EB2022-S1-11, para 26).
fn fill_levy(record: &mut Record, usd: Option<i64>) {
    let percent = read_plain(record.get("levy_percent"), 2).ok().filter(|_| record.get("levy") == "yes");
    let levy = usd.zip(percent).and_then(|(usd, percent)| part_of(usd, percent, 10_000));
    record.put("levy_usd", dollars(levy));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// HSP/EB.1/2/Rev.1, para 59: 13 per cent.
    #[test]
    fn support_cost_included_and_on_top() {
        assert_eq!(charged(113_000_000, 1300, true), Some((13_000_000, 100_000_000)));
        assert_eq!(charged(100_000_000, 1300, false), Some((13_000_000, 100_000_000)));
        assert_eq!(charged(2_080_000_000, 1300, true), Some((239_292_035, 1_840_707_965)));
    }

    #[test]
    fn an_agreement_is_filled_from_its_amount() {
        let mut record = Record::new(Kind::Agreement)
            .with("amount", "1130000.00")
            .with("currency", "USD")
            .with("support_percent", "13")
            .with("support_basis", "included")
            .with("levy", "yes")
            .with("levy_percent", "1")
            .with("years", "2020; 2021")
            .with("several_contributors", "yes")
            .with("joint_governance", "yes");
        fill(&mut record);
        assert_eq!((record.get("support_cost"), record.get("net")), ("130000.00", "1000000.00"));
        assert_eq!((record.get("support_usd"), record.get("levy_usd")), ("130000.00", "11300.00"));
        assert_eq!(record.get("years"), "2020 565000.00; 2021 565000.00");
        assert_eq!(record.get("pooled"), "");
        record.put("un_implementation", "yes");
        fill(&mut record);
        assert_eq!(record.get("pooled"), "yes");
    }

    proptest! {
        #[test]
        fn charge_and_net_are_the_amount(amount in 1_i64..9_000_000_000_000_000, percent in 0_i64..100_000) {
            let (cost, net) = charged(amount, percent, true).unwrap();
            prop_assert_eq!(cost + net, amount);
            prop_assert!(cost >= 0 && net > 0 || amount < 20);
        }
    }
}
