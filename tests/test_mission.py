"""What Towline is for, with stock boto3: describe an application and a pipeline with build, test and
deploy stages, configure rollback, release, fail safely, and go back to a chosen version."""

import io
import zipfile
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from support.agent import Agent

ROLE = "arn:aws:iam::123456789012:role/towline"
APP, GROUP, CONFIG, PIPELINE, BUCKET = "shop", "shop-live", "half-must-live", "shop-release", "shop-artifacts"
HOSTS = 3

APPSPEC = """\
version: 0.0
os: linux
files:
  - source: page.txt
    destination: /srv/shop
hooks:
  ValidateService:
    - location: validate.sh
      timeout: 30
"""

# What only the host can notice: the installed page says that it is broken.
VALIDATE = """\
#!/bin/sh
page="${TOWLINE_ROOT:-}/srv/shop/page.txt"
cat "$page"
! grep -q broken "$page"
"""

BUILDSPEC = """\
version: 0.2
env:
  exported-variables: [RELEASE]
phases:
  build:
    commands:
      - export RELEASE="$(cut -d' ' -f2 page.txt)"
      - mkdir out && cp appspec.yml page.txt validate.sh testspec.yml out/
artifacts:
  base-directory: out
  files: ['**/*']
"""

TESTSPEC = """\
version: 0.2
phases:
  build:
    commands:
      - test -s page.txt
  post_build:
    commands:
      - |
        cat > junit.xml <<END
        <testsuite name="package"><testcase classname="package" name="has a page" time="0.01"/></testsuite>
        END
reports:
  package:
    files: [junit.xml]
    file-format: JUNITXML
"""


def source(page: str) -> bytes:
    """The zipped source tree of a release."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("appspec.yml", APPSPEC)
        archive.writestr("buildspec.yml", BUILDSPEC)
        archive.writestr("testspec.yml", TESTSPEC)
        archive.writestr("page.txt", page)
        script = zipfile.ZipInfo("validate.sh")
        script.external_attr = 0o755 << 16
        archive.writestr(script, VALIDATE)
    return buffer.getvalue()


def action(name, category, provider, configuration, inputs=(), outputs=()):
    return {
        "name": name,
        "actionTypeId": {"category": category, "owner": "AWS", "provider": provider, "version": "1"},
        "runOrder": 1,
        "configuration": configuration,
        "inputArtifacts": [{"name": one} for one in inputs],
        "outputArtifacts": [{"name": one} for one in outputs],
    }


def pipeline():
    source_bucket = {"S3Bucket": BUCKET, "S3ObjectKey": "source.zip", "PollForSourceChanges": "false"}
    actions = [
        ("Source", action("Zip", "Source", "S3", source_bucket, outputs=["Tree"])),
        ("Build", action("Package", "Build", "CodeBuild", {"ProjectName": "shop-build"}, ["Tree"], ["Package"])),
        ("Test", action("Check", "Test", "CodeBuild", {"ProjectName": "shop-test"}, ["Package"])),
        (
            "Deploy",
            action(
                "Hosts", "Deploy", "CodeDeploy", {"ApplicationName": APP, "DeploymentGroupName": GROUP}, ["Package"]
            ),
        ),
    ]
    return {
        "name": PIPELINE,
        "roleArn": ROLE,
        "artifactStore": {"type": "S3", "location": BUCKET},
        "stages": [{"name": stage, "actions": [one]} for stage, one in actions],
    }


def project(name, buildspec):
    return {
        "name": name,
        "source": {"type": "CODEPIPELINE", "buildspec": buildspec},
        "artifacts": {"type": "CODEPIPELINE"},
        "environment": {
            "type": "LINUX_CONTAINER",
            "image": "aws/codebuild/standard:7.0",
            "computeType": "BUILD_GENERAL1_SMALL",
        },
        "serviceRole": ROLE,
    }


@dataclass
class World:
    """The server with hosts, application and pipeline, and clients for each service."""

    server: object
    hosts: list
    s3: object
    codedeploy: object
    codepipeline: object
    codebuild: object

    def release(self, page: str) -> dict:
        """Uploads a source and runs the pipeline on it to the end; the execution."""
        self.s3.put_object(Bucket=BUCKET, Key="source.zip", Body=source(page))
        execution = self.codepipeline.start_pipeline_execution(name=PIPELINE)["pipelineExecutionId"]
        return self.server.wait(lambda: self.ended(execution), f"execution {execution}", within=180)

    def ended(self, execution: str):
        found = self.codepipeline.get_pipeline_execution(pipelineName=PIPELINE, pipelineExecutionId=execution)
        found = found["pipelineExecution"]
        return found if found["status"] not in ("InProgress", "Stopping") else None

    def actions(self, execution: str) -> dict:
        """The action executions of an execution, by action name."""
        pages = self.codepipeline.get_paginator("list_action_executions").paginate(
            pipelineName=PIPELINE, filter={"pipelineExecutionId": execution}, PaginationConfig={"PageSize": 2}
        )
        return {one["actionName"]: one for page in pages for one in page["actionExecutionDetails"]}

    def deployment_of(self, execution: dict) -> dict:
        """The deployment that the pipeline's deploy action made."""
        result = self.actions(execution["pipelineExecutionId"])["Hosts"]["output"]["executionResult"]
        return self.deployment(result["externalExecutionId"])

    def deployment(self, identifier: str) -> dict:
        return self.codedeploy.get_deployment(deploymentId=identifier)["deploymentInfo"]

    def targets(self, deployment: str) -> list:
        identifiers = self.codedeploy.list_deployment_targets(deploymentId=deployment)["targetIds"]
        targets = self.codedeploy.batch_get_deployment_targets(deploymentId=deployment, targetIds=identifiers)
        return [one["instanceTarget"] for one in targets["deploymentTargets"]]

    def pages(self) -> set:
        """What is installed on the hosts."""
        return {(host.root / "srv/shop/page.txt").read_text() for host in self.hosts}


