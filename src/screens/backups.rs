//! The backups of the file, for whoever looks after it: made, looked at, and put in its place after a question. What a
//! restore put aside is listed too, so that it can be taken back.

use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::choose::{Choose, Item};
use super::{Cursor, Here, Out, Picked, Purpose, Shown, Turn};
use crate::domain::say::Say;
use crate::keys::{Command, Context};
use crate::locale::moment;
use crate::message::{Effect, Reply};
use crate::store::{Backup, Replaced};
use crate::widgets::paint::put;
use crate::widgets::table::{Column, Table};

/// What `Choose` gives for going through with it.
const GO_ON: &str = "go on";

/// The list of backups.
#[derive(Debug, Default)]
pub struct Backups {
    made: Vec<Backup>,
    replaced: Vec<Replaced>,
    loaded: bool,
    cursor: Cursor,
    seq: u64,
    /// The one a question is asked about.
    asked: Option<PathBuf>,
}

impl Backups {
    fn count(&self) -> usize {
        self.made.len() + self.replaced.len()
    }

    fn current(&self) -> Option<Result<&Backup, &Replaced>> {
        let backup = self.made.get(self.cursor.at).map(Ok);
        backup.or_else(|| self.replaced.get(self.cursor.at.checked_sub(self.made.len())?).map(Err))
    }

    /// What a restore does, with the way back, before it is done.
    fn ask_to_restore(&mut self, here: &Here, out: &mut Out<'_>) {
        let Some(current) = self.current() else { return };
        let (path, name) = match current {
            Ok(backup) => (backup.path.clone(), moment(&backup.note.changed)),
            Err(replaced) => (replaced.path.clone(), file_name(&replaced.path)),
        };
        let items = vec![
            Item::text(here.text("backups-leave"), "", ""),
            Item::text(here.text("backups-go-on"), here.text("backups-go-on-note"), GO_ON),
        ];
        out.open(Choose::of(Say::new("backups-ask").with("name", name), Purpose::Restore, items));
        self.asked = Some(path);
    }

    /// What a backup holds, line by line.
    fn tell(&self, here: &Here, out: &mut Out<'_>) {
        let Some(Ok(Backup { path, note })) = self.current() else { return };
        let rows: i64 = note.counts.values().sum();
        let line = |key: &str, text: String| Item::text(here.text(key), text, "");
        let items = vec![
            line("backup-name", file_name(path)),
            line("backup-made", format!("{} UTC", moment(&note.at))),
            line("backup-why", here.text(&format!("backup-reason-{}", note.reason))),
            line("backup-changed-last", format!("{} UTC", moment(&note.changed))),
            line("backup-rows", here.locale.integer(rows)),
            line("backup-seal", note.seal.chars().take(16).collect()),
            line("backup-sha", note.sha256.chars().take(16).collect()),
        ];
        out.open(Choose::of(Say::new("screen-backups"), Purpose::Read, items));
    }

    fn rows(&self, here: &Here, shown: usize) -> Vec<Vec<String>> {
        let backups = self.made.iter().map(|Backup { note, .. }| {
            let why = here.text(&format!("backup-reason-{}", note.reason));
            vec![moment(&note.at), why, moment(&note.changed), megabytes(here, note.bytes)]
        });
        let replaced = self.replaced.iter().map(|one| {
            let at = file_name(&one.path);
            let at = at.rsplit_once("-replaced-").map_or(at.as_str(), |(_, at)| at);
            // The name writes the instant without colons.
            let at = at.char_indices().map(|(n, c)| if n > 10 && c == '-' { ':' } else { c }).collect::<String>();
            vec![moment(&at), here.text("backup-replaced"), String::new(), megabytes(here, one.bytes)]
        });
        backups.chain(replaced).skip(self.cursor.top).take(shown).collect()
    }
}

fn file_name(path: &std::path::Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Millions of bytes, one decimal.
fn megabytes(here: &Here, bytes: u64) -> String {
    here.locale.amount(i64::try_from(bytes.div_ceil(100_000)).unwrap_or(i64::MAX), 1)
}

impl Shown for Backups {
    fn context(&self) -> Context {
        Context::Backups
    }

    fn title(&self, here: &Here) -> String {
        let count = here.locale.integer(i64::try_from(self.count()).unwrap_or(0));
        format!("{} · {count}", here.text("screen-backups"))
    }

    fn refresh(&mut self, _here: &Here, out: &mut Out<'_>) {
        self.seq = out.ask(Effect::Backups);
    }

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        match command {
            Command::Restore => self.ask_to_restore(here, out),
            Command::New => {
                out.say(Say::new("backups-making"));
                out.ask(Effect::BackUp);
            }
            Command::Open => self.tell(here, out),
            Command::Back => out.turn(Turn::Close),
            moving => {
                self.cursor.command(moving, self.count(), usize::from(here.height.saturating_sub(5)));
            }
        }
    }

    fn chosen(&mut self, purpose: Purpose, picked: Picked, _here: &Here, out: &mut Out<'_>) {
        let asked = self.asked.take();
        if let (Purpose::Restore, Picked::Text(answer), Some(path)) = (purpose, picked, asked)
            && answer == GO_ON
        {
            out.say(Say::new("backups-restoring"));
            out.ask(Effect::Restore(path));
        }
    }

    fn reply(&mut self, seq: u64, reply: Reply, here: &Here, out: &mut Out<'_>) {
        match reply {
            Reply::Backups { backups, replaced } if seq == self.seq => {
                (self.made, self.replaced, self.loaded) = (backups, replaced, true);
                self.cursor.keep(self.count(), usize::from(here.height.saturating_sub(5)));
            }
            Reply::BackedUp(backup) => {
                out.say(Say::new("backups-made").with("name", file_name(&backup.path)));
                self.refresh(here, out);
            }
            Reply::Restored(restored) => {
                let kept = restored.kept.map(|kept| file_name(&kept)).unwrap_or_default();
                out.say(Say::new("backups-restored").with("kept", kept));
                self.refresh(here, out);
            }
            _ => {}
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        if self.count() == 0 {
            let words = if self.loaded { here.text("backups-none") } else { String::new() };
            put(buffer, area.x + 2, area.y, &words, area.width.saturating_sub(2), here.theme.quiet());
            return None;
        }
        let column = |key: &str, width: u16, right: bool| Column { heading: here.text(key), width, right };
        let columns = [
            column("backup-made", 16, false),
            column("backup-why", 26, false),
            column("backup-changed-last", 18, false),
            column("backup-megabytes", 10, true),
        ];
        let rows = self.rows(here, usize::from(area.height.saturating_sub(1)));
        let selected = (!rows.is_empty()).then(|| self.cursor.at.saturating_sub(self.cursor.top));
        Table { columns: &columns, rows: &rows, selected, marked: &[], theme: here.theme }.draw(buffer, area)
    }
}
