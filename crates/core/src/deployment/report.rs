//! What hosts say: acknowledgement and result of a command.
//!
//! A script starts at most once: a command is acknowledged by one handing-out, any other one is told
//! to drop it, and the first result counts. A result without an acknowledgement is accepted,
//! since an agent that cannot read the specification fails before it acknowledges; but once a
//! handing-out has the command, what another one says of it is not about the run that counts.

use serde_json::json;

use super::lifecycle::failure_is_ignorable;
use super::turn::Turn;
use super::{Deployment, Diagnostics, Effect, Progress, Refusal, Reply, explain};
use crate::Reason;

impl Deployment {
    pub(super) fn acknowledged(
        &mut self,
        turn: &mut Turn,
        command: &str,
        noop: bool,
        claim: Option<String>,
    ) -> Result<Reply, Refusal> {
        let (place, event) = self.find(command)?;
        let target = &mut self.targets[place];
        let item = &mut target.events[event];
        if item.status.is_final() {
            return Ok(Reply::Drop);
        }
        if item.started.is_some() {
            let same = claim.is_some() && item.claim == claim;
            #[cfg(feature = "broken-rules")] // everybody who asks may run it
            let same = same || crate::broken::Rule::OneAgent.is_broken();
            return Ok(if same { Reply::Run } else { Reply::Drop });
        }
        if noop {
            self.end_event(
                turn,
                place,
                event,
                Progress::Succeeded,
                Diagnostics::success(),
                None,
            );
            return Ok(Reply::Drop);
        }
        item.status = Progress::InProgress;
        item.started = Some(turn.now);
        item.claim = claim;
        target.updated = turn.now;
        target.reason = Some(explain::running(target, event, turn.now));
        turn.touch(place);
        turn.effects
            .push(Effect::Withdraw(self.command(place, event)));
        self.set_timer(place);
        self.tell_event(turn, place, event, Progress::Pending);
        Ok(Reply::Run)
    }

    pub(super) fn completed(
        &mut self,
        turn: &mut Turn,
        command: &str,
        claim: Option<String>,
        succeeded: bool,
        diagnostics: Diagnostics,
    ) -> Result<Reply, Refusal> {
        let (place, event) = self.find(command)?;
        let status = if succeeded {
            Progress::Succeeded
        } else {
            Progress::Failed
        };
        let item = &self.targets[place].events[event];
        let own = item.started.is_none() || item.claim == claim;
        #[cfg(feature = "broken-rules")] // whoever had the command may end it
        let own = own || crate::broken::Rule::OwnResult.is_broken();
        if own && !item.status.is_final() {
            self.end_event(turn, place, event, status, diagnostics, None);
            return Ok(Reply::Noted);
        }
        #[cfg(feature = "broken-rules")] // the last result counts
        if crate::broken::Rule::FirstResult.is_broken() && item.status.is_final() {
            self.targets[place].events[event].status = status;
            turn.touch(place);
        }
        Ok(Reply::Ignored)
    }

    pub(super) fn host_gone(
        &mut self,
        turn: &mut Turn,
        name: &str,
        detail: &str,
    ) -> Result<Reply, Refusal> {
        let place = *self.places.get(name).ok_or(Refusal::UnknownTarget)?;
        let cause = explain::gone(&self.targets[place], detail, turn.now);
        if let Some(event) = self.targets[place].current() {
            let diagnostics = Diagnostics::unknown(detail);
            self.end_event(
                turn,
                place,
                event,
                Progress::Failed,
                diagnostics,
                Some(cause),
            );
        } else if self.targets[place].status == Progress::Pending {
            self.record.overview.pending -= 1;
            self.record.overview.in_progress += 1;
            self.end_target(turn, place, Progress::Failed, cause);
        }
        Ok(Reply::Noted)
    }

    /// Ends an event that was offered, and goes on with the next one or ends the target. A failure
    /// whose cause the diagnostics do not tell comes with it.
    pub(super) fn end_event(
        &mut self,
        turn: &mut Turn,
        place: usize,
        event: usize,
        status: Progress,
        diagnostics: Diagnostics,
        cause: Option<Reason>,
    ) {
        let item = &mut self.targets[place].events[event];
        if item.started.is_none() {
            item.started = Some(turn.now);
            let command = self.command(place, event);
            turn.effects.push(Effect::Withdraw(command));
        }
        let item = &mut self.targets[place].events[event];
        let from = item.status;
        item.status = status;
        item.ended = Some(turn.now);
        item.diagnostics = Some(diagnostics.clone());
        let name = item.name.clone();
        turn.touch(place);
        self.tell_event(turn, place, event, from);

        let target = &self.targets[place];
        if status == Progress::Failed && !self.ignores(&name) {
            let told = || explain::event_failed(target, &name, &diagnostics, turn.now);
            let cause = cause.unwrap_or_else(told);
            self.end_target(turn, place, Progress::Failed, cause);
        } else if event + 1 == target.events.len() {
            let done = explain::succeeded(target, turn.now);
            self.end_target(turn, place, Progress::Succeeded, done);
        } else if self.record.ending.as_ref().is_some_and(|end| end.halt) {
            let detail = format!("the deployment was ended after {name} on {}", target.name);
            let reason = self.left_out(detail, turn.now);
            self.end_target(turn, place, Progress::Skipped, reason);
        } else {
            let next = event + 1;
            #[cfg(feature = "broken-rules")] // Install is left out
            let next = next + usize::from(crate::broken::Rule::EveryEvent.is_broken() && next == 3);
            self.offer(turn, place, next);
        }
    }

    /// Ends a target that is in flight, and lets others start.
    pub(super) fn end_target(
        &mut self,
        turn: &mut Turn,
        place: usize,
        status: Progress,
        reason: Reason,
    ) {
        let counts = &mut self.record.overview;
        counts.in_progress -= 1;
        match status {
            Progress::Succeeded => counts.succeeded += 1,
            Progress::Failed => counts.failed += 1,
            _ => counts.skipped += 1,
        }
        self.timers.clear(place);
        let target = &self.targets[place];
        let from = target.status;
        let unfinished = target.events.iter().filter(|e| !e.status.is_final());
        let skipped: Vec<String> = unfinished.map(|e| e.name.clone()).collect();
        self.close_target(turn, place, status, reason);
        self.store_standing(turn, place);
        let (kind, state) = match status {
            Progress::Succeeded => ("target.succeeded", "SUCCESS"),
            Progress::Failed => ("target.failed", "FAILURE"),
            _ => ("target.skipped", "STOP"),
        };
        let target = &self.targets[place];
        let detail = json!({"target": target.name, "state": state, "from": from, "to": status,
            "skippedEvents": skipped, "reason": target.reason});
        turn.event(&self.record, kind, detail);
        self.schedule(turn);
    }

    fn ignores(&self, event: &str) -> bool {
        self.record.order.options.ignore_application_stop_failures && failure_is_ignorable(event)
    }

    fn tell_event(&self, turn: &mut Turn, place: usize, event: usize, from: Progress) {
        #[cfg(feature = "broken-rules")] // nobody hears of it
        if crate::broken::Rule::TransitionEvent.is_broken() {
            return;
        }
        let target = &self.targets[place];
        let item = &target.events[event];
        let detail = json!({
            "target": target.name,
            "lifecycleEvent": item.name,
            "status": item.status,
            "from": from,
            "to": item.status,
            "diagnostics": item.diagnostics,
        });
        turn.event(&self.record, "target.lifecycle-event", detail);
    }
}
