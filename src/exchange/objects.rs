//! JSON of others as rows: objects in one list or one a line, their keys as columns. It refuses to hold more than one
//! object, to round a number, or to read what is nested as a cell.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read};

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::decode::{Decoded, Encoding};
use super::origin::{Bytes, Origin, unreadable};
use super::source::Rows;
use crate::domain::given::{Kept, Line, Table};
use crate::domain::kind::Kind;
use crate::domain::say::Say;

/// Objects whose keys together are the columns; one behind them may not have another.
const LOOKED_AT: usize = 1000;
/// Longest object in bytes.
const LONGEST: usize = 16 << 20;
/// Most columns.
const MOST_KEYS: usize = 2000;

/// Whether the first bytes of a file begin as objects of JSON do.
#[must_use]
pub fn begins(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    match head.split_first() {
        Some((b'{', rest)) => matches!(rest.trim_ascii_start().first(), Some(b'"' | b'}')),
        Some((b'[', rest)) => matches!(rest.trim_ascii_start().first(), Some(b'{' | b']')),
        _ => false,
    }
}

/// One object: its keys in their order, each with its value as it is written.
struct Object(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = Object;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut keys = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    keys.push(entry);
                }
                Ok(Object(keys))
            }
        }
        from.deserialize_map(Keys)
    }
}

/// Bytes whose lines are counted, and of which one object takes no more than it may.
struct Counted<R> {
    bytes: BufReader<R>,
    line: u64,
    left: usize,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(out)?;
        self.left = self.left.checked_sub(read).ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "object"))?;
        self.line += out[..read].iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
        Ok(read)
    }
}

impl<R: Read> Counted<R> {
    /// The next byte that is no space, left where it is.
    fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            let held = self.bytes.fill_buf()?;
            let Some(byte) = held.first().copied() else { return Ok(None) };
            if !byte.is_ascii_whitespace() {
                return Ok(Some(byte));
            }
            self.pass(byte);
        }
    }

    fn pass(&mut self, byte: u8) {
        self.bytes.consume(1);
        self.line += u64::from(byte == b'\n');
    }
}

/// The objects of a file, one after the other.
struct Objects {
    origin: Origin,
    bytes: Counted<Decoded<Box<dyn Bytes>>>,
    /// Within a list that is not closed yet.
    listed: bool,
    closed: bool,
}

impl Objects {
    fn open(origin: &Origin) -> Result<Self, Say> {
        let encoding = Encoding::of(origin.open()?).map_err(|error| unreadable(origin, &error))?;
        let bytes = BufReader::with_capacity(64 << 10, Decoded::new(origin.open()?, encoding));
        let bytes = Counted { bytes, line: 1, left: LONGEST };
        Ok(Self { origin: origin.clone(), bytes, listed: false, closed: false })
    }

    fn peek(&mut self) -> Result<Option<u8>, Say> {
        self.bytes.peek().map_err(|error| unreadable(&self.origin, &error))
    }

    /// The next object and its line; none at the end.
    fn next(&mut self) -> Result<Option<(u64, Object)>, Say> {
        loop {
            match self.peek()? {
                Some(byte @ b'[') if !self.listed && !self.closed => {
                    self.listed = true;
                    self.bytes.pass(byte);
                }
                Some(byte @ b',') if self.listed => self.bytes.pass(byte),
                Some(byte @ b']') if self.listed => {
                    (self.listed, self.closed) = (false, true);
                    self.bytes.pass(byte);
                }
                Some(_) if self.closed => return Err(self.broken("only one list is read")),
                None if self.listed => return Err(self.broken("the list is not closed")),
                None => return Ok(None),
                Some(_) => break,
            }
        }
        self.bytes.left = LONGEST;
        let line = self.bytes.line;
        match Object::deserialize(&mut serde_json::Deserializer::from_reader(&mut self.bytes)) {
            Ok(object) => Ok(Some((line, object))),
            Err(error) if error.io_error_kind() == Some(io::ErrorKind::InvalidData) => {
                Err(Say::new("import-row-too-long").with("line", line).with("most", LONGEST >> 20))
            }
            // Its own count of lines begins with the object.
            Err(error) => Err(self.broken(&error.to_string())),
        }
    }

