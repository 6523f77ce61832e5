//! Verified specifications of the latest deployments: a deployment has several commands, and what
//! it is to do never changes.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// As many as commands that are carried out at a time.
const PLACES: usize = 16;

/// Specifications by deployment execution.
#[derive(Debug, Default)]
pub(super) struct Kept(Mutex<VecDeque<(String, String)>>);

impl Kept {
    /// The specification of `execution`, if it is one of the latest.
    pub(super) fn get(&self, execution: &str) -> Option<String> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().find(|(one, _)| one == execution);
        found.map(|(_, specification)| specification.clone())
    }

    /// Remembers one; the oldest goes when there are too many.
    pub(super) fn put(&self, execution: &str, specification: &str) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() == PLACES {
            kept.pop_front();
        }
        kept.push_back((execution.to_owned(), specification.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_are_remembered_and_the_oldest_go() {
        let kept = Kept::default();
        for number in 0..=PLACES {
            kept.put(&format!("d-{number}"), &number.to_string());
        }
        assert_eq!(kept.get("d-0"), None);
        assert_eq!(kept.get("d-1").as_deref(), Some("1"));
        assert_eq!(kept.get("d-16").as_deref(), Some("16"));
    }
}
