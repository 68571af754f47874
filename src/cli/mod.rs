//! The command line: the same store as the screens, answers as text or JSON. One file per sub-command, one table of them.
//! It refuses to ask the environment, the clock or the user's id: those are handed in.

mod account;
mod add;
mod backup;
mod brief;
mod capture;
mod chart;
mod check;
mod codelist;
mod completions;
mod documents;
mod explain;
mod export;
mod figures;
mod handover;
mod help;
mod history;
mod iati;
mod import;
mod init;
mod list;
mod man;
mod merge;
mod parse;
pub mod place;
mod print;
mod rates;
mod reports;
mod restore;
mod results;
mod rm;
mod set;
mod show;
mod status;
mod undo;
mod whatif;
mod work;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::ArgMatches;

use crate::access::Asker;
use crate::domain::change::{Conflict, Saved};
use crate::domain::day::{Day, read_day};
use crate::domain::kind::Kind;
use crate::domain::say::{Problem, Say};
use crate::locale::{self, Locale};
use crate::store::{Clock, Stopper, Store, StoreError};
use crate::worker::Places;
use place::Place;
use print::Printer;

/// What the program knows of its surroundings, gathered once in `main`.
pub struct World {
    /// The words after the program's name.
    pub args: Vec<OsString>,
    pub clock: Clock,
    /// Today where the person sits.
    pub today: Day,
    /// Who runs the program, by user id.
    pub user: String,
    /// Their user id: the owner of a shared file is its administrator.
    pub uid: u32,
    /// The two ends of the SSH connection they came by, as OpenSSH says it.
    pub ssh_connection: Option<String>,
    /// The command they asked OpenSSH for instead of the one they are given.
    pub ssh_command: Option<String>,
    /// Where the default file lives; none when the user has no home.
    pub data_folder: Option<PathBuf>,
    /// Where the template of the demo is kept; none when there is no such place.
    pub cache_folder: Option<PathBuf>,
    /// The language of the environment, `zh_CN.UTF-8`.
    pub lang: Option<String>,
}

/// What is to be done after the arguments are understood.
pub enum Start {
    /// A sub-command did its work.
    Done(ExitCode),
    /// No sub-command: the screens.
    Screens(Screens),
}

/// What the screens are opened with.
pub struct Screens {
    /// The file; a throw-away copy is removed when this is dropped.
    pub place: Place,
    /// Asked for with `--as-of`; on the demo the last day of its figures.
    pub as_of: Option<Day>,
    pub lang: &'static str,
    /// Whether `--lang` said so, which goes before the preference kept in the file.
    pub lang_asked: bool,
    /// Whether the screens are drawn for a slow line; none when the line is to be timed.
    pub lean: Option<bool>,
    /// Who logged in; none for the person whose file it is.
    pub account: Option<Account>,
}

/// An account of a shared file that logged in.
pub struct Account {
    pub name: String,
    /// Where they came from; empty when it is not known.
    pub address: String,
    /// Where what they export is written, and what they import is read from, and nowhere else.
    pub places: Places,
}

/// What a sub-command found: exit code 0 or 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    Problems,
}

/// Why a sub-command stops: exit code 2, or 0 when nobody reads any more.
enum Stop {
    /// The reader of our output went away.
    Closed,
    Said(Say),
    Io(std::io::Error),
}

impl From<Say> for Stop {
    fn from(say: Say) -> Self {
        Self::Said(say)
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Io(error) => error.into(),
            error => Self::Said(error.say()),
        }
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe { Self::Closed } else { Self::Io(error) }
    }
}

type Answer = Result<Outcome, Stop>;

/// Everything a sub-command works with.
struct Session<'w> {
    world: &'w World,
    locale: Locale,
    as_of: Option<Day>,
    db: Option<PathBuf>,
    demo: bool,
    out: Printer,
    /// Set by a sub-command that leads to the screens.
    screens: Option<Screens>,
}

