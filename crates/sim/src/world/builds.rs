//! Builds as the server makes and drives them.

use towline_core::build::{self, Build, Effect, Fact, Record, Refusal, Reply, Request};
use towline_core::ids::Seed;
use towline_core::{Machine, Span, Time};

use super::{Tag, Teller, World};
use crate::names;
use crate::plan::Ingredient::*;
use crate::rows::Rows;
use crate::shell::{self, Answer, Kind, Slots, Step};
use crate::watch::{Failure, Watch};

impl World {
    /// Starts a build under this id, unless it exists. False when it could not be stored.
    pub(super) fn start_build(&mut self, id: &str) -> bool {
        if self.rows.get(build::KIND, id).is_some() {
            self.seen.count("build found again by its id");
            return true;
        }
        let request = Request {
            id: id.to_string(),
            project: "web".into(),
            seed: Seed(self.random.hex()),
            queued_limit: Span::minutes(self.random.between(5, 60)),
            limit: Span::minutes(self.random.between(5, 60)),
        };
        let now = self.now();
        let (machine, birth) = Build::create(request, now);
        if self.roll(CommitFailure, 20) || self.rows.commit(&birth.rows).is_err() {
            return false;
        }
        for effect in &birth.effects {
            self.issued.extend(Build::identity(id, effect));
        }
        self.tell_step(
            Tag::Build,
            id,
            now,
            || "born".into(),
            String::new,
            &birth.events,
        );
        self.steps += 1;
        let step = Step::<Build> {
            fact: None,
            reply: None,
            rows: birth.rows,
            events: birth.events,
        };
        shell::watched(self, id, &step);
        if self.roll(Crash, 10) {
            self.say(|| "       crash after the birth of a build".into());
            self.crash();
            return false;
        }
        shell::born(self, id, machine, birth.effects);
        true
    }

    /// A build that nobody's pipeline asked for.
    pub(super) fn start_own_build(&mut self) {
        let id = format!("web:{}", Seed(self.random.hex()).uuid(&["build"]));
        if self.start_build(&id) {
            self.people.builds.push(id);
        }
    }
}

impl Kind for Build {
    const TAG: Tag = Tag::Build;

    fn slots(world: &mut World) -> &mut Slots<Build> {
        &mut world.builds
    }

    fn load(world: &World, id: &str) -> Option<Build> {
        let record = world.rows.get_as(build::KIND, id)?;
        Some(Build::restore(record, world.now()))
    }

    fn unfinished(rows: &Rows) -> Vec<String> {
        rows.keys(build::OPEN, "")
    }

    fn perform(world: &mut World, id: &str, effect: Effect) {
        match effect {
            Effect::Offer => world.offer_build(id),
            Effect::Halt => {
                world.seen.count("effect build Halt");
                world.ring();
            }
        }
    }

    fn answered(world: &mut World, _id: &str, from: Teller, fact: Fact, answer: Answer<Build>) {
        if let Teller::Runner(at, incarnation, build) = from {
            world.runner_hears(at, incarnation, &build, fact, answer);
        }
    }

    fn difference(&self, loaded: &Build) -> Option<String> {
        if self.record() != loaded.record() {
            return Some("the record differs from its row".into());
        }
        let pending = (self.pending(), loaded.pending());
        (pending.0 != pending.1).then(|| format!("pending {:?} and {:?}", pending.0, pending.1))
    }

    fn identity(id: &str, effect: &Effect) -> Option<String> {
        matches!(effect, Effect::Offer).then(|| format!("build {id}"))
    }

    fn outstanding(rows: &Rows, id: &str) -> Vec<String> {
        let waits = record(rows, id).is_some_and(|record| record.is_waiting());
        waits.then(|| format!("build {id}")).into_iter().collect()
    }

    fn fact(fact: &Fact) -> &'static str {
        names::build::fact(fact)
    }

    fn reply(reply: &Reply) -> &'static str {
        names::build::reply(reply)
    }

    fn refusal(refusal: &Refusal) -> &'static str {
        names::build::refusal(refusal)
    }

    fn about(fact: &Fact) -> String {
        match fact {
            Fact::Lease { runner } => format!("lease by {runner}"),
            Fact::Renewed { .. } => "renewed".into(),
            Fact::PhaseStarted { phase, .. } => format!("phase {} started", phase.name()),
            Fact::PhaseEnded { phase, status, .. } => {
                format!("phase {} ended {}", phase.name(), status.name())
            }
            Fact::Completed { .. } => "completed".into(),
            Fact::Released { .. } => "released".into(),
            Fact::Stop { .. } => "stop".into(),
        }
    }

    fn check(watch: &mut Watch, id: &str, step: &Step<Build>, _now: Time) -> Result<(), Failure> {
        watch.builds.step(id, step, &mut watch.seen)
    }
}

/// The stored record of a build.
pub(super) fn record(rows: &Rows, id: &str) -> Option<Record> {
    rows.get_as(build::KIND, id)
}
