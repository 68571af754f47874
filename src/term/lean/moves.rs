//! The shortest way for the cursor from one cell to another, in VT100 sequences.
//! It refuses to rely on a cursor that waits behind the last column: from there only carriage return or an address leads on.

/// A cell of the screen, counted from 0; `x` may equal the number of columns, where the cursor waits to wrap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub x: u16,
    pub y: u16,
}

/// The bytes that take the cursor from a place, if known, to another; empty where it stands there already.
pub(super) fn between(from: Option<Spot>, to: Spot, cols: u16) -> Vec<u8> {
    let mut best = address(to);
    let Some(from) = from else { return best };
    if from == to {
        return Vec::new();
    }
    let mut returned = b"\r".to_vec();
    returned.extend(vertical(from.y, to.y));
    returned.extend(horizontal(0, to.x));
    if returned.len() <= best.len() {
        best = returned;
    }
    if from.x < cols {
        let mut straight = vertical(from.y, to.y);
        straight.extend(horizontal(from.x, to.x));
        if straight.len() <= best.len() {
            best = straight;
        }
    }
    best
}

fn address(to: Spot) -> Vec<u8> {
    match (to.x, to.y) {
        (0, 0) => b"\x1b[H".to_vec(),
        (0, y) => format!("\x1b[{}H", y + 1).into_bytes(),
        (x, 0) => format!("\x1b[;{}H", x + 1).into_bytes(),
        (x, y) => format!("\x1b[{};{}H", y + 1, x + 1).into_bytes(),
    }
}

fn vertical(from: u16, to: u16) -> Vec<u8> {
    match (to > from, to.abs_diff(from)) {
        (_, 0) => Vec::new(),
        (true, n) => repeated(b"\n", n, b'B'),
        // Reverse index only moves up while it is not on the first row, and here it never starts there.
        (false, n) => repeated(b"\x1bM", n, b'A'),
    }
}

fn horizontal(from: u16, to: u16) -> Vec<u8> {
    match (to > from, to.abs_diff(from)) {
        (_, 0) => Vec::new(),
        (true, n) => repeated(b"\x1b[C", n, b'C'),
        (false, n) => repeated(b"\x08", n, b'D'),
    }
}

/// `n` times the short form, or the counted sequence where that is shorter.
fn repeated(short: &[u8], n: u16, counted: u8) -> Vec<u8> {
    let mut long = format!("\x1b[{n}").into_bytes();
    long.push(counted);
    if short.len() * usize::from(n) <= long.len() { short.repeat(usize::from(n)) } else { long }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(x: u16, y: u16) -> Spot {
        Spot { x, y }
    }

    #[test]
    fn short_ways_are_found() {
        for (from, to, way) in [
            (at(5, 5), at(5, 5), ""),
            (at(5, 5), at(5, 6), "\n"),
            (at(5, 5), at(0, 6), "\r\n"),
            (at(5, 5), at(4, 5), "\x08"),
            (at(5, 5), at(4, 6), "\n\x08"),
            (at(5, 5), at(5, 4), "\x1bM"),
            (at(5, 5), at(0, 0), "\x1b[H"),
            (at(5, 5), at(9, 5), "\x1b[4C"),
            (at(80, 5), at(0, 5), "\r"),
            (at(80, 5), at(79, 5), "\r\x1b[79C"),
        ] {
            assert_eq!(String::from_utf8(between(Some(from), to, 80)).unwrap(), way, "{from:?} to {to:?}");
        }
    }

    #[test]
    fn every_way_arrives() {
        let (cols, rows) = (13u16, 11u16);
        for from in 0..(cols + 1) * rows {
            for to in 0..cols * rows {
                let (from, to) = (at(from % (cols + 1), from / (cols + 1)), at(to % cols, to / cols));
                let mut term = vt100::Parser::new(rows, cols, 0);
                let text = "x".repeat(usize::from(from.x));
                term.process(format!("\x1b[{}H{text}", from.y + 1).as_bytes());
                term.process(&between(Some(from), to, cols));
                assert_eq!(term.screen().cursor_position(), (to.y, to.x), "{from:?} to {to:?}");
            }
        }
    }
}
