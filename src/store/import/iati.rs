//! Activities and organisations of the IATI standard into partners, pledges, agreements and contributions, as one action
//! like any other import. Taken is money that comes to us: what we report as incoming, and what others say we receive. It
//! refuses to guess a donor, and to take half of what hangs together.

mod donors;
mod results;
mod rows;

use std::collections::{BTreeMap, HashMap};

use super::{Fate, Importing, Job, Stop, Tally};
use crate::access::Asker;
use crate::domain::day::Day;
use crate::domain::fold::fold;
use crate::domain::iati::{Activity, Entry, Institution, Organisation, Transaction, role, transaction};
use crate::domain::kind::Kind;
use crate::domain::money::Money;
use crate::domain::record::{Id, Record};
use crate::domain::say::Say;
use crate::store::{Refusal, Store, StoreError};

/// What became of one record a file asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    pub line: u64,
    /// The activity or organisation.
    pub entry: String,
    pub kind: Kind,
    pub fate: Fate,
}

/// What is told while a file is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    Taken(Taken),
    /// Something worth knowing that is no fault: a rounded amount, a receiver that is not named.
    Note {
        line: u64,
        entry: String,
        say: Say,
    },
}

/// New, changed, same and rejected records of a kind.
pub type Counts = [usize; 4];

/// What a file held and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IatiTally {
    pub activities: usize,
    pub organisations: usize,
    pub transactions: usize,
    /// Activities and organisations that name us, and transactions that bring us money.
    pub about_us: usize,
    pub ours: usize,
    pub records: BTreeMap<&'static str, Counts>,
    /// The action in history; none when nothing was written.
    pub action: Option<Id>,
}

impl IatiTally {
    /// All records together.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.records.values().fold([0; 4], |sum, one| std::array::from_fn(|at| sum[at] + one[at]))
    }
}

/// By what others mean us.
#[derive(Clone, Debug, Default)]
struct Ours {
    /// Identifiers and names, folded.
    known: Vec<String>,
}

impl Ours {
    fn is(&self, organisation: &Organisation) -> bool {
        let known = |text: &str| !text.trim().is_empty() && self.known.contains(&fold(text));
        if known(&organisation.identifier) {
            return true;
        }
        organisation.names.iter().any(|name| {
            let (before, inside) = name.text.split_once('(').unwrap_or((&name.text, ""));
            known(&name.text) || known(before) && known(inside.trim_end_matches(')'))
        })
    }
}

/// Which state of money a transaction is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Pledged,
    Signed,
    Received,
}

/// A transaction that brings us money.
struct Move<'a> {
    transaction: &'a Transaction,
    state: State,
    donor: &'a Organisation,
}

/// An import of the standard's files under way.
pub struct Taking<'s> {
    importing: Importing<'s>,
    ours: Ours,
    /// The stage of what is signed.
    signed: Option<Id>,
    /// Categories whose agreements need a valid check.
    checked: Vec<String>,
    /// Partners by identifier in lower case, and those found or made for an organisation of the file.
    identifiers: HashMap<String, Id>,
    partners: HashMap<String, Result<Id, Say>>,
    /// Partners made here, with the code of their category: not in the file yet.
    fresh: HashMap<Id, String>,
    /// Agreements by the identifier of their activity and their donor: those of the file, and those met here with their line.
    agreements: HashMap<(String, Id), Id>,
    met: HashMap<(String, Id), u64>,
    pub tally: IatiTally,
}

type Tell<'t> = &'t mut dyn FnMut(Told);
/// A line of the file, and the identifier of the activity or organisation it is in.
type At<'a> = (u64, &'a str);

