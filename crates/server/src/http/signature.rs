//! Who sent a request: reads its body and proves its signature. S3 and Git have their own ways.

use bytes::Bytes;
use http::request::Parts;
use hyper::body::Incoming;
use towline_api::ApiError;
use towline_auth::caller::Caller;
use towline_auth::sigv4::{Claim, Dialect, Expected, Refusal};

use super::body;
use crate::{App, keys};

/// The whole body, and the caller who signed it together with the head, by an `Authorization`
/// header or by a presigned query. Of `service` `None`, an unknown one, every name is as good.
pub(super) async fn verify(
    app: &App,
    parts: &Parts,
    body: Incoming,
    service: Option<&str>,
) -> Result<(Bytes, Caller), ApiError> {
    let claim = Claim::read(parts)?;
    let found = keys::secret(app, &claim.access_key_id).await?;
    let (secret, caller) = found.ok_or(Refusal::Unrecognized)?;
    let body = body::read(body).await?;
    let expected = Expected {
        region: &app.settings.region,
        service: service.unwrap_or(&claim.service),
        dialect: Dialect::General,
        now: keys::stamp(app.clock.real()),
    };
    claim.verify(parts, &body, &secret, &expected)?;
    tracing::Span::current().record("caller", &claim.access_key_id);
    Ok((body, caller))
}
