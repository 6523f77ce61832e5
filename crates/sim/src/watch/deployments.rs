//! Deployments as a whole: accounting, the one active deployment of a group, causes, endings.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use towline_core::Row;
use towline_core::deployment::lifecycle::parse_command;
use towline_core::deployment::record::{ACTIVE, DEPLOYMENT, GROUP_STATE};
use towline_core::deployment::target::{STANDING, TARGET};
use towline_core::deployment::{
    Deployment, Fact, GroupState, Overview, Progress, Record, Reply, Standing, Status, Success,
    Target,
};

use super::{Check, Failure, hold, parse, told};
use crate::coverage::Coverage;
use crate::names;
use crate::shell::Step;
use crate::world::{Message, Word};

/// Every deployment and group that there is.
#[derive(Default)]
pub(crate) struct Deployments {
    pub(super) all: BTreeMap<String, View>,
    pub(super) groups: BTreeMap<String, GroupView>,
    /// By deployment, target and event.
    pub(super) scripts: HashMap<String, Script>,
    ids: BTreeSet<String>,
}

/// A deployment as its rows show it.
pub(super) struct View {
    pub(super) record: Record,
    pub(super) targets: BTreeMap<String, Target>,
    counts: Overview,
    /// Health as the world sees it: from the last result on each host.
    pub(super) healthy: BTreeMap<String, bool>,
    /// The last word of a `StopDeployment` about rolling back.
    pub(super) asked: Option<bool>,
    pub(super) abandoned: bool,
}

#[derive(Default)]
pub(super) struct GroupView {
    live: BTreeSet<String>,
    active: Option<String>,
    state: Option<GroupState>,
    newest: Option<String>,
    /// The last deployment that succeeded.
    pub(super) success: Option<Success>,
}

/// What is known about a script from outside.
#[derive(Default)]
pub(super) struct Script {
    runs: u32,
    /// What was said of its end, and by which handing-out.
    said: Vec<(String, bool)>,
    /// The marks that were told to run it.
    told: Vec<Option<String>>,
}

/// A command without its secret.
pub(super) fn script_key(command: &str) -> Option<String> {
    let parts = parse_command(command)?;
    Some(format!(
        "{}/{}/{}",
        parts.deployment, parts.target, parts.event
    ))
}

impl Script {
    /// Whether somebody said that it ended so.
    pub(super) fn said(&self, good: bool) -> bool {
        self.said.iter().any(|(_, said)| *said == good)
    }

    /// Whether the handing-out with this mark said so.
    pub(super) fn said_by(&self, claim: &str, good: bool) -> bool {
        let said = |(by, said): &(String, bool)| by == claim && *said == good;
        self.said.iter().any(said)
    }
}

impl Deployments {
    fn script(&mut self, command: &str) -> Option<&mut Script> {
        Some(self.scripts.entry(script_key(command)?).or_default())
    }

    /// A host says how a script ended, or that it does not exist.
    pub(crate) fn said(&mut self, message: &Message) {
        let good = match message.word {
            Word::Begins { noop: false } => return,
            Word::Begins { noop: true } => true,
            Word::Ended { good } => good,
        };
        if let Some(script) = self.script(&message.command) {
            script.said.push((message.claim.clone(), good));
        }
    }

    /// A host starts a script; `resumed` after its agent died in an event that can be taken up.
    pub(crate) fn script_starts(&mut self, command: &str, resumed: bool) -> Check {
        let key = script_key(command).unwrap_or_default();
        let Some(script) = self.script(command) else {
            return Ok(());
        };
        script.runs += 1;
        let runs = script.runs;
        hold(runs == 1 || resumed, "script-at-most-once", || {
            format!("{key} starts {runs} times")
        })
    }

