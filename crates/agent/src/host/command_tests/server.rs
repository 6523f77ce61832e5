//! The scripted server, at whose calls the agent can be made to die.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::Notify;
use towline_api::hostcommand::HostCommand;
use towline_api::{hand_out, handed_out};

use super::super::report::Report;
use super::super::service::{Answer, Service, ServiceError};
use super::super::spec::S3Revision;
use super::super::testing;

/// A server with a list of commands; it hands one out again to an agent that came back, until it
/// is acknowledged.
#[derive(Default)]
pub(super) struct Script {
    pub(super) commands: Vec<HostCommand>,
    pub(super) handed_out: Vec<String>,
    /// How often commands were handed out, over all agents.
    pub(super) polls: usize,
    /// Command and mark of the handing-out.
    pub(super) acknowledged: Vec<(String, Option<String>)>,
    pub(super) reports: Vec<(String, Report)>,
    pub(super) output: Vec<String>,
    /// Calls so far, for the place of the kill.
    pub(super) calls: Vec<String>,
    /// The call at which the agent dies, and whether the server has heard it by then.
    pub(super) kill: Option<(usize, bool)>,
    /// The call after which the journal is hidden.
    pub(super) hide: Option<(usize, Box<dyn Fn() + Send + Sync>)>,
    /// It is hidden now.
    pub(super) hidden: bool,
}

pub(super) struct Server {
    pub(super) script: Mutex<Script>,
    pub(super) bundle: Mutex<Vec<u8>>,
    /// Somebody died, or a report came.
    pub(super) news: Notify,
}

fn hide(script: &Script, here: usize) -> bool {
    match &script.hide {
        Some((at, hide)) if *at == here => {
            hide();
            true
        }
        _ => false,
    }
}

type Result<T> = std::result::Result<T, ServiceError>;

impl Server {
    pub(super) fn new(bundle: Vec<u8>) -> Arc<Server> {
        Arc::new(Server {
            script: Mutex::default(),
            bundle: Mutex::new(bundle),
            news: Notify::new(),
        })
    }

    pub(super) fn add(&self, deployment: &str, event: &str) {
        let mut script = self.script.lock().unwrap();
        let id = format!("{deployment}/{event}");
        script.commands.push(HostCommand {
            host_command_identifier: Some(id),
            deployment_execution_id: Some(deployment.into()),
            command_name: Some(event.into()),
            ..Default::default()
        });
    }

    /// One step of the agent: dies before or after `effect` when it is the one.
    async fn step<T>(&self, what: &str, effect: impl FnOnce(&mut Script) -> T) -> T {
        let result = {
            let mut script = self.script.lock().unwrap();
            script.calls.push(what.into());
            let here = script.calls.len();
            match script.kill {
                Some((at, heard)) if at == here => {
                    if heard {
                        effect(&mut script);
                    }
                    None
                }
                _ => {
                    let done = effect(&mut script);
                    script.hidden |= hide(&script, here);
                    Some(done)
                }
            }
        };
        match result {
            Some(value) => value,
            None => {
                self.news.notify_one();
                std::future::pending().await
            }
        }
    }

    pub(super) fn died(&self) -> bool {
        let script = self.script.lock().unwrap();
        script.kill.is_some_and(|(at, _)| script.calls.len() >= at)
    }

    fn open(script: &Script) -> Option<&HostCommand> {
        script.commands.iter().find(|command| {
            let id = command.host_command_identifier.as_ref().unwrap();
            !script.handed_out.contains(id)
                && !script.acknowledged.iter().any(|(known, _)| known == id)
                && !script.reports.iter().any(|(done, _)| done == id)
        })
    }
}

impl Service for Server {
    async fn poll(&self) -> Result<Option<HostCommand>> {
        loop {
            let next = Server::open(&self.script.lock().unwrap()).cloned();
            match next {
                Some(command) => {
                    return self
                        .step("poll", |script| {
                            let id = command.host_command_identifier.clone().unwrap();
                            script.polls += 1;
                            let identifier = hand_out(&id, &script.polls.to_string());
                            script.handed_out.push(id);
                            Ok(Some(HostCommand {
                                host_command_identifier: Some(identifier),
                                ..command
                            }))
                        })
                        .await;
                }
                None => tokio::time::sleep(Duration::from_millis(2)).await,
            }
        }
    }

    async fn specification(&self, command: &HostCommand) -> Result<String> {
        let id = command.deployment_execution_id.clone().unwrap();
        self.step("specification", |_| Ok(testing::spec_json(&id)))
            .await
    }

    async fn acknowledge(&self, id: &str, noop: bool) -> Result<Answer> {
        let (id, mark) = handed_out(id);
        let mark = mark.map(str::to_string);
        self.step("acknowledge", |script| {
            let done = script.reports.iter().any(|(done, _)| done == id);
            let first = script.acknowledged.iter().find(|(known, _)| known == id);
            let ours = first.is_none_or(|(_, known)| *known == mark);
            script.acknowledged.push((id.into(), mark));
            if noop && !done {
                script.reports.push((id.into(), Report::completed_noop()));
            }
            Ok(if noop || done || !ours {
                Answer::Succeeded
            } else {
                Answer::Run
            })
        })
        .await
    }

    async fn complete(&self, id: &str, report: &Report) -> Result<()> {
        let (id, _) = handed_out(id);
        self.step("complete", |script| {
            if !script.reports.iter().any(|(done, _)| done == id) {
                script.reports.push((id.into(), report.clone()));
            }
        })
        .await;
        self.news.notify_one();
        Ok(())
    }

    async fn output(&self, _: &str, offset: i64, lines: &[String]) -> Result<i64> {
        let mut script = self.script.lock().unwrap();
        script.output.extend_from_slice(lines);
        Ok(offset + lines.len() as i64)
    }

    async fn download(&self, _: &S3Revision, target: &Path) -> Result<()> {
        let bundle = self.bundle.lock().unwrap().clone();
        self.step("download", |_| {
            fs::write(target, bundle).map_err(|e| ServiceError::Refused(e.to_string()))
        })
        .await
    }
}
