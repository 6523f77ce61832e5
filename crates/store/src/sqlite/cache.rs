//! Rows that were read lately: what is asked for again needs no thread and no query.
//!
//! The writer sets the rows of a transaction aside before it commits and lets them in again
//! afterwards, as they are now. Meanwhile they are read from the database, so nobody sees an older
//! row here than in a list or in the events. A row that changes while somebody reads it is not kept.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use towline_core::Row;

/// Bytes of each half: one holds the keys and identities of some 20,000 hosts.
const HALF: usize = 16 << 20;

/// What a row costs beside its text, roughly.
const OVERHEAD: usize = 96;

/// The rows.
#[derive(Default)]
pub(super) struct Cache(Mutex<Halves>);

/// What is known of a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// This is stored, or nothing.
    Row(Option<String>),
    /// Nothing; who reads it may show the ticket to [`Cache::keep`].
    Nothing(Option<Ticket>),
}

/// Stands for a read that began before the row changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ticket(u64);

enum Slot {
    Reading(Ticket),
    Row(Option<String>),
}

/// When the young half is full it becomes the old one; what is asked for comes back from there.
#[derive(Default)]
struct Halves {
    young: HashMap<String, Slot>,
    old: HashMap<String, Slot>,
    bytes: usize,
    /// Rows of the transaction that is being committed, and whether somebody had read them lately.
    changing: HashMap<String, bool>,
    tickets: u64,
}

impl Cache {
    /// Looks a row up.
    pub(super) fn look(&self, kind: &str, key: &str) -> Known {
        let place = place(kind, key);
        let mut halves = self.halves();
        if halves.changing.contains_key(&place) {
            return Known::Nothing(None);
        }
        if let Some(slot) = halves.old.remove(&place) {
            halves.insert(place.clone(), slot);
        }
        match halves.young.get(&place) {
            Some(Slot::Row(doc)) => Known::Row(doc.clone()),
            Some(Slot::Reading(ticket)) => Known::Nothing(Some(*ticket)),
            None => {
                halves.tickets += 1;
                let ticket = Ticket(halves.tickets);
                halves.insert(place, Slot::Reading(ticket));
                Known::Nothing(Some(ticket))
            }
        }
    }

    /// Keeps what was read, unless the row has changed since the ticket was given.
    pub(super) fn keep(&self, kind: &str, key: &str, ticket: Ticket, doc: Option<&str>) {
        let place = place(kind, key);
        let mut halves = self.halves();
        let slot = halves.young.get(&place).or_else(|| halves.old.get(&place));
        if matches!(slot, Some(Slot::Reading(mine)) if *mine == ticket) {
            halves.insert(place, Slot::Row(doc.map(str::to_string)));
        }
    }

    /// Sets rows aside that are about to change.
    pub(super) fn set_aside<'r>(&self, rows: impl Iterator<Item = &'r Row>) {
        let mut halves = self.halves();
        for row in rows {
            let place = place(row.kind, &row.key);
            let (young, old) = (halves.young.remove(&place), halves.old.remove(&place));
            let read = matches!(young.or(old), Some(Slot::Row(_)));
            *halves.changing.entry(place).or_default() |= read;
        }
    }

    /// The transaction has ended and has stored `rows`, in this order: none if it failed. What nobody
    /// reads is not kept: it would push out what everybody reads.
    pub(super) fn let_in<'r>(&self, rows: impl Iterator<Item = &'r Row>) {
        let mut halves = self.halves();
        let changed = std::mem::take(&mut halves.changing);
        for row in rows {
            let place = place(row.kind, &row.key);
            if changed.get(&place) == Some(&true) {
                halves.insert(place, Slot::Row(row.doc.clone()));
            }
        }
    }

    fn halves(&self) -> MutexGuard<'_, Halves> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Halves {
    fn insert(&mut self, place: String, slot: Slot) {
        let text = match &slot {
            Slot::Row(Some(doc)) => doc.len(),
            _ => 0,
        };
        self.bytes += place.len() + text + OVERHEAD;
        if self.bytes > HALF {
            self.old = std::mem::take(&mut self.young);
            self.bytes = 0;
        }
        self.young.insert(place, slot);
    }
}

/// Kinds are our own words and hold no control character.
fn place(kind: &str, key: &str) -> String {
    [kind, "\0", key].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticket(cache: &Cache, key: &str) -> Ticket {
        match cache.look("a", key) {
            Known::Nothing(Some(ticket)) => ticket,
            other => panic!("{other:?}"),
        }
    }

    fn change(cache: &Cache, key: &str) {
        cache.set_aside([Row::put("a", key, &1)].iter());
    }

    #[test]
    fn what_was_read_is_known_until_it_changes() {
        let cache = Cache::default();
        let first = ticket(&cache, "1");
        cache.keep("a", "1", first, Some("x"));
        assert_eq!(cache.look("a", "1"), Known::Row(Some("x".into())));
        change(&cache, "1");
        assert_eq!(cache.look("a", "1"), Known::Nothing(None));
        cache.let_in(std::iter::empty());
        let second = ticket(&cache, "1");
        cache.keep("a", "1", second, None);
        assert_eq!(cache.look("a", "1"), Known::Row(None));
    }

    #[test]
    fn what_was_stored_is_known_and_the_last_word_counts() {
        let cache = Cache::default();
        for key in ["1", "2"] {
            let ticket = ticket(&cache, key);
            cache.keep("a", key, ticket, Some("0"));
        }
        let rows = [
            Row::put("a", "1", &1),
            Row::delete("a", "2"),
            Row::put("a", "1", &2),
            Row::put("a", "3", &3),
        ];
        cache.set_aside(rows.iter());
        assert_eq!(cache.look("a", "1"), Known::Nothing(None));
        cache.let_in(rows.iter());
        assert_eq!(cache.look("a", "1"), Known::Row(Some("2".into())));
        assert_eq!(cache.look("a", "2"), Known::Row(None));
        ticket(&cache, "3"); // nobody had read it
    }

    #[test]
    fn a_row_that_changes_while_it_is_read_is_not_kept() {
        let cache = Cache::default();
        let early = ticket(&cache, "1");
        change(&cache, "1");
        cache.keep("a", "1", early, Some("old"));
        cache.let_in(std::iter::empty());
        cache.keep("a", "1", early, Some("old"));
        let late = ticket(&cache, "1");
        cache.keep("a", "1", early, Some("old"));
        assert_eq!(cache.look("a", "1"), Known::Nothing(Some(late)));
        cache.keep("a", "1", late, Some("new"));
        assert_eq!(cache.look("a", "1"), Known::Row(Some("new".into())));
    }

    #[test]
    fn it_does_not_grow_for_ever_and_keeps_what_is_asked_for() {
        let cache = Cache::default();
        let text = "x".repeat(1000);
        for number in 0..60_000 {
            let key = number.to_string();
            let ticket = ticket(&cache, &key);
            cache.keep("a", &key, ticket, Some(&text));
            assert_ne!(cache.look("a", "0"), Known::Row(None));
        }
        let halves = cache.halves();
        assert!(halves.young.len() + halves.old.len() < 40_000);
        assert!(matches!(
            halves.young.get("a\x000"),
            Some(Slot::Row(Some(_)))
        ));
    }
}
