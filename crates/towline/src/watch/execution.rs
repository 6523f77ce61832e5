//! A pipeline execution as far as it is known: stages and actions, from documents of the API and
//! from events.

use serde_json::Value;

use crate::document::{list, text, time};

/// An execution.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Execution {
    pub(super) pipeline: String,
    pub(super) id: String,
    pub(super) status: String,
    pub(super) started: f64,
    pub(super) ended: Option<f64>,
    /// What it releases.
    pub(super) revisions: Vec<String>,
    pub(super) stages: Vec<Stage>,
}

/// A stage, in the order of the pipeline.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Stage {
    pub(super) name: String,
    pub(super) actions: Vec<Action>,
}

/// The latest attempt of an action.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Action {
    pub(super) name: String,
    pub(super) category: String,
    pub(super) provider: String,
    /// Empty until it is started.
    pub(super) status: String,
    pub(super) started: Option<f64>,
    pub(super) ended: Option<f64>,
    /// The provider's name for its work: a deployment, a build, a commit.
    pub(super) external: Option<String>,
    /// What it waits for or why it failed.
    pub(super) note: String,
}

/// Whether an execution of this status has ended.
pub(super) fn is_final(status: &str) -> bool {
    ["Succeeded", "Failed", "Stopped", "Superseded", "Cancelled"].contains(&status)
}

impl Execution {
    /// From a `PipelineDeclaration`, a `PipelineExecution` and its `ActionExecutionDetail`s.
    pub(super) fn new(declaration: &Value, document: &Value) -> Execution {
        let execution = &document["pipelineExecution"];
        let mut known = Execution {
            pipeline: text(&execution["pipelineName"]).into(),
            id: text(&execution["pipelineExecutionId"]).into(),
            status: text(&execution["status"]).into(),
            revisions: revisions(execution),
            stages: list(&declaration["stages"]).iter().map(stage).collect(),
            ..Execution::default()
        };
        let details = list(&document["actionExecutionDetails"]);
        let started = details.iter().filter_map(|one| time(&one["startTime"]));
        known.started = started.reduce(f64::min).unwrap_or_default();
        let ended = details
            .iter()
            .filter_map(|one| time(&one["lastUpdateTime"]));
        known.ended = ended.reduce(f64::max).filter(|_| is_final(&known.status));
        // They come newest first: of several attempts the first one counts.
        for detail in details.iter().rev() {
            known.attempt(detail);
        }
        known
    }

    fn attempt(&mut self, detail: &Value) {
        let ended = text(&detail["status"]) != "InProgress";
        let result = &detail["output"]["executionResult"];
        let external = text(&result["externalExecutionId"]);
        let error = text(&result["errorDetails"]["message"]);
        let kind = &detail["input"]["actionTypeId"];
        let action = self.action(
            text(&detail["stageName"]),
            text(&detail["actionName"]),
            kind,
        );
        action.status = text(&detail["status"]).into();
        action.started = time(&detail["startTime"]);
        action.ended = time(&detail["lastUpdateTime"]).filter(|_| ended);
        action.external = (!external.is_empty()).then(|| external.into());
        action.note = error.into();
    }

    /// The action; one of an older structure of the pipeline is added.
    fn action(&mut self, stage: &str, action: &str, kind: &Value) -> &mut Action {
        let at = self.stages.iter().position(|one| one.name == stage);
        let at = at.unwrap_or_else(|| {
            self.stages.push(Stage {
                name: stage.into(),
                actions: Vec::new(),
            });
            self.stages.len() - 1
        });
        let actions = &mut self.stages[at].actions;
        let at = actions.iter().position(|one| one.name == action);
        let at = at.unwrap_or_else(|| {
            actions.push(Action {
                name: action.into(),
                category: text(&kind["category"]).into(),
                provider: text(&kind["provider"]).into(),
                ..Action::default()
            });
            actions.len() - 1
        });
        &mut actions[at]
    }

    /// Takes an event of this execution.
    pub(super) fn fold(&mut self, kind: &str, at: f64, detail: &Value) {
        match kind.split_once('.') {
            Some(("execution", _)) => self.changed(at, detail),
            Some(("action", word)) => self.action_changed(word, at, detail),
            _ => {}
        }
    }

