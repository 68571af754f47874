//! A change as data: form, bulk edit, import, undo and command line all describe what they want with these, and the
//! store applies it through one door. Nothing here touches a file.

use super::kind::Kind;
use super::record::Id;
use super::say::{Problem, Say};

/// One field from one text form to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    pub field: &'static str,
    pub from: String,
    pub to: String,
}

/// What is done to one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// A new record; only the fields that are not empty.
    Add(Vec<(&'static str, String)>),
    /// Fields from what was read to what is wanted.
    Edit(Vec<FieldChange>),
    /// Into the bin.
    Delete,
    /// Out of the bin.
    Restore,
}

impl Op {
    /// The word kept in history and shown as `op-WORD`.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Add(_) => "add",
            Self::Edit(_) => "edit",
            Self::Delete => "delete",
            Self::Restore => "restore",
        }
    }
}

/// One record's part of an action. `id` 0 asks for a new id; `version` is the one the change was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub kind: Kind,
    pub id: Id,
    pub version: i64,
    pub op: Op,
}

/// How an action came about; kept in history and shown as `origin-WORD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Form,
    Bulk,
    Import,
    Command,
    Undo,
    Redo,
    /// The reference data and the demo, put in when a file is made.
    Made,
}

impl Origin {
    /// Every origin.
    pub const ALL: [Self; 7] =
        [Self::Form, Self::Bulk, Self::Import, Self::Command, Self::Undo, Self::Redo, Self::Made];

    /// The word kept in history.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Bulk => "bulk",
            Self::Import => "import",
            Self::Command => "command",
            Self::Undo => "undo",
            Self::Redo => "redo",
            Self::Made => "made",
        }
    }

    /// The origin with this word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|origin| origin.word() == word)
    }
}

/// Several changes that are saved, shown and undone as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    pub origin: Origin,
    /// What history shows: the record's title, the file imported, the number of records.
    pub title: String,
    pub changes: Vec<Change>,
}

/// A field that two people changed differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    pub field: &'static str,
    pub before: String,
    pub theirs: String,
    pub mine: String,
    pub who: String,
    /// Instant of their save, UTC, `2026-11-21T10:44:05Z`.
    pub at: String,
}

/// A save refused because the same field was changed by somebody else meanwhile; nothing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub kind: Kind,
    pub id: Id,
    /// The version the file holds now.
    pub version: i64,
    pub title: String,
    pub clashes: Vec<Clash>,
    /// Fields of theirs that would merge without asking.
    pub theirs_only: Vec<&'static str>,
    /// Fields of mine that would merge without asking.
    pub mine_only: Vec<&'static str>,
    /// Set when the record was put into the bin meanwhile: by whom and when.
    pub deleted: Option<(String, String)>,
}

/// A field somebody else changed meanwhile, which nobody had to be asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    pub field: &'static str,
    pub who: String,
}

/// What became of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Written; the ids of the changed records, in order, fields of others that merged, and what is worth a second look.
    Done { action: Id, ids: Vec<Id>, merged: Vec<Merged>, remarks: Vec<Say> },
    /// Refused: what is wrong, beside which field.
    Rejected(Vec<Problem>),
    /// Refused: somebody else changed the same field.
    Conflict(Box<Conflict>),
}
