//! One person at the screens: the loop between terminal, app and worker. It draws once for everything that came
//! together, and gives the terminal back whatever happens.

use std::time::{Duration, Instant};

use crate::app::App;
use crate::domain::day::Day;
use crate::domain::say::Say;
use crate::keys::Key;
use crate::message::{APP, Effect, Envelope, Msg, Reply, Request};
use crate::screens::Here;
use crate::screens::place::{Place, Resume};
use crate::store::{Store, StoreError};
use crate::term::{Event, Input, Screen, Setup, TermError, dead_line, size};
use crate::worker::{Places, Worker};

/// Longest wait for answers before what is there is drawn: one picture instead of two where answers are quick.
const TOGETHER: Duration = Duration::from_millis(12);
/// How long the cursor stands still before what follows it, the preview, is asked for.
const REST: Duration = Duration::from_millis(150);
/// The same for the first picture.
const FIRST: Duration = Duration::from_millis(30);
/// The same before a key whose meaning the answers decide, so that keys typed ahead mean what they mean one by one.
const BEFORE_KEY: Duration = Duration::from_millis(500);
/// The same on a slow line, where results of a search wait for it too.
const REST_LEAN: Duration = Duration::from_millis(400);
/// A line whose round trip, the first picture included, takes longer than this is slow.
const SLOW: Duration = Duration::from_millis(150);
/// How long an answer of the terminal may still come: it must not reach the shell.
const LATE_ANSWER: Duration = Duration::from_secs(2);
/// Longest wait, at the end, for what is being written.
const AT_END: Duration = Duration::from_secs(10);

/// What the screens need from outside.
pub struct Session<'a> {
    pub store: Store,
    pub here: Here,
    pub places: Places,
    pub terminal: Setup<'a>,
    /// The day it is; asked again while the program runs.
    pub today: &'a dyn Fn() -> Day,
    /// Whether it may be stopped and leave the terminal to a shell; not where there is none to come back from.
    pub may_stop: bool,
    /// What is said first: that the file was migrated.
    pub first: Option<Say>,
    /// Whether the line is timed once, by asking the terminal where its cursor is, and drawn for when it is slow.
    pub timed: bool,
}

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The person left.
    Left,
    /// The system asked it to end.
    Asked,
    /// The line was lost.
    Lost,
    /// Nobody typed for as long as the file allows.
    Idle(Duration),
}

impl Ended {
    const fn word(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Asked => "asked",
            Self::Lost => "line lost",
            Self::Idle(_) => "idle",
        }
    }
}

/// Why the screens could not open.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Term(#[from] TermError),
}

impl SessionError {
    /// The words for a person.
    #[must_use]
    pub fn say(&self) -> Say {
        match self {
            Self::Store(error) => error.say(),
            Self::Term(error) => error.say(),
        }
    }
}

struct Loop {
    app: App,
    worker: Worker,
    screen: Screen,
    /// Requests whose answer is not there yet and is worth a short wait.
    waiting: Vec<Waiting>,
    /// The key before was text.
    in_text: bool,
    /// When the terminal was asked something it has not answered.
    asked: Option<Instant>,
    may_stop: bool,
    /// How long nobody may type before the session ends; none: as long as they like.
    idle: Option<Duration>,
    /// When something was typed last.
    typed: Instant,
}

/// A request whose answer is not there yet.
struct Waiting {
    seq: u64,
    /// Which of the two lanes has it.
    long: bool,
    /// It writes what was typed.
    keeps: bool,
    /// A picture does not wait for it: a draft being kept, a warning that may come later.
    beside: bool,
}

/// Runs the screens until the person leaves, the line drops or nobody has typed for too long.
///
/// # Errors
/// When there is no terminal, or the file cannot be opened a second time.
pub fn run(session: Session<'_>) -> Result<Ended, SessionError> {
    let Session { store, mut here, places, terminal, today, may_stop, first, timed } = session;
    let resume = left_off(&store, &here);
    let idle = store.idle_limit()?;
    let mut input = Input::open()?;
    let waker = input.waker();
    let worker = Worker::start(store, &places, move || waker.wake())?;
    (here.width, here.height) = size();
    let screen = Screen::open(&terminal)?;
    let waiting = Vec::new();
    let app = App::new(here);
    let mut running =
        Loop { app, worker, screen, waiting, in_text: false, asked: None, may_stop, idle, typed: Instant::now() };
    if let Some(say) = first {
        running.app.say(say);
    }
    if let Some(resume) = resume {
        running.app.offer(resume);
    }
    let asked = running.app.take_requests();
    running.send(asked);
    running.gather(FIRST);
    let ended = if running.begin(&mut input, timed) { running.turn(&mut input, today) } else { Ended::Lost };
    running.late_answer(&mut input);
    running.end(ended);
    Ok(ended)
}

