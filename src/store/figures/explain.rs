//! Figures with everything that explains them.

use super::super::{Store, StoreError};
use super::Figure;
use crate::access::Asker;
use crate::domain::say::Say;

impl Store {
    /// A figure by name, of a year or of the asker's year, with the records behind it.
    ///
    /// # Errors
    /// Says when there is no such figure; or when the file cannot be read.
    pub fn figure(&self, _asker: &Asker, name: &str, _year: Option<i16>) -> Result<Figure, StoreError> {
        Err(Say::new("figure-unknown").with("name", name).with("known", "").into())
    }
}
