//! Multipart uploads: parts are stored as they come, completing only joins their names.

use md5::{Digest, Md5};
use s3s::S3ErrorCode;
use towline_core::{Expect, Row};
use towline_store::{Range, StoreError};

use super::checksums::{self, Algorithm};
use super::error::ObjectError;
use super::receive::Received;
use super::rows::{self, Headers, PART, Part, Tags, UPLOAD, Upload, Version};
use super::versions::{self, Conditions};
use crate::App;

/// Every part but the last has at least 5 MiB.
const SMALLEST: u64 = 5 << 20;

/// Part numbers run from 1 to this.
const PARTS: i32 = 10_000;

/// A part as the client names it when completing.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) number: i32,
    pub(super) etag: String,
    pub(super) checksum: Option<(Algorithm, String)>,
}

/// What the client says the finished object is.
#[derive(Debug, Default)]
pub(super) struct Promised {
    pub(super) size: Option<u64>,
    pub(super) checksum: Option<String>,
}

/// An upload with its stored text.
pub(super) struct Open {
    pub(super) upload: Upload,
    row: String,
    text: String,
}

/// Opens an upload and gives its id.
pub(super) async fn create(
    app: &App,
    bucket: &str,
    key: &str,
    headers: Headers,
    tags: Tags,
    checksum: (Option<Algorithm>, bool),
) -> Result<Upload, ObjectError> {
    let _open = app.objects.buckets.read().await;
    versions::bucket(app, bucket).await?;
    let upload = Upload {
        bucket: bucket.into(),
        key: key.into(),
        id: hex::encode(app.random.bytes::<24>()),
        started: app.clock.now(),
        headers,
        tags,
        algorithm: checksum.0,
        composite: checksum.1,
    };
    let row = format!("{}{}", rows::group(bucket, key), upload.id);
    app.commit(vec![Row::create(UPLOAD, row, &upload)], Vec::new())
        .await?;
    Ok(upload)
}

/// The upload, or [`ObjectError::NoSuchUpload`].
pub(super) async fn find(
    app: &App,
    bucket: &str,
    key: &str,
    id: &str,
) -> Result<Open, ObjectError> {
    versions::bucket(app, bucket).await?;
    let row = format!("{}{id}", rows::group(bucket, key));
    let text = app.store.get(UPLOAD, &row).await?;
    let text = text.ok_or_else(|| ObjectError::NoSuchUpload(id.into()))?;
    let upload = serde_json::from_str(&text).map_err(|e| StoreError::Document {
        kind: UPLOAD.into(),
        key: row.clone(),
        detail: e.to_string(),
    })?;
    Ok(Open { upload, row, text })
}

/// Refuses part numbers outside 1 to 10,000.
pub(super) fn check_number(number: i32) -> Result<(), ObjectError> {
    if (1..=PARTS).contains(&number) {
        return Ok(());
    }
    Err(ObjectError::refused(
        S3ErrorCode::InvalidArgument,
        format!("Part number must be an integer between 1 and {PARTS}, inclusive"),
    ))
}

/// Adds received bytes as a part, in place of an earlier one with the same number.
pub(super) async fn add_part(
    app: &App,
    open: &Open,
    number: i32,
    received: Received,
) -> Result<Part, ObjectError> {
    let part = Part {
        number,
        modified: app.clock.now(),
        etag: received.md5,
        sent: Some(received.compared).filter(|sent| *sent != received.checksum),
        checksum: received.checksum,
        segment: received.segment,
    };
    let added = put_part(app, open, &part).await;
    let obsolete = match &added {
        Ok(before) => before.as_ref().map(|before| &before.segment),
        Err(_) => Some(&part.segment),
    };
    if let Some(segment) = obsolete {
        app.objects.discard(std::slice::from_ref(segment)).await;
    }
    added.map(|_| part)
}

