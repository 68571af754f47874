//! What briefs say, gathered from records through the asker's gate: one donor, the portfolio of a focal point, a
//! flagship programme, and the six topics of a structured funding dialogue. It refuses to let confidential records in
//! unless they were asked for, and says why where there is nothing to say.

mod donor;
mod flagship;
mod pack;
mod portfolio;
mod topics;

use std::collections::HashMap;

use super::{Store, StoreError};
use crate::access::Asker;
use crate::domain::brief::{Block, Brief, Cell, KeyFigure, Section, Table};
use crate::domain::day::{Day, Span};
use crate::domain::field::{Field, Input};
use crate::domain::kind::{Kind, Shows};
use crate::domain::query::{Query, Window};
use crate::domain::record::{Id, Record};
use crate::domain::say::Say;

/// What a brief is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BriefOf {
    Donor(Id),
    /// The donors one focal point leads.
    Portfolio(Id),
    Flagship(Id),
    /// The funding dialogue pack.
    Session(Session),
}

/// For which session of the Executive Board a pack is made; a past one is read as of its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Session {
    /// The next that is recorded, else none in particular.
    Next,
    Day(Day),
    /// The dialogue that records it.
    Dialogue(Id),
}

impl BriefOf {
    /// The brief a record has: a donor, a focal point, a programme, a session of the Board.
    #[must_use]
    pub fn of(record: &Record) -> Option<Self> {
        match record.kind {
            Kind::Partner => Some(Self::Donor(record.id)),
            Kind::FocalPoint => Some(Self::Portfolio(record.id)),
            Kind::Flagship => Some(Self::Flagship(record.id)),
            Kind::Dialogue if record.get("kind") == "board-session" => {
                Some(Self::Session(Session::Dialogue(record.id)))
            }
            _ => None,
        }
    }
}

impl Store {
    /// The brief of something as it stands on the asker's day. Confidential records, notes and what hangs on them are
    /// in it only for those who may see them and ask for them.
    ///
    /// # Errors
    /// Says when there is no such record; or when the file cannot be read.
    pub fn brief(
        &mut self,
        asker: &Asker,
        of: &BriefOf,
        may_see_confidential: bool,
    ) -> Result<Brief<Cell>, StoreError> {
        self.stand(asker)?;
        let mut gather = Gather::new(self, asker.clone(), may_see_confidential);
        match of {
            BriefOf::Donor(id) => gather.donor_brief(*id),
            BriefOf::Portfolio(id) => gather.portfolio_brief(*id),
            BriefOf::Flagship(id) => gather.flagship_brief(*id),
            BriefOf::Session(session) => gather.pack(*session),
        }
    }
}

/// Rows of a list with the columns that were asked for.
struct Listed {
    kind: Kind,
    columns: &'static [&'static str],
    rows: Vec<Record>,
}

/// Reads records for one brief.
struct Gather<'a> {
    store: &'a mut Store,
    asker: Asker,
    confidential: bool,
    /// Whether a record other records hang on may be seen, asked once each.
    seen: HashMap<(Kind, Id), bool>,
}

impl<'a> Gather<'a> {
    fn new(store: &'a mut Store, asker: Asker, confidential: bool) -> Self {
        Self { store, asker, confidential, seen: HashMap::new() }
    }

