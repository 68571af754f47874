//! A portfolio: what somebody looks after, passed on whole as one action, and series of tasks laid out for a partner.
//! It only proposes actions; they are written through the door like every other.

use rusqlite::params;

use super::{Store, StoreError};
use crate::access::Asker;
use crate::domain::change::{Action, Change, FieldChange, Op, Origin};
use crate::domain::day::Day;
use crate::domain::kind::Kind;
use crate::domain::record::Id;
use crate::domain::say::Say;

/// What somebody has to do on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Load {
    pub id: Id,
    pub name: String,
    /// Donors they lead, and those they stand in for.
    pub leads: usize,
    pub deputies: usize,
    /// Reports not submitted, actions not done, engagements under way.
    pub reports: usize,
    pub actions: usize,
    pub engagements: usize,
    /// Signed and still to come from the donors they lead, US dollar cents.
    pub at_stake: i64,
}

/// A portfolio on its way from one focal point to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passing {
    /// The donors of it, by name, and whether each is passed.
    pub donors: Vec<(Id, String, bool)>,
    /// Work of both before and after.
    pub before: [Load; 2],
    pub after: [Load; 2],
    /// What is written when it is agreed to: one action, one undo.
    pub action: Action,
}

/// Open work of a focal point: kind, the field that names them, and the condition under which it is open.
const WORK: [(Kind, &str, &str); 3] = [
    (Kind::Report, "owner", "t.submitted IS NULL AND t.kind <> 'informal'"),
    (Kind::FollowUp, "owner", "t.status = 'pending'"),
    (Kind::Engagement, "owner", "t.status IN ('planned', 'active')"),
];

/// The partner a piece of work is about, as a condition on those that are passed.
const fn partner_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Report => "(SELECT a.partner FROM agreement a WHERE a.id = t.agreement)",
        _ => "t.partner",
    }
}

