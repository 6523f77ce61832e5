//! A pipeline execution: in front of a stage, inside of one, or ended.

use towline_api::ApiError;
use towline_core::Reason;
use towline_core::pipeline::records::{
    ActionExecution, ActionStatus, Execution, ExecutionStatus, PipelineRecord, StageRecord,
    StateRecord, kind, numbered,
};

use super::command::line;
use super::link::{Link, Step, Subject, unexplained};
use crate::App;
use crate::codedeploy::rows;

/// Behind it is the stage with who holds it, or the action that runs or failed.
pub(super) async fn look(app: &App, pipeline: &str, number: u64) -> Result<Step, ApiError> {
    let key = numbered(pipeline, number);
    let execution = rows::get::<Execution>(app, kind::EXECUTION, &key).await?;
    let state = rows::get::<StateRecord>(app, kind::STATE, pipeline).await?;
    let record = rows::get::<PipelineRecord>(app, kind::PIPELINE, pipeline).await?;
    let (Some(execution), Some(state), Some(record)) = (execution, state, record) else {
        return Ok(Step::default());
    };
    let since = execution.updated;
    let reason = execution
        .reason
        .clone()
        .unwrap_or_else(|| unexplained(since));
    let code = reason.code.clone();
    let stage = state.stages.get(&execution.place);
    let link = Link::new("execution", &execution.id, execution.status.name(), reason)
        .named(pipeline)
        .command(command(pipeline, &execution, &record, stage));
    let mut step = Step {
        links: vec![link],
        next: None,
    };
    match (code.as_str(), stage) {
        ("StageLocked", Some(stage)) => {
            let holder = stage.inside.first().copied();
            step.links.push(locked(pipeline, &execution, holder));
            step.next = holder.map(|number| Subject::Execution(pipeline.into(), number));
        }
        ("TransitionDisabled" | "TransitionStale", Some(stage)) => {
            step.links.push(closed(pipeline, &execution, stage));
        }
        _ => {
            let action = action_behind(app, pipeline, &execution).await?;
            step.next = action.map(|number| Subject::Action(pipeline.into(), number));
        }
    }
    Ok(step)
}

/// The action that runs, or the first that failed.
async fn action_behind(
    app: &App,
    pipeline: &str,
    execution: &Execution,
) -> Result<Option<u64>, ApiError> {
    let wanted = match execution.status {
        status if status.is_live() => ActionStatus::InProgress,
        ExecutionStatus::Failed => ActionStatus::Failed,
        _ => return Ok(None),
    };
    let run = execution.stages.get(&execution.place);
    let mut numbers: Vec<u64> = run
        .iter()
        .flat_map(|run| run.actions.values())
        .copied()
        .collect();
    numbers.sort_unstable();
    for number in numbers {
        let key = numbered(pipeline, number);
        let action = rows::get::<ActionExecution>(app, kind::ACTION, &key).await?;
        if action.is_some_and(|action| action.status == wanted) {
            return Ok(Some(number));
        }
    }
    Ok(None)
}

fn locked(pipeline: &str, execution: &Execution, holder: Option<u64>) -> Link {
    let stage = &execution.place;
    let detail = match holder {
        Some(_) => "one execution at a time: it is held by the next one of this chain",
        None => "it has just become free",
    };
    let since = execution
        .reason
        .as_ref()
        .map_or(execution.updated, |r| r.since);
    let reason = Reason::wait(
        "StageLocked",
        detail,
        "the execution inside leaves it",
        since,
    );
    Link::new("stage", format!("{pipeline}/{stage}"), "Locked", reason)
}

fn closed(pipeline: &str, execution: &Execution, stage: &StageRecord) -> Link {
    let (name, way) = (&execution.place, &stage.transition);
    let id = format!("{pipeline}/{name}");
    let since = way.at.unwrap_or(execution.updated);
    if way.enabled {
        let detail = "its transition was disabled for so long that nothing enters by itself";
        let unblock = "start a new execution";
        let reason = Reason::wait("TransitionStale", detail, unblock, since);
        return Link::new("stage", id, "TransitionStale", reason);
    }
    let detail = format!(
        "its inbound transition was disabled by {}: {}",
        way.by.as_deref().unwrap_or("unknown"),
        way.reason.as_deref().unwrap_or("no reason given")
    );
    let unblock = "enable the transition";
    let reason = Reason::wait("TransitionDisabled", detail, unblock, since);
    let enable = line(&[
        "towline",
        "pipeline",
        "transition",
        "enable",
        pipeline,
        name,
    ]);
    Link::new("stage", id, "TransitionDisabled", reason).command(Some(enable))
}

/// What brings an execution on that does not go on by itself: a retry where it is possible.
fn command(
    pipeline: &str,
    execution: &Execution,
    record: &PipelineRecord,
    stage: Option<&StageRecord>,
) -> Option<String> {
    let stale = stage.is_some_and(|s| s.transition.stale && s.waiting.contains(&execution.number));
    if execution.status == ExecutionStatus::Succeeded || (execution.status.is_live() && !stale) {
        return None;
    }
    let ended_badly = matches!(
        execution.status,
        ExecutionStatus::Failed | ExecutionStatus::Stopped
    );
    let latest = stage.is_some_and(|stage| stage.latest == Some(execution.number));
    let current = execution.version == record.declaration.version;
    if ended_badly && latest && current && execution.stages.contains_key(&execution.place) {
        let retry = ["towline", "pipeline", "retry", &execution.id];
        let stage = ["--stage", &execution.place];
        return Some(line(&[retry.as_slice(), stage.as_slice()].concat()));
    }
    Some(line(&["towline", "pipeline", "start", pipeline]))
}
