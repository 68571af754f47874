//! The real binary on a real pseudo-terminal: what it shows and writes, how it ends, and that neither a signal, a lost
//! line, a kill nor a second process loses a keystroke.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use pledgebook::domain::kind::Kind;
use pledgebook::domain::query::{Query, Window};
use pledgebook::store::{Draft, Store};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use vt100::Parser;

use crate::support::{asker, clock, demo};

const BINARY: &str = env!("CARGO_BIN_EXE_pledgebook");
/// Longest wait for anything; reached only when a test fails.
const DEADLINE: Duration = Duration::from_secs(20);
/// No byte for this long after the last: the program has drawn what it had to.
const QUIET: Duration = Duration::from_millis(150);

/// What has come over the line.
struct Line {
    parser: Parser,
    bytes: Vec<u8>,
    last: Instant,
    ended: bool,
}

/// What the reader and the test share.
struct Shared {
    line: Mutex<Line>,
    news: Condvar,
    /// The reader lets the line go after the next bytes, so that it can be dropped.
    leave: AtomicBool,
}

/// A terminal with a program on it.
struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    shared: Arc<Shared>,
}

/// A home in which programs are started.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// With a file of the public figures in it.
    fn with_demo() -> (Self, PathBuf) {
        let home = Self::new();
        let path = demo(&home.0).path().to_owned();
        (home, path)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn env(&self) -> Vec<(String, String)> {
        let folder = |name: &str| self.path(name).display().to_string();
        let pair = |name: &str, value: String| (name.to_owned(), value);
        vec![
            pair("HOME", folder("")),
            pair("XDG_DATA_HOME", folder("data")),
            pair("XDG_CACHE_HOME", folder("cache")),
            pair("XDG_CONFIG_HOME", folder("config")),
            pair("TERM", "xterm-256color".to_owned()),
            pair("LANG", "C.UTF-8".to_owned()),
            pair("PATH", std::env::var("PATH").unwrap_or_default()),
        ]
    }

    fn start(&self, args: &[&str], cols: u16, rows: u16) -> Terminal {
        Terminal::start(self, BINARY, args, &[], cols, rows)
    }

    fn start_on(&self, file: &Path) -> Terminal {
        self.start(&["--db", file.to_str().unwrap()], 80, 24)
    }

    /// Runs a command of the command line; gives what it printed.
    fn done(&self, args: &[&str]) -> String {
        let output =
            Command::new(BINARY).args(args).env_clear().envs(self.env()).current_dir(&self.0).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Terminal {
    fn start(home: &Home, program: &str, args: &[&str], more: &[(&str, &str)], cols: u16, rows: u16) -> Self {
        let pair = native_pty_system().openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.cwd(home.0.path());
        command.env_clear();
        for (name, value) in home.env() {
            command.env(name, value);
        }
        for (name, value) in more {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        let reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let line = Line { parser: Parser::new(rows, cols, 0), bytes: Vec::new(), last: Instant::now(), ended: false };
        let shared = Arc::new(Shared { line: Mutex::new(line), news: Condvar::new(), leave: AtomicBool::new(false) });
        let theirs = Arc::clone(&shared);
        thread::spawn(move || listen(reader, &theirs));
        Self { master: Some(pair.master), writer: Some(writer), child, shared }
    }

    fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    fn signal(&self, name: &str) {
        signal(self.pid(), name);
    }

    /// Sends bytes as a keyboard would, all at once.
    fn send(&mut self, keys: &str) {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    /// Sends keys one after another, each after the one before is shown.
    fn press(&mut self, keys: &[&str]) {
        for key in keys {
            self.send(key);
            self.settle();
        }
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.shared.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn screen(&self) -> String {
        self.line().parser.screen().contents()
    }

    /// Waits until the line is as wanted; says what it was like otherwise.
    fn wait_until(&self, what: &str, wanted: impl Fn(&Line) -> bool) {
        let until = Instant::now() + DEADLINE;
        let mut line = self.line();
        while !wanted(&line) {
            let left = until.saturating_duration_since(Instant::now());
            let seen = line.parser.screen().contents();
            assert!(!left.is_zero(), "waited for {what:?} and saw\n{seen}");
            line = self.shared.news.wait_timeout(line, left.min(QUIET)).unwrap().0;
        }
    }

    fn wait_for(&self, text: &str) {
        self.wait_until(text, |line| line.parser.screen().contents().contains(text));
    }

    /// Waits until the shell has the terminal: what is typed sooner is taken in the program's mode.
    fn wait_for_prompt(&self) {
        self.wait_until("the shell", |line| {
            let screen = line.parser.screen();
            !screen.alternate_screen() && screen.contents().trim_end().ends_with("shell>")
        });
    }

    /// Waits until nothing is written any more; gives how many bytes have come in all.
    fn settle(&self) -> usize {
        let begun = Instant::now();
        self.wait_until("quiet", |line| line.last.max(begun).elapsed() >= QUIET);
        self.line().bytes.len()
    }

    /// How many bytes a key costs.
    fn cost(&mut self, key: &str) -> usize {
        let before = self.settle();
        self.send(key);
        self.wait_until("an answer", |line| line.bytes.len() > before);
        self.settle() - before
    }

    fn resize(&self, cols: u16, rows: u16) {
        self.line().parser.screen_mut().set_size(rows, cols);
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().unwrap().resize(size).unwrap();
    }

    /// Waits for the end; gives the exit code.
    fn ends(&mut self) -> u32 {
        let until = Instant::now() + DEADLINE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(Instant::now() < until, "still running:\n{}", self.screen());
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits for the end and checks that the terminal is as it was.
    fn ends_restored(&mut self) {
        assert_eq!(self.ends(), 0, "{}", self.screen());
        self.wait_until("the end of the line", |line| line.ended);
        let line = self.line();
        let screen = line.parser.screen();
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
        assert!(!screen.contents().contains("panicked"), "{}", screen.contents());
    }

    /// Types a last text and lets the line go with it, as a dropped connection does.
    fn drop_line(&mut self, last: &str) {
        self.settle();
        self.shared.leave.store(true, Ordering::SeqCst);
        self.send(last);
        self.wait_until("the reader to leave", |line| line.ended);
        self.writer = None;
        self.master = None;
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A test that failed leaves nothing running; one that passed has nothing left to kill.
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

fn listen(mut reader: Box<dyn Read + Send>, shared: &Shared) {
    let mut buffer = [0; 4_096];
    loop {
        let count = reader.read(&mut buffer).unwrap_or(0);
        let mut line = shared.line.lock().unwrap_or_else(PoisonError::into_inner);
        line.parser.process(&buffer[..count]);
        line.bytes.extend_from_slice(&buffer[..count]);
        line.last = Instant::now();
        let over = count == 0 || shared.leave.load(Ordering::SeqCst);
        if over {
            drop(reader);
            line.ended = true;
            shared.news.notify_all();
            return;
        }
        shared.news.notify_all();
    }
}

fn signal(pid: u32, name: &str) {
    let sent = Command::new("kill").args(["-s", name, &pid.to_string()]).status().unwrap();
    assert!(sent.success());
}

/// The name under which the program knows whoever runs the tests.
fn me() -> String {
    String::from_utf8(Command::new("id").arg("-un").output().unwrap().stdout).unwrap().trim().to_owned()
}

fn drafts(file: &Path) -> Vec<Draft> {
    Store::open(file, clock()).unwrap().0.drafts(&asker(&me(), "en")).unwrap()
}

const ENTER: &str = "\r";
const ESC: &str = "\u{1b}";
const SAVE: &str = "\u{13}";
const DOWN: &str = "\u{1b}[B";
const PAGE_DOWN: &str = "\u{1b}[6~";

/// Opens Norway's form with the cursor in the acronym.
fn open_form(terminal: &mut Terminal) {
    terminal.wait_for("Needs you");
    terminal.press(&["/", "norw", ENTER]);
    terminal.wait_for("4,101,619");
    terminal.send("e");
    terminal.wait_for("Edit ");
    terminal.press(&["\t", "\t"]);
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
