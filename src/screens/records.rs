//! The list of any kind of record: a window of rows, search as you type, sort, filter, columns, views, marks, bulk
//! edit, and a preview beside or below. Selection is kept by record, never by row number.

mod many;
mod menus;
mod paint;

use std::collections::{BTreeMap, BTreeSet};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::choose::{Choose, Item};
use super::explain::Explain;
use super::form::Form;
use super::handover::Handover;
use super::page::{Page, summary};
use super::place::Step;
use super::prompt::Prompt;
use super::step::{Stepping, has_steps};
use super::{Cursor, Here, Out, Picked, Purpose, Shown, Turn};
use crate::domain::field::Input;
use crate::domain::kind::Kind;
use crate::domain::query::{Query, Test, Window, column};
use crate::domain::record::{Id, Record};
use crate::domain::say::Say;
use crate::keys::{Command, Context, Key};
use crate::message::{Effect, PageData, Reply};
use crate::store::{BriefOf, Totals, View};
use crate::widgets::cell::{heading, label_key, list as cell};
use crate::widgets::line::Line;
use crate::widgets::paint::below;

/// Rows asked for beyond both edges of the screen, so that moving finds them there.
const MARGIN: usize = 60;
/// On a slow line a list is no wider than this.
const NARROW: u16 = 80;
/// From this width a preview stands beside the list.
const WIDE: u16 = 130;

/// One way a tab shows a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubView {
    /// The message key of its name.
    pub name: &'static str,
    pub query: Query,
    /// Columns of the screen that columns can do with where it is narrow.
    pub least: &'static [(&'static str, u16)],
    /// Computed columns whose sums over the whole list stand beside its name.
    pub sums: &'static [&'static str],
}

impl SubView {
    /// A list under a name.
    #[must_use]
    pub const fn of(name: &'static str, query: Query) -> Self {
        Self { name, query, least: &[], sums: &[] }
    }

    /// The same with columns that may be narrowed.
    #[must_use]
    pub const fn least(mut self, least: &'static [(&'static str, u16)]) -> Self {
        self.least = least;
        self
    }

    /// The same with sums beside its name.
    #[must_use]
    pub const fn sums(mut self, sums: &'static [&'static str]) -> Self {
        self.sums = sums;
        self
    }
}

/// What a sub-view was left with: its query, the cursor and the record under it.
type LeftWith = (Query, Cursor, Id);

/// A list with its state.
#[derive(Debug)]
pub struct Records {
    views: Vec<SubView>,
    open_view: usize,
    left_with: BTreeMap<usize, LeftWith>,
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
    /// Letters of the search were typed that nothing was asked for yet.
    owed: bool,
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
    totals: Option<Totals>,
    totals_seq: u64,
    /// Something changed since the rows were counted.
    stale_total: bool,
    /// Title of what is being put into the bin.
    deleting: Option<String>,
    stepping: Stepping,
}

impl Records {
    /// A tab with its sub-views, the first open.
    #[must_use]
    pub fn of(views: Vec<SubView>) -> Self {
        let query = views[0].query.clone();
        Self {
            views,
            open_view: 0,
            left_with: BTreeMap::new(),
            totals: None,
            totals_seq: 0,
            shown: query.clone(),
            query,
            rows: Vec::new(),
            from: 0,
            total: None,
            cursor: Cursor::default(),
            selected: 0,
            marks: BTreeSet::new(),
            search: None,
            owed: false,
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
            stale_total: true,
            deleting: None,
            stepping: Stepping::default(),
        }
    }

    /// One list under a name.
    #[must_use]
    pub fn one(name: &'static str, query: Query) -> Self {
        Self::of(vec![SubView::of(name, query)])
    }

    /// What the list is called.
    #[must_use]
    pub fn name(&self, here: &Here) -> String {
        here.text(self.view().name)
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
        let area = below(area, self.ageing_rows());
        match self.preview_area(area, here) {
            Some(preview) if preview.x > area.x => Rect { width: (preview.x - area.x).saturating_sub(2), ..area },
            Some(preview) => Rect { height: preview.y.saturating_sub(area.y + 1), ..area },
            None if here.theme.lean => Rect { width: area.width.min(NARROW), ..area },
            None => area,
        }
    }

