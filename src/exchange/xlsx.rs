//! Records as a spreadsheet: real numbers and days, amounts with the decimals of their currency, a header that stays, and
//! a last sheet that says what the file is, with sums as formulas, never over two currencies. It refuses a number that a
//! spreadsheet would round: one of more digits stands as text, and the last sheet counts them.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};

use super::table::WriteError;
use crate::domain::day::Day;
use crate::domain::export::{Column, Holds, Plan, Words};
use crate::domain::money::{Currency, plain_text, read_plain};
use crate::domain::say::Say;

/// Rows a sheet holds, its header among them; few while testing, so that a second sheet is begun.
const MOST_ROWS: u32 = if cfg!(test) { 6 } else { 1_048_576 };
/// Digits of a number a spreadsheet keeps.
const MOST_DIGITS: usize = 15;
/// Widest and narrowest column, in characters.
const WIDTHS: (u16, u16) = (8, 60);
/// Characters of a cell, as the format counts them.
const MOST_CHARACTERS: usize = 32_767;

/// A spreadsheet being put together in a file of its own.
pub(super) struct Xlsx {
    book: Workbook,
    columns: Vec<Column>,
    words: Words,
    kind: &'static str,
    /// The column that says the currency of amounts.
    currency: Option<usize>,
    looks: Looks,
    /// The row to be written next, and the rows of the sheets before.
    row: u32,
    full: Vec<u32>,
    sums: BTreeMap<(usize, Currency), Sum>,
    stop: Arc<AtomicBool>,
    out: File,
}

/// What the cells of one column in one currency come to.
#[derive(Default)]
struct Sum {
    /// Minor units.
    minor: i128,
    /// Amounts that stand as text.
    as_text: u32,
    /// Rows without a value.
    empty: u32,
}

/// How numbers look: by decimals of money, days, and everything else.
struct Looks {
    head: Format,
    day: Format,
    money: [Format; 5],
}

impl Looks {
    fn new() -> Self {
        let number = |decimals: usize| {
            let zeros = "0".repeat(decimals);
            Format::new().set_num_format(if decimals == 0 { "#,##0".to_owned() } else { format!("#,##0.{zeros}") })
        };
        Self {
            head: Format::new().set_bold(),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            money: [number(0), number(1), number(2), number(3), number(4)],
        }
    }

    fn money(&self, decimals: u8) -> &Format {
        &self.money[usize::from(decimals).min(4)]
    }
}

fn failed(error: XlsxError) -> WriteError {
    WriteError::Io(match error {
        XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => error,
        XlsxError::ZipError(error) => error.into(),
        other => io::Error::other(other),
    })
}

/// A number as the format keeps it; none where it would be rounded.
fn exact(text: &str) -> Option<f64> {
    let digits = text.bytes().filter(u8::is_ascii_digit).skip_while(|digit| *digit == b'0').count();
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    if plain && digits <= MOST_DIGITS { text.parse().ok() } else { None }
}

impl Xlsx {
    /// Begins with the first sheet; what is put together lies in `folder` until it is whole.
    pub(super) fn begin(plan: &Plan, folder: &Path, stop: Arc<AtomicBool>) -> Result<Self, WriteError> {
        let mut book = Workbook::new();
        book.set_tempdir(folder).map_err(failed)?;
        let mut begun = Self {
            book,
            currency: plan.columns.iter().position(|column| column.name == "currency"),
            columns: plan.columns.clone(),
            words: plan.words.clone(),
            kind: plan.kind.name(),
            looks: Looks::new(),
            row: 0,
            full: Vec::new(),
            sums: BTreeMap::new(),
            stop,
            out: tempfile::tempfile_in(folder)?,
        };
        begun.begin_sheet()?;
        Ok(begun)
    }

    fn sheet_name(&self, at: usize) -> String {
        if at == 0 { self.kind.to_owned() } else { format!("{} {}", self.kind, at + 1) }
    }

    fn begin_sheet(&mut self) -> Result<(), WriteError> {
        let name = self.sheet_name(self.full.len());
        let sheet = self.book.add_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_name(name).and_then(|sheet| sheet.set_freeze_panes(1, 0)).map_err(failed)?;
        for (at, column) in (0..).zip(&self.columns) {
            let width = column.width.clamp(WIDTHS.0, WIDTHS.1);
            sheet.set_column_width(at, f64::from(width)).map_err(failed)?;
            sheet.write_string_with_format(0, at, &column.name, &self.looks.head).map_err(failed)?;
        }
        self.row = 1;
        Ok(())
    }

