//! Wakes whoever waits for something to happen. Carries no content: waiters look at the store.

use tokio::sync::watch;

/// The number of the newest committed event.
pub struct Bus(watch::Sender<u64>);

impl Bus {
    /// A bus at event number `last`.
    pub fn new(last: u64) -> Bus {
        Bus(watch::Sender::new(last))
    }

    /// Events up to `seq` are on disk.
    pub fn published(&self, seq: u64) {
        self.0.send_if_modified(|newest| {
            let grew = seq > *newest;
            *newest = (*newest).max(seq);
            grew
        });
    }

    /// Changes of the newest number. Subscribe first, look at the store, then wait: nothing is missed.
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.0.subscribe()
    }
}
