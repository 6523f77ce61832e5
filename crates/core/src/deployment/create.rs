//! The birth of a deployment, and its start or its failure before the first target.

use serde_json::json;

use super::lifecycle::IN_PLACE;
use super::record::{ACTIVE, BY_GROUP, BY_TIME, GROUP_STATE, newest_first};
use super::turn::Turn;
use super::{
    Attempt, Deployment, Effect, ErrorInformation, GroupState, Host, Order, Overview, Record,
    Rollback, Status, Target, explain,
};
use crate::{Outcome, Row};

/// A new deployment that reaches `hosts`, and the rows, events and effects of its birth.
///
/// A `problem` that was found while the call was served (a missing bundle, say) fails the
/// deployment, not the call. The rows demand that the id is free and that the group has no
/// active deployment.
pub fn create(
    order: Order,
    hosts: Vec<Host>,
    problem: Option<ErrorInformation>,
) -> (Deployment, Outcome<(), Effect>) {
    let mut turn = Turn::birth(order.created);
    turn.rows = birth_rows(&order);
    let targets: Vec<Target> = hosts
        .into_iter()
        .map(|host| Target::new(host, &IN_PLACE, order.created))
        .collect();
    let mut deployment = Deployment::assemble(new_record(order, targets.len()), targets);
    let queue = deployment.queue.clone();
    for (ahead, place) in queue.into_iter().enumerate() {
        deployment.targets[place].reason = Some(deployment.queued(ahead));
        turn.touch(place);
    }
    let order = &deployment.record.order;
    let detail = json!({"state": "CREATED", "from": null, "to": "Created", "creator": order.creator,
        "revision": order.revision.to_string(), "targets": deployment.targets.len(),
        "deploymentConfig": order.config.name, "rollsBack": order.rolls_back});
    turn.event(&deployment.record, "deployment.created", detail);
    deployment.begin(&mut turn, problem);

    let outcome = turn.finish(&deployment, ());
    (deployment, outcome)
}

fn new_record(order: Order, targets: usize) -> Record {
    let reason = explain::created(&order);
    let rollback = Rollback {
        triggering: order.rolls_back.clone(),
        message: order.rolls_back.as_ref().map(|other| {
            format!(
                "Deployment {} is triggered to roll back deployment {other}.",
                order.id
            )
        }),
        ..Rollback::default()
    };
    Record {
        order,
        status: Status::Created,
        started: None,
        completed: None,
        overview: Overview {
            pending: targets,
            ..Overview::default()
        },
        error: None,
        rollback,
        ending: None,
        reason,
    }
}

fn birth_rows(order: &Order) -> Vec<Row> {
    let listed = newest_first(order.created, &order.id);
    let group = &order.group.id;
    let state = GroupState {
        attempted: Some(Attempt {
            deployment: order.id.clone(),
            status: Status::InProgress,
            created: order.created,
            completed: None,
        }),
        succeeded: order.previous.clone(),
        failing_since: order.failing_since,
    };
    // A rollback takes the place of the deployment that it undoes.
    let active = match order.rolls_back {
        Some(_) => Row::put(ACTIVE, group.clone(), &order.id),
        None => Row::create(ACTIVE, group.clone(), &order.id),
    };
    vec![
        active,
        Row::put(GROUP_STATE, group.clone(), &state),
        Row::put(BY_TIME, listed.clone(), &order.id),
        Row::put(BY_GROUP, format!("{group}/{listed}"), &order.id),
    ]
}

impl Deployment {
    fn begin(&mut self, turn: &mut Turn, problem: Option<ErrorInformation>) {
        let failure = match problem {
            Some(error) => Some((error.message.clone(), error)),
            None => self.impossible(),
        };
        if let Some((detail, error)) = failure {
            self.skip_pending(turn);
            return self.conclude(turn, Status::Failed, Some(error), detail, Some(false));
        }
        self.record.status = Status::InProgress;
        self.record.started = Some(turn.now);
        turn.event(
            &self.record,
            "deployment.started",
            json!({"state": "START", "from": "Created", "to": "InProgress"}),
        );
        self.schedule(turn);
    }

    /// Why no order of targets could satisfy the configuration.
    fn impossible(&self) -> Option<(String, ErrorInformation)> {
        let total = self.targets.len();
        let Order { config, group, .. } = &self.record.order;
        let required = config.minimum.required(total);
        let (code, message, detail) = if total == 0 {
            let message = "The deployment failed because no instances were found for your \
                deployment group. Check your deployment group settings to make sure the tags for \
                your instances correctly identify the instances you want to deploy to, and then \
                try again.";
            let detail = format!(
                "no registered host matches the tag filters of deployment group {}{}",
                group.name,
                if self.record.order.options.update_outdated_instances_only {
                    " and does not have the revision yet"
                } else {
                    ""
                }
            );
            ("NO_INSTANCES", message.to_string(), detail)
        } else if required >= total {
            let detail = format!(
                "{} demands {required} healthy of {total}, so not even one target may be taken",
                config.name
            );
            let message = format!("The deployment configuration can never be satisfied: {detail}.");
            ("HEALTH_CONSTRAINTS_INVALID", message, detail)
        } else {
            return None;
        };
        let error = ErrorInformation {
            code: code.into(),
            message,
        };
        Some((detail, error))
    }
}
