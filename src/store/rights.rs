//! Rights at the door: each change is held against what its author may do, and accounts, keys and rights are kept sound.
//! It refuses to leave a shared file without an administrator, and to take accounts and rights from administrators.

use rusqlite::{OptionalExtension, params};

use super::{Store, StoreError};
use crate::access::{ADMINISTRATOR, Asker, Deed, May, PublicKey, group, is_known};
use crate::domain::change::{Change, Op};
use crate::domain::kind::Kind;
use crate::domain::record::{Id, Record};
use crate::domain::say::{Problem, Say};

/// Whether an account can log in and look after the others.
fn leads(record: &Record) -> bool {
    record.kind == Kind::Account
        && !record.deleted
        && record.get("role") == ADMINISTRATOR
        && record.get("suspended") != "yes"
}

impl Store {
    /// What stands against a change before it is made; `before` is the record as it is.
    pub(super) fn check_may(
        &self,
        asker: &Asker,
        change: &Change,
        before: Option<&Record>,
    ) -> Result<Vec<Problem>, StoreError> {
        let mut problems = Vec::new();
        if self.seat.borrow().is_none() {
            return Ok(problems);
        }
        if let Some(before) = before
            && !self.sees(asker, change.kind, before.id)?
        {
            return Ok(vec![no_such(change.kind, change.id)]);
        }
        let deed = deed(&change.op);
        let whose = before.map(|record| record.id);
        if self.may(change.kind, deed) == May::No || whose.is_some() {
            problems.extend(self.check_deed(asker, change.kind, deed, whose)?);
        }
        problems.extend(self.check_pointed_at(asker, change)?);
        Ok(problems)
    }

    /// What stands against a record as it was written by a change, in the transaction that is still open.
    pub(super) fn check_may_stand(
        &self,
        asker: &Asker,
        op: &Op,
        before: Option<&Record>,
        after: &Record,
    ) -> Result<Vec<Problem>, StoreError> {
        if self.seat.borrow().is_none() {
            return Ok(Vec::new());
        }
        let (kind, id) = (after.kind, Some(after.id));
        let mut problems = Vec::new();
        if matches!(op, Op::Add(_) | Op::Edit(_)) {
            // Nobody adds to, or moves into, a portfolio that is not theirs.
            problems.extend(self.check_deed(asker, kind, deed(op), id)?);
            let changed = |name: &str| after.get(name) != before.map_or("", |record| record.get(name));
            if kind.field("confidentiality").is_some()
                && after.get("confidentiality") == "confidential"
                && changed("confidentiality")
            {
                problems.extend(self.check_deed(asker, kind, Deed::Confidential, id)?);
            }
            if self.needs_approval(before, after)? {
                problems.extend(self.check_deed(asker, kind, Deed::Approve, id)?);
            }
        }
        Ok(problems)
    }

    fn check_deed(&self, asker: &Asker, kind: Kind, deed: Deed, id: Option<Id>) -> Result<Option<Problem>, StoreError> {
        let allowed = match (self.may(kind, deed), id) {
            (May::Yes, _) => true,
            (May::Own, Some(id)) => self.is_own(asker, kind, id)?,
            _ => false,
        };
        Ok((!allowed).then(|| Problem::whole(self.missing(kind, deed))))
    }

    /// A record that is hidden cannot be pointed at: not even that it exists is told.
    fn check_pointed_at(&self, asker: &Asker, change: &Change) -> Result<Vec<Problem>, StoreError> {
        let texts: Vec<(&'static str, &str)> = match &change.op {
            Op::Add(fields) => fields.iter().map(|(name, text)| (*name, text.as_str())).collect(),
            Op::Edit(edits) => edits.iter().map(|edit| (edit.field, edit.to.as_str())).collect(),
            Op::Delete | Op::Restore => Vec::new(),
        };
        let mut problems = Vec::new();
        for (name, text) in texts {
            let Some(target) = change.kind.field(name).and_then(|field| field.input.target()) else { continue };
            for id in text.split(' ').filter_map(|id| id.parse::<Id>().ok()) {
                if !self.sees(asker, target, id)? {
                    problems.push(Problem { field: Some(name), ..no_such(target, id) });
                }
            }
        }
        Ok(problems)
    }

    /// Signing an agreement, writing off, and naming who approved are approvals.
    fn needs_approval(&self, before: Option<&Record>, after: &Record) -> Result<bool, StoreError> {
        let changed = |name: &str| after.get(name) != before.map_or("", |record| record.get(name));
        if after.kind == Kind::WriteOff || (after.kind.field("approver").is_some() && changed("approver")) {
            return Ok(true);
        }
        if after.kind != Kind::Agreement {
            return Ok(false);
        }
        if changed("signed") && !after.get("signed").is_empty() {
            return Ok(true);
        }
        Ok(changed("stage") && self.is_signed(after)? && !before.map_or(Ok(false), |record| self.is_signed(record))?)
    }

