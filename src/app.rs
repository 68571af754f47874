//! The program without file, clock and terminal: messages in, requests out, and a picture. It knows tabs and the stack
//! of screens in each, and refuses to know what any of them shows.

use std::mem::{Discriminant, discriminant};

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::change::Saved;
use crate::domain::clean::{cut, width};
use crate::domain::day::{Day, read_day};
use crate::domain::kind::Kind;
use crate::domain::progress::Progress;
use crate::domain::query::{Query, Test};
use crate::domain::record::Id;
use crate::domain::say::Say;
use crate::keys::{BINDINGS, Command, Context, Key};
use crate::locale::Locale;
use crate::locale::moment;
use crate::message::{APP, Effect, Envelope, Msg, Reply, Request, ScreenId};
use crate::screens::brief::BriefScreen;
use crate::screens::capture::Capture;
use crate::screens::charts::Charts;
use crate::screens::choose::{Choose, Item};
use crate::screens::duties;
use crate::screens::funding;
use crate::screens::help::Help;
use crate::screens::home::HomeScreen;
use crate::screens::import::Import;
use crate::screens::more::More;
use crate::screens::page::Page;
use crate::screens::place::{Place, Resume};
use crate::screens::programmes::Programmes;
use crate::screens::prompt::Prompt;
use crate::screens::records::{Records, SubView};
use crate::screens::results::Results;
use crate::screens::whatif::WhatIf;
use crate::screens::work::WorkScreen;
use crate::screens::{Here, Out, Picked, Purpose, Screen, Shown, Turn};
use crate::store::{BriefOf, Session, Visitor};
use crate::widgets::paint::{put, put_right};

/// The word of the choice to go on where a session was cut off.
const GO_ON: &str = "go-on";
/// Others on a record that are named; more are counted.
const BESIDE: usize = 2;

struct Held {
    id: ScreenId,
    screen: Screen,
    /// Something it shows may have changed while it was not seen.
    stale: bool,
}

struct Tab {
    number: u8,
    stack: Vec<Held>,
}

/// The whole program as state.
pub struct App {
    here: Here,
    tabs: Vec<Tab>,
    open: usize,
    seq: u64,
    next: u64,
    requests: Vec<Request>,
    said: Option<Say>,
    /// Long requests under way: who asked for what, by which number.
    long: Vec<(ScreenId, Discriminant<Effect>, u64)>,
    /// How far the one that runs has come.
    far: Option<Progress>,
    quit: bool,
    /// Where the last session was cut off, while it is offered.
    offered: Option<Resume>,
    /// The draft whose form the kept place leads to; 0: none was kept.
    placed: Id,
    /// The record others were told of.
    told: Option<(Kind, Id, bool)>,
}

impl App {
    /// The program as it starts: Home open.
    #[must_use]
    pub fn new(here: Here) -> Self {
        let mut app = Self {
            here,
            tabs: Vec::new(),
            open: 0,
            seq: 0,
            next: 0,
            requests: Vec::new(),
            said: None,
            long: Vec::new(),
            far: None,
            quit: false,
            offered: None,
            placed: 0,
            told: None,
        };
        for (number, screen) in first_screens() {
            let held = app.hold(screen);
            app.tabs.push(Tab { number, stack: vec![held] });
        }
        if app.here.read_only {
            app.said = Some(Say::new("said-read-only"));
        }
        app.reveal();
        app
    }

    /// What the app has asked for since it was asked last.
    pub fn take_requests(&mut self) -> Vec<Request> {
        std::mem::take(&mut self.requests)
    }