/// Gives the part that was replaced.
async fn put_part(app: &App, open: &Open, part: &Part) -> Result<Option<Part>, ObjectError> {
    let row = rows::part(&open.upload.id, part.number);
    loop {
        let before = app.store.get(PART, &row).await?;
        let expect = before.clone().map_or(Expect::Absent, Expect::Is);
        let put = Row {
            expect,
            ..Row::put(PART, &row, part)
        };
        match app.commit(vec![put, open.still()], Vec::new()).await {
            Ok(()) => return Ok(before.and_then(|text| serde_json::from_str(&text).ok())),
            Err(StoreError::Conflict { kind: PART, .. }) => {}
            Err(StoreError::Conflict { .. }) => {
                return Err(ObjectError::NoSuchUpload(open.upload.id.clone()));
            }
            Err(error) => return Err(error.into()),
        }
    }
}

impl Open {
    /// Holds a commit to the upload still being there.
    fn still(&self) -> Row {
        Row {
            kind: UPLOAD,
            key: self.row.clone(),
            doc: Some(self.text.clone()),
            expect: Expect::Is(self.text.clone()),
        }
    }

    /// Ends the upload, once.
    fn end(&self) -> Row {
        Row {
            doc: None,
            ..self.still()
        }
    }
}

/// Parts by number, after `after`; `limit` 0 means all.
pub(super) async fn parts(
    app: &App,
    id: &str,
    after: i32,
    limit: usize,
) -> Result<Vec<Part>, ObjectError> {
    let rows = part_rows(app, id, after, limit).await?;
    Ok(rows.into_iter().map(|(_, part)| part).collect())
}

/// The same, each with what deletes its row, provided that nobody has replaced the part meanwhile.
/// The condition is the stored text: an older program may have written it in other words.
async fn part_rows(
    app: &App,
    id: &str,
    after: i32,
    limit: usize,
) -> Result<Vec<(Row, Part)>, ObjectError> {
    let range = Range {
        after: Some(rows::part(id, after.clamp(0, PARTS))),
        limit,
        ..Range::prefix(format!("{id}/"))
    };
    let found = app.store.list(PART, range).await?;
    let parts = found.into_iter().map(|(key, text)| {
        let part = serde_json::from_str(&text).map_err(|e| StoreError::Document {
            kind: PART.into(),
            key: key.clone(),
            detail: e.to_string(),
        })?;
        let taken = Row {
            expect: Expect::Is(text),
            ..Row::delete(PART, key)
        };
        Ok((taken, part))
    });
    let parts: Result<_, StoreError> = parts.collect();
    Ok(parts?)
}

/// Makes the object from the named parts; the others go.
pub(super) async fn complete(
    app: &App,
    open: &Open,
    named: &[Named],
    promised: &Promised,
    conditions: &Conditions,
) -> Result<Version, ObjectError> {
    let upload = &open.upload;
    let rows = part_rows(app, &upload.id, 0, 0).await?;
    let (taken, stored): (Vec<Row>, Vec<Part>) = rows.into_iter().unzip();
    let chosen = choose(&stored, named)?;
    let version = join(app, upload, &chosen);
    keep_promise(&version, promised)?;
    let mut more = vec![open.end()];
    more.extend(taken);
    let version = match versions::add(app, &upload.bucket, version, conditions, &more).await {
        Err(ObjectError::Store(StoreError::Conflict { kind: UPLOAD, .. })) => {
            return Err(ObjectError::NoSuchUpload(upload.id.clone()));
        }
        Err(ObjectError::Store(StoreError::Conflict { kind: PART, .. })) => {
            return Err(ObjectError::Contended(upload.key.clone()));
        }
        other => other?,
    };
    let used: std::collections::HashSet<i32> = chosen.iter().map(|part| part.number).collect();
    for part in stored.iter().filter(|part| !used.contains(&part.number)) {
        app.objects
            .discard(std::slice::from_ref(&part.segment))
            .await;
    }
    Ok(version)
}

fn has(part: &Part, (algorithm, value): &(Algorithm, String)) -> bool {
    let known = [Some(&part.checksum), part.sent.as_ref()];
    let mut known = known.into_iter().flatten();
    known.any(|sum| sum.algorithm == *algorithm && sum.value == *value)
}