impl Store {
    /// Begins an import of activities; nothing is written before the first record that needs it.
    ///
    /// # Errors
    /// As `import`.
    pub fn import_iati(&mut self, asker: &Asker, title: &str, apply: bool) -> Result<Taking<'_>, StoreError> {
        let identifier = self.setting_text("iati-identifier", "XM-DAC-41120")?;
        let names = self.setting_text("iati-names", "41120; UN-Habitat")?;
        let known = names.split(';').chain([identifier.as_str()]).map(fold).filter(|name| !name.is_empty()).collect();
        let checked = self.setting_text("due-diligence-categories", "PC5 PC8")?;
        let stage = "SELECT id FROM stage WHERE deleted = 0 AND state = 'signed' ORDER BY place, id LIMIT 1";
        let job = Job {
            kind: Kind::Contribution,
            apply,
            create: true,
            governments: false,
            currency: None,
            title: title.to_owned(),
        };
        let importing = self.import(asker, job)?;
        let signed = importing.store.first_id(stage)?;
        let identifiers = importing.store.partner_identifiers()?;
        let agreements = importing.store.agreement_identifiers()?;
        Ok(Taking {
            importing,
            ours: Ours { known },
            signed,
            checked: checked.split_whitespace().map(str::to_owned).collect(),
            identifiers,
            partners: HashMap::new(),
            fresh: HashMap::new(),
            agreements,
            met: HashMap::new(),
            tally: IatiTally::default(),
        })
    }

    fn first_id(&self, sql: &str) -> Result<Option<Id>, StoreError> {
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
    }

    fn partner_identifiers(&self) -> Result<HashMap<String, Id>, StoreError> {
        let sql = "SELECT id, iati FROM partner WHERE deleted = 0 AND iati IS NOT NULL ORDER BY id DESC";
        let mut statement = self.connection.prepare(sql)?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, Id>(0)?, row.get::<_, String>(1)?)))?;
        let mut found = HashMap::new();
        for row in rows {
            let (id, text) = row?;
            found.extend(identifiers(&text).map(|one| (one, id)));
        }
        Ok(found)
    }

    fn agreement_identifiers(&self) -> Result<HashMap<(String, Id), Id>, StoreError> {
        let sql = "SELECT id, partner, iati FROM agreement WHERE deleted = 0 AND iati IS NOT NULL ORDER BY id DESC";
        let mut statement = self.connection.prepare(sql)?;
        let rows = statement
            .query_map([], |row| Ok((row.get::<_, Id>(0)?, row.get::<_, Id>(1)?, row.get::<_, String>(2)?)))?;
        let mut found = HashMap::new();
        for row in rows {
            let (id, partner, text) = row?;
            found.extend(identifiers(&text).map(|one| ((one, partner), id)));
        }
        Ok(found)
    }
}

/// The identifiers a field holds, in lower case.
fn identifiers(text: &str) -> impl Iterator<Item = String> {
    text.split(';').map(|one| one.trim().to_lowercase()).filter(|one| !one.is_empty())
}

impl Taking<'_> {
    /// Takes what one activity or organisation says about us.
    ///
    /// # Errors
    /// When the store fails; call `abandon` then.
    pub fn take(&mut self, entry: &Entry, tell: Tell) -> Result<(), StoreError> {
        if self.importing.is_full() {
            self.importing.write(false)?;
        }
        match entry {
            Entry::Activity(activity) => self.activity(activity, tell),
            Entry::Institution(institution) => self.institution(institution, tell),
        }
    }

    /// Writes what is left and says what came of it.
    ///
    /// # Errors
    /// When it cannot be written; what was written before is taken back then.
    pub fn finish(self) -> Result<IatiTally, StoreError> {
        let Tally { action, .. } = self.importing.finish()?;
        Ok(IatiTally { action, ..self.tally })
    }

    /// Takes back what was written so far; told now and then of how many of how many.
    ///
    /// # Errors
    /// When it cannot be taken back.
    pub fn abandon(self, far: &mut dyn FnMut(u64, u64)) -> Result<(), StoreError> {
        self.importing.abandon(far)
    }

    fn activity(&mut self, activity: &Activity, tell: Tell) -> Result<(), StoreError> {
        self.tally.activities += 1;
        self.tally.transactions += activity.transactions.len();
        let by_us = self.ours.is(&activity.reporting);
        let implied = !by_us && self.alone_implements(activity);
        let moves: Vec<Move> =
            activity.transactions.iter().filter_map(|one| self.moved(activity, one, by_us, implied)).collect();
        if !moves.is_empty() || by_us || self.is_named(activity) {
            self.tally.about_us += 1;
        }
        self.tally.ours += moves.len();
        if implied && moves.iter().any(|one| one.transaction.receiver.is_none()) {
            note(tell, (activity.line, &activity.identifier), Say::new("iati-implied"));
        }
        if moves.is_empty() && !by_us && self.is_named(activity) {
            note(tell, (activity.line, &activity.identifier), Say::new("iati-names-us"));
        }
        for (donor, moves) in by_donor(moves) {
            self.of_donor(activity, by_us, donor, &moves, tell)?;
        }
        if by_us {
            self.results(activity, tell)?;
        }
        Ok(())
    }

    /// Whether we are among those who take part, or give.
    fn is_named(&self, activity: &Activity) -> bool {
        let provides = |one: &Transaction| one.provider.as_ref().is_some_and(|provider| self.ours.is(provider));
        activity.participants.iter().any(|one| self.ours.is(&one.organisation))
            || activity.transactions.iter().any(provides)
    }

    /// Whether we alone do the work, so that money whose receiver is not named goes to us.
    fn alone_implements(&self, activity: &Activity) -> bool {
        let mut implementing =
            activity.participants.iter().filter(|one| one.role == role::IMPLEMENTING).map(|one| &one.organisation);
        let first = implementing.next().is_some_and(|first| self.ours.is(first));
        first && implementing.all(|other| self.ours.is(other))
    }

    /// A transaction that brings us money, with who gives it.
    fn moved<'a>(&self, activity: &'a Activity, one: &'a Transaction, by_us: bool, implied: bool) -> Option<Move<'a>> {
        let (state, incoming) = match one.kind.as_str() {
            transaction::INCOMING_FUNDS => (State::Received, true),
            transaction::INCOMING_COMMITMENT => (State::Signed, true),
            transaction::INCOMING_PLEDGE => (State::Pledged, true),
            transaction::DISBURSEMENT => (State::Received, false),
            transaction::OUTGOING_COMMITMENT => (State::Signed, false),
            transaction::OUTGOING_PLEDGE => (State::Pledged, false),
            _ => return None,
        };
        let to_us = match &one.receiver {
            Some(receiver) => self.ours.is(receiver),
            None => {
                if incoming {
                    by_us
                } else {
                    implied
                }
            }
        };
        let funding = || {
            let mut all = activity.participants.iter().filter(|it| it.role == role::FUNDING).map(|it| &it.organisation);
            all.next().filter(|_| all.next().is_none())
        };
        let donor = match &one.provider {
            Some(provider) => Some(provider),
            None if incoming => funding(),
            None => Some(&activity.reporting),
        };
        let donor = donor.filter(|donor| !donor.identifier.is_empty() || !donor.names.is_empty())?;
        (to_us && !self.ours.is(donor)).then_some(Move { transaction: one, state, donor })
    }

    /// The file of an organisation: a partner, what it means to give us, and our own documents.
    fn institution(&mut self, institution: &Institution, tell: Tell) -> Result<(), StoreError> {
        self.tally.organisations += 1;
        let own = Organisation {
            identifier: institution.identifier.clone(),
            kind: if institution.reporting.identifier == institution.identifier {
                institution.reporting.kind.clone()
            } else {
                String::new()
            },
            names: institution.names.clone(),
        };
        if self.ours.is(&own) {
            self.tally.about_us += 1;
            return self.documents(&institution.links, None, &institution.identifier, tell);
        }
        let ours: Vec<_> = institution
            .recipient_budgets
            .iter()
            .filter(|budget| budget.recipient.as_ref().is_some_and(|recipient| self.ours.is(recipient)))
            .collect();
        let place = (institution.line, institution.identifier.as_str());
        let partner = match self.partner(&own, &[], !ours.is_empty(), false, place, tell)? {
            Ok(partner) => partner,
            Err(say) => {
                self.reject(place, Kind::Partner, ("name", &own.identifier), say, tell);
                return Ok(());
            }
        };
        self.tally.about_us += usize::from(!ours.is_empty());
        for budget in ours {
            self.planned(institution, budget, partner, tell)?;
        }
        Ok(())
    }

    fn reject(&mut self, at: At, kind: Kind, (field, value): (&'static str, &str), say: Say, tell: Tell) {
        let refusal = Refusal { field: Some(field), value: value.to_owned(), say };
        self.told(at, kind, Fate::Rejected(vec![refusal]), tell);
    }

    fn told(&mut self, (line, entry): At, kind: Kind, fate: Fate, tell: Tell) {
        let at = match fate {
            Fate::New => 0,
            Fate::Changed(_) => 1,
            Fate::Same => 2,
            Fate::Rejected(_) => 3,
        };
        self.tally.records.entry(kind.name()).or_default()[at] += 1;
        tell(Told::Taken(Taken { line, entry: entry.to_owned(), kind, fate }));
    }
}

