//! Who pushes and clones: HTTP Basic with an access key id as user name and its secret as password.

use ::http::header::{AUTHORIZATION, HeaderMap};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use towline_auth::caller::Caller;

use crate::App;
use crate::keys::{self, KeyError};

/// Longest header that is looked at.
const LONGEST: usize = 1024;

/// The owner of the key that a request carries; `None` when it carries none, or a wrong one.
pub(super) async fn caller(app: &App, headers: &HeaderMap) -> Result<Option<Caller>, KeyError> {
    let Some((id, given)) = basic(headers) else {
        return Ok(None);
    };
    let Some((secret, caller)) = keys::secret(app, &id).await? else {
        return Ok(None);
    };
    let now = keys::stamp(app.clock.real());
    let over = secret.expires.is_some_and(|end| end <= now);
    // A temporary key needs its session token, for which Basic has no place.
    if over || secret.session_token.is_some() {
        return Ok(None);
    }
    let same = digest(&given).ct_eq(&digest(secret.key.expose()));
    tracing::Span::current().record("caller", &id);
    Ok(bool::from(same).then_some(caller))
}

/// Equal lengths, so that comparing tells nothing.
fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// User name and password.
fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let header = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") || encoded.len() > LONGEST {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    Some((id.into(), secret.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn basic_is_read_and_nothing_else() {
        let read = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(AUTHORIZATION, value.parse().unwrap());
            basic(&headers)
        };
        let pair = |a: &str, b: &str| Some((a.to_string(), b.to_string()));
        assert_eq!(read("Basic QUtJQTpzZWM6cmV0"), pair("AKIA", "sec:ret"));
        assert_eq!(read("basic QUtJQTo="), pair("AKIA", ""));
        assert_eq!(read("Bearer QUtJQTpzZWNyZXQ="), None);
        assert_eq!(read("Basic QUtJQQ=="), None, "no colon");
        assert_eq!(read("Basic !!!"), None);
        assert_eq!(read(&format!("Basic {}", "QUtJ".repeat(500))), None);
        assert_eq!(basic(&HeaderMap::new()), None);
    }
}
