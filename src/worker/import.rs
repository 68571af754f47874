//! A file of somebody else's into the store, for screens and commands alike: opened and understood, then read row by row,
//! tried or written, with bad rows kept in a file of their own. It can be stopped between any two rows, and then takes
//! back what it wrote.

pub mod iati;

use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use super::{Beside, Places};
use crate::access::{Asker, Imports};
use crate::domain::change::FieldChange;
use crate::domain::given::{
    Cell, Changed, Labels, Line, Mapping, Met, OF_REJECTS, Opening, Recipe, Report, Survey, Unknown, Verdict,
    header_key, is_of_rejects,
};
use crate::domain::kind::Kind;
use crate::domain::progress::Progress;
use crate::domain::say::Say;
use crate::exchange::origin::Origin;
use crate::exchange::source::{Headed, Source};
use crate::exchange::write::Out;
use crate::locale::Locale;
use crate::message::{ImportAsk, ImportFrom, Reply};
use crate::store::{Fate, Importing, Job, Refusal, Store, StoreError};

/// First rows shown of an opened file.
const FIRST: usize = 12;
/// Rows of each fate that a report keeps to be looked at.
const MET: usize = 200;
/// Values nobody knows that a report counts at most, and those it looks for the nearest of.
const UNKNOWN: usize = 400;
const NEAR: usize = 60;
/// Cells that say in a report which row it is.
const TITLE_CELLS: usize = 3;
/// Rows between two looks at the clock for progress.
const PROGRESS: u64 = 500;
/// Milliseconds between two words about progress.
const OFTEN: u128 = 250;

/// What lies in the in-tray; none where any file may be read.
pub(super) fn tray(places: &Places) -> Result<Reply, StoreError> {
    Ok(Reply::ImportTray(match places.imports {
        Imports::Anywhere => None,
        Imports::Tray(_) => Some(places.imports.waiting()?),
    }))
}

/// Opens a file for the screen.
pub(super) fn open(
    store: &Store,
    places: &Places,
    asker: &Asker,
    ask: &ImportAsk,
    beside: &Beside<'_>,
) -> Result<Reply, StoreError> {
    let origin = origin(places, &ask.from)?;
    if origin.is_xml()? {
        return Ok(Reply::ImportIsActivities);
    }
    let source = Source::of(origin)?;
    let ready = Ready::of(store, asker, wanted(&source, ask), beside.stop)?;
    Ok(Reply::ImportOpened(Box::new(ready.opening)))
}

/// Tries or writes a file for the screen; bad rows are kept among what the person exports.
pub(super) fn run(
    store: &mut Store,
    places: &Places,
    asker: &Asker,
    ask: &ImportAsk,
    apply: bool,
    beside: &Beside<'_>,
) -> Result<Reply, StoreError> {
    store.check_add(ask.kind)?;
    let source = Source::of(origin(places, &ask.from)?)?;
    let ready = Ready::of(store, asker, wanted(&source, ask), beside.stop)?;
    let rejects = places.exports.join(format!("{}.rejects.csv", named(source.origin())));
    let mut watch = Watch {
        progress: &mut |progress| (beside.tell)(Reply::ImportProgress(progress)),
        rejected: &mut |_, _| {},
        stop: beside.stop,
    };
    Ok(Reply::Imported(Box::new(ready.run(store, asker, apply, &rejects, &mut watch)?)))
}

/// Tries or writes a file of the IATI standard for the screen; what is not taken is kept among what the person exports.
pub(super) fn activities(
    store: &mut Store,
    places: &Places,
    asker: &Asker,
    from: &ImportFrom,
    apply: bool,
    beside: &Beside<'_>,
) -> Result<Reply, StoreError> {
    let origin = origin(places, from)?;
    let name = named(&origin);
    let rejects = places.exports.join(format!("{name}.rejects.csv"));
    let mut watch = iati::Watch {
        progress: &mut |progress| (beside.tell)(Reply::ImportProgress(progress)),
        heard: &mut |_| {},
        stop: beside.stop,
    };
    let read = iati::read(store, asker, (&origin, &name), apply, &rejects, &mut watch)?;
    Ok(Reply::ActivitiesRead(Box::new(read)))
}

