//! Where a long form has a heading, so that fifty fields are found by what they are about.

use crate::domain::kind::Kind;

/// The message key of the heading that stands before a field; none where no section begins.
pub(super) fn begins(kind: Kind, field: &str) -> Option<&'static str> {
    Some(match (kind, field) {
        (Kind::Agreement, "flagship") => "section-purpose",
        (Kind::Agreement, "flagships") => "section-splits",
        (Kind::Agreement, "support") => "section-charges",
        (Kind::Agreement, "several_contributors") => "section-nature",
        (Kind::Agreement, "conditions") => "section-terms",
        (Kind::Agreement | Kind::Amendment | Kind::Contribution | Kind::Instalment | Kind::Pledge, "rate") => {
            "section-rate"
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_form_shows_a_heading_on_every_page() {
        let typed = Kind::Agreement.fields().iter().filter(|field| !field.computed);
        let names: Vec<&str> = typed.map(|field| field.name).collect();
        let mut since = 0;
        for name in names {
            since = if begins(Kind::Agreement, name).is_some() { 0 } else { since + 1 };
            assert!(since < 14, "{name} is far from any heading");
        }
    }
}
