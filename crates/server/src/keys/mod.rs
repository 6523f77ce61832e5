//! Access keys: made here, sealed at rest, looked up by whoever verifies a signature.
//!
//! A key has exactly one role. Making one gives a row, so that the owner of an operation commits
//! it together with what the key is for. Not here: signatures, and what a role may call.

mod known;
mod list;
mod start;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use towline_auth::caller::{Caller, Role};
use towline_auth::seal::SealError;
use towline_auth::sigv4::{Credentials, Secret, SecretKey, Stamp};
use towline_core::{Row, Time};
use towline_store::{Range, Store, StoreError, StoreExt};

use crate::App;

use known::Opened;

pub use known::Known;
pub use list::list_access_keys;
pub use start::{LocalKeys, RootPreset, at_start};

/// Row kind of access keys; the key is the access key id.
pub const KIND: &str = "access-key";

/// What can go wrong with keys.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The sealing key, or a sealed secret.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The file for `towline env`.
    #[error("root key file `{path}`: {source}")]
    File {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// A preset root key that is none.
    #[error(
        "the root key given by TOWLINE_ROOT_ACCESS_KEY_ID and TOWLINE_ROOT_SECRET_ACCESS_KEY {0}"
    )]
    Preset(&'static str),
}

impl From<KeyError> for towline_api::ApiError {
    /// Never the caller's fault, so the details stay in the log.
    fn from(error: KeyError) -> Self {
        if let KeyError::Store(error) = &error {
            return crate::fault::store(error);
        }
        tracing::error!(%error, "access keys");
        towline_api::ApiError::internal(
            "access keys cannot be read or written; see the server's log",
        )
    }
}

/// A key as it is stored.
#[derive(Debug, Serialize, Deserialize)]
struct Stored {
    secret: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    session_token: Option<String>,
    arn: String,
    role: Role,
    created: Time,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expires: Option<Time>,
}

/// A new key of `role` for the principal `arn`: the row to commit, and what its owner gets.
///
/// With an `expires` the key is temporary: it also has a session token.
pub fn mint(
    app: &App,
    role: Role,
    arn: &str,
    expires: Option<Time>,
) -> Result<(Row, Credentials), KeyError> {
    let kind = if expires.is_some() { "ASIA" } else { "AKIA" };
    let credentials = Credentials {
        access_key_id: format!(
            "{kind}{}",
            text(app, b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)
        ),
        secret: SecretKey::new(text(app, ALPHABET, 40)),
        session_token: expires.map(|_| text(app, ALPHABET, 64)),
    };
    Ok((row(app, &credentials, role, arn, expires)?, credentials))
}

/// A key without a session token that ends at `expires`: for tokens that carry only a pair.
pub fn mint_pair(
    app: &App,
    role: Role,
    arn: &str,
    expires: Time,
) -> Result<(Row, Credentials), KeyError> {
    let (_, credentials) = mint(app, role.clone(), arn, None)?;
    Ok((
        row(app, &credentials, role, arn, Some(expires))?,
        credentials,
    ))
}

/// The row that revokes a key.
pub fn revoke(access_key_id: &str) -> Row {
    Row::delete(KIND, access_key_id)
}

/// Whether the key has not been revoked since its owner was let in.
pub async fn exists(app: &App, access_key_id: &str) -> Result<bool, KeyError> {
    let stored = app.store.get_as::<Stored>(KIND, access_key_id).await?;
    Ok(stored.is_some())
}

/// Some sealed secret and its place, if there is one: what a sealing key is tried on.
pub(crate) async fn any_sealed(store: &dyn Store) -> Result<Option<(String, String)>, StoreError> {
    let first = Range {
        limit: 1,
        ..Range::default()
    };
    let found = store.list_as::<Stored>(KIND, first).await?;
    let mut found = found.into_iter();
    Ok(found.next().map(|(id, key)| (place(&id), key.secret)))
}

/// The secret half of a key and its owner; `None` when there is no such key.
///
/// The caller of this function checks session token and expiry, as [`Secret`] says.
pub async fn secret(app: &App, access_key_id: &str) -> Result<Option<(Secret, Caller)>, KeyError> {
    let Some(row) = app.store.get(KIND, access_key_id).await? else {
        return Ok(None);
    };
    let opened = match app.keys.get(access_key_id, &row) {
        Some(opened) => opened,
        None => {
            let opened = Arc::new(open(app, access_key_id, &row)?);
            app.keys.keep(row, &opened);
            opened
        }
    };
    let secret = Secret {
        key: opened.secret.clone(),
        session_token: opened.session_token.clone(),
        // Keys end by the server's clock, signatures are dated by the machine's.
        expires: opened.expires.map(|end| stamp(app.clock.in_real(end))),
    };
    Ok(Some((secret, opened.caller.clone())))
}

fn open(app: &App, access_key_id: &str, row: &str) -> Result<Opened, KeyError> {
    let stored: Stored = towline_store::parse(KIND, access_key_id, row)?;
    let unseal = |sealed: &String| {
        let secret = app.sealer.unseal(&place(access_key_id), sealed)?;
        Ok::<_, SealError>(SecretKey::new(secret))
    };
    Ok(Opened {
        secret: unseal(&stored.secret)?,
        session_token: stored.session_token.as_ref().map(unseal).transpose()?,
        expires: stored.expires,
        caller: Caller {
            account: app.settings.account.clone(),
            arn: stored.arn,
            access_key_id: access_key_id.into(),
            role: stored.role,
        },
    })
}

/// A moment in the whole seconds that signatures know.
pub fn stamp(time: Time) -> Stamp {
    Stamp(time.0.div_euclid(1000))
}

fn row(
    app: &App,
    credentials: &Credentials,
    role: Role,
    arn: &str,
    expires: Option<Time>,
) -> Result<Row, SealError> {
    let id = &credentials.access_key_id;
    let seal = |secret: &str| app.sealer.seal(&place(id), secret);
    let stored = Stored {
        secret: seal(credentials.secret.expose())?,
        session_token: credentials.session_token.as_deref().map(seal).transpose()?,
        arn: arn.into(),
        role,
        created: app.clock.now(),
        expires,
    };
    Ok(Row::put(KIND, id.as_str(), &stored))
}

const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Random characters; the alphabets have 32 and 64 letters, so that every letter is equally likely.
fn text(app: &App, alphabet: &[u8], length: usize) -> String {
    let bytes = app.random.bytes::<64>();
    let letters = bytes.iter().take(length);
    letters
        .map(|b| char::from(alphabet[usize::from(*b) % alphabet.len()]))
        .collect()
}

fn place(access_key_id: &str) -> String {
    format!("{KIND}/{access_key_id}")
}
