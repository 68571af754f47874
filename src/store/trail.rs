//! Long lists read by index: marks are kept along the way, so that a window anywhere starts from a mark nearby instead
//! of counting from an end. It refuses orders that have no index of their own.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};

use super::{Store, StoreError, list};
use crate::access::Asker;
use crate::domain::query::{Query, Window};
use crate::domain::record::Id;

/// Rows from one mark to the next: what is counted over for a window at worst. Few while testing, so that small files
/// have marks too.
const STEP: usize = if cfg!(debug_assertions) { 16 } else { 8192 };

/// Marks of one part of a list: every `STEP`th row, as far as anybody went.
#[derive(Debug, Default)]
pub(super) struct Trail {
    marks: Vec<Mark>,
    /// How many rows the part has, once somebody came to its end.
    total: Option<usize>,
}

/// A row by the value of its order and how many rows of the same value stand before it: a condition on the value alone
/// is answered by the index, one on value and id would be asked of every row.
#[derive(Debug)]
struct Mark {
    value: Value,
    before: usize,
}

/// A column with an index of its own, and the way it is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Order {
    pub column: &'static str,
    pub descending: bool,
}

/// One part of a list in SQL: the rows with a value come first, those without after them.
struct Part {
    /// Everything from `FROM` to the condition on a mark.
    rows: String,
    values: Vec<Value>,
    column: &'static str,
    descending: bool,
    /// Whether a view of the past stands in front of the table: its two halves are merged row by row, so that setting
    /// marks costs more than counting over.
    past: bool,
}

impl Order {
    /// The conditions of its parts: those without a value come last.
    fn parts(self) -> &'static [&'static str] {
        match self.column {
            "usd" => &["t.usd IS NOT NULL", "t.usd IS NULL"],
            "expected" => &["t.expected IS NOT NULL", "t.expected IS NULL"],
            "signed" => &["t.signed IS NOT NULL", "t.signed IS NULL"],
            _ => &["1 = 1"],
        }
    }
}

impl Store {
    /// A window of a list in an indexed order.
    pub(super) fn indexed_window(
        &mut self,
        asker: &Asker,
        query: &Query,
        order: Order,
        window: Window,
    ) -> Result<Vec<Id>, StoreError> {
        let mut ids = Vec::new();
        let mut from = window.from;
        for condition in order.parts() {
            let wanted = window.limit - ids.len();
            let (found, total) = self.on_trail(asker, query, order, condition, |store, part, trail| {
                Ok((store.read(part, trail, from, wanted)?, trail.total))
            })?;
            // Where nothing was found the end was passed, and the part knows how long it is.
            from = if found.is_empty() { from - total.unwrap_or(0).min(from) } else { 0 };
            ids.extend(found);
            if ids.len() == window.limit {
                break;
            }
        }
        Ok(ids)
    }

    /// How many rows a list in an indexed order has.
    pub(super) fn indexed_count(&mut self, asker: &Asker, query: &Query, order: Order) -> Result<usize, StoreError> {
        let mut rows = 0;
        for condition in order.parts() {
            rows += self.on_trail(asker, query, order, condition, |store, part, trail| {
                store.walk(part, trail, usize::MAX)?;
                Ok(trail.total.unwrap_or(0))
            })?;
        }
        Ok(rows)
    }

