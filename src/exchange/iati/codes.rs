//! Code lists: those that ship, what newer official files add to them, and where each holds. A withdrawn code stays
//! readable. It refuses to say that a code is wrong where its list is open.

use std::collections::HashMap;

use super::expression::{Expression, Node, Path};
use super::tree::{Element, read};
use crate::domain::iati::Code;
use crate::domain::say::Say;

/// A code list as its official file has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    pub name: String,
    /// Codes that are not on it may be used.
    pub open: bool,
    pub codes: Vec<Code>,
}

/// Every list, its codes in order.
#[derive(Clone, Debug, Default)]
pub struct Codes {
    lists: HashMap<String, Held>,
}

#[derive(Clone, Debug, Default)]
struct Held {
    list: List,
    places: HashMap<String, usize>,
}

/// How a code stands to its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing<'c> {
    Known,
    Withdrawn(&'c Code),
    /// Not on a list that is complete.
    Unknown,
    /// Not on a list that is open.
    NotListed,
}

impl Codes {
    /// The lists of a compact file: list, code, name, category, state, day withdrawn; an empty code says that a list is open.
    #[must_use]
    pub fn of(csv: &str) -> Self {
        let mut codes = Self::default();
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        for row in reader.records().flatten() {
            let cell = |at: usize| row.get(at).unwrap_or_default().to_owned();
            let code = Code {
                code: cell(1),
                name: cell(2),
                category: cell(3),
                withdrawn: &row[4] == "withdrawn",
                withdrawn_on: cell(5),
            };
            let held = codes.held(&cell(0));
            if code.code.is_empty() { held.list.open = true } else { held.put(code) }
        }
        codes
    }

    fn held(&mut self, name: &str) -> &mut Held {
        let held = self.lists.entry(name.to_owned()).or_default();
        name.clone_into(&mut held.list.name);
        held
    }

    /// Adds a code, or says anew what is known of it.
    pub fn put(&mut self, list: &str, code: Code) {
        self.held(list).put(code);
    }

    /// A list; none where there is none of this name, in any case.
    #[must_use]
    pub fn list(&self, name: &str) -> Option<&List> {
        let held = self.lists.get(name);
        let held = held.or_else(|| self.lists.values().find(|held| held.list.name.eq_ignore_ascii_case(name)));
        held.map(|held| &held.list)
    }

    /// Every list by name.
    #[must_use]
    pub fn lists(&self) -> Vec<&List> {
        let mut all: Vec<&List> = self.lists.values().map(|held| &held.list).collect();
        all.sort_by(|one, other| one.name.cmp(&other.name));
        all
    }

    /// One code of a list.
    #[must_use]
    pub fn get(&self, list: &str, code: &str) -> Option<&Code> {
        let held = self.lists.get(list)?;
        held.places.get(code).map(|at| &held.list.codes[*at])
    }

    /// How a code stands to a list; of a list nobody knows nothing is wrong.
    #[must_use]
    pub fn standing(&self, list: &str, code: &str) -> Standing<'_> {
        let Some(held) = self.lists.get(list) else { return Standing::Known };
        match held.places.get(code).map(|at| &held.list.codes[*at]) {
            Some(code) if code.withdrawn => Standing::Withdrawn(code),
            Some(_) => Standing::Known,
            None if held.list.open => Standing::NotListed,
            None => Standing::Unknown,
        }
    }

    /// Whether an identifier begins with the code of an agency that gives them, or is on the list of organisations.
    #[must_use]
    pub fn has_agency(&self, identifier: &str) -> bool {
        let Some(held) = self.lists.get("OrganisationRegistrationAgency") else { return true };
        let begins = |at: usize| held.places.contains_key(&identifier[..at]);
        identifier.match_indices('-').any(|(at, _)| begins(at)) || self.is_organisation(identifier)
    }

    /// Whether an identifier is on the list of organisations.
    #[must_use]
    pub fn is_organisation(&self, identifier: &str) -> bool {
        ["IATIOrganisationIdentifier", "OrganisationIdentifier"].iter().any(|list| self.get(list, identifier).is_some())
    }

    /// The compact form, as `of` reads it.
    #[must_use]
    pub fn compact(&self) -> String {
        let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
        let mut row = |cells: [&str; 6]| out.write_record(cells).expect("memory takes every row");
        row(["list", "code", "name_en", "category", "state", "withdrawn"]);
        for list in self.lists() {
            if list.open {
                row([&list.name, "", "", "", "open", ""]);
            }
            for code in &list.codes {
                let state = if code.withdrawn { "withdrawn" } else { "" };
                row([&list.name, &code.code, &code.name, &code.category, state, &code.withdrawn_on]);
            }
        }
        String::from_utf8(out.into_inner().expect("memory takes every row")).expect("cells are text")
    }
}

impl Held {
    fn put(&mut self, code: Code) {
        match self.places.get(&code.code) {
            Some(at) => self.list.codes[*at] = code,
            None => {
                self.places.insert(code.code.clone(), self.list.codes.len());
                self.list.codes.push(code);
            }
        }
    }
}

/// Reads the official file of one list.
///
/// # Errors
/// When it is broken, or is no code list.
pub fn read_list(text: &str) -> Result<List, Say> {
    let wanted = || Say::new("codelist-wanted");
    if text.to_ascii_uppercase().contains("<!DOCTYPE") {
        return Err(Say::new("iati-document-type"));
    }
    let root = read(text, 1).map_err(|broken| broken.say.with("line", broken.line))?;
    let name = root.attribute("name").filter(|_| root.name == "codelist").ok_or_else(wanted)?;
    let items = root.first("codelist-items").ok_or_else(wanted)?;
    let mut held = Held::default();
    for item in items.all("codelist-item") {
        let code = item.first("code").map_or("", |code| code.text.trim());
        if !code.is_empty() && !held.places.contains_key(code) {
            held.put(read_code(item, code));
        }
    }
    let open = root.attribute("complete") != Some("1");
    Ok(List { name: name.to_owned(), open, codes: held.list.codes })
}

