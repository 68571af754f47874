//! Rows of a file into records: read, resolved, held against what is there, written in small transactions as one action.
//! The same file twice adds nothing twice. It refuses to know files: rows come as cells with their meaning.

mod iati;

use std::collections::HashMap;
use std::thread;
use std::time::Duration;

use rusqlite::params_from_iter;

use super::apply::Writing;
use super::fingerprint::{Earlier, Kept, fingerprint};
use super::rates::Courses;
use super::{Store, StoreError, record, seed};
use crate::access::Asker;
use crate::domain::backup::Reason;
use crate::domain::change::{Change, FieldChange, Op, Origin};
use crate::domain::day::Span;
use crate::domain::field::{Field, Input, Read, Reading};
use crate::domain::fold::fold;
use crate::domain::given::{Cell, Slot};
use crate::domain::kind::Kind;
use crate::domain::money::{Currency, Money, read_plain};
use crate::domain::rate::{read_published_rate, read_rate};
use crate::domain::record::{Id, Record};
use crate::domain::say::{Problem, Say};
use crate::domain::style::{Decimal, Style};
use crate::reference;

pub use iati::{IatiTally, Taken, Taking, Told};

/// Most rows written in one transaction where nobody else has the file open, and among others, so that who saves waits no
/// longer than a moment; and transactions between two looks who is there.
const CHUNK: usize = 500;
const AMONG_OTHERS: usize = 150;
const LOOK: usize = 16;
/// Between two transactions among others: longer than they take between two looks for their turn.
const PAUSE: Duration = Duration::from_millis(3);
/// Transactions after which what was written is copied into the file itself: a page that many of them touch is copied
/// once, and the log beside the file stays below some 1.1 GB of a file that grows by 0.6.
const PARTS_AWAY: usize = 160;
/// How many amounts written with marks, and rates rounded, are shown as they were read.
const SHOWN_READINGS: usize = 5;

/// What is to be imported and how.
#[derive(Clone, Debug)]
pub struct Job {
    pub kind: Kind,
    /// Write; else only say what would be written.
    pub apply: bool,
    /// Make partners that are not there.
    pub create: bool,
    /// Partners made are governments: the file names countries and no types.
    pub governments: bool,
    /// Currency of amounts that name none.
    pub currency: Option<Currency>,
    /// What history calls the action: the name of the file.
    pub title: String,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    New,
    Changed(Vec<FieldChange>),
    Same,
    Rejected(Vec<Refusal>),
}

/// Why a row was not taken: which field (none: the row), what stood there, and the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub field: Option<&'static str>,
    pub value: String,
    pub say: Say,
}

/// Counts of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub new: usize,
    pub changed: usize,
    pub same: usize,
    pub rejected: usize,
    /// Partners made beside the rows.
    pub partners: usize,
    /// Amounts that were written with marks and rates that were rounded: how many, and the first of them with line, text and reading.
    pub read_as: usize,
    pub readings: Vec<(u64, String, String)>,
    /// The action in history; none when nothing was written.
    pub action: Option<Id>,
}

/// A record waiting for its transaction.
enum Waiting {
    New(Record, Option<i64>),
    Edit(Change),
}

/// An import under way. Memory grows with the distinct references and keys of the file, not with its rows.
pub struct Importing<'s> {
    store: &'s mut Store,
    asker: Asker,
    job: Job,
    tally: Tally,
    waiting: Vec<Waiting>,
    writing: Option<Writing>,
    resolved: HashMap<Kind, HashMap<String, Result<Id, Say>>>,
    earlier: Earlier,
    /// Transactions since what was written was copied home.
    parts: usize,
    /// Rows of a transaction now.
    chunk: usize,
    /// Keys met in this file, and where.
    met: HashMap<String, u64>,
    /// The neighbours of rates, those of rows that wait included.
    courses: Courses,
}

/// The fields that tell two records of a kind apart when they carry no code; none: each row is one, by its content.
const fn key_fields(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Contribution => &[],
        Kind::Contact => &["name", "partner"],
        Kind::Document => &["title", "partner"],
        Kind::Engagement => &["action", "partner"],
        Kind::Rate => &["currency", "day"],
        Kind::ListCode => &["list", "item"],
        Kind::Assignment => &["focal_point", "partner", "role", "from_day"],
        Kind::Partner | Kind::FocalPoint => &["name"],
        _ => &["name_en"],
    }
}

