//! The brief of a flagship programme: partners and money against what it needs, who stands behind it, and what is on
//! its way (HSP/EB.2020/12, chapter V, section B).

use super::super::StoreError;
use super::{Gather, figure, gathered, name_in, noted};
use crate::domain::brief::{Block, Brief, Cell, Chart, Drawn, KeyFigure, Point, Table};
use crate::domain::kind::Kind;
use crate::domain::record::{Id, Record};
use crate::store::Figure;

const PIPELINE: &[&str] = &["title", "partner", "stage", "usd", "weighted", "expected"];
const PLEDGES: &[&str] = &["title", "partner", "said", "outstanding"];
const PROFILE: &[&str] = &["launch_year", "due_year", "fund", "source", "note"];
const ROWS: usize = 15;

impl Gather<'_> {
    pub(super) fn flagship_brief(&mut self, id: Id) -> Result<Brief<Cell>, StoreError> {
        let programme = self.one(Kind::Flagship, id, &[])?;
        let code = programme.get("code").to_owned();
        let raised = self.store.figure(&self.asker, &format!("flagship-raised:{code}"), None)?;
        let partners = self.store.figure(&self.asker, &format!("flagship-partners:{code}"), None)?;
        let pipeline = self.list(Kind::Agreement, &format!("flagship={id} state=open sort=expected"), PIPELINE)?;
        let mut pledges = self.list(Kind::Pledge, &format!("flagship={id}"), PLEDGES)?;
        pledges.retain(|list, pledge| list.extra(pledge, "outstanding").is_some_and(|open| open > 0));
        let mut figures = against(&programme, &partners, &raised);
        figures.push(noted(
            Cell::say("brief-in-pipeline"),
            Cell::dollars(pipeline.sum_of("usd")?),
            Cell::With("brief-agreements-open", vec![("count", Cell::count(pipeline.rows.len()))]),
        ));
        figures.push(figure(Cell::say("brief-weighted"), Cell::dollars(pipeline.sum("weighted")?)));
        let mut standing = vec![Block::Figures(figures)];
        standing.extend(reach(&programme, &raised));
        standing.push(Block::Remark(Cell::With("brief-rule", vec![("source", Cell::text(programme.get("source")))])));
        let sections = vec![
            (Cell::say("brief-profile"), self.facts(&programme, PROFILE)),
            (Cell::say("brief-standing"), standing),
            (Cell::say("brief-behind-it"), self.behind(&raised)?),
            (Cell::say("brief-pipeline"), self.table(&pipeline, ROWS)),
            (Cell::say("brief-pledges"), self.table(&pledges, ROWS)),
        ];
        let title = format!("{code} {}", name_in(&programme, self.asker.lang));
        Ok(Brief {
            name: title.clone(),
            title: Cell::With("brief-flagship", vec![("name", Cell::Text(title))]),
            lead: vec![self.as_of()],
            sections: gathered(sections),
        })
    }

    /// The agreements and contributions a figure adds up, those that may be seen.
    fn behind(&mut self, raised: &Figure) -> Result<Vec<Block<Cell>>, StoreError> {
        let mut rows = Vec::new();
        for line in &raised.lines {
            if self.may_see_of(line.kind, line.id)? {
                let when = crate::domain::day::Day::parse_iso(&line.when);
                let when = when.map_or_else(|| Cell::text(&line.when), Cell::Day);
                rows.push(vec![Cell::text(&line.title), Cell::Kind(line.kind), when, Cell::Usd(line.amount)]);
            }
        }
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let more = rows.len().saturating_sub(ROWS);
        rows.truncate(ROWS);
        let heads = [("brief-record", false), ("brief-kind", false), ("brief-when", false), ("brief-usd", true)];
        let heads = heads.into_iter().map(|(key, number)| (Cell::say(key), number)).collect();
        let mut blocks = vec![Block::Table(Table { heads, rows, total: false })];
        if more > 0 {
            blocks.push(Block::Remark(Cell::With("brief-more", vec![("count", Cell::count(more))])));
        }
        Ok(blocks)
    }
}

fn least(programme: &Record) -> (Option<i64>, Option<i64>) {
    let partners = programme.get("min_partners").parse().ok();
    (partners, programme.money("min_investment_usd").map(|money| money.minor))
}

fn against(programme: &Record, partners: &Figure, raised: &Figure) -> Vec<KeyFigure<Cell>> {
    let (least_partners, least_usd) = least(programme);
    let of = |least: Cell| Cell::With("brief-needed", vec![("least", least)]);
    let number = |count: Option<i64>| count.map_or(Cell::Nothing, Cell::Count);
    let gap = least_usd.zip(raised.value).map(|(least, raised)| (least - raised).max(0));
    vec![
        noted(Cell::say("brief-partners"), number(partners.value), of(number(least_partners))),
        noted(Cell::say("brief-raised"), Cell::dollars(raised.value), of(Cell::dollars(least_usd))),
        figure(Cell::say("brief-gap"), Cell::dollars(gap)),
    ]
}

/// What was raised against what is needed, drawn.
fn reach(programme: &Record, raised: &Figure) -> Option<Block<Cell>> {
    let (_, least) = least(programme);
    let (least, raised) = (least?, raised.value?);
    let values = [raised, least].map(|usd| Some((usd, Cell::Millions(usd)))).into();
    Some(Block::Chart(Chart {
        drawn: Drawn::Bars,
        title: Cell::say("brief-chart-raised"),
        series: vec![Cell::say("brief-raised"), Cell::say("brief-need")],
        points: vec![Point { label: Cell::text(programme.get("code")), values, total: None }],
    }))
}
