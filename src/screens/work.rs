//! My work: what is late or due of the person who is logged in, whom they have not spoken with, forms left behind, and
//! what others changed since they looked. It refuses to show anybody else's.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::page::Page;
use super::{Cursor, Here, Out, Picked, Purpose, Shown, Turn};
use crate::domain::clean::{cut, pad_left, pad_right, width};
use crate::domain::kind::Kind;
use crate::domain::record::Id;
use crate::domain::say::Say;
use crate::keys::{Command, Context};
use crate::locale::moment;
use crate::message::{Effect, Reply};
use crate::store::{Draft, Duty, Work, WorkItem};
use crate::widgets::cell::{day, kind_key};
use crate::widgets::paint::put;

/// What a line leads to.
#[derive(Clone, Debug)]
enum Target {
    Record(Kind, Id),
    Drafts,
}

/// The screen of one person's work.
#[derive(Debug, Default)]
pub struct WorkScreen {
    work: Option<Work>,
    drafts: Vec<(Draft, String)>,
    failed: Option<Say>,
    cursor: Cursor,
    seq: u64,
    drafts_seq: u64,
    /// Changes are shown after this action as long as the screen is open.
    since: Option<Id>,
}

struct Line {
    text: String,
    heading: bool,
    target: Option<Target>,
}

const fn heading(duty: Duty) -> &'static str {
    match duty {
        Duty::Report => "work-reports",
        Duty::Action => "work-actions",
        Duty::Engagement => "work-engagements",
        Duty::Instalment => "work-instalments",
        Duty::Silent => "work-silent",
    }
}

impl WorkScreen {
    fn lines(&self, here: &Here) -> Vec<Line> {
        let plain = |text: String| Line { text, heading: false, target: None };
        if let Some(say) = &self.failed {
            return vec![plain(here.locale.say(say))];
        }
        let Some(work) = &self.work else { return vec![plain(here.text("list-loading"))] };
        let mut lines = Vec::new();
        if work.point.is_none() {
            lines.push(plain(here.locale.with("work-nobody", &[("who", &here.asker.who)])));
        }
        for duty in Duty::ALL {
            let items: Vec<&WorkItem> = work.items.iter().filter(|item| item.duty == duty).collect();
            if items.is_empty() {
                continue;
            }
            head(&mut lines, format!("{} · {}", here.text(heading(duty)), items.len()));
            lines.extend(items.into_iter().map(|item| Line {
                text: item_text(item, here),
                heading: false,
                target: Some(Target::Record(item.kind, item.id)),
            }));
        }
        if !self.drafts.is_empty() {
            head(&mut lines, here.text("work-drafts"));
            let text = here.locale.with("home-drafts", &[("count", &self.drafts.len().to_string())]);
            lines.push(Line { text: format!("~ {text}"), heading: false, target: Some(Target::Drafts) });
        }
        if !work.changed.is_empty() {
            head(&mut lines, here.text("work-changed"));
            lines.extend(work.changed.iter().map(|one| Line {
                text: format!("{}  {}  {} · {}", moment(&one.at), one.who, here.text(&kind_key(one.kind)), one.title),
                heading: false,
                target: Some(Target::Record(one.kind, one.id)),
            }));
        }
        if lines.is_empty() {
            lines.push(plain(format!("+ {}", here.text("work-nothing"))));
        }
        lines
    }

    fn open(&self, here: &Here, out: &mut Out<'_>) {
        match self.lines(here).into_iter().nth(self.cursor.at).and_then(|line| line.target) {
            Some(Target::Record(kind, id)) => out.open(Page::new(kind, id, String::new())),
            Some(Target::Drafts) => super::more::offer_drafts(self.drafts.clone(), here, out),
            None => {}
        }
    }

    fn text(&self, here: &Here) -> String {
        self.lines(here).into_iter().map(|line| line.text.trim_end().to_owned() + "\n").collect()
    }
}

