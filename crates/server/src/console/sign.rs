//! Signing in: an access key id and its secret, compared so that neither time nor words tell which
//! of the two was wrong.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use towline_api::ApiError;
use towline_auth::caller::{Caller, Role};

use super::{Attempts, session, value};
use crate::{App, keys};

const WRONG: &str = "This access key id and secret do not belong together.";

/// The token of a new session, or why there is none, in words for the person.
pub(super) async fn sign_in(
    app: &App,
    attempts: &Attempts,
    form: &[(String, String)],
) -> Result<Result<String, String>, ApiError> {
    let id = value(form, "access-key-id").unwrap_or_default().trim();
    let secret = value(form, "secret").unwrap_or_default().trim();
    let now = app.clock.now();
    if let Some(seconds) = attempts.wait(id, now) {
        let text = format!("Too many failed attempts. Try again in {seconds} s.");
        return Ok(Err(text));
    }
    let Some(caller) = owner(app, id, secret).await? else {
        attempts.failed(id, now);
        tracing::info!(
            access_key_id = loggable(id),
            "a sign-in to the console was refused"
        );
        return Ok(Err(WRONG.into()));
    };
    if caller.role != Role::Admin {
        let text = "This key belongs to a host or a runner. Use the key of an administrator.";
        return Ok(Err(text.into()));
    }
    tracing::info!(access_key_id = id, "signed in to the console");
    session::begin(app, &caller, secret).await.map(Ok)
}

/// The id, unless it may be a secret in the wrong field.
fn loggable(id: &str) -> &str {
    let formed = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    match id.len() <= 32 && id.bytes().all(formed) {
        true => id,
        false => "(not the form of one)",
    }
}

async fn owner(app: &App, id: &str, given: &str) -> Result<Option<Caller>, ApiError> {
    let found = keys::secret(app, id).await?;
    let now = keys::stamp(app.clock.real());
    // A temporary key needs its session token, for which the form has no field.
    let usable = found.filter(|(secret, _)| {
        secret.session_token.is_none() && secret.expires.is_none_or(|end| end > now)
    });
    // Also without a key something is compared.
    let wanted = usable
        .as_ref()
        .map_or("", |(secret, _)| secret.key.expose());
    let same = digest(given).ct_eq(&digest(wanted));
    let caller = usable.map(|(_, caller)| caller);
    Ok(caller.filter(|_| same.into()))
}

/// Equal lengths, so that comparing tells nothing.
fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}
