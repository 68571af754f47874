//! The screens: a closed set of structs that hold only state. A screen takes commands, keys and replies, asks for
//! effects and turns, and draws itself; it refuses to touch a file, a clock or a terminal.

pub mod backups;
pub mod bin;
pub mod brief;
pub mod capture;
pub mod charts;
pub mod choose;
pub mod conflict;
pub mod duplicates;
pub mod duties;
pub mod explain;
pub mod form;
pub mod funding;
pub mod handover;
pub mod help;
pub mod history;
pub mod home;
pub mod import;
pub mod merge;
pub mod more;
pub mod page;
pub mod place;
pub mod programmes;
pub mod prompt;
pub mod records;
pub mod results;
pub mod schedule;
pub mod server;
pub mod step;
pub mod whatif;
pub mod work;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::access::Asker;
use crate::domain::kind::Kind;
use crate::domain::record::Id;
use crate::domain::say::Say;
use crate::keys::{Command, Context, Key};
use crate::locale::Locale;
use crate::message::{Effect, Reply, Request, ScreenId};
use crate::store::{BriefOf, Draft, Visitor};
use crate::theme::Theme;

/// What every screen is told: who looks, in which language, how large the terminal is.
#[derive(Clone, Debug)]
pub struct Here {
    pub locale: Locale,
    pub theme: Theme,
    pub asker: Asker,
    pub width: u16,
    pub height: u16,
    /// The file cannot be written.
    pub read_only: bool,
    /// Who else is on the record that is open.
    pub beside: Vec<Visitor>,
    /// How this person wrote a list to a file last.
    pub export: &'static str,
}

impl Here {
    /// Words in the reader's language.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.locale.text(key)
    }
}

/// What a screen wants from the app.
#[derive(Debug)]
pub enum Turn {
    /// Opens a screen on top of this one.
    Open(Box<Screen>),
    /// Closes this screen.
    Close,
    /// Says what just happened.
    Say(Say),
    /// Closes this screen and hands what was chosen to the one below.
    Chosen(Purpose, Picked),
    /// Goes to the donors and opens their search.
    SearchDonors,
    AsOf(Option<crate::domain::day::Day>),
    Language(String),
    Highlight(bool),
    /// How a list was written, to be offered first the next time.
    ExportAs(&'static str),
}

/// What something is chosen for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    Sort,
    FilterField,
    FilterValue(&'static str),
    Columns,
    View,
    ViewName,
    BulkField,
    BulkValue(&'static str),
    Palette,
    GoTo,
    AsOf,
    NewKind,
    /// Only to be read.
    Read,
    /// Whether a backup is put in the place of the file.
    Restore,
    /// How a brief is written.
    Format,
    /// How a list is written.
    ExportFormat,
    Section,
    /// What an agreement becomes in a what-if.
    Stage,
    Day,
    Amount,
    /// The next step of a duty, its day, how it was sent, and the document that was.
    Step,
    StepDay,
    StepProof,
    StepDocument,
    /// The day of a report that is proposed.
    ScheduleDay,
    /// Who receives a portfolio; which series of tasks a partner gets.
    Receiver,
    EngagementPlan,
    /// Whether to go on where a line was lost.
    Resume,
    /// What an import asked for.
    Import(import::Asked),
    /// Which of these forms to go on with.
    Draft(Vec<Draft>),
}

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    Text(String),
    /// Several, in order: columns.
    Texts(Vec<String>),
    Record(Kind, Id, String),
    /// Thrown away: a saved view.
    Dropped(String),
}

/// Where a screen puts what it wants.
pub struct Out<'a> {
    pub id: ScreenId,
    pub seq: &'a mut u64,
    pub requests: &'a mut Vec<Request>,
    pub turns: &'a mut Vec<Turn>,
}

impl Out<'_> {
    /// Asks for an effect; gives the number its answer will carry.
    pub fn ask(&mut self, effect: Effect) -> u64 {
        *self.seq += 1;
        self.requests.push(Request { from: self.id, seq: *self.seq, effect });
        *self.seq
    }

    /// Asks the app for a turn.
    pub fn turn(&mut self, turn: Turn) {
        self.turns.push(turn);
    }

    /// Says what just happened.
    pub fn say(&mut self, say: Say) {
        self.turns.push(Turn::Say(say));
    }

    /// Opens a screen on top.
    pub fn open(&mut self, screen: impl Into<Screen>) {
        self.turns.push(Turn::Open(Box::new(screen.into())));
    }
}

