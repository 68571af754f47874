//! A brief in the words of a language. What people typed is cleaned here, so that nothing a terminal or a browser would
//! obey goes further; escaping for a file belongs to who writes it.

use super::Locale;
use crate::domain::brief::{Brief, Cell};
use crate::domain::clean::clean_lines;
use crate::domain::kind::Kind;

/// What stands where nothing is known, which is not zero.
const NOTHING: &str = "–";

impl Locale {
    /// A brief as this language says it.
    #[must_use]
    pub fn brief(&self, brief: &Brief<Cell>) -> Brief<String> {
        brief.map(|cell| self.cell(cell))
    }

    /// Whether this language is written from right to left.
    #[must_use]
    pub fn right_to_left(&self) -> bool {
        self.code() == "ar"
    }

    fn cell(&self, cell: &Cell) -> String {
        match cell {
            Cell::Nothing => NOTHING.to_owned(),
            Cell::Text(text) => clean_lines(text).into_owned(),
            Cell::Say(say) => clean_lines(&self.say(say)).into_owned(),
            Cell::With(key, arguments) => {
                let said: Vec<(&str, String)> = arguments.iter().map(|(name, cell)| (*name, self.cell(cell))).collect();
                let said: Vec<(&str, &str)> = said.iter().map(|(name, text)| (*name, text.as_str())).collect();
                clean_lines(&self.with(key, &said)).into_owned()
            }
            Cell::Join(cells) => {
                let known = cells.iter().filter(|cell| **cell != Cell::Nothing).map(|cell| self.cell(cell));
                known.collect::<Vec<_>>().join(" · ")
            }
            Cell::Word(word) => self.text(&format!("choice-{word}")),
            Cell::Head(kind, name, year) => self.head(*kind, name, *year),
            Cell::Kind(kind) => self.text(&format!("kind-{}", dashed(kind.name()))),
            Cell::Usd(cents) => self.whole(*cents, 2),
            Cell::Dollars(cents) => format!("USD {}", self.whole(*cents, 2)),
            Cell::Millions(cents) => self.millions(*cents, 2),
            Cell::Money(money) => {
                format!("{} {}", money.currency, self.amount(money.minor, money.currency.minor_units()))
            }
            Cell::Count(count) => self.integer(*count),
            Cell::Tenths(tenths) => self.percent(*tenths, 1),
            Cell::Day(day) => self.day(day.year(), day.month(), day.day_of_month()),
            Cell::Percent(text) => self.per_cent(text),
        }
    }

    /// The heading of a field or computed column.
    pub(super) fn head(&self, kind: Kind, name: &str, year: i16) -> String {
        if kind.field(name).is_some() {
            return self.text(&format!("field-{}-{}", dashed(kind.name()), dashed(name)));
        }
        let (year, before) = (year.to_string(), (year - 1).to_string());
        self.with(&format!("column-{}", dashed(name)), &[("year", &year), ("before", &before)])
    }
}

fn dashed(name: &str) -> String {
    name.replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_typed_goes_no_further_with_what_a_terminal_obeys() {
        let locale = Locale::load("en").unwrap();
        let cell = |text: &str| locale.cell(&Cell::text(text));
        assert_eq!(cell("red \u{1b}[31malert\u{7}"), "red alert");
        assert_eq!(cell("one\r\ntwo"), "one\ntwo");
        assert_eq!(cell(""), NOTHING);
    }
}
