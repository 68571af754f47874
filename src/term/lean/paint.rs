//! Paints the cells that differ, row by row, into one stretch of bytes.
//! It refuses to erase in any style but the plain one: terminals differ on the colour an erased cell takes.

use std::ops::Range;

use ratatui::buffer::Cell;

use super::grid::{Grid, glyph_width, is_blank, is_covered, is_doubtful};
use super::moves::{self, Spot};
use super::pen::Pen;
use super::shift::Shift;

const ERASE_TO_END: &[u8] = b"\x1b[K";
/// From this many blank cells on, erasing them and moving on is shorter than writing spaces.
const ERASE_FROM: usize = 12;
/// More columns than this are never shorter to write again than to pass over.
const REWRITTEN: usize = 12;

/// One attempt at a frame: its bytes so far, and where they leave pen and cursor.
pub(super) struct Painter<'a> {
    next: &'a Grid,
    pub pen: Pen,
    pub at: Option<Spot>,
    pub out: Vec<u8>,
}

impl<'a> Painter<'a> {
    /// Paints what `next` shows, from where pen and cursor are now; `at` is none when the cursor is anywhere.
    pub fn new(next: &'a Grid, pen: Pen, at: Option<Spot>) -> Self {
        Self { next, pen, at, out: Vec::new() }
    }

    /// Lets the terminal move rows: margins, line feeds or reverse indexes at the edge, margins off.
    pub fn scroll(&mut self, shift: &Shift) {
        self.plain_ground();
        let (top, bottom) = (shift.top + 1, shift.bottom);
        let (edge, step): (u16, &str) = if shift.up > 0 { (bottom, "\n") } else { (top, "\x1bM") };
        let steps = step.repeat(shift.up.unsigned_abs());
        self.out.extend_from_slice(format!("\x1b[{top};{bottom}r\x1b[{edge}H{steps}\x1b[r").as_bytes());
        // Not every terminal sends the cursor home when the margins change.
        self.at = None;
    }

    /// Paints everything in which the next screen differs from the one shown.
    pub fn paint(&mut self, shown: &Grid) {
        for y in 0..self.next.rows {
            if self.next.row(y) != shown.row(y) {
                self.row(y, shown.row(y));
            }
        }
    }

    /// Paints a row in the shorter of two ways: over what stands there, or erased from its first difference.
    fn row(&mut self, y: u16, old: &[Cell]) {
        let new = self.next.row(y);
        if new.iter().chain(old).any(is_doubtful) {
            return self.row_anew(y, old, 0);
        }
        let (pen, at, start) = (self.pen, self.at, self.out.len());
        self.differences(y, old);
        let over = (self.pen, self.at, self.out.split_off(start));
        (self.pen, self.at) = (pen, at);
        let first = first_glyph_changed(new, old);
        self.row_anew(y, old, first);
        if over.2.len() <= self.out.len() - start {
            self.out.truncate(start);
            self.out.extend_from_slice(&over.2);
            (self.pen, self.at) = (over.0, over.1);
        }
    }

    /// Erases a row from a column to its end and paints on the empty ground.
    fn row_anew(&mut self, y: u16, old: &[Cell], from: usize) {
        self.erase(y, from);
        let mut ground = old.to_vec();
        ground[from..].fill(Cell::EMPTY);
        self.differences(y, &ground);
    }

    /// Paints the glyphs of a row that differ, and erases its end where that is shorter than writing spaces.
    fn differences(&mut self, y: u16, old: &[Cell]) {
        let new = self.next.row(y);
        let tail = new.iter().rposition(|cell| *cell != Cell::EMPTY).map_or(0, |last| last + 1);
        let stale = (tail..new.len()).find(|&x| new[x] != old[x]);
        let last = (tail..new.len()).rfind(|&x| new[x] != old[x]);
        let erased = stale.zip(last).filter(|(first, last)| last - first >= ERASE_TO_END.len()).map(|(first, _)| first);
        let stop = if erased.is_some() { tail } else { new.len() };
        let mut x = 0;
        while x < stop {
            let width = glyph_width(&new[x..]);
            if new[x..x + width] != old[x..x + width] {
                let blank = new[x..stop].iter().take_while(|cell| **cell == Cell::EMPTY).count();
                let blank = (0..blank).rfind(|&at| new[x + at] != old[x + at]).map_or(0, |last| last + 1);
                if blank >= ERASE_FROM {
                    self.blank(y, x, blank);
                    x += blank;
                    continue;
                }
                self.go(y, x);
                self.glyph(y, x, width);
            }
            x += width;
        }
        if let Some(x) = erased {
            self.erase(y, x);
        }
    }

