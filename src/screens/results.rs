//! Tab 9: every indicator with baseline, target, today and how far it has come; and beside it, section by section, the
//! core budget by year, the budget, the accounts, posts, deliverables, the Funding Compact and the countries.

mod grid;
mod indicator;

pub use indicator::IndicatorPage;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::explain::Explain;
use super::place::Step;
use super::records::{Records, SubView};
use super::{Cursor, Here, Out, Picked, Purpose, Shown, Turn};
use crate::domain::clean::{cut, pad_left, pad_right};
use crate::domain::day::Day;
use crate::domain::kind::Kind;
use crate::domain::query::Query;
use crate::domain::say::Say;
use crate::keys::{Command, Context, Key};
use crate::message::{Effect, Reply};
use crate::store::{ResultLine, Sheet, SheetName, Standing, Unit};
use crate::widgets::paint::put;

/// What a section shows.
#[derive(Clone, Copy, Debug)]
enum Section {
    Indicators,
    Sheet(SheetName),
    List(Kind),
}

/// The sections in the order of `]`, with the message key of their name.
const SECTIONS: &[(&str, Section)] = &[
    ("results-indicators", Section::Indicators),
    ("results-core", Section::Sheet(SheetName::Core)),
    ("results-sources", Section::Sheet(SheetName::Sources)),
    ("results-objects", Section::Sheet(SheetName::Objects)),
    ("results-finances", Section::Sheet(SheetName::Finances)),
    ("results-posts", Section::Sheet(SheetName::Posts)),
    ("kind-deliverable", Section::List(Kind::Deliverable)),
    ("kind-milestone", Section::List(Kind::Milestone)),
    ("kind-commitment", Section::List(Kind::Commitment)),
    ("kind-country-engagement", Section::List(Kind::CountryEngagement)),
    ("kind-reform-fact", Section::List(Kind::ReformFact)),
];

/// The tab with its open section.
#[derive(Debug, Default)]
pub struct Results {
    section: usize,
    lines: Option<Vec<ResultLine>>,
    sheet: Option<Sheet>,
    list: Option<Box<Records>>,
    failed: Option<Say>,
    cursor: Cursor,
    /// The first column of a sheet that is shown.
    across: usize,
    seq: u64,
}

/// A row of the screen: an indicator, or a heading between them.
struct Row {
    text: String,
    style: Style,
    line: Option<usize>,
}

impl Results {
    fn kind_of_section(&self) -> Section {
        SECTIONS[self.section].1
    }

    fn ask(&mut self, here: &Here, out: &mut Out<'_>) {
        match self.kind_of_section() {
            Section::Indicators => self.seq = out.ask(Effect::Results),
            Section::Sheet(name) => self.seq = out.ask(Effect::Sheet(name)),
            Section::List(kind) => {
                let view = SubView::of(SECTIONS[self.section].0, Query::all(kind));
                self.list.get_or_insert_with(|| Box::new(Records::of(vec![view]))).refresh(here, out);
            }
        }
    }

    fn switch(&mut self, step: isize, here: &Here, out: &mut Out<'_>) {
        self.section = (self.section + SECTIONS.len()).saturating_add_signed(step) % SECTIONS.len();
        (self.sheet, self.list, self.failed, self.across) = (None, None, None, 0);
        self.cursor = Cursor::default();
        self.ask(here, out);
    }

    fn rows(&self, here: &Here) -> Vec<Row> {
        let plain = |text: String, style: Style| Row { text, style, line: None };
        if let Some(say) = &self.failed {
            return vec![plain(format!("! {}", here.locale.say(say)), Style::new())];
        }
        let room = usize::from(here.width.saturating_sub(3));
        match (self.kind_of_section(), &self.lines, &self.sheet) {
            (Section::Indicators, Some(lines), _) => indicators(lines, here, room),
            (Section::Sheet(_), _, Some(sheet)) => {
                let rows = grid::rows(sheet, self.across, here, room);
                rows.into_iter().map(|(text, style)| plain(text, style)).collect()
            }
            _ => vec![plain(here.text("list-loading"), Style::new())],
        }
    }

    /// How many rows the cursor goes through: indicators, or the lines of a sheet.
    fn count(&self, rows: &[Row]) -> usize {
        match self.kind_of_section() {
            Section::Indicators => rows.iter().filter(|row| row.line.is_some()).count(),
            _ => rows.len(),
        }
    }

    fn selected(&self) -> Option<&ResultLine> {
        match self.kind_of_section() {
            Section::Indicators => self.lines.as_ref()?.get(self.cursor.at),
            _ => None,
        }
    }

    fn explain(&self, out: &mut Out<'_>) {
        let of_sheet = match self.kind_of_section() {
            Section::Sheet(SheetName::Core) => Some("core-gap"),
            Section::Sheet(SheetName::Sources | SheetName::Objects) => Some("IND-REQ-2020"),
            Section::Sheet(SheetName::Posts) => Some("IND-POSTS-2023"),
            _ => None,
        };
        match self.selected().map(|line| line.code.as_str()).or(of_sheet) {
            Some(name) => out.open(Explain::of(name, None)),
            None => out.say(Say::new("explain-nothing-here")),
        }
    }

