//! The build machine: leases, phases, stops, limits and restoring.

use super::*;
use crate::event::Maker;
use crate::event::witness::Witness;
use crate::ids::Seed;

const START: Time = Time(1_000);

fn request() -> Request {
    Request {
        id: "demo:1".into(),
        project: "demo".into(),
        seed: Seed("00".into()),
        queued_limit: Span::minutes(5),
        limit: Span::minutes(10),
    }
}

/// A build with a hand on its clock.
struct Bench {
    build: Build,
    now: Time,
    effects: Vec<Effect>,
    witness: Witness,
}

impl Bench {
    fn new() -> Bench {
        let (build, birth) = Build::create(request(), START);
        let mut witness = Witness::default();
        witness.step(&birth.rows, &birth.events);
        Bench {
            build,
            now: START,
            effects: birth.effects,
            witness,
        }
    }

    fn tell(&mut self, fact: Fact) -> Result<Reply, Refusal> {
        let outcome = self.build.step(fact, self.now)?;
        self.witness.step(&outcome.rows, &outcome.events);
        self.effects.extend(outcome.effects);
        self.explained();
        Ok(outcome.reply)
    }

    fn lease(&mut self) -> String {
        match self.tell(Fact::Lease { runner: "r".into() }) {
            Ok(Reply::Leased(attempt)) => attempt.token,
            other => panic!("{other:?}"),
        }
    }

    /// Lets time pass, ticking at every deadline on the way.
    fn pass(&mut self, span: Span) {
        let until = self.now + span;
        while let Some(due) = self.build.deadline().filter(|due| *due <= until) {
            self.now = due;
            let outcome = self.build.tick(due);
            self.witness.step(&outcome.rows, &outcome.events);
            self.effects.extend(outcome.effects);
            self.explained();
        }
        self.now = until;
    }

    /// In every state there is a cause, and a way out unless all went well.
    fn explained(&self) {
        let record = self.build.record();
        let well = record.status == Status::Succeeded;
        let reason = record.reason.as_ref().expect("a reason");
        assert!(reason.explains(well), "{:?}: {reason:?}", record.status);
    }

    fn phase(&mut self, token: &str, phase: PhaseType, status: PhaseStatus) {
        let token = token.to_string();
        if phase != PhaseType::Provisioning {
            let started = Fact::PhaseStarted {
                token: token.clone(),
                phase,
            };
            self.tell(started).expect("a phase may start");
        }
        let contexts = vec![Context::default()];
        let ended = Fact::PhaseEnded {
            token,
            phase,
            status,
            contexts,
        };
        self.tell(ended).expect("a phase may end");
    }

    fn complete(&mut self, token: &str) -> Result<Reply, Refusal> {
        self.tell(Fact::Completed {
            token: token.into(),
            completion: Completion::default(),
        })
    }

    fn renew(&mut self, token: &str) -> Result<Reply, Refusal> {
        self.tell(Fact::Renewed {
            token: token.into(),
        })
    }

    fn status(&self) -> Status {
        self.build.record().status
    }

    fn phases(&self) -> String {
        let phases = &self.build.record().phases;
        let words = phases.iter().map(|p| {
            format!(
                "{} {}",
                p.kind.name(),
                p.status.map_or("-", PhaseStatus::name)
            )
        });
        words.collect::<Vec<_>>().join(", ")
    }
}

#[test]
fn a_build_runs_through_its_phases() {
    let mut bench = Bench::new();
    assert_eq!(bench.effects, [Effect::Offer]);
    let token = bench.lease();
    for phase in [
        PhaseType::Provisioning,
        PhaseType::DownloadSource,
        PhaseType::Build,
    ] {
        bench.phase(&token, phase, PhaseStatus::Succeeded);
    }
    bench.complete(&token).unwrap();
    insta::assert_snapshot!(bench.phases(), @"SUBMITTED SUCCEEDED, QUEUED SUCCEEDED, PROVISIONING SUCCEEDED, DOWNLOAD_SOURCE SUCCEEDED, BUILD SUCCEEDED, FINALIZING SUCCEEDED, COMPLETED -");
    assert_eq!(bench.status(), Status::Succeeded);
    assert!(bench.build.finished() && bench.build.deadline().is_none());
    // A lost answer makes the runner report again.
    assert_eq!(bench.complete(&token), Ok(Reply::Done));
}

