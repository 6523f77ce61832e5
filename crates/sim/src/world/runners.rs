//! Build runners: they lease builds, report phases, renew, die, and get confused. The queue of
//! waiting builds is the server's memory.

use std::collections::VecDeque;

use towline_core::build::{
    Build, Completion, Context, Fact, PhaseStatus, PhaseType, Refusal, Reply, Uploaded,
};

use super::{Happening, Teller, World};
use crate::plan::Ingredient::*;
use crate::shell::{self, Answer};

/// The phases that a runner reports, in order; the first is begun by the lease.
const PHASES: [PhaseType; 7] = [
    PhaseType::Provisioning,
    PhaseType::DownloadSource,
    PhaseType::Install,
    PhaseType::PreBuild,
    PhaseType::Build,
    PhaseType::PostBuild,
    PhaseType::UploadArtifacts,
];

/// All runners, and the builds that wait for one.
#[derive(Default)]
pub(crate) struct Crew {
    runners: Vec<Runner>,
    queue: VecDeque<String>,
}

#[derive(Default)]
struct Runner {
    incarnation: u32,
    dead: bool,
    /// It waits for the answer to a request for this build, or works on it.
    busy: Option<Work>,
    /// Tokens of leases that it had before.
    old: Vec<String>,
    look_due: bool,
}

/// A build in the hands of a runner.
#[derive(Debug, Clone)]
struct Work {
    build: String,
    token: Option<String>,
    /// Reports made so far: start and end of each phase, then the completion.
    at: usize,
    failed: bool,
}

impl Crew {
    /// What the server knew of waiting builds is gone with its process.
    pub(crate) fn forget_queue(&mut self) {
        self.queue.clear();
    }
}

impl World {
    pub(super) fn found_crew(&mut self) {
        for _ in 0..self.random.between(1, 3) {
            self.crew.runners.push(Runner::default());
        }
    }

    /// The server offers a build to the runners; twice changes nothing.
    pub(super) fn offer_build(&mut self, id: &str) {
        if !self.crew.queue.iter().any(|waiting| waiting == id) {
            self.crew.queue.push_back(id.to_string());
        }
        self.ring();
    }

    /// Wakes the runners that have nothing to do.
    pub(super) fn ring(&mut self) {
        for at in 0..self.crew.runners.len() {
            let runner = &mut self.crew.runners[at];
            if runner.busy.is_none() && !std::mem::replace(&mut runner.look_due, true) {
                let delay = self.random.between(1, 50);
                self.after(delay, Happening::Look(at));
            }
        }
    }

    pub(super) fn look(&mut self, at: usize) {
        let runner = &mut self.crew.runners[at];
        runner.look_due = false;
        if runner.dead || runner.busy.is_some() || !self.up {
            return;
        }
        let Some(build) = self.crew.queue.pop_front() else {
            return;
        };
        let runner = &mut self.crew.runners[at];
        runner.busy = Some(Work {
            build: build.clone(),
            token: None,
            at: 1,
            failed: false,
        });
        let from = Teller::Runner(at, runner.incarnation, build.clone());
        let lease = |at: usize| Fact::Lease {
            runner: format!("runner-{at}"),
        };
        shell::tell::<Build>(self, &build, lease(at), from);
        if self.roll(RunnerConfusion, 30) {
            shell::tell::<Build>(self, &build, lease(99), Teller::Nobody);
        }
    }

    /// The next report of a runner.
    pub(super) fn work(&mut self, at: usize, incarnation: u32, build: &str) {
        let Some((work, token)) = self.working(at, incarnation, build) else {
            return;
        };
        if self.roll(RunnerDeath, 12) {
            let lasts = self.dice(RunnerDeath).span(1000, 30 * 60_000);
            return self.runner_dies(at, lasts);
        }
        if self.roll(RunnerRelease, 6) {
            let from = Teller::Runner(at, incarnation, build.to_string());
            return shell::tell::<Build>(self, build, Fact::Released { token }, from);
        }
        if self.roll(RunnerConfusion, 40) {
            self.confusion(at, build, &token, work.at);
        }
        let fact = self.report(&work, token);
        if let Fact::PhaseEnded { status, .. } = &fact
            && *status != PhaseStatus::Succeeded
            && let Some(work) = &mut self.crew.runners[at].busy
        {
            work.failed = true;
        }
        let from = Teller::Runner(at, incarnation, build.to_string());
        shell::tell::<Build>(self, build, fact, from);
    }

