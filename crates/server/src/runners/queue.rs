//! Builds that wait for a runner, and the bell that wakes runners' long polls.
//!
//! Only a hint: the machine decides who gets a build, and offers it again after a restart.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

/// Waiting builds, first come first served.
pub struct Queue {
    waiting: Mutex<VecDeque<String>>,
    bell: watch::Sender<()>,
}

impl Default for Queue {
    fn default() -> Self {
        Queue {
            waiting: Mutex::default(),
            bell: watch::Sender::new(()),
        }
    }
}

impl Queue {
    /// A build waits for a runner.
    pub(crate) fn offer(&self, build: &str) {
        let mut waiting = self.waiting();
        if !waiting.iter().any(|id| id == build) {
            waiting.push_back(build.to_string());
        }
        drop(waiting);
        self.bell.send_replace(());
    }

    /// A leased build ended: its runner looks again.
    pub(crate) fn halt(&self) {
        self.bell.send_replace(());
    }

    /// The build that has waited longest. The caller leases it or offers it again.
    pub(super) fn take(&self) -> Option<String> {
        self.waiting().pop_front()
    }

    /// Rings after every change.
    pub(super) fn changes(&self) -> watch::Receiver<()> {
        self.bell.subscribe()
    }

    fn waiting(&self) -> MutexGuard<'_, VecDeque<String>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
