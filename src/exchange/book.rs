//! Workbooks, XLSX and ODS, row by row: which sheets they have, cells as texts with what the workbook keeps them as. Cells
//! nobody can read (a formula without its value, an error, a part of a merged cell) are wrong at their place. Rows come
//! from a thread of their own, few ahead, so that a large sheet needs little memory.

use std::io::Read;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use calamine::{Data, DataRef, Dimensions, ExcelDateTime, Ods, OdsError, Reader, Xlsx, XlsxError};
use zip::ZipArchive;

use super::origin::{Bytes, Origin};
use super::source::Rows;
use crate::domain::given::{Kept, Line, Table};
use crate::domain::number::Exact;
use crate::domain::say::Say;

/// The forms of workbooks that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Xlsx,
    Ods,
}

/// Largest parts of a workbook, unpacked: a sheet is read as it comes, everything else is held in memory.
const MOST_OF_SHEET: u64 = 4 << 30;
const MOST_HELD: u64 = 256 << 20;
/// Most parts a workbook has.
const MOST_PARTS: usize = 4_096;
/// Most cells of an ODS, repeated ones counted.
const MOST_CELLS: u64 = 5_000_000;
/// Rows handed over at once, and how many of such parcels wait at most.
const PARCEL: usize = 100;
const WAITING: usize = 8;

type Parcel = Result<Vec<Line>, Say>;

/// Looks into a workbook: its form and its sheets. Nothing is unpacked before it is known how large it gets.
///
/// # Errors
/// When it has a password, is cut short, is too large unpacked, or is no workbook.
pub fn look(origin: &Origin) -> Result<(Form, Vec<Table>), Say> {
    let form = weigh(origin)?;
    let tables = match form {
        Form::Xlsx => {
            let mut book = xlsx(origin)?;
            let names = book.sheet_names();
            let size = |name: &String| {
                let cells = book.worksheet_cells_reader(name).ok()?.dimensions();
                Some((u64::from(cells.end.0) + 1, u64::from(cells.end.1) + 1))
            };
            let sizes: Vec<_> = names.iter().map(size).collect();
            names.into_iter().zip(sizes).map(|(name, size)| Table { name, kind: None, size }).collect()
        }
        Form::Ods => {
            let mut book = ods(origin)?;
            let names = book.sheet_names();
            let mut tables = Vec::with_capacity(names.len());
            for name in names {
                let range = book.worksheet_range(&name).map_err(|error| broken(origin, &error))?;
                let end = range.end().map(|(row, column)| (u64::from(row) + 1, u64::from(column) + 1));
                tables.push(Table { name, kind: None, size: end });
            }
            tables
        }
    };
    let tables: Vec<Table> = tables;
    if tables.is_empty() { Err(Say::new("import-no-sheets").with("path", origin.name())) } else { Ok((form, tables)) }
}

/// Holds the parts of a workbook against what they may be unpacked; the sizes it says are held against the real ones as
/// far as they could do harm.
fn weigh(origin: &Origin) -> Result<Form, Say> {
    let mut zip = ZipArchive::new(origin.open()?).map_err(|error| broken(origin, &error))?;
    let too_large = |most: u64| Say::new("import-book-too-large").with("path", origin.name()).with("most", most >> 20);
    if zip.len() > MOST_PARTS {
        return Err(Say::new("import-book-parts").with("path", origin.name()).with("most", MOST_PARTS));
    }
    let mut form = None;
    for at in 0..zip.len() {
        let part = zip.by_index(at).map_err(|error| broken(origin, &error))?;
        let name = part.name().map_err(|error| broken(origin, &error))?.into_owned();
        let says = part.size();
        match name.as_str() {
            "xl/workbook.xml" => form = Some(Form::Xlsx),
            "content.xml" => form = Some(Form::Ods),
            _ => {}
        }
        let sheet = name.starts_with("xl/worksheets/");
        let most = if sheet { MOST_OF_SHEET } else { MOST_HELD };
        if !std::path::Path::new(&name).extension().is_some_and(|ending| ending == "xml" || ending == "rels") {
            continue;
        }
        if says > most {
            return Err(too_large(most));
        }
        // A sheet is read as it comes, however long it is; what is held is unpacked once to see whether its size is true.
        if !sheet {
            let real = std::io::copy(&mut part.take(most + 1), &mut std::io::sink());
            if real.map_err(|error| broken(origin, &error))? > most {
                return Err(too_large(most));
            }
        }
    }
    let form = form.ok_or_else(|| Say::new("import-not-text").with("path", origin.name()))?;
    if form == Form::Ods {
        super::ods::count_cells(&mut zip, origin, MOST_CELLS)?;
    }
    Ok(form)
}

fn xlsx(origin: &Origin) -> Result<Xlsx<Box<dyn Bytes>>, Say> {
    Xlsx::new(origin.open()?).map_err(|error| match error {
        XlsxError::Password => Say::new("import-password").with("path", origin.name()),
        error => broken(origin, &error),
    })
}

