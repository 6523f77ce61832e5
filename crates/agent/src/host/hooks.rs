//! Running the scripts of a lifecycle event.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use towline_spec::appspec::Script;

use super::appspec;
use super::layout::{Layout, Pointer};
use super::report::{Code, Report};
use super::root::Root;
use super::script_log::ScriptLog;
use super::spec::Specification;
use crate::process::{self, End, Finished, Output, Program};

/// Which revision the scripts of an event come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Current,
    Remembered(Pointer),
}

/// CodeDeploy's table of events and bundles.
fn source(event: &str, spec: &Specification) -> Source {
    let rollback = spec.is_blue_green_rollback();
    match event {
        "BeforeBlockTraffic" | "AfterBlockTraffic" if rollback => {
            Source::Remembered(Pointer::MostRecent)
        }
        "BeforeAllowTraffic" | "AfterAllowTraffic" if rollback => {
            Source::Remembered(Pointer::LastSuccessful)
        }
        "BeforeBlockTraffic" | "AfterBlockTraffic" | "ApplicationStop" => {
            Source::Remembered(Pointer::LastSuccessful)
        }
        _ => Source::Current,
    }
}

/// The scripts of one event and the unpacked revision that they are in.
#[derive(Debug)]
pub(super) struct Scripts {
    event: String,
    archive: PathBuf,
    list: Vec<Script>,
}

impl Scripts {
    /// Finds the scripts of `event`; none when there is no earlier revision to take them from.
    pub(super) fn find(
        layout: &Layout,
        spec: &Specification,
        event: &str,
    ) -> Result<Scripts, String> {
        let mut archive = Some(Layout::archive(&layout.deployment(spec)));
        let unpacked = archive.as_ref().is_some_and(|archive| archive.exists());
        // Once the new revision is here, everything comes from it.
        if let (false, Source::Remembered(pointer)) = (unpacked, source(event, spec)) {
            archive = layout
                .read_pointer(spec, pointer)
                .map_err(|e| format!("cannot read which revision was installed last: {e}"))?
                .map(|deployment| Layout::archive(&deployment));
        }
        let list = match &archive {
            Some(archive) => appspec::read(archive, &spec.app_spec_filename)?
                .0
                .scripts(event)
                .to_vec(),
            None => Vec::new(),
        };
        Ok(Scripts {
            event: event.into(),
            archive: archive.unwrap_or_default(),
            list,
        })
    }

    /// Nothing to run.
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// What scripts run in.
pub(super) struct Surroundings<'a> {
    pub(super) root: &'a Root,
    pub(super) spec: &'a Specification,
    /// Holds the tasks that drain the output of background children.
    pub(super) leftovers: &'a TaskTracker,
}

/// Runs `scripts` in order; the first failure ends the event.
pub(super) async fn run(
    scripts: &Scripts,
    around: &Surroundings<'_>,
    mut log: ScriptLog,
) -> Report {
    let mut failure = None;
    let mut ran = 0;
    if !scripts.is_empty() {
        log.line(&format!("LifecycleEvent - {}", scripts.event));
    }
    for script in &scripts.list {
        if let Err(report) = run_one(scripts, script, around, &mut log).await {
            // One that was not found, or must not be run, did not run.
            ran += usize::from(matches!(
                report.code,
                Code::ScriptFailed | Code::ScriptTimedOut
            ));
            failure = Some(report);
            break;
        }
        ran += 1;
    }
    let (tail, unwritten) = log.finish();
    if let Some(e) = unwritten {
        tracing::warn!("the output of scripts could not be written to the logs: {e}");
    }
    match failure {
        Some(report) => Report {
            log: tail,
            scripts: ran,
            ..report
        },
        None => Report {
            scripts: ran,
            ..Report::success(tail)
        },
    }
}

async fn run_one(
    scripts: &Scripts,
    script: &Script,
    around: &Surroundings<'_>,
    log: &mut ScriptLog,
) -> Result<(), Report> {
    let location = &script.location;
    let fail = |code, message: String| Report {
        code,
        script: location.clone(),
        ..Report::failure(message)
    };
    let path =
        locate(&scripts.archive, location).map_err(|message| fail(Code::ScriptMissing, message))?;
    make_executable(&path, script.runas.is_some()).map_err(|e| {
        let what = format!("Unable to set script at specified location: {location} as executable");
        fail(Code::ScriptNotExecutable, format!("{what}: {e}"))
    })?;
    log.line(&format!("Script - {location}"));
    let finished = execute(scripts, script, &path, around, log)
        .await
        .map_err(|e| {
            let what = format!("Script at specified location: {location} failed to start: {e}");
            fail(Code::ScriptFailed, what)
        })?;
    if let Some(open) = finished.open {
        around.leftovers.spawn(open.drain());
    }
    let who = match &script.runas {
        Some(user) => format!("{location} run as user {user}"),
        None => location.clone(),
    };
    match finished.end {
        End::Exited(0) => Ok(()),
        End::Exited(status) => Err(fail(
            Code::ScriptFailed,
            format!("Script at specified location: {who} failed with exit code {status}"),
        )),
        End::TimedOut | End::Stopped => Err(fail(
            Code::ScriptTimedOut,
            format!(
                "Script at specified location: {location} failed to complete in {} seconds",
                script.timeout
            ),
        )),
    }
}

