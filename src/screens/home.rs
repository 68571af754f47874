//! Home: where the organization stands in the year, what needs a hand, and the proof of every figure one key away.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::explain::Explain;
use super::records::Records;
use super::{Cursor, Here, Out, Picked, Purpose, Shown, Turn};
use crate::domain::clean::{cut, pad_left, pad_right, width};
use crate::domain::day::Day;
use crate::domain::query::Query;
use crate::domain::say::Say;
use crate::keys::{Command, Context};
use crate::message::{Effect, Reply};
use crate::store::{Draft, FundLine, Home, Need};
use crate::widgets::paint::{bar, put};

/// What a line of Home leads to.
#[derive(Clone, Debug)]
enum Target {
    Figure(String, Option<i16>),
    List(Need),
    Drafts,
}

/// A piece of a row, from a column on; a figure where it leads somewhere.
#[derive(Clone, Debug)]
struct Cell {
    column: usize,
    text: String,
    style: Style,
    target: Option<Target>,
}

/// A row of Home.
type Row = Vec<Cell>;

/// The first screen.
#[derive(Debug, Default)]
pub struct HomeScreen {
    home: Option<Home>,
    failed: Option<Say>,
    drafts: Vec<(Draft, String)>,
    cursor: Cursor,
    /// Which figure of its row is selected, counted from the left.
    across: usize,
    seq: u64,
    drafts_seq: u64,
}

impl HomeScreen {
    fn rows(&self, here: &Here) -> Vec<Row> {
        let mut sheet = Sheet { here, room: usize::from(here.width.saturating_sub(3)), rows: Vec::new() };
        if let Some(say) = &self.failed {
            sheet.plain(format!("! {}", here.locale.say(say)));
        }
        let Some(home) = &self.home else {
            if self.failed.is_none() {
                sheet.plain(here.text("list-loading"));
            }
            return sheet.rows;
        };
        sheet.funds(home);
        sheet.plain(String::new());
        sheet.core(home);
        sheet.flagships(home);
        sheet.plain(String::new());
        sheet.donors(home);
        sheet.plain(String::new());
        sheet.needs(home, &self.drafts);
        sheet.rows
    }

    /// The rows that hold something to select, and the cells of each that do.
    fn selectable(rows: &[Row]) -> Vec<(usize, Vec<usize>)> {
        let cells = |row: &Row| -> Vec<usize> {
            row.iter().enumerate().filter(|(_, cell)| cell.target.is_some()).map(|(at, _)| at).collect()
        };
        rows.iter().enumerate().map(|(at, row)| (at, cells(row))).filter(|(_, cells)| !cells.is_empty()).collect()
    }

    /// The row and cell the cursor is on.
    fn at(&self, rows: &[Row]) -> Option<(usize, usize)> {
        let selectable = Self::selectable(rows);
        let (row, cells) = selectable.get(self.cursor.at)?;
        Some((*row, cells[self.across.min(cells.len() - 1)]))
    }

    fn target(&self, here: &Here) -> Option<Target> {
        let rows = self.rows(here);
        let (row, cell) = self.at(&rows)?;
        rows[row][cell].target.clone()
    }

    fn step(&mut self, by: isize, here: &Here) {
        let rows = self.rows(here);
        let selectable = Self::selectable(&rows);
        let count = selectable.get(self.cursor.at).map_or(1, |(_, cells)| cells.len());
        self.across = self.across.min(count - 1).saturating_add_signed(by).min(count - 1);
    }

    fn open(&self, here: &Here, out: &mut Out<'_>) {
        match self.target(here) {
            Some(Target::Figure(name, year)) => out.open(Explain::of(&name, year)),
            Some(Target::List(need)) => match Query::read(need.kind, &need.query) {
                Ok(query) => out.open(Records::one(super::more::list_key(need.kind), query)),
                Err(say) => out.say(say),
            },
            Some(Target::Drafts) => super::more::offer_drafts(self.drafts.clone(), here, out),
            None => {}
        }
    }
}

/// Reads Home as of the last day of another year.
pub(super) fn turn_year(years: i16, here: &Here, out: &mut Out<'_>) {
    out.turn(Turn::AsOf(Day::new(here.asker.year() + years, 12, 31)));
}

