"""kill -9 of the server in the middle of everything: what was acknowledged is there afterwards, what
was under way ends right, and nothing is done twice.

The moments are chosen by what was observed (an acknowledgement, an event, a script that runs), never
by time."""

import contextlib
import json
import os
import socket
import sqlite3
import threading
from base64 import b64encode
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError
from support.processes import Process, binary, clean_environment
from support.server import ROOT_KEY, ROOT_SECRET
from support.stream import blocks, open_stream
from test_agent import FILES, Group, hooks, note, ran, until, zipped
from test_codebuild import Project, phase, spec
from test_codepipeline import Pipeline, action, source

ROLE = "arn:aws:iam::123456789012:role/CodeDeploy"


class Burst:
    """Threads that send writes, noting what was acknowledged, until the server is gone."""

    def __init__(self, write, threads: int = 4):
        self.write, self.acknowledged, self.failures = write, [], []
        self._enough = threading.Condition()
        self._threads = [threading.Thread(target=self._run, args=(number,)) for number in range(threads)]

    def _run(self, thread: int):
        number = thread
        while True:
            try:
                answer = self.write(number)
            except BotoCoreError:
                return  # no answer: it may or may not have been done
            except ClientError as error:
                self.failures.append(error)
                return
            with self._enough:
                self.acknowledged.append((number, answer))
                self._enough.notify_all()
            number += len(self._threads)

    def kill_after(self, server, count: int) -> list:
        """kill -9 when that many were acknowledged, and up again; gives the acknowledged ones."""
        for thread in self._threads:
            thread.start()
        with self._enough:
            assert self._enough.wait_for(lambda: len(self.acknowledged) >= count, timeout=30)
        server.kill()
        for thread in self._threads:
            thread.join(30)
        server.start()
        assert not self.failures
        return self.acknowledged


def test_acknowledged_deployments_survive(fresh_server):
    server = fresh_server("--no-runner")
    deploy, s3 = server.aws("codedeploy", max_pool_connections=8), server.aws("s3")
    s3.create_bucket(Bucket="bundles")
    s3.put_object(Bucket="bundles", Key="one.zip", Body=zipped(""))
    revision = {"revisionType": "S3", "s3Location": {"bucket": "bundles", "key": "one.zip", "bundleType": "zip"}}
    names = {"applicationName": "burst", "deploymentGroupName": "nobody"}
    deploy.create_application(applicationName="burst")
    deploy.create_deployment_group(**names, serviceRoleArn=ROLE)
    known = []
    for kill in range(3):
        burst = Burst(lambda _: deploy.create_deployment(**names, revision=revision)["deploymentId"])
        known += [answer for _, answer in burst.kill_after(server, 5 + 10 * kill)]
        listed = deploy.get_paginator("list_deployments").paginate(**names)
        listed = [deployment for page in listed for deployment in page["deployments"]]
        assert len(listed) == len(set(listed)) and set(known) <= set(listed)
        for deployment in listed:
            info = deploy.get_deployment(deploymentId=deployment)["deploymentInfo"]
            assert (info["status"], info["errorInformation"]["code"]) == ("Failed", "NO_INSTANCES")


def test_acknowledged_parts_survive(fresh_server):
    server = fresh_server("--no-runner")
    s3 = server.aws("s3", max_pool_connections=8)
    s3.create_bucket(Bucket="parts")
    upload = {"Bucket": "parts", "Key": "large"}
    upload["UploadId"] = s3.create_multipart_upload(**upload)["UploadId"]
    content = [os.urandom(5 << 20) for _ in range(4)]
    for count in (3, 9):
        burst = Burst(lambda number: s3.upload_part(**upload, PartNumber=number % 50 + 1, Body=content[number % 4]))
        acknowledged = {number % 50 + 1: answer["ETag"] for number, answer in burst.kill_after(server, count)}
        listed = {part["PartNumber"]: part["ETag"] for part in s3.list_parts(**upload)["Parts"]}
        assert acknowledged.items() <= listed.items()
    parts = [{"PartNumber": number, "ETag": tag} for number, tag in sorted(listed.items())]
    s3.complete_multipart_upload(**upload, MultipartUpload={"Parts": parts})
    server.restart()
    whole = s3.get_object(Bucket="parts", Key="large")["Body"].read()
    assert whole == b"".join(content[(part["PartNumber"] - 1) % 4] for part in parts)
    assert s3.list_multipart_uploads(Bucket="parts").get("Uploads", []) == []


