//! The operations that build runners call: lease, renew, log, phases, reports, completion.

mod job;
mod log;
mod queue;

pub(crate) use queue::LATELY;
pub use queue::Queue;
use queue::Taken;

use std::sync::Arc;

use serde_json::Value;
use tokio::time::{Duration, Instant, sleep_until};
use towline_api::towline::{
    BuildJob, CompleteBuildInput, CompleteBuildOutput, LeaseBuildInput, LeaseBuildOutput,
    Operation, PutBuildLogInput, PutBuildLogOutput, PutBuildPhaseInput, PutBuildPhaseOutput,
    PutBuildReportInput, PutBuildReportOutput, ReleaseBuildInput, ReleaseBuildOutput,
    RenewLeaseInput, RenewLeaseOutput,
};
use towline_api::{ApiError, decode, encode};
use towline_core::Span;
use towline_core::build::{
    Build, Completion, Context, Fact, LEASE, PhaseStatus, PhaseType, Record, Refusal, Reply,
    Uploaded,
};
use towline_store::StoreExt;

use crate::codebuild::definition::{self, Definition};
use crate::codebuild::{reports, stored};
use crate::{App, DriveError, Owned, fault};

/// Answers a runner's operation, or reading a build's log.
pub async fn handle(app: &Arc<App>, operation: Operation, input: Value) -> Result<Value, ApiError> {
    use Operation as Op;
    match operation {
        Op::LeaseBuild => encode(&Box::pin(lease(app, decode(input)?)).await?),
        Op::RenewLease => encode(&Box::pin(renew(app, decode(input)?)).await?),
        Op::ReleaseBuild => encode(&Box::pin(release(app, decode(input)?)).await?),
        Op::PutBuildLog => encode(&Box::pin(put_log(app, decode(input)?)).await?),
        Op::PutBuildPhase => encode(&Box::pin(put_phase(app, decode(input)?)).await?),
        Op::PutBuildReport => encode(&Box::pin(put_report(app, decode(input)?)).await?),
        Op::CompleteBuild => encode(&Box::pin(complete(app, decode(input)?)).await?),
        other => Err(ApiError::new(
            "UnknownOperationException",
            format!("{} is no operation of runners", other.name()),
        )),
    }
}

/// The last lines of a build's log.
pub(crate) async fn log_tail(
    app: &App,
    build: &str,
    lines: usize,
) -> Result<Vec<String>, ApiError> {
    log::tail(app, build, lines).await
}

/// The file with a build's log.
pub(crate) fn log_file(app: &App, build: &str) -> std::path::PathBuf {
    log::path(app, build)
}

/// The file that says when the lines of a build's log arrived.
pub(crate) fn log_times(app: &App, build: &str) -> std::path::PathBuf {
    log::times_path(app, build)
}

/// Whether nothing more comes to a build's log.
pub(crate) async fn is_over(app: &App, build: &str) -> Result<bool, ApiError> {
    definition(app, build).await?;
    let record = app
        .store
        .get_as::<Record>(towline_core::build::KIND, build)
        .await;
    Ok(record
        .map_err(stored)?
        .is_none_or(|record| record.ended.is_some()))
}

/// Deletes the log of a deleted build.
pub(crate) async fn forget_log(app: &App, build: &str) {
    log::forget(app, build).await;
}

async fn lease(app: &Arc<App>, input: LeaseBuildInput) -> Result<LeaseBuildOutput, ApiError> {
    let _visit = app.clock.visit(&input.runner_name);
    let until = end(input.wait_seconds);
    let mut changes = app.runners.changes();
    loop {
        app.runners.asked(&input.runner_name, app.clock.now());
        changes.mark_unchanged();
        while let Some(taken) = app.runners.take() {
            if let Some(job) = try_lease(app, taken, &input.runner_name).await? {
                app.clock.expect(&work(&job.build_id));
                return Ok(LeaseBuildOutput { job: Some(job) });
            }
        }
        let wait = app.clock.idle(async {
            tokio::select! {
                changed = changes.changed() => changed.is_ok(),
                () = sleep_until(until) => false,
                () = app.stop.cancelled() => false,
            }
        });
        if !wait.await {
            break;
        }
    }
    Ok(LeaseBuildOutput { job: None })
}

async fn try_lease(
    app: &Arc<App>,
    taken: Taken<'_>,
    runner: &str,
) -> Result<Option<BuildJob>, ApiError> {
    let id = taken.build().to_string();
    let fact = Fact::Lease {
        runner: runner.to_string(),
    };
    match Build::driver(app).tell(app, &id, fact).await {
        Ok(Reply::Leased(attempt)) => {
            taken.settled();
            let definition = definition(app, &id).await?;
            job::job(app, &definition, attempt).await.map(Some)
        }
        Ok(Reply::Done) | Err(DriveError::Refused(_) | DriveError::Missing) => {
            taken.settled();
            Ok(None)
        }
        Err(error) => Err(fault::drive(&error)),
    }
}

/// The end of a wait that is held for a client, so in real time.
fn end(wait_seconds: Option<i32>) -> Instant {
    let seconds = u64::try_from(wait_seconds.unwrap_or(0)).unwrap_or(0);
    Instant::now() + Duration::from_secs(seconds)
}

/// What a runner's next word is expected about.
fn work(build: &str) -> String {
    format!("build {build}")
}

