//! Pledgebook: UN-Habitat's donor information system in a terminal, over one SQLite file.
//!
//! The crate is a library so that tests and benches reach everything; `main.rs` is short.
//! `docs/architecture.md` draws who may use whom.

pub mod access;
pub mod cli;
pub mod domain;
pub mod exchange;
pub mod keys;
pub mod locale;
pub mod reference;
pub mod store;
pub mod term;
