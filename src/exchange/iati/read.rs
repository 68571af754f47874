//! A file of any version as plain facts, one activity or organisation at a time. Version 1 is read as what version 2 calls
//! the same. It refuses to judge: what is missing stays empty, and codes stay as they are.

use std::io::{self, Read};

use super::pieces::{Found, Pieces};
use super::tree::{Element, read, read_tag};
use crate::domain::day::Day;
use crate::domain::iati::{
    Activity, Budget, Coded, Entry, Indicator, Institution, Link, Narrative, Organisation, Outcome, Participant,
    Period, Transaction, Value,
};
use crate::domain::say::Say;
use crate::exchange::decode::{Decoded, Encoding};
use crate::exchange::origin::{Bytes, Origin, unreadable};

/// What comes next in a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    Entry(Entry),
    /// Something that cannot be read; what follows is read all the same.
    Broken {
        line: u64,
        /// Its identifier, where it can still be seen.
        activity: String,
        say: Say,
    },
    /// Nothing of the file is taken.
    Refused {
        line: u64,
        say: Say,
    },
}

/// A file under way.
pub struct Entries<R> {
    pieces: Pieces<R>,
    /// As its root says; empty until it was met.
    pub version: String,
}

/// Opens a file, whatever its characters are written in.
///
/// # Errors
/// When it cannot be read, or is a folder.
pub fn open(origin: &Origin) -> Result<Decoded<Box<dyn Bytes>>, Say> {
    let mut encoding = Encoding::of(origin.open()?).map_err(|error| unreadable(origin, &error))?;
    let mut head = [0; 256];
    let held = origin.head(&mut head)?;
    if encoding == Encoding::Windows1252 && !says_other_than_utf_8(&head[..held]) {
        // XML is UTF-8 unless it says otherwise: one wrong byte is a mistake at its place, not another encoding.
        encoding = Encoding::Utf8;
    }
    Ok(Decoded::new(origin.open()?, encoding))
}

/// Whether the first line of a file names an encoding other than UTF-8.
fn says_other_than_utf_8(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head).to_lowercase();
    let Some((declaration, _)) = head.split_once("?>") else { return false };
    let Some((_, named)) = declaration.split_once("encoding") else { return false };
    !named.contains("utf-8") && !named.contains("utf8")
}

impl<R: Read> Entries<R> {
    /// Reads bytes, which are UTF-8, from their beginning.
    pub fn new(file: R) -> Self {
        Self { pieces: Pieces::new(file), version: String::new() }
    }

    /// What comes next; none at the end.
    ///
    /// # Errors
    /// When the file cannot be read any further.
    pub fn take_next(&mut self) -> io::Result<Option<Next>> {
        loop {
            let Some(found) = self.pieces.next()? else { return Ok(None) };
            let next = match found {
                Found::Trouble { say, .. } if say.key == "iati-stray" => continue,
                Found::Trouble { line, say } => Next::Broken { line, activity: String::new(), say },
                Found::Refused { line, say } => Next::Refused { line, say },
                Found::Root { line, tag } => match root(line, tag) {
                    Ok(version) => {
                        self.version = version;
                        continue;
                    }
                    Err(say) => Next::Refused { line, say },
                },
                Found::Entry { line, text } => match read(text, line) {
                    Ok(element) => Next::Entry(entry(&element)),
                    Err(broken) => Next::Broken { line: broken.line, activity: identifier_in(text), say: broken.say },
                },
            };
            return Ok(Some(next));
        }
    }
}

/// The version a root names; refused where it is none of the standard.
fn root(line: u64, tag: &str) -> Result<String, Say> {
    let root = read_tag(tag, line).map_err(|broken| broken.say)?;
    match root.name {
        "iati-activities" | "iati-organisations" | "iati-activity" | "iati-organisation" => {
            Ok(root.attribute("version").unwrap_or_default().to_owned())
        }
        other => Err(Say::new("iati-root").with("element", other)),
    }
}

/// The identifier of an activity too broken to be read.
pub(super) fn identifier_in(text: &str) -> String {
    let found = ["iati-identifier>", "organisation-identifier>"].into_iter().find_map(|name| {
        let (_, after) = text.split_once(&format!("<{name}"))?;
        let (identifier, _) = after.split_once('<')?;
        Some(identifier.trim())
    });
    let found = found.unwrap_or_default();
    found.chars().take(120).collect()
}

