//! Text onto the buffer, measured by grapheme and cleaned of what a terminal would obey.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::clean::{clean_line, cut, width};
use crate::theme::Theme;

/// Writes text at a place, cut to `room` columns; gives the column after it.
pub fn put(buffer: &mut Buffer, x: u16, y: u16, text: &str, room: u16, style: Style) -> u16 {
    // Cleaning trims; columns before the text are kept.
    let indent = u16::try_from(text.len() - text.trim_start_matches(' ').len()).unwrap_or(u16::MAX).min(room);
    let (x, room) = (x.saturating_add(indent), room - indent);
    if room == 0 || !buffer.area.contains((x, y).into()) {
        return x;
    }
    let room = room.min(buffer.area.right().saturating_sub(x));
    let clean = clean_line(text);
    let shown = cut(&clean, usize::from(room));
    buffer.set_string(x, y, &shown, style);
    x + u16::try_from(width(&shown)).unwrap_or(room)
}

/// Writes text flush right in `room` columns from `x`.
pub fn put_right(buffer: &mut Buffer, x: u16, y: u16, text: &str, room: u16, style: Style) {
    let clean = clean_line(text);
    let shown = cut(&clean, usize::from(room));
    let wide = u16::try_from(width(&shown)).unwrap_or(room);
    put(buffer, x + room.saturating_sub(wide), y, &shown, wide, style);
}

/// A bar of `part` of `whole` in `room` cells, at least one full cell for anything above zero.
#[must_use]
pub fn bar(part: i64, whole: i64, room: usize, theme: Theme) -> String {
    let (full, empty) = theme.bar();
    if whole <= 0 {
        return String::new();
    }
    let cells = i128::from(part.max(0)) * i128::try_from(room).unwrap_or(0) / i128::from(whole);
    let filled = usize::try_from(cells).unwrap_or(room).max(usize::from(part > 0)).min(room);
    std::iter::repeat_n(full, filled).chain(std::iter::repeat_n(empty, room - filled)).collect()
}

/// Breaks text into lines of at most `room` columns, at spaces where there are any.
#[must_use]
pub fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in pieces(paragraph, room.max(1)) {
            if !line.is_empty() && width(&line) + width(word.trim_end()) > room {
                lines.push(line.trim_end().to_owned());
                line = String::new();
            }
            line.push_str(&word);
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Words with the space after them; wide characters and words wider than a line stand alone.
fn pieces(text: &str, room: usize) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut word = String::new();
    for grapheme in unicode_segmentation::UnicodeSegmentation::graphemes(text, true) {
        let wide = width(grapheme) > 1;
        if wide && !word.is_empty() && !closes(grapheme) {
            pieces.push(std::mem::take(&mut word));
        }
        word.push_str(grapheme);
        if grapheme == " " || width(&word) >= room {
            pieces.push(std::mem::take(&mut word));
        }
    }
    pieces.push(word);
    pieces
}

/// Marks that never start a line in Chinese.
fn closes(grapheme: &str) -> bool {
    matches!(grapheme, "，" | "。" | "、" | "；" | "：" | "）" | "》" | "」" | "！" | "？")
}

/// The area below its first `rows` lines.
#[must_use]
pub fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_shows_something_for_little_and_never_more_than_its_room() {
        let theme = Theme::ascii();
        assert_eq!(bar(1, 1000, 5, theme), "#....");
        assert_eq!(bar(2000, 1000, 5, theme), "#####");
        assert_eq!(bar(-5, 1000, 5, theme), ".....");
        assert_eq!(bar(500, 1000, 4, theme), "##..");
    }

    #[test]
    fn wrapping_never_exceeds_the_room_and_loses_no_word() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("捐助方协调人", 4), ["捐助", "方协", "调人"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("a\n\nb", 10), ["a", "", "b"]);
    }
}
