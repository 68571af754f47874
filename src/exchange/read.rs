//! A CSV file row by row: what it is written in, which delimiter it has, its header, and rows with their line numbers.
//! It refuses to hold more than one row, to guess at a row of the wrong length, or to know what a column means.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use csv::{Reader, ReaderBuilder, StringRecord};

use super::decode::{Decoded, Encoding};
use crate::domain::clean::clean_line;
use crate::domain::say::Say;

/// The delimiters a file may have, the likelier first.
const DELIMITERS: [(u8, &str); 4] = [(b',', ","), (b';', ";"), (b'\t', "tab"), (b'|', "|")];
/// More than a header should need.
const LONGEST_HEADER: usize = 1 << 20;

/// An open CSV file behind its header.
pub struct Sheet {
    pub encoding: Encoding,
    /// How the delimiter is written for people: `,`, `;`, `|` or `tab`.
    pub delimiter: &'static str,
    /// The names of the columns, cleaned.
    pub header: Vec<String>,
    reader: Reader<Decoded<File>>,
}

/// One row: where it begins, and its cells as they stand.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Line of the file, the header being line 1.
    pub number: u64,
    pub cells: StringRecord,
}

impl Sheet {
    /// Opens a file, looks what it is written in, and reads its header.
    ///
    /// # Errors
    /// When it cannot be read, is empty, is a spreadsheet or another program's file, or names a column twice.
    pub fn open(path: &Path) -> Result<Self, Say> {
        let unreadable =
            |error: io::Error| Say::new("import-unreadable").with("path", path.display()).with("error", error);
        if path.is_dir() {
            return Err(Say::new("import-folder").with("path", path.display()));
        }
        let encoding = Encoding::of(File::open(path).map_err(unreadable)?).map_err(unreadable)?;
        let first = first_line(Decoded::new(File::open(path).map_err(unreadable)?, encoding)).map_err(unreadable)?;
        if first.contains('\0') || first.starts_with("PK\u{3}\u{4}") {
            return Err(Say::new("import-not-text").with("path", path.display()));
        }
        if first.trim().is_empty() {
            return Err(Say::new("import-empty").with("path", path.display()));
        }
        let (delimiter, shown) = delimiter_of(&first);
        let decoded = Decoded::new(File::open(path).map_err(unreadable)?, encoding);
        let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(decoded);
        let header = reader.headers().map_err(|error| broken(path, &error))?;
        let header: Vec<String> = header.iter().map(|name| clean_line(name).into_owned()).collect();
        check_header(&header)?;
        Ok(Self { encoding, delimiter: shown, header, reader })
    }

    /// Reads the next row into `line`; false at the end of the file.
    ///
    /// # Errors
    /// When the file cannot be read any further.
    pub fn next(&mut self, path: &Path, line: &mut Line) -> Result<bool, Say> {
        let more = self.reader.read_record(&mut line.cells).map_err(|error| broken(path, &error))?;
        line.number = line.cells.position().map_or(0, csv::Position::line);
        Ok(more)
    }
}

fn broken(path: &Path, error: &csv::Error) -> Say {
    Say::new("import-unreadable").with("path", path.display()).with("error", error)
}

/// The first line of a text, quotes kept together.
fn first_line(mut file: impl Read) -> io::Result<String> {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let more = file.read(&mut piece)?;
        bytes.extend_from_slice(&piece[..more]);
        let mut quoted = false;
        let end = bytes.iter().position(|byte| {
            quoted ^= *byte == b'"';
            !quoted && matches!(byte, b'\n' | b'\r')
        });
        if end.is_some() || more == 0 || bytes.len() > LONGEST_HEADER {
            bytes.truncate(end.unwrap_or(bytes.len()));
            return Ok(String::from_utf8_lossy(&bytes).into_owned());
        }
    }
}

/// The delimiter that occurs most often in the header outside quotes.
fn delimiter_of(header: &str) -> (u8, &'static str) {
    let count = |wanted: u8| {
        let mut quoted = false;
        let outside = header.bytes().filter(|byte| {
            quoted ^= *byte == b'"';
            !quoted && *byte == wanted
        });
        outside.count()
    };
    let mut best = DELIMITERS[0];
    for candidate in DELIMITERS {
        if count(candidate.0) > count(best.0) {
            best = candidate;
        }
    }
    best
}

fn check_header(header: &[String]) -> Result<(), Say> {
    for (at, name) in header.iter().enumerate() {
        if !name.is_empty() && header[..at].contains(name) {
            return Err(Say::new("import-column-twice").with("column", name));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(bytes: &[u8]) -> Result<(Sheet, Vec<Line>), Say> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("in.csv");
        std::fs::write(&path, bytes).unwrap();
        let mut sheet = Sheet::open(&path)?;
        let mut lines = Vec::new();
        let mut line = Line::default();
        while sheet.next(&path, &mut line)? {
            lines.push(line.clone());
        }
        Ok((sheet, lines))
    }

    #[test]
    fn delimiters_are_seen_outside_quotes() {
        for (text, shown) in
            [("a,b\n1,2\n", ","), ("\"a,x\";b;c\n1;2;3\n", ";"), ("a\tb\n1\t2\n", "tab"), ("a|b\n1|2\n", "|")]
        {
            assert_eq!(sheet(text.as_bytes()).unwrap().0.delimiter, shown, "{text}");
        }
    }

    #[test]
    fn lines_are_those_of_the_file_even_after_cells_of_several_lines() {
        let (_, lines) = sheet(b"a,b\n\"one\ntwo\",2\n3,4,5\n").unwrap();
        let seen: Vec<(u64, usize)> = lines.iter().map(|line| (line.number, line.cells.len())).collect();
        assert_eq!(seen, [(2, 2), (4, 3)]);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert_eq!(sheet(b"").err().unwrap().key, "import-empty");
        assert_eq!(sheet(b"PK\x03\x04\x14\0\0").err().unwrap().key, "import-not-text");
        assert_eq!(sheet(b"a,b,a\n").err().unwrap().key, "import-column-twice");
    }
}
