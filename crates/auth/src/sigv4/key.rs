//! Secret keys and what is derived from them.

use hmac::{Hmac, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use super::TERMINATOR;

/// The secret half of an access key. Shown nowhere; [`SecretKey::expose`] is for the one place
/// that hands it to its owner or seals it.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretKey(String);

impl SecretKey {
    /// Wraps a secret.
    pub fn new(secret: impl Into<String>) -> SecretKey {
        SecretKey(secret.into())
    }

    /// The secret itself.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether `text` is this secret, in a time that does not depend on where they differ.
    pub fn is(&self, text: &str) -> bool {
        self.0.as_bytes().ct_eq(text.as_bytes()).into()
    }

    /// The signature of `text` in the scope of a day, a region and a service.
    pub(super) fn signature(&self, date: &str, region: &str, service: &str, text: &str) -> String {
        let day = mac(format!("AWS4{}", self.0).as_bytes(), date);
        let key = mac(&mac(&mac(&day, region), service), TERMINATOR);
        hex::encode(mac(&key, text))
    }
}

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
