"""The life of an agent: joining, its key, `--root` without namespaces, TLS, being asked to end."""

import json
import shlex
import shutil
import signal
import stat
import time
from pathlib import Path

import pytest
from support.cli import aws_program, run
from support.deployments import FILES, Group, hooks, note, ran, until, zipped
from support.git import Clone, address
from support.processes import Process, binary, clean_environment

# Runs what follows without the right to make namespaces, as many containers do.
CONFINED = [
    *["unshare", "--user", "--map-root-user", "sh", "-c"],
    'echo 0 > /proc/sys/user/max_user_namespaces && exec setpriv --bounding-set=-all --inh-caps=-all "$@"',
    "confined",
]
SITE = "files:\n  - source: app\n    destination: /srv/app\n"


@pytest.fixture
def group(server, agents):
    """`group(3)`: a group with that many hosts."""
    return lambda count=1: Group(server, agents, count)


def confine(host):
    """Starts the agent again without the right to make namespaces."""
    host.stop()
    host.process.command[:0] = CONFINED
    host.start()
    assert "paths are mapped, hooks see the whole machine and get TOWLINE_ROOT" in host.process.tail()


@pytest.mark.parametrize("confined", [False, True])
def test_hosts_on_one_machine_with_the_same_destination(group, confined):
    group = group(3)
    for host in group.hosts if confined else []:
        confine(host)
    script = '#!/bin/sh\necho "root=$TOWLINE_ROOT"\npwd\necho made > "$TOWLINE_ROOT/srv/app/made"\ntest -e /srv/app/made || echo unseen\n'
    permission = "permissions:\n  - object: /srv/app/page\n    mode: 640\n"
    bundle = zipped(SITE + permission + hooks(AfterInstall="look.sh"), app__page="content", look_sh=script)
    deployment, status = group.run(bundle)
    assert status == "Succeeded", group.events(deployment)
    for host in group.hosts:
        assert (host.root / "srv/app/page").read_text() == "content"
        assert stat.S_IMODE((host.root / "srv/app/page").stat().st_mode) == 0o640
        assert (host.root / "srv/app/made").read_text() == "made\n"
        log = group.events(deployment, host)["AfterInstall"]["diagnostics"]["logTail"]
        if confined:
            assert f"[stdout]root={host.root}\n[stdout]{host.root}\n[stdout]unseen\n" in log
        else:
            assert "own mount namespace" in host.process.tail()
            assert "[stdout]root=\n[stdout]/\n" in log and "unseen" not in log
    assert not Path("/srv/app/page").exists()


def test_mapped_paths_do_not_leave_the_root(group):
    group = group()
    confine(group.hosts[0])
    appspec = "files:\n  - source: app\n    destination: /srv/../../../../outside\n"
    deployment, status = group.run(zipped(appspec, app__page="x"))
    assert status == "Succeeded", group.events(deployment)
    assert (group.hosts[0].root / "outside/page").read_text() == "x"


def identity(host) -> dict:
    return json.loads((host.data / "identity.json").read_text())


def test_an_agent_needs_no_key_but_its_own(group):
    group = group()
    host = group.hosts[0]
    assert not [name for name in host.process.env if name.startswith("AWS_")]
    assert stat.S_IMODE((host.data / "identity.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(host.data.stat().st_mode) & 0o022 == 0
    before = identity(host)
    host.stop()
    host.start()
    assert group.run(zipped(FILES, app__page="one"))[1] == "Succeeded"
    assert identity(host) == before


def test_a_running_agent_goes_on_with_the_key_of_a_host_that_joined_again(group):
    group = group()
    host = group.hosts[0]
    old = identity(host)
    host.join()
    new = identity(host)
    assert new["access_key_id"] != old["access_key_id"] and new["host_arn"] == old["host_arn"]
    bundle = zipped(FILES + hooks(BeforeInstall="note.sh"), app__page="one", note_sh=note("once"))
    deployment, status = group.run(bundle)
    assert status == "Succeeded", group.events(deployment)
    assert len(ran(host)) == 1 and "this host has joined again" in host.process.tail()
    for secret in (old["secret_access_key"], new["secret_access_key"]):
        assert secret not in host.process.tail()


@pytest.mark.parametrize("token", ["tlj.AKIAFALSE00000000001.secret", "nonsense"])
def test_joining_with_a_wrong_token(server, towline, tmp_path, token):
    place = ["--data", tmp_path / "agent", "--server", server.url, "--name", "stranger"]
    code = 4 if token.startswith("tlj") else 2
    failed = towline("agent", "join", *place, expect=code, TOWLINE_JOIN_TOKEN=token)
    assert "cannot join" in failed.stderr and "secret" not in failed.stderr
    assert not (tmp_path / "agent/identity.json").exists()


def test_two_agents_with_one_identity_do_everything_once(group, tmp_path):
    group = group()
    host = group.hosts[0]
    copy = tmp_path / "copy"
    shutil.copytree(host.data, copy)
    env = clean_environment(tmp_path, RUST_LOG="info")
    command = [binary(), "agent", "--data", str(copy), "--root", str(host.root)]
    twin = Process("twin", command, tmp_path / "twin.log", env).start()
    try:
        until(lambda: "agent of" in twin.tail(), "the twin")
        events = {event: "note.sh" for event in ("BeforeInstall", "AfterInstall", "ApplicationStart", "ValidateService")}
        for word in ("one", "two"):
            deployment = group.start(zipped(FILES + hooks(**events), app__page=word, note_sh=note(word)))
            group.end(deployment)
            lines = [line.split()[2] for line in ran(host) if line.split()[1] == deployment]
            assert len(lines) == len(set(lines)), "an event ran twice"
    finally:
        twin.stop()


def test_one_data_directory_has_one_agent(group, towline):
    host = group().hosts[0]
    failed = towline("agent", "--data", host.data, "--root", host.root, expect=1)
    assert "another agent is running" in failed.stderr


def test_an_agent_asked_to_end_finishes_its_script(group):
    group = group()
    host = group.hosts[0]
    script = "touch $TOWLINE_ROOT/var/up\nwhile [ ! -e $TOWLINE_ROOT/var/go ]; do sleep 0.1; done\necho finished\n"
    deployment = group.start(zipped(hooks(BeforeInstall="wait.sh"), wait_sh=note("once", script)))
    until((host.root / "var/up").exists, "the script")
    host.process.child.send_signal(signal.SIGTERM)
    until(lambda: "waiting for 1 commands" in host.process.tail(), "the agent to take note")
    (host.root / "var/go").touch()
    host.stop()
    event = group.events(deployment)["BeforeInstall"]
    assert event["status"] == "Succeeded" and "[stdout]finished\n" in event["diagnostics"]["logTail"]
    assert group.status(deployment) == "InProgress"
    host.start()
    assert group.end(deployment) == "Succeeded"
    assert len(ran(host)) == 1


def test_an_idle_agent_is_small_and_ends_at_once(group):
    host = group().hosts[0]
    status = Path(f"/proc/{host.process.child.pid}/status").read_text()
    resident = int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])
    begun = time.monotonic()
    host.stop()
    took = time.monotonic() - begun
    print(f"idle agent: {resident >> 10} MiB resident, ends in {took * 1000:.0f} ms")
    assert took < 1
    assert resident < 100 << 10


