//! The parts of an activity that come from several kinds of record: shares of a split, budgets, documents, transactions.

use rusqlite::types::Value as Sql;

use super::{Donor, Gather};
use crate::domain::day::{Day, Span};
use crate::domain::field::{Along, percent_text};
use crate::domain::iati::{Budget, Coded, DAC, Link, Narrative, Organisation, Transaction, Value, transaction};
use crate::domain::kind::Kind;
use crate::domain::money::{Money, split};
use crate::domain::record::{Id, Record};
use crate::domain::split::read_split;
use crate::store::StoreError;

impl Gather<'_> {
    /// What an amount is split into along something, as codes with their share; one without a share stands alone.
    pub(super) fn shares(
        &mut self,
        record: &Record,
        along: Along,
        (single, several): (&str, &str),
    ) -> Result<Vec<(Record, String)>, StoreError> {
        let Some(kind) = along.kind() else { return Ok(Vec::new()) };
        let whole = record.money("amount");
        let parts = match whole {
            Some(whole) if !record.get(several).is_empty() => {
                read_split(record.get(several), along, record.currency()).and_then(|split| split.amounts(whole)).ok()
            }
            _ => None,
        };
        let Some(parts) = parts.filter(|parts| parts.len() > 1) else {
            let alone = match record.reference(single) {
                Some(id) => vec![(self.one(kind, id)?, String::new())],
                None => Vec::new(),
            };
            return Ok(alone);
        };
        let weights: Vec<u64> = parts.iter().map(|(_, amount)| amount.unsigned_abs()).collect();
        let mut shares = Vec::new();
        for ((key, _), hundredths) in parts.into_iter().zip(split(10_000, &weights)) {
            let id = match key.parse::<Id>() {
                Ok(id) => Some(id),
                Err(_) => self.store.by_code(kind, &key)?,
            };
            if let Some(id) = id {
                shares.push((self.one(kind, id)?, percent_text(hundredths)));
            }
        }
        Ok(shares)
    }

    /// The years of use of an agreement, each as the budget of its year.
    pub(super) fn budgets(record: &Record) -> Vec<Budget> {
        let Some(whole) = record.money("amount") else { return Vec::new() };
        let parts = read_split(record.get("years"), Along::Year, whole.currency);
        let Ok(parts) = parts.and_then(|split| split.amounts(whole)) else { return Vec::new() };
        let year = |(key, minor): (String, i64)| {
            let year: i16 = key.parse().ok()?;
            Some(year_budget(year, Money::new(minor, whole.currency)))
        };
        parts.into_iter().filter_map(year).collect()
    }

    /// The budget of the organisation for each year whose lines are kept: their sum, US dollars.
    pub(super) fn total_budgets(&self) -> Result<Vec<Budget>, StoreError> {
        let sql = "SELECT year, CAST(SUM(amount_usd) AS BIGINT) FROM budget_line WHERE deleted = 0 GROUP BY year ORDER BY year";
        let mut statement = self.store.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, i16>(0)?, row.get::<_, i64>(1)?)))?;
        let mut budgets = Vec::new();
        for row in rows {
            let (year, cents) = row?;
            budgets.push(year_budget(year, Money::new(cents, crate::domain::money::Currency::USD)));
        }
        Ok(budgets)
    }

    /// Documents of an agreement, or those of no donor, that may leave and can be fetched.
    pub(super) fn links(&self, agreement: Option<Id>) -> Result<Vec<Link>, StoreError> {
        let (condition, values) = match agreement {
            Some(id) => ("t.agreement = ?1", vec![Sql::Integer(id)]),
            None => ("t.agreement IS NULL AND t.partner IS NULL AND t.dialogue IS NULL", Vec::new()),
        };
        let condition = format!(
            "{condition} AND t.category IS NOT NULL AND (t.link LIKE 'http://%' OR t.link LIKE 'https://%') \
             ORDER BY t.link, t.title, t.id"
        );
        let mut links = Vec::new();
        for document in self.rows(Kind::Document, &condition, values)? {
            let early = document.day("day").is_none_or(|day| day <= self.settings.until);
            if self.is_open(&document) && early {
                links.push(link(&document));
            }
        }
        Ok(links)
    }

    /// Money that came in; none where nothing did.
    pub(super) fn income(&self, contribution: &Record, donor: &Donor, activity: &str) -> Option<Transaction> {
        let money = contribution.money("amount").filter(|money| money.minor != 0)?;
        let day = contribution.span("received").map(Span::last_day)?;
        let in_kind = contribution.get("form") == "in-kind";
        Some(Transaction {
            reference: self.reference(contribution),
            channel: if in_kind { "4".to_owned() } else { String::new() },
            ..self.moved(transaction::INCOMING_FUNDS, day, money, donor, activity)
        })
    }

    /// The reference of a record, where references are published.
    pub(super) fn reference(&self, record: &Record) -> String {
        if self.settings.has("references") { record.get("reference").to_owned() } else { String::new() }
    }

    /// A transaction from a donor to us.
    pub(super) fn moved(&self, kind: &str, day: Day, money: Money, donor: &Donor, activity: &str) -> Transaction {
        Transaction {
            kind: kind.to_owned(),
            day: Some(day),
            value: Value { text: money.to_text(), currency: money.currency.code().to_owned(), day: Some(day) },
            provider: Some(Organisation { names: english(&donor.organisation), ..donor.organisation.clone() }),
            provider_activity: activity.to_owned(),
            receiver: Some(Organisation { names: Vec::new(), ..self.us() }),
            ..Transaction::default()
        }
    }
}

