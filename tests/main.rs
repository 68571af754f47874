//! The one test binary, a module per promise.

mod docs;
mod figures;
mod house;
mod schema;
mod store;
mod words;
