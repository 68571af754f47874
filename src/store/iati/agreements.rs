//! Signed agreements as activities, one each or one for each flagship programme, with what was pledged, signed and
//! received under them; and pledges nothing was signed under.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::types::Value as Sql;

use super::parts::{code, country, own_code};
use super::{Donor, Gather};
use crate::domain::day::Day;
use crate::domain::field::Along;
use crate::domain::iati::{
    Activity, Coded, DAC, EARMARKING_CATEGORY, Entry, Narrative, OTHER_OWN_VOCABULARY, OWN_VOCABULARY, Transaction,
    aid_type, flow_type, transaction,
};
use crate::domain::kind::Kind;
use crate::domain::record::{Id, Record};
use crate::domain::say::Say;
use crate::store::StoreError;

/// The region of money that is for no country in particular, of OECD DAC.
const NO_PLACE: &str = "998";

type Tell<'t> = &'t mut dyn FnMut(Entry) -> std::io::Result<()>;

impl Gather<'_> {
    /// Tells an activity for each agreement that may leave, by identifier; and the pledges without one.
    pub(super) fn agreements(&mut self, tell: Tell) -> Result<(), StoreError> {
        let mut chosen: BTreeMap<String, Vec<Id>> = BTreeMap::new();
        let mut taken = HashSet::new();
        let signed = "t.signed IS NOT NULL AND t.stage IN (SELECT id FROM stage WHERE state = 'signed') ORDER BY t.id";
        for agreement in self.rows(Kind::Agreement, signed, Vec::new())? {
            if !self.may_leave(&agreement, "signed")? {
                continue;
            }
            let identifier = self.identifier_of(&agreement, &mut taken)?;
            chosen.entry(identifier).or_default().push(agreement.id);
        }
        let mut pledges = self.pledges_by_agreement(&chosen)?;
        for (identifier, ids) in chosen {
            let mut whole: Option<Activity> = None;
            for id in ids {
                let one = self.agreement(&identifier, id, &pledges.remove(&id).unwrap_or_default())?;
                match whole.as_mut() {
                    None => whole = Some(one),
                    Some(whole) => join(whole, one),
                }
            }
            if let Some(activity) = whole {
                self.tell(tell, activity)?;
            }
        }
        self.pledges(tell)
    }

    /// Whether a record with a day and a donor may leave; if not, why is counted.
    pub(super) fn may_leave(&mut self, record: &Record, day: &str) -> Result<bool, StoreError> {
        let donor = self.donor(record)?;
        if !donor.open || !self.is_open(record) {
            self.keep_back("confidential");
            return Ok(false);
        }
        let late = record.day(day).is_none_or(|day| day > self.settings.until);
        if late {
            self.keep_back("embargo");
        }
        Ok(!late)
    }

    /// The identifier of the activity an agreement is in: that of its programme where programmes are published; the one it
    /// was given before; else ours with its reference or its number.
    fn identifier_of(&mut self, agreement: &Record, taken: &mut HashSet<String>) -> Result<String, StoreError> {
        let us = format!("{}-", self.settings.identifier);
        if self.settings.unit == "flagship" {
            let flagship = self.code_of(agreement, "flagship", Kind::Flagship)?;
            if !flagship.is_empty() {
                return Ok(us + &flagship);
            }
        }
        let given = agreement.get("iati").split(';').map(str::trim).find(|given| given.starts_with(&us));
        let mut identifier = match given {
            Some(given) => given.to_owned(),
            None => {
                let reference = slug(&self.reference(agreement));
                us + if reference.is_empty() { agreement.id.to_string() } else { reference }.as_str()
            }
        };
        if !taken.insert(identifier.clone()) {
            identifier = format!("{identifier}-{}", agreement.id);
            taken.insert(identifier.clone());
        }
        Ok(identifier)
    }

    fn agreement(&mut self, identifier: &str, id: Id, pledges: &[Record]) -> Result<Activity, StoreError> {
        let agreement = self.one(Kind::Agreement, id)?;
        self.known.remove(&(Kind::Agreement, id));
        let donor = self.donor(&agreement)?;
        let titles = match self.flagship_of(identifier, &agreement)? {
            Some(flagship) => Narrative::with_chinese(flagship.get("name_en"), flagship.get("name_zh")),
            None => Narrative::plain(agreement.get("title")),
        };
        let say = Say::new("iati-of-agreement").with("donor", Narrative::best(&donor.organisation.names));
        let descriptions = self.narratives(&say);
        let mut activity = self.activity(identifier.to_owned(), titles, descriptions);
        agreement.currency().code().clone_into(&mut activity.default_currency);
        activity.participants = self.participants(vec![donor.organisation.clone()]);
        let reference = self.reference(&agreement);
        if !reference.is_empty() {
            activity.others.push((reference, "A1".to_owned()));
        }
        activity.dates = self.dates(&agreement)?;
        Self::place_in_time(&mut activity);
        self.classify(&mut activity, &agreement, &donor)?;
        if self.settings.has("budgets") {
            activity.budgets = Self::budgets(&agreement);
        }
        activity.transactions = self.under_agreement(&agreement, &donor, pledges)?;
        if self.settings.has("documents") {
            activity.links = self.links(Some(id))?;
        }
        Ok(activity)
    }

    /// The programme an activity is of, where programmes are published.
    fn flagship_of(&mut self, identifier: &str, agreement: &Record) -> Result<Option<Record>, StoreError> {
        let Some(id) = agreement.reference("flagship") else { return Ok(None) };
        let flagship = self.one(Kind::Flagship, id)?;
        let whole = identifier == format!("{}-{}", self.settings.identifier, flagship.get("code"));
        Ok(Some(flagship).filter(|_| whole && self.settings.unit == "flagship"))
    }

    /// When an agreement begins and ends, amendments up to the day included; it begins with its signature where nothing
    /// else is said.
    fn dates(&self, agreement: &Record) -> Result<Vec<(String, Day)>, StoreError> {
        let moved = "t.agreement = ?1 AND t.new_ends IS NOT NULL ORDER BY t.day DESC, t.id DESC LIMIT 1";
        let moved = self.rows(Kind::Amendment, moved, vec![Sql::Integer(agreement.id)])?;
        let ends = moved.first().and_then(|amendment| amendment.day("new_ends")).or_else(|| agreement.day("ends"));
        let starts = agreement.day("starts").or_else(|| agreement.day("signed"));
        let begins = starts.map(|day| (if day <= self.asker.day() { "2" } else { "1" }, day));
        let finishes = ends.map(|day| (if day <= self.asker.day() { "4" } else { "3" }, day));
        Ok(begins.into_iter().chain(finishes).map(|(kind, day)| (kind.to_owned(), day)).collect())
    }

    /// The status that follows from the days.
    pub(super) fn place_in_time(activity: &mut Activity) {
        let status = match (activity.date("1"), activity.date("4")) {
            (Some(_), _) => "1",
            (None, Some(_)) => "4",
            (None, None) => "2",
        };
        status.clone_into(&mut activity.status);
    }

    /// Places, sectors, tags and types of aid.
    fn classify(&mut self, activity: &mut Activity, agreement: &Record, donor: &Donor) -> Result<(), StoreError> {
        let places = self.shares(agreement, Along::Country, ("country", "countries"))?;
        activity.countries = places.iter().filter_map(|(record, share)| country(record, share.clone())).collect();
        let region = agreement.reference("region").map(|id| self.one(Kind::Region, id)).transpose()?;
        Self::place(activity, region.as_ref());
        let programmes = self.shares(agreement, Along::Subprogramme, ("subprogramme", "subprogrammes"))?;
        let flagships = self.shares(agreement, Along::Flagship, ("flagship", "flagships"))?;
        let humanitarian =
            |(record, _): &(Record, String)| self.settings.humanitarian.contains(&record.get("code").to_owned());
        activity.humanitarian = programmes.iter().any(humanitarian);
        self.sectors(activity, &programmes, &flagships);
        let fund = agreement.reference("fund").map(|id| self.one(Kind::Fund, id)).transpose()?;
        let earmarking = agreement.reference("earmarking").map(|id| self.one(Kind::Earmarking, id)).transpose()?;
        tag(activity, fund.as_ref(), earmarking.as_ref());
        flow_type(&donor.organisation.kind).clone_into(&mut activity.flow);
        Ok(())
    }

    /// Countries, else the region, else no place in particular; and how far that reaches.
    pub(super) fn place(activity: &mut Activity, region: Option<&Record>) {
        let known = region.filter(|region| region.get("kind") == "programme_region" && region.get("code") != "GLOBAL");
        let scope = match (activity.countries.len(), known) {
            (0, None) => "1",
            (0, Some(_)) => "2",
            (1, _) => "4",
            _ => "3",
        };
        scope.clone_into(&mut activity.scope);
        if activity.countries.is_empty() {
            activity.regions = vec![match known {
                Some(region) => own_code(OWN_VOCABULARY, "", region, String::new()),
                None => code(DAC, NO_PLACE),
            }];
        }
    }

    /// The sector of OECD DAC, our subprogrammes and our flagship programmes, each in a vocabulary of its own.
    pub(super) fn sectors(
        &self,
        activity: &mut Activity,
        programmes: &[(Record, String)],
        flagships: &[(Record, String)],
    ) {
        let own = |vocabulary: &'static str| {
            move |(record, share): &(Record, String)| own_code(vocabulary, "", record, share.clone())
        };
        activity.sectors = vec![code(DAC, self.settings.sector.clone())];
        activity.sectors.extend(programmes.iter().map(own(OWN_VOCABULARY)));
        activity.sectors.extend(flagships.iter().map(own(OTHER_OWN_VOCABULARY)));
    }

    /// The pledge, the signature, what was changed since, and the money, in the order of their days.
    fn under_agreement(
        &mut self,
        agreement: &Record,
        donor: &Donor,
        pledges: &[Record],
    ) -> Result<Vec<Transaction>, StoreError> {
        let us = format!("{}-", self.settings.identifier);
        let theirs = agreement.get("iati").split(';').map(str::trim);
        let theirs = theirs.into_iter().find(|id| !id.is_empty() && !id.starts_with(&us)).unwrap_or_default();
        let mut all: Vec<Transaction> = pledges.iter().filter_map(|pledge| self.pledged(pledge, donor)).collect();
        if let (Some(day), Some(money)) = (agreement.day("signed"), agreement.money("amount")) {
            all.push(self.moved(transaction::INCOMING_COMMITMENT, day, money, donor, theirs));
        }
        let changed = "t.agreement = ?1 AND t.amount IS NOT NULL AND t.day <= ?2 ORDER BY t.day, t.amount, t.id";
        let values = || vec![Sql::Integer(agreement.id), Sql::Text(self.settings.until.to_string())];
        for amendment in self.rows(Kind::Amendment, changed, values())? {
            if let (Some(day), Some(money)) = (amendment.day("day"), amendment.money("amount"))
                && money.minor != 0
            {
                let reference = self.reference(&amendment);
                let moved = self.moved(transaction::INCOMING_COMMITMENT, day, money, donor, theirs);
                all.push(Transaction { reference, ..moved });
            }
        }
        let received = "t.agreement = ?1 AND t.known <= ?2 \
                        ORDER BY t.known, t.received, t.amount, t.currency, t.reference, t.form, t.id";
        for contribution in self.rows(Kind::Contribution, received, values())? {
            let of = self.donor(&contribution)?;
            if of.open {
                all.extend(self.income(&contribution, &of, theirs));
            } else {
                self.keep_back("confidential");
            }
        }
        Ok(all)
    }

    fn pledged(&self, pledge: &Record, donor: &Donor) -> Option<Transaction> {
        let moved = self.moved(transaction::INCOMING_PLEDGE, pledge.day("said")?, pledge.money("amount")?, donor, "");
        let description = Narrative::plain(pledge.get("title"));
        Some(Transaction { reference: self.reference(pledge), description, ..moved })
    }

    /// Pledges that stand and may leave.
    fn standing_pledges(&mut self, condition: &str) -> Result<Vec<Record>, StoreError> {
        if !self.settings.has("pledges") {
            return Ok(Vec::new());
        }
        let standing = format!(
            "NOT EXISTS (SELECT 1 FROM pledge n WHERE n.deleted = 0 AND n.replaces = t.id) AND {condition} \
             ORDER BY t.said, t.title, t.amount, t.currency, t.id"
        );
        let mut open = Vec::new();
        for pledge in self.rows(Kind::Pledge, &standing, Vec::new())? {
            if self.may_leave(&pledge, "said")? {
                open.push(pledge);
            }
        }
        Ok(open)
    }

    /// Each pledge something was signed under, with the agreement that comes first by identifier.
    fn pledges_by_agreement(
        &mut self,
        chosen: &BTreeMap<String, Vec<Id>>,
    ) -> Result<HashMap<Id, Vec<Record>>, StoreError> {
        let signed = "EXISTS (SELECT 1 FROM agreement a WHERE a.deleted = 0 AND a.pledge = t.id)";
        let pledges = self.standing_pledges(signed)?;
        let mut places = HashMap::new();
        for id in chosen.values().flatten() {
            if let Some(pledge) = self.one(Kind::Agreement, *id)?.reference("pledge") {
                places.entry(pledge).or_insert(*id);
            }
        }
        let mut found: HashMap<Id, Vec<Record>> = HashMap::new();
        for pledge in pledges {
            match places.get(&pledge.id) {
                Some(agreement) => found.entry(*agreement).or_default().push(pledge),
                None => self.keep_back("agreement"),
            }
        }
        Ok(found)
    }

    /// Pledges nothing was signed under, an activity for each year they were said in.
    fn pledges(&mut self, tell: Tell) -> Result<(), StoreError> {
        let none = "NOT EXISTS (SELECT 1 FROM agreement a WHERE a.deleted = 0 AND a.pledge = t.id)";
        let mut years: BTreeMap<i16, Vec<Record>> = BTreeMap::new();
        for pledge in self.standing_pledges(none)? {
            if let Some(day) = pledge.day("said") {
                years.entry(day.year()).or_default().push(pledge);
            }
        }
        for (year, pledges) in years {
            let say = Say::new("iati-pledges").with("year", year);
            let about = self.narratives(&Say::new("iati-about-pledges"));
            let identifier = format!("{}-PLEDGES-{year}", self.settings.identifier);
            let mut activity = self.activity(identifier, self.narratives(&say), about);
            let mut donors = Vec::new();
            for pledge in &pledges {
                let donor = self.donor(pledge)?;
                activity.transactions.extend(self.pledged(pledge, &donor));
                donors.push(donor.organisation);
            }
            activity.participants = self.participants(donors);
            activity.dates = vec![("1".to_owned(), Day::start_of_year(year))];
            Self::place_in_time(&mut activity);
            Self::place(&mut activity, None);
            self.sectors(&mut activity, &[], &[]);
            self.tell(tell, activity)?;
        }
        Ok(())
    }
}

