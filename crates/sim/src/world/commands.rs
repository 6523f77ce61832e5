//! What people do: deploy, stop, start, retry, approve, close and open, change and delete; now and
//! then with names, tokens and ids that are wrong.

use towline_core::build::{self, Build};
use towline_core::deployment::record::{ACTIVE, DEPLOYMENT};
use towline_core::deployment::{self as roll, Deployment};
use towline_core::pipeline::job::RevisionOverride;
use towline_core::pipeline::machine::Approval as Answered;
use towline_core::pipeline::records::{
    ActionExecution, Execution, PipelineRecord, SourceOverride, kind,
};
use towline_core::pipeline::{Fact, Pipeline};

use super::deployments::revision_of;
use super::{Happening, Teller, World};
use crate::plan::Ingredient::{self, *};
use crate::shell;

/// The people of a world.
#[derive(Default)]
pub(crate) struct People {
    left: i64,
    revisions: u32,
    /// Builds that they started themselves.
    pub(super) builds: Vec<String>,
    /// How often they have opened everything at the end.
    pub(super) rounds: u32,
}

/// What they do and how often; `None` is never left out.
type Habit = (Option<Ingredient>, u64, fn(&mut World));

const COMMANDS: [Habit; 14] = [
    (None, 40, World::deploy),
    (Some(StopDeployment), 30, World::stop_deployment),
    (Some(DeleteGroup), 4, World::delete_any_group),
    (Some(Deregister), 6, World::deregister_any),
    (Some(Race), 8, World::race),
    (Some(Push), 40, World::push),
    (Some(StartPipeline), 30, World::start_pipeline),
    (Some(StopPipeline), 20, World::stop_pipeline),
    (Some(Retry), 35, World::retry),
    (Some(Approval), 120, World::approve),
    (Some(Transition), 25, World::set_transition),
    (Some(UpdatePipeline), 10, World::update_pipeline),
    (Some(DeletePipeline), 4, World::delete_pipeline),
    (Some(Builds), 15, World::builds_of_people),
];

impl World {
    pub(super) fn found_people(&mut self) {
        self.people.left = self.random.span(3, 60);
        self.deploy();
        self.after(10, Happening::Command);
    }

    pub(super) fn command(&mut self) {
        if !self.chaos || self.people.left == 0 {
            return;
        }
        self.people.left -= 1;
        let gap = self.random.span(200, 30 * 60_000);
        self.after(gap, Happening::Command);
        if !self.up {
            return; // connection refused
        }
        let total: u64 = COMMANDS.iter().map(|(_, weight, _)| weight).sum();
        let mut drawn = self.random.below(total as usize) as u64;
        for (ingredient, weight, act) in COMMANDS {
            if drawn >= weight {
                drawn -= weight;
                continue;
            }
            if let Some(ingredient) = ingredient {
                if !self.has(ingredient) {
                    return;
                }
                self.seen.count(ingredient.name());
            }
            return act(self);
        }
    }

    fn revision(&mut self) -> roll::Revision {
        let last = self.people.revisions;
        let again = last > 0 && self.random.chance(250);
        let number = match again {
            true => self.random.between(1, i64::from(last)) as u32,
            false => last + 1,
        };
        self.people.revisions = last.max(number);
        revision_of(&format!("r{number}.zip"))
    }

    fn any_group(&mut self) -> usize {
        self.random.below(self.groups.len())
    }

    fn deploy(&mut self) {
        let (at, revision) = (self.any_group(), self.revision());
        if let Ok(prepared) = self.prepare(at, revision, None) {
            let _ = self.launch(prepared);
        }
    }

    /// Two calls read before either writes.
    fn race(&mut self) {
        let (at, first, second) = (self.any_group(), self.revision(), self.revision());
        let prepared = (
            self.prepare(at, first, None),
            self.prepare(at, second, None),
        );
        if let (Ok(first), Ok(second)) = prepared {
            let _ = self.launch(first);
            if self.up {
                let _ = self.launch(second);
            }
        }
    }

