//! One line at a time during a meeting: what is typed is kept at Enter, whatever the line to the file does meanwhile, and
//! stays on the screen with what became of it. What could not be kept comes back to be tried again.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Here, Out, Shown, Turn};
use crate::domain::kind::Kind;
use crate::domain::record::Id;
use crate::domain::say::Say;
use crate::keys::{Command, Context, Key};
use crate::message::{Effect, Reply};
use crate::store::Kept;
use crate::widgets::line::Line;
use crate::widgets::paint::{put, wrap};

/// What became of a typed line.
#[derive(Debug)]
enum Fate {
    /// Sent, not answered yet.
    Sent,
    Kept(Box<Kept>),
    Failed(Say),
}

/// The screen of captured lines.
#[derive(Debug, Default)]
pub struct Capture {
    /// The dialogue whose page it was opened on.
    given: Option<Id>,
    under: Option<(Id, String)>,
    line: Line,
    sent: Vec<(u64, String, Fate)>,
    under_seq: u64,
}

impl Capture {
    /// Captures under a dialogue, or under the last one of the day.
    #[must_use]
    pub fn under(given: Option<Id>) -> Self {
        Self { given, ..Self::default() }
    }

    fn send(&mut self, out: &mut Out<'_>) {
        let typed = self.line.text().trim().to_owned();
        self.line = Line::default();
        if typed.is_empty() {
            // An empty line ends the meeting: what follows stands by itself.
            self.given = None;
            out.ask(Effect::EndCapture);
            self.under_seq = out.ask(Effect::CapturedUnder(None));
            return;
        }
        let seq = out.ask(Effect::Capture { typed: typed.clone(), under: self.given });
        self.sent.push((seq, typed, Fate::Sent));
    }

    fn text(fate: &Fate, typed: &str, here: &Here) -> (String, Style) {
        match fate {
            Fate::Sent => (format!("… {typed}"), here.theme.quiet()),
            Fate::Failed(say) => (format!("! {typed} · {}", here.locale.say(say)), here.theme.alarm()),
            Fate::Kept(kept) => {
                let key = match kept.kind {
                    Kind::FollowUp => "capture-action",
                    _ if kept.title == typed => "capture-note",
                    _ => "capture-dialogue",
                };
                let remarks: Vec<String> = kept.remarks.iter().map(|say| here.locale.say(say)).collect();
                let mark = if remarks.is_empty() { "+" } else { "~" };
                let parts = [vec![format!("{mark} {}: {}", here.text(key), kept.title)], remarks].concat();
                (parts.join(" · "), Style::new())
            }
        }
    }
}

impl Shown for Capture {
    fn context(&self) -> Context {
        Context::Line
    }

    fn title(&self, here: &Here) -> String {
        match &self.under {
            Some((_, title)) => here.locale.with("capture-under", &[("title", title)]),
            None => here.text("capture-alone"),
        }
    }

    fn refresh(&mut self, _here: &Here, out: &mut Out<'_>) {
        self.under_seq = out.ask(Effect::CapturedUnder(self.given));
    }

    fn command(&mut self, command: Command, _here: &Here, out: &mut Out<'_>) {
        match command {
            Command::Choose => self.send(out),
            // What could not be kept is not left behind by one key.
            Command::Back
                if self.line.text().is_empty()
                    && self.sent.iter().any(|(.., fate)| matches!(fate, Fate::Failed(_))) =>
            {
                if let Some(at) = self.sent.iter().position(|(.., fate)| matches!(fate, Fate::Failed(_))) {
                    let (_, typed, _) = self.sent.remove(at);
                    self.line = Line::of(&typed);
                }
            }
            Command::Back => out.turn(Turn::Close),
            _ => {}
        }
    }

    fn key(&mut self, key: Key, _here: &Here, _out: &mut Out<'_>) {
        self.line.key(key);
    }

    fn paste(&mut self, text: &str, _here: &Here, _out: &mut Out<'_>) {
        self.line.paste(text);
    }

