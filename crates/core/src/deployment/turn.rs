//! What one step has changed so far, and how it becomes an [`Outcome`].

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::record::{DEPLOYMENT, Record};
use super::target::TARGET;
use super::{Deployment, Effect};
use crate::{Event, Outcome, Row, Time};

/// The changes of a step.
pub(super) struct Turn {
    pub(super) now: Time,
    pub(super) rows: Vec<Row>,
    pub(super) events: Vec<Event>,
    pub(super) effects: Vec<Effect>,
    birth: bool,
    record_changed: bool,
    targets_changed: BTreeSet<usize>,
}

impl Turn {
    pub(super) fn new(now: Time) -> Turn {
        Turn {
            now,
            rows: Vec::new(),
            events: Vec::new(),
            effects: Vec::new(),
            birth: false,
            record_changed: false,
            targets_changed: BTreeSet::new(),
        }
    }

    /// A step that brings a deployment into being: its id must be free.
    pub(super) fn birth(now: Time) -> Turn {
        Turn {
            birth: true,
            ..Turn::new(now)
        }
    }

    /// The deployment's own row has to be written.
    pub(super) fn touch_record(&mut self) {
        self.record_changed = true;
    }

    /// A target's row has to be written.
    pub(super) fn touch(&mut self, place: usize) {
        self.targets_changed.insert(place);
    }

    /// Adds an event about the deployment; `detail` must be an object.
    pub(super) fn event(&mut self, record: &Record, kind: &str, mut detail: Value) {
        detail["application"] = json!(record.order.group.application);
        detail["deploymentGroup"] = json!(record.order.group.name);
        detail["deploymentGroupId"] = json!(record.order.group.id);
        self.events.push(Event {
            at: self.now,
            kind: kind.into(),
            subject: record.order.id.clone(),
            detail,
        });
    }

    /// Everything that changed.
    pub(super) fn finish<R>(mut self, deployment: &Deployment, reply: R) -> Outcome<R, Effect> {
        let id = &deployment.record.order.id;
        for place in &self.targets_changed {
            let target = &deployment.targets[*place];
            let key = format!("{id}/{}", target.name);
            self.rows.push(Row::put(TARGET, key, target));
        }
        if self.birth {
            let row = Row::create(DEPLOYMENT, id.clone(), &deployment.record);
            self.rows.push(row);
        } else if self.record_changed {
            let row = Row::put(DEPLOYMENT, id.clone(), &deployment.record);
            self.rows.push(row);
        }
        Outcome {
            reply,
            rows: self.rows,
            events: self.events,
            effects: self.effects,
        }
    }
}
