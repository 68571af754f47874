//! The page of one record: what it is, money by year where it gives, what belongs to it, its history. Every line that
//! stands for a record opens it.

mod agreement;
mod relations;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::choose::{Choose, Item};
use super::duplicates::Duplicates;
use super::explain::Explain;
use super::form::Form;
use super::handover::Handover;
use super::place::Step;
use super::schedule::Schedule;
use super::step::{Stepping, has_steps};
use super::{Cursor, Here, Out, Picked, Purpose, Shown, Turn};
use crate::domain::change::{Action, Change, Op, Origin, Saved};
use crate::domain::clean::{pad_left, pad_right, width};
use crate::domain::field::{Field, Input};
use crate::domain::kind::{Kind, Shows, related};
use crate::domain::record::{Id, Record};
use crate::domain::say::Say;
use crate::keys::{Command, Context};
use crate::message::{Effect, PageData, Related, Reply};
use crate::store::{Body, BriefOf, RecordChange, StateMoney, YearMoney};
use crate::widgets::cell::{
    extra_text, field as shown_field, heading, kind_key, label_key, list as cell, measured, text as shown_text,
};
use crate::widgets::paint::{bar, put, wrap};
use crate::widgets::table::{Column, fit, squeeze};

/// What opening a line leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Target {
    Record(Kind, Id),
    Figure(String, Option<i16>),
}

/// How a line is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Plain,
    Heading,
    Quiet,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    text: String,
    look: Look,
    target: Option<Target>,
}

/// The page of one record.
#[derive(Debug)]
pub struct Page {
    kind: Kind,
    id: Id,
    title: String,
    data: Option<PageData>,
    cursor: Cursor,
    seq: u64,
    saving: u64,
    /// The save of a series of tasks, and what it is called.
    saving_plan: u64,
    plan_title: String,
    stepping: Stepping,
}

impl Page {
    /// The page of a record; `title` stands until it is loaded.
    #[must_use]
    pub fn new(kind: Kind, id: Id, title: String) -> Self {
        Self {
            kind,
            id,
            title,
            data: None,
            cursor: Cursor::default(),
            seq: 0,
            saving: 0,
            saving_plan: 0,
            plan_title: String::new(),
            stepping: Stepping::default(),
        }
    }

    fn record(&self) -> Option<&Record> {
        self.data.as_ref()?.record.as_ref()
    }

    fn lines(&self, here: &Here) -> Vec<Line> {
        self.data.as_ref().map_or_else(Vec::new, |data| Sheet::new(here, here.width.saturating_sub(2)).page(data))
    }

    fn height(here: &Here) -> usize {
        usize::from(here.height.saturating_sub(4))
    }

    fn open(&self, here: &Here, out: &mut Out<'_>) {
        match self.lines(here).get(self.cursor.at).and_then(|line| line.target.clone()) {
            Some(Target::Record(kind, id)) => out.open(Self::new(kind, id, String::new())),
            Some(Target::Figure(name, year)) => out.open(Explain::of(&name, year)),
            None => self.edit(out),
        }
    }

    /// The report or action the cursor stands on.
    fn duty(&self, here: &Here) -> Option<&Record> {
        let target = self.lines(here).into_iter().nth(self.cursor.at)?.target;
        let Some(Target::Record(kind @ (Kind::Report | Kind::FollowUp), id)) = target else { return None };
        let related = self.data.as_ref()?.related.iter().filter(|related| related.kind == kind);
        related.flat_map(|related| &related.rows).find(|row| row.id == id)
    }

    fn edit(&self, out: &mut Out<'_>) {
        if let Some(record) = self.record() {
            out.open(Form::new(record.clone()));
        }
    }

    fn section(&mut self, forward: bool, here: &Here) {
        let lines = self.lines(here);
        let heads = lines.iter().enumerate().filter(|(_, line)| line.look == Look::Heading).map(|(at, _)| at);
        let next = if forward {
            heads.into_iter().find(|at| *at > self.cursor.at)
        } else {
            heads.into_iter().take_while(|at| *at < self.cursor.at).last()
        };
        if let Some(at) = next {
            self.cursor.at = at;
            self.cursor.top = at;
            self.cursor.keep(lines.len(), Self::height(here));
        }
    }

