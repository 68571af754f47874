//! The funding dialogue pack: the session it is for, and the six topics of the structured funding dialogue in the order
//! of the paper (HSP/EB.2020/12, paras 19, 20), each computed from what is recorded.

use super::super::StoreError;
use super::{Gather, Session, section};
use crate::domain::brief::{Brief, Cell, Section};
use crate::domain::day::Day;
use crate::domain::kind::Kind;
use crate::domain::record::Record;
use crate::domain::say::Say;

const SESSION: &[&str] = &["day", "title", "place"];

impl Gather<'_> {
    pub(super) fn pack(&mut self, session: Session) -> Result<Brief<Cell>, StoreError> {
        let (record, day) = self.session(session)?;
        // A session that is over is prepared from what was known then.
        if day.is_some_and(|day| day < self.asker.day()) {
            self.asker.as_of = day;
        }
        let named = record.as_ref().map(|record| record.title(self.asker.lang));
        let mut lead = vec![match (&named, day) {
            (_, Some(day)) => Cell::With(
                "brief-session",
                vec![
                    ("name", named.clone().map_or(Cell::say("brief-session-unnamed"), Cell::Text)),
                    ("day", Cell::Day(day)),
                ],
            ),
            (_, None) => Cell::say("brief-no-session"),
        }];
        lead.extend([self.as_of(), Cell::say("brief-pack-source")]);
        let mut sections = Vec::new();
        let topics = self.list(Kind::Topic, "sort=place", &["code", "name_en"])?;
        for topic in &topics.rows {
            sections.push(self.topic(topic)?);
        }
        let name = day.map_or_else(|| "funding dialogue".to_owned(), |day| format!("funding dialogue {day}"));
        Ok(Brief { name, title: Cell::say("brief-pack"), lead, sections })
    }

    /// The dialogue that records the session, and its day.
    fn session(&mut self, session: Session) -> Result<(Option<Record>, Option<Day>), StoreError> {
        let none = |id| Say::new("value-no-such-record").with("text", id).with("kind", Kind::Dialogue.name());
        if let Session::Dialogue(id) = session {
            let record = self.store.load(&self.asker, Kind::Dialogue, id)?.ok_or_else(|| none(id))?;
            if !self.may_see(&record)? {
                return Err(none(id).into());
            }
            let day = record.day("day");
            return Ok((Some(record), day));
        }
        let sessions = self.list(Kind::Dialogue, "kind=board-session sort=day", SESSION)?;
        let wanted = |record: &&Record| match (session, record.day("day")) {
            (Session::Day(day), held) => held == Some(day),
            (_, held) => held.is_some_and(|held| held >= self.asker.day()),
        };
        let found = sessions.rows.iter().find(wanted).cloned();
        let day = match session {
            Session::Day(day) => Some(day),
            _ => found.as_ref().and_then(|record| record.day("day")),
        };
        Ok((found, day))
    }

    fn topic(&mut self, topic: &Record) -> Result<Section<Cell>, StoreError> {
        let blocks = match topic.get("code") {
            "FD-1" => self.income()?,
            "FD-2" => self.expenditure()?,
            "FD-3" => self.results()?,
            "FD-4" => self.countries()?,
            "FD-5" => self.compact()?,
            "FD-6" => self.challenges()?,
            _ => Vec::new(),
        };
        let place = Cell::text(topic.get("place"));
        let name = Cell::Text(topic.title(self.asker.lang));
        let title = Cell::With("brief-topic", vec![("place", place), ("name", name)]);
        Ok(section(title, blocks, "brief-topic-nothing"))
    }
}