def test_a_deletion_that_was_begun_is_finished(fresh_server):
    """Killed in the moment in which the group is known to be gone: its deployment ends, and nothing
    of it is left."""
    server = fresh_server("--no-runner")
    deploy, s3 = server.aws("codedeploy"), server.aws("s3")
    s3.create_bucket(Bucket="bundles")
    s3.put_object(Bucket="bundles", Key="one.zip", Body=zipped(""))
    revision = {"revisionType": "S3", "s3Location": {"bucket": "bundles", "key": "one.zip", "bundleType": "zip"}}
    hosts, tag = [f"host-{number:03}" for number in range(100)], {"Key": "role", "Value": "web"}
    for host in hosts:
        deploy.register_on_premises_instance(instanceName=host, iamUserArn=f"arn:aws:iam::123456789012:user/{host}")
    deploy.add_tags_to_on_premises_instances(tags=[tag], instanceNames=hosts)
    names = {"applicationName": "shop", "deploymentGroupName": "web"}
    deploy.create_application(applicationName="shop")

    def delete():
        with contextlib.suppress(BotoCoreError):
            deploy.delete_deployment_group(**names)

    for _ in range(5):
        group = deploy.create_deployment_group(
            **names,
            serviceRoleArn=ROLE,
            deploymentConfigName="CodeDeployDefault.AllAtOnce",
            onPremisesInstanceTagFilters=[tag | {"Type": "KEY_AND_VALUE"}],
        )["deploymentGroupId"]
        deployment = deploy.create_deployment(**names, revision=revision)["deploymentId"]
        told = blocks(open_stream(server, server.events()[-1]["seq"]))
        deletion = threading.Thread(target=delete)
        deletion.start()
        assert next(json.loads(block["data"])["kind"] for block in told if "data" in block) == "deployment-group.deleted"
        server.kill()
        deletion.join(30)
        server.start()
        for word in (group, deployment):
            assert rows(server, word) == [], "nobody could ever reach it"
        assert deploy.list_deployments()["deployments"] == []


def rows(server, word: str) -> list:
    """Kind and key of the rows that have the word in them; revisions are the application's."""
    with contextlib.closing(sqlite3.connect(f"file:{server.data}/towline.db?mode=ro", uri=True)) as database:
        query = "SELECT kind, key FROM row WHERE (instr(key, ?1) OR instr(doc, ?1)) AND kind <> 'revision'"
        return database.execute(query, [word]).fetchall()


WAIT = "touch $TOWLINE_ROOT/var/up\nwhile [ ! -e $TOWLINE_ROOT/var/go ]; do sleep 0.1; done\n"


class Release:
    """A pipeline from S3 over a build to two hosts, one after the other; build and scripts wait."""

    def __init__(self, server, agents):
        self.server = server
        self.group = Group(server, agents, 2)
        self.group.deploy.update_deployment_group(
            applicationName=self.group.name,
            currentDeploymentGroupName="web",
            deploymentConfigName="CodeDeployDefault.OneAtATime",
        )
        s3 = server.aws("s3")
        for bucket in ("code", "artifacts", "gate"):
            s3.create_bucket(Bucket=bucket)
        s3.put_bucket_versioning(Bucket="code", VersioningConfiguration={"Status": "Enabled"})
        scripts = hooks(BeforeInstall="wait.sh", ApplicationStart="start.sh")
        bundle = zipped(FILES + scripts, app__index="one", wait_sh=note("wait", WAIT), start_sh=note("start"))
        s3.put_object(Bucket="code", Key="app.zip", Body=bundle)
        gate = s3.generate_presigned_url("get_object", Params={"Bucket": "gate", "Key": "open"})
        self.project = Project(
            server,
            "package",
            source={"type": "CODEPIPELINE", "buildspec": self.buildspec(gate)},
            artifacts={"type": "CODEPIPELINE"},
        )
        self.pipeline = Pipeline(server, server.aws("codepipeline"), "release", self.declaration())

    @staticmethod
    def buildspec(gate: str) -> str:
        commands = ["echo building", f"until curl -fsS -o /dev/null '{gate}'; do sleep 0.1; done"]
        return spec(build={"commands": commands}, artifacts={"files": ["**/*"]})

    def declaration(self) -> dict:
        build = action(
            "Package",
            "Build",
            "CodeBuild",
            configuration={"ProjectName": "package"},
            inputArtifacts=[{"name": "SourceArtifact"}],
            outputArtifacts=[{"name": "Bundle"}],
        )
        target = {"ApplicationName": self.group.name, "DeploymentGroupName": "web"}
        hosts = action("Hosts", "Deploy", "CodeDeploy", configuration=target, inputArtifacts=[{"name": "Bundle"}])
        stages = [("Source", source()), ("Build", build), ("Deploy", hosts)]
        return {
            "name": "release",
            "roleArn": ROLE,
            "artifactStore": {"type": "S3", "location": "artifacts"},
            "stages": [{"name": stage, "actions": [one]} for stage, one in stages],
        }

    def builds(self) -> list:
        return self.project.codebuild.list_builds_for_project(projectName="package")["ids"]

    def deployments(self) -> list:
        return self.group.deploy.list_deployments(
            applicationName=self.group.name, deploymentGroupName="web"
        )["deployments"]


