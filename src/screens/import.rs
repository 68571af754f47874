//! Reading a file of somebody else's in: what it is, what its columns mean, what has to be said, a trial that shows what
//! would become of each row, and then the writing. It keeps what was said and refuses to touch the file itself.

pub mod activities;
mod lines;
mod paint;

use std::path::PathBuf;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use self::activities::Activities;
use self::lines::{Fate, Line, What};
use super::choose::{Choose, Item};
use super::prompt::Prompt;
use super::{Cursor, Here, Out, Picked, Purpose, Shown, Turn};
use crate::access::Waiting;
use crate::domain::field::Input;
use crate::domain::given::{Met, Opening, Recipe, Report, slot};
use crate::domain::kind::Kind;
use crate::domain::progress::Progress;
use crate::domain::say::Say;
use crate::domain::style::{DayOrder, Decimal, Known};
use crate::keys::{Command, Context};
use crate::locale::field_labels;
use crate::message::{Effect, ImportAsk, ImportFrom, Reply};
use crate::widgets::cell::{kind_key, label_key};

/// What the screen asked for with a menu or a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    File,
    Kind,
    Table,
    Header,
    Decimal,
    Days,
    /// What the column at this place means.
    Column(usize),
    /// Which column a condition is about, and the value it wants of the column at this place.
    Condition,
    Wanted(usize),
    /// Which field is the same in every row, and its value.
    Constant,
    Value(String),
    /// What the value at this place of those nobody knows means.
    Unknown(usize),
}

/// Stands for making every partner that nobody knows.
const MAKE: &str = "+";

/// What runs beside the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Running {
    Opening,
    Trying,
    Writing,
}

/// The screen of one import.
#[derive(Debug)]
pub struct Import {
    kind: Kind,
    /// Somebody said so, whatever the file says of itself.
    kind_said: bool,
    from: Option<ImportFrom>,
    table: usize,
    /// The line that names the columns, when somebody said which.
    header: Option<u64>,
    /// What holds; none until the file was opened, so that what was said earlier is taken up.
    recipe: Option<Recipe>,
    /// What lies in the in-tray, where files are read from there only.
    tray: Option<Vec<Waiting>>,
    opening: Option<Box<Opening>>,
    report: Option<Box<Report>>,
    failed: Option<Say>,
    running: Option<(Running, Progress)>,
    cursor: Cursor,
    seq: u64,
    tray_seq: u64,
}

impl Import {
    /// An import of records of a kind; the file is asked for.
    #[must_use]
    pub fn of(kind: Kind) -> Self {
        Self {
            kind,
            kind_said: false,
            from: None,
            table: 0,
            header: None,
            recipe: None,
            tray: None,
            opening: None,
            report: None,
            failed: None,
            running: None,
            cursor: Cursor::default(),
            seq: 0,
            tray_seq: 0,
        }
    }

    fn ask(&self) -> Option<ImportAsk> {
        Some(ImportAsk {
            kind: self.kind,
            from: self.from.clone()?,
            table: self.table,
            header: self.header,
            said: self.recipe.clone().unwrap_or_default(),
            recall: self.recipe.is_none(),
            labels: Arc::new(field_labels(self.kind)),
        })
    }

    /// Opens what was chosen, with what holds now.
    fn open(&mut self, out: &mut Out<'_>) {
        let Some(ask) = self.ask() else { return };
        (self.report, self.failed) = (None, None);
        self.running = Some((Running::Opening, Progress::default()));
        self.seq = out.ask(Effect::ImportOpen(Box::new(ask)));
    }

    /// Another file, kind, table or header: nothing said of the one before holds.
    fn open_anew(&mut self, out: &mut Out<'_>) {
        (self.recipe, self.opening) = (None, None);
        self.open(out);
    }

    fn run(&mut self, apply: bool, out: &mut Out<'_>) {
        if let Some(say) = self.stands_open() {
            return out.say(say);
        }
        let Some(ask) = self.ask() else { return };
        self.running = Some((if apply { Running::Writing } else { Running::Trying }, Progress::default()));
        self.report = None;
        self.seq = out.ask(Effect::ImportRun { ask: Box::new(ask), apply });
    }