fn ods(origin: &Origin) -> Result<Ods<Box<dyn Bytes>>, Say> {
    Ods::new(origin.open()?).map_err(|error| match error {
        OdsError::Password => Say::new("import-password").with("path", origin.name()),
        error => broken(origin, &error),
    })
}

/// The refusal of a workbook that is cut short or damaged.
pub(super) fn broken(origin: &Origin, error: &dyn std::fmt::Display) -> Say {
    Say::new("import-book-broken").with("path", origin.name()).with("error", error)
}

/// The rows of one sheet.
pub struct Sheet {
    parcels: Receiver<Parcel>,
    parcel: std::vec::IntoIter<Line>,
    table: Table,
    sheets: usize,
    /// Columns up to the last that any earlier row had, the header among them.
    width: usize,
}

impl Sheet {
    /// Opens a sheet at its first row.
    ///
    /// # Errors
    /// When the workbook cannot be read.
    pub fn open(origin: &Origin, form: Form, table: &Table, sheets: usize) -> Result<Self, Say> {
        let (parcels_in, parcels) = sync_channel(WAITING);
        let (origin, name) = (origin.clone(), table.name.clone());
        let spawned = thread::Builder::new().name("sheet".to_owned()).spawn(move || {
            let read = match form {
                Form::Xlsx => read_xlsx(&origin, &name, &parcels_in),
                Form::Ods => read_ods(&origin, &name, &parcels_in),
            };
            if let Err(say) = read {
                // Nobody waits for it any more when this cannot be sent.
                let _unheard = parcels_in.send(Err(say));
            }
        });
        spawned.map_err(|error| Say::new("import-unreadable").with("path", &table.name).with("error", error))?;
        Ok(Self { parcels, parcel: Vec::new().into_iter(), table: table.clone(), sheets, width: 0 })
    }
}

impl Rows for Sheet {
    fn look(&self) -> Say {
        let (rows, columns) = self.table.size.unwrap_or_default();
        Say::new("import-sheet")
            .with("sheet", &self.table.name)
            .with("sheets", self.sheets)
            .with("rows", rows)
            .with("columns", columns)
    }

    fn next(&mut self, line: &mut Line) -> Result<bool, Say> {
        loop {
            if let Some(next) = self.parcel.next() {
                *line = next;
                // Cells behind the last that is filled are not kept by workbooks.
                line.trim_to(self.width);
                line.fill_to(self.width);
                return Ok(true);
            }
            match self.parcels.recv() {
                Ok(parcel) => self.parcel = parcel?.into_iter(),
                Err(_) => return Ok(false),
            }
        }
    }

    fn keep_width(&mut self, width: usize) {
        self.width = width;
    }
}

/// Rows put into parcels; false when nobody wants more.
struct Packing<'a> {
    out: &'a SyncSender<Parcel>,
    parcel: Vec<Line>,
}

impl Packing<'_> {
    fn add(&mut self, line: Line) -> bool {
        self.parcel.push(line);
        self.parcel.len() < PARCEL || self.send()
    }

    fn send(&mut self) -> bool {
        self.out.send(Ok(std::mem::take(&mut self.parcel))).is_ok()
    }
}

fn read_xlsx(origin: &Origin, name: &str, out: &SyncSender<Parcel>) -> Result<(), Say> {
    let mut book = xlsx(origin)?;
    let failed = |error: XlsxError| broken(origin, &error);
    let merged = Merged::of(book.merge_cells_by_sheet_name(name).map_err(failed)?);
    let from_1904 = book.has_1904_epoch();
    let mut cells = book.worksheet_cells_reader(name).map_err(failed)?;
    let mut packing = Packing { out, parcel: Vec::new() };
    let mut line = new_line(from_1904);
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(failed)? {
        let (row, column) = (cell.pos.0, cell.pos.1 as usize);
        let number = u64::from(row) + 1;
        if line.number != number {
            // Cells stand in the order of their rows; a workbook that says otherwise is not read further.
            if line.number > number {
                return Err(broken(origin, &number));
            }
            if line.number > 0 && !packing.add(finished(line, &merged)) {
                return Ok(());
            }
            line = new_line(from_1904);
            line.begin(number);
        }
        line.fill_to(column);
        if line.len() > column {
            continue;
        }
        put(&mut line, column, &cell.value, cell.formula.is_some());
    }
    if line.number > 0 {
        packing.add(finished(line, &merged));
    }
    packing.send();
    Ok(())
}

fn read_ods(origin: &Origin, name: &str, out: &SyncSender<Parcel>) -> Result<(), Say> {
    let mut book = ods(origin)?;
    let failed = |error: OdsError| broken(origin, &error);
    let range = book.worksheet_range(name).map_err(failed)?;
    let formulas = book.worksheet_formula(name).map_err(failed)?;
    let merged = Merged::of(super::ods::merged_cells(origin, name)?);
    let mut packing = Packing { out, parcel: Vec::new() };
    let Some((first_row, first_column)) = range.start() else { return Ok(()) };
    for (at, cells) in (first_row..).zip(range.rows()) {
        let mut line = Line::default();
        line.begin(u64::from(at) + 1);
        line.fill_to(first_column as usize);
        for (column, value) in (first_column..).zip(cells) {
            let formula = formulas.get_value((at, column)).is_some_and(|formula| !formula.is_empty());
            put(&mut line, column as usize, &lent(value), formula);
        }
        line.trim_to(0);
        if !packing.add(finished(line, &merged)) {
            return Ok(());
        }
    }
    packing.send();
    Ok(())
}

