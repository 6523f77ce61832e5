//! The bytes behind the rows, and the sweep that brings both together after a crash.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::Path;

use towline_blob::disk::{Disk, Hold, Segment};
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
        let orphans = stored_files(store, |file| {
            wanted.insert(file.segment.blob);
        })
        .await?;
        let batch = Batch {
            rows: orphans.iter().map(|row| Row::delete(PART, row)).collect(),
            events: Vec::new(),
        };
        store.commit(batch).await?;
        Ok(self.disk.retain(move |name| wanted.contains(name)).await?)
    }

    /// Holds deletions back for a backup.
    pub(crate) fn hold(&self) -> Hold {
        self.disk.hold()
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

/// A file that a row speaks of.
pub(crate) struct StoredFile {
    /// Name and size.
    pub(crate) segment: Segment,
    /// MD5 of its bytes, hexadecimal, where it is known.
    pub(crate) md5: Option<String>,
    /// Whose bytes they are, for people.
    pub(crate) owner: String,
}

/// Every file that the rows of objects and uploads speak of. Gives the rows of parts whose upload is
/// over: they arrived while it was being completed.
pub(crate) async fn stored_files(
    store: &dyn Store,
    mut each: impl FnMut(StoredFile) + Send,
) -> Result<Vec<String>, StoreError> {
    walk::<Version>(store, OBJECT, |row, version| {
        let bucket = row.split('/').next().unwrap_or_default();
        let owner = format!("s3://{bucket}/{}", version.key);
        let single = version.segments.len() == 1 && !version.etag.contains('-');
        for segment in version.segments {
            each(StoredFile {
                segment,
                md5: Some(version.etag.clone()).filter(|_| single),
                owner: owner.clone(),
            });
        }
    })
    .await?;
    let mut uploads = HashMap::new();
    walk::<Upload>(store, UPLOAD, |_, upload| {
        let owner = format!("an upload to s3://{}/{}", upload.bucket, upload.key);
        uploads.insert(upload.id, owner);
    })
    .await?;
    let mut orphans = Vec::new();
    walk::<Part>(store, PART, |row, part| {
        let upload = row.split('/').next().and_then(|id| uploads.get(id));
        let Some(owner) = upload else {
            orphans.push(row);
            return;
        };
        each(StoredFile {
            segment: part.segment,
            md5: Some(part.etag),
            owner: owner.clone(),
        });
    })
    .await?;
    Ok(orphans)
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
