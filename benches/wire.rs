//! What a program writes on a terminal, and when: a small measurer on a pseudo-terminal of its own.
//!
//! `cargo bench --bench wire` counts a quarter of an hour of work on the demo. `-- idle SECONDS` watches an idle session.
//! `-- run COLSxROWS 'TEXT' KEYS.. -- COMMAND..` starts any program, waits for TEXT, and measures each of KEYS: times are
//! from the key to the last byte of the answer, which has ended when nothing changed the screen for 150 ms. `KEY*N` repeats a key.

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use vt100::Parser;

/// An answer has ended when nothing came for so long.
const QUIET: Duration = Duration::from_millis(150);
/// A program that shows nothing for so long is given up.
const PATIENCE: Duration = Duration::from_secs(120);

/// A program on its terminal.
struct Watched {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    parser: Parser,
    started: Instant,
    /// Bytes so far.
    seen: usize,
    _master: Box<dyn MasterPty + Send>,
}

/// What a key cost.
#[derive(Clone, Copy, Default)]
struct Cost {
    /// To the last byte.
    time: Duration,
    bytes: usize,
}

impl Watched {
    fn start(command: &[String], cols: u16, rows: u16) -> Self {
        let pair = native_pty_system()
            .openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 })
            .expect("a pseudo-terminal");
        let mut wanted = CommandBuilder::new(&command[0]);
        wanted.args(&command[1..]);
        wanted.cwd(std::env::current_dir().expect("a folder"));
        wanted.env("TERM", "xterm-256color");
        wanted.env("LC_ALL", "C.UTF-8");
        let started = Instant::now();
        let child = pair.slave.spawn_command(wanted).expect("a program that starts");
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let keys = pair.master.take_writer().expect("a keyboard");
        let (send, output) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 16_384];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if send.send((Instant::now(), buffer[..count].to_vec())).is_err() {
                    return;
                }
            }
        });
        let parser = Parser::new(rows, cols, 0);
        Self { child, keys, output, parser, started, seen: 0, _master: pair.master }
    }

    /// Waits for a text on the screen; gives when its last byte came.
    fn shows(&mut self, text: &str) -> Duration {
        while !self.parser.screen().contents().contains(text) {
            match self.output.recv_timeout(PATIENCE) {
                Ok((at, bytes)) => {
                    self.seen += bytes.len();
                    self.parser.process(&bytes);
                    if self.parser.screen().contents().contains(text) {
                        return at - self.started;
                    }
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    panic!("no {text:?} in\n{}", self.parser.screen().contents())
                }
            }
        }
        Duration::ZERO
    }

    /// Takes what comes until nothing changes the screen for so long; gives its bytes, and when the last change came.
    /// Some programs draw the same picture again and again.
    fn quiet(&mut self, quiet: Duration) -> (usize, Option<Instant>) {
        let (mut count, mut last) = (0, None);
        let mut until = Instant::now() + quiet;
        let mut shown = self.parser.screen().contents_formatted();
        while let Some(left) = until.checked_duration_since(Instant::now()) {
            let Ok((at, bytes)) = self.output.recv_timeout(left) else { break };
            self.parser.process(&bytes);
            count += bytes.len();
            self.seen += bytes.len();
            let now = self.parser.screen().contents_formatted();
            if now != shown {
                (shown, last, until) = (now, Some(at), Instant::now() + quiet);
            }
        }
        (count, last)
    }

    fn key(&mut self, key: &str, quiet: Duration) -> Cost {
        let pressed = Instant::now();
        self.keys.write_all(key.as_bytes()).and_then(|()| self.keys.flush()).expect("a program that listens");
        let (bytes, last) = self.quiet(quiet);
        Cost { bytes, time: last.map_or(Duration::ZERO, |last| last - pressed) }
    }

    /// Hundredths of a second of processor time so far.
    fn spent(&self) -> u64 {
        let path = format!("/proc/{}/stat", self.child.process_id().unwrap_or(0));
        let stat = std::fs::read_to_string(path).unwrap_or_default();
        let mut fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11);
        let mut next = || fields.next().and_then(|field| field.parse::<u64>().ok()).unwrap_or(0);
        next() + next()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// Keys by their names, and letters as they are.
fn bytes_of(key: &str) -> String {
    let named = match key {
        "Enter" => "\r",
        "Esc" => "\x1b",
        "Tab" => "\t",
        "Down" => "\x1b[B",
        "Up" => "\x1b[A",
        "PgDn" => "\x1b[6~",
        "Home" => "\x1b[H",
        "Space" => " ",
        "^S" => "\x13",
        "^F" => "\x06",
        other => other,
    };
    named.to_owned()
}

