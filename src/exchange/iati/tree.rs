//! The elements of one activity, each with its line, borrowed from the text they were read from. It refuses entities but
//! the five of XML, and what nests deeper than any schema.

use std::borrow::Cow;

use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;
use quick_xml::{Reader, XmlVersion};

use crate::domain::say::Say;

/// Elements inside one another beyond which nothing is read: the schema needs nine.
const DEEPEST: usize = 64;

/// One element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element<'a> {
    /// With the prefix it is written with; none for those of the standard.
    pub name: &'a str,
    /// Line of the file.
    pub line: u64,
    pub attributes: Vec<(&'a str, Cow<'a, str>)>,
    pub children: Vec<Element<'a>>,
    /// The texts directly in it, joined.
    pub text: Cow<'a, str>,
}

impl Element<'_> {
    /// The value of an attribute; none when it is not there.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_ref())
    }

    /// The elements directly in it with a name.
    pub fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first of them.
    pub fn first(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }
}

/// Why a text is no element, and on which line.
#[derive(Debug, PartialEq, Eq)]
pub struct Broken {
    pub line: u64,
    pub say: Say,
}

/// Reads one element whole; `line` is where the text begins in its file.
///
/// # Errors
/// When it is not well formed, nests too deep or names an entity.
pub fn read(text: &str, line: u64) -> Result<Element<'_>, Broken> {
    Growing { text, line, seen: 0, open: Vec::new() }.read()
}

/// The attributes of one opening tag, as `read` takes them.
///
/// # Errors
/// As `read`.
pub fn read_tag(tag: &str, line: u64) -> Result<Element<'_>, Broken> {
    let inside = tag.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
    element(inside, line)
}

struct Growing<'a> {
    text: &'a str,
    /// Line of the place `seen`.
    line: u64,
    seen: usize,
    open: Vec<Element<'a>>,
}

impl<'a> Growing<'a> {
    fn read(mut self) -> Result<Element<'a>, Broken> {
        let mut reader = Reader::from_str(self.text);
        reader.config_mut().check_comments = false;
        loop {
            let from = place(reader.buffer_position());
            let event = reader.read_event();
            let event = match event {
                Ok(event) => event,
                Err(error) => {
                    self.pass(place(reader.error_position()));
                    return Err(self.broken(Say::new("iati-not-well-formed").with("error", error)));
                }
            };
            let to = place(reader.buffer_position());
            self.pass(from);
            let raw = self.text.get(from..to).unwrap_or_default();
            match event {
                Event::Start(_) => self.start(raw)?,
                Event::Empty(_) => {
                    self.start(raw)?;
                    if let Some(done) = self.end() {
                        return Ok(done);
                    }
                }
                Event::End(_) => {
                    if let Some(done) = self.end() {
                        return Ok(done);
                    }
                }
                Event::Text(_) => self.add(Cow::Borrowed(raw)),
                Event::CData(_) => {
                    let inside = raw.strip_prefix("<![CDATA[").and_then(|raw| raw.strip_suffix("]]>"));
                    self.add(Cow::Borrowed(inside.unwrap_or(raw)));
                }
                Event::GeneralRef(_) => {
                    let character = self.reference(raw)?;
                    self.add(Cow::Owned(character.to_string()));
                }
                Event::DocType(_) => return Err(self.broken(Say::new("iati-document-type"))),
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
                Event::Eof => return Err(self.broken(Say::new("iati-not-closed"))),
            }
        }
    }

    fn start(&mut self, raw: &'a str) -> Result<(), Broken> {
        if self.open.len() >= DEEPEST {
            return Err(self.broken(Say::new("iati-too-deep").with("most", DEEPEST)));
        }
        let inside = raw.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
        self.open.push(element(inside, self.line)?);
        Ok(())
    }

    /// Closes the innermost element; it is returned when it was the outermost too.
    fn end(&mut self) -> Option<Element<'a>> {
        let done = self.open.pop()?;
        match self.open.last_mut() {
            None => Some(done),
            Some(around) => {
                around.children.push(done);
                None
            }
        }
    }

    fn add(&mut self, text: Cow<'a, str>) {
        let Some(inner) = self.open.last_mut() else { return };
        if inner.text.is_empty() {
            inner.text = text;
        } else if !text.trim().is_empty() || !inner.text.trim().is_empty() {
            inner.text.to_mut().push_str(&text);
        }
    }

    fn reference(&self, raw: &str) -> Result<char, Broken> {
        let name = raw.trim_start_matches('&').trim_end_matches(';');
        let known = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => name.strip_prefix('#').and_then(numbered),
        };
        known.ok_or_else(|| self.broken(Say::new("iati-entity").with("name", name)))
    }

    /// Moves on to a place, counting lines.
    fn pass(&mut self, to: usize) {
        let between = self.text.as_bytes().get(self.seen..to).unwrap_or_default();
        self.line += u64::try_from(between.split(|byte| *byte == b'\n').skip(1).count()).unwrap_or(0);
        self.seen = self.seen.max(to);
    }

    fn broken(&self, say: Say) -> Broken {
        Broken { line: self.line, say }
    }
}

/// A character by its number, decimal or `x` and hexadecimal.
fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix('x') {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    code.ok().filter(|code| *code != 0).and_then(char::from_u32)
}

fn place(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

/// An element from what stands between its brackets.
fn element(inside: &str, line: u64) -> Result<Element<'_>, Broken> {
    let end = inside.find(|c: char| c.is_ascii_whitespace()).unwrap_or(inside.len());
    let broken =
        |error: &dyn std::fmt::Display| Broken { line, say: Say::new("iati-not-well-formed").with("error", error) };
    let mut attributes = Vec::new();
    for attribute in Attributes::new(inside, end) {
        let attribute = attribute.map_err(|error| broken(&error))?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| broken(&error))?;
        attributes.push((attribute.key.into_inner(), value));
    }
    Ok(Element { name: &inside[..end], line, attributes, children: Vec::new(), text: Cow::Borrowed("") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_is_read_with_lines_texts_and_attributes() {
        let text = "<iati-activity xml:lang=\"en\"\n a='1 &amp; 2'>\n<!-- x --><title>\n<narrative>A &lt;b&gt; <![CDATA[<c>]]>&#x4E2D;</narrative></title><x/></iati-activity>";
        let read = read(text, 10).unwrap();
        assert_eq!((read.name, read.line, read.attribute("a")), ("iati-activity", 10, Some("1 & 2")));
        assert_eq!(read.attribute("xml:lang"), Some("en"));
        let narrative = read.first("title").and_then(|title| title.first("narrative")).unwrap();
        assert_eq!((narrative.line, narrative.text.as_ref()), (13, "A <b> <c>中"));
        assert_eq!(read.all("x").count(), 1);
    }

    #[test]
    fn what_is_broken_is_said_with_its_line() {
        let line_of = |text: &str| read(text, 1).map(|_| 0).map_err(|broken| (broken.line, broken.say.key));
        assert_eq!(line_of("<a>\n<b>\n</c></a>"), Err((3, "iati-not-well-formed")));
        assert_eq!(line_of("<a>\n&lol;</a>"), Err((2, "iati-entity")));
        assert_eq!(line_of("<a b=\"&lol;\"></a>"), Err((1, "iati-not-well-formed")));
        assert_eq!(line_of("<a b='1' b='2'/>"), Err((1, "iati-not-well-formed")));
        assert_eq!(line_of("<a>\n<b>"), Err((2, "iati-not-closed")));
        assert_eq!(line_of(&"<a>".repeat(100)), Err((1, "iati-too-deep")));
    }
}