fn new_line(from_1904: bool) -> Line {
    let mut line = Line::default();
    line.from_1904 = from_1904;
    line
}

/// The value of a cell without a copy of its text.
fn lent(value: &Data) -> DataRef<'_> {
    match value {
        Data::String(text) => DataRef::SharedString(text),
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::Bool(yes) => DataRef::Bool(*yes),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

/// Merged cells of a sheet by their rows.
struct Merged(Vec<Dimensions>);

impl Merged {
    fn of(mut regions: Vec<Dimensions>) -> Self {
        regions.retain(|region| region.start != region.end);
        regions.sort_by_key(|region| region.start);
        Self(regions)
    }
}

/// A row with what is merged in it marked as wrong: a value over several cells says nothing of each.
fn finished(mut line: Line, merged: &Merged) -> Line {
    let row = u32::try_from(line.number.saturating_sub(1)).unwrap_or(u32::MAX);
    let until = merged.0.partition_point(|region| region.start.0 <= row);
    for region in merged.0[..until].iter().filter(|region| region.end.0 >= row) {
        let place = format!("{}:{}", place(region.start), place(region.end));
        for column in region.start.1..=region.end.1.min(region.start.1 + 255) {
            line.wrong.push((column as usize, Say::new("import-cell-merged").with("cells", &place)));
        }
    }
    line
}

/// Puts a cell into a row at a column that is the next one.
fn put(line: &mut Line, column: usize, value: &DataRef<'_>, formula: bool) {
    let here = (u32::try_from(line.number.saturating_sub(1)).unwrap_or(0), u32::try_from(column).unwrap_or(0));
    match value {
        DataRef::Empty if formula => {
            line.wrong.push((column, Say::new("import-cell-formula").with("cell", place(here))));
            line.push("", Kept::Text);
        }
        DataRef::Empty => line.push("", Kept::Text),
        DataRef::Int(number) => line.push(&number.to_string(), Kept::Number),
        DataRef::Float(number) => line.push(&number_text(*number), Kept::Number),
        DataRef::SharedString(text) => line.push(text, Kept::Text),
        DataRef::Bool(yes) => line.push(if *yes { "yes" } else { "no" }, Kept::Text),
        DataRef::DateTime(moment) => put_moment(line, *moment),
        DataRef::DateTimeIso(text) => line.push(text.split('T').next().unwrap_or(text), Kept::Day),
        DataRef::String(text) | DataRef::DurationIso(text) => line.push(text, Kept::Text),
        DataRef::Error(error) => {
            let say = Say::new("import-cell-error").with("cell", place(here)).with("error", error);
            line.wrong.push((column, say));
            line.push(&error.to_string(), Kept::Text);
        }
    }
}

fn put_moment(line: &mut Line, moment: ExcelDateTime) {
    if moment.is_datetime() && moment.as_f64() >= 1.0 {
        let (year, month, day, ..) = moment.to_ymd_hms_milli();
        return line.push(&format!("{year:04}-{month:02}-{day:02}"), Kept::Day);
    }
    line.push(&number_text(moment.as_f64()), Kept::Number);
}

/// A number as spreadsheets show it: fifteen digits, beyond which a sum of cents carries noise; written out plainly.
fn number_text(number: f64) -> String {
    let written = format!("{number:.14e}");
    let plain = || {
        let (mantissa, exponent) = written.split_once('e')?;
        let digits: i128 = mantissa.replace('.', "").parse().ok()?;
        let exponent: i32 = exponent.parse().ok()?;
        // Beyond any amount, and not worth its zeros.
        (-300..300).contains(&exponent).then(|| Exact::new(digits, exponent - 14).to_string())
    };
    plain().unwrap_or(written.clone())
}

/// A place as spreadsheets name it: `B5`.
fn place((row, column): (u32, u32)) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        letters.push(b'A' + u8::try_from((left - 1) % 26).unwrap_or(0));
        left = (left - 1) / 26;
    }
    letters.reverse();
    format!("{}{}", String::from_utf8_lossy(&letters), row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_as_spreadsheets_do() {
        for (at, named) in [((0, 0), "A1"), ((4, 25), "Z5"), ((0, 26), "AA1"), ((9, 701), "ZZ10"), ((0, 702), "AAA1")] {
            assert_eq!(place(at), named);
        }
    }

    #[test]
    fn numbers_are_plain_and_without_the_noise_of_their_last_bits() {
        for (number, text) in [
            (1_250_000.5, "1250000.5"),
            (0.1 + 0.2, "0.3"),
            (-67_717.62, "-67717.62"),
            (44_197.0, "44197"),
            (0.0, "0"),
            (1e15, "1000000000000000"),
            (123_456_789_012.34, "123456789012.34"),
        ] {
            assert_eq!(number_text(number), text);
        }
    }
}