/// A quarter of an hour: what is done, and its keys; texts in quotes are typed letter by letter.
const WORK: &[(&str, &str)] = &[
    ("Home is read", "Down Down Down Down = PgDn q Down Down"),
    ("Norway is looked up", "2 / 'norw' Enter Down Down Down PgDn q Esc"),
    ("Japan is looked up", "/ 'japan' Enter Down Down Down PgDn q Esc"),
    ("Sweden is looked up", "/ 'swed' Enter Down Down = q q Esc"),
    ("Germany is looked up", "/ 'germ' Enter Down PgDn q Esc"),
    ("the European Union is looked up", "/ 'europ' Enter Down Down PgDn q Esc"),
    ("Norway is edited", "/ 'norw' Enter e Tab Tab 'MFA Norway' ^S q Esc"),
    ("Sweden is edited", "/ 'swed' Enter e Tab Tab 'MFA Sweden' ^S q Esc"),
    ("the list is leafed through", "PgDn PgDn PgDn Down Down Down Down Up Up Home"),
    (
        "a meeting is logged",
        "8 n '2020-12-30' Tab 'meeting' Tab 'Annual consultation' Tab 'norway' Enter Tab Tab Tab Tab 'Two reports by June' ^S",
    ),
    ("Results are read", "9 Down Down Down PgDn PgDn Enter Down Down q"),
    ("Home is read again", "1 Down Down Down = q"),
];

/// The keys of a line, one by one.
fn keys_of(line: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        if let Some((text, after)) = rest.strip_prefix('\'').and_then(|quoted| quoted.split_once('\'')) {
            keys.extend(text.chars().map(String::from));
            rest = after.trim_start();
        } else {
            let (key, after) = rest.split_once(' ').unwrap_or((rest, ""));
            keys.push(bytes_of(key));
            rest = after.trim_start();
        }
    }
    keys
}

/// How long a person waits after a key: letters follow each other, what other keys show is looked at.
fn pause(key: &str) -> Duration {
    let letter = key.len() == 1 && key.chars().all(|c| c.is_ascii_lowercase() || c == ' ');
    Duration::from_millis(if letter { 120 } else { 600 })
}

fn quarter_of_an_hour(lean: bool, show: bool) {
    let mut command = vec![env!("CARGO_BIN_EXE_pledgebook").to_owned(), "--demo".to_owned()];
    command.extend(lean.then(|| "--lean".to_owned()));
    let mut watched = Watched::start(&command, 80, 24);
    watched.shows("Needs you");
    watched.quiet(QUIET);
    let first = watched.seen;
    println!("\n| 80x24{} | keys | bytes |\n|---|---:|---:|", if lean { ", --lean" } else { "" });
    let (mut presses, mut sum) = (0, 0);
    for (what, line) in WORK {
        let keys = keys_of(line);
        let bytes: usize = keys.iter().map(|key| watched.key(key, pause(key)).bytes).sum();
        println!("| {what} | {} | {bytes} |", keys.len());
        if show {
            println!("{}", watched.parser.screen().contents());
        }
        presses += keys.len();
        sum += bytes;
    }
    println!("| all, and the first picture ({first}) | {presses} | {} |", sum + first);
}

fn idle(seconds: u64) {
    let mut watched = Watched::start(&[env!("CARGO_BIN_EXE_pledgebook").to_owned(), "--demo".to_owned()], 80, 24);
    watched.shows("Needs you");
    watched.quiet(Duration::from_secs(1));
    let spent = watched.spent();
    let until = Instant::now() + Duration::from_secs(seconds);
    let mut bytes = 0;
    while let Some(left) = until.checked_duration_since(Instant::now()) {
        bytes += watched.output.recv_timeout(left).map_or(0, |(_, bytes)| bytes.len());
    }
    println!("{seconds} idle seconds: {bytes} bytes, {} hundredths of a second of CPU", watched.spent() - spent);
}

/// Measures any program.
fn run(words: &[String]) {
    let split = words.iter().position(|word| word == "--").expect("`--` before the command");
    let (asked, command) = (&words[..split], &words[split + 1..]);
    let (cols, rows) = asked[0].split_once('x').expect("COLSxROWS");
    let mut watched = Watched::start(command, cols.parse().expect("columns"), rows.parse().expect("rows"));
    println!("start to {:?}: {} ms", asked[1], watched.shows(&asked[1]).as_millis());
    watched.quiet(Duration::from_secs(1));
    for word in &asked[2..] {
        let (key, times) = match word.rsplit_once('*') {
            Some((key, times)) if !key.is_empty() => (key, times.parse().unwrap_or(1)),
            _ => (word.as_str(), 1),
        };
        let mut costs: Vec<Cost> = (0..times).map(|_| watched.key(&bytes_of(key), QUIET)).collect();
        costs.sort_by_key(|cost| cost.time);
        let (middle, last) = (costs[costs.len() / 2].time, costs[costs.len() - 1].time);
        costs.sort_by_key(|cost| cost.bytes);
        let bytes = costs[costs.len() / 2].bytes;
        println!("{word}: median {} ms, most {} ms; median {bytes} bytes", tenths(middle), tenths(last));
    }
    if std::env::var_os("SHOW").is_some() {
        println!("{}", watched.parser.screen().contents());
    }
}

/// Milliseconds with one decimal.
fn tenths(time: Duration) -> String {
    let tenths = time.as_micros() / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let show = std::env::var_os("SHOW").is_some();
    match words.first().map(String::as_str) {
        Some("idle") => idle(words.get(1).and_then(|seconds| seconds.parse().ok()).unwrap_or(120)),
        Some("run") => run(&words[1..]),
        _ => {
            quarter_of_an_hour(false, show);
            quarter_of_an_hour(true, show);
        }
    }
}
