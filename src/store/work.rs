//! The work of the person who is logged in: what is theirs that is late or due, whom they have not spoken with, and what
//! others changed of it since they looked last. It refuses to show what is of somebody else.

use rusqlite::params;

use super::{EPOCH, Store, StoreError, extras};
use crate::access::Asker;
use crate::domain::day::Day;
use crate::domain::kind::Kind;
use crate::domain::query::Query;
use crate::domain::record::Id;

/// What a piece of work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    Report,
    Action,
    Engagement,
    /// Money that is late, or due soon, from a donor one looks after.
    Instalment,
    /// A donor one looks after, without a dialogue for long; its day is the last one.
    Silent,
}

impl Duty {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 5] = [Self::Report, Self::Action, Self::Engagement, Self::Instalment, Self::Silent];

    /// The word of JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Action => "action",
            Self::Engagement => "engagement",
            Self::Instalment => "instalment",
            Self::Silent => "silent",
        }
    }
}

/// One piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkItem {
    pub duty: Duty,
    pub kind: Kind,
    pub id: Id,
    /// None: no day was set.
    pub day: Option<Day>,
    pub title: String,
    /// The partner it is about; empty where there is none.
    pub partner: String,
    /// Days until its day, below zero when it is late; for a silent donor the days of silence, below zero.
    pub days: Option<i32>,
}

/// A record of theirs that somebody else changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkChange {
    pub kind: Kind,
    pub id: Id,
    pub title: String,
    pub who: String,
    /// Instant, UTC.
    pub at: String,
}

/// The work of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// The focal point they are; none: no focal point has their login.
    pub point: Option<String>,
    /// By duty, then by day.
    pub items: Vec<WorkItem>,
    /// Newest first.
    pub changed: Vec<WorkChange>,
    /// The action after which changes are shown, and the newest there is.
    pub since: Id,
    pub newest: Id,
}

/// The preference that holds the newest action a person has seen.
const LOOKED: &str = "looked";
/// Days ahead that reports and instalments are shown: the first warning.
const AHEAD: i32 = 90;
/// Most changes of others that are shown.
const CHANGES: usize = 40;

/// Partners somebody looks after on a day: `?1` the focal point, `?2` the day.
const LED: &str = "(SELECT a.partner FROM assignment a WHERE a.deleted = 0 AND a.focal_point = ?1 AND a.role = 'lead' \
                   AND a.from_day <= ?2 AND (a.to_day IS NULL OR a.to_day >= ?2))";

