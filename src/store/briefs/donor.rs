//! The one-page brief of a donor, and what is dealt with a donor, which the brief of a portfolio sums up too.

use std::collections::BTreeMap;

use rusqlite::named_params;

use super::super::StoreError;
use super::super::record::name_sql;
use super::{CONFIDENTIAL, Gather, Listed, cents, figure, gathered, noted};
use crate::domain::brief::{Block, Brief, Cell, Chart, Drawn, KeyFigure, Point, Table};
use crate::domain::kind::Kind;
use crate::domain::record::{Id, Record};
use crate::store::YearMoney;

const AGREEMENTS: &[&str] = &["title", "stage", "total", "received", "open", "ends_now"];
const PLEDGES: &[&str] = &["title", "said", "usd", "signed", "outstanding"];
pub(super) const INSTALMENTS: &[&str] = &["agreement", "due", "amount", "open", "overdue"];
pub(super) const REPORTS: &[&str] = &["partner", "title", "due", "standing", "late", "holds"];
pub(super) const ACTIONS: &[&str] = &["partner", "what", "owner", "due", "priority", "late"];
pub(super) const DIALOGUES: &[&str] = &["day", "title", "partners", "summary", "asked", "offered", "outcome"];
/// What is plain in the brief of one donor.
const PLAIN: [&str; 2] = ["partner", "partners"];
const ENGAGEMENTS: &[&str] = &["action", "owner", "due", "status"];
const DOCUMENTS: &[&str] = &["title", "kind", "day", "expires", "language"];
const PARTNER: &[&str] = &["this_year", "last_year", "total", "status"];
const PLACE: [&str; 5] = ["category", "type", "country", "region", "stage"];
const PROFILE: &[&str] = &["acronym", "website", "notes", "intelligence"];

/// Rows of a table, so that a brief stays on its page; how many more there are is said.
const ROWS: usize = 8;
const TALKS: usize = 3;
/// Years drawn, and years beside each other in a table.
const DRAWN: usize = 12;
const BESIDE: usize = 4;

/// What is open with one donor.
pub(super) struct Dealings {
    pub agreements: Listed,
    pub pledges: Listed,
    pub overdue: Listed,
    /// Owed and not sent in.
    pub reports: Listed,
    pub actions: Listed,
    pub dialogues: Listed,
}

