"""Requests that no SDK would send, for every operation of every service: the server answers each
with an exception that the operation declares, keeps the connection, and changes nothing.

Every nested member, wrong type and broken encoding makes some 37,000 requests. A run sends an even
share of them; `TOWLINE_HOSTILE=all` sends all."""

import json
import os

import pytest
from support.hostile import SERVICES, Model, Wire, bodies, cbor_bodies, texts
from support.server import Server
from support.standing import BUILT, KNOWN, NOBODY, USER, Standing

# One of so many is sent. Odd, so that no wrong type is always passed over.
SHARE = 1 if os.environ.get("TOWLINE_HOSTILE") == "all" else 7

# What an operation may answer besides the exceptions that its model declares.
COMMON = {
    "codedeploy": {"SerializationException"},
    "codepipeline": {"SerializationException", "ValidationException"},
    "codebuild": {"SerializationException", "InvalidInputException"},
    "hostcommand": {"SerializationException", "ClientException", "AccessDeniedException"},
    "towline": {
        "SerializationException",
        "ValidationException",
        "InvalidInputException",
        "ClientException",
        "ClockNotMovableException",
        "ResourceNotFoundException",
        "InstanceNameAlreadyRegisteredException",
        "RepositoryNameExistsException",
        "EventNotFoundException",
        "InvalidRevisionException",
    },
}

# What the model does not declare and yet says more than anything that it does.
UNDECLARED = {("UpdatePipeline", "PipelineNotFoundException")}

# Operations that say that they are not supported. One that gets its behaviour must leave this list.
UNSUPPORTED = set(
    """
    ContinueDeployment DeleteGitHubAccountToken DeleteResourcesByExternalId ListGitHubAccountTokenNames
    PutLifecycleEventHookExecutionStatus SkipWaitTimeForInstanceTermination
    AcknowledgeJob AcknowledgeThirdPartyJob CreateCustomActionType DeleteCustomActionType DeleteWebhook
    DeregisterWebhookWithThirdParty GetActionType GetJobDetails GetThirdPartyJobDetails
    ListDeployActionExecutionTargets ListRuleExecutions ListRuleTypes ListWebhooks OverrideStageCondition PollForJobs
    PollForThirdPartyJobs PutActionRevision PutJobFailureResult PutJobSuccessResult PutThirdPartyJobFailureResult
    PutThirdPartyJobSuccessResult PutWebhook RegisterWebhookWithThirdParty RollbackStage UpdateActionType
    BatchGetBuildBatches DeleteBuildBatch DescribeCodeCoverages GetReportGroupTrend ListBuildBatches
    ListBuildBatchesForProject ListCuratedEnvironmentImages RetryBuildBatch StartBuildBatch StopBuildBatch
    """.split()
)

# Accepted ones start work that goes on while we look, so nothing is compared after them.
STARTERS = {"CreateDeployment", "StartPipelineExecution", "StartBuild", "CreatePipeline"}

