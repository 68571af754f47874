//! `check iati FILE`: a file of the IATI standard held against it, each finding with its line, its activity and its grade.

use std::collections::HashMap;
use std::path::Path;

use serde_json::{Value, json};

use super::super::{Answer, Outcome, Session, Stop};
use crate::exchange::iati::check::{Finding, Grade, Held};

/// Most findings that are shown; all are counted.
const SHOWN: usize = 10_000;

/// Holds a file against the standard, as of today or the day asked for.
pub(in crate::cli) fn check(session: &mut Session, path: &Path) -> Answer {
    let standard = super::standard_here(session)?;
    let today = session.as_of.unwrap_or(session.world.today);
    let mut counts: HashMap<Grade, usize> = HashMap::new();
    let mut shown = Vec::new();
    let mut broken = None;
    let held = standard.check(path, today, &mut |finding| {
        *counts.entry(finding.grade).or_default() += 1;
        let all: usize = counts.values().sum();
        if all > SHOWN {
            return true;
        }
        if session.out.json {
            shown.push(as_json(session, &finding));
            return true;
        }
        broken = line(session, &finding).err();
        broken.is_none()
    })?;
    if let Some(stop) = broken {
        return Err(stop);
    }
    let all: usize = counts.values().sum();
    report(session, path, &held, &counts, &shown, all.saturating_sub(SHOWN))?;
    let bad = counts.get(&Grade::Critical).or_else(|| counts.get(&Grade::Error));
    Ok(if bad.is_none() { Outcome::Done } else { Outcome::Problems })
}

fn as_json(session: &Session, finding: &Finding) -> Value {
    json!({
        "grade": finding.grade.word(), "line": finding.line, "element": finding.element,
        "activity": finding.activity, "rule": finding.rule, "reason": session.locale.say(&finding.say),
    })
}

fn grade(session: &Session, grade: Grade) -> String {
    session.locale.text(match grade {
        Grade::Critical => "iati-grade-critical",
        Grade::Error => "iati-grade-error",
        Grade::Warning => "iati-grade-warning",
    })
}

fn line(session: &mut Session, finding: &Finding) -> Result<(), Stop> {
    let place = session.locale.with("iati-finding", &[("line", &finding.line.to_string())]);
    let parts = [
        place,
        grade(session, finding.grade),
        finding.activity.clone(),
        finding.element.clone(),
        format!("[{}]", finding.rule),
        session.locale.say(&finding.say),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    session.out.line(&parts.join("  "))
}

fn report(
    session: &mut Session,
    path: &Path,
    held: &Held,
    counts: &HashMap<Grade, usize>,
    findings: &[Value],
    more: usize,
) -> Result<(), Stop> {
    let count = |grade| counts.get(&grade).copied().unwrap_or(0);
    let [critical, errors, warnings] = Grade::ALL.map(count);
    if session.out.json {
        return session.out.json(&json!({
            "file": path.display().to_string(), "version": held.version, "activities": held.activities,
            "organisations": held.organisations, "transactions": held.transactions, "critical": critical,
            "errors": errors, "warnings": warnings, "not_shown": more, "findings": findings,
        }));
    }
    if more > 0 {
        let words = session.locale.with("iati-more", &[("count", &more.to_string())]);
        session.out.line(&words)?;
    }
    let words = session.locale.with(
        "iati-checked",
        &[
            ("version", &held.version),
            ("activities", &held.activities.to_string()),
            ("organisations", &held.organisations.to_string()),
            ("transactions", &held.transactions.to_string()),
        ],
    );
    session.out.line(&words)?;
    let words = if counts.is_empty() {
        session.locale.text("iati-sound")
    } else {
        let (critical, errors, warnings) = (critical.to_string(), errors.to_string(), warnings.to_string());
        let counted = [("critical", critical.as_str()), ("errors", &errors), ("warnings", &warnings)];
        session.locale.with("iati-found", &counted)
    };
    session.out.line(&words)
}
