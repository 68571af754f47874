//! The screen and the input on a real pseudo-terminal: this test binary starts itself there and plays a part.
//! Every wait has a deadline.

use std::io::{Read, Write};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use signal_hook::consts::{SIGTERM, SIGTSTP};
use signal_hook::low_level::raise;

use super::{ColorMode, Event, Input, Screen, Setup, say_after_panic};
use crate::keys::Key;

/// Names the part to play in the started process.
const PART: &str = "PLEDGEBOOK_TEST_PART";
const DEADLINE: Duration = Duration::from_secs(20);

/// The started side; without a part there is nothing to test.
#[test]
#[ignore = "played by the tests below, on their pseudo-terminal"]
fn part() {
    let Ok(part) = std::env::var(PART) else { return };
    let mut input = Input::open().unwrap();
    let setup = Setup { term: "xterm", colors: ColorMode::Ansi16, synchronized: false };
    let mut screen = Screen::open(&setup).unwrap();
    say_after_panic("draft kept here".into());
    let waker = input.waker();
    loop {
        let said = format!("ready {:?} ", super::size());
        if screen.draw(|frame| frame.render_widget(said, frame.area())).is_err() {
            line_lost();
        }
        for event in input.batch(None) {
            match event {
                Event::Hangup => line_lost(),
                Event::Terminate => std::process::exit(8),
                Event::Key(Key::Char('p')) => panic!("as asked by {part}"),
                Event::Key(Key::Char('w')) => drop(std::thread::spawn({
                    let waker = waker.clone();
                    move || waker.wake()
                })),
                Event::Key(Key::Char('k')) => raise(SIGTERM).unwrap(),
                Event::Key(Key::Char('t')) => raise(SIGTSTP).unwrap(),
                Event::Suspend => screen.suspend().unwrap(),
                Event::Key(Key::Char('s')) => {
                    let refused = screen.suspend().unwrap_err().say().key;
                    panic!("refused: {refused}");
                }
                Event::Resize(cols, rows) => screen.resize(cols, rows).unwrap(),
                other => {
                    let said = format!("{other:?}");
                    screen.repaint();
                    if screen.draw(|frame| frame.render_widget(said, frame.area())).is_err() {
                        line_lost();
                    }
                    screen.repaint();
                }
            }
        }
    }
}

fn line_lost() -> ! {
    super::dead_line();
    std::process::exit(7);
}

/// A process on its pseudo-terminal, and what it wrote so far.
struct Played {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    output: Receiver<Vec<u8>>,
    seen: String,
}

impl Played {
    fn start(part: &str) -> Self {
        Self::read_until(part, None)
    }

