//! Lists: a window of rows, a count, and the order of a whole list. Where the order has an index a window is read from
//! it; any other order is worked out once and kept, as ids alone, while nothing changes.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};

use super::trail::{Order, Trail};
use super::{Store, StoreError, extras, order, record};
use crate::access::Asker;
use crate::domain::day::Day;
use crate::domain::field::{Field, Input};
use crate::domain::fold::fold;
use crate::domain::kind::{Extra, Kind, Shows};
use crate::domain::money::{Currency, read_money, read_plain};
use crate::domain::query::{Clause, Query, SortKey, Test, Window};
use crate::domain::record::{Id, Record};
use crate::domain::say::Say;

/// A window of a list: records with the values of the computed columns the query shows, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    pub from: usize,
    pub records: Vec<Record>,
    /// How many rows the list has, when it is known without counting.
    pub total: Option<usize>,
}

/// How many rows a list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    pub total: usize,
}

/// Whole orders that no index gives, last asked for last; a few, since people go back and forth between few lists.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    data_version: i64,
    kept: Vec<(String, Arc<Vec<Id>>)>,
    counts: Vec<(String, usize)>,
    pub(super) trails: HashMap<String, Trail>,
}

/// Most ids kept, a small list counted as a hundred: 6 MB.
const KEPT: usize = 800_000;

/// A condition in SQL with the values of its `?` marks.
#[derive(Default)]
struct Sql {
    text: Vec<String>,
    values: Vec<Value>,
}

impl Sql {
    fn and(&mut self, text: impl Into<String>, values: impl IntoIterator<Item = Value>) {
        self.text.push(text.into());
        self.values.extend(values);
    }
}

fn text(value: impl Into<String>) -> Value {
    Value::Text(value.into())
}

/// An order that has an index of its own: one key on a column the schema indexes with the id.
fn indexed_order(query: &Query) -> Option<Order> {
    let [key] = query.sort.as_slice() else { return None };
    let column = match (query.kind, key.column) {
        (Kind::Contribution, "received") => "received",
        (Kind::Contribution | Kind::Agreement | Kind::Pledge | Kind::Instalment, "usd") if key.descending => "usd",
        (Kind::Partner, "name") | (Kind::Agreement, "title") => "folded",
        (Kind::Agreement, "expected") => "expected",
        (Kind::Agreement, "signed") => "signed",
        (Kind::Instalment, "due") => "due",
        (Kind::Pledge, "said") => "said",
        _ => return None,
    };
    Some(Order { column, descending: key.descending })
}

/// So many rows from the start a search is walked for anew with each window; farther down its whole order is kept.
const NEAR: usize = 1000;

/// Whether a window of a search is near enough to the start to be found by walking the index of its order.
fn is_near(query: &Query, order: Order, window: Window) -> bool {
    order.column == "received" && only_searched(query) && window.from.saturating_add(window.limit) <= NEAR
}

/// A search by donors and nothing else.
pub(super) fn only_searched(query: &Query) -> bool {
    query.kind == Kind::Contribution && is_plain(&Query { search: String::new(), ..query.clone() }) && !is_plain(query)
}

/// Whether a window of a list comes at once however large the file is; others may have a long list to sort first.
#[must_use]
pub fn is_quick(query: &Query, window: Window) -> bool {
    if matches!(query.kind, Kind::Pledge | Kind::Agreement | Kind::Instalment) {
        return !computes(query);
    }
    query.kind != Kind::Contribution
        || indexed_order(query).is_some_and(|order| is_plain(query) || is_near(query, order, window))
}

/// Whether a list is put in order or narrowed by something that is worked out for each of its rows.
fn computes(query: &Query) -> bool {
    let worked_out = |name: &str| query.kind.field(name).is_none() && name != "state";
    query.sort.iter().any(|key| worked_out(key.column)) || query.clauses.iter().any(|clause| worked_out(clause.field))
}

fn is_plain(query: &Query) -> bool {
    query.search.is_empty() && query.clauses.is_empty() && !query.bin && !query.mine
}

