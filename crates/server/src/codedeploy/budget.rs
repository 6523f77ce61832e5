//! `GetHealthBudget`: the arithmetic by which a deployment takes its next targets.

use std::sync::Arc;

use towline_api::ApiError;
use towline_api::towline::{GetHealthBudgetInput, GetHealthBudgetOutput};

use super::{check, deployments};
use crate::App;

/// The budget as it is now.
pub async fn get_health_budget(
    app: &Arc<App>,
    input: GetHealthBudgetInput,
) -> Result<GetHealthBudgetOutput, ApiError> {
    check::deployment_id(&input.deployment_id)?;
    let record = deployments::record(app, &input.deployment_id).await?;
    let (counts, minimum) = (record.overview, record.order.config.minimum);
    let total = counts.total();
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    Ok(GetHealthBudgetOutput {
        total: number(total),
        healthy: number(total - counts.in_progress - counts.failed),
        required: number(minimum.required(total)),
        in_flight: number(counts.in_progress),
        failed: number(counts.failed),
        tolerance: number(minimum.tolerance(total)),
    })
}
