//! The pipeline machine: what can be told to it, what it asks, and how it is born and loaded.
//!
//! In memory are only executions that go on, and the last one of each stage (a retry needs it).
//! Everything older is read from the store by whoever shows it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::catalogue::{ActionType, ActionTypeId};
use super::declaration::Declaration;
use super::job::{ActionJob, ActionOutcome, External};
use super::records::{
    ActionExecution, Execution, PipelineRecord, SourceOverride, StageRecord, StateRecord, Trigger,
    Watched, kind, version_key,
};
use super::turn::Turn;
use crate::ids::Seed;
use crate::{Machine, Outcome, Row, Span, Time};

/// What can happen to a pipeline.
#[derive(Clone)]
pub enum Fact {
    /// Start an execution.
    Start(Start),
    /// The watcher saw this newest revision of a source.
    SourceChanged {
        /// The source action.
        action: String,
        /// The revision id.
        revision: String,
        /// The trigger of the execution, should one start.
        trigger: Trigger,
    },
    /// A new declaration, validated.
    Update(Box<Declaration>),
    /// The pipeline and its whole history go.
    Delete,
    /// A running action has a name outside.
    Progress {
        /// Action execution id.
        action: String,
        /// The name.
        external: External,
    },
    /// A provider has finished.
    Ended {
        /// Action execution id.
        action: String,
        /// How.
        outcome: ActionOutcome,
    },
    /// A person answered an approval.
    Approve(Approval),
    /// Stop an execution.
    Stop {
        /// Execution id.
        execution: String,
        /// Give running actions up.
        abandon: bool,
        /// For people.
        reason: Option<String>,
        /// ARN of the caller.
        by: String,
    },
    /// Run a failed stage again.
    Retry {
        /// Stage name.
        stage: String,
        /// Execution id.
        execution: String,
        /// `ALL_ACTIONS` instead of `FAILED_ACTIONS`.
        all: bool,
    },
    /// Open or close a transition.
    SetTransition {
        /// Stage name.
        stage: String,
        /// `Outbound` instead of `Inbound`.
        outbound: bool,
        /// `Some` closes it with this reason.
        disable: Option<String>,
        /// ARN of the caller.
        by: String,
    },
}

/// A request to start an execution.
#[derive(Debug, Clone)]
pub struct Start {
    /// Why.
    pub trigger: Trigger,
    /// Values for pipeline-level variables.
    pub variables: BTreeMap<String, String>,
    /// Revisions for source actions.
    pub overrides: Vec<SourceOverride>,
    /// `clientRequestToken`: the same one within 24 hours starts nothing new.
    pub token: Option<String>,
}

impl Start {
    /// A start without wishes.
    pub fn because(trigger: Trigger) -> Start {
        Start {
            trigger,
            variables: BTreeMap::new(),
            overrides: Vec::new(),
            token: None,
        }
    }
}

/// An answer to a manual approval.
#[derive(Clone)]
pub struct Approval {
    /// Stage name.
    pub stage: String,
    /// Action name.
    pub action: String,
    /// The token of the attempt that is answered.
    pub token: String,
    /// `Approved` or `Rejected`.
    pub approved: bool,
    /// What the person said.
    pub summary: String,
    /// ARN of the caller.
    pub by: String,
}

/// The answer to a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// The execution concerned.
    Execution(String),
    /// The new version.
    Version(u32),
    /// When it was recorded.
    At(Time),
    /// Nothing to say.
    Done,
}

