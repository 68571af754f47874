//! Search over names, acronyms, aliases, codes and notes in every script: a column folded by the program and fts5.
//! The only file with full-text SQL.

use rusqlite::params;

use super::{Store, StoreError, history::count};
use crate::access::Asker;
use crate::domain::fold::{fold, near, without_article};
use crate::domain::kind::Kind;
use crate::domain::record::{Id, Record};

/// Names of states and of large tables that are not searched by text of their own.
fn searched_text(record: &Record) -> Option<String> {
    if !record.kind.info().searched {
        return None;
    }
    let mut texts: Vec<String> =
        record.pairs().filter(|(field, text)| field.searched && !text.is_empty()).map(|(_, text)| fold(text)).collect();
    let bare: Vec<String> = texts.iter().map(|text| without_article(text)).filter(|text| !text.is_empty()).collect();
    texts.extend(bare);
    Some(texts.join(" / "))
}

/// The match expression of what was typed: every token must occur, the last as a prefix; runs of ideographs are phrases.
/// None when nothing searchable was typed.
pub(super) fn expression(typed: &str) -> Option<String> {
    let folded = fold(typed);
    let mut tokens: Vec<&str> = folded.split(' ').filter(|token| !token.is_empty()).collect();
    let last = tokens.pop()?;
    let mut parts: Vec<String> = Vec::new();
    let mut phrase: Vec<&str> = Vec::new();
    for token in tokens {
        if is_ideograph(token) {
            phrase.push(token);
        } else {
            flush(&mut phrase, &mut parts);
            parts.push(format!("\"{token}\""));
        }
    }
    if is_ideograph(last) {
        phrase.push(last);
        flush(&mut phrase, &mut parts);
    } else {
        flush(&mut phrase, &mut parts);
        parts.push(format!("\"{last}\"*"));
    }
    Some(parts.join(" "))
}

fn flush(phrase: &mut Vec<&str>, parts: &mut Vec<String>) {
    if !phrase.is_empty() {
        parts.push(format!("\"{}\"", phrase.join(" ")));
        phrase.clear();
    }
}

fn is_ideograph(token: &str) -> bool {
    token.chars().all(|c| matches!(u32::from(c), 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF))
}

impl Store {
    /// Keeps what search sees of a record; records in the bin are not found.
    pub(super) fn index(&self, record: &Record) -> Result<(), StoreError> {
        let Some(text) = searched_text(record) else { return Ok(()) };
        if record.version > 1 || record.deleted {
            self.connection.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([record.id])?;
        }
        if !record.deleted {
            self.connection
                .prepare_cached("INSERT INTO search (rowid, folded) VALUES (?1, ?2)")?
                .execute(params![record.id, text])?;
        }
        Ok(())
    }

    /// The expression that finds something for what was typed: as typed, else with misspelt words replaced by known
    /// ones; none when nothing is near.
    pub(super) fn finding(&self, typed: &str) -> Result<Option<String>, StoreError> {
        let Some(exact) = expression(typed) else { return Ok(None) };
        if self.matches_any(&exact)? {
            return Ok(Some(exact));
        }
        let folded = fold(typed);
        let mut words = Vec::new();
        for token in folded.split(' ').filter(|token| !token.is_empty()) {
            words.push(self.known_word(token)?.unwrap_or_else(|| token.to_owned()));
        }
        let corrected = words.join(" ");
        match expression(&corrected) {
            Some(expression) if corrected != folded && self.matches_any(&expression)? => Ok(Some(expression)),
            _ => Ok(None),
        }
    }

    fn matches_any(&self, expression: &str) -> Result<bool, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT 1 FROM search WHERE search MATCH ?1 LIMIT 1")?
            .exists([expression])?)
    }

    /// The commonest known word within one slip of a word (two from eight letters), if the word itself is not known.
    fn known_word(&self, word: &str) -> Result<Option<String>, StoreError> {
        let length = word.chars().count();
        if length < 4 {
            return Ok(None);
        }
        let slips = if length < 8 { 1 } else { 2 };
        let first: String = word.chars().take(1).collect();
        let sql = "SELECT term FROM search_word WHERE term >= ?1 AND term < ?2 ORDER BY doc DESC";
        let after = format!("{first}\u{10FFFF}");
        let hides = self.seat.borrow().is_some();
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params![first, after])?;
        while let Some(row) = rows.next()? {
            let term: String = row.get(0)?;
            let near = term.chars().count().abs_diff(length) <= slips && near(&term, word, slips);
            // A word of nothing but what is hidden is not known.
            if near && (!hides || self.matches_any(&format!("\"{term}\""))?) {
                return Ok(Some(term));
            }
        }
        Ok(None)
    }

    /// Records of the kinds given whose text matches, best first, at most `limit`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn search_all(
        &self,
        asker: &Asker,
        kinds: &[Kind],
        typed: &str,
        limit: usize,
    ) -> Result<Vec<(Kind, Id)>, StoreError> {
        self.stand(asker)?;
        let Some(expression) = self.finding(typed)? else { return Ok(Vec::new()) };
        let ranked = if fold(typed).chars().count() > 2 { "ORDER BY rank" } else { "" };
        let mut found = Vec::new();
        for kind in kinds.iter().filter(|kind| kind.info().searched) {
            let sql = format!(
                "SELECT t.id FROM search s JOIN {} t ON t.id = s.rowid WHERE s.folded MATCH ?1 {ranked} LIMIT ?2",
                kind.name()
            );
            let mut statement = self.connection.prepare_cached(&sql)?;
            let ids = statement.query_map(params![expression, count(limit)], |row| row.get::<_, Id>(0))?;
            for id in ids {
                found.push((*kind, id?));
            }
        }
        found.truncate(limit);
        Ok(found)
    }
}
