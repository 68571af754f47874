//! Which partner an organisation of a file is: by its identifier, by its name in any language, or a new one.

use super::super::{Row, Waiting};
use super::{At, Taking, Tell, fate, identifiers, record};
use crate::domain::clean::clean_line;
use crate::domain::fold::fold;
use crate::domain::iati::{Narrative, Organisation, Participant, donor_type};
use crate::domain::kind::Kind;
use crate::domain::record::{Id, Record};
use crate::domain::say::Say;
use crate::store::import::Fate;
use crate::store::{StoreError, seed};

impl Taking<'_> {
    /// The partner an organisation is; `among` may say more names of it. A partner without an identifier is given that of
    /// the file.
    pub(super) fn partner(
        &mut self,
        organisation: &Organisation,
        among: &[Participant],
        gives: bool,
        by_us: bool,
        at: At,
        tell: Tell,
    ) -> Result<Result<Id, Say>, StoreError> {
        let best = clean_line(Narrative::best(&organisation.names)).into_owned();
        let key = format!("{}\n{}", organisation.identifier.to_lowercase(), fold(&best));
        if let Some(known) = self.partners.get(&key) {
            return Ok(known.clone());
        }
        let names = all_names(organisation, among);
        let found = match self.find(organisation, &names)? {
            Ok(Some(id)) => self.identify(id, organisation, at, tell)?,
            Ok(None) if best.is_empty() => Err(Say::new("iati-donor-unknown").with("text", &organisation.identifier)),
            Ok(None) => self.make(organisation, &names, gives, by_us, at, tell)?,
            Err(say) => Err(say),
        };
        self.partners.insert(key, found.clone());
        Ok(found)
    }

    /// By identifier, else by each name as it stands and without what is in brackets.
    fn find(
        &mut self,
        organisation: &Organisation,
        names: &[Narrative],
    ) -> Result<Result<Option<Id>, Say>, StoreError> {
        let known = identifiers(&organisation.identifier).find_map(|one| self.identifiers.get(&one).copied());
        if known.is_some() {
            return Ok(Ok(known));
        }
        let whole = names.iter().map(|name| name.text.clone());
        let bare = names.iter().filter_map(|name| Some(name.text.split_once('(')?.0.trim().to_owned()));
        for name in whole.chain(bare).filter(|name| !name.is_empty()).collect::<Vec<_>>() {
            match self.importing.reference(Kind::Partner, &name)? {
                Ok(id) => return Ok(Ok(Some(id))),
                Err(say) if say.key == "value-several-records" => return Ok(Err(say)),
                Err(_) => {}
            }
        }
        Ok(Ok(None))
    }

    /// Keeps the identifier of a partner that has none yet.
    fn identify(
        &mut self,
        id: Id,
        organisation: &Organisation,
        at: At,
        tell: Tell,
    ) -> Result<Result<Id, Say>, StoreError> {
        let identifier = organisation.identifier.trim();
        if identifier.is_empty() || self.fresh.contains_key(&id) {
            return Ok(Ok(id));
        }
        let there = self.importing.store.load(&self.importing.asker, Kind::Partner, id)?;
        let Some(there) = there.filter(|there| there.get("iati").is_empty()) else { return Ok(Ok(id)) };
        let row = Row { id: Some(id), record: record(Kind::Partner, &[("iati", identifier)]), given: vec!["iati"] };
        self.importing.job.kind = Kind::Partner;
        let done = self.importing.edit(&there, &row);
        let done = fate(done)?;
        self.identifiers.insert(identifier.to_lowercase(), id);
        if !matches!(done, Fate::Same) {
            self.told(at, Kind::Partner, done, tell);
        }
        Ok(Ok(id))
    }

    fn make(
        &mut self,
        organisation: &Organisation,
        names: &[Narrative],
        gives: bool,
        by_us: bool,
        at: At,
        tell: Tell,
    ) -> Result<Result<Id, Say>, StoreError> {
        let mut partner = Record::new(Kind::Partner);
        (partner.id, partner.version) = (self.importing.store.next_id(), 1);
        let category = self.describe(&mut partner, organisation, names, gives, by_us)?;
        let problems = self.importing.store.settle_resolved(&self.importing.asker, &mut partner)?;
        if let Some(problem) = problems.into_iter().next() {
            return Ok(Err(problem.say));
        }
        let id = partner.id;
        self.fresh.insert(id, category);
        self.identifiers.extend(identifiers(&organisation.identifier).map(|one| (one, id)));
        for name in names {
            self.importing.resolved.entry(Kind::Partner).or_default().insert(name.text.clone(), Ok(id));
        }
        self.importing.waiting.push(Waiting::New(partner, None));
        self.told(at, Kind::Partner, Fate::New, tell);
        Ok(Ok(id))
    }

    /// Names, identifier and kind of a new partner; a government whose name is a country's is that country's. Gives the
    /// code of its category.
    fn describe(
        &mut self,
        partner: &mut Record,
        organisation: &Organisation,
        names: &[Narrative],
        gives: bool,
        by_us: bool,
    ) -> Result<String, StoreError> {
        let best = Narrative::best(names);
        let mut category = String::new();
        if let Some((kind, of)) = donor_type(&organisation.kind) {
            of.clone_into(&mut category);
            let country = match self.importing.reference(Kind::Country, best)? {
                Ok(id) if organisation.kind == "10" => self.importing.store.written(Kind::Country, id)?,
                _ => None,
            };
            let kind = if organisation.kind == "10" { "GOV-BILATERAL" } else { kind };
            let store = &self.importing.store;
            for (field, kind, code) in [("type", Kind::DonorType, kind), ("category", Kind::Category, of)] {
                partner.put(field, store.by_code(kind, code)?.map(|id| id.to_string()).unwrap_or_default());
            }
            if let Some(code) = country {
                for (field, text) in seed::government(store, &code, &self.importing.asker)? {
                    partner.put(field, text);
                }
                let taken = store.by_code(Kind::Partner, &code)?.is_some();
                if taken || self.importing.met.contains_key(&format!("partner code {code}")) {
                    partner.put("code", "");
                } else {
                    self.importing.met.insert(format!("partner code {code}"), 0);
                }
            }
        }
        if by_us {
            // What we published says all there is to say of its name.
            partner.put("name_zh", "");
        }
        partner.put("name", clean_line(best).into_owned());
        if let Some(chinese) = Narrative::in_language(names, "zh") {
            partner.put("name_zh", clean_line(chinese).into_owned());
        }
        partner.put("iati", clean_line(organisation.identifier.trim()).into_owned());
        partner.put("donor", if gives { "yes" } else { "no" });
        partner.put("stage", if gives { "giving" } else { "contacted" });
        Ok(category)
    }
}

/// The names of an organisation, with those the same organisation has where it takes part.
fn all_names(organisation: &Organisation, among: &[Participant]) -> Vec<Narrative> {
    let same = |other: &Organisation| {
        let by_identifier = !other.identifier.is_empty() && other.identifier == organisation.identifier;
        by_identifier || Narrative::best(&other.names) == Narrative::best(&organisation.names)
    };
    let mut names = organisation.names.clone();
    for other in among.iter().map(|one| &one.organisation).filter(|other| same(other)) {
        for name in &other.names {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
    }
    names
}
