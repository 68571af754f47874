//! Files of others and for others: CSV bytes in and out, their encodings and delimiters; briefs as Markdown and HTML; calendars.
//! It refuses SQL, the terminal and every rule about records: those are asked of the store.

pub mod brief;
pub mod calendar;
pub mod decode;
pub mod hash;
pub mod read;
pub mod write;