impl Store {
    /// A window of a list.
    ///
    /// # Errors
    /// Says what a clause of the filter wanted; or when the file cannot be read.
    pub fn list(&mut self, asker: &Asker, query: &Query, window: Window) -> Result<Rows, StoreError> {
        self.stand(asker)?;
        let (ids, total) = match indexed_order(query) {
            Some(order) if is_plain(query) => {
                (self.indexed_window(asker, query, order, window)?, self.known_count(asker, query)?)
            }
            Some(order) if is_near(query, order, window) => {
                let wanted = window.from + window.limit;
                let mut ids = self.walked(asker, query, order, wanted)?;
                let total = if ids.len() < wanted { Some(ids.len()) } else { self.known_count(asker, query)? };
                (ids.split_off(window.from.min(ids.len())), total)
            }
            _ => {
                let ids = self.order(asker, query)?;
                let from = window.from.min(ids.len());
                let until = (from + window.limit).min(ids.len());
                (ids[from..until].to_vec(), Some(ids.len()))
            }
        };
        let records = self.rows_of(asker, query, &ids)?;
        Ok(Rows { from: window.from, records, total })
    }

    /// How many rows a list has.
    ///
    /// # Errors
    /// As `list`.
    pub fn count(&mut self, asker: &Asker, query: &Query) -> Result<Counted, StoreError> {
        self.stand(asker)?;
        if let Some(total) = self.known_count(asker, query)? {
            return Ok(Counted { total });
        }
        let total = match indexed_order(query) {
            Some(order) if is_plain(query) && !self.reads_past(query.kind) => {
                self.indexed_count(asker, query, order)?
            }
            // Donors and the like are few enough to be put in order, which the list asks for next.
            _ if query.kind != Kind::Contribution => return Ok(Counted { total: self.order(asker, query)?.len() }),
            _ => self.how_many(asker, query)?,
        };
        self.sorted_now()?.counts.push((key(asker, query), total));
        Ok(Counted { total })
    }

    /// Every id of a list in its order: for windows, marks, bulk edits and exports.
    ///
    /// # Errors
    /// As `list`.
    pub fn order(&mut self, asker: &Asker, query: &Query) -> Result<Arc<Vec<Id>>, StoreError> {
        self.stand(asker)?;
        let wanted = key(asker, query);
        let kept = &mut self.sorted_now()?.kept;
        if let Some(at) = kept.iter().position(|(key, _)| *key == wanted) {
            kept[at..].rotate_left(1);
            return Ok(kept[kept.len() - 1].1.clone());
        }
        let ids = match (self.narrowed(asker, query)?, indexed_order(query)) {
            (Some(ids), _) => Arc::new(ids),
            (None, Some(order)) if order.column == "received" && only_searched(query) => {
                Arc::new(self.walked(asker, query, order, usize::MAX)?)
            }
            _ => Arc::new(self.sort_out(asker, query)?),
        };
        let sorted = self.sorted_now()?;
        sorted.kept.push((wanted, ids.clone()));
        while sorted.kept.len() > 1 && sorted.kept.iter().map(|(_, ids)| ids.len() + 100).sum::<usize>() > KEPT {
            sorted.kept.remove(0);
        }
        Ok(ids)
    }

    /// Where a record stands in a list now; none when it is not in it.
    ///
    /// # Errors
    /// As `list`.
    pub fn position(&mut self, asker: &Asker, query: &Query, id: Id) -> Result<Option<usize>, StoreError> {
        self.stand(asker)?;
        if let (Some(order), true) = (indexed_order(query), is_plain(query)) {
            return self.indexed_position(asker, query, order, id);
        }
        Ok(self.order(asker, query)?.iter().position(|known| *known == id))
    }

    /// Whether the order of a list is kept.
    pub(super) fn keeps(&mut self, asker: &Asker, query: &Query) -> Result<bool, StoreError> {
        let wanted = key(asker, query);
        Ok(self.sorted_now()?.kept.iter().any(|(key, _)| *key == wanted))
    }

    fn known_count(&mut self, asker: &Asker, query: &Query) -> Result<Option<usize>, StoreError> {
        let wanted = key(asker, query);
        let sorted = self.sorted_now()?;
        let counted = sorted.counts.iter().find(|(key, _)| *key == wanted).map(|(_, total)| *total);
        Ok(counted.or_else(|| sorted.kept.iter().find(|(key, _)| *key == wanted).map(|(_, ids)| ids.len())))
    }