fn origin(places: &Places, from: &ImportFrom) -> Result<Origin, StoreError> {
    Ok(match from {
        ImportFrom::Path(path) => Origin::File(places.imports.find(path)?),
        ImportFrom::Pasted(text) => Origin::Held(text.as_bytes().into()),
    })
}

/// What history and the file of what was not taken call it.
fn named(origin: &Origin) -> String {
    match origin {
        Origin::File(_) => origin.name(),
        Origin::Held(_) => "pasted".to_owned(),
    }
}

fn wanted<'a>(source: &'a Source, ask: &'a ImportAsk) -> Wanted<'a> {
    let ImportAsk { kind, table, header, recall, .. } = *ask;
    Wanted { source, kind, table, header, said: ask.said.clone(), recall, labels: &ask.labels }
}

/// Who is told how far it is, and whether to go on.
pub struct Watch<'a> {
    pub progress: &'a mut dyn FnMut(Progress),
    /// Told of each bad row: its line and why.
    pub rejected: &'a mut dyn FnMut(u64, &[Refusal]),
    pub stop: &'a AtomicBool,
}

/// What is asked for: which table of which file as which kind, with what was said about it.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    pub source: &'a Source,
    pub kind: Kind,
    pub table: usize,
    /// The line that names the columns; none: it is looked for.
    pub header: Option<u64>,
    pub said: Recipe,
    /// Whether what was said earlier about the same header holds where nothing is said now.
    pub recall: bool,
    /// The names of the fields in every language.
    pub labels: &'a Labels,
}

/// A file that is understood as far as it can be, ready to be read.
pub struct Ready<'a> {
    wanted: Wanted<'a>,
    pub opening: Opening,
    pub mapping: Mapping,
    survey: Survey,
}

impl<'a> Ready<'a> {
    /// Opens a table, finds its header, takes up what was said earlier, and looks through all of it for how it writes.
    ///
    /// # Errors
    /// When the file cannot be read, or what was said does not fit it.
    pub fn of(store: &Store, asker: &Asker, wanted: Wanted<'a>, stop: &AtomicBool) -> Result<Self, StoreError> {
        let Wanted { source, kind, table, .. } = wanted;
        let stamp = source.origin().stamp()?;
        let open = || Headed::open(source, table, kind, wanted.header, &wanted.said, wanted.labels);
        let mut headed = open()?;
        let (recalled, remembered) = store.recall(kind, &header_key(&headed.header))?;
        let recipe = if wanted.recall { recalled.under(wanted.said.clone()) } else { wanted.said.clone() };
        let mapping = Mapping::of(kind, &headed.header, &recipe, wanted.labels)?;
        let mut survey = Survey::default();
        let mut first = Vec::new();
        let mut line = Line::default();
        while headed.next(&mut line)? {
            if stop.load(Ordering::Relaxed) {
                return Err(Say::new("store-stopped").into());
            }
            if first.len() < FIRST && !line.is_blank() {
                first.push((line.number, line.iter().map(str::to_owned).collect()));
            }
            survey.look(&mapping, &line, asker.today);
        }
        source.origin().check_unchanged(stamp)?;
        let shown = mapping.columns.slots.iter().map(|slot| slot.map(|slot| slot.name()));
        let opening = Opening {
            kind,
            look: headed.rows.look(),
            tables: source.tables().to_vec(),
            table,
            header_line: headed.header_line,
            first,
            columns: shown.zip(mapping.columns.how.iter().copied()).collect(),
            missing: mapping.missing(),
            rows: survey.rows,
            decimal: survey.decimal(&mapping),
            days: survey.days(&mapping),
            recipe,
            remembered: remembered.filter(|_| wanted.recall),
            header: headed.header,
        };
        Ok(Self { wanted, opening, mapping, survey })
    }