    /// A committed step of a deployment (which may have given birth to another).
    pub(crate) fn step(&mut self, id: &str, step: &Step<Deployment>, seen: &mut Coverage) -> Check {
        self.heard(id, step)?;
        let mut touched = Vec::new();
        for row in step.rows.iter().filter(|row| row.kind == DEPLOYMENT) {
            touched.push((row.key.clone(), self.record_row(row)?));
        }
        let mut started = Vec::new();
        for row in &step.rows {
            match (row.kind, &row.doc) {
                (TARGET, Some(doc)) => {
                    let change = self.target_row(&row.key, doc, &step.events, seen)?;
                    started.extend(change);
                }
                (ACTIVE, doc) => {
                    let active = doc.as_deref().map(|doc| parse(row.kind, &row.key, doc));
                    self.group(&row.key).active = active.transpose()?;
                }
                (GROUP_STATE, Some(doc)) => {
                    self.group(&row.key).state = Some(parse(row.kind, &row.key, doc)?);
                }
                _ => {}
            }
        }
        for row in step.rows.iter().filter(|row| row.kind == STANDING) {
            if let Some(doc) = &row.doc {
                self.standing_row(id, &row.key, doc)?;
            }
        }
        self.health(&started)?;
        for (id, before) in touched {
            self.whole(&id, before, step, seen)?;
        }
        Ok(())
    }

