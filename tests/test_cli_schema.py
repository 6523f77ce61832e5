"""JSON Schemas: those of files agree with our parsers, those of commands with what they print."""

import json
import os
import re
import subprocess
from pathlib import Path

import jsonschema
import pytest
import yaml
from support.cli import run
from support.deployments import FILES, Group, hooks, zipped
from support.pipelines import Pipeline, approval, buckets, definition
from support.processes import binary, clean_environment

CORPUS = os.environ.get("TOWLINE_CORPUS")


@pytest.fixture(scope="module")
def schemas(module_towline):
    """All schemas by name, each a good one itself."""
    names = [line[:20].strip() for line in module_towline("schema").stdout.splitlines()]
    found = {name: json.loads(module_towline("schema", *name.split()).stdout) for name in names}
    for name, schema in found.items():
        jsonschema.Draft202012Validator.check_schema(schema)
        for pattern in re.findall(r'"pattern": (".*")', json.dumps(schema, indent=1)):
            re.compile(json.loads(pattern))
        assert schema["title"], name
    return {name: jsonschema.Draft202012Validator(schema) for name, schema in found.items()}


@pytest.fixture(scope="module")
def module_towline(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")

    def call(*args, expect=0):
        return run([binary(), *map(str, args)], clean_environment(home), expect)

    return call


def refused(module_towline, noun: str, files: list) -> set:
    """The files in which our parser finds errors."""
    document = module_towline(noun, "lint", "--json", *files, expect=None).json()
    return {one["file"] for one in document["diagnostics"] if one["severity"] == "error"}


def corpus(noun: str) -> dict:
    """The files of other people that PyYAML can read, too, as it reads them."""
    if CORPUS is None:
        pytest.skip("TOWLINE_CORPUS names no corpus directory")
    found = {}
    for file in sorted(Path(CORPUS, noun).iterdir()):
        try:
            found[file] = yaml.safe_load(file.read_text(encoding="utf-8-sig"))
        except yaml.YAMLError:
            continue
    return found


@pytest.mark.parametrize("noun", ["appspec", "buildspec"])
def test_what_our_parser_takes_is_good_for_an_editor(noun, schemas, module_towline):
    files = corpus(noun)
    bad = refused(module_towline, noun, list(files))
    taken = [document for file, document in files.items() if str(file) not in bad]
    assert len(taken) > 50
    for document in taken:
        schemas[noun].validate(document)


def test_pipelines_of_other_people_are_judged_alike(schemas, module_towline, tmp_path):
    """Few of them use only what this server has; with its action types in place of theirs, most do."""
    documents = {}
    for file, document in corpus("pipeline").items():
        for name, changed in [("as it is", document), ("adapted", adapted(json.loads(json.dumps(document))))]:
            path = tmp_path / f"{name} {file.name}"
            path.write_text(json.dumps(changed))
            documents[path] = changed
    bad = refused(module_towline, "pipeline", list(documents))
    taken = [path for path in documents if str(path) not in bad]
    assert len(taken) > 5, taken
    for path in taken:
        schemas["pipeline"].validate(documents[path])


def adapted(document: dict) -> dict:
    """The same with action types, regions and names that this server has."""
    pipeline = document.get("pipeline", document)
    pipeline.pop("triggers", None)
    pipeline["roleArn"] = "arn:aws:iam::123456789012:role/pipeline"
    for stage in pipeline.get("stages", []):
        stage.pop("onFailure", None)
        for action in stage["actions"]:
            action.pop("region", None)
            kind = action["actionTypeId"]
            provider = {"Source": "S3", "Deploy": "S3", "Build": "CodeBuild", "Approval": "Manual"}.get(kind["category"])
            kind.update(owner="AWS", provider=provider or "?", version="1")
            action["configuration"] = {
                "Source": {"S3Bucket": "b", "S3ObjectKey": "k"},
                "Deploy": {"BucketName": "b", "Extract": "true"},
                "Build": {"ProjectName": "p"},
            }.get(kind["category"], {})
    return document


def good(noun: str) -> dict:
    script = {"location": "a.sh", "timeout": 5, "runas": "root"}
    return {
        "pipeline": definition("shop", "Gate", approval()),
        "appspec": {
            "version": 0.0,
            "os": "linux",
            "files": [{"source": "/", "destination": "/srv"}],
            "permissions": [{"object": "/srv", "mode": 755, "type": ["file"], "context": {"type": "t"}}],
            "hooks": {"AfterInstall": [script]},
        },
        "buildspec": {
            "version": 0.2,
            "env": {"shell": "bash", "variables": {"A": 1}},
            "phases": {"build": {"commands": ["make"], "on-failure": "ABORT"}},
            "reports": {"unit": {"files": ["*.xml"], "file-format": "JUNITXML"}},
            "artifacts": {"files": ["**/*"], "discard-paths": True, "secondary-artifacts": {"x": {"files": "a"}}},
        },
    }[noun]


# The place in the good file, and what stands there instead; None takes it away.
BROKEN = [
    ("pipeline", "name", None),
    ("pipeline", "name", "a b"),
    ("pipeline", "stages", []),
    ("pipeline", "artifactStore", None),
    ("pipeline", "artifactStore.type", "Disk"),
    ("pipeline", "executionMode", "QUEUED"),
    ("pipeline", "pipelineType", "V3"),
    ("pipeline", "stages.0.actions.0.configuration", None),
    ("pipeline", "stages.0.actions.0.configuration.S3Bucket", None),
    ("pipeline", "stages.0.actions.0.configuration.S3Buckett", "x"),
    ("pipeline", "stages.0.actions.0.outputArtifacts", []),
    ("pipeline", "stages.0.actions.0.actionTypeId.provider", "GitHub"),
    ("pipeline", "stages.0.actions.0.actionTypeId.version", "2"),
    ("pipeline", "stages.1.actions.0.runOrder", 0),
    ("pipeline", "stages.1.actions.0.timeoutInMinutes", 1),
    ("pipeline", "stages.0.actions.0.timeoutInMinutes", 60),
    ("appspec", "version", None),
    ("appspec", "version", 0.1),
    ("appspec", "os", "ubuntu"),
    ("appspec", "file_exists_behavior", "overwrite"),
    ("appspec", "files", "all"),
    ("appspec", "files.0.source", None),
    ("appspec", "files.0.destination", {"a": 1}),
    ("appspec", "permissions.0.object", None),
    ("appspec", "permissions.0.mode", "98"),
    ("appspec", "permissions.0.type", ["link"]),
    ("appspec", "permissions.0.context.type", None),
    ("appspec", "permissions.0.context.role", "r"),
    ("appspec", "hooks.AfterInstall", "a.sh"),
    ("appspec", "hooks.AfterInstall.0.location", None),
    ("appspec", "hooks.AfterInstall.0.timeout", 0),
    ("appspec", "hooks.AfterInstall.0.runas", "-c"),
    ("appspec", "Resources", [{"a": 1}]),
    ("buildspec", "version", None),
    ("buildspec", "version", 0.3),
    ("buildspec", "env.shell", "powershell"),
    ("buildspec", "env.variables", ["A"]),
    ("buildspec", "env.variables.A", {"b": 1}),
    ("buildspec", "phases.deploy", {"commands": ["a"]}),
    ("buildspec", "phases.build.commands", {"a": 1}),
    ("buildspec", "phases.build.commands", [{"echo a": "b"}]),
    ("buildspec", "phases.build.on-failure", "RETRY"),
    ("buildspec", "reports.unit.files", []),
    ("buildspec", "reports.unit.file-format", "CUCUMBERJSON"),
    ("buildspec", "artifacts", {"name": "x"}),
    ("buildspec", "artifacts.discard-paths", "maybe"),
    ("buildspec", "artifacts.enable-symlinks", True),
    ("buildspec", "artifacts.secondary-artifacts.x.files", None),
]


def changed(document: dict, place: str, value):
    node = document
    *steps, last = [int(step) if step.isdigit() else step for step in place.split(".")]
    for step in steps:
        node = node[step]
    if value is None:
        del node[last]
    else:
        node[last] = value
    return document


def test_what_is_broken_is_refused_by_parser_and_schema(schemas, module_towline, tmp_path):
    for noun in ["pipeline", "appspec", "buildspec"]:
        documents = {"good": good(noun)}
        for number, (_, place, value) in enumerate(one for one in BROKEN if one[0] == noun):
            documents[f"{number} {place} {value}"] = changed(good(noun), place, value)
        files = {}
        for number, (name, document) in enumerate(documents.items()):
            files[name] = tmp_path / f"{noun}-{number}.yml"
            files[name].write_text(yaml.safe_dump(document))
        bad = refused(module_towline, noun, list(files.values()))
        ours = {name for name, file in files.items() if str(file) not in bad}
        theirs = {name for name, document in documents.items() if schemas[noun].is_valid(document)}
        assert ours == theirs == {"good"}


@pytest.fixture(scope="module")
def world(server, module_towline):
    """A server on which there is something of everything; gives a command with `--json`."""
    buckets(server)
    server.towline("CreateRepository", {"name": "shop"})

    def read(*args, expect=0):
        return module_towline(*args, "--data", server.data, expect=expect)

    return read


def check(schemas, name: str, text: str, lines=False):
    """Every document is what the schema says; gives them."""
    found = documents(text, lines)
    assert found, name
    for document in found:
        schemas[name].validate(document)
    return found


def documents(text: str, lines=False) -> list:
    return [json.loads(line) for line in text.splitlines()] if lines else [json.loads(text)]


# Members of documents that hold the records; the records of other documents are these themselves.
RECORDS = {
    "Pipelines": "pipelines",
    "Execution": "pipelineExecution",
    "Changes of a pipeline": "changes",
    "Deployments": "deploymentsInfo",
    "Deployment": "deploymentInfo",
    "Builds": "builds",
    "Hosts": "hosts",
    "Repositories": "repositories",
    "Explanations": "explanations",
    "Measures": "measures",
    "Findings": "findings",
    "Remarks about files": "diagnostics",
}


def held(schema: dict, fields: list, whole: list, chosen: list):
    """Of every record there are the named members and no other, in the order in which it has them."""
    assert chosen and (len(chosen) == len(whole) or "line" in fields or "seq" in fields)
    place = RECORDS.get(schema["title"])
    for before, after in zip(whole, chosen, strict=False):
        if place:
            around = [name for name in before if name == place or name in fields]
            assert list(after) == around
            before, after = before[place], after[place]
        before, after = [one if isinstance(one, list) else [one] for one in (before, after)]
        assert len(before) == len(after)
        for all_members, members in zip(before, after, strict=True):
            assert list(members) == [name for name in all_members if name in fields]
            assert members, schema["title"]


@pytest.mark.parametrize(
    "command, given, near, known",
    [
        ("pipeline list", "nmae", "name", "updated"),
        ("pipeline show shop", "pipelineNam", "pipelineName", "actionExecutionDetails"),
        ("pipeline diff shop.yml", "stag", "stage", "version"),
        ("pipeline lint shop.yml", "serverity", "severity", "errors"),
        ("appspec lint .", "colum", "column", "fix"),
        ("buildspec lint x.yml", "whta", "what", "fix"),
        ("deployment list", "deploymentId,id", "deploymentId", "status"),
        ("deployment show d-1", "stauts", "status", "deploymentTargets"),
        ("deployment watch d-1", "sek", "seq", "kind"),
        ("build list", "status", "buildStatus", "phases"),
        ("build show p", "status", "buildStatus", "phases"),
        ("build start p", "knd", "kind", "seq"),
        ("hosts", "tag", "tags", "now"),
        ("repo list", "url", "cloneUrl", "name"),
        ("logs d-1", "lin", "line", "host"),
        ("events", "sequence,kind", None, "seq"),
        ("why d-1", "link", "links", "links"),
        ("metrics", "formla", "formula", "since"),
        ("clock", "nwo", "now", "aheadSeconds"),
        ("doctor", "levle", "level", "version"),
        ("config show", "orign", "origin", "value"),
    ],
)
def test_an_unknown_field_is_refused_before_anything_is_asked(module_towline, command, given, near, known):
    """There is no server: the error is about the field, names the near one and lists all."""
    said = module_towline(*command.split(), f"--json={given}", expect=2).stderr
    unknown = given.split(",")[-1] if near == "deploymentId" else given.split(",")[0]
    assert f"there is no field `{unknown}`" in said
    assert ("did you mean" in said) == bool(near)
    assert not near or f"did you mean `{near}`?" in said
    assert re.search(rf"The fields are .*\b{known}\b", said)


def test_bare_json_swallows_no_argument_and_an_empty_list_refuses_all_the_same(world):
    assert "there is no host `nowhere`" in world("hosts", "--json", "nowhere", expect=1).stderr
    empty = world("deployment", "list", "--json=status", "--status", "Queued").json()
    assert empty == {"deploymentsInfo": []}
    said = world("deployment", "list", "--json=stauts", "--status", "Queued", expect=2).stderr
    assert "did you mean `status`?" in said
    said = world("clock", "--json=kind", expect=2).stderr
    assert "there is no field `kind`" in said and "the fields are aheadSeconds" in said


def test_every_command_prints_what_its_schema_says(server, agents, world, schemas, tmp_path):
    group = Group(server, agents, 1)
    script = "echo hello\nexit 1\n"
    failed = group.start(zipped(FILES + hooks(AfterInstall="x.sh"), app__page="x", x_sh=script))
    world("deployment", "watch", failed, expect=1)
    pipeline = Pipeline(server, "Gate", approval())
    pipeline.until_asked()
    project, build = built(server, world)
    file = tmp_path / "changed.json"
    wanted = {**pipeline.definition, "roleArn": pipeline.definition["roleArn"] + "2"}
    file.write_text(json.dumps(wanted))
    seen = {}
    for name, command, fields, expect, lines in [
        ("pipeline list", "pipeline list --json", "name,version", 0, False),
        ("pipeline show", f"pipeline show {pipeline.name} --json", "pipelineName", 0, False),
        ("pipeline execution", f"pipeline show {pipeline.first} --json", "status,pipelineExecutionId", 0, False),
        ("pipeline diff", f"pipeline diff {file} --json", "field,pipeline", 1, False),
        ("deployment list", "deployment list --json", "deploymentId,status", 0, False),
        ("deployment show", f"deployment show {failed} --json", "status,deploymentTargets", 0, False),
        ("build list", "build list --json", "id,buildStatus", 0, False),
        ("build show", f"build show {build} --json", "id,phases", 0, False),
        ("hosts", "hosts --json", "name,tags", 0, False),
        ("repo list", "repo list --json", "cloneUrl", 0, False),
        ("logs", f"logs {failed} --json", "host,line", 0, True),
        ("events", "events --json", "seq,kind", 0, True),
        ("events eventbridge", "events --eventbridge", None, 0, True),
        ("why", f"why {failed} --json", "links", 0, False),
        ("metrics", "metrics --json", "name,value,until", 0, False),
        ("clock", "clock --json", "now", 0, False),
        ("doctor", "doctor --json", "check,level", None, False),
        ("config show", "config show --json", "name,value", 0, False),
    ]:
        seen[name] = check(schemas, name, world(*command.split(), expect=expect).stdout, lines)
        if fields:
            chosen = world(*command.replace("--json", f"--json={fields}").split(), expect=expect)
            held(schemas[name].schema, fields.split(","), seen[name], documents(chosen.stdout, lines))
    check(schemas, "logs", world("logs", build, "--json").stdout, lines=True)
    check(schemas, "events", world("build", "start", project, "--watch", "--json").stdout, lines=True)
    watched = world("build", "start", project, "--watch", "--json=kind,subject").stdout
    assert all(list(one) == ["kind", "subject"] for one in documents(watched, lines=True)) and watched
    linted = world("pipeline", "lint", file, "--json").stdout
    seen["lint"] = check(schemas, "lint", linted)
    assert set(schemas) - set(seen) == {"pipeline", "appspec", "buildspec"}, "a schema that nothing was held against"
    assert seen["pipeline list"][0]["pipelines"] and seen["build list"][0]["builds"] and seen["hosts"][0]["hosts"]
    assert seen["deployment show"][0]["deploymentTargets"][0]["instanceTarget"]["lifecycleEvents"]


def built(server, world):
    """A project with a report, an artifact and a finished build."""
    spec = {
        "version": 0.2,
        "env": {"exported-variables": ["A"]},
        "phases": {"build": {"commands": ["export A=1", "echo '<testsuite><testcase name=\"t\"/></testsuite>' > r.xml"]}},
        "reports": {"unit": {"files": ["r.xml"]}},
        "artifacts": {"files": ["r.xml"]},
    }
    server.aws("codebuild").create_project(
        name="schema",
        source={"type": "NO_SOURCE", "buildspec": json.dumps(spec)},
        artifacts={"type": "S3", "location": "pipeline-artifacts", "packaging": "ZIP"},
        environment={"type": "LINUX_CONTAINER", "image": "host", "computeType": "BUILD_GENERAL1_SMALL"},
        serviceRole="arn:aws:iam::123456789012:role/build",
    )
    return "schema", world("build", "start", "schema", "--watch").stdout.strip()


def test_a_reader_that_ends_early_is_no_crash(server, tmp_path):
    """Whoever prints much may be cut off by `head`: no command may panic then."""
    for command in ["metrics", "doctor", "schema pipeline", "events", "repo list", "env", "pipeline --help"]:
        line = [binary(), *command.split()]
        if "schema" not in command and "--help" not in command:
            line += ["--data", str(server.data)]
        ours, theirs = os.pipe()
        os.close(ours)
        done = subprocess.run(line, stdout=theirs, stderr=subprocess.PIPE, env=clean_environment(tmp_path), text=True)
        os.close(theirs)
        assert "panicked" not in done.stderr, command


def test_a_name_that_is_no_schema_is_answered_with_the_near_one(module_towline):
    assert "did you mean `deployment show`?" in module_towline("schema", "deploymnt", "show", expect=2).stderr
    assert module_towline("schema", "pipeline-diff").stdout == module_towline("schema", "pipeline", "diff").stdout