    fn delete(&mut self, here: &Here, out: &mut Out<'_>) {
        let Some(record) = self.record() else { return };
        let op = if record.deleted { Op::Restore } else { Op::Delete };
        let change = Change { kind: self.kind, id: self.id, version: record.version, op };
        let action = Action { origin: Origin::Form, title: record.title(here.locale.code()), changes: vec![change] };
        self.saving = out.ask(Effect::Save { action, draft: 0 });
    }

    fn new_related(&self, here: &Here, out: &mut Out<'_>) {
        if self.kind == Kind::Dialogue {
            return self.new_action(out);
        }
        let items: Vec<Item> = related(self.kind)
            .iter()
            .map(|(kind, _)| Item::text(here.text(&kind_key(*kind).replace("kind-", "one-")), "", kind.name()))
            .collect();
        let mut items = items;
        if self.kind == Kind::Partner {
            let label = here.text(&kind_key(Kind::EngagementPlan).replace("kind-", "one-"));
            items.push(Item::text(label, "", Kind::EngagementPlan.name()));
        }
        if items.is_empty() {
            out.say(Say::new("page-nothing-new"));
        } else {
            out.open(Choose::of(Say::new("page-new-title").with("title", &self.title), Purpose::NewKind, items));
        }
    }

    /// An action of a dialogue, with its partner where there is one alone.
    fn new_action(&self, out: &mut Out<'_>) {
        let Some(talk) = self.record() else { return };
        let mut record = Record::new(Kind::FollowUp).with("dialogue", self.id.to_string()).with("status", "pending");
        record.put_label("dialogue", self.title.clone());
        let partners: Vec<Id> = talk.references("partners").collect();
        if let [partner] = partners[..] {
            record.put("partner", partner.to_string());
            record.put_label("partner", talk.label("partners"));
        }
        out.open(Form::new(record));
    }

    /// A new record that belongs to this one.
    fn begin_new(&self, name: &str, out: &mut Out<'_>) {
        let Some((kind, field)) = related(self.kind).iter().find(|(kind, _)| kind.name() == name) else { return };
        let mut record = Record::new(*kind);
        record.put(field, self.id.to_string());
        record.put_label(field, self.title.clone());
        // Money under an agreement is in its currency, from its donor, until something else is typed.
        for same in ["currency", "partner"] {
            if let Some(above) =
                self.record().filter(|above| self.kind == Kind::Agreement && !above.get(same).is_empty())
                && kind.field(same).is_some()
            {
                record.put(same, above.get(same));
                record.put_label(same, above.label(same));
            }
        }
        out.open(Form::new(record));
    }

    fn as_text(&self, here: &Here) -> String {
        let lines: Vec<String> = self.lines(here).into_iter().map(|line| line.text.trim_end().to_owned()).collect();
        format!("{}\n\n{}\n", self.title, lines.join("\n"))
    }
}

impl Shown for Page {
    fn context(&self) -> Context {
        Context::Page
    }

    fn title(&self, here: &Here) -> String {
        let donor = self.record().is_some_and(|record| record.get("donor") == "yes");
        let kind =
            if donor { here.text("page-donor") } else { here.text(&kind_key(self.kind).replace("kind-", "one-")) };
        let bin = self.record().is_some_and(|record| record.deleted);
        let ending = if bin { format!(" · {}", here.text("page-in-bin")) } else { String::new() };
        format!("{kind} · {}{ending}", self.title)
    }

    fn refresh(&mut self, _here: &Here, out: &mut Out<'_>) {
        self.seq = out.ask(Effect::Page { kind: self.kind, id: self.id });
    }

    fn step(&self) -> Option<Step> {
        Some(Step::Page { kind: self.kind.name().to_owned(), record: self.id, line: self.cursor.at })
    }

    fn stand(&mut self, step: &Step) {
        if let Step::Page { line, .. } = step {
            self.cursor.at = *line;
        }
    }