/// Held open until the build is taken from the runner or the time is up. As long as it is held
/// the runner is alive, so that the lease is renewed however fast the clock goes.
async fn renew(app: &Arc<App>, input: RenewLeaseInput) -> Result<RenewLeaseOutput, ApiError> {
    let _visit = app.clock.visit(&format!("lease {}", input.build_id));
    let until = end(input.wait_seconds);
    let mut changes = app.runners.changes();
    loop {
        changes.mark_unchanged();
        let token = input.lease_token.clone();
        match tell(app, &input.build_id, Fact::Renewed { token }).await {
            Ok(_) => {}
            Err(error) if error.code == LEASE_LOST => return Ok(RenewLeaseOutput { stop: true }),
            Err(error) => return Err(error),
        }
        let wait = app.clock.idle(async {
            tokio::select! {
                changed = changes.changed() => changed.is_ok(),
                () = app.clock.sleep(RENEWAL) => true,
                () = sleep_until(until) => false,
                () = app.stop.cancelled() => false,
            }
        });
        if !wait.await {
            break;
        }
    }
    Ok(RenewLeaseOutput { stop: false })
}

/// The lease is renewed so often while the call is held.
const RENEWAL: Span = Span(LEASE.0 / 2);

const LEASE_LOST: &str = "LeaseLostException";

/// Delivers a runner's report; an outdated lease is an error of its own.
async fn tell(app: &Arc<App>, build: &str, fact: Fact) -> Result<Reply, ApiError> {
    match Build::driver(app).tell(app, build, fact).await {
        Ok(reply) => Ok(reply),
        Err(DriveError::Refused(refusal @ Refusal::Order(_))) => {
            Err(ApiError::new("InvalidInputException", refusal.to_string()))
        }
        Err(DriveError::Refused(refusal)) => Err(ApiError::new(LEASE_LOST, refusal.to_string())),
        Err(DriveError::Missing) => Err(no_build(build)),
        Err(error) => Err(fault::drive(&error)),
    }
}

fn no_build(build: &str) -> ApiError {
    let text = format!("Build {build} does not exist");
    ApiError::new("ResourceNotFoundException", text)
}

async fn definition(app: &App, build: &str) -> Result<Definition, ApiError> {
    let found = app.store.get_as(definition::KIND, build).await;
    found.map_err(stored)?.ok_or_else(|| no_build(build))
}

async fn release(app: &Arc<App>, input: ReleaseBuildInput) -> Result<ReleaseBuildOutput, ApiError> {
    let token = input.lease_token;
    tell(app, &input.build_id, Fact::Released { token }).await?;
    Ok(ReleaseBuildOutput {})
}

async fn put_log(app: &Arc<App>, input: PutBuildLogInput) -> Result<PutBuildLogOutput, ApiError> {
    let token = input.lease_token;
    tell(app, &input.build_id, Fact::Renewed { token }).await?;
    app.clock.expect(&work(&input.build_id));
    let next_offset = log::append(app, &input.build_id, input.offset, &input.lines).await?;
    Ok(PutBuildLogOutput { next_offset })
}

async fn put_phase(
    app: &Arc<App>,
    input: PutBuildPhaseInput,
) -> Result<PutBuildPhaseOutput, ApiError> {
    let bad = |what: &str, word: &str| {
        ApiError::new("InvalidInputException", format!("`{word}` is no {what}"))
    };
    let phase = PhaseType::parse(&input.phase).ok_or_else(|| bad("phase", &input.phase))?;
    let token = input.lease_token;
    let fact = if input.status == "IN_PROGRESS" {
        Fact::PhaseStarted { token, phase }
    } else {
        let status = PhaseStatus::parse(&input.status);
        let status = status.ok_or_else(|| bad("phase status", &input.status))?;
        let code = input.status_code.unwrap_or_default();
        let message = input.message.unwrap_or_default();
        Fact::PhaseEnded {
            token,
            phase,
            status,
            contexts: vec![Context { code, message }],
        }
    };
    tell(app, &input.build_id, fact).await?;
    app.clock.expect(&work(&input.build_id));
    Ok(PutBuildPhaseOutput {})
}

async fn put_report(
    app: &Arc<App>,
    input: PutBuildReportInput,
) -> Result<PutBuildReportOutput, ApiError> {
    let token = input.lease_token.clone();
    tell(app, &input.build_id, Fact::Renewed { token }).await?;
    let definition = definition(app, &input.build_id).await?;
    let report_arn = reports::put(app, &definition, input).await?;
    Ok(PutBuildReportOutput { report_arn })
}

async fn complete(
    app: &Arc<App>,
    input: CompleteBuildInput,
) -> Result<CompleteBuildOutput, ApiError> {
    let reports = input.report_arns.unwrap_or_default();
    let tests = reports::tests(app, &reports).await?;
    let variables = input.exported_variables.unwrap_or_default();
    let artifacts = input.artifacts.unwrap_or_default();
    let completion = Completion {
        exported: variables.into_iter().map(|v| (v.name, v.value)).collect(),
        artifacts: artifacts
            .into_iter()
            .map(|a| Uploaded {
                identifier: a.identifier,
                location: a.location,
                sha256: a.sha256,
                md5: a.md5,
            })
            .collect(),
        reports,
        tests,
    };
    let fact = Fact::Completed {
        token: input.lease_token,
        completion,
    };
    app.clock.forget(&work(&input.build_id));
    tell(app, &input.build_id, fact).await?;
    Ok(CompleteBuildOutput {})
}