    fn broken(&self, why: &str) -> Say {
        let why = why.split(" at line ").next().unwrap_or(why);
        Say::new("import-json-broken").with("line", self.bytes.line).with("error", why)
    }
}

/// Looks through the first objects for the columns and for what the file says its records are.
///
/// # Errors
/// When it cannot be read, or its first objects are broken.
pub fn look(origin: &Origin) -> Result<(Vec<String>, Table), Say> {
    let mut objects = Objects::open(origin)?;
    let (mut keys, mut table): (Vec<String>, Table) = (Vec::new(), Table::default());
    for _ in 0..LOOKED_AT {
        let Some((line, Object(object))) = objects.next()? else { break };
        for (key, value) in object {
            if key == "record" && table.kind.is_none() {
                table.kind = serde_json::from_str(value.get()).ok().and_then(|name: String| Kind::named(&name));
            }
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        if keys.len() > MOST_KEYS {
            return Err(Say::new("import-json-keys").with("line", line).with("most", MOST_KEYS));
        }
    }
    if keys.is_empty() { Err(Say::new("import-empty").with("path", origin.name())) } else { Ok((keys, table)) }
}

/// The rows of a file, its columns first.
pub struct Json {
    objects: Objects,
    keys: Vec<String>,
    headed: bool,
}

impl Json {
    /// Opens a file at its first row.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(origin: &Origin, keys: &[String]) -> Result<Self, Say> {
        Ok(Self { objects: Objects::open(origin)?, keys: keys.to_vec(), headed: false })
    }
}

impl Rows for Json {
    fn look(&self) -> Say {
        Say::new("import-json")
    }

    fn next(&mut self, line: &mut Line) -> Result<bool, Say> {
        if !self.headed {
            self.headed = true;
            line.begin(1);
            self.keys.iter().for_each(|key| line.push(key, Kept::Text));
            return Ok(true);
        }
        let Some((number, Object(mut object))) = self.objects.next()? else { return Ok(false) };
        line.begin(number);
        for (at, key) in self.keys.iter().enumerate() {
            let value = object.iter().position(|(known, _)| known == key).map(|at| object.swap_remove(at).1);
            match value.as_deref().map_or(Ok((String::new(), Kept::Text)), cell) {
                Ok((text, kept)) => line.push(&text, kept),
                Err(say) => {
                    line.push("", Kept::Text);
                    line.wrong.push((at, say));
                }
            }
        }
        if let Some((key, _)) = object.first() {
            let twice = self.keys.contains(key);
            let key = Say::new(if twice { "import-json-twice" } else { "import-json-key" }).with("key", key);
            line.broken = Some(key.with("rows", LOOKED_AT));
        }
        Ok(true)
    }
}

