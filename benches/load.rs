//! Many people on one file, for minutes: `cargo bench --bench load -- SESSIONS SECONDS`, 50 and 60 where nothing is said.
//! Sessions are processes that read and save; beside them the program itself runs on a pseudo-terminal and is typed into.
//! `-- import ROWS.csv FILE.db SECONDS` reads contributions into a copy of a file while three sessions save.
//! `-- kills SAVES` kills a process that saves at random moments, `-- cuts TIMES` cuts the power under one.

#[path = "../tests/crowd.rs"]
mod crowd;

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use crowd::{Crowd, Told, check, percentile};
use pledgebook::store::Store;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};

const BINARY: &str = env!("CARGO_BIN_EXE_pledgebook");
/// Milliseconds between two deeds of a person, and deeds for each save.
const PACE: u64 = 1_000;
const SAVES: usize = 5;
/// No byte for so long: the picture is whole.
const QUIET: Duration = Duration::from_millis(60);

fn main() {
    if crowd::take_part() || crowd::save_until_killed() {
        return;
    }
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let numbers: Vec<u64> = words.iter().filter_map(|word| word.parse().ok()).collect();
    match words.first().map(String::as_str) {
        Some("kills") => return kills(numbers.first().copied().unwrap_or(1_000)),
        Some("import") => return import(&words[1..]),
        Some("cuts") => return cuts(numbers.first().copied().unwrap_or(100)),
        _ => {}
    }
    let sessions = usize::try_from(numbers.first().copied().unwrap_or(50)).unwrap();
    let last = Duration::from_secs(numbers.get(1).copied().unwrap_or(60));
    let (folder, file) = demo();
    let itself = std::env::current_exe().unwrap();
    println!("{sessions} sessions, {} s, a deed a second each, one in {SAVES} a save", last.as_secs());
    let alone = keys(&file, folder.path(), Duration::from_secs(5));
    crowd::prepare(&file, sessions);
    let at_work = Crowd::start(&file, sessions, last, PACE, SAVES, || Command::new(&itself));
    thread::sleep(last / 6);
    let among = keys(&file, folder.path(), last / 2);
    let told = at_work.end();
    check(&file, &told);
    say_times("save", &told, |one| &one.saves);
    say_times("draft kept", &told, |one| &one.drafts);
    say_times("read", &told, |one| &one.reads);
    say_fairness(&told);
    let counted: u64 = told.iter().map(|one| one.own + one.shared).sum();
    let again: u64 = told.iter().map(|one| one.asked_again).sum();
    println!("{counted} saves, all found; {again} asked again, somebody else being ahead; no error");
    let mut memory: Vec<u64> = told.iter().map(|one| one.memory).collect();
    println!(
        "memory of a session of the crowd: {} kB, at most {} kB",
        percentile(&mut memory, 50),
        percentile(&mut memory, 100)
    );
    say_keys("a key, nobody else there", alone);
    say_keys("a key, among them", among);
}

fn demo() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("crowd.db");
    Store::create(&file, crowd::clock()).unwrap().fill_demo("person-0").unwrap();
    (folder, file)
}

/// What those who save meanwhile wait for, and the import that they wait for.
fn import(words: &[String]) {
    let [rows, file, seconds] = words else { panic!("ROWS.csv FILE.db SECONDS") };
    let folder = tempfile::tempdir_in(Path::new(file).parent().expect("a file in a folder")).unwrap();
    let copy = folder.path().join("import.db");
    std::fs::copy(file, &copy).unwrap();
    let itself = std::env::current_exe().unwrap();
    let last = Duration::from_secs(seconds.parse().expect("seconds"));
    crowd::prepare(&copy, 3);
    let begun = Instant::now();
    let mut importing = Command::new(BINARY);
    importing.args(["--db".as_ref(), copy.as_os_str(), "import".as_ref(), "contribution".as_ref(), rows.as_ref()]);
    let mut importing = importing.arg("--apply").stdout(std::process::Stdio::null()).spawn().unwrap();
    // The backup before it is over, and rows are written.
    thread::sleep(Duration::from_secs(5));
    let told = Crowd::start(&copy, 3, last, 200, 2, || Command::new(&itself)).end();
    let over = importing.try_wait().unwrap().is_some();
    println!("the import {} when the others ended", if over { "was over" } else { "was still under way" });
    assert!(importing.wait().unwrap().success());
    println!("it took {} s among them", begun.elapsed().as_secs());
    check(&copy, &told);
    say_times("save", &told, |one| &one.saves);
    say_times("draft kept", &told, |one| &one.drafts);
    say_times("read", &told, |one| &one.reads);
}