impl Store {
    /// The work of one focal point on the asker's day.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn workload(&self, asker: &Asker, point: Id) -> Result<Load, StoreError> {
        self.stand(asker)?;
        let day = asker.day().to_string();
        let mut load = Load {
            id: point,
            name: self.name_of(asker, Kind::FocalPoint, point)?.unwrap_or_default(),
            ..Load::default()
        };
        for (_, _, role) in self.assignments(point, &day)? {
            if role == "lead" {
                load.leads += 1;
            } else {
                load.deputies += 1;
            }
        }
        let mut counts = [0_usize; 3];
        for (at, (kind, field, open)) in WORK.iter().enumerate() {
            let sql =
                format!("SELECT count(*) FROM {} t WHERE t.deleted = 0 AND t.{field} = ?1 AND {open}", kind.name());
            let count: i64 = self.connection.prepare_cached(&sql)?.query_row([point], |row| row.get(0))?;
            counts[at] = usize::try_from(count).unwrap_or(0);
        }
        [load.reports, load.actions, load.engagements] = counts;
        for (_, partner, role) in self.assignments(point, &day)? {
            if role == "lead" {
                load.at_stake = load.at_stake.saturating_add(self.to_come_from(asker, partner)?);
            }
        }
        Ok(load)
    }

    /// Assignments of somebody that hold on a day: id, partner, role.
    fn assignments(&self, point: Id, day: &str) -> Result<Vec<(Id, Id, String)>, StoreError> {
        let sql = "SELECT id, partner, role FROM assignment WHERE deleted = 0 AND focal_point = ?1 AND from_day <= ?2 \
                   AND (to_day IS NULL OR to_day >= ?2) ORDER BY id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(params![point, day], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Signed and still to come from a partner, US dollar cents.
    fn to_come_from(&self, asker: &Asker, partner: Id) -> Result<i64, StoreError> {
        let open = super::extras::sql(Kind::Agreement, "open").expect("agreements have what is open");
        let sql = format!("SELECT SUM({open}) FROM agreement t WHERE t.deleted = 0 AND t.partner = ?1")
            .replace(":known", &format!("'{}'", asker.known()));
        let sum: Option<i64> = self.connection.prepare_cached(&sql)?.query_row([partner], |row| row.get(0))?;
        Ok(sum.unwrap_or(0))
    }

    /// A portfolio from one focal point to another on the asker's day: all donors but those `kept`, the reports, actions
    /// and engagements that are open with them, and the record of the handover with its brief.
    ///
    /// # Errors
    /// Says when there is nothing to pass, or the receiver has left; when the file cannot be read.
    pub fn passing(
        &self,
        asker: &Asker,
        (from, to): (Id, Id),
        kept: &[Id],
        brief: &str,
    ) -> Result<Passing, StoreError> {
        self.stand(asker)?;
        let day = asker.today;
        let held = self.assignments(from, &day.to_string())?;
        if held.is_empty() {
            let name = self.name_of(asker, Kind::FocalPoint, from)?.unwrap_or_default();
            return Err(Say::new("handover-nothing").with("name", name).into());
        }
        let mut donors: Vec<(Id, String, bool)> = Vec::new();
        for (_, partner, _) in &held {
            let name = self.name_of(asker, Kind::Partner, *partner)?.unwrap_or_default();
            donors.push((*partner, name, !kept.contains(partner)));
        }
        donors.sort_by(|one, other| one.1.cmp(&other.1));
        donors.dedup_by_key(|(id, ..)| *id);
        let passed: Vec<Id> = donors.iter().filter(|(.., passed)| *passed).map(|(id, ..)| *id).collect();
        let mut changes = Vec::new();
        for (assignment, partner, role) in held.iter().filter(|(_, partner, _)| passed.contains(partner)) {
            changes.extend(self.pass_assignment(asker, *assignment, (to, *partner), role, day)?);
        }
        for (kind, field, open) in WORK {
            changes.extend(self.pass_work(asker, kind, field, open, (from, to), &passed)?);
        }
        let before = [self.workload(asker, from)?, self.workload(asker, to)?];
        let after = passed_on(&before, &held, &passed, &changes, self.at_stake(asker, &held, &passed)?);
        changes.push(handed((from, to), day, &passed, brief));
        let title = format!("{} → {}", before[0].name, before[1].name);
        Ok(Passing { donors, before, after, action: Action { origin: Origin::Form, title, changes } })
    }

    fn at_stake(&self, asker: &Asker, held: &[(Id, Id, String)], passed: &[Id]) -> Result<i64, StoreError> {
        let mut sum: i64 = 0;
        for (_, partner, role) in held {
            if role == "lead" && passed.contains(partner) {
                sum = sum.saturating_add(self.to_come_from(asker, *partner)?);
            }
        }
        Ok(sum)
    }

    /// The old assignment ends the day before, the new one begins; one that began today is passed as it is.
    fn pass_assignment(
        &self,
        asker: &Asker,
        assignment: Id,
        (to, partner): (Id, Id),
        role: &str,
        day: Day,
    ) -> Result<Vec<Change>, StoreError> {
        let Some(record) = self.load(asker, Kind::Assignment, assignment)? else { return Ok(Vec::new()) };
        let edit = |field: &'static str, to: String| FieldChange { field, from: record.get(field).to_owned(), to };
        let change =
            |edits| Change { kind: Kind::Assignment, id: assignment, version: record.version, op: Op::Edit(edits) };
        if record.day("from_day") == Some(day) {
            return Ok(vec![change(vec![edit("focal_point", to.to_string())])]);
        }
        let new = vec![
            ("focal_point", to.to_string()),
            ("partner", partner.to_string()),
            ("role", role.to_owned()),
            ("from_day", day.to_string()),
            ("to_day", record.get("to_day").to_owned()),
        ];
        let new = new.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        let ends = day.plus_days(-1).to_string();
        Ok(vec![
            change(vec![edit("to_day", ends)]),
            Change { kind: Kind::Assignment, id: 0, version: 0, op: Op::Add(new) },
        ])
    }

    /// Open work with the donors that are passed gets the receiver as its owner.
    fn pass_work(
        &self,
        asker: &Asker,
        kind: Kind,
        field: &'static str,
        open: &str,
        (from, to): (Id, Id),
        passed: &[Id],
    ) -> Result<Vec<Change>, StoreError> {
        let sql = format!(
            "SELECT t.id, {} FROM {} t WHERE t.deleted = 0 AND t.{field} = ?1 AND {open} ORDER BY t.id",
            partner_of(kind),
            kind.name()
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([from], |row| Ok((row.get::<_, Id>(0)?, row.get::<_, Option<Id>>(1)?)))?;
        let mut changes = Vec::new();
        for row in rows {
            let (id, partner) = row?;
            if partner.is_some_and(|partner| !passed.contains(&partner)) {
                continue;
            }
            if let Some(record) = self.load(asker, kind, id)? {
                let edit = FieldChange { field, from: from.to_string(), to: to.to_string() };
                changes.push(Change { kind, id, version: record.version, op: Op::Edit(vec![edit]) });
            }
        }
        Ok(changes)
    }

    /// The tasks of an engagement plan laid out for a partner from a day on: each so many days, or working days, after
    /// the start or after the task before.
    ///
    /// # Errors
    /// Says when the plan has no task; when the file cannot be read.
    pub fn engagement_tasks(&self, asker: &Asker, plan: Id, partner: Id, start: Day) -> Result<Action, StoreError> {
        self.stand(asker)?;
        let ids = "SELECT id FROM engagement_step WHERE deleted = 0 AND plan = ?1 ORDER BY place, id";
        let mut statement = self.connection.prepare_cached(ids)?;
        let ids: Vec<Id> = statement.query_map([plan], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let owner = "SELECT focal_point FROM assignment WHERE deleted = 0 AND partner = ?1 AND role = 'lead' \
                     AND from_day <= ?2 AND (to_day IS NULL OR to_day >= ?2) ORDER BY from_day DESC LIMIT 1";
        let mut owners = self.connection.prepare_cached(owner)?;
        let owner: Option<Id> =
            owners.query_map(params![partner, start.to_string()], |row| row.get(0))?.next().transpose()?;
        let (mut changes, mut previous) = (Vec::new(), start);
        for step in self.load_all(asker, Kind::EngagementStep, &ids)? {
            let from = if step.get("after") == "previous" { previous } else { start };
            let days = step.get("days").parse().unwrap_or(0);
            let due = if step.get("working") == "yes" { from.plus_working_days(days) } else { from.plus_days(days) };
            previous = due;
            let mut fields = vec![
                ("action", step.title(asker.lang)),
                ("partner", partner.to_string()),
                ("status", "planned".to_owned()),
                ("due", due.to_string()),
                ("strategy", step.get("strategy").to_owned()),
            ];
            fields.push(("owner", owner.map_or_else(String::new, |id| id.to_string())));
            fields.retain(|(_, text)| !text.is_empty());
            changes.push(Change { kind: Kind::Engagement, id: 0, version: 0, op: Op::Add(fields) });
        }
        let title = self.name_of(asker, Kind::EngagementPlan, plan)?.unwrap_or_default();
        if changes.is_empty() {
            return Err(Say::new("plan-no-tasks").with("title", title).into());
        }
        Ok(Action { origin: Origin::Form, title, changes })
    }
}

/// The record of a handover.
fn handed((from, to): (Id, Id), day: Day, passed: &[Id], brief: &str) -> Change {
    let donors: Vec<String> = passed.iter().map(Id::to_string).collect();
    let mut fields = vec![
        ("from_point", from.to_string()),
        ("to_point", to.to_string()),
        ("day", day.to_string()),
        ("donors", donors.join(" ")),
        ("brief", brief.to_owned()),
    ];
    fields.retain(|(_, text)| !text.is_empty());
    Change { kind: Kind::Handover, id: 0, version: 0, op: Op::Add(fields) }
}

/// The work of both once the changes are made.
fn passed_on(
    before: &[Load; 2],
    held: &[(Id, Id, String)],
    passed: &[Id],
    changes: &[Change],
    at_stake: i64,
) -> [Load; 2] {
    let roles = |role: &str| held.iter().filter(|(_, id, known)| known == role && passed.contains(id)).count();
    let work = |kind: Kind| changes.iter().filter(|change| change.kind == kind).count();
    let (leads, deputies) = (roles("lead"), roles("deputy"));
    let [reports, actions, engagements] = [Kind::Report, Kind::FollowUp, Kind::Engagement].map(work);
    let [mut giver, mut receiver] = before.clone();
    for (less, more, by) in [
        (&mut giver.leads, &mut receiver.leads, leads),
        (&mut giver.deputies, &mut receiver.deputies, deputies),
        (&mut giver.reports, &mut receiver.reports, reports),
        (&mut giver.actions, &mut receiver.actions, actions),
        (&mut giver.engagements, &mut receiver.engagements, engagements),
    ] {
        *less -= by.min(*less);
        *more += by;
    }
    giver.at_stake -= at_stake;
    receiver.at_stake += at_stake;
    [giver, receiver]
}
