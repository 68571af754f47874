//! The field tables of relations and duties: what was said and agreed with whom, who does what by when, and what is owed
//! to donors (EB2021-S2-4, paras 4(b), 4(c), 4(g); EB2020-S2-6(c)(v)).

use super::{CONFIDENTIALITY, code, count, line, name_en, name_zh, notes, source, to, usd};
use crate::domain::field::{Field, Input, field};
use crate::domain::kind::{Extra, Kind, KindInfo, Shows};

const DIALOGUES: &[&str] =
    &["meeting", "call", "letter", "mission", "donor-group", "funding-dialogue", "board-session", "event"];
const PRIORITIES: &[&str] = &["low", "normal", "high"];
const FOLLOW_UPS: &[&str] = &["pending", "done", "verified", "dropped"];
const REPORTS: &[&str] = &["interim", "annual", "final", "informal"];
const CONTENTS: &[&str] = &["narrative", "financial", "both"];
const CHECKS: &[&str] = &["pending", "passed", "conditional", "refused"];
const AFTER: &[&str] = &["start", "previous"];
const PERIODS: &[&str] = &["year", "end"];

const fn day(name: &'static str) -> Field {
    field(name, Input::Day, 11)
}
const fn long(name: &'static str) -> Field {
    field(name, Input::Lines, 30).searched()
}
const fn confidentiality() -> Field {
    field("confidentiality", Input::Choice(CONFIDENTIALITY), 12)
}
const fn word(name: &'static str) -> Extra {
    Extra { name, shows: Shows::Word }
}

pub(super) static DIALOGUE: KindInfo = KindInfo {
    name: "dialogue",
    fields: &[
        day("day").required().indexed(),
        field("kind", Input::Choice(DIALOGUES), 14).required(),
        line("title", 34).required().searched(),
        field("partners", Input::Refs(Kind::Partner), 24),
        field("staff", Input::Refs(Kind::FocalPoint), 24),
        line("theirs", 24).searched(),
        line("place", 14).searched(),
        long("summary"),
        long("asked"),
        long("offered"),
        long("outcome"),
        to(Kind::Country, "country", 18),
        confidentiality(),
        source(),
        notes(),
    ],
    title: &["title"],
    columns: &["day", "kind", "title", "partners", "actions"],
    sort: &["-day"],
    extras: &[count("actions")],
    searched: true,
};

pub(super) static FOLLOW_UP: KindInfo = KindInfo {
    name: "follow_up",
    fields: &[
        line("what", 34).required().searched(),
        to(Kind::Partner, "partner", 24).indexed(),
        to(Kind::FocalPoint, "owner", 20).indexed(),
        day("due").indexed(),
        field("priority", Input::Choice(PRIORITIES), 8),
        field("status", Input::Choice(FOLLOW_UPS), 9).required(),
        to(Kind::Dialogue, "dialogue", 24).indexed(),
        day("done_on"),
        day("verified_on"),
        line("verified_by", 16),
        confidentiality(),
        notes(),
    ],
    title: &["what"],
    columns: &["what", "partner", "owner", "due", "status", "late"],
    sort: &["due"],
    extras: &[count("late")],
    searched: true,
};

pub(super) static REPORT: KindInfo = KindInfo {
    name: "report",
    fields: &[
        to(Kind::Agreement, "agreement", 30).required().indexed(),
        line("title", 30).required().searched(),
        field("kind", Input::Choice(REPORTS), 9).required(),
        field("content", Input::Choice(CONTENTS), 10),
        day("due").required().indexed(),
        to(Kind::FocalPoint, "owner", 20).indexed(),
        day("period_start"),
        day("period_end"),
        // The day it was owed on before any extension, and whose consent an extension has.
        day("first_due").computed(),
        line("consent", 24),
        day("drafted"),
        line("drafted_by", 16),
        day("cleared"),
        line("cleared_by", 16),
        day("submitted").indexed(),
        line("submitted_by", 16),
        day("sent_back"),
        line("sent_back_reason", 24),
        day("accepted"),
        line("accepted_by", 16),
        field("quality", Input::Flag, 8),
        field("standards", Input::Flag, 9),
        line("channel", 14),
        line("reference", 16).searched(),
        to(Kind::Document, "document", 24),
        source(),
        notes(),
    ],
    title: &["title"],
    columns: &["due", "days_left", "title", "agreement", "owner", "standing", "holds"],
    sort: &["due"],
    extras: &[
        word("standing"),
        count("late"),
        usd("holds"),
        Extra { name: "partner", shows: Shows::Text },
        Extra { name: "days_left", shows: Shows::Text },
    ],
    searched: true,
};

