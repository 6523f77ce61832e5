//! Invariants under random histories, with the process dying between steps.

use std::collections::HashMap;

use proptest::prelude::*;
use serde_json::json;

use super::fixture::{Rig, action, pipeline, trigger};
use super::job::{ActionFailure, ActionSuccess};
use super::machine::{Approval, Fact, Start};
use super::records::{ActionExecution, ActionStatus, Execution, ExecutionStatus, kind};
use crate::Machine;

#[derive(Debug, Clone)]
enum Move {
    Start,
    End {
        pick: usize,
        good: bool,
    },
    Transition {
        stage: usize,
        open: bool,
    },
    Stop {
        pick: usize,
        abandon: bool,
    },
    Retry {
        pick: usize,
        stage: usize,
        all: bool,
    },
    Change(u8),
    Update,
    Reload,
    Deadline,
}

const STAGES: [&str; 3] = ["Source", "Build", "Deploy"];

fn moves() -> impl Strategy<Value = Move> {
    prop_oneof![
        3 => Just(Move::Start),
        12 => (any::<usize>(), prop::bool::weighted(0.8))
            .prop_map(|(pick, good)| Move::End { pick, good }),
        2 => (0..3usize, any::<bool>()).prop_map(|(stage, open)| Move::Transition { stage, open }),
        2 => (any::<usize>(), any::<bool>())
            .prop_map(|(pick, abandon)| Move::Stop { pick, abandon }),
        3 => (any::<usize>(), 0..3usize, any::<bool>())
            .prop_map(|(pick, stage, all)| Move::Retry { pick, stage, all }),
        2 => (0..3u8).prop_map(Move::Change),
        1 => Just(Move::Update),
        2 => Just(Move::Reload),
        1 => Just(Move::Deadline),
    ]
}

fn subject() -> serde_json::Value {
    let mut ask = action("Ask", "Approval/Manual", &[], &[]);
    ask["runOrder"] = json!(2);
    pipeline(json!([
        {"name": "Source", "actions": [action("Fetch", "Source/S3", &[], &["App"])]},
        {"name": "Build", "actions": [
            action("Left", "Build/CodeBuild", &["App"], &["LeftOut"]),
            action("Right", "Build/CodeBuild", &["App"], &["RightOut"]),
            ask,
        ]},
        {"name": "Deploy", "actions": [action("Publish", "Deploy/S3", &["LeftOut"], &[])]},
    ]))
}

fn end(rig: &mut Rig, action: &ActionExecution, good: bool) {
    let fact = match &action.token {
        Some(token) => Fact::Approve(Approval {
            stage: action.stage.clone(),
            action: action.action.clone(),
            token: token.clone(),
            approved: good,
            summary: String::new(),
            by: "arn:ann".into(),
        }),
        None => Fact::Ended {
            action: action.id.clone(),
            outcome: if good {
                Ok(ActionSuccess::default())
            } else {
                Err(ActionFailure::job("broken"))
            },
        },
    };
    rig.tell(fact).expect("a running action can end");
}

fn running(rig: &Rig) -> Vec<ActionExecution> {
    rig.pipeline.running().cloned().collect()
}

/// Refusals are fine: the invariants must hold whatever was refused.
fn play(rig: &mut Rig, step: &Move) {
    let ids: Vec<String> = rig
        .all::<Execution>(kind::EXECUTION)
        .into_iter()
        .map(|e| e.id)
        .collect();
    let id = |pick: usize| ids[pick % ids.len()].clone();
    let _ = match step {
        Move::Start => rig.tell(Fact::Start(Start::because(trigger(
            "StartPipelineExecution",
        )))),
        Move::End { pick, good } => {
            let all = running(rig);
            if let Some(action) = all.get(pick % all.len().max(1)) {
                end(rig, action, *good);
            }
            return;
        }
        Move::Transition { stage, open } => rig.tell(Fact::SetTransition {
            stage: STAGES[*stage].into(),
            outbound: false,
            disable: (!open).then(|| "freeze".into()),
            by: "arn:ann".into(),
        }),
        Move::Stop { pick, abandon } => rig.tell(Fact::Stop {
            execution: id(*pick),
            abandon: *abandon,
            reason: None,
            by: "arn:ann".into(),
        }),
        Move::Retry { pick, stage, all } => rig.tell(Fact::Retry {
            stage: STAGES[*stage].into(),
            execution: id(*pick),
            all: *all,
        }),
        Move::Change(revision) => rig.tell(Fact::SourceChanged {
            action: "Fetch".into(),
            revision: format!("v{revision}"),
            trigger: trigger("PollForSourceChanges"),
        }),
        Move::Update => {
            let same = super::fixture::declaration(subject());
            rig.tell(Fact::Update(Box::new(same)))
        }
        Move::Reload => return rig.reload(),
        Move::Deadline => {
            if rig.pipeline.deadline().is_some() {
                rig.tick_at_deadline();
            }
            return;
        }
    };
}

