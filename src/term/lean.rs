//! A ratatui backend that writes few bytes: it remembers what the terminal shows and sends the shortest way there.
//!
//! Only VT100 and VT220 sequences, one write per frame, none for an unchanged frame.
//! It refuses to ask the terminal anything: size and capabilities are handed in.
//!
//! # How a frame becomes bytes
//!
//! 1. ratatui hands over the finished buffer ([`send_whole`] makes it all of it). `grid` keeps it as the terminal will
//!    show it: control characters blanked, colours fitted to [`ColorMode`], wide glyphs holding the columns they cover.
//! 2. `shift` looks for a block of rows that moved. If painting after a move within margins (DECSTBM with line feeds or
//!    reverse indexes) is shorter than painting without, the move is sent.
//! 3. `paint` goes through the rows that differ and takes the shorter of two ways for each: over what stands there, or
//!    erased from its first difference. Blanks are erased (EL, ECH) where that is shorter than writing spaces, and only
//!    in the plain style, as terminals differ on the colour an erased cell takes.
//! 4. `moves` finds the shortest way of the cursor (CR, LF, BS, RI, CUU to CUB, CUP); text that stands between is
//!    written again where that is not longer. `pen` changes only what differs of a style, and not for blanks on which
//!    the difference cannot be seen.
//! 5. All of it is one write. Frames longer than a packet are wrapped in synchronized output where that is enabled;
//!    terminals that do not know it pass over it.
//!
//! # What it relies on
//!
//! - A cursor behind the last column is in no state that terminals agree on: only CR or an address leads on from there.
//! - Terminals agree on the width of most glyphs. Where they do not (joined emoji, presentation selectors) nothing is
//!   assumed about the columns after: the cursor is addressed anew and the row is always painted from its start.
//! - REP, the tab stops, insertion and deletion of characters and lines are not relied on: not all terminals have them,
//!   or a person may have changed them.
//!
//! # Use
//!
//! Build it with [`Lean::new`], give it to a [`ratatui::Terminal`] with a fixed viewport, call [`send_whole`] at the end
//! of each frame, [`Lean::resize`] before the terminal's own resize, and [`Lean::repaint`] after something else wrote on
//! the screen. Never call `Terminal::clear`, which asks for the place of the cursor.
//!
//! `tests/frames.rs` compares 20,000 random frames with an emulator in the same process, and whole sequences with tmux
//! and GNU screen; it uses nothing that is not public.

mod grid;
mod moves;
mod paint;
mod pen;
mod shift;

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::{Position, Size};

use grid::Grid;
use moves::Spot;
use paint::Painter;
pub use pen::ColorMode;
use pen::Pen;

/// Frames longer than this (bytes) are wrapped in synchronized output, where that is enabled.
const SYNC_FROM: usize = 1_400;
/// Frames shorter than this (bytes) are not worth the search for moved rows.
const SHIFT_FROM: usize = 60;

/// Makes ratatui hand over every cell of a finished frame instead of its own differences.
///
/// Its differences leave out the cell behind a wide glyph, whose style then stays unknown here when the glyph goes.
pub fn send_whole(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if cell.diff_option == CellDiffOption::None {
            cell.set_diff_option(CellDiffOption::AlwaysUpdate);
        }
    }
}

/// The backend: a shadow of the screen, the frame being built, and where pen and cursor stand.
#[derive(Debug)]
pub struct Lean<W: Write> {
    writer: W,
    colors: ColorMode,
    synchronized: bool,
    shown: Grid,
    next: Grid,
    pen: Pen,
    at: Option<Spot>,
    cursor: Cursor,
    forgotten: bool,
}

/// Where the cursor belongs after a frame, whether it is to be seen, and whether it is seen now.
#[derive(Debug)]
struct Cursor {
    at: Spot,
    wanted: bool,
    shown: bool,
}

impl Lean<Vec<u8>> {
    /// The bytes written since they were taken last: for benches, which count them.
    pub fn take_written(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.writer)
    }
}

impl<W: Write> Lean<W> {
    /// A backend for a screen of this size, of which nothing is known yet: the first frame paints all.
    pub fn new(writer: W, cols: u16, rows: u16, colors: ColorMode, synchronized: bool) -> Self {
        Self {
            writer,
            colors,
            synchronized,
            shown: Grid::blank(cols, rows),
            next: Grid::blank(cols, rows),
            pen: Pen::PLAIN,
            at: None,
            cursor: Cursor { at: Spot { x: 0, y: 0 }, wanted: true, shown: true },
            forgotten: true,
        }
    }

