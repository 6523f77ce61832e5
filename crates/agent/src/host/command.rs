//! One command from its arrival to the delivery of its report.
//!
//! ```text
//! poll ─► Received ─► specification, no-op? ─► acknowledge ─► Running ─► … ─► Finished ─► Delivered
//! ```
//!
//! The words with capitals are journal entries. After a crash a command goes on from the last one:
//! what had been received is acknowledged, a finished one is reported, DownloadBundle and Install
//! are done again, and an event whose scripts may have begun is reported failed, because nobody
//! knows how far they came.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use towline_api::hostcommand::HostCommand;
use towline_spec::appspec::EVENTS;
use tracing::Instrument;

use super::bundle;
use super::hooks::{self, Scripts, Surroundings};
use super::install;
use super::journal::{Entry, Journal, State};
use super::layout::Layout;
use super::live::Live;
use super::report::Report;
use super::root::Root;
use super::script_log::ScriptLog;
use super::service::{Answer, Service, ServiceError};
use super::spec::{S3Revision, Specification};

/// Seconds after which an interrupted command is not taken up again: no event may take longer.
const RESUME: i64 = 3600;
const FIRST_PAUSE: Duration = Duration::from_millis(300);
/// Characters of a report's log.
const LOG: usize = 2047;
/// Attempts at a download, over some forty seconds.
const DOWNLOADS: u32 = 8;
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Everything that carrying out commands needs.
pub(super) struct Host<S> {
    pub(super) service: Arc<S>,
    pub(super) layout: Layout,
    pub(super) root: Root,
    pub(super) journal: Journal,
    /// Revisions kept for each group.
    pub(super) max_revisions: usize,
    /// The agent is ending: calls are no longer repeated, the journal has what is missing.
    pub(super) stop: CancellationToken,
    pub(super) leftovers: TaskTracker,
    pub(super) groups: Groups,
}

/// One command at a time for each deployment group.
#[derive(Default)]
pub(super) struct Groups(Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>);

impl Groups {
    async fn enter(&self, group: &str) -> tokio::sync::OwnedMutexGuard<()> {
        let place = {
            let mut groups = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            // Groups that nobody is in are forgotten, so the map stays as small as the work.
            groups.retain(|_, place| Arc::strong_count(place) > 1);
            groups.entry(group.to_owned()).or_default().clone()
        };
        place.lock_owned().await
    }
}

impl<S: Service> Host<S> {
    /// Takes a command from the server; `None` when there is nothing to do for it.
    pub(super) fn receive(
        &self,
        command: &HostCommand,
        now: i64,
    ) -> std::io::Result<Option<Entry>> {
        let entry = Entry::new(command, now);
        match self.journal.get(&entry.id)? {
            None => {
                self.journal.put(&entry)?;
                Ok(Some(entry))
            }
            // The server did not get the report after all: it gets it again, nothing runs again.
            Some(
                done @ Entry {
                    state: State::Delivered(_),
                    ..
                },
            ) => Ok(Some(done)),
            // Somebody is at it.
            Some(_) => Ok(None),
        }
    }

    /// Carries on with `entry` from where its journal entry is. `resumed` after a restart.
    pub(super) async fn carry_on(&self, entry: Entry, now: i64) {
        // The identifier of a command ends with a secret, its first part is the deployment.
        let deployment = entry.id.split('/').next().unwrap_or_default();
        let span = tracing::error_span!("command", deployment, event = entry.name);
        if let Err(e) = self.proceed(entry, now).instrument(span.clone()).await {
            span.in_scope(|| tracing::error!("the command stays where it is in the journal: {e}"));
        }
    }