    /// What has to be said before the file can be read.
    fn stands_open(&self) -> Option<Say> {
        let Some(opening) = &self.opening else { return Some(Say::new("import-no-file-yet")) };
        if !opening.missing.is_empty() {
            return Some(Say::new("import-missing-here").with("columns", opening.missing.join(", ")));
        }
        let open = matches!(opening.decimal, Known::Ask(_)) || matches!(opening.days, Known::Ask(_));
        open.then(|| Say::new("import-question-open"))
    }

    /// Writes what was tried; what was not tried yet is tried first.
    fn save(&mut self, out: &mut Out<'_>) {
        match &self.report {
            Some(report) if report.applied => out.say(Say::new("import-done-already")),
            Some(report) if report.new + report.changed == 0 => out.say(Say::new("import-nothing")),
            Some(_) => self.run(true, out),
            None => self.run(false, out),
        }
    }

    /// Changes what holds and opens the file with it.
    fn say_anew(&mut self, change: impl FnOnce(&mut Recipe), out: &mut Out<'_>) {
        if let Some(recipe) = &mut self.recipe {
            change(recipe);
            self.open(out);
        }
    }

    fn choose_file(&self, here: &Here, out: &mut Out<'_>) {
        if let Some(tray) = &self.tray {
            let size = |file: &Waiting| here.locale.integer(i64::try_from(file.bytes).unwrap_or(i64::MAX));
            let items = tray.iter().map(|file| Item::text(&file.name, size(file), &file.name)).collect();
            return out.open(Choose::of(Say::new("import-tray"), Purpose::Import(Asked::File), items));
        }
        let text = match &self.from {
            Some(ImportFrom::Path(path)) => path.display().to_string(),
            _ => String::new(),
        };
        out.open(Prompt::new(Say::new("import-which-file"), Purpose::Import(Asked::File), &text));
    }

    /// Enter on a line.
    fn enter(&mut self, here: &Here, out: &mut Out<'_>) {
        let what = self.lines(here).get(self.cursor.at).map(|line| line.what);
        let choose = |key, asked, items| Choose::of(Say::new(key), Purpose::Import(asked), items);
        match what {
            Some(What::File) => self.choose_file(here, out),
            Some(What::Kind) => {
                let kinds = Kind::ALL.map(|kind| Item::text(here.text(&kind_key(kind)), kind.name(), kind.name()));
                out.open(choose("import-which-kind", Asked::Kind, kinds.into()));
            }
            Some(What::Table) => out.open(choose("import-which-table", Asked::Table, self.table_items())),
            Some(What::Header) => {
                let line = self.opening.as_ref().map_or_else(String::new, |opening| opening.header_line.to_string());
                out.open(Prompt::new(Say::new("import-which-header"), Purpose::Import(Asked::Header), &line));
            }
            Some(What::Decimal) => out.open(choose("import-which-decimal", Asked::Decimal, self.decimal_items(here))),
            Some(What::Days) => out.open(choose("import-which-days", Asked::Days, self.days_items(here))),
            Some(What::Create) => self.say_anew(|recipe| recipe.create = !recipe.create, out),
            Some(What::AddCondition) => out.open(choose("import-which-column", Asked::Condition, self.column_items())),
            Some(What::AddConstant) => out.open(choose("import-which-field", Asked::Constant, self.field_items(here))),
            Some(What::Column(at)) => {
                let mut items = vec![Item::text(here.text("import-not-used"), "-", "-")];
                items.extend(self.field_items(here));
                let name = self.opening.as_ref().map_or("", |opening| &opening.header[at]);
                let title = Say::new("import-column-means").with("column", name);
                out.open(Choose::of(title, Purpose::Import(Asked::Column(at)), items));
            }
            Some(What::Unknown(at)) => self.choose_value(at, here, out),
            Some(What::Try) => self.run(false, out),
            Some(What::Outcome(fate)) => self.drill(fate, here, out),
            Some(What::Condition(_) | What::Constant(_) | What::Words) | None => {}
        }
    }

