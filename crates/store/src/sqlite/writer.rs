//! The only writer: a thread that puts waiting batches into one transaction (group commit).
//!
//! Each batch has a savepoint, so a refused one leaves no trace while the others go through. Nobody
//! is answered before the transaction is on disk.

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Instant;

use rusqlite::{Connection, OptionalExtension, Savepoint, Transaction, TransactionBehavior};
use tokio::sync::{mpsc, oneshot};
use towline_core::{Expect, Row};

use super::cache::Cache;
use super::fault::Fault;
use super::{DirectoryLock, File};
use crate::observer::Observer;
use crate::{Batch, StoreError, Transaction as Observed};

/// Batches waiting for the writer; callers beyond it wait (back-pressure).
const QUEUE: usize = 1024;

/// Rows and events after which a transaction takes no further batch: bounds the time to an answer.
const TRANSACTION: usize = 4096;

type Answer = Result<u64, StoreError>;

struct Order {
    batch: Batch,
    answer: oneshot::Sender<Answer>,
}

pub(super) struct Writer {
    queue: Option<mpsc::Sender<Order>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread. `lock` is held for as long as it runs.
    pub(super) fn start(
        connection: Connection,
        file: File,
        last: u64,
        (cache, observer): (Arc<Cache>, Arc<Observer>),
        lock: DirectoryLock,
    ) -> Result<Writer, StoreError> {
        let (queue, orders) = mpsc::channel(QUEUE);
        let work = Work {
            connection,
            file,
            last,
            cache,
            observer,
        };
        let thread = std::thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || {
                let _lock = lock;
                work.run(orders);
            })
            .map_err(|e| StoreError::Database(format!("no thread for the writer: {e}")))?;
        Ok(Writer {
            queue: Some(queue),
            thread: Some(thread),
        })
    }

    pub(super) async fn commit(&self, batch: Batch) -> Answer {
        let queue = self.queue.as_ref().ok_or(StoreError::Closed)?;
        let (answer, answered) = oneshot::channel();
        queue
            .send(Order { batch, answer })
            .await
            .map_err(|_| StoreError::Closed)?;
        answered.await.unwrap_or(Err(StoreError::Closed))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue = None; // the thread ends when it has written what is queued
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Work {
    connection: Connection,
    file: File,
    last: u64,
    cache: Arc<Cache>,
    observer: Arc<Observer>,
}

impl Work {
    fn run(mut self, mut orders: mpsc::Receiver<Order>) {
        while let Some(first) = orders.blocking_recv() {
            let mut group = vec![first];
            let mut size = group[0].size();
            while size < TRANSACTION
                && let Ok(order) = orders.try_recv()
            {
                size += order.size();
                group.push(order);
            }
            self.write(group, orders.len());
        }
    }

    /// One transaction for the whole group, then the answers; `left` more batches wait.
    fn write(&mut self, group: Vec<Order>, left: usize) {
        let (batches, waiting): (Vec<_>, Vec<_>) =
            group.into_iter().map(|o| (o.batch, o.answer)).unzip();
        self.cache
            .set_aside(batches.iter().flat_map(|batch| &batch.rows));
        let begun = Instant::now();
        let outcome = transact(&mut self.connection, &self.file, self.last, &batches);
        self.cache.let_in();
        self.observer.tell(Observed {
            batches: batches.len(),
            waiting: left,
            took: begun.elapsed(),
            stored: outcome.is_ok(),
        });
        match outcome {
            Ok((last, answers)) => {
                self.last = last;
                for (waiting, answer) in waiting.into_iter().zip(answers) {
                    // A caller that went away does not undo what it asked for.
                    let _ = waiting.send(answer);
                }
            }
            Err(fault) => {
                tracing::error!(error = %fault, batches = batches.len(), "transaction failed");
                for waiting in waiting {
                    let _ = waiting.send(Err(self.file.error(&fault)));
                }
            }
        }
    }
}

impl Order {
    fn size(&self) -> usize {
        1 + self.batch.rows.len() + self.batch.events.len()
    }
}

/// Writes all batches that can be written; `Err` when nothing at all was.
fn transact(
    connection: &mut Connection,
    file: &File,
    mut last: u64,
    batches: &[Batch],
) -> Result<(u64, Vec<Answer>), Fault> {
    let mut transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut answers = Vec::with_capacity(batches.len());
    for batch in batches {
        let answer = apply(&mut transaction, last, batch);
        answers.push(match answer {
            Ok(newest) => {
                last = newest;
                Ok(newest)
            }
            Err(Refusal::Conflict(row)) => Err(StoreError::Conflict {
                kind: row.kind,
                key: row.key.clone(),
            }),
            // A full disk, for example, can end the whole transaction and not just the savepoint.
            Err(Refusal::Fault(fault)) if transaction.is_autocommit() => return Err(fault),
            Err(Refusal::Fault(fault)) => Err(file.error(&fault)),
        });
    }
    transaction.commit()?;
    Ok((last, answers))
}

/// Why a batch was rolled back.
enum Refusal<'a> {
    Conflict(&'a Row),
    Fault(Fault),
}

impl From<Fault> for Refusal<'_> {
    fn from(fault: Fault) -> Self {
        Refusal::Fault(fault)
    }
}

/// Writes one batch under a savepoint, which is rolled back when dropped early.
fn apply<'a>(
    transaction: &mut Transaction<'_>,
    mut last: u64,
    batch: &'a Batch,
) -> Result<u64, Refusal<'a>> {
    let savepoint = transaction.savepoint()?;
    for row in &batch.rows {
        if !holds(&savepoint, row)? {
            return Err(Refusal::Conflict(row));
        }
    }
    for row in &batch.rows {
        store(&savepoint, row)?;
    }
    for event in &batch.events {
        let doc =
            serde_json::to_string(event).map_err(|e| Fault::ToSqlConversionFailure(Box::new(e)))?;
        savepoint
            .prepare_cached("INSERT INTO event (doc) VALUES (?1)")?
            .execute([doc])?;
        last = savepoint.last_insert_rowid().unsigned_abs();
    }
    savepoint.commit()?;
    Ok(last)
}

/// Whether the row's condition is true of what is stored.
fn holds(savepoint: &Savepoint<'_>, row: &Row) -> Result<bool, Fault> {
    if row.expect == Expect::Any {
        return Ok(true);
    }
    let stored: Option<String> = savepoint
        .prepare_cached("SELECT doc FROM row WHERE kind = ?1 AND key = ?2")?
        .query_row((row.kind, &row.key), |found| found.get(0))
        .optional()?;
    Ok(match &row.expect {
        Expect::Any => true,
        Expect::Absent => stored.is_none(),
        Expect::Is(text) => stored.as_ref() == Some(text),
    })
}

fn store(savepoint: &Savepoint<'_>, row: &Row) -> Result<(), Fault> {
    match &row.doc {
        Some(doc) => savepoint
            .prepare_cached(
                "INSERT INTO row (kind, key, doc) VALUES (?1, ?2, ?3)
                 ON CONFLICT (kind, key) DO UPDATE SET doc = excluded.doc",
            )?
            .execute((row.kind, &row.key, doc))?,
        None => savepoint
            .prepare_cached("DELETE FROM row WHERE kind = ?1 AND key = ?2")?
            .execute((row.kind, &row.key))?,
    };
    Ok(())
}
