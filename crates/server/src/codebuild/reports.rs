//! Test reports: what runners deliver, and reading it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::json;
use towline_api::codebuild::{
    BatchGetReportsInput, BatchGetReportsOutput, DeleteReportInput, DeleteReportOutput,
    DescribeTestCasesInput, DescribeTestCasesOutput, ListReportsForReportGroupInput,
    ListReportsForReportGroupOutput, ListReportsInput, ListReportsOutput, Report, ReportFilter,
    TestCase, TestCaseFilter, TestReportSummary,
};
use towline_api::towline::{BuildTestCase, PutBuildReportInput};
use towline_api::{ApiError, Timestamp};
use towline_core::ids::Seed;
use towline_core::{Row, Span};
use towline_spec::report::Status;
use towline_store::{Range, StoreExt};

use super::definition::Definition;
use super::page::{self, Page};
use super::{arn, missing, report_groups, short, stored, timestamp};
use crate::App;
use crate::events::event;

/// Rows of reports; the key is `<group>:<uuid>`.
const KIND: &str = "report";
/// Reports by time; the key is `<time>/<group>:<uuid>`.
const BY_TIME: &str = "report-by-time";
/// Reports by group and time; the key is `<group>/<time>/<uuid>`.
const BY_GROUP: &str = "report-by-group";
/// Rows of test cases; the key is `<group>:<uuid>/<number>`.
const CASE: &str = "test-case";

/// How long a report is said to be kept.
const LIFE: Span = Span::hours(30 * 24);

/// Stores a part of a report of a build. Parts may come twice. Gives the report's ARN.
pub(crate) async fn put(
    app: &App,
    definition: &Definition,
    input: PutBuildReportInput,
) -> Result<String, ApiError> {
    let group = report_groups::of_build(app, definition.project(), &input.group).await?;
    let name = group.name.clone().unwrap_or_default();
    let build = definition.base.arn.clone().unwrap_or_default();
    let uuid = Seed(build.clone()).uuid(&["report", &name]);
    let id = format!("{name}:{uuid}");
    let report_arn = arn(app, &format!("report/{id}"));
    let old: Option<Report> = app.store.get_as(KIND, &id).await.map_err(stored)?;
    let now = app.clock.now();
    let created = old
        .and_then(|report| report.created)
        .unwrap_or(timestamp(now));
    let report = Report {
        arn: Some(report_arn.clone()),
        r#type: group.r#type,
        name: Some(name.clone()),
        report_group_arn: group.arn,
        execution_id: Some(build),
        status: Some(input.status.clone()),
        created: Some(created),
        expired: Some(Timestamp(created.0 + LIFE.0 as f64 / 1000.0)),
        export_config: group.export_config,
        truncated: Some(input.truncated.unwrap_or(false)),
        test_summary: Some(summary(&input)),
        ..Report::default()
    };
    let at = format!("{:015}", (created.0 * 1000.0) as i64);
    let mut rows = vec![
        Row::put(KIND, &id, &report),
        Row::put(BY_TIME, format!("{at}/{id}"), &id),
        Row::put(BY_GROUP, format!("{name}/{at}/{uuid}"), &id),
    ];
    for (index, case) in input.test_cases.into_iter().enumerate() {
        let key = format!("{id}/{:05}", input.offset + index as i64);
        rows.push(Row::put(CASE, key, &test_case(&report, case)));
    }
    let told = json!({"project": definition.project(), "build": report.execution_id,
        "reportGroup": name, "report": report_arn, "status": report.status, "total": input.total});
    // A report comes in pieces; the first one tells of it.
    let first = (input.offset == 0).then(|| event(app, "report.created", &id, told));
    let events = first.into_iter().collect();
    app.commit(rows, events).await.map_err(stored)?;
    Ok(report_arn)
}

/// Test cases in all these reports together.
pub(crate) async fn tests(app: &App, arns: &[String]) -> Result<u64, ApiError> {
    let mut total = 0;
    for arn in arns {
        let summary = find(app, arn).await?.and_then(|r| r.test_summary);
        total += summary.map_or(0, |s| u64::try_from(s.total).unwrap_or(0));
    }
    Ok(total)
}

fn summary(input: &PutBuildReportInput) -> TestReportSummary {
    let small = |n: i64| i32::try_from(n).unwrap_or(i32::MAX);
    let counts = Status::ALL.iter().zip(&input.counts);
    let status_counts: BTreeMap<String, i32> = counts
        .map(|(status, count)| (status.name().to_string(), small(*count)))
        .collect();
    TestReportSummary {
        total: small(input.total),
        status_counts,
        duration_in_nano_seconds: input.duration_in_nano_seconds,
    }
}

fn test_case(report: &Report, case: BuildTestCase) -> TestCase {
    TestCase {
        report_arn: report.arn.clone(),
        test_raw_data_path: case.file,
        prefix: case.prefix,
        name: Some(case.name),
        status: Some(case.status),
        duration_in_nano_seconds: case.duration_in_nano_seconds,
        message: case.message,
        expired: report.expired,
        test_suite_name: case.suite,
    }
}

async fn find(app: &App, arn: &str) -> Result<Option<Report>, ApiError> {
    app.store
        .get_as(KIND, short(arn, ":report/"))
        .await
        .map_err(stored)
}

