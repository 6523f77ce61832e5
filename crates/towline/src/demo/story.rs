//! The chapters of the demo. Every claim is checked before it is printed; the first that does not
//! hold ends the story with what was wrong.

use std::time::Duration;

use serde_json::json;
use towline_agent::client::Client;
use towline_api::codedeploy::{CreateDeploymentOutput, DeploymentInfo, RevisionLocation};
use towline_api::codepipeline::PutApprovalResultOutput;

use super::git::Clone;
use super::host::Host;
use super::site::Release;
use super::visitor::Visitor;
use super::watch::Watch;
use super::world::{self, APPROVAL, DEPLOY, GROUP, NAME, TESTED};
use super::{facts, say};
use crate::client::{CODEDEPLOY, CODEPIPELINE, call};
use crate::failure::Failure;

/// How long anything in the story may take: a build starts processes, a deployment visits hosts.
const PATIENCE: Duration = Duration::from_secs(300);

/// The teller.
pub(super) struct Story<'a> {
    pub(super) client: Client,
    pub(super) hosts: &'a [Host],
    pub(super) clone: Clone,
    pub(super) http: reqwest::Client,
    pub(super) watch: Watch,
    /// The console's address, when approvals and the way back are left to somebody.
    pub(super) asks: Option<String>,
}

/// How a release went through the pipeline.
struct Run {
    execution: String,
    status: String,
    deployment: DeploymentInfo,
}