fn note(tell: Tell, (line, entry): At, say: Say) {
    tell(Told::Note { line, entry: entry.to_owned(), say });
}

/// Moves by who gives, in the order they are met.
fn by_donor(moves: Vec<Move<'_>>) -> Vec<(&Organisation, Vec<Move<'_>>)> {
    let mut groups: Vec<(&Organisation, Vec<Move>)> = Vec::new();
    let key = |one: &Organisation| {
        let name = crate::domain::iati::Narrative::best(&one.names).to_owned();
        if one.identifier.is_empty() { name } else { one.identifier.clone() }
    };
    let mut places: HashMap<String, usize> = HashMap::new();
    for one in moves {
        let at = *places.entry(key(one.donor)).or_insert_with(|| {
            groups.push((one.donor, Vec::new()));
            groups.len() - 1
        });
        groups[at].1.push(one);
    }
    groups
}

/// The id of a record that was placed; none where it was not taken, which was told.
type Placed = Option<Id>;

/// An amount of a file in its currency, and the day it is of.
#[derive(Clone, Copy)]
struct Sum {
    money: Money,
    day: Day,
}

/// A row that stops is a fate; a store that fails is an error.
fn fate(done: Result<Fate, Stop>) -> Result<Fate, StoreError> {
    match done {
        Ok(fate) => Ok(fate),
        Err(Stop::Row(refusals)) => Ok(Fate::Rejected(refusals)),
        Err(Stop::Store(error)) => Err(error),
    }
}

/// A record of a kind with some fields filled.
fn record(kind: Kind, fields: &[(&'static str, &str)]) -> Record {
    let mut record = Record::new(kind);
    for (field, text) in fields {
        if !text.is_empty() {
            record.put(field, *text);
        }
    }
    record
}
