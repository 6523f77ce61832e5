//! `towline deployment rollback`: deploys an earlier revision again.

use clap_complete::ArgValueCandidates;
use serde_json::{Value, json};

use super::{Group, find, find_group, ids};
use crate::client::CODEDEPLOY;
use crate::completion;
use crate::consent::Consent;
use crate::deploy::{Place, Plan, create};
use crate::document::text;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::intent::{Intent, Outlook};
use crate::names;
use crate::said;
use crate::session::Session;
use crate::terminal;
use crate::watch::{self, Subject, revision};

/// Deployments of a group among which the last success is looked for.
const LOOKED_AT: usize = 100;

/// Deploy the last successful revision of a deployment group again, or a chosen one, and watch it.
///
/// After a success, the last one with another revision is meant. It asks first.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The deployment group, or a deployment of it.
    #[arg(value_name = "DEPLOYMENT|APPLICATION/GROUP", add = ArgValueCandidates::new(completion::deployments))]
    name: String,
    /// A deployment whose revision is deployed, or a revision s3://BUCKET/KEY.
    #[arg(long, value_name = "DEPLOYMENT|REVISION")]
    to: Option<String>,
    /// Print the new deployment's id and do not watch it.
    #[arg(long)]
    no_watch: bool,
    #[command(flatten)]
    consent: Consent,
    #[command(flatten)]
    options: watch::Options,
}

pub(super) async fn run(
    session: &Session,
    args: Args,
    look: terminal::Options,
) -> Result<Exit, Failure> {
    args.consent.possible("deployment rollback")?;
    let group = group(session, &args.name).await?;
    let chosen = match &args.to {
        Some(to) if to.starts_with("s3://") => Chosen {
            revision: Place::parse(to)?.revision(),
            because: "as asked".to_string(),
        },
        Some(to) => of(session, to).await?,
        None => last(&history(session, &group).await?)?,
    };
    let (place, because) = (revision(&chosen.revision), &chosen.because);
    let input = json!({"applicationName": group.application,
        "deploymentGroupName": group.name, "revision": chosen.revision,
        "description": format!("rollback: {because}")});
    let Group { application, name } = &group;
    let intent = Intent::to(format!("deploy {place} to {application}/{name}"))
        .with("because", because.as_str());
    let plan = Plan::read(session, &input, false).await?;
    let outlook = Outlook::Would(plan.told(intent, args.consent.names())?);
    if let Some(exit) = args.consent.end(&outlook, look).await {
        return Ok(exit);
    }
    args.options.tell(&said::deploys(&place, because));
    let since = watch::position(session).await?;
    let id = create(session, &input).await?;
    args.options.announce(&id, !args.no_watch);
    if args.no_watch {
        return Ok(Exit::Succeeded);
    }
    let subject = Subject::Deployment(id);
    watch::follow(session, subject, Some(since), look, args.options).await
}

async fn group(session: &Session, given: &str) -> Result<Group, Failure> {
    let bare = names::bare(given);
    if bare.contains('/') {
        return find_group(session, &bare).await;
    }
    Ok(Group::of(&info(session, &bare).await?))
}

async fn info(session: &Session, given: &str) -> Result<Value, Failure> {
    let id = find(session, given).await?;
    let input = json!({"deploymentId": id});
    let mut output: Value = session.call(CODEDEPLOY, "GetDeployment", &input).await?;
    Ok(output["deploymentInfo"].take())
}

async fn of(session: &Session, to: &str) -> Result<Chosen, Failure> {
    let mut info = info(session, to).await?;
    let because = format!("the revision of {}", text(&info["deploymentId"]));
    let revision = info["revision"].take();
    Ok(Chosen { revision, because })
}

async fn history(session: &Session, group: &Group) -> Result<Vec<Value>, Failure> {
    let mut newest = ids(session, Some(group)).await?;
    newest.truncate(LOOKED_AT);
    let infos = watch::deployments(session, &newest).await?;
    // The answer need not have the order of the question.
    let order = |info: &Value| newest.iter().position(|id| info["deploymentId"] == **id);
    let mut infos = infos;
    infos.sort_by_key(order);
    Ok(infos)
}

/// What is deployed, and why.
#[derive(Debug, Clone, PartialEq)]
struct Chosen {
    revision: Value,
    because: String,
}

/// The revision to go back to, from the group's deployments, the newest first.
fn last(history: &[Value]) -> Result<Chosen, Failure> {
    let Some((newest, earlier)) = history.split_first() else {
        return Err(Failure::new(
            "there is nothing to roll back",
            "nothing was deployed to the group",
        ));
    };
    let id = text(&newest["deploymentId"]);
    let status = text(&newest["status"]);
    if !["Succeeded", "Failed", "Stopped"].contains(&status) {
        let what = format!("deployment {id} is in progress");
        return Err(Failure::new(what, "one deployment at a time")
            .fix(format!("towline deployment stop {id} --rollback")));
    }
    let other = |info: &&Value| {
        info["status"] == "Succeeded"
            && (status != "Succeeded" || info["revision"] != newest["revision"])
    };
    match earlier.iter().find(other) {
        Some(info) => Ok(Chosen {
            revision: info["revision"].clone(),
            because: format!(
                "the last success before {id}: {}",
                text(&info["deploymentId"])
            ),
        }),
        None => Err(Failure::new(
            "there is nothing to roll back to",
            format!("no earlier deployment with another revision than {id}'s succeeded"),
        )
        .fix("choose a revision with --to s3://BUCKET/KEY")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history(deployments: &[(&str, &str, &str)]) -> Vec<Value> {
        let info = |(id, status, key): &(&str, &str, &str)| json!({"deploymentId": id, "status": status, "revision": {"s3Location": {"key": key}}});
        deployments.iter().map(info).collect()
    }

    fn chosen(deployments: &[(&str, &str, &str)]) -> Result<String, String> {
        let chosen = last(&history(deployments)).map_err(|failure| failure.to_string())?;
        Ok(text(&chosen.revision["s3Location"]["key"]).to_string())
    }

    #[test]
    fn after_a_failure_the_last_success_counts_after_a_success_another_revision() {
        let ok = |key: &str| Ok(key.to_string());
        let failed = [
            ("d-3", "Failed", "b"),
            ("d-2", "Failed", "c"),
            ("d-1", "Succeeded", "a"),
        ];
        assert_eq!(chosen(&failed), ok("a"));
        let again = [("d-2", "Failed", "a"), ("d-1", "Succeeded", "a")];
        assert_eq!(chosen(&again), ok("a"));
        let good = [
            ("d-3", "Succeeded", "b"),
            ("d-2", "Succeeded", "b"),
            ("d-1", "Succeeded", "a"),
        ];
        assert_eq!(chosen(&good), ok("a"));
    }

    #[test]
    fn where_there_is_no_way_back_it_says_why() {
        let moving = chosen(&[("d-1", "InProgress", "a")]).unwrap_err();
        assert!(moving.contains("stop d-1 --rollback"), "{moving}");
        let only = chosen(&[("d-1", "Succeeded", "a")]).unwrap_err();
        assert!(only.contains("nothing to roll back to"), "{only}");
        assert!(chosen(&[]).is_err());
    }
}
