//! One operation of one service: its shapes, its signing name, who may call it, who carries it out.

use std::sync::Arc;

use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::Value;
use towline_api::{ApiError, Shape, codebuild, codedeploy, codepipeline, hostcommand, towline};
use towline_api::{validate, violations_message};
use towline_auth::caller::{Caller, Role};

use crate::App;

/// A service on this port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Service {
    CodeDeploy,
    CodePipeline,
    CodeBuild,
    HostCommand,
    Towline,
}

/// An operation, as its service calls it.
#[derive(Debug, Clone, Copy)]
enum Operation {
    CodeDeploy(codedeploy::Operation),
    CodePipeline(codepipeline::Operation),
    CodeBuild(codebuild::Operation),
    HostCommand(hostcommand::Operation),
    Towline(towline::Operation),
}

/// What a request asks for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Call {
    operation: Operation,
    /// The service name that its signature must have.
    pub(super) signing_name: &'static str,
}

/// Why a target is none: the service may still be known, and then says how to sign.
#[derive(Debug)]
pub(super) struct Unknown {
    pub(super) signing_name: Option<&'static str>,
    pub(super) error: ApiError,
}

impl Call {
    /// The operation `name` of the service with the target prefix `service`.
    pub(super) fn find(service: &str, name: &str) -> Result<Call, Unknown> {
        let text = format!("`{service}.{name}` is no operation of this server");
        let error = ApiError::new("UnknownOperationException", text);
        let Some((service, signing_name)) = Service::find(service) else {
            return Err(Unknown {
                signing_name: None,
                error,
            });
        };
        match service.operation(name) {
            Some(operation) => Ok(Call {
                operation,
                signing_name,
            }),
            None => Err(Unknown {
                signing_name: Some(signing_name),
                error,
            }),
        }
    }

    /// The service's name in logs and metrics.
    pub(super) fn service(self) -> &'static str {
        match self.operation {
            Operation::CodeDeploy(_) => "codedeploy",
            Operation::CodePipeline(_) => "codepipeline",
            Operation::CodeBuild(_) => "codebuild",
            Operation::HostCommand(_) => "codedeploy-commands",
            Operation::Towline(_) => "towline",
        }
    }

    /// Its name on the wire.
    pub(super) fn name(self) -> &'static str {
        match self.operation {
            Operation::CodeDeploy(op) => op.name(),
            Operation::CodePipeline(op) => op.name(),
            Operation::CodeBuild(op) => op.name(),
            Operation::HostCommand(op) => op.name(),
            Operation::Towline(op) => op.name(),
        }
    }

    /// Shape of its input.
    pub(super) fn input(self) -> &'static Shape {
        match self.operation {
            Operation::CodeDeploy(op) => op.input(),
            Operation::CodePipeline(op) => op.input(),
            Operation::CodeBuild(op) => op.input(),
            Operation::HostCommand(op) => op.input(),
            Operation::Towline(op) => op.input(),
        }
    }

    /// Shape of its output; `None` when it has none.
    pub(super) fn output(self) -> Option<&'static Shape> {
        match self.operation {
            Operation::CodeDeploy(op) => op.output(),
            Operation::CodePipeline(op) => op.output(),
            Operation::CodeBuild(op) => op.output(),
            Operation::HostCommand(op) => op.output(),
            Operation::Towline(op) => op.output(),
        }
    }

    /// Whether it holds the request until there is something to tell. Such a call ends when its
    /// client goes away; every other one is carried to its end.
    pub(super) fn polls(self) -> bool {
        use towline::Operation::{AdvanceClock, LeaseBuild, ListEvents, RenewLease};
        match self.operation {
            Operation::HostCommand(op) => op == hostcommand::Operation::PollHostCommand,
            Operation::Towline(op) => {
                matches!(op, AdvanceClock | LeaseBuild | ListEvents | RenewLease)
            }
            _ => false,
        }
    }

    /// Whether it changes nothing, as its name says.
    pub(super) fn only_reads(self) -> bool {
        let reads = [
            "Get", "List", "BatchGet", "Describe", "Explain", "Compare", "Search",
        ];
        reads.iter().any(|verb| self.name().starts_with(verb))
    }

    /// Whether it moves the clock.
    pub(super) fn moves_clock(self) -> bool {
        matches!(
            self.operation,
            Operation::Towline(towline::Operation::AdvanceClock)
        )
    }

    /// Refuses what the caller's role does not cover.
    pub(super) fn authorize(self, caller: &Caller) -> Result<(), ApiError> {
        if self.permits(&caller.role) {
            return Ok(());
        }
        let text = format!(
            "User: {} is not authorized to perform: {}:{}",
            caller.arn,
            self.signing_name,
            self.name()
        );
        Err(ApiError::new("AccessDeniedException", text))
    }

    fn permits(self, role: &Role) -> bool {
        use towline::Operation as Own;
        match (role, self.operation) {
            (Role::Admin, _) | (Role::Host { .. }, Operation::HostCommand(_)) => true,
            (Role::Host { .. }, Operation::Towline(op)) => op == Own::PutHostOutput,
            (Role::Join, Operation::Towline(op)) => op == Own::JoinHost,
            (Role::Runner, Operation::Towline(op)) => matches!(
                op,
                Own::LeaseBuild
                    | Own::RenewLease
                    | Own::ReleaseBuild
                    | Own::PutBuildReport
                    | Own::PutBuildLog
                    | Own::PutBuildPhase
                    | Own::CompleteBuild
            ),
            _ => false,
        }
    }

    /// Checks the constraints of the model. CodeDeploy has an exception of its own for every
    /// member and checks them itself.
    pub(super) fn check(self, input: &Value) -> Result<(), ApiError> {
        let code = match self.operation {
            Operation::CodeDeploy(_) => return Ok(()),
            Operation::CodePipeline(_) | Operation::Towline(_) => "ValidationException",
            Operation::CodeBuild(_) => "InvalidInputException",
            Operation::HostCommand(_) => "ClientException",
        };
        let violations = validate(self.input(), input);
        if violations.is_empty() {
            return Ok(());
        }
        Err(ApiError::new(code, violations_message(&violations)))
    }

    /// Carries it out. Boxed, as every operation is by its service: a request takes the room of its
    /// own operation, not that of the largest, and ten thousand waiting hosts are ten thousand requests.
    pub(super) fn run<'a>(
        self,
        app: &'a Arc<App>,
        caller: &'a Caller,
        input: Value,
    ) -> BoxFuture<'a, Result<Value, ApiError>> {
        match self.operation {
            Operation::CodeDeploy(op) => crate::codedeploy::handle(app, caller, op, input).boxed(),
            Operation::HostCommand(op) => crate::hosts::handle(app, caller, op, input).boxed(),
            Operation::CodePipeline(op) => {
                crate::codepipeline::handle(app, caller, op, input).boxed()
            }
            Operation::CodeBuild(op) => crate::codebuild::handle(app, caller, op, input).boxed(),
            Operation::Towline(op) => crate::towline::handle(app, caller, op, input).boxed(),
        }
    }
}