    fn erase(&mut self, y: u16, x: usize) {
        self.plain_ground();
        // Everything after the last glyph is erased anyway, so there is no need to walk on to `x`.
        let here = self.at.filter(|at| at.y == y && usize::from(at.x) <= x && usize::from(at.x) >= self.tail(y));
        if here.is_none() {
            self.go(y, x);
        }
        self.out.extend_from_slice(ERASE_TO_END);
    }

    /// Erases cells inside a row; the cursor stays before them.
    fn blank(&mut self, y: u16, x: usize, cells: usize) {
        self.plain_ground();
        self.go(y, x);
        self.out.extend_from_slice(format!("\x1b[{cells}X").as_bytes());
    }

    fn tail(&self, y: u16) -> usize {
        self.next.row(y).iter().rposition(|cell| *cell != Cell::EMPTY).map_or(0, |last| last + 1)
    }

    fn glyph(&mut self, y: u16, x: usize, width: usize) {
        let cell = &self.next.row(y)[x];
        let (codes, pen) = self.pen.toward(Pen::of(cell), is_blank(cell));
        self.out.extend_from_slice(&codes);
        self.pen = pen;
        self.out.extend_from_slice(cell.symbol().as_bytes());
        self.at = if is_doubtful(cell) { None } else { Some(spot(x + width, y)) };
    }

    /// Takes the cursor to a cell, by writing what stands there already on the way where that is not longer: from where
    /// the cursor is, or from the start of the row.
    fn go(&mut self, y: u16, x: usize) {
        let to = spot(x, y);
        let mut way = moves::between(self.at, to, self.next.cols);
        let here = self.at.filter(|at| at.y == y).map(|at| (usize::from(at.x), Vec::new()));
        let begin = (0, moves::between(self.at, spot(0, y), self.next.cols));
        for (from, lead) in here.into_iter().chain([begin]) {
            let room = way.len();
            if let Some(text) = self.rewritten(y, from..x).filter(|text| lead.len() + text.len() <= room) {
                way = [&lead, text.as_bytes()].concat();
            }
        }
        self.out.extend_from_slice(&way);
        self.at = Some(to);
    }

    /// The text of some columns of a row, if the present pen can write all of it.
    fn rewritten(&self, y: u16, columns: Range<usize>) -> Option<String> {
        if columns.is_empty() || columns.len() > REWRITTEN {
            return None;
        }
        let gap = &self.next.row(y)[columns];
        let writable =
            |cell: &Cell| is_covered(cell) || !is_doubtful(cell) && self.pen.serves(Pen::of(cell), is_blank(cell));
        (!is_covered(&gap[0]) && gap.iter().all(writable)).then(|| gap.iter().map(Cell::symbol).collect())
    }

    /// Makes sure that erased cells come out plain.
    fn plain_ground(&mut self) {
        let (codes, pen) = self.pen.toward(Pen::PLAIN, true);
        self.out.extend_from_slice(&codes);
        self.pen = pen;
    }
}

/// The column of the first glyph that differs; a wide glyph counts from its first column in both rows.
fn first_glyph_changed(new: &[Cell], old: &[Cell]) -> usize {
    let mut x = new.iter().zip(old).position(|(new, old)| new != old).unwrap_or(0);
    while x > 0 && (is_covered(&new[x]) || is_covered(&old[x])) {
        x -= 1;
    }
    x
}

fn spot(x: usize, y: u16) -> Spot {
    Spot { x: u16::try_from(x).unwrap_or(u16::MAX), y }
}
