//! `Deploy/AWS/CodeDeploy`: a deployment of the input artifact to a deployment group of this server.

use async_trait::async_trait;
use towline_core::pipeline::catalogue::{ActionType, ActionTypeId};
use towline_core::pipeline::job::{
    ActionFailure, ActionJob, ActionOutcome, ActionSuccess, External,
};

use crate::world::DeploymentRequest;
use crate::{Provider, Registration, World, input, setting};

/// Creates a deployment and waits for its end.
pub struct CodeDeploy;

/// A deployment may take five days.
pub fn registration() -> Registration {
    let id = ActionTypeId::aws("Deploy", "CodeDeploy");
    let action_type = ActionType::new(id, (1, 1), (0, 0))
        .required(&["ApplicationName", "DeploymentGroupName"])
        .timeout_minutes(5 * 24 * 60);
    Registration::new(action_type, CodeDeploy)
}

#[async_trait]
impl Provider for CodeDeploy {
    async fn run(&self, world: &dyn World, job: &ActionJob) -> ActionOutcome {
        let request = DeploymentRequest {
            token: job.id.clone(),
            application: setting(&job.configuration, "ApplicationName")?.to_string(),
            group: setting(&job.configuration, "DeploymentGroupName")?.to_string(),
            revision: input(job)?.clone(),
            creator: format!("codepipeline/{}", job.pipeline),
        };
        let deployments = world.deployments();
        let id = deployments.start(request).await?;
        let mut external = External {
            id: Some(id.clone()),
            ..External::default()
        };
        world.progress(job, external.clone()).await;
        let ended = deployments.ended(&id).await;
        let ended = ended.map_err(|e| e.with_external(external.clone()))?;
        if ended.succeeded {
            external.summary = Some("Deployment Succeeded".into());
            return Ok(ActionSuccess {
                external,
                ..ActionSuccess::default()
            });
        }
        external.summary = Some(format!("Deployment {id} failed"));
        let message = match ended.message.as_str() {
            "" => format!("Deployment {id} failed: it ended as {}", ended.status),
            why => format!("Deployment {id} failed: {why}"),
        };
        Err(ActionFailure::job(message).with_external(external))
    }
}
