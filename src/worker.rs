//! The side that touches the file: performs effects and answers. Two threads with a connection each: one for what must
//! be quick, one for what may take long, which can be stopped. Tests call `perform` directly.

pub mod import;
mod keep;
pub mod publish;

use std::collections::VecDeque;
use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, ErrorKind, Write};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use self::keep::{Days, Keeping};
use crate::access::{Asker, Imports};
use crate::domain::brief::Format;
use crate::domain::export::Plan;
use crate::domain::kind::{Kind, related};
use crate::domain::progress::Progress;
use crate::domain::query::{Query, Test, Window};
use crate::domain::record::{Id, Record};
use crate::domain::say::Say;
use crate::exchange::brief::written as written_brief;
use crate::exchange::table::{Table, WriteError};
use crate::message::{APP, Effect, Envelope, PageData, Related, Reply, Request, ScreenId};
use crate::store::{
    Draft, Naming, Noted, OPEN_COLUMNS, OWED_COLUMNS, Stopper as BackupStopper, Store, StoreError, Visitor,
};

/// Records of one kind a page shows at most.
const RELATED: usize = 40;
/// Changes a page and an opened action show at most.
const CHANGES: usize = 200;

/// A request with who asks.
pub type Job = (Request, Asker);

/// Where files written for the person go, and where files they read in come from.
#[derive(Clone, Debug)]
pub struct Places {
    pub exports: PathBuf,
    pub imports: Imports,
}

/// What an import hears and tells while it runs.
struct Beside<'a> {
    /// Told how far it is.
    tell: &'a dyn Fn(Reply),
    /// Whether it is to stop.
    stop: &'a AtomicBool,
}

/// Does one effect and answers; what fails is an answer too.
pub fn perform(store: &mut Store, places: &Places, asker: &Asker, effect: Effect) -> Reply {
    perform_beside(store, places, asker, effect, &Beside { tell: &|_| {}, stop: &AtomicBool::new(false) })
}

/// As `perform`, for a lane that hears how far an import is and can stop it.
fn perform_beside(store: &mut Store, places: &Places, asker: &Asker, effect: Effect, beside: &Beside<'_>) -> Reply {
    let answered = match effect {
        Effect::ImportTray => import::tray(places),
        Effect::ImportOpen(ask) => import::open(store, places, asker, &ask, beside),
        Effect::ImportRun { ask, apply } => import::run(store, places, asker, &ask, apply, beside),
        Effect::ImportActivities { from, apply } => import::activities(store, places, asker, &from, apply, beside),
        effect => answer(store, places, asker, effect),
    };
    match answered {
        Ok(reply) => reply,
        Err(error) if error.is_stopped() || error.say().key == "store-stopped" => Reply::Stopped,
        Err(error) => Reply::Failed(error.say()),
    }
}

