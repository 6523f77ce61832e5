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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fake::{Fake, job};

    const NAMES: [(&str, &str); 2] = [("ApplicationName", "shop"), ("DeploymentGroupName", "prod")];

    #[tokio::test]
    async fn a_deployment_of_the_input_artifact_is_started_once_per_action() {
        let world = Fake::new();
        let done = CodeDeploy.run(&world, &job(&NAMES, &[])).await.unwrap();
        assert_eq!(done.external.id.as_deref(), Some("d-123456789"));
        assert_eq!(
            done.external.summary.as_deref(),
            Some("Deployment Succeeded")
        );
        let request = &world.deployments.lock().unwrap()[0];
        assert_eq!((&*request.application, &*request.group), ("shop", "prod"));
        assert_eq!(
            (&*request.revision.key, &*request.token),
            ("shop/Input/1", "action")
        );
    }

    #[tokio::test]
    async fn a_failed_deployment_says_why() {
        let world = Fake::failing("too few healthy instances");
        let failure = CodeDeploy.run(&world, &job(&NAMES, &[])).await.unwrap_err();
        assert_eq!(
            failure.to_string(),
            "JobFailed: Deployment d-123456789 failed: too few healthy instances"
        );
        assert_eq!(failure.external.id.as_deref(), Some("d-123456789"));
    }
}
