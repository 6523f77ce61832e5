"""Real `towline agent` processes, each with its own root directory standing in for a machine."""

import os
import time
from pathlib import Path

from support.cli import run
from support.processes import PATIENCE, Process, binary, clean_environment


class Agent:
    """One host: joined to the server, with tags; `root` is what its deployments write below."""

    def __init__(self, server, directory: Path, name: str, tags: dict):
        self.server, self.name, self.tags = server, name, tags
        self.root, self.data = directory / "root", directory / "data"
        self.root.mkdir(parents=True)
        self.data.mkdir()
        self.join()
        command = [binary(), "agent", "--data", str(self.data), "--root", str(self.root)]
        env = clean_environment(directory, RUST_LOG="info")
        self.process = Process(f"towline agent {name}", command, directory / "agent.log", env)

    def join(self):
        """Registers the host, or gives it a new key."""
        token = self.server.towline("CreateJoinToken")["token"]
        command = [binary(), "agent", "join", "--data", str(self.data), "--server", self.server.url, "--name", self.name]
        if self.server.ca:
            command += ["--ca", self.server.ca]
        for key, value in self.tags.items():
            command += ["--tag", f"{key}={value}"]
        run(command, clean_environment(self.data.parent, TOWLINE_JOIN_TOKEN=token), expect=0)

    def start(self):
        """Starts it and waits for its first word: from then on it ends in good order."""
        read = self.process.log.stat().st_size if self.process.log.exists() else 0
        self.process.start()
        deadline = time.monotonic() + PATIENCE
        while b"agent of" not in self.process.log.read_bytes()[read:]:
            assert self.process.running and time.monotonic() < deadline, self.process.tail()
            os.sched_yield()
        return self

    def stop(self):
        self.process.stop()

    def kill(self):
        self.process.kill()


def crew(ending, directory: Path, name: str):
    """`agents(3, at=server, App="shop")`: so many, called `name`-1 and so on, until `ending` closes."""

    def agents(count: int, at, **tags: str) -> list:
        new = []
        for number in range(1, count + 1):
            new.append(Agent(at, directory / f"host-{number}", f"{name}-{number}", tags).start())
            ending.callback(new[-1].stop)
        return new

    return agents
