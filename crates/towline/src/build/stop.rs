//! `towline build stop`.

use clap_complete::ArgValueCandidates;
use serde_json::{Value, json};

use super::find;
use crate::client::CODEBUILD;
use crate::completion;
use crate::consent::{Consent, declined};
use crate::document::text;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::intent::Intent;
use crate::session::Session;
use crate::terminal::{self, safe, word};
use crate::watch;

/// Stop a build and print its id. Its commands are ended at once.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The build.
    #[arg(value_name = "BUILD|PROJECT", add = ArgValueCandidates::new(completion::builds))]
    name: String,
    #[command(flatten)]
    consent: Consent,
}

pub(super) async fn run(
    session: &Session,
    args: &Args,
    look: terminal::Options,
) -> Result<Exit, Failure> {
    args.consent.possible("build stop")?;
    let id = find(session, &args.name).await?;
    // To stop what has ended changes nothing: there is nothing to ask about.
    if let Some(intent) = intent(session, &id).await?
        && !args.consent.given(&intent, look).await
    {
        return Ok(declined());
    }
    stop(session, &id).await?;
    Ok(Exit::Succeeded)
}

/// What stopping the build means now; nothing when it has ended.
pub(crate) async fn intent(session: &Session, id: &str) -> Result<Option<Intent>, Failure> {
    Ok(described(&watch::build_document(session, id).await?))
}

fn described(build: &Value) -> Option<Intent> {
    let status = text(&build["buildStatus"]);
    (status == "IN_PROGRESS").then(|| {
        Intent::to(format!("stop build {}", text(&build["id"])))
            .with("state", word(status))
            .with("phase", text(&build["currentPhase"]))
            .with("then", "its commands are ended at once")
    })
}

/// Stops it.
pub(crate) async fn stop(session: &Session, id: &str) -> Result<(), Failure> {
    let _: Value = session
        .call(CODEBUILD, "StopBuild", &json!({"id": id}))
        .await?;
    terminal::print(&format!("{}\n", safe(id)));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::Look;

    #[test]
    fn a_build_that_runs_is_asked_about_and_no_other() {
        let build =
            |status| json!({"id": "web:0a1b", "buildStatus": status, "currentPhase": "BUILD"});
        let told = described(&build("IN_PROGRESS")).unwrap();
        insta::assert_snapshot!(told.text("this will", &Look::PLAIN), @r"
        this will stop build web:0a1b
          state    in progress
          phase    BUILD
          then     its commands are ended at once
        ");
        assert_eq!(described(&build("FAILED")), None);
    }
}
