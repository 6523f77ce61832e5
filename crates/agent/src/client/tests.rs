//! What goes over the wire, against a server of a few lines.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use towline_api::hostcommand::{PollHostCommandInput, PollHostCommandOutput};
use towline_auth::sigv4::SecretKey;

use super::{Access, Client, ClientError, HOST_COMMAND};

/// Answers every request on a port of its own with `answer`; keeps what was asked.
async fn server(answer: String) -> (Client, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let log = asked.clone();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut request = Vec::new();
            while !complete(&request) && socket.read_buf(&mut request).await.unwrap_or(0) > 0 {}
            log.lock()
                .unwrap()
                .push(String::from_utf8(request).unwrap());
            socket.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    let access = Access {
        endpoint,
        region: "eu-west-1".into(),
        access_key_id: "AKIATEST".into(),
        secret: SecretKey::new("hidden"),
        ca_pem: None,
    };
    (Client::new(access).unwrap(), asked)
}

/// A whole answer; the connection ends with it.
fn answer(status: &str, more: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\n{more}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

const ETAG: &str = "etag: \"900150983cd24fb0d6963f7d28e17f72\"\r\n";

fn complete(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    length.is_none_or(|length| length.parse() == Ok(body.len()))
}

fn input() -> PollHostCommandInput {
    PollHostCommandInput {
        host_identifier: "arn:host".into(),
        ..PollHostCommandInput::default()
    }
}

async fn poll(client: &Client) -> Result<PollHostCommandOutput, ClientError> {
    client.call(HOST_COMMAND, "PollHostCommand", &input()).await
}

#[tokio::test]
async fn calls_are_signed_json() {
    let body = r#"{"HostCommand":{"CommandName":"X"}}"#;
    let (client, asked) = server(answer("200 OK", "", body)).await;
    let output = poll(&client).await.unwrap();
    assert_eq!(
        output.host_command.unwrap().command_name.as_deref(),
        Some("X")
    );
    let asked = asked.lock().unwrap().join("");
    assert!(asked.starts_with("POST / HTTP/1.1\r\n"), "{asked}");
    assert!(asked.contains("x-amz-target: CodeDeployCommandService_v20141006.PollHostCommand"));
    assert!(asked.contains("/eu-west-1/codedeploy-commands/aws4_request, SignedHeaders="));
    assert!(
        asked.ends_with("{\"HostIdentifier\":\"arn:host\"}"),
        "{asked}"
    );
    assert!(!asked.contains("hidden"));
}

#[tokio::test]
async fn refusals_have_their_name_and_broken_servers_are_transient() {
    let body = r#"{"__type":"a#ClientException","message":"unknown"}"#;
    let (client, _) = server(answer("400 Bad Request", "", body)).await;
    let error = poll(&client).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "PollHostCommand: ClientException: unknown"
    );
    assert!(!error.is_transient());

    let (client, _) = server(answer("503 Busy", "", "")).await;
    assert!(poll(&client).await.unwrap_err().is_transient());
    let (client, _) = server(String::new()).await;
    assert!(poll(&client).await.unwrap_err().is_transient());
}

#[tokio::test]
async fn a_download_is_whole_or_absent() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("bundle");
    let (client, asked) = server(answer("200 OK", ETAG, "abc")).await;
    let done = client
        .download("bucket", "a b/c+d", Some("v 1"), &path)
        .await
        .unwrap();
    assert_eq!((done.bytes, done.etag.len()), (3, 32));
    assert_eq!(std::fs::read(&path).unwrap(), b"abc");
    assert!(
        asked.lock().unwrap()[0].starts_with("GET /bucket/a%20b/c%2Bd?versionId=v%201 HTTP/1.1")
    );

    let other = dir.path().join("other");
    let gone = "<Error><Code>NoSuchKey</Code><Message>gone</Message></Error>";
    for (answer, expected) in [
        (answer("200 OK", ETAG, "abx"), "its content has MD5"),
        (
            answer("200 OK", "", "abc").replace("length: 3", "length: 5"),
            "does not answer",
        ),
        (
            answer("404 Not Found", "", gone),
            "s3://bucket/k: NoSuchKey: gone",
        ),
    ] {
        let (client, _) = server(answer).await;
        let error = client
            .download("bucket", "k", None, &other)
            .await
            .unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert_eq!(
            std::fs::read_dir(dir.path()).unwrap().count(),
            1,
            "{expected}"
        );
    }
}

#[tokio::test]
async fn a_plain_answer_is_read_in_pieces_and_one_that_breaks_off_is_told() {
    let (client, asked) = server(answer("200 OK", "", "abc")).await;
    let mut body = client
        .get("/events?after=7", &[("last-event-id", "9")])
        .await
        .unwrap();
    assert_eq!(body.piece().await.unwrap().unwrap(), "abc");
    assert!(body.piece().await.unwrap().is_none());
    let asked = asked.lock().unwrap().join("");
    assert!(
        asked.starts_with("GET /events?after=7 HTTP/1.1\r\n"),
        "{asked}"
    );
    assert!(asked.contains("last-event-id: 9") && asked.contains("/towline/aws4_request"));

    let short = answer("200 OK", "", "abc").replace("length: 3", "length: 5");
    let (client, _) = server(short).await;
    let mut body = client.get("/events", &[]).await.unwrap();
    while let Ok(piece) = body.piece().await {
        assert!(piece.is_some(), "the end of a broken body");
    }
    let body = r#"{"__type":"ValidationException","message":"no"}"#;
    let (client, _) = server(answer("400 Bad Request", "", body)).await;
    let error = client.get("/events?x=y", &[]).await.unwrap_err();
    assert_eq!(error.to_string(), "GET /events: ValidationException: no");
}
