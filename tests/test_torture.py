"""Everything at once while everything dies: the server is killed a hundred times, agents and
runners over thirty times, at random instants, under pipelines, rolling deployments, builds, pushes
and plain writes. Then it is compared with the ledger of what was acknowledged.

The instants come from a seed, which a failing test prints: `TOWLINE_TORTURE_SEED` sets it again."""

import os
import random
import re
import time
import uuid

import pytest
from support.cli import run
from support.deployments import Group, hooks, note, ran
from support.git import Clone, address
from support.processes import Process, binary, clean_environment
from support.torture import Chaos, Ledger, Silence, attempt, entity_tag
from test_codebuild import Project, archive, spec
from test_codepipeline import ROLE, action

SERVER_KILLS, AGENT_KILLS, RUNNER_KILLS = 100, 26, 5
INTERRUPTED = "Failed: Failing in-progress lifecycle event after an agent restart."
FINAL = ("Succeeded", "Failed", "Stopped")
MIB = 1 << 20

JUNIT = '<testsuite name="t"><testcase classname="t" name="{}" time="0.01"/></testsuite>'
BUILD = spec(build={"commands": ["test -s word", "cp word built"]}, artifacts={"files": ["**/*"]})
TEST = spec(
    build={"commands": ["cmp word built", f"echo '{JUNIT.format('same')}' > junit.xml"]},
    reports={"checks": {"files": ["junit.xml"], "file-format": "JUNITXML"}},
)
SCRIPTS = {"BeforeInstall": "before.sh", "AfterInstall": "after.sh", "ValidateService": "validate.sh"}


def files(word: str, place: str) -> dict:
    """The files of a bundle for a directory of its own, with scripts that take a moment."""
    appspec = f"version: 0.0\nos: linux\nfiles:\n  - source: word\n    destination: /srv/{place}\n"
    scripts = {name: note(name, "sleep 0.1\n") for name in SCRIPTS.values()}
    return {"appspec.yml": appspec + hooks(**SCRIPTS), "word": word, **scripts}