impl Store {
    /// The work of the asker; changes after an action, else since they looked last, else of the last week.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn work(&self, asker: &Asker, since: Option<Id>) -> Result<Work, StoreError> {
        self.stand(asker)?;
        let since = match since {
            Some(since) => since,
            None => self.looked(asker)?,
        };
        let newest = self.newest_action()?;
        let Some(point) = self.point_of(&asker.who)? else {
            return Ok(Work { since, newest, ..Work::default() });
        };
        let mut items = Vec::new();
        for duty in Duty::ALL {
            items.extend(self.items_of(asker, duty, point)?);
        }
        let changed = self.changed_by_others(asker, point, since)?;
        Ok(Work { point: self.name_of(asker, Kind::FocalPoint, point)?, items, changed, since, newest })
    }

    /// The newest action the person has seen; of a week ago where they never looked.
    fn looked(&self, asker: &Asker) -> Result<Id, StoreError> {
        let kept = self.preference(&asker.who, LOOKED)?.and_then(|text| text.parse().ok());
        let days = i64::from(Day::start_of_year(1970).days_until(asker.today)) - 7;
        Ok(kept.unwrap_or_else(|| ((days * 86_400_000 - EPOCH).max(0)) << 22))
    }

    fn items_of(&self, asker: &Asker, duty: Duty, point: Id) -> Result<Vec<WorkItem>, StoreError> {
        let name = |alias| super::record::name_sql(Kind::Partner, alias, asker.lang);
        let (kind, sql) = match duty {
            Duty::Report => (
                Kind::Report,
                format!(
                    "SELECT t.id, t.due, t.title, {} FROM report t JOIN agreement a ON a.id = t.agreement \
                     JOIN partner p ON p.id = a.partner WHERE t.deleted = 0 AND t.owner = ?1 AND t.kind <> 'informal' \
                     AND (t.submitted IS NULL OR t.submitted > ?2 OR (t.sent_back >= t.submitted AND t.accepted IS NULL)) \
                     AND t.due <= ?3 ORDER BY t.due, t.id",
                    name("p")
                ),
            ),
            Duty::Action => (
                Kind::FollowUp,
                format!(
                    "SELECT t.id, t.due, t.what, {} FROM follow_up t LEFT JOIN partner p ON p.id = t.partner \
                     WHERE t.deleted = 0 AND t.owner = ?1 AND t.status = 'pending' AND ?2 <> ?3 \
                     ORDER BY t.due IS NULL, t.due, t.id",
                    name("p")
                ),
            ),
            Duty::Engagement => (
                Kind::Engagement,
                format!(
                    "SELECT t.id, t.due, t.action, {} FROM engagement t LEFT JOIN partner p ON p.id = t.partner \
                     WHERE t.deleted = 0 AND t.owner = ?1 AND t.status IN ('planned', 'active') AND t.due <= ?3 \
                     AND ?2 <> '' ORDER BY t.due, t.id",
                    name("p")
                ),
            ),
            Duty::Instalment => (
                Kind::Instalment,
                format!(
                    "SELECT t.id, t.due, g.title, {} FROM agreement g CROSS JOIN instalment t ON t.agreement = g.id \
                     JOIN partner p ON p.id = g.partner WHERE g.deleted = 0 AND g.partner IN {LED} AND t.deleted = 0 \
                     AND t.due <= ?3 AND {} > 0 ORDER BY t.due, t.id",
                    name("p"),
                    extras::sql(Kind::Instalment, "open").expect("instalments have it")
                ),
            ),
            Duty::Silent => (
                Kind::Partner,
                format!(
                    "SELECT t.id, {}, {}, '' FROM partner t WHERE t.deleted = 0 AND t.id IN {LED} AND {} > {} \
                     AND ?3 <> '' ORDER BY 2, t.id",
                    extras::sql(Kind::Partner, "last_contact").expect("partners have it"),
                    name("t"),
                    extras::sql(Kind::Partner, "silent").expect("partners have it"),
                    self.setting("silent-days", 180)?
                ),
            ),
        };
        let (day, ahead) = (asker.day(), asker.day().plus_days(AHEAD));
        let mut statement = self.connection.prepare_cached(&self.sighted(&sql, asker)?)?;
        let rows = statement.query_map(params![point, day.to_string(), ahead.to_string()], |row| {
            let on: Option<String> = row.get(1)?;
            let on = on.and_then(|text| Day::parse_iso(&text));
            let partner = row.get::<_, Option<String>>(3)?.unwrap_or_default();
            let days = on.map(|on| day.days_until(on));
            Ok(WorkItem { duty, kind, id: row.get(0)?, day: on, title: row.get(2)?, partner, days })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Records of theirs that others changed after an action, each once.
    fn changed_by_others(&self, asker: &Asker, point: Id, since: Id) -> Result<Vec<WorkChange>, StoreError> {
        let mut changed: Vec<WorkChange> = Vec::new();
        let mut last = Vec::new();
        let sql = "SELECT c.kind, c.record, max(a.id), a.who, a.at FROM action a JOIN change c ON c.action = a.id \
                   WHERE a.id > ?1 AND a.who <> ?2 AND a.origin NOT IN ('made', 'import') \
                   GROUP BY c.kind, c.record ORDER BY 3 DESC LIMIT 400";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(params![since, asker.who], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, Id>(1)?, row.get::<_, String>(3)?, row.get::<_, String>(4)?))
        })?;
        for row in rows {
            last.push(row?);
        }
        for (kind, id, who, at) in last {
            let Some(kind) = Kind::named(&kind) else { continue };
            if changed.len() < CHANGES && self.is_theirs(asker, kind, id, point)? {
                let title = self.load(asker, kind, id)?.map_or_else(String::new, |record| record.title(asker.lang));
                changed.push(WorkChange { kind, id, title, who, at });
            }
        }
        Ok(changed)
    }

    /// Whether a record is among those `mine` shows of its kind; of kinds that are nobody's none is.
    fn is_theirs(&self, asker: &Asker, kind: Kind, id: Id, point: Id) -> Result<bool, StoreError> {
        let owned = kind.field("owner").is_some() || kind.field("partner").is_some();
        if !(owned || matches!(kind, Kind::Partner | Kind::Dialogue)) {
            return Ok(kind == Kind::FocalPoint && id == point);
        }
        let (condition, values) = self.condition(asker, &Query { mine: true, ..Query::all(kind) })?;
        let sql = format!("SELECT 1 FROM {} t WHERE t.id = {id} AND {condition}", kind.name());
        Ok(self.connection.prepare_cached(&sql)?.exists(rusqlite::params_from_iter(values))?)
    }
}
