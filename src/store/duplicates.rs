//! Records that may be one and the same, and pairs that people said are not: told apart once, a pair is not offered
//! again. It refuses to offer what the person may not see.

use std::collections::{HashMap, HashSet};

use rusqlite::params;

use super::merge::may_merge;
use super::{Store, StoreError};
use crate::access::{Asker, Deed, May};
use crate::domain::alike::{Known, Reason, pairs};
use crate::domain::field::Input;
use crate::domain::kind::Kind;
use crate::domain::record::Id;
use crate::domain::say::Say;

/// Pairs offered at once.
const MOST: usize = 500;

/// Pairs that were told apart, the smaller id first, with by whom and when.
type Apart = HashMap<(Id, Id), (String, String)>;

/// Two records that may be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likely {
    /// The one that was there first.
    pub one: (Id, String),
    pub other: (Id, String),
    /// How sure, of 100; 0 for a pair that was told apart.
    pub score: u8,
    pub reasons: Vec<Reason>,
    /// Who told them apart and when, UTC; none while they are offered.
    pub apart: Option<(String, String)>,
}

/// Whether records of a kind have names by which they could be taken for one another.
#[must_use]
pub fn may_be_alike(kind: Kind) -> bool {
    may_merge(kind) && kind.info().searched && !kind.name_fields("").is_empty()
}

impl Store {
    /// The pairs of a kind that may be one, the surest first; those of one record where one is named.
    ///
    /// # Errors
    /// Says when records of the kind are not compared; when it is stopped; or when the file cannot be read.
    pub fn duplicates(&mut self, asker: &Asker, kind: Kind, of: Option<Id>) -> Result<Vec<Likely>, StoreError> {
        if !may_be_alike(kind) {
            return Err(Say::new("alike-not-this-kind").with("kind", kind.name().replace('_', "-")).into());
        }
        self.stand(asker)?;
        let known = self.known(kind)?;
        let apart: HashSet<(Id, Id)> = self.apart_pairs(kind)?.into_keys().collect();
        let mut stopped = Ok(());
        let found = pairs(&known, of, MOST + apart.len(), &mut |done, all| {
            stopped = self.go_on(done, Some(all));
            stopped.is_ok()
        });
        stopped?;
        let mut likely = Vec::new();
        for pair in found {
            let (one, other) = (known[pair.one].id, known[pair.other].id);
            if !apart.contains(&(one.min(other), one.max(other))) && likely.len() < MOST {
                likely.push(Likely {
                    one: (one, self.name_of(asker, kind, one)?.unwrap_or_default()),
                    other: (other, self.name_of(asker, kind, other)?.unwrap_or_default()),
                    score: pair.score,
                    reasons: pair.reasons,
                    apart: None,
                });
            }
        }
        Ok(likely)
    }

    /// The pairs of a kind that were told apart, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn told_apart(&self, asker: &Asker, kind: Kind) -> Result<Vec<Likely>, StoreError> {
        self.stand(asker)?;
        let mut told: Vec<Likely> = Vec::new();
        for ((one, other), (who, at)) in self.apart_pairs(kind)? {
            if let (Some(first), Some(second)) = (self.name_of(asker, kind, one)?, self.name_of(asker, kind, other)?) {
                let (one, other) = ((one, first), (other, second));
                told.push(Likely { one, other, score: 0, reasons: Vec::new(), apart: Some((who, at)) });
            }
        }
        told.sort_by(|a, b| b.apart.cmp(&a.apart).then(a.one.0.cmp(&b.one.0)));
        Ok(told)
    }

    /// Keeps that two records are not one, or forgets it.
    ///
    /// # Errors
    /// Names the right that is missing; or when the file cannot be written.
    pub fn tell_apart(
        &mut self,
        asker: &Asker,
        kind: Kind,
        (one, other): (Id, Id),
        apart: bool,
    ) -> Result<(), StoreError> {
        self.stand(asker)?;
        if self.may(kind, Deed::Change) == May::No {
            return Err(self.missing(kind, Deed::Change).into());
        }
        for id in [one, other] {
            if self.name_of(asker, kind, id)?.is_none() {
                return Err(Say::new("value-no-such-record").with("text", id).with("kind", kind.name()).into());
            }
        }
        let (one, other) = (one.min(other), one.max(other));
        let (who, at) = (self.seated().unwrap_or_else(|| asker.who.clone()), self.now());
        self.write_part(|store| {
            store
                .connection
                .prepare_cached("DELETE FROM apart WHERE kind = ?1 AND one = ?2 AND other = ?3")?
                .execute(params![kind.name(), one, other])?;
            if apart {
                let sql = "INSERT INTO apart (kind, one, other, who, at) VALUES (?1, ?2, ?3, ?4, ?5)";
                store.connection.prepare_cached(sql)?.execute(params![kind.name(), one, other, who, at])?;
            }
            Ok(())
        })
    }

    fn apart_pairs(&self, kind: Kind) -> Result<Apart, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT one, other, who, at FROM apart WHERE kind = ?1")?;
        let rows =
            statement.query_map([kind.name()], |row| Ok(((row.get(0)?, row.get(1)?), (row.get(2)?, row.get(3)?))))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What tells records of a kind from one another, of all that are outside the bin.
    fn known(&mut self, kind: Kind) -> Result<Vec<Known>, StoreError> {
        let mut names: Vec<&str> = kind.name_fields("zh");
        names.extend(["aliases"].into_iter().filter(|name| kind.field(name).is_some()));
        names.retain(|name| *name != "code");
        let column = |name: &str| if kind.field(name).is_some() { format!("t.{name}") } else { "NULL".to_owned() };
        let first = |fields: &[&str]| {
            let there = fields.iter().copied().find(|name| kind.field(name).is_some());
            there.map_or_else(|| "NULL".to_owned(), column)
        };
        let own =
            |field: &str| kind.field(field).is_some_and(|field| matches!(field.input, Input::Ref(to) if to == kind));
        let columns = [
            column("acronym"),
            column("website"),
            column("email"),
            first(&["iati", "sha256"]),
            first(&["country", "partner"]),
            if own("parent") { "t.parent".to_owned() } else { "NULL".to_owned() },
        ];
        let named: Vec<String> = names.iter().map(|name| format!("t.{name}")).collect();
        let sql = format!(
            "SELECT t.id, {}, {} FROM {} t WHERE t.deleted = 0 ORDER BY t.id",
            columns.join(", "),
            named.join(", "),
            kind.name()
        );
        let mut known = Vec::new();
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let text = |at: usize| row.get::<_, Option<String>>(at).map(Option::unwrap_or_default);
            let mut each = Known {
                id: row.get(0)?,
                acronym: text(1)?,
                website: text(2)?,
                email: text(3)?,
                identifier: text(4)?,
                place: row.get(5)?,
                parent: row.get(6)?,
                names: Vec::new(),
            };
            for at in 0..named.len() {
                let cell = text(7 + at)?;
                each.names
                    .extend(cell.split(';').map(str::trim).filter(|name| !name.is_empty()).map(ToOwned::to_owned));
            }
            known.push(each);
        }
        Ok(known)
    }
}
