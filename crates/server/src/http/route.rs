//! Which part answers a request. A panic anywhere becomes a logged 500, never a dead server.

use std::convert::Infallible;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::FutureExt;
use http::{HeaderValue, Method, StatusCode, Version, header};
use http_body::Body;
use http_body_util::BodyExt;
use towline_api::ApiError;
use tracing::{Instrument, field};

use super::plain::Endpoint;
use super::protocol::Protocol;
use super::public::Page;
use super::{Front, Request, Response, aws, full, label, plain};
use crate::metrics::Label;
use crate::{console, git};

/// Most characters of an error's text that go to the log.
const LOGGED: usize = 500;

/// An error answer carries what the log says of it.
#[derive(Debug, Clone)]
pub(super) struct Refused {
    pub(super) code: String,
    pub(super) message: String,
}

/// Answers one request, and leaves one line about it in the log and one more in the metrics.
pub(super) async fn route(front: Arc<Front>, request: Request) -> Result<Response, Infallible> {
    let id = front.app.random.uuid();
    let label = label::of(&request);
    let Label { service, operation } = label;
    // As severe as the worst line in it, so that no filter takes its fields away.
    let span = tracing::error_span!("request", id, service, operation, caller = field::Empty);
    let (method, path) = (request.method().clone(), request.uri().path().to_string());
    let begun = Instant::now();
    let work = guarded(handle(&front, request)).instrument(span.clone());
    let mut response = Box::pin(work).await;
    let took = begun.elapsed();
    front
        .app
        .metrics
        .requests
        .answered(label, response.status(), took);
    span.in_scope(|| tell(&method, &path, &response, took));
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-amzn-requestid", id);
    }
    Ok(response)
}

/// What a client sent is in string fields, which the log escapes.
fn tell(method: &Method, path: &str, response: &Response, took: Duration) {
    let status = response.status();
    let milliseconds = took.as_secs_f64() * 1000.0;
    let refused = response.extensions().get::<Refused>();
    let code = refused.map(|refused| &*refused.code);
    let reason = refused.map(|refused| refused.message.chars().take(LOGGED).collect::<String>());
    let status_code = status.as_u16();
    if status.is_server_error() {
        tracing::warn!(%method, path, status = status_code, milliseconds, code, reason, "failed");
    } else if status.is_client_error() {
        tracing::info!(%method, path, status = status_code, milliseconds, code, reason, "refused");
    } else {
        tracing::debug!(%method, path, status = status_code, milliseconds, "answered");
    }
}

/// The panic itself, with its place, was printed by the runtime.
async fn guarded(work: impl Future<Output = Response>) -> Response {
    let done = AssertUnwindSafe(work).catch_unwind().await;
    done.unwrap_or_else(|_| {
        let error = ApiError::internal("the server failed on this request; see its log");
        Protocol::Json.failure(&error)
    })
}

/// What is seldom is boxed: every waiting host holds a future as large as the largest here.
async fn handle(front: &Arc<Front>, request: Request) -> Response {
    if let Some((protocol, service, operation)) = target(&request) {
        return aws::answer(front, protocol, &service, &operation, request).await;
    }
    if let Some(pages) = front.pages.as_ref().filter(|_| console::is_for(&request)) {
        return Box::pin(console::answer(front, pages, request)).await;
    }
    if let Some(page) = Page::find(&request) {
        return Box::pin(page.answer(&front.app)).await;
    }
    if request.uri().path().starts_with("/git/") {
        return Box::pin(git::handle(&front.app, request)).await;
    }
    if let Some(endpoint) = Endpoint::find(&request) {
        return Box::pin(plain::answer(front, endpoint, request)).await;
    }
    Box::pin(s3(front, request)).await
}

/// Protocol, service and operation of a request for an operation.
pub(super) fn target(request: &Request) -> Option<(Protocol, String, String)> {
    if request.method() == Method::POST && request.uri().path() == "/" {
        let target = request.headers().get("x-amz-target");
        if let Some(target) = target.and_then(|value| value.to_str().ok()) {
            let (service, operation) = target.rsplit_once('.').unwrap_or((target, ""));
            return Some((Protocol::Json, service.into(), operation.into()));
        }
    }
    let (service, operation) = cbor_target(request)?;
    Some((Protocol::Cbor, service, operation))
}

/// `/service/<S>/operation/<Op>` with the header that makes it rpc-v2-cbor.
fn cbor_target(request: &Request) -> Option<(String, String)> {
    let protocol = request.headers().get("smithy-protocol")?;
    let rest = request.uri().path().strip_prefix("/service/")?;
    let (service, operation) = rest.split_once("/operation/")?;
    (request.method() == Method::POST && protocol == "rpc-v2-cbor")
        .then(|| (service.to_string(), operation.to_string()))
}

async fn s3(front: &Front, request: Request) -> Response {
    let has_body = !request.body().is_end_stream() && request.version() < Version::HTTP_2;
    let mut response = s3_answer(front, request).await;
    if has_body && response.status().is_client_error() {
        // Most refusals come before the body is read, and then the connection ends. A client that is
        // not told sends its next request into it.
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(header::CONNECTION, close);
    }
    response
}

async fn s3_answer(front: &Front, request: Request) -> Response {
    match front.s3.call(request.map(s3s::Body::from)).await {
        Ok(response) => response.map(|body| body.map_err(Into::into).boxed_unsync()),
        Err(error) => {
            tracing::error!(?error, "the S3 endpoint failed");
            plain(
                StatusCode::INTERNAL_SERVER_ERROR,
                "the server failed on this request\n",
            )
        }
    }
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    let mut response = Response::new(full(text));
    *response.status_mut() = status;
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_is_an_answer() {
        let response = guarded(async { panic!("on purpose") }).await;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let body = response.into_body().collect().await.unwrap().to_bytes();
        let body = String::from_utf8_lossy(&body).into_owned();
        assert!(
            body.contains("InternalFailure") && !body.contains("on purpose"),
            "{body}"
        );
    }
}
