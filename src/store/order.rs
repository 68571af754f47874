//! Orders and searches of whole lists that the program works out faster than the engine does: money of a year as the
//! first key, and a list on the screen narrowed by a search. It refuses SQL that writes.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use rusqlite::{params, params_from_iter};

use super::trail::Order;
use super::{Store, StoreError};
use crate::access::Asker;
use crate::domain::kind::Kind;
use crate::domain::query::{Query, SortKey};
use crate::domain::record::Id;

/// So few rows are sorted faster than a whole list.
const FEW: usize = 2000;

/// Contributions of fewer donors are sorted faster than the index of the whole list is walked. Few while testing, so
/// that small files are walked too.
const FEW_DONORS: usize = if cfg!(debug_assertions) { 4 } else { 1000 };

/// The year whose money is the key of an order of partners.
pub(super) fn year_of(asker: &Asker, kind: Kind, key: &SortKey) -> Option<i16> {
    match (kind, key.column) {
        (Kind::Partner, "this_year") => Some(asker.year()),
        (Kind::Partner, "last_year") => Some(asker.year() - 1),
        _ => None,
    }
}

impl Store {
    /// Money of every partner in a year, US dollar cents; partners without a valued contribution are not in it. The
    /// index gives the rows in the order of funds, so that the program groups them faster than the engine.
    fn money_of_year(&self, asker: &Asker, year: i16) -> Result<Sums, StoreError> {
        let sql =
            "SELECT partner, usd FROM contribution WHERE deleted = 0 AND year = ?1 AND known <= ?2 AND usd IS NOT NULL";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params![year, asker.known()])?;
        let mut sums = Sums::default();
        while let Some(row) = rows.next()? {
            *sums.entry(row.get(0)?).or_default() += i128::from(row.get::<_, i64>(1)?);
        }
        Ok(sums)
    }

    /// Puts ids in the order of the money of a year, those without any last, equals as they stood.
    pub(super) fn by_money_of_year(
        &self,
        asker: &Asker,
        ids: Vec<Id>,
        year: i16,
        descending: bool,
    ) -> Result<Vec<Id>, StoreError> {
        let sums = self.money_of_year(asker, year)?;
        let mut with = Vec::with_capacity(sums.len());
        let mut without = Vec::with_capacity(ids.len());
        for id in ids {
            match sums.get(&id) {
                Some(sum) => with.push((if descending { -sum } else { *sum }, id)),
                None => without.push(id),
            }
        }
        with.sort_by_key(|(sum, _)| *sum);
        Ok(with.into_iter().map(|(_, id)| id).chain(without).collect())
    }

    /// A list narrowed by a search or a filter: the order of the whole list, which is on the screen already, less what
    /// does not fit. None for lists too long to be kept
    /// whole, and for a few rows of a list nobody has on the screen: those are sorted by themselves.
    pub(super) fn narrowed(&mut self, asker: &Asker, query: &Query) -> Result<Option<Vec<Id>>, StoreError> {
        let (searches, filters) = (!query.search.trim().is_empty(), !query.clauses.is_empty());
        // Pledges and agreements are found by their donors, too.
        let by_donor = searches && matches!(query.kind, Kind::Pledge | Kind::Agreement);
        if !query.kind.info().searched || by_donor || !(searches || filters) {
            return Ok(None);
        }
        let found = if searches { Some(self.found(query.kind, &query.search)?) } else { None };
        let fitting = if filters { Some(self.fitting(asker, query)?) } else { None };
        let whole = Query { search: String::new(), clauses: Vec::new(), ..query.clone() };
        let few = [&found, &fitting].into_iter().flatten().any(|set| set.len() < FEW);
        if few && !self.keeps(asker, &whole)? {
            return Ok(None);
        }
        let whole: Arc<Vec<Id>> = self.order(asker, &whole)?;
        let fits = |id: &Id| [&found, &fitting].into_iter().flatten().all(|set| set.contains(id));
        Ok(Some(whole.iter().copied().filter(fits).collect()))
    }

    /// The first rows of the contributions of the donors a search finds, at most `limit`: the index of the order is
    /// walked past those of others. Where the search finds few donors their contributions are sorted instead.
    pub(super) fn walked(
        &self,
        asker: &Asker,
        query: &Query,
        order: Order,
        limit: usize,
    ) -> Result<Vec<Id>, StoreError> {
        let donors = self.found(Kind::Partner, &query.search)?;
        if donors.len() < FEW_DONORS {
            let mut ids = self.sort_out(asker, query)?;
            ids.truncate(limit);
            return Ok(ids);
        }
        let (condition, values) = self.condition(asker, &Query { search: String::new(), ..query.clone() })?;
        let (column, direction) = (order.column, if order.descending { "DESC" } else { "ASC" });
        let sql = format!(
            "SELECT t.id, t.partner, t.{column} FROM contribution t WHERE {condition} ORDER BY t.{column} {direction}, t.id {direction}"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut ids = Vec::new();
        while ids.len() < limit {
            let Some(row) = rows.next()? else { break };
            if donors.contains(&row.get(1)?) {
                ids.push(row.get(0)?);
            }
        }
        Ok(ids)
    }

    /// Every record whose words match; where no word does, every record of the kind with the text in its name.
    fn found(&self, kind: Kind, typed: &str) -> Result<IdSet, StoreError> {
        let (sql, value) = match self.finding(typed)? {
            Some(expression) => ("SELECT rowid FROM search WHERE search MATCH ?1".to_owned(), expression),
            None => (
                format!("SELECT id FROM {} WHERE deleted = 0 AND folded LIKE ?1", kind.name()),
                super::list::infix(typed),
            ),
        };
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_map([value], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// Every record that fits the filter, whatever the search says.
    fn fitting(&self, asker: &Asker, query: &Query) -> Result<IdSet, StoreError> {
        let (condition, values) = self.condition(asker, &Query { search: String::new(), ..query.clone() })?;
        let sql = format!("SELECT t.id FROM {} t WHERE {condition}", query.kind.name());
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_map(params_from_iter(values), |row| row.get(0))?.collect::<Result<_, _>>()?)
    }
}

/// Money by partner.
type Sums = IdMap<i128>;
/// Something by id: a hundred thousand at once, so that the usual hasher would be most of the time.
pub(super) type IdMap<T> = HashMap<Id, T, BuildHasherDefault<IdHasher>>;
/// Ids of a search: a letter finds a hundred thousand.
pub(super) type IdSet = HashSet<Id, BuildHasherDefault<IdHasher>>;

/// Spreads ids by one multiplication; nobody chooses ids to make them collide.
#[derive(Default)]
pub(super) struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for eight in bytes.chunks(8) {
            let mut padded = [0; 8];
            padded[..eight.len()].copy_from_slice(eight);
            self.0 = (self.0 ^ u64::from_ne_bytes(padded)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(26);
        }
    }
}
