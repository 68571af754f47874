//! A form made from the field table: pickers filter as one types, days and amounts read as people write them, every
//! problem stands beside its field. It is a draft from its first key, kept in the file, offered on return.

mod draft;
mod paint;
mod save;
mod sections;

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

use super::place::Step;
use super::{Cursor, Here, Out, Picked, Purpose, Shown, Turn};
use crate::domain::change::Conflict;
use crate::domain::clean::{clean_lines, width};
use crate::domain::field::{Field, Input, Reading};
use crate::domain::fold::fold;
use crate::domain::kind::Kind;
use crate::domain::money::Currency;
use crate::domain::record::{Id, Record};
use crate::domain::say::Say;
use crate::keys::{Command, Context, Key};
use crate::message::{Effect, Reply};
use crate::store::{Candidate, Draft};
use crate::widgets::cell::{kind_key, label_key, text as shown_text};
use crate::widgets::line::Line;
use crate::widgets::paint::put;

/// Candidates shown under a picker.
const OFFERED: usize = 6;

/// One field being edited.
#[derive(Clone, Debug)]
struct Edited {
    field: &'static Field,
    line: Line,
    /// The text form of what was typed; what it was when it could not be read.
    value: String,
    /// What the line says when nothing was typed since `value` was set.
    settled: String,
    problem: Option<Say>,
    /// Of a field that holds several records: what was picked, the text form and the name of each.
    several: Vec<(String, String)>,
}

impl Edited {
    /// The last name of a line that may hold several: the one being typed.
    fn last_piece(&self) -> &str {
        let text = self.line.text();
        match self.field.input {
            Input::Refs(_) => text.rsplit([';', '；']).next().unwrap_or_default().trim(),
            _ => text,
        }
    }

    /// Takes what is offered: beside what was picked before where several may be.
    fn take(&mut self, offer: Offer) {
        if let Input::Refs(_) = self.field.input {
            self.keep_named();
            if !self.several.iter().any(|(value, _)| *value == offer.value) {
                self.several.push((offer.value, offer.name));
            }
            self.say_several();
        } else {
            self.line = Line::of(&offer.name);
            self.settled.clone_from(&offer.name);
            self.value = offer.value;
        }
        self.problem = None;
    }

    /// Drops what was picked and then taken out of the line by hand.
    fn keep_named(&mut self) {
        let text = self.line.text().to_owned();
        let names: Vec<&str> = text.split([';', '；']).map(str::trim).collect();
        self.several.retain(|(_, name)| names.contains(&name.as_str()));
    }

    fn say_several(&mut self) {
        let (values, names): (Vec<&str>, Vec<&str>) =
            self.several.iter().map(|(value, name)| (value.as_str(), name.as_str())).unzip();
        self.value = values.join(" ");
        self.settled = names.join("; ");
        self.line = Line::of(&self.settled);
    }
}

/// A thing offered under a picker: the text form it gives and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Offer {
    value: String,
    name: String,
    note: String,
}

/// How far the draft is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keeping {
    /// Nothing was typed yet.
    Untouched,
    /// What is typed is in the file.
    Kept,
    /// Being written; typed on since or not.
    Writing { again: bool },
}

/// What a draft keeps of a form.
#[derive(Serialize, Deserialize)]
struct Content {
    /// The record as it was read: field and text form.
    base: BTreeMap<String, String>,
    /// What was typed: field to what the line says and its text form.
    typed: BTreeMap<String, (String, String)>,
    /// The names of the records that `base` points to.
    #[serde(default)]
    names: BTreeMap<String, String>,
    /// The field the cursor stood in, and the characters before it there.
    at: String,
    #[serde(default)]
    before: Option<usize>,
}

/// A form over one record.
#[derive(Debug)]
pub struct Form {
    base: Record,
    fields: Vec<Edited>,
    cursor: Cursor,
    offers: Vec<Offer>,
    offer: usize,
    offering: bool,
    alike: Vec<Candidate>,
    /// The record as a save would fill it, as far as it was typed when that was asked.
    filled: Option<Box<Record>>,
    fill_seq: u64,
    undo: Vec<(usize, String, String)>,
    draft: Id,
    keeping: Keeping,
    /// What ends the form once its draft is written: only then is it known which draft goes with it.
    then: Option<Command>,
    asked_draft: bool,
    candidates_seq: u64,
    alike_seq: u64,
    keep_seq: u64,
    save_seq: u64,
    draft_seq: u64,
    conflict: Option<Box<Conflict>>,
    whole: Option<Say>,
    /// Characters before the cursor in its field, as a draft kept them; until the field has its text.
    before: Option<usize>,
}