    fn is_signed(&self, agreement: &Record) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM main.stage WHERE id = ?1 AND state = 'signed'";
        Ok(self.connection.prepare_cached(sql)?.exists([agreement.reference("stage")])?)
    }

    /// The fingerprint of a key, and its comment where none was given.
    pub(super) fn fill_access(record: &mut Record) {
        if record.kind != Kind::AccountKey {
            return;
        }
        let Some(key) = PublicKey::read(record.get("key")) else { return };
        record.put("fingerprint", key.fingerprint());
        if record.get("comment").is_empty() {
            record.put("comment", key.comment.as_str());
        }
        record.put("key", key.line());
    }

    /// What must not be saved of accounts, keys and rights.
    pub(super) fn check_access(&self, record: &Record) -> Result<Vec<Problem>, StoreError> {
        Ok(match record.kind {
            Kind::Account => check_login(record).into_iter().collect(),
            Kind::AccountKey => self.check_key(record)?.into_iter().collect(),
            Kind::RoleRight => self.check_row(record)?.into_iter().collect(),
            _ => Vec::new(),
        })
    }

    fn check_key(&self, record: &Record) -> Result<Option<Problem>, StoreError> {
        let Some(key) = PublicKey::read(record.get("key")) else {
            return Ok(Some(Problem::at("key", Say::new("account-key-form"))));
        };
        let sql = "SELECT c.code FROM main.account_key k JOIN main.account c ON c.id = k.account \
                   WHERE k.deleted = 0 AND k.key = ?1 AND k.id <> ?2";
        let other: Option<String> = self
            .connection
            .prepare_cached(sql)?
            .query_row(params![key.line(), record.id], |row| row.get(0))
            .optional()?;
        Ok(other.map(|name| Problem::at("key", Say::new("account-key-taken").with("name", name))))
    }

    fn check_row(&self, record: &Record) -> Result<Option<Problem>, StoreError> {
        let kinds = record.get("kinds");
        if !is_known(kinds) {
            return Ok(Some(Problem::at("kinds", Say::new("right-no-kinds").with("text", kinds))));
        }
        if takes_from_administrators(record) {
            return Ok(Some(Problem::at("may", Say::new("right-administrator"))));
        }
        let sql =
            "SELECT 1 FROM main.role_right WHERE deleted = 0 AND role = ?1 AND kinds = ?2 AND action = ?3 AND id <> ?4";
        let row = params![record.get("role"), kinds, record.get("action"), record.id];
        let twice = self.connection.prepare_cached(sql)?.exists(row)?;
        Ok(twice.then(|| Problem::at("kinds", Say::new("right-twice"))))
    }

    /// A shared file keeps an administrator that can log in.
    pub(super) fn check_last_administrator(
        &self,
        before: Option<&Record>,
        after: &Record,
    ) -> Result<Option<Problem>, StoreError> {
        if !before.is_some_and(leads) || leads(after) {
            return Ok(None);
        }
        let sql = "SELECT 1 FROM main.account WHERE deleted = 0 AND role = 'administrator' \
                   AND COALESCE(suspended, 'no') <> 'yes' AND id <> ?1 LIMIT 1";
        let others = self.connection.prepare_cached(sql)?.exists([after.id])?;
        Ok((!others).then(|| Problem::whole(Say::new("account-last-administrator").with("name", after.get("code")))))
    }
}

const fn deed(op: &Op) -> Deed {
    match op {
        Op::Add(_) => Deed::Add,
        Op::Edit(_) => Deed::Change,
        Op::Delete => Deed::Delete,
        Op::Restore => Deed::Restore,
    }
}

fn no_such(kind: Kind, id: Id) -> Problem {
    Problem::whole(Say::new("value-no-such-record").with("text", id).with("kind", kind.name()))
}

/// A login name stands in `authorized_keys` and in names of folders.
fn check_login(record: &Record) -> Option<Problem> {
    let name = record.get("code");
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    let good = name.chars().all(allowed) && name.starts_with(|c: char| c.is_ascii_lowercase()) && name.len() <= 32;
    (!good).then(|| Problem::at("code", Say::new("account-login-form").with("text", name)))
}

fn takes_from_administrators(record: &Record) -> bool {
    let kinds = record.get("kinds");
    let of_access = kinds == "access" || Kind::named(kinds).is_some_and(|kind| group(kind) == "access");
    record.get("role") == ADMINISTRATOR && of_access && record.get("may") != "yes"
}
