//! `towline pipeline stop`.

use clap_complete::ArgValueCandidates;
use serde_json::{Value, json};

use super::find;
use crate::client::CODEPIPELINE;
use crate::completion;
use crate::document::text;
use crate::failure::Failure;
use crate::session::Session;
use crate::terminal::{self, safe};

/// Stop an execution and print its id. Actions in progress are waited for, unless they are abandoned.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// An execution, or a pipeline for its newest one.
    #[arg(value_name = "PIPELINE|EXECUTION", add = ArgValueCandidates::new(completion::executions))]
    name: String,
    /// Do not wait for actions in progress: give them up.
    #[arg(long)]
    abandon: bool,
    /// Why, for those who look at it later.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

pub(super) async fn run(session: &Session, args: &Args) -> Result<(), Failure> {
    let named = find(session, &args.name).await?;
    let id = named.execution(session).await?;
    let mut input = json!({"pipelineName": named.pipeline, "pipelineExecutionId": id,
        "abandon": args.abandon});
    if let Some(reason) = &args.reason {
        input["reason"] = json!(reason);
    }
    let output: Value = session
        .call(CODEPIPELINE, "StopPipelineExecution", &input)
        .await?;
    let id = safe(text(&output["pipelineExecutionId"]));
    terminal::print(&format!("{id}\n"));
    let way = match args.abandon {
        true => "its actions in progress were given up",
        false => "it ends when its actions in progress have; --abandon gives them up",
    };
    terminal::tell(&format!("stopping execution {id}: {way}\n"));
    Ok(())
}