/// What a screen does; implemented by each, dispatched by the closed enum below.
pub trait Shown {
    /// Where its keys are looked up.
    fn context(&self) -> Context;
    /// What is shown, for the second line.
    fn title(&self, here: &Here) -> String;
    /// Asks for what it shows; called when opened and when anything it may show has changed.
    fn refresh(&mut self, here: &Here, out: &mut Out<'_>);
    /// A command of its context.
    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>);
    /// A key that is no command here: text where text is typed.
    fn key(&mut self, _key: Key, _here: &Here, _out: &mut Out<'_>) {}
    /// Pasted text.
    fn paste(&mut self, _text: &str, _here: &Here, _out: &mut Out<'_>) {}
    /// An answer to what it asked.
    fn reply(&mut self, seq: u64, reply: Reply, here: &Here, out: &mut Out<'_>);
    /// What was chosen on the screen it had opened.
    fn chosen(&mut self, _purpose: Purpose, _picked: Picked, _here: &Here, _out: &mut Out<'_>) {}
    /// Whether it waits for a moment without keys before it asks for what follows the cursor.
    fn wants_rest(&self, _here: &Here) -> bool {
        false
    }
    /// Whether what was typed waits for that moment.
    fn owes(&self) -> bool {
        false
    }
    /// That moment has come.
    fn rested(&mut self, _here: &Here, _out: &mut Out<'_>) {}
    /// What a brief is of that is asked for here; none: nothing in particular.
    fn brief_of(&self) -> Option<BriefOf> {
        None
    }
    /// Draws its body; gives the place of the cursor.
    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)>;
    /// What of it is built up again after a line was lost; none: it is passed over.
    fn step(&self) -> Option<place::Step> {
        None
    }
    /// Stands again where it was.
    fn stand(&mut self, _step: &place::Step) {}
    /// The record it is on, and whether in its form, for others to see; none: on none.
    fn on_record(&self) -> Option<(Kind, Id, bool)> {
        None
    }
    /// The dialogue it shows, which captured lines go under.
    fn dialogue(&self) -> Option<Id> {
        None
    }
    /// The kind of record it lists, which a file that is read in from here has.
    fn lists(&self) -> Option<Kind> {
        None
    }
    /// Whether a command of its context does something where it stands, for the footer.
    fn offers(&self, _command: Command, _here: &Here) -> bool {
        true
    }
    /// Whether keys are text where they are no command of the context (search line open, form).
    fn typing(&self) -> bool {
        false
    }
}

macro_rules! screens {
    ($($name:ident($type:ty)),+ $(,)?) => {
        /// One screen of the closed set.
        #[derive(Debug)]
        pub enum Screen { $($name(Box<$type>)),+ }

        impl Screen {
            /// The behaviour behind it.
            pub fn shown(&self) -> &dyn Shown {
                match self { $(Self::$name(screen) => screen.as_ref()),+ }
            }

            /// The behaviour behind it, to change it.
            pub fn shown_mut(&mut self) -> &mut dyn Shown {
                match self { $(Self::$name(screen) => screen.as_mut()),+ }
            }
        }

        $(impl From<$type> for Screen {
            fn from(screen: $type) -> Self { Self::$name(Box::new(screen)) }
        })+
    };
}

screens! {
    Home(home::HomeScreen),
    Records(records::Records),
    Programmes(programmes::Programmes),
    Page(page::Page),
    Explain(explain::Explain),
    WhatIf(whatif::WhatIf),
    Results(results::Results),
    Indicator(results::IndicatorPage),
    Brief(brief::BriefScreen),
    Charts(charts::Charts),
    Import(import::Import),
    Activities(import::activities::Activities),
    Form(form::Form),
    Conflict(conflict::ConflictScreen),
    Duplicates(duplicates::Duplicates),
    Merge(merge::MergeScreen),
    Choose(choose::Choose),
    Prompt(prompt::Prompt),
    History(history::History),
    Handover(handover::Handover),
    Bin(bin::Bin),
    Backups(backups::Backups),
    Capture(capture::Capture),
    Schedule(schedule::Schedule),
    Work(work::WorkScreen),
    Server(server::Server),
    More(more::More),
    Help(help::Help),
}

/// A selection that moves over `count` things with `shown` of them on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    pub at: usize,
    pub top: usize,
}

impl Cursor {
    /// Moves by a command; whether it was one that moves.
    pub fn command(&mut self, command: Command, count: usize, shown: usize) -> bool {
        let page = shown.saturating_sub(1).max(1);
        self.at = match command {
            Command::Up => self.at.saturating_sub(1),
            Command::Down => self.at + 1,
            Command::PageUp => self.at.saturating_sub(page),
            Command::PageDown => self.at + page,
            Command::First => 0,
            Command::Last => count,
            _ => return false,
        };
        self.keep(count, shown);
        true
    }

    /// Keeps the selection inside and on the screen.
    pub fn keep(&mut self, count: usize, shown: usize) {
        self.at = self.at.min(count.saturating_sub(1));
        let shown = shown.max(1);
        if self.at < self.top {
            self.top = self.at;
        } else if self.at >= self.top + shown {
            self.top = self.at + 1 - shown;
        }
        self.top = self.top.min(count.saturating_sub(shown.min(count)));
    }
}