/// Why a fact was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It was deleted a moment ago.
    #[error("the pipeline was deleted")]
    Deleted,
    /// No such stage.
    #[error("Pipeline '{pipeline}' does not have a stage with name '{stage}'")]
    StageNotFound {
        /// Pipeline name.
        pipeline: String,
        /// Stage name.
        stage: String,
    },
    /// No such action.
    #[error("Stage '{stage}' of the pipeline does not have an action with name '{action}'")]
    ActionNotFound {
        /// Stage name.
        stage: String,
        /// Action name.
        action: String,
    },
    /// No open approval has this token.
    #[error(
        "The approval token is not valid for action '{0}': it is unknown, was replaced by a retry, or has expired"
    )]
    InvalidApprovalToken(String),
    /// Answered before.
    #[error(
        "The approval action '{0}' has already been approved or rejected: an answer cannot be changed, but a rejected stage can be retried"
    )]
    ApprovalAlreadyCompleted(String),
    /// Ended or unknown.
    #[error(
        "The execution '{0}' is not in progress and cannot be stopped: it has ended or is not of this pipeline; list-pipeline-executions shows those that go on"
    )]
    NotStoppable(String),
    /// Stopping already.
    #[error(
        "The execution '{0}' is already being stopped: wait for its actions, or stop it again with abandon"
    )]
    DuplicatedStop(String),
    /// Nothing to retry, or not now.
    #[error("Unable to retry: {0}")]
    StageNotRetryable(String),
    /// Overtaken.
    #[error(
        "The execution '{execution}' is not the latest one in stage '{stage}': retry the one that get-pipeline-state shows there, or start a new one"
    )]
    NotLatest {
        /// Execution id.
        execution: String,
        /// Stage name.
        stage: String,
    },
    /// The input makes no sense for this pipeline.
    #[error("{0}")]
    Invalid(String),
    /// A result for an action that has ended meanwhile.
    #[error("action execution '{0}' is not running")]
    NotRunning(String),
}

/// What a pipeline asks of the world.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Let the provider run this and tell [`Fact::Ended`]. The id of the job is the id of the
    /// effect.
    StartAction(Box<ActionJob>),
}

/// The rows a machine is loaded from.
pub struct Loaded {
    /// `pipeline`.
    pub pipeline: PipelineRecord,
    /// `pipeline-state`.
    pub state: StateRecord,
    /// The executions that [`StateRecord::needed`] names.
    pub executions: Vec<Execution>,
    /// The action executions that [`needed_actions`] names.
    pub actions: Vec<ActionExecution>,
    /// Client request tokens.
    pub tokens: BTreeMap<String, Token>,
}

/// The start that a client request token made.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Token {
    /// Execution id.
    pub execution: String,
    /// When it was used first.
    pub at: Time,
}

impl StateRecord {
    /// Numbers of the executions that the machine needs in memory.
    pub fn needed(&self) -> BTreeSet<u64> {
        let of = |s: &StageRecord| {
            let all = s.latest.iter().chain(&s.inside).chain(&s.waiting);
            all.copied().collect::<Vec<_>>()
        };
        self.stages.values().flat_map(of).collect()
    }
}

/// Numbers of the action executions that the machine needs: those of the last run of each stage.
pub fn needed_actions(state: &StateRecord, executions: &BTreeMap<u64, Execution>) -> BTreeSet<u64> {
    let last_run = |(name, stage): (&String, &StageRecord)| {
        let run = executions.get(&stage.latest?)?.stages.get(name)?;
        Some(run.actions.values().copied().collect::<Vec<_>>())
    };
    state.stages.iter().filter_map(last_run).flatten().collect()
}

/// A pipeline with its live executions.
pub struct Pipeline {
    pub(super) record: PipelineRecord,
    pub(super) state: StateRecord,
    pub(super) executions: BTreeMap<u64, Execution>,
    pub(super) actions: BTreeMap<u64, ActionExecution>,
    pub(super) tokens: BTreeMap<String, Token>,
    pub(super) catalogue: Arc<Vec<ActionType>>,
    pub(super) deleted: bool,
}

