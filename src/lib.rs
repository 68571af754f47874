//! Pledgebook: UN-Habitat's donor information system in a terminal, over one SQLite file.
//!
//! The crate is a library so that tests and benches reach everything; `main.rs` is short.
//! `docs/architecture.md` draws who may use whom.

pub mod access;
pub mod app;
pub mod cli;
pub mod domain;
pub mod exchange;
pub mod keys;
pub mod locale;
pub mod message;
pub mod reference;
pub mod screens;
pub mod session;
pub mod store;
pub mod term;
pub mod theme;
pub mod widgets;
pub mod worker;