    fn on_record(&self) -> Option<(Kind, Id, bool)> {
        Some((self.kind, self.id, false))
    }

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        match command {
            Command::Open => self.open(here, out),
            Command::Edit => self.edit(out),
            Command::Delete => self.delete(here, out),
            Command::New => self.new_related(here, out),
            Command::HandOver if self.kind == Kind::FocalPoint => {
                Handover::ask_receiver(self.id, &self.title, out);
            }
            Command::HandOver => out.say(Say::new("handover-not-here")),
            Command::Step => {
                if let Some(record) = self.duty(here).or_else(|| self.record()).cloned() {
                    self.stepping.begin(&record, here, out);
                }
            }
            Command::PlanReports if self.kind == Kind::Agreement => out.open(Schedule::of(self.id)),
            Command::PlanReports => out.say(Say::new("schedule-not-here")),
            Command::Mark => match self.duty(here).filter(|record| record.kind == Kind::FollowUp).cloned() {
                Some(record) => self.stepping.turn(&record, here, out),
                None => out.say(Say::new("step-mark-not-here")),
            },
            Command::NextSection => self.section(true, here),
            Command::PreviousSection => self.section(false, here),
            Command::Explain => match self.lines(here).get(self.cursor.at).and_then(|line| line.target.clone()) {
                Some(Target::Figure(name, year)) => out.open(Explain::of(&name, year)),
                _ if self.kind == Kind::Partner => out.open(Explain::of(&format!("donor:{}", self.id), None)),
                _ => out.say(Say::new("explain-nothing-here")),
            },
            Command::Duplicates => out.open(Duplicates::of(self.kind, self.id, self.title.clone())),
            Command::Copy => {
                out.ask(Effect::Copy(self.as_text(here)));
            }
            Command::Export => {
                out.ask(Effect::ExportText { name: self.title.clone(), text: self.as_text(here) });
            }
            Command::Back => out.turn(Turn::Close),
            moving => {
                let count = self.lines(here).len();
                self.cursor.command(moving, count, Self::height(here));
            }
        }
    }

    fn reply(&mut self, seq: u64, reply: Reply, here: &Here, out: &mut Out<'_>) {
        match reply {
            Reply::Page(data) if seq == self.seq => {
                if let Some(record) = &data.record {
                    self.title = record.title(here.locale.code());
                }
                self.data = Some(*data);
                let count = self.lines(here).len();
                self.cursor.keep(count, Self::height(here));
            }
            Reply::Saved(saved) if let Some(say) = self.stepping.said(seq, &saved) => out.say(say),
            Reply::Saved(Saved::Done { ids, .. }) if seq == self.saving_plan => {
                out.say(Say::new("said-engaged").with("title", &self.plan_title).with("count", ids.len()));
            }
            Reply::Failed(say) if seq == self.saving_plan => out.say(say),
            Reply::Saved(Saved::Done { .. }) if seq == self.saving => {
                let deleted = self.record().is_some_and(|record| record.deleted);
                let money = self.kind == Kind::Partner && self.data.as_ref().is_some_and(|data| !data.years.is_empty());
                let key = match (deleted, money) {
                    (true, _) => "said-restored",
                    (false, true) => "said-deleted-money-stays",
                    (false, false) => "said-deleted",
                };
                out.say(Say::new(key).with("title", &self.title).with("count", 1));
                if !deleted {
                    out.turn(Turn::Close);
                }
            }
            Reply::Saved(Saved::Rejected(problems)) => super::choose::refused(problems, here, out),
            _ => {}
        }
    }

    fn chosen(&mut self, purpose: Purpose, picked: Picked, here: &Here, out: &mut Out<'_>) {
        if self.stepping.chosen(&purpose, &picked, here, out) {
            return;
        }
        match (purpose, picked) {
            (Purpose::NewKind, Picked::Text(name)) if name == Kind::EngagementPlan.name() => {
                let title = Say::new("page-choose-plan").with("title", &self.title);
                out.open(Choose::records(title, Purpose::EngagementPlan, Kind::EngagementPlan));
            }
            (Purpose::NewKind, Picked::Text(name)) => self.begin_new(&name, out),
            (Purpose::EngagementPlan, Picked::Record(_, plan, title)) => {
                (self.saving_plan, self.plan_title) = (out.ask(Effect::Engage { plan, partner: self.id }), title);
            }
            (Purpose::Receiver, Picked::Record(_, to, _)) => out.open(Handover::new(self.id, to)),
            _ => {}
        }
    }

    fn offers(&self, command: Command, here: &Here) -> bool {
        match command {
            Command::HandOver => self.kind == Kind::FocalPoint,
            Command::PlanReports => self.kind == Kind::Agreement,
            Command::Step => has_steps(self.kind) || self.duty(here).is_some(),
            Command::Mark => self.duty(here).is_some_and(|record| record.kind == Kind::FollowUp),
            Command::Duplicates => self.kind == Kind::Partner,
            _ => true,
        }
    }

    fn brief_of(&self) -> Option<BriefOf> {
        self.record().and_then(BriefOf::of)
    }

    fn dialogue(&self) -> Option<Id> {
        (self.kind == Kind::Dialogue).then_some(self.id)
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let lines = self.lines(here);
        let shown = usize::from(area.height);
        for (row, (at, line)) in lines.iter().enumerate().skip(self.cursor.top).take(shown).enumerate() {
            let y = area.y + u16::try_from(row).unwrap_or(0);
            if at == self.cursor.at {
                put(buffer, area.x, y, here.theme.pointer(), 1, here.theme.accent());
            }
            paint(buffer, area.x + 2, y, area.width.saturating_sub(2), line, here);
        }
        let row = u16::try_from(self.cursor.at.saturating_sub(self.cursor.top)).unwrap_or(0);
        (!lines.is_empty()).then_some((area.x, area.y + row))
    }
}

