//! A brief on the screen: the same words and numbers as its file, laid out for a terminal, to be read, copied and written
//! as a file. It refuses to compute.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::choose::{Choose, Item};
use super::{Cursor, Here, Out, Picked, Purpose, Shown, Turn};
use crate::domain::brief::{Brief, Format, Spoken};
use crate::domain::say::Say;
use crate::keys::{Command, Context};
use crate::message::{Effect, Reply};
use crate::store::BriefOf;
use crate::widgets::paint::put;
use crate::widgets::sheet::{Line, Look, sheet};

/// The screen of one brief.
#[derive(Debug)]
pub struct BriefScreen {
    of: BriefOf,
    brief: Option<Brief<String>>,
    failed: Option<Say>,
    cursor: Cursor,
    seq: u64,
}

impl BriefScreen {
    /// The brief of something; it is gathered when the screen opens.
    #[must_use]
    pub fn new(of: BriefOf) -> Self {
        Self { of, brief: None, failed: None, cursor: Cursor::default(), seq: 0 }
    }

    fn lines(&self, here: &Here) -> Vec<Line> {
        match (&self.brief, &self.failed) {
            (Some(brief), _) => sheet(brief, usize::from(here.width.saturating_sub(3)), here.theme),
            (None, Some(say)) => vec![Line::plain(here.locale.say(say))],
            (None, None) => vec![Line::plain(here.text("brief-loading"))],
        }
    }

    fn text(&self, here: &Here) -> String {
        let lines = self.lines(here).into_iter().map(|line| line.text.trim_end().to_owned() + "\n");
        format!("{}\n\n{}", self.title(here), lines.collect::<String>())
    }

    fn ask_format(here: &Here, out: &mut Out<'_>) {
        let items = [("brief-as-html", "html"), ("brief-as-markdown", "md")];
        let items = items.map(|(key, value)| Item::text(here.text(key), value, value)).into();
        out.open(Choose::of(Say::new("brief-format"), Purpose::Format, items));
    }
}

impl Shown for BriefScreen {
    fn context(&self) -> Context {
        Context::Brief
    }

    fn title(&self, here: &Here) -> String {
        self.brief.as_ref().map_or_else(|| here.text("brief-title"), |brief| brief.title.clone())
    }

    fn refresh(&mut self, _here: &Here, out: &mut Out<'_>) {
        self.seq = out.ask(Effect::Brief(self.of.clone()));
    }

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        match command {
            Command::Copy => {
                out.ask(Effect::Copy(self.text(here)));
            }
            Command::Export if self.brief.is_some() => Self::ask_format(here, out),
            Command::NextSection | Command::PreviousSection => {
                let lines = self.lines(here);
                let heads: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].look == Look::Heading).collect();
                let next = if command == Command::NextSection {
                    heads.iter().find(|at| **at > self.cursor.at)
                } else {
                    heads.iter().rev().find(|at| **at < self.cursor.at)
                };
                if let Some(at) = next {
                    (self.cursor.at, self.cursor.top) = (*at, *at);
                    self.cursor.keep(lines.len(), usize::from(here.height.saturating_sub(4)));
                }
            }
            Command::Back => out.turn(Turn::Close),
            moving => {
                let count = self.lines(here).len();
                self.cursor.command(moving, count, usize::from(here.height.saturating_sub(4)));
            }
        }
    }

    fn reply(&mut self, seq: u64, reply: Reply, here: &Here, _out: &mut Out<'_>) {
        match reply {
            Reply::Brief(brief) if seq == self.seq => self.brief = Some(here.locale.brief(&brief)),
            Reply::Failed(say) if seq == self.seq => self.failed = Some(say),
            Reply::Stopped if seq == self.seq => self.failed = Some(Say::new("store-stopped")),
            _ => {}
        }
    }

    fn chosen(&mut self, purpose: Purpose, picked: Picked, here: &Here, out: &mut Out<'_>) {
        let (Purpose::Format, Picked::Text(ending), Some(brief)) = (purpose, picked, &self.brief) else { return };
        let spoken = Spoken { code: here.locale.code(), right_to_left: here.locale.right_to_left() };
        let format = if ending == "html" { Format::Html(spoken) } else { Format::Markdown };
        out.ask(Effect::ExportBrief { brief: Box::new(brief.clone()), format });
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let lines = self.lines(here);
        let mut cursor = self.cursor;
        cursor.keep(lines.len(), usize::from(area.height));
        for (y, (at, line)) in (area.y..area.bottom()).zip(lines.iter().enumerate().skip(cursor.top)) {
            if at == cursor.at {
                put(buffer, area.x, y, here.theme.pointer(), 1, here.theme.accent());
            }
            let style = match line.look {
                Look::Plain => Style::new(),
                Look::Heading => here.theme.heading(),
                Look::Quiet => here.theme.quiet(),
            };
            put(buffer, area.x + 2, y, &line.text, area.width.saturating_sub(2), style);
        }
        let row = u16::try_from(cursor.at.saturating_sub(cursor.top)).unwrap_or(0);
        Some((area.x, area.y + row))
    }
}