class World:
    """One server with three hosts, two runners, and two pipelines to a group each."""

    def __init__(self, server, agents, tmp_path):
        self.server, self.chaos, self.ledger = server, Chaos(server), Ledger()
        self.s3, self.deploy = server.aws("s3"), server.aws("codedeploy")
        self.pipelines, self.builds = server.aws("codepipeline"), server.aws("codebuild")
        self.runners = [runner(server, tmp_path, name).start() for name in ("one", "two")]
        self.direct = Group(server, agents, 3)
        self.hosts = self.direct.hosts
        self.groups = [self.direct, Group(server, lambda *_, **__: [], 0), Group(server, lambda *_, **__: [], 0)]
        for group in self.groups:
            self.deploy.update_deployment_group(
                applicationName=group.name,
                currentDeploymentGroupName="web",
                deploymentConfigName="CodeDeployDefault.OneAtATime",
                onPremisesInstanceTagFilters=[{"Key": "App", "Value": self.direct.name, "Type": "KEY_AND_VALUE"}],
                autoRollbackConfiguration={"enabled": group is self.direct, "events": ["DEPLOYMENT_FAILURE"]},
            )
        for bucket in ("ledger", "artifacts", "code"):
            self.s3.create_bucket(Bucket=bucket)
            self.s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
        for name, buildspec in (("build", BUILD), ("test", TEST)):
            source = {"type": "CODEPIPELINE", "buildspec": buildspec}
            Project(server, name, source=source, artifacts={"type": "CODEPIPELINE"})
        Project(server, "plain")
        server.towline("CreateRepository", {"name": "shop"})
        self.clone = Clone(server, "shop", tmp_path / "clone")
        self.refused = 0
        self.commit("first")
        self.push()
        self.put_source("first")
        bucket = {"S3Bucket": "code", "S3ObjectKey": "app.zip", "PollForSourceChanges": "false"}
        branch = {"RepositoryName": "shop", "BranchName": "main"}
        self.pipelines.create_pipeline(pipeline=declaration("by-hand", "S3", bucket, self.groups[1]))
        self.pipelines.create_pipeline(pipeline=declaration("by-push", "CodeCommit", branch, self.groups[2]))

    # Work: each makes one write after the other, and notes what was acknowledged.

    def put_source(self, word: str):
        self.s3.put_object(Bucket="code", Key="app.zip", Body=archive(files(word, "hand")))

    def commit(self, word: str) -> str:
        return self.clone.commit(word, **files(word, "push"))

    def push(self, branch: str = "main"):
        """Git does not say why it got no answer: several failures in a row are no accident."""
        command = ["git", "push", "--quiet", "origin", f"HEAD:refs/heads/{branch}"]
        done = run(command, self.clone.environment, expect=None, cwd=self.clone.work)
        self.refused = self.refused + 1 if done.code else 0
        assert self.refused < 100, done.stderr
        if done.code:
            raise Silence(done.stderr)

    def applications(self, number: int):
        name = f"app-{number}"
        arn = f"arn:aws:codedeploy:us-east-1:123456789012:application:{name}"
        tags = [{"Key": "number", "Value": str(number)}]
        self.ledger.write(
            "applications", name, lambda answer: answer["applicationId"],
            lambda: self.deploy.create_application(applicationName=name),
        )
        self.ledger.write("tags", name, tags, lambda: self.deploy.tag_resource(ResourceArn=arn, Tags=tags))

    def objects(self, number: int):
        dice = random.Random(number)
        body, key = dice.randbytes(dice.randrange(300_000)), f"object-{number % 20}"
        self.ledger.write(
            "objects", f"{key} {number}", lambda answer: (answer["VersionId"], answer["ETag"]),
            lambda: self.s3.put_object(Bucket="ledger", Key=key, Body=body, Metadata={"number": str(number)}),
        )

    def uploads(self, number: int):
        at = {"Bucket": "ledger", "Key": f"parts-{number}"}
        at["UploadId"] = attempt(lambda: self.s3.create_multipart_upload(**at))["UploadId"]
        contents = [bytes([number % 256]) * (5 * MIB), b"end"]
        parts = []
        for part, content in enumerate(contents, 1):
            tag = attempt(lambda: self.s3.upload_part(**at, PartNumber=part, Body=content))["ETag"]
            parts.append({"PartNumber": part, "ETag": tag})
        self.ledger.write(
            "objects", f"{at['Key']} parts", lambda answer: (answer["VersionId"], answer["ETag"]),
            lambda: self.s3.complete_multipart_upload(**at, MultipartUpload={"Parts": parts}),
        )

    def pushes(self, number: int):
        commit, branch = self.commit(f"word {number}"), f"branch-{number}"
        self.ledger.write("branches", branch, commit, lambda: self.push(branch))
        self.ledger.write("commits", commit, commit, self.push)

    def plain_builds(self, _: int):
        token = str(uuid.uuid4())
        start = lambda: self.builds.start_build(projectName="plain", idempotencyToken=token)  # noqa: E731
        build = self.ledger.write("builds", token, lambda answer: answer["build"]["id"], start)
        self.chaos.follow(lambda: self.builds.batch_get_builds(ids=[build])["builds"][0]["buildComplete"])

    def executions(self, number: int):
        attempt(lambda: self.put_source(f"source {number}"))
        token = str(uuid.uuid4())
        execution = self.ledger.write(
            "executions", token, lambda answer: answer["pipelineExecutionId"],
            lambda: self.pipelines.start_pipeline_execution(name="by-hand", clientRequestToken=token),
        )
        self.chaos.follow(lambda: self.execution("by-hand", execution)["status"] != "InProgress")

    def deployments(self, number: int):
        active = self.chaos.insist(
            lambda: self.deploy.list_deployments(
                applicationName=self.direct.name, deploymentGroupName="web",
                includeOnlyStatuses=["Created", "Queued", "InProgress"],
            )
        )["deployments"]
        for deployment in active:  # one of which no answer came, or a rollback
            self.chaos.follow(lambda: self.direct.status(deployment) in FINAL)
        if self.chaos.over.is_set():
            return
        bundle = archive(files(f"deployment {number}", "direct"))
        deployment = self.ledger.write(
            "deployments", str(number), lambda answer: answer,
            lambda: self.direct.start(bundle),
        )
        self.chaos.follow(lambda: self.direct.status(deployment) in FINAL)

    def execution(self, pipeline: str, execution: str) -> dict:
        found = self.pipelines.get_pipeline_execution(pipelineName=pipeline, pipelineExecutionId=execution)
        return found["pipelineExecution"]


def declaration(name: str, provider: str, configuration: dict, group: Group) -> dict:
    inputs, outputs = [{"name": "Code"}], [{"name": "Package"}]
    target = {"ApplicationName": group.name, "DeploymentGroupName": "web"}
    stages = [
        ("Source", "Source", provider, configuration, {"outputArtifacts": inputs}),
        ("Build", "Build", "CodeBuild", {"ProjectName": "build"}, {"inputArtifacts": inputs, "outputArtifacts": outputs}),
        ("Test", "Test", "CodeBuild", {"ProjectName": "test"}, {"inputArtifacts": outputs}),
        ("Deploy", "Deploy", "CodeDeploy", target, {"inputArtifacts": outputs}),
    ]
    return {
        "name": name,
        "roleArn": ROLE,
        "artifactStore": {"type": "S3", "location": "artifacts"},
        "stages": [
            {"name": stage, "actions": [action(stage, category, provider, configuration=settings, **more)]}
            for stage, category, provider, settings, more in stages
        ],
    }


