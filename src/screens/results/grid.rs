//! A sheet as lines of text: rows against the columns that fit, printed totals beside those that records give.

use ratatui::style::Style;

use super::super::Here;
use crate::domain::clean::{cut, pad_left, pad_right, width};
use crate::domain::money::part_of;
use crate::store::{Label, Sheet, SheetCell, Unit};
use crate::widgets::paint::wrap;

/// Columns a number takes, its mark included.
const CELL: usize = 11;

fn words(here: &Here, label: &Label) -> String {
    match label {
        Label::Name(name) => name.clone(),
        Label::Say(say) => here.locale.say(say),
    }
}

/// Dollars in thousands, as the paper has them; counts as they are.
fn number(here: &Here, unit: Unit, value: i64) -> String {
    match unit {
        Unit::Usd => here.locale.amount(part_of(value, 1, 10_000).unwrap_or(0), 1),
        Unit::Count => here.locale.integer(value),
        Unit::Tenths => here.locale.percent(value, 1),
    }
}

/// The cell with its mark: `!` where the paper prints another number, `*` where it is projected.
fn cell(here: &Here, unit: Unit, cell: SheetCell) -> String {
    let mark = match cell {
        SheetCell { printed: Some(_), .. } => '!',
        SheetCell { projected: true, .. } => '*',
        _ => ' ',
    };
    let text = cell.value.map_or_else(|| here.theme.empty().to_owned(), |value| number(here, unit, value));
    format!("{}{mark}", pad_left(&text, CELL - 1))
}

/// The lines of a sheet from a column on; the first holds the heads.
pub(super) fn rows(sheet: &Sheet, across: usize, here: &Here, room: usize) -> Vec<(String, Style)> {
    let names: Vec<String> = sheet.rows.iter().map(|row| words(here, &row.label)).collect();
    let longest = names.iter().map(|name| width(name)).max().unwrap_or(0);
    let label = longest.clamp(12, if room >= 100 { 44 } else { 26 });
    let fit = (room.saturating_sub(label) / CELL).max(1);
    let first = across.min(sheet.heads.len().saturating_sub(fit));
    let heads = sheet.heads.iter().skip(first).take(fit);
    let heads: String =
        heads.map(|head| format!("{} ", pad_left(&cut(&words(here, head), CELL - 1), CELL - 1))).collect();
    let unit = if sheet.unit == Unit::Usd { here.text("sheet-thousands") } else { String::new() };
    let mut lines = vec![(format!("{}{heads}", pad_right(&cut(&unit, label), label)), here.theme.heading())];
    for (row, name) in sheet.rows.iter().zip(names) {
        let cells: String = row.cells.iter().skip(first).take(fit).map(|one| cell(here, sheet.unit, *one)).collect();
        lines.push((format!("{}{cells}", pad_right(&cut(&name, label), label)), Style::new()));
    }
    lines.push((String::new(), Style::new()));
    lines.extend(differing(sheet, here, room));
    if sheet.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.projected) {
        lines.push((format!("* {}", here.text("sheet-projected")), Style::new()));
    }
    let notes = sheet.notes.iter().flat_map(|note| wrap(note, room));
    lines.extend(notes.map(|line| (line, here.theme.quiet())));
    lines
}

/// Every cell where the paper prints another number than records add up to.
fn differing(sheet: &Sheet, here: &Here, room: usize) -> Vec<(String, Style)> {
    let mut lines = Vec::new();
    for row in &sheet.rows {
        for (head, cell) in sheet.heads.iter().zip(&row.cells) {
            let Some(printed) = cell.printed else { continue };
            let of = format!("{}, {}", words(here, &row.label), words(here, head));
            let args = [
                ("of", of),
                ("printed", number(here, sheet.unit, printed)),
                ("lines", number(here, sheet.unit, cell.value.unwrap_or(0))),
                ("difference", number(here, sheet.unit, printed - cell.value.unwrap_or(0))),
            ];
            let args: Vec<(&str, &str)> = args.iter().map(|(name, text)| (*name, text.as_str())).collect();
            let text = here.locale.with("sheet-differs", &args);
            lines.extend(wrap(&format!("! {text}"), room).into_iter().map(|line| (line, Style::new())));
        }
    }
    lines
}
