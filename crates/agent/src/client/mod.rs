//! Signed calls to the server: JSON operations, plain endpoints, and downloads from its S3 endpoint.
//!
//! One attempt each. Whether to try again, and when, is the caller's decision
//! ([`ClientError::is_transient`]).

mod bucket;
mod download;
mod plain;
#[cfg(test)]
mod tests;
mod upload;

use std::error::Error;
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request, StatusCode};
use serde_json::Value;
use towline_api::Wire;
use towline_auth::sigv4::{Credentials, Dialect, Payload, SecretKey, Signer, Stamp};

use crate::clock;
pub use download::Downloaded;
pub use plain::Body;
pub use upload::Upload;

/// The server holds a poll for up to a minute; the stock agent waits 80 s as well.
const CALL_LIMIT: Duration = Duration::from_secs(80);
/// The longest pause in a download.
const READ_LIMIT: Duration = Duration::from_secs(60);
const CONNECT_LIMIT: Duration = Duration::from_secs(10);

/// Where the server is and who we are to it.
#[derive(Debug, Clone)]
pub struct Access {
    /// `https://host:port`, without a path.
    pub endpoint: String,
    /// For example `us-east-1`.
    pub region: String,
    /// Public half of the access key.
    pub access_key_id: String,
    /// Secret half.
    pub secret: SecretKey,
    /// Certificates (PEM) to trust instead of the system's.
    pub ca_pem: Option<String>,
}

/// A family of operations.
#[derive(Debug, Clone, Copy)]
pub struct Api {
    /// First part of `X-Amz-Target`.
    pub target: &'static str,
    /// Service name in the signature.
    pub signing_name: &'static str,
}

/// The operations that host agents poll.
pub const HOST_COMMAND: Api = Api {
    target: towline_api::hostcommand::TARGETS[0],
    signing_name: towline_api::hostcommand::SIGNING_NAMES[0],
};

/// Towline's own operations.
pub const TOWLINE: Api = Api {
    target: towline_api::towline::TARGETS[0],
    signing_name: towline_api::towline::SIGNING_NAMES[0],
};

/// Why a call failed.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The client could not be set up.
    #[error("{0}")]
    Setup(String),
    /// No answer.
    #[error("{endpoint} does not answer: {why}")]
    Unreachable {
        /// The server.
        endpoint: String,
        /// What the connection said.
        why: String,
    },
    /// Somebody answers, but with a certificate that is not trusted.
    #[error("{endpoint} is not trusted: {why}")]
    Untrusted {
        /// The server.
        endpoint: String,
        /// What is wrong with the certificate.
        why: String,
    },
    /// The server said no.
    #[error("{operation}: {code}: {message}")]
    Refused {
        /// The operation or object.
        operation: String,
        /// HTTP status.
        status: u16,
        /// The exception's name.
        code: String,
        /// Its text.
        message: String,
    },
    /// The answer is not what it should be.
    #[error("{operation}: the answer is not usable: {why}")]
    Answer {
        /// The operation or object.
        operation: String,
        /// What is wrong with it.
        why: String,
    },
    /// The download cannot be written.
    #[error("cannot write {path}: {source}")]
    File {
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
}

impl ClientError {
    /// Whether the same call may succeed later.
    pub fn is_transient(&self) -> bool {
        match self {
            ClientError::Unreachable { .. }
            | ClientError::Untrusted { .. }
            | ClientError::Answer { .. } => true,
            ClientError::Refused { status, code, .. } => {
                *status >= 500 || *status == 429 || code.contains("Throttl") || self.is_skewed()
            }
            ClientError::Setup(_) | ClientError::File { .. } => false,
        }
    }

    /// Whether this machine's clock and the server's differ: one of them will be set right, and
    /// nothing is decided by then.
    fn is_skewed(&self) -> bool {
        let ClientError::Refused { code, message, .. } = self else {
            return false;
        };
        let dated = ["Signature expired", "Signature not yet current"];
        code == "RequestTimeTooSkewed"
            || (code == "InvalidSignatureException" && dated.iter().any(|t| message.starts_with(t)))
    }

    /// Whether the server does not know the access key: it was revoked or replaced.
    pub fn is_unknown_key(&self) -> bool {
        let codes = ["UnrecognizedClientException", "InvalidAccessKeyId"];
        matches!(self, ClientError::Refused { code, .. } if codes.contains(&code.as_str()))
    }
}

/// A connection pool with a key.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    access: Access,
}