    /// Where the preview stands: beside when wide, below when the list is short, else nowhere.
    fn preview_area(&self, area: Rect, here: &Here) -> Option<Rect> {
        if self.total == Some(0) {
            return None;
        }
        if here.width >= WIDE && !here.theme.lean {
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
        self.ask_totals(out);
    }

    fn view(&self) -> &SubView {
        &self.views[self.open_view]
    }

    fn ask_totals(&mut self, out: &mut Out<'_>) {
        let sums = self.views[self.open_view].sums;
        if !sums.is_empty() {
            self.totals_seq = out.ask(Effect::Totals { query: self.query.clone(), sums });
        }
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

    fn listed(&mut self, rows: crate::store::Rows, here: &Here, out: &mut Out<'_>) {
        self.loading = false;
        self.shown = self.query.clone();
        self.from = rows.from;
        self.rows = rows.records;
        let counted = rows.total.is_some();
        if counted {
            self.total = rows.total;
        }
        // What is known with the rows is not counted again beside the screen.
        if !counted && (self.total.is_none() || self.stale_total) {
            out.ask(Effect::Count(self.query.clone()));
        }
        self.stale_total = false;
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

    /// Asks for the rows around the selected record.
    fn ask_around(&mut self, here: &Here, out: &mut Out<'_>) {
        let limit = self.shown_rows(here) + 2 * MARGIN;
        self.around_seq = out.ask(Effect::ListAround { query: self.query.clone(), id: self.selected, limit });
    }

    fn open(&mut self, out: &mut Out<'_>) {
        if let Some(record) = self.current() {
            out.open(Page::new(record.kind, record.id, record.title("")));
        }
    }

    fn step(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        let (count, shown) = (self.count(), self.shown_rows(here));
        if self.cursor.command(command, count, shown) {
            self.ask_more(here, out);
            self.settle();
        }
    }

    fn switch(&mut self, step: isize, here: &Here, out: &mut Out<'_>) {
        let count = self.views.len();
        if count > 1 {
            let left = (self.query.clone(), self.cursor, self.selected);
            self.left_with.insert(self.open_view, left);
            self.open_view = (self.open_view + count).saturating_add_signed(step) % count;
            let plain = (self.view().query.clone(), Cursor::default(), 0);
            let (query, cursor, selected) = self.left_with.remove(&self.open_view).unwrap_or(plain);
            (self.query, self.totals) = (query, None);
            self.rows.clear();
            self.marks.clear();
            self.preview = None;
            self.from = 0;
            self.start_over(here, out);
            if selected != 0 {
                (self.cursor, self.selected) = (cursor, selected);
                self.ask_around(here, out);
            }
            out.ask(Effect::Views(self.kind()));
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
        out.open(Form::new(record));
    }

    fn explain(&self, out: &mut Out<'_>) {
        let screen = match (self.kind(), self.current()) {
            (Kind::Partner, Some(record)) => Explain::of(&format!("donor:{}", record.id), None),
            (Kind::Contribution, Some(record)) => Explain::of(&format!("contribution:{}", record.id), None),
            (Kind::FocalPoint, _) => Explain::of("focal-points", None),
            _ => return out.say(Say::new("explain-nothing-here")),
        };
        out.open(screen);
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
                self.owed = false;
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
                    self.owed = here.theme.lean;
                    if !self.owed {
                        self.start_over(here, out);
                    }
                }
            }
        }
    }
}

/// Choices as items in the reader's words.
fn words_items(here: &Here, words: &[&str]) -> Vec<Item> {
    // The word of files and the command line stands beside it and is found too.
    let item = |word: &&str| {
        let label = here.text(&format!("choice-{word}"));
        let note = if label == *word { "" } else { *word };
        Item::text(label, note, *word)
    };
    words.iter().map(item).collect()
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
        parts.extend(self.sums_text(here));
        if self.query.mine {
            parts.push(here.text("list-mine"));
        }
        for clause in &self.query.clauses {
            if !self.views[self.open_view].query.clauses.contains(clause) {
                let label = here.text(&label_key(self.kind(), clause.field));
                parts.push(format!("{label} {} {}", clause.test.sign(), clause.value));
            }
        }
        let sums = self.totals.is_some() && here.width < 100;
        if let Some(key) = self.query.sort.first().filter(|_| !sums) {
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
        self.stale_total = true;
        self.asked_preview = 0;
        if self.selected != 0 {
            self.ask_around(here, out);
        } else {
            self.ask_window(here, out);
        }
        self.ask_totals(out);
        out.ask(Effect::Views(self.kind()));
    }

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        match command {
            Command::Open => self.open(out),
            Command::Search => self.search = Some(Line::of(&self.query.search)),
            Command::New => self.new_record(out),
            Command::Edit => {
                if let Some(record) = self.current() {
                    out.open(Form::new(record.clone()));
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
            Command::Step => {
                if let Some(record) = self.current().cloned() {
                    self.stepping.begin(&record, here, out);
                }
            }
            Command::HandOver if self.kind() == Kind::FocalPoint => {
                if let Some(point) = self.current() {
                    Handover::ask_receiver(point.id, &point.title(here.locale.code()), out);
                }
            }
            Command::HandOver => out.say(Say::new("handover-not-here")),
            Command::Explain => self.explain(out),
            Command::Duplicates => self.duplicates(out),
            Command::Export => out.open(Self::export_menu(here)),
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
            Reply::Listed(rows) if seq == self.list_seq => self.listed(rows, here, out),
            Reply::ListedAround { rows, at } if seq == self.around_seq => {
                if let Some(at) = at {
                    self.cursor.at = at;
                }
                self.listed(rows, here, out);
            }
            Reply::Stopped if seq == self.list_seq || seq == self.around_seq => self.stopped(here, out),
            Reply::Totals(totals) if seq == self.totals_seq => {
                self.totals = Some(totals);
                let shown = self.shown_rows(here);
                self.cursor.keep(self.count(), shown);
            }
            Reply::Counted(total) => {
                self.total = Some(total);
                let shown = self.shown_rows(here);
                self.cursor.keep(total, shown);
            }
            Reply::ExportedToCopy(text) => {
                out.ask(Effect::Copy(text));
            }
            Reply::Ids(ids) if seq == self.ids_seq => self.marks = ids.iter().copied().collect(),
            Reply::Page(page) if seq == self.page_seq => self.preview = Some(*page),
            Reply::LoadedMany(records) if seq == self.bulk_seq => self.bulk_loaded(&records, here, out),
            Reply::Views(views) => self.saved_views = views,
            Reply::Saved(saved) => match self.stepping.said(seq, &saved) {
                Some(say) => out.say(say),
                None => self.saved(&saved, here, out),
            },
            _ => {}
        }
    }

    fn chosen(&mut self, purpose: Purpose, picked: Picked, here: &Here, out: &mut Out<'_>) {
        if self.stepping.chosen(&purpose, &picked, here, out) {
            return;
        }
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
            (Purpose::Receiver, Picked::Record(_, to, _)) => out.open(Handover::new(self.selected, to)),
            (Purpose::ExportFormat, Picked::Text(word)) => self.export_as(&word, here, out),
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

    fn offers(&self, command: Command, _here: &Here) -> bool {
        match command {
            Command::HandOver => self.kind() == Kind::FocalPoint,
            Command::Step => has_steps(self.kind()),
            _ => true,
        }
    }

    fn brief_of(&self) -> Option<BriefOf> {
        self.current().and_then(BriefOf::of)
    }

    fn lists(&self) -> Option<Kind> {
        Some(self.kind())
    }

    fn step(&self) -> Option<Step> {
        let kind = self.kind().name().to_owned();
        Some(Step::List { kind, view: self.open_view, query: self.query.to_string(), record: self.selected })
    }

    fn stand(&mut self, step: &Step) {
        let Step::List { kind, view, query, record } = step else { return };
        let there = self.views.get(*view).filter(|view| view.query.kind.name() == kind);
        if let Some(Ok(query)) = there.map(|view| Query::read(view.query.kind, query)) {
            (self.open_view, self.query, self.selected) = (*view, query, *record);
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let searching = self.search.is_some() || !self.query.search.is_empty();
        let search = if searching { self.draw_search(buffer, area, here) } else { None };
        let table = self.draw_table(buffer, self.table_area(area, here), here);
        let rest = if searching { below(area, 1) } else { area };
        self.draw_ageing(buffer, rest, here);
        let rest = below(rest, self.ageing_rows());
        // The preview follows when the cursor rests; until then it says itself whose it is.
        if let (Some(place), Some(page)) = (self.preview_area(rest, here), &self.preview) {
            summary(buffer, place, page, here);
        }
        search.or(table)
    }

    fn owes(&self) -> bool {
        self.owed
    }

    fn wants_rest(&self, here: &Here) -> bool {
        if self.owed {
            return true;
        }
        let there = self.current().is_some_and(|record| record.id == self.selected);
        there && self.asked_preview != self.selected && self.preview_area(body(here), here).is_some()
    }

    fn rested(&mut self, here: &Here, out: &mut Out<'_>) {
        if std::mem::take(&mut self.owed) {
            self.start_over(here, out);
        } else if self.wants_rest(here) {
            self.asked_preview = self.selected;
            self.page_seq = out.ask(Effect::Page { kind: self.kind(), id: self.selected });
        }
    }

    fn typing(&self) -> bool {
        self.search.is_some()
    }
}
