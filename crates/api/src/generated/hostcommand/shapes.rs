//! Constraints of every shape of `hostcommand`.
//!
//! Made by `cargo xtask codegen`; do not edit.

#![expect(missing_docs, reason = "described by the AWS API reference")]

use crate::shape::{Kind, Shape, member};

pub static COMMAND_STATUS: Shape = Shape::new(
    "CommandStatus",
    Kind::Enum(&["Pending", "InProgress", "Succeeded", "Failed"]),
);

pub static DEPLOYMENT_EXECUTION_ID: Shape = Shape::new("DeploymentExecutionId", Kind::String)
    .min(1)
    .max(129)
    .pattern("^[^/]+/[^/]+/[^/]+/.+$");

pub static DEPLOYMENT_SPECIFICATION: Shape = Shape::new(
    "DeploymentSpecification",
    Kind::Structure(&[
        member("GenericEnvelope", &ENVELOPE),
        member("VariantId", &STRING),
        member("VariantEnvelope", &ENVELOPE),
    ]),
);

pub static ENVELOPE: Shape = Shape::new(
    "Envelope",
    Kind::Structure(&[member("Format", &STRING), member("Payload", &STRING)]),
);

pub static GET_DEPLOYMENT_SPECIFICATION_INPUT: Shape = Shape::new(
    "GetDeploymentSpecificationInput",
    Kind::Structure(&[
        member("DeploymentExecutionId", &DEPLOYMENT_EXECUTION_ID).required(),
        member("HostIdentifier", &NON_EMPTY_STRING).required(),
    ]),
);

pub static GET_DEPLOYMENT_SPECIFICATION_OUTPUT: Shape = Shape::new(
    "GetDeploymentSpecificationOutput",
    Kind::Structure(&[
        member("DeploymentSystem", &STRING),
        member("DeploymentSpecification", &DEPLOYMENT_SPECIFICATION),
    ]),
);

pub static HOST_COMMAND: Shape = Shape::new(
    "HostCommand",
    Kind::Structure(&[
        member("HostCommandIdentifier", &STRING),
        member("HostIdentifier", &STRING),
        member("DeploymentExecutionId", &STRING),
        member("CommandName", &STRING),
        member("Nonce", &LONG),
    ]),
);

pub static LONG: Shape = Shape::new("Long", Kind::Long);

pub static NON_EMPTY_STRING: Shape = Shape::new("NonEmptyString", Kind::String).min(1);

pub static POLL_HOST_COMMAND_INPUT: Shape = Shape::new(
    "PollHostCommandInput",
    Kind::Structure(&[
        member("HostIdentifier", &NON_EMPTY_STRING).required(),
        member("HostTime", &TIMESTAMP),
        member("DiskFreeBytes", &LONG),
        member("DiskTotalBytes", &LONG),
    ]),
);

pub static POLL_HOST_COMMAND_OUTPUT: Shape = Shape::new(
    "PollHostCommandOutput",
    Kind::Structure(&[member("HostCommand", &HOST_COMMAND)]),
);

pub static POST_HOST_COMMAND_UPDATE_INPUT: Shape = Shape::new(
    "PostHostCommandUpdateInput",
    Kind::Structure(&[
        member("HostCommandIdentifier", &NON_EMPTY_STRING).required(),
        member("EstimatedCompletionTime", &TIMESTAMP),
        member("Diagnostics", &ENVELOPE),
    ]),
);

pub static POST_HOST_COMMAND_UPDATE_OUTPUT: Shape = Shape::new(
    "PostHostCommandUpdateOutput",
    Kind::Structure(&[member("CommandStatus", &COMMAND_STATUS)]),
);

pub static PUT_HOST_COMMAND_ACKNOWLEDGEMENT_INPUT: Shape = Shape::new(
    "PutHostCommandAcknowledgementInput",
    Kind::Structure(&[
        member("HostCommandIdentifier", &NON_EMPTY_STRING).required(),
        member("Diagnostics", &ENVELOPE),
    ]),
);

pub static PUT_HOST_COMMAND_ACKNOWLEDGEMENT_OUTPUT: Shape = Shape::new(
    "PutHostCommandAcknowledgementOutput",
    Kind::Structure(&[member("CommandStatus", &COMMAND_STATUS)]),
);

pub static PUT_HOST_COMMAND_COMPLETE_INPUT: Shape = Shape::new(
    "PutHostCommandCompleteInput",
    Kind::Structure(&[
        member("HostCommandIdentifier", &NON_EMPTY_STRING).required(),
        member("CommandStatus", &COMMAND_STATUS).required(),
        member("Diagnostics", &ENVELOPE),
    ]),
);

pub static STRING: Shape = Shape::new("String", Kind::String);

pub static TIMESTAMP: Shape = Shape::new("Timestamp", Kind::Timestamp);
