//! Which registered instance an agent is: its key's ARN decides, never what it says.

use towline_api::ApiError;
use towline_auth::caller::{Caller, Role};

use crate::App;
use crate::codedeploy::instances::INSTANCE_ARN;
use crate::codedeploy::rows;

/// The name of the instance with this IAM ARN, if the caller may speak for it.
pub(super) async fn host(app: &App, caller: &Caller, arn: &str) -> Result<String, ApiError> {
    if caller.role != Role::Admin && caller.arn != arn {
        return Err(denied(format!(
            "{} may not speak for the host {arn}; the host identifier must be the ARN of the \
             agent's own key",
            caller.arn
        )));
    }
    let name = rows::get::<String>(app, INSTANCE_ARN, arn).await?;
    name.ok_or_else(|| {
        denied(format!(
            "No on-premises instance is registered with {arn}; join or register the host"
        ))
    })
}

/// Only the host itself (or an administrator) reports on its commands.
pub(super) async fn owns(app: &App, caller: &Caller, host: &str) -> Result<(), ApiError> {
    if caller.role == Role::Admin {
        return Ok(());
    }
    let name = rows::get::<String>(app, INSTANCE_ARN, &caller.arn).await?;
    match name.as_deref() == Some(host) {
        true => Ok(()),
        false => Err(denied(format!(
            "{} may not report on this command",
            caller.arn
        ))),
    }
}

fn denied(message: String) -> ApiError {
    ApiError::new("AccessDeniedException", message)
}
