//! Listings: keys, versions and uploads in key order, folded at a delimiter, page by page.

use std::collections::VecDeque;

use serde::de::DeserializeOwned;
use towline_store::{Range, StoreExt, past_prefix};

use super::error::ObjectError;
use super::rows::{self, OBJECT, UPLOAD, Upload, Version};
use crate::App;

/// Rows read at once.
const PAGE: usize = 512;

/// The most entries of one answer, as in S3.
pub(super) const MOST: usize = 1000;

/// What to list.
#[derive(Debug, Clone, Default)]
pub(super) struct Query {
    pub(super) bucket: String,
    pub(super) prefix: String,
    pub(super) delimiter: Option<String>,
    /// Only what comes after this key or common prefix.
    pub(super) after: Option<String>,
    /// With `after`: only what comes after this version (or upload) of that key.
    pub(super) after_id: Option<String>,
    pub(super) limit: usize,
}

/// An entry of a listing.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Entry<T> {
    /// Keys below a common prefix, folded into one.
    Common(String),
    /// A single one; `latest` is true for the first of its key.
    One { item: T, latest: bool },
}

/// A page of a listing.
#[derive(Debug)]
pub(super) struct Listed<T> {
    pub(super) entries: Vec<Entry<T>>,
    /// There is more after the last entry.
    pub(super) more: bool,
}

/// A row that belongs to a key.
pub(super) trait Keyed: DeserializeOwned + Send {
    const KIND: &'static str;
    fn key(&self) -> &str;
}

impl Keyed for Version {
    const KIND: &'static str = OBJECT;
    fn key(&self) -> &str {
        &self.key
    }
}

impl Keyed for Upload {
    const KIND: &'static str = UPLOAD;
    fn key(&self) -> &str {
        &self.key
    }
}

/// The newest version of every key that is not deleted.
pub(super) async fn objects(app: &App, query: &Query) -> Result<Listed<Version>, ObjectError> {
    list(app, query, |version: &Version| !version.marker, true).await
}

/// Everything: all versions and markers, or all uploads.
pub(super) async fn everything<T: Keyed>(
    app: &App,
    query: &Query,
) -> Result<Listed<T>, ObjectError> {
    list(app, query, |_| true, false).await
}

/// Rows that `wanted` wants; with `newest`, the first row of a key speaks for the key.
async fn list<T: Keyed>(
    app: &App,
    query: &Query,
    wanted: impl Fn(&T) -> bool + Send,
    newest: bool,
) -> Result<Listed<T>, ObjectError> {
    let mut entries = Vec::new();
    let mut walk = Walk::<T>::start(query, app).await?;
    let mut last = query.after_id.as_ref().and(query.after.clone());
    while entries.len() <= query.limit
        && let Some((row, item)) = walk.next(app).await?
    {
        let latest = last.as_deref() != Some(item.key());
        let group = newest.then(|| rows::group(&query.bucket, item.key()));
        last = Some(item.key().to_string());
        if !wanted(&item) {
            walk.skip(group.as_deref().unwrap_or(&row));
            continue;
        }
        match common(query, item.key()) {
            Some(prefix) => {
                walk.skip(&rows::below(&query.bucket, &prefix));
                if query.after.as_ref() != Some(&prefix) {
                    entries.push(Entry::Common(prefix));
                }
            }
            None => {
                if let Some(group) = group {
                    walk.skip(&group);
                }
                entries.push(Entry::One { item, latest });
            }
        }
    }
    let more = entries.len() > query.limit && query.limit > 0;
    entries.truncate(query.limit);
    Ok(Listed { entries, more })
}

/// The part of `key` up to and including the first delimiter behind the prefix.
fn common(query: &Query, key: &str) -> Option<String> {
    let delimiter = query.delimiter.as_deref().filter(|d| !d.is_empty())?;
    let rest = key.get(query.prefix.len()..)?;
    let end = query.prefix.len() + rest.find(delimiter)? + delimiter.len();
    Some(key[..end].to_string())
}

/// Rows of a bucket in order, read in pages, with leaps over groups.
struct Walk<T> {
    prefix: String,
    after: Option<String>,
    ahead: VecDeque<(String, T)>,
    ended: bool,
}

impl<T: Keyed> Walk<T> {
    async fn start(query: &Query, app: &App) -> Result<Walk<T>, ObjectError> {
        let mut walk = Walk {
            prefix: rows::below(&query.bucket, &query.prefix),
            after: None,
            ahead: VecDeque::new(),
            ended: false,
        };
        if let Some(key) = &query.after {
            match &query.after_id {
                Some(id) => walk.after = Some(row_of(app, &query.bucket, key, id).await?),
                None if common(query, key).as_ref() == Some(key) => {
                    walk.skip(&rows::below(&query.bucket, key));
                }
                None => walk.skip(&rows::group(&query.bucket, key)),
            }
        }
        Ok(walk)
    }

