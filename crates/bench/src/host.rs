//! A real `towline agent` with a directory that stands in for its machine.

use tokio::process::Command;

use serde_json::json;

use crate::Result;
use crate::lab::{Lab, Place};
use crate::process::Process;
use crate::server::Server;
use crate::wire::TOWLINE;

/// A running agent.
pub(crate) struct Host {
    pub(crate) process: Process,
}

impl Host {
    /// Joins `server` as `name`, with the tag `fleet=TAG`, and starts the agent.
    pub(crate) async fn start(
        lab: &Lab,
        place: Place,
        server: &Server,
        name: &str,
        tag: &str,
    ) -> Result<Host> {
        let directory = lab.directory(place)?;
        let (data, root) = (directory.join("data"), directory.join("root"));
        std::fs::create_dir(&data)?;
        std::fs::create_dir(&root)?;
        let answer = server.call(TOWLINE, "CreateJoinToken", json!({})).await?;
        let token = answer["token"].as_str().unwrap_or_default();
        let joined = Command::new(&lab.program)
            .args(["agent", "join", "--server", &server.url, "--name", name])
            .args(["--tag", &format!("fleet={tag}")])
            .arg("--data")
            .arg(&data)
            .env("TOWLINE_JOIN_TOKEN", token)
            .output()
            .await?;
        if !joined.status.success() {
            let text = String::from_utf8_lossy(&joined.stderr).into_owned();
            return Err(format!("{name} could not join: {text}").into());
        }
        let mut command = Command::new(&lab.program);
        command.arg("agent").arg("--data").arg(&data);
        command.arg("--root").arg(&root).env("RUST_LOG", "info");
        let process = Process::start(command, &directory.join("agent.log"))?;
        process.logged("agent of").await?;
        Ok(Host { process })
    }
}
