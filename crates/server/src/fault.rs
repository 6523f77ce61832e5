//! Faults of ours as answers: the log gets the detail, the client what it can act upon.

use std::fmt::Debug;

use towline_api::ApiError;
use towline_store::StoreError;

use crate::DriveError;

/// The one fault that clients' users can often mend, in the same words everywhere.
pub(crate) const DISK_FULL: &str = "The server's disk is full; nothing was stored";

/// What clients hear about a failed store.
pub(crate) fn text(error: &StoreError) -> &'static str {
    match error {
        StoreError::Full { .. } => DISK_FULL,
        StoreError::Busy { .. } => {
            "The server's database is locked by another program; nothing was stored: try again"
        }
        StoreError::Closed => "The server is stopping; try again",
        _ => "The server could not use its storage; its log says why",
    }
}

/// The store failed on a request: `InternalFailure`, which AWS clients try again.
pub(crate) fn store(error: &StoreError) -> ApiError {
    tracing::error!(%error, "storage failed");
    ApiError::internal(text(error))
}

/// A file beside the store could not be read or written.
pub(crate) fn disk(what: &str, error: &std::io::Error) -> ApiError {
    tracing::error!(%error, what, "storage failed");
    ApiError::internal(match error.kind() {
        std::io::ErrorKind::StorageFull => DISK_FULL,
        _ => "The server could not use its storage; its log says why",
    })
}

/// A machine did not take a fact. Refusals that have an exception were answered before.
pub(crate) fn drive<R: Debug>(error: &DriveError<R>) -> ApiError {
    match error {
        DriveError::Store(error) => store(error),
        DriveError::Stopping => store(&StoreError::Closed),
        DriveError::Missing | DriveError::Refused(_) => {
            tracing::error!(?error, "a machine refused a fact without an exception");
            ApiError::internal("The server failed on this request; its log says why")
        }
    }
}