    /// Reads every row, to try it or to write it.
    ///
    /// # Errors
    /// When the file cannot be read to its end, changes meanwhile, or something has to be said first; and when it is
    /// stopped. What was written is taken back then.
    pub fn run(
        mut self,
        store: &mut Store,
        asker: &Asker,
        apply: bool,
        rejects: &Path,
        watch: &mut Watch<'_>,
    ) -> Result<Report, StoreError> {
        self.mapping.check_required(&self.opening.header)?;
        self.survey.settle(&mut self.mapping)?;
        let job = Job {
            kind: self.wanted.kind,
            apply,
            create: self.mapping.create,
            governments: self.mapping.of_governments(),
            currency: self.mapping.currency(),
            title: self.wanted.source.origin().name(),
        };
        let mut reading = Reading::new(&self, asker, rejects);
        let mut importing = store.import(asker, job)?;
        let read = reading.read_all(&mut importing, watch);
        let tally = match read.and_then(|()| reading.close()) {
            Ok(()) => importing.finish()?,
            Err(error) => {
                let begun = Instant::now();
                importing.abandon(&mut |rows, of| (watch.progress)(since(begun, rows, of, true)))?;
                return Err(error);
            }
        };
        let mut report = reading.report;
        (report.new, report.changed, report.same) = (tally.new, tally.changed, tally.same);
        (report.rejected, report.partners) = (tally.rejected, tally.partners);
        (report.read_as, report.readings, report.action) = (tally.read_as, tally.readings, tally.action);
        report.applied = apply;
        report.rejects = (report.rejected > 0).then(|| rejects.display().to_string());
        if apply {
            store.remember_recipe(asker, self.wanted.kind, &header_key(&self.opening.header), &self.opening.recipe)?;
        } else {
            look_around(store, asker, self.wanted.kind, &mut report)?;
        }
        in_words(store, asker, self.wanted.kind, &mut report)?;
        Ok(report)
    }
}

fn since(begun: Instant, rows: u64, of: u64, back: bool) -> Progress {
    let millis = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    Progress { rows, of: Some(of), millis, back }
}

/// The file of what was not taken: it is there only when something was not.
struct Rejects {
    path: PathBuf,
    out: Option<Out<File>>,
}

impl Rejects {
    fn at(path: &Path) -> Self {
        Self { path: path.to_owned(), out: None }
    }

    /// Writes one row, below the names of the columns.
    fn row<'n>(
        &mut self,
        names: impl Iterator<Item = &'n str>,
        cells: impl Iterator<Item = impl AsRef<str>>,
    ) -> Result<(), StoreError> {
        let path = &self.path;
        let cannot = |error| Say::new("cli-cannot-write").with("path", path.display()).with("error", error);
        if self.out.is_none() {
            if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                std::fs::create_dir_all(folder).map_err(cannot)?;
            }
            let mut out = Out::new(File::create(path).map_err(cannot)?, false);
            out.row(names).map_err(cannot)?;
            self.out = Some(out);
        }
        let out = self.out.as_mut().expect("opened above");
        Ok(out.row(cells).map_err(cannot)?)
    }

    fn finish(&mut self) -> Result<(), StoreError> {
        Ok(self.out.take().map_or(Ok(()), Out::finish)?)
    }
}

/// Rows being read.
struct Reading<'a> {
    ready: &'a Ready<'a>,
    locale: Locale,
    report: Report,
    unknown: HashMap<(&'static str, String), usize>,
    /// How many rows of each fate the report keeps so far: new, changed, same, rejected.
    kept: [usize; 4],
    rejects: Rejects,
    begun: Instant,
    said: u128,
}

