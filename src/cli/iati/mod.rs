//! Files of the IATI standard from the command line: `check iati`, `export iati`, `import iati`.

mod check;
mod export;
mod import;

use std::path::Path;

use super::{Session, Stop};
use crate::exchange::iati::check::Standard;
use crate::worker::publish::standard;

pub(super) use check::check;
pub(super) use export::export;
pub(super) use import::import;

/// The standard with the code lists of the file, where there is one already; none is made for it.
fn standard_here(session: &mut Session) -> Result<Standard, Stop> {
    let place = session.place()?;
    if !Path::new(&place.path).exists() {
        return Ok(Standard::shipped());
    }
    let store = session.open(&place)?;
    Ok(standard(&store, &session.asker())?)
}
