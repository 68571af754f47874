//! A brief laid out as lines of text for a width: tables whose columns stand under each other and give way where the
//! room is short, charts as bars. It refuses to leave a number out: where columns do not fit, they stand below each other.

use crate::domain::brief::{Block, Brief, Chart, Drawn, Point, Table};
use crate::domain::clean::{cut, pad_left, pad_right, width};
use crate::theme::Theme;
use crate::widgets::paint::{bar, wrap};

/// How a line is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Plain,
    Heading,
    Quiet,
}

/// One line of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    pub look: Look,
}

impl Line {
    /// A line as it is.
    #[must_use]
    pub const fn plain(text: String) -> Self {
        Self { text, look: Look::Plain }
    }
}

/// Narrowest a column of words becomes before the table stands on its side.
const NARROWEST: usize = 9;
/// Space between columns.
const GAP: usize = 2;
/// Widest label of facts and figures, and longest bar.
const LABEL: usize = 40;
const BAR: usize = 30;

/// The whole brief but its title, in lines of at most `room` columns.
#[must_use]
pub fn sheet(brief: &Brief<String>, room: usize, theme: Theme) -> Vec<Line> {
    let mut sheet = Sheet { room, theme, lines: Vec::new() };
    for text in &brief.lead {
        sheet.paragraph(text, Look::Quiet);
    }
    for section in &brief.sections {
        sheet.lines.push(Line::plain(String::new()));
        sheet.lines.push(Line { text: section.title.clone(), look: Look::Heading });
        for (at, block) in section.blocks.iter().enumerate() {
            if at > 0 && !matches!(block, Block::Remark(_)) {
                sheet.lines.push(Line::plain(String::new()));
            }
            sheet.block(block);
        }
    }
    sheet.lines
}

struct Sheet {
    room: usize,
    theme: Theme,
    lines: Vec<Line>,
}

impl Sheet {
    fn plain(&mut self, text: String) {
        self.lines.push(Line::plain(text));
    }

    fn paragraph(&mut self, text: &str, look: Look) {
        self.lines.extend(wrap(text, self.room).into_iter().map(|text| Line { text, look }));
    }

    fn block(&mut self, block: &Block<String>) {
        match block {
            Block::Text(text) => self.paragraph(text, Look::Plain),
            Block::Remark(text) => self.paragraph(text, Look::Quiet),
            Block::Facts(facts) => {
                self.labelled(facts.iter().map(|(label, value)| (label.as_str(), value.clone())).collect());
            }
            Block::Figures(figures) => {
                let wide = figures.iter().map(|figure| width(&figure.value)).max().unwrap_or(0);
                let value = |figure: &crate::domain::brief::KeyFigure<String>| match &figure.note {
                    Some(note) => format!("{}  {note}", pad_left(&figure.value, wide)),
                    None => pad_left(&figure.value, wide),
                };
                self.labelled(figures.iter().map(|figure| (figure.label.as_str(), value(figure))).collect());
            }
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
        }
    }

    fn labelled(&mut self, pairs: Vec<(&str, String)>) {
        let wide = pairs.iter().map(|(label, _)| width(label)).max().unwrap_or(0).min(LABEL).min(self.room / 2);
        for (label, value) in pairs {
            let mut label = pad_right(&cut(label, wide), wide);
            // Spaces before a number are what it stands under the others by: they are not wrapped away.
            let indent = value.len() - value.trim_start().len();
            for text in wrap(value.trim_start(), self.room.saturating_sub(wide + GAP + indent)) {
                self.plain(format!("{label}{}{text}", " ".repeat(GAP + indent)));
                label = " ".repeat(wide);
            }
        }
    }

    fn table(&mut self, table: &Table<String>) {
        let Some(widths) = widths(table, self.room) else { return self.on_its_side(table) };
        let heads: Vec<&str> = table.heads.iter().map(|(head, _)| head.as_str()).collect();
        self.row(&heads, table, &widths, Look::Heading);
        for row in &table.rows {
            let cells: Vec<&str> = row.iter().map(String::as_str).collect();
            self.row(&cells, table, &widths, Look::Plain);
        }
    }

    fn row(&mut self, cells: &[&str], table: &Table<String>, widths: &[usize], look: Look) {
        let wrapped: Vec<Vec<String>> = cells.iter().zip(widths).map(|(cell, wide)| wrap(cell, *wide)).collect();
        let tallest = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..tallest {
            let parts = wrapped.iter().zip(&table.heads).zip(widths).map(|((cell, (_, number)), wide)| {
                let text = cell.get(line).map_or("", String::as_str);
                if *number { pad_left(text, *wide) } else { pad_right(text, *wide) }
            });
            let text = parts.collect::<Vec<_>>().join(&" ".repeat(GAP));
            self.lines.push(Line { text: text.trim_end().to_owned(), look });
        }
    }

