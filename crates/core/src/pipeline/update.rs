//! A new declaration, and the end of the pipeline.

use serde_json::json;

use super::declaration::Declaration;
use super::machine::Reply;
use super::records::{ExecutionStatus, Watched, kind, numbered, version_key};
use super::turn::Turn;
use crate::{Reason, Row};

impl Turn<'_> {
    /// `UpdatePipeline`: whatever runs is cancelled, nothing is started.
    pub(super) fn update(&mut self, mut declaration: Declaration) -> Reply {
        let version = self.p.record.declaration.version + 1;
        let detail = format!("the pipeline was updated to version {version}");
        let unblock = "start a new execution";
        let reason = Reason::wait("PipelineUpdated", detail, unblock, self.now);
        // What is declared anew starts nothing, not even for a change that waited.
        for watched in self.p.state.sources.values_mut() {
            watched.parked = None;
        }
        let live = self.p.executions.values().filter(|e| e.status.is_live());
        let live: Vec<u64> = live.map(|e| e.number).collect();
        for number in live {
            self.end_from_outside(number, ExecutionStatus::Cancelled, reason.clone());
        }
        declaration.version = version;
        self.fit_sources(&declaration);
        self.p.record.declaration = declaration;
        self.p.record.updated = self.now;
        self.p.fit_stages();
        self.touch_state();
        let name = self.p.name().to_string();
        let record = &self.p.record;
        let rows = [
            Row::put(kind::PIPELINE, name.clone(), record),
            Row::put(kind::VERSION, version_key(&name, version), record),
        ];
        self.out.rows.extend(rows);
        self.pipeline_event("pipeline.updated", json!({}));
        Reply::Version(version)
    }

    /// Sources that are new or look elsewhere now begin afresh, vanished ones are forgotten.
    fn fit_sources(&mut self, declaration: &Declaration) {
        let old = &self.p.record.declaration;
        let mut known = std::mem::take(&mut self.p.state.sources);
        let fresh = || Watched {
            baseline: true,
            ..Watched::default()
        };
        let fitted = declaration.sources().map(|source| {
            let before = old.source(&source.name).map(|s| &s.configuration);
            let same = before == Some(&source.configuration);
            let kept = known.remove(&source.name).filter(|_| same);
            (source.name.clone(), kept.unwrap_or_else(fresh))
        });
        self.p.state.sources = fitted.collect();
    }

    /// `DeletePipeline`: every row goes, artifacts stay.
    pub(super) fn delete(&mut self) -> Reply {
        let name = self.p.name().to_string();
        let version = self.p.record.declaration.version;
        let mut rows = vec![
            Row::delete(kind::PIPELINE, name.clone()),
            Row::delete(kind::STATE, name.clone()),
            Row::delete(kind::TAG, self.p.record.arn.clone()),
        ];
        rows.extend((1..=version).map(|v| Row::delete(kind::VERSION, version_key(&name, v))));
        for number in 1..=self.p.state.executions {
            let id = self.execution_id(number);
            rows.push(Row::delete(kind::EXECUTION, numbered(&name, number)));
            rows.push(Row::delete(kind::EXECUTION_ID, format!("{name}/{id}")));
        }
        let actions = 1..=self.p.state.actions;
        rows.extend(actions.map(|n| Row::delete(kind::ACTION, numbered(&name, n))));
        let tokens = self.p.tokens.keys();
        rows.extend(tokens.map(|t| Row::delete(kind::TOKEN, format!("{name}/{t}"))));
        self.out.rows = rows;
        self.pipeline_event("pipeline.deleted", json!({}));
        self.p.deleted = true;
        // Nothing is left that could reach a deadline or be asked for.
        self.p.executions.clear();
        self.p.actions.clear();
        Reply::Done
    }
}
