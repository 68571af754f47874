//! A program on a pseudo-terminal of its own: what it wrote, what the terminal shows of it, and keys sent to it. Every
//! wait has a deadline.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use vt100::Parser;

use crate::support::demo;

pub const BINARY: &str = env!("CARGO_BIN_EXE_pledgebook");
/// Longest wait for anything; reached only when a test fails.
pub const DEADLINE: Duration = Duration::from_secs(20);
/// No byte for this long after the last: the program has drawn what it had to.
pub const QUIET: Duration = Duration::from_millis(150);

/// What has come over the line.
pub struct Line {
    pub parser: Parser,
    pub bytes: Vec<u8>,
    pub last: Instant,
    pub ended: bool,
}

/// A line that is far and narrow.
#[derive(Clone, Copy)]
pub struct Slow {
    /// Bytes it carries in a second; none for as many as come.
    pub bytes_a_second: Option<u64>,
    /// How long a key is under way, there and back.
    pub trip: Duration,
    /// The terminal says where its cursor is when it is asked.
    pub answers: bool,
}

/// 300 ms and 64 kbit/s.
pub const FIELD_OFFICE: Slow = Slow { bytes_a_second: Some(8_000), trip: Duration::from_millis(300), answers: true };
/// A wire across the room.
pub const NEAR: Slow = Slow { bytes_a_second: None, trip: Duration::ZERO, answers: false };
/// Where is the cursor?
const QUESTION: &[u8] = b"\x1b[6n";
/// Pieces in which a narrow line carries bytes.
const PIECE: usize = 160;

/// What the reader and the test share.
struct Shared {
    line: Mutex<Line>,
    news: Condvar,
    /// The reader lets the line go after the next bytes, so that it can be dropped.
    leave: AtomicBool,
}

/// A terminal with a program on it.
pub struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Arc<Mutex<Option<Box<dyn Write + Send>>>>,
    child: Box<dyn Child + Send + Sync>,
    shared: Arc<Shared>,
}

/// A home in which programs are started.
pub struct Home(pub tempfile::TempDir);

