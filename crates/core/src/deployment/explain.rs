//! The reasons that a deployment and its targets carry: one function for each cause.
//!
//! Each says what happened to which object, with the numbers, and what or who can change it. When
//! a reason applies is decided elsewhere, by the transition.

use super::rollback::Undoing;
use super::timeout::{PICK_UP, RUN};
use super::turn::Turn;
use super::{Deployment, Diagnostics, Order, Progress, Status, Target};
use crate::{Reason, Time};

/// A deployment that was accepted a moment ago.
pub(super) fn created(order: &Order) -> Reason {
    Reason::wait(
        "Created",
        format!("{}accepted, nothing started yet", undoes(order)),
        "the server: it starts the first targets at once",
        order.created,
    )
}

/// What a rollback says before anything else.
fn undoes(order: &Order) -> String {
    match &order.rolls_back {
        Some(other) => format!("rolls back deployment {other} to {}: ", order.revision),
        None => String::new(),
    }
}

/// A lifecycle event is on offer.
pub(super) fn offered(target: &Target, event: usize, now: Time) -> Reason {
    Reason::wait(
        "WaitingForHost",
        format!(
            "{} was offered to {} and is not acknowledged",
            target.events[event].name, target.name
        ),
        format!(
            "the agent of {}: it has {} s before the event fails",
            target.name,
            PICK_UP.0 / 1000
        ),
        now,
    )
}

/// A lifecycle event runs.
pub(super) fn running(target: &Target, event: usize, now: Time) -> Reason {
    Reason::wait(
        "Running",
        format!(
            "{} is running on {}",
            target.events[event].name, target.name
        ),
        format!(
            "the script: it ends, or its time limit of {} s does",
            RUN.0 / 1000
        ),
        now,
    )
}

/// A lifecycle event failed and took its target with it; the host said why.
pub(super) fn event_failed(target: &Target, event: &str, said: &Diagnostics, now: Time) -> Reason {
    let script = match said.script_name.as_str() {
        "" => format!("what {event} runs"),
        script => format!("script {script} of {event}"),
    };
    let unblock = match said.error_code.as_str() {
        "ScriptMissing" => format!("put {script} into the bundle, or take it out of appspec.yml"),
        "ScriptNotExecutable" => format!("give {script} the mode that lets it be executed"),
        "ScriptTimedOut" => format!("make {script} faster, or raise its timeout in appspec.yml"),
        "ScriptFailed" => format!("mend {script}: its last lines are in the log tail"),
        _ => format!(
            "mend what the message names; the agent's log on {} says more",
            target.name
        ),
    };
    Reason::wait(
        &said.error_code,
        format!("{event} failed on {}: {}", target.name, said.message),
        format!("{unblock}; then deploy again"),
        now,
    )
}

/// The agent did not take a command in time.
pub(super) fn silent(target: &Target, event: &str, now: Time) -> Reason {
    Reason::wait(
        "HostSilent",
        format!(
            "{event} was offered to {} for {} s and its agent did not take it",
            target.name,
            PICK_UP.0 / 1000
        ),
        format!(
            "start the agent on {}, or deregister the host; then deploy again",
            target.name
        ),
        now,
    )
}

/// The agent took a command and was not heard of again.
pub(super) fn vanished(target: &Target, event: &str, minutes: i64, now: Time) -> Reason {
    Reason::wait(
        "HostVanished",
        format!(
            "{} took {event} and was not heard of for {minutes} minutes",
            target.name
        ),
        format!("look at {} and its agent; then deploy again", target.name),
        now,
    )
}

/// The host will never report again.
pub(super) fn gone(target: &Target, detail: &str, now: Time) -> Reason {
    Reason::wait(
        "HostGone",
        detail,
        format!("join or register {} again, then deploy again", target.name),
        now,
    )
}

/// Every lifecycle event is done.
pub(super) fn succeeded(target: &Target, now: Time) -> Reason {
    let events = target.events.len();
    let detail = format!("all {events} lifecycle events are done on {}", target.name);
    Reason::fact("Succeeded", detail, now)
}

