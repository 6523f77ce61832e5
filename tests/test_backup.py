"""Backup of a server at work, restore elsewhere, and what is refused: by name, with a remedy, and
nothing lost."""

import hashlib
import itertools
import json
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import tarfile
import tempfile
import threading
from pathlib import Path

import pytest
from botocore.exceptions import BotoCoreError, ClientError
from support.deployments import FILES, Group, hooks, note, ran, until, zipped
from support.fakeagent import FakeAgent
from support.git import Clone
from support.processes import PATIENCE, binary, clean_environment
from support.server import ApiFailure, Server
from support.stream import events
from test_codepipeline import Pipeline, action, declaration

KEEP = "keep it as safe as the server itself"


@pytest.fixture
def backup(towline):
    """`backup(server, path)`: takes one with our own program and gives its path."""

    def take(server, path):
        said = towline("backup", path, "--data", server.data).stdout
        assert str(path) in said and KEEP in said
        return path

    return take


@pytest.fixture
def restored(towline, tmp_path):
    """`restored(path)`: a server on the data directory that is made of a backup."""
    numbers = itertools.count()
    servers = []

    def restore(path, *options: str, at=None) -> Server:
        directory = tmp_path / f"restored-{next(numbers)}"
        directory.mkdir()
        server = Server(directory, *options)
        said = towline("restore", path, "--data", server.data).stdout
        assert str(server.data) in said and "schema 1" in said
        server.url = at
        servers.append(server.start())
        return servers[-1]

    yield restore
    for server in servers:
        server.stop()


# A server at work


class Load:
    """Writers that go on until told to stop."""

    def __init__(self, *writers):
        self._stop, self.failures = threading.Event(), []
        self._threads = [threading.Thread(target=self._run, args=[writer]) for writer in writers]

    def _run(self, writer):
        try:
            for number in itertools.count():
                if self._stop.is_set():
                    return
                writer(number)
        except Exception as failure:
            self.failures.append(failure)

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        for thread in self._threads:
            thread.join(60)
        assert not self.failures, self.failures


def versions(s3) -> list:
    """Every version of every object: bucket, key, version, ETag."""
    found = []
    for bucket in s3.list_buckets()["Buckets"]:
        for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket["Name"]):
            for version in page.get("Versions", []):
                found.append((bucket["Name"], version["Key"], version["VersionId"], version["ETag"].strip('"')))
    return found


def check_everything(server):
    """Every object is whole, every repository is, and has the commits that pipelines have seen."""
    s3, pipelines = server.aws("s3"), server.aws("codepipeline")
    for bucket, key, version, tag in versions(s3):
        body = s3.get_object(Bucket=bucket, Key=key, VersionId=version)["Body"].read()
        assert hashlib.md5(body).hexdigest() == tag, (bucket, key, version)
    repositories = server.towline("ListRepositories")["repositories"]
    for repository in repositories:
        git = ["git", "--git-dir", str(server.data / "git" / f"{repository['name']}.git"), "-c", "safe.directory=*"]
        done = subprocess.run([*git, "fsck", "--strict"], capture_output=True, text=True, check=False)
        assert done.returncode == 0 and "missing" not in done.stderr + done.stdout, done.stderr
    with sqlite3.connect(server.data / "towline.db") as database:
        states = database.execute("SELECT key, doc FROM row WHERE kind = 'pipeline-state'").fetchall()
    seen = {watched["reported"] for _, doc in states for watched in json.loads(doc)["sources"].values()}
    commits = [id for id in seen if id and len(id) == 40]
    for commit in commits:
        done = subprocess.run([*git, "cat-file", "-e", f"{commit}^{{commit}}"], check=False)
        assert done.returncode == 0, f"{commit} was seen and is gone"
    for pipeline in pipelines.list_pipelines()["pipelines"]:
        pipelines.get_pipeline_state(name=pipeline["name"])
    return len(versions(s3)), len(repositories), len(commits)


def from_git(name: str) -> dict:
    """A pipeline from a repository to a bucket."""
    wanted = declaration(name, gate=False)
    wanted["stages"][0]["actions"] = [
        action(
            "Fetch",
            "Source",
            "CodeCommit",
            configuration={"RepositoryName": "shop", "BranchName": "main"},
            outputArtifacts=[{"name": "SourceArtifact"}],
            namespace="Source",
        )
    ]
    publish = wanted["stages"][1]["actions"][0]
    publish["configuration"]["ObjectKey"] = "site/#{Source.CommitId}"
    return wanted