    /// Starts a part and stops reading, and holding the line, at a text.
    fn read_until(part: &str, until: Option<&'static str>) -> Self {
        let size = PtySize { rows: 10, cols: 40, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let itself = std::env::current_exe().unwrap();
        let itself = format!("{} --exact term::tests::part --ignored --nocapture", itself.display());
        let mut command = CommandBuilder::new("/bin/sh");
        match part {
            // A shell with jobs, that continues the program once it has stopped.
            "stop" => command.args(["-m", "-c", &format!("{itself}; echo stopped; fg")]),
            _ => command.args(["-c", &format!("exec {itself}")]),
        }
        command.env(PART, part);
        command.env("RUST_BACKTRACE", "0");
        let child = pair.slave.spawn_command(command).unwrap();
        let (send, output) = mpsc::channel();
        let mut reader = pair.master.try_clone_reader().unwrap();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            let mut seen = Vec::new();
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                seen.extend_from_slice(&buffer[..count]);
                let last = until.is_some_and(|text| String::from_utf8_lossy(&seen).contains(text));
                if send.send(buffer[..count].to_vec()).is_err() || last {
                    return;
                }
            }
        });
        let keys = pair.master.take_writer().unwrap();
        Self { child, master: Some(pair.master), keys: Some(keys), output, seen: String::new() }
    }

    fn press(&mut self, keys: &str) {
        self.keys.as_mut().unwrap().write_all(keys.as_bytes()).unwrap();
    }

    fn wait_for(&mut self, text: &str) {
        self.wait_after(0, text);
    }

    fn wait_after(&mut self, start: usize, text: &str) {
        while !self.seen[start..].contains(text) {
            let Ok(bytes) = self.output.recv_timeout(DEADLINE) else { panic!("no {text:?} in {:?}", self.seen) };
            self.seen.push_str(&String::from_utf8_lossy(&bytes));
        }
    }

    fn ended(&mut self) -> u32 {
        let end = Instant::now() + DEADLINE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(Instant::now() < end, "still running; wrote {:?}", self.seen);
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Played {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

#[test]
fn a_panic_gives_the_terminal_back_and_says_where_the_draft_is() {
    let mut played = Played::start("panic");
    let before = played.master.as_ref().unwrap().get_termios().unwrap();
    played.wait_for("ready");
    let raw = played.master.as_ref().unwrap().get_termios().unwrap();
    assert_ne!(before.local_flags, raw.local_flags, "raw mode was on");
    played.press("p");
    played.wait_for("draft kept here");
    played.ended();
    let after = played.master.as_ref().unwrap().get_termios().unwrap();
    assert_eq!(
        (before.local_flags, before.input_flags, before.output_flags),
        (after.local_flags, after.input_flags, after.output_flags)
    );
    let (left, said) = (played.seen.find("\x1b[?1049l").unwrap(), played.seen.find("as asked by panic").unwrap());
    assert!(left < said, "the screen is left before the report: {:?}", played.seen);
}

#[test]
fn a_lost_line_ends_the_program_at_once() {
    let mut played = Played::read_until("hangup", Some("ready"));
    played.wait_for("ready");
    assert!(played.output.recv_timeout(DEADLINE).is_err(), "the reader has let go of the line");
    let started = Instant::now();
    drop(played.keys.take());
    drop(played.master.take());
    assert_eq!(played.ended(), 7);
    assert!(started.elapsed() < Duration::from_secs(1), "took {:?}", started.elapsed());
}

#[test]
fn a_new_size_is_noticed_while_waiting() {
    let mut played = Played::start("resize");
    played.wait_for("ready (40, 10)");
    let size = PtySize { rows: 20, cols: 60, pixel_width: 0, pixel_height: 0 };
    played.master.as_ref().unwrap().resize(size).unwrap();
    played.wait_for("ready (60, 20)");
}

#[test]
fn keys_typed_ahead_and_wakes_arrive() {
    let mut played = Played::start("keys");
    played.wait_for("ready");
    played.press("\x1b[A");
    played.wait_for("Key(Up)");
    played.press("\x1b");
    played.wait_for("Key(Esc)");
    played.press("\x1a");
    played.wait_for("Key(Ctrl('z'))");
    played.press("w");
    played.wait_for("Wake");
    played.press(&format!("\x1b[200~{}\x1b[201~", "long ".repeat(900)));
    played.wait_for("Paste(");
}

#[test]
fn a_terminate_signal_is_an_event() {
    let mut played = Played::start("terminate");
    played.wait_for("ready");
    played.press("k");
    assert_eq!(played.ended(), 8);
}

#[test]
fn a_stop_gives_the_terminal_back_and_paints_anew_when_continued() {
    let mut played = Played::start("stop");
    played.wait_for("ready");
    played.press("t");
    played.wait_for("\x1b[?1049l");
    played.wait_for("stopped");
    let stopped = played.seen.find("stopped").unwrap();
    played.wait_after(stopped, "ready");
    assert!(played.seen[stopped..].contains("\x1b[?1049h"), "taken over again: {:?}", played.seen);
}

#[test]
fn a_stop_is_refused_where_no_shell_could_continue() {
    let mut played = Played::start("alone");
    played.wait_for("ready");
    played.press("s");
    played.wait_for("refused: term-no-shell");
}
