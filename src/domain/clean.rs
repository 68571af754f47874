//! Text made safe and measured for a screen or a file: no control or hidden characters, widths by grapheme.
//! It refuses to change a visible character: an escape sequence goes whole, what only resembles one stays.

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::Chars;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// What stands at the end of a text that was cut.
const CUT_MARK: &str = "…";

/// The text as one clean line: escape sequences, control, direction and zero-width characters gone (joiners stay, words
/// need them), each run of line ends and tabs one space, no space at the ends.
#[must_use]
pub fn clean_line(text: &str) -> Cow<'_, str> {
    clean(text, false)
}

/// The text cleaned as by `clean_line`, but with its line ends kept, each as `\n`.
#[must_use]
pub fn clean_lines(text: &str) -> Cow<'_, str> {
    clean(text, true)
}

fn clean(text: &str, keep_lines: bool) -> Cow<'_, str> {
    let is_kept = |c: char| !is_removed(c) && (!is_blank(c) || keep_lines && c == '\n');
    if text.chars().all(is_kept) {
        return Cow::Borrowed(text.trim());
    }
    let mut cleaned = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut after_blank = false;
    while let Some(c) = rest.next() {
        if let Some(kind) = Sequence::opened_by(c, &mut rest) {
            kind.skip(&mut rest);
        } else if keep_lines && is_line_end(c) {
            if c == '\r' {
                rest.next_if_eq(&'\n');
            }
            cleaned.push('\n');
            after_blank = false;
        } else if is_blank(c) {
            cleaned.truncate(cleaned.trim_end_matches(' ').len());
            cleaned.push(' ');
            after_blank = true;
        } else if !(is_removed(c) || after_blank && c == ' ') {
            cleaned.push(c);
            after_blank = false;
        }
    }
    let ends = cleaned.trim();
    if ends.len() < cleaned.len() {
        return Cow::Owned(ends.to_owned());
    }
    Cow::Owned(cleaned)
}

/// Line ends of every convention.
const fn is_line_end(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Line ends and tabs, which a line shows as one space.
const fn is_blank(c: char) -> bool {
    is_line_end(c) || c == '\t'
}

/// Characters that act on a terminal or hide in a text: controls, direction marks, zero widths, tags.
fn is_removed(c: char) -> bool {
    if is_blank(c) {
        return false;
    }
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// A kind of terminal escape sequence.
#[derive(Clone, Copy)]
enum Sequence {
    /// ESC and one letter, perhaps after intermediate characters, as in `ESC ( B`.
    Short,
    /// Colours and movements: `ESC [ 3 1 m`.
    Control,
    /// Titles, links and clipboards: `ESC ] ... BEL`, and the other strings that a terminator ends.
    Text,
}

impl Sequence {
    /// The sequence a character opens, with its opening taken from what follows.
    fn opened_by(c: char, rest: &mut Peekable<Chars>) -> Option<Self> {
        match c {
            '\u{9b}' => Some(Self::Control),
            '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => Some(Self::Text),
            '\u{1b}' => Some(match rest.peek() {
                Some('[') => {
                    rest.next();
                    Self::Control
                }
                Some('P' | 'X' | ']' | '^' | '_') => {
                    rest.next();
                    Self::Text
                }
                _ => Self::Short,
            }),
            _ => None,
        }
    }

    /// Takes the remainder of the sequence; what breaks off keeps the text after it.
    fn skip(self, rest: &mut Peekable<Chars>) {
        match self {
            Self::Short => {
                while rest.next_if(|c| matches!(c, ' '..='/')).is_some() {}
                rest.next_if(|c| matches!(c, '0'..='~'));
            }
            Self::Control => {
                while rest.next_if(|c| matches!(c, ' '..='?')).is_some() {}
                rest.next_if(|c| matches!(c, '@'..='~'));
            }
            Self::Text => {
                let mut ahead = rest.clone();
                let end = ahead.find(|c| c.is_control());
                let ends_well = match end {
                    Some('\u{7}' | '\u{9c}') => true,
                    Some('\u{1b}') => ahead.next_if_eq(&'\\').is_some(),
                    _ => false,
                };
                // Without its terminator it may be a name behind a stray character: the words are kept.
                if ends_well {
                    *rest = ahead;
                }
            }
        }
    }
}

/// The columns a text takes on a terminal, grapheme by grapheme.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.len();
    }
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// The text when it fits so many columns, else as many whole graphemes of it as fit before a closing `…`.
#[must_use]
pub fn cut(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let Some(room) = columns.checked_sub(1) else {
        return Cow::Borrowed("");
    };
    let mut taken = 0;
    let mut end = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        taken += UnicodeWidthStr::width(grapheme);
        if taken > room {
            break;
        }
        end = at + grapheme.len();
    }
    Cow::Owned([&text[..end], CUT_MARK].concat())
}

