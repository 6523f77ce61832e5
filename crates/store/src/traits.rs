//! The store as its users see it.

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use serde::de::DeserializeOwned;
use towline_core::{Event, Row};

use crate::{Range, StoreError};

/// One transaction.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// Rows to write or delete, in order.
    pub rows: Vec<Row>,
    /// Events to append.
    pub events: Vec<Event>,
}

/// An event with its sequence number.
#[derive(Debug, Clone)]
pub struct StoredEvent {
    /// Position in the stream; grows by at least one, never reused.
    pub seq: u64,
    /// The event.
    pub event: Arc<Event>,
}

/// A database of JSON rows and numbered events.
#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// Stores the whole batch or nothing; returns when it is on disk. Gives the sequence number of
    /// the newest event.
    async fn commit(&self, batch: Batch) -> Result<u64, StoreError>;

    /// The JSON text of one row.
    async fn get(&self, kind: &str, key: &str) -> Result<Option<String>, StoreError>;

    /// Keys and JSON texts, in key order.
    async fn list(&self, kind: &str, range: Range) -> Result<Vec<(String, String)>, StoreError>;

    /// Events after `seq`, oldest first, at most `limit`.
    async fn events(&self, seq: u64, limit: usize) -> Result<Vec<StoredEvent>, StoreError>;

    /// Sequence number of the newest event; 0 when there is none.
    async fn last_event(&self) -> Result<u64, StoreError>;

    /// Writes everything, as it is at one moment, into a new database file at `path`. Commits go
    /// on meanwhile. The file is not synced: it is read again at once, as a [`crate::Snapshot`].
    async fn copy_to(&self, path: &Path) -> Result<(), StoreError>;
}

/// Typed reads on top of any store.
#[async_trait]
pub trait StoreExt: Store {
    /// One row as `T`.
    async fn get_as<T: DeserializeOwned>(
        &self,
        kind: &str,
        key: &str,
    ) -> Result<Option<T>, StoreError> {
        match self.get(kind, key).await? {
            Some(text) => parse(kind, key, &text).map(Some),
            None => Ok(None),
        }
    }

    /// Rows as `T` with their keys.
    async fn list_as<T: DeserializeOwned>(
        &self,
        kind: &str,
        range: Range,
    ) -> Result<Vec<(String, T)>, StoreError> {
        let rows = self.list(kind, range).await?;
        rows.into_iter()
            .map(|(key, text)| parse(kind, &key, &text).map(|doc| (key, doc)))
            .collect()
    }
}

impl<S: Store + ?Sized> StoreExt for S {}

/// The document of the row `key` of `kind`.
///
/// # Errors
/// [`StoreError::Document`] when `text` is no `T`.
pub fn parse<T: DeserializeOwned>(kind: &str, key: &str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|e| StoreError::Document {
        kind: kind.into(),
        key: key.into(),
        detail: e.to_string(),
    })
}
