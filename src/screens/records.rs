//! The list of any kind of record: a window of rows, search as you type, sort, filter, columns, views, marks, bulk
//! edit, and a preview beside or below. Selection is kept by record, never by row number.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::choose::{Choose, Item};
use super::explain::Explain;
use super::form::Form;
use super::page::{Page, summary};
use super::prompt::Prompt;
use super::{Cursor, Here, Out, Picked, Purpose, Shown, Turn};
use crate::domain::change::{Action, Change, FieldChange, Op, Origin, Saved};
use crate::domain::field::{Input, Reading};
use crate::domain::kind::Kind;
use crate::domain::query::{Query, SortKey, Test, Window, column, read_clause};
use crate::domain::record::{Id, Record};
use crate::domain::say::Say;
use crate::keys::{Command, Context, Key};
use crate::message::{Effect, PageData, Reply};
use crate::store::View;
use crate::widgets::cell::{heading, kind_key, label_key, list as cell, measure};
use crate::widgets::line::Line;
use crate::widgets::paint::{below, put};
use crate::widgets::table::{Column, Table};

/// Rows asked for beyond both edges of the screen, so that moving finds them there.
const MARGIN: usize = 60;
/// From this width a preview stands beside the list.
const WIDE: u16 = 130;

/// One way a tab shows a kind: the message key of its name and its query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubView {
    pub name: &'static str,
    pub query: Query,
}

/// A list with its state.
#[derive(Debug)]
pub struct Records {
    views: Vec<SubView>,
    open_view: usize,
    query: Query,
    /// The query that `rows` are of.
    shown: Query,
    rows: Vec<Record>,
    /// Row number of the first of `rows`.
    from: usize,
    total: Option<usize>,
    cursor: Cursor,
    selected: Id,
    marks: BTreeSet<Id>,
    search: Option<Line>,
    preview: Option<PageData>,
    list_seq: u64,
    around_seq: u64,
    page_seq: u64,
    /// The record whose preview was asked for.
    asked_preview: Id,
    /// Loaded ids wait for this: mark them all.
    ids_seq: u64,
    bulk: Option<(&'static str, String)>,
    bulk_seq: u64,
    saved_views: Vec<View>,
    loading: bool,
    /// Title of what is being put into the bin.
    deleting: Option<String>,
}

impl Records {
    /// A tab with its sub-views, the first open.
    #[must_use]
    pub fn of(views: Vec<SubView>) -> Self {
        let query = views[0].query.clone();
        Self {
            views,
            open_view: 0,
            shown: query.clone(),
            query,
            rows: Vec::new(),
            from: 0,
            total: None,
            cursor: Cursor::default(),
            selected: 0,
            marks: BTreeSet::new(),
            search: None,
            preview: None,
            list_seq: 0,
            around_seq: 0,
            page_seq: 0,
            asked_preview: 0,
            ids_seq: 0,
            bulk: None,
            bulk_seq: 0,
            saved_views: Vec::new(),
            loading: true,
            deleting: None,
        }
    }

    /// One list under a name.
    #[must_use]
    pub fn one(name: &'static str, query: Query) -> Self {
        Self::of(vec![SubView { name, query }])
    }

    const fn kind(&self) -> Kind {
        self.query.kind
    }

    fn row(&self, at: usize) -> Option<&Record> {
        at.checked_sub(self.from).and_then(|index| self.rows.get(index))
    }

    fn current(&self) -> Option<&Record> {
        self.row(self.cursor.at)
    }

    fn count(&self) -> usize {
        self.total.unwrap_or(self.from + self.rows.len())
    }

    /// Lines of rows on the screen.
    fn shown_rows(&self, here: &Here) -> usize {
        usize::from(self.table_area(body(here), here).height).saturating_sub(1).max(1)
    }

    fn table_area(&self, area: Rect, here: &Here) -> Rect {
        let area = if self.search.is_some() || !self.query.search.is_empty() { below(area, 1) } else { area };
        match self.preview_area(area, here) {
            Some(preview) if preview.x > area.x => Rect { width: (preview.x - area.x).saturating_sub(2), ..area },
            Some(preview) => Rect { height: preview.y.saturating_sub(area.y + 1), ..area },
            None => area,
        }
    }

