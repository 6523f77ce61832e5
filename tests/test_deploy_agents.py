"""Deployments to real agents: `aws deploy` on one side, files and scripts on the other.

Scripts keep notes below `/srv`, which every host of its own has (under `TOWLINE_ROOT` where the
agent could not get a root of its own). A script that has to wait reads a named pipe, which the test
opens for writing when it wants the script to go on."""

import itertools
import os

import pytest

ROLE = "arn:aws:iam::123456789012:role/CodeDeploy"
_numbers = itertools.count(1)

STATE = "${TOWLINE_ROOT:-}/srv/state"
NOTE = f'mkdir -p "{STATE}" && echo "$LIFECYCLE_EVENT WORD" >> "{STATE}/ran"\n'
WAIT = f'read go < "{STATE}/gate"\n'
HOOKS = ["ApplicationStop", "BeforeInstall", "AfterInstall", "ApplicationStart", "ValidateService"]


def write_bundle(directory, word: str, scripts: dict):
    """A revision that installs one file and whose scripts leave a note and then do what is given."""
    (directory / "scripts").mkdir(parents=True)
    (directory / "page").write_text(word)
    appspec = "version: 0.0\nos: linux\nfiles:\n  - source: page\n    destination: /srv/site\nhooks:\n"
    for event in HOOKS:
        script = directory / "scripts" / f"{event}.sh"
        script.write_text("#!/bin/sh\n" + NOTE.replace("WORD", word) + scripts.get(event, ""))
        script.chmod(0o755)
        appspec += f"  {event}:\n    - location: scripts/{event}.sh\n      timeout: 60\n"
    (directory / "appspec.yml").write_text(appspec)


class Site:
    """An application deployed to real hosts through the AWS CLI."""

    def __init__(self, server, cli, hosts: list, tag: str, tmp_path, config: str):
        self.server, self.cli, self.directory = server, cli, tmp_path
        self.hosts = sorted(hosts, key=lambda host: host.name)  # the order in which they are taken
        self.deploy, self.name = server.aws("codedeploy"), f"site-{tag}"
        self.deploy.create_application(applicationName=self.name)
        self.deploy.create_deployment_group(
            applicationName=self.name,
            deploymentGroupName="hosts",
            serviceRoleArn=ROLE,
            deploymentConfigName=f"CodeDeployDefault.{config}",
            ec2TagFilters=[{"Key": "site", "Value": tag, "Type": "KEY_AND_VALUE"}],
            autoRollbackConfiguration={"enabled": False},
        )
        self.bucket = f"bundles-{tag}"
        server.aws("s3").create_bucket(Bucket=self.bucket)

    def start(self, word: str, *options: str, **scripts: str) -> str:
        """Pushes a revision and starts its deployment."""
        source = self.directory / f"bundle-{word}"
        write_bundle(source, word, scripts)
        place = ["--application-name", self.name]
        self.cli("deploy", "push", *place, "--source", str(source), "--s3-location", f"s3://{self.bucket}/{word}.zip")
        location = f"bucket={self.bucket},key={word}.zip,bundleType=zip"
        made = self.cli(
            "deploy", "create-deployment", *place, "--deployment-group-name", "hosts", "--s3-location", location, *options
        )
        return made.json()["deploymentId"]

    def info(self, deployment: str) -> dict:
        return self.deploy.get_deployment(deploymentId=deployment)["deploymentInfo"]

    def ended(self, deployment: str) -> dict:
        def probe():
            info = self.info(deployment)
            return info if info["status"] in ("Succeeded", "Failed", "Stopped") else None

        return self.server.wait(probe, f"the end of {deployment}")

    def event(self, deployment: str, name: str, host=0) -> dict:
        answer = self.deploy.get_deployment_target(deploymentId=deployment, targetId=self.hosts[host].name)
        events = answer["deploymentTarget"]["instanceTarget"]["lifecycleEvents"]
        return next(event for event in events if event["lifecycleEventName"] == name)

    def running(self, deployment: str, name: str):
        """Waits until the event runs on the first host."""
        self.server.wait(lambda: self.event(deployment, name)["status"] == "InProgress", f"{name} to run")

    def ran(self, host=0) -> list:
        return (self.hosts[host].root / "srv/state/ran").read_text().splitlines()

    def page(self, host=0) -> str:
        return (self.hosts[host].root / "srv/site/page").read_text()

    def make_gate(self, host=0):
        """A pipe that scripts wait on with `WAIT`."""
        state = self.hosts[host].root / "srv/state"
        state.mkdir(parents=True)
        os.mkfifo(state / "gate")

    def open_gate(self, host=0):
        (self.hosts[host].root / "srv/state/gate").write_text("go\n")


