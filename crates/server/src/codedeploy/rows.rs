//! Reading and changing stored documents: compare and set, and errors of the store as answers.

use serde::{Serialize, de::DeserializeOwned};
use towline_api::ApiError;
use towline_core::{Event, Expect, Row};
use towline_store::{Range, StoreError, StoreExt};

use crate::App;

/// How often a change is tried again because somebody else changed the row meanwhile.
pub(super) const TRIES: usize = 20;

/// A failure of the store as an answer: a fault of ours, never of the caller.
pub(crate) fn fault(error: StoreError) -> ApiError {
    crate::fault::store(&error)
}

/// One row.
pub(crate) async fn get<T: DeserializeOwned>(
    app: &App,
    kind: &'static str,
    key: &str,
) -> Result<Option<T>, ApiError> {
    app.store.get_as(kind, key).await.map_err(fault)
}

/// All rows of a kind whose key begins with `prefix`.
pub(crate) async fn list<T: DeserializeOwned>(
    app: &App,
    kind: &'static str,
    prefix: &str,
) -> Result<Vec<(String, T)>, ApiError> {
    let rows = app.store.list_as(kind, Range::prefix(prefix)).await;
    rows.map_err(fault)
}

/// A row together with the text that was stored, to be able to say later that it is unchanged.
pub(crate) struct Seen<T> {
    /// Its content.
    pub(crate) doc: T,
    kind: &'static str,
    key: String,
    text: String,
}

/// One row with its text.
pub(crate) async fn see<T: DeserializeOwned>(
    app: &App,
    kind: &'static str,
    key: &str,
) -> Result<Option<Seen<T>>, ApiError> {
    let Some(text) = app.store.get(kind, key).await.map_err(fault)? else {
        return Ok(None);
    };
    let doc = serde_json::from_str(&text).map_err(|e| {
        fault(StoreError::Document {
            kind: kind.into(),
            key: key.into(),
            detail: e.to_string(),
        })
    })?;
    Ok(Some(Seen {
        doc,
        kind,
        key: key.into(),
        text,
    }))
}

impl<T> Seen<T> {
    /// Lets a transaction go through only while the row is as it was seen.
    pub(crate) fn unchanged(&self) -> Row {
        Row {
            kind: self.kind,
            key: self.key.clone(),
            doc: Some(self.text.clone()),
            expect: Expect::Is(self.text.clone()),
        }
    }

    /// Deletes the row as it was seen.
    pub(crate) fn removed(&self) -> Row {
        Row {
            doc: None,
            ..self.unchanged()
        }
    }

    /// Replaces the row as it was seen.
    pub(crate) fn replaced<N: Serialize>(&self, doc: &N) -> Row {
        Row {
            expect: Expect::Is(self.text.clone()),
            ..Row::put(self.kind, self.key.clone(), doc)
        }
    }
}

/// Reads a row, lets `alter` change it, and stores it if nobody else did meanwhile; else tries
/// again. `None` when there is no such row. `alter` may add rows to the transaction, which also
/// stores `events`.
pub(crate) async fn change<T: DeserializeOwned + Serialize>(
    app: &App,
    kind: &'static str,
    key: &str,
    events: &[Event],
    mut alter: impl FnMut(&mut T) -> Result<Vec<Row>, ApiError>,
) -> Result<Option<T>, ApiError> {
    for _ in 0..TRIES {
        let Some(mut seen) = see::<T>(app, kind, key).await? else {
            return Ok(None);
        };
        let mut rows = alter(&mut seen.doc)?;
        rows.push(seen.replaced(&seen.doc));
        match app.commit(rows, events.to_vec()).await {
            Ok(()) => return Ok(Some(seen.doc)),
            Err(StoreError::Conflict { .. }) => {}
            Err(error) => return Err(fault(error)),
        }
    }
    Err(busy())
}

/// Others changed the same thing again and again.
pub(crate) fn busy() -> ApiError {
    ApiError::new(
        "ThrottlingException",
        "The resource is being changed by other calls; try again",
    )
}