    fn table_items(&self) -> Vec<Item> {
        let tables = self.opening.as_ref().map_or(&[][..], |opening| &opening.tables);
        let size =
            |size: Option<(u64, u64)>| size.map_or_else(String::new, |(rows, columns)| format!("{rows} x {columns}"));
        (1..).zip(tables).map(|(number, table)| Item::text(&table.name, size(table.size), number.to_string())).collect()
    }

    fn decimal_items(&self, here: &Here) -> Vec<Item> {
        let Some(opening) = &self.opening else { return Vec::new() };
        let reading = |way: Decimal| match &opening.decimal {
            Known::Ask(sample) => {
                let found = sample.readings.iter().find(|(known, _)| *known == way);
                found.map_or_else(String::new, |(_, read)| format!("{} = {read}", sample.text))
            }
            _ => String::new(),
        };
        Decimal::ALL.map(|way| Item::text(here.text(&format!("style-{}", way.word())), reading(way), way.word())).into()
    }

    fn days_items(&self, here: &Here) -> Vec<Item> {
        let Some(opening) = &self.opening else { return Vec::new() };
        let reading = |way: DayOrder| match &opening.days {
            Known::Ask(sample) => {
                let found = sample.readings.iter().find(|(known, _)| *known == way);
                found.map_or_else(String::new, |(_, read)| format!("{} = {read}", sample.text))
            }
            _ => String::new(),
        };
        DayOrder::ALL
            .map(|way| Item::text(here.text(&format!("style-{}", way.word())), reading(way), way.word()))
            .into()
    }

    fn column_items(&self) -> Vec<Item> {
        let Some(opening) = &self.opening else { return Vec::new() };
        let items = opening.header.iter().enumerate().filter(|(_, name)| !name.is_empty());
        items.map(|(at, name)| Item::text(name, lines::samples(opening, at), at.to_string())).collect()
    }

    /// Fields a file may fill, those of the partner a row is about among them.
    fn field_items(&self, here: &Here) -> Vec<Item> {
        let label = |kind: Kind, field: &str| here.text(&label_key(kind, field));
        let own = self.kind.fields().iter().filter(|field| !field.computed);
        let mut items: Vec<Item> =
            own.map(|field| Item::text(label(self.kind, field.name), field.name, field.name)).collect();
        if slot(self.kind, "partner.country").is_some() {
            let of_partner = Kind::Partner.fields().iter().filter(|field| !field.computed && field.name != "name");
            items.extend(of_partner.map(|field| {
                let name = format!("partner.{}", field.name);
                let words = format!("{}: {}", label(self.kind, "partner"), label(Kind::Partner, field.name));
                Item::text(words, name.clone(), name)
            }));
        }
        items.push(Item::text("id", "id", "id"));
        items
    }

    /// Offers what a value nobody knows could mean: what comes nearest first.
    fn choose_value(&self, at: usize, here: &Here, out: &mut Out<'_>) {
        let Some(unknown) = self.report.as_ref().and_then(|report| report.unknown.get(at)) else { return };
        let title = Say::new("import-value-means").with("text", &unknown.text);
        let purpose = Purpose::Import(Asked::Unknown(at));
        let mut items: Vec<Item> = unknown
            .near
            .iter()
            .map(|(ours, name, likeness)| {
                let alike = here.locale.with("import-alike", &[("likeness", &likeness.to_string())]);
                Item::text(name, alike, ours)
            })
            .collect();
        if unknown.field == "partner" {
            items.push(Item::text(here.text("import-make-partners"), "", MAKE));
        }
        match self.kind.field(unknown.field).map(|field| field.input) {
            Some(Input::Choice(words)) => {
                items.extend(words.iter().map(|word| Item::text(here.text(&format!("choice-{word}")), *word, *word)));
                out.open(Choose::of(title, purpose, items));
            }
            Some(input) => {
                if let Some(kind) = input.target() {
                    out.open(Choose::records(title, purpose, kind).after(items));
                }
            }
            None => {}
        }
    }

