"""Starts and ends real `towline` processes; their logs go to files that a failing test shows."""

import os
import selectors
import signal
import subprocess
import time
from pathlib import Path

WORKSPACE = Path(__file__).resolve().parents[2]

# How long a process may take to come up or to go down, in seconds.
PATIENCE = 30

# Every process that is up: a failing test shows their logs.
LIVE = []


def binary() -> str:
    """The program under test: `TOWLINE_BIN`, else the debug build of this checkout."""
    path = Path(os.environ.get("TOWLINE_BIN", WORKSPACE / "target/debug/towline"))
    if not path.is_file():
        raise RuntimeError(f"{path} does not exist: run `cargo build` or set TOWLINE_BIN")
    return str(path)


def clean_environment(home: Path, **more: str) -> dict:
    """An environment that owes nothing to the machine or to the person running the tests."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "RUST_BACKTRACE": "1",
        **more,
    }


class Process:
    """One child in its own process group, with its log."""

    def __init__(self, name: str, command: list, log: Path, env: dict):
        self.name, self.command, self.log, self.env = name, command, log, env
        self.child = None

    def start(self):
        with open(self.log, "ab") as log:
            self.child = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                env=self.env,
                start_new_session=True,
            )
        LIVE.append(self)
        return self

    @property
    def running(self) -> bool:
        return self.child is not None and self.child.poll() is None

    def line(self) -> str:
        """The next line of standard output; fails when the process ends or takes too long."""
        deadline = time.monotonic() + PATIENCE
        text = b""
        with selectors.DefaultSelector() as selector:
            selector.register(self.child.stdout, selectors.EVENT_READ)
            while not text.endswith(b"\n"):
                if not selector.select(max(0, deadline - time.monotonic())):
                    raise AssertionError(f"{self.name} printed nothing in {PATIENCE} s\n{self.tail()}")
                got = os.read(self.child.stdout.fileno(), 1)
                if not got:
                    status = self.child.wait(PATIENCE)
                    raise AssertionError(f"{self.name} ended with {status}\n{self.tail()}")
                text += got
        return text.decode().rstrip("\n")

    def until(self, *words: str) -> str:
        """The first line of standard output that has all these words."""
        while True:
            line = self.line()
            if all(word in line for word in words):
                return line

    def stop(self):
        """Asks for the end as an operator would, and insists on a clean one."""
        if self.child is None:
            return
        if self.running:
            self.child.send_signal(signal.SIGTERM)
        try:
            status = self.child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"{self.name} ignored SIGTERM for {PATIENCE} s\n{self.tail()}") from None
        self._forget()
        assert status == 0, f"{self.name} ended with status {status} on SIGTERM\n{self.tail()}"

    def kill(self):
        """Ends it without warning (SIGKILL to the process alone: what it started lives on)."""
        if self.child is None:
            return
        self.child.kill()
        self.child.wait(PATIENCE)
        self._forget()

    def _forget(self):
        self.child.stdout.close()
        self.child = None
        LIVE.remove(self)

    def tail(self, lines: int = 60) -> str:
        """The end of its log."""
        if not self.log.exists():
            return "(no log)"
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