fn answer(store: &mut Store, places: &Places, asker: &Asker, effect: Effect) -> Result<Reply, StoreError> {
    Ok(match effect {
        Effect::List { query, window } => Reply::Listed(store.list(asker, &query, window)?),
        Effect::ListAround { query, id, limit } => around(store, asker, &query, id, limit)?,
        Effect::Count(query) => Reply::Counted(store.count(asker, &query)?.total),
        Effect::Matrix => Reply::Matrix(store.matrix(asker)?),
        Effect::Totals { query, sums } => Reply::Totals(store.totals(asker, &query, sums)?),
        Effect::Ids(query) => Reply::Ids(store.order(asker, &query)?),
        Effect::LoadMany { kind, ids } => Reply::LoadedMany(store.load_all(asker, kind, &ids)?),
        Effect::Page { kind, id } => Reply::Page(Box::new(page(store, asker, kind, id)?)),
        Effect::Save { action, draft } => save(store, asker, &action, draft)?,
        Effect::Undo => store.undo(asker).map(|(title, saved)| Reply::Undone { title, saved, redo: false })?,
        Effect::Redo => store.redo(asker).map(|(title, saved)| Reply::Undone { title, saved, redo: true })?,
        Effect::UndoAction(id) => {
            store.undo_action(asker, id).map(|(title, saved)| Reply::Undone { title, saved, redo: false })?
        }
        Effect::Passing { from, to, kept } => Reply::Passing(Box::new(store.passing(asker, (from, to), &kept, "")?)),
        Effect::HandOver { from, to, kept, brief } => {
            let text = written_brief(&brief, Format::Markdown).0;
            let passing = store.passing(asker, (from, to), &kept, &text)?;
            save(store, asker, &passing.action, 0)?
        }
        Effect::Engage { plan, partner } => {
            let action = store.engagement_tasks(asker, plan, partner, asker.today)?;
            save(store, asker, &action, 0)?
        }
        Effect::Capture { typed, under } => Reply::Captured(Box::new(store.capture(asker, &typed, under)?)),
        Effect::ReportPlan(agreement) => Reply::ReportPlan(Box::new(store.report_plan(asker, agreement)?)),
        Effect::Work { since } => Reply::Work(Box::new(store.work(asker, since)?)),
        Effect::CapturedUnder(given) => Reply::CapturedUnder(store.captured_under(asker, given)?),
        Effect::EndCapture => done(store.end_capture(asker))?,
        Effect::Home => Reply::Home(Box::new(store.home(asker)?)),
        Effect::Results => Reply::Results(store.results(asker)?),
        Effect::Trend(code) => Reply::Trend(store.trend(asker, &code)?),
        Effect::Sheet(name) => Reply::Sheet(Box::new(store.sheet(asker, name)?)),
        // Confidential records come in only where rights say so; nobody has them here yet.
        Effect::Brief(of) => Reply::Brief(Box::new(store.brief(asker, &of, false)?)),
        Effect::Chart(picture) => Reply::Chart(Box::new(store.chart(asker, picture)?)),
        Effect::WhatIf => Reply::WhatIf(Box::new(store.what_if(asker, &[])?)),
        Effect::Figure { name, year } => Reply::Figure(Box::new(store.figure(asker, &name, year)?)),
        Effect::Candidates { kind, typed } => Reply::Candidates(store.candidates(asker, kind, &typed, 20)?),
        Effect::Alike(record) => Reply::Alike(store.alike(asker, &record)?),
        Effect::Fill(record) => Reply::Filled(Box::new(store.filled(asker, &record)?)),
        Effect::SearchAll(typed) => Reply::Found(found(store, asker, &typed)?),
        other => own_things(store, places, asker, other)?,
    })
}

/// What belongs to the person: drafts, views, preferences, exports; and history, which is everybody's.
fn own_things(store: &mut Store, places: &Places, asker: &Asker, effect: Effect) -> Result<Reply, StoreError> {
    Ok(match effect {
        Effect::KeepDraft(draft) => Reply::DraftKept(store.keep_draft(asker, &draft)?),
        Effect::DropDraft(id) => done(store.drop_draft(id))?,
        Effect::Drafts => Reply::Drafts(drafts(store, asker)?),
        Effect::DraftOf { kind, record } => Reply::DraftOf(store.draft_of(asker, kind, record)?),
        Effect::Views(kind) => Reply::Views(store.views(asker, kind)?),
        Effect::KeepView { kind, view } => done(store.keep_view(asker, kind, &view))?,
        Effect::DropView { kind, name } => done(store.drop_view(asker, kind, &name))?,
        Effect::Prefer { name, value } => done(store.prefer(asker, name, &value))?,
        Effect::KeepPlace(Some(place)) => done(store.keep_place(asker, &place))?,
        Effect::KeepPlace(None) => done(store.drop_place(asker))?,
        Effect::Server => Reply::Server(Box::new(store.server_status(asker)?)),
        Effect::Leave(how) => {
            store.note(Noted::Left { who: asker.who.clone(), how: how.to_owned() });
            Reply::Done
        }
        Effect::StandAt { record, writes } => {
            store.stand_at(record, writes);
            Reply::Beside(store.beside_me())
        }
        Effect::Actions { from, limit } => {
            Reply::Actions { from, entries: store.actions(asker, from, limit)?, total: store.action_count(asker)? }
        }
        Effect::ActionChanges(id) => Reply::Changes(store.action_changes(asker, id, CHANGES)?),
        Effect::Bin => Reply::Bin(store.bin(asker)?),
        Effect::Backups => Reply::Backups { backups: store.backups()?, replaced: store.replaced()? },
        Effect::BackUp => Reply::BackedUp(Box::new(store.back_up_by_hand()?)),
        Effect::Restore(path) => Reply::Restored(store.restore(&path, asker)?),
        Effect::Duplicates { kind, apart: true, .. } => Reply::Duplicates(store.told_apart(asker, kind)?),
        Effect::Duplicates { kind, of, .. } => Reply::Duplicates(store.duplicates(asker, kind, of)?),
        Effect::TellApart { kind, one, other, apart } => done(store.tell_apart(asker, kind, (one, other), apart))?,
        Effect::Merging { kind, keep, lose } => Reply::Merging(Box::new(store.merging(asker, kind, keep, lose)?)),
        Effect::Merge(wish) => Reply::Saved(store.merge(asker, &wish)?),
        Effect::Export { query, plan } => export(store, places, asker, &query, &plan)?,
        Effect::ExportToCopy { query, plan } => export_to_copy(store, asker, &query, &plan)?,
        Effect::Publish => publication(store, places, asker)?,
        Effect::ExportBrief { brief, format } => {
            store.check_export(Kind::Partner)?;
            let (text, ending) = written_brief(&brief, format);
            write_file(places, &brief.name, ending, text.as_bytes())?
        }
        Effect::ExportText { name, text } => {
            // What stands on a screen is of many kinds; whoever may export partners may write it down.
            store.check_export(Kind::Partner)?;
            write_file(places, &name, "txt", text.as_bytes())?
        }
        _ => Reply::Done,
    })
}

