"""Builds whose logs say what a test wants them to say."""

from pathlib import Path

from support.deployments import ROLE


def build_with_log(server, name: str, lines) -> str:
    """A build whose log has these lines; the file is written, since a runner would take minutes."""
    id, codebuild = start_build(server, name), server.aws("codebuild")
    server.wait(lambda: codebuild.batch_get_builds(ids=[id])["builds"][0]["buildComplete"], f"the end of {id}")
    log = Path(server.data) / "logs" / "builds" / f"{id.split(':')[1]}.log"
    log.write_bytes(b"".join(line.encode() + b"\n" for line in lines))
    # A log from before times were kept: the build's own lines are gone.
    log.with_suffix(".times").unlink()
    return id


def start_build(server, name: str) -> str:
    """Starts a build of a new project."""
    codebuild = server.aws("codebuild")
    codebuild.create_project(
        name=name,
        source={"type": "NO_SOURCE", "buildspec": "version: 0.2\nphases:\n  build:\n    commands:\n      - 'true'\n"},
        artifacts={"type": "NO_ARTIFACTS"},
        environment={"type": "LINUX_CONTAINER", "image": "none", "computeType": "BUILD_GENERAL1_SMALL"},
        serviceRole=ROLE,
    )
    return codebuild.start_build(projectName=name)["build"]["id"]


class Scripted:
    """A runner that says what a test wants it to say, on a server without another one."""

    def __init__(self, server, name="followed"):
        self.server, self.offset = server, 0
        self.build = start_build(server, name)
        job = server.towline("LeaseBuild", {"runnerName": "scripted", "waitSeconds": 20})["job"]
        self.lease = {"buildId": job["buildId"], "leaseToken": job["leaseToken"]}

    def say(self, *lines):
        answer = self.server.towline("PutBuildLog", {**self.lease, "offset": self.offset, "lines": list(lines)})
        self.offset = answer["nextOffset"]

    def end(self):
        self.server.towline("ReleaseBuild", self.lease)
        self.server.aws("codebuild").stop_build(id=self.build)
