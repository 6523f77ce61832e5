//! Targets and hosts: the budget, lifecycle events, scripts, silence.

use futures::FutureExt;
use serde_json::json;
use towline_core::Span;

use super::world::World;
use super::{Situation, check};

#[tokio::test]
async fn every_situation_of_a_host_names_its_cause_and_remedy() {
    check(TABLE).await;
}

pub(super) const TABLE: &[Situation] = &[
    Situation {
        name: "a target waits for the health budget",
        setup: |w| budget(w).boxed(),
        object: ("lifecycle-event", "ApplicationStop"),
        code: "Running",
        detail: "script is running",
        remedy: "the script ends",
    },
    Situation {
        name: "a target waits for an agent that polls",
        setup: |w| offered(w).boxed(),
        object: ("lifecycle-event", "ApplicationStop"),
        code: "Offered",
        detail: "has not taken it",
        remedy: "the agent takes it",
    },
    Situation {
        name: "a target waits for an agent that never polled",
        setup: |w| never_polled(w).boxed(),
        object: ("host", "web-1"),
        code: "HostNeverPolled",
        detail: "has never polled since it was registered",
        remedy: "towline agent",
    },
    Situation {
        name: "a target waits for an agent that polled hours ago",
        setup: |w| went_silent(w).boxed(),
        object: ("host", "web-1"),
        code: "HostSilent",
        detail: "heard of 5.0 h ago",
        remedy: "see that web-1 runs",
    },
    Situation {
        name: "a lifecycle event runs",
        setup: |w| running(w).boxed(),
        object: ("lifecycle-event", "Install"),
        code: "Running",
        detail: "running",
        remedy: "the script ends",
    },
    Situation {
        name: "a lifecycle event runs and its host has gone silent",
        setup: |w| running_silently(w).boxed(),
        object: ("host", "web-1"),
        code: "HostSilent",
        detail: "heard of 30 min ago",
        remedy: "see that web-1 runs",
    },
    Situation {
        name: "a script failed",
        setup: |w| fails(w, 4, "Script failed with exit code 7").boxed(),
        object: ("script", "scripts/check.sh"),
        code: "ScriptFailed",
        detail: "exit code 7",
        remedy: "mend script scripts/check.sh of AfterInstall",
    },
    Situation {
        name: "a hook script is missing in the bundle",
        setup: |w| fails(w, 1, "Script does not exist").boxed(),
        object: ("script", "scripts/check.sh"),
        code: "ScriptMissing",
        detail: "does not exist",
        remedy: "put script scripts/check.sh of AfterInstall into the bundle",
    },
    Situation {
        name: "a hook script is not executable",
        setup: |w| fails(w, 2, "Script is not executable").boxed(),
        object: ("script", "scripts/check.sh"),
        code: "ScriptNotExecutable",
        detail: "not executable",
        remedy: "be executed",
    },
    Situation {
        name: "a script took longer than its appspec allows",
        setup: |w| fails(w, 3, "Script exceeded its timeout of 5 seconds").boxed(),
        object: ("script", "scripts/check.sh"),
        code: "ScriptTimedOut",
        detail: "timeout of 5 seconds",
        remedy: "raise its timeout in appspec.yml",
    },
    Situation {
        name: "the agent could not install the bundle",
        setup: |w| bad_bundle(w).boxed(),
        object: ("lifecycle-event", "Install"),
        code: "UnknownError",
        detail: "already exists at /srv/app/index.html",
        remedy: "mend what the message names",
    },
    Situation {
        name: "an agent did not take an event in time",
        setup: |w| silent(w).boxed(),
        object: ("host", "web-1"),
        code: "HostNeverPolled",
        detail: "has never polled",
        remedy: "start the agent on web-1",
    },
    Situation {
        name: "a host vanished in the middle of a script",
        setup: |w| vanished(w).boxed(),
        object: ("host", "web-1"),
        code: "HostSilent",
        detail: "silent since",
        remedy: "see that web-1 runs",
    },
    Situation {
        name: "a host was deregistered during its deployment",
        setup: |w| gone(w).boxed(),
        object: ("host", "web-1"),
        code: "HostDeregistered",
        detail: "it was deregistered",
        remedy: "join or register it again",
    },
    Situation {
        name: "a target was left out because others failed",
        setup: |w| left_out(w).boxed(),
        object: ("script", "scripts/check.sh"),
        code: "ScriptFailed",
        detail: "exit code 7",
        remedy: "mend script",
    },
    Situation {
        name: "a target was left out because its deployment was stopped",
        setup: |w| stopped(w).boxed(),
        object: ("deployment", "d-"),
        code: "MANUAL_STOP",
        detail: "user/ann",
        remedy: "aws deploy create-deployment",
    },
    Situation {
        name: "a target succeeded",
        setup: |w| succeeded_target(w).boxed(),
        object: ("target", "/web-1"),
        code: "Succeeded",
        detail: "all 7 lifecycle events are done on web-1",
        remedy: "",
    },
    Situation {
        name: "an idle host is asked about after a good deployment",
        setup: |w| idle(w).boxed(),
        object: ("host", "web-1"),
        code: "HostPolling",
        detail: "group web has s3://code/app.zip on it, healthy",
        remedy: "",
    },
    Situation {
        name: "a host is asked about that failed its last deployment",
        setup: |w| unhealthy(w).boxed(),
        object: ("script", "scripts/check.sh"),
        code: "ScriptFailed",
        detail: "exit code 7",
        remedy: "mend script",
    },
    Situation {
        name: "a host is asked about that runs a script",
        setup: |w| busy(w).boxed(),
        object: ("lifecycle-event", "Install"),
        code: "Running",
        detail: "running",
        remedy: "the script ends",
    },
    Situation {
        name: "a host is asked about that never polled",
        setup: |w| unused(w).boxed(),
        object: ("host", "web-1"),
        code: "HostNeverPolled",
        detail: "nothing was deployed to it",
        remedy: "start the agent on web-1",
    },
];

