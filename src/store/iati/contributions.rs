//! Money received under no agreement: an activity for each year, level of earmarking, fund, programme and country.

use std::collections::BTreeMap;

use rusqlite::types::Value as Sql;

use super::Gather;
use super::agreements::tag;
use super::parts::country;
use crate::domain::day::Day;
use crate::domain::iati::{Activity, Entry, Narrative, Organisation, Transaction};
use crate::domain::kind::Kind;
use crate::domain::record::{Id, Record};
use crate::domain::say::Say;
use crate::store::{Store, StoreError};

/// Most transactions of one activity: what is larger is hard to read for others.
const MOST: usize = 20_000;

/// What contributions have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Group {
    year: i16,
    earmarking: Option<Id>,
    fund: Option<Id>,
    flagship: Option<Id>,
    country: Option<Id>,
}

/// The same, looked up.
struct Known {
    earmarking: Option<Record>,
    fund: Option<Record>,
    flagship: Option<Record>,
    country: Option<Record>,
}

impl Gather<'_> {
    /// Tells an activity for each group of contributions, by identifier.
    pub(super) fn contributions(
        &mut self,
        tell: &mut dyn FnMut(Entry) -> std::io::Result<()>,
    ) -> Result<(), StoreError> {
        let mut groups = BTreeMap::new();
        for group in groups_of(self.store, self.settings.until)? {
            let known = self.known_of(group)?;
            // Charges on money are not given by a donor.
            if known.earmarking.as_ref().is_none_or(|record| record.get("code") != "COST_RECOVERY") {
                groups.insert(identifier(&self.settings.identifier, group.year, &known), (group, known));
            }
        }
        for (identifier, (group, known)) in groups {
            let mut transactions = self.received(group)?;
            let mut part = 1;
            while !transactions.is_empty() {
                let rest = transactions.split_off(transactions.len().min(MOST));
                let identifier = if part == 1 { identifier.clone() } else { format!("{identifier}-{part}") };
                let activity = self.group(identifier, group.year, &known, transactions);
                self.tell(tell, activity)?;
                transactions = rest;
                part += 1;
            }
        }
        self.count_under_others()
    }

    fn known_of(&mut self, group: Group) -> Result<Known, StoreError> {
        let mut one = |kind: Kind, id: Option<Id>| id.map(|id| self.one(kind, id)).transpose();
        Ok(Known {
            earmarking: one(Kind::Earmarking, group.earmarking)?,
            fund: one(Kind::Fund, group.fund)?,
            flagship: one(Kind::Flagship, group.flagship)?,
            country: one(Kind::Country, group.country)?,
        })
    }

    /// The money of a group, each with its donor by its full name.
    fn received(&mut self, group: Group) -> Result<Vec<(Organisation, Transaction)>, StoreError> {
        let condition = "t.agreement IS NULL AND t.year = ?1 AND t.earmarking IS ?2 AND t.fund IS ?3 AND \
                         t.flagship IS ?4 AND t.country IS ?5 AND t.known <= ?6 ORDER BY t.known, \
                         (SELECT p.folded FROM partner p WHERE p.id = t.partner), t.received, t.amount, t.currency, \
                         t.reference, t.form, t.id";
        let id = |id: Option<Id>| id.map_or(Sql::Null, Sql::Integer);
        let values = vec![
            Sql::Integer(group.year.into()),
            id(group.earmarking),
            id(group.fund),
            id(group.flagship),
            id(group.country),
            Sql::Text(self.settings.until.to_string()),
        ];
        let mut transactions = Vec::new();
        for contribution in self.rows(Kind::Contribution, condition, values)? {
            let donor = self.donor(&contribution)?;
            if donor.open {
                let income = self.income(&contribution, &donor, "");
                transactions.extend(income.map(|income| (donor.organisation, income)));
            } else {
                self.keep_back("confidential");
            }
        }
        Ok(transactions)
    }

    fn group(
        &mut self,
        identifier: String,
        year: i16,
        known: &Known,
        money: Vec<(Organisation, Transaction)>,
    ) -> Activity {
        let name = |lang: &str| known.earmarking.as_ref().map(|record| record.title(lang));
        let titled = |lang: &'static str| match name(lang) {
            Some(name) => Say::new("iati-contributions-of").with("year", year).with("earmarking", name),
            None => Say::new("iati-contributions").with("year", year),
        };
        let (english, chinese) = ((self.words)("en", &titled("en")), (self.words)("zh", &titled("zh")));
        let titles = Narrative::with_chinese(&english, &chinese);
        let about = self.narratives(&Say::new("iati-about-contributions"));
        let mut activity = self.activity(identifier, titles, about);
        let (donors, transactions) = money.into_iter().unzip();
        activity.participants = self.participants(donors);
        let first = Day::start_of_year(year);
        let over = first.end_of_year() <= self.asker.day();
        activity.dates = vec![("2".to_owned(), first)];
        activity.dates.push((if over { "4" } else { "3" }.to_owned(), first.end_of_year()));
        Self::place_in_time(&mut activity);
        activity.countries =
            known.country.as_ref().and_then(|record| country(record, String::new())).into_iter().collect();
        Self::place(&mut activity, None);
        let flagship = known.flagship.as_ref().map(|record| (record.clone(), String::new()));
        self.sectors(&mut activity, &[], flagship.as_slice());
        tag(&mut activity, known.fund.as_ref(), known.earmarking.as_ref());
        activity.transactions = transactions;
        activity
    }

    /// Money under agreements that are not published stays with them, and is counted.
    fn count_under_others(&mut self) -> Result<(), StoreError> {
        let sql = "SELECT count(*) FROM contribution t JOIN agreement a ON a.id = t.agreement JOIN stage s ON s.id = a.stage \
                   WHERE t.deleted = 0 AND t.known <= ?1 AND (s.state <> 'signed' OR a.signed IS NULL OR a.signed > ?1)";
        let until = self.settings.until.to_string();
        let count: i64 = self.store.connection.prepare_cached(sql)?.query_row([until], |row| row.get(0))?;
        if count > 0 {
            *self.done.kept_back.entry("agreement").or_default() += usize::try_from(count).unwrap_or(0);
        }
        Ok(())
    }
}

fn groups_of(store: &Store, until: Day) -> Result<Vec<Group>, StoreError> {
    let sql = "SELECT DISTINCT year, earmarking, fund, flagship, country FROM contribution \
               WHERE deleted = 0 AND agreement IS NULL AND known <= ?1";
    let mut statement = store.connection.prepare_cached(sql)?;
    let rows = statement.query_map([until.to_string()], |row| {
        Ok(Group {
            year: row.get(0)?,
            earmarking: row.get(1)?,
            fund: row.get(2)?,
            flagship: row.get(3)?,
            country: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn identifier(us: &str, year: i16, known: &Known) -> String {
    let codes = [&known.earmarking, &known.fund, &known.flagship, &known.country];
    let codes = codes.into_iter().map(|record| record.as_ref().map_or("0", |record| record.get("code")));
    let mut parts: Vec<String> = vec![us.to_owned(), year.to_string()];
    parts.extend(codes.map(str::to_owned));
    // What is not stated at the end needs no place.
    while parts.last().is_some_and(|part| part == "0") {
        parts.pop();
    }
    parts.join("-")
}
