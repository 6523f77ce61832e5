"""The event stream: what it tells, to whom, in whose words, and that restarts lose nothing."""

import json
import re
import subprocess
import threading
from pathlib import Path

import pytest
import urllib3
from support.processes import WORKSPACE, Process, binary, clean_environment
from support.server import ApiFailure
from support.stream import blocks, events, open_stream
from test_codebuild import Project, spec
from test_host_protocol import EVENTS, Fleet


@pytest.fixture(scope="module")
def story(server):
    """A deployment that succeeded and one that failed."""
    fleet = Fleet(server, 1)
    good = fleet.start()
    fleet.agents[0].serve(len(EVENTS))
    fleet.agents[0].fail["Install"] = {"error_code": 4, "message": "exit code 7"}
    bad = fleet.start("two.zip")
    fleet.agents[0].serve(4)
    return fleet, good, bad


def test_a_stream_has_numbers_kinds_and_documents(server, story):
    _, good, _ = story
    block = next(block for block in blocks(open_stream(server, subject=good)) if "data" in block)
    event = json.loads(block["data"])
    assert block["event"] == event["kind"] == "deployment.created"
    assert int(block["id"]) == event["seq"] and event["subject"] == good
    assert event["detail"]["from"] is None and event["detail"]["to"] == "Created"


