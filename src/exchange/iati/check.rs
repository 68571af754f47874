//! A file held against the standard: whether it is well formed, against the schema, the code lists and the rules, each
//! finding with its place and its grade. It refuses to take anything, and to change what it looks at.

use std::collections::HashMap;
use std::io::{self, Read};
use std::path::Path;

use super::codes::{Codes, Mapping, Standing};
use super::pieces::{Found, Pieces};
use super::rules::{Now, Rules};
use super::schema::Schema;
use super::tree::{Element, read, read_tag};
use crate::domain::day::Day;
use crate::domain::iati::VERSION;
use crate::domain::say::Say;
use crate::exchange::origin::{Origin, unreadable};
use crate::reference::iati;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Others cannot read it: not XML, or not as the schema says.
    Critical,
    /// It says something wrong.
    Error,
    /// It could say it better.
    Warning,
}

impl Grade {
    /// Every grade, the worst first.
    pub const ALL: [Self; 3] = [Self::Critical, Self::Error, Self::Warning];

    /// The word for files, and the end of the message key.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Something that is not as the standard wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub grade: Grade,
    pub line: u64,
    /// The path of the element, or its name.
    pub element: String,
    /// The identifier of the activity or organisation; empty outside of them.
    pub activity: String,
    /// What it is held against: `schema`, `codes`, or the number of a rule.
    pub rule: String,
    pub say: Say,
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    pub version: String,
    pub activities: usize,
    pub organisations: usize,
    pub transactions: usize,
}

/// Everything files are held against.
pub struct Standard {
    activities: Schema,
    organisations: Schema,
    pub codes: Codes,
    mapping: Mapping,
    rules: Rules,
}

impl Default for Standard {
    fn default() -> Self {
        Self::shipped()
    }
}

impl Standard {
    /// The standard as it ships.
    #[must_use]
    pub fn shipped() -> Self {
        Self {
            activities: Schema::of(&[iati::ACTIVITIES_SCHEMA, iati::COMMON_SCHEMA]),
            organisations: Schema::of(&[iati::ORGANISATIONS_SCHEMA, iati::COMMON_SCHEMA]),
            codes: Codes::of(iati::CODES),
            mapping: Mapping::of(iati::MAPPING),
            rules: Rules::of(iati::RULES),
        }
    }

    /// Holds a file against the standard as of a day; `tell` hears each finding, false from it stops.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn check(&self, path: &Path, today: Day, tell: &mut impl FnMut(Finding) -> bool) -> Result<Held, Say> {
        let origin = Origin::File(path.to_owned());
        self.check_bytes(super::read::open(&origin)?, today, tell).map_err(|error| unreadable(&origin, &error))
    }

    /// The same of bytes, which are UTF-8.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn check_bytes(&self, file: impl Read, today: Day, tell: &mut impl FnMut(Finding) -> bool) -> io::Result<Held> {
        let mut pieces = Pieces::new(file);
        let mut checking =
            Checking { standard: self, now: Now { day: today }, held: Held::default(), met: HashMap::new() };
        let mut findings = Vec::new();
        while let Some(found) = pieces.next()? {
            checking.found(&found, &mut findings);
            findings.sort_by_key(|finding| finding.line);
            for finding in findings.drain(..) {
                if !tell(finding) {
                    return Ok(checking.held);
                }
            }
        }
        Ok(checking.held)
    }
}

struct Checking<'s> {
    standard: &'s Standard,
    now: Now,
    held: Held,
    /// Identifiers of activities, and where each was first.
    met: HashMap<String, u64>,
}

fn outside(grade: Grade, line: u64, rule: &str, say: Say) -> Finding {
    Finding { grade, line, element: String::new(), activity: String::new(), rule: rule.to_owned(), say }
}

