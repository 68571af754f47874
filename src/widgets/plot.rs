//! Charts as text: bars, columns, shaded cells and a map of regions, each with its numbers beside it. They take plain
//! numbers and give lines of text; they refuse to know where the numbers come from.

use crate::domain::chart::{Chart, Label, Row, Shape, cells, length, stacked};
use crate::domain::clean::{cut, pad_left, pad_right, width};
use crate::locale::Locale;
use crate::theme::Theme;

/// Columns a row's name takes at most, and a bar.
const NAME: usize = 34;
const BAR: usize = 60;
/// Columns between the regions of the map, and how many stand side by side.
const GAP: usize = 2;
const ACROSS: usize = 3;

/// A chart with its words and numbers, ready to be laid out in `room` columns.
pub struct Plot<'a> {
    chart: &'a Chart,
    locale: &'a Locale,
    theme: Theme,
    room: usize,
}

/// A name, or words in the reader's language.
#[must_use]
pub fn label(locale: &Locale, label: &Label) -> String {
    match label {
        Label::Name(name) => name.clone(),
        Label::Words(say) => locale.say(say),
    }
}

impl<'a> Plot<'a> {
    /// A chart in so many columns.
    #[must_use]
    pub const fn new(chart: &'a Chart, locale: &'a Locale, theme: Theme, room: usize) -> Self {
        Self { chart, locale, theme, room }
    }

    fn millions(&self, cents: Option<i64>) -> String {
        cents.map_or_else(|| self.theme.empty().to_owned(), |cents| self.locale.millions(cents, 2))
    }

    /// The headings of the numbers beside a row.
    fn headings(&self) -> Vec<String> {
        let mut headings: Vec<String> = self.chart.series.iter().map(|one| label(self.locale, one)).collect();
        if self.chart.rows.iter().any(|row| row.whole.is_some()) {
            headings.push(self.locale.text("home-target"));
        }
        if self.chart.rows.iter().any(|row| row.share.is_some()) {
            headings.push(self.locale.text("chart-share"));
        }
        headings
    }

    fn numbers(&self, row: &Row) -> Vec<String> {
        let mut numbers: Vec<String> = row.values.iter().map(|value| self.millions(*value)).collect();
        if self.chart.rows.iter().any(|row| row.whole.is_some()) {
            numbers.push(self.millions(row.whole));
        }
        if self.chart.rows.iter().any(|row| row.share.is_some()) {
            let empty = || self.theme.empty().to_owned();
            numbers.push(row.share.map_or_else(empty, |tenths| self.locale.percent(tenths, 1)));
        }
        numbers
    }

    /// How wide names and each number are.
    fn widths(&self) -> (usize, Vec<usize>) {
        let names = self.chart.rows.iter().map(|row| width(&label(self.locale, &row.label)));
        let name = names.chain([width(&self.locale.text("chart-unit"))]).max().unwrap_or(0).min(NAME);
        let mut wide: Vec<usize> = self.headings().iter().map(|heading| width(heading).min(12)).collect();
        for row in &self.chart.rows {
            for (wide, number) in wide.iter_mut().zip(self.numbers(row)) {
                *wide = (*wide).max(width(&number));
            }
        }
        (name, wide)
    }

    fn line(&self, name: &str, numbers: &[String]) -> String {
        let (wide, widths) = self.widths();
        let name = pad_right(&cut(name, wide), wide);
        numbers.iter().zip(widths).fold(name, |line, (number, wide)| line + "  " + &pad_left(&cut(number, wide), wide))
    }

    /// The unit and the headings over the rows.
    #[must_use]
    pub fn heading(&self) -> String {
        let unit = self.locale.text("chart-unit");
        match self.chart.picture.shape() {
            Shape::Heat => {
                let (name, first, wide) = self.heat();
                let years = self.chart.series[first..].iter().map(|year| label(self.locale, year));
                let start = pad_right(&cut(&unit, name), name);
                years.fold(start, |line, year| line + &pad_left(&year, wide))
            }
            _ => self.line(&unit, &self.headings()),
        }
    }

    /// Which fill is which, where there are several.
    #[must_use]
    pub fn legend(&self) -> Option<String> {
        if self.chart.series.len() < 2 || self.chart.picture.shape() == Shape::Heat {
            return None;
        }
        let parts = self.chart.series.iter().zip(self.theme.fills());
        let parts: Vec<String> = parts.map(|(name, fill)| format!("{fill} {}", label(self.locale, name))).collect();
        Some(parts.join("   "))
    }

    /// The rows, each with its numbers, and its bar or its cells where the chart is of bars or cells.
    #[must_use]
    pub fn rows(&self) -> Vec<String> {
        self.chart.rows.iter().map(|row| self.row(row)).collect()
    }

    fn row(&self, row: &Row) -> String {
        let name = label(self.locale, &row.label);
        match self.chart.picture.shape() {
            Shape::Heat => self.heat_row(row),
            Shape::Columns => self.line(&name, &self.numbers(row)),
            Shape::Bars | Shape::Map => {
                let line = self.line(&name, &self.numbers(row));
                let room = self.room.saturating_sub(width(&line) + 2).min(BAR);
                format!("{line}  {}", self.bar(row, room)).trim_end().to_owned()
            }
        }
    }

