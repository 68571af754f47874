//! A scripted person: keys in, screen text out, with the worker's answers given at once on a real file.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};

use pledgebook::access::{Asker, Imports};
use pledgebook::app::App;
use pledgebook::domain::day::Day;
use pledgebook::keys::Key;
use pledgebook::locale::Locale;
use pledgebook::message::{Envelope, Msg, Reply, Request};
use pledgebook::screens::Here;
use pledgebook::store::{Clock, Store};
use pledgebook::theme::Theme;
use pledgebook::worker::{Places, perform};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// A clock that stands at noon of 21 November 2020 and moves a second each time it is read.
pub fn clock() -> Clock {
    let now = AtomicI64::new(1_605_960_000_000);
    Arc::new(move || now.fetch_add(1_000, Ordering::Relaxed))
}

/// Somebody asking on 31 December 2020.
pub fn asker(who: &str, lang: &'static str) -> Asker {
    Asker { who: who.to_owned(), lang, today: Day::new(2020, 12, 31).unwrap(), as_of: None }
}

/// A new file with the public figures; the Nordic donors are looked after by `ana`.
pub fn demo(folder: &tempfile::TempDir) -> Store {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    let bytes = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("made.pledgebook");
        let mut store = Store::create(&path, clock()).unwrap();
        store.fill_demo("ana").unwrap();
        let whole = folder.path().join("whole.pledgebook");
        store.backup_to(&whole).unwrap();
        std::fs::read(whole).unwrap()
    });
    let path = folder.path().join("demo.pledgebook");
    std::fs::write(&path, bytes).unwrap();
    Store::open(&path, clock()).unwrap().0
}

/// One person at the screens.
pub struct Person {
    app: App,
    pub store: Store,
    places: Places,
    terminal: Terminal<TestBackend>,
    /// Stops whatever runs beside the screen.
    pub impatient: bool,
}

impl Person {
    /// Sits down at an open file.
    pub fn at(store: Store, who: &str, lang: &'static str, width: u16, height: u16) -> Self {
        Self::with(store, Theme::default(), who, lang, width, height)
    }

    /// Sits down at a terminal without Unicode.
    pub fn at_ascii(store: Store, who: &str, lang: &'static str, width: u16, height: u16) -> Self {
        Self::with(store, Theme::ascii(), who, lang, width, height)
    }

    /// Sits down at the far end of a slow line.
    pub fn at_slow_line(store: Store, who: &str, lang: &'static str, width: u16, height: u16) -> Self {
        Self::with(store, Theme::default().for_slow_line(), who, lang, width, height)
    }

    fn with(store: Store, theme: Theme, who: &str, lang: &'static str, width: u16, height: u16) -> Self {
        let exports = store.path().parent().unwrap().join("exports");
        let here = Here {
            locale: Locale::load(lang).unwrap(),
            theme,
            asker: asker(who, lang),
            width,
            height,
            read_only: store.read_only(),
            beside: Vec::new(),
            export: "csv",
        };
        let terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let places = Places { exports, imports: Imports::Anywhere };
        let mut person = Self { app: App::new(here), store, places, terminal, impatient: false };
        let first = person.app.take_requests();
        person.answer(first);
        person
    }

    fn answer(&mut self, requests: Vec<Request>) {
        for request in requests {
            let asker = self.app.here().asker.clone();
            let stopped = self.impatient && request.effect.is_long();
            let reply =
                if stopped { Reply::Stopped } else { perform(&mut self.store, &self.places, &asker, request.effect) };
            let more = self.app.update(Msg::Reply(Envelope { to: request.from, seq: request.seq, reply }));
            self.answer(more);
        }
    }

    /// Presses keys written as words: `2 / n o r Enter ^S`; `"text"` is typed letter by letter.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for key in read_keys(keys) {
            self.key(key);
        }
        self
    }

    /// Pastes a text.
    pub fn paste(&mut self, text: &str) {
        let requests = self.app.update(Msg::Paste(text.to_owned()));
        self.answer(requests);
    }

    /// Presses one key.
    pub fn key(&mut self, key: Key) {
        if self.app.owes_answer() && !self.app.takes_text(key) {
            self.rest();
        }
        let requests = self.app.update(Msg::Key(key));
        self.answer(requests);
    }

    /// Draws what is there into a frame of any terminal.
    pub fn draw(&self, frame: &mut ratatui::Frame<'_>) {
        self.app.draw(frame);
    }

    /// Whether it waits for a moment without keys.
    pub fn wants_rest(&self) -> bool {
        self.app.wants_rest()
    }

    /// Lets a moment pass without keys.
    pub fn rest(&mut self) {
        let requests = self.app.update(Msg::Rest);
        self.answer(requests);
    }

    /// Lets it be another day.
    pub fn on(&mut self, day: Day) -> &mut Self {
        self.app.set_today(day);
        self
    }

    /// What is on the screen, line by line, without trailing spaces.
    pub fn screen(&mut self) -> String {
        if self.app.wants_rest() {
            self.rest();
        }
        let app = &self.app;
        self.terminal.clear().unwrap();
        self.terminal.draw(|frame| app.draw(frame)).unwrap();
        let buffer = self.terminal.backend().buffer();
        let width = usize::from(buffer.area.width);
        let mut text = String::new();
        for row in buffer.content.chunks(width) {
            let mut line = String::new();
            let mut skip = 0;
            for cell in row {
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                line.push_str(cell.symbol());
                skip = pledgebook::domain::clean::width(cell.symbol()).saturating_sub(1);
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// The first line of the screen that holds a text.
    pub fn line(&mut self, holding: &str) -> String {
        let screen = self.screen();
        let found = screen.lines().find(|line| line.contains(holding));
        found.unwrap_or_else(|| panic!("no line holds {holding:?}:\n{screen}")).to_owned()
    }

    /// Whether the program is over.
    pub fn is_over(&self) -> bool {
        self.app.is_over()
    }

    /// Leaves as when the line drops: what is typed is kept.
    pub fn drop_line(self) -> Store {
        self.store
    }
}

/// Keys written as words.
pub fn read_keys(text: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        if let Some(quoted) = rest.strip_prefix('"') {
            let end = quoted.find('"').expect("a closing quote");
            keys.extend(quoted[..end].chars().map(Key::Char));
            rest = quoted[end + 1..].trim_start();
            continue;
        }
        let end = rest.find(' ').unwrap_or(rest.len());
        keys.push(read_key(&rest[..end]));
        rest = rest[end..].trim_start();
    }
    keys
}

fn read_key(word: &str) -> Key {
    match word {
        "Enter" => Key::Enter,
        "Esc" => Key::Esc,
        "Tab" => Key::Tab,
        "S-Tab" => Key::BackTab,
        "Up" => Key::Up,
        "Down" => Key::Down,
        "Left" => Key::Left,
        "Right" => Key::Right,
        "PgUp" => Key::PageUp,
        "PgDn" => Key::PageDown,
        "Home" => Key::Home,
        "End" => Key::End,
        "Del" => Key::Delete,
        "Bs" => Key::Backspace,
        "Space" => Key::Char(' '),
        word => {
            let mut chars = word.chars();
            match (chars.next(), chars.next(), chars.next()) {
                (Some('^'), Some(c), None) => Key::Ctrl(c.to_ascii_lowercase()),
                (Some(c), None, None) => Key::Char(c),
                _ => panic!("no key is called {word:?}"),
            }
        }
    }
}
