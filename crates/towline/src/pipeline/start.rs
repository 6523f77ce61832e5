//! `towline pipeline start`.

use clap_complete::ArgValueCandidates;
use serde_json::{Value, json};
use towline_core::pipeline::job::RevisionOverride;
use towline_core::pipeline::records::SourceOverride;
use towline_core::pipeline::{Declaration, check_start};

use super::find;
use crate::client::CODEPIPELINE;
use crate::completion;
use crate::document::{list, text};
use crate::dry_run::{self, DryRun};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::intent::{Intent, Outlook};
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
    dry: DryRun,
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
    args.dry.in_words(args.options.json())?;
    if args.dry.wanted() {
        let outlook = outlook(session, &input).await?;
        return Ok(dry_run::tell(&outlook, look));
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

/// What the start would do: by the checks that the server makes of it.
async fn outlook(session: &Session, start: &Value) -> Result<Outlook, Failure> {
    let name = json!({"name": start["name"]});
    let output: Value = session.call(CODEPIPELINE, "GetPipeline", &name).await?;
    let pairs = |list: &[Value], name: &str, value: &str| -> Vec<(String, String)> {
        let pair = |one: &Value| (text(&one[name]).to_string(), text(&one[value]).to_string());
        list.iter().map(pair).collect()
    };
    let variables = pairs(list(&start["variables"]), "name", "value");
    let revisions = list(&start["sourceRevisions"]);
    check(&output["pipeline"], &variables, revisions)?;
    let words = |pairs: &[(String, String)]| {
        let all: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        all.join(", ")
    };
    let act = format!("start an execution of {}", text(&start["name"]));
    let revisions = pairs(revisions, "actionName", "revisionValue");
    Ok(Outlook::Would(
        Intent::to(act)
            .with("version", output["pipeline"]["version"].to_string())
            .with("mode", text(&output["pipeline"]["executionMode"]))
            .with("variables", words(&variables))
            .with("revisions", words(&revisions)),
    ))
}

fn check(
    pipeline: &Value,
    variables: &[(String, String)],
    revisions: &[Value],
) -> Result<(), Failure> {
    let refused = |why: String| Failure::new("the execution cannot be started", why);
    let declaration = serde_json::from_value(pipeline.clone());
    let declaration: Declaration = declaration.map_err(|error| refused(error.to_string()))?;
    let overrides = revisions.iter().map(|one| SourceOverride {
        action: text(&one["actionName"]).into(),
        revision: RevisionOverride {
            kind: text(&one["revisionType"]).into(),
            value: text(&one["revisionValue"]).into(),
        },
    });
    let (variables, overrides) = (
        variables.iter().cloned().collect(),
        overrides.collect::<Vec<_>>(),
    );
    check_start(&declaration, &variables, &overrides)
        .map_err(|refusal| refused(refusal.to_string()))
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
