//! A file of the IATI standard into the store, for screens and commands alike: activity by activity, tried or written, with
//! what is not taken kept in a file of its own. It can be stopped between any two activities, and then takes back what it
//! wrote.

use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use super::{MET, OFTEN, Rejects, changed, since};
use crate::access::Asker;
use crate::domain::given::Met;
use crate::domain::kind::Kind;
use crate::domain::progress::Progress;
use crate::domain::say::Say;
use crate::exchange::iati::read::{Entries, Next, open};
use crate::exchange::origin::Origin;
use crate::locale::Locale;
use crate::message::ActivitiesRead;
use crate::store::{Fate, Refusal, Store, StoreError, Taken, Taking, Told};

/// The columns of the file of what was not taken.
const REJECTS: [&str; 6] = ["line", "activity", "kind", "field", "value", "reason"];

/// What is told while a file is read: a note, or something that was not taken.
#[derive(Clone, Debug)]
pub struct Heard<'a> {
    pub line: u64,
    /// The activity or organisation.
    pub entry: &'a str,
    /// What was not taken: of which kind, which field and value. None: a note, or an activity that cannot be read.
    pub refused: Option<(Option<Kind>, Option<&'static str>, &'a str)>,
    pub say: &'a Say,
}

/// Who is told what is met and how far it is, in bytes of the file, and whether to go on.
pub struct Watch<'a> {
    pub progress: &'a mut dyn FnMut(Progress),
    pub heard: &'a mut dyn FnMut(&Heard<'_>),
    pub stop: &'a std::sync::atomic::AtomicBool,
}

/// Reads a file into records, or only says what would come of it; what is not taken is kept in `rejects`.
///
/// # Errors
/// When the file cannot be read to its end, changes meanwhile or is none of the standard, and when it is stopped. What was
/// written is taken back then.
pub fn read(
    store: &mut Store,
    asker: &Asker,
    (origin, title): (&Origin, &str),
    apply: bool,
    rejects: &Path,
    watch: &mut Watch<'_>,
) -> Result<ActivitiesRead, StoreError> {
    let stamp = origin.stamp()?;
    let done = Arc::new(AtomicU64::new(0));
    let mut entries = Entries::new(Counted { bytes: open(origin)?, done: done.clone() });
    let mut reading = Reading {
        origin,
        locale: Locale::load(asker.lang).or_else(|| Locale::load("en")).expect("English is built in"),
        read: ActivitiesRead { applied: apply, ..ActivitiesRead::default() },
        kept: [0; 4],
        rejects: Rejects::at(rejects),
        bytes: origin.length()?,
        done,
        begun: Instant::now(),
        said: 0,
    };
    let mut taking = store.import_iati(asker, title, apply)?;
    let ended = reading.all(&mut entries, &mut taking, watch).and_then(|()| Ok(origin.check_unchanged(stamp)?));
    match ended.and_then(|()| reading.rejects.finish()) {
        Ok(()) => reading.read.tally = taking.finish()?,
        Err(error) => {
            let begun = Instant::now();
            taking.abandon(&mut |rows, of| (watch.progress)(since(begun, rows, of, true)))?;
            return Err(error);
        }
    }
    let bad = reading.read.broken + reading.read.tally.counts()[3] > 0;
    reading.read.rejects = bad.then(|| rejects.display().to_string());
    reading.read.version = entries.version;
    Ok(reading.read)
}

/// Bytes that are counted as they are read.
struct Counted<R> {
    bytes: R,
    done: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(into)?;
        self.done.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// A file being read.
struct Reading<'a> {
    origin: &'a Origin,
    locale: Locale,
    read: ActivitiesRead,
    /// How many records of each fate are kept to be looked at so far: new, changed, same, rejected.
    kept: [usize; 4],
    rejects: Rejects,
    bytes: u64,
    done: Arc<AtomicU64>,
    begun: Instant,
    said: u128,
}

impl Reading<'_> {
    fn all<R: Read>(
        &mut self,
        entries: &mut Entries<R>,
        taking: &mut Taking<'_>,
        watch: &mut Watch<'_>,
    ) -> Result<(), StoreError> {
        let name = self.origin.name();
        let unreadable = |error| Say::new("import-unreadable").with("path", &name).with("error", error);
        while let Some(next) = entries.take_next().map_err(unreadable)? {
            if watch.stop.load(Ordering::Relaxed) {
                return Err(Say::new("store-stopped").into());
            }
            match next {
                Next::Refused { line, say } => {
                    let place = self.locale.with("iati-finding", &[("line", &line.to_string())]);
                    let reason = self.locale.say(&say);
                    return Err(Say::new("iati-refused").with("place", place).with("reason", reason).into());
                }
                Next::Broken { line, activity, say } => {
                    self.read.broken += 1;
                    self.refuse(
                        (line, &activity),
                        None,
                        vec![Refusal { field: None, value: String::new(), say }],
                        watch,
                    )?;
                }
                Next::Entry(entry) => {
                    let mut told = Vec::new();
                    taking.take(&entry, &mut |one| told.push(one))?;
                    for one in told {
                        self.hear(one, watch)?;
                    }
                }
            }
            if self.begun.elapsed().as_millis() >= self.said + OFTEN {
                self.said = self.begun.elapsed().as_millis();
                let done = self.done.load(Ordering::Relaxed);
                (watch.progress)(since(self.begun, done, self.bytes.max(done), false));
            }
        }
        Ok(())
    }

    fn hear(&mut self, told: Told, watch: &mut Watch<'_>) -> Result<(), StoreError> {
        let Taken { line, entry, kind, fate } = match told {
            Told::Note { line, entry, say } => {
                (watch.heard)(&Heard { line, entry: &entry, refused: None, say: &say });
                self.read.noted += 1;
                if self.read.notes.len() < MET {
                    self.read.notes.push((line, entry, say));
                }
                return Ok(());
            }
            Told::Taken(taken) => taken,
        };
        let (at, met) = match fate {
            Fate::New => (0, Met::New),
            Fate::Changed(edits) => (1, Met::Changed(changed(edits))),
            Fate::Same => (2, Met::Same),
            Fate::Rejected(refusals) => return self.refuse((line, &entry), Some(kind), refusals, watch),
        };
        if self.kept[at] < MET {
            self.kept[at] += 1;
            self.read.met.push((line, entry, Some(kind), met));
        }
        Ok(())
    }

    /// Tells what was not taken and keeps it.
    fn refuse(
        &mut self,
        (line, entry): (u64, &str),
        kind: Option<Kind>,
        refusals: Vec<Refusal>,
        watch: &mut Watch<'_>,
    ) -> Result<(), StoreError> {
        for Refusal { field, value, say } in &refusals {
            (watch.heard)(&Heard { line, entry, refused: Some((kind, *field, value)), say });
            let (number, reason) = (line.to_string(), self.locale.say(say));
            let kind = kind.map_or("", Kind::name);
            let cells = [&number, entry, kind, field.unwrap_or_default(), value, &reason];
            self.rejects.row(REJECTS.into_iter(), cells.into_iter())?;
        }
        if self.kept[3] < MET {
            self.kept[3] += 1;
            let why = refusals.into_iter().map(|refusal| (refusal.field, refusal.value, refusal.say)).collect();
            self.read.met.push((line, entry.to_owned(), kind, Met::Rejected(why)));
        }
        Ok(())
    }
}