fn head(lines: &mut Vec<Line>, text: String) {
    if !lines.is_empty() {
        lines.push(Line { text: String::new(), heading: false, target: None });
    }
    lines.push(Line { text, heading: true, target: None });
}

/// Mark, day, days, what, whose: `!` late, `~` within a week.
fn item_text(item: &WorkItem, here: &Here) -> String {
    let late = item.days.is_some_and(|days| days < 0);
    let mark = match item.days {
        Some(_) if late && item.duty != Duty::Silent => "!",
        Some(8..) | None => " ",
        Some(_) => "~",
    };
    let on = item.day.map_or_else(|| here.theme.empty().to_owned(), |on| day(&here.locale, on));
    let days = item.days.map_or_else(String::new, |days| days.to_string());
    let room = usize::from(here.width).saturating_sub(28 + 22).max(12);
    let title = pad_right(&cut(&item.title, room), room);
    format!("{mark} {}  {}  {title}  {}", pad_right(&on, 12), pad_left(&days, 5), cut(&item.partner, 20))
}

impl Shown for WorkScreen {
    fn context(&self) -> Context {
        Context::Work
    }

    fn title(&self, here: &Here) -> String {
        let point = self.work.as_ref().and_then(|work| work.point.clone());
        let parts: Vec<String> = std::iter::once(here.text("work-title")).chain(point).collect();
        parts.join(" · ")
    }

    fn refresh(&mut self, _here: &Here, out: &mut Out<'_>) {
        self.seq = out.ask(Effect::Work { since: self.since });
        self.drafts_seq = out.ask(Effect::Drafts);
    }

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        match command {
            Command::Open => self.open(here, out),
            Command::Copy => {
                out.ask(Effect::Copy(self.text(here)));
            }
            Command::Export => {
                out.ask(Effect::ExportText { name: format!("work {}", here.asker.day()), text: self.text(here) });
            }
            Command::Back => out.turn(Turn::Close),
            moving => {
                let count = self.lines(here).len();
                self.cursor.command(moving, count, usize::from(here.height.saturating_sub(4)));
            }
        }
    }

    fn reply(&mut self, seq: u64, reply: Reply, here: &Here, out: &mut Out<'_>) {
        match reply {
            Reply::Work(work) if seq == self.seq => {
                if self.since.is_none() && !here.read_only {
                    out.ask(Effect::Prefer { name: "looked", value: work.newest.to_string() });
                }
                self.since = Some(work.since);
                (self.work, self.failed) = (Some(*work), None);
                let first = self.lines(here).iter().position(|line| line.target.is_some());
                self.cursor.at = self.cursor.at.max(first.unwrap_or(0));
                self.cursor.keep(self.lines(here).len(), usize::from(here.height.saturating_sub(4)));
            }
            Reply::Failed(say) if seq == self.seq => self.failed = Some(say),
            Reply::Drafts(drafts) if seq == self.drafts_seq => self.drafts = drafts,
            _ => {}
        }
    }

    fn chosen(&mut self, purpose: Purpose, picked: Picked, _here: &Here, out: &mut Out<'_>) {
        if let (Purpose::Draft(drafts), Picked::Text(id)) = (purpose, picked) {
            super::more::open_draft(&drafts, &id, out);
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let lines = self.lines(here);
        let room = area.width.saturating_sub(2);
        let mut cursor = None;
        for (y, (at, line)) in (area.y..area.bottom()).zip(lines.iter().enumerate().skip(self.cursor.top)) {
            if at == self.cursor.at {
                put(buffer, area.x, y, here.theme.pointer(), 1, here.theme.accent());
                cursor = Some((area.x, y));
            }
            let style = if line.heading { here.theme.heading() } else { Style::new() };
            let text = if width(&line.text) > usize::from(room) {
                cut(&line.text, usize::from(room))
            } else {
                (&*line.text).into()
            };
            put(buffer, area.x + 2, y, &text, room, style);
        }
        cursor
    }
}
