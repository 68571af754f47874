//! Parts of screens: cells, tables, lines being typed, bars. They know fields and cells, not the app.

pub mod cell;
pub mod chart;
pub mod line;
pub mod paint;
pub mod plot;
pub mod sheet;
pub mod table;
