//! The end of targets and of the deployment, and what it leaves behind for the group.

use serde_json::json;

use super::record::{ACTIVE, Ending, GROUP_STATE};
use super::target::STANDING;
use super::turn::Turn;
use super::{
    Attempt, Deployment, ErrorInformation, GroupState, Order, Progress, Record, Status, Success,
};
use crate::{Reason, Row, Time};

impl Deployment {
    /// Leaves out every target that was not started.
    pub(super) fn skip_pending(&mut self, turn: &mut Turn) {
        let mut skipped = Vec::new();
        while let Some(place) = self.queue.pop_front() {
            if self.targets[place].status != Progress::Pending {
                continue;
            }
            let name = self.targets[place].name.clone();
            let detail = format!("the deployment ended before {name} was started");
            let reason = self.left_out(detail, turn.now);
            self.close_target(turn, place, Progress::Skipped, reason);
            skipped.push(name);
        }
        if !skipped.is_empty() {
            self.record.overview.pending -= skipped.len();
            self.record.overview.skipped += skipped.len();
            let detail = "the deployment ended before these targets were started";
            let reason = self.left_out(detail.into(), turn.now);
            let detail = json!({"count": skipped.len(), "targets": skipped, "from": "Pending",
                "to": "Skipped", "reason": reason});
            turn.event(&self.record, "deployment.targets-skipped", detail);
        }
    }

    /// Writes the final state of a target and of its events that did not run.
    pub(super) fn close_target(
        &mut self,
        turn: &mut Turn,
        place: usize,
        status: Progress,
        reason: Reason,
    ) {
        let target = &mut self.targets[place];
        for event in target.events.iter_mut().filter(|e| !e.status.is_final()) {
            event.status = Progress::Skipped;
            event.ended = Some(turn.now);
        }
        target.status = status;
        target.updated = turn.now;
        target.reason = Some(reason);
        turn.touch(place);
    }

    /// Writes what the group now knows about a host.
    pub(super) fn store_standing(&self, turn: &mut Turn, place: usize) {
        let order = &self.record.order;
        let target = &self.targets[place];
        let current = order.previous.as_ref().map(|success| &success.revision);
        if let Some(standing) = target.standing(&order.revision, current) {
            let key = format!("{}/{}", order.group.id, target.name);
            turn.rows.push(Row::put(STANDING, key, &standing));
        }
    }

    /// Decides how the deployment will end once its targets in flight are done.
    pub(super) fn decide(&mut self, turn: &mut Turn, ending: Ending) {
        let reason = Reason::fact(&ending.error.code, ending.detail.clone(), turn.now);
        let detail =
            json!({"outcome": ending.status.name(), "error": ending.error, "reason": reason});
        self.record.ending = Some(ending);
        turn.touch_record();
        turn.event(&self.record, "deployment.ending", detail);
    }

    /// The final status of the deployment; a rollback is born in the same step.
    pub(super) fn conclude(
        &mut self,
        turn: &mut Turn,
        status: Status,
        error: Option<ErrorInformation>,
        detail: String,
        rollback: Option<bool>,
    ) {
        let from = self.record.status.name();
        let code = error.as_ref().map_or("Succeeded", |error| &error.code);
        self.record.status = status;
        let undoing = self.undoing(rollback);
        self.record.reason = self.concluded(code, &detail, &undoing, turn.now);
        self.record.completed = Some(turn.now);
        #[cfg(feature = "broken-rules")] // it just failed
        let error = error.filter(|_| !crate::broken::Rule::Cause.is_broken());
        self.record.error = error;
        self.record.ending = None;
        turn.touch_record();
        let state = self.group_state(turn);
        let group = self.record.order.group.id.clone();
        turn.rows.push(Row::put(GROUP_STATE, group.clone(), &state));
        let (kind, word) = match status {
            Status::Succeeded => ("deployment.succeeded", "SUCCESS"),
            Status::Stopped => ("deployment.stopped", "STOP"),
            _ => ("deployment.failed", "FAILURE"),
        };
        let Record { order, started, .. } = &self.record;
        let detail = json!({"state": word, "from": from, "to": status.name(),
            "error": self.record.error, "reason": self.record.reason,
            "overview": self.record.overview, "deploymentConfig": order.config.name,
            "created": order.created, "started": started, "rollsBack": order.rolls_back,
            "failingSince": order.failing_since});
        turn.event(&self.record, kind, detail);
        if !self.roll_back(turn, rollback) {
            turn.rows.push(Row::delete(ACTIVE, group));
        }
    }

    fn group_state(&self, turn: &Turn) -> GroupState {
        let Record { order, status, .. } = &self.record;
        let success = (*status == Status::Succeeded).then(|| success(order, turn.now));
        GroupState {
            attempted: Some(Attempt {
                deployment: order.id.clone(),
                status: *status,
                created: order.created,
                completed: Some(turn.now),
            }),
            succeeded: success.or_else(|| order.previous.clone()),
            failing_since: self.failing_since(turn.now),
        }
    }

    /// Since when the group is failing, now that this deployment has ended. One that was stopped,
    /// or that failed before it touched a host, changes nothing.
    pub(super) fn failing_since(&self, now: Time) -> Option<Time> {
        let Record { order, status, .. } = &self.record;
        match status {
            Status::Succeeded => None,
            Status::Failed if self.record.started.is_some() => order.failing_since.or(Some(now)),
            _ => order.failing_since,
        }
    }
}

fn success(order: &Order, completed: Time) -> Success {
    Success {
        deployment: order.id.clone(),
        revision: order.revision.clone(),
        file_exists_behavior: order.options.file_exists_behavior.clone(),
        created: order.created,
        completed,
    }
}
