//! What a file that is written holds: its format and its columns, as data. A whole record has all its fields, a list the
//! columns it shows; either has what reading it in again needs. It refuses to know bytes, records and words.

use super::field::{Field, Input};
use super::kind::{Extra, Kind, Shows};
use super::query::Query;

/// The number of the shape of JSON exports; it counts up when what is there changes its meaning, never for an addition.
pub const SCHEMA: u32 = 1;

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv {
        /// Begins with a byte order mark, by which spreadsheets know UTF-8.
        mark: bool,
        /// Cells a spreadsheet would run as formulas have an apostrophe in front.
        safe: bool,
    },
    Xlsx,
    /// One list of objects.
    Json,
    /// One object a line.
    JsonLines,
}

impl Format {
    /// The formats that are offered, the plainest first.
    pub const ALL: [Self; 5] = [
        Self::Csv { mark: false, safe: false },
        Self::Csv { mark: true, safe: true },
        Self::Xlsx,
        Self::Json,
        Self::JsonLines,
    ];

    /// The word of the command line and of what is remembered; the end of the message keys `format-WORD`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Csv { mark: false, safe: false } => "csv",
            Self::Csv { .. } => "csv-spreadsheet",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
        }
    }

    /// The format with this word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.word() == word)
    }

    /// The word of `WORDS` that was remembered; the plainest where it is none.
    #[must_use]
    pub fn remembered(word: &str) -> &'static str {
        WORDS.into_iter().find(|known| *known == word).unwrap_or(WORDS[0])
    }

    /// The ending of a file's name.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv { .. } => "csv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
        }
    }

    const fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::JsonLines)
    }
}

/// What a screen offers for a list: every format of a file, and the way through the terminal.
pub const WORDS: [&str; 6] = [
    Format::ALL[0].word(),
    Format::ALL[1].word(),
    Format::ALL[2].word(),
    Format::ALL[3].word(),
    Format::ALL[4].word(),
    "copy",
];

