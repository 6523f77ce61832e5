//! Builds: one lease at a time, phases in order, endings with a cause.

use std::collections::{BTreeMap, BTreeSet};

use towline_core::build::{self, Build, Fact, PhaseStatus, Record, Reply, Status};

use super::{Check, hold, parse, told};
use crate::coverage::Coverage;
use crate::names;
use crate::shell::Step;

/// Every build that there is.
#[derive(Default)]
pub(crate) struct Builds {
    all: BTreeMap<String, Record>,
    tokens: BTreeSet<String>,
}

impl Builds {
    /// A committed step of a build.
    pub(crate) fn step(&mut self, id: &str, step: &Step<Build>, seen: &mut Coverage) -> Check {
        let before = self.all.get(id);
        leases(id, before, step)?;
        if let Some(Reply::Leased(attempt)) = &step.reply {
            hold(
                self.tokens.insert(attempt.token.clone()),
                "one-lease-at-a-time",
                || format!("build {id} gives a lease out twice"),
            )?;
        }
        let row = step.rows.iter().find(|row| row.kind == build::KIND);
        let Some(doc) = row.and_then(|row| row.doc.as_deref()) else {
            return Ok(());
        };
        let record: Record = parse(build::KIND, id, doc)?;
        let was = before.map(|record| record.status);
        hold(
            was.is_none_or(|was| !was.is_final()),
            "final-is-final",
            || format!("build {id} had ended and changes"),
        )?;
        self.events(id, before, &record, step)?;
        phases(id, &record)?;
        if was != Some(record.status)
            && let Some(name) = names::build::ending(record.status)
        {
            seen.count(name);
            ending(id, &record, step)?;
        }
        let open = step.rows.iter().rfind(|row| row.kind == build::OPEN);
        let closed = open.is_some_and(|row| row.doc.is_none());
        hold(
            closed == record.status.is_final(),
            "open-row-is-true",
            || {
                format!(
                    "build {id} is {} and its open row says else",
                    record.status.name()
                )
            },
        )?;
        self.all.insert(id.to_string(), record);
        Ok(())
    }

    fn events(
        &self,
        id: &str,
        before: Option<&Record>,
        record: &Record,
        step: &Step<Build>,
    ) -> Check {
        let kind = match (record.status, before) {
            (_, None) => "build.submitted",
            (Status::Succeeded, _) => "build.succeeded",
            (Status::Failed, _) => "build.failed",
            (Status::Fault, _) => "build.fault",
            (Status::TimedOut, _) => "build.timed-out",
            (Status::Stopped, _) => "build.stopped",
            (Status::InProgress, Some(before)) => {
                let phase = record
                    .phases
                    .last()
                    .is_some_and(|phase| phase.ended.is_some());
                if before.phases == record.phases {
                    return Ok(());
                } else if record.is_waiting() {
                    "build.lease-lost"
                } else if before.is_waiting() {
                    "build.leased"
                } else if phase {
                    "build.phase-ended"
                } else {
                    "build.phase-started"
                }
            }
        };
        hold(
            told(&step.events, kind, id, &[]),
            "every-transition-has-an-event",
            || format!("build {id} changed without {kind}"),
        )
    }

    /// Nothing moves any more.
    pub(crate) fn ended(&self) -> Check {
        for (id, record) in &self.all {
            hold(record.status.is_final(), "liveness", || {
                format!("build {id} never ends: {:?}", record.reason)
            })?;
        }
        Ok(())
    }
}

/// Only who holds the lease is heard.
fn leases(id: &str, before: Option<&Record>, step: &Step<Build>) -> Check {
    let token = match &step.fact {
        Some(
            Fact::Renewed { token }
            | Fact::PhaseStarted { token, .. }
            | Fact::PhaseEnded { token, .. }
            | Fact::Completed { token, .. }
            | Fact::Released { token },
        ) => token,
        Some(Fact::Lease { .. }) => {
            let waits = before.is_some_and(Record::is_waiting);
            return hold(waits, "one-lease-at-a-time", || {
                format!("build {id} is leased although it does not wait")
            });
        }
        _ => return Ok(()),
    };
    let holder = before.and_then(|record| record.attempt.as_ref());
    let held = holder.is_some_and(|attempt| attempt.token == *token);
    let waits = before.is_some_and(Record::is_waiting);
    hold(held && !waits, "one-lease-at-a-time", || {
        format!("build {id} hears a runner that has lost it")
    })
}

/// Phases come in one order, only the last is open.
fn phases(id: &str, record: &Record) -> Check {
    let mut pairs = record.phases.windows(2);
    let ordered = pairs.all(|pair| pair[0].kind < pair[1].kind && pair[0].ended.is_some());
    hold(ordered, "phases-in-order", || {
        let phases: Vec<&str> = record.phases.iter().map(|p| p.kind.name()).collect();
        format!("build {id} has phases {phases:?}")
    })?;
    let waits = record.reason.as_ref().is_some_and(|r| !r.detail.is_empty());
    hold(
        waits || !record.is_waiting(),
        "every-wait-has-a-reason",
        || format!("build {id} waits without a reason"),
    )
}

/// Why it ended as it did.
fn ending(id: &str, record: &Record, step: &Step<Build>) -> Check {
    let reason = record.reason.as_ref().is_some_and(|r| !r.detail.is_empty());
    let good = record.status == Status::Succeeded;
    hold(reason, "final-state-has-a-cause", || {
        format!(
            "build {id} ended {} with reason {:?}",
            record.status.name(),
            record.reason
        )
    })?;
    let bad =
        |p: &build::Phase| matches!(p.status, Some(status) if status != PhaseStatus::Succeeded);
    let broken = record.phases.iter().any(bad);
    let completed = matches!(step.fact, Some(Fact::Completed { .. }));
    hold(!good || (completed && !broken), "success-is-earned", || {
        format!("build {id} succeeded, but nobody said so")
    })?;
    let stopped = matches!(step.fact, Some(Fact::Stop { .. }));
    hold(
        stopped == (record.status == Status::Stopped),
        "final-state-has-a-cause",
        || format!("build {id} ended {} by another cause", record.status.name()),
    )?;
    let attempts = record.attempt.as_ref().map_or(0, |attempt| attempt.number);
    hold(attempts <= 3, "lost-builds-are-given-up", || {
        format!("build {id} had {attempts} attempts")
    })
}
