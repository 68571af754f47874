//! The real binary on a real pseudo-terminal: what it shows and writes, how it ends, and that neither a signal, a lost
//! line, a kill nor a second process loses a keystroke.

use std::path::Path;
use std::process::{Command, Stdio};

use pledgebook::domain::kind::Kind;
use pledgebook::domain::query::{Query, Window};
use pledgebook::store::{Draft, Store};

use crate::pty::{BINARY, DOWN, ENTER, ESC, Home, PAGE_DOWN, SAVE, Terminal, me, open_form, signal};
use crate::support::{asker, clock};

fn drafts(file: &Path) -> Vec<Draft> {
    Store::open(file, clock()).unwrap().0.drafts(&asker(&me(), "en")).unwrap()
}

#[test]
fn the_demo_opens_on_home_and_leads_to_a_donor_and_out_again() {
    let home = Home::new();
    let mut terminal = home.start(&["--demo"], 80, 24);
    terminal.wait_for("Needs you");
    terminal.wait_for("88.4%");
    assert!(terminal.screen().contains("Where we stand"), "{}", terminal.screen());
    assert!(terminal.line().parser.screen().alternate_screen());
    terminal.press(&["/", "n", "o", ENTER]);
    terminal.wait_for("4,101,619");
    terminal.send("q");
    terminal.wait_for("Donors ·");
    terminal.send("q");
    terminal.ends_restored();
}

#[test]
fn keys_typed_ahead_mean_what_they_mean_one_by_one() {
    let (home, file) = Home::with_demo();
    let mut terminal = home.start_on(&file);
    terminal.wait_for("Needs you");
    terminal.send("/norw\re\t\tNORAD\u{13}");
    terminal.wait_for("Saved: Norway");
    assert_eq!(drafts(&file), []);
    terminal.send("e\u{13}e!\u{1b}");
    terminal.wait_for("4,101,619");
    terminal.settle();
    assert!(drafts(&file)[0].content.contains("Norway!"), "{:?}", drafts(&file));
    terminal.send("qq");
    terminal.ends_restored();
}

#[test]
fn the_default_file_is_made_at_first_and_found_later() {
    let home = Home::new();
    let file = home.path("data/pledgebook/pledgebook.db");
    let mut first = home.start(&[], 80, 24);
    first.wait_for("Needs you");
    assert!(file.exists());
    first.press(&["2", "n", "Atlantis", SAVE]);
    first.wait_for("Saved: Atlantis");
    first.send("q");
    first.ends_restored();
    let mut second = home.start(&[], 80, 24);
    second.wait_for("Needs you");
    second.send("2");
    second.wait_for("Atlantis");
}

#[test]
fn a_kill_in_a_form_loses_nothing() {
    let home = Home::new();
    home.done(&["init", "a.db"]);
    let file = home.path("a.db");
    let mut killed = home.start_on(&file);
    killed.wait_for("Needs you");
    killed.press(&["2", "n", "Atlantis", "\t", "\t", "ATL"]);
    killed.signal("KILL");
    killed.ends();
    let mut next = home.start_on(&file);
    next.wait_for("Go on: New Partner");
    next.press(&[DOWN, ENTER]);
    next.wait_for("1 form was left before it was saved");
    next.press(&["0", DOWN, DOWN, ENTER, ENTER]);
    next.wait_for("Atlantis");
    let screen = next.screen();
    let row = screen.lines().find(|row| row.contains("Acronym")).unwrap();
    assert!(row.starts_with('▸') && row.contains("ATL"), "{screen}");
    next.send(SAVE);
    next.wait_for("Saved: Atlantis");
    assert_eq!(drafts(&file), []);
}

#[test]
fn a_lost_line_ends_the_program_and_keeps_the_last_key() {
    let (home, file) = Home::with_demo();
    // A dropped writer sends the end-of-file key, which a dropped connection does not; here there is no such key.
    let script = "stty eof undef; exec \"$BINARY\" --db \"$FILE\"";
    let more = [("BINARY", BINARY), ("FILE", file.to_str().unwrap())];
    let mut terminal = Terminal::start(&home, "sh", &["-c", script], &more, 80, 24);
    open_form(&mut terminal);
    terminal.send("NORA");
    terminal.wait_for("NORA");
    terminal.wait_for("draft kept");
    terminal.drop_line("D");
    assert_eq!(terminal.ends(), 0);
    let kept = drafts(&file);
    assert_eq!(kept.len(), 1);
    assert!(kept[0].content.contains("NORAD"), "{kept:?}");
}