    fn report(&mut self, work: &Work, token: String) -> Fact {
        let phase = PHASES.get(work.at / 2).copied();
        let Some(phase) = phase.filter(|_| !(work.failed && work.at.is_multiple_of(2))) else {
            let left_out = self.roll(BuildFailure, 30);
            return Fact::Completed {
                token,
                completion: completion(&work.build, left_out),
            };
        };
        if work.at.is_multiple_of(2) {
            return Fact::PhaseStarted { token, phase };
        }
        let bad = self.roll(BuildFailure, 40);
        let (status, context) = match bad {
            true if self.dice(BuildFailure).chance(200) => {
                (PhaseStatus::Fault, Context::new("FAULT", "no disk left"))
            }
            true => {
                let text = "Error while executing command: make. Reason: exit status 2";
                let context = Context::new("COMMAND_EXECUTION_ERROR", text);
                (PhaseStatus::Failed, context)
            }
            false => (PhaseStatus::Succeeded, Context::default()),
        };
        Fact::PhaseEnded {
            token,
            phase,
            status,
            contexts: vec![context],
        }
    }

    /// Reports that make no sense: with an old lease, twice, or out of order.
    fn confusion(&mut self, at: usize, build: &str, token: &str, step: usize) {
        let old = self.crew.runners[at].old.last().cloned();
        let token = token.to_string();
        let dice = self.dice(RunnerConfusion);
        let phase = PHASES[dice.below(PHASES.len())];
        let fact = match dice.below(6) {
            0 => Fact::PhaseStarted {
                token: old.unwrap_or_else(|| "no lease".into()),
                phase,
            },
            1 => Fact::Completed {
                token: old.unwrap_or_else(|| "no lease".into()),
                completion: Completion::default(),
            },
            2 => Fact::PhaseStarted {
                token,
                phase: PhaseType::Finalizing,
            },
            3 => Fact::PhaseEnded {
                token,
                phase: PHASES[(step / 2 + 2) % PHASES.len()],
                status: PhaseStatus::Succeeded,
                contexts: Vec::new(),
            },
            4 => Fact::PhaseStarted {
                token,
                phase: PHASES[(step.saturating_sub(1) / 2).min(6)],
            },
            _ => Fact::Renewed { token },
        };
        shell::tell::<Build>(self, build, fact, Teller::Nobody);
    }

