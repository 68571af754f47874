//! Many sessions on one file, each a process of its own that reads and saves as people at the screens do: lists, pages,
//! Home, drafts of a form, saves. Each saves a count of its own and, now and then, one that all of them share, so that a
//! lost save would be seen. Used by the tests for seconds and by `benches/load.rs` for minutes.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use pledgebook::access::{Asker, Imports};
use pledgebook::domain::change::{Action, Change, FieldChange, Op, Origin, Saved};
use pledgebook::domain::day::Day;
use pledgebook::domain::kind::Kind;
use pledgebook::domain::query::{Query, Window};
use pledgebook::domain::record::Id;
use pledgebook::message::{Effect, Reply};
use pledgebook::store::{Clock, Draft, Store};
use pledgebook::worker::{Places, perform};
use serde::{Deserialize, Serialize};

/// The variable that makes a process one of the crowd, and the mark before what it says at its end.
pub const VARIABLE: &str = "PLEDGEBOOK_CROWD";
const MARK: &str = "crowd: ";
/// The code of the donor whose count everybody shares.
const SHARED: &str = "CROWD";

/// What a session of the crowd is told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Part {
    pub file: PathBuf,
    pub number: usize,
    /// Milliseconds since 1970 at which it ends.
    pub until: u64,
    /// Milliseconds between two deeds.
    pub pace: u64,
    /// One deed in so many is a save.
    pub saves: usize,
}

/// What a session did; times in microseconds.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Told {
    pub number: usize,
    pub saves: Vec<u64>,
    pub reads: Vec<u64>,
    pub drafts: Vec<u64>,
    /// Saves of its own count, and of the shared one.
    pub own: u64,
    pub shared: u64,
    /// Saves of the shared count that somebody else was ahead of, and that were made again.
    pub asked_again: u64,
    pub errors: Vec<String>,
    /// Kilobytes of its own in memory at its end.
    pub memory: u64,
}

/// Now, in milliseconds since 1970.
pub fn now() -> u64 {
    u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap()
}

pub fn clock() -> Clock {
    Arc::new(|| i64::try_from(now()).unwrap())
}

pub fn person(number: usize) -> Asker {
    Asker { who: format!("person-{number}"), lang: "en", today: Day::new(2020, 12, 31).unwrap(), as_of: None }
}

/// Numbers that look thrown, the same for a session each time.
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

fn code(number: usize) -> String {
    format!("{SHARED}-{number}")
}

/// Adds the donors whose notes count; to be done once before a crowd comes.
pub fn prepare(file: &Path, sessions: usize) {
    let mut store = Store::open(file, clock()).unwrap().0;
    let donor = |code: String| {
        let fields =
            vec![("name", code.clone()), ("code", code), ("donor", "yes".to_owned()), ("notes", "0".to_owned())];
        Change { kind: Kind::Partner, id: 0, version: 0, op: Op::Add(fields) }
    };
    let codes = std::iter::once(SHARED.to_owned()).chain((0..sessions).map(code));
    let action = Action { origin: Origin::Command, title: "crowd".to_owned(), changes: codes.map(donor).collect() };
    let saved = store.apply(&person(0), &action).unwrap();
    assert!(matches!(saved, Saved::Done { .. }), "{saved:?}");
}

/// The count a donor's notes hold.
pub fn count(store: &Store, code: &str) -> u64 {
    let id = store.resolve(&person(0), Kind::Partner, code).unwrap();
    let record = store.load(&person(0), Kind::Partner, id).unwrap().unwrap();
    counted(record.get("notes"))
}

/// The number notes begin with; behind it stands who counted, so that no two saves are the same.
fn counted(notes: &str) -> u64 {
    notes.split(' ').next().and_then(|number| number.parse().ok()).unwrap()
}

/// The process of one session, when it was started as one: does its part, says what it did.
pub fn take_part() -> bool {
    let Ok(text) = std::env::var(VARIABLE) else { return false };
    let part: Part = serde_json::from_str(&text).unwrap();
    let told = Session::begin(part).work();
    println!("\n{MARK}{}", serde_json::to_string(&told).unwrap());
    true
}

struct Session {
    part: Part,
    store: Store,
    asker: Asker,
    places: Places,
    own: Id,
    shared: Id,
    told: Told,
    dice: Dice,
}

impl Session {
    fn begin(part: Part) -> Self {
        let mut store = Store::open(&part.file, clock()).unwrap().0;
        let asker = person(part.number);
        store.enter(&asker.who, "");
        let id = |code: &str| store.resolve(&asker, Kind::Partner, code).unwrap();
        let (own, shared) = (id(&code(part.number)), id(SHARED));
        let places = Places { exports: std::env::temp_dir(), imports: Imports::Anywhere };
        let told = Told { number: part.number, ..Told::default() };
        let dice = Dice(part.number as u64 * 7_919 + 17);
        Self { part, store, asker, places, own, shared, told, dice }
    }