    fn text(&self, here: &Here) -> String {
        let title = format!("{} · {}\n\n", self.title(here), here.asker.day());
        self.rows(here).into_iter().fold(title, |text, row| text + row.text.trim_end() + "\n")
    }

    fn act(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        match command {
            Command::Open => match self.selected() {
                Some(line) => out.open(IndicatorPage::of(line.clone())),
                None => self.explain(out),
            },
            Command::Explain => self.explain(out),
            Command::Left => self.across = self.across.saturating_sub(1),
            Command::Right => {
                let columns = self.sheet.as_ref().map_or(0, |sheet| sheet.heads.len());
                self.across = (self.across + 1).min(columns.saturating_sub(1));
            }
            Command::Earlier => turn_year(-1, here, out),
            Command::Later => turn_year(1, here, out),
            Command::Search => out.turn(Turn::SearchDonors),
            Command::Copy => {
                out.ask(Effect::Copy(self.text(here)));
            }
            Command::Export => {
                let name = format!("{} {}", here.text(SECTIONS[self.section].0), here.asker.day());
                out.ask(Effect::ExportText { name, text: self.text(here) });
            }
            Command::Back => out.turn(Turn::Close),
            moving => {
                let rows = self.rows(here);
                let count = self.count(&rows);
                self.cursor.command(moving, count, usize::from(here.height.saturating_sub(5)));
            }
        }
    }
}

/// Reads everything as of the last day of another year.
fn turn_year(years: i16, here: &Here, out: &mut Out<'_>) {
    out.turn(Turn::AsOf(Day::new(here.asker.year() + years, 12, 31)));
}

/// The mark of a standing, which its word stands beside.
pub(super) const fn mark(standing: Standing) -> char {
    match standing {
        Standing::Met => '+',
        Standing::OnTrack => '~',
        Standing::Behind => '!',
        Standing::NoData => '?',
        Standing::NoTarget => ' ',
    }
}

/// A value as lists show it: dollars in millions.
pub(super) fn short(here: &Here, unit: Unit, value: Option<i64>) -> String {
    let Some(value) = value else { return here.theme.empty().to_owned() };
    match unit {
        Unit::Usd => format!("{} m", here.locale.millions(value, 2)),
        Unit::Count => here.locale.integer(value),
        Unit::Tenths => here.locale.percent(value, 1),
    }
}

/// The words of an area, or the area as it was typed.
fn area(here: &Here, area: &str) -> String {
    let key = format!("area-{}", area.replace('_', "-"));
    if here.locale.has(&key) { here.text(&key) } else { area.to_owned() }
}

/// The indicators by area, in the order of the papers within each.
fn indicators(lines: &[ResultLine], here: &Here, room: usize) -> Vec<Row> {
    let wide = room >= 100;
    let name = room.saturating_sub(2 + 11 + 11 + 14 + if wide { 11 + 12 } else { 0 }).max(16);
    let columns = |name_cell: &str, baseline: &str, target: &str, today: &str, standing: &str, from: &str| {
        let baseline = if wide { pad_left(&cut(baseline, 10), 11) } else { String::new() };
        let from = if wide { format!("  {}", cut(from, 11)) } else { String::new() };
        let standing = pad_right(&cut(standing, 12), 12);
        format!(
            "{}{baseline}{}{}  {standing}{from}",
            pad_right(&cut(name_cell, name), name),
            pad_left(target, 11),
            pad_left(today, 11)
        )
    };
    let words = [
        "cli-head-indicator",
        "cli-head-baseline",
        "cli-head-goal",
        "cli-head-today",
        "cli-head-standing",
        "cli-head-from",
    ]
    .map(|key| here.text(key));
    let head = columns(&words[0], &words[1], &words[2], &words[3], &words[4], &words[5]);
    let mut rows = vec![Row { text: format!("  {head}"), style: here.theme.heading(), line: None }];
    let mut last = None;
    for (at, line) in lines.iter().enumerate() {
        if last != Some(&line.area) {
            last = Some(&line.area);
            let text = area(here, &line.area);
            rows.push(Row { text, style: here.theme.heading(), line: None });
        }
        let standing = here.text(&format!("standing-{}", line.standing.word()));
        let from = line.basis.map_or_else(String::new, |basis| here.text(&format!("basis-{}", basis.word())));
        let value = |value: Option<i64>| short(here, line.unit, value);
        let cells =
            columns(&line.name, &value(line.baseline), &value(line.target), &value(line.value), &standing, &from);
        let style = if line.standing == Standing::Behind { here.theme.alarm() } else { Style::new() };
        rows.push(Row { text: format!("{} {cells}", mark(line.standing)), style, line: Some(at) });
    }
    rows
}

