//! What the six topics of a structured funding dialogue say. What no record gives is said to be missing, with why.

use std::collections::BTreeMap;

use super::super::StoreError;
use super::donor::{ACTIONS, INSTALMENTS, REPORTS, late_figures};
use super::{Gather, cents, figure, noted};
use crate::domain::brief::{Block, Cell, Chart, Drawn, KeyFigure, Point, Table};
use crate::domain::kind::Kind;
use crate::domain::record::Record;
use crate::store::{Home, ResultLine, Standing, Unit};

const COMMITMENTS: &[&str] = &["name_en", "side", "status", "value", "target", "as_of"];
const FACTS: &[&str] = &["name_en", "value", "unit", "as_of", "source"];
const CORE: &[&str] = &["year", "approved_usd", "received_usd", "received_as_of", "expected_usd", "source"];
const ENGAGED: &[&str] = &["country", "team", "assessment", "framework", "joint_programme"];
const DELIVERED: &[&str] = &["subprogramme", "name_en", "unit", "planned", "reached"];
/// Lines of the Foundation's finances that say how it stands.
const FINANCES: [&str; 6] = ["TOTAL_B", "TOTAL_II", "CLOSING", "RESERVE", "FUND_BALANCE", "CONTRIBUTIONS"];
/// Shares the Funding Compact speaks of.
const SHARES: [(&str, &str); 4] = [
    ("unearmarked-share", "figure-unearmarked-share"),
    ("country-pooled-share", "figure-country-pooled-share"),
    ("earmarked-pooled-share", "figure-earmarked-pooled-share"),
    ("multi-year-share", "figure-multi-year-share"),
];
/// Groups of indicators that are of a domain of change or of the whole framework.
const OF_RESULTS: [&str; 3] = ["programme_result", "results_framework", "strategy_target"];
const ROWS: usize = 20;

