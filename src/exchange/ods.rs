//! What the reader of workbooks does not say of an ODS: how many cells it comes to when repeated ones are written out, and
//! which are merged. Its XML is looked through as it comes.

use std::io::{BufReader, Read, Seek};

use calamine::Dimensions;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::book::broken;
use super::origin::Origin;
use crate::domain::say::Say;

/// One cell of a table as the XML has it.
struct Seen<'a> {
    table: &'a str,
    row: u32,
    column: u32,
    /// How often the cell and its row are repeated.
    times: u64,
    spans: (u32, u32),
    filled: bool,
}

/// Refuses a workbook whose repeated cells come to more than `most`.
pub(super) fn count_cells(zip: &mut ZipArchive<impl Read + Seek>, origin: &Origin, most: u64) -> Result<(), Say> {
    let mut cells = 0_u64;
    walk(zip, origin, &mut |seen| {
        if seen.filled {
            cells = cells.saturating_add(seen.times);
        }
        cells <= most
    })?;
    if cells > most {
        return Err(Say::new("import-book-cells").with("path", origin.name()).with("most", most));
    }
    Ok(())
}

/// The merged cells of a table.
pub(super) fn merged_cells(origin: &Origin, table: &str) -> Result<Vec<Dimensions>, Say> {
    let mut zip = ZipArchive::new(origin.open()?).map_err(|error| broken(origin, &error))?;
    let mut merged = Vec::new();
    walk(&mut zip, origin, &mut |seen| {
        if seen.table == table && seen.spans != (1, 1) {
            let end = (seen.row.saturating_add(seen.spans.0 - 1), seen.column.saturating_add(seen.spans.1 - 1));
            merged.push(Dimensions::new((seen.row, seen.column), end));
        }
        true
    })?;
    Ok(merged)
}

/// Shows every cell to `take` until it wants no more.
fn walk(
    zip: &mut ZipArchive<impl Read + Seek>,
    origin: &Origin,
    take: &mut dyn FnMut(&Seen<'_>) -> bool,
) -> Result<(), Say> {
    let part = zip.by_name("content.xml").map_err(|error| broken(origin, &error))?;
    let mut reader = Reader::from_reader(BufReader::new(part));
    let mut buffer = Vec::new();
    let (mut table, mut row, mut column) = (String::new(), 0_u32, 0_u32);
    let mut row_times = 1;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|error| broken(origin, &error))? {
            Event::Eof => return Ok(()),
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "table" => (table, row) = (attribute(&element, "name").unwrap_or_default(), 0),
                "table-row" => {
                    row_times = number(&element, "number-rows-repeated");
                    column = 0;
                }
                "table-cell" | "covered-table-cell" => {
                    let times = number(&element, "number-columns-repeated");
                    let spans = (number(&element, "number-rows-spanned"), number(&element, "number-columns-spanned"));
                    let filled =
                        attribute(&element, "value-type").is_some() || attribute(&element, "formula").is_some();
                    let all = u64::from(times) * u64::from(row_times);
                    if !take(&Seen { table: &table, row, column, times: all, spans, filled }) {
                        return Ok(());
                    }
                    column = column.saturating_add(times);
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "table-row" => row = row.saturating_add(row_times),
            _ => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}

/// A count of at least 1.
fn number(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|text| text.parse().ok()).unwrap_or(1).max(1)
}
