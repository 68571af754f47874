//! Where a session was when its line dropped: kept for its person among their choices, offered at their next login. It
//! refuses to offer the place of a session that is still there.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Store, StoreError};
use crate::access::Asker;
use crate::domain::record::Id;

/// The name it is kept under.
const PLACE: &str = "place";

/// Where somebody was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOff {
    /// Instant it was kept, UTC.
    pub at: String,
    /// The session that was there; 0 where it was not shown to others.
    session: Id,
    /// The place in the words of the screens.
    pub place: String,
}

impl Store {
    /// Keeps where this session is.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_place(&mut self, asker: &Asker, place: &str) -> Result<(), StoreError> {
        let left = LeftOff { at: self.now(), session: self.session(), place: place.to_owned() };
        let text = serde_json::to_string(&left).expect("texts are JSON");
        self.prefer(asker, PLACE, &text)
    }

    /// Forgets the place of a session that was left as sessions are; one that another session stands at stays.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn drop_place(&mut self, asker: &Asker) -> Result<(), StoreError> {
        match self.kept_place(asker)? {
            Some(left) if left.session == self.session() || !self.is_there(left.session) => {
                self.forget_choice(asker, PLACE)
            }
            _ => Ok(()),
        }
    }

    /// Where this person's last session was cut off; none where it was left, or is still there.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn left_off(&self, asker: &Asker) -> Result<Option<LeftOff>, StoreError> {
        Ok(self.kept_place(asker)?.filter(|left| !self.is_there(left.session)))
    }

    /// How long nobody may type before a session ends; none: as long as they like. The setting `idle-seconds`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn idle_limit(&self) -> Result<Option<Duration>, StoreError> {
        let seconds = u64::try_from(self.setting("idle-seconds", 0)?).unwrap_or(0);
        Ok((seconds > 0).then(|| Duration::from_secs(seconds)))
    }

    fn kept_place(&self, asker: &Asker) -> Result<Option<LeftOff>, StoreError> {
        let kept = self.preference(&asker.who, PLACE)?;
        // What an older program kept in other words is as good as nothing.
        Ok(kept.and_then(|text| serde_json::from_str(&text).ok()))
    }

    fn is_there(&self, session: Id) -> bool {
        session != 0 && self.visitors().iter().any(|visitor| visitor.session == session)
    }
}
