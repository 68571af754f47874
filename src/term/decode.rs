//! Bytes of a terminal to keys and pasted text, whatever pieces they arrive in.
//! It refuses to wait: a sequence cut in the middle stays pending until more comes or `settle` gives it up.
//!
//! crossterm's own reader is not used: in 0.29 it blocks in the middle of a cut sequence, spins on a lost line, and
//! leaves all but the first 1,024 bytes of a paste unread until another key is pressed.

use std::time::Duration;

use crate::keys::Key;

/// How long the rest of a key's sequence may take before what came is taken for what it is.
const SEQUENCE: Duration = Duration::from_millis(50);
/// How long a paste may pause before it counts as ended.
const PAUSE_IN_PASTE: Duration = Duration::from_secs(1);
/// No key's sequence is longer than this (bytes).
const LONGEST: usize = 64;
const PASTE_END: &[u8] = b"\x1b[201~";

/// What a person entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    Key(Key),
    Paste(String),
    /// The answer that was expected.
    Answer,
}

/// The bytes not understood yet.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    pending: Vec<u8>,
    paste: Option<Vec<u8>>,
    /// An answer of the terminal that was asked for; empty when none is.
    expected: Vec<u8>,
}

/// What the start of some bytes means, and how many of them it took.
enum Step {
    More,
    Key(usize, Key),
    Skip(usize),
    PasteStart(usize),
}

impl Decoder {
    /// Takes these bytes, once, for an answer and not for a key.
    pub fn expect(&mut self, answer: Vec<u8>) {
        self.expected = answer;
    }

    /// Takes bytes as they came and gives what is complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Typed> {
        self.pending.extend_from_slice(bytes);
        let mut typed = Vec::new();
        while !self.pending.is_empty() {
            if self.paste.is_some() {
                match self.pasted() {
                    Some(text) => typed.push(Typed::Paste(text)),
                    None => break,
                }
                continue;
            }
            if !self.expected.is_empty() && self.pending.starts_with(&self.expected) {
                self.pending.drain(..self.expected.len());
                self.expected.clear();
                typed.push(Typed::Answer);
                continue;
            }
            let taken = match step(&self.pending) {
                Step::More => break,
                Step::Skip(taken) => taken,
                Step::Key(taken, key) => {
                    typed.push(Typed::Key(key));
                    taken
                }
                Step::PasteStart(taken) => {
                    self.paste = Some(Vec::new());
                    taken
                }
            };
            self.pending.drain(..taken);
        }
        typed
    }

    /// How long to wait for the rest of what has begun; none when nothing has.
    pub fn patience(&self) -> Option<Duration> {
        match (&self.paste, self.pending.is_empty()) {
            (Some(_), _) => Some(PAUSE_IN_PASTE),
            (None, false) => Some(SEQUENCE),
            (None, true) => None,
        }
    }

    /// Nothing more came: a lone escape is the Esc key, a paste ends, other beginnings are dropped.
    pub fn settle(&mut self) -> Vec<Typed> {
        let pending = std::mem::take(&mut self.pending);
        if let Some(mut paste) = self.paste.take() {
            paste.extend(pending);
            return vec![Typed::Paste(clean(&paste))];
        }
        let key = match pending.as_slice() {
            [0x1b] => Key::Esc,
            [0x1b, b'['] => Key::Char('['),
            [0x1b, b'O'] => Key::Char('O'),
            _ => return Vec::new(),
        };
        vec![Typed::Key(key)]
    }

    /// Moves pending bytes into the paste; gives its text once the end is there.
    fn pasted(&mut self) -> Option<String> {
        let end = self.pending.windows(PASTE_END.len()).position(|window| window == PASTE_END);
        let paste = self.paste.as_mut()?;
        // The last bytes may be the beginning of the end.
        let text = end.unwrap_or(self.pending.len().saturating_sub(PASTE_END.len() - 1));
        paste.extend(self.pending.drain(..text));
        end?;
        self.pending.drain(..PASTE_END.len());
        self.paste.take().map(|paste| clean(&paste))
    }
}

/// Pasted text with line feeds between its lines, as terminals send carriage returns.
fn clean(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace("\r\n", "\n").replace('\r', "\n")
}

fn step(bytes: &[u8]) -> Step {
    match bytes[0] {
        0x1b => escape(bytes),
        byte @ (0..0x20 | 0x7f) => Step::Key(1, control(byte)),
        _ => letter(bytes),
    }
}

fn control(byte: u8) -> Key {
    match byte {
        0 => Key::Ctrl(' '),
        0x08 | 0x7f => Key::Backspace,
        b'\t' => Key::Tab,
        b'\r' | b'\n' => Key::Enter,
        1..=26 => Key::Ctrl(char::from(byte - 1 + b'a')),
        _ => Key::Ctrl(char::from(byte + 0x40)),
    }
}

