//! `towline pipeline start`.

use clap_complete::ArgValueCandidates;
use serde_json::{Value, json};

use super::find;
use crate::client::CODEPIPELINE;
use crate::completion;
use crate::document::text;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::Session;
use crate::terminal;
use crate::watch::{self, Subject};

/// Start an execution and print its id.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The pipeline.
    #[arg(add = ArgValueCandidates::new(completion::pipelines))]
    pipeline: String,
    /// A pipeline variable, as NAME=VALUE; may be repeated.
    #[arg(long = "variable", value_name = "NAME=VALUE", value_parser = pair)]
    variables: Vec<(String, String)>,
    /// A certain revision of a source action, as ACTION=COMMIT or ACTION=S3-VERSION; may be repeated.
    #[arg(long = "revision", value_name = "ACTION=REVISION", value_parser = pair)]
    revisions: Vec<(String, String)>,
    /// Watch it to its end; the exit code is its outcome.
    #[arg(long, short)]
    watch: bool,
    #[command(flatten)]
    options: watch::Options,
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_string(), value.to_string())),
        _ => Err("it is NAME=VALUE".to_string()),
    }
}

pub(super) async fn run(
    session: &Session,
    args: Args,
    look: terminal::Options,
) -> Result<Exit, Failure> {
    let pipeline = find(session, &args.pipeline).await?.pipeline;
    let mut input = json!({"name": pipeline});
    if !args.variables.is_empty() {
        let variables = args.variables.iter();
        let variables = variables.map(|(name, value)| json!({"name": name, "value": value}));
        input["variables"] = variables.collect();
    }
    if !args.revisions.is_empty() {
        input["sourceRevisions"] = overrides(session, &pipeline, &args.revisions).await?;
    }
    let since = watch::position(session).await?;
    let output: Value = session
        .call(CODEPIPELINE, "StartPipelineExecution", &input)
        .await?;
    let id = text(&output["pipelineExecutionId"]);
    args.options.announce(id, args.watch);
    if !args.watch {
        return Ok(Exit::Succeeded);
    }
    let subject = Subject::execution(&pipeline, id);
    watch::follow(session, subject, Some(since), look, args.options).await
}

/// `sourceRevisions`: of which kind a revision is follows from the action's provider.
async fn overrides(
    session: &Session,
    pipeline: &str,
    revisions: &[(String, String)],
) -> Result<Value, Failure> {
    let input = json!({"name": pipeline});
    let output: Value = session.call(CODEPIPELINE, "GetPipeline", &input).await?;
    let stages = output["pipeline"]["stages"].as_array();
    let actions = stages
        .into_iter()
        .flatten()
        .filter_map(|s| s["actions"].as_array());
    let actions: Vec<&Value> = actions.flatten().collect();
    let kind = |name: &str| {
        let action = actions.iter().find(|action| action["name"] == name);
        match action.map(|action| text(&action["actionTypeId"]["provider"])) {
            Some("S3") => "S3_OBJECT_VERSION_ID",
            _ => "COMMIT_ID",
        }
    };
    let one = |(action, revision): &(String, String)| json!({"actionName": action, "revisionType": kind(action), "revisionValue": revision});
    Ok(revisions.iter().map(one).collect())
}
