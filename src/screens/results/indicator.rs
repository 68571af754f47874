//! The page of one indicator: target, baseline, today, how it is computed, what is printed, and its course as columns
//! with the numbers under them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::explain::Explain;
use super::super::page::Page;
use super::super::{Cursor, Here, Out, Shown, Turn};
use super::{mark, short, turn_year};
use crate::domain::clean::{cut, pad_left, pad_right};
use crate::domain::kind::Kind;
use crate::domain::say::Say;
use crate::keys::{Command, Context};
use crate::message::{Effect, Reply};
use crate::store::{ResultLine, TrendPoint, Unit};
use crate::widgets::chart::columns;
use crate::widgets::paint::{put, wrap};

/// Lines of the chart.
const HEIGHT: usize = 6;
/// Cells from one column to the next.
const WIDE: usize = 10;
/// Cells of a label before what it names.
const LABEL: usize = 14;

/// The screen of one indicator.
#[derive(Debug)]
pub struct IndicatorPage {
    line: ResultLine,
    trend: Option<Vec<TrendPoint>>,
    failed: Option<Say>,
    cursor: Cursor,
    lines_seq: u64,
    trend_seq: u64,
}

impl IndicatorPage {
    /// The page of an indicator where it stands.
    #[must_use]
    pub fn of(line: ResultLine) -> Self {
        Self { line, trend: None, failed: None, cursor: Cursor::default(), lines_seq: 0, trend_seq: 0 }
    }

    fn rows(&self, here: &Here) -> Vec<(String, Style)> {
        let room = usize::from(here.width.saturating_sub(3));
        let mut rows: Vec<(String, Style)> =
            wrap(&self.line.name, room).into_iter().map(|text| (text, here.theme.heading())).collect();
        for (key, text) in self.facts(here) {
            let mut label = here.text(key);
            for part in wrap(&text, room.saturating_sub(LABEL)) {
                rows.push((format!("{}{part}", pad_right(&cut(&label, LABEL - 1), LABEL)), Style::new()));
                label = String::new();
            }
        }
        rows.push((String::new(), Style::new()));
        match (&self.trend, &self.failed) {
            (Some(points), _) => rows.extend(self.chart(points, here, room)),
            (None, Some(say)) => rows.push((here.locale.say(say), Style::new())),
            (None, None) => rows.push((here.text("list-loading"), Style::new())),
        }
        rows
    }

    /// Labels and what stands beside them.
    fn facts(&self, here: &Here) -> Vec<(&'static str, String)> {
        let line = &self.line;
        let full = |value: i64| full(here, line.unit, value);
        let standing = here.text(&format!("standing-{}", line.standing.word()));
        let mut today = line.value.map_or_else(|| here.theme.empty().to_owned(), full);
        if let Some(basis) = line.basis {
            today = format!("{today} · {}", here.text(&format!("basis-{}", basis.word())));
        }
        let target = match line.target {
            Some(target) => format!("{} {}", line.comparator, full(target)),
            None => line.target_text.clone(),
        };
        let due = line.due.map_or_else(String::new, |due| format!(" · {due}"));
        let mut facts = vec![
            ("cli-head-standing", format!("{} {standing}", mark(line.standing)).trim().to_owned()),
            ("cli-head-today", today),
            ("cli-head-goal", format!("{target}{due}")),
        ];
        if let Some(baseline) = line.baseline {
            facts.push(("cli-head-baseline", format!("{} · {}", full(baseline), line.baseline_of)));
        }
        facts.push(("results-how", here.locale.say(&line.how)));
        if let Some(published) = &line.published {
            let mut text = format!("{} · {} · {}", full(published.value), published.as_of, published.source);
            if let Some(value) = line.value.filter(|value| *value != published.value) {
                let difference = full(value.saturating_sub(published.value));
                text = format!("{text} · {}", here.locale.with("explain-differs", &[("difference", &difference)]));
            }
            facts.push(("explain-published", text));
        }
        facts
    }