/// Where the cells of a column come from.
#[derive(Clone, Copy, Debug)]
pub enum From {
    Id,
    Version,
    Field(&'static Field),
    /// A computed column, at its place among those the query shows.
    Extra(&'static Extra),
    /// The code of the US dollar where the column before holds an amount in it.
    Usd,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Text,
    /// Several texts with `; ` between.
    Texts,
    /// A whole number.
    Whole,
    Day,
    /// An exact decimal in the currency of the record's own column for it.
    Money,
    /// US dollars, an exact decimal.
    Usd,
    /// An exact decimal that is no money: a rate, per cent.
    Decimal,
}

/// One column of a file.
#[derive(Clone, Debug)]
pub struct Column {
    /// The name in the header: that of the field or computed column.
    pub name: String,
    pub from: From,
    pub holds: Holds,
    /// Cells of a screen's list it needs to be read, where it says so.
    pub width: u16,
}

/// The words of a file that people open: what it holds and what its sums are of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The name of the sheet that says it.
    pub about: String,
    /// What the file is: what of, when, by whom; name and value.
    pub facts: Vec<(String, String)>,
    /// What each column is called for people.
    pub labels: Vec<String>,
    /// Headings above the columns, their names and what they are called.
    pub column: [String; 2],
    /// Headings above the sums: of which column, in which currency, the sum, rows without a value, amounts whose digits
    /// are more than a spreadsheet keeps.
    pub sums: [String; 5],
}

/// What is written and how.
#[derive(Clone, Debug)]
pub struct Plan {
    pub kind: Kind,
    pub format: Format,
    pub columns: Vec<Column>,
    pub words: Words,
}

fn id() -> Column {
    Column { name: "id".to_owned(), from: From::Id, holds: Holds::Text, width: 20 }
}

fn of_field(field: &'static Field) -> Column {
    let holds = match field.input {
        Input::Refs(_) => Holds::Texts,
        Input::Year | Input::Count => Holds::Whole,
        Input::Day | Input::Span => Holds::Day,
        Input::Money(_) => Holds::Money,
        Input::Usd => Holds::Usd,
        Input::Rate | Input::Percent => Holds::Decimal,
        _ => Holds::Text,
    };
    Column { name: field.name.to_owned(), from: From::Field(field), holds, width: field.width }
}

fn of_extra(extra: &'static Extra) -> Column {
    let holds = match extra.shows {
        Shows::Usd => Holds::Usd,
        Shows::Count | Shows::Share => Holds::Whole,
        Shows::Day => Holds::Day,
        Shows::Text | Shows::Word => Holds::Text,
    };
    Column { name: extra.name.to_owned(), from: From::Extra(extra), holds, width: 14 }
}

/// The currency of a column of US dollars, in a column of its own; none where the name of the column says it.
fn currency_of(column: &Column, format: Format) -> Option<Column> {
    let silent = format.is_json() || !column.name.split('_').any(|part| part == "usd");
    let name = format!("{}_currency", column.name);
    (column.holds == Holds::Usd && silent).then_some(Column { name, from: From::Usd, holds: Holds::Text, width: 4 })
}

fn with_currencies(columns: Vec<Column>, format: Format) -> Vec<Column> {
    let both = |column: Column| {
        let currency = currency_of(&column, format);
        std::iter::once(column).chain(currency)
    };
    columns.into_iter().flat_map(both).collect()
}

/// Every field of a kind in the order of its table, its id first: what a file needs to be read in again.
#[must_use]
pub fn whole(kind: Kind, format: Format) -> Vec<Column> {
    let version = Column { name: "version".to_owned(), from: From::Version, holds: Holds::Whole, width: 8 };
    let head = std::iter::once(id()).chain(format.is_json().then_some(version));
    with_currencies(head.chain(kind.fields().iter().map(of_field)).collect(), format)
}

/// The columns a list shows, in its order; an amount never without its currency, and the id last, by which the file
/// finds its records again.
#[must_use]
pub fn shown(query: &Query, format: Format) -> Vec<Column> {
    let kind = query.kind;
    let found = |name: &&'static str| kind.field(name).map(of_field).or_else(|| kind.extra(name).map(of_extra));
    let mut columns: Vec<Column> = query.columns.iter().filter_map(found).collect();
    let shows_currency = query.columns.contains(&"currency");
    if let (Some(last), false) = (columns.iter().rposition(|column| column.holds == Holds::Money), shows_currency) {
        let after = last + 1;
        columns.splice(after..after, kind.field("currency").map(of_field));
    }
    let mut columns = with_currencies(columns, format);
    columns.push(id());
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSV: Format = Format::ALL[0];

    fn names(columns: &[Column]) -> Vec<&str> {
        columns.iter().map(|column| column.name.as_str()).collect()
    }

    #[test]
    fn words_name_formats() {
        for format in Format::ALL {
            assert_eq!(Format::named(format.word()), Some(format));
        }
        assert_eq!(Format::named("ods"), None);
    }

    #[test]
    fn an_amount_is_never_without_its_currency() {
        let query = Query::read(Kind::Contribution, "columns=amount,usd,partner").unwrap();
        assert_eq!(names(&shown(&query, CSV)), ["amount", "currency", "usd", "partner", "id"]);
        let query = Query::read(Kind::Partner, "columns=name,this_year").unwrap();
        assert_eq!(names(&shown(&query, CSV)), ["name", "this_year", "this_year_currency", "id"]);
        for kind in Kind::ALL {
            let money = |column: &Column| column.holds == Holds::Money;
            let columns = whole(kind, CSV);
            assert!(!columns.iter().any(money) || names(&columns).contains(&"currency"), "{}", kind.name());
        }
    }

    #[test]
    fn no_two_columns_of_a_file_have_one_name() {
        for kind in Kind::ALL {
            for format in Format::ALL {
                let mut query = Query::all(kind);
                query.columns = kind.fields().iter().map(|field| field.name).collect();
                let extras = kind.info().extras.iter().map(|extra| extra.name);
                query.columns.extend(extras.filter(|name| kind.field(name).is_none()));
                for columns in [whole(kind, format), shown(&query, format)] {
                    let mut names = names(&columns);
                    names.sort_unstable();
                    let count = names.len();
                    names.dedup();
                    assert_eq!(names.len(), count, "{} {}", kind.name(), format.word());
                }
            }
        }
    }
}