fn read_code(item: &Element, code: &str) -> Code {
    let english = |of: &Element| {
        let is = |narrative: &&Element| narrative.attribute("xml:lang").is_none_or(|lang| lang == "en");
        of.all("narrative").find(is).map(|narrative| narrative.text.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let withdrawn = item.attribute("status") == Some("withdrawn");
    let day = item.attribute("withdrawal-date").filter(|_| withdrawn).unwrap_or_default();
    Code {
        code: code.to_owned(),
        name: item.first("name").and_then(english).unwrap_or_default(),
        category: item.first("category").map_or("", |category| category.text.trim()).to_owned(),
        withdrawn,
        withdrawn_on: day.get(..10).unwrap_or(day).to_owned(),
    }
}

/// Which list holds where.
pub struct Mapping {
    rows: Vec<Row>,
}

struct Row {
    /// Of activities or of organisations; both where it is neither.
    entry: Option<&'static str>,
    path: Path,
    list: String,
    condition: Option<Expression>,
}

impl Mapping {
    /// Reads the mapping of the standard.
    #[must_use]
    pub fn of(xml: &str) -> Self {
        let root = read(xml, 1).unwrap_or_default();
        Self { rows: root.all("mapping").filter_map(read_row).collect() }
    }

    /// Every place of an activity or organisation a list holds for, with the list.
    pub fn places<'e>(&self, entry: &'e Element<'e>, tell: &mut impl FnMut(&str, Node<'e>)) {
        for row in self.rows.iter().filter(|row| row.entry.is_none_or(|name| name == entry.name)) {
            for node in row.path.nodes(&[entry], "") {
                if row.condition.as_ref().is_none_or(|condition| condition.holds(&[node.element()], "")) {
                    tell(&row.list, node);
                }
            }
        }
    }
}

fn read_row(mapping: &Element) -> Option<Row> {
    let path = mapping.first("path")?.text.trim();
    let list = mapping.first("codelist")?.attribute("ref")?.to_owned();
    let condition = mapping.first("condition").and_then(|condition| Expression::parse(&condition.text));
    for name in ["iati-activity", "iati-organisation"] {
        let inside =
            path.strip_prefix("//").and_then(|path| path.strip_prefix(name)).and_then(|path| path.strip_prefix('/'));
        if let Some(inside) = inside {
            return Some(Row { entry: Some(name), path: Path::parse(inside)?, list, condition });
        }
    }
    // Attributes of the whole file are looked at where it begins.
    let anywhere = path.starts_with("//@");
    anywhere.then(|| Some(Row { entry: None, path: Path::parse(path)?, list, condition })).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::iati::{CODES, MAPPING};

    #[test]
    fn the_lists_that_ship_are_written_as_they_are_read() {
        let codes = Codes::of(CODES);
        assert_eq!(codes.compact(), CODES);
        assert_eq!(codes.lists().len(), 71);
        assert_eq!(codes.get("TransactionType", "13").map(|code| code.name.as_str()), Some("Incoming Pledge"));
        assert_eq!(codes.get("CRSChannelCode", "41120").map(|code| code.category.as_str()), Some("41100"));
        assert!(matches!(codes.standing("CRSChannelCode", "41124"), Standing::Withdrawn(_)));
        assert_eq!(codes.standing("TransactionType", "99"), Standing::Unknown);
        assert_eq!(codes.standing("Country", "ZZ"), Standing::NotListed);
        assert!(codes.has_agency("XM-DAC-41120") && codes.has_agency("GB-COH-1") && !codes.has_agency("ours-1"));
    }

    #[test]
    fn every_place_of_the_mapping_is_read() {
        let mapping = Mapping::of(MAPPING);
        // All but the version of each kind of file.
        assert_eq!(mapping.rows.len(), MAPPING.matches("<mapping>").count() - 2);
        let conditions = mapping.rows.iter().filter(|row| row.condition.is_some()).count();
        assert_eq!(conditions, MAPPING.matches("<condition>").count());
        let codes = Codes::of(CODES);
        for row in &mapping.rows {
            assert!(codes.list(&row.list).is_some(), "{} ships", row.list);
        }
    }

    #[test]
    fn an_official_file_is_read() {
        let text = "<codelist name='X' complete='1'><codelist-items><codelist-item status='active'><code>1</code><name>\
                    <narrative>One</narrative><narrative xml:lang='fr'>Un</narrative></name></codelist-item>\
                    <codelist-item status='withdrawn' withdrawal-date='2020-01-01'><code>2</code><category>A</category>\
                    </codelist-item></codelist-items></codelist>";
        let list = read_list(text).unwrap();
        assert_eq!((list.name.as_str(), list.open, list.codes.len()), ("X", false, 2));
        assert_eq!((list.codes[0].name.as_str(), list.codes[0].withdrawn), ("One", false));
        assert_eq!((list.codes[1].withdrawn_on.as_str(), list.codes[1].category.as_str()), ("2020-01-01", "A"));
        assert_eq!(read_list("<iati-activities/>").unwrap_err().key, "codelist-wanted");
        assert_eq!(read_list("<codelist name='X'>").unwrap_err().key, "iati-not-closed");
        assert_eq!(read_list("<!doctype x []><codelist name='X'/>").unwrap_err().key, "iati-document-type");
    }
}
