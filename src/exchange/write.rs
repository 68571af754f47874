//! Records as CSV: UTF-8, one header of field names, quotes only where needed. It refuses to format values for reading:
//! what it writes can be read in again without a change.

use std::io::Write;

use csv::{Writer, WriterBuilder};

/// A CSV file being written.
pub struct Out<W: Write> {
    writer: Writer<W>,
    /// Cells a spreadsheet would run as a formula get an apostrophe in front.
    safe: bool,
}

impl<W: Write> Out<W> {
    /// Begins a file.
    pub fn new(out: W, safe: bool) -> Self {
        Self { writer: WriterBuilder::new().flexible(true).from_writer(out), safe }
    }

    /// Writes one row.
    ///
    /// # Errors
    /// When the bytes cannot be written.
    pub fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) -> std::io::Result<()> {
        for cell in cells {
            let cell = cell.as_ref();
            let written = if guards(cell, self.safe) {
                self.writer.write_field(format!("'{cell}"))
            } else {
                self.writer.write_field(cell)
            };
            written.map_err(as_io)?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(as_io)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// When the last bytes cannot be written.
    pub fn finish(mut self) -> std::io::Result<()> {
        self.writer.flush()
    }
}

/// The error underneath: whether the reader went away can be told from nothing else.
fn as_io(error: csv::Error) -> std::io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => std::io::Error::other(format!("{other:?}")),
    }
}

/// Whether an apostrophe goes in front of a cell: of one that would run where it is not to, and of any that reading
/// would take for such a one.
fn guards(cell: &str, safe: bool) -> bool {
    let bare = cell.trim_start_matches('\'');
    runs(bare) && (safe || bare.len() < cell.len())
}

/// A cell without the apostrophe that keeps a spreadsheet from running it.
#[must_use]
pub fn without_guard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if runs(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

/// Whether a spreadsheet would take the cell for a formula; a negative number is none.
fn runs(cell: &str) -> bool {
    let number = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(safe: bool, cells: &[&str]) -> String {
        let mut bytes = Vec::new();
        let mut out = Out::new(&mut bytes, safe);
        out.row(cells).unwrap();
        out.finish().unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn formulas_are_harmless_only_when_asked() {
        let cells = ["=1+1", "@x", "-5.00", "-x", "a,b"];
        assert_eq!(written(true, &cells), "'=1+1,'@x,-5.00,'-x,\"a,b\"\n");
        assert_eq!(written(false, &cells), "=1+1,@x,-5.00,-x,\"a,b\"\n");
    }

    #[test]
    fn what_was_made_harmless_is_read_as_it_was() {
        for cell in ["=1+1", "'=1+1", "''@x", "-5.00", "'plain'", "'", "", "-", "+47 22"] {
            for safe in [true, false] {
                let line = written(safe, &[cell, "end"]);
                let (first, _) = line.rsplit_once(",end").unwrap();
                assert_eq!(without_guard(first.trim_matches('"')), cell, "{line}");
            }
        }
    }
}
