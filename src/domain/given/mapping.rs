//! What a person said about a file, and what comes of it for its header: columns with their meaning, values of theirs as
//! ours, rows that are meant, values for all rows, and how the file writes numbers and days. Rows go in and cells with
//! their meaning come out. It refuses to know files and records.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{Cell, Columns, Kept, Labels, Line, Slot, plain, same, slot};
use crate::domain::day::Day;
use crate::domain::field::{Field, Input};
use crate::domain::fold::fold;
use crate::domain::kind::Kind;
use crate::domain::money::Currency;
use crate::domain::say::Say;
use crate::domain::style::{DayOrder, Decimal, Evidence, Known, Style};

/// What a person said about a file; kept with the file of ours, to be offered when the same header is met again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recipe {
    /// Column of theirs and field of ours; `-`: not used.
    pub columns: Vec<(String, String)>,
    /// Field of ours and its value for every row.
    pub set: Vec<(String, String)>,
    /// Column of theirs and a value it may hold; several values of one column are alternatives.
    pub only: Vec<(String, String)>,
    /// Field of ours, a value of theirs, and the value of ours it means.
    pub values: Vec<(String, String, String)>,
    pub decimal: Option<Decimal>,
    pub days: Option<DayOrder>,
    /// Make partners that are not there.
    pub create: bool,
}

impl Recipe {
    /// The same with what is said in another, which wins where both say something.
    #[must_use]
    pub fn under(mut self, other: Self) -> Self {
        self.columns.retain(|(theirs, _)| !other.columns.iter().any(|(said, _)| same(theirs, said)));
        self.columns.extend(other.columns);
        self.set.retain(|(ours, _)| !other.set.iter().any(|(said, _)| said == ours));
        self.set.extend(other.set);
        self.only.retain(|(theirs, _)| !other.only.iter().any(|(said, _)| same(theirs, said)));
        self.only.extend(other.only);
        let told = |a: &(String, String, String), b: &(String, String, String)| a.0 == b.0 && bare(&a.1) == bare(&b.1);
        self.values.retain(|known| !other.values.iter().any(|said| told(known, said)));
        self.values.extend(other.values);
        self.decimal = other.decimal.or(self.decimal);
        self.days = other.days.or(self.days);
        self.create |= other.create;
        self
    }

    /// Says what a column means, or takes that back.
    pub fn say_column(&mut self, theirs: &str, ours: Option<&str>) {
        self.columns.retain(|(said, _)| !same(said, theirs));
        self.columns.extend(ours.map(|ours| (theirs.to_owned(), ours.to_owned())));
    }

    /// Says what a value of theirs means.
    pub fn say_value(&mut self, field: &str, theirs: &str, ours: &str) {
        self.values.retain(|(known, said, _)| known != field || bare(said) != bare(theirs));
        self.values.push((field.to_owned(), theirs.to_owned(), ours.to_owned()));
    }
}

/// Columns that a file of rejects has behind those of its file; they mean nothing when it is read again.
pub const OF_REJECTS: [&str; 4] = ["rejected-line", "rejected-column", "rejected-value", "rejected-reason"];

/// Whether a header is one of those of a file of rejects.
#[must_use]
pub fn is_of_rejects(name: &str) -> bool {
    OF_REJECTS.contains(&name)
}

/// By what a header is met again: its names in their order without case and punctuation; those of rejects left out.
#[must_use]
pub fn header_key(header: &[String]) -> String {
    let names = header.iter().filter(|name| !is_of_rejects(name)).map(|name| plain(name));
    names.collect::<Vec<_>>().join("|")
}

/// Text as conditions and values are compared: no case, no accents, no punctuation, no spaces.
fn bare(text: &str) -> String {
    fold(text).replace(' ', "")
}

