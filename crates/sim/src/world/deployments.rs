//! Deployment groups and deployments as the server makes, drives and ends them.

use towline_core::deployment::create::create;
use towline_core::deployment::record::{ACTIVE, DEPLOYMENT, GROUP_STATE};
use towline_core::deployment::target::{STANDING, TARGET};
use towline_core::deployment::{
    Config, Deployment, Effect, ErrorInformation, Fact, GroupState, Host, Options, Order, Record,
    Refusal, Reply, Revision, Target,
};
use towline_core::ids::Seed;
use towline_core::{Expect, Machine, Row, Time};

use super::agents::public;
use super::groups::GROUP;
use super::{Tag, Teller, World};
use crate::names;
use crate::plan::Ingredient::*;
use crate::rows::Rows;
use crate::shell::{self, Answer, Kind, Slots, Step};
use crate::watch::{Failure, Watch};

/// A deployment about to be born.
pub(crate) struct Prepared {
    order: Order,
    hosts: Vec<Host>,
    problem: Option<ErrorInformation>,
    guard: Row,
}

/// Why a deployment was not started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotStarted {
    /// The group has an active one, or is gone.
    Refused,
    /// Somebody else was faster.
    Conflict,
    /// The store failed.
    Failed,
    /// The process died.
    Lost,
}

impl World {
    /// What `CreateDeployment` reads before it writes.
    pub(super) fn prepare(
        &mut self,
        at: usize,
        revision: Revision,
        owner: Option<String>,
    ) -> Result<Prepared, NotStarted> {
        let group = &self.groups[at];
        let stored = self.rows.get(GROUP, &group.id).map(str::to_string);
        let active = self.rows.get(ACTIVE, &group.id);
        let (Some(stored), None) = (stored, active) else {
            return Err(NotStarted::Refused);
        };
        let state: Option<GroupState> = self.rows.get_as(GROUP_STATE, &group.id);
        let options = Options {
            ignore_application_stop_failures: self.random.chance(500),
            update_outdated_instances_only: self.random.chance(200),
            file_exists_behavior: "OVERWRITE".into(),
        };
        let seed = self.random.hex();
        let id = Seed(owner.clone().unwrap_or_else(|| seed.clone()));
        let mut guard = Row::put(GROUP, group.id.clone(), &group.name);
        guard.expect = Expect::Is(stored);
        let problem = self.random.chance(30).then(|| ErrorInformation {
            code: "REVISION_MISSING".into(),
            message: format!("The revision {revision} cannot be read"),
        });
        let group = &self.groups[at];
        let order = Order {
            id: id.deployment_id(&["codedeploy"]),
            seed: Seed(seed),
            creator: if owner.is_some() {
                "codepipeline"
            } else {
                "user"
            }
            .into(),
            owner,
            group: towline_core::deployment::Group {
                application: "shop".into(),
                application_id: "a1".into(),
                name: group.name.clone(),
                id: group.id.clone(),
            },
            config: Config {
                name: "sim-config".into(),
                minimum: group.minimum,
            },
            failing_since: state.as_ref().and_then(|state| state.failing_since),
            previous: state.and_then(|state| state.succeeded),
            description: None,
            auto_rollback: group.auto_rollback.clone(),
            created: self.now(),
            rolls_back: None,
            revision,
            options,
        };
        let hosts = self.reached(at, &order);
        Ok(Prepared {
            order,
            hosts,
            problem,
            guard,
        })
    }

    fn reached(&self, at: usize, order: &Order) -> Vec<Host> {
        let group = &self.groups[at];
        let hosts = group.hosts.iter().map(|at| &self.fleet.0[*at]);
        let hosts = hosts.filter(|host| host.registered).map(|host| Host {
            name: host.name.clone(),
            arn: host.arn.clone(),
            standing: self
                .rows
                .get_as(STANDING, &format!("{}/{}", group.id, host.name))
                .unwrap_or_default(),
        });
        let only_outdated = order.options.update_outdated_instances_only;
        let outdated = |host: &Host| {
            !only_outdated || host.standing.revision.as_ref() != Some(&order.revision)
        };
        hosts.filter(outdated).collect()
    }