    /// A table whose columns do not fit beside each other: its first column, and the others below it.
    fn on_its_side(&mut self, table: &Table<String>) {
        if let Some((head, _)) = table.heads.first() {
            self.lines.push(Line { text: head.clone(), look: Look::Heading });
        }
        for row in &table.rows {
            let Some((first, rest)) = row.split_first() else { continue };
            self.paragraph(first, Look::Plain);
            let heads = table.heads.iter().skip(1);
            let wide = rest.iter().zip(heads.clone()).filter(|(_, (_, number))| *number);
            let wide = wide.map(|(cell, _)| width(cell)).max().unwrap_or(0);
            let pairs = heads.zip(rest).map(|((head, number), cell)| {
                (head.as_str(), if *number { pad_left(cell, wide) } else { cell.clone() })
            });
            let before = self.lines.len();
            self.labelled(pairs.collect());
            for line in &mut self.lines[before..] {
                line.text.insert_str(0, "  ");
            }
        }
    }

    fn chart(&mut self, chart: &Chart<String>) {
        let texts: Vec<String> = chart.points.iter().map(|point| beside(chart, point)).collect();
        let label = chart.points.iter().map(|point| width(&point.label)).max().unwrap_or(0).min(LABEL);
        let room = self.room.saturating_sub(label + 2 * GAP + texts.iter().map(|text| width(text)).max().unwrap_or(0));
        let length = |point: &Point<String>| -> i64 {
            let mut known = point.values.iter().flatten().map(|(value, _)| *value);
            if chart.drawn == Drawn::Columns { known.sum() } else { known.next().unwrap_or(0) }
        };
        let largest = |point: &Point<String>| {
            point.values.iter().flatten().map(|(value, _)| *value).chain([length(point)]).max().unwrap_or(0)
        };
        let whole = chart.points.iter().map(largest).max().unwrap_or(0);
        let series = chart.series.join(" / ");
        self.paragraph(&format!("{}  {series}", chart.title), Look::Quiet);
        for (point, text) in chart.points.iter().zip(&texts) {
            let drawn = bar(length(point), whole, room.min(BAR), self.theme);
            let name = pad_right(&cut(&point.label, label), label);
            self.plain(format!("{name}  {drawn}  {text}"));
        }
    }
}

/// The numbers of a point, those of each series under each other.
fn beside(chart: &Chart<String>, point: &Point<String>) -> String {
    let texts = point.values.iter().enumerate().map(|(at, value)| {
        let known = chart.points.iter().filter_map(|other| other.values.get(at)?.as_ref());
        let wide = known.map(|(_, text)| width(text)).max().unwrap_or(0);
        pad_left(value.as_ref().map_or("", |(_, text)| text), wide)
    });
    texts.collect::<Vec<_>>().join("  ")
}

/// Columns of a table that fit the room: words give way, the widest first, numbers never. None where they cannot.
fn widths(table: &Table<String>, room: usize) -> Option<Vec<usize>> {
    let widest = |at: usize| {
        let cells = table.rows.iter().filter_map(|row| row.get(at)).flat_map(|cell| cell.lines()).map(width);
        cells.max().unwrap_or(0)
    };
    // The words over a number give way too, down to its longest word.
    let mut widths: Vec<usize> = table
        .heads
        .iter()
        .enumerate()
        .map(|(at, (head, number))| {
            let words = head.split(' ').map(width).max().unwrap_or(0);
            widest(at).max(if *number { words } else { width(head) }).max(1)
        })
        .collect();
    let gaps = GAP * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > room {
        let words = widths.iter().zip(&table.heads).enumerate().filter(|(_, (_, (_, number)))| !number);
        let (at, wide) = words.map(|(at, (wide, _))| (at, *wide)).max_by_key(|(_, wide)| *wide)?;
        if wide <= NARROWEST {
            return None;
        }
        widths[at] = wide - 1;
    }
    Some(widths)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(heads: &[(&str, bool)], rows: &[&[&str]]) -> Table<String> {
        Table {
            heads: heads.iter().map(|(head, number)| ((*head).to_owned(), *number)).collect(),
            rows: rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect(),
            total: false,
        }
    }

    fn laid(table: &Table<String>, room: usize) -> Vec<String> {
        let mut sheet = Sheet { room, theme: Theme::ascii(), lines: Vec::new() };
        sheet.table(table);
        sheet.lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn words_give_way_to_numbers_and_none_is_lost() {
        let rows: &[&[&str]] = &[&["one long name of a donor", "1,250,000"], &["挪威", "5"]];
        let lines = laid(&table(&[("Name", false), ("USD", true)], rows), 24);
        assert!(lines.iter().all(|line| width(line) <= 24), "{lines:#?}");
        assert_eq!(lines[1], "one long name  1,250,000");
        assert_eq!(lines[2], "of a donor");
        assert!(lines[3].ends_with("        5"));
    }

    #[test]
    fn what_does_not_fit_beside_stands_below() {
        let heads = [("Part", false), ("Budget", true), ("Other", true)];
        let lines = laid(&table(&heads, &[&["Alpha", "123,456,789", "-1"]]), 22);
        assert_eq!(lines, ["Part", "Alpha", "  Budget  123,456,789", "  Other            -1"]);
    }
}