/// What comes of what was said, for one header.
#[derive(Clone, Debug)]
pub struct Mapping {
    pub kind: Kind,
    pub columns: Columns,
    /// Values for every row.
    set: Vec<(Slot, String)>,
    /// Conditions: columns of the file and what they may hold, bare.
    only: Vec<(usize, Vec<String>)>,
    /// By name of ours: bare values of theirs and what they mean.
    values: HashMap<String, HashMap<String, String>>,
    pub create: bool,
    pub style: Style,
    /// Written by this program: its numbers and days are plain, and no column is missing.
    own: bool,
    width: usize,
}

/// What a row is.
#[derive(Debug)]
pub enum Verdict<'a> {
    /// Nothing stands in it.
    Blank,
    /// A condition leaves it out.
    LeftOut,
    /// It cannot be read: the column and what stands there (none: the row), and why.
    Wrong(Vec<(Option<usize>, Say)>),
    Cells(Vec<Cell<'a>>),
}

impl Mapping {
    /// What comes of a recipe for a header.
    ///
    /// # Errors
    /// When something is said about a column or field that is not there, or two columns mean the same.
    pub fn of(kind: Kind, header: &[String], recipe: &Recipe, labels: &Labels) -> Result<Self, Say> {
        let columns = Columns::of(kind, header, &recipe.columns, labels).map_err(|say| one_column(header, say))?;
        let mut set = Vec::new();
        for (name, value) in &recipe.set {
            set.push((named(kind, name)?, value.clone()));
        }
        if let (Some(source), Some(slot)) = (columns.source, slot(kind, "source"))
            && !set.iter().any(|(known, _)| *known == slot)
        {
            set.push((slot, source.to_owned()));
        }
        let mut only: Vec<(usize, Vec<String>)> = Vec::new();
        for (name, value) in &recipe.only {
            let no_column = || Say::new("import-no-column").with("column", name).with("known", header.join(", "));
            let at = header.iter().position(|column| same(column, name)).ok_or_else(no_column)?;
            match only.iter_mut().find(|(known, _)| *known == at) {
                Some((_, values)) => values.push(bare(value)),
                None => only.push((at, vec![bare(value)])),
            }
        }
        let mut values: HashMap<String, HashMap<String, String>> = HashMap::new();
        for (field, theirs, ours) in &recipe.values {
            named(kind, field)?;
            values.entry(field.clone()).or_default().insert(bare(theirs), ours.clone());
        }
        let own = columns.are_own(kind, header);
        let said = Style { decimal: recipe.decimal, days: recipe.days };
        let style = if own { Style::PLAIN } else { said };
        Ok(Self { kind, columns, set, only, values, create: recipe.create, style, own, width: header.len() })
    }

