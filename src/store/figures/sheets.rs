//! Sheets of the budget: rows against columns, summed from records, with what the papers print where it differs. Printed
//! figures stay as printed; nothing is adjusted to fit them.

use std::collections::BTreeMap;

use super::super::record::name_sql;
use super::super::{Store, StoreError};
use super::Unit;
use super::sight::Sight;
use crate::access::Asker;
use crate::domain::kind::Kind;
use crate::domain::money::part_of;
use crate::domain::record::Id;
use crate::domain::say::Say;

/// Which sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SheetName {
    /// The core budget by year, with the reserve.
    Core,
    /// The budget by source of money and priority.
    Sources,
    /// The budget by object of expenditure and priority.
    Objects,
    /// The accounts of the Foundation by year.
    Finances,
    /// Posts by source of money and year.
    Posts,
}

/// Rows against columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The year it is of; none where years are its columns.
    pub year: Option<i16>,
    pub unit: Unit,
    pub heads: Vec<Label>,
    pub rows: Vec<SheetRow>,
    /// What is known to be wrong in what is printed.
    pub notes: Vec<String>,
}

/// A row of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    pub label: Label,
    pub cells: Vec<SheetCell>,
}

/// A cell: what records give, and what is printed where that is another number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SheetCell {
    pub value: Option<i64>,
    pub printed: Option<i64>,
    /// Not final: projected when it was printed.
    pub projected: bool,
}

/// What a row or a column is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    Name(String),
    Say(Say),
}

/// Sums by row and column; none stands for all of them.
type Sums = BTreeMap<(Option<Id>, Option<Id>), i64>;

