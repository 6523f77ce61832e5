//! Random pipelines that the validation accepts: stages, parallel actions in run order, artifacts,
//! variables, namespaces, approvals with time limits.

use serde_json::{Value, json};
use towline_core::pipeline::catalogue::{ActionType, ActionTypeId};
use towline_core::pipeline::declaration::{Declaration, Mode};
use towline_core::pipeline::validate::{Context, validate};

use crate::random::Random;

/// The action types of the simulated server, with the time limits of the real one.
pub(super) fn catalogue() -> Vec<ActionType> {
    let new = |category, provider, inputs, outputs| {
        ActionType::new(ActionTypeId::aws(category, provider), inputs, outputs)
    };
    vec![
        new("Source", "CodeCommit", (0, 0), (1, 1)).required(&["RepositoryName", "BranchName"]),
        new("Build", "CodeBuild", (1, 5), (0, 5))
            .required(&["ProjectName"])
            .optional(&["EnvironmentVariables"])
            .timeout_minutes(36 * 60),
        new("Test", "CodeBuild", (1, 5), (0, 5))
            .required(&["ProjectName"])
            .timeout_minutes(8 * 60),
        new("Deploy", "CodeDeploy", (1, 1), (0, 0))
            .required(&["ApplicationName", "DeploymentGroupName"])
            .timeout_minutes(5 * 24 * 60),
        new("Deploy", "S3", (1, 1), (0, 0)).required(&["BucketName", "Extract"]),
        new("Approval", "Manual", (0, 0), (0, 0))
            .optional(&["CustomData"])
            .timeout_minutes(7 * 24 * 60),
    ]
}

/// A declaration in the making.
struct Draft<'a> {
    random: &'a mut Random,
    /// Names of the groups that deploy actions can name.
    groups: &'a [String],
    /// Artifacts that are surely there, and those of the run order in work.
    artifacts: Vec<String>,
    fresh: Vec<String>,
    /// Namespaces, likewise.
    namespaces: Vec<String>,
    fresh_namespaces: Vec<String>,
    variables: Vec<String>,
    actions: usize,
}

/// A random pipeline of this name, as its owner would declare it.
pub(super) fn declaration(
    name: &str,
    random: &mut Random,
    groups: &[String],
    queued: bool,
) -> Result<Declaration, String> {
    let variables: Vec<Value> = (0..random.below(3))
        .map(|n| match random.chance(700) {
            true => json!({"name": format!("V{n}"), "defaultValue": "blue"}),
            false => json!({"name": format!("V{n}")}),
        })
        .collect();
    let mut draft = Draft {
        random,
        groups,
        artifacts: Vec::new(),
        fresh: Vec::new(),
        namespaces: Vec::new(),
        fresh_namespaces: Vec::new(),
        variables: (0..variables.len()).map(|n| format!("V{n}")).collect(),
        actions: 0,
    };
    let mut stages = vec![draft.source_stage()];
    for number in 1..=draft.random.between(1, 4) {
        stages.push(draft.stage(number));
    }
    let value = json!({
        "name": name,
        "roleArn": "arn:aws:iam::123456789012:role/pipeline",
        "artifactStore": {"type": "S3", "location": "artifacts"},
        "variables": variables,
        "stages": stages,
    });
    let declared = serde_json::from_value(value).map_err(|error| error.to_string());
    let mut declared: Declaration = declared?;
    declared.normalise();
    let context = Context {
        catalogue: &catalogue(),
        region: "us-east-1",
    };
    validate(&declared, &context).map_err(|invalid| invalid.to_string())?;
    if queued {
        // The machine can do it; the validation does not let it through yet.
        declared.execution_mode = Mode::Queued;
    }
    Ok(declared)
}

impl Draft<'_> {
    fn source_stage(&mut self) -> Value {
        let mut actions = Vec::new();
        for _ in 0..self.random.between(1, 2) {
            let configuration = json!({"RepositoryName": "app", "BranchName": "main"});
            let action = self.action("Source", "CodeCommit", configuration, false, true);
            actions.push(action);
        }
        self.settle();
        json!({"name": "Source", "actions": actions})
    }

    fn stage(&mut self, number: i64) -> Value {
        let mut actions = Vec::new();
        for order in 1..=self.random.between(1, 2) {
            for _ in 0..[1, 1, 1, 2, 3][self.random.below(5)] {
                let mut action = self.any_action();
                action["runOrder"] = json!(order);
                actions.push(action);
            }
            self.settle();
        }
        json!({"name": format!("Stage{number}"), "actions": actions})
    }

    /// The next run order may use what this one makes.
    fn settle(&mut self) {
        self.artifacts.append(&mut self.fresh);
        self.namespaces.append(&mut self.fresh_namespaces);
    }

    fn any_action(&mut self) -> Value {
        match self.random.below(10) {
            0..=2 => {
                let configuration = json!({
                    "ProjectName": "web",
                    "EnvironmentVariables": self.text(),
                });
                let writes = self.random.chance(700);
                self.action("Build", "CodeBuild", configuration, true, writes)
            }
            3 => {
                let configuration = json!({"ProjectName": self.text()});
                self.action("Test", "CodeBuild", configuration, true, false)
            }
            4..=6 => {
                let group = self.random.pick(self.groups).cloned();
                let configuration = json!({
                    "ApplicationName": "shop",
                    "DeploymentGroupName": group.unwrap_or_default(),
                });
                self.action("Deploy", "CodeDeploy", configuration, true, false)
            }
            7 => {
                let configuration = json!({"BucketName": self.text(), "Extract": "true"});
                self.action("Deploy", "S3", configuration, true, false)
            }
            _ => {
                let configuration = json!({"CustomData": self.text()});
                let mut action = self.action("Approval", "Manual", configuration, false, false);
                if self.random.chance(600) {
                    action["timeoutInMinutes"] = json!(self.random.between(5, 2000));
                }
                action
            }
        }
    }

    fn action(
        &mut self,
        category: &str,
        provider: &str,
        configuration: Value,
        reads: bool,
        writes: bool,
    ) -> Value {
        self.actions += 1;
        let number = self.actions;
        let kind = json!({
            "category": category, "owner": "AWS", "provider": provider, "version": "1",
        });
        let mut action = json!({
            "name": format!("{category}{number}"),
            "actionTypeId": kind,
            "configuration": configuration,
        });
        if reads && let Some(input) = self.random.pick(&self.artifacts) {
            action["inputArtifacts"] = json!([{"name": input}]);
        }
        if writes {
            let name = format!("Out{number}");
            action["outputArtifacts"] = json!([{"name": name}]);
            self.fresh.push(name);
        }
        if category != "Approval" && self.random.chance(400) {
            let namespace = format!("Ns{number}");
            action["namespace"] = json!(namespace);
            self.fresh_namespaces.push(namespace);
        }
        action
    }

    /// A configuration value, now and then with a reference to a variable.
    fn text(&mut self) -> String {
        let namespace = self.random.pick(&self.namespaces).cloned();
        let variable = self.random.pick(&self.variables).cloned();
        match (self.random.below(30), namespace, variable) {
            (0, _, _) => "run-#{codepipeline.PipelineExecutionId}".into(),
            (1..=8, Some(namespace), _) => format!("#{{{namespace}.TAG}}"),
            (9, Some(namespace), _) => format!("#{{{namespace}.NOPE}}"),
            (10..=15, _, Some(variable)) => format!("#{{variables.{variable}}}"),
            _ => "plain".into(),
        }
    }
}
