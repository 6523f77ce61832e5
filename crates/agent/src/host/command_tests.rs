//! Whole commands against a scripted server, and the agent killed between every two steps.
//!
//! A kill is the end of all tasks at a step that never answers: everything that a restarted agent
//! knows is on the disk, exactly as after a real one.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use towline_api::hostcommand::HostCommand;

use super::command::Host;
use super::journal::Journal;
use super::layout::Layout;
use super::report::{Code, Report};
use super::root::Root;
use super::service::{Answer, Service, ServiceError};
use super::spec::S3Revision;
use super::{agent, testing};

/// A server with a list of commands; it hands one out again to an agent that came back, until it
/// is acknowledged.
#[derive(Default)]
struct Script {
    commands: Vec<HostCommand>,
    handed_out: Vec<String>,
    acknowledged: Vec<(String, String)>,
    reports: Vec<(String, Report)>,
    output: Vec<String>,
    /// Calls so far, for the place of the kill.
    calls: Vec<String>,
    /// The call at which the agent dies, and whether the server has heard it by then.
    kill: Option<(usize, bool)>,
}

struct Server {
    script: Mutex<Script>,
    bundle: Mutex<Vec<u8>>,
    /// Somebody died, or a report came.
    news: Notify,
}

type Result<T> = std::result::Result<T, ServiceError>;

impl Server {
    fn new(bundle: Vec<u8>) -> Arc<Server> {
        Arc::new(Server {
            script: Mutex::default(),
            bundle: Mutex::new(bundle),
            news: Notify::new(),
        })
    }

