//! Tab 0: everything that has no tab of its own, each with a line on what it is; and the settings of the person.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::backups::Backups;
use super::bin::Bin;
use super::choose::{Choose, Item};
use super::duplicates::Duplicates;
use super::history::History;
use super::place::Step;
use super::records::Records;
use super::{Cursor, Here, Out, Picked, Purpose, Shown, Turn};
use crate::domain::kind::Kind;
use crate::domain::query::Query;
use crate::domain::say::Say;
use crate::keys::{Command, Context};
use crate::message::{Effect, Reply};
use crate::widgets::cell::kind_key;
use crate::widgets::paint::put;

/// One line of the tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    List(Kind),
    History,
    Bin,
    Backups,
    Drafts,
    Language,
    Highlight,
    Charts,
    Server,
    Duplicates,
    Import,
    /// Writes what may be published.
    Publish,
}

const ENTRIES: [Entry; 54] = [
    Entry::History,
    Entry::Bin,
    Entry::Drafts,
    Entry::Language,
    Entry::Highlight,
    Entry::Charts,
    Entry::Backups,
    Entry::Duplicates,
    Entry::Import,
    Entry::Publish,
    Entry::List(Kind::Setting),
    Entry::List(Kind::Country),
    Entry::List(Kind::Region),
    Entry::List(Kind::Rate),
    Entry::List(Kind::Currency),
    Entry::List(Kind::Fund),
    Entry::List(Kind::Earmarking),
    Entry::List(Kind::DonorType),
    Entry::List(Kind::Contact),
    Entry::List(Kind::Document),
    Entry::List(Kind::Engagement),
    Entry::List(Kind::Subprogramme),
    Entry::List(Kind::Indicator),
    Entry::List(Kind::Observation),
    Entry::List(Kind::CoreBudget),
    Entry::List(Kind::Plan),
    Entry::List(Kind::PlanTarget),
    Entry::List(Kind::Assignment),
    Entry::List(Kind::Stage),
    Entry::List(Kind::Charge),
    Entry::List(Kind::Amendment),
    Entry::List(Kind::WriteOff),
    Entry::List(Kind::DueDiligence),
    Entry::List(Kind::Handover),
    Entry::List(Kind::EngagementPlan),
    Entry::List(Kind::EngagementStep),
    Entry::List(Kind::ReportRule),
    Entry::List(Kind::Milestone),
    Entry::List(Kind::Commitment),
    Entry::List(Kind::CountryEngagement),
    Entry::List(Kind::Deliverable),
    Entry::List(Kind::BudgetLine),
    Entry::List(Kind::BudgetTotal),
    Entry::List(Kind::FinanceLine),
    Entry::List(Kind::PostLine),
    Entry::List(Kind::Outcome),
    Entry::List(Kind::Topic),
    Entry::List(Kind::ReformFact),
    Entry::List(Kind::RegionFunding),
    Entry::List(Kind::ListCode),
    Entry::List(Kind::Account),
    Entry::List(Kind::AccountKey),
    Entry::List(Kind::RoleRight),
    Entry::Server,
];

/// The tab of the rest.
#[derive(Debug, Default)]
pub struct More {
    cursor: Cursor,
    drafts_seq: u64,
}

impl More {
    fn open(&mut self, here: &Here, out: &mut Out<'_>) {
        match ENTRIES[self.cursor.at] {
            Entry::List(kind) => out.open(Records::one(list_key(kind), Query::all(kind))),
            Entry::Charts => out.open(super::charts::Charts::default()),
            Entry::Server => out.open(super::server::Server::default()),
            Entry::Duplicates => out.open(Duplicates::all(Kind::Partner)),
            Entry::Import => out.open(super::import::Import::of(Kind::Contribution)),
            Entry::Publish => {
                out.ask(Effect::Publish);
            }
            Entry::History => out.open(History::default()),
            Entry::Bin => out.open(Bin::default()),
            Entry::Backups => out.open(Backups::default()),
            Entry::Drafts => self.drafts_seq = out.ask(Effect::Drafts),
            Entry::Language => {
                let items = crate::locale::codes()
                    .map(|code| Item::text(here.text(&format!("language-{code}")), code, code))
                    .collect();
                out.open(Choose::of(Say::new("more-language"), Purpose::Section, items));
            }
            Entry::Highlight => out.turn(Turn::Highlight(!here.theme.highlight)),
        }
    }
}

