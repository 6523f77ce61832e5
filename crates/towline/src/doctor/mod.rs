//! `towline doctor`: looks at a server, its data directory and this machine, and says what is
//! wrong and what to do. The report holds names and numbers, no secret: it can be shown to others.

mod machine;
mod remote;
mod tls;
mod view;

use std::path::PathBuf;

use serde_json::json;
use towline_agent::client::Access;
use towline_server::doctor::{Finding, Level, examine};

use crate::access;
use crate::config::{Config, Connection, Service};
use crate::failure::Failure;
use crate::fields::{Fields, FieldsOf};
use crate::terminal::{self, Terminal};

/// Look for what is wrong with a server, its data directory and this machine.
///
/// Exits with 1 when something does not work.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The server's data directory.
    #[arg(long, env = "TOWLINE_DATA")]
    data: Option<PathBuf>,
    /// The server's address, when its data directory is not on this machine or names another one.
    #[arg(long)]
    server: Option<String>,
    /// The certificate of the server's own authority (what `towline ca` prints).
    #[arg(long, env = "AWS_CA_BUNDLE")]
    ca: Option<PathBuf>,
    /// Print JSON: an object with `version` and `findings`.
    #[arg(long, fields_of = &["doctor"])]
    json: Option<Fields>,
    #[command(flatten)]
    look: terminal::Options,
}

/// Runs the command.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let data = match (&args.data, &args.server) {
        (None, None) => Some(PathBuf::from(super::SERVER_DATA)),
        (data, _) => data.clone(),
    };
    let mut findings = Vec::new();
    if let Some(data) = &data {
        findings.extend(examine(data).await);
    }
    findings.extend(machine::examine(data.as_deref()).await);
    findings.extend(server(&args, data).await?);
    if let Some(fields) = &args.json {
        let version = env!("CARGO_PKG_VERSION");
        fields.print("doctor", json!({"version": version, "findings": findings}));
    } else {
        let look = Terminal::find(args.look).out;
        terminal::print(&view::text(&findings, &look));
    }
    match findings.iter().filter(|f| f.level == Level::Fail).count() {
        0 => Ok(()),
        failed => Err(Failure::new(
            "not everything works",
            format!("{failed} of {} checks failed", findings.len()),
        )),
    }
}

/// Checks over the network: with the key of the data directory, with that of the environment, or
/// without one.
async fn server(args: &Args, data: Option<PathBuf>) -> Result<Vec<Finding>, Failure> {
    let found = match &data {
        Some(data) => access::of(data),
        None => Config::find(&Connection::default()).and_then(|c| c.access(Service::Towline)),
    };
    let known = match (found, &args.server) {
        (Ok(access), None) => Some(access),
        (Ok(access), Some(server)) => Some(Access {
            endpoint: server.clone(),
            ..access
        }),
        (Err(_), _) => None,
    };
    let Some(endpoint) = args
        .server
        .clone()
        .or(known.as_ref().map(|k| k.endpoint.clone()))
    else {
        return Ok(vec![Finding::fail(
            "server",
            "its address is not known: the data directory has no root-key that can be read",
            "start `towline server` with this --data, or name its address with --server",
        )]);
    };
    let given = args.ca.as_deref().map(access::read).transpose()?;
    let ca_pem = given.or_else(|| known.as_ref().and_then(|known| known.ca_pem.clone()));
    let known = known.map(|access| Access {
        ca_pem: ca_pem.clone(),
        ..access
    });
    Ok(remote::examine(&endpoint, ca_pem.as_deref(), known).await)
}
