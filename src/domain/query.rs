//! What a list shows, as data: printable and readable as one line, which is also a saved view.
//! `norw category=PC1 country!=SWE amount>1000 notes=- sort=-usd,name columns=name,usd`

use std::fmt;

use super::kind::Kind;
use super::say::Say;

/// How a clause compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Test {
    /// Equal; `-` asks for empty.
    Is,
    IsNot,
    /// Contains, folded.
    Has,
    Above,
    Below,
}

impl Test {
    /// Longest first, so that `>=`-like reading is never cut short.
    pub const ALL: [Self; 5] = [Self::IsNot, Self::Is, Self::Has, Self::Above, Self::Below];

    /// The sign it is written with.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Is => "=",
            Self::IsNot => "!=",
            Self::Has => "~",
            Self::Above => ">",
            Self::Below => "<",
        }
    }
}

/// One condition of a filter; all must hold. `value` is as people write it: code or name for references.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Clause {
    pub field: &'static str,
    pub test: Test,
    pub value: String,
}

/// One key of an order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SortKey {
    pub column: &'static str,
    pub descending: bool,
}

/// Which records a list shows, in which order and columns.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Query {
    pub kind: Kind,
    pub search: String,
    pub clauses: Vec<Clause>,
    pub sort: Vec<SortKey>,
    pub columns: Vec<&'static str>,
    /// Records in the bin instead of those outside.
    pub bin: bool,
    /// Only what is of the donors this person leads.
    pub mine: bool,
}

/// A column of a kind: one of its fields or extras, by its declared name.
#[must_use]
pub fn column(kind: Kind, name: &str) -> Option<&'static str> {
    kind.field(name).map(|field| field.name).or_else(|| kind.extra(name).map(|extra| extra.name))
}

impl Query {
    /// What a kind's list shows before anybody asked for something else.
    #[must_use]
    pub fn all(kind: Kind) -> Self {
        let info = kind.info();
        let sort = info.sort.iter().filter_map(|text| sort_key(kind, text)).collect();
        Self {
            kind,
            search: String::new(),
            clauses: Vec::new(),
            sort,
            columns: info.columns.to_vec(),
            bin: false,
            mine: false,
        }
    }

    /// The same list narrowed by one condition more.
    #[must_use]
    pub fn only(mut self, field: &'static str, test: Test, value: impl Into<String>) -> Self {
        self.clauses.push(Clause { field, test, value: value.into() });
        self
    }

    /// Reads the one-line form; words that are no clause are searched for.
    ///
    /// # Errors
    /// Says which field or column the kind does not have.
    pub fn read(kind: Kind, text: &str) -> Result<Self, Say> {
        let mut query = Self::all(kind);
        let mut words = Vec::new();
        for part in parts(text) {
            if let Some(list) = part.strip_prefix("sort=") {
                query.sort = list
                    .split(',')
                    .map(|key| sort_key(kind, key).ok_or_else(|| no_column(kind, key)))
                    .collect::<Result<_, _>>()?;
            } else if part == "mine=yes" {
                query.mine = true;
            } else if let Some(list) = part.strip_prefix("columns=") {
                query.columns = list
                    .split(',')
                    .map(|name| column(kind, name).ok_or_else(|| no_column(kind, name)))
                    .collect::<Result<_, _>>()?;
            } else if let Some(clause) = read_clause(kind, &part)? {
                query.clauses.push(clause);
            } else {
                words.push(part);
            }
        }
        query.search = words.join(" ");
        Ok(query)
    }
}

fn no_column(kind: Kind, name: &str) -> Say {
    let known: Vec<&str> =
        kind.fields().iter().map(|field| field.name).chain(kind.info().extras.iter().map(|extra| extra.name)).collect();
    Say::new("query-no-column").with("name", name).with("known", known.join(", "))
}

fn sort_key(kind: Kind, text: &str) -> Option<SortKey> {
    let (name, descending) = text.strip_prefix('-').map_or((text, false), |rest| (rest, true));
    column(kind, name).map(|column| SortKey { column, descending })
}

/// Reads `field=value` and its like; text without a sign is none.
///
/// # Errors
/// Says which field or computed column the kind does not have.
pub fn read_clause(kind: Kind, part: &str) -> Result<Option<Clause>, Say> {
    let Some(at) = part.find(['=', '!', '~', '>', '<']) else { return Ok(None) };
    let (name, rest) = part.split_at(at);
    let Some(test) = Test::ALL.into_iter().find(|test| rest.starts_with(test.sign())) else { return Ok(None) };
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !is_name {
        return Ok(None);
    }
    let field = column(kind, name).ok_or_else(|| no_column(kind, name))?;
    Ok(Some(Clause { field, test, value: rest[test.sign().len()..].to_owned() }))
}

/// Splits at spaces; double quotes keep spaces together.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => parts.push(String::new()),
            c => parts.last_mut().expect("starts with one").push(c),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn quoted(text: &str) -> String {
    if text.contains(char::is_whitespace) { format!("\"{text}\"") } else { text.to_owned() }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<String> = Vec::new();
        if !self.search.is_empty() {
            parts.push(self.search.clone());
        }
        parts.extend(
            self.clauses
                .iter()
                .map(|clause| quoted(&format!("{}{}{}", clause.field, clause.test.sign(), clause.value))),
        );
        if self.mine {
            parts.push("mine=yes".to_owned());
        }
        let plain = Self::all(self.kind);
        if self.sort != plain.sort {
            let keys: Vec<String> = self
                .sort
                .iter()
                .map(|key| format!("{}{}", if key.descending { "-" } else { "" }, key.column))
                .collect();
            parts.push(format!("sort={}", keys.join(",")));
        }
        if self.columns != plain.columns {
            parts.push(format!("columns={}", self.columns.join(",")));
        }
        f.write_str(&parts.join(" "))
    }
}

/// Which rows of a list are wanted: `limit` rows from row `from` (0 is the first).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    pub from: usize,
    pub limit: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_reads_as_it_prints() {
        for text in [
            "",
            "norw",
            "two words country=NOR",
            "\"name~De Nederlandse\" stage!=giving",
            "country=NOR sort=name,-total columns=name,total",
            "notes=-",
            "focal_point=- two_years>0",
            "mine=yes stage=giving",
        ] {
            let query = Query::read(Kind::Partner, text).unwrap();
            assert_eq!(Query::read(Kind::Partner, &query.to_string()).unwrap(), query, "{text}");
        }
    }

    #[test]
    fn an_unknown_field_is_named() {
        let say = Query::read(Kind::Partner, "nonsense=1").unwrap_err();
        assert_eq!(say.key, "query-no-column");
        assert!(Query::read(Kind::Partner, "sort=nonsense").is_err());
    }

    #[test]
    fn words_with_signs_that_are_no_field_names_are_searched() {
        assert_eq!(Query::read(Kind::Partner, "R&D=>X").unwrap().search, "R&D=>X");
    }
}
