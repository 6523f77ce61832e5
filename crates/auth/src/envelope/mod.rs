//! The signed deployment envelope: what a host agent is told to do, as PEM PKCS#7.
//!
//! [`EnvelopeSigner`] is the server's side: one P-256 key with a self-signed certificate, kept in
//! one file. [`verify`] is the agent's side: it accepts what exactly the pinned certificate signed
//! and nothing else. Stock agents read the same text (`PKCS7/JSON`): `SignedData` version 1,
//! content attached, signer named by issuer and serial number, its certificate embedded.
//!
//! Not here: what the content means, and the certificate of the HTTPS endpoint.

mod signer;
#[cfg(test)]
mod tests;
mod verify;

pub use signer::EnvelopeSigner;
pub use verify::verify;

/// The PEM label that every agent demands; `CMS` is refused by them.
const LABEL: &str = "PKCS7";

/// Why an envelope could not be made or is not to be trusted.
#[derive(Debug, thiserror::Error)]
pub enum EnvelopeError {
    /// The key file cannot be read or written.
    #[error("deployment signer file {path}: {source}; check the owner and mode of the directory")]
    File {
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The key file is damaged.
    #[error(
        "deployment signer file {path} holds no usable key and certificate ({why}); restore it \
         from a backup, or delete it and let every host join again"
    )]
    Key {
        /// The file.
        path: String,
        /// What is wrong with it.
        why: String,
    },
    /// The envelope could not be encoded or signed.
    #[error("cannot sign the deployment specification: {0}")]
    Sign(String),
    /// Not a PEM text labelled `PKCS7` that holds `SignedData`.
    #[error("the deployment specification is not a PEM PKCS7 envelope: {0}")]
    Structure(String),
    /// The certificate that the agent was given when it joined is unreadable.
    #[error("the pinned signer certificate is unreadable: {0}; join the host again")]
    Pinned(String),
    /// No certificate is embedded.
    #[error("the deployment specification carries no signer certificate")]
    NoCertificate,
    /// The signer is named by a key id, which could be anybody's.
    #[error("the deployment specification names its signer by key id, not by issuer and serial")]
    KeyIdSigner,
    /// Somebody else's signature.
    #[error(
        "the deployment specification is signed by a certificate that this host does not know; \
         if the server was set up anew, join the host again"
    )]
    UnknownSigner,
    /// The signature does not match the content.
    #[error("the signature of the deployment specification is wrong: its content was altered")]
    Signature,
}
