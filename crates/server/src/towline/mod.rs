//! Towline's own operations, for its agents, runners and command line.
//!
//! Some live here; the others belong to the modules whose rows they change.

mod clock;
mod events;
mod join_token;

use std::sync::Arc;

use serde_json::Value;
use towline_api::towline::Operation;
use towline_api::{ApiError, decode, encode};
use towline_auth::caller::Caller;

use crate::{App, codedeploy, codepipeline, git, hosts, keys, logs, measures, runners, why};

/// Carries out one operation.
pub async fn handle(
    app: &Arc<App>,
    caller: &Caller,
    operation: Operation,
    input: Value,
) -> Result<Value, ApiError> {
    use Operation as Op;
    match operation {
        Op::AdvanceClock => encode(&Box::pin(clock::advance(app, &decode(input)?)).await?),
        Op::CreateJoinToken => encode(&Box::pin(join_token::create(app, &decode(input)?)).await?),
        Op::GetClock => encode(&clock::get(app)),
        Op::ListEvents => encode(&Box::pin(events::list(app, &decode(input)?)).await?),
        Op::Explain => encode(&Box::pin(why::explain(app, decode(input)?)).await?),
        Op::GetMeasures => encode(&Box::pin(measures::get(app, &decode(input)?)).await?),
        Op::JoinHost => encode(&Box::pin(hosts::join_host(app, decode(input)?)).await?),
        Op::ListHosts => encode(&Box::pin(hosts::list_hosts(app, decode(input)?)).await?),
        Op::PutHostOutput => {
            encode(&Box::pin(hosts::put_host_output(app, caller, decode(input)?)).await?)
        }
        Op::CreateRepository => {
            encode(&Box::pin(git::create_repository(app, decode(input)?)).await?)
        }
        Op::CompareCommits => encode(&Box::pin(git::compare_commits(app, decode(input)?)).await?),
        Op::DescribeBundle => {
            encode(&Box::pin(codedeploy::describe_bundle(app, decode(input)?)).await?)
        }
        Op::DescribeHosts => encode(&Box::pin(hosts::describe_hosts(app, decode(input)?)).await?),
        Op::FindReleases => {
            encode(&Box::pin(codepipeline::find_releases(app, decode(input)?)).await?)
        }
        Op::ListEnvironments => encode(&Box::pin(codedeploy::list_environments(app)).await?),
        Op::GetHealthBudget => {
            encode(&Box::pin(codedeploy::get_health_budget(app, decode(input)?)).await?)
        }
        Op::PlanDeployment => {
            encode(&Box::pin(codedeploy::plan_deployment(app, decode(input)?)).await?)
        }
        Op::GetLogLines => encode(&Box::pin(logs::get(app, decode(input)?)).await?),
        Op::SearchLog => encode(&Box::pin(logs::search(app, decode(input)?)).await?),
        Op::ListAccessKeys => encode(&Box::pin(keys::list_access_keys(app)).await?),
        Op::ListRepositories => encode(&Box::pin(git::list_repositories(app)).await?),
        Op::LeaseBuild
        | Op::RenewLease
        | Op::ReleaseBuild
        | Op::PutBuildLog
        | Op::PutBuildPhase
        | Op::PutBuildReport
        | Op::CompleteBuild => Box::pin(runners::handle(app, operation, input)).await,
    }
}
