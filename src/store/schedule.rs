//! The reports an agreement owes, proposed from the usual ones: annual for each calendar year it runs, final at its end
//! with its amendments. It only proposes; what is there already is never changed, since the signed text decides.

use super::{Store, StoreError};
use crate::access::Asker;
use crate::domain::change::{Action, Change, Op, Origin};
use crate::domain::day::Day;
use crate::domain::kind::Kind;
use crate::domain::query::{Query, Test, Window};
use crate::domain::record::{Id, Record};
use crate::domain::say::Say;

/// A report that is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    pub title: String,
    /// As the fields of a report.
    pub kind: String,
    pub content: String,
    /// First and last day of what it reports on, and the day it is owed.
    pub starts: Day,
    pub ends: Day,
    pub due: Day,
    /// Whether it is written when the plan is agreed to: the usual ones are.
    pub taken: bool,
    /// One of its kind for the same time is there already.
    pub exists: bool,
}

/// The reports proposed for an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportPlan {
    pub agreement: Id,
    pub title: String,
    /// The lead focal point of the donor.
    pub owner: Option<Id>,
    /// In the order of their days.
    pub rows: Vec<Planned>,
}

impl ReportPlan {
    /// What is written when it is agreed to: one action; none when nothing is taken.
    #[must_use]
    pub fn action(&self) -> Option<Action> {
        let owner = self.owner.map_or_else(String::new, |id| id.to_string());
        let changes = self.rows.iter().filter(|row| row.taken && !row.exists).map(|row| {
            let mut fields = vec![
                ("agreement", self.agreement.to_string()),
                ("title", row.title.clone()),
                ("kind", row.kind.clone()),
                ("content", row.content.clone()),
                ("due", row.due.to_string()),
                ("owner", owner.clone()),
                ("period_start", row.starts.to_string()),
                ("period_end", row.ends.to_string()),
            ];
            fields.retain(|(_, text)| !text.is_empty());
            Change { kind: Kind::Report, id: 0, version: 0, op: Op::Add(fields) }
        });
        let changes: Vec<Change> = changes.collect();
        (!changes.is_empty()).then(|| Action { origin: Origin::Form, title: self.title.clone(), changes })
    }
}

impl Store {
    /// The reports an agreement owes by the rules of reports, those that are not usual not taken.
    ///
    /// # Errors
    /// Says when there is no such agreement, or it has no first or last day; when the file cannot be read.
    pub fn report_plan(&mut self, asker: &Asker, agreement: Id) -> Result<ReportPlan, StoreError> {
        self.stand(asker)?;
        let missing = || Say::new("value-no-such-record").with("text", agreement).with("kind", Kind::Agreement.name());
        let record = self.load(asker, Kind::Agreement, agreement)?.ok_or_else(missing)?;
        let ends = self.computed(asker, Kind::Agreement, agreement)?;
        let ends = ends.iter().find(|(name, _)| *name == "ends_now").and_then(|(_, day)| Day::parse_iso(day));
        let starts = record.day("starts").or_else(|| record.day("signed"));
        let title = record.title(asker.lang);
        let Some((starts, ends)) = starts.zip(ends) else {
            return Err(Say::new("schedule-no-days").with("title", title).into());
        };
        let all = Window { from: 0, limit: 1000 };
        let of = Query::all(Kind::Report).only("agreement", Test::Is, agreement.to_string());
        let there = self.list(asker, &of, all)?.records;
        let mut rows = Vec::new();
        for rule in self.list(asker, &Query::all(Kind::ReportRule), all)?.records {
            rows.extend(by_rule(&rule, (starts, ends), asker.lang));
        }
        for row in &mut rows {
            row.exists = there.iter().any(|report| is_same(report, row));
            row.taken &= !row.exists;
        }
        rows.sort_by_key(|row| (row.due, row.ends));
        let owner = match record.reference("partner") {
            Some(partner) => self.lead_on(partner, asker.day())?,
            None => None,
        };
        Ok(ReportPlan { agreement, title, owner, rows })
    }

    fn lead_on(&self, partner: Id, day: Day) -> Result<Option<Id>, StoreError> {
        let sql = "SELECT focal_point FROM assignment WHERE deleted = 0 AND partner = ?1 AND role = 'lead' \
                   AND from_day <= ?2 AND (to_day IS NULL OR to_day >= ?2) ORDER BY from_day DESC LIMIT 1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let found = statement.query_map(rusqlite::params![partner, day.to_string()], |row| row.get(0))?.next();
        Ok(found.transpose()?)
    }
}

/// What a rule asks of an agreement that runs from a day to another.
fn by_rule(rule: &Record, (starts, ends): (Day, Day), lang: &str) -> Vec<Planned> {
    let days = rule.get("days").parse().unwrap_or(0);
    let planned = |title: String, starts: Day, ends: Day| Planned {
        title,
        kind: rule.get("kind").to_owned(),
        content: rule.get("content").to_owned(),
        starts,
        ends,
        due: ends.plus_days(days),
        taken: rule.get("usual") == "yes",
        exists: false,
    };
    let name = rule.title(lang);
    if rule.get("period") == "end" {
        return vec![planned(name, starts, ends)];
    }
    let of_year = |year: i16| {
        let first = Day::start_of_year(year);
        planned(format!("{name} {year}"), first.max(starts), first.end_of_year().min(ends))
    };
    (starts.year()..=ends.year()).map(of_year).collect()
}

/// Whether a report that is there is the one proposed: of its kind, and for the same time; where its time is not said,
/// owed in the same year or called the same.
fn is_same(report: &Record, row: &Planned) -> bool {
    let same_time = match report.day("period_end") {
        Some(end) => end == row.ends || (row.kind == "annual" && end.year() == row.ends.year()),
        None => report.day("due").is_some_and(|due| due.year() == row.due.year()) || report.get("title") == row.title,
    };
    report.get("kind") == row.kind && (same_time || row.kind == "final")
}
