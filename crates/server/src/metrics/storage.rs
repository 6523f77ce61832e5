//! Transactions of the store: how long, how many batches share one, how many wait.

use std::sync::atomic::{AtomicI64, Ordering};

use prometheus_client::metrics::{
    counter::Counter, family::Family, gauge::Gauge, histogram::Histogram,
};
use prometheus_client::registry::{Registry, Unit};
use towline_core::Time;
use towline_store::Transaction;

use super::work::{Ended, Outcome};

/// Upper ends in seconds: most of a transaction is waiting for the disk.
const SECONDS: [f64; 13] = [
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0,
];

/// Upper ends in batches.
const BATCHES: [f64; 8] = [1.0, 2.0, 4.0, 8.0, 16.0, 64.0, 256.0, 1024.0];

/// Counts of transactions.
pub(crate) struct Storage {
    transactions: Family<Ended, Counter>,
    seconds: Histogram,
    batches: Histogram,
    waiting: Gauge,
    /// Milliseconds; 0 before the first one.
    last: AtomicI64,
}

impl Storage {
    pub(super) fn register(registry: &mut Registry) -> Storage {
        let storage = Storage {
            transactions: Family::default(),
            seconds: Histogram::new(SECONDS),
            batches: Histogram::new(BATCHES),
            waiting: Gauge::default(),
            last: AtomicI64::new(0),
        };
        registry.register(
            "towline_store_transactions",
            "Transactions of the database",
            storage.transactions.clone(),
        );
        registry.register_with_unit(
            "towline_store_transaction_duration",
            "Time from the begin of a transaction until it is on disk",
            Unit::Seconds,
            storage.seconds.clone(),
        );
        registry.register(
            "towline_store_transaction_batches",
            "Commits that share one transaction",
            storage.batches.clone(),
        );
        registry.register(
            "towline_store_queue",
            "Commits that waited when the last transaction ended",
            storage.waiting.clone(),
        );
        storage
    }

    /// The writer has ended a transaction.
    pub(crate) fn observe(&self, transaction: Transaction, now: Time) {
        let outcome = Outcome::of(transaction.stored);
        self.transactions.get_or_create(&Ended { outcome }).inc();
        self.seconds.observe(transaction.took.as_secs_f64());
        self.batches.observe(transaction.batches as f64);
        self.waiting
            .set(i64::try_from(transaction.waiting).unwrap_or(i64::MAX));
        if transaction.stored {
            self.last.store(now.0, Ordering::Relaxed);
        }
    }

    /// When something was stored last, since this server started.
    pub(crate) fn last_commit(&self) -> Option<Time> {
        match self.last.load(Ordering::Relaxed) {
            0 => None,
            at => Some(Time(at)),
        }
    }
}