    /// The bar of a row: its values beside each other; where it is held against something, the rest of that.
    fn bar(&self, row: &Row, room: usize) -> String {
        // Against a target each bar is as long as its own target: how far, not how much.
        let (whole, rest) = match row.whole {
            Some(whole) => (whole.max(length(&row.values)), true),
            None if self.chart.rows.iter().any(|row| row.whole.is_some()) => return String::new(),
            None => (self.chart.largest_row(), false),
        };
        let counts = stacked(&row.values, whole, room);
        let taken: usize = counts.iter().sum();
        let parts = counts.iter().zip(self.theme.fills());
        let mut bar: String = parts.flat_map(|(count, fill)| std::iter::repeat_n(fill, *count)).collect();
        if rest {
            bar.extend(std::iter::repeat_n(self.theme.bar().1, room - taken));
        }
        bar
    }

    /// Columns of `height` lines with their names below, widest that fit.
    #[must_use]
    pub fn columns(&self, height: usize) -> Vec<String> {
        let count = self.chart.rows.len();
        if count == 0 || height < 2 {
            return Vec::new();
        }
        let wide = (self.room / count).saturating_sub(1).clamp(1, 6);
        let tall = height - 1;
        let whole = self.chart.largest_row();
        let stacks: Vec<Vec<usize>> = self.chart.rows.iter().map(|row| stacked(&row.values, whole, tall)).collect();
        let fill = |stack: &[usize], line: usize| {
            let mut upto = 0;
            let found = stack.iter().zip(self.theme.fills()).find(|(count, _)| {
                upto += **count;
                line < upto
            });
            found.map_or(' ', |(_, fill)| fill)
        };
        let mut lines: Vec<String> = (0..tall)
            .rev()
            .map(|line| {
                let cells = stacks.iter().map(|stack| fill(stack, line).to_string().repeat(wide) + " ");
                cells.collect::<String>().trim_end().to_owned()
            })
            .collect();
        lines.push(self.names(wide));
        lines
    }

    /// The names under columns: whole where they fit, else their last two letters, as of a year.
    fn names(&self, wide: usize) -> String {
        let name = |row: &Row| {
            let name = label(self.locale, &row.label);
            let fits = width(&name) <= wide;
            let short = || name.chars().skip(name.chars().count().saturating_sub(2)).collect::<String>();
            let shown = if fits || !name.chars().all(|c| c.is_ascii_digit()) { name.clone() } else { short() };
            pad_right(&cut(&shown, wide), wide) + " "
        };
        self.chart.rows.iter().map(name).collect::<String>().trim_end().to_owned()
    }

    /// Columns of a name and of a cell, and the first series that fits: the newest are shown.
    fn heat(&self) -> (usize, usize, usize) {
        let (name, numbers) = self.widths();
        let wide = numbers.into_iter().max().unwrap_or(4) + 4;
        let fit = self.room.saturating_sub(name) / wide;
        (name, self.chart.series.len().saturating_sub(fit.max(1)), wide)
    }

    fn heat_row(&self, row: &Row) -> String {
        let (name, first, wide) = self.heat();
        let largest = self.chart.largest_value();
        let start = pad_right(&cut(&label(self.locale, &row.label), name), name);
        row.values[first..].iter().fold(start, |line, value| {
            let shade = self.theme.shades()[cells(value.unwrap_or(0), largest, 4)];
            line + &pad_left(&format!("{shade} {}", self.millions(*value)), wide)
        })
    }

    /// How many of the oldest values of a row are not shown.
    #[must_use]
    pub fn first_shown(&self) -> usize {
        if self.chart.picture.shape() == Shape::Heat { self.heat().1 } else { 0 }
    }

    /// The place before the cell of a value in its row, for the cursor.
    #[must_use]
    pub fn column_of(&self, row: usize, at: usize) -> usize {
        let (name, first, wide) = self.heat();
        let value = self.chart.rows.get(row).and_then(|row| row.values.get(at)).copied().flatten();
        let end = name + (at.saturating_sub(first) + 1) * wide;
        // A shade, a space and the number; without money there is no shade to see.
        let text = width(&self.millions(value)) + if value.is_some() { 2 } else { 0 };
        end.saturating_sub(text + 1)
    }

