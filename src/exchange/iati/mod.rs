//! The IATI standard: files of any publisher read piece by piece, held against schema, code lists and rules, and our own
//! written. It refuses entities, SQL and every guess at what a code means.

pub mod check;
pub mod codes;
mod expression;
mod pieces;
pub mod read;
mod rules;
mod schema;
mod tree;
pub mod write;