    /// What is kept of orders, emptied when somebody saved.
    pub(super) fn sorted_now(&mut self) -> Result<&mut Sorted, StoreError> {
        let version = self.data_version()?;
        let sorted = self.sorted.get_or_insert_default();
        if sorted.data_version != version {
            *sorted = Sorted { data_version: version, ..Sorted::default() };
        }
        Ok(sorted)
    }

    /// Works out a whole order.
    pub(super) fn sort_out(&self, asker: &Asker, query: &Query) -> Result<Vec<Id>, StoreError> {
        let conditions = self.conditions(asker, query)?;
        let mut joins = String::new();
        let mut terms = Vec::new();
        let year = query.sort.first().and_then(|key| order::year_of(asker, query.kind, key));
        for sort in query.sort.iter().skip(usize::from(year.is_some())) {
            terms.push(order_term(asker, query.kind, sort, &mut joins));
        }
        // Equals stand as the index of the order has them.
        let backwards = indexed_order(query).is_some_and(|order| order.descending);
        terms.push(if backwards { "t.id DESC" } else { "t.id" }.to_owned());
        let sql = format!(
            "SELECT t.id FROM {} t{joins} WHERE {} ORDER BY {}",
            query.kind.name(),
            conditions.text.join(" AND "),
            terms.join(", ")
        );
        let mut statement = self.connection.prepare_cached(&sighted(&sql, asker, self.quiet_years()?))?;
        let ids = statement.query_map(params_from_iter(conditions.values), |row| row.get(0))?;
        let ids: Vec<Id> = ids.collect::<Result<_, _>>()?;
        match year {
            Some(year) => self.by_money_of_year(asker, ids, year, query.sort[0].descending),
            None => Ok(ids),
        }
    }

