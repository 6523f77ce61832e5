//! A pipeline under test: declarations in a few words, and a store that can be reloaded from.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use super::catalogue::{ActionType, ActionTypeId};
use super::declaration::Declaration;
use super::job::{ActionFailure, ActionJob, ActionOutcome, ActionSuccess, SourceRevision};
use super::machine::{
    Effect, Fact, Loaded, Pipeline, Refusal, Reply, Start, Token, needed_actions,
};
use super::records::{
    ActionExecution, Execution, PipelineRecord, StateRecord, Trigger, kind, numbered,
};
use crate::event::witness::Witness;
use crate::ids::Seed;
use crate::{Event, Machine, Outcome, Row, Time};

pub(super) fn catalogue() -> Vec<ActionType> {
    let new = |category, provider, inputs, outputs| {
        ActionType::new(ActionTypeId::aws(category, provider), inputs, outputs)
    };
    vec![
        new("Source", "S3", (0, 0), (1, 1)).required(&["S3Bucket", "S3ObjectKey"]),
        new("Source", "CodeCommit", (0, 0), (1, 1)).required(&["RepositoryName", "BranchName"]),
        new("Build", "CodeBuild", (1, 5), (0, 5))
            .required(&["ProjectName"])
            .optional(&["EnvironmentVariables"]),
        new("Deploy", "S3", (1, 1), (0, 0))
            .required(&["BucketName", "Extract"])
            .unsupported(&["CannedACL"]),
        new("Approval", "Manual", (0, 0), (0, 0))
            .optional(&["CustomData"])
            .timeout_minutes(7 * 24 * 60),
    ]
}

/// An action: `type` is `Category/Provider`, artifacts are lists of names.
pub(super) fn action(name: &str, kind: &str, inputs: &[&str], outputs: &[&str]) -> Value {
    let (category, provider) = kind.split_once('/').expect("Category/Provider");
    let configuration = match kind {
        "Source/S3" => json!({"S3Bucket": "code", "S3ObjectKey": "app.zip"}),
        "Build/CodeBuild" => json!({"ProjectName": "web"}),
        "Deploy/S3" => json!({"BucketName": "site", "Extract": "true"}),
        _ => json!({}),
    };
    let named = |names: &[&str]| names.iter().map(|n| json!({"name": n})).collect::<Vec<_>>();
    json!({
        "name": name,
        "actionTypeId": {
            "category": category, "owner": "AWS", "provider": provider, "version": "1",
        },
        "configuration": configuration,
        "inputArtifacts": named(inputs),
        "outputArtifacts": named(outputs),
    })
}

pub(super) fn pipeline(stages: Value) -> Value {
    json!({
        "name": "web-shop",
        "roleArn": "arn:aws:iam::123456789012:role/pipeline",
        "artifactStore": {"type": "S3", "location": "artifacts"},
        "stages": stages,
    })
}

/// Source, Build (one action), Deploy (one action).
pub(super) fn three_stages() -> Value {
    pipeline(json!([
        {"name": "Source", "actions": [action("Fetch", "Source/S3", &[], &["App"])]},
        {"name": "Build", "actions": [action("Compile", "Build/CodeBuild", &["App"], &["Site"])]},
        {"name": "Deploy", "actions": [action("Publish", "Deploy/S3", &["Site"], &[])]},
    ]))
}

pub(super) fn declaration(value: Value) -> Declaration {
    let mut declaration: Declaration = serde_json::from_value(value).expect("a declaration");
    declaration.normalise();
    declaration
}

pub(super) fn trigger(kind: &str) -> Trigger {
    Trigger {
        kind: kind.into(),
        detail: "arn:aws:iam::123456789012:user/ann".into(),
    }
}

/// A machine, the rows it has stored and the jobs it has handed out.
pub(super) struct Rig {
    pub(super) pipeline: Pipeline,
    pub(super) rows: BTreeMap<(&'static str, String), String>,
    pub(super) jobs: Vec<ActionJob>,
    pub(super) events: Vec<Event>,
    pub(super) now: Time,
    pub(super) witness: Witness,
}

impl Rig {
    pub(super) fn new(value: Value) -> Rig {
        let now = Time(1_000_000);
        let record = PipelineRecord {
            declaration: declaration(value),
            arn: "arn:aws:codepipeline:us-east-1:123456789012:web-shop".into(),
            region: "us-east-1".into(),
            created: now,
            updated: now,
        };
        let seed = Seed("5eed".into());
        let types = Arc::new(catalogue());
        let (pipeline, birth) =
            Pipeline::create(record, seed, types, BTreeMap::new(), "arn:caller", now);
        let mut rig = Rig {
            pipeline,
            rows: BTreeMap::new(),
            jobs: Vec::new(),
            events: Vec::new(),
            now,
            witness: Witness::default(),
        };
        rig.absorb(birth);
        rig
    }

