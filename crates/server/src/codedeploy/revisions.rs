//! Revisions registered with an application.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::json;
use towline_api::codedeploy::*;
use towline_api::{ApiError, Timestamp};
use towline_core::deployment::Revision;
use towline_core::{Row, Time};
use towline_store::StoreError;

use super::applications::{self, Application};
use super::revision_location::{digest, location, parse};
use super::rows::{self, fault};
use super::{check, deployment_groups, page};
use crate::App;
use crate::events::event;

/// Row kind of [`Registered`]; key: application id, `/`, digest of the revision.
pub(super) const REVISION: &str = "revision";

/// The row `revision`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Registered {
    revision: Revision,
    description: Option<String>,
    registered: Time,
    first_used: Option<Time>,
    last_used: Option<Time>,
}

fn key(application: &str, revision: &Revision) -> String {
    format!("{application}/{}", digest(revision))
}

/// The row after a deployment has used the revision; registers it when need be.
pub(super) async fn used(
    app: &App,
    application: &str,
    revision: &Revision,
    deployment: &str,
) -> Result<Row, ApiError> {
    let key = key(application, revision);
    let now = app.clock.now();
    let stored = rows::get::<Registered>(app, REVISION, &key).await?;
    let mut registered = stored.unwrap_or_else(|| Registered {
        revision: revision.clone(),
        description: Some(format!(
            "Application revision registered by Deployment ID: {deployment}"
        )),
        registered: now,
        first_used: None,
        last_used: None,
    });
    registered.first_used.get_or_insert(now);
    registered.last_used = Some(now);
    Ok(Row::put(REVISION, key, &registered))
}

pub(super) async fn register(
    app: &Arc<App>,
    input: RegisterApplicationRevisionInput,
) -> Result<RegisterApplicationRevisionOutput, ApiError> {
    check::APPLICATION.check(&input.application_name)?;
    let revision = parse(&input.revision)?;
    check::description(input.description.as_deref())?;
    let application = applications::see(app, &input.application_name).await?;
    let key = key(&application.doc.id, &revision);
    let describe = |registered: &mut Registered| {
        if input.description.is_some() {
            registered.description.clone_from(&input.description);
        }
        Ok(Vec::new())
    };
    if rows::change(app, REVISION, &key, &[], describe)
        .await?
        .is_some()
    {
        return Ok(RegisterApplicationRevisionOutput {});
    }
    let registered = Registered {
        revision,
        description: input.description,
        registered: app.clock.now(),
        first_used: None,
        last_used: None,
    };
    let rows = vec![
        application.unchanged(),
        Row::create(REVISION, key, &registered),
    ];
    let name = &application.doc.name;
    let detail = json!({"application": name, "revision": registered.revision.to_string()});
    let event = event(app, "revision.registered", name, detail);
    match app.commit(rows, vec![event]).await {
        Ok(()) => Ok(RegisterApplicationRevisionOutput {}),
        // Somebody else registered the very same revision in between.
        Err(StoreError::Conflict { kind: REVISION, .. }) => {
            Ok(RegisterApplicationRevisionOutput {})
        }
        Err(StoreError::Conflict { .. }) => Err(applications::missing(&application.doc.name)),
        Err(error) => Err(fault(error)),
    }
}

pub(super) async fn get(
    app: &Arc<App>,
    input: GetApplicationRevisionInput,
) -> Result<GetApplicationRevisionOutput, ApiError> {
    check::APPLICATION.check(&input.application_name)?;
    let revision = parse(&input.revision)?;
    let application = applications::find(app, &input.application_name).await?;
    let stored = rows::get(app, REVISION, &key(&application.id, &revision)).await?;
    let registered: Registered = stored.ok_or_else(|| {
        ApiError::new(
            "RevisionDoesNotExistException",
            format!(
                "No revision {revision} is registered with application {}",
                application.name
            ),
        )
    })?;
    let deployed = deployed(app, &application).await?;
    Ok(GetApplicationRevisionOutput {
        application_name: Some(application.name),
        revision: Some(location(&revision)),
        revision_info: Some(info(&registered, &deployed)),
    })
}

pub(super) async fn batch_get(
    app: &Arc<App>,
    input: BatchGetApplicationRevisionsInput,
) -> Result<BatchGetApplicationRevisionsOutput, ApiError> {
    check::APPLICATION.check(&input.application_name)?;
    if input.revisions.is_empty() {
        return Err(ApiError::new(
            "RevisionRequiredException",
            "No revision was given",
        ));
    }
    check::batch_size(input.revisions.len())?;
    let wanted = input
        .revisions
        .iter()
        .map(parse)
        .collect::<Result<Vec<_>, _>>()?;
    let application = applications::find(app, &input.application_name).await?;
    let deployed = deployed(app, &application).await?;
    let mut found = Vec::new();
    let mut unknown = Vec::new();
    for revision in wanted {
        match rows::get(app, REVISION, &key(&application.id, &revision)).await? {
            Some(registered) => found.push(RevisionInfo {
                revision_location: Some(location(&revision)),
                generic_revision_info: Some(info(&registered, &deployed)),
            }),
            None => unknown.push(format!("No revision {revision} is registered")),
        }
    }
    Ok(BatchGetApplicationRevisionsOutput {
        application_name: Some(application.name),
        error_message: Some(unknown.join("; ")),
        revisions: Some(found),
    })
}