    /// The newest points that fit, as columns with their numbers, days and where each comes from.
    fn chart(&self, points: &[TrendPoint], here: &Here, room: usize) -> Vec<(String, Style)> {
        let fit = (room / WIDE).max(1);
        let points = &points[points.len().saturating_sub(fit)..];
        if points.is_empty() {
            return vec![(here.text("results-no-trend"), Style::new())];
        }
        let values: Vec<i64> = points.iter().map(|point| point.value).collect();
        let mut rows: Vec<(String, Style)> =
            columns(&values, WIDE, HEIGHT, here.theme).into_iter().map(|text| (text, here.theme.accent())).collect();
        let under = |cell: &dyn Fn(&TrendPoint) -> String| {
            let cells = points.iter().map(|point| pad_left(&cut(&cell(point), WIDE - 1), WIDE));
            (cells.collect::<String>(), Style::new())
        };
        rows.push(under(&|point| short(here, self.line.unit, Some(point.value))));
        rows.push(under(&|point| point.label.clone()));
        rows.push(under(&|point| here.text(&format!("basis-{}", point.basis.word()))));
        rows
    }

    fn text(&self, here: &Here) -> String {
        self.rows(here).into_iter().fold(String::new(), |text, (line, _)| text + line.trim_end() + "\n")
    }
}

fn full(here: &Here, unit: Unit, value: i64) -> String {
    match unit {
        Unit::Usd => format!("{} USD", here.locale.amount(value, 2)),
        Unit::Count => here.locale.integer(value),
        Unit::Tenths => here.locale.percent(value, 1),
    }
}

impl Shown for IndicatorPage {
    fn context(&self) -> Context {
        Context::Figures
    }

    fn title(&self, here: &Here) -> String {
        here.locale.with("results-indicator", &[("code", &self.line.code)])
    }

    fn refresh(&mut self, _here: &Here, out: &mut Out<'_>) {
        self.lines_seq = out.ask(Effect::Results);
        self.trend_seq = out.ask(Effect::Trend(self.line.code.clone()));
    }

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        match command {
            Command::Open => out.open(Page::new(Kind::Indicator, self.line.id, self.line.name.clone())),
            Command::Explain => out.open(Explain::of(&self.line.code, None)),
            Command::Search => out.turn(Turn::SearchDonors),
            Command::Earlier => turn_year(-1, here, out),
            Command::Later => turn_year(1, here, out),
            Command::Copy => {
                out.ask(Effect::Copy(self.text(here)));
            }
            Command::Export => {
                let name = format!("{} {}", self.line.code, here.asker.day());
                out.ask(Effect::ExportText { name, text: self.text(here) });
            }
            Command::Back => out.turn(Turn::Close),
            moving => {
                let count = self.rows(here).len();
                self.cursor.command(moving, count, usize::from(here.height.saturating_sub(4)));
            }
        }
    }

    fn reply(&mut self, seq: u64, reply: Reply, _here: &Here, _out: &mut Out<'_>) {
        match reply {
            Reply::Results(lines) if seq == self.lines_seq => {
                if let Some(line) = lines.into_iter().find(|line| line.id == self.line.id) {
                    self.line = line;
                }
            }
            Reply::Trend(points) if seq == self.trend_seq => self.trend = Some(points),
            Reply::Failed(say) if seq == self.trend_seq => self.failed = Some(say),
            Reply::Stopped if seq == self.trend_seq => self.failed = Some(Say::new("store-stopped")),
            _ => {}
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let rows = self.rows(here);
        let mut cursor = self.cursor;
        cursor.keep(rows.len(), usize::from(area.height));
        for (at, (text, style)) in rows.iter().enumerate().skip(cursor.top).take(usize::from(area.height)) {
            let y = area.y + u16::try_from(at - cursor.top).unwrap_or(0);
            put(buffer, area.x + 2, y, text, area.width.saturating_sub(2), *style);
        }
        Some((area.x, area.y + u16::try_from(cursor.at - cursor.top).unwrap_or(0)))
    }
}
