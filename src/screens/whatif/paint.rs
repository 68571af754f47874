//! How a what-if is drawn: the agreements, and beside or above them what is now, what would be, and the difference.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Here, WhatIf};
use crate::domain::clean::{cut, pad_left, pad_right};
use crate::domain::whatif::{Deal, Pair, Programme, Standing};
use crate::widgets::paint::{below, put};
use crate::widgets::table::{Column, Table};

/// From here on the comparison stands beside the list.
const WIDE: u16 = 150;
/// Columns of the comparison beside the list, and of a name and a number in it.
const BESIDE: u16 = 75;
const NAME: usize = 24;
const NUMBER: usize = 8;

/// Rows the list keeps for itself before the whole comparison stands over it.
const LEAST: usize = 10;

/// A line of the comparison.
struct Line {
    text: String,
    style: Style,
}

/// Numbers of one line: target, to come, weighted, gap.
type Numbers = [Option<i64>; 4];

fn numbers(line: &Standing) -> Numbers {
    [line.target, line.to_come, line.weighted, line.gap]
}

impl WhatIf {
    /// Rows of the list that fit.
    pub(super) fn rows_shown(&self, here: &Here) -> usize {
        let body = usize::from(here.height.saturating_sub(4));
        if here.width >= WIDE {
            return body.saturating_sub(1).max(1);
        }
        body.saturating_sub(self.above(here).len() + 2).max(1)
    }

    pub(super) fn paint(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let waiting = match (&self.failed, self.loaded) {
            (Some(say), _) => Some(format!("! {}", here.locale.say(say))),
            (None, false) => Some(here.text("list-loading")),
            (None, true) => None,
        };
        if let Some(text) = waiting {
            put(buffer, area.x + 1, area.y, &text, area.width.saturating_sub(2), Style::new());
            return None;
        }
        if area.width >= WIDE {
            let list = Rect { width: area.width - BESIDE - 2, ..area };
            let beside = Rect { x: list.right() + 2, width: BESIDE, ..area };
            lines(buffer, beside, &self.whole(here));
            return self.list(buffer, list, here);
        }
        if self.compares {
            lines(buffer, Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area }, &self.whole(here));
            return None;
        }
        let above = self.above(here);
        lines(buffer, Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area }, &above);
        self.list(buffer, below(area, u16::try_from(above.len() + 1).unwrap_or(0)), here)
    }

    fn list(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let deals = &self.trial.base.deals;
        if deals.is_empty() {
            put(buffer, area.x + 2, area.y, &here.text("whatif-empty"), area.width.saturating_sub(2), Style::new());
            return None;
        }
        let column = |key: &str, width: u16, right: bool| Column { heading: here.text(key), width, right };
        let columns = [
            column("whatif-agreement", area.width.saturating_sub(41).max(12), false),
            column("whatif-head-stage", 12, false),
            column("whatif-head-day", 10, false),
            column("whatif-head-usd", 9, true),
        ];
        let shown = usize::from(area.height.saturating_sub(1));
        let mut cursor = self.cursor;
        cursor.keep(deals.len(), shown);
        let seen = &deals[cursor.top..(cursor.top + shown).min(deals.len())];
        let rows: Vec<Vec<String>> = seen.iter().map(|deal| self.cells(deal, here)).collect();
        let marked: Vec<bool> = seen.iter().map(|deal| self.trial.moves.contains_key(&deal.id)).collect();
        let selected = Some(cursor.at - cursor.top);
        Table { columns: &columns, rows: &rows, selected, marked: &marked, theme: here.theme }.draw(buffer, area)
    }

    fn cells(&self, deal: &Deal, here: &Here) -> Vec<String> {
        let moved = self.trial.moved(deal.id);
        let empty = || here.theme.empty().to_owned();
        let stage = self.trial.stage_of(deal).map_or_else(empty, |stage| stage.name.clone());
        let day = moved.day.or(deal.day).map_or_else(empty, |day| day.to_string());
        let usd = moved.usd.or(deal.usd).map_or_else(empty, |cents| here.locale.millions(cents, 2));
        vec![format!("{} · {}", deal.partner_name, deal.title), stage, day, usd]
    }

    /// What stands over the list: everything where there is room, else what matters for the selected agreement.
    fn above(&self, here: &Here) -> Vec<Line> {
        let whole = self.whole(here);
        let room = usize::from(here.height.saturating_sub(4));
        if whole.len() + 2 + LEAST <= room { whole } else { self.short(here) }
    }

    /// All funds together and the fund of the selected agreement, three lines each, and the programmes that change.
    fn short(&self, here: &Here) -> Vec<Line> {
        let compared = self.trial.compare();
        let mut lines = vec![heading(here)];
        lines.extend(three(here, &here.text("whatif-all"), &compared.all));
        let fund = self.selected().map(|deal| deal.fund.unwrap_or(0));
        if let Some(pair) = compared.funds.iter().find(|pair| Some(pair.now.id) == fund) {
            lines.extend(three(here, &fund_name(here, &pair.now), pair));
        }
        let changed: Vec<String> =
            compared.programmes.iter().filter(|pair| pair.now != pair.then).map(|pair| programme(here, pair)).collect();
        let programmes = if changed.is_empty() { here.text("whatif-programmes-same") } else { changed.join("  ") };
        lines.push(Line { text: programmes, style: Style::new() });
        lines
    }

    /// Every fund and programme; three lines where something changes, else one.
    fn whole(&self, here: &Here) -> Vec<Line> {
        let compared = self.trial.compare();
        let mut lines = vec![heading(here)];
        let all = (here.text("whatif-all"), &compared.all);
        let funds = compared.funds.iter().map(|pair| (fund_name(here, &pair.now), pair));
        for (name, pair) in funds.chain([all]) {
            if numbers(&pair.now) == numbers(&pair.then) {
                lines.push(row(here, &name, "", &numbers(&pair.now), false));
            } else {
                lines.extend(three(here, &name, pair));
            }
        }
        lines.push(Line { text: String::new(), style: Style::new() });
        lines.push(Line { text: here.text("whatif-programmes"), style: here.theme.heading() });
        lines.extend(compared.programmes.iter().map(|pair| Line { text: programme(here, pair), style: Style::new() }));
        lines
    }

    /// What is shown as text, for a file or the clipboard.
    pub(super) fn text(&self, here: &Here) -> String {
        let mut text = format!("{} · {}\n\n", here.text("whatif-word"), here.asker.day());
        for line in self.whole(here) {
            text = text + line.text.trim_end() + "\n";
        }
        text.push('\n');
        for deal in self.trial.base.deals.iter().filter(|deal| self.trial.moves.contains_key(&deal.id)) {
            text = text + &self.cells(deal, here).join(" · ") + "\n";
        }
        text
    }
}

