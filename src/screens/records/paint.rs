//! How a list is drawn: the search line and the table.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Records;
use crate::domain::record::Record;
use crate::screens::Here;
use crate::widgets::cell::{heading, list as cell, measure};
use crate::widgets::line::Line;
use crate::widgets::paint::put;
use crate::widgets::table::{Column, Table};

impl Records {
    pub(super) fn draw_search(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let x = put(buffer, area.x + 1, area.y, "/", 1, here.theme.accent()) + 1;
        let text = self.search.as_ref().map_or(self.query.search.as_str(), Line::text);
        put(buffer, x, area.y, text, area.width.saturating_sub(4), Style::new());
        let cursor = self.search.as_ref()?.cursor();
        Some((x + u16::try_from(cursor).unwrap_or(0), area.y))
    }

    pub(super) fn draw_table(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let kind = self.kind();
        let columns: Vec<Column> = self
            .query
            .columns
            .iter()
            .map(|name| {
                let (width, right) = measure(kind, name);
                Column { heading: heading(&here.locale, kind, name, here.asker.year()), width, right }
            })
            .collect();
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
            } else if self.query.search.is_empty() && self.query.clauses.is_empty() {
                "list-empty"
            } else {
                "list-no-match"
            };
            put(buffer, area.x + 2, area.y + 2, &here.text(key), area.width.saturating_sub(2), here.theme.quiet());
        }
        cursor
    }
}
