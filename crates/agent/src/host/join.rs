//! Becoming a host of a server, once.

use std::path::PathBuf;

use towline_api::towline::{JoinHostInput, JoinHostOutput, Tag};
use towline_auth::sigv4::SecretKey;

use super::HostError;
use super::identity::Identity;
use crate::client::{Access, Client, TOWLINE};

/// How to join.
#[derive(Debug, Clone)]
pub struct JoinConfig {
    /// The agent's own directory.
    pub data: PathBuf,
    /// `https://host:port`.
    pub server: String,
    /// What `CreateJoinToken` gave: `tlj.<access key id>.<secret>`.
    pub token: SecretKey,
    /// The name of this host, unique on the server.
    pub name: String,
    /// Tags that deployment groups find it by.
    pub tags: Vec<(String, String)>,
    /// Certificates (PEM) to trust instead of the system's.
    pub ca_file: Option<PathBuf>,
}

/// Registers this machine and keeps its key; gives the host's ARN.
///
/// Joining again under the same name replaces the key.
pub async fn join(config: &JoinConfig) -> Result<String, HostError> {
    let (access_key_id, secret) = read_token(&config.token)?;
    let ca_certificate = match &config.ca_file {
        Some(path) => Some(std::fs::read_to_string(path).map_err(|e| HostError::file(path, e))?),
        None => None,
    };
    let client = Client::new(Access {
        endpoint: config.server.clone(),
        // The server takes any region in the scope of a signature and tells its own in the answer.
        region: "us-east-1".into(),
        access_key_id,
        secret,
        ca_pem: ca_certificate.clone(),
    })?;
    let tags = config.tags.iter().map(|(key, value)| Tag {
        key: key.clone(),
        value: Some(value.clone()),
    });
    let input = JoinHostInput {
        name: config.name.clone(),
        tags: Some(tags.collect()),
    };
    let output: JoinHostOutput = client.call(TOWLINE, "JoinHost", &input).await?;
    let identity = Identity {
        server: config.server.clone(),
        host_arn: output.host_arn.clone(),
        access_key_id: output.access_key_id,
        secret_access_key: output.secret_access_key,
        region: output.region,
        signer_certificate: output.signer_certificate,
        ca_certificate,
    };
    identity.save(&config.data)?;
    Ok(output.host_arn)
}

fn read_token(token: &SecretKey) -> Result<(String, SecretKey), HostError> {
    let parts = token.expose().trim().strip_prefix("tlj.");
    let parts = parts.and_then(|rest| rest.split_once('.'));
    let (id, secret) = parts.ok_or(HostError::Token)?;
    Ok((id.to_owned(), SecretKey::new(secret)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_a_key() {
        let (id, secret) = read_token(&SecretKey::new("tlj.AKIA1.a/b+c.d\n")).unwrap();
        assert_eq!((id.as_str(), secret.expose()), ("AKIA1", "a/b+c.d"));
        for wrong in ["", "AKIA1.x", "tlj.x"] {
            assert!(read_token(&SecretKey::new(wrong)).is_err(), "{wrong}");
        }
    }
}
