//! `towline deployment stop`.

use clap_complete::ArgValueCandidates;
use serde_json::{Value, json};

use super::{Group, find};
use crate::client::CODEDEPLOY;
use crate::completion;
use crate::consent::Consent;
use crate::document::{count, list, text};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::intent::{Intent, Outlook, number};
use crate::said;
use crate::session::Session;
use crate::terminal::{self, word};
use crate::watch::revision;

/// The event for which a deployment that a person stops is rolled back.
const ON_REQUEST: &str = "DEPLOYMENT_STOP_ON_REQUEST";

/// Stop a deployment and print its id. Scripts in progress end first; no further host is started.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The deployment.
    #[arg(value_name = "DEPLOYMENT|APPLICATION/GROUP", add = ArgValueCandidates::new(completion::deployments))]
    name: String,
    /// Deploy the last successful revision again to the hosts that were touched.
    #[arg(long, conflicts_with = "no_rollback")]
    rollback: bool,
    /// Do not roll back, whatever the deployment group says.
    #[arg(long)]
    no_rollback: bool,
    #[command(flatten)]
    consent: Consent,
}

impl Args {
    /// Whether it is rolled back, when the caller says so.
    fn back(&self) -> Option<bool> {
        (self.rollback || self.no_rollback).then_some(self.rollback)
    }
}

pub(super) async fn run(
    session: &Session,
    args: &Args,
    look: terminal::Options,
) -> Result<Exit, Failure> {
    args.consent.possible("deployment stop")?;
    let id = find(session, &args.name).await?;
    let outlook = outlook(session, &id, args.back()).await?;
    if let Some(exit) = args.consent.end(&outlook, look).await {
        return Ok(exit);
    }
    stop(session, &id, args.back()).await?;
    terminal::print(&said::id(&id));
    Ok(Exit::Succeeded)
}

/// What stopping the deployment means now; fails when it has ended.
pub(crate) async fn outlook(
    session: &Session,
    id: &str,
    back: Option<bool>,
) -> Result<Outlook, Failure> {
    let input = json!({"deploymentId": id});
    let output: Value = session.call(CODEDEPLOY, "GetDeployment", &input).await?;
    described(&output["deploymentInfo"], back)
}

fn described(info: &Value, back: Option<bool>) -> Result<Outlook, Failure> {
    let (id, status) = (text(&info["deploymentId"]), text(&info["status"]));
    if status == "Stopped" {
        return Ok(Outlook::Nothing(format!("deployment {id} is stopped")));
    }
    if ["Succeeded", "Failed"].contains(&status) {
        let what = format!("deployment {id} cannot be stopped");
        return Err(Failure::new(
            what,
            format!("it has ended: {}", word(status)),
        ));
    }
    let Group { application, name } = Group::of(info);
    let act = format!("stop deployment {id} to {application}/{name}");
    let intent = Intent::to(act)
        .with("revision", revision(&info["revision"]))
        .with("state", word(status))
        .with("hosts", hosts(&info["deploymentOverview"]))
        .with("then", afterwards(info, back));
    Ok(Outlook::Would(intent))
}

/// How many there are, and what becomes of those that are not done.
fn hosts(overview: &Value) -> String {
    let fates = [
        ("Succeeded", "succeeded"),
        ("Failed", "failed"),
        ("Skipped", "skipped"),
        ("InProgress", "in progress, whose running scripts end first"),
        ("Pending", "not started, which stay as they are"),
    ];
    let counts = fates.map(|(state, fate)| (count(&overview[state]), fate));
    let all: u64 = counts.iter().map(|(count, _)| count).sum();
    let told = counts.iter().filter(|(count, _)| *count > 0);
    let told: Vec<String> = told
        .map(|(count, fate)| format!("{count} {fate}"))
        .collect();
    let all = number(usize::try_from(all).unwrap_or(usize::MAX), "host");
    format!("{all}: {}", told.join("; "))
}

