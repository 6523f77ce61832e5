"""The host-agent API, driven by an agent whose every answer is scripted."""

import itertools
import threading
import time

import pytest
from botocore.exceptions import ClientError
from support.fakeagent import EVENTS, FakeAgent
from support.server import ApiFailure

ROLE = "arn:aws:iam::123456789012:role/CodeDeploy"
_numbers = itertools.count(1)


class Fleet:
    """An application with one group, its hosts, and the calls a test needs."""

    def __init__(self, server, hosts: int, config="AllAtOnce", **settings):
        number = next(_numbers)
        self.server, self.deploy, self.name = server, server.aws("codedeploy"), f"fleet-{number}"
        self.agents = [FakeAgent(server, f"fake-{number}-{n}", fleet=str(number)) for n in range(hosts)]
        self.names = {"applicationName": self.name, "deploymentGroupName": "web"}
        self.deploy.create_application(applicationName=self.name)
        self.deploy.create_deployment_group(
            **self.names,
            serviceRoleArn=ROLE,
            deploymentConfigName=f"CodeDeployDefault.{config}",
            onPremisesInstanceTagFilters=[{"Key": "fleet", "Value": str(number), "Type": "KEY_AND_VALUE"}],
            **settings,
        )
        s3 = server.aws("s3")
        if "bundles" not in [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]:
            s3.create_bucket(Bucket="bundles")

    def revision(self, key: str) -> dict:
        self.server.aws("s3").put_object(Bucket="bundles", Key=key, Body=b"bundle")
        return {"revisionType": "S3", "s3Location": {"bucket": "bundles", "key": key, "bundleType": "zip"}}

    def start(self, key="one.zip", **options) -> str:
        return self.deploy.create_deployment(**self.names, revision=self.revision(key), **options)["deploymentId"]

    def info(self, deployment: str) -> dict:
        return self.deploy.get_deployment(deploymentId=deployment)["deploymentInfo"]

    def target(self, deployment: str, agent: FakeAgent) -> dict:
        answer = self.deploy.get_deployment_target(deploymentId=deployment, targetId=agent.name)
        return answer["deploymentTarget"]["instanceTarget"]


@pytest.fixture
def fleet(server):
    return lambda hosts=1, **settings: Fleet(server, hosts, **settings)


def test_a_deployment_runs_the_events_in_order(fleet):
    fleet = fleet()
    deployment = fleet.start()
    agent = fleet.agents[0]
    assert fleet.info(deployment)["status"] == "InProgress"
    assert fleet.target(deployment, agent)["lifecycleEvents"][0]["status"] == "Pending"
    assert agent.serve(7) == EVENTS
    info = fleet.info(deployment)
    assert info["status"] == "Succeeded"
    assert info["deploymentOverview"]["Succeeded"] == 1
    target = fleet.target(deployment, agent)
    assert target["status"] == "Succeeded"
    assert target["lifecycleEvents"][3]["diagnostics"] == {
        "errorCode": "Success",
        "scriptName": "",
        "message": "Succeeded",
        "logTail": "",
    }
    shown = fleet.deploy.get_deployment_group(**fleet.names)["deploymentGroupInfo"]
    assert shown["targetRevision"]["s3Location"]["key"] == "one.zip"
    assert shown["lastSuccessfulDeployment"]["deploymentId"] == deployment
    fleet.deploy.get_waiter("deployment_successful").wait(deploymentId=deployment)


def test_the_specification_says_what_to_install(fleet):
    fleet = fleet()
    deployment = fleet.start(fileExistsBehavior="OVERWRITE")
    agent = fleet.agents[0]
    command = agent.poll()
    said = agent.specification(command)
    assert said["DeploymentId"] == deployment
    assert said["ApplicationName"] == fleet.name
    assert said["Revision"]["S3Revision"] == {"Bucket": "bundles", "Key": "one.zip", "BundleType": "zip"}
    assert said["AgentActionOverrides"]["AgentOverrides"]["FileExistsBehavior"] == "OVERWRITE"
    assert "AllPossibleLifecycleEvents" not in said