impl Home {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// With a file of the public figures in it.
    pub fn with_demo() -> (Self, PathBuf) {
        let home = Self::new();
        let path = demo(&home.0).path().to_owned();
        (home, path)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn env(&self) -> Vec<(String, String)> {
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

    pub fn start(&self, args: &[&str], cols: u16, rows: u16) -> Terminal {
        Terminal::start(self, BINARY, args, &[], cols, rows)
    }

    pub fn start_on(&self, file: &Path) -> Terminal {
        self.start(&["--db", file.to_str().unwrap()], 80, 24)
    }

    /// Runs a command of the command line; gives what it printed.
    pub fn done(&self, args: &[&str]) -> String {
        let output =
            Command::new(BINARY).args(args).env_clear().envs(self.env()).current_dir(&self.0).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Terminal {
    pub fn start(home: &Home, program: &str, args: &[&str], more: &[(&str, &str)], cols: u16, rows: u16) -> Self {
        Self::start_over(NEAR, home, program, args, more, (cols, rows))
    }

    /// Starts a program at the far end of a line.
    pub fn start_over(
        slow: Slow,
        home: &Home,
        program: &str,
        args: &[&str],
        more: &[(&str, &str)],
        (cols, rows): (u16, u16),
    ) -> Self {
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
        let writer = if slow.trip.is_zero() { writer } else { Late::over(writer, slow.trip) };
        let line = Line { parser: Parser::new(rows, cols, 0), bytes: Vec::new(), last: Instant::now(), ended: false };
        let shared = Arc::new(Shared { line: Mutex::new(line), news: Condvar::new(), leave: AtomicBool::new(false) });
        let theirs = Arc::clone(&shared);
        let writer = Arc::new(Mutex::new(Some(writer)));
        let answering = Arc::clone(&writer);
        thread::spawn(move || listen(reader, &theirs, slow, &answering));
        Self { master: Some(pair.master), writer, child, shared }
    }

    pub fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    pub fn signal(&self, name: &str) {
        signal(self.pid(), name);
    }

    /// Sends bytes as a keyboard would, all at once.
    pub fn send(&mut self, keys: &str) {
        typed(&self.writer, keys.as_bytes());
    }

    /// Sends keys one after another, each after the one before is shown.
    pub fn press(&mut self, keys: &[&str]) {
        for key in keys {
            self.send(key);
            self.settle();
        }
    }

    pub fn line(&self) -> MutexGuard<'_, Line> {
        self.shared.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn screen(&self) -> String {
        self.line().parser.screen().contents()
    }

    /// Waits until the line is as wanted; says what it was like otherwise.
    pub fn wait_until(&self, what: &str, wanted: impl Fn(&Line) -> bool) {
        let until = Instant::now() + DEADLINE;
        let mut line = self.line();
        while !wanted(&line) {
            let left = until.saturating_duration_since(Instant::now());
            let seen = line.parser.screen().contents();
            assert!(!left.is_zero(), "waited for {what:?} and saw\n{seen}");
            line = self.shared.news.wait_timeout(line, left.min(QUIET)).unwrap().0;
        }
    }

    pub fn wait_for(&self, text: &str) {
        self.wait_until(text, |line| line.parser.screen().contents().contains(text));
    }

    /// Waits until the shell has the terminal: what is typed sooner is taken in the program's mode.
    pub fn wait_for_prompt(&self) {
        self.wait_until("the shell", |line| {
            let screen = line.parser.screen();
            !screen.alternate_screen() && screen.contents().trim_end().ends_with("shell>")
        });
    }

    /// Waits until nothing is written any more; gives how many bytes have come in all.
    pub fn settle(&self) -> usize {
        self.settle_for(QUIET)
    }

    /// Waits until nothing was written for so long.
    pub fn settle_for(&self, quiet: Duration) -> usize {
        let begun = Instant::now();
        self.wait_until("quiet", |line| line.last.max(begun).elapsed() >= quiet);
        self.line().bytes.len()
    }

    pub fn resize(&self, cols: u16, rows: u16) {
        self.line().parser.screen_mut().set_size(rows, cols);
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().unwrap().resize(size).unwrap();
    }

    /// Waits for the end; gives the exit code.
    pub fn ends(&mut self) -> u32 {
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
    pub fn ends_restored(&mut self) {
        assert_eq!(self.ends(), 0, "{}", self.screen());
        self.wait_until("the end of the line", |line| line.ended);
        let line = self.line();
        let screen = line.parser.screen();
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
        assert!(!screen.contents().contains("panicked"), "{}", screen.contents());
    }

    /// Types a last text and lets the line go with it, as a dropped connection does.
    pub fn drop_line(&mut self, last: &str) {
        self.settle();
        self.shared.leave.store(true, Ordering::SeqCst);
        self.send(last);
        self.wait_until("the reader to leave", |line| line.ended);
        *self.writer.lock().unwrap() = None;
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

type Keyboard = Mutex<Option<Box<dyn Write + Send>>>;

fn typed(keyboard: &Keyboard, bytes: &[u8]) {
    if let Some(writer) = keyboard.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
        writer.write_all(bytes).unwrap();
        writer.flush().unwrap();
    }
}

/// A keyboard whose keys arrive later, in their order.
struct Late(mpsc::Sender<(Instant, Vec<u8>)>);

impl Late {
    fn over(mut writer: Box<dyn Write + Send>, trip: Duration) -> Box<dyn Write + Send> {
        let (send, keys) = mpsc::channel::<(Instant, Vec<u8>)>();
        thread::spawn(move || {
            while let Ok((sent, bytes)) = keys.recv() {
                thread::sleep(trip.saturating_sub(sent.elapsed()));
                // A program that has ended reads no more.
                let _ended = writer.write_all(&bytes).and_then(|()| writer.flush());
            }
        });
        Box::new(Self(send))
    }
}

impl Write for Late {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.send((Instant::now(), bytes.to_vec())).map_err(io::Error::other)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn listen(mut reader: Box<dyn Read + Send>, shared: &Shared, slow: Slow, keyboard: &Keyboard) {
    let mut buffer = [0; 4_096];
    let room = if slow.bytes_a_second.is_some() { PIECE } else { buffer.len() };
    loop {
        let count = reader.read(&mut buffer[..room]).unwrap_or(0);
        if let Some(rate) = slow.bytes_a_second {
            thread::sleep(Duration::from_micros(count as u64 * 1_000_000 / rate));
        }
        let mut line = shared.line.lock().unwrap_or_else(PoisonError::into_inner);
        line.parser.process(&buffer[..count]);
        line.bytes.extend_from_slice(&buffer[..count]);
        line.last = Instant::now();
        if slow.answers && buffer[..count].windows(QUESTION.len()).any(|bytes| bytes == QUESTION) {
            let (y, x) = line.parser.screen().cursor_position();
            typed(keyboard, format!("\x1b[{};{}R", y + 1, x + 1).as_bytes());
        }
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

pub fn signal(pid: u32, name: &str) {
    let sent = Command::new("kill").args(["-s", name, &pid.to_string()]).status().unwrap();
    assert!(sent.success());
}

/// The name under which the program knows whoever runs the tests.
pub fn me() -> String {
    String::from_utf8(Command::new("id").arg("-un").output().unwrap().stdout).unwrap().trim().to_owned()
}

pub const ENTER: &str = "\r";
pub const ESC: &str = "\u{1b}";
pub const SAVE: &str = "\u{13}";
pub const DOWN: &str = "\u{1b}[B";
pub const PAGE_DOWN: &str = "\u{1b}[6~";

/// Opens Norway's form with the cursor in the acronym.
pub fn open_form(terminal: &mut Terminal) {
    terminal.wait_for("Needs you");
    terminal.press(&["/", "norw", ENTER]);
    terminal.wait_for("4,101,619");
    terminal.send("e");
    terminal.wait_for("Edit ");
    terminal.press(&["\t", "\t"]);
}
