//! Files of the IATI standard from the command line: `check iati`, `export iati`, `import iati`.

mod check;
mod export;
mod import;

use std::path::Path;

use super::{Session, Stop};
use crate::domain::iati::ListedCode;
use crate::exchange::iati::check::Standard;
use crate::store::Store;

pub(super) use check::check;
pub(super) use export::export;
pub(super) use import::import;

/// The standard with the code lists as this file has them.
pub(super) fn standard(session: &Session, store: &Store) -> Result<Standard, Stop> {
    let mut standard = Standard::shipped();
    for ListedCode { list, code } in store.listed_codes(&session.asker())? {
        standard.codes.put(&list, code);
    }
    Ok(standard)
}

/// The same where there may be no file yet; none is made for it.
fn standard_here(session: &mut Session) -> Result<Standard, Stop> {
    let place = session.place()?;
    if !Path::new(&place.path).exists() {
        return Ok(Standard::shipped());
    }
    let store = session.open(&place)?;
    standard(session, &store)
}
