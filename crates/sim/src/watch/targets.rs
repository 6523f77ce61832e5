//! Targets and their lifecycle events: the health budget, the order, nothing twice, nothing skipped.

use towline_core::Event;
use towline_core::deployment::target::TARGET;
use towline_core::deployment::{LifecycleEvent, Progress, Target};

use super::deployments::Deployments;
use super::{Check, Failure, hold, parse, told};
use crate::coverage::Coverage;
use crate::names;
use crate::world::REPORTED;

/// A target that a step has started: deployment, name.
pub(super) type Started = (String, String);

impl Deployments {
    /// Takes over a target's row.
    pub(super) fn target_row(
        &mut self,
        key: &str,
        doc: &str,
        events: &[Event],
        seen: &mut Coverage,
    ) -> Result<Option<Started>, Failure> {
        let target: Target = parse(TARGET, key, doc)?;
        let id = key.split('/').next().unwrap_or_default().to_string();
        let Some(view) = self.all.get(&id) else {
            return Err(Failure {
                invariant: "rows-can-be-read",
                detail: format!("target {key} has no deployment"),
            });
        };
        let before = view.targets.get(&target.name);
        let status = before.map(|target| target.status);
        let changed = status != Some(target.status);
        self.target(&id, before, &target, events)?;
        let begun = changed
            && target.status == Progress::InProgress
            && !matches!(status, Some(Progress::InProgress));
        self.recount(&id, status, target.status);
        if changed && let Some(name) = names::deployment::target(target.status) {
            seen.count(name);
        }
        let started = begun.then(|| (id.clone(), target.name.clone()));
        if let Some(view) = self.all.get_mut(&id) {
            let healthy = view.healthy.entry(target.name.clone());
            let healthy = healthy.or_insert(target.before.healthy);
            *healthy = *healthy || target.status == Progress::Succeeded;
            view.targets.insert(target.name.clone(), target);
        }
        Ok(started)
    }

    /// What was started must leave enough healthy hosts, and be next in order.
    pub(super) fn health(&mut self, started: &[Started]) -> Check {
        for (id, name) in started {
            let Some(view) = self.all.get_mut(id) else {
                continue;
            };
            let order = &view.record.order;
            let total = view.targets.len();
            let required = order.config.minimum.required(total);
            let was = view.healthy.insert(name.clone(), false);
            let left = view.healthy.values().filter(|healthy| **healthy).count();
            hold(
                was != Some(true) || left >= required,
                "health-budget",
                || {
                    format!(
                        "{id} takes {name}: {left} of {total} healthy are left, {required} needed"
                    )
                },
            )?;
            let counts = &view.record.overview;
            let busy = counts.in_progress + counts.failed;
            hold(
                busy + required <= total || counts.in_progress == 0,
                "health-budget",
                || {
                    format!(
                        "{id}: {busy} of {total} in flight or failed, {required} must be healthy"
                    )
                },
            )?;
            let current = order.previous.as_ref().map(|success| &success.revision);
            let class = |target: &Target| target.before.class(current);
            let own = view.targets.get(name).map(class);
            let waiting = view
                .targets
                .values()
                .filter(|t| t.status == Progress::Pending);
            let first = waiting.map(class).min();
            hold(first.is_none() || own <= first, "deployment-order", || {
                format!("{id} takes {name} although hosts in worse state wait")
            })?;
        }
        Ok(())
    }