    /// Takes a new screen size; the next frame starts from an empty screen.
    pub fn resize(&mut self, cols: u16, rows: u16) {
        self.shown = Grid::blank(cols, rows);
        self.next = Grid::blank(cols, rows);
        self.repaint();
    }

    /// Forgets what the terminal shows, so that the next frame paints all of it.
    pub fn repaint(&mut self) {
        self.forgotten = true;
    }

    /// Tells the backend that the cursor was shown and the style reset behind its back.
    pub fn was_reset(&mut self) {
        self.cursor.shown = true;
        self.repaint();
    }

    /// Where the terminal's cursor is after the last frame, column and row from 0; none where that is not sure.
    #[must_use]
    pub fn place(&self) -> Option<(u16, u16)> {
        self.at.filter(|at| at.x < self.next.cols).map(|at| (at.x, at.y))
    }

    /// Writes bytes that neither move the cursor nor change the screen, such as a copy to the clipboard.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_unseen(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.writer.write_all(bytes)?;
        self.writer.flush()
    }

    /// The frame's bytes from the shadow to the next screen, the shadow brought up to date.
    fn frame(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        if self.forgotten {
            out.extend_from_slice(b"\x1b[m\x1b[r\x1b[H\x1b[J");
            self.shown = Grid::blank(self.next.cols, self.next.rows);
            self.pen = Pen::PLAIN;
            self.at = Some(Spot { x: 0, y: 0 });
            self.forgotten = false;
        }
        if self.shown != self.next {
            self.paint(&mut out);
            self.shown.clone_from(&self.next);
        }
        self.place_cursor(&mut out);
        if self.synchronized && out.len() > SYNC_FROM {
            out.splice(0..0, *b"\x1b[?2026h");
            out.extend_from_slice(b"\x1b[?2026l");
        }
        out
    }

    /// Paints the difference, with rows moved by the terminal itself where that is shorter.
    fn paint(&mut self, out: &mut Vec<u8>) {
        let mut best = Painter::new(&self.next, self.pen, self.at);
        best.paint(&self.shown);
        if best.out.len() > SHIFT_FROM
            && let Some(shift) = shift::find(&self.shown, &self.next)
        {
            let mut moved = Painter::new(&self.next, self.pen, self.at);
            moved.scroll(&shift);
            moved.paint(&shift.applied(&self.shown));
            if moved.out.len() < best.out.len() {
                best = moved;
            }
        }
        out.append(&mut best.out);
        (self.pen, self.at) = (best.pen, best.at);
    }

    fn place_cursor(&mut self, out: &mut Vec<u8>) {
        if self.cursor.wanted && self.next.cols > 0 && self.next.rows > 0 {
            let to = Spot { x: self.cursor.at.x.min(self.next.cols - 1), y: self.cursor.at.y.min(self.next.rows - 1) };
            out.extend_from_slice(&moves::between(self.at, to, self.next.cols));
            self.at = Some(to);
        }
        if self.cursor.wanted != self.cursor.shown {
            let switch: &[u8] = if self.cursor.wanted { b"\x1b[?25h" } else { b"\x1b[?25l" };
            out.extend_from_slice(switch);
            self.cursor.shown = self.cursor.wanted;
        }
    }

    /// The part of the screen a clear names, as first and last-but-one cell in reading order.
    fn cleared(&self, what: ClearType) -> std::ops::Range<usize> {
        let cols = usize::from(self.next.cols);
        let all = self.next.len();
        let row = usize::from(self.cursor.at.y) * cols;
        let here = row + usize::from(self.cursor.at.x);
        let range = match what {
            ClearType::All => 0..all,
            ClearType::AfterCursor => here..all,
            ClearType::BeforeCursor => 0..here,
            ClearType::CurrentLine => row..row + cols,
            ClearType::UntilNewLine => here..row + cols,
        };
        range.start.min(all)..range.end.min(all)
    }
}

impl<W: Write> Backend for Lean<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        for (x, y, cell) in content {
            self.next.put(x, y, cell, self.colors);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.cursor.wanted = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.cursor.wanted = true;
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(Position::new(self.cursor.at.x, self.cursor.at.y))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        self.cursor.at = Spot { x, y };
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    /// Clears in the frame being built; the terminal hears of it with the frame, in the shortest form.
    fn clear_region(&mut self, what: ClearType) -> io::Result<()> {
        let range = self.cleared(what);
        self.next.clear(range);
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(Size::new(self.next.cols, self.next.rows))
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::new(0, 0) })
    }

    fn flush(&mut self) -> io::Result<()> {
        let frame = self.frame();
        if frame.is_empty() {
            return Ok(());
        }
        let written = self.writer.write_all(&frame).and_then(|()| self.writer.flush());
        if written.is_err() {
            self.was_reset();
        }
        written
    }
}
