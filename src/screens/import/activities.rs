//! Reading a file of the IATI standard in: tried as soon as it is opened, then what it holds, what of it is about us, what
//! would become of each kind of record, and the writing. It refuses to ask what the standard says already.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::choose::{Choose, Item};
use super::super::{Cursor, Here, Out, Purpose, Shown, Turn};
use super::lines::{Fate, Line, headed, line, shown};
use super::{Import, open_met, paint};
use crate::domain::kind::Kind;
use crate::domain::progress::Progress;
use crate::domain::say::Say;
use crate::keys::{Command, Context};
use crate::message::{ActivitiesRead, Effect, ImportFrom, Reply};
use crate::widgets::cell::kind_key;

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    File,
    /// Records of a kind with a fate.
    Records(Kind, Fate),
    Broken,
    Notes,
    /// Only to be read.
    Words,
}

/// The screen of one file.
#[derive(Debug)]
pub struct Activities {
    from: ImportFrom,
    /// Whether it writes, and how far it is.
    running: Option<(bool, Progress)>,
    read: Option<Box<ActivitiesRead>>,
    failed: Option<Say>,
    cursor: Cursor,
    seq: u64,
}

impl Activities {
    /// A file that is tried when the screen opens.
    #[must_use]
    pub fn of(from: ImportFrom) -> Self {
        Self { from, running: None, read: None, failed: None, cursor: Cursor::default(), seq: 0 }
    }

    fn run(&mut self, apply: bool, out: &mut Out<'_>) {
        (self.read, self.failed) = (None, None);
        self.running = Some((apply, Progress::default()));
        self.seq = out.ask(Effect::ImportActivities { from: self.from.clone(), apply });
    }

    /// Writes what was tried.
    fn save(&mut self, out: &mut Out<'_>) {
        match &self.read {
            Some(read) if read.applied => out.say(Say::new("import-done-already")),
            Some(read) if read.tally.counts()[..2] == [0, 0] => out.say(Say::new("import-nothing")),
            Some(_) => self.run(true, out),
            None => self.run(false, out),
        }
    }

    fn enter(&self, here: &Here, out: &mut Out<'_>) {
        let (what, read) = (self.lines(here).get(self.cursor.at).map(|line| line.what), self.read.as_ref());
        match (what, read) {
            (Some(What::File), _) => {
                out.turn(Turn::Close);
                out.open(Import::of(Kind::Contribution));
            }
            (Some(What::Records(kind, fate)), Some(read)) => {
                let of = |met: &&(u64, String, Option<Kind>, _)| met.2 == Some(kind) && Fate::of(&met.3) == fate;
                let met =
                    read.met.iter().filter(of).map(|(line, entry, kind, met)| (*line, entry.as_str(), *kind, met));
                let counts = read.tally.records.get(kind.name()).copied().unwrap_or_default();
                open_met(fate, met.collect(), fate.of_counts(counts), here, out);
            }
            (Some(What::Broken), Some(read)) => {
                let met = read.met.iter().filter(|(_, _, kind, _)| kind.is_none());
                let met = met.map(|(line, entry, kind, met)| (*line, entry.as_str(), *kind, met));
                open_met(Fate::Rejected, met.collect(), read.broken, here, out);
            }
            (Some(What::Notes), Some(read)) => {
                let note = |(line, entry, say): &(u64, String, Say)| {
                    let line = here.locale.with("import-line", &[("line", &line.to_string())]);
                    [
                        Item::text(format!("{line}  {entry}"), "", ""),
                        Item::text(format!("    {}", here.locale.say(say)), "", ""),
                    ]
                };
                let items = read.notes.iter().flat_map(note).collect();
                out.open(Choose::of(Say::new("iati-notes"), Purpose::Read, items));
            }
            _ => {}
        }
    }

    fn lines(&self, here: &Here) -> Vec<Line<What>> {
        let file = match &self.from {
            ImportFrom::Path(path) => shown(&path.display().to_string()),
            ImportFrom::Pasted(_) => here.text("import-pasted"),
        };
        let mut lines = vec![line(What::File, here.text("import-file"), file)];
        if let Some(say) = &self.failed {
            lines.push(Line { open: true, ..line(What::File, here.text("import-failed"), here.locale.say(say)) });
        }
        if let Some(read) = &self.read {
            lines.extend(about_file(read, here));
            lines.extend(outcome(read, here));
        }
        lines
    }
}

fn number(count: usize, here: &Here) -> String {
    here.locale.integer(i64::try_from(count).unwrap_or(i64::MAX))
}

