//! What a file is, in the words of a language: for the sheet of a spreadsheet that says it. The columns themselves keep
//! the names of the fields in every language, so that a file means the same wherever it is read.

use super::Locale;
use crate::domain::day::Day;
use crate::domain::export::{Column, Format, From, Plan, Words};
use crate::domain::query::Query;

/// Of whom and of when a file is.
#[derive(Clone, Copy, Debug)]
pub struct Signed<'a> {
    pub who: &'a str,
    pub today: Day,
    pub as_of: Option<Day>,
}

impl Locale {
    /// What a file of some columns of a list is to be.
    #[must_use]
    pub fn export(&self, query: &Query, format: Format, columns: Vec<Column>, signed: Signed<'_>) -> Plan {
        let day = |day: Day| self.day(day.year(), day.month(), day.day_of_month());
        let fact = |key: &str, value: String| (self.text(key), value);
        let mut facts = vec![
            fact("export-of", self.text(&format!("kind-{}", query.kind.name().replace('_', "-")))),
            fact("export-list", query.to_string()),
            fact("export-by", signed.who.to_owned()),
            fact("export-on", day(signed.today)),
        ];
        facts.extend(signed.as_of.map(|of| fact("export-as-of", day(of))));
        facts.retain(|(_, value)| !value.is_empty());
        let year = signed.as_of.unwrap_or(signed.today).year();
        let label = |column: &Column| match column.from {
            From::Id => self.text("export-id"),
            From::Version => self.text("export-version"),
            From::Usd => self.text("export-currency"),
            From::Field(field) => self.head(query.kind, field.name, year),
            From::Extra(extra) => self.head(query.kind, extra.name, year),
        };
        let words = Words {
            about: self.text("export-about"),
            facts,
            labels: columns.iter().map(label).collect(),
            column: ["export-column", "export-label"].map(|key| self.text(key)),
            sums: ["export-column", "export-currency", "export-sum", "export-empty", "export-as-text"]
                .map(|key| self.text(key)),
        };
        Plan { kind: query.kind, format, columns, words }
    }
}
