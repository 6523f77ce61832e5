//! Which part answers a request. A panic anywhere becomes a logged 500, never a dead server.

use std::convert::Infallible;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures::FutureExt;
use http::{HeaderValue, Method, StatusCode, header};
use http_body_util::BodyExt;
use towline_api::ApiError;

use super::plain::Endpoint;
use super::protocol::Protocol;
use super::{Front, Request, Response, aws, full, plain};
use crate::git;

/// Answers one request.
pub(super) async fn route(front: Arc<Front>, request: Request) -> Result<Response, Infallible> {
    let id = front.app.random.uuid();
    let (method, path) = (request.method().clone(), request.uri().path().to_string());
    let mut response = guarded(handle(&front, request)).await;
    let status = response.status();
    if status.is_server_error() {
        tracing::warn!(%method, path, id, status = status.as_u16(), "answered");
    } else {
        tracing::debug!(%method, path, id, status = status.as_u16(), "answered");
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-amzn-requestid", id);
    }
    Ok(response)
}

/// The panic itself, with its place, was printed by the runtime.
async fn guarded(work: impl Future<Output = Response>) -> Response {
    let done = AssertUnwindSafe(work).catch_unwind().await;
    done.unwrap_or_else(|_| {
        let error = ApiError::internal("the server failed on this request; see its log");
        Protocol::Json.failure(&error)
    })
}

async fn handle(front: &Arc<Front>, request: Request) -> Response {
    let path = request.uri().path();
    if request.method() == Method::POST && path == "/" {
        let target = request.headers().get("x-amz-target");
        if let Some(target) = target.and_then(|value| value.to_str().ok()) {
            let (service, operation) = target.rsplit_once('.').unwrap_or((target, ""));
            let (service, operation) = (service.to_string(), operation.to_string());
            return aws::answer(front, Protocol::Json, &service, &operation, request).await;
        }
    }
    if let Some((service, operation)) = cbor_target(&request) {
        return aws::answer(front, Protocol::Cbor, &service, &operation, request).await;
    }
    if path == "/healthz" {
        return plain(StatusCode::OK, "ok\n");
    }
    if path.starts_with("/git/") {
        return git::handle(&front.app, request).await;
    }
    if let Some(endpoint) = Endpoint::find(&request) {
        return plain::answer(front, endpoint, request).await;
    }
    if path == "/healthz" {
        return plain(StatusCode::OK, "ok\n");
    }
    s3(front, request).await
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
