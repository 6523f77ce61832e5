//! A light client: one kept connection, signed AWS JSON calls, nothing tried again.

use bytes::Bytes;
use http::{Method, Request, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;
use towline_auth::sigv4::{Credentials, Dialect, Payload, SecretKey, Signer, Stamp};

use crate::Result;

/// A service on the port: target prefix and signing name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Api(&'static str, &'static str);

pub(crate) const CODEDEPLOY: Api = Api("CodeDeploy_20141006", "codedeploy");
pub(crate) const CODEPIPELINE: Api = Api("CodePipeline_20150709", "codepipeline");
pub(crate) const HOSTS: Api = Api("CodeDeployCommandService_v20141006", "codedeploy-commands");
pub(crate) const TOWLINE: Api = Api("Towline_20261123", "towline");

/// An access key, ready to sign.
#[derive(Clone)]
pub(crate) struct Key {
    id: String,
    secret: SecretKey,
}

impl Key {
    pub(crate) fn new(id: impl Into<String>, secret: impl Into<String>) -> Key {
        Key {
            id: id.into(),
            secret: SecretKey::new(secret),
        }
    }

    /// The URL with the key as user and password, for git.
    pub(crate) fn in_url(&self, url: &str) -> String {
        let user = format!("http://{}:{}@", self.id, self.secret.expose());
        url.replacen("http://", &user, 1)
    }

    /// Signs for one service.
    pub(crate) fn signer(&self, service: &str) -> Signer {
        Signer {
            credentials: Credentials {
                access_key_id: self.id.clone(),
                secret: self.secret.clone(),
                session_token: None,
            },
            region: "us-east-1".into(),
            service: service.into(),
            dialect: match service {
                "s3" => Dialect::S3,
                _ => Dialect::General,
            },
        }
    }
}

/// A signed call of an operation.
pub(crate) fn request(
    host: &str,
    key: &Key,
    Api(target, service): Api,
    operation: &str,
    input: &Value,
) -> Result<Request<Full<Bytes>>> {
    let body = Bytes::from(input.to_string());
    let request = Request::builder()
        .method(Method::POST)
        .uri("/")
        .header(header::HOST, host)
        .header(header::CONTENT_TYPE, "application/x-amz-json-1.1")
        .header("x-amz-target", format!("{target}.{operation}"))
        .body(body)?;
    Ok(signed(request, &key.signer(service)))
}

/// A signed S3 PUT.
pub(crate) fn put(host: &str, key: &Key, path: &str, body: Bytes) -> Result<Request<Full<Bytes>>> {
    let request = Request::builder()
        .method(Method::PUT)
        .uri(path)
        .header(header::HOST, host)
        .body(body)?;
    Ok(signed(request, &key.signer("s3")))
}

fn signed(request: Request<Bytes>, signer: &Signer) -> Request<Full<Bytes>> {
    let (mut parts, body) = request.into_parts();
    signer.sign(&mut parts, Payload::Bytes(&body), now());
    Request::from_parts(parts, Full::new(body))
}

fn now() -> Stamp {
    let since = std::time::SystemTime::UNIX_EPOCH.elapsed();
    Stamp(since.unwrap_or_default().as_secs() as i64)
}

/// One HTTP/1.1 connection.
pub(crate) struct Connection {
    host: String,
    sender: SendRequest<Full<Bytes>>,
}

impl Connection {
    /// Connects to `http://HOST:PORT`.
    pub(crate) async fn open(url: &str) -> Result<Connection> {
        let host = host(url)?;
        let stream = TcpStream::connect(&host).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        // It ends when the sender is dropped or the server closes; what failed is told by `send`.
        tokio::spawn(async move { drop(connection.await) });
        Ok(Connection { host, sender })
    }

    /// Whether the server has closed it.
    pub(crate) fn is_closed(&self) -> bool {
        self.sender.is_closed()
    }

    /// Calls an operation.
    pub(crate) async fn call(
        &mut self,
        key: &Key,
        api: Api,
        operation: &str,
        input: &Value,
    ) -> Result<Value> {
        let request = request(&self.host, key, api, operation, input)?;
        let (status, body) = self.send(request).await?;
        if status != StatusCode::OK {
            let text = String::from_utf8_lossy(&body);
            return Err(format!("{operation}: {status}: {text}").into());
        }
        if body.is_empty() {
            return Ok(Value::Null);
        }
        Ok(serde_json::from_slice(&body)?)
    }

    /// Puts an object, or makes a bucket; the answer's headers hold version and ETag.
    pub(crate) async fn put(&mut self, key: &Key, path: &str, body: Bytes) -> Result<()> {
        let request = put(&self.host, key, path, body)?;
        let (status, body) = self.send(request).await?;
        if status == StatusCode::OK {
            return Ok(());
        }
        let text = String::from_utf8_lossy(&body);
        Err(format!("PUT {path}: {status}: {text}").into())
    }

    async fn send(&mut self, request: Request<Full<Bytes>>) -> Result<(StatusCode, Bytes)> {
        self.sender.ready().await?;
        let response = self.sender.send_request(request).await?;
        let status = response.status();
        Ok((status, response.into_body().collect().await?.to_bytes()))
    }
}

/// `HOST:PORT` of a URL.
pub(crate) fn host(url: &str) -> Result<String> {
    let host = url.strip_prefix("http://").ok_or("not a plain HTTP URL")?;
    Ok(host.trim_end_matches('/').to_string())
}
