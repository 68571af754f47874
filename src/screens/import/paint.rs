//! An import as lines of a name, what holds and a note; progress stands above them while something runs.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::Cursor;
use super::lines::Line;
use crate::domain::clean::{cut, width};
use crate::domain::progress::Progress;
use crate::screens::Here;
use crate::widgets::paint::{bar, below, put};

/// Columns the names of lines take at most.
const NAMES: u16 = 22;

/// Lines shown at once.
pub(super) fn rows(here: &Here) -> usize {
    usize::from(here.height.saturating_sub(5))
}

/// Draws what runs and the lines below it; the cursor is on its line.
pub(super) fn paint<W>(
    (runs, lines): (&str, &[Line<W>]),
    mut cursor: Cursor,
    buffer: &mut Buffer,
    area: Rect,
    here: &Here,
) -> (u16, u16) {
    let wide = area.width.saturating_sub(2);
    put(buffer, area.x + 1, area.y, runs, wide, here.theme.quiet());
    let list = below(area, 1);
    cursor.keep(lines.len(), usize::from(list.height));
    let names = NAMES.min(area.width / 3);
    // What holds is whole before the note is: the note is an example.
    let texts = lines.iter().filter(|line| !line.note.is_empty()).map(|line| width(&line.text)).max().unwrap_or(0);
    let most = usize::from(list.width.saturating_sub(names + 4)) * 3 / 5;
    let texts = u16::try_from(texts.min(most)).unwrap_or(0);
    for (y, (at, line)) in (list.y..list.bottom()).zip(lines.iter().enumerate().skip(cursor.top)) {
        if at == cursor.at {
            put(buffer, list.x, y, here.theme.pointer(), 1, here.theme.accent());
        }
        let style = match (line.heading, line.open) {
            (true, _) => here.theme.heading(),
            (_, true) => here.theme.alarm(),
            _ => Style::new(),
        };
        let mark = if line.open { "? " } else { "" };
        if line.heading {
            put(buffer, list.x + 2, y, &line.name, list.width.saturating_sub(2), style);
            continue;
        }
        put(buffer, list.x + 2, y, &cut(&line.name, usize::from(names)), names, here.theme.quiet());
        let x = list.x + names + 3;
        let room = list.right().saturating_sub(x);
        let text = format!("{mark}{}", line.text);
        if line.note.is_empty() {
            put(buffer, x, y, &text, room, style);
        } else {
            put(buffer, x, y, &text, texts.min(room), style);
            let left = room.saturating_sub(texts + 2);
            put(buffer, x + texts + 2, y, &line.note, left, here.theme.quiet());
        }
    }
    let row = u16::try_from(cursor.at.saturating_sub(cursor.top)).unwrap_or(0);
    (list.x, list.y + row)
}

/// What runs, how far it is, and how long it will take; `count` shows numbers of whatever is counted.
pub(super) fn progress(key: &'static str, progress: &Progress, count: impl Fn(u64) -> u64, here: &Here) -> String {
    if progress.back {
        return here.text("import-taking-back");
    }
    // The whole file is looked through before its first row is read.
    let Some(of) = progress.of else { return here.text("import-opening") };
    let part = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let number = |number: u64| here.locale.integer(part(count(number)));
    let bar = bar(part(progress.rows), part(of), 10, here.theme);
    let words = here.locale.with(
        key,
        &[
            ("rows", &number(progress.rows)),
            ("of", &number(of)),
            ("rate", &number(progress.rate())),
            ("left", &here.locale.integer(part(progress.seconds_left()))),
        ],
    );
    format!("{bar} {words}")
}
