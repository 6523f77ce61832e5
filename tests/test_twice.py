"""What agents and runners tell is told again whenever an answer is lost: a table of all their
operations, each made twice. The second time changes nothing that anybody can see."""

import json
from pathlib import Path

import pytest
from support.fakeagent import FakeAgent
from support.server import ApiFailure, Server
from test_codebuild import Project
from test_host_protocol import Fleet

MODELS = Path(__file__).resolve().parents[1] / "crates/api/models"


def operations(model: str, *members: str) -> set:
    """The operations whose request has one of these members; all of them when none is named."""
    model = json.loads((MODELS / f"{model}.json").read_text())
    inputs = {name: model["shapes"][operation["input"]]["members"] for name, operation in model["operations"].items()}
    return {name for name, found in inputs.items() if not members or found.keys() & set(members)}


def answer(call, *args, **kwargs):
    """What a call says; a refusal by its name."""
    try:
        return call(*args, **kwargs)
    except ApiFailure as failure:
        assert failure.status == 400, failure
        return failure.code


# Runners: the operations of a build with their requests, in order.

LOST = "LeaseLostException"
CASE = {"name": "adds", "status": "SUCCEEDED", "prefix": "", "suite": "sums", "durationInNanoSeconds": 1, "message": ""}
REPORT = {"group": "checks", "status": "SUCCEEDED", "total": 1, "counts": [1, 0, 0, 0, 0], "durationInNanoSeconds": 1}
PHASES = ["PROVISIONING", "DOWNLOAD_SOURCE", "INSTALL", "PRE_BUILD", "BUILD", "POST_BUILD", "UPLOAD_ARTIFACTS"]


def phase(name: str, status: str) -> tuple:
    return "PutBuildPhase", {"phase": name, "status": status, "statusCode": "", "message": f"{name} {status}"}


BUILD = [
    ("RenewLease", {"waitSeconds": 0}),
    *[phase(name, status) for name in PHASES for status in ("IN_PROGRESS", "SUCCEEDED")],
    ("PutBuildLog", {"offset": 0, "lines": ["one", "two"]}),
    ("PutBuildLog", {"offset": 2, "lines": ["three"]}),
    ("PutBuildReport", {**REPORT, "offset": 0, "testCases": [CASE]}),
    ("CompleteBuild", {"exportedVariables": [{"name": "TAG", "value": "v7"}]}),
]


class Runner:
    """A runner whose every word is scripted."""

    def __init__(self, server, name: str):
        self.server, self.project = server, Project(server, name)
        self.begun = server.towline("ListEvents", {"limit": 1})["last"]
        self.build = self.project.start()
        self.lease()

    def lease(self):
        job = self.server.towline("LeaseBuild", {"runnerName": "scripted", "waitSeconds": 20})["job"]
        assert job["buildId"] == self.build
        self.token = job["leaseToken"]

    def tell(self, operation: str, request: dict):
        body = {"buildId": self.build, "leaseToken": self.token, **request}
        return answer(self.server.towline, operation, body)

    def seen(self) -> tuple:
        """Everything about the build that anybody can see."""
        build = self.project.get(self.build)
        log = self.server.towline("GetLogLines", {"id": self.build})
        reports = [
            (report, self.project.codebuild.describe_test_cases(reportArn=report["arn"])["testCases"])
            for report in self.project.codebuild.batch_get_reports(reportArns=build["reportArns"])["reports"]
        ] if build.get("reportArns") else []  # fmt: skip
        return build, log, reports, [event for event in self.server.events(self.begun) if event["subject"] == self.build]


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """A server whose builds are for scripted runners."""
    server = Server(tmp_path_factory.mktemp("alone"), "--no-runner").start()
    yield server
    server.stop()


def test_everything_that_a_runner_tells_can_be_told_twice(alone):
    runner = Runner(alone, "twice")
    again = alone.towline("LeaseBuild", {"runnerName": "scripted", "waitSeconds": 0})
    assert again == {}, "a build that is leased is not leased again"
    for operation, request in BUILD:
        first = runner.tell(operation, request)
        assert isinstance(first, dict), f"{operation} {request}: {first}"
        seen = runner.seen()
        assert runner.tell(operation, request) == first, (operation, request)
        assert runner.seen() == seen, (operation, request)
    assert runner.project.get(runner.build)["buildStatus"] == "SUCCEEDED"


def test_a_build_given_back_twice_is_given_back_once(alone):
    runner = Runner(alone, "given-back")
    assert runner.tell("ReleaseBuild", {}) == {}
    seen = runner.seen()
    assert runner.tell("ReleaseBuild", {}) == LOST
    assert runner.seen() == seen
    old = runner.token
    runner.lease()
    seen, new, runner.token = runner.seen(), runner.token, old
    for operation, request in [("ReleaseBuild", {}), *BUILD]:
        said = runner.tell(operation, request)
        assert said == ({"stop": True} if operation == "RenewLease" else LOST), operation
    assert runner.seen() == seen, "a runner that lost the build changes nothing"
    runner.token = new
    assert runner.tell("CompleteBuild", {}) == {}


