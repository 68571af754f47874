//! The register of documents: which key documents it lacks of which donor.

use super::super::{Store, StoreError};
use super::explain::named;
use crate::access::Asker;
use crate::domain::kind::Kind;
use crate::domain::record::Id;

/// A donor and the key documents the register lacks of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    pub partner: Id,
    pub name: String,
    /// Kinds of document: `strategy`, `agreement`, `brief`.
    pub kinds: Vec<&'static str>,
}

impl Store {
    /// The donors of this year and the last of which a key document is missing: a development strategy and a framework
    /// agreement in force, and a brief not older than a year (EB2021-S2-4, para 4(g)).
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn missing_documents(&self, asker: &Asker) -> Result<Vec<Lacking>, StoreError> {
        self.stand(asker)?;
        let since = asker.day().plus_days(-365).to_string();
        let sql = named(include_str!("missing-documents.sql"), Kind::Partner, asker.lang)
            .replace(":since", &format!("'{since}'"));
        let sight = self.sight(asker)?;
        let found = self.rows(&sql, &sight, |row| {
            let there: [bool; 3] = [row.get(2)?, row.get(3)?, row.get(4)?];
            let kinds = ["strategy", "agreement", "brief"].into_iter().zip(there);
            let kinds = kinds.filter(|(_, there)| !there).map(|(kind, _)| kind).collect();
            Ok(Lacking { partner: row.get(0)?, name: row.get(1)?, kinds })
        })?;
        Ok(found.into_iter().filter(|lacking| !lacking.kinds.is_empty()).collect())
    }
}
