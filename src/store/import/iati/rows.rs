//! The records of one donor in one activity: pledges, the agreement with what was changed since, documents, money. What
//! hangs on an agreement that is not taken is not taken either.

use super::super::Row;
use super::{At, Fate, Move, Placed, State, Sum, Taking, Tell, fate, note, record};
use crate::domain::clean::{clean_line, clean_lines};
use crate::domain::day::Day;
use crate::domain::field::{Along, Input};
use crate::domain::iati::{
    Activity, Budget, Coded, DAC, EARMARKING_CATEGORY, Institution, Link, Narrative, OTHER_OWN_VOCABULARY,
    OWN_VOCABULARY, Organisation, Transaction, Value, earmarking, read_amount,
};
use crate::domain::kind::Kind;
use crate::domain::money::{Currency, Money};
use crate::domain::record::{Id, Record};
use crate::domain::rules;
use crate::domain::say::Say;
use crate::domain::split::read_split;
use crate::store::StoreError;

/// How a record is found that may be there already.
enum Key {
    Id(Option<Id>),
    Fields(&'static [&'static str]),
    /// By all it says, as often as it is there.
    Content,
}

/// One donor in one activity.
struct Deal<'a> {
    activity: &'a Activity,
    /// We report it ourselves.
    by_us: bool,
    partner: Id,
    classes: Classes,
}

impl Deal<'_> {
    fn at(&self, line: u64) -> At<'_> {
        (line, &self.activity.identifier)
    }
}

/// What holds for all money of an activity.
#[derive(Clone, Default)]
struct Classes {
    fund: String,
    earmarking: String,
    flagship: String,
    country: String,
    /// Codes nobody here knows, as they stand.
    unknown: Vec<String>,
}