    /// Regions where they lie: name, share as a bar, money.
    #[must_use]
    pub fn map(&self) -> Vec<String> {
        let wide = (self.room.saturating_sub(GAP * (ACROSS - 1)) / ACROSS).min(36);
        let placed = |place: (u8, u8)| self.chart.rows.iter().find(|row| row.place == Some(place));
        let last = self.chart.rows.iter().filter_map(|row| row.place).map(|(_, line)| line).max();
        let Some(last) = last else { return Vec::new() };
        let largest = self.chart.rows.iter().filter(|row| row.place.is_some()).map(|row| length(&row.values)).max();
        let mut lines = Vec::new();
        for line in 0..=last {
            let across = |text: &dyn Fn(&Row) -> String| {
                let cell =
                    |column: u8| pad_right(&cut(&placed((column, line)).map_or_else(String::new, text), wide), wide);
                let cells: Vec<String> = (0..3).map(cell).collect();
                cells.join(&" ".repeat(GAP)).trim_end().to_owned()
            };
            lines.push(across(&|row: &Row| label(self.locale, &row.label)));
            lines.push(across(&|row: &Row| {
                let money = self.millions(row.sum());
                let room = wide.saturating_sub(width(&money) + 2);
                let shade = self.theme.shades()[cells(length(&row.values), largest.unwrap_or(0), 4).max(1)];
                let bar: String =
                    std::iter::repeat_n(shade, cells(length(&row.values), largest.unwrap_or(0), room)).collect();
                format!("{bar} {money}").trim_start().to_owned()
            }));
            lines.push(String::new());
        }
        lines
    }
}

#[expect(clippy::redundant_closure_for_method_calls, reason = "a method is not general enough over the lifetime")]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::chart::Picture;

    const M: i64 = 100_000_000;

    fn name(text: &str) -> Label {
        Label::Name(text.to_owned())
    }

    fn chart(picture: Picture, series: &[&str], rows: Vec<Row>) -> Chart {
        Chart { picture, years: None, series: series.iter().map(|text| name(text)).collect(), rows, notes: Vec::new() }
    }

    fn plot<T>(chart: &Chart, theme: Theme, room: usize, work: impl Fn(&Plot<'_>) -> T) -> T {
        let locale = Locale::load("en").unwrap();
        work(&Plot::new(chart, &locale, theme, room))
    }

    #[test]
    fn bars_stand_against_their_target_with_their_numbers() {
        let row = |label, values, whole| Row { whole, ..Row::of(name(label), values) };
        let chart = chart(
            Picture::Targets,
            &["in", "due"],
            vec![
                row("Core", vec![Some(4 * M), Some(2 * M)], Some(8 * M)),
                row("Other", vec![Some(100_000), None], Some(80 * M)),
                row("None", vec![Some(9 * M), None], None),
            ],
        );
        let drawn = |theme| {
            plot(&chart, theme, 47, |plot| {
                [vec![plot.heading()], plot.rows(), plot.legend().into_iter().collect()].concat()
            })
        };
        assert_eq!(
            drawn(Theme::ascii()),
            [
                "USD million   in  due  target",
                "Core         4.0  2.0     8.0  ########++++....",
                "Other        0.0    -    80.0  #...............",
                "None         9.0    -       -",
                "# in   + due",
            ]
        );
        assert_eq!(drawn(Theme::default())[1], "Core         4.0  2.0     8.0  ████████▒▒▒▒····");
    }

    #[test]
    fn columns_stand_on_their_names() {
        let row = |year, values| Row::of(name(year), values);
        let rows = vec![
            row("2019", vec![Some(2 * M), Some(2 * M)]),
            row("2020", vec![Some(M), None]),
            row("2021", vec![None, None]),
        ];
        let chart = chart(Picture::Years, &["core", "tied"], rows);
        assert_eq!(
            plot(&chart, Theme::ascii(), 15, |plot| plot.columns(5)),
            ["++++", "++++", "####", "#### ####", "2019 2020 2021"]
        );
        assert_eq!(plot(&chart, Theme::ascii(), 9, |plot| plot.columns(3)), ["++", "## ##", "19 20 21"]);
        assert!(plot(&chart, Theme::ascii(), 9, |plot| plot.columns(1)).is_empty());
    }

    #[test]
    fn cells_are_shaded_by_the_largest_and_the_newest_are_shown() {
        let rows = vec![
            Row::of(name("Core"), vec![Some(M), Some(8 * M), Some(-M)]),
            Row::of(name("Tied"), vec![None, Some(4 * M), Some(16 * M)]),
        ];
        let chart = chart(Picture::Funds, &["2018", "2019", "2020"], rows);
        let drawn = |theme, room| plot(&chart, theme, room, |plot| [vec![plot.heading()], plot.rows()].concat());
        assert_eq!(
            drawn(Theme::ascii(), 40),
            [
                "USD million    2018    2019    2020",
                "Core          . 1.0   : 8.0    -1.0",
                "Tied              -   . 4.0  # 16.0"
            ]
        );
        assert_eq!(drawn(Theme::default(), 28)[2], "Tied          ░ 4.0  █ 16.0");
        assert_eq!(plot(&chart, Theme::ascii(), 28, |plot| plot.first_shown()), 1);
    }

    #[test]
    fn regions_lie_where_they_lie() {
        let region = |text, place, cents| Row { place: Some(place), ..Row::of(name(text), vec![Some(cents)]) };
        let rows = vec![region("West", (0, 0), 2 * M), region("East", (2, 0), 8 * M), region("South", (1, 1), M)];
        let chart = chart(Picture::World, &["money"], rows);
        assert_eq!(
            plot(&chart, Theme::ascii(), 40, |plot| plot.map()),
            [
                "West                        East",
                ".. 2.0                      ####### 8.0",
                "",
                "              South",
                "              . 1.0",
                "",
            ]
        );
    }
}
