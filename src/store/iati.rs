//! What of the file is published by the IATI standard, gathered as plain facts: which records may leave, under which
//! identifier, and in which order, so that the same records give the same file. What is confidential never leaves.

mod agreements;
mod contributions;
mod parts;
mod results;

pub(super) use results::observed_text;

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::params_from_iter;
use rusqlite::types::Value as Sql;

use super::{Store, StoreError, record};
use crate::access::Asker;
use crate::domain::clean::clean_line;
use crate::domain::day::Day;
use crate::domain::iati::{
    Activity, Entry, Institution, Narrative, Organisation, Participant, Words, organisation_type, role,
};
use crate::domain::kind::Kind;
use crate::domain::record::{Id, Record};
use crate::domain::say::Say;

/// What came of publishing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedCounts {
    pub activities: usize,
    pub transactions: usize,
    /// Records that stayed, by the end of the message that says why.
    pub kept_back: BTreeMap<&'static str, usize>,
}

/// What the settings say about publishing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publishing {
    /// Our own identifier.
    pub identifier: String,
    /// `agreement` or `flagship`: of what there is an activity each.
    pub unit: String,
    /// What is published: `pledges`, `budgets`, `documents`, `results`, `references`.
    pub parts: Vec<String>,
    /// Words of confidentiality that may leave; `unmarked` for none. Never `confidential`.
    pub levels: Vec<String>,
    /// The last day of what is published.
    pub until: Day,
    /// Donor types whose names are withheld.
    pub withheld: Vec<String>,
    /// Code of OECD DAC.
    pub sector: String,
    /// Subprogrammes whose work is humanitarian.
    pub humanitarian: Vec<String>,
}

