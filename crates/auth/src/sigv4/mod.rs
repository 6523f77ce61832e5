//! AWS Signature Version 4: signing requests and verifying them.
//!
//! Both directions share the canonical form ([`canonical`]) and the key derivation ([`key`]), in
//! two dialects: S3 signs paths as they are, every other service signs them normalised and encoded
//! once more. Not here: who owns a key and what it may do.

mod canonical;
mod key;
mod sign;
mod stamp;
#[cfg(test)]
mod tests;
mod verify;

pub use key::SecretKey;
pub use sign::{Credentials, Payload, Signer};
pub use stamp::Stamp;
pub use verify::{Claim, Expected, Refusal, Secret};

/// The only algorithm.
const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// Last part of every scope.
const TERMINATOR: &str = "aws4_request";

/// How a service writes the canonical request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Every service but S3: dot segments removed, path encoded a second time, body always hashed.
    General,
    /// S3: path as sent, payload may be unsigned.
    S3,
}

impl Dialect {
    /// How far clocks may differ, in seconds.
    fn skew(self) -> i64 {
        match self {
            Dialect::General => 5 * 60,
            Dialect::S3 => 15 * 60,
        }
    }
}

/// Hexadecimal SHA-256 of a request body, the form in which it is signed.
pub fn body_hash(body: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    hexadecimal(&Sha256::digest(body).into())
}

/// The digits of a digest, all at once: made several times for every request.
fn hexadecimal(digest: &[u8; 32]) -> String {
    let mut digits = vec![0; 64];
    hex::encode_to_slice(digest, &mut digits).expect("two digits for each byte");
    String::from_utf8(digits).expect("digits are ASCII")
}