fn done(result: Result<(), StoreError>) -> Result<Reply, StoreError> {
    result.map(|()| Reply::Done)
}

fn around(store: &mut Store, asker: &Asker, query: &Query, id: Id, limit: usize) -> Result<Reply, StoreError> {
    let at = store.position(asker, query, id)?;
    let from = at.unwrap_or(0).saturating_sub(limit / 2);
    Ok(Reply::ListedAround { rows: store.list(asker, query, Window { from, limit })?, at })
}

fn save(
    store: &mut Store,
    asker: &Asker,
    action: &crate::domain::change::Action,
    draft: Id,
) -> Result<Reply, StoreError> {
    use crate::domain::change::Saved;
    let saved = store.apply(asker, action)?;
    if draft != 0 && matches!(saved, Saved::Done { .. }) {
        store.drop_draft(draft)?;
    }
    Ok(Reply::Saved(saved))
}

fn drafts(store: &Store, asker: &Asker) -> Result<Vec<(Draft, String)>, StoreError> {
    let named = |draft: Draft| -> Result<(Draft, String), StoreError> {
        let title = if draft.record == 0 { None } else { store.load(asker, draft.kind, draft.record)? };
        Ok((draft, title.map(|record| record.title(asker.lang)).unwrap_or_default()))
    };
    store.drafts(asker)?.into_iter().map(named).collect()
}

fn found(store: &Store, asker: &Asker, typed: &str) -> Result<Vec<crate::store::Candidate>, StoreError> {
    let first = [Kind::Partner, Kind::FocalPoint, Kind::Flagship, Kind::Contact, Kind::Engagement, Kind::Document];
    let rest = Kind::ALL.into_iter().filter(|kind| !first.contains(kind));
    let kinds: Vec<Kind> = first.into_iter().chain(rest).collect();
    let mut found = Vec::new();
    for (kind, id) in store.search_all(asker, &kinds, typed, 30)? {
        found.push(store.candidate(asker, kind, id)?);
    }
    Ok(found)
}

/// Everything a page shows.
fn page(store: &mut Store, asker: &Asker, kind: Kind, id: Id) -> Result<PageData, StoreError> {
    let mut data = PageData { record: store.load(asker, kind, id)?, ..PageData::default() };
    if data.record.is_none() {
        return Ok(data);
    }
    if kind == Kind::Partner {
        data.years = store.donor_years(asker, id)?;
        data.bodies = store.bodies_of(asker, id)?;
        data.status = store.donor_status(asker, id)?;
        data.lead = store.lead_of(asker, id)?;
        data.standings = store.money_by_state(asker, id)?;
        data.relations = store.relations(asker, id)?;
    }
    if matches!(kind, Kind::Agreement | Kind::Pledge | Kind::Instalment | Kind::Flagship) {
        data.computed = store.computed(asker, kind, id)?;
    }
    if kind == Kind::Flagship {
        data.donors = store.donors_of_programme(asker, id)?;
    }
    if kind == Kind::Agreement {
        data.years_of_use = store.years_of_use(asker, id)?;
    }
    for (other, field) in related(kind) {
        data.related.push(relation(store, asker, *other, field, id)?);
    }
    if kind == Kind::Partner {
        let rows = store.open_instalments(asker, id)?;
        if !rows.is_empty() {
            data.related.push(open_instalments(rows));
        }
        let rows = store.open_reports(asker, id)?;
        if !rows.is_empty() {
            data.related.push(open_reports(rows));
        }
    }
    if kind == Kind::Partner {
        // Money first: it is asked for first, and an old terminal shows little more.
        data.related.sort_by_key(|related| match related.kind {
            Kind::Agreement => 0,
            Kind::Instalment => 1,
            Kind::Report => 2,
            _ => 3,
        });
    }
    if kind == Kind::Category {
        engagements_of_strategies(store, asker, &mut data)?;
    }
    data.history = store.record_history(asker, id, CHANGES)?;
    Ok(data)
}

