//! Builds that wait for a runner, and the bell that wakes runners' long polls.
//!
//! Only a hint: the machine decides who gets a build, and offers it again after a restart.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;
use towline_core::{Span, Time};

/// A runner that has not asked for work for so long is not counted any more.
pub(crate) const LATELY: Span = Span::minutes(5);

/// Runners remembered at most; names beyond it come from a client that makes them up.
const MOST_RUNNERS: usize = 10_000;

/// Waiting builds, first come first served.
pub struct Queue {
    waiting: Mutex<VecDeque<String>>,
    bell: watch::Sender<()>,
    /// When each runner asked for work last, by name.
    seen: Mutex<BTreeMap<String, Time>>,
}

impl Default for Queue {
    fn default() -> Self {
        Queue {
            waiting: Mutex::default(),
            bell: watch::Sender::new(()),
            seen: Mutex::default(),
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

    /// The build that has waited longest.
    pub(crate) fn take(&self) -> Option<Taken<'_>> {
        let build = self.waiting().pop_front()?;
        Some(Taken { queue: self, build })
    }

    /// How many wait.
    pub(crate) fn waiting_builds(&self) -> usize {
        self.waiting().len()
    }

    /// Rings after every change.
    pub(crate) fn changes(&self) -> watch::Receiver<()> {
        self.bell.subscribe()
    }

    /// A runner asks for work.
    pub(crate) fn asked(&self, runner: &str, now: Time) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.retain(|_, at| now.since(*at) <= LATELY);
        if seen.len() < MOST_RUNNERS {
            seen.insert(runner.into(), now);
        }
    }

    /// The runners that asked for work lately, by name.
    pub(crate) fn runners(&self, now: Time) -> Vec<String> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let lately = seen.iter().filter(|(_, at)| now.since(**at) <= LATELY);
        lately.map(|(name, _)| name.clone()).collect()
    }

    fn waiting(&self) -> MutexGuard<'_, VecDeque<String>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A build in the hands of one request. Unless settled it is offered again when that request ends
/// in whatever way, be it that its client went away.
pub(crate) struct Taken<'a> {
    queue: &'a Queue,
    build: String,
}

impl Taken<'_> {
    /// The build's id.
    pub(crate) fn build(&self) -> &str {
        &self.build
    }

    /// The machine has decided: the build does not wait any more.
    pub(crate) fn settled(mut self) {
        self.build.clear();
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        if !self.build.is_empty() {
            self.queue.offer(&self.build);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_runner_is_counted_until_it_is_silent_for_a_while() {
        let queue = Queue::default();
        queue.asked("a", Time(0));
        queue.asked("b", Time(0) + LATELY);
        assert_eq!(queue.runners(Time(0) + LATELY), ["a", "b"]);
        assert_eq!(queue.runners(Time(1) + LATELY), ["b"]);
    }

    #[test]
    fn a_build_is_handed_out_once_and_comes_back_when_nothing_came_of_it() {
        let queue = Queue::default();
        queue.offer("a");
        queue.offer("b");
        queue.offer("a");
        let first = queue.take().unwrap();
        assert_eq!(first.build(), "a");
        assert_eq!(queue.take().unwrap().build(), "b");
        drop(first);
        queue.take().unwrap().settled();
        assert_eq!(queue.take().unwrap().build(), "a");
    }
}
