//! What a server leaves in its data directory for its owner: its address, a key, a certificate.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use towline_agent::client::{Access, Client};
use towline_auth::sigv4::SecretKey;

use crate::client;
use crate::failure::Failure;

/// The file that a server leaves for its owner.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct RootKey {
    url: String,
    region: String,
    access_key_id: String,
    secret_access_key: String,
}

/// A client; it does not connect yet.
pub(crate) fn connect(access: Access) -> Result<Client, Failure> {
    Client::new(access).map_err(|e| client::failure("cannot set up a client", e))
}

/// The server with this data directory, as its owner.
pub(crate) fn of(data: &Path) -> Result<Access, Failure> {
    let path = data.join("root-key");
    let key: RootKey =
        serde_json::from_str(&read(&path)?).map_err(|e| Failure::file("understand", &path, e))?;
    Ok(Access {
        ca_pem: authority(data, &key.url)
            .map(|path| read(&path))
            .transpose()?,
        endpoint: key.url,
        region: key.region,
        access_key_id: key.access_key_id,
        secret: SecretKey::new(key.secret_access_key),
    })
}

/// Where the certificate of the server's own authority lies, when it speaks TLS.
pub(crate) fn authority(data: &Path, url: &str) -> Option<PathBuf> {
    url.starts_with("https:").then(|| data.join("ca.pem"))
}

/// A file of a server, with the usual reasons why it cannot be read.
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| {
        let failure = Failure::file("read", path, &error);
        match error.kind() {
            ErrorKind::PermissionDenied => failure.fix("run this as the user of the server"),
            ErrorKind::NotFound => failure.fix("start `towline server` with this --data first"),
            _ => failure,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tls_server_comes_with_its_authority() {
        let data = Path::new("/data");
        assert_eq!(authority(data, "http://h:1"), None);
        assert_eq!(authority(data, "https://h:1"), Some(data.join("ca.pem")));
    }
}