impl Store {
    /// Reads what a person or a file wrote into a field: references by code or name, everything else as the field reads.
    ///
    /// # Errors
    /// Says what was wanted; or when the file cannot be read.
    pub fn read_value(&self, asker: &Asker, field: &Field, text: &str, currency: Currency) -> Result<Read, StoreError> {
        match field.input {
            Input::Ref(kind) if !text.trim().is_empty() => {
                Ok(Read { text: self.resolve(asker, kind, text)?.to_string(), currency: None })
            }
            Input::Refs(kind) => Ok(Read { text: self.resolve_all(asker, kind, text)?, currency: None }),
            input => Ok(input.read(text, &Reading::typed(asker.today, currency))?),
        }
    }

    /// Begins an import; nothing is written before the first row that needs it.
    ///
    /// # Errors
    /// When the file is read-only and the job writes, or cannot be read.
    pub fn import(&mut self, asker: &Asker, job: Job) -> Result<Importing<'_>, StoreError> {
        if job.apply && self.read_only() {
            return Err(Say::new("store-read-only").into());
        }
        if job.apply {
            self.back_up_before(Reason::Import)?;
        }
        // Rows are held against what is recorded now, whatever day the person looks at.
        let asker = asker.present();
        self.stand(&asker)?;
        self.pass_known_ids()?;
        let earlier = self.earlier_rows()?;
        self.keep_memo(job.kind)?;
        if job.apply {
            self.hurry(true)?;
        }
        Ok(Importing {
            store: self,
            asker,
            job,
            tally: Tally::default(),
            waiting: Vec::new(),
            writing: None,
            resolved: HashMap::new(),
            earlier,
            parts: 0,
            chunk: AMONG_OTHERS,
            met: HashMap::new(),
            courses: Courses::default(),
        })
    }

    /// Ids of the records outside the bin whose key fields hold the same as this record's.
    fn with_key(&self, record: &Record, fields: &[&str]) -> Result<Vec<Id>, StoreError> {
        let mut tests = vec!["deleted = 0".to_owned()];
        let mut values = Vec::new();
        for name in fields {
            let field = record.kind.field(name).expect("keys are fields of their kind");
            let folded = record.kind.info().searched && record.kind.name_fields("").first() == Some(name);
            if folded {
                values.push(rusqlite::types::Value::Text(fold(record.get(name))));
                tests.push(format!("folded = ?{}", values.len()));
            } else {
                values.push(record::stored(record, field, record.get(name)));
                tests.push(format!("{name} IS ?{}", values.len()));
            }
        }
        let sql = format!("SELECT id FROM {} WHERE {} LIMIT 2", record.kind.name(), tests.join(" AND "));
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_map(params_from_iter(values), |row| row.get(0))?.collect::<Result<_, _>>()?)
    }
}

impl Drop for Importing<'_> {
    fn drop(&mut self) {
        self.store.drop_memo();
    }
}

/// Why a row stops: something to say about it, or the file of ours failed.
enum Stop {
    Row(Vec<Refusal>),
    Store(StoreError),
}

impl<E: Into<StoreError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Store(error.into())
    }
}

fn refuse(field: &'static str, value: &str, say: Say) -> Stop {
    Stop::Row(vec![Refusal { field: Some(field), value: value.to_owned(), say }])
}

/// What a row says once its cells are read.
struct Row {
    id: Option<Id>,
    /// Only the fields the file fills.
    record: Record,
    given: Vec<&'static str>,
}