/// The name an organisation goes by in transactions: its other names stand where it takes part.
fn english(organisation: &Organisation) -> Vec<Narrative> {
    organisation.names.iter().filter(|name| name.lang.is_empty()).cloned().collect()
}

fn year_budget(year: i16, money: Money) -> Budget {
    let first = Day::start_of_year(year);
    Budget {
        line: 0,
        status: "2".to_owned(),
        starts: Some(first),
        ends: Some(first.end_of_year()),
        value: Value { text: money.to_text(), currency: money.currency.code().to_owned(), day: Some(first) },
        recipient: None,
    }
}

/// A code of the standard's, without a name.
pub(super) fn code(vocabulary: &str, code: impl Into<String>) -> Coded {
    Coded { vocabulary: vocabulary.to_owned(), code: code.into(), ..Coded::default() }
}

/// A record of ours as a code of ours, with its names.
pub(super) fn own_code(vocabulary: &str, prefix: &str, record: &Record, percentage: String) -> Coded {
    Coded {
        vocabulary: vocabulary.to_owned(),
        code: format!("{prefix}{}", record.get("code")),
        percentage,
        names: Narrative::with_chinese(record.get("name_en"), record.get("name_zh")),
    }
}

/// A country by its two letters, as the standard wants it.
pub(super) fn country(record: &Record, percentage: String) -> Option<Coded> {
    let iso = record.get("iso2");
    (!iso.is_empty()).then(|| Coded { percentage, ..code(DAC, iso) })
}

fn link(document: &Record) -> Link {
    let url = document.get("link").to_owned();
    Link {
        line: 0,
        format: format_of(&url).to_owned(),
        url,
        titles: Narrative::plain(document.get("title")),
        categories: vec![document.get("category").to_uppercase()],
        languages: Some(document.get("language")).filter(|it| !it.is_empty()).map(str::to_owned).into_iter().collect(),
        day: document.day("day"),
    }
}

/// The media type by how an address ends.
fn format_of(url: &str) -> &'static str {
    let path = url.split(['?', '#']).next().unwrap_or_default().to_lowercase();
    let known = [
        (".pdf", "application/pdf"),
        (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (".doc", "application/msword"),
        (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (".csv", "text/csv"),
        (".xml", "application/xml"),
        (".json", "application/json"),
        (".jpg", "image/jpeg"),
        (".png", "image/png"),
    ];
    known.into_iter().find(|(ending, _)| path.ends_with(ending)).map_or("text/html", |(_, format)| format)
}
