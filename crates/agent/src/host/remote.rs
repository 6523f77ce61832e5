//! The command service over the wire.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use towline_api::Timestamp;
use towline_api::Wire;
use towline_api::hostcommand as api;
use towline_api::towline::{PutHostOutputInput, PutHostOutputOutput};
use towline_auth::envelope;

use super::identity::Identity;
use super::kept::Kept;
use super::report::Report;
use super::service::{Answer, Service, ServiceError};
use super::spec::S3Revision;
use crate::client::{Api, Client, ClientError, HOST_COMMAND, TOWLINE};
use crate::clock;

/// A server that this host has joined.
pub(super) struct Remote {
    /// Where the identity is kept.
    data: PathBuf,
    joined: RwLock<Arc<Joined>>,
}

struct Joined {
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
    /// `data` is looked into again when the server no longer knows the key.
    pub(super) fn new(
        identity: Identity,
        data: PathBuf,
    ) -> std::result::Result<Remote, ClientError> {
        let joined = RwLock::new(Arc::new(Joined::new(identity)?));
        Ok(Remote { data, joined })
    }

    fn joined(&self) -> Arc<Joined> {
        let joined = self.joined.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&joined)
    }

    /// What a failed call means; the next one is made with the key of a host that joined again.
    fn failed(&self, error: ClientError) -> ServiceError {
        if error.is_unknown_key()
            && let Ok(identity) = Identity::load(&self.data)
            && identity.is_newer_than(&self.joined().identity)
            && let Ok(joined) = Joined::new(identity)
        {
            tracing::info!("this host has joined again: its new key is used from now on");
            let mut place = self.joined.write().unwrap_or_else(PoisonError::into_inner);
            *place = Arc::new(joined);
        }
        error.into()
    }

    async fn call<I: Wire, O: Wire>(&self, api: Api, operation: &str, input: &I) -> Result<O> {
        let answer = self.joined().client.call(api, operation, input).await;
        answer.map_err(|error| self.failed(error))
    }

    fn arn(&self) -> String {
        self.joined().identity.host_arn.clone()
    }
}

impl Joined {
    fn new(identity: Identity) -> std::result::Result<Joined, ClientError> {
        Ok(Joined {
            client: Client::new(identity.access())?,
            identity,
            specifications: Kept::default(),
        })
    }
}

impl Service for Remote {
    async fn poll(&self) -> Result<Option<api::HostCommand>> {
        let disk = rustix::fs::statvfs(&self.data).ok();
        let bytes = |blocks: u64, size: u64| i64::try_from(blocks.saturating_mul(size)).ok();
        let input = api::PollHostCommandInput {
            host_identifier: self.arn(),
            host_time: Some(Timestamp(clock::now().as_secs_f64())),
            disk_free_bytes: disk
                .as_ref()
                .and_then(|disk| bytes(disk.f_bavail, disk.f_frsize)),
            disk_total_bytes: disk.and_then(|disk| bytes(disk.f_blocks, disk.f_frsize)),
        };
        let output: api::PollHostCommandOutput =
            self.call(HOST_COMMAND, "PollHostCommand", &input).await?;
        let Some(command) = output.host_command else {
            return Ok(None);
        };
        let present = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
        if command.host_identifier.as_ref() != Some(&input.host_identifier) {
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
        let joined = self.joined();
        if let Some(known) = joined.specifications.get(&execution) {
            return Ok(known);
        }
        let input = api::GetDeploymentSpecificationInput {
            deployment_execution_id: execution.clone(),
            host_identifier: joined.identity.host_arn.clone(),
        };
        let output: api::GetDeploymentSpecificationOutput = self
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
        let verified = envelope::verify(&payload, &joined.identity.signer_certificate)
            .map_err(|e| ServiceError::Refused(e.to_string()))?;
        joined.specifications.put(&execution, &verified);
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
        let output: PutHostOutputOutput = self.call(TOWLINE, "PutHostOutput", &input).await?;
        Ok(output.next_offset)
    }

    async fn download(&self, revision: &S3Revision, target: &Path) -> Result<()> {
        let version = revision.version.as_deref();
        let joined = self.joined();
        let done = joined
            .client
            .download(&revision.bucket, &revision.key, version, target)
            .await
            .map_err(|error| self.failed(error))?;
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
