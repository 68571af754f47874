//! A file of activities cut into its activities without reading them: each is understood alone, so that a broken one takes
//! no other with it and memory holds one at a time. It refuses document types, and with them every entity.

use std::io::{self, Read};

use crate::domain::say::Say;

/// Bytes of one activity beyond which it is passed over.
const LARGEST: usize = 24 << 20;
/// Bytes asked of the file at a time, at least.
const PORTION: usize = 128 << 10;

/// What comes next in a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// The opening tag of the whole.
    Root { line: u64, tag: &'a str },
    /// One activity or organisation, from its first to its last tag.
    Entry { line: u64, text: &'a str },
    /// Something that cannot be read, or should not be there; what follows is read all the same.
    Trouble { line: u64, say: Say },
    /// Something because of which nothing of the file is taken.
    Refused { line: u64, say: Say },
}

/// The same, as places in the buffer.
enum Step {
    Root { line: u64, from: usize, to: usize },
    Entry { line: u64, from: usize, to: usize },
    Trouble { line: u64, say: Say },
    Refused { line: u64, say: Say },
    End,
}

/// An activity whose last tag was not met yet.
struct Open {
    line: u64,
    from: usize,
    name: &'static str,
    /// It is larger than is kept, and only its end is looked for.
    passed_over: bool,
}

/// A file under way.
pub struct Pieces<R> {
    file: R,
    buffer: Vec<u8>,
    ended: bool,
    /// What is before this place is understood.
    at: usize,
    /// The line of that place.
    line: u64,
    open: Option<Open>,
    /// Open elements around what is looked at, activities apart.
    depth: usize,
    root_met: bool,
    finished: bool,
    /// Said once.
    waiting: Option<Step>,
}

/// One mark-up.
enum Token {
    /// A comment, an instruction, character data: of no interest here.
    Other(usize),
    DocumentType,
    Start {
        length: usize,
        empty: bool,
    },
    End(usize),
    Broken(&'static str),
    More,
}

const ENTRIES: [&str; 2] = ["iati-activity", "iati-organisation"];

impl<R: Read> Pieces<R> {
    /// Reads a file from its beginning; bytes are UTF-8.
    pub fn new(file: R) -> Self {
        Self {
            file,
            buffer: Vec::new(),
            ended: false,
            at: 0,
            line: 1,
            open: None,
            depth: 0,
            root_met: false,
            finished: false,
            waiting: None,
        }
    }

    /// What comes next; none at the end.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next(&mut self) -> io::Result<Option<Found<'_>>> {
        let step = if let Some(step) = self.waiting.take() { step } else { self.step()? };
        let text =
            |buffer, from: usize, to: usize| -> &str { std::str::from_utf8(piece(buffer, from, to)).unwrap_or("") };
        Ok(match step {
            Step::Root { line, from, to } => Some(Found::Root { line, tag: text(&self.buffer, from, to) }),
            Step::Entry { line, from, to } => Some(Found::Entry { line, text: text(&self.buffer, from, to) }),
            Step::Trouble { line, say } => Some(Found::Trouble { line, say }),
            Step::Refused { line, say } => {
                self.finished = true;
                Some(Found::Refused { line, say })
            }
            Step::End => None,
        })
    }

    fn step(&mut self) -> io::Result<Step> {
        while !self.finished {
            if let Some(step) = self.waiting.take() {
                return Ok(step);
            }
            let Some(found) = self.buffer[self.at..].iter().position(|byte| *byte == b'<') else {
                self.pass(self.buffer.len());
                if !self.more()? {
                    return Ok(self.last());
                }
                continue;
            };
            self.pass(self.at + found);
            match token(&self.buffer[self.at..]) {
                Token::More if self.too_long() => {
                    let line = self.line;
                    self.pass(self.at + 1);
                    return Ok(trouble(line, "iati-mark-too-long"));
                }
                Token::More => {
                    if !self.more()? {
                        let line = self.line;
                        self.pass(self.at + 1);
                        return Ok(trouble(line, "iati-mark-open"));
                    }
                }
                Token::Other(length) => self.pass(self.at + length),
                Token::DocumentType => {
                    return Ok(Step::Refused { line: self.line, say: Say::new("iati-document-type") });
                }
                Token::Broken(key) => {
                    let line = self.line;
                    self.pass(self.at + 1);
                    // Inside an activity its own reading says it, with more.
                    if self.open.is_none() {
                        return Ok(trouble(line, key));
                    }
                }
                Token::Start { length, empty } => {
                    if let Some(step) = self.start(length, empty) {
                        return Ok(step);
                    }
                }
                Token::End(length) => {
                    if let Some(step) = self.end(length) {
                        return Ok(step);
                    }
                }
            }
        }
        Ok(Step::End)
    }

    /// Whether one mark-up alone is longer than is kept.
    fn too_long(&self) -> bool {
        self.buffer.len() - self.at > LARGEST
    }

    fn start(&mut self, length: usize, empty: bool) -> Option<Step> {
        let (line, from) = (self.line, self.at);
        let name = name_of(&self.buffer[from + 1..from + length]);
        let entry = ENTRIES.into_iter().find(|known| name == known.as_bytes());
        let shown = String::from_utf8_lossy(name).into_owned();
        self.pass(from + length);
        let first = !std::mem::replace(&mut self.root_met, true);
        let entered = entry.and_then(|name| self.enter(name, line, from, length, empty));
        if first {
            self.waiting = entered;
            self.depth += usize::from(entry.is_none() && !empty);
            return Some(Step::Root { line, from, to: from + length });
        }
        if entry.is_some() {
            return entered;
        }
        if self.open.is_some() {
            return None;
        }
        let stray = self.depth == 1;
        self.depth += usize::from(!empty);
        stray.then(|| Step::Trouble { line, say: Say::new("iati-stray").with("element", shown) })
    }

    /// The first tag of an activity; one that is still open was never closed.
    fn enter(&mut self, name: &'static str, line: u64, from: usize, length: usize, empty: bool) -> Option<Step> {
        let before = self.open.take();
        if empty {
            return Some(Step::Entry { line, from, to: from + length });
        }
        self.open = Some(Open { line, from, name, passed_over: false });
        before.map(|open| trouble(open.line, "iati-not-closed"))
    }

    fn end(&mut self, length: usize) -> Option<Step> {
        let from = self.at;
        let closes = self
            .open
            .as_ref()
            .is_some_and(|open| name_of(&self.buffer[from + 2..from + length]) == open.name.as_bytes());
        self.pass(from + length);
        if !closes {
            if self.open.is_none() {
                self.depth = self.depth.saturating_sub(1);
            }
            return None;
        }
        let open = self.open.take()?;
        let entry = Step::Entry { line: open.line, from: open.from, to: from + length };
        (!open.passed_over).then_some(entry)
    }

    /// What is to be said where the file ends.
    fn last(&mut self) -> Step {
        self.finished = true;
        if let Some(open) = self.open.take() {
            return trouble(open.line, "iati-not-closed");
        }
        if !self.root_met {
            return Step::Refused { line: 1, say: Say::new("iati-no-xml") };
        }
        if self.depth > 0 { trouble(self.line, "iati-cut") } else { Step::End }
    }

    /// Moves on to a place, counting lines.
    fn pass(&mut self, to: usize) {
        let lines = piece(&self.buffer, self.at, to).split(|byte| *byte == b'\n').skip(1).count();
        self.line += u64::try_from(lines).unwrap_or(0);
        self.at = to;
    }

    /// Reads on, forgetting what is understood; false at the end.
    fn more(&mut self) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        if let Some(open) = self.open.as_mut().filter(|open| !open.passed_over)
            && self.buffer.len() - open.from > LARGEST
        {
            open.passed_over = true;
            self.waiting = Some(trouble(open.line, "iati-too-large"));
        }
        let kept = self.open.as_ref().filter(|open| !open.passed_over).map_or(self.at, |open| open.from);
        self.buffer.drain(..kept);
        self.at -= kept;
        if let Some(open) = &mut self.open {
            open.from = open.from.saturating_sub(kept);
        }
        // As much again as is held, so that a long mark-up is not looked at again and again.
        let held = self.buffer.len();
        let wanted = PORTION.max(held / 2);
        self.buffer.resize(held + wanted, 0);
        let got = loop {
            match self.file.read(&mut self.buffer[held..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.buffer.truncate(held + got);
        self.ended = got == 0;
        Ok(got > 0)
    }
}

fn piece(buffer: &[u8], from: usize, to: usize) -> &[u8] {
    buffer.get(from..to).unwrap_or_default()
}

fn trouble(line: u64, key: &'static str) -> Step {
    Step::Trouble { line, say: Say::new(key) }
}

/// The name a tag begins with.
fn name_of(tag: &[u8]) -> &[u8] {
    let end = tag.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
    &tag[..end.unwrap_or(tag.len())]
}

/// The mark-up some bytes begin with; the first of them is `<`.
fn token(bytes: &[u8]) -> Token {
    match bytes.get(1) {
        None => Token::More,
        Some(b'!') => declaration(bytes),
        Some(b'?') => until(bytes, 2, b"?>"),
        Some(b'/') => match tag(&bytes[2..]) {
            Some(Ok(length)) => Token::End(length + 2),
            Some(Err(key)) => Token::Broken(key),
            None => Token::More,
        },
        Some(first) if first.is_ascii_alphabetic() || *first == b'_' || *first == b':' || *first >= 0x80 => {
            match tag(&bytes[1..]) {
                Some(Ok(length)) => Token::Start { length: length + 1, empty: bytes[length - 1] == b'/' },
                Some(Err(key)) => Token::Broken(key),
                None => Token::More,
            }
        }
        Some(_) => Token::Broken("iati-broken-tag"),
    }
}

fn declaration(bytes: &[u8]) -> Token {
    for (beginning, end) in [(&b"<!--"[..], &b"-->"[..]), (b"<![CDATA[", b"]]>")] {
        if bytes.starts_with(beginning) {
            return until(bytes, beginning.len(), end);
        }
        if beginning.starts_with(bytes) {
            return Token::More;
        }
    }
    let wanted = b"<!DOCTYPE";
    let some = &bytes[..bytes.len().min(wanted.len())];
    if wanted[..some.len()].eq_ignore_ascii_case(some) {
        return if some.len() == wanted.len() { Token::DocumentType } else { Token::More };
    }
    Token::Broken("iati-broken-tag")
}

fn until(bytes: &[u8], from: usize, end: &[u8]) -> Token {
    let rest = bytes.get(from..).unwrap_or_default();
    rest.windows(end.len()).position(|some| some == end).map_or(Token::More, |at| Token::Other(from + at + end.len()))
}

/// How long a tag is up to its `>`; `<` may stand nowhere in it, quotes included, so a quote that is missing ends there.
fn tag(bytes: &[u8]) -> Option<Result<usize, &'static str>> {
    let mut quote = None;
    for (at, byte) in bytes.iter().enumerate() {
        match (quote, byte) {
            (_, b'<') => return Some(Err("iati-broken-tag")),
            (Some(open), byte) if open == *byte => quote = None,
            (None, b'"' | b'\'') => quote = Some(*byte),
            (None, b'>') => return Some(Ok(at + 1)),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a text is cut into, one line a piece, when it is read so many bytes at a time.
    fn cut(text: &[u8], portion: usize) -> Vec<String> {
        struct Slow<'a>(&'a [u8], usize);
        impl Read for Slow<'_> {
            fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
                let length = self.1.min(out.len());
                self.0.read(&mut out[..length])
            }
        }
        let mut pieces = Pieces::new(Slow(text, portion));
        let mut found = Vec::new();
        while let Some(piece) = pieces.next().unwrap() {
            found.push(match piece {
                Found::Root { line, tag } => format!("{line} root {tag}"),
                Found::Entry { line, text } => format!("{line} {text}"),
                Found::Trouble { line, say } => format!("{line} trouble {}", say.key),
                Found::Refused { line, say } => format!("{line} refused {}", say.key),
            });
        }
        found
    }

    fn same_in_any_portion(text: &str) -> Vec<String> {
        let whole = cut(text.as_bytes(), 1 << 20);
        for portion in [1, 2, 7, 64] {
            assert_eq!(cut(text.as_bytes(), portion), whole, "{portion} bytes at a time");
        }
        whole
    }

    #[test]
    fn a_file_is_cut_into_its_activities() {
        let text = "<?xml version=\"1.0\"?>\n<!-- <iati-activity> -->\n<iati-activities version='2.03'>\n\
                    <iati-activity a='>'><x/></iati-activity>\n<iati-activity/>\n</iati-activities>\n";
        assert_eq!(
            same_in_any_portion(text),
            [
                "3 root <iati-activities version='2.03'>",
                "4 <iati-activity a='>'><x/></iati-activity>",
                "5 <iati-activity/>"
            ]
        );
    }

    #[test]
    fn a_broken_activity_takes_no_other_with_it() {
        let text = "<iati-activities>\n<iati-activity><value currency=\"USD>1</value>\n\
                    <iati-activity><b/></iati-activity>\n<iati-activity>";
        assert_eq!(
            same_in_any_portion(text),
            [
                "1 root <iati-activities>",
                "2 trouble iati-not-closed",
                "3 <iati-activity><b/></iati-activity>",
                "4 trouble iati-not-closed"
            ]
        );
    }

    #[test]
    fn what_is_no_activity_is_said_once() {
        let text = "<iati-activities><ir:record><a><b/></a></ir:record><iati-activity></iati-activity>";
        assert_eq!(
            same_in_any_portion(text),
            [
                "1 root <iati-activities>",
                "1 trouble iati-stray",
                "1 <iati-activity></iati-activity>",
                "1 trouble iati-cut"
            ]
        );
    }

    #[test]
    fn a_document_type_is_refused_before_anything_is_taken() {
        let text = "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [<!ENTITY lol \"lol\">]>\n<iati-activities>\
                    <iati-activity>&lol;</iati-activity></iati-activities>";
        assert_eq!(same_in_any_portion(text), ["2 refused iati-document-type"]);
        assert_eq!(same_in_any_portion("donor,year\n"), ["1 refused iati-no-xml"]);
        assert_eq!(same_in_any_portion(""), ["1 refused iati-no-xml"]);
    }

    #[test]
    fn an_open_comment_hides_no_activity() {
        let text = "<iati-activities><!-- <iati-activity><a/></iati-activity></iati-activities>";
        let found = same_in_any_portion(text);
        assert_eq!(
            found,
            ["1 root <iati-activities>", "1 trouble iati-mark-open", "1 <iati-activity><a/></iati-activity>"]
        );
    }

    #[test]
    fn a_fragment_is_taken_and_an_activity_beyond_all_measure_passed_over() {
        let fragment = "<iati-activity><a/></iati-activity>";
        assert_eq!(same_in_any_portion(fragment), ["1 root <iati-activity>", "1 <iati-activity><a/></iati-activity>"]);
        let huge = format!(
            "<iati-activities><iati-activity>{}</iati-activity>\n<iati-activity/></iati-activities>",
            "<a>x</a>".repeat(LARGEST / 8 + PORTION)
        );
        let found = cut(huge.as_bytes(), 1 << 20);
        assert_eq!(found, ["1 root <iati-activities>", "1 trouble iati-too-large", "2 <iati-activity/>"]);
    }
}
