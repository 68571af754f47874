//! The field tables: each kind of record declared once. A new attribute is one line here, one column in `schema.sql`
//! and its words in the message files; tests say what is missing.

mod access;
mod money;
mod relations;
mod sheets;

use super::field::{Field, Input, field};
use super::kind::{Extra, Kind, KindInfo, Shows};

/// Who may read a record with a note: everybody, staff, or those with the right.
pub const CONFIDENTIALITY: &[&str] = &["open", "internal", "confidential"];
/// How far a relation has come.
pub const STAGES: &[&str] = &["prospect", "contacted", "dialogue", "negotiation", "giving", "dormant", "closed"];
/// Roles of an assignment.
pub const ROLES: &[&str] = &["lead", "deputy"];
/// States of an engagement.
pub const ENGAGEMENT: &[&str] = &["planned", "active", "done", "dropped"];
/// Kinds of document.
pub const DOCUMENTS: &[&str] = &[
    "agreement",
    "strategy",
    "brief",
    "letter",
    "minutes",
    "report",
    "review",
    "due-diligence",
    "communication",
    "other",
];
/// The categories of documents of the IATI standard (code list `DocumentCategory`), in lower case.
pub const DOCUMENT_CATEGORIES: &[&str] = &[
    "a01", "a02", "a03", "a04", "a05", "a06", "a07", "a08", "a09", "a10", "a11", "a12", "b01", "b02", "b03", "b04",
    "b05", "b06", "b07", "b08", "b09", "b10", "b11", "b12", "b13", "b14", "b15", "b16", "b17", "b18",
];
const FUND_KINDS: &[&str] = &["assessed", "voluntary", "charge"];
/// The six official languages of the United Nations.
pub const LANGUAGES: &[&str] = &["en", "fr", "es", "zh", "ru", "ar"];

const fn line(name: &'static str, width: u16) -> Field {
    field(name, Input::Line, width)
}
const fn code() -> Field {
    field("code", Input::Code, 12).unique().searched()
}
const fn name_en() -> Field {
    line("name_en", 36).required().searched()
}
const fn name_zh() -> Field {
    line("name_zh", 28).searched()
}
const fn source() -> Field {
    line("source", 30)
}
const fn notes() -> Field {
    field("notes", Input::Lines, 30)
}
const fn to(kind: Kind, name: &'static str, width: u16) -> Field {
    field(name, Input::Ref(kind), width)
}
const fn usd(name: &'static str) -> Extra {
    Extra { name, shows: Shows::Usd }
}
const fn count(name: &'static str) -> Extra {
    Extra { name, shows: Shows::Count }
}

static PARTNER: KindInfo = KindInfo {
    name: "partner",
    fields: &[
        line("name", 28).required().indexed().searched(),
        line("name_zh", 20).searched(),
        line("acronym", 10).searched(),
        field("code", Input::Code, 10).unique().searched(),
        field("donor", Input::Flag, 5),
        to(Kind::Category, "category", 24).indexed(),
        to(Kind::DonorType, "type", 24),
        to(Kind::Country, "country", 18).indexed(),
        to(Kind::Region, "region", 18),
        to(Kind::Partner, "parent", 24).indexed(),
        field("stage", Input::Choice(STAGES), 12),
        line("aliases", 24).searched(),
        line("iati", 18).searched(),
        line("website", 24),
        field("notes", Input::Lines, 30).searched(),
        field("intelligence", Input::Lines, 30).searched(),
        field("confidentiality", Input::Choice(CONFIDENTIALITY), 12),
    ],
    title: &["name"],
    columns: &["name", "this_year", "last_year", "focal_point"],
    sort: &["-this_year", "name"],
    extras: &[
        usd("this_year"),
        usd("last_year"),
        usd("two_years"),
        usd("total"),
        Extra { name: "focal_point", shows: Shows::Text },
        Extra { name: "status", shows: Shows::Word },
        count("engagements"),
        Extra { name: "last_contact", shows: Shows::Text },
        count("silent"),
        count("owed"),
        count("late_reports"),
        count("promises"),
    ],
    searched: true,
};

