//! What the data is: field tables, values, money, days, rules. Pure: no clock, no file, no terminal, no SQL.

pub mod alike;
pub mod backup;
pub mod brief;
pub mod capture;
pub mod change;
pub mod chart;
pub mod clean;
pub mod day;
pub mod export;
pub mod field;
pub mod fold;
pub mod given;
pub mod iati;
pub mod kind;
pub mod merge;
pub mod money;
pub mod number;
pub mod progress;
pub mod query;
pub mod rate;
pub mod record;
pub mod rules;
pub mod say;
pub mod split;
pub mod style;
mod tables;
pub mod whatif;
