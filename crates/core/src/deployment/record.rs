//! What is stored about a deployment as a whole: its order (fixed at creation) and its state.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::config::Config;
use crate::ids::Seed;
use crate::{Reason, Time};

/// Row kind of [`Record`]; key: deployment id.
pub const DEPLOYMENT: &str = "deployment";
/// Row kind of the one active deployment of a group; key: deployment group id, text: deployment id.
pub const ACTIVE: &str = "active-deployment";
/// Row kind of [`GroupState`]; key: deployment group id.
pub const GROUP_STATE: &str = "deployment-group-state";
/// Row kind of the list of all deployments, newest first; key: [`newest_first`].
pub const BY_TIME: &str = "deployment-by-time";
/// Row kind of a group's deployments, newest first; key: group id, `/`, [`newest_first`].
pub const BY_GROUP: &str = "deployment-by-group";

/// Creator of a deployment that undoes another one.
pub const ROLLBACK_CREATOR: &str = "codeDeployRollback";

/// A listing key that sorts later deployments first.
pub fn newest_first(created: Time, id: &str) -> String {
    format!("{:015}/{id}", 999_999_999_999_999 - created.0.max(0))
}

/// The row `deployment`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// What was asked for; never changes.
    pub order: Order,
    /// Where it is.
    pub status: Status,
    /// When the first target was started.
    pub started: Option<Time>,
    /// When it reached its final status.
    pub completed: Option<Time>,
    /// How many targets are in which state.
    pub overview: Overview,
    /// Set on `Failed` and `Stopped`.
    pub error: Option<ErrorInformation>,
    /// Links to the deployment that this one undoes or that undoes this one.
    pub rollback: Rollback,
    /// It was decided how this will end; targets in flight are being waited for.
    pub ending: Option<Ending>,
    /// Why it waits or how it ended, with the arithmetic.
    pub reason: Reason,
}

/// What a deployment is to do, complete: later changes to group or configuration do not matter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// `d-` and nine of `[A-Z0-9]`.
    pub id: String,
    /// Source of command identifiers and of the rollback's id.
    pub seed: Seed,
    /// Who waits for it, for example a pipeline's action execution.
    pub owner: Option<String>,
    /// The application and group as they were.
    pub group: Group,
    /// The deployment configuration as it was.
    pub config: Config,
    /// What to install.
    pub revision: Revision,
    /// The group's last successful deployment before this one.
    pub previous: Option<Success>,
    /// `user`, `codeDeployRollback`, `CodeDeploy` …
    pub creator: String,
    /// The caller's comment.
    pub description: Option<String>,
    /// Switches of the call.
    pub options: Options,
    /// When to roll back by itself.
    pub auto_rollback: AutoRollback,
    /// When it was asked for.
    pub created: Time,
    /// The deployment that this one rolls back.
    pub rolls_back: Option<String>,
    /// Since when the group is failing, see [`GroupState::failing_since`].
    #[serde(default)]
    pub failing_since: Option<Time>,
}

/// Names and ids of the deployment group and its application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Application name.
    pub application: String,
    /// Application id (UUID).
    pub application_id: String,
    /// Deployment group name.
    pub name: String,
    /// Deployment group id (UUID); keys of rows use it, names can change.
    pub id: String,
}

/// An archive in S3.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Revision {
    /// Bucket name.
    pub bucket: String,
    /// Object key.
    pub key: String,
    /// `tar`, `tgz` or `zip`.
    pub bundle_type: String,
    /// Object version; absent means the newest.
    pub version: Option<String>,
    /// Entity tag without quotes; absent means unchecked.
    pub e_tag: Option<String>,
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s3://{}/{}", self.bucket, self.key)?;
        match &self.version {
            Some(version) => write!(f, "?versionId={version}"),
            None => Ok(()),
        }
    }
}

/// Switches of `CreateDeployment`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// A failing `ApplicationStop` does not fail the target.
    pub ignore_application_stop_failures: bool,
    /// Targets that have the revision already were left out.
    pub update_outdated_instances_only: bool,
    /// `DISALLOW`, `OVERWRITE` or `RETAIN`.
    pub file_exists_behavior: String,
}

/// When a deployment is rolled back without being asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AutoRollback {
    /// Nothing happens while false.
    pub enabled: bool,
    /// `DEPLOYMENT_FAILURE`, `DEPLOYMENT_STOP_ON_REQUEST`, `DEPLOYMENT_STOP_ON_ALARM`.
    pub events: Vec<String>,
}

/// Deployment status, in AWS's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// Accepted, nothing started.
    Created,
    /// Targets are being deployed to.
    InProgress,
    /// Ended well.
    Succeeded,
    /// Ended with an error.
    Failed,
    /// Ended on request.
    Stopped,
}

impl Status {
    /// The word on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Status::Created => "Created",
            Status::InProgress => "InProgress",
            Status::Succeeded => "Succeeded",
            Status::Failed => "Failed",
            Status::Stopped => "Stopped",
        }
    }

    /// Nothing follows any more.
    pub fn is_final(self) -> bool {
        matches!(self, Status::Succeeded | Status::Failed | Status::Stopped)
    }
}

/// Targets by state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// Not started.
    pub pending: usize,
    /// In flight.
    pub in_progress: usize,
    /// Ended well.
    pub succeeded: usize,
    /// Ended with a failure.
    pub failed: usize,
    /// Left out because the deployment ended.
    pub skipped: usize,
}

impl Overview {
    /// The number of targets.
    pub fn total(&self) -> usize {
        self.pending + self.in_progress + self.succeeded + self.failed + self.skipped
    }
}

/// AWS's code and text for a failed or stopped deployment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorInformation {
    /// For example `HEALTH_CONSTRAINTS`.
    pub code: String,
    /// For people.
    pub message: String,
}

/// Links between a deployment and its rollback, as `GetDeployment` shows them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rollback {
    /// The deployment that undoes this one.
    pub deployment: Option<String>,
    /// The deployment that this one undoes.
    pub triggering: Option<String>,
    /// AWS's fixed sentence, or why there is no rollback.
    pub message: Option<String>,
}

/// How a deployment will end once its targets in flight are done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// `Failed` or `Stopped`.
    pub status: Status,
    /// Shown as its error information.
    pub error: ErrorInformation,
    /// The arithmetic behind it.
    pub detail: String,
    /// No further command, not even to targets in flight.
    pub halt: bool,
    /// What the caller of `StopDeployment` said about rolling back.
    pub rollback: Option<bool>,
}

/// A successful deployment, as later ones need it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Success {
    /// Deployment id.
    pub deployment: String,
    /// What it installed.
    pub revision: Revision,
    /// A rollback to it behaves like it did.
    pub file_exists_behavior: String,
    /// When it was created.
    pub created: Time,
    /// When it ended.
    pub completed: Time,
}

/// The latest deployment of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// Deployment id.
    pub deployment: String,
    /// Its status when this row was written.
    pub status: Status,
    /// When it was created.
    pub created: Time,
    /// When it ended.
    pub completed: Option<Time>,
}

/// What a group's deployments left behind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupState {
    /// The latest deployment.
    pub attempted: Option<Attempt>,
    /// The latest deployment that succeeded; its revision is the group's target revision.
    pub succeeded: Option<Success>,
    /// When the group's first failed deployment after its last successful one ended.
    #[serde(default)]
    pub failing_since: Option<Time>,
}
