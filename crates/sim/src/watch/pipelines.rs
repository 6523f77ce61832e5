//! Pipelines: stage locks, order of executions, sources, and what a deletion leaves.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use towline_core::pipeline::declaration::Mode;
use towline_core::pipeline::records::{
    ActionExecution, Execution, PipelineRecord, StateRecord, kind, numbered,
};
use towline_core::pipeline::{Fact, Pipeline};

use super::{Check, Failure, hold, parse, told};
use crate::coverage::Coverage;
use crate::shell::Step;

/// Every pipeline that there is.
#[derive(Default)]
pub(crate) struct Pipelines {
    pub(super) all: BTreeMap<String, View>,
    /// Ids ever given, to executions and action executions.
    ids: BTreeSet<String>,
}

/// A pipeline as its rows show it.
pub(super) struct View {
    pub(super) record: PipelineRecord,
    pub(super) state: StateRecord,
    pub(super) executions: BTreeMap<u64, Execution>,
    pub(super) actions: BTreeMap<u64, ActionExecution>,
    running: BTreeSet<u64>,
    live: BTreeSet<u64>,
    /// Who writes which artifact, by object key.
    pub(super) makers: HashMap<String, u64>,
    /// Where the sources stood when the pipeline was made: no change.
    standing: BTreeSet<String>,
    /// Executions by the change that triggered them.
    pub(super) triggers: HashMap<String, u32>,
}

impl Pipelines {
    /// A committed step of a pipeline.
    pub(crate) fn step(&mut self, name: &str, step: &Step<Pipeline>, seen: &mut Coverage) -> Check {
        if matches!((&step.fact, &step.reply), (Some(Fact::Delete), Some(_))) {
            return self.deleted(name, step);
        }
        if step.rows.is_empty() {
            return Ok(());
        }
        self.take_declaration(name, step)?;
        let Some(view) = self.all.get_mut(name) else {
            return Ok(());
        };
        // Actions last: they are judged by the executions that they belong to.
        for wanted in [kind::EXECUTION, kind::ACTION] {
            for row in step.rows.iter().filter(|row| row.kind == wanted) {
                let doc = row.doc.as_deref().unwrap_or_default();
                if wanted == kind::EXECUTION {
                    let execution: Execution = parse(row.kind, &row.key, doc)?;
                    view.execution(&execution, step, seen, &mut self.ids)?;
                    match execution.status.is_live() {
                        true => view.live.insert(execution.number),
                        false => view.live.remove(&execution.number),
                    };
                    view.executions.insert(execution.number, execution);
                } else {
                    let action: ActionExecution = parse(row.kind, &row.key, doc)?;
                    view.action(&action, step, seen, &mut self.ids)?;
                    match action.is_running() {
                        true => view.running.insert(action.number),
                        false => view.running.remove(&action.number),
                    };
                    view.actions.insert(action.number, action);
                }
            }
        }
        view.stage_locks(name)?;
        view.places(name)?;
        view.order(name)
    }

    fn take_declaration(&mut self, name: &str, step: &Step<Pipeline>) -> Check {
        let row = |wanted| step.rows.iter().find(|row| row.kind == wanted);
        let doc = |wanted| row(wanted).and_then(|row| row.doc.as_deref());
        let record = doc(kind::PIPELINE).map(|doc| parse(kind::PIPELINE, name, doc));
        let record: Option<PipelineRecord> = record.transpose()?;
        let state = doc(kind::STATE).map(|doc| parse(kind::STATE, name, doc));
        let state: Option<StateRecord> = state.transpose()?;
        if let Some(view) = self.all.get_mut(name) {
            if let Some(record) = record {
                let told = told(&step.events, "pipeline.updated", name, &[]);
                hold(told, "every-transition-has-an-event", || {
                    format!("{name} was declared anew without an event")
                })?;
                view.record = record;
            }
            if let Some(state) = state {
                view.state = state;
            }
            return Ok(());
        }
        let (Some(record), Some(state)) = (record, state) else {
            return Err(Failure {
                invariant: "rows-can-be-read",
                detail: format!("pipeline {name} has rows but no declaration"),
            });
        };
        let sources = state.sources.values();
        let view = View {
            standing: sources.filter_map(|s| s.reported.clone()).collect(),
            record,
            state,
            executions: BTreeMap::new(),
            actions: BTreeMap::new(),
            running: BTreeSet::new(),
            live: BTreeSet::new(),
            makers: HashMap::new(),
            triggers: HashMap::new(),
        };
        self.all.insert(name.to_string(), view);
        Ok(())
    }

    /// Every row of the pipeline must go.
    fn deleted(&mut self, name: &str, step: &Step<Pipeline>) -> Check {
        let Some(view) = self.all.remove(name) else {
            return Ok(());
        };
        let gone = |kind: &str, key: &str| {
            let mut rows = step.rows.iter();
            rows.any(|row| row.kind == kind && row.key == key && row.doc.is_none())
        };
        let executions = view.executions.keys().map(|n| (kind::EXECUTION, *n));
        let actions = view.actions.keys().map(|n| (kind::ACTION, *n));
        for (kind, number) in executions.chain(actions) {
            hold(
                gone(kind, &numbered(name, number)),
                "deletion-is-complete",
                || format!("{name} is deleted, its {kind} {number} is not"),
            )?;
        }
        hold(
            gone(kind::STATE, name) && gone(kind::PIPELINE, name),
            "deletion-is-complete",
            || format!("{name} is deleted, its state or declaration is not"),
        )
    }

