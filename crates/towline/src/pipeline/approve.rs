//! `towline pipeline approve`: answers an approval.

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
use crate::said;
use crate::session::Session;
use crate::terminal;

/// Approve or reject what waits for an approval in a pipeline.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A pipeline, or an execution of it.
    #[arg(value_name = "PIPELINE|EXECUTION", add = ArgValueCandidates::new(completion::executions))]
    name: String,
    /// Reject it.
    #[arg(long)]
    reject: bool,
    /// A comment, for those who look at it later.
    #[arg(long, short = 'm', value_name = "TEXT", default_value = "")]
    comment: String,
    /// The stage, when several approvals wait.
    #[arg(long)]
    stage: Option<String>,
    /// The action, when several approvals wait.
    #[arg(long)]
    action: Option<String>,
    #[command(flatten)]
    dry: DryRun,
}

/// An approval that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Open {
    execution: String,
    stage: String,
    action: String,
    token: String,
}

pub(super) async fn run(
    session: &Session,
    args: &Args,
    look: terminal::Options,
) -> Result<Exit, Failure> {
    let named = find(session, &args.name).await?;
    let input = json!({"name": named.pipeline});
    let state: Value = session
        .call(CODEPIPELINE, "GetPipelineState", &input)
        .await?;
    let wanted = |one: &Open| {
        named
            .execution
            .as_ref()
            .is_none_or(|id| one.execution == *id)
            && args.stage.as_ref().is_none_or(|stage| one.stage == *stage)
            && args
                .action
                .as_ref()
                .is_none_or(|action| one.action == *action)
    };
    let found = open(&state).into_iter().filter(wanted).collect();
    let approval = one(&named.pipeline, found)?;
    if args.dry.wanted() {
        let (
            verb,
            Open {
                stage,
                action,
                execution,
                ..
            },
        ) = match args.reject {
            true => ("reject", &approval),
            false => ("approve", &approval),
        };
        let intent = Intent::to(format!(
            "{verb} {stage} / {action} of execution {execution}"
        ))
        .with("comment", args.comment.as_str());
        return Ok(dry_run::tell(&Outlook::Would(intent), look));
    }
    let status = if args.reject { "Rejected" } else { "Approved" };
    let input = json!({"pipelineName": named.pipeline, "stageName": approval.stage,
        "actionName": approval.action, "token": approval.token,
        "result": {"status": status, "summary": args.comment}});
    let _: Value = session
        .call(CODEPIPELINE, "PutApprovalResult", &input)
        .await?;
    let Open {
        execution,
        stage,
        action,
        ..
    } = &approval;
    terminal::say(&said::answered(status, stage, action, execution));
    terminal::print(&said::id(execution));
    Ok(Exit::Succeeded)
}

/// The approvals in a `GetPipelineState`: an action in progress with a token.
fn open(state: &Value) -> Vec<Open> {
    let mut found = Vec::new();
    for stage in list(&state["stageStates"]) {
        for action in list(&stage["actionStates"]) {
            let latest = &action["latestExecution"];
            let token = text(&latest["token"]);
            if latest["status"] == "InProgress" && !token.is_empty() {
                found.push(Open {
                    execution: text(&stage["latestExecution"]["pipelineExecutionId"]).into(),
                    stage: text(&stage["stageName"]).into(),
                    action: text(&action["actionName"]).into(),
                    token: token.into(),
                });
            }
        }
    }
    found
}

fn one(pipeline: &str, mut found: Vec<Open>) -> Result<Open, Failure> {
    match found.len() {
        1 => Ok(found.remove(0)),
        0 => Err(Failure::new(
            "there is nothing to approve",
            format!("no approval waits in pipeline `{pipeline}`"),
        )
        .fix(format!("`towline why {pipeline}` says what it waits for"))),
        several => {
            let names = found
                .iter()
                .map(|one| format!("{} / {}", one.stage, one.action));
            let why = names.collect::<Vec<_>>().join(", ");
            Err(Failure::new(format!("{several} approvals wait"), why)
                .fix("choose one with --stage and --action")
                .usage())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(actions: &[(&str, &str, &str)]) -> Value {
        let action = |(name, status, token): &(&str, &str, &str)| json!({"actionName": name, "latestExecution": {"status": status, "token": token}});
        let actions: Vec<Value> = actions.iter().map(action).collect();
        json!({"stageStates": [{"stageName": "Gate", "actionStates": actions,
            "latestExecution": {"pipelineExecutionId": "e-1"}}]})
    }

    #[test]
    fn the_one_that_waits_is_answered_and_several_are_named() {
        let found = |actions: &[(&str, &str, &str)]| one("shop", open(&state(actions)));
        let ask = ("Ask", "InProgress", "t-1");
        assert_eq!(
            found(&[ask, ("Done", "Succeeded", "t-0")]).unwrap().token,
            "t-1"
        );
        let none = found(&[("Build", "InProgress", "")])
            .unwrap_err()
            .to_string();
        assert!(none.contains("no approval waits"), "{none}");
        let several = found(&[ask, ("Legal", "InProgress", "t-2")])
            .unwrap_err()
            .to_string();
        assert!(several.contains("Gate / Ask, Gate / Legal"), "{several}");
    }
}
