//! `towline build stop`.

use clap_complete::ArgValueCandidates;
use serde_json::{Value, json};

use super::find;
use crate::client::CODEBUILD;
use crate::completion;
use crate::failure::Failure;
use crate::session::Session;
use crate::terminal::{self, safe};

/// Stop a build and print its id.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The build.
    #[arg(value_name = "BUILD|PROJECT", add = ArgValueCandidates::new(completion::builds))]
    name: String,
}

pub(super) async fn run(session: &Session, args: &Args) -> Result<(), Failure> {
    let id = find(session, &args.name).await?;
    let _: Value = session
        .call(CODEBUILD, "StopBuild", &json!({"id": id}))
        .await?;
    terminal::print(&format!("{}\n", safe(&id)));
    Ok(())
}
