//! The command service over the wire.

use std::path::Path;

use towline_api::hostcommand as api;
use towline_api::towline::{PutHostOutputInput, PutHostOutputOutput};
use towline_auth::envelope;

use super::identity::Identity;
use super::kept::Kept;
use super::report::Report;
use super::service::{Answer, Service, ServiceError};
use super::spec::S3Revision;
use crate::client::{Client, ClientError, HOST_COMMAND, TOWLINE};

/// A server that this host has joined.
pub(super) struct Remote {
    client: Client,
    identity: Identity,
    specifications: Kept,
}

type Result<T> = std::result::Result<T, ServiceError>;

impl From<ClientError> for ServiceError {
    fn from(error: ClientError) -> ServiceError {
        // A host that joins again gets a new key: what is under way waits for the agent that has it.
        match error.is_transient() || error.is_unknown_key() {
            true => ServiceError::Unreachable(error.to_string()),
            false => ServiceError::Refused(error.to_string()),
        }
    }
}

impl Remote {
    pub(super) fn new(identity: Identity) -> std::result::Result<Remote, ClientError> {
        Ok(Remote {
            client: Client::new(identity.access())?,
            identity,
            specifications: Kept::default(),
        })
    }
}

impl Service for Remote {
    async fn poll(&self) -> Result<Option<api::HostCommand>> {
        let input = api::PollHostCommandInput {
            host_identifier: self.identity.host_arn.clone(),
        };
        let output: api::PollHostCommandOutput = self
            .client
            .call(HOST_COMMAND, "PollHostCommand", &input)
            .await?;
        let Some(command) = output.host_command else {
            return Ok(None);
        };
        let present = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
        if command.host_identifier.as_ref() != Some(&self.identity.host_arn) {
            return Err(ServiceError::Refused(format!(
                "a command for another host ({:?}) came; it is not carried out",
                command.host_identifier
            )));
        }
        if !present(&command.host_command_identifier) || !present(&command.command_name) {
            return Err(ServiceError::Refused(
                "a command without identifier or name came".into(),
            ));
        }
        Ok(Some(command))
    }

    async fn specification(&self, command: &api::HostCommand) -> Result<String> {
        let execution = command.deployment_execution_id.clone().unwrap_or_default();
        if let Some(known) = self.specifications.get(&execution) {
            return Ok(known);
        }
        let input = api::GetDeploymentSpecificationInput {
            deployment_execution_id: execution.clone(),
            host_identifier: self.identity.host_arn.clone(),
        };
        let output: api::GetDeploymentSpecificationOutput = self
            .client
            .call(HOST_COMMAND, "GetDeploymentSpecification", &input)
            .await?;
        if output.deployment_system.as_deref() != Some("CodeDeploy") {
            return Err(ServiceError::Refused(format!(
                "Deployment System mismatch: {:?}, not CodeDeploy",
                output.deployment_system
            )));
        }
        let envelope = output.deployment_specification.unwrap_or_default();
        let envelope = envelope.generic_envelope.unwrap_or_default();
        let format = envelope.format.unwrap_or_default();
        if format != "PKCS7/JSON" {
            return Err(ServiceError::Refused(format!(
                "Unsupported DeploymentSpecification format: {format}"
            )));
        }
        let payload = envelope.payload.unwrap_or_default();
        let verified = envelope::verify(&payload, &self.identity.signer_certificate)
            .map_err(|e| ServiceError::Refused(e.to_string()))?;
        self.specifications.put(&execution, &verified);
        Ok(verified)
    }

    async fn acknowledge(&self, id: &str, noop: bool) -> Result<Answer> {
        let payload = serde_json::json!({ "IsCommandNoop": noop });
        let input = api::PutHostCommandAcknowledgementInput {
            host_command_identifier: id.into(),
            diagnostics: Some(api::Envelope {
                format: Some("JSON".into()),
                payload: Some(payload.to_string()),
            }),
        };
        let output: api::PutHostCommandAcknowledgementOutput = self
            .client
            .call(HOST_COMMAND, "PutHostCommandAcknowledgement", &input)
            .await?;
        Ok(match output.command_status.as_deref() {
            Some("Succeeded") => Answer::Succeeded,
            Some("Failed") => Answer::Failed,
            _ => Answer::Run,
        })
    }

    async fn complete(&self, id: &str, report: &Report) -> Result<()> {
        let input = api::PutHostCommandCompleteInput {
            host_command_identifier: id.into(),
            command_status: report.status().into(),
            diagnostics: Some(report.diagnostics()),
        };
        let _: api::PutHostCommandCompleteOutput = self
            .client
            .call(HOST_COMMAND, "PutHostCommandComplete", &input)
            .await?;
        Ok(())
    }

    async fn output(&self, id: &str, offset: i64, lines: &[String]) -> Result<i64> {
        let input = PutHostOutputInput {
            host_command_identifier: id.into(),
            offset,
            lines: lines.to_vec(),
        };
        let output: PutHostOutputOutput =
            self.client.call(TOWLINE, "PutHostOutput", &input).await?;
        Ok(output.next_offset)
    }

    async fn download(&self, revision: &S3Revision, target: &Path) -> Result<()> {
        let version = revision.version.as_deref();
        let done = self
            .client
            .download(&revision.bucket, &revision.key, version, target)
            .await?;
        match &revision.etag {
            Some(etag) if etag.trim_matches('"') != done.etag => {
                Err(ServiceError::Refused(format!(
                    "Expected deployment artifact bundle etag {} but was actually {}",
                    etag.trim_matches('"'),
                    done.etag
                )))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(code: &str) -> ServiceError {
        ServiceError::from(ClientError::Refused {
            operation: "PollHostCommand".into(),
            status: 400,
            code: code.into(),
            message: "no".into(),
        })
    }

    #[test]
    fn a_replaced_key_decides_nothing_about_a_command() {
        for code in ["UnrecognizedClientException", "InvalidAccessKeyId"] {
            assert!(
                matches!(refused(code), ServiceError::Unreachable(_)),
                "{code}"
            );
        }
        assert!(matches!(refused("AccessDenied"), ServiceError::Refused(_)));
    }
}