    /// Required fields that neither a column nor a value for all rows fills; a file that names its records by id or code
    /// may have few.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let optional_code = self.kind.field("code").is_some_and(|code| !code.required);
        if self.columns.give_ids() || self.columns.fill("code") && optional_code {
            return Vec::new();
        }
        let is_set =
            |name: &str| self.set.iter().any(|(slot, _)| matches!(slot, Slot::Field(field) if field.name == name));
        let fields = self.kind.fields().iter().filter(|field| field.required && !field.computed);
        fields
            .map(|field| field.name)
            .filter(|name| !self.columns.fill(name) && !is_set(name))
            .filter(|name| *name != "currency" || self.columns.currency.is_none())
            .collect()
    }

    /// Refuses a file without columns for required fields.
    ///
    /// # Errors
    /// Names the fields and the columns there are.
    pub fn check_required(&self, header: &[String]) -> Result<(), Say> {
        let missing = self.missing();
        if missing.is_empty() {
            return Ok(());
        }
        let say = Say::new("import-missing-columns").with("columns", missing.join(", "));
        Err(one_column(header, say.with("known", header.join(", "))))
    }

    /// Columns of the file nothing is read from; those of a file of rejects are not meant to be.
    pub fn unused<'h>(&self, header: &'h [String]) -> impl Iterator<Item = &'h str> {
        let slots = self.columns.slots.clone();
        let unused = header.iter().zip(slots).filter(|(name, slot)| slot.is_none() && !is_of_rejects(name));
        unused.map(|(name, _)| name.as_str())
    }

    /// The currency of amounts that name none, when a header says it.
    #[must_use]
    pub const fn currency(&self) -> Option<Currency> {
        self.columns.currency
    }

    /// Whether partners it makes are governments: it names countries and no types.
    #[must_use]
    pub fn of_governments(&self) -> bool {
        self.columns.fill_partner("country") && !self.columns.fill_partner("type")
    }

    /// What a row of the file is.
    #[must_use]
    pub fn verdict<'a>(&'a self, line: &'a Line) -> Verdict<'a> {
        if line.is_blank() {
            return Verdict::Blank;
        }
        if let Some(say) = &line.broken {
            return Verdict::Wrong(vec![(None, say.clone())]);
        }
        if line.len() != self.width {
            let say = Say::new("import-ragged").with("cells", line.len()).with("columns", self.width);
            return Verdict::Wrong(vec![(None, say)]);
        }
        if !self.only.iter().all(|(at, values)| values.contains(&bare(line.get(*at)))) {
            return Verdict::LeftOut;
        }
        let used = |at: usize| self.columns.slots.get(at).is_some_and(Option::is_some);
        let wrong: Vec<_> = line.wrong.iter().filter(|(at, _)| used(*at)).collect();
        if !wrong.is_empty() {
            return Verdict::Wrong(wrong.into_iter().map(|(at, say)| (Some(*at), say.clone())).collect());
        }
        let is_set = |slot: &Slot| self.set.iter().any(|(set, _)| set == slot);
        let from_file = self.columns.slots.iter().enumerate();
        let from_file = from_file.filter_map(|(at, slot)| slot.filter(|slot| !is_set(slot)).map(|slot| (at, slot)));
        let mut cells: Vec<Cell<'a>> = from_file.map(|(at, slot)| self.cell(line, at, slot)).collect();
        let typed = |(slot, value): &'a (Slot, String)| Cell {
            slot: *slot,
            text: Cow::Borrowed(value.as_str()),
            style: Style::default(),
        };
        cells.extend(self.set.iter().map(typed));
        Verdict::Cells(cells)
    }

    fn cell<'a>(&'a self, line: &'a Line, at: usize, slot: Slot) -> Cell<'a> {
        let (text, kept) = (line.get(at), line.kept(at));
        let style = if kept == Kept::Text { self.style } else { Style::PLAIN };
        if let Some(day) = counted_day(slot, text, kept, line.from_1904) {
            return Cell { slot, text: Cow::Owned(day), style };
        }
        // A million rows ask whether anything is said of their values.
        let meant = if self.values.is_empty() { None } else { self.values.get(&slot.name()) };
        let text = meant.and_then(|values| values.get(&bare(text))).map_or(text, String::as_str);
        Cell { slot, text: Cow::Borrowed(text), style }
    }
}

/// The day a spreadsheet keeps as a count of days without saying so, where a day is wanted: years are smaller numbers.
fn counted_day(slot: Slot, text: &str, kept: Kept, from_1904: bool) -> Option<String> {
    let wants_day = matches!(slot, Slot::Field(Field { input: Input::Day | Input::Span, .. }));
    if kept != Kept::Number || !wants_day {
        return None;
    }
    let days: i32 = text.parse().ok().filter(|days| (10_000..100_000).contains(days))?;
    // The calendar of spreadsheets has a 29 February 1900, which puts its day 0 two days before 1900.
    let first = if from_1904 { Day::new(1904, 1, 1) } else { Day::new(1899, 12, 30) };
    Some(first?.plus_days(days).to_string())
}

fn named(kind: Kind, name: &str) -> Result<Slot, Say> {
    let known = || kind.fields().iter().map(|field| field.name).collect::<Vec<_>>().join(", ");
    slot(kind, name).ok_or_else(|| Say::new("query-no-column").with("name", name).with("known", known()))
}