/// They belong to the donor by way of its agreements.
fn open_instalments(rows: Vec<Record>) -> Related {
    let (kind, columns) = (Kind::Instalment, OPEN_COLUMNS.to_vec());
    Related { kind, field: "partner", columns, total: rows.len(), rows: rows.into_iter().take(RELATED).collect() }
}

/// As the instalments.
fn open_reports(rows: Vec<Record>) -> Related {
    let (kind, columns) = (Kind::Report, OWED_COLUMNS.to_vec());
    Related { kind, field: "partner", columns, total: rows.len(), rows: rows.into_iter().take(RELATED).collect() }
}

fn relation(store: &mut Store, asker: &Asker, kind: Kind, field: &'static str, id: Id) -> Result<Related, StoreError> {
    let mut query = Query::all(kind).only(field, Test::Is, id.to_string());
    if kind == Kind::Agreement {
        // Whose page it is says the rest.
        query.columns = vec!["title", "stage", "total", "received", "open", "expected", "fund"];
    }
    if kind == Kind::FollowUp {
        query.columns = vec!["what", "owner", "due", "status", "late", "partner"];
    }
    let rows = store.list(asker, &query, Window { from: 0, limit: RELATED })?;
    let total = rows.total.unwrap_or(rows.records.len());
    Ok(Related { kind, field, columns: query.columns, rows: rows.records, total })
}

fn engagements_of_strategies(store: &mut Store, asker: &Asker, data: &mut PageData) -> Result<(), StoreError> {
    let strategies: Vec<Id> = data
        .related
        .iter()
        .filter(|related| related.kind == Kind::Strategy)
        .flat_map(|related| &related.rows)
        .map(|row| row.id)
        .collect();
    for id in strategies {
        let related = relation(store, asker, Kind::Engagement, "strategy", id)?;
        if !related.rows.is_empty() {
            data.related.push(related);
        }
    }
    Ok(())
}

/// Writes the columns of a list, whole; what is stopped or fails leaves no file.
fn export(store: &mut Store, places: &Places, asker: &Asker, query: &Query, plan: &Plan) -> Result<Reply, StoreError> {
    store.check_export(query.kind)?;
    fs::create_dir_all(&places.exports)?;
    // Half an export would be taken for a whole one: it has a name only when it is whole.
    let mut file = tempfile::NamedTempFile::new_in(&places.exports)?;
    let stop = store.stop_flag();
    let mut table = Table::begin(BufWriter::new(&mut file), plan, &places.exports, stop).map_err(as_store)?;
    store.export(asker, query, &plan.columns, Naming::Names, &mut |row| table.row(row).map_err(as_store))?;
    let sheets = table.finish().map_err(as_store)?.sheets;
    let path = named(places, query.kind.name(), plan.format.ending(), file)?.display().to_string();
    Ok(if sheets > 1 { Reply::ExportedInSheets { path, sheets } } else { Reply::Exported(path) })
}

/// Bytes a terminal takes into its clipboard at once: 100,000 as they are sent.
const MOST_COPIED: usize = 74_000;

/// The columns of a list as text, where a terminal takes it.
fn export_to_copy(store: &mut Store, asker: &Asker, query: &Query, plan: &Plan) -> Result<Reply, StoreError> {
    let mut text = plan.words.labels.join("\t") + "\n";
    let mut bytes = text.len();
    let count = store.export(asker, query, &plan.columns, Naming::Names, &mut |row| {
        let cells: Vec<String> = row.iter().map(|cell| cell.replace(['\t', '\n'], " ")).collect();
        let line = cells.join("\t") + "\n";
        bytes += line.len();
        if bytes <= MOST_COPIED {
            text.push_str(&line);
        }
        Ok(())
    })?;
    if bytes > MOST_COPIED {
        let say = Say::new("export-too-long-to-copy").with("count", count).with("bytes", bytes);
        return Err(say.with("most", MOST_COPIED).into());
    }
    Ok(Reply::ExportedToCopy(text))
}

