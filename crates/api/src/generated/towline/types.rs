//! Structures inside the requests of `towline`.
//!
//! Made by `cargo xtask codegen`; do not edit.

#![expect(missing_docs, reason = "described by the AWS API reference")]

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::wire::wire;

#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BuildJob {
    #[serde(rename = "buildId")]
    pub build_id: String,
    #[serde(rename = "leaseToken")]
    pub lease_token: String,
    #[serde(rename = "leaseSeconds")]
    pub lease_seconds: i32,
    #[serde(rename = "specification")]
    pub specification: String,
}

impl std::fmt::Debug for BuildJob {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BuildJob")
            .field("build_id", &self.build_id)
            .field("lease_token", &"…")
            .field("lease_seconds", &self.lease_seconds)
            .field("specification", &self.specification)
            .finish()
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Event {
    #[serde(rename = "seq")]
    pub seq: i64,
    #[serde(rename = "at")]
    pub at: Timestamp,
    #[serde(rename = "kind")]
    pub kind: String,
    #[serde(rename = "subject")]
    pub subject: String,
    #[serde(rename = "detail")]
    pub detail: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Repository {
    #[serde(rename = "name")]
    pub name: String,
    #[serde(rename = "arn")]
    pub arn: String,
    #[serde(rename = "cloneUrl")]
    pub clone_url: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tag {
    #[serde(rename = "Key")]
    pub key: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "Value")]
    pub value: Option<String>,
}

wire!(BuildJob, Event, Repository, Tag);
