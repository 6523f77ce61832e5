"""CodePipeline with stock clients: S3 source, manual approval, S3 deploy. No agent is needed."""

import io
import json
import uuid
import zipfile

import pytest
from botocore.exceptions import ClientError
from support.server import ACCOUNT, REGION

ROLE = f"arn:aws:iam::{ACCOUNT}:role/pipeline"
ZERO = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
def pipelines(aws):
    return aws("codepipeline")


@pytest.fixture(scope="module")
def s3(aws):
    s3 = aws("s3")
    for bucket in ("code", "artifacts", "site"):
        s3.create_bucket(Bucket=bucket)
    s3.put_bucket_versioning(Bucket="code", VersioningConfiguration={"Status": "Enabled"})
    s3.put_object(Bucket="code", Key="app.zip", Body=archive("hello"))
    return s3


@pytest.fixture
def name(s3):
    """A pipeline name of the test's own; the buckets exist."""
    return f"shop-{uuid.uuid4().hex[:8]}"


def archive(text, **more):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("index.html", text)
        archive.writestr("css/main.css", "body {}")
        for file, text in more.items():
            archive.writestr(file, text)
    return content.getvalue()


def action(name, category, provider, **members):
    kind = {"category": category, "owner": "AWS", "provider": provider, "version": "1"}
    return {"name": name, "actionTypeId": kind, **members}


def source(**configuration):
    settings = {"S3Bucket": "code", "S3ObjectKey": "app.zip", "PollForSourceChanges": "false"}
    return action(
        "Fetch",
        "Source",
        "S3",
        configuration={**settings, **configuration},
        outputArtifacts=[{"name": "SourceArtifact"}],
        namespace="Source",
    )


def declaration(name, gate=True, **members):
    """Source, Gate (an approval, unless told otherwise), Deploy."""
    ask = action("Ask", "Approval", "Manual", configuration={"CustomData": "ship it?"})
    target = {"BucketName": "site", "Extract": "true", "ObjectKey": f"{name}/#{{Source.VersionId}}"}
    publish = action(
        "Publish", "Deploy", "S3", configuration=target, inputArtifacts=[{"name": "SourceArtifact"}]
    )
    stages = [{"name": "Source", "actions": [source()]}]
    stages += [{"name": "Gate", "actions": [ask]}] if gate else []
    stages += [{"name": "Deploy", "actions": [publish]}]
    return {
        "name": name,
        "roleArn": ROLE,
        "artifactStore": {"type": "S3", "location": "artifacts"},
        "stages": stages,
        **members,
    }


class Pipeline:
    """A pipeline under test."""

    def __init__(self, server, client, name, wanted=None, **options):
        self.server, self.client, self.name = server, client, name
        self.created = client.create_pipeline(pipeline=wanted or declaration(name, **options))
        self.first = self.executions()[-1]["pipelineExecutionId"]

    def executions(self):
        return self.client.list_pipeline_executions(pipelineName=self.name)["pipelineExecutionSummaries"]

    def start(self, **more):
        return self.client.start_pipeline_execution(name=self.name, **more)["pipelineExecutionId"]

    def execution(self, id):
        return self.client.get_pipeline_execution(pipelineName=self.name, pipelineExecutionId=id)[
            "pipelineExecution"
        ]

    def until(self, id, status):
        return self.server.wait(
            lambda: (found := self.execution(id))["status"] == status and found, f"{id} to be {status}"
        )

    def stage(self, stage):
        states = self.client.get_pipeline_state(name=self.name)["stageStates"]
        return next(state for state in states if state["stageName"] == stage)

    def token(self, id):
        """The open approval's token, once this execution is inside the gate."""

        def look():
            gate = self.stage("Gate")
            if gate.get("latestExecution", {}).get("pipelineExecutionId") == id:
                return gate["actionStates"][0].get("latestExecution", {}).get("token")

        return self.server.wait(look, "the approval to open")

    def answer(self, token, status="Approved", **names):
        return self.client.put_approval_result(
            pipelineName=names.get("pipeline", self.name),
            stageName=names.get("stage", "Gate"),
            actionName=names.get("action", "Ask"),
            result={"summary": "looks good", "status": status},
            token=token,
        )

    def inbound(self, stage):
        return [e["pipelineExecutionId"] for e in self.stage(stage)["inboundExecutions"]]


@pytest.fixture
def pipeline(server, pipelines, name):
    return Pipeline(server, pipelines, name)