fn paint(buffer: &mut Buffer, x: u16, y: u16, room: u16, line: &Line, here: &Here) {
    let style = match line.look {
        Look::Plain => Style::new(),
        Look::Heading => here.theme.heading(),
        Look::Quiet => here.theme.quiet(),
    };
    put(buffer, x, y, &line.text, room, style);
}

/// Draws the beginning of a page into a corner: the preview of lists.
pub fn summary(buffer: &mut Buffer, area: Rect, data: &PageData, here: &Here) {
    let Some(record) = &data.record else { return };
    put(buffer, area.x, area.y, &record.title(here.locale.code()), area.width, here.theme.accent());
    let lines = Sheet::new(here, area.width).page(data);
    for (y, line) in (area.y + 1..area.bottom()).zip(&lines) {
        paint(buffer, area.x, y, area.width, line, here);
    }
}

/// Builds the lines of a page for a width.
struct Sheet<'a> {
    here: &'a Here,
    room: usize,
    lines: Vec<Line>,
}

impl<'a> Sheet<'a> {
    fn new(here: &'a Here, room: u16) -> Self {
        Self { here, room: usize::from(room), lines: Vec::new() }
    }

    fn push(&mut self, text: String, look: Look, target: Option<Target>) {
        self.lines.push(Line { text, look, target });
    }

    fn heading(&mut self, text: &str) {
        if !self.lines.is_empty() {
            self.push(String::new(), Look::Plain, None);
        }
        self.push(text.to_owned(), Look::Heading, None);
    }

    fn page(mut self, data: &PageData) -> Vec<Line> {
        let Some(record) = &data.record else {
            self.push(self.here.text("page-gone"), Look::Quiet, None);
            return self.lines;
        };
        if record.kind == Kind::Partner {
            self.partner_head(record, data);
            self.relations(&data.relations);
            self.standings(data);
            self.years(record, &data.years);
            self.bodies(record, &data.bodies);
        } else if record.kind == Kind::Agreement {
            self.agreement(record, data);
        } else if record.kind == Kind::Flagship {
            self.donors(record, data);
        } else {
            self.fields(record, &[]);
        }
        for related in &data.related {
            match (record.kind, related.kind) {
                (Kind::Agreement, Kind::Amendment) => self.amendments(related),
                _ => self.related(record, related, data),
            }
        }
        match record.kind {
            Kind::Partner => self.profile(record, &["name", "stage"]),
            Kind::Agreement => self.profile(record, agreement::IN_THE_HEAD),
            Kind::Flagship => self.profile(record, &[]),
            _ => {}
        }
        self.history(&data.history);
        self.lines
    }

    /// What is looked for first: who looks after the donor, where the relation stands, its status of the year.
    fn partner_head(&mut self, record: &Record, data: &PageData) {
        let locale = &self.here.locale;
        let place: Vec<String> = ["code", "category", "country", "region"]
            .iter()
            .map(|name| shown_field(locale, record, name))
            .filter(|text| !text.is_empty())
            .collect();
        self.push(place.join(" · "), Look::Quiet, None);
        let lead = match &data.lead {
            Some((name, since)) => {
                let since = crate::domain::day::Day::parse_iso(since)
                    .map_or_else(|| since.clone(), |day| crate::widgets::cell::day(locale, day));
                locale.with("page-lead", &[("name", name), ("since", &since)])
            }
            None => self.here.text("page-no-lead"),
        };
        self.push(lead, Look::Plain, None);
        let mut parts = Vec::new();
        if !data.status.is_empty() {
            let status = self.here.text(&format!("choice-{}", data.status));
            parts.push(
                locale.with("page-status", &[("year", &self.here.asker.year().to_string()), ("status", &status)]),
            );
        }
        if !record.get("stage").is_empty() {
            parts.push(format!("{} {}", self.here.text("field-partner-stage"), shown_field(locale, record, "stage")));
        }
        if !parts.is_empty() {
            self.push(parts.join("   "), Look::Plain, None);
        }
    }