    fn any_deployment(&mut self) -> Option<String> {
        let active = self.rows.list_as::<String>(ACTIVE, "");
        let active: Vec<String> = active.into_iter().map(|(_, id)| id).collect();
        let all = match active.is_empty() || self.random.chance(100) {
            true => self.rows.keys(DEPLOYMENT, ""),
            false => active,
        };
        self.random.pick(&all).cloned()
    }

    fn stop_deployment(&mut self) {
        let Some(id) = self.any_deployment() else {
            return;
        };
        let rollback = [None, Some(true), Some(false)][self.random.below(3)];
        let fact = roll::Fact::Stop {
            rollback,
            by: "ann".into(),
        };
        shell::tell::<Deployment>(self, &id, fact, Teller::Nobody);
        if self.random.chance(100) {
            // A message that no host of ours would send.
            let command = format!("{id}/host-00/Install/guessed");
            let fact = roll::Fact::Acknowledged {
                command,
                noop: false,
                claim: None,
            };
            shell::tell::<Deployment>(self, &id, fact, Teller::Nobody);
        }
    }

    fn delete_any_group(&mut self) {
        let at = self.any_group();
        if !self.groups[at].deleted {
            self.delete_group(at);
        }
    }

    fn deregister_any(&mut self) {
        if let Some(id) = self.any_deployment().filter(|_| self.random.chance(200)) {
            let fact = roll::Fact::HostGone {
                target: "nobody".into(),
                detail: "Instance nobody was deregistered.".into(),
            };
            return shell::tell::<Deployment>(self, &id, fact, Teller::Nobody);
        }
        let at = self.random.below(self.fleet.0.len());
        self.deregister(at);
    }

    fn any_line(&mut self) -> Option<(usize, String)> {
        if self.lines.is_empty() {
            return None;
        }
        let at = self.random.below(self.lines.len());
        Some((at, self.lines[at].name.clone()))
    }

    fn push(&mut self) {
        let Some((at, _)) = self.any_line() else {
            return;
        };
        let sources: Vec<String> = self.lines[at].heads.keys().cloned().collect();
        let Some(source) = self.random.pick(&sources).cloned() else {
            return;
        };
        *self.lines[at].heads.entry(source.clone()).or_default() += 1;
        for _ in 0..[1, 1, 1, 2][self.random.below(4)] {
            self.tell_source(at, &source);
        }
    }

    fn start_pipeline(&mut self) {
        let Some((at, name)) = self.any_line() else {
            return;
        };
        let mut start = self.start_wish(at, false);
        if self.random.chance(50) {
            start.variables.insert("Unknown".into(), "x".into());
        }
        if self.random.chance(200) {
            self.lines[at].tokens += 1;
        }
        if self.random.chance(300) {
            start.token = Some(format!("token-{}", self.lines[at].tokens));
        }
        if self.random.chance(100) {
            start.overrides.push(SourceOverride {
                action: "Source1".into(),
                revision: RevisionOverride {
                    kind: ["COMMIT_ID", "S3_OBJECT_KEY"][self.random.below(2)].into(),
                    value: "rev-0".into(),
                },
            });
        }
        shell::tell::<Pipeline>(self, &name, Fact::Start(start), Teller::Nobody);
    }

    fn any_execution(&mut self, name: &str, live: bool) -> Option<Execution> {
        let all = self
            .rows
            .list_as::<Execution>(kind::EXECUTION, &format!("{name}/"));
        let all: Vec<Execution> = all.into_iter().map(|(_, execution)| execution).collect();
        let fitting: Vec<Execution> = all
            .iter()
            .filter(|e| e.status.is_live() == live)
            .cloned()
            .collect();
        match fitting.is_empty() || self.random.chance(100) {
            true => self.random.pick(&all).cloned(),
            // The latest is the one that people look at.
            false if self.random.chance(600) => fitting.last().cloned(),
            false => self.random.pick(&fitting).cloned(),
        }
    }

    fn stop_pipeline(&mut self) {
        let Some((_, name)) = self.any_line() else {
            return;
        };
        let Some(execution) = self.any_execution(&name, true) else {
            return;
        };
        let abandon = self.random.chance(400);
        let fact = Fact::Stop {
            execution: execution.id,
            abandon,
            reason: self.random.chance(500).then(|| "wrong commit".into()),
            by: "ann".into(),
        };
        shell::tell::<Pipeline>(self, &name, fact, Teller::Nobody);
    }