def runner(server, directory, name: str) -> Process:
    work = directory / f"runner-{name}"
    work.mkdir()
    command = [binary(), "runner", "--name", name, "--work", str(work)]
    return Process(f"runner {name}", command, directory / f"{name}.log", clean_environment(work, **server.environment()))


@pytest.fixture
def world(fresh_server, agents, tmp_path):
    world = World(fresh_server("--no-runner"), agents, tmp_path)
    yield world
    world.chaos.over.set()
    for process in world.runners:
        process.stop()


def torture(world: World, dice: random.Random):
    """Kills in a random order, each after a random moment."""
    deaths = ["server"] * SERVER_KILLS + ["agent"] * AGENT_KILLS + ["runner"] * RUNNER_KILLS
    dice.shuffle(deaths)
    for death in deaths:
        # Not a wait for something: the instant is to be any.
        time.sleep(dice.uniform(0, 0.6) if death == "server" else dice.uniform(0, 0.2))
        if death == "server":
            world.chaos.kill_server()
        else:
            victim = dice.choice(world.hosts if death == "agent" else world.runners)
            victim.kill()
            victim.start()
    world.chaos.end()


def test_nothing_is_lost_or_done_twice_whatever_dies(world):
    seed = int(os.environ.get("TOWLINE_TORTURE_SEED", random.randrange(1 << 32)))
    print(f"TOWLINE_TORTURE_SEED={seed}")
    chaos = world.chaos
    for step in ("applications", "objects", "uploads", "pushes", "plain_builds", "executions", "deployments"):
        chaos.work(step, getattr(world, step), pause=2 if step in ("uploads", "pushes") else 0.1)
    begun = time.monotonic()
    torture(world, random.Random(seed))
    tortured = time.monotonic() - begun
    everything_ends(world)
    world.server.restart()
    print(f"tortured for {tortured:.0f} s, ended {time.monotonic() - begun - tortured:.0f} s later")
    writes_are_there(world)
    executions_ended_right(world)
    scripts_ran_once_or_were_reported(world)
    objects_are_whole(world)


# The comparison


def all_executions(world: World) -> dict:
    pages = world.pipelines.get_paginator("list_pipeline_executions")
    return {
        one["pipelineExecutionId"]: (pipeline, one)
        for pipeline in ("by-hand", "by-push")
        for page in pages.paginate(pipelineName=pipeline)
        for one in page["pipelineExecutionSummaries"]
    }


def all_deployments(world: World) -> list:
    pages = world.deploy.get_paginator("list_deployments")
    return [
        (group, deployment)
        for group in world.groups
        for page in pages.paginate(applicationName=group.name, deploymentGroupName="web")
        for deployment in page["deployments"]
    ]


def all_builds(world: World) -> list:
    return [build for page in world.builds.get_paginator("list_builds").paginate() for build in page["ids"]]


def everything_ends(world: World):
    """Now that nothing dies any more; a build whose runner died is given to another after 20 s."""
    head = world.clone.git("ls-remote", address(world.server, "shop"), "refs/heads/main").split()[0]

    def done():
        executions = [one for _, one in all_executions(world).values()]
        pushed = any(source["revisionId"] == head for one in executions for source in one.get("sourceRevisions", []))
        running = [one for one in executions if one["status"] in ("InProgress", "Stopping")]
        running += [deployment for group, deployment in all_deployments(world) if group.status(deployment) not in FINAL]
        builds = all_builds(world)
        for at in range(0, len(builds), 100):
            found = world.builds.batch_get_builds(ids=builds[at : at + 100])["builds"]
            running += [build for build in found if not build["buildComplete"]]
        return pushed and not running

    world.server.wait(done, "everything to end", within=90)


