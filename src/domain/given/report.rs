//! What is known of a file that is opened, and what came of reading it: plain data for screens and commands.

use super::{How, Recipe};
use crate::domain::kind::Kind;
use crate::domain::record::Id;
use crate::domain::say::Say;
use crate::domain::style::{DayOrder, Decimal, Known};

/// One table of a file: a sheet of a workbook, or the only one of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Empty where a file has only one.
    pub name: String,
    /// The kind of record its rows are, where the file says so itself.
    pub kind: Option<Kind>,
    /// Rows and columns, where the file says how many.
    pub size: Option<(u64, u64)>,
}

/// A file that was opened, with what is found out about it.
#[derive(Clone, Debug)]
pub struct Opening {
    pub kind: Kind,
    /// How it is written: encoding and delimiter, or the sheet.
    pub look: Say,
    pub tables: Vec<Table>,
    pub table: usize,
    pub header: Vec<String>,
    /// The line the header stands on.
    pub header_line: u64,
    /// The first rows below it.
    pub first: Vec<(u64, Vec<String>)>,
    /// What each column is read as (none: not used), and how that was found out.
    pub columns: Vec<(Option<String>, How)>,
    /// Required fields nothing fills.
    pub missing: Vec<&'static str>,
    /// Rows that are meant.
    pub rows: u64,
    pub decimal: Known<Decimal>,
    pub days: Known<DayOrder>,
    /// What holds: what was said now over what is remembered.
    pub recipe: Recipe,
    /// Who imported this header last, and when.
    pub remembered: Option<(String, String)>,
}

/// What became of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Met {
    New,
    /// Fields with what stood there and what comes.
    Changed(Vec<Changed>),
    Same,
    /// Fields (none: the row), what stood in the file, and why not.
    Rejected(Vec<(Option<&'static str>, String, Say)>),
}

/// One field of a record that the file would change, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    pub field: &'static str,
    pub from: String,
    pub to: String,
}

/// A value of theirs that no record or word of ours is known for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    pub field: &'static str,
    pub text: String,
    /// Rows that hold it.
    pub rows: usize,
    /// What comes nearest: how files write it, its name, and how alike the two are, of 100.
    pub near: Vec<(String, String, u8)>,
}

/// What came of reading a file.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub applied: bool,
    /// Rows read, blank ones and those left out not counted.
    pub rows: u64,
    pub left_out: u64,
    pub new: usize,
    pub changed: usize,
    pub same: usize,
    pub rejected: usize,
    /// Partners made beside the rows.
    pub partners: usize,
    /// Amounts written with marks and rates rounded: how many, and the first with line, text and reading.
    pub read_as: usize,
    pub readings: Vec<(u64, String, String)>,
    /// The first rows of each fate: line, the row in words, what became of it.
    pub met: Vec<(u64, String, Met)>,
    pub unknown: Vec<Unknown>,
    /// The file that keeps bad rows, when there are any.
    pub rejects: Option<String>,
    /// The action in history; none when nothing was written.
    pub action: Option<Id>,
}