def refused(code, call, *args, **kwargs):
    """The message of the expected exception."""
    with pytest.raises(ClientError) as caught:
        call(*args, **kwargs)
    assert caught.value.response["Error"]["Code"] == code
    return caught.value.response["Error"]["Message"]


def test_creation_starts_an_execution_that_publishes_the_site(pipeline, s3):
    made = pipeline.created["pipeline"]
    assert made["version"] == 1
    assert made["pipelineType"] == "V1" and made["executionMode"] == "SUPERSEDED"
    assert made["stages"][1]["actions"][0]["runOrder"] == 1
    pipeline.answer(pipeline.token(pipeline.first))
    done = pipeline.until(pipeline.first, "Succeeded")
    assert done["trigger"]["triggerType"] == "CreatePipeline"
    assert done["trigger"]["triggerDetail"].startswith("arn:aws:")
    version = s3.head_object(Bucket="code", Key="app.zip")["VersionId"]
    assert done["artifactRevisions"][0]["revisionId"] == version
    page = s3.get_object(Bucket="site", Key=f"{pipeline.name}/{version}/index.html")
    assert page["Body"].read() == b"hello" and page["ContentType"] == "text/html"
    style = s3.head_object(Bucket="site", Key=f"{pipeline.name}/{version}/css/main.css")
    assert style["ContentType"] == "text/css"


def test_action_history_names_artifacts_and_variables(pipeline, pipelines):
    pipeline.answer(pipeline.token(pipeline.first))
    pipeline.until(pipeline.first, "Succeeded")
    history = pipelines.list_action_executions(
        pipelineName=pipeline.name, filter={"pipelineExecutionId": pipeline.first}
    )["actionExecutionDetails"]
    assert [entry["actionName"] for entry in history] == ["Publish", "Ask", "Fetch"]
    publish, ask, fetch = history
    stored = fetch["output"]["outputArtifacts"][0]["s3location"]
    folder, artifact, random = stored["key"].split("/")
    assert (folder, artifact) == (pipeline.name[:20], "SourceArtifact"[:10])
    assert random.endswith(".zip") and len(random) == len("1TspnN3.zip")
    assert publish["input"]["inputArtifacts"][0]["s3location"] == stored
    assert publish["input"]["configuration"]["ObjectKey"].endswith("#{Source.VersionId}")
    version = fetch["output"]["outputVariables"]["VersionId"]
    assert publish["input"]["resolvedConfiguration"]["ObjectKey"].endswith(version)
    assert publish["output"]["executionResult"]["externalExecutionId"].startswith("site/")
    assert ask["updatedBy"].startswith("arn:aws:")


def test_get_feeds_update_which_cancels_and_starts_nothing(pipeline, pipelines):
    token = pipeline.token(pipeline.first)
    got = pipelines.get_pipeline(name=pipeline.name)
    arn = f"arn:aws:codepipeline:{REGION}:{ACCOUNT}:{pipeline.name}"
    assert got["metadata"]["pipelineArn"] == arn
    updated = pipelines.update_pipeline(pipeline=got["pipeline"])["pipeline"]
    assert updated == {**got["pipeline"], "version": 2}
    assert pipeline.execution(pipeline.first)["status"] == "Cancelled"
    assert len(pipeline.executions()) == 1
    refused("InvalidApprovalTokenException", pipeline.answer, token)
    assert pipelines.get_pipeline(name=pipeline.name, version=1)["pipeline"]["version"] == 1
    refused("PipelineVersionNotFoundException", pipelines.get_pipeline, name=pipeline.name, version=7)
    pipeline.token(pipeline.start())


def test_an_approval_takes_one_answer(pipeline, pipelines):
    token = pipeline.token(pipeline.first)
    refused("PipelineNotFoundException", pipeline.answer, token, pipeline="nobody")
    refused("StageNotFoundException", pipeline.answer, token, stage="Nowhere")
    refused("ActionNotFoundException", pipeline.answer, token, action="Nothing")
    refused("InvalidApprovalTokenException", pipeline.answer, ZERO)
    assert pipeline.answer(token)["approvedAt"].year > 2020
    refused("ApprovalAlreadyCompletedException", pipeline.answer, token)
    latest = pipeline.stage("Gate")["actionStates"][0]["latestExecution"]
    assert latest["status"] == "Succeeded" and latest["summary"] == "looks good"
    assert "token" not in latest and latest["lastUpdatedBy"].startswith("arn:aws:")


