//! How far long work has come: rows, time, and what follows from them. It refuses to know what the work is.

/// How far it has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows that are done.
    pub rows: u64,
    /// Of so many; none where nobody can know.
    pub of: Option<u64>,
    /// Milliseconds since it began.
    pub millis: u64,
    /// What was written is being taken back.
    pub back: bool,
}

impl Progress {
    /// Rows a second so far.
    #[must_use]
    pub fn rate(&self) -> u64 {
        self.rows.saturating_mul(1000) / self.millis.max(1)
    }

    /// Seconds left at this rate, rounded up; 0 where it is not known how many rows there are.
    #[must_use]
    pub fn seconds_left(&self) -> u64 {
        let left = self.of.unwrap_or(self.rows).saturating_sub(self.rows);
        left.div_ceil(self.rate().max(1))
    }
}
