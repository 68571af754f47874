//! Tab 4: the flagship programmes as a list, and behind `]` who funds which: donors by programme with their totals. The
//! table scrolls sideways where it is wider than the terminal.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::explain::Explain;
use super::page::Page;
use super::place::Step;
use super::records::{Records, SubView};
use super::{Cursor, Here, Out, Picked, Purpose, Shown, Turn};
use crate::domain::kind::Kind;
use crate::domain::query::Query;
use crate::keys::{Command, Context, Key};
use crate::message::{Effect, Reply};
use crate::store::{BriefOf, Matrix};
use crate::widgets::paint::{put, put_right};

/// Columns of a donor's name and of an amount.
const NAME: u16 = 24;
const AMOUNT: u16 = 13;

/// The list with the table behind it.
#[derive(Debug)]
pub struct Programmes {
    list: Records,
    /// The table is shown.
    crossed: bool,
    matrix: Option<Matrix>,
    matrix_seq: u64,
    cursor: Cursor,
    /// The first programme shown.
    left: usize,
}

impl Default for Programmes {
    fn default() -> Self {
        let text = "columns=code,name_en,partners,raised,share,weighted,gap,min_investment_usd,due_year,launch_year";
        let query = Query::read(Kind::Flagship, text).expect("columns the kind has");
        let view = SubView::of("kind-flagship", query).least(&[
            ("code", 4),
            ("name_en", 10),
            ("partners", 8),
            ("raised", 11),
            ("weighted", 11),
            ("gap", 11),
            ("share", 10),
        ]);
        Self {
            list: Records::of(vec![view]),
            crossed: false,
            matrix: None,
            matrix_seq: 0,
            cursor: Cursor::default(),
            left: 0,
        }
    }
}

impl Programmes {
    /// Lines of donors on the screen, besides headings and totals.
    fn shown_rows(here: &Here) -> usize {
        usize::from(here.height.saturating_sub(6))
    }

    /// Programmes that fit beside the names and the totals.
    fn shown_columns(here: &Here) -> usize {
        usize::from(here.width.saturating_sub(NAME + AMOUNT + 4) / (AMOUNT + 1)).max(1)
    }

    fn crossed_command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        let Some(matrix) = &self.matrix else { return };
        let most = matrix.programmes.len().saturating_sub(Self::shown_columns(here));
        match command {
            Command::Left => self.left = self.left.saturating_sub(1),
            Command::Right => self.left = (self.left + 1).min(most),
            Command::Open => {
                if let Some(row) = matrix.rows.get(self.cursor.at) {
                    out.open(Page::new(Kind::Partner, row.partner, row.name.clone()));
                }
            }
            Command::Explain => out.open(Explain::of("flagship-raised", None)),
            Command::Copy => {
                out.ask(Effect::Copy(self.as_text(here)));
            }
            Command::Export => {
                let name = here.text("matrix-title");
                out.ask(Effect::ExportText { name, text: self.as_text(here) });
            }
            Command::Back => out.turn(Turn::Close),
            moving => {
                self.cursor.command(moving, matrix.rows.len(), Self::shown_rows(here));
            }
        }
    }

    /// The whole table, cells set apart by tabs.
    fn as_text(&self, here: &Here) -> String {
        let Some(matrix) = &self.matrix else { return String::new() };
        let money = |cents: Option<i64>| cents.map_or_else(String::new, |cents| here.locale.amount(cents, 2));
        let line = |name: &str, total: i64, cents: Vec<Option<i64>>| {
            let mut cells = vec![name.to_owned(), money(Some(total))];
            cells.extend(cents.into_iter().map(money));
            cells.join("\t")
        };
        let mut heads = vec![here.text("matrix-donor"), here.text("page-total")];
        heads.extend(matrix.programmes.iter().map(|(_, code)| code.clone()));
        let mut lines = vec![heads.join("\t")];
        lines.extend(matrix.rows.iter().map(|row| line(&row.name, row.total(), row.cents.clone())));
        let totals = matrix.totals();
        lines.push(line(&here.text("matrix-all"), totals.iter().flatten().sum(), totals));
        lines.join("\n") + "\n"
    }

    fn draw_matrix(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let Some(matrix) = &self.matrix else {
            put(buffer, area.x + 2, area.y, &here.text("list-loading"), area.width, here.theme.quiet());
            return None;
        };
        let columns = Self::shown_columns(here).min(matrix.programmes.len().saturating_sub(self.left));
        let heads = matrix.programmes.iter().map(|(_, code)| code.clone()).collect();
        let head = [here.text("matrix-donor"), here.text("column-total")];
        self.draw_row(buffer, area, area.y, (&head[0], &head[1]), heads, columns, here.theme.heading());
        let amount = |cents: Option<i64>| {
            cents.map_or_else(|| here.theme.empty().to_owned(), |cents| here.locale.whole(cents, 2))
        };
        let mut y = area.y + 1;
        let shown = matrix.rows.iter().enumerate().skip(self.cursor.top).take(Self::shown_rows(here));
        let mut cursor = None;
        for (at, row) in shown {
            let cells = row.cents.iter().map(|cents| amount(*cents)).collect();
            let total = amount(Some(row.total()));
            self.draw_row(buffer, area, y, (&row.name, &total), cells, columns, Style::new());
            if at == self.cursor.at {
                put(buffer, area.x, y, here.theme.pointer(), 1, here.theme.accent());
                cursor = Some((area.x, y));
            }
            y += 1;
        }
        if matrix.rows.is_empty() {
            put(buffer, area.x + 2, y, &here.text("page-none"), area.width, here.theme.quiet());
            y += 1;
        }
        let totals = matrix.totals();
        let all = amount(Some(totals.iter().flatten().sum()));
        let cells = totals.into_iter().map(amount).collect();
        self.draw_row(buffer, area, y, (&here.text("matrix-all"), &all), cells, columns, here.theme.heading());
        cursor
    }

    #[allow(clippy::too_many_arguments)]
    fn draw_row(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        y: u16,
        (name, total): (&str, &str),
        cells: Vec<String>,
        columns: usize,
        style: Style,
    ) {
        if y >= area.bottom() {
            return;
        }
        put(buffer, area.x + 2, y, name, NAME, style);
        put_right(buffer, area.x + NAME + 3, y, total, AMOUNT, style);
        let mut x = area.x + NAME + AMOUNT + 4;
        for cell in cells.into_iter().skip(self.left).take(columns) {
            put_right(buffer, x, y, &cell, AMOUNT, style);
            x += AMOUNT + 1;
        }
    }
}

