//! The data directory before a server uses it: what lies where, and whether it belongs together.
//!
//! A directory that has lost its database or a key is not a new one. Starting on it would make new
//! keys, with which no stored secret opens, and sweep away every object, so it is refused.

mod check;

use std::fs;
use std::path::{Path, PathBuf};

use towline_auth::seal::{SealError, Sealer};
use towline_store::{DATABASE_FILE, Store, StoreError};

use crate::{hosts, keys};

pub(crate) use check::lost_object;
pub use check::{Finding, examine};

/// Seals the secrets in the database.
pub(crate) const SEAL_KEY: &str = "seal-key";

/// Signs deployments; hosts know its certificate.
pub(crate) const SIGNER: &str = "deployment-signer.pem";

/// Small files beside the database that hold keys, and those of the TLS authority.
pub(crate) const KEYS: [&str; 5] = [SEAL_KEY, SIGNER, "ca.pem", "ca-key.pem", "root-key"];

/// Directory of Git repositories.
pub(crate) const GIT: &str = "git";

/// Directory of build logs.
pub(crate) const BUILD_LOGS: &str = "logs/builds";

/// Directory of objects.
pub(crate) const BLOB: &str = "blob";

/// Is there while a restore is under way: what lies beside it is not whole.
pub(crate) const UNFINISHED: &str = "restore-unfinished";

/// Is there since a restore, for as long as hosts are asked what became of their commands.
pub(crate) const RESTORED: &str = "restored";

/// Why a data directory cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// A restore was broken off.
    #[error(
        "data directory `{path}` holds a restore that did not finish; empty it and run \
         `towline restore` again"
    )]
    Unfinished {
        /// The directory.
        path: String,
    },
    /// A file that the others need is gone.
    #[error(
        "`{path}` is missing or empty, but {because}; put the file back, or move the data \
         directory away and restore a backup with `towline restore`"
    )]
    Missing {
        /// The file.
        path: String,
        /// Why it must have been there.
        because: &'static str,
    },
    /// A key that is not this server's.
    #[error(
        "`{path}` is not the key that the secrets in the database were sealed with; put the right \
         one back, or move the data directory away and restore a backup with `towline restore`"
    )]
    Foreign {
        /// The file.
        path: String,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The sealing key.
    #[error(transparent)]
    Seal(#[from] SealError),
}

/// Refuses what is visible from outside, before anything is opened or made.
pub(crate) fn look(data: &Path) -> Result<(), DataError> {
    if data.join(UNFINISHED).exists() {
        return Err(DataError::Unfinished {
            path: data.display().to_string(),
        });
    }
    if data.join(SEAL_KEY).exists() {
        needed(data, DATABASE_FILE, "the directory has keys and is in use")?;
    }
    Ok(())
}

/// The sealing key of this database; made when the database is new.
pub(crate) async fn sealer(data: &Path, store: &dyn Store) -> Result<Sealer, DataError> {
    let path = data.join(SEAL_KEY);
    let sealed = keys::any_sealed(store).await?;
    if sealed.is_some() {
        needed(data, SEAL_KEY, "the database has secrets sealed with it")?;
    }
    if hosts::any_joined(store).await? {
        needed(data, SIGNER, "hosts have joined that trust it")?;
    }
    let sealer = Sealer::open(&path)?;
    match sealed {
        Some((place, secret)) if sealer.unseal(&place, &secret).is_err() => {
            Err(DataError::Foreign {
                path: path.display().to_string(),
            })
        }
        _ => Ok(sealer),
    }
}

fn needed(data: &Path, file: &str, because: &'static str) -> Result<(), DataError> {
    let path = data.join(file);
    match fs::metadata(&path) {
        Ok(found) if found.is_file() && found.len() == 0 => {}
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
        _ => return Ok(()), // whatever else is wrong is told by who opens it
    }
    Err(DataError::Missing {
        path: path.display().to_string(),
        because,
    })
}

/// Where the file of an object lies.
pub(crate) fn blob(name: &str) -> PathBuf {
    Path::new(BLOB).join(&name[..2.min(name.len())]).join(name)
}
