//! What the events of a span of time say about speed and quality: the seven measures of a delivery
//! pipeline and the four of DORA.
//!
//! ```text
//! events ─► Tally (counts and sums, can be added up) ─► Report (every measure with its formula)
//!             └─► History: one tally for each hour, so that a window costs its hours, not its events
//! ```
//!
//! Fed by stored events only, each of which says everything that it adds: there is no state between
//! two of them. Where events are stored and who asks is not known here.

mod history;
mod report;
mod tally;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use history::{Edge, History, Hour};
pub use report::{Measure, Report, Term};
pub use tally::Tally;

use crate::{Span, Time};

const HOUR: i64 = 3_600_000;

/// A span of time from `from` on and before `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// The first moment in it.
    pub from: Time,
    /// The first moment after it.
    pub to: Time,
}

impl Window {
    /// The window of this length that ends at `to`.
    pub fn last(length: Span, to: Time) -> Window {
        let from = Time(to.0.saturating_sub(length.0));
        Window { from, to }
    }

    /// The whole hours that it touches.
    pub fn whole_hours(self) -> Window {
        let hour = |n: i64| Time(n.saturating_mul(HOUR));
        Window {
            from: hour(self.from.0.div_euclid(HOUR)),
            to: hour(
                (self.to.0.saturating_sub(1))
                    .div_euclid(HOUR)
                    .saturating_add(1),
            ),
        }
    }

    /// Whether `at` is in it.
    pub fn holds(&self, at: Time) -> bool {
        self.from <= at && at < self.to
    }

    /// Its length in days.
    pub fn days(&self) -> f64 {
        self.to.since(self.from).0 as f64 / 86_400_000.0
    }
}