def writes_are_there(world: World):
    ledger, deploy = world.ledger, world.deploy
    pages = deploy.get_paginator("list_applications").paginate()
    names = [name for page in pages for name in page["applications"] if name.startswith("app-")]
    infos = [deploy.get_application(applicationName=name)["application"] for name in names]
    ledger.check("applications", {info["applicationName"]: info["applicationId"] for info in infos})
    arn = "arn:aws:codedeploy:us-east-1:123456789012:application:"
    tags = {name: deploy.list_tags_for_resource(ResourceArn=arn + name)["Tags"] for name in names}
    ledger.check("tags", {name: tag for name, tag in tags.items() if tag})
    references = world.clone.git("ls-remote", address(world.server, "shop"), "refs/heads/branch-*")
    lines = [line.split() for line in references.splitlines()]
    ledger.check("branches", {name.removeprefix("refs/heads/"): commit for commit, name in lines})
    head = world.clone.git("ls-remote", address(world.server, "shop"), "refs/heads/main").split()[0]
    history = world.clone.git("rev-list", head).split()
    assert ledger.acknowledged["commits"].keys() <= set(history), "a pushed commit is not on main"
    world.clone.git("clone", "--quiet", address(world.server, "shop"), "whole")
    world.clone.git("-C", "whole", "fsck", "--full", "--strict")
    for kind, there in (
        ("executions", all_executions(world)),
        ("builds", all_builds(world)),
        ("deployments", [deployment for _, deployment in all_deployments(world)]),
    ):
        told = list(ledger.acknowledged[kind].values())
        assert set(told) <= set(there) and len(set(told)) == len(told), f"{kind} are missing"
        print(f"{len(told)} {kind} accepted, {len(there)} there")
    for kind in ("applications", "tags", "objects", "branches", "commits"):
        print(f"{len(ledger.acknowledged[kind])} {kind} acknowledged, {len(ledger.uncertain[kind])} unanswered")


def executions_ended_right(world: World):
    ends = {}
    for execution, (pipeline, summary) in all_executions(world).items():
        status = summary["status"]
        ends[status] = ends.get(status, 0) + 1
        pages = world.pipelines.get_paginator("list_action_executions").paginate(
            pipelineName=pipeline, filter={"pipelineExecutionId": execution}
        )
        actions = [one for page in pages for one in page["actionExecutionDetails"]]
        states = [one["status"] for one in actions]
        names = [one["actionName"] for one in actions]
        assert len(names) == len(set(names)), f"{execution} did an action twice: {names}"
        if status == "Succeeded":
            assert states == ["Succeeded"] * 4, (execution, actions)
        elif status == "Failed":
            [failed] = [one for one in actions if one["status"] == "Failed"]
            detail = failed["output"]["executionResult"]
            cause = detail.get("externalExecutionSummary", "") + str(detail.get("errorDetails", ""))
            # A deployment fails by an agent that died in a script, a build by runners that died.
            assert failed["actionName"] in ("Deploy", "Build", "Test") and cause, (execution, failed)
        else:
            assert status == "Superseded", (execution, summary)
    print(f"executions: {ends}")
    assert ends.get("Succeeded"), "not one execution came through"


def scripts_ran_once_or_were_reported(world: World):
    lines = {host.name: [line.split()[1:3] for line in ran(host)] for host in world.hosts}
    counts = {"ran": 0, "interrupted": 0}
    for group, deployment in all_deployments(world):
        info = world.deploy.get_deployment(deploymentId=deployment)["deploymentInfo"]
        assert info["status"] == "Succeeded" or info["errorInformation"]["message"], info
        for host in world.hosts:
            for name, event in group.events(deployment, host).items():
                times = lines[host.name].count([deployment, name])
                what = f"{name} of {deployment} on {host.name} ran {times} times: {event}"
                if event["status"] == "Succeeded":
                    assert times == (name in SCRIPTS), what
                elif event["status"] == "Failed":
                    assert event["diagnostics"]["message"] == INTERRUPTED and times <= 1, what
                    counts["interrupted"] += 1
                else:
                    assert event["status"] == "Skipped" and times == 0, what
                counts["ran"] += times
    assert counts["ran"] == sum(map(len, lines.values())), "scripts ran that no deployment knows"
    print(f"scripts: {counts}")


def objects_are_whole(world: World):
    found, sizes = {}, 0
    for bucket in ("ledger", "artifacts", "code", "agent-revisions"):
        for page in world.s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
            for version in page.get("Versions", []):
                key, tag = version["Key"], version["ETag"].strip('"')
                assert entity_tag(world.s3, bucket, key, version["VersionId"], tag) == tag, (bucket, version)
                sizes += int(tag.partition("-")[2] or 1)
                if bucket == "ledger":
                    head = world.s3.head_object(Bucket=bucket, Key=key, VersionId=version["VersionId"])
                    name = f"{key} {head['Metadata'].get('number', 'parts')}"
                    found[name] = (version["VersionId"], version["ETag"])
        for upload in world.s3.list_multipart_uploads(Bucket=bucket).get("Uploads", []):
            parts = world.s3.list_parts(Bucket=bucket, Key=upload["Key"], UploadId=upload["UploadId"])
            sizes += len(parts.get("Parts", []))
    world.ledger.check("objects", found)
    files = [file for file in (world.server.data / "blob").rglob("*") if re.fullmatch("[0-9a-f]{32}", file.name)]
    assert len(files) == sizes, "a file that no object has, or an object without a file"
