//! Tabs 7 and 8: what is owed to donors, by its day, and what was said with whom and is to be done after. It refuses to
//! count informal reports as owed.

use super::records::SubView;
use crate::domain::kind::Kind;
use crate::domain::query::Query;

fn list(name: &'static str, kind: Kind, text: &str) -> SubView {
    SubView::of(name, Query::read(kind, text).expect("columns and clauses the kind has"))
}

const REPORT_LEAST: &[(&str, u16)] = &[
    ("title", 12),
    ("partner", 8),
    ("agreement", 10),
    ("owner", 8),
    ("standing", 9),
    ("days_left", 8),
    ("late", 5),
    ("holds", 11),
    ("channel", 8),
];

/// The sub-views of reports in the order of `]`.
#[must_use]
pub fn reports() -> Vec<SubView> {
    let views = [
        (
            "reports-owed",
            "kind!=informal standing!=submitted standing!=accepted sort=due \
             columns=due,days_left,title,partner,standing,holds,owner,agreement,kind,content",
        ),
        (
            "reports-late",
            "late>0 sort=due columns=due,late,title,partner,holds,owner,agreement,first_due,consent,standing",
        ),
        (
            "reports-submitted",
            "standing=submitted sort=-submitted \
             columns=submitted,title,partner,due,submitted_by,channel,reference,document,agreement",
        ),
        (
            "reports-accepted",
            "standing=accepted sort=-accepted columns=accepted,title,partner,submitted,due,quality,standards,accepted_by",
        ),
        ("reports-all", "sort=due columns=due,title,partner,kind,standing,submitted,accepted,owner,agreement"),
    ];
    views
        .into_iter()
        .map(|(name, text)| {
            let view = list(name, Kind::Report, text).least(REPORT_LEAST);
            if matches!(name, "reports-owed" | "reports-late") { view.sums(&["holds"]) } else { view }
        })
        .collect()
}

/// The sub-views of dialogues and of the actions after them.
#[must_use]
pub fn dialogues() -> Vec<SubView> {
    let talks = "sort=-day columns=day,kind,title,partners,actions,place,staff";
    let actions = "status=pending sort=due columns=due,late,what,partner,owner,priority,dialogue";
    let nobody = "status=pending owner=- sort=due columns=due,late,what,partner,priority,dialogue";
    let all = "sort=-due columns=due,what,partner,owner,status,done_on,verified_on,dialogue";
    let least: &[(&str, u16)] =
        &[("what", 20), ("partner", 10), ("owner", 8), ("priority", 6), ("late", 5), ("dialogue", 10)];
    vec![
        list("kind-dialogue", Kind::Dialogue, talks).least(&[
            ("kind", 9),
            ("title", 20),
            ("partners", 12),
            ("actions", 7),
        ]),
        list("actions-open", Kind::FollowUp, actions).least(least),
        list("actions-nobody", Kind::FollowUp, nobody).least(least),
        list("kind-follow-up", Kind::FollowUp, all).least(least),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_view_adds_up_is_computed_and_every_view_reads() {
        let views: Vec<SubView> = reports().into_iter().chain(dialogues()).collect();
        assert_eq!(views.len(), 9);
        for view in views {
            for name in view.sums {
                assert!(view.query.kind.extra(name).is_some(), "{} adds up {name}", view.name);
            }
        }
    }
}