impl<'a> Reading<'a> {
    fn new(ready: &'a Ready<'a>, asker: &Asker, rejects: &Path) -> Self {
        let locale = Locale::load(asker.lang).or_else(|| Locale::load("en"));
        Self {
            ready,
            locale: locale.expect("English is built in"),
            report: Report::default(),
            unknown: HashMap::new(),
            kept: [0; 4],
            rejects: Rejects::at(rejects),
            begun: Instant::now(),
            said: 0,
        }
    }

    fn progress(&self) -> Progress {
        since(self.begun, self.report.rows, self.ready.opening.rows, false)
    }

    fn read_all(&mut self, importing: &mut Importing<'_>, watch: &mut Watch<'_>) -> Result<(), StoreError> {
        let wanted = &self.ready.wanted;
        let origin = wanted.source.origin();
        let stamp = origin.stamp()?;
        let header = Some(self.ready.opening.header_line);
        let mut headed = Headed::open(wanted.source, wanted.table, wanted.kind, header, &wanted.said, wanted.labels)?;
        if headed.header != self.ready.opening.header {
            return Err(Say::new("import-file-changed").with("path", origin.name()).into());
        }
        let mut line = Line::default();
        while headed.next(&mut line)? {
            if watch.stop.load(Ordering::Relaxed) {
                return Err(Say::new("store-stopped").into());
            }
            self.read_one(importing, &line, watch)?;
            if self.report.rows.is_multiple_of(PROGRESS) && self.begun.elapsed().as_millis() >= self.said + OFTEN {
                self.said = self.begun.elapsed().as_millis();
                (watch.progress)(self.progress());
            }
        }
        Ok(origin.check_unchanged(stamp)?)
    }

    fn read_one(
        &mut self,
        importing: &mut Importing<'_>,
        line: &Line,
        watch: &mut Watch<'_>,
    ) -> Result<(), StoreError> {
        let ready = self.ready;
        match ready.mapping.verdict(line) {
            Verdict::Blank => {}
            Verdict::LeftOut => self.report.left_out += 1,
            Verdict::Wrong(wrong) => {
                self.report.rows += 1;
                importing.reject();
                let refusals = wrong.into_iter().map(|(at, say)| {
                    let slot = at.and_then(|at| ready.mapping.columns.slots[at]);
                    let field = slot.and_then(|slot| ready.wanted.kind.field(&slot.name())).map(|field| field.name);
                    Refusal { field, value: at.map_or("", |at| line.get(at)).to_owned(), say }
                });
                self.reject(line, String::new(), refusals.collect(), watch)?;
            }
            Verdict::Cells(cells) => {
                self.report.rows += 1;
                match importing.take(line.number, &cells)? {
                    Fate::New => self.keep(0, line, &cells, || Met::New),
                    Fate::Same => self.keep(2, line, &cells, || Met::Same),
                    Fate::Changed(edits) => self.keep(1, line, &cells, || Met::Changed(changed(edits))),
                    Fate::Rejected(refusals) => self.reject(line, title(&cells), refusals, watch)?,
                }
            }
        }
        Ok(())
    }

