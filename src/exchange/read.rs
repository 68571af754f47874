//! Delimited text row by row: what it is written in, which delimiter it has, and rows with their line numbers. It refuses
//! to hold more than one row, to guess at a row of the wrong length, or to know what a column means.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use csv::{Reader, ReaderBuilder, StringRecord};

use super::decode::{Decoded, Encoding};
use super::origin::{Bytes, Origin, unreadable};
use super::source::Rows;
use super::write::without_guard;
use crate::domain::given::{Kept, Line};
use crate::domain::say::Say;

/// The delimiters a file may have, the likelier first, with how they are written for people.
const DELIMITERS: [(u8, &str); 4] = [(b',', ","), (b';', ";"), (b'\t', "tab"), (b'|', "|")];
/// How much of a file is looked at for its delimiter.
const LOOKED_AT: usize = 64 * 1024;
/// Rows of it that are.
const ROWS_LOOKED_AT: usize = 30;
/// Longest row in bytes: a quote that never closes must not take the rest of a large file into memory.
const LONGEST_ROW: usize = 16 << 20;

/// How a text is written.
#[derive(Clone, Copy, Debug)]
pub struct Written {
    pub encoding: Encoding,
    /// How the delimiter is written for people: `,`, `;`, `|` or `tab`.
    pub delimiter: &'static str,
    byte: u8,
    /// Rows end with a carriage return alone, as on Macs of old.
    returns: bool,
}

impl Written {
    /// Looks what a text is written in.
    ///
    /// # Errors
    /// When it cannot be read, is empty, or is another program's file.
    pub fn of(origin: &Origin) -> Result<Self, Say> {
        let unreadable = |error: io::Error| unreadable(origin, &error);
        let encoding = Encoding::of(origin.open()?).map_err(unreadable)?;
        let mut head = Vec::new();
        Decoded::new(origin.open()?, encoding).take(LOOKED_AT as u64).read_to_end(&mut head).map_err(unreadable)?;
        if head.contains(&0) {
            return Err(Say::new("import-not-text").with("path", origin.name()));
        }
        if head.trim_ascii().is_empty() {
            return Err(Say::new("import-empty").with("path", origin.name()));
        }
        let returns = head.contains(&b'\r') && !head.contains(&b'\n');
        end_rows(&mut head, returns);
        let (byte, delimiter) = delimiter_of(&head);
        Ok(Self { encoding, delimiter, byte, returns })
    }
}

/// Ends rows with line feeds where they end with carriage returns alone, so that their lines are counted.
fn end_rows(bytes: &mut [u8], returns: bool) {
    for byte in bytes.iter_mut().filter(|byte| returns && **byte == b'\r') {
        *byte = b'\n';
    }
}

/// The delimiter that most rows have in the same number, quotes kept together.
fn delimiter_of(head: &[u8]) -> (u8, &'static str) {
    let mut rows: Vec<[usize; 4]> = vec![[0; 4]];
    let mut quoted = false;
    for byte in head {
        quoted ^= *byte == b'"';
        let row = rows.last_mut().expect("there is always a last row");
        match DELIMITERS.iter().position(|(delimiter, _)| delimiter == byte) {
            Some(at) if !quoted => row[at] += 1,
            _ if !quoted && *byte == b'\n' && rows.len() == ROWS_LOOKED_AT => break,
            _ if !quoted && *byte == b'\n' => rows.push([0; 4]),
            _ => {}
        }
    }
    // How many rows have the number that most have, and that number.
    let agree = |at: usize| {
        let with = |count: usize| rows.iter().filter(|row| row[at] == count).count();
        rows.iter().map(|row| row[at]).filter(|count| *count > 0).map(|count| (with(count), count)).max()
    };
    let best = (0..DELIMITERS.len()).rev().max_by_key(|at| agree(*at)).filter(|at| agree(*at).is_some());
    DELIMITERS[best.unwrap_or(0)]
}

/// What was read of a text, seen from outside its reader.
#[derive(Debug, Default)]
struct Seen {
    /// Bytes read since the row began, and what was read ahead before it.
    since: AtomicUsize,
    /// Whether the quotes so far are odd in number: the last one is open.
    open: AtomicBool,
    ended: AtomicBool,
}

/// Bytes of a text that are watched: a row must not grow beyond any row, nor end within a quote.
struct Watched<R> {
    bytes: R,
    returns: bool,
    seen: Arc<Seen>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let given = self.bytes.read(out)?;
        end_rows(&mut out[..given], self.returns);
        self.seen.ended.store(given == 0, Ordering::Relaxed);
        let odd = out[..given].iter().fold(false, |odd, byte| odd ^ (*byte == b'"'));
        self.seen.open.fetch_xor(odd, Ordering::Relaxed);
        if self.seen.since.fetch_add(given, Ordering::Relaxed) > LONGEST_ROW {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "row"));
        }
        Ok(given)
    }
}

/// An open text.
pub struct Text {
    origin: Origin,
    written: Written,
    reader: Reader<Watched<Decoded<Box<dyn Bytes>>>>,
    seen: Arc<Seen>,
    record: StringRecord,
}