    /// Where the preview stands: beside when wide, below when the list is short, else nowhere.
    fn preview_area(&self, area: Rect, here: &Here) -> Option<Rect> {
        if here.width >= WIDE {
            let width = (area.width * 2 / 5).max(46);
            return Some(Rect { x: area.right() - width + 1, width: width - 1, ..area });
        }
        let rows = u16::try_from(self.count().min(200)).unwrap_or(200) + 2;
        (self.total.is_some() && rows + 6 <= area.height).then(|| Rect {
            y: area.y + rows,
            height: area.height - rows,
            ..area
        })
    }

    fn ask_window(&mut self, here: &Here, out: &mut Out<'_>) {
        let shown = self.shown_rows(here);
        let from = self.cursor.top.saturating_sub(MARGIN);
        let window = Window { from, limit: shown + 2 * MARGIN };
        self.list_seq = out.ask(Effect::List { query: self.query.clone(), window });
    }

    /// Asks for more rows when the screen comes near the edge of those that are there.
    fn ask_more(&mut self, here: &Here, out: &mut Out<'_>) {
        let shown = self.shown_rows(here);
        let have = self.from..self.from + self.rows.len();
        let first = self.cursor.top.saturating_sub(MARGIN / 3);
        let last = (self.cursor.top + shown + MARGIN / 3).min(self.total.unwrap_or(usize::MAX));
        if first < have.start || last > have.end {
            self.ask_window(here, out);
        }
    }

    fn start_over(&mut self, here: &Here, out: &mut Out<'_>) {
        self.cursor = Cursor::default();
        self.selected = 0;
        self.total = None;
        self.loading = true;
        self.ask_window(here, out);
        out.ask(Effect::Count(self.query.clone()));
    }

    /// The list took too long for the person: the one before comes back.
    fn stopped(&mut self, here: &Here, out: &mut Out<'_>) {
        self.loading = false;
        if self.query != self.shown {
            self.query = self.shown.clone();
            self.search = None;
            self.start_over(here, out);
        }
    }

    fn listed(&mut self, rows: crate::store::Rows, here: &Here) {
        self.loading = false;
        self.shown = self.query.clone();
        self.from = rows.from;
        self.rows = rows.records;
        if rows.total.is_some() {
            self.total = rows.total;
        }
        let shown = self.shown_rows(here);
        self.cursor.keep(self.count(), shown);
        self.settle();
    }

    /// The row the cursor stands on is the one that is kept when rows move.
    fn settle(&mut self) {
        if let Some(id) = self.current().map(|record| record.id) {
            self.selected = id;
        }
    }

    fn open(&mut self, out: &mut Out<'_>) {
        if let Some(record) = self.current() {
            out.open(Box::new(Page::new(record.kind, record.id, record.title(""))));
        }
    }

    /// The records a command is for: those marked, else the one selected.
    fn chosen_ids(&self) -> Vec<Id> {
        if self.marks.is_empty() {
            self.current().map(|record| record.id).into_iter().collect()
        } else {
            self.marks.iter().copied().collect()
        }
    }

    fn delete(&mut self, here: &Here, out: &mut Out<'_>) {
        let ids = self.chosen_ids();
        let title = match (ids.as_slice(), self.current()) {
            ([one], Some(record)) if record.id == *one => record.title(here.locale.code()),
            _ => self.several(here, ids.len()),
        };
        let kind = self.kind();
        let changes: Vec<Change> = ids.into_iter().map(|id| Change { kind, id, version: 0, op: Op::Delete }).collect();
        if !changes.is_empty() {
            self.deleting = Some(title.clone());
            let origin = if changes.len() > 1 { Origin::Bulk } else { Origin::Form };
            out.ask(Effect::Save { action: Action { origin, title, changes }, draft: 0 });
        }
    }

    fn several(&self, here: &Here, count: usize) -> String {
        let kind = here.text(&kind_key(self.kind()));
        here.locale.with("list-several", &[("count", &count.to_string()), ("kind", &kind)])
    }

    fn mark(&mut self, here: &Here, out: &mut Out<'_>) {
        if let Some(id) = self.current().map(|record| record.id) {
            if !self.marks.remove(&id) {
                self.marks.insert(id);
            }
            self.step(Command::Down, here, out);
        }
    }

    fn step(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        let (count, shown) = (self.count(), self.shown_rows(here));
        if self.cursor.command(command, count, shown) {
            self.ask_more(here, out);
            self.settle();
        }
    }