impl Gather<'_> {
    pub(super) fn dealings(&mut self, donor: Id) -> Result<Dealings, StoreError> {
        let agreements = self.list(Kind::Agreement, &format!("partner={donor} sort=-signed"), AGREEMENTS)?;
        let mut pledges = self.list(Kind::Pledge, &format!("partner={donor}"), PLEDGES)?;
        pledges.retain(|list, pledge| list.extra(pledge, "outstanding").is_some_and(|open| open > 0));
        let mut overdue = Listed { kind: Kind::Instalment, columns: INSTALMENTS, rows: Vec::new() };
        let mut reports = Listed { kind: Kind::Report, columns: REPORTS, rows: Vec::new() };
        for agreement in &agreements.rows {
            let of = format!("agreement={} sort=due", agreement.id);
            overdue.extend(self.list(Kind::Instalment, &of, INSTALMENTS)?);
            reports.extend(self.list(Kind::Report, &of, REPORTS)?);
        }
        overdue.retain(|list, instalment| list.extra(instalment, "overdue").is_some_and(|days| days > 0));
        reports.retain(|list, report| {
            report.get("kind") != "informal"
                && !["submitted", "accepted"].contains(&list.extra_text(report, "standing"))
        });
        let actions = self.list(Kind::FollowUp, &format!("partner={donor} status=pending sort=due"), ACTIONS)?;
        let mut dialogues = self.list(Kind::Dialogue, &format!("partners={donor} sort=-day"), DIALOGUES)?;
        let day = self.asker.day();
        dialogues.retain(|_, dialogue| dialogue.day("day").is_some_and(|held| held <= day));
        Ok(Dealings { agreements, pledges, overdue, reports, actions, dialogues })
    }

    pub(super) fn donor_brief(&mut self, id: Id) -> Result<Brief<Cell>, StoreError> {
        let partner = self.one(Kind::Partner, id, PARTNER)?;
        let listed = Listed { kind: Kind::Partner, columns: PARTNER, rows: Vec::new() };
        let dealings = self.dealings(id)?;
        let years = self.store.donor_years(&self.asker, id)?;
        let key = self.donor_figures(&partner, &listed, &dealings)?;
        let mut money = vec![Block::Figures(key)];
        money.extend(year_chart(&years));
        money.extend(self.by_fund(id)?);
        let documents = self.list(Kind::Document, &format!("partner={id} sort=-day"), DOCUMENTS)?;
        let engagements =
            self.list(Kind::Engagement, &format!("partner={id} status!=done status!=dropped"), ENGAGEMENTS)?;
        let of_one = |list: &Listed| -> Vec<&'static str> {
            list.columns.iter().copied().filter(|name| !PLAIN.contains(name)).collect()
        };
        let own = |gather: &Self, list: &Listed, most| gather.table_of(list, &of_one(list), most);
        let mut actions = own(self, &dealings.actions, ROWS);
        actions.extend(self.table(&engagements, ROWS));
        let kind = |kind: Kind| Cell::Kind(kind);
        let sections = vec![
            (Cell::say("brief-profile"), self.profile(&partner)?),
            (Cell::say("brief-money"), money),
            (kind(Kind::Agreement), self.table(&dealings.agreements, ROWS)),
            (Cell::say("brief-pledges"), self.table(&dealings.pledges, ROWS)),
            (Cell::say("brief-overdue"), self.table(&dealings.overdue, ROWS)),
            (Cell::say("brief-reports"), own(self, &dealings.reports, ROWS)),
            (Cell::say("brief-dialogues"), own(self, &dealings.dialogues, TALKS)),
            (Cell::say("brief-actions"), actions),
            (kind(Kind::Document), self.table(&documents, ROWS)),
        ];
        let title = partner.title(self.asker.lang);
        Ok(Brief {
            name: title.clone(),
            title: Cell::With("brief-donor", vec![("name", Cell::Text(title))]),
            lead: vec![self.as_of()],
            sections: gathered(sections),
        })
    }

    /// What the donor is, who looks after it, and what is known about it by those who may.
    fn profile(&mut self, partner: &Record) -> Result<Vec<Block<Cell>>, StoreError> {
        let lead = match self.store.lead_of(&self.asker, partner.id)? {
            Some((name, since)) => {
                let since = crate::domain::day::Day::parse_iso(&since).map_or(Cell::Text(since), Cell::Day);
                Cell::With("brief-lead", vec![("name", Cell::Text(name)), ("since", since)])
            }
            None => Cell::say("brief-no-lead"),
        };
        let place = PLACE.iter().filter_map(|name| partner.kind.field(name)).map(|field| self.cell(partner, field));
        let mut blocks = vec![Block::Text(Cell::Join(place.collect())), Block::Text(lead)];
        let open = self.confidential || partner.get("confidentiality") != CONFIDENTIAL;
        blocks.extend(self.facts(partner, if open { PROFILE } else { &PROFILE[..2] }));
        Ok(blocks)
    }

    fn donor_figures(
        &self,
        partner: &Record,
        listed: &Listed,
        dealings: &Dealings,
    ) -> Result<Vec<KeyFigure<Cell>>, StoreError> {
        let status = listed.extra_text(partner, "status");
        let status = if status.is_empty() { Cell::Nothing } else { Cell::Word(status.to_owned()) };
        let usd = |name| Cell::dollars(listed.extra(partner, name));
        let mut figures = vec![
            figure(Cell::Head(Kind::Partner, "status", self.year()), status),
            figure(self.received_in(0), usd("this_year")),
            figure(self.received_in(1), usd("last_year")),
            figure(Cell::say("brief-received-ever"), usd("total")),
        ];
        figures.extend(dealings.figures()?);
        Ok(figures)
    }

    /// Money by fund in the last years and over all of them.
    fn by_fund(&self, donor: Id) -> Result<Vec<Block<Cell>>, StoreError> {
        let sql = include_str!("donor-funds.sql").replace("{fund}", &name_sql(Kind::Fund, "f", self.asker.lang));
        let mut statement = self.store.connection.prepare_cached(&sql)?;
        let known = self.asker.known();
        let rows = statement.query_map(named_params! { ":partner": donor, ":known": known }, |row| {
            Ok((row.get::<_, i16>(0)?, row.get::<_, Option<String>>(1)?, row.get::<_, i64>(2)?))
        })?;
        let mut funds: BTreeMap<Option<String>, BTreeMap<i16, i64>> = BTreeMap::new();
        for row in rows {
            let (year, fund, usd) = row?;
            funds.entry(fund).or_default().insert(year, usd);
        }
        let mut years: Vec<i16> = funds.values().flat_map(|by_year| by_year.keys().copied()).collect();
        years.sort_unstable_by(|a, b| b.cmp(a));
        years.dedup();
        years.truncate(BESIDE);
        if years.is_empty() {
            return Ok(Vec::new());
        }
        let mut heads = vec![(Cell::say("brief-fund-usd"), false)];
        heads.extend(years.iter().map(|year| (Cell::Text(year.to_string()), true)));
        heads.push((Cell::say("brief-all-years"), true));
        let mut rows = Vec::new();
        for (fund, by_year) in &funds {
            let mut row = vec![fund.clone().map_or(Cell::say("brief-fund-not-stated"), Cell::Text)];
            row.extend(years.iter().map(|year| Cell::usd(by_year.get(year).copied())));
            row.push(Cell::Usd(cents(by_year.values().map(|usd| i128::from(*usd)).sum())?));
            rows.push(row);
        }
        Ok(vec![Block::Table(Table { heads, rows, total: false })])
    }
}

