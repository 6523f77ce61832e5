"""Bundles with scripts, and deployment groups of real agents that they are deployed to."""

import io
import itertools
import os
import time
import zipfile

ROLE = "arn:aws:iam::123456789012:role/CodeDeploy"
APPSPEC = "version: 0.0\nos: linux\n"
FILES = "files:\n  - source: app\n    destination: /srv\n"
_numbers = itertools.count(1)


def hooks(**events: str) -> str:
    """The `hooks` section: event and the script that it runs."""
    return "hooks:\n" + "".join(f"  {event}:\n    - location: {script}\n" for event, script in events.items())


def note(word: str, more: str = "") -> str:
    """A script that leaves a line behind; without `#!`, as many are."""
    line = f"{word} $DEPLOYMENT_ID $LIFECYCLE_EVENT $APPLICATION_NAME $DEPLOYMENT_GROUP_NAME $BUNDLE_KEY"
    return f"echo {line} >> $TOWLINE_ROOT/var/ran\necho out of {word}\n{more}"


def zipped(appspec: str, **files: str) -> bytes:
    """A bundle; `__` in a name stands for a slash and a final `_sh` for `.sh`."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("appspec.yml", APPSPEC + appspec)
        for name, text in files.items():
            archive.writestr(name.replace("__", "/").replace("_sh", ".sh"), text)
    return content.getvalue()


class Group:
    """An application with one deployment group and its hosts."""

    def __init__(self, server, agents, count: int):
        self.server, self.deploy = server, server.aws("codedeploy")
        self.name = f"agent-app-{next(_numbers)}"
        self.hosts = agents(count, at=server, App=self.name)
        self.deploy.create_application(applicationName=self.name)
        self.deploy.create_deployment_group(
            applicationName=self.name,
            deploymentGroupName="web",
            serviceRoleArn=ROLE,
            deploymentConfigName="CodeDeployDefault.AllAtOnce",
            onPremisesInstanceTagFilters=[{"Key": "App", "Value": self.name, "Type": "KEY_AND_VALUE"}],
        )

    def start(self, bundle: bytes, kind: str = "zip", **settings) -> str:
        """Puts the bundle into S3 and starts a deployment of it."""
        s3 = self.server.aws("s3")
        if "agent-revisions" not in [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]:
            s3.create_bucket(Bucket="agent-revisions")
        key = f"{self.name}/{next(_numbers)}.{kind}"
        etag = s3.put_object(Bucket="agent-revisions", Key=key, Body=bundle)["ETag"]
        place = {"bucket": "agent-revisions", "key": key, "bundleType": kind, "eTag": etag}
        return self.start_at(place, **settings)

    def start_at(self, location: dict, **settings) -> str:
        """Starts a deployment of an object that is there."""
        started = self.deploy.create_deployment(
            applicationName=self.name,
            deploymentGroupName="web",
            revision={"revisionType": "S3", "s3Location": location},
            **settings,
        )
        return started["deploymentId"]

    def status(self, deployment: str) -> str:
        return self.deploy.get_deployment(deploymentId=deployment)["deploymentInfo"]["status"]

    def end(self, deployment: str) -> str:
        """Waits for the end; gives the final status."""

        def look():
            status = self.status(deployment)
            return status if status in ("Succeeded", "Failed", "Stopped") else None

        return self.server.wait(look, f"the end of {deployment}")

    def run(self, bundle: bytes, kind: str = "zip", **settings):
        deployment = self.start(bundle, kind, **settings)
        return deployment, self.end(deployment)

    def events(self, deployment: str, host=None) -> dict:
        """Lifecycle events of one host by name."""
        target = self.deploy.get_deployment_target(deploymentId=deployment, targetId=(host or self.hosts[0]).name)
        events = target["deploymentTarget"]["instanceTarget"]["lifecycleEvents"]
        return {event["lifecycleEventName"]: event for event in events}

    def wait_for_event(self, deployment: str, name: str, status: str):
        self.server.wait(
            lambda: self.events(deployment).get(name, {}).get("status") == status, f"{name} of {deployment} {status}"
        )


def ran(host) -> list:
    """What scripts left behind."""
    path = host.root / "var/ran"
    return path.read_text().splitlines() if path.exists() else []


def until(probe, what: str, within: float = 30):
    """For things that the server knows nothing of: looks again and again, with a deadline."""
    deadline = time.monotonic() + within
    while not (answer := probe()):
        assert time.monotonic() < deadline, f"waited {within} s in vain for {what}"
        os.sched_yield()
    return answer