impl Text {
    /// Opens a text at its beginning.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(origin: &Origin, written: Written) -> Result<Self, Say> {
        let seen = Arc::new(Seen::default());
        let watched = Watched {
            bytes: Decoded::new(origin.open()?, written.encoding),
            returns: written.returns,
            seen: seen.clone(),
        };
        let mut builder = ReaderBuilder::new();
        let reader = builder.delimiter(written.byte).has_headers(false).flexible(true).from_reader(watched);
        Ok(Self { origin: origin.clone(), written, reader, seen, record: StringRecord::new() })
    }

    fn broken(&self, error: &csv::Error) -> Say {
        let row = self.reader.position().line();
        match error.kind() {
            csv::ErrorKind::Io(inner) if inner.kind() == io::ErrorKind::InvalidData => {
                Say::new("import-row-too-long").with("line", row).with("most", LONGEST_ROW >> 20)
            }
            csv::ErrorKind::Io(inner) => unreadable(&self.origin, inner),
            _ => Say::new("import-unreadable").with("path", self.origin.name()).with("error", error),
        }
    }
}

impl Rows for Text {
    fn look(&self) -> Say {
        let say = Say::new("import-written-in").with("encoding", self.written.encoding.name());
        say.with("delimiter", self.written.delimiter)
    }

    fn next(&mut self, line: &mut Line) -> Result<bool, Say> {
        self.seen.since.store(0, Ordering::Relaxed);
        let more = self.reader.read_record(&mut self.record).map_err(|error| self.broken(&error))?;
        line.begin(self.record.position().map_or(0, csv::Position::line));
        self.record.iter().for_each(|cell| line.push(without_guard(cell), Kept::Text));
        // A quote that is open at the end took every row behind it into one cell, unless it stands for inches.
        let last = self.record.len().saturating_sub(1);
        let at_end = more && self.seen.ended.load(Ordering::Relaxed);
        if at_end && self.seen.open.load(Ordering::Relaxed) && line.get(last).contains('\n') {
            line.broken = Some(Say::new("import-quote-open").with("line", line.number));
        }
        Ok(more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Result<(Written, Vec<Line>), Say> {
        let origin = Origin::Held(bytes.into());
        let written = Written::of(&origin)?;
        let mut rows = Text::open(&origin, written)?;
        let mut lines = Vec::new();
        let mut line = Line::default();
        while rows.next(&mut line)? {
            lines.push(line.clone());
        }
        Ok((written, lines))
    }

    #[test]
    fn delimiters_are_seen_outside_quotes_and_below_a_title() {
        for (text_of, shown) in [
            ("a,b\n1,2\n", ","),
            ("\"a,x\";b;c\n1;2;3\n", ";"),
            ("a\tb\n1\t2\n", "tab"),
            ("a|b\n1|2\n", "|"),
            ("Revenue, by donor\n\ndonor;amount;year\nNorway;1,5;2020\nSweden;2,5;2020\n", ";"),
            ("only\n", ","),
            ("a;b\r1,5;2\r", ";"),
        ] {
            assert_eq!(text(text_of.as_bytes()).unwrap().0.delimiter, shown, "{text_of}");
        }
    }

    #[test]
    fn lines_are_those_of_the_file_even_after_cells_of_several_lines() {
        let (_, lines) = text(b"a,b\n\"one\ntwo\",2\n3,4,5\n").unwrap();
        let seen: Vec<(u64, usize)> = lines.iter().map(|line| (line.number, line.len())).collect();
        assert_eq!(seen, [(1, 2), (2, 2), (4, 3)]);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert_eq!(text(b"").err().unwrap().key, "import-empty");
        assert_eq!(text(b"\n \n").err().unwrap().key, "import-empty");
        assert_eq!(text(b"MZ\0\0\0").err().unwrap().key, "import-not-text");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_to_their_end(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300)) {
            let _ = text(&bytes);
        }

        #[test]
        fn lines_are_counted_upwards_whatever_stands_in_them(of in "([\",;\t|\n a1é]{0,120}|[\",;\t|\r a1é]{0,120})") {
            if let Ok((_, lines)) = text(of.as_bytes()) {
                proptest::prop_assert!(lines.windows(2).all(|pair| pair[0].number < pair[1].number), "{lines:?}");
            }
        }
    }

    #[test]
    fn a_quote_that_is_open_at_the_end_is_told() {
        let (_, lines) = text(b"a,b\n1,\"two\n3,4\n").unwrap();
        assert_eq!(lines[1].broken.as_ref().unwrap().key, "import-quote-open");
        let (_, lines) = text(b"a,b\n1,\"two\nthree\"\n4,5\"\n").unwrap();
        assert!(lines.iter().all(|line| line.broken.is_none()), "{lines:?}");
    }

    #[test]
    fn a_quote_that_never_closes_takes_no_more_memory_than_a_row_may() {
        let mut bytes = b"a,b\n1,\"".to_vec();
        bytes.resize(3 * LONGEST_ROW, b'x');
        let said = text(&bytes).err().unwrap();
        assert_eq!(said.key, "import-row-too-long");
        assert_eq!(said.args[0].1, "2");
    }
}
