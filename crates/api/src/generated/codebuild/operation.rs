//! The operations of `codebuild`.
//!
//! Made by `cargo xtask codegen`; do not edit.

use super::shapes;
use crate::shape::{OperationInfo, Shape};

/// An operation of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "described by the AWS API reference")]
pub enum Operation {
    BatchDeleteBuilds,
    BatchGetBuildBatches,
    BatchGetBuilds,
    BatchGetProjects,
    BatchGetReportGroups,
    BatchGetReports,
    CreateProject,
    CreateReportGroup,
    DeleteBuildBatch,
    DeleteProject,
    DeleteReport,
    DeleteReportGroup,
    DescribeCodeCoverages,
    DescribeTestCases,
    GetReportGroupTrend,
    InvalidateProjectCache,
    ListBuildBatches,
    ListBuildBatchesForProject,
    ListBuilds,
    ListBuildsForProject,
    ListCuratedEnvironmentImages,
    ListProjects,
    ListReportGroups,
    ListReports,
    ListReportsForReportGroup,
    RetryBuild,
    RetryBuildBatch,
    StartBuild,
    StartBuildBatch,
    StopBuild,
    StopBuildBatch,
    UpdateProject,
    UpdateReportGroup,
}

static TABLE: [OperationInfo; 33] = [
    OperationInfo {
        name: "BatchDeleteBuilds",
        input: &shapes::BATCH_DELETE_BUILDS_INPUT,
        output: Some(&shapes::BATCH_DELETE_BUILDS_OUTPUT),
    },
    OperationInfo {
        name: "BatchGetBuildBatches",
        input: &shapes::BATCH_GET_BUILD_BATCHES_INPUT,
        output: Some(&shapes::BATCH_GET_BUILD_BATCHES_OUTPUT),
    },
    OperationInfo {
        name: "BatchGetBuilds",
        input: &shapes::BATCH_GET_BUILDS_INPUT,
        output: Some(&shapes::BATCH_GET_BUILDS_OUTPUT),
    },
    OperationInfo {
        name: "BatchGetProjects",
        input: &shapes::BATCH_GET_PROJECTS_INPUT,
        output: Some(&shapes::BATCH_GET_PROJECTS_OUTPUT),
    },
    OperationInfo {
        name: "BatchGetReportGroups",
        input: &shapes::BATCH_GET_REPORT_GROUPS_INPUT,
        output: Some(&shapes::BATCH_GET_REPORT_GROUPS_OUTPUT),
    },
    OperationInfo {
        name: "BatchGetReports",
        input: &shapes::BATCH_GET_REPORTS_INPUT,
        output: Some(&shapes::BATCH_GET_REPORTS_OUTPUT),
    },
    OperationInfo {
        name: "CreateProject",
        input: &shapes::CREATE_PROJECT_INPUT,
        output: Some(&shapes::CREATE_PROJECT_OUTPUT),
    },
    OperationInfo {
        name: "CreateReportGroup",
        input: &shapes::CREATE_REPORT_GROUP_INPUT,
        output: Some(&shapes::CREATE_REPORT_GROUP_OUTPUT),
    },
    OperationInfo {
        name: "DeleteBuildBatch",
        input: &shapes::DELETE_BUILD_BATCH_INPUT,
        output: Some(&shapes::DELETE_BUILD_BATCH_OUTPUT),
    },
    OperationInfo {
        name: "DeleteProject",
        input: &shapes::DELETE_PROJECT_INPUT,
        output: Some(&shapes::DELETE_PROJECT_OUTPUT),
    },
    OperationInfo {
        name: "DeleteReport",
        input: &shapes::DELETE_REPORT_INPUT,
        output: Some(&shapes::DELETE_REPORT_OUTPUT),
    },
    OperationInfo {
        name: "DeleteReportGroup",
        input: &shapes::DELETE_REPORT_GROUP_INPUT,
        output: Some(&shapes::DELETE_REPORT_GROUP_OUTPUT),
    },
    OperationInfo {
        name: "DescribeCodeCoverages",
        input: &shapes::DESCRIBE_CODE_COVERAGES_INPUT,
        output: Some(&shapes::DESCRIBE_CODE_COVERAGES_OUTPUT),
    },
    OperationInfo {
        name: "DescribeTestCases",
        input: &shapes::DESCRIBE_TEST_CASES_INPUT,
        output: Some(&shapes::DESCRIBE_TEST_CASES_OUTPUT),
    },
    OperationInfo {
        name: "GetReportGroupTrend",
        input: &shapes::GET_REPORT_GROUP_TREND_INPUT,
        output: Some(&shapes::GET_REPORT_GROUP_TREND_OUTPUT),
    },
    OperationInfo {
        name: "InvalidateProjectCache",
        input: &shapes::INVALIDATE_PROJECT_CACHE_INPUT,
        output: Some(&shapes::INVALIDATE_PROJECT_CACHE_OUTPUT),
    },
    OperationInfo {
        name: "ListBuildBatches",
        input: &shapes::LIST_BUILD_BATCHES_INPUT,
        output: Some(&shapes::LIST_BUILD_BATCHES_OUTPUT),
    },
    OperationInfo {
        name: "ListBuildBatchesForProject",
        input: &shapes::LIST_BUILD_BATCHES_FOR_PROJECT_INPUT,
        output: Some(&shapes::LIST_BUILD_BATCHES_FOR_PROJECT_OUTPUT),
    },
    OperationInfo {
        name: "ListBuilds",
        input: &shapes::LIST_BUILDS_INPUT,
        output: Some(&shapes::LIST_BUILDS_OUTPUT),
    },
    OperationInfo {
        name: "ListBuildsForProject",
        input: &shapes::LIST_BUILDS_FOR_PROJECT_INPUT,
        output: Some(&shapes::LIST_BUILDS_FOR_PROJECT_OUTPUT),
    },
    OperationInfo {
        name: "ListCuratedEnvironmentImages",
        input: &shapes::LIST_CURATED_ENVIRONMENT_IMAGES_INPUT,
        output: Some(&shapes::LIST_CURATED_ENVIRONMENT_IMAGES_OUTPUT),
    },
    OperationInfo {
        name: "ListProjects",
        input: &shapes::LIST_PROJECTS_INPUT,
        output: Some(&shapes::LIST_PROJECTS_OUTPUT),
    },
    OperationInfo {
        name: "ListReportGroups",
        input: &shapes::LIST_REPORT_GROUPS_INPUT,
        output: Some(&shapes::LIST_REPORT_GROUPS_OUTPUT),
    },
    OperationInfo {
        name: "ListReports",
        input: &shapes::LIST_REPORTS_INPUT,
        output: Some(&shapes::LIST_REPORTS_OUTPUT),
    },
    OperationInfo {
        name: "ListReportsForReportGroup",
        input: &shapes::LIST_REPORTS_FOR_REPORT_GROUP_INPUT,
        output: Some(&shapes::LIST_REPORTS_FOR_REPORT_GROUP_OUTPUT),
    },
    OperationInfo {
        name: "RetryBuild",
        input: &shapes::RETRY_BUILD_INPUT,
        output: Some(&shapes::RETRY_BUILD_OUTPUT),
    },
    OperationInfo {
        name: "RetryBuildBatch",
        input: &shapes::RETRY_BUILD_BATCH_INPUT,
        output: Some(&shapes::RETRY_BUILD_BATCH_OUTPUT),
    },
    OperationInfo {
        name: "StartBuild",
        input: &shapes::START_BUILD_INPUT,
        output: Some(&shapes::START_BUILD_OUTPUT),
    },
    OperationInfo {
        name: "StartBuildBatch",
        input: &shapes::START_BUILD_BATCH_INPUT,
        output: Some(&shapes::START_BUILD_BATCH_OUTPUT),
    },
    OperationInfo {
        name: "StopBuild",
        input: &shapes::STOP_BUILD_INPUT,
        output: Some(&shapes::STOP_BUILD_OUTPUT),
    },
    OperationInfo {
        name: "StopBuildBatch",
        input: &shapes::STOP_BUILD_BATCH_INPUT,
        output: Some(&shapes::STOP_BUILD_BATCH_OUTPUT),
    },
    OperationInfo {
        name: "UpdateProject",
        input: &shapes::UPDATE_PROJECT_INPUT,
        output: Some(&shapes::UPDATE_PROJECT_OUTPUT),
    },
    OperationInfo {
        name: "UpdateReportGroup",
        input: &shapes::UPDATE_REPORT_GROUP_INPUT,
        output: Some(&shapes::UPDATE_REPORT_GROUP_OUTPUT),
    },
];