    /// Writes one record.
    pub(super) fn row(&mut self, cells: &[String]) -> Result<(), WriteError> {
        if self.row == MOST_ROWS {
            self.full.push(self.row);
            self.begin_sheet()?;
        }
        let own = self.currency.and_then(|at| Currency::parse(&cells[at])).unwrap_or(Currency::USD);
        let sheet = self.book.worksheet_from_index(self.full.len()).map_err(failed)?;
        for (at, (column, text)) in self.columns.iter().zip(cells).enumerate() {
            let currency = if column.holds == Holds::Money { own } else { Currency::USD };
            let summed = matches!(column.holds, Holds::Money | Holds::Usd);
            let sum = summed.then(|| self.sums.entry((at, currency)).or_default());
            let place = (self.row, u16::try_from(at).unwrap_or(u16::MAX));
            write_cell(sheet, place, column, text, currency, &self.looks, sum)?;
        }
        self.row += 1;
        Ok(())
    }

    /// Writes the last sheet and hands the whole over; gives how many sheets the rows stand in.
    pub(super) fn finish(mut self, out: &mut impl Write) -> Result<usize, WriteError> {
        self.full.push(self.row);
        self.about().map_err(failed)?;
        let guarded = Guarded { out: &mut self.out, stop: &self.stop };
        let saved = self.book.save_to_writer(guarded);
        if self.stop.load(Ordering::Relaxed) {
            return Err(WriteError::Stopped);
        }
        saved.map_err(failed)?;
        self.out.seek(SeekFrom::Start(0))?;
        io::copy(&mut self.out, out)?;
        Ok(self.full.len())
    }

    fn about(&mut self) -> Result<(), XlsxError> {
        let ranges = |at: usize| -> Vec<String> {
            let column = letters(at);
            let sheets = self.full.iter().enumerate().filter(|(_, rows)| **rows > 1);
            sheets.map(|(sheet, rows)| format!("'{}'!${column}$2:${column}${rows}", self.sheet_name(sheet))).collect()
        };
        let sums: Vec<(String, Currency, String, String, &Sum)> = self
            .sums
            .iter()
            .map(|((at, currency), sum)| {
                let values = ranges(*at);
                let own = self.currency.filter(|_| self.columns[*at].holds == Holds::Money).map(ranges);
                let formula = sum_formula(&values, own.as_deref(), *currency);
                (self.columns[*at].name.clone(), *currency, formula, plain(sum, *currency), sum)
            })
            .collect();
        let (looks, words) = (&self.looks, &self.words);
        let sheet = self.book.add_worksheet();
        sheet.set_name(&words.about)?;
        for (at, width) in [(0, 28.0), (1, 34.0), (2, 24.0), (3, 12.0), (4, 12.0)] {
            sheet.set_column_width(at, width)?;
        }
        let mut row = 0;
        for (name, value) in &words.facts {
            sheet.write_string_with_format(row, 0, name, &looks.head)?.write_string(row, 1, value)?;
            row += 1;
        }
        row += 1;
        if !sums.is_empty() {
            heads(sheet, row, &words.sums, looks)?;
            for (name, currency, formula, value, sum) in &sums {
                row += 1;
                let look = looks.money(currency.minor_units());
                sheet.write_string(row, 0, name)?.write_string(row, 1, currency.code())?;
                let formula = Formula::new(formula).set_result(value);
                sheet.write_formula_with_format(row, 2, formula, look)?;
                sheet.write_number(row, 3, sum.empty)?.write_number(row, 4, sum.as_text)?;
            }
            row += 2;
        }
        heads(sheet, row, &words.column, looks)?;
        for (column, label) in self.columns.iter().zip(&words.labels) {
            row += 1;
            sheet.write_string(row, 0, &column.name)?.write_string(row, 1, label)?;
        }
        Ok(())
    }
}

fn heads(sheet: &mut Worksheet, row: u32, heads: &[String], looks: &Looks) -> Result<(), XlsxError> {
    for (at, head) in (0..).zip(heads) {
        sheet.write_string_with_format(row, at, head, &looks.head)?;
    }
    Ok(())
}

fn plain(sum: &Sum, currency: Currency) -> String {
    i64::try_from(sum.minor).map_or_else(|_| String::new(), |minor| plain_text(minor, currency.minor_units()))
}

/// The sum of ranges as a formula; of one currency alone where a column says which it is.
fn sum_formula(values: &[String], own: Option<&[String]>, currency: Currency) -> String {
    let parts: Vec<String> = match own {
        None => values.iter().map(|range| format!("SUM({range})")).collect(),
        Some(codes) => {
            let both = values.iter().zip(codes);
            both.map(|(range, code)| format!("SUMIF({code},\"{}\",{range})", currency.code())).collect()
        }
    };
    if parts.is_empty() { "=0".to_owned() } else { format!("={}", parts.join("+")) }
}

