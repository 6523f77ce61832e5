//! A roll-out over hosts as a state machine: in-place deployments of CodeDeploy's `Server` platform.
//!
//! ```text
//! create ─► Created ─► InProgress ─────────────► Succeeded | Failed | Stopped ─► rollback?
//!                       │      ▲
//!              schedule │      │ report, timeout (first result of a command counts)
//!                       ▼      │
//!           target: event ─► event ─► … one command per event, offered until acknowledged
//! ```
//!
//! A step costs the same whatever the number of targets: counters, an ordered queue and a timer
//! index live in memory, and only rows that changed are written. Two things visit every target
//! once: the creation, and the end that skips the targets that were not reached.
//!
//! Reading order: [`record`], [`target`], [`fact`], then one file per transition: [`create`],
//! `schedule`, `report`, `timeout`, `stop`, `end`, `rollback`; `explain` has the words of all reasons.
//! [`plan`] tells what would happen without doing it.
//!
//! Not here: which hosts belong to a deployment group, and delivery of commands.

pub mod config;
pub mod create;
mod end;
mod explain;
pub mod fact;
pub mod lifecycle;
pub mod plan;
pub mod record;
mod report;
mod rollback;
mod schedule;
mod stop;
pub mod target;
mod timeout;
mod turn;

#[cfg(test)]
mod tests;

use std::collections::{HashMap, VecDeque};

pub use config::{Config, Minimum};
pub use fact::{Effect, Fact, HostCommand, Refusal, Reply};
pub use plan::Plan;
pub use record::{
    Attempt, AutoRollback, ErrorInformation, Group, GroupState, Options, Order, Overview, Record,
    Revision, Rollback, Status, Success,
};
pub use target::{Diagnostics, Host, LifecycleEvent, Progress, Standing, Target};

use crate::{Machine, Outcome, Time};
use timeout::Timers;
use turn::Turn;

/// One deployment with all its targets.
#[derive(Debug)]
pub struct Deployment {
    record: Record,
    /// In order of name; positions never change.
    targets: Vec<Target>,
    places: HashMap<String, usize>,
    /// Positions of targets that were not started, in deployment order. May hold targets that
    /// failed meanwhile.
    queue: VecDeque<usize>,
    /// One timer for each target in flight.
    timers: Timers,
}

impl Deployment {
    /// The machine from its rows.
    pub fn restore(record: Record, targets: Vec<Target>) -> Deployment {
        let mut deployment = Deployment::assemble(record, targets);
        for place in 0..deployment.targets.len() {
            deployment.set_timer(place);
        }
        deployment
    }

    /// The deployment as a whole.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// All targets, by name.
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }

    fn assemble(record: Record, mut targets: Vec<Target>) -> Deployment {
        targets.sort_by(|a, b| a.name.cmp(&b.name));
        let places = targets
            .iter()
            .enumerate()
            .map(|(place, target)| (target.name.clone(), place))
            .collect();
        let queue = schedule::queue(&record.order, &targets);
        Deployment {
            record,
            targets,
            places,
            queue,
            timers: Timers::default(),
        }
    }

    /// The command for an event of a target.
    fn command(&self, place: usize, event: usize) -> HostCommand {
        let target = &self.targets[place];
        let event = &target.events[event].name;
        HostCommand {
            id: lifecycle::command_id(&self.record.order, &target.name, event),
            deployment: self.record.order.id.clone(),
            host: target.name.clone(),
            event: event.clone(),
        }
    }

    /// Commands that hosts have acknowledged and not ended.
    pub fn running(&self) -> Vec<HostCommand> {
        let running = |place: usize| {
            let event = self.targets[place].current()?;
            let started = self.targets[place].events[event].started.is_some();
            started.then(|| self.command(place, event))
        };
        self.timers
            .places()
            .into_iter()
            .filter_map(running)
            .collect()
    }

    /// Target and event of a command that was handed out.
    fn find(&self, command: &str) -> Result<(usize, usize), Refusal> {
        let parts = lifecycle::parse_command(command).ok_or(Refusal::UnknownCommand)?;
        let place = self.places.get(parts.target).copied();
        let place = place.ok_or(Refusal::UnknownCommand)?;
        let events = &self.targets[place].events;
        events
            .iter()
            .position(|event| event.name == parts.event && event.offered.is_some())
            .filter(|event| self.command(place, *event).id == command)
            .map(|event| (place, event))
            .ok_or(Refusal::UnknownCommand)
    }
}

impl Machine for Deployment {
    type Fact = Fact;
    type Reply = Reply;
    type Refusal = Refusal;
    type Effect = Effect;

    fn step(&mut self, fact: Fact, now: Time) -> Result<Outcome<Reply, Effect>, Refusal> {
        let mut turn = Turn::new(now);
        let reply = match fact {
            Fact::Acknowledged {
                command,
                noop,
                claim,
            } => self.acknowledged(&mut turn, &command, noop, claim),
            Fact::Completed {
                command,
                claim,
                succeeded,
                diagnostics,
            } => self.completed(&mut turn, &command, claim, succeeded, diagnostics),
            Fact::HostContact { command, alive } => self.host_contact(&mut turn, &command, alive),
            Fact::HostGone { target, detail } => self.host_gone(&mut turn, &target, &detail),
            Fact::Stop { rollback, by } => self.stop(&mut turn, rollback, &by),
            Fact::Abandon { code, message } => self.abandon(&mut turn, code, message),
        }?;
        Ok(turn.finish(self, reply))
    }

    fn deadline(&self) -> Option<Time> {
        (!self.finished()).then(|| {
            let total = self.total_deadline();
            self.timers.first().map_or(total, |first| first.min(total))
        })
    }

    fn tick(&mut self, now: Time) -> Outcome<(), Effect> {
        let mut turn = Turn::new(now);
        self.time_passed(&mut turn);
        turn.finish(self, ())
    }

    fn pending(&self) -> Vec<Effect> {
        let offered = |place: usize| {
            let event = self.targets[place].current()?;
            let running = self.targets[place].events[event].started.is_some();
            (!running).then(|| Effect::Offer(self.command(place, event)))
        };
        self.timers
            .places()
            .into_iter()
            .filter_map(offered)
            .collect()
    }

    fn finished(&self) -> bool {
        self.record.status.is_final()
    }
}