def test_a_rejection_fails_and_a_retry_asks_again(pipeline, pipelines):
    token = pipeline.token(pipeline.first)
    pipeline.answer(token, "Rejected")
    pipeline.until(pipeline.first, "Failed")
    assert pipeline.stage("Gate")["latestExecution"]["status"] == "Failed"
    retried = pipelines.retry_stage_execution(
        pipelineName=pipeline.name,
        stageName="Gate",
        pipelineExecutionId=pipeline.first,
        retryMode="FAILED_ACTIONS",
    )
    assert retried["pipelineExecutionId"] == pipeline.first
    new = pipeline.token(pipeline.first)
    assert new != token
    refused("InvalidApprovalTokenException", pipeline.answer, token)
    assert pipeline.stage("Gate")["retryStageMetadata"]["manualStageRetryAttempt"] == 1
    pipeline.answer(new)
    pipeline.until(pipeline.first, "Succeeded")
    refused(
        "StageNotRetryableException",
        pipelines.retry_stage_execution,
        pipelineName=pipeline.name,
        stageName="Gate",
        pipelineExecutionId=pipeline.first,
        retryMode="ALL_ACTIONS",
    )


def test_a_newer_execution_supersedes_the_waiting_one(pipeline):
    token = pipeline.token(pipeline.first)
    second = pipeline.start()
    pipeline.server.wait(lambda: pipeline.inbound("Gate") == [second], "the second to wait")
    assert "held by execution" in pipeline.execution(second)["statusSummary"]
    third = pipeline.start()
    pipeline.until(second, "Superseded")
    pipeline.server.wait(lambda: pipeline.inbound("Gate") == [third], "the third to wait")
    assert pipeline.stage("Gate")["inboundExecution"]["pipelineExecutionId"] == third
    assert pipeline.stage("Gate")["latestExecution"]["pipelineExecutionId"] == pipeline.first
    pipeline.answer(token)
    pipeline.answer(pipeline.token(third))
    pipeline.until(pipeline.first, "Succeeded")
    pipeline.until(third, "Succeeded")


def test_an_overtaken_execution_cannot_be_retried(pipeline, pipelines):
    pipeline.answer(pipeline.token(pipeline.first), "Rejected")
    pipeline.until(pipeline.first, "Failed")
    pipeline.token(pipeline.start())
    refused(
        "NotLatestPipelineExecutionException",
        pipelines.retry_stage_execution,
        pipelineName=pipeline.name,
        stageName="Gate",
        pipelineExecutionId=pipeline.first,
        retryMode="FAILED_ACTIONS",
    )


def test_a_disabled_transition_holds_and_enabling_lets_in(server, pipelines, name):
    pipeline = Pipeline(server, pipelines, name, gate=False)
    pipeline.until(pipeline.first, "Succeeded")
    way = {"pipelineName": name, "stageName": "Deploy", "transitionType": "Inbound"}
    pipelines.disable_stage_transition(**way, reason="freeze")
    state = pipeline.stage("Deploy")["inboundTransitionState"]
    assert state["enabled"] is False and state["disabledReason"] == "freeze"
    assert state["lastChangedBy"].startswith("arn:aws:")
    waiting = pipeline.start()
    server.wait(lambda: pipeline.inbound("Deploy") == [waiting], "it to wait")
    assert "freeze" in pipeline.execution(waiting)["statusSummary"]
    pipelines.enable_stage_transition(**way)
    pipeline.until(waiting, "Succeeded")
    assert pipeline.stage("Deploy")["inboundTransitionState"]["enabled"] is True
    assert pipeline.inbound("Deploy") == []
    message = refused(
        "ValidationException", pipelines.disable_stage_transition, **way, reason="not, allowed"
    )
    assert "Member must satisfy regular expression pattern" in message


def test_stop_waits_and_abandon_does_not(pipeline, pipelines):
    pipeline.token(pipeline.first)

    def stop(**more):
        return pipelines.stop_pipeline_execution(
            pipelineName=pipeline.name, pipelineExecutionId=pipeline.first, **more
        )

    stop(reason="wrong branch")
    assert pipeline.execution(pipeline.first)["status"] == "Stopping"
    refused("DuplicatedStopRequestException", stop)
    stop(abandon=True, reason="really")
    assert pipeline.execution(pipeline.first)["status"] == "Stopped"
    assert pipeline.executions()[0]["stopTrigger"] == {"reason": "really"}
    latest = pipeline.stage("Gate")["actionStates"][0]["latestExecution"]
    assert latest["status"] == "Abandoned"
    refused("PipelineExecutionNotStoppableException", stop, abandon=True)


