//! Inputs and outputs of the operations of `hostcommand`.
//!
//! Made by `cargo xtask codegen`; do not edit.

#![expect(missing_docs, reason = "described by the AWS API reference")]

use serde::{Deserialize, Serialize};

use super::types::*;
use crate::Timestamp;
use crate::wire::wire;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetDeploymentSpecificationInput {
    #[serde(rename = "DeploymentExecutionId")]
    pub deployment_execution_id: String,
    #[serde(rename = "HostIdentifier")]
    pub host_identifier: String,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GetDeploymentSpecificationOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "DeploymentSystem")]
    pub deployment_system: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "DeploymentSpecification"
    )]
    pub deployment_specification: Option<DeploymentSpecification>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PollHostCommandInput {
    #[serde(rename = "HostIdentifier")]
    pub host_identifier: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "HostTime")]
    pub host_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "DiskFreeBytes")]
    pub disk_free_bytes: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "DiskTotalBytes")]
    pub disk_total_bytes: Option<i64>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PollHostCommandOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "HostCommand")]
    pub host_command: Option<HostCommand>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PostHostCommandUpdateInput {
    #[serde(rename = "HostCommandIdentifier")]
    pub host_command_identifier: String,
    #[serde(
        skip_serializing_if = "Option::is_none",
        rename = "EstimatedCompletionTime"
    )]
    pub estimated_completion_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "Diagnostics")]
    pub diagnostics: Option<Envelope>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PostHostCommandUpdateOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "CommandStatus")]
    pub command_status: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutHostCommandAcknowledgementInput {
    #[serde(rename = "HostCommandIdentifier")]
    pub host_command_identifier: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "Diagnostics")]
    pub diagnostics: Option<Envelope>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutHostCommandAcknowledgementOutput {
    #[serde(skip_serializing_if = "Option::is_none", rename = "CommandStatus")]
    pub command_status: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutHostCommandCompleteInput {
    #[serde(rename = "HostCommandIdentifier")]
    pub host_command_identifier: String,
    #[serde(rename = "CommandStatus")]
    pub command_status: String,
    #[serde(skip_serializing_if = "Option::is_none", rename = "Diagnostics")]
    pub diagnostics: Option<Envelope>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PutHostCommandCompleteOutput {}

wire!(
    GetDeploymentSpecificationInput,
    GetDeploymentSpecificationOutput,
    PollHostCommandInput,
    PollHostCommandOutput,
    PostHostCommandUpdateInput,
    PostHostCommandUpdateOutput,
    PutHostCommandAcknowledgementInput,
    PutHostCommandAcknowledgementOutput,
    PutHostCommandCompleteInput,
    PutHostCommandCompleteOutput
);