#[test]
fn any_failed_phase_fails_the_build() {
    let mut bench = Bench::new();
    let token = bench.lease();
    bench.phase(&token, PhaseType::Provisioning, PhaseStatus::Succeeded);
    bench.phase(&token, PhaseType::Build, PhaseStatus::Failed);
    bench.phase(&token, PhaseType::PostBuild, PhaseStatus::Succeeded);
    bench.complete(&token).unwrap();
    assert_eq!(bench.status(), Status::Failed);
    let reason = bench.build.record().reason.as_ref().unwrap();
    assert!(
        reason.detail.starts_with("phase BUILD failed"),
        "{reason:?}"
    );
}

#[test]
fn one_runner_at_a_time() {
    let mut bench = Bench::new();
    bench.lease();
    let second = bench.tell(Fact::Lease { runner: "s".into() });
    assert_eq!(second, Err(Refusal::NotWaiting));
}

#[test]
fn a_silent_runner_loses_the_build_to_another() {
    let mut bench = Bench::new();
    let first = bench.lease();
    bench.phase(&first, PhaseType::Provisioning, PhaseStatus::Succeeded);
    bench.pass(LEASE);
    assert_eq!(bench.effects, [Effect::Offer, Effect::Offer]);
    assert_eq!(bench.renew(&first), Err(Refusal::NotYours));
    let second = bench.lease();
    assert_ne!(first, second);
    assert_eq!(bench.complete(&first), Err(Refusal::NotYours));
    bench.phase(&second, PhaseType::Provisioning, PhaseStatus::Succeeded);
    bench.complete(&second).unwrap();
    assert_eq!(bench.status(), Status::Succeeded);
}

#[test]
fn a_renewed_lease_holds() {
    let mut bench = Bench::new();
    let token = bench.lease();
    for _ in 0..10 {
        bench.pass(Span::seconds(15));
        bench.renew(&token).unwrap();
    }
    assert_eq!(bench.status(), Status::InProgress);
}

#[test]
fn a_build_that_loses_every_runner_is_given_up() {
    let mut bench = Bench::new();
    for _ in 0..MAX_ATTEMPTS {
        bench.lease();
        bench.pass(LEASE);
    }
    assert_eq!(bench.status(), Status::Fault);
    let reason = bench.build.record().reason.as_ref().unwrap();
    assert_eq!(reason.code, "RUNNER_LOST");
}

#[test]
fn queueing_and_working_have_their_own_limits() {
    let mut waiting = Bench::new();
    waiting.pass(Span::minutes(5));
    assert_eq!(waiting.status(), Status::TimedOut);
    insta::assert_snapshot!(waiting.phases(), @"SUBMITTED SUCCEEDED, QUEUED TIMED_OUT, FINALIZING SUCCEEDED, COMPLETED -");

    let mut working = Bench::new();
    working.pass(Span::minutes(4));
    let token = working.lease();
    working.phase(&token, PhaseType::Provisioning, PhaseStatus::Succeeded);
    let started = Fact::PhaseStarted {
        token: token.clone(),
        phase: PhaseType::Build,
    };
    working.tell(started).unwrap();
    for _ in 0..40 {
        working.pass(Span::seconds(15));
        let _ = working.renew(&token);
    }
    assert_eq!(working.status(), Status::TimedOut);
    assert_eq!(working.renew(&token), Err(Refusal::Over));
    assert_eq!(working.effects.last(), Some(&Effect::Halt));
    insta::assert_snapshot!(working.phases(), @"SUBMITTED SUCCEEDED, QUEUED SUCCEEDED, PROVISIONING SUCCEEDED, BUILD TIMED_OUT, FINALIZING SUCCEEDED, COMPLETED -");
}

