//! `towline build stop`.

use clap_complete::ArgValueCandidates;
use serde_json::{Value, json};

use super::find;
use crate::client::CODEBUILD;
use crate::completion;
use crate::consent::Consent;
use crate::document::text;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::intent::{Intent, Outlook};
use crate::said;
use crate::session::Session;
use crate::terminal::{self, word};
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
    let outlook = outlook(session, &id).await?;
    if let Some(exit) = args.consent.end(&outlook, look).await {
        return Ok(exit);
    }
    stop(session, &id).await?;
    terminal::print(&said::id(&id));
    Ok(Exit::Succeeded)
}

/// What stopping the build means now.
pub(crate) async fn outlook(session: &Session, id: &str) -> Result<Outlook, Failure> {
    Ok(described(&watch::build_document(session, id).await?))
}

fn described(build: &Value) -> Outlook {
    let (id, status) = (text(&build["id"]), text(&build["buildStatus"]));
    if status != "IN_PROGRESS" {
        return Outlook::Nothing(format!("build {id} has ended: {}", word(status)));
    }
    let intent = Intent::to(format!("stop build {id}"))
        .with("state", word(status))
        .with("phase", text(&build["currentPhase"]))
        .with("then", "its commands are ended at once");
    Outlook::Would(intent)
}

/// Stops it.
pub(crate) async fn stop(session: &Session, id: &str) -> Result<(), Failure> {
    let _: Value = session
        .call(CODEBUILD, "StopBuild", &json!({"id": id}))
        .await?;
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
        let Outlook::Would(told) = described(&build("IN_PROGRESS")) else {
            panic!("it runs");
        };
        insta::assert_snapshot!(told.text("this will", &Look::PLAIN), @r"
        this will stop build web:0a1b
          state    in progress
          phase    BUILD
          then     its commands are ended at once
        ");
        let ended = "build web:0a1b has ended: failed".to_string();
        assert_eq!(described(&build("FAILED")), Outlook::Nothing(ended));
    }
}
