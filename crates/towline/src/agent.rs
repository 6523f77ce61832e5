//! `towline agent`: registers this machine as a host and carries out its deployments.
#![expect(clippy::print_stdout, reason = "join and token print what they made")]

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use serde_json::json;
use towline_agent::client::TOWLINE;
use towline_agent::host::{self, HostConfig, HostError, JoinConfig};
use towline_api::towline::CreateJoinTokenOutput;
use towline_auth::sigv4::SecretKey;

use crate::config::Connection;
use crate::failure::Failure;
use crate::said;
use crate::session::Session;
use crate::terminal;
use crate::{client, logging};

/// Where an agent keeps its identity and its revisions unless `--data` says otherwise.
const DATA: &str = "/var/lib/towline-agent";

/// Carry out deployments on this machine; `join` first.
#[derive(Debug, Parser)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    run: Run,
}

#[derive(Debug, Parser)]
struct Run {
    /// The agent's own directory.
    // Not `data`: that one is handed down to `token`, whose --data is a server's.
    #[arg(long = "data", id = "agent_data", value_name = "DATA", default_value = DATA)]
    data: PathBuf,
    /// A directory that stands in for the whole machine, so that several hosts fit on one.
    #[arg(long)]
    root: Option<PathBuf>,
    /// Revisions kept for each deployment group, the current one included.
    #[arg(long, default_value_t = 5)]
    max_revisions: usize,
    #[command(flatten)]
    log: logging::Log,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Register this machine with a server, once.
    Join(Join),
    /// Print a token with which a machine can join.
    Token {
        #[command(flatten)]
        connection: Connection,
        /// Seconds for which it is good.
        #[arg(long, default_value_t = 3600, value_parser = clap::value_parser!(i32).range(60..))]
        ttl: i32,
    },
}

#[derive(Debug, Parser)]
struct Join {
    /// The server's address.
    #[arg(long)]
    server: String,
    /// What `towline agent token` printed; better given in the environment.
    #[arg(long, env = "TOWLINE_JOIN_TOKEN", hide_env_values = true)]
    token: String,
    /// The host's name, unique on the server.
    #[arg(long)]
    name: String,
    /// A tag that deployment groups find the host by, as KEY=VALUE; may be repeated.
    #[arg(long = "tag", value_parser = tag)]
    tags: Vec<(String, String)>,
    /// The agent's own directory.
    #[arg(long, default_value = DATA)]
    data: PathBuf,
    /// The certificate of the server's own authority (what `towline ca` prints).
    #[arg(long)]
    ca: Option<PathBuf>,
}

fn tag(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("a tag is KEY=VALUE")?;
    if key.is_empty() {
        return Err("a tag needs a key".to_string());
    }
    Ok((key.to_string(), value.to_string()))
}

/// Runs the command. Not async: the agent may change the root of the process, which it can only do
/// before there are threads.
pub(crate) fn run(args: Args) -> Result<(), Failure> {
    match args.command {
        None => {
            logging::start(args.run.log);
            let config = HostConfig {
                data: args.run.data,
                root: args.run.root,
                max_revisions: args.run.max_revisions,
            };
            host::run(config).map_err(|error| failure("the agent cannot run", error))
        }
        Some(Command::Join(args)) => super::block_on(join(args)),
        Some(Command::Token { connection, ttl }) => super::block_on(token(connection, ttl)),
    }
}

async fn join(args: Join) -> Result<(), Failure> {
    let config = JoinConfig {
        data: args.data,
        server: args.server,
        token: SecretKey::new(args.token),
        name: args.name,
        tags: args.tags,
        ca_file: args.ca,
    };
    let arn = host::join(&config)
        .await
        .map_err(|error| failure("cannot join", error))?;
    terminal::print(&said::id(&said::joined(&arn)));
    Ok(())
}

async fn token(connection: Connection, ttl: i32) -> Result<(), Failure> {
    let session = Session::open(&connection)?;
    let input = json!({"ttlSeconds": ttl});
    let output: CreateJoinTokenOutput = session.call(TOWLINE, "CreateJoinToken", &input).await?;
    println!("{}", output.token);
    Ok(())
}

fn failure(what: &str, error: HostError) -> Failure {
    match error {
        HostError::Client(error) => client::failure(what, error),
        HostError::Token => Failure::new(what, error).usage(),
        error => Failure::new(what, error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_a_key_and_a_value() {
        assert_eq!(tag("a=b=c"), Ok(("a".into(), "b=c".into())));
        assert_eq!(tag("a="), Ok(("a".into(), String::new())));
        assert!(tag("a").is_err() && tag("=b").is_err());
    }

    #[test]
    fn the_agents_own_directory_is_not_taken_for_a_servers() {
        let parsed = |words: &[&str]| Args::try_parse_from(words).unwrap();
        let Some(Command::Token { connection, .. }) = parsed(&["agent", "token"]).command else {
            panic!("another command");
        };
        assert_eq!(connection.data, None);
        assert_eq!(parsed(&["agent"]).run.data, PathBuf::from(DATA));
        let given = parsed(&["agent", "--data", "/here"]);
        assert_eq!(given.run.data, PathBuf::from("/here"));
    }
}
