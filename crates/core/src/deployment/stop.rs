//! Ending early: on request, or at once.

use super::record::Ending;
use super::turn::Turn;
use super::{Deployment, Diagnostics, Effect, ErrorInformation, Progress, Refusal, Reply, Status};

impl Deployment {
    /// No further command is handed out. Commands that run are waited for: their scripts cannot be
    /// called back, and a rollback must not meet them.
    pub(super) fn stop(
        &mut self,
        turn: &mut Turn,
        rollback: Option<bool>,
        by: &str,
    ) -> Result<Reply, Refusal> {
        match self.record.status {
            Status::Stopped => return Ok(Reply::Stopped),
            Status::Succeeded | Status::Failed => return Err(Refusal::AlreadyCompleted),
            Status::Created | Status::InProgress => {}
        }
        let known = self.record.ending.clone();
        let mut ending = known.unwrap_or_else(|| on_request(by));
        ending.halt = true;
        ending.rollback = rollback.or(ending.rollback);
        if self.record.ending.as_ref() != Some(&ending) {
            self.decide(turn, ending);
        }
        self.skip_pending(turn);
        for place in self.timers.places() {
            self.withdraw(turn, place);
        }
        self.schedule(turn);
        Ok(match self.record.status.is_final() {
            true => Reply::Stopped,
            false => Reply::Stopping,
        })
    }

    pub(super) fn abandon(
        &mut self,
        turn: &mut Turn,
        code: String,
        message: String,
    ) -> Result<Reply, Refusal> {
        if self.record.status.is_final() {
            return Err(Refusal::AlreadyCompleted);
        }
        let error = ErrorInformation { code, message };
        self.cut_short(turn, Status::Failed, error, Some(false));
        Ok(Reply::Noted)
    }

    /// Ends now: commands that run count as failed, whatever their hosts report later.
    pub(super) fn cut_short(
        &mut self,
        turn: &mut Turn,
        status: Status,
        error: ErrorInformation,
        rollback: Option<bool>,
    ) {
        // What a caller of `StopDeployment` said about rolling back still holds.
        let said = self.record.ending.as_ref().and_then(|end| end.rollback);
        let ending = Ending {
            status,
            detail: error.message.clone(),
            error: error.clone(),
            halt: true,
            rollback: rollback.or(said),
        };
        self.decide(turn, ending);
        self.skip_pending(turn);
        for place in self.timers.places() {
            self.withdraw(turn, place);
            if let Some(event) = self.targets[place].current() {
                let diagnostics = Diagnostics::unknown(error.message.clone());
                let cause = self.left_out(error.message.clone(), turn.now);
                self.end_event(
                    turn,
                    place,
                    event,
                    Progress::Failed,
                    diagnostics,
                    Some(cause),
                );
            }
        }
        self.schedule(turn);
    }

    /// Takes back a command that no host acknowledged; the target ends.
    fn withdraw(&mut self, turn: &mut Turn, place: usize) {
        let Some(event) = self.targets[place].current() else {
            return;
        };
        if self.targets[place].events[event].started.is_some() {
            return;
        }
        let command = self.command(place, event);
        turn.effects.push(Effect::Withdraw(command));
        let detail = "the deployment was ended before the host took the command";
        let reason = self.left_out(detail.into(), turn.now);
        self.end_target(turn, place, Progress::Skipped, reason);
    }
}

fn on_request(by: &str) -> Ending {
    Ending {
        status: Status::Stopped,
        error: ErrorInformation {
            code: "MANUAL_STOP".into(),
            message: "The deployment was stopped on request.".into(),
        },
        detail: format!("stopped by {by} (StopDeployment)"),
        halt: true,
        rollback: None,
    }
}