#[test]
fn stopping_is_final_and_may_be_repeated() {
    let mut bench = Bench::new();
    let token = bench.lease();
    bench
        .tell(Fact::Stop {
            by: "arn:ann".into(),
        })
        .unwrap();
    assert_eq!(bench.status(), Status::Stopped);
    assert_eq!(bench.effects, [Effect::Offer, Effect::Halt]);
    bench
        .tell(Fact::Stop {
            by: "arn:ann".into(),
        })
        .unwrap();
    bench.complete(&token).unwrap();
    assert_eq!(bench.status(), Status::Stopped);
}

#[test]
fn a_build_that_waits_again_has_no_lease_after_a_restart() {
    let mut bench = Bench::new();
    bench.lease();
    bench.pass(LEASE);
    let limit = bench.build.deadline();
    bench.build = Build::restore(bench.build.record().clone(), bench.now);
    assert_eq!(bench.build.deadline(), limit);
    bench.pass(LEASE);
    bench
        .tell(Fact::Stop {
            by: "arn:ann".into(),
        })
        .unwrap();
    assert_eq!(bench.effects, [Effect::Offer, Effect::Offer]);
}

#[test]
fn a_runner_that_shuts_down_gives_the_build_back_at_once() {
    let mut bench = Bench::new();
    let token = bench.lease();
    bench.tell(Fact::Released { token }).unwrap();
    assert!(bench.build.record().is_waiting());
    assert_eq!(bench.build.pending(), [Effect::Offer]);
}

#[test]
fn phases_come_in_order_and_reports_may_be_repeated() {
    let mut bench = Bench::new();
    let token = bench.lease();
    let start = |phase| Fact::PhaseStarted {
        token: token.clone(),
        phase,
    };
    let open = bench.tell(start(PhaseType::Build));
    assert_eq!(open, Err(Refusal::Order(PhaseType::Build)));
    bench.phase(&token, PhaseType::Provisioning, PhaseStatus::Succeeded);
    bench.phase(&token, PhaseType::Build, PhaseStatus::Succeeded);
    bench.phase(&token, PhaseType::Build, PhaseStatus::Failed);
    assert!(bench.phases().ends_with("BUILD SUCCEEDED"));
    let back = bench.tell(start(PhaseType::Install));
    assert_eq!(back, Err(Refusal::Order(PhaseType::Install)));
    let servers = bench.tell(start(PhaseType::Completed));
    assert_eq!(servers, Err(Refusal::Order(PhaseType::Completed)));
}

#[test]
fn a_restored_build_goes_on_where_it_was() {
    let mut bench = Bench::new();
    let token = bench.lease();
    let text = serde_json::to_string(bench.build.record()).unwrap();
    let record: Record = serde_json::from_str(&text).unwrap();
    bench.build = Build::restore(record, bench.now + Span::minutes(3));
    bench.now = bench.now + Span::minutes(3);
    bench.renew(&token).unwrap();
    bench.complete(&token).unwrap();
    assert_eq!(
        bench.status(),
        Status::Fault,
        "PROVISIONING was never ended"
    );
}

#[test]
fn every_registered_kind_of_event_occurs() {
    let mut seen = std::collections::BTreeSet::new();
    for status in [
        PhaseStatus::Succeeded,
        PhaseStatus::Failed,
        PhaseStatus::Fault,
    ] {
        let mut bench = Bench::new();
        bench.lease();
        bench.pass(LEASE);
        let token = bench.lease();
        bench.phase(&token, PhaseType::Provisioning, status);
        bench.complete(&token).unwrap();
        seen.extend(bench.witness.seen);
    }
    let mut late = Bench::new();
    late.pass(Span::minutes(5));
    seen.extend(late.witness.seen);
    let mut stopped = Bench::new();
    stopped
        .tell(Fact::Stop {
            by: "arn:ann".into(),
        })
        .unwrap();
    stopped.witness.seen.extend(seen);
    stopped.witness.assert_saw_all_of(Maker::Build);
}

#[test]
fn a_build_that_is_over_tells_how_many_tests_it_ran() {
    let mut bench = Bench::new();
    let token = bench.lease();
    let completion = Completion {
        tests: 42,
        ..Completion::default()
    };
    bench.tell(Fact::Completed { token, completion }).unwrap();
    let told = bench.build.record().summary("IN_PROGRESS");
    assert_eq!(told["tests"], 42);
    assert_eq!(told["started"], bench.build.record().started.0);
}