    fn add(&self, deployment: &str, event: &str) {
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
                _ => Some(effect(&mut script)),
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

    fn died(&self) -> bool {
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
                            script
                                .handed_out
                                .extend(command.host_command_identifier.clone());
                            Ok(Some(command))
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

    async fn acknowledge(&self, id: &str, noop: bool, claim: &str) -> Result<Answer> {
        self.step("acknowledge", |script| {
            let done = script.reports.iter().any(|(done, _)| done == id);
            let first = script.acknowledged.iter().find(|(known, _)| known == id);
            let ours = first.is_none_or(|(_, known)| known == claim);
            script.acknowledged.push((id.into(), claim.into()));
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

    async fn download(&self, _: &S3Revision, target: &Path) -> std::result::Result<(), String> {
        let bundle = self.bundle.lock().unwrap().clone();
        self.step("download", |_| {
            fs::write(target, bundle).map_err(|e| e.to_string())
        })
        .await
    }
}

/// A machine whose agent can die and come back.
struct Machine {
    dir: tempfile::TempDir,
    server: Arc<Server>,
}

impl Machine {
    fn new(bundle: Vec<u8>) -> Machine {
        Machine {
            dir: tempfile::tempdir().unwrap(),
            server: Server::new(bundle),
        }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    fn host(&self, stop: &CancellationToken) -> Arc<Host<Server>> {
        fs::create_dir_all(self.path("root")).unwrap();
        Arc::new(Host {
            service: self.server.clone(),
            layout: Layout::open(self.path("data/deployment-root")).unwrap(),
            root: Root::Prefix(self.path("root")),
            journal: Journal::open(self.path("data/journal")).unwrap(),
            max_revisions: 5,
            stop: stop.clone(),
            leftovers: TaskTracker::new(),
            groups: Default::default(),
        })
    }

    /// Runs an agent on a runtime of its own until `over` or its death.
    fn run_until(&self, over: impl Fn(&Script) -> bool) {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let stop = CancellationToken::new();
        let host = self.host(&stop);
        self.server.script.lock().unwrap().handed_out.clear();
        let ran = runtime.block_on(async {
            let agent = tokio::spawn(agent::run(host));
            let wait = async {
                while !self.server.died() && !over(&self.server.script.lock().unwrap()) {
                    tokio::select! {
                        () = self.server.news.notified() => {}
                        () = tokio::time::sleep(Duration::from_millis(5)) => {}
                    }
                }
            };
            let ran = tokio::time::timeout(Duration::from_secs(60), wait).await;
            if !self.server.died() {
                stop.cancel();
                agent.await.unwrap().unwrap();
            }
            ran
        });
        runtime.shutdown_background();
        let script = self.server.script.lock().unwrap();
        assert!(ran.is_ok(), "the agent is stuck after {:?}", script.calls);
    }

    /// Carries out one event after the other, with a living agent for all of them.
    fn deploy(&self, deployment: &str, events: &[&str]) {
        for event in events {
            self.server.add(deployment, event);
            let id = format!("{deployment}/{event}");
            self.run_until(|script| script.reports.iter().any(|(done, _)| *done == id));
        }
    }

    fn report(&self, id: &str) -> Report {
        let script = self.server.script.lock().unwrap();
        let found = script.reports.iter().find(|(done, _)| done == id);
        found
            .map(|(_, report)| report.clone())
            .unwrap_or_else(|| panic!("no report of {id}"))
    }
}

/// A zip with these files; every script notes that it ran in `$RAN`.
fn bundle(appspec: &str, scripts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let text = format!("version: 0.0\nos: linux\n{appspec}");
    for (name, content) in std::iter::once(&("appspec.yml", text.as_str())).chain(scripts) {
        zip.start_file(*name, options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const EVENTS: [&str; 5] = [
    "ApplicationStop",
    "DownloadBundle",
    "BeforeInstall",
    "Install",
    "AfterInstall",
];

const APPSPEC: &str = "files: [{source: app, destination: /srv}]\nhooks:\n  \
    ApplicationStop: [{location: stop.sh}]\n  AfterInstall: [{location: after.sh}]\n";

fn note(word: &str) -> String {
    format!(
        "echo {word} $DEPLOYMENT_ID $LIFECYCLE_EVENT $BUNDLE_VERSION >> $TOWLINE_ROOT/ran\necho out\n"
    )
}

#[test]
fn a_deployment_and_the_next_one() {
    let machine = Machine::new(bundle(
        APPSPEC,
        &[
            ("app", "one"),
            ("stop.sh", &note("stop-1")),
            ("after.sh", &note("after-1")),
        ],
    ));
    machine.deploy("d-1", &EVENTS);
    assert_eq!(
        fs::read_to_string(machine.path("root/srv/app")).unwrap(),
        "one"
    );
    assert_eq!(
        machine.report("d-1/ApplicationStop"),
        Report::completed_noop()
    );
    assert_eq!(
        machine.report("d-1/BeforeInstall"),
        Report::completed_noop()
    );
    let after = machine.report("d-1/AfterInstall");
    assert_eq!(
        after.log,
        "LifecycleEvent - AfterInstall\nScript - after.sh\n[stdout]out\n"
    );
    assert_eq!(
        machine.server.script.lock().unwrap().output.concat(),
        after.log.replace('\n', "")
    );

    *machine.server.bundle.lock().unwrap() = bundle(
        APPSPEC,
        &[
            ("app", "two"),
            ("stop.sh", &note("stop-2")),
            ("after.sh", &note("after-2")),
        ],
    );
    machine.deploy("d-2", &EVENTS);
    assert_eq!(
        fs::read_to_string(machine.path("root/ran")).unwrap(),
        "after-1 d-1 AfterInstall v1\nstop-1 d-2 ApplicationStop v1\nafter-2 d-2 AfterInstall v1\n",
        "ApplicationStop is the one that was installed"
    );
}

#[test]
fn scripts_that_fail() {
    let hooks = "hooks:\n  BeforeInstall: [{location: ok.sh}, {location: fail.sh}, {location: never.sh}]\n  \
        AfterInstall: [{location: gone.sh}]\n  ApplicationStart: [{location: ../../out.sh}]\n  \
        ValidateService: [{location: slow.sh, timeout: 1}]\n";
    let machine = Machine::new(bundle(
        hooks,
        &[
            ("ok.sh", "echo fine"),
            ("fail.sh", "#!/bin/sh\necho bad >&2\nexit 3\n"),
            ("never.sh", "touch $TOWLINE_ROOT/never"),
            ("slow.sh", "sleep 600"),
        ],
    ));
    fs::create_dir_all(machine.path("data/deployment-root/group-1")).unwrap();
    fs::write(
        machine.path("data/deployment-root/group-1/out.sh"),
        "exit 0",
    )
    .unwrap();
    machine.deploy(
        "d-1",
        &[
            "DownloadBundle",
            "BeforeInstall",
            "AfterInstall",
            "ApplicationStart",
            "ValidateService",
            "Nonsense",
        ],
    );

    let report = machine.report("d-1/BeforeInstall");
    assert_eq!(
        (report.code, report.script.as_str()),
        (Code::ScriptFailed, "fail.sh")
    );
    assert_eq!(
        report.message,
        "Script at specified location: fail.sh failed with exit code 3"
    );
    assert!(
        report.log.ends_with("Script - fail.sh\n[stderr]bad\n"),
        "{}",
        report.log
    );
    assert!(!machine.path("root/never").exists());

    let report = machine.report("d-1/AfterInstall");
    assert_eq!(report.code, Code::ScriptMissing);
    assert_eq!(
        report.message,
        "Script does not exist at specified location: gone.sh"
    );
    let report = machine.report("d-1/ApplicationStart");
    assert_eq!(report.code, Code::ScriptMissing);
    assert!(
        report.message.ends_with("leads out of the revision"),
        "{}",
        report.message
    );
    let report = machine.report("d-1/ValidateService");
    assert_eq!(report.code, Code::ScriptTimedOut);
    assert_eq!(
        report.message,
        "Script at specified location: slow.sh failed to complete in 1 seconds"
    );
    assert_eq!(machine.report("d-1/Nonsense"), Report::completed_noop());
}

#[test]
fn bundles_that_cannot_be_used() {
    let machine = Machine::new(bundle("", &[("../evil", "x")]));
    machine.deploy("d-1", &["DownloadBundle"]);
    let report = machine.report("d-1/DownloadBundle");
    assert_eq!(report.code, Code::Unknown);
    assert!(report.message.contains("../evil"), "{}", report.message);

    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("readme", zip::write::SimpleFileOptions::default())
        .unwrap();
    *machine.server.bundle.lock().unwrap() = zip.finish().unwrap().into_inner();
    machine.deploy("d-2", &["DownloadBundle"]);
    let report = machine.report("d-2/DownloadBundle");
    assert!(
        report
            .message
            .starts_with("The CodeDeploy agent did not find an AppSpec file")
    );

    *machine.server.bundle.lock().unwrap() = bundle("hooks: []\n", &[]);
    machine.deploy("d-3", &["DownloadBundle", "BeforeInstall"]);
    let report = machine.report("d-3/BeforeInstall");
    assert!(
        report.message.ends_with("(appspec.yml:3:8)"),
        "{}",
        report.message
    );
}

/// Kills the agent at every call of a deployment, before and after the server has heard it, and
/// starts it again: every command is reported once, and no script runs twice.
#[test]
fn killed_between_any_two_steps() {
    let bundle = bundle(
        APPSPEC,
        &[
            ("app", "one"),
            ("stop.sh", &note("stop")),
            ("after.sh", &note("after")),
        ],
    );
    let undisturbed = Machine::new(bundle.clone());
    undisturbed.deploy("d-1", &EVENTS);
    let calls = undisturbed.server.script.lock().unwrap().calls.len();
    assert_eq!(calls, 19);
    for at in 1..=calls {
        for heard in [false, true] {
            let machine = Machine::new(bundle.clone());
            machine.server.script.lock().unwrap().kill = Some((at, heard));
            for event in EVENTS {
                machine.server.add("d-1", event);
                let id = format!("d-1/{event}");
                let over = |script: &Script| script.reports.iter().any(|(done, _)| *done == id);
                machine.run_until(over);
                if machine.server.died() {
                    machine.server.script.lock().unwrap().kill = None;
                    machine.run_until(over);
                }
                let report = machine.report(&id);
                assert_eq!(
                    report.code,
                    Code::Success,
                    "killed at {at}, heard {heard}: {id} {report:?}"
                );
            }
            let ran = fs::read_to_string(machine.path("root/ran")).unwrap();
            assert_eq!(
                ran, "after d-1 AfterInstall v1\n",
                "killed at {at}, heard {heard}"
            );
            assert_eq!(
                fs::read_to_string(machine.path("root/srv/app")).unwrap(),
                "one"
            );
        }
    }
}

/// Killed while a script runs: nobody knows how far it came, so the event fails and is not run
/// again.
#[test]
fn killed_in_the_middle_of_a_script() {
    let script = format!("{}touch $TOWLINE_ROOT/up\nsleep 2\n", note("once"));
    let machine = Machine::new(bundle(
        "hooks:\n  BeforeInstall: [{location: slow.sh}]\n",
        &[("slow.sh", &script)],
    ));
    machine.deploy("d-1", &["DownloadBundle"]);
    machine.server.add("d-1", "BeforeInstall");
    let up = machine.path("root/up");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let _agent = tokio::spawn(agent::run(machine.host(&CancellationToken::new())));
        while !up.exists() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    runtime.shutdown_background();
    machine.run_until(|script| script.reports.len() == 2);
    let report = machine.report("d-1/BeforeInstall");
    assert_eq!(report, Report::after_restart());
    assert_eq!(
        report.message,
        "Failed: Failing in-progress lifecycle event after an agent restart."
    );
    let ran = fs::read_to_string(machine.path("root/ran")).unwrap();
    assert_eq!(ran.lines().count(), 1);
}

/// A report that the server lost is sent again, nothing runs again.
#[test]
fn a_command_that_is_done_is_never_run_again() {
    let machine = Machine::new(bundle(
        "hooks:\n  BeforeInstall: [{location: a.sh}]\n",
        &[("a.sh", &note("a"))],
    ));
    machine.deploy("d-1", &["DownloadBundle", "BeforeInstall"]);
    {
        let mut script = machine.server.script.lock().unwrap();
        script.reports.pop();
        script.acknowledged.pop();
    }
    machine.run_until(|script| script.reports.len() == 2);
    assert_eq!(machine.report("d-1/BeforeInstall").code, Code::Success);
    assert_eq!(
        fs::read_to_string(machine.path("root/ran"))
            .unwrap()
            .lines()
            .count(),
        1
    );
}
