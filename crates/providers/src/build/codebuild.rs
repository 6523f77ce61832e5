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
            let external = External {
                summary: Some(format!("Build terminated with state: {}", ended.status)),
                ..external
            };
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::fake::{Fake, job};

    const PROJECT: [(&str, &str); 1] = [("ProjectName", "web")];

    #[tokio::test]
    async fn a_build_gets_the_artifacts_and_gives_its_variables() {
        let mut world = Fake::new();
        world.ending.variables.insert("TAG".into(), "v7".into());
        let done = CodeBuild.run(&world, &job(&PROJECT, &[])).await.unwrap();
        assert_eq!(done.variables["TAG"], "v7");
        assert_eq!(done.external.id.as_deref(), Some("web:1"));
        let request = &world.builds.lock().unwrap()[0];
        assert_eq!((&*request.token, &*request.project), ("action", "web"));
        assert_eq!(request.primary.name, "Input");
        assert_eq!(request.outputs[0].name, "Code");
        assert_eq!(request.initiator, "codepipeline/shop");
        assert_eq!(
            world.progress.lock().unwrap().len(),
            1,
            "shown while it runs"
        );
    }

    #[tokio::test]
    async fn a_failed_build_fails_the_action_with_its_id() {
        let world = Fake::failing("Build terminated with state: FAILED");
        let failure = CodeBuild
            .run(&world, &job(&PROJECT, &[]))
            .await
            .unwrap_err();
        assert_eq!(
            failure.to_string(),
            "JobFailed: Build terminated with state: FAILED"
        );
        assert_eq!(failure.external.id.as_deref(), Some("web:1"));
    }

    #[tokio::test]
    async fn the_primary_source_is_taken_out_of_the_inputs() {
        let world = Fake::new();
        let mut job = job(&[("ProjectName", "web"), ("PrimarySource", "Second")], &[]);
        let mut second = job.inputs[0].clone();
        second.name = "Second".into();
        job.inputs.push(second);
        CodeBuild.run(&world, &job).await.unwrap();
        let request = &world.builds.lock().unwrap()[0];
        assert_eq!(request.primary.name, "Second");
        assert_eq!(request.secondary[0].name, "Input");
    }

    #[test]
    fn several_inputs_need_a_primary_source_and_batches_are_refused() {
        let check = |configuration: serde_json::Value, inputs: &[&str]| {
            let inputs: Vec<_> = inputs.iter().map(|name| json!({"name": name})).collect();
            let id = json!({
                "category": "Build", "owner": "AWS", "provider": "CodeBuild", "version": "1",
            });
            let action = serde_json::from_value(json!({
                "name": "Compile", "actionTypeId": id, "configuration": configuration,
                "inputArtifacts": inputs,
            }));
            check(&action.unwrap())
        };
        assert_eq!(check(json!({}), &["A"]), Ok(()));
        assert_eq!(check(json!({"PrimarySource": "B"}), &["A", "B"]), Ok(()));
        assert!(
            check(json!({}), &["A", "B"])
                .unwrap_err()
                .contains("'PrimarySource'")
        );
        let other = check(json!({"PrimarySource": "C"}), &["A", "B"]).unwrap_err();
        assert!(other.contains("'C'"), "{other}");
        assert_eq!(check(json!({"BatchEnabled": "false"}), &["A"]), Ok(()));
        let batch = check(json!({"BatchEnabled": "true"}), &["A"]).unwrap_err();
        assert!(
            batch.contains("does not support configuration 'BatchEnabled'"),
            "{batch}"
        );
    }
}
