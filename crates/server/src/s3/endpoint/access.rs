//! Who may do what: keys, roles, and the parts of S3 that are refused by name.

use std::sync::Arc;

use http::HeaderMap;
use s3s::access::{S3Access, S3AccessContext};
use s3s::auth::{S3Auth, SecretKey};
use s3s::{S3Error, S3Result, s3_error};
use subtle::ConstantTimeEq;
use towline_auth::caller::Role;

use crate::{App, keys};

/// Reading, as an agent does for revisions.
const READ: [&str; 2] = ["GetObject", "HeadObject"];

/// Writing, as a build runner does for artifacts.
const WRITE: [&str; 6] = [
    "PutObject",
    "CreateMultipartUpload",
    "UploadPart",
    "CompleteMultipartUpload",
    "AbortMultipartUpload",
    "ListParts",
];

/// Headers that ask for something Towline does not do, with the values that ask for nothing.
const UNSUPPORTED: [(&str, &[&str]); 16] = [
    ("x-amz-acl", &["private", "bucket-owner-full-control"]),
    ("x-amz-bucket-object-lock-enabled", &["false"]),
    ("x-amz-grant-full-control", &[]),
    ("x-amz-grant-read", &[]),
    ("x-amz-grant-read-acp", &[]),
    ("x-amz-grant-write", &[]),
    ("x-amz-grant-write-acp", &[]),
    ("x-amz-mfa", &[]),
    ("x-amz-object-lock-legal-hold", &["OFF"]),
    ("x-amz-object-lock-mode", &[]),
    ("x-amz-object-lock-retain-until-date", &[]),
    (
        "x-amz-server-side-encryption",
        &["AES256", "aws:kms", "aws:kms:dsse"],
    ),
    ("x-amz-server-side-encryption-customer-algorithm", &[]),
    ("x-amz-storage-class", &["STANDARD"]),
    ("x-amz-website-redirect-location", &[]),
    ("x-amz-write-offset-bytes", &[]),
];

/// Secrets for verifying signatures.
pub(super) struct Keys(pub(super) Arc<App>);

#[async_trait::async_trait]
impl S3Auth for Keys {
    async fn get_secret_key(&self, access_key: &str) -> S3Result<SecretKey> {
        match keys::secret(&self.0, access_key).await {
            Ok(Some((secret, _))) => Ok(SecretKey::from(secret.key.expose())),
            Ok(None) => Err(s3_error!(
                InvalidAccessKeyId,
                "The access key id is not known to this server"
            )),
            Err(error) => Err(unavailable(&error)),
        }
    }
}

/// What a verified key may do.
pub(super) struct Rules(pub(super) Arc<App>);

#[async_trait::async_trait]
impl S3Access for Rules {
    async fn check(&self, context: &mut S3AccessContext<'_>) -> S3Result<()> {
        let Some(credentials) = context.credentials() else {
            return Err(s3_error!(AccessDenied, "Requests must be signed"));
        };
        let known = keys::secret(&self.0, &credentials.access_key).await;
        let Some((secret, caller)) = known.map_err(|error| unavailable(&error))? else {
            return Err(s3_error!(InvalidAccessKeyId));
        };
        let span = tracing::Span::current();
        span.record("caller", &credentials.access_key);
        let now = keys::stamp(self.0.clock.real());
        if secret.expires.is_some_and(|end| end <= now) {
            return Err(s3_error!(ExpiredToken, "The access key has expired"));
        }
        let token = secret.session_token.as_ref().map(|t| t.expose());
        check_token(token, given_token(context).as_deref())?;
        let operation = context.s3_op().name();
        if !may(&caller.role, operation) {
            return Err(s3_error!(
                AccessDenied,
                "{} is not authorized to perform: s3:{operation}",
                caller.arn
            ));
        }
        check_owner(context.headers(), &self.0.settings.account)?;
        check_supported(context.headers())
    }
}

fn may(role: &Role, operation: &str) -> bool {
    match role {
        Role::Admin => true,
        Role::Host { .. } => READ.contains(&operation),
        Role::Runner => READ.contains(&operation) || WRITE.contains(&operation),
        Role::Join => false,
    }
}

/// The session token of a header or of a presigned URL.
fn given_token(context: &S3AccessContext<'_>) -> Option<String> {
    const NAME: &str = "x-amz-security-token";
    if let Some(value) = context.headers().get(NAME) {
        return value.to_str().ok().map(str::to_string);
    }
    let query = context.uri().query().unwrap_or_default();
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(name, _)| name.eq_ignore_ascii_case(NAME))
        .and_then(|(_, value)| {
            let text = percent_encoding::percent_decode_str(value).decode_utf8();
            text.ok().map(String::from)
        })
}

fn check_token(wanted: Option<&str>, given: Option<&str>) -> S3Result<()> {
    match (wanted, given) {
        (None, None) => Ok(()),
        (Some(wanted), Some(given)) if bool::from(wanted.as_bytes().ct_eq(given.as_bytes())) => {
            Ok(())
        }
        _ => Err(s3_error!(
            InvalidToken,
            "The session token is missing, wrong, or belongs to another key"
        )),
    }
}

fn check_owner(headers: &HeaderMap, account: &str) -> S3Result<()> {
    match headers.get("x-amz-expected-bucket-owner") {
        Some(owner) if owner != account => Err(s3_error!(
            AccessDenied,
            "The bucket belongs to account {account}, not to the expected one"
        )),
        _ => Ok(()),
    }
}

fn check_supported(headers: &HeaderMap) -> S3Result<()> {
    for (name, harmless) in UNSUPPORTED {
        if let Some(value) = headers.get(name) {
            let value = value.to_str().unwrap_or("?");
            if !harmless.contains(&value) {
                return Err(s3_error!(
                    NotImplemented,
                    "Towline does not support `{name}: {value}`"
                ));
            }
        }
    }
    Ok(())
}

fn unavailable(error: &keys::KeyError) -> S3Error {
    tracing::error!(%error, "access keys");
    s3_error!(
        ServiceUnavailable,
        "Access keys cannot be read; the server's log says why"
    )
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn roles_may_do_what_their_work_needs_and_nothing_else() {
        let host = Role::Host { name: "web".into() };
        assert!(may(&host, "GetObject") && !may(&host, "PutObject"));
        assert!(may(&Role::Runner, "UploadPart") && !may(&Role::Runner, "DeleteObject"));
        assert!(!may(&Role::Runner, "ListObjectsV2"));
        assert!(!may(&Role::Join, "GetObject"));
        assert!(may(&Role::Admin, "DeleteBucket"));
    }

    #[test]
    fn what_is_not_supported_is_refused_by_name() {
        let one = |name: &'static str, value| {
            HeaderMap::from_iter([(
                http::HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )])
        };
        assert!(check_supported(&one("x-amz-acl", "private")).is_ok());
        let refused = check_supported(&one("x-amz-acl", "public-read")).expect_err("refused");
        assert_eq!(
            refused.message(),
            Some("Towline does not support `x-amz-acl: public-read`")
        );
        assert!(check_supported(&one("x-amz-storage-class", "GLACIER")).is_err());
    }

    #[test]
    fn a_session_token_must_be_the_keys_own() {
        assert!(check_token(None, None).is_ok());
        assert!(check_token(Some("a"), Some("a")).is_ok());
        for (wanted, given) in [(Some("a"), None), (None, Some("a")), (Some("a"), Some("b"))] {
            assert!(check_token(wanted, given).is_err());
        }
    }
}
