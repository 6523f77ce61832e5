"""Watching releases: every exit code, a server that is killed meanwhile, and what a pipe shows."""

import json
import re
import subprocess
import uuid

import pytest
from support.console import Console
from support.deployments import FILES, ROLE, Group, hooks, zipped
from support.pipelines import Pipeline, approval, buckets, deploy, release
from support.processes import binary, clean_environment

IMAGE = {"type": "LINUX_CONTAINER", "image": "host", "computeType": "BUILD_GENERAL1_SMALL"}


def project(server, *commands: str) -> str:
    """A build project with these commands."""
    name = f"made-{uuid.uuid4().hex[:8]}"
    spec = json.dumps({"version": "0.2", "phases": {"build": {"commands": list(commands)}}})
    server.aws("codebuild").create_project(
        name=name,
        source={"type": "NO_SOURCE", "buildspec": spec},
        artifacts={"type": "NO_ARTIFACTS"},
        environment=IMAGE,
        serviceRole=ROLE,
    )
    return name


def succeeded(server, run):
    pipeline = Pipeline(server, "Gate", approval())
    pipeline.until_asked()
    run("pipeline", "approve", pipeline.name)
    return ("pipeline", "watch", pipeline.name)


def failed(server, run):
    pipeline = Pipeline(server, "Gate", approval())
    pipeline.until_asked()
    run("pipeline", "approve", pipeline.name, "--reject")
    return ("pipeline", "watch", pipeline.name)


def usage(server, run):
    return ("pipeline", "watch", "shop", "--timeout", "soon")


def stopped(server, run):
    pipeline = Pipeline(server, "Gate", approval())
    pipeline.until_asked()
    run("pipeline", "stop", pipeline.name, "--abandon", "--yes")
    return ("pipeline", "watch", pipeline.name)


def timed_out(server, run):
    pipeline = Pipeline(server, "Gate", approval())
    return ("pipeline", "watch", pipeline.name, "--timeout", "1s")


def superseded(server, run):
    pipeline = Pipeline(server, "Gate", approval())
    pipeline.until_asked()
    second = pipeline.start()
    third = pipeline.start()
    pipeline.until(second, "Superseded")
    assert third != second
    return ("pipeline", "watch", second)


def failed_build(server, run):
    return ("build", "start", project(server, "exit 3"), "--watch")


def stopped_build(server, run):
    name = project(server, "sleep 60")
    build = run("build", "start", name).stdout.strip()
    run("build", "stop", build, "--yes")
    return ("build", "watch", build)


def good_build(server, run):
    return ("build", "start", project(server, "echo ok"), "--watch")


def failed_command(server, run):
    return ("deployment", "show", "d-NOTTHERE0")


@pytest.mark.parametrize(
    ("made", "exit"),
    [
        (succeeded, 0),
        (good_build, 0),
        (failed, 1),
        (failed_build, 1),
        (failed_command, 1),
        (usage, 2),
        (stopped, 3),
        (stopped_build, 3),
        (timed_out, 5),
        (superseded, 6),
    ],
)
def test_every_end_has_its_exit_code(server, code, run, made, exit):
    result = run(*made(server, run), expect=exit)
    assert exit == 0 or result.stderr, "an end that is not good has a reason"


def test_a_key_that_may_not_is_exit_code_four(server, towline):
    env = {**server.environment(), "AWS_SECRET_ACCESS_KEY": "wrong"}
    result = towline("deployment", "list", expect=4, **env)
    assert result.stdout == "" and "fix:" in result.stderr