    /// Opens the rows of a fate.
    fn drill(&self, fate: Fate, here: &Here, out: &mut Out<'_>) {
        let Some(report) = &self.report else { return };
        let met = report.met.iter().filter(|(.., met)| Fate::of(met) == fate);
        let met = met.map(|(line, title, met)| (*line, title.as_str(), Some(self.kind), met));
        open_met(fate, met.collect(), fate.count(report), here, out);
    }

    /// Takes back what the line says: a condition, a constant, what was said of a column.
    fn delete(&mut self, here: &Here, out: &mut Out<'_>) {
        let what = self.lines(here).get(self.cursor.at).map(|line| line.what);
        let column = |at: usize| self.opening.as_ref().map(|opening| opening.header[at].clone());
        match what {
            Some(What::Condition(at)) => self.say_anew(|recipe| drop(recipe.only.remove(at)), out),
            Some(What::Constant(at)) => self.say_anew(|recipe| drop(recipe.set.remove(at)), out),
            Some(What::Column(at)) => {
                let Some(name) = column(at) else { return };
                self.say_anew(|recipe| recipe.say_column(&name, Some("-")), out);
            }
            _ => {}
        }
    }

    fn take(&mut self, asked: Asked, text: &str, here: &Here, out: &mut Out<'_>) {
        match asked {
            Asked::File if text.trim().is_empty() => {}
            Asked::File => {
                self.from = Some(ImportFrom::Path(PathBuf::from(text.trim())));
                (self.table, self.header, self.kind_said) = (0, None, false);
                self.open_anew(out);
            }
            Asked::Kind => {
                self.kind = Kind::named(text).unwrap_or(self.kind);
                self.kind_said = true;
                self.open_anew(out);
            }
            Asked::Table => {
                self.table = text.parse::<usize>().map_or(0, |number| number.saturating_sub(1));
                let tables = self.opening.as_ref().map_or(&[][..], |opening| &opening.tables);
                self.kind = tables.get(self.table).and_then(|table| table.kind).unwrap_or(self.kind);
                self.header = None;
                self.open_anew(out);
            }
            Asked::Header => {
                self.header = text.trim().parse().ok().filter(|line| *line > 0);
                self.open_anew(out);
            }
            Asked::Decimal => self.say_anew(|recipe| recipe.decimal = Decimal::named(text), out),
            Asked::Days => self.say_anew(|recipe| recipe.days = DayOrder::named(text), out),
            Asked::Column(at) => self.take_column(at, text, out),
            Asked::Condition => {
                let Ok(at) = text.parse::<usize>() else { return };
                let Some(opening) = &self.opening else { return };
                let title = Say::new("import-which-wanted").with("column", &opening.header[at]);
                out.open(Prompt::new(title, Purpose::Import(Asked::Wanted(at)), ""));
            }
            Asked::Wanted(at) => {
                let Some(name) = self.opening.as_ref().map(|opening| opening.header[at].clone()) else { return };
                self.say_anew(|recipe| recipe.only.push((name, text.to_owned())), out);
            }
            Asked::Constant => {
                let title = Say::new("import-which-value").with("field", here.text(&label_key(self.kind, text)));
                out.open(Prompt::new(title, Purpose::Import(Asked::Value(text.to_owned())), ""));
            }
            Asked::Value(field) => self.say_anew(
                |recipe| {
                    recipe.set.retain(|(known, _)| *known != field);
                    recipe.set.push((field, text.to_owned()));
                },
                out,
            ),
            Asked::Unknown(at) => self.take_value(at, text, out),
        }
    }

