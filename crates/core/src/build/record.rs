//! The stored state of a build.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Completion, Context, Phase, PhaseStatus, PhaseType};
use crate::{Reason, Span, Time, ids::Seed};

/// What a new build needs.
#[derive(Debug, Clone)]
pub struct Request {
    /// `<project>:<uuid>`
    pub id: String,
    /// Project name.
    pub project: String,
    /// Random and secret.
    pub seed: Seed,
    /// How long it may wait for a runner.
    pub queued_limit: Span,
    /// How long a runner may work on it.
    pub limit: Span,
}

/// `buildStatus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(missing_docs, reason = "the API's own words")]
pub enum Status {
    InProgress,
    Succeeded,
    Failed,
    Fault,
    TimedOut,
    Stopped,
}

impl Status {
    /// The word of the API.
    pub fn name(self) -> &'static str {
        match self {
            Status::InProgress => "IN_PROGRESS",
            Status::Succeeded => "SUCCEEDED",
            Status::Failed => "FAILED",
            Status::Fault => "FAULT",
            Status::TimedOut => "TIMED_OUT",
            Status::Stopped => "STOPPED",
        }
    }

    /// Nothing follows.
    pub fn is_final(self) -> bool {
        self != Status::InProgress
    }

    pub(super) fn event(self) -> &'static str {
        match self {
            Status::InProgress => "build.started",
            Status::Succeeded => "build.succeeded",
            Status::Failed => "build.failed",
            Status::Fault => "build.fault",
            Status::TimedOut => "build.timed-out",
            Status::Stopped => "build.stopped",
        }
    }
}

/// One runner's go at the build.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// From 1.
    pub number: u32,
    /// Proves to the server that the runner still has the build.
    pub token: String,
    /// The runner's name.
    pub runner: String,
    /// Since when.
    pub since: Time,
}

// The token would let anybody report in the runner's place.
impl std::fmt::Debug for Attempt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Attempt { number, runner, .. } = self;
        write!(f, "Attempt({number} by {runner})")
    }
}

/// The state of a build.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// `<project>:<uuid>`
    pub id: String,
    /// Project name.
    pub project: String,
    seed: Seed,
    pub(super) queued_limit: Span,
    pub(super) limit: Span,
    /// How it stands.
    pub status: Status,
    /// Phases so far, the last one running.
    pub phases: Vec<Phase>,
    /// `startTime`
    pub started: Time,
    /// `endTime`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Time>,
    /// The newest attempt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempt: Option<Attempt>,
    /// What it waits for or how it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// What it left.
    #[serde(default)]
    pub completion: Completion,
}

impl Record {
    pub(super) fn new(request: Request, now: Time) -> Record {
        let mut submitted = Phase::begin(PhaseType::Submitted, now);
        submitted.end(PhaseStatus::Succeeded, Vec::new(), now);
        let mut record = Record {
            id: request.id,
            project: request.project,
            seed: request.seed,
            queued_limit: request.queued_limit,
            limit: request.limit,
            status: Status::InProgress,
            phases: vec![submitted],
            started: now,
            ended: None,
            attempt: None,
            reason: None,
            completion: Completion::default(),
        };
        record.wait("it was submitted", now);
        record
    }

    /// `currentPhase`
    pub fn current_phase(&self) -> PhaseType {
        self.phases.last().map_or(PhaseType::Submitted, |p| p.kind)
    }

    /// Whether a runner could take it.
    pub fn is_waiting(&self) -> bool {
        !self.status.is_final() && self.current_phase() == PhaseType::Queued
    }

    fn wait(&mut self, since: &str, now: Time) {
        self.phases.push(Phase::begin(PhaseType::Queued, now));
        self.reason = Some(self.queued(since, now));
    }

    /// Back to the queue: what the lost runner did counts for nothing.
    pub(super) fn wait_again(&mut self, why: &str, now: Time) {
        self.phases.truncate(1);
        self.wait(why, now);
    }

    pub(super) fn begin_attempt(&mut self, runner: String, now: Time) -> Attempt {
        let number = self.attempt.as_ref().map_or(1, |last| last.number + 1);
        let attempt = Attempt {
            number,
            token: self.seed.uuid(&["lease", &number.to_string()]),
            runner,
            since: now,
        };
        self.attempt = Some(attempt.clone());
        self.reason = Some(self.working(PhaseType::Provisioning, now));
        if let Some(queued) = self.open_phase() {
            queued.end(PhaseStatus::Succeeded, Vec::new(), now);
        }
        self.phases.push(Phase::begin(PhaseType::Provisioning, now));
        attempt
    }