def test_one_client_request_token_starts_once(pipeline):
    token = str(uuid.uuid4())
    assert pipeline.start(clientRequestToken=token) == pipeline.start(clientRequestToken=token)
    assert len(pipeline.executions()) == 2


def test_an_older_object_version_can_be_asked_for(server, pipelines, s3, name):
    old = s3.head_object(Bucket="code", Key="app.zip")["VersionId"]
    s3.put_object(Bucket="code", Key="app.zip", Body=archive("newer"))
    pipeline = Pipeline(server, pipelines, name, gate=False)
    pipeline.until(pipeline.first, "Succeeded")
    wanted = {"actionName": "Fetch", "revisionType": "S3_OBJECT_VERSION_ID", "revisionValue": old}
    id = pipeline.start(sourceRevisions=[wanted])
    assert pipeline.until(id, "Succeeded")["artifactRevisions"][0]["revisionId"] == old
    wrong = {**wanted, "revisionType": "COMMIT_ID"}
    refused("ValidationException", pipeline.start, sourceRevisions=[wrong])


BUILDSPEC = """
version: 0.2
env:
  exported-variables: [FOLDER]
phases:
  build:
    commands:
      - grep -q %s index.html
      - export FOLDER=built-$CODEBUILD_INITIATOR
      - sed s/hello/built/ index.html > page.html
artifacts:
  files: [page.html]
"""


def with_build(aws, s3, name, expected):
    """Source, a build that needs `expected` in the page, and a deployment of what it made."""
    buildspec = BUILDSPEC % expected
    s3.put_object(Bucket="code", Key=f"{name}.zip", Body=archive("hello", **{"buildspec.yml": buildspec}))
    aws("codebuild").create_project(
        name=name,
        source={"type": "CODEPIPELINE"},
        artifacts={"type": "CODEPIPELINE"},
        environment={"type": "LINUX_CONTAINER", "image": "aws/codebuild/standard:7.0", "computeType": "BUILD_GENERAL1_SMALL"},
        serviceRole=ROLE,
    )
    wanted = declaration(name, gate=False)
    wanted["stages"][0]["actions"][0]["configuration"]["S3ObjectKey"] = f"{name}.zip"
    compile = action(
        "Compile",
        "Build",
        "CodeBuild",
        configuration={"ProjectName": name},
        inputArtifacts=[{"name": "SourceArtifact"}],
        outputArtifacts=[{"name": "Site"}],
        namespace="Build",
    )
    wanted["stages"].insert(1, {"name": "Build", "actions": [compile]})
    publish = wanted["stages"][2]["actions"][0]
    publish["inputArtifacts"] = [{"name": "Site"}]
    publish["configuration"]["ObjectKey"] = "#{Build.FOLDER}"
    return wanted


def test_a_build_makes_what_is_published_where_its_variable_says(server, pipelines, aws, s3, name):
    pipeline = Pipeline(server, pipelines, name, wanted=with_build(aws, s3, name, "hello"))
    pipeline.until(pipeline.first, "Succeeded")
    page = s3.get_object(Bucket="site", Key=f"built-codepipeline/{name}/page.html")
    assert page["Body"].read() == b"built"
    [state] = pipeline.stage("Build")["actionStates"]
    build = state["latestExecution"]["externalExecutionId"]
    found = aws("codebuild").batch_get_builds(ids=[build])["builds"][0]
    assert found["buildStatus"] == "SUCCEEDED" and found["initiator"] == f"codepipeline/{name}"


def test_a_failed_build_fails_the_execution(server, pipelines, aws, s3, name):
    pipeline = Pipeline(server, pipelines, name, wanted=with_build(aws, s3, name, "absent"))
    pipeline.until(pipeline.first, "Failed")
    [state] = pipeline.stage("Build")["actionStates"]
    latest = state["latestExecution"]
    assert latest["summary"] == "Build terminated with state: FAILED"
    assert latest["errorDetails"]["code"] == "JobFailed"
    message = latest["errorDetails"]["message"]
    assert message.startswith("Build terminated with state: FAILED. Phase: "), message
    assert latest["externalExecutionId"].startswith(f"{name}:")