fn as_store(error: WriteError) -> StoreError {
    match error {
        WriteError::Io(error) => error.into(),
        WriteError::Said(say) => say.into(),
        WriteError::Stopped => StoreError::Stopped,
    }
}

/// Gives a whole file a new name in the exports folder.
fn named(places: &Places, name: &str, ending: &str, mut file: tempfile::NamedTempFile) -> Result<PathBuf, StoreError> {
    for number in 1..10_000 {
        let path = places.exports.join(format!("{name}-{number}.{ending}"));
        match file.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(error) if error.error.kind() == ErrorKind::AlreadyExists => file = error.file,
            Err(error) => return Err(error.error.into()),
        }
    }
    Err(Say::new("export-too-many").into())
}

/// Writes what may be published into a folder of its day among the exports.
fn publication(store: &Store, places: &Places, asker: &Asker) -> Result<Reply, StoreError> {
    let folder = places.exports.join(format!("iati {}", asker.day()));
    let published = publish::publish(store, asker, &folder)?;
    let kept: usize = published.done.kept_back.values().sum();
    let key = if published.is_sound() { "said-published" } else { "said-published-unsound" };
    let say = Say::new(key).with("path", folder.display()).with("kept", kept);
    Ok(Reply::Published(say.with("activities", published.done.activities)))
}

/// Writes text into a file of a new name.
fn write_file(places: &Places, name: &str, ending: &str, bytes: &[u8]) -> Result<Reply, StoreError> {
    let (path, mut file) = new_file(places, name, ending)?;
    file.write_all(bytes)?;
    Ok(Reply::Exported(path.display().to_string()))
}

/// Opens a file of a new name in the exports folder.
fn new_file(places: &Places, name: &str, ending: &str) -> Result<(PathBuf, File), StoreError> {
    let safe: String =
        name.trim().chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' }).take(80).collect();
    fs::create_dir_all(&places.exports)?;
    for number in 1..10_000 {
        let path = places.exports.join(format!("{safe}-{number}.{ending}"));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Say::new("export-too-many").into())
}

/// Stops what a lane is doing.
#[derive(Clone)]
struct Stopper {
    /// Renewed with its connection.
    ways: Arc<Mutex<Ways>>,
    /// An import runs: it looks between rows whether it is to stop, and what it takes back then is not interrupted.
    importing: Arc<AtomicBool>,
    asked: Arc<AtomicBool>,
}

/// What stops the work of one connection.
struct Ways {
    everything: Box<dyn Fn() + Send>,
    /// The backup before an import.
    backup: Arc<BackupStopper>,
}

impl Ways {
    fn of(store: &Store) -> Self {
        Self { everything: Box::new(store.stopper()), backup: store.backup_stopper() }
    }
}

impl Stopper {
    fn of(store: &Store) -> Self {
        Self { ways: Arc::new(Mutex::new(Ways::of(store))), importing: Arc::default(), asked: Arc::default() }
    }

    fn renew(&self, store: &Store) {
        *self.ways.lock().unwrap_or_else(PoisonError::into_inner) = Ways::of(store);
    }

    fn stop(&self) {
        self.asked.store(true, Ordering::Relaxed);
        let ways = self.ways.lock().unwrap_or_else(PoisonError::into_inner);
        if self.importing.load(Ordering::Relaxed) {
            ways.backup.stop();
        } else {
            (ways.everything)();
        }
    }
}

/// The running worker: takes jobs, gives envelopes.
pub struct Worker {
    quick: Sender<Job>,
    long: Sender<Job>,
    replies: Receiver<Envelope>,
    stop: Stopper,
    keeping: Keeping,
    threads: Vec<thread::JoinHandle<()>>,
}

