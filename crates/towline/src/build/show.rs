//! `towline build show`.

use clap_complete::ArgValueCandidates;
use serde_json::json;

use super::find;
use crate::completion;
use crate::failure::Failure;
use crate::fields::{Fields, FieldsOf};
use crate::session::Session;
use crate::terminal::{self, Terminal};
use crate::watch::{self, Subject};
use crate::web::{self, Web};

/// Show a build and its phases.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The build.
    #[arg(value_name = "BUILD|PROJECT", add = ArgValueCandidates::new(completion::builds))]
    name: String,
    /// Print JSON: the answer of BatchGetBuilds.
    #[arg(long, fields_of = &["build show"])]
    json: Option<Fields>,
    #[command(flatten)]
    web: Web,
}

pub(super) async fn run(session: &Session, terminal: Terminal, args: &Args) -> Result<(), Failure> {
    let id = find(session, &args.name).await?;
    if args.web.wanted() {
        return web::open(session, "build", &id, "").await;
    }
    if let Some(fields) = &args.json {
        let build = watch::build_document(session, &id).await?;
        fields.print("build show", json!({"builds": [build]}));
        return Ok(());
    }
    let subject = Subject::Build(id);
    terminal::print(&watch::shown(session, &subject, &terminal.out).await?);
    Ok(())
}