    /// Rows with the computed columns a query shows, in the order of `ids`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rows_of(&self, asker: &Asker, query: &Query, ids: &[Id]) -> Result<Vec<Record>, StoreError> {
        self.stand(asker)?;
        let kind = query.kind;
        let shown: Vec<&str> = query.columns.iter().filter_map(|name| extras::sql(kind, name)).collect();
        let mut select = record::select_list(kind, asker.lang);
        let fields =
            3 + kind.fields().len() + kind.fields().iter().filter(|field| field.input.target().is_some()).count();
        for sql in &shown {
            select.push_str(", ");
            // Named outright, so that the past, too, is read by index.
            select.push_str(&sql.replace("= t.id", "= ?1"));
        }
        let sql = format!("SELECT {select} FROM {} t WHERE t.id = ?1", kind.name());
        let mut statement = self.connection.prepare_cached(&sighted(&sql, asker, self.quiet_years()?))?;
        let mut records = Vec::with_capacity(ids.len());
        for id in ids {
            let record = statement.query_row([id], |row| {
                let mut record = record::read_row(kind, row)?;
                for index in 0..shown.len() {
                    record.extras.push(extra_text(row.get(fields + index)?));
                }
                Ok(record)
            });
            records.extend(record.optional()?);
        }
        Ok(records)
    }

    /// The setting: years without a gift after which a donor that gives again is returning; 2 where nobody set it.
    pub(super) fn quiet_years(&self) -> Result<i64, StoreError> {
        self.setting("returning-after-years", 2)
    }

    /// A setting that is a whole number; the default where nobody set it or it does not read.
    pub(super) fn setting(&self, code: &str, default: i64) -> Result<i64, StoreError> {
        let sql = "SELECT value FROM setting WHERE deleted = 0 AND code = ?1";
        let value: Option<String> =
            self.connection.prepare_cached(sql)?.query_row([code], |row| row.get(0)).optional()?;
        Ok(value.and_then(|text| text.parse().ok()).unwrap_or(default))
    }

    /// How many rows a list has, counted now and not kept.
    pub(super) fn how_many(&self, asker: &Asker, query: &Query) -> Result<usize, StoreError> {
        let (condition, values) = self.condition(asker, query)?;
        let sql = format!("SELECT count(*) FROM {} t WHERE {condition}", query.kind.name());
        let n: i64 = self.connection.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?;
        Ok(usize::try_from(n).unwrap_or(0))
    }

    /// The SQL of a computed column with the year, days and setting it names put in.
    pub(super) fn sighted(&self, sql: &str, asker: &Asker) -> Result<String, StoreError> {
        Ok(sighted(sql, asker, self.quiet_years()?))
    }

    /// What a row of a list fulfils, as SQL over `t` with the values of its marks.
    pub(super) fn condition(&self, asker: &Asker, query: &Query) -> Result<(String, Vec<Value>), StoreError> {
        let conditions = self.conditions(asker, query)?;
        Ok((sighted(&conditions.text.join(" AND "), asker, self.quiet_years()?), conditions.values))
    }

    fn conditions(&self, asker: &Asker, query: &Query) -> Result<Sql, StoreError> {
        let mut sql = Sql::default();
        sql.and(if query.bin { "t.deleted = 1" } else { "t.deleted = 0" }, []);
        as_of(asker, query.kind, &mut sql);
        if query.mine {
            mine(asker, query.kind, &mut sql);
        }
        if !query.search.trim().is_empty() {
            self.search_condition(query, &mut sql)?;
        }
        for clause in &query.clauses {
            self.clause_condition(asker, query.kind, clause, &mut sql)?;
        }
        Ok(sql)
    }

    /// By words; by a part of the name where no word fits.
    fn search_condition(&self, query: &Query, sql: &mut Sql) -> Result<(), StoreError> {
        let kind = query.kind;
        let (column, named) = match kind {
            Kind::Contribution | Kind::Assignment => ("t.partner", Kind::Partner),
            _ if kind.info().searched => ("t.id", kind),
            _ => ("", kind),
        };
        let infix = infix(&query.search);
        if matches!(kind, Kind::Pledge | Kind::Agreement | Kind::Instalment) {
            return self.money_condition(query, sql);
        }
        if column.is_empty() {
            let texts: Vec<String> = kind
                .fields()
                .iter()
                .filter(|field| field.input.target().is_none())
                .map(|field| format!("fold(CAST(t.{} AS TEXT)) LIKE ?", field.name))
                .collect();
            let values: Vec<Value> = texts.iter().map(|_| text(infix.clone())).collect();
            sql.and(format!("({})", texts.join(" OR ")), values);
            return Ok(());
        }
        match self.finding(&query.search)? {
            Some(expression) => {
                sql.and(format!("{column} IN (SELECT rowid FROM search WHERE search MATCH ?)"), [text(expression)]);
            }
            None => sql
                .and(format!("{column} IN (SELECT n.id FROM {} n WHERE n.folded LIKE ?)", named.name()), [text(infix)]),
        }
        Ok(())
    }

    /// Pledges and agreements are found by their own words or by their donor's, instalments by those of their agreement.
    fn money_condition(&self, query: &Query, sql: &mut Sql) -> Result<(), StoreError> {
        let (own, donors, value) = match self.finding(&query.search)? {
            Some(expression) => {
                let found = "SELECT rowid FROM search WHERE search MATCH ?".to_owned();
                (found.clone(), found, expression)
            }
            None => {
                let named = |kind: Kind| format!("SELECT n.id FROM {} n WHERE n.folded LIKE ?", kind.name());
                let own = if query.kind == Kind::Pledge { Kind::Pledge } else { Kind::Agreement };
                (named(own), named(Kind::Partner), infix(&query.search))
            }
        };
        let values = [text(value.clone()), text(value)];
        if query.kind == Kind::Instalment {
            let of = format!(
                "SELECT a.id FROM agreement a WHERE a.deleted = 0 AND (a.id IN ({own}) OR a.partner IN ({donors}))"
            );
            sql.and(format!("t.agreement IN ({of})"), values);
        } else {
            sql.and(format!("(t.id IN ({own}) OR t.partner IN ({donors}))"), values);
        }
        Ok(())
    }

    fn clause_condition(&self, asker: &Asker, kind: Kind, clause: &Clause, sql: &mut Sql) -> Result<(), StoreError> {
        let Some(field) = kind.field(clause.field) else {
            let extra = kind
                .extra(clause.field)
                .ok_or_else(|| Say::new("query-no-column").with("name", clause.field).with("known", ""))?;
            return computed(kind, extra, clause, sql);
        };
        let column = format!("t.{}", field.name);
        if clause.value.is_empty() || clause.value == "-" {
            let test = if clause.test == Test::IsNot { "IS NOT NULL" } else { "IS NULL" };
            sql.and(format!("{column} {test}"), []);
            return Ok(());
        }
        match (field.input, clause.test) {
            (Input::Ref(target), Test::Has) => sql.and(
                format!("{column} IN (SELECT n.id FROM {} n WHERE n.folded LIKE ?)", target.name()),
                [text(format!("%{}%", fold(&clause.value)))],
            ),
            (Input::Refs(target), test) => {
                let ids = if test == Test::Has {
                    self.ids_named(target, &clause.value)?
                } else {
                    vec![self.resolve(asker, target, &clause.value)?]
                };
                let marks = vec!["?"; ids.len()].join(", ");
                let not = if test == Test::IsNot { "NOT " } else { "" };
                let sql_of = format!("t.id {not}IN (SELECT m.owner FROM mention m WHERE m.target IN ({marks}))");
                sql.and(sql_of, ids.into_iter().map(Value::Integer).collect::<Vec<_>>());
            }
            (Input::Ref(target), _) => {
                let id = self.resolve(asker, target, &clause.value)?;
                compare(&column, clause.test, Value::Integer(id), sql);
            }
            (_, Test::Has) => {
                sql.and(format!("fold(CAST({column} AS TEXT)) LIKE ?"), [text(format!("%{}%", fold(&clause.value)))]);
            }
            _ => scalar(asker.today, field, &column, clause, sql)?,
        }
        Ok(())
    }
}