impl Checking<'_> {
    fn found(&mut self, found: &Found, out: &mut Vec<Finding>) {
        match found {
            Found::Trouble { line, say } | Found::Refused { line, say } => {
                out.push(outside(Grade::Critical, *line, "xml", say.clone()));
            }
            Found::Root { line, tag } => self.root(*line, tag, out),
            Found::Entry { line, text } => match read(text, *line) {
                Ok(entry) => self.entry(&entry, out),
                Err(broken) => {
                    let mut finding = outside(Grade::Critical, broken.line, "xml", broken.say);
                    finding.activity = super::read::identifier_in(text);
                    out.push(finding);
                }
            },
        }
        if let Found::Entry { text, .. } = found
            && text.contains('\u{fffd}')
        {
            let line = text.lines().position(|line| line.contains('\u{fffd}')).unwrap_or(0);
            let Found::Entry { line: first, .. } = found else { return };
            let line = first + u64::try_from(line).unwrap_or(0);
            out.push(outside(Grade::Critical, line, "xml", Say::new("iati-not-utf-8")));
        }
    }

    fn root(&mut self, line: u64, tag: &str, out: &mut Vec<Finding>) {
        let root = match read_tag(tag, line) {
            Ok(root) => root,
            Err(broken) => return out.push(outside(Grade::Critical, broken.line, "xml", broken.say)),
        };
        let schema = match root.name {
            "iati-activities" => &self.standard.activities,
            "iati-organisations" => &self.standard.organisations,
            other => {
                let say = Say::new("iati-root").with("element", other);
                return out.push(outside(Grade::Critical, line, "schema", say));
            }
        };
        let version = root.attribute("version").unwrap_or_default();
        self.held.version.replace_range(.., version);
        if version.starts_with("1.") {
            let say = Say::new("iati-version-old").with("version", version);
            out.push(outside(Grade::Critical, line, "0.6.1", say));
        } else if !version.starts_with("2.0") {
            let say = Say::new("iati-version-unknown").with("version", version);
            out.push(outside(Grade::Critical, line, "schema", say));
        } else if version != VERSION {
            let say = Say::new("iati-version-other").with("version", version).with("ours", VERSION);
            out.push(outside(Grade::Warning, line, "schema", say));
        }
        if !self.is_old() {
            schema.check_attributes(&root, &mut |_, element, say| {
                let mut finding = outside(Grade::Critical, element.line, "schema", say);
                element.name.clone_into(&mut finding.element);
                out.push(finding);
            });
        }
    }

    /// Version 1 has another schema and other codes; it is read, and held against nothing but itself.
    fn is_old(&self) -> bool {
        self.held.version.starts_with("1.")
    }

    fn entry(&mut self, entry: &Element, out: &mut Vec<Finding>) {
        let of_activity = entry.name == "iati-activity";
        let name = if of_activity { "iati-identifier" } else { "organisation-identifier" };
        let identifier = entry.first(name).map_or("", |identifier| identifier.text.trim()).to_owned();
        if of_activity {
            self.held.activities += 1;
            self.held.transactions += entry.all("transaction").count();
        } else {
            self.held.organisations += 1;
        }
        let make = |grade, line, element: String, rule: &str, say| Finding {
            grade,
            line,
            element,
            activity: identifier.clone(),
            rule: rule.to_owned(),
            say,
        };
        if let Some(first) = self.met.get(&identifier).filter(|_| !identifier.is_empty()) {
            let say = Say::new("iati-identifier-twice").with("first", *first);
            out.push(make(Grade::Error, entry.line, name.to_owned(), "1.1.2", say));
        } else {
            self.met.insert(identifier.clone(), entry.line);
        }
        if self.is_old() {
            return;
        }
        let schema = if of_activity { &self.standard.activities } else { &self.standard.organisations };
        schema.check(entry, &mut |path, element, say| {
            out.push(make(Grade::Critical, element.line, path.join("/"), "schema", say));
        });
        self.codes(entry, &mut |grade, element: &Element, say| {
            out.push(make(grade, element.line, element.name.to_owned(), "codes", say));
        });
        self.standard.rules.check(entry, &self.standard.codes, &self.now, &mut |breach| {
            out.push(make(breach.grade, breach.at.line, breach.at.name.to_owned(), &breach.id, breach.say));
        });
    }

    fn codes(&self, entry: &Element, tell: &mut impl FnMut(Grade, &Element, Say)) {
        self.standard.mapping.places(entry, &mut |list, node| {
            let text = node.text().trim();
            let say = |key| Say::new(key).with("code", text).with("list", list);
            // Languages are written in either case, media types in any.
            let folded = match list {
                "Language" | "FileFormat" => text.to_lowercase(),
                _ => text.to_owned(),
            };
            match self.standard.codes.standing(list, &folded) {
                Standing::Known => {}
                Standing::Withdrawn(code) => {
                    let say = say("iati-code-withdrawn").with("name", &code.name).with("day", &code.withdrawn_on);
                    tell(Grade::Warning, node.element(), say);
                }
                Standing::Unknown => tell(Grade::Error, node.element(), say("iati-code-unknown")),
                Standing::NotListed => tell(Grade::Warning, node.element(), say("iati-code-not-listed")),
            }
        });
    }
}
