//! Tab 6: the money of the organisation by its state, each state a list of its own: on its way, signed, pledged, due,
//! received. It refuses to add one state to another.

use super::records::SubView;
use crate::domain::kind::Kind;
use crate::domain::query::Query;

fn list(name: &'static str, kind: Kind, text: &str) -> SubView {
    SubView::of(name, Query::read(kind, text).expect("columns and clauses the kind has"))
}

/// The sub-views in the order of `]`: what stands first fits 80 columns, what follows shows when there is room.
#[must_use]
pub fn views() -> Vec<SubView> {
    let pipeline =
        "state=open sort=expected columns=stage,age,partner,title,total,expected,late,weighted,fund,flagship";
    let signed = "state=signed sort=-signed columns=partner,title,total,received,open,signed,ends_now,fund,reference";
    let pledges = "columns=partner,title,said,usd,outstanding,standing,signed,earmarking,fund,flagship";
    let instalments = "open>0 columns=agreement,due,amount,currency,open,overdue,standing,received,trigger,milestone";
    vec![
        list("funding-pipeline", Kind::Agreement, pipeline)
            .least(&[("stage", 8), ("age", 4), ("partner", 8), ("title", 10), ("total", 12), ("late", 4)])
            .sums(&["total", "weighted"]),
        list("funding-signed", Kind::Agreement, signed)
            .least(&[("partner", 10), ("title", 12), ("total", 12), ("received", 12), ("open", 12), ("ends_now", 11)])
            .sums(&["total", "open"]),
        list("kind-pledge", Kind::Pledge, pledges)
            .least(&[("partner", 8), ("title", 10), ("usd", 13), ("outstanding", 12), ("standing", 11)])
            .sums(&["outstanding"]),
        list("kind-instalment", Kind::Instalment, instalments)
            .least(&[("agreement", 10), ("amount", 13), ("open", 12), ("overdue", 9)])
            .sums(&["open"]),
        SubView::of("kind-contribution", Query::all(Kind::Contribution)),
        SubView::of("kind-rate", Query::all(Kind::Rate)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_view_adds_up_and_narrows_is_among_its_columns() {
        for view in views() {
            for (name, _) in view.least {
                assert!(view.query.columns.contains(name), "{} narrows {name}", view.name);
            }
            for name in view.sums {
                assert!(view.query.kind.extra(name).is_some(), "{} adds up {name}", view.name);
            }
        }
    }
}
