//! Calls with JSON input, as one would write them at the AWS CLI, and failures in a person's words.

use serde_json::Value;
use towline_agent::client::{Api, Client, ClientError};
use towline_api::{Wire, codebuild, codedeploy, codepipeline};

use crate::failure::Failure;

/// CodeDeploy.
pub(crate) const CODEDEPLOY: Api = Api {
    target: codedeploy::TARGETS[0],
    signing_name: codedeploy::SIGNING_NAMES[0],
};

/// CodePipeline.
pub(crate) const CODEPIPELINE: Api = Api {
    target: codepipeline::TARGETS[0],
    signing_name: codepipeline::SIGNING_NAMES[0],
};

/// CodeBuild.
pub(crate) const CODEBUILD: Api = Api {
    target: codebuild::TARGETS[0],
    signing_name: codebuild::SIGNING_NAMES[0],
};

/// Only join tokens come to an end.
const EXPIRED: &str = "ExpiredTokenException";

/// Error codes that mean: this key will not do.
const UNAUTHORISED: [&str; 8] = [
    "AccessDenied",
    "AccessDeniedException",
    "IncompleteSignatureException",
    "InvalidSignatureException",
    "MissingAuthenticationTokenException",
    "SignatureDoesNotMatch",
    "UnrecognizedClientException",
    EXPIRED,
];

/// One operation: its input as JSON in the service's words, its output typed.
pub(crate) async fn call<T: Wire>(
    client: &Client,
    api: Api,
    operation: &str,
    input: &Value,
) -> Result<T, Failure> {
    let answer = client.call(api, operation, input).await;
    answer.map_err(|error| failure(&format!("{operation} failed"), error))
}

/// A failed call as a failed command.
pub(crate) fn failure(what: &str, error: ClientError) -> Failure {
    let transient = error.is_transient();
    told(what, error).transient(transient)
}

fn told(what: &str, error: ClientError) -> Failure {
    match error {
        ClientError::Refused { code, message, .. } => {
            let message_names_region = message.contains("scoped to a valid region");
            let failure = Failure::new(what, format!("{code}: {message}"));
            if !UNAUTHORISED.contains(&code.as_str()) {
                return failure;
            }
            let fix = match code.as_str() {
                EXPIRED => "make a new token with `towline agent token` on the server",
                _ if message_names_region => {
                    "give the server's region with --region, in AWS_REGION or in the profile"
                }
                _ => {
                    "use a key or token of this server; `towline env --data DIR` prints its root key"
                }
            };
            failure.fix(fix).unauthorised()
        }
        ClientError::Unreachable { .. } => {
            Failure::new(what, error).fix("see that the server runs and that this is its address")
        }
        ClientError::Untrusted { .. } => Failure::new(what, error).fix(
            "trust the server's own authority, which `towline ca` prints: name its file with --ca \
             or in AWS_CA_BUNDLE",
        ),
        error => Failure::new(what, error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exit::Exit;

    fn refused(code: &str) -> ClientError {
        ClientError::Refused {
            operation: "CreateX".into(),
            status: 400,
            code: code.into(),
            message: "no".into(),
        }
    }

    #[test]
    fn wrong_keys_are_told_apart_from_other_refusals() {
        let failure_of = |code| failure("CreateX failed", refused(code));
        let other = failure_of("InvalidNameException");
        assert_eq!(
            other.to_string(),
            "error: CreateX failed: InvalidNameException: no"
        );
        assert_eq!(other.exit(), Exit::Failed);
        let wrong = failure_of("UnrecognizedClientException");
        assert_eq!(wrong.exit(), Exit::Unauthorised);
        assert!(wrong.to_string().contains("towline env"), "{wrong}");
    }
}
