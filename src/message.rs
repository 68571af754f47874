//! What moves between screens and the worker, as data: messages in, effects out, replies back. Nothing here acts.

use std::fmt::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use crate::access::Waiting;
use crate::domain::brief::{Brief, Cell, Format};
use crate::domain::change::{Action, Saved};
use crate::domain::chart::{Chart, Picture};
use crate::domain::export::Plan;
use crate::domain::given::{Met, Opening, Recipe, Report};
use crate::domain::kind::Kind;
use crate::domain::progress::Progress;
use crate::domain::query::{Query, Window};
use crate::domain::record::{Id, Record};
use crate::domain::say::Say;
use crate::domain::whatif::Base;
use crate::keys::Key;
use crate::store::{
    Backup, Binned, BriefOf, Candidate, Draft, Entry, Figure, Home, IatiTally, Kept, Likely, Matrix, Merging, Passing,
    RecordChange, Relations, Replaced, ReportPlan, Restored, ResultLine, Rows, ServerStatus, Sheet, SheetName,
    StateMoney, Totals, TrendPoint, View, Visitor, Wish, Work, YearOfUse, is_quick,
};

/// Which screen asked; answers go to it wherever it stands, and are dropped when it is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ScreenId(pub u64);

/// The app itself, when it asks and is told.
pub const APP: ScreenId = ScreenId(0);

/// What happens to the program.
#[derive(Debug)]
pub enum Msg {
    Key(Key),
    Paste(String),
    Resize(u16, u16),
    Reply(Envelope),
    /// Nothing was typed for a moment while the open screen waited for that.
    Rest,
}

/// An effect with its sender and its number; a screen drops answers to older numbers than its last.
#[derive(Clone, Debug)]
pub struct Request {
    pub from: ScreenId,
    pub seq: u64,
    pub effect: Effect,
}

/// The answer to a request.
#[derive(Clone, Debug)]
pub struct Envelope {
    pub to: ScreenId,
    pub seq: u64,
    pub reply: Reply,
}

/// What a screen wants done outside itself.
#[derive(Clone, Debug)]
pub enum Effect {
    List {
        query: Query,
        window: Window,
    },
    /// A window around a record, so that the selection stays on it.
    ListAround {
        query: Query,
        id: Id,
        limit: usize,
    },
    Count(Query),
    /// What a handover of a portfolio comes to, before it is agreed to; some donors may stay.
    Passing {
        from: Id,
        to: Id,
        kept: Vec<Id>,
    },
    /// A handover as it was agreed to, with the brief the receiver reads, saved as one action.
    HandOver {
        from: Id,
        to: Id,
        kept: Vec<Id>,
        brief: Box<Brief<String>>,
    },
    /// The tasks of an engagement plan for a partner, from today on, saved as one action.
    Engage {
        plan: Id,
        partner: Id,
    },
    /// Donors by flagship programme.
    Matrix,
    /// Sums of computed columns over a whole list.
    Totals {
        query: Query,
        sums: &'static [&'static str],
    },
    /// Every id of a list, to mark them all.
    Ids(Query),
    Page {
        kind: Kind,
        id: Id,
    },
    LoadMany {
        kind: Kind,
        ids: Vec<Id>,
    },
    Save {
        action: Action,
        draft: Id,
    },
    /// Keeps a line typed in a meeting, under a dialogue or under the last of the day.
    Capture {
        typed: String,
        under: Option<Id>,
    },
    /// The reports proposed for an agreement.
    ReportPlan(Id),
    /// The work of the person, changes after an action.
    Work {
        since: Option<Id>,
    },
    /// Which dialogue lines go under.
    CapturedUnder(Option<Id>),
    /// Lines that follow go under no dialogue.
    EndCapture,
    Undo,
    Redo,
    UndoAction(Id),
    Home,
    /// Every indicator where it stands.
    Results,
    /// The course of an indicator, by its code.
    Trend(String),
    Sheet(SheetName),
    /// What a what-if begins with.
    WhatIf,
    /// A chart of the asker's year.
    Chart(Picture),
    Brief(BriefOf),
    /// Writes a brief to a file in the exports folder.
    ExportBrief {
        brief: Box<Brief<String>>,
        format: Format,
    },
    Figure {
        name: String,
        year: Option<i16>,
    },
    Candidates {
        kind: Kind,
        typed: String,
    },
    Alike(Record),
    /// What a save would fill in.
    Fill(Record),
    SearchAll(String),
    KeepDraft(Draft),
    DropDraft(Id),
    Drafts,
    DraftOf {
        kind: Kind,
        record: Id,
    },
    Views(Kind),
    KeepView {
        kind: Kind,
        view: View,
    },
    DropView {
        kind: Kind,
        name: String,
    },
    Actions {
        from: usize,
        limit: usize,
    },
    ActionChanges(Id),
    Bin,
    /// The backups of the file, and what restores put aside.
    Backups,
    /// Makes a backup now.
    BackUp,
    /// Puts a backup, or what a restore put aside, in the place of the file.
    Restore(PathBuf),
    /// Pairs of records that may be one; those told apart, where they are asked for.
    Duplicates {
        kind: Kind,
        of: Option<Id>,
        apart: bool,
    },
    TellApart {
        kind: Kind,
        one: Id,
        other: Id,
        apart: bool,
    },
    /// Two records side by side.
    Merging {
        kind: Kind,
        keep: Id,
        lose: Id,
    },
    Merge(Box<Wish>),
    /// Writes the columns of a list to a file in the exports folder.
    Export {
        query: Query,
        plan: Box<Plan>,
    },
    /// The same as text to be copied, tabs between cells.
    ExportToCopy {
        query: Query,
        plan: Box<Plan>,
    },
    /// What may be published, into a folder of its day among the exports.
    Publish,
    /// Writes text to a file in the exports folder under a name.
    ExportText {
        name: String,
        text: String,
    },
    Copy(String),
    Prefer {
        name: &'static str,
        value: String,
    },
    /// Keeps where this session is, for the next login, should the line drop; none: nothing is kept of it any more.
    KeepPlace(Option<String>),
    /// Shows the others which record is open, if one is, and whether in its form.
    StandAt {
        record: Option<(Kind, Id)>,
        writes: bool,
    },
    /// How the server fares, for an administrator.
    Server,
    /// Notes how the session ended.
    Leave(&'static str),
    /// What lies in the in-tray.
    ImportTray,
    /// Opens a file and looks through it.
    ImportOpen(Box<ImportAsk>),
    /// Reads a file, to try it or to write it.
    ImportRun {
        ask: Box<ImportAsk>,
        apply: bool,
    },
    /// Reads a file of the IATI standard, to try it or to write it.
    ImportActivities {
        from: ImportFrom,
        apply: bool,
    },
    /// Stops what runs beside the screen.
    Stop,
}