impl Service {
    /// The service with this target prefix, and the signing name that belongs to the prefix.
    fn find(target: &str) -> Option<(Service, &'static str)> {
        let services: [(Service, &[&str], &[&'static str]); 5] = [
            (
                Service::CodeDeploy,
                &codedeploy::TARGETS,
                &codedeploy::SIGNING_NAMES,
            ),
            (
                Service::CodePipeline,
                &codepipeline::TARGETS,
                &codepipeline::SIGNING_NAMES,
            ),
            (
                Service::CodeBuild,
                &codebuild::TARGETS,
                &codebuild::SIGNING_NAMES,
            ),
            (
                Service::HostCommand,
                &hostcommand::TARGETS,
                &hostcommand::SIGNING_NAMES,
            ),
            (Service::Towline, &towline::TARGETS, &towline::SIGNING_NAMES),
        ];
        services
            .into_iter()
            .find_map(|(service, targets, signing_names)| {
                let place = targets.iter().position(|prefix| *prefix == target)?;
                Some((service, signing_names[place]))
            })
    }

    fn operation(self, name: &str) -> Option<Operation> {
        match self {
            Service::CodeDeploy => codedeploy::Operation::parse(name).map(Operation::CodeDeploy),
            Service::CodePipeline => {
                codepipeline::Operation::parse(name).map(Operation::CodePipeline)
            }
            Service::CodeBuild => codebuild::Operation::parse(name).map(Operation::CodeBuild),
            Service::HostCommand => hostcommand::Operation::parse(name).map(Operation::HostCommand),
            Service::Towline => towline::Operation::parse(name).map(Operation::Towline),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(service: &str, operation: &str) -> Call {
        Call::find(service, operation).unwrap()
    }

    #[test]
    fn every_prefix_has_its_signing_name() {
        let name = |service, operation| call(service, operation).signing_name;
        assert_eq!(
            name("CodeDeploy_20141006", "ListApplications"),
            "codedeploy"
        );
        let poll = "PollHostCommand";
        assert_eq!(
            name("CodeDeployCommandService_v20141006", poll),
            "codedeploy-commands"
        );
        assert_eq!(
            name("CodeDeployCommandService", poll),
            "codedeploy-commands-secure"
        );
        assert!(
            Call::find("CodeDeploy_20141006", "Nonsense")
                .unwrap_err()
                .signing_name
                .is_some()
        );
        assert!(
            Call::find("DynamoDB_20120810", "Query")
                .unwrap_err()
                .signing_name
                .is_none()
        );
    }

    #[test]
    fn a_role_covers_its_own_operations_only() {
        let host = Role::Host {
            name: "web-1".into(),
        };
        let permits = |role: &Role, service, operation| call(service, operation).permits(role);
        assert!(permits(
            &host,
            "CodeDeployCommandService_v20141006",
            "PollHostCommand"
        ));
        assert!(permits(&host, "Towline_20261123", "PutHostOutput"));
        assert!(permits(&Role::Join, "Towline_20261123", "JoinHost"));
        assert!(permits(&Role::Runner, "Towline_20261123", "LeaseBuild"));
        for role in [&host, &Role::Join, &Role::Runner] {
            assert!(!permits(role, "CodeDeploy_20141006", "ListApplications"));
            assert!(!permits(role, "CodePipeline_20150709", "ListPipelines"));
            assert!(!permits(role, "CodeBuild_20161006", "ListProjects"));
            assert!(!permits(role, "Towline_20261123", "CreateJoinToken"));
            assert!(!permits(role, "Towline_20261123", "ListEvents"));
            assert!(!permits(role, "Towline_20261123", "Explain"));
        }
        assert!(!permits(
            &Role::Join,
            "CodeDeployCommandService_v20141006",
            "PollHostCommand"
        ));
        assert!(!permits(&Role::Runner, "Towline_20261123", "JoinHost"));
    }
}
