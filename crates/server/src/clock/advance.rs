//! Moving a clock ahead, deadline by deadline.

use std::time::{Duration, Instant};

use tokio::time::timeout;
use towline_core::{Span, Time};

use super::{Clock, Dev};

/// Real time for one call; the caller asks again for the rest.
const AT_ONCE: Duration = Duration::from_secs(30);

/// Real time for the server to come to rest.
const PATIENCE: Duration = Duration::from_secs(20);

/// Where the clock has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Advanced {
    /// What it shows now.
    pub now: Time,
    /// Waits that ended on the way.
    pub fired: u64,
    /// What is still to go.
    pub left: Span,
}

/// Why a clock is not moved, or not all the way.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AdvanceError {
    /// It is the machine's.
    #[error(
        "the clock of this server is the machine's and cannot be moved; start the server with \
         --dev-clock"
    )]
    NotMovable,
    /// Somebody else is moving it.
    #[error("the clock is being moved already; wait until that is done")]
    Moving,
    /// Something goes on and on.
    #[error(
        "the server did not come to rest within {} seconds, so the clock was moved by {} seconds only; \
         wait for what is running and try again",
        PATIENCE.as_secs(), .0.0 / 1000
    )]
    Restless(Span),
}

impl Clock {
    /// Moves the clock by `span`: to the next deadline, until everything that it sets off is done,
    /// to the next one, and so on. Stops early when it takes long.
    pub async fn advance(&self, span: Span) -> Result<Advanced, AdvanceError> {
        let dev = self.0.dev.as_ref().ok_or(AdvanceError::NotMovable)?;
        let standing = Standing::still(self, dev)?;
        let start = standing.now();
        let target = start + span;
        let end = Instant::now() + AT_ONCE;
        let mut fired = 0;
        loop {
            if timeout(PATIENCE, dev.rest.reached()).await.is_err() {
                return Err(AdvanceError::Restless(standing.now().since(start)));
            }
            if Instant::now() >= end || !standing.wake_next(target) {
                break;
            }
            fired += 1;
        }
        let now = standing.now();
        Ok(Advanced {
            now,
            fired,
            left: target.since(now),
        })
    }
}

/// The clock stands still, except for being moved; when dropped it goes on from where it is.
struct Standing<'a> {
    clock: &'a Clock,
    dev: &'a Dev,
}

impl<'a> Standing<'a> {
    fn still(clock: &'a Clock, dev: &'a Dev) -> Result<Standing<'a>, AdvanceError> {
        let own = clock.own();
        let mut state = dev.state();
        if state.stands.is_some() {
            return Err(AdvanceError::Moving);
        }
        state.stands = Some(state.now(own));
        drop(state);
        Ok(Standing { clock, dev })
    }

    fn now(&self) -> Time {
        self.clock.now()
    }

    /// Moves to the next deadline and wakes who waits for it; false when there is none until
    /// `target`, where the clock then stands.
    fn wake_next(&self, target: Time) -> bool {
        let mut state = self.dev.state();
        let first = state.sleepers.keys().next().copied();
        let Some(key) = first.filter(|(time, _)| *time <= target) else {
            state.stands = Some(target);
            return false;
        };
        let woken = state.sleepers.remove(&key);
        state.stands = state.stands.max(Some(key.0));
        drop(state);
        if let Some(woken) = woken {
            woken.notify_one();
        }
        true
    }
}

impl Drop for Standing<'_> {
    fn drop(&mut self) {
        let own = self.clock.own();
        let mut state = self.dev.state();
        if let Some(now) = state.stands.take() {
            state.ahead = Span(now.0 - own.0);
        }
        drop(state);
        self.dev.moved.send_replace(());
    }
}
