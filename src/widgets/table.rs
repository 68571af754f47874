//! A table of texts: columns that fit, headings over them, the pointer in the gutter. It knows no records.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paint::{put, put_right};
use crate::domain::clean::{cut, width};
use crate::theme::Theme;

/// A column: heading, columns it needs, flush right or left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub heading: String,
    pub width: u16,
    pub right: bool,
}

/// Gutter: a place for the pointer and one for the mark.
pub const GUTTER: u16 = 2;
const GAP: u16 = 2;

/// Which columns fit into `room` and how wide each is: from the left as many as fit, what is left over goes to the
/// widest text; one that almost fits is cut.
#[must_use]
pub fn fit(columns: &[Column], room: u16) -> Vec<u16> {
    let mut widths: Vec<u16> = Vec::new();
    let mut left = room.saturating_sub(GUTTER);
    for column in columns {
        let gap = if widths.is_empty() { 0 } else { GAP };
        let wanted = column.width.max(u16::try_from(width(&column.heading)).unwrap_or(0).min(column.width + 4));
        let least = if column.right { wanted } else { wanted.min(10) };
        if left < gap + least {
            break;
        }
        let given = wanted.min(left - gap);
        widths.push(given);
        left -= gap + given;
    }
    if widths.is_empty() && !columns.is_empty() {
        widths.push(room.saturating_sub(GUTTER));
    } else if let Some(widest) = widest_text(columns, widths.len()) {
        widths[widest] += left.min(24);
    }
    widths
}

/// Narrows columns that can do with less than they want, so that as many as possible stand in `room`; what is left over
/// goes where most is missing. `least` is what each column can do with.
pub fn squeeze(columns: &mut [Column], least: &[u16], room: u16) {
    let room = room.saturating_sub(GUTTER);
    let heading = |column: &Column| u16::try_from(width(&column.heading)).unwrap_or(u16::MAX);
    let wanted: Vec<u16> =
        columns.iter().map(|column| column.width.max(heading(column).min(column.width + 4))).collect();
    let mut given: Vec<u16> = Vec::new();
    let mut used = 0;
    for (at, least) in least.iter().enumerate() {
        let gap = if at == 0 { 0 } else { GAP };
        if used + gap + least > room {
            break;
        }
        used += gap + least;
        given.push(*least);
    }
    while used < room {
        let missing = |at: &usize| wanted[*at].saturating_sub(given[*at]);
        let Some(most) = (0..given.len()).filter(|at| missing(at) > 0).min_by_key(|at| u16::MAX - missing(at)) else {
            break;
        };
        given[most] += 1;
        used += 1;
    }
    for (column, given) in columns.iter_mut().zip(given) {
        column.width = given;
        column.heading = cut(&column.heading, usize::from(given)).into_owned();
    }
}

/// The column that has most to say: the widest of those shown that are text.
fn widest_text(columns: &[Column], shown: usize) -> Option<usize> {
    let texts = (0..shown).filter(|index| !columns[*index].right);
    texts.rev().max_by_key(|index| columns[*index].width).or(if shown > 0 { Some(0) } else { None })
}

/// What a table shows.
pub struct Table<'a> {
    pub columns: &'a [Column],
    /// The rows on the screen, cells in the order of the columns.
    pub rows: &'a [Vec<String>],
    /// Which of them is selected.
    pub selected: Option<usize>,
    /// Which of them are marked.
    pub marked: &'a [bool],
    pub theme: Theme,
}

impl Table<'_> {
    /// Draws headings and rows; gives the place of the selected row, for the cursor.
    pub fn draw(&self, buffer: &mut Buffer, area: Rect) -> Option<(u16, u16)> {
        if area.height == 0 {
            return None;
        }
        let widths = fit(self.columns, area.width);
        let headings: Vec<&str> = self.columns.iter().map(|column| column.heading.as_str()).collect();
        self.line(buffer, area, area.y, &widths, &headings, self.theme.heading());
        let mut cursor = None;
        for (index, row) in self.rows.iter().enumerate() {
            let y = area.y + 1 + u16::try_from(index).unwrap_or(u16::MAX - area.y - 1);
            if y >= area.bottom() {
                break;
            }
            let selected = self.selected == Some(index);
            let style = if selected { self.theme.selected() } else { ratatui::style::Style::new() };
            let cells: Vec<&str> = row.iter().map(String::as_str).collect();
            self.line(buffer, area, y, &widths, &cells, style);
            if selected {
                put(buffer, area.x, y, self.theme.pointer(), 1, self.theme.accent());
                cursor = Some((area.x, y));
            }
            if self.marked.get(index).copied().unwrap_or(false) {
                put(buffer, area.x + 1, y, self.theme.marked(), 1, self.theme.accent());
            }
        }
        cursor
    }

    fn line(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        y: u16,
        widths: &[u16],
        cells: &[&str],
        style: ratatui::style::Style,
    ) {
        let mut x = area.x + GUTTER;
        for (index, room) in widths.iter().enumerate() {
            let cell = cells.get(index).copied().unwrap_or_default();
            if self.columns[index].right {
                put_right(buffer, x, y, cell, *room, style);
            } else {
                put(buffer, x, y, cell, *room, style);
            }
            x += room + GAP;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(heading: &str, width: u16, right: bool) -> Column {
        Column { heading: heading.to_owned(), width, right }
    }

    #[test]
    fn columns_are_narrowed_to_what_they_can_do_with_before_any_is_left_out() {
        let mut columns = [
            column("Donor", 30, false),
            column("Total", 13, true),
            column("Days in stage", 9, true),
            column("X", 9, false),
        ];
        squeeze(&mut columns, &[10, 11, 4, 9], 34);
        assert_eq!(fit(&columns, 34), [13, 11, 4]);
        assert_eq!(columns[2].heading, "Day…");
        let mut columns = [column("Donor", 30, false), column("Total", 13, true)];
        squeeze(&mut columns, &[10, 11], 80);
        assert_eq!((columns[0].width, columns[1].width), (30, 13));
    }

    #[test]
    fn columns_that_do_not_fit_are_left_out_and_numbers_are_never_cut() {
        let columns = [
            column("Donor", 30, false),
            column("2020 USD", 13, true),
            column("2019 USD", 13, true),
            column("Notes", 40, false),
        ];
        assert_eq!(fit(&columns, 80), [30, 13, 13, 16]);
        assert_eq!(fit(&columns, 50), [33, 13]);
        assert_eq!(fit(&columns, 20), [18]);
        assert_eq!(fit(&[], 20), Vec::<u16>::new());
    }
}
