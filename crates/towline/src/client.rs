//! Signed calls to a server: the AWS API and Towline's own, as any SDK would make them.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::Value;
use towline_api::Wire;
use towline_auth::sigv4::{Credentials, Dialect, Payload, SecretKey, Signer, Stamp};

use crate::failure::Failure;

/// Longer than the server holds any answer back.
const PATIENCE: Duration = Duration::from_secs(90);

/// Error codes that mean: this key will not do.
const UNAUTHORISED: [&str; 6] = [
    "AccessDeniedException",
    "AccessDenied",
    "InvalidSignatureException",
    "MissingAuthenticationTokenException",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
];

/// One of the services behind the address.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Service {
    target: &'static str,
    signing_name: &'static str,
}

/// CodeDeploy.
pub(crate) const CODEDEPLOY: Service = Service {
    target: "CodeDeploy_20141006",
    signing_name: "codedeploy",
};

/// CodePipeline.
pub(crate) const CODEPIPELINE: Service = Service {
    target: "CodePipeline_20150709",
    signing_name: "codepipeline",
};

/// CodeBuild.
pub(crate) const CODEBUILD: Service = Service {
    target: "CodeBuild_20161006",
    signing_name: "codebuild",
};

/// Towline's own operations.
pub(crate) const TOWLINE: Service = Service {
    target: "Towline_20261123",
    signing_name: "towline",
};

/// An access key; its secret is shown by no `Debug`.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    /// The public half.
    pub(crate) id: String,
    secret: SecretKey,
}

impl Key {
    /// Both halves.
    pub(crate) fn new(id: impl Into<String>, secret: impl Into<String>) -> Key {
        Key {
            id: id.into(),
            secret: SecretKey::new(secret),
        }
    }

    /// The secret half, for handing it to a client program.
    pub(crate) fn secret(&self) -> &str {
        self.secret.expose()
    }
}

/// Where to call and as whom.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    /// The address without a slash at the end.
    pub(crate) url: String,
    key: Key,
    region: String,
    http: reqwest::Client,
}

impl Client {
    /// A client that trusts the system's authorities and the given one.
    pub(crate) fn new(
        url: &str,
        key: Key,
        region: &str,
        ca: Option<&str>,
    ) -> Result<Client, Failure> {
        let fail = |e| Failure::new("cannot set up an HTTP client", e);
        let mut builder = reqwest::Client::builder().timeout(PATIENCE);
        if let Some(pem) = ca {
            let certificate = reqwest::Certificate::from_pem(pem.as_bytes()).map_err(fail)?;
            builder = builder.add_root_certificate(certificate);
        }
        Ok(Client {
            url: url.trim_end_matches('/').to_string(),
            key,
            region: region.to_string(),
            http: builder.build().map_err(fail)?,
        })
    }

    /// One operation: its input as JSON in the service's words, its output typed.
    pub(crate) async fn call<T: Wire>(
        &self,
        service: Service,
        operation: &str,
        input: &Value,
    ) -> Result<T, Failure> {
        let request = http::Request::post(format!("{}/", self.url))
            .header("content-type", "application/x-amz-json-1.1")
            .header("x-amz-target", format!("{}.{operation}", service.target));
        let (status, body) = self
            .send(
                request,
                input.to_string(),
                service.signing_name,
                Dialect::General,
            )
            .await?;
        let failed = || format!("{operation} failed");
        let document: Value = match serde_json::from_str(&body) {
            Ok(document) => document,
            Err(_) if body.is_empty() => Value::Object(Default::default()),
            Err(e) => return Err(Failure::new(failed(), format!("{status}: {e}: {body}"))),
        };
        if !status.is_success() {
            return Err(refusal(&failed(), &document));
        }
        towline_api::decode(document).map_err(|e| Failure::new(failed(), e))
    }

    /// Makes a bucket for artifacts.
    pub(crate) async fn create_bucket(&self, name: &str) -> Result<(), Failure> {
        let request = http::Request::put(format!("{}/{name}", self.url));
        let (status, body) = self.send(request, String::new(), "s3", Dialect::S3).await?;
        if status.is_success() {
            return Ok(());
        }
        Err(Failure::new(
            format!("cannot create the bucket {name}"),
            format!("{status}: {body}"),
        ))
    }

    async fn send(
        &self,
        request: http::request::Builder,
        body: String,
        signing_name: &str,
        dialect: Dialect,
    ) -> Result<(http::StatusCode, String), Failure> {
        let request = request.body(body).map_err(|e| {
            Failure::new(format!("{} is no address of a server", self.url), e).usage()
        })?;
        let (mut parts, body) = request.into_parts();
        let signer = Signer {
            credentials: Credentials {
                access_key_id: self.key.id.clone(),
                secret: self.key.secret.clone(),
                session_token: None,
            },
            region: self.region.clone(),
            service: signing_name.to_string(),
            dialect,
        };
        signer.sign(&mut parts, Payload::Bytes(body.as_bytes()), now());
        let unreachable = |e: reqwest::Error| {
            Failure::new(format!("cannot reach {}", self.url), causes(&e))
                .fix("see that the server runs and that the address is its own")
        };
        let request = reqwest::Request::try_from(http::Request::from_parts(parts, body))
            .map_err(unreachable)?;
        let answer = self.http.execute(request).await.map_err(unreachable)?;
        let status = answer.status();
        Ok((status, answer.text().await.map_err(unreachable)?))
    }
}

/// An error answer as a failure.
fn refusal(what: &str, document: &Value) -> Failure {
    let text = |names: &[&str]| {
        let found = names.iter().find_map(|name| document.get(name)?.as_str());
        found.unwrap_or_default().to_string()
    };
    let code = text(&["__type"]);
    let code = code.rsplit('#').next().unwrap_or_default();
    let failure = Failure::new(what, format!("{code}: {}", text(&["message", "Message"])));
    if UNAUTHORISED.contains(&code) {
        let fix = "take the keys that `towline env --data DIR` prints for this server";
        return failure.fix(fix).unauthorised();
    }
    failure
}

/// The whole chain of causes in one line; reqwest's own text names only the outermost.
fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(&format!(": {cause}"));
        source = cause.source();
    }
    text
}

fn now() -> Stamp {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Stamp(since.as_secs() as i64)
}

#[cfg(test)]
mod tests {
    use std::process::ExitCode;

    use serde_json::json;

    use super::*;

    #[test]
    fn a_refusal_carries_code_and_message_and_tells_wrong_keys_apart() {
        let text = json!({"__type": "a.b#InvalidNameException", "message": "no"});
        let failure = refusal("CreateX failed", &text);
        assert_eq!(
            failure.to_string(),
            "error: CreateX failed: InvalidNameException: no"
        );
        assert_eq!(
            format!("{:?}", failure.exit_code()),
            format!("{:?}", ExitCode::from(1))
        );
        let text = json!({"__type": "UnrecognizedClientException", "message": "who?"});
        let failure = refusal("CreateX failed", &text);
        assert_eq!(
            format!("{:?}", failure.exit_code()),
            format!("{:?}", ExitCode::from(4))
        );
    }

    #[test]
    fn a_key_shows_no_secret() {
        assert!(!format!("{:?}", Key::new("AKIA", "hidden")).contains("hidden"));
    }
}
