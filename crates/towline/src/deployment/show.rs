//! `towline deployment show`.

use super::find;
use crate::completion;
use crate::failure::Failure;
use crate::fields::{Fields, FieldsOf};
use crate::session::Session;
use crate::terminal::{self, Terminal};
use crate::watch::{self, Subject};
use crate::web::{self, Web};
use clap_complete::ArgValueCandidates;

/// Show a deployment and its hosts.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The deployment.
    #[arg(value_name = "DEPLOYMENT|APPLICATION/GROUP", add = ArgValueCandidates::new(completion::deployments))]
    name: String,
    /// Print JSON: the answer of GetDeployment with the deploymentTargets of
    /// BatchGetDeploymentTargets.
    #[arg(long, fields_of = &["deployment show"])]
    json: Option<Fields>,
    #[command(flatten)]
    web: Web,
}

pub(super) async fn run(session: &Session, terminal: Terminal, args: &Args) -> Result<(), Failure> {
    let id = find(session, &args.name).await?;
    if args.web.wanted() {
        return web::open(session, "deployment", &id, "").await;
    }
    if let Some(fields) = &args.json {
        let document = watch::deployment_document(session, &id).await?;
        fields.print("deployment show", document);
        return Ok(());
    }
    let subject = Subject::Deployment(id);
    terminal::print(&watch::shown(session, &subject, &terminal.out).await?);
    Ok(())
}