    fn field_items(&self, here: &Here, only_editable: bool) -> Vec<Item> {
        let fields = self.kind().fields().iter().filter(|field| !only_editable || !(field.computed || field.unique));
        fields.map(|field| Item::text(here.text(&label_key(self.kind(), field.name)), field.name, field.name)).collect()
    }

    fn column_items(&self, here: &Here) -> Vec<Item> {
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

    fn sort_items(&self, here: &Here) -> Vec<Item> {
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

    fn sort_by(&mut self, text: &str) {
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
    fn filter_by(&mut self, field: &'static str, typed: &str, here: &Here, out: &mut Out<'_>) {
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

    fn views_menu(&self, here: &Here) -> Choose {
        let mut items: Vec<Item> =
            self.saved_views.iter().map(|view| Item::text(&view.name, &view.query, &view.name)).collect();
        items.push(Item::text(here.text("view-keep"), self.query.to_string(), "\u{0}keep"));
        items.push(Item::text(here.text("view-plain"), "", "\u{0}plain"));
        Choose::of(Say::new("view-title"), Purpose::View, items)
    }

    fn take_view(&mut self, name: &str, here: &Here, out: &mut Out<'_>) {
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

    fn switch(&mut self, step: isize, here: &Here, out: &mut Out<'_>) {
        let count = self.views.len();
        if count > 1 {
            self.open_view = (self.open_view + count).saturating_add_signed(step) % count;
            self.query = self.views[self.open_view].query.clone();
            self.rows.clear();
            self.marks.clear();
            self.preview = None;
            self.from = 0;
            self.start_over(here, out);
            out.ask(Effect::Views(self.kind()));
        }
    }

    fn begin_bulk(&mut self, here: &Here, out: &mut Out<'_>) {
        out.open(Choose::of(
            Say::new("bulk-field").with("count", self.chosen_ids().len()),
            Purpose::BulkField,
            self.field_items(here, true),
        ));
    }

    fn ask_bulk_value(&self, name: &str, here: &Here, out: &mut Out<'_>) {
        let Some(field) = self.kind().field(name) else { return };
        let label = here.text(&label_key(self.kind(), field.name));
        let title = Say::new("bulk-value").with("field", label);
        let purpose = Purpose::BulkValue(field.name);
        match field.input {
            Input::Ref(kind) => out.open(Choose::records(title, purpose, kind)),
            Input::Choice(words) => out.open(Choose::of(title, purpose, words_items(here, words))),
            Input::Flag => out.open(Choose::of(title, purpose, words_items(here, &["yes", "no"]))),
            _ => out.open(Prompt::new(title, purpose, "")),
        }
    }

    fn bulk_value(&mut self, field: &'static str, picked: Picked, here: &Here, out: &mut Out<'_>) {
        let text = match picked {
            Picked::Record(_, id, _) => id.to_string(),
            Picked::Text(text) => match self.read_bulk(field, &text, here) {
                Ok(text) => text,
                Err(say) => return out.say(say),
            },
            _ => return,
        };
        self.bulk = Some((field, text));
        self.bulk_seq = out.ask(Effect::LoadMany { kind: self.kind(), ids: self.chosen_ids() });
    }

    fn read_bulk(&self, field: &str, text: &str, here: &Here) -> Result<String, Say> {
        let reading = Reading { today: here.asker.today, currency: crate::domain::money::Currency::USD };
        let input = self.kind().field(field).map_or(Input::Line, |field| field.input);
        input.read(text, &reading).map(|read| read.text)
    }

    /// The records to change are here: one action for all of them.
    fn bulk_loaded(&mut self, records: &[Record], here: &Here, out: &mut Out<'_>) {
        let Some((field, to)) = self.bulk.take() else { return };
        let edit =
            |record: &Record| Op::Edit(vec![FieldChange { field, from: record.get(field).to_owned(), to: to.clone() }]);
        let changes = records.iter().filter(|record| record.get(field) != to).map(|record| Change {
            kind: record.kind,
            id: record.id,
            version: record.version,
            op: edit(record),
        });
        let changes: Vec<Change> = changes.collect();
        if changes.is_empty() {
            return out.say(Say::new("bulk-nothing"));
        }
        let title = format!("{} · {}", self.several(here, changes.len()), here.text(&label_key(self.kind(), field)));
        out.ask(Effect::Save { action: Action { origin: Origin::Bulk, title, changes }, draft: 0 });
    }

    fn saved(&mut self, saved: &Saved, out: &mut Out<'_>) {
        match saved {
            Saved::Done { ids, .. } => {
                self.marks.clear();
                out.say(match self.deleting.take() {
                    Some(title) => Say::new("said-deleted").with("title", title),
                    None => Say::new("said-changed").with("count", ids.len()),
                });
            }
            Saved::Rejected(problems) => {
                out.say(problems.first().map_or(Say::new("store-refused"), |problem| problem.say.clone()));
            }
            Saved::Conflict(conflict) => out.say(Say::new("store-conflict").with("title", &conflict.title)),
        }
    }

    fn new_record(&self, out: &mut Out<'_>) {
        let mut record = Record::new(self.kind());
        for clause in self.query.clauses.iter().filter(|clause| clause.test == Test::Is) {
            let input = self.kind().field(clause.field).map(|field| field.input);
            if matches!(input, Some(Input::Flag | Input::Choice(_) | Input::Currency)) && clause.value != "-" {
                record.put(clause.field, clause.value.clone());
            }
        }
        out.open(Box::new(Form::new(record)));
    }

    fn explain(&self, out: &mut Out<'_>) {
        let screen = match (self.kind(), self.current()) {
            (Kind::Partner, Some(record)) => Explain::of(&format!("donor:{}", record.id), None),
            (Kind::Contribution, Some(record)) => Explain::of(&format!("contribution:{}", record.id), None),
            (Kind::FocalPoint, _) => Explain::of("focal-points", None),
            _ => return out.say(Say::new("explain-nothing-here")),
        };
        out.open(Box::new(screen));
    }

    fn copy_row(&self, here: &Here, out: &mut Out<'_>) {
        if let Some(record) = self.current() {
            let cells: Vec<String> = self
                .query
                .columns
                .iter()
                .map(|name| cell(&here.locale, here.theme, record, &self.query.columns, name))
                .collect();
            out.ask(Effect::Copy(cells.join("\t")));
        }
    }

    fn type_search(&mut self, key: Key, here: &Here, out: &mut Out<'_>) {
        match (key, &mut self.search) {
            (Key::Tab, _) => self.search = None,
            (Key::Esc, _) => {
                self.search = None;
                self.query.search.clear();
                self.start_over(here, out);
            }
            (Key::Enter, _) => {
                self.search = None;
                self.open(out);
            }
            (Key::Up | Key::Down | Key::PageUp | Key::PageDown, _) => {
                let command = Context::Everywhere.command(key).unwrap_or(Command::Down);
                self.step(command, here, out);
            }
            (key, line) => {
                let typed = line.as_mut().and_then(|line| line.key(key).then(|| line.text().to_owned()));
                if let Some(text) = typed {
                    self.query.search = text;
                    self.start_over(here, out);
                }
            }
        }
    }

    fn draw_search(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let x = put(buffer, area.x + 1, area.y, "/", 1, here.theme.accent()) + 1;
        let text = self.search.as_ref().map_or(self.query.search.as_str(), Line::text);
        put(buffer, x, area.y, text, area.width.saturating_sub(4), Style::new());
        let cursor = self.search.as_ref()?.cursor();
        Some((x + u16::try_from(cursor).unwrap_or(0), area.y))
    }

    fn draw_table(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let kind = self.kind();
        let columns: Vec<Column> = self
            .query
            .columns
            .iter()
            .map(|name| {
                let (width, right) = measure(kind, name);
                Column { heading: heading(&here.locale, kind, name, here.asker.year()), width, right }
            })
            .collect();
        let shown = usize::from(area.height.saturating_sub(1));
        let records: Vec<&Record> = (self.cursor.top..self.cursor.top + shown).map_while(|at| self.row(at)).collect();
        let rows: Vec<Vec<String>> = records
            .iter()
            .map(|record| {
                self.query
                    .columns
                    .iter()
                    .map(|name| cell(&here.locale, here.theme, record, &self.query.columns, name))
                    .collect()
            })
            .collect();
        let marked: Vec<bool> = records.iter().map(|record| self.marks.contains(&record.id)).collect();
        let selected = (!rows.is_empty()).then(|| self.cursor.at.saturating_sub(self.cursor.top));
        let cursor =
            Table { columns: &columns, rows: &rows, selected, marked: &marked, theme: here.theme }.draw(buffer, area);
        if rows.is_empty() && area.height > 2 {
            let key = if self.loading {
                "list-loading"
            } else if self.query.search.is_empty() && self.query.clauses.is_empty() {
                "list-empty"
            } else {
                "list-no-match"
            };
            put(buffer, area.x + 2, area.y + 2, &here.text(key), area.width.saturating_sub(2), here.theme.quiet());
        }
        cursor
    }
}

/// Choices as items in the reader's words.
fn words_items(here: &Here, words: &[&str]) -> Vec<Item> {
    words.iter().map(|word| Item::text(here.text(&format!("choice-{word}")), "", *word)).collect()
}

/// The body of a screen: all but tabs, title, status and footer.
fn body(here: &Here) -> Rect {
    Rect::new(0, 2, here.width, here.height.saturating_sub(4))
}

impl Shown for Records {
    fn context(&self) -> Context {
        Context::List
    }

    fn title(&self, here: &Here) -> String {
        let name = here.text(self.views[self.open_view].name);
        let count =
            self.total.map_or_else(|| "…".to_owned(), |total| here.locale.integer(i64::try_from(total).unwrap_or(0)));
        let mut parts = vec![name, count];
        if self.query.mine {
            parts.push(here.text("list-mine"));
        }
        for clause in &self.query.clauses {
            if !self.views[self.open_view].query.clauses.contains(clause) {
                let label = here.text(&label_key(self.kind(), clause.field));
                parts.push(format!("{label} {} {}", clause.test.sign(), clause.value));
            }
        }
        if let Some(key) = self.query.sort.first() {
            let label = heading(&here.locale, self.kind(), key.column, here.asker.year());
            let arrow = here.text(if key.descending { "sort-descending" } else { "sort-ascending" });
            parts.push(here.locale.with("list-sorted", &[("column", &label), ("arrow", &arrow)]));
        }
        if !self.marks.is_empty() {
            parts.push(here.locale.with("list-marked", &[("count", &self.marks.len().to_string())]));
        }
        if self.views.len() > 1 {
            parts.push(format!("[ {}/{} ]", self.open_view + 1, self.views.len()));
        }
        parts.join(" · ")
    }

    fn refresh(&mut self, here: &Here, out: &mut Out<'_>) {
        self.asked_preview = 0;
        if self.selected != 0 && !self.rows.is_empty() {
            let limit = self.shown_rows(here) + 2 * MARGIN;
            self.around_seq = out.ask(Effect::ListAround { query: self.query.clone(), id: self.selected, limit });
        } else {
            self.ask_window(here, out);
        }
        out.ask(Effect::Count(self.query.clone()));
        out.ask(Effect::Views(self.kind()));
    }

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        match command {
            Command::Open => self.open(out),
            Command::Search => self.search = Some(Line::of(&self.query.search)),
            Command::New => self.new_record(out),
            Command::Edit => {
                if let Some(record) = self.current() {
                    out.open(Box::new(Form::new(record.clone())));
                }
            }
            Command::Delete => self.delete(here, out),
            Command::Mark => self.mark(here, out),
            Command::MarkAll if self.marks.is_empty() => self.ids_seq = out.ask(Effect::Ids(self.query.clone())),
            Command::MarkAll => self.marks.clear(),
            Command::Bulk => self.begin_bulk(here, out),
            Command::Sort => out.open(Choose::of(Say::new("sort-title"), Purpose::Sort, self.sort_items(here))),
            Command::Filter => {
                out.open(Choose::of(Say::new("filter-title"), Purpose::FilterField, self.field_items(here, false)));
            }
            Command::Columns => {
                out.open(Choose::of(Say::new("columns-title"), Purpose::Columns, self.column_items(here)).several());
            }
            Command::Views => out.open(self.views_menu(here)),
            Command::Mine => {
                self.query.mine = !self.query.mine;
                self.start_over(here, out);
            }
            Command::NextSection => self.switch(1, here, out),
            Command::PreviousSection => self.switch(-1, here, out),
            Command::Explain => self.explain(out),
            Command::Export => {
                out.ask(Effect::Export(self.query.clone()));
            }
            Command::Copy => self.copy_row(here, out),
            Command::Back if !self.marks.is_empty() => self.marks.clear(),
            Command::Back
                if self.query.search.is_empty() && self.query.clauses == self.views[self.open_view].query.clauses =>
            {
                out.turn(Turn::Close);
            }
            Command::Back => {
                self.query.search.clear();
                self.query.clauses = self.views[self.open_view].query.clauses.clone();
                self.start_over(here, out);
            }
            moving => self.step(moving, here, out),
        }
    }

    fn key(&mut self, key: Key, here: &Here, out: &mut Out<'_>) {
        self.type_search(key, here, out);
    }

    fn paste(&mut self, text: &str, here: &Here, out: &mut Out<'_>) {
        if let Some(line) = &mut self.search {
            line.paste(text);
            self.query.search = line.text().to_owned();
            self.start_over(here, out);
        }
    }

    fn reply(&mut self, seq: u64, reply: Reply, here: &Here, out: &mut Out<'_>) {
        match reply {
            Reply::Listed(rows) if seq == self.list_seq => self.listed(rows, here),
            Reply::ListedAround { rows, at } if seq == self.around_seq => {
                if let Some(at) = at {
                    self.cursor.at = at;
                }
                self.listed(rows, here);
            }
            Reply::Stopped if seq == self.list_seq || seq == self.around_seq => self.stopped(here, out),
            Reply::Counted(total) => {
                self.total = Some(total);
                let shown = self.shown_rows(here);
                self.cursor.keep(total, shown);
            }
            Reply::Ids(ids) if seq == self.ids_seq => self.marks = ids.iter().copied().collect(),
            Reply::Page(page) if seq == self.page_seq => self.preview = Some(*page),
            Reply::LoadedMany(records) if seq == self.bulk_seq => self.bulk_loaded(&records, here, out),
            Reply::Views(views) => self.saved_views = views,
            Reply::Saved(saved) => self.saved(&saved, out),
            _ => {}
        }
    }

    fn chosen(&mut self, purpose: Purpose, picked: Picked, here: &Here, out: &mut Out<'_>) {
        match (purpose, picked) {
            (Purpose::Sort, Picked::Text(text)) => {
                self.sort_by(&text);
                self.start_over(here, out);
            }
            (Purpose::FilterField, Picked::Text(name)) => {
                if let Some(field) = self.kind().field(&name) {
                    let label = here.text(&label_key(self.kind(), field.name));
                    out.open(Prompt::new(
                        Say::new("filter-value").with("field", label),
                        Purpose::FilterValue(field.name),
                        "",
                    ));
                }
            }
            (Purpose::FilterValue(field), Picked::Text(text)) => self.filter_by(field, &text, here, out),
            (Purpose::Columns, Picked::Texts(names)) if !names.is_empty() => {
                self.query.columns = names.iter().filter_map(|name| column(self.kind(), name)).collect();
                self.ask_window(here, out);
            }
            (Purpose::View, Picked::Text(name)) => self.take_view(&name, here, out),
            (Purpose::View, Picked::Dropped(name)) => {
                out.ask(Effect::DropView { kind: self.kind(), name });
                out.ask(Effect::Views(self.kind()));
            }
            (Purpose::ViewName, Picked::Text(name)) if !name.trim().is_empty() => {
                let view = View { name: name.trim().to_owned(), query: self.query.to_string() };
                out.ask(Effect::KeepView { kind: self.kind(), view });
                out.ask(Effect::Views(self.kind()));
            }
            (Purpose::BulkField, Picked::Text(name)) => self.ask_bulk_value(&name, here, out),
            (Purpose::BulkValue(field), picked) => self.bulk_value(field, picked, here, out),
            _ => {}
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let searching = self.search.is_some() || !self.query.search.is_empty();
        let search = if searching { self.draw_search(buffer, area, here) } else { None };
        let table = self.draw_table(buffer, self.table_area(area, here), here);
        let rest = if searching { below(area, 1) } else { area };
        // The preview follows when the cursor rests; until then it says itself whose it is.
        if let (Some(place), Some(page)) = (self.preview_area(rest, here), &self.preview) {
            summary(buffer, place, page, here);
        }
        search.or(table)
    }

    fn wants_rest(&self, here: &Here) -> bool {
        let there = self.current().is_some_and(|record| record.id == self.selected);
        there && self.asked_preview != self.selected && self.preview_area(body(here), here).is_some()
    }

    fn rested(&mut self, here: &Here, out: &mut Out<'_>) {
        if self.wants_rest(here) {
            self.asked_preview = self.selected;
            self.page_seq = out.ask(Effect::Page { kind: self.kind(), id: self.selected });
        }
    }

    fn typing(&self) -> bool {
        self.search.is_some()
    }
}
