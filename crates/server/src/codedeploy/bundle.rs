//! `DescribeBundle`: which files a revision has and what its AppSpec says, for who compares two.
//!
//! A bundle comes from anybody. It is listed as it is read, never unpacked; what is beyond the limits
//! is left out, and the answer says so.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use tokio::sync::Semaphore;
use towline_api::ApiError;
use towline_api::towline::{BundleFile, DescribeBundleInput, DescribeBundleOutput};
use towline_blob::archive::{ArchiveError, Limits, Listed, Listing, list};

use crate::s3::{ObjectError, objects};
use crate::{App, fault};

/// Bundles that are read at once; others wait.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Bytes of a bundle that is looked into.
const LARGEST: u64 = 1 << 30;

/// Names of an AppSpec file, at the top of a bundle.
const APP_SPECS: [&str; 2] = ["appspec.yml", "appspec.yaml"];

/// Bytes of an AppSpec that is told.
const APP_SPEC: u64 = 256 * 1024;

/// What one answer may hold, and one look may cost.
fn limits() -> Limits {
    Limits {
        entries: 10_000,
        total: 1 << 30,
        path: 1000,
        ..Limits::default()
    }
}

/// `DescribeBundle`.
pub async fn describe_bundle(
    app: &Arc<App>,
    input: DescribeBundleInput,
) -> Result<DescribeBundleOutput, ApiError> {
    // Never closed.
    let _permit = AT_ONCE.acquire().await;
    let version = input.version.as_deref().filter(|text| !text.is_empty());
    let (object, mut reader) = objects::open(app, &input.bucket, &input.key, version)
        .await
        .map_err(refused)?;
    if object.size > LARGEST {
        return Ok(DescribeBundleOutput {
            incomplete: Some(format!(
                "it has {} bytes; bundles beyond {LARGEST} are not looked into",
                object.size
            )),
            ..DescribeBundleOutput::default()
        });
    }
    // Without a name: it is gone with this request, whatever happens.
    let trouble = |error| fault::disk("a copy of a bundle", &error);
    let mut copy = tempfile::tempfile_in(&app.settings.data).map_err(trouble)?;
    while let Some(bytes) = reader
        .chunk()
        .await
        .map_err(|error| damaged(&error.to_string()))?
    {
        copy = written(copy, bytes).await.map_err(trouble)?;
    }
    let name = input.key.clone();
    let look = move || list(copy, Path::new(&name), &limits(), &APP_SPECS, APP_SPEC);
    let listing = tokio::task::spawn_blocking(look).await;
    let listing = listing.map_err(|_| ApiError::internal("The server failed on this bundle"))?;
    match listing {
        Ok(listing) => Ok(told(listing)),
        Err(ArchiveError::Io { source, .. }) => Err(trouble(source)),
        Err(error) => Err(damaged(&error.to_string())),
    }
}

async fn written(mut file: std::fs::File, bytes: bytes::Bytes) -> std::io::Result<std::fs::File> {
    let work = tokio::task::spawn_blocking(move || file.write_all(&bytes).map(|()| file));
    work.await.map_err(std::io::Error::other)?
}

fn told(listing: Listing) -> DescribeBundleOutput {
    let mut kept = listing.kept.into_iter();
    let first = kept.next();
    // An agent takes the `yml` of the two.
    let found = kept.find(|(path, _)| path == APP_SPECS[0]).or(first);
    let (name, content) = found.unzip();
    DescribeBundleOutput {
        files: listing.files.into_iter().map(file).collect(),
        app_spec_name: name,
        app_spec: content.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        incomplete: listing.stopped.map(|error| error.to_string()),
    }
}

fn file(one: Listed) -> BundleFile {
    BundleFile {
        path: one.path,
        size: i64::try_from(one.size).unwrap_or(i64::MAX),
        sha256: hex::encode(one.sha256),
        link: one.link,
    }
}

fn damaged(detail: &str) -> ApiError {
    ApiError::new("InvalidRevisionException", detail)
}

fn refused(error: ObjectError) -> ApiError {
    match error {
        ObjectError::Store(error) => fault::store(&error),
        ObjectError::Disk(error) => fault::disk("a bundle", &error),
        ObjectError::Damaged { .. } => damaged(&error.to_string()),
        absent => ApiError::new("ResourceNotFoundException", absent.to_string()),
    }
}
