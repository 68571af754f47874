//! Why two records may be one, and what a merge moves, in the words of a language.

use std::collections::BTreeMap;

use super::Locale;
use crate::domain::alike::Reason;
use crate::domain::kind::Kind;

impl Locale {
    /// Why two records may be one.
    #[must_use]
    pub fn alike(&self, reason: Reason) -> String {
        let key = format!("alike-{}", reason.word());
        match reason {
            Reason::Alike(likeness) => self.with(&key, &[("likeness", &likeness.to_string())]),
            _ => self.text(&key),
        }
    }

    /// What is moved, a text for each kind: how many records, and their US dollars where they have any.
    #[must_use]
    pub fn moved(&self, moved: impl Iterator<Item = (Kind, usize, Option<i64>)>) -> Vec<String> {
        let mut kinds: BTreeMap<Kind, (usize, Option<i64>)> = BTreeMap::new();
        for (kind, records, usd) in moved {
            let sum = kinds.entry(kind).or_default();
            sum.0 += records;
            sum.1 = match (sum.1, usd) {
                (Some(one), Some(other)) => Some(one + other),
                (one, other) => one.or(other),
            };
        }
        kinds
            .into_iter()
            .map(|(kind, (records, usd))| {
                let name = self.text(&format!("kind-{}", kind.name().replace('_', "-")));
                let count = self.integer(i64::try_from(records).unwrap_or(i64::MAX));
                match usd {
                    Some(cents) => format!("{name}: {count} · USD {}", self.amount(cents, 2)),
                    None => format!("{name}: {count}"),
                }
            })
            .collect()
    }
}