    /// A column means a field; another that meant it does not any more.
    fn take_column(&mut self, at: usize, ours: &str, out: &mut Out<'_>) {
        let Some(opening) = self.opening.clone() else { return };
        self.say_anew(
            |recipe| {
                for (other, (name, (field, _))) in opening.header.iter().zip(&opening.columns).enumerate() {
                    if other != at && ours != "-" && field.as_deref() == Some(ours) {
                        recipe.say_column(name, Some("-"));
                    }
                }
                recipe.say_column(&opening.header[at], Some(ours));
            },
            out,
        );
    }

    fn take_value(&mut self, at: usize, ours: &str, out: &mut Out<'_>) {
        let Some(unknown) = self.report.as_ref().and_then(|report| report.unknown.get(at)).cloned() else { return };
        if ours == MAKE {
            if let Some(recipe) = &mut self.recipe {
                recipe.create = true;
            }
            return self.run(false, out);
        }
        if let Some(recipe) = &mut self.recipe {
            recipe.say_value(unknown.field, &unknown.text, ours);
        }
        // The trial is shown until it is made anew, without what was just said.
        if let Some(report) = &mut self.report {
            report.unknown.remove(at);
            if report.unknown.is_empty() {
                self.run(false, out);
            }
        }
    }

    /// Puts the cursor on what has to be said next.
    fn rest_on_next(&mut self, here: &Here) {
        let lines = self.lines(here);
        let next = lines.iter().position(|line| line.open).or_else(|| {
            let wanted = match &self.report {
                Some(report) if !report.unknown.is_empty() => What::Unknown(0),
                Some(_) => What::Outcome(Fate::New),
                None => What::Try,
            };
            lines.iter().position(|line| line.what == wanted)
        });
        if let Some(at) = next {
            self.cursor.at = at;
        }
        self.cursor.keep(lines.len(), paint::rows(here));
    }

    fn lines(&self, here: &Here) -> Vec<Line> {
        lines::of(self, here)
    }
}

/// One thing met in a file: its line, what it is called, its kind, and what became of it.
type Seen<'a> = (u64, &'a str, Option<Kind>, &'a Met);

/// Opens what met with a fate: what changed field by field, what was rejected with the reason.
fn open_met(fate: Fate, met: Vec<Seen<'_>>, count: usize, here: &Here, out: &mut Out<'_>) {
    let mut items = Vec::new();
    let shown = met.len();
    for (line, title, kind, met) in met {
        let line = here.locale.with("import-line", &[("line", &line.to_string())]);
        items.push(Item::text(format!("{line}  {title}"), "", ""));
        let label = |field: &str| kind.map_or_else(|| field.to_owned(), |kind| here.text(&label_key(kind, field)));
        match met {
            Met::New | Met::Same => {}
            Met::Changed(fields) => items.extend(fields.iter().map(|change| {
                let (from, to) = (lines::shown(&change.from), lines::shown(&change.to));
                Item::text(format!("    {}: {from} -> {to}", label(change.field)), "", "")
            })),
            Met::Rejected(why) => items.extend(why.iter().map(|(field, value, say)| {
                let label = field.map_or_else(String::new, |field| label(field) + ": ");
                let value = if value.is_empty() { String::new() } else { format!("“{value}” ") };
                Item::text(format!("    {label}{value}{}", here.locale.say(say)), "", "")
            })),
        }
    }
    if count > shown {
        let (shown, count) = (shown.to_string(), count.to_string());
        let words = here.locale.with("import-first-shown", &[("shown", &shown), ("count", &count)]);
        items.push(Item::text(words, "", ""));
    }
    if !items.is_empty() {
        out.open(Choose::of(Say::new(fate.title()), Purpose::Read, items));
    }
}

impl Shown for Import {
    fn context(&self) -> Context {
        Context::Import
    }

    fn title(&self, here: &Here) -> String {
        let kind = here.text(&kind_key(self.kind));
        here.locale.with("screen-import", &[("kind", &kind)])
    }