/// The pattern of a text anywhere in a folded name.
pub(super) fn infix(typed: &str) -> String {
    format!("%{}%", fold(typed).replace(['%', '_'], ""))
}

/// What makes two lists the same order: all but the columns. The day is among it, for computed columns are of its year.
pub(super) fn key(asker: &Asker, query: &Query) -> String {
    let mut same = query.clone();
    same.columns = query.kind.info().columns.to_vec();
    format!(
        "{} {same} {} {} {} {} {:?} {}",
        query.kind.name(),
        query.bin,
        query.mine,
        asker.who,
        asker.day(),
        asker.as_of,
        asker.lang
    )
}

/// Puts the year, the days and the setting that computed columns name into their SQL; all are our own typed values.
fn sighted(sql: &str, asker: &Asker, quiet: i64) -> String {
    let year = i64::from(asker.year());
    sql.replace(":year", &year.to_string())
        .replace(":before", &(year - 1).to_string())
        .replace(":known", &format!("'{}'", asker.known()))
        .replace(":day", &format!("'{}'", asker.day()))
        .replace(":quiet", &quiet.to_string())
}

fn extra_text(value: Value) -> String {
    match value {
        Value::Null | Value::Blob(_) => String::new(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text,
    }
}

/// One term of an order, empty values last either way.
fn order_term(asker: &Asker, kind: Kind, sort: &SortKey, joins: &mut String) -> String {
    let direction = if sort.descending { "DESC" } else { "ASC" };
    let expression = if let Some(aggregate) = yearly(kind, sort.column) {
        let name = sort.column;
        joins.extend([" LEFT JOIN (", &aggregate, ") sum_", name, " ON sum_", name, ".partner = t.id"]);
        format!("sum_{}.usd", sort.column)
    } else if let Some(extra) = extras::sql(kind, sort.column) {
        extra.to_owned()
    } else {
        field_order(asker, kind, sort.column)
    };
    format!("{expression} {direction} NULLS LAST")
}

/// Money of every partner of a year at once: far cheaper than a sum for each of many partners.
fn yearly(kind: Kind, column: &str) -> Option<String> {
    let years = match (kind, column) {
        (Kind::Partner, "this_year") => "c.year = :year",
        (Kind::Partner, "last_year") => "c.year = :before",
        (Kind::Partner, "two_years") => "c.year BETWEEN :before AND :year",
        _ => return None,
    };
    Some(format!(
        "SELECT c.partner, CAST(SUM(c.usd) AS BIGINT) AS usd FROM contribution c WHERE c.deleted = 0 AND {years} AND c.known <= :known GROUP BY c.partner"
    ))
}

fn field_order(asker: &Asker, kind: Kind, column: &str) -> String {
    match kind.field(column).map(|field| field.input) {
        Some(Input::Ref(target)) => {
            format!(
                "(SELECT COALESCE(NULLIF(r.folded, ''), {}) FROM {} r WHERE r.id = t.{column})",
                record::name_sql(target, "r", asker.lang),
                target.name()
            )
        }
        Some(Input::Refs(target)) => format!("fold({})", record::names_sql(target, column, asker.lang)),
        Some(Input::Line) if kind.info().searched && kind.name_fields("").first() == Some(&column) => {
            "t.folded".to_owned()
        }
        Some(Input::Rate) => format!("CAST(t.{column} AS REAL)"),
        _ => format!("t.{column}"),
    }
}

fn as_of(asker: &Asker, kind: Kind, sql: &mut Sql) {
    let Some(day) = asker.as_of.map(|day| day.to_string()) else { return };
    match kind {
        Kind::Contribution => sql.and("t.known <= ?", [text(day)]),
        Kind::Assignment => {
            sql.and("t.from_day <= ? AND (t.to_day IS NULL OR t.to_day >= ?)", [text(day.clone()), text(day)]);
        }
        Kind::Rate | Kind::Amendment | Kind::WriteOff => sql.and("t.day <= ?", [text(day)]),
        Kind::Pledge => sql.and("t.said <= ?", [text(day)]),
        _ => {}
    }
}

/// Records of the donors this person leads, or that are this person's own.
fn mine(asker: &Asker, kind: Kind, sql: &mut Sql) {
    let day = asker.day().to_string();
    let led = "(SELECT a.partner FROM assignment a JOIN focal_point f ON f.id = a.focal_point WHERE a.deleted = 0 AND f.login = ? AND a.from_day <= ? AND (a.to_day IS NULL OR a.to_day >= ?))";
    let values = [text(asker.who.clone()), text(day.clone()), text(day)];
    match kind {
        Kind::Partner => sql.and(format!("t.id IN {led}"), values),
        Kind::Engagement | Kind::FollowUp | Kind::Report => {
            sql.and("t.owner IN (SELECT f.id FROM focal_point f WHERE f.login = ?)", [text(asker.who.clone())]);
        }
        Kind::FocalPoint => sql.and("t.login = ?", [text(asker.who.clone())]),
        Kind::Dialogue => sql.and(
            format!(
                "t.id IN (SELECT m.owner FROM mention m WHERE m.target IN {led} \
                 OR m.target IN (SELECT f.id FROM focal_point f WHERE f.login = ?))"
            ),
            values.into_iter().chain([text(asker.who.clone())]),
        ),
        _ if kind.field("partner").is_some() => sql.and(format!("t.partner IN {led}"), values),
        _ => {}
    }
}

const fn sign(test: Test) -> &'static str {
    match test {
        Test::Is | Test::Has => "=",
        Test::IsNot => "IS DISTINCT FROM",
        Test::Above => ">",
        Test::Below => "<",
    }
}

