"""A `towline server` on a fresh data directory, and the ways to talk to it."""

import json
import time
from pathlib import Path

import boto3
import urllib3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials

from support.processes import Process, binary, clean_environment

ROOT_KEY = "AKIATOWLINETESTROOT1"
ROOT_SECRET = "towline-test-root-secret-key-0123456789ab"
REGION = "us-east-1"
ACCOUNT = "123456789012"


class ApiFailure(Exception):
    """An error answer of the private API."""

    def __init__(self, status: int, code: str, message: str):
        super().__init__(f"{code} ({status}): {message}")
        self.status, self.code, self.message = status, code, message


class Server:
    """The process, its address and its root key."""

    def __init__(self, directory: Path, *options: str):
        self.directory, self.data = directory, directory / "data"
        self.data.mkdir(exist_ok=True)
        self.url = None
        command = [binary(), "server", "--data", str(self.data), "--listen", "127.0.0.1:0", *options]
        env = clean_environment(
            directory,
            TOWLINE_ROOT_ACCESS_KEY_ID=ROOT_KEY,
            TOWLINE_ROOT_SECRET_ACCESS_KEY=ROOT_SECRET,
            RUST_LOG="info",
        )
        self.process = Process("towline server", command, directory / "server.log", env)
        self._http = None

    def start(self):
        """Starts it and waits until it accepts connections. After a stop or kill it comes back on
        the same port, so that agents and clients find it again."""
        if self.url is not None:
            at = self.process.command.index("--listen")
            self.process.command[at + 1] = self.url.split("//")[1]
        self.process.start()
        word, self.url = self.process.line().split(" ", 1)
        assert word == "ready", f"expected `ready <url>`, got `{word} {self.url}`"
        self._http = urllib3.PoolManager(retries=False, ca_certs=self.ca)
        return self

    @property
    def ca(self):
        """The file with the server's own authority, when it speaks TLS."""
        return str(self.data / "ca.pem") if self.url.startswith("https:") else None

    def stop(self):
        self.process.stop()

    def kill(self):
        self.process.kill()

    def restart(self):
        """kill -9 and up again on the same data."""
        self.kill()
        return self.start()

    def environment(self, key: str = ROOT_KEY, secret: str = ROOT_SECRET) -> dict:
        """What the stock AWS tools need to reach this server."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": key,
            "AWS_SECRET_ACCESS_KEY": secret,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_REGION": REGION,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_PAGER": "",
            "AWS_MAX_ATTEMPTS": "1",
        }

    def aws(self, service: str, key: str = ROOT_KEY, secret: str = ROOT_SECRET, **config):
        """A boto3 client. It never tries again by itself: a flaky answer must be seen."""
        config.setdefault("retries", {"total_max_attempts": 1})
        config.setdefault("s3", {"addressing_style": "path"})
        return boto3.session.Session().client(
            service,
            endpoint_url=self.url,
            region_name=REGION,
            verify=self.ca,
            aws_access_key_id=key,
            aws_secret_access_key=secret,
            config=Config(connect_timeout=5, read_timeout=90, **config),
        )

    def towline(self, operation: str, body: dict = None, key: str = ROOT_KEY, secret: str = ROOT_SECRET) -> dict:
        """One call of Towline's own API, signed like any AWS call."""
        return self.json_call("Towline_20261123", "towline", operation, body, key, secret)

    def json_call(self, target, signing_name, operation, body=None, key=ROOT_KEY, secret=ROOT_SECRET, timeout=90) -> dict:
        """One AWS JSON 1.1 call that no SDK offers (private API, host commands)."""
        headers = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": f"{target}.{operation}"}
        request = AWSRequest("POST", self.url + "/", headers, json.dumps(body or {}))
        SigV4Auth(Credentials(key, secret), signing_name, REGION).add_auth(request)
        answer = self._http.request(
            "POST", self.url + "/", body=request.body, headers=dict(request.headers), timeout=timeout
        )
        document = json.loads(answer.data or b"{}")
        if answer.status != 200:
            code = document.get("__type", "?").rsplit("#", 1)[-1]
            raise ApiFailure(answer.status, code, document.get("message", document.get("Message", "")))
        return document

    def get(self, path: str):
        """A plain unsigned GET."""
        return self._http.request("GET", self.url + path, timeout=30)

    def events(self, after: int = 0) -> list:
        """Every event after `after`, with `detail` decoded."""
        events = []
        while True:
            page = self.towline("ListEvents", {"after": after, "limit": 100})["events"]
            events += [{**event, "detail": json.loads(event["detail"])} for event in page]
            if not page:
                return events
            after = page[-1]["seq"]

    def wait(self, probe, what: str, within: float = 60):
        """The first truthy answer of `probe`, asked again whenever the server reports an event.

        There is no pause between looks: the server's own long poll says when to look."""
        deadline = time.monotonic() + within
        seen = self.towline("ListEvents", {"after": 0, "limit": 1})["last"]
        while True:
            answer = probe()
            if answer:
                return answer
            left = deadline - time.monotonic()
            if left <= 0:
                raise AssertionError(f"waited {within} s in vain for {what}; last look: {answer!r}")
            news = self.towline("ListEvents", {"after": seen, "limit": 1, "waitSeconds": max(1, min(5, int(left)))})
            seen = max([seen, *[event["seq"] for event in news["events"]]])
