//! Files of others and for others: delimited text and workbooks in; CSV, spreadsheets and JSON out; IATI in and out; briefs
//! as Markdown and HTML; calendars.
//! It refuses SQL, the terminal and every rule about records: those are asked of the store.

pub mod book;
pub mod brief;
pub mod calendar;
pub mod decode;
pub mod iati;
mod json;
pub mod objects;
mod ods;
pub mod origin;
pub mod read;
pub mod source;
pub mod table;
pub mod write;
mod xlsx;
