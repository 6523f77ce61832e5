//! The newest events: who follows them needs no thread, no query and no parser.
//!
//! The writer adds events when they are on disk and before it answers, so nobody who was told of an
//! event looks in vain. Where this cannot say anything the database is asked.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use towline_core::Event;

use crate::StoredEvent;

/// Events kept: those of some tenths of a second of the busiest deployment.
const LENGTH: usize = 1000;

/// The events.
#[derive(Default)]
pub(super) struct Tail(Mutex<VecDeque<StoredEvent>>);

impl Tail {
    /// Adds the events of a committed batch; `last` is the number of the last of them.
    pub(super) fn add(&self, last: u64, events: Vec<Event>) {
        let mut tail = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let first = (last + 1).saturating_sub(events.len() as u64);
        let numbered = (first..).zip(events);
        tail.extend(numbered.map(|(seq, event)| StoredEvent {
            seq,
            event: Arc::new(event),
        }));
        let surplus = tail.len().saturating_sub(LENGTH);
        tail.drain(..surplus);
    }

    /// Events after `seq`, oldest first, at most `limit`; none unless all of them are known here.
    pub(super) fn after(&self, seq: u64, limit: usize) -> Vec<StoredEvent> {
        let tail = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match tail.front() {
            Some(oldest) if oldest.seq <= seq => {}
            _ => return Vec::new(),
        }
        let start = tail.partition_point(|stored| stored.seq <= seq);
        tail.range(start..).take(limit).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use towline_core::Time;

    use super::*;

    fn events(count: usize) -> Vec<Event> {
        let event = Event {
            at: Time(1),
            kind: "test".into(),
            subject: "subject".into(),
            detail: json!({}),
        };
        vec![event; count]
    }

    fn numbers(tail: &Tail, seq: u64, limit: usize) -> Vec<u64> {
        let found = tail.after(seq, limit);
        found.iter().map(|stored| stored.seq).collect()
    }

    #[test]
    fn it_answers_only_what_it_knows_entirely() {
        let tail = Tail::default();
        assert!(tail.after(0, 10).is_empty());
        tail.add(7, events(3));
        tail.add(7, events(0));
        tail.add(8, events(1));
        assert!(numbers(&tail, 4, 10).is_empty());
        assert_eq!(numbers(&tail, 5, 10), [6, 7, 8]);
        assert_eq!(numbers(&tail, 5, 2), [6, 7]);
        assert!(numbers(&tail, 8, 10).is_empty());
        assert!(numbers(&tail, 9, 10).is_empty());
    }

    #[test]
    fn it_does_not_grow_for_ever() {
        let tail = Tail::default();
        tail.add(2000, events(2000));
        assert!(numbers(&tail, 1000, 5).is_empty());
        assert_eq!(numbers(&tail, 1001, 2), [1002, 1003]);
        assert_eq!(tail.0.lock().unwrap().len(), LENGTH);
    }
}
