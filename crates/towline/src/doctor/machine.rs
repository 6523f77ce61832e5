//! This machine: the programs that Towline drives, and the limit of open files.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use rustix::process::{Resource, getrlimit};
use towline_server::doctor::{Finding, server_process};

/// Programs that somebody may need, how to ask for their version, and what is missing without.
const PROGRAMS: [(&str, &str, &str); 4] = [
    ("git", "--version", "the server has no repositories"),
    (
        "bwrap",
        "--version",
        "builds run without a sandbox (Debian's package is bubblewrap)",
    ),
    (
        "setfacl",
        "--version",
        "hosts cannot apply the acls of an appspec (Debian's package is acl)",
    ),
    ("su", "--version", "hosts cannot run scripts as other users"),
];

const PATIENCE: Duration = Duration::from_secs(5);

/// Every host holds one connection.
const FEW_FILES: u64 = 4096;

pub(super) async fn examine(data: Option<&Path>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (program, argument, without) in PROGRAMS {
        findings.push(match version(program, argument).await {
            Ok(version) => Finding::ok(program, version),
            Err(why) => Finding::warn(
                program,
                format!("{why}: {without}"),
                format!("install {program} where that is needed"),
            ),
        });
    }
    findings.push(files(data.and_then(server_process)));
    findings
}

async fn version(program: &str, argument: &str) -> Result<String, String> {
    let mut command = tokio::process::Command::new(program);
    command
        .arg(argument)
        .stdin(Stdio::null())
        .kill_on_drop(true);
    let output = tokio::time::timeout(PATIENCE, command.output()).await;
    let output = output.map_err(|_| "does not answer".to_string())?;
    let output = output.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "not found".to_string(),
        _ => error.to_string(),
    })?;
    let text = String::from_utf8_lossy(&output.stdout);
    match text.lines().next() {
        Some(line) if output.status.success() => Ok(line.trim().to_string()),
        _ => Err(format!("fails ({})", output.status)),
    }
}

/// The limit of the server that runs, else the one that a server started here could get.
fn files(server: Option<u32>) -> Finding {
    const CHECK: &str = "open files";
    let (limit, whose) = match server.and_then(|server| Some((limit_of(server)?, server))) {
        Some((limit, server)) => (Some(limit), format!("the server (process {server})")),
        None => (
            getrlimit(Resource::Nofile).maximum,
            "a server started here".to_string(),
        ),
    };
    match limit {
        Some(limit) if limit < FEW_FILES => Finding::warn(
            CHECK,
            format!("{whose} may have {limit} open; every host and runner takes one or two"),
            "raise the limit: LimitNOFILE= of a systemd unit, or ulimit -n",
        ),
        Some(limit) => Finding::ok(CHECK, format!("{whose} may have {limit} open")),
        None => Finding::ok(CHECK, format!("{whose} may have any number open")),
    }
}

/// The soft limit of a process: a server raises it to the hard one when it starts.
fn limit_of(process: u32) -> Option<u64> {
    let text = std::fs::read_to_string(format!("/proc/{process}/limits")).ok()?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}