/// The message key of a kind's plural name, as a static text.
#[must_use]
pub fn list_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Partner => "kind-partner",
        Kind::Contact => "kind-contact",
        Kind::FocalPoint => "kind-focal-point",
        Kind::Assignment => "kind-assignment",
        Kind::Flagship => "kind-flagship",
        Kind::Category => "kind-category",
        Kind::Objective => "kind-objective",
        Kind::Strategy => "kind-strategy",
        Kind::Engagement => "kind-engagement",
        Kind::Contribution => "kind-contribution",
        Kind::Document => "kind-document",
        Kind::Rate => "kind-rate",
        Kind::Fund => "kind-fund",
        Kind::Earmarking => "kind-earmarking",
        Kind::DonorType => "kind-donor-type",
        Kind::Country => "kind-country",
        Kind::Region => "kind-region",
        Kind::Currency => "kind-currency",
        Kind::Subprogramme => "kind-subprogramme",
        Kind::Indicator => "kind-indicator",
        Kind::Observation => "kind-observation",
        Kind::CoreBudget => "kind-core-budget",
        Kind::Plan => "kind-plan",
        Kind::PlanTarget => "kind-plan-target",
        Kind::Setting => "kind-setting",
        Kind::Stage => "kind-stage",
        Kind::Charge => "kind-charge",
        Kind::Pledge => "kind-pledge",
        Kind::Agreement => "kind-agreement",
        Kind::Amendment => "kind-amendment",
        Kind::Instalment => "kind-instalment",
        Kind::WriteOff => "kind-write-off",
        Kind::Object => "kind-object",
        Kind::BudgetLine => "kind-budget-line",
        Kind::BudgetTotal => "kind-budget-total",
        Kind::FinanceLine => "kind-finance-line",
        Kind::PostLine => "kind-post-line",
        Kind::Deliverable => "kind-deliverable",
        Kind::Milestone => "kind-milestone",
        Kind::Commitment => "kind-commitment",
        Kind::CountryEngagement => "kind-country-engagement",
        Kind::ReformFact => "kind-reform-fact",
        Kind::RegionFunding => "kind-region-funding",
        Kind::ListCode => "kind-list-code",
        Kind::Dialogue => "kind-dialogue",
        Kind::FollowUp => "kind-follow-up",
        Kind::Report => "kind-report",
        Kind::ReportRule => "kind-report-rule",
        Kind::DueDiligence => "kind-due-diligence",
        Kind::Handover => "kind-handover",
        Kind::EngagementPlan => "kind-engagement-plan",
        Kind::EngagementStep => "kind-engagement-step",
        Kind::Outcome => "kind-outcome",
        Kind::Topic => "kind-topic",
        Kind::Account => "kind-account",
        Kind::AccountKey => "kind-account-key",
        Kind::RoleRight => "kind-role-right",
    }
}

fn words(entry: Entry, here: &Here) -> (String, String) {
    match entry {
        Entry::List(kind) => (here.text(&kind_key(kind)), here.text(&kind_key(kind).replacen("kind-", "about-", 1))),
        Entry::Charts => (here.text("screen-charts"), here.text("about-charts")),
        Entry::Server => (here.text("screen-server"), here.text("about-server")),
        Entry::Duplicates => (here.text("screen-duplicates"), here.text("about-duplicates")),
        Entry::Import => (here.text("more-import"), here.text("about-import")),
        Entry::Publish => (here.text("more-publish"), here.text("about-publish")),
        Entry::History => (here.text("screen-history"), here.text("about-history")),
        Entry::Bin => (here.text("screen-bin"), here.text("about-bin")),
        Entry::Backups => (here.text("screen-backups"), here.text("about-backups")),
        Entry::Drafts => (here.text("screen-drafts"), here.text("about-drafts")),
        Entry::Language => (here.text("more-language"), here.text(&format!("language-{}", here.locale.code()))),
        Entry::Highlight => {
            let state = here.text(if here.theme.highlight { "choice-yes" } else { "choice-no" });
            (here.text("more-highlight"), state)
        }
    }
}

