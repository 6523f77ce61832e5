//! The stream of events for a page: which object something happened to, and nothing more. The page
//! asks for what it shows anew.

use std::sync::Arc;

use futures::{StreamExt, TryStreamExt};
use http::request::Parts;
use http_body_util::{BodyExt, BodyStream};
use hyper::body::Frame;
use towline_api::ApiError;
use towline_core::Span;

use super::answer;
use super::session::{self, Session};
use crate::clock::patience;
use crate::events;
use crate::http::{Front, Response, Signed, stream as body};

/// How often it is looked whether the session goes on. It guards a socket, so it is real time.
const LOOK: Span = Span::seconds(15);

pub(super) async fn stream(
    front: &Arc<Front>,
    parts: Parts,
    session: Session,
) -> Result<Response, ApiError> {
    let signed = Signed {
        parts,
        drain: front.drain().clone(),
    };
    let (head, stream) = events::stream(front.app(), signed).await?.into_parts();
    let app = Arc::clone(front.app());
    let over = async move {
        while session::goes_on(&app, &session).await {
            patience(LOOK).await;
        }
    };
    let pieces = BodyStream::new(stream)
        .try_filter_map(|frame: Frame<_>| async { Ok(frame.into_data().ok()) });
    let mut response =
        Response::from_parts(head, body(pieces.take_until(Box::pin(over))).boxed_unsync());
    answer::guard(response.headers_mut());
    Ok(response)
}