def test_backups_of_a_server_under_load_are_whole(fresh_server, backup, restored, tmp_path):
    server = fresh_server("--no-runner")
    s3 = server.aws("s3", max_pool_connections=8)
    for bucket in ("code", "artifacts", "site", "plain"):
        s3.create_bucket(Bucket=bucket)
    s3.put_bucket_versioning(Bucket="code", VersioningConfiguration={"Status": "Enabled"})
    server.towline("CreateRepository", {"name": "shop"})
    clone = Clone(server, "shop", tmp_path / "clone")
    clone.commit("first", index="first")
    clone.push()
    Pipeline(server, server.aws("codepipeline"), "release", from_git("release"))

    def put(number):
        s3.put_object(Bucket=("code", "plain")[number % 2], Key=f"{number % 7}", Body=os.urandom(30_000 + number % 50))

    def delete(number):
        s3.delete_object(Bucket="plain", Key=f"{number % 7}")

    def push(number):
        if number % 3 == 2:  # history is rewritten: what was seen is on no branch any more
            clone.git("reset", "--quiet", "--hard", "HEAD~1")
        clone.commit(f"change {number}", index=f"{number}", **{f"file{number % 5}": os.urandom(2000)})
        clone.push("--force", "HEAD")

    with Load(put, delete, push):
        taken = [backup(server, tmp_path / f"{number}.backup") for number in range(3)]
    executions = server.aws("codepipeline").list_pipeline_executions(pipelineName="release")
    assert len(executions["pipelineExecutionSummaries"]) > 1
    assert not (server.data / "backup").exists() and not any((server.data / "blob/held").iterdir())
    for path in taken:
        copy = restored(path, "--no-runner")
        objects, repositories, commits = check_everything(copy)
        assert objects > 0 and repositories == 1 and commits == 1
        running = copy.aws("codepipeline").list_pipeline_executions(pipelineName="release")
        for execution in running["pipelineExecutionSummaries"]:
            copy.wait(
                lambda id=execution["pipelineExecutionId"]: copy.aws("codepipeline")
                .get_pipeline_execution(pipelineName="release", pipelineExecutionId=id)["pipelineExecution"]["status"]
                in ("Succeeded", "Superseded"),
                "the execution to end",
            )
        # What is pushed to the copy is released from there.
        Clone(copy, "shop", copy.directory / "clone").git("ls-remote", "--exit-code", "origin", "main")


def test_numbers_of_events_are_never_given_again(fresh_server, backup, restored, towline, tmp_path):
    server = fresh_server("--no-runner")
    server.towline("CreateRepository", {"name": "before"})
    taken = backup(server, tmp_path / "taken")
    last = server.events()[-1]["seq"]
    for number in range(5):
        server.towline("CreateRepository", {"name": f"lost-{number}"})
    lost = server.events()[-1]["seq"]
    assert lost == last + 5
    server.kill()

    copy, newest = restored(taken, "--no-runner"), lost
    for life in range(2):
        for number in range(2 * life):
            copy.towline("CreateRepository", {"name": f"new-{number}"})
        for known in (last + 1, lost):
            with pytest.raises(ApiFailure, match=f"after={last}") as refused:
                events(copy, known)
            assert refused.value.code == "EventNotFoundException"
            with pytest.raises(ApiFailure, match="EventNotFound"):
                copy.towline("ListEvents", {"after": known})
        after = events(copy, last)
        assert after[0]["kind"] == "server.restored" and after[0]["detail"]["lastEvent"] == last
        numbers = [event["seq"] for event in after]
        assert newest < numbers[0] < 2**53 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        assert after == events(copy, age=3600)[-len(after) :]
        told = events(copy, format="eventbridge")
        assert len({event["id"] for event in told}) == len(told) and all(len(event["id"]) == 36 for event in told)
    newest = numbers[-1]
    # Of the same backup once more: what the first copy told is not told again either.
    other = restored(taken, "--no-runner")
    assert events(other, last)[0]["seq"] > newest
    with pytest.raises(ApiFailure, match=f"after={last}"):
        events(other, newest)