static CONTACT: KindInfo = KindInfo {
    name: "contact",
    fields: &[
        line("name", 26).required().searched(),
        to(Kind::Partner, "partner", 26).required().indexed(),
        line("post", 24).searched(),
        line("email", 24).searched(),
        line("phone", 16),
        field("language", Input::Choice(LANGUAGES), 8),
        field("from_day", Input::Day, 11),
        field("to_day", Input::Day, 11),
        notes(),
        field("confidentiality", Input::Choice(CONFIDENTIALITY), 12),
    ],
    title: &["name"],
    columns: &["name", "post", "partner", "email", "from_day", "to_day"],
    sort: &["name"],
    extras: &[],
    searched: true,
};

static FOCAL_POINT: KindInfo = KindInfo {
    name: "focal_point",
    fields: &[
        line("name", 30).required().searched(),
        code(),
        line("office", 24).searched(),
        line("languages", 14),
        line("email", 24).searched(),
        line("login", 14),
        field("active", Input::Flag, 6),
        notes(),
    ],
    title: &["name"],
    columns: &["name", "office", "leads", "deputies", "this_year", "languages", "active"],
    sort: &["name"],
    extras: &[
        count("leads"),
        count("deputies"),
        usd("this_year"),
        usd("last_year"),
        count("reports_due"),
        count("promises"),
    ],
    searched: true,
};

static ASSIGNMENT: KindInfo = KindInfo {
    name: "assignment",
    fields: &[
        to(Kind::FocalPoint, "focal_point", 26).required().indexed(),
        to(Kind::Partner, "partner", 26).required().indexed(),
        field("role", Input::Choice(ROLES), 8).required(),
        field("from_day", Input::Day, 11).required(),
        field("to_day", Input::Day, 11),
        notes(),
    ],
    title: &["focal_point", "partner"],
    columns: &["partner", "focal_point", "role", "from_day", "to_day"],
    sort: &["partner"],
    extras: &[],
    searched: false,
};

static FLAGSHIP: KindInfo = KindInfo {
    name: "flagship",
    fields: &[
        code().required(),
        name_en(),
        name_zh(),
        field("min_partners", Input::Count, 8),
        field("min_investment_usd", Input::Usd, 14),
        field("due_year", Input::Year, 6),
        field("launch_year", Input::Year, 6),
        to(Kind::Fund, "fund", 20),
        source(),
        field("note", Input::Lines, 30),
    ],
    title: &["code", "name_en"],
    columns: &["code", "name_en", "min_partners", "min_investment_usd", "launch_year", "due_year"],
    sort: &["code"],
    extras: &[
        // So many of those it needs: `2/3`.
        Extra { name: "partners", shows: Shows::Text },
        usd("raised"),
        Extra { name: "share", shows: Shows::Share },
        usd("weighted"),
        usd("gap"),
    ],
    searched: true,
};

static CATEGORY: KindInfo = KindInfo {
    name: "category",
    fields: &[
        code().required(),
        field("number", Input::Count, 6),
        name_en(),
        name_zh(),
        field("role_en", Input::Lines, 30),
        source(),
        field("note", Input::Lines, 30),
    ],
    title: &["name_en"],
    columns: &["code", "name_en", "partners", "donors", "engagements", "done", "uncovered"],
    sort: &["code"],
    extras: &[count("partners"), count("donors"), count("engagements"), count("done"), count("uncovered")],
    searched: true,
};

static OBJECTIVE: KindInfo = KindInfo {
    name: "objective",
    fields: &[
        code().required(),
        to(Kind::Category, "category", 20).required().indexed(),
        field("seq", Input::Count, 4),
        // Whole sentences.
        line("name_en", 64).required().searched(),
        name_zh(),
        source(),
        field("note", Input::Lines, 30),
    ],
    title: &["name_en"],
    columns: &["code", "category", "name_en"],
    sort: &["code"],
    extras: &[],
    searched: true,
};

static STRATEGY: KindInfo = KindInfo {
    name: "strategy",
    fields: &[
        code().required(),
        to(Kind::Category, "category", 20).required().indexed(),
        field("seq", Input::Count, 4),
        // Whole sentences.
        line("name_en", 64).required().searched(),
        name_zh(),
        source(),
    ],
    title: &["name_en"],
    columns: &["code", "category", "name_en", "engagements", "done"],
    sort: &["code"],
    extras: &[count("engagements"), count("done")],
    searched: true,
};

