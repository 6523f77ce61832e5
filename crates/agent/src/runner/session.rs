//! What a runner says to the server about one build.

use std::time::Duration;

use tokio_util::sync::CancellationToken;
use towline_api::Wire;
use towline_api::towline::{
    BuildJob, CompleteBuildInput, CompleteBuildOutput, PutBuildLogInput, PutBuildLogOutput,
    PutBuildPhaseInput, PutBuildPhaseOutput, PutBuildReportInput, PutBuildReportOutput,
    ReleaseBuildInput, ReleaseBuildOutput,
};

use super::log::Reader;
use crate::client::{Client, ClientError, TOWLINE, Upload};

/// Pause before the first repetition.
const PAUSE: Duration = Duration::from_millis(200);

/// The build is not this runner's any more: it was stopped, timed out or given to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lost;

/// How a phase failed: `statusCode` and `message` of its context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    /// For example `COMMAND_EXECUTION_ERROR`.
    pub(super) code: &'static str,
    /// The text for people.
    pub(super) message: String,
}

impl Failure {
    /// Sources, artifacts or reports.
    pub(super) fn client(message: impl Into<String>) -> Failure {
        Failure {
            code: "CLIENT_ERROR",
            message: message.into(),
        }
    }

    /// The buildspec.
    pub(super) fn yaml(message: impl Into<String>) -> Failure {
        Failure {
            code: "YAML_FILE_ERROR",
            message: message.into(),
        }
    }
}

/// The server's side of one lease. Reports are repeated until they are taken or the lease is lost.
#[derive(Clone)]
pub(super) struct Session {
    /// For downloads and uploads.
    pub(super) client: Client,
    /// Cancelled when the build is no longer ours.
    pub(super) stop: CancellationToken,
    build: String,
    token: String,
}

impl Session {
    pub(super) fn new(client: Client, job: &BuildJob, stop: CancellationToken) -> Session {
        Session {
            client,
            stop,
            build: job.build_id.clone(),
            token: job.lease_token.clone(),
        }
    }

    /// A phase begins.
    pub(super) async fn begin(&self, phase: &str) -> Result<(), Lost> {
        self.phase(phase, "IN_PROGRESS", "", "").await
    }

    /// A phase is over. `note` is shown with a success.
    pub(super) async fn end(
        &self,
        phase: &str,
        failure: Option<&Failure>,
        note: &str,
    ) -> Result<(), Lost> {
        match failure {
            None => self.phase(phase, "SUCCEEDED", "", note).await,
            Some(failure) => {
                self.phase(phase, "FAILED", failure.code, &failure.message)
                    .await
            }
        }
    }

    async fn phase(&self, phase: &str, status: &str, code: &str, text: &str) -> Result<(), Lost> {
        let input = PutBuildPhaseInput {
            build_id: self.build.clone(),
            lease_token: self.token.clone(),
            phase: phase.into(),
            status: status.into(),
            status_code: Some(code.into()),
            message: Some(text.into()),
        };
        let _: PutBuildPhaseOutput = self.insist("PutBuildPhase", &input).await?;
        Ok(())
    }

    /// A part of a report; gives the report's ARN, or the server's reason to refuse it.
    pub(super) async fn report(
        &self,
        mut input: PutBuildReportInput,
    ) -> Result<Result<String, ClientError>, Lost> {
        input.build_id.clone_from(&self.build);
        input.lease_token.clone_from(&self.token);
        let answer: Result<PutBuildReportOutput, ClientError> =
            self.patient("PutBuildReport", &input).await?;
        Ok(answer.map(|output| output.report_arn))
    }

    /// Uploads one object.
    pub(super) async fn upload(&self, upload: Upload<'_>) -> Result<Result<(), ClientError>, Lost> {
        self.repeat(|| self.client.upload(upload)).await
    }

    /// The build is over. Once it is, the server also tells the heartbeat that it is, so `stop`
    /// counts only while the answer fails to come.
    pub(super) async fn complete(&self, mut input: CompleteBuildInput) -> Result<(), Lost> {
        input.build_id.clone_from(&self.build);
        input.lease_token.clone_from(&self.token);
        loop {
            let answer: Result<CompleteBuildOutput, ClientError> =
                self.client.call(TOWLINE, "CompleteBuild", &input).await;
            match answer {
                Ok(_) => return Ok(()),
                Err(error) if error.is_transient() && !self.stop.is_cancelled() => {
                    tracing::warn!(build = self.build, %error, "telling the server again");
                    tokio::time::sleep(PAUSE).await;
                }
                Err(error) => {
                    tracing::warn!(build = self.build, %error, "the build is given up");
                    return Err(Lost);
                }
            }
        }
    }

    /// Gives the build back, once, without waiting for a server that is away.
    pub(super) async fn release(&self) -> Result<(), ClientError> {
        let input = ReleaseBuildInput {
            build_id: self.build.clone(),
            lease_token: self.token.clone(),
        };
        let _: ReleaseBuildOutput = self.client.call(TOWLINE, "ReleaseBuild", &input).await?;
        Ok(())
    }

    /// Sends the log until its last writer is gone. `start` is where this attempt's part begins.
    pub(super) async fn send_log(&self, mut log: Reader, start: i64) {
        loop {
            let offset = start + i64::try_from(log.offset()).unwrap_or(i64::MAX);
            let lines = match log.next().await {
                Ok(Some(lines)) => lines,
                Ok(None) => return,
                Err(error) => {
                    tracing::error!(build = self.build, %error, "the log cannot be read back");
                    return;
                }
            };
            let input = PutBuildLogInput {
                build_id: self.build.clone(),
                lease_token: self.token.clone(),
                offset,
                lines,
            };
            let sent: Result<PutBuildLogOutput, Lost> = self.insist("PutBuildLog", &input).await;
            if sent.is_err() {
                return;
            }
        }
    }

    /// A refusal means that the lease is gone or that server and runner do not fit together; in
    /// both cases this runner has no business with the build any more.
    async fn insist<I: Wire, O: Wire>(&self, operation: &str, input: &I) -> Result<O, Lost> {
        match self.patient(operation, input).await? {
            Ok(output) => Ok(output),
            Err(error) => {
                tracing::warn!(build = self.build, %error, "the build is given up");
                self.stop.cancel();
                Err(Lost)
            }
        }
    }

    /// Repeats the call while the server is away.
    async fn patient<I: Wire, O: Wire>(
        &self,
        operation: &str,
        input: &I,
    ) -> Result<Result<O, ClientError>, Lost> {
        self.repeat(|| self.client.call(TOWLINE, operation, input))
            .await
    }

    async fn repeat<T, F>(&self, call: impl Fn() -> F) -> Result<Result<T, ClientError>, Lost>
    where
        F: Future<Output = Result<T, ClientError>>,
    {
        let mut pause = PAUSE;
        loop {
            let answer = tokio::select! {
                answer = call() => answer,
                () = self.stop.cancelled() => return Err(Lost),
            };
            match answer {
                Err(error) if error.is_transient() => {
                    tracing::warn!(build = self.build, %error, "telling the server again");
                }
                answer => return Ok(answer),
            }
            tokio::select! {
                () = tokio::time::sleep(pause) => pause = (pause * 2).min(Duration::from_secs(5)),
                () = self.stop.cancelled() => return Err(Lost),
            }
        }
    }
}
