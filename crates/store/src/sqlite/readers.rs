//! A few connections for reading, used on threads where blocking is allowed.

use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use super::File;
use super::fault::Fault;
use crate::StoreError;

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
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}
