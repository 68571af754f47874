//! What the door knows about money beyond one record: what a rule fills from other records, what must not be saved, what
//! is allowed and pointed out, what hangs on a record that is to be thrown away, and the rows kept of each split.

use rusqlite::{OptionalExtension, ToSql, params};

use super::{Store, StoreError};
use crate::access::Asker;
use crate::domain::day::{Day, Span};
use crate::domain::field::{Along, Input, percent_text};
use crate::domain::kind::Kind;
use crate::domain::money::{Money, plain_text, split};
use crate::domain::record::{Id, Record};
use crate::domain::rules;
use crate::domain::say::{Problem, Say};
use crate::domain::split::read_split;

/// The day whose rate an amount is valued at: of receipt, of signature, of what was said, of falling due; today for what
/// has no such day yet or lies ahead.
pub(super) fn money_day(record: &Record, today: Day) -> Option<Day> {
    let day = match record.kind {
        Kind::Contribution => return record.span("received").map(Span::last_day),
        Kind::Pledge => record.day("said"),
        Kind::Agreement => record.day("signed"),
        Kind::Amendment | Kind::WriteOff => record.day("day"),
        Kind::Instalment => record.day("due"),
        _ => return None,
    };
    Some(day.map_or(today, |day| day.min(today)))
}

/// The source of a rate that was given with the amount, when nobody says whose it is.
pub(super) const BANK: &str = "bank";

/// Kinds whose money stands under another record: the field that points to it, and its kind.
const fn under(kind: Kind) -> Option<(&'static str, Kind)> {
    match kind {
        Kind::Amendment | Kind::Instalment => Some(("agreement", Kind::Agreement)),
        Kind::WriteOff => Some(("instalment", Kind::Instalment)),
        _ => None,
    }
}

/// What hangs on a record and keeps it out of the bin: kind, and the field that points to it.
const fn hanging(kind: Kind) -> &'static [(Kind, &'static str)] {
    match kind {
        Kind::Agreement => &[
            (Kind::Contribution, "agreement"),
            (Kind::Instalment, "agreement"),
            (Kind::Amendment, "agreement"),
            (Kind::Report, "agreement"),
        ],
        Kind::Instalment => &[(Kind::Contribution, "instalment"), (Kind::WriteOff, "instalment")],
        Kind::Pledge => &[(Kind::Agreement, "pledge"), (Kind::Pledge, "replaces")],
        Kind::Stage => &[(Kind::Agreement, "stage")],
        _ => &[],
    }
}

/// The kinds whose splits are kept as rows of `portion`.
pub(super) const SPLIT: &[Kind] = &[Kind::Agreement, Kind::Amendment];

impl Store {
    /// Fields that rules fill from other records; `before` is the record as it was saved last.
    pub(super) fn fill_money(
        &self,
        asker: &Asker,
        record: &mut Record,
        before: Option<&Record>,
    ) -> Result<(), StoreError> {
        match record.kind {
            Kind::Contribution => self.fill_contribution(asker, record)?,
            Kind::Agreement => self.fill_agreement(asker, record, before)?,
            Kind::Amendment => self.fill_amendment(asker, record)?,
            Kind::Instalment => self.fill_instalment(record)?,
            _ => {}
        }
        self.fill_currency(asker, record)?;
        self.fill_rate(asker, record, before)
    }

