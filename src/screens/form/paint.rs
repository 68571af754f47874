//! How a form is drawn: a line a field, what is offered under it, the hint and the problems below.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Edited, Form, OFFERED};
use crate::domain::clean::width;
use crate::domain::field::{Along, Input};
use crate::domain::money::{Currency, Money};
use crate::domain::split::read_split;
use crate::screens::Here;
use crate::widgets::cell::{field as shown_field, label_key, text as shown_text};
use crate::widgets::paint::{put, put_right, wrap};

impl Form {
    pub(super) fn draw_field(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        at: usize,
        y: u16,
        here: &Here,
        label: u16,
    ) -> u16 {
        let edited = &self.fields[at];
        let selected = at == self.cursor.at;
        if selected {
            put(buffer, area.x, y, here.theme.pointer(), 1, here.theme.accent());
        }
        let name = here.text(&label_key(self.base.kind, edited.field.name));
        let star = if edited.field.required { "*" } else { "" };
        let style = if selected { here.theme.heading() } else { Style::new() };
        put(buffer, area.x + 2, y, &format!("{name}{star}"), label, style);
        let x = area.x + 3 + label;
        let note = self.note(edited, here);
        let note_room = u16::try_from(width(&note)).unwrap_or(0);
        let whole = area.width.saturating_sub(label + 3);
        let typed = u16::try_from(width(edited.line.text())).unwrap_or(u16::MAX);
        let note_room = note_room.min((whole * 3 / 5).max(whole.saturating_sub(typed.saturating_add(3))));
        let room = area.right().saturating_sub(x + note_room + 2).max(8);
        let text = edited.line.text().replace('\n', " / ");
        let skip = if selected { edited.line.scroll(usize::from(room)) } else { 0 };
        let seen: String = text.chars().skip(skip).collect();
        put(buffer, x, y, &seen, room, Style::new());
        let style = if edited.problem.is_some() { here.theme.alarm() } else { here.theme.quiet() };
        put_right(buffer, area.right().saturating_sub(note_room), y, &note, note_room, style);
        x + u16::try_from(edited.line.cursor().saturating_sub(skip)).unwrap_or(0)
    }

    /// What stands to the right: the problem, else how it was read where that differs from what was typed.
    pub(super) fn note(&self, edited: &Edited, here: &Here) -> String {
        if let Some(say) = &edited.problem {
            return format!("! {}", here.locale.say(say));
        }
        let currency = self.currency();
        match edited.field.input {
            _ if edited.field.name == "support" => self.support_note(here),
            _ if edited.value.is_empty() => self.filled_note(edited, here),
            Input::Money(_) if edited.field.name == "amount" => self.amount_note(edited, here),
            Input::Money(_) | Input::Usd | Input::Day | Input::Rate | Input::Percent => {
                let read = shown_text(&here.locale, edited.field.input, &edited.value, currency);
                if read == edited.line.text() { String::new() } else { read }
            }
            Input::Split(along) => self.split_note(edited, along, here),
            _ => String::new(),
        }
    }

    /// The amounts a split will be kept as: `4 × 5,200,000.00 = 20,800,000.00`, or each where they differ.
    fn split_note(&self, edited: &Edited, along: Along, here: &Here) -> String {
        let currency = self.currency();
        let whole = Money::from_text(self.value_of("amount"), currency).ok();
        let split = read_split(&edited.value, along, currency).ok();
        let amounts = split.as_ref().zip(whole).and_then(|(split, whole)| split.amounts(whole).ok());
        if let (Some(whole), Some([(_, first), rest @ ..])) = (whole, amounts.as_deref())
            && !rest.is_empty()
            && rest.iter().all(|(_, amount)| amount == first)
        {
            let amount = |minor| here.locale.amount(minor, currency.minor_units());
            return format!("{} × {} = {}", rest.len() + 1, amount(*first), amount(whole.minor));
        }
        let settled = self.settled(edited, along);
        if settled == edited.line.text() { String::new() } else { here.locale.split(&settled, currency) }
    }

    /// A split by the amounts it will be kept as; as typed where there is no amount yet.
    fn settled(&self, edited: &Edited, along: Along) -> String {
        let currency = self.currency();
        let whole = Money::from_text(self.value_of("amount"), currency).ok();
        let split = read_split(&edited.value, along, currency).ok();
        let kept = split.zip(whole).and_then(|(split, whole)| split.settled(whole).ok());
        kept.map_or_else(|| edited.value.clone(), |kept| kept.to_string())
    }

    /// What a save would put into a field nobody typed into.
    fn filled_note(&self, edited: &Edited, here: &Here) -> String {
        let Some(filled) = &self.filled else { return String::new() };
        if filled.get(edited.field.name).is_empty() || !self.base.get(edited.field.name).is_empty() {
            return String::new();
        }
        format!("= {}", shown_field(&here.locale, filled, edited.field.name))
    }

    /// How an amount was read, and its dollars at the rate of its day.
    fn amount_note(&self, edited: &Edited, here: &Here) -> String {
        let currency = self.currency();
        let read = shown_text(&here.locale, edited.field.input, &edited.value, currency);
        let own = if read == edited.line.text() { String::new() } else { read };
        let valued = self.filled.as_ref().filter(|filled| {
            currency != Currency::USD && filled.get("amount") == edited.value && !filled.get("usd").is_empty()
        });
        let Some(filled) = valued else { return own };
        let usd = shown_field(&here.locale, filled, "usd");
        let rate = shown_field(&here.locale, filled, "rate");
        format!("{own} {}", here.locale.with("form-usd", &[("usd", &usd), ("rate", &rate)])).trim().to_owned()
    }

