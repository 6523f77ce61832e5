"""The documentation as a test: every command block is run, page by page, on a machine of its own.

A page is run from top to bottom by one shell. A comment right before a block says what the page itself
says in words:

    <!-- test: file NAME -->          the block is the content of this file
    <!-- test: background WORD -->    the command goes on; the page goes on when it has printed WORD
    <!-- test: exit N -->             the block ends with this exit code
    <!-- test: account NAME -->       it asks an account at AWS that has a pipeline of this name; the
                                      server of the page stands for the account while it is run

A `console` block has commands after `$ ` and below each what it prints; `…` stands for anything. The
machine is a sandbox: own network, processes, /var/lib, /srv, /tmp and home, all empty."""

import json
import os
import re
import select
import shlex
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from support.cli import aws_program
from support.pipelines import approval, definition
from support.processes import WORKSPACE, binary

COMMANDS = ("sh", "console")
LANGUAGES = (*COMMANDS, "yaml", "json", "text", "mermaid", "ini", "html")
# Seconds that one block may take.
PATIENCE = 180

# The program is built before its pages are tried: this puts it where a build does.
CARGO = """\
#!/bin/sh
case "$*" in
"build --release") mkdir -p target/release && cp -L /home/bin/towline target/release/ ;;
"run --release -- "*) shift 3; exec towline "$@" ;;
*) echo "cargo $*: no page needs this" >&2; exit 1 ;;
esac
"""


@dataclass
class Block:
    """A fenced block with the comment before it."""

    line: int
    language: str
    rule: str
    text: str

    def commands(self) -> list:
        """Commands with what each prints, None when the page does not say."""
        if self.language == "sh":
            return [(self.text, None)]
        found = []
        for line in self.text.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif found and found[-1][0].endswith("\\"):
                found[-1] = (found[-1][0] + "\n" + line, [])
            else:
                found[-1][1].append(line)
        return [(command, "\n".join(lines)) for command, lines in found]


def blocks(page: Path) -> list:
    """All blocks of a page."""
    found, rule, open_at = [], "", None
    for number, line in enumerate(page.read_text().splitlines(), 1):
        if open_at is None and line.startswith("```"):
            open_at, language, body = number, line[3:].strip(), []
        elif open_at is not None and line.strip() == "```":
            found.append(Block(open_at, language, rule, "\n".join(body) + "\n"))
            rule, open_at = "", None
        elif open_at is not None:
            body.append(line)
        else:
            comment = re.fullmatch(r"<!-- test: (.*) -->", line)
            rule = comment.group(1) if comment else rule if not line.strip() else ""
    assert open_at is None, f"{page}:{open_at}: the block does not end"
    return found


