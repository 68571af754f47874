//! Charts: one at a time, leafed through with the section keys, each with its numbers; what is behind a bar is one key
//! away. It refuses to compute.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::explain::Explain;
use super::records::Records;
use super::{Cursor, Here, Out, Shown, Turn};
use crate::domain::chart::{Chart, Lead, Picture, Shape};
use crate::domain::clean::width;
use crate::domain::query::Query;
use crate::domain::say::Say;
use crate::keys::{Command, Context};
use crate::message::{Effect, Reply};
use crate::widgets::paint::{below, put, wrap};
use crate::widgets::plot::Plot;

/// From here on a map stands beside its numbers.
const WIDE: u16 = 130;

/// The screen of charts.
#[derive(Debug, Default)]
pub struct Charts {
    /// Which of them is shown.
    picture: Picture,
    chart: Option<Chart>,
    failed: Option<Say>,
    cursor: Cursor,
    /// Which value of its row is selected, counted from the newest.
    across: usize,
    seq: u64,
}

impl Charts {
    fn leaf(&mut self, forward: bool, out: &mut Out<'_>) {
        let count = Picture::ALL.len();
        let at = Picture::ALL.iter().position(|picture| *picture == self.picture).unwrap_or(0);
        self.picture = Picture::ALL[(at + if forward { 1 } else { count - 1 }) % count];
        (self.chart, self.failed, self.cursor, self.across) = (None, None, Cursor::default(), 0);
        self.seq = out.ask(Effect::Chart(self.picture));
    }

    /// The value the cursor is on: its row and its place among the values.
    fn at(&self) -> Option<(usize, usize)> {
        let chart = self.chart.as_ref()?;
        let row = chart.rows.get(self.cursor.at)?;
        let across = if self.picture.shape() == Shape::Heat { self.across } else { row.values.len() - 1 };
        Some((self.cursor.at, row.values.len().saturating_sub(across + 1)))
    }

    fn step(&mut self, older: bool, here: &Here) {
        let Some(chart) = &self.chart else { return };
        let shown = chart.series.len() - Self::plot(chart, here, here.width).first_shown();
        self.across = if older { (self.across + 1).min(shown.max(1) - 1) } else { self.across.saturating_sub(1) };
    }

    fn open(&self, out: &mut Out<'_>) {
        let Some((row, at)) = self.at() else { return };
        let lead = self.chart.as_ref().and_then(|chart| chart.rows[row].lead(at));
        match lead {
            Some(Lead::Figure(name, year)) => out.open(Explain::of(name, *year)),
            Some(Lead::List(kind, query)) => match Query::read(*kind, query) {
                Ok(query) => out.open(Records::one(super::more::list_key(*kind), query)),
                Err(say) => out.say(say),
            },
            None => {}
        }
    }

    fn plot<'a>(chart: &'a Chart, here: &'a Here, columns: u16) -> Plot<'a> {
        Plot::new(chart, &here.locale, here.theme, usize::from(columns.saturating_sub(4)))
    }

    /// What stands over everything: what the chart shows, and which fill is which.
    fn head(&self, chart: &Chart, here: &Here) -> Vec<String> {
        let room = usize::from(here.width.saturating_sub(3));
        let mut head = wrap(&here.text(&format!("picture-about-{}", self.picture.name())), room);
        head.extend(chart.notes.iter().map(|say| here.locale.say(say)));
        if self.picture.shape() == Shape::Heat {
            head.push(here.text("chart-heat"));
        }
        head.extend(Self::plot(chart, here, here.width).legend());
        head.push(String::new());
        head
    }

    fn text(&self, here: &Here) -> String {
        let Some(chart) = &self.chart else { return String::new() };
        let plot = Self::plot(chart, here, here.width);
        let picture = match self.picture.shape() {
            Shape::Columns => plot.columns(12),
            Shape::Map => plot.map(),
            _ => Vec::new(),
        };
        let mut lines = vec![self.title(here), String::new()];
        lines.extend(self.head(chart, here));
        lines.extend(picture);
        lines.push(plot.heading());
        lines.extend(plot.rows());
        lines.into_iter().map(|line| line.trim_end().to_owned() + "\n").collect()
    }