def test_a_release_that_a_host_refuses_is_rolled_back_with_exit_code_seven(server, code, agents, run):
    group = Group(server, agents, 2)
    group.deploy.update_deployment_group(
        applicationName=group.name,
        currentDeploymentGroupName="web",
        deploymentConfigName="CodeDeployDefault.OneAtATime",
        autoRollbackConfiguration={"enabled": True, "events": ["DEPLOYMENT_FAILURE"]},
    )
    good, _ = group.run(zipped(FILES, app__page="good"))
    release(server, FILES + hooks(ValidateService="scripts/check.sh"), app__page="bad", scripts__check_sh="exit 9\n")
    pipeline = Pipeline(server, "Deploy", deploy(group))
    result = run("pipeline", "watch", pipeline.first, expect=7)
    text = result.stderr
    bad = group.deploy.list_deployments(applicationName=group.name, deploymentGroupName="web")["deployments"]
    assert re.search(rf"failed after .*, rolled back by {bad[0]}", text), text
    assert f"host     {group.hosts[0].name}" in text and "exit code 9" in text, text
    assert f"next     towline logs {bad[1]} --failed" in text, text
    assert [host.root.joinpath("srv/page").read_text() for host in group.hosts] == ["good", "good"]
    assert run("deployment", "watch", bad[1], expect=7).stdout == ""
    assert run("deployment", "watch", bad[0]).stdout == ""
    assert run("deployment", "watch", good).stdout == ""


def test_a_pipe_gets_lines_and_json_gets_events(server, code, run):
    pipeline = Pipeline(server, "Gate", approval())
    pipeline.until_asked()
    result = run("pipeline", "watch", pipeline.name, "--timeout", "1s", expect=5)
    assert "\x1b" not in result.stderr and result.stdout == ""
    assert f"towline pipeline approve {pipeline.name}" in result.stderr
    assert f"the time of --timeout is over: execution {pipeline.first} goes on" in result.stderr
    run("pipeline", "stop", pipeline.name, "--abandon", "--yes")
    name = project(server, "echo ok")
    result = run("build", "start", name, "--watch", "--json")
    events = [json.loads(line) for line in result.stdout.splitlines()]
    assert events[0]["kind"] == "build.submitted" and events[-1]["kind"] == "build.succeeded"
    assert result.stderr.startswith(events[0]["subject"] + "\n"), "the id is no event"


def test_one_sees_as_much_as_one_wants(server, code, agents, run):
    good = project(server, "echo said by a build")
    quiet = run("build", "start", good, "--watch", "-q")
    assert quiet.stderr == "" and quiet.stdout.startswith(good), "success has no words, the id is data"
    usual = run("build", "start", good, "--watch").stderr
    assert "◆ waits for" in usual and "said by a build" not in usual
    build = run("build", "start", good, "--watch", "-vv").stderr
    assert "│ said by a build" in build and "build.leased" in build
    bad = run("build", "start", project(server, "exit 3"), "--watch", "--quiet", expect=1).stderr
    assert bad.startswith("✗ build ") and "cause" in bad and "◆" not in bad

    group = Group(server, agents, 1)
    script = {"AfterInstall": "x.sh"}
    bundle = zipped(FILES + hooks(**script), app__page="x", x_sh="echo said by a host\n")
    steps = run("deployment", "watch", group.start(bundle), "-v").stderr
    assert re.search(r"✓ \S+ AfterInstall +succeeded", steps) and "said by a host" not in steps
    output = run("deployment", "watch", group.start(bundle), "-vv").stderr
    assert re.search(r"AfterInstall │ \[stdout\]said by a host", output)
    assert "cannot be used with" in run("build", "watch", "x", "-q", "-v", expect=2).stderr


def test_the_view_goes_on_over_a_kill_of_the_server(fresh_server, towline, tmp_path):
    server = fresh_server()
    buckets(server)
    pipeline = Pipeline(server, "Gate", approval())
    pipeline.until_asked()
    env = {**clean_environment(tmp_path), "TOWLINE_DATA": str(server.data)}
    console = Console(env, "pipeline", "watch", pipeline.name)
    console.until(lambda picture: "towline pipeline approve" in picture, "the approval")
    server.kill()
    console.until(lambda picture: "waiting for it" in picture, "the server's absence")
    server.start()
    console.until(lambda picture: "waiting for it" not in picture, "the server's return")
    towline("pipeline", "approve", pipeline.name, "--data", server.data)
    code, _ = console.end()
    assert code == 0, console.picture()
    assert "✓ execution" in console.picture()


