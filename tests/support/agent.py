"""Real `towline agent` processes, each with its own root directory standing in for a machine."""

from pathlib import Path

from support.cli import run
from support.processes import Process, binary, clean_environment


class Agent:
    """One host: joined to the server, with tags; `root` is what its deployments write below."""

    def __init__(self, server, directory: Path, name: str, tags: dict):
        self.server, self.name, self.tags = server, name, tags
        self.root, self.data = directory / "root", directory / "data"
        self.root.mkdir(parents=True)
        self.data.mkdir()
        self._join(directory)
        command = [binary(), "agent", "--data", str(self.data), "--root", str(self.root)]
        env = clean_environment(directory, RUST_LOG="info")
        self.process = Process(f"towline agent {name}", command, directory / "agent.log", env)

    def _join(self, directory: Path):
        token = self.server.towline("CreateJoinToken")["token"]
        command = [binary(), "agent", "join", "--data", str(self.data), "--server", self.server.url, "--name", self.name]
        if self.server.ca:
            command += ["--ca", self.server.ca]
        for key, value in self.tags.items():
            command += ["--tag", f"{key}={value}"]
        env = clean_environment(directory, TOWLINE_JOIN_TOKEN=token)
        run(command, env, expect=0)

    def start(self):
        self.process.start()
        return self

    def stop(self):
        self.process.stop()

    def kill(self):
        self.process.kill()