    /// Money by year: core, earmarked, total, and a bar against the largest year.
    fn years(&mut self, record: &Record, years: &[YearMoney]) {
        if years.is_empty() {
            return;
        }
        let locale = &self.here.locale;
        let titles = [self.here.text("page-core"), self.here.text("page-earmarked"), self.here.text("page-total")];
        let column = years
            .iter()
            .flat_map(|year| [year.core, year.earmarked, year.core + year.earmarked])
            .map(|cents| width(&locale.whole(cents, 2)))
            .chain(titles.iter().map(|title| width(title)))
            .max()
            .unwrap_or(12);
        let head: Vec<String> = titles.iter().map(|title| pad_left(title, column)).collect();
        self.heading(&format!("{}  {}", pad_right("USD", 4), head.join("  ")));
        let largest = years.iter().map(|year| year.core + year.earmarked).max().unwrap_or(0);
        let room = self.room.saturating_sub(4 + 3 * (column + 2) + 2).min(24);
        for year in years {
            let total = year.core + year.earmarked;
            let shown = |cents: i64| {
                pad_left(&if cents == 0 { self.here.theme.empty().to_owned() } else { locale.whole(cents, 2) }, column)
            };
            let (full, empty) = self.here.theme.bar();
            let chart = bar(total, largest, room, self.here.theme)
                .trim_end_matches(empty)
                .trim_end_matches(|c| c != full)
                .to_owned();
            let text =
                format!("{}  {}  {}  {}  {chart}", year.year, shown(year.core), shown(year.earmarked), shown(total));
            self.push(text, Look::Plain, Some(Target::Figure(format!("donor:{}", record.id), Some(year.year))));
        }
    }

    /// What the donor and the bodies under it gave together: the sum, then each.
    fn bodies(&mut self, record: &Record, bodies: &[Body]) {
        if bodies.is_empty() {
            return;
        }
        let locale = &self.here.locale;
        let sum = bodies.iter().filter_map(|(.., usd)| *usd).reduce(i64::saturating_add);
        let shown =
            |usd: Option<i64>| usd.map_or_else(|| self.here.theme.empty().to_owned(), |usd| locale.whole(usd, 2));
        let count = (bodies.len() - 1).to_string();
        let head = locale.with("page-bodies", &[("count", &count), ("amount", &shown(sum))]);
        let room = bodies.iter().map(|(_, name, _)| width(name)).max().unwrap_or(0).min(40);
        let line = |(id, name, usd): &Body| {
            let name = pad_right(&crate::domain::clean::cut(name, room), room);
            (format!("  {name}  {}", pad_left(&shown(*usd), 14)), Target::Figure(format!("donor:{id}"), None))
        };
        let lines: Vec<(String, Target)> = bodies.iter().map(line).collect();
        self.push(head, Look::Plain, Some(Target::Figure(format!("donor-with-bodies:{}", record.id), None)));
        for (text, target) in lines {
            self.push(text, Look::Plain, Some(target));
        }
    }

    /// What a programme came to, and who signed for it or gave to it.
    fn donors(&mut self, record: &Record, data: &PageData) {
        let locale = &self.here.locale;
        let mut texts = Vec::new();
        for (name, text) in data.computed.iter().filter(|(name, _)| *name != "share") {
            let shows = record.kind.extra(name).map_or(Shows::Text, |extra| extra.shows);
            let shown = extra_text(locale, shows, text);
            let shown = if shown.is_empty() { self.here.theme.empty().to_owned() } else { shown };
            texts.push(format!("{} {shown}", heading(locale, record.kind, name, self.here.asker.year())));
        }
        let raised = Target::Figure(format!("flagship-raised:{}", record.get("code")), None);
        self.flow(texts, Some(&raised));
        self.heading(&format!("{} · {}", self.here.text("list-donors"), data.donors.len()));
        let room = data.donors.iter().map(|(_, name, _)| width(name)).max().unwrap_or(0).min(40);
        for (id, name, cents) in &data.donors {
            let name = pad_right(&crate::domain::clean::cut(name, room), room);
            let line = format!("{name}  {}", pad_left(&self.here.locale.whole(*cents, 2), 14));
            self.push(line, Look::Plain, Some(Target::Record(Kind::Partner, *id)));
        }
        if data.donors.is_empty() {
            self.push(self.here.text("page-none"), Look::Quiet, None);
        }
    }

