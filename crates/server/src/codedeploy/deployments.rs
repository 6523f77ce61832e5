//! Creating, watching and stopping deployments.

use std::sync::Arc;

use towline_api::ApiError;
use towline_api::codedeploy::*;
use towline_core::deployment::create::create as new_deployment;
use towline_core::deployment::record::{ACTIVE, DEPLOYMENT};
use towline_core::deployment::target::STANDING;
use towline_core::deployment::{
    self, AutoRollback, Config, ErrorInformation, Fact, GroupState, Host, Options, Order, Plan,
    Record, Refusal, Reply, Revision, Standing,
};
use towline_store::StoreError;

use super::applications::Application;
use super::deployment_groups::Group;
use super::instances::{INSTANCE, Instance};
use super::rows::{self, Seen, fault};
use super::{
    applications, check, deployment_configs, deployment_groups, group_settings, revision_location,
    revisions, tag_filters,
};
use crate::s3::{ObjectError, objects};
use crate::{App, DriveError};

/// How often the start is tried again because application, group or revision change meanwhile.
const TRIES: usize = 10;

/// A checked request for a deployment.
#[derive(Debug, Clone)]
struct Request {
    application: String,
    group: String,
    revision: Revision,
    config: Option<String>,
    description: Option<String>,
    options: Options,
    auto_rollback: Option<AutoRollbackConfiguration>,
}

/// Who asks for a deployment, and under which id.
#[derive(Debug, Clone)]
pub struct Origin {
    /// A deployment id that the asker derived: asking again with it starts nothing new.
    pub id: String,
    /// Who waits for the deployment, for example a pipeline's action execution.
    pub owner: Option<String>,
    /// `user`, `CodePipeline` …
    pub creator: String,
}

/// `CreateDeployment`.
pub(super) async fn create(
    app: &Arc<App>,
    input: CreateDeploymentInput,
) -> Result<CreateDeploymentOutput, ApiError> {
    let origin = Origin {
        id: app.random.seed().deployment_id(&["id"]),
        owner: None,
        creator: "user".into(),
    };
    Ok(CreateDeploymentOutput {
        deployment_id: Some(start(app, input, origin).await?),
    })
}

/// Starts a deployment and answers with its id. Idempotent by the id: when a deployment with this
/// id exists already, nothing happens.
pub async fn start(
    app: &Arc<App>,
    input: CreateDeploymentInput,
    origin: Origin,
) -> Result<String, ApiError> {
    let request = check(input)?;
    for _ in 0..TRIES {
        if let Some(record) = rows::get::<Record>(app, DEPLOYMENT, &origin.id).await? {
            return same(record, origin);
        }
        let prepared = prepare(app, &request, &origin).await?;
        let (machine, mut birth) = new_deployment(prepared.order, prepared.hosts, prepared.problem);
        birth.rows.extend(prepared.guards);
        match app
            .deployments
            .create(app, &origin.id, machine, birth)
            .await
        {
            Ok(()) => return Ok(origin.id),
            // An active deployment is named by the next try; a change is taken into account by it.
            Err(StoreError::Conflict { .. }) => {}
            Err(error) => return Err(fault(error)),
        }
    }
    Err(rows::busy())
}

/// What a deployment that is asked for now would do, and by which configuration. `absent`: the bundle
/// is not there yet, and that is no problem.
pub(super) async fn plan(
    app: &App,
    input: CreateDeploymentInput,
    absent: bool,
) -> Result<(Plan, String), ApiError> {
    let request = check(input)?;
    let origin = Origin {
        id: app.random.seed().deployment_id(&["id"]),
        owner: None,
        creator: "user".into(),
    };
    let prepared = prepare(app, &request, &origin).await?;
    let problem = prepared.problem.filter(|_| !absent);
    let config = prepared.order.config.name.clone();
    Ok((
        deployment::plan::plan(prepared.order, prepared.hosts, problem),
        config,
    ))
}

/// The deployment that the same asker started before. Ids are short enough to meet by chance.
fn same(record: Record, origin: Origin) -> Result<String, ApiError> {
    match origin.owner.is_some() && record.order.owner == origin.owner {
        true => Ok(origin.id),
        false => Err(ApiError::internal(format!(
            "The deployment id {} is taken; try again",
            origin.id
        ))),
    }
}