impl Form {
    /// A form over a record as it was read; an empty record is a new one.
    #[must_use]
    pub fn new(base: Record) -> Self {
        let fields = base.kind.fields().iter().filter(|field| !field.computed).map(|field| Edited {
            field,
            line: Line::default(),
            value: base.get(field.name).to_owned(),
            settled: String::new(),
            problem: None,
            several: Vec::new(),
        });
        let fields: Vec<Edited> = fields.collect();
        // What a page has filled in need not be passed over.
        let first = fields.iter().position(|edited| edited.value.is_empty()).filter(|_| base.id == 0);
        Self {
            fields,
            base,
            cursor: Cursor { at: first.unwrap_or(0), top: 0 },
            offers: Vec::new(),
            offer: 0,
            offering: false,
            alike: Vec::new(),
            filled: None,
            fill_seq: 0,
            undo: Vec::new(),
            draft: 0,
            keeping: Keeping::Untouched,
            then: None,
            asked_draft: false,
            candidates_seq: 0,
            alike_seq: 0,
            keep_seq: 0,
            save_seq: 0,
            draft_seq: 0,
            conflict: None,
            whole: None,
            before: None,
        }
    }

    /// The form a draft was kept of.
    #[must_use]
    pub fn of_draft(draft: &Draft) -> Self {
        let mut base = Record::new(draft.kind);
        base.id = draft.record;
        base.version = draft.version;
        if let Ok(content) = serde_json::from_str::<Content>(&draft.content) {
            for (name, value) in &content.base {
                if base.kind.field(name).is_some() {
                    base.put(name, value.as_str());
                    base.put_label(name, content.names.get(name).map_or("", String::as_str));
                }
            }
        }
        let mut form = Self::new(base);
        form.asked_draft = true;
        form.take_draft(draft);
        form
    }

