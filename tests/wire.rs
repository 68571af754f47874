//! What a session costs on the wire: bytes of each key, nothing while idle, only changed cells for what others save, and
//! what a slow line must not lose.

use std::thread;
use std::time::Duration;

use crate::outside::{Outside, Shot};
use crate::pty::{DOWN, ENTER, ESC, Home, PAGE_DOWN, SAVE};

#[test]
fn what_another_process_saves_comes_by_itself() {
    let (home, file) = Home::with_demo();
    let mut ana = home.start_on(&file);
    ana.wait_for("Needs you");
    ana.press(&["2"]);
    ana.wait_for("Donors ·");
    let mut ben = home.start_on(&file);
    ben.wait_for("Needs you");
    ben.press(&["2", "n", "Aaland", SAVE]);
    ben.wait_for("Saved: Aaland");
    ana.wait_for("Aaland");
}

fn median(mut numbers: Vec<usize>) -> usize {
    numbers.sort_unstable();
    numbers[numbers.len() / 2]
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

#[test]
fn keys_cost_few_bytes() {
    let home = Home::new();
    let mut terminal = home.start(&["--demo"], 120, 40);
    terminal.wait_for("Needs you");
    terminal.press(&["2"]);
    terminal.wait_for("Donors ·");
    let moves: Vec<usize> = (0..11).map(|_| terminal.cost(DOWN)).collect();
    // From the foot of the first page: the next two change every row, and every donor of the demo gave something.
    terminal.press(&["g", PAGE_DOWN]);
    let pages: Vec<usize> = (0..2).map(|_| terminal.cost(PAGE_DOWN)).collect();
    terminal.press(&["g", PAGE_DOWN]);
    let edges: Vec<usize> = (0..5).map(|_| terminal.cost(DOWN)).collect();
    terminal.press(&["g", ENTER, "e", "\t", "\t"]);
    terminal.wait_for("Acronym");
    let letters: Vec<usize> = "Ministry of".chars().map(|letter| terminal.cost(&letter.to_string())).collect();
    for (what, costs, most) in
        [("move", moves, 40), ("page", pages, 1_800), ("edge", edges, 300), ("letter", letters, 20)]
    {
        assert!(median(costs.clone()) <= most, "{what} {costs:?}");
    }
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
