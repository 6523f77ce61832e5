//! The only writer: a thread that puts waiting batches into one transaction (group commit).
//!
//! The conditions of a batch are looked at before anything of it is written, so a refused one leaves
//! no trace while the others go through. After a fault nothing of the group is stored, and each is
//! tried alone. Nobody is answered before the transaction is on disk.

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Instant;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use tokio::sync::{mpsc, oneshot};
use towline_core::{Expect, Row};

use super::cache::Cache;
use super::fault::Fault;
use super::tail::Tail;
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

/// What the writer keeps true of what is stored.
#[derive(Clone, Default)]
pub(super) struct Watched {
    pub(super) cache: Arc<Cache>,
    pub(super) tail: Arc<Tail>,
    pub(super) observer: Arc<Observer>,
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
        watched: Watched,
        lock: DirectoryLock,
    ) -> Result<Writer, StoreError> {
        let (queue, orders) = mpsc::channel(QUEUE);
        let work = Work {
            connection,
            file,
            last,
            watched,
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
    watched: Watched,
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
        let batches: Vec<&Batch> = group.iter().map(|order| &order.batch).collect();
        self.watched
            .cache
            .set_aside(batches.iter().flat_map(|batch| &batch.rows));
        let begun = Instant::now();
        let outcome = transact(&mut self.connection, self.last, &batches);
        let results = outcome.as_deref().unwrap_or_default();
        let stored = batches.iter().zip(results).filter(|(_, end)| end.is_ok());
        self.watched
            .cache
            .let_in(stored.flat_map(|(batch, _)| &batch.rows));
        self.watched.observer.tell(Observed {
            batches: batches.len(),
            waiting: left,
            took: begun.elapsed(),
            stored: outcome.is_ok(),
        });
        match outcome {
            Ok(answers) => {
                for (order, answer) in group.into_iter().zip(answers) {
                    if let Ok(last) = answer {
                        self.last = last;
                        self.watched.tail.add(last, order.batch.events);
                    }
                    // A caller that went away does not undo what it asked for.
                    let _ = order.answer.send(answer);
                }
            }
            // It may be the fault of one batch alone.
            Err(_) if group.len() > 1 => {
                for order in group {
                    self.write(vec![order], left);
                }
            }
            Err(fault) => {
                tracing::error!(error = %fault, "transaction failed");
                for order in group {
                    let _ = order.answer.send(Err(self.file.error(&fault)));
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

/// Writes all batches whose conditions hold; `Err` when nothing at all was written.
fn transact(
    connection: &mut Connection,
    mut last: u64,
    batches: &[&Batch],
) -> Result<Vec<Answer>, Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut answers = Vec::with_capacity(batches.len());
    for batch in batches {
        answers.push(match conflict(&transaction, batch)? {
            Some(row) => Err(StoreError::Conflict {
                kind: row.kind,
                key: row.key.clone(),
            }),
            None => {
                last = apply(&transaction, last, batch)?;
                Ok(last)
            }
        });
    }
    transaction.commit()?;
    Ok(answers)
}

/// The first row whose condition is not true. Nothing of a batch is written before it is known.
fn conflict<'a>(connection: &Connection, batch: &'a Batch) -> Result<Option<&'a Row>, Fault> {
    for row in &batch.rows {
        if !holds(connection, row)? {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

/// Writes one batch; gives the number of the newest event.
fn apply(connection: &Connection, mut last: u64, batch: &Batch) -> Result<u64, Fault> {
    for row in &batch.rows {
        store(connection, row)?;
    }
    for event in &batch.events {
        let doc =
            serde_json::to_string(event).map_err(|e| Fault::ToSqlConversionFailure(Box::new(e)))?;
        connection
            .prepare_cached("INSERT INTO event (doc) VALUES (?1)")?
            .execute([doc])?;
        last = connection.last_insert_rowid().unsigned_abs();
    }
    Ok(last)
}

/// Whether the row's condition is true of what is stored.
fn holds(connection: &Connection, row: &Row) -> Result<bool, Fault> {
    if row.expect == Expect::Any {
        return Ok(true);
    }
    let stored: Option<String> = connection
        .prepare_cached("SELECT doc FROM row WHERE kind = ?1 AND key = ?2")?
        .query_row((row.kind, &row.key), |found| found.get(0))
        .optional()?;
    Ok(match &row.expect {
        Expect::Any => true,
        Expect::Absent => stored.is_none(),
        Expect::Is(text) => stored.as_ref() == Some(text),
    })
}

fn store(connection: &Connection, row: &Row) -> Result<(), Fault> {
    match &row.doc {
        Some(doc) => connection
            .prepare_cached(
                "INSERT INTO row (kind, key, doc) VALUES (?1, ?2, ?3)
                 ON CONFLICT (kind, key) DO UPDATE SET doc = excluded.doc",
            )?
            .execute((row.kind, &row.key, doc))?,
        None => connection
            .prepare_cached("DELETE FROM row WHERE kind = ?1 AND key = ?2")?
            .execute((row.kind, &row.key))?,
    };
    Ok(())
}
