//! How clients reach a server: what it left in its data directory, or what the environment says.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::client::{Client, Key};
use crate::failure::Failure;

/// An address and a key.
#[derive(Debug, Clone)]
pub(crate) struct Access {
    /// The address without a slash at the end.
    pub(crate) url: String,
    /// For the credential scope.
    pub(crate) region: String,
    /// Whose requests these are.
    pub(crate) key: Key,
    /// The certificate of the server's own authority, when it speaks TLS.
    pub(crate) ca: Option<PathBuf>,
}

/// The file that a server leaves for its clients.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Saved {
    url: String,
    region: String,
    access_key_id: String,
    secret_access_key: String,
    ca: Option<PathBuf>,
}

impl Access {
    /// Of the server with this data directory, or else of the environment that `towline env` makes.
    pub(crate) fn find(data: Option<&Path>) -> Result<Access, Failure> {
        data.map_or_else(
            || Access::from_environment(|name| std::env::var(name).ok()),
            Access::of,
        )
    }

    /// Of the server with this data directory.
    pub(crate) fn of(data: &Path) -> Result<Access, Failure> {
        let path = data.join("root-key");
        let saved: Saved = serde_json::from_str(&read(&path)?)
            .map_err(|e| Failure::file("understand", &path, e))?;
        Ok(Access {
            url: saved.url,
            region: saved.region,
            key: Key::new(saved.access_key_id, saved.secret_access_key),
            ca: saved.ca,
        })
    }

    fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Result<Access, Failure> {
        let needed = |name: &str| {
            variable(name)
                .filter(|value| !value.is_empty())
                .ok_or_else(|| {
                    Failure::new("no server to talk to", format!("{name} is not set"))
                    .fix("name the server's data directory with --data, or eval \"$(towline env)\"")
                    .usage()
                })
        };
        Ok(Access {
            url: needed("AWS_ENDPOINT_URL")?,
            key: Key::new(
                needed("AWS_ACCESS_KEY_ID")?,
                needed("AWS_SECRET_ACCESS_KEY")?,
            ),
            region: variable("AWS_DEFAULT_REGION").unwrap_or_else(|| "us-east-1".into()),
            ca: variable("AWS_CA_BUNDLE").map(PathBuf::from),
        })
    }

    /// A client with this key.
    pub(crate) fn client(&self) -> Result<Client, Failure> {
        let ca = self.ca.as_deref().map(read).transpose()?;
        Client::new(&self.url, self.key.clone(), &self.region, ca.as_deref())
    }
}

/// A file of the data directory, with the usual reasons why it cannot be read.
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