/// The text with spaces after it up to so many columns; a wider text stays as it is.
#[must_use]
pub fn pad_right(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    [text, &" ".repeat(missing)].concat()
}

/// The text with spaces before it up to so many columns; a wider text stays as it is.
#[must_use]
pub fn pad_left(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    [&" ".repeat(missing), text].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hostile_names_become_plain_lines() {
        for (text, line) in [
            ("Norway", "Norway"),
            ("  Norway\n", "Norway"),
            ("a \t\r\n b", "a b"),
            ("a  b", "a  b"),
            ("a\u{2028}b\u{85}c\u{b}d", "a b c d"),
            ("\u{1b}[31mred\u{1b}[0m", "red"),
            ("\u{9b}1;31mred", "red"),
            ("\u{1b}[?1049hx", "x"),
            ("\u{1b}]0;title\u{7}x", "x"),
            ("\u{1b}]8;;http://a\u{1b}\\link\u{1b}]8;;\u{1b}\\", "link"),
            ("\u{9d}52;c;aGk=\u{9c}x", "x"),
            ("\u{1b}Pq#0\u{1b}\\x", "x"),
            ("\u{1b}(Bx\u{1b}7y\u{1b}cz", "xyz"),
            ("\u{1b}]Norway", "Norway"),
            ("\u{1b}[31中", "中"),
            ("\u{1b}\u{1b}[1mx", "x"),
            ("\u{1b}", ""),
            ("a\0b\u{7f}c\u{7}", "abc"),
            ("evil\u{202e}gpj.exe\u{2066}", "evilgpj.exe"),
            ("zero\u{200b}width\u{feff}", "zerowidth"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("👩\u{200d}🔬", "👩\u{200d}🔬"),
            ("\u{200b} a \u{200b}", "a"),
        ] {
            assert_eq!(clean_line(text), line, "{text:?}");
        }
    }

    #[test]
    fn lines_are_kept_where_lines_belong() {
        assert_eq!(clean_lines("a\r\nb\rc\n\n\td\u{1b}[1m\n"), "a\nb\nc\n\n d");
        assert_eq!(clean_lines("a\tb"), "a b");
        assert!(matches!(clean_lines("a\nb"), Cow::Borrowed(_)));
    }

    #[test]
    fn widths_are_those_of_the_terminal() {
        for (text, columns) in [("abc", 3), ("联合国", 6), ("é", 1), ("e\u{301}", 1), ("👩\u{200d}🔬", 2), ("", 0)]
        {
            assert_eq!(width(text), columns, "{text}");
        }
        assert_eq!(cut("Norway", 6), "Norway");
        assert_eq!(cut("Norway", 5), "Norw…");
        assert_eq!(cut("联合国人居署", 6), "联合…");
        assert_eq!(cut("联合国", 1), "…");
        assert_eq!(cut("联合国", 0), "");
        assert_eq!(pad_right("联合", 6), "联合  ");
        assert_eq!(pad_left("5.00", 6), "  5.00");
        assert_eq!(pad_left("12345", 3), "12345");
    }

    /// Text rich in what cleaning looks for.
    fn hostile() -> impl Strategy<Value = String> {
        let pieces = [
            "\u{1b}", "[", "]", "\u{9b}", "\u{9d}", "\u{9c}", "\u{7}", "\\", "P", "3", ";", "m", " ", "\n", "\r", "\t",
            "\u{202e}", "\u{200b}", "\u{200d}", "\u{a0}", "é", "中", "e\u{301}", "👩", "\u{600}", "a",
        ];
        proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..14).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(hostile in hostile(), any in ".{0,20}") {
            for text in [hostile, any] {
                let line = clean_line(&text).into_owned();
                prop_assert!(!line.contains(|c: char| c.is_control()));
                prop_assert_eq!(clean_line(&line), line.as_str());
                let lines = clean_lines(&text).into_owned();
                prop_assert!(!lines.contains(|c: char| c.is_control() && c != '\n'));
                prop_assert_eq!(clean_lines(&lines), lines.as_str());
            }
        }

        #[test]
        fn a_cut_text_never_exceeds_its_columns(hostile in hostile(), any in ".{0,20}", columns in 0..12_usize) {
            for text in [hostile, any] {
                let line = clean_line(&text);
                prop_assert!(width(&cut(&line, columns)) <= columns);
                prop_assert_eq!(width(&pad_right(&cut(&line, columns), columns)), columns);
            }
        }
    }
}