impl Store {
    /// A sheet as it stands on the asker's day.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sheet(&self, asker: &Asker, name: SheetName) -> Result<Sheet, StoreError> {
        self.stand(asker)?;
        match name {
            SheetName::Core => self.core_years(asker),
            SheetName::Sources => self.budget_by(asker, Kind::Fund),
            SheetName::Objects => self.budget_by(asker, Kind::Object),
            SheetName::Finances => self.finances(asker),
            SheetName::Posts => self.posts_by(asker),
        }
    }

    fn core_years(&self, asker: &Asker) -> Result<Sheet, StoreError> {
        let sight = self.sight(asker)?;
        let percent = self.setting("reserve-share", 10)?;
        let mut sheet = blank(None, Unit::Usd);
        let labels = [
            Say::new("sheet-approved"),
            Say::new("sheet-published"),
            Say::new("sheet-recorded"),
            Say::new("sheet-gap-published"),
            Say::new("sheet-gap-recorded"),
            Say::new("sheet-expected"),
            Say::new("sheet-reserve"),
            Say::new("sheet-reserve-required").with("percent", percent),
        ];
        sheet.rows = labels.map(|say| SheetRow { label: Label::Say(say), cells: Vec::new() }).into();
        let years = self.rows(include_str!("core-years.sql"), &sight, |row| {
            Ok((row.get(0)?, [1, 2, 3, 4].map(|at| row.get(at)), row.get::<_, String>(5)?))
        })?;
        for (year, amounts, note) in years {
            let [approved, published, expected, reserve]: [Option<i64>; 4] = {
                let [one, two, three, four] = amounts;
                [one?, two?, three?, four?]
            };
            let recorded = self.core_sum(&sight.clone().in_year(year))?;
            let gap = |received: Option<i64>| approved.zip(received).map(|(approved, received)| approved - received);
            let required = approved.and_then(|approved| part_of(approved, percent, 100));
            let cells = [approved, published, recorded, gap(published), gap(recorded), expected, reserve, required];
            for (row, value) in sheet.rows.iter_mut().zip(cells) {
                row.cells.push(SheetCell { value, ..SheetCell::default() });
            }
            sheet.heads.push(Label::Name(year.to_string()));
            sheet.notes.extend((!note.is_empty()).then(|| format!("{year}: {note}")));
        }
        Ok(sheet)
    }

    fn budget_by(&self, asker: &Asker, rows: Kind) -> Result<Sheet, StoreError> {
        let sight = self.sight(asker)?;
        let year = self.rows(include_str!("budget-year.sql"), &sight, |row| row.get::<_, Option<i16>>(0))?;
        let year = year.into_iter().flatten().next().unwrap_or(sight.year);
        let sight = sight.in_year(year);
        let other = if rows == Kind::Fund { "object" } else { "fund" };
        let mut sheet = blank(Some(year), Unit::Usd);
        let mut sums = Sums::new();
        let lines: Vec<(Id, Id, i64)> =
            self.rows(&include_str!("budget-by.sql").replace("{row}", rows.name()), &sight, |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?;
        for (row, column, usd) in lines {
            for key in [(Some(row), Some(column)), (Some(row), None), (None, Some(column)), (None, None)] {
                *sums.entry(key).or_default() += usd;
            }
        }
        let sql = include_str!("budget-printed.sql").replace("{row}", rows.name()).replace("{other}", other);
        let mut printed = Sums::new();
        let found = self.rows(&sql, &sight, |row| {
            Ok(((row.get(0)?, row.get(1)?), row.get::<_, i64>(2)?, row.get::<_, String>(3)?))
        })?;
        for (key, usd, note) in found {
            if sums.get(&key).copied().unwrap_or(0) != usd {
                printed.entry(key).or_insert(usd);
            }
            if !note.is_empty() && !sheet.notes.contains(&note) {
                sheet.notes.push(note);
            }
        }
        let columns =
            self.names(asker, Kind::Subprogramme, "code", &sums.keys().filter_map(|key| key.1).collect::<Vec<_>>())?;
        let labels = self.names(asker, rows, "", &sums.keys().filter_map(|key| key.0).collect::<Vec<_>>())?;
        lay_out(&mut sheet, &labels, &columns, &sums, &printed);
        Ok(sheet)
    }

    fn finances(&self, asker: &Asker) -> Result<Sheet, StoreError> {
        let name = name_sql(Kind::FinanceLine, "l", asker.lang);
        let sql = include_str!("finances.sql").replace("{name}", &name);
        let lines: Vec<(String, String, i16, i64, String, String)> = self.rows(&sql, &Sight::of(asker), |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
        })?;
        let mut years: Vec<i16> = lines.iter().map(|line| line.2).collect();
        years.sort_unstable();
        years.dedup();
        let mut sheet = blank(None, Unit::Usd);
        sheet.heads = years.iter().map(|year| Label::Name(year.to_string())).collect();
        let mut item = String::new();
        for (of, name, year, usd, status, note) in lines {
            if of != item {
                item = of;
                let cells = vec![SheetCell::default(); years.len()];
                sheet.rows.push(SheetRow { label: Label::Name(name), cells });
            }
            let cell = sheet.rows.last_mut().zip(years.binary_search(&year).ok());
            if let Some((row, at)) = cell {
                row.cells[at] = SheetCell { value: Some(usd), printed: None, projected: status == "projected" };
            }
            if !note.is_empty() && !sheet.notes.contains(&note) {
                sheet.notes.push(note);
            }
        }
        Ok(sheet)
    }

    fn posts_by(&self, asker: &Asker) -> Result<Sheet, StoreError> {
        let found: Vec<(Id, i64, i64)> = self
            .rows(include_str!("posts-by.sql"), &Sight::of(asker), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let mut sums = Sums::new();
        for (fund, year, posts) in found {
            for key in [(Some(fund), Some(year)), (Some(fund), None), (None, Some(year)), (None, None)] {
                *sums.entry(key).or_default() += posts;
            }
        }
        let mut years: Vec<i64> = sums.keys().filter_map(|key| key.1).collect();
        years.sort_unstable();
        years.dedup();
        let columns: Vec<(Id, String)> = years.into_iter().map(|year| (year, year.to_string())).collect();
        let labels = self.names(asker, Kind::Fund, "", &sums.keys().filter_map(|key| key.0).collect::<Vec<_>>())?;
        let mut sheet = blank(None, Unit::Count);
        lay_out(&mut sheet, &labels, &columns, &sums, &Sums::new());
        Ok(sheet)
    }

    /// The names of records, or another column, in the order of their ids; those in the bin too.
    fn names(&self, asker: &Asker, kind: Kind, column: &str, ids: &[Id]) -> Result<Vec<(Id, String)>, StoreError> {
        let name = if column.is_empty() { name_sql(kind, "n", asker.lang) } else { format!("n.{column}") };
        let sql = format!("SELECT n.id, {name} FROM {} n ORDER BY n.id", kind.name());
        let all: Vec<(Id, String)> = self.rows(&sql, &Sight::of(asker), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(all.into_iter().filter(|(id, _)| ids.contains(id)).collect())
    }
}

const fn blank(year: Option<i16>, unit: Unit) -> Sheet {
    Sheet { year, unit, heads: Vec::new(), rows: Vec::new(), notes: Vec::new() }
}

/// Fills a sheet from sums, the totals last.
fn lay_out(sheet: &mut Sheet, rows: &[(Id, String)], columns: &[(Id, String)], sums: &Sums, printed: &Sums) {
    let total = || Label::Say(Say::new("sheet-total"));
    sheet.heads = columns.iter().map(|(_, name)| Label::Name(name.clone())).chain([total()]).collect();
    let rows = rows.iter().map(|(id, name)| (Some(*id), Label::Name(name.clone())));
    for (row, label) in rows.chain([(None, total())]) {
        let cells = columns.iter().map(|(id, _)| Some(*id)).chain([None]).map(|column| SheetCell {
            value: sums.get(&(row, column)).copied(),
            printed: printed.get(&(row, column)).copied(),
            projected: false,
        });
        sheet.rows.push(SheetRow { label, cells: cells.collect() });
    }
}
