//! From "the source has a new revision" to an execution: nothing starts twice, nothing is missed.
//!
//! The revision last reported and the one last delivered are stored in the step that decides. A
//! report that comes while the source action runs is parked: the action may still take that
//! revision, so its end decides.

use super::machine::{Refusal, Reply, Start};
use super::records::Trigger;
use super::turn::Turn;

impl Turn<'_> {
    /// The watcher saw this newest revision.
    pub(super) fn source_changed(
        &mut self,
        action: &str,
        revision: String,
        trigger: Trigger,
    ) -> Result<Reply, Refusal> {
        if self.p.record.declaration.source(action).is_none() {
            return Err(Refusal::Invalid(format!(
                "'{action}' is not a source action of the pipeline"
            )));
        }
        let in_flight = self.source_runs(action);
        let watched = self.p.state.sources.entry(action.to_string()).or_default();
        if watched.reported.as_ref() == Some(&revision) {
            return Ok(Reply::Done);
        }
        let taken = watched.consumed.as_ref() == Some(&revision);
        let first = std::mem::take(&mut watched.baseline);
        watched.reported = Some(revision);
        watched.parked = in_flight.then(|| trigger.clone());
        self.touch_state();
        if taken || first || in_flight {
            return Ok(Reply::Done);
        }
        Ok(Reply::Execution(self.begin(Start::because(trigger))))
    }

    fn source_runs(&self, action: &str) -> bool {
        let mut running = self.p.running();
        running.any(|a| a.action == action && a.action_type.is_source())
    }

    /// A source action ended, having delivered `revision` or failed.
    pub(super) fn source_ended(&mut self, action: &str, revision: Option<String>) {
        let watched = self.p.state.sources.entry(action.to_string()).or_default();
        let parked = watched.parked.take();
        watched.baseline = false;
        if revision.is_some() {
            watched.consumed = revision;
        }
        let missed = watched.reported != watched.consumed;
        self.touch_state();
        if let Some(trigger) = parked
            && missed
        {
            self.begin(Start::because(trigger));
        }
    }
}
