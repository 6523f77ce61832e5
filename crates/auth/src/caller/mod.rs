//! Who signed a request, and in which role.

/// The owner of the access key that signed a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Twelve digits.
    pub account: String,
    /// For example `arn:aws:iam::123456789012:user/towline/web-1`.
    pub arn: String,
    /// The access key id; the secret never leaves the verifier.
    pub access_key_id: String,
    /// What the key may do.
    pub role: Role,
}

/// What a key may do. A key has exactly one role.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Role {
    /// Everything.
    Admin,
    /// The agent of one host: its own commands and reading revisions.
    Host {
        /// The on-premises instance name.
        name: String,
    },
    /// Joining as a new host, nothing else.
    Join,
    /// Build jobs and their artifacts.
    Runner,
}
