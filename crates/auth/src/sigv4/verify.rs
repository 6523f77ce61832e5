//! The server's side: reads who claims to have signed, then proves it.
//!
//! The signature is checked before scope, time and token are looked at, so that nobody without the
//! secret learns anything from the answer.

use http::{HeaderMap, header, request::Parts};
use subtle::ConstantTimeEq;
use towline_api::ApiError;

use super::canonical::{Canonical, SIGNATURE, parameter, scope};
use super::{ALGORITHM, Dialect, SecretKey, Stamp, TERMINATOR, body_hash};

/// Longest life of a presigned request: seven days.
const LONGEST: i64 = 7 * 24 * 3600;

/// Why a request is refused. The texts are AWS's; the exception names are those of the JSON services.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No signature at all.
    #[error("Request is missing Authentication Token")]
    Missing,
    /// The `Authorization` header or the signature parameters cannot be read.
    #[error("{0}")]
    Incomplete(String),
    /// The signature, its scope or its time does not fit.
    #[error("{0}")]
    Invalid(String),
    /// The key does not exist, or its session token differs.
    #[error("The security token included in the request is invalid.")]
    Unrecognized,
    /// The key's life is over.
    #[error("The security token included in the request is expired")]
    Expired,
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> ApiError {
        let code = match &refusal {
            Refusal::Missing => "MissingAuthenticationTokenException",
            Refusal::Incomplete(_) => "IncompleteSignatureException",
            Refusal::Invalid(_) => "InvalidSignatureException",
            Refusal::Unrecognized => "UnrecognizedClientException",
            Refusal::Expired => "ExpiredTokenException",
        };
        ApiError::new(code, refusal.to_string())
    }
}

/// What a request says about its signature; nothing of it is proven yet.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Whose key it says it is.
    pub access_key_id: String,
    /// Region of the scope.
    pub region: String,
    /// Service of the scope.
    pub service: String,
    date: String,
    at: Stamp,
    signed: Vec<String>,
    signature: String,
    token: Option<String>,
    /// Seconds of a presigned request's life; `None` in the header form.
    expires: Option<i64>,
}

/// The stored half of a key.
#[derive(Debug, Clone)]
pub struct Secret {
    /// Secret half.
    pub key: SecretKey,
    /// The token that must accompany it.
    pub session_token: Option<SecretKey>,
    /// End of its life.
    pub expires: Option<Stamp>,
}

/// What the server accepts.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// The server's region.
    pub region: &'a str,
    /// The signing name of the operation's service.
    pub service: &'a str,
    /// How that service signs.
    pub dialect: Dialect,
    /// The server's time.
    pub now: Stamp,
}

impl Claim {
    /// Reads the `Authorization` header, or else the parameters of a presigned request.
    pub fn read(parts: &Parts) -> Result<Claim, Refusal> {
        if parts.headers.contains_key(header::AUTHORIZATION) {
            return Claim::from_header(parts);
        }
        match parameter(&parts.uri, "X-Amz-Algorithm") {
            Some(algorithm) => Claim::from_query(parts, &algorithm),
            None => Err(Refusal::Missing),
        }
    }

