//! The signed specification of a deployment: what a host is to install.

use std::sync::Arc;

use serde_json::{Value, json};
use towline_api::ApiError;
use towline_api::hostcommand::*;
use towline_auth::caller::Caller;
use towline_core::deployment::record::DEPLOYMENT;
use towline_core::deployment::target::TARGET;
use towline_core::deployment::{Order, Record};

use super::identity;
use crate::codedeploy::rows;
use crate::{App, fault};

/// Four parts, as agents' models demand; the third one is the deployment.
pub(super) fn execution_id(app: &App, deployment: &str) -> String {
    format!(
        "codedeploy/{}/{deployment}/specification",
        app.settings.account
    )
}

pub(super) async fn get(
    app: &Arc<App>,
    caller: &Caller,
    input: GetDeploymentSpecificationInput,
) -> Result<GetDeploymentSpecificationOutput, ApiError> {
    let host = identity::host(app, caller, &input.host_identifier).await?;
    let id = input
        .deployment_execution_id
        .split('/')
        .nth(2)
        .unwrap_or_default();
    let targeted = app.hosts.offers(&host, id) || {
        let target = app.store.get(TARGET, &format!("{id}/{host}")).await;
        target.map_err(|e| fault::store(&e))?.is_some()
    };
    let record = rows::get::<Record>(app, DEPLOYMENT, id).await?;
    let Some(record) = record.filter(|_| targeted) else {
        let message = format!("{host} is not a target of a deployment `{id}`");
        return Err(ApiError::new("ClientException", message));
    };
    let text = specification(&record.order).to_string();
    let envelope = app.hosts.signer().sign(&text).map_err(|error| {
        tracing::error!(%error, "deployment specification");
        ApiError::internal("The deployment specification could not be signed")
    })?;
    Ok(GetDeploymentSpecificationOutput {
        deployment_system: Some("CodeDeploy".into()),
        deployment_specification: Some(DeploymentSpecification {
            generic_envelope: Some(Envelope {
                format: Some("PKCS7/JSON".into()),
                payload: Some(envelope),
            }),
            ..DeploymentSpecification::default()
        }),
    })
}

/// `AllPossibleLifecycleEvents` is left out on purpose: agents fail an `Install` whose list is not
/// complete, and only the bundle knows what is complete.
fn specification(order: &Order) -> Value {
    let revision = &order.revision;
    let mut s3 = json!({
        "Bucket": revision.bucket,
        "Key": revision.key,
        "BundleType": revision.bundle_type,
    });
    if let Some(version) = &revision.version {
        s3["Version"] = json!(version);
    }
    if let Some(tag) = &revision.e_tag {
        s3["ETag"] = json!(tag);
    }
    json!({
        "DeploymentId": order.id,
        "DeploymentGroupId": order.group.id,
        "DeploymentGroupName": order.group.name,
        "ApplicationName": order.group.application,
        "DeploymentCreator": order.creator,
        "DeploymentType": "IN_PLACE",
        "AppSpecFilename": "appspec.yml",
        "AgentActionOverrides": {
            "AgentOverrides": {"FileExistsBehavior": order.options.file_exists_behavior},
        },
        "Revision": {"RevisionType": "S3", "S3Revision": s3},
    })
}