impl Gather<'_> {
    /// Topic 1: income against targets.
    pub(super) fn income(&mut self) -> Result<Vec<Block<Cell>>, StoreError> {
        let home = self.store.home(&self.asker)?;
        let sum = |of: &dyn Fn(&crate::store::FundLine) -> Option<i64>| {
            let known = home.funds.iter().filter_map(of).map(i128::from).reduce(|sum, more| sum + more);
            known.map(cents).transpose()
        };
        let (target, received) = (sum(&|fund| fund.target)?, sum(&|fund| fund.received)?);
        let (to_come, weighted, gap) =
            (sum(&|fund| fund.to_come)?, sum(&|fund| fund.weighted)?, sum(&|fund| fund.gap)?);
        let share = target.zip(received).and_then(|(whole, part)| crate::domain::money::part_of(part, 1000, whole));
        let share = share.map_or(Cell::Nothing, Cell::Tenths);
        let figures = vec![
            figure(Cell::say("brief-target"), Cell::dollars(target)),
            noted(Cell::say("brief-received"), Cell::dollars(received), share),
            figure(Cell::say("brief-to-come"), Cell::dollars(to_come)),
            noted(Cell::say("brief-gap"), Cell::dollars(gap), Cell::say("brief-gap-rule")),
            noted(Cell::say("brief-weighted"), Cell::dollars(weighted), Cell::say("brief-not-counted")),
            noted(Cell::say("brief-pledged"), Cell::dollars(home.pledged), Cell::say("brief-not-counted")),
        ];
        let mut blocks = vec![Block::Figures(figures)];
        blocks.extend(fund_bars(&home));
        let total = [target, received, to_come, weighted, gap];
        blocks.push(fund_table(&home, total));
        blocks.extend(year_columns(&home)?);
        blocks.push(Block::Remark(Cell::say("brief-income-source")));
        if home.without_rate > 0 {
            let count = vec![("count", Cell::count(home.without_rate))];
            blocks.push(Block::Remark(Cell::With("brief-without-rate", count)));
        }
        Ok(blocks)
    }

    /// Topic 2: what the plan costs: the budget by subprogramme and fund, and the finances of the Foundation.
    pub(super) fn expenditure(&mut self) -> Result<Vec<Block<Cell>>, StoreError> {
        let mut blocks = self.budget()?;
        blocks.extend(self.finances()?);
        blocks.push(Block::Remark(Cell::say("brief-no-expenditure")));
        Ok(blocks)
    }

    fn budget(&mut self) -> Result<Vec<Block<Cell>>, StoreError> {
        let lines = self.list(Kind::BudgetLine, "sort=code", &["year", "priority", "fund", "amount_usd", "source"])?;
        let year = |row: &Record| row.get("year").parse::<i16>().ok();
        let Some(latest) = lines.rows.iter().filter_map(year).filter(|year| *year <= self.year()).max() else {
            return Ok(vec![Block::Remark(Cell::say("brief-no-budget"))]);
        };
        let mut funds: Vec<String> = Vec::new();
        let mut sums: BTreeMap<(String, String), BTreeMap<String, i128>> = BTreeMap::new();
        for row in lines.rows.iter().filter(|row| year(row) == Some(latest)) {
            let (fund, usd) = (row.shown("fund").to_owned(), row.money("amount_usd").map_or(0, |money| money.minor));
            // Priorities come in the order of the lines, which is that of their codes.
            let place = row.get("code").split('-').nth(1).unwrap_or_default().to_owned();
            let priority = sums.entry((place, row.shown("priority").to_owned())).or_default();
            *priority.entry(fund.clone()).or_default() += i128::from(usd);
            if !funds.contains(&fund) {
                funds.push(fund);
            }
        }
        let title = Cell::With("brief-budget", vec![("year", Cell::Text(latest.to_string()))]);
        let mut heads = vec![(title, false)];
        heads.extend(funds.iter().map(|fund| (Cell::text(fund), true)));
        heads.push((Cell::say("brief-total"), true));
        let mut rows = Vec::new();
        let mut whole: BTreeMap<String, i128> = BTreeMap::new();
        for ((_, priority), by_fund) in &sums {
            rows.push(matrix_row(Cell::text(priority), &funds, by_fund)?);
            for (fund, usd) in by_fund {
                *whole.entry(fund.clone()).or_default() += usd;
            }
        }
        rows.push(matrix_row(Cell::say("brief-total"), &funds, &whole)?);
        let source = lines.rows.last().map_or("", |row| row.get("source").split(", Table").next().unwrap_or_default());
        let source = Cell::With("brief-source", vec![("source", Cell::text(source))]);
        Ok(vec![Block::Table(Table { heads, rows, total: true }), Block::Remark(source)])
    }

    /// Income, expenditure and balances of the Foundation's unearmarked money by year.
    fn finances(&mut self) -> Result<Vec<Block<Cell>>, StoreError> {
        let lines = self.list(Kind::FinanceLine, "sort=place", &["year", "item", "amount_usd", "status", "source"])?;
        let mut years: Vec<&str> = lines.rows.iter().map(|row| row.get("year")).collect();
        years.sort_unstable();
        years.dedup();
        let find =
            |item: &str, year: &str| lines.rows.iter().find(|row| row.get("item") == item && row.get("year") == year);
        let amount =
            |item: &str, year: &str| find(item, year).and_then(|row| row.money("amount_usd")).map(|usd| usd.minor);
        let mut rows = Vec::new();
        for item in FINANCES {
            let Some(first) = lines.rows.iter().find(|row| row.get("item") == item) else { continue };
            let mut row = vec![finance_name(item, first, self.asker.lang)];
            row.extend(years.iter().map(|year| Cell::usd(amount(item, year))));
            rows.push(row);
        }
        if rows.is_empty() {
            return Ok(vec![Block::Remark(Cell::say("brief-no-finances"))]);
        }
        let mut heads = vec![(Cell::say("brief-finances"), false)];
        heads.extend(years.iter().map(|year| {
            let status = find("CLOSING", year).map_or(Cell::Nothing, |row| Cell::Word(row.get("status").to_owned()));
            (Cell::With("brief-year-status", vec![("year", Cell::text(year)), ("status", status)]), true)
        }));
        let points = years.iter().map(|year| Point {
            label: Cell::text(year),
            values: ["TOTAL_B", "TOTAL_II"].map(|item| amount(item, year).map(|usd| (usd, Cell::Millions(usd)))).into(),
            total: None,
        });
        let chart = Chart {
            drawn: Drawn::Lines,
            title: Cell::say("brief-chart-finances"),
            series: vec![Cell::say("brief-finance-income"), Cell::say("brief-finance-expenditure")],
            points: points.collect(),
        };
        let source = lines.rows.first().map_or("", |row| row.get("source"));
        let source = Cell::With("brief-source", vec![("source", Cell::text(source))]);
        Ok(vec![Block::Chart(chart), Block::Table(Table { heads, rows, total: false }), Block::Remark(source)])
    }

    /// Topic 3: results by domain of change.
    pub(super) fn results(&mut self) -> Result<Vec<Block<Cell>>, StoreError> {
        let lines = self.store.results(&self.asker)?;
        let figures = Standing::ALL.into_iter().map(|standing| {
            let count = lines.iter().filter(|line| line.standing == standing).count();
            figure(Cell::say(standing_key(standing)), Cell::count(count))
        });
        let mut blocks = vec![Block::Figures(figures.collect())];
        let shown: Vec<&ResultLine> = lines.iter().filter(|line| OF_RESULTS.contains(&line.area.as_str())).collect();
        let heads = ["brief-indicator", "brief-baseline", "brief-target", "brief-value", "column-standing"];
        let heads = heads.iter().enumerate().map(|(at, key)| (Cell::say(key), (1..4).contains(&at)));
        let rows = shown.iter().map(|line| result_row(line)).collect();
        if shown.is_empty() {
            blocks.push(Block::Remark(Cell::say("brief-no-indicators")));
        } else {
            blocks.push(Block::Table(Table { heads: heads.collect(), rows, total: false }));
        }
        let deliverables = self.list(Kind::Deliverable, "total=yes sort=code", DELIVERED)?;
        blocks.extend(self.table(&deliverables, ROWS));
        if deliverables.rows.iter().all(|row| row.get("reached").is_empty()) {
            blocks.push(Block::Remark(Cell::say("brief-no-deliverables")));
        }
        Ok(blocks)
    }

    /// Topic 4: country programmes with the United Nations system.
    pub(super) fn countries(&mut self) -> Result<Vec<Block<Cell>>, StoreError> {
        let facts = self.list(Kind::ReformFact, "sort=code", FACTS)?;
        let engaged = self.list(Kind::CountryEngagement, "sort=country", ENGAGED)?;
        let mut blocks = Vec::new();
        if engaged.rows.is_empty() {
            blocks.push(Block::Remark(Cell::say("brief-no-countries")));
        } else {
            let count = |of: &dyn Fn(&Record) -> bool| Cell::count(engaged.rows.iter().filter(|row| of(row)).count());
            let yes = |field: &'static str| move |row: &Record| row.get(field) == "yes";
            let label = |name| Cell::Head(Kind::CountryEngagement, name, 0);
            blocks.push(Block::Figures(vec![
                figure(Cell::say("brief-countries"), Cell::count(engaged.rows.len())),
                figure(label("team"), count(&|row| !["", "none"].contains(&row.get("team")))),
                figure(label("assessment"), count(&yes("assessment"))),
                figure(label("framework"), count(&|row| !["", "none"].contains(&row.get("framework")))),
                figure(label("joint_programme"), count(&yes("joint_programme"))),
            ]));
            blocks.extend(self.table(&engaged, ROWS));
        }
        let printed = self.table(&facts, ROWS);
        if printed.is_empty() {
            blocks.push(Block::Remark(Cell::say("brief-no-reform")));
        }
        blocks.extend(printed);
        Ok(blocks)
    }

    /// Topic 5: the commitments of the Funding Compact, and the shares it speaks of as records give them.
    pub(super) fn compact(&mut self) -> Result<Vec<Block<Cell>>, StoreError> {
        let mut figures: Vec<KeyFigure<Cell>> = Vec::new();
        for (name, words) in SHARES {
            let found = self.store.figure(&self.asker, name, None)?;
            let value = found.value.map_or(Cell::Nothing, Cell::Tenths);
            let note =
                if found.value.is_some() { Cell::text(found.info.source) } else { Cell::say("brief-share-not-formed") };
            figures.push(noted(Cell::say(words), value, note));
        }
        let commitments = self.list(Kind::Commitment, "applies=yes sort=code", COMMITMENTS)?;
        let mut blocks = vec![Block::Figures(figures)];
        blocks.extend(self.table(&commitments, ROWS));
        if commitments.rows.is_empty() {
            blocks.push(Block::Remark(Cell::say("brief-no-commitments")));
        } else if commitments.rows.iter().any(|row| row.get("status").is_empty()) {
            blocks.push(Block::Remark(Cell::say("brief-commitments-unsaid")));
        }
        Ok(blocks)
    }

    /// Topic 6: what stands in the way: the core gap, money that is late, and what is being done.
    pub(super) fn challenges(&mut self) -> Result<Vec<Block<Cell>>, StoreError> {
        let home = self.store.home(&self.asker)?;
        let (published, recorded) = home.core.gaps();
        let mut overdue = self.list(Kind::Instalment, "sort=due", INSTALMENTS)?;
        overdue.retain(|list, row| list.extra(row, "overdue").is_some_and(|days| days > 0));
        let mut late = self.list(Kind::Report, "sort=due", REPORTS)?;
        late.retain(|list, row| list.extra_text(row, "standing") == "overdue");
        let largest = vec![("count", Cell::count(home.largest_count))];
        let mut figures = vec![
            noted(Cell::say("brief-core-gap"), Cell::dollars(recorded), Cell::say("brief-core-recorded")),
            noted(Cell::say("brief-core-gap"), Cell::dollars(published), Cell::text(&home.core.source)),
            figure(Cell::say("brief-reserve"), Cell::dollars(home.core.reserve)),
            figure(Cell::With("brief-largest", largest), home.largest_share.map_or(Cell::Nothing, Cell::Tenths)),
        ];
        figures.extend(late_figures(&overdue, &late)?);
        let mut blocks = vec![Block::Figures(figures)];
        blocks.extend(self.core_years()?);
        let actions = self.list(Kind::FollowUp, "status=pending sort=due", ACTIONS)?;
        blocks.extend(self.table(&actions, ROWS));
        if actions.rows.is_empty() {
            blocks.push(Block::Remark(Cell::say("brief-no-actions")));
        }
        blocks.push(Block::Remark(Cell::say("brief-no-risks")));
        Ok(blocks)
    }

    fn core_years(&mut self) -> Result<Vec<Block<Cell>>, StoreError> {
        let mut years = self.list(Kind::CoreBudget, "sort=year", CORE)?;
        let today = self.year();
        years.retain(|_, row| row.get("year").parse::<i16>().is_ok_and(|year| year <= today));
        let usd = |row: &Record, field: &str| row.money(field).map(|money| (money.minor, Cell::Millions(money.minor)));
        let points = years.rows.iter().map(|row| Point {
            label: Cell::text(row.get("year")),
            values: vec![usd(row, "approved_usd"), usd(row, "received_usd")],
            total: None,
        });
        let chart = Chart {
            drawn: Drawn::Lines,
            title: Cell::say("brief-chart-core"),
            series: ["approved_usd", "received_usd"].map(|name| Cell::Head(Kind::CoreBudget, name, 0)).into(),
            points: points.collect(),
        };
        let table = self.table(&years, ROWS);
        if table.is_empty() {
            return Ok(vec![Block::Remark(Cell::say("brief-no-core"))]);
        }
        Ok(std::iter::once(Block::Chart(chart)).chain(table).collect())
    }
}