    /// What a fact means to whoever watches.
    fn heard(&mut self, id: &str, step: &Step<Deployment>) -> Check {
        let effective = !step.rows.is_empty();
        match (&step.fact, &step.reply) {
            (Some(Fact::Acknowledged { command, claim, .. }), Some(Reply::Run)) => {
                let key = script_key(command).unwrap_or_default();
                let Some(script) = self.script(command) else {
                    return Ok(());
                };
                let again = claim.is_some() && script.told.iter().all(|told| told == claim);
                let first = script.told.is_empty();
                script.told.push(claim.clone());
                hold(first || again, "script-at-most-once", || {
                    format!("two agents were told to run {key}")
                })
            }
            (Some(Fact::Stop { rollback, .. }), _) if effective => {
                if let Some(view) = self.all.get_mut(id) {
                    view.asked = rollback.or(view.asked);
                }
                Ok(())
            }
            (Some(Fact::Abandon { .. }), _) if effective => {
                if let Some(view) = self.all.get_mut(id) {
                    view.abandoned = true;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn group(&mut self, id: &str) -> &mut GroupView {
        self.groups.entry(id.to_string()).or_default()
    }

    /// Takes over a deployment's own row; gives its status before.
    fn record_row(&mut self, row: &Row) -> Result<Option<Status>, Failure> {
        let Some(doc) = &row.doc else { return Ok(None) };
        let record: Record = parse(row.kind, &row.key, doc)?;
        if let Some(view) = self.all.get_mut(&row.key) {
            let before = view.record.status;
            hold(!before.is_final(), "final-is-final", || {
                format!("deployment {} had ended and changes", row.key)
            })?;
            hold(
                record.order == view.record.order,
                "order-never-changes",
                || format!("deployment {} has another order", row.key),
            )?;
            let (group, ended) = (record.order.group.id.clone(), record.status.is_final());
            view.record = record;
            if ended {
                self.group(&group).live.remove(&row.key);
            }
            return Ok(Some(before));
        }
        hold(self.ids.insert(row.key.clone()), "ids-are-unique", || {
            format!("deployment {} exists twice", row.key)
        })?;
        let group = self.group(&record.order.group.id);
        group.newest = Some(row.key.clone());
        if !record.status.is_final() {
            group.live.insert(row.key.clone());
        }
        let view = View {
            record,
            targets: BTreeMap::new(),
            counts: Overview::default(),
            healthy: BTreeMap::new(),
            asked: None,
            abandoned: false,
        };
        self.all.insert(row.key.clone(), view);
        Ok(None)
    }

    /// The deployment as a whole after a step.
    fn whole(
        &mut self,
        id: &str,
        before: Option<Status>,
        step: &Step<Deployment>,
        seen: &mut Coverage,
    ) -> Check {
        let view = &self.all[id];
        let Record {
            status,
            order,
            overview,
            reason,
            error,
            ..
        } = &view.record;
        let status = *status;
        hold(*overview == view.counts, "overview-counts-targets", || {
            format!("{id}: overview {overview:?}, targets {:?}", view.counts)
        })?;
        hold(
            !reason.detail.is_empty() && !reason.code.is_empty(),
            "every-wait-has-a-reason",
            || format!("{id} is {} without a reason", status.name()),
        )?;
        if before != Some(status) {
            let kind = match status {
                Status::Created => "deployment.created",
                Status::InProgress => "deployment.started",
                Status::Succeeded => "deployment.succeeded",
                Status::Failed => "deployment.failed",
                Status::Stopped => "deployment.stopped",
            };
            hold(
                told(&step.events, kind, id, &[]),
                "every-transition-has-an-event",
                || format!("{id} became {} without {kind}", status.name()),
            )?;
        }
        let group = order.group.id.clone();
        if status.is_final() {
            seen.count(names::deployment::ending(status).unwrap_or_default());
            let caused = error
                .as_ref()
                .is_some_and(|e| !e.code.is_empty() && !e.message.is_empty());
            hold(
                caused != (status == Status::Succeeded),
                "final-state-has-a-cause",
                || format!("{id} ended {} with error {error:?}", status.name()),
            )?;
            let idle = overview.pending + overview.in_progress == 0;
            let ended = view.record.completed.is_some() && view.record.ending.is_none();
            hold(idle && ended, "final-is-final", || {
                format!("{id} ended with {overview:?}")
            })?;
            self.rollback(id, seen)?;
            if status == Status::Succeeded {
                let record = &self.all[id].record;
                let success = Success {
                    deployment: id.to_string(),
                    revision: record.order.revision.clone(),
                    file_exists_behavior: record.order.options.file_exists_behavior.clone(),
                    created: record.order.created,
                    completed: record.completed.unwrap_or_default(),
                };
                self.group(&group).success = Some(success);
            }
        }
        if before.is_none() {
            let known = self.groups[&group].success.as_ref();
            let previous = self.all[id].record.order.previous.as_ref();
            hold(known == previous, "rollback-deploys-last-success", || {
                format!("{id} takes {previous:?} for the last success, it is {known:?}")
            })?;
        }
        self.groups[&group].check(&group)
    }

    fn standing_row(&self, id: &str, key: &str, doc: &str) -> Check {
        let standing: Standing = parse(STANDING, key, doc)?;
        let host = key.rsplit('/').next().unwrap_or_default();
        let view = &self.all[id];
        let target = view.targets.get(host);
        let good = target.is_some_and(|target| target.status == Progress::Succeeded);
        let revision = standing.revision.as_ref() == Some(&view.record.order.revision);
        hold(
            standing.healthy == good && (revision || !good),
            "standing-is-earned",
            || format!("{key} became {standing:?} after {id}"),
        )
    }

    /// A target's state changed: the counters follow.
    pub(super) fn recount(&mut self, id: &str, before: Option<Progress>, after: Progress) {
        let Some(view) = self.all.get_mut(id) else {
            return;
        };
        if let Some(before) = before {
            *counter(&mut view.counts, before) -= 1;
        }
        *counter(&mut view.counts, after) += 1;
    }

    /// The group and the records of its deployments were deleted.
    pub(crate) fn forget_group(&mut self, group: &str) {
        self.all
            .retain(|_, view| view.record.order.group.id != group);
        self.groups.remove(group);
    }

    /// Nothing moves any more.
    pub(crate) fn ended(&self) -> Check {
        for (id, view) in &self.all {
            let record = &view.record;
            hold(record.status.is_final(), "liveness", || {
                format!("deployment {id} never ends: {:?}", record.reason)
            })?;
        }
        Ok(())
    }
}

impl GroupView {
    fn check(&self, id: &str) -> Check {
        let live: Vec<&String> = self.live.iter().collect();
        hold(live.len() <= 1, "one-active-deployment", || {
            format!("group {id} has {live:?} at once")
        })?;
        hold(
            live.first().copied() == self.active.as_ref(),
            "active-row-is-true",
            || format!("group {id}: {live:?} live, the row says {:?}", self.active),
        )?;
        let Some(state) = &self.state else {
            return Ok(());
        };
        hold(
            state.succeeded == self.success,
            "group-state-is-true",
            || {
                format!(
                    "group {id}: last success is {:?}, the row says {:?}",
                    self.success, state.succeeded
                )
            },
        )?;
        let attempted = state.attempted.as_ref().map(|attempt| &attempt.deployment);
        hold(
            attempted == self.newest.as_ref(),
            "group-state-is-true",
            || {
                format!(
                    "group {id}: newest is {:?}, the row says {attempted:?}",
                    self.newest
                )
            },
        )
    }
}

fn counter(counts: &mut Overview, status: Progress) -> &mut usize {
    match status {
        Progress::Pending => &mut counts.pending,
        Progress::InProgress => &mut counts.in_progress,
        Progress::Succeeded => &mut counts.succeeded,
        Progress::Failed => &mut counts.failed,
        Progress::Skipped => &mut counts.skipped,
    }
}
