//! A real server on a real port, spoken to byte by byte. What stock clients see is tested from
//! outside, in Python.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use http::request::Parts;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use towline_auth::sigv4::{Credentials, Dialect, Payload, SecretKey, Signer, Stamp};

use crate::keys::RootPreset;
use crate::{Ready, ServerConfig, ServerError, serve};

const KEY: &str = "AKIATESTROOTKEY00001";
const SECRET: &str = "test-root-secret-0123456789";

struct Running {
    ready: Ready,
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<(), ServerError>>,
}

fn config(data: &Path) -> ServerConfig {
    ServerConfig {
        data: data.into(),
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        account: "123456789012".into(),
        region: "us-east-1".into(),
        tls: false,
        insecure: false,
        dev_clock: false,
        url: None,
        root: Some(RootPreset {
            access_key_id: KEY.into(),
            secret: SecretKey::new(SECRET),
        }),
        pages: None,
    }
}

async fn start(data: &Path) -> Running {
    let (stop, stopped) = oneshot::channel::<()>();
    let (tell, told) = oneshot::channel();
    let config = config(data);
    let task = tokio::spawn(async move {
        let stop = async { drop(stopped.await) };
        serve(config, stop, |ready| drop(tell.send(ready))).await
    });
    Running {
        ready: told.await.unwrap(),
        stop,
        task,
    }
}

impl Running {
    fn address(&self) -> &str {
        self.ready.url.strip_prefix("http://").unwrap()
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address()).await.unwrap()
    }

    async fn write(&self, stream: &mut TcpStream, parts: &Parts, body: &[u8]) {
        let mut head = format!(
            "{} {} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n",
            parts.method,
            parts.uri.path_and_query().unwrap(),
            self.address()
        );
        for (name, value) in &parts.headers {
            head += &format!("{name}: {}\r\n", value.to_str().unwrap());
        }
        head += &format!("content-length: {}\r\n\r\n", body.len());
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(body).await.unwrap();
    }

    /// Sends a whole request on a connection of its own and gives status and JSON body.
    async fn send(&self, parts: &Parts, body: &[u8]) -> (u16, Value) {
        let mut stream = self.connect().await;
        self.write(&mut stream, parts, body).await;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let status = answer[9..12].parse().unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.contains("x-amzn-requestid: "), "{head}");
        let body = if body.is_empty() {
            json!(null)
        } else {
            serde_json::from_str(body).unwrap()
        };
        (status, body)
    }

    async fn call(&self, target: &str, service: &str, body: &Value) -> (u16, Value) {
        let body = body.to_string();
        let parts = self.signed(target, service, body.as_bytes());
        self.send(&parts, body.as_bytes()).await
    }

    fn signed(&self, target: &str, service: &str, body: &[u8]) -> Parts {
        let request =
            http::Request::post(format!("{}/", self.ready.url)).header("x-amz-target", target);
        self.sign(request, service, body)
    }

    fn sign(&self, request: http::request::Builder, service: &str, body: &[u8]) -> Parts {
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        let signer = Signer {
            credentials: Credentials {
                access_key_id: KEY.into(),
                secret: SecretKey::new(SECRET),
                session_token: None,
            },
            region: "us-east-1".into(),
            service: service.into(),
            dialect: Dialect::General,
        };
        let now = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap();
        signer.sign(
            &mut parts,
            Payload::Bytes(body),
            Stamp(now.as_secs() as i64),
        );
        parts
    }

    async fn stop(self) {
        self.stop.send(()).unwrap();
        self.task.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_signed_call_is_answered_and_a_tampered_one_is_not() {
    let directory = tempfile::tempdir().unwrap();
    let server = start(directory.path()).await;
    let (status, answer) = server
        .call(
            "CodePipeline_20150709.ListPipelines",
            "codepipeline",
            &json!({}),
        )
        .await;
    assert_eq!((status, &answer), (200, &json!({"pipelines": []})));
    let parts = server.signed("CodePipeline_20150709.ListPipelines", "codepipeline", b"{}");
    let (status, answer) = server.send(&parts, b"{\"maxResults\":1}").await;
    assert_eq!(
        (status, &answer["__type"]),
        (400, &json!("InvalidSignatureException"))
    );
    server.stop().await;
}

#[tokio::test]
async fn an_unsigned_request_learns_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let server = start(directory.path()).await;
    for target in [
        "CodePipeline_20150709.ListPipelines",
        "CodePipeline_20150709.Nonsense",
        "x.y",
        "z",
    ] {
        let request = http::Request::post("/").header("x-amz-target", target);
        let parts = request.body(()).unwrap().into_parts().0;
        let (status, answer) = server.send(&parts, b"not json").await;
        let expected = json!({
            "__type": "MissingAuthenticationTokenException",
            "message": "Request is missing Authentication Token",
        });
        assert_eq!((status, answer), (400, expected), "{target}");
    }
    server.stop().await;
}

#[tokio::test]
async fn the_signing_name_must_be_that_of_the_operation() {
    let directory = tempfile::tempdir().unwrap();
    let server = start(directory.path()).await;
    let (_, answer) = server
        .call(
            "CodePipeline_20150709.ListPipelines",
            "codebuild",
            &json!({}),
        )
        .await;
    assert_eq!(
        answer["message"],
        json!("Credential should be scoped to correct service: 'codepipeline'.")
    );
    let (_, answer) = server
        .call("DynamoDB_20120810.Query", "dynamodb", &json!({}))
        .await;
    assert_eq!(answer["__type"], json!("UnknownOperationException"));
    server.stop().await;
}

