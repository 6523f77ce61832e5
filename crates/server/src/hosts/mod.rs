//! The host-agent API (CodeDeployCommand): joining, polling for commands, reports.
//!
//! ```text
//! deployment machine ── offer ─► Hosts ── held poll returns ─► agent
//!        ▲    └─ withdraw ─► Hosts                               │
//!        └──────────── acknowledgement, completion ◄─────────────┘
//! ```
//!
//! A command stays on offer until the machine withdraws it, which it does when the command was
//! acknowledged: a poll whose client went away loses nothing, it is only handed out again later.

pub(crate) mod contact;
mod describe;
mod identity;
mod join;
mod list;
mod offers;
mod output;
mod poll;
mod recall;
mod reports;
pub(crate) mod silence;
mod specification;
mod table;

use std::sync::Arc;

use serde_json::Value;
use towline_api::hostcommand::Operation;
use towline_api::{ApiError, decode, encode};
use towline_auth::caller::Caller;

use crate::App;

pub use describe::describe_hosts;
pub(crate) use join::any_joined;
pub use join::join_host;
pub use list::list_hosts;
pub(crate) use output::HOST_OUTPUT;
pub use output::put_host_output;
pub(crate) use recall::recall;
pub use table::Hosts;

/// Answers one operation of an agent.
pub async fn handle(
    app: &Arc<App>,
    caller: &Caller,
    operation: Operation,
    input: Value,
) -> Result<Value, ApiError> {
    use Operation::*;
    macro_rules! call {
        ($function:path) => {
            encode(&Box::pin($function(app, caller, decode(input)?)).await?)
        };
    }
    // A host that was answered comes back: a clock that is being moved waits for it.
    let _visit = app.clock.visit(&caller.access_key_id);
    match operation {
        PollHostCommand => call!(poll::poll),
        GetDeploymentSpecification => call!(specification::get),
        PutHostCommandAcknowledgement => call!(reports::acknowledge),
        PutHostCommandComplete => call!(reports::complete),
        PostHostCommandUpdate => call!(reports::update),
    }
}