def test_pipeline_variables_are_resolved_and_required(server, pipelines, name):
    wanted = declaration(name, gate=False, variables=[{"name": "Folder"}])
    wanted["stages"][1]["actions"][0]["configuration"]["ObjectKey"] = "#{variables.Folder}"
    made = pipelines.create_pipeline(pipeline=wanted)
    assert made["pipeline"]["pipelineType"] == "V2"
    [first] = pipelines.list_pipeline_executions(pipelineName=name)["pipelineExecutionSummaries"]
    assert first["status"] == "Failed" and "Folder" in first["statusSummary"]
    start = pipelines.start_pipeline_execution
    refused("ValidationException", start, name=name)
    refused("ValidationException", start, name=name, variables=[{"name": "Other", "value": "x"}])
    id = start(name=name, variables=[{"name": "Folder", "value": name}])["pipelineExecutionId"]

    def look():
        found = pipelines.get_pipeline_execution(pipelineName=name, pipelineExecutionId=id)
        return found["pipelineExecution"]["status"] == "Succeeded" and found["pipelineExecution"]

    done = server.wait(look, "the run with a folder")
    assert done["variables"] == [{"name": "Folder", "resolvedValue": name}]


def test_lists_are_paged_and_corrupt_tokens_refused(pipeline, pipelines):
    for _ in range(3):
        pipeline.start()
    pages = pipelines.get_paginator("list_pipeline_executions").paginate(
        pipelineName=pipeline.name, PaginationConfig={"PageSize": 1}
    )
    ids = [page["pipelineExecutionSummaries"][0]["pipelineExecutionId"] for page in pages]
    assert len(ids) == len(set(ids)) == 4 and ids[-1] == pipeline.first
    everything = pipelines.get_paginator("list_action_executions").paginate(
        pipelineName=pipeline.name, PaginationConfig={"PageSize": 1}
    )
    attempts = [entry["actionExecutionId"] for page in everything for entry in page["actionExecutionDetails"]]
    assert len(attempts) == len(set(attempts)) >= 2
    names = [
        entry["name"]
        for page in pipelines.get_paginator("list_pipelines").paginate(PaginationConfig={"PageSize": 1})
        for entry in page["pipelines"]
    ]
    assert names == sorted(names) and pipeline.name in names
    call = pipelines.list_pipeline_executions
    refused("InvalidNextTokenException", call, pipelineName=pipeline.name, nextToken="garbage")
    refused("ValidationException", call, pipelineName=pipeline.name, maxResults=101)


def test_a_deleted_pipeline_is_gone(pipeline, pipelines):
    pipelines.delete_pipeline(name=pipeline.name)
    pipelines.delete_pipeline(name=pipeline.name)
    message = refused("PipelineNotFoundException", pipelines.get_pipeline, name=pipeline.name)
    assert message == f"Account '{ACCOUNT}' does not have a pipeline with name '{pipeline.name}'"
    refused("PipelineNotFoundException", pipelines.start_pipeline_execution, name=pipeline.name)


def test_names_are_unique(pipeline, pipelines):
    again = declaration(pipeline.name)
    refused("PipelineNameInUseException", pipelines.create_pipeline, pipeline=again)


def test_tags(pipeline, pipelines):
    arn = f"arn:aws:codepipeline:{REGION}:{ACCOUNT}:{pipeline.name}"
    pipelines.tag_resource(resourceArn=arn, tags=[{"key": "team", "value": "web"}, {"key": "x", "value": ""}])
    pipelines.untag_resource(resourceArn=arn, tagKeys=["x", "never"])
    assert pipelines.list_tags_for_resource(resourceArn=arn)["tags"] == [{"key": "team", "value": "web"}]
    system = [{"key": "aws:x", "value": "1"}]
    refused("InvalidTagsException", pipelines.tag_resource, resourceArn=arn, tags=system)


def test_a_server_killed_in_the_middle_goes_on(fresh_server):
    server = fresh_server("--no-runner")
    s3 = server.aws("s3")
    for bucket in ("code", "artifacts", "site"):
        s3.create_bucket(Bucket=bucket)
    s3.put_bucket_versioning(Bucket="code", VersioningConfiguration={"Status": "Enabled"})
    s3.put_object(Bucket="code", Key="app.zip", Body=archive("hello"))
    pipeline = Pipeline(server, server.aws("codepipeline"), "shop")
    token = pipeline.token(pipeline.first)
    server.restart()
    assert pipeline.token(pipeline.first) == token
    pipeline.answer(token)
    server.restart()
    pipeline.until(pipeline.first, "Succeeded")
    attempts = pipeline.client.list_action_executions(pipelineName="shop")["actionExecutionDetails"]
    assert [entry["actionName"] for entry in attempts] == ["Publish", "Ask", "Fetch"]