static ENGAGEMENT_INFO: KindInfo = KindInfo {
    name: "engagement",
    fields: &[
        line("action", 34).required().searched(),
        to(Kind::Partner, "partner", 24).required().indexed(),
        to(Kind::Strategy, "strategy", 24).indexed(),
        to(Kind::Subprogramme, "subprogramme", 20),
        to(Kind::Outcome, "outcome_area", 20),
        to(Kind::FocalPoint, "owner", 20).indexed(),
        field("status", Input::Choice(ENGAGEMENT), 9).required(),
        field("due", Input::Day, 11).indexed(),
        field("done_on", Input::Day, 11),
        field("outcome", Input::Lines, 30).searched(),
        field("confidentiality", Input::Choice(CONFIDENTIALITY), 12),
    ],
    title: &["action"],
    columns: &["action", "partner", "owner", "status", "due"],
    sort: &["due"],
    extras: &[],
    searched: true,
};

static DOCUMENT: KindInfo = KindInfo {
    name: "document",
    fields: &[
        line("title", 34).required().searched(),
        to(Kind::Partner, "partner", 24).indexed(),
        to(Kind::Agreement, "agreement", 24).indexed(),
        to(Kind::Dialogue, "dialogue", 24).indexed(),
        field("kind", Input::Choice(DOCUMENTS), 14).required(),
        field("category", Input::Choice(DOCUMENT_CATEGORIES), 9),
        field("day", Input::Day, 11),
        field("expires", Input::Day, 11),
        field("language", Input::Choice(LANGUAGES), 8),
        line("link", 30).searched(),
        line("sha256", 16),
        field("confidentiality", Input::Choice(CONFIDENTIALITY), 12),
        notes(),
    ],
    title: &["title"],
    columns: &["title", "kind", "partner", "day", "expires", "language"],
    sort: &["title"],
    extras: &[],
    searched: true,
};

static RATE: KindInfo = KindInfo {
    name: "rate",
    fields: &[
        field("currency", Input::Currency, 4).required().indexed(),
        field("day", Input::Day, 11).required().indexed(),
        field("rate", Input::Rate, 14).required(),
        line("source", 24).required(),
        // Somebody looked at a rate that moves far from its neighbours, and it is right.
        field("checked", Input::Flag, 8),
    ],
    title: &["currency", "day"],
    columns: &["currency", "day", "rate", "source", "checked"],
    sort: &["-day", "currency"],
    extras: &[],
    searched: false,
};

static FUND: KindInfo = KindInfo {
    name: "fund",
    fields: &[
        code().required(),
        name_en(),
        name_zh(),
        line("former_name_en", 24),
        field("kind", Input::Choice(FUND_KINDS), 10),
        field("core", Input::Flag, 5),
        line("approved_by_en", 24),
        field("target_usd", Input::Usd, 16),
        field("target_alt_usd", Input::Usd, 16),
        field("requirement_2020_usd", Input::Usd, 16),
        field("description_en", Input::Lines, 30),
        field("description_zh", Input::Lines, 30),
        source(),
        field("note", Input::Lines, 30),
    ],
    title: &["name_en"],
    columns: &["code", "name_en", "kind", "core", "target_usd", "requirement_2020_usd"],
    sort: &["code"],
    extras: &[],
    searched: true,
};

static EARMARKING: KindInfo = KindInfo {
    name: "earmarking",
    fields: &[
        code().required(),
        name_en(),
        name_zh(),
        field("core", Input::Flag, 5),
        // How far the purpose is tied, from free upwards; empty where it cannot be compared.
        field("tightness", Input::Count, 9),
        field("description_en", Input::Lines, 30),
        source(),
    ],
    title: &["name_en"],
    columns: &["code", "name_en", "core", "tightness"],
    sort: &["code"],
    extras: &[],
    searched: true,
};

static DONOR_TYPE: KindInfo = KindInfo {
    name: "donor_type",
    fields: &[code().required(), name_en(), name_zh(), to(Kind::Category, "category", 20), line("role", 12), source()],
    title: &["name_en"],
    columns: &["code", "name_en", "category", "role"],
    sort: &["code"],
    extras: &[],
    searched: true,
};

static COUNTRY: KindInfo = KindInfo {
    name: "country",
    fields: &[
        code().required(),
        line("iso2", 4).searched(),
        line("m49", 4),
        name_en(),
        line("name_fr", 24).searched(),
        line("name_es", 24).searched(),
        name_zh(),
        line("name_ru", 24).searched(),
        line("name_ar", 24).searched(),
        to(Kind::Region, "region", 20).indexed(),
        field("member_state", Input::Flag, 6),
        line("currency", 5),
        field("note", Input::Lines, 30),
    ],
    title: &["name_en"],
    columns: &["code", "name_en", "region", "member_state", "currency", "donors", "total"],
    sort: &["code"],
    extras: &[count("donors"), usd("total"), usd("this_year")],
    searched: true,
};