/// A value as a cell: numbers as they are written, several texts with `; ` between.
fn cell(value: &RawValue) -> Result<(String, Kept), Say> {
    let written = value.get();
    let nested = || Say::new("import-json-nested").with("text", written);
    match written.as_bytes().first() {
        Some(b'"') => Ok((serde_json::from_str(written).map_err(|_| nested())?, Kept::Text)),
        Some(b'{') => Err(nested()),
        Some(b'[') => {
            let several: Vec<Box<RawValue>> = serde_json::from_str(written).map_err(|_| nested())?;
            let texts: Result<Vec<String>, Say> = several
                .iter()
                .map(|one| match one.get().as_bytes().first() {
                    Some(b'[' | b'{') => Err(nested()),
                    _ => cell(one).map(|(text, _)| text),
                })
                .collect();
            Ok((texts?.join("; "), Kept::Text))
        }
        Some(b'n') => Ok((String::new(), Kept::Text)),
        Some(b't') => Ok(("yes".to_owned(), Kept::Text)),
        Some(b'f') => Ok(("no".to_owned(), Kept::Text)),
        // A whole number may be a year; one with a point is a number with decimals and nothing else.
        _ => Ok((written.to_owned(), if written.contains('.') { Kept::Number } else { Kept::Text })),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(text: &str) -> Result<Vec<Vec<String>>, Say> {
        let origin = Origin::Held(text.as_bytes().into());
        let (keys, _) = look(&origin)?;
        let mut json = Json::open(&origin, &keys)?;
        let mut line = Line::default();
        let mut all = Vec::new();
        while json.next(&mut line)? {
            let wrong = line.wrong.iter().map(|(_, say)| say.key).chain(line.broken.as_ref().map(|say| say.key));
            let wrong: Vec<String> = wrong.map(str::to_owned).collect();
            all.push([vec![line.number.to_string()], line.iter().map(str::to_owned).collect(), wrong].concat());
        }
        Ok(all)
    }

    #[test]
    fn a_list_and_lines_are_the_same_rows_and_nothing_is_rounded() {
        let one = r#"{"donor":"Norway","amount":12345678901234567.89,"year":2020,"core":true,"of":["a","b"],"x":null}"#;
        let two = r#"{"amount":1e3,"donor":"中文 \"q\"","core":false,"later":"é"}"#;
        let list = rows(&format!("[\n{one},\n{two}\n]\n")).unwrap();
        assert_eq!(list[0], ["1", "donor", "amount", "year", "core", "of", "x", "later"]);
        assert_eq!(list[1], ["2", "Norway", "12345678901234567.89", "2020", "yes", "a; b", "", ""]);
        assert_eq!(list[2], ["3", "中文 \"q\"", "1e3", "", "no", "", "", "é"]);
        let lines = rows(&format!("{one}\n{two}\n")).unwrap();
        assert_eq!(lines[1][1..], list[1][1..]);
        assert_eq!((lines[2][0].as_str(), &lines[2][1..]), ("2", &list[2][1..]));
    }

    #[test]
    fn what_is_broken_is_told_with_its_line() {
        let key = |text: &str| rows(text).err().map(|say| (say.key, say.args[0].1.clone()));
        assert_eq!(key("[{\"a\":1},\n{\"a\":2}"), Some(("import-json-broken", "2".to_owned())));
        assert_eq!(key("{\"a\":1}\n{\"a\":\n"), Some(("import-json-broken", "3".to_owned())));
        assert_eq!(key("[{\"a\":1}]\n[{\"a\":2}]"), Some(("import-json-broken", "2".to_owned())));
        assert_eq!(key("[]").map(|(key, _)| key), Some("import-empty"));
        let nested = rows("{\"a\":{\"b\":1},\"c\":[[1]]}").unwrap();
        assert_eq!(rows("{\"a\":1,\"a\":2}").unwrap()[1], ["1", "1", "import-json-twice"]);
        assert_eq!(nested[1], ["1", "", "", "import-json-nested", "import-json-nested"]);
        let long = format!("{{\"a\":\"{}\"}}", "x".repeat(LONGEST + 1));
        assert_eq!(key(&long).map(|(key, _)| key), Some("import-row-too-long"));
    }

    #[test]
    fn a_key_that_comes_late_loses_nothing_silently() {
        let mut text = "{\"a\":1}\n".repeat(LOOKED_AT);
        text.push_str("{\"a\":1,\"b\":2}\n");
        assert_eq!(rows(&text).unwrap().last().unwrap().last().unwrap(), "import-json-key");
    }

    #[test]
    fn tables_are_not_taken_for_json() {
        for (text, is) in [
            ("[{\"a\":1}]", true),
            ("\u{feff} { \"a\":1}", true),
            ("[]", true),
            ("[donor],{amount}", false),
            ("a,b", false),
            ("", false),
        ] {
            assert_eq!(begins(text.as_bytes()), is, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in 0..4_usize) {
            let begin = ["[", "{\"", "[{\"a\":", ""][at];
            let text = [begin.as_bytes(), &bytes].concat();
            let origin = Origin::Held(text.into());
            if let Ok((keys, _)) = look(&origin) {
                let mut json = Json::open(&origin, &keys).unwrap();
                let mut line = Line::default();
                for _ in 0..300 {
                    if !matches!(json.next(&mut line), Ok(true)) {
                        break;
                    }
                }
            }
        }
    }
}