fn kills(saves: u64) {
    let (_folder, file) = demo();
    let itself = std::env::current_exe().unwrap();
    let kills = crowd::kill_while_saving(&file, saves, || Command::new(&itself));
    println!("{saves} saves, {kills} kills: every save that was answered is there, the file whole after each");
}

fn cuts(times: u64) {
    let (_folder, file) = demo();
    let itself = std::env::current_exe().unwrap();
    crowd::cut_the_power(&file, usize::try_from(times).unwrap(), || Command::new(&itself));
    println!("{times} cuts: every copy opened, was whole and held what was answered");
}

fn say_times(what: &str, told: &[Told], of: impl Fn(&Told) -> &Vec<u64>) {
    let mut times: Vec<u64> = told.iter().flat_map(|one| of(one).clone()).collect();
    let [middle, most, worst] = [50, 99, 100].map(|part| percentile(&mut times, part));
    println!("{what}: {} times, p50 {middle} us, p99 {most} us, worst {worst} us", times.len());
}

/// The slowest writer's middle save beside everybody's.
fn say_fairness(told: &[Told]) {
    let writers = told.iter().filter(|one| !one.saves.is_empty());
    let mut middles: Vec<u64> = writers.map(|one| percentile(&mut one.saves.clone(), 50)).collect();
    let (middle, slowest) = (percentile(&mut middles, 50), percentile(&mut middles, 100));
    println!(
        "the middle save of a writer: {middle} us, of the slowest writer {slowest} us, {:.1} times",
        ratio(slowest, middle)
    );
}

#[expect(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "two times are compared, no money")]
fn ratio(one: u64, other: u64) -> f64 {
    one as f64 / other.max(1) as f64
}

fn say_keys(what: &str, mut keys: (Vec<u64>, u64)) {
    let [middle, most, worst] = [50, 99, 100].map(|part| percentile(&mut keys.0, part));
    println!("{what}: {} keys, p50 {middle} us, p99 {most} us, worst {worst} us; memory {} kB", keys.0.len(), keys.1);
}

/// Types into the program on a pseudo-terminal: down and up a list; microseconds from each key to its last byte, and the
/// memory of the program.
fn keys(file: &Path, home: &Path, last: Duration) -> (Vec<u64>, u64) {
    let pair = native_pty_system().openpty(PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 }).unwrap();
    let mut command = CommandBuilder::new(BINARY);
    command.args(["--db".as_ref(), file.as_os_str()]);
    command.env("HOME", home);
    command.env("TERM", "xterm-256color");
    let mut child = pair.slave.spawn_command(command).unwrap();
    let mut keyboard = pair.master.take_writer().unwrap();
    let bytes = listen(pair.master.try_clone_reader().unwrap());
    let mut press = |key: &str| {
        let begun = Instant::now();
        keyboard.write_all(key.as_bytes()).unwrap();
        keyboard.flush().unwrap();
        last_byte(&bytes, begun)
    };
    thread::sleep(Duration::from_secs(2));
    press("2");
    let begun = Instant::now();
    let mut times = Vec::new();
    while begun.elapsed() < last {
        for key in ["j", "j", "j", "k", "k", "k"] {
            times.push(press(key));
        }
    }
    let memory = crowd::own_memory(child.process_id().unwrap());
    press("q");
    child.wait().unwrap();
    (times, memory)
}

fn listen(mut reader: Box<dyn Read + Send>) -> Receiver<Instant> {
    let (send, bytes) = channel();
    thread::spawn(move || {
        let mut buffer = [0; 4_096];
        while matches!(reader.read(&mut buffer), Ok(count) if count > 0) {
            if send.send(Instant::now()).is_err() {
                return;
            }
        }
    });
    bytes
}

/// Microseconds until the last byte before a moment without any; what others' saves draw is counted with it.
fn last_byte(bytes: &Receiver<Instant>, begun: Instant) -> u64 {
    let mut last = begun;
    while let Ok(at) = bytes.recv_timeout(QUIET) {
        last = at;
    }
    u64::try_from(last.duration_since(begun).as_micros()).unwrap()
}
