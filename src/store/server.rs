//! How a shared file and those who work on it fare, for whoever looks after the server: read from the file's surroundings
//! alone, so that asking costs nobody who works. It refuses to answer anybody but the owner and administrators.

use std::collections::BTreeMap;
use std::fs;

use super::backup::{Backup, last_backup};
use super::log::{Line as LogLine, Noted};
use super::open::beside;
use super::presence::Visitor;
use super::{Store, StoreError};
use crate::access::Asker;

/// Slow requests and logins that are shown, the newest.
const SHOWN: usize = 12;
/// Days the growth is told over.
pub const GROWTH_DAYS: [i64; 2] = [7, 30];
const DAY: i64 = 86_400_000;

/// Everything of one moment.
#[derive(Clone, Debug, Default)]
pub struct ServerStatus {
    /// Who is in, by name, with the title of the record they are on.
    pub sessions: Vec<(Visitor, String)>,
    /// The last login of each account, newest first.
    pub logins: Vec<Login>,
    /// Requests that took long, newest first.
    pub slow: Vec<Slow>,
    /// Saves that waited long for others.
    pub waits: Waits,
    /// The instant the log begins; empty: nothing is noted yet.
    pub since: String,
    /// Bytes of the data file and of the log of writes beside it.
    pub bytes: u64,
    pub log_bytes: u64,
    /// The newest good backup; none: there is none.
    pub backup: Option<Backup>,
    /// Bytes the file grew over so many days, where a login so long ago noted its size.
    pub growth: Vec<(i64, i64)>,
}

/// A login.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    pub at: String,
    pub who: String,
    pub address: String,
    /// How the session ended that began then; empty: it is still there, or ended without a word.
    pub ended: String,
}

/// A request that took long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slow {
    pub at: String,
    pub who: String,
    pub doing: String,
    pub millis: u64,
}

/// Saves that waited longer than a tenth of a second.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waits {
    pub count: usize,
    /// Milliseconds in the middle and at worst.
    pub median: u64,
    pub worst: u64,
    /// Instant of the last one.
    pub last: String,
}

impl Store {
    /// How the server fares.
    ///
    /// # Errors
    /// When somebody asks who is not an administrator.
    pub fn server_status(&self, asker: &Asker) -> Result<ServerStatus, StoreError> {
        self.leaders_only()?;
        let lines = self.noted();
        let size = |ending: &str| fs::metadata(beside(&self.path, ending)).map_or(0, |file| file.len());
        let bytes = size("");
        Ok(ServerStatus {
            sessions: self.with_titles(asker, self.visitors())?,
            logins: logins(&lines),
            slow: slow(&lines),
            waits: waits(&lines),
            since: lines.first().map_or_else(String::new, |line| line.at.clone()),
            bytes,
            log_bytes: size("-wal"),
            backup: last_backup(&self.path),
            growth: self.grown(&lines, bytes),
        })
    }

    fn with_titles(&self, asker: &Asker, visitors: Vec<Visitor>) -> Result<Vec<(Visitor, String)>, StoreError> {
        let titled = |visitor: Visitor| {
            let record = visitor.record.map(|(kind, id)| self.load(asker, kind, id)).transpose()?.flatten();
            Ok((visitor, record.map_or_else(String::new, |record| record.title(asker.lang))))
        };
        visitors.into_iter().map(titled).collect()
    }

    /// Over each number of days: since the newest login that is at least as long ago.
    fn grown(&self, lines: &[LogLine], bytes: u64) -> Vec<(i64, i64)> {
        let sizes = |before: &str| {
            lines.iter().rev().filter(|line| line.at.as_str() <= before).find_map(|line| match line.noted {
                Noted::Came { bytes, .. } => Some(bytes),
                _ => None,
            })
        };
        let now = (self.clock)();
        let over = |days: &i64| {
            let then = sizes(&super::instant(now - days * DAY))?;
            Some((*days, i64::try_from(bytes).ok()? - i64::try_from(then).ok()?))
        };
        GROWTH_DAYS.iter().filter_map(over).collect()
    }
}

fn logins(lines: &[LogLine]) -> Vec<Login> {
    let mut last: BTreeMap<&str, Login> = BTreeMap::new();
    for line in lines {
        match &line.noted {
            Noted::Came { who, address, .. } => {
                let came =
                    Login { at: line.at.clone(), who: who.clone(), address: address.clone(), ended: String::new() };
                last.insert(who, came);
            }
            Noted::Left { who, how } => {
                if let Some(login) = last.get_mut(who.as_str()) {
                    login.ended.clone_from(how);
                }
            }
            _ => {}
        }
    }
    let mut found: Vec<Login> = last.into_values().collect();
    found.sort_by(|one, other| other.at.cmp(&one.at));
    found.truncate(SHOWN);
    found
}

fn slow(lines: &[LogLine]) -> Vec<Slow> {
    let told = lines.iter().rev().filter_map(|line| match &line.noted {
        Noted::Slow { who, doing, millis } => {
            Some(Slow { at: line.at.clone(), who: who.clone(), doing: doing.clone(), millis: *millis })
        }
        _ => None,
    });
    told.take(SHOWN).collect()
}

fn waits(lines: &[LogLine]) -> Waits {
    let mut millis = Vec::new();
    let mut last = String::new();
    for line in lines {
        if let Noted::Waited { millis: waited, .. } = line.noted {
            millis.push(waited);
            last.clone_from(&line.at);
        }
    }
    millis.sort_unstable();
    let median = millis.get(millis.len() / 2).copied().unwrap_or(0);
    Waits { count: millis.len(), median, worst: millis.last().copied().unwrap_or(0), last }
}