/// Builds the rows of Home.
struct Sheet<'a> {
    here: &'a Here,
    room: usize,
    rows: Vec<Row>,
}

/// Columns the name of a fund takes.
const NAME: usize = 24;
/// Room from which years stand between what was received and what is to come.
const WIDE: usize = 100;

impl Sheet<'_> {
    fn put(&mut self, text: String, style: Style, target: Option<Target>) {
        self.rows.push(vec![Cell { column: 0, text, style, target }]);
    }

    fn plain(&mut self, text: String) {
        self.put(text, Style::new(), None);
    }

    fn heading(&mut self, text: String) {
        self.put(text, Style::new().add_modifier(Modifier::BOLD), None);
    }

    fn leads(&mut self, text: String, target: Target) {
        self.put(text, Style::new(), Some(target));
    }

    /// Millions with one decimal, as the paper's tables have them; empty is a dash.
    fn millions(&self, cents: Option<i64>) -> String {
        cents.map_or_else(|| self.here.theme.empty().to_owned(), |cents| self.here.locale.millions(cents, 2))
    }

    fn funds(&mut self, home: &Home) {
        let years = if self.room >= WIDE { &home.years[home.years.len().saturating_sub(3)..] } else { &[][..] };
        let mut columns: Vec<String> =
            ["home-target", "home-received"].map(|key| self.here.text(key)).into_iter().collect();
        columns.extend(years.iter().map(ToString::to_string));
        columns.extend(["home-signed", "home-pipeline", "home-gap"].map(|key| self.here.text(key)));
        let titles = columns.iter().map(|title| width(title)).max().unwrap_or(8);
        let wide = if self.room >= WIDE { titles.clamp(8, 10) + 2 } else { 9 };
        let head = columns.iter().fold(String::new(), |row, cell| row + &pad_left(&cut(cell, wide - 1), wide));
        self.heading(format!("{}{head}", pad_right(&cut(&self.here.text("home-income"), NAME), NAME)));
        for fund in &home.funds {
            let first = home.years.len() - years.len();
            let mut amounts = vec![fund.target, fund.received];
            amounts.extend((first..home.years.len()).map(|at| fund.by_year.get(at).copied().flatten()));
            amounts.extend([fund.to_come, fund.weighted, fund.gap]);
            let row = self.fund(home, fund, &amounts, years, wide);
            self.rows.push(row);
        }
        if home.pledged.is_some() {
            let text = self.here.locale.with("home-pledged", &[("amount", &self.millions(home.pledged))]);
            self.leads(text, Target::Figure("pledged-outstanding".to_owned(), None));
        }
        if home.without_rate > 0 {
            self.plain(self.here.locale.with("home-without-rate", &[("count", &home.without_rate.to_string())]));
        }
    }

    /// A fund's row: its name and each amount are a figure of their own.
    fn fund(&self, home: &Home, fund: &FundLine, amounts: &[Option<i64>], years: &[i16], wide: usize) -> Row {
        let label = if fund.code.is_empty() { self.here.text("home-fund-not-stated") } else { fund.name.clone() };
        let of = |name: &str, year: Option<i16>| Some(Target::Figure(format!("{name}:{}", fund.code), year));
        let whole = if fund.target.is_some() { of("fund-gap", None) } else { of("fund", None) };
        let mut targets = vec![whole.clone(), of("fund", None)];
        targets.extend(years.iter().map(|year| of("fund", Some(*year))));
        targets.extend([of("signed-not-received", None), of("pipeline-weighted", None), whole]);
        let mut row = vec![Cell {
            column: 0,
            text: cut(&label, NAME).into_owned(),
            style: Style::new(),
            target: targets[0].clone(),
        }];
        for (at, (amount, target)) in amounts.iter().zip(targets).enumerate() {
            let text = self.millions(*amount);
            let column = NAME + (at + 1) * wide - width(&text);
            let target = target.filter(|_| amount.is_some() && at > 0);
            row.push(Cell { column, text, style: Style::new(), target });
        }
        let start = NAME + amounts.len() * wide + 2;
        let room = self.room.saturating_sub(start).min(20);
        if let Some(target) = fund.target.filter(|_| room > 3 && !home.funds.is_empty()) {
            let have = fund.received.unwrap_or(0).saturating_add(fund.to_come.unwrap_or(0));
            let text = bar(have, target, room, self.here.theme);
            row.push(Cell { column: start, text, style: Style::new(), target: None });
        }
        row
    }

    /// Approved, received and gap of the core budget, published beside recorded; what is expected is not received, and
    /// the reserve stands beside.
    fn core(&mut self, home: &Home) {
        let core = &home.core;
        let year = home.year.to_string();
        let [approved, published, recorded, expected] =
            [core.approved, core.published, core.recorded, core.expected].map(|cents| self.millions(cents));
        let (gap_published, gap_recorded) = core.gaps();
        let [gap_published, gap_recorded] = [gap_published, gap_recorded].map(|cents| self.millions(cents));
        let reserve = core
            .reserve
            .map_or_else(|| self.here.theme.empty().to_owned(), |cents| self.here.locale.amount(cents / 100_000, 3));
        let args =
            [("year", year.as_str()), ("approved", &approved), ("published", &published), ("recorded", &recorded)];
        let received = self.here.locale.with("home-core", &args);
        self.leads(received, Target::Figure("core-received".to_owned(), Some(home.year)));
        let args = [
            ("year", year.as_str()),
            ("published", gap_published.as_str()),
            ("recorded", &gap_recorded),
            ("expected", &expected),
            ("reserve", &reserve),
        ];
        let gap = self.here.locale.with("home-core-gap", &args);
        self.leads(gap, Target::Figure("core-gap".to_owned(), Some(home.year)));
    }

    /// Each programme with its partners of those it needs, and what was raised for it in millions.
    fn flagships(&mut self, home: &Home) {
        let cells = home.flagships.iter().map(|line| {
            let needs = line.min_partners.map_or_else(String::new, |least| format!("/{least}"));
            let text = format!("{} {}{needs} {}", line.code, line.partners, self.millions(Some(line.raised)));
            (text, Target::Figure(format!("flagship-raised:{}", line.code), None))
        });
        let cells: Vec<_> = cells.collect();
        if cells.is_empty() {
            return;
        }
        let label = self.here.text("home-flagships");
        self.several(Some(label), 2, cells);
    }

    /// Several figures on one row, as many as fit, so many columns between them.
    fn several(&mut self, label: Option<String>, between: usize, cells: Vec<(String, Target)>) {
        let mut row: Row = Vec::new();
        let start = label.as_ref().map_or(0, |label| width(label) + 2);
        if let Some(text) = label {
            row.push(Cell { column: 0, text, style: Style::new().add_modifier(Modifier::BOLD), target: None });
        }
        let mut column = start;
        for (text, target) in cells {
            let wide = width(&text);
            if column > start && column + wide > self.room {
                self.rows.push(std::mem::take(&mut row));
                column = start;
            }
            row.push(Cell { column, text, style: Style::new(), target: Some(target) });
            column += wide + between;
        }
        self.rows.push(row);
    }

    fn donors(&mut self, home: &Home) {
        let year = home.year.to_string();
        self.heading(self.here.locale.with("home-donors", &[("year", &year)]));
        let counts = [
            ("donors-new", "home-new", home.new),
            ("donors-returning", "home-returning", home.returning),
            ("donors-continuing", "home-continuing", home.continuing),
            ("donors-lapsed", "home-lapsed", home.lapsed),
        ];
        let figure = |name: &str| Target::Figure(name.to_owned(), Some(home.year));
        let counted = |(name, key, count): (&str, &str, usize)| {
            (self.here.locale.with(key, &[("count", &count.to_string())]), figure(name))
        };
        let counts = counts.map(counted).to_vec();
        self.several(None, 4, counts);
        let share = home
            .largest_share
            .map_or_else(|| self.here.theme.empty().to_owned(), |tenths| self.here.locale.percent(tenths, 1));
        let largest =
            self.here.locale.with("home-largest", &[("count", &home.largest_count.to_string()), ("share", &share)]);
        let (core, all) = (home.core_donors.to_string(), home.donors.to_string());
        let core = self.here.locale.with("home-core-donors", &[("core", &core)]);
        let all = self.here.locale.with("home-all-donors", &[("all", &all)]);
        let cells =
            vec![(largest, figure("largest-ten-share")), (core, figure("core-donors")), (all, figure("donors"))];
        self.several(None, 4, cells);
    }

    fn needs(&mut self, home: &Home, drafts: &[(Draft, String)]) {
        self.heading(self.here.text("home-needs"));
        if !drafts.is_empty() {
            let text = self.here.locale.with("home-drafts", &[("count", &drafts.len().to_string())]);
            self.leads(format!("~ {text}"), Target::Drafts);
        }
        for need in &home.needs {
            let text =
                format!("{} {}", need.mark, self.here.locale.say(&need.words(|cents| self.millions(Some(cents)))));
            self.leads(text, Target::List(need.clone()));
        }
        if home.needs.is_empty() && drafts.is_empty() {
            self.plain(format!("+ {}", self.here.text("home-nothing")));
        }
    }
}