WAIT = "touch $TOWLINE_ROOT/var/up\nwhile [ ! -e $TOWLINE_ROOT/var/go ]; do sleep 0.1; done\n"


def test_a_rolling_deployment_goes_on_after_a_restore_elsewhere(fresh_server, agents, backup, restored, tmp_path):
    server = fresh_server("--no-runner")
    group = Group(server, agents, 3)
    group.deploy.update_deployment_group(
        applicationName=group.name,
        currentDeploymentGroupName="web",
        deploymentConfigName="CodeDeployDefault.OneAtATime",
    )
    scripts = hooks(BeforeInstall="wait.sh", ApplicationStart="start.sh")
    bundle = zipped(FILES + scripts, app__index="one", wait_sh=note("wait", WAIT), start_sh=note("start"))
    deployment = group.start(bundle)
    first, second, third = group.hosts
    until((first.root / "var/up").exists, "the first script")
    taken = backup(server, tmp_path / "rolling.backup")
    # The old server goes on: the first host ends, the second is at its script when all is lost.
    (first.root / "var/go").touch()
    until((second.root / "var/up").exists, "the second script")
    server.kill()
    shutil.rmtree(server.data)
    (second.root / "var/go").touch()
    (third.root / "var/go").touch()
    copy = restored(taken, "--no-runner", at=server.url)
    group.server, group.deploy = copy, copy.aws("codedeploy")
    assert group.end(deployment) == "Succeeded"
    for host in group.hosts:
        assert [line.split()[0] for line in ran(host)] == ["wait", "start"], host.name
        assert [event["status"] for event in group.events(deployment, host).values()] == ["Succeeded"] * 7
    check_everything(copy)


def test_what_began_after_the_backup_is_forgotten_without_harm(fresh_server, agents, backup, restored, tmp_path):
    server = fresh_server("--no-runner")
    group = Group(server, agents, 1)
    taken = backup(server, tmp_path / "early.backup")
    scripts = hooks(BeforeInstall="wait.sh")
    lost = group.start(zipped(FILES + scripts, app__index="lost", wait_sh=note("wait", WAIT)))
    [host] = group.hosts
    until((host.root / "var/up").exists, "the script")
    server.kill()
    shutil.rmtree(server.data)
    copy = restored(taken, "--no-runner", at=server.url)
    (host.root / "var/go").touch()
    group.server, group.deploy = copy, copy.aws("codedeploy")
    with pytest.raises(ClientError, match="DeploymentDoesNotExist"):
        group.status(lost)
    _, status = group.run(zipped(FILES, app__index="after"), fileExistsBehavior="OVERWRITE")
    assert status == "Succeeded" and (host.root / "srv/index").read_text() == "after"


def test_a_build_under_way_is_built_again_or_ends(fresh_server, backup, restored, tmp_path):
    from test_codebuild import Project, phase, spec

    server = fresh_server()
    project = Project(server, "slow")
    build = project.codebuild.start_build(
        projectName="slow", buildspecOverride=spec(build={"commands": ["echo begun", "sleep 600"]})
    )["build"]["id"]
    server.wait(lambda: phase(project.get(build), "BUILD"), "the BUILD phase")
    taken = backup(server, tmp_path / "build.backup")
    server.kill()
    copy = restored(taken, "--no-runner")
    client = copy.aws("codebuild")
    found = client.batch_get_builds(ids=[build])["builds"][0]
    assert found["buildStatus"] == "IN_PROGRESS" and found["logs"]
    assert client.stop_build(id=build)["build"]["buildStatus"] in ("STOPPED", "IN_PROGRESS")
    ended = copy.wait(
        lambda: (found := client.batch_get_builds(ids=[build])["builds"][0])["buildComplete"] and found, "its end"
    )
    assert ended["buildStatus"] == "STOPPED"


# The commands


