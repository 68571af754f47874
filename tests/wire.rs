//! What a session costs on the wire: bytes of each key, nothing while idle, only changed cells for what others save, and
//! what a slow line must not lose.

use std::fmt::Write;
use std::thread;
use std::time::{Duration, Instant};

use pledgebook::term::lean::{ColorMode, Lean, send_whole};
use ratatui::layout::Rect;
use ratatui::{TerminalOptions, Viewport};

use crate::outside::{Outside, Shot};
use crate::pty::{BINARY, DOWN, ENTER, ESC, FIELD_OFFICE, Home, NEAR, PAGE_DOWN, SAVE, Slow, Terminal};
use crate::support::{Person, demo, read_keys};

#[test]
fn what_another_process_saves_comes_within_a_second_and_costs_its_cells() {
    let (home, file) = Home::with_demo();
    let mut ana = home.start_on(&file);
    ana.wait_for("Needs you");
    ana.press(&["2"]);
    ana.wait_for("Donors ·");
    let before = ana.settle();
    let screen = ana.screen();
    let name = screen.lines().nth(4).unwrap().trim_start().split("  ").next().unwrap();
    home.done(&["--db", file.to_str().unwrap(), "set", "partner", name, &format!("name={name} 国")]);
    let saved = Instant::now();
    ana.wait_for(&format!("{name} 国"));
    // Looked for four times in three seconds; the rest is for a busy machine.
    assert!(saved.elapsed() < Duration::from_secs(2), "{:?}", saved.elapsed());
    let cost = ana.settle() - before;
    assert!(cost <= 40, "{cost} bytes");
    assert_eq!(ana.settle() - before, cost, "and nothing after");
}

#[test]
fn an_idle_screen_writes_nothing_and_takes_no_time() {
    let (home, file) = Home::with_demo();
    let terminal = home.start_on(&file);
    terminal.wait_for("Needs you");
    let before = terminal.settle();
    let spent = ticks(terminal.pid());
    thread::sleep(Duration::from_secs(3));
    assert_eq!(terminal.line().bytes.len(), before);
    // A hundredth of a second each; a busy loop takes three hundred.
    assert!(ticks(terminal.pid()) - spent <= 3);
}

/// Processor time a process has spent, in hundredths of a second.
fn ticks(pid: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}

/// A person whose terminal counts bytes.
struct Counted {
    person: Person,
    terminal: ratatui::Terminal<Lean<Vec<u8>>>,
}

impl Counted {
    fn at(person: Person, cols: u16, rows: u16) -> Self {
        let viewport = Viewport::Fixed(Rect::new(0, 0, cols, rows));
        let lean = Lean::new(Vec::new(), cols, rows, ColorMode::of("xterm-256color", "", false), true);
        let terminal = ratatui::Terminal::with_options(lean, TerminalOptions { viewport }).unwrap();
        Self { person, terminal }
    }

    fn draw(&mut self) -> usize {
        let person = &self.person;
        let drawn = self.terminal.draw(|frame| {
            person.draw(frame);
            send_whole(frame.buffer_mut());
        });
        drawn.unwrap();
        self.terminal.backend_mut().take_written().len()
    }

    /// Presses keys, each drawn, and what comes when they rest; gives what the dearest of them cost.
    fn cost(&mut self, keys: &str) -> usize {
        let keys = read_keys(keys).into_iter();
        keys.map(|key| {
            self.person.key(key);
            let shown = self.draw();
            if self.person.wants_rest() {
                self.person.rest();
            }
            shown + self.draw()
        })
        .max()
        .unwrap_or(0)
    }
}

