//! How a list is drawn: the search line, the ages of what is overdue, the table.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Records;
use crate::domain::clean::width;
use crate::domain::record::Record;
use crate::screens::Here;
use crate::store::AGES;
use crate::widgets::cell::{heading, list as cell, measured};
use crate::widgets::line::Line;
use crate::widgets::paint::{bar, put, put_right};
use crate::widgets::table::{Column, Table, squeeze};

impl Records {
    pub(super) fn draw_search(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let x = put(buffer, area.x + 1, area.y, "/", 1, here.theme.accent()) + 1;
        let text = self.search.as_ref().map_or(self.query.search.as_str(), Line::text);
        put(buffer, x, area.y, text, area.width.saturating_sub(4), Style::new());
        let cursor = self.search.as_ref()?.cursor();
        Some((x + u16::try_from(cursor).unwrap_or(0), area.y))
    }

    pub(super) fn draw_table(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let columns = self.measured(area.width, here);
        let shown = usize::from(area.height.saturating_sub(1));
        let records: Vec<&Record> = (self.cursor.top..self.cursor.top + shown).map_while(|at| self.row(at)).collect();
        let rows: Vec<Vec<String>> = records
            .iter()
            .map(|record| {
                self.query
                    .columns
                    .iter()
                    .map(|name| cell(&here.locale, here.theme, record, &self.query.columns, name))
                    .collect()
            })
            .collect();
        let marked: Vec<bool> = records.iter().map(|record| self.marks.contains(&record.id)).collect();
        let selected = (!rows.is_empty()).then(|| self.cursor.at.saturating_sub(self.cursor.top));
        let cursor =
            Table { columns: &columns, rows: &rows, selected, marked: &marked, theme: here.theme }.draw(buffer, area);
        if rows.is_empty() && area.height > 2 {
            let key = if self.loading {
                "list-loading"
            } else if self.query.search.is_empty() && self.query.clauses == self.view().query.clauses {
                "list-empty"
            } else {
                "list-no-match"
            };
            put(buffer, area.x + 2, area.y + 2, &here.text(key), area.width.saturating_sub(2), here.theme.quiet());
        }
        cursor
    }

    /// The columns of the query as wide as they may be here.
    fn measured(&self, room: u16, here: &Here) -> Vec<Column> {
        let kind = self.kind();
        let named = self.query.columns.iter();
        let mut columns: Vec<Column> = named
            .clone()
            .map(|name| {
                let (width, right) = measured(&here.locale, kind, name);
                Column { heading: heading(&here.locale, kind, name, here.asker.year()), width, right }
            })
            .collect();
        let least = self.view().least;
        if !least.is_empty() {
            let declared = |name: &str| least.iter().find(|(known, _)| *known == name).map(|(_, least)| *least);
            let least: Vec<u16> =
                named.zip(&columns).map(|(name, column)| declared(name).unwrap_or(column.width)).collect();
            squeeze(&mut columns, &least, room);
        }
        columns
    }

    /// What the whole list comes to, in the words of the sub-view.
    pub(super) fn sums_text(&self, here: &Here) -> Vec<String> {
        let Some(totals) = &self.totals else { return Vec::new() };
        let amount = |cents: &Option<i64>| {
            cents.map_or_else(|| here.theme.empty().to_owned(), |cents| here.locale.whole(cents, 2))
        };
        let said = |(name, cents): &(&str, Option<i64>)| {
            here.locale.with(&format!("sum-{name}"), &[("amount", &amount(cents))])
        };
        let mut parts: Vec<String> = totals.sums.iter().map(said).collect();
        if totals.without_rate > 0 {
            parts.push(here.locale.with("sum-without-rate", &[("count", &totals.without_rate.to_string())]));
        }
        parts
    }

    /// Lines the ages of what is overdue take above the table.
    pub(super) fn ageing_rows(&self) -> u16 {
        let overdue = self.totals.as_ref().is_some_and(|totals| totals.ageing.iter().any(|cents| *cents > 0));
        if overdue { 4 } else { 0 }
    }

    /// What is overdue by its age: a column each with its days, its money and a bar.
    pub(super) fn draw_ageing(&self, buffer: &mut Buffer, area: Rect, here: &Here) {
        let Some(totals) = self.totals.as_ref().filter(|_| self.ageing_rows() > 0) else { return };
        let label = here.text("ageing-overdue");
        let first = u16::try_from(width(&label)).unwrap_or(0) + 2;
        let column = ((area.width.saturating_sub(first + 4)) / 4).min(24);
        put(buffer, area.x + 2, area.y, &label, first, here.theme.heading());
        let largest = totals.ageing.iter().copied().max().unwrap_or(0);
        for (at, cents) in totals.ageing.iter().enumerate() {
            let x = area.x + 2 + first + u16::try_from(at).unwrap_or(0) * column;
            let room = column.saturating_sub(2);
            put_right(buffer, x, area.y, &age_text(at, here), room, here.theme.heading());
            let amount = if *cents == 0 { here.theme.empty().to_owned() } else { here.locale.whole(*cents, 2) };
            put_right(buffer, x, area.y + 1, &amount, room, Style::new());
            let chart = bar(*cents, largest, usize::from(room), here.theme);
            let filled = chart.trim_end_matches(here.theme.bar().1);
            put_right(buffer, x, area.y + 2, filled, room, here.theme.alarm());
        }
    }
}

/// The days of an age: `1–30 days`, `over 365 days`.
fn age_text(at: usize, here: &Here) -> String {
    let first = if at == 0 { 1 } else { AGES[at - 1] + 1 };
    match AGES.get(at) {
        Some(last) => here.locale.with("ageing-days", &[("first", &first.to_string()), ("last", &last.to_string())]),
        None => here.locale.with("ageing-over", &[("last", &(first - 1).to_string())]),
    }
}