    /// The rows of a one-line query that may be seen.
    fn list(&mut self, kind: Kind, query: &str, columns: &'static [&'static str]) -> Result<Listed, StoreError> {
        let query = Query { columns: columns.to_vec(), ..Query::read(kind, query)? };
        let rows = self.store.list(&self.asker, &query, Window { from: 0, limit: EVERY })?.records;
        let mut kept = Vec::with_capacity(rows.len());
        for record in rows {
            if self.may_see(&record)? {
                kept.push(record);
            }
        }
        Ok(Listed { kind, columns, rows: kept })
    }

    /// One record with computed columns; says when there is none.
    fn one(&mut self, kind: Kind, id: Id, columns: &'static [&'static str]) -> Result<Record, StoreError> {
        let query = Query { columns: columns.to_vec(), ..Query::all(kind) };
        let found = self.store.rows_of(&self.asker, &query, &[id])?.into_iter().next();
        Ok(found.ok_or_else(|| Say::new("value-no-such-record").with("text", id).with("kind", kind.name()))?)
    }

    /// Whether neither the record nor what it hangs on is kept from the reader. A donor may be named; its notes and
    /// intelligence are left out where it is confidential.
    fn may_see(&mut self, record: &Record) -> Result<bool, StoreError> {
        if self.confidential {
            return Ok(true);
        }
        if record.kind != Kind::Partner && record.get("confidentiality") == CONFIDENTIAL {
            return Ok(false);
        }
        for field in record.kind.fields() {
            let (Input::Ref(kind), Some(id)) = (field.input, record.reference(field.name)) else { continue };
            let hangs = matches!(kind, Kind::Agreement | Kind::Dialogue | Kind::Pledge | Kind::Instalment);
            if hangs && !self.may_see_of(kind, id)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn may_see_of(&mut self, kind: Kind, id: Id) -> Result<bool, StoreError> {
        if let Some(known) = self.seen.get(&(kind, id)) {
            return Ok(*known);
        }
        let record = self.store.load(&self.asker, kind, id)?;
        // Taken for seen meanwhile: records that hang on each other end here.
        self.seen.insert((kind, id), true);
        let may = record.map_or(Ok(true), |record| self.may_see(&record))?;
        self.seen.insert((kind, id), may);
        Ok(may)
    }

    /// As of which day, and out of which hands.
    fn as_of(&self) -> Cell {
        Cell::With("brief-as-of", vec![("day", Cell::Day(self.asker.day())), ("today", Cell::Day(self.asker.today))])
    }

    fn year(&self) -> i16 {
        self.asker.year()
    }

    /// Words for money received in the year so many years back.
    fn received_in(&self, back: i16) -> Cell {
        Cell::With("brief-received-in", vec![("year", Cell::Text((self.year() - back).to_string()))])
    }

    /// A list as a table of at most so many rows, and how many more there are; nothing for an empty list.
    fn table(&self, listed: &Listed, most: usize) -> Vec<Block<Cell>> {
        self.table_of(listed, listed.columns, most)
    }

    /// The same with some of its columns.
    fn table_of(&self, listed: &Listed, columns: &[&'static str], most: usize) -> Vec<Block<Cell>> {
        if listed.rows.is_empty() {
            return Vec::new();
        }
        let head = |name: &&'static str| (Cell::Head(listed.kind, name, self.year()), is_number(listed.kind, name));
        let rows = listed.rows.iter().take(most).map(|record| {
            let cells = listed.columns.iter().zip(self.cells(record, listed.columns));
            cells.filter(|(name, _)| columns.contains(name)).map(|(_, cell)| cell).collect()
        });
        let heads = listed.columns.iter().filter(|name| columns.contains(name)).map(head).collect();
        let mut blocks = vec![Block::Table(Table { heads, rows: rows.collect(), total: false })];
        if let Some(more) = listed.rows.len().checked_sub(most).filter(|more| *more > 0) {
            blocks.push(Block::Remark(Cell::With("brief-more", vec![("count", Cell::count(more))])));
        }
        blocks
    }

    fn cells(&self, record: &Record, columns: &[&'static str]) -> Vec<Cell> {
        let mut extras = record.extras.iter();
        let cell = |name: &&'static str| match (record.kind.field(name), record.kind.extra(name)) {
            (None, Some(extra)) => computed(extra.shows, extras.next().map_or("", String::as_str)),
            (Some(field), _) => self.cell(record, field),
            (None, None) => Cell::Nothing,
        };
        columns.iter().map(cell).collect()
    }

    /// A field as a brief shows it.
    fn cell(&self, record: &Record, field: &Field) -> Cell {
        let text = record.get(field.name);
        if text.is_empty() {
            return Cell::Nothing;
        }
        let read = match field.input {
            _ if record.kind.info().title == [field.name] => {
                Some(record.title(self.asker.lang)).filter(|title| !title.is_empty()).map(Cell::Text)
            }
            Input::Ref(_) | Input::Refs(_) => Some(Cell::Text(record.shown(field.name).to_owned())),
            Input::Choice(_) | Input::Flag => Some(Cell::Word(text.to_owned())),
            Input::Usd => record.money(field.name).map(|money| Cell::Usd(money.minor)),
            Input::Money(_) => record.money(field.name).map(Cell::Money),
            Input::Percent => Some(Cell::Percent(text.to_owned())),
            // A year is no quantity, and is not grouped as one.
            Input::Count if record.get("unit") != "year" => text.parse().ok().map(Cell::Count),
            Input::Day => record.day(field.name).map(Cell::Day),
            Input::Span => match record.span(field.name) {
                Some(Span::Day(day)) => Some(Cell::Day(day)),
                _ => None,
            },
            _ => None,
        };
        read.unwrap_or_else(|| Cell::Text(text.to_owned()))
    }

    /// The fields of a record that are not empty, label and value.
    fn facts(&self, record: &Record, names: &[&'static str]) -> Vec<Block<Cell>> {
        let fields = names.iter().filter_map(|name| record.kind.field(name));
        let known: Vec<(Cell, Cell)> = fields
            .filter(|field| !record.get(field.name).is_empty())
            .map(|field| (Cell::Head(record.kind, field.name, self.year()), self.cell(record, field)))
            .collect();
        if known.is_empty() { Vec::new() } else { vec![Block::Facts(known)] }
    }
}

/// More rows than any file has.
const EVERY: usize = i32::MAX as usize;
const CONFIDENTIAL: &str = "confidential";

impl Listed {
    /// A computed column of one of its rows; none where it could not be computed or was not asked for.
    fn extra(&self, record: &Record, name: &str) -> Option<i64> {
        self.extra_text(record, name).parse().ok()
    }

    fn extra_text<'r>(&self, record: &'r Record, name: &str) -> &'r str {
        let computed = self.columns.iter().filter(|column| self.kind.field(column).is_none());
        let at = computed.into_iter().position(|column| *column == name);
        at.and_then(|at| record.extras.get(at)).map_or("", String::as_str)
    }

    /// The sum of a computed column, cents; none where no row has a value.
    fn sum(&self, name: &str) -> Result<Option<i64>, StoreError> {
        let known = self.rows.iter().filter_map(|record| self.extra(record, name)).map(i128::from);
        known.reduce(|sum, more| sum + more).map(cents).transpose()
    }

    /// The sum of a field of money, minor units of its currency; none where no row has a value.
    fn sum_of(&self, field: &str) -> Result<Option<i64>, StoreError> {
        let known = self.rows.iter().filter_map(|record| record.money(field)).map(|money| i128::from(money.minor));
        known.reduce(|sum, more| sum + more).map(cents).transpose()
    }

    fn retain(&mut self, keep: impl Fn(&Self, &Record) -> bool) {
        let rows = std::mem::take(&mut self.rows);
        let kept = rows.into_iter().filter(|record| keep(self, record)).collect();
        self.rows = kept;
    }

    fn extend(&mut self, other: Self) {
        self.rows.extend(other.rows);
    }
}

/// The name of a record in a language, without its code.
fn name_in(record: &Record, lang: &str) -> String {
    let named = record.kind.name_fields(lang).into_iter().map(|field| record.get(field)).find(|text| !text.is_empty());
    named.unwrap_or_default().to_owned()
}

/// A sum in cents, refused where it is too large to be money.
fn cents(sum: i128) -> Result<i64, StoreError> {
    i64::try_from(sum).map_err(|_| Say::new("money-too-large").with("text", sum).into())
}

fn is_number(kind: Kind, name: &str) -> bool {
    match (kind.field(name), kind.extra(name)) {
        (Some(field), _) => field.input.is_number(),
        (None, extra) => extra.is_some_and(|extra| matches!(extra.shows, Shows::Usd | Shows::Count)),
    }
}

/// A computed column as a brief shows it.
fn computed(shows: Shows, text: &str) -> Cell {
    match (shows, text.parse::<i64>()) {
        _ if text.is_empty() => Cell::Nothing,
        (Shows::Usd, Ok(cents)) => Cell::Usd(cents),
        (Shows::Count, Ok(count)) => Cell::Count(count),
        (Shows::Word, _) => Cell::Word(text.to_owned()),
        _ => Day::parse_iso(text).map_or_else(|| Cell::Text(text.to_owned()), Cell::Day),
    }
}

fn figure(label: Cell, value: Cell) -> KeyFigure<Cell> {
    KeyFigure { label, value, note: None }
}

fn noted(label: Cell, value: Cell, note: Cell) -> KeyFigure<Cell> {
    KeyFigure { label, value, note: Some(note) }
}

/// A section, or why there is nothing in it.
fn section(title: Cell, blocks: Vec<Block<Cell>>, none: &'static str) -> Section<Cell> {
    let blocks = if blocks.is_empty() { vec![Block::Remark(Cell::say(none))] } else { blocks };
    Section { title, blocks }
}

/// Sections that have something to say, and at the end which have not, so that a page is not filled with nothing.
fn gathered(sections: Vec<(Cell, Vec<Block<Cell>>)>) -> Vec<Section<Cell>> {
    let (full, empty): (Vec<_>, Vec<_>) = sections.into_iter().partition(|(_, blocks)| !blocks.is_empty());
    let mut said: Vec<Section<Cell>> = full.into_iter().map(|(title, blocks)| Section { title, blocks }).collect();
    if !empty.is_empty() {
        let names = Cell::Join(empty.into_iter().map(|(title, _)| title).collect());
        said.push(Section { title: Cell::say("brief-nothing-recorded"), blocks: vec![Block::Text(names)] });
    }
    said
}