fn entry(element: &Element) -> Entry {
    if element.name == "iati-organisation" {
        Entry::Institution(Box::new(institution(element)))
    } else {
        Entry::Activity(Box::new(activity(element)))
    }
}

fn text_of(element: &Element, name: &str) -> String {
    element.first(name).map_or("", |inner| inner.text.trim()).to_owned()
}

fn attribute(element: &Element, name: &str) -> String {
    element.attribute(name).unwrap_or_default().trim().to_owned()
}

fn code_of(element: &Element, name: &str) -> String {
    element.first(name).map_or_else(String::new, |inner| attribute(inner, "code"))
}

fn day(text: &str) -> Option<Day> {
    text.trim().get(..10).and_then(Day::parse_iso)
}

fn iso_day(element: &Element, name: &str) -> Option<Day> {
    let inner = element.first(name)?;
    day(inner.attribute("iso-date").unwrap_or(&inner.text))
}

/// The texts in an element: narratives, or before version 2 the element's own.
fn narratives(element: &Element) -> Vec<Narrative> {
    let one = |of: &Element| Narrative {
        lang: attribute(of, "xml:lang").to_lowercase(),
        text: of.text.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    let mut found: Vec<Narrative> = element.all("narrative").map(one).collect();
    if found.is_empty() {
        found.push(one(element));
    }
    found.retain(|narrative| !narrative.text.is_empty());
    found
}

/// The texts of every element with a name: version 1 repeats the element for each language.
fn texts(element: &Element, name: &str) -> Vec<Narrative> {
    element.all(name).flat_map(narratives).collect()
}

fn organisation(element: &Element) -> Organisation {
    Organisation { identifier: attribute(element, "ref"), kind: attribute(element, "type"), names: narratives(element) }
}

fn coded(element: &Element, name: &str) -> Vec<Coded> {
    let one = |of: &Element| Coded {
        vocabulary: match attribute(of, "vocabulary") {
            named if named.is_empty() || named == "DAC" => "1".to_owned(),
            named => named,
        },
        code: attribute(of, "code"),
        percentage: attribute(of, "percentage"),
        names: narratives(of),
    };
    element.all(name).map(one).collect()
}

/// A word of version 1 as the code of version 2; other words stay.
fn code_for(words: &[(&str, &str)], word: &str) -> String {
    let known = words.iter().find(|(old, _)| old.eq_ignore_ascii_case(word));
    known.map_or(word, |(_, new)| new).to_owned()
}

const ROLES: [(&str, &str); 4] = [("Funding", "1"), ("Accountable", "2"), ("Extending", "3"), ("Implementing", "4")];
const DATES: [(&str, &str); 4] =
    [("start-planned", "1"), ("start-actual", "2"), ("end-planned", "3"), ("end-actual", "4")];
const TRANSACTIONS: [(&str, &str); 9] =
    [("IF", "1"), ("C", "2"), ("D", "3"), ("E", "4"), ("IR", "5"), ("LR", "6"), ("R", "7"), ("QP", "8"), ("QS", "9")];

fn activity(element: &Element) -> Activity {
    let participant =
        |of: &Element| Participant { role: code_for(&ROLES, &attribute(of, "role")), organisation: organisation(of) };
    let date = |of: &Element| {
        let day = day(of.attribute("iso-date").unwrap_or(&of.text))?;
        Some((code_for(&DATES, &attribute(of, "type")), day))
    };
    Activity {
        line: element.line,
        identifier: text_of(element, "iati-identifier"),
        default_currency: attribute(element, "default-currency"),
        lang: attribute(element, "xml:lang").to_lowercase(),
        humanitarian: matches!(element.attribute("humanitarian"), Some("1" | "true")),
        updated: attribute(element, "last-updated-datetime"),
        reporting: element.first("reporting-org").map(organisation).unwrap_or_default(),
        titles: texts(element, "title"),
        descriptions: texts(element, "description"),
        participants: element.all("participating-org").map(participant).collect(),
        others: element.all("other-identifier").map(other).filter(|(other, _)| !other.is_empty()).collect(),
        status: code_of(element, "activity-status"),
        dates: element.all("activity-date").filter_map(date).collect(),
        scope: code_of(element, "activity-scope"),
        countries: coded(element, "recipient-country"),
        regions: coded(element, "recipient-region"),
        sectors: coded(element, "sector"),
        tags: coded(element, "tag"),
        flow: code_of(element, "default-flow-type"),
        finance: code_of(element, "default-finance-type"),
        aid_types: coded(element, "default-aid-type"),
        tied: code_of(element, "default-tied-status"),
        budgets: element.all("budget").map(budget).collect(),
        transactions: element.all("transaction").map(transaction).collect(),
        links: element.all("document-link").map(link).collect(),
        outcomes: element.all("result").map(outcome).collect(),
    }
}

/// An identifier an activity has elsewhere; version 1 writes it as text.
fn other(element: &Element) -> (String, String) {
    let text = element.attribute("ref").unwrap_or(&element.text);
    (text.trim().to_owned(), attribute(element, "type"))
}

fn value(element: &Element) -> Value {
    let Some(value) = element.first("value") else { return Value::default() };
    Value {
        text: value.text.trim().to_owned(),
        currency: attribute(value, "currency"),
        day: value.attribute("value-date").and_then(day),
    }
}

fn budget(element: &Element) -> Budget {
    Budget {
        line: element.line,
        status: attribute(element, "status"),
        starts: iso_day(element, "period-start"),
        ends: iso_day(element, "period-end"),
        value: value(element),
        recipient: element.first("recipient-org").map(organisation),
    }
}

fn transaction(element: &Element) -> Transaction {
    Transaction {
        line: element.line,
        reference: attribute(element, "ref"),
        kind: code_for(&TRANSACTIONS, &code_of(element, "transaction-type")),
        day: iso_day(element, "transaction-date"),
        value: value(element),
        description: texts(element, "description"),
        provider: element.first("provider-org").map(organisation),
        provider_activity: element
            .first("provider-org")
            .map_or_else(String::new, |of| attribute(of, "provider-activity-id")),
        receiver: element.first("receiver-org").map(organisation),
        channel: code_of(element, "disbursement-channel"),
        countries: coded(element, "recipient-country"),
        aid_types: coded(element, "aid-type"),
    }
}

fn link(element: &Element) -> Link {
    let codes = |name: &'static str| element.all(name).map(|of| attribute(of, "code")).collect::<Vec<_>>();
    Link {
        line: element.line,
        url: attribute(element, "url"),
        format: attribute(element, "format"),
        titles: texts(element, "title"),
        categories: codes("category"),
        languages: codes("language"),
        day: iso_day(element, "document-date"),
    }
}

fn outcome(element: &Element) -> Outcome {
    Outcome {
        kind: attribute(element, "type"),
        titles: texts(element, "title"),
        indicators: element.all("indicator").map(indicator).collect(),
    }
}

fn indicator(element: &Element) -> Indicator {
    let own = element.all("reference").find(|of| of.attribute("vocabulary") == Some("99"));
    let baseline = element.first("baseline").map(|of| {
        let day = of.attribute("iso-date").or_else(|| of.attribute("year")).unwrap_or_default();
        (day.to_owned(), attribute(of, "value"))
    });
    let value = |of: &Element, name: &str| of.first(name).and_then(|it| it.attribute("value")).map(str::to_owned);
    let period = |of: &Element| Period {
        starts: iso_day(of, "period-start"),
        ends: iso_day(of, "period-end"),
        target: value(of, "target"),
        actual: value(of, "actual"),
        comment: of.first("actual").map(|actual| texts(actual, "comment")).unwrap_or_default(),
    };
    Indicator {
        line: element.line,
        measure: attribute(element, "measure"),
        ascending: !matches!(element.attribute("ascending"), Some("0" | "false")),
        titles: texts(element, "title"),
        code: own.map_or_else(String::new, |of| attribute(of, "code")),
        baseline,
        periods: element.all("period").map(period).collect(),
    }
}

fn institution(element: &Element) -> Institution {
    Institution {
        line: element.line,
        identifier: match text_of(element, "organisation-identifier") {
            none if none.is_empty() => text_of(element, "iati-identifier"),
            identifier => identifier,
        },
        default_currency: attribute(element, "default-currency"),
        lang: attribute(element, "xml:lang").to_lowercase(),
        updated: attribute(element, "last-updated-datetime"),
        names: texts(element, "name"),
        reporting: element.first("reporting-org").map(organisation).unwrap_or_default(),
        total_budgets: element.all("total-budget").map(budget).collect(),
        recipient_budgets: element.all("recipient-org-budget").map(budget).collect(),
        expenditures: element.all("total-expenditure").map(budget).collect(),
        links: element.all("document-link").map(link).collect(),
    }
}
