//! One row of a table of somebody else's, whatever file it comes in: where it stands, its cells as texts, and which of
//! them a spreadsheet keeps as numbers or days. It refuses to know what a column means.

use crate::domain::say::Say;

/// What a file keeps in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// A text, however it was meant.
    Text,
    /// A number of a spreadsheet: its text is plain, with a point before decimals.
    Number,
    /// A day of a spreadsheet: its text is ISO 8601.
    Day,
}

/// A row; one is used for all rows of a table, so that reading a million of them asks for memory once.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Line of the file, or row of the sheet, counted from 1.
    pub number: u64,
    text: String,
    /// Where each cell ends in the text, and what it is kept as.
    cells: Vec<(usize, Kept)>,
    /// Cells that cannot be read: their column and why.
    pub wrong: Vec<(usize, Say)>,
    /// Why the row as a whole cannot be read.
    pub broken: Option<Say>,
    /// Whether the spreadsheet counts days from 1904 on.
    pub from_1904: bool,
}

impl Line {
    /// Makes it an empty row of a place.
    pub fn begin(&mut self, number: u64) {
        self.number = number;
        self.text.clear();
        self.cells.clear();
        self.wrong.clear();
        self.broken = None;
    }

    /// Adds a cell.
    pub fn push(&mut self, text: &str, kept: Kept) {
        self.text.push_str(text);
        self.cells.push((self.text.len(), kept));
    }

    /// Adds empty cells until there are so many.
    pub fn fill_to(&mut self, count: usize) {
        while self.cells.len() < count {
            self.push("", Kept::Text);
        }
    }

    /// Leaves out empty cells at the end beyond so many.
    pub fn trim_to(&mut self, count: usize) {
        while self.cells.len() > count && self.get(self.cells.len() - 1).is_empty() {
            self.cells.pop();
        }
    }

    /// How many cells it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether it has no cell at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Whether nothing stands in any cell.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.wrong.is_empty() && self.text.trim().is_empty()
    }

    /// The text of a cell; empty where there is none.
    #[must_use]
    pub fn get(&self, at: usize) -> &str {
        let Some((end, _)) = self.cells.get(at) else { return "" };
        let start = at.checked_sub(1).map_or(0, |before| self.cells[before].0);
        &self.text[start..*end]
    }

    /// What a cell is kept as.
    #[must_use]
    pub fn kept(&self, at: usize) -> Kept {
        self.cells.get(at).map_or(Kept::Text, |(_, kept)| *kept)
    }

    /// The texts of all cells.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.get(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_were_put_in() {
        let mut line = Line::default();
        for _ in 0..2 {
            line.begin(7);
            for text in ["a", "", "чц", ""] {
                line.push(text, Kept::Text);
            }
            line.fill_to(5);
            assert_eq!(line.iter().collect::<Vec<_>>(), ["a", "", "чц", "", ""]);
            line.trim_to(2);
            assert_eq!(line.iter().collect::<Vec<_>>(), ["a", "", "чц"]);
            assert_eq!(line.get(9), "");
        }
    }
}
