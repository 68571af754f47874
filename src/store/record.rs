//! The one mapper between records and tables: loops over the field table, no joins beyond the name of a looked-up
//! record. A stored value that does not read any more is shown raw, never guessed.

use std::collections::HashMap;
use std::sync::LazyLock;

use rusqlite::types::{Value, ValueRef};
use rusqlite::{OptionalExtension, Row};

use super::seal::{self, Digest};
use super::{Store, StoreError};
use crate::access::Asker;
use crate::domain::day::Span;
use crate::domain::field::{Field, Input, percent_text};
use crate::domain::fold::fold;
use crate::domain::kind::Kind;
use crate::domain::money::{Currency, Money, read_plain};
use crate::domain::record::{Id, Record};

/// The SQL text that names a record of `kind` in a language, for a table alias.
pub(super) fn name_sql(kind: Kind, alias: &str, lang: &str) -> String {
    let columns: Vec<String> = kind.name_fields(lang).into_iter().map(|name| format!("{alias}.{name}")).collect();
    match columns.len() {
        0 => format!("CAST({alias}.id AS TEXT)"),
        1 => columns[0].clone(),
        _ => format!("COALESCE({})", columns.join(", ")),
    }
}

/// The SQL text that names the records a field of `t` for several holds, in their order.
pub(super) fn names_sql(target: Kind, field: &str, lang: &str) -> String {
    let (name, table) = (name_sql(target, "r", lang), target.name());
    format!(
        "(SELECT group_concat(n.name, '; ') FROM (SELECT {name} AS name FROM \
         json_each('[' || replace(t.{field}, ' ', ',') || ']') j JOIN {table} r ON r.id = j.value ORDER BY j.key) n)"
    )
}

/// Columns of a kind as `load` reads them: id, version, deleted, then each field, then a label for each reference.
pub(super) fn select_list(kind: Kind, lang: &str) -> String {
    let mut columns = vec!["t.id".to_owned(), "t.version".to_owned(), "t.deleted".to_owned()];
    columns.extend(kind.fields().iter().map(|field| format!("t.{}", field.name)));
    for field in kind.fields() {
        if let Some(target) = field.input.target() {
            columns.push(match field.input {
                Input::Refs(_) => names_sql(target, field.name, lang),
                _ => {
                    let name = name_sql(target, "r", lang);
                    format!("(SELECT {name} FROM {} r WHERE r.id = t.{})", target.name(), field.name)
                }
            });
        }
    }
    columns.join(", ")
}

/// Reads one row of `select_list`.
pub(super) fn read_row(kind: Kind, row: &Row<'_>) -> rusqlite::Result<Record> {
    let mut record = Record::new(kind);
    record.id = row.get(0)?;
    record.version = row.get(1)?;
    record.deleted = row.get::<_, i64>(2)? != 0;
    let fields = kind.fields();
    let currency = currency_of(kind, row)?;
    for (index, field) in fields.iter().enumerate() {
        record.put(field.name, text_of(field, row.get_ref(index + 3)?, currency));
    }
    let references = fields.iter().filter(|field| field.input.target().is_some());
    for (index, field) in references.enumerate() {
        let label: Option<String> = row.get(3 + fields.len() + index)?;
        record.put_label(field.name, label.unwrap_or_default());
    }
    Ok(record)
}

fn currency_of(kind: Kind, row: &Row<'_>) -> rusqlite::Result<Currency> {
    let Some(index) = kind.fields().iter().position(|field| field.input == Input::Currency) else {
        return Ok(Currency::USD);
    };
    let code: Option<String> = row.get(index + 3)?;
    Ok(code.and_then(|code| Currency::parse(&code)).unwrap_or(Currency::USD))
}