    /// What is being done and the field the cursor is in, for who comes back to it.
    #[must_use]
    pub fn where_it_stands(&self, title: &str, here: &Here) -> String {
        let field = here.text(&label_key(self.base.kind, self.fields[self.cursor.at].field.name));
        let parts = [self.doing(here), title.to_owned(), field];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    fn doing(&self, here: &Here) -> String {
        let kind = here.text(&kind_key(self.base.kind).replace("kind-", "one-"));
        here.locale.with(if self.base.id == 0 { "form-new" } else { "form-edit" }, &[("kind", &kind)])
    }

    /// What each line says before anything is typed: the field in the reader's language.
    fn fill_lines(&mut self, here: &Here) {
        let currency = self.base.currency();
        for edited in &mut self.fields {
            let unchanged = edited.value == self.base.get(edited.field.name) && edited.line.text() == edited.settled;
            if unchanged {
                let text = match edited.field.input {
                    Input::Ref(_) => self.base.shown(edited.field.name).to_owned(),
                    Input::Refs(_) => {
                        let names = self.base.label(edited.field.name).split("; ").map(str::to_owned);
                        edited.several = edited.value.split(' ').map(str::to_owned).zip(names).collect();
                        edited.several.retain(|(value, _)| !value.is_empty());
                        self.base.shown(edited.field.name).to_owned()
                    }
                    Input::Choice(_) | Input::Flag => {
                        shown_text(&here.locale, edited.field.input, &edited.value, currency)
                    }
                    Input::Money(_) if !edited.value.is_empty() => {
                        crate::domain::money::Money::from_text(&edited.value, currency)
                            .map_or_else(|_| edited.value.clone(), super::super::domain::money::Money::to_typed)
                    }
                    _ => edited.value.clone(),
                };
                edited.line = Line::of(&text);
                edited.settled = text;
            }
        }
    }

    fn record(&self) -> Record {
        let mut record = self.base.clone();
        for edited in &self.fields {
            if record.get(edited.field.name) != edited.value {
                record.put(edited.field.name, edited.value.as_str());
            }
        }
        record
    }

    const fn here_now(&self) -> usize {
        self.cursor.at
    }

    fn current(&mut self) -> &mut Edited {
        let at = self.cursor.at;
        &mut self.fields[at]
    }

    fn typed(&mut self, here: &Here, out: &mut Out<'_>) {
        let at = self.here_now();
        self.whole = None;
        match self.fields[at].field.input {
            Input::Ref(kind) | Input::Refs(kind) => self.ask_candidates(kind, out),
            Input::Currency => self.ask_candidates(Kind::Currency, out),
            Input::Choice(words) => self.offer_words(words, here),
            Input::Flag => self.offer_words(&["yes", "no"], here),
            _ => self.offering = false,
        }
        if !self.fields[at].field.input.is_picked() {
            self.read(at, here);
        }
        let named = matches!(self.fields[at].field.name, "name" | "acronym" | "country");
        if named && matches!(self.base.kind, Kind::Partner | Kind::Contact) {
            self.alike_seq = out.ask(Effect::Alike(self.record()));
        }
        self.keep(out);
    }

    fn ask_candidates(&mut self, kind: Kind, out: &mut Out<'_>) {
        let typed = self.fields[self.cursor.at].last_piece().to_owned();
        self.offering = true;
        self.candidates_seq = out.ask(Effect::Candidates { kind, typed });
    }

    fn offer_words(&mut self, words: &[&str], here: &Here) {
        let typed = fold(self.fields[self.cursor.at].line.text());
        let name = |word: &str| here.text(&format!("choice-{word}"));
        let fits = |word: &&&str| typed.is_empty() || fold(&name(word)).starts_with(&typed) || word.starts_with(&typed);
        self.offers = words
            .iter()
            .filter(fits)
            .map(|word| Offer { value: (*word).to_owned(), name: name(word), note: String::new() })
            .collect();
        self.offer = 0;
        self.offering = true;
    }

    /// Reads what was typed into a field; a problem stands beside it.
    fn read(&mut self, at: usize, here: &Here) {
        let reading = Reading::typed(here.asker.today, self.currency());
        let edited = &mut self.fields[at];
        let typed = if edited.field.input == Input::Lines {
            clean_lines(edited.line.text()).into_owned()
        } else {
            edited.line.text().to_owned()
        };
        match edited.field.input.read(&typed, &reading) {
            Ok(read) => {
                edited.value = read.text;
                edited.problem = None;
                if let (Input::Money(of), Some(named)) = (edited.field.input, read.currency) {
                    self.set(of, named.code().to_owned(), named.code().to_owned());
                }
            }
            Err(say) => edited.problem = Some(say),
        }
    }

    /// The currency amounts are read in: the one named, else the one a save would fill in.
    fn currency(&self) -> Currency {
        let filled = || self.filled.as_ref().map(|filled| filled.currency());
        Currency::parse(self.value_of("currency")).or_else(filled).unwrap_or(Currency::USD)
    }

    /// Asks what a save would fill in, where anything is.
    fn ask_filled(&mut self, out: &mut Out<'_>) {
        if self.base.kind.field("amount").is_some_and(|field| matches!(field.input, Input::Money(_))) {
            self.fill_seq = out.ask(Effect::Fill(self.record()));
        }
    }

    fn value_of(&self, name: &str) -> &str {
        self.fields.iter().find(|edited| edited.field.name == name).map_or("", |edited| edited.value.as_str())
    }

    fn set(&mut self, name: &str, value: String, line: String) {
        if let Some(edited) = self.fields.iter_mut().find(|edited| edited.field.name == name && edited.value != value) {
            edited.line = Line::of(&line);
            edited.settled = line;
            edited.value = value;
            edited.problem = None;
        }
    }

    /// Takes what is offered under the cursor into the field.
    fn take_offer(&mut self) {
        if let Some(offer) = self.offers.get(self.offer).cloned() {
            let edited = self.current();
            edited.take(offer);
        }
        self.offering = false;
    }

    /// Leaves a field: a picker takes its first offer, or says that nothing is called so.
    fn leave(&mut self, here: &Here) {
        let at = self.here_now();
        let edited = &self.fields[at];
        let picks = edited.field.input.is_picked();
        let typed_on = edited.line.text() != edited.settled;
        if picks && typed_on {
            if edited.line.text().trim().is_empty() {
                let edited = self.current();
                edited.value.clear();
                edited.settled.clear();
                edited.several.clear();
                edited.line = Line::default();
                edited.problem = None;
            } else if edited.last_piece().is_empty() {
                let edited = self.current();
                edited.keep_named();
                edited.say_several();
                edited.problem = None;
            } else if self.offering && !self.offers.is_empty() {
                self.take_offer();
            } else {
                let typed = edited.last_piece().to_owned();
                let say = not_offered(self.fields[at].field.input, typed, here);
                self.current().problem = Some(say);
            }
        } else if !picks {
            self.read(at, here);
        }
        self.offering = false;
        self.offers.clear();
    }

    fn go(&mut self, to: usize, here: &Here, out: &mut Out<'_>) {
        self.leave(here);
        self.cursor.at = to.min(self.fields.len().saturating_sub(1));
        if self.keeping != Keeping::Untouched {
            self.keep(out);
            self.ask_filled(out);
        }
    }

    fn remember(&mut self) {
        let at = self.here_now();
        let edited = &self.fields[at];
        let state = (at, edited.line.text().to_owned(), edited.value.clone());
        if self.undo.last() != Some(&state) {
            self.undo.push(state);
        }
    }

    fn undo_typing(&mut self, here: &Here, out: &mut Out<'_>) {
        while let Some((at, line, value)) = self.undo.pop() {
            let edited = &mut self.fields[at];
            if edited.line.text() == line && edited.value == value {
                continue;
            }
            edited.line = Line::of(&line);
            edited.settled = line;
            edited.value = value;
            edited.problem = None;
            self.cursor.at = at;
            self.offering = false;
            if !self.fields[at].field.input.is_picked() {
                self.read(at, here);
            }
            return self.keep(out);
        }
    }

    fn problems(&self) -> usize {
        self.fields.iter().filter(|edited| edited.problem.is_some()).count() + usize::from(self.whole.is_some())
    }

    fn rows(here: &Here) -> usize {
        usize::from(here.height.saturating_sub(8)).max(3)
    }

    fn picks(&self) -> bool {
        self.fields[self.cursor.at].field.input.is_picked()
    }

    fn many_lines(&self) -> bool {
        self.fields[self.cursor.at].field.input == Input::Lines
    }

    fn type_key(&mut self, key: Key, here: &Here, out: &mut Out<'_>) {
        self.remember();
        let input = self.fields[self.cursor.at].field.input;
        // What stands there before anything was typed is a proposal, and so is the day of a new record.
        let proposed = self.base.id == 0 && matches!(input, Input::Day | Input::Span | Input::Year);
        let picks = self.picks() || input == Input::Currency || proposed;
        let edited = self.current();
        if picks && matches!(key, Key::Char(_)) && edited.line.text() == edited.settled {
            // A letter on what was picked before begins another pick, beside it where there may be several.
            let several = matches!(edited.field.input, Input::Refs(_)) && !edited.settled.is_empty();
            edited.line = if several { Line::of(&format!("{}; ", edited.settled)) } else { Line::default() };
        }
        if edited.field.input == Input::Lines && key == Key::Enter {
            edited.line.break_line();
        } else if !edited.line.key(key) {
            self.undo.pop();
            return;
        }
        self.typed(here, out);
    }
}

/// What was wanted of a field that is picked, when nothing is called what was typed.
fn not_offered(input: Input, typed: String, here: &Here) -> Say {
    match input {
        Input::Ref(kind) | Input::Refs(kind) => {
            let kind = here.text(&kind_key(kind).replace("kind-", "one-"));
            Say::new("value-no-such-record").with("text", typed).with("kind", kind)
        }
        Input::Choice(words) => {
            let words: Vec<String> = words.iter().map(|word| here.text(&format!("choice-{word}"))).collect();
            Say::new("value-choice").with("text", typed).with("choices", words.join(", "))
        }
        _ => Say::new("value-flag").with("text", typed),
    }
}

/// What a new record begins with, so that the usual case is typed fastest.
fn with_defaults(mut record: Record, here: &Here) -> Record {
    let today = here.asker.today.to_string();
    let defaults: &[(&str, &str)] = match record.kind {
        Kind::Partner => &[("donor", "yes"), ("stage", "prospect")],
        Kind::Contribution => &[("currency", "USD"), ("form", "cash")],
        Kind::Agreement => &[("currency", "USD")],
        Kind::Pledge => &[("currency", "USD"), ("said", &today)],
        Kind::Assignment => &[("role", "lead"), ("from_day", &today)],
        Kind::Engagement => &[("status", "planned")],
        Kind::FocalPoint => &[("active", "yes")],
        Kind::Rate | Kind::Document | Kind::Amendment | Kind::WriteOff => &[("day", &today)],
        _ => &[],
    };
    for (field, value) in defaults {
        if record.get(field).is_empty() {
            record.put(field, *value);
        }
    }
    record
}

impl Shown for Form {
    fn step(&self) -> Option<Step> {
        (self.draft != 0).then_some(Step::Form { draft: self.draft })
    }