impl Worker {
    /// Starts both lanes; `wake` is called after each answer so that the loop looks.
    ///
    /// # Errors
    /// When the second connection cannot be opened.
    pub fn start(store: Store, places: &Places, wake: impl Fn() + Send + Clone + 'static) -> Result<Self, StoreError> {
        let beside = store.again()?;
        let (stop, quickly) = (Stopper::of(&beside), Stopper::of(&store));
        let (replies_in, replies) = channel();
        let (keeping, days) = Keeping::start(&store, replies_in.clone(), wake.clone());
        let (quick, one) = lane(store, places.clone(), replies_in.clone(), Some(days), quickly, wake.clone());
        let (long, other) = lane(beside, places.clone(), replies_in, None, stop.clone(), wake);
        Ok(Self { quick, long, replies, stop, keeping, threads: vec![one, other] })
    }

    /// Waits until everything handed over is done; for the end of the program.
    pub fn finish(self) {
        let Self { quick, long, stop, keeping, threads, .. } = self;
        stop.stop();
        drop((quick, long));
        for thread in threads {
            // A lane that panicked has printed why; there is nothing to add.
            let _panicked = thread.join();
        }
        keeping.finish();
    }

    /// Hands a request to its lane.
    pub fn send(&self, request: Request, asker: Asker) {
        if matches!(request.effect, Effect::Stop) {
            return self.stop.stop();
        }
        if request.effect.imports() {
            // What was stopped before is not this one.
            self.stop.asked.store(false, Ordering::Relaxed);
        }
        let lane = if request.effect.is_long() { &self.long } else { &self.quick };
        // A lane that is gone has said why; the program is ending.
        let _ending = lane.send((request, asker));
    }

    /// The next answer that is there.
    #[must_use]
    pub fn answer(&self) -> Option<Envelope> {
        self.replies.try_recv().ok()
    }

    /// The next answer, waiting up to `patience`.
    #[must_use]
    pub fn wait(&self, patience: Duration) -> Option<Envelope> {
        self.replies.recv_timeout(patience).ok()
    }
}

/// A request that takes longer is told to whoever looks after the server, in milliseconds.
const SLOW: u64 = 250;
/// And no more often than this by one lane: what is slow is slow each time it is looked at.
const TOLD: Duration = Duration::from_secs(60);

/// How often a lane without work looks whether others saved.
const LOOK: Duration = Duration::from_millis(700);

fn lane(
    mut store: Store,
    places: Places,
    replies: Sender<Envelope>,
    watches: Option<Days>,
    stop: Stopper,
    wake: impl Fn() + Send + Clone + 'static,
) -> (Sender<Job>, thread::JoinHandle<()>) {
    let (sender, jobs) = channel::<Job>();
    let thread = thread::spawn(move || {
        let mut waiting = VecDeque::new();
        let mut watch = watches.map(|days| Watch::begin(&store, days));
        let mut told = None;
        loop {
            let job = match next(&jobs, &mut waiting) {
                Next::Job(job) => Some(job),
                Next::Idle => None,
                Next::Over => return,
            };
            let mut news = Vec::new();
            // What is asked for is asked of the file that is there.
            if !store.is_same_file() {
                news.push(to_app(reopened(&mut store, &stop)));
            }
            match (job, &mut watch) {
                (Some(job), watch) => {
                    if let Some(watch) = watch {
                        watch.days.work(&store);
                    }
                    store.tell_to(teller(job.0.from, job.0.seq, replies.clone(), wake.clone()));
                    let tell = |envelope| {
                        // Whoever does not listen any more is leaving; the answer comes to nobody either.
                        let _leaving = replies.send(envelope);
                        wake();
                    };
                    let envelope = performed(&mut store, &places, *job, (&stop, &tell), &mut told);
                    if let Some(watch) = watch {
                        watch.wrote(&envelope.reply);
                    }
                    news.push(envelope);
                }
                (None, Some(watch)) => news.extend(watch.look(&store)),
                (None, None) => {}
            }
            let any = !news.is_empty();
            if news.into_iter().any(|envelope| replies.send(envelope).is_err()) {
                return;
            }
            if any {
                wake();
            }
        }
    });
    (sender, thread)
}

/// Milliseconds before anybody is told how far something has come, and between two times.
const FIRST_TOLD: u64 = 500;
const NEXT_TOLD: u64 = 250;

/// Tells the screens now and then how far a request has come.
fn teller(to: ScreenId, seq: u64, replies: Sender<Envelope>, wake: impl Fn() + Send) -> impl FnMut(Progress) + Send {
    let mut next = FIRST_TOLD;
    move |far: Progress| {
        if far.millis >= next {
            next = far.millis + NEXT_TOLD;
            // Nobody listens any more at the end of the program, which is also the end of the work.
            let _ending = replies.send(Envelope { to, seq, reply: Reply::Far(far) });
            wake();
        }
    }
}