fn compare(column: &str, test: Test, value: Value, sql: &mut Sql) {
    sql.and(format!("{column} {} ?", sign(test)), [value]);
}

fn scalar(today: Day, field: &Field, column: &str, clause: &Clause, sql: &mut Sql) -> Result<(), StoreError> {
    match field.input {
        Input::Span => return span(today, clause, sql),
        Input::Money(currency) => return amount(column, currency, clause, sql),
        Input::Rate => return rate(column, clause, sql),
        _ => {}
    }
    let reading = crate::domain::field::Reading::typed(today, Currency::USD);
    let wanted = field.input.read(&clause.value, &reading)?.text;
    let value = match field.input {
        Input::Usd | Input::Percent => Value::Integer(read_plain(&wanted, 2)?),
        Input::Count | Input::Year => wanted.parse().map_or(text(wanted.clone()), Value::Integer),
        _ => text(wanted),
    };
    compare(column, clause.test, value, sql);
    Ok(())
}

/// A condition on a computed column; money of a year is summed for all partners at once.
fn computed(kind: Kind, extra: &Extra, clause: &Clause, sql: &mut Sql) -> Result<(), StoreError> {
    let expression = extras::sql(kind, extra.name).expect("every extra has its expression");
    let is_not = clause.test == Test::IsNot;
    if (kind, extra.name, clause.test) == (Kind::Agreement, "state", Test::Is) {
        // There are few stages: the index on the stage finds their agreements without a look at the others.
        sql.and("t.stage IN (SELECT s.id FROM stage s WHERE s.state = ?)", [text(clause.value.clone())]);
        return Ok(());
    }
    if clause.value.is_empty() || clause.value == "-" {
        sql.and(format!("{expression} IS {}NULL", if is_not { "NOT " } else { "" }), []);
        return Ok(());
    }
    let value = match extra.shows {
        Shows::Usd => Value::Integer(dollars(&clause.value)?),
        Shows::Count | Shows::Share => Value::Integer(read_plain(&clause.value, 0)?),
        Shows::Text | Shows::Day | Shows::Word if clause.test == Test::Has => {
            sql.and(format!("fold({expression}) LIKE ?"), [text(format!("%{}%", fold(&clause.value)))]);
            return Ok(());
        }
        Shows::Text | Shows::Day | Shows::Word => text(clause.value.clone()),
    };
    match yearly(kind, extra.name) {
        Some(aggregate) if !is_not => sql.and(
            format!("t.id IN (SELECT y.partner FROM ({aggregate}) y WHERE y.usd {} ?)", sign(clause.test)),
            [value],
        ),
        _ => {
            if let Some(first) = extras::where_valued(kind, extra.name).filter(|_| !is_not) {
                sql.and(first, []);
            }
            compare(expression, clause.test, value, sql);
        }
    }
    Ok(())
}