def test_deployments_and_builds_over_tls(fresh_server, agents, towline):
    server = fresh_server("--tls")
    assert server.url.startswith("https://")
    assert towline("ca", "--data", server.data).stdout == Path(server.ca).read_text()
    group = Group(server, agents, 1)
    assert group.run(zipped(FILES, app__page="one"))[1] == "Succeeded"
    assert build(server, "local")["buildStatus"] == "SUCCEEDED"


def build(server, name: str) -> dict:
    """Runs a build of a new project to its end."""
    codebuild = server.aws("codebuild")
    codebuild.create_project(
        name=name,
        source={"type": "NO_SOURCE", "buildspec": "version: 0.2\nphases:\n  build:\n    commands: ['true']\n"},
        artifacts={"type": "NO_ARTIFACTS"},
        environment={"type": "LINUX_CONTAINER", "image": "host", "computeType": "BUILD_GENERAL1_SMALL"},
        serviceRole="arn:aws:iam::123456789012:role/CodeBuild",
    )
    number = codebuild.start_build(projectName=name)["build"]["id"]

    def look():
        found = codebuild.batch_get_builds(ids=[number])["builds"][0]
        return found if found["buildComplete"] else None

    return server.wait(look, f"the end of {number}")


def environment_of(towline, server) -> dict:
    """What `towline env` sets, as a shell would read it."""
    lines = towline("env", "--data", server.data).stdout.splitlines()
    words = [shlex.split(line)[1] for line in lines if line.startswith("export ")]
    return dict(word.split("=", 1) for word in words)


def test_what_towline_env_prints_is_enough_over_tls(fresh_server, towline, tmp_path):
    server = fresh_server("--tls", "--no-runner")
    variables = environment_of(towline, server)
    aws = [*aws_program(), "codepipeline", "list-pipelines"]
    assert run(aws, clean_environment(tmp_path, **variables), expect=0).json() == {"pipelines": []}
    untrusting = {name: value for name, value in variables.items() if name != "AWS_CA_BUNDLE"}
    assert "CERTIFICATE_VERIFY_FAILED" in run(aws, clean_environment(tmp_path, **untrusting), expect=None).stderr

    assert towline("agent", "token", **variables).stdout.startswith("tlj.")
    untrusted = towline("agent", "token", expect=1, **untrusting).stderr
    assert "is not trusted" in untrusted and "AWS_CA_BUNDLE" in untrusted
    command = [binary(), "runner", "--name", "remote", "--work", str(tmp_path / "work")]
    runner = Process("runner", command, tmp_path / "runner.log", clean_environment(tmp_path, **variables)).start()
    try:
        assert build(server, "remote")["buildStatus"] == "SUCCEEDED"
    finally:
        runner.stop()


def test_joining_over_tls_without_the_authority(fresh_server, towline, tmp_path):
    server = fresh_server("--tls", "--no-runner")
    token = server.towline("CreateJoinToken")["token"]
    place = ["--data", tmp_path / "agent", "--server", server.url, "--name", "stranger"]
    failed = towline("agent", "join", *place, expect=1, TOWLINE_JOIN_TOKEN=token)
    assert "is not trusted" in failed.stderr and "--ca" in failed.stderr


def test_git_over_tls(fresh_server, tmp_path):
    server = fresh_server("--tls", "--no-runner")
    server.towline("CreateRepository", {"name": "site"})
    clone = Clone(server, "site", tmp_path / "clone")
    commit = clone.commit("one", page="one")
    assert "certificate" in clone.push(expect=128)
    clone.environment["GIT_SSL_CAINFO"] = server.ca
    clone.push("HEAD:refs/heads/main")
    clone.git("clone", "--quiet", address(server, "site"), "again")
    assert clone.git("-C", "again", "rev-parse", "HEAD") == commit