impl Dealings {
    /// What is still to come, what is late, and what late reports hold back; only what there is.
    pub(super) fn figures(&self) -> Result<Vec<KeyFigure<Cell>>, StoreError> {
        let mut figures = Vec::new();
        for (key, usd) in [
            ("brief-signed-to-come", self.agreements.sum("open")?),
            ("brief-pledged", self.pledges.sum("outstanding")?),
        ] {
            figures.extend(usd.filter(|usd| *usd != 0).map(|usd| figure(Cell::say(key), Cell::Dollars(usd))));
        }
        figures.extend(late_figures(&self.overdue, &self.late_reports())?);
        Ok(figures)
    }

    pub(super) fn late_reports(&self) -> Listed {
        let late = |report: &&Record| self.reports.extra_text(report, "standing") == "overdue";
        Listed { rows: self.reports.rows.iter().filter(late).cloned().collect(), ..self.reports.empty() }
    }
}

/// Instalments that are late, and late reports with the money they hold back; only what there is.
pub(super) fn late_figures(overdue: &Listed, late: &Listed) -> Result<Vec<KeyFigure<Cell>>, StoreError> {
    let mut figures = Vec::new();
    if !overdue.rows.is_empty() {
        let count = vec![("count", Cell::count(overdue.rows.len()))];
        let count = Cell::With("brief-instalments", count);
        figures.push(noted(Cell::say("brief-overdue"), Cell::dollars(overdue.sum("open")?), count));
    }
    if !late.rows.is_empty() {
        let (label, count) = (Cell::say("brief-late-reports"), Cell::count(late.rows.len()));
        figures.push(match late.sum("holds")?.filter(|held| *held != 0) {
            Some(held) => noted(label, count, Cell::With("brief-held", vec![("amount", Cell::Dollars(held))])),
            None => figure(label, count),
        });
    }
    Ok(figures)
}

impl Listed {
    /// The same list without rows.
    pub(super) const fn empty(&self) -> Self {
        Self { kind: self.kind, columns: self.columns, rows: Vec::new() }
    }
}

/// Core and earmarked money of the last years, oldest first.
fn year_chart(years: &[YearMoney]) -> Option<Block<Cell>> {
    let point = |year: &YearMoney| Point {
        label: Cell::Text(year.year.to_string()),
        values: [year.core, year.earmarked].map(|usd| Some((usd, Cell::Millions(usd)))).into(),
        total: Some(Cell::Millions(year.core + year.earmarked)),
    };
    let points: Vec<_> = years.iter().take(DRAWN).rev().map(point).collect();
    (points.len() > 1).then(|| {
        Block::Chart(Chart {
            drawn: Drawn::Columns,
            title: Cell::say("brief-chart-years"),
            series: vec![Cell::say("brief-core"), Cell::say("brief-earmarked")],
            points,
        })
    })
}
