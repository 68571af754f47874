//! The field tables of results: the budget and its printed totals, finances of the Foundation, posts, deliverables,
//! milestones, commitments and country engagement. What a paper prints wrongly is kept as printed, with a note.

use super::{code, line, name_en, name_zh, source, to, usd};
use crate::domain::field::{Field, Input, field};
use crate::domain::kind::{Kind, KindInfo};

/// Where an observation comes from: a paper, or a person who wrote it down.
pub(super) const OBSERVED: &[&str] = &["paper", "recorded"];
const ACCOUNTS: &[&str] = &["audited", "projected"];
const CATEGORIES: &[&str] = &["knowledge", "substantive", "communications"];
const TYPES: &[&str] = &[
    "field-project",
    "training",
    "publication",
    "technical-material",
    "advice",
    "database",
    "outreach",
    "media",
    "digital",
];
const MILESTONES: &[&str] = &["pending", "done"];
const SIDES: &[&str] = &["member-states", "organisation"];
const COMMITMENTS: &[&str] = &["pending", "under-way", "implemented"];
const TEAMS: &[&str] = &["none", "resident", "non-resident"];
const FRAMEWORKS: &[&str] = &["none", "adopted", "signed"];
const COMMITTEES: &[&str] = &["none", "planned", "new", "upgraded"];

const fn year() -> Field {
    field("year", Input::Year, 6).required()
}
const fn note() -> Field {
    field("note", Input::Lines, 30)
}
const fn priority() -> Field {
    to(Kind::Subprogramme, "priority", 24)
}
const fn flag(name: &'static str) -> Field {
    field(name, Input::Flag, 8)
}

pub(super) static OBJECT: KindInfo = KindInfo {
    name: "object",
    fields: &[code().required(), name_en(), name_zh(), field("place", Input::Count, 6), source()],
    title: &["name_en"],
    columns: &["place", "code", "name_en", "source"],
    sort: &["place"],
    extras: &[],
    searched: true,
};

pub(super) static BUDGET_LINE: KindInfo = KindInfo {
    name: "budget_line",
    fields: &[
        code().required(),
        year().indexed(),
        to(Kind::Fund, "fund", 24).required(),
        priority().required(),
        to(Kind::Object, "object", 22).required(),
        field("amount_usd", Input::Usd, 16).required(),
        source(),
        note(),
    ],
    title: &["code"],
    columns: &["year", "priority", "fund", "object", "amount_usd", "source"],
    sort: &["code"],
    extras: &[],
    searched: false,
};

// Without a fund, a priority or an object it is the total over all of them.
pub(super) static BUDGET_TOTAL: KindInfo = KindInfo {
    name: "budget_total",
    fields: &[
        code().required(),
        year(),
        line("printed_in", 10).required(),
        to(Kind::Fund, "fund", 24),
        priority(),
        to(Kind::Object, "object", 22),
        field("amount_usd", Input::Usd, 16).required(),
        source(),
        note(),
    ],
    title: &["code"],
    columns: &["printed_in", "priority", "fund", "object", "amount_usd", "lines", "difference", "note"],
    sort: &["code"],
    extras: &[usd("lines"), usd("difference")],
    searched: false,
};

pub(super) static FINANCE_LINE: KindInfo = KindInfo {
    name: "finance_line",
    fields: &[
        code().required(),
        year(),
        line("section", 7),
        line("item", 16).required(),
        name_en(),
        name_zh(),
        field("amount_usd", Input::Usd, 16).required(),
        field("status", Input::Choice(ACCOUNTS), 10).required(),
        flag("total"),
        field("place", Input::Count, 6),
        source(),
        note(),
    ],
    title: &["year", "name_en"],
    columns: &["year", "section", "name_en", "amount_usd", "status", "source"],
    sort: &["-year", "place"],
    extras: &[],
    searched: false,
};

pub(super) static POST_LINE: KindInfo = KindInfo {
    name: "post_line",
    fields: &[
        code().required(),
        year(),
        to(Kind::Fund, "fund", 24).required(),
        priority().required(),
        line("grade", 7),
        field("posts", Input::Count, 6).required(),
        source(),
        note(),
    ],
    title: &["code"],
    columns: &["year", "priority", "fund", "grade", "posts", "source"],
    sort: &["code"],
    extras: &[],
    searched: false,
};

