//! Every frame of the lean backend is read back through terminal emulators and compared cell by cell: most of them in this
//! process, a sample of whole sequences in tmux and in GNU screen. The cost of common actions is counted.

use std::cell::{Cell as Counter, RefCell};
use std::io::{self, Write};
use std::rc::Rc;

use pledgebook::term::lean::{ColorMode, Lean, send_whole};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::{Terminal, TerminalOptions, Viewport};

use crate::outside::{Outside, Shot};

#[derive(Clone, Default)]
struct Sink(Rc<RefCell<(Vec<u8>, usize)>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut sink = self.0.borrow_mut();
        sink.0.extend_from_slice(bytes);
        sink.1 += 1;
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A terminal emulator fed by the backend.
struct Stage {
    sink: Sink,
    terminal: Terminal<Lean<Sink>>,
    emulator: vt100::Parser,
}

impl Stage {
    fn new(cols: u16, rows: u16, colors: ColorMode) -> Self {
        let sink = Sink::default();
        let backend = Lean::new(sink.clone(), cols, rows, colors, true);
        let viewport = Viewport::Fixed(Rect::new(0, 0, cols, rows));
        let terminal = Terminal::with_options(backend, TerminalOptions { viewport }).unwrap();
        Self { sink, terminal, emulator: vt100::Parser::new(rows, cols, 0) }
    }

    fn resize(&mut self, cols: u16, rows: u16) {
        self.terminal.backend_mut().resize(cols, rows);
        self.terminal.resize(Rect::new(0, 0, cols, rows)).unwrap();
        // The emulator panics on a wide glyph cut by its new edge, so nothing is left to cut.
        self.emulator.process(b"\x1b[m\x1b[H\x1b[J");
        self.emulator.screen_mut().set_size(rows, cols);
    }

    /// Shows the lines and a cursor; gives the frame as ratatui drew it and the bytes it took.
    fn show(&mut self, lines: &[Line], cursor: Option<(u16, u16)>) -> (Buffer, Vec<u8>) {
        let mut seen = Buffer::default();
        self.terminal
            .draw(|frame| {
                for (y, line) in (0..).zip(lines) {
                    let row = Rect::new(0, y, frame.area().width, 1).intersection(frame.area());
                    frame.render_widget(line, row);
                }
                if let Some(at) = cursor {
                    frame.set_cursor_position(at);
                }
                seen = frame.buffer_mut().clone();
                send_whole(frame.buffer_mut());
            })
            .unwrap();
        let (bytes, writes) = std::mem::take(&mut *self.sink.0.borrow_mut());
        assert!(writes <= 1, "one write per frame");
        self.emulator.process(&bytes);
        (seen, bytes)
    }

    fn show_and_compare(&mut self, lines: &[Line], cursor: Option<(u16, u16)>) -> (Buffer, Vec<u8>) {
        let (buffer, bytes) = self.show(lines, cursor);
        let screen = self.emulator.screen();
        compare_all(screen, &buffer, &bytes);
        assert_eq!(screen.hide_cursor(), cursor.is_none());
        if let Some((x, y)) = cursor {
            assert_eq!(screen.cursor_position(), (y, x));
        }
        (buffer, bytes)
    }

    fn cost(&mut self, lines: &[Line], cursor: Option<(u16, u16)>) -> usize {
        self.show_and_compare(lines, cursor).1.len()
    }
}

fn compare_all(screen: &vt100::Screen, wanted: &Buffer, bytes: &[u8]) {
    for y in 0..wanted.area.height {
        for x in 0..wanted.area.width {
            compare(screen.cell(y, x).unwrap(), &wanted[(x, y)], (x, y), bytes);
        }
    }
}

fn compare(shown: &vt100::Cell, wanted: &Cell, at: (u16, u16), bytes: &[u8]) {
    let plain = !shown.inverse() && !shown.underline() && shown.bgcolor() == vt100::Color::Default;
    let untouched = *wanted == Cell::EMPTY && !shown.has_contents() && plain;
    if shown.is_wide_continuation() || untouched {
        return;
    }
    let context = || format!("cell {at:?} after {:?}", String::from_utf8_lossy(bytes));
    let text = if shown.has_contents() { shown.contents() } else { " " };
    assert_eq!(text, wanted.symbol(), "{}", context());
    assert_eq!(shown.bgcolor(), color(wanted.bg), "{}", context());
    assert_eq!(shown.inverse(), wanted.modifier.contains(Modifier::REVERSED), "{}", context());
    assert_eq!(shown.underline(), wanted.modifier.contains(Modifier::UNDERLINED), "{}", context());
    if text != " " || shown.inverse() {
        assert_eq!(shown.fgcolor(), color(wanted.fg), "{}", context());
    }
    if text != " " {
        // The emulator knows one intensity only, bold or dim.
        let intensity = wanted.modifier & (Modifier::BOLD | Modifier::DIM);
        if intensity != (Modifier::BOLD | Modifier::DIM) {
            assert_eq!(
                (shown.bold(), shown.dim()),
                (intensity == Modifier::BOLD, intensity == Modifier::DIM),
                "{}",
                context()
            );
        }
        assert_eq!(shown.italic(), wanted.modifier.contains(Modifier::ITALIC), "{}", context());
    }
}

fn color(color: Color) -> vt100::Color {
    match color {
        Color::Red => vt100::Color::Idx(1),
        Color::Blue => vt100::Color::Idx(4),
        Color::Gray => vt100::Color::Idx(7),
        Color::LightGreen => vt100::Color::Idx(10),
        Color::White => vt100::Color::Idx(15),
        Color::Indexed(index) => vt100::Color::Idx(index),
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        _ => vt100::Color::Default,
    }
}

/// The colours and attributes GNU screen knows: it shows italics as reversed.
fn old_style() -> BoxedStrategy<Style> {
    let attributes = [Modifier::BOLD, Modifier::DIM, Modifier::UNDERLINED, Modifier::REVERSED];
    let some = prop::sample::subsequence(attributes.to_vec(), 0..=2).prop_map(Modifier::from_iter);
    let style = (old_color(), old_color(), some).prop_map(|(fg, bg, m)| Style::new().fg(fg).bg(bg).add_modifier(m));
    prop_oneof![1 => Just(Style::new()), 1 => style].boxed()
}

fn old_color() -> impl Strategy<Value = Color> {
    prop::sample::select(vec![Color::Reset, Color::Red, Color::Blue, Color::Gray, Color::LightGreen, Color::White])
}

fn any_color() -> impl Strategy<Value = Color> {
    prop_oneof![
        4 => Just(Color::Reset),
        1 => old_color(),
        1 => any::<u8>().prop_map(Color::Indexed),
        1 => any::<(u8, u8, u8)>().prop_map(|(r, g, b)| Color::Rgb(r, g, b)),
    ]
}

fn any_style() -> BoxedStrategy<Style> {
    let attributes = [Modifier::BOLD, Modifier::DIM, Modifier::ITALIC, Modifier::UNDERLINED, Modifier::REVERSED];
    let some = prop_oneof![
        3 => Just(Modifier::empty()),
        2 => prop::sample::subsequence(attributes.to_vec(), 0..=3).prop_map(|all| all.into_iter().collect()),
    ];
    prop_oneof![
        1 => Just(Style::new()),
        1 => (any_color(), any_color(), some).prop_map(|(fg, bg, m)| Style::new().fg(fg).bg(bg).add_modifier(m)),
    ]
    .boxed()
}

fn any_line(style: fn() -> BoxedStrategy<Style>) -> impl Strategy<Value = Line<'static>> {
    let text = prop_oneof![
        3 => "[a-c]{0,6}",
        2 => " {0,30}",
        2 => "(国|际|捐|赠|a| ){0,8}",
        1 => "(e\u{301}|o\u{308}|ع|й|▶|│){0,6}",
        1 => "(ال|سلام|ש\u{5b8}|لا| |b){0,5}",
    ];
    let span = (text, style()).prop_map(|(text, style)| Span::styled(text, style));
    (prop::collection::vec(span, 0..6), style()).prop_map(|(spans, style)| Line::from(spans).style(style))
}