def test_a_backup_is_private_whole_and_replaced_at_once(fresh_server, backup, towline, tmp_path):
    server = fresh_server("--no-runner")
    server.aws("s3").create_bucket(Bucket="code")
    server.aws("s3").put_object(Bucket="code", Key="a", Body=b"a")
    directory = tmp_path / "backups"
    directory.mkdir()
    path = backup(server, directory / "latest")
    before = path.read_bytes()
    backup(server, path)
    assert path.read_bytes() != before and stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(directory.iterdir()) == [path], "nothing else stays"
    names = tarfile.open(path).getnames()
    assert names[:2] == ["towline-backup.json", "towline.db"] and names[-2:] == ["files.jsonl", "manifest.json"]
    assert {"seal-key", "deployment-signer.pem", "root-key"} < set(names)
    said = towline("restore", path, "--verify").stdout
    assert "schema 1" in said and "1 of them objects" in said

    environment = clean_environment(tmp_path, **server.environment())
    streamed = subprocess.run([binary(), "backup", "-"], env=environment, capture_output=True, check=True).stdout
    data = tmp_path / "from-stdin"
    subprocess.run([binary(), "restore", "-", "--data", str(data)], input=streamed, check=True, capture_output=True)
    assert stat.S_IMODE((data / "seal-key").stat().st_mode) == 0o600 and stat.S_IMODE(data.stat().st_mode) == 0o700


def test_who_may_not_take_a_backup(server, towline, tmp_path):
    host = FakeAgent(server, "curious-for-backups")
    _, join, secret = server.towline("CreateJoinToken")["token"].split(".")
    for key, word in ((host.key, host.secret), (join, secret)):
        refused = towline("backup", tmp_path / "no", expect=4, **server.environment(key, word)).stderr
        assert "AccessDeniedException" in refused and "not authorized to use: /backup" in refused
    wrong = towline("backup", tmp_path / "no", expect=4, **server.environment(secret="wrong")).stderr
    assert "Signature" in wrong and not (tmp_path / "no").exists()
    assert b"seal" not in server.get("/backup").data


def test_a_restore_that_cannot_be_is_refused_by_name(fresh_server, backup, towline, tmp_path):
    server = fresh_server("--no-runner")
    path = backup(server, tmp_path / "good")

    def refused(*args, expect=1):
        result = towline("restore", *args, expect=expect)
        assert result.stdout == "" and "panicked" not in result.stderr
        return result.stderr

    assert f"process id {server.process.child.pid}" in refused(path, "--data", server.data)
    server.stop()
    assert "is not empty" in refused(path, "--data", server.data)
    assert "cannot read" in refused(tmp_path / "nothing", "--verify")
    half = tmp_path / "half"
    half.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    for option in (["--verify"], ["--data", tmp_path / "new"]):
        assert "cut off" in refused(half, *option)
    assert "not a Towline backup" in refused(binary(), "--verify")
    assert not (tmp_path / "new").exists()
    refused(path, expect=2)


def test_a_restore_that_is_killed_leaves_nothing_a_server_starts_on(fresh_server, backup, towline, tmp_path):
    server = fresh_server("--no-runner")
    server.aws("s3").create_bucket(Bucket="code")
    server.aws("s3").put_object(Bucket="code", Key="a", Body=os.urandom(1 << 20))
    path = backup(server, tmp_path / "good")
    data = tmp_path / "killed"
    command = [binary(), "restore", "-", "--data", str(data)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
        process.stdin.write(path.read_bytes()[:-2048])
        process.stdin.flush()
        until(lambda: any(data.glob("blob/*/*")), "the objects")
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE)
    text = towline("server", "--data", data, "--listen", "127.0.0.1:0", expect=1).stderr
    assert str(data) in text and "a restore that did not finish" in text
    assert "a restore that did not finish" in towline("restore", path, "--data", data, expect=1).stderr
    shutil.rmtree(data)
    towline("restore", path, "--data", data)


# A data directory that lost something


def lose(name):
    return lambda data: (data / name).unlink()


def rewrite(name, content):
    return lambda data: (data / name).write_bytes(content)


