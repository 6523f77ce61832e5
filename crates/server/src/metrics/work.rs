//! The server's work: events, machines, hosts, builds, objects, pushes.

use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue};
use prometheus_client::metrics::{counter::Counter, family::Family, gauge::Gauge};
use prometheus_client::registry::{Registry, Unit};

use crate::App;

/// How something ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelValue)]
pub(crate) enum Outcome {
    Succeeded,
    Failed,
}

impl Outcome {
    pub(crate) fn of(good: bool) -> Outcome {
        match good {
            true => Outcome::Succeeded,
            false => Outcome::Failed,
        }
    }
}

/// The label of what ends.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Ended {
    pub(super) outcome: Outcome,
}

/// Kinds are words of the machines, never of clients.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    kind: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Machine {
    machine: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct State {
    state: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Direction {
    direction: &'static str,
}

/// Counts of what was done, and what is under way.
pub(crate) struct Work {
    events: Family<Kind, Counter>,
    machines: Family<Machine, Gauge>,
    builds: Family<State, Gauge>,
    polls: Gauge,
    /// Commands handed out to hosts, the same one again included.
    pub(crate) commands: Counter,
    /// Commands that hosts acknowledged.
    pub(crate) acknowledgements: Counter,
    reports: Family<Ended, Counter>,
    bytes: Family<Direction, Counter>,
    pushes: Family<Ended, Counter>,
}

impl Work {
    pub(super) fn register(registry: &mut Registry) -> Work {
        let work = Work {
            events: Family::default(),
            machines: Family::default(),
            builds: Family::default(),
            polls: Gauge::default(),
            commands: Counter::default(),
            acknowledgements: Counter::default(),
            reports: Family::default(),
            bytes: Family::default(),
            pushes: Family::default(),
        };
        registry.register("towline_events", "Stored events", work.events.clone());
        registry.register(
            "towline_machines",
            "Deployments, pipelines and builds in memory",
            work.machines.clone(),
        );
        registry.register(
            "towline_builds",
            "Builds that wait for a runner or have one",
            work.builds.clone(),
        );
        registry.register(
            "towline_host_polls",
            "Polls of hosts that are held",
            work.polls.clone(),
        );
        registry.register(
            "towline_host_commands",
            "Commands handed out to hosts",
            work.commands.clone(),
        );
        registry.register(
            "towline_host_acknowledgements",
            "Commands acknowledged by hosts",
            work.acknowledgements.clone(),
        );
        registry.register(
            "towline_host_reports",
            "Commands reported as done by hosts",
            work.reports.clone(),
        );
        registry.register(
            "towline_git_pushes",
            "Exchanges in which a client pushed",
            work.pushes.clone(),
        );
        registry.register_with_unit(
            "towline_object",
            "Content of objects that came in and went out",
            Unit::Bytes,
            work.bytes.clone(),
        );
        work
    }

    /// An event of this kind is on disk.
    pub(crate) fn stored(&self, kind: String) {
        self.events.get_or_create(&Kind { kind }).inc();
    }

    /// A poll is held until the answer is dropped.
    pub(crate) fn hold_poll(&self) -> Held {
        self.polls.inc();
        Held(self.polls.clone())
    }

    /// A host reported how a command ended.
    pub(crate) fn reported(&self, succeeded: bool) {
        let outcome = Outcome::of(succeeded);
        self.reports.get_or_create(&Ended { outcome }).inc();
    }

    /// A client pushed.
    pub(crate) fn pushed(&self, succeeded: bool) {
        let outcome = Outcome::of(succeeded);
        self.pushes.get_or_create(&Ended { outcome }).inc();
    }

    /// Content that was written to buckets.
    pub(crate) fn bytes_in(&self) -> Counter {
        self.bytes(Direction { direction: "in" })
    }

    /// Content that was read from buckets.
    pub(crate) fn bytes_out(&self) -> Counter {
        self.bytes(Direction { direction: "out" })
    }

    fn bytes(&self, direction: Direction) -> Counter {
        self.bytes.get_or_create(&direction).clone()
    }

    /// Reads what is under way at this moment.
    pub(super) fn look(&self, app: &App) {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let machines = [
            ("deployment", app.deployments.live()),
            ("pipeline", app.pipelines.driver.live()),
            ("build", app.builds.live()),
        ];
        for (machine, live) in machines {
            let machine = Machine { machine };
            self.machines.get_or_create(&machine).set(count(live));
        }
        let waiting = app.runners.waiting_builds();
        let leased = app.builds.live().saturating_sub(waiting);
        for (state, number) in [("waiting", waiting), ("leased", leased)] {
            let state = State { state };
            self.builds.get_or_create(&state).set(count(number));
        }
    }
}

/// A poll that is held.
pub(crate) struct Held(Gauge);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.dec();
    }
}
