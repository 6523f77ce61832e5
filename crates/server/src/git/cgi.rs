//! The CGI side of `git http-backend`: what it is told about a request, how its answer begins.

use std::process::Stdio;

use ::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use ::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt};
use tokio::process::Command;
use towline_auth::caller::Caller;

use super::exchange::LARGEST;
use super::http::{Call, Service};
use super::program::{self, GitError};
use super::root;
use crate::App;

/// Largest header block of an answer.
const HEAD: u64 = 16 * 1024;

/// The CGI program with everything it may know about the request.
pub(super) fn command(app: &App, call: &Call, caller: &Caller, headers: &HeaderMap) -> Command {
    let service = match call.service {
        Service::Upload => "git-upload-pack",
        Service::Receive => "git-receive-pack",
    };
    let (method, rest, query) = match call.advertise {
        true => ("GET", "info/refs", format!("service={service}")),
        false => ("POST", service, String::new()),
    };
    let mut command = program::command(app);
    command
        .args(["-c", "http.receivepack=true"])
        .args(["-c", "http.getanyfile=false"])
        .args(["-c", "core.hooksPath=/dev/null"])
        .args(["-c", &format!("receive.maxInputSize={LARGEST}")])
        // One pack for each push, however small: one directory to sync, see `sync`.
        .args(["-c", "receive.unpackLimit=1"])
        .arg("http-backend")
        .env("GIT_PROJECT_ROOT", root(app))
        .env("GIT_HTTP_EXPORT_ALL", "1")
        .env("PATH_INFO", format!("/{}.git/{rest}", call.repository))
        .env("REQUEST_METHOD", method)
        .env("QUERY_STRING", query)
        .env("REMOTE_USER", &caller.access_key_id)
        .stdin(Stdio::piped());
    // Not the length: `http-backend` would wait for the rest in an endless loop when the body breaks
    // off. Without it, Git itself reads to the end of the body and misses what is missing.
    let passed = [
        (CONTENT_TYPE, "CONTENT_TYPE"),
        (CONTENT_ENCODING, "HTTP_CONTENT_ENCODING"),
        (HeaderName::from_static("git-protocol"), "HTTP_GIT_PROTOCOL"),
    ];
    for (header, variable) in passed {
        if let Some(value) = headers.get(header).and_then(|value| value.to_str().ok()) {
            command.env(variable, value);
        }
    }
    command
}

/// The header block of a CGI answer; `None` when there is none.
pub(super) async fn read_head(
    stdout: &mut (impl AsyncBufRead + Unpin),
) -> Result<Option<(StatusCode, HeaderMap)>, GitError> {
    let garbled = || GitError::Garbled {
        what: "http-backend".into(),
    };
    let mut status = StatusCode::OK;
    let mut headers = HeaderMap::new();
    let mut limited = stdout.take(HEAD);
    let mut line = String::new();
    loop {
        line.clear();
        if limited.read_line(&mut line).await? == 0 {
            return Ok(None);
        }
        let text = line.trim_end();
        if text.is_empty() {
            return Ok(Some((status, headers)));
        }
        let (name, value) = text.split_once(':').ok_or_else(garbled)?;
        let value = value.trim();
        if name.eq_ignore_ascii_case("status") {
            let code = value.split(' ').next().unwrap_or_default();
            status = code.parse().map_err(|_| garbled())?;
            continue;
        }
        let name: HeaderName = name.parse().map_err(|_| garbled())?;
        headers.append(name, HeaderValue::from_str(value).map_err(|_| garbled())?);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(answer: &str) -> Result<Option<(StatusCode, HeaderMap)>, GitError> {
        read_head(&mut answer.as_bytes()).await
    }

    #[tokio::test]
    async fn the_head_of_an_answer_is_read_and_the_rest_left() {
        let mut answer =
            b"Status: 403 Forbidden\r\nContent-Type: text/plain\r\n\r\nbody".as_slice();
        let (status, headers) = read_head(&mut answer).await.unwrap().unwrap();
        assert_eq!(
            (status, &headers[CONTENT_TYPE]),
            (
                StatusCode::FORBIDDEN,
                &HeaderValue::from_static("text/plain")
            )
        );
        assert_eq!(answer, b"body");
        let (status, _) = read("Expires: never\n\n").await.unwrap().unwrap();
        assert_eq!(status, StatusCode::OK);
        assert!(read("Expires: never\n").await.unwrap().is_none());
        assert!(matches!(
            read("no header\n\n").await,
            Err(GitError::Garbled { .. })
        ));
        assert!(matches!(
            read("Status: odd\n\n").await,
            Err(GitError::Garbled { .. })
        ));
        let endless = "X: y\n".repeat(10_000);
        assert!(read(&endless).await.unwrap().is_none(), "bounded");
    }
}