    /// The record as a save would fill it: rates, charges and what follows from other records, with their names. Nothing
    /// is written and nothing checked.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn filled(&self, asker: &Asker, record: &Record) -> Result<Record, StoreError> {
        self.stand(asker)?;
        let before = if record.id == 0 { None } else { self.load(asker, record.kind, record.id)? };
        let mut filled = record.clone();
        self.fill_money(asker, &mut filled, before.as_ref())?;
        rules::fill(&mut filled);
        self.label_references(asker, &mut filled)?;
        Ok(filled)
    }

    fn above(&self, asker: &Asker, record: &Record, field: &str, kind: Kind) -> Result<Option<Record>, StoreError> {
        record.reference(field).map_or(Ok(None), |id| self.load(asker, kind, id))
    }

    /// An amount under an agreement is in its currency until it says otherwise.
    fn fill_currency(&self, asker: &Asker, record: &mut Record) -> Result<(), StoreError> {
        if let Some((field, kind)) = under(record.kind)
            && record.get("currency").is_empty()
            && let Some(above) = self.above(asker, record, field, kind)?
        {
            record.put("currency", above.get("currency"));
        }
        Ok(())
    }

    fn fill_contribution(&self, asker: &Asker, record: &mut Record) -> Result<(), StoreError> {
        if record.get("form").is_empty() {
            record.put("form", "cash");
        }
        if record.get("agreement").is_empty()
            && let Some(instalment) = self.above(asker, record, "instalment", Kind::Instalment)?
        {
            record.put("agreement", instalment.get("agreement"));
        }
        if let Some(agreement) = self.above(asker, record, "agreement", Kind::Agreement)? {
            for field in ["partner", "fund", "earmarking"] {
                fill(record, field, agreement.get(field));
            }
        }
        self.fill_fund(record)
    }

    fn fill_agreement(&self, asker: &Asker, record: &mut Record, before: Option<&Record>) -> Result<(), StoreError> {
        if record.get("stage").is_empty() {
            let first = "SELECT id FROM stage WHERE deleted = 0 AND state = 'open' ORDER BY place, id LIMIT 1";
            fill(record, "stage", &self.text_of(first, &[])?);
        }
        let moved = before.is_none_or(|before| before.get("stage") != record.get("stage"));
        let typed = before.is_some_and(|before| before.get("stage_since") != record.get("stage_since"));
        if moved && !typed && (before.is_some() || record.get("stage_since").is_empty()) {
            let signed = record.day("signed").filter(|day| *day <= asker.today);
            record.put("stage_since", signed.unwrap_or(asker.today).to_string());
        }
        self.fill_fund(record)?;
        if let Some(country) = self.above(asker, record, "country", Kind::Country)? {
            fill(record, "region", country.get("region"));
        }
        self.fill_charges(asker, record)
    }

    /// Earmarked money outside the core funds bears the usual support cost unless another charge is named
    /// (HSP/EB.1/2/Rev.1, para 59); the rates stay on the row.
    fn fill_charges(&self, asker: &Asker, record: &mut Record) -> Result<(), StoreError> {
        let fund = self.above(asker, record, "fund", Kind::Fund)?;
        let earmarked = fund.is_some_and(|fund| fund.get("kind") == "voluntary" && fund.get("core") != "yes");
        if record.get("support").is_empty() && record.get("support_percent").is_empty() && earmarked {
            let usual = "SELECT id FROM charge WHERE deleted = 0 AND kind = 'support-cost' AND usual = 'yes' LIMIT 1";
            fill(record, "support", &self.text_of(usual, &[])?);
        }
        if let Some(charge) = self.above(asker, record, "support", Kind::Charge)? {
            fill(record, "support_percent", charge.get("percent"));
            fill(record, "support_basis", charge.get("basis"));
        }
        if record.get("levy") == "yes" && record.get("levy_percent").is_empty() {
            let usual = "SELECT percent FROM charge WHERE deleted = 0 AND kind = 'levy' AND usual = 'yes' LIMIT 1";
            let hundredths = self.text_of(usual, &[])?.parse();
            fill(record, "levy_percent", &hundredths.map_or_else(|_| String::new(), percent_text));
        }
        Ok(())
    }

    /// An amendment says what end it moves; its programme is the agreement's until it says otherwise.
    fn fill_amendment(&self, asker: &Asker, record: &mut Record) -> Result<(), StoreError> {
        let Some(agreement) = self.above(asker, record, "agreement", Kind::Agreement)? else { return Ok(()) };
        if !record.get("amount").is_empty() {
            for field in ["earmarking", "flagship", "subprogramme", "country"] {
                fill(record, field, agreement.get(field));
            }
        }
        let sql = "SELECT new_ends FROM amendment WHERE deleted = 0 AND agreement = ?1 AND new_ends IS NOT NULL \
                   AND day <= ?2 AND id <> ?3 ORDER BY day DESC, id DESC LIMIT 1";
        let moved = self.text_of(sql, &[&agreement.id, &record.get("day"), &record.id])?;
        let old = if moved.is_empty() { agreement.get("ends").to_owned() } else { moved };
        record.put("old_ends", if record.get("new_ends").is_empty() { String::new() } else { old });
        Ok(())
    }

    fn fill_instalment(&self, record: &mut Record) -> Result<(), StoreError> {
        fill(record, "trigger", "day");
        if record.get("number").is_empty()
            && let Some(agreement) = record.reference("agreement")
        {
            let next = "SELECT COALESCE(max(number), 0) + 1 FROM instalment WHERE deleted = 0 AND agreement = ?1";
            let next = self.text_of(next, &[&agreement])?.parse().unwrap_or(1);
            fill(record, "number", &next.max(self.pending_number(agreement) + 1).to_string());
        }
        Ok(())
    }

    /// Unearmarked money is Foundation non-earmarked (HSP/EB.1/2/Rev.1 para 48).
    fn fill_fund(&self, record: &mut Record) -> Result<(), StoreError> {
        if record.get("fund").is_empty()
            && let Some(earmarking) = record.reference("earmarking")
            && Some(earmarking) == self.by_known_code(Kind::Earmarking, "UNEARMARKED")?
            && let Some(fund) = self.by_known_code(Kind::Fund, "FNE")?
        {
            record.put("fund", fund.to_string());
        }
        Ok(())
    }

    /// The newest rate effective on the day of the money, when none was given by hand; taken again when that day or the
    /// currency changes, unless the rate was typed.
    pub(super) fn fill_rate(
        &self,
        asker: &Asker,
        record: &mut Record,
        before: Option<&Record>,
    ) -> Result<(), StoreError> {
        let Some(day) = money_day(record, asker.today) else { return Ok(()) };
        // Money that had no rate waits until somebody asks for one, or until the money itself changes.
        if let Some(before) = before
            && before.get("rate").is_empty()
            && ["rate", "amount", "currency"].iter().all(|field| before.get(field) == record.get(field))
            && money_day(before, asker.today) == Some(day)
        {
            return Ok(());
        }
        if let Some(before) = before
            && ["rate", "rate_day", "rate_source"].iter().all(|field| before.get(field) == record.get(field))
            && (before.get("currency") != record.get("currency") || money_day(before, asker.today) != Some(day))
            && self.is_published(before)?
        {
            for field in ["rate", "rate_day", "rate_source"] {
                record.put(field, "");
            }
        }
        if record.get("currency") == "USD" {
            return Ok(());
        }
        if !record.get("rate").is_empty() {
            return self.say_by_hand(record, before, day);
        }
        if let Some([rate, day, source]) = self.published_rate(record.get("currency"), day)? {
            record.put("rate", rate);
            record.put("rate_day", day);
            record.put("rate_source", source);
        }
        Ok(())
    }

    /// A rate given with the amount wins over the published one, and says so: where nobody says whose it is, and where
    /// it was typed over a published one.
    fn say_by_hand(&self, record: &mut Record, before: Option<&Record>, day: Day) -> Result<(), StoreError> {
        let same = |field| before.is_some_and(|before| before.get(field) == record.get(field));
        let over = match before {
            Some(before) if !same("rate") => self.is_published(before)?,
            _ => false,
        };
        let stale = ["rate_day", "rate_source"].map(|field| record.get(field).is_empty() || (over && same(field)));
        for ((field, text), stale) in
            [("rate_day", day.to_string()), ("rate_source", BANK.to_owned())].into_iter().zip(stale)
        {
            if stale {
                record.put(field, text);
            }
        }
        Ok(())
    }

    /// The newest rate of a currency effective on a day: rate, day, source.
    pub(super) fn published_rate(&self, currency: &str, day: Day) -> Result<Option<[String; 3]>, StoreError> {
        if let Some(known) = self.kept_rate(currency, day)? {
            return Ok(known);
        }
        let sql = "SELECT rate, day, source FROM rate WHERE deleted = 0 AND currency = ?1 AND day <= ?2 ORDER BY day DESC, id DESC LIMIT 1";
        let row = params![currency, day.to_string()];
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row(row, |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?])).optional()?)
    }

    /// Whether the rate on a record is a row of the rates, not one given by hand.
    fn is_published(&self, record: &Record) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM rate WHERE currency = ?1 AND day = ?2 AND rate = ?3 AND source = ?4";
        let row =
            params![record.get("currency"), record.get("rate_day"), record.get("rate"), record.get("rate_source")];
        Ok(self.connection.prepare_cached(sql)?.exists(row)?)
    }

    /// What must not be saved, beside the field that is wrong.
    pub(super) fn check_money(&self, asker: &Asker, record: &Record) -> Result<Vec<Problem>, StoreError> {
        let mut problems = self.check_split_codes(record)?;
        match record.kind {
            Kind::Agreement => {
                problems.extend(self.check_signed(asker, record)?);
                problems.extend(self.check_parts_no_freer(asker, record)?);
                problems.extend(self.check_instalments_fit(asker, record.id, Some(record), None)?);
            }
            Kind::Amendment => problems.extend(self.check_amendment(asker, record)?),
            Kind::Instalment => {
                if let Some(agreement) = record.reference("agreement") {
                    problems.extend(self.check_instalments_fit(asker, agreement, None, Some(record))?);
                }
                problems.extend(self.check_releasing_report(asker, record)?);
            }
            Kind::WriteOff => problems.extend(self.check_write_off(asker, record)?),
            Kind::Contribution => problems.extend(self.check_contribution(asker, record)?),
            Kind::Pledge => problems.extend(self.check_replaces(asker, record)?),
            _ => {}
        }
        Ok(problems)
    }

    /// Signed means a day and an amount, and no day ahead.
    fn check_signed(&self, asker: &Asker, record: &Record) -> Result<Vec<Problem>, StoreError> {
        let mut problems = Vec::new();
        let stage = self.above(asker, record, "stage", Kind::Stage)?;
        if stage.is_some_and(|stage| stage.get("state") == "signed") {
            for (field, key) in [("signed", "value-signed-day"), ("amount", "value-signed-amount")] {
                if record.get(field).is_empty() {
                    problems.push(Problem::at(field, Say::new(key)));
                }
            }
        } else if record.day("signed").is_some() {
            problems.push(Problem::at("stage", Say::new("value-signed-stage").with("day", record.get("signed"))));
        }
        if record.day("signed").is_some_and(|day| day > asker.today) {
            let say = Say::new("value-day-ahead").with("day", record.get("signed")).with("today", asker.today);
            problems.push(Problem::at("signed", say));
        }
        Ok(problems)
    }

    /// A part may be tied tighter than the whole, never freer.
    fn check_parts_no_freer(&self, asker: &Asker, record: &Record) -> Result<Option<Problem>, StoreError> {
        let Some(whole) = self.above(asker, record, "earmarking", Kind::Earmarking)? else { return Ok(None) };
        let Ok(parts) = read_split(record.get("earmarkings"), Along::Earmarking, record.currency()) else {
            return Ok(None);
        };
        for code in parts.keys() {
            if let Some(id) = self.by_code(Kind::Earmarking, code)?
                && let Some(part) = self.load(asker, Kind::Earmarking, id)?
                && let Some(say) = freer(&part, &whole, asker.lang)
            {
                return Ok(Some(Problem::at("earmarkings", say)));
            }
        }
        Ok(None)
    }

    fn check_amendment(&self, asker: &Asker, record: &Record) -> Result<Vec<Problem>, StoreError> {
        let mut problems = Vec::new();
        let Some(agreement) = self.above(asker, record, "agreement", Kind::Agreement)? else { return Ok(problems) };
        if let (Some(part), Some(whole)) = (
            self.above(asker, record, "earmarking", Kind::Earmarking)?,
            self.above(asker, &agreement, "earmarking", Kind::Earmarking)?,
        ) && let Some(say) = freer(&part, &whole, asker.lang)
        {
            problems.push(Problem::at("earmarking", say));
        }
        if record.day("day").zip(agreement.day("signed")).is_some_and(|(day, signed)| day < signed) {
            let say = Say::new("value-before-signature").with("signed", agreement.get("signed"));
            problems.push(Problem::at("day", say));
        }
        Ok(problems)
    }

    /// The instalments of an agreement come to no more than it and its amendments, currency by currency. `changed` and
    /// `instalment` are as they are about to be saved.
    fn check_instalments_fit(
        &self,
        asker: &Asker,
        agreement: Id,
        changed: Option<&Record>,
        instalment: Option<&Record>,
    ) -> Result<Option<Problem>, StoreError> {
        let loaded;
        let whole = if let Some(changed) = changed {
            changed
        } else {
            loaded = self.load(asker, Kind::Agreement, agreement)?;
            let Some(loaded) = &loaded else { return Ok(None) };
            loaded
        };
        let Some(amount) = whole.money("amount").filter(|_| agreement != 0) else { return Ok(None) };
        let currency = instalment.map_or(whole.currency(), Record::currency);
        let skip = instalment.map_or(0, |record| record.id);
        let code = currency.code();
        let sum = |sql: &str| -> Result<i128, StoreError> {
            let sum: Option<i64> =
                self.connection.prepare_cached(sql)?.query_row(params![agreement, code, skip], |row| row.get(0))?;
            Ok(i128::from(sum.unwrap_or(0)))
        };
        let due = sum(
            "SELECT SUM(amount) FROM instalment WHERE deleted = 0 AND agreement = ?1 AND currency = ?2 AND id <> ?3",
        )?;
        let added = sum(
            "SELECT SUM(amount) FROM amendment WHERE deleted = 0 AND agreement = ?1 AND currency = ?2 AND id <> ?3",
        )?;
        let this = instalment.and_then(|record| record.money("amount")).map_or(0, |amount| i128::from(amount.minor));
        let base = if amount.currency == currency { i128::from(amount.minor) } else { 0 };
        let due = due + if instalment.is_some() { self.pending(agreement, code).sum } else { 0 };
        if due + this <= base + added {
            return Ok(None);
        }
        let text = |minor: i128| {
            i64::try_from(minor).map_or_else(|_| minor.to_string(), |minor| Money::new(minor, currency).to_typed())
        };
        let say = Say::new("value-instalments-beyond").with("sum", text(due + this)).with("whole", text(base + added));
        Ok(Some(Problem::at("amount", say)))
    }

    /// A write-off is in the currency of the instalment and takes no more than is open of it.
    fn check_write_off(&self, asker: &Asker, record: &Record) -> Result<Option<Problem>, StoreError> {
        let Some(instalment) = self.above(asker, record, "instalment", Kind::Instalment)? else { return Ok(None) };
        if record.get("currency") != instalment.get("currency") {
            let say = Say::new("money-two-currencies")
                .with("first", record.get("currency"))
                .with("second", instalment.get("currency"));
            return Ok(Some(Problem::at("currency", say)));
        }
        let other = if record.deleted { 0 } else { record.id };
        let sql = concat!("SELECT ", include_str!("extras/instalment-open.sql"), " FROM instalment t WHERE t.id = ?1")
            .replace(":known", "'9999-12-31'");
        let open: Option<i64> =
            self.connection.prepare_cached(&sql)?.query_row([instalment.id], |row| row.get(0)).optional()?;
        let own = "SELECT amount FROM write_off WHERE id = ?1 AND deleted = 0";
        let own: Option<i64> = self.connection.prepare_cached(own)?.query_row([other], |row| row.get(0)).optional()?;
        let open = open.unwrap_or(0) + own.unwrap_or(0);
        let amount = record.money("amount").map_or(0, |amount| amount.minor);
        if amount <= open {
            return Ok(None);
        }
        let open = Money::new(open, instalment.currency()).to_typed();
        Ok(Some(Problem::at("amount", Say::new("value-write-off-beyond").with("open", open))))
    }

    /// The report that releases an instalment is one of its agreement.
    fn check_releasing_report(&self, asker: &Asker, record: &Record) -> Result<Option<Problem>, StoreError> {
        let Some(report) = self.above(asker, record, "report", Kind::Report)? else { return Ok(None) };
        if report.get("agreement") == record.get("agreement") {
            return Ok(None);
        }
        let say = Say::new("value-report-of-another").with("title", report.label("agreement"));
        Ok(Some(Problem::at("report", say)))
    }

    /// Money for an instalment is money under its agreement.
    fn check_contribution(&self, asker: &Asker, record: &Record) -> Result<Option<Problem>, StoreError> {
        let Some(instalment) = self.above(asker, record, "instalment", Kind::Instalment)? else { return Ok(None) };
        if instalment.get("agreement") == record.get("agreement") {
            return Ok(None);
        }
        let say = Say::new("value-instalment-of-another").with("title", instalment.label("agreement"));
        Ok(Some(Problem::at("instalment", say)))
    }

    /// A version of a pledge stands in for one of the same partner that no other stands in for.
    fn check_replaces(&self, asker: &Asker, record: &Record) -> Result<Option<Problem>, StoreError> {
        let Some(old) = self.above(asker, record, "replaces", Kind::Pledge)? else { return Ok(None) };
        let say = if old.get("partner") == record.get("partner") {
            let sql = "SELECT said FROM pledge WHERE deleted = 0 AND replaces = ?1 AND id <> ?2 LIMIT 1";
            let other = self.text_of(sql, &[&old.id, &record.id])?;
            if other.is_empty() {
                return Ok(None);
            }
            Say::new("value-replaced-already").with("day", other)
        } else {
            Say::new("value-pledge-of-another").with("partner", old.label("partner"))
        };
        Ok(Some(Problem::at("replaces", say)))
    }

    /// The codes a split names are there.
    fn check_split_codes(&self, record: &Record) -> Result<Vec<Problem>, StoreError> {
        let mut problems = Vec::new();
        for (field, text) in record.pairs().filter(|(_, text)| !text.is_empty()) {
            let Input::Split(along) = field.input else { continue };
            let Some(kind) = along.kind() else { continue };
            let Ok(split) = read_split(text, along, record.currency()) else { continue };
            for code in split.keys() {
                if self.by_code(kind, code)?.is_none() {
                    let say = Say::new("value-no-such-record").with("text", code).with("kind", kind.name());
                    problems.push(Problem::at(field.name, say));
                }
            }
        }
        Ok(problems)
    }

    /// What is allowed and worth a second look, said after the save.
    pub(super) fn remarks(&self, asker: &Asker, record: &Record) -> Result<Vec<Say>, StoreError> {
        let mut remarks = Vec::new();
        if record.kind == Kind::Contribution
            && let Some(agreement) = self.above(asker, record, "agreement", Kind::Agreement)?
            && let (Some(starts), Some(received)) = (agreement.day("starts"), record.span("received"))
            && received.last_day() < starts
        {
            remarks.push(Say::new("remark-before-start").with("starts", starts));
        }
        if record.kind.field("rate").is_some()
            && record.kind != Kind::Rate
            && !record.get("amount").is_empty()
            && record.get("usd").is_empty()
        {
            remarks.push(Say::new("remark-no-rate").with("currency", record.get("currency")));
        }
        remarks.extend(self.years_outside_plan(record)?);
        Ok(remarks)
    }

    fn years_outside_plan(&self, record: &Record) -> Result<Option<Say>, StoreError> {
        if record.kind.field("years").is_none() || record.get("years").is_empty() {
            return Ok(None);
        }
        let Ok(split) = read_split(record.get("years"), Along::Year, record.currency()) else { return Ok(None) };
        let sql = "SELECT 1 FROM plan WHERE deleted = 0 AND ?1 BETWEEN substr(starts, 1, 4) AND substr(ends, 1, 4)";
        let mut outside = Vec::new();
        for year in split.keys() {
            if !self.connection.prepare_cached(sql)?.exists([year])? {
                outside.push(year.to_owned());
            }
        }
        Ok((!outside.is_empty()).then(|| Say::new("remark-outside-plan").with("years", outside.join(", "))))
    }

    /// Refuses to throw away what money hangs on, and says what does.
    pub(super) fn check_nothing_hangs(&self, asker: &Asker, record: &Record) -> Result<Vec<Problem>, StoreError> {
        let mut problems = Vec::new();
        for (kind, field) in hanging(record.kind) {
            let usd = if kind.field("usd").is_some() { "CAST(SUM(usd) AS BIGINT)" } else { "NULL" };
            let sql = format!("SELECT count(*), {usd} FROM {} WHERE deleted = 0 AND {field} = ?1", kind.name());
            let (count, usd): (i64, Option<i64>) =
                self.connection.prepare_cached(&sql)?.query_row([record.id], |row| Ok((row.get(0)?, row.get(1)?)))?;
            if count > 0 {
                let say = Say::new("value-hangs")
                    .with("title", record.title(asker.lang))
                    .with("count", count)
                    .with("kind", kind.name().replace('_', "-"))
                    .with("usd", usd.map_or_else(|| "–".to_owned(), |cents| plain_text(cents, 2)));
                problems.push(Problem::whole(say));
            }
        }
        Ok(problems)
    }

    /// Keeps the rows of a record's splits: those it has, else one row for the one record it names, none in the bin.
    pub(super) fn keep_portions(&self, record: &Record) -> Result<(), StoreError> {
        if !SPLIT.contains(&record.kind) {
            return Ok(());
        }
        self.connection.prepare_cached("DELETE FROM portion WHERE owner = ?1")?.execute([record.id])?;
        self.add_portions("portion", record)
    }

    /// Adds the rows of a record's splits to a table that has the columns of `portion`.
    pub(super) fn add_portions(&self, table: &str, record: &Record) -> Result<(), StoreError> {
        let sql = format!("INSERT INTO {table} (owner, along, item, amount, usd) VALUES (?1, ?2, ?3, ?4, ?5)");
        for portion in self.portions(record)? {
            let row = params![record.id, portion.along.word(), portion.item, portion.amount, portion.usd];
            self.connection.prepare_cached(&sql)?.execute(row)?;
        }
        Ok(())
    }

    /// The rows of a record's splits, worth the record's dollars to the cent.
    pub(super) fn portions(&self, record: &Record) -> Result<Vec<Portion>, StoreError> {
        let mut rows = Vec::new();
        let Some(whole) = record.money("amount").filter(|_| !record.deleted) else { return Ok(rows) };
        for along in Along::ALL {
            let mut items = Vec::new();
            for (key, amount) in pieces(record, along, whole) {
                let item = match along.kind() {
                    None => key.parse().ok(),
                    Some(_) if key.parse::<Id>().is_ok() => key.parse().ok(),
                    Some(kind) => self.by_code(kind, &key)?,
                };
                items.extend(item.map(|item: i64| (item, amount)));
            }
            let weights: Vec<u64> = items.iter().map(|(_, amount)| amount.unsigned_abs()).collect();
            let usd = record.money("usd").filter(|_| !record.get("usd").is_empty());
            let dollars = usd.map(|usd| split(usd.minor, &weights));
            for (at, (item, amount)) in items.into_iter().enumerate() {
                rows.push(Portion { along, item, amount, usd: dollars.as_ref().map(|parts| parts[at]) });
            }
        }
        Ok(rows)
    }

    /// Keeps a row for each record that a field for several names, so that it is found from the other side.
    pub(super) fn keep_mentions(&self, record: &Record) -> Result<(), StoreError> {
        if !names_several(record.kind) {
            return Ok(());
        }
        self.connection.prepare_cached("DELETE FROM mention WHERE owner = ?1")?.execute([record.id])?;
        self.add_mentions("mention", record)
    }

    /// Adds those rows to a table that has the columns of `mention`; none for a record in the bin.
    pub(super) fn add_mentions(&self, table: &str, record: &Record) -> Result<(), StoreError> {
        let sql = format!("INSERT OR IGNORE INTO {table} (target, owner) VALUES (?1, ?2)");
        for (field, _) in record.pairs().filter(|(field, _)| matches!(field.input, Input::Refs(_))) {
            for target in record.references(field.name).filter(|_| !record.deleted) {
                self.connection.prepare_cached(&sql)?.execute([target, record.id])?;
            }
        }
        Ok(())
    }

    /// The first column of the first row as text; empty without a row.
    fn text_of(&self, sql: &str, values: &[&dyn ToSql]) -> Result<String, StoreError> {
        let found = self
            .connection
            .prepare_cached(sql)?
            .query_row(values, |row| {
                Ok(match row.get_ref(0)? {
                    rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                    rusqlite::types::ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                    _ => String::new(),
                })
            })
            .optional()?;
        Ok(found.unwrap_or_default())
    }
}