/// Returns once the deployment has ended, with its final record. Looks again at every event.
pub async fn ended(app: &Arc<App>, id: &str) -> Result<Record, ApiError> {
    let mut events = app.bus.subscribe();
    loop {
        events.borrow_and_update();
        let record = record(app, id).await?;
        if record.status.is_final() {
            return Ok(record);
        }
        if app.clock.idle(events.changed()).await.is_err() {
            return Err(ApiError::internal("The server is stopping"));
        }
    }
}

/// `StopDeployment`.
pub(super) async fn stop(app: &Arc<App>, id: &str, fact: Fact) -> Result<Reply, ApiError> {
    match app.deployments.tell(app, id, fact).await {
        Ok(reply) => Ok(reply),
        Err(DriveError::Missing) => Err(missing(id)),
        Err(DriveError::Refused(Refusal::AlreadyCompleted)) => Err(ApiError::new(
            "DeploymentAlreadyCompletedException",
            format!(
                "The deployment {id} has already ended, so there is nothing to stop; to go back, \
                 deploy an earlier revision"
            ),
        )),
        Err(error) => Err(crate::fault::drive(&error)),
    }
}

/// The record of a deployment.
pub(super) async fn record(app: &App, id: &str) -> Result<Record, ApiError> {
    rows::get(app, DEPLOYMENT, id)
        .await?
        .ok_or_else(|| missing(id))
}

pub(super) fn missing(id: &str) -> ApiError {
    ApiError::new(
        "DeploymentDoesNotExistException",
        format!("The deployment {id} could not be found"),
    )
}

/// Everything that can be said without looking at stored data.
fn check(input: CreateDeploymentInput) -> Result<Request, ApiError> {
    let group = input.deployment_group_name.clone().unwrap_or_default();
    check::APPLICATION.present(&input.application_name)?;
    check::GROUP.present(&group)?;
    let revision = revision_location::parse(&input.revision.clone().unwrap_or_default());
    if let Err(error) = &revision
        && error.code == "RevisionRequiredException"
    {
        mode(&input)?;
        return Err(error.clone());
    }
    check::APPLICATION.formed(&input.application_name)?;
    check::GROUP.formed(&group)?;
    if let Some(name) = &input.deployment_config_name {
        check::CONFIG.formed(name)?;
    }
    check::description(input.description.as_deref())?;
    unsupported(&input)?;
    mode(&input)?;
    if let Some(rollback) = &input.auto_rollback_configuration {
        group_settings::auto_rollback(rollback)?;
    }
    Ok(Request {
        revision: revision?,
        options: Options {
            ignore_application_stop_failures: input.ignore_application_stop_failures == Some(true),
            update_outdated_instances_only: input.update_outdated_instances_only == Some(true),
            file_exists_behavior: file_exists(input.file_exists_behavior)?,
        },
        application: input.application_name,
        group,
        config: input.deployment_config_name,
        description: input.description,
        auto_rollback: input.auto_rollback_configuration,
    })
}

fn file_exists(given: Option<String>) -> Result<String, ApiError> {
    let given = given.unwrap_or_else(|| "DISALLOW".into());
    match ["DISALLOW", "OVERWRITE", "RETAIN"].contains(&given.as_str()) {
        true => Ok(given),
        false => Err(ApiError::new(
            "InvalidFileExistsBehaviorException",
            format!("fileExistsBehavior `{given}` is not DISALLOW, OVERWRITE or RETAIN"),
        )),
    }
}

fn mode(input: &CreateDeploymentInput) -> Result<(), ApiError> {
    match input.deployment_mode.as_deref() {
        None | Some("STANDARD") => Ok(()),
        Some("RESTART") => Err(check::unsupported(
            "InvalidInputException",
            "deployment mode RESTART",
        )),
        Some(other) => Err(ApiError::new(
            "InvalidInputException",
            format!("deploymentMode `{other}` is not STANDARD or RESTART"),
        )),
    }
}

fn unsupported(input: &CreateDeploymentInput) -> Result<(), ApiError> {
    if input
        .target_instances
        .as_ref()
        .is_some_and(|t| *t != TargetInstances::default())
    {
        return Err(ApiError::new(
            "InvalidTargetInstancesException",
            "Target instances can be named for blue/green deployments only",
        ));
    }
    group_settings::alarms(input.override_alarm_configuration.as_ref())?;
    let suspends = |options: &EC2DeploymentOptions| {
        options
            .auto_scaling_group_processes_to_suspend
            .as_ref()
            .is_some_and(|list| !list.is_empty())
    };
    match input.ec2_deployment_options.as_ref().is_some_and(suspends) {
        true => Err(check::unsupported(
            "InvalidAutoScalingGroupProcessToSuspendException",
            "suspending Auto Scaling processes",
        )),
        false => Ok(()),
    }
}