    pub(super) fn open_phase(&mut self) -> Option<&mut Phase> {
        self.phases.last_mut().filter(|phase| phase.ended.is_none())
    }

    /// When queueing or working has lasted too long. Each has its own limit.
    pub(super) fn limit_ends(&self) -> Time {
        let queued = self.phases.iter().find(|p| p.kind == PhaseType::Queued);
        match (&self.attempt, self.is_waiting(), queued) {
            (_, true, Some(queued)) => queued.started + self.queued_limit,
            (Some(attempt), _, _) => attempt.since + self.limit,
            _ => self.started + self.queued_limit,
        }
    }

    /// The status that the phases add up to.
    pub(super) fn verdict(&self) -> Status {
        let any = |status| self.phases.iter().any(|p| p.status == Some(status));
        if any(PhaseStatus::Fault) {
            Status::Fault
        } else if any(PhaseStatus::Failed) {
            Status::Failed
        } else {
            Status::Succeeded
        }
    }

    pub(super) fn finish(&mut self, status: Status, reason: Option<Reason>, now: Time) {
        let mut finalizing = Phase::begin(PhaseType::Finalizing, now);
        finalizing.end(PhaseStatus::Succeeded, vec![Context::default()], now);
        self.phases.push(finalizing);
        self.phases.push(Phase::begin(PhaseType::Completed, now));
        self.status = status;
        self.ended = Some(now);
        self.reason = Some(reason.unwrap_or_else(|| self.summed_up(status, now)));
    }

    /// What the phase events since `told` are: their kinds and details.
    pub(super) fn phase_news(&self, told: &[Phase]) -> Vec<(&'static str, Value)> {
        let mut news = Vec::new();
        // The last phase has no end: it is told by the end of the build.
        let phases = self
            .phases
            .iter()
            .filter(|p| p.kind != PhaseType::Completed);
        for phase in phases.filter(|phase| !told.contains(phase)) {
            let known = told
                .iter()
                .any(|t| (t.kind, t.started) == (phase.kind, phase.started) && t.ended.is_none());
            let from = known.then_some("IN_PROGRESS");
            let (kind, to) = match phase.status {
                Some(status) => ("build.phase-ended", status.name()),
                None => ("build.phase-started", "IN_PROGRESS"),
            };
            let mut detail = self.facts(Some(phase));
            detail["from"] = json!(from);
            detail["to"] = json!(to);
            detail["started"] = json!(phase.started);
            detail["ended"] = json!(phase.ended);
            detail["contexts"] = json!(phase.contexts);
            news.push((kind, detail));
        }
        news
    }

    /// What an event of this kind says about the build.
    pub(super) fn summary(&self, kind: &str) -> Value {
        let mut detail = self.facts(self.phases.last());
        let born = kind == "build.submitted";
        if born || self.status.is_final() {
            detail["from"] = json!((!born).then_some("IN_PROGRESS"));
            detail["to"] = json!(self.status.name());
            detail["started"] = json!(self.started);
            detail["timeoutMinutes"] = json!(self.limit.0 / 60_000);
            detail["phases"] = json!(self.phases);
        }
        detail
    }

    fn facts(&self, phase: Option<&Phase>) -> Value {
        let mut detail = json!({
            "project": self.project,
            "build": self.id,
            "state": self.status.name(),
            "phase": phase.map_or(PhaseType::Submitted, |p| p.kind).name(),
        });
        if let Some(status) = phase.and_then(|p| p.status) {
            detail["phaseStatus"] = json!(status.name());
        }
        if let Some(context) = phase.and_then(|p| p.contexts.first())
            && !context.message.is_empty()
        {
            detail["message"] = json!(context.message);
        }
        if let Some(attempt) = &self.attempt {
            detail["runner"] = json!(attempt.runner);
            detail["attempt"] = json!(attempt.number);
        }
        if self.status.is_final() {
            detail["started"] = json!(self.started);
            detail["tests"] = json!(self.completion.tests);
        }
        if let Some(reason) = &self.reason {
            detail["reason"] = json!(reason);
        }
        detail
    }
}
