//! The brief of a portfolio: the donors one focal point leads, what is owed to them, late and promised.

use super::super::StoreError;
use super::donor::{ACTIONS, DIALOGUES, Dealings, INSTALMENTS, REPORTS};
use super::{Gather, Listed, computed, figure, gathered};
use crate::domain::brief::{Block, Brief, Cell, Table};
use crate::domain::kind::{Kind, Shows};
use crate::domain::record::{Id, Record};

const POINT: &[&str] = &["this_year", "last_year"];
const PARTNER: &[&str] = &["this_year", "last_year", "stage"];
const MEETINGS: &[&str] = &["day", "title", "partners", "outcome"];
const ROWS: usize = 15;
const OFFICE: &[&str] = &["office", "languages", "email"];

impl Gather<'_> {
    pub(super) fn portfolio_brief(&mut self, id: Id) -> Result<Brief<Cell>, StoreError> {
        let point = self.one(Kind::FocalPoint, id, POINT)?;
        let mut all: Vec<(Record, &'static str, Dealings)> = Vec::new();
        for (partner, role) in self.looked_after(id)? {
            let row = self.one(Kind::Partner, partner, PARTNER)?;
            let dealings = self.dealings(partner)?;
            all.push((row, role, dealings));
        }
        let year = |row: &Record| row.extras.first().and_then(|usd| usd.parse::<i64>().ok()).unwrap_or(0);
        all.sort_by_key(|(row, role, _)| (*role != "lead", std::cmp::Reverse(year(row)), row.title("")));
        let led = all.iter().filter(|(_, role, _)| *role == "lead");
        let mut figures = vec![
            figure(Cell::Head(Kind::FocalPoint, "leads", 0), Cell::count(led.clone().count())),
            figure(self.received_in(0), dollars(&point, 0)),
            figure(self.received_in(1), dollars(&point, 1)),
        ];
        let sums = together(led.map(|(.., dealings)| dealings));
        figures.extend(sums.figures()?);
        let mut donors = vec![Block::Figures(figures)];
        donors.extend(self.donor_table(&all));
        let mut promised = self.list(Kind::FollowUp, &format!("owner={id} status=pending sort=due"), ACTIONS)?;
        let known: Vec<Id> = promised.rows.iter().map(|row| row.id).collect();
        promised.rows.extend(sums.actions.rows.iter().filter(|row| !known.contains(&row.id)).cloned());
        let sections = vec![
            (Cell::say("brief-profile"), self.facts(&point, OFFICE)),
            (Cell::say("brief-portfolio-donors"), donors),
            (Cell::say("brief-overdue"), self.table(&sums.overdue, ROWS)),
            (Cell::say("brief-reports"), self.table(&sums.reports, ROWS)),
            (Cell::say("brief-actions"), self.table(&promised, ROWS)),
            (Cell::say("brief-dialogues"), self.table_of(&sums.dialogues, MEETINGS, ROWS)),
        ];
        let title = point.title(self.asker.lang);
        Ok(Brief {
            name: title.clone(),
            title: Cell::With("brief-portfolio", vec![("name", Cell::Text(title))]),
            lead: vec![self.as_of()],
            sections: gathered(sections),
        })
    }

    /// The donors somebody looks after on the day, each once, and as what.
    fn looked_after(&mut self, point: Id) -> Result<Vec<(Id, &'static str)>, StoreError> {
        let day = self.asker.day();
        let assigned = self.list(Kind::Assignment, &format!("focal_point={point}"), &["partner", "role"])?;
        let mut found: Vec<(Id, &'static str)> = Vec::new();
        for row in &assigned.rows {
            let holds = row.day("from_day").is_some_and(|from| from <= day)
                && row.day("to_day").is_none_or(|until| until >= day);
            let Some(partner) = row.reference("partner").filter(|_| holds) else { continue };
            let role = if row.get("role") == "lead" { "lead" } else { "deputy" };
            match found.iter_mut().find(|(known, _)| *known == partner) {
                Some(known) if role == "lead" => known.1 = role,
                Some(_) => {}
                None => found.push((partner, role)),
            }
        }
        Ok(found)
    }

    fn donor_table(&self, all: &[(Record, &'static str, Dealings)]) -> Option<Block<Cell>> {
        let head = |name| Cell::Head(Kind::Partner, name, self.year());
        let heads = vec![
            (head("name"), false),
            (Cell::Head(Kind::Assignment, "role", 0), false),
            (head("this_year"), true),
            (head("last_year"), true),
            (head("stage"), false),
            (Cell::say("brief-last-contact"), false),
            (Cell::say("brief-owed"), true),
        ];
        let row = |(row, role, dealings): &(Record, &'static str, Dealings)| {
            let usd = |at: usize| computed(Shows::Usd, row.extras.get(at).map_or("", String::as_str));
            let stage = row.get("stage");
            let met = dealings.dialogues.rows.first().and_then(|dialogue| dialogue.day("day"));
            vec![
                Cell::Text(row.title(self.asker.lang)),
                Cell::Word((*role).to_owned()),
                usd(0),
                usd(1),
                if stage.is_empty() { Cell::Nothing } else { Cell::Word(stage.to_owned()) },
                met.map_or(Cell::Nothing, Cell::Day),
                Cell::count(dealings.reports.rows.len()),
            ]
        };
        let rows: Vec<Vec<Cell>> = all.iter().map(row).collect();
        (!rows.is_empty()).then_some(Block::Table(Table { heads, rows, total: false }))
    }
}

fn dollars(record: &Record, at: usize) -> Cell {
    Cell::dollars(record.extras.get(at).and_then(|usd| usd.parse().ok()))
}

/// What is dealt with all of them, each list in the order it is read in.
fn together<'d>(all: impl Iterator<Item = &'d Dealings>) -> Dealings {
    let none = |kind, columns| Listed { kind, columns, rows: Vec::new() };
    let mut sums: Option<Dealings> = None;
    for one in all {
        let sums = sums.get_or_insert_with(|| Dealings {
            agreements: one.agreements.empty(),
            pledges: one.pledges.empty(),
            overdue: one.overdue.empty(),
            reports: one.reports.empty(),
            actions: one.actions.empty(),
            dialogues: one.dialogues.empty(),
        });
        let add = |to: &mut Listed, from: &Listed| to.rows.extend(from.rows.iter().cloned());
        add(&mut sums.agreements, &one.agreements);
        add(&mut sums.pledges, &one.pledges);
        add(&mut sums.overdue, &one.overdue);
        add(&mut sums.reports, &one.reports);
        add(&mut sums.actions, &one.actions);
        let known: Vec<Id> = sums.dialogues.rows.iter().map(|row| row.id).collect();
        sums.dialogues.rows.extend(one.dialogues.rows.iter().filter(|row| !known.contains(&row.id)).cloned());
    }
    let mut sums = sums.unwrap_or_else(|| Dealings {
        agreements: none(Kind::Agreement, &[]),
        pledges: none(Kind::Pledge, &[]),
        overdue: none(Kind::Instalment, INSTALMENTS),
        reports: none(Kind::Report, REPORTS),
        actions: none(Kind::FollowUp, ACTIONS),
        dialogues: none(Kind::Dialogue, DIALOGUES),
    });
    for list in [&mut sums.overdue, &mut sums.reports, &mut sums.actions] {
        list.rows.sort_by(|a, b| a.get("due").cmp(b.get("due")));
    }
    sums.dialogues.rows.sort_by(|a, b| b.get("day").cmp(a.get("day")));
    sums
}
