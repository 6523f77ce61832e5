"""A clock that can be moved: waits of minutes, hours and days end in their order, within moments."""

import contextlib
import threading
import uuid

import pytest
import urllib3
from support.fakeagent import FakeAgent
from support.server import ApiFailure, Server
from test_codebuild import Project, spec
from test_codepipeline import Pipeline, archive
from test_events import registered
from test_host_protocol import Fleet

MINUTE, HOUR, DAY = 60, 3600, 86400


class Movable(Server):
    """A server whose clock tests can move."""

    def __init__(self, directory, *options):
        super().__init__(directory, "--dev-clock", *options)

    def advance(self, seconds: int) -> float:
        """Moves it in as many calls as it takes; gives what it shows then."""
        while seconds:
            moved = self.towline("AdvanceClock", {"seconds": seconds})
            seconds = moved["remainingSeconds"]
        return moved["now"]

    def now(self) -> float:
        return self.towline("GetClock")["now"]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Movable(tmp_path_factory.mktemp("server"), "--no-runner").start()
    yield server
    server.stop()


@pytest.fixture
def pipeline(server):
    s3, name = server.aws("s3"), f"shop-{uuid.uuid4().hex[:8]}"
    for bucket in ("code", "artifacts", "site"):
        s3.create_bucket(Bucket=bucket)
    s3.put_bucket_versioning(Bucket="code", VersioningConfiguration={"Status": "Enabled"})
    s3.put_object(Bucket="code", Key="app.zip", Body=archive("hello"))
    return Pipeline(server, server.aws("codepipeline"), name)


def test_an_approval_times_out_after_seven_days(server, pipeline):
    pipeline.token(pipeline.first)
    server.advance(7 * DAY - HOUR)
    assert pipeline.execution(pipeline.first)["status"] == "InProgress"
    server.advance(2 * HOUR)
    assert pipeline.execution(pipeline.first)["status"] == "Failed"
    failed = [e for e in server.events() if e["kind"] == "action.failed"][-1]
    assert "timed out after 10080 minutes" in failed["detail"]["reason"]["detail"]
    started = [e for e in server.events() if e["kind"] == "action.approval-needed"][-1]
    assert abs(failed["at"] - started["at"] - 7 * DAY) < 1


def test_a_host_that_falls_silent_is_told_once_and_so_is_its_return(tmp_path):
    server = Movable(tmp_path, "--no-runner").start()
    quiet, busy = FakeAgent(server, "quiet"), FakeAgent(server, "busy")
    FakeAgent(server, "never")

    def told() -> list:
        kinds = registered("Watch")
        return [(e["kind"], e["subject"]) for e in server.events() if e["kind"] in kinds]

    def poll(agent):
        # Held until it is given up; what counts is that the server has heard it.
        with pytest.raises(urllib3.exceptions.ReadTimeoutError):
            agent.call("PollHostCommand", timeout=0.5, HostIdentifier=agent.arn)

    try:
        poll(quiet)
        server.advance(4 * MINUTE)
        poll(busy)
        assert told() == []
        server.advance(MINUTE + 5)
        silent = ("host.silent", "quiet")
        assert told() == [silent]
        event = next(e for e in server.events() if e["kind"] == "host.silent")
        assert "silent since" in event["detail"]["reason"]["detail"]
        assert 5 * MINUTE <= event["at"] - event["detail"]["lastContact"] / 1000 < 5 * MINUTE + 1
        hosts = {host["name"]: host for host in server.towline("ListHosts")["hosts"]}
        assert [hosts[name]["silent"] for name in ("quiet", "busy", "never")] == [True, False, False]
        server.restart()
        server.advance(4 * MINUTE)
        assert told() == [silent], "not again, and the other one may still be on its way"
        poll(quiet)
        back = ("host.returned", "quiet")
        server.wait(lambda: told() == [silent, back], "the return")
        poll(busy)
        server.advance(2 * HOUR)
        server.restart()
        server.advance(MINUTE)
        assert sorted(told()[2:]) == [("host.silent", "busy"), silent]
        before = server.events()[-1]["seq"]
        poll(busy)
        server.wait(lambda: len(told()) == 5, "the return")
        assert {kind for kind, _ in told()} == registered("Watch"), "all kinds of which a clock is needed"
        poll(busy)
        assert [e["kind"] for e in server.events(before)] == ["host.returned"], "polls write nothing"
    finally:
        server.stop()


def test_a_silent_agent_has_five_minutes(server):
    fleet = Fleet(server, 1)
    deployment = fleet.start()
    server.advance(5 * MINUTE - 5)
    assert fleet.info(deployment)["status"] == "InProgress"
    server.advance(10)
    assert fleet.info(deployment)["status"] == "Failed"
    event = fleet.target(deployment, fleet.agents[0])["lifecycleEvents"][0]
    assert "CodeDeploy agent" in event["diagnostics"]["message"]


