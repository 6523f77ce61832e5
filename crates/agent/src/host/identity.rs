//! Who this host is to the server: what joining gave it.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use towline_auth::private;
use towline_auth::sigv4::SecretKey;

use super::HostError;
use crate::client::Access;

const FILE: &str = "identity.json";

/// Everything that a host needs to take commands. Kept with mode 0600.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Identity {
    pub(super) server: String,
    pub(super) host_arn: String,
    pub(super) access_key_id: String,
    pub(super) secret_access_key: String,
    pub(super) region: String,
    /// PEM; the only signer whose deployments are carried out.
    pub(super) signer_certificate: String,
    /// PEM; trusted instead of the system's authorities.
    pub(super) ca_certificate: Option<String>,
}

impl Identity {
    /// Reads what `join` wrote.
    pub(super) fn load(data: &Path) -> Result<Identity, HostError> {
        let path = data.join(FILE);
        let text = fs::read_to_string(&path).map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => HostError::NotJoined(data.into()),
            _ => HostError::file(&path, source),
        })?;
        serde_json::from_str(&text).map_err(|e| HostError::Identity {
            path,
            // Its text could show what the file holds.
            detail: format!("line {}, column {}", e.line(), e.column()),
        })
    }

    /// Writes it so that nobody else can read it, at any moment.
    pub(super) fn save(&self, data: &Path) -> Result<PathBuf, HostError> {
        let path = data.join(FILE);
        let write = || -> std::io::Result<()> {
            fs::create_dir_all(data)?;
            private::write(&path, &serde_json::to_vec_pretty(self)?)
        };
        write().map_err(|e| HostError::file(&path, e))?;
        Ok(path)
    }

    /// The same host has joined again since `other`.
    pub(super) fn is_newer_than(&self, other: &Identity) -> bool {
        self.host_arn == other.host_arn && self.access_key_id != other.access_key_id
    }

    /// For the client.
    pub(super) fn access(&self) -> Access {
        Access {
            endpoint: self.server.clone(),
            region: self.region.clone(),
            access_key_id: self.access_key_id.clone(),
            secret: SecretKey::new(&self.secret_access_key),
            ca_pem: self.ca_certificate.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn it_is_private_and_complete() {
        let dir = tempfile::tempdir().unwrap();
        assert!(matches!(
            Identity::load(dir.path()),
            Err(HostError::NotJoined(_))
        ));
        let identity = Identity {
            server: "http://s".into(),
            host_arn: "arn".into(),
            access_key_id: "AKIA".into(),
            secret_access_key: "hidden".into(),
            region: "r".into(),
            signer_certificate: "pem".into(),
            ca_certificate: None,
        };
        let path = identity.save(dir.path()).unwrap();
        identity.save(dir.path()).unwrap();
        let mode = fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let access = Identity::load(dir.path()).unwrap().access();
        assert_eq!(access.secret.expose(), "hidden");
        assert!(!format!("{access:?}").contains("hidden"));
    }

    #[test]
    fn a_damaged_or_foreign_one_is_named_and_its_content_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(FILE);
        for text in [
            "",
            r#"{"server": "http"#,
            r#""hidden""#,
            r#"{"password": "hidden"}"#,
        ] {
            fs::write(&path, text).unwrap();
            let Err(error) = Identity::load(dir.path()) else {
                panic!("`{text}` was taken for an identity");
            };
            let said = error.to_string();
            assert!(said.contains(&path.display().to_string()), "{said}");
            assert!(said.contains("join the server again"), "{said}");
            assert!(!said.contains("hidden"), "{said}");
            assert_eq!(fs::read_to_string(&path).unwrap(), text, "left alone");
        }
    }
}
