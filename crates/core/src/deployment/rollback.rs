//! Undoing a deployment that failed or was stopped: a new deployment of the last revision that
//! succeeded. A rollback never causes another one.

use super::record::ROLLBACK_CREATOR;
use super::turn::Turn;
use super::{Deployment, Effect, Host, Options, Order, Status, Success, create::create};

impl Deployment {
    /// Creates the rollback if one is wanted and possible. Its birth is part of this step, so that
    /// no other deployment of the group can come between and nothing is lost in a crash.
    pub(super) fn roll_back(&mut self, turn: &mut Turn, asked: Option<bool>) -> bool {
        if !self.wants_rollback(asked) {
            return false;
        }
        let Some(previous) = self.record.order.previous.clone() else {
            self.record.rollback.message = Some(format!(
                "Deployment {} is not rolled back: deployment group {} has no earlier successful \
                 deployment.",
                self.record.order.id, self.record.order.group.name
            ));
            return false;
        };
        let order = self.rollback_order(turn, &previous);
        let child = order.id.clone();
        let hosts = self.rollback_hosts(&previous);
        let (_, birth) = create(order, hosts, None);
        turn.rows.extend(birth.rows);
        turn.events.extend(birth.events);
        turn.effects.push(Effect::Drive(child.clone()));
        self.record.rollback.message = Some(format!(
            "Deployment {} terminated. Automatic rollback is triggered with a DeploymentId {child}.",
            self.record.order.id
        ));
        self.record.rollback.deployment = Some(child);
        true
    }

    /// The caller's word counts, else the configured events. Where no target was started there is
    /// nothing to undo.
    fn wants_rollback(&self, asked: Option<bool>) -> bool {
        let order = &self.record.order;
        let event = match self.record.status {
            Status::Failed => "DEPLOYMENT_FAILURE",
            Status::Stopped => "DEPLOYMENT_STOP_ON_REQUEST",
            _ => return false,
        };
        let automatic =
            order.auto_rollback.enabled && order.auto_rollback.events.iter().any(|e| e == event);
        order.rolls_back.is_none() && self.record.started.is_some() && asked.unwrap_or(automatic)
    }

    fn rollback_order(&self, turn: &Turn, previous: &Success) -> Order {
        let order = &self.record.order;
        Order {
            id: order.seed.deployment_id(&["rollback"]),
            seed: order.seed.child(&["rollback"]),
            owner: None,
            revision: previous.revision.clone(),
            creator: ROLLBACK_CREATOR.into(),
            description: None,
            options: Options {
                update_outdated_instances_only: false,
                file_exists_behavior: previous.file_exists_behavior.clone(),
                ..order.options.clone()
            },
            created: turn.now,
            rolls_back: Some(order.id.clone()),
            ..order.clone()
        }
    }

    fn rollback_hosts(&self, previous: &Success) -> Vec<Host> {
        let installed = &self.record.order.revision;
        let host = |target: &super::Target| Host {
            name: target.name.clone(),
            arn: target.arn.clone(),
            standing: target
                .standing(installed, Some(&previous.revision))
                .unwrap_or_else(|| target.before.clone()),
        };
        self.targets.iter().map(host).collect()
    }
}
