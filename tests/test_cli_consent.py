"""What cannot be taken back is asked about on a terminal, and needs `--yes` where there is none."""

import signal

import pytest
from support.console import Console
from support.deployments import FILES, Group, hooks, zipped
from support.pipelines import Pipeline, approval
from support.processes import clean_environment

UNTIL_GO = "while [ ! -e $TOWLINE_ROOT/var/go ]; do sleep 0.05; done\n"


@pytest.fixture
def pipeline(server, code):
    """A pipeline whose first execution waits for an approval; it is over when the test is."""
    pipeline = Pipeline(server, "Gate", approval())
    pipeline.until_asked()
    yield pipeline
    if state(pipeline) == "InProgress":
        pipeline.client.stop_pipeline_execution(
            pipelineName=pipeline.name, pipelineExecutionId=pipeline.first, abandon=True
        )


@pytest.fixture
def at(server, tmp_path):
    """`at("pipeline", "stop", …)`: the command on a terminal."""

    def call(*args, **env):
        return Console({**clean_environment(tmp_path), "TOWLINE_DATA": str(server.data), **env}, *args)

    return call


def state(pipeline):
    execution = pipeline.client.get_pipeline_execution(pipelineName=pipeline.name, pipelineExecutionId=pipeline.first)
    return execution["pipelineExecution"]["status"]


def asked(console):
    return console.until(lambda picture: picture.endswith("go on? [y/N] "), "the question")


def verbs(name):
    return [
        ("pipeline", "stop", name),
        ("deployment", "stop", name),
        ("deployment", "rollback", name),
        ("build", "stop", name),
    ]


@pytest.mark.parametrize("verb", range(4))
def test_without_a_terminal_the_flag_is_named_before_the_server_is_asked(towline, verb):
    command = verbs("any")[verb]
    # Nobody listens there: a question to the server would be another failure.
    result = towline(*command, "--endpoint-url", "http://127.0.0.1:1", expect=2, AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="y")
    assert f"`towline {command[0]} {command[1]}` asks before it acts: standard input is no terminal" in result.stderr
    assert f"towline {command[0]} {command[1]} --yes" in result.stderr and result.stdout == ""


@pytest.mark.parametrize("variable", [{"CI": "true"}, {"TERM": "dumb"}])
def test_in_ci_and_on_a_dumb_terminal_nobody_is_asked(pipeline, at, variable):
    console = at("pipeline", "stop", pipeline.name, **variable)
    code, output = console.end()
    assert (code, output) == (2, "") and "--yes" in console.picture(), console.picture()
    assert state(pipeline) == "InProgress"
    code, output = at("pipeline", "stop", pipeline.name, "-y", "--abandon", **variable).end()
    assert (code, output.strip()) == (0, pipeline.first)


@pytest.mark.parametrize("answer", ["n\r", "\r", "yess\r", "\x04"])
def test_another_answer_than_yes_does_nothing(pipeline, at, answer):
    console = at("pipeline", "stop", pipeline.name, "--abandon")
    picture = asked(console)
    assert f"this will stop execution {pipeline.first} of {pipeline.name}" in picture
    assert "Gate / Ask (in progress, given up)" in picture, picture
    console.type(answer)
    code, output = console.end()
    assert (code, output) == (1, "") and console.picture().endswith("nothing was done\n"), console.picture()
    assert state(pipeline) == "InProgress"


@pytest.mark.parametrize("answer", ["y\r", "YES\r"])
def test_yes_stops_the_execution(pipeline, at, answer):
    console = at("pipeline", "stop", pipeline.name, "--abandon")
    asked(console)
    console.type(answer)
    code, output = console.end()
    assert (code, output.strip()) == (0, pipeline.first)
    pipeline.until(pipeline.first, "Stopped")
    again = at("pipeline", "stop", pipeline.first)
    code, output = again.end()
    said = " ".join(again.picture().split())
    assert code == 1 and "it has ended: stopped" in said and "[y/N]" not in said


def test_ctrl_c_at_the_question_ends_the_command_and_nothing_else(pipeline, at):
    console = at("pipeline", "stop", pipeline.name)
    asked(console)
    console.interrupt()
    assert console.end() == (-signal.SIGINT, "")
    assert state(pipeline) == "InProgress"


def test_a_deployment_is_stopped_with_its_hosts_said_before(server, agents, at):
    group = Group(server, agents, 2)
    group.deploy.update_deployment_group(
        applicationName=group.name,
        currentDeploymentGroupName="web",
        deploymentConfigName="CodeDeployDefault.OneAtATime",
    )
    bundle = zipped(FILES + hooks(BeforeInstall="scripts/wait.sh"), app__page="x", scripts__wait_sh=UNTIL_GO)
    deployment = group.start(bundle)
    group.wait_for_event(deployment, "BeforeInstall", "InProgress")
    console = at("deployment", "stop", deployment)
    picture = asked(console)
    assert f"this will stop deployment {deployment} to {group.name}/web" in picture
    assert "2 hosts: 1 in progress, whose running scripts end first; 1 not started" in picture, picture
    assert "nothing is rolled back; --rollback does it" in picture, picture
    console.type("y\r")
    code, output = console.end()
    assert (code, output.strip()) == (0, deployment)
    (group.hosts[0].root / "var/go").touch()
    assert group.end(deployment) == "Stopped"


def test_a_rollback_says_revision_and_group_before(server, agents, at):
    group = Group(server, agents, 1)
    first, _ = group.run(zipped(FILES, app__page="one"))
    second, _ = group.run(zipped(FILES, app__page="two"))
    page = group.hosts[0].root / "srv/page"
    for answer, code, text in [("n\r", 1, "two"), ("y\r", 0, "one")]:
        console = at("deployment", "rollback", f"{group.name}/web")
        picture = asked(console)
        assert f"to {group.name}/web" in picture and f"the last success before {second}: {first}" in picture, picture
        console.type(answer)
        assert console.end()[0] == code, console.picture()
        assert page.read_text() == text


def test_a_build_is_asked_about_only_while_it_runs(server, at):
    name = "asked"
    spec = '{"version": "0.2", "phases": {"build": {"commands": ["sleep 60"]}}}'
    client = server.aws("codebuild")
    client.create_project(
        name=name,
        source={"type": "NO_SOURCE", "buildspec": spec},
        artifacts={"type": "NO_ARTIFACTS"},
        environment={"type": "LINUX_CONTAINER", "image": "host", "computeType": "BUILD_GENERAL1_SMALL"},
        serviceRole="arn:aws:iam::123456789012:role/build",
    )
    build = client.start_build(projectName=name)["build"]["id"]
    console = at("build", "stop", name)
    assert f"this will stop build {build}" in asked(console)
    console.type("yes\r")
    assert console.end() == (0, build + "\n")
    console = at("build", "watch", build)
    assert console.end()[0] == 3
    console = at("build", "stop", build)
    assert console.end() == (0, build + "\n") and "[y/N]" not in console.picture()
