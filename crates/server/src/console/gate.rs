//! The operations for a page: the same ones that come over the network, under the role of the key
//! that signed in.

use std::sync::Arc;

use serde_json::Value;
use towline_api::pages::{Operations, Service, Work};
use towline_api::{ApiError, codebuild, codedeploy, codepipeline, towline};
use towline_auth::caller::Caller;

use crate::http::{Front, operation};

/// A caller who is signed in, or nobody.
pub(super) struct Gate {
    front: Arc<Front>,
    caller: Option<Caller>,
}

impl Gate {
    pub(super) fn new(front: &Arc<Front>, caller: Option<Caller>) -> Gate {
        Gate {
            front: Arc::clone(front),
            caller,
        }
    }
}

impl Operations for Gate {
    fn call(
        &self,
        service: Service,
        name: &str,
        input: Value,
    ) -> Work<'_, Result<Value, ApiError>> {
        let target = match service {
            Service::CodeDeploy => codedeploy::TARGETS[0],
            Service::CodePipeline => codepipeline::TARGETS[0],
            Service::CodeBuild => codebuild::TARGETS[0],
            Service::Towline => towline::TARGETS[0],
        };
        let name = name.to_string();
        Box::pin(async move {
            let Some(caller) = &self.caller else {
                return Err(ApiError::new(
                    "AccessDeniedException",
                    "nobody is signed in",
                ));
            };
            operation(&self.front, target, &name, caller.clone(), input).await
        })
    }
}
