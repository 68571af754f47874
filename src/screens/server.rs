//! How the shared server fares, for an administrator: who is in, the last logins, requests that took long, saves that
//! waited, the size of the file and its last good backup. Lines to read; `y` and `x` take them along.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::page::Page;
use super::{Cursor, Here, Out, Shown, Turn};
use crate::domain::clean::{cut, pad_left, pad_right};
use crate::domain::kind::Kind;
use crate::domain::record::Id;
use crate::domain::say::Say;
use crate::keys::{Command, Context};
use crate::locale::moment;
use crate::message::{Effect, Reply};
use crate::store::{Login, ServerStatus, Slow, Visitor};
use crate::widgets::paint::put;

/// The screen of the server.
#[derive(Debug, Default)]
pub struct Server {
    status: Option<ServerStatus>,
    failed: Option<Say>,
    cursor: Cursor,
    seq: u64,
}

/// A line and whether it is a heading.
type Line = (String, bool);

impl Server {
    fn lines(&self, here: &Here) -> Vec<Line> {
        if let Some(say) = &self.failed {
            return vec![(format!("! {}", here.locale.say(say)), false)];
        }
        self.status.as_ref().map_or_else(|| vec![(here.text("list-loading"), false)], |status| lines(status, here))
    }

    fn text(&self, here: &Here) -> String {
        self.lines(here)
            .into_iter()
            .fold(format!("{}\n\n", self.title(here)), |text, (line, _)| text + line.trim_end() + "\n")
    }

    /// The record of the session under the cursor.
    fn at(&self, here: &Here) -> Option<(Kind, Id)> {
        let status = self.status.as_ref()?;
        let first = lines(status, here).iter().position(|(_, heading)| *heading)? + 1;
        status.sessions.get(self.cursor.at.checked_sub(first)?)?.0.record
    }

    fn shown_rows(here: &Here) -> usize {
        usize::from(here.height.saturating_sub(4))
    }
}

fn lines(status: &ServerStatus, here: &Here) -> Vec<Line> {
    let mut lines = Vec::new();
    lines.extend(of_file(status, here));
    part(
        &mut lines,
        here.locale.with("server-sessions", &[("count", &status.sessions.len().to_string())]),
        sessions(status, here),
    );
    part(&mut lines, here.text("server-logins"), logins(status, here));
    part(&mut lines, here.text("server-slow"), slow(status, here));
    lines
}

fn part(lines: &mut Vec<Line>, heading: String, rows: Vec<String>) {
    lines.push((String::new(), false));
    lines.push((heading, true));
    lines.extend(rows.into_iter().map(|row| (format!("  {row}"), false)));
}

/// Size, growth, waits and backup.
fn of_file(status: &ServerStatus, here: &Here) -> Vec<Line> {
    let megabytes = |bytes: i64| here.locale.amount(bytes / 10_000, 2);
    let size = |bytes: u64| megabytes(i64::try_from(bytes).unwrap_or(i64::MAX));
    let mut size_line =
        here.locale.with("server-size", &[("size", &size(status.bytes)), ("log", &size(status.log_bytes))]);
    for (days, bytes) in &status.growth {
        let growth = here.locale.with("server-growth", &[("days", &days.to_string()), ("size", &megabytes(*bytes))]);
        size_line.push_str(&growth);
    }
    let backup = status.backup.as_ref().map_or_else(
        || here.text("server-no-backup"),
        |backup| {
            here.locale.with("server-backup", &[("at", &moment(&backup.note.at)), ("size", &size(backup.note.bytes))])
        },
    );
    let waits = &status.waits;
    let waits = if waits.count == 0 {
        here.text("server-no-waits")
    } else {
        let numbers = [waits.count.to_string(), waits.median.to_string(), waits.worst.to_string()];
        let args = [
            ("count", numbers[0].as_str()),
            ("median", &numbers[1]),
            ("worst", &numbers[2]),
            ("last", &moment(&waits.last)),
        ];
        here.locale.with("server-waits", &args)
    };
    let since = if status.since.is_empty() { here.theme.empty().to_owned() } else { moment(&status.since) };
    let since = here.locale.with("server-since", &[("at", &since)]);
    [size_line, backup, waits, since].map(|line| (line, false)).to_vec()
}

