//! Who is here and what they may do. Every read and write of the store names who asks; it refuses to know how they logged in.

mod key;
mod rights;
mod tray;

pub use key::PublicKey;
pub use rights::{ADMINISTRATOR, Deed, GROUPS, May, Rights, Row, group, is_known};
pub use tray::{Imports, Waiting};

use crate::domain::day::Day;

/// The person who asks, in which language, and as of which day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asker {
    /// Name kept in history: the operating system's user by user id, or the account of a shared server.
    pub who: String,
    /// Language code in which names are wanted.
    pub lang: &'static str,
    /// Today where they sit.
    pub today: Day,
    /// Read everything as of this day; none: everything recorded.
    pub as_of: Option<Day>,
}

impl Asker {
    /// The day figures are read on: the as-of day, else today.
    #[must_use]
    pub fn day(&self) -> Day {
        self.as_of.unwrap_or(self.today)
    }

    /// The same person reading what is recorded now.
    #[must_use]
    pub fn present(&self) -> Self {
        Self { as_of: None, ..self.clone() }
    }

    /// The year figures are read in.
    #[must_use]
    pub fn year(&self) -> i16 {
        self.day().year()
    }

    /// The last day of money that counts, as kept in the file: the as-of day, else the end of time.
    #[must_use]
    pub fn known(&self) -> String {
        self.as_of.map_or_else(|| "9999-12-31".to_owned(), |day| day.to_string())
    }
}
