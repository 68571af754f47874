//! The one test binary, a module per promise.

mod book;
mod charts;
mod cli;
mod docs;
mod documents;
mod figures;
mod files;
mod funding;
mod house;
mod migration;
mod money;
mod past;
mod plans;
mod portfolio;
mod rates;
mod reports;
mod results;
mod schema;
mod screens;
mod sheets;
mod store;
mod support;
mod terminal;
mod undo;
mod whatif;
mod words;
