//! Pipelines as the server makes, loads and drives them.

use std::collections::BTreeMap;
use std::sync::Arc;

use towline_core::ids::Seed;
use towline_core::pipeline::machine::{Loaded, Start, Token, needed_actions};
use towline_core::pipeline::records::{
    ActionExecution, Execution, PipelineRecord, StateRecord, Trigger, kind, numbered,
};
use towline_core::pipeline::{ActionType, Effect, Fact, Pipeline, Refusal, Reply};
use towline_core::{Machine, Time};

use super::{Tag, Teller, World, declare};
use crate::names;
use crate::plan::Ingredient::*;
use crate::rows::Rows;
use crate::shell::{self, Answer, Kind, Slots, Step};
use crate::watch::{Failure, Watch};

/// A pipeline and the sources that it watches.
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) exists: bool,
    /// Newest revision by source action.
    pub(crate) heads: BTreeMap<String, u64>,
    pub(crate) tokens: u32,
}

impl World {
    pub(super) fn found_lines(&mut self) {
        if !self.has(Pipelines) {
            return;
        }
        for number in 0..self.random.between(1, 2) {
            self.lines.push(Line {
                name: format!("line{number}"),
                exists: false,
                heads: BTreeMap::new(),
                tokens: 0,
            });
            self.create_line(number as usize);
        }
    }

    /// A declaration that would be accepted for this pipeline.
    pub(super) fn declare(&mut self, at: usize) -> Option<towline_core::pipeline::Declaration> {
        let groups: Vec<String> = self.groups.iter().map(|g| g.name.clone()).collect();
        let queued = self.has(Queued) && self.dice(Queued).chance(300);
        let name = self.lines[at].name.clone();
        match declare::declaration(&name, &mut self.random, &groups, queued) {
            Ok(declaration) => Some(declaration),
            Err(text) => {
                self.fail("declarations-are-valid", text);
                None
            }
        }
    }

    /// `CreatePipeline`.
    pub(super) fn create_line(&mut self, at: usize) {
        let Some(declaration) = self.declare(at) else {
            return;
        };
        let name = declaration.name.clone();
        let now = self.now();
        let sources: Vec<String> = declaration.sources().map(|s| s.name.clone()).collect();
        for source in &sources {
            self.lines[at].heads.entry(source.clone()).or_insert(1);
        }
        let standing = sources.iter().map(|s| (s.clone(), self.newest(&name, s)));
        let standing = standing.collect();
        let record = PipelineRecord {
            arn: format!("arn:aws:codepipeline:us-east-1:123456789012:{name}"),
            region: "us-east-1".into(),
            created: now,
            updated: now,
            declaration,
        };
        let seed = Seed(self.random.hex());
        let types: Arc<Vec<ActionType>> = Arc::new(declare::catalogue());
        let (machine, birth) = Pipeline::create(record, seed, types, standing, "ann", now);
        if self.rows.commit(&birth.rows).is_err() {
            return; // it exists
        }
        self.lines[at].exists = true;
        for effect in &birth.effects {
            self.issued.extend(Pipeline::identity(&name, effect));
        }
        self.tell_step(
            Tag::Pipeline,
            &name,
            now,
            || "born".into(),
            String::new,
            &birth.events,
        );
        self.steps += 1;
        let step = Step::<Pipeline> {
            fact: None,
            reply: None,
            rows: birth.rows,
            events: birth.events,
        };
        shell::watched(self, &name, &step);
        shell::born(self, &name, machine, birth.effects);
    }

    /// The newest revision of a source.
    pub(super) fn newest(&self, pipeline: &str, action: &str) -> String {
        let line = self.lines.iter().find(|line| line.name == pipeline);
        let head = line.and_then(|line| line.heads.get(action));
        format!("rev-{}", head.copied().unwrap_or(1))
    }

    /// The watcher of sources tells what it sees.
    pub(super) fn tell_source(&mut self, at: usize, action: &str) {
        let name = self.lines[at].name.clone();
        let revision = self.newest(&name, action);
        let fact = Fact::SourceChanged {
            action: action.to_string(),
            trigger: Trigger {
                kind: "PollForSourceChanges".into(),
                detail: format!("{action} {revision}"),
            },
            revision,
        };
        shell::tell::<Pipeline>(self, &name, fact, Teller::Nobody);
    }

    /// The chaos is over and nothing moves: people open every transition and start what waits
    /// behind a stale one; the watcher looks at every source again. False when all is open.
    pub(super) fn open_all(&mut self) -> bool {
        self.people.rounds += 1;
        if self.people.rounds > 6 {
            return false;
        }
        let mut told = false;
        for at in 0..self.lines.len() {
            let name = self.lines[at].name.clone();
            let state: Option<StateRecord> = self.rows.get_as(kind::STATE, &name);
            let Some(state) = state else { continue };
            for (stage, record) in &state.stages {
                if !record.transition.enabled {
                    let fact = Fact::SetTransition {
                        stage: stage.clone(),
                        outbound: false,
                        disable: None,
                        by: "ann".into(),
                    };
                    shell::tell::<Pipeline>(self, &name, fact, Teller::Nobody);
                    told = true;
                } else if record.transition.stale && !record.waiting.is_empty() {
                    self.seen.count("started behind a stale transition");
                    let fact = Fact::Start(self.start_wish(at, true));
                    shell::tell::<Pipeline>(self, &name, fact, Teller::Nobody);
                    told = true;
                }
            }
            for (source, watched) in &state.sources {
                if watched.reported.as_ref() != Some(&self.newest(&name, source)) {
                    self.tell_source(at, source);
                    told = true;
                }
            }
        }
        told
    }