    /// What the charge takes of the amount: `13% included  2,392,920.35 of 20,800,000.00`.
    fn support_note(&self, here: &Here) -> String {
        let Some(filled) = self.filled.as_ref().filter(|filled| !filled.get("support_cost").is_empty()) else {
            return String::new();
        };
        let shown = |name: &str| shown_field(&here.locale, filled, name);
        let given = [shown("support_percent"), shown("support_basis"), shown("support_cost"), shown("amount")];
        let [percent, basis, cost, whole] = &given;
        here.locale.with("form-support", &[("percent", percent), ("basis", basis), ("cost", cost), ("whole", whole)])
    }

    pub(super) fn draw_offers(&self, buffer: &mut Buffer, x: u16, y: u16, area: Rect, here: &Here) {
        for (index, offer) in self.offers.iter().take(OFFERED).enumerate() {
            let y = y + u16::try_from(index).unwrap_or(0);
            if y >= area.bottom() {
                break;
            }
            let mark = if index == self.offer { here.theme.pointer() } else { " " };
            let text = format!("{mark} {}", offer.name);
            let end = put(
                buffer,
                x,
                y,
                &text,
                area.right().saturating_sub(x + 16),
                if index == self.offer { here.theme.accent() } else { Style::new() },
            );
            put(buffer, end + 2, y, &offer.note, 14, here.theme.quiet());
        }
    }

    /// Under the fields: the hint of the field, whole problems, names alike.
    pub(super) fn draw_hint(&self, buffer: &mut Buffer, area: Rect, here: &Here) {
        let edited = &self.fields[self.cursor.at];
        let mut lines: Vec<(String, Style)> = Vec::new();
        if let Some(say) = &self.whole {
            lines.push((format!("! {}", here.locale.say(say)), here.theme.alarm()));
        }
        if let Some(say) = &edited.problem {
            lines.push((format!("! {}", here.locale.say(say)), here.theme.alarm()));
        } else {
            lines.push((
                here.text(&label_key(self.base.kind, edited.field.name).replacen("field-", "hint-", 1)),
                here.theme.quiet(),
            ));
        }
        if let (Input::Split(along), None, false) = (edited.field.input, &edited.problem, edited.value.is_empty()) {
            lines.insert(0, (here.locale.split(&self.settled(edited, along), self.currency()), Style::new()));
        }
        if !self.alike.is_empty() && self.base.id == 0 {
            let names: Vec<&str> = self.alike.iter().map(|one| one.name.as_str()).collect();
            lines.push((here.locale.with("form-alike", &[("names", &names.join(" · "))]), here.theme.alarm()));
        }
        let mut y = area.y;
        for (text, style) in lines {
            for line in wrap(&text, usize::from(area.width.saturating_sub(3))) {
                if y < area.bottom() {
                    put(buffer, area.x + 2, y, &line, area.width.saturating_sub(2), style);
                    y += 1;
                }
            }
        }
    }

    /// The whole text of a field of several lines, below the others while it is edited.
    pub(super) fn draw_lines(&self, buffer: &mut Buffer, x: u16, y: u16, area: Rect) -> (u16, u16) {
        let edited = &self.fields[self.cursor.at];
        let (row, column) = edited.line.row_and_column();
        let height = area.bottom().saturating_sub(y).max(1);
        let top = (row + 1).saturating_sub(usize::from(height));
        for (index, line) in edited.line.text().split('\n').enumerate().skip(top).take(usize::from(height)) {
            put(
                buffer,
                x,
                y + u16::try_from(index - top).unwrap_or(0),
                line,
                area.right().saturating_sub(x),
                Style::new(),
            );
        }
        let at = x + u16::try_from(column).unwrap_or(0);
        (at.min(area.right().saturating_sub(1)), y + u16::try_from(row - top).unwrap_or(0))
    }

    /// Under the field being edited: what is offered, or its other lines. Gives the last line used.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn draw_under(
        &self,
        buffer: &mut Buffer,
        area: Rect,
        list: Rect,
        y: u16,
        label: u16,
        here: &Here,
        cursor: &mut Option<(u16, u16)>,
    ) -> u16 {
        let x = area.x + 3 + label;
        if self.offering {
            let rows =
                u16::try_from(self.offers.len().min(OFFERED)).unwrap_or(0).min(list.bottom().saturating_sub(y + 1));
            self.draw_offers(buffer, x, y + 1, list, here);
            return y + rows;
        }
        if self.many_lines() {
            let rows =
                u16::try_from(self.fields[self.cursor.at].line.text().split('\n').count()).unwrap_or(1).clamp(1, 6);
            let place = Rect { height: rows, y, ..list };
            for row in place.y..place.bottom().min(list.bottom()) {
                put(
                    buffer,
                    x,
                    row,
                    &" ".repeat(usize::from(area.right().saturating_sub(x))),
                    area.right().saturating_sub(x),
                    Style::new(),
                );
            }
            *cursor = Some(self.draw_lines(
                buffer,
                x,
                y,
                Rect { height: rows.min(list.bottom().saturating_sub(y)), y, ..list },
            ));
            return y + rows - 1;
        }
        y
    }
}