def test_the_table_of_runners_holds_every_operation_with_a_lease():
    tested = {operation for operation, _ in BUILD} | {"ReleaseBuild"}
    assert tested == operations("towline", "leaseToken")


# Hosts


class Host:
    """One host of a deployment of its own; `command` is what it was handed out last."""

    def __init__(self, server):
        self.server, self.fleet = server, Fleet(server, 1)
        self.begun = server.towline("ListEvents", {"limit": 1})["last"]
        self.agent, self.deployment = self.fleet.agents[0], self.fleet.start()
        self.command = self.agent.poll()

    def tell(self, operation: str, request: dict):
        command = {"HostCommandIdentifier": self.command["HostCommandIdentifier"]}
        if operation == "PutHostOutput":
            body = {"hostCommandIdentifier": self.command["HostCommandIdentifier"], **request}
            return answer(self.server.towline, operation, body, self.agent.key, self.agent.secret)
        if operation == "GetDeploymentSpecification":
            execution = {"DeploymentExecutionId": self.command["DeploymentExecutionId"]}
            request = {**execution, "HostIdentifier": self.agent.arn}
            command = {}
        said = answer(self.agent.call, operation, **command, **request)
        if operation == "GetDeploymentSpecification":
            return self.agent.specification(self.command)  # signed anew each time
        return said

    def seen(self) -> tuple:
        events = [event for event in self.server.events(self.begun) if event["subject"] == self.deployment]
        return self.fleet.info(self.deployment), self.fleet.target(self.deployment, self.agent), events


def diagnostics(**payload) -> dict:
    return {"Diagnostics": {"Format": "JSON", "Payload": json.dumps(payload)}}


DONE = diagnostics(error_code=0, script_name="", message="Succeeded", log="")
FAILED = diagnostics(error_code=4, script_name="a.sh", message="exit code 7", log="[stderr]no\n")
RUN, DROP = {"CommandStatus": "InProgress"}, {"CommandStatus": "Succeeded"}

# What a host says about one command, in order; then about the next one.
COMMANDS = [
    [
        ("GetDeploymentSpecification", {}),
        ("PutHostCommandAcknowledgement", diagnostics(IsCommandNoop=True)),
    ],
    [
        ("PutHostCommandAcknowledgement", diagnostics(IsCommandNoop=False)),
        ("PostHostCommandUpdate", {}),
        ("PutHostOutput", {"offset": 0, "lines": ["one", "two"]}),
        ("PutHostOutput", {"offset": 2, "lines": ["three"]}),
        ("PutHostCommandComplete", {"CommandStatus": "Succeeded", **DONE}),
    ],
    [
        ("PutHostCommandAcknowledgement", diagnostics(IsCommandNoop=False)),
        ("PutHostCommandComplete", {"CommandStatus": "Failed", **FAILED}),
    ],
]


def test_everything_that_a_host_tells_can_be_told_twice(alone):
    host = Host(alone)
    for number, told in enumerate(COMMANDS):
        if number:
            host.command = host.agent.poll()
        for operation, request in told:
            first = host.tell(operation, request)
            assert isinstance(first, dict), f"{operation} {request}: {first}"
            seen = host.seen()
            assert host.tell(operation, request) == first, (operation, request)
            assert host.seen() == seen, (operation, request)
    info = host.fleet.info(host.deployment)
    assert (info["status"], info["errorInformation"]["code"]) == ("Failed", "HEALTH_CONSTRAINTS")


def test_a_result_and_its_opposite_are_the_first_result(alone):
    for first, second in (("Succeeded", "Failed"), ("Failed", "Succeeded")):
        host = Host(alone)
        payload = {"Succeeded": DONE, "Failed": FAILED}
        host.tell("PutHostCommandAcknowledgement", diagnostics(IsCommandNoop=False))
        host.tell("PutHostCommandComplete", {"CommandStatus": first, **payload[first]})
        seen = host.seen()
        host.tell("PutHostCommandComplete", {"CommandStatus": second, **payload[second]})
        host.tell("PutHostCommandAcknowledgement", diagnostics(IsCommandNoop=True))
        assert host.seen() == seen


def test_joining_twice_leaves_one_host_with_the_last_key(alone):
    host = FakeAgent(alone, "joins-twice", role="web")
    old = host.key, host.secret
    host.join(role="web")
    deploy = alone.aws("codedeploy")
    assert deploy.list_on_premises_instances()["instanceNames"].count("joins-twice") == 1
    tags = deploy.get_on_premises_instance(instanceName="joins-twice")["instanceInfo"]["tags"]
    assert tags == [{"Key": "role", "Value": "web"}]
    host.key, host.secret = old
    assert answer(host.poll) == "UnrecognizedClientException"


def test_the_table_of_hosts_holds_every_operation_of_theirs():
    tested = {operation for told in COMMANDS for operation, _ in told}
    assert tested == operations("hostcommand") - {"PollHostCommand"} | operations("towline", "hostCommandIdentifier")
