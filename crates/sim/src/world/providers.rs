//! The server's tasks for actions, and the providers behind them: idempotent by action execution
//! id, slow, silent, or done twice. A deploy action drives a deployment, a build action a build.

use std::collections::BTreeMap;

use towline_core::Row;
use towline_core::build;
use towline_core::deployment::record::DEPLOYMENT;
use towline_core::deployment::{Record, Status};
use towline_core::ids::Seed;
use towline_core::pipeline::job::{
    ActionFailure, ActionJob, ActionOutcome, ActionSuccess, External, SourceRevision,
};
use towline_core::pipeline::{Fact, Pipeline};

use super::deployments::{NotStarted, revision_of};
use super::{Happening, Teller, World, builds};
use crate::plan::Ingredient::*;
use crate::shell::{self, Answer};

/// Tasks by action execution id: the server's memory.
#[derive(Default)]
pub(crate) struct Jobs {
    tasks: BTreeMap<String, Task>,
    /// By the build or deployment that is waited for.
    waiting: BTreeMap<String, String>,
}

struct Task {
    job: ActionJob,
    done: bool,
}

impl Jobs {
    pub(crate) fn forget(&mut self) {
        self.tasks.clear();
        self.waiting.clear();
    }
}

/// What the outside says of a build or a deployment that was asked for.
enum Outside {
    /// Not ended.
    Goes(String),
    Ended(ActionOutcome),
    /// Try again in a moment.
    Later,
}

impl World {
    /// Runs an action, unless a task for it runs already.
    pub(super) fn start_job(&mut self, job: ActionJob) {
        let id = job.id.clone();
        if self.jobs.tasks.get(&id).is_some_and(|task| !task.done) {
            self.seen.count("job issued again while its task runs");
            return;
        }
        self.jobs
            .tasks
            .insert(id.clone(), Task { job, done: false });
        let (delay, life) = (self.random.span(1, 40), self.life);
        self.after(delay, Happening::Provide(id, life));
    }

    /// A provider begins, or looks again.
    pub(super) fn provide(&mut self, id: &str, life: u32) {
        if life != self.life || !self.up {
            return;
        }
        let Some(job) = self
            .jobs
            .tasks
            .get(id)
            .filter(|t| !t.done)
            .map(|t| t.job.clone())
        else {
            return;
        };
        if self.roll(StorageTrouble, 25) {
            return self.trouble_of_ours(&job, life);
        }
        let kind = job.action_type.clone();
        match kind.provider.as_str() {
            "CodeBuild" => self.outside(&job, life, Self::build_of),
            "CodeDeploy" => self.outside(&job, life, Self::deployment_of),
            _ => self.by_itself(id, life),
        }
    }

    /// The server's own storage fails the provider: it is run again for as long as it is wanted.
    fn trouble_of_ours(&mut self, job: &ActionJob, life: u32) {
        let external = External {
            summary: Some("Tried again: the disk is full".into()),
            ..External::default()
        };
        self.progress(job, external);
        let pause = self.random.between(1000, 10_000);
        self.after(pause, Happening::Provide(job.id.clone(), life));
    }

    fn progress(&mut self, job: &ActionJob, external: External) {
        let fact = Fact::Progress {
            action: job.id.clone(),
            external,
        };
        let from = Teller::Job(job.id.clone(), self.life);
        shell::tell::<Pipeline>(self, &job.pipeline.clone(), fact, from);
    }

    fn by_itself(&mut self, id: &str, life: u32) {
        if self.roll(SilentProvider, 10) {
            return;
        }
        let late = self.roll(LateProvider, 12);
        let takes = match late {
            true => self.dice(LateProvider).span(3_500_000, 5_400_000),
            false => self.random.span(20, 8000),
        };
        let good = !self.roll(ProviderFailure, 60);
        self.after(takes, Happening::Outcome(id.to_string(), life, good));
    }

    fn outside(&mut self, job: &ActionJob, life: u32, ask: fn(&mut World, &ActionJob) -> Outside) {
        let answer = ask(self, job);
        if self.life != life || !self.up {
            return; // died while asking
        }
        match answer {
            Outside::Goes(id) => {
                let known = self.jobs.waiting.insert(id.clone(), job.id.clone());
                if known.is_none() {
                    let id = Some(id);
                    self.progress(
                        job,
                        External {
                            id,
                            ..External::default()
                        },
                    );
                }
            }
            Outside::Ended(outcome) => self.end_job(job, outcome),
            Outside::Later => {
                let again = Happening::Provide(job.id.clone(), life);
                self.after(1000, again);
            }
        }
    }

    fn build_of(&mut self, job: &ActionJob) -> Outside {
        let id = format!("web:{}", Seed(job.id.clone()).uuid(&["codebuild"]));
        if !self.start_build(&id) {
            return Outside::Later;
        }
        let record = builds::record(&self.rows, &id);
        let Some(record) = record.filter(|record| record.status.is_final()) else {
            return Outside::Goes(id);
        };
        let external = External {
            id: Some(id),
            ..External::default()
        };
        if record.status != build::Status::Succeeded {
            let text = format!("Build terminated with state: {}", record.status.name());
            return Outside::Ended(Err(ActionFailure::job(text).with_external(external)));
        }
        if !job.outputs.is_empty() && record.completion.artifacts.is_empty() {
            let text = "the build succeeded but made no artifact";
            return Outside::Ended(Err(ActionFailure::job(text).with_external(external)));
        }
        Outside::Ended(Ok(ActionSuccess {
            external,
            revision: None,
            variables: record.completion.exported.into_iter().collect(),
        }))
    }

