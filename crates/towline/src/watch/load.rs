//! Asking the server for all of an object.

use serde_json::{Value, json};
use towline_agent::client::TOWLINE;
use towline_api::towline::{ExplainOutput, Explanation, ListEventsOutput};

use super::build::Build;
use super::deployment::{Asked, Deployment};
use super::estimate::{self, LOOKED_AT, Typical};
use super::execution::Execution;
use super::model::{Question, Subject, World};
use crate::client::{CODEBUILD, CODEDEPLOY, CODEPIPELINE};
use crate::document::{list, texts};
use crate::failure::Failure;
use crate::session::{Listing, Session};

/// Entries that one request may ask for.
const BATCH: usize = 100;
/// Deployments that one request may ask for.
const DEPLOYMENTS: usize = 25;

/// The number of the newest event.
pub(crate) async fn position(session: &Session) -> Result<i64, Failure> {
    let input = json!({"after": 0, "limit": 1});
    let output: ListEventsOutput = session.call(TOWLINE, "ListEvents", &input).await?;
    Ok(output.last)
}

/// `GetPipelineExecution` with the `actionExecutionDetails` of `ListActionExecutions`.
pub(crate) async fn execution_document(
    session: &Session,
    pipeline: &str,
    id: &str,
) -> Result<Value, Failure> {
    let input = json!({"pipelineName": pipeline, "pipelineExecutionId": id});
    let mut document: Value = session
        .call(CODEPIPELINE, "GetPipelineExecution", &input)
        .await?;
    document["actionExecutionDetails"] = actions(session, pipeline, id).await?.into();
    Ok(document)
}

async fn actions(session: &Session, pipeline: &str, id: &str) -> Result<Vec<Value>, Failure> {
    let filter = json!({"pipelineExecutionId": id});
    let input = json!({"pipelineName": pipeline, "filter": filter});
    let listing = Listing::new("ListActionExecutions", input, "actionExecutionDetails");
    session.pages(CODEPIPELINE, listing, usize::MAX).await
}

/// `GetDeployment` with the `deploymentTargets` of `BatchGetDeploymentTargets`.
pub(crate) async fn deployment_document(session: &Session, id: &str) -> Result<Value, Failure> {
    let input = json!({"deploymentId": id});
    let mut document: Value = session.call(CODEDEPLOY, "GetDeployment", &input).await?;
    let listing = Listing::new("ListDeploymentTargets", input, "targetIds");
    let names = texts(&session.pages(CODEDEPLOY, listing, usize::MAX).await?);
    let mut targets = Vec::new();
    for some in names.chunks(BATCH) {
        let input = json!({"deploymentId": id, "targetIds": some});
        let output: Value = session
            .call(CODEDEPLOY, "BatchGetDeploymentTargets", &input)
            .await?;
        targets.extend_from_slice(list(&output["deploymentTargets"]));
    }
    document["deploymentTargets"] = targets.into();
    Ok(document)
}

/// A `Build`.
pub(crate) async fn build_document(session: &Session, id: &str) -> Result<Value, Failure> {
    let input = json!({"ids": [id]});
    let mut output: Value = session.call(CODEBUILD, "BatchGetBuilds", &input).await?;
    match output["builds"][0].take() {
        Value::Null => Err(Failure::new(
            format!("there is no build `{id}`"),
            "it is not known",
        )),
        build => Ok(build),
    }
}

/// All that is known of an object now, with the work inside of it.
pub(super) async fn world(session: &Session, subject: &Subject) -> Result<World, Failure> {
    let mut world = World::new(subject.clone());
    object(session, &mut world, subject).await?;
    // What was looked at may lead to more.
    for question in questions(&world) {
        answer(session, &mut world, &question).await?;
    }
    for question in questions(&world) {
        answer(session, &mut world, &question).await?;
    }
    Ok(world)
}

/// Those that can be answered at once.
fn questions(world: &World) -> Vec<Question> {
    let mut questions = world.questions();
    questions.retain(|question| *question != Question::Actions);
    questions
}

/// Asks for an object.
async fn object(session: &Session, world: &mut World, subject: &Subject) -> Result<(), Failure> {
    match subject {
        Subject::Execution { pipeline, id } => {
            let document = execution_document(session, pipeline, id).await?;
            let version = &document["pipelineExecution"]["pipelineVersion"];
            let input = json!({"name": pipeline, "version": version});
            let structure: Value = session.call(CODEPIPELINE, "GetPipeline", &input).await?;
            world.execution = Some(Execution::new(&structure["pipeline"], &document));
        }
        Subject::Deployment(id) => {
            let deployment = Deployment::new(&deployment_document(session, id).await?);
            world.deployments.insert(id.clone(), deployment);
        }
        Subject::Build(id) => {
            let build = Build::new(&build_document(session, id).await?);
            world.builds.insert(id.clone(), build);
        }
    }
    Ok(())
}