/// Funds with a target, received against it, drawn.
fn fund_bars(home: &Home) -> Option<Block<Cell>> {
    let with_target = home.funds.iter().filter(|fund| fund.target.is_some());
    let points: Vec<_> = with_target
        .map(|fund| Point {
            label: Cell::text(&fund.name),
            values: vec![
                Some(fund.received.unwrap_or(0)).map(|usd| (usd, Cell::Millions(usd))),
                fund.target.map(|usd| (usd, Cell::Millions(usd))),
            ],
            total: None,
        })
        .collect();
    (!points.is_empty()).then(|| {
        Block::Chart(Chart {
            drawn: Drawn::Bars,
            title: Cell::say("brief-chart-funds"),
            series: vec![Cell::say("brief-received"), Cell::say("brief-target")],
            points,
        })
    })
}

fn fund_table(home: &Home, total: [Option<i64>; 5]) -> Block<Cell> {
    let heads = [
        ("brief-fund-usd", false),
        ("brief-target", true),
        ("brief-received", true),
        ("brief-to-come", true),
        ("brief-weighted", true),
        ("brief-gap", true),
    ];
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for fund in &home.funds {
        let name = if fund.code.is_empty() { Cell::say("brief-fund-not-stated") } else { Cell::text(&fund.name) };
        let values = [fund.target, fund.received, fund.to_come, fund.weighted, fund.gap];
        if fund.code.is_empty() && values.iter().all(Option::is_none) {
            continue;
        }
        rows.push(std::iter::once(name).chain(values.map(Cell::usd)).collect());
    }
    rows.push(std::iter::once(Cell::say("brief-total")).chain(total.map(Cell::usd)).collect());
    Block::Table(Table { heads: heads.map(|(key, number)| (Cell::say(key), number)).into(), rows, total: true })
}

