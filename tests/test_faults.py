"""What can go wrong around the server: a full disk, an unusable database, missing programs, keys in
the wrong hands. Each time: a clear answer, nothing lost, and work goes on when the cause is gone."""

import json
import os
import sqlite3
import subprocess
from pathlib import Path

import pytest
from botocore.exceptions import ClientError
from support.disk import MIB
from support.fakeagent import EVENTS, FakeAgent
from support.processes import Process, binary, clean_environment
from support.server import ApiFailure, Server
from test_agent import FILES, Group, hooks, note, ran, until, zipped
from test_codebuild import Project, context, spec
from test_codepipeline import Pipeline, archive, declaration
from test_host_protocol import Fleet

FULL = "The server's disk is full; nothing was stored"

# A full disk


def answer(failure) -> tuple:
    """Status, code and message of an error answer."""
    if isinstance(failure, ApiFailure):
        return failure.status, failure.code, failure.message
    error = failure.response["Error"]
    return failure.response["ResponseMetadata"]["HTTPStatusCode"], error["Code"], error["Message"]


def refused(call, *args, **kwargs) -> tuple:
    """The answer to a call that must fail."""
    with pytest.raises((ClientError, ApiFailure)) as caught:
        call(*args, **kwargs)
    return answer(caught.value)


def until_refused(write) -> tuple:
    """Writes again and again until the disk is full (the last bytes of a file may still take a
    small row); gives what was acknowledged, and the refusal."""
    made = []
    for number in range(10_000):
        try:
            write(number)
        except (ClientError, ApiFailure) as failure:
            return made, answer(failure)
        made.append(number)
    raise AssertionError("the disk never filled up")


def fill_with_applications(deploy) -> list:
    """Gives the names that were acknowledged."""
    name = ("app-{:04}" + "x" * 80).format
    made, refusal = until_refused(lambda number: deploy.create_application(applicationName=name(number)))
    assert refusal == (500, "InternalFailure", FULL)
    return [name(number) for number in made]


def applications(deploy) -> list:
    pages = deploy.get_paginator("list_applications").paginate()
    return [name for page in pages for name in page["applications"]]


def test_a_full_disk_refuses_writes_keeps_reads_and_loses_nothing(disk_server):
    server = disk_server
    deploy, s3 = server.aws("codedeploy"), server.aws("s3")
    s3.create_bucket(Bucket="kept")
    s3.put_object(Bucket="kept", Key="before", Body=b"before")
    server.disk.fill(leave=MIB)
    made = fill_with_applications(deploy)
    server.disk.fill()

    large = os.urandom(MIB)
    pipelines = server.aws("codepipeline")
    writes = {
        "pipelines": lambda number: pipelines.create_pipeline(pipeline=declaration(f"pipeline-{number}")),
        "projects": lambda number: Project(server, f"project-{number}"),
        "tokens": lambda _: server.towline("CreateJoinToken"),
    }
    for what, write in writes.items():
        assert until_refused(write)[1] == (500, "InternalFailure", FULL), what
    for _ in range(2):
        assert refused(s3.put_object, Bucket="kept", Key="during", Body=large) == (503, "ServiceUnavailable", FULL)
    status, code, message = refused(server.towline, "CreateRepository", {"name": "later"})
    assert (status, code) == (500, "InternalFailure") and "full" in message.lower() or "No space left" in message

    assert s3.get_object(Bucket="kept", Key="before")["Body"].read() == b"before"
    assert [entry["Key"] for entry in s3.list_objects_v2(Bucket="kept")["Contents"]] == ["before"]
    assert sorted(applications(deploy)) == made
    until(lambda: server.get("/healthz").status == 503, "the full disk to be told")
    assert server.get("/livez").status == 200

    server.disk.free()
    s3.put_object(Bucket="kept", Key="during", Body=large)
    server.towline("CreateRepository", {"name": "later"})
    server.towline("CreateJoinToken")
    Project(server, "later")
    made.append(deploy.create_application(applicationName="zz")["applicationId"] and "zz")
    server.restart()
    assert sorted(applications(deploy)) == made
    assert s3.get_object(Bucket="kept", Key="during")["Body"].read() == large
    assert s3.get_object(Bucket="kept", Key="before")["Body"].read() == b"before"


def test_a_deployment_under_way_outlives_a_full_disk(disk_server, agents):
    server = disk_server
    group = Group(server, agents, 2)
    wait = note("once", "touch $TOWLINE_ROOT/var/up\nwhile [ ! -e $TOWLINE_ROOT/var/go ]; do sleep 0.1; done\n")
    scripts = hooks(BeforeInstall="wait.sh", ApplicationStart="start.sh")
    deployment = group.start(zipped(FILES + scripts, app__index="one", wait_sh=wait, start_sh=note("start")))
    for host in group.hosts:
        until((host.root / "var/up").exists, "the script")
    server.disk.fill()
    fill_with_applications(group.deploy)
    server.disk.fill()
    before = server.processor_seconds()
    for host in group.hosts:
        (host.root / "var/go").touch()
    log = server.process.log
    until(lambda: log.read_text().count("not stored yet") > 1, "the hosts' reports")
    assert group.status(deployment) == "InProgress"
    assert server.processor_seconds() - before < 5, "the server spins while its disk is full"
    server.disk.free()
    assert group.end(deployment) == "Succeeded"
    for host in group.hosts:
        assert [line.split()[0] for line in ran(host)] == ["once", "start"]