/// Asks what has to be known.
pub(super) async fn answer(
    session: &Session,
    world: &mut World,
    question: &Question,
) -> Result<(), Failure> {
    match question {
        Question::Actions => {
            if let Some(execution) = &mut world.execution {
                let details = actions(session, &execution.pipeline, &execution.id).await?;
                execution.name_work(&details);
            }
        }
        Question::Object(subject) => object(session, world, subject).await?,
        Question::Rollback(id) => {
            let input = json!({"deploymentId": id});
            let output: Value = session.call(CODEDEPLOY, "GetDeployment", &input).await?;
            if let Some(deployment) = world.deployments.get_mut(id) {
                deployment.rolled_back_by = Asked::of(&output["deploymentInfo"]);
            }
        }
    }
    Ok(())
}

/// Why what is watched is as it is.
pub(super) async fn explain(
    session: &Session,
    subject: &Subject,
) -> Result<Vec<Explanation>, Failure> {
    let input = json!({"id": subject.id()});
    let output: ExplainOutput = session.call(TOWLINE, "Explain", &input).await?;
    Ok(output.explanations)
}

/// How long earlier ones took.
pub(super) async fn typical(session: &Session, world: &World) -> Result<Typical, Failure> {
    let mut typical = Typical::default();
    match &world.subject {
        Subject::Execution { pipeline, .. } => {
            let input = json!({"pipelineName": pipeline});
            let listing = Listing::new("ListActionExecutions", input, "actionExecutionDetails");
            let details = session.pages(CODEPIPELINE, listing, BATCH).await?;
            typical.actions = estimate::of_actions(&details);
        }
        Subject::Deployment(id) => {
            if let Some(deployment) = world.deployments.get(id) {
                typical.host = hosts(session, deployment).await?;
            }
        }
        Subject::Build(id) => {
            let project = id.split(':').next().unwrap_or_default();
            let input = json!({"projectName": project});
            let listing = Listing::new("ListBuildsForProject", input, "ids");
            let ids = session.pages(CODEBUILD, listing, LOOKED_AT).await?;
            let input = json!({"ids": ids});
            let output: Value = session.call(CODEBUILD, "BatchGetBuilds", &input).await?;
            typical.build = estimate::of_builds(list(&output["builds"]));
        }
    }
    Ok(typical)
}

async fn hosts(session: &Session, deployment: &Deployment) -> Result<Option<f64>, Failure> {
    let input = json!({"applicationName": deployment.application,
        "deploymentGroupName": deployment.group, "includeOnlyStatuses": ["Succeeded"]});
    let listing = Listing::new("ListDeployments", input, "deployments");
    let ids = session.pages(CODEDEPLOY, listing, LOOKED_AT).await?;
    let infos = deployments(session, &texts(&ids)).await?;
    Ok(estimate::of_hosts(&infos, &deployment.config))
}

/// The `DeploymentInfo`s of these deployments.
pub(crate) async fn deployments(session: &Session, ids: &[String]) -> Result<Vec<Value>, Failure> {
    let mut infos = Vec::new();
    for some in ids.chunks(DEPLOYMENTS) {
        let input = json!({"deploymentIds": some});
        let output: Value = session
            .call(CODEDEPLOY, "BatchGetDeployments", &input)
            .await?;
        infos.extend_from_slice(list(&output["deploymentsInfo"]));
    }
    Ok(infos)
}

/// What it waits for: the end of the chain, in one line, with what tells waits apart.
pub(super) fn waits(told: &[Explanation]) -> Option<(String, String)> {
    let links = &told.first()?.links;
    let last = links.last()?;
    let key = format!("{}/{}/{}", last.kind, last.id, last.code);
    let host = links.iter().find(|link| link.kind == "target");
    let place = match (
        last.kind.as_str(),
        host.and_then(|link| link.name.as_deref()),
    ) {
        ("lifecycle-event", Some(host)) => format!("{} on {host}: ", last.id),
        ("phase" | "host", _) => format!("{}: ", last.id),
        _ => String::new(),
    };
    let unblock = match last.unblock.as_str() {
        "" => String::new(),
        unblock => format!(" ({unblock})"),
    };
    Some((key, format!("{place}{}{unblock}", last.detail)))
}
