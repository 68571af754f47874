//! What somebody may do with which records: worked out from the rows of the table of rights, nothing else. It refuses to
//! know how records are kept: whether a record belongs to the own portfolio is asked of the store.

use std::collections::HashMap;

use crate::domain::kind::Kind;

/// What may be done with records of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deed {
    Read,
    Add,
    Change,
    Delete,
    Restore,
    /// Signing, writing off, and naming who approved.
    Approve,
    Export,
    /// Reading what is confidential, and making it so.
    Confidential,
}

impl Deed {
    /// Every deed.
    pub const ALL: [Self; 8] = [
        Self::Read,
        Self::Add,
        Self::Change,
        Self::Delete,
        Self::Restore,
        Self::Approve,
        Self::Export,
        Self::Confidential,
    ];

    /// The word kept in the table of rights.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Add => "add",
            Self::Change => "change",
            Self::Delete => "delete",
            Self::Restore => "restore",
            Self::Approve => "approve",
            Self::Export => "export",
            Self::Confidential => "confidential",
        }
    }

    /// The deed with this word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.word() == word)
    }
}

/// Whether somebody may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum May {
    No,
    /// With records of donors they lead or stand in for.
    Own,
    Yes,
}

impl May {
    /// As the table of rights writes it; none for another word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "no" => Some(Self::No),
            "own" => Some(Self::Own),
            "yes" => Some(Self::Yes),
            _ => None,
        }
    }
}

/// The role that may always look after accounts and rights.
pub const ADMINISTRATOR: &str = "administrator";

/// The groups of kinds a row of the table of rights may name, besides `all`.
pub const GROUPS: [&str; 6] = ["relations", "portfolio", "money", "duties", "reference", "access"];

/// The group a kind belongs to.
#[must_use]
pub const fn group(kind: Kind) -> &'static str {
    match kind {
        Kind::Partner
        | Kind::Contact
        | Kind::Engagement
        | Kind::Dialogue
        | Kind::FollowUp
        | Kind::Document
        | Kind::DueDiligence => "relations",
        Kind::FocalPoint | Kind::Assignment | Kind::Handover => "portfolio",
        Kind::Pledge
        | Kind::Agreement
        | Kind::Amendment
        | Kind::Instalment
        | Kind::Contribution
        | Kind::WriteOff
        | Kind::Rate => "money",
        Kind::Report => "duties",
        Kind::Account | Kind::AccountKey | Kind::RoleRight => "access",
        _ => "reference",
    }
}

/// Whether a row of the table of rights may name this: `all`, a group or a kind.
#[must_use]
pub fn is_known(kinds: &str) -> bool {
    kinds == "all" || GROUPS.contains(&kinds) || Kind::ALL.iter().any(|kind| kind.name() == kinds)
}

/// One row of the table of rights, of the role that is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The name of a kind, of a group, or `all`.
    pub kinds: String,
    pub deed: Deed,
    pub may: May,
}

/// What one role may do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    role: String,
    rows: HashMap<(String, Deed), May>,
    everything: bool,
}

impl Rights {
    /// Whoever is alone with a file: everything.
    #[must_use]
    pub fn everything() -> Self {
        Self { role: ADMINISTRATOR.to_owned(), rows: HashMap::new(), everything: true }
    }

    /// The rights of a role by its rows; what no row names is not allowed.
    #[must_use]
    pub fn of(role: &str, rows: impl IntoIterator<Item = Row>) -> Self {
        let rows = rows.into_iter().map(|row| ((row.kinds, row.deed), row.may)).collect();
        Self { role: role.to_owned(), rows, everything: false }
    }

    /// The role, as the table of rights writes it.
    #[must_use]
    pub fn role(&self) -> &str {
        &self.role
    }

    /// Whether something may be done with records of a kind: the row of the kind decides, else that of its group, else
    /// that for all. Administrators may always look after accounts and rights.
    #[must_use]
    pub fn may(&self, kind: Kind, deed: Deed) -> May {
        if self.everything || (self.role == ADMINISTRATOR && group(kind) == "access") {
            return May::Yes;
        }
        let row = |kinds: &str| self.rows.get(&(kinds.to_owned(), deed)).copied();
        row(kind.name()).or_else(|| row(group(kind))).or_else(|| row("all")).unwrap_or(May::No)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::Input;

    fn row(kinds: &str, deed: Deed, may: May) -> Row {
        Row { kinds: kinds.to_owned(), deed, may }
    }

    #[test]
    fn the_nearest_row_decides_and_nothing_is_allowed_by_silence() {
        let rights = Rights::of(
            "officer",
            [
                row("all", Deed::Read, May::Yes),
                row("access", Deed::Read, May::No),
                row("role_right", Deed::Read, May::Yes),
                row("relations", Deed::Change, May::Own),
            ],
        );
        assert_eq!(rights.may(Kind::Partner, Deed::Read), May::Yes);
        assert_eq!(rights.may(Kind::Account, Deed::Read), May::No);
        assert_eq!(rights.may(Kind::RoleRight, Deed::Read), May::Yes);
        assert_eq!(rights.may(Kind::Dialogue, Deed::Change), May::Own);
        assert_eq!(rights.may(Kind::Agreement, Deed::Change), May::No);
        assert_eq!(rights.may(Kind::Partner, Deed::Delete), May::No);
    }

    #[test]
    fn an_administrator_keeps_accounts_and_rights_whatever_the_rows_say() {
        let rights = Rights::of(ADMINISTRATOR, [row("all", Deed::Change, May::No)]);
        assert_eq!(rights.may(Kind::Account, Deed::Change), May::Yes);
        assert_eq!(rights.may(Kind::Partner, Deed::Change), May::No);
    }

    #[test]
    fn every_kind_is_in_a_group_that_can_be_named() {
        for kind in Kind::ALL {
            assert!(GROUPS.contains(&group(kind)), "{}", kind.name());
            assert!(is_known(kind.name()));
        }
        assert!(!is_known("donors"));
        let words = Deed::ALL.map(Deed::word);
        let Input::Choice(choices) = Kind::RoleRight.field("action").unwrap().input else { panic!("no choice") };
        assert_eq!(choices, words);
    }
}
