//! The command service as the agent needs it; a test can stand in for the server.

use std::future::Future;
use std::path::Path;

use towline_api::hostcommand::HostCommand;

use super::report::Report;
use super::spec::S3Revision;

/// Why a call failed.
#[derive(Debug, Clone, thiserror::Error)]
pub(super) enum ServiceError {
    /// Trying again may help: no connection, an overloaded or failing server.
    #[error("{0}")]
    Unreachable(String),
    /// The server said no; it will say so again.
    #[error("{0}")]
    Refused(String),
}

/// What the server answered to an acknowledgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// Run it.
    Run,
    /// It is over, and well.
    Succeeded,
    /// It is over, and failed.
    Failed,
}

type Result<T> = std::result::Result<T, ServiceError>;

/// CodeDeployCommand, and the artifacts it speaks of.
pub(super) trait Service: Send + Sync + 'static {
    /// Waits for a command; `None` when none came in the time that the server holds a poll.
    fn poll(&self) -> impl Future<Output = Result<Option<HostCommand>>> + Send;
    /// The verified JSON of the command's deployment specification.
    fn specification(&self, command: &HostCommand) -> impl Future<Output = Result<String>> + Send;
    /// Announces the command, and whether there is anything to do. The same identifier gets the same
    /// answer again, as long as the command is wanted; one of another handing-out gets
    /// [`Answer::Succeeded`].
    fn acknowledge(&self, id: &str, noop: bool) -> impl Future<Output = Result<Answer>> + Send;
    /// Reports the end of a command.
    fn complete(&self, id: &str, report: &Report) -> impl Future<Output = Result<()>> + Send;
    /// Sends lines of live output; gives the offset of the next one.
    fn output(
        &self,
        id: &str,
        offset: i64,
        lines: &[String],
    ) -> impl Future<Output = Result<i64>> + Send;
    /// Downloads a revision to `target`, whole and checked.
    fn download(
        &self,
        revision: &S3Revision,
        target: &Path,
    ) -> impl Future<Output = Result<()>> + Send;
}
