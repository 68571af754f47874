//! The field tables of a shared file: who reaches it, with which keys, and what each role may do. They refuse nothing by
//! themselves: the store asks them at its gate and at its door.

use super::{line, notes, to};
use crate::domain::field::{Field, Input, field};
use crate::domain::kind::{Kind, KindInfo};

/// The roles of accounts, from the least that may be done to everything.
const ROLES: &[&str] = &["viewer", "officer", "manager", "finance", "administrator"];
/// What may be done with records of a kind.
const ACTIONS: &[&str] = &["read", "add", "change", "delete", "restore", "approve", "export", "confidential"];
/// Whether it may: never, with the own portfolio, always.
const MAY: &[&str] = &["no", "own", "yes"];

const fn role() -> Field {
    field("role", Input::Choice(ROLES), 14).required()
}

pub(super) static ACCOUNT: KindInfo = KindInfo {
    name: "account",
    fields: &[
        field("code", Input::Code, 18).required().unique().searched(),
        line("name", 28),
        role(),
        to(Kind::FocalPoint, "focal_point", 26),
        field("suspended", Input::Flag, 9),
        notes(),
    ],
    title: &["code"],
    columns: &["code", "name", "role", "focal_point", "suspended"],
    sort: &["code"],
    extras: &[],
    searched: false,
};

pub(super) static ACCOUNT_KEY: KindInfo = KindInfo {
    name: "account_key",
    fields: &[
        to(Kind::Account, "account", 18).required().indexed(),
        line("key", 40).required(),
        line("fingerprint", 50).computed(),
        line("comment", 24),
    ],
    title: &["account", "comment"],
    columns: &["account", "fingerprint", "comment"],
    sort: &["account"],
    extras: &[],
    searched: false,
};

pub(super) static ROLE_RIGHT: KindInfo = KindInfo {
    name: "role_right",
    fields: &[
        role(),
        line("kinds", 22).required(),
        field("action", Input::Choice(ACTIONS), 13).required(),
        field("may", Input::Choice(MAY), 5).required(),
        notes(),
    ],
    title: &["role", "kinds", "action"],
    columns: &["role", "kinds", "action", "may"],
    sort: &["role", "kinds", "action"],
    extras: &[],
    searched: false,
};
