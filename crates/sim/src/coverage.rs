//! How often what was seen, so that one notices what is never exercised.

use std::collections::BTreeMap;

/// Counters by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    counts: BTreeMap<&'static str, u64>,
    events: BTreeMap<String, u64>,
}

impl Coverage {
    /// One more of it.
    pub(crate) fn count(&mut self, name: &'static str) {
        *self.counts.entry(name).or_default() += 1;
    }

    /// One more event of this kind.
    pub(crate) fn event(&mut self, kind: &str) {
        match self.events.get_mut(kind) {
            Some(count) => *count += 1,
            None => {
                self.events.insert(kind.to_string(), 1);
            }
        }
    }

    /// Adds what another world has seen.
    pub fn add(&mut self, other: &Coverage) {
        for (name, count) in &other.counts {
            *self.counts.entry(name).or_default() += count;
        }
        for (kind, count) in &other.events {
            *self.events.entry(kind.clone()).or_default() += count;
        }
    }

    /// Names that were never seen, of those that must be.
    pub fn missing(&self, wanted: &[&'static str]) -> Vec<&'static str> {
        let unseen = |name: &&&str| !self.counts.contains_key(**name);
        wanted.iter().filter(unseen).copied().collect()
    }

    /// Every counter, one a line.
    pub fn lines(&self) -> Vec<String> {
        let counts = self.counts.iter().map(|(name, count)| (*name, count));
        let events = self.events.iter();
        let named = events.map(|(kind, count)| (kind.as_str(), count));
        counts
            .map(|(name, count)| format!("{count:>12}  {name}"))
            .chain(named.map(|(kind, count)| format!("{count:>12}  event {kind}")))
            .collect()
    }
}