/// What happens between two frames.
#[derive(Clone, Debug)]
enum Step {
    Lines(Vec<Line<'static>>),
    Line(usize, Line<'static>),
    Move { from: usize, to: usize, by: usize },
    Size(u16, u16),
    Repaint,
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        10 => any_line_step(any_style),
        1 => (1..40u16, 1..16u16).prop_map(|(cols, rows)| Step::Size(cols, rows)),
    ]
}

/// A step that leaves the size as it is.
fn any_line_step(style: fn() -> BoxedStrategy<Style>) -> impl Strategy<Value = Step> {
    prop_oneof![
        1 => prop::collection::vec(any_line(style), 0..16).prop_map(Step::Lines),
        4 => (0..16usize, any_line(style)).prop_map(|(y, line)| Step::Line(y, line)),
        4 => (0..16usize, 0..16usize, 1..4usize).prop_map(|(from, to, by)| Step::Move { from, to, by }),
        1 => Just(Step::Repaint),
    ]
}

fn take(step: Step, stage: &mut Stage, lines: &mut Vec<Line<'static>>, size: &mut (u16, u16)) {
    match step {
        Step::Lines(all) => *lines = all,
        Step::Line(y, line) if y < lines.len() => lines[y] = line,
        Step::Line(_, line) => lines.push(line),
        Step::Move { from, to, by } => {
            let (from, to) = (from.min(to).min(lines.len()), from.max(to).min(lines.len()));
            let part = &mut lines[from..to];
            let by = by.min(part.len());
            if by % 2 == 0 { part.rotate_right(by) } else { part.rotate_left(by) }
        }
        Step::Size(cols, rows) => {
            *size = (cols, rows);
            stage.resize(cols, rows);
        }
        Step::Repaint => stage.terminal.backend_mut().repaint(),
    }
}

/// Frames compared in this process, each drawn and then drawn again.
const FRAMES: usize = 20_000;
/// Sequences replayed outside, of up to this many frames each.
const OUTSIDE: (usize, usize) = (12, 14);

#[test]
fn every_frame_arrives_as_drawn() {
    let mut runner = TestRunner::new(ProptestConfig { cases: 1_650, source_file: Some(file!()), ..Default::default() });
    let frames = Counter::new(0);
    let steps = prop::collection::vec((any_step(), any::<Option<(u16, u16)>>()), 10..16);
    let held = runner.run(&steps, |steps| {
        let mut size = (30, 12);
        let mut stage = Stage::new(size.0, size.1, ColorMode::Full);
        let mut lines = Vec::new();
        for (step, cursor) in steps {
            take(step, &mut stage, &mut lines, &mut size);
            let cursor = cursor.map(|(x, y)| (x % size.0, y % size.1));
            let (_, bytes) = stage.show_and_compare(&lines, cursor);
            only_vt220(&bytes);
            let (_, again) = stage.show(&lines, cursor);
            prop_assert!(again.is_empty(), "an unchanged frame writes nothing");
            frames.set(frames.get() + 1);
        }
        Ok(())
    });
    held.unwrap();
    assert!(frames.get() >= FRAMES, "{} frames", frames.get());
}

/// What a VT220, the Linux console and PuTTY take: nothing else is ever sent but synchronized output, which all of them
/// pass over.
fn only_vt220(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).unwrap();
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('M') {
            rest = after;
            continue;
        }
        let sequence = rest.strip_prefix('[').unwrap_or_else(|| panic!("{text:?}"));
        let end = sequence.find(|c: char| c.is_ascii_alphabetic()).unwrap();
        let (numbers, last) = (&sequence[..end], &sequence[end..=end]);
        let known = match last {
            "A" | "B" | "C" | "D" | "H" | "J" | "K" | "X" | "m" | "r" => {
                numbers.chars().all(|c| c.is_ascii_digit() || c == ';')
            }
            "h" | "l" => ["?25", "?2026"].contains(&numbers),
            _ => false,
        };
        assert!(known, "{numbers:?} {last:?} in {text:?}");
        rest = &sequence[end + 1..];
    }
    let control = |c: char| c.is_control() && !"\u{1b}\r\n\u{8}".contains(c);
    assert!(!text.contains(control), "{text:?}");
}

