//! Live output of lifecycle event scripts, passed on as events.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::json;
use towline_api::towline::{PutHostOutputInput, PutHostOutputOutput};
use towline_api::{ApiError, handed_out};
use towline_auth::caller::Caller;
use towline_core::deployment::Target;
use towline_core::deployment::target::TARGET;
use towline_core::{Event, Row};

use super::reports;
use crate::App;
use crate::codedeploy::rows::{self, fault};

/// Row kind of [`Written`]; key: command identifier.
pub(crate) const HOST_OUTPUT: &str = "host-output";

/// Lines kept of one command; what follows is counted but not kept.
const MOST_LINES: i64 = 20_000;
/// Characters kept of a line.
const LONGEST_LINE: usize = 4_096;

/// The row `host-output`: how far a command's output was taken.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Written {
    next: i64,
}

/// `PutHostOutput`: takes lines from `offset` on; lines that were taken before are skipped, so a
/// repetition does no harm.
pub async fn put_host_output(
    app: &Arc<App>,
    caller: &Caller,
    input: PutHostOutputInput,
) -> Result<PutHostOutputOutput, ApiError> {
    let (command, _) = handed_out(&input.host_command_identifier);
    let parts = reports::known(app, caller, command).await?;
    let target = format!("{}/{}", parts.deployment, parts.target);
    if rows::get::<Target>(app, TARGET, &target).await?.is_none() {
        let message = format!("{} is not a target of {}", parts.target, parts.deployment);
        return Err(ApiError::new("ClientException", message));
    }
    let written = rows::get::<Written>(app, HOST_OUTPUT, command)
        .await?
        .unwrap_or_default();
    let known = usize::try_from(written.next - input.offset).unwrap_or(0);
    let lines: Vec<String> = input
        .lines
        .iter()
        .skip(known)
        .map(|line| line.chars().take(LONGEST_LINE).collect())
        .collect();
    if input.offset > written.next || lines.is_empty() {
        return Ok(PutHostOutputOutput {
            next_offset: written.next,
        });
    }
    let next = written.next + i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let event = Event {
        at: app.clock.now(),
        kind: "target.output".into(),
        subject: parts.deployment.into(),
        detail: json!({"target": parts.target, "lifecycleEvent": parts.event,
            "offset": written.next, "lines": lines}),
    };
    let events = match written.next < MOST_LINES {
        true => vec![event],
        false => Vec::new(),
    };
    let row = Row::put(HOST_OUTPUT, command, &Written { next });
    app.commit(vec![row], events).await.map_err(fault)?;
    Ok(PutHostOutputOutput { next_offset: next })
}