    fn keep(&mut self, fate: usize, line: &Line, cells: &[Cell<'_>], met: impl FnOnce() -> Met) {
        if self.kept[fate] < MET {
            self.kept[fate] += 1;
            self.report.met.push((line.number, title(cells), met()));
        }
    }

    /// Tells a bad row and keeps it.
    fn reject(
        &mut self,
        line: &Line,
        title: String,
        refusals: Vec<Refusal>,
        watch: &mut Watch<'_>,
    ) -> Result<(), StoreError> {
        (watch.rejected)(line.number, &refusals);
        for refusal in &refusals {
            let nobody = matches!(refusal.say.key, "value-no-such-record" | "value-choice");
            if let (true, Some(field)) = (nobody, refusal.field) {
                let full = self.unknown.len() >= UNKNOWN;
                let known = self.unknown.get_mut(&(field, refusal.value.clone()));
                match known {
                    Some(rows) => *rows += 1,
                    None if full => {}
                    None => {
                        self.unknown.insert((field, refusal.value.clone()), 1);
                    }
                }
            }
        }
        self.write_reject(line, &refusals)?;
        if self.kept[3] < MET {
            self.kept[3] += 1;
            let why = refusals.into_iter().map(|refusal| (refusal.field, refusal.value, refusal.say)).collect();
            self.report.met.push((line.number, title, Met::Rejected(why)));
        }
        Ok(())
    }

    fn write_reject(&mut self, line: &Line, refusals: &[Refusal]) -> Result<(), StoreError> {
        let header = &self.ready.opening.header;
        let theirs = |field: &str| {
            let slots = &self.ready.mapping.columns.slots;
            let at = slots.iter().position(|slot| slot.is_some_and(|slot| slot.name() == field));
            at.map_or_else(|| field.to_owned(), |at| header[at].clone())
        };
        let columns = refusals.iter().filter_map(|refusal| refusal.field).map(theirs).collect::<Vec<_>>().join("; ");
        let values = refusals.iter().map(|refusal| refusal.value.as_str()).collect::<Vec<_>>().join("; ");
        let reasons = refusals.iter().map(|refusal| self.locale.say(&refusal.say)).collect::<Vec<_>>().join(" ");
        let cells = (0..header.len()).filter(|at| !is_of_rejects(&header[*at])).map(|at| line.get(at).to_owned());
        // Cells that no column names stand behind everything else, so that nothing of the row is lost.
        let beyond = (header.len()..line.len()).map(|at| line.get(at).to_owned());
        let names = header.iter().map(String::as_str).filter(|name| !is_of_rejects(name)).chain(OF_REJECTS);
        self.rejects.row(names, cells.chain([line.number.to_string(), columns, values, reasons]).chain(beyond))
    }

    fn close(&mut self) -> Result<(), StoreError> {
        self.rejects.finish()?;
        let mut unknown: Vec<Unknown> = std::mem::take(&mut self.unknown)
            .into_iter()
            .map(|((field, text), rows)| Unknown { field, text, rows, near: Vec::new() })
            .collect();
        unknown.sort_by(|a, b| (b.rows, a.field, &a.text).cmp(&(a.rows, b.field, &b.text)));
        self.report.unknown = unknown;
        Ok(())
    }
}

/// What says which row it is: its first cells that hold something.
fn title(cells: &[Cell<'_>]) -> String {
    let texts = cells.iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty());
    texts.take(TITLE_CELLS).collect::<Vec<_>>().join(" · ")
}

fn changed(edits: Vec<FieldChange>) -> Vec<Changed> {
    edits.into_iter().map(|edit| Changed { field: edit.field, from: edit.from, to: edit.to }).collect()
}

/// Looks what comes nearest to values nobody knows.
fn look_around(store: &Store, asker: &Asker, kind: Kind, report: &mut Report) -> Result<(), StoreError> {
    for unknown in report.unknown.iter_mut().take(NEAR) {
        let field = kind.field(unknown.field).and_then(|field| field.input.target());
        if let Some(target) = field {
            unknown.near = store.nearest(asker, target, &unknown.text)?;
        }
    }
    Ok(())
}

/// Ids of what changed fields point to, as names.
fn in_words(store: &Store, asker: &Asker, kind: Kind, report: &mut Report) -> Result<(), StoreError> {
    for (_, _, met) in &mut report.met {
        let Met::Changed(edits) = met else { continue };
        for edit in edits {
            let Some(target) = kind.field(edit.field).and_then(|field| field.input.target()) else { continue };
            for text in [&mut edit.from, &mut edit.to] {
                let mut names = Vec::new();
                for id in text.split(' ').filter_map(|id| id.parse().ok()) {
                    names.extend(store.name_of(asker, target, id)?);
                }
                if !names.is_empty() {
                    *text = names.join("; ");
                }
            }
        }
    }
    Ok(())
}