/// A header of one column says more about the delimiter than about the columns.
fn one_column(header: &[String], say: Say) -> Say {
    match header {
        [only] => Say::new("import-one-column").with("header", only),
        _ => say,
    }
}

/// What a look at a whole file gives before anything is read into records: how many rows, and how it writes.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// Rows that are meant.
    pub rows: u64,
    decimal: Evidence<Decimal>,
    days: Evidence<DayOrder>,
}

impl Survey {
    /// Looks at one row.
    pub fn look(&mut self, mapping: &Mapping, line: &Line, today: Day) {
        let Verdict::Cells(cells) = mapping.verdict(line) else { return };
        self.rows += 1;
        if mapping.own {
            return;
        }
        for cell in cells {
            let Slot::Field(field) = cell.slot else { continue };
            // What a spreadsheet keeps as a number or a day, and what was said for all rows, leaves nothing open.
            if cell.style != mapping.style || cell.style == Style::PLAIN {
                continue;
            }
            match field.input {
                Input::Money(_) | Input::Usd => Evidence::<Decimal>::look(&mut self.decimal, &cell.text, Currency::USD),
                Input::Rate if cell.text.contains(',') => {
                    Evidence::<Decimal>::look(&mut self.decimal, &cell.text, Currency::USD);
                }
                Input::Day | Input::Span => Evidence::<DayOrder>::look(&mut self.days, &cell.text, today),
                _ => {}
            }
        }
    }

    /// What is known about decimals; what was said goes before what the file shows.
    #[must_use]
    pub fn decimal(&self, mapping: &Mapping) -> Known<Decimal> {
        mapping.style.decimal.map_or_else(|| self.decimal.known(), Known::Shown)
    }

    /// What is known about days; what was said goes before what the file shows.
    #[must_use]
    pub fn days(&self, mapping: &Mapping) -> Known<DayOrder> {
        mapping.style.days.map_or_else(|| self.days.known(), Known::Shown)
    }

