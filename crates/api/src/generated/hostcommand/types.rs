//! Structures inside the requests of `hostcommand`.
//!
//! Made by `cargo xtask codegen`; do not edit.

#![expect(missing_docs, reason = "described by the AWS API reference")]

use serde::{Deserialize, Serialize};

use crate::wire::wire;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeploymentSpecification {
    #[serde(skip_serializing_if = "Option::is_none", rename = "GenericEnvelope")]
    pub generic_envelope: Option<Envelope>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "VariantId")]
    pub variant_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "VariantEnvelope")]
    pub variant_envelope: Option<Envelope>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Envelope {
    #[serde(skip_serializing_if = "Option::is_none", rename = "Format")]
    pub format: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "Payload")]
    pub payload: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HostCommand {
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "HostCommandIdentifier"
    )]
    pub host_command_identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "HostIdentifier")]
    pub host_identifier: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "DeploymentExecutionId"
    )]
    pub deployment_execution_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "CommandName")]
    pub command_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "Nonce")]
    pub nonce: Option<i64>,
}

wire!(DeploymentSpecification, Envelope, HostCommand);