fn about_file(read: &ActivitiesRead, here: &Here) -> Vec<Line<What>> {
    let with = |key: &str, counts: &[(&str, usize)]| {
        let texts: Vec<(&str, String)> = counts.iter().map(|(name, count)| (*name, number(*count, here))).collect();
        let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
        here.locale.with(key, &texts)
    };
    let tally = &read.tally;
    let (activities, organisations, transactions) = (tally.activities, tally.organisations, tally.transactions);
    let all = [("activities", activities), ("organisations", organisations), ("transactions", transactions)];
    let ours = [("entries", tally.about_us), ("transactions", tally.ours)];
    let version = here.locale.with("iati-version", &[("version", &shown(&read.version))]);
    let mut lines = vec![
        line(What::Words, here.text("import-written"), version),
        line(What::Words, here.text("iati-holds"), with("iati-holds-all", &all)),
        line(What::Words, here.text("iati-of-it-ours"), with("iati-holds-ours", &ours)),
    ];
    if read.broken > 0 {
        lines.push(Line {
            note: here.text("iati-enter-shows"),
            ..line(What::Broken, here.text("iati-not-readable"), number(read.broken, here))
        });
    }
    if read.noted > 0 {
        lines.push(Line {
            note: here.text("iati-enter-shows"),
            ..line(What::Notes, here.text("iati-notes"), number(read.noted, here))
        });
    }
    lines
}

/// What became of each kind of record, or would.
fn outcome(read: &ActivitiesRead, here: &Here) -> Vec<Line<What>> {
    let mut lines = vec![headed(What::Words, here.text("import-outcome"))];
    for kind in Kind::ALL {
        let Some(counts) = read.tally.records.get(kind.name()) else { continue };
        for fate in Fate::ALL.into_iter().filter(|fate| fate.of_counts(*counts) > 0) {
            let name = here.text(&kind_key(kind));
            let note = here.text(fate.title());
            lines.push(Line { note, ..line(What::Records(kind, fate), name, number(fate.of_counts(*counts), here)) });
        }
    }
    if let Some(path) = &read.rejects {
        lines.push(line(What::Words, here.text("import-rejects-in"), path.clone()));
    }
    let [new, changed, ..] = read.tally.counts();
    let key = match (read.applied, read.tally.action) {
        (true, Some(_)) => "import-written-down",
        (true, None) => "import-nothing",
        (false, _) if new + changed == 0 => "import-nothing",
        (false, _) => "import-save-writes",
    };
    lines.push(line(What::Words, String::new(), here.text(key)));
    lines
}

impl Shown for Activities {
    fn context(&self) -> Context {
        Context::Import
    }

    fn title(&self, here: &Here) -> String {
        here.text("screen-import-activities")
    }

    fn offers(&self, command: Command, _here: &Here) -> bool {
        !matches!(command, Command::Filter | Command::Delete)
    }

    fn refresh(&mut self, _here: &Here, out: &mut Out<'_>) {
        if self.seq == 0 {
            self.run(false, out);
        }
    }

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        match command {
            Command::Back => out.turn(Turn::Close),
            Command::Open | Command::Save if self.running.is_some() => {}
            Command::Open => self.enter(here, out),
            Command::Save => self.save(out),
            moving => {
                let count = self.lines(here).len();
                self.cursor.command(moving, count, paint::rows(here));
            }
        }
    }

    fn reply(&mut self, seq: u64, reply: Reply, here: &Here, out: &mut Out<'_>) {
        if seq != self.seq {
            return;
        }
        match reply {
            Reply::ImportProgress(progress) => {
                if let Some((_, known)) = &mut self.running {
                    *known = progress;
                }
            }
            Reply::ActivitiesRead(read) => {
                (self.running, self.read) = (None, Some(read));
                let lines = self.lines(here);
                let first = lines.iter().position(|line| matches!(line.what, What::Records(..)));
                self.cursor.at = first.unwrap_or(0);
                self.cursor.keep(lines.len(), paint::rows(here));
            }
            Reply::Failed(say) => (self.running, self.failed) = (None, Some(say)),
            Reply::Stopped => {
                let writing = matches!(self.running, Some((true, _)));
                self.running = None;
                out.say(Say::new(if writing { "import-stopped-back" } else { "store-stopped" }));
            }
            _ => {}
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let runs = self.running.map_or_else(String::new, |(writing, progress)| {
            let key = if writing { "iati-writing" } else { "iati-trying" };
            paint::progress(key, &progress, |bytes| bytes / 1000, here)
        });
        Some(paint::paint((&runs, &self.lines(here)), self.cursor, buffer, area, here))
    }
}
