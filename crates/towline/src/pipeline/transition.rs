//! `towline pipeline transition`: opens and closes the way into a stage.

use clap_complete::ArgValueCandidates;
use serde_json::{Value, json};

use super::find;
use crate::client::CODEPIPELINE;
use crate::completion;
use crate::document::{list, text};
use crate::dry_run::{self, DryRun};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::intent::{Intent, Outlook};
use crate::names;
use crate::said;
use crate::session::Session;
use crate::terminal;

/// Enable or disable the transition into a stage.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    way: Way,
}

#[derive(Debug, clap::Subcommand)]
enum Way {
    /// Executions may enter the stage.
    Enable {
        /// The pipeline.
        #[arg(add = ArgValueCandidates::new(completion::pipelines))]
        pipeline: String,
        /// The stage.
        stage: String,
        #[command(flatten)]
        dry: DryRun,
    },
    /// No execution enters the stage until it is enabled again; those inside go on.
    Disable {
        /// The pipeline.
        #[arg(add = ArgValueCandidates::new(completion::pipelines))]
        pipeline: String,
        /// The stage.
        stage: String,
        /// Why, for those who wait.
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[command(flatten)]
        dry: DryRun,
    },
}

pub(super) async fn run(
    session: &Session,
    args: &Args,
    look: terminal::Options,
) -> Result<Exit, Failure> {
    let (pipeline, stage, reason, dry) = match &args.way {
        Way::Enable {
            pipeline,
            stage,
            dry,
        } => (pipeline, stage, None, dry),
        Way::Disable {
            pipeline,
            stage,
            reason,
            dry,
        } => (pipeline, stage, Some(reason), dry),
    };
    let pipeline = find(session, pipeline).await?.pipeline;
    known(session, &pipeline, stage).await?;
    if dry.wanted() {
        let input = json!({"name": pipeline});
        let state: Value = session
            .call(CODEPIPELINE, "GetPipelineState", &input)
            .await?;
        let outlook = outlook(&state, stage, reason.map(String::as_str));
        return Ok(dry_run::tell(&outlook, look));
    }
    let mut input =
        json!({"pipelineName": pipeline, "stageName": stage, "transitionType": "Inbound"});
    let operation = match reason {
        Some(reason) => {
            input["reason"] = json!(reason);
            "DisableStageTransition"
        }
        None => "EnableStageTransition",
    };
    let _: Value = session.call(CODEPIPELINE, operation, &input).await?;
    terminal::say(&said::transition(stage, &pipeline, reason.is_some()));
    Ok(Exit::Succeeded)
}

/// What would become of the way into the stage. One that is closed is closed anew, by somebody else
/// and at another time.
fn outlook(state: &Value, stage: &str, reason: Option<&str>) -> Outlook {
    let found = list(&state["stageStates"])
        .iter()
        .find(|one| one["stageName"] == stage);
    let enabled = found.is_none_or(|one| one["inboundTransitionState"]["enabled"] != false);
    let place = format!(
        "the transition into {stage} of {}",
        text(&state["pipelineName"])
    );
    match reason {
        None if enabled => Outlook::Nothing(format!("{place} is enabled")),
        None => Outlook::Would(Intent::to(format!("enable {place}"))),
        Some(reason) => {
            Outlook::Would(Intent::to(format!("disable {place}")).with("reason", reason))
        }
    }
}

/// Fails with the stage that was meant when there is none of this name.
async fn known(session: &Session, pipeline: &str, stage: &str) -> Result<(), Failure> {
    let input = json!({"name": pipeline});
    let output: Value = session.call(CODEPIPELINE, "GetPipeline", &input).await?;
    let stages = list(&output["pipeline"]["stages"]).iter();
    let there: Vec<String> = stages.map(|one| text(&one["name"]).to_string()).collect();
    match there.iter().any(|one| one == stage) {
        true => Ok(()),
        false => Err(names::unknown("stage", stage, &there)),
    }
}
