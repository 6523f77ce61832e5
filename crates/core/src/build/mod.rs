//! One build as a state machine: waiting for a runner, leased to one, phases, end.
//!
//! ```text
//! create ─► QUEUED ──lease──► PROVISIONING … UPLOAD_ARTIFACTS ──completed──► FINALIZING ─► COMPLETED
//!             ▲                     │
//!             └── lease ran out ────┘  (a few attempts, then FAULT)
//! ```
//!
//! What a build *does* is not known here: the runner that holds the lease reports phases, and the
//! machine keeps order, time limits and the final word. A lease is a token; whoever reports with
//! an old one learns that the build is no longer his.
//!
//! Not here: the definition of the build (sources, variables, artifacts), its log and its reports.

mod explain;
mod fact;
mod phase;
mod record;
#[cfg(test)]
mod tests;

pub use fact::{Completion, Effect, Fact, Refusal, Reply, Uploaded};
pub use phase::{Context, Phase, PhaseStatus, PhaseType};
pub use record::{Attempt, Record, Request, Status};

use crate::{Event, Machine, Outcome, Reason, Row, Span, Time};

/// Rows of builds; the key is the build id.
pub const KIND: &str = "build";
/// Rows of builds that are not over; the key is the build id.
pub const OPEN: &str = "build-open";

/// A runner that is silent for so long has lost the build.
pub const LEASE: Span = Span::seconds(20);

/// Runners that may lose a build before it is given up.
const MAX_ATTEMPTS: u32 = 3;

type Step = Outcome<Reply, Effect>;

/// One build.
#[derive(Debug)]
pub struct Build {
    record: Record,
    /// When the lease runs out. Not stored: after a restart every lease is fresh.
    lease_until: Option<Time>,
    /// The phases as the events so far have told them.
    told: Vec<Phase>,
}

impl Build {
    /// A new build and what its birth writes.
    pub fn create(request: Request, now: Time) -> (Build, Outcome<(), Effect>) {
        let mut build = Build {
            record: Record::new(request, now),
            lease_until: None,
            told: Vec::new(),
        };
        let submitted = Some("build.submitted");
        let mut birth = build.outcome((), submitted, now, vec![Effect::Offer]);
        birth.rows = vec![
            Row::create(KIND, &build.record.id, &build.record),
            Row::put(OPEN, &build.record.id, &build.record.project),
        ];
        (build, birth)
    }

    /// The machine from its row, at `now`.
    pub fn restore(record: Record, now: Time) -> Build {
        // One that waits again has the attempt still that it lost.
        let leased = !record.status.is_final() && !record.is_waiting();
        Build {
            lease_until: leased.then(|| now + LEASE),
            told: record.phases.clone(),
            record,
        }
    }

    /// The build as it stands.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// What a step gives: the row, an event of this kind, and one for each phase that began or
    /// ended.
    fn outcome<R>(
        &mut self,
        reply: R,
        kind: Option<&str>,
        now: Time,
        effects: Vec<Effect>,
    ) -> Outcome<R, Effect> {
        let mut rows = vec![Row::put(KIND, &self.record.id, &self.record)];
        if self.record.status.is_final() {
            rows.push(Row::delete(OPEN, &self.record.id));
        }
        let event = |kind: &str, detail| Event {
            at: now,
            kind: kind.into(),
            subject: self.record.id.clone(),
            detail,
        };
        let mut events = Vec::new();
        events.extend(kind.map(|kind| event(kind, self.record.summary(kind))));
        let phases = self.record.phase_news(&self.told);
        let phases = phases.into_iter();
        events.extend(phases.map(|(kind, detail)| event(kind, detail)));
        if self.record.status.is_final() {
            // The end comes after the phases that it ended.
            events.rotate_left(1);
        }
        self.told.clone_from(&self.record.phases);
        Outcome {
            reply,
            rows,
            events,
            effects,
        }
    }

    /// A step that changes nothing.
    fn quiet(reply: Reply) -> Step {
        Outcome {
            reply,
            rows: Vec::new(),
            events: Vec::new(),
            effects: Vec::new(),
        }
    }

    fn lease(&mut self, runner: String, now: Time) -> Result<Step, Refusal> {
        if !self.record.is_waiting() {
            return Err(Refusal::NotWaiting);
        }
        let attempt = self.record.begin_attempt(runner, now);
        self.lease_until = Some(now + LEASE);
        let reply = Reply::Leased(attempt);
        Ok(self.outcome(reply, Some("build.leased"), now, Vec::new()))
    }

    /// The lease that `token` belongs to is still in force.
    fn holder(&self, token: &str) -> Result<(), Refusal> {
        #[cfg(feature = "broken-rules")] // whoever reports is heard
        if crate::broken::Rule::Lease.is_broken() && self.record.attempt.is_some() {
            return match self.record.status {
                Status::InProgress => Ok(()),
                _ => Err(Refusal::Over),
            };
        }
        match &self.record.attempt {
            Some(attempt) if attempt.token == token && !self.record.is_waiting() => {
                match self.record.status {
                    Status::InProgress => Ok(()),
                    _ => Err(Refusal::Over),
                }
            }
            _ => Err(Refusal::NotYours),
        }
    }

    fn phase_started(&mut self, phase: PhaseType, now: Time) -> Result<Step, Refusal> {
        if !phase.is_runners() {
            return Err(Refusal::Order(phase));
        }
        match self.record.phases.last() {
            Some(last) if last.kind == phase => return Ok(Build::quiet(Reply::Done)),
            Some(last) if last.kind > phase || last.ended.is_none() => {
                return Err(Refusal::Order(phase));
            }
            _ => self.record.phases.push(Phase::begin(phase, now)),
        }
        self.record.reason = Some(self.record.working(phase, now));
        Ok(self.outcome(Reply::Done, None, now, Vec::new()))
    }

