//! Finds rows that moved up or down as a block, so that the terminal can move them itself.
//! It only proposes: whether moving is shorter is decided by painting both ways.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::grid::Grid;

/// Fewer cells than this saved are never worth the margins.
const WORTH_CELLS: isize = 12;

/// Rows `top..bottom` (from 0) move up by `up` rows, or down where it is negative.
#[derive(Debug)]
pub(super) struct Shift {
    pub top: u16,
    pub bottom: u16,
    pub up: isize,
}

impl Shift {
    /// What the screen shows after the move.
    pub fn applied(&self, shown: &Grid) -> Grid {
        let mut moved = shown.clone();
        moved.scroll(self.top..self.bottom, self.up);
        moved
    }
}

/// The block move that leaves the fewest cells to paint, if any is worth trying.
pub(super) fn find(shown: &Grid, next: &Grid) -> Option<Shift> {
    let (cols, rows) = (usize::from(next.cols), isize::try_from(next.rows).ok()?);
    if cols == 0 || rows < 2 {
        return None;
    }
    let (old, new) = (prints(shown), prints(next));
    let (gain, rows_moved, up) = (1..rows)
        .flat_map(|n| [n, -n])
        .filter_map(|up| best_block(&old, &new, cols, up).map(|(gain, block)| (gain, block, up)))
        .max_by_key(|(gain, ..)| *gain)?;
    let to = |row: isize| u16::try_from(row).ok();
    let (top, bottom) = if up > 0 { (rows_moved.0, rows_moved.1 + up) } else { (rows_moved.0 + up, rows_moved.1) };
    (gain >= WORTH_CELLS).then_some(Shift { top: to(top)?, bottom: to(bottom)?, up })
}

/// The run of next rows that gains most from standing `up` rows below in the shown screen: the gain in cells, and the rows.
fn best_block(old: &[u64], new: &[u64], cols: usize, up: isize) -> Option<(isize, (isize, isize))> {
    let rows = isize::try_from(new.len() / cols).ok()?;
    let (mut best, mut best_rows) = (0, (0, 0));
    let (mut gain, mut start) = (0, (-up).max(0));
    for y in (-up).max(0)..rows.min(rows - up) {
        gain += differing(old, new, cols, y, y) - differing(old, new, cols, y + up, y);
        if gain <= 0 {
            (gain, start) = (0, y + 1);
        } else if gain > best {
            (best, best_rows) = (gain, (start, y + 1));
        }
    }
    (best > 0).then_some((best, best_rows))
}

fn differing(old: &[u64], new: &[u64], cols: usize, old_row: isize, new_row: isize) -> isize {
    let row = |all: &[u64], y: isize| -> usize { y.unsigned_abs().min(all.len() / cols - 1) * cols };
    let (from, to) = (row(old, old_row), row(new, new_row));
    let count = old[from..from + cols].iter().zip(&new[to..to + cols]).filter(|(a, b)| a != b).count();
    isize::try_from(count).unwrap_or(isize::MAX)
}

/// One number for each cell, so that rows are compared quickly.
fn prints(grid: &Grid) -> Vec<u64> {
    let print = |cell: &ratatui::buffer::Cell| {
        let mut hasher = DefaultHasher::new();
        (cell.symbol(), cell.fg, cell.bg, cell.modifier).hash(&mut hasher);
        hasher.finish()
    };
    grid.cells().iter().map(print).collect()
}
