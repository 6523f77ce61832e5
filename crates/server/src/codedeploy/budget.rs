//! `GetHealthBudget`: the arithmetic by which a deployment takes its next targets.

use std::sync::Arc;

use towline_api::ApiError;
use towline_api::towline::{GetHealthBudgetInput, GetHealthBudgetOutput};
use towline_core::deployment::Record;
use towline_core::deployment::record::DEPLOYMENT;

use super::rows;
use crate::App;

/// The budget as it is now.
pub async fn get_health_budget(
    app: &Arc<App>,
    input: GetHealthBudgetInput,
) -> Result<GetHealthBudgetOutput, ApiError> {
    let id = &input.deployment_id;
    let record = rows::get::<Record>(app, DEPLOYMENT, id).await?;
    let record = record.ok_or_else(|| {
        ApiError::new(
            "ResourceNotFoundException",
            format!("there is no deployment `{id}`"),
        )
    })?;
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
