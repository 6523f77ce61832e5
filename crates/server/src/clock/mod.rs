//! The server's only source of time.
//!
//! It never goes back: when the machine's clock is set back, this one goes on at nine tenths of its
//! speed until the two meet, so that waits end and events stay in order. With a `--dev-clock` it
//! can also be moved ahead ([`Clock::advance`]): deadline by deadline, in the order of real time,
//! and between two deadlines until the server has come to rest ([`rest`]).
//!
//! Product waits (deadlines, leases, polling of sources) go through [`Clock::sleep_until`]. Waits
//! for something outside (a process, a socket, a held poll) are [`patience`]: real time, since the
//! outside does not move faster because our clock does.

mod advance;
mod hand;
mod rest;
mod stored;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tokio::sync::watch;
use towline_core::{Span, Time};

pub use advance::{AdvanceError, Advanced};
use hand::Hand;
use rest::Rest;
pub use stored::ClockError;

/// The longest nap between two looks at the clock: a machine that was suspended, or whose clock was
/// set ahead, is noticed within it.
const NAP: Duration = Duration::from_secs(60);

/// A clock that all waits of the server go through.
#[derive(Clone)]
pub struct Clock(Arc<Inner>);

struct Inner {
    hand: Mutex<Hand>,
    dev: Option<Dev>,
}

/// What only a clock has that can be moved.
struct Dev {
    state: Mutex<State>,
    moved: watch::Sender<()>,
    rest: Arc<Rest>,
}

#[derive(Default)]
struct State {
    /// How far it is ahead.
    ahead: Span,
    /// While it is being moved: the moment at which it stands.
    stands: Option<Time>,
    /// Who waits, in the order in which they are woken.
    sleepers: BTreeMap<(Time, u64), Arc<tokio::sync::Notify>>,
    /// Sleepers so far.
    serial: u64,
}

impl Clock {
    /// The machine's own clock, not before `floor`: what was stored last.
    pub fn system(floor: Option<Time>) -> Clock {
        Clock(Arc::new(Inner {
            hand: Mutex::new(Hand::new(wall_micros(), Instant::now(), floor)),
            dev: None,
        }))
    }

    /// A clock that is this far ahead of the machine's and can be moved.
    pub fn dev(ahead: Span) -> Clock {
        let state = State {
            ahead,
            ..State::default()
        };
        Clock(Arc::new(Inner {
            hand: Mutex::new(Hand::new(wall_micros(), Instant::now(), None)),
            dev: Some(Dev {
                state: Mutex::new(state),
                moved: watch::Sender::new(()),
                rest: Arc::default(),
            }),
        }))
    }

    /// Now.
    pub fn now(&self) -> Time {
        let own = self.own();
        match &self.0.dev {
            Some(dev) => dev.state().now(own),
            None => own,
        }
    }

    /// What the machine's clock says: the time by which clients date their signatures.
    pub fn real(&self) -> Time {
        Time(wall_micros() / 1000)
    }

    /// A moment of this clock as the machine's clock will show it.
    pub fn in_real(&self, time: Time) -> Time {
        Time(time.0.saturating_sub(self.now().0 - self.real().0))
    }

    /// How far it was moved ahead; `None` when it cannot be moved.
    pub fn ahead(&self) -> Option<Span> {
        let dev = self.0.dev.as_ref()?;
        let own = self.own();
        Some(Span(dev.state().now(own).0 - own.0))
    }

    /// Returns once it is `time` or later.
    pub async fn sleep_until(&self, time: Time) {
        let Some(dev) = &self.0.dev else {
            while let Some(left) = self.left(time) {
                tokio::time::sleep(left.min(NAP)).await;
            }
            return;
        };
        let mut moved = dev.moved.subscribe();
        let sleeper = Sleeper::enter(dev, time);
        self.idle(async {
            while let Some(left) = self.left(time) {
                tokio::select! {
                    () = sleeper.woken.notified() => {}
                    _ = moved.changed() => {}
                    () = tokio::time::sleep(left.min(NAP)) => {}
                }
            }
        })
        .await;
    }

    /// Returns after `span`.
    pub async fn sleep(&self, span: Span) {
        self.sleep_until(self.now() + span).await;
    }

    /// Moves it past whatever lies between, as for a machine that was suspended.
    #[cfg(test)]
    pub(crate) fn jump(&self, span: Span) {
        if let Some(dev) = &self.0.dev {
            let mut state = dev.state();
            state.ahead = Span(state.ahead.0 + span.0);
            drop(state);
            dev.moved.send_replace(());
        }
    }

    fn left(&self, time: Time) -> Option<Duration> {
        let left = u64::try_from(time.0 - self.now().0).ok()?;
        (left > 0).then(|| Duration::from_millis(left))
    }

    fn own(&self) -> Time {
        let mut hand = self.0.hand.lock().unwrap_or_else(PoisonError::into_inner);
        hand.now(wall_micros(), Instant::now())
    }
}

/// Waits in real time, for something outside: a process, a socket, a client.
pub(crate) async fn patience(span: Span) {
    tokio::time::sleep(Duration::from_millis(span.0.unsigned_abs())).await;
}

impl Dev {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn now(&self, own: Time) -> Time {
        self.stands.unwrap_or(own + self.ahead)
    }
}

/// A place in the list of who waits.
struct Sleeper<'a> {
    dev: &'a Dev,
    key: (Time, u64),
    woken: Arc<tokio::sync::Notify>,
}

impl Sleeper<'_> {
    fn enter(dev: &Dev, time: Time) -> Sleeper<'_> {
        let mut state = dev.state();
        state.serial += 1;
        let key = (time, state.serial);
        let woken = Arc::new(tokio::sync::Notify::new());
        state.sleepers.insert(key, Arc::clone(&woken));
        Sleeper { dev, key, woken }
    }
}

impl Drop for Sleeper<'_> {
    fn drop(&mut self) {
        self.dev.state().sleepers.remove(&self.key);
    }
}

fn wall_micros() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    i64::try_from(since.unwrap_or_default().as_micros()).unwrap_or(i64::MAX)
}
