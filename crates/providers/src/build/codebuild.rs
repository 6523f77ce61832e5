//! `Build/AWS/CodeBuild` and `Test/AWS/CodeBuild`: a build of a project of this server.

use async_trait::async_trait;
use towline_core::pipeline::catalogue::{ActionType, ActionTypeId};
use towline_core::pipeline::declaration::ActionDeclaration;
use towline_core::pipeline::job::{
    ActionFailure, ActionJob, ActionOutcome, ActionSuccess, Artifact, External,
};

use crate::setting;
use crate::world::BuildRequest;
use crate::{Provider, Registration, World};

/// Starts a build and waits for its end.
pub struct CodeBuild;

/// A build may take 36 hours.
pub fn build_registration() -> Registration {
    Registration::new(action_type("Build", 36 * 60), CodeBuild)
}

/// A test may take 8 hours.
pub fn test_registration() -> Registration {
    Registration::new(action_type("Test", 8 * 60), CodeBuild)
}

fn action_type(category: &str, minutes: i64) -> ActionType {
    ActionType::new(ActionTypeId::aws(category, "CodeBuild"), (1, 5), (0, 5))
        .required(&["ProjectName"])
        .optional(&[
            "PrimarySource",
            "EnvironmentVariables",
            "BatchEnabled",
            "CombineArtifacts",
        ])
        .timeout_minutes(minutes)
        .check(check)
}

fn check(action: &ActionDeclaration) -> Result<(), String> {
    let name = &action.name;
    for key in ["BatchEnabled", "CombineArtifacts"] {
        let value = action.configuration.get(key);
        if value.is_some_and(|value| !value.eq_ignore_ascii_case("false")) {
            return Err(format!(
                "Towline does not support configuration '{key}' of action '{name}' yet: remove it \
                 or set it to false"
            ));
        }
    }
    let inputs = &action.input_artifacts;
    match action.configuration.get("PrimarySource") {
        Some(primary) if !inputs.iter().any(|i| i.name == *primary) => Err(format!(
            "PrimarySource '{primary}' of action '{name}' is not one of its input artifacts"
        )),
        None if inputs.len() > 1 => Err(format!(
            "Action configuration for action '{name}' is missing required configuration \
             'PrimarySource': it has {} input artifacts",
            inputs.len()
        )),
        _ => Ok(()),
    }
}

#[async_trait]
impl Provider for CodeBuild {
    async fn run(&self, world: &dyn World, job: &ActionJob) -> ActionOutcome {
        let builds = world.builds();
        let id = builds.start(request(job)?).await?;
        let external = External {
            id: Some(id.clone()),
            ..External::default()
        };
        world.progress(job, external.clone()).await;
        let ended = builds.ended(&id).await;
        let ended = ended.map_err(|e| e.with_external(external.clone()))?;
        if !ended.succeeded {
            return Err(ActionFailure::job(ended.message).with_external(external));
        }
        Ok(ActionSuccess {
            external,
            variables: ended.variables,
            revision: None,
        })
    }
}

fn request(job: &ActionJob) -> Result<BuildRequest, ActionFailure> {
    let (primary, secondary) = sources(job)?;
    Ok(BuildRequest {
        token: job.id.clone(),
        project: setting(&job.configuration, "ProjectName")?.to_string(),
        primary,
        secondary,
        outputs: job.outputs.clone(),
        environment: job.configuration.get("EnvironmentVariables").cloned(),
        initiator: format!("codepipeline/{}", job.pipeline),
    })
}

/// The primary source and the others, in the order of the declaration.
fn sources(job: &ActionJob) -> Result<(Artifact, Vec<Artifact>), ActionFailure> {
    let named = job.configuration.get("PrimarySource");
    let at = match named {
        Some(name) => job.inputs.iter().position(|i| i.name == *name),
        None => Some(0),
    };
    let mut inputs = job.inputs.clone();
    match at.filter(|at| *at < inputs.len()) {
        Some(at) => Ok((inputs.remove(at), inputs)),
        None => Err(ActionFailure::configuration(format!(
            "action '{}' has no input artifact to build from",
            job.action
        ))),
    }
}