/// Target revisions of the application's groups, with the group names.
async fn deployed(
    app: &App,
    application: &Application,
) -> Result<Vec<(String, Revision)>, ApiError> {
    let mut found = Vec::new();
    for group in deployment_groups::all(app, application).await? {
        let state = deployment_groups::state(app, &group.id).await?;
        found.extend(
            state
                .succeeded
                .map(|success| (group.name, success.revision)),
        );
    }
    Ok(found)
}

fn info(registered: &Registered, deployed: &[(String, Revision)]) -> GenericRevisionInfo {
    let time = |time: Time| Timestamp(time.epoch_seconds());
    let here = deployed
        .iter()
        .filter(|(_, revision)| *revision == registered.revision);
    GenericRevisionInfo {
        description: registered.description.clone(),
        deployment_groups: Some(here.map(|(name, _)| name.clone()).collect()),
        first_used_time: registered.first_used.map(time),
        last_used_time: registered.last_used.map(time),
        register_time: Some(time(registered.registered)),
    }
}

pub(super) async fn list(
    app: &Arc<App>,
    input: ListApplicationRevisionsInput,
) -> Result<ListApplicationRevisionsOutput, ApiError> {
    check::APPLICATION.check(&input.application_name)?;
    let by = Order::of(&input)?;
    filters(&input)?;
    let application = applications::find(app, &input.application_name).await?;
    let deployed = match input.deployed.as_deref() {
        Some("include" | "exclude") => deployed(app, &application).await?,
        _ => Vec::new(),
    };
    let prefix = format!("{}/", application.id);
    let stored = rows::list::<Registered>(app, REVISION, &prefix).await?;
    let kept = stored
        .into_iter()
        .map(|(_, revision)| revision)
        .filter(|registered| {
            let revision = &registered.revision;
            let current = deployed.iter().any(|(_, target)| target == revision);
            input
                .s3_bucket
                .as_ref()
                .is_none_or(|bucket| *bucket == revision.bucket)
                && input
                    .s3_key_prefix
                    .as_ref()
                    .is_none_or(|prefix| revision.key.starts_with(prefix))
                && match input.deployed.as_deref() {
                    Some("include") => current,
                    Some("exclude") => !current,
                    _ => true,
                }
        });
    let mut sorted: Vec<(String, Revision)> = kept
        .map(|registered| (by.key(&registered), registered.revision))
        .collect();
    sorted.sort_by(|a, b| a.0.cmp(&b.0));
    let operation = Operation::ListApplicationRevisions;
    let (page, next_token) = page::slice(operation, sorted, input.next_token.as_deref())?;
    let revisions = page
        .iter()
        .map(|(_, revision)| location(revision))
        .collect();
    Ok(ListApplicationRevisionsOutput {
        revisions: Some(revisions),
        next_token,
    })
}

fn filters(input: &ListApplicationRevisionsInput) -> Result<(), ApiError> {
    if input.s3_bucket.as_deref() == Some("") {
        return Err(ApiError::new(
            "InvalidBucketNameFilterException",
            "s3Bucket is empty",
        ));
    }
    if input.s3_key_prefix.is_some() && input.s3_bucket.is_none() {
        return Err(ApiError::new(
            "BucketNameFilterRequiredException",
            "s3KeyPrefix needs s3Bucket beside it",
        ));
    }
    match input.deployed.as_deref() {
        None | Some("include" | "exclude" | "ignore") => Ok(()),
        Some(other) => Err(ApiError::new(
            "InvalidDeployedStateFilterException",
            format!("deployed `{other}` is not include, exclude or ignore"),
        )),
    }
}

/// By which time revisions are listed.
struct Order {
    by: fn(&Registered) -> Option<Time>,
    descending: bool,
}

impl Order {
    fn of(input: &ListApplicationRevisionsInput) -> Result<Order, ApiError> {
        let by: fn(&Registered) -> Option<Time> = match input.sort_by.as_deref() {
            None | Some("registerTime") => |revision| Some(revision.registered),
            Some("firstUsedTime") => |revision| revision.first_used,
            Some("lastUsedTime") => |revision| revision.last_used,
            Some(other) => {
                return Err(ApiError::new(
                    "InvalidSortByException",
                    format!("sortBy `{other}` is not registerTime, firstUsedTime or lastUsedTime"),
                ));
            }
        };
        match input.sort_order.as_deref() {
            None | Some("ascending") => Ok(Order {
                by,
                descending: false,
            }),
            Some("descending") => Ok(Order {
                by,
                descending: true,
            }),
            Some(other) => Err(ApiError::new(
                "InvalidSortOrderException",
                format!("sortOrder `{other}` is not ascending or descending"),
            )),
        }
    }

    /// A text that sorts as wanted and is unique.
    fn key(&self, registered: &Registered) -> String {
        let time = (self.by)(registered).map_or(0, |time| time.0.max(0));
        let place = match self.descending {
            true => 999_999_999_999_999 - time,
            false => time,
        };
        format!("{place:015}/{}", digest(&registered.revision))
    }
}