/// One row of a split: a year or a record, minor units of the owner's currency, US dollar cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Portion {
    pub along: Along,
    pub item: i64,
    pub amount: i64,
    pub usd: Option<i64>,
}

/// Whether a field of the kind names several records.
pub(super) fn names_several(kind: Kind) -> bool {
    kind.fields().iter().any(|field| matches!(field.input, Input::Refs(_)))
}

fn fill(record: &mut Record, field: &str, text: &str) {
    if record.get(field).is_empty() && !text.is_empty() {
        record.put(field, text);
    }
}

/// Why a part is freer than its whole; none where it is not, or where one of them cannot be compared.
fn freer(part: &Record, whole: &Record, lang: &str) -> Option<Say> {
    let tightness = |record: &Record| record.get("tightness").parse::<i64>().ok();
    (tightness(part)? < tightness(whole)?)
        .then(|| Say::new("value-part-freer").with("part", part.title(lang)).with("whole", whole.title(lang)))
}

/// Keys and minor units along one way: the split, else the one record named.
fn pieces(record: &Record, along: Along, whole: Money) -> Vec<(String, i64)> {
    let declared = record.pairs().find(|(field, _)| field.input == Input::Split(along));
    if let Some((_, text)) = declared
        && !text.is_empty()
        && let Ok(amounts) = read_split(text, along, whole.currency).and_then(|split| split.amounts(whole))
    {
        return amounts;
    }
    match along.kind() {
        Some(_) => record.reference(along.word()).map(|id| (id.to_string(), whole.minor)).into_iter().collect(),
        None => Vec::new(),
    }
}