#[tokio::test]
async fn constraints_and_types_are_checked_before_the_operation() {
    let directory = tempfile::tempdir().unwrap();
    let server = start(directory.path()).await;
    let target = "CodePipeline_20150709.GetPipeline";
    let (_, answer) = server
        .call(target, "codepipeline", &json!({"name": 7}))
        .await;
    assert_eq!(answer["__type"], json!("SerializationException"));
    let (_, answer) = server
        .call(target, "codepipeline", &json!({"name": "a b"}))
        .await;
    assert_eq!(
        answer["message"],
        json!(
            "1 validation error detected: Value at 'name' failed to satisfy constraint: Member \
             must satisfy regular expression pattern: [A-Za-z0-9.@\\-_]+"
        )
    );
    let (_, answer) = server
        .call("CodeBuild_20161006.BatchGetBuilds", "codebuild", &json!({}))
        .await;
    assert_eq!(answer["__type"], json!("InvalidInputException"));
    server.stop().await;
}

#[tokio::test]
async fn a_long_poll_does_not_hold_up_the_stop() {
    let directory = tempfile::tempdir().unwrap();
    let server = start(directory.path()).await;
    let target = "Towline_20261123.ListEvents";
    let (_, newest) = server.call(target, "towline", &json!({})).await;
    let body = json!({"after": newest["last"], "waitSeconds": 50}).to_string();
    let parts = server.signed(target, "towline", body.as_bytes());
    let mut stream = server.connect().await;
    server.write(&mut stream, &parts, body.as_bytes()).await;
    let held = tokio::time::timeout(Duration::from_millis(200), stream.readable()).await;
    assert!(held.is_err(), "the poll waits for an event");
    tokio::time::timeout(Duration::from_secs(10), server.stop())
        .await
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert!(answer.contains("ServiceUnavailableException"), "{answer}");
}

/// Reads until `end` has come.
async fn read_until(stream: &mut TcpStream, end: &str) -> String {
    let mut text = String::new();
    while !text.contains(end) {
        let mut piece = [0; 4096];
        let length = stream.read(&mut piece).await.unwrap();
        assert!(length > 0, "ended without {end}: {text}");
        text += std::str::from_utf8(&piece[..length]).unwrap();
    }
    text
}

#[tokio::test]
async fn a_plain_endpoint_is_for_signed_requests_and_leaves_buckets_of_its_name_alone() {
    let directory = tempfile::tempdir().unwrap();
    let server = start(directory.path()).await;
    let get = || http::Request::get(format!("{}/events", server.ready.url));
    let unsigned = get().body(()).unwrap().into_parts().0;
    let (status, answer) = server.send(&unsigned, b"").await;
    let code = json!("MissingAuthenticationTokenException");
    assert_eq!((status, &answer["__type"]), (400, &code));
    let unknown = http::Request::get(format!("{}/events?colour=red", server.ready.url));
    let (_, answer) = server
        .send(&server.sign(unknown, "towline", b""), b"")
        .await;
    assert_eq!(answer["__type"], json!("ValidationException"));

    let mut stream = server.connect().await;
    let listing = server.sign(get(), "s3", b"");
    server.write(&mut stream, &listing, b"").await;
    let answer = read_until(&mut stream, "</Code>").await;
    assert!(answer.contains("NoSuchBucket"), "{answer}");
    server.stop().await;
}

#[tokio::test]
async fn the_event_stream_goes_on_until_the_server_stops() {
    let directory = tempfile::tempdir().unwrap();
    let server = start(directory.path()).await;
    let get = http::Request::get(format!("{}/events", server.ready.url));
    let parts = server.sign(get, "towline", b"");
    let mut stream = server.connect().await;
    server.write(&mut stream, &parts, b"").await;
    let body = json!({"name": "shop"});
    let target = "Towline_20261123.CreateRepository";
    server.call(target, "towline", &body).await;
    let text = read_until(&mut stream, "shop").await;
    assert!(text.contains("text/event-stream"), "{text}");
    assert!(
        text.contains("\nevent: repository.created\ndata: {\"seq\":"),
        "{text}"
    );
    tokio::time::timeout(Duration::from_secs(8), server.stop())
        .await
        .unwrap();
    let mut rest = String::new();
    stream.read_to_string(&mut rest).await.unwrap();
    assert!(rest.ends_with("0\r\n\r\n"), "the body has an end: {rest}");
}

#[tokio::test]
async fn a_busy_port_and_plain_http_for_all_are_refused_with_a_way_out() {
    let directory = tempfile::tempdir().unwrap();
    let server = start(directory.path()).await;
    let refused = |change: fn(&mut ServerConfig, SocketAddr)| {
        let mut config = config(&directory.path().join("other"));
        change(&mut config, server.address().parse().unwrap());
        async move {
            let stop = std::future::pending();
            serve(config, stop, |_| panic!("it must not start"))
                .await
                .unwrap_err()
                .to_string()
        }
    };
    let busy = refused(|config, address| config.listen = address).await;
    assert!(
        busy.contains("in use") && busy.contains("--listen"),
        "{busy}"
    );
    let open = refused(|config, _| config.listen = SocketAddr::from(([0, 0, 0, 0], 0))).await;
    assert!(
        open.contains("--tls") && open.contains("--insecure"),
        "{open}"
    );
    let twice = serve(config(directory.path()), std::future::pending(), |_| {}).await;
    let twice = twice.unwrap_err().to_string();
    assert!(twice.contains("in use"), "{twice}");
    server.stop().await;
}