    /// What a runner does with the answer.
    pub(super) fn runner_hears(
        &mut self,
        at: usize,
        incarnation: u32,
        build: &str,
        fact: Fact,
        answer: Answer<Build>,
    ) {
        if matches!(answer, Answer::Failed | Answer::Lost) {
            if matches!(fact, Fact::Lease { .. }) {
                if self.up {
                    self.offer_build(build); // the server takes it back
                }
                return self.idle(at, incarnation);
            }
            let again = match fact {
                Fact::Renewed { .. } => Happening::Renew(at, incarnation, build.into()),
                _ => Happening::Work(at, incarnation, build.into()),
            };
            return self.after(1000, again);
        }
        match (fact, answer) {
            (Fact::Lease { .. }, Answer::Ok(Reply::Leased(attempt))) => {
                let runner = &mut self.crew.runners[at];
                match &mut runner.busy {
                    Some(work) if runner.incarnation == incarnation && work.build == build => {
                        work.token = Some(attempt.token);
                        self.go_on(at, incarnation, build);
                        self.after(7000, Happening::Renew(at, incarnation, build.into()));
                    }
                    // Nobody is there: the lease runs out.
                    _ => {}
                }
            }
            (Fact::Renewed { .. }, Answer::Ok(_)) => {
                self.after(7000, Happening::Renew(at, incarnation, build.into()));
            }
            (Fact::PhaseStarted { .. } | Fact::PhaseEnded { .. }, Answer::Ok(_)) => {
                if let Some(work) = self.held(at, incarnation, build) {
                    work.at += 1;
                }
                self.go_on(at, incarnation, build);
            }
            (Fact::Completed { .. }, Answer::Ok(_)) => {
                if self.roll(RunnerConfusion, 100)
                    && let Some(token) = self.token(at)
                {
                    let completion = Completion::default();
                    let fact = Fact::Completed { token, completion };
                    shell::tell::<Build>(self, build, fact, Teller::Nobody);
                }
                self.idle(at, incarnation);
            }
            // A confused report came between: the runner sees what the server has and goes on.
            (_, Answer::Refused(Refusal::Order(_))) => {
                if let Some(work) = self.held(at, incarnation, build) {
                    work.at += 1;
                }
                self.go_on(at, incarnation, build);
            }
            _ => self.idle(at, incarnation),
        }
    }

    fn go_on(&mut self, at: usize, incarnation: u32, build: &str) {
        let takes = self.random.span(20, 12_000);
        self.after(takes, Happening::Work(at, incarnation, build.to_string()));
    }

    /// The runner has nothing to do any more.
    fn idle(&mut self, at: usize, incarnation: u32) {
        let runner = &mut self.crew.runners[at];
        if runner.incarnation != incarnation {
            return;
        }
        let token = runner.busy.take().and_then(|work| work.token);
        runner.old.extend(token);
        self.ring();
    }

    pub(super) fn renew(&mut self, at: usize, incarnation: u32, build: String) {
        if let Some((_, token)) = self.working(at, incarnation, &build) {
            let from = Teller::Runner(at, incarnation, build.clone());
            shell::tell::<Build>(self, &build, Fact::Renewed { token }, from);
        }
    }

    fn held(&mut self, at: usize, incarnation: u32, build: &str) -> Option<&mut Work> {
        let runner = &mut self.crew.runners[at];
        let work = runner.busy.as_mut();
        work.filter(|work| runner.incarnation == incarnation && work.build == build)
    }

    fn working(&mut self, at: usize, incarnation: u32, build: &str) -> Option<(Work, String)> {
        let work = self.held(at, incarnation, build)?.clone();
        let token = work.token.clone()?;
        Some((work, token))
    }

    fn token(&self, at: usize) -> Option<String> {
        self.crew.runners[at].busy.as_ref()?.token.clone()
    }

    fn runner_dies(&mut self, at: usize, lasts: i64) {
        self.say(|| format!("       runner-{at} dies for {} s", lasts / 1000));
        let runner = &mut self.crew.runners[at];
        let token = runner.busy.take().and_then(|work| work.token);
        runner.old.extend(token);
        runner.incarnation += 1;
        runner.dead = true;
        self.after(lasts, Happening::RunnerBack(at));
    }

    pub(super) fn runner_back(&mut self, at: usize) {
        self.crew.runners[at].dead = false;
        self.ring();
    }

    pub(super) fn runners_back(&mut self) {
        for at in 0..self.crew.runners.len() {
            self.crew.runners[at].dead = false;
        }
        self.ring();
    }
}

/// What a good build leaves: its exported variable and every artifact, unless one is left out.
fn completion(build: &str, left_out: bool) -> Completion {
    let artifact = |identifier: &str| Uploaded {
        identifier: identifier.into(),
        location: format!("arn:aws:s3:::artifacts/{build}/{identifier}"),
        ..Uploaded::default()
    };
    Completion {
        exported: vec![("TAG".into(), "v7".into())],
        artifacts: match left_out {
            true => Vec::new(),
            false => vec![artifact("")],
        },
        reports: Vec::new(),
        tests: 0,
    }
}
