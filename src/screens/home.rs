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

#[derive(Clone, Debug)]
struct Line {
    text: String,
    style: Style,
    target: Option<Target>,
    /// Columns before it; it stands beside the one before when that ends sooner.
    column: usize,
    beside: bool,
}

/// The first screen.
#[derive(Debug, Default)]
pub struct HomeScreen {
    home: Option<Home>,
    failed: Option<Say>,
    drafts: Vec<(Draft, String)>,
    cursor: Cursor,
    seq: u64,
    drafts_seq: u64,
}

impl HomeScreen {
    fn lines(&self, here: &Here) -> Vec<Line> {
        let mut sheet = Sheet { here, room: usize::from(here.width.saturating_sub(3)), lines: Vec::new() };
        if let Some(say) = &self.failed {
            sheet.plain(format!("! {}", here.locale.say(say)));
        }
        let Some(home) = &self.home else {
            if self.failed.is_none() {
                sheet.plain(here.text("list-loading"));
            }
            return sheet.lines;
        };
        sheet.funds(home);
        sheet.plain(String::new());
        sheet.core(home);
        sheet.plain(String::new());
        sheet.donors(home);
        sheet.plain(String::new());
        sheet.needs(home, &self.drafts);
        sheet.lines
    }

    fn selectable(lines: &[Line]) -> Vec<usize> {
        lines.iter().enumerate().filter(|(_, line)| line.target.is_some()).map(|(at, _)| at).collect()
    }

    fn target(&self, here: &Here) -> Option<Target> {
        let lines = self.lines(here);
        let at = *Self::selectable(&lines).get(self.cursor.at)?;
        lines[at].target.clone()
    }

    fn open(&self, here: &Here, out: &mut Out<'_>) {
        match self.target(here) {
            Some(Target::Figure(name, year)) => out.open(Box::new(Explain::of(&name, year))),
            Some(Target::List(need)) => match Query::read(need.kind, &need.query) {
                Ok(query) => out.open(Box::new(Records::one(super::more::list_key(need.kind), query))),
                Err(say) => out.say(say),
            },
            Some(Target::Drafts) => super::more::offer_drafts(self.drafts.clone(), here, out),
            None => {}
        }
    }
}

/// Reads Home as of the last day of another year.
fn turn_year(years: i16, here: &Here, out: &mut Out<'_>) {
    out.turn(Turn::AsOf(Day::new(here.asker.year() + years, 12, 31)));
}

/// Builds the lines of Home.
struct Sheet<'a> {
    here: &'a Here,
    room: usize,
    lines: Vec<Line>,
}

impl Sheet<'_> {
    fn plain(&mut self, text: String) {
        self.lines.push(Line { text, style: Style::new(), target: None, column: 0, beside: false });
    }

    fn heading(&mut self, text: String) {
        self.lines.push(Line {
            text,
            style: Style::new().add_modifier(Modifier::BOLD),
            target: None,
            column: 0,
            beside: false,
        });
    }

    fn leads(&mut self, text: String, target: Target) {
        self.lines.push(Line { text, style: Style::new(), target: Some(target), column: 0, beside: false });
    }

    /// Millions with one decimal, as the paper's tables have them; empty is a dash.
    fn millions(&self, cents: Option<i64>) -> String {
        cents.map_or_else(|| self.here.theme.empty().to_owned(), |cents| self.here.locale.millions(cents, 2))
    }

    fn funds(&mut self, home: &Home) {
        let years = &home.years[home.years.len().saturating_sub(if self.room >= 100 { 4 } else { 2 })..];
        let titles = [self.here.text("home-target"), self.here.text("home-received")];
        let mut columns: Vec<String> = titles.to_vec();
        columns.extend(years.iter().map(ToString::to_string));
        columns.push(self.here.text("home-gap"));
        let column = columns.iter().map(|title| width(title)).max().unwrap_or(8).max(8);
        let name = 24;
        let head = in_columns(&columns, column);
        self.heading(format!("{}{head}", pad_right(&cut(&self.here.text("home-income"), name), name)));
        for fund in &home.funds {
            let mut cells = vec![self.millions(fund.target), self.millions(fund.received)];
            let first = home.years.len() - years.len();
            cells.extend((first..home.years.len()).map(|at| self.millions(fund.by_year.get(at).copied().flatten())));
            cells.push(self.millions(gap(fund)));
            let cells = in_columns(&cells, column);
            let room = self.room.saturating_sub(name + columns.len() * (column + 2) + 2).min(20);
            let chart = if fund.target.is_some() {
                bar(fund.received.unwrap_or(0), fund.target.unwrap_or(0), room, self.here.theme)
            } else {
                String::new()
            };
            let label = if fund.code.is_empty() { self.here.text("home-fund-not-stated") } else { fund.name.clone() };
            let text = format!("{}{cells}  {chart}", pad_right(&cut(&label, name), name));
            self.leads(text, Target::Figure(format!("fund:{}", fund.code), None));
        }
        if home.without_rate > 0 {
            self.plain(self.here.locale.with("home-without-rate", &[("count", &home.without_rate.to_string())]));
        }
    }

    fn core(&mut self, home: &Home) {
        let core = &home.core;
        let year = home.year.to_string();
        let [approved, published, recorded] =
            [core.approved, core.published, core.recorded].map(|cents| self.millions(cents));
        let of = |cents: Option<i64>| core.approved.zip(cents).map(|(approved, received)| approved - received);
        let [gap_published, gap_recorded] = [of(core.published), of(core.recorded)].map(|cents| self.millions(cents));
        let args =
            [("year", year.as_str()), ("approved", &approved), ("published", &published), ("recorded", &recorded)];
        self.leads(
            self.here.locale.with("home-core", &args),
            Target::Figure("core-received".to_owned(), Some(home.year)),
        );
        let args = [("year", year.as_str()), ("published", gap_published.as_str()), ("recorded", &gap_recorded)];
        self.leads(
            self.here.locale.with("home-core-gap", &args),
            Target::Figure("core-gap".to_owned(), Some(home.year)),
        );
    }

    /// Several figures on one row, as many as fit; each can be selected.
    fn row(&mut self, cells: Vec<(String, Target)>) {
        let mut column = 0;
        for (text, target) in cells {
            let wide = width(&text) + 4;
            let beside = column > 0 && column + wide <= self.room + 2;
            column = if beside { column } else { 0 };
            self.lines.push(Line { text, style: Style::new(), target: Some(target), column, beside });
            column += wide;
        }
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
        self.row(counts.map(counted).to_vec());
        let share = home
            .largest_share
            .map_or_else(|| self.here.theme.empty().to_owned(), |tenths| self.here.locale.percent(tenths, 1));
        let largest =
            self.here.locale.with("home-largest", &[("count", &home.largest_count.to_string()), ("share", &share)]);
        let (core, all) = (home.core_donors.to_string(), home.donors.to_string());
        let core = self.here.locale.with("home-core-donors", &[("core", &core)]);
        let all = self.here.locale.with("home-all-donors", &[("all", &all)]);
        self.row(vec![(largest, figure("largest-ten-share")), (core, figure("core-donors")), (all, figure("donors"))]);
    }

    fn needs(&mut self, home: &Home, drafts: &[(Draft, String)]) {
        self.heading(self.here.text("home-needs"));
        if !drafts.is_empty() {
            let text = self.here.locale.with("home-drafts", &[("count", &drafts.len().to_string())]);
            self.leads(format!("~ {text}"), Target::Drafts);
        }
        for need in &home.needs {
            let text = format!("{} {}", need.mark, self.here.locale.say(&need.say));
            self.leads(text, Target::List(need.clone()));
        }
        if home.needs.is_empty() && drafts.is_empty() {
            self.plain(format!("+ {}", self.here.text("home-nothing")));
        }
    }
}