    /// A donor's money by state, side by side and never added.
    fn standings(&mut self, data: &PageData) {
        let locale = &self.here.locale;
        let said = |standing: &StateMoney| {
            let count = locale.integer(i64::try_from(standing.records).unwrap_or(0));
            let amount = standing.usd.map_or_else(|| self.here.theme.empty().to_owned(), |usd| locale.whole(usd, 2));
            let mark = if standing.state == "overdue" { "! " } else { "" };
            format!(
                "{mark}{}",
                locale.with(&format!("standing-{}", standing.state), &[("count", &count), ("amount", &amount)])
            )
        };
        let parts: Vec<String> = data.standings.iter().map(said).collect();
        self.flow(parts, None);
    }

    /// Parts on as few lines as they take, none broken.
    fn flow(&mut self, parts: Vec<String>, target: Option<&Target>) {
        let mut line = String::new();
        for part in parts {
            if !line.is_empty() && width(&line) + 3 + width(&part) > self.room {
                self.push(std::mem::take(&mut line), Look::Plain, target.cloned());
            }
            let between = if line.is_empty() { "" } else { " · " };
            line = format!("{line}{between}{part}");
        }
        if !line.is_empty() {
            self.push(line, Look::Plain, target.cloned());
        }
    }

    /// What is kept of a record besides what its page begins with.
    fn profile(&mut self, record: &Record, besides: &[&str]) {
        self.heading(&self.here.text("page-profile"));
        self.fields(record, besides);
    }

    /// Every field that is not empty, label and value.
    fn fields(&mut self, record: &Record, besides: &[&str]) {
        let labels: Vec<(String, String, Option<Target>)> = record
            .pairs()
            .filter(|(field, text)| !text.is_empty() && !besides.contains(&field.name))
            .map(|(field, text)| {
                let target = match field.input {
                    Input::Ref(kind) => text.parse().ok().map(|id| Target::Record(kind, id)),
                    _ => None,
                };
                let value = own_text(self.here, record, field, text);
                (self.here.text(&label_key(record.kind, field.name)), value, target)
            })
            .collect();
        let column = labels.iter().map(|(label, ..)| width(label)).max().unwrap_or(0).min(24);
        for (label, value, target) in labels {
            let mut label = pad_right(&label, column);
            for line in wrap(&value, self.room.saturating_sub(column + 2)) {
                self.push(format!("{label}  {line}"), Look::Plain, target.clone());
                label = " ".repeat(column);
            }
        }
    }

    fn related(&mut self, record: &Record, related: &Related, data: &PageData) {
        // Engagements of a category stand under their strategies.
        if record.kind == Kind::Category && related.kind == Kind::Engagement {
            return;
        }
        let kind = self.here.text(&kind_key(related.kind));
        let count = self.here.locale.integer(i64::try_from(related.total).unwrap_or(0));
        let title = format!("{kind} · {count}");
        if related.rows.is_empty() {
            self.heading(&title);
            self.push(self.here.text("page-none"), Look::Quiet, None);
            return;
        }
        let columns: Vec<&'static str> =
            related.columns.iter().copied().filter(|name| *name != related.field).collect();
        let mut measured: Vec<Column> = columns
            .iter()
            .map(|name| {
                let (width, right) = measured(&self.here.locale, related.kind, name);
                Column { heading: heading(&self.here.locale, related.kind, name, self.here.asker.year()), width, right }
            })
            .collect();
        let room = u16::try_from(self.room).unwrap_or(80);
        if matches!(
            related.kind,
            Kind::Pledge | Kind::Agreement | Kind::Instalment | Kind::Report | Kind::FollowUp | Kind::Dialogue
        ) {
            // A title may be cut, so that its money is seen.
            let least: Vec<u16> =
                measured.iter().map(|one| if one.right { one.width } else { one.width.min(14) }).collect();
            squeeze(&mut measured, &least, room);
        }
        let widths = fit(&measured, room);
        self.headings(&title, &measured, &widths);
        for row in &related.rows {
            let cells: Vec<String> = columns
                .iter()
                .zip(&widths)
                .zip(&measured)
                .map(|((name, room), column)| {
                    let text = cell(&self.here.locale, self.here.theme, row, &related.columns, name);
                    let text = crate::domain::clean::cut(&text, usize::from(*room)).into_owned();
                    if column.right {
                        pad_left(&text, usize::from(*room))
                    } else {
                        pad_right(&text, usize::from(*room))
                    }
                })
                .collect();
            let target = Self::leads_to(row, related);
            self.push(cells.join("  "), Look::Plain, Some(target));
            if record.kind == Kind::Category && related.kind == Kind::Strategy {
                self.engagements_under(row, data);
            }
        }
        if related.total > related.rows.len() {
            let more = (related.total - related.rows.len()).to_string();
            self.push(self.here.locale.with("page-more", &[("count", &more)]), Look::Quiet, None);
        }
    }

