"""Ctrl-C in a watch: the first one leaves, a second one soon after offers to stop what was watched."""

import signal
import subprocess
import time

import pytest
from support.console import Console
from support.deployments import FILES, Group, hooks, zipped
from support.pipelines import Pipeline, approval, buckets
from support.processes import PATIENCE, binary, clean_environment

OFFER = "Ctrl-C again within 2 s stops it\n"


@pytest.fixture(scope="module")
def pipeline(server):
    """A pipeline that waits for an approval."""
    buckets(server)
    pipeline = Pipeline(server, "Gate", approval())
    pipeline.until_asked()
    return pipeline


@pytest.fixture
def env(server, tmp_path):
    return {**clean_environment(tmp_path), "TOWLINE_DATA": str(server.data)}


def interrupted(env, *command):
    """The command on a terminal, after the first Ctrl-C."""
    console = Console(env, *command)
    console.until(lambda picture: "approve" in picture or "BeforeInstall" in picture, "the watched")
    console.interrupt()
    console.until(lambda picture: picture.endswith(OFFER), "the offer")
    return console


def asked(console):
    console.interrupt()
    return console.until(lambda picture: picture.endswith("stop it? [y/N] "), "the question")


def status(pipeline):
    found = pipeline.client.get_pipeline_execution(pipelineName=pipeline.name, pipelineExecutionId=pipeline.first)
    return found["pipelineExecution"]["status"]


def test_one_ctrl_c_leaves_and_everything_goes_on(pipeline, env):
    begun = time.monotonic()
    console = interrupted(env, "pipeline", "watch", pipeline.name)
    assert console.end() == (130, "")
    assert f"detached: execution {pipeline.first} goes on" in console.picture()
    assert "[y/N]" not in console.picture() and time.monotonic() - begun < PATIENCE
    assert status(pipeline) == "InProgress"


@pytest.mark.parametrize("answer", ["n\r", "\r", "\x04"])
def test_another_answer_than_yes_leaves_it_alone(pipeline, env, answer):
    console = interrupted(env, "pipeline", "watch", pipeline.name)
    picture = asked(console)
    assert f"this will stop execution {pipeline.first} of {pipeline.name}" in picture, picture
    assert "Gate / Ask (in progress, waited for)" in picture, picture
    console.type(answer)
    assert console.end() == (130, "") and console.picture().endswith("it goes on\n"), console.picture()
    assert status(pipeline) == "InProgress"


def test_ctrl_c_at_the_question_leaves_it_alone(pipeline, env):
    console = interrupted(env, "pipeline", "watch", pipeline.name)
    asked(console)
    console.interrupt()
    assert console.end() == (130, "") and console.picture().endswith("it goes on\n"), console.picture()
    assert status(pipeline) == "InProgress"


@pytest.mark.parametrize("variable", [None, {"CI": "1"}, {"TERM": "dumb"}])
def test_where_nobody_can_be_asked_the_first_one_ends_it_at_once(pipeline, env, variable):
    """Without the offer there is nothing to wait for; the message is the last word."""
    command = [binary(), "pipeline", "watch", pipeline.name]
    if variable is None:
        child = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        seen = ""
        while "approve" not in seen:
            seen += child.stderr.readline()
        child.send_signal(signal.SIGINT)
        seen += child.communicate(timeout=PATIENCE)[1]
        code = child.returncode
    else:
        console = Console({**env, **variable}, *command[1:])
        console.until(lambda picture: "approve" in picture, "the approval")
        console.interrupt()
        code, _ = console.end()
        seen = console.picture()
    assert code == 130 and seen.endswith(f"`towline pipeline watch {pipeline.first}` watches it again\n"), seen
    assert status(pipeline) == "InProgress"


def test_a_supervisor_ends_it_at_once(pipeline, env):
    console = Console(env, "pipeline", "watch", pipeline.name)
    console.until(lambda picture: "approve" in picture, "the approval")
    console.child.send_signal(signal.SIGTERM)
    assert console.end() == (130, "") and OFFER not in console.picture()


def test_yes_stops_a_deployment(server, agents, env):
    group = Group(server, agents, 1)
    wait = "while [ ! -e $TOWLINE_ROOT/var/go ]; do sleep 0.05; done\n"
    bundle = zipped(FILES + hooks(BeforeInstall="scripts/wait.sh"), app__page="x", scripts__wait_sh=wait)
    deployment = group.start(bundle)
    console = interrupted(env, "deployment", "watch", deployment)
    assert "1 host: 1 in progress" in asked(console)
    console.type("y\r")
    assert console.end() == (3, ""), console.picture()
    assert f"stopping deployment {deployment}" in console.picture()
    (group.hosts[0].root / "var/go").touch()
    assert group.end(deployment) == "Stopped"


def test_yes_stops_an_execution(pipeline, env):
    console = interrupted(env, "pipeline", "watch", pipeline.name)
    asked(console)
    console.type("yes\r")
    assert console.end() == (3, ""), console.picture()
    assert status(pipeline) == "Stopping"
    pipeline.client.stop_pipeline_execution(
        pipelineName=pipeline.name, pipelineExecutionId=pipeline.first, abandon=True
    )