    fn from_header(parts: &Parts) -> Result<Claim, Refusal> {
        let value = text(&parts.headers, header::AUTHORIZATION.as_str()).unwrap_or_default();
        let Some(fields) = value.strip_prefix(ALGORITHM) else {
            return Err(incomplete(format!(
                "Authorization header requires `{ALGORITHM}`"
            )));
        };
        let field = |name: &str| {
            let mut found = fields
                .split(',')
                .filter_map(|part| part.trim().split_once('='));
            found
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.trim().to_string())
                .filter(|value| !value.is_empty())
                .ok_or_else(|| {
                    incomplete(format!("Authorization header requires '{name}' parameter."))
                })
        };
        let date = text(&parts.headers, "x-amz-date").ok_or_else(|| {
            incomplete("Authorization header requires existence of an 'X-Amz-Date' header.")
        })?;
        let token = text(&parts.headers, "x-amz-security-token");
        claim(
            &field("Credential")?,
            &field("SignedHeaders")?,
            field("Signature")?,
            &date,
            token,
            None,
        )
    }

    fn from_query(parts: &Parts, algorithm: &str) -> Result<Claim, Refusal> {
        if algorithm != ALGORITHM {
            return Err(incomplete(format!("X-Amz-Algorithm must be `{ALGORITHM}`")));
        }
        let field = |name: &str| {
            parameter(&parts.uri, name)
                .filter(|value| !value.is_empty())
                .ok_or_else(|| {
                    incomplete(format!(
                        "AWS query-string parameters must include '{name}'."
                    ))
                })
        };
        let expires = field("X-Amz-Expires")?;
        let seconds = expires.parse().ok().filter(|n| (1..=LONGEST).contains(n));
        let Some(seconds) = seconds else {
            return Err(incomplete("X-Amz-Expires must be from 1 to 604800 seconds"));
        };
        let token = parameter(&parts.uri, "X-Amz-Security-Token");
        claim(
            &field("X-Amz-Credential")?,
            &field("X-Amz-SignedHeaders")?,
            field(SIGNATURE)?,
            &field("X-Amz-Date")?,
            token,
            Some(seconds),
        )
    }

    /// Proves that the owner of `secret` signed this request with this body, for this server, now.
    pub fn verify(
        &self,
        parts: &Parts,
        body: &[u8],
        secret: &Secret,
        expected: &Expected<'_>,
    ) -> Result<(), Refusal> {
        let payload = self.payload(&parts.headers, body, expected.dialect)?;
        self.covers(parts)?;
        let canonical = Canonical {
            method: &parts.method,
            uri: &parts.uri,
            headers: &parts.headers,
            signed: &self.signed,
            payload: &payload,
            dialect: expected.dialect,
        };
        let scope = scope(&self.date, &self.region, &self.service);
        let text = canonical.to_sign(self.at, &scope);
        let right = secret
            .key
            .signature(&self.date, &self.region, &self.service, &text);
        if !bool::from(right.as_bytes().ct_eq(self.signature.as_bytes())) {
            return Err(Refusal::Invalid(MISMATCH.into()));
        }
        self.in_scope(expected)?;
        self.in_time(expected)?;
        self.alive(secret, expected.now)
    }

    /// The hash to sign. A body hash in a header must be true; without one it is computed.
    fn payload(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        dialect: Dialect,
    ) -> Result<String, Refusal> {
        let stated = text(headers, "x-amz-content-sha256");
        if dialect == Dialect::S3 {
            let unsigned = "UNSIGNED-PAYLOAD";
            if stated.as_deref() == Some(unsigned) || (stated.is_none() && self.expires.is_some()) {
                return Ok(unsigned.into());
            }
        }
        let actual = body_hash(body);
        match stated {
            Some(stated) if stated != actual => Err(Refusal::Invalid(
                "The value of the X-Amz-Content-Sha256 header is not the SHA-256 of the body"
                    .into(),
            )),
            _ => Ok(actual),
        }
    }

    /// A signature that leaves out where the request goes or what it does is none.
    fn covers(&self, parts: &Parts) -> Result<(), Refusal> {
        for name in ["host", "x-amz-target"] {
            let needed = name == "host" || parts.headers.contains_key(name);
            if needed && !self.signed.iter().any(|signed| signed == name) {
                return Err(Refusal::Invalid(format!(
                    "'{name}' must be a signed header"
                )));
            }
        }
        Ok(())
    }

    fn in_scope(&self, expected: &Expected<'_>) -> Result<(), Refusal> {
        if self.region != expected.region {
            return Err(Refusal::Invalid(format!(
                "Credential should be scoped to a valid region, not '{}'; this server is in '{}'.",
                self.region, expected.region
            )));
        }
        if self.service != expected.service {
            return Err(Refusal::Invalid(format!(
                "Credential should be scoped to correct service: '{}'.",
                expected.service
            )));
        }
        Ok(())
    }

    fn in_time(&self, expected: &Expected<'_>) -> Result<(), Refusal> {
        let Expected { now, dialect, .. } = *expected;
        let (skew, minutes) = (dialect.skew(), dialect.skew() / 60);
        if self.at.0 > now.0.saturating_add(skew) {
            let limit = Stamp(now.0 + skew);
            return Err(Refusal::Invalid(format!(
                "Signature not yet current: {} is still later than {limit} ({now} + {minutes} min.)",
                self.at
            )));
        }
        match self.expires {
            Some(seconds) if self.at.0 + seconds < now.0 => Err(Refusal::Invalid(format!(
                "Signature expired: {} is now earlier than {now}",
                Stamp(self.at.0 + seconds)
            ))),
            None if self.at.0 < now.0 - skew => {
                let limit = Stamp(now.0 - skew);
                Err(Refusal::Invalid(format!(
                    "Signature expired: {} is now earlier than {limit} ({now} - {minutes} min.)",
                    self.at
                )))
            }
            _ => Ok(()),
        }
    }

    fn alive(&self, secret: &Secret, now: Stamp) -> Result<(), Refusal> {
        let token_fits = match (&secret.session_token, &self.token) {
            (None, None) => true,
            (Some(right), Some(given)) => right.is(given),
            _ => false,
        };
        if !token_fits {
            return Err(Refusal::Unrecognized);
        }
        match secret.expires {
            Some(end) if end <= now => Err(Refusal::Expired),
            _ => Ok(()),
        }
    }
}

const MISMATCH: &str = "The request signature we calculated does not match the signature you \
    provided. Check your AWS Secret Access Key and signing method. Consult the service \
    documentation for details.";

fn claim(
    credential: &str,
    signed: &str,
    signature: String,
    date: &str,
    token: Option<String>,
    expires: Option<i64>,
) -> Result<Claim, Refusal> {
    let mut parts = credential.rsplitn(5, '/');
    let (terminator, service, region, day, id) = (
        parts.next(),
        parts.next(),
        parts.next(),
        parts.next(),
        parts.next(),
    );
    let (Some(TERMINATOR), Some(service), Some(region), Some(day), Some(id)) =
        (terminator, service, region, day, id)
    else {
        return Err(incomplete(
            "Credential must have exactly 5 slash-delimited elements, e.g. \
             keyid/date/region/service/term",
        ));
    };
    let at = Stamp::parse(date).ok_or_else(|| {
        incomplete("Date must be in ISO-8601 'basic format', for example 20150830T123600Z")
    })?;
    // A date that could be read begins with its day.
    if date.get(..8) != Some(day) {
        return Err(Refusal::Invalid(format!(
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date: '{day}'"
        )));
    }
    let mut signed: Vec<String> = signed.split(';').map(str::to_ascii_lowercase).collect();
    signed.sort();
    Ok(Claim {
        access_key_id: id.into(),
        region: region.into(),
        service: service.into(),
        date: day.into(),
        at,
        signed,
        signature,
        token,
        expires,
    })
}

fn incomplete(text: impl Into<String>) -> Refusal {
    Refusal::Incomplete(text.into())
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?;
    value.to_str().ok().map(|value| value.trim().to_string())
}
