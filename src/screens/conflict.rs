//! Two people, one record: for each field that both changed, what it was, theirs and mine. Nothing is written before
//! every field is chosen; both texts are kept whatever is chosen, since history has theirs and the draft has mine.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Cursor, Here, Out, Picked, Purpose, Shown, Turn};
use crate::domain::change::{Clash, Conflict};
use crate::domain::field::Input;
use crate::domain::say::Say;
use crate::keys::{Command, Context};
use crate::locale::moment;
use crate::message::Reply;
use crate::widgets::cell::label_key;
use crate::widgets::paint::{put, wrap};

/// What stays of a clashing field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keep {
    Open,
    Theirs,
    Mine,
    Both,
}

/// The three-way screen.
#[derive(Debug)]
pub struct ConflictScreen {
    conflict: Conflict,
    kept: Vec<Keep>,
    cursor: Cursor,
}

impl ConflictScreen {
    /// Asks about the clashes of a refused save.
    #[must_use]
    pub fn new(conflict: Conflict) -> Self {
        let kept = vec![Keep::Open; conflict.clashes.len()];
        Self { conflict, kept, cursor: Cursor::default() }
    }

    fn may_both(&self, clash: &Clash) -> bool {
        matches!(self.conflict.kind.field(clash.field).map(|field| field.input), Some(Input::Line | Input::Lines))
    }

    fn choose(&mut self, keep: Keep, out: &mut Out<'_>) {
        let Some(clash) = self.conflict.clashes.get(self.cursor.at) else { return };
        if keep == Keep::Both && !self.may_both(clash) {
            return out.say(Say::new("conflict-no-both"));
        }
        self.kept[self.cursor.at] = keep;
        if self.cursor.at + 1 < self.kept.len() {
            self.cursor.at += 1;
        }
    }

    fn result(&self, clash: &Clash, keep: Keep) -> String {
        match keep {
            Keep::Theirs | Keep::Open => clash.theirs.clone(),
            Keep::Mine => clash.mine.clone(),
            Keep::Both => {
                let join = if self.conflict.kind.field(clash.field).is_some_and(|field| field.input == Input::Lines) {
                    "\n"
                } else {
                    " / "
                };
                format!("{}{join}{}", clash.theirs, clash.mine)
            }
        }
    }

    fn save(&self, out: &mut Out<'_>) {
        if self.kept.contains(&Keep::Open) {
            return out.say(Say::new("conflict-open"));
        }
        let texts =
            self.conflict.clashes.iter().zip(&self.kept).map(|(clash, keep)| self.result(clash, *keep)).collect();
        out.turn(Turn::Chosen(Purpose::Section, Picked::Texts(texts)));
    }

    fn labels(&self, names: &[&'static str], here: &Here) -> String {
        names.iter().map(|name| here.text(&label_key(self.conflict.kind, name))).collect::<Vec<_>>().join(", ")
    }

    fn head(&self, here: &Here) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some((who, at)) = &self.conflict.deleted {
            lines.push(
                here.locale
                    .with("conflict-deleted", &[("title", &self.conflict.title), ("who", who), ("at", &moment(at))]),
            );
        } else if let Some(clash) = self.conflict.clashes.first() {
            lines.push(here.locale.with(
                "conflict-saved",
                &[("title", &self.conflict.title), ("who", &clash.who), ("at", &moment(&clash.at))],
            ));
        }
        if !self.conflict.theirs_only.is_empty() || !self.conflict.mine_only.is_empty() {
            let theirs = self.labels(&self.conflict.theirs_only, here);
            let mine = self.labels(&self.conflict.mine_only, here);
            lines.push(here.locale.with("conflict-merged", &[("theirs", or_dash(&theirs)), ("mine", or_dash(&mine))]));
        }
        lines
    }
}

const fn or_dash(text: &str) -> &str {
    if text.is_empty() { "–" } else { text }
}

impl Shown for ConflictScreen {
    fn context(&self) -> Context {
        Context::Conflict
    }

    fn title(&self, here: &Here) -> String {
        here.locale.with("conflict-title", &[("title", &self.conflict.title)])
    }

    fn refresh(&mut self, _here: &Here, _out: &mut Out<'_>) {}

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        match command {
            Command::Theirs => self.choose(Keep::Theirs, out),
            Command::MineWins => self.choose(Keep::Mine, out),
            Command::Both => self.choose(Keep::Both, out),
            Command::Save => self.save(out),
            Command::Back | Command::Quit => out.turn(Turn::Close),
            moving => {
                self.cursor.command(moving, self.kept.len(), usize::from(here.height));
            }
        }
    }

    fn reply(&mut self, _seq: u64, _reply: Reply, _here: &Here, _out: &mut Out<'_>) {}

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let mut y = area.y;
        let mut cursor = None;
        let mut line = |text: &str, indent: u16, style: Style, y: &mut u16| {
            for part in wrap(text, usize::from(area.width.saturating_sub(indent + 1))) {
                if *y < area.bottom() {
                    put(buffer, area.x + indent, *y, &part, area.width.saturating_sub(indent), style);
                    *y += 1;
                }
            }
        };
        for text in self.head(here) {
            line(&text, 1, Style::new(), &mut y);
        }
        y += 1;
        for (index, (clash, keep)) in self.conflict.clashes.iter().zip(&self.kept).enumerate() {
            let label = here.text(&label_key(self.conflict.kind, clash.field));
            let choice = here.text(match keep {
                Keep::Open => "conflict-choice-open",
                Keep::Theirs => "conflict-choice-theirs",
                Keep::Mine => "conflict-choice-mine",
                Keep::Both => "conflict-choice-both",
            });
            let pointer = if index == self.cursor.at { here.theme.pointer() } else { " " };
            if index == self.cursor.at {
                cursor = Some((area.x, y));
            }
            line(&format!("{pointer} {label}: {choice}"), 0, here.theme.heading(), &mut y);
            let theirs = format!("{} {}", clash.who, moment(&clash.at));
            for (name, text) in [
                (here.text("conflict-before"), &clash.before),
                (theirs, &clash.theirs),
                (here.text("conflict-mine"), &clash.mine),
            ] {
                line(&format!("{name}: {}", or_dash(text)), 4, Style::new(), &mut y);
            }
            y += 1;
        }
        cursor
    }
}