    fn deployment_of(&mut self, job: &ActionJob) -> Outside {
        let id = Seed(job.id.clone()).deployment_id(&["codedeploy"]);
        let record: Option<Record> = self.rows.get_as(DEPLOYMENT, &id);
        if let Some(record) = record {
            if record.order.owner.as_ref() != Some(&job.id) {
                let text = "the deployment is somebody else's";
                return Outside::Ended(Err(ActionFailure::job(text)));
            }
            return deployed(id, &record);
        }
        let group = job.configuration.get("DeploymentGroupName");
        let at = self.groups.iter().position(|g| Some(&g.name) == group);
        let Some(at) = at else {
            let text = "Error calling createDeployment: no such group";
            return Outside::Ended(Err(ActionFailure::job(text)));
        };
        let key = job.inputs.first().map_or("missing", |input| &input.key);
        let revision = revision_of(key);
        let started = self
            .prepare(at, revision, Some(job.id.clone()))
            .and_then(|prepared| self.launch(prepared));
        match started {
            Ok(id) => match self.rows.get_as::<Record>(DEPLOYMENT, &id) {
                Some(record) => deployed(id, &record),
                None => Outside::Goes(id),
            },
            Err(NotStarted::Refused) => {
                let text = "Error calling createDeployment: the group has an active deployment";
                Outside::Ended(Err(ActionFailure::job(text)))
            }
            Err(NotStarted::Conflict | NotStarted::Failed | NotStarted::Lost) => Outside::Later,
        }
    }

    /// Somebody waits for a build or a deployment that has just ended.
    pub(crate) fn wake_waiters(&mut self, rows: &[Row]) {
        if self.jobs.waiting.is_empty() {
            return;
        }
        for row in rows {
            let known = [build::KIND, DEPLOYMENT].contains(&row.kind);
            if let Some(job) = self.jobs.waiting.get(&row.key).filter(|_| known) {
                let happening = Happening::Provide(job.clone(), self.life);
                self.after(5, happening);
            }
        }
    }

    /// A source or another simple provider has done its work.
    pub(super) fn outcome(&mut self, id: &str, life: u32, good: bool) {
        if life != self.life {
            return;
        }
        let Some(job) = self.jobs.tasks.get(id).map(|task| task.job.clone()) else {
            return;
        };
        let outcome = match good {
            true if job.action_type.is_source() => Ok(self.delivery(&job)),
            true => Ok(ActionSuccess::default()),
            false => Err(ActionFailure::job("the provider says no")),
        };
        self.end_job(&job, outcome);
        if self.roll(DoubleProvider, 60) {
            let dice = self.dice(DoubleProvider);
            let (wait, same) = (dice.span(1, 60_000), dice.chance(500));
            let again = Happening::Outcome(id.to_string(), life, good == same);
            self.after(wait, again);
        }
    }

    fn delivery(&mut self, job: &ActionJob) -> ActionSuccess {
        let wanted = job.override_of("COMMIT_ID").map(str::to_string);
        let newest = self.newest(&job.pipeline, &job.action);
        let id = wanted.unwrap_or(newest);
        ActionSuccess {
            variables: BTreeMap::from([("TAG".to_string(), id.clone())]),
            revision: Some(SourceRevision {
                id,
                ..SourceRevision::default()
            }),
            external: External::default(),
        }
    }

    fn end_job(&mut self, job: &ActionJob, outcome: ActionOutcome) {
        let fact = Fact::Ended {
            action: job.id.clone(),
            outcome,
        };
        let from = Teller::Job(job.id.clone(), self.life);
        shell::tell::<Pipeline>(self, &job.pipeline, fact, from);
    }

    /// The pipeline's machine has answered a task.
    pub(super) fn job_hears(
        &mut self,
        pipeline: &str,
        (id, life): (String, u32),
        fact: Fact,
        answer: &Answer<Pipeline>,
    ) {
        let ended = matches!(fact, Fact::Ended { .. });
        match answer {
            Answer::Failed if ended && life == self.life => {
                // Told until it is stored, since nobody else will report it.
                shell::tell::<Pipeline>(self, pipeline, fact, Teller::Job(id, life));
            }
            Answer::Ok(_) if !ended => {}
            Answer::Ok(_) | Answer::Refused(_) | Answer::Missing => {
                if let Some(task) = self.jobs.tasks.get_mut(&id) {
                    task.done = true;
                }
            }
            Answer::Failed | Answer::Lost => {}
        }
    }
}

fn deployed(id: String, record: &Record) -> Outside {
    if !record.status.is_final() {
        return Outside::Goes(id);
    }
    let external = External {
        id: Some(id),
        ..External::default()
    };
    if record.status == Status::Succeeded {
        return Outside::Ended(Ok(ActionSuccess {
            external,
            ..ActionSuccess::default()
        }));
    }
    let why = record.error.as_ref().map_or("", |error| &error.message);
    let failure = ActionFailure::job(format!("the deployment failed: {why}"));
    Outside::Ended(Err(failure.with_external(external)))
}
