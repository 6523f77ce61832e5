//! Identifiers derived, never drawn: the same seed and label give the same id after a crash.
//!
//! A machine is born with a random [`Seed`] (drawn by the shell) that is stored with it and never
//! shown. Ids of its parts are hashes of seed and label, so they are unguessable from outside and
//! identical when an effect is issued again.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// 128 random bits, hexadecimal. Secret: approval tokens and command identifiers derive from it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seed(pub String);

impl std::fmt::Debug for Seed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seed(…)")
    }
}

impl Seed {
    /// 32 bytes that depend on the seed and on every part of `label`.
    fn digest(&self, label: &[&str]) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.0.as_bytes());
        for part in label {
            hash.update([0]);
            hash.update(part.as_bytes());
        }
        hash.finalize().into()
    }

    /// A version-4-shaped UUID in lower case.
    pub fn uuid(&self, label: &[&str]) -> String {
        let mut bytes = [0u8; 16];
        bytes.copy_from_slice(&self.digest(label)[..16]);
        uuid::Builder::from_random_bytes(bytes)
            .into_uuid()
            .to_string()
    }

    /// `length` characters (at most 32) of `alphabet`.
    pub fn text(&self, label: &[&str], alphabet: &[u8], length: usize) -> String {
        let digest = self.digest(label);
        digest
            .iter()
            .take(length)
            .map(|b| alphabet[usize::from(*b) % alphabet.len()] as char)
            .collect()
    }

    /// A CodeDeploy deployment id: `d-` and nine of `[A-Z0-9]`.
    pub fn deployment_id(&self, label: &[&str]) -> String {
        format!(
            "d-{}",
            self.text(label, b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 9)
        )
    }

    /// A seed for a machine that this one creates.
    pub fn child(&self, label: &[&str]) -> Seed {
        Seed(hex::encode(&self.digest(label)[..16]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_aws_shapes_and_are_stable() {
        let seed = Seed("00".into());
        assert_eq!(seed.uuid(&["a"]), seed.uuid(&["a"]));
        assert_ne!(seed.uuid(&["a", "b"]), seed.uuid(&["ab"]));
        assert_eq!(seed.uuid(&["a"]).len(), 36);
        let id = seed.deployment_id(&["rollback"]);
        assert!(id.starts_with("d-") && id.len() == 11, "{id}");
        assert_eq!(format!("{seed:?}"), "Seed(…)");
    }
}
