//! The rows of a simulated server: a store that never forgets, with the conditions of the real one.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use towline_core::{Expect, Row};

/// Rows by kind and key.
#[derive(Debug, Default)]
pub(crate) struct Rows(BTreeMap<&'static str, BTreeMap<String, String>>);

impl Rows {
    /// Stores all rows or, when a condition does not hold, none and says which.
    pub(crate) fn commit(&mut self, rows: &[Row]) -> Result<(), String> {
        // Every condition speaks of what is stored before the batch, as in the real store.
        if let Some(row) = rows.iter().find(|row| !self.holds(row)) {
            return Err(format!("{} {}", row.kind, row.key));
        }
        for row in rows {
            self.put(row.kind, row.key.clone(), row.doc.clone());
        }
        Ok(())
    }

    /// The text of a row.
    pub(crate) fn get(&self, kind: &str, key: &str) -> Option<&str> {
        self.0.get(kind)?.get(key).map(String::as_str)
    }

    /// A row as `T`; a row that cannot be read counts as absent.
    pub(crate) fn get_as<T: DeserializeOwned>(&self, kind: &str, key: &str) -> Option<T> {
        serde_json::from_str(self.get(kind, key)?).ok()
    }

    /// The rows below a prefix as `T`, with the rest of their keys.
    pub(crate) fn list_as<T: DeserializeOwned>(
        &self,
        kind: &str,
        prefix: &str,
    ) -> Vec<(String, T)> {
        let found = self.list(kind, prefix);
        found
            .filter_map(|(key, doc)| {
                Some((
                    key[prefix.len()..].to_string(),
                    serde_json::from_str(doc).ok()?,
                ))
            })
            .collect()
    }

    /// The full keys below a prefix.
    pub(crate) fn keys(&self, kind: &str, prefix: &str) -> Vec<String> {
        self.list(kind, prefix)
            .map(|(key, _)| key.clone())
            .collect()
    }

    fn holds(&self, row: &Row) -> bool {
        let stored = self.get(row.kind, &row.key);
        match &row.expect {
            Expect::Any => true,
            Expect::Absent => stored.is_none(),
            Expect::Is(text) => stored == Some(text.as_str()),
        }
    }

    fn list<'a>(
        &'a self,
        kind: &str,
        prefix: &'a str,
    ) -> impl Iterator<Item = (&'a String, &'a String)> {
        let rows = self.0.get(kind).into_iter();
        rows.flat_map(move |rows| rows.range(prefix.to_string()..))
            .take_while(move |(key, _)| key.starts_with(prefix))
    }

    fn put(&mut self, kind: &'static str, key: String, doc: Option<String>) {
        let rows = self.0.entry(kind).or_default();
        match doc {
            Some(doc) => rows.insert(key, doc),
            None => rows.remove(&key),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_batch_leaves_no_trace() {
        let mut rows = Rows::default();
        let first = [Row::create("k", "a", &1)];
        assert_eq!(rows.commit(&first), Ok(()));
        let second = [Row::put("k", "a", &2), Row::create("k", "a", &3)];
        assert_eq!(rows.commit(&second), Err("k a".to_string()));
        assert_eq!(rows.get("k", "a"), Some("1"));
        let mut swap = Row::put("k", "a", &4);
        swap.expect = Expect::Is("1".into());
        assert_eq!(rows.commit(&[swap]), Ok(()));
        assert_eq!(rows.list_as::<u8>("k", ""), [("a".to_string(), 4)]);
    }
}
