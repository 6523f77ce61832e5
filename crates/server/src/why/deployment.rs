//! A deployment: the target that it waits for, or that failed it.

use towline_api::ApiError;
use towline_core::Reason;
use towline_core::deployment::record::DEPLOYMENT;
use towline_core::deployment::target::TARGET;
use towline_core::deployment::{ErrorInformation, Order, Progress, Record, Status, Target};

use super::command::line;
use super::link::{Link, Step, Subject};
use crate::App;
use crate::codedeploy::deployment_groups::{DEPLOYMENT_GROUP, Group};
use crate::codedeploy::instances::{INSTANCE, Instance};
use crate::codedeploy::{rows, tag_filters};

/// Behind it is a target, or the deployment group when no host was found.
pub(super) async fn look(app: &App, id: &str) -> Result<Step, ApiError> {
    let Some(record) = rows::get::<Record>(app, DEPLOYMENT, id).await? else {
        return Ok(Step::default());
    };
    let order = &record.order;
    let target = behind(app, &record).await?;
    let link = Link::new(
        "deployment",
        id,
        record.status.name(),
        record.reason.clone(),
    )
    .named(format!("{}/{}", order.group.application, order.group.name))
    .command(again(&record, target.as_ref()));
    let mut links = vec![link];
    if record
        .error
        .as_ref()
        .is_some_and(|e| e.code == "NO_INSTANCES")
    {
        links.extend(unmatched(app, order, record.reason.clone()).await?);
        return Ok(Step { links, next: None });
    }
    Ok(Step {
        links,
        next: target.map(|target| Subject::Target(id.into(), target.name)),
    })
}

/// The target in flight that has not changed for longest, or the one that failed first.
async fn behind(app: &App, record: &Record) -> Result<Option<Target>, ApiError> {
    let wanted = match record.status {
        Status::Created | Status::InProgress => Progress::InProgress,
        Status::Failed => Progress::Failed,
        Status::Succeeded | Status::Stopped => return Ok(None),
    };
    let prefix = format!("{}/", record.order.id);
    let targets = rows::list::<Target>(app, TARGET, &prefix).await?;
    let targets = targets.into_iter().map(|(_, target)| target);
    let wanted = targets.filter(|target| target.status == wanted);
    Ok(wanted.min_by_key(|target| target.updated))
}

/// What the group looks for, beside what is there.
async fn unmatched(app: &App, order: &Order, reason: Reason) -> Result<Option<Link>, ApiError> {
    let key = format!("{}/{}", order.group.application_id, order.group.name);
    let Some(group) = rows::get::<Group>(app, DEPLOYMENT_GROUP, &key).await? else {
        return Ok(None);
    };
    let hosts = rows::list::<Instance>(app, INSTANCE, "").await?;
    let hosts = hosts.into_iter().map(|(_, host)| host);
    let hosts: Vec<Instance> = hosts.filter(|host| host.deregistered.is_none()).collect();
    let reaches = |host: &&Instance| tag_filters::reaches(&group.settings, &host.tags);
    let id = format!("{}/{}", order.group.application, order.group.name);
    let detail = format!(
        "its tag filters ({}) match {} of {} registered hosts now",
        tag_filters::words(&group.settings),
        hosts.iter().filter(reaches).count(),
        hosts.len(),
    );
    let reason = Reason { detail, ..reason };
    let get = line(&[
        "aws",
        "deploy",
        "get-deployment-group",
        "--application-name",
        &order.group.application,
        "--deployment-group-name",
        &order.group.name,
    ]);
    Ok(Some(
        Link::new("deployment-group", id, "NoHosts", reason).command(Some(get)),
    ))
}

/// Deploying again by hand; where a script is to blame, the mended directory. The deployment of a
/// pipeline is started again by a retry.
fn again(record: &Record, failed: Option<&Target>) -> Option<String> {
    let order = &record.order;
    let bad = matches!(record.status, Status::Failed | Status::Stopped);
    if !bad || order.owner.is_some() || order.rolls_back.is_some() {
        return None;
    }
    let revision = &order.revision;
    let cause = failed.and_then(|target| target.reason.as_ref());
    if cause.is_some_and(|cause| cause.code.starts_with("Script")) {
        let (application, group) = (&order.group.application, &order.group.name);
        let deploy = ["towline", "deploy", ".", "--application", application];
        return Some(line(&[deploy.as_slice(), &["--group", group]].concat()));
    }
    let place = format!(
        "bucket={},key={},bundleType={}",
        revision.bucket, revision.key, revision.bundle_type
    );
    let mut words = vec![
        "aws",
        "deploy",
        "create-deployment",
        "--application-name",
        &order.group.application,
        "--deployment-group-name",
        &order.group.name,
        "--s3-location",
        &place,
    ];
    let impossible = |error: &ErrorInformation| error.code == "HEALTH_CONSTRAINTS_INVALID";
    if record.error.as_ref().is_some_and(impossible) {
        // It lets one target go whatever their number.
        words.extend(["--deployment-config-name", "CodeDeployDefault.OneAtATime"]);
    }
    Some(line(&words))
}
