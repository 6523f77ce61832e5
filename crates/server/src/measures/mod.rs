//! The measures, counted from stored events.
//!
//! ```text
//! events ─► keep (one task) ─► History, an hour each ─┬─► GetMeasures: whole hours, and the events
//!                 │ now and then                      │   of the two at the edges
//!                 └─► rows `measures-hour`            └─► /metrics: whole hours only
//! ```
//!
//! What a tally means and what is computed from it is in `towline_core::measures`.

mod get;
mod keep;
#[cfg(test)]
mod tests;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;
use towline_core::Span;
use towline_core::measures::{History, Report, Window};

use crate::App;

pub(crate) use get::get;
pub(crate) use keep::keep;

/// What `/metrics` covers.
const RECENT: Span = Span::hours(30 * 24);

/// How long what `/metrics` shows is not computed again.
const FRESH: Duration = Duration::from_secs(10);

/// A clock that was moved so far makes it old at once.
const MOVED: Span = Span::minutes(1);

/// What has been counted so far.
pub struct Measures {
    history: Mutex<History>,
    /// Number of the last event that was counted.
    seen: watch::Sender<u64>,
    recent: Mutex<Option<(Instant, Report)>>,
}

impl Default for Measures {
    fn default() -> Measures {
        Measures {
            history: Mutex::default(),
            seen: watch::Sender::new(0),
            recent: Mutex::default(),
        }
    }
}

impl Measures {
    fn history(&self) -> MutexGuard<'_, History> {
        self.history.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The measures of the last thirty days, from the start of an hour to now, a few seconds old.
pub(crate) fn recent(app: &App) -> Report {
    let now = app.clock.now();
    let kept = &app.measures.recent;
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((at, report)) = &*kept
        && at.elapsed() < FRESH
        && report.window.to <= now
        && now.since(report.window.to) < MOVED
    {
        return report.clone();
    }
    let whole = Window::last(RECENT, now).whole_hours();
    let (tally, _) = app.measures.history().sum(whole);
    let window = Window { to: now, ..whole };
    let report = Report::new(&tally, window);
    *kept = Some((Instant::now(), report.clone()));
    report
}