#[test]
fn a_polite_end_in_a_form_keeps_what_is_typed() {
    for name in ["TERM", "HUP"] {
        let (home, file) = Home::with_demo();
        let mut terminal = home.start_on(&file);
        open_form(&mut terminal);
        terminal.send("NORAD");
        terminal.wait_for("NORAD");
        terminal.signal(name);
        assert_eq!(terminal.ends(), 0, "{name}");
        let kept = drafts(&file);
        assert_eq!(kept.len(), 1, "{name}");
        assert!(kept[0].content.contains("NORAD"), "{name} {kept:?}");
    }
}

#[test]
fn a_stop_gives_the_shell_its_terminal_and_coming_back_draws_again() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, "sh", &["-i"], &[("PS1", "shell> "), ("BINARY", BINARY)], 80, 24);
    terminal.wait_for("shell>");
    terminal.send("sh -c 'echo $$ >pid; exec \"$BINARY\" --demo'\r");
    terminal.wait_for("Needs you");
    let pid = std::fs::read_to_string(home.path("pid")).unwrap().trim().parse().unwrap();
    signal(pid, "TSTP");
    terminal.wait_for("topped");
    terminal.wait_for_prompt();
    // Only the shell is told of a window that changes meanwhile.
    terminal.resize(130, 40);
    terminal.send("fg\r");
    terminal.wait_for("Needs you");
    // At this width the bars of Home are longer.
    terminal.wait_for(&"·".repeat(20));
    terminal.resize(80, 24);
    terminal.settle();
    terminal.press(&["2"]);
    terminal.wait_for("Donors ·");
    terminal.send("q");
    terminal.wait_for_prompt();
    terminal.send("echo left with $?\r");
    terminal.wait_for("left with 0");
    terminal.send("exit\r");
}

#[test]
fn a_stop_without_a_shell_is_refused_and_a_bare_stop_survived() {
    let home = Home::new();
    let mut terminal = home.start(&["--demo"], 80, 24);
    terminal.wait_for("Needs you");
    terminal.signal("TSTP");
    terminal.wait_for("There is no shell to return to from here");
    let before = terminal.settle();
    terminal.signal("STOP");
    terminal.signal("CONT");
    terminal.wait_until("a new picture", |line| line.bytes.len() > before + 500);
    terminal.wait_for("Needs you");
    terminal.send("q");
    terminal.ends_restored();
}

