//! From words to records and back: what a code or a name means, candidates of a picker, and records that look alike.

use rusqlite::{OptionalExtension, params};

use super::{Store, StoreError, history::count, record::name_sql};
use crate::access::Asker;
use crate::domain::field::Input;
use crate::domain::fold::{fold, likeness};
use crate::domain::kind::Kind;
use crate::domain::record::{Id, Record};
use crate::domain::say::Say;

/// A record offered by a picker or a search: what it is called and what tells it from its like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub kind: Kind,
    pub id: Id,
    pub name: String,
    /// Its code, acronym or owner.
    pub note: String,
}

/// From which likeness two names are worth a warning, of 100.
const ALIKE: u8 = 80;
/// From which a record is offered for a name nobody is known by.
const NEAR: u8 = 45;

impl Store {
    /// The id of the record outside the bin with this code.
    pub(super) fn by_code(&self, kind: Kind, code: &str) -> Result<Option<Id>, StoreError> {
        let sql = format!("SELECT id FROM {} WHERE code = ?1 AND deleted = 0", kind.name());
        Ok(self.connection.prepare_cached(&sql)?.query_row([code], |row| row.get(0)).optional()?)
    }

    /// What a record is called; none when there is none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn name_of(&self, asker: &Asker, kind: Kind, id: Id) -> Result<Option<String>, StoreError> {
        self.stand(asker)?;
        let sql = format!("SELECT {} FROM {} t WHERE t.id = ?1", name_sql(kind, "t", asker.lang), kind.name());
        Ok(self.connection.prepare_cached(&sql)?.query_row([id], |row| row.get(0)).optional()?)
    }

    /// What a record is called, what it refers to by name, whether it is in the file yet or not.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn title(&self, asker: &Asker, record: &Record) -> Result<String, StoreError> {
        self.stand(asker)?;
        let mut named = record.clone();
        self.label_references(asker, &mut named)?;
        Ok(named.title(asker.lang))
    }

    /// Gives every reference of a record the name of what it refers to.
    pub(super) fn label_references(&self, asker: &Asker, record: &mut Record) -> Result<(), StoreError> {
        for field in record.kind.fields() {
            if let (Input::Ref(kind), Some(id)) = (field.input, record.reference(field.name)) {
                record.put_label(field.name, self.name_of(asker, kind, id)?.unwrap_or_default());
            }
        }
        Ok(())
    }

    /// How files and the command line write a reference: the code, else the name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn written(&self, kind: Kind, id: Id) -> Result<Option<String>, StoreError> {
        let code = if kind.field("code").is_some() { "t.code" } else { "NULL" };
        let sql =
            format!("SELECT COALESCE({code}, {}) FROM {} t WHERE t.id = ?1", name_sql(kind, "t", ""), kind.name());
        Ok(self.connection.prepare_cached(&sql)?.query_row([id], |row| row.get(0)).optional()?)
    }

    /// The one record a text means: its id, its code in any case, or its name in any language, folded; an acronym or
    /// alias when no name fits.
    ///
    /// # Errors
    /// Says that none is known, or which ones it could mean.
    pub fn resolve(&self, asker: &Asker, kind: Kind, text: &str) -> Result<Id, StoreError> {
        self.stand(asker)?;
        let text = text.trim();
        if let Ok(id) = text.parse::<Id>()
            && self.name_of(asker, kind, id)?.is_some()
        {
            return Ok(id);
        }
        for found in [self.ids_by_code(kind, text)?, self.ids_by_name(kind, text)?, self.ids_by_other_name(kind, text)?]
        {
            match found.as_slice() {
                [] => {}
                [id] => return Ok(*id),
                several => return Err(self.ambiguous(asker, kind, text, several)?.into()),
            }
        }
        Err(Say::new("value-no-such-record").with("text", text).with("kind", kind.name()).into())
    }

    fn ambiguous(&self, asker: &Asker, kind: Kind, text: &str, ids: &[Id]) -> Result<Say, StoreError> {
        let mut names = Vec::new();
        for id in ids.iter().take(4) {
            names.push(format!("{} ({id})", self.name_of(asker, kind, *id)?.unwrap_or_default()));
        }
        Ok(Say::new("value-several-records").with("text", text).with("names", names.join("; ")))
    }

    pub(super) fn ids_by_code(&self, kind: Kind, text: &str) -> Result<Vec<Id>, StoreError> {
        let columns: Vec<&str> = ["code", "iso2"].into_iter().filter(|name| kind.field(name).is_some()).collect();
        let tests: Vec<String> = columns.iter().map(|name| format!("{name} IN (?1, ?2)")).collect();
        if tests.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!("SELECT id FROM {} WHERE deleted = 0 AND ({}) LIMIT 5", kind.name(), tests.join(" OR "));
        self.ids(&sql, params![text, text.to_uppercase()])
    }

    fn ids(&self, sql: &str, params: &[&dyn rusqlite::ToSql]) -> Result<Vec<Id>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_map(params, |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// The records whose folded name holds a text, a few hundred at most.
    pub(super) fn ids_named(&self, kind: Kind, text: &str) -> Result<Vec<Id>, StoreError> {
        let sql = format!("SELECT id FROM {} WHERE folded LIKE ?1 LIMIT 500", kind.name());
        self.ids(&sql, params![format!("%{}%", fold(text))])
    }

    /// The ids of several records named with `;` between them, each once.
    ///
    /// # Errors
    /// As `resolve`, for the first that is not known.
    pub fn resolve_all(&self, asker: &Asker, kind: Kind, text: &str) -> Result<String, StoreError> {
        self.stand(asker)?;
        let mut ids: Vec<String> = Vec::new();
        for name in text.split([';', '；']).map(str::trim).filter(|name| !name.is_empty()) {
            let id = self.resolve(asker, kind, name)?.to_string();
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(ids.join(" "))
    }

    /// How files and the command line write several references.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn written_all(&self, asker: &Asker, kind: Kind, text: &str) -> Result<String, StoreError> {
        self.stand(asker)?;
        let mut names = Vec::new();
        for id in text.split(' ').filter(|id| !id.is_empty()) {
            let written = id.parse().map_or(Ok(None), |id| self.written(kind, id))?;
            // A name that leads elsewhere, or nowhere, is written as the id it stands for.
            let found = written.filter(|name| !name.contains(';'));
            let leads_back =
                found.filter(|name| self.resolve(asker, kind, name).is_ok_and(|found| found.to_string() == id));
            names.push(leads_back.unwrap_or_else(|| id.to_owned()));
        }
        Ok(names.join("; "))
    }

    fn ids_by_name(&self, kind: Kind, text: &str) -> Result<Vec<Id>, StoreError> {
        let sql = format!("SELECT id FROM {} WHERE deleted = 0 AND folded = ?1 LIMIT 5", kind.name());
        self.ids(&sql, params![fold(text)])
    }

    /// Names in other languages, acronyms and aliases, by search, kept when one of them is the whole text.
    fn ids_by_other_name(&self, kind: Kind, text: &str) -> Result<Vec<Id>, StoreError> {
        let Some(expression) = super::search::expression(text) else { return Ok(Vec::new()) };
        if !kind.info().searched {
            return Ok(Vec::new());
        }
        let columns: Vec<&str> = kind
            .fields()
            .iter()
            .filter(|field| field.searched && field.input == Input::Line)
            .map(|field| field.name)
            .collect();
        let sql = format!(
            "SELECT t.id, {} FROM search s JOIN {} t ON t.id = s.rowid WHERE s.folded MATCH ?1 LIMIT 200",
            columns.iter().map(|name| format!("COALESCE(t.{name}, '')")).collect::<Vec<_>>().join(", "),
            kind.name()
        );
        let wanted = fold(text);
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([expression])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            for index in 1..=columns.len() {
                let cell: String = row.get(index)?;
                if cell.split(';').any(|name| fold(name) == wanted) {
                    found.push(row.get(0)?);
                    break;
                }
            }
        }
        Ok(found)
    }

    /// What a picker offers for what was typed so far, at most `limit`; nothing typed offers the first by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn candidates(
        &self,
        asker: &Asker,
        kind: Kind,
        typed: &str,
        limit: usize,
    ) -> Result<Vec<Candidate>, StoreError> {
        self.stand(asker)?;
        let by_code = if typed.trim().is_empty() { Vec::new() } else { self.ids_by_code(kind, typed.trim())? };
        let found: Vec<Id> = if typed.trim().is_empty() {
            let sql = format!("SELECT id FROM {} WHERE deleted = 0 ORDER BY folded, id LIMIT ?1", kind.name());
            self.ids(&sql, params![count(limit)])?
        } else {
            self.search_all(asker, &[kind], typed, limit)?.into_iter().map(|(_, id)| id).collect()
        };
        let of_donors =
            if typed.trim().is_empty() { Vec::new() } else { self.ids_of_donors(asker, kind, typed, limit)? };
        let found: Vec<Id> = of_donors.into_iter().chain(found).collect();
        let mut ids = by_code;
        for id in found {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids.truncate(limit);
        ids.into_iter().map(|id| self.candidate(asker, kind, id)).collect()
    }

    /// Agreements and pledges of the donors a text names: nobody remembers a title as well as a donor.
    fn ids_of_donors(&self, asker: &Asker, kind: Kind, typed: &str, limit: usize) -> Result<Vec<Id>, StoreError> {
        let mut ids = Vec::new();
        if matches!(kind, Kind::Agreement | Kind::Pledge) {
            let sql =
                format!("SELECT id FROM {} WHERE deleted = 0 AND partner = ?1 ORDER BY id DESC LIMIT ?2", kind.name());
            for (_, donor) in self.search_all(asker, &[Kind::Partner], typed, 5)? {
                ids.extend(self.ids(&sql, params![donor, count(limit)])?);
            }
        }
        Ok(ids)
    }

    /// A record as a picker shows it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn candidate(&self, asker: &Asker, kind: Kind, id: Id) -> Result<Candidate, StoreError> {
        let record = self.load(asker, kind, id)?.unwrap_or_else(|| Record::new(kind));
        let name = record.title(asker.lang);
        let notes = ["code", "acronym", "post", "office", "partner", "category"];
        let note = notes.into_iter().map(|field| record.shown(field)).find(|text| !text.is_empty() && *text != name);
        Ok(Candidate { kind, id, note: note.unwrap_or_default().to_owned(), name })
    }

    /// Records of the same kind that look like a new name: the same acronym, or names alike when folded, most alike
    /// first. For the warning while a name is typed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn alike(&self, asker: &Asker, record: &Record) -> Result<Vec<Candidate>, StoreError> {
        self.stand(asker)?;
        let name = record.title("");
        if fold(&name).chars().count() < 3 {
            return Ok(Vec::new());
        }
        let mut scored = Vec::new();
        for id in self.perhaps_alike(record.kind, &name, record.get("acronym"))? {
            if id == record.id {
                continue;
            }
            if let Some(other) = self.load(asker, record.kind, id)? {
                let score = score(record, &other);
                if score >= ALIKE {
                    scored.push((score, id));
                }
            }
        }
        scored.sort_by_key(|(score, id)| (std::cmp::Reverse(*score), *id));
        scored.into_iter().take(3).map(|(_, id)| self.candidate(asker, record.kind, id)).collect()
    }

    /// What comes nearest to a name nobody is known by: how files write it, what it is called, and how alike the two are,
    /// of 100; the most alike first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn nearest(&self, asker: &Asker, kind: Kind, text: &str) -> Result<Vec<(String, String, u8)>, StoreError> {
        self.stand(asker)?;
        let mut asked = Record::new(kind);
        let Some(field) = ["name", "name_en"].into_iter().find(|field| kind.field(field).is_some()) else {
            return Ok(Vec::new());
        };
        asked.put(field, text.trim());
        let mut near = Vec::new();
        for id in self.perhaps_alike(kind, text, text)? {
            let Some(other) = self.load(asker, kind, id)?.filter(|other| !other.deleted) else { continue };
            let score = score(&asked, &other);
            if score >= NEAR {
                near.push((score, id, other.title(asker.lang)));
            }
        }
        near.sort_by_key(|(score, id, _)| (std::cmp::Reverse(*score), *id));
        near.truncate(3);
        let mut found = Vec::with_capacity(near.len());
        for (score, id, name) in near {
            let written = self.written(kind, id)?.filter(|written| self.resolve(asker, kind, written).is_ok());
            found.push((written.unwrap_or_else(|| id.to_string()), name, score));
        }
        Ok(found)
    }

    /// Whose words overlap: any longer word of the name as a prefix, or the acronym.
    fn perhaps_alike(&self, kind: Kind, name: &str, acronym: &str) -> Result<Vec<Id>, StoreError> {
        let folded = fold(name);
        let tokens: Vec<String> = folded
            .split(' ')
            .chain(fold(acronym).split(' '))
            .filter(|token| token.chars().count() > 2 || !token.is_ascii())
            .map(|token| {
                let stem: String = token.chars().take(3).collect();
                format!("\"{stem}\"*")
            })
            .collect();
        if tokens.is_empty() || !kind.info().searched {
            return Ok(Vec::new());
        }
        let sql = format!(
            "SELECT t.id FROM search s JOIN {} t ON t.id = s.rowid WHERE s.folded MATCH ?1 ORDER BY rank LIMIT 60",
            kind.name()
        );
        self.ids(&sql, params![tokens.join(" OR ")])
    }
}

/// How alike two records are, of 100: their names in any field that holds one, or the same acronym in the same country.
fn score(record: &Record, other: &Record) -> u8 {
    let names = |of: &Record| -> Vec<String> {
        let mut names: Vec<String> =
            ["name", "name_zh", "name_en"].iter().map(|field| of.get(field).to_owned()).collect();
        names.extend(of.get("aliases").split(';').map(|alias| alias.trim().to_owned()));
        names.retain(|name| !name.is_empty());
        names
    };
    let mut best = 0;
    for mine in names(record) {
        for theirs in names(other) {
            best = best.max(likeness(&mine, &theirs));
        }
    }
    let same = |field: &str| !record.get(field).is_empty() && fold(record.get(field)) == fold(other.get(field));
    if same("acronym") && (record.get("country").is_empty() || other.get("country").is_empty() || same("country")) {
        best.max(ALIKE)
    } else {
        best
    }
}
