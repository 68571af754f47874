//! The menus of a list: order, filter, columns, saved views.

use std::collections::BTreeSet;

use super::Records;
use crate::domain::export;
use crate::domain::field::Input;
use crate::domain::query::{Query, SortKey, column, read_clause};
use crate::domain::say::Say;
use crate::locale::Signed;
use crate::message::Effect;
use crate::screens::choose::{Choose, Item};
use crate::screens::prompt::Prompt;
use crate::screens::{Here, Out, Purpose, Turn};
use crate::widgets::cell::{heading, label_key, measure};

impl Records {
    pub(super) fn field_items(&self, here: &Here, only_editable: bool) -> Vec<Item> {
        let fields = self.kind().fields().iter().filter(|field| !only_editable || !(field.computed || field.unique));
        fields.map(|field| Item::text(here.text(&label_key(self.kind(), field.name)), field.name, field.name)).collect()
    }

    pub(super) fn column_items(&self, here: &Here) -> Vec<Item> {
        let kind = self.kind();
        let names = self.query.columns.iter().copied();
        let others =
            kind.fields().iter().map(|field| field.name).chain(kind.info().extras.iter().map(|extra| extra.name));
        let mut seen = BTreeSet::new();
        names
            .chain(others)
            .filter(|name| seen.insert(*name))
            .map(|name| Item {
                ticked: self.query.columns.contains(&name),
                ..Item::text(heading(&here.locale, kind, name, here.asker.year()), name, name)
            })
            .collect()
    }

    pub(super) fn sort_items(&self, here: &Here) -> Vec<Item> {
        let kind = self.kind();
        let fields = kind.fields().iter().map(|field| field.name);
        let names =
            self.query.columns.iter().copied().chain(fields).chain(kind.info().extras.iter().map(|extra| extra.name));
        let mut seen = BTreeSet::new();
        let mut items = Vec::new();
        for name in names.filter(|name| seen.insert(*name)) {
            let label = heading(&here.locale, kind, name, here.asker.year());
            let first_down = measure(kind, name).1;
            for descending in [first_down, !first_down] {
                let arrow = here.text(if descending { "sort-descending" } else { "sort-ascending" });
                let value = format!("{}{name}", if descending { "-" } else { "" });
                items.push(Item::text(format!("{label} {arrow}"), "", value));
            }
        }
        items
    }

    pub(super) fn sort_by(&mut self, text: &str) {
        let (name, descending) = text.strip_prefix('-').map_or((text, false), |rest| (rest, true));
        if let Some(column) = column(self.kind(), name) {
            let plain = Query::all(self.kind()).sort;
            let ties = plain.into_iter().filter(|key| key.column != column && !key.column.contains("year"));
            self.query.sort = std::iter::once(SortKey { column, descending }).chain(ties).collect();
            if descending && matches!(column, "received" | "usd") {
                self.query.sort.truncate(1);
            }
        }
    }

    /// Reads what was typed after a field's name: `>1000`, `!=x`, `~part`, or a plain value.
    pub(super) fn filter_by(&mut self, field: &'static str, typed: &str, here: &Here, out: &mut Out<'_>) {
        let typed = typed.trim();
        self.query.clauses.retain(|clause| clause.field != field);
        if typed.is_empty() {
            return self.start_over(here, out);
        }
        let signed = typed.starts_with(['=', '!', '~', '>', '<']);
        let plain_text = matches!(self.kind().field(field).map(|field| field.input), Some(Input::Line | Input::Lines));
        let text = match (signed, plain_text) {
            (true, _) => format!("{field}{typed}"),
            (false, true) if typed != "-" => format!("{field}~{typed}"),
            _ => format!("{field}={typed}"),
        };
        match read_clause(self.kind(), &text) {
            Ok(Some(clause)) => {
                self.query.clauses.push(clause);
                self.start_over(here, out);
            }
            Ok(None) => {}
            Err(say) => out.say(say),
        }
    }

    /// Every way a list is written, the one of the last time first.
    pub(super) fn export_menu(here: &Here) -> Choose {
        let mut words: Vec<&'static str> = export::WORDS.to_vec();
        words.sort_by_key(|word| *word != here.export);
        let item = |word: &'static str| {
            let text = |of: &str| here.text(&format!("format-{of}{word}"));
            Item::text(text(""), text("about-"), word)
        };
        Choose::of(Say::new("export-format"), Purpose::ExportFormat, words.into_iter().map(item).collect())
    }

    pub(super) fn export_as(&self, word: &str, here: &Here, out: &mut Out<'_>) {
        let word = export::Format::remembered(word);
        let format = export::Format::named(word);
        let columns = export::shown(&self.query, format.unwrap_or(export::Format::ALL[0]));
        let signed = Signed { who: &here.asker.who, today: here.asker.today, as_of: here.asker.as_of };
        let plan = here.locale.export(&self.query, format.unwrap_or(export::Format::ALL[0]), columns, signed);
        let (query, plan) = (self.query.clone(), Box::new(plan));
        out.ask(if format.is_some() { Effect::Export { query, plan } } else { Effect::ExportToCopy { query, plan } });
        out.turn(Turn::ExportAs(word));
    }

    pub(super) fn views_menu(&self, here: &Here) -> Choose {
        let mut items: Vec<Item> =
            self.saved_views.iter().map(|view| Item::text(&view.name, &view.query, &view.name)).collect();
        items.push(Item::text(here.text("view-keep"), self.query.to_string(), "\u{0}keep"));
        items.push(Item::text(here.text("view-plain"), "", "\u{0}plain"));
        Choose::of(Say::new("view-title"), Purpose::View, items)
    }

    pub(super) fn take_view(&mut self, name: &str, here: &Here, out: &mut Out<'_>) {
        match name {
            "\u{0}keep" => out.open(Prompt::new(Say::new("view-name"), Purpose::ViewName, "")),
            "\u{0}plain" => {
                self.query = self.views[self.open_view].query.clone();
                self.start_over(here, out);
            }
            name => {
                let text = self.saved_views.iter().find(|view| view.name == name).map(|view| view.query.clone());
                match text.map(|text| Query::read(self.kind(), &text)) {
                    Some(Ok(query)) => {
                        self.query = query;
                        self.start_over(here, out);
                    }
                    Some(Err(say)) => out.say(say),
                    None => {}
                }
            }
        }
    }
}