    /// What a person says who starts an execution; `proper` is never refused.
    pub(super) fn start_wish(&mut self, at: usize, proper: bool) -> Start {
        let mut start = Start::because(Trigger {
            kind: "StartPipelineExecution".into(),
            detail: "ann".into(),
        });
        let record: Option<PipelineRecord> = self.rows.get_as(kind::PIPELINE, &self.lines[at].name);
        let Some(record) = record else { return start };
        for variable in &record.declaration.variables {
            if proper || self.random.chance(900) {
                start.variables.insert(variable.name.clone(), "red".into());
            }
        }
        start
    }
}

/// Every number's row, as far as it is there.
fn numbered_rows<T: serde::de::DeserializeOwned>(
    rows: &Rows,
    kind: &str,
    name: &str,
    numbers: impl IntoIterator<Item = u64>,
) -> BTreeMap<u64, T> {
    let row = |n: u64| Some((n, rows.get_as(kind, &numbered(name, n))?));
    numbers.into_iter().filter_map(row).collect()
}

impl Kind for Pipeline {
    const TAG: Tag = Tag::Pipeline;

    fn slots(world: &mut World) -> &mut Slots<Pipeline> {
        &mut world.pipelines
    }

    fn load(world: &World, name: &str) -> Option<Pipeline> {
        let rows = &world.rows;
        let state: StateRecord = rows.get_as(kind::STATE, name)?;
        let executions: BTreeMap<u64, Execution> =
            numbered_rows(rows, kind::EXECUTION, name, state.needed());
        let needed = needed_actions(&state, &executions);
        let actions: BTreeMap<u64, ActionExecution> =
            numbered_rows(rows, kind::ACTION, name, needed);
        let tokens = rows.list_as::<Token>(kind::TOKEN, &format!("{name}/"));
        let loaded = Loaded {
            pipeline: rows.get_as(kind::PIPELINE, name)?,
            state,
            executions: executions.into_values().collect(),
            actions: actions.into_values().collect(),
            tokens: tokens.into_iter().collect(),
        };
        Some(Pipeline::load(loaded, Arc::new(declare::catalogue())))
    }

    fn unfinished(rows: &Rows) -> Vec<String> {
        let all = rows.list_as::<StateRecord>(kind::STATE, "");
        let busy = all.into_iter().filter(|(_, state)| state.busy);
        busy.map(|(name, _)| name).collect()
    }

    fn perform(world: &mut World, _name: &str, effect: Effect) {
        let Effect::StartAction(job) = effect;
        world.start_job(*job);
    }

    fn answered(world: &mut World, name: &str, from: Teller, fact: Fact, answer: Answer<Pipeline>) {
        match from {
            Teller::Job(id, life) => world.job_hears(name, (id, life), fact, &answer),
            _ if matches!((&fact, &answer), (Fact::Delete, Answer::Ok(_))) => {
                let line = world.lines.iter_mut().find(|line| line.name == name);
                if let Some(line) = line {
                    line.exists = false;
                }
            }
            _ => {}
        }
    }

    fn difference(&self, loaded: &Pipeline) -> Option<String> {
        let what = if self.record() != loaded.record() {
            "the declaration differs from its row"
        } else if self.state() != loaded.state() {
            "the state differs from its row"
        } else if self.executions() != loaded.executions() {
            "executions differ from their rows"
        } else if self.actions() != loaded.actions() {
            "action executions differ from their rows"
        } else if self.pending() != loaded.pending() {
            "other effects are pending"
        } else if self.deadline() != loaded.deadline() {
            "the deadline differs"
        } else {
            return None;
        };
        Some(what.into())
    }

    fn identity(_name: &str, effect: &Effect) -> Option<String> {
        let Effect::StartAction(job) = effect;
        Some(job.id.clone())
    }

    fn outstanding(rows: &Rows, name: &str) -> Vec<String> {
        let all = rows.list_as::<ActionExecution>(kind::ACTION, &format!("{name}/"));
        let all = all.into_iter().map(|(_, action)| action);
        let provided = all.filter(|a| a.is_running() && !a.action_type.is_approval());
        provided.map(|action| action.id).collect()
    }

    fn fact(fact: &Fact) -> &'static str {
        names::pipeline::fact(fact)
    }

    fn reply(reply: &Reply) -> &'static str {
        names::pipeline::reply(reply)
    }

    fn refusal(refusal: &Refusal) -> &'static str {
        names::pipeline::refusal(refusal)
    }

    fn about(fact: &Fact) -> String {
        match fact {
            Fact::Start(start) => format!("start ({})", start.trigger.kind),
            Fact::SourceChanged {
                action, revision, ..
            } => format!("{action} is at {revision}"),
            Fact::Update(_) => "update".into(),
            Fact::Delete => "delete".into(),
            Fact::Progress { action, .. } => format!("progress of {action}"),
            Fact::Ended { action, outcome } => match outcome {
                Ok(_) => format!("{action} ended well"),
                Err(failure) => format!("{action} ended: {failure}"),
            },
            Fact::Approve(approval) => format!(
                "answer for {}/{}: {}",
                approval.stage, approval.action, approval.approved
            ),
            Fact::Stop {
                execution, abandon, ..
            } => format!("stop {execution} (abandon {abandon})"),
            Fact::Retry {
                stage,
                execution,
                all,
            } => {
                format!("retry {stage} of {execution} (all {all})")
            }
            Fact::SetTransition {
                stage,
                outbound,
                disable,
                ..
            } => {
                let word = if disable.is_some() { "close" } else { "open" };
                let way = if *outbound { "out of" } else { "into" };
                format!("{word} the way {way} {stage}")
            }
        }
    }

    fn check(
        watch: &mut Watch,
        id: &str,
        step: &Step<Pipeline>,
        _now: Time,
    ) -> Result<(), Failure> {
        watch.pipelines.step(id, step, &mut watch.seen)
    }
}