def test_a_held_poll_answers_within_milliseconds(fleet):
    fleet = fleet()
    agent, found = fleet.agents[0], []
    polling = threading.Thread(target=lambda: found.append((agent.poll(), time.monotonic())))
    polling.start()
    fleet.start()
    started = time.monotonic()
    polling.join(timeout=10)
    command, at = found[0]
    assert command["CommandName"] == "ApplicationStop"
    assert at - started < 1


def test_a_command_is_offered_until_one_handing_out_acknowledges_it(fresh_server):
    server = fresh_server("--no-runner")
    fleet = Fleet(server, 1)
    deployment = fleet.start()
    agent = fleet.agents[0]
    late, command = agent.poll(), agent.poll()
    assert late["CommandName"] == command["CommandName"]
    assert late["HostCommandIdentifier"] != command["HostCommandIdentifier"], "handing-outs are told apart"
    assert agent.acknowledge(command) == "InProgress"
    assert agent.acknowledge(late) == "Succeeded", "another handing-out is dropped"
    assert agent.acknowledge(command) == "InProgress", "the first answer may have been lost"
    server.restart()
    assert agent.acknowledge(command) == "InProgress"
    assert agent.acknowledge(late) == "Succeeded"
    agent.complete(command)
    assert agent.acknowledge(command) == "Succeeded"
    assert agent.serve(6) == EVENTS[1:]
    assert fleet.info(deployment)["status"] == "Succeeded"


def test_the_first_completion_counts(fleet):
    fleet = fleet()
    deployment = fleet.start()
    agent = fleet.agents[0]
    command = agent.serve_one()
    agent.complete(command, "Failed", error_code=5, message="late")
    events = fleet.target(deployment, agent)["lifecycleEvents"]
    assert events[0]["status"] == "Succeeded"
    assert agent.poll()["CommandName"] == "DownloadBundle"


def test_only_the_handing_out_that_has_the_command_ends_it(fresh_server):
    """Its double fails to read the specification and says so: once more than a stock agent would."""
    server = fresh_server("--no-runner")
    fleet = Fleet(server, 1)
    deployment = fleet.start()
    agent = fleet.agents[0]
    late, command = agent.poll(), agent.poll()
    assert agent.acknowledge(command) == "InProgress"
    assert agent.complete(late, "Failed", error_code=5, message="no specification") == {}, "or it says it again"
    assert agent.complete(late) == {}
    server.restart()
    assert agent.complete(late, "Failed", error_code=5, message="no specification") == {}
    assert fleet.target(deployment, agent)["lifecycleEvents"][0]["status"] == "InProgress"
    agent.complete(command)
    assert fleet.target(deployment, agent)["lifecycleEvents"][0]["status"] == "Succeeded"
    assert agent.serve(6) == EVENTS[1:]
    assert fleet.info(deployment)["status"] == "Succeeded"


def test_a_failure_before_the_acknowledgement_is_accepted(fleet):
    fleet = fleet()
    deployment = fleet.start()
    agent = fleet.agents[0]
    agent.complete(
        agent.poll(), "Failed", error_code=4, script_name="a.sh", message="exit code 7", log="[stderr]no\n"
    )
    assert fleet.info(deployment)["errorInformation"]["code"] == "HEALTH_CONSTRAINTS"
    event = fleet.target(deployment, agent)["lifecycleEvents"][0]
    assert event["diagnostics"] == {
        "errorCode": "ScriptFailed",
        "scriptName": "a.sh",
        "message": "exit code 7",
        "logTail": "[stderr]no\n",
    }
    skipped = fleet.target(deployment, agent)["lifecycleEvents"][1]
    assert skipped["status"] == "Skipped" and "startTime" not in skipped


def test_a_no_op_is_done_at_the_acknowledgement(fleet):
    fleet = fleet()
    fleet.start()
    agent = fleet.agents[0]
    assert agent.acknowledge(agent.poll(), noop=True) == "Succeeded"
    assert agent.poll()["CommandName"] == "DownloadBundle"


