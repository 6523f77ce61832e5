//! Whether the files of a data directory are those that its database speaks of.

use std::fmt;
use std::path::Path;

use towline_store::{DATABASE_FILE, Snapshot};

use super::{DataError, blob};
use crate::s3::stored_files;

/// Something that does not fit together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The file of an object is missing or has another size.
    Object {
        /// Whose bytes it holds.
        owner: String,
        /// The file, in the data directory.
        file: String,
        /// What is wrong with it.
        detail: String,
    },
    /// More or fewer objects than the database speaks of.
    Count {
        /// By the database.
        said: u64,
        /// As files.
        found: u64,
    },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Finding::Object {
                owner,
                file,
                detail,
            } => write!(f, "`{file}`, which holds bytes of {owner}, {detail}"),
            Finding::Count { said, found } => write!(
                f,
                "the database speaks of {said} files of objects, and there are {found}"
            ),
        }
    }
}

/// Examines a data directory, also one that a server runs on, without changing it: the database
/// page by page, and whether every object's file is there with its size. Takes as long as reading
/// the database and looking at every file once.
///
/// # Errors
/// When the database itself cannot be used; what is wrong with objects are findings, at most
/// `limit` of them.
pub async fn examine(data: &Path, limit: usize) -> Result<Vec<Finding>, DataError> {
    let database = Snapshot::open(&data.join(DATABASE_FILE))?;
    database.check().await?;
    objects(data, &database, limit).await
}

/// The first object whose file is not as it should be.
pub(crate) async fn lost_object(data: &Path) -> Result<Option<Finding>, DataError> {
    let database = Snapshot::open(&data.join(DATABASE_FILE))?;
    Ok(objects(data, &database, 1).await?.pop())
}

async fn objects(
    data: &Path,
    database: &Snapshot,
    limit: usize,
) -> Result<Vec<Finding>, DataError> {
    let mut findings = Vec::new();
    stored_files(database, |stored| {
        let file = blob(&stored.segment.blob);
        let detail = match std::fs::metadata(data.join(&file)) {
            Ok(found) if found.len() == stored.segment.size => return,
            Ok(found) => format!(
                "has {} bytes instead of {}",
                found.len(),
                stored.segment.size
            ),
            Err(error) => format!("cannot be read: {error}"),
        };
        if findings.len() < limit {
            findings.push(Finding::Object {
                owner: stored.owner,
                file: file.display().to_string(),
                detail,
            });
        }
    })
    .await?;
    Ok(findings)
}
