//! The cells of a screen as the terminal would show them: cleaned, colours fitted, wide glyphs holding their columns.
//! It refuses control characters, whatever the buffer carries.

use std::ops::Range;

use ratatui::buffer::{Cell, CellWidth};
use unicode_width::UnicodeWidthChar;

use super::pen::{ColorMode, Pen};

/// Stands in the columns a wide glyph covers after its first; never written itself.
const COVERED: &str = "";

/// A screen full of cells, row after row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Grid {
    pub cols: u16,
    pub rows: u16,
    cells: Vec<Cell>,
}

impl Grid {
    /// A screen of empty cells.
    pub fn blank(cols: u16, rows: u16) -> Self {
        Self { cols, rows, cells: vec![Cell::EMPTY; usize::from(cols) * usize::from(rows)] }
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Every cell, row after row.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The cells of one row, counted from the top.
    pub fn row(&self, y: u16) -> &[Cell] {
        let cols = usize::from(self.cols);
        &self.cells[usize::from(y) * cols..][..cols]
    }

    /// Puts a cell of a buffer at its place; what does not fit or cannot be shown becomes blank.
    pub fn put(&mut self, x: u16, y: u16, cell: &Cell, colors: ColorMode) {
        if x >= self.cols || y >= self.rows {
            return;
        }
        let (symbol, width) = showable(cell, self.cols - x);
        let first = usize::from(y) * usize::from(self.cols) + usize::from(x);
        // After some emoji ratatui also sends the blank they cover; the glyph stays.
        if symbol == " " && is_covered(&self.cells[first]) {
            return;
        }
        let range = first..first + usize::from(width);
        self.break_glyph(range.start);
        self.break_glyph(range.end);
        let pen = Pen::of(cell).fitted(colors);
        let pen = if symbol == " " { pen.on_blank() } else { pen };
        for i in range {
            self.cells[i] = styled(if i == first { symbol } else { COVERED }, pen);
        }
    }

    /// Blanks a range in reading order.
    pub fn clear(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        self.break_glyph(range.start);
        self.break_glyph(range.end);
        self.cells[range].fill(Cell::EMPTY);
    }

    /// Moves the rows of a region up (positive) or down (negative); rows left free become blank.
    pub fn scroll(&mut self, rows: Range<u16>, up: isize) {
        let cols = usize::from(self.cols);
        let region = &mut self.cells[usize::from(rows.start) * cols..usize::from(rows.end) * cols];
        let by = (up.unsigned_abs() * cols).min(region.len());
        let kept = region.len() - by;
        if up > 0 {
            region.rotate_left(by);
            region[kept..].fill(Cell::EMPTY);
        } else {
            region.rotate_right(by);
            region[..by].fill(Cell::EMPTY);
        }
    }

    /// A wide glyph that would be cut before cell `at` is blanked whole, as terminals do.
    fn break_glyph(&mut self, at: usize) {
        if !self.cells.get(at).is_some_and(is_covered) {
            return;
        }
        let mut start = at;
        while start > 0 && is_covered(&self.cells[start]) {
            start -= 1;
        }
        let end = start + glyph_width(&self.cells[start..]);
        self.cells[start..end].fill(Cell::EMPTY);
    }
}

/// The columns of the glyph that starts a slice of a row: itself and the cells it covers.
pub(super) fn glyph_width(cells: &[Cell]) -> usize {
    1 + cells.iter().skip(1).take_while(|cell| is_covered(cell)).count()
}

pub(super) fn is_covered(cell: &Cell) -> bool {
    cell.symbol() == COVERED
}

pub(super) fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " "
}

/// Whether terminals may differ on a glyph's width (joined emoji, presentation selectors, conjuncts), so that
/// nothing can be assumed about the columns after it.
pub(super) fn is_doubtful(cell: &Cell) -> bool {
    let symbol = cell.symbol();
    if symbol.len() <= 1 {
        return false;
    }
    let mut chars = symbol.chars();
    let first = chars.next().and_then(UnicodeWidthChar::width).unwrap_or(0);
    let rest = chars
        .any(|c| c.width() != Some(0) || matches!(c, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{ff9e}' | '\u{ff9f}'));
    rest || usize::from(symbol.cell_width()) != first
}

fn styled(symbol: &str, pen: Pen) -> Cell {
    let mut cell = Cell::EMPTY;
    cell.set_symbol(symbol);
    (cell.fg, cell.bg, cell.modifier) = (pen.fg, pen.bg, pen.modifier);
    cell
}

/// What can be shown of a cell in the columns left, and how many it takes.
fn showable(cell: &Cell, room: u16) -> (&str, u16) {
    let symbol = cell.symbol();
    if symbol.chars().any(char::is_control) {
        return (" ", 1);
    }
    match symbol.cell_width() {
        0 => (" ", 1),
        width if width > room => (" ", 1),
        width => (symbol, width),
    }
}