    fn on_record(&self) -> Option<(Kind, Id, bool)> {
        (self.base.id != 0).then_some((self.base.kind, self.base.id, true))
    }

    fn context(&self) -> Context {
        Context::Form
    }

    fn title(&self, here: &Here) -> String {
        let mut parts = vec![self.doing(here)];
        if self.base.id != 0 {
            parts.push(self.base.title(here.locale.code()));
        }
        if self.keeping != Keeping::Untouched {
            parts.push(here.text("form-kept"));
        }
        parts.join(" · ")
    }

    fn refresh(&mut self, here: &Here, out: &mut Out<'_>) {
        if self.base.id == 0 && self.keeping == Keeping::Untouched {
            let filled = with_defaults(self.base.clone(), here);
            for edited in &mut self.fields {
                if edited.value.is_empty() {
                    filled.get(edited.field.name).clone_into(&mut edited.value);
                }
            }
            self.base = filled;
        }
        self.fill_lines(here);
        self.stand_in_line();
        if !self.asked_draft {
            self.asked_draft = true;
            self.draft_seq = out.ask(Effect::DraftOf { kind: self.base.kind, record: self.base.id });
            self.ask_filled(out);
        }
    }

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        let ends = matches!(command, Command::Save | Command::DropDraft) || command == Command::Back && !self.offering;
        if ends && matches!(self.keeping, Keeping::Writing { .. }) {
            self.then = Some(command);
            return;
        }
        match command {
            Command::Down if self.offering => {
                self.offer = (self.offer + 1).min(self.offers.len().min(OFFERED).saturating_sub(1));
            }
            Command::Up if self.offering => self.offer = self.offer.saturating_sub(1),
            Command::Up | Command::PreviousField => self.go(self.cursor.at.saturating_sub(1), here, out),
            Command::Save => self.save(here, out),
            Command::UndoTyping => self.undo_typing(here, out),
            Command::Choose if self.many_lines() => self.type_key(Key::Enter, here, out),
            Command::Choose if self.offering => self.take_offer_and_keep(here, out),
            Command::Choose if self.picks() && self.fields[self.cursor.at].value.is_empty() => self.typed(here, out),
            Command::Choose | Command::Down | Command::NextField => self.go(self.cursor.at + 1, here, out),
            Command::DropDraft => {
                self.drop_draft(out);
                out.say(Say::new("form-dropped"));
                out.turn(Turn::Close);
            }
            Command::Back if self.offering => self.offering = false,
            Command::Back => {
                if self.keeping != Keeping::Untouched {
                    self.leave(here);
                    self.keep(out);
                    out.say(Say::new("form-left"));
                }
                out.turn(Turn::Close);
            }
            _ => {}
        }
        self.cursor.keep(self.fields.len(), Self::rows(here));
    }