/// Runs without a terminal; gives exit code, output and errors.
fn piped(home: &Home, args: &[&str], input: Stdio) -> (Option<i32>, String, String) {
    let mut command = Command::new(BINARY);
    command.args(args).env_clear().envs(home.env()).current_dir(&home.0).stdin(input);
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn without_a_terminal_there_are_words_and_no_sequences() {
    let home = Home::new();
    for input in [Stdio::null(), Stdio::piped()] {
        let (code, out, err) = piped(&home, &["--demo"], input);
        assert_eq!((code, out.as_str()), (Some(2), ""));
        assert!(err.contains("need a terminal") && !err.contains('\u{1b}'), "{err:?}");
    }
}

#[test]
fn a_terminal_that_cannot_place_its_cursor_is_told_in_words() {
    let home = Home::new();
    for name in ["dumb", ""] {
        let mut terminal = Terminal::start(&home, BINARY, &["--demo"], &[("TERM", name)], 80, 24);
        assert_eq!(terminal.ends(), 2);
        terminal.wait_until("the end of the line", |line| line.ended);
        assert!(terminal.screen().contains("cannot show screens"), "{}", terminal.screen());
        assert!(!terminal.line().bytes.contains(&0x1b));
    }
}

#[test]
fn a_file_that_cannot_be_opened_leaves_the_terminal_alone() {
    let home = Home::new();
    std::fs::write(home.path("foreign.db"), "a text, no records").unwrap();
    std::fs::write(home.path("damaged.db"), [b"SQLite format 3\0".as_slice(), &[0xff; 5_000]].concat()).unwrap();
    home.done(&["init", "newer.db"]);
    let newer = rusqlite::Connection::open(home.path("newer.db")).unwrap();
    newer.pragma_update(None, "user_version", 9_999).unwrap();
    drop(newer);
    for name in ["foreign.db", "damaged.db", "newer.db", "missing.db", "."] {
        let mut terminal = home.start(&["--db", name], 80, 24);
        assert_eq!(terminal.ends(), 2, "{name}");
        terminal.wait_until("the end of the line", |line| line.ended);
        assert!(terminal.screen().contains("pledgebook: "), "{name}: {}", terminal.screen());
        assert!(!terminal.line().bytes.contains(&0x1b), "{name}");
    }
}

#[test]
fn no_terminal_is_too_small_and_growing_helps() {
    let home = Home::new();
    for (cols, rows) in [(20, 5), (10, 2), (1, 1)] {
        let mut terminal = home.start(&["--demo"], cols, rows);
        terminal.wait_until("the screen", |line| line.parser.screen().alternate_screen());
        terminal.settle();
        for key in ["2", DOWN, PAGE_DOWN, ENTER, "e", "x", ESC, ":", ESC, "1"] {
            terminal.send(key);
            terminal.settle();
        }
        terminal.resize(80, 24);
        terminal.wait_for("Needs you");
        let large = home.start(&["--demo"], 80, 24);
        large.wait_for("Needs you");
        large.wait_for("88.4%");
        terminal.wait_for("88.4%");
        // The small one has a form begun besides, which Home says.
        let same = |screen: String| screen.lines().take(12).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(same(terminal.screen()), same(large.screen()));
    }
}

#[test]
fn two_at_one_record_are_both_heard() {
    let (home, file) = Home::with_demo();
    let mut ana = home.start_on(&file);
    open_form(&mut ana);
    ana.send("NORAD");
    ana.wait_for("NORAD");
    home.done(&["--db", file.to_str().unwrap(), "set", "partner", "NOR", "acronym=MFA"]);
    ana.send(SAVE);
    ana.wait_for(&format!("was saved by {}", me()));
    let screen = ana.screen();
    assert!(screen.contains("NORAD") && screen.contains("MFA"), "{screen}");
    ana.press(&["m", SAVE]);
    ana.wait_for("Saved: Norway");
    let (mut store, _) = Store::open(&file, clock()).unwrap();
    let query = Query::read(Kind::Partner, "code=NOR").unwrap();
    let rows = store.list(&asker("ana", "en"), &query, Window { from: 0, limit: 1 }).unwrap();
    let norway = store.load(&asker("ana", "en"), Kind::Partner, rows.records[0].id).unwrap().unwrap();
    assert_eq!(norway.get("acronym"), "NORAD");
}

#[test]
fn names_with_sequences_are_only_names() {
    let home = Home::new();
    home.done(&["init", "a.db"]);
    let bad = "name,code,donor\n\"Bad\u{1b}[2J\u{1b}]0;taken\u{7}\u{9b}31m\u{202e}Name\",BAD,yes\n";
    std::fs::write(home.path("bad.csv"), bad).unwrap();
    home.done(&["--db", "a.db", "import", "partner", "bad.csv", "--apply"]);
    let mut terminal = home.start(&["--db", "a.db"], 80, 24);
    terminal.wait_for("Needs you");
    terminal.press(&["2"]);
    terminal.wait_for("Bad");
    terminal.press(&[ENTER, "e", "\u{1b}[200~Worse\u{1b}[2J\u{7}\u{1b}]0;taken\u{7}\u{1b}[201~"]);
    terminal.wait_for("Worse");
    let bytes = terminal.line().bytes.clone();
    let text = String::from_utf8(bytes).unwrap();
    for sequence in ["\u{1b}[2J", "\u{1b}]", "\u{7}", "\u{9b}", "\u{202e}"] {
        assert!(!text.contains(sequence), "{sequence:?}");
    }
}
