//! A simulated world: a server's memory and rows, hosts, runners, providers, people, one queue of
//! happenings on a virtual clock. This file owns the clock, the queue, crashes and the end.
//!
//! Not here: what a happening does (one file for each part of the world) and what must hold
//! ([`crate::watch`]).

mod agents;
mod builds;
mod commands;
mod declare;
mod deployments;
mod faults;
mod groups;
mod happening;
mod messages;
mod pipelines;
mod providers;
mod removals;
mod runners;
mod scripts;

use std::collections::{BTreeMap, HashSet};

use towline_core::build::Build;
use towline_core::deployment::Deployment;
use towline_core::pipeline::Pipeline;
use towline_core::{Event, Time};

use crate::coverage::Coverage;
use crate::plan::{Dice, Ingredient, Plan};
use crate::random::Random;
use crate::rows::Rows;
use crate::shell::Slots;
use crate::watch::{Failure, Watch};

use agents::Fleet;

use commands::People;
use groups::Group;
pub(crate) use happening::{Happening, Tag, Teller};
pub(crate) use messages::{Message, REPORTED, Word};
use pipelines::Line;
use providers::Jobs;
use runners::Crew;

/// The world begins here; also the earliest time that its server ever shows.
const BEGIN: i64 = 1_700_000_000_000;

/// Happenings after which a world that has not ended never will.
const ENDLESS: u64 = 400_000;

/// Everything there is.
pub(crate) struct World {
    pub(crate) plan: Plan,
    pub(crate) random: Random,
    dice: Dice,
    queue: BTreeMap<(i64, u64), Happening>,
    serial: u64,
    happenings: u64,
    time: i64,
    skew: i64,
    /// The server's process lives; its number.
    pub(crate) up: bool,
    pub(crate) life: u32,
    pub(crate) chaos: bool,
    pub(crate) rows: Rows,
    pub(crate) issued: HashSet<String>,
    pub(crate) deployments: Slots<Deployment>,
    pub(crate) pipelines: Slots<Pipeline>,
    pub(crate) builds: Slots<Build>,
    pub(crate) fleet: Fleet,
    pub(crate) crew: Crew,
    pub(crate) jobs: Jobs,
    pub(crate) people: People,
    pub(crate) groups: Vec<Group>,
    pub(crate) lines: Vec<Line>,
    pub(crate) watch: Watch,
    pub(crate) seen: Coverage,
    pub(crate) steps: u64,
    pub(crate) trace: Vec<String>,
    pub(crate) failure: Option<Failure>,
}

/// What came of a world.
#[derive(Debug)]
pub struct Ended {
    /// Steps of machines.
    pub steps: u64,
    /// Happenings, steps or not.
    pub happenings: u64,
    /// How often what was seen.
    pub seen: Coverage,
    /// One line for each transition, when the plan says so.
    pub trace: Vec<String>,
    /// The first invariant that did not hold.
    pub failure: Option<Failure>,
}

/// Makes the world of a plan and lets it run to its end.
pub fn run(plan: &Plan) -> Ended {
    #[cfg(feature = "broken-rules")]
    towline_core::broken::set(plan.broken);
    let mut world = World::new(plan);
    world.found();
    world.go();
    world.seen.add(&world.watch.seen);
    Ended {
        steps: world.steps,
        happenings: world.happenings,
        seen: world.seen,
        trace: world.trace,
        failure: world.failure,
    }
}

impl World {
    fn new(plan: &Plan) -> World {
        World {
            dice: Dice::new(plan),
            random: Random::new(plan.seed, 2_000),
            plan: plan.clone(),
            queue: BTreeMap::new(),
            serial: 0,
            happenings: 0,
            time: BEGIN,
            skew: 0,
            up: true,
            life: 1,
            chaos: true,
            rows: Rows::default(),
            issued: HashSet::new(),
            deployments: Slots::default(),
            pipelines: Slots::default(),
            builds: Slots::default(),
            fleet: Fleet::default(),
            crew: Crew::default(),
            jobs: Jobs::default(),
            people: People::default(),
            groups: Vec::new(),
            lines: Vec::new(),
            watch: Watch::default(),
            seen: Coverage::default(),
            steps: 0,
            trace: Vec::new(),
            failure: None,
        }
    }