/// Takes the first word of what is written.
#[derive(Default)]
struct FirstWord(String);

impl Write for FirstWord {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let word = text.find(|c: char| !c.is_alphanumeric()).map_or(text, |end| &text[..end]);
        self.0.push_str(word);
        if word.len() < text.len() { Err(fmt::Error) } else { Ok(()) }
    }
}

impl Effect {
    /// What is asked for in one word, without what was typed: `List`.
    #[must_use]
    pub fn word(&self) -> String {
        let mut word = FirstWord::default();
        // It ends at the first word, and with it the writing of what may be long.
        let _at_its_end = write!(word, "{self:?}");
        word.0
    }

    /// Whether it reads a file of somebody else's, which tells how far it is and is stopped between rows.
    #[must_use]
    pub const fn imports(&self) -> bool {
        matches!(self, Self::ImportOpen(_) | Self::ImportRun { .. } | Self::ImportActivities { .. })
    }

    /// Whether it may take long at a million rows and runs beside the screen, where Esc stops it.
    #[must_use]
    pub fn is_long(&self) -> bool {
        match self {
            Self::List { query, window } => !is_quick(query, *window),
            // Where a record stands in a list is counted from its start.
            Self::ListAround { query, .. } => !is_quick(query, Window { from: 0, limit: usize::MAX }),
            Self::Count(_)
            | Self::Matrix
            | Self::Totals { .. }
            | Self::Ids(_)
            | Self::Home
            | Self::Results
            | Self::Trend(_)
            | Self::WhatIf
            | Self::Chart(_)
            | Self::Brief(_)
            | Self::Figure { .. }
            | Self::BackUp
            | Self::Publish
            | Self::Restore(_)
            | Self::Duplicates { .. }
            // A backup may come before it.
            | Self::Merge(_)
            | Self::Export { .. }
            | Self::ExportToCopy { .. }
            | Self::ImportOpen(_)
            | Self::ImportRun { .. }
            | Self::ImportActivities { .. } => true,
            _ => false,
        }
    }
}

/// Where a table comes from that is to be read in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportFrom {
    Path(PathBuf),
    Pasted(Arc<str>),
}

