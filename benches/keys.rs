//! What a key costs: from the key to the last byte of the picture, on the screens and a real file, without a terminal in
//! between. `cargo bench --bench keys` uses the file of the store's bench; `-- FILE` another one.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use pledgebook::access::{Asker, Imports};
use pledgebook::app::App;
use pledgebook::domain::day::Day;
use pledgebook::keys::Key;
use pledgebook::locale::Locale;
use pledgebook::message::{Envelope, Msg, Request};
use pledgebook::screens::Here;
use pledgebook::store::{Clock, Store};
use pledgebook::term::ColorMode;
use pledgebook::term::lean::{Lean, send_whole};
use pledgebook::theme::Theme;
use pledgebook::worker::{Places, perform};
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

const WIDTH: u16 = 120;
const HEIGHT: u16 = 40;

/// A person whose every key is answered at once and whose screen counts bytes.
struct Person {
    app: App,
    store: Store,
    places: Places,
    terminal: Terminal<Lean<Vec<u8>>>,
}

fn clock() -> Clock {
    Arc::new(|| 1_751_241_600_000)
}

impl Person {
    fn at(path: &Path) -> Self {
        let store = Store::open(path, clock()).expect("a file that opens").0;
        let day = Day::new(2025, 6, 30).expect("a day");
        let locale = Locale::load("en").expect("English ships");
        let asker = Asker { who: "bench".to_owned(), lang: locale.code(), today: day, as_of: None };
        let here = Here {
            locale,
            theme: Theme::default(),
            asker,
            width: WIDTH,
            height: HEIGHT,
            read_only: false,
            beside: Vec::new(),
            export: "csv",
        };
        let backend = Lean::new(Vec::new(), WIDTH, HEIGHT, ColorMode::of("xterm-256color", "", false), true);
        let viewport = Viewport::Fixed(Rect::new(0, 0, WIDTH, HEIGHT));
        let terminal = Terminal::with_options(backend, TerminalOptions { viewport }).expect("a terminal of bytes");
        let places = Places { exports: std::env::temp_dir(), imports: Imports::Anywhere };
        let mut person = Self { app: App::new(here), store, places, terminal };
        let first = person.app.take_requests();
        person.answer(first);
        person
    }

    fn answer(&mut self, requests: Vec<Request>) {
        for request in requests {
            let asker = self.app.here().asker.clone();
            let reply = perform(&mut self.store, &self.places, &asker, request.effect);
            let more = self.app.update(Msg::Reply(Envelope { to: request.from, seq: request.seq, reply }));
            self.answer(more);
        }
    }

    /// Presses a key; gives the time to the last byte and how many there were.
    fn press(&mut self, key: Key) -> (Duration, usize) {
        let from = Instant::now();
        let requests = self.app.update(Msg::Key(key));
        self.answer(requests);
        let bytes = self.draw();
        (from.elapsed(), bytes)
    }

    fn draw(&mut self) -> usize {
        let app = &self.app;
        let frame = self.terminal.draw(|frame| {
            app.draw(frame);
            send_whole(frame.buffer_mut());
        });
        frame.expect("bytes are always taken");
        self.terminal.backend_mut().take_written().len()
    }
}

/// Presses keys and prints a row: median and 99th of a hundred of the time, median and largest of the bytes.
fn row(person: &mut Person, what: &str, keys: &[Key]) {
    let mut samples: Vec<(Duration, usize)> = keys.iter().map(|key| person.press(*key)).collect();
    let mut bytes: Vec<usize> = samples.iter().map(|(_, bytes)| *bytes).collect();
    samples.sort_by_key(|(time, _)| *time);
    bytes.sort_unstable();
    let at = |part: usize| (samples.len() * part / 100).min(samples.len() - 1);
    let tenths = |part: usize| millis(samples[at(part)].0);
    println!("| {what} | {} | {} | {} | {} |", tenths(50), tenths(99), bytes[at(50)], bytes[bytes.len() - 1]);
}

/// Milliseconds with one decimal.
fn millis(time: Duration) -> String {
    let tenths = time.as_micros() / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn file() -> PathBuf {
    let named = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let made = || PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("generated-100000-1000000-100000-7.pledgebook");
    named.map_or_else(made, PathBuf::from)
}

fn main() {
    let path = file();
    if !path.exists() {
        println!("{} is not there: run `cargo bench --bench store` first, it makes it", path.display());
        return;
    }
    let from = Instant::now();
    let mut person = Person::at(&path);
    person.draw();
    println!("open the file and draw Home: {} ms", millis(from.elapsed()));
    println!("\n| {WIDTH}x{HEIGHT} | median ms | p99 ms | median bytes | most bytes |\n|---|---:|---:|---:|---:|");
    row(&mut person, "donors, first list", &[Key::Char('2')]);
    row(&mut person, "cursor down, on the screen", &[Key::Down; 30]);
    person.press(Key::Home);
    let _to_the_edge: Vec<_> = (0..36).map(|_| person.press(Key::Down)).collect();
    row(&mut person, "cursor down, at the edge", &[Key::Down; 100]);
    row(&mut person, "page down", &[Key::PageDown; 100]);
    row(&mut person, "end, home", &[Key::End, Key::Home, Key::End, Key::Home]);
    person.press(Key::Char('/'));
    let letters: Vec<Key> = "quillfeather".chars().map(Key::Char).collect();
    row(&mut person, "a letter of a search", &letters);
    row(&mut person, "open the donor page", &[Key::Enter]);
    row(&mut person, "open its form", &[Key::Char('e')]);
    person.press(Key::Tab);
    row(&mut person, "a letter in a field", &[Key::Char('x'); 40]);
    row(&mut person, "throw the draft away", &[Key::Ctrl('d')]);
    row(&mut person, "contributions, first list", &[Key::Char('6')]);
    row(&mut person, "contributions, page down", &[Key::PageDown; 100]);
    row(&mut person, "contributions, end and home", &[Key::End, Key::Home, Key::End, Key::Home]);
    person.press(Key::Char('/'));
    row(&mut person, "contributions, a letter of a search", &letters);
    person.press(Key::Esc);
    row(&mut person, "Home again after all that", &[Key::Char('1')]);
}
