//! Secret keys and what is derived from them.

use std::sync::{Arc, Mutex, PoisonError};

use hmac::{Hmac, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use super::{TERMINATOR, hexadecimal};

/// The secret half of an access key. Shown nowhere; [`SecretKey::expose`] is for the one place
/// that hands it to its owner or seals it. Clones share what was derived.
#[derive(Clone)]
pub struct SecretKey(Arc<Inner>);

struct Inner {
    secret: String,
    /// Requests of one key come in one scope, which changes once a day.
    derived: Mutex<Option<Derived>>,
}

/// The signing key of a scope.
struct Derived {
    /// Day, region, service.
    scope: [String; 3],
    key: [u8; 32],
}

impl SecretKey {
    /// Wraps a secret.
    pub fn new(secret: impl Into<String>) -> SecretKey {
        SecretKey(Arc::new(Inner {
            secret: secret.into(),
            derived: Mutex::default(),
        }))
    }

    /// The secret itself.
    pub fn expose(&self) -> &str {
        &self.0.secret
    }

    /// Whether `text` is this secret, in a time that does not depend on where they differ.
    pub fn is(&self, text: &str) -> bool {
        self.expose().as_bytes().ct_eq(text.as_bytes()).into()
    }

    /// The signature of `text` in the scope of a day, a region and a service.
    pub(super) fn signature(&self, date: &str, region: &str, service: &str, text: &str) -> String {
        hexadecimal(&mac(&self.signing_key([date, region, service]), text))
    }

    fn signing_key(&self, scope: [&str; 3]) -> [u8; 32] {
        let mut derived = self
            .0
            .derived
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(derived) = derived.as_ref().filter(|derived| derived.scope == scope) {
            return derived.key;
        }
        let [date, region, service] = scope;
        let day = mac(format!("AWS4{}", self.expose()).as_bytes(), date);
        let key = mac(&mac(&mac(&day, region), service), TERMINATOR);
        let scope = scope.map(str::to_string);
        *derived = Some(Derived { scope, key });
        key
    }
}

impl PartialEq for SecretKey {
    fn eq(&self, other: &SecretKey) -> bool {
        self.is(other.expose())
    }
}

impl Eq for SecretKey {}

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

fn mac(key: &[u8], text: &str) -> [u8; 32] {
    // HMAC takes keys of every length; the crate's type just does not say so.
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes any key");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::SecretKey;

    #[test]
    fn what_was_derived_for_one_scope_signs_in_no_other() {
        let fresh = || SecretKey::new("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        let scopes = [
            ["20150830", "us-east-1", "iam"],
            ["20150830", "us-east-1", "s3"],
            ["20150831", "us-east-1", "iam"],
            ["20150830", "eu-west-1", "iam"],
        ];
        let sign = |key: &SecretKey, [date, region, service]: [&str; 3]| {
            key.signature(date, region, service, "text")
        };
        let kept = fresh();
        for scope in scopes.iter().chain(scopes.iter().rev()) {
            assert_eq!(
                sign(&kept.clone(), *scope),
                sign(&fresh(), *scope),
                "{scope:?}"
            );
        }
    }
}
