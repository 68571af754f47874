//! The one test binary, a module per promise.

mod cli;
mod docs;
mod figures;
mod files;
mod house;
mod past;
mod schema;
mod screens;
mod store;
mod support;
mod terminal;
mod undo;
mod words;
