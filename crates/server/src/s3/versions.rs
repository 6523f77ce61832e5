//! The versions of one key: finding, adding, removing. Every change is one commit.
//!
//! Versions of a key are numbered; adding one names the row it must follow, so of two writers at
//! once one tries again and nothing is lost.

use serde_json::json;
use towline_core::{Event, Expect, Row};
use towline_store::{Range, StoreError, StoreExt};

use super::error::ObjectError;
use super::rows::{self, BUCKET, Bucket, NULL, OBJECT, Version, Versioning};
use crate::App;

/// Tries of a write that others overtake.
const TRIES: usize = 32;

/// What must hold of the object that a write replaces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conditions {
    /// `If-Match`: an entity tag, or `*`.
    pub matches: Option<String>,
    /// `If-None-Match: *`.
    pub absent: bool,
}

/// A version with its row.
pub(super) struct Found {
    pub(super) row: String,
    text: String,
    pub(super) version: Version,
}

/// What removing did.
#[derive(Debug, Default)]
pub(super) struct Removed {
    /// A deletion marker was made or removed.
    pub(super) marker: bool,
    /// The version concerned, in a bucket with versions.
    pub(super) version_id: Option<String>,
}

/// The bucket, or [`ObjectError::NoSuchBucket`].
pub(super) async fn bucket(app: &App, name: &str) -> Result<Bucket, ObjectError> {
    let bucket = app.store.get_as(BUCKET, name).await?;
    bucket.ok_or_else(|| ObjectError::NoSuchBucket(name.into()))
}

/// The newest version, also when it is a deletion marker.
async fn newest(app: &App, bucket: &str, key: &str) -> Result<Option<Found>, ObjectError> {
    let found = page(app, bucket, key, 1).await?;
    Ok(found.into_iter().next())
}

/// Up to `limit` versions, newest first; 0 means all.
async fn page(app: &App, bucket: &str, key: &str, limit: usize) -> Result<Vec<Found>, ObjectError> {
    let range = Range {
        limit,
        ..Range::prefix(rows::group(bucket, key))
    };
    let found = app.store.list(OBJECT, range).await?;
    let found: Result<_, StoreError> = found
        .into_iter()
        .map(|(row, text)| read(row, text))
        .collect();
    Ok(found?)
}

fn read(row: String, text: String) -> Result<Found, StoreError> {
    match serde_json::from_str(&text) {
        Ok(version) => Ok(Found { row, text, version }),
        Err(e) => Err(StoreError::Document {
            kind: OBJECT.into(),
            key: row,
            detail: e.to_string(),
        }),
    }
}

/// A version by id, or the newest; never a deletion marker.
pub(super) async fn find(
    app: &App,
    bucket: &str,
    key: &str,
    version: Option<&str>,
) -> Result<Found, ObjectError> {
    self::bucket(app, bucket).await?;
    match version {
        Some(id) => match exact(app, bucket, key, id).await? {
            Some(found) if found.version.marker => Err(ObjectError::Marker(id.into())),
            Some(found) => Ok(found),
            None => Err(ObjectError::NoSuchVersion {
                key: key.into(),
                version: id.into(),
            }),
        },
        None => {
            let found = newest(app, bucket, key).await?;
            let marker = found.as_ref().is_some_and(|f| f.version.marker);
            found
                .filter(|f| !f.version.marker)
                .ok_or_else(|| ObjectError::NoSuchKey {
                    bucket: bucket.into(),
                    key: key.into(),
                    marker,
                })
        }
    }
}

/// The version with exactly this id, also a deletion marker.
pub(super) async fn exact(
    app: &App,
    bucket: &str,
    key: &str,
    id: &str,
) -> Result<Option<Found>, ObjectError> {
    if id == NULL {
        let all = page(app, bucket, key, 0).await?;
        return Ok(all.into_iter().find(|f| f.version.version_id == NULL));
    }
    let Some(number) = id.get(..16).filter(|_| id.len() == 32) else {
        return Err(ObjectError::refused(
            s3s::S3ErrorCode::InvalidArgument,
            format!("`{id}` is not a version id"),
        ));
    };
    let row = format!("{}{number}", rows::group(bucket, key));
    let Some(text) = app.store.get(OBJECT, &row).await? else {
        return Ok(None);
    };
    let found = read(row, text)?;
    Ok(Some(found).filter(|f| f.version.version_id == id))
}

