//! In tests: what is known at certain moments. The documents and events are those of a real failed
//! release, which the demo makes; a few moments are made up from them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::build::Build;
use super::deployment::{Asked, Deployment, Target};
use super::execution::Execution;
use super::model::{Subject, World};

/// The events of the failed release, of its build, its deployment and the rollback.
pub(super) const EVENTS: &str = include_str!("sample/events.jsonl");

const STARTED: f64 = 1_795_745_911.76;
/// The time in the pictures.
pub(super) const NOW: f64 = STARTED + 12.4;

const EVENT_NAMES: [&str; 7] = [
    "ApplicationStop",
    "DownloadBundle",
    "BeforeInstall",
    "Install",
    "AfterInstall",
    "ApplicationStart",
    "ValidateService",
];

fn read(text: &str) -> Value {
    serde_json::from_str(text).expect("a sample is JSON")
}

pub(super) fn events() -> impl Iterator<Item = Value> {
    EVENTS.lines().map(read)
}

fn structure() -> Value {
    read(include_str!("sample/pipeline.json"))
}

fn document() -> Value {
    read(include_str!("sample/execution.json"))
}

/// The execution at its very beginning.
fn fresh() -> World {
    let mut document = document();
    document["actionExecutionDetails"] = json!([]);
    document["pipelineExecution"]["status"] = json!("InProgress");
    let known = Execution::new(&structure(), &document);
    let mut world = World::new(Subject::execution(&known.pipeline, &known.id));
    world.execution = Some(known);
    world
}

fn until(stop: impl Fn(&Value) -> bool) -> World {
    let mut world = fresh();
    for event in events() {
        world.fold(&event);
        if stop(&event) {
            break;
        }
    }
    world
}

/// It deploys to the second of three hosts.
pub(super) fn execution() -> World {
    let mut world = until(|event| event["detail"]["action"] == "Fleet");
    let known = world.execution.as_mut().expect("an execution");
    let action = known.stages.iter_mut().flat_map(|stage| &mut stage.actions);
    let fleet = action.into_iter().find(|action| action.name == "Fleet");
    fleet.expect("an action").external = Some("d-ABCDEFGHI".into());
    let deployment = moving();
    world.deployments.insert(deployment.id.clone(), deployment);
    world
}

/// It waits for an approval.
pub(super) fn approval() -> World {
    until(|event| event["kind"] == "action.approval-needed")
}

/// It failed, and the rollback succeeded: from documents.
pub(super) fn rolled_back() -> World {
    let known = Execution::new(&structure(), &document());
    let mut world = World::new(Subject::execution(&known.pipeline, &known.id));
    world.execution = Some(known);
    for text in [
        include_str!("sample/deployment.json"),
        include_str!("sample/rollback.json"),
    ] {
        let deployment = Deployment::new(&read(text));
        world.deployments.insert(deployment.id.clone(), deployment);
    }
    let build = Build::new(&read(include_str!("sample/build.json")));
    world.builds.insert(build.id.clone(), build);
    world
}

fn host(status: &str, done: usize) -> Target {
    let state = |at: usize| match at {
        at if at < done => "Succeeded",
        at if at == done && status == "Failed" => "Failed",
        at if at == done && status == "InProgress" => "InProgress",
        _ => "Pending",
    };
    let names = EVENT_NAMES.iter().enumerate();
    let started = (status != "Pending").then_some(STARTED + done as f64);
    Target {
        status: status.into(),
        events: names
            .map(|(at, name)| (name.to_string(), state(at).into()))
            .collect(),
        started,
        ended: started
            .map(|at| at + 3.1)
            .filter(|_| status != "InProgress"),
        note: String::new(),
        printed: Vec::new(),
    }
}

fn moving() -> Deployment {
    let hosts = [
        ("web-1", "Succeeded", 7),
        ("web-2", "InProgress", 4),
        ("web-3", "Pending", 0),
    ];
    deployment_of(
        hosts
            .map(|(name, status, done)| (name.to_string(), host(status, done)))
            .into(),
    )
}

fn deployment_of(targets: BTreeMap<String, Target>) -> Deployment {
    Deployment {
        id: "d-ABCDEFGHI".into(),
        application: "web".into(),
        group: "live".into(),
        config: "CodeDeployDefault.OneAtATime".into(),
        revision: "s3://web-artifacts/web/Package/fhCJrgU".into(),
        status: "InProgress".into(),
        created: STARTED,
        targets,
        ..Deployment::default()
    }
}

fn alone(deployment: Deployment) -> World {
    let mut world = World::new(Subject::Deployment(deployment.id.clone()));
    world.deployments.insert(deployment.id.clone(), deployment);
    world
}

/// A deployment to three hosts, at the second.
pub(super) fn deployment() -> World {
    alone(moving())
}

/// A deployment to many hosts: most done, some failed, some to come.
pub(super) fn fleet(hosts: usize) -> World {
    let target = |at: usize| {
        let mut target = match at {
            at if at == 17 || at == 40 => host("Failed", 6),
            at if at < 60 => host("Succeeded", 7),
            at if at < 70 => host("InProgress", 3),
            _ => host("Pending", 0),
        };
        if target.status == "Failed" {
            target.note = format!("ValidateService failed on host-{at:03}");
        }
        (format!("host-{at:03}"), target)
    };
    alone(deployment_of((0..hosts).map(target).collect()))
}

/// A build in its second phase of work.
pub(super) fn build() -> World {
    let mut document = read(include_str!("sample/build.json"));
    let phases = document["phases"].as_array_mut().expect("phases");
    phases.truncate(6);
    let last = phases
        .last_mut()
        .and_then(Value::as_object_mut)
        .expect("a phase");
    last.retain(|name, _| ["phaseType", "startTime"].contains(&name.as_str()));
    document["buildStatus"] = json!("IN_PROGRESS");
    document["endTime"] = Value::Null;
    let build = Build::new(&document);
    let mut world = World::new(Subject::Build(build.id.clone()));
    world.builds.insert(build.id.clone(), build);
    world
}

/// A failed deployment whose names and words mean harm.
pub(super) fn hostile() -> World {
    let mut evil = host("Failed", 2);
    evil.note = "it failed\r\n✓ deployment succeeded\u{1b}[1A".into();
    evil.events[2].0 = "Before\u{1b}[31mInstall".into();
    let mut deployment = deployment_of([("web\n1\u{202e}".to_string(), evil)].into());
    deployment.id = "d-HOSTILE01".into();
    deployment.application = "sh\u{1b}]0;title\u{7}op".into();
    deployment.group = "部署 w\u{200b}eb".into();
    deployment.status = "Failed".into();
    deployment.ended = Some(STARTED + 4.0);
    deployment.rolled_back_by = Asked::No;
    alone(deployment)
}

/// Its hosts or builds have printed something, also what means harm.
pub(super) fn prints(world: &mut World) {
    let lines = [
        "one",
        "two",
        "three",
        "copied\t3 files",
        "\u{1b}[31mred\u{1b}[0m",
        "in\u{1b}[2Jstall",
    ];
    for id in world.deployments.keys().cloned().collect::<Vec<_>>() {
        world.fold(&json!({"kind": "target.output", "at": NOW, "subject": id,
            "detail": {"target": "web-2", "lifecycleEvent": "BeforeInstall", "lines": lines}}));
    }
    for build in world.builds.values_mut() {
        super::inside::keep(&mut build.printed, lines.map(str::to_string));
    }
}
