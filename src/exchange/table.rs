//! Rows of texts as a file of any format, one after the other: memory does not grow with them. It refuses to know where
//! they come from, and to write half a value.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::json::Json;
use super::write::Out;
use super::xlsx::Xlsx;
use crate::domain::export::{Format, Plan};
use crate::domain::say::Say;

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("{0}")]
    Io(#[from] io::Error),
    /// What the format cannot hold, in words.
    #[error("{0}")]
    Said(Say),
    /// Somebody asked for it to stop.
    #[error("stopped")]
    Stopped,
}

/// A file being written.
pub struct Table<W: Write>(Writer<W>);

enum Writer<W: Write> {
    Csv(Box<Out<W>>),
    Json(Json<W>),
    Xlsx(Box<Xlsx>, W),
}

/// What a file came to besides its rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The sheets its rows stand in; 1 where the format has none.
    pub sheets: usize,
}

impl<W: Write> Table<W> {
    /// Begins a file with its header. A spreadsheet is put together in `folder`, and `stop` ends it in the middle.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(mut out: W, plan: &Plan, folder: &Path, stop: Arc<AtomicBool>) -> Result<Self, WriteError> {
        Ok(Self(match plan.format {
            Format::Csv { mark, safe } => {
                if mark {
                    out.write_all("\u{feff}".as_bytes())?;
                }
                let mut out = Out::new(out, safe);
                out.row(plan.columns.iter().map(|column| &column.name))?;
                Writer::Csv(Box::new(out))
            }
            Format::Json | Format::JsonLines => Writer::Json(Json::begin(out, plan)),
            Format::Xlsx => Writer::Xlsx(Box::new(Xlsx::begin(plan, folder, stop)?), out),
        }))
    }

    /// Writes one row: a text for each column.
    ///
    /// # Errors
    /// When it cannot be written, or the format cannot hold it.
    pub fn row(&mut self, cells: &[String]) -> Result<(), WriteError> {
        match &mut self.0 {
            Writer::Csv(out) => Ok(out.row(cells)?),
            Writer::Json(out) => Ok(out.row(cells)?),
            Writer::Xlsx(book, _) => book.row(cells),
        }
    }

    /// Ends the file.
    ///
    /// # Errors
    /// When the last bytes cannot be written.
    pub fn finish(self) -> Result<Written, WriteError> {
        match self.0 {
            Writer::Csv(out) => out.finish()?,
            Writer::Json(out) => out.finish()?,
            Writer::Xlsx(book, mut out) => {
                let sheets = book.finish(&mut out)?;
                out.flush()?;
                return Ok(Written { sheets });
            }
        }
        Ok(Written { sheets: 1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::export::{Words, whole};
    use crate::domain::kind::Kind;

    fn written(format: Format, rows: &[&[&str]]) -> Result<Vec<u8>, WriteError> {
        let columns = whole(Kind::Rate, format);
        let labels = columns.iter().map(|column| column.name.clone()).collect();
        let words = Words { about: "About".to_owned(), labels, ..Words::default() };
        let plan = Plan { kind: Kind::Rate, format, columns, words };
        let mut bytes = Vec::new();
        let folder = tempfile::tempdir().unwrap();
        let mut table = Table::begin(&mut bytes, &plan, folder.path(), Arc::default())?;
        for row in rows {
            let cells: Vec<String> = row.iter().map(|cell| (*cell).to_owned()).collect();
            table.row(&cells)?;
        }
        table.finish()?;
        Ok(bytes)
    }

    #[test]
    fn a_mark_is_the_first_thing_in_a_file() {
        let bytes = written(Format::Csv { mark: true, safe: true }, &[&["1", "EUR", "2020-01-01", "0.9", "=x", ""]]);
        let text = String::from_utf8(bytes.unwrap()).unwrap();
        assert_eq!(text, "\u{feff}id,currency,day,rate,source,checked\n1,EUR,2020-01-01,0.9,'=x,\n");
    }

    #[test]
    fn every_object_says_what_it_is_and_holds_every_field() {
        let row: &[&str] = &["1", "3", "EUR", "2020-01-01", "0.9", "a \"b\"\n", ""];
        let lines = String::from_utf8(written(Format::JsonLines, &[row, row]).unwrap()).unwrap();
        let object = "{\"schema\":1,\"record\":\"rate\",\"id\":\"1\",\"version\":3,\"currency\":\"EUR\",\"day\":\"2020-01-01\",\
                      \"rate\":\"0.9\",\"source\":\"a \\\"b\\\"\\n\",\"checked\":null}";
        assert_eq!(lines, format!("{object}\n{object}\n"));
        let list = String::from_utf8(written(Format::Json, &[row, row]).unwrap()).unwrap();
        assert_eq!(list, format!("[\n{object},\n{object}\n]\n"));
        assert_eq!(written(Format::Json, &[]).unwrap(), b"[]\n");
        assert_eq!(written(Format::JsonLines, &[]).unwrap(), b"");
    }

    #[test]
    fn a_text_a_cell_cannot_hold_is_refused_in_words() {
        let long = "x".repeat(40_000);
        let refused = written(Format::Xlsx, &[&["1", "EUR", "2020-01-01", "0.9", &long, ""]]).unwrap_err();
        let WriteError::Said(say) = refused else { panic!("{refused:?}") };
        assert_eq!(say.key, "export-long-text");
    }
}
