//! A brief as one HTML file: its style and charts inside it, to be read in a browser and printed on A4. It names no
//! other file and no address, holds no script, and writes everything somebody typed as text.

use super::chart;
use crate::domain::brief::{Block, Brief, KeyFigure, Section, Spoken, Table};
use crate::domain::clean::{clean_line, clean_lines};

/// Forbids a browser everything but the style inside the file, should text ever become more than text.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// The whole brief.
#[must_use]
pub fn html(brief: &Brief<String>, spoken: Spoken) -> String {
    let direction = if spoken.right_to_left { " dir=\"rtl\"" } else { "" };
    let title = line(&brief.title);
    let lead: Vec<String> = brief.lead.iter().map(|text| format!("<p class=\"lead\">{}</p>\n", lines(text))).collect();
    let lead = lead.concat();
    let sections: String = brief.sections.iter().map(section).collect();
    let style = include_str!("style.css");
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\"{direction}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>\n{style}</style>\n\
         </head>\n<body>\n<header>\n<h1>{title}</h1>\n{lead}</header>\n{sections}</body>\n</html>\n",
        spoken.code
    )
}

fn section(section: &Section<String>) -> String {
    let blocks: String = section.blocks.iter().map(block).collect();
    format!("<section>\n<h2>{}</h2>\n{blocks}</section>\n", line(&section.title))
}

fn block(block: &Block<String>) -> String {
    match block {
        Block::Text(text) => format!("<p>{}</p>\n", lines(text)),
        Block::Remark(text) => format!("<p class=\"remark\">{}</p>\n", lines(text)),
        Block::Facts(facts) => {
            let each =
                facts.iter().map(|(label, value)| format!("<dt>{}</dt><dd>{}</dd>\n", line(label), lines(value)));
            format!("<dl>\n{}</dl>\n", each.collect::<String>())
        }
        Block::Figures(figures) => {
            format!("<div class=\"figures\">\n{}</div>\n", figures.iter().map(figure).collect::<String>())
        }
        Block::Table(shown) => table(shown),
        Block::Chart(shown) => chart::figure(shown),
    }
}

fn figure(figure: &KeyFigure<String>) -> String {
    let note = figure.note.as_ref().map_or(String::new(), |note| format!("<small>{}</small>", line(note)));
    format!("<div><span>{}</span><b>{}</b>{note}</div>\n", line(&figure.label), line(&figure.value))
}

fn table(table: &Table<String>) -> String {
    let class = |number: bool| if number { " class=\"n\"" } else { "" };
    let heads = table.heads.iter().map(|(head, number)| format!("<th{}>{}</th>", class(*number), line(head)));
    let heads: String = heads.collect();
    let last = table.rows.len().saturating_sub(1);
    let rows = table.rows.iter().enumerate().map(|(at, row)| {
        let cells = row.iter().zip(&table.heads);
        let cells = cells.map(|(cell, (_, number))| format!("<td{}>{}</td>", class(*number), lines(cell)));
        let cells = cells.collect::<Vec<_>>().concat();
        let total = if table.total && at == last { " class=\"total\"" } else { "" };
        format!("<tr{total}>{cells}</tr>\n")
    });
    format!("<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n", rows.collect::<String>())
}

/// Text on one line, with nothing in it that a browser would take for markup.
pub(super) fn line(text: &str) -> String {
    escaped(&clean_line(text))
}

/// The same with its line ends kept.
fn lines(text: &str) -> String {
    escaped(&clean_lines(text)).replace('\n', "<br>\n")
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ENGLISH: Spoken = Spoken { code: "en", right_to_left: false };

    fn of(text: &str, spoken: Spoken) -> String {
        let name = || text.to_owned();
        let table = Table { heads: vec![(name(), true)], rows: vec![vec![name()]], total: true };
        let facts = Block::Facts(vec![(name(), name())]);
        let figures = Block::Figures(vec![KeyFigure { label: name(), value: name(), note: Some(name()) }]);
        let blocks = vec![Block::Text(name()), Block::Remark(name()), facts, figures, Block::Table(table)];
        let sections = vec![Section { title: name(), blocks }];
        html(&Brief { name: name(), title: name(), lead: vec![name()], sections }, spoken)
    }

    #[test]
    fn a_page_says_its_language_and_which_way_it_is_read() {
        assert!(of("x", ENGLISH).contains("<html lang=\"en\">"));
        let arabic = of("x", Spoken { code: "ar", right_to_left: true });
        assert!(arabic.contains("<html lang=\"ar\" dir=\"rtl\">"));
    }

    #[test]
    fn a_page_asks_nobody_for_anything() {
        let page = of("x", ENGLISH);
        for word in ["http:", "https:", "url(", "src=", "href=", "@import", "<script", "<link"] {
            assert!(!page.contains(word), "{word}");
        }
    }

    proptest! {
        #[test]
        fn nothing_typed_is_markup(text in "[<>&\"'/a-z!\u{1b}\\[;=(){} -]{0,40}") {
            let marks = |page: &str| (page.matches('<').count(), page.matches('"').count());
            prop_assert_eq!(marks(&of(&text, ENGLISH)), marks(&of("plain", ENGLISH)));
        }
    }
}
