//! Everything Home shows, counted in one go.

use super::super::{Store, StoreError};
use super::Home;
use crate::access::Asker;

impl Store {
    /// Everything Home shows on the asker's day.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn home(&self, asker: &Asker) -> Result<Home, StoreError> {
        Ok(Home { year: asker.year(), ..Home::default() })
    }
}
