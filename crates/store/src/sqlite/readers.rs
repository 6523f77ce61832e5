//! A few connections for reading, used on threads where blocking is allowed.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::Semaphore;
use towline_core::Event;

use super::fault::Fault;
use super::{File, copy, query};
use crate::{Range, StoreError, StoredEvent};

/// Reads under way at once; more wait their turn.
const READERS: usize = 4;

pub(super) struct Readers {
    file: File,
    turn: Arc<Semaphore>,
    idle: Arc<Mutex<Vec<Connection>>>,
}

impl Readers {
    pub(super) fn new(file: File) -> Readers {
        Readers {
            file,
            turn: Arc::new(Semaphore::new(READERS)),
            idle: Arc::default(),
        }
    }

    pub(super) async fn get(&self, kind: &str, key: &str) -> Result<Option<String>, StoreError> {
        let (kind, key) = (kind.to_string(), key.to_string());
        self.run(move |connection| query::get(connection, &kind, &key))
            .await
    }

    pub(super) async fn list(
        &self,
        kind: &str,
        range: Range,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let kind = kind.to_string();
        self.run(move |connection| query::list(connection, &kind, &range))
            .await
    }

    pub(super) async fn events(
        &self,
        seq: u64,
        limit: usize,
    ) -> Result<Vec<StoredEvent>, StoreError> {
        let rows = self
            .run(move |connection| query::events(connection, seq, limit))
            .await?;
        rows.into_iter()
            .map(|(seq, doc)| match serde_json::from_str::<Event>(&doc) {
                Ok(event) => Ok(StoredEvent {
                    seq,
                    event: Arc::new(event),
                }),
                Err(e) => Err(StoreError::Document {
                    kind: "event".into(),
                    key: seq.to_string(),
                    detail: e.to_string(),
                }),
            })
            .collect()
    }

    pub(super) async fn last_event(&self) -> Result<u64, StoreError> {
        self.run(query::last_event).await
    }

    /// Not on one of the kept connections: they may not write, also not to another file.
    pub(super) async fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        let (file, path) = (self.file.clone(), path.to_path_buf());
        let copied = tokio::task::spawn_blocking(move || copy::write(&file, &path));
        copied.await.unwrap_or(Err(StoreError::Closed))
    }

    /// Runs one query on a connection of its own.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, StoreError> {
        let turn = Arc::clone(&self.turn)
            .acquire_owned()
            .await
            .map_err(|_| StoreError::Closed)?;
        let (file, idle) = (self.file.clone(), Arc::clone(&self.idle));
        let answer = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let connection = match take(&idle) {
                Some(connection) => connection,
                None => reader(&file).map_err(|e| file.error(&e))?,
            };
            let answer = query(&connection).map_err(|e| file.error(&e));
            idle.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(connection);
            answer
        });
        // A join error means that the runtime is going away (or a defect in `query`).
        answer.await.unwrap_or(Err(StoreError::Closed))
    }
}

fn take(idle: &Mutex<Vec<Connection>>) -> Option<Connection> {
    idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
}

fn reader(file: &File) -> Result<Connection, Fault> {
    let connection = file.connect()?;
    if !file.read_only {
        connection.pragma_update(None, "query_only", true)?;
    }
    Ok(connection)
}
