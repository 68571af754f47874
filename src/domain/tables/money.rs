//! The field tables of money: pledged, signed and received, three states that are never added together
//! (EB2021-S2-4, paras 2 to 4), and the rows that say how stages weigh and what is charged.

use super::{CONFIDENTIALITY, code, count, line, name_en, name_zh, notes, source, to, usd};
use crate::domain::field::{Along, Field, Input, field};
use crate::domain::kind::{Extra, Kind, KindInfo, Shows};

/// Forms of a contribution.
pub const FORMS: &[&str] = &["cash", "in-kind"];
/// What a stage of the pipeline means for money: still open, signed, or given up.
pub const STAGE_STATES: &[&str] = &["open", "signed", "closed"];
/// What is charged on money: programme support cost, or the coordination levy.
pub const CHARGES: &[&str] = &["support-cost", "levy"];
/// How a charge stands to the amount: inside it, or paid on top of it.
pub const BASES: &[&str] = &["included", "on-top"];
const INSTRUMENTS: &[&str] =
    &["grant", "pooled-fund", "memorandum", "service-contract", "loan-of-staff", "exchange-of-letters", "other"];
const PAYERS: &[&str] = &["donor", "organisation"];
const AMENDMENTS: &[&str] = &["addition", "reduction", "extension", "no-cost-extension", "terms"];
const TRIGGERS: &[&str] = &["day", "report-accepted", "milestone"];

const fn amount() -> Field {
    field("amount", Input::Money("currency"), 16)
}
const fn currency() -> Field {
    field("currency", Input::Currency, 4)
}
const fn rate() -> Field {
    field("rate", Input::Rate, 12)
}
const fn rate_day() -> Field {
    field("rate_day", Input::Day, 11)
}
const fn rate_source() -> Field {
    line("rate_source", 16)
}
const fn usd_value() -> Field {
    field("usd", Input::Usd, 16).indexed().computed()
}
const fn word(name: &'static str) -> Extra {
    Extra { name, shows: Shows::Word }
}

pub(super) static STAGE: KindInfo = KindInfo {
    name: "stage",
    fields: &[
        code().required(),
        name_en(),
        name_zh(),
        field("place", Input::Count, 6),
        field("chance", Input::Percent, 8).required(),
        field("state", Input::Choice(STAGE_STATES), 8).required(),
        source(),
        field("note", Input::Lines, 30),
    ],
    title: &["name_en"],
    columns: &["place", "code", "name_en", "chance", "state", "agreements", "value"],
    sort: &["place"],
    extras: &[count("agreements"), usd("value")],
    searched: true,
};

pub(super) static CHARGE: KindInfo = KindInfo {
    name: "charge",
    fields: &[
        code().required(),
        name_en(),
        name_zh(),
        field("kind", Input::Choice(CHARGES), 12).required(),
        field("percent", Input::Percent, 8).required(),
        field("basis", Input::Choice(BASES), 9),
        // Taken for agreements in earmarked funds that name no other.
        field("usual", Input::Flag, 6),
        field("base_en", Input::Lines, 30),
        source(),
        field("note", Input::Lines, 30),
    ],
    title: &["name_en"],
    columns: &["code", "name_en", "kind", "percent", "basis", "usual", "source"],
    sort: &["code"],
    extras: &[],
    searched: true,
};

pub(super) static PLEDGE: KindInfo = KindInfo {
    name: "pledge",
    fields: &[
        to(Kind::Partner, "partner", 24).required().indexed(),
        line("title", 30).required().searched(),
        field("said", Input::Day, 11).required().indexed(),
        amount().required(),
        currency().required(),
        to(Kind::Fund, "fund", 20),
        to(Kind::Earmarking, "earmarking", 22),
        to(Kind::Flagship, "flagship", 20),
        field("from_year", Input::Year, 6),
        field("to_year", Input::Year, 6),
        // The version this one stands in for; a version that was replaced no longer counts.
        to(Kind::Pledge, "replaces", 20).indexed(),
        line("reference", 16).searched(),
        rate(),
        rate_day(),
        rate_source(),
        usd_value(),
        field("confidentiality", Input::Choice(CONFIDENTIALITY), 12),
        source(),
        notes(),
    ],
    title: &["partner", "title"],
    columns: &["partner", "title", "said", "usd", "signed", "outstanding", "standing"],
    sort: &["-said"],
    extras: &[usd("signed"), usd("outstanding"), word("standing")],
    searched: true,
};

