"""What the torture test is made of: work that goes on while its server dies, and the ledger of what
was acknowledged. Nothing here decides what is right: see `test_torture.py`."""

import hashlib
import threading
import time
from collections import defaultdict

import urllib3
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError
from support.server import ApiFailure

# A call that got no answer: it may or may not have been done.
SILENCE = (BotoCoreError, ResponseParserError, urllib3.exceptions.HTTPError, OSError)
# How long work waits for a server that was killed.
PATIENCE = 30


class Silence(Exception):
    """No answer came."""


class Ledger:
    """What was acknowledged, and what may have been done: by kind, name to what was told."""

    def __init__(self):
        self._lock = threading.Lock()
        self.acknowledged, self.uncertain = defaultdict(dict), defaultdict(dict)

    def write(self, kind: str, name: str, value, call):
        """Makes the call and notes its outcome; `value` may be a function of the answer."""
        with self._lock:
            self.uncertain[kind][name] = value
        answer = attempt(call)
        with self._lock:
            del self.uncertain[kind][name]
            told = value(answer) if callable(value) else value
            self.acknowledged[kind][name] = told
        return told

    def check(self, kind: str, there: dict):
        """All that was acknowledged is there as it was told, and nothing that was never asked for."""
        missing = {name: value for name, value in self.acknowledged[kind].items() if there.get(name) != value}
        assert not missing, f"{len(missing)} acknowledged {kind} are not there: {sorted(missing.items())[:5]}"
        strange = there.keys() - self.acknowledged[kind].keys() - self.uncertain[kind].keys()
        assert not strange, f"nobody asked for these {kind}: {sorted(strange)[:5]}"


def attempt(call):
    """The answer, or `Silence`; a refusal is passed on."""
    try:
        return call()
    except SILENCE as error:
        raise Silence(str(error)) from error


class Chaos:
    """The server that is killed, and the threads that work with it until `over`."""

    def __init__(self, server):
        self.server, self.over, self.up = server, threading.Event(), threading.Event()
        self.up.set()
        self.failures, self._threads = [], []

    def kill_server(self):
        self.up.clear()
        self.server.kill()
        self.server.start()
        self.up.set()

    def work(self, name: str, step, pause: float = 0.05):
        """Runs `step(number)` again and again; one that gets no answer is left, and the next begun."""

        def run():
            number = 0
            while not self.over.wait(pause):
                assert self.up.wait(PATIENCE), "the server did not come back"
                try:
                    step(number)
                except Silence:
                    pass
                except Exception as error:  # a refusal, or a defect of the test: both fail it
                    self.failures.append(f"{name}: {refusal(error)}")
                    return
                number += 1

        self._threads.append(threading.Thread(target=run, name=name))
        self._threads[-1].start()

    def insist(self, call):
        """Repeats a read until it is answered."""
        deadline = time.monotonic() + PATIENCE
        while True:
            self.up.wait(PATIENCE)
            try:
                return attempt(call)
            except Silence:
                assert time.monotonic() < deadline, "no answer for a long time"

    def follow(self, look):
        """Looks until there is an answer or the chaos is over: what is not done by then is waited for
        by the test itself."""
        while not self.over.wait(0.1):
            if self.insist(look):
                return

    def end(self):
        """No further work; what is under way is waited for."""
        self.over.set()
        for thread in self._threads:
            thread.join(60)
            assert not thread.is_alive(), f"{thread.name} does not end"
        assert not self.failures, "\n".join(self.failures)


def refusal(error) -> str:
    if isinstance(error, ClientError):
        return f"{error.operation_name}: {error.response['Error']}"
    if isinstance(error, ApiFailure):
        return str(error)
    return f"{type(error).__name__}: {error}"


def entity_tag(s3, bucket: str, key: str, version: str, tag: str) -> str:
    """The tag that the content has, read back whole; of one in parts the tag of its parts' tags."""
    at = {"Bucket": bucket, "Key": key, "VersionId": version}
    parts = int(tag.partition("-")[2] or 0)
    if not parts:
        return hashlib.md5(s3.get_object(**at)["Body"].read()).hexdigest()
    digests = [
        hashlib.md5(s3.get_object(**at, PartNumber=part)["Body"].read()).digest() for part in range(1, parts + 1)
    ]
    return f"{hashlib.md5(b''.join(digests)).hexdigest()}-{parts}"
