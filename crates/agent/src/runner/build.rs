//! One build from lease to completion.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use towline_api::towline::{BuildArtifact, BuildJob, BuildVariable, CompleteBuildInput};
use towline_spec::buildspec::Buildspec;

use super::artifacts::{Uploads, blocking};
use super::commands::{Commands, Ran};
use super::log::{self, Spool};
use super::place::Place;
use super::session::{Failure, Lost, Session};
use super::shell::Shell;
use super::{Runner, environment, heartbeat, reports, source};

/// How long giving a build back may take when the runner shuts down.
const RELEASE: Duration = Duration::from_secs(3);

/// Runs a leased build to its end, or until it is taken away or `end` says that the runner stops.
pub(super) async fn run(runner: &Arc<Runner>, job: BuildJob, end: &CancellationToken) {
    tracing::info!(build = job.build_id, attempt = job.attempt, "build starts");
    let stop = end.child_token();
    let session = Session::new(runner.client.clone(), &job, stop.clone());
    let mut work = std::pin::pin!(placed(runner, &session, &job));
    let outcome = tokio::select! {
        outcome = &mut work => outcome,
        // `stop` is cancelled by now: the build kills its processes, cleans up and returns.
        () = heartbeat::keep(&runner.client, &job, &stop) => work.await,
    };
    match outcome {
        Ok(()) => tracing::info!(build = job.build_id, "build is done"),
        Err(Lost) if end.is_cancelled() => {
            let released = tokio::time::timeout(RELEASE, session.release()).await;
            tracing::info!(build = job.build_id, given_back = ?released.is_ok(), "runner stops");
        }
        Err(Lost) => tracing::info!(build = job.build_id, "build was stopped or taken away"),
    }
}

/// Makes the build's directory, runs the build there with its log being sent, and cleans up.
async fn placed(runner: &Arc<Runner>, session: &Session, job: &BuildJob) -> Result<(), Lost> {
    let work = runner.config.work.clone();
    let name = job.lease_token.clone();
    let made = blocking(move || {
        let place = Place::create(&work, &name)?;
        let log = log::create(&place.own)?;
        Ok::<_, std::io::Error>((place, log))
    });
    let (place, (spool, reader)) = match made.await {
        Ok(Ok(made)) => made,
        Ok(Err(error)) => return give_up(session, &error.to_string()).await,
        Err(failure) => return give_up(session, &failure.message).await,
    };
    let build = Build {
        runner,
        session,
        job,
        place: &place,
        log: spool,
    };
    let outcome = match job.logs_disabled {
        Some(true) => build.run().await,
        _ => {
            let sending = session.send_log(reader, job.log_offset);
            let (outcome, ()) = tokio::join!(build.run(), sending);
            outcome
        }
    };
    let outcome = match outcome {
        Ok(result) => session.complete(result).await,
        Err(Lost) => Err(Lost),
    };
    // Cleaning up can take a while and concerns nobody.
    let _ = blocking(move || place.remove()).await;
    outcome
}

/// The runner itself is at fault: the build fails with the reason and is not tried again here.
async fn give_up(session: &Session, why: &str) -> Result<(), Lost> {
    let failure = Failure::client(format!("the runner cannot make a directory: {why}"));
    session.end("PROVISIONING", Some(&failure), "").await?;
    session.complete(CompleteBuildInput::default()).await
}

/// Variables by name.
type Values = BTreeMap<String, String>;

struct Build<'a> {
    runner: &'a Runner,
    session: &'a Session,
    job: &'a BuildJob,
    place: &'a Place,
    log: Spool,
}

