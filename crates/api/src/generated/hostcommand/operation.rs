//! The operations of `hostcommand`.
//!
//! Made by `cargo xtask codegen`; do not edit.

use super::shapes;
use crate::shape::{OperationInfo, Shape};

/// An operation of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "described by the AWS API reference")]
pub enum Operation {
    GetDeploymentSpecification,
    PollHostCommand,
    PostHostCommandUpdate,
    PutHostCommandAcknowledgement,
    PutHostCommandComplete,
}

static TABLE: [OperationInfo; 5] = [
    OperationInfo {
        name: "GetDeploymentSpecification",
        input: &shapes::GET_DEPLOYMENT_SPECIFICATION_INPUT,
        output: Some(&shapes::GET_DEPLOYMENT_SPECIFICATION_OUTPUT),
    },
    OperationInfo {
        name: "PollHostCommand",
        input: &shapes::POLL_HOST_COMMAND_INPUT,
        output: Some(&shapes::POLL_HOST_COMMAND_OUTPUT),
    },
    OperationInfo {
        name: "PostHostCommandUpdate",
        input: &shapes::POST_HOST_COMMAND_UPDATE_INPUT,
        output: Some(&shapes::POST_HOST_COMMAND_UPDATE_OUTPUT),
    },
    OperationInfo {
        name: "PutHostCommandAcknowledgement",
        input: &shapes::PUT_HOST_COMMAND_ACKNOWLEDGEMENT_INPUT,
        output: Some(&shapes::PUT_HOST_COMMAND_ACKNOWLEDGEMENT_OUTPUT),
    },
    OperationInfo {
        name: "PutHostCommandComplete",
        input: &shapes::PUT_HOST_COMMAND_COMPLETE_INPUT,
        output: None,
    },
];

impl Operation {
    /// Every operation, in alphabetical order.
    pub const ALL: [Operation; 5] = [
        Operation::GetDeploymentSpecification,
        Operation::PollHostCommand,
        Operation::PostHostCommandUpdate,
        Operation::PutHostCommandAcknowledgement,
        Operation::PutHostCommandComplete,
    ];

    /// The operation called `name`.
    pub fn parse(name: &str) -> Option<Operation> {
        let place = TABLE.binary_search_by(|info| info.name.cmp(name)).ok()?;
        Some(Operation::ALL[place])
    }

    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        TABLE[self as usize].name
    }

    /// Shape of the request.
    pub fn input(self) -> &'static Shape {
        TABLE[self as usize].input
    }

    /// Shape of the answer; `None` where the answer is an empty body.
    pub fn output(self) -> Option<&'static Shape> {
        TABLE[self as usize].output
    }
}
