//! What is printed: lines cleaned of escape sequences, columns by width, JSON, records as JSON. A reader that goes away
//! ends the program quietly. It refuses colours: output is for pipes as much as for eyes.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{BufWriter, IsTerminal, Stdout, Write};

use serde_json::{Map, Value};

use super::Stop;
use crate::domain::clean::{clean_line, clean_lines, cut, pad_left, pad_right, width};
use crate::domain::field::{Field, Input};
use crate::domain::kind::{Kind, Shows};
use crate::domain::money::{Currency, plain_text};
use crate::domain::record::{Id, Record};
use crate::locale::Locale;
use crate::store::{Store, StoreError};

/// Widest cell of a table in columns; what is longer is cut and marked.
const WIDEST: usize = 60;

/// Where answers go.
pub struct Printer {
    out: BufWriter<Stdout>,
    pub json: bool,
}

impl Printer {
    /// To standard output.
    pub fn new(json: bool) -> Self {
        Self { out: BufWriter::new(std::io::stdout()), json }
    }

    /// One line of text.
    pub fn line(&mut self, text: &str) -> Result<(), Stop> {
        writeln!(self.out, "{}", clean_line(text).trim_end())?;
        Ok(())
    }

    /// Several lines as they stand, cleaned.
    pub fn lines(&mut self, text: &str) -> Result<(), Stop> {
        writeln!(self.out, "{}", clean_lines(text))?;
        Ok(())
    }

    /// Bytes as they are, for scripts and files.
    pub fn raw(&mut self) -> &mut impl Write {
        &mut self.out
    }

    /// One JSON value and a line end.
    pub fn json(&mut self, value: &Value) -> Result<(), Stop> {
        serde_json::to_writer_pretty(&mut self.out, value).map_err(std::io::Error::from)?;
        writeln!(self.out)?;
        Ok(())
    }

    /// A list in JSON, one element after the other, so that it needs no memory.
    pub fn element(&mut self, first: bool, value: &Value) -> Result<(), Stop> {
        self.out.write_all(if first { b"[\n" } else { b",\n" })?;
        serde_json::to_writer(&mut self.out, value).map_err(std::io::Error::from)?;
        Ok(())
    }

    /// Ends a list in JSON; `empty` when it had no element.
    pub fn end_list(&mut self, empty: bool) -> Result<(), Stop> {
        self.out.write_all(if empty { b"[]\n" } else { b"\n]\n" })?;
        Ok(())
    }

    /// Columns by width, numbers right-aligned, headings first.
    pub fn table(&mut self, heads: &[(String, bool)], rows: &[Vec<String>]) -> Result<(), Stop> {
        let clean = |row: &Vec<String>| row.iter().map(|cell| clean_line(cell).into_owned()).collect();
        let rows: Vec<Vec<String>> = rows.iter().map(clean).collect();
        let cells = |at: usize| rows.iter().map(move |row: &Vec<String>| width(&row[at]));
        let widths: Vec<usize> = heads
            .iter()
            .enumerate()
            .map(|(at, (head, _))| cells(at).chain([width(head)]).max().unwrap_or(0).min(WIDEST))
            .collect();
        let names: Vec<String> = heads.iter().map(|(head, _)| head.clone()).collect();
        for row in std::iter::once(&names).chain(&rows) {
            let parts: Vec<String> = row
                .iter()
                .zip(heads.iter().zip(&widths))
                .map(|(cell, ((_, number), width))| {
                    let cell = cut(cell, *width);
                    if *number { pad_left(&cell, *width) } else { pad_right(&cell, *width) }
                })
                .collect();
            writeln!(self.out, "{}", parts.join("  ").trim_end())?;
        }
        Ok(())
    }

    /// Hands everything to the reader.
    pub fn flush(&mut self) -> Result<(), Stop> {
        Ok(self.out.flush()?)
    }

    /// Something to know that is no answer.
    pub fn note(&mut self, text: &str) {
        self.catch_up();
        eprintln!("{}", clean_lines(text));
    }

    /// The same from where nothing is printed: what was printed before may come after it.
    pub fn aside(text: &str) {
        eprintln!("{}", clean_lines(text));
    }

    /// Something wrong with what was given.
    pub fn problem(&mut self, text: &str) {
        self.catch_up();
        eprintln!("pledgebook: {}", clean_lines(text));
    }

    /// How far long work has come, on one line of a terminal that is written over; nothing where nobody looks.
    pub fn progress(text: &str) {
        let mut out = std::io::stderr();
        if out.is_terminal() {
            // A terminal that is gone stops the work by a signal, not by this.
            let _gone = write!(out, "\r{text}\x1b[K");
        }
    }

    /// Why nothing was done, after everything that was printed before.
    pub fn failed(&mut self, text: &str) {
        self.catch_up();
        eprintln!("pledgebook: {}", clean_lines(text));
    }

    /// What was printed before comes first; if that cannot be written, the words after it still can.
    fn catch_up(&mut self) {
        let _unwritten = self.out.flush();
    }
}

/// The heading of a field or computed column of a kind.
pub fn label(locale: &Locale, kind: Kind, name: &str) -> String {
    let dashed = name.replace('_', "-");
    let field = format!("field-{}-{dashed}", kind.name().replace('_', "-"));
    if locale.has(&field) { locale.text(&field) } else { name.to_owned() }
}

