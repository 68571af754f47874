//! Choosing from a list that narrows as one types: menus, pickers, saved views, go-to-anything and the palette. Several
//! can be ticked where several are wanted.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Cursor, Here, Out, Picked, Purpose, Shown, Turn};
use crate::domain::clean::width;
use crate::domain::fold::fold;
use crate::domain::kind::Kind;
use crate::domain::record::Id;
use crate::domain::say::{Problem, Say};
use crate::keys::{Command, Context, Key};
use crate::message::{Effect, Reply};
use crate::widgets::cell::kind_key;
use crate::widgets::line::Line;
use crate::widgets::paint::{below, put, put_right, wrap};

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub label: String,
    pub note: String,
    pub picked: Picked,
    pub ticked: bool,
}

impl Item {
    /// A thing that is a text.
    #[must_use]
    pub fn text(label: impl Into<String>, note: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), note: note.into(), picked: Picked::Text(value.into()), ticked: false }
    }
}

/// Where more things come from while one types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Fixed,
    Records(Kind),
    Everything,
}

/// A list to choose from.
#[derive(Debug)]
pub struct Choose {
    title: Say,
    purpose: Purpose,
    source: Source,
    several: bool,
    line: Line,
    items: Vec<Item>,
    found: Vec<Item>,
    cursor: Cursor,
    asked: u64,
    /// What was typed when it was asked.
    narrow: String,
    /// A record that is not offered.
    besides: Option<Id>,
    /// Letters were typed that nothing was asked for yet.
    owed: bool,
}

/// Says why a save was refused: on the line of what just happened where it fits, else line by line on a screen of its own.
pub fn refused(problems: Vec<Problem>, here: &Here, out: &mut Out<'_>) {
    let room = usize::from(here.width.saturating_sub(4)).max(20);
    let texts: Vec<String> = problems.iter().map(|problem| here.locale.say(&problem.say)).collect();
    match problems.into_iter().next() {
        None => return out.say(Say::new("store-refused")),
        Some(only) if texts.len() == 1 && width(&texts[0]) <= room => return out.say(only.say),
        Some(_) => {}
    }
    let mut items = Vec::new();
    for text in texts {
        let lines = wrap(&text, room - 2);
        items.extend(lines.into_iter().enumerate().map(|(at, line)| {
            let mark = if at == 0 { "!" } else { " " };
            Item::text(format!("{mark} {line}"), "", "")
        }));
    }
    out.open(Choose::of(Say::new("refused-title"), Purpose::Read, items));
}

impl Choose {
    /// A menu of what is given.
    #[must_use]
    pub fn of(title: Say, purpose: Purpose, items: Vec<Item>) -> Self {
        Self {
            title,
            purpose,
            source: Source::Fixed,
            several: false,
            line: Line::default(),
            items,
            found: Vec::new(),
            cursor: Cursor::default(),
            asked: 0,
            narrow: String::new(),
            besides: None,
            owed: false,
        }
    }

    /// The same menu, where Space ticks and Enter takes all that are ticked.
    #[must_use]
    pub fn several(mut self) -> Self {
        self.several = true;
        self
    }

    /// Records of a kind.
    #[must_use]
    pub fn records(title: Say, purpose: Purpose, kind: Kind) -> Self {
        Self { source: Source::Records(kind), ..Self::of(title, purpose, Vec::new()) }
    }

    /// The same without one of them.
    #[must_use]
    pub fn besides(self, id: Id) -> Self {
        Self { besides: Some(id), ..self }
    }

    /// The same with things that stand before what is found.
    #[must_use]
    pub fn after(mut self, items: Vec<Item>) -> Self {
        self.items = items;
        self
    }

    /// Any record, and the commands given.
    #[must_use]
    pub fn everything(title: Say, commands: Vec<Item>) -> Self {
        Self { source: Source::Everything, ..Self::of(title, Purpose::GoTo, commands) }
    }

    /// Things whose label or note holds every word typed, folded; best first where the label begins with it.
    fn narrowed(&self) -> Vec<&Item> {
        let typed = fold(if self.owed { &self.narrow } else { self.line.text() });
        let words: Vec<&str> = typed.split(' ').filter(|word| !word.is_empty()).collect();
        let mut fitting: Vec<(bool, &Item)> = self
            .items
            .iter()
            .filter_map(|item| {
                let text = format!("{} {}", fold(&item.label), fold(&item.note));
                words.iter().all(|word| text.contains(word)).then(|| (!text.starts_with(&typed), item))
            })
            .collect();
        fitting.sort_by_key(|(later, _)| *later);
        let fixed = fitting.into_iter().map(|(_, item)| item);
        if self.source == Source::Everything {
            self.found.iter().chain(fixed).collect()
        } else {
            fixed.chain(self.found.iter()).collect()
        }
    }

    fn ask(&mut self, out: &mut Out<'_>) {
        let typed = self.line.text().to_owned();
        self.narrow.clone_from(&typed);
        match self.source {
            Source::Fixed => {}
            Source::Records(kind) => self.asked = out.ask(Effect::Candidates { kind, typed }),
            Source::Everything if typed.trim().is_empty() => self.found.clear(),
            Source::Everything => self.asked = out.ask(Effect::SearchAll(typed)),
        }
    }

