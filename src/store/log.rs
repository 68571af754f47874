//! What the administrator of a shared file wants to know and no record says: who came, what was slow, who waited to save.
//! Lines of JSON in a file beside the data: a table would wake every session and queue behind the writers it tells of.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::Store;
use super::open::beside;

/// A line longer ago than the last megabyte is in the file before; longer ago than that it is forgotten.
const ROOM: u64 = 1_000_000;
/// Waiting for other writers longer than this is told, in milliseconds.
pub(super) const LONG_WAIT: u64 = 100;

/// Something that happened, to be told to an administrator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Noted {
    /// Somebody opened the screens; the size of the file then, in bytes.
    Came { who: String, address: String, bytes: u64 },
    /// They left, were idle too long, were asked to end, or their line was lost.
    Left { who: String, how: String },
    /// A request took long.
    Slow { who: String, doing: String, millis: u64 },
    /// A save waited for others.
    Waited { who: String, millis: u64 },
}

/// A line with its instant, UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub at: String,
    #[serde(flatten)]
    pub noted: Noted,
}

impl Store {
    /// Writes a line; one that cannot be written is not worth failing for what it tells of.
    pub fn note(&self, noted: Noted) {
        let line = Line { at: self.now(), noted };
        let Ok(mut text) = serde_json::to_string(&line) else { return };
        text.push('\n');
        let path = self.log_path("");
        let new = !path.exists();
        let Ok(mut file) = OpenOptions::new().append(true).create(true).open(&path) else { return };
        if let (true, Ok(data)) = (new, fs::metadata(&self.path)) {
            let as_the_data = fs::Permissions::from_mode(data.permissions().mode() & 0o666);
            let _others_write_none = fs::set_permissions(&path, as_the_data);
        }
        // One write, so that lines of several sessions stand one after another.
        let _untold = file.write_all(text.as_bytes());
    }

    /// Every line that is still there, oldest first.
    #[must_use]
    pub fn noted(&self) -> Vec<Line> {
        let texts = ["-before", ""].map(|ending| fs::read_to_string(self.log_path(ending)).unwrap_or_default());
        // A line cut by a full disk tells nothing.
        texts.iter().flat_map(|text| text.lines()).filter_map(|line| serde_json::from_str(line).ok()).collect()
    }

    /// Puts a log that has grown aside, in place of the one before.
    pub(super) fn turn_log(&self) {
        let path = self.log_path("");
        if fs::metadata(&path).is_ok_and(|log| log.len() > ROOM) {
            // Somebody else may have done it in the same moment.
            let _turned_already = fs::rename(&path, self.log_path("-before"));
        }
    }

    fn log_path(&self, ending: &str) -> PathBuf {
        beside(&self.path, &format!("-log{ending}"))
    }
}
