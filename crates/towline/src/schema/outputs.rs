//! What `--json` prints, command by command: answers of the API, and a few documents of our own.

use serde_json::{Map, Value, json};
use towline_api::{Shape, codebuild, codedeploy, codepipeline, towline};

use super::Entry;
use super::shape::{Maker, Purpose};

/// All commands that read.
pub(super) fn entries() -> Vec<Entry> {
    let entry = |name, what, records, make| Entry {
        name,
        what,
        records,
        make,
    };
    vec![
        entry(
            "lint",
            "remarks of `pipeline lint`, `appspec lint`, `buildspec lint`",
            "diagnostics",
            lint,
        ),
        entry(
            "pipeline list",
            "the answer of ListPipelines",
            "pipelines",
            pipeline_list,
        ),
        entry(
            "pipeline show",
            "the answer of GetPipelineState",
            "",
            || answer("Pipeline", &codepipeline::shapes::GET_PIPELINE_STATE_OUTPUT),
        ),
        entry(
            "pipeline execution",
            "of `pipeline show` for an execution",
            "pipelineExecution",
            execution,
        ),
        entry(
            "pipeline diff",
            "what `pipeline apply` would change",
            "changes",
            diff,
        ),
        entry(
            "deployment list",
            "the answer of BatchGetDeployments",
            "deploymentsInfo",
            || {
                answer(
                    "Deployments",
                    &codedeploy::shapes::BATCH_GET_DEPLOYMENTS_OUTPUT,
                )
            },
        ),
        entry(
            "deployment show",
            "a deployment with its targets",
            "deploymentInfo",
            deployment,
        ),
        entry(
            "build list",
            "the answer of BatchGetBuilds",
            "builds",
            builds,
        ),
        entry(
            "build show",
            "the answer of BatchGetBuilds",
            "builds",
            builds,
        ),
        entry("hosts", "hosts with their tags", "hosts", hosts),
        entry(
            "repo list",
            "the answer of ListRepositories",
            "repositories",
            || own("Repositories", &towline::shapes::LIST_REPOSITORIES_OUTPUT),
        ),
        entry("logs", "a line", "", log_line),
        entry("events", "a line; also of `watch --json`", "", event),
        entry(
            "events eventbridge",
            "a line of `events --eventbridge`",
            "",
            eventbridge,
        ),
        entry("why", "the answer of Explain", "explanations", || {
            own("Explanations", &towline::shapes::EXPLAIN_OUTPUT)
        }),
        entry("metrics", "the answer of GetMeasures", "measures", || {
            own("Measures", &towline::shapes::GET_MEASURES_OUTPUT)
        }),
        entry("clock", "the answer of GetClock", "", || {
            own("Clock", &towline::shapes::GET_CLOCK_OUTPUT)
        }),
        entry("doctor", "the findings", "findings", doctor),
        entry("config show", "settings with their origins", "", config),
    ]
}

fn answer(title: &str, shape: &'static Shape) -> Value {
    whole(Purpose::Answer, title, shape)
}

fn own(title: &str, shape: &'static Shape) -> Value {
    whole(Purpose::Own, title, shape)
}

fn whole(purpose: Purpose, title: &str, shape: &'static Shape) -> Value {
    let mut maker = Maker::new(purpose);
    let schema = maker.of(shape);
    maker.finish(title, schema)
}

/// An object that has these members, all but the optional ones, and no other.
fn object(members: &[(&str, Value)]) -> Value {
    let optional = |schema: &Value| schema["optional"] == true;
    let required = members.iter().filter(|(_, schema)| !optional(schema));
    let required: Vec<&str> = required.map(|(name, _)| *name).collect();
    let properties: Map<String, Value> = members
        .iter()
        .map(|(name, schema)| {
            let mut schema = schema.clone();
            if let Some(map) = schema.as_object_mut() {
                map.remove("optional");
            }
            (name.to_string(), schema)
        })
        .collect();
    json!({"type": "object", "properties": properties, "required": required,
        "additionalProperties": false})
}

fn described(kind: &str, description: &str) -> Value {
    json!({"type": kind, "description": description})
}

fn nullable(kind: &str, description: &str) -> Value {
    json!({"type": [kind, "null"], "description": description})
}

fn optional(mut schema: Value) -> Value {
    schema["optional"] = json!(true);
    schema
}

fn alone(title: &str, schema: Value) -> Value {
    Maker::new(Purpose::Answer).finish(title, schema)
}

fn list_of(items: Value) -> Value {
    json!({"type": "array", "items": items})
}

fn lint() -> Value {
    let remark = object(&[
        ("severity", json!({"enum": ["error", "warning"]})),
        ("file", described("string", "As it was named.")),
        ("line", described("integer", "From 1.")),
        ("column", described("integer", "In characters, from 1.")),
        ("what", described("string", "What is wrong.")),
        ("why", described("string", "What comes of it.")),
        ("fix", described("string", "How to mend it.")),
    ]);
    let schema = object(&[
        ("diagnostics", list_of(remark)),
        ("errors", json!({"type": "integer"})),
        ("warnings", json!({"type": "integer"})),
    ]);
    alone("Remarks about files", schema)
}