@pytest.fixture(scope="module")
def world(server, aws, tmp_path_factory):
    """The eight steps of a user who sets a release process up."""
    s3, codebuild = aws("s3"), aws("codebuild")
    codedeploy, codepipeline = aws("codedeploy"), aws("codepipeline")
    codedeploy.create_application(applicationName=APP, computePlatform="Server")
    codedeploy.create_deployment_config(
        deploymentConfigName=CONFIG,
        computePlatform="Server",
        minimumHealthyHosts={"type": "HOST_COUNT", "value": HOSTS - 1},
    )
    codedeploy.create_deployment_group(
        applicationName=APP,
        deploymentGroupName=GROUP,
        serviceRoleArn=ROLE,
        deploymentConfigName=CONFIG,
        onPremisesInstanceTagFilters=[{"Key": "fleet", "Value": "shop", "Type": "KEY_AND_VALUE"}],
    )
    s3.create_bucket(Bucket=BUCKET)
    s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    codebuild.create_project(**project("shop-build", "buildspec.yml"))
    codebuild.create_project(**project("shop-test", "testspec.yml"))
    s3.put_object(Bucket=BUCKET, Key="source.zip", Body=source("release 0\n"))
    codepipeline.create_pipeline(pipeline=pipeline())
    codedeploy.update_deployment_group(
        applicationName=APP,
        currentDeploymentGroupName=GROUP,
        autoRollbackConfiguration={"enabled": True, "events": ["DEPLOYMENT_FAILURE"]},
    )
    with ExitStack() as ending:
        hosts = []
        for number in range(HOSTS):
            name = f"shop-{number}"
            hosts.append(Agent(server, tmp_path_factory.mktemp(name), name, {"fleet": "shop"}).start())
            ending.callback(hosts[-1].stop)
        yield World(server, hosts, s3, codedeploy, codepipeline, codebuild)


@pytest.fixture(scope="module")
def first(world):
    """The execution that created the pipeline started, ended; then release 1, which must be good."""
    pages = world.codepipeline.get_paginator("list_pipeline_executions").paginate(pipelineName=PIPELINE)
    for execution in [one for page in pages for one in page["pipelineExecutionSummaries"]]:
        identifier = execution["pipelineExecutionId"]
        world.server.wait(lambda: world.ended(identifier), f"execution {identifier}", within=180)
    execution = world.release("release 1\n")
    assert execution["status"] == "Succeeded", execution.get("statusSummary")
    return execution


def test_what_was_configured_can_be_read_back(world):
    group = world.codedeploy.get_deployment_group(applicationName=APP, deploymentGroupName=GROUP)
    group = group["deploymentGroupInfo"]
    assert group["deploymentConfigName"] == CONFIG
    assert group["autoRollbackConfiguration"] == {"enabled": True, "events": ["DEPLOYMENT_FAILURE"]}
    stages = world.codepipeline.get_pipeline(name=PIPELINE)["pipeline"]["stages"]
    assert [stage["name"] for stage in stages] == ["Source", "Build", "Test", "Deploy"]


