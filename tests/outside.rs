//! Terminal emulators outside this process, fed with recorded bytes: tmux and GNU screen. Where one is not installed the
//! test says so and does nothing, except in continuous integration, where it fails.

use std::io::Read;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use vt100::{Parser, Screen};

/// Longest wait for a whole sequence.
const DEADLINE: Duration = Duration::from_secs(60);

/// One frame: the size of the screen, the bytes, and where the cursor stands after them if it is to be seen.
pub struct Shot {
    pub size: (u16, u16),
    pub bytes: Vec<u8>,
    pub cursor: Option<(u16, u16)>,
}

/// An emulator that is installed.
pub enum Outside {
    /// Told of each size, and asked for its cells and styles.
    Tmux,
    /// Keeps the size of the first frame; what it shows is what it writes to a terminal of its own.
    Screen,
}

/// Shows each frame, waits until the emulator has answered that it has read it, and writes down what it shows.
const TMUX: &str = r#"
stty raw -echo
n=0
while [ -e "$n.bytes" ]; do
    tmux resize-window -t "$TMUX_PANE" $(cat "$n.size")
    cat "$n.bytes"
    printf '\033[5n'
    dd bs=1 count=4 of=/dev/null 2>/dev/null
    tmux capture-pane -p -e -N -t "$TMUX_PANE" \; display -p -t "$TMUX_PANE" '#{cursor_x} #{cursor_y}' >"$n.screen"
    n=$((n + 1))
done
: >done
"#;

/// Shows each frame and rings the bell, which GNU screen hands on after all that it wrote for the frame; then waits until
/// the frame is seen outside.
const SCREEN: &str = r#"
stty raw -echo
n=0
while [ -e "$n.bytes" ]; do
    cat "$n.bytes"
    printf '\007'
    while [ ! -e "$n.seen" ]; do sleep 0.01; done
    n=$((n + 1))
done
"#;

impl Outside {
    /// tmux, if it is there.
    pub fn tmux() -> Option<Self> {
        installed("tmux").then_some(Self::Tmux)
    }

    /// GNU screen, if it is there.
    pub fn screen() -> Option<Self> {
        installed("screen").then_some(Self::Screen)
    }

    /// Shows the frames one after another; gives the screen after each, cells and styles, cursor included.
    pub fn replay(&self, shots: &[&Shot]) -> Vec<Screen> {
        let folder = tempfile::tempdir().unwrap();
        for (n, shot) in shots.iter().enumerate() {
            let place = |what: &str| folder.path().join(format!("{n}.{what}"));
            std::fs::write(place("bytes"), &shot.bytes).unwrap();
            std::fs::write(place("size"), format!("-x {} -y {}", shot.size.0, shot.size.1)).unwrap();
        }
        let script = if matches!(self, Self::Tmux) { TMUX } else { SCREEN };
        std::fs::write(folder.path().join("script"), script).unwrap();
        match self {
            Self::Tmux => in_tmux(folder.path(), shots),
            Self::Screen => in_screen(folder.path(), shots),
        }
    }
}

fn in_tmux(folder: &Path, shots: &[&Shot]) -> Vec<Screen> {
    let tmux = |args: &[&str]| {
        let mut command = Command::new("tmux");
        command.arg("-S").arg(folder.join("socket")).args(["-f", "/dev/null", "-u"]).args(args).current_dir(folder);
        command.env_remove("TMUX").env("LC_ALL", "C.UTF-8").env("TERM", "xterm-256color");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap()
    };
    assert!(tmux(&["new-session", "-d", "sh script"]).success());
    let done = appears(&folder.join("done"));
    let _over = tmux(&["kill-server"]);
    assert!(done, "{} frames after {DEADLINE:?}", listed(folder, "screen"));
    let screens = shots.iter().enumerate().map(|(n, shot)| captured(&folder.join(format!("{n}.screen")), shot));
    screens.collect()
}

fn in_screen(folder: &Path, shots: &[&Shot]) -> Vec<Screen> {
    // Without a login, as two that write who is logged in at once complain on the screen.
    let conf = "startup_message off\ndefutf8 on\naltscreen on\nautodetach off\nvbell off\ndeflogin off\n";
    std::fs::write(folder.join("conf"), conf).unwrap();
    let sockets = folder.join("sockets");
    std::fs::DirBuilder::new().mode(0o700).create(&sockets).unwrap();
    let (cols, rows) = shots[0].size;
    let pair = native_pty_system().openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
    let mut command = CommandBuilder::new("screen");
    command.args(["-U", "-c", "conf", "sh", "script"]);
    command.cwd(folder);
    for (name, value) in [("SCREENDIR", sockets.to_str().unwrap()), ("LC_ALL", "C.UTF-8"), ("TERM", "xterm-256color")] {
        command.env(name, value);
    }
    let mut child = pair.slave.spawn_command(command).unwrap();
    let mut reader = pair.master.try_clone_reader().unwrap();
    let (send, bytes) = mpsc::channel();
    thread::spawn(move || {
        let mut buffer = [0; 4_096];
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            if send.send(buffer[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    let mut parser = Parser::new(rows, cols, 0);
    let mut screens = Vec::new();
    for n in 0..shots.len() {
        // Read whole, as the parser here mistakes a letter that is cut between two reads.
        let mut frame = Vec::new();
        while !frame.ends_with(b"\x07") {
            frame.extend(
                bytes.recv_timeout(DEADLINE).unwrap_or_else(|why| panic!("{n} frames after {DEADLINE:?}: {why}")),
            );
        }
        parser.process(&frame);
        screens.push(parser.screen().clone());
        std::fs::write(folder.join(format!("{n}.seen")), "").unwrap();
    }
    let _ended = child.wait();
    screens
}

/// Waits until a file is there.
fn appears(path: &Path) -> bool {
    let until = Instant::now() + DEADLINE;
    while !path.exists() && Instant::now() < until {
        thread::sleep(Duration::from_millis(5));
    }
    path.exists()
}

fn listed(folder: &Path, ending: &str) -> usize {
    let paths = folder.read_dir().unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|found| found == ending)).count()
}

/// A screen from its lines, with their styles, and a last line with the place of the cursor.
fn captured(path: &Path, shot: &Shot) -> Screen {
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    let place = lines.pop().unwrap();
    if let Some((x, y)) = shot.cursor {
        assert_eq!(place, format!("{x} {y}"), "the cursor");
    }
    let mut parser = Parser::new(shot.size.1, shot.size.0, 0);
    for (y, line) in lines.iter().enumerate() {
        parser.process(format!("\x1b[{}H{line}", y + 1).as_bytes());
    }
    parser.screen().clone()
}

/// Whether a program is there; where nobody may leave it out, it has to be.
fn installed(name: &str) -> bool {
    let found = Command::new("sh").args(["-c", &format!("command -v {name}")]).stdout(Stdio::null()).status();
    let found = found.is_ok_and(|status| status.success());
    assert!(found || std::env::var_os("CI").is_none(), "{name} is not installed: .ci/run installs it");
    if !found {
        eprintln!("left out: {name} is not installed");
    }
    found
}