/// Adds `version` (its id is given here) together with `more` rows, replacing what a bucket without
/// versioning replaces.
pub(super) async fn add(
    app: &App,
    bucket: &str,
    mut version: Version,
    conditions: &Conditions,
    more: &[Row],
) -> Result<Version, ObjectError> {
    for _ in 0..TRIES {
        let _open = app.objects.buckets.read().await;
        let versioning = self::bucket(app, bucket).await?.versioning;
        let newest = newest(app, bucket, &version.key).await?;
        check(conditions, newest.as_ref())?;
        let number = newest
            .as_ref()
            .map_or(0, |f| rows::number(&f.row).unwrap_or(0))
            + 1;
        version.version_id = match versioning {
            Versioning::Enabled => {
                let random = hex::encode(app.random.bytes::<8>());
                format!("{}{random}", rows::inverted(number))
            }
            Versioning::Off | Versioning::Suspended => NULL.into(),
        };
        version.modified = app.clock.now();
        let replaced = match versioning {
            Versioning::Enabled => None,
            Versioning::Off | Versioning::Suspended => {
                exact(app, bucket, &version.key, NULL).await?
            }
        };
        let row = rows::numbered(bucket, &version.key, number);
        let mut rows = vec![Row::create(OBJECT, row, &version)];
        rows.extend(follow(newest, replaced.as_ref()));
        rows.extend_from_slice(more);
        let event = event(app, bucket, &version);
        match app.commit(rows, vec![event]).await {
            Ok(()) => {
                if let Some(replaced) = replaced {
                    app.objects.discard(&replaced.version.segments).await;
                }
                return Ok(version);
            }
            Err(StoreError::Conflict { kind: OBJECT, .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(ObjectError::Contended(version.key))
}

/// The new version follows exactly what was seen, and `replaced` goes.
fn follow(newest: Option<Found>, replaced: Option<&Found>) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Some(found) = replaced {
        rows.push(gone(found));
    }
    if let Some(found) = newest
        && replaced.is_none_or(|r| r.row != found.row)
    {
        rows.push(Row {
            kind: OBJECT,
            key: found.row,
            doc: Some(found.text.clone()),
            expect: Expect::Is(found.text),
        });
    }
    rows
}

fn gone(found: &Found) -> Row {
    Row {
        expect: Expect::Is(found.text.clone()),
        ..Row::delete(OBJECT, &found.row)
    }
}

fn check(conditions: &Conditions, newest: Option<&Found>) -> Result<(), ObjectError> {
    let current = newest.map(|f| &f.version).filter(|v| !v.marker);
    if conditions.absent && current.is_some() {
        return Err(ObjectError::Precondition("If-None-Match"));
    }
    match (&conditions.matches, current) {
        (None, _) => Ok(()),
        (Some(tag), Some(current)) if tag == "*" || *tag == current.etag => Ok(()),
        (Some(_), _) => Err(ObjectError::Precondition("If-Match")),
    }
}

/// Deletes the way the bucket's versioning wants it; without a condition, deleting what is absent
/// is fine.
pub(super) async fn remove(
    app: &App,
    bucket: &str,
    key: &str,
    version: Option<&str>,
    conditions: &Conditions,
) -> Result<Removed, ObjectError> {
    let versioning = self::bucket(app, bucket).await?.versioning;
    if let Some(id) = version {
        let found = exact(app, bucket, key, id).await?;
        let marker = found.as_ref().is_some_and(|f| f.version.marker);
        erase(app, bucket, found, conditions).await?;
        return Ok(Removed {
            marker,
            version_id: Some(id.into()),
        });
    }
    if versioning == Versioning::Off {
        let found = newest(app, bucket, key).await?;
        erase(app, bucket, found, conditions).await?;
        return Ok(Removed::default());
    }
    let marker = Version {
        key: key.into(),
        version_id: String::new(),
        modified: app.clock.now(),
        marker: true,
        size: 0,
        etag: String::new(),
        segments: Vec::new(),
        headers: super::Headers::default(),
        tags: rows::Tags::new(),
        checksum: None,
        parts: 0,
    };
    let marker = add(app, bucket, marker, conditions, &[]).await?;
    Ok(Removed {
        marker: true,
        version_id: Some(marker.version_id),
    })
}

/// Removes a row and its bytes. When somebody else changed it meanwhile, theirs is the later word,
/// unless the caller set a condition, which then does not hold any more.
async fn erase(
    app: &App,
    bucket: &str,
    found: Option<Found>,
    conditions: &Conditions,
) -> Result<(), ObjectError> {
    check(conditions, found.as_ref())?;
    let Some(found) = found else {
        return Ok(());
    };
    let event = deleted(app, bucket, &found.version);
    match app.commit(vec![gone(&found)], vec![event]).await {
        Ok(()) => {
            app.objects.discard(&found.version.segments).await;
            Ok(())
        }
        Err(StoreError::Conflict { .. }) if conditions.matches.is_some() => {
            Err(ObjectError::Precondition("If-Match"))
        }
        Err(StoreError::Conflict { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Changes what is said about a version (its tags), not its bytes.
pub(super) async fn amend(app: &App, found: &Found, version: &Version) -> Result<(), ObjectError> {
    let row = Row {
        expect: Expect::Is(found.text.clone()),
        ..Row::put(OBJECT, &found.row, version)
    };
    match app.commit(vec![row], Vec::new()).await {
        Err(StoreError::Conflict { .. }) => Err(ObjectError::Contended(version.key.clone())),
        other => Ok(other?),
    }
}

fn event(app: &App, bucket: &str, version: &Version) -> Event {
    if version.marker {
        return deleted(app, bucket, version);
    }
    Event {
        at: app.clock.now(),
        kind: "object.created".into(),
        subject: format!("{bucket}/{}", version.key),
        detail: json!({
            "bucket": bucket,
            "key": version.key,
            "versionId": version.version_id,
            "etag": version.etag,
            "size": version.size,
        }),
    }
}

fn deleted(app: &App, bucket: &str, version: &Version) -> Event {
    Event {
        at: app.clock.now(),
        kind: "object.deleted".into(),
        subject: format!("{bucket}/{}", version.key),
        detail: json!({
            "bucket": bucket,
            "key": version.key,
            "versionId": version.version_id,
            "marker": version.marker,
        }),
    }
}