/// Keys on the demo, and the most bytes any of them may cost at 80x24, at 120x40, and drawn for a slow line at 120x40.
/// It is what they cost and a tenth, for words that change: more is a regression, less is to be written down here.
const COSTS: &[(&str, &str, [usize; 3])] = &[
    ("the first picture", "", [1600, 1950, 1650]),
    ("nothing", "", [0, 0, 0]),
    ("Home, down", "Down Down Down", [16, 16, 14]),
    ("the list of donors", "2", [1450, 2350, 2250]),
    ("down", "Down Down Down Down Down Down", [16, 16, 14]),
    ("page down", "PgDn PgDn PgDn", [870, 1600, 1450]),
    ("to the top", "g", [1100, 1800, 1750]),
    ("to the foot", "PgDn", [20, 20, 20]),
    ("down at the edge", "Down Down Down Down", [100, 90, 80]),
    ("up", "Up Up", [20, 20, 18]),
    ("a mark", "Space Space", [55, 55, 50]),
    ("a search begins", "/", [30, 30, 30]),
    ("its letters", "n o r w", [1000, 1700, 720]),
    ("a donor's page", "Enter", [1120, 1470, 1400]),
    ("down a page", "Down Down Down", [16, 16, 14]),
    ("a figure explained", "=", [1080, 1900, 1720]),
    ("back", "q", [1320, 1720, 1500]),
    ("a form", "e", [720, 740, 740]),
    ("the next field", "Tab Tab", [135, 135, 130]),
    ("letters", "\"Ministry of\"", [40, 40, 40]),
    ("a letter taken back", "Bs Bs", [4, 4, 4]),
    ("the draft thrown away", "^D", [1380, 1730, 1520]),
    ("Results", "9", [1800, 3850, 3750]),
    ("help", "?", [1100, 2150, 2150]),
    ("back from help", "q", [1800, 3900, 3800]),
    ("Home again", "1", [1400, 1700, 1400]),
];

#[test]
fn each_key_costs_at_most_what_is_written_down() {
    let folder = tempfile::tempdir().unwrap();
    let mut people = [
        Counted::at(Person::at(demo(&folder), "ana", "en", 80, 24), 80, 24),
        Counted::at(Person::at(demo(&folder), "ana", "en", 120, 40), 120, 40),
        Counted::at(Person::at_slow_line(demo(&folder), "ana", "en", 120, 40), 120, 40),
    ];
    let mut table = String::new();
    let mut dear = false;
    for (what, keys, most) in COSTS {
        let cost = |one: &mut Counted| if keys.is_empty() { one.draw() } else { one.cost(keys) };
        let found: Vec<usize> = people.iter_mut().map(cost).collect();
        dear |= found.iter().zip(most).any(|(found, most)| found > most);
        writeln!(table, "{what}: {found:?} of {most:?}").unwrap();
    }
    assert!(!dear, "{table}");
    println!("{table}");
}

/// A session on the demo: what was written for each key, and the screen after it.
fn recorded() -> Vec<(Shot, vt100::Screen)> {
    let home = Home::new();
    let mut terminal = home.start(&["--demo"], 80, 24);
    terminal.wait_for("88.4%");
    let (mut shots, mut from) = (Vec::new(), 0);
    let keys =
        ["", "2", DOWN, PAGE_DOWN, PAGE_DOWN, "g", "/", "n", "o", ENTER, ENTER, "e", "\t", "\t", "国é", ESC, "=", "q"];
    for key in keys {
        terminal.send(key);
        let to = terminal.settle();
        let line = terminal.line();
        let screen = line.parser.screen().clone();
        shots.push((Shot { size: (80, 24), bytes: line.bytes[from..to].to_vec(), cursor: None }, screen));
        from = to;
    }
    shots
}

fn looks_the_same(outside: &Outside) {
    let recorded = recorded();
    let shots: Vec<&Shot> = recorded.iter().map(|(shot, _)| shot).collect();
    for (n, (seen, (_, wanted))) in outside.replay(&shots).iter().zip(&recorded).enumerate() {
        for (y, x) in (0..24).flat_map(|y| (0..80).map(move |x| (y, x))) {
            let (seen, wanted) = (seen.cell(y, x).unwrap(), wanted.cell(y, x).unwrap());
            assert_eq!(look(seen), look(wanted), "row {y} column {x} after key {n}");
        }
    }
}