    fn take(&mut self, out: &mut Out<'_>) {
        if self.several {
            let texts = self.items.iter().filter(|item| item.ticked).filter_map(|item| match &item.picked {
                Picked::Text(text) => Some(text.clone()),
                _ => None,
            });
            out.turn(Turn::Chosen(self.purpose.clone(), Picked::Texts(texts.collect())));
        } else if let Some(item) = self.narrowed().get(self.cursor.at) {
            out.turn(Turn::Chosen(self.purpose.clone(), item.picked.clone()));
        }
    }

    fn tick(&mut self) {
        let Some(picked) = self.narrowed().get(self.cursor.at).map(|item| item.picked.clone()) else { return };
        if let Some(item) = self.items.iter_mut().find(|item| item.picked == picked) {
            item.ticked = !item.ticked;
        }
    }

    fn typed(&mut self, here: &Here, out: &mut Out<'_>) {
        self.cursor = Cursor::default();
        self.owed = here.theme.lean && self.source != Source::Fixed;
        if !self.owed {
            self.ask(out);
        }
    }
}

impl Shown for Choose {
    fn context(&self) -> Context {
        Context::Choose
    }

    fn title(&self, here: &Here) -> String {
        here.locale.say(&self.title)
    }

    fn refresh(&mut self, _here: &Here, out: &mut Out<'_>) {
        self.ask(out);
    }

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        let count = self.narrowed().len();
        match command {
            Command::Choose => self.take(out),
            Command::Back => out.turn(Turn::Close),
            moving => {
                self.cursor.command(moving, count, usize::from(here.height.saturating_sub(6)));
            }
        }
    }

    fn key(&mut self, key: Key, here: &Here, out: &mut Out<'_>) {
        match (key, &self.purpose) {
            (Key::Char(' '), _) if self.several => self.tick(),
            (Key::Delete, Purpose::View) => {
                if let Some(Picked::Text(name)) = self.narrowed().get(self.cursor.at).map(|item| item.picked.clone()) {
                    out.turn(Turn::Chosen(Purpose::View, Picked::Dropped(name)));
                }
            }
            _ if self.line.key(key) => self.typed(here, out),
            _ => {}
        }
    }

    fn paste(&mut self, text: &str, here: &Here, out: &mut Out<'_>) {
        self.line.paste(text);
        self.typed(here, out);
    }

    fn reply(&mut self, seq: u64, reply: Reply, here: &Here, _out: &mut Out<'_>) {
        if let (true, Reply::Candidates(found) | Reply::Found(found)) = (seq >= self.asked, reply) {
            let note = |kind: Kind, note: String| {
                let kind = here.text(&kind_key(kind));
                if self.source != Source::Everything {
                    note
                } else if note.is_empty() {
                    kind
                } else {
                    format!("{kind} · {note}")
                }
            };
            self.found = found
                .into_iter()
                .filter(|one| self.besides != Some(one.id))
                .map(|one| Item {
                    note: note(one.kind, one.note),
                    picked: Picked::Record(one.kind, one.id, one.name.clone()),
                    label: one.name,
                    ticked: false,
                })
                .collect();
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let x = put(buffer, area.x + 1, area.y, "/", 1, here.theme.accent()) + 1;
        put(buffer, x, area.y, self.line.text(), area.width.saturating_sub(4), Style::new());
        let list = below(area, 2);
        let items = self.narrowed();
        let mut cursor = self.cursor;
        cursor.keep(items.len(), usize::from(list.height));
        if items.is_empty() {
            put(
                buffer,
                list.x + 2,
                list.y,
                &here.text("choose-nothing"),
                list.width.saturating_sub(2),
                here.theme.quiet(),
            );
        }
        for (row, (index, item)) in items.iter().enumerate().skip(cursor.top).take(usize::from(list.height)).enumerate()
        {
            let y = list.y + u16::try_from(row).unwrap_or(0);
            if index == cursor.at {
                put(buffer, list.x, y, here.theme.pointer(), 1, here.theme.accent());
            }
            let tick = if !self.several {
                ""
            } else if item.ticked {
                "[x] "
            } else {
                "[ ] "
            };
            let label = format!("{tick}{}", item.label);
            let note = u16::try_from(width(&item.note)).unwrap_or(0).min(list.width / 2);
            let end = put(buffer, list.x + 2, y, &label, list.width.saturating_sub(4 + note), Style::new());
            if end < list.right().saturating_sub(note) {
                put_right(buffer, list.right().saturating_sub(note + 1), y, &item.note, note, here.theme.quiet());
            }
        }
        Some((x + u16::try_from(self.line.cursor()).unwrap_or(0), area.y))
    }

    fn wants_rest(&self, _here: &Here) -> bool {
        self.owed
    }

    fn owes(&self) -> bool {
        self.owed
    }

    fn rested(&mut self, _here: &Here, out: &mut Out<'_>) {
        self.owed = false;
        self.ask(out);
    }

    fn typing(&self) -> bool {
        true
    }
}
