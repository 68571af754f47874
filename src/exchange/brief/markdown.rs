//! A brief as Markdown: headings, paragraphs, tables whose columns stand under each other, charts as bars of blocks.
//! It refuses to let a character somebody typed be markup.

use crate::domain::brief::{Block, Brief, Chart, Drawn, KeyFigure, Point, Table};
use crate::domain::clean::{clean_line, pad_left, pad_right, width};

/// Longest bar of a chart in columns.
const BAR: i128 = 30;

/// The whole brief.
#[must_use]
pub fn markdown(brief: &Brief<String>) -> String {
    let mut parts = vec![format!("# {}\n", inline(&brief.title))];
    parts.extend(brief.lead.iter().map(|line| format!("{}\n", paragraph(line))));
    for section in &brief.sections {
        parts.push(format!("## {}\n", inline(&section.title)));
        parts.extend(section.blocks.iter().map(|block| format!("{}\n", written(block))));
    }
    parts.join("\n")
}

fn written(block: &Block<String>) -> String {
    match block {
        Block::Text(text) => paragraph(text),
        Block::Remark(text) => format!("*{}*", inline(text)),
        Block::Facts(facts) => {
            let lines = facts.iter().map(|(label, value)| format!("- **{}**: {}", inline(label), inline(value)));
            lines.collect::<Vec<_>>().join("\n")
        }
        Block::Figures(figures) => figures.iter().map(figure).collect::<Vec<_>>().join("\n"),
        Block::Table(shown) => table(shown),
        Block::Chart(chart) => drawn(chart),
    }
}

fn figure(figure: &KeyFigure<String>) -> String {
    let note = figure.note.as_ref().map_or(String::new(), |note| format!(" ({})", inline(note)));
    format!("- {}: **{}**{note}", started(inline(&figure.label)), inline(&figure.value))
}

fn table(table: &Table<String>) -> String {
    let heads = table.heads.iter().map(|(head, number)| (inline(head), *number)).collect::<Vec<_>>();
    let mut rows: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.iter().map(|cell| inline(cell)).collect()).collect();
    if let (true, Some(last)) = (table.total, rows.last_mut()) {
        for cell in last.iter_mut().filter(|cell| !cell.is_empty()) {
            *cell = format!("**{cell}**");
        }
    }
    aligned(&heads, &rows)
}

/// Rows under their heads, every column as wide as its widest cell on a terminal.
fn aligned(heads: &[(String, bool)], rows: &[Vec<String>]) -> String {
    let cells = |at: usize| rows.iter().filter_map(move |row| row.get(at)).map(|cell| width(cell));
    let widths: Vec<usize> =
        heads.iter().enumerate().map(|(at, (head, _))| cells(at).chain([width(head), 3]).max().unwrap_or(3)).collect();
    let line = |row: Vec<&str>| {
        let padded = row
            .iter()
            .zip(heads.iter().zip(&widths))
            .map(|(cell, ((_, number), width))| if *number { pad_left(cell, *width) } else { pad_right(cell, *width) });
        format!("| {} |", padded.collect::<Vec<_>>().join(" | "))
    };
    let rules: Vec<String> = heads
        .iter()
        .zip(&widths)
        .map(|((_, number), width)| if *number { "-".repeat(width - 1) + ":" } else { "-".repeat(*width) })
        .collect();
    let mut lines = vec![line(heads.iter().map(|(head, _)| head.as_str()).collect())];
    lines.push(line(rules.iter().map(String::as_str).collect()));
    lines.extend(rows.iter().map(|row| line(row.iter().map(String::as_str).collect())));
    lines.join("\n")
}

/// A chart as a table: the text of every series, and a bar of them together, of the first against its mark, or of the
/// first alone.
fn drawn(chart: &Chart<String>) -> String {
    let mut heads = vec![(inline(&chart.title), false)];
    heads.extend(chart.series.iter().map(|name| (inline(name), true)));
    heads.push((String::new(), false));
    let lengths = |point: &Point<String>| -> (i128, i128) {
        let known: Vec<i128> =
            point.values.iter().map(|one| one.as_ref().map_or(0, |(value, _)| i128::from(*value))).collect();
        let first = known.first().copied().unwrap_or(0);
        match chart.drawn {
            Drawn::Columns => (known.iter().sum(), 0),
            Drawn::Bars => (first, known.get(1).copied().unwrap_or(0)),
            Drawn::Lines => (first, 0),
        }
    };
    let largest = chart.points.iter().map(lengths).map(|(value, mark)| value.max(mark)).max().unwrap_or(0);
    let rows = chart.points.iter().map(|point| {
        let mut row = vec![inline(&point.label)];
        row.extend(point.values.iter().map(|one| one.as_ref().map_or_else(String::new, |(_, text)| inline(text))));
        let (value, mark) = lengths(point);
        let blocks = |value: i128| {
            let long = if largest > 0 { (value.max(0) * BAR + largest - 1) / largest } else { 0 };
            usize::try_from(long).unwrap_or(0)
        };
        row.push("█".repeat(blocks(value)) + &"░".repeat(blocks(mark).saturating_sub(blocks(value))));
        row
    });
    aligned(&heads, &rows.collect::<Vec<_>>())
}