    async fn proceed(&self, mut entry: Entry, now: i64) -> std::io::Result<()> {
        let repeatable = matches!(entry.name.as_str(), "DownloadBundle" | "Install");
        let report = match entry.state.clone() {
            State::Delivered(report) | State::Finished(report) => Some(report),
            _ if now - entry.at > RESUME => Some(Report::after_restart()),
            State::Running if !repeatable => Some(Report::after_restart()),
            State::Received | State::Running => self.begin(&mut entry).await?,
        };
        match report {
            Some(report) => self.deliver(entry, report).await,
            None => Ok(()),
        }
    }

    /// From the arrival, or from the restart, to the end; `None` when there is nothing to report.
    async fn begin(&self, entry: &mut Entry) -> std::io::Result<Option<Report>> {
        let Some(found) = self.specification(entry).await else {
            return Ok(None); // ending
        };
        let spec = match found {
            Ok(spec) => spec,
            Err(message) => return Ok(Some(Report::failure(message))),
        };
        let noop = match self.is_noop(&entry.name, &spec) {
            Ok(noop) => noop,
            Err(message) => return Ok(Some(Report::failure(message))),
        };
        let call = || self.service.acknowledge(&entry.id, noop);
        match self.insist("PutHostCommandAcknowledgement", call).await {
            None => Ok(None),
            Some(Ok(Answer::Run)) => self.execute(entry, &spec).await.map(Some),
            Some(Ok(Answer::Failed)) if noop => Ok(Some(Report::completed_noop())),
            Some(Ok(Answer::Succeeded | Answer::Failed) | Err(_)) => {
                self.journal.remove(entry)?;
                Ok(None)
            }
        }
    }

    async fn specification(&self, entry: &Entry) -> Option<Result<Specification, String>> {
        let command = HostCommand {
            host_command_identifier: Some(entry.id.clone()),
            deployment_execution_id: Some(entry.execution.clone()),
            command_name: Some(entry.name.clone()),
            ..Default::default()
        };
        let json = self
            .insist("GetDeploymentSpecification", || {
                self.service.specification(&command)
            })
            .await?;
        Some(
            json.map_err(|e| e.to_string())
                .and_then(|json| Specification::parse(&json)),
        )
    }

    /// Whether the event has no script, so that the server may pass over it.
    fn is_noop(&self, name: &str, spec: &Specification) -> Result<bool, String> {
        match name {
            "DownloadBundle" | "Install" => Ok(false),
            event if EVENTS.contains(&event) => {
                Ok(Scripts::find(&self.layout, spec, event)?.is_empty())
            }
            _ => Ok(true),
        }
    }

    async fn execute(&self, entry: &mut Entry, spec: &Specification) -> std::io::Result<Report> {
        let _alone = self.groups.enter(&spec.deployment_group_id).await;
        entry.state = State::Running;
        self.record(entry).await?;
        tracing::info!("begins");
        let report = match entry.name.as_str() {
            "DownloadBundle" => done(self.download(spec).await),
            "Install" => done(self.install(spec).await),
            event if EVENTS.contains(&event) => self.scripts(entry, spec).await,
            other => Report::failure(format!("Unsupported command type: {other}.")),
        };
        tracing::info!(status = report.status(), reason = report.message, "ended");
        Ok(report)
    }

    async fn download(&self, spec: &Specification) -> Result<String, String> {
        let revision = spec.s3()?;
        let (layout, keep, current) = (self.layout.clone(), self.max_revisions, spec.clone());
        blocking(move || bundle::make_room(&layout, &current, keep)).await?;
        self.fetch(revision, &bundle::download_path(&self.layout, spec))
            .await
            .map_err(|e| e.to_string())?;
        let (layout, spec) = (self.layout.clone(), spec.clone());
        blocking(move || bundle::unpack(&layout, &spec).map(|()| String::new())).await
    }

    /// Repeats a broken download a few times: a server that restarts is no reason to fail.
    async fn fetch(&self, revision: &S3Revision, target: &Path) -> Result<(), ServiceError> {
        let mut pause = FIRST_PAUSE;
        for _ in 1..DOWNLOADS {
            match self.service.download(revision, target).await {
                Err(ServiceError::Unreachable(e)) => {
                    tracing::warn!("the download is repeated in {} ms: {e}", pause.as_millis());
                }
                result => return result,
            }
            tokio::time::sleep(pause).await;
            pause *= 2;
        }
        self.service.download(revision, target).await
    }

