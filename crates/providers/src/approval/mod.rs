//! Manual approval: the pipeline machine waits for the answer itself, so only the type is here.

use towline_core::pipeline::catalogue::{ActionType, ActionTypeId};

/// `Approval/AWS/Manual/1`: no artifacts; seven days unless the action says otherwise.
pub fn manual_type() -> ActionType {
    ActionType::new(ActionTypeId::aws("Approval", "Manual"), (0, 0), (0, 0))
        .optional(&["ExternalEntityLink", "CustomData"])
        .unsupported(&["NotificationArn"])
        .timeout_minutes(7 * 24 * 60)
}
