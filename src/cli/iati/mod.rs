//! Files of the IATI standard from the command line: `check iati`, `export iati`, `import iati`.

mod check;
mod export;
mod import;

pub(super) use check::check;
pub(super) use export::export;
pub(super) use import::import;