/// Cells flush right in columns of one width, two spaces before each.
fn in_columns(cells: &[String], width: usize) -> String {
    cells.iter().fold(String::new(), |row, cell| row + "  " + &pad_left(cell, width))
}

/// What the plan still lacks of a fund; none without a target.
fn gap(fund: &FundLine) -> Option<i64> {
    fund.target.map(|target| target - fund.received.unwrap_or(0))
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
                Some(Target::Figure(name, year)) => out.open(Box::new(Explain::of(&name, year))),
                _ => self.open(here, out),
            },
            Command::Search => out.turn(Turn::SearchDonors),
            Command::Earlier | Command::Left => turn_year(-1, here, out),
            Command::Later | Command::Right => turn_year(1, here, out),
            Command::Copy => {
                out.ask(Effect::Copy(self.text(here)));
            }
            Command::Export => {
                out.ask(Effect::ExportText { name: format!("home {}", here.asker.day()), text: self.text(here) });
            }
            Command::Back => out.turn(Turn::Close),
            moving => {
                let lines = self.lines(here);
                let selectable = Self::selectable(&lines);
                self.cursor.command(moving, selectable.len(), selectable.len());
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
        let lines = self.lines(here);
        let rows = rows(&lines);
        let at = Self::selectable(&lines).get(self.cursor.at).copied();
        let shown = usize::from(area.height);
        let count = rows.last().map_or(0, |row| row + 1);
        let top = at.map_or(0, |at| (rows[at] + 2).saturating_sub(shown)).min(count.saturating_sub(shown));
        let mut cursor = None;
        for (index, (line, row)) in lines.iter().zip(&rows).enumerate() {
            if *row < top || *row >= top + shown {
                continue;
            }
            let y = area.y + u16::try_from(row - top).unwrap_or(0);
            let x = area.x + u16::try_from(line.column).unwrap_or(0);
            if Some(index) == at {
                put(buffer, x, y, here.theme.pointer(), 1, here.theme.accent());
                cursor = Some((x, y));
            }
            put(buffer, x + 2, y, &line.text, area.right().saturating_sub(x + 2), line.style);
        }
        cursor
    }
}

/// The row each line stands in.
fn rows(lines: &[Line]) -> Vec<usize> {
    let mut row = 0;
    lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            row += usize::from(index > 0 && !line.beside);
            row
        })
        .collect()
}

impl HomeScreen {
    fn text(&self, here: &Here) -> String {
        let title = format!("{} · {}\n\n", self.title(here), here.asker.day());
        self.lines(here).into_iter().fold(title, |text, line| {
            if line.beside {
                text.trim_end().to_owned() + "   " + &line.text + "\n"
            } else {
                text + line.text.trim_end() + "\n"
            }
        })
    }
}