fn pipeline_list() -> Value {
    let mut maker = Maker::new(Purpose::Answer);
    let pipelines = list_of(maker.of(&codepipeline::shapes::PIPELINE_SUMMARY));
    maker.finish("Pipelines", object(&[("pipelines", pipelines)]))
}

fn execution() -> Value {
    let mut maker = Maker::new(Purpose::Answer);
    let execution = maker.of(&codepipeline::shapes::PIPELINE_EXECUTION);
    let action = maker.of(&codepipeline::shapes::ACTION_EXECUTION_DETAIL);
    let schema = object(&[
        ("pipelineExecution", execution),
        ("actionExecutionDetails", list_of(action)),
    ]);
    maker.finish("Execution", schema)
}

fn diff() -> Value {
    let change = object(&[
        ("change", json!({"enum": ["add", "remove", "change"]})),
        (
            "stage",
            optional(described("string", "Absent: the pipeline itself.")),
        ),
        (
            "action",
            optional(described("string", "Absent: the stage itself.")),
        ),
        (
            "field",
            optional(described("string", "Absent: the whole stage or action.")),
        ),
        (
            "before",
            optional(json!({"description": "Absent of what is new."})),
        ),
        (
            "after",
            optional(json!({"description": "Absent of what goes."})),
        ),
    ]);
    let schema = object(&[
        ("pipeline", described("string", "Its name.")),
        (
            "version",
            described("integer", "Of the pipeline there is; 0 when there is none."),
        ),
        ("changes", list_of(change)),
    ]);
    alone("Changes of a pipeline", schema)
}

fn deployment() -> Value {
    let mut maker = Maker::new(Purpose::Answer);
    let info = maker.of(&codedeploy::shapes::DEPLOYMENT_INFO);
    let target = maker.of(&codedeploy::shapes::DEPLOYMENT_TARGET);
    let schema = object(&[
        ("deploymentInfo", info),
        ("deploymentTargets", list_of(target)),
    ]);
    maker.finish("Deployment", schema)
}

fn builds() -> Value {
    let mut maker = Maker::new(Purpose::Answer);
    let builds = list_of(maker.of(&codebuild::shapes::BUILD));
    maker.finish("Builds", object(&[("builds", builds)]))
}

fn hosts() -> Value {
    let mut maker = Maker::new(Purpose::Own);
    let host = maker.of(&towline::shapes::HOST);
    let tags = maker.of(&codedeploy::shapes::TAG_LIST);
    maker.definition(towline::shapes::HOST.name)["properties"]["tags"] = tags;
    let now = described("number", "The server's time, in seconds since 1970.");
    maker.finish("Hosts", object(&[("hosts", list_of(host)), ("now", now)]))
}

fn log_line() -> Value {
    let schema = object(&[
        ("source", described("string", "The build or deployment.")),
        (
            "action",
            nullable("string", "Stage and action of an execution."),
        ),
        ("host", nullable("string", "None of a build.")),
        ("step", nullable("string", "The lifecycle event or phase.")),
        ("at", nullable("number", "Seconds since 1970.")),
        ("line", described("string", "As it was printed.")),
    ]);
    alone("Line of a log", schema)
}

fn event() -> Value {
    let schema = object(&[
        ("seq", described("integer", "Its number.")),
        ("at", described("number", "Seconds since 1970.")),
        (
            "kind",
            described("string", "For example deployment.failed."),
        ),
        (
            "subject",
            described("string", "The object that it is about."),
        ),
        (
            "detail",
            described(
                "object",
                "By kind: names, states before and after, the reason.",
            ),
        ),
    ]);
    alone("Event", schema)
}

fn eventbridge() -> Value {
    let text = || json!({"type": "string"});
    let schema = object(&[
        ("version", json!({"const": "0"})),
        ("id", text()),
        ("detail-type", text()),
        ("source", text()),
        ("account", text()),
        ("time", text()),
        ("region", text()),
        ("resources", list_of(text())),
        ("detail", json!({"type": "object"})),
    ]);
    alone("Event in the shape of Amazon EventBridge", schema)
}

fn doctor() -> Value {
    let finding = object(&[
        ("check", described("string", "What was looked at.")),
        ("level", json!({"enum": ["ok", "warn", "fail"]})),
        ("detail", described("string", "What was found.")),
        (
            "remedy",
            described("string", "What to do; empty when nothing needs doing."),
        ),
    ]);
    let version = described("string", "Of this program.");
    let schema = object(&[("version", version), ("findings", list_of(finding))]);
    alone("Findings", schema)
}

fn config() -> Value {
    let setting = object(&[
        ("name", json!({"type": "string"})),
        ("value", nullable("string", "None when it is not set.")),
        ("origin", nullable("string", "Where it comes from.")),
    ]);
    alone("Settings", list_of(setting))
}
