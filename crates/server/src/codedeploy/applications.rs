//! Applications: a name for everything that is deployed together.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::json;
use towline_api::codedeploy::*;
use towline_api::{ApiError, Timestamp};
use towline_core::{Row, Time};
use towline_store::StoreError;

use super::rows::{self, Seen, fault};
use super::{cascade, check, page, tags};
use crate::App;
use crate::events::event;

/// Row kind of [`Application`]; key: application name.
pub(crate) const APPLICATION: &str = "application";

/// The row `application`. Its compute platform is always `Server`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Application {
    /// UUID; keys of what belongs to it use this, the name can change.
    pub(crate) id: String,
    /// Unique name.
    pub(crate) name: String,
    /// When it was created.
    pub(crate) created: Time,
}

/// The application of that name.
pub(super) async fn find(app: &App, name: &str) -> Result<Application, ApiError> {
    Ok(see(app, name).await?.doc)
}

/// The application of that name with its stored text.
pub(super) async fn see(app: &App, name: &str) -> Result<Seen<Application>, ApiError> {
    rows::see(app, APPLICATION, name)
        .await?
        .ok_or_else(|| missing(name))
}

/// No such application.
pub(super) fn missing(name: &str) -> ApiError {
    ApiError::new(
        "ApplicationDoesNotExistException",
        format!("No application found for name: {name}"),
    )
}

pub(super) async fn create(
    app: &Arc<App>,
    input: CreateApplicationInput,
) -> Result<CreateApplicationOutput, ApiError> {
    check::APPLICATION.check(&input.application_name)?;
    platform(input.compute_platform.as_deref())?;
    let wanted = input.tags.unwrap_or_default();
    check::tags(&wanted, "InvalidTagsToAddException")?;
    let application = Application {
        id: app.random.uuid(),
        name: input.application_name,
        created: app.clock.now(),
    };
    let mut rows = vec![Row::create(
        APPLICATION,
        application.name.clone(),
        &application,
    )];
    rows.extend(tags::birth(
        tags::application_arn(app, &application.name),
        wanted,
    ));
    let detail = json!({"application": application.name});
    let event = event(app, "application.created", &application.name, detail);
    match app.commit(rows, vec![event]).await {
        Ok(()) => Ok(CreateApplicationOutput {
            application_id: Some(application.id),
        }),
        Err(StoreError::Conflict { .. }) => Err(taken(&application.name)),
        Err(error) => Err(fault(error)),
    }
}

fn taken(name: &str) -> ApiError {
    ApiError::new(
        "ApplicationAlreadyExistsException",
        format!(
            "An application with the name {name} already exists: use it, or choose another name"
        ),
    )
}

/// Only `Server` can be deployed to.
pub(super) fn platform(platform: Option<&str>) -> Result<(), ApiError> {
    let code = "InvalidComputePlatformException";
    match platform {
        None | Some("Server") => Ok(()),
        Some(other @ ("Lambda" | "ECS")) => Err(check::unsupported(
            code,
            &format!("the compute platform {other}"),
        )),
        Some(other) => Err(ApiError::new(
            code,
            format!("The compute platform `{other}` is not one of Server, Lambda, ECS"),
        )),
    }
}

pub(super) async fn get(
    app: &Arc<App>,
    input: GetApplicationInput,
) -> Result<GetApplicationOutput, ApiError> {
    check::APPLICATION.check(&input.application_name)?;
    let application = find(app, &input.application_name).await?;
    Ok(GetApplicationOutput {
        application: Some(info(application)),
    })
}

pub(super) async fn batch_get(
    app: &Arc<App>,
    input: BatchGetApplicationsInput,
) -> Result<BatchGetApplicationsOutput, ApiError> {
    check::APPLICATION.batch(&input.application_names)?;
    let mut infos = Vec::new();
    for name in &input.application_names {
        let found = rows::get(app, APPLICATION, name).await?;
        infos.push(info(found.ok_or_else(|| {
            let message = format!("Applications not found for {}", app.settings.account);
            ApiError::new("ApplicationDoesNotExistException", message)
        })?));
    }
    Ok(BatchGetApplicationsOutput {
        applications_info: Some(infos),
    })
}

fn info(application: Application) -> ApplicationInfo {
    ApplicationInfo {
        application_id: Some(application.id),
        application_name: Some(application.name),
        create_time: Some(Timestamp(application.created.epoch_seconds())),
        linked_to_git_hub: Some(false),
        git_hub_account_name: None,
        compute_platform: Some("Server".into()),
    }
}

pub(super) async fn list(
    app: &Arc<App>,
    input: ListApplicationsInput,
) -> Result<ListApplicationsOutput, ApiError> {
    let next = input.next_token.as_deref();
    let (rows, next_token) =
        page::rows(app, Operation::ListApplications, APPLICATION, "", next).await?;
    Ok(ListApplicationsOutput {
        applications: Some(rows.into_iter().map(|(name, _)| name).collect()),
        next_token,
    })
}

/// Renames: groups, revisions and history hang on the id and stay as they are.
pub(super) async fn update(
    app: &Arc<App>,
    input: UpdateApplicationInput,
) -> Result<UpdateApplicationOutput, ApiError> {
    let old = input.application_name.unwrap_or_default();
    let new = input.new_application_name.unwrap_or_default();
    check::APPLICATION.present(&old)?;
    check::APPLICATION.present(&new)?;
    check::APPLICATION.formed(&old)?;
    check::APPLICATION.formed(&new)?;
    let seen = see(app, &old).await?;
    if old == new {
        return Ok(UpdateApplicationOutput {});
    }
    let renamed = Application {
        name: new.clone(),
        ..seen.doc.clone()
    };
    let mut rows = vec![
        seen.removed(),
        Row::create(APPLICATION, new.clone(), &renamed),
    ];
    rows.extend(tags::moved_application(app, &old, &new).await?);
    let detail = json!({"application": new, "was": old});
    let event = event(app, "application.updated", &new, detail);
    match app.commit(rows, vec![event]).await {
        Ok(()) => Ok(UpdateApplicationOutput {}),
        Err(StoreError::Conflict { key, .. }) if key == old => Err(missing(&old)),
        Err(StoreError::Conflict { .. }) => Err(taken(&new)),
        Err(error) => Err(fault(error)),
    }
}

/// Deletes with everything that belongs to it; a missing application is fine.
pub(super) async fn delete(
    app: &Arc<App>,
    input: DeleteApplicationInput,
) -> Result<DeleteApplicationOutput, ApiError> {
    check::APPLICATION.check(&input.application_name)?;
    cascade::delete_application(app, &input.application_name).await?;
    Ok(DeleteApplicationOutput {})
}