pub(super) async fn batch_get(
    app: &Arc<App>,
    input: BatchGetReportsInput,
) -> Result<BatchGetReportsOutput, ApiError> {
    let (mut reports, mut unknown) = (Vec::new(), Vec::new());
    for arn in input.report_arns {
        match find(app, &arn).await? {
            Some(report) => reports.push(report),
            None => unknown.push(arn),
        }
    }
    Ok(BatchGetReportsOutput {
        reports: Some(reports),
        reports_not_found: Some(unknown),
    })
}

pub(super) async fn list(
    app: &Arc<App>,
    input: ListReportsInput,
) -> Result<ListReportsOutput, ApiError> {
    let page = Page {
        kind: BY_TIME,
        prefix: String::new(),
        size: page::size(input.max_results),
        reverse: page::descending(input.sort_order.as_deref(), true),
        token: input.next_token,
    };
    let (reports, next_token) = arns(app, page, input.filter).await?;
    Ok(ListReportsOutput {
        next_token,
        reports: Some(reports),
    })
}

pub(super) async fn of_group(
    app: &Arc<App>,
    input: ListReportsForReportGroupInput,
) -> Result<ListReportsForReportGroupOutput, ApiError> {
    let group = report_groups::get(app, &input.report_group_arn).await?;
    let page = Page {
        kind: BY_GROUP,
        prefix: format!("{}/", group.name.unwrap_or_default()),
        size: page::size(input.max_results),
        reverse: page::descending(input.sort_order.as_deref(), true),
        token: input.next_token,
    };
    let (reports, next_token) = arns(app, page, input.filter).await?;
    Ok(ListReportsForReportGroupOutput {
        next_token,
        reports: Some(reports),
    })
}

/// ARNs of a page; with a filter it may hold fewer than asked for.
async fn arns(
    app: &App,
    page: Page,
    filter: Option<ReportFilter>,
) -> Result<(Vec<String>, Option<String>), ApiError> {
    let wanted = filter.and_then(|filter| filter.status);
    let (rows, token) = page::read(app, page).await?;
    let mut arns = Vec::new();
    for (_, doc) in rows {
        let id: String = serde_json::from_str(&doc).unwrap_or_default();
        let Some(report) = find(app, &id).await? else {
            continue;
        };
        if wanted.is_none() || report.status == wanted {
            arns.extend(report.arn);
        }
    }
    Ok((arns, token))
}

pub(super) async fn cases(
    app: &Arc<App>,
    input: DescribeTestCasesInput,
) -> Result<DescribeTestCasesOutput, ApiError> {
    let id = short(&input.report_arn, ":report/");
    if find(app, id).await?.is_none() {
        let text = format!("Report {} does not exist", input.report_arn);
        return Err(missing(text));
    }
    let page = Page {
        kind: CASE,
        prefix: format!("{id}/"),
        size: page::size(input.max_results),
        reverse: false,
        token: input.next_token,
    };
    let (rows, next_token) = page::read(app, page).await?;
    let filter = input.filter.unwrap_or_default();
    let cases = rows
        .into_iter()
        .filter_map(|(_, doc)| serde_json::from_str(&doc).ok())
        .filter(|case| matches(case, &filter))
        .collect();
    Ok(DescribeTestCasesOutput {
        next_token,
        test_cases: Some(cases),
    })
}

fn matches(case: &TestCase, filter: &TestCaseFilter) -> bool {
    let status = filter.status.is_none() || case.status == filter.status;
    let has = |text: &Option<String>, word: &str| text.as_deref().is_some_and(|t| t.contains(word));
    let keyword = filter.keyword.as_deref();
    status && keyword.is_none_or(|word| has(&case.name, word) || has(&case.prefix, word))
}

/// Deleting an unknown report is fine.
pub(super) async fn delete(
    app: &Arc<App>,
    input: DeleteReportInput,
) -> Result<DeleteReportOutput, ApiError> {
    let rows = deletion(app, short(&input.arn, ":report/")).await?;
    app.commit(rows, Vec::new()).await.map_err(stored)?;
    Ok(DeleteReportOutput {})
}

/// Rows whose deletion removes every report of a group; empty when it has none.
pub(super) async fn deletion_of_group(app: &App, group: &str) -> Result<Vec<Row>, ApiError> {
    let range = Range::prefix(format!("{group}/"));
    let reports: Vec<(String, String)> =
        app.store.list_as(BY_GROUP, range).await.map_err(stored)?;
    let mut rows = Vec::new();
    for (_, id) in reports {
        rows.extend(deletion(app, &id).await?);
    }
    Ok(rows)
}

async fn deletion(app: &App, id: &str) -> Result<Vec<Row>, ApiError> {
    let Some(report) = find(app, id).await? else {
        return Ok(Vec::new());
    };
    let at = format!(
        "{:015}",
        report.created.map_or(0, |t| (t.0 * 1000.0) as i64)
    );
    let (group, uuid) = id.rsplit_once(':').unwrap_or_default();
    let mut rows = vec![
        Row::delete(KIND, id),
        Row::delete(BY_TIME, format!("{at}/{id}")),
        Row::delete(BY_GROUP, format!("{group}/{at}/{uuid}")),
    ];
    let cases = app.store.list(CASE, Range::prefix(format!("{id}/"))).await;
    for (key, _) in cases.map_err(stored)? {
        rows.push(Row::delete(CASE, key));
    }
    Ok(rows)
}
