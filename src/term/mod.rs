//! The terminal: what is written to it and, one day, what is read from it.

pub mod lean;
