//! What can go wrong with the file, each as something a person can act on.

use crate::domain::say::{Problem, Say};

/// What the store could not do.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Wording, settled where it happened: a missing file, a newer schema, an unreadable value.
    #[error("{0}")]
    Said(Say),
    /// The engine's own error.
    #[error("{0}")]
    Sql(#[from] rusqlite::Error),
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// Somebody asked for it to stop.
    #[error("stopped")]
    Stopped,
}

impl StoreError {
    /// The words for a person: what happened and what to do.
    #[must_use]
    pub fn say(&self) -> Say {
        match self {
            Self::Said(say) => say.clone(),
            Self::Io(error) => Say::new("store-io").with("error", error),
            Self::Sql(error) => say_sql(error),
            Self::Stopped => super::pace::stopped(),
        }
    }

    /// Whether the same call may go through later: the file is busy.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Sql(error) if matches!(code(error), Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked)))
    }

    /// Whether the work was stopped on request.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        match self {
            Self::Stopped => true,
            Self::Sql(error) => code(error) == Some(rusqlite::ErrorCode::OperationInterrupted),
            _ => false,
        }
    }

    /// As a problem of the whole record.
    #[must_use]
    pub fn problem(&self) -> Problem {
        Problem::whole(self.say())
    }
}

impl From<Say> for StoreError {
    fn from(say: Say) -> Self {
        Self::Said(say)
    }
}

fn code(error: &rusqlite::Error) -> Option<rusqlite::ErrorCode> {
    error.sqlite_error_code()
}

fn say_sql(error: &rusqlite::Error) -> Say {
    use rusqlite::ErrorCode as Code;
    match code(error) {
        Some(Code::DatabaseBusy | Code::DatabaseLocked) => Say::new("store-busy"),
        Some(Code::DiskFull) => Say::new("store-disk-full"),
        Some(Code::ReadOnly) => Say::new("store-read-only"),
        Some(Code::NotADatabase) => Say::new("store-not-a-database-now"),
        Some(Code::DatabaseCorrupt) => Say::new("store-damaged").with("error", error),
        Some(Code::OperationInterrupted) => Say::new("store-stopped"),
        Some(Code::PermissionDenied) => Say::new("store-permission"),
        Some(Code::CannotOpen) => Say::new("store-cannot-open"),
        // The shared memory beside the file could not grow: nothing else says that the disk is full then.
        Some(Code::SystemIoFailure)
            if error.sqlite_error().is_some_and(|one| one.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE) =>
        {
            Say::new("store-disk-full")
        }
        Some(Code::SystemIoFailure) => Say::new("store-io").with("error", error),
        _ => Say::new("store-sql").with("error", error),
    }
}