@pytest.mark.parametrize("variable", [{"CI": "true"}, {"TERM": "dumb"}])
def test_no_animation_in_ci_or_on_a_dumb_terminal(server, code, run, tmp_path, variable):
    name = project(server, "echo ok")
    build = run("build", "start", name, "--watch").stdout.strip()
    env = {**clean_environment(tmp_path), "TOWLINE_DATA": str(server.data), **variable}
    console = Console(env, "build", "watch", build)
    if "TERM" in variable:
        console.child.wait()
        console = Console({**env, "CI": "1"}, "build", "watch", build)
    code, _ = console.end()
    assert code == 0 and "\x1b" not in console.text, console.text


def test_no_color_keeps_the_animation_and_takes_the_colours(server, code, run, tmp_path):
    pipeline = Pipeline(server, "Gate", approval())
    pipeline.until_asked()
    env = {**clean_environment(tmp_path), "TOWLINE_DATA": str(server.data), "NO_COLOR": "1"}
    console = Console(env, "pipeline", "watch", pipeline.name)
    console.until(lambda picture: "approve" in picture, "the approval")
    run("pipeline", "approve", pipeline.name)
    code, _ = console.end()
    assert code == 0 and not re.search(r"\x1b\[[0-9;]*m", console.text)
    assert "\x1b[J" in console.text


def test_a_low_and_narrow_terminal_is_never_overflown(server, code, run, tmp_path):
    pipeline = Pipeline(server, "Gate", *[approval(f"Ask-{number}") for number in range(12)])
    pipeline.until_asked()
    env = {**clean_environment(tmp_path), "TOWLINE_DATA": str(server.data)}
    console = Console(env, "pipeline", "watch", pipeline.name, lines=8, columns=40)
    picture = console.until(lambda picture: "more lines" in picture, "a cut picture")
    assert len(picture.splitlines()) <= 8 and max(map(len, picture.splitlines())) <= 40, picture
    console.interrupt()
    assert console.end()[0] == 130
    run("pipeline", "stop", pipeline.name, "--abandon", "--yes")


def test_logs_of_a_build_are_chosen_by_phase_and_followed(server, run):
    name = project(server, "echo one", "printf '\\033[32mgreen\\033[0m \\033]0;title\\007\\n'", "echo two; exit 4")
    build = run("build", "start", name, "--watch", expect=1).stdout.strip()
    followed = run("logs", build, "--follow").stdout
    assert "one" in followed and "two" in followed and "\x1b" not in followed
    assert run("build", "logs", name, "--grep", "^green").stdout == "green \\u{1b}]0;title\\u{7}\n"
    coloured = run("logs", build, "--grep", "green", "--color", "always").stdout
    assert "\x1b[32mgreen\x1b[0m" in coloured and "\x1b]" not in coloured
    failed = run("logs", name + ":" + build.split(":")[1][:6], "--failed").stdout
    assert "two" in failed and "Entering phase INSTALL" not in failed
    shown = run("build", "show", name).stdout
    assert "✗ BUILD" in shown and "exit status 4" in shown
    assert run("build", "list", name, "--json").json()["builds"][0]["id"] == build
    assert "did you mean" in run("build", "show", name + "x", expect=1).stderr


def test_a_reader_that_has_seen_enough_ends_the_following(server, tmp_path):
    name = project(server, "while true; do echo tick; sleep 0.1; done")
    build = server.aws("codebuild").start_build(projectName=name)["build"]["id"]
    env = {**clean_environment(tmp_path), "TOWLINE_DATA": str(server.data)}
    script = f"{binary()} logs {build} --follow | head -n 1"
    done = subprocess.run(["sh", "-c", script], env=env, capture_output=True, text=True, timeout=60)
    assert done.stdout.startswith("[Container]") and done.stderr == ""
    server.aws("codebuild").stop_build(id=build)
