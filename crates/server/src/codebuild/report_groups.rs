//! Report groups.

use std::sync::Arc;

use serde_json::json;
use towline_api::ApiError;
use towline_api::codebuild::{
    BatchGetReportGroupsInput, BatchGetReportGroupsOutput, CreateReportGroupInput,
    CreateReportGroupOutput, DeleteReportGroupInput, DeleteReportGroupOutput,
    ListReportGroupsInput, ListReportGroupsOutput, ReportExportConfig, ReportGroup,
    UpdateReportGroupInput, UpdateReportGroupOutput,
};
use towline_core::Row;
use towline_store::{Range, StoreError, StoreExt};

use super::{arn, invalid, missing, page, reports, short, stored, timestamp};
use crate::App;
use crate::events::event;

/// Rows of report groups; the key is the name.
const KIND: &str = "report-group";

/// A group by ARN or name.
pub(super) async fn find(app: &App, arn: &str) -> Result<Option<ReportGroup>, ApiError> {
    let name = short(arn, ":report-group/");
    app.store.get_as(KIND, name).await.map_err(stored)
}

/// A group that must exist.
pub(super) async fn get(app: &App, arn: &str) -> Result<ReportGroup, ApiError> {
    let found = find(app, arn).await?;
    found.ok_or_else(|| missing(format!("Report group {arn} does not exist")))
}

/// The group that a buildspec names: an ARN as it is, a name with the project before it. Made when
/// it does not exist.
pub(super) async fn of_build(
    app: &App,
    project: &str,
    named: &str,
) -> Result<ReportGroup, ApiError> {
    if named.starts_with("arn:") {
        return get(app, named).await;
    }
    let name = format!("{project}-{named}");
    if let Some(group) = find(app, &name).await? {
        return Ok(group);
    }
    let group = new(app, &name, "TEST", no_export())?;
    let event = event(app, "report-group.created", &name, json!({}));
    match app
        .commit(vec![Row::create(KIND, &name, &group)], vec![event])
        .await
    {
        Ok(()) | Err(StoreError::Conflict { .. }) => Ok(group),
        Err(error) => Err(stored(error)),
    }
}

fn new(
    app: &App,
    name: &str,
    kind: &str,
    export: ReportExportConfig,
) -> Result<ReportGroup, ApiError> {
    let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if !name.chars().all(good) || !(2..=128).contains(&name.len()) {
        return Err(invalid(format!(
            "Invalid input: report group name {name}: 2 to 128 letters, digits, `-`, `_` or `.`"
        )));
    }
    let now = timestamp(app.clock.now());
    Ok(ReportGroup {
        arn: Some(arn(app, &format!("report-group/{name}"))),
        name: Some(name.to_string()),
        r#type: Some(kind.to_string()),
        export_config: Some(export),
        created: Some(now),
        last_modified: Some(now),
        status: Some("ACTIVE".into()),
        ..ReportGroup::default()
    })
}

fn no_export() -> ReportExportConfig {
    ReportExportConfig {
        export_config_type: Some("NO_EXPORT".into()),
        s3_destination: None,
    }
}

fn supported(export: &ReportExportConfig) -> Result<(), ApiError> {
    match export.export_config_type.as_deref() {
        Some("S3") => Err(invalid(
            "Invalid input: export of raw report files to S3 is not supported by Towline yet; use \
             NO_EXPORT",
        )),
        _ => Ok(()),
    }
}

pub(super) async fn create(
    app: &Arc<App>,
    input: CreateReportGroupInput,
) -> Result<CreateReportGroupOutput, ApiError> {
    supported(&input.export_config)?;
    if input.r#type == "CODE_COVERAGE" {
        let text = "Invalid input: coverage reports are not supported by Towline yet; use TEST";
        return Err(invalid(text));
    }
    let mut group = new(app, &input.name, &input.r#type, input.export_config)?;
    group.tags = input.tags;
    let event = event(app, "report-group.created", &input.name, json!({}));
    match app
        .commit(vec![Row::create(KIND, &input.name, &group)], vec![event])
        .await
    {
        Ok(()) => Ok(CreateReportGroupOutput {
            report_group: Some(group),
        }),
        Err(StoreError::Conflict { .. }) => Err(ApiError::new(
            "ResourceAlreadyExistsException",
            format!(
                "Report group already exists: {}",
                group.arn.unwrap_or_default()
            ),
        )),
        Err(error) => Err(stored(error)),
    }
}

pub(super) async fn update(
    app: &Arc<App>,
    input: UpdateReportGroupInput,
) -> Result<UpdateReportGroupOutput, ApiError> {
    let mut group = get(app, &input.arn).await?;
    if let Some(export) = input.export_config {
        supported(&export)?;
        group.export_config = Some(export);
    }
    if input.tags.is_some() {
        group.tags = input.tags;
    }
    group.last_modified = Some(timestamp(app.clock.now()));
    let name = group.name.clone().unwrap_or_default();
    let event = event(app, "report-group.updated", &name, json!({}));
    app.commit(vec![Row::put(KIND, name, &group)], vec![event])
        .await
        .map_err(stored)?;
    Ok(UpdateReportGroupOutput {
        report_group: Some(group),
    })
}

pub(super) async fn delete(
    app: &Arc<App>,
    input: DeleteReportGroupInput,
) -> Result<DeleteReportGroupOutput, ApiError> {
    let name = short(&input.arn, ":report-group/").to_string();
    let mut rows = reports::deletion_of_group(app, &name).await?;
    if !rows.is_empty() && input.delete_reports != Some(true) {
        return Err(invalid(format!(
            "Invalid input: report group {} still has reports; set deleteReports to delete them too",
            input.arn
        )));
    }
    let event = event(app, "report-group.deleted", &name, json!({}));
    rows.push(Row::delete(KIND, name));
    app.commit(rows, vec![event]).await.map_err(stored)?;
    Ok(DeleteReportGroupOutput {})
}

pub(super) async fn batch_get(
    app: &Arc<App>,
    input: BatchGetReportGroupsInput,
) -> Result<BatchGetReportGroupsOutput, ApiError> {
    let (mut groups, mut unknown) = (Vec::new(), Vec::new());
    for arn in input.report_group_arns {
        match find(app, &arn).await? {
            Some(group) => groups.push(group),
            None => unknown.push(arn),
        }
    }
    Ok(BatchGetReportGroupsOutput {
        report_groups: Some(groups),
        report_groups_not_found: Some(unknown),
    })
}

pub(super) async fn list(
    app: &Arc<App>,
    input: ListReportGroupsInput,
) -> Result<ListReportGroupsOutput, ApiError> {
    let rows: Vec<(String, ReportGroup)> = app
        .store
        .list_as(KIND, Range::default())
        .await
        .map_err(stored)?;
    let mut groups: Vec<ReportGroup> = rows.into_iter().map(|(_, group)| group).collect();
    let key = |group: &ReportGroup| match input.sort_by.as_deref() {
        Some("CREATED_TIME") => group.created.map_or(0.0, |t| t.0),
        Some("LAST_MODIFIED_TIME") => group.last_modified.map_or(0.0, |t| t.0),
        _ => 0.0,
    };
    groups.sort_by(|a, b| key(a).total_cmp(&key(b)));
    if page::descending(input.sort_order.as_deref(), false) {
        groups.reverse();
    }
    let arns = groups.into_iter().filter_map(|group| group.arn).collect();
    let size = page::size(input.max_results);
    let (report_groups, next_token) = page::slice(arns, input.next_token, size)?;
    Ok(ListReportGroupsOutput {
        next_token,
        report_groups: Some(report_groups),
    })
}