/// Random sequences, the same every time: what is to be shown after each step, and the bytes that show it.
fn sequences(steps: &impl Strategy<Value = Vec<Step>>, size: (u16, u16)) -> Vec<Vec<(Buffer, Shot)>> {
    let mut runner = TestRunner::deterministic();
    let mut made = Vec::new();
    for _ in 0..OUTSIDE.0 {
        let mut at = size;
        let mut stage = Stage::new(size.0, size.1, ColorMode::Full);
        let mut lines = Vec::new();
        let steps = steps.new_tree(&mut runner).unwrap().current();
        let shots = steps.into_iter().map(|step| {
            take(step, &mut stage, &mut lines, &mut at);
            let cursor = (at.0 / 2, at.1 / 2);
            let (buffer, bytes) = stage.show(&lines, Some(cursor));
            (buffer, Shot { size: at, bytes, cursor: Some(cursor) })
        });
        made.push(shots.collect());
    }
    made
}

fn replayed(outside: &Outside, sequences: &[Vec<(Buffer, Shot)>]) {
    for sequence in sequences {
        let shots: Vec<&Shot> = sequence.iter().map(|(_, shot)| shot).collect();
        for (seen, (wanted, shot)) in outside.replay(&shots).iter().zip(sequence) {
            compare_all(seen, wanted, &shot.bytes);
        }
    }
}

#[test]
fn sequences_of_frames_look_the_same_in_tmux() {
    let Some(tmux) = Outside::tmux() else { return };
    let steps = prop::collection::vec(any_step(), OUTSIDE.1);
    replayed(&tmux, &sequences(&steps, (30, 12)));
}

#[test]
fn sequences_of_frames_look_the_same_in_screen() {
    let Some(screen) = Outside::screen() else { return };
    let steps = prop::collection::vec(any_line_step(old_style), OUTSIDE.1);
    replayed(&screen, &sequences(&steps, (30, 12)));
}