    async fn install(&self, spec: &Specification) -> Result<String, String> {
        let (layout, root, spec) = (self.layout.clone(), self.root.clone(), spec.clone());
        blocking(move || install::run(&layout, &root, &spec)).await
    }

    async fn scripts(&self, entry: &Entry, spec: &Specification) -> Report {
        let scripts = match Scripts::find(&self.layout, spec, &entry.name) {
            Ok(scripts) => scripts,
            Err(message) => return Report::failure(message),
        };
        let (live, delivery) = Live::channel(self.service.clone(), &entry.id);
        let log = match ScriptLog::open(&self.layout, spec, live) {
            Ok(log) => log,
            Err(e) => return Report::failure(format!("cannot open the log of the scripts: {e}")),
        };
        let around = Surroundings {
            root: &self.root,
            spec,
            leftovers: &self.leftovers,
        };
        let report = hooks::run(&scripts, &around, log).await;
        delivery.finish().await;
        report
    }

    /// Writes the report down and delivers it.
    async fn deliver(&self, mut entry: Entry, report: Report) -> std::io::Result<()> {
        entry.state = State::Finished(report.clone());
        self.record(&entry).await?;
        let delivered = self
            .insist("PutHostCommandComplete", || {
                self.service.complete(&entry.id, &report)
            })
            .await;
        if delivered.is_none() {
            return Ok(()); // ending; the next start delivers it
        }
        entry.state = State::Delivered(report);
        self.record(&entry).await
    }

    /// Writes the entry down, again and again while the disk refuses it: what a script did must not
    /// be forgotten because the disk was full for a while. An error when the agent is ending.
    async fn record(&self, entry: &Entry) -> std::io::Result<()> {
        let mut pause = FIRST_PAUSE;
        loop {
            match self.journal.put(entry) {
                Err(e) if !self.stop.is_cancelled() => {
                    tracing::warn!(
                        "the journal is tried again in {} ms: {e}",
                        pause.as_millis()
                    );
                }
                result => return result,
            }
            tokio::select! {
                () = self.stop.cancelled() => {}
                () = tokio::time::sleep(pause) => pause = LONGEST_PAUSE.min(pause * 2),
            }
        }
    }

    /// Repeats a call until the server has answered, with pauses that grow. `None` when the agent
    /// is ending; an error when the server refuses.
    async fn insist<T, F>(
        &self,
        what: &str,
        call: impl Fn() -> F,
    ) -> Option<Result<T, ServiceError>>
    where
        F: Future<Output = Result<T, ServiceError>>,
    {
        let mut pause = FIRST_PAUSE;
        loop {
            match call().await {
                Ok(value) => return Some(Ok(value)),
                Err(ServiceError::Unreachable(e)) => {
                    tracing::warn!("{what} is repeated in {} ms: {e}", pause.as_millis());
                }
                Err(refused) => {
                    tracing::error!("{what} was refused: {refused}");
                    return Some(Err(refused));
                }
            }
            tokio::select! {
                () = self.stop.cancelled() => return None,
                () = tokio::time::sleep(pause) => pause = LONGEST_PAUSE.min(pause * 2),
            }
        }
    }
}

fn done(result: Result<String, String>) -> Report {
    match result {
        Ok(log) => Report::success(log.chars().take(LOG).collect()),
        Err(message) => Report::failure(message),
    }
}

/// Runs file work on a thread of its own. A panic in it is a failed command, not a dead agent.
async fn blocking(
    work: impl FnOnce() -> Result<String, String> + Send + 'static,
) -> Result<String, String> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|e| Err(format!("the agent has a defect: {e}")))
}