impl Taking<'_> {
    /// Takes what one donor gives in an activity.
    pub(super) fn of_donor(
        &mut self,
        activity: &Activity,
        by_us: bool,
        donor: &Organisation,
        moves: &[Move],
        tell: Tell,
    ) -> Result<(), StoreError> {
        let at = (activity.line, activity.identifier.as_str());
        let partner = match self.partner(donor, &activity.participants, true, by_us, at, tell)? {
            Ok(partner) => partner,
            Err(say) => {
                let name = Narrative::best(&donor.names);
                for one in moves {
                    let at = (one.transaction.line, at.1);
                    self.reject(at, kind_of(one), ("partner", name), say.clone(), tell);
                }
                return Ok(());
            }
        };
        let deal = Deal { activity, by_us, partner, classes: self.classes(activity, by_us)? };
        let mut sums: Vec<(&Move, Sum)> = Vec::with_capacity(moves.len());
        for one in moves {
            sums.extend(self.sum(activity, one, tell).map(|sum| (one, sum)));
        }
        let of = |state: State| -> Vec<(&Transaction, Sum)> {
            let chosen = sums.iter().filter(|(one, _)| one.state == state);
            chosen.map(|(one, sum)| (one.transaction, *sum)).collect()
        };
        let mut pledge = None;
        for (said, sum) in of(State::Pledged) {
            let placed = self.pledge(&deal, said, sum, tell)?;
            pledge = pledge.or(placed);
        }
        let received = of(State::Received);
        match self.agreement(&deal, &of(State::Signed), pledge, tell)? {
            Some(None) => {
                for (money, _) in received {
                    let say = Say::new("iati-with-agreement");
                    self.reject(deal.at(money.line), Kind::Contribution, ("agreement", ""), say, tell);
                }
                Ok(())
            }
            Some(Some(id)) => {
                self.documents(&activity.links, Some(id), &activity.identifier, tell)?;
                self.money(&deal, Some(id), &received, tell)
            }
            None => self.money(&deal, None, &received, tell),
        }
    }

    /// What a transaction comes to; none, with why, where it comes to nothing or cannot be read.
    fn sum(&mut self, activity: &Activity, one: &Move, tell: Tell) -> Option<Sum> {
        let (at, value) = ((one.transaction.line, activity.identifier.as_str()), &one.transaction.value);
        let kind = kind_of(one);
        let Some(day) = one.transaction.day else {
            self.reject(at, kind, (day_field(kind), ""), Say::new("iati-no-day"), tell);
            return None;
        };
        match amount(value, &activity.default_currency) {
            Ok((money, exact)) => {
                let nothing = money.minor == 0;
                if nothing || !exact {
                    let key = if nothing { "iati-nothing" } else { "iati-rounded" };
                    let say = Say::new(key).with("text", &value.text).with("read", money.to_typed());
                    note(tell, at, say);
                }
                (!nothing).then_some(Sum { money, day })
            }
            Err((field, say)) => {
                let text = if field == "amount" { &value.text } else { &value.currency };
                self.reject(at, kind, (field, text), say, tell);
                None
            }
        }
    }

    /// Fund, earmarking, programme and country: ours by our own codes, those of others by what their codes mean.
    fn classes(&mut self, activity: &Activity, by_us: bool) -> Result<Classes, StoreError> {
        let mut classes = Classes::default();
        if by_us {
            for tag in activity.tags.iter().filter(|tag| tag.vocabulary == OWN_VOCABULARY) {
                if let Some(code) = tag.code.strip_prefix("FUND-") {
                    classes.fund = self.known(Kind::Fund, code)?.unwrap_or_default();
                } else if let Some(code) = tag.code.strip_prefix("EARMARKING-") {
                    classes.earmarking = self.known(Kind::Earmarking, code)?.unwrap_or_default();
                }
            }
            let mut programmes = activity.sectors.iter().filter(|it| it.vocabulary == OTHER_OWN_VOCABULARY);
            if let (Some(only), None) = (programmes.next(), programmes.next()) {
                classes.flagship = self.known(Kind::Flagship, &only.code)?.unwrap_or_default();
            }
        } else if let Some(level) = level_of(&activity.aid_types) {
            classes.earmarking = self.known(Kind::Earmarking, level)?.unwrap_or_default();
        }
        for country in &activity.countries {
            if self.known(Kind::Country, &country.code)?.is_none() {
                classes.unknown.push(format!("recipient-country {}", country.code));
            }
        }
        if let [only] = activity.countries.as_slice() {
            classes.country = self.known(Kind::Country, &only.code)?.unwrap_or_default();
        }
        Ok(classes)
    }

    /// The id of the record a code stands for.
    fn known(&mut self, kind: Kind, code: &str) -> Result<Option<String>, StoreError> {
        if code.is_empty() {
            return Ok(None);
        }
        Ok(self.importing.reference(kind, code)?.ok().map(|id| id.to_string()))
    }

    fn pledge(&mut self, deal: &Deal, said: &Transaction, sum: Sum, tell: Tell) -> Result<Placed, StoreError> {
        let (activity, classes) = (deal.activity, &deal.classes);
        let described = Narrative::best(&said.description);
        let title = if described.is_empty() { Narrative::best(&activity.titles) } else { described };
        let fields = [
            ("partner", deal.partner.to_string()),
            ("title", line(title, &activity.identifier)),
            ("said", sum.day.to_string()),
            ("amount", sum.money.to_text()),
            ("currency", sum.money.currency.code().to_owned()),
            ("fund", classes.fund.clone()),
            ("earmarking", classes.earmarking.clone()),
            ("flagship", classes.flagship.clone()),
            ("reference", clean_line(&said.reference).into_owned()),
            ("source", source(&activity.identifier)),
        ];
        let key = Key::Fields(&["title", "partner", "said", "amount", "currency"]);
        self.place(deal.at(said.line), filled(Kind::Pledge, &fields), &key, tell)
    }

    /// The agreement an activity stands for, where something was signed; what was signed later changes it.
    fn agreement(
        &mut self,
        deal: &Deal,
        signed: &[(&Transaction, Sum)],
        pledge: Option<Id>,
        tell: Tell,
    ) -> Result<Option<Placed>, StoreError> {
        let mut signed = signed.to_vec();
        signed.sort_by_key(|(_, sum)| sum.day);
        let Some(((first, sum), later)) = signed.split_first() else { return Ok(None) };
        let (entry, at) = (deal.activity.identifier.as_str(), deal.at(first.line));
        let key = (entry.to_lowercase(), deal.partner);
        if let Some(met) = self.met.insert(key.clone(), first.line).filter(|_| !entry.is_empty()) {
            let say = Say::new("import-met-before").with("line", met);
            self.reject(at, Kind::Agreement, ("iati", entry), say, tell);
            return Ok(Some(None));
        }
        if self.fresh.get(&deal.partner).is_some_and(|category| self.checked.contains(category)) {
            let say = Say::new("value-no-due-diligence").with("day", sum.day);
            self.reject(at, Kind::Agreement, ("stage", ""), say, tell);
            return Ok(Some(None));
        }
        let mut record = self.agreement_record(deal, first, *sum)?;
        if let Some(pledge) = pledge {
            record.put("pledge", pledge.to_string());
        }
        rules::fill(&mut record);
        let there = self.agreements.get(&key).copied();
        let placed = self.place(at, record, &Key::Id(there), tell)?;
        let Some(id) = placed else { return Ok(Some(None)) };
        self.agreements.insert(key, id);
        for (changed, sum) in later {
            self.amendment(deal, id, changed, *sum, tell)?;
        }
        Ok(Some(Some(id)))
    }

    fn agreement_record(&mut self, deal: &Deal, first: &Transaction, sum: Sum) -> Result<Record, StoreError> {
        let Deal { activity, by_us, partner, classes } = deal;
        let by_us = *by_us;
        let day = |kinds: [&str; 2]| kinds.iter().find_map(|kind| activity.date(kind));
        let text = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
        let (starts, ends) = (day(["2", "1"]), day(["4", "3"]));
        let other = if by_us { first.provider_activity.trim() } else { "" };
        let iati = [activity.identifier.as_str(), other].into_iter().filter(|one| !one.is_empty());
        let reference = activity.others.iter().find(|(_, kind)| kind == "A1").or_else(|| activity.others.first());
        let fields = [
            ("partner", partner.to_string()),
            ("title", line(Narrative::best(&activity.titles), &activity.identifier)),
            ("stage", self.signed.map(|id| id.to_string()).unwrap_or_default()),
            ("amount", sum.money.to_text()),
            ("currency", sum.money.currency.code().to_owned()),
            ("fund", classes.fund.clone()),
            ("earmarking", classes.earmarking.clone()),
            ("flagship", classes.flagship.clone()),
            ("country", classes.country.clone()),
            ("signed", sum.day.to_string()),
            ("starts", text(starts)),
            ("ends", text(ends.filter(|ends| starts.is_none_or(|starts| starts <= *ends)))),
            ("reference", reference.map_or_else(String::new, |(text, _)| clean_line(text).into_owned())),
            ("iati", iati.map(|one| clean_line(one).into_owned()).collect::<Vec<_>>().join("; ")),
            ("source", source(&activity.identifier)),
            ("notes", if by_us { String::new() } else { raw_codes(activity, classes) }),
        ];
        let mut record = filled(Kind::Agreement, &fields);
        self.split(&mut record, "countries", Along::Country, &activity.countries)?;
        if by_us {
            let of = |vocabulary: &str| -> Vec<Coded> {
                activity.sectors.iter().filter(|one| one.vocabulary == vocabulary).cloned().collect()
            };
            let (programmes, flagships) = (of(OWN_VOCABULARY), of(OTHER_OWN_VOCABULARY));
            if let [only] = programmes.as_slice() {
                record.put("subprogramme", self.known(Kind::Subprogramme, &only.code)?.unwrap_or_default());
            }
            self.split(&mut record, "subprogrammes", Along::Subprogramme, &programmes)?;
            self.split(&mut record, "flagships", Along::Flagship, &flagships)?;
            let region = activity.regions.iter().find(|region| region.vocabulary == OWN_VOCABULARY);
            if let Some(region) = region {
                record.put("region", self.known(Kind::Region, &region.code)?.unwrap_or_default());
            }
        }
        let years = years(&activity.budgets, &record);
        put_split(&mut record, "years", Along::Year, years);
        Ok(record)
    }

    /// Several codes with their shares as a split, where they are known and their shares make a whole.
    fn split(
        &mut self,
        record: &mut Record,
        field: &'static str,
        along: Along,
        shares: &[Coded],
    ) -> Result<(), StoreError> {
        let (Some(kind), true) = (along.kind(), shares.len() > 1) else { return Ok(()) };
        let mut pieces = Vec::new();
        for share in shares {
            let Ok(id) = self.importing.reference(kind, &share.code)? else { return Ok(()) };
            let code = self.importing.store.written(kind, id)?.unwrap_or_default();
            pieces.push(format!("{code} {}%", if share.percentage.is_empty() { "0" } else { &share.percentage }));
        }
        put_split(record, field, along, Some(pieces.join("; ")));
        Ok(())
    }

    fn amendment(
        &mut self,
        deal: &Deal,
        agreement: Id,
        changed: &Transaction,
        sum: Sum,
        tell: Tell,
    ) -> Result<(), StoreError> {
        let classes = &deal.classes;
        let kind = if sum.money.minor < 0 { "reduction" } else { "addition" };
        let fields = [
            ("agreement", agreement.to_string()),
            ("day", sum.day.to_string()),
            ("kind", kind.to_owned()),
            ("amount", sum.money.to_text()),
            ("currency", sum.money.currency.code().to_owned()),
            ("earmarking", classes.earmarking.clone()),
            ("flagship", classes.flagship.clone()),
            ("country", classes.country.clone()),
            ("reference", clean_line(&changed.reference).into_owned()),
            ("source", source(&deal.activity.identifier)),
        ];
        self.place(deal.at(changed.line), filled(Kind::Amendment, &fields), &Key::Content, tell)?;
        Ok(())
    }

    fn money(
        &mut self,
        deal: &Deal,
        agreement: Option<Id>,
        received: &[(&Transaction, Sum)],
        tell: Tell,
    ) -> Result<(), StoreError> {
        let Deal { activity, by_us, partner, classes } = deal;
        for (one, sum) in received {
            let country = match one.countries.as_slice() {
                [only] => self.known(Kind::Country, &only.code)?.unwrap_or_default(),
                _ => classes.country.clone(),
            };
            let level = level_of(&one.aid_types).filter(|_| !*by_us);
            let level = level.map(|level| self.known(Kind::Earmarking, level)).transpose()?.flatten();
            let in_kind = matches!(one.channel.as_str(), "3" | "4");
            let title = if *by_us { "" } else { Narrative::best(&activity.titles) };
            let fields = [
                ("partner", partner.to_string()),
                ("received", sum.day.to_string()),
                ("amount", sum.money.to_text()),
                ("currency", sum.money.currency.code().to_owned()),
                ("fund", classes.fund.clone()),
                ("earmarking", level.unwrap_or_else(|| classes.earmarking.clone())),
                ("agreement", agreement.map(|id| id.to_string()).unwrap_or_default()),
                ("flagship", classes.flagship.clone()),
                ("country", country),
                ("form", if in_kind { "in-kind" } else { "" }.to_owned()),
                ("reference", clean_line(&one.reference).into_owned()),
                ("source", source(&activity.identifier)),
                ("notes", clean_line(title).into_owned()),
            ];
            self.place(deal.at(one.line), filled(Kind::Contribution, &fields), &Key::Content, tell)?;
            if self.importing.is_full() {
                self.importing.write(false)?;
            }
        }
        Ok(())
    }

    /// What an organisation means to give us in a period: said, and not signed.
    pub(super) fn planned(
        &mut self,
        institution: &Institution,
        budget: &Budget,
        partner: Id,
        tell: Tell,
    ) -> Result<(), StoreError> {
        let entry = institution.identifier.as_str();
        let said = institution.updated.get(..10).filter(|day| Day::parse_iso(day).is_some());
        let said = said.map(str::to_owned).or_else(|| budget.value.day.map(|day| day.to_string()));
        let money = match amount(&budget.value, &institution.default_currency) {
            Ok((money, _)) => money,
            Err((field, say)) => {
                self.reject((budget.line, entry), Kind::Pledge, (field, &budget.value.text), say, tell);
                return Ok(());
            }
        };
        let day = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
        let year = |day: Option<Day>| day.map_or_else(String::new, |day| day.year().to_string());
        let fields = [
            ("partner", partner.to_string()),
            ("title", format!("recipient-org-budget {}/{}", day(budget.starts), day(budget.ends))),
            ("said", said.unwrap_or_else(|| day(budget.starts))),
            ("amount", money.to_text()),
            ("currency", money.currency.code().to_owned()),
            ("from_year", year(budget.starts)),
            ("to_year", year(budget.ends)),
            ("source", source(entry)),
        ];
        let key = Key::Fields(&["title", "partner", "said", "amount", "currency"]);
        self.place((budget.line, entry), filled(Kind::Pledge, &fields), &key, tell)?;
        Ok(())
    }

    /// Documents that can be fetched, of an agreement or of nobody.
    pub(super) fn documents(
        &mut self,
        links: &[Link],
        agreement: Option<Id>,
        entry: &str,
        tell: Tell,
    ) -> Result<(), StoreError> {
        let mut met: Vec<&str> = Vec::new();
        for link in links.iter().filter(|link| link.url.starts_with("http://") || link.url.starts_with("https://")) {
            if met.contains(&link.url.as_str()) {
                continue;
            }
            met.push(&link.url);
            let category = link.categories.first().map(|code| code.to_lowercase()).unwrap_or_default();
            let known = may_be("category", &category);
            let language = link.languages.first().map(|code| code.to_lowercase()).unwrap_or_default();
            let spoken = may_be("language", &language);
            let fields = [
                ("title", line(Narrative::best(&link.titles), &link.url)),
                ("agreement", agreement.map(|id| id.to_string()).unwrap_or_default()),
                ("kind", document_kind(&category).to_owned()),
                ("day", link.day.map_or_else(String::new, |day| day.to_string())),
                ("category", if known { category } else { String::new() }),
                ("language", if spoken { language } else { String::new() }),
                ("link", clean_line(&link.url).into_owned()),
            ];
            let key = Key::Fields(&["link", "agreement"]);
            self.place((link.line, entry), filled(Kind::Document, &fields), &key, tell)?;
        }
        Ok(())
    }

    /// Puts a record where it is new, changes what is there, or leaves it.
    fn place(&mut self, at: At, record: Record, key: &Key, tell: Tell) -> Result<Placed, StoreError> {
        let kind = record.kind;
        self.importing.job.kind = kind;
        let there = match key {
            Key::Id(id) => *id,
            Key::Fields(fields) => self.importing.store.with_key(&record, fields)?.first().copied(),
            Key::Content => None,
        };
        let (done, id) = match there {
            Some(id) => (fate(self.change(id, record))?, id),
            None => {
                let mut record = record;
                record.id = self.importing.store.next_id();
                let id = record.id;
                let content = matches!(key, Key::Content);
                let done = if content { self.importing.by_content(record) } else { self.importing.add(record, None) };
                (fate(done)?, id)
            }
        };
        let placed = if matches!(done, Fate::Rejected(_)) { None } else { Some(id) };
        self.told(at, kind, done, tell);
        Ok(placed)
    }

    fn change(&mut self, id: Id, record: Record) -> Result<Fate, super::Stop> {
        let there = self.importing.store.load(&self.importing.asker, record.kind, id)?;
        let Some(there) = there else { return Ok(Fate::Same) };
        let given: Vec<&'static str> = record
            .pairs()
            .filter(|(field, text)| !text.is_empty() && !field.computed)
            .map(|(field, _)| field.name)
            .collect();
        self.importing.edit(&there, &Row { id: Some(id), record, given })
    }
}