pub(super) static AGREEMENT: KindInfo = KindInfo {
    name: "agreement",
    fields: &[
        to(Kind::Partner, "partner", 24).required().indexed(),
        line("title", 30).required().searched(),
        to(Kind::Stage, "stage", 10).required().indexed(),
        amount(),
        currency().required(),
        to(Kind::Fund, "fund", 20).indexed(),
        to(Kind::Earmarking, "earmarking", 22),
        field("expected", Input::Day, 11).indexed(),
        field("signed", Input::Day, 11).indexed(),
        field("starts", Input::Day, 11),
        field("ends", Input::Day, 11),
        field("years", Input::Split(Along::Year), 24),
        to(Kind::Flagship, "flagship", 20).indexed(),
        to(Kind::Subprogramme, "subprogramme", 20),
        to(Kind::Country, "country", 18),
        to(Kind::Region, "region", 18),
        line("reference", 16).searched(),
        field("instrument", Input::Choice(INSTRUMENTS), 14),
        to(Kind::Pledge, "pledge", 20).indexed(),
        field("flagships", Input::Split(Along::Flagship), 24),
        field("subprogrammes", Input::Split(Along::Subprogramme), 24),
        field("countries", Input::Split(Along::Country), 24),
        field("earmarkings", Input::Split(Along::Earmarking), 24),
        to(Kind::Charge, "support", 20),
        field("support_percent", Input::Percent, 8),
        field("support_basis", Input::Choice(BASES), 9),
        field("support_cost", Input::Money("currency"), 16).computed(),
        field("support_usd", Input::Usd, 16).computed(),
        field("net", Input::Money("currency"), 16).computed(),
        field("levy", Input::Flag, 5),
        field("levy_percent", Input::Percent, 8),
        field("levy_payer", Input::Choice(PAYERS), 12),
        line("levy_reason", 24),
        field("levy_usd", Input::Usd, 16).computed(),
        field("several_contributors", Input::Flag, 7),
        field("joint_governance", Input::Flag, 7),
        field("un_implementation", Input::Flag, 7),
        field("pooled", Input::Flag, 6).computed(),
        field("domestic", Input::Flag, 8),
        field("service_fee", Input::Flag, 8),
        field("form", Input::Choice(FORMS), 8),
        field("conditions", Input::Lines, 30),
        line("approver", 20),
        field("stage_since", Input::Day, 11),
        line("reason", 24),
        rate(),
        rate_day(),
        rate_source(),
        usd_value(),
        line("iati", 18).searched(),
        field("confidentiality", Input::Choice(CONFIDENTIALITY), 12),
        source(),
        field("notes", Input::Lines, 30).searched(),
    ],
    title: &["partner", "title"],
    columns: &["title", "partner", "stage", "usd", "expected", "fund", "received", "open"],
    sort: &["title"],
    extras: &[
        word("state"),
        usd("total"),
        usd("received"),
        usd("open"),
        usd("weighted"),
        count("age"),
        word("late"),
        Extra { name: "ends_now", shows: Shows::Day },
    ],
    searched: true,
};

pub(super) static AMENDMENT: KindInfo = KindInfo {
    name: "amendment",
    fields: &[
        to(Kind::Agreement, "agreement", 30).required().indexed(),
        field("day", Input::Day, 11).required().indexed(),
        field("kind", Input::Choice(AMENDMENTS), 18).required(),
        amount(),
        currency().required(),
        to(Kind::Earmarking, "earmarking", 22),
        field("years", Input::Split(Along::Year), 24),
        to(Kind::Flagship, "flagship", 20),
        to(Kind::Subprogramme, "subprogramme", 20),
        to(Kind::Country, "country", 18),
        field("old_ends", Input::Day, 11).computed(),
        field("new_ends", Input::Day, 11),
        field("what", Input::Lines, 30).searched(),
        line("approver", 20),
        line("reference", 16).searched(),
        rate(),
        rate_day(),
        rate_source(),
        usd_value(),
        source(),
        notes(),
    ],
    title: &["agreement", "day", "kind"],
    columns: &["agreement", "day", "kind", "usd", "old_ends", "new_ends"],
    sort: &["-day"],
    extras: &[],
    searched: true,
};

pub(super) static INSTALMENT: KindInfo = KindInfo {
    name: "instalment",
    fields: &[
        to(Kind::Agreement, "agreement", 30).required().indexed(),
        field("number", Input::Count, 4),
        field("due", Input::Day, 11).required().indexed(),
        amount().required(),
        currency().required(),
        field("trigger", Input::Choice(TRIGGERS), 14),
        line("milestone", 24).searched(),
        // The report that releases it.
        to(Kind::Report, "report", 24).indexed(),
        rate(),
        rate_day(),
        rate_source(),
        usd_value(),
        line("reference", 16),
        notes(),
    ],
    title: &["agreement", "due"],
    columns: &["agreement", "due", "amount", "currency", "received", "open", "overdue", "standing"],
    sort: &["due"],
    extras: &[usd("received"), usd("written_off"), usd("open"), count("overdue"), word("standing")],
    searched: false,
};

pub(super) static WRITE_OFF: KindInfo = KindInfo {
    name: "write_off",
    fields: &[
        to(Kind::Instalment, "instalment", 30).required().indexed(),
        field("day", Input::Day, 11).required(),
        amount().required(),
        currency().required(),
        line("reason", 30).required(),
        line("approver", 20),
        line("reference", 16),
        rate(),
        rate_day(),
        rate_source(),
        field("usd", Input::Usd, 16).computed(),
        notes(),
    ],
    title: &["instalment", "day"],
    columns: &["instalment", "day", "amount", "currency", "reason", "approver"],
    sort: &["-day"],
    extras: &[],
    searched: false,
};

pub(super) static CONTRIBUTION: KindInfo = KindInfo {
    name: "contribution",
    fields: &[
        to(Kind::Partner, "partner", 24).required().indexed(),
        field("received", Input::Span, 10).required().indexed(),
        amount().required(),
        currency().required(),
        to(Kind::Fund, "fund", 20),
        to(Kind::Earmarking, "earmarking", 22),
        to(Kind::Agreement, "agreement", 30).indexed(),
        to(Kind::Instalment, "instalment", 24).indexed(),
        to(Kind::Flagship, "flagship", 20),
        to(Kind::Country, "country", 18),
        field("pooled", Input::Flag, 6),
        field("service_fee", Input::Flag, 8),
        field("form", Input::Choice(FORMS), 8),
        rate(),
        rate_day(),
        rate_source(),
        usd_value(),
        line("reference", 16),
        source(),
        notes(),
    ],
    title: &["partner", "received", "amount", "currency"],
    columns: &["partner", "received", "usd", "earmarking", "fund", "amount", "currency", "source"],
    sort: &["-received"],
    extras: &[word("early")],
    searched: false,
};
