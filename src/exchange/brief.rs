//! Briefs as files: Markdown for a message, and one HTML file for a browser and for paper. Both stand alone: no script,
//! no picture, font or style from elsewhere, and nothing somebody typed is anything but text in them.

mod chart;
mod html;
mod markdown;

use crate::domain::brief::{Brief, Format};

/// The text of a file, and the ending of its name.
#[must_use]
pub fn written(brief: &Brief<String>, format: Format) -> (String, &'static str) {
    match format {
        Format::Markdown => (markdown::markdown(brief), "md"),
        Format::Html(spoken) => (html::html(brief, spoken), "html"),
    }
}