def truncate(data):
    file = data / "towline.db"
    os.truncate(file, file.stat().st_size // 2)


def directory_instead(data):
    (data / "towline.db").unlink()
    (data / "towline.db").mkdir()


LOST = {
    "no database": (lose("towline.db"), "towline.db", "missing or empty"),
    "an empty database": (rewrite("towline.db", b""), "towline.db", "missing or empty"),
    "half a database": (truncate, "towline.db", "is damaged"),
    "no SQLite": (rewrite("towline.db", b"hello " * 999), "towline.db", "not a SQLite database"),
    "a directory": (directory_instead, "towline.db", "not a file"),
    "a wrong log": (rewrite("towline.db-wal", b"\7" * 9999), "towline.db-wal", "is damaged"),
    "no seal-key": (lose("seal-key"), "seal-key", "missing or empty"),
    "another seal-key": (rewrite("seal-key", b"\7" * 32), "seal-key", "is not the key"),
    "a short seal-key": (rewrite("seal-key", b"\7"), "seal-key", "does not hold 32 bytes"),
    "no signer": (lose("deployment-signer.pem"), "deployment-signer.pem", "hosts have joined"),
}


@pytest.fixture(scope="module")
def stopped(tmp_path_factory):
    """The data directory of a server with content that was stopped."""
    server = Server(tmp_path_factory.mktemp("stopped"), "--no-runner").start()
    s3 = server.aws("s3")
    s3.create_bucket(Bucket="code")
    s3.put_object(Bucket="code", Key="a", Body=b"a" * 1000)
    FakeAgent(server, "joined")
    server.stop()
    return server.data


@pytest.mark.parametrize("what", LOST)
def test_a_directory_that_lost_something_is_refused_with_file_and_remedy(what, stopped, towline, tmp_path):
    harm, file, words = LOST[what]
    data = tmp_path / "data"
    shutil.copytree(stopped, data)
    harm(data)
    objects = sorted(data.glob("blob/*/*"))
    result = towline("server", "--data", data, "--listen", "127.0.0.1:0", expect=1)
    text = result.stderr
    assert result.stdout == "" and "panicked" not in text
    assert str(data / file) in text and words in text and "restore" in text, text
    assert sorted(data.glob("blob/*/*")) == objects, "nothing was swept"


NOBODY = 65534


def test_a_database_that_may_not_be_read_is_named(stopped):
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    with tempfile.TemporaryDirectory() as directory:
        program, data = Path(directory) / "towline", Path(directory) / "data"
        shutil.copy(binary(), program)
        shutil.copytree(stopped, data)
        for path in [Path(directory), data, *data.rglob("*")]:
            os.chown(path, NOBODY, NOBODY)
        (data / "towline.db").chmod(0)
        command = [program, "server", "--data", data, "--listen", "127.0.0.1:0"]
        done = subprocess.run(command, user=NOBODY, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 1 and str(data / "towline.db") in done.stderr, done.stderr
    assert "read and write access" in done.stderr


def test_damaged_objects_are_never_served_as_whole(fresh_server, towline, tmp_path):
    server = fresh_server("--no-runner")
    s3 = server.aws("s3")
    s3.create_bucket(Bucket="code")
    content = os.urandom(1 << 20)
    blobs = {}
    for key in ("whole", "altered", "shortened", "missing"):
        known = set(server.data.glob("blob/*/*"))
        s3.put_object(Bucket="code", Key=key, Body=content)
        [blobs[key]] = set(server.data.glob("blob/*/*")) - known
    blobs["altered"].write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    os.truncate(blobs["shortened"], 1000)
    blobs["missing"].unlink()
    assert s3.get_object(Bucket="code", Key="whole")["Body"].read() == content
    for key in ("shortened", "missing"):
        with pytest.raises(ClientError) as caught:
            s3.get_object(Bucket="code", Key=key)
        error = caught.value.response["Error"]
        assert error["Code"] == "InternalError" and "damaged or missing" in error["Message"]
        log = server.process.log.read_text()
        assert f"`{key}` in the bucket `code`" in log and blobs[key].name in log
    # The digest is known at the end: the last piece does not come.
    with pytest.raises((BotoCoreError, ClientError, OSError)) as caught:
        s3.get_object(Bucket="code", Key="altered")["Body"].read()
    until(lambda: blobs["altered"].name in server.process.log.read_text(), "the log")
    refused = towline("backup", tmp_path / "no", "--data", server.data, expect=1).stderr
    assert "ObjectDamagedException" in refused and "s3://code/missing" in refused and "s3://code/shortened" in refused
    for key in ("shortened", "missing"):
        s3.put_object(Bucket="code", Key=key, Body=content)
    assert "broke off" in towline("backup", tmp_path / "no", "--data", server.data, expect=1).stderr
    until(lambda: "s3://code/altered" in server.process.log.read_text(), "the log")
    assert not (tmp_path / "no").exists()
    s3.delete_object(Bucket="code", Key="altered")
    towline("backup", tmp_path / "yes", "--data", server.data)
