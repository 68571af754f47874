//! A figure explained: its rule in words, the records that add up to it, what was left out and why, what the papers
//! print beside it, and where the rule comes from.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::page::Page;
use super::{Cursor, Here, Out, Shown, Turn};
use crate::domain::clean::{pad_left, pad_right};
use crate::domain::kind::Kind;
use crate::domain::record::Id;
use crate::domain::say::Say;
use crate::keys::{Command, Context};
use crate::message::{Effect, Reply};
use crate::store::{FIGURES, Figure, PartValue, Unit};
use crate::widgets::paint::{put, wrap};

/// The screen of one figure.
#[derive(Debug)]
pub struct Explain {
    name: String,
    year: Option<i16>,
    figure: Option<Figure>,
    failed: Option<Say>,
    cursor: Cursor,
    seq: u64,
}

struct Line {
    text: String,
    style: Style,
    record: Option<(Kind, Id)>,
}

impl Explain {
    /// Explains a figure by name, of a year or of the year that is shown.
    #[must_use]
    pub fn of(name: &str, year: Option<i16>) -> Self {
        Self { name: name.to_owned(), year, figure: None, failed: None, cursor: Cursor::default(), seq: 0 }
    }

    fn lines(&self, here: &Here) -> Vec<Line> {
        let mut lines = Vec::new();
        if let Some(say) = &self.failed {
            lines.push(plain(here.locale.say(say)));
        }
        let Some(figure) = &self.figure else {
            if self.failed.is_none() {
                lines.push(plain(here.text("list-loading")));
            }
            return lines;
        };
        let room = usize::from(here.width.saturating_sub(3));
        head(figure, here, room, &mut lines);
        records(figure, here, room, &mut lines);
        tail(figure, here, room, &mut lines);
        lines
    }

    fn text(&self, here: &Here) -> String {
        self.lines(here).into_iter().map(|line| line.text + "\n").collect()
    }
}

const fn plain(text: String) -> Line {
    Line { text, style: Style::new(), record: None }
}

/// A value of a figure as people read it.
#[must_use]
pub fn value_text(here: &Here, unit: Unit, value: Option<i64>) -> String {
    match (unit, value) {
        (_, None) => here.theme.empty().to_owned(),
        (Unit::Usd, Some(cents)) => format!("USD {}", here.locale.amount(cents, 2)),
        (Unit::Count, Some(count)) => here.locale.integer(count),
        (Unit::Tenths, Some(tenths)) => here.locale.percent(tenths, 1),
    }
}

fn amount(here: &Here, unit: Unit, value: i64) -> String {
    match unit {
        Unit::Usd => here.locale.amount(value, 2),
        Unit::Count => here.locale.integer(value),
        Unit::Tenths => here.locale.percent(value, 1),
    }
}

fn labelled(lines: &mut Vec<Line>, room: usize, label: &str, text: &str) {
    let mut label = pad_right(label, 11);
    for part in wrap(text, room.saturating_sub(11)) {
        lines.push(plain(format!("{label}{part}")));
        label = " ".repeat(11);
    }
}

fn head(figure: &Figure, here: &Here, room: usize, lines: &mut Vec<Line>) {
    let own = figure.about.as_ref();
    let rule = own
        .map_or_else(|| here.text(&format!("figure-rule-{}", figure.info.name)), |about| here.locale.say(&about.rule));
    let source = own.map_or(figure.info.source, |about| about.source.as_str());
    let value = value_text(here, figure.info.unit, figure.value);
    for part in wrap(&format!("{value} = {rule}"), room) {
        let style = if lines.is_empty() { Style::new().add_modifier(Modifier::BOLD) } else { Style::new() };
        lines.push(Line { text: part, style, record: None });
    }
    if let Some(definition) = &figure.definition {
        labelled(lines, room, &here.text("explain-definition"), &here.locale.say(definition));
    }
    if !source.is_empty() {
        labelled(lines, room, &here.text("explain-rule-from"), source);
    }
    lines.push(plain(String::new()));
    for part in &figure.parts {
        let name = here.locale.say(&part.say);
        let value = match &part.value {
            PartValue::In(unit, value) => amount(here, *unit, *value),
            PartValue::Money(money) => {
                format!("{} {}", money.currency, here.locale.amount(money.minor, money.currency.minor_units()))
            }
            PartValue::Text(text) => text.clone(),
        };
        lines.push(plain(format!("{}  {}", pad_right(&name, 40.min(room / 2)), pad_left(&value, 20))));
    }
    if !figure.parts.is_empty() {
        lines.push(plain(String::new()));
    }
}