impl Shown for Programmes {
    fn step(&self) -> Option<Step> {
        Some(Step::Section(usize::from(self.crossed)))
    }

    fn stand(&mut self, step: &Step) {
        self.crossed = *step == Step::Section(1);
    }

    fn context(&self) -> Context {
        if self.crossed { Context::Figures } else { self.list.context() }
    }

    fn title(&self, here: &Here) -> String {
        let (name, at) = if self.crossed { (here.text("matrix-title"), 2) } else { (self.list.title(here), 1) };
        let mut parts = vec![name];
        let matrix = self.matrix.as_ref().filter(|_| self.crossed);
        if let Some(matrix) = matrix {
            let first = matrix.programmes.get(self.left).map_or("", |(_, code)| code.as_str());
            let last = (self.left + Self::shown_columns(here)).min(matrix.programmes.len());
            let last =
                last.checked_sub(1).and_then(|at| matrix.programmes.get(at)).map_or("", |(_, code)| code.as_str());
            if matrix.programmes.len() > Self::shown_columns(here) {
                parts.push(format!("{first} – {last}"));
            }
        }
        parts.push(format!("[ {at}/2 ]"));
        parts.join(" · ")
    }

    fn refresh(&mut self, here: &Here, out: &mut Out<'_>) {
        self.list.refresh(here, out);
        self.matrix_seq = out.ask(Effect::Matrix);
    }

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        match command {
            Command::NextSection | Command::PreviousSection => self.crossed = !self.crossed,
            command if self.crossed => self.crossed_command(command, here, out),
            command => self.list.command(command, here, out),
        }
    }

    fn key(&mut self, key: Key, here: &Here, out: &mut Out<'_>) {
        self.list.key(key, here, out);
    }

    fn paste(&mut self, text: &str, here: &Here, out: &mut Out<'_>) {
        self.list.paste(text, here, out);
    }

    fn reply(&mut self, seq: u64, reply: Reply, here: &Here, out: &mut Out<'_>) {
        match reply {
            Reply::Matrix(matrix) if seq == self.matrix_seq => {
                self.cursor.keep(matrix.rows.len(), Self::shown_rows(here));
                self.matrix = Some(matrix);
            }
            reply => self.list.reply(seq, reply, here, out),
        }
    }

    fn chosen(&mut self, purpose: Purpose, picked: Picked, here: &Here, out: &mut Out<'_>) {
        self.list.chosen(purpose, picked, here, out);
    }

    fn wants_rest(&self, here: &Here) -> bool {
        !self.crossed && self.list.wants_rest(here)
    }

    fn rested(&mut self, here: &Here, out: &mut Out<'_>) {
        self.list.rested(here, out);
    }

    fn brief_of(&self) -> Option<BriefOf> {
        if self.crossed { None } else { self.list.brief_of() }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        if self.crossed { self.draw_matrix(buffer, area, here) } else { self.list.draw(buffer, area, here) }
    }

    fn offers(&self, command: Command, here: &Here) -> bool {
        self.crossed || self.list.offers(command, here)
    }

    fn typing(&self) -> bool {
        !self.crossed && self.list.typing()
    }
}