    fn absorb<R>(&mut self, outcome: Outcome<R, Effect>) -> R {
        self.witness.step(&outcome.rows, &outcome.events);
        for Row { kind, key, doc, .. } in outcome.rows {
            match doc {
                Some(doc) => self.rows.insert((kind, key), doc),
                None => self.rows.remove(&(kind, key)),
            };
        }
        self.events.extend(outcome.events);
        for Effect::StartAction(job) in outcome.effects {
            self.jobs.push(*job);
        }
        outcome.reply
    }

    pub(super) fn tell(&mut self, fact: Fact) -> Result<Reply, Refusal> {
        self.now = Time(self.now.0 + 1000);
        let outcome = self.pipeline.step(fact, self.now)?;
        Ok(self.absorb(outcome))
    }

    pub(super) fn tick_at_deadline(&mut self) {
        // A deadline may be over already; time does not go back to it.
        self.now = self.pipeline.deadline().expect("a deadline").max(self.now);
        let outcome = self.pipeline.tick(self.now);
        self.absorb(outcome);
    }

    pub(super) fn start(&mut self) -> String {
        let start = Start::because(trigger("StartPipelineExecution"));
        match self.tell(Fact::Start(start)) {
            Ok(Reply::Execution(id)) => id,
            other => panic!("not started: {other:?}"),
        }
    }

    /// Ends the running action of this name.
    pub(super) fn end(&mut self, action: &str, outcome: ActionOutcome) {
        let id = self.running_id(action);
        self.tell(Fact::Ended {
            action: id,
            outcome,
        })
        .expect("the action runs");
    }

    pub(super) fn succeed(&mut self, action: &str) {
        self.end(action, Ok(ActionSuccess::default()));
    }

    pub(super) fn deliver(&mut self, action: &str, revision: &str) {
        let revision = SourceRevision {
            id: revision.into(),
            ..SourceRevision::default()
        };
        let success = ActionSuccess {
            revision: Some(revision),
            ..ActionSuccess::default()
        };
        self.end(action, Ok(success));
    }

    pub(super) fn fail(&mut self, action: &str) {
        self.end(action, Err(ActionFailure::job("broken")));
    }

    pub(super) fn running_id(&self, action: &str) -> String {
        let mut running = self.pipeline.running();
        let found = running.find(|a| a.action == action);
        found
            .unwrap_or_else(|| panic!("{action} does not run"))
            .id
            .clone()
    }

    pub(super) fn runs(&self, action: &str) -> bool {
        self.pipeline.running().any(|a| a.action == action)
    }

    pub(super) fn row<T: serde::de::DeserializeOwned>(&self, kind: &'static str, key: &str) -> T {
        let text = &self.rows[&(kind, key.to_string())];
        serde_json::from_str(text).expect("a stored document")
    }

    pub(super) fn execution(&self, id: &str) -> Execution {
        let number: u64 = self.row(kind::EXECUTION_ID, &format!("web-shop/{id}"));
        self.row(kind::EXECUTION, &numbered("web-shop", number))
    }

    pub(super) fn status(&self, id: &str) -> &'static str {
        self.execution(id).status.name()
    }

    pub(super) fn reason(&self, id: &str) -> String {
        let reason = self.execution(id).reason.expect("a reason");
        format!("{}: {}", reason.code, reason.detail)
    }

    pub(super) fn action(&self, id: &str) -> ActionExecution {
        let all = self.all::<ActionExecution>(kind::ACTION);
        all.into_iter()
            .find(|a| a.id == id)
            .expect("a stored action")
    }

    pub(super) fn all<T: serde::de::DeserializeOwned>(&self, kind: &'static str) -> Vec<T> {
        let rows = self.rows.iter().filter(|((k, _), _)| *k == kind);
        let parsed = rows.map(|(_, text)| serde_json::from_str(text).expect("a document"));
        parsed.collect()
    }

    /// The process dies and comes back.
    pub(super) fn reload(&mut self) {
        let state: StateRecord = self.row(kind::STATE, "web-shop");
        let key = |n: &u64| numbered("web-shop", *n);
        let needed = state.needed();
        let executions: Vec<Execution> = needed
            .iter()
            .map(|n| self.row(kind::EXECUTION, &key(n)))
            .collect();
        let by_number = executions.iter().map(|e| (e.number, e.clone())).collect();
        let actions = needed_actions(&state, &by_number);
        let loaded = Loaded {
            pipeline: self.row(kind::PIPELINE, "web-shop"),
            actions: actions
                .iter()
                .map(|n| self.row(kind::ACTION, &key(n)))
                .collect(),
            tokens: self.tokens(),
            state,
            executions,
        };
        self.pipeline = Pipeline::load(loaded, Arc::new(catalogue()));
        let again = self.pipeline.pending();
        for Effect::StartAction(job) in again {
            assert!(
                self.jobs.contains(&job),
                "a pending job that was never issued"
            );
        }
    }

    fn tokens(&self) -> BTreeMap<String, Token> {
        let rows = self.rows.iter().filter(|((k, _), _)| *k == kind::TOKEN);
        let token = rows.map(|((_, key), text)| {
            let name = key.split_once('/').map_or("", |(_, token)| token);
            (
                name.to_string(),
                serde_json::from_str(text).expect("a token"),
            )
        });
        token.collect()
    }
}
