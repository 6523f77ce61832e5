//! Pipelines and executions: people, stages, transitions.

use futures::FutureExt;
use serde_json::json;
use towline_core::Span;

use super::world::{World, approval, declared};
use super::{Situation, check};

#[tokio::test]
async fn every_situation_of_an_execution_names_its_cause_and_remedy() {
    check(TABLE).await;
}

pub(super) const TABLE: &[Situation] = &[
    Situation {
        name: "an execution waits for an approval",
        setup: |w| waiting(w).boxed(),
        object: ("action", "-"),
        code: "WaitingForApproval",
        detail: "'Ask' waits for an answer",
        remedy: "towline pipeline approve shop --stage Gate --action Ask",
    },
    Situation {
        name: "an approval was refused",
        setup: |w| rejected(w).boxed(),
        object: ("action", "-"),
        code: "Rejected",
        detail: "user/ann: not on a Friday",
        remedy: "towline pipeline retry",
    },
    Situation {
        name: "nobody answered an approval in time",
        setup: |w| unanswered(w).boxed(),
        object: ("action", "-"),
        code: "ApprovalTimedOut",
        detail: "timed out after 10080 minutes",
        remedy: "retry stage",
    },
    Situation {
        name: "a transition is disabled",
        setup: |w| frozen(w).boxed(),
        object: ("stage", "shop/Gate"),
        code: "TransitionDisabled",
        detail: "disabled by arn:aws:iam::123456789012:user/ann: code freeze",
        remedy: "towline pipeline transition enable shop Gate",
    },
    Situation {
        name: "a transition was disabled for more than thirty days",
        setup: |w| stale(w).boxed(),
        object: ("stage", "shop/Gate"),
        code: "TransitionStale",
        detail: "nothing enters by itself",
        remedy: "towline pipeline start shop",
    },
    Situation {
        name: "a stage is locked by an execution that waits for an approval",
        setup: |w| locked(w).boxed(),
        object: ("action", "-"),
        code: "WaitingForApproval",
        detail: "'Ask'",
        remedy: "approve or reject action",
    },
    Situation {
        name: "an execution was superseded",
        setup: |w| superseded(w).boxed(),
        object: ("execution", "-"),
        code: "Superseded",
        detail: "overtaken in front of stage 'Gate' by execution",
        remedy: "goes on in its place",
    },
    Situation {
        name: "an execution was stopped and its action given up",
        setup: |w| stopped(w).boxed(),
        object: ("execution", "-"),
        code: "Stopped",
        detail: "stopped by arn:aws:iam::123456789012:user/ann, its actions given up: wrong branch",
        remedy: "retry stage",
    },
    Situation {
        name: "a stopped execution waits for its action",
        setup: |w| stopping(w).boxed(),
        object: ("action", "-"),
        code: "WaitingForApproval",
        detail: "'Ask'",
        remedy: "approve or reject action",
    },
    Situation {
        name: "an action was given up by a stop",
        setup: |w| abandoned(w).boxed(),
        object: ("action", "-"),
        code: "Abandoned",
        detail: "user/ann",
        remedy: "retry stage",
    },
    Situation {
        name: "an update of the pipeline cancelled an execution",
        setup: |w| updated(w).boxed(),
        object: ("execution", "-"),
        code: "PipelineUpdated",
        detail: "updated to version 2",
        remedy: "towline pipeline start",
    },
    Situation {
        name: "a pipeline variable has no value",
        setup: |w| variable(w).boxed(),
        object: ("execution", "-"),
        code: "MissingVariable",
        detail: "pipeline variable 'Colour' has no default value",
        remedy: "with a value for 'Colour'",
    },
    Situation {
        name: "a failed stage is retried",
        setup: |w| retried(w).boxed(),
        object: ("action", "-"),
        code: "WaitingForApproval",
        detail: "'Ask'",
        remedy: "approve or reject action",
    },
    Situation {
        name: "an execution succeeded",
        setup: |w| succeeded(w).boxed(),
        object: ("execution", "-"),
        code: "Succeeded",
        detail: "every stage succeeded",
        remedy: "",
    },
    Situation {
        name: "a pipeline is asked about by its name",
        setup: |w| by_name(w).boxed(),
        object: ("action", "-"),
        code: "WaitingForApproval",
        detail: "'Ask'",
        remedy: "approve or reject action",
    },
];