    /// What `CreateDeployment` writes; the caller hears of it after the commit.
    pub(super) fn launch(&mut self, prepared: Prepared) -> Result<String, NotStarted> {
        let Prepared {
            order,
            hosts,
            problem,
            guard,
        } = prepared;
        let id = order.id.clone();
        let (machine, birth) = create(order, hosts, problem);
        let mut rows = birth.rows;
        rows.push(guard);
        if self.roll(CommitFailure, 20) {
            return Err(NotStarted::Failed);
        }
        if let Err(row) = self.rows.commit(&rows) {
            self.seen.count("conflict at a deployment's birth");
            self.say(|| format!("       deployment {id} is refused: the row {row} is taken"));
            return Err(NotStarted::Conflict);
        }
        for effect in &birth.effects {
            self.issued.extend(Deployment::identity(&id, effect));
        }
        self.tell_step(
            Tag::Deployment,
            &id,
            machine.record().order.created,
            || "born".into(),
            String::new,
            &birth.events,
        );
        self.steps += 1;
        let step = Step::<Deployment> {
            fact: None,
            reply: None,
            rows,
            events: birth.events,
        };
        shell::watched(self, &id, &step);
        if self.roll(Crash, 10) {
            self.say(|| "       crash after the birth of a deployment".into());
            self.crash();
            return Err(NotStarted::Lost);
        }
        shell::born(self, &id, machine, birth.effects);
        Ok(id)
    }

    /// A rollback that is born in a step asks for its effects when it is driven.
    pub(crate) fn births(&mut self, rows: &[Row]) {
        let born = |row: &&Row| row.kind == DEPLOYMENT && row.expect == Expect::Absent;
        for row in rows.iter().filter(born) {
            let asked = Deployment::outstanding(&self.rows, &row.key);
            self.issued.extend(asked);
        }
    }
}

/// A revision by the name of its object.
pub(super) fn revision_of(key: &str) -> Revision {
    Revision {
        bucket: "bundles".into(),
        key: key.into(),
        bundle_type: "zip".into(),
        version: None,
        e_tag: None,
    }
}

impl Kind for Deployment {
    const TAG: Tag = Tag::Deployment;

    fn slots(world: &mut World) -> &mut Slots<Deployment> {
        &mut world.deployments
    }

    fn load(world: &World, id: &str) -> Option<Deployment> {
        let record: Record = world.rows.get_as(DEPLOYMENT, id)?;
        let targets = world.rows.list_as::<Target>(TARGET, &format!("{id}/"));
        let targets = targets.into_iter().map(|(_, target)| target).collect();
        Some(Deployment::restore(record, targets))
    }

    fn unfinished(rows: &Rows) -> Vec<String> {
        let active = rows.list_as::<String>(ACTIVE, "");
        active.into_iter().map(|(_, id)| id).collect()
    }

    fn perform(world: &mut World, _id: &str, effect: Effect) {
        match effect {
            Effect::Offer(command) => world.offer(command),
            Effect::Withdraw(command) => world.withdraw(&command),
            Effect::AskHost(command) => {
                world.seen.count("effect deployment AskHost");
                let fact = Fact::HostContact {
                    alive: world.fleet.alive(&command.host),
                    command: command.id,
                };
                shell::tell::<Deployment>(world, &command.deployment, fact, Teller::Nobody);
            }
            Effect::Drive(id) => {
                world.seen.count("effect deployment Drive");
                shell::wake::<Deployment>(world, &id);
            }
        }
    }