    async fn next(&mut self, app: &App) -> Result<Option<(String, T)>, ObjectError> {
        if self.ahead.is_empty() && !self.ended {
            let range = Range {
                after: self.after.clone(),
                limit: PAGE,
                ..Range::prefix(&self.prefix)
            };
            self.ahead = app.store.list_as(T::KIND, range).await?.into();
            self.ended = self.ahead.len() < PAGE;
        }
        let next = self.ahead.pop_front();
        if let Some((row, _)) = &next {
            self.after = Some(row.clone());
        }
        Ok(next)
    }

    /// Passes over every row that starts with `prefix`.
    fn skip(&mut self, prefix: &str) {
        while self
            .ahead
            .front()
            .is_some_and(|(row, _)| row.starts_with(prefix))
        {
            self.ahead.pop_front();
        }
        if self.ahead.is_empty() {
            self.after = past_prefix(prefix);
        }
    }
}

/// The row of a version or upload named as a marker; no such one means before all of its key.
async fn row_of(app: &App, bucket: &str, key: &str, id: &str) -> Result<String, ObjectError> {
    let group = rows::group(bucket, key);
    if id == rows::NULL {
        let found = super::versions::exact(app, bucket, key, id).await?;
        return Ok(found.map_or(group, |found| found.row));
    }
    // Of a version id the first 16 digits are the row's; an upload's id is its row.
    let part = if id.len() == 32 {
        &id.get(..16)
    } else {
        &Some(id)
    };
    Ok(format!("{group}{}", part.unwrap_or(id)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;
    use proptest::test_runner::TestRunner;
    use towline_core::Row;

    use super::*;
    use crate::fixture::app;

    fn key() -> impl Strategy<Value = String> {
        let letters = prop_oneof![Just('a'), Just('/'), Just('\u{1}'), Just('é')];
        proptest::collection::vec(letters, 1..4).prop_map(String::from_iter)
    }

    type Keys = BTreeSet<(String, bool)>;

    /// A row per key, and for the deleted a newer one: the marker.
    fn rows_of(bucket: &str, keys: &Keys) -> Vec<Row> {
        let version = |key: &str, marker| {
            let doc = serde_json::json!({
                "key": key, "version_id": "null", "modified": 0, "marker": marker,
                "size": 0, "etag": "", "segments": [],
            });
            Row::put(
                OBJECT,
                rows::numbered(bucket, key, 1 + u64::from(marker)),
                &doc,
            )
        };
        let rows = keys.iter().flat_map(|(key, deleted)| {
            [
                Some(version(key, false)),
                deleted.then(|| version(key, true)),
            ]
        });
        rows.flatten().collect()
    }

    /// What S3 documents, the plain way.
    fn expected(keys: &Keys, query: &Query) -> Vec<String> {
        let live = keys.iter().filter(|(_, deleted)| !deleted);
        let shown = live
            .map(|(key, _)| key)
            .filter(|key| key.starts_with(&query.prefix))
            .map(|key| common(query, key).unwrap_or_else(|| key.clone()));
        shown.collect::<BTreeSet<_>>().into_iter().collect()
    }

    async fn found(app: &App, mut query: Query) -> Vec<String> {
        let mut found = Vec::new();
        loop {
            let page = objects(app, &query).await.unwrap();
            assert!(page.entries.len() <= query.limit);
            found.extend(page.entries.into_iter().map(|entry| match entry {
                Entry::Common(prefix) => prefix,
                Entry::One { item, .. } => item.key,
            }));
            if !page.more {
                return found;
            }
            query.after = found.last().cloned();
        }
    }

    #[test]
    fn pages_join_to_the_listing() {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let directory = tempfile::tempdir().unwrap();
        let app = runtime.block_on(app(directory.path()));
        let keys = proptest::collection::btree_map(key(), any::<bool>(), 0..12);
        let prefix = prop_oneof![Just(String::new()), key()];
        let delimiter = prop_oneof![Just("/"), Just("é"), Just("a/")];
        let cases = (keys, prefix, proptest::option::of(delimiter), 1..5usize);
        let config = ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::with_cases(200)
        };
        let checked = TestRunner::new(config).run(&cases, |(keys, prefix, delimiter, limit)| {
            let keys: Keys = keys.into_iter().collect();
            let query = Query {
                bucket: app.random.uuid(), // a bucket for every case
                prefix,
                delimiter: delimiter.map(String::from),
                limit,
                ..Query::default()
            };
            let rows = rows_of(&query.bucket, &keys);
            runtime.block_on(app.commit(rows, Vec::new())).unwrap();
            let expected = expected(&keys, &query);
            prop_assert_eq!(runtime.block_on(found(&app, query)), expected);
            Ok(())
        });
        checked.unwrap();
    }
}