def test_one_at_a_time_takes_the_next_host_after_the_first(fleet):
    fleet = fleet(2, config="OneAtATime")
    deployment = fleet.start()
    first, second = fleet.agents
    overview = fleet.info(deployment)["deploymentOverview"]
    assert (overview["InProgress"], overview["Pending"]) == (1, 1)
    first.serve(7)
    second.serve(7)
    assert fleet.info(deployment)["status"] == "Succeeded"


def test_one_active_deployment_per_group(fleet):
    fleet = fleet()
    deployment = fleet.start()
    with pytest.raises(ClientError) as error:
        fleet.start()
    assert error.value.response["Error"] == {
        "Code": "DeploymentLimitExceededException",
        "Message": f"The Deployment Group 'web' already has an active Deployment '{deployment}'",
    }


def test_stop_is_pending_while_a_script_runs(fleet):
    fleet = fleet(2, config="OneAtATime")
    deployment = fleet.start()
    agent = fleet.agents[0]
    command = agent.poll()
    agent.acknowledge(command)
    stopped = fleet.deploy.stop_deployment(deploymentId=deployment)
    assert stopped == stopped | {
        "status": "Pending",
        "statusMessage": "No more commands will be scheduled for execution in the deployment instances",
    }
    agent.complete(command)
    assert fleet.deploy.stop_deployment(deploymentId=deployment)["status"] == "Succeeded"
    info = fleet.info(deployment)
    assert info["status"] == "Stopped"
    assert info["deploymentOverview"]["Skipped"] == 2


def test_a_failure_rolls_back_with_the_links(fleet):
    rollback = {"enabled": True, "events": ["DEPLOYMENT_FAILURE"]}
    fleet = fleet(autoRollbackConfiguration=rollback)
    agent = fleet.agents[0]
    good = fleet.start("good.zip")
    agent.serve(7)
    bad = fleet.start("bad.zip")
    agent.fail = {"ValidateService": {"error_code": 4, "message": "unhealthy"}}
    agent.serve(7)
    agent.fail = {}
    failed = fleet.info(bad)
    child = failed["rollbackInfo"]["rollbackDeploymentId"]
    assert failed["rollbackInfo"]["rollbackMessage"] == (
        f"Deployment {bad} terminated. Automatic rollback is triggered with a DeploymentId {child}."
    )
    assert failed["previousRevision"]["s3Location"]["key"] == "good.zip"
    agent.serve(7)
    restored = fleet.info(child)
    assert restored["status"] == "Succeeded"
    assert restored["creator"] == "codeDeployRollback"
    assert restored["revision"]["s3Location"]["key"] == "good.zip"
    assert restored["rollbackInfo"] == {
        "rollbackTriggeringDeploymentId": bad,
        "rollbackMessage": f"Deployment {child} is triggered to roll back deployment {bad}.",
    }
    listed = fleet.deploy.list_deployments(**fleet.names)["deployments"]
    assert listed == [child, bad, good]


def test_outdated_instances_only(fleet):
    fleet = fleet()
    fleet.start()
    fleet.agents[0].serve(7)
    again = fleet.start(updateOutdatedInstancesOnly=True)
    assert fleet.info(again)["errorInformation"]["code"] == "NO_INSTANCES"


def test_a_deregistered_host_fails_and_hears_nothing_more(fleet):
    fleet = fleet(2)
    deployment = fleet.start()
    gone, other = fleet.agents
    fleet.deploy.deregister_on_premises_instance(instanceName=gone.name)
    assert fleet.target(deployment, gone)["status"] == "Failed"
    with pytest.raises(ApiFailure) as refused:
        gone.poll()
    assert refused.value.code == "AccessDeniedException"
    other.serve(7)
    assert fleet.info(deployment)["status"] == "Succeeded"


def test_a_deleted_group_ends_its_deployment(fleet):
    fleet = fleet()
    deployment = fleet.start()
    agent = fleet.agents[0]
    command = agent.poll()
    agent.acknowledge(command)
    fleet.deploy.delete_deployment_group(**fleet.names)
    agent.complete(command)
    with pytest.raises(ClientError) as missing:
        fleet.info(deployment)
    assert missing.value.response["Error"]["Code"] == "DeploymentDoesNotExistException"


