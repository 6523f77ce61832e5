//! Acknowledgement and completion of commands.
//!
//! The handing-out that acknowledges a command first has it: told again, because the answer was
//! lost on its way, it gets the same answer. Whoever has the command from another handing-out is
//! told to drop it, so that a script starts once, and what it reports is not the result: it is
//! answered as if it were, since agents take an error for a reason to report once more.

use std::sync::Arc;

use serde_json::Value;
use towline_api::hostcommand::*;
use towline_api::{ApiError, handed_out};
use towline_auth::caller::Caller;
use towline_core::deployment::lifecycle::{Parts, parse_command};
use towline_core::deployment::{Diagnostics, Fact, Refusal, Reply};

use super::identity;
use crate::{App, DriveError};

/// Longest text kept of a script's name, message and log: agents cut the log at 2 KiB, and their
/// escaping can double it.
const LONGEST: usize = 8 * 1024;

/// Most scripts of one event that are counted.
const SCRIPTS: u64 = 1000;

/// The agent is about to run a command.
pub(super) async fn acknowledge(
    app: &Arc<App>,
    caller: &Caller,
    input: PutHostCommandAcknowledgementInput,
) -> Result<PutHostCommandAcknowledgementOutput, ApiError> {
    let (command, mark) = handed_out(&input.host_command_identifier);
    let parts = known(app, caller, command).await?;
    let payload = payload(input.diagnostics.as_ref());
    let fact = Fact::Acknowledged {
        command: command.into(),
        noop: payload["IsCommandNoop"] == Value::Bool(true),
        claim: mark.map(str::to_string),
    };
    let status = match app.deployments.tell(app, parts.deployment, fact).await {
        Ok(Reply::Run) => {
            app.clock.expect(command);
            app.metrics.work.acknowledgements.inc();
            "InProgress"
        }
        Ok(_) | Err(DriveError::Missing) => {
            app.hosts.withdraw(parts.target, command);
            "Succeeded"
        }
        Err(DriveError::Refused(refusal)) => return Err(refused(refusal)),
        Err(error) => return Err(not_stored(&error)),
    };
    Ok(PutHostCommandAcknowledgementOutput {
        command_status: Some(status.into()),
    })
}

/// The agent is done. An error answer would make it report the same command as failed, so a
/// result that cannot be stored is tried again here for as long as the agent listens.
pub(super) async fn complete(
    app: &Arc<App>,
    caller: &Caller,
    input: PutHostCommandCompleteInput,
) -> Result<PutHostCommandCompleteOutput, ApiError> {
    let (command, mark) = handed_out(&input.host_command_identifier);
    let parts = known(app, caller, command).await?;
    let succeeded = match input.command_status.as_str() {
        "Succeeded" => true,
        "Failed" => false,
        other => {
            let message = format!("CommandStatus `{other}` is not Succeeded or Failed");
            return Err(ApiError::new("ClientException", message));
        }
    };
    let payload = payload(input.diagnostics.as_ref());
    let fact = Fact::Completed {
        command: command.into(),
        claim: mark.map(str::to_string),
        succeeded,
        diagnostics: Diagnostics {
            scripts: scripts(&payload, parts.event),
            ..diagnostics(&payload, succeeded)
        },
    };
    let told = app.deployments.tell(app, parts.deployment, fact.clone());
    match told.await {
        Ok(Reply::Ignored) => {
            let deployment = parts.deployment;
            tracing::debug!(
                deployment,
                host = parts.target,
                event = parts.event,
                "a report does not count: another handing-out has the command, or it has ended"
            );
        }
        Ok(_) | Err(DriveError::Missing) => ended(app, command, succeeded),
        Err(DriveError::Refused(refusal)) => return Err(refused(refusal)),
        Err(DriveError::Store(_)) => {
            app.deployments.report(app, parts.deployment, fact).await;
            ended(app, command, succeeded);
        }
        Err(error @ DriveError::Stopping) => return Err(not_stored(&error)),
    }
    // One that was recalled is still on offer.
    app.hosts.withdraw(parts.target, command);
    Ok(PutHostCommandCompleteOutput {})
}

