//! Briefs as files: Markdown for a message, and one HTML file for a browser and for paper. Both stand alone: no script,
//! no picture, font or style from elsewhere, and nothing somebody typed is anything but text in them.

mod chart;
mod html;
mod markdown;

pub use html::{Spoken, html};
pub use markdown::markdown;