fn choose<'a>(stored: &'a [Part], named: &[Named]) -> Result<Vec<&'a Part>, ObjectError> {
    if named.is_empty() {
        return Err(ObjectError::refused(
            S3ErrorCode::MalformedXML,
            "A multipart upload is completed with at least one part",
        ));
    }
    if named
        .windows(2)
        .any(|pair| pair[0].number >= pair[1].number)
    {
        return Err(ObjectError::refused(
            S3ErrorCode::InvalidPartOrder,
            "The list of parts was not in ascending order",
        ));
    }
    let chosen: Vec<&Part> = named
        .iter()
        .map(|name| find_named(stored, name))
        .collect::<Result<_, _>>()?;
    let all_but_last = &chosen[..chosen.len() - 1];
    if let Some(part) = all_but_last.iter().find(|p| p.segment.size < SMALLEST) {
        return Err(ObjectError::refused(
            S3ErrorCode::EntityTooSmall,
            format!(
                "Part {} has {} bytes; every part but the last has at least {SMALLEST}",
                part.number, part.segment.size
            ),
        ));
    }
    Ok(chosen)
}

fn find_named<'a>(stored: &'a [Part], name: &Named) -> Result<&'a Part, ObjectError> {
    let found = stored.binary_search_by_key(&name.number, |part| part.number);
    let part = found.ok().map(|at| &stored[at]).filter(|part| {
        part.etag == name.etag && name.checksum.as_ref().is_none_or(|sum| has(part, sum))
    });
    part.ok_or_else(|| {
        ObjectError::refused(
            S3ErrorCode::InvalidPart,
            format!(
                "Part {} was not uploaded, or its entity tag or checksum differs",
                name.number
            ),
        )
    })
}

fn join(app: &App, upload: &Upload, parts: &[&Part]) -> Version {
    let mut md5 = Md5::new();
    for part in parts {
        // Our own hexadecimal text; a damaged row gives a tag that matches nothing.
        md5.update(hex::decode(&part.etag).unwrap_or_default());
    }
    let sums: Vec<(&str, u64)> = parts
        .iter()
        .map(|part| (part.checksum.value.as_str(), part.segment.size))
        .collect();
    Version {
        key: upload.key.clone(),
        version_id: String::new(),
        modified: app.clock.now(),
        marker: false,
        size: parts.iter().map(|part| part.segment.size).sum(),
        etag: format!("{}-{}", hex::encode(md5.finalize()), parts.len()),
        segments: parts.iter().map(|part| part.segment.clone()).collect(),
        headers: upload.headers.clone(),
        tags: upload.tags.clone(),
        checksum: checksums::of_parts(
            upload.algorithm.unwrap_or_default(),
            upload.composite,
            &sums,
        ),
        parts: parts.len(),
    }
}

fn keep_promise(version: &Version, promised: &Promised) -> Result<(), ObjectError> {
    if promised.size.is_some_and(|size| size != version.size) {
        return Err(ObjectError::refused(
            S3ErrorCode::InvalidRequest,
            format!(
                "The object has {} bytes, which differs from x-amz-mp-object-size",
                version.size
            ),
        ));
    }
    // The value of a composite checksum may be given with or without its number of parts.
    let same = |given: &String, sum: &checksums::Checksum| {
        sum.value == *given
            || sum
                .value
                .rsplit_once('-')
                .is_some_and(|(sum, _)| sum == given)
    };
    match (&promised.checksum, &version.checksum) {
        (Some(given), Some(sum)) if !same(given, sum) => Err(ObjectError::refused(
            S3ErrorCode::BadDigest,
            "The checksum you specified did not match that of the joined parts",
        )),
        _ => Ok(()),
    }
}

/// Ends an upload without an object.
pub(super) async fn abort(app: &App, open: &Open) -> Result<(), ObjectError> {
    let stored = parts(app, &open.upload.id, 0, 0).await?;
    let mut rows = vec![open.end()];
    rows.extend(
        stored
            .iter()
            .map(|part| Row::delete(PART, rows::part(&open.upload.id, part.number))),
    );
    match app.commit(rows, Vec::new()).await {
        Err(StoreError::Conflict { .. }) => {
            return Err(ObjectError::NoSuchUpload(open.upload.id.clone()));
        }
        other => other?,
    }
    for part in &stored {
        app.objects
            .discard(std::slice::from_ref(&part.segment))
            .await;
    }
    Ok(())
}
