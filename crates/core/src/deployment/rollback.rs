//! Undoing a deployment that failed or was stopped: a new deployment of the last revision that
//! succeeded. A rollback never causes another one.

use super::record::ROLLBACK_CREATOR;
use super::turn::Turn;
use super::{Deployment, Effect, Host, Options, Order, Status, Success, create::create};

/// What is done about a deployment that ended.
pub(super) enum Undoing {
    /// It succeeded, or no target was started: there is nothing to undo.
    Needless,
    /// It is rolled back to this one.
    Back(Success),
    /// It stays as it is, for this reason.
    No(String),
}

impl Deployment {
    /// Creates the rollback if one is wanted and possible. Its birth is part of this step, so that
    /// no other deployment of the group can come between and nothing is lost in a crash.
    pub(super) fn roll_back(&mut self, turn: &mut Turn, asked: Option<bool>) -> bool {
        let previous = match self.undoing(asked) {
            Undoing::Needless => return false,
            Undoing::No(why) => {
                let id = &self.record.order.id;
                let message = format!("Deployment {id} is not rolled back: {why}.");
                self.record.rollback.message.get_or_insert(message);
                return false;
            }
            Undoing::Back(previous) => previous,
        };
        let order = self.rollback_order(turn, &previous);
        #[cfg(feature = "broken-rules")] // what has just failed is deployed again
        let order = match crate::broken::Rule::LastSuccess.is_broken() {
            true => Order {
                revision: self.record.order.revision.clone(),
                ..order
            },
            false => order,
        };
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

    /// What is done about this end. The caller's word counts, else the configured events.
    pub(super) fn undoing(&self, asked: Option<bool>) -> Undoing {
        let order = &self.record.order;
        let event = match self.record.status {
            Status::Failed => "DEPLOYMENT_FAILURE",
            Status::Stopped => "DEPLOYMENT_STOP_ON_REQUEST",
            _ => return Undoing::Needless,
        };
        let automatic = &order.auto_rollback;
        let covered = automatic.events.iter().any(|e| e == event);
        let no = |why: &str| Undoing::No(why.into());
        let again = order.rolls_back.is_some();
        #[cfg(feature = "broken-rules")] // rollbacks are rolled back
        let again = again && !crate::broken::Rule::OneRollback.is_broken();
        match asked {
            _ if self.record.started.is_none() => Undoing::Needless,
            _ if again => no("a rollback never causes another one"),
            Some(false) => no("whoever ended it did not want it"),
            None if !automatic.enabled => no("automatic rollback is not enabled"),
            None if !covered => {
                let events = automatic.events.join(", ");
                no(&format!("automatic rollback is enabled for {events} only"))
            }
            _ => order.previous.clone().map_or_else(
                || {
                    let group = &order.group.name;
                    no(&format!(
                        "deployment group {group} has no earlier successful deployment"
                    ))
                },
                Undoing::Back,
            ),
        }
    }

    /// The id of the rollback, should there be one.
    pub(super) fn rollback_id(&self) -> String {
        self.record.order.seed.deployment_id(&["rollback"])
    }

    fn rollback_order(&self, turn: &Turn, previous: &Success) -> Order {
        let order = &self.record.order;
        Order {
            id: self.rollback_id(),
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
            failing_since: self.failing_since(turn.now),
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
