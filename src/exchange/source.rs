//! Tables of others behind one interface: what a file is, which tables it has, and the rows of each as cells of text.
//! Each form of file (delimited text, workbook, XML) is a reader of its own behind `Rows`; whoever imports knows none of
//! them. It refuses to know what a column means.

use super::origin::Origin;
use super::{book, objects, read};
use crate::domain::clean::clean_line;
use crate::domain::given::{Labels, Line, Recipe, Table, find_header};
use crate::domain::kind::Kind;
use crate::domain::say::Say;

/// The rows of one table, from its first to its last, one at a time.
pub trait Rows {
    /// How the table is written, in words: encoding and delimiter, sheet, version of a standard.
    fn look(&self) -> Say;

    /// Reads the next row into `line`; false behind the last. The row that names the columns is one of them.
    ///
    /// # Errors
    /// When the file cannot be read any further; a cell that cannot be read is `wrong` on its line instead.
    fn next(&mut self, line: &mut Line) -> Result<bool, Say>;

    /// Says how many columns are named: rows of a form that does not keep empty cells are filled up to as many.
    fn keep_width(&mut self, _columns: usize) {}
}

/// A file whose form is known.
#[derive(Clone, Debug)]
pub struct Source {
    origin: Origin,
    form: Form,
    tables: Vec<Table>,
}

/// The forms of files that are read.
#[derive(Clone, Debug)]
enum Form {
    Text(read::Written),
    Book(book::Form),
    /// With its columns.
    Json(Vec<String>),
}

/// Rows looked through for the one that names the columns.
const HEAD: usize = 30;

impl Source {
    /// Looks what a file is and which tables it has.
    ///
    /// # Errors
    /// When it cannot be read, is empty, or is in a form that is not read.
    pub fn of(origin: Origin) -> Result<Self, Say> {
        let mut head = [0; 64];
        let held = origin.head(&mut head)?;
        match &head[..held] {
            [b'P', b'K', 3, 4, ..] => {
                let (form, tables) = book::look(&origin)?;
                Ok(Self { origin, form: Form::Book(form), tables })
            }
            // A workbook with a password, or of the time before XLSX: the same box around both.
            [0xD0, 0xCF, 0x11, 0xE0, ..] => Err(Say::new("import-locked").with("path", origin.name())),
            head if objects::begins(head) => {
                let (keys, table) = objects::look(&origin)?;
                Ok(Self { origin, form: Form::Json(keys), tables: vec![table] })
            }
            _ if origin.is_xml()? => Err(Say::new("import-is-xml").with("path", origin.name())),
            _ => {
                let written = read::Written::of(&origin)?;
                Ok(Self { origin, form: Form::Text(written), tables: vec![Table::default()] })
            }
        }
    }

    /// The tables in it, at least one.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// Whether rows end with their last cell that is filled.
    const fn keeps_no_empty_cells(&self) -> bool {
        matches!(self.form, Form::Book(_))
    }

    /// Where its bytes are.
    #[must_use]
    pub const fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The place of a table by its name or number, counted from 1; none named is the first.
    ///
    /// # Errors
    /// Names the tables there are.
    pub fn table(&self, name: Option<&str>) -> Result<usize, Say> {
        let Some(name) = name else { return Ok(0) };
        let named = self.tables.iter().position(|table| table.name == name);
        let named =
            named.or_else(|| self.tables.iter().position(|table| table.name.to_lowercase() == name.to_lowercase()));
        let counted = || name.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < self.tables.len());
        named.or_else(counted).ok_or_else(|| {
            let known: Vec<&str> = self.tables.iter().map(|table| table.name.as_str()).collect();
            Say::new("import-no-sheet").with("sheet", name).with("known", known.join(", "))
        })
    }

    /// The rows of a table from its first on.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn rows(&self, table: usize) -> Result<Box<dyn Rows>, Say> {
        match &self.form {
            Form::Book(form) => {
                let sheet = &self.tables[table.min(self.tables.len() - 1)];
                Ok(Box::new(book::Sheet::open(&self.origin, *form, sheet, self.tables.len())?))
            }
            Form::Text(written) => Ok(Box::new(read::Text::open(&self.origin, *written)?)),
            Form::Json(keys) => Ok(Box::new(objects::Json::open(&self.origin, keys)?)),
        }
    }
}

/// A table behind the row that names its columns.
pub struct Headed {
    /// The names of the columns, cleaned.
    pub header: Vec<String>,
    /// The line they stand on.
    pub header_line: u64,
    pub rows: Box<dyn Rows>,
    /// Rows below the header that were read in looking for it.
    ahead: std::vec::IntoIter<Line>,
}

impl Headed {
    /// Opens a table and finds the row that names its columns, or takes the line that is said to.
    ///
    /// # Errors
    /// When there is none, or it names a column twice, or the file cannot be read.
    pub fn open(
        source: &Source,
        table: usize,
        kind: Kind,
        said: Option<u64>,
        recipe: &Recipe,
        labels: &Labels,
    ) -> Result<Self, Say> {
        let mut rows = source.rows(table)?;
        let mut head: Vec<Line> = Vec::new();
        let mut line = Line::default();
        while (said.is_some() || head.len() < HEAD) && rows.next(&mut line)? {
            let reached = said.is_some_and(|said| line.number >= said);
            if said.is_none() || reached {
                head.push(line.clone());
            }
            if reached {
                break;
            }
        }
        let texts: Vec<Vec<String>> = head.iter().map(|line| line.iter().map(str::to_owned).collect()).collect();
        let found =
            if said.is_some() { (!head.is_empty()).then_some(0) } else { find_header(kind, &texts, recipe, labels) };
        let at = found.ok_or_else(|| Say::new("import-empty").with("path", source.origin.name()))?;
        head[at].trim_to(0);
        let header: Vec<String> = head[at].iter().map(|name| clean_line(name).trim().to_owned()).collect();
        check_header(&header)?;
        rows.keep_width(header.len());
        let mut ahead = head.split_off(at + 1);
        if source.keeps_no_empty_cells() {
            for line in &mut ahead {
                line.trim_to(header.len());
                line.fill_to(header.len());
            }
        }
        let ahead = ahead.into_iter();
        Ok(Self { header, header_line: head[at].number, rows, ahead })
    }

    /// Reads the next row below the header.
    ///
    /// # Errors
    /// As `Rows::next`.
    pub fn next(&mut self, line: &mut Line) -> Result<bool, Say> {
        if let Some(ahead) = self.ahead.next() {
            *line = ahead;
            return Ok(true);
        }
        self.rows.next(line)
    }
}

fn check_header(header: &[String]) -> Result<(), Say> {
    for (at, name) in header.iter().enumerate() {
        if !name.is_empty() && header[..at].contains(name) {
            return Err(Say::new("import-column-twice").with("column", name));
        }
    }
    Ok(())
}