pub(super) static DELIVERABLE: KindInfo = KindInfo {
    name: "deliverable",
    fields: &[
        code().required(),
        year(),
        to(Kind::Subprogramme, "subprogramme", 24).required().indexed(),
        field("category", Input::Choice(CATEGORIES), 14),
        field("type", Input::Choice(TYPES), 18),
        // A row of the tables of the programme; the others are its parts (annex I) and are not added to it.
        flag("total"),
        line("name_en", 50).required().searched(),
        name_zh(),
        line("unit", 12),
        field("planned", Input::Count, 8),
        field("reached", Input::Count, 8),
        source(),
        note(),
    ],
    title: &["name_en"],
    columns: &["code", "subprogramme", "name_en", "unit", "planned", "reached"],
    sort: &["code"],
    extras: &[],
    searched: true,
};

pub(super) static MILESTONE: KindInfo = KindInfo {
    name: "milestone",
    fields: &[
        code().required(),
        to(Kind::Indicator, "indicator", 30).indexed(),
        name_en(),
        name_zh(),
        field("due", Input::Day, 11),
        field("status", Input::Choice(MILESTONES), 9).required(),
        field("done_on", Input::Day, 11),
        line("evidence", 30).searched(),
        source(),
        note(),
    ],
    title: &["name_en"],
    columns: &["code", "name_en", "due", "status", "done_on", "evidence"],
    sort: &["due", "code"],
    extras: &[],
    searched: true,
};

// The papers do not say how far a commitment has come: a status is typed by those who know.
pub(super) static COMMITMENT: KindInfo = KindInfo {
    name: "commitment",
    fields: &[
        code().required(),
        line("name_en", 50).required().searched(),
        name_zh(),
        field("side", Input::Choice(SIDES), 14).required(),
        flag("applies"),
        field("status", Input::Choice(COMMITMENTS), 12),
        line("value", 12),
        line("target", 20),
        field("as_of", Input::Span, 11),
        source(),
        note(),
    ],
    title: &["name_en"],
    columns: &["code", "name_en", "side", "applies", "status", "value", "target", "as_of"],
    sort: &["code"],
    extras: &[],
    searched: true,
};

pub(super) static COUNTRY_ENGAGEMENT: KindInfo = KindInfo {
    name: "country_engagement",
    fields: &[
        to(Kind::Country, "country", 24).required().unique(),
        field("team", Input::Choice(TEAMS), 13),
        flag("assessment"),
        field("framework", Input::Choice(FRAMEWORKS), 9),
        field("committee", Input::Choice(COMMITTEES), 9),
        flag("mandate"),
        flag("emerging"),
        flag("joint_programme"),
        field("day", Input::Day, 11),
        source(),
        super::notes(),
    ],
    title: &["country"],
    columns: &["country", "team", "assessment", "framework", "committee", "joint_programme", "day"],
    sort: &["country"],
    extras: &[],
    searched: true,
};

pub(super) static REFORM_FACT: KindInfo = KindInfo {
    name: "reform_fact",
    fields: &[
        code().required(),
        line("metric", 20),
        line("name_en", 50).required().searched(),
        name_zh(),
        field("value", Input::Count, 7),
        line("unit", 20),
        line("as_of", 22),
        field("text_zh", Input::Lines, 30),
        source(),
        note(),
    ],
    title: &["name_en"],
    columns: &["code", "name_en", "value", "unit", "source"],
    sort: &["code"],
    extras: &[],
    searched: true,
};

pub(super) static REGION_FUNDING: KindInfo = KindInfo {
    name: "region_funding",
    fields: &[
        code().required(),
        to(Kind::Region, "region", 28).required().indexed(),
        field("assistance_percent", Input::Percent, 12),
        field("other_percent", Input::Percent, 8),
        source(),
        note(),
    ],
    title: &["region"],
    columns: &["region", "assistance_percent", "other_percent", "source"],
    sort: &["code"],
    extras: &[],
    searched: false,
};
