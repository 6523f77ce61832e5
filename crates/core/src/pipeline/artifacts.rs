//! Keys of artifacts: `<pipeline, 20 characters>/<artifact, 10 characters>/<7 random>`.
//!
//! The random part depends on the action execution and the output, so that no two attempts share a
//! key although the names are cut.

use std::collections::BTreeMap;

use super::declaration::ActionDeclaration;
use super::job::{Artifact, RevisionOverride};
use super::records::PipelineRecord;
use crate::ids::Seed;

const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// Where the outputs of one action execution go. `label` names the action execution.
pub(super) fn output_slots(
    pipeline: &PipelineRecord,
    seed: &Seed,
    action: &ActionDeclaration,
    label: &str,
    configuration: &BTreeMap<String, String>,
    overrides: &[RevisionOverride],
) -> Vec<Artifact> {
    let bucket = pipeline.declaration.bucket(&pipeline.region);
    let bucket = bucket.unwrap_or_default();
    let name = &pipeline.declaration.name;
    let extension = extension(action, configuration, overrides);
    let slot = |output: &super::declaration::OutputArtifact| {
        let random = seed.text(&["artifact", label, &output.name], ALPHABET, 7);
        let (pipeline, artifact) = (first(name, 20), first(&output.name, 10));
        Artifact {
            name: output.name.clone(),
            bucket: bucket.to_string(),
            key: format!("{pipeline}/{artifact}/{random}{extension}"),
            revision: None,
        }
    };
    action.output_artifacts.iter().map(slot).collect()
}

/// S3 sources keep the extension of their object, others have none.
fn extension(
    action: &ActionDeclaration,
    configuration: &BTreeMap<String, String>,
    overrides: &[RevisionOverride],
) -> String {
    if !action.action_type_id.is_source() || action.action_type_id.provider != "S3" {
        return String::new();
    }
    let other = overrides.iter().find(|o| o.kind == "S3_OBJECT_KEY");
    let declared = || configuration.get("S3ObjectKey");
    let key = other.map(|o| &o.value).or_else(declared);
    let file = key.and_then(|k| k.rsplit('/').next()).unwrap_or_default();
    let start = file.strip_suffix(".tar.gz").map(str::len);
    let start = start.or_else(|| file.rfind('.'));
    start.map_or(String::new(), |at| file[at..].to_string())
}

fn first(name: &str, length: usize) -> String {
    name.chars().take(length).collect()
}
