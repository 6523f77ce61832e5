//! The keys that exist from the first second: the root key and that of the server's own runner.

use std::path::Path;

use serde::Serialize;
use towline_auth::caller::Role;
use towline_auth::private;
use towline_auth::sigv4::{Credentials, SecretKey};
use towline_core::Row;
use towline_store::{Range, StoreExt};

use super::{KIND, KeyError, Stored, mint, revoke, row, secret};
use crate::App;

/// A root key chosen by the operator.
#[derive(Debug, Clone)]
pub struct RootPreset {
    /// 1 to 128 letters, digits and underscores.
    pub access_key_id: String,
    /// At least one character: users of emulators are at home with `test`.
    pub secret: SecretKey,
}

/// Keys for this machine.
#[derive(Debug)]
pub struct LocalKeys {
    /// May do everything.
    pub root: Credentials,
    /// For the runner inside the server process; new at every start.
    pub runner: Credentials,
}

/// The file that `towline env` reads: address and root key.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RootFile<'a> {
    url: &'a str,
    region: &'a str,
    access_key_id: &'a str,
    secret_access_key: &'a str,
    /// The certificate to trust, with TLS.
    #[serde(skip_serializing_if = "Option::is_none")]
    ca: Option<&'a Path>,
}

/// Makes sure of both keys and writes `<data>/root-key` with mode 0600.
///
/// There is one root key: a preset one replaces the stored one.
pub async fn at_start(
    app: &App,
    preset: Option<RootPreset>,
    ca: Option<&Path>,
) -> Result<LocalKeys, KeyError> {
    let all = app.store.list_as::<Stored>(KIND, Range::default()).await?;
    let account = &app.settings.account;
    let mut rows: Vec<Row> = Vec::new();
    let admins = all.iter().filter(|(_, key)| key.role == Role::Admin);
    let old_root: Vec<&str> = admins.map(|(id, _)| id.as_str()).collect();
    let arn = format!("arn:aws:iam::{account}:root");
    let root = match (preset, old_root.first()) {
        (Some(preset), _) => {
            let credentials = check(preset)?;
            rows.extend(old_root.iter().map(|id| revoke(id)));
            rows.push(row(app, &credentials, Role::Admin, &arn, None)?);
            credentials
        }
        (None, Some(id)) => stored(app, id).await?,
        (None, None) => {
            let (row, credentials) = mint(app, Role::Admin, &arn, None)?;
            rows.push(row);
            credentials
        }
    };
    let arn = format!("arn:aws:iam::{account}:user/towline/local-runner");
    let old = all.iter().filter(|(_, key)| key.arn == arn);
    rows.extend(old.map(|(id, _)| revoke(id)));
    let (row, runner) = mint(app, Role::Runner, &arn, None)?;
    rows.push(row);
    app.commit(rows, Vec::new()).await?;
    write_file(app, &root, ca)?;
    Ok(LocalKeys { root, runner })
}

fn check(preset: RootPreset) -> Result<Credentials, KeyError> {
    let RootPreset {
        access_key_id,
        secret,
    } = preset;
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    if !access_key_id.bytes().all(allowed) || !(1..=128).contains(&access_key_id.len()) {
        return Err(KeyError::Preset(
            "must have an id of 1 to 128 letters, digits and underscores",
        ));
    }
    if secret.expose().is_empty() {
        return Err(KeyError::Preset("must have a secret that is not empty"));
    }
    Ok(Credentials {
        access_key_id,
        secret,
        session_token: None,
    })
}

async fn stored(app: &App, id: &str) -> Result<Credentials, KeyError> {
    let found = secret(app, id).await?;
    let (secret, caller) = found.ok_or(KeyError::Preset("was removed while the server started"))?;
    Ok(Credentials {
        access_key_id: caller.access_key_id,
        secret: secret.key,
        session_token: None,
    })
}

/// Written beside and renamed, so that a reader never sees half a file.
fn write_file(app: &App, root: &Credentials, ca: Option<&Path>) -> Result<(), KeyError> {
    let path = app.settings.data.join("root-key");
    let file = RootFile {
        url: &app.settings.url,
        region: &app.settings.region,
        access_key_id: &root.access_key_id,
        secret_access_key: root.secret.expose(),
        ca,
    };
    replace(&path, &file).map_err(|source| KeyError::File {
        path: path.display().to_string(),
        source,
    })
}

fn replace(path: &Path, content: &RootFile<'_>) -> std::io::Result<()> {
    let mut text = serde_json::to_vec_pretty(content)?;
    text.push(b'\n');
    private::write(path, &text)
}
