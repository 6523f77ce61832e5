//! The bytes behind the rows, and the sweep that brings both together after a crash.

use std::collections::HashSet;
use std::io;
use std::path::Path;

use towline_blob::disk::{Disk, Segment};
use towline_core::Row;
use towline_store::{Batch, Range, Store, StoreError, StoreExt};

use super::rows::{OBJECT, PART, Part, UPLOAD, Upload, Version};
use crate::{App, Random};

/// Rows read at once by the sweep.
const PAGE: usize = 500;

/// The object store of one server.
pub struct Objects {
    /// The bytes.
    pub(super) disk: Disk,
    /// Held for reading while an object is added to a bucket, for writing while a bucket itself
    /// changes: nothing is added to a bucket that is being deleted.
    pub(super) buckets: tokio::sync::RwLock<()>,
}

impl Objects {
    /// Opens `<data>/blob`.
    pub fn open(data: &Path) -> io::Result<Objects> {
        Ok(Objects {
            disk: Disk::open(data.join("blob"))?,
            buckets: tokio::sync::RwLock::default(),
        })
    }

    /// Removes files that no row speaks of: a crash between file and row leaves them. Only before
    /// the first request is served.
    pub async fn sweep(&self, store: &dyn Store) -> Result<u64, super::ObjectError> {
        let mut wanted = HashSet::new();
        walk::<Version>(store, OBJECT, |_, version| {
            wanted.extend(version.segments.into_iter().map(|s| s.blob));
        })
        .await?;
        let mut uploads = HashSet::new();
        walk::<Upload>(store, UPLOAD, |_, upload| {
            uploads.insert(upload.id);
        })
        .await?;
        let mut orphans = Vec::new();
        walk::<Part>(store, PART, |row, part| {
            // A part that arrived while its upload was being completed.
            match row.split_once('/') {
                Some((upload, _)) if uploads.contains(upload) => {
                    wanted.insert(part.segment.blob);
                }
                _ => orphans.push(Row::delete(PART, row)),
            }
        })
        .await?;
        let batch = Batch {
            rows: orphans,
            events: Vec::new(),
        };
        store.commit(batch).await?;
        Ok(self.disk.retain(move |name| wanted.contains(name)).await?)
    }

    /// Removes files whose row is gone. A failure costs space until the next start, nothing else.
    pub(super) async fn discard(&self, segments: &[Segment]) {
        for segment in segments {
            if let Err(error) = self.disk.delete(&segment.blob).await {
                tracing::warn!(%error, blob = segment.blob, "file not removed");
            }
        }
    }
}

async fn walk<T: serde::de::DeserializeOwned>(
    store: &dyn Store,
    kind: &str,
    mut each: impl FnMut(String, T) + Send,
) -> Result<(), StoreError> {
    let mut after = None;
    loop {
        let range = Range {
            after,
            limit: PAGE,
            ..Range::default()
        };
        let rows = store.list_as::<T>(kind, range).await?;
        after = rows.last().map(|(key, _)| key.clone());
        if after.is_none() {
            return Ok(());
        }
        rows.into_iter().for_each(|(key, doc)| each(key, doc));
    }
}

/// A name for a new file.
pub(super) fn name(random: &Random) -> String {
    hex::encode(random.bytes::<16>())
}

impl App {
    /// Removes files that no row speaks of. Call it before serving.
    pub async fn sweep_objects(&self) -> Result<(), super::ObjectError> {
        let removed = self.objects.sweep(&*self.store).await?;
        if removed > 0 {
            tracing::info!(removed, "files of unfinished writes removed");
        }
        Ok(())
    }
}