    /// Where a record stands in a list in an indexed order; none when it is not in it.
    pub(super) fn indexed_position(
        &self,
        asker: &Asker,
        query: &Query,
        order: Order,
        id: Id,
    ) -> Result<Option<usize>, StoreError> {
        let (condition, mut values) = self.condition(asker, query)?;
        let (table, column) = (query.kind.name(), order.column);
        let before = if order.descending { ">" } else { "<" };
        let sql = format!(
            "SELECT CASE WHEN x.{column} IS NULL \
             THEN (SELECT count(*) FROM {table} t WHERE {condition} AND (t.{column} IS NOT NULL OR t.id {before} x.id)) \
             ELSE (SELECT count(*) FROM {table} t WHERE {condition} AND (t.{column}, t.id) {before} (x.{column}, x.id)) END \
             FROM {table} x WHERE x.id = ? AND x.deleted = 0"
        );
        values.extend(values.clone());
        values.push(Value::Integer(id));
        let n: Option<i64> =
            self.connection.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0)).optional()?;
        Ok(n.and_then(|n| usize::try_from(n).ok()))
    }

    /// Works on one part of a list with its trail, which is kept while nothing changes.
    fn on_trail<T>(
        &mut self,
        asker: &Asker,
        query: &Query,
        order: Order,
        condition: &str,
        work: impl FnOnce(&Self, &Part, &mut Trail) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let name = format!("{condition} {}", list::key(asker, query));
        let part = self.part(asker, query, order, condition)?;
        let trails = &mut self.sorted_now()?.trails;
        let mut trail = trails.remove(&name).unwrap_or_default();
        let worked = work(self, &part, &mut trail);
        self.sorted_now()?.trails.insert(name, trail);
        worked
    }

    fn part(&self, asker: &Asker, query: &Query, order: Order, condition: &str) -> Result<Part, StoreError> {
        let (all, values) = self.condition(asker, query)?;
        let column = if condition.ends_with("IS NULL") { "id" } else { order.column };
        let rows = format!("FROM {} t WHERE {all} AND {condition}", query.kind.name());
        let past = self.reads_past(query.kind);
        Ok(Part { rows, values, column, descending: order.descending, past })
    }

    fn read(&self, part: &Part, trail: &mut Trail, from: usize, limit: usize) -> Result<Vec<Id>, StoreError> {
        if part.past {
            return self.read_past(part, trail, from, limit);
        }
        self.walk(part, trail, from)?;
        let Some(mark) = trail.marks.get(from / STEP) else { return Ok(Vec::new()) };
        let (sql, values) = part.starting_at(&part.ordered(), Some(mark), limit, from % STEP);
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_map(params_from_iter(values), |row| row.get(1))?.collect::<Result<_, _>>()?)
    }

    fn read_past(&self, part: &Part, trail: &mut Trail, from: usize, limit: usize) -> Result<Vec<Id>, StoreError> {
        let (sql, values) = part.starting_at(&part.ordered(), None, limit, from);
        let mut statement = self.connection.prepare_cached(&sql)?;
        let ids: Vec<Id> =
            statement.query_map(params_from_iter(values), |row| row.get(1))?.collect::<Result<_, _>>()?;
        if ids.is_empty() && trail.total.is_none() {
            let sql = format!("SELECT count(*) {}", part.rows);
            let n: i64 =
                self.connection.prepare_cached(&sql)?.query_row(params_from_iter(&part.values), |row| row.get(0))?;
            trail.total = usize::try_from(n).ok();
        }
        Ok(ids)
    }

    /// Sets marks up to a row, or up to the end.
    fn walk(&self, part: &Part, trail: &mut Trail, until: usize) -> Result<(), StoreError> {
        while trail.total.is_none() && trail.marks.len() <= until / STEP {
            let offset = if trail.marks.is_empty() { 0 } else { STEP };
            let (sql, values) = part.starting_at(&part.ordered(), trail.marks.last(), 1, offset);
            let mut statement = self.connection.prepare_cached(&sql)?;
            let next =
                statement.query_row(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            match next {
                Some((value, id)) => trail.marks.push(self.mark(part, value, id)?),
                None => trail.total = Some(self.rows_on(part, trail)?),
            }
        }
        Ok(())
    }

    fn mark(&self, part: &Part, value: Value, id: Id) -> Result<Mark, StoreError> {
        let before = if part.descending { ">" } else { "<" };
        let sql = format!("SELECT count(*) {} AND t.{} = ? AND t.id {before} ?", part.rows, part.column);
        let values = part.values.iter().cloned().chain([value.clone(), Value::Integer(id)]);
        let n: i64 = self.connection.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?;
        Ok(Mark { value, before: usize::try_from(n).unwrap_or(0) })
    }

    /// All rows of a part whose last mark is set.
    fn rows_on(&self, part: &Part, trail: &Trail) -> Result<usize, StoreError> {
        let Some(last) = trail.marks.last() else { return Ok(0) };
        let (sql, values) = part.starting_at(&part.ordered(), Some(last), STEP, 0);
        let sql = format!("SELECT count(*) FROM ({sql}) rest");
        let n: i64 = self.connection.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?;
        Ok((trail.marks.len() - 1) * STEP + usize::try_from(n).unwrap_or(0))
    }
}

impl Part {
    /// What a row is ordered by: named in what is selected, for else the two halves of the past would be sorted.
    fn ordered(&self) -> String {
        format!("t.{} AS place, t.id AS id", self.column)
    }

    fn starting_at(&self, select: &str, mark: Option<&Mark>, limit: usize, offset: usize) -> (String, Vec<Value>) {
        let (after, direction) = if self.descending { ("<=", "DESC") } else { (">=", "ASC") };
        let (rows, column) = (&self.rows, self.column);
        let mut values = self.values.clone();
        let mut from = String::new();
        let mut skipped = offset;
        if let Some(mark) = mark {
            from = format!("AND t.{column} {after} ?");
            values.push(mark.value.clone());
            skipped += mark.before;
        }
        values.extend([limit, skipped].map(|n| Value::Integer(super::history::count(n))));
        let sql =
            format!("SELECT {select} {rows} {from} ORDER BY t.{column} {direction}, t.id {direction} LIMIT ? OFFSET ?");
        (sql, values)
    }
}