impl Story<'_> {
    /// All chapters.
    pub(super) async fn tell(&mut self) -> Result<(), Failure> {
        say::chapter("1. A good release");
        let first = self.good_release(Release::First).await?;

        say::chapter("2. A release with a defect that only a host can notice");
        self.bad_release(&first).await?;

        say::chapter("3. The defect is mended");
        self.good_release(Release::Mended).await?;

        say::chapter("4. Back to release 1, by hand");
        match self.asks.clone() {
            None => self.back_to(&first).await,
            Some(console) => self.back_by_hand(&console, &first).await,
        }
    }

    /// A release that reaches every host; the revision that was deployed.
    async fn good_release(&mut self, release: Release) -> Result<RevisionLocation, Failure> {
        let run = self.run(release).await?;
        hold(run.status == "Succeeded", "the execution", || {
            run.status.clone()
        })?;
        hold(
            status(&run.deployment) == "Succeeded",
            "the deployment",
            || explain(&run.deployment),
        )?;
        say::proven("the execution succeeded in every stage");
        self.all_answer(release.number()).await?;
        run.deployment
            .revision
            .ok_or_else(|| Failure::new("the deployment", "names no revision"))
    }

    /// A release that fails on the first host and is rolled back by itself.
    async fn bad_release(&mut self, good: &RevisionLocation) -> Result<(), Failure> {
        let visitor = Visitor::send(self.hosts.to_vec(), self.http.clone());
        let run = self.run(Release::Defective).await?;
        hold(run.status == "Failed", "the defective release", || {
            run.status.clone()
        })?;
        hold(
            status(&run.deployment) == "Failed",
            "its deployment",
            || explain(&run.deployment),
        )?;
        say::proven(&format!(
            "the deployment failed: {}",
            explain(&run.deployment)
        ));
        let id = run.deployment.deployment_id.clone().unwrap_or_default();
        self.only_one_was_touched(&id).await?;

        let client = &self.client;
        let rollback = self
            .watch
            .until("the rollback to be created", PATIENCE, async || {
                facts::rollback(client, &id).await
            })
            .await?;
        let rollback = self.finished(&rollback).await?;
        hold(status(&rollback) == "Succeeded", "the rollback", || {
            explain(&rollback)
        })?;
        hold(
            rollback.revision.as_ref() == Some(good),
            "the rollback",
            || "it deployed another revision than the last good one".to_string(),
        )?;
        say::proven("the last good revision was brought back automatically");
        self.all_answer(Release::First.number()).await?;
        self.nobody_saw_the_defect(&visitor, &run.execution)
    }

    /// An earlier revision, chosen by hand.
    async fn back_to(&mut self, earlier: &RevisionLocation) -> Result<(), Failure> {
        let input = json!({
            "applicationName": NAME,
            "deploymentGroupName": GROUP,
            "revision": earlier,
            "description": "Back to release 1",
        });
        let output: CreateDeploymentOutput =
            call(&self.client, CODEDEPLOY, "CreateDeployment", &input).await?;
        let done = self
            .finished(&output.deployment_id.unwrap_or_default())
            .await?;
        self.is_back(&done).await
    }

    /// The first release is on every host again.
    pub(super) async fn is_back(&self, deployment: &DeploymentInfo) -> Result<(), Failure> {
        hold(status(deployment) == "Succeeded", "the deployment", || {
            explain(deployment)
        })?;
        say::proven("the chosen earlier revision was deployed");
        self.all_answer(Release::First.number()).await
    }

    /// Pushes a release, approves it, and follows it to the end of its execution.
    async fn run(&mut self, release: Release) -> Result<Run, Failure> {
        let commit = self.clone.push(release).await?;
        let short = commit.get(..8).unwrap_or(&commit);
        say::line(&format!("git push: {short} \"{}\"", release.message()));
        if release == Release::First {
            world::build(&self.client).await?;
        }
        let client = &self.client;
        let execution = self
            .watch
            .until("an execution of the commit", PATIENCE, async || {
                facts::execution_of(client, &commit).await
            })
            .await?;
        match self.asks.clone() {
            None => self.approve(&execution).await?,
            Some(console) => self.approved_by_hand(&console, &execution).await?,
        }
        let client = &self.client;
        let (status, _) = self
            .watch
            .until("the end of the execution", PATIENCE, async || {
                facts::ended(client, &execution).await
            })
            .await?;
        let id = facts::external_id(&self.client, &execution, DEPLOY).await?;
        let deployment = facts::deployment(&self.client, &id).await?;
        Ok(Run {
            execution,
            status,
            deployment,
        })
    }

    /// Waits for the approval action, looks at the test reports as a person would, and approves.
    async fn approve(&mut self, execution: &str) -> Result<(), Failure> {
        let client = &self.client;
        let token = self
            .watch
            .until("the approval", PATIENCE, async || {
                if let Some((status, summary)) = facts::ended(client, execution).await? {
                    let why = format!("{status}: {summary}");
                    return Err(Failure::new("the execution ended before its approval", why));
                }
                facts::approval_token(client, execution).await
            })
            .await?;
        for action in TESTED {
            self.show_reports(execution, action).await?;
        }
        let input = json!({
            "pipelineName": NAME,
            "stageName": APPROVAL.0,
            "actionName": APPROVAL.1,
            "token": token,
            "result": {"summary": "The tests passed.", "status": "Approved"},
        });
        let _: PutApprovalResultOutput =
            call(client, CODEPIPELINE, "PutApprovalResult", &input).await?;
        say::line("    approved: \"The tests passed.\"");
        Ok(())
    }

    /// The test reports of an action; there must be one, with tests, and all must have passed.
    async fn show_reports(&self, execution: &str, action: &str) -> Result<(), Failure> {
        let build = facts::external_id(&self.client, execution, action).await?;
        let reports = facts::reports(&self.client, &build).await?;
        hold(!reports.is_empty(), &format!("the build {build}"), || {
            "has no test report".to_string()
        })?;
        for (report, cases) in reports {
            let name = report.name.unwrap_or_default();
            let passed = cases
                .iter()
                .filter(|case| case.status.as_deref() == Some("SUCCEEDED"))
                .count();
            let total = report.test_summary.map_or(0, |summary| summary.total);
            say::line(&format!(
                "    report {name}: {passed} of {total} tests passed"
            ));
            for case in &cases {
                let text = |text: &Option<String>| text.clone().unwrap_or_default();
                say::line(&format!(
                    "      {:<10} {}",
                    text(&case.status),
                    text(&case.name)
                ));
            }
            let whole = passed > 0 && i32::try_from(passed) == Ok(total);
            hold(whole, &format!("the report {name}"), || {
                "not every test passed".to_string()
            })?;
        }
        Ok(())
    }

    /// The deployment once it has ended.
    pub(super) async fn finished(&mut self, id: &str) -> Result<DeploymentInfo, Failure> {
        let client = &self.client;
        let what = format!("the end of deployment {id}");
        self.watch
            .until(&what, PATIENCE, async || facts::deployed(client, id).await)
            .await
    }

    async fn only_one_was_touched(&self, deployment: &str) -> Result<(), Failure> {
        let targets = facts::targets(&self.client, deployment).await?;
        let count = |status: &str| {
            let matching = targets
                .iter()
                .filter(|target| target.status.as_deref() == Some(status));
            matching.count()
        };
        let (failed, skipped) = (count("Failed"), count("Skipped"));
        let as_told = failed == 1 && skipped == self.hosts.len() - 1;
        hold(as_told, "the targets of the failed deployment", || {
            format!(
                "{failed} failed and {skipped} were skipped of {}",
                targets.len()
            )
        })?;
        say::proven(&format!(
            "one host failed, {skipped} were never touched (Skipped)"
        ));
        Ok(())
    }

    fn nobody_saw_the_defect(&self, visitor: &Visitor, execution: &str) -> Result<(), Failure> {
        let seen = visitor.saw();
        for host in self.hosts {
            let releases: Vec<u32> = seen
                .get(&host.name)
                .into_iter()
                .flatten()
                .copied()
                .collect();
            hold(
                releases == [Release::First.number()],
                &format!("visitors of {}", host.name),
                || format!("saw releases {releases:?} while execution {execution} ran"),
            )?;
        }
        say::proven("whoever visited meanwhile saw release 1 and no other");
        Ok(())
    }

    async fn all_answer(&self, release: u32) -> Result<(), Failure> {
        for host in self.hosts {
            let answer = host.release(&self.http).await;
            hold(answer == Ok(release), &host.name, || match &answer {
                Ok(other) => format!("{} serves release {other}, not {release}", host.address()),
                Err(problem) => problem.clone(),
            })?;
            say::proven(&format!(
                "{} {} serves release {release}",
                host.name,
                host.address()
            ));
        }
        Ok(())
    }
}

/// A claim of the story.
fn hold(claim: bool, what: &str, otherwise: impl FnOnce() -> String) -> Result<(), Failure> {
    if claim {
        return Ok(());
    }
    Err(Failure::new(
        format!("not as it should be: {what}"),
        otherwise(),
    ))
}

fn status(deployment: &DeploymentInfo) -> &str {
    deployment.status.as_deref().unwrap_or_default()
}

/// The error of a deployment, or its status.
fn explain(deployment: &DeploymentInfo) -> String {
    let error = deployment.error_information.as_ref();
    let message = error.and_then(|error| error.message.clone());
    message.unwrap_or_else(|| format!("its status is {}", status(deployment)))
}
