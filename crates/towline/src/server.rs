//! `towline server`: the control plane in the foreground, with a build runner beside it.
#![expect(
    clippy::print_stdout,
    reason = "`ready <url>` is what a supervisor waits for"
)]

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use tokio_util::{sync::CancellationToken, task::TaskTracker};
use towline_agent::client::Access;
use towline_agent::runner::RunnerConfig;
use towline_auth::sigv4::SecretKey;
use towline_server::keys::RootPreset;
use towline_server::{ClockError, Ready, ServerConfig, ServerError};

use crate::failure::Failure;
use crate::{access, logging, signals};

/// Builds at a time beside the control plane, which needs the machine, too.
const BUILDS: usize = 2;

/// Run the control plane: the AWS API, Git, S3 and the engine, on one port.
///
/// Prints `ready <url>` once it accepts requests; logs to standard error (`RUST_LOG` filters). The
/// root key is made at the first start, or taken from TOWLINE_ROOT_ACCESS_KEY_ID and
/// TOWLINE_ROOT_SECRET_ACCESS_KEY.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Where everything is kept; made when missing.
    #[arg(long, env = "TOWLINE_DATA", default_value = super::SERVER_DATA)]
    data: PathBuf,
    /// Address and port; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:7070")]
    listen: SocketAddr,
    /// The account in every ARN.
    #[arg(long, default_value = "123456789012")]
    account: String,
    /// The region where a request names none.
    #[arg(long, default_value = "us-east-1")]
    region: String,
    /// Speak TLS with a certificate of the server's own authority (see `towline ca`).
    #[arg(long)]
    tls: bool,
    /// Speak plain HTTP beyond loopback, because something else encrypts.
    #[arg(long, conflicts_with = "tls")]
    insecure: bool,
    /// The address that clients are told, when it is not the one listened on (behind a proxy).
    #[arg(long)]
    url: Option<String>,
    /// Let `towline clock advance` move the server's clock, to try out what takes days. Not for
    /// a server that anybody relies on.
    #[arg(long)]
    dev_clock: bool,
    /// Run no builds in this process.
    #[arg(long)]
    no_runner: bool,
    #[command(flatten)]
    log: logging::Log,
}

/// Runs the command until it is told to stop.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    logging::start(args.log);
    let asked = signals::stop();
    let builds = Builds::default();
    let stop = async {
        asked.await;
        // The server is still there: builds under way are given back to it.
        builds.end().await;
    };
    let served = towline_server::serve(config(&args)?, stop, |ready| {
        println!("ready {}", ready.url);
        if !args.no_runner {
            builds.start(args.data.clone(), ready);
        }
    })
    .await;
    builds.end().await;
    served.map_err(failure)
}

fn config(args: &Args) -> Result<ServerConfig, Failure> {
    Ok(ServerConfig {
        data: args.data.clone(),
        listen: args.listen,
        account: args.account.clone(),
        region: args.region.clone(),
        tls: args.tls,
        insecure: args.insecure,
        dev_clock: args.dev_clock,
        url: args.url.clone(),
        root: root_preset(|name| std::env::var(name).ok())?,
        pages: Some(Arc::new(towline_console::Console)),
    })
}

/// The root key that the operator chose, if one. A secret on a command line would be public, so it
/// comes from the environment only.
fn root_preset(variable: impl Fn(&str) -> Option<String>) -> Result<Option<RootPreset>, Failure> {
    const ID: &str = "TOWLINE_ROOT_ACCESS_KEY_ID";
    const SECRET: &str = "TOWLINE_ROOT_SECRET_ACCESS_KEY";
    match (variable(ID), variable(SECRET)) {
        (None, None) => Ok(None),
        (Some(access_key_id), Some(secret)) => Ok(Some(RootPreset {
            access_key_id,
            secret: SecretKey::new(secret),
        })),
        (id, _) => {
            let (given, missing) = if id.is_some() {
                (ID, SECRET)
            } else {
                (SECRET, ID)
            };
            let failure = Failure::new(
                "half a root key",
                format!("{given} is set, {missing} is not"),
            );
            Err(failure.fix("set both or none").usage())
        }
    }
}

/// The runner in this process. It is like any other: it comes over the network with its own key.
#[derive(Default)]
struct Builds {
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl Builds {
    fn start(&self, data: PathBuf, ready: Ready) {
        let stop = self.stop.clone();
        self.tasks.spawn(async move {
            if let Err(failure) = run_builds(data, ready, stop).await {
                tracing::error!("builds were not run: {failure}");
            }
        });
    }

    /// Ends the runner, if there is one, and waits for its end.
    async fn end(&self) {
        self.stop.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }
}

async fn run_builds(data: PathBuf, ready: Ready, stop: CancellationToken) -> Result<(), Failure> {
    let config = RunnerConfig {
        access: Access {
            ca_pem: ready.ca.as_deref().map(access::read).transpose()?,
            endpoint: ready.url,
            region: ready.region,
            access_key_id: ready.runner.access_key_id,
            secret: ready.runner.secret,
        },
        name: "local".to_string(),
        work: data.join("runner"),
        hide: vec![data],
        slots: BUILDS,
    };
    crate::runner::run_until(config, stop.cancelled_owned()).await
}
fn failure(error: ServerError) -> Failure {
    let usage = matches!(
        error,
        ServerError::Insecure(_)
            | ServerError::Account(_)
            | ServerError::Clock(ClockError::Moved { .. })
    );
    let failure = Failure::new("the server cannot run", error);
    if usage { failure.usage() } else { failure }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_root_key_is_refused() {
        let only = |given: &'static str| move |name: &str| (name == given).then(|| "x".to_string());
        assert!(root_preset(|_| None).unwrap().is_none());
        assert!(root_preset(|_| Some("x".into())).unwrap().is_some());
        let failure = root_preset(only("TOWLINE_ROOT_ACCESS_KEY_ID")).unwrap_err();
        assert!(
            failure.to_string().contains("SECRET_ACCESS_KEY is not"),
            "{failure}"
        );
        assert!(root_preset(only("TOWLINE_ROOT_SECRET_ACCESS_KEY")).is_err());
    }
}