async fn waiting(w: &World) -> String {
    let id = w.pipe(approval()).await;
    w.until_code(&id, "WaitingForApproval").await;
    let first = w.why(&id).await.swap_remove(0);
    assert_eq!(
        (first.code.as_str(), first.name.as_deref()),
        ("WaitingForActions", Some("shop"))
    );
    id
}

async fn rejected(w: &World) -> String {
    let id = waiting(w).await;
    w.answer("Rejected").await;
    let first = w.why(&id).await.swap_remove(0);
    assert!(
        first.detail.contains("stage 'Gate' failed: action 'Ask'"),
        "{first:?}"
    );
    id
}

async fn unanswered(w: &World) -> String {
    let id = waiting(w).await;
    w.pass(Span::hours(8 * 24));
    w.until_execution(&id, "Failed").await;
    id
}

async fn frozen(w: &World) -> String {
    waiting(w).await;
    w.close("Gate").await;
    let second = w.again().await;
    w.until_code(&second, "TransitionDisabled").await;
    let first = w.why(&second).await.swap_remove(0);
    assert!(
        first.detail.contains("held by execution"),
        "the lock comes next: {first:?}"
    );
    second
}

async fn stale(w: &World) -> String {
    let first = waiting(w).await;
    w.stop(&first, true).await;
    w.close("Gate").await;
    let second = w.again().await;
    w.until_code(&second, "TransitionDisabled").await;
    w.pass(Span::hours(31 * 24));
    let open = json!({"pipelineName": "shop", "stageName": "Gate", "transitionType": "Inbound"});
    w.pipeline("EnableStageTransition", open).await.unwrap();
    second
}

async fn locked(w: &World) -> String {
    let first = waiting(w).await;
    let second = w.again().await;
    w.until_code(&second, "StageLocked").await;
    let links = w.why(&second).await;
    let kinds: Vec<&str> = links.iter().map(|link| link.kind.as_str()).collect();
    assert_eq!(kinds, ["execution", "stage", "execution", "action"]);
    assert_eq!(links[2].id, first);
    second
}

async fn superseded(w: &World) -> String {
    waiting(w).await;
    let second = w.again().await;
    w.until_code(&second, "StageLocked").await;
    let third = w.again().await;
    w.until_code(&third, "StageLocked").await;
    let link = w.why(&second).await.swap_remove(0);
    assert!(link.detail.contains(&third), "{link:?}");
    second
}

async fn stopped(w: &World) -> String {
    let id = waiting(w).await;
    w.stop(&id, true).await;
    id
}

async fn stopping(w: &World) -> String {
    let id = waiting(w).await;
    w.stop(&id, false).await;
    let first = w.why(&id).await.swap_remove(0);
    assert_eq!(first.code, "Stopping");
    assert!(
        first
            .detail
            .contains("user/ann: wrong branch; waits for the end of action 'Ask'")
    );
    id
}

async fn abandoned(w: &World) -> String {
    let id = waiting(w).await;
    let action = w.gate().await["actionExecutionId"].clone();
    w.stop(&id, true).await;
    action.as_str().unwrap().into()
}

async fn updated(w: &World) -> String {
    let id = waiting(w).await;
    w.pipeline("UpdatePipeline", declared(approval()))
        .await
        .unwrap();
    id
}

async fn variable(w: &World) -> String {
    let mut wanted = declared(approval());
    wanted["pipeline"]["variables"] = json!([{"name": "Colour"}]);
    w.pipeline("CreatePipeline", wanted).await.unwrap();
    w.executions().await.remove(0)
}

async fn retried(w: &World) -> String {
    let id = rejected(w).await;
    let retry = json!({"pipelineName": "shop", "stageName": "Gate", "pipelineExecutionId": id,
        "retryMode": "FAILED_ACTIONS"});
    w.pipeline("RetryStageExecution", retry).await.unwrap();
    id
}

async fn succeeded(w: &World) -> String {
    let id = waiting(w).await;
    w.answer("Approved").await;
    w.until_execution(&id, "Succeeded").await;
    id
}

async fn by_name(w: &World) -> String {
    waiting(w).await;
    "shop".into()
}