def test_a_release_goes_through_a_server_killed_at_every_stage(fresh_server, agents, tmp_path):
    server = fresh_server("--no-runner")
    runner = runner_process(server, tmp_path)
    release = Release(server, agents)
    server.wait(release.builds, "a build")
    [build] = release.builds()
    server.restart()  # the build waits for a runner
    runner.start()
    server.wait(lambda: phase(release.project.get(build), "BUILD"), "the BUILD phase")
    server.restart()  # the build runs
    server.aws("s3").put_object(Bucket="gate", Key="open", Body=b"")
    server.wait(lambda: release.project.get(build)["buildComplete"], "the end of the build")
    server.restart()  # the pipeline has just heard of it, or not yet
    server.wait(release.deployments, "the deployment")
    [deployment] = release.deployments()
    for host in release.group.hosts:
        until((host.root / "var/up").exists, "the script")
        server.kill()  # a script runs
        (host.root / "var/go").touch()
        server.start()
    assert release.group.end(deployment) == "Succeeded"
    server.restart()  # the pipeline has just heard of it, or not yet
    release.pipeline.until(release.pipeline.first, "Succeeded")
    runner.stop()
    assert release.builds() == [build] and release.deployments() == [deployment]
    assert len(release.pipeline.executions()) == 1
    for host in release.group.hosts:
        assert [line.split()[0] for line in ran(host)] == ["wait", "start"]
    log = "\n".join(server.towline("GetLogLines", {"id": build})["lines"])
    assert log.count("Running command echo building") == 1, log


def runner_process(server, directory) -> Process:
    command = [binary(), "runner", "--name", "steady", "--work", str(directory / "work")]
    (directory / "work").mkdir()
    environment = clean_environment(directory, **server.environment())
    return Process("runner steady", command, directory / "runner.log", environment)


def programs(server) -> list:
    """Processes that work on the server's repositories."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            root = f"GIT_PROJECT_ROOT={server.data}".encode()
            if any(line.startswith(root) for line in (entry / "environ").read_bytes().split(b"\0")):
                found.append((entry / "cmdline").read_bytes().split(b"\0")[:8])
    return found


def test_nothing_of_a_push_outlives_the_server(fresh_server):
    server = fresh_server("--no-runner")
    server.towline("CreateRepository", {"name": "shop"})
    key = b64encode(f"{ROOT_KEY}:{ROOT_SECRET}".encode()).decode()
    host, port = server.url.split("//")[1].split(":")
    head = [
        "POST /git/shop.git/git-receive-pack HTTP/1.1",
        f"Host: {host}",
        f"Authorization: Basic {key}",
        "Content-Type: application/x-git-receive-pack-request",
        "Content-Length: 1000",
    ]
    with socket.create_connection((host, int(port))) as half:
        half.sendall("\r\n".join([*head, "", "00"]).encode())
        until(lambda: programs(server), "git")
        server.kill()
    until(lambda: not programs(server), "the end of git")