static REGION: KindInfo = KindInfo {
    name: "region",
    fields: &[
        code().required(),
        name_en(),
        name_zh(),
        line("kind", 18),
        to(Kind::Region, "parent", 18),
        source(),
        field("note", Input::Lines, 30),
    ],
    title: &["name_en"],
    columns: &["code", "name_en", "kind", "parent"],
    sort: &["code"],
    extras: &[],
    searched: true,
};

static CURRENCY: KindInfo = KindInfo {
    name: "currency",
    fields: &[
        code().required(),
        line("numeric", 7),
        field("minor_units", Input::Count, 6),
        name_en(),
        line("name_fr", 24).searched(),
        line("name_es", 24).searched(),
        name_zh(),
        line("name_ru", 24).searched(),
        line("name_ar", 24).searched(),
    ],
    title: &["name_en"],
    columns: &["code", "name_en", "numeric", "minor_units"],
    sort: &["code"],
    extras: &[],
    searched: true,
};

static SUBPROGRAMME: KindInfo = KindInfo {
    name: "subprogramme",
    fields: &[
        code().required(),
        name_en(),
        name_zh(),
        field("objective_en", Input::Lines, 30),
        field("objective_zh", Input::Lines, 30),
        source(),
    ],
    title: &["name_en"],
    columns: &["code", "name_en"],
    sort: &["code"],
    extras: &[count("engagements")],
    searched: true,
};

static INDICATOR: KindInfo = KindInfo {
    name: "indicator",
    fields: &[
        code().required(),
        name_en(),
        name_zh(),
        line("area", 14),
        line("kind", 10),
        line("unit", 12),
        line("comparator", 6),
        line("target_value", 10),
        line("target_value_alt", 10),
        line("target_text", 20),
        field("due_year", Input::Year, 6),
        field("period_start", Input::Day, 11),
        field("period_end", Input::Day, 11),
        line("baseline_value", 10),
        line("baseline_date", 10),
        field("computation_en", Input::Lines, 30),
        line("definition_basis", 10),
        field("note", Input::Lines, 30),
        source(),
    ],
    title: &["name_en"],
    columns: &["code", "name_en", "comparator", "target_value", "unit", "due_year", "baseline_value"],
    sort: &["code"],
    extras: &[],
    searched: true,
};

static OBSERVATION: KindInfo = KindInfo {
    name: "observation",
    fields: &[
        code().required(),
        to(Kind::Indicator, "indicator", 30).required().indexed(),
        line("observed", 10),
        line("value", 10),
        line("unit", 12),
        field("basis", Input::Choice(sheets::OBSERVED), 9),
        source(),
        field("note", Input::Lines, 30),
    ],
    title: &["code"],
    columns: &["indicator", "observed", "value", "unit", "basis", "source"],
    sort: &["code"],
    extras: &[],
    searched: true,
};

static CORE_BUDGET: KindInfo = KindInfo {
    name: "core_budget",
    fields: &[
        code().required(),
        field("year", Input::Year, 6).required().indexed(),
        field("approved_usd", Input::Usd, 16),
        field("received_usd", Input::Usd, 16),
        line("received_as_of", 12),
        field("expected_usd", Input::Usd, 16),
        line("expected_kind", 20),
        field("reserve_usd", Input::Usd, 16),
        source(),
        field("note", Input::Lines, 30),
    ],
    title: &["code"],
    columns: &["year", "approved_usd", "received_usd", "received_as_of", "expected_usd", "reserve_usd", "source"],
    sort: &["-year"],
    extras: &[],
    searched: true,
};

static PLAN: KindInfo = KindInfo {
    name: "plan",
    fields: &[
        code().required(),
        name_en(),
        name_zh(),
        field("starts", Input::Day, 11).required(),
        field("ends", Input::Day, 11).required(),
        source(),
    ],
    title: &["name_en"],
    columns: &["code", "name_en", "starts", "ends"],
    sort: &["code"],
    extras: &[],
    searched: true,
};

static PLAN_TARGET: KindInfo = KindInfo {
    name: "plan_target",
    fields: &[
        code().required(),
        to(Kind::Plan, "plan", 20).required().indexed(),
        to(Kind::Fund, "fund", 24).required(),
        field("target_usd", Input::Usd, 16).required(),
        source(),
        field("note", Input::Lines, 30),
    ],
    title: &["code"],
    columns: &["plan", "fund", "target_usd", "source"],
    sort: &["code"],
    extras: &[],
    searched: true,
};

