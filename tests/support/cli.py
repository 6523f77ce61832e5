"""The stock AWS command line in an environment of its own."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Result:
    """How a command ended."""

    code: int
    stdout: str
    stderr: str

    def json(self):
        return json.loads(self.stdout)


def run(command: list, env: dict, expect, timeout: float = 120, cwd=None) -> Result:
    """Runs `command`; `expect` is the exit code it must have, or None for whatever comes."""
    done = subprocess.run(
        command, env=env, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout
    )
    if expect is not None:
        assert done.returncode == expect, (
            f"{' '.join(map(str, command))}: exit {done.returncode}, expected {expect}\n{done.stdout}{done.stderr}"
        )
    return Result(done.returncode, done.stdout, done.stderr)


def aws_program() -> list:
    """The `aws` beside the Python that runs the tests."""
    return [sys.executable, str(Path(sys.executable).parent / "aws")]