/// Several lines: each stays a line.
fn paragraph(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| started(inline(line))).filter(|line| !line.is_empty()).collect();
    lines.join("  \n")
}

/// One line in which nothing is markup.
fn inline(text: &str) -> String {
    let line = clean_line(text);
    let mut escaped = String::with_capacity(line.len() + 8);
    for c in line.chars() {
        if "\\`*_[]<>|~&".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// A line that begins no list, heading or rule.
fn started(mut escaped: String) -> String {
    let digits = escaped.chars().take_while(char::is_ascii_digit).count();
    if digits > 0 && begins_item(&escaped[digits..], ['.', ')']) {
        escaped.insert(digits, '\\');
    } else if escaped.starts_with('#')
        || begins_item(&escaped, ['-', '+'])
        || escaped.starts_with(['=', '-']) && rule(&escaped)
    {
        escaped.insert(0, '\\');
    }
    escaped
}

/// Whether a line goes on as an item of a list does: a mark, then a space or nothing.
fn begins_item(rest: &str, marks: [char; 2]) -> bool {
    rest.strip_prefix(marks).is_some_and(|after| after.is_empty() || after.starts_with(' '))
}

/// Whether a line is nothing but one character again and again, which underlines a heading.
fn rule(line: &str) -> bool {
    line.chars().all(|c| line.starts_with(c) || c == ' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::brief::Section;

    fn of(blocks: Vec<Block<String>>) -> String {
        let sections = vec![Section { title: "Part".to_owned(), blocks }];
        markdown(&Brief { name: String::new(), title: "A <b>".to_owned(), lead: Vec::new(), sections })
    }

    #[test]
    fn what_was_typed_is_never_markup() {
        let typed = |text: &str| started(inline(text));
        assert_eq!(typed("# *a* [b](c) <script> x|y"), "\\# \\*a\\* \\[b\\](c) \\<script\\> x\\|y");
        assert_eq!(typed("1. one"), "1\\. one");
        assert_eq!(typed("- one"), "\\- one");
        assert_eq!(typed("-5.0"), "-5.0");
        assert_eq!(typed("4.4"), "4.4");
        assert_eq!(typed("---"), "\\---");
        assert_eq!(typed("5,200"), "5,200");
        assert!(of(Vec::new()).starts_with("# A \\<b\\>\n"));
    }

    #[test]
    fn columns_stand_under_each_other_in_wide_letters_too() {
        let row = |name: &str, value: &str| vec![name.to_owned(), value.to_owned()];
        let heads = vec![("Name".to_owned(), false), ("USD".to_owned(), true)];
        let rows = vec![row("挪威", "5"), row("Sweden | SIDA", "1,250"), row("Total", "1,255")];
        let text = of(vec![Block::Table(Table { heads, rows, total: true })]);
        let lines: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
        assert_eq!(lines.len(), 5, "{text}");
        assert!(lines.iter().all(|line| width(line) == width(lines[0])), "{text}");
        assert_eq!(lines[1], "| -------------- | --------: |");
        assert_eq!(lines[4], "| **Total**      | **1,255** |");
    }

    #[test]
    fn a_chart_is_bars_of_which_the_largest_is_the_longest() {
        let point = |label: &str, value: i64| Point {
            label: label.to_owned(),
            values: vec![Some((value, value.to_string())), None],
            total: None,
        };
        let chart = Chart {
            drawn: Drawn::Columns,
            title: "Years".to_owned(),
            series: vec!["core".to_owned(), "tied".to_owned()],
            points: vec![point("2019", 200), point("2020", 100), point("2021", -5)],
        };
        let text = of(vec![Block::Chart(chart)]);
        let bars: Vec<usize> = text.lines().map(|line| line.matches('█').count()).filter(|n| *n > 0).collect();
        assert_eq!(bars, [30, 15], "{text}");
    }
}