    fn refresh(&mut self, _here: &Here, out: &mut Out<'_>) {
        if self.from.is_none() {
            self.tray_seq = out.ask(Effect::ImportTray);
        }
    }

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        // What runs is looked at, or stopped by Esc; nothing of it is changed meanwhile.
        let busy = self.running.is_some();
        match command {
            Command::Back => out.turn(Turn::Close),
            Command::Open | Command::Delete | Command::Save | Command::Filter if busy => {}
            Command::Open => self.enter(here, out),
            Command::Delete => self.delete(here, out),
            Command::Save => self.save(out),
            Command::Filter if self.opening.is_some() => {
                out.open(Choose::of(
                    Say::new("import-which-column"),
                    Purpose::Import(Asked::Condition),
                    self.column_items(),
                ));
            }
            moving => {
                let count = self.lines(here).len();
                self.cursor.command(moving, count, paint::rows(here));
            }
        }
    }

    fn paste(&mut self, text: &str, _here: &Here, out: &mut Out<'_>) {
        if self.running.is_some() || text.trim().is_empty() {
            return;
        }
        // A line alone is the name of a file, several are a table.
        let table = text.trim().contains(['\n', '\r']);
        self.from = Some(if table {
            ImportFrom::Pasted(text.replace("\r\n", "\n").replace('\r', "\n").into())
        } else if self.tray.is_none() {
            ImportFrom::Path(PathBuf::from(text.trim()))
        } else {
            return;
        });
        (self.table, self.header, self.kind_said) = (0, None, false);
        self.open_anew(out);
    }

    fn reply(&mut self, seq: u64, reply: Reply, here: &Here, out: &mut Out<'_>) {
        match reply {
            Reply::ImportTray(tray) if seq == self.tray_seq => {
                self.tray = tray;
                if self.from.is_none() {
                    self.choose_file(here, out);
                }
            }
            Reply::ImportProgress(progress) if seq == self.seq => {
                if let Some((_, known)) = &mut self.running {
                    *known = progress;
                }
            }
            Reply::ImportOpened(opening) if seq == self.seq => {
                self.running = None;
                let says = opening.tables.get(self.table).and_then(|table| table.kind).filter(|_| !self.kind_said);
                if let Some(kind) = says.filter(|kind| *kind != self.kind) {
                    self.kind = kind;
                    return self.open_anew(out);
                }
                self.recipe = Some(opening.recipe.clone());
                self.kind = opening.kind;
                self.opening = Some(opening);
                self.rest_on_next(here);
            }
            Reply::ImportIsActivities if seq == self.seq => {
                self.running = None;
                if let Some(from) = self.from.take() {
                    out.turn(Turn::Close);
                    out.open(Activities::of(from));
                }
            }
            Reply::Imported(report) if seq == self.seq => {
                self.running = None;
                self.report = Some(report);
                self.rest_on_next(here);
            }
            Reply::Failed(say) if seq == self.seq => {
                self.running = None;
                match &self.opening {
                    // What was said last does not fit: what held before holds.
                    Some(opening) => self.recipe = Some(opening.recipe.clone()),
                    None => self.failed = Some(say),
                }
            }
            Reply::Stopped if seq == self.seq => {
                let writing = matches!(self.running, Some((Running::Writing, _)));
                self.running = None;
                out.say(Say::new(if writing { "import-stopped-back" } else { "store-stopped" }));
            }
            _ => {}
        }
    }

    fn chosen(&mut self, purpose: Purpose, picked: Picked, here: &Here, out: &mut Out<'_>) {
        let Purpose::Import(asked) = purpose else { return };
        match picked {
            Picked::Text(text) => self.take(asked, &text, here, out),
            Picked::Record(_, id, _) => self.take(asked, &id.to_string(), here, out),
            Picked::Texts(_) | Picked::Dropped(_) => {}
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let runs = self.running.map_or_else(String::new, |(running, progress)| match running {
            Running::Opening => here.text("import-opening"),
            Running::Trying => paint::progress("import-trying", &progress, |rows| rows, here),
            Running::Writing => paint::progress("import-writing", &progress, |rows| rows, here),
        });
        Some(paint::paint((&runs, &self.lines(here)), self.cursor, buffer, area, here))
    }
}