impl Shown for More {
    fn step(&self) -> Option<Step> {
        Some(Step::Section(self.cursor.at))
    }

    fn stand(&mut self, step: &Step) {
        if let Step::Section(line) = step {
            self.cursor.at = (*line).min(ENTRIES.len() - 1);
        }
    }

    fn context(&self) -> Context {
        Context::Settings
    }

    fn title(&self, here: &Here) -> String {
        here.text("screen-more")
    }

    fn refresh(&mut self, _here: &Here, _out: &mut Out<'_>) {}

    fn command(&mut self, command: Command, here: &Here, out: &mut Out<'_>) {
        match command {
            Command::Open | Command::Edit => self.open(here, out),
            Command::Back => out.turn(Turn::Close),
            moving => {
                self.cursor.command(moving, ENTRIES.len(), usize::from(here.height.saturating_sub(5)));
            }
        }
    }

    fn reply(&mut self, seq: u64, reply: Reply, here: &Here, out: &mut Out<'_>) {
        if let (true, Reply::Drafts(drafts)) = (seq == self.drafts_seq, reply) {
            offer_drafts(drafts, here, out);
        }
    }

    fn chosen(&mut self, purpose: Purpose, picked: Picked, _here: &Here, out: &mut Out<'_>) {
        match (purpose, picked) {
            (Purpose::Section, Picked::Text(code)) => out.turn(Turn::Language(code)),
            (Purpose::Draft(drafts), Picked::Text(id)) => open_draft(&drafts, &id, out),
            _ => {}
        }
    }

    fn draw(&self, buffer: &mut Buffer, area: Rect, here: &Here) -> Option<(u16, u16)> {
        let column = 26.min(area.width / 2);
        for (row, (at, entry)) in
            ENTRIES.iter().enumerate().skip(self.cursor.top).take(usize::from(area.height)).enumerate()
        {
            let y = area.y + u16::try_from(row).unwrap_or(0);
            let (name, about) = words(*entry, here);
            if at == self.cursor.at {
                put(buffer, area.x, y, here.theme.pointer(), 1, here.theme.accent());
            }
            put(buffer, area.x + 2, y, &name, column, Style::new());
            put(buffer, area.x + 3 + column, y, &about, area.width.saturating_sub(column + 3), here.theme.quiet());
        }
        let row = u16::try_from(self.cursor.at - self.cursor.top).unwrap_or(0);
        Some((area.x, area.y + row))
    }
}

/// Offers the forms that were left, newest first.
pub fn offer_drafts(drafts: Vec<(crate::store::Draft, String)>, here: &Here, out: &mut Out<'_>) {
    if drafts.is_empty() {
        return out.say(Say::new("drafts-none"));
    }
    let items = drafts
        .iter()
        .map(|(draft, title)| {
            let kind = here.text(&kind_key(draft.kind).replace("kind-", "one-"));
            let name = if title.is_empty() { here.locale.with("form-new", &[("kind", &kind)]) } else { title.clone() };
            Item::text(name, format!("{kind} · {}", crate::locale::moment(&draft.at)), draft.id.to_string())
        })
        .collect();
    let drafts = drafts.into_iter().map(|(draft, _)| draft).collect();
    out.open(Choose::of(Say::new("drafts-title"), Purpose::Draft(drafts), items));
}

/// Goes on with the draft that was chosen.
pub fn open_draft(drafts: &[crate::store::Draft], id: &str, out: &mut Out<'_>) {
    if let Some(draft) = drafts.iter().find(|draft| draft.id.to_string() == id) {
        out.open(super::form::Form::of_draft(draft));
    }
}