    fn reply(&mut self, seq: u64, reply: Reply, _here: &Here, out: &mut Out<'_>) {
        if let Reply::CapturedUnder(under) = reply {
            if seq == self.under_seq {
                self.under = under;
            }
            return;
        }
        let Some((_, _, fate)) = self.sent.iter_mut().find(|(known, ..)| *known == seq) else { return };
        match reply {
            Reply::Captured(kept) => {
                // A dialogue that begins here takes what follows, also where a page's was open before.
                if self.given.is_some() && kept.under.is_some() {
                    self.given = kept.under.as_ref().map(|(id, _)| *id);
                }
                self.under.clone_from(&kept.under);
                *fate = Fate::Kept(kept);
            }
            Reply::Failed(say) => {
                out.say(say.clone());
                *fate = Fate::Failed(say);
            }
            _ => {}
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let x = put(buffer, area.x + 1, area.y, ">", 1, here.theme.accent()) + 1;
        let room = area.right().saturating_sub(x + 1);
        let skip = self.line.scroll(usize::from(room));
        let seen: String = self.line.text().chars().skip(skip).collect();
        put(buffer, x, area.y, &seen, room, Style::new());
        let wide = area.width.saturating_sub(2);
        let rows = usize::from(area.height.saturating_sub(5));
        // Why a line was refused is read to its end, whatever the width.
        let lines: Vec<(String, Style)> = self
            .sent
            .iter()
            .flat_map(|(_, typed, fate)| {
                let (text, style) = Self::text(fate, typed, here);
                wrap(&text, usize::from(wide)).into_iter().map(move |line| (line, style))
            })
            .collect();
        let first = lines.len().saturating_sub(rows);
        for (y, (text, style)) in (area.y + 2..area.bottom()).zip(&lines[first..]) {
            put(buffer, area.x + 1, y, text, wide, *style);
        }
        for (y, key) in (area.bottom().saturating_sub(2)..area.bottom()).zip(["capture-how-met", "capture-how-todo"]) {
            put(buffer, area.x + 1, y, &here.text(key), wide, here.theme.quiet());
        }
        let column = u16::try_from(self.line.cursor().saturating_sub(skip)).unwrap_or(0);
        Some(((x + column).min(area.right().saturating_sub(1)), area.y))
    }

    fn typing(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Asker;
    use crate::domain::day::Day;
    use crate::locale::Locale;
    use crate::message::{Request, ScreenId};
    use crate::theme::Theme;

    fn here() -> Here {
        let asker = Asker { who: "ana".to_owned(), lang: "en", today: Day::start_of_year(2021), as_of: None };
        let locale = Locale::load("en").unwrap();
        Here {
            locale,
            theme: Theme::default(),
            asker,
            width: 80,
            height: 24,
            read_only: false,
            beside: Vec::new(),
            export: "csv",
        }
    }

    #[test]
    fn lines_typed_before_any_answer_are_sent_in_their_order_and_a_refused_one_comes_back() {
        let (mut screen, here) = (Capture::default(), here());
        let (mut seq, mut requests, mut turns) = (0, Vec::new(), Vec::new());
        let mut out = Out { id: ScreenId(1), seq: &mut seq, requests: &mut requests, turns: &mut turns };
        for c in "met @norway\n>todo call\n".chars() {
            match c {
                '\n' => screen.command(Command::Choose, &here, &mut out),
                c => screen.key(Key::Char(c), &here, &mut out),
            }
        }
        screen.reply(1, Reply::Failed(Say::new("store-busy")), &here, &mut out);
        screen.command(Command::Back, &here, &mut out);
        assert_eq!(screen.line.text(), "met @norway");
        let typed = |request: &Request| match &request.effect {
            Effect::Capture { typed, .. } => typed.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(requests.iter().map(typed).collect::<Vec<_>>(), ["met @norway", ">todo call"]);
        assert!(!turns.iter().any(|turn| matches!(turn, Turn::Close)), "{turns:?}");
    }
}