    /// The parts of the world, and when what goes wrong.
    fn found(&mut self) {
        self.found_fleet();
        self.found_crew();
        self.found_lines();
        self.found_people();
        let length = self.random.span(20 * 60_000, 16 * 3_600_000);
        self.after(length, Happening::Calm);
        for (ingredient, happening) in [
            (Ingredient::Crash, Happening::Crash),
            (Ingredient::ClockBack, Happening::ClockBack),
        ] {
            if self.dice.has(ingredient) {
                let at = self.dice.of(ingredient).span(1000, length);
                self.after(at, happening);
            }
        }
    }

    fn go(&mut self) {
        while self.failure.is_none() {
            let Some(((time, _), happening)) = self.queue.pop_first() else {
                if self.settle() {
                    continue;
                }
                return self.judge();
            };
            self.time = self.time.max(time);
            self.happenings += 1;
            if self.chaos && self.plan.chaos.is_some_and(|most| self.happenings > most) {
                self.calm();
            }
            if self.happenings > ENDLESS {
                let detail = format!("{ENDLESS} happenings and no end");
                self.fail("liveness", detail);
                return;
            }
            self.happen(happening);
        }
    }

    /// What the server's clock shows.
    pub(crate) fn now(&self) -> Time {
        Time(self.time + self.skew)
    }

    /// When the server's clock will show `time`.
    pub(crate) fn moment(&self, time: Time) -> i64 {
        (time.0 - self.skew).max(self.time)
    }

    pub(crate) fn at(&mut self, time: i64, happening: Happening) {
        self.serial += 1;
        self.queue.insert((time, self.serial), happening);
    }

    pub(crate) fn after(&mut self, span: i64, happening: Happening) {
        self.at(self.time.saturating_add(span), happening);
    }

    /// Whether a fault or a command happens now. Never once the chaos is over.
    pub(crate) fn roll(&mut self, ingredient: Ingredient, per_mille: u64) -> bool {
        if !self.chaos || !self.dice.roll(ingredient, per_mille) {
            return false;
        }
        self.seen.count(ingredient.name());
        true
    }

    pub(crate) fn has(&self, ingredient: Ingredient) -> bool {
        self.dice.has(ingredient)
    }

    pub(crate) fn dice(&mut self, ingredient: Ingredient) -> &mut Random {
        self.dice.of(ingredient)
    }

    /// Notes the first invariant that does not hold.
    pub(crate) fn fail(&mut self, invariant: &'static str, detail: String) -> bool {
        self.say(|| format!("       VIOLATED {invariant}: {detail}"));
        if self.failure.is_none() {
            self.failure = Some(Failure { invariant, detail });
        }
        false
    }

    /// Nothing is left to happen. Before the end is judged, people open what they closed.
    fn settle(&mut self) -> bool {
        if self.chaos {
            self.calm();
            return true;
        }
        self.open_all()
    }

    fn judge(&mut self) {
        if let Err(failure) = self.watch.ended() {
            self.fail(failure.invariant, failure.detail);
        }
        self.judge_removals();
    }

    /// A line of the trace.
    pub(crate) fn say(&mut self, line: impl FnOnce() -> String) {
        if self.plan.trace {
            let seconds = (self.time - BEGIN) as f64 / 1000.0;
            self.trace.push(format!("{seconds:>11.3}  {}", line()));
        }
    }

    /// The line of a step.
    pub(crate) fn tell_step(
        &mut self,
        tag: Tag,
        id: &str,
        now: Time,
        about: impl FnOnce() -> String,
        reply: impl FnOnce() -> String,
        events: &[Event],
    ) {
        if !self.plan.trace {
            return;
        }
        let mut line = format!("{} {id} {}", tag.word(), about());
        let reply = reply();
        if !reply.is_empty() {
            line.push_str(&format!(" → {reply}"));
        }
        for event in events {
            line.push_str(&format!("; {}", event.kind));
            for key in ["target", "lifecycleEvent", "stage", "action", "status"] {
                if let Some(text) = event.detail[key].as_str() {
                    line.push_str(&format!(" {text}"));
                }
            }
        }
        let skew = now.0 - self.time;
        if skew != 0 {
            line.push_str(&format!(" (clock {} s behind)", -skew / 1000));
        }
        self.say(|| line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_does_the_same_and_holds_every_promise() {
        for seed in 1..12 {
            let plan = Plan {
                trace: true,
                ..Plan::new(seed)
            };
            let (first, second) = (run(&plan), run(&plan));
            assert_eq!(first.trace, second.trace, "seed {seed}");
            assert_eq!(first.failure, None, "seed {seed}");
            assert!(first.steps > 0);
        }
    }
}