fn records(figure: &Figure, here: &Here, room: usize, lines: &mut Vec<Line>) {
    let unit = figure.info.unit;
    let name = room.saturating_sub(12 + 20 + 14).clamp(16, 48);
    for line in &figure.lines {
        let title = crate::domain::clean::cut(&line.title, name).into_owned();
        // Where a figure counts or is a share, the money behind a record stands beside what it adds, in whole dollars.
        let beside = match line.usd.filter(|_| unit != Unit::Usd) {
            _ if line.correction => format!("  {}", here.text("explain-correction")),
            Some(cents) => pad_left(&here.locale.whole(cents, 2), 12),
            None => String::new(),
        };
        let text = format!(
            "{}  {}  {}{beside}",
            pad_right(&title, name),
            pad_right(&line.when, 10),
            pad_left(&amount(here, unit, line.amount), 20)
        );
        lines.push(Line { text, style: Style::new(), record: Some((line.kind, line.id)) });
    }
    if !figure.lines.is_empty() {
        let sum: i64 = figure.lines.iter().map(|line| line.amount).sum();
        let rule = if here.theme.ascii { "-" } else { "─" };
        lines.push(plain(rule.repeat(name + 34)));
        let count = here.locale.with("explain-records", &[("count", &figure.lines.len().to_string())]);
        lines.push(plain(format!(
            "{}  {}  {}",
            pad_right(&count, name),
            " ".repeat(10),
            pad_left(&amount(here, unit, sum), 20)
        )));
    }
}

fn tail(figure: &Figure, here: &Here, room: usize, lines: &mut Vec<Line>) {
    lines.push(plain(String::new()));
    let left = if figure.left_out.is_empty() {
        here.text("explain-left-nothing")
    } else {
        here.locale.with("explain-left-count", &[("count", &figure.left_out.len().to_string())])
    };
    labelled(lines, room, &here.text("explain-left-out"), &left);
    for one in &figure.left_out {
        let text = format!("  {} · {}", one.title, here.locale.say(&one.reason));
        lines.push(Line { text, style: Style::new(), record: Some((one.kind, one.id)) });
    }
    if let Some(published) = &figure.published {
        let mut text = format!("{} · {}", value_text(here, figure.info.unit, Some(published.value)), published.source);
        if !published.as_of.is_empty() {
            text = format!("{text} · {}", published.as_of);
        }
        if let Some(value) = figure.value.filter(|value| *value != published.value) {
            let difference = amount(here, figure.info.unit, value - published.value);
            text = format!("{text} · {}", here.locale.with("explain-differs", &[("difference", &difference)]));
        }
        labelled(lines, room, &here.text("explain-published"), &text);
        if !published.note.is_empty() {
            labelled(lines, room, "", &published.note);
        }
    }
}

impl Shown for Explain {
    fn context(&self) -> Context {
        Context::Explain
    }

    fn title(&self, here: &Here) -> String {
        let name = self.figure.as_ref().map_or(self.name.as_str(), |figure| figure.info.name);
        let family = name.split(':').next().unwrap_or(name);
        let known = FIGURES.iter().any(|info| info.name == family);
        let about = self.figure.as_ref().and_then(|figure| figure.about.as_ref());
        let mut words = match about {
            Some(about) => about.title.clone(),
            None if known => here.text(&format!("figure-{family}")),
            None => self.name.clone(),
        };
        if let Some(year) = self.figure.as_ref().map_or(self.year, |figure| figure.year) {
            words = format!("{words}, {year}");
        }
        here.locale.with("explain-title", &[("figure", &words)])
    }

    fn refresh(&mut self, _here: &Here, out: &mut Out<'_>) {
        self.seq = out.ask(Effect::Figure { name: self.name.clone(), year: self.year });
    }

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        match command {
            Command::Open => {
                if let Some((kind, id)) = self.lines(here).get(self.cursor.at).and_then(|line| line.record) {
                    out.open(Page::new(kind, id, String::new()));
                }
            }
            Command::Copy => {
                out.ask(Effect::Copy(self.text(here)));
            }
            Command::Export => {
                out.ask(Effect::ExportText {
                    name: format!("{} {}", self.name, self.year.unwrap_or_default()),
                    text: self.text(here),
                });
            }
            Command::Back => out.turn(Turn::Close),
            moving => {
                let count = self.lines(here).len();
                self.cursor.command(moving, count, usize::from(here.height.saturating_sub(4)));
            }
        }
    }

    fn reply(&mut self, seq: u64, reply: Reply, _here: &Here, _out: &mut Out<'_>) {
        match reply {
            Reply::Figure(figure) if seq == self.seq => {
                // The first record is what one looks for; the rule above it is read anyway.
                self.figure = Some(*figure);
            }
            Reply::Failed(say) if seq == self.seq => self.failed = Some(say),
            Reply::Stopped if seq == self.seq => self.failed = Some(Say::new("store-stopped")),
            _ => {}
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let lines = self.lines(here);
        let mut cursor = self.cursor;
        cursor.keep(lines.len(), usize::from(area.height));
        for (row, (at, line)) in lines.iter().enumerate().skip(cursor.top).take(usize::from(area.height)).enumerate() {
            let y = area.y + u16::try_from(row).unwrap_or(0);
            if at == cursor.at {
                put(buffer, area.x, y, here.theme.pointer(), 1, here.theme.accent());
            }
            put(buffer, area.x + 2, y, &line.text, area.width.saturating_sub(2), line.style);
        }
        let row = u16::try_from(cursor.at.saturating_sub(cursor.top)).unwrap_or(0);
        Some((area.x, area.y + row))
    }
}