impl Importing<'_> {
    /// Takes one row: `line` of the file, and its cells with their meaning.
    ///
    /// # Errors
    /// When the store fails; call `abandon` then. A row that is wrong is no error: its fate says so.
    pub fn take(&mut self, line: u64, cells: &[Cell<'_>]) -> Result<Fate, StoreError> {
        // Before the row, so that something is left for the end, which is the transaction that waits for the disk.
        if self.is_full() {
            self.write(false)?;
        }
        let fate = match self.try_row(line, cells) {
            Ok(fate) => fate,
            Err(Stop::Row(refusals)) => Fate::Rejected(refusals),
            Err(Stop::Store(error)) => return Err(error),
        };
        match &fate {
            Fate::New => self.tally.new += 1,
            Fate::Changed(_) => self.tally.changed += 1,
            Fate::Same => self.tally.same += 1,
            Fate::Rejected(_) => self.tally.rejected += 1,
        }
        Ok(fate)
    }

    /// Goes on with rows of another kind in the same action: a file may hold partners, then the agreements with them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn turn_to(&mut self, kind: Kind) -> Result<(), StoreError> {
        self.job.kind = kind;
        self.store.keep_memo(kind)
    }

    /// Counts a row that is wrong before its cells are read.
    pub fn reject(&mut self) {
        self.tally.rejected += 1;
    }

    /// Writes what is left and says what came of it.
    ///
    /// # Errors
    /// When it cannot be written; what was written before is taken back then.
    pub fn finish(mut self) -> Result<Tally, StoreError> {
        match self.finish_inside() {
            Ok(()) => {
                self.tally.action = self.writing.as_ref().map(|writing| writing.action);
                Ok(std::mem::take(&mut self.tally))
            }
            Err(error) => {
                self.abandon(&mut |_, _| {})?;
                Err(error)
            }
        }
    }

    fn finish_inside(&mut self) -> Result<(), StoreError> {
        if !self.job.apply {
            return Ok(());
        }
        if self.writing.is_some() {
            self.store.put_rows_in_order()?;
            self.store.copy_home()?;
        }
        self.store.hurry(false)?;
        self.write(true)?;
        // A file that grew is planned for as what it is now, from a sample of each table.
        Ok(self.store.connection.execute_batch("PRAGMA analysis_limit = 1000; PRAGMA optimize = 0x10002")?)
    }

    /// Takes back what was written so far, part by part; history keeps both. `told` hears how far it is.
    ///
    /// # Errors
    /// When it cannot be taken back; the action is in history and can be undone there.
    pub fn abandon(self, told: &mut dyn FnMut(u64, u64)) -> Result<(), StoreError> {
        if self.job.apply {
            self.store.hurry(false)?;
        }
        if let Some(writing) = &self.writing {
            self.store.take_back_in_parts(&self.asker, writing.action, told)?;
        }
        Ok(())
    }

    /// Writes what waits in one transaction; `last` is the one after which nothing is out of order.
    fn write(&mut self, last: bool) -> Result<(), StoreError> {
        self.store.refresh_memo()?;
        let waiting = std::mem::take(&mut self.waiting);
        if !self.job.apply || waiting.is_empty() {
            return Ok(());
        }
        let (asker, title) = (&self.asker, &self.job.title);
        let mut writing = self.writing.take();
        let begun = writing.is_some();
        let written = self.store.write_part(|store| {
            if writing.is_none() {
                writing = Some(store.begin_action(asker, Origin::Import, title, None)?);
            }
            let writing = writing.as_mut().expect("begun above");
            let mut rows: Vec<Kept> = Vec::with_capacity(waiting.len());
            for each in &waiting {
                rows.extend(store.write_waiting(asker, writing, each)?);
            }
            match rows.as_slice() {
                [] => {}
                rows if last => store.keep_rows_in_order(rows)?,
                rows => store.keep_rows(rows)?,
            }
            store.end_action(writing)
        });
        // A first part that failed left no action behind.
        if written.is_ok() || begun {
            self.writing = writing;
        }
        written?;
        self.store.nothing_pending();
        if self.parts.is_multiple_of(LOOK) {
            let others = self.store.visitors().len() > usize::from(self.store.presence.is_some());
            self.chunk = if others { AMONG_OTHERS } else { CHUNK };
        }
        if self.chunk == AMONG_OTHERS {
            thread::sleep(PAUSE);
        }
        self.parts += 1;
        if self.parts.is_multiple_of(PARTS_AWAY) {
            self.store.copy_home()?;
        }
        Ok(())
    }

    /// Whether as many rows wait as are written in one transaction.
    fn is_full(&self) -> bool {
        self.waiting.len() >= self.chunk
    }

    fn try_row(&mut self, line: u64, cells: &[Cell<'_>]) -> Result<Fate, Stop> {
        let row = self.read_row(line, cells)?;
        match self.courses.earlier(&row.record) {
            Some(Ok(())) => return Ok(Fate::Same),
            Some(Err(first)) => {
                let say = Say::new("import-met-before").with("line", first);
                return Err(refuse("rate", row.record.get("rate"), say));
            }
            None => {}
        }
        let fate = self.place_row(line, &row)?;
        self.courses.keep(line, &row.record);
        Ok(fate)
    }

    fn place_row(&mut self, line: u64, row: &Row) -> Result<Fate, Stop> {
        if let Some(id) = row.id
            && let Some(there) = self.store.load(&self.asker, self.job.kind, id)?.filter(|there| !there.deleted)
        {
            self.only_once(line, &format!("id {id}"), "id")?;
            return self.edit(&there, row);
        }
        let key = self.key_of(&row.record);
        if key.is_empty() {
            return self.by_content(row.record.clone());
        }
        let found = self.store.with_key(&row.record, &key)?;
        match found.as_slice() {
            [] => {
                self.only_once(line, &key_text(&row.record, &key), key[0])?;
                self.add(row.record.clone(), None)
            }
            [id] => {
                self.only_once(line, &format!("id {id}"), key[0])?;
                let there = self.store.load(&self.asker, self.job.kind, *id)?.expect("found a moment ago");
                self.edit(&there, row)
            }
            several => {
                let names: Vec<String> = several.iter().map(ToString::to_string).collect();
                let text = row.record.get(key[0]);
                let say = Say::new("value-several-records").with("text", text).with("names", names.join("; "));
                Err(refuse(key[0], text, say))
            }
        }
    }

    /// The code where there is one, else the fields that tell records of the kind apart, when they are filled.
    fn key_of(&self, record: &Record) -> Vec<&'static str> {
        if !record.get("code").is_empty() {
            return vec!["code"];
        }
        let fields = key_fields(self.job.kind);
        if fields.first().is_none_or(|first| record.get(first).is_empty()) {
            return Vec::new();
        }
        fields.to_vec()
    }

    fn only_once(&mut self, line: u64, key: &str, field: &'static str) -> Result<(), Stop> {
        let key = format!("{} {key}", self.job.kind.name());
        match self.met.get(&key) {
            Some(first) => Err(refuse(field, "", Say::new("import-met-before").with("line", *first))),
            None => {
                self.met.insert(key, line);
                Ok(())
            }
        }
    }

    fn edit(&mut self, there: &Record, row: &Row) -> Result<Fate, Stop> {
        let mut after = there.clone();
        let mut edits = Vec::new();
        for field in &row.given {
            let (from, to) = (there.get(field), row.record.get(field));
            if from != to {
                edits.push(FieldChange { field, from: from.to_owned(), to: to.to_owned() });
                after.put(field, to);
            }
        }
        if edits.is_empty() {
            return Ok(Fate::Same);
        }
        let mut problems = self.store.settle_resolved(&self.asker, &mut after)?;
        problems.extend(self.courses.meet(self.store, Some(there), &after)?);
        if !problems.is_empty() {
            return Err(Stop::Row(refusals(&after, problems)));
        }
        self.store.note_pending(Some(there), &after);
        let op = Op::Edit(edits.clone());
        self.waiting.push(Waiting::Edit(Change { kind: there.kind, id: there.id, version: there.version, op }));
        Ok(Fate::Changed(edits))
    }

    /// A row of a kind without keys: as many records as there are equal rows, those of earlier files counted.
    fn by_content(&mut self, record: Record) -> Result<Fate, Stop> {
        let fingerprint = fingerprint(&record);
        if self.earlier.meets(self.store, self.job.kind, fingerprint)? {
            return Ok(Fate::Same);
        }
        self.add(record, Some(fingerprint))
    }

    fn add(&mut self, mut record: Record, fingerprint: Option<i64>) -> Result<Fate, Stop> {
        if record.id == 0 {
            record.id = self.store.next_id();
        }
        record.version = 1;
        let mut problems = self.store.settle_resolved(&self.asker, &mut record)?;
        problems.extend(self.courses.meet(self.store, None, &record)?);
        if !problems.is_empty() {
            return Err(Stop::Row(refusals(&record, problems)));
        }
        if fingerprint.is_none() {
            self.remember(&record);
        }
        self.store.note_pending(None, &record);
        self.waiting.push(Waiting::New(record, fingerprint));
        Ok(Fate::New)
    }

    /// Later rows may point to a record that is not written yet.
    fn remember(&mut self, record: &Record) {
        let names = self.resolved.entry(record.kind).or_default();
        for text in ["code", "name", "name_en", "title", "reference", "iati"].map(|field| record.get(field)) {
            if !text.is_empty() {
                names.insert(text.to_owned(), Ok(record.id));
            }
        }
    }

    fn read_row(&mut self, line: u64, cells: &[Cell<'_>]) -> Result<Row, Stop> {
        let mut row = Row { id: None, record: Record::new(self.job.kind), given: Vec::with_capacity(cells.len()) };
        let mut wrong = Vec::new();
        let currency = self.currency_of(cells);
        for cell in cells {
            match cell.slot {
                Slot::Id => row.id = cell.text.trim().parse().ok(),
                Slot::Field(field) if !field.computed && !cell.text.trim().is_empty() => {
                    let reading = Reading { today: self.asker.today, currency, style: cell.style };
                    match self.read_cell(line, field, &cell.text, &reading, cells, &mut row) {
                        Ok(()) => row.given.push(field.name),
                        Err(Stop::Row(refusals)) => wrong.extend(refusals),
                        Err(stop) => return Err(stop),
                    }
                }
                Slot::Field(_) | Slot::OfPartner(_) => {}
            }
        }
        if !wrong.is_empty() {
            return Err(Stop::Row(wrong));
        }
        let wants_currency = self.job.kind.field("amount").is_some() && row.record.get("currency").is_empty();
        if wants_currency && let Some(currency) = self.job.currency {
            row.record.put("currency", currency.code());
        }
        Ok(row)
    }

    /// The currency amounts of this row are read in.
    fn currency_of(&self, cells: &[Cell<'_>]) -> Currency {
        let cell = cells.iter().find(|cell| matches!(cell.slot, Slot::Field(field) if field.input == Input::Currency));
        cell.and_then(|cell| Currency::parse(&cell.text)).or(self.job.currency).unwrap_or(Currency::USD)
    }

    fn read_cell(
        &mut self,
        line: u64,
        field: &'static Field,
        cell: &str,
        reading: &Reading,
        cells: &[Cell<'_>],
        row: &mut Row,
    ) -> Result<(), Stop> {
        let text = match field.input {
            Input::Ref(Kind::Partner) if field.name == "partner" => self.partner(cell, cells)?.to_string(),
            Input::Ref(Kind::Earmarking) => return self.earmarking(field, cell, row),
            Input::Refs(kind) => {
                let mut ids: Vec<String> = Vec::new();
                for name in cell.split([';', '；']).map(str::trim).filter(|name| !name.is_empty()) {
                    let id = self.reference(kind, name)?.map_err(|say| refuse(field.name, cell, say))?.to_string();
                    if !ids.contains(&id) {
                        ids.push(id);
                    }
                }
                ids.join(" ")
            }
            Input::Ref(kind) => self.reference(kind, cell)?.map_err(|say| refuse(field.name, cell, say))?.to_string(),
            Input::Money(_) => return self.amount(line, field, cell, reading, row),
            Input::Rate => self.rate(line, cell, reading.style).map_err(|say| refuse(field.name, cell, say))?,
            Input::Span if Span::parse_iso(cell).is_some() => cell.to_owned(),
            input => input.read(cell, reading).map_err(|say| refuse(field.name, cell, say))?.text,
        };
        row.record.put(field.name, text);
        Ok(())
    }

    fn amount(
        &mut self,
        line: u64,
        field: &'static Field,
        cell: &str,
        reading: &Reading,
        row: &mut Row,
    ) -> Result<(), Stop> {
        let (plain, currency) = (cell.trim(), reading.currency);
        // As programs write it: where decimals are known to open with a point, else where three of them cannot be thousands.
        let one_reading = match reading.style.decimal {
            Some(decimal) => decimal == Decimal::Point,
            None => plain.split_once('.').is_none_or(|(_, decimals)| decimals.len() <= 2),
        };
        if one_reading && let Ok(minor) = read_plain(plain, currency.minor_units()) {
            row.record.put(field.name, Money::new(minor, currency).to_text());
            return Ok(());
        }
        let read = field.input.read(cell, reading).map_err(|say| refuse(field.name, cell, say))?;
        self.tally.read_as += 1;
        if self.tally.readings.len() < SHOWN_READINGS {
            self.tally.readings.push((line, cell.to_owned(), read.text.clone()));
        }
        row.record.put(field.name, read.text);
        if let Some(said) = read.currency.filter(|said| *said != currency || row.record.get("currency").is_empty()) {
            let written = cell.chars().any(char::is_alphabetic) || said != currency;
            if written && row.record.get("currency").is_empty() {
                row.record.put("currency", said.code());
            }
        }
        Ok(())
    }

    /// A published rate with more digits than are kept is rounded, and said to be.
    fn rate(&mut self, line: u64, cell: &str, style: Style) -> Result<String, Say> {
        // A point always opens decimals here; where a comma does, the two change places.
        let turned = (style.decimal == Some(Decimal::Comma)).then(|| turn_marks(cell));
        let plain = turned.as_deref().unwrap_or(cell);
        let text = read_published_rate(plain)?.to_string();
        if read_rate(plain).is_err() {
            self.tally.read_as += 1;
            if self.tally.readings.len() < SHOWN_READINGS {
                self.tally.readings.push((line, cell.to_owned(), text.clone()));
            }
        }
        Ok(text)
    }

    /// By code or name, or by a spelling of the CEB statistics, some of which also say that the gift was in kind.
    fn earmarking(&mut self, field: &'static Field, cell: &str, row: &mut Row) -> Result<(), Stop> {
        let spelling = reference_spelling(cell);
        let code = spelling.as_ref().map_or(cell, |(code, _)| code.as_str());
        if let Some((_, true)) = spelling
            && row.record.get("form").is_empty()
        {
            row.record.put("form", "in-kind");
            row.given.push("form");
        }
        // Revenue that is no contribution has a spelling and no level.
        if !code.is_empty() {
            let id = self.reference(Kind::Earmarking, code)?.map_err(|say| refuse(field.name, cell, say))?;
            row.record.put(field.name, id.to_string());
        }
        Ok(())
    }

    /// The record a text means, asked of the file once.
    fn reference(&mut self, kind: Kind, text: &str) -> Result<Result<Id, Say>, StoreError> {
        if let Some(known) = self.resolved.get(&kind).and_then(|names| names.get(text)) {
            return Ok(known.clone());
        }
        let found = match self.store.resolve(&self.asker, kind, text) {
            Ok(id) => Ok(id),
            Err(StoreError::Said(say)) => Err(say),
            Err(error) => return Err(error),
        };
        self.resolved.entry(kind).or_default().insert(text.to_owned(), found.clone());
        Ok(found)
    }

    /// The partner a row is about, made when it is not there and the job says so.
    fn partner(&mut self, cell: &str, cells: &[Cell<'_>]) -> Result<Id, Stop> {
        match self.reference(Kind::Partner, cell)? {
            Ok(id) => Ok(id),
            Err(say) if say.key == "value-no-such-record" && self.job.create => self.make_partner(cell, cells),
            Err(say) => Err(refuse("partner", cell, say)),
        }
    }

    fn make_partner(&mut self, cell: &str, cells: &[Cell<'_>]) -> Result<Id, Stop> {
        let mut partner = Record::new(Kind::Partner);
        partner.id = self.store.next_id();
        partner.version = 1;
        for (field, text) in self.partner_fields(cell, cells)? {
            partner.put(field, text);
        }
        let taken = |code: &str| self.store.by_code(Kind::Partner, code).map(|found| found.is_some());
        if self.met.contains_key(&format!("partner code {}", partner.get("code"))) || taken(partner.get("code"))? {
            partner.put("code", "");
        }
        let problems = self.store.settle_resolved(&self.asker, &mut partner)?;
        if !problems.is_empty() {
            return Err(Stop::Row(refusals(&partner, problems)));
        }
        if !partner.get("code").is_empty() {
            self.met.insert(format!("partner code {}", partner.get("code")), 0);
        }
        let id = partner.id;
        self.resolved.entry(Kind::Partner).or_default().insert(cell.to_owned(), Ok(id));
        self.remember(&partner);
        self.waiting.push(Waiting::New(partner, None));
        self.tally.partners += 1;
        Ok(id)
    }

    fn partner_fields(&mut self, cell: &str, cells: &[Cell<'_>]) -> Result<Vec<(&'static str, String)>, Stop> {
        let given = |name: &str| {
            let hints = cells.iter().filter(|cell| matches!(cell.slot, Slot::OfPartner(field) if field.name == name));
            hints.map(|cell| cell.text.trim()).find(|text| !text.is_empty())
        };
        let country = match given("country") {
            Some(text) => Some(self.reference(Kind::Country, text)?.map_err(|say| refuse("partner", text, say))?),
            None if self.job.governments => self.reference(Kind::Country, cell)?.ok(),
            None => None,
        };
        let code = country.map(|id| self.store.written(Kind::Country, id)).transpose()?.flatten();
        let mut fields = if self.job.governments {
            seed::government(self.store, code.as_deref().unwrap_or_default(), &self.asker)?
        } else if let Some(spelling) = given("type") {
            self.contributor(spelling)?
        } else {
            vec![("stage", "giving".to_owned())]
        };
        fields.extend(country.map(|id| ("country", id.to_string())));
        fields.push(("name", crate::domain::clean::clean_line(cell).into_owned()));
        fields.push(("donor", "yes".to_owned()));
        for cell in cells {
            if let Slot::OfPartner(field) = cell.slot
                && !["country", "type"].contains(&field.name)
                && !cell.text.trim().is_empty()
            {
                let read = self.store.read_value(&self.asker, field, &cell.text, Currency::USD);
                fields.push((field.name, read.map_err(|error| refuse("partner", &cell.text, error.say()))?.text));
            }
        }
        Ok(fields)
    }

    /// By a spelling of the CEB statistics, or the code or name of a donor type.
    fn contributor(&mut self, spelling: &str) -> Result<Vec<(&'static str, String)>, Stop> {
        let known = reference::rows(&reference::CEB_CONTRIBUTOR_TYPE).any(|row| row.get("spelling") == spelling);
        let mut fields = seed::contributor(self.store, spelling)?;
        if !known {
            let id = self.reference(Kind::DonorType, spelling)?.map_err(|say| refuse("partner", spelling, say))?;
            fields.push(("type", id.to_string()));
            if let Some(kind) = self.store.load(&self.asker, Kind::DonorType, id)? {
                fields.push(("category", kind.get("category").to_owned()));
            }
        }
        Ok(fields)
    }
}

impl Store {
    /// Writes one record; the row it was made from, when the content of rows tells its kind apart.
    fn write_waiting(
        &mut self,
        asker: &Asker,
        writing: &mut Writing,
        each: &Waiting,
    ) -> Result<Option<Kept>, StoreError> {
        match each {
            Waiting::Edit(change) => self.write_change(asker, writing, change).map(|_| None),
            Waiting::New(record, fingerprint) => {
                self.write_settled(asker, writing, record)?;
                Ok(fingerprint.map(|fingerprint| (fingerprint, record.id)))
            }
        }
    }
}

/// A number whose decimals open with a comma, as one whose decimals open with a point.
fn turn_marks(text: &str) -> String {
    let turn = |c: char| match c {
        '.' => '\'',
        ',' => '.',
        other => other,
    };
    text.chars().map(turn).collect()
}

fn refusals(record: &Record, problems: Vec<Problem>) -> Vec<Refusal> {
    let value = |field: Option<&str>| field.map_or_else(String::new, |field| record.get(field).to_owned());
    problems
        .into_iter()
        .map(|problem| Refusal { field: problem.field, value: value(problem.field), say: problem.say })
        .collect()
}

fn key_text(record: &Record, key: &[&str]) -> String {
    let parts: Vec<String> = key.iter().map(|field| format!("{field} {}", fold(record.get(field)))).collect();
    if key == ["code"] { format!("code {}", record.get("code")) } else { parts.join("\n") }
}

/// Code of earmarking (empty where it is no contribution) and whether in kind, by a spelling of the CEB statistics.
fn reference_spelling(cell: &str) -> Option<(String, bool)> {
    static KNOWN: std::sync::LazyLock<HashMap<String, (String, bool)>> = std::sync::LazyLock::new(|| {
        reference::rows(&reference::CEB_REVENUE_TYPE)
            .map(|row| {
                let meaning = (row.get("earmarking").to_owned(), row.get("in_kind") == "yes");
                (row.get("spelling").to_owned(), meaning)
            })
            .collect()
    });
    KNOWN.get(cell).cloned()
}