    fn key(&mut self, key: Key, here: &Here, out: &mut Out<'_>) {
        match key {
            Key::PageDown => self.go(self.cursor.at + Self::rows(here), here, out),
            Key::PageUp => self.go(self.cursor.at.saturating_sub(Self::rows(here)), here, out),
            key => self.type_key(key, here, out),
        }
        self.cursor.keep(self.fields.len(), Self::rows(here));
    }

    fn paste(&mut self, text: &str, here: &Here, out: &mut Out<'_>) {
        self.remember();
        let many = self.many_lines();
        let edited = self.current();
        if many {
            edited.line.paste_lines(text);
        } else {
            edited.line.paste(text);
        }
        self.typed(here, out);
    }

    fn reply(&mut self, seq: u64, reply: Reply, here: &Here, out: &mut Out<'_>) {
        match reply {
            Reply::Candidates(found) if seq == self.candidates_seq => self.offered(found),
            Reply::Filled(filled) if seq == self.fill_seq => self.filled = Some(filled),
            Reply::Alike(alike) if seq == self.alike_seq => self.alike = alike,
            Reply::DraftKept(id) if seq == self.keep_seq => self.kept(id, here, out),
            Reply::DraftOf(Some(draft)) if seq == self.draft_seq && self.keeping == Keeping::Untouched => {
                self.take_draft(&draft);
                self.stand_in_line();
                self.cursor.keep(self.fields.len(), Self::rows(here));
                out.say(Say::new("form-draft-back").with("at", crate::locale::moment(&draft.at)));
            }
            Reply::Saved(saved) if seq == self.save_seq => self.saved(saved, here, out),
            Reply::Failed(say) if seq == self.save_seq => self.whole = Some(say),
            Reply::Failed(_) if seq == self.keep_seq => self.not_kept(here, out),
            _ => {}
        }
    }

