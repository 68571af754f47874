//! The one test binary, a module per promise.

mod store;
mod words;