impl Client {
    /// Does not connect yet.
    pub fn new(access: Access) -> Result<Client, ClientError> {
        // Only the first one in a process counts, and all are the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let setup = |e: reqwest::Error| ClientError::Setup(e.to_string());
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("towline-agent/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT_LIMIT)
            .read_timeout(READ_LIMIT.max(CALL_LIMIT));
        if let Some(pem) = &access.ca_pem {
            let certificates =
                reqwest::Certificate::from_pem_bundle(pem.as_bytes()).map_err(setup)?;
            builder = builder.tls_certs_only(certificates);
        } else if access.endpoint.starts_with("http://") {
            // No certificate will come: the system's authorities need not be read and held.
            builder = builder.tls_certs_only([]);
        }
        let endpoint = access.endpoint.trim_end_matches('/').to_owned();
        Ok(Client {
            http: builder.build().map_err(setup)?,
            access: Access { endpoint, ..access },
        })
    }

    /// Calls one operation.
    pub async fn call<I: Wire, O: Wire>(
        &self,
        api: Api,
        operation: &str,
        input: &I,
    ) -> Result<O, ClientError> {
        let answer = |why: String| ClientError::Answer {
            operation: operation.into(),
            why,
        };
        let value = towline_api::encode(input).map_err(|e| answer(e.to_string()))?;
        let body = Bytes::from(value.to_string());
        let request = Request::builder()
            .method(Method::POST)
            .uri(format!("{}/", self.access.endpoint))
            .header("content-type", "application/x-amz-json-1.1")
            .header("x-amz-target", format!("{}.{operation}", api.target));
        let request = self.signed(request, body, api.signing_name, Dialect::General)?;
        let response = self.send(request, Some(CALL_LIMIT)).await?;
        let status = response.status();
        let body = response.bytes().await.map_err(|e| self.unreachable(&e))?;
        if !status.is_success() {
            return Err(refusal(operation, status, &body));
        }
        let value = match body.is_empty() {
            true => Value::Object(Default::default()),
            false => serde_json::from_slice(&body).map_err(|e| answer(e.to_string()))?,
        };
        towline_api::decode(value).map_err(|e| answer(e.to_string()))
    }

    fn signed(
        &self,
        request: http::request::Builder,
        body: Bytes,
        service: &str,
        dialect: Dialect,
    ) -> Result<reqwest::Request, ClientError> {
        let content = body.clone();
        self.signed_with(request, body, Payload::Bytes(&content), service, dialect)
    }

    /// The same with a body that is not at hand.
    fn signed_with(
        &self,
        request: http::request::Builder,
        body: Bytes,
        payload: Payload<'_>,
        service: &str,
        dialect: Dialect,
    ) -> Result<reqwest::Request, ClientError> {
        let setup = |e: String| ClientError::Setup(format!("{}: {e}", self.access.endpoint));
        let (mut parts, body) = request
            .body(body)
            .map_err(|e| setup(e.to_string()))?
            .into_parts();
        let signer = Signer {
            credentials: Credentials {
                access_key_id: self.access.access_key_id.clone(),
                secret: self.access.secret.clone(),
                session_token: None,
            },
            region: self.access.region.clone(),
            service: service.into(),
            dialect,
        };
        signer.sign(&mut parts, payload, now());
        reqwest::Request::try_from(Request::from_parts(parts, body))
            .map_err(|e| setup(e.to_string()))
    }

    async fn send(
        &self,
        mut request: reqwest::Request,
        limit: Option<Duration>,
    ) -> Result<reqwest::Response, ClientError> {
        *request.timeout_mut() = limit;
        self.http
            .execute(request)
            .await
            .map_err(|e| self.unreachable(&e))
    }

    fn unreachable(&self, error: &reqwest::Error) -> ClientError {
        let cause = innermost(error);
        let (endpoint, why) = (self.access.endpoint.clone(), cause.to_string());
        match cause.downcast_ref() {
            Some(rustls::Error::InvalidCertificate(_)) => ClientError::Untrusted { endpoint, why },
            _ => ClientError::Unreachable { endpoint, why },
        }
    }
}

/// The cause of all: reqwest's own text says little. I/O errors hide what they were made of from
/// the chain of sources.
fn innermost<'a>(error: &'a (dyn Error + 'static)) -> &'a (dyn Error + 'static) {
    let next = match error.downcast_ref::<std::io::Error>() {
        Some(error) => error.get_ref().map(|inner| inner as &(dyn Error + 'static)),
        None => error.source(),
    };
    next.map_or(error, innermost)
}

/// The moment that a request is signed at, by this machine's clock.
fn now() -> Stamp {
    Stamp(clock::now().as_secs() as i64)
}

/// Reads `{"__type": "…#Name", "message": "…"}`.
fn refusal(operation: &str, status: StatusCode, body: &[u8]) -> ClientError {
    let json: Value = serde_json::from_slice(body).unwrap_or_default();
    let text = |names: [&str; 2]| {
        let found = names.iter().find_map(|name| json.get(*name)?.as_str());
        found.map(str::to_owned)
    };
    let code = text(["__type", "code"]).unwrap_or_else(|| status.to_string());
    ClientError::Refused {
        operation: operation.into(),
        status: status.as_u16(),
        code: code.rsplit('#').next().unwrap_or_default().to_owned(),
        message: text(["message", "Message"])
            .unwrap_or_else(|| String::from_utf8_lossy(body).chars().take(200).collect()),
    }
}