    fn changed(&mut self, at: f64, detail: &Value) {
        if let Some(started) = time(&detail["started"]) {
            self.started = started / 1000.0;
        }
        let status = text(&detail["to"]);
        if !status.is_empty() {
            self.status = status.into();
        }
        self.ended = is_final(&self.status).then_some(at);
    }

    fn action_changed(&mut self, word: &str, at: f64, detail: &Value) {
        let (stage, name) = (text(&detail["stage"]), text(&detail["action"]));
        let action = self.action(stage, name, &detail["type"]);
        match word {
            "started" => {
                action.started = Some(at);
                action.ended = None;
                action.external = None;
                action.note.clear();
            }
            "approval-needed" => action.note = text(&detail["reason"]["detail"]).into(),
            _ => {
                action.ended = Some(at);
                action.note = text(&detail["error"]["message"]).into();
            }
        }
        action.status = text(&detail["to"]).into();
        let external = text(&detail["external"]["id"]);
        if !external.is_empty() {
            action.external = Some(external.into());
        }
    }

    /// All actions.
    pub(super) fn actions(&self) -> impl Iterator<Item = &Action> {
        self.stages.iter().flat_map(|stage| &stage.actions)
    }

    /// What the provider calls its work, told by the documents of the actions: events say it only
    /// when the work is done.
    pub(super) fn name_work(&mut self, details: &[Value]) {
        for detail in details.iter().rev() {
            let result = &detail["output"]["executionResult"];
            let external = text(&result["externalExecutionId"]);
            let kind = &detail["input"]["actionTypeId"];
            let names = (text(&detail["stageName"]), text(&detail["actionName"]));
            let action = self.action(names.0, names.1, kind);
            // The attempt must be the one that is shown.
            let same = action.started == time(&detail["startTime"]);
            if same && !external.is_empty() {
                action.external = Some(external.into());
            }
        }
    }
}

impl Action {
    /// Whether its work is a deployment.
    pub(super) fn deploys(&self) -> bool {
        self.category == "Deploy" && self.provider == "CodeDeploy"
    }

    /// Whether its work is a build.
    pub(super) fn builds(&self) -> bool {
        self.provider == "CodeBuild"
    }

    /// Whether a person has to answer.
    pub(super) fn asks(&self) -> bool {
        self.category == "Approval"
    }
}

impl Stage {
    /// The state of the stage, which follows from its actions. Empty until one is started.
    pub(super) fn status(&self) -> &str {
        let any = |status: &str| self.actions.iter().any(|action| action.status == status);
        let started = self
            .actions
            .iter()
            .filter(|action| !action.status.is_empty());
        match () {
            () if started.count() == 0 => "",
            () if any("InProgress") => "InProgress",
            () if any("Failed") => "Failed",
            () if any("Abandoned") => "Abandoned",
            () if any("") => "InProgress",
            () => "Succeeded",
        }
    }

    /// When its first action was started.
    pub(super) fn started(&self) -> Option<f64> {
        let all = self.actions.iter().filter_map(|action| action.started);
        all.reduce(f64::min)
    }

    /// When its last action ended.
    pub(super) fn ended(&self) -> Option<f64> {
        let all = self.actions.iter().filter_map(|action| action.ended);
        all.reduce(f64::max)
            .filter(|_| self.status() != "InProgress")
    }
}

fn stage(declared: &Value) -> Stage {
    let action = |one: &Value| Action {
        name: text(&one["name"]).into(),
        category: text(&one["actionTypeId"]["category"]).into(),
        provider: text(&one["actionTypeId"]["provider"]).into(),
        ..Action::default()
    };
    Stage {
        name: text(&declared["name"]).into(),
        actions: list(&declared["actions"]).iter().map(action).collect(),
    }
}

fn revisions(execution: &Value) -> Vec<String> {
    let one = |revision: &Value| {
        let id = crate::document::short(text(&revision["revisionId"]));
        let summary = text(&revision["revisionSummary"]);
        format!("{id} {summary}").trim_end().to_string()
    };
    list(&execution["artifactRevisions"])
        .iter()
        .map(one)
        .collect()
}
