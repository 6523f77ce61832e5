//! Whether the server has come to rest: nothing left to do until the clock moves.
//!
//! A tracked task counts as busy unless it waits inside [`Clock::idle`]. Whatever wakes an idle
//! task makes it busy in the same instant, before it is polled, so that no work is ever in the
//! hands of nobody. Clients are waited for, too: a host or runner that was just answered, or that
//! was just given something to do, has two seconds of real time to say its next word. All of this
//! is only done for a clock that can be moved.

use std::cell::Cell;
use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use super::Clock;

/// Real time that a client has for its next word.
const GRACE: Duration = Duration::from_secs(2);

/// Who is busy, and who is expected.
#[derive(Default)]
pub(super) struct Rest {
    busy: AtomicUsize,
    changed: Notify,
    expected: Mutex<HashMap<String, Expected>>,
}

/// A client that will come back.
struct Expected {
    /// Its requests that are being answered, or held.
    here: usize,
    until: Instant,
}

impl Rest {
    fn enter(&self) {
        self.busy.fetch_add(1, Ordering::SeqCst);
    }

    fn leave(&self) {
        if self.busy.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.changed.notify_waiters();
        }
    }

    /// Returns when nothing is to be done and nobody is expected.
    pub(super) async fn reached(&self) {
        loop {
            let mut changed = std::pin::pin!(self.changed.notified());
            // Listens from here on, so that a change after the look is not missed.
            changed.as_mut().enable();
            let patience = match (self.busy.load(Ordering::SeqCst), self.patience()) {
                (0, None) => return,
                (0, Some(patience)) => patience,
                _ => GRACE,
            };
            tokio::select! {
                () = changed => {}
                () = tokio::time::sleep(patience) => {}
            }
        }
    }

    /// How long the one is still waited for who is waited for longest.
    fn patience(&self) -> Option<Duration> {
        let now = Instant::now();
        let mut expected = self.expected();
        expected.retain(|_, client| client.here > 0 || client.until > now);
        let absent = expected.values().filter(|client| client.here == 0);
        absent.map(|client| client.until - now).max()
    }

    fn expected(&self) -> std::sync::MutexGuard<'_, HashMap<String, Expected>> {
        self.expected.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, who: &str, here: impl Fn(usize) -> usize) {
        let until = Instant::now() + GRACE;
        let mut expected = self.expected();
        let client = expected
            .entry(who.to_string())
            .or_insert(Expected { here: 0, until });
        client.here = here(client.here);
        client.until = until;
        drop(expected);
        self.changed.notify_waiters();
    }
}

impl Clock {
    fn rest(&self) -> Option<Arc<Rest>> {
        self.0.dev.as_ref().map(|dev| Arc::clone(&dev.rest))
    }

    /// Work that has to be done before the clock may move.
    pub(crate) fn track<F: Future>(&self, work: F) -> impl Future<Output = F::Output> + use<F> {
        let presence = self.rest().map(|rest| Arc::new(Presence::new(rest)));
        async move {
            match presence {
                None => work.await,
                Some(presence) => {
                    let leave = Leave(Arc::clone(&presence));
                    let output = PRESENCE.scope(presence, work).await;
                    drop(leave);
                    output
                }
            }
        }
    }

    /// A wait of tracked work that ends by something else's doing, or by the clock's.
    pub(crate) async fn idle<F: Future>(&self, wait: F) -> F::Output {
        if self.0.dev.is_none() {
            return wait.await;
        }
        let presence = PRESENCE.try_with(Arc::clone).ok();
        Idle {
            wait: Box::pin(wait),
            presence,
        }
        .await
    }

    /// Something that has to be done before the clock may move, until it is dropped.
    pub(crate) fn busy(&self) -> Busy {
        let rest = self.rest();
        if let Some(rest) = &rest {
            rest.enter();
        }
        Busy(rest)
    }

    /// A request of a client that will come back, until it is dropped.
    pub(crate) fn visit(&self, who: &str) -> Visit {
        let rest = self.rest();
        if let Some(rest) = &rest {
            rest.change(who, |here| here + 1);
        }
        Visit(rest.map(|rest| (rest, who.to_string())))
    }

