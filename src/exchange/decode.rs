//! What the bytes of a text file are: UTF-8 with or without a mark, UTF-16, or the one-byte code of western Windows; and
//! their reading as UTF-8. It refuses to guess further: a file in any other encoding reads as what it resembles.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How the characters of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    /// UTF-8 that begins with a byte order mark.
    Utf8Mark,
    Utf16Le,
    Utf16Be,
    /// Windows-1252, of which Latin-1 is a part.
    Windows1252,
}

impl Encoding {
    /// The name people know it by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Mark => "UTF-8 with a byte order mark",
            Self::Utf16Le => "UTF-16 little-endian",
            Self::Utf16Be => "UTF-16 big-endian",
            Self::Windows1252 => "Windows-1252 / Latin-1",
        }
    }

    /// Looks at a whole file, since one byte anywhere tells UTF-8 from the rest; keeps only a small piece in memory.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn of(mut file: impl Read) -> io::Result<Self> {
        let mut piece = vec![0; 64 * 1024];
        let mut held = fill(&mut file, &mut piece)?;
        if let Some(known) = by_beginning(&piece[..held]) {
            return Ok(known);
        }
        loop {
            let valid = match std::str::from_utf8(&piece[..held]) {
                Ok(_) => held,
                // A character cut by the end of the piece is read again with the next one.
                Err(error) if error.error_len().is_none() => error.valid_up_to(),
                Err(_) => return Ok(Self::Windows1252),
            };
            piece.copy_within(valid..held, 0);
            let left = held - valid;
            let more = fill(&mut file, &mut piece[left..])?;
            if more == 0 {
                return Ok(if left == 0 { Self::Utf8 } else { Self::Windows1252 });
            }
            held = left + more;
        }
    }

    fn decoder(self) -> Decoder {
        match self {
            Self::Utf8 | Self::Utf8Mark => UTF_8.new_decoder_with_bom_removal(),
            Self::Utf16Le => UTF_16LE.new_decoder_with_bom_removal(),
            Self::Utf16Be => UTF_16BE.new_decoder_with_bom_removal(),
            Self::Windows1252 => WINDOWS_1252.new_decoder_without_bom_handling(),
        }
    }
}

/// Marks, and the zero bytes that western text in UTF-16 has in every other place.
fn by_beginning(head: &[u8]) -> Option<Encoding> {
    match head {
        [0xEF, 0xBB, 0xBF, ..] => return Some(Encoding::Utf8Mark),
        [0xFF, 0xFE, ..] => return Some(Encoding::Utf16Le),
        [0xFE, 0xFF, ..] => return Some(Encoding::Utf16Be),
        _ => {}
    }
    let some = &head[..head.len().min(1000)];
    let zeros = |from: usize| some.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let many = some.len() / 4;
    match (zeros(0), zeros(1)) {
        (0, odd) if odd > many && many > 0 => Some(Encoding::Utf16Le),
        (even, 0) if even > many && many > 0 => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// Reads until the piece is full or the file ends.
fn fill(file: &mut impl Read, piece: &mut [u8]) -> io::Result<usize> {
    let mut held = 0;
    while held < piece.len() {
        match file.read(&mut piece[held..]) {
            Ok(0) => break,
            Ok(more) => held += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(held)
}

/// Bytes read and decoded at a time.
const PIECE: usize = 32 * 1024;

/// A file read as UTF-8 whatever it is written in; its mark is left out.
pub struct Decoded<R> {
    file: R,
    decoder: Decoder,
    raw: Vec<u8>,
    /// Bytes of `raw` that were read and not decoded yet.
    waiting: std::ops::Range<usize>,
    /// What was decoded, and which part of it was not handed out yet.
    text: Vec<u8>,
    ready: std::ops::Range<usize>,
    ended: bool,
    finished: bool,
}

impl<R: Read> Decoded<R> {
    /// Reads `file` from its beginning.
    pub fn new(file: R, encoding: Encoding) -> Self {
        let (raw, text) = (vec![0; PIECE], vec![0; PIECE]);
        let decoder = encoding.decoder();
        Self { file, decoder, raw, waiting: 0..0, text, ready: 0..0, ended: false, finished: false }
    }
}

impl<R: Read> Decoded<R> {
    /// Decodes the next piece into `text`; an empty one is the end.
    fn decode(&mut self) -> io::Result<()> {
        self.ready = 0..0;
        while self.ready.is_empty() && !self.finished {
            if self.waiting.is_empty() && !self.ended {
                let held = fill(&mut self.file, &mut self.raw)?;
                self.waiting = 0..held;
                self.ended = held < self.raw.len();
            }
            let raw = &self.raw[self.waiting.clone()];
            let (result, taken, written, _) = self.decoder.decode_to_utf8(raw, &mut self.text, self.ended);
            self.waiting.start += taken;
            self.finished = self.ended && result == CoderResult::InputEmpty;
            self.ready = 0..written;
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.ready.is_empty() {
            self.decode()?;
        }
        let given = out.len().min(self.ready.len());
        out[..given].copy_from_slice(&self.text[self.ready.start..self.ready.start + given]);
        self.ready.start += given;
        Ok(given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (Encoding, String) {
        let encoding = Encoding::of(bytes).unwrap();
        let mut text = String::new();
        Decoded::new(bytes, encoding).read_to_string(&mut text).unwrap();
        (encoding, text)
    }

    fn utf16(text: &str, mark: bool, big: bool) -> Vec<u8> {
        let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn every_encoding_reads_as_the_same_text() {
        let text = "donor,year\nCôte d’Ivoire,2019\n";
        let latin = WINDOWS_1252.encode(text).0.into_owned();
        assert_eq!(read(text.as_bytes()), (Encoding::Utf8, text.to_owned()));
        assert_eq!(read(format!("\u{feff}{text}").as_bytes()), (Encoding::Utf8Mark, text.to_owned()));
        assert_eq!(read(&latin), (Encoding::Windows1252, text.to_owned()));
        for (mark, big) in [(true, false), (true, true), (false, false), (false, true)] {
            assert_eq!(read(&utf16(text, mark, big)).1, text, "{mark} {big}");
        }
    }

    #[test]
    fn one_late_byte_decides() {
        let mut bytes = "a,b\n".repeat(40_000).into_bytes();
        assert_eq!(Encoding::of(bytes.as_slice()).unwrap(), Encoding::Utf8);
        bytes.push(0xE9);
        assert_eq!(Encoding::of(bytes.as_slice()).unwrap(), Encoding::Windows1252);
    }

    #[test]
    fn characters_across_pieces_stay_whole() {
        let text = "国".repeat(100_000);
        assert_eq!(read(text.as_bytes()), (Encoding::Utf8, text));
    }

    #[test]
    fn nothing_is_utf8() {
        assert_eq!(read(b""), (Encoding::Utf8, String::new()));
    }
}