impl Session<'_> {
    /// Finds the file; the place must outlive the store.
    fn place(&self) -> Result<Place, Stop> {
        Ok(Place::find(self.world, self.db.as_deref(), self.demo)?)
    }

    fn asker(&self) -> Asker {
        Asker { who: self.world.user.clone(), lang: self.locale.code(), today: self.world.today, as_of: self.as_of }
    }

    fn open(&mut self, place: &Place) -> Result<Store, Stop> {
        let (mut store, opened) = place.open(self.world)?;
        if !place.demo {
            self.back_up_daily(&mut store);
        }
        if let crate::store::Opened::Migrated { from, backup } = opened {
            let shown = backup.display().to_string();
            self.out.note(&self.locale.with("cli-migrated", &[("from", &from.to_string()), ("backup", &shown)]));
        }
        Ok(store)
    }

    /// Has the backup of the day made before the first save, which is done whatever becomes of it.
    fn back_up_daily(&self, store: &mut Store) {
        let locale = self.locale.clone();
        store.before_first_save(move |store| {
            if let Err(error) = store.daily_backup(&Stopper::default()) {
                Printer::aside(&locale.say(&error.say()));
            }
        });
    }

    /// Says what became of an action: problems beside their fields, or who changed the same meanwhile.
    fn saved(&mut self, kind: Kind, saved: &Saved) -> Answer {
        match saved {
            Saved::Done { remarks, .. } => {
                for remark in remarks {
                    self.out.note(&self.locale.say(remark));
                }
                Ok(Outcome::Done)
            }
            Saved::Rejected(problems) => {
                self.problems(kind, problems)?;
                Ok(Outcome::Problems)
            }
            Saved::Conflict(conflict) => {
                self.conflict(conflict);
                Ok(Outcome::Problems)
            }
        }
    }

    fn problems(&mut self, kind: Kind, problems: &[Problem]) -> Result<(), Stop> {
        for problem in problems {
            let words = self.locale.say(&problem.say);
            let line = match problem.field {
                Some(field) => format!("{}: {words}", print::label(&self.locale, kind, field)),
                None => words,
            };
            self.out.problem(&line);
        }
        if self.out.json {
            let list = problems
                .iter()
                .map(|problem| serde_json::json!({"field": problem.field, "reason": self.locale.say(&problem.say)}));
            let list: Vec<_> = list.collect();
            self.out.json(&serde_json::json!({ "problems": list }))?;
        }
        Ok(())
    }

    fn conflict(&mut self, conflict: &Conflict) {
        for clash in &conflict.clashes {
            let say = Say::new("cli-clash")
                .with("field", print::label(&self.locale, conflict.kind, clash.field))
                .with("who", &clash.who)
                .with("at", &clash.at)
                .with("theirs", &clash.theirs)
                .with("mine", &clash.mine);
            let words = self.locale.say(&say);
            self.out.problem(&words);
        }
        if let Some((who, at)) = &conflict.deleted {
            let words = self.locale.with("cli-deleted-meanwhile", &[("who", who), ("at", at)]);
            self.out.problem(&words);
        }
    }
}

/// The kind of record with this name.
fn kind(name: &str) -> Result<Kind, Stop> {
    Kind::named(name).ok_or_else(|| {
        let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        Say::new("cli-no-kind").with("name", name).with("known", known.join(", ")).into()
    })
}

/// Understands the arguments and does what a sub-command says; without one it says how to open the screens.
#[must_use]
pub fn run(world: &World) -> Start {
    let asked = parse::language(&world.args);
    let lang = locale::choose(asked.as_deref(), world.lang.as_deref());
    let locale = Locale::load(lang).expect("only languages the program speaks are chosen");
    let command = parse::command(&locale);
    let name = std::iter::once(OsString::from("pledgebook"));
    let matches = match command.try_get_matches_from(name.chain(world.args.iter().cloned())) {
        Ok(matches) => matches,
        Err(error) => return Start::Done(parse::refused(&locale, &error)),
    };
    let json = matches.get_flag("json");
    let mut session = Session {
        world,
        locale,
        as_of: None,
        db: matches.get_one::<PathBuf>("db").cloned(),
        demo: matches.get_flag("demo"),
        out: Printer::new(json),
        screens: None,
    };
    let done = answer(&mut session, &matches, asked.as_deref());
    let ended = match &done {
        Ok(_) => session.out.flush(),
        Err(_) => Ok(()),
    };
    match (done, ended) {
        (Ok(start), Ok(())) => start,
        (Err(stop), _) | (_, Err(stop)) => Start::Done(stopped(&mut session, &stop)),
    }
}

fn answer(session: &mut Session, matches: &ArgMatches, asked: Option<&str>) -> Result<Start, Stop> {
    if let Some(code) = asked.filter(|code| !locale::codes().any(|known| known == *code)) {
        let known: Vec<&str> = locale::codes().collect();
        return Err(Say::new("cli-no-language").with("code", code).with("known", known.join(", ")).into());
    }
    if let Some(text) = matches.get_one::<String>("as-of") {
        session.as_of = Some(read_day(text, session.world.today)?);
    }
    let lean = match matches.get_one::<String>("lean").map(String::as_str) {
        Some("yes") => Some(true),
        Some("no") => Some(false),
        _ => None,
    };
    let Some((name, arguments)) = matches.subcommand() else {
        let place = session.place()?;
        let as_of = session.as_of.or_else(|| place.demo.then(place::last_demo_day));
        let lang_asked = asked.is_some();
        return Ok(Start::Screens(Screens {
            place,
            as_of,
            lang: session.locale.code(),
            lang_asked,
            lean,
            account: None,
        }));
    };
    let verb = parse::VERBS.iter().find(|verb| verb.name == name).expect("clap knows only the verbs of the table");
    let outcome = (verb.run)(session, arguments)?;
    if let Some(screens) = session.screens.take() {
        return Ok(Start::Screens(Screens { lean, ..screens }));
    }
    Ok(Start::Done(ExitCode::from(u8::from(outcome == Outcome::Problems))))
}

fn stopped(session: &mut Session, stop: &Stop) -> ExitCode {
    let words = match stop {
        Stop::Closed => return ExitCode::SUCCESS,
        Stop::Said(say) => session.locale.say(say),
        Stop::Io(error) => session.locale.with("store-io", &[("error", &error.to_string())]),
    };
    session.out.failed(&words);
    ExitCode::from(2)
}