    fn chosen(&mut self, purpose: Purpose, picked: Picked, here: &Here, out: &mut Out<'_>) {
        if let (Purpose::Section, Picked::Texts(kept)) = (purpose, picked) {
            self.resolve(&kept, here, out);
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let labels =
            self.fields.iter().map(|edited| width(&here.text(&label_key(self.base.kind, edited.field.name))) + 1);
        let label = u16::try_from(labels.max().unwrap_or(10).min(26)).unwrap_or(26).min(area.width / 3);
        let hint_rows = 3.min(area.height / 4);
        let list = Rect { height: area.height.saturating_sub(hint_rows + 1), ..area };
        let mut y = list.y;
        let mut cursor = None;
        for at in self.first_drawn(list.height)..self.fields.len() {
            if let Some(name) = sections::begins(self.base.kind, self.fields[at].field.name) {
                let line = if here.theme.ascii { "--" } else { "──" };
                put(buffer, area.x, y, &format!("{line} {}", here.text(name)), area.width, here.theme.quiet());
                y += 1;
            }
            if y >= list.bottom() {
                break;
            }
            let x = self.draw_field(buffer, area, at, y, here, label);
            if at == self.cursor.at {
                cursor = Some((x.min(area.right().saturating_sub(1)), y));
                y = self.draw_under(buffer, area, list, y, label, here, &mut cursor);
            }
            y += 1;
        }
        let hint = Rect { y: list.bottom() + 1, height: hint_rows, ..area };
        self.draw_hint(buffer, hint, here);
        cursor
    }

    fn typing(&self) -> bool {
        true
    }
}

impl Form {
    /// The first field drawn in `rows` lines, so that the one being edited is on the screen with its heading.
    fn first_drawn(&self, rows: u16) -> usize {
        let lines = |at: usize| 1 + u16::from(sections::begins(self.base.kind, self.fields[at].field.name).is_some());
        let mut first = self.cursor.top.min(self.cursor.at);
        while first < self.cursor.at && (first..=self.cursor.at).map(lines).sum::<u16>() > rows {
            first += 1;
        }
        first
    }

    fn offered(&mut self, found: Vec<Candidate>) {
        let by_code = self.fields[self.cursor.at].field.input == Input::Currency;
        self.offers = found
            .into_iter()
            .map(|one| Offer {
                value: if by_code { one.note.clone() } else { one.id.to_string() },
                name: if by_code { one.note.clone() } else { one.name.clone() },
                note: if by_code { one.name } else { one.note },
            })
            .collect();
        self.offer = 0;
    }

    fn take_offer_and_keep(&mut self, here: &Here, out: &mut Out<'_>) {
        self.remember();
        self.take_offer();
        self.keep(out);
        self.go(self.cursor.at + 1, here, out);
    }
}
