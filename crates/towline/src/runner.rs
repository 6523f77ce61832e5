//! `towline runner`: runs builds on another machine than the server's.

use std::path::PathBuf;

use towline_agent::runner::{self, RunnerConfig, RunnerError};

use crate::config::{Config, Connection, Service};
use crate::failure::Failure;
use crate::{client, logging, signals};

/// Run the builds of a server on this machine.
///
/// The address and the key come from --data, the environment that `towline env` makes, or a profile.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The server's data directory, when it is on this machine.
    #[arg(long, env = "TOWLINE_DATA")]
    data: Option<PathBuf>,
    /// Shown as the runner of a build; the host name when absent.
    #[arg(long)]
    name: Option<String>,
    /// Where builds are unpacked and run; emptied at the start.
    #[arg(long, default_value = "/var/lib/towline-runner")]
    work: PathBuf,
    /// Builds at a time.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..))]
    slots: u8,
    #[command(flatten)]
    log: logging::Log,
}

/// Runs the command until it is told to stop.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    logging::start(args.log);
    let stop = signals::stop();
    let connection = Connection {
        data: args.data.clone(),
        ..Connection::default()
    };
    let config = RunnerConfig {
        name: args.name.unwrap_or_else(host_name),
        access: Config::find(&connection)?.access(Service::Towline)?,
        work: args.work,
        hide: args.data.into_iter().collect(),
        slots: usize::from(args.slots),
    };
    run_until(config, stop).await
}

/// Runs builds until `stop` completes.
pub(crate) async fn run_until(
    config: RunnerConfig,
    stop: impl Future<Output = ()> + Send,
) -> Result<(), Failure> {
    runner::run(config, stop).await.map_err(failure)
}

fn host_name() -> String {
    rustix::system::uname()
        .nodename()
        .to_string_lossy()
        .into_owned()
}

fn failure(error: RunnerError) -> Failure {
    match error {
        RunnerError::Client(error) => client::failure("the runner cannot run", error),
        error => Failure::new("the runner cannot run", error),
    }
}