/// Income of each year of the plan so far.
fn year_columns(home: &Home) -> Result<Option<Block<Cell>>, StoreError> {
    let mut points = Vec::new();
    for (at, year) in home.years.iter().enumerate() {
        let known = home.funds.iter().filter_map(|fund| fund.by_year.get(at).copied().flatten()).map(i128::from);
        let sum = known.reduce(|sum, more| sum + more).map(cents).transpose()?;
        let value = sum.map(|usd| (usd, Cell::Millions(usd)));
        points.push(Point { label: Cell::Text(year.to_string()), values: vec![value], total: sum.map(Cell::Millions) });
    }
    Ok((points.len() > 1).then(|| {
        let (title, series) = (Cell::say("brief-chart-income"), vec![Cell::say("brief-received")]);
        Block::Chart(Chart { drawn: Drawn::Columns, title, series, points })
    }))
}

fn matrix_row(name: Cell, funds: &[String], by_fund: &BTreeMap<String, i128>) -> Result<Vec<Cell>, StoreError> {
    let mut row = vec![name];
    for fund in funds {
        row.push(by_fund.get(fund).map_or(Ok(Cell::Nothing), |usd| cents(*usd).map(Cell::Usd))?);
    }
    row.push(Cell::Usd(cents(by_fund.values().sum())?));
    Ok(row)
}