impl Operation {
    /// Every operation, in alphabetical order.
    pub const ALL: [Operation; 33] = [
        Operation::BatchDeleteBuilds,
        Operation::BatchGetBuildBatches,
        Operation::BatchGetBuilds,
        Operation::BatchGetProjects,
        Operation::BatchGetReportGroups,
        Operation::BatchGetReports,
        Operation::CreateProject,
        Operation::CreateReportGroup,
        Operation::DeleteBuildBatch,
        Operation::DeleteProject,
        Operation::DeleteReport,
        Operation::DeleteReportGroup,
        Operation::DescribeCodeCoverages,
        Operation::DescribeTestCases,
        Operation::GetReportGroupTrend,
        Operation::InvalidateProjectCache,
        Operation::ListBuildBatches,
        Operation::ListBuildBatchesForProject,
        Operation::ListBuilds,
        Operation::ListBuildsForProject,
        Operation::ListCuratedEnvironmentImages,
        Operation::ListProjects,
        Operation::ListReportGroups,
        Operation::ListReports,
        Operation::ListReportsForReportGroup,
        Operation::RetryBuild,
        Operation::RetryBuildBatch,
        Operation::StartBuild,
        Operation::StartBuildBatch,
        Operation::StopBuild,
        Operation::StopBuildBatch,
        Operation::UpdateProject,
        Operation::UpdateReportGroup,
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
