//! Many seeds at once: one thread per processor, each world on its own, results added up.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::coverage::Coverage;
use crate::plan::Plan;
use crate::watch::Failure;
use crate::world::run;

/// What came of many worlds.
#[derive(Debug, Default)]
pub struct Summary {
    /// Worlds that were run.
    pub seeds: u64,
    /// Steps of machines in them.
    pub steps: u64,
    /// How often what was seen.
    pub seen: Coverage,
    /// The first failure that was met, with its plan.
    pub failure: Option<(Plan, Failure)>,
}

/// Runs `seeds` worlds like `plan`, counting up from its seed, until one fails.
pub fn many(plan: &Plan, seeds: u64, threads: usize) -> Summary {
    let next = AtomicU64::new(0);
    let stop = AtomicBool::new(false);
    let total = Mutex::new(Summary::default());
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                let own = work(plan, seeds, &next, &stop);
                let mut total = total.lock().unwrap_or_else(|broken| broken.into_inner());
                total.add(own);
            });
        }
    });
    total
        .into_inner()
        .unwrap_or_else(|broken| broken.into_inner())
}

fn work(plan: &Plan, seeds: u64, next: &AtomicU64, stop: &AtomicBool) -> Summary {
    let mut own = Summary::default();
    while !stop.load(Ordering::Relaxed) {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= seeds {
            break;
        }
        let mut plan = plan.clone();
        plan.seed = plan.seed.wrapping_add(number);
        let ended = run(&plan);
        own.seeds += 1;
        own.steps += ended.steps;
        own.seen.add(&ended.seen);
        if let Some(failure) = ended.failure {
            own.failure = Some((plan, failure));
            stop.store(true, Ordering::Relaxed);
        }
    }
    own
}

impl Summary {
    /// Adds another thread's share; of several failures the one with the lowest seed stays.
    fn add(&mut self, other: Summary) {
        self.seeds += other.seeds;
        self.steps += other.steps;
        self.seen.add(&other.seen);
        let seed = |failure: &Option<(Plan, Failure)>| failure.as_ref().map(|(plan, _)| plan.seed);
        let lower = match (seed(&self.failure), seed(&other.failure)) {
            (Some(own), Some(new)) => new < own,
            (own, _) => own.is_none(),
        };
        if lower {
            self.failure = other.failure;
        }
    }
}
