//! `towline pipeline retry`.

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
use crate::session::Session;
use crate::terminal;
use crate::watch::{self, Subject};

/// Retry a failed stage of an execution and print the execution's id.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// An execution, or a pipeline for the execution that failed in it.
    #[arg(value_name = "PIPELINE|EXECUTION", add = ArgValueCandidates::new(completion::executions))]
    name: String,
    /// The stage; without it the one that failed.
    #[arg(long)]
    stage: Option<String>,
    /// Run the stage's succeeded actions again, too.
    #[arg(long)]
    all_actions: bool,
    /// Watch it to its end; the exit code is its outcome.
    #[arg(long, short)]
    watch: bool,
    #[command(flatten)]
    dry: DryRun,
    #[command(flatten)]
    options: watch::Options,
}

pub(super) async fn run(
    session: &Session,
    args: Args,
    look: terminal::Options,
) -> Result<Exit, Failure> {
    let named = find(session, &args.name).await?;
    let input = json!({"name": named.pipeline});
    let state: Value = session
        .call(CODEPIPELINE, "GetPipelineState", &input)
        .await?;
    let stages = list(&state["stageStates"]);
    let (stage, id) = failed(stages, named.execution.as_deref(), args.stage.as_deref())?;
    args.dry.in_words(args.options.json())?;
    if args.dry.wanted() {
        let outlook = outlook(stages, (&stage, &id), args.all_actions)?;
        return Ok(dry_run::tell(&outlook, look));
    }
    let mode = match args.all_actions {
        true => "ALL_ACTIONS",
        false => "FAILED_ACTIONS",
    };
    let input = json!({"pipelineName": named.pipeline, "stageName": stage,
        "pipelineExecutionId": id, "retryMode": mode});
    let since = watch::position(session).await?;
    let output: Value = session
        .call(CODEPIPELINE, "RetryStageExecution", &input)
        .await?;
    let id = text(&output["pipelineExecutionId"]);
    args.options.announce(id, args.watch);
    if !args.watch {
        return Ok(Exit::Succeeded);
    }
    let subject = Subject::execution(&named.pipeline, id);
    watch::follow(session, subject, Some(since), look, args.options).await
}

/// What the retry would run again; fails when the stage has nothing that failed.
fn outlook(stages: &[Value], (stage, id): (&str, &str), all: bool) -> Result<Outlook, Failure> {
    let found = stages.iter().find(|one| one["stageName"] == stage);
    let actions = found.map_or(&[][..], |one| list(&one["actionStates"]));
    let status = |action: &Value| text(&action["latestExecution"]["status"]).to_string();
    let failed = |action: &&Value| ["Failed", "Abandoned"].contains(&status(action).as_str());
    let again: Vec<&str> = actions
        .iter()
        .filter(|action| all || failed(action))
        .map(|action| text(&action["actionName"]))
        .collect();
    if !actions.iter().any(|action| failed(&action)) {
        let what = format!("stage {stage} of execution {id} cannot be retried");
        return Err(Failure::new(what, "it has no failed or abandoned action"));
    }
    let intent = Intent::to(format!("retry stage {stage} of execution {id}"));
    Ok(Outlook::Would(intent.with("runs", again.join(", "))))
}

/// The stage to retry, and the execution in it.
fn failed(
    stages: &[Value],
    execution: Option<&str>,
    stage: Option<&str>,
) -> Result<(String, String), Failure> {
    let latest = |stage: &Value| stage["latestExecution"].clone();
    let fits = |one: &&Value| {
        let latest = latest(one);
        execution.is_none_or(|id| latest["pipelineExecutionId"] == id)
            && match stage {
                Some(name) => one["stageName"] == name,
                None => ["Failed", "Stopped"].contains(&text(&latest["status"])),
            }
    };
    if let Some(found) = stages.iter().find(fits) {
        let id = latest(found)["pipelineExecutionId"].clone();
        return Ok((text(&found["stageName"]).to_string(), text(&id).to_string()));
    }
    let there: Vec<String> = stages
        .iter()
        .map(|one| text(&one["stageName"]).to_string())
        .collect();
    match stage {
        Some(name) if !there.iter().any(|one| one == name) => {
            Err(names::unknown("stage", name, &there))
        }
        _ => Err(Failure::new(
            "there is nothing to retry",
            "no stage has failed or was stopped in what it ran last",
        )
        .fix("`towline pipeline show` shows the stages; `towline pipeline start` starts anew")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stages() -> Vec<Value> {
        let one = |name: &str, id: &str, status: &str| json!({"stageName": name, "latestExecution": {"pipelineExecutionId": id, "status": status}});
        vec![
            one("Build", "e-2", "Succeeded"),
            one("Deploy", "e-1", "Failed"),
        ]
    }

    #[test]
    fn what_is_run_again_is_said_and_nothing_else_can_be() {
        let action = |name: &str, status: &str| json!({"actionName": name, "latestExecution": {"status": status}});
        let mut stages = stages();
        stages[0]["actionStates"] = json!([action("Make", "Succeeded")]);
        stages[1]["actionStates"] = json!([action("Ask", "Succeeded"), action("Fleet", "Failed")]);
        let runs = |all| match outlook(&stages, ("Deploy", "e-1"), all) {
            Ok(Outlook::Would(intent)) => intent.text("would", &terminal::Look::PLAIN),
            other => panic!("{other:?}"),
        };
        assert!(
            runs(false).ends_with("  runs     Fleet\n"),
            "{}",
            runs(false)
        );
        assert!(
            runs(true).ends_with("  runs     Ask, Fleet\n"),
            "{}",
            runs(true)
        );
        assert!(outlook(&stages, ("Build", "e-2"), false).is_err());
    }

    #[test]
    fn the_failed_stage_is_found_by_itself() {
        let found = |execution, stage| failed(&stages(), execution, stage);
        let deploy = Ok(("Deploy".to_string(), "e-1".to_string()));
        assert_eq!(found(None, None), deploy);
        assert_eq!(found(Some("e-1"), None), deploy);
        assert!(found(Some("e-2"), None).is_err());
        assert_eq!(found(None, Some("Build")).unwrap().1, "e-2");
        let text = found(None, Some("Deplyo")).unwrap_err().to_string();
        assert!(text.contains("did you mean `Deploy`"), "{text}");
    }
}
