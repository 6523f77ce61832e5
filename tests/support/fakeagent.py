"""An agent that speaks the host protocol and runs nothing: every answer is scripted by the test."""

import base64
import json
import re

EVENTS = [
    "ApplicationStop",
    "DownloadBundle",
    "BeforeInstall",
    "Install",
    "AfterInstall",
    "ApplicationStart",
    "ValidateService",
]


class FakeAgent:
    """One joined host. `fail` maps an event name to the diagnostics it fails with."""

    def __init__(self, server, name: str, **tags: str):
        self.server, self.name, self.fail = server, name, {}
        self.join(**tags)

    def join(self, **tags: str):
        wanted = [{"Key": key, "Value": value} for key, value in tags.items()]
        joined = self.server.towline("JoinHost", {"name": self.name, "tags": wanted})
        self.arn = joined["hostArn"]
        self.key, self.secret = joined["accessKeyId"], joined["secretAccessKey"]
        self.certificate = joined["signerCertificate"]

    def call(self, operation: str, timeout: float = 90, **body) -> dict:
        target, name = "CodeDeployCommandService_v20141006", "codedeploy-commands"
        return self.server.json_call(target, name, operation, body, self.key, self.secret, timeout)

    def poll(self) -> dict | None:
        return self.call("PollHostCommand", HostIdentifier=self.arn).get("HostCommand")

    def specification(self, command: dict) -> dict:
        """The content of the envelope (the signature is the real agent's business)."""
        answer = self.call(
            "GetDeploymentSpecification",
            DeploymentExecutionId=command["DeploymentExecutionId"],
            HostIdentifier=self.arn,
        )
        assert answer["DeploymentSystem"] == "CodeDeploy"
        envelope = answer["DeploymentSpecification"]["GenericEnvelope"]
        assert envelope["Format"] == "PKCS7/JSON"
        assert envelope["Payload"].startswith("-----BEGIN PKCS7-----")
        der = base64.b64decode("".join(envelope["Payload"].strip().splitlines()[1:-1]))
        return json.loads(re.search(rb'\{"DeploymentId".*?\}\}\}', der, re.DOTALL).group())

    def acknowledge(self, command: dict, noop=False) -> str:
        payload = {"IsCommandNoop": noop}
        answer = self.call(
            "PutHostCommandAcknowledgement",
            HostCommandIdentifier=command["HostCommandIdentifier"],
            Diagnostics={"Format": "JSON", "Payload": json.dumps(payload)},
        )
        return answer["CommandStatus"]

    def complete(self, command: dict, status="Succeeded", **payload):
        payload = {"error_code": 0, "script_name": "", "message": "Succeeded", "log": ""} | payload
        return self.call(
            "PutHostCommandComplete",
            HostCommandIdentifier=command["HostCommandIdentifier"],
            CommandStatus=status,
            Diagnostics={"Format": "JSON", "Payload": json.dumps(payload)},
        )

    def serve(self, events: int) -> list:
        """Runs that many events, as an agent would, and gives their names."""
        return [self.serve_one()["CommandName"] for _ in range(events)]

    def serve_one(self) -> dict:
        command = self.poll()
        assert command, f"{self.name} was offered nothing"
        assert self.acknowledge(command) == "InProgress"
        failure = self.fail.get(command["CommandName"])
        if failure:
            self.complete(command, "Failed", **failure)
        else:
            self.complete(command)
        return command
