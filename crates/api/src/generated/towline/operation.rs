//! The operations of `towline`.
//!
//! Made by `cargo xtask codegen`; do not edit.

use super::shapes;
use crate::shape::{OperationInfo, Shape};

/// An operation of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "described by the AWS API reference")]
pub enum Operation {
    AdvanceClock,
    CompareCommits,
    CompleteBuild,
    CreateJoinToken,
    CreateRepository,
    DescribeBundle,
    DescribeHosts,
    Explain,
    FindReleases,
    GetClock,
    GetHealthBudget,
    GetLogLines,
    GetMeasures,
    JoinHost,
    LeaseBuild,
    ListAccessKeys,
    ListEnvironments,
    ListEvents,
    ListHosts,
    ListRepositories,
    PlanDeployment,
    PutBuildLog,
    PutBuildPhase,
    PutBuildReport,
    PutHostOutput,
    ReleaseBuild,
    RenewLease,
    SearchLog,
}

static TABLE: [OperationInfo; 28] = [
    OperationInfo {
        name: "AdvanceClock",
        input: &shapes::ADVANCE_CLOCK_INPUT,
        output: Some(&shapes::ADVANCE_CLOCK_OUTPUT),
    },
    OperationInfo {
        name: "CompareCommits",
        input: &shapes::COMPARE_COMMITS_INPUT,
        output: Some(&shapes::COMPARE_COMMITS_OUTPUT),
    },
    OperationInfo {
        name: "CompleteBuild",
        input: &shapes::COMPLETE_BUILD_INPUT,
        output: Some(&shapes::COMPLETE_BUILD_OUTPUT),
    },
    OperationInfo {
        name: "CreateJoinToken",
        input: &shapes::CREATE_JOIN_TOKEN_INPUT,
        output: Some(&shapes::CREATE_JOIN_TOKEN_OUTPUT),
    },
    OperationInfo {
        name: "CreateRepository",
        input: &shapes::CREATE_REPOSITORY_INPUT,
        output: Some(&shapes::CREATE_REPOSITORY_OUTPUT),
    },
    OperationInfo {
        name: "DescribeBundle",
        input: &shapes::DESCRIBE_BUNDLE_INPUT,
        output: Some(&shapes::DESCRIBE_BUNDLE_OUTPUT),
    },
    OperationInfo {
        name: "DescribeHosts",
        input: &shapes::DESCRIBE_HOSTS_INPUT,
        output: Some(&shapes::DESCRIBE_HOSTS_OUTPUT),
    },
    OperationInfo {
        name: "Explain",
        input: &shapes::EXPLAIN_INPUT,
        output: Some(&shapes::EXPLAIN_OUTPUT),
    },
    OperationInfo {
        name: "FindReleases",
        input: &shapes::FIND_RELEASES_INPUT,
        output: Some(&shapes::FIND_RELEASES_OUTPUT),
    },
    OperationInfo {
        name: "GetClock",
        input: &shapes::GET_CLOCK_INPUT,
        output: Some(&shapes::GET_CLOCK_OUTPUT),
    },
    OperationInfo {
        name: "GetHealthBudget",
        input: &shapes::GET_HEALTH_BUDGET_INPUT,
        output: Some(&shapes::GET_HEALTH_BUDGET_OUTPUT),
    },
    OperationInfo {
        name: "GetLogLines",
        input: &shapes::GET_LOG_LINES_INPUT,
        output: Some(&shapes::GET_LOG_LINES_OUTPUT),
    },
    OperationInfo {
        name: "GetMeasures",
        input: &shapes::GET_MEASURES_INPUT,
        output: Some(&shapes::GET_MEASURES_OUTPUT),
    },
    OperationInfo {
        name: "JoinHost",
        input: &shapes::JOIN_HOST_INPUT,
        output: Some(&shapes::JOIN_HOST_OUTPUT),
    },
    OperationInfo {
        name: "LeaseBuild",
        input: &shapes::LEASE_BUILD_INPUT,
        output: Some(&shapes::LEASE_BUILD_OUTPUT),
    },
    OperationInfo {
        name: "ListAccessKeys",
        input: &shapes::LIST_ACCESS_KEYS_INPUT,
        output: Some(&shapes::LIST_ACCESS_KEYS_OUTPUT),
    },
    OperationInfo {
        name: "ListEnvironments",
        input: &shapes::LIST_ENVIRONMENTS_INPUT,
        output: Some(&shapes::LIST_ENVIRONMENTS_OUTPUT),
    },
    OperationInfo {
        name: "ListEvents",
        input: &shapes::LIST_EVENTS_INPUT,
        output: Some(&shapes::LIST_EVENTS_OUTPUT),
    },
    OperationInfo {
        name: "ListHosts",
        input: &shapes::LIST_HOSTS_INPUT,
        output: Some(&shapes::LIST_HOSTS_OUTPUT),
    },
    OperationInfo {
        name: "ListRepositories",
        input: &shapes::LIST_REPOSITORIES_INPUT,
        output: Some(&shapes::LIST_REPOSITORIES_OUTPUT),
    },
    OperationInfo {
        name: "PlanDeployment",
        input: &shapes::PLAN_DEPLOYMENT_INPUT,
        output: Some(&shapes::PLAN_DEPLOYMENT_OUTPUT),
    },
    OperationInfo {
        name: "PutBuildLog",
        input: &shapes::PUT_BUILD_LOG_INPUT,
        output: Some(&shapes::PUT_BUILD_LOG_OUTPUT),
    },
    OperationInfo {
        name: "PutBuildPhase",
        input: &shapes::PUT_BUILD_PHASE_INPUT,
        output: Some(&shapes::PUT_BUILD_PHASE_OUTPUT),
    },
    OperationInfo {
        name: "PutBuildReport",
        input: &shapes::PUT_BUILD_REPORT_INPUT,
        output: Some(&shapes::PUT_BUILD_REPORT_OUTPUT),
    },
    OperationInfo {
        name: "PutHostOutput",
        input: &shapes::PUT_HOST_OUTPUT_INPUT,
        output: Some(&shapes::PUT_HOST_OUTPUT_OUTPUT),
    },
    OperationInfo {
        name: "ReleaseBuild",
        input: &shapes::RELEASE_BUILD_INPUT,
        output: Some(&shapes::RELEASE_BUILD_OUTPUT),
    },
    OperationInfo {
        name: "RenewLease",
        input: &shapes::RENEW_LEASE_INPUT,
        output: Some(&shapes::RENEW_LEASE_OUTPUT),
    },
    OperationInfo {
        name: "SearchLog",
        input: &shapes::SEARCH_LOG_INPUT,
        output: Some(&shapes::SEARCH_LOG_OUTPUT),
    },
];

impl Operation {
    /// Every operation, in alphabetical order.
    pub const ALL: [Operation; 28] = [
        Operation::AdvanceClock,
        Operation::CompareCommits,
        Operation::CompleteBuild,
        Operation::CreateJoinToken,
        Operation::CreateRepository,
        Operation::DescribeBundle,
        Operation::DescribeHosts,
        Operation::Explain,
        Operation::FindReleases,
        Operation::GetClock,
        Operation::GetHealthBudget,
        Operation::GetLogLines,
        Operation::GetMeasures,
        Operation::JoinHost,
        Operation::LeaseBuild,
        Operation::ListAccessKeys,
        Operation::ListEnvironments,
        Operation::ListEvents,
        Operation::ListHosts,
        Operation::ListRepositories,
        Operation::PlanDeployment,
        Operation::PutBuildLog,
        Operation::PutBuildPhase,
        Operation::PutBuildReport,
        Operation::PutHostOutput,
        Operation::ReleaseBuild,
        Operation::RenewLease,
        Operation::SearchLog,
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
