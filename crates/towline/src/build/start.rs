//! `towline build start`.

use clap_complete::ArgValueCandidates;
use serde_json::{Value, json};

use super::find::projects;
use crate::client::CODEBUILD;
use crate::completion;
use crate::document::text;
use crate::dry_run::{self, DryRun};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::intent::{Intent, Outlook};
use crate::names;
use crate::session::Session;
use crate::terminal;
use crate::watch::{self, Subject};

/// Start a build and print its id.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The project.
    #[arg(add = ArgValueCandidates::new(completion::projects))]
    project: String,
    /// A variable for its commands, as NAME=VALUE; may be repeated.
    #[arg(long = "env", value_name = "NAME=VALUE", value_parser = variable)]
    variables: Vec<(String, String)>,
    /// The version of the source that is built.
    #[arg(long, value_name = "VERSION")]
    source_version: Option<String>,
    /// Watch it to its end; the exit code is its outcome.
    #[arg(long, short)]
    watch: bool,
    #[command(flatten)]
    dry: DryRun,
    #[command(flatten)]
    options: watch::Options,
}

fn variable(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_string(), value.to_string())),
        _ => Err("it is NAME=VALUE".to_string()),
    }
}

pub(super) async fn run(
    session: &Session,
    args: Args,
    look: terminal::Options,
) -> Result<Exit, Failure> {
    let there = projects(session).await?;
    let project = names::bare(&args.project);
    if !there.contains(&project) {
        return Err(names::unknown("project", &project, &there));
    }
    let mut input = json!({"projectName": project});
    if let Some(version) = &args.source_version {
        input["sourceVersion"] = json!(version);
    }
    if !args.variables.is_empty() {
        let variables = args.variables.iter();
        let variables = variables.map(|(name, value)| json!({"name": name, "value": value}));
        input["environmentVariablesOverride"] = variables.collect();
    }
    args.dry.in_words(args.options.json())?;
    if args.dry.wanted() {
        return Ok(dry_run::tell(&outlook(&project, &args), look));
    }
    let since = watch::position(session).await?;
    let output: Value = session.call(CODEBUILD, "StartBuild", &input).await?;
    let id = text(&output["build"]["id"]);
    args.options.announce(id, args.watch);
    if !args.watch {
        return Ok(Exit::Succeeded);
    }
    let subject = Subject::Build(id.to_string());
    watch::follow(session, subject, Some(since), look, args.options).await
}

/// Values may be secrets: only the names of variables are told.
fn outlook(project: &str, args: &Args) -> Outlook {
    let names: Vec<&str> = args
        .variables
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    let intent = Intent::to(format!("start a build of {project}"))
        .with(
            "version",
            args.source_version.as_deref().unwrap_or_default(),
        )
        .with("variables", names.join(", "));
    Outlook::Would(intent)
}
