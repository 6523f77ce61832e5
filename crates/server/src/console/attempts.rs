//! Failed sign-ins: ten a minute for one access key id. A secret has 240 random bits, so this only
//! keeps a log and a disk from being filled; requests that are signed do not come here, so that
//! nobody is locked out of the API.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use towline_core::{Span, Time};

/// Failures of one key in a [`WINDOW`].
const MOST: u32 = 10;
const WINDOW: Span = Span::seconds(60);
/// Ids that are remembered; then it begins anew.
const IDS: usize = 4096;

/// Failed attempts by access key id: how many since when.
#[derive(Default)]
pub(crate) struct Attempts(Mutex<HashMap<String, (u32, Time)>>);

impl Attempts {
    /// How many seconds this id has to wait at this time.
    pub(super) fn wait(&self, id: &str, now: Time) -> Option<i64> {
        let failed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, since) = failed.get(id)?;
        let waits = *count >= MOST && is_within(*since, now);
        // A part of a second counts whole.
        waits.then(|| ((*since + WINDOW).since(now).0 + 999) / 1000)
    }

    /// An attempt failed at this time.
    pub(super) fn failed(&self, id: &str, now: Time) {
        let mut failed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if failed.len() >= IDS {
            failed.clear();
        }
        let (count, since) = failed.entry(id.into()).or_insert((0, now));
        if !is_within(*since, now) {
            (*count, *since) = (0, now);
        }
        *count += 1;
    }
}

/// Whether a window that began then is not over; a clock that was set back begins it anew.
fn is_within(since: Time, now: Time) -> bool {
    since <= now && now < since + WINDOW
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_failures_of_one_key_are_enough_for_a_minute() {
        let attempts = Attempts::default();
        let begin = Time(1_000_000);
        for _ in 0..MOST {
            assert_eq!(attempts.wait("AKIA1", begin), None);
            attempts.failed("AKIA1", begin);
        }
        assert_eq!(attempts.wait("AKIA1", begin), Some(60));
        assert_eq!(attempts.wait("AKIA2", begin), None);
        assert_eq!(attempts.wait("AKIA1", begin + Span::seconds(59)), Some(1));
        assert_eq!(attempts.wait("AKIA1", begin + WINDOW), None);
        attempts.failed("AKIA1", begin + WINDOW);
        assert_eq!(attempts.wait("AKIA1", begin + WINDOW), None);
    }
}
