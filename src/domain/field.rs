//! One attribute of a record, declared once: tables, forms, checks, files, search, history and help are loops over it.
//! Every value has exactly one text form; `Input::read` makes it from what a person typed, and reading it again changes nothing.

use super::clean::{clean_line, clean_lines};
use super::day::{Day, read_day_in, read_span_in};
use super::kind::Kind;
use super::money::{Currency, Money, plain_text, read_money_in, read_plain};
use super::rate::read_rate;
use super::say::Say;
use super::split::read_split;
use super::style::Style;

/// One attribute of a kind of record.
#[derive(Debug)]
pub struct Field {
    /// Column, CSV header, history key, and end of the message keys `field-KIND-NAME` and `hint-KIND-NAME`.
    pub name: &'static str,
    pub input: Input,
    /// Columns of a list it needs to be read.
    pub width: u16,
    pub required: bool,
    /// No two records of the kind outside the bin may share it.
    pub unique: bool,
    /// Lists can be sorted by it at once: the file has an index that begins with it.
    pub indexed: bool,
    /// Found by search.
    pub searched: bool,
    /// Filled by a rule when a record is saved; shown, never typed.
    pub computed: bool,
}

/// What may be typed into a field and how its text form is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// One line of text.
    Line,
    /// Several lines of text.
    Lines,
    /// A short unique code: no spaces, upper case kept as typed.
    Code,
    /// A day, `2021-08-31`.
    Day,
    /// A day or, when no more is known, a year.
    Span,
    Year,
    /// A whole number.
    Count,
    /// An amount; its currency stands in the named field of the same record.
    Money(&'static str),
    /// An amount in US dollars.
    Usd,
    /// Units of local currency per US dollar.
    Rate,
    /// Per cent, at most two decimals: `13`, `7.5`.
    Percent,
    /// How the record's amount is split, by amounts that add up to it: `2020 5200000.00; 2021 5200000.00`.
    Split(Along),
    /// An ISO 4217 code.
    Currency,
    /// One of a closed list; the words are the messages `choice-WORD`.
    Choice(&'static [&'static str]),
    /// Another record, by id in the text form; people and files write its code or name.
    Ref(Kind),
    /// Several records of a kind, by ids with a space between; people and files write their names with `;` between.
    Refs(Kind),
    /// `yes` or `no`.
    Flag,
}

/// Along what an amount is split: years, or records named by their codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Along {
    Year,
    Flagship,
    Subprogramme,
    Country,
    Earmarking,
}

impl Along {
    /// Every way of splitting.
    pub const ALL: [Self; 5] = [Self::Year, Self::Flagship, Self::Subprogramme, Self::Country, Self::Earmarking];

    /// The kind of record its keys are codes of; none for years.
    #[must_use]
    pub const fn kind(self) -> Option<Kind> {
        match self {
            Self::Year => None,
            Self::Flagship => Some(Kind::Flagship),
            Self::Subprogramme => Some(Kind::Subprogramme),
            Self::Country => Some(Kind::Country),
            Self::Earmarking => Some(Kind::Earmarking),
        }
    }

    /// The word kept in the file.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Flagship => "flagship",
            Self::Subprogramme => "subprogramme",
            Self::Country => "country",
            Self::Earmarking => "earmarking",
        }
    }
}

/// Longest text of one line and of several, in characters: more is a mistake of pasting.
const LONGEST_LINE: usize = 2_000;
const LONGEST_LINES: usize = 20_000;

/// What reading depends on besides the text: the day it is, the record's currency, and how a file writes.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    pub today: Day,
    /// The currency of a `Money` field that does not say one itself.
    pub currency: Currency,
    pub style: Style,
}

impl Reading {
    /// How what a person types is read.
    #[must_use]
    pub const fn typed(today: Day, currency: Currency) -> Self {
        Self { today, currency, style: Style { decimal: None, days: None } }
    }
}

/// A value that was read: its text form, and the currency when the text named one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    pub text: String,
    pub currency: Option<Currency>,
}

impl Input {
    /// Reads what a person typed into the one text form; empty stays empty.
    ///
    /// # Errors
    /// Says what was wanted. `Ref` takes digits only here: the store turns codes and names into ids.
    pub fn read(self, typed: &str, reading: &Reading) -> Result<Read, Say> {
        if let Self::Lines = self {
            return long_enough(clean_lines(typed).into_owned(), LONGEST_LINES).map(plain);
        }
        let text = clean_line(typed);
        let text = text.trim();
        if text.is_empty() {
            return Ok(plain(String::new()));
        }
        match self {
            Self::Money(_) => read_money_in(text, reading.currency, reading.style.decimal).map(with_currency),
            Self::Split(along) => read_split(text, along, reading.currency).map(|split| plain(split.to_string())),
            _ => self.read_scalar(text, reading).map(plain),
        }
    }

    fn read_scalar(self, text: &str, reading: &Reading) -> Result<String, Say> {
        let (today, style) = (reading.today, reading.style);
        match self {
            Self::Line | Self::Lines => long_enough(text.to_owned(), LONGEST_LINE),
            Self::Code => read_code(text),
            Self::Day => read_day_in(text, today, style.days).map(|day| day.to_string()),
            Self::Span => read_span_in(text, today, style.days).map(|span| span.to_string()),
            Self::Year => read_year(text),
            Self::Count => read_count(text),
            Self::Usd | Self::Money(_) => read_usd(text, style),
            Self::Rate => read_rate(text).map(|rate| rate.to_string()),
            Self::Percent => read_percent(text),
            Self::Split(along) => read_split(text, along, Currency::USD).map(|split| split.to_string()),
            Self::Currency => Currency::parse(text)
                .map(|currency| currency.to_string())
                .ok_or_else(|| Say::new("value-currency-unknown").with("text", text)),
            Self::Choice(words) => read_choice(text, words),
            Self::Ref(kind) => read_id(text, kind),
            Self::Refs(kind) => read_ids(text, kind),
            Self::Flag => read_flag(text),
        }
    }

