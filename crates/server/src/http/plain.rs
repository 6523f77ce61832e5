//! Plain endpoints for what no JSON operation can carry, such as a stream. A request is signed like
//! an operation of the service `towline`, by a key of the role admin; errors are those of JSON.
//!
//! A bucket may have the name of an endpoint: the service in the signature says which is meant.

use std::sync::Arc;

use http::request::Parts;
use http::{Method, Uri};
use percent_encoding::percent_decode_str;
use tokio_util::sync::CancellationToken;
use towline_api::{ApiError, towline};
use towline_auth::caller::{Caller, Role};
use towline_auth::sigv4::Claim;

use super::protocol::Protocol;
use super::{Front, Request, Response, signature};
use crate::{App, backup, events};

/// A path with a method.
#[derive(Debug, Clone, Copy)]
pub(super) enum Endpoint {
    Backup,
    Events,
}

/// A request from a caller who may do everything.
pub(crate) struct Signed {
    /// The head.
    pub(crate) parts: Parts,
    /// Cancelled when the server stops: a body that streams ends then.
    pub(crate) drain: CancellationToken,
}

impl Endpoint {
    /// What the request is for; `None` when it is not for an endpoint.
    pub(super) fn find(request: &Request) -> Option<Endpoint> {
        let endpoint = match (request.method(), request.uri().path()) {
            (&Method::GET, "/backup") => Endpoint::Backup,
            (&Method::GET, "/events") => Endpoint::Events,
            _ => return None,
        };
        (!signed_for_s3(request)).then_some(endpoint)
    }

    /// The word for it in logs and metrics.
    pub(super) fn name(self) -> &'static str {
        match self {
            Endpoint::Backup => "backup",
            Endpoint::Events => "events",
        }
    }

    async fn run(self, app: &Arc<App>, request: Signed) -> Result<Response, ApiError> {
        match self {
            Endpoint::Backup => backup::answer(app).await,
            Endpoint::Events => events::stream(app, request).await,
        }
    }
}

fn signed_for_s3(request: &Request) -> bool {
    let mut head = http::Request::new(());
    *head.uri_mut() = request.uri().clone();
    *head.headers_mut() = request.headers().clone();
    Claim::read(&head.into_parts().0).is_ok_and(|claim| claim.service == "s3")
}

/// Answers a request for an endpoint.
pub(super) async fn answer(front: &Front, endpoint: Endpoint, request: Request) -> Response {
    let answered = exchange(front, endpoint, request).await;
    answered.unwrap_or_else(|error| Protocol::Json.failure(&error))
}

async fn exchange(
    front: &Front,
    endpoint: Endpoint,
    request: Request,
) -> Result<Response, ApiError> {
    let (parts, body) = request.into_parts();
    let service = towline::SIGNING_NAMES[0];
    let (_, caller) = signature::verify(&front.app, &parts, body, Some(service)).await?;
    authorize(&caller, parts.uri.path())?;
    let drain = front.drain.clone();
    endpoint.run(&front.app, Signed { parts, drain }).await
}

fn authorize(caller: &Caller, path: &str) -> Result<(), ApiError> {
    if caller.role == Role::Admin {
        return Ok(());
    }
    let text = format!("User: {} is not authorized to use: {path}", caller.arn);
    Err(ApiError::new("AccessDeniedException", text))
}

impl Signed {
    /// The query, decoded, without what a presigned request adds. An unknown parameter is the
    /// endpoint's to refuse.
    pub(crate) fn parameters(&self) -> Vec<(String, String)> {
        parameters(&self.parts.uri)
            .filter(|(name, _)| !name.starts_with("X-Amz-"))
            .collect()
    }
}

/// The query of an address, decoded.
pub(crate) fn parameters(uri: &Uri) -> impl Iterator<Item = (String, String)> {
    pairs(uri.query().unwrap_or_default())
}

/// Names and values of a query or a form, decoded.
pub(crate) fn pairs(text: &str) -> impl Iterator<Item = (String, String)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.map(|(name, value)| (decode(name), decode(value)))
}

fn decode(text: &str) -> String {
    let text = text.replace('+', " ");
    percent_decode_str(&text).decode_utf8_lossy().into_owned()
}