    fn retry(&mut self) {
        let Some((_, name)) = self.any_line() else {
            return;
        };
        let Some(execution) = self.any_execution(&name, false) else {
            return;
        };
        let stage = match self.random.chance(50) {
            true => "Nowhere".to_string(),
            false => execution.place,
        };
        let fact = Fact::Retry {
            stage,
            execution: execution.id,
            all: self.random.chance(400),
        };
        shell::tell::<Pipeline>(self, &name, fact, Teller::Nobody);
    }

    fn approve(&mut self) {
        let Some((_, name)) = self.any_line() else {
            return;
        };
        let all = self
            .rows
            .list_as::<ActionExecution>(kind::ACTION, &format!("{name}/"));
        let mut all: Vec<ActionExecution> = all.into_iter().map(|(_, action)| action).collect();
        all.retain(|action| action.token.is_some());
        let open: Vec<_> = all.iter().filter(|a| a.is_running()).cloned().collect();
        let old = open.is_empty() || self.random.chance(150);
        let from = if old { &all } else { &open };
        let Some(action) = self.random.pick(from).cloned() else {
            return;
        };
        let wrong = self.random.below(20);
        let fact = Fact::Approve(Answered {
            stage: if wrong == 0 {
                "Nowhere".into()
            } else {
                action.stage
            },
            action: if wrong == 1 {
                "Nobody".into()
            } else {
                action.action
            },
            token: match wrong {
                2 | 3 => "guessed".into(),
                _ => action.token.unwrap_or_default(),
            },
            approved: self.random.chance(850),
            summary: "seen".into(),
            by: "ann".into(),
        });
        shell::tell::<Pipeline>(self, &name, fact, Teller::Nobody);
    }

    fn set_transition(&mut self) {
        let Some((_, name)) = self.any_line() else {
            return;
        };
        let record: Option<PipelineRecord> = self.rows.get_as(kind::PIPELINE, &name);
        let Some(record) = record else { return };
        let stage = self.random.pick(&record.declaration.stages);
        let fact = Fact::SetTransition {
            stage: stage.map(|s| s.name.clone()).unwrap_or_default(),
            outbound: self.random.chance(200),
            disable: self.random.chance(500).then(|| "freeze".into()),
            by: "ann".into(),
        };
        shell::tell::<Pipeline>(self, &name, fact, Teller::Nobody);
    }

    fn update_pipeline(&mut self) {
        let Some((at, name)) = self.any_line() else {
            return;
        };
        let record: Option<PipelineRecord> = self.rows.get_as(kind::PIPELINE, &name);
        let Some(record) = record else { return };
        let declaration = match self.random.chance(500) {
            true => Some(record.declaration),
            false => self.declare(at),
        };
        let Some(declaration) = declaration else {
            return;
        };
        for source in declaration.sources() {
            let heads = &mut self.lines[at].heads;
            heads.entry(source.name.clone()).or_insert(1);
        }
        let fact = Fact::Update(Box::new(declaration));
        shell::tell::<Pipeline>(self, &name, fact, Teller::Nobody);
    }

    /// Twice at once, now and then; and created again under the same name.
    fn delete_pipeline(&mut self) {
        let Some((at, name)) = self.any_line() else {
            return;
        };
        if !self.lines[at].exists {
            return self.create_line(at);
        }
        for _ in 0..[1, 2][self.random.below(2)] {
            shell::tell::<Pipeline>(self, &name, Fact::Delete, Teller::Nobody);
        }
    }

    fn builds_of_people(&mut self) {
        let ids = self.people.builds.clone();
        let all = self.rows.keys(build::OPEN, "");
        let stop = self.has(StopBuild) && self.random.chance(400);
        let from = if all.is_empty() { &ids } else { &all };
        match self.random.pick(from).filter(|_| stop).cloned() {
            Some(id) => {
                self.seen.count(StopBuild.name());
                shell::tell::<Build>(
                    self,
                    &id,
                    build::Fact::Stop { by: "ann".into() },
                    Teller::Nobody,
                );
            }
            None => self.start_own_build(),
        }
    }
}
