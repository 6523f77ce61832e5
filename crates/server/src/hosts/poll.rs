//! The held poll: it answers when there is a command, or empty after a while.

use std::sync::Arc;

use tokio::time::{Duration, Instant, sleep_until};
use towline_api::hostcommand::*;
use towline_api::{ApiError, hand_out};
use towline_auth::caller::Caller;
use towline_core::{Span, Time};

use super::offers::Found;
use super::table::Machine;
use super::{identity, specification};
use crate::{App, keys};

/// How long an idle poll is held. Agents read for 80 s at most, and an answer at once would make
/// them poll every second.
const HOLD: Duration = Duration::from_secs(20);

pub(super) async fn poll(
    app: &Arc<App>,
    caller: &Caller,
    input: PollHostCommandInput,
) -> Result<PollHostCommandOutput, ApiError> {
    let host = identity::host(app, caller, &input.host_identifier).await?;
    app.hosts.tells(&host, machine(&input, app.clock.real()));
    // Held for a client, so in real time.
    let until = Instant::now() + HOLD;
    let mut offered = app.hosts.watch(&host);
    let _held = (app.hosts.held(&host), app.metrics.work.hold_poll());
    loop {
        let now = app.clock.now();
        app.hosts.heard(&host, now);
        offered.borrow_and_update();
        let due = match app.hosts.take(&host, now) {
            Found::Command(command) => {
                app.metrics.work.commands.inc();
                return Ok(PollHostCommandOutput {
                    host_command: Some(HostCommand {
                        deployment_execution_id: Some(specification::execution_id(
                            app,
                            &command.deployment,
                        )),
                        host_command_identifier: Some(hand_out(&command.id, &mark(app))),
                        host_identifier: Some(input.host_identifier),
                        command_name: Some(command.event),
                        nonce: Some(0),
                    }),
                });
            }
            Found::Nothing(due) => due,
        };
        let due = async {
            match due {
                Some(due) => app.clock.sleep_until(due).await,
                None => std::future::pending().await,
            }
        };
        let wait = app.clock.idle(async {
            tokio::select! {
                _ = offered.changed() => true,
                () = due => true,
                () = sleep_until(until) => false,
                () = app.stop.cancelled() => false,
            }
        });
        if !wait.await {
            return Ok(PollHostCommandOutput::default());
        }
        // A host that joined again meanwhile has a new key, and its commands are for that one.
        if !keys::exists(app, &caller.access_key_id).await? {
            return Ok(PollHostCommandOutput::default());
        }
    }
}

/// What a poll says of the machine, whose clock is compared with the real time here.
fn machine(input: &PollHostCommandInput, now: Time) -> Machine {
    let ahead = input.host_time.map(|time| {
        let milliseconds = time.0 * 1000.0 - now.0 as f64;
        Span(milliseconds as i64)
    });
    let disk = input.disk_free_bytes.zip(input.disk_total_bytes);
    Machine {
        ahead,
        disk: disk.filter(|(free, total)| (0..=*total).contains(free)),
    }
}

/// Another one for each handing-out, also after a restart.
fn mark(app: &App) -> String {
    hex::encode(app.random.bytes::<8>())
}
