//! Whole commands against a scripted server.

mod journal;
mod kills;
mod server;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::agent;
use super::command::Host;
use super::journal::Journal;
use super::layout::Layout;
use super::report::{Code, Report};
use super::root::Root;
use server::{Script, Server};

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

    /// Takes the journal away for a moment, so that nothing can be written to it.
    fn hide_journal(&self) -> impl Fn() + Send + Sync + 'static {
        let (here, away) = (self.path("data/journal"), self.path("data/journal.away"));
        let server = self.server.clone();
        move || {
            fs::rename(&here, &away).unwrap();
            let (here, away, server) = (here.clone(), away.clone(), server.clone());
            std::thread::spawn(move || {
                std::thread::sleep(Duration::from_millis(100));
                fs::rename(away, here).unwrap();
                let mut script = server.script.lock().unwrap();
                script.hidden = false;
                // A server hands out again what was not acknowledged.
                script.handed_out.clear();
            });
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
                let over = || {
                    let script = self.server.script.lock().unwrap();
                    over(&script) && !script.hidden
                };
                while !self.server.died() && !over() {
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

    /// Runs an agent until a script has made `file`, then ends it as a kill would.
    fn kill_at(&self, file: &Path) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let made = runtime.block_on(async {
            let _agent = tokio::spawn(agent::run(self.host(&CancellationToken::new())));
            let wait = async {
                while !file.exists() {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            };
            tokio::time::timeout(Duration::from_secs(60), wait).await
        });
        runtime.shutdown_background();
        assert!(made.is_ok(), "no script has made {}", file.display());
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
