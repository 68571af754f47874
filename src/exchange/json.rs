//! Records as JSON: one object each, in one list or one a line, that says itself what it is. `docs/export.md` describes
//! it. It refuses numbers for money: a reader would round them.

use std::io::{self, Write};

use serde::ser::{SerializeMap, Serializer as _};
use serde_json::Serializer;

use crate::domain::export::{Column, Format, Holds, Plan, SCHEMA};

/// A file being written.
pub(super) struct Json<W: Write> {
    out: W,
    columns: Vec<Column>,
    kind: &'static str,
    lines: bool,
    empty: bool,
}

impl<W: Write> Json<W> {
    /// Begins a file.
    pub(super) fn begin(out: W, plan: &Plan) -> Self {
        let lines = plan.format == Format::JsonLines;
        Self { out, columns: plan.columns.clone(), kind: plan.kind.name(), lines, empty: true }
    }

    /// Writes one record.
    pub(super) fn row(&mut self, cells: &[String]) -> io::Result<()> {
        if !self.lines {
            self.out.write_all(if self.empty { b"[\n" } else { b",\n" })?;
        }
        self.empty = false;
        let mut serializer = Serializer::new(&mut self.out);
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("schema", &SCHEMA)?;
        object.serialize_entry("record", self.kind)?;
        for (column, text) in self.columns.iter().zip(cells) {
            match (column.holds, text.parse::<i64>()) {
                _ if text.is_empty() => object.serialize_entry(&column.name, &None::<&str>)?,
                (Holds::Texts, _) => object.serialize_entry(&column.name, &text.split("; ").collect::<Vec<_>>())?,
                (Holds::Whole, Ok(number)) => object.serialize_entry(&column.name, &number)?,
                _ => object.serialize_entry(&column.name, text)?,
            }
        }
        object.end()?;
        if self.lines {
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }

    /// Ends the file.
    pub(super) fn finish(mut self) -> io::Result<()> {
        match (self.lines, self.empty) {
            (true, _) => {}
            (false, true) => self.out.write_all(b"[]\n")?,
            (false, false) => self.out.write_all(b"\n]\n")?,
        }
        self.out.flush()
    }
}
