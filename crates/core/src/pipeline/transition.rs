//! Opening and closing the way into a stage.

use serde_json::json;

use super::machine::{Refusal, Reply};
use super::turn::Turn;
use crate::Span;

/// Closed for longer, a transition lets nothing in until a newer execution arrives.
const STALE: Span = Span::hours(30 * 24);

impl Turn<'_> {
    /// `EnableStageTransition` and `DisableStageTransition`. Outbound means the way into the next
    /// stage.
    pub(super) fn set_transition(
        &mut self,
        stage: &str,
        outbound: bool,
        disable: Option<String>,
        by: String,
    ) -> Result<Reply, Refusal> {
        let into = self.transition_into(stage, outbound)?;
        let now = self.now;
        let Some(record) = self.stage(&into) else {
            return Ok(Reply::Done);
        };
        let transition = &mut record.transition;
        if transition.enabled && disable.is_none() {
            return Ok(Reply::Done);
        }
        let from = transition.state();
        let closed_since = transition.at.filter(|_| !transition.enabled);
        transition.enabled = disable.is_none();
        transition.stale =
            transition.enabled && closed_since.is_some_and(|at| now.since(at) > STALE);
        transition.by = Some(by.clone());
        transition.at = Some(now);
        let kind = match disable {
            Some(_) => "stage.transition-disabled",
            None => "stage.transition-enabled",
        };
        let detail = json!({
            "stage": into,
            "by": by,
            "from": from,
            "to": transition.state(),
            "reason": disable,
        });
        transition.reason = disable;
        self.pipeline_event(kind, detail);
        self.admit(&into);
        Ok(Reply::Done)
    }

    fn transition_into(&self, stage: &str, outbound: bool) -> Result<String, Refusal> {
        let (at, declared) = self.declared_stage(stage)?;
        if !outbound {
            return Ok(declared.name.clone());
        }
        let next = self.p.record.declaration.stages.get(at + 1);
        next.map(|s| s.name.clone()).ok_or_else(|| {
            Refusal::Invalid(format!(
                "Stage '{stage}' is the last one: it has no outbound transition"
            ))
        })
    }
}