    fn target(
        &self,
        id: &str,
        before: Option<&Target>,
        target: &Target,
        events: &[Event],
    ) -> Check {
        let name = &target.name;
        let was = before.map_or(Progress::Pending, |target| target.status);
        hold(
            !was.is_final() || before == Some(target),
            "final-is-final",
            || format!("target {name} of {id} had ended and changes"),
        )?;
        if before.is_some_and(|before| before.status != target.status) || before.is_none() {
            let (kind, words): (_, &[(&str, &str)]) = match (was, target.status) {
                (_, Progress::Pending) => ("deployment.created", &[]),
                (_, Progress::InProgress) => ("target.started", &[("target", name)]),
                (_, Progress::Succeeded) => ("target.succeeded", &[("target", name)]),
                (_, Progress::Failed) => ("target.failed", &[("target", name)]),
                (Progress::Pending, _) => ("deployment.targets-skipped", &[]),
                (_, Progress::Skipped) => ("target.skipped", &[("target", name)]),
            };
            hold(
                told(events, kind, id, words),
                "every-transition-has-an-event",
                || {
                    format!(
                        "target {name} of {id} became {:?} without {kind}",
                        target.status
                    )
                },
            )?;
        }
        let explained = target.reason.as_ref().is_some_and(|r| !r.detail.is_empty());
        let invariant = match target.status.is_final() {
            true => "final-state-has-a-cause",
            false => "every-wait-has-a-reason",
        };
        hold(
            explained || target.status == Progress::Pending,
            invariant,
            || {
                format!(
                    "target {name} of {id} is {:?} without a reason",
                    target.status
                )
            },
        )?;
        for (place, event) in target.events.iter().enumerate() {
            let before = before.map(|target| &target.events[place]);
            self.event(id, name, before, event, events)?;
        }
        self.nothing_skipped(id, target)
    }

    /// A lifecycle event of a target.
    fn event(
        &self,
        id: &str,
        target: &str,
        before: Option<&LifecycleEvent>,
        event: &LifecycleEvent,
        events: &[Event],
    ) -> Check {
        let was = before.map_or(Progress::Pending, |event| event.status);
        if was == event.status && before == Some(event) {
            return Ok(());
        }
        let key = || format!("{id}/{target}/{}", event.name);
        hold(!was.is_final(), "first-result-counts", || {
            format!(
                "{} had ended {was:?} and changes to {:?}",
                key(),
                event.status
            )
        })?;
        let claimed = before.is_some_and(|b| b.started.is_some() && b.claim != event.claim);
        hold(!claimed, "script-at-most-once", || {
            format!("{} was taken by one agent and is given to another", key())
        })?;
        if was == event.status {
            return Ok(());
        }
        if event.status != Progress::Skipped {
            let words = [("target", target), ("lifecycleEvent", event.name.as_str())];
            let told = told(events, "target.lifecycle-event", id, &words);
            hold(told, "every-transition-has-an-event", || {
                format!("{} became {:?} without an event", key(), event.status)
            })?;
        }
        let script = self.scripts.get(&key());
        let reported = match (event.status, &event.diagnostics) {
            (Progress::Succeeded, _) => Some(true),
            (Progress::Failed, Some(said)) if said.error_code == REPORTED => Some(false),
            _ => None,
        };
        if let (Some(good), Some(claim)) = (reported, before.and_then(|b| b.claim.as_ref())) {
            let own = script.is_some_and(|script| script.said_by(claim, good));
            hold(own, "own-result-counts", || {
                let status = event.status;
                format!(
                    "{} is {status:?}, but {claim}, who has it, never said so",
                    key()
                )
            })?;
        }
        match event.status {
            Progress::Succeeded => {
                let good = script.is_some_and(|script| script.said(true));
                hold(good, "script-never-skipped", || {
                    format!("{} succeeded, but its host never said so", key())
                })
            }
            Progress::Failed => {
                let why = event
                    .diagnostics
                    .as_ref()
                    .map_or("", |d| d.message.as_str());
                hold(!why.is_empty(), "final-state-has-a-cause", || {
                    format!("{} failed without diagnostics", key())
                })
            }
            _ => Ok(()),
        }
    }

    /// No event is offered, and no target succeeds, unless everything before has ended well.
    fn nothing_skipped(&self, id: &str, target: &Target) -> Check {
        let options = &self.all[id].record.order.options;
        let ignored = |event: &LifecycleEvent| {
            options.ignore_application_stop_failures && event.name == "ApplicationStop"
        };
        let good = |event: &LifecycleEvent| match event.status {
            Progress::Succeeded => true,
            Progress::Failed => ignored(event),
            _ => false,
        };
        let reached = match target.status {
            Progress::Succeeded => target.events.len(),
            _ => target
                .events
                .iter()
                .rposition(|e| e.offered.is_some())
                .unwrap_or(0),
        };
        let missed = target
            .events
            .iter()
            .take(reached)
            .find(|event| !good(event));
        hold(missed.is_none(), "script-never-skipped", || {
            let name = missed.map_or("", |event| event.name.as_str());
            format!(
                "{} of {id} went past {name}, which did not succeed",
                target.name
            )
        })
    }
}
