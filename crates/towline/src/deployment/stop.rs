//! `towline deployment stop`.

use clap_complete::ArgValueCandidates;
use serde_json::{Value, json};

use super::find;
use crate::client::CODEDEPLOY;
use crate::completion;
use crate::failure::Failure;
use crate::session::Session;
use crate::terminal::{self, safe};

/// Stop a deployment and print its id. Scripts in progress end first; no further host is started.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The deployment.
    #[arg(value_name = "DEPLOYMENT|APPLICATION/GROUP", add = ArgValueCandidates::new(completion::deployments))]
    name: String,
    /// Deploy the last successful revision again to the hosts that were touched.
    #[arg(long, conflicts_with = "no_rollback")]
    rollback: bool,
    /// Do not roll back, whatever the deployment group says.
    #[arg(long)]
    no_rollback: bool,
}

pub(super) async fn run(session: &Session, args: &Args) -> Result<(), Failure> {
    let id = find(session, &args.name).await?;
    let mut input = json!({"deploymentId": id});
    if args.rollback || args.no_rollback {
        input["autoRollbackEnabled"] = json!(args.rollback);
    }
    let _: Value = session.call(CODEDEPLOY, "StopDeployment", &input).await?;
    let id = safe(&id);
    terminal::print(&format!("{id}\n"));
    terminal::tell(&format!(
        "stopping deployment {id}; `towline deployment watch {id}` waits for its end\n"
    ));
    Ok(())
}
