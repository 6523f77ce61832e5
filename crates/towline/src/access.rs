//! How this program reaches a server: by what the server left in its data directory, or by what
//! `towline env` put into the environment.

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

/// A client of the server with this data directory, or else of the environment.
pub(crate) fn client(data: Option<&Path>) -> Result<Client, Failure> {
    connect(find(data)?)
}

/// A client; it does not connect yet.
pub(crate) fn connect(access: Access) -> Result<Client, Failure> {
    Client::new(access).map_err(|e| client::failure("cannot set up a client", e))
}

/// The server with this data directory, or else the one of the environment.
pub(crate) fn find(data: Option<&Path>) -> Result<Access, Failure> {
    data.map_or_else(|| from_environment(|name| std::env::var(name).ok()), of)
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
        endpoint: needed("AWS_ENDPOINT_URL")?,
        access_key_id: needed("AWS_ACCESS_KEY_ID")?,
        secret: SecretKey::new(needed("AWS_SECRET_ACCESS_KEY")?),
        region: variable("AWS_DEFAULT_REGION").unwrap_or_else(|| "us-east-1".into()),
        ca_pem: variable("AWS_CA_BUNDLE")
            .map(|path| read(Path::new(&path)))
            .transpose()?,
    })
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
    fn the_environment_must_name_address_and_key() {
        let variables = [
            ("AWS_ENDPOINT_URL", "http://127.0.0.1:1"),
            ("AWS_ACCESS_KEY_ID", "AKIA1"),
            ("AWS_SECRET_ACCESS_KEY", "hidden"),
        ];
        let find = |without: &str| {
            from_environment(|name| {
                let found = variables
                    .iter()
                    .find(|(one, _)| *one == name && name != without);
                found.map(|(_, value)| value.to_string())
            })
        };
        let access = find("").unwrap();
        assert_eq!(
            (access.endpoint.as_str(), access.region.as_str()),
            ("http://127.0.0.1:1", "us-east-1")
        );
        for (name, _) in variables {
            let failure = find(name).unwrap_err().to_string();
            assert!(failure.contains(&format!("{name} is not set")), "{failure}");
        }
    }

    #[test]
    fn a_tls_server_comes_with_its_authority() {
        let data = Path::new("/data");
        assert_eq!(authority(data, "http://h:1"), None);
        assert_eq!(authority(data, "https://h:1"), Some(data.join("ca.pem")));
    }
}
