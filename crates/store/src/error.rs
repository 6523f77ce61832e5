//! What can go wrong with a database, in kinds that decide the answer.

/// A failed read or commit. After a failed commit nothing of the batch is stored.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A row's [`towline_core::Expect`] did not hold.
    #[error("{kind} `{key}` was changed by somebody else or exists already")]
    Conflict {
        /// Kind of the row.
        kind: &'static str,
        /// Key of the row.
        key: String,
    },
    /// The disk is full.
    #[error("the disk that holds `{path}` is full; free some space, nothing was lost")]
    Full {
        /// The database file.
        path: String,
    },
    /// Another process holds the database.
    #[error("`{path}` is in use by another process ({detail})")]
    Busy {
        /// The database file.
        path: String,
        /// Who, if known.
        detail: String,
    },
    /// The file is not a Towline database, or is damaged, or is newer than this program.
    #[error("`{path}` cannot be used: {detail}")]
    Unusable {
        /// The database file.
        path: String,
        /// What is wrong and what to do.
        detail: String,
    },
    /// A stored document does not have the expected form.
    #[error("stored {kind} `{key}` cannot be read: {detail}")]
    Document {
        /// Kind of the row.
        kind: String,
        /// Key of the row.
        key: String,
        /// What the parser said.
        detail: String,
    },
    /// Anything else the database said.
    #[error("database: {0}")]
    Database(String),
    /// The store is shutting down.
    #[error("the store is closed")]
    Closed,
}