const fn to_app(reply: Reply) -> Envelope {
    Envelope { to: APP, seq: 0, reply }
}

/// Does a job, and tells whoever looks after the server when it took long.
fn performed(
    store: &mut Store,
    places: &Places,
    (request, asker): Job,
    (stop, tell): (&Stopper, &dyn Fn(Envelope)),
    told: &mut Option<Instant>,
) -> Envelope {
    let Request { from, seq, effect } = request;
    let (begun, doing) = (Instant::now(), effect.word());
    stop.importing.store(effect.imports(), Ordering::Relaxed);
    let beside = Beside { tell: &|reply| tell(Envelope { to: from, seq, reply }), stop: &stop.asked };
    let reply = perform_beside(store, places, &asker, effect, &beside);
    stop.importing.store(false, Ordering::Relaxed);
    let millis = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    if millis >= SLOW && told.is_none_or(|told| told.elapsed() >= TOLD) {
        *told = Some(begun);
        store.note(Noted::Slow { who: asker.who, doing, millis });
    }
    Envelope { to: from, seq, reply }
}

/// Opens the file that lies there now, a backup that was restored, in place of the one that was there.
fn reopened(store: &mut Store, stop: &Stopper) -> Reply {
    match store.reopen() {
        Ok(()) => {
            stop.renew(store);
            Reply::Replaced
        }
        Err(error) => Reply::Failed(error.say()),
    }
}

/// What others do, as far as it is news.
struct Watch {
    /// The newest action that is known.
    seen: Id,
    beside: Vec<Visitor>,
    days: Days,
}

impl Watch {
    fn begin(store: &Store, days: Days) -> Self {
        Self { seen: store.newest_action().unwrap_or(0), beside: Vec::new(), days }
    }

    /// What this lane wrote or said itself is no news.
    fn wrote(&mut self, reply: &Reply) {
        self.seen = self.seen.max(written(reply));
        if let Reply::Beside(visitors) = reply {
            self.beside.clone_from(visitors);
        }
    }

    fn look(&mut self, store: &Store) -> Vec<Envelope> {
        self.days.rest(store);
        let mut news = Vec::new();
        if let Ok(newest) = store.newest_action()
            && newest != self.seen
        {
            self.seen = newest;
            news.push(to_app(Reply::Changed));
        }
        let beside = store.beside_me();
        if beside != self.beside {
            self.beside.clone_from(&beside);
            news.push(to_app(Reply::Beside(beside)));
        }
        news
    }
}

/// The action a reply says was written by this lane itself.
fn written(reply: &Reply) -> Id {
    use crate::domain::change::Saved;
    match reply {
        Reply::Saved(Saved::Done { action, .. }) | Reply::Undone { saved: Saved::Done { action, .. }, .. } => *action,
        _ => 0,
    }
}

enum Next {
    Job(Box<Job>),
    Idle,
    Over,
}

/// The next job. One that the same screen has asked anew since is passed over: nobody waits for its answer.
fn next(jobs: &Receiver<Job>, waiting: &mut VecDeque<Job>) -> Next {
    if waiting.is_empty() {
        match jobs.recv_timeout(LOOK) {
            Ok(job) => waiting.push_back(job),
            Err(RecvTimeoutError::Timeout) => return Next::Idle,
            Err(RecvTimeoutError::Disconnected) => return Next::Over,
        }
    }
    waiting.extend(jobs.try_iter());
    while let Some(job) = waiting.pop_front() {
        let renewed = waiting.iter().any(|later| supersedes(&later.0, &job.0));
        if !renewed {
            return Next::Job(Box::new(job));
        }
    }
    Next::Idle
}

fn supersedes(later: &Request, earlier: &Request) -> bool {
    let only_shows = matches!(
        earlier.effect,
        Effect::List { .. }
            | Effect::Count(_)
            | Effect::Page { .. }
            | Effect::Candidates { .. }
            | Effect::Alike(_)
            | Effect::SearchAll(_)
            | Effect::Home
            | Effect::Results
            | Effect::Trend(_)
    );
    only_shows
        && later.from == earlier.from
        && std::mem::discriminant(&later.effect) == std::mem::discriminant(&earlier.effect)
}
