"""Whatever names, messages and logs contain, a terminal obeys nothing in it and hides nothing."""

import json
import re

import pytest
from support.agent import Agent
from support.console import Console
from support.deployments import FILES, ROLE, Group, hooks, zipped
from support.git import Clone
from support.pipelines import Pipeline, approval
from support.processes import clean_environment

# HTML, colours, a cleared screen, a title, a bell, writing that turns round, invisible characters, a
# character of two columns, an entity.
EVIL = "<b onclick=x>\x1b[31m\x1b[2J\x1b]0;owned\x07\u202egnp.exe\u2066\u200b\u061c\x9b2K部&amp;"
COLOUR = re.compile(r"\x1b\[[0-9;:]*m")
REDRAW = re.compile(r"\x1b\[\d+A\r\x1b\[J")


@pytest.fixture(scope="module")
def world(server, agents_of_module, tmp_path_factory):
    """A failed deployment, a failed build and a waiting pipeline, with evil wherever it may stand."""
    deploy, build, s3 = server.aws("codedeploy"), server.aws("codebuild"), server.aws("s3")
    for bucket in ("pipeline-code", "pipeline-artifacts"):
        s3.create_bucket(Bucket=bucket)
    group = Group(server, agents_of_module, 1)
    deploy.add_tags_to_on_premises_instances(
        tags=[{"Key": "evil", "Value": EVIL}], instanceNames=[group.hosts[0].name]
    )
    script = f"cat <<'END'\n{EVIL}\nEND\nexit 1\n"
    bundle = zipped(FILES + hooks(AfterInstall="x.sh"), app__page="x", x_sh=script)
    deployment, _ = group.run(bundle, description=EVIL)
    spec = {"version": 0.2, "phases": {"build": {"commands": [f"echo '{EVIL}'", "exit 1"]}}}
    build.create_project(
        name="evil",
        description=EVIL,
        source={"type": "NO_SOURCE", "buildspec": json.dumps(spec)},
        artifacts={"type": "NO_ARTIFACTS"},
        environment={"type": "LINUX_CONTAINER", "image": "host", "computeType": "BUILD_GENERAL1_SMALL"},
        serviceRole=ROLE,
    )
    built = build.start_build(projectName="evil")["build"]["id"]
    return {
        "group": group,
        "deployment": deployment,
        "build": built,
        "pipeline": evil_pipeline(server, tmp_path_factory.mktemp("evil")),
    }


@pytest.fixture(scope="module")
def agents_of_module(server, tmp_path_factory):
    started = []

    def start(count, at=None, **tags):
        directory = tmp_path_factory.mktemp("hosts")
        new = [Agent(server, directory / f"evil-{n}", f"evil-{n}", tags).start() for n in range(count)]
        started.extend(new)
        return new

    yield start
    for agent in started:
        agent.stop()


def evil_pipeline(server, directory) -> Pipeline:
    """A commit with an evil message waits for an approval, and the transition behind is closed."""
    server.towline("CreateRepository", {"name": "evil"})
    clone = Clone(server, "evil", directory / "clone")
    clone.commit(EVIL, page="x")
    clone.push("HEAD:main")
    kind = {"category": "Source", "owner": "AWS", "provider": "CodeCommit", "version": "1"}
    fetch = {
        "name": "Fetch",
        "actionTypeId": kind,
        "configuration": {"RepositoryName": "evil", "BranchName": "main"},
        "outputArtifacts": [{"name": "Code"}],
    }
    pipeline = Pipeline.__new__(Pipeline)
    pipeline.server, pipeline.client, pipeline.name = server, server.aws("codepipeline"), "evil"
    pipeline.definition = {
        "name": "evil",
        "roleArn": ROLE,
        "artifactStore": {"type": "S3", "location": "pipeline-artifacts"},
        "stages": [
            {"name": "Source", "actions": [fetch]},
            {"name": "Gate", "actions": [approval()]},
            {"name": "Later", "actions": [approval("Again")]},
        ],
    }
    pipeline.client.create_pipeline(pipeline=pipeline.definition)
    pipeline.client.disable_stage_transition(
        pipelineName="evil", stageName="Later", transitionType="Inbound", reason="closed (evil)"
    )
    pipeline.first = pipeline.executions()[0]
    pipeline.until_asked()
    return pipeline


def harmless(text: str, drawn=False) -> str:
    """The text without colours; nothing else in it may be obeyed or hide."""
    rest = COLOUR.sub("", REDRAW.sub("", text) if drawn else text)
    bad = {c for c in rest if not (c.isprintable() or c == "\n" or (drawn and c == "\r"))}
    assert not bad, f"{bad!r} in {text!r}"
    return rest


def test_every_read_is_harmless_in_every_look(server, world, towline):
    deployment, build = world["deployment"], world["build"]
    towline("build", "watch", build, "--data", server.data, expect=1)
    reads = [
        "pipeline list",
        "pipeline show evil",
        f"pipeline show {world['pipeline'].first}",
        "deployment list",
        f"deployment show {deployment}",
        "build list",
        f"build show {build}",
        f"logs {deployment}",
        f"logs {build}",
        f"logs {deployment} --timestamps --failed",
        f"why {deployment}",
        f"why {build}",
        "why evil",
        "hosts",
        "events",
        "repo list",
        "metrics",
        "doctor",
    ]
    seen = ""
    for read in reads:
        for when, columns in (("always", "80"), ("never", "200")):
            look = [] if read == "events" else ["--color", when]
            result = towline(*read.split(), *look, "--data", server.data, expect=None, COLUMNS=columns)
            assert "panicked" not in result.stderr and result.code in (0, 1), result
            seen += harmless(result.stdout + result.stderr)
    # It was there, made visible.
    assert "\\u{202e}gnp.exe" in seen and "\\u{1b}[2J" in seen and "<b onclick=x>" in seen


def test_a_live_view_of_evil_is_harmless(server, world, towline, tmp_path):
    env = {**clean_environment(tmp_path), "TOWLINE_DATA": str(server.data)}
    for command, code in [
        (["deployment", "watch", world["deployment"]], 1),
        (["build", "watch", world["build"]], 1),
    ]:
        console = Console(env, *command)
        assert console.end()[0] == code
        harmless(console.text, drawn=True)
    pipeline = world["pipeline"]
    console = Console(env, "pipeline", "watch", "evil")
    console.until(lambda picture: "Ask" in picture and "approve" in picture, "the approval")
    towline("pipeline", "approve", "evil", "--reject", "-m", EVIL, "--data", server.data)
    assert console.end()[0] == 1
    shown = harmless(console.text, drawn=True)
    assert "\\u{202e}gnp.exe" in shown, shown
    pipeline.until(pipeline.first, "Failed")


def test_evil_arguments_are_answered_harmlessly(server, towline):
    for command in (["pipeline", "show", EVIL], ["why", EVIL], ["deployment", "show", EVIL], ["logs", EVIL], ["schema", EVIL]):
        data = [] if command[0] == "schema" else ["--data", server.data]
        result = towline(*command, *data, expect=None)
        assert result.code in (1, 2)
        harmless(result.stderr)
    for odd in ["--" + EVIL, EVIL]:
        result = towline("pipeline", odd, expect=2)
        harmless(result.stderr)