def test_filters_and_places_to_begin(server, story):
    fleet, good, bad = story
    all_events = events(server)
    assert [e["seq"] for e in all_events] == [e["seq"] for e in server.events()]
    kinds = {e["kind"] for e in events(server, kind="target.", application=fleet.name)}
    assert kinds == {"target.started", "target.lifecycle-event", "target.succeeded", "target.failed"}
    host = fleet.agents[0].name
    assert {e["subject"] for e in events(server, host=host)} == {host, good, bad}
    assert events(server, deploymentGroup="nobody") == []
    middle = all_events[len(all_events) // 2]["seq"]
    assert events(server, after=middle) == events(server, last=middle) == [e for e in all_events if e["seq"] > middle]
    assert events(server, age=3600) == all_events
    assert events(server, age=0) == []


def test_every_failure_says_why(server, story):
    _, _, bad = story
    told = {e["kind"]: e["detail"] for e in events(server, subject=bad)}
    assert told["target.lifecycle-event"]["to"] == "Failed"
    assert "exit code 7" in told["target.failed"]["reason"]["detail"]
    assert told["target.failed"]["skippedEvents"] == EVENTS[4:]
    failed = told["deployment.failed"]
    assert (failed["from"], failed["to"]) == ("InProgress", "Failed") and failed["reason"]["detail"]


def test_in_the_shape_of_event_bridge(server, story):
    fleet, good, bad = story
    seen = [e for e in events(server, subject=bad, format="eventbridge") if e["source"] == "aws.codedeploy"]
    states = [(e["detail-type"].split()[1], e["detail"]["state"]) for e in seen]
    assert states == [
        ("Deployment", "START"),
        ("Instance", "START"),
        ("Instance", "FAILURE"),
        ("Deployment", "FAILURE"),
    ]
    last = seen[-1]
    assert last["detail-type"] == "CodeDeploy Deployment State-change Notification"
    arn = "arn:aws:codedeploy:us-east-1:123456789012"
    assert last["resources"] == [f"{arn}:application:{fleet.name}", f"{arn}:deploymentgroup:{fleet.name}/web"]
    assert last["detail"]["deploymentId"] == bad and last["account"] == "123456789012"
    group = fleet.deploy.get_deployment_group(**fleet.names)["deploymentGroupInfo"]
    assert last["detail"]["instanceGroupId"] == group["deploymentGroupId"]


@pytest.mark.parametrize(
    "query, code, words",
    [
        ({"after": 10**9}, "EventNotFoundException", "the newest one is"),
        ({"last": 10**9}, "EventNotFoundException", "older backup"),
        ({"after": "x"}, "ValidationException", "`x` is not the number"),
        ({"colour": "red"}, "ValidationException", "`colour` is not known"),
        ({"key": "AKIANOBODY0000000000"}, "UnrecognizedClientException", "security token"),
    ],
)
def test_what_cannot_be_told_is_named(server, query, code, words):
    with pytest.raises(ApiFailure) as refused:
        open_stream(server, **query)
    assert refused.value.code == code and words in refused.value.message


def test_only_an_admin_may_listen(server, story):
    agent = story[0].agents[0]
    with pytest.raises(ApiFailure) as refused:
        open_stream(server, key=agent.key, secret=agent.secret)
    assert refused.value.code == "AccessDeniedException"


class Listener(threading.Thread):
    """Follows the stream and comes back with Last-Event-ID whenever it breaks off."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.server, self.numbers, self.breaks, self.goal = server, [], 0, threading.Event()
        self.last = 0

    def run(self):
        while not self.goal.is_set():
            try:
                for block in blocks(open_stream(self.server, self.last)):
                    self.last = int(block["id"])
                    if "data" in block:
                        self.numbers.append(self.last)
                        if "the-end" in block["data"]:
                            self.goal.set()
                            return
            except (OSError, urllib3.exceptions.HTTPError):
                pass
            self.breaks += 1


def test_nothing_is_lost_or_doubled_when_the_server_is_killed_under_load(fresh_server):
    server = fresh_server("--no-runner")
    listener = Listener(server)
    listener.start()
    for round in range(4):
        for number in range(25):
            server.towline("CreateRepository", {"name": f"r{round}-{number}"})
        server.restart()
    server.towline("CreateRepository", {"name": "the-end"})
    assert listener.goal.wait(30), "the last event came through"
    assert listener.breaks >= 4
    assert listener.numbers == [event["seq"] for event in server.events()]


def test_a_stream_ends_with_the_server(fresh_server):
    server = fresh_server("--no-runner")
    answer = open_stream(server)
    told = blocks(answer)
    assert next(told) == {"id": "0"}
    server.stop()
    assert [block for block in told if "data" in block] == []


def test_the_command_prints_a_line_or_a_document_per_event(server, story, towline):
    _, _, bad = story
    data = ["--data", server.data]
    lines = towline("events", *data, "--subject", bad).stdout.splitlines()
    assert len(lines) == len(events(server, subject=bad))
    assert re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}Z  deployment.created +d-", lines[0])
    assert any("Install Failed: exit code 7" in line for line in lines)
    documents = towline("events", *data, "--subject", bad, "--json").stdout.splitlines()
    assert [json.loads(line) for line in documents] == events(server, subject=bad)
    bridge = towline("events", *data, "--subject", bad, "--eventbridge", "--since", "1h").stdout
    assert json.loads(bridge.splitlines()[0])["detail-type"]
    assert "not exist" in towline("events", *data, "--since", "999999999", expect=1).stderr
    towline("events", *data, "--since", "yesterday", expect=2)


def test_a_follower_outlives_a_restart(fresh_server, tmp_path):
    server = fresh_server("--no-runner")
    command = [binary(), "events", "--follow", "--since", "0", "--data", str(server.data)]
    follower = Process("towline events", command, tmp_path / "follow.log", clean_environment(tmp_path)).start()
    try:
        server.towline("CreateRepository", {"name": "before"})
        assert "before" in follower.line()
        server.restart()
        server.towline("CreateRepository", {"name": "after"})
        assert "after" in follower.line()
    finally:
        follower.kill()


def registered(maker: str) -> set:
    """The kinds of events in the list that the server is built with."""
    text = (WORKSPACE / "crates/core/src/event/kinds.rs").read_text()
    return set(re.findall(rf'kind\("([^"]+)", {maker},', text))


def test_every_operation_tells_what_it_did(fresh_server, tmp_path):
    server = fresh_server()
    deploy, s3, codebuild = server.aws("codedeploy"), server.aws("s3"), server.aws("codebuild")
    server.towline("CreateJoinToken", {})
    fleet = Fleet(server, 1)
    agent = fleet.agents[0]
    fleet.start()
    command = agent.poll()
    agent.acknowledge(command)
    output = {"hostCommandIdentifier": command["HostCommandIdentifier"], "offset": 0, "lines": ["hello"]}
    server.towline("PutHostOutput", output, agent.key, agent.secret)
    deploy.register_application_revision(applicationName=fleet.name, revision=fleet.revision("three.zip"))
    deploy.update_deployment_group(
        applicationName=fleet.name, currentDeploymentGroupName="web", newDeploymentGroupName="app"
    )
    deploy.delete_deployment_group(applicationName=fleet.name, deploymentGroupName="app")
    deploy.update_application(applicationName=fleet.name, newApplicationName="renamed")
    deploy.delete_application(applicationName="renamed")
    minimum = {"type": "HOST_COUNT", "value": 1}
    deploy.create_deployment_config(deploymentConfigName="own", minimumHealthyHosts=minimum)
    deploy.delete_deployment_config(deploymentConfigName="own")
    user = "arn:aws:iam::123456789012:user/ann"
    deploy.register_on_premises_instance(instanceName="box", iamUserArn=user)
    tags = [{"Key": "a", "Value": "b"}]
    deploy.add_tags_to_on_premises_instances(instanceNames=["box"], tags=tags)
    deploy.deregister_on_premises_instance(instanceName="box")
    s3.create_bucket(Bucket="gone")
    s3.put_object(Bucket="gone", Key="k", Body=b"")
    s3.delete_object(Bucket="gone", Key="k")
    s3.delete_bucket(Bucket="gone")
    made = codebuild.create_report_group(name="own", type="TEST", exportConfig={"exportConfigType": "NO_EXPORT"})
    codebuild.update_report_group(arn=made["reportGroup"]["arn"], exportConfig={"exportConfigType": "NO_EXPORT"})
    codebuild.delete_report_group(arn=made["reportGroup"]["arn"])
    suite = '<testsuite name="s"><testcase name="c" classname="k"/></testsuite>'
    written = spec(
        build={"commands": [f"echo '{suite}' > junit.xml"]},
        reports={"unit": {"files": ["junit.xml"], "file-format": "JUNITXML"}},
    )
    project = Project(server, "told", source={"type": "NO_SOURCE", "buildspec": written})
    assert project.ended(project.start())["buildStatus"] == "SUCCEEDED"
    codebuild.update_project(name="told", description="changed")
    codebuild.delete_project(name="told")
    push(server, tmp_path)
    seen = {event["kind"] for event in server.events()}
    assert registered("Server") - seen == set()
    everything = set().union(*(registered(maker) for maker in ["Deployment", "Pipeline", "Build", "Server", "Watch", "Restore"]))
    assert seen - everything == set()


def push(server, directory: Path):
    """A commit in a new repository."""
    work = directory / "work"
    server.towline("CreateRepository", {"name": "shop"})
    environment = clean_environment(directory) | {"GIT_CONFIG_NOSYSTEM": "1"}
    address = server.url.replace("://", "://AKIATOWLINETESTROOT1:towline-test-root-secret-key-0123456789ab@")
    identity = ["-c", "user.name=a", "-c", "user.email=a@b"]
    for arguments in [
        ["init", "-q", "-b", "main", str(work)],
        ["-C", str(work), *identity, "commit", "-q", "--allow-empty", "-m", "one"],
        ["-C", str(work), "push", "-q", f"{address}/git/shop", "main"],
    ]:
        subprocess.run(["git", *arguments], env=environment, check=True, capture_output=True)