fn dollars(typed: &str) -> Result<i64, StoreError> {
    let money = read_money(typed, Currency::USD)?;
    if money.currency == Currency::USD {
        return Ok(money.minor);
    }
    Err(Say::new("money-two-currencies").with("first", money.currency).with("second", Currency::USD).into())
}

/// A year means the whole year; a day means the last day the money can have come.
fn span(today: Day, clause: &Clause, sql: &mut Sql) -> Result<(), StoreError> {
    let wanted = crate::domain::day::read_span(&clause.value, today)?;
    match wanted {
        crate::domain::day::Span::Year(year) => compare("t.year", clause.test, Value::Integer(i64::from(year)), sql),
        crate::domain::day::Span::Day(day) => compare("t.known", clause.test, text(day.to_string()), sql),
    }
    Ok(())
}

/// An amount is compared in each row's own currency, whatever its minor units are.
fn amount(column: &str, currency: &str, clause: &Clause, sql: &mut Sql) -> Result<(), StoreError> {
    let money = read_money(&clause.value, Currency::USD)?;
    let cents = i128::from(money.minor) * 10i128.pow(4 - u32::from(money.currency.minor_units()));
    let scaled = i64::try_from(cents).map_err(|_| Say::new("money-too-large").with("text", &clause.value))?;
    let units = minor_units_sql(&format!("t.{currency}"));
    compare(&format!("({column} * {units})"), clause.test, Value::Integer(scaled), sql);
    Ok(())
}

/// Ten-thousandths of a unit in one minor unit of the currency in a column, from the list that ships: a look-up in the
/// file for each of a million rows would take seconds.
fn minor_units_sql(currency: &str) -> String {
    let of = |units: u8| {
        let codes =
            crate::reference::currency_codes().filter(|code| crate::reference::minor_units(code) == Some(units));
        codes.map(|code| format!("'{code}'")).collect::<Vec<_>>().join(", ")
    };
    let cases = [(0, 10_000), (3, 10), (4, 1)]
        .map(|(units, factor)| format!("WHEN {currency} IN ({}) THEN {factor}", of(units)));
    format!("(CASE {} ELSE 100 END)", cases.join(" "))
}

fn rate(column: &str, clause: &Clause, sql: &mut Sql) -> Result<(), StoreError> {
    let wanted = crate::domain::rate::read_rate(&clause.value)?.to_string();
    let sign = match clause.test {
        Test::Is | Test::Has => "=",
        Test::IsNot => "<>",
        Test::Above => ">",
        Test::Below => "<",
    };
    sql.and(format!("CAST({column} AS REAL) {sign} CAST(? AS REAL)"), [text(wanted)]);
    Ok(())
}