/// A file to be read in, and what was said about it.
#[derive(Clone, Debug)]
pub struct ImportAsk {
    pub kind: Kind,
    pub from: ImportFrom,
    pub table: usize,
    /// The line that names the columns; none: it is looked for.
    pub header: Option<u64>,
    pub said: Recipe,
    /// Whether what was said earlier about the same header holds where nothing is said now.
    pub recall: bool,
    /// The names of the fields in every language.
    pub labels: Arc<Vec<(String, &'static str)>>,
}

/// What a file of the IATI standard came to.
#[derive(Clone, Debug, Default)]
pub struct ActivitiesRead {
    /// As its root says.
    pub version: String,
    pub tally: IatiTally,
    /// Activities and organisations that cannot be read.
    pub broken: usize,
    /// The first records of each fate: line, activity or organisation, kind, what became of it. What is broken has no kind.
    pub met: Vec<(u64, String, Option<Kind>, Met)>,
    /// The first things worth knowing that are no fault, and how many there are.
    pub notes: Vec<(u64, String, Say)>,
    pub noted: usize,
    pub applied: bool,
    /// Where what was not taken is kept.
    pub rejects: Option<String>,
}

/// Everything one page of a record shows at once.
#[derive(Clone, Debug, Default)]
pub struct PageData {
    pub record: Option<Record>,
    /// Money by year: year, core cents, earmarked cents; newest first.
    pub years: Vec<crate::store::YearMoney>,
    /// Its computed columns by name, where its page says how its money stands.
    pub computed: Vec<(&'static str, String)>,
    /// The years an agreement's money is for, oldest first.
    pub years_of_use: Vec<YearOfUse>,
    /// A donor's money by state.
    pub standings: Vec<StateMoney>,
    /// What is open with a donor beside its money.
    pub relations: Relations,
    /// The donors of a flagship programme with their US dollar cents, those that gave most first.
    pub donors: Vec<(Id, String, i64)>,
    /// A donor that has bodies under it: itself and each of them, with what it gave.
    pub bodies: Vec<crate::store::Body>,
    /// Records that belong to it, by kind.
    pub related: Vec<Related>,
    pub history: Vec<RecordChange>,
    /// Status of the donor in the year, `new`, `returning`, `continuing`, `lapsed` or empty.
    pub status: String,
    /// The lead focal point's name and since when, if there is one.
    pub lead: Option<(String, String)>,
}

/// Records of one kind that belong to a record: the first of them, and how many there are.
#[derive(Clone, Debug)]
pub struct Related {
    pub kind: Kind,
    /// The field that points to the record of the page.
    pub field: &'static str,
    /// The columns its rows were read with.
    pub columns: Vec<&'static str>,
    pub rows: Vec<Record>,
    pub total: usize,
}

/// What came of an effect.
#[derive(Clone, Debug)]
pub enum Reply {
    Listed(Rows),
    /// The same with the row the wanted record stands in.
    ListedAround {
        rows: Rows,
        at: Option<usize>,
    },
    Counted(usize),
    Totals(Totals),
    Passing(Box<Passing>),
    Matrix(Matrix),
    Ids(Arc<Vec<Id>>),
    Page(Box<PageData>),
    LoadedMany(Vec<Record>),
    Saved(Saved),
    /// An undo or redo with the title of what it took back or did again.
    Undone {
        title: String,
        saved: Saved,
        redo: bool,
    },
    Captured(Box<Kept>),
    ReportPlan(Box<ReportPlan>),
    Work(Box<Work>),
    CapturedUnder(Option<(Id, String)>),
    Home(Box<Home>),
    Results(Vec<ResultLine>),
    Trend(Vec<TrendPoint>),
    Sheet(Box<Sheet>),
    WhatIf(Box<Base>),
    Chart(Box<Chart>),
    Brief(Box<Brief<Cell>>),
    Figure(Box<Figure>),
    Candidates(Vec<Candidate>),
    Alike(Vec<Candidate>),
    Filled(Box<Record>),
    Found(Vec<Candidate>),
    DraftKept(Id),
    Drafts(Vec<(Draft, String)>),
    DraftOf(Option<Draft>),
    Views(Vec<View>),
    Actions {
        from: usize,
        entries: Vec<Entry>,
        total: usize,
    },
    Changes(Vec<RecordChange>),
    Bin(Vec<Binned>),
    Backups {
        backups: Vec<Backup>,
        /// Files that restores put aside.
        replaced: Vec<Replaced>,
    },
    BackedUp(Box<Backup>),
    Restored(Restored),
    Exported(String),
    Server(Box<ServerStatus>),
    /// What lies in the in-tray; none where any file may be read.
    ImportTray(Option<Vec<Waiting>>),
    ImportOpened(Box<Opening>),
    /// The file is none of rows: it is one of the IATI standard.
    ImportIsActivities,
    ActivitiesRead(Box<ActivitiesRead>),
    /// How far an import is; its answer comes later.
    ImportProgress(Progress),
    Imported(Box<Report>),
    /// What was published, and whether it is sound, in words.
    Published(Say),
    /// Who else is on the record that is open.
    Beside(Vec<Visitor>),
    /// Another file lies where the one that was opened was; it is the one that is read now.
    Replaced,
    /// The same where the rows took several sheets.
    ExportedInSheets {
        path: String,
        sheets: usize,
    },
    ExportedToCopy(String),
    Duplicates(Vec<Likely>),
    Merging(Box<Merging>),
    /// How far something long has come that is not answered yet.
    Far(Progress),
    Copied,
    /// Another session saved something.
    Changed,
    Done,
    Failed(Say),
    /// Stopped on request.
    Stopped,
}