    /// The kind of record it points to, one or several.
    #[must_use]
    pub const fn target(self) -> Option<Kind> {
        match self {
            Self::Ref(kind) | Self::Refs(kind) => Some(kind),
            _ => None,
        }
    }

    /// Whether it is picked from what is offered rather than typed out.
    #[must_use]
    pub const fn is_picked(self) -> bool {
        matches!(self, Self::Ref(_) | Self::Refs(_) | Self::Choice(_) | Self::Flag)
    }

    /// Whether lists show it right-aligned, as numbers are.
    #[must_use]
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Money(_) | Self::Usd | Self::Rate | Self::Percent | Self::Count | Self::Year)
    }
}

const fn plain(text: String) -> Read {
    Read { text, currency: None }
}

fn with_currency(money: Money) -> Read {
    Read { text: money.to_text(), currency: Some(money.currency) }
}

fn long_enough(text: String, longest: usize) -> Result<String, Say> {
    let length = text.chars().count();
    if length <= longest {
        return Ok(text);
    }
    Err(Say::new("value-too-long").with("length", length).with("longest", longest))
}

fn read_code(text: &str) -> Result<String, Say> {
    if text.chars().any(char::is_whitespace) || text.chars().count() > 40 {
        return Err(Say::new("value-code").with("text", text));
    }
    Ok(text.to_owned())
}

fn read_year(text: &str) -> Result<String, Say> {
    match text.parse::<i16>() {
        Ok(year) if (1945..=2100).contains(&year) => Ok(year.to_string()),
        _ => Err(Say::new("value-year").with("text", text)),
    }
}

fn read_count(text: &str) -> Result<String, Say> {
    text.parse::<i64>().map(|count| count.to_string()).map_err(|_| Say::new("value-count").with("text", text))
}

/// Per cent with or without its sign, in hundredths when stored; at most two decimals, not below zero.
fn read_percent(text: &str) -> Result<String, Say> {
    let wanted = || Say::new("value-percent").with("text", text);
    let number = text.trim_end_matches(['%', '％', ' ']).replace(',', ".");
    let hundredths = read_plain(&number, 2).map_err(|_| wanted())?;
    if !(0..=100_000).contains(&hundredths) {
        return Err(wanted());
    }
    Ok(percent_text(hundredths))
}

/// Hundredths of a per cent as the text form writes them: `13`, `7.5`.
#[must_use]
pub fn percent_text(hundredths: i64) -> String {
    let text = plain_text(hundredths, 2);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn read_usd(text: &str, style: Style) -> Result<String, Say> {
    let money = read_money_in(text, Currency::USD, style.decimal)?;
    if money.currency == Currency::USD {
        return Ok(money.to_text());
    }
    Err(Say::new("value-usd-only").with("text", text))
}

fn read_choice(text: &str, words: &[&str]) -> Result<String, Say> {
    let folded = text.to_lowercase().replace([' ', '_'], "-");
    words
        .iter()
        .find(|word| **word == folded)
        .map(|word| (*word).to_owned())
        .ok_or_else(|| Say::new("value-choice").with("text", text).with("choices", words.join(", ")))
}

fn read_id(text: &str, kind: Kind) -> Result<String, Say> {
    match text.parse::<i64>() {
        Ok(id) if id > 0 => Ok(id.to_string()),
        _ => Err(Say::new("value-no-such-record").with("text", text).with("kind", kind.name())),
    }
}

/// Ids once each, in the order typed.
fn read_ids(text: &str, kind: Kind) -> Result<String, Say> {
    let mut ids: Vec<String> = Vec::new();
    for id in text.split([' ', ';']).filter(|id| !id.is_empty()) {
        let id = read_id(id, kind)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids.join(" "))
}

fn read_flag(text: &str) -> Result<String, Say> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "x" | "是" => Ok("yes".to_owned()),
        "no" | "n" | "false" | "0" | "-" | "否" => Ok("no".to_owned()),
        _ => Err(Say::new("value-flag").with("text", text)),
    }
}

/// A field that is an optional line of text; the others are made from it.
#[must_use]
pub const fn field(name: &'static str, input: Input, width: u16) -> Field {
    Field { name, input, width, required: false, unique: false, indexed: false, searched: false, computed: false }
}

impl Field {
    /// The same field, without which a record cannot be saved.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same field, unique among the records of the kind.
    #[must_use]
    pub const fn unique(mut self) -> Self {
        self.unique = true;
        self.indexed = true;
        self
    }

    /// The same field, with an index in the file.
    #[must_use]
    pub const fn indexed(mut self) -> Self {
        self.indexed = true;
        self
    }

    /// The same field, found by search.
    #[must_use]
    pub const fn searched(mut self) -> Self {
        self.searched = true;
        self
    }

    /// The same field, filled by a rule.
    #[must_use]
    pub const fn computed(mut self) -> Self {
        self.computed = true;
        self
    }
}
