"""The stock git client, working on repositories of a server."""

import os
from pathlib import Path
from urllib.parse import quote

from support.cli import run
from support.processes import clean_environment
from support.server import ROOT_KEY, ROOT_SECRET


def address(server, repository: str, key: str = ROOT_KEY, secret: str = ROOT_SECRET) -> str:
    """The clone URL with credentials in it."""
    scheme, rest = server.url.split("//")
    return f"{scheme}//{quote(key, safe='')}:{quote(secret, safe='')}@{rest}/git/{repository}"


class Clone:
    """A work tree of its own, pushing to `repository` of `server`."""

    def __init__(self, server, repository: str, directory: Path, url: str = None):
        self.directory = directory
        directory.mkdir()
        self.environment = clean_environment(
            directory,
            GIT_CONFIG_NOSYSTEM="1",
            GIT_TERMINAL_PROMPT="0",
            GIT_AUTHOR_NAME="Ada",
            GIT_AUTHOR_EMAIL="ada@example.invalid",
            GIT_COMMITTER_NAME="Ada",
            GIT_COMMITTER_EMAIL="ada@example.invalid",
        )
        self.work = directory / "work"
        self.git("init", "--quiet", "--initial-branch=main", "work", cwd=directory)
        self.git("remote", "add", "origin", url or address(server, repository))

    def git(self, *arguments, expect=0, cwd=None) -> str:
        """What a git command printed, its complaints if it is to fail; `expect` is its exit code."""
        done = run(["git", *arguments], self.environment, expect, cwd=cwd or self.work)
        return (done.stderr if expect else done.stdout).strip()

    def commit(self, message: str, **files) -> str:
        """A commit with these files (a bytes value, or text) on the branch at hand; gives its id."""
        for name, content in files.items():
            path = self.work / name
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def push(self, *what, expect=0) -> str:
        return self.git("push", "--quiet", "origin", *(what or ["HEAD"]), expect=expect)


def noise(size: int) -> bytes:
    """Content that does not compress."""
    return os.urandom(size)