def test_an_action_waits_for_space(disk_server):
    server = disk_server
    s3 = server.aws("s3")
    for bucket in ("code", "artifacts", "site"):
        s3.create_bucket(Bucket=bucket)
    s3.put_bucket_versioning(Bucket="code", VersioningConfiguration={"Status": "Enabled"})
    s3.put_object(Bucket="code", Key="app.zip", Body=archive("hello", noise=os.urandom(3 * MIB // 2).hex()))
    server.disk.fill(leave=2 * MIB)
    pipeline = Pipeline(server, server.aws("codepipeline"), "shop", declaration("shop", gate=False))

    def waits():
        [fetch] = pipeline.client.list_action_executions(pipelineName="shop")["actionExecutionDetails"]
        result = fetch.get("output", {}).get("executionResult", {})
        return fetch["status"] == "InProgress" and FULL in result.get("externalExecutionSummary", "")

    server.wait(waits, "the source action to say that the disk is full")
    assert pipeline.execution(pipeline.first)["status"] == "InProgress"
    server.disk.free()
    pipeline.until(pipeline.first, "Succeeded")


# A data directory that cannot be used


def start_fails(towline, data, expect=1) -> str:
    result = towline("server", "--data", data, "--listen", "127.0.0.1:0", expect=expect)
    assert result.stdout == "" and "panicked" not in result.stderr
    return result.stderr


def test_a_directory_that_cannot_be_made_or_written_is_named(towline, tmp_path):
    (tmp_path / "file").write_text("x")
    below = tmp_path / "file" / "data"
    assert f"data directory `{below}`" in start_fails(towline, below)
    data = tmp_path / "readonly"
    data.mkdir()
    script = 'mount -t tmpfs -o ro tmpfs "$0" && exec "$@"'
    command = [binary(), "server", "--data", str(data), "--listen", "127.0.0.1:0"]
    namespace = ["unshare", "--mount", "--propagation", "private", "sh", "-c", script, str(data)]
    done = subprocess.run([*namespace, *command], capture_output=True, text=True, timeout=30, check=False)
    if "mount:" in done.stderr or "unshare:" in done.stderr:
        pytest.skip(f"no private mount: {done.stderr.strip()}")
    assert done.returncode == 1 and str(data) in done.stderr and "Read-only" in done.stderr


def test_a_damaged_database_is_named_and_left_alone(towline, tmp_path):
    file = tmp_path / "towline.db"
    for content in (b"garbage " * 1024, b"SQLite format 3\0" + os.urandom(8192)):
        file.write_bytes(content)
        text = start_fails(towline, tmp_path)
        assert str(file) in text and ("not a SQLite database" in text or "damaged" in text), text
        assert file.read_bytes() == content


def test_a_database_of_another_program_or_of_a_newer_towline_is_refused(towline, fresh_server, tmp_path):
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    with sqlite3.connect(foreign / "towline.db") as database:
        database.execute("CREATE TABLE theirs (x)")
    assert "database of another program" in start_fails(towline, foreign)
    server = fresh_server("--no-runner")
    server.aws("codedeploy").create_application(applicationName="kept")
    server.stop()
    with sqlite3.connect(server.data / "towline.db") as database:
        database.execute("INSERT INTO migration VALUES (999, 'of tomorrow', 'x')")
    text = start_fails(towline, server.data)
    assert "999 (of tomorrow)" in text and "newer Towline" in text
    with sqlite3.connect(server.data / "towline.db") as database:
        database.execute("DELETE FROM migration WHERE number = 999")
    server.start()
    assert server.aws("codedeploy").list_applications()["applications"] == ["kept"]


# Missing programs


@pytest.fixture
def path_without(tmp_path):
    """A PATH on which everything is but one program."""

    def make(missing: str) -> str:
        directory = tmp_path / f"without-{missing}"
        directory.mkdir()
        for place in reversed(os.environ["PATH"].split(":")):
            for program in Path(place).glob("*"):
                link = directory / program.name
                link.unlink(missing_ok=True)
                link.symlink_to(program)
        (directory / missing).unlink()
        return str(directory)

    return make


def test_without_git_repositories_say_what_to_install(tmp_path, path_without):
    server = Server(tmp_path, "--no-runner")
    server.process.env["PATH"] = path_without("git")
    server.start()
    try:
        status, code, message = refused(server.towline, "CreateRepository", {"name": "tools"})
        assert (status, code) == (500, "InternalFailure")
        assert "`git` program cannot be started" in message and "install git 2.30 or newer" in message
        server.aws("codedeploy").create_application(applicationName="unaffected")
        server.stop()
        server.process.env["PATH"] = os.environ["PATH"]
        server.start()
        assert server.towline("CreateRepository", {"name": "tools"})["repository"]["name"] == "tools"
    finally:
        server.stop()


def test_without_bubblewrap_builds_run_and_say_that_nothing_keeps_them_apart(fresh_server, tmp_path, path_without):
    server = fresh_server("--no-runner")
    command = [binary(), "runner", "--name", "bare", "--work", str(tmp_path)]
    env = clean_environment(tmp_path, **server.environment()) | {"PATH": path_without("bwrap")}
    runner = Process("runner bare", command, tmp_path / "runner.log", env).start()
    project = Project(server, "bare")
    ended = project.run(spec(build={"commands": ["true"]}))
    runner.stop()
    assert ended["buildStatus"] == "SUCCEEDED"
    note = context(ended, "PROVISIONING")[1]
    assert "isolation: none but a process group" in note and "bwrap cannot be started" in note


# Keys in the wrong hands


def test_an_expired_join_token_is_refused_in_aws_words(fresh_server, towline, tmp_path):
    server = fresh_server("--no-runner")
    token = server.towline("CreateJoinToken", {"ttlSeconds": 60})["token"]
    _, key, secret = token.split(".")
    server.stop()
    # A minute is the shortest life of a token: its end is moved rather than waited for.
    with sqlite3.connect(server.data / "towline.db") as database:
        aged = "UPDATE row SET doc = json_set(doc, '$.expires', json_extract(doc, '$.expires') - 61000)"
        assert database.execute(f"{aged} WHERE kind = 'access-key' AND key = ?", [key]).rowcount == 1
    server.start()
    failure = refused(server.towline, "JoinHost", {"name": "late"}, key, secret)
    assert failure == (400, "ExpiredTokenException", "The security token included in the request is expired")
    command = ["agent", "join", "--server", server.url, "--name", "late", "--data", tmp_path / "late"]
    complaint = towline(*command, expect=4, TOWLINE_JOIN_TOKEN=token).stderr
    assert "expired" in complaint and "`towline agent token`" in complaint
    assert not (tmp_path / "late" / "identity.json").exists()


CONTROL = [
    ("CodeDeploy_20141006", "codedeploy", "ListApplications", {}),
    ("CodeDeploy_20141006", "codedeploy", "CreateDeployment", {"applicationName": "x"}),
    ("CodePipeline_20150709", "codepipeline", "StartPipelineExecution", {"name": "x"}),
    ("CodeBuild_20161006", "codebuild", "StartBuild", {"projectName": "x"}),
    ("Towline_20261123", "towline", "CreateJoinToken", {}),
    ("Towline_20261123", "towline", "CreateRepository", {"name": "x"}),
    ("Towline_20261123", "towline", "LeaseBuild", {"runnerName": "x"}),
    ("Towline_20261123", "towline", "ListEvents", {}),
    ("Towline_20261123", "towline", "ListHosts", {}),
    ("Towline_20261123", "towline", "GetMeasures", {}),
]


@pytest.mark.parametrize("call", CONTROL, ids=lambda call: call[2])
def test_keys_of_hosts_and_join_tokens_open_nothing_else(server, call):
    target, name, operation, body = call
    host = FakeAgent(server, "curious")
    _, join, secret = server.towline("CreateJoinToken")["token"].split(".")
    for key, word in ((host.key, host.secret), (join, secret)):
        failure = refused(server.json_call, target, name, operation, body, key, word)
        assert failure[:2] == (400, "AccessDeniedException")
        assert failure[2].endswith(f"is not authorized to perform: {name}:{operation}")


def test_a_host_does_not_get_the_work_of_another(server):
    fleet = Fleet(server, 2)
    deployment = fleet.start()
    thief, owner = fleet.agents
    command = owner.poll()
    execution = {"DeploymentExecutionId": command["DeploymentExecutionId"]}
    for operation, more in (("PollHostCommand", {}), ("GetDeploymentSpecification", execution)):
        failure = refused(thief.call, operation, HostIdentifier=owner.arn, **more)
        assert failure[:2] == (400, "AccessDeniedException") and thief.arn in failure[2]
    assert owner.acknowledge(command) == "InProgress"
    owner.complete(command)
    served = owner.serve(6)
    assert [command["CommandName"], *served] == thief.serve(7) == EVENTS
    assert fleet.info(deployment)["status"] == "Succeeded"


def test_a_short_root_key_can_be_preset(tmp_path):
    server = Server(tmp_path, "--no-runner")
    server.process.env |= {"TOWLINE_ROOT_ACCESS_KEY_ID": "te_st", "TOWLINE_ROOT_SECRET_ACCESS_KEY": "t"}
    server.start()
    assert server.aws("codedeploy", "te_st", "t").list_applications()["applications"] == []
    buckets = server.aws("s3", "te_st", "t").list_buckets()
    server.stop()
    assert buckets["Buckets"] == [] and json.loads((server.data / "root-key").read_text())["accessKeyId"] == "te_st"