/// The result of the command is stored.
fn ended(app: &App, command: &str, succeeded: bool) {
    app.metrics.work.reported(succeeded);
    app.clock.forget(command);
}

/// In the agents' model, but no agent calls it: the command goes on.
pub(super) async fn update(
    app: &Arc<App>,
    caller: &Caller,
    input: PostHostCommandUpdateInput,
) -> Result<PostHostCommandUpdateOutput, ApiError> {
    let (command, _) = handed_out(&input.host_command_identifier);
    known(app, caller, command).await?;
    Ok(PostHostCommandUpdateOutput {
        command_status: Some("InProgress".into()),
    })
}

/// The parts of a command of the caller's own host.
pub(super) async fn known<'a>(
    app: &App,
    caller: &Caller,
    command: &'a str,
) -> Result<Parts<'a>, ApiError> {
    let parts = parse_command(command).ok_or_else(|| refused(Refusal::UnknownCommand))?;
    identity::owns(app, caller, parts.target).await?;
    app.hosts.heard(parts.target, app.clock.now());
    Ok(parts)
}

fn refused(refusal: Refusal) -> ApiError {
    ApiError::new(
        "ClientException",
        format!("HostCommandIdentifier: {refusal}"),
    )
}

fn not_stored(error: &DriveError<Refusal>) -> ApiError {
    tracing::error!(%error, "host report");
    ApiError::internal("The report could not be stored; send it again")
}

/// The JSON text inside an envelope; anything else counts as empty.
fn payload(envelope: Option<&Envelope>) -> Value {
    let text = envelope.and_then(|envelope| envelope.payload.as_deref());
    text.and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_default()
}

fn diagnostics(payload: &Value, succeeded: bool) -> Diagnostics {
    let text = |name: &str| {
        let text = payload[name].as_str().unwrap_or_default();
        text.chars().take(LONGEST).collect::<String>()
    };
    if succeeded {
        return Diagnostics {
            log_tail: text("log"),
            ..Diagnostics::success()
        };
    }
    let message = text("message");
    Diagnostics {
        error_code: error_code(&payload["error_code"]).into(),
        script_name: text("script_name"),
        message: match message.is_empty() {
            true => "The agent reported a failure and did not say why".into(),
            false => message,
        },
        log_tail: text("log"),
        scripts: 0,
    }
}

/// How many scripts ran. The stock agent does not say; of an event without scripts it does not
/// report at all, so at least one ran.
fn scripts(payload: &Value, event: &str) -> u32 {
    let agents_own = matches!(event, "DownloadBundle" | "Install");
    let told = payload["scripts"].as_u64().map(|n| n.min(SCRIPTS));
    let count = told.unwrap_or(u64::from(!agents_own));
    u32::try_from(count).unwrap_or(0)
}

/// The API's word for the agent's number.
fn error_code(code: &Value) -> &'static str {
    match code.as_i64() {
        Some(0) => "Success",
        Some(1) => "ScriptMissing",
        Some(2) => "ScriptNotExecutable",
        Some(3) => "ScriptTimedOut",
        Some(4) => "ScriptFailed",
        _ => "UnknownError",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agents_numbers_become_words() {
        let payload = serde_json::json!({"error_code": 4, "script_name": "a.sh",
            "message": "exit code 7", "log": "x"});
        let found = diagnostics(&payload, false);
        assert_eq!(
            (&*found.error_code, &*found.script_name),
            ("ScriptFailed", "a.sh")
        );
        let unknown = serde_json::json!({"error_code": "Unknown"});
        assert_eq!(diagnostics(&unknown, false).error_code, "UnknownError");
        assert_eq!(diagnostics(&Value::Null, true), Diagnostics::success());
        assert!(!diagnostics(&Value::Null, false).message.is_empty());
    }

    #[test]
    fn scripts_are_counted_whoever_reports() {
        let ours = serde_json::json!({"scripts": 3});
        assert_eq!(scripts(&ours, "AfterInstall"), 3);
        assert_eq!(scripts(&Value::Null, "AfterInstall"), 1);
        assert_eq!(scripts(&Value::Null, "Install"), 0);
        let absurd = serde_json::json!({"scripts": u64::MAX});
        assert_eq!(scripts(&absurd, "AfterInstall"), 1000);
    }
}
