//! Everything that touches the world for a pipeline, one file per provider.
//!
//! [`registered`] is the one list. A provider gets an [`ActionJob`] and the [`World`]; it answers
//! with an [`ActionOutcome`]. It keeps nothing: after a crash the same job is simply run again.

pub mod approval;
pub mod build;
pub mod deploy;
pub mod dummy;
#[cfg(test)]
mod fake;
pub mod source;
#[cfg(test)]
mod twice;
pub mod world;

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use towline_core::pipeline::catalogue::{ActionType, ActionTypeId};
pub use towline_core::pipeline::job::{
    ActionFailure, ActionJob, ActionOutcome, ActionSuccess, Artifact, External, FailureCode,
    RevisionOverride, SourceRevision,
};
pub use world::World;

/// Does the work of one action type.
#[async_trait]
pub trait Provider: Send + Sync {
    /// Runs an action to its end. Idempotent by `job.id`.
    async fn run(&self, world: &dyn World, job: &ActionJob) -> ActionOutcome;

    /// Source providers: the newest revision that these settings name, or `None` when the provider
    /// is no source.
    async fn newest(
        &self,
        _world: &dyn World,
        _configuration: &BTreeMap<String, String>,
    ) -> Result<Option<SourceRevision>, ActionFailure> {
        Ok(None)
    }
}

/// An action type and who does its work.
#[derive(Clone)]
pub struct Registration {
    /// The declaration: identity, artifact counts, configuration keys.
    pub action_type: ActionType,
    /// `None` for what the pipeline machine does itself: manual approvals.
    pub provider: Option<Arc<dyn Provider>>,
}

impl Registration {
    /// An action type with its provider.
    pub fn new(action_type: ActionType, provider: impl Provider + 'static) -> Registration {
        Registration {
            action_type,
            provider: Some(Arc::new(provider)),
        }
    }
}

/// Every action type of this server, in the order in which they are listed.
pub fn registered() -> Vec<Registration> {
    vec![
        source::s3::registration(),
        source::codecommit::registration(),
        build::codebuild::build_registration(),
        build::codebuild::test_registration(),
        deploy::codedeploy::registration(),
        deploy::s3::registration(),
        Registration {
            action_type: approval::manual_type(),
            provider: None,
        },
    ]
}

/// The registration of an action type.
pub fn find<'a>(list: &'a [Registration], id: &ActionTypeId) -> Option<&'a Registration> {
    list.iter().find(|entry| entry.action_type.id == *id)
}

/// A configuration key that the declaration must have.
fn setting<'a>(
    configuration: &'a BTreeMap<String, String>,
    key: &str,
) -> Result<&'a str, ActionFailure> {
    let value = configuration.get(key).map(String::as_str);
    value.filter(|value| !value.is_empty()).ok_or_else(|| {
        ActionFailure::configuration(format!("the action's configuration has no `{key}`"))
    })
}

/// The first input artifact of an action.
fn input(job: &ActionJob) -> Result<&Artifact, ActionFailure> {
    job.inputs.first().ok_or_else(|| {
        ActionFailure::configuration(format!("action `{}` has no input artifact", job.action))
    })
}