    /// Draws the picture that has no rows of its own; gives the area left for the rows.
    fn picture(&self, chart: &Chart, buffer: &mut Buffer, area: Rect, here: &Here) -> Rect {
        let rows = Self::plot(chart, here, area.width);
        match self.picture.shape() {
            Shape::Columns => {
                let numbers = [vec![rows.heading()], rows.rows()].concat();
                let wide = numbers.iter().map(|line| width(line)).max().unwrap_or(0);
                let wide = u16::try_from(wide + 4).unwrap_or(area.width).min(area.width);
                let left = area.width - wide;
                let height = usize::from(area.height).min((chart.rows.len() + 1).max(18));
                if left >= 12 {
                    let plot = Plot::new(chart, &here.locale, here.theme, usize::from(left - 2));
                    lines(buffer, Rect { x: area.x + 1, width: left, ..area }, &plot.columns(height));
                    return Rect { x: area.x + left, width: wide, ..area };
                }
                area
            }
            Shape::Map if area.width >= WIDE => {
                let half = area.width / 2;
                let map = Self::plot(chart, here, half + 4).map();
                lines(buffer, Rect { x: area.x + 2, width: half - 4, ..area }, &map);
                Rect { x: area.x + half, width: area.width - half, ..area }
            }
            Shape::Map => {
                let map = rows.map();
                lines(buffer, Rect { x: area.x + 2, width: area.width.saturating_sub(2), ..area }, &map);
                below(area, u16::try_from(map.len()).unwrap_or(0))
            }
            _ => area,
        }
    }
}

fn lines(buffer: &mut Buffer, area: Rect, lines: &[String]) {
    for (y, line) in (area.y..area.bottom()).zip(lines) {
        put(buffer, area.x, y, line, area.width, Style::new());
    }
}

impl Shown for Charts {
    fn context(&self) -> Context {
        Context::Figures
    }

    fn title(&self, here: &Here) -> String {
        let name = here.text(&format!("picture-{}", self.picture.name()));
        let at = Picture::ALL.iter().position(|picture| *picture == self.picture).unwrap_or(0) + 1;
        let years = match self.chart.as_ref().and_then(|chart| chart.years) {
            Some((from, until)) if from == until => format!(" · {from}"),
            Some((from, until)) => format!(" · {from}–{until}"),
            None => String::new(),
        };
        format!("{name}{years} · {at}/{} [ ]", Picture::ALL.len())
    }

    fn refresh(&mut self, _here: &Here, out: &mut Out<'_>) {
        self.seq = out.ask(Effect::Chart(self.picture));
    }

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        match command {
            Command::Open | Command::Explain => self.open(out),
            Command::NextSection => self.leaf(true, out),
            Command::PreviousSection => self.leaf(false, out),
            Command::Search => out.turn(Turn::SearchDonors),
            Command::Earlier => super::home::turn_year(-1, here, out),
            Command::Later => super::home::turn_year(1, here, out),
            Command::Left => self.step(true, here),
            Command::Right => self.step(false, here),
            Command::Copy => {
                out.ask(Effect::Copy(self.text(here)));
            }
            Command::Export => {
                let name = format!("chart {} {}", self.picture.name(), here.asker.day());
                out.ask(Effect::ExportText { name, text: self.text(here) });
            }
            Command::Back => out.turn(Turn::Close),
            moving => {
                let count = self.chart.as_ref().map_or(0, |chart| chart.rows.len());
                self.cursor.command(moving, count, count);
            }
        }
    }

    fn reply(&mut self, seq: u64, reply: Reply, _here: &Here, _out: &mut Out<'_>) {
        match reply {
            Reply::Chart(chart) if seq == self.seq => {
                self.cursor.keep(chart.rows.len(), chart.rows.len());
                (self.chart, self.failed) = (Some(*chart), None);
            }
            Reply::Failed(say) if seq == self.seq => self.failed = Some(say),
            Reply::Stopped if seq == self.seq => self.failed = Some(Say::new("store-stopped")),
            _ => {}
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let Some(chart) = &self.chart else {
            let text = self.failed.as_ref().map(|say| format!("! {}", here.locale.say(say)));
            let text = text.unwrap_or_else(|| here.text("list-loading"));
            put(buffer, area.x + 2, area.y, &text, area.width.saturating_sub(2), Style::new());
            return None;
        };
        let head = self.head(chart, here);
        lines(buffer, Rect { x: area.x + 2, width: area.width.saturating_sub(2), ..area }, &head);
        let area = below(area, u16::try_from(head.len()).unwrap_or(0));
        let area = self.picture(chart, buffer, area, here);
        let plot = Self::plot(chart, here, area.width);
        put(buffer, area.x + 2, area.y, &plot.heading(), area.width.saturating_sub(2), here.theme.heading());
        let area = below(area, 1);
        let mut cursor = self.cursor;
        cursor.keep(chart.rows.len(), usize::from(area.height));
        let mut place = None;
        for (y, (at, row)) in (area.y..area.bottom()).zip(plot.rows().iter().enumerate().skip(cursor.top)) {
            put(buffer, area.x + 2, y, row, area.width.saturating_sub(2), Style::new());
            if let Some((_, value)) = self.at().filter(|(row, _)| *row == at) {
                let heat = self.picture.shape() == Shape::Heat;
                let x = if heat { area.x + 2 + u16::try_from(plot.column_of(at, value)).unwrap_or(0) } else { area.x };
                put(buffer, x, y, here.theme.pointer(), 1, here.theme.accent());
                place = Some((x, y));
            }
        }
        place
    }
}