fn letter(bytes: &[u8]) -> Step {
    let length = match bytes[0] {
        0..0x80 => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Step::Skip(1),
    };
    let there = &bytes[..length.min(bytes.len())];
    match std::str::from_utf8(there) {
        Ok(text) => match text.chars().next() {
            Some(c) if !c.is_control() => Step::Key(length, Key::Char(c)),
            _ => Step::Skip(length),
        },
        Err(wrong) if wrong.error_len().is_none() => Step::More,
        Err(_) => Step::Skip(1),
    }
}

fn escape(bytes: &[u8]) -> Step {
    match bytes {
        [] | [_] | [_, b'O'] => Step::More,
        [_, b'[', ..] => sequence(bytes),
        [_, b'O', last, ..] => keypad(*last).map_or(Step::Skip(3), |key| Step::Key(3, key)),
        [_, 0x1b, ..] => Step::Key(1, Key::Esc),
        // Alt: the key without it.
        [_, rest @ ..] => match step(rest) {
            Step::Key(taken, key) => Step::Key(taken + 1, key),
            Step::Skip(taken) => Step::Skip(taken + 1),
            other => other,
        },
    }
}

/// `ESC [`, parameters, and a last letter.
fn sequence(bytes: &[u8]) -> Step {
    if let [_, _, b'[', last, ..] = bytes {
        // The Linux console's F1 to F5.
        return if (b'A'..=b'E').contains(last) { Step::Key(4, Key::F(last - b'A' + 1)) } else { Step::Skip(4) };
    }
    let end = bytes.iter().skip(2).position(|byte| !(0x20..0x40).contains(byte)).map(|at| at + 2);
    match end {
        None if bytes.len() > LONGEST => Step::Skip(bytes.len()),
        None => Step::More,
        Some(2) if bytes.len() == 3 && bytes[2] == b'[' => Step::More,
        Some(end) if !(0x40..0x7f).contains(&bytes[end]) => Step::Skip(end),
        Some(end) => {
            let numbers: Vec<u32> = numbers(&bytes[2..end]);
            if bytes[end] == b'~' && numbers.first() == Some(&200) {
                return Step::PasteStart(end + 1);
            }
            named(bytes[end], &numbers).map_or(Step::Skip(end + 1), |key| Step::Key(end + 1, key))
        }
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    let text = String::from_utf8_lossy(bytes);
    text.split(';').map(|part| part.split(':').next().and_then(|n| n.parse().ok()).unwrap_or(0)).collect()
}

fn named(last: u8, numbers: &[u32]) -> Option<Key> {
    let first = numbers.first().copied().unwrap_or(0);
    match last {
        b'Z' => Some(Key::BackTab),
        b'~' => by_number(first),
        b'u' => by_code(first, numbers.get(1).copied().unwrap_or(1)),
        b'A'..=b'D' | b'H' | b'F' | b'P'..=b'S' => keypad(last),
        _ => None,
    }
}

fn by_number(number: u32) -> Option<Key> {
    let function = |n: u32| u8::try_from(n).ok().map(Key::F);
    match number {
        1 | 7 => Some(Key::Home),
        2 => Some(Key::Insert),
        3 => Some(Key::Delete),
        4 | 8 => Some(Key::End),
        5 => Some(Key::PageUp),
        6 => Some(Key::PageDown),
        11..=15 => function(number - 10),
        17..=21 => function(number - 11),
        23..=26 => function(number - 12),
        28 | 29 => function(number - 13),
        31..=34 => function(number - 14),
        _ => None,
    }
}

/// A key sent as its Unicode code and modifiers (1 + shift 1 + alt 2 + ctrl 4).
fn by_code(code: u32, modifiers: u32) -> Option<Key> {
    let modifiers = modifiers.saturating_sub(1);
    match char::from_u32(code)? {
        '\x1b' => Some(Key::Esc),
        '\t' if modifiers & 1 != 0 => Some(Key::BackTab),
        c if modifiers & 4 != 0 && !c.is_control() => Some(Key::Ctrl(c.to_ascii_lowercase())),
        c if c.is_ascii_control() => u8::try_from(code).ok().map(control),
        c => Some(Key::Char(c)),
    }
}

/// The last letter of cursor keys, F1 to F4, and the keypad in application mode.
fn keypad(last: u8) -> Option<Key> {
    match last {
        b'A' => Some(Key::Up),
        b'B' => Some(Key::Down),
        b'C' => Some(Key::Right),
        b'D' => Some(Key::Left),
        b'H' => Some(Key::Home),
        b'F' => Some(Key::End),
        b'M' => Some(Key::Enter),
        b'P'..=b'S' => Some(Key::F(last - b'P' + 1)),
        b'X' => Some(Key::Char('=')),
        b'j'..=b'y' => Some(Key::Char(char::from(last - 0x40))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn keys(bytes: &[u8]) -> Vec<Key> {
        let mut decoder = Decoder::default();
        let mut typed = decoder.feed(bytes);
        typed.extend(decoder.settle());
        typed.into_iter().map(|one| if let Typed::Key(key) = one { key } else { panic!("{one:?} is no key") }).collect()
    }

    #[test]
    fn each_sequence_is_its_key() {
        for (bytes, key) in [
            (&b"a"[..], Key::Char('a')),
            ("国".as_bytes(), Key::Char('国')),
            (b"\x01", Key::Ctrl('a')),
            (b"\x1a", Key::Ctrl('z')),
            (b"\x03", Key::Ctrl('c')),
            (b"\x1f", Key::Ctrl('_')),
            (b"\r", Key::Enter),
            (b"\t", Key::Tab),
            (b"\x7f", Key::Backspace),
            (b"\x1b", Key::Esc),
            (b"\x1b[Z", Key::BackTab),
            (b"\x1b[A", Key::Up),
            (b"\x1bOA", Key::Up),
            (b"\x1b[1;5D", Key::Left),
            (b"\x1b[3~", Key::Delete),
            (b"\x1b[6;2~", Key::PageDown),
            (b"\x1b[[E", Key::F(5)),
            (b"\x1bOP", Key::F(1)),
            (b"\x1b[24~", Key::F(12)),
            (b"\x1bOp", Key::Char('0')),
            (b"\x1bx", Key::Char('x')),
            (b"\x1b[97;5u", Key::Ctrl('a')),
        ] {
            assert_eq!(keys(bytes), [key], "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn unknown_sequences_and_broken_letters_are_skipped_alone() {
        assert_eq!(keys(b"\x1b[99;7Wa\xff\xc3b\x1b[?1;2cd"), [Key::Char('a'), Key::Char('b'), Key::Char('d')]);
    }

    #[test]
    fn a_long_paste_is_one_event_with_keys_around_it() {
        let text = "Norway\r".repeat(2_000);
        let bytes = format!("x\x1b[200~{text}\x1b[201~\x1b[B");
        let mut decoder = Decoder::default();
        let typed: Vec<Typed> = bytes.as_bytes().chunks(1_000).flat_map(|chunk| decoder.feed(chunk)).collect();
        let paste = Typed::Paste(text.replace('\r', "\n"));
        assert_eq!(typed, [Typed::Key(Key::Char('x')), paste, Typed::Key(Key::Down)]);
        assert_eq!(decoder.patience(), None);
    }

    #[test]
    fn an_expected_answer_is_no_key_whatever_pieces_it_comes_in() {
        let mut decoder = Decoder::default();
        decoder.expect(b"\x1b[4;1R".to_vec());
        let typed: Vec<Typed> = b"a\x1b[4;1Rb\x1b[1;2R".chunks(2).flat_map(|piece| decoder.feed(piece)).collect();
        let key = |c| Typed::Key(Key::Char(c));
        assert_eq!(typed, [key('a'), Typed::Answer, key('b'), Typed::Key(Key::F(3))]);
    }

    #[test]
    fn an_unfinished_paste_ends_when_nothing_more_comes() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed(b"\x1b[200~half"), []);
        assert_eq!(decoder.settle(), [Typed::Paste("half".into())]);
        assert_eq!(decoder.feed(b"q"), [Typed::Key(Key::Char('q'))]);
    }

    proptest! {
        #[test]
        fn pieces_mean_what_the_whole_means(parts in prop::collection::vec(prop::sample::select(vec![
            "a", "é", "国", "\x1b[A", "\x1b[5~", "\x1bOP", "\r", "\x1b[200~one\rtwo\x1b[201~", "\x1b[[A", "\x1b[1;5C",
        ]), 0..12), cut in 1..7usize) {
            let bytes = parts.concat();
            let mut whole = Decoder::default();
            let mut pieces = Decoder::default();
            let cut: Vec<Typed> = bytes.as_bytes().chunks(cut).flat_map(|chunk| pieces.feed(chunk)).collect();
            let at_once = whole.feed(bytes.as_bytes());
            prop_assert_eq!(cut, at_once.clone());
            prop_assert_eq!(at_once.len(), parts.len());
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(prop_oneof![any::<u8>(), Just(0x1b), Just(b'[')], 0..80)) {
            let mut decoder = Decoder::default();
            decoder.feed(&bytes);
            decoder.settle();
            prop_assert_eq!(decoder.patience(), None);
        }
    }
}