    fn phase_ended(
        &mut self,
        phase: PhaseType,
        status: PhaseStatus,
        contexts: Vec<Context>,
        now: Time,
    ) -> Result<Step, Refusal> {
        match self.record.phases.last_mut() {
            Some(last) if last.kind == phase && phase.is_runners() => {
                if last.ended.is_some() {
                    return Ok(Build::quiet(Reply::Done));
                }
                last.end(status, contexts, now);
            }
            _ => return Err(Refusal::Order(phase)),
        }
        Ok(self.outcome(Reply::Done, None, now, Vec::new()))
    }

    fn completed(&mut self, completion: Completion, now: Time) -> Step {
        let record = &mut self.record;
        if let Some(open) = record.open_phase() {
            let message = "the runner ended the build without ending this phase";
            open.end(PhaseStatus::Fault, vec![Context::new("", message)], now);
        }
        record.completion = completion;
        let status = record.verdict();
        self.end(Reply::Done, status, None, now)
    }

    fn stop(&mut self, by: &str, now: Time) -> Step {
        if self.record.status.is_final() {
            return Build::quiet(Reply::Done);
        }
        let reason = explain::stopped(by, now);
        let context = Context::new("", &reason.detail);
        self.cut(PhaseStatus::Stopped, context, now);
        self.end(Reply::Done, Status::Stopped, Some(reason), now)
    }

    /// Ends the running phase from outside.
    fn cut(&mut self, status: PhaseStatus, context: Context, now: Time) {
        if let Some(phase) = self.record.open_phase() {
            phase.end(status, vec![context], now);
        }
    }

    fn end<R>(
        &mut self,
        reply: R,
        status: Status,
        reason: Option<Reason>,
        now: Time,
    ) -> Outcome<R, Effect> {
        self.record.finish(status, reason, now);
        let leased = self.lease_until.take().is_some();
        let effects = leased.then_some(Effect::Halt);
        let kind = Some(status.event());
        self.outcome(reply, kind, now, effects.into_iter().collect())
    }

    /// The runner is gone: the build waits for another, or is given up.
    fn lose_lease(&mut self, why: &str, now: Time) -> Outcome<(), Effect> {
        self.lease_until = None;
        let lost = self.record.attempt.as_ref().map_or(0, |a| a.number);
        let why = &self.record.lost(why);
        if lost < MAX_ATTEMPTS {
            self.record.wait_again(why, now);
            return self.outcome((), Some("build.lease-lost"), now, vec![Effect::Offer]);
        }
        let detail = format!("{why}; given up after {lost} attempts");
        self.cut(PhaseStatus::Fault, Context::new("", &detail), now);
        let reason = explain::given_up(&detail, now);
        self.end((), Status::Fault, Some(reason), now)
    }

    fn timed_out(&mut self, what: &str, reason: Reason, now: Time) -> Outcome<(), Effect> {
        let context = Context::new("BUILD_TIMED_OUT", what);
        self.cut(PhaseStatus::TimedOut, context, now);
        self.end((), Status::TimedOut, Some(reason), now)
    }
}

impl Machine for Build {
    type Fact = Fact;
    type Reply = Reply;
    type Refusal = Refusal;
    type Effect = Effect;

    fn step(&mut self, fact: Fact, now: Time) -> Result<Step, Refusal> {
        if let Some(token) = fact.token() {
            match self.holder(token) {
                // The answer to a report got lost and the runner reports again.
                Err(Refusal::Over) if matches!(fact, Fact::Completed { .. }) => {
                    return Ok(Build::quiet(Reply::Done));
                }
                held => held?,
            }
            self.lease_until = Some(now + LEASE);
        }
        match fact {
            Fact::Lease { runner } => self.lease(runner, now),
            Fact::Renewed { .. } => Ok(Build::quiet(Reply::Done)),
            Fact::PhaseStarted { phase, .. } => self.phase_started(phase, now),
            Fact::PhaseEnded {
                phase,
                status,
                contexts,
                ..
            } => self.phase_ended(phase, status, contexts, now),
            Fact::Completed { completion, .. } => Ok(self.completed(completion, now)),
            Fact::Released { .. } => {
                let lost = self.lose_lease("the runner went away", now);
                Ok(Outcome {
                    reply: Reply::Done,
                    rows: lost.rows,
                    events: lost.events,
                    effects: lost.effects,
                })
            }
            Fact::Stop { by } => Ok(self.stop(&by, now)),
        }
    }

    fn deadline(&self) -> Option<Time> {
        if self.finished() {
            return None;
        }
        let limit = self.record.limit_ends();
        Some(self.lease_until.map_or(limit, |lease| lease.min(limit)))
    }

    fn tick(&mut self, now: Time) -> Outcome<(), Effect> {
        if self.deadline().is_none_or(|time| time > now) {
            let Outcome {
                rows,
                events,
                effects,
                ..
            } = Build::quiet(Reply::Done);
            return Outcome {
                reply: (),
                rows,
                events,
                effects,
            };
        }
        if self.record.limit_ends() > now {
            return self.lose_lease("the runner was silent for too long", now);
        }
        if self.record.is_waiting() {
            let reason = explain::queued_too_long(&self.record, now);
            return self.timed_out("The build was not taken by a runner in time.", reason, now);
        }
        let reason = explain::worked_too_long(&self.record, self.record.current_phase(), now);
        self.timed_out("Build has timed out.", reason, now)
    }

    fn pending(&self) -> Vec<Effect> {
        let waiting = self.record.is_waiting();
        waiting.then_some(Effect::Offer).into_iter().collect()
    }

    fn finished(&self) -> bool {
        self.record.status.is_final()
    }
}