def test_a_good_release_goes_through_every_stage_to_every_host(world, first):
    actions = world.actions(first["pipelineExecutionId"])
    assert {name: one["status"] for name, one in actions.items()} == {
        "Zip": "Succeeded",
        "Package": "Succeeded",
        "Check": "Succeeded",
        "Hosts": "Succeeded",
    }
    assert actions["Package"]["output"]["outputVariables"]["RELEASE"] == "1"
    deployment = world.deployment_of(first)
    assert deployment["deploymentOverview"]["Succeeded"] == HOSTS
    assert {target["status"] for target in world.targets(deployment["deploymentId"])} == {"Succeeded"}
    assert world.pages() == {"release 1\n"}


def test_the_report_of_the_test_stage_can_be_read(world, first):
    build = world.actions(first["pipelineExecutionId"])["Check"]["output"]["executionResult"]["externalExecutionId"]
    [build] = world.codebuild.batch_get_builds(ids=[build])["builds"]
    [report] = world.codebuild.batch_get_reports(reportArns=build["reportArns"])["reports"]
    assert report["status"] == "SUCCEEDED"
    assert report["testSummary"]["total"] == 1
    cases = world.codebuild.get_paginator("describe_test_cases").paginate(reportArn=report["arn"])
    assert [(case["name"], case["status"]) for page in cases for case in page["testCases"]] == [
        ("has a page", "SUCCEEDED")
    ]


def test_a_defect_stops_at_the_first_host_and_is_rolled_back(world, first):
    good = world.deployment_of(first)
    execution = world.release("release 2 broken\n")
    assert execution["status"] == "Failed"
    bad = world.deployment_of(execution)
    assert bad["status"] == "Failed"
    assert bad["errorInformation"]["code"] == "HEALTH_CONSTRAINTS"
    targets = world.targets(bad["deploymentId"])
    assert sorted(target["status"] for target in targets) == ["Failed"] + ["Skipped"] * (HOSTS - 1)
    [failed] = [target for target in targets if target["status"] == "Failed"]
    [event] = [event for event in failed["lifecycleEvents"] if event["status"] == "Failed"]
    assert event["lifecycleEventName"] == "ValidateService"
    assert event["diagnostics"]["errorCode"] == "ScriptFailed"
    assert "release 2 broken" in event["diagnostics"]["logTail"]

    info = world.server.wait(
        lambda: world.deployment(bad["deploymentId"]).get("rollbackInfo"), "the rollback to be created"
    )
    rollback = info["rollbackDeploymentId"]
    world.codedeploy.get_waiter("deployment_successful").wait(
        deploymentId=rollback, WaiterConfig={"Delay": 1, "MaxAttempts": 90}
    )
    rollback = world.deployment(rollback)
    assert rollback["creator"] == "codeDeployRollback"
    assert rollback["revision"] == good["revision"]
    assert rollback["rollbackInfo"]["rollbackTriggeringDeploymentId"] == bad["deploymentId"]
    assert world.pages() == {"release 1\n"}


def test_an_earlier_version_can_be_chosen(world, first):
    chosen = world.deployment_of(first)["revision"]
    assert world.release("release 3\n")["status"] == "Succeeded"
    assert world.pages() == {"release 3\n"}
    deployment = world.codedeploy.create_deployment(
        applicationName=APP, deploymentGroupName=GROUP, revision=chosen, description="back to release 1"
    )["deploymentId"]
    world.codedeploy.get_waiter("deployment_successful").wait(
        deploymentId=deployment, WaiterConfig={"Delay": 1, "MaxAttempts": 90}
    )
    assert world.pages() == {"release 1\n"}
    pages = world.codedeploy.get_paginator("list_deployments").paginate(
        applicationName=APP, deploymentGroupName=GROUP, includeOnlyStatuses=["Succeeded"]
    )
    assert deployment in [one for page in pages for one in page["deployments"]]


def test_every_execution_is_listed_newest_first(world, first):
    pages = world.codepipeline.get_paginator("list_pipeline_executions").paginate(
        pipelineName=PIPELINE, PaginationConfig={"PageSize": 1}
    )
    executions = [one for page in pages for one in page["pipelineExecutionSummaries"]]
    starts = [one["startTime"] for one in executions]
    assert first["pipelineExecutionId"] in [one["pipelineExecutionId"] for one in executions]
    assert starts == sorted(starts, reverse=True)
