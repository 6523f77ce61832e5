//! Time limits: of picking up a command, of running it, of the whole deployment.

use std::collections::{BTreeMap, BTreeSet};

use super::turn::Turn;
use super::{
    Deployment, Diagnostics, Effect, ErrorInformation, Progress, Refusal, Reply, Status, explain,
};
use crate::{Span, Time};

/// A command must be acknowledged within this time (also the time that a reboot may take).
pub(super) const PICK_UP: Span = Span::minutes(5);
/// A lifecycle event may run so long.
pub(super) const RUN: Span = Span::seconds(3600);
/// A host that took a command and was not heard of since is waited for until then.
pub(super) const VANISHED: Span = Span::minutes(70);
/// A whole in-place deployment.
pub(super) const TOTAL: Span = Span::hours(12);

/// AWS's sentence for a silent agent.
const SILENT: &str = "CodeDeploy agent was not able to receive the lifecycle event. Check the \
    CodeDeploy agent logs on your host and make sure the agent is running and can connect to the \
    CodeDeploy server.";

/// One timer per target in flight.
#[derive(Debug, Default)]
pub(super) struct Timers {
    due: BTreeSet<(Time, usize)>,
    of: BTreeMap<usize, Time>,
}

impl Timers {
    pub(super) fn set(&mut self, place: usize, time: Time) {
        self.clear(place);
        self.due.insert((time, place));
        self.of.insert(place, time);
    }

    pub(super) fn clear(&mut self, place: usize) {
        if let Some(time) = self.of.remove(&place) {
            self.due.remove(&(time, place));
        }
    }

    pub(super) fn first(&self) -> Option<Time> {
        self.due.first().map(|(time, _)| *time)
    }

    /// All targets in flight.
    pub(super) fn places(&self) -> Vec<usize> {
        self.of.keys().copied().collect()
    }

    fn expired(&self, now: Time) -> Option<usize> {
        let (time, place) = self.due.first()?;
        (*time <= now).then_some(*place)
    }
}

impl Deployment {
    pub(super) fn total_deadline(&self) -> Time {
        self.record.order.created + TOTAL
    }

    /// Sets the timer that fits the state of a target; none for targets that are not in flight.
    pub(super) fn set_timer(&mut self, place: usize) {
        let target = &self.targets[place];
        let Some(event) = target.current().map(|event| &target.events[event]) else {
            return;
        };
        let time = match (event.started, event.offered) {
            (Some(started), _) => started + RUN,
            (None, offered) => offered.unwrap_or(target.updated) + PICK_UP,
        };
        #[cfg(feature = "broken-rules")] // a silent host is waited for
        if event.started.is_none() && crate::broken::Rule::PickUpLimit.is_broken() {
            return self.timers.clear(place);
        }
        self.timers.set(place, time);
    }

    pub(super) fn time_passed(&mut self, turn: &mut Turn) {
        if self.record.status.is_final() {
            return;
        }
        if turn.now >= self.total_deadline() {
            let hours = TOTAL.0 / 3_600_000;
            let error = ErrorInformation {
                code: "TIMEOUT".into(),
                message: format!("The deployment did not end within {hours} hours."),
            };
            return self.cut_short(turn, Status::Failed, error, None);
        }
        while let Some(place) = self.timers.expired(turn.now) {
            self.expire(turn, place);
        }
    }

    fn expire(&mut self, turn: &mut Turn, place: usize) {
        let target = &self.targets[place];
        let Some(event) = target.current() else {
            return self.timers.clear(place);
        };
        let Some(started) = target.events[event].started else {
            let silent = Diagnostics::unknown(SILENT);
            let cause = explain::silent(target, &target.events[event].name, turn.now);
            return self.end_event(turn, place, event, Progress::Failed, silent, Some(cause));
        };
        let last = started + VANISHED;
        if turn.now < last {
            // Too long, but a host that lost contact may still deliver what it finished in time.
            turn.effects
                .push(Effect::AskHost(self.command(place, event)));
            return self.timers.set(place, last);
        }
        let minutes = VANISHED.0 / 60_000;
        let vanished = Diagnostics::unknown(format!(
            "{} took the command and was not heard of for {minutes} minutes.",
            target.name
        ));
        let cause = explain::vanished(target, &target.events[event].name, minutes, turn.now);
        self.end_event(turn, place, event, Progress::Failed, vanished, Some(cause));
    }

    pub(super) fn host_contact(
        &mut self,
        turn: &mut Turn,
        command: &str,
        alive: bool,
    ) -> Result<Reply, Refusal> {
        let (place, event) = self.find(command)?;
        let item = &self.targets[place].events[event];
        let overdue = item.started.is_some_and(|at| turn.now >= at + RUN);
        if alive && overdue && item.status == Progress::InProgress {
            let diagnostics = Diagnostics {
                error_code: "ScriptTimedOut".into(),
                ..Diagnostics::unknown(format!(
                    "{} did not end within {} seconds.",
                    item.name,
                    RUN.0 / 1000
                ))
            };
            self.end_event(turn, place, event, Progress::Failed, diagnostics, None);
        }
        Ok(Reply::Noted)
    }
}