/// The letters of a column: `A`, `Z`, `AA`.
fn letters(mut at: usize) -> String {
    let mut letters = String::new();
    loop {
        let letter = u8::try_from(at % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + letter));
        if at < 26 {
            return letters;
        }
        at = at / 26 - 1;
    }
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    column: &Column,
    text: &str,
    currency: Currency,
    looks: &Looks,
    sum: Option<&mut Sum>,
) -> Result<(), WriteError> {
    if text.is_empty() {
        if let Some(sum) = sum {
            sum.empty += 1;
        }
        return Ok(());
    }
    let number = exact(text);
    if let Some(sum) = sum {
        sum.minor += read_plain(text, currency.minor_units()).map_or(0, i128::from);
        sum.as_text += u32::from(number.is_none());
    }
    let day = Day::parse_iso(text).and_then(|_| ExcelDateTime::parse_from_str(text).ok());
    let written = match (column.holds, number, day) {
        (Holds::Money | Holds::Usd, Some(number), _) => {
            sheet.write_number_with_format(row, at, number, looks.money(currency.minor_units()))
        }
        (Holds::Whole | Holds::Decimal | Holds::Day, Some(number), _) => sheet.write_number(row, at, number),
        // A day before the calendar of the format begins stands as text.
        (Holds::Day, None, Some(day)) => sheet.write_datetime_with_format(row, at, &day, &looks.day),
        _ if text.encode_utf16().count() > MOST_CHARACTERS => return Err(too_long(column)),
        _ => sheet.write_string(row, at, text),
    };
    written.map(|_| ()).map_err(failed)
}

fn too_long(column: &Column) -> WriteError {
    WriteError::Said(Say::new("export-long-text").with("column", &column.name).with("most", MOST_CHARACTERS))
}

/// A file that takes no more as soon as somebody wants it to stop.
struct Guarded<'a> {
    out: &'a mut File,
    stop: &'a AtomicBool,
}

impl Write for Guarded<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.stop.load(Ordering::Relaxed) {
            // `Interrupted` would be tried again by whoever writes.
            return Err(io::Error::other("stopped"));
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Seek for Guarded<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.out.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Reader, Xlsx as Book};

    use super::*;
    use crate::domain::export::{Format as Form, shown};
    use crate::domain::kind::Kind;
    use crate::domain::query::Query;

    #[test]
    fn rows_beyond_a_sheet_go_on_in_the_next_and_sums_are_over_all_of_them() {
        let query = Query::read(Kind::Contribution, "columns=partner,amount").unwrap();
        let plan = Plan {
            kind: Kind::Contribution,
            format: Form::Xlsx,
            columns: shown(&query, Form::Xlsx),
            words: Words { about: "About".to_owned(), ..Words::default() },
        };
        assert_eq!(
            plan.columns.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(),
            ["partner", "amount", "currency", "id"]
        );
        let folder = tempfile::tempdir().unwrap();
        let mut xlsx = Xlsx::begin(&plan, folder.path(), Arc::default()).unwrap();
        for at in 1..=12 {
            let cells = [format!("Donor {at}"), format!("{at}.50"), "USD".to_owned(), at.to_string()];
            xlsx.row(&cells).unwrap();
        }
        let mut bytes = Vec::new();
        assert_eq!(xlsx.finish(&mut bytes).unwrap(), 3);
        let mut book: Book<_> = Book::new(Cursor::new(bytes)).unwrap();
        assert_eq!(book.sheet_names(), ["contribution", "contribution 2", "contribution 3", "About"]);
        let mut donors = Vec::new();
        for name in ["contribution", "contribution 2", "contribution 3"] {
            let range = book.worksheet_range(name).unwrap();
            let mut rows = range.rows();
            assert_eq!(rows.next().unwrap()[0].to_string(), "partner", "each sheet has the header");
            donors.extend(rows.map(|row| row[0].to_string()));
        }
        assert_eq!(donors, (1..=12).map(|at| format!("Donor {at}")).collect::<Vec<_>>());
        let about = book.worksheet_formula("About").unwrap();
        let formula = about.used_cells().map(|(_, _, text)| text.clone()).next().unwrap();
        let parts = ["", " 2", " 3"].map(|sheet| format!("'contribution{sheet}'!$B$2:$B$"));
        assert!(parts.iter().all(|part| formula.contains(part.as_str())), "{formula}");
        let sums = book.worksheet_range("About").unwrap();
        let cells: Vec<String> = sums.rows().flatten().map(ToString::to_string).collect();
        assert!(cells.contains(&"84".to_owned()), "1.5 to 12.5 come to 84: {cells:?}");
    }
}
