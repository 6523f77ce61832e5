//! What the writer did, told to whoever keeps count. Not part of any promise.

use std::sync::OnceLock;
use std::time::Duration;

/// One transaction.
#[derive(Debug, Clone, Copy)]
pub struct Transaction {
    /// Batches that shared it.
    pub batches: usize,
    /// Batches that came meanwhile and wait for the next.
    pub waiting: usize,
    /// From its begin until it was on disk, or had failed.
    pub took: Duration,
    /// It is on disk.
    pub stored: bool,
}

type Tell = Box<dyn Fn(Transaction) + Send + Sync>;

/// Whoever is told, once somebody has come.
#[derive(Default)]
pub(crate) struct Observer(OnceLock<Tell>);

impl Observer {
    /// Tells `observer` from now on. The first one stays.
    pub(crate) fn set(&self, observer: impl Fn(Transaction) + Send + Sync + 'static) {
        let _ = self.0.set(Box::new(observer));
    }

    pub(crate) fn tell(&self, transaction: Transaction) {
        if let Some(observer) = self.0.get() {
            observer(transaction);
        }
    }
}
