//! The way of an AWS operation: who, may they, what, is it well-formed, do it, answer.
//!
//! A request whose signature does not hold is answered before anything in its body is looked at,
//! and is told nothing about operations and rows.

use std::sync::Arc;

use http::request::Parts;
use hyper::body::Incoming;
use serde_json::Value;
use tokio_util::task::AbortOnDropHandle;
use towline_api::{ApiError, normalize};
use towline_auth::caller::{Caller, Role};
use tracing::Instrument;

use super::call::{Call, Unknown};
use super::protocol::Protocol;
use super::{Front, Request, Response, signature};

/// Answers a request for `operation` of `service`.
pub(super) async fn answer(
    front: &Arc<Front>,
    protocol: Protocol,
    service: &str,
    operation: &str,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let target = Call::find(service, operation);
    let shape = target.as_ref().ok().and_then(|call| call.output());
    match exchange(front, protocol, target, &parts, body).await {
        Ok(value) => protocol.success(shape, &value),
        Err(error) => protocol.failure(&error),
    }
}

async fn exchange(
    front: &Arc<Front>,
    protocol: Protocol,
    target: Result<Call, Unknown>,
    parts: &Parts,
    body: Incoming,
) -> Result<Value, ApiError> {
    let signing_name = match &target {
        Ok(call) => Some(call.signing_name),
        Err(unknown) => unknown.signing_name,
    };
    let (body, caller) = signature::verify(&front.app, parts, body, signing_name).await?;
    let call = target.map_err(|unknown| unknown.error)?;
    call.authorize(&caller)?;
    introduce(front, parts, &caller);
    let input = normalize(call.input(), protocol.decode(call.input(), &body)?)?;
    call.check(&input)?;
    carry_out(front, call, caller, input).await
}

/// Agents say in every request what they are.
fn introduce(front: &Front, parts: &Parts, caller: &Caller) {
    let agent = parts.headers.get(http::header::USER_AGENT);
    if let (Role::Host { name }, Some(agent)) = (&caller.role, agent.and_then(|v| v.to_str().ok()))
    {
        front.app.hosts.introduced(name, agent);
    }
}

/// An operation for a caller who is known: everything but signature and encoding is as for one
/// that came over the network.
pub(crate) async fn operation(
    front: &Arc<Front>,
    service: &str,
    name: &str,
    caller: Caller,
    input: Value,
) -> Result<Value, ApiError> {
    let call = Call::find(service, name).map_err(|unknown| unknown.error)?;
    call.authorize(&caller)?;
    let input = normalize(call.input(), input)?;
    call.check(&input)?;
    carry_out(front, call, caller, input).await
}

/// Runs the operation, one that changes something in a task of its own, so that a client that hangs
/// up does not stop it half way; only long polls end with their client.
async fn carry_out(
    front: &Arc<Front>,
    call: Call,
    caller: Caller,
    input: Value,
) -> Result<Value, ApiError> {
    let app = Arc::clone(&front.app);
    let clock = app.clock.clone();
    if call.only_reads() && !call.polls() {
        return clock.track(call.run(&app, &caller, input)).await;
    }
    let work = async move { call.run(&app, &caller, input).await }.in_current_span();
    let task = match call.moves_clock() {
        // What waits for all others to come to rest is not one of them.
        true => front.tasks.spawn(work),
        false => front.tasks.spawn(clock.track(work)),
    };
    let outcome = if call.polls() {
        tokio::select! {
            outcome = AbortOnDropHandle::new(task) => outcome,
            () = front.drain.cancelled() => return Err(stopping()),
        }
    } else {
        task.await
    };
    outcome.unwrap_or_else(|error| {
        tracing::error!(operation = call.name(), %error, "an operation made the server panic");
        Err(ApiError::internal(
            "the server failed on this operation; see its log",
        ))
    })
}

fn stopping() -> ApiError {
    ApiError {
        code: "ServiceUnavailableException".into(),
        message: "the server is stopping; try again".into(),
        status: 503,
    }
}