STRUCTURE = {
    "one stage": (
        lambda p: p["stages"].__delitem__(slice(1, None)),
        "InvalidStructureException",
        "Pipeline has only 1 stage(s). There should be a minimum of 2 stages in a pipeline",
    ),
    "no source first": (
        lambda p: p["stages"].reverse(),
        "InvalidStructureException",
        "Pipeline should start with a stage that only contains source actions",
    ),
    "source later": (
        lambda p: p["stages"][1]["actions"].append({**source(), "outputArtifacts": [{"name": "Other"}]}),
        "InvalidStructureException",
        "Source actions can only be included in the first stage of the pipeline",
    ),
    "stage twice": (
        lambda p: p["stages"][2].update(name="Gate"),
        "InvalidStageDeclarationException",
        "Stage name 'Gate' is used more than once",
    ),
    "unknown type": (
        lambda p: p["stages"][1]["actions"][0]["actionTypeId"].update(provider="Nope"),
        "InvalidActionDeclarationException",
        "ActionType (Category: 'Approval', Provider: 'Nope', Owner: 'AWS', Version: '1') in action 'Ask' "
        "is not available in region 'US_EAST_1'",
    ),
    "missing key": (
        lambda p: p["stages"][0]["actions"][0]["configuration"].pop("S3Bucket"),
        "InvalidActionDeclarationException",
        "Action configuration for action 'Fetch' is missing required configuration 'S3Bucket'",
    ),
    "no input": (
        lambda p: p["stages"][2]["actions"][0].update(inputArtifacts=[]),
        "InvalidActionDeclarationException",
        "Action Publish declares 0 input artifacts which is less than the minimum count (1)",
    ),
    "unknown namespace": (
        lambda p: p["stages"][2]["actions"][0]["configuration"].update(ObjectKey="#{Nope.X}"),
        "InvalidActionDeclarationException",
        "Valid format for a pipeline execution variable reference is a namespace and a key separated by a "
        "period (.). The following pipeline execution variables are referencing a namespace that does not "
        "exist.\nStageName=[Deploy], ActionName=[Publish], ActionConfigurationKey=[ObjectKey], "
        "VariableReferenceText=[#{Nope.X}]",
    ),
    "gap named": (
        lambda p: p.update(executionMode="PARALLEL"),
        "InvalidStructureException",
        "Towline does not support executionMode PARALLEL yet: use SUPERSEDED",
    ),
    "bad name": (
        lambda p: p["stages"][1].update(name="No spaces"),
        "ValidationException",
        "1 validation error detected: Value at 'pipeline.stages.2.member.name' failed to satisfy constraint: "
        "Member must satisfy regular expression pattern: [A-Za-z0-9.@\\-_]+",
    ),
}


@pytest.mark.parametrize("case", STRUCTURE)
def test_a_wrong_structure_is_refused_in_these_words(pipelines, name, case):
    change, code, text = STRUCTURE[case]
    wanted = declaration(name)
    change(wanted)
    assert refused(code, pipelines.create_pipeline, pipeline=wanted) == text


def test_the_cli_drives_a_pipeline(server, pipelines, cli, name, tmp_path):
    file = tmp_path / "pipeline.json"
    file.write_text(json.dumps({"pipeline": declaration(name, gate=False)}))
    made = json.loads(cli("codepipeline", "create-pipeline", "--cli-input-json", f"file://{file}").stdout)
    assert made["pipeline"]["version"] == 1
    started = cli("codepipeline", "start-pipeline-execution", "--name", name).stdout
    id = json.loads(started)["pipelineExecutionId"]

    def look():
        found = pipelines.get_pipeline_execution(pipelineName=name, pipelineExecutionId=id)
        return found["pipelineExecution"]["status"] == "Succeeded"

    server.wait(look, "the execution that the CLI started")
    shown = cli("codepipeline", "get-pipeline-state", "--name", name, "--query", "stageStates[].stageName")
    assert json.loads(shown.stdout) == ["Source", "Deploy"]
    cli("codepipeline", "delete-pipeline", "--name", name)
    gone = cli("codepipeline", "get-pipeline", "--name", name, expect=255)
    assert "PipelineNotFoundException" in gone.stderr