/// A deployment about to be born.
struct Prepared {
    order: Order,
    hosts: Vec<Host>,
    problem: Option<ErrorInformation>,
    guards: Vec<towline_core::Row>,
}

async fn prepare(app: &App, request: &Request, origin: &Origin) -> Result<Prepared, ApiError> {
    let application = applications::find(app, &request.application).await?;
    let group = deployment_groups::see(app, &application, &request.group).await?;
    let name = request
        .config
        .as_ref()
        .unwrap_or(&group.doc.settings.config);
    let config = deployment_configs::find(app, name).await?;
    let state = deployment_groups::state(app, &group.doc.id).await?;
    not_active(app, &group.doc).await?;
    let used = revisions::used(app, &application.id, &request.revision, &origin.id).await?;
    Ok(Prepared {
        hosts: hosts(app, request, &group.doc).await?,
        problem: bundle_problem(app, &request.revision).await?,
        order: order(app, request, origin, (application, &group, config, state)),
        guards: vec![group.unchanged(), used],
    })
}

async fn not_active(app: &App, group: &Group) -> Result<(), ApiError> {
    match rows::get::<String>(app, ACTIVE, &group.id).await? {
        Some(id) => Err(ApiError::new(
            "DeploymentLimitExceededException",
            format!(
                "The Deployment Group '{}' already has an active Deployment '{id}'",
                group.name
            ),
        )),
        None => Ok(()),
    }
}

fn order(
    app: &App,
    request: &Request,
    origin: &Origin,
    found: (Application, &Seen<Group>, Config, GroupState),
) -> Order {
    let (application, group, config, state) = found;
    let configured = &group.doc.settings.auto_rollback;
    let rollback = request.auto_rollback.as_ref().unwrap_or(configured);
    Order {
        id: origin.id.clone(),
        seed: app.random.seed(),
        owner: origin.owner.clone(),
        group: deployment::Group {
            application: application.name,
            application_id: application.id,
            name: group.doc.name.clone(),
            id: group.doc.id.clone(),
        },
        config,
        revision: request.revision.clone(),
        previous: state.succeeded,
        creator: origin.creator.clone(),
        description: request.description.clone(),
        options: request.options.clone(),
        auto_rollback: AutoRollback {
            enabled: rollback.enabled == Some(true),
            events: rollback.events.clone().unwrap_or_default(),
        },
        created: app.clock.now(),
        rolls_back: None,
        failing_since: state.failing_since,
    }
}

/// Registered hosts that the group reaches, with their standing.
async fn hosts(app: &App, request: &Request, group: &Group) -> Result<Vec<Host>, ApiError> {
    let prefix = format!("{}/", group.id);
    let standings = rows::list::<Standing>(app, STANDING, &prefix).await?;
    let mut standings: std::collections::HashMap<String, Standing> = standings
        .into_iter()
        .map(|(key, standing)| (key[prefix.len()..].to_string(), standing))
        .collect();
    let instances = rows::list::<Instance>(app, INSTANCE, "").await?;
    let reached = instances
        .into_iter()
        .map(|(_, instance)| instance)
        .filter(|instance| {
            instance.deregistered.is_none() && tag_filters::reaches(&group.settings, &instance.tags)
        });
    let hosts = reached.map(|instance| Host {
        standing: standings.remove(&instance.name).unwrap_or_default(),
        name: instance.name,
        arn: instance.arn,
    });
    let outdated = |host: &Host| {
        !request.options.update_outdated_instances_only
            || host.standing.revision.as_ref() != Some(&request.revision)
    };
    Ok(hosts.filter(outdated).collect())
}

/// A bundle that is not there fails the deployment before any host is touched.
async fn bundle_problem(
    app: &App,
    revision: &Revision,
) -> Result<Option<ErrorInformation>, ApiError> {
    let found = objects::head(
        app,
        &revision.bucket,
        &revision.key,
        revision.version.as_deref(),
    );
    match found.await {
        Ok(_) => Ok(None),
        Err(ObjectError::Store(error)) => Err(fault(error)),
        Err(error) => Ok(Some(ErrorInformation {
            code: "REVISION_MISSING".into(),
            message: format!("The revision {revision} cannot be read: {error}"),
        })),
    }
}