    /// A client has something to do and will say so.
    pub(crate) fn expect(&self, who: &str) {
        if let Some(rest) = self.rest() {
            rest.change(who, |here| here);
        }
    }

    /// Nothing more is expected of it.
    pub(crate) fn forget(&self, who: &str) {
        if let Some(rest) = self.rest() {
            rest.expected().remove(who);
            rest.changed.notify_waiters();
        }
    }
}

/// See [`Clock::busy`].
pub(crate) struct Busy(Option<Arc<Rest>>);

impl Drop for Busy {
    fn drop(&mut self) {
        if let Some(rest) = &self.0 {
            rest.leave();
        }
    }
}

/// See [`Clock::visit`].
pub(crate) struct Visit(Option<(Arc<Rest>, String)>);

impl Drop for Visit {
    fn drop(&mut self) {
        if let Some((rest, who)) = &self.0 {
            rest.change(who, |here| here.saturating_sub(1));
        }
    }
}

tokio::task_local! {
    static PRESENCE: Arc<Presence>;
}

thread_local! {
    /// Inside an idle wait that is being polled: waits within it are part of it.
    static WITHIN: Cell<bool> = const { Cell::new(false) };
}

const RUNNING: u8 = 0;
const WOKEN: u8 = 1;
const IDLE: u8 = 2;
const GONE: u8 = 3;

/// Whether one task is busy: it counts in every state but idle and gone.
struct Presence {
    rest: Arc<Rest>,
    state: AtomicU8,
}

impl Presence {
    fn new(rest: Arc<Rest>) -> Presence {
        rest.enter();
        Presence {
            rest,
            state: AtomicU8::new(RUNNING),
        }
    }

    fn resume(&self) {
        if self.state.swap(RUNNING, Ordering::SeqCst) == IDLE {
            self.rest.enter();
        }
    }

    /// Idle from here on, unless it was woken meanwhile.
    fn lie_down(&self) {
        let swapped =
            self.state
                .compare_exchange(RUNNING, IDLE, Ordering::SeqCst, Ordering::SeqCst);
        if swapped.is_ok() {
            self.rest.leave();
        }
    }

    fn wake(&self) {
        let woken = self
            .state
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |state| {
                (state == IDLE || state == RUNNING).then_some(WOKEN)
            });
        if woken == Ok(IDLE) {
            self.rest.enter();
        }
    }
}

/// Takes a task off the count when it ends in whatever way.
struct Leave(Arc<Presence>);

impl Drop for Leave {
    fn drop(&mut self) {
        let was = self.0.state.swap(GONE, Ordering::SeqCst);
        if was == RUNNING || was == WOKEN {
            self.0.rest.leave();
        }
    }
}

/// A wait during which its task is not busy.
struct Idle<F> {
    wait: Pin<Box<F>>,
    presence: Option<Arc<Presence>>,
}

impl<F: Future> Future for Idle<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let Some(presence) = self.presence.clone().filter(|_| !WITHIN.get()) else {
            return self.wait.as_mut().poll(cx);
        };
        presence.resume();
        let waker = Waker::from(Arc::new(Alarm {
            presence: Arc::clone(&presence),
            task: cx.waker().clone(),
        }));
        let within = Within::begin();
        let polled = self.wait.as_mut().poll(&mut Context::from_waker(&waker));
        drop(within);
        if polled.is_pending() {
            presence.lie_down();
        }
        polled
    }
}

/// Ends also when the wait panics.
struct Within;

impl Within {
    fn begin() -> Within {
        WITHIN.set(true);
        Within
    }
}

impl Drop for Within {
    fn drop(&mut self) {
        WITHIN.set(false);
    }
}

impl<F> Drop for Idle<F> {
    fn drop(&mut self) {
        if let Some(presence) = &self.presence
            && !WITHIN.get()
            && presence.state.load(Ordering::SeqCst) == IDLE
        {
            presence.resume();
        }
    }
}

/// Wakes a task, which is busy from this instant on.
struct Alarm {
    presence: Arc<Presence>,
    task: Waker,
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.presence.wake();
        self.task.wake_by_ref();
    }
}