def hold_a_poll(agent):
    """Waits for a command that never comes, until the server stops."""
    with contextlib.suppress(ApiFailure):
        agent.poll()


def test_a_script_has_an_hour_on_a_host_that_is_there_and_its_time_to_come_back_on_one_that_is_gone(server):
    for present, after_an_hour in [(True, "Failed"), (False, "InProgress")]:
        fleet = Fleet(server, 1)
        agent = fleet.agents[0]
        deployment = fleet.start()
        assert agent.acknowledge(agent.poll()) == "InProgress"
        if present:
            threading.Thread(target=hold_a_poll, args=(agent,), daemon=True).start()
        server.advance(HOUR + 5)
        assert fleet.info(deployment)["status"] == after_an_hour, f"present: {present}"
        server.advance(10 * MINUTE)
        event = fleet.target(deployment, agent)["lifecycleEvents"][0]
        code = "ScriptTimedOut" if present else "UnknownError"
        assert event["diagnostics"]["errorCode"] == code


def test_a_build_that_no_runner_takes_times_out(server):
    project = Project(server, f"late-{uuid.uuid4().hex[:8]}", queuedTimeoutInMinutes=5)
    build = project.start()
    server.advance(5 * MINUTE - 5)
    assert project.get(build)["buildStatus"] == "IN_PROGRESS"
    server.advance(10)
    assert project.get(build)["buildStatus"] == "TIMED_OUT"


def test_waits_end_in_the_order_of_their_deadlines(server):
    first, last = (Project(server, f"p{n}-{uuid.uuid4().hex[:8]}", queuedTimeoutInMinutes=n) for n in (6, 8))
    later, sooner = last.start(), first.start()
    fleet = Fleet(server, 1)
    deployment = fleet.start()
    seen = server.towline("ListEvents", {"limit": 1})["last"]
    server.advance(DAY)
    ends = ["build.timed-out", "deployment.failed"]
    told = [event for event in server.events(seen) if event["kind"] in ends]
    assert [event["subject"] for event in told] == [deployment, sooner, later]
    times = [event["at"] for event in told]
    assert times == sorted(times)


def test_a_join_token_ends_by_the_clock_and_signatures_do_not(server):
    token = server.towline("CreateJoinToken", {"ttlSeconds": 60})["token"].split(".")
    server.advance(2 * MINUTE)
    with pytest.raises(ApiFailure) as refused:
        server.towline("JoinHost", {"name": "late"}, token[1], token[2])
    assert refused.value.code == "ExpiredTokenException"
    # Days ahead of every client by now, and still on terms with all of them.
    assert server.aws("s3").list_buckets()["Buckets"] is not None


def test_a_runner_that_works_keeps_its_build(tmp_path):
    server = Movable(tmp_path).start()
    try:
        project = Project(server, "steady", source={
            "type": "NO_SOURCE",
            "buildspec": spec(build={"commands": ["sleep 4"]}),
        })
        build = project.start()
        server.wait(lambda: project.get(build)["currentPhase"] == "BUILD", "the command to run")
        server.advance(30 * MINUTE)
        assert project.ended(build)["buildStatus"] == "SUCCEEDED"
        assert "build.lease-lost" not in {event["kind"] for event in server.events()}
    finally:
        server.stop()


def test_time_goes_on_over_a_restart_and_never_back(tmp_path, towline):
    server = Movable(tmp_path, "--no-runner").start()
    try:
        reached = server.advance(3 * DAY)
        assert server.restart().now() >= reached
        plain = [option for option in server.process.command if option != "--dev-clock"]
        server.stop()
        refused = towline(*plain[1:], expect=2).stderr
        assert "72 hours ahead" in refused and "--dev-clock" in refused
    finally:
        server.stop()


def test_what_cannot_be_moved_is_named(server, fresh_server):
    for seconds in (0, -5, 10**12):
        with pytest.raises(ApiFailure) as refused:
            server.towline("AdvanceClock", {"seconds": seconds})
        assert refused.value.code == "ValidationException"
    with pytest.raises(ApiFailure) as refused:
        fresh_server("--no-runner").towline("AdvanceClock", {"seconds": 5})
    assert refused.value.code == "ClockNotMovableException"
    assert "--dev-clock" in refused.value.message


def test_the_command_moves_the_clock_and_says_what_happened(server, towline):
    project = Project(server, f"cli-{uuid.uuid4().hex[:8]}", queuedTimeoutInMinutes=5)
    build = project.start()
    data = ["--data", server.data]
    before = towline("clock", *data).stdout
    lines = towline("clock", "advance", "1h", *data).stdout.splitlines()
    assert any("build.timed-out" in line and build in line for line in lines)
    assert lines[-1].endswith("waits ended") and towline("clock", *data).stdout > before
    for nonsense in ("-5h", "soon", "24"):
        assert "length of time" in towline("clock", "advance", nonsense, *data, expect=2).stderr
