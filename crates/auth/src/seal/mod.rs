//! Secrets at rest: XChaCha20-Poly1305 under a key file of the data directory.
//!
//! The associated data names the place a secret belongs to, so that a sealed text copied into
//! another row does not open there.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use ring::rand::{SecureRandom, SystemRandom};

use crate::private;

const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 24;

/// Marks the form, so that a later one can be told apart.
const PREFIX: &str = "sealed:1:";

/// What can go wrong. No text holds a secret.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The key file cannot be read or made.
    #[error("key file `{path}`: {source}")]
    File {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The key file is not one.
    #[error("key file `{path}` {detail}")]
    KeyFile {
        /// The file.
        path: String,
        /// What is wrong and how to fix it.
        detail: String,
    },
    /// A sealed text was changed, moved, or sealed under another key.
    #[error(
        "the sealed secret of `{place}` does not open: it was changed, or the key file is another"
    )]
    Damaged {
        /// The associated data.
        place: String,
    },
    /// The operating system gives no randomness.
    #[error("no randomness from the operating system")]
    Random,
}

/// Seals and opens secrets.
pub struct Sealer(XChaCha20Poly1305);

impl std::fmt::Debug for Sealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealer(…)")
    }
}

impl Sealer {
    /// A sealer under `key`.
    pub fn new(key: &[u8; KEY_BYTES]) -> Sealer {
        Sealer(XChaCha20Poly1305::new(key.into()))
    }

    /// Opens the key file, or makes it with mode 0600 when there is none.
    pub fn open(path: &Path) -> Result<Sealer, SealError> {
        match fs::read(path) {
            Ok(bytes) => from_file(path, &bytes),
            Err(e) if e.kind() == ErrorKind::NotFound => create(path),
            Err(e) => Err(file_error(path, e)),
        }
    }

    /// Seals `secret` for `place`.
    pub fn seal(&self, place: &str, secret: &str) -> Result<String, SealError> {
        let mut nonce = [0; NONCE_BYTES];
        random(&mut nonce)?;
        let payload = Payload {
            msg: secret.as_bytes(),
            aad: place.as_bytes(),
        };
        let sealed = self
            .0
            .encrypt(XNonce::from_slice(&nonce), payload)
            .map_err(|_| damaged(place))?;
        let bytes = [&nonce[..], &sealed].concat();
        Ok(format!("{PREFIX}{}", STANDARD_NO_PAD.encode(bytes)))
    }

    /// Opens what [`Sealer::seal`] made for the same `place`.
    pub fn unseal(&self, place: &str, sealed: &str) -> Result<String, SealError> {
        let bytes = sealed
            .strip_prefix(PREFIX)
            .and_then(|text| STANDARD_NO_PAD.decode(text).ok())
            .filter(|bytes| bytes.len() > NONCE_BYTES)
            .ok_or_else(|| damaged(place))?;
        let (nonce, sealed) = bytes.split_at(NONCE_BYTES);
        let payload = Payload {
            msg: sealed,
            aad: place.as_bytes(),
        };
        let secret = self.0.decrypt(XNonce::from_slice(nonce), payload);
        let secret = secret.map_err(|_| damaged(place))?;
        String::from_utf8(secret).map_err(|_| damaged(place))
    }
}

fn from_file(path: &Path, bytes: &[u8]) -> Result<Sealer, SealError> {
    let wrong = |detail: &str| SealError::KeyFile {
        path: path.display().to_string(),
        detail: detail.into(),
    };
    let mode = fs::metadata(path)
        .map_err(|e| file_error(path, e))?
        .permissions()
        .mode();
    if mode & 0o077 != 0 {
        return Err(wrong("can be read by others; run `chmod 600` on it"));
    }
    let key = <&[u8; KEY_BYTES]>::try_from(bytes).map_err(|_| {
        wrong("does not hold 32 bytes; restore it from a backup: without it no stored key opens")
    })?;
    Ok(Sealer::new(key))
}

fn create(path: &Path) -> Result<Sealer, SealError> {
    let mut key = [0; KEY_BYTES];
    random(&mut key)?;
    private::write(path, &key).map_err(|e| file_error(path, e))?;
    Ok(Sealer::new(&key))
}

fn random(bytes: &mut [u8]) -> Result<(), SealError> {
    SystemRandom::new()
        .fill(bytes)
        .map_err(|_| SealError::Random)
}

fn damaged(place: &str) -> SealError {
    SealError::Damaged {
        place: place.into(),
    }
}

fn file_error(path: &Path, source: std::io::Error) -> SealError {
    SealError::File {
        path: path.display().to_string(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_only_in_its_place_and_unchanged() {
        let sealer = Sealer::new(&[7; 32]);
        let sealed = sealer.seal("access-key/A", "hunter2").unwrap();
        assert_eq!(sealer.unseal("access-key/A", &sealed).unwrap(), "hunter2");
        assert!(!sealed.contains("hunter2"));
        assert_ne!(sealed, sealer.seal("access-key/A", "hunter2").unwrap());
        assert!(sealer.unseal("access-key/B", &sealed).is_err());
        assert!(
            Sealer::new(&[8; 32])
                .unseal("access-key/A", &sealed)
                .is_err()
        );
        for broken in ["", "sealed:1:", "sealed:1:AAAA", &sealed[1..]] {
            assert!(sealer.unseal("access-key/A", broken).is_err());
        }
        let changed = format!("{}A", &sealed[..sealed.len() - 1]);
        if changed != sealed {
            assert!(sealer.unseal("access-key/A", &changed).is_err());
        }
    }

    #[test]
    fn the_key_file_is_private_and_kept() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("key");
        let sealed = Sealer::open(&path).unwrap().seal("x", "secret").unwrap();
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert_eq!(
            Sealer::open(&path).unwrap().unseal("x", &sealed).unwrap(),
            "secret"
        );
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let error = Sealer::open(&path).unwrap_err().to_string();
        assert!(error.contains("chmod 600"), "{error}");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        fs::write(&path, "short").unwrap();
        assert!(Sealer::open(&path).is_err());
    }
}
