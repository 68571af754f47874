//! A record in memory: its kind, identity, and one text per field, as the field table orders them.
//! It refuses to keep numbers beside the texts: typed readings are made when asked for.

use super::day::{Day, Span};
use super::field::Field;
use super::kind::Kind;
use super::money::{Currency, Money};
use super::rate::Rate;
use super::say::Problem;

/// Identity of a record in every file: 63 bits, ordered by time of birth, the same in all offices. 0: not saved yet.
pub type Id = i64;

/// A record, or the draft of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub kind: Kind,
    pub id: Id,
    /// Counts the saves; a save names the version it was made from.
    pub version: i64,
    /// Lies in the bin.
    pub deleted: bool,
    values: Vec<String>,
    labels: Vec<String>,
    /// Values of the computed columns a list asked for, in the order it asked.
    pub extras: Vec<String>,
}

impl Record {
    /// An empty record of a kind, not saved yet.
    #[must_use]
    pub fn new(kind: Kind) -> Self {
        let fields = kind.fields().len();
        Self {
            kind,
            id: 0,
            version: 0,
            deleted: false,
            values: vec![String::new(); fields],
            labels: vec![String::new(); fields],
            extras: Vec::new(),
        }
    }

    fn at(&self, field: &str) -> Option<usize> {
        self.kind.fields().iter().position(|known| known.name == field)
    }

    /// The text form of a field; empty when it is empty or the kind has no such field.
    #[must_use]
    pub fn get(&self, field: &str) -> &str {
        self.at(field).map_or("", |index| &self.values[index])
    }

    /// Puts a text form that was read before; a name the kind does not have is a mistake of the program.
    ///
    /// # Panics
    /// When the kind has no such field.
    pub fn put(&mut self, field: &str, text: impl Into<String>) {
        let index = self.at(field).expect("a field the kind declares");
        self.values[index] = text.into();
        self.labels[index].clear();
    }

    /// The same record with a field filled; for building records in a row.
    #[must_use]
    pub fn with(mut self, field: &str, text: impl Into<String>) -> Self {
        self.put(field, text);
        self
    }

    /// The name of the record a `Ref` field points to, when it was loaded with it.
    #[must_use]
    pub fn label(&self, field: &str) -> &str {
        self.at(field).map_or("", |index| &self.labels[index])
    }

    /// Keeps the name of the record a `Ref` field points to.
    pub fn put_label(&mut self, field: &str, label: impl Into<String>) {
        if let Some(index) = self.at(field) {
            self.labels[index] = label.into();
        }
    }

    /// The label where there is one, else the text form.
    #[must_use]
    pub fn shown(&self, field: &str) -> &str {
        let label = self.label(field);
        if label.is_empty() { self.get(field) } else { label }
    }

    /// Every field with its text form.
    pub fn pairs(&self) -> impl Iterator<Item = (&'static Field, &str)> {
        self.kind.fields().iter().zip(self.values.iter().map(String::as_str))
    }

    /// The record a `Ref` field points to.
    #[must_use]
    pub fn reference(&self, field: &str) -> Option<Id> {
        self.get(field).parse().ok()
    }

    /// The records a `Refs` field points to.
    pub fn references(&self, field: &str) -> impl Iterator<Item = Id> {
        self.get(field).split(' ').filter_map(|id| id.parse().ok())
    }

    /// A day field.
    #[must_use]
    pub fn day(&self, field: &str) -> Option<Day> {
        Day::parse_iso(self.get(field))
    }

    /// A day-or-year field.
    #[must_use]
    pub fn span(&self, field: &str) -> Option<Span> {
        Span::parse_iso(self.get(field))
    }

    /// A rate field, units per US dollar.
    #[must_use]
    pub fn rate(&self, field: &str) -> Option<Rate> {
        Rate::parse(self.get(field))
    }

    /// The currency of the record: its `currency` field, else US dollars.
    #[must_use]
    pub fn currency(&self) -> Currency {
        Currency::parse(self.get("currency")).unwrap_or(Currency::USD)
    }

    /// An amount field in its own currency.
    #[must_use]
    pub fn money(&self, field: &str) -> Option<Money> {
        use super::field::Input;
        let currency = match self.kind.field(field)?.input {
            Input::Money(_) => self.currency(),
            _ => Currency::USD,
        };
        Money::from_text(self.get(field), currency).ok()
    }

    /// What is wrong with the record by itself: empty required fields and the rules of its kind.
    #[must_use]
    pub fn check(&self) -> Vec<Problem> {
        super::rules::check(self)
    }

    /// The name of the record in a language: its name field in that language, else the first that is not empty,
    /// else the shown texts of its title fields joined.
    #[must_use]
    pub fn title(&self, lang: &str) -> String {
        let info = self.kind.info();
        if info.title.len() > 1 {
            let parts: Vec<&str> =
                info.title.iter().map(|field| self.shown(field)).filter(|part| !part.is_empty()).collect();
            return parts.join(" · ");
        }
        let named = self.kind.name_fields(lang).into_iter().map(|field| self.get(field)).find(|text| !text.is_empty());
        named.unwrap_or_default().to_owned()
    }
}