/// What can be seen of a cell: its text, background and style, and its colour where there is text.
fn look(cell: &vt100::Cell) -> (&str, vt100::Color, bool, bool, Option<(vt100::Color, bool)>) {
    let text = if cell.has_contents() { cell.contents() } else { " " };
    let ink = (text != " ").then(|| (cell.fgcolor(), cell.bold()));
    (text, cell.bgcolor(), cell.inverse(), cell.underline(), ink)
}

#[test]
fn a_recorded_session_looks_the_same_in_tmux() {
    let Some(tmux) = Outside::tmux() else { return };
    looks_the_same(&tmux);
}

#[test]
fn a_recorded_session_looks_the_same_in_screen() {
    let Some(screen) = Outside::screen() else { return };
    looks_the_same(&screen);
}

/// What a person types without waiting: a search, a form with more in it than fits, a save, and on.
const AHEAD: &[&str] = &[
    "2",
    "/",
    "no",
    "rw",
    ENTER,
    "e",
    "\t",
    "\t",
    "Ministry of ",
    "Foreign Affairs ",
    "0123456789",
    "国é",
    "\u{7f}",
    SAVE,
    DOWN,
    DOWN,
    "q",
    "g",
    PAGE_DOWN,
    DOWN,
    DOWN,
    ENTER,
    "q",
];

/// Types ahead over a line; gives the screen at the end.
fn typed_ahead(slow: Slow, args: &[&str]) -> (Terminal, String) {
    let (home, file) = Home::with_demo();
    let args = [&["--db", file.to_str().unwrap()], args].concat();
    let mut terminal = Terminal::start_over(slow, &home, BINARY, &args, &[], (80, 24));
    terminal.wait_for("Needs you");
    for keys in AHEAD {
        terminal.send(keys);
        thread::sleep(Duration::from_millis(15));
    }
    terminal.settle_for(slow.trip * 2 + Duration::from_millis(700));
    let acronym = home.done(&["--db", file.to_str().unwrap(), "show", "partner", "NOR"]);
    assert!(acronym.contains("Ministry of Foreign Affairs 0123456789国"), "{acronym}");
    // A blank that was drawn looks like one that was erased.
    let screen: Vec<String> = terminal.screen().lines().map(|line| line.trim_end().to_owned()).collect();
    (terminal, screen.join("\n"))
}

#[test]
fn nothing_typed_ahead_is_lost_or_doubled_over_a_slow_line() {
    let (_near, near) = typed_ahead(NEAR, &[]);
    let (_far, far) = typed_ahead(FIELD_OFFICE, &[]);
    assert_eq!(far, near);
    let (_near, near) = typed_ahead(NEAR, &["--lean"]);
    let (_far, far) = typed_ahead(FIELD_OFFICE, &["--lean"]);
    assert_eq!(far, near);
}

#[test]
fn a_slow_line_is_noticed_where_the_terminal_answers_and_never_waited_for() {
    let (home, file) = Home::with_demo();
    let remote = [("SSH_CONNECTION", "192.0.2.1 4 192.0.2.2 22")];
    let args = ["--db", file.to_str().unwrap()];
    let mut far = Terminal::start_over(FIELD_OFFICE, &home, BINARY, &args, &remote, (80, 24));
    far.wait_for("The line is slow");
    far.send("q");
    far.ends_restored();
    let answers = Slow { answers: true, ..NEAR };
    let mut near = Terminal::start_over(answers, &home, BINARY, &args, &remote, (80, 24));
    near.wait_for("Needs you");
    near.settle();
    assert!(!near.screen().contains("The line is slow"), "{}", near.screen());
    near.send("q");
    near.ends_restored();
    let mut silent = Terminal::start_over(NEAR, &home, BINARY, &args, &remote, (80, 24));
    silent.wait_for("Needs you");
    silent.send("2");
    silent.wait_for("Donors ·");
    silent.send("q");
    silent.ends_restored();
    let mut local = Terminal::start_over(FIELD_OFFICE, &home, BINARY, &args, &[], (80, 24));
    local.wait_for("Needs you");
    assert!(!local.line().bytes.windows(4).any(|bytes| bytes == b"\x1b[6n"), "asked on the machine itself");
    local.send("q");
    local.ends_restored();
}