    fn work(mut self) -> Told {
        let mut deeds = 0;
        while now() < self.part.until {
            deeds += 1;
            if deeds % self.part.saves == 0 {
                self.save();
            } else {
                self.read();
            }
            // People do not act in step.
            let pause = self.part.pace / 2 + self.dice.next(self.part.pace + 1);
            thread::sleep(Duration::from_millis(pause));
        }
        self.told.memory = own_memory(std::process::id());
        self.told
    }

    fn read(&mut self) {
        let effect = match self.dice.next(10) {
            0 => Effect::Home,
            1..=4 => Effect::List { query: Query::all(Kind::Partner), window: Window { from: 0, limit: 140 } },
            5 => Effect::SearchAll("nor".to_owned()),
            _ => Effect::Page { kind: Kind::Partner, id: self.own },
        };
        let begun = Instant::now();
        let reply = perform(&mut self.store, &self.places, &self.asker, effect);
        self.told.reads.push(micros(begun));
        if let Reply::Failed(say) = reply {
            self.told.errors.push(say.key.to_owned());
        }
    }

    fn save(&mut self) {
        let shared = self.dice.next(4) == 0;
        let id = if shared { self.shared } else { self.own };
        self.store.stand_at(Some((Kind::Partner, id)), true);
        // Three pauses of typing, each kept.
        let mut draft =
            Draft { id: 0, at: String::new(), kind: Kind::Partner, record: id, version: 0, content: "{}".to_owned() };
        for _ in 0..3 {
            let begun = Instant::now();
            match self.store.keep_draft(&self.asker, &draft) {
                Ok(kept) => draft.id = kept,
                Err(error) => self.told.errors.push(error.say().key.to_owned()),
            }
            self.told.drafts.push(micros(begun));
        }
        while !self.counted_up(id, draft.id) {
            self.told.asked_again += 1;
        }
        if shared {
            self.told.shared += 1;
        } else {
            self.told.own += 1;
        }
        self.store.stand_at(None, false);
    }

    /// Adds one to a count; false where somebody else was ahead.
    fn counted_up(&mut self, id: Id, draft: Id) -> bool {
        let record = self.store.load(&self.asker, Kind::Partner, id).unwrap().unwrap();
        let from = record.get("notes").to_owned();
        let to = format!("{} by {}", counted(&from) + 1, self.asker.who);
        let edit = FieldChange { field: "notes", from, to };
        let changes = vec![Change { kind: Kind::Partner, id, version: record.version, op: Op::Edit(vec![edit]) }];
        let action = Action { origin: Origin::Form, title: "count".to_owned(), changes };
        let begun = Instant::now();
        let reply = perform(&mut self.store, &self.places, &self.asker, Effect::Save { action, draft });
        self.told.saves.push(micros(begun));
        match reply {
            Reply::Saved(Saved::Done { .. }) => true,
            Reply::Saved(Saved::Conflict(_)) => false,
            other => panic!("{other:?}"),
        }
    }
}

fn micros(begun: Instant) -> u64 {
    u64::try_from(begun.elapsed().as_micros()).unwrap()
}

/// Kilobytes of memory that are a process's alone.
pub fn own_memory(pid: u32) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
    let of = |name: &str| {
        let line = text.lines().find(|line| line.starts_with(name));
        line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or(0)
    };
    of("Private_Clean:") + of("Private_Dirty:")
}

/// A crowd at work.
pub struct Crowd(Vec<Child>);

impl Crowd {
    /// Starts the processes on a file that is prepared for as many; `start` gives the command that comes to [`take_part`].
    pub fn start(
        file: &Path,
        sessions: usize,
        last: Duration,
        pace: u64,
        saves: usize,
        start: impl Fn() -> Command,
    ) -> Self {
        let until = now() + u64::try_from(last.as_millis()).unwrap();
        let child = |number| {
            let part = Part { file: file.to_owned(), number, until, pace, saves };
            let mut command = start();
            command.env(VARIABLE, serde_json::to_string(&part).unwrap()).stdin(Stdio::null()).stdout(Stdio::piped());
            command.spawn().unwrap()
        };
        Self((0..sessions).map(child).collect())
    }

    /// Waits for all of them; gives what each did.
    pub fn end(self) -> Vec<Told> {
        self.0.into_iter().map(told).collect()
    }
}

fn told(mut child: Child) -> Told {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let found =
        lines.map_while(Result::ok).filter_map(|line| serde_json::from_str(line.strip_prefix(MARK)?).ok()).last();
    assert!(child.wait().unwrap().success(), "a session of the crowd failed");
    found.expect("a session says what it did")
}

