//! Points in time and spans, in whole milliseconds. The core never asks what time it is.

use serde::{Deserialize, Serialize};

/// Milliseconds since the Unix epoch.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Time(pub i64);

/// A length of time in milliseconds.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Span(pub i64);

impl Time {
    /// Epoch seconds with a millisecond fraction: the form of every AWS JSON timestamp.
    pub fn epoch_seconds(self) -> f64 {
        self.0 as f64 / 1000.0
    }

    /// The span from `earlier` to `self`; zero when the clock went backwards.
    pub fn since(self, earlier: Time) -> Span {
        Span((self.0 - earlier.0).max(0))
    }
}

impl Span {
    /// A span of whole seconds.
    pub const fn seconds(n: i64) -> Span {
        Span(n.saturating_mul(1000))
    }

    /// A span of whole minutes.
    pub const fn minutes(n: i64) -> Span {
        Span::seconds(n.saturating_mul(60))
    }

    /// A span of whole hours.
    pub const fn hours(n: i64) -> Span {
        Span::minutes(n.saturating_mul(60))
    }
}

impl std::ops::Add<Span> for Time {
    type Output = Time;
    fn add(self, span: Span) -> Time {
        Time(self.0.saturating_add(span.0))
    }
}