impl Shown for HomeScreen {
    fn context(&self) -> Context {
        Context::Figures
    }

    fn title(&self, here: &Here) -> String {
        let plan = self.home.as_ref().and_then(|home| home.plan.as_ref());
        match plan {
            Some((_, first, last)) => {
                here.locale.with("home-title-plan", &[("first", &first.to_string()), ("last", &last.to_string())])
            }
            None => here.text("home-title"),
        }
    }

    fn refresh(&mut self, _here: &Here, out: &mut Out<'_>) {
        self.seq = out.ask(Effect::Home);
        self.drafts_seq = out.ask(Effect::Drafts);
    }

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        match command {
            Command::Open => self.open(here, out),
            Command::Explain => match self.target(here) {
                Some(Target::Figure(name, year)) => out.open(Explain::of(&name, year)),
                _ => self.open(here, out),
            },
            Command::Search => out.turn(Turn::SearchDonors),
            Command::Earlier => turn_year(-1, here, out),
            Command::Later => turn_year(1, here, out),
            Command::Left => self.step(-1, here),
            Command::Right => self.step(1, here),
            Command::Copy => {
                out.ask(Effect::Copy(self.text(here)));
            }
            Command::Export => {
                out.ask(Effect::ExportText { name: format!("home {}", here.asker.day()), text: self.text(here) });
            }
            Command::Back => out.turn(Turn::Close),
            moving => {
                let count = Self::selectable(&self.rows(here)).len();
                self.cursor.command(moving, count, count);
            }
        }
    }

    fn reply(&mut self, seq: u64, reply: Reply, _here: &Here, _out: &mut Out<'_>) {
        match reply {
            Reply::Home(home) if seq == self.seq => (self.home, self.failed) = (Some(*home), None),
            Reply::Drafts(drafts) if seq == self.drafts_seq => self.drafts = drafts,
            Reply::Failed(say) if seq == self.seq => self.failed = Some(say),
            Reply::Stopped if seq == self.seq => self.failed = Some(Say::new("store-stopped")),
            _ => {}
        }
    }

    fn chosen(&mut self, purpose: Purpose, picked: Picked, _here: &Here, out: &mut Out<'_>) {
        if let (Purpose::Draft(drafts), Picked::Text(id)) = (purpose, picked) {
            super::more::open_draft(&drafts, &id, out);
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let rows = self.rows(here);
        let at = self.at(&rows);
        let shown = usize::from(area.height);
        let top = at.map_or(0, |(row, _)| (row + 2).saturating_sub(shown)).min(rows.len().saturating_sub(shown));
        let mut cursor = None;
        for (number, row) in rows.iter().enumerate().skip(top).take(shown) {
            let y = area.y + u16::try_from(number - top).unwrap_or(0);
            for (place, cell) in row.iter().enumerate() {
                let x = area.x + u16::try_from(cell.column).unwrap_or(0);
                if at == Some((number, place)) {
                    put(buffer, x, y, here.theme.pointer(), 1, here.theme.accent());
                    cursor = Some((x, y));
                }
                put(buffer, x + 2, y, &cell.text, area.right().saturating_sub(x + 2), cell.style);
            }
        }
        cursor
    }
}

impl HomeScreen {
    fn text(&self, here: &Here) -> String {
        let title = format!("{} · {}\n\n", self.title(here), here.asker.day());
        self.rows(here).into_iter().fold(title, |text, row| {
            let line = row.into_iter().fold(String::new(), |line, cell| pad_right(&line, cell.column) + &cell.text);
            text + line.trim_end() + "\n"
        })
    }
}