fn sessions(status: &ServerStatus, here: &Here) -> Vec<String> {
    let row = |(visitor, title): &(Visitor, String)| {
        let doing = if visitor.writes { here.locale.with("beside-writes", &[("who", title)]) } else { title.clone() };
        columns(&visitor.who, &visitor.address, &moment(&visitor.since), &doing)
    };
    status.sessions.iter().map(row).collect()
}

/// Who, from where, when, what.
fn columns(who: &str, address: &str, at: &str, what: &str) -> String {
    let who = pad_right(&cut(who, 16), 17);
    format!("{who}{}{} {what}", pad_right(&cut(address, 16), 17), pad_right(at, 16))
}

fn logins(status: &ServerStatus, here: &Here) -> Vec<String> {
    let row = |login: &Login| {
        let ended = ended(&login.ended).map_or_else(String::new, |key| here.text(key));
        columns(&login.who, &login.address, &moment(&login.at), &ended)
    };
    let rows: Vec<String> = status.logins.iter().map(row).collect();
    if rows.is_empty() { vec![here.theme.empty().to_owned()] } else { rows }
}

/// The message key of how a session ended.
fn ended(how: &str) -> Option<&'static str> {
    match how {
        "left" => Some("server-ended-left"),
        "asked" => Some("server-ended-asked"),
        "line lost" => Some("server-ended-lost"),
        "idle" => Some("server-ended-idle"),
        _ => None,
    }
}

fn slow(status: &ServerStatus, here: &Here) -> Vec<String> {
    let row = |slow: &Slow| {
        let millis = here.locale.integer(i64::try_from(slow.millis).unwrap_or(i64::MAX));
        format!(
            "{} ms  {}{}{}",
            pad_left(&millis, 7),
            pad_right(&slow.doing, 16),
            pad_right(&slow.who, 20),
            moment(&slow.at)
        )
    };
    let rows: Vec<String> = status.slow.iter().map(row).collect();
    if rows.is_empty() { vec![here.theme.empty().to_owned()] } else { rows }
}

impl Shown for Server {
    fn context(&self) -> Context {
        Context::Server
    }

    fn title(&self, here: &Here) -> String {
        here.text("screen-server")
    }

    fn refresh(&mut self, _here: &Here, out: &mut Out<'_>) {
        self.seq = out.ask(Effect::Server);
    }

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        match command {
            Command::Copy => {
                out.ask(Effect::Copy(self.text(here)));
            }
            Command::Export => {
                out.ask(Effect::ExportText { name: "server".to_owned(), text: self.text(here) });
            }
            Command::Open => match self.at(here) {
                Some((kind, id)) => out.open(Page::new(kind, id, String::new())),
                None => self.refresh(here, out),
            },
            Command::Back => out.turn(Turn::Close),
            moving => {
                self.cursor.command(moving, self.lines(here).len(), Self::shown_rows(here));
            }
        }
    }

    fn reply(&mut self, seq: u64, reply: Reply, _here: &Here, _out: &mut Out<'_>) {
        match reply {
            Reply::Server(status) if seq == self.seq => (self.status, self.failed) = (Some(*status), None),
            Reply::Failed(say) if seq == self.seq => self.failed = Some(say),
            _ => {}
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let lines = self.lines(here);
        for (row, (text, heading)) in (0..area.height).zip(lines.iter().skip(self.cursor.top)) {
            let style = if *heading { Style::new().add_modifier(Modifier::BOLD) } else { Style::new() };
            put(buffer, area.x + 2, area.y + row, text, area.width.saturating_sub(3), style);
        }
        let row = u16::try_from(self.cursor.at.saturating_sub(self.cursor.top))
            .unwrap_or(0)
            .min(area.height.saturating_sub(1));
        put(buffer, area.x, area.y + row, here.theme.pointer(), 1, here.theme.accent());
        Some((area.x, area.y + row))
    }
}
