//! Manual approvals: the machine itself is the provider.

use super::explain;
use super::job::{ActionFailure, ActionSuccess, External};
use super::machine::{Approval, Refusal, Reply};
use super::records::{ActionExecution, ActionStatus};
use super::turn::Turn;

impl Turn<'_> {
    /// An approval begins to wait, with a token that only this attempt accepts.
    pub(super) fn open_approval(&mut self, number: u64) {
        let now = self.now;
        let Some(id) = self.p.actions.get(&number).map(|a| a.id.clone()) else {
            return;
        };
        let token = self.p.state.seed.uuid(&["approval", &id]);
        let Some(action) = self.action(number) else {
            return;
        };
        action.token = Some(token);
        action.reason = Some(explain::unanswered(action, now));
        self.action_event(
            "action.approval-needed",
            number,
            Some(ActionStatus::InProgress),
        );
    }

    /// `PutApprovalResult`.
    pub(super) fn approve(&mut self, approval: Approval) -> Result<Reply, Refusal> {
        self.declared_action(&approval.stage, &approval.action)?;
        let number = self.approvable(&approval)?;
        let (now, by) = (self.now, approval.by.clone());
        let Some(action) = self.action(number) else {
            return Err(Refusal::InvalidApprovalToken(approval.action));
        };
        action.updated_by = Some(by);
        let external = External {
            summary: Some(approval.summary.clone()),
            ..External::default()
        };
        let outcome = if approval.approved {
            Ok(ActionSuccess {
                external,
                ..ActionSuccess::default()
            })
        } else {
            let words = format!("Rejected by {}: {}", approval.by, approval.summary);
            Err(ActionFailure::job(words).with_external(external))
        };
        self.end_action(number, outcome);
        Ok(Reply::At(now))
    }

    fn declared_action(&self, stage: &str, action: &str) -> Result<(), Refusal> {
        let (_, declared) = self.declared_stage(stage)?;
        match declared.action(action) {
            Some(_) => Ok(()),
            None => Err(Refusal::ActionNotFound {
                stage: stage.into(),
                action: action.into(),
            }),
        }
    }

    fn approvable(&self, approval: &Approval) -> Result<u64, Refusal> {
        let fits = |token: Option<&String>| token == Some(&approval.token);
        #[cfg(feature = "broken-rules")] // any answer will do
        let fits =
            |token: Option<&String>| fits(token) || crate::broken::Rule::ApprovalToken.is_broken();
        let mine = |a: &&ActionExecution| {
            a.stage == approval.stage && a.action == approval.action && fits(a.token.as_ref())
        };
        match self.p.actions.values().find(mine) {
            Some(action) if action.is_running() => Ok(action.number),
            // Only an answer sets who ended it; a time-out or an abandonment does not.
            Some(action) if action.updated_by.is_some() => {
                Err(Refusal::ApprovalAlreadyCompleted(approval.action.clone()))
            }
            _ => Err(Refusal::InvalidApprovalToken(approval.action.clone())),
        }
    }

    pub(super) fn declared_stage(
        &self,
        stage: &str,
    ) -> Result<(usize, &super::declaration::StageDeclaration), Refusal> {
        let found = self.p.record.declaration.stage(stage);
        found.ok_or_else(|| Refusal::StageNotFound {
            pipeline: self.p.name().into(),
            stage: stage.into(),
        })
    }
}
