//! What was reached by indicators of ours, as observations that were written down.

use super::super::Row;
use super::{Fate, Taking, Tell, fate, record};
use crate::domain::clean::clean_line;
use crate::domain::iati::{Activity, Indicator, Narrative, Period};
use crate::domain::kind::Kind;
use crate::domain::record::Id;
use crate::domain::say::Say;
use crate::store::StoreError;
use crate::store::iati::observed_text;

impl Taking<'_> {
    /// Takes the values of a file of ours that are not there yet; indicators nobody here knows are told.
    pub(super) fn results(&mut self, activity: &Activity, tell: Tell) -> Result<(), StoreError> {
        for indicator in activity.outcomes.iter().flat_map(|outcome| &outcome.indicators) {
            let values: Vec<&Period> = indicator.periods.iter().filter(|period| period.actual.is_some()).collect();
            if values.is_empty() {
                continue;
            }
            match self.importing.reference(Kind::Indicator, &indicator.code)? {
                Ok(id) => {
                    for period in values {
                        self.value(activity, indicator, id, period, tell)?;
                    }
                }
                Err(say) => {
                    let at = (indicator.line, activity.identifier.as_str());
                    self.reject(at, Kind::Observation, ("indicator", &indicator.code), say, tell);
                }
            }
        }
        Ok(())
    }

    fn value(
        &mut self,
        activity: &Activity,
        indicator: &Indicator,
        id: Id,
        period: &Period,
        tell: Tell,
    ) -> Result<(), StoreError> {
        let at = (indicator.line, activity.identifier.as_str());
        let (Some(starts), Some(ends), Some(actual)) = (period.starts, period.ends, &period.actual) else {
            self.reject(at, Kind::Observation, ("observed", ""), Say::new("iati-no-day"), tell);
            return Ok(());
        };
        let observed = observed_text(starts, ends);
        let source = clean_line(Narrative::best(&period.comment)).into_owned();
        let code = format!("{}@{observed}", indicator.code);
        let id = id.to_string();
        let same = record(Kind::Observation, &[("indicator", &id), ("observed", &observed), ("value", actual)]);
        self.importing.job.kind = Kind::Observation;
        if !self.importing.store.with_key(&same, &["indicator", "observed", "value"])?.is_empty() {
            self.told(at, Kind::Observation, Fate::Same, tell);
            return Ok(());
        }
        let there = self.importing.store.by_code(Kind::Observation, &code)?;
        let there =
            there.map(|id| self.importing.store.load(&self.importing.asker, Kind::Observation, id)).transpose()?;
        let fields = [
            ("indicator", id.as_str()),
            ("observed", &observed),
            ("value", actual),
            ("source", &source),
            ("code", &code),
        ];
        let done = match there.flatten() {
            // What a paper prints stays; another value for the same days is written down beside it.
            Some(there) if there.get("basis") != "recorded" => {
                let mut beside = record(Kind::Observation, &fields);
                beside.put("code", format!("{code}+"));
                self.importing.add(beside, None)
            }
            Some(there) => {
                let record = record(Kind::Observation, &fields);
                let given = vec!["value", "source"];
                self.importing.edit(&there, &Row { id: Some(there.id), record, given })
            }
            None => self.importing.add(record(Kind::Observation, &fields), None),
        };
        let done = fate(done)?;
        self.told(at, Kind::Observation, done, tell);
        Ok(())
    }
}