/// Fund and level of earmarking, as tags of ours and as types of aid.
pub(super) fn tag(activity: &mut Activity, fund: Option<&Record>, earmarking: Option<&Record>) {
    let own = |prefix: &'static str| move |record: &Record| own_code(OWN_VOCABULARY, prefix, record, String::new());
    activity.tags = fund.map(own("FUND-")).into_iter().chain(earmarking.map(own("EARMARKING-"))).collect();
    if let Some((aid, category)) = earmarking.and_then(|record| aid_type(record.get("code"))) {
        activity.aid_types = vec![code(DAC, aid), code(EARMARKING_CATEGORY, category)];
    }
}

/// A text as the end of an identifier: no spaces, and none of the signs the standard refuses.
fn slug(text: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '.' | '_') { c } else { '-' };
    text.trim().chars().map(plain).collect()
}

/// Several agreements of one programme are one activity: donors, money and documents together, days from first to last.
fn join(whole: &mut Activity, other: Activity) {
    let ours = whole.participants.len() - 2;
    for (at, participant) in other.participants.into_iter().take_while(|it| it.role == "1").enumerate() {
        if !whole.participants.contains(&participant) {
            whole.participants.insert(ours + at, participant);
        }
    }
    whole.others.extend(other.others);
    whole.transactions.extend(other.transactions);
    whole.transactions.sort_by_key(|transaction| transaction.day);
    whole.budgets.extend(other.budgets);
    whole.links.extend(other.links);
    whole.humanitarian |= other.humanitarian;
    whole.tags.extend(other.tags.into_iter().filter(|tag| !whole.tags.contains(tag)).collect::<Vec<_>>());
    join_days(whole, &other.dates);
    join_places(whole, &other.countries);
    // Shares of one agreement are not those of all of them.
    whole.sectors.retain(|sector| sector.vocabulary == DAC);
    if whole.flow != other.flow {
        whole.flow.clear();
    }
    if whole.aid_types != other.aid_types {
        whole.aid_types.clear();
    }
}

fn join_days(whole: &mut Activity, other: &[(String, Day)]) {
    let of = |days: &[(String, Day)], kinds: [&str; 2]| {
        days.iter().find(|(kind, _)| kinds.contains(&kind.as_str())).cloned()
    };
    let (first, last) = (["1", "2"], ["3", "4"]);
    let starts = of(&whole.dates, first).into_iter().chain(of(other, first)).min_by_key(|(_, day)| *day);
    let ends = match (of(&whole.dates, last), of(other, last)) {
        // One without an end goes on.
        (Some(one), Some(two)) => Some(if one.1 >= two.1 { one } else { two }),
        _ => None,
    };
    whole.dates = starts.into_iter().chain(ends).collect();
    let status = if whole.date("1").is_some() {
        "1"
    } else if whole.date("4").is_some() {
        "4"
    } else {
        "2"
    };
    status.clone_into(&mut whole.status);
}

/// Countries of several agreements have no shares of the whole: the programme is where there is more than one.
fn join_places(whole: &mut Activity, other: &[Coded]) {
    let same = whole.countries == other && other.len() == 1;
    if !same {
        whole.countries.clear();
        whole.regions = vec![code(DAC, NO_PLACE)];
        "1".clone_into(&mut whole.scope);
    }
}
