//! One tally for each hour, so that a window of a month is added up from hours and not from events.
//!
//! Hours that lie in the window only in part are named with the events that they hold: whoever has
//! the events counts those.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{HOUR, Tally, Window};
use crate::{Event, Time};

/// What happened in one hour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hour {
    /// What its events add up to.
    pub tally: Tally,
    /// Number of its first event.
    pub first: u64,
    /// Number of its last event. A clock that stepped back puts events of other hours between.
    pub last: u64,
}

/// All hours with events, up to the event with number [`History::seen`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    hours: BTreeMap<i64, Hour>,
    seen: u64,
}

/// Events to look at one by one: those of a range of numbers that lie in `window`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The part of an hour.
    pub window: Window,
    /// Number of the first event that may be in it.
    pub first: u64,
    /// Number of the last.
    pub last: u64,
}

impl History {
    /// A history as it was stored: hours by their number, and the last event that they hold.
    pub fn restore(hours: impl IntoIterator<Item = (i64, Hour)>, seen: u64) -> History {
        History {
            hours: hours.into_iter().collect(),
            seen,
        }
    }

    /// Number of the last event that was added.
    pub fn seen(&self) -> u64 {
        self.seen
    }

    /// The hour with this number.
    pub fn hour(&self, number: i64) -> Option<&Hour> {
        self.hours.get(&number)
    }

    /// Adds the next event and gives the number of its hour. An event that was added before is
    /// not added again.
    pub fn add(&mut self, seq: u64, event: &Event) -> Option<i64> {
        if seq <= self.seen {
            return None;
        }
        self.seen = seq;
        let number = event.at.0.div_euclid(HOUR);
        let hour = self.hours.entry(number).or_insert_with(|| Hour {
            tally: Tally::default(),
            first: seq,
            last: seq,
        });
        hour.last = seq;
        hour.tally.add(event);
        Some(number)
    }

    /// What the hours that lie in the window add up to, and the edges that are to be looked at.
    pub fn sum(&self, window: Window) -> (Tally, Vec<Edge>) {
        let (mut tally, mut edges) = (Tally::default(), Vec::new());
        if window.from >= window.to {
            return (tally, edges);
        }
        let first = window.from.0.div_euclid(HOUR);
        let last = (window.to.0 - 1).div_euclid(HOUR);
        for (number, hour) in self.hours.range(first..=last) {
            let start = Time(number.saturating_mul(HOUR));
            let end = Time(start.0.saturating_add(HOUR));
            if window.from <= start && end <= window.to {
                tally.merge(&hour.tally);
                continue;
            }
            let window = Window {
                from: window.from.max(start),
                to: window.to.min(end),
            };
            edges.push(Edge {
                window,
                first: hour.first,
                last: hour.last,
            });
        }
        (tally, edges)
    }
}