static SETTING: KindInfo = KindInfo {
    name: "setting",
    fields: &[code().required(), line("value", 30).required(), field("note", Input::Lines, 30)],
    title: &["code"],
    columns: &["code", "value", "note"],
    sort: &["code"],
    extras: &[],
    searched: false,
};

static LIST_CODE: KindInfo = KindInfo {
    name: "list_code",
    fields: &[
        line("list", 20).required().indexed().searched(),
        line("item", 10).required().searched(),
        line("name_en", 36).searched(),
        line("category", 8),
        field("withdrawn", Input::Flag, 9),
        line("withdrawn_on", 12),
        source(),
    ],
    title: &["list", "item"],
    columns: &["list", "item", "name_en", "category", "withdrawn", "withdrawn_on", "source"],
    sort: &["list", "item"],
    extras: &[],
    searched: true,
};

/// What is declared about a kind.
#[must_use]
pub const fn info(kind: Kind) -> &'static KindInfo {
    match kind {
        Kind::Partner => &PARTNER,
        Kind::Contact => &CONTACT,
        Kind::FocalPoint => &FOCAL_POINT,
        Kind::Assignment => &ASSIGNMENT,
        Kind::Flagship => &FLAGSHIP,
        Kind::Category => &CATEGORY,
        Kind::Objective => &OBJECTIVE,
        Kind::Strategy => &STRATEGY,
        Kind::Engagement => &ENGAGEMENT_INFO,
        Kind::Contribution => &money::CONTRIBUTION,
        Kind::Stage => &money::STAGE,
        Kind::Charge => &money::CHARGE,
        Kind::Pledge => &money::PLEDGE,
        Kind::Agreement => &money::AGREEMENT,
        Kind::Amendment => &money::AMENDMENT,
        Kind::Instalment => &money::INSTALMENT,
        Kind::WriteOff => &money::WRITE_OFF,
        Kind::Document => &DOCUMENT,
        Kind::Rate => &RATE,
        Kind::Fund => &FUND,
        Kind::Earmarking => &EARMARKING,
        Kind::DonorType => &DONOR_TYPE,
        Kind::Country => &COUNTRY,
        Kind::Region => &REGION,
        Kind::Currency => &CURRENCY,
        Kind::Subprogramme => &SUBPROGRAMME,
        Kind::Indicator => &INDICATOR,
        Kind::Observation => &OBSERVATION,
        Kind::CoreBudget => &CORE_BUDGET,
        Kind::Plan => &PLAN,
        Kind::PlanTarget => &PLAN_TARGET,
        Kind::Setting => &SETTING,
        Kind::Object => &sheets::OBJECT,
        Kind::BudgetLine => &sheets::BUDGET_LINE,
        Kind::BudgetTotal => &sheets::BUDGET_TOTAL,
        Kind::FinanceLine => &sheets::FINANCE_LINE,
        Kind::PostLine => &sheets::POST_LINE,
        Kind::Deliverable => &sheets::DELIVERABLE,
        Kind::Milestone => &sheets::MILESTONE,
        Kind::Commitment => &sheets::COMMITMENT,
        Kind::CountryEngagement => &sheets::COUNTRY_ENGAGEMENT,
        Kind::ReformFact => &sheets::REFORM_FACT,
        Kind::RegionFunding => &sheets::REGION_FUNDING,
        Kind::Dialogue => &relations::DIALOGUE,
        Kind::FollowUp => &relations::FOLLOW_UP,
        Kind::Report => &relations::REPORT,
        Kind::ReportRule => &relations::REPORT_RULE,
        Kind::DueDiligence => &relations::DUE_DILIGENCE,
        Kind::Handover => &relations::HANDOVER,
        Kind::EngagementPlan => &relations::ENGAGEMENT_PLAN,
        Kind::EngagementStep => &relations::ENGAGEMENT_STEP,
        Kind::Outcome => &relations::OUTCOME,
        Kind::Topic => &relations::TOPIC,
        Kind::Account => &access::ACCOUNT,
        Kind::AccountKey => &access::ACCOUNT_KEY,
        Kind::RoleRight => &access::ROLE_RIGHT,
        Kind::ListCode => &LIST_CODE,
    }
}