    /// The name of a section with the headings of its columns: on one line where the first column has room for the name.
    fn headings(&mut self, title: &str, columns: &[Column], widths: &[u16]) {
        let beside = widths.first().is_some_and(|first| width(title) <= usize::from(*first));
        let mut cells: Vec<String> = widths
            .iter()
            .zip(columns)
            .map(|(room, column)| {
                let text = crate::domain::clean::cut(&column.heading, usize::from(*room)).into_owned();
                if column.right { pad_left(&text, usize::from(*room)) } else { pad_right(&text, usize::from(*room)) }
            })
            .collect();
        if beside {
            cells[0] = pad_right(title, usize::from(widths[0]));
            self.heading(cells.join("  ").trim_end());
        } else {
            self.heading(title);
            self.push(cells.join("  "), Look::Quiet, None);
        }
    }

    /// An assignment leads to the other side of it: a partner's to the focal point, a focal point's to the partner.
    fn leads_to(row: &Record, related: &Related) -> Target {
        if related.kind == Kind::Assignment && related.field == "focal_point" {
            return row
                .reference("partner")
                .map_or(Target::Record(row.kind, row.id), |id| Target::Record(Kind::Partner, id));
        }
        Target::Record(row.kind, row.id)
    }

    fn engagements_under(&mut self, strategy: &Record, data: &PageData) {
        let under =
            data.related.iter().filter(|related| related.kind == Kind::Engagement).flat_map(|related| &related.rows);
        let lines: Vec<Line> = under
            .filter(|engagement| engagement.reference("strategy") == Some(strategy.id))
            .map(|engagement| {
                let locale = &self.here.locale;
                let parts: Vec<String> = ["action", "partner", "owner", "status", "due"]
                    .iter()
                    .map(|name| shown_field(locale, engagement, name))
                    .filter(|text| !text.is_empty())
                    .collect();
                let mark = if engagement.get("status") == "done" { '+' } else { '~' };
                Line {
                    text: format!("    {mark} {}", parts.join(" · ")),
                    look: Look::Plain,
                    target: Some(Target::Record(engagement.kind, engagement.id)),
                }
            })
            .collect();
        self.lines.extend(lines);
    }

    fn history(&mut self, history: &[RecordChange]) {
        self.heading(&self.here.text("page-history"));
        for change in history {
            for text in change_lines(self.here, change) {
                self.push(text, Look::Plain, None);
            }
        }
        if history.is_empty() {
            self.push(self.here.text("page-none"), Look::Quiet, None);
        }
    }
}

/// A field by itself: text whole, a name in its own language.
fn own_text(here: &Here, record: &Record, field: &Field, text: &str) -> String {
    match field.input {
        Input::Lines => text.to_owned(),
        Input::Ref(_) | Input::Refs(_) => record.shown(field.name).to_owned(),
        input => shown_text(&here.locale, input, text, record.currency()),
    }
}

/// A change as lines: when, who, what; then each field from and to.
#[must_use]
pub fn change_lines(here: &Here, change: &RecordChange) -> Vec<String> {
    let op = here.text(&format!("op-{}", change.op));
    let origin = here.text(&format!("origin-{}", change.origin.word()));
    let mut lines = vec![format!("{}  {}  {op}  ({origin})", crate::locale::moment(&change.at), change.who)];
    for edit in &change.fields {
        let label = here.text(&label_key(change.kind, edit.field));
        let shown =
            |text: &str| if text.is_empty() { here.theme.empty().to_owned() } else { text.replace('\n', " / ") };
        lines.push(format!("    {label}: {} → {}", shown(&edit.from), shown(&edit.to)));
    }
    lines
}
