//! `towline pipeline stop`.

use clap_complete::ArgValueCandidates;
use serde_json::{Value, json};

use super::find;
use crate::client::CODEPIPELINE;
use crate::completion;
use crate::consent::Consent;
use crate::document::{list, text};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::intent::{Intent, Outlook};
use crate::said;
use crate::session::Session;
use crate::terminal::{self, word};
use crate::watch;

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
    #[command(flatten)]
    consent: Consent,
}

pub(super) async fn run(
    session: &Session,
    args: &Args,
    look: terminal::Options,
) -> Result<Exit, Failure> {
    args.consent.possible("pipeline stop")?;
    let named = find(session, &args.name).await?;
    let id = named.execution(session).await?;
    let outlook = outlook(session, &named.pipeline, &id, args.abandon).await?;
    if let Some(exit) = args.consent.end(&outlook, look).await {
        return Ok(exit);
    }
    stop(
        session,
        &named.pipeline,
        &id,
        args.abandon,
        args.reason.as_deref(),
    )
    .await?;
    terminal::print(&said::id(&id));
    Ok(Exit::Succeeded)
}

/// What stopping the execution means now; fails when it cannot be stopped.
pub(crate) async fn outlook(
    session: &Session,
    pipeline: &str,
    id: &str,
    abandon: bool,
) -> Result<Outlook, Failure> {
    described(
        &watch::execution_document(session, pipeline, id).await?,
        abandon,
    )
}

fn described(document: &Value, abandon: bool) -> Result<Outlook, Failure> {
    let execution = &document["pipelineExecution"];
    let (pipeline, id) = (
        text(&execution["pipelineName"]),
        text(&execution["pipelineExecutionId"]),
    );
    let status = text(&execution["status"]);
    match (status, abandon) {
        ("InProgress", _) | ("Stopping", true) => {}
        ("Stopping", false) => {
            let what = format!("execution {id} of {pipeline} is being stopped already");
            return Err(Failure::new(what, "its actions in progress are waited for")
                .fix("--abandon gives them up"));
        }
        _ => {
            let what = format!("execution {id} of {pipeline} cannot be stopped");
            return Err(Failure::new(
                what,
                format!("it has ended: {}", word(status)),
            ));
        }
    }
    let running = list(&document["actionExecutionDetails"])
        .iter()
        .filter(|one| one["status"] == "InProgress")
        .map(|one| format!("{} / {}", text(&one["stageName"]), text(&one["actionName"])));
    let running = running.collect::<Vec<_>>().join(", ");
    let fate = match (running.as_str(), abandon) {
        ("", _) => String::new(),
        (running, true) => format!("{running} (in progress, given up)"),
        (running, false) => format!("{running} (in progress, waited for)"),
    };
    let intent = Intent::to(format!("stop execution {id} of {pipeline}"))
        .with("state", word(status))
        .with("actions", fate);
    Ok(Outlook::Would(intent))
}

/// Stops it, and says so.
pub(crate) async fn stop(
    session: &Session,
    pipeline: &str,
    id: &str,
    abandon: bool,
    reason: Option<&str>,
) -> Result<(), Failure> {
    let mut input = json!({"pipelineName": pipeline, "pipelineExecutionId": id,
        "abandon": abandon});
    if let Some(reason) = reason {
        input["reason"] = json!(reason);
    }
    let _: Value = session
        .call(CODEPIPELINE, "StopPipelineExecution", &input)
        .await?;
    terminal::say(&said::stopping_execution(id, abandon));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::Look;

    fn told(status: &str, actions: &[(&str, &str)], abandon: bool) -> String {
        let actions = actions.iter().map(
            |(name, status)| json!({"stageName": "Gate", "actionName": name, "status": status}),
        );
        let document = json!({"actionExecutionDetails": actions.collect::<Vec<_>>(),
            "pipelineExecution": {"pipelineName": "shop", "pipelineExecutionId": "e-1", "status": status}});
        match described(&document, abandon) {
            Ok(Outlook::Would(intent)) => intent.text("this will", &Look::PLAIN),
            Ok(nothing) => format!("{nothing:?}"),
            Err(failure) => failure.to_string(),
        }
    }

    #[test]
    fn what_happens_to_actions_in_progress_is_said_before() {
        let actions = [
            ("Ask", "InProgress"),
            ("Fetch", "Succeeded"),
            ("Tell", "InProgress"),
        ];
        insta::assert_snapshot!(told("InProgress", &actions, false), @r"
        this will stop execution e-1 of shop
          state    in progress
          actions  Gate / Ask, Gate / Tell (in progress, waited for)
        ");
        insta::assert_snapshot!(told("Stopping", &actions[..1], true), @r"
        this will stop execution e-1 of shop
          state    stopping
          actions  Gate / Ask (in progress, given up)
        ");
        insta::assert_snapshot!(told("InProgress", &[], false), @r"
        this will stop execution e-1 of shop
          state    in progress
        ");
    }

    #[test]
    fn what_has_ended_or_stops_already_is_not_asked_about() {
        insta::assert_snapshot!(told("Failed", &[], false), @"error: execution e-1 of shop cannot be stopped: it has ended: failed");
        insta::assert_snapshot!(told("Stopping", &[], false), @r"
        error: execution e-1 of shop is being stopped already: its actions in progress are waited for
          fix: --abandon gives them up
        ");
    }
}