@pytest.fixture
def site(cli, agents, tmp_path, server):
    def make(hosts=1, config="AllAtOnce") -> Site:
        tag = str(next(_numbers))
        return Site(server, cli, agents(hosts, site=tag), tag, tmp_path, config)

    return make


def test_push_create_wait(site, cli):
    site = site(hosts=2, config="OneAtATime")
    first = site.start("one")
    cli("deploy", "wait", "deployment-successful", "--deployment-id", first)
    for host in range(2):
        # The first deployment has no earlier revision whose ApplicationStop could run.
        assert site.ran(host) == [f"{event} one" for event in HOOKS[1:]]
        assert site.page(host) == "one"
    second = site.start("two")
    assert site.ended(second)["status"] == "Succeeded"
    assert site.ran()[4:] == ["ApplicationStop one", *[f"{event} two" for event in HOOKS[1:]]]
    assert site.page() == "two"


def test_a_failing_script_tells_why(site):
    site = site()
    deployment = site.start("bad", AfterInstall="echo broken >&2\nexit 7\n")
    info = site.ended(deployment)
    assert (info["status"], info["errorInformation"]["code"]) == ("Failed", "HEALTH_CONSTRAINTS")
    diagnostics = site.event(deployment, "AfterInstall")["diagnostics"]
    assert diagnostics["errorCode"] == "ScriptFailed"
    assert diagnostics["scriptName"] == "scripts/AfterInstall.sh"
    assert "exit code 7" in diagnostics["message"]
    assert "[stderr]broken" in diagnostics["logTail"]
    assert site.event(deployment, "ValidateService")["status"] == "Skipped"


def test_a_foreign_file_is_not_overwritten_unless_asked(site):
    site = site()
    foreign = site.hosts[0].root / "srv/site/page"
    foreign.parent.mkdir(parents=True)
    foreign.write_text("foreign")
    refused = site.start("mine")
    assert site.ended(refused)["status"] == "Failed"
    message = site.event(refused, "Install")["diagnostics"]["message"]
    assert "already exists at this location" in message and site.page() == "foreign"
    allowed = site.start("mine-too", "--file-exists-behavior", "OVERWRITE")
    assert site.ended(allowed)["status"] == "Succeeded"
    assert site.page() == "mine-too"


def test_stop_waits_for_the_script(site, cli):
    site = site(hosts=2, config="OneAtATime")
    site.make_gate()
    deployment = site.start("slow", BeforeInstall=WAIT)
    site.running(deployment, "BeforeInstall")
    stopped = cli("deploy", "stop-deployment", "--deployment-id", deployment).json()
    assert stopped["status"] == "Pending"
    site.open_gate()
    info = site.ended(deployment)
    assert info["status"] == "Stopped"
    assert info["deploymentOverview"]["Skipped"] == 2
    assert cli("deploy", "stop-deployment", "--deployment-id", deployment).json()["status"] == "Succeeded"


def test_a_killed_server_does_not_disturb_a_running_script(site):
    site = site()
    site.make_gate()
    deployment = site.start("patient", AfterInstall=WAIT)
    site.running(deployment, "AfterInstall")
    site.server.restart()
    site.open_gate()
    assert site.ended(deployment)["status"] == "Succeeded"
    assert site.ran() == [f"{event} patient" for event in HOOKS[1:]], "every script ran exactly once"


def test_a_killed_agent_fails_the_event_that_ran(site):
    site = site()
    site.make_gate()
    deployment = site.start("cut", AfterInstall=WAIT)
    site.running(deployment, "AfterInstall")
    site.hosts[0].kill()
    site.hosts[0].start()
    assert site.ended(deployment)["status"] == "Failed"
    diagnostics = site.event(deployment, "AfterInstall")["diagnostics"]
    assert diagnostics["errorCode"] == "UnknownError"
    assert "agent restart" in diagnostics["message"]
    assert site.ran().count("AfterInstall cut") == 1
