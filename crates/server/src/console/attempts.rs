//! Failed sign-ins: ten a minute for one access key id. A secret has 240 random bits, so this only
//! keeps a log and a disk from being filled; requests that are signed do not come here, so that
//! nobody is locked out of the API.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Failures of one key in a [`WINDOW`].
const MOST: u32 = 10;
const WINDOW: Duration = Duration::from_secs(60);
/// Ids that are remembered; then it begins anew.
const IDS: usize = 4096;

/// Failed attempts by access key id: how many since when.
#[derive(Default)]
pub(crate) struct Attempts(Mutex<HashMap<String, (u32, Instant)>>);

impl Attempts {
    /// How many seconds this id has to wait.
    pub(super) fn wait(&self, id: &str) -> Option<u64> {
        let failed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, since) = failed.get(id)?;
        let left = WINDOW.checked_sub(since.elapsed())?;
        (*count >= MOST).then(|| left.as_secs() + 1)
    }

    /// An attempt failed.
    pub(super) fn failed(&self, id: &str) {
        let mut failed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if failed.len() >= IDS {
            failed.clear();
        }
        let (count, since) = failed.entry(id.into()).or_insert((0, Instant::now()));
        if since.elapsed() > WINDOW {
            (*count, *since) = (0, Instant::now());
        }
        *count += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_failures_of_one_key_are_enough_for_a_minute() {
        let attempts = Attempts::default();
        for _ in 0..MOST {
            assert_eq!(attempts.wait("AKIA1"), None);
            attempts.failed("AKIA1");
        }
        assert!(attempts.wait("AKIA1").is_some_and(|seconds| seconds <= 60));
        assert_eq!(attempts.wait("AKIA2"), None);
    }
}
