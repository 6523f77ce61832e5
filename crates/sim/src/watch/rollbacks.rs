//! Rollbacks: when one is wanted, of what, and never of a rollback.

use towline_core::deployment::{Record, Status};

use super::deployments::Deployments;
use super::{Check, hold};
use crate::coverage::Coverage;

impl Deployments {
    /// A deployment has just ended: is its rollback there exactly when it is wanted?
    pub(super) fn rollback(&self, id: &str, seen: &mut Coverage) -> Check {
        let view = &self.all[id];
        let Record {
            order, rollback, ..
        } = &view.record;
        let child = rollback.deployment.as_ref();
        if let Some(undone) = &order.rolls_back {
            return hold(child.is_none(), "rollback-is-not-looped", || {
                format!("{id} rolls {undone} back and is itself rolled back by {child:?}")
            });
        }
        let wanted = self.wanted(id);
        let success = self.groups[&order.group.id].success.as_ref();
        let (true, Some(success)) = (wanted, success) else {
            let told = rollback
                .message
                .as_ref()
                .is_some_and(|text| !text.is_empty());
            hold(told || !wanted, "final-state-has-a-cause", || {
                format!("{id} is not rolled back and does not say why")
            })?;
            return hold(child.is_none(), "rollback-only-when-wanted", || {
                format!("{id} is rolled back by {child:?} although nobody wants it")
            });
        };
        let Some(record) = child
            .and_then(|child| self.all.get(child))
            .map(|v| &v.record)
        else {
            return hold(false, "rollback-only-when-wanted", || {
                format!("{id} should be rolled back, its rollback is {child:?}")
            });
        };
        seen.count("rollback");
        hold(
            record.order.revision == success.revision,
            "rollback-deploys-last-success",
            || {
                format!(
                    "{id} is rolled back to {}, the last success is {}",
                    record.order.revision, success.revision
                )
            },
        )?;
        hold(
            record.order.rolls_back.as_deref() == Some(id),
            "rollback-is-not-looped",
            || format!("the rollback of {id} does not say what it undoes"),
        )
    }

    fn wanted(&self, id: &str) -> bool {
        let view = &self.all[id];
        let event = match view.record.status {
            Status::Failed => "DEPLOYMENT_FAILURE",
            Status::Stopped => "DEPLOYMENT_STOP_ON_REQUEST",
            _ => return false,
        };
        let automatic = &view.record.order.auto_rollback;
        let automatic = automatic.enabled && automatic.events.iter().any(|e| e == event);
        view.record.started.is_some() && !view.abandoned && view.asked.unwrap_or(automatic)
    }
}