impl Pipeline {
    /// A new pipeline with its first execution. `record.declaration` is validated and normalised;
    /// `standing` has the newest revision of each source before the creation, by action name: only
    /// what differs from it is a change.
    pub fn create(
        mut record: PipelineRecord,
        seed: Seed,
        catalogue: Arc<Vec<ActionType>>,
        standing: BTreeMap<String, String>,
        caller: &str,
        now: Time,
    ) -> (Pipeline, Outcome<(), Effect>) {
        record.declaration.version = 1;
        let name = record.declaration.name.clone();
        let rows = vec![
            Row::create(kind::PIPELINE, name.clone(), &record),
            Row::put(kind::VERSION, version_key(&name, 1), &record),
        ];
        let at = |(action, revision)| {
            let watched = Watched {
                reported: Some(revision),
                ..Watched::default()
            };
            (action, watched)
        };
        let mut pipeline = Pipeline {
            state: StateRecord {
                seed,
                executions: 0,
                actions: 0,
                stages: BTreeMap::new(),
                sources: standing.into_iter().map(at).collect(),
                busy: false,
            },
            record,
            executions: BTreeMap::new(),
            actions: BTreeMap::new(),
            tokens: BTreeMap::new(),
            catalogue,
            deleted: false,
        };
        pipeline.fit_stages();
        let mut turn = Turn::new(&mut pipeline, now);
        turn.out.rows = rows;
        turn.pipeline_event("pipeline.created", serde_json::json!({ "by": caller }));
        turn.begin(Start::because(Trigger {
            kind: "CreatePipeline".into(),
            detail: caller.into(),
        }));
        let birth = turn.finish(());
        (pipeline, birth)
    }

    /// The machine as it was stored.
    pub fn load(loaded: Loaded, catalogue: Arc<Vec<ActionType>>) -> Pipeline {
        let number = |e: Execution| (e.number, e);
        Pipeline {
            record: loaded.pipeline,
            state: loaded.state,
            executions: loaded.executions.into_iter().map(number).collect(),
            actions: loaded.actions.into_iter().map(|a| (a.number, a)).collect(),
            tokens: loaded.tokens,
            catalogue,
            deleted: false,
        }
    }

    /// One record per declared stage: old ones keep their transition, vanished ones go.
    pub(super) fn fit_stages(&mut self) {
        let mut old = std::mem::take(&mut self.state.stages);
        let names = self.record.declaration.stages.iter().map(|s| &s.name);
        let kept = names.map(|name| (name.clone(), old.remove(name).unwrap_or_default()));
        self.state.stages = kept.collect();
    }

    pub(super) fn name(&self) -> &str {
        &self.record.declaration.name
    }

    /// The number of the execution with this id, if it is in memory.
    pub(super) fn find(&self, id: &str) -> Option<u64> {
        let mut all = self.executions.values();
        all.find(|e| e.id == id).map(|e| e.number)
    }

    /// The time limit of an action type.
    pub(super) fn limit(&self, id: &ActionTypeId) -> Span {
        let known = self.catalogue.iter().find(|t| t.id == *id);
        Span::minutes(known.map_or(60, |t| t.timeout_minutes))
    }

    pub(super) fn running(&self) -> impl Iterator<Item = &ActionExecution> {
        self.actions.values().filter(|a| a.is_running())
    }
}

impl Machine for Pipeline {
    type Fact = Fact;
    type Reply = Reply;
    type Refusal = Refusal;
    type Effect = Effect;

    fn step(&mut self, fact: Fact, now: Time) -> Result<Outcome<Reply, Effect>, Refusal> {
        if self.deleted {
            return Err(Refusal::Deleted);
        }
        let mut turn = Turn::new(self, now);
        let reply = turn.take(fact)?;
        Ok(turn.finish(reply))
    }

    fn deadline(&self) -> Option<Time> {
        self.running().map(|action| action.deadline).min()
    }

    fn tick(&mut self, now: Time) -> Outcome<(), Effect> {
        let mut turn = Turn::new(self, now);
        turn.expire_actions();
        turn.finish(())
    }

    fn pending(&self) -> Vec<Effect> {
        let by_provider = self.running().filter(|a| !a.action_type.is_approval());
        let job = |a: &ActionExecution| Effect::StartAction(Box::new(a.job(self.name())));
        by_provider.map(job).collect()
    }

    fn finished(&self) -> bool {
        self.deleted || self.running().next().is_none()
    }
}