proptest! {
    #[test]
    fn no_buffer_makes_it_panic(cells in prop::collection::vec((0..20u16, 0..6u16, "\\PC{0,3}|\t|\u{1b}\\[2J|👩‍👩‍👧|ｶﾞ"), 0..40), cols in 0..20u16, rows in 0..6u16) {
        use ratatui::backend::Backend;
        let mut lean = Lean::new(Sink::default(), cols, rows, ColorMode::Ansi16, true);
        for chunk in cells.chunks(8) {
            let made: Vec<(u16, u16, Cell)> = chunk.iter().map(|(x, y, text)| {
                let mut cell = Cell::default();
                cell.set_symbol(text);
                (*x, *y, cell)
            }).collect();
            lean.draw(made.iter().map(|(x, y, cell)| (*x, *y, cell))).unwrap();
            lean.flush().unwrap();
        }
    }
}

#[test]
fn control_characters_never_reach_the_terminal() {
    use ratatui::backend::Backend;
    let sink = Sink::default();
    let mut lean = Lean::new(sink.clone(), 10, 2, ColorMode::Full, false);
    let mut cell = Cell::default();
    cell.set_symbol("\x1b]0;owned\x07");
    lean.draw([(0, 0, &cell)].into_iter()).unwrap();
    lean.flush().unwrap();
    assert!(!String::from_utf8_lossy(&sink.0.borrow().0).contains("owned"));
}

#[test]
fn without_colours_bold_and_reverse_stay() {
    let mut stage = Stage::new(20, 1, ColorMode::None);
    let style = Style::new().fg(Color::Red).bg(Color::Blue).add_modifier(Modifier::BOLD | Modifier::REVERSED);
    let (_, bytes) = stage.show(&[Line::styled("x", style)], None);
    let cell = stage.emulator.screen().cell(0, 0).unwrap();
    assert!(cell.bold() && cell.inverse(), "{:?}", String::from_utf8_lossy(&bytes));
    assert_eq!((cell.fgcolor(), cell.bgcolor()), (vt100::Color::Default, vt100::Color::Default));
}

#[test]
fn an_emoji_with_its_selector_is_shown() {
    let mut stage = Stage::new(20, 1, ColorMode::Full);
    stage.show(&[Line::raw("abcd")], None);
    let (_, bytes) = stage.show(&[Line::raw("❤\u{fe0f}")], None);
    assert!(String::from_utf8_lossy(&bytes).contains("❤\u{fe0f}"), "{bytes:?}");
}

#[test]
fn a_joined_emoji_does_not_displace_its_row() {
    let mut stage = Stage::new(20, 1, ColorMode::Full);
    let (_, bytes) = stage.show(&[Line::raw("👩‍👩‍👧x")], None);
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.ends_with("\x1b[;3Hx\x1b[?25l"), "{text:?}");
}

/// A list of 38 rows in a frame of 120x40, its selection a gutter marker and the cursor.
fn list(offset: usize, selected: usize, typed: &str) -> Vec<Line<'static>> {
    let names = ["Government of Norway", "北京师范大学教育基金会", "Zakat House Kuwait", "J. van der Meer"];
    let row = |i: usize| {
        let marker = if i == selected { "▶ " } else { "  " };
        let money = i * 104_729 % 9_999_999;
        let spare = if i % 4 == 1 { 32 - 11 } else { 32 };
        Line::raw(format!(
            "{marker}D{:06} {:<spare$} {:>14}.{:02} Active",
            i * 7919 % 1_000_000,
            names[i % 4],
            money,
            i % 100
        ))
    };
    let mut lines = vec![Line::styled(" Donors", Style::new().bg(Color::Blue).fg(Color::White))];
    lines.extend((offset..offset + 38).map(row));
    lines.push(Line::raw(format!(" /{typed}   {}/100000", selected + 1)));
    lines
}

#[test]
fn common_actions_cost_few_bytes() {
    let mut stage = Stage::new(120, 40, ColorMode::Full);
    let first = stage.cost(&list(0, 5, ""), Some((0, 6)));
    assert!(first < 4_000, "first paint: {first}");
    let marker = stage.cost(&list(0, 6, ""), Some((0, 7)));
    assert!(marker <= 25, "marker moved: {marker}");
    stage.cost(&list(0, 37, ""), Some((0, 38)));
    let scrolled = stage.cost(&list(1, 38, ""), Some((0, 38)));
    assert!(scrolled <= 300, "scrolled by one: {scrolled}");
    let back = stage.cost(&list(0, 37, ""), Some((0, 38)));
    assert!(back <= 300, "scrolled back by one: {back}");
    stage.cost(&[Line::raw("Name: Nor")], Some((9, 0)));
    let typed = stage.cost(&[Line::raw("Name: Norw")], Some((10, 0)));
    assert!(typed <= 4, "one character typed: {typed}");
}
