//! What the data is: field tables, values, money, days, rules. Pure: no clock, no file, no terminal, no SQL.

pub mod clean;
pub mod day;
pub mod fold;
pub mod money;
pub mod number;
pub mod rate;
pub mod say;