/// Holds what must hold after any crowd: no error, no save lost, the file whole.
pub fn check(file: &Path, told: &[Told]) {
    let store = Store::open(file, clock()).unwrap().0;
    for one in told {
        assert_eq!(one.errors, [""; 0], "session {}", one.number);
        assert_eq!(count(&store, &code(one.number)), one.own, "saves of session {}", one.number);
    }
    assert_eq!(count(&store, SHARED), told.iter().map(|one| one.shared).sum::<u64>(), "saves of the shared count");
    assert_eq!(store.integrity().unwrap(), Vec::<String>::new());
    assert_eq!(store.visitors().len(), 0, "sessions that are still shown");
}

/// The value below which so many in a hundred lie.
#[allow(dead_code, reason = "the tests hold what must hold; times are for the benches")]
pub fn percentile(values: &mut [u64], hundredths: usize) -> u64 {
    values.sort_unstable();
    let at = (values.len() * hundredths).div_ceil(100).saturating_sub(1);
    values.get(at).copied().unwrap_or(0)
}

/// The variable that makes a process save and say so until it is killed.
pub const SAVES_UNTIL_KILLED: &str = "PLEDGEBOOK_SAVES";

/// The process that saves: counts its donor up and says each count that was answered.
pub fn save_until_killed() -> bool {
    let Ok(file) = std::env::var(SAVES_UNTIL_KILLED) else { return false };
    let until = now() + 60_000;
    let mut session = Session::begin(Part { file: file.into(), number: 0, until, pace: 0, saves: 1 });
    while now() < until {
        assert!(session.counted_up(session.own, 0), "nobody else counts here");
        println!("\n{MARK}{}", count(&session.store, &code(0)));
    }
    true
}

/// A process that saves, and what it said.
pub struct Saver {
    child: Child,
    lines: std::io::Lines<BufReader<std::process::ChildStdout>>,
}

impl Saver {
    pub fn start(file: &Path, mut command: Command) -> Self {
        command.env(SAVES_UNTIL_KILLED, file).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// The next count it says; none once it is gone.
    pub fn said(&mut self) -> Option<u64> {
        self.lines.by_ref().map_while(Result::ok).find_map(|line| line.strip_prefix(MARK)?.parse().ok())
    }

    /// Kills it; gives the last count it said.
    pub fn killed(mut self, mut last: u64) -> u64 {
        self.child.kill().unwrap();
        while let Some(said) = self.said() {
            last = said;
        }
        self.child.wait().unwrap();
        last
    }
}

/// Kills a process that saves, again and again at moments that look thrown, until so many saves were answered: each of
/// them must be there, and at most one that nobody was told of. Gives the kills.
pub fn kill_while_saving(file: &Path, wanted: u64, start: impl Fn() -> Command) -> usize {
    prepare(file, 1);
    let mut dice = Dice(wanted);
    let (mut counted, mut kills) = (0, 0);
    while counted < wanted {
        let mut saver = Saver::start(file, start());
        let first = saver.said().expect("it saves");
        thread::sleep(Duration::from_micros(dice.next(40_000)));
        let last = saver.killed(first);
        kills += 1;
        let store = Store::open(file, clock()).unwrap().0;
        counted = count(&store, &code(0));
        assert!(counted == last || counted == last + 1, "{last} were answered, {counted} are there");
        assert_eq!(store.integrity().unwrap(), Vec::<String>::new(), "after {kills} kills");
    }
    kills
}

/// Stops a process that saves for a moment, as a power cut would, and copies what is on the disk then: each copy must open,
/// be whole, and hold every save that was answered.
pub fn cut_the_power(file: &Path, times: usize, start: impl Fn() -> Command) {
    prepare(file, 1);
    let signal = |pid: u32, name: &str| {
        assert!(Command::new("kill").args(["-s", name, &pid.to_string()]).status().unwrap().success());
    };
    let mut saver = Saver::start(file, start());
    let mut dice = Dice(3);
    for cut in 0..times {
        let answered = saver.said().expect("it saves");
        thread::sleep(Duration::from_micros(dice.next(9_000)));
        signal(saver.pid(), "STOP");
        let copy = file.with_extension(format!("cut-{cut}"));
        for ending in ["", "-wal"] {
            let named = |path: &Path| PathBuf::from(format!("{}{ending}", path.display()));
            std::fs::copy(named(file), named(&copy)).unwrap();
        }
        signal(saver.pid(), "CONT");
        let store = Store::open(&copy, clock()).unwrap().0;
        assert_eq!(store.integrity().unwrap(), Vec::<String>::new(), "cut {cut}");
        assert!(count(&store, &code(0)) >= answered, "cut {cut}");
    }
    saver.killed(0);
}