fn lines(buffer: &mut Buffer, area: Rect, lines: &[Line]) {
    for (y, line) in (area.y..area.bottom()).zip(lines) {
        put(buffer, area.x, y, &line.text, area.width, line.style);
    }
}

fn fund_name(here: &Here, line: &Standing) -> String {
    if line.code.is_empty() { here.text("home-fund-not-stated") } else { line.name.clone() }
}

fn heading(here: &Here) -> Line {
    let names = ["home-target", "home-signed", "home-pipeline", "home-gap"].map(|key| here.text(key));
    let numbers: String = names.iter().map(|name| format!("  {}", pad_left(&cut(name, NUMBER), NUMBER))).collect();
    let unit = pad_right(&cut(&here.text("whatif-unit"), NAME), NAME);
    Line { text: format!("{unit}{}{numbers}", " ".repeat(WHEN)), style: here.theme.heading() }
}

/// Columns of the word that says which of the three a line is.
const WHEN: usize = 11;

fn row(here: &Here, name: &str, when: &str, numbers: &Numbers, signed: bool) -> Line {
    let amount = |cents: &Option<i64>| match cents {
        None => here.theme.empty().to_owned(),
        Some(0) if signed => "0".to_owned(),
        Some(cents) if signed && *cents > 0 => format!("+{}", here.locale.millions(*cents, 2)),
        Some(cents) => here.locale.millions(*cents, 2),
    };
    let numbers: String = numbers.iter().map(|cents| format!("  {}", pad_left(&amount(cents), NUMBER))).collect();
    let text = format!("{}{}{numbers}", pad_right(&cut(name, NAME), NAME), pad_left(&cut(when, WHEN), WHEN));
    Line { text, style: Style::new() }
}

/// Now, what if, and the difference.
fn three(here: &Here, name: &str, pair: &Pair<Standing>) -> [Line; 3] {
    let (now, then) = (numbers(&pair.now), numbers(&pair.then));
    let change = |at: usize| now[at].or(then[at]).map(|_| then[at].unwrap_or(0).saturating_sub(now[at].unwrap_or(0)));
    let differs = [None, change(1), change(2), change(3)];
    let mut last = row(here, "", &here.text("whatif-difference"), &differs, true);
    if now != then {
        last.style = here.theme.accent();
    }
    [
        row(here, name, &here.text("whatif-now"), &now, false),
        row(here, "", &here.text("whatif-then"), &then, false),
        last,
    ]
}

/// `FP1 2/3 12.5` and where it changes `FP1 2/3 12.5 -> 3/3 22.5`.
fn programme(here: &Here, pair: &Pair<Programme>) -> String {
    let part = |line: &Programme| {
        let needs = line.min_partners.map_or_else(String::new, |least| format!("/{least}"));
        let wanted =
            line.min_investment.map_or_else(String::new, |cents| format!("/{}", here.locale.millions(cents, 2)));
        format!("{}{needs} {}{wanted}", line.partners, here.locale.millions(line.raised, 2))
    };
    let now = format!("{} {}", pair.now.code, part(&pair.now));
    if pair.now == pair.then { now } else { format!("{now} {} {}", here.theme.arrow(), part(&pair.then)) }
}