async fn budget(w: &World) -> String {
    let id = w.rollout(&["web-1", "web-2"]).await;
    w.run_to("web-1", "ApplicationStop").await;
    let asked = format!("{id}/web-2");
    let first = w.why(&asked).await.swap_remove(0);
    assert_eq!(first.code, "WaitingForHealthBudget");
    let counted = "CodeDeployDefault.OneAtATime demands 1 healthy, so at most 1";
    assert!(first.detail.contains(counted), "{first:?}");
    asked
}

async fn offered(w: &World) -> String {
    let id = w.rollout(&["web-1"]).await;
    w.poll("web-1").await;
    format!("{id} web-1")
}

async fn never_polled(w: &World) -> String {
    let id = w.rollout(&["web-1"]).await;
    format!("{id}/web-1")
}

async fn went_silent(w: &World) -> String {
    w.hosts(&["web-1"]).await;
    w.app.hosts.heard("web-1", w.now());
    w.pass(Span::hours(5));
    w.group(json!({})).await;
    w.start(json!({})).await
}

async fn running(w: &World) -> String {
    let id = w.rollout(&["web-1"]).await;
    w.run_to("web-1", "Install").await;
    format!("{id}/web-1")
}

async fn running_silently(w: &World) -> String {
    let asked = running(w).await;
    w.pass(Span::minutes(30));
    asked
}

async fn fails(w: &World, code: i64, message: &str) -> String {
    let id = w.rollout(&["web-1"]).await;
    w.fail("web-1", "AfterInstall", code, message).await;
    format!("{id}/web-1")
}

async fn bad_bundle(w: &World) -> String {
    let id = w.rollout(&["web-1"]).await;
    let command = w.run_to("web-1", "Install").await;
    let said = json!({"error_code": 5, "script_name": "",
        "message": "The deployment failed because a file already exists at /srv/app/index.html"});
    w.complete(&command, "Failed", said).await;
    format!("{id}/web-1")
}

async fn silent(w: &World) -> String {
    let id = w.rollout(&["web-1"]).await;
    w.pass(Span::minutes(6));
    w.until_deployment(&id, "Failed").await;
    let links = w.why(&id).await;
    assert_eq!(links[1].code, "HostSilent");
    id
}

async fn vanished(w: &World) -> String {
    let id = w.rollout(&["web-1"]).await;
    w.run_to("web-1", "Install").await;
    w.pass(Span::minutes(71));
    w.until_deployment(&id, "Failed").await;
    let links = w.why(&id).await;
    assert_eq!(links[1].code, "HostVanished");
    id
}

async fn gone(w: &World) -> String {
    let id = w.rollout(&["web-1"]).await;
    let name = json!({"instanceName": "web-1"});
    w.deploy("DeregisterOnPremisesInstance", name)
        .await
        .unwrap();
    id
}

async fn left_out(w: &World) -> String {
    let id = w.rollout(&["web-1", "web-2"]).await;
    w.fail("web-1", "BeforeInstall", 4, "exit code 7").await;
    let asked = format!("{id}/web-2");
    let links = w.why(&asked).await;
    assert_eq!(links[0].status, "Skipped");
    assert_eq!(links[1].kind, "deployment");
    asked
}

async fn stopped(w: &World) -> String {
    let id = w.rollout(&["web-1"]).await;
    w.deploy("StopDeployment", json!({"deploymentId": id}))
        .await
        .unwrap();
    format!("{id}/web-1")
}

async fn succeeded_target(w: &World) -> String {
    let id = w.rollout(&["web-1"]).await;
    w.succeed("web-1").await;
    format!("{id}/web-1")
}

async fn idle(w: &World) -> String {
    w.rollout(&["web-1"]).await;
    w.succeed("web-1").await;
    "web-1".into()
}

async fn unhealthy(w: &World) -> String {
    w.rollout(&["web-1"]).await;
    w.fail("web-1", "BeforeInstall", 4, "exit code 7").await;
    let first = w.why("web-1").await.swap_remove(0);
    assert!(
        first.detail.contains("unhealthy: its last deployment"),
        "{first:?}"
    );
    "web-1".into()
}

async fn busy(w: &World) -> String {
    running(w).await;
    "web-1".into()
}

async fn unused(w: &World) -> String {
    w.hosts(&["web-1"]).await;
    "web-1".into()
}
