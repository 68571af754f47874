//! Codes of lists of others that are newer than the lists that ship: read for checks, and brought up to date through the one
//! door. It refuses to know which lists ship.

use super::{Store, StoreError};
use crate::access::Asker;
use crate::domain::change::{Action, Change, FieldChange, Op, Origin, Saved};
use crate::domain::iati::{Code, ListedCode};
use crate::domain::kind::Kind;
use crate::domain::query::{Query, Window};
use crate::domain::record::Record;

/// More codes than any file has.
const EVERY: usize = 1_000_000;

impl Store {
    /// Every code that is kept here, by list and code.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn listed_codes(&self, asker: &Asker) -> Result<Vec<ListedCode>, StoreError> {
        self.stand(asker)?;
        let sql = "SELECT list, item, COALESCE(name_en, ''), COALESCE(category, ''), COALESCE(withdrawn, ''), \
                   COALESCE(withdrawn_on, '') FROM list_code WHERE deleted = 0 ORDER BY list, item";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            let withdrawn: String = row.get(4)?;
            let code = Code {
                code: row.get(1)?,
                name: row.get(2)?,
                category: row.get(3)?,
                withdrawn: withdrawn == "yes",
                withdrawn_on: row.get(5)?,
            };
            Ok(ListedCode { list: row.get(0)?, code })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps codes of a list as a newer file of it says, as one action.
    ///
    /// # Errors
    /// As `apply`.
    pub fn keep_codes(&mut self, asker: &Asker, list: &str, codes: &[Code], source: &str) -> Result<Saved, StoreError> {
        let query = Query { columns: Vec::new(), ..Query::all(Kind::ListCode) };
        let kept = self.list(asker, &query, Window { from: 0, limit: EVERY })?.records;
        let of_list: Vec<&Record> = kept.iter().filter(|record| record.get("list") == list).collect();
        let changes = codes.iter().map(|code| {
            let there = of_list.iter().find(|record| record.get("item") == code.code);
            change(list, code, source, there.copied())
        });
        let action = Action { origin: Origin::Import, title: source.to_owned(), changes: changes.collect() };
        self.apply(asker, &action)
    }
}

fn change(list: &str, code: &Code, source: &str, there: Option<&Record>) -> Change {
    let fields = [
        ("list", list),
        ("item", &code.code),
        ("name_en", &code.name),
        ("category", &code.category),
        ("withdrawn", if code.withdrawn { "yes" } else { "no" }),
        ("withdrawn_on", &code.withdrawn_on),
        ("source", source),
    ];
    let (id, version, op) = match there {
        None => {
            let filled = fields.iter().filter(|(_, text)| !text.is_empty());
            (0, 0, Op::Add(filled.map(|(field, text)| (*field, (*text).to_owned())).collect()))
        }
        Some(record) => {
            let differ = fields.iter().filter(|(field, text)| record.get(field) != *text);
            let edit = |(field, text): &(&'static str, &str)| FieldChange {
                field,
                from: record.get(field).to_owned(),
                to: (*text).to_owned(),
            };
            (record.id, record.version, Op::Edit(differ.map(edit).collect()))
        }
    };
    Change { kind: Kind::ListCode, id, version, op }
}