const fn kind_of(one: &Move) -> Kind {
    match one.state {
        State::Pledged => Kind::Pledge,
        State::Signed => Kind::Agreement,
        State::Received => Kind::Contribution,
    }
}

const fn day_field(kind: Kind) -> &'static str {
    match kind {
        Kind::Pledge => "said",
        Kind::Agreement => "signed",
        _ => "received",
    }
}

/// Where a record comes from.
fn source(identifier: &str) -> String {
    clean_line(&format!("IATI {identifier}")).trim().to_owned()
}

/// A text as one line, another where there is none.
fn line(text: &str, other: &str) -> String {
    clean_line(if text.trim().is_empty() { other } else { text }).trim().to_owned()
}

fn filled(kind: Kind, fields: &[(&'static str, String)]) -> Record {
    let fields: Vec<(&'static str, &str)> = fields.iter().map(|(field, text)| (*field, text.as_str())).collect();
    record(kind, &fields)
}

/// An amount with its currency, and whether nothing was rounded; else which field is wrong and why.
fn amount(value: &Value, default: &str) -> Result<(Money, bool), (&'static str, Say)> {
    let code = if value.currency.is_empty() { default } else { &value.currency };
    if code.is_empty() {
        return Err(("currency", Say::new("iati-no-currency")));
    }
    let currency =
        Currency::parse(code).ok_or_else(|| ("currency", Say::new("value-currency-unknown").with("text", code)))?;
    let read = read_amount(&value.text, currency).map_err(|say| ("amount", say))?;
    Ok((Money::new(read.minor, currency), read.exact))
}

/// How far money is tied: as the code of earmarking says, else as its aid type of OECD DAC means.
fn level_of(aid_types: &[Coded]) -> Option<&'static str> {
    let find =
        |vocabulary: &str| aid_types.iter().find(|one| one.vocabulary == vocabulary).map(|one| one.code.as_str());
    let said = find(EARMARKING_CATEGORY).or_else(|| find("3")).and_then(earmarking);
    said.or_else(|| match find(DAC)? {
        "B02" | "B021" => Some("UNEARMARKED"),
        "B03" | "B031" | "B032" | "B033" => Some("EARMARKED"),
        "C01" => Some("TIGHT"),
        _ => None,
    })
}

/// Codes of others as they stand, for people to read: their sectors, and what nobody here knows.
fn raw_codes(activity: &Activity, classes: &Classes) -> String {
    let sector = |one: &Coded| {
        let name = Narrative::best(&one.names);
        format!("sector {}:{} {name}", one.vocabulary, one.code).trim_end().to_owned()
    };
    let lines: Vec<String> = classes.unknown.iter().cloned().chain(activity.sectors.iter().map(sector)).collect();
    clean_lines(&lines.join("\n")).into_owned()
}

/// Budgets of whole years as a split over years.
fn years(budgets: &[Budget], record: &Record) -> Option<String> {
    let mut pieces = Vec::new();
    for budget in budgets {
        let (starts, ends) = (budget.starts?, budget.ends?);
        if starts != Day::start_of_year(starts.year()) || ends != starts.end_of_year() {
            return None;
        }
        let (money, exact) = amount(&budget.value, record.get("currency")).ok()?;
        if !exact || money.currency != record.currency() {
            return None;
        }
        pieces.push(format!("{} {}", starts.year(), money.to_text()));
    }
    Some(pieces.join("; ")).filter(|text| !text.is_empty())
}

/// Puts a split that adds up to the amount of the record; another one stays out.
fn put_split(record: &mut Record, field: &'static str, along: Along, text: Option<String>) {
    let (Some(text), Some(whole)) = (text, record.money("amount")) else { return };
    if let Ok(split) = read_split(&text, along, whole.currency).and_then(|split| split.settled(whole)) {
        record.put(field, split.to_string());
    }
}

/// Whether a field of documents takes a word.
fn may_be(field: &str, word: &str) -> bool {
    let input = Kind::Document.field(field).map(|field| field.input);
    matches!(input, Some(Input::Choice(words)) if words.contains(&word))
}

fn document_kind(category: &str) -> &'static str {
    match category {
        "a09" | "a11" => "agreement",
        "a07" | "a08" => "report",
        "b02" | "b03" => "strategy",
        _ => "other",
    }
}