/// Where this person's last session was cut off, with what the file has of it; nothing that cannot be read is offered.
fn left_off(store: &Store, here: &Here) -> Option<Resume> {
    let left = store.left_off(&here.asker).ok()??;
    let place = Place::read(&left.place)?;
    let drafts = store.drafts(&here.asker).unwrap_or_default();
    let draft = place.draft().and_then(|id| drafts.into_iter().find(|draft| draft.id == id));
    let of_draft = draft.as_ref().filter(|draft| draft.record != 0).map(|draft| (draft.kind, draft.record));
    let record = of_draft.or(place.record()).and_then(|(kind, id)| store.load(&here.asker, kind, id).ok()?);
    let title = record.map_or_else(String::new, |record| record.title(here.locale.code()));
    Some(Resume { at: left.at, place, draft, title })
}

impl Loop {
    /// Draws the first picture, and asks the terminal for a sign that it is there where the line is timed; gives whether
    /// the line is still there.
    fn begin(&mut self, input: &mut Input, timed: bool) -> bool {
        if !timed {
            return true;
        }
        let asked = self.draw().and_then(|()| self.screen.ask_place());
        if let Ok(Some(answer)) = &asked {
            input.expect(answer.clone());
            self.asked = Some(Instant::now());
        }
        asked.is_ok()
    }

    /// The terminal has answered: a slow line is drawn for from now on.
    fn answered_by_terminal(&mut self) {
        let Some(trip) = self.asked.take().map(|asked| asked.elapsed()).filter(|trip| *trip > SLOW) else { return };
        self.app.draw_for_slow_line(trip.as_millis());
    }

    /// An answer that may still come is not left to the shell.
    fn late_answer(&self, input: &mut Input) {
        let Some(asked) = self.asked else { return };
        while let Some(left) = LATE_ANSWER.checked_sub(asked.elapsed()).filter(|left| !left.is_zero()) {
            if matches!(input.next(Some(left)), Some(Event::Answered | Event::Hangup)) {
                return;
            }
        }
    }

    /// Draws, waits, takes what comes; gives how it ended.
    fn turn(&mut self, input: &mut Input, today: &dyn Fn() -> Day) -> Ended {
        loop {
            if self.draw().is_err() {
                return Ended::Lost;
            }
            let rest = self.app.wants_rest().then_some(if self.app.here().theme.lean { REST_LEAN } else { REST });
            let left = self.idle.map(|limit| limit.saturating_sub(self.typed.elapsed()));
            let events = input.batch(rest.into_iter().chain(left).min());
            self.app.set_today(today());
            if self.app.works() {
                // Who waits for what takes long is not idle.
                self.typed = Instant::now();
            }
            if let Some(limit) = self.idle.filter(|limit| events.is_empty() && self.typed.elapsed() >= *limit) {
                return Ended::Idle(limit);
            }
            if events.is_empty() {
                self.update(Msg::Rest);
            }
            for event in events {
                match event {
                    Event::Hangup => return Ended::Lost,
                    Event::Terminate => return Ended::Asked,
                    event => self.take(event),
                }
                if self.app.is_over() {
                    return Ended::Left;
                }
            }
            self.gather(TOGETHER);
            if self.app.is_over() {
                return Ended::Left;
            }
        }
    }

    fn draw(&mut self) -> Result<(), TermError> {
        let app = &self.app;
        self.screen.draw(|frame| app.draw(frame))
    }