/// The printed name of a line; totals are printed as "total" alone and are named here.
fn finance_name(item: &str, row: &Record, lang: &str) -> Cell {
    match item {
        "TOTAL_B" => Cell::say("brief-finance-income"),
        "TOTAL_II" => Cell::say("brief-finance-expenditure"),
        _ => {
            let own = row.get(&format!("name_{lang}"));
            Cell::text(if own.is_empty() { row.get("name_en") } else { own })
        }
    }
}

fn result_row(line: &ResultLine) -> Vec<Cell> {
    let value = |value: Option<i64>| match (line.unit, value) {
        (_, None) => Cell::Nothing,
        (Unit::Usd, Some(usd)) => Cell::Dollars(usd),
        (Unit::Count, Some(count)) => Cell::Count(count),
        (Unit::Tenths, Some(tenths)) => Cell::Tenths(tenths),
    };
    let standing = Cell::say(standing_key(line.standing));
    vec![Cell::text(&line.name), value(line.baseline), value(line.target), value(line.value), standing]
}

const fn standing_key(standing: Standing) -> &'static str {
    match standing {
        Standing::Met => "standing-met",
        Standing::OnTrack => "standing-on-track",
        Standing::Behind => "standing-behind",
        Standing::NoData => "standing-no-data",
        Standing::NoTarget => "standing-no-target",
    }
}