impl Build<'_> {
    /// All phases. Consumes the log's writing end, so that its sender comes to an end too.
    async fn run(self) -> Result<CompleteBuildInput, Lost> {
        let isolation = self.runner.isolation.describe();
        self.log.service(&format!("Isolation: {isolation}"));
        let note = format!("runner {}, isolation: {isolation}", self.runner.config.name);
        self.session.end("PROVISIONING", None, &note).await?;
        let mut result = CompleteBuildInput::default();
        self.session.begin("DOWNLOAD_SOURCE").await?;
        self.log.service("Phase is DOWNLOAD_SOURCE");
        let source = self.place.source.display();
        self.log.service(&format!("CODEBUILD_SRC_DIR={source}"));
        let ready = tokio::select! {
            ready = self.download() => ready,
            () = self.session.stop.cancelled() => return Err(Lost),
        };
        self.ended("DOWNLOAD_SOURCE", ready.as_ref().err()).await?;
        let Ok((spec, shell)) = ready else {
            return Ok(result);
        };
        self.build(&spec, shell, &mut result).await?;
        Ok(result)
    }

    /// Everything that can go wrong before the first command.
    async fn download(&self) -> Result<(Buildspec, Shell), Failure> {
        source::fetch(self.session, self.job, self.place).await?;
        let (job, place, log) = (self.job.clone(), self.place.clone(), self.log.clone());
        let spec = blocking(move || source::buildspec(&job, &place, &log)).await??;
        let variables = environment::variables(self.job, &spec, self.place)?;
        let started = Shell::start(
            &self.runner.isolation,
            self.place,
            spec.env.shell,
            &variables,
            self.log.clone(),
        );
        let shell = started
            .map_err(|error| Failure::client(format!("the shell cannot be started: {error}")))?;
        Ok((spec, shell))
    }

    async fn build(
        &self,
        spec: &Buildspec,
        mut shell: Shell,
        result: &mut CompleteBuildInput,
    ) -> Result<(), Lost> {
        let ran = self.commands(spec, &mut shell).await;
        // Nothing may change the files any more, whatever happened.
        shell.end().await;
        let (ran, values, job) = ran?;
        let exported = spec.env.exported.iter().map(|name| BuildVariable {
            name: name.clone(),
            value: values.get(name).cloned().unwrap_or_default(),
            r#type: None,
        });
        result.exported_variables = Some(exported.collect());
        self.upload(spec, &job, &ran, &values, result).await
    }

    /// Runs the commands, then asks the shell for what only it knows.
    async fn commands(
        &self,
        spec: &Buildspec,
        shell: &mut Shell,
    ) -> Result<(Ran, Values, BuildJob), Lost> {
        let mut commands = Commands {
            session: self.session,
            log: &self.log,
            spec,
            shell,
        };
        let ran = commands.run().await?;
        let values = commands.values(self.place).await?;
        let job = self.named(spec, &mut commands).await?;
        Ok((ran, values, job))
    }

    /// The job with the names that the buildspec gives to artifacts, where the project wants that.
    async fn named(&self, spec: &Buildspec, commands: &mut Commands<'_>) -> Result<BuildJob, Lost> {
        let mut job = self.job.clone();
        for output in &mut job.outputs {
            let mut secondary = spec.secondary_artifacts.iter();
            let artifact = match output.identifier.as_str() {
                "" => spec.artifacts.as_ref(),
                id => secondary
                    .find(|(key, _)| key == id)
                    .map(|(_, artifact)| artifact),
            };
            let name = artifact.and_then(|artifact| artifact.name.as_ref());
            if output.use_buildspec_name == Some(true)
                && let Some(name) = name
                && let Some(name) = commands.expand(name, self.place).await?
            {
                let name = name.trim().trim_matches('/').to_string();
                output.key = match output.key.rsplit_once('/') {
                    Some((directory, _)) => format!("{directory}/{name}"),
                    None => name,
                };
            }
        }
        Ok(job)
    }

    async fn upload(
        &self,
        spec: &Buildspec,
        job: &BuildJob,
        ran: &Ran,
        values: &Values,
        result: &mut CompleteBuildInput,
    ) -> Result<(), Lost> {
        if !ran.upload {
            return Ok(());
        }
        self.session.begin("UPLOAD_ARTIFACTS").await?;
        if ran.report {
            let groups = &spec.reports;
            let made =
                reports::deliver(self.session, &self.log, self.place, groups, values).await?;
            result.report_arns = Some(made);
        }
        let uploads = Uploads {
            session: self.session,
            log: &self.log,
            place: self.place,
            values,
            build: &job.build_arn,
        };
        let mut done: Vec<BuildArtifact> = Vec::new();
        let uploaded = tokio::select! {
            uploaded = uploads.all(spec, &job.outputs, &mut done) => uploaded,
            () = self.session.stop.cancelled() => return Err(Lost),
        };
        result.artifacts = Some(done);
        self.ended("UPLOAD_ARTIFACTS", uploaded.err().as_ref())
            .await
    }

    async fn ended(&self, phase: &str, failure: Option<&Failure>) -> Result<(), Lost> {
        let state = match failure {
            None => "SUCCEEDED",
            Some(_) => "FAILED",
        };
        self.log
            .service(&format!("Phase complete: {phase} State: {state}"));
        let (code, message) = match failure {
            Some(failure) => (failure.code, failure.message.as_str()),
            None => ("", ""),
        };
        let line = format!("Phase context status code: {code} Message: {message}");
        self.log.service(&line);
        self.session.end(phase, failure, "").await
    }
}
