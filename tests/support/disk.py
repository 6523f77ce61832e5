"""A small disk of its own for a server: a tmpfs in a mount namespace that nobody else sees."""

import os
import subprocess
from pathlib import Path


class SmallDisk:
    """A file system of `size` bytes at `mount`, there until `close`; servers may come and go.

    A process that does nothing holds the namespace. Raises `OSError` where mounting is not allowed."""

    def __init__(self, mount: Path, size: int):
        mount.mkdir(parents=True, exist_ok=True)
        script = f'mount -t tmpfs -o size={size},mode=700 tmpfs "$0" && echo mounted && read end'
        self._holder = subprocess.Popen(
            ["unshare", "--mount", "--propagation", "private", "sh", "-c", script, str(mount)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        if self._holder.stdout.readline() != "mounted\n":
            raise OSError(f"no private mount: {self._holder.communicate()[1].strip()}")
        self.inside = ["nsenter", "--mount", "--target", str(self._holder.pid), "--"]
        self.path = Path(f"/proc/{self._holder.pid}/root{mount}")

    def fill(self, leave: int = 0):
        """Takes all space but `leave` bytes."""
        with open(self.path / "filler", "ab", buffering=0) as filler:
            free = os.statvfs(self.path)
            wanted = free.f_bavail * free.f_frsize - leave
            while wanted > 0:
                try:
                    wanted -= filler.write(b"\0" * min(wanted, 65536))
                except OSError:
                    break

    def free(self):
        """Gives it back."""
        (self.path / "filler").unlink()

    def close(self):
        self._holder.communicate("end\n")