    /// Nothing moves any more.
    pub(crate) fn ended(&self) -> Check {
        for (name, view) in &self.all {
            for execution in view.executions.values() {
                hold(!execution.status.is_live(), "liveness", || {
                    let reason = execution.reason.as_ref();
                    format!(
                        "execution {} of {name} never ends: {reason:?}",
                        execution.number
                    )
                })?;
            }
            for (source, watched) in &view.state.sources {
                let Some(reported) = &watched.reported else {
                    continue;
                };
                let delivered = |action: &ActionExecution| {
                    let revision = action.revision.as_ref().map(|r| &r.id);
                    action.action == *source && revision == Some(reported)
                };
                let taken = view.actions.values().any(delivered);
                let tried = view.triggers.contains_key(&format!("{source} {reported}"));
                let fresh = view.standing.contains(reported) || view.record.declaration.version > 1;
                hold(taken || tried || fresh, "no-change-is-missed", || {
                    format!("{name}: {source} reported {reported}, which nothing ever took")
                })?;
            }
        }
        Ok(())
    }
}

impl View {
    fn superseded(&self) -> bool {
        self.record.declaration.execution_mode == Mode::Superseded
    }

    /// One execution inside a stage; the machine is busy exactly while an action runs.
    fn stage_locks(&self, name: &str) -> Check {
        let mut holders: BTreeMap<&str, u64> = BTreeMap::new();
        for action in self.running.iter().filter_map(|n| self.actions.get(n)) {
            let holder = *holders.entry(&action.stage).or_insert(action.execution);
            hold(
                holder == action.execution,
                "one-execution-per-stage",
                || {
                    format!(
                        "{name}: executions {holder} and {} act in {} at once",
                        action.execution, action.stage
                    )
                },
            )?;
        }
        for (stage, record) in &self.state.stages {
            hold(record.inside.len() <= 1, "one-execution-per-stage", || {
                format!("{name}: executions {:?} hold {stage}", record.inside)
            })?;
            let most = if self.superseded() { 1 } else { usize::MAX };
            hold(
                record.waiting.len() <= most,
                "newer-supersedes-older",
                || format!("{name}: executions {:?} wait for {stage}", record.waiting),
            )?;
        }
        let busy = !self.running.is_empty();
        hold(self.state.busy == busy, "busy-is-true", || {
            format!(
                "{name}: busy is {}, running {:?}",
                self.state.busy, self.running
            )
        })
    }

    /// A live execution is inside a stage with something running, or in front of one and cannot
    /// enter, and says why.
    fn places(&self, name: &str) -> Check {
        for number in &self.live {
            let execution = &self.executions[number];
            let stage = self.state.stages.get(&execution.place);
            let inside = stage.is_some_and(|s| s.inside.contains(number));
            let waits = stage.is_some_and(|s| s.waiting.contains(number));
            hold(inside != waits, "live-execution-has-a-place", || {
                format!(
                    "{name}: execution {number} is at {} but not there",
                    execution.place
                )
            })?;
            if inside {
                let mut running = self.running.iter().filter_map(|n| self.actions.get(n));
                let acts = running.any(|a| a.execution == *number && a.stage == execution.place);
                hold(acts, "live-execution-goes-on", || {
                    format!(
                        "{name}: execution {number} is inside {} and nothing runs",
                        execution.place
                    )
                })?;
                continue;
            }
            let blocked = stage.is_some_and(|s| {
                !s.transition.enabled || s.transition.stale || !s.inside.is_empty()
            });
            hold(blocked, "live-execution-goes-on", || {
                format!(
                    "{name}: execution {number} waits for {}, which is free",
                    execution.place
                )
            })?;
            let why = execution
                .reason
                .as_ref()
                .map_or("", |reason| &reason.detail);
            hold(!why.is_empty(), "every-wait-has-a-reason", || {
                format!(
                    "{name}: execution {number} waits for {} without a reason",
                    execution.place
                )
            })?;
        }
        Ok(())
    }

    /// Live executions stand in the pipeline in start order, the oldest furthest on.
    fn order(&self, name: &str) -> Check {
        let rank = |number: &u64| {
            let place = &self.executions[number].place;
            let declared = self.record.declaration.stage(place);
            let at = declared.map_or(0, |(at, _)| at);
            let stage = self.state.stages.get(place);
            let waiting = stage.and_then(|s| s.waiting.iter().position(|n| n == number));
            // Inside is further than in front; of those in front the first is furthest.
            (at, waiting.is_none(), std::cmp::Reverse(waiting))
        };
        let live: Vec<&u64> = self.live.iter().collect();
        for pair in live.windows(2) {
            hold(rank(pair[0]) > rank(pair[1]), "no-overtaking", || {
                format!("{name}: execution {} has overtaken {}", pair[1], pair[0])
            })?;
        }
        Ok(())
    }
}