fn check(rig: &Rig) {
    let executions: HashMap<u64, Execution> = rig
        .all::<Execution>(kind::EXECUTION)
        .into_iter()
        .map(|e| (e.number, e))
        .collect();
    let actions = rig.all::<ActionExecution>(kind::ACTION);
    one_execution_per_stage(&actions);
    nobody_overtakes(rig, &executions);
    artifacts_stay_at_home(&executions, &actions);
    for action in actions.iter().filter(|a| a.is_running()) {
        let owner = &executions[&action.execution];
        assert!(
            owner.status.is_live(),
            "{} runs for an ended execution",
            action.action
        );
        assert_eq!(owner.place, action.stage);
    }
    everything_is_explained(rig, executions.values(), &actions);
}

/// Whatever waits, and every end, has a cause; no wait began before its execution or in the future.
fn everything_is_explained<'a>(
    rig: &Rig,
    executions: impl Iterator<Item = &'a Execution>,
    actions: &[ActionExecution],
) {
    let executions = executions.map(|e| {
        let well = e.status == ExecutionStatus::Succeeded;
        (
            format!("{} {:?}", e.number, e.status),
            &e.reason,
            e.started,
            well,
        )
    });
    let actions = actions.iter().map(|a| {
        let well = a.status == ActionStatus::Succeeded;
        (
            format!("{} {:?}", a.action, a.status),
            &a.reason,
            a.started,
            well,
        )
    });
    for (name, reason, started, well) in executions.chain(actions) {
        let reason = reason
            .as_ref()
            .unwrap_or_else(|| panic!("{name}: no reason"));
        assert!(reason.explains(well), "{name}: {reason:?}");
        assert!(
            reason.since >= started && reason.since <= rig.now,
            "{name}: {reason:?}"
        );
    }
}

fn one_execution_per_stage(actions: &[ActionExecution]) {
    let mut holders: HashMap<&str, u64> = HashMap::new();
    for action in actions.iter().filter(|a| a.is_running()) {
        let holder = holders.entry(&action.stage).or_insert(action.execution);
        assert_eq!(
            *holder, action.execution,
            "two executions inside {}",
            action.stage
        );
    }
}

/// Live executions stand in the pipeline in start order, the oldest furthest on.
fn nobody_overtakes(rig: &Rig, executions: &HashMap<u64, Execution>) {
    let rank = |e: &Execution| {
        let stage = STAGES
            .iter()
            .position(|s| *s == e.place)
            .expect("a known stage");
        let inside = rig.pipeline.state.stages[&e.place]
            .inside
            .contains(&e.number);
        stage * 2 + usize::from(inside)
    };
    let mut live: Vec<&Execution> = executions.values().filter(|e| e.status.is_live()).collect();
    live.sort_by_key(|e| e.number);
    for pair in live.windows(2) {
        assert!(
            rank(pair[0]) > rank(pair[1]),
            "{} and {}",
            pair[0].number,
            pair[1].number
        );
    }
}

fn artifacts_stay_at_home(executions: &HashMap<u64, Execution>, actions: &[ActionExecution]) {
    let mut makers: HashMap<&str, u64> = HashMap::new();
    for action in actions {
        for output in &action.outputs {
            let before = makers.insert(&output.key, action.number);
            assert_eq!(before, None, "two attempts write {}", output.key);
        }
    }
    for action in actions {
        for input in &action.inputs {
            let maker = makers[input.key.as_str()];
            let home = &executions[&action.execution].actions;
            assert!(
                home.contains(&maker),
                "{} reads another's artifact",
                action.action
            );
        }
    }
}

/// Opens every way and ends every action well: all executions must end.
fn drain(rig: &mut Rig) {
    for stage in 0..STAGES.len() {
        play(rig, &Move::Transition { stage, open: true });
    }
    for _ in 0..500 {
        let Some(action) = running(rig).first().cloned() else {
            break;
        };
        end(rig, &action, true);
    }
    for execution in rig.all::<Execution>(kind::EXECUTION) {
        assert!(
            !execution.status.is_live(),
            "{:?} never ends",
            execution.reason
        );
    }
    assert!(rig.pipeline.finished());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn random_histories_keep_the_promises(steps in prop::collection::vec(moves(), 1..80)) {
        let mut rig = Rig::new(subject());
        for step in &steps {
            play(&mut rig, step);
            check(&rig);
        }
        drain(&mut rig);
        check(&rig);
    }
}
