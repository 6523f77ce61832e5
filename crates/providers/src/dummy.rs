//! A scripted provider for tests of everything above it. It is in no production list: a test adds
//! [`registration`] to its own.

use std::collections::BTreeMap;

use async_trait::async_trait;
use towline_core::pipeline::catalogue::{ActionType, ActionTypeId};

use crate::world::PutOptions;
use crate::{
    ActionFailure, ActionJob, ActionOutcome, ActionSuccess, Provider, Registration, World,
};

/// Does what the action's configuration says: `Result` = `fail` fails, anything else succeeds;
/// `Variable.<name>` keys of the configuration become output variables; every output artifact gets
/// the content of `Content`.
pub struct Dummy;

/// `<category>/Custom/Dummy/1` with any of the scripted keys.
pub fn registration(category: &str) -> Registration {
    let id = ActionTypeId {
        owner: "Custom".into(),
        ..ActionTypeId::aws(category, "Dummy")
    };
    let action_type = ActionType::new(id, (0, 5), (0, 5)).optional(&[
        "Result",
        "Content",
        "Variable.One",
        "Variable.Two",
    ]);
    Registration::new(action_type, Dummy)
}

#[async_trait]
impl Provider for Dummy {
    async fn run(&self, world: &dyn World, job: &ActionJob) -> ActionOutcome {
        if job.configuration.get("Result").map(String::as_str) == Some("fail") {
            return Err(ActionFailure::job("the script says so"));
        }
        let content = job
            .configuration
            .get("Content")
            .cloned()
            .unwrap_or_default();
        for slot in &job.outputs {
            let body = std::io::Cursor::new(content.clone().into_bytes());
            let artifacts = world.artifacts();
            artifacts
                .put(
                    &slot.bucket,
                    &slot.key,
                    Box::pin(body),
                    PutOptions::default(),
                )
                .await?;
        }
        Ok(ActionSuccess {
            variables: variables(&job.configuration),
            ..ActionSuccess::default()
        })
    }
}

fn variables(configuration: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let named = configuration.iter().filter_map(|(key, value)| {
        let name = key.strip_prefix("Variable.")?;
        Some((name.to_string(), value.clone()))
    });
    named.collect()
}