class Machine:
    """A sandbox with one shell in which a page is run."""

    def __init__(self, directory: Path):
        self.home = directory / "home"
        programs = directory / "bin"
        for made in (self.home, programs):
            made.mkdir(parents=True)
        (programs / "towline").symlink_to(binary())
        aws = " ".join(map(shlex.quote, aws_program()))
        (programs / "aws").write_text(f'#!/bin/sh\nexec {aws} "$@"\n')
        (programs / "cargo").write_text(CARGO)
        (programs / "sudo").write_text('#!/bin/sh\nexec "$@"\n')
        for program in ("aws", "cargo", "sudo"):
            (programs / program).chmod(0o755)
        # What a page installs, it installs here; what the machine has there is seen through links.
        local = directory / "local"
        local.mkdir()
        for program in Path("/usr/local/bin").iterdir():
            (local / program.name).symlink_to(f"/home/local-bin/{program.name}")
        (directory / "local-bin").mkdir()
        sandbox = ["bwrap", "--dev-bind", "/", "/", "--proc", "/proc", "--unshare-net", "--unshare-pid"]
        sandbox += ["--unshare-uts", "--hostname", "localhost"]
        sandbox += ["--die-with-parent", "--cap-add", "ALL", "--bind", str(directory), "/home"]
        sandbox += ["--bind", "/usr/local/bin", "/home/local-bin", "--bind", str(local), "/usr/local/bin"]
        for empty in ("/var/lib", "/srv", "/tmp"):
            sandbox += ["--tmpfs", empty]
        sandbox += ["--bind", str(self.home), "/home/you", "--chdir", "/home/you"]
        env = {
            "PATH": f"/home/bin:{os.environ['PATH']}",
            "HOME": "/home/you",
            "LANG": "C.UTF-8",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_PAGER": "",
            "EXAMPLES": str(WORKSPACE / "examples"),
        }
        self.log = directory / "log"
        self.shell = subprocess.Popen(
            [*sandbox, "bash", "--norc"],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=open(self.log, "ab"),
            start_new_session=True,
        )
        self.steps = 0

    def run(self, block: Block, place: str):
        """Runs one block; an AssertionError tells what is wrong with it."""
        if block.rule.startswith("file "):
            file = self.home / block.rule.removeprefix("file ")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text)
            if block.text.startswith("#!"):
                file.chmod(0o755)
        elif block.rule.startswith("account "):
            name = block.rule.removeprefix("account ")
            account = self.home.parent / "account.json"
            account.write_text(json.dumps(definition(name, "Gate", approval())))
            self._command(f"aws codepipeline create-pipeline --pipeline file:///home/{account.name}", None, "", place)
            self._commands(block, place)
            self._command(f"aws codepipeline delete-pipeline --name {name}", None, "", place)
        elif block.language in COMMANDS:
            self._commands(block, place)

    def _commands(self, block: Block, place: str):
        for command, printed in block.commands():
            self._command(command, printed, block.rule, place)

    def _command(self, command: str, printed, rule: str, place: str):
        self.steps += 1
        script, output = (self.home.parent / f"step-{self.steps}.{end}" for end in ("sh", "out"))
        where = f"/home/{script.stem}"
        expected = int(rule.removeprefix("exit ")) if rule.startswith("exit ") else 0
        if rule.startswith("background "):
            script.write_text(f"exec {command}")
            word = shlex.quote(rule.removeprefix("background "))
            heard = f"grep -q -m 1 -F {word} < <(tail -n +1 -F {where}.out 2>/dev/null)"
            self._say(f"bash {where}.sh >{where}.out 2>&1 & {heard}; echo 0")
        elif expected == 0:
            # In the shell itself, so that variables stay; a failure ends the shell.
            script.write_text(command)
            self._say(f"set -eo pipefail; . {where}.sh >{where}.out 2>&1; set +e; echo 0")
        else:
            script.write_text(f"set -e\n{command}")
            self._say(f"bash {where}.sh >{where}.out 2>&1; echo $?")
        status = self._answer()
        text = output.read_text(errors="replace") if output.exists() else ""
        assert status, f"{place} did not end well:\n{text}\n{self.log.read_text(errors='replace')}"
        assert int(status) == expected, f"{place}: exit code {status}\n{text}"
        if printed is not None:
            assert fits(printed, text), f"{place}: `{command}` printed\n{text}\nthe page says\n{printed}"

    def _say(self, line: str):
        self.shell.stdin.write(f"{line}\n".encode())
        self.shell.stdin.flush()

    def _answer(self) -> str:
        """The status of what the shell was told; empty when it is gone or takes too long."""
        deadline, text = time.monotonic() + PATIENCE, b""
        while not text.endswith(b"\n"):
            left = max(0, deadline - time.monotonic())
            if not select.select([self.shell.stdout], [], [], left)[0]:
                return ""
            piece = os.read(self.shell.stdout.fileno(), 16)
            if not piece:
                return ""
            text += piece
        return text.decode()

    def close(self):
        """Ends the shell and with it, as it is the first process of the sandbox, everything."""
        self.shell.kill()
        self.shell.stdin.close()
        self.shell.stdout.close()
        self.shell.wait()


def fits(expected: str, text: str) -> bool:
    """Whether a text is what a page shows: `…` is anything, a line of it any lines."""
    pattern = "".join(
        r"(.*\n)*?" if line.strip() == "…" else r".*?".join(map(re.escape, line.rstrip().split("…"))) + r"[ ]*\n"
        for line in expected.splitlines()
    )
    return re.fullmatch(pattern, text if text.endswith("\n") or not text else text + "\n") is not None


def available() -> bool:
    """Whether sandboxes can be made here."""
    if shutil.which("bwrap") is None or sys.platform != "linux":
        return False
    return subprocess.run(["bwrap", "--dev-bind", "/", "/", "--unshare-net", "true"], capture_output=True).returncode == 0