    /// Whether it is over.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        self.quit
    }

    /// Who asks, for the requests just taken.
    #[must_use]
    pub const fn here(&self) -> &Here {
        &self.here
    }

    /// Takes a message; gives what is to be done outside.
    pub fn update(&mut self, msg: Msg) -> Vec<Request> {
        match msg {
            Msg::Key(key) => self.key(key),
            Msg::Paste(text) => {
                self.with_top(|screen, here, out| screen.shown_mut().paste(&text, here, out));
            }
            Msg::Resize(width, height) => self.resize(width, height),
            Msg::Reply(envelope) => self.reply(envelope),
            Msg::Rest => self.with_top(|screen, here, out| screen.shown_mut().rested(here, out)),
        }
        self.tell_others();
        self.take_requests()
    }

    /// Says something from outside: that the file was migrated.
    pub fn say(&mut self, say: Say) {
        self.said = Some(say);
    }

    /// Offers to go on where the last session was cut off.
    pub fn offer(&mut self, resume: Resume) {
        let words = resume.words(&self.here);
        let items = vec![
            Item::text(self.here.locale.with("resume-go-on", &[("place", &words)]), "", GO_ON),
            Item::text(self.here.text("resume-begin"), "", "begin"),
        ];
        let title = Say::new("resume-title").with("at", moment(&resume.at));
        self.offered = Some(resume);
        self.open_screen(Choose::of(title, Purpose::Resume, items).into());
    }

    /// The session ends without being left: keeps where it is, unless there is nothing to come back to.
    pub fn cut_off(&mut self) -> Vec<Request> {
        if self.offered.is_none() {
            let place = self.place();
            let home = place.tab == 1 && place.steps.is_empty() && place.as_of.is_none();
            self.ask(Effect::KeepPlace((!home).then(|| place.written())));
        }
        self.take_requests()
    }

    /// Where the person is.
    fn place(&self) -> Place {
        let tab = &self.tabs[self.open];
        let as_of = self.here.asker.as_of.map(|day| day.to_string());
        Place {
            tab: tab.number,
            as_of,
            steps: tab.stack.iter().filter_map(|held| held.screen.shown().step()).collect(),
        }
    }

    /// Goes on where the last session was cut off, or does not; asked once.
    fn take_offer(&mut self, picked: &str) {
        let Some(resume) = self.offered.take() else { return };
        self.ask(Effect::KeepPlace(None));
        if picked == GO_ON {
            self.go_on(&resume);
        }
    }

    fn go_on(&mut self, resume: &Resume) {
        let place = &resume.place;
        let Some(at) = self.tabs.iter().position(|tab| tab.number == place.tab) else { return };
        self.here.asker.as_of = place.as_of.as_ref().and_then(|day| read_day(day, self.here.asker.today).ok());
        self.tabs[at].stack.truncate(1);
        if let Some(step) = place.steps.first() {
            self.tabs[at].stack[0].screen.shown_mut().stand(step);
        }
        for screen in resume.screens() {
            let held = self.hold(screen);
            self.tabs[at].stack.push(held);
        }
        self.switch(at);
        self.said = resume.draft.as_ref().map(|draft| Say::new("form-draft-back").with("at", moment(&draft.at)));
    }

    /// Shows others which record is open, when that has changed.
    fn tell_others(&mut self) {
        let now = self.tabs[self.open].stack.iter().rev().find_map(|held| held.screen.shown().on_record());
        if now != self.told {
            self.told = now;
            self.here.beside.clear();
            let record = now.map(|(kind, id, _)| (kind, id));
            self.ask(Effect::StandAt { record, writes: now.is_some_and(|(.., writes)| writes) });
        }
    }

    /// A form has its draft in the file for the first time: a kill from now on leads back to it.
    fn keep_place_of_form(&mut self) {
        let draft = self.place().draft().unwrap_or(0);
        if draft != 0 && draft != self.placed {
            self.placed = draft;
            let place = self.place().written();
            self.ask(Effect::KeepPlace(Some(place)));
        }
    }

    /// Whether the key is one more letter of a text being typed, and not a command of any kind.
    #[must_use]
    pub fn takes_text(&self, key: Key) -> bool {
        let shown = self.top().screen.shown();
        shown.typing() && matches!(key, Key::Char(_) | Key::Backspace)
    }

    /// Whether what was typed was not asked for yet, as on a slow line: keys that act on the answer have it asked first.
    #[must_use]
    pub fn owes_answer(&self) -> bool {
        self.top().screen.shown().owes()
    }

    /// The line is slow: a round trip took so many milliseconds.
    pub fn draw_for_slow_line(&mut self, millis: u128) {
        self.here.theme = self.here.theme.for_slow_line();
        self.said = Some(Say::new("said-slow-line").with("millis", millis));
    }

    /// Whether something long runs beside the screens.
    #[must_use]
    pub fn works(&self) -> bool {
        !self.long.is_empty()
    }

    /// Whether the open screen waits for a moment without keys.
    #[must_use]
    pub fn wants_rest(&self) -> bool {
        self.top().screen.shown().wants_rest(&self.here)
    }

    /// The day it is, as days pass while the program runs.
    pub const fn set_today(&mut self, today: Day) {
        self.here.asker.today = today;
    }

    fn resize(&mut self, width: u16, height: u16) {
        (self.here.width, self.here.height) = (width, height);
        if self.top().screen.shown().context().has_everywhere() {
            self.with_top(|screen, here, out| screen.shown_mut().refresh(here, out));
        }
    }

    fn hold(&mut self, screen: Screen) -> Held {
        self.next += 1;
        Held { id: ScreenId(self.next), screen, stale: true }
    }

    fn top(&self) -> &Held {
        self.tabs[self.open].stack.last().expect("a tab keeps its first screen")
    }

    fn top_mut(&mut self) -> &mut Held {
        self.tabs[self.open].stack.last_mut().expect("a tab keeps its first screen")
    }

    /// Runs something on the open screen and takes the turns it asks for.
    fn with_top(&mut self, work: impl FnOnce(&mut Screen, &Here, &mut Out<'_>)) {
        let id = self.top().id;
        self.with(id, work);
    }

    fn with(&mut self, id: ScreenId, work: impl FnOnce(&mut Screen, &Here, &mut Out<'_>)) {
        let mut turns = Vec::new();
        let Some(held) = self.tabs.iter_mut().flat_map(|tab| &mut tab.stack).find(|held| held.id == id) else { return };
        let before = self.requests.len();
        let mut out = Out { id, seq: &mut self.seq, requests: &mut self.requests, turns: &mut turns };
        work(&mut held.screen, &self.here, &mut out);
        for request in self.requests[before..].iter().filter(|request| request.effect.is_long()) {
            let what = discriminant(&request.effect);
            // Asked anew: nobody waits for the older answer.
            self.long.retain(|(from, known, _)| (*from, *known) != (request.from, what));
            self.long.push((request.from, what, request.seq));
        }
        for turn in turns {
            self.turn(id, turn);
        }
    }

    fn ask(&mut self, effect: Effect) {
        self.seq += 1;
        self.requests.push(Request { from: APP, seq: self.seq, effect });
    }

    fn key(&mut self, key: Key) {
        let shown = self.top().screen.shown();
        let (context, typing) = (shown.context(), shown.typing());
        let command = if typing && context.has_everywhere() { None } else { context.command(key) };
        match command {
            Some(command) => self.command(command),
            None if typing => self.with_top(|screen, here, out| screen.shown_mut().key(key, here, out)),
            None => {}
        }
    }

    fn command(&mut self, command: Command) {
        match command {
            Command::Tab(number) => self.go_to_tab(number),
            Command::NextTab => self.switch((self.open + 1) % self.tabs.len()),
            Command::PreviousTab => self.switch((self.open + self.tabs.len() - 1) % self.tabs.len()),
            Command::Quit if self.tabs[self.open].stack.len() == 1 => self.quit(),
            Command::Quit if !self.tries_out() => self.close(),
            Command::GoTo => self.open_screen(self.go_to().into()),
            Command::Palette => self.open_screen(self.palette().into()),
            Command::Help => self.open_screen(Help::of(self.top().screen.shown().context()).into()),
            // What is tried out is no record: its keys never reach the file.
            Command::Undo | Command::Redo if self.tries_out() => {
                self.with_top(|screen, here, out| screen.shown_mut().command(command, here, out));
            }
            Command::Quit if self.tries_out() => {
                self.with_top(|screen, here, out| screen.shown_mut().command(Command::Back, here, out));
            }
            Command::Brief if matches!(self.top().screen, Screen::Brief(_)) => {}
            Command::Brief => self.open_brief(),
            Command::Charts if matches!(self.top().screen, Screen::Charts(_)) => {}
            Command::Charts => self.open_screen(Charts::default().into()),
            Command::Import if matches!(self.top().screen, Screen::Import(_)) => {}
            Command::Import => self.open_import(),
            Command::WhatIf if self.tries_out() => {}
            Command::WhatIf => self.open_screen(WhatIf::default().into()),
            Command::MyWork => self.open_screen(WorkScreen::default().into()),
            Command::Capture => {
                let under = self.top().screen.shown().dialogue();
                self.open_screen(Capture::under(under).into());
            }
            Command::Undo => self.ask(Effect::Undo),
            Command::Redo => self.ask(Effect::Redo),
            Command::AsOf => {
                let text = self.here.asker.as_of.map(|day| day.to_string()).unwrap_or_default();
                self.ask_as_of(&text);
            }
            Command::Redraw => {}
            Command::Back if !self.long.is_empty() => self.ask(Effect::Stop),
            other => self.with_top(|screen, here, out| screen.shown_mut().command(other, here, out)),
        }
    }

    /// Leaves: what was kept of where this session was is not offered again.
    fn quit(&mut self) {
        self.ask(Effect::KeepPlace(None));
        self.quit = true;
    }

    /// A file read in as what is listed here; where nothing is, as contributions.
    fn open_import(&mut self) {
        if self.here.read_only {
            self.said = Some(Say::new("said-read-only"));
            return;
        }
        let kind = self.top().screen.shown().lists().unwrap_or(Kind::Contribution);
        self.open_screen(Import::of(kind).into());
    }

    /// The brief of what the cursor is on; of nothing in particular the funding dialogue.
    fn open_brief(&mut self) {
        let of = self.top().screen.shown().brief_of().unwrap_or(BriefOf::Session(Session::Next));
        self.open_screen(BriefScreen::new(of).into());
    }

    /// Whether the open screen tries out what is not recorded.
    fn tries_out(&self) -> bool {
        self.top().screen.shown().context() == Context::WhatIf
    }

    fn go_to_tab(&mut self, number: u8) {
        let Some(at) = self.tabs.iter().position(|tab| tab.number == number) else { return };
        if at == self.open {
            // The number of the open tab leads back to its first screen.
            while self.tabs[at].stack.len() > 1 {
                self.tabs[at].stack.pop();
            }
        }
        self.switch(at);
    }

    fn switch(&mut self, to: usize) {
        self.open = to;
        self.said = None;
        self.reveal();
    }

    /// The open screen is seen: it asks again for what may have changed.
    fn reveal(&mut self) {
        if self.top().stale {
            self.top_mut().stale = false;
            self.with_top(|screen, here, out| screen.shown_mut().refresh(here, out));
        }
    }

    fn open_screen(&mut self, screen: Screen) {
        let held = self.hold(screen);
        self.tabs[self.open].stack.push(held);
        self.reveal();
    }

    fn close(&mut self) {
        if self.tabs[self.open].stack.len() > 1 {
            self.tabs[self.open].stack.pop();
            self.reveal();
        }
    }

    fn turn(&mut self, from: ScreenId, turn: Turn) {
        match turn {
            Turn::Open(screen) => {
                self.said = None;
                self.open_screen(*screen);
            }
            Turn::Close if self.top().id == from => {
                // Who closes what is offered begins here.
                self.offered = None;
                self.close();
            }
            Turn::Close => {}
            Turn::Say(say) => self.said = Some(say),
            Turn::Chosen(purpose, picked) => self.chosen(purpose, picked),
            Turn::AsOf(day) => self.set_as_of(day),
            Turn::Language(code) => self.set_language(&code),
            Turn::SearchDonors => {
                self.go_to_tab(2);
                self.command(Command::Search);
            }
            Turn::ExportAs(word) => {
                self.here.export = word;
                self.ask(Effect::Prefer { name: "export", value: word.to_owned() });
            }
            Turn::Highlight(on) => {
                self.here.theme.highlight = on;
                self.ask(Effect::Prefer { name: "highlight", value: if on { "yes" } else { "no" }.to_owned() });
            }
        }
    }

    /// Something was chosen on the open screen: it closes, and whoever opened it gets the choice.
    fn chosen(&mut self, purpose: Purpose, picked: Picked) {
        self.close();
        match (purpose, picked) {
            (Purpose::Resume, Picked::Text(text)) => self.take_offer(&text),
            (Purpose::GoTo, Picked::Record(kind, id, name)) => {
                self.open_screen(Page::new(kind, id, name).into());
            }
            (Purpose::GoTo | Purpose::Palette, Picked::Text(name)) => self.run(&name),
            (Purpose::AsOf, Picked::Text(text)) => self.read_as_of(&text),
            (purpose, picked) => {
                self.with_top(|screen, here, out| screen.shown_mut().chosen(purpose, picked, here, out));
            }
        }
    }

    fn run(&mut self, name: &str) {
        if let Some(binding) = BINDINGS.iter().find(|binding| binding.command.name() == name) {
            self.command(binding.command);
        }
    }

    /// Commands that work here, by their words.
    fn command_items(&self) -> Vec<Item> {
        let context = self.top().screen.shown().context();
        let here = BINDINGS.iter().filter(|binding| {
            binding.context == context || (binding.context == Context::Everywhere && context.has_everywhere())
        });
        here.filter(|binding| !binding.command.moves())
            .map(|binding| {
                let keys: Vec<String> = binding.keys.iter().map(ToString::to_string).collect();
                let name = binding.command.name();
                Item::text(self.here.text(&format!("help-{name}")), keys.join(" "), name)
            })
            .collect()
    }

    fn palette(&self) -> Choose {
        Choose::of(Say::new("palette-title"), Purpose::Palette, self.command_items())
    }

    fn go_to(&self) -> Choose {
        Choose::everything(Say::new("go-to-title"), self.command_items())
    }

    fn ask_as_of(&mut self, text: &str) {
        self.open_screen(Prompt::new(Say::new("as-of-question"), Purpose::AsOf, text).into());
    }

    fn read_as_of(&mut self, text: &str) {
        if text.trim().is_empty() {
            return self.set_as_of(None);
        }
        match read_day(text.trim(), self.here.asker.today) {
            Ok(day) => self.set_as_of(Some(day)),
            Err(say) => {
                self.ask_as_of(text);
                self.said = Some(say);
            }
        }
    }

    fn set_as_of(&mut self, day: Option<Day>) {
        self.here.asker.as_of = day;
        self.changed();
    }

    fn set_language(&mut self, code: &str) {
        if let Some(locale) = Locale::load(code) {
            self.here.asker.lang = locale.code();
            self.here.locale = locale;
            self.ask(Effect::Prefer { name: "language", value: code.to_owned() });
            self.changed();
        }
    }

    /// Something any screen may show has changed.
    fn changed(&mut self) {
        for held in self.tabs.iter_mut().flat_map(|tab| &mut tab.stack) {
            held.stale = true;
        }
        self.reveal();
    }

    fn reply(&mut self, envelope: Envelope) {
        if let Reply::Far(far) = envelope.reply {
            self.far = self.long.iter().any(|(.., seq)| *seq == envelope.seq).then_some(far);
            return;
        }
        // Words about progress are no answer yet.
        if !matches!(envelope.reply, Reply::ImportProgress(_)) {
            self.long.retain(|(.., seq)| *seq != envelope.seq);
            if self.long.is_empty() {
                self.far = None;
            }
        }
        let imported = matches!(&envelope.reply, Reply::Imported(report) if report.action.is_some());
        let wrote = imported
            || matches!(
                envelope.reply,
                Reply::Saved(Saved::Done { .. })
                    | Reply::Undone { saved: Saved::Done { .. }, .. }
                    | Reply::Captured(_)
                    | Reply::Changed
                    | Reply::Replaced
            );
        let kept = matches!(envelope.reply, Reply::DraftKept(_));
        if envelope.to == APP {
            self.own_reply(envelope.reply);
        } else {
            self.say_what_came(&envelope.reply);
            let Envelope { to, seq, reply } = envelope;
            self.with(to, |screen, here, out| screen.shown_mut().reply(seq, reply, here, out));
        }
        if kept {
            self.keep_place_of_form();
        }
        if wrote {
            self.changed();
        }
    }

    /// Results that every screen would say alike.
    fn say_what_came(&mut self, reply: &Reply) {
        match reply {
            Reply::Failed(say) | Reply::Published(say) => self.said = Some(say.clone()),
            Reply::Stopped => self.said = Some(Say::new("store-stopped")),
            Reply::ExportedInSheets { path, sheets } => {
                self.said = Some(Say::new("said-exported-sheets").with("path", path).with("sheets", sheets));
            }
            Reply::Exported(path) => self.said = Some(Say::new("said-exported").with("path", path)),
            Reply::Copied => self.said = Some(Say::new("said-copied")),
            _ => {}
        }
    }

    fn own_reply(&mut self, reply: Reply) {
        self.say_what_came(&reply);
        match reply {
            Reply::Undone { title, saved, redo } => self.said = Some(undone(title, saved, redo)),
            Reply::Beside(visitors) => self.here.beside = visitors,
            Reply::Replaced => self.said = Some(Say::new("said-replaced")),
            _ => {}
        }
    }

    /// Draws everything.
    pub fn draw(&self, frame: &mut Frame<'_>) {
        let area = frame.area();
        let cursor = self.paint(frame.buffer_mut(), area);
        if let Some((x, y)) = cursor.filter(|(x, y)| area.contains((*x, *y).into())) {
            frame.set_cursor_position((x, y));
        }
    }

    fn paint(&self, buffer: &mut Buffer, area: Rect) -> Option<(u16, u16)> {
        if area.height < 4 || area.width < 12 {
            put(buffer, area.x, area.y, &self.here.text("screen-small"), area.width, Style::new());
            return None;
        }
        let stack = &self.tabs[self.open].stack;
        let (last, under) = stack.split_last().expect("a tab keeps its first screen");
        let prompt = matches!(last.screen, Screen::Prompt(_));
        let body = if prompt { under.last().unwrap_or(last) } else { last };
        self.paint_tabs(buffer, area);
        self.paint_title(buffer, area, &body.screen);
        let place = Rect { y: area.y + 2, height: area.height - 4, ..area };
        let cursor = body.screen.shown().draw(buffer, place, &self.here);
        let status = Rect { y: area.bottom() - 2, height: 1, ..area };
        self.paint_footer(buffer, Rect { y: area.bottom() - 1, height: 1, ..area }, last.screen.shown());
        if prompt {
            // Why the last answer was not taken stands above the question, over what is below.
            if self.said.is_some() {
                let above = Rect { y: status.y - 1, ..status };
                put(buffer, above.x, above.y, &" ".repeat(usize::from(above.width)), above.width, Style::new());
                self.paint_status(buffer, above);
            }
            return last.screen.shown().draw(buffer, status, &self.here);
        }
        self.paint_status(buffer, status);
        cursor
    }

    fn paint_tabs(&self, buffer: &mut Buffer, area: Rect) {
        let lang = self.here.locale.code();
        let room = area.width.saturating_sub(u16::try_from(width(lang)).unwrap_or(2) + 2);
        let mut x = area.x + 1;
        let names: Vec<String> = self.tabs.iter().map(|tab| self.here.text(&format!("tab-{}", tab.number))).collect();
        let (named, between) = named_tabs(&names, self.open, usize::from(room));
        for (at, (tab, name)) in self.tabs.iter().zip(&names).enumerate() {
            let text = if named.contains(&at) { format!("{} {name}", tab.number) } else { tab.number.to_string() };
            let style = if at == self.open { self.here.theme.accent() } else { Style::new() };
            let left = (area.x + room).saturating_sub(x);
            x = put(buffer, x, area.y, &text, left, style) + between;
        }
        put_right(buffer, area.x + room, area.y, lang, area.width - room - 1, self.here.theme.quiet());
    }

    fn paint_title(&self, buffer: &mut Buffer, area: Rect, screen: &Screen) {
        let title = screen.shown().title(&self.here);
        let mut right = Vec::new();
        if let Some(day) = self.here.asker.as_of {
            let day = self.here.locale.day(day.year(), day.month(), day.day_of_month());
            right.push(self.here.locale.with("as-of", &[("day", &day)]));
        }
        right.extend(self.beside());
        right.push(cut(&self.here.asker.who, usize::from(area.width / 5)).into_owned());
        let right = right.join("  ");
        let room = u16::try_from(width(&right)).unwrap_or(0).min(area.width / 2);
        put(buffer, area.x + 1, area.y + 1, &title, area.width.saturating_sub(room + 4), self.here.theme.heading());
        put_right(buffer, area.right().saturating_sub(room + 1), area.y + 1, &right, room, self.here.theme.quiet());
    }

    /// Who else is on the record that is open; none: nobody.
    fn beside(&self) -> Option<String> {
        let name = |visitor: &Visitor| {
            let who = cut(&visitor.who, 16);
            if visitor.writes { self.here.locale.with("beside-writes", &[("who", &who)]) } else { who.into_owned() }
        };
        let names: Vec<String> = self.here.beside.iter().take(BESIDE).map(name).collect();
        let more = self.here.beside.len() - names.len();
        let more = if more > 0 { format!(" +{more}") } else { String::new() };
        let names = format!("{}{more}", names.join(", "));
        (!self.here.beside.is_empty()).then(|| self.here.locale.with("beside", &[("names", &names)]))
    }

    fn paint_status(&self, buffer: &mut Buffer, area: Rect) {
        if let Some(far) = &self.far {
            put(
                buffer,
                area.x + 1,
                area.y,
                &self.far_words(*far),
                area.width.saturating_sub(2),
                self.here.theme.quiet(),
            );
        } else if let Some(say) = &self.said {
            put(buffer, area.x + 1, area.y, &self.here.locale.say(say), area.width.saturating_sub(2), Style::new());
        } else if !self.long.is_empty() {
            put(
                buffer,
                area.x + 1,
                area.y,
                &self.here.text("status-working"),
                area.width.saturating_sub(2),
                self.here.theme.quiet(),
            );
        }
    }

    /// How far, how fast, and how long still.
    fn far_words(&self, far: Progress) -> String {
        let whole = |count: u64| self.here.locale.integer(i64::try_from(count).unwrap_or(i64::MAX));
        let (done, rate) = (whole(far.rows), whole(far.rate()));
        match far.of {
            Some(of) => {
                let seconds = far.seconds_left();
                let left = format!("{}:{:02}", seconds / 60, seconds % 60);
                let words = [("done", done.as_str()), ("of", &whole(of)), ("rate", &rate), ("left", &left)];
                self.here.locale.with("status-far", &words)
            }
            None => self.here.locale.with("status-far-open", &[("done", &done), ("rate", &rate)]),
        }
    }

    /// The keys that work here, as many as fit, help and the way back always.
    fn paint_footer(&self, buffer: &mut Buffer, area: Rect, screen: &dyn Shown) {
        let words = |command: Command| self.here.text(&format!("key-{}", command.name()));
        let mut last = Vec::new();
        let mut x = area.x + 1;
        let mut bindings = screen.context().footer();
        bindings.retain(|binding| screen.offers(binding.command, &self.here));
        for binding in bindings.iter().filter(|binding| binding.footer >= 90) {
            last.push(format!("{} {}", binding.keys[0], words(binding.command)));
        }
        let last = last.join("  ");
        let end = area.right().saturating_sub(u16::try_from(width(&last)).unwrap_or(0) + 1);
        for binding in bindings.iter().filter(|binding| binding.footer < 90) {
            let (key, word) = (binding.keys[0].to_string(), words(binding.command));
            let wide = u16::try_from(width(&key) + width(&word) + 1).unwrap_or(u16::MAX);
            if x.saturating_add(wide) + 2 > end {
                break;
            }
            x = put(buffer, x, area.y, &key, wide, self.here.theme.heading());
            x = put(buffer, x + 1, area.y, &word, wide, self.here.theme.quiet()) + 2;
        }
        put(buffer, end, area.y, &last, area.right().saturating_sub(end), self.here.theme.quiet());
    }
}

/// What to say of an undo or a redo.
fn undone(title: String, saved: Saved, redo: bool) -> Say {
    match saved {
        Saved::Done { .. } if redo => Say::new("said-redone").with("title", title),
        Saved::Done { .. } => Say::new("said-undone").with("title", title),
        Saved::Conflict(conflict) => Say::new("undo-clash").with("title", conflict.title),
        Saved::Rejected(problems) => {
            problems.into_iter().next().map_or(Say::new("store-refused"), |problem| problem.say)
        }
    }
}

/// Which tabs are named where not all names fit, and the cells between tabs: as many from the first as fit, or, where
/// the open one would not be among them, as many from the last; the others are seen by their number.
fn named_tabs(names: &[String], open: usize, room: usize) -> (std::ops::Range<usize>, u16) {
    let count = names.len();
    let takes = |named: &std::ops::Range<usize>, between: usize| {
        let name = |at: usize| if named.contains(&at) { 1 + width(&names[at]) } else { 0 };
        (0..count).map(|at| 1 + name(at) + between).sum::<usize>()
    };
    if takes(&(0..count), 2) <= room {
        return (0..count, 2);
    }
    let fits = |named: &std::ops::Range<usize>| takes(named, 1) <= room;
    let first = (0..=count).rev().map(|until| 0..until).find(fits).unwrap_or(0..0);
    let last = (0..=count).map(|from| from..count).find(fits).unwrap_or(count..count);
    (if first.contains(&open) { first } else { last }, 1)
}

/// The tabs and what each begins with.
fn first_screens() -> Vec<(u8, Screen)> {
    let list = |name: &'static str, kind: Kind| SubView::of(name, Query::all(kind));
    let donors = Query::all(Kind::Partner).only("donor", Test::Is, "yes");
    let without = donors.clone().only("focal_point", Test::Is, "-");
    let donors = vec![
        SubView::of("list-donors", donors),
        SubView::of("list-donors-without", without),
        list("list-partners", Kind::Partner),
    ];
    let without = donors[1].clone();
    let records = |views: Vec<SubView>| Screen::from(Records::of(views));
    vec![
        (1, HomeScreen::default().into()),
        (2, records(donors)),
        (
            3,
            records(vec![
                list("kind-focal-point", Kind::FocalPoint),
                list("kind-assignment", Kind::Assignment),
                without,
            ]),
        ),
        (4, Programmes::default().into()),
        (
            5,
            records(vec![
                list("kind-category", Kind::Category),
                list("list-partners", Kind::Partner),
                list("kind-engagement", Kind::Engagement),
                list("kind-strategy", Kind::Strategy),
                list("kind-objective", Kind::Objective),
                list("kind-contact", Kind::Contact),
                list("kind-document", Kind::Document),
            ]),
        ),
        (6, records(funding::views())),
        (7, records(duties::reports())),
        (8, records(duties::dialogues())),
        (9, Results::default().into()),
        (0, More::default().into()),
    ]
}