/// Words of a setting that lists some.
fn words_of(text: &str) -> Vec<String> {
    text.split([' ', ',', ';']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

impl Publishing {
    fn has(&self, part: &str) -> bool {
        self.parts.iter().any(|known| known == part)
    }
}

impl Store {
    /// The settings of publishing, as of the asker's day.
    ///
    /// # Errors
    /// Says what a setting wanted; or when the file cannot be read.
    pub fn publishing(&self, asker: &Asker) -> Result<Publishing, StoreError> {
        self.stand(asker)?;
        let mut levels = words_of(&self.setting_text("iati-levels", "open unmarked")?);
        levels.retain(|level| level != "confidential");
        Ok(Publishing {
            identifier: self.setting_text("iati-identifier", "XM-DAC-41120")?,
            unit: self.setting_text("iati-unit", "agreement")?,
            parts: words_of(&self.setting_text("iati-parts", "pledges budgets documents results references")?),
            levels,
            until: until(&self.setting_text("iati-embargo", "0")?, asker.day())?,
            withheld: words_of(&self.setting_text("iati-withheld", "FOU-INDIV FOU-HNWI")?),
            sector: self.setting_text("iati-sector", "43030")?,
            humanitarian: words_of(&self.setting_text("iati-humanitarian", "SP4")?),
        })
    }

    /// Gathers everything that is published, activities first, then our own organisation; `tell` takes each.
    ///
    /// # Errors
    /// When a right is missing, the file cannot be read, or `tell` cannot write.
    pub fn publish(
        &self,
        asker: &Asker,
        words: Words,
        tell: &mut dyn FnMut(Entry) -> std::io::Result<()>,
    ) -> Result<PublishedCounts, StoreError> {
        for kind in [Kind::Agreement, Kind::Contribution, Kind::Pledge, Kind::Partner] {
            self.check_export(kind)?;
        }
        self.stand(asker)?;
        let settings = self.publishing(asker)?;
        let mut gather = Gather {
            store: self,
            asker,
            words,
            settings,
            donors: HashMap::new(),
            known: HashMap::new(),
            done: PublishedCounts::default(),
        };
        gather.agreements(tell)?;
        gather.contributions(tell)?;
        gather.results(tell)?;
        let institution = gather.institution()?;
        tell(Entry::Institution(Box::new(institution)))?;
        Ok(gather.done)
    }
}

/// The last day of what is published: so many days ago, or a day, and never one ahead.
fn until(embargo: &str, today: Day) -> Result<Day, Say> {
    let embargo = embargo.trim();
    if let Some(day) = Day::parse_iso(embargo) {
        return Ok(day.min(today));
    }
    let wanted = || Say::new("iati-embargo").with("text", embargo);
    let days: i32 = embargo.parse().map_err(|_| wanted())?;
    if (0..=36_500).contains(&days) { Ok(today.plus_days(-days)) } else { Err(wanted()) }
}

/// A donor as it is named to others.
#[derive(Clone)]
struct Donor {
    organisation: Organisation,
    /// Whether it may be named, or counted, at all.
    open: bool,
}

/// Publishing under way.
struct Gather<'s> {
    store: &'s Store,
    asker: &'s Asker,
    words: Words<'s>,
    settings: Publishing,
    donors: HashMap<Id, Donor>,
    known: HashMap<(Kind, Id), Record>,
    done: PublishedCounts,
}

impl Gather<'_> {
    /// Records of a kind outside the bin that fulfil a condition over `t`, in an order.
    fn rows(&self, kind: Kind, condition: &str, values: Vec<Sql>) -> Result<Vec<Record>, StoreError> {
        let list = record::select_list(kind, "en");
        let sql = format!("SELECT {list} FROM {} t WHERE t.deleted = 0 AND {condition}", kind.name());
        let mut statement = self.store.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(values), |row| record::read_row(kind, row))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// A record that others point to, asked once.
    fn one(&mut self, kind: Kind, id: Id) -> Result<Record, StoreError> {
        if let Some(known) = self.known.get(&(kind, id)) {
            return Ok(known.clone());
        }
        let found = self.store.load(self.asker, kind, id)?.unwrap_or_else(|| Record::new(kind));
        self.known.insert((kind, id), found.clone());
        Ok(found)
    }

    /// The code of the record a field points to; empty where it points nowhere.
    fn code_of(&mut self, record: &Record, field: &str, kind: Kind) -> Result<String, StoreError> {
        let Some(id) = record.reference(field) else { return Ok(String::new()) };
        Ok(self.one(kind, id)?.get("code").to_owned())
    }

    /// A text of ours in the languages of the file.
    fn narratives(&self, say: &Say) -> Vec<Narrative> {
        Narrative::with_chinese(&(self.words)("en", say), &(self.words)("zh", say))
    }

    fn keep_back(&mut self, why: &'static str) {
        *self.done.kept_back.entry(why).or_default() += 1;
    }

    /// Whether a record may leave for what is written on it.
    fn is_open(&self, record: &Record) -> bool {
        let level = record.get("confidentiality");
        let level = if level.is_empty() { "unmarked" } else { level };
        level != "confidential" && self.settings.levels.iter().any(|known| known == level)
    }

    /// The donor a record is about.
    fn donor(&mut self, record: &Record) -> Result<Donor, StoreError> {
        let id = record.reference("partner").unwrap_or(0);
        if let Some(known) = self.donors.get(&id) {
            return Ok(known.clone());
        }
        let partner = self.one(Kind::Partner, id)?;
        let donor_type = self.code_of(&partner, "type", Kind::DonorType)?;
        let category = self.code_of(&partner, "category", Kind::Category)?;
        let open = partner.id != 0 && !partner.deleted && self.is_open(&partner);
        let withheld = self.settings.withheld.contains(&donor_type);
        let organisation = if withheld {
            Organisation {
                identifier: String::new(),
                kind: String::new(),
                names: self.narratives(&Say::new("iati-name-withheld")),
            }
        } else {
            Organisation {
                identifier: clean_line(partner.get("iati").split(';').next().unwrap_or_default()).trim().to_owned(),
                kind: organisation_type(&donor_type, &category).to_owned(),
                names: Narrative::with_chinese(partner.get("name"), partner.get("name_zh")),
            }
        };
        let donor = Donor { organisation, open };
        self.donors.insert(id, donor.clone());
        Ok(donor)
    }

    /// Ourselves.
    fn us(&self) -> Organisation {
        Organisation {
            identifier: self.settings.identifier.clone(),
            kind: "40".to_owned(),
            names: self.narratives(&Say::new("iati-us")),
        }
    }

    /// An activity of ours with what every one has.
    fn activity(&self, identifier: String, titles: Vec<Narrative>, descriptions: Vec<Narrative>) -> Activity {
        Activity {
            identifier,
            lang: "en".to_owned(),
            default_currency: "USD".to_owned(),
            reporting: self.us(),
            titles,
            descriptions,
            finance: "110".to_owned(),
            tied: "5".to_owned(),
            ..Activity::default()
        }
    }

    /// Who takes part: each donor once, then ourselves, who answer for the money and do the work.
    fn participants(&self, donors: Vec<Organisation>) -> Vec<Participant> {
        let mut all: Vec<Participant> = Vec::new();
        let mut met = HashSet::new();
        for organisation in donors {
            if met.insert((organisation.identifier.clone(), Narrative::best(&organisation.names).to_owned())) {
                all.push(Participant { role: role::FUNDING.to_owned(), organisation });
            }
        }
        for role in [role::ACCOUNTABLE, role::IMPLEMENTING] {
            all.push(Participant { role: role.to_owned(), organisation: self.us() });
        }
        all
    }

    fn tell(
        &mut self,
        tell: &mut dyn FnMut(Entry) -> std::io::Result<()>,
        activity: Activity,
    ) -> Result<(), StoreError> {
        self.done.activities += 1;
        self.done.transactions += activity.transactions.len();
        Ok(tell(Entry::Activity(Box::new(activity)))?)
    }

    /// Our own file: budgets of the years whose budget is kept, documents that belong to no donor.
    fn institution(&mut self) -> Result<Institution, StoreError> {
        let us = self.us();
        let links = if self.settings.has("documents") { self.links(None)? } else { Vec::new() };
        Ok(Institution {
            identifier: us.identifier.clone(),
            default_currency: "USD".to_owned(),
            lang: "en".to_owned(),
            names: us.names.clone(),
            reporting: us,
            total_budgets: self.total_budgets()?,
            links,
            ..Institution::default()
        })
    }
}