/// The heading of a column of a list, whose year may be in it.
pub fn heading(locale: &Locale, kind: Kind, name: &str, year: i16) -> String {
    if kind.field(name).is_some() {
        return label(locale, kind, name);
    }
    let key = format!("column-{}", name.replace('_', "-"));
    let (year, before) = (year.to_string(), (year - 1).to_string());
    if locale.has(&key) { locale.with(&key, &[("year", &year), ("before", &before)]) } else { name.to_owned() }
}

/// A value as people read it: names for references, grouped amounts, words for choices.
pub fn shown(locale: &Locale, record: &Record, field: &Field) -> String {
    let text = record.get(field.name);
    if text.is_empty() {
        return String::new();
    }
    match field.input {
        Input::Money(_) | Input::Usd => record
            .money(field.name)
            .map_or_else(|| text.to_owned(), |money| locale.amount(money.minor, money.currency.minor_units())),
        Input::Percent => locale.per_cent(text),
        Input::Split(_) => locale.split(text, record.currency()),
        Input::Choice(_) | Input::Flag => word(locale, text),
        Input::Ref(_) | Input::Refs(_) => record.shown(field.name).to_owned(),
        _ => text.to_owned(),
    }
}

/// A computed value as people read it.
pub fn shown_extra(locale: &Locale, shows: Shows, text: &str) -> String {
    match (shows, text.parse::<i64>()) {
        (Shows::Usd, Ok(cents)) => locale.amount(cents, 2),
        (Shows::Count, Ok(count)) => locale.integer(count),
        (Shows::Word, _) if !text.is_empty() => word(locale, text),
        _ => text.to_owned(),
    }
}

fn word(locale: &Locale, text: &str) -> String {
    let key = format!("choice-{text}");
    if locale.has(&key) { locale.text(&key) } else { text.to_owned() }
}

/// Turns records into JSON objects; asks for each referenced record once.
#[derive(Default)]
pub struct AsJson {
    written: HashMap<(Kind, Id), String>,
}

impl AsJson {
    /// The code or name by which files and the command line know a referenced record.
    pub fn reference(&mut self, store: &Store, kind: Kind, text: &str) -> Result<String, StoreError> {
        let Ok(id) = text.parse::<Id>() else { return Ok(text.to_owned()) };
        if let Some(known) = self.written.get(&(kind, id)) {
            return Ok(known.clone());
        }
        let found = store.written(kind, id)?.unwrap_or_else(|| text.to_owned());
        self.written.insert((kind, id), found.clone());
        Ok(found)
    }

    /// A record as an object: id (text, since it has more digits than most readers of JSON keep), version, fields by
    /// name, empty ones null; only the `columns` when some are named, computed ones among them.
    pub fn object(
        &mut self,
        store: &Store,
        record: &Record,
        columns: Option<&[&'static str]>,
    ) -> Result<Value, StoreError> {
        let mut object = Map::new();
        object.insert("id".to_owned(), Value::String(record.id.to_string()));
        object.insert("version".to_owned(), record.version.into());
        let names: Cow<[&'static str]> = match columns {
            Some(columns) => Cow::Borrowed(columns),
            None => Cow::Owned(record.kind.fields().iter().map(|field| field.name).collect()),
        };
        let mut extras = record.extras.iter();
        for name in names.iter() {
            if let Some(field) = record.kind.field(name) {
                self.put_field(store, record, field, &mut object)?;
            } else if let Some(extra) = record.kind.extra(name) {
                put_extra(name, extra.shows, extras.next().map_or("", String::as_str), &mut object);
            }
        }
        Ok(Value::Object(object))
    }

    fn put_field(
        &mut self,
        store: &Store,
        record: &Record,
        field: &Field,
        object: &mut Map<String, Value>,
    ) -> Result<(), StoreError> {
        let text = record.get(field.name);
        let value = match field.input {
            _ if text.is_empty() => Value::Null,
            Input::Ref(kind) => Value::String(self.reference(store, kind, text)?),
            Input::Refs(kind) => {
                let ids = text.split(' ').map(|id| self.reference(store, kind, id));
                ids.map(|name| name.map(Value::String)).collect::<Result<Vec<_>, _>>()?.into()
            }
            Input::Count | Input::Year => text.parse::<i64>().map_or_else(|_| text.into(), Value::from),
            _ => Value::String(text.to_owned()),
        };
        object.insert(field.name.to_owned(), value);
        if field.input == Input::Usd {
            object.insert(format!("{}_currency", field.name), Currency::USD.code().into());
        }
        Ok(())
    }
}

fn put_extra(name: &str, shows: Shows, text: &str, object: &mut Map<String, Value>) {
    let number = text.parse::<i64>();
    let value = match (shows, number) {
        (Shows::Usd, Ok(cents)) => Value::String(plain_text(cents, 2)),
        (Shows::Count, Ok(count)) => count.into(),
        _ if text.is_empty() => Value::Null,
        _ => text.into(),
    };
    object.insert(name.to_owned(), value);
    if shows == Shows::Usd {
        object.insert(format!("{name}_currency"), Currency::USD.code().into());
    }
}