/// By area in the order in which the areas first come, so that each stands together.
fn grouped(mut lines: Vec<ResultLine>) -> Vec<ResultLine> {
    let mut areas: Vec<String> = Vec::new();
    for line in &lines {
        if !areas.contains(&line.area) {
            areas.push(line.area.clone());
        }
    }
    lines.sort_by_key(|line| areas.iter().position(|known| *known == line.area));
    lines
}

impl Shown for Results {
    fn step(&self) -> Option<Step> {
        Some(Step::Section(self.section))
    }

    fn stand(&mut self, step: &Step) {
        if let Step::Section(section) = step {
            self.section = (*section).min(SECTIONS.len() - 1);
        }
    }

    fn context(&self) -> Context {
        self.list.as_deref().map_or(Context::Figures, Shown::context)
    }

    fn title(&self, here: &Here) -> String {
        let place = format!("[ {}/{} ]", self.section + 1, SECTIONS.len());
        let name = self.list.as_ref().map_or_else(|| here.text(SECTIONS[self.section].0), |list| list.title(here));
        let year = self.sheet.as_ref().and_then(|sheet| sheet.year).map_or_else(String::new, |year| format!(" {year}"));
        let counts = match (self.kind_of_section(), &self.lines) {
            (Section::Indicators, Some(lines)) => format!(" · {}", standings(lines, here)),
            _ => String::new(),
        };
        format!("{name}{year}{counts} · {place}")
    }

    fn refresh(&mut self, here: &Here, out: &mut Out<'_>) {
        self.ask(here, out);
    }

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        match (command, &mut self.list) {
            (Command::NextSection, _) => self.switch(1, here, out),
            (Command::PreviousSection, _) => self.switch(-1, here, out),
            (other, Some(list)) => list.command(other, here, out),
            (other, None) => self.act(other, here, out),
        }
    }

    fn key(&mut self, key: Key, here: &Here, out: &mut Out<'_>) {
        if let Some(list) = &mut self.list {
            list.key(key, here, out);
        }
    }

    fn paste(&mut self, text: &str, here: &Here, out: &mut Out<'_>) {
        if let Some(list) = &mut self.list {
            list.paste(text, here, out);
        }
    }

    fn reply(&mut self, seq: u64, reply: Reply, here: &Here, out: &mut Out<'_>) {
        match (reply, &mut self.list) {
            (Reply::Results(lines), _) if seq == self.seq => (self.lines, self.failed) = (Some(grouped(lines)), None),
            (Reply::Sheet(sheet), _) if seq == self.seq => (self.sheet, self.failed) = (Some(*sheet), None),
            (Reply::Failed(say), None) if seq == self.seq => self.failed = Some(say),
            (Reply::Stopped, None) if seq == self.seq => self.failed = Some(Say::new("store-stopped")),
            (reply, Some(list)) => list.reply(seq, reply, here, out),
            _ => {}
        }
    }

    fn chosen(&mut self, purpose: Purpose, picked: Picked, here: &Here, out: &mut Out<'_>) {
        if let Some(list) = &mut self.list {
            list.chosen(purpose, picked, here, out);
        }
    }

    fn wants_rest(&self, here: &Here) -> bool {
        self.list.as_ref().is_some_and(|list| list.wants_rest(here))
    }

    fn rested(&mut self, here: &Here, out: &mut Out<'_>) {
        if let Some(list) = &mut self.list {
            list.rested(here, out);
        }
    }

    fn offers(&self, command: Command, here: &Here) -> bool {
        self.list.as_deref().is_none_or(|list| list.offers(command, here))
    }

    fn typing(&self) -> bool {
        self.list.as_deref().is_some_and(Shown::typing)
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        if let Some(list) = &self.list {
            return list.draw(buffer, area, here);
        }
        let rows = self.rows(here);
        let sheet = !matches!(self.kind_of_section(), Section::Indicators);
        let at = if sheet {
            self.cursor.at
        } else {
            rows.iter().position(|row| row.line == Some(self.cursor.at)).unwrap_or(0)
        };
        // The heads of the columns stay.
        put(buffer, area.x + 2, area.y, &rows[0].text, area.width.saturating_sub(2), rows[0].style);
        let shown = usize::from(area.height).saturating_sub(1).max(1);
        let top = (at + 1).saturating_sub(shown).max(1).min(rows.len().saturating_sub(shown).max(1));
        let mut cursor = None;
        for (number, row) in rows.iter().enumerate().skip(top).take(shown) {
            let y = area.y + 1 + u16::try_from(number - top).unwrap_or(0);
            if number == at.max(1) {
                put(buffer, area.x, y, here.theme.pointer(), 1, here.theme.accent());
                cursor = Some((area.x, y));
            }
            put(buffer, area.x + 2, y, &row.text, area.width.saturating_sub(2), row.style);
        }
        cursor
    }
}

/// How many indicators stand how.
fn standings(lines: &[ResultLine], here: &Here) -> String {
    let counted = Standing::ALL[..4].iter().map(|standing| {
        let count = lines.iter().filter(|line| line.standing == *standing).count();
        format!("{count} {}", here.text(&format!("standing-{}", standing.word())))
    });
    counted.collect::<Vec<_>>().join(", ")
}
