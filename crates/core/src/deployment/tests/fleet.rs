//! A machine with simulated hosts: commits rows into a map and answers commands by script.

use std::collections::{BTreeMap, VecDeque};

use serde_json::Value;

use crate::deployment::create::create;
use crate::deployment::record::{ACTIVE, DEPLOYMENT};
use crate::deployment::target::TARGET;
use crate::deployment::*;
use crate::event::witness::Witness;
use crate::ids::Seed;
use crate::{Event, Machine, Outcome, Row, Time};

pub(super) const START: Time = Time(1_700_000_000_000);

/// One deployment, its rows as a store would hold them, and the commands that are on offer.
pub(super) struct Fleet {
    pub(super) machine: Deployment,
    pub(super) rows: BTreeMap<(&'static str, String), String>,
    pub(super) offered: VecDeque<HostCommand>,
    pub(super) asked: Vec<HostCommand>,
    pub(super) driven: Vec<String>,
    pub(super) events: Vec<Event>,
    pub(super) now: Time,
    pub(super) witness: Option<Witness>,
}

pub(super) fn order(minimum: Minimum) -> Order {
    Order {
        id: "d-ABCDEFGHI".into(),
        seed: Seed("5eed".into()),
        owner: None,
        group: Group {
            application: "shop".into(),
            application_id: "a1".into(),
            name: "web".into(),
            id: "g1".into(),
        },
        config: Config {
            name: "test-config".into(),
            minimum,
        },
        revision: revision("new.zip"),
        previous: None,
        creator: "user".into(),
        description: None,
        options: Options {
            ignore_application_stop_failures: false,
            update_outdated_instances_only: false,
            file_exists_behavior: "DISALLOW".into(),
        },
        auto_rollback: AutoRollback::default(),
        created: START,
        rolls_back: None,
        failing_since: None,
    }
}

pub(super) fn revision(key: &str) -> Revision {
    Revision {
        bucket: "b".into(),
        key: key.into(),
        bundle_type: "zip".into(),
        version: None,
        e_tag: None,
    }
}

/// A group's earlier success.
pub(super) fn earlier() -> Success {
    Success {
        deployment: "d-EARLIER00".into(),
        revision: revision("old.zip"),
        file_exists_behavior: "OVERWRITE".into(),
        created: Time(1),
        completed: Time(2),
    }
}

pub(super) fn host(name: &str) -> Host {
    Host {
        name: name.into(),
        arn: format!("arn:aws:codedeploy:us-east-1:123456789012:instance/{name}_0123456789"),
        standing: Standing::default(),
    }
}

pub(super) fn hosts(count: usize) -> Vec<Host> {
    (0..count).map(|n| host(&format!("web-{n:03}"))).collect()
}

impl Fleet {
    pub(super) fn new(order: Order, hosts: Vec<Host>) -> Fleet {
        // Of thousands of hosts each is like the other, and looking at all takes long.
        let witness = (hosts.len() <= 100).then(Witness::default);
        Fleet::watched(order, hosts, witness)
    }

    pub(super) fn watched(order: Order, hosts: Vec<Host>, witness: Option<Witness>) -> Fleet {
        let (machine, birth) = create(order, hosts, None);
        let mut fleet = Fleet {
            machine,
            rows: BTreeMap::new(),
            offered: VecDeque::new(),
            asked: Vec::new(),
            driven: Vec::new(),
            events: Vec::new(),
            now: START,
            witness,
        };
        fleet.take(birth);
        fleet
    }

    pub(super) fn sized(minimum: Minimum, count: usize) -> Fleet {
        Fleet::new(order(minimum), hosts(count))
    }