/// The text form of a stored value.
fn text_of(field: &Field, value: ValueRef<'_>, currency: Currency) -> String {
    match (field.input, value) {
        (_, ValueRef::Null) => String::new(),
        (Input::Money(_), ValueRef::Integer(minor)) => Money::new(minor, currency).to_text(),
        (Input::Percent, ValueRef::Integer(hundredths)) => percent_text(hundredths),
        (Input::Usd, ValueRef::Integer(cents)) => Money::new(cents, Currency::USD).to_text(),
        (_, ValueRef::Integer(number)) => number.to_string(),
        (_, ValueRef::Text(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        (_, other) => format!("{other:?}"),
    }
}

/// The stored value of a text form.
pub(super) fn stored(record: &Record, field: &Field, text: &str) -> Value {
    if text.is_empty() {
        return Value::Null;
    }
    let number = match field.input {
        Input::Money(_) => read_plain(text, record.currency().minor_units()).ok(),
        Input::Usd | Input::Percent => read_plain(text, 2).ok(),
        Input::Year | Input::Count | Input::Ref(_) => text.parse().ok(),
        _ => None,
    };
    number.map_or_else(|| Value::Text(text.to_owned()), Value::Integer)
}

/// Name of a record as search and order see it.
pub(super) fn folded_name(record: &Record) -> String {
    if !record.kind.info().searched {
        return String::new();
    }
    let named = record.kind.name_fields("").into_iter().next().or_else(|| record.kind.info().title.first().copied());
    named.map_or_else(String::new, |field| fold(record.get(field)))
}

/// Every stored value in the order of `insert_sql` and `update_sql`: folded, each field, then what is kept besides.
pub(super) fn values(record: &Record) -> Vec<Value> {
    let mut values = vec![Value::Text(folded_name(record))];
    values.extend(record.pairs().map(|(field, text)| stored(record, field, text)));
    if record.kind == Kind::Contribution {
        let span = record.span("received");
        values.push(span.map_or(Value::Integer(0), |span| Value::Integer(i64::from(span.year()))));
        values.push(Value::Text(span.map(Span::last_day).map_or_else(String::new, |day| day.to_string())));
    }
    values
}

fn kept_besides(kind: Kind) -> &'static [&'static str] {
    if kind == Kind::Contribution { &["year", "known"] } else { &[] }
}

/// The columns of `values`.
pub(super) fn columns(kind: Kind) -> Vec<&'static str> {
    let fields = kind.fields().iter().map(|field| field.name);
    std::iter::once("folded").chain(fields).chain(kept_besides(kind).iter().copied()).collect()
}

/// The statement that adds a record of a kind, put together once: an import asks for it a million times.
fn insert_sql(kind: Kind) -> &'static str {
    static KNOWN: LazyLock<HashMap<Kind, String>> = LazyLock::new(|| {
        let sql = |kind: Kind| {
            let columns = columns(kind);
            let marks: Vec<String> = (3..columns.len() + 3).map(|n| format!("?{n}")).collect();
            let (columns, marks) = (columns.join(", "), marks.join(", "));
            format!("INSERT INTO {} (id, version, deleted, {columns}) VALUES (?1, ?2, 0, {marks})", kind.name())
        };
        Kind::ALL.into_iter().map(|kind| (kind, sql(kind))).collect()
    });
    &KNOWN[&kind]
}

impl Store {
    /// A record by id, with the names of what it points to; none when there is none (the bin counts as there).
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn load(&self, asker: &Asker, kind: Kind, id: Id) -> Result<Option<Record>, StoreError> {
        self.stand(asker)?;
        let sql = format!("SELECT {} FROM {} t WHERE t.id = ?1", select_list(kind, asker.lang), kind.name());
        Ok(self.connection.prepare_cached(&sql)?.query_row([id], |row| read_row(kind, row)).optional()?)
    }

    /// Several records of a kind in the order of `ids`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn load_all(&self, asker: &Asker, kind: Kind, ids: &[Id]) -> Result<Vec<Record>, StoreError> {
        self.stand(asker)?;
        let sql = format!("SELECT {} FROM {} t WHERE t.id = ?1", select_list(kind, asker.lang), kind.name());
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut records = Vec::with_capacity(ids.len());
        for id in ids {
            records.extend(statement.query_row([id], |row| read_row(kind, row)).optional()?);
        }
        Ok(records)
    }

    /// Writes a new record; the digest of what it holds.
    pub(super) fn insert(&self, record: &Record) -> Result<Digest, StoreError> {
        let head = [Value::Integer(record.id), Value::Integer(record.version)];
        let values = values(record);
        let digest = seal::digest(record, &values);
        self.connection
            .prepare_cached(insert_sql(record.kind))?
            .execute(rusqlite::params_from_iter(head.into_iter().chain(values)))?;
        self.keep_portions(record)?;
        self.keep_mentions(record)?;
        self.index(record)?;
        Ok(digest)
    }

    /// Writes a record anew; the digest of what it holds now.
    pub(super) fn update(&self, record: &Record) -> Result<Digest, StoreError> {
        let sets: Vec<String> =
            columns(record.kind).iter().enumerate().map(|(n, name)| format!("{name} = ?{}", n + 4)).collect();
        let sql =
            format!("UPDATE {} SET version = ?2, deleted = ?3, {} WHERE id = ?1", record.kind.name(), sets.join(", "));
        let head =
            [Value::Integer(record.id), Value::Integer(record.version), Value::Integer(i64::from(record.deleted))];
        let values = values(record);
        let digest = seal::digest(record, &values);
        self.connection.prepare_cached(&sql)?.execute(rusqlite::params_from_iter(head.into_iter().chain(values)))?;
        self.keep_portions(record)?;
        self.keep_mentions(record)?;
        self.index(record)?;
        Ok(digest)
    }
}
