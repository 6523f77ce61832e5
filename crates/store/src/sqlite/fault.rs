//! What SQLite says, sorted into the kinds of [`StoreError`].

use std::path::Path;

use rusqlite::ErrorCode;

use crate::StoreError;

/// What helps when the file is lost.
pub(super) const RESTORE: &str =
    "move its directory away and restore a backup with `towline restore`";

pub(super) type Fault = rusqlite::Error;

/// The error for our callers.
pub(super) fn explain(fault: &Fault, path: &Path) -> StoreError {
    let path = path.display().to_string();
    // SQLite has no word of its own for a full disk under the shared index of its log.
    if let Some(error) = fault.sqlite_error()
        && error.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE
    {
        return StoreError::Full { path };
    }
    match fault.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::Full { path },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy {
            path,
            detail: "another program keeps it locked, for example a backup; end it and try again"
                .into(),
        },
        Some(ErrorCode::NotADatabase) => StoreError::Unusable {
            path,
            detail: format!(
                "it is not a SQLite database; {RESTORE}, or name another data directory"
            ),
        },
        Some(ErrorCode::DatabaseCorrupt) => StoreError::Unusable {
            path,
            detail: format!("it is damaged ({fault}); {RESTORE}"),
        },
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            StoreError::Unusable {
                path,
                detail: format!(
                    "{fault}; give the user that runs the server read and write access"
                ),
            }
        }
        _ => StoreError::Database(fault.to_string()),
    }
}