    fn take<R>(&mut self, outcome: Outcome<R, Effect>) -> (R, usize) {
        if let Some(witness) = &mut self.witness {
            witness.step(&outcome.rows, &outcome.events);
        }
        let written = outcome.rows.len();
        for Row { kind, key, doc, .. } in outcome.rows {
            match doc {
                Some(doc) => self.rows.insert((kind, key), doc),
                None => self.rows.remove(&(kind, key)),
            };
        }
        self.events.extend(outcome.events);
        for effect in outcome.effects {
            match effect {
                Effect::Offer(command) => self.offered.push_back(command),
                Effect::Withdraw(command) => self.offered.retain(|c| c.id != command.id),
                Effect::AskHost(command) => self.asked.push(command),
                Effect::Drive(id) => self.driven.push(id),
            }
        }
        (outcome.reply, written)
    }

    /// The answer and the number of rows written.
    pub(super) fn tell(&mut self, fact: Fact) -> Result<(Reply, usize), Refusal> {
        let outcome = self.machine.step(fact, self.now)?;
        Ok(self.take(outcome))
    }

    pub(super) fn acknowledge(&mut self, command: &HostCommand) -> Reply {
        let fact = Fact::Acknowledged {
            command: command.id.clone(),
            noop: false,
            claim: None,
        };
        self.tell(fact).expect("known command").0
    }

    pub(super) fn complete(&mut self, command: &HostCommand, succeeded: bool) -> usize {
        self.report(command, None, succeeded).1
    }

    /// The answer to what a handing-out says of its end, and the number of rows written.
    pub(super) fn report(
        &mut self,
        command: &HostCommand,
        claim: Option<&str>,
        succeeded: bool,
    ) -> (Reply, usize) {
        let diagnostics = match succeeded {
            true => Diagnostics::success(),
            false => Diagnostics::unknown("it broke"),
        };
        let fact = Fact::Completed {
            command: command.id.clone(),
            claim: claim.map(str::to_string),
            succeeded,
            diagnostics,
        };
        self.tell(fact).expect("known command")
    }

    /// Acknowledges and completes the oldest offer.
    pub(super) fn run_one(
        &mut self,
        succeeds: impl Fn(&HostCommand) -> bool,
    ) -> Option<HostCommand> {
        let command = self.offered.front()?.clone();
        assert_eq!(self.acknowledge(&command), Reply::Run);
        self.complete(&command, succeeds(&command));
        Some(command)
    }

    /// Serves commands until none is left.
    pub(super) fn run(&mut self, succeeds: impl Fn(&HostCommand) -> bool) {
        while self.run_one(&succeeds).is_some() {}
    }

    /// Moves time to the next deadline.
    pub(super) fn next_deadline(&mut self) {
        self.now = self.machine.deadline().expect("a deadline").max(self.now);
        let outcome = self.machine.tick(self.now);
        self.take(outcome);
    }

    /// The machine as it would be after a crash.
    pub(super) fn reload(&mut self) {
        let id = self.machine.record().order.id.clone();
        let parse = |text: &String| serde_json::from_str(text).expect("a record");
        let record = parse(&self.rows[&(DEPLOYMENT, id.clone())]);
        let targets = self
            .rows
            .iter()
            .filter(|((kind, key), _)| *kind == TARGET && key.starts_with(&format!("{id}/")))
            .map(|(_, text)| serde_json::from_str(text).expect("a target"))
            .collect();
        self.machine = Deployment::restore(record, targets);
        self.offered.clear();
        for effect in self.machine.pending() {
            if let Effect::Offer(command) = effect {
                self.offered.push_back(command);
            }
        }
    }

    /// What the last event of this kind says.
    pub(super) fn told(&self, kind: &str) -> &Value {
        let found = self.events.iter().rfind(|event| event.kind == kind);
        &found.expect("such an event").detail
    }

    pub(super) fn status(&self) -> Status {
        self.machine.record().status
    }

    pub(super) fn code(&self) -> &str {
        let error = self.machine.record().error.as_ref();
        error.map_or("", |error| &error.code)
    }

    pub(super) fn counts(&self) -> Overview {
        self.machine.record().overview
    }

    pub(super) fn target(&self, name: &str) -> &Target {
        let targets = self.machine.targets();
        targets.iter().find(|t| t.name == name).expect("a target")
    }

    pub(super) fn is_active(&self) -> bool {
        self.rows.contains_key(&(ACTIVE, "g1".to_string()))
    }
}
