//! The deployment specification: the JSON inside the signed envelope.

use serde::Deserialize;
use towline_spec::appspec::FileExistsBehavior;

/// What a deployment is, for one host.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Specification {
    pub(super) deployment_id: String,
    pub(super) deployment_group_id: String,
    pub(super) deployment_group_name: String,
    pub(super) application_name: String,
    #[serde(default = "user")]
    deployment_creator: String,
    #[serde(default = "in_place")]
    deployment_type: String,
    #[serde(default = "appspec_yml")]
    pub(super) app_spec_filename: String,
    #[serde(default)]
    agent_action_overrides: ActionOverrides,
    all_possible_lifecycle_events: Option<Vec<String>>,
    pub(super) revision: Revision,
}

fn user() -> String {
    "user".into()
}

fn in_place() -> String {
    "IN_PLACE".into()
}

fn appspec_yml() -> String {
    "appspec.yml".into()
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct ActionOverrides {
    agent_overrides: AgentOverrides,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct AgentOverrides {
    file_exists_behavior: Option<String>,
}

/// Where the revision is.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Revision {
    revision_type: String,
    s3_revision: Option<S3Revision>,
}

/// An object in the server's S3 endpoint.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct S3Revision {
    pub(super) bucket: String,
    pub(super) key: String,
    pub(super) bundle_type: String,
    pub(super) version: Option<String>,
    #[serde(rename = "ETag")]
    pub(super) etag: Option<String>,
}

impl Specification {
    /// Reads and checks the JSON; the error says what is missing.
    pub(super) fn parse(json: &str) -> Result<Specification, String> {
        let mut spec: Specification = serde_json::from_str(json)
            .map_err(|e| format!("the deployment specification is not usable: {e}"))?;
        // A full ARN is allowed; its last part is the id.
        if let Some((_, id)) = spec.deployment_id.rsplit_once("deployment/") {
            spec.deployment_id = id.into();
        }
        for (name, value) in [
            ("DeploymentId", &spec.deployment_id),
            ("DeploymentGroupId", &spec.deployment_group_id),
        ] {
            if !is_plain_name(value) {
                return Err(format!(
                    "the deployment specification's {name} {value:?} cannot name a directory"
                ));
            }
        }
        for (name, value) in [
            ("DeploymentGroupName", &spec.deployment_group_name),
            ("ApplicationName", &spec.application_name),
        ] {
            if value.is_empty() {
                return Err(format!("the deployment specification's {name} is empty"));
            }
        }
        Ok(spec)
    }

    /// The S3 object, the only place that a running agent fetches revisions from.
    pub(super) fn s3(&self) -> Result<&S3Revision, String> {
        match (&*self.revision.revision_type, &self.revision.s3_revision) {
            ("S3", Some(revision)) => Ok(revision),
            (kind, _) => Err(format!(
                "revision type {kind:?} is not supported by this agent; the server must offer the \
                 revision as S3"
            )),
        }
    }

    /// The deployment's own setting, which an AppSpec file may overrule.
    pub(super) fn file_exists_behavior(&self) -> Result<FileExistsBehavior, String> {
        let Some(name) = &self
            .agent_action_overrides
            .agent_overrides
            .file_exists_behavior
        else {
            return Ok(FileExistsBehavior::default());
        };
        FileExistsBehavior::from_name(&name.to_uppercase()).ok_or_else(|| {
            format!(
                "The deployment failed because an invalid option was specified for \
                 fileExistsBehavior: {name}. Valid options include OVERWRITE, RETAIN, and DISALLOW."
            )
        })
    }

    /// A blue/green rollback takes some scripts from other revisions.
    pub(super) fn is_blue_green_rollback(&self) -> bool {
        self.deployment_creator == "codeDeployRollback" && self.deployment_type == "BLUE_GREEN"
    }

    /// The events in `named` that the server says do not exist; none when it does not say.
    pub(super) fn unknown_events<'n>(&self, named: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
        match &self.all_possible_lifecycle_events {
            Some(known) => named
                .filter(|event| !known.iter().any(|k| k == event))
                .collect(),
            None => Vec::new(),
        }
    }
}

/// Whether `name` is one path component that stays where it is.
fn is_plain_name(name: &str) -> bool {
    !name.is_empty() && name != "." && name != ".." && !name.contains(['/', '\0', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(id: &str, more: &str) -> String {
        format!(
            r#"{{"DeploymentId":"{id}","DeploymentGroupId":"g","DeploymentGroupName":"n",
            "ApplicationName":"a","Revision":{{"RevisionType":"S3","S3Revision":
            {{"Bucket":"b","Key":"k","BundleType":"zip","ETag":"e"}}}}{more}}}"#
        )
    }

    #[test]
    fn defaults_and_overrides() {
        let spec = Specification::parse(&json("arn:x:deployment/d-1", "")).unwrap();
        assert_eq!(spec.deployment_id, "d-1");
        assert_eq!(spec.app_spec_filename, "appspec.yml");
        assert_eq!(spec.s3().unwrap().etag.as_deref(), Some("e"));
        assert_eq!(
            spec.file_exists_behavior(),
            Ok(FileExistsBehavior::Disallow)
        );
        assert!(spec.unknown_events(["X"].into_iter()).is_empty());
        let more = r#","AgentActionOverrides":{"AgentOverrides":{"FileExistsBehavior":"retain"}},
            "AllPossibleLifecycleEvents":["A"],
            "DeploymentCreator":"codeDeployRollback","DeploymentType":"BLUE_GREEN""#;
        let spec = Specification::parse(&json("d-1", more)).unwrap();
        assert_eq!(spec.file_exists_behavior(), Ok(FileExistsBehavior::Retain));
        assert!(spec.is_blue_green_rollback());
        assert_eq!(spec.unknown_events(["A", "X"].into_iter()), ["X"]);
    }

    #[test]
    fn ids_that_lead_elsewhere_and_missing_members_are_refused() {
        for id in ["", "..", "a/b", "."] {
            assert!(Specification::parse(&json(id, "")).is_err(), "{id}");
        }
        assert!(
            Specification::parse("{}")
                .unwrap_err()
                .contains("DeploymentId")
        );
    }
}