    fn take(&mut self, event: Event) {
        let outcome = match event {
            Event::Key(key) => {
                self.typed = Instant::now();
                self.before(key);
                if key == Key::Ctrl('l') {
                    self.screen.repaint();
                }
                self.update(Msg::Key(key));
                Ok(())
            }
            Event::Paste(text) => {
                self.typed = Instant::now();
                self.update(Msg::Paste(text));
                Ok(())
            }
            Event::Resize(width, height) => {
                self.update(Msg::Resize(width, height));
                self.screen.resize(width, height)
            }
            Event::Suspend if !self.may_stop => Ok(()),
            Event::Suspend => self.screen.suspend().map(|()| self.measure()),
            Event::Continued => self.screen.resume().map(|()| self.measure()),
            Event::Answered => {
                self.answered_by_terminal();
                Ok(())
            }
            _ => Ok(()),
        };
        if let Err(error) = outcome {
            let reply = Reply::Failed(error.say());
            self.update(Msg::Reply(Envelope { to: APP, seq: 0, reply }));
        }
    }

    /// Tells the app the window's size, which may have changed while the program was stopped.
    fn measure(&mut self) {
        let (width, height) = size();
        self.update(Msg::Resize(width, height));
    }

    /// Takes the answers on which the meaning of a key depends; letter after letter of one text depends on none.
    fn before(&mut self, key: Key) {
        let text = self.app.takes_text(key);
        if !(text && self.in_text) {
            if self.app.owes_answer() {
                self.update(Msg::Rest);
            }
            self.gather(BEFORE_KEY);
            // What takes long beside the screen holds keys back once, not each of them.
            self.waiting.retain(|one| !one.long);
        }
        self.in_text = text;
    }

    fn update(&mut self, msg: Msg) {
        let requests = self.app.update(msg);
        self.send(requests);
    }

    fn send(&mut self, requests: Vec<Request>) {
        for request in requests {
            if let Effect::Copy(text) = &request.effect {
                let reply = self.screen.copy(text).map_or_else(|error| Reply::Failed(error.say()), |()| Reply::Copied);
                let answered = self.app.update(Msg::Reply(Envelope { to: request.from, seq: request.seq, reply }));
                self.send(answered);
                continue;
            }
            let long = request.effect.is_long();
            let answers = !matches!(request.effect, Effect::Stop);
            let shows = matches!(request.effect, Effect::Home | Effect::List { .. } | Effect::ListAround { .. });
            if answers && !long || shows {
                let beside = matches!(
                    request.effect,
                    Effect::KeepDraft(_) | Effect::KeepPlace(_) | Effect::StandAt { .. } | Effect::Alike(_)
                );
                let keeps = matches!(request.effect, Effect::KeepDraft(_) | Effect::Save { .. });
                self.waiting.push(Waiting { seq: request.seq, long, keeps, beside });
            }
            let asker = self.app.here().asker.clone();
            self.worker.send(request, asker);
        }
    }

    /// Takes the answers that are there, and those worth a short wait: a picture does not wait for what only keeps.
    fn gather(&mut self, patience: Duration) {
        let until = Instant::now() + patience;
        let pictures = patience != BEFORE_KEY;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let awaited = self.waiting.iter().any(|one| !(pictures && one.beside));
            let next = if !awaited || left.is_zero() { self.worker.answer() } else { self.worker.wait(left) };
            match next {
                Some(envelope) => self.answered(envelope),
                None => break,
            }
        }
    }

    /// Takes an answer. A lane works in order: what was asked of it before is answered, or passed over as asked anew.
    fn answered(&mut self, envelope: Envelope) {
        if let Some(lane) = self.waiting.iter().find(|one| one.seq == envelope.seq).map(|one| one.long) {
            self.waiting.retain(|one| one.long != lane || one.seq > envelope.seq);
        }
        self.update(Msg::Reply(envelope));
    }

    /// Keeps what is typed, waits for the file, and gives the terminal back.
    fn end(mut self, ended: Ended) {
        if ended == Ended::Lost {
            dead_line();
        }
        let until = Instant::now() + AT_END;
        // A form that was typed in while its draft was written has it written again.
        while self.waiting.iter().any(|one| one.keeps) && Instant::now() < until {
            if let Some(envelope) = self.worker.wait(until.saturating_duration_since(Instant::now())) {
                self.answered(envelope);
            }
        }
        if ended != Ended::Left {
            let kept = self.app.cut_off();
            self.send(kept);
        }
        let note = Request { from: APP, seq: 0, effect: Effect::Leave(ended.word()) };
        self.send(vec![note]);
        self.worker.finish();
        drop(self.screen);
    }
}