/// Whether it is rolled back: what the caller says, else what the deployment was made with.
fn afterwards(info: &Value, back: Option<bool>) -> String {
    let configured = &info["autoRollbackConfiguration"];
    let covered = list(&configured["events"])
        .iter()
        .any(|one| one == ON_REQUEST);
    let wanted = back.unwrap_or(configured["enabled"] == true && covered);
    let again = info["rollbackInfo"]["rollbackTriggeringDeploymentId"].is_string();
    match (wanted, &info["previousRevision"]) {
        (false, _) if back.is_none() => "nothing is rolled back; --rollback does it".into(),
        (false, _) => "nothing is rolled back".into(),
        (true, _) if again => "nothing is rolled back, as this is a rollback itself".into(),
        (true, Value::Null) => "nothing is rolled back, as nothing succeeded before".into(),
        (true, previous) => {
            let previous = revision(previous);
            format!("{previous} is deployed again to the hosts that were touched")
        }
    }
}

/// Stops it, and says so.
pub(crate) async fn stop(session: &Session, id: &str, back: Option<bool>) -> Result<(), Failure> {
    let mut input = json!({"deploymentId": id});
    if let Some(back) = back {
        input["autoRollbackEnabled"] = json!(back);
    }
    let _: Value = session.call(CODEDEPLOY, "StopDeployment", &input).await?;
    terminal::say(&said::stopping_deployment(id));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::Look;

    fn info() -> Value {
        json!({"deploymentId": "d-ABCDEFGHI", "applicationName": "shop", "deploymentGroupName": "web",
            "status": "InProgress", "deploymentOverview": {"Succeeded": 1, "InProgress": 2, "Pending": 7},
            "revision": {"s3Location": {"bucket": "b", "key": "new.zip"}},
            "previousRevision": {"s3Location": {"bucket": "b", "key": "old.zip"}}})
    }

    #[test]
    fn hosts_and_what_becomes_of_them_are_said_before() {
        let Ok(Outlook::Would(intent)) = described(&info(), Some(true)) else {
            panic!("it can be stopped");
        };
        insta::assert_snapshot!(intent.text("this will", &Look::PLAIN), @r"
        this will stop deployment d-ABCDEFGHI to shop/web
          revision s3://b/new.zip
          state    in progress
          hosts    10 hosts: 1 succeeded; 2 in progress, whose running scripts end first; 7 not started, which stay as they are
          then     s3://b/old.zip is deployed again to the hosts that were touched
        ");
    }

    #[test]
    fn the_word_of_the_caller_counts_before_that_of_the_group() {
        let told = |back, change: fn(&mut Value)| {
            let mut info = info();
            change(&mut info);
            afterwards(&info, back)
        };
        let automatic = |info: &mut Value| {
            info["autoRollbackConfiguration"] = json!({"enabled": true, "events": [ON_REQUEST]});
        };
        assert!(told(None, automatic).contains("b/old.zip is deployed again"));
        assert!(told(None, |_| {}).contains("--rollback does it"));
        assert_eq!(told(Some(false), automatic), "nothing is rolled back");
        let first = told(Some(true), |info| info["previousRevision"] = Value::Null);
        assert!(first.contains("nothing succeeded before"), "{first}");
        let rollback = told(Some(true), |info| {
            info["rollbackInfo"] = json!({"rollbackTriggeringDeploymentId": "d-OTHERFGHI"});
        });
        assert!(rollback.contains("a rollback itself"), "{rollback}");
    }

    #[test]
    fn what_has_ended_cannot_be_stopped() {
        let mut info = info();
        info["status"] = json!("Succeeded");
        let said = described(&info, None).unwrap_err();
        info["status"] = json!("Stopped");
        assert!(matches!(described(&info, None), Ok(Outlook::Nothing(_))));
        insta::assert_snapshot!(said, @"error: deployment d-ABCDEFGHI cannot be stopped: it has ended: succeeded");
    }
}