    fn answered(world: &mut World, id: &str, from: Teller, fact: Fact, answer: Answer<Deployment>) {
        if let Teller::Agent(at, incarnation, message) = from {
            return world.agent_hears(at, incarnation, message, answer);
        }
        match (&fact, &answer) {
            // Results of effects and of cascades are told until they are stored.
            (
                Fact::HostContact { .. } | Fact::HostGone { .. } | Fact::Abandon { .. },
                Answer::Failed,
            ) => {
                shell::tell::<Deployment>(world, id, fact, Teller::Nobody);
            }
            (Fact::Abandon { .. }, Answer::Ok(_) | Answer::Refused(_)) => {
                let record: Option<Record> = world.rows.get_as(DEPLOYMENT, id);
                if let Some(record) = record {
                    world.remove_group(&record.order.group.id);
                }
            }
            (Fact::HostGone { target, .. }, Answer::Ok(_) | Answer::Missing) => {
                world.remove_host(target);
            }
            _ => {}
        }
    }

    fn difference(&self, loaded: &Deployment) -> Option<String> {
        let ids = |machine: &Deployment| {
            let mut all: Vec<String> = machine
                .pending()
                .iter()
                .filter_map(|effect| Deployment::identity("", effect))
                .collect();
            all.sort();
            all
        };
        if self.record() != loaded.record() {
            return Some("the record differs from its row".into());
        }
        let mut targets = self.targets().iter().zip(loaded.targets());
        if let Some((target, _)) = targets.find(|(left, right)| left != right) {
            return Some(format!("target {} differs from its row", target.name));
        }
        if self.targets().len() != loaded.targets().len() {
            return Some("targets have no row".into());
        }
        if ids(self) != ids(loaded) {
            return Some("other effects are pending".into());
        }
        // A host that was asked about is asked again, hence earlier is fine.
        if loaded.deadline() > self.deadline() {
            return Some("the deadline is later".into());
        }
        None
    }

    fn identity(_id: &str, effect: &Effect) -> Option<String> {
        match effect {
            Effect::Offer(command) => Some(command.id.clone()),
            _ => None,
        }
    }

    fn outstanding(rows: &Rows, id: &str) -> Vec<String> {
        let record: Option<Record> = rows.get_as(DEPLOYMENT, id);
        let Some(record) = record else {
            return Vec::new();
        };
        let offered = |(_, target): (String, Target)| {
            let event = &target.events[target.current()?];
            let (name, event) = (
                &target.name,
                event.started.is_none().then_some(&event.name)?,
            );
            let secret = record.order.seed.uuid(&["command", name, event]);
            Some(format!("{id}/{name}/{event}/{secret}"))
        };
        let targets = rows.list_as::<Target>(TARGET, &format!("{id}/"));
        targets.into_iter().filter_map(offered).collect()
    }

    fn fact(fact: &Fact) -> &'static str {
        names::deployment::fact(fact)
    }

    fn reply(reply: &Reply) -> &'static str {
        names::deployment::reply(reply)
    }

    fn refusal(refusal: &Refusal) -> &'static str {
        names::deployment::refusal(refusal)
    }

    fn about(fact: &Fact) -> String {
        match fact {
            Fact::Acknowledged {
                command,
                noop,
                claim,
            } => {
                let kind = if *noop { "no script" } else { "will run" };
                let claim = claim.as_deref().unwrap_or("unmarked");
                format!("acknowledged {} ({kind}, {claim})", short(command))
            }
            Fact::Completed {
                command,
                claim,
                succeeded,
                ..
            } => {
                let word = if *succeeded { "well" } else { "badly" };
                let claim = claim.as_deref().unwrap_or("unmarked");
                format!("completed {} {word} ({claim})", short(command))
            }
            Fact::HostContact { command, alive } => {
                format!("contact of {}: {alive}", short(command))
            }
            Fact::HostGone { target, .. } => format!("host {target} is gone"),
            Fact::Stop { rollback, .. } => format!("stop (rollback {rollback:?})"),
            Fact::Abandon { code, .. } => format!("abandon ({code})"),
        }
    }

    fn check(
        watch: &mut Watch,
        id: &str,
        step: &Step<Deployment>,
        _now: Time,
    ) -> Result<(), Failure> {
        watch.deployments.step(id, step, &mut watch.seen)
    }
}

/// Target and event of a command.
fn short(command: &str) -> &str {
    let public = public(command);
    public.split_once('/').map_or(public, |(_, rest)| rest)
}