/// The script's path, which must stay inside the revision.
fn locate(archive: &Path, location: &str) -> Result<PathBuf, String> {
    let missing = || format!("Script does not exist at specified location: {location}");
    let archive = archive.canonicalize().map_err(|_| missing())?;
    let path = archive
        .join(location.trim_start_matches('/'))
        .canonicalize()
        .map_err(|_| missing())?;
    if path.starts_with(&archive) {
        Ok(path)
    } else {
        Err(format!("{}, which leads out of the revision", missing()))
    }
}

/// Another user's shell also has to read the script.
fn make_executable(path: &Path, other_user: bool) -> std::io::Result<()> {
    let needed = if other_user { 0o555 } else { 0o111 };
    let mode = fs::metadata(path)?.permissions().mode();
    if mode & needed == needed {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(mode | needed))
}

async fn execute(
    scripts: &Scripts,
    script: &Script,
    path: &Path,
    around: &Surroundings<'_>,
    log: &mut ScriptLog,
) -> std::io::Result<Finished> {
    let never = CancellationToken::new();
    let mut run = async |program: Program| {
        let program = environment(program, &scripts.event, around)
            .directory(around.root.top())
            .limit(Duration::from_secs(script.timeout.into()));
        process::run(&program, &never, |output, line| match output {
            Output::Stdout => log.line(&format!("[stdout]{line}")),
            Output::Stderr => log.line(&format!("[stderr]{line}")),
        })
        .await
    };
    let user = script.runas.as_deref();
    match run(command(user, script.sudo, path).await).await {
        // No `#!` line: a shell script, as a shell would see it.
        Err(e) if e.raw_os_error() == Some(rustix::io::Errno::NOEXEC.raw_os_error()) => {
            run(Program::new("/bin/sh").arg(path)).await
        }
        result => result,
    }
}

/// The program that runs the script as the right user.
async fn command(user: Option<&str>, sudo: bool, path: &Path) -> Program {
    let user = match user {
        Some(user) if !sudo && is_self(user).await => None,
        user => user,
    };
    match (user, sudo) {
        (None, false) => Program::new(path),
        (None, true) => Program::new("sudo").arg(path),
        (Some(user), sudo) => {
            let su = match sudo {
                true => Program::new("sudo").arg("su"),
                false => Program::new("su"),
            };
            // Users of services often have a shell that refuses to run anything.
            su.arg("-s")
                .arg("/bin/sh")
                .arg(user)
                .arg("-c")
                .arg(quoted(path))
        }
    }
}

/// Whether the agent is `user` already.
async fn is_self(user: &str) -> bool {
    let id = tokio::process::Command::new("id")
        .args(["-u", "--", user])
        .output()
        .await;
    let uid = rustix::process::geteuid().as_raw().to_string();
    id.is_ok_and(|id| id.status.success() && String::from_utf8_lossy(&id.stdout).trim() == uid)
}

/// The path as one word of a shell.
fn quoted(path: &Path) -> String {
    format!("'{}'", path.display().to_string().replace('\'', r"'\''"))
}

/// CodeDeploy's variables, always those of the current deployment.
fn environment(program: Program, event: &str, around: &Surroundings<'_>) -> Program {
    let spec = around.spec;
    let mut program = program
        .env("LIFECYCLE_EVENT", event)
        .env("DEPLOYMENT_ID", &spec.deployment_id)
        .env("APPLICATION_NAME", &spec.application_name)
        .env("DEPLOYMENT_GROUP_NAME", &spec.deployment_group_name)
        .env("DEPLOYMENT_GROUP_ID", &spec.deployment_group_id);
    if let Ok(revision) = spec.s3() {
        program = program
            .env("BUNDLE_BUCKET", &revision.bucket)
            .env("BUNDLE_KEY", &revision.key);
        if let Some(version) = &revision.version {
            program = program.env("BUNDLE_VERSION", version);
        }
        if let Some(etag) = &revision.etag {
            program = program.env("BUNDLE_ETAG", etag);
        }
    }
    match around.root {
        Root::Whole => program,
        Root::Prefix(prefix) => program.env("TOWLINE_ROOT", prefix),
    }
}
