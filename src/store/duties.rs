//! What the door knows about duties beyond one record: days a rule fills, checks that signing asks of private partners,
//! and who may receive a portfolio.

use rusqlite::{OptionalExtension, params};

use super::{Store, StoreError};
use crate::access::Asker;
use crate::domain::kind::Kind;
use crate::domain::record::Record;
use crate::domain::say::{Problem, Say};

impl Store {
    /// Fields that rules fill: the state a record begins in, the day something was done, the first day a report was owed.
    pub(super) fn fill_duties(asker: &Asker, record: &mut Record) {
        let today = asker.today.to_string();
        match record.kind {
            Kind::FollowUp => {
                put(record, "status", "pending");
                let (done, verified) = (record.get("status") == "done", record.get("status") == "verified");
                if done || verified {
                    put(record, "done_on", &today);
                }
                if verified {
                    put(record, "verified_on", &today);
                    put(record, "verified_by", &asker.who);
                }
            }
            Kind::Report => {
                let due = record.get("due").to_owned();
                put(record, "first_due", &due);
                for (step, person) in
                    [("drafted", "drafted_by"), ("cleared", "cleared_by"), ("submitted", "submitted_by")]
                {
                    if !record.get(step).is_empty() {
                        put(record, person, &asker.who);
                    }
                }
            }
            _ => {}
        }
    }

    /// What must not be saved, beside the field that is wrong.
    pub(super) fn check_duties(&self, asker: &Asker, record: &Record) -> Result<Vec<Problem>, StoreError> {
        let mut problems = Vec::new();
        match record.kind {
            Kind::Agreement => problems.extend(self.check_diligence(asker, record)?),
            Kind::Report => {
                for step in ["drafted", "cleared", "submitted", "sent_back", "accepted"] {
                    if record.day(step).is_some_and(|day| day > asker.today) {
                        let say = Say::new("value-day-ahead").with("day", record.get(step)).with("today", asker.today);
                        problems.push(Problem::at(step, say));
                    }
                }
            }
            Kind::Handover => problems.extend(self.check_receiver(asker, record)?),
            _ => {}
        }
        Ok(problems)
    }

    /// An agreement with a private partner, a foundation or an individual is signed with a check that is valid on the
    /// day, or with a recorded waiver (HSP/EB.2020/12, para 35; EB2021-S2-4, para 4(h)). It is asked for when it is
    /// signed: what is signed already may be worked on whatever becomes of the check.
    fn check_diligence(&self, asker: &Asker, record: &Record) -> Result<Option<Problem>, StoreError> {
        let signed = record.get("signed");
        if signed.is_empty() || !self.differs(asker, record, &["signed", "partner"])? {
            return Ok(None);
        }
        let category = "SELECT k.code FROM partner p JOIN category k ON k.id = p.category WHERE p.id = ?1";
        let category: Option<String> = self
            .connection
            .prepare_cached(category)?
            .query_row([record.reference("partner")], |row| row.get(0))
            .optional()?;
        let wanted = self.setting_text("due-diligence-categories", "PC5 PC8")?;
        if !category.is_some_and(|code| wanted.split(' ').any(|known| known == code)) {
            return Ok(None);
        }
        let sql = "SELECT 1 FROM (SELECT status, waiver, valid_until FROM due_diligence \
                   WHERE deleted = 0 AND partner = ?1 AND day <= ?2 ORDER BY day DESC, id DESC LIMIT 1) d \
                   WHERE (d.waiver = 'yes' OR d.status IN ('passed', 'conditional')) \
                   AND (d.valid_until IS NULL OR d.valid_until >= ?2)";
        if self.connection.prepare_cached(sql)?.exists(params![record.reference("partner"), signed])? {
            return Ok(None);
        }
        Ok(Some(Problem::at("stage", Say::new("value-no-due-diligence").with("day", signed))))
    }

    /// A portfolio goes to somebody who is still there on the day it is passed on.
    fn check_receiver(&self, asker: &Asker, record: &Record) -> Result<Option<Problem>, StoreError> {
        let Some(id) = record.reference("to_point") else { return Ok(None) };
        if !self.differs(asker, record, &["to_point"])? {
            return Ok(None);
        }
        let Some(point) = self.load(asker, Kind::FocalPoint, id)? else { return Ok(None) };
        let left = point.deleted || point.get("active") == "no";
        Ok(left.then(|| Problem::at("to_point", Say::new("value-left").with("name", point.title(asker.lang)))))
    }

    /// Whether a save gives one of these fields another value than the file has.
    fn differs(&self, asker: &Asker, record: &Record, fields: &[&str]) -> Result<bool, StoreError> {
        let before = self.load(asker, record.kind, record.id)?;
        Ok(before.is_none_or(|before| fields.iter().any(|field| before.get(field) != record.get(field))))
    }

    /// A setting as text; what is proposed where nobody set it.
    pub(super) fn setting_text(&self, code: &str, proposed: &str) -> Result<String, StoreError> {
        let sql = "SELECT value FROM setting WHERE code = ?1 AND deleted = 0";
        let found: Option<String> =
            self.connection.prepare_cached(sql)?.query_row([code], |row| row.get(0)).optional()?;
        Ok(found.unwrap_or_else(|| proposed.to_owned()))
    }
}

fn put(record: &mut Record, field: &str, text: &str) {
    if record.get(field).is_empty() {
        record.put(field, text);
    }
}