MODELS = {name: Model(name, KNOWN[name]) for name in SERVICES}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Without a runner: a build that a hostile request starts is not to be run."""
    server = Server(tmp_path_factory.mktemp("hostile"), "--no-runner").start()
    server.aws("s3").create_bucket(Bucket="hostile-bucket")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def wire(server):
    wire = Wire(server.url)
    yield wire
    wire.connection.close()


@pytest.fixture
def standing(server, wire):
    standing = Standing(wire, MODELS)
    standing.build()
    pipelines = server.aws("codepipeline")

    def settled():
        executions = pipelines.list_pipeline_executions(pipelineName="hostile-pipeline")["pipelineExecutionSummaries"]
        return all(execution["status"] != "InProgress" for execution in executions)

    server.wait(settled, "the first execution to end for want of a source")
    return standing


def requests(model, operation, seen):
    """(body, whether it is CBOR) of every hostile request, but for those that ask to be held."""
    for body in bodies(model, operation, seen):
        if body.get("waitSeconds") != 7:
            yield json.dumps(body).encode(), False
    for body in texts(model, operation):
        yield body, False
    for body in cbor_bodies(model, operation):
        if b"waitSeconds\x1b" not in body:
            yield body, True


def judge(service, operation, answer):
    """What is wrong with an answer; None for a good one."""
    if "x-amzn-requestid" not in answer.headers:
        return "no request id"
    if answer.status == 200:
        return "it is supported now" if operation in UNSUPPORTED else None
    if answer.status != 400 and answer.code != "ConflictException":
        return "the status"
    if not answer.message:
        return "no message"
    if answer.code == "UnknownOperationException":
        return None if operation in UNSUPPORTED else "it is supported"
    declared = {*MODELS[service].operations[operation].get("errors", []), *COMMON[service]}
    if operation == "PlanDeployment":
        # It refuses what the deployment would be refused for.
        declared |= set(MODELS["codedeploy"].operations["CreateDeployment"]["errors"])
    known = answer.code in declared or (operation, answer.code) in UNDECLARED
    return None if known else "an undeclared exception"


@pytest.mark.parametrize("service", SERVICES)
def test_every_operation_refuses_what_is_wrong_and_changes_nothing(wire, standing, service):
    model, seen, number, faults = MODELS[service], set(), 0, []
    operations = sorted(model.operations, key=lambda name: name in STARTERS)
    before = standing.look(service)
    for operation in operations:
        accepted = 0
        for body, in_cbor in requests(model, operation, seen):
            number += 1
            if number % SHARE:
                continue
            answer = wire.send(model, operation, body, in_cbor)
            accepted += answer.status == 200
            fault = judge(service, operation, answer)
            if fault:
                faults.append((operation, fault, answer.status, answer.code, answer.message[:200], body[:300]))
            if answer.status == 200 and not operation.startswith(("Get", "List", "BatchGet")):
                standing.build()
        after = standing.look(service)
        if not accepted and operation not in STARTERS and after != before:
            faults.append((operation, "it changed something", before, after))
        before = after
    assert not faults, f"{len(faults)} faults, of which the first: {faults[:5]}"
    assert wire.dialled == 1, "the server closed the connection"
    assert number > 400


def test_an_answer_stays_in_proportion_to_its_request(wire, standing):
    stages = {"pipeline": {"name": "hostile-pipeline", "stages": [{}] * 200_000}}
    answer = wire.call(MODELS["codepipeline"], "CreatePipeline", stages)
    assert answer.code == "ValidationException" and answer.message.startswith("100 validation errors detected: ")
    assert len(answer.body) < 20_000


def test_nothing_that_a_client_sends_breaks_the_lines_of_the_log(server, wire, standing):
    for odd in ["first\nsecond", "\x1b[31mred", "nul\x00", "\u202egnp"]:
        assert wire.call(MODELS["hostcommand"], "PollHostCommand", {"HostIdentifier": odd}).status == 400
    log = server.process.log.read_text()
    stray = [line for line in log.splitlines() if not line.startswith("20")]
    assert not stray, stray[:3]
    assert not set(log) & {"\x00", "\x1b", "\u202e"}


NO_APPLICATION = ("codedeploy", "ApplicationDoesNotExistException", "No application found for name: no")
NO_GROUP = ("codedeploy", "DeploymentGroupDoesNotExistException", "No Deployment Group found for name: no")
NO_DEPLOYMENT = ("codedeploy", "DeploymentDoesNotExistException", None)
NO_PIPELINE = (
    "codepipeline",
    "PipelineNotFoundException",
    "Account '123456789012' does not have a pipeline with name 'no'",
)
NO_BUILD_ROW = ("codebuild", "ResourceNotFoundException", None)
GROUP_OF = {"applicationName": "hostile-app", "deploymentGroupName": "no"}
OTHER = {"revisionType": "S3", "s3Location": {"bucket": "none", "key": "k", "bundleType": "tar"}}
ARN = "arn:aws:{}:us-east-1:123456789012:{}"

# (service, exception, recorded text or None for one of our own), operation, input.
MISSING = [
    (NO_APPLICATION, "GetApplication", {"applicationName": "no"}),
    (NO_APPLICATION, "ListDeploymentGroups", {"applicationName": "no"}),
    (NO_APPLICATION, "ListApplicationRevisions", {"applicationName": "no"}),
    (NO_APPLICATION, "BatchGetDeploymentGroups", {"applicationName": "no", "deploymentGroupNames": ["no"]}),
    (NO_APPLICATION, "GetDeploymentGroup", {**GROUP_OF, "applicationName": "no"}),
    (
        ("codedeploy", "ApplicationDoesNotExistException", "Applications not found for 123456789012"),
        "BatchGetApplications",
        {"applicationNames": ["hostile-app", "no"]},
    ),
    (NO_GROUP, "GetDeploymentGroup", GROUP_OF),
    (NO_GROUP, "ListDeployments", GROUP_OF),
    (("codedeploy", "DeploymentConfigDoesNotExistException", None), "GetDeploymentConfig", {"deploymentConfigName": "no"}),
    (
        ("codedeploy", "RevisionDoesNotExistException", None),
        "GetApplicationRevision",
        {"applicationName": "hostile-app", "revision": OTHER},
    ),
    (NO_DEPLOYMENT, "GetDeployment", {"deploymentId": "d-ABCDEFGHI"}),
    (NO_DEPLOYMENT, "GetDeploymentTarget", {"deploymentId": "d-ABCDEFGHI", "targetId": "x"}),
    (NO_DEPLOYMENT, "ListDeploymentTargets", {"deploymentId": "d-ABCDEFGHI"}),
    (NO_DEPLOYMENT, "ListDeploymentInstances", {"deploymentId": "d-ABCDEFGHI"}),
    (("codedeploy", "InstanceNotRegisteredException", None), "GetOnPremisesInstance", {"instanceName": "no"}),
    # The operation declares no exception for what is not there.
    (
        ("codedeploy", "InvalidArnException", "No application found for name: no"),
        "ListTagsForResource",
        {"ResourceArn": ARN.format("codedeploy", "application:no")},
    ),
    (NO_PIPELINE, "GetPipeline", {"name": "no"}),
    (NO_PIPELINE, "GetPipelineState", {"name": "no"}),
    (NO_PIPELINE, "ListPipelineExecutions", {"pipelineName": "no"}),
    (NO_PIPELINE, "ListActionExecutions", {"pipelineName": "no"}),
    (NO_PIPELINE, "GetPipelineExecution", {"pipelineName": "no", "pipelineExecutionId": NOBODY}),
    (
        ("codepipeline", "PipelineVersionNotFoundException", None),
        "GetPipeline",
        {"name": "hostile-pipeline", "version": 999},
    ),
    (
        ("codepipeline", "PipelineExecutionNotFoundException", None),
        "GetPipelineExecution",
        {"pipelineName": "hostile-pipeline", "pipelineExecutionId": NOBODY},
    ),
    (
        ("codepipeline", "ResourceNotFoundException", None),
        "ListTagsForResource",
        {"resourceArn": ARN.format("codepipeline", "no")},
    ),
    (NO_BUILD_ROW, "ListBuildsForProject", {"projectName": "no"}),
    (NO_BUILD_ROW, "ListReportsForReportGroup", {"reportGroupArn": ARN.format("codebuild", "report-group/no")}),
    (NO_BUILD_ROW, "DescribeTestCases", {"reportArn": ARN.format("codebuild", f"report/no:{NOBODY}")}),
    (("hostcommand", "AccessDeniedException", None), "PollHostCommand", {"HostIdentifier": USER + "no"}),
    (("towline", "ResourceNotFoundException", None), "Explain", {"id": "no"}),
    (
        ("towline", "ResourceNotFoundException", f"Build no:{NOBODY} does not exist"),
        "GetLogLines",
        {"id": f"no:{NOBODY}"},
    ),
]


@pytest.mark.parametrize("what, operation, body", MISSING)
def test_what_is_not_there(wire, standing, what, operation, body):
    service, code, message = what
    answer = wire.call(MODELS[service], operation, body)
    assert (answer.status, answer.code) == (400, code), answer
    assert answer.message == message if message else any(str(value) in answer.message for value in named(body)), answer


def named(value):
    """Every scalar in a body: a free-form message names at least one of them."""
    if isinstance(value, dict):
        return [scalar for inner in value.values() for scalar in named(inner)]
    return [value]


def test_batches_leave_out_or_list_what_is_not_there(wire, standing):
    def ask(service, operation, **body):
        answer = wire.call(MODELS[service], operation, body)
        assert answer.status == 200, answer
        return json.loads(answer.body)

    assert ask("codedeploy", "BatchGetDeployments", deploymentIds=["d-ABCDEFGHI"])["deploymentsInfo"] == []
    groups = ask("codedeploy", "BatchGetDeploymentGroups", applicationName="hostile-app", deploymentGroupNames=["no"])
    assert groups["deploymentGroupsInfo"] == [] and "no" in groups["errorMessage"]
    assert ask("codebuild", "BatchGetProjects", names=["no"]) == {"projects": [], "projectsNotFound": ["no"]}
    build = f"no:{NOBODY}"
    assert ask("codebuild", "BatchGetBuilds", ids=[build]) == {"builds": [], "buildsNotFound": [build]}


TWICE = [
    ("codedeploy", "CreateApplication", None),
    ("codedeploy", "CreateDeploymentGroup", None),
    ("codedeploy", "CreateDeploymentConfig", None),
    ("codedeploy", "RegisterOnPremisesInstance", None),
    (
        "codepipeline",
        "CreatePipeline",
        "A pipeline with the name 'hostile-pipeline' already exists in account '123456789012'",
    ),
    ("codebuild", "CreateProject", f"Project already exists: {ARN.format('codebuild', 'project/hostile-project')}"),
    ("codebuild", "CreateReportGroup", None),
    ("towline", "CreateRepository", None),
]


@pytest.mark.parametrize("service, operation, message", TWICE)
def test_what_is_there_already(wire, standing, service, operation, message):
    [(body, code)] = [(body, code) for owner, name, body, code in BUILT if (owner, name) == (service, operation)]
    answer = wire.call(MODELS[service], operation, body)
    assert (answer.status, answer.code) == (400, code), answer
    assert answer.message == message if message else "hostile" in answer.message
