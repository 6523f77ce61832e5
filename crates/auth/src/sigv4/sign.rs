//! The client's side: puts an `Authorization` header on a request.

use http::{HeaderName, HeaderValue, header, request::Parts};

use super::canonical::{Canonical, scope};
use super::{ALGORITHM, Dialect, SecretKey, Stamp, body_hash};

/// Headers that proxies change or that connections own: never signed.
const UNSIGNED: [&str; 8] = [
    "authorization",
    "connection",
    "expect",
    "keep-alive",
    "te",
    "transfer-encoding",
    "user-agent",
    "x-amzn-trace-id",
];

/// An access key of a client.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// Public half.
    pub access_key_id: String,
    /// Secret half.
    pub secret: SecretKey,
    /// Of a temporary key.
    pub session_token: Option<String>,
}

/// Signs requests to one service.
#[derive(Debug, Clone)]
pub struct Signer {
    /// Whose.
    pub credentials: Credentials,
    /// For example `us-east-1`.
    pub region: String,
    /// The signing name, for example `codedeploy-commands`.
    pub service: String,
    /// [`Dialect::S3`] exactly for service `s3`.
    pub dialect: Dialect,
}

/// What is signed of the body.
#[derive(Debug, Clone, Copy)]
pub enum Payload<'a> {
    /// The body is at hand.
    Bytes(&'a [u8]),
    /// Its hexadecimal SHA-256 is known.
    Hash(&'a str),
    /// S3 only: the body is not covered, TLS protects it.
    Unsigned,
}

impl Signer {
    /// Adds date, token, body hash and signature for a request sent at `at`.
    ///
    /// The URI must be absolute or a `Host` header be set. Headers added later are not covered.
    pub fn sign(&self, parts: &mut Parts, payload: Payload<'_>, at: Stamp) {
        let payload = match payload {
            Payload::Bytes(bytes) => body_hash(bytes),
            Payload::Hash(hash) => hash.to_string(),
            Payload::Unsigned => "UNSIGNED-PAYLOAD".to_string(),
        };
        set(parts, "x-amz-date", &at.to_string());
        set(parts, "x-amz-content-sha256", &payload);
        if let Some(token) = &self.credentials.session_token {
            set(parts, "x-amz-security-token", token);
        }
        let signed = signed_headers(parts);
        let canonical = Canonical {
            method: &parts.method,
            uri: &parts.uri,
            headers: &parts.headers,
            signed: &signed,
            payload: &payload,
            dialect: self.dialect,
        };
        let date = at.date();
        let scope = scope(&date, &self.region, &self.service);
        let text = canonical.to_sign(at, &scope);
        let Credentials {
            access_key_id,
            secret,
            ..
        } = &self.credentials;
        let signature = secret.signature(&date, &self.region, &self.service, &text);
        let value = format!(
            "{ALGORITHM} Credential={access_key_id}/{scope}, SignedHeaders={}, Signature={signature}",
            signed.join(";")
        );
        set(parts, header::AUTHORIZATION.as_str(), &value);
    }
}

fn signed_headers(parts: &Parts) -> Vec<String> {
    let mut names: Vec<String> = parts
        .headers
        .keys()
        .map(|name| name.as_str().to_string())
        .filter(|name| !UNSIGNED.contains(&name.as_str()))
        .collect();
    names.push(header::HOST.as_str().to_string());
    names.sort();
    names.dedup();
    names
}

/// A value that is no header value (only a malformed token or region can be one) is left out; the
/// server then says what is missing.
fn set(parts: &mut Parts, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        parts.headers.insert(HeaderName::from_static(name), value);
    }
}