impl Deployment {
    /// A target that is not started: the health budget, and how many come before it.
    pub(super) fn queued(&self, ahead: usize) -> Reason {
        let total = self.targets.len();
        let config = &self.record.order.config;
        Reason::wait(
            "WaitingForHealthBudget",
            format!(
                "{ahead} of {total} targets come before it; {} demands {} healthy, so at most {} \
                 may be in flight or failed at once",
                config.name,
                config.minimum.required(total),
                config.minimum.tolerance(total),
            ),
            "the targets before it: they succeed",
            self.record.order.created,
        )
    }

    /// A target that the end of the deployment left out.
    pub(super) fn left_out(&self, detail: String, now: Time) -> Reason {
        let id = &self.record.order.id;
        let code = match &self.record.ending {
            Some(end) => end.error.code.as_str(),
            None => "DeploymentEnded",
        };
        Reason::wait(
            code,
            detail,
            format!("deploy again; why {id} ended is its reason"),
            now,
        )
    }

    /// Targets in flight are waited for.
    pub(super) fn waiting(&self, turn: &Turn) -> Reason {
        let (code, why) = match &self.record.ending {
            Some(end) if end.status == Status::Stopped => ("Stopping", format!("{}; ", end.detail)),
            Some(end) => ("WaitingForTargetsInFlight", format!("{}; ", end.error.code)),
            None => ("WaitingForTargets", String::new()),
        };
        let order = &self.record.order;
        let reason = Reason::wait(
            code,
            format!("{}{why}{}", undoes(order), self.arithmetic()),
            "the agents of the targets in flight",
            turn.now,
        );
        reason.since_begun(Some(&self.record.reason))
    }

    /// How it ended: the cause, the first target that failed, and what to do now.
    pub(super) fn concluded(
        &self,
        code: &str,
        detail: &str,
        undoing: &Undoing,
        now: Time,
    ) -> Reason {
        let mut detail = format!("{}{detail}", undoes(&self.record.order));
        if matches!(code, "MANUAL_STOP" | "TIMEOUT") {
            detail = format!("{detail}; {}", self.arithmetic());
        }
        if code != "Succeeded"
            && let Some(first) = self.first_failure()
            && let Some(reason) = &first.reason
        {
            detail = format!("{detail}; first failure: {}", reason.detail);
        }
        match undoing {
            Undoing::Needless => {}
            Undoing::Back(to) => {
                let child = self.rollback_id();
                detail = format!("{detail}; rolled back to {} by {child}", to.revision);
            }
            Undoing::No(why) => detail = format!("{detail}; not rolled back: {why}"),
        }
        Reason::wait(code, detail, self.remedy(code), now)
    }

    /// The failed target that failed first.
    fn first_failure(&self) -> Option<&Target> {
        let failed = self.targets.iter().filter(|t| t.status == Progress::Failed);
        failed.min_by_key(|target| target.updated)
    }

    fn remedy(&self, code: &str) -> String {
        let Order {
            group,
            config,
            revision,
            ..
        } = &self.record.order;
        match code {
            "Succeeded" => String::new(),
            "NO_INSTANCES" => format!(
                "tag a registered host so that it matches, or mend the tag filters of deployment \
                 group {} (update-deployment-group)",
                group.name
            ),
            "HEALTH_CONSTRAINTS_INVALID" => format!(
                "use a deployment configuration that lets a target go ({} does not), or register \
                 more hosts",
                config.name
            ),
            "REVISION_MISSING" => format!("upload {revision}, then deploy again"),
            "MANUAL_STOP" => "deploy again".into(),
            "TIMEOUT" => "see what the targets that were in flight did, then deploy again".into(),
            "DEPLOYMENT_GROUP_MISSING" => "make the deployment group again, then deploy".into(),
            _ => match self
                .first_failure()
                .and_then(|target| target.reason.as_ref())
            {
                Some(reason) => reason.unblock.clone(),
                None => "deploy again".into(),
            },
        }
    }

    /// The health budget in numbers.
    pub(super) fn arithmetic(&self) -> String {
        let counts = &self.record.overview;
        let total = self.targets.len();
        let config = &self.record.order.config;
        format!(
            "{} of {total} succeeded, {} failed, in flight {}, not started {}; {} demands {} \
             healthy, so at most {} may be in flight or failed",
            counts.succeeded,
            counts.failed,
            counts.in_progress,
            counts.pending,
            config.name,
            config.minimum.required(total),
            config.minimum.tolerance(total),
        )
    }
}