    /// Takes what the file shows into the mapping.
    ///
    /// # Errors
    /// When a person has to say it, with two readings.
    pub fn settle(&self, mapping: &mut Mapping) -> Result<(), Say> {
        let ask = |key, text: &str, readings: [&String; 2]| {
            Say::new(key).with("text", text).with("first", readings[0]).with("second", readings[1])
        };
        let decimal = match self.decimal(mapping) {
            Known::Ask(sample) => {
                return Err(ask("import-ask-decimal", &sample.text, [0, 1].map(|at| &sample.readings[at].1)));
            }
            Known::Shown(decimal) => Some(decimal),
            Known::NotNeeded => None,
        };
        let days = match self.days(mapping) {
            Known::Ask(sample) => {
                return Err(ask("import-ask-days", &sample.text, [0, 1].map(|at| &sample.readings[at].1)));
            }
            Known::Shown(days) => Some(days),
            Known::NotNeeded => None,
        };
        mapping.style = Style { decimal, days };
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn line(cells: &[&str]) -> Line {
        let mut line = Line::default();
        line.begin(2);
        for cell in cells {
            line.push(cell, Kept::Text);
        }
        line
    }

    fn cells(mapping: &Mapping, line: &Line) -> Vec<String> {
        match mapping.verdict(line) {
            Verdict::Cells(cells) => cells.iter().map(|cell| format!("{}={}", cell.slot.name(), cell.text)).collect(),
            other => vec![format!("{other:?}")],
        }
    }

    #[test]
    fn values_conditions_and_constants_are_applied_to_each_row() {
        let mut recipe = Recipe { set: vec![("currency".into(), "EUR".into())], ..Recipe::default() };
        recipe.only = vec![("Entity".into(), "UN-Habitat".into())];
        recipe.say_value("partner", "SIDA", "Sweden");
        recipe.say_column("how much", Some("amount"));
        let names = header(&["donor", "entity", "year", "how much", "ccy"]);
        let mapping = Mapping::of(Kind::Contribution, &names, &recipe, &[]).unwrap();
        let row = line(&["sida", "UNHABITAT", "2020", "5", "USD"]);
        assert_eq!(cells(&mapping, &row), ["partner=Sweden", "received=2020", "amount=5", "currency=EUR"]);
        assert_eq!(cells(&mapping, &line(&["x", "WFP", "2020", "5", ""])), ["LeftOut"]);
        assert_eq!(cells(&mapping, &line(&["", " ", "", "", ""])), ["Blank"]);
        assert!(matches!(mapping.verdict(&line(&["x"])), Verdict::Wrong(_)));
        assert_eq!(mapping.unused(&names).collect::<Vec<_>>(), ["entity"]);
    }

    #[test]
    fn days_that_a_spreadsheet_counts_are_days_where_days_are_wanted_and_years_stay_years() {
        let mapping =
            Mapping::of(Kind::Contribution, &header(&["received", "amount"]), &Recipe::default(), &[]).unwrap();
        let mut row = Line::default();
        for (number, from_1904, day) in
            [("44197", false, "2021-01-01"), ("42735", true, "2021-01-01"), ("2020", false, "2020")]
        {
            row.begin(2);
            row.from_1904 = from_1904;
            row.push(number, Kept::Number);
            row.push("44197", Kept::Number);
            assert_eq!(cells(&mapping, &row), [format!("received={day}"), "amount=44197".into()]);
        }
    }

    proptest::proptest! {
        /// Whatever a header and a row hold, each used column gives one cell, and nothing panics.
        #[test]
        fn any_header_and_row_are_judged(
            names in proptest::collection::vec("(donor|amount|year|iso3|partner.type|id|[a-z 捐助方.-]{0,8})", 1..6),
            texts in proptest::collection::vec(".{0,12}", 0..7),
        ) {
            let mut names = names;
            names.dedup();
            if let Ok(mapping) = Mapping::of(Kind::Contribution, &names, &Recipe::default(), &[]) {
                let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
                let row = line(&texts);
                let mut survey = Survey::default();
                survey.look(&mapping, &row, Day::start_of_year(2021));
                if let Verdict::Cells(cells) = mapping.verdict(&row) {
                    proptest::prop_assert_eq!(cells.len(), mapping.columns.slots.iter().flatten().count());
                }
            }
        }
    }

    #[test]
    fn what_is_said_now_wins_over_what_was_said_before() {
        let before = Recipe {
            columns: vec![("A".into(), "name".into()), ("B".into(), "-".into())],
            days: Some(DayOrder::Dmy),
            ..Recipe::default()
        };
        let now = Recipe { columns: vec![("a".into(), "code".into())], days: Some(DayOrder::Mdy), ..Recipe::default() };
        let both = before.under(now);
        assert_eq!(both.columns, [("B".to_owned(), "-".to_owned()), ("a".to_owned(), "code".to_owned())]);
        assert_eq!(both.days, Some(DayOrder::Mdy));
    }

    #[test]
    fn our_own_files_are_plain_and_others_are_asked_about() {
        let own = header(&["id", "partner", "received", "amount", "currency"]);
        let mapping = Mapping::of(Kind::Contribution, &own, &Recipe::default(), &[]).unwrap();
        assert_eq!(mapping.style, Style::PLAIN);
        let theirs = header(&["partner", "received", "amount", "currency"]);
        let mut mapping = Mapping::of(Kind::Contribution, &theirs, &Recipe::default(), &[]).unwrap();
        let mut survey = Survey::default();
        survey.look(&mapping, &line(&["Kuwait", "2020", "295.600", "KWD"]), Day::start_of_year(2021));
        assert_eq!(survey.settle(&mut mapping).unwrap_err().key, "import-ask-decimal");
        survey.look(&mapping, &line(&["Kuwait", "2020", "95.60", "KWD"]), Day::start_of_year(2021));
        survey.settle(&mut mapping).unwrap();
        assert_eq!(mapping.style, Style { decimal: Some(Decimal::Point), days: None });
    }
}
