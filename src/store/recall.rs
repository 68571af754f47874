//! What was said about files of others, kept in the file so that the second import of a header asks nothing again: the
//! recipe of a header, and what values of theirs mean. It refuses to judge either.

use rusqlite::{OptionalExtension, params};

use super::{Store, StoreError};
use crate::access::Asker;
use crate::domain::given::Recipe;
use crate::domain::kind::Kind;

/// Values of theirs recalled for a kind at most.
const MOST_VALUES: i64 = 50_000;

impl Store {
    /// What was said last about a header of a kind, with who said it and when; none when it was never met. What is said
    /// of values holds for any header of the kind.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn recall(&self, kind: Kind, header: &str) -> Result<(Recipe, Option<(String, String)>), StoreError> {
        let sql = "SELECT ours, who, at FROM main.import_memory WHERE kind = ?1 AND field = '' AND theirs = ?2";
        let found: Option<(String, String, String)> = self
            .connection
            .prepare_cached(sql)?
            .query_row(params![kind.name(), header], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        // What a newer program kept otherwise is as if it had not been said.
        let (mut recipe, said) = match found {
            Some((ours, who, at)) => match serde_json::from_str::<Recipe>(&ours) {
                Ok(recipe) => (recipe, Some((who, at))),
                Err(_) => (Recipe::default(), None),
            },
            None => (Recipe::default(), None),
        };
        let sql = "SELECT field, theirs, ours FROM main.import_memory WHERE kind = ?1 AND field <> '' LIMIT ?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        let values = statement
            .query_map(params![kind.name(), MOST_VALUES], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        recipe.values = values.collect::<Result<_, _>>()?;
        Ok((recipe, said))
    }

    /// Keeps what was said about a header.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn remember_recipe(
        &mut self,
        asker: &Asker,
        kind: Kind,
        header: &str,
        recipe: &Recipe,
    ) -> Result<(), StoreError> {
        let (who, now) = (asker.who.clone(), self.now());
        // Whether a new name is a new partner is asked each time: it may be an old one, misspelt.
        let of_header = Recipe { values: Vec::new(), create: false, ..recipe.clone() };
        let of_header = serde_json::to_string(&of_header).map_err(std::io::Error::from)?;
        self.write_part(|store| {
            let sql = "INSERT INTO import_memory (kind, field, theirs, ours, who, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
                       ON CONFLICT (kind, field, theirs) DO UPDATE SET ours = excluded.ours, who = excluded.who, at = excluded.at";
            let mut keep = store.connection.prepare_cached(sql)?;
            keep.execute(params![kind.name(), "", header, of_header, who, now])?;
            for (field, theirs, ours) in &recipe.values {
                keep.execute(params![kind.name(), field, theirs, ours, who, now])?;
            }
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::day::Day;
    use crate::domain::style::DayOrder;

    #[test]
    fn what_was_said_is_recalled_by_its_header_and_values_by_their_kind() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::create(&folder.path().join("a.pledgebook"), Arc::new(|| 1_606_000_000_000)).unwrap();
        let asker = Asker { who: "ana".into(), lang: "en", today: Day::start_of_year(2021), as_of: None };
        let mut recipe = Recipe { days: Some(DayOrder::Mdy), create: true, ..Recipe::default() };
        recipe.say_column("Bailleur", Some("partner"));
        recipe.say_value("partner", "SIDA", "Sweden");
        store.remember_recipe(&asker, Kind::Contribution, "bailleur|montant", &recipe).unwrap();
        let (recalled, said) = store.recall(Kind::Contribution, "bailleur|montant").unwrap();
        assert_eq!(recalled, Recipe { create: false, ..recipe.clone() });
        assert_eq!(said, Some(("ana".into(), "2020-11-21T23:06:40Z".into())));
        let (other, said) = store.recall(Kind::Contribution, "donor").unwrap();
        assert_eq!((other.values, said), (recipe.values, None));
        assert_eq!(store.recall(Kind::Agreement, "bailleur|montant").unwrap(), (Recipe::default(), None));
    }
}