def test_hosts_cannot_speak_for_each_other(fleet):
    fleet = fleet(2)
    fleet.start()
    first, second = fleet.agents
    command = second.poll()
    for call in (first.acknowledge, first.complete):
        with pytest.raises(ApiFailure) as refused:
            call(command)
        assert refused.value.code == "AccessDeniedException"
    with pytest.raises(ApiFailure):
        first.call("PollHostCommand", HostIdentifier=second.arn)
    for identifier in ("nonsense", command["HostCommandIdentifier"].replace("@", "!@")):
        with pytest.raises(ApiFailure) as unknown:
            second.acknowledge({"HostCommandIdentifier": identifier})
        assert unknown.value.code == "ClientException"


def test_joining_again_replaces_the_key(server, fleet):
    agent = fleet().agents[0]
    old = agent.key
    agent.join(extra="tag")
    assert agent.key != old
    tags = server.aws("codedeploy").get_on_premises_instance(instanceName=agent.name)["instanceInfo"]["tags"]
    assert {tag["Key"] for tag in tags} == {"fleet", "extra"}
    agent.key, new = old, agent.key
    with pytest.raises(ApiFailure):
        agent.poll()
    agent.key = new


def test_output_of_hooks_becomes_events(server, fleet):
    fleet = fleet()
    deployment = fleet.start()
    agent = fleet.agents[0]
    command = agent.poll()
    agent.acknowledge(command)

    def put(offset, *lines):
        body = {"hostCommandIdentifier": command["HostCommandIdentifier"], "offset": offset, "lines": list(lines)}
        return server.towline("PutHostOutput", body, agent.key, agent.secret)["nextOffset"]

    assert put(0, "one", "two") == 2
    assert put(0, "one", "two") == 2
    assert put(1, "two", "three") == 3
    output = [event for event in server.events() if event["kind"] == "target.output" and event["subject"] == deployment]
    assert [line for event in output for line in event["detail"]["lines"]] == ["one", "two", "three"]
    assert output[0]["detail"]["lifecycleEvent"] == "ApplicationStop"


def test_targets_are_listed_by_status_and_page(fleet):
    fleet = fleet()
    deploy = fleet.deploy
    tags = [{"Key": "fleet", "Value": fleet.agents[0].name.split("-")[1]}]
    names = [f"{fleet.agents[0].name}-{n:03}" for n in range(105)]
    for name in names:
        arn = f"arn:aws:iam::123456789012:user/{name}"
        deploy.register_on_premises_instance(instanceName=name, iamUserArn=arn)
    for part in (names[:100], names[100:]):
        deploy.add_tags_to_on_premises_instances(tags=tags, instanceNames=part)
    deployment = fleet.start()
    pages = deploy.get_paginator("list_deployment_targets").paginate(
        deploymentId=deployment, targetFilters={"TargetStatus": ["InProgress"]}
    )
    everybody = sorted([fleet.agents[0].name, *names])
    assert sorted(name for page in pages for name in page["targetIds"]) == everybody
    plain = deploy.get_paginator("list_deployment_targets").paginate(deploymentId=deployment)
    assert [name for page in plain for name in page["targetIds"]] == everybody
    none = deploy.list_deployment_targets(deploymentId=deployment, targetFilters={"TargetStatus": ["Failed"]})
    assert none["targetIds"] == []
    fleet.deploy.stop_deployment(deploymentId=deployment)


def test_a_killed_server_goes_on_where_it_was(fresh_server):
    server = fresh_server()
    fleet = Fleet(server, 2, config="OneAtATime")
    deployment = fleet.start()
    first, second = fleet.agents
    first.serve(2)
    held = first.poll()
    assert first.acknowledge(held) == "InProgress"
    server.restart()
    first.complete(held)
    assert first.serve(4) == EVENTS[3:]
    server.restart()
    assert second.serve(7) == EVENTS
    assert fleet.info(deployment)["status"] == "Succeeded"
