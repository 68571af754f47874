//! What is open with one donor beside its money: the last dialogue, promises that are open, reports that are owed. It
//! refuses to count informal reports.

use rusqlite::{OptionalExtension, params};

use super::{Store, StoreError};
use crate::access::Asker;
use crate::domain::kind::Kind;
use crate::domain::query::Query;
use crate::domain::record::{Id, Record};

/// One thing with its day (ISO 8601; empty: none) and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    pub kind: Kind,
    pub id: Id,
    pub day: String,
    pub title: String,
}

/// What is open with a donor on the day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relations {
    /// The last dialogue up to the day.
    pub last: Option<Dated>,
    /// Actions that are pending, and the one due first.
    pub promises: usize,
    pub promise: Option<Dated>,
    /// Reports not submitted, those of them that are late, and the one due first.
    pub owed: usize,
    pub late: usize,
    pub report: Option<Dated>,
    /// What late reports hold back, US dollar cents.
    pub held: i64,
}

/// The columns of the reports of a donor.
pub const OWED_COLUMNS: [&str; 6] = ["due", "title", "standing", "holds", "days_left", "owner"];

impl Store {
    /// What is open with a donor.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn relations(&self, asker: &Asker, partner: Id) -> Result<Relations, StoreError> {
        self.stand(asker)?;
        let day = asker.day().to_string();
        let last = "SELECT d.id, d.day, d.title FROM mention m JOIN dialogue d ON d.id = m.owner \
                    WHERE m.target = ?1 AND d.deleted = 0 AND d.day <= ?2 ORDER BY d.day DESC, d.id DESC LIMIT 1";
        let promise = "SELECT f.id, COALESCE(f.due, ''), f.what FROM follow_up f \
                       WHERE f.deleted = 0 AND f.partner = ?1 AND f.status = 'pending' AND ?2 <> '' \
                       ORDER BY f.due IS NULL, f.due, f.id";
        let mut relations = Relations {
            last: self.dated(Kind::Dialogue, last, partner, &day)?.into_iter().next(),
            ..Relations::default()
        };
        let promises = self.dated(Kind::FollowUp, promise, partner, &day)?;
        relations.promises = promises.len();
        relations.promise = promises.into_iter().next();
        for report in self.open_reports(asker, partner)? {
            if matches!(report.extras[0].as_str(), "submitted" | "accepted") || report.get("kind") == "informal" {
                continue;
            }
            relations.owed += 1;
            if report.get("due") < day.as_str() && report.get("submitted").is_empty() {
                relations.late += 1;
                relations.held = relations.held.saturating_add(report.extras[1].parse().unwrap_or(0));
            }
            let (due, title) = (report.get("due").to_owned(), report.get("title").to_owned());
            let first = Dated { kind: Kind::Report, id: report.id, day: due, title };
            relations.report.get_or_insert(first);
        }
        Ok(relations)
    }

    fn dated(&self, kind: Kind, sql: &str, partner: Id, day: &str) -> Result<Vec<Dated>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(params![partner, day], |row| {
            Ok(Dated { kind, id: row.get(0)?, day: row.get(1)?, title: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The reports of a donor's agreements that are not accepted, first due first, with `OWED_COLUMNS`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open_reports(&self, asker: &Asker, partner: Id) -> Result<Vec<Record>, StoreError> {
        self.stand(asker)?;
        let sql = "SELECT r.id FROM agreement a CROSS JOIN report r ON r.agreement = a.id \
                   WHERE a.deleted = 0 AND a.partner = ?1 AND r.deleted = 0 \
                   AND (r.accepted IS NULL OR r.accepted > ?2) ORDER BY r.due, r.id LIMIT 400";
        let mut statement = self.connection.prepare_cached(sql)?;
        let ids = statement.query_map(params![partner, asker.day().to_string()], |row| row.get(0))?;
        let ids: Vec<Id> = ids.collect::<Result<_, _>>()?;
        let query = Query { columns: OWED_COLUMNS.to_vec(), ..Query::all(Kind::Report) };
        self.rows_of(asker, &query, &ids)
    }

    /// The focal point whose login a person is; none when the person is none.
    pub(super) fn point_of(&self, who: &str) -> Result<Option<Id>, StoreError> {
        let sql = "SELECT id FROM focal_point WHERE deleted = 0 AND login = ?1 ORDER BY id LIMIT 1";
        Ok(self.connection.prepare_cached(sql)?.query_row([who], |row| row.get(0)).optional()?)
    }
}
