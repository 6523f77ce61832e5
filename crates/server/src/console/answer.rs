//! What the browser is told: the headers of every page, redirects, refusals.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use towline_api::pages::{Answer, Body, Pieces};

use crate::http::{BodyError, Response, full, stream};

/// Only what the server itself sends may run, be shown or be asked; nobody may frame a page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; \
     base-uri 'none'";

/// The answer of a page.
pub(super) fn response(answer: Answer) -> Response {
    let body = match answer.body {
        Body::Whole(bytes) => full(bytes),
        Body::Pieces(pieces) => stream(futures::stream::try_unfold(pieces, piece)),
    };
    let mut response = Response::new(body);
    *response.status_mut() =
        StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    guard(response.headers_mut());
    for (name, value) in answer.headers {
        let name = HeaderName::from_static(name);
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

async fn piece(mut pieces: Box<dyn Pieces>) -> Result<Option<(Bytes, Box<dyn Pieces>)>, BodyError> {
    let next = pieces.next().await?;
    Ok(next.map(|bytes| (Bytes::from(bytes), pieces)))
}

/// The headers of everything below `/console/`.
pub(super) fn guard(headers: &mut HeaderMap) {
    let all = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::CACHE_CONTROL, "no-store"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=()",
        ),
    ];
    for (name, value) in all {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// Sends the browser to another page, to be asked for by GET.
pub(super) fn go(place: &str) -> Response {
    response(Answer {
        status: 303,
        headers: vec![("location", place.to_string())],
        body: Body::Whole(Vec::new()),
    })
}

/// A sentence, where no page can be shown.
pub(super) fn refused(status: u16, why: &str) -> Response {
    let kind = "text/plain; charset=utf-8".to_string();
    response(Answer {
        status,
        headers: vec![("content-type", kind)],
        body: Body::Whole(format!("{why}\n").into_bytes()),
    })
}

pub(super) fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    response
}
