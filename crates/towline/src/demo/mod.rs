//! `towline demo`: a server, hosts and a pipeline on this machine, and what a team does with them.
//!
//! [`story`] tells it, [`by_hand`] leaves a part of it to the person who watches, [`stage`] runs the processes, [`world`] sets the pipeline up, [`facts`] asks
//! the server, [`watch`] follows its events. Nothing here takes a short cut: all goes through the
//! public API, git, and real child processes.

mod by_hand;
mod facts;
mod git;
mod host;
mod say;
mod site;
mod stage;
mod story;
mod tell;
mod visitor;
mod watch;
mod world;

use std::path::PathBuf;

use tokio::process::Command;
use towline_agent::client::Access;

use self::stage::Stage;
use self::story::Story;
use self::watch::Watch;
use crate::failure::Failure;
use crate::{access, signals};

/// Show it all on this machine: push, build, test, approve, deploy, fail, roll back.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// End when the story is told; status 0 only if every step really happened.
    #[arg(long)]
    exit: bool,
    /// You approve and roll back, in the console or from another terminal; the demo waits for you.
    #[arg(long)]
    by_hand: bool,
    /// How many hosts to deploy to.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(2..=20))]
    hosts: u8,
}

/// Runs the demo and ends everything it started.
pub(crate) async fn run(args: &Args) -> Result<(), Failure> {
    for program in ["git", "python3"] {
        needs(program).await?;
    }
    let mut stage = Stage::new()?;
    let told = tokio::select! {
        told = play(&mut stage, args) => Some(told),
        () = signals::stop() => None,
    };
    if matches!(told, Some(Ok(()))) && !args.exit {
        how_to_look(&stage);
        signals::stop().await;
    }
    say::line("ending the server and the hosts");
    let ended = stage.end(matches!(told, Some(Err(_)))).await;
    let interrupted = Failure::new("the demo did not come to its end", "it was interrupted");
    told.unwrap_or(Err(interrupted)).and(ended)
}

async fn play(stage: &mut Stage, args: &Args) -> Result<(), Failure> {
    say::chapter("A server and its hosts");
    let url = stage.server().await?;
    let access = access::of(&stage.data())?;
    let client = access::connect(access.clone())?;
    say::line(&format!("towline server at {url}"));
    say::line(&format!("console at {url}/console/"));
    say::line(&format!(
        "its key and secret: {} env --data {}",
        program().display(),
        stage.data().display()
    ));
    for number in 1..=usize::from(args.hosts) {
        stage.join(&client, number).await?;
        let host = &stage.hosts[number - 1];
        say::line(&format!("host {} will serve {}", host.name, host.address()));
    }
    story(stage, access, args.by_hand).await?.tell().await?;
    say::chapter("Done");
    say::line("every step happened and was checked");
    Ok(())
}

async fn story(stage: &Stage, access: Access, by_hand: bool) -> Result<Story<'_>, Failure> {
    let client = access::connect(access.clone())?;
    let url = world::repository(&client).await?;
    say::line(&format!("repository {url}"));
    let clone = git::Clone::make(&url, stage.path().join("clone"), access).await?;
    Ok(Story {
        watch: Watch::new(client.clone()),
        http: reqwest::Client::builder()
            .timeout(std::time::Duration::from_secs(5))
            .build()
            .map_err(|e| Failure::new("cannot set up an HTTP client", e))?,
        hosts: &stage.hosts,
        asks: by_hand.then(|| format!("{}/console", stage.url())),
        client,
        clone,
    })
}

async fn needs(program: &str) -> Result<(), Failure> {
    let fail = |why: String| {
        Failure::new(format!("the demo needs {program}"), why).fix(format!(
            "install it, for example with `apt-get install {program}`"
        ))
    };
    let done = Command::new(program)
        .arg("--version")
        .output()
        .await
        .map_err(|e| fail(e.to_string()))?;
    if done.status.success() {
        return Ok(());
    }
    Err(fail(format!(
        "`{program} --version` ended with {}",
        done.status
    )))
}

/// This program as a shell calls it.
fn program() -> PathBuf {
    std::env::current_exe().unwrap_or_else(|_| "towline".into())
}

fn how_to_look(stage: &Stage) {
    let data = stage.data();
    let url = stage.url();
    say::text(&format!(
        "
The server and the hosts stay up, with the console at {url}/console/. In another terminal:

  {program} env --data {data}
  eval \"$({program} env --data {data})\"
  aws codepipeline get-pipeline-state --name {name}
  aws deploy list-deployments --application-name {name} --deployment-group-name {group}

The work tree with the repository is {}; commit and `git push` to run the pipeline again.
Ctrl-C ends everything.",
        stage.path().join("clone").display(),
        program = program().display(),
        data = data.display(),
        name = world::NAME,
        group = world::GROUP,
    ));
}
