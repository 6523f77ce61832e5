//! Which target is started when: the health budget.
//!
//! With N targets of which M must stay healthy, at most N − M may be in flight or failed. When
//! that many have failed while targets are left, the deployment fails. The last N − M failures
//! are forgiven, but at least one target must succeed.

use std::collections::VecDeque;

use serde_json::json;

use super::record::Ending;
use super::turn::Turn;
use super::{Deployment, Effect, ErrorInformation, Order, Progress, Status, Target, explain};

/// AWS's sentence for `HEALTH_CONSTRAINTS`.
const TOO_MANY_FAILURES: &str = "The overall deployment failed because too many individual \
    instances failed deployment, too few healthy instances are available for deployment, or some \
    instances in your deployment group are experiencing problems.";

/// Targets that were not started: unhealthy, then unknown, old and current revision; by name
/// inside a class, so that people can tell what comes next.
pub(super) fn queue(order: &Order, targets: &[Target]) -> VecDeque<usize> {
    let current = order.previous.as_ref().map(|success| &success.revision);
    let mut queue: Vec<usize> = (0..targets.len())
        .filter(|place| targets[*place].status == Progress::Pending)
        .collect();
    queue.sort_by_key(|place| (targets[*place].before.class(current), *place));
    queue.into()
}

impl Deployment {
    /// Starts what may be started, or ends the deployment when its result is known.
    pub(super) fn schedule(&mut self, turn: &mut Turn) {
        if self.finished_scheduling() {
            return;
        }
        turn.touch_record();
        if self.record.ending.is_none() {
            self.start_targets(turn);
            self.give_up_when_hopeless(turn);
        }
        if self.record.overview.in_progress > 0 {
            self.record.reason = self.waiting(turn);
            return;
        }
        match self.record.ending.clone() {
            Some(end) => {
                self.conclude(turn, end.status, Some(end.error), end.detail, end.rollback);
            }
            None => self.judge(turn),
        }
    }

    fn finished_scheduling(&self) -> bool {
        self.record.status.is_final()
    }

    /// Targets that may be in flight or failed at once.
    fn tolerance(&self) -> usize {
        let minimum = self.record.order.config.minimum;
        let most = minimum.tolerance(self.targets.len());
        #[cfg(feature = "broken-rules")] // one more than allowed
        let most = most + usize::from(crate::broken::Rule::HealthBudget.is_broken());
        most
    }

    fn start_targets(&mut self, turn: &mut Turn) {
        loop {
            let counts = self.record.overview;
            if counts.pending == 0 || counts.in_progress + counts.failed >= self.tolerance() {
                return;
            }
            let Some(place) = self.queue.pop_front() else {
                return;
            };
            if self.targets[place].status == Progress::Pending {
                self.start(turn, place);
            }
        }
    }

    fn start(&mut self, turn: &mut Turn, place: usize) {
        self.record.overview.pending -= 1;
        self.record.overview.in_progress += 1;
        self.targets[place].status = Progress::InProgress;
        let detail = json!({"target": self.targets[place].name, "state": "START",
            "from": "Pending", "to": "InProgress"});
        turn.event(&self.record, "target.started", detail);
        self.offer(turn, place, 0);
    }

    /// Hands out the command of one lifecycle event.
    pub(super) fn offer(&mut self, turn: &mut Turn, place: usize, event: usize) {
        let target = &mut self.targets[place];
        target.events[event].offered = Some(turn.now);
        target.updated = turn.now;
        target.reason = Some(explain::offered(target, event, turn.now));
        turn.touch(place);
        turn.effects.push(Effect::Offer(self.command(place, event)));
        self.set_timer(place);
    }

    fn give_up_when_hopeless(&mut self, turn: &mut Turn) {
        let counts = self.record.overview;
        if counts.pending == 0 || counts.failed < self.tolerance() {
            return;
        }
        let detail = format!("{}; targets not started were skipped", self.arithmetic());
        let ending = Ending {
            status: Status::Failed,
            error: health_constraints(),
            detail,
            halt: false,
            rollback: None,
        };
        self.decide(turn, ending);
        self.skip_pending(turn);
    }

    /// All targets are done and nothing was decided before.
    fn judge(&mut self, turn: &mut Turn) {
        let total = self.targets.len();
        let needed = self.record.order.config.minimum.required(total).max(1);
        let detail = self.arithmetic();
        if self.record.overview.succeeded >= needed {
            self.conclude(turn, Status::Succeeded, None, detail, None);
        } else {
            self.conclude(
                turn,
                Status::Failed,
                Some(health_constraints()),
                detail,
                None,
            );
        }
    }
}

fn health_constraints() -> ErrorInformation {
    ErrorInformation {
        code: "HEALTH_CONSTRAINTS".into(),
        message: TOO_MANY_FAILURES.into(),
    }
}