pub(super) static REPORT_RULE: KindInfo = KindInfo {
    name: "report_rule",
    fields: &[
        code().required(),
        name_en(),
        name_zh(),
        field("kind", Input::Choice(REPORTS), 9).required(),
        field("content", Input::Choice(CONTENTS), 10).required(),
        field("period", Input::Choice(PERIODS), 8).required(),
        field("days", Input::Count, 6).required(),
        field("usual", Input::Flag, 6),
        source(),
        field("note", Input::Lines, 30),
    ],
    title: &["name_en"],
    columns: &["code", "name_en", "kind", "content", "period", "days", "usual"],
    sort: &["code"],
    extras: &[],
    searched: true,
};

pub(super) static DUE_DILIGENCE: KindInfo = KindInfo {
    name: "due_diligence",
    fields: &[
        to(Kind::Partner, "partner", 26).required().indexed(),
        day("day").required().indexed(),
        field("status", Input::Choice(CHECKS), 12).required(),
        day("valid_until"),
        line("decided_by", 20),
        field("global_compact", Input::Flag, 8),
        field("conflict", Input::Flag, 8),
        field("exclusion", Input::Lines, 30),
        field("waiver", Input::Flag, 7),
        line("waiver_reason", 24),
        to(Kind::Document, "document", 24),
        confidentiality(),
        source(),
        notes(),
    ],
    title: &["partner", "day"],
    columns: &["partner", "day", "status", "valid_until", "decided_by", "standing"],
    sort: &["-day"],
    extras: &[word("standing")],
    searched: false,
};

pub(super) static HANDOVER: KindInfo = KindInfo {
    name: "handover",
    fields: &[
        to(Kind::FocalPoint, "from_point", 24).required().indexed(),
        to(Kind::FocalPoint, "to_point", 24).required().indexed(),
        day("day").required().indexed(),
        field("donors", Input::Refs(Kind::Partner), 24),
        field("brief", Input::Lines, 30),
        day("accepted"),
        notes(),
    ],
    title: &["from_point", "to_point", "day"],
    columns: &["day", "from_point", "to_point", "donors", "accepted"],
    sort: &["-day"],
    extras: &[],
    searched: false,
};

pub(super) static ENGAGEMENT_PLAN: KindInfo = KindInfo {
    name: "engagement_plan",
    fields: &[
        code().required(),
        name_en(),
        name_zh(),
        to(Kind::Category, "category", 24),
        source(),
        field("note", Input::Lines, 30),
    ],
    title: &["name_en"],
    columns: &["code", "name_en", "category", "steps"],
    sort: &["code"],
    extras: &[count("steps")],
    searched: true,
};

pub(super) static ENGAGEMENT_STEP: KindInfo = KindInfo {
    name: "engagement_step",
    fields: &[
        code().required(),
        to(Kind::EngagementPlan, "plan", 24).required().indexed(),
        field("place", Input::Count, 6).required(),
        line("name_en", 36).required().searched(),
        name_zh(),
        to(Kind::Strategy, "strategy", 24),
        field("after", Input::Choice(AFTER), 10).required(),
        field("days", Input::Count, 6).required(),
        field("working", Input::Flag, 8),
        source(),
    ],
    title: &["name_en"],
    columns: &["plan", "place", "name_en", "after", "days", "working"],
    sort: &["code"],
    extras: &[],
    searched: true,
};

pub(super) static OUTCOME: KindInfo = KindInfo {
    name: "outcome",
    fields: &[
        code().required(),
        line("level", 16),
        field("objective", Input::Count, 6),
        line("name_en", 64).required().searched(),
        name_zh(),
        field("description_en", Input::Lines, 30),
        to(Kind::Indicator, "indicator", 24).indexed(),
        source(),
    ],
    title: &["name_en"],
    columns: &["code", "level", "name_en", "indicator", "engagements"],
    sort: &["code"],
    extras: &[count("engagements")],
    searched: true,
};

pub(super) static TOPIC: KindInfo = KindInfo {
    name: "topic",
    fields: &[
        code().required(),
        field("place", Input::Count, 6),
        line("name_en", 48).required().searched(),
        name_zh(),
        line("records_used", 30),
        source(),
    ],
    title: &["name_en"],
    columns: &["place", "code", "name_en", "records_used", "source"],
    sort: &["code"],
    extras: &[],
    searched: true,
};
